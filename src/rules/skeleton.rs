//! A first draft of a rule.

/// What texts that are still to be written hold.
pub(crate) const UNFINISHED: &str = "(to be written)";
