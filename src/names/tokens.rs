//! Cuts a company name into words and finds the legal form in it.

use super::forms::{COMPANIONS, COMPOUNDED, FORMS, Form, MARKERS, Place};
use crate::vocabulary::fold;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The longest name looked at, in words: what is longer is no name.
const MAX_WORDS: usize = 40;
/// The longest spelling of a form, in words.
const MAX_FORM_WORDS: usize = 8;

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Folded; `&` for the ampersand and the plus sign.
    pub(super) text: String,
    /// Where it stands in the name, with its own punctuation.
    pub(super) range: Range<usize>,
    /// Single letters joined by full stops or a stroke.
    pub(super) dotted: bool,
}

/// A legal form found in a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) form: &'static Form,
    /// Other forms that are spelled so.
    others: Vec<&'static Form>,
    /// Which words of the name it covers.
    pub(super) tokens: Range<usize>,
    /// Which words before the name belong to it too: `Oy` of `Oy Sininen Pannu Ab`.
    before: Range<usize>,
    /// Which bytes of the name it covers.
    pub(super) range: Range<usize>,
}

impl Found {
    /// Whether it covers this word.
    pub(super) fn covers(&self, at: usize) -> bool {
        self.tokens.contains(&at) || self.before.contains(&at)
    }

    /// The families that its spelling can mean, the usual first.
    pub(super) fn families(&self) -> Vec<&'static str> {
        let mut families = vec![self.form.family];
        for form in &self.others {
            if !families.contains(&form.family) {
                families.push(form.family);
            }
        }
        families
    }
}

static SPELLINGS: LazyLock<HashMap<&'static str, Vec<&'static Form>>> = LazyLock::new(|| {
    let mut map: HashMap<&'static str, Vec<&'static Form>> = HashMap::new();
    for form in FORMS {
        for spelling in form.spellings {
            map.entry(spelling).or_default().push(form);
        }
    }
    map
});

/// The last words of all spellings, to tell quickly that no form ends somewhere.
static LAST_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    SPELLINGS.keys().map(|spelling| spelling.rsplit(' ').next().unwrap_or(spelling)).collect()
});

/// The first words of all spellings, to tell quickly that no form begins somewhere.
static FIRST_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    SPELLINGS.keys().map(|spelling| spelling.split(' ').next().unwrap_or(spelling)).collect()
});

/// Whether a legal form may begin with the first word of a text: that of a form,
/// or a letter that may be the first of several.
pub(super) fn may_begin_form(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c| !is_in_word(c)).unwrap_or(text.len());
    let mut word = fold(text.get(..end).unwrap_or(text));
    word.retain(|c| c != ' ');
    is_letter(&word) || FIRST_WORDS.contains(word.as_str())
}

/// Whether a character goes on with a word: an apostrophe inside does not part it.
fn is_in_word(c: char) -> bool {
    c.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}')
}

/// The words of a name; letters that stand alone and are joined by full stops,
/// strokes or spaces are one word, as in `S.p.A.`, `A/S` and `B. V.`.
pub(super) fn tokens(name: &str) -> Vec<Token> {
    let mut words: Vec<Token> = Vec::new();
    let mut start: Option<usize> = None;
    for (at, c) in name.char_indices().chain([(name.len(), ' ')]) {
        let quote = matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}');
        if is_in_word(c) && !(quote && start.is_none()) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            let mut text = fold(&name[from..at]);
            text.retain(|c| c != ' ');
            if !text.is_empty() {
                words.extend(uncompounded(name, Token { text, range: from..at, dotted: false }));
            }
        }
        if matches!(c, '&' | '+') {
            words.push(Token { text: "&".to_owned(), range: at..at + 1, dotted: false });
        }
        if words.len() >= MAX_WORDS {
            break;
        }
    }
    join_letters(name, words)
}

/// A word that ends in a legal form as two words: `Handelsaktiebolag`.
fn uncompounded(name: &str, word: Token) -> Vec<Token> {
    let is_form = SPELLINGS.contains_key(word.text.as_str());
    let split = COMPOUNDED.iter().filter(|_| !is_form).find_map(|form| {
        let stem = word.text.strip_suffix(form).filter(|stem| stem.chars().count() >= 3)?;
        let written = name.get(word.range.clone())?;
        let (at, _) = written.char_indices().rev().nth(form.chars().count() - 1)?;
        let tail = written.get(at..).filter(|tail| fold(tail) == *form)?;
        let middle = word.range.end - tail.len();
        Some([
            Token { text: stem.to_owned(), range: word.range.start..middle, dotted: false },
            Token { text: (*form).to_owned(), range: middle..word.range.end, dotted: false },
        ])
    });
    split.map_or_else(|| vec![word], Vec::from)
}

fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn join_letters(name: &str, words: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(words.len());
    let mut last_was_letter = false;
    // Letters joined without spaces end where a space comes: `B.V. i.o.`.
    let mut tight = false;
    for word in words {
        let letter = is_letter(&word.text);
        let tail = name.get(word.range.end..).unwrap_or("").starts_with('.');
        if let (true, true, Some(last)) = (letter, last_was_letter, out.last_mut()) {
            let gap = name.get(last.range.end..word.range.start).unwrap_or("-");
            let spaced = gap.contains(char::is_whitespace);
            if matches!(gap.trim(), "" | "." | "/") && !(tight && spaced) {
                tight = !spaced;
                last.dotted |= !gap.trim().is_empty()
                    || name.get(..last.range.end).is_some_and(|head| head.ends_with('.'));
                last.text.push_str(&word.text);
                last.range.end = word.range.end + usize::from(tail);
                continue;
            }
        }
        last_was_letter = letter;
        tight = false;
        let mut word = word;
        word.range.end += usize::from(tail);
        out.push(word);
    }
    out
}

/// The legal form of a name: at its end, else at its beginning, else anywhere
/// when it can be nothing else.
pub(super) fn find_form(name: &str, tokens: &[Token]) -> Option<Found> {
    let end = tokens.iter().rposition(|t| !MARKERS.contains(&t.text.as_str())).map_or(0, |i| i + 1);
    // A name is more than its form, so the first word is left to it.
    let at_end = (1..end)
        .rev()
        .take(MAX_FORM_WORDS)
        .rev()
        .find_map(|from| lookup(name, tokens, from..end, |place| place != Place::Punctuated));
    if let Some((mut forms, span)) = at_end {
        let leading = forms.first().and_then(|form| leading(tokens, span.start, form.family));
        if let Some(both) = leading {
            forms.retain(|form| form.family == both.family);
            forms.insert(0, both);
        }
        let before = 0..usize::from(leading.is_some());
        return Some(found(name, tokens, forms, span, before));
    }
    (1..end.min(MAX_FORM_WORDS))
        .rev()
        .find_map(|to| lookup(name, tokens, 0..to, |p| matches!(p, Place::Either | Place::Any)))
        .or_else(|| {
            (1..end).find_map(|from| {
                (from + 1..=end.min(from + MAX_FORM_WORDS))
                    .rev()
                    .find_map(|to| lookup(name, tokens, from..to, |place| place == Place::Any))
            })
        })
        .or_else(|| {
            (end == 1).then(|| lookup(name, tokens, 0..1, |place| place == Place::Any)).flatten()
        })
        .map(|(forms, span)| found(name, tokens, forms, span, 0..0))
}

/// What the first word makes of a form at the end, where it belongs to it: the same form said
/// twice, the same in a country's other language, or what stands before every company there.
fn leading(tokens: &[Token], form_at: usize, family: &str) -> Option<&'static Form> {
    let first = tokens.first().filter(|_| form_at >= 2)?;
    let both = SPELLINGS.get(first.text.as_str())?.iter().find_map(|form| {
        let both =
            COMPANIONS.iter().find(|(before, after, _)| *before == form.family && *after == family);
        let both = both.map(|(_, _, both)| *both).or((form.family == family).then_some(family))?;
        (form.place != Place::Punctuated || first.dotted).then_some(both)
    })?;
    FORMS.iter().find(|form| form.family == both)
}

fn found(
    name: &str,
    tokens: &[Token],
    mut forms: Vec<&'static Form>,
    span: Range<usize>,
    before: Range<usize>,
) -> Found {
    let form = forms.remove(0);
    let first = tokens.get(span.start).map_or(0, |t| t.range.start);
    let mut last = tokens.get(span.end - 1).map_or(first, |t| t.range.end);
    if name.get(last - 1..last) == Some(".") && !form.canonical.ends_with('.') {
        let dotted = tokens.get(span.end - 1).is_some_and(|t| t.dotted);
        last -= usize::from(!dotted);
    }
    Found { form, others: forms, tokens: span, before, range: first..last }
}

