//! Whether a field must be filled in.
//!
//! Evidence are attributes of the field, classes and checks of its row and label,
//! an asterisk by its label or behind it, words in its label, and what the form
//! says of all its fields ("all fields are required"). Where a form marks only the
//! fields that may be left empty, the others must be filled in; this is said of
//! what everybody has, not of a second address line, a discount code or a search. A pattern or
//! a least length is no duty: an empty field satisfies them.

use super::layout::{Control, Group};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::sync::LazyLock;

/// Longer labels are sentences.
const LONG_LABEL: usize = 120;

/// What many people have nothing to write in, so that no mark is no duty.
const OFTEN_EMPTY: &[&str] = &[
    "other",
    "additional-name",
    "address-line2",
    "address-line3",
    "honorific-prefix",
    "honorific-suffix",
    "organization",
    "organization-title",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Required,
    Optional,
    /// All fields of the form are required.
    All,
}

static WORDS: LazyLock<PhraseSet<Word>> = LazyLock::new(|| {
    PhraseSet::new(Vocabulary::built_in().languages().iter().flat_map(|language| {
        let forms = &language.forms;
        let lists = [
            (&forms.required, Word::Required),
            (&forms.optional, Word::Optional),
            (&forms.all_required, Word::All),
        ];
        lists.into_iter().flat_map(|(list, word)| list.iter().map(move |phrase| (phrase, word)))
    }))
});

/// What a form as a whole says of its fields.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Duty {
    /// All fields are required.
    all: bool,
    /// Only the fields that may be left empty are marked.
    rest: bool,
}

impl Duty {
    /// Reads the sentences and marks of a form.
    pub(super) fn of(group: &Group) -> Self {
        let mut writable = group.controls.iter().filter(|control| !control.is_box());
        let starred = writable.clone().any(is_starred);
        let all = !starred
            && std::iter::once(&group.text)
                .chain(&group.headings)
                .any(|text| speaks(text, Word::All));
        let rest = !all && writable.clone().any(is_optional) && !writable.any(is_marked);
        Self { all, rest }
    }

    /// Whether a field with this purpose must be filled in.
    pub(super) fn covers(self, control: &Control, purpose: &str) -> bool {
        if is_marked(control) {
            return true;
        }
        let counts = !control.is_box()
            && control.kind != "search"
            && ((self.all && !matches!(purpose, "address-line2" | "additional-name"))
                || (self.rest && !OFTEN_EMPTY.contains(&purpose)));
        counts && !is_optional(control)
    }
}

/// Whether a field by itself says that it must be filled in.
pub(super) fn is_marked(control: &Control) -> bool {
    if control.required && !control.disabled {
        return true;
    }
    let label = control.shown();
    if is_optional(control) {
        return false;
    }
    is_starred(control)
        || (control.required_mark && !control.disabled)
        || (!control.is_box() && label.len() < LONG_LABEL && speaks(label, Word::Required))
}

/// Whether the label of a field, or what stands in it, says that it may stay empty.
fn is_optional(control: &Control) -> bool {
    [control.shown(), &control.placeholder].into_iter().any(|text| speaks(text, Word::Optional))
}

fn speaks(text: &str, wanted: Word) -> bool {
    !text.is_empty() && WORDS.find(&Folded::new(text)).any(|hit| *hit.value == wanted)
}

fn is_starred(control: &Control) -> bool {
    let legend = if control.kind == "radio" { control.legend.as_str() } else { "" };
    [control.shown(), control.before.as_str(), control.placeholder.as_str(), legend]
        .into_iter()
        .any(|text| text.len() < LONG_LABEL && has_star(text))
}

/// Whether an asterisk marks this label; one right before a word within it only
/// points to a note.
fn has_star(text: &str) -> bool {
    let text = text.trim();
    text.char_indices().any(|(at, c)| {
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        matches!(c, '*' | '＊' | '∗') && (at == 0 || !next.is_some_and(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::super::layout::groups;
    use super::*;
    use crate::extract::Document;
    use url::Url;

    fn required(source: &str) -> Vec<String> {
        let doc = Document::parse(source, &Url::parse("https://shop.example/").unwrap());
        let groups = groups(&doc);
        let group = &groups[0];
        let duty = Duty::of(group);
        let bound = group.controls.iter().filter(|control| duty.covers(control, "name"));
        bound.map(|control| control.name.clone()).collect()
    }

    #[test]
    fn a_sentence_binds_all_fields() {
        let source = "<form><p>Alla fält är obligatoriska.</p><input name=a><input name=b>
            <label>Fax (valfritt)<input name=c></label><input type=checkbox name=d></form>";
        assert_eq!(required(source), ["a", "b"]);
    }

    #[test]
    fn where_the_optional_are_marked_the_rest_are_bound() {
        let source = "<form><label>Name<input name=a></label><label>Fax (optional)<input name=b></label></form>";
        assert_eq!(required(source), ["a"]);
        let both = "<form><label>Name *<input name=a></label><label>Town<input name=c></label>
            <label>Fax (optional)<input name=b></label></form>";
        assert_eq!(required(both), ["a"]);
    }

    #[test]
    fn an_asterisk_before_a_word_is_a_note() {
        assert!(has_star("* Name") && has_star("Name*") && has_star("Name * (as on card)"));
        assert!(!has_star("Fax *not needed in the EU") && !has_star("Name"));
    }
}
