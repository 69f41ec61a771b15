//! What is sold, by what it is called: lines of goods, goods that acquirers restrict,
//! signs of copies, and the licences and checks of age that go with some of them.
//!
//! Evidence is weighed as a reviewer would. The name of a product on sale and the name
//! of a category in the menu show what is sold; running text shows it only in a
//! sentence that offers. A name that holds a word of something else (*wine glass*,
//! *poster*) stands for that. All words are data: each language of the vocabulary has
//! its own, and the marks hold those that every language shares. A page is searched for
//! the words of its own language alone, since many mean something else in another.
//!
//! Pages are read by themselves for sentences, licences and checks of age (`text`,
//! `gate`); names are read once for the whole shop, since they stand on many pages.
//! Which of it matters is for rules to say.

mod age;
mod facts;
mod gate;
mod gather;
mod lexicon;
mod licences;
mod lines;
mod name;
mod replica;
mod restricted;
mod sample;
#[cfg(test)]
mod tests;
mod text;

pub(super) use facts::facts;

use super::{Context, Document, Found, PageReading};

/// What one page says of goods and of selling them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GoodsReading {
    /// Sentences that offer restricted goods.
    pub(super) offers: Vec<Found<Said>>,
    /// Restricted goods that its first heading names.
    pub(super) headings: Vec<Found<Said>>,
    /// Licences that it names.
    pub(super) licences: Vec<Found<Said>>,
    /// Checks of age: kind of `site.age-check`.
    pub(super) age: Vec<Found<Said>>,
    /// It speaks of the age of buyers.
    pub(super) speaks_of_age: bool,
    /// What it says of itself in `<meta name=description>`.
    pub(super) description: String,
}

/// Something that a page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Category of `products.restricted`, or kind of `site.age-check`.
    pub(super) what: &'static str,
    /// The words that show it.
    pub(super) term: String,
}

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let mut goods = text::read(doc, context, reading);
    gate::read(doc, reading, &mut goods);
    let description = doc.meta.iter().find(|meta| meta.name == "description");
    goods.description = description.map(|meta| meta.content.clone()).unwrap_or_default();
    reading.goods = goods;
}
