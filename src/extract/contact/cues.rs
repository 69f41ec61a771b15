//! The words of a page that tell whose number or address follows.
//!
//! All phrases of the `contact` and `identity` vocabularies, of every language,
//! are looked for in one pass over each block of a page; the finders then ask
//! for the cues around a place. Here is also decided whether a place speaks of
//! somebody else: an authority, a carrier, a host, the agency that built the
//! site. It must not read numbers or addresses itself.

use crate::extract::{Block, Document, Region};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

/// What a phrase tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) enum Cue {
    /// A telephone number follows.
    Phone,
    /// A fax number follows.
    Fax,
    /// A number follows that is no telephone number.
    OtherNumber,
    /// A postal address follows.
    Address,
    /// Part of a street name.
    Street,
    /// A post office box.
    PostBox,
    /// An authority, court or dispute body.
    Authority,
    /// Somebody who works for the merchant.
    Supplier,
    /// A carrier, payment or hosting firm.
    Service,
    /// Only examples say this.
    Placeholder,
    /// A postal code follows.
    Code,
    /// The name of a town follows.
    Town,
    /// A country, ISO 3166-1 alpha-2.
    Country(&'static str),
    /// An organisation number follows, of this scheme (`any`: of some country).
    Registration(&'static str),
    /// A VAT number follows.
    Vat,
    /// The name of the seller follows.
    Name,
    /// The name of the seller follows at once, in the same clause.
    Party,
    /// The name of the seller went before.
    Follower,
    /// The name of the seller follows in brackets or after a colon.
    Addressee,
    /// A name of the sign in e-mail addresses.
    AtName,
    /// A word for the dot in e-mail addresses.
    DotWord,
}

/// One cue in a block; the range is that of the block's text.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Mark {
    /// What it tells.
    pub(in crate::extract) cue: Cue,
    /// Where it stands.
    pub(in crate::extract) range: Range<usize>,
}

/// The cues of a page, block by block.
#[derive(Debug, Default)]
pub(in crate::extract) struct Marks {
    blocks: Vec<Vec<Mark>>,
    /// Whether a block names the merchant, once it was asked for.
    merchant: Vec<OnceCell<bool>>,
    /// Labels of the page's host that may stand for the merchant's name.
    host: Vec<String>,
}

