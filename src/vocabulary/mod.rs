//! The words of natural languages, as data.
//!
//! One file a language under `rules/vocabulary/`, all with the same keys; adding
//! a language is adding a file, to that folder or, with [`Vocabulary::add`], from
//! anywhere else. This room reads those files into typed sections
//! and offers [`PhraseSet`] to search for many phrases at once. It must not read
//! pages and must not know what a match means.

use serde::Deserialize;

mod added;
mod banner;
mod buttons;
mod contact;
mod details;
mod forms;
mod goods;
mod guard;
mod identity;
mod marks;
mod pages;
mod phrases;
mod prices;
mod residue;
mod shown;
mod site;
pub mod statements;
pub mod topics;
mod walk;
mod walls;

pub use banner::Banner;
pub use buttons::Buttons;
pub use contact::Contact;
pub use details::Details;
pub use forms::Forms;
pub use goods::{AgeCheck, AgeService, Goods, GoodsMarks, GoodsWords, Licences, Register};
pub use guard::GuardMarks;
pub use identity::Identity;
pub use marks::{
    ContactMarks, Dialling, Marks, Messenger, Neighbour, ParkingMarks, Paths, PlaceholderMarks,
    PlatformMarks, ResiduePattern, Tracker, Visitor,
};
pub use pages::{PageNames, PageWords, Pages};
pub use phrases::{Folded, PhraseMatch, PhraseSet, fold};
pub use prices::Prices;
pub use residue::Residue;
pub use shown::{
    CardBrand, CardMarks, ChatMarks, ChatService, PictureMarks, PlatformHost, TrustmarkMarks,
};
pub use site::Site;
pub use statements::Statements;
pub use topics::{TopicWords, Topics};
pub use walk::Walk;
pub use walls::Walls;

/// The vocabulary of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Language {
    /// BCP 47 tag, the same as the file's name.
    pub language: String,
    /// The language's name in itself.
    pub name: String,
    /// Countries where it is a main language, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// What links, headings and addresses of each kind of page say (terms, privacy, ...).
    pub pages: Pages,
    /// How terms and policies speak of each topic (`withdrawal-period`, `delivery-time`, ...).
    pub topics: Topics,
    /// What privacy policies, exceptions, subscriptions and the site itself say.
    pub statements: Statements,
    /// Text that templates, guides and other firms leave in terms.
    pub residue: Residue,
    /// Under construction, parked, placeholder, age and login walls, robot checks.
    pub site: Site,
    /// Labels and cue words of contact details and postal addresses.
    pub contact: Contact,
    /// Labels of organisation and VAT numbers, and cues for the seller's name.
    pub identity: Identity,
    /// Words around prices: from, before, unit, VAT, on request.
    pub prices: Prices,
    /// Lines of goods, restricted goods, licences, checks of age, numbers of persons.
    pub goods: Goods,
    /// Labels of form fields by WHATWG autofill token; consent; required marks.
    pub forms: Forms,
    /// Words of buttons: orders by clarity, add to cart, to the checkout.
    pub buttons: Buttons,
    /// What pages say that stand in front of the content: robot, sign-in, age and country checks.
    pub walls: Walls,
    /// What the banner that asks for consent to cookies says, and its buttons.
    pub banner: Banner,
    /// What stands on the way from a product to the checkout.
    pub walk: Walk,
    /// Beside the description of a product: its maker, its number, reviews, other goods.
    pub details: Details,
}

/// All languages.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    languages: Vec<Language>,
}

static FILES: include_dir::Dir<'static> =
    include_dir::include_dir!("$CARGO_MANIFEST_DIR/rules/vocabulary");

/// The languages that ship with the program, sorted by tag.
fn shipped() -> Vec<Language> {
    let mut languages: Vec<Language> = FILES
        .files()
        .filter(|file| file.path().extension().is_some_and(|e| e == "yaml"))
        .filter_map(|file| {
            let text = file.contents_utf8()?;
            let name = file.path().display().to_string();
            match crate::yaml::read(text, &name) {
                Ok(language) => Some(language),
                // A test reads every shipped file, so this cannot happen to users.
                Err(message) => {
                    debug_assert!(false, "{message}");
                    None
                }
            }
        })
        .collect();
    languages.sort_by(|a, b| a.language.cmp(&b.language));
    languages
}

impl Vocabulary {
    /// The vocabulary that ships with the program, and the languages that were
    /// added to it at the start.
    #[must_use]
    pub fn built_in() -> &'static Self {
        added::all()
    }

    /// A vocabulary of these languages, for tests and additions.
    #[must_use]
    pub fn new(languages: Vec<Language>) -> Self {
        Self { languages }
    }

    /// All languages, sorted by tag.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The language with this tag; a region subtag is ignored, and Norwegian
    /// Nynorsk and plain `no` are read with Bokmål's words.
    #[must_use]
    pub fn language(&self, tag: &str) -> Option<&Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        let primary = match primary.as_str() {
            "no" | "nn" => "nb",
            other => other,
        };
        self.languages.iter().find(|language| language.language == primary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_can_be_read() {
        for file in FILES.files() {
            let name = file.path().display().to_string();
            let read: Language = crate::yaml::read(file.contents_utf8().unwrap(), &name).unwrap();
            assert_eq!(format!("{}.yaml", read.language), name);
        }
        assert!(Vocabulary::built_in().languages().len() >= 11);
    }
}
