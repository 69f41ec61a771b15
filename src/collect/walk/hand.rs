//! What a walk can do on a page, whoever does it.

use crate::snapshot::{Entry, Failure, StepAction, View, Wall, Withheld};
use url::Url;

/// Something to be done on the page that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collect) struct Act {
    /// What for.
    pub(in crate::collect) action: StepAction,
    /// The control or link to press, as [`crate::extract::Document::selector`]
    /// names it in the page's `html`; none where only entries are made.
    pub(in crate::collect) press: Option<String>,
    /// Its words.
    pub(in crate::collect) words: String,
    /// What to choose, tick and type before, in order.
    pub(in crate::collect) entries: Vec<Input>,
}

/// One field that is given a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collect) struct Input {
    /// What is kept of it in the snapshot.
    pub(in crate::collect) entry: Entry,
    /// What to do with the field.
    pub(in crate::collect) value: Value,
}

/// How a field is given a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collect) enum Value {
    /// Typed into it.
    Text(String),
    /// The option with this `value` of a `<select>`.
    Choose(String),
    /// A radio button or box is ticked.
    Tick,
    /// Something that is not a form control is pressed: a swatch, an entry of a
    /// list.
    Press,
}

/// What is seen after something was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collect) struct Seen {
    /// The page as it stands.
    pub(in crate::collect) view: View,
    /// It keeps the visitor out.
    pub(in crate::collect) wall: Option<Wall>,
    /// Addresses of the document on the way there, the last included.
    pub(in crate::collect) hops: Vec<Url>,
    /// Requests that the guard did not let out meanwhile.
    pub(in crate::collect) withheld: Vec<Withheld>,
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collect) enum Trouble {
    /// The control works by script only, and this hand runs none.
    NeedsScript(String),
    /// The guard refused it.
    Withheld(Box<Withheld>),
    /// robots.txt forbids the address, and nobody agreed to pass it.
    Robots(Url),
    /// There was no answer, the browser died, a budget is used up.
    Failed(Failure),
}

/// One who goes through a shop.
///
/// The page that is open stays with the hand; selectors are those of the last
/// [`Seen`].
pub(in crate::collect) trait Hand: Send {
    /// Whether it runs the page's scripts.
    fn draws(&self) -> bool;

    /// Opens an address.
    fn open(&mut self, url: &Url) -> impl Future<Output = Result<Seen, Trouble>> + Send;

    /// Does something on the page that is open.
    fn act(&mut self, act: &Act) -> impl Future<Output = Result<Seen, Trouble>> + Send;
}
