//! What all finders of a page start from, worked out once a page.
//!
//! Telephone numbers, addresses, names and register numbers are told by the same
//! words around them, the same data for machines and the same countries.

use super::cues::Marks;
use super::places::Places;
use super::region;
use super::structured::Structured;
use crate::extract::{Context, Document, structured};

/// The clues of one page.
#[derive(Debug, Default)]
pub(in crate::extract) struct Clues {
    /// Words that tell what follows, and of whom.
    pub(in crate::extract) marks: Marks,
    /// What the page states for machines.
    pub(in crate::extract) data: Structured,
    /// Countries to read numbers in, ISO 3166-1 alpha-2, the likeliest first.
    pub(in crate::extract) countries: Vec<String>,
    /// Those of them that are the page's own, and not only named on it.
    pub(in crate::extract) home: Vec<String>,
    /// Where elements stand in the text.
    pub(in crate::extract) places: Places,
}

impl Clues {
    /// Looks through a page.
    pub(in crate::extract) fn of(doc: &Document, context: Context<'_>) -> Self {
        let marks = Marks::of(doc);
        let region::Countries { home, all } = region::of(doc, context, &marks);
        Self {
            countries: all,
            home,
            marks,
            data: Structured::of(structured::items(doc)),
            places: Places::default(),
        }
    }
}

#[cfg(test)]
pub(in crate::extract) mod testing {
    use super::Clues;
    use crate::extract::{Context, Document};
    use crate::vocabulary::Vocabulary;
    use url::Url;

    /// A page of a made-up shop in a country, and its clues.
    pub(in crate::extract) fn page(source: &str, country: Option<&str>) -> (Document, Clues) {
        let doc = Document::parse(source, &Url::parse("https://www.tallbod.example/").unwrap());
        let context = Context { vocabulary: Vocabulary::built_in(), language: None, country };
        let clues = Clues::of(&doc, context);
        (doc, clues)
    }
}