/// The forms that these words spell and that may stand there; never an empty list.
fn lookup(
    name: &str,
    tokens: &[Token],
    span: Range<usize>,
    allowed: impl Fn(Place) -> bool,
) -> Option<(Vec<&'static Form>, Range<usize>)> {
    let words = tokens.get(span.clone())?;
    if !LAST_WORDS.contains(words.last()?.text.as_str()) {
        return None;
    }
    let texts: Vec<&str> = words.iter().map(|t| t.text.as_str()).collect();
    let forms = SPELLINGS.get(texts.join(" ").as_str())?;
    let stop = words.last().is_some_and(|t| {
        name.get(..t.range.end).is_some_and(|head| head.ends_with('.'))
            || name.get(t.range.end..).is_some_and(|tail| tail.starts_with('.'))
    });
    let dotted = stop || words.iter().any(|t| t.dotted);
    let may =
        |form: &&&'static Form| allowed(form.place) || (form.place == Place::Punctuated && dotted);
    let forms: Vec<&'static Form> = forms.iter().filter(may).copied().collect();
    (!forms.is_empty()).then_some((forms, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: &str) -> Option<(&'static str, String)> {
        let found = find_form(name, &tokens(name))?;
        Some((found.form.canonical, name[found.range].to_owned()))
    }

    #[test]
    fn forms_are_found_in_all_their_spellings() {
        for (name, canonical, text) in [
            ("Blå Kittel AB", "AB", "AB"),
            ("Blå Kittel AB (publ)", "AB", "AB"),
            ("Aktiebolaget Blå Kittel", "AB", "Aktiebolaget"),
            ("Blå Kittel ek. för.", "ek. för.", "ek. för."),
            ("Blå Kjele ASA", "ASA", "ASA"),
            ("Blå Kedel A/S", "AS", "A/S"),
            ("Blå Kedel I/S", "I/S", "I/S"),
            ("Sininen Pannu Oy Ab", "Oy", "Oy Ab"),
            ("Kessel GmbH & Co. KG", "GmbH & Co. KG", "GmbH & Co. KG"),
            ("Kessel UG (haftungsbeschränkt)", "UG", "UG (haftungsbeschränkt"),
            ("Kessel e.K.", "e.K.", "e.K."),
            ("Kessel e.U.", "e.U.", "e.U."),
            ("Ketel B. V.", "B.V.", "B. V."),
            ("Bouilloire S.à r.l.", "SARL", "S.à r.l."),
            ("Pava S.L.U.", "S.L.U.", "S.L.U."),
            ("Bollitore S.p.A.", "S.p.A.", "S.p.A."),
            ("Czajnik sp. z o.o.", "sp. z o.o.", "sp. z o.o."),
            ("Czajnik Sp. z o. o. sp. k.", "sp. z o.o. sp.k.", "Sp. z o. o. sp. k."),
            ("OÜ Veekeetja", "OÜ", "OÜ"),
            ("SIA „Tējkanna“", "SIA", "SIA"),
            ("Konvice s.r.o.", "s.r.o.", "s.r.o."),
            ("Blue Kettle Limited", "Ltd", "Limited"),
            ("Blue Kettle GmbH, Hamburg", "GmbH", "GmbH"),
        ] {
            assert_eq!(form(name), Some((canonical, text.to_owned())), "{name}");
        }
    }

    #[test]
    fn every_form_may_begin_where_it_does() {
        for form in FORMS {
            for spelling in form.spellings {
                assert!(may_begin_form(spelling), "{spelling}");
            }
        }
        for text in ["A/S", "S. p. A.", "(GmbH)", "e.K.", "Osakeyhtiö", "sp. z o.o."] {
            assert!(may_begin_form(text), "{text}");
        }
        assert!(!may_begin_form("Kettle") && !may_begin_form("2026") && !may_begin_form("—"));
    }

    #[test]
    fn plain_words_are_no_forms() {
        for name in ["Blue Kettle", "Shop EU", "What it is", "AB", "", "&", "Gesellschaft"] {
            assert_eq!(form(name), None, "{name}");
        }
    }
}
