//! The text of a page, looked through once for all phrases.
//!
//! What a sentence takes away from its phrases is gone from the hits already; what
//! is left is told apart by who asks: the phrases of topics and periods, which
//! stand in the page's own part, and those of statements, which may stand
//! anywhere.

use super::excerpt::floor;
use super::phrases::{Hit, look};
use super::sentences::{ends, without_contradicted};
use crate::extract::{Block, Context, Document};
use crate::facts::catalogue::TOPICS;
use crate::vocabulary::Vocabulary;

/// Bytes of a block that are the value of the label above it.
const VALUE: usize = 200;

/// The text of a page with the phrases found in it.
pub(super) struct Text<'a> {
    pub doc: &'a Document,
    /// The only language whose phrases count, where the page's is known.
    pub only: Option<usize>,
    pub parts: Vec<Part<'a>>,
}

/// A block with the phrases in it.
pub(super) struct Part<'a> {
    /// Its number in [`Document::blocks`].
    pub index: usize,
    pub block: &'a Block,
    /// Where its sentences end.
    pub ends: Vec<usize>,
    /// The phrases of topics, of periods and of what takes its time.
    pub topics: Vec<Hit>,
    /// The phrases of statements.
    pub statements: Vec<Hit>,
}

impl<'a> Text<'a> {
    /// Looks through a page.
    pub(super) fn of(doc: &'a Document, context: Context<'_>) -> Self {
        let only = context.language.and_then(|tag| {
            let wanted = context.vocabulary.language(tag)?;
            let languages = Vocabulary::built_in().languages();
            languages.iter().position(|l| l.language == wanted.language)
        });
        let parts = doc
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| !block.text.trim().is_empty())
            .map(|(index, block)| {
                let ends: Vec<usize> = ends(&block.text).collect();
                let hits = look(doc.folded(index), only);
                let hits = without_contradicted(hits, &block.text, &ends);
                let (topics, statements) =
                    hits.into_iter().partition(|hit| hit.subject <= TOPICS.len());
                Part { index, block, ends, topics, statements }
            })
            .collect();
        Self { doc, only, parts }
    }
}

impl Part<'_> {
    /// The beginning of the text, as what a label before it is given.
    pub(super) fn opening(&self) -> &str {
        self.block.text.get(..floor(&self.block.text, VALUE)).unwrap_or("")
    }

    /// Words of the text.
    pub(super) fn words(&self) -> usize {
        self.block.text.split_whitespace().count()
    }

    /// Whether the whole text is a link and says no more than where it leads.
    pub(super) fn only_leads(&self) -> bool {
        self.block.link.is_some() && self.words() < 12
    }

    /// Whether it stands in the page's own part and not in its frame.
    pub(super) fn is_own(&self) -> bool {
        !self.block.region.is_frame()
    }
}
