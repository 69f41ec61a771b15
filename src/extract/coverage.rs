//! How much of the shop was seen: the difference between *absent* and *unknown*.
//!
//! A thing is absent only when every page where it would normally stand was
//! read. Whatever kept us from that is the reason for *unknown*.

use super::{PageKind, Site};
use crate::facts::Reason;

/// How much of the shop was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Nothing could be read at all, and why.
    pub nothing: Option<Reason>,
    /// Some pages could not be read, and why (the weightiest reason).
    pub gap: Option<Reason>,
    /// Kinds of page that a link promised and that could not be read.
    pub missed: Vec<(PageKind, Reason)>,
}

impl Coverage {
    /// The coverage of a visit.
    #[must_use]
    pub fn of(_site: &Site<'_>) -> Self {
        Self::default()
    }

    /// Whether something not found may be called absent, given that it would
    /// stand on the front page or on a page of one of these kinds.
    ///
    /// # Errors
    /// The reason why not.
    pub fn of_kinds(&self, kinds: &[PageKind]) -> Result<(), Reason> {
        if let Some(reason) = self.nothing {
            return Err(reason);
        }
        match self.missed.iter().find(|(kind, _)| kinds.contains(kind)) {
            Some((_, reason)) => Err(*reason),
            None => Ok(()),
        }
    }

    /// Whether something not found anywhere may be called absent from the whole
    /// shop.
    ///
    /// # Errors
    /// The reason why not.
    pub fn of_everything(&self) -> Result<(), Reason> {
        self.nothing.or(self.gap).map_or(Ok(()), Err)
    }
}