static PHRASES: LazyLock<PhraseSet<Cue>> = LazyLock::new(|| {
    let mut phrases: Vec<(&'static str, Cue)> = Vec::new();
    for language in Vocabulary::built_in().languages() {
        let contact = &language.contact;
        let lists: [(&'static [String], Cue); 13] = [
            (&contact.phone_labels, Cue::Phone),
            (&contact.fax_labels, Cue::Fax),
            (&contact.other_numbers, Cue::OtherNumber),
            (&contact.address_labels, Cue::Address),
            (&contact.street_endings, Cue::Street),
            (&contact.street_words, Cue::Street),
            (&contact.box_words, Cue::PostBox),
            (&contact.authorities, Cue::Authority),
            (&contact.suppliers, Cue::Supplier),
            (&contact.services, Cue::Service),
            (&contact.placeholders, Cue::Placeholder),
            (&contact.at_names, Cue::AtName),
            (&contact.dot_words, Cue::DotWord),
        ];
        for (list, cue) in lists {
            phrases.extend(list.iter().map(|phrase| (phrase.as_str(), cue)));
        }
        for (field, cue) in [("postal-code", Cue::Code), ("address-level2", Cue::Town)] {
            let labels = language.forms.fields.get(field).into_iter().flatten();
            phrases.extend(labels.map(|label| (label.as_str(), cue)));
        }
        for (country, names) in &contact.countries {
            phrases.extend(names.iter().map(|name| (name.as_str(), Cue::Country(country))));
        }
        let identity = &language.identity;
        for (scheme, labels) in &identity.registration_labels {
            phrases.extend(labels.iter().map(|label| (label.as_str(), Cue::Registration(scheme))));
        }
        phrases.extend(identity.vat_labels.iter().map(|label| (label.as_str(), Cue::Vat)));
        for (list, cue) in [
            (&identity.name_labels, Cue::Name),
            (&identity.name_sentences, Cue::Party),
            (&identity.name_followers, Cue::Follower),
            (&identity.addressees, Cue::Addressee),
        ] {
            phrases.extend(list.iter().map(|phrase| (phrase.as_str(), cue)));
        }
    }
    phrases.sort_unstable_by(|a, b| a.0.cmp(b.0));
    phrases.dedup();
    PhraseSet::new(phrases)
});

/// The cues of a text.
pub(in crate::extract) fn marks_of(text: &str) -> Vec<Mark> {
    marks_in(&Folded::new(text))
}

fn marks_in(folded: &Folded) -> Vec<Mark> {
    let mut marks: Vec<Mark> = PHRASES
        .find(folded)
        .map(|found| {
            let words = folded.as_str().get(found.start..found.end).unwrap_or("");
            let start = found.start + (words.len() - words.trim_start().len());
            let end = found.end - (words.len() - words.trim_end().len());
            Mark { cue: *found.value, range: folded.original(start..end) }
        })
        .collect();
    marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
    marks
}

impl Marks {
    /// Looks through a page.
    pub(in crate::extract) fn of(doc: &Document) -> Self {
        Self {
            blocks: (0..doc.blocks.len()).map(|block| marks_in(doc.folded(block))).collect(),
            merchant: vec![OnceCell::new(); doc.blocks.len()],
            host: doc.url.host_str().map(own_labels).unwrap_or_default(),
        }
    }

    /// The cues of a block in the order of their places.
    pub(in crate::extract) fn block(&self, index: usize) -> &[Mark] {
        self.blocks.get(index).map_or(&[], Vec::as_slice)
    }

    /// The cues of a block that begin in a part of it.
    pub(in crate::extract) fn within(&self, index: usize, part: Range<usize>) -> &[Mark] {
        let marks = self.block(index);
        let from = marks.partition_point(|mark| mark.range.start < part.start);
        let until = marks.partition_point(|mark| mark.range.start < part.end);
        marks.get(from..until).unwrap_or(&[])
    }

    /// Whether a cue stands in the block at most `reach` bytes before a place.
    pub(in crate::extract) fn before(
        &self,
        block: usize,
        place: usize,
        reach: usize,
        wanted: impl Fn(Cue) -> bool,
    ) -> bool {
        self.last_before(block, place, reach, wanted).is_some()
    }

    /// The last such cue before a place, at most `reach` bytes away.
    pub(in crate::extract) fn last_before(
        &self,
        block: usize,
        place: usize,
        reach: usize,
        wanted: impl Fn(Cue) -> bool,
    ) -> Option<&Mark> {
        let marks = self.block(block);
        let until = marks.partition_point(|mark| mark.range.start < place);
        marks
            .get(..until)?
            .iter()
            .rev()
            // Marks are sorted by start; none is longer than this.
            .take_while(|mark| mark.range.start + reach + 100 >= place)
            .filter(|mark| mark.range.end <= place && place - mark.range.end <= reach)
            .filter(|mark| wanted(mark.cue))
            .max_by_key(|mark| (mark.range.end, mark.range.len()))
    }

    /// Whether what stands at a place of the page is somebody else's: an
    /// authority named before it in the same paragraph, a supplier or service
    /// named just before it, or any of these as the heading or the short line
    /// above it.
    pub(in crate::extract) fn is_others(&self, doc: &Document, block: usize, place: usize) -> bool {
        let Some(here) = doc.blocks.get(block) else { return false };
        let sentences = |mark: &&Mark| {
            let gap = here.text.get(mark.range.end..place).unwrap_or("");
            gap.len() <= 120 || !gap.contains(". ")
        };
        let near = |mark: &&Mark| {
            let gap = here.text.get(mark.range.end..place).unwrap_or("");
            gap.len() <= 60 || !gap.contains(". ")
        };
        let other = self
            .last_before(block, place, 250, |cue| cue == Cue::Authority)
            .filter(sentences)
            .or_else(|| {
                self.last_before(block, place, 160, |cue| cue == Cue::Supplier)
                    .filter(near)
                    .filter(|mark| !ends_name(&here.text, &mark.range))
            })
            .or_else(|| {
                // Who is only mentioned is not who is asked or told about after it.
                let asked = |mark: &&Mark| {
                    let gap = here.text.get(mark.range.end..place).unwrap_or("");
                    !gap.contains("? ") && !gap.contains("! ")
                };
                self.last_before(block, place, 100, |cue| cue == Cue::Service)
                    .filter(near)
                    .filter(asked)
            });
        if let Some(mark) = other {
            return !self.names_merchant(here, mark.range.end..place);
        }
        for index in (block.saturating_sub(5)..block).rev() {
            let Some(above) = doc.blocks.get(index) else { break };
            if above.region != here.region {
                break;
            }
            let outer = matches!(above.region, Region::Header | Region::Footer | Region::Nav);
            let named = || self.names_merchant(above, 0..above.text.len());
            if self.merchant.get(index).is_some_and(|known| *known.get_or_init(named)) {
                break;
            }
            if above.text.len() > 2_000 {
                // Too long to be about what follows it.
                break;
            }
            let covers = |cue: Cue| {
                self.block(index)
                    .iter()
                    .any(|mark| mark.cue == cue && mark.range.len() * 2 >= above.text.len())
            };
            let short = above.text.len() < 120
                && self.block(index).iter().any(|mark| mark.cue == Cue::Authority);
            if covers(Cue::Authority)
                || short
                || (!outer && above.link.is_none() && covers(Cue::Supplier))
                || (above.heading.is_some() && covers(Cue::Service))
            {
                return true;
            }
            if above.heading.is_some() || above.text.len() > 200 {
                break;
            }
        }
        false
    }

    /// Whether a part of a block holds the name in the site's address.
    fn names_merchant(&self, block: &Block, range: Range<usize>) -> bool {
        let Some(text) = block.text.get(range) else { return false };
        let text: String = crate::vocabulary::fold(text).chars().filter(|c| *c != ' ').collect();
        self.host.iter().any(|label| text.contains(label.as_str()))
    }
}

/// Whether a lone word for a supplier's trade is the last of a firm's name, as in
/// *Toft Design*: a word with a capital stands before it and no colon after it.
fn ends_name(text: &str, range: &Range<usize>) -> bool {
    let word = text.get(range.clone()).unwrap_or("");
    let before = text.get(..range.start).unwrap_or("");
    let previous = before.strip_suffix(' ').and_then(|t| t.rsplit(char::is_whitespace).next());
    word.starts_with(char::is_uppercase)
        && !word.contains(' ')
        && !text.get(range.end..).unwrap_or("").trim_start().starts_with(':')
        && previous.is_some_and(|previous| {
            previous.starts_with(char::is_uppercase) && previous.ends_with(char::is_alphanumeric)
        })
}

/// The label of a host that its owner chose, without hyphens, when it is long
/// enough to be told from a common word.
pub(in crate::extract) fn own_labels(host: &str) -> Vec<String> {
    let Some(domain) = psl::domain_str(host) else { return Vec::new() };
    let label: String =
        domain.split('.').next().unwrap_or("").chars().filter(|c| *c != '-').collect();
    if label.len() >= 4 { vec![label] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn doc(source: &str) -> Document {
        Document::parse(source, &Url::parse("https://tallbod.example/").unwrap())
    }

    fn others(source: &str, needle: &str) -> bool {
        let d = doc(source);
        let marks = Marks::of(&d);
        let (index, place) =
            d.blocks.iter().enumerate().find_map(|(i, b)| Some((i, b.text.find(needle)?))).unwrap();
        marks.is_others(&d, index, place)
    }

    #[test]
    fn a_dispute_body_is_not_the_merchant() {
        assert!(others(
            "<p>Vid tvist kan du vända dig till ARN, Box 174, 101 23 Stockholm.</p>",
            "101 23"
        ));
        assert!(others("<h3>Hébergeur</h3><p>1 rue Haute, 75001 Paris</p>", "75001"));
        assert!(!others("<h3>Kontakt</h3><p>Storgatan 1, 111 22 Stockholm</p>", "111 22"));
    }

    #[test]
    fn the_merchants_name_in_between_ends_it() {
        assert!(!others("<p>We ship with DHL. Tallbod, 1 High Street</p>", "1 High"));
    }

    #[test]
    fn labels_are_found_where_they_stand() {
        let marks = marks_of("Org.nr: 556016-0680");
        let mark = marks.iter().find(|m| m.cue == Cue::Registration("se-orgnr")).unwrap();
        assert_eq!(mark.range, 0..6);
    }
}
