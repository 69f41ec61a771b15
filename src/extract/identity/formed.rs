//! Names that carry a legal form, in a line of text.
//!
//! A form after the name (*Blue Kettle Ltd*) ends it, a form before it (*SARL
//! Les Sabots*, *stiftelsen Fjordglimt*) begins it; how far the name reaches on
//! the other side is told by capitals, short words between them and
//! punctuation. Which of the names is the seller's is decided elsewhere.

use super::wording;
use crate::extract::contact::cues::{Cue, marks_of};
use crate::names;
use std::collections::HashMap;
use std::ops::Range;

/// Most words of a name before its legal form.
const MAX_WORDS: usize = 6;
/// Words of a page that are looked at.
const MAX_LOOKED_AT: usize = 60_000;
/// Letters of a form that is written out as a word.
const WRITTEN_OUT: usize = 6;

/// Looks for legal forms; the words of a page repeat, so answers are kept.
#[derive(Default)]
pub(super) struct Forms {
    after: HashMap<String, bool>,
    before: HashMap<String, bool>,
    looked_at: usize,
}

impl Forms {
    /// The names with a legal form in a line.
    pub(super) fn names_in(&mut self, line: &str) -> Vec<Range<usize>> {
        let words: Vec<Range<usize>> = words(line);
        let word = |i: usize| words.get(i).and_then(|range| line.get(range.clone())).unwrap_or("");
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut i = 0;
        while i < words.len() && self.looked_at < MAX_LOOKED_AT {
            self.looked_at += 1;
            if !names::may_begin_form(word(i)) {
                i += 1;
                continue;
            }
            let follows_name = i > 0 && is_part(word(i - 1));
            if !follows_name && let Some((next, range)) = self.form_first(line, &words, i) {
                out.push(range);
                i = next;
                continue;
            }
            let Some((next, end)) = (if i > 0 { self.form_at(line, &words, i) } else { None })
            else {
                i += 1;
                continue;
            };
            let floor = out.last().map_or(0, |last| words.partition_point(|w| w.start < last.end));
            if let Some(start) = name_start(line, &words, i, floor) {
                let text = line.get(..end).unwrap_or("");
                let end = if text.ends_with('.') && !dotted(text) { end - 1 } else { end };
                out.push(start..end);
            }
            i = next;
        }
        out
    }

    /// The longest form that begins at a word and ends a name: the word after
    /// it, and where it ends.
    fn form_at(&mut self, line: &str, words: &[Range<usize>], i: usize) -> Option<(usize, usize)> {
        const ENDS: [char; 7] = [',', ';', ':', ')', '|', '!', '?'];
        let first = line.get(words.get(i)?.clone())?.trim_end_matches(ENDS);
        names::may_begin_form(first).then_some(())?;
        let compound = first.len() <= 5 || first.ends_with('.');
        let longest = if compound { 4 } else { 2 };
        (1..=longest).rev().filter(|n| i + n <= words.len()).find_map(|n| {
            let from = words.get(i)?.start;
            let to = words.get(i + n - 1)?.end;
            let text = without_case_ending(line.get(from..to)?.trim_end_matches(ENDS));
            (n == 1 || !text.contains([',', ';'])).then_some(())?;
            let closes = from + text.len() < to || words.len() == i + n;
            // *Ennis, Co. Clare* is a county.
            let then = words.get(i + n).and_then(|next| line.get(next.clone())).unwrap_or("");
            let county = matches!(text, "Co." | "Co") && then.starts_with(char::is_uppercase);
            (!county || closes).then_some(())?;
            self.ends_name(text, closes).then_some((i + n, from + text.len()))
        })
    }

    /// A form at a word with the name after it: the word after both, and where
    /// they stand.
    fn form_first(
        &mut self,
        line: &str,
        words: &[Range<usize>],
        i: usize,
    ) -> Option<(usize, Range<usize>)> {
        let start = words.get(i)?.start;
        (1..=2).rev().find_map(|n| {
            let to = words.get(i + n - 1)?.end;
            let follows = words.get(i + n)?;
            let capital = line.get(follows.clone())?.trim_start_matches(['„', '“', '"', '«']);
            capital.starts_with(char::is_uppercase).then_some(())?;
            let text = line.get(start..to)?;
            let bare = text.trim_start_matches(['(', '„', '“', '"', '«', '\'']);
            let begin = start + (text.len() - bare.len());
            self.begins_name(bare).then_some(())?;
            let rest = line.get(follows.start..)?;
            // *The foundation X and its friends* goes on in small letters.
            let reach = if bare.starts_with(char::is_lowercase) {
                wording::reach_of_capitals(rest, MAX_WORDS)
            } else {
                wording::reach(rest, MAX_WORDS)
            };
            let end = follows.start + reach?;
            // A second form may end the name, as in *Oy Blå Kettil Ab*.
            let next = words.partition_point(|word| word.start < end);
            let end = self.form_at(line, words, next).map_or(end, |(_, end)| end);
            Some((words.partition_point(|word| word.start < end), begin..end))
        })
    }

    /// Whether some words are a legal form standing after a name; `closes` tells
    /// that nothing, or a mark of punctuation, follows.
    fn ends_name(&mut self, words: &str, closes: bool) -> bool {
        // *Care of* looks like the form *Co.* to a reader of letters only.
        if words == "c/o" || words.is_empty() {
            return false;
        }
        let key = if closes { format!("{words},") } else { words.to_owned() };
        if let Some(known) = self.after.get(&key) {
            return *known;
        }
        let text = format!("Xy {words}");
        let form = names::legal_form(&text).is_some_and(|(canonical, range)| {
            let rest = text.get(range.end..).unwrap_or("");
            range.start == 3
                && !rest.contains(char::is_alphanumeric)
                && spelt(words, canonical, closes)
        });
        self.after.insert(key, form);
        form
    }

    /// Whether some words are a legal form that stands before a name.
    fn begins_name(&mut self, words: &str) -> bool {
        if words.len() < 2 || words.contains([',', ';', ':', ')']) {
            return false;
        }
        if let Some(known) = self.before.get(words) {
            return *known;
        }
        let text = format!("{words} Xyxy");
        let form = names::legal_form(&text).is_some_and(|(canonical, range)| {
            let letters = words.chars().filter(|c| c.is_alphabetic()).count();
            let upper = !words.chars().any(char::is_lowercase) && letters >= 2;
            range.start == 0
                && range.end + 6 >= text.len()
                && (upper || letters >= WRITTEN_OUT || words == canonical)
                && spelt(words, canonical, false)
        });
        self.before.insert(words.to_owned(), form);
        form
    }
}

/// The legal form in a name, as [`names::legal_form`] tells it, where its letters
/// are written as those of a form.
pub(super) fn form_of(name: &str) -> Option<(&'static str, Range<usize>)> {
    let (form, range) = names::legal_form(name)?;
    if spelt(name.get(range.clone())?, form, true) {
        return Some((form, range));
    }
    // *Enskild firma Maja Ek* has a form before the surname.
    let (form, range) = names::legal_form(&format!("{}xyxy", name.get(..range.start)?))?;
    spelt(name.get(range.clone())?, form, true).then_some((form, range))
}

/// Whether the letters of a form are written as it is: *Åsa* is a woman and no
/// *ASA*, *Da* and *so* are words, *Ek* is a surname and no *e.K.*
fn spelt(words: &str, canonical: &str, closes: bool) -> bool {
    let letters: String = words.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.chars().count() > 4 || words == canonical {
        return true;
    }
    let foreign = |text: &str| !text.is_ascii();
    if foreign(&letters) && !foreign(canonical) {
        return false;
    }
    let marked = words.trim_end_matches('.').contains(['.', '/', ' ']);
    let lower = !words.chars().any(char::is_uppercase);
    let title = words.starts_with(char::is_uppercase)
        && words.chars().skip(1).all(|c| !c.is_uppercase() && c != '.');
    if lower {
        return marked;
    }
    let short = letters.len() <= 2 && canonical.chars().all(|c| !c.is_lowercase());
    // *Ab* is written so in Finland, the others rarely.
    let accepted = canonical == "AB" || closes && letters != "Ek";
    let surname = title && letters == "Ek";
    !surname && (marked || !title || !short || accepted)
}

/// A form without the ending of its case, which Finnish sets behind a colon
/// (*Oy:n*), and Swedish now and then (*AB:s*).
fn without_case_ending(words: &str) -> &str {
    match words.rsplit_once(':') {
        Some((form, ending))
            if (1..=4).contains(&ending.len()) && ending.chars().all(char::is_lowercase) =>
        {
            form
        }
        _ => words,
    }
}

/// Whether a word may be the last of a name before a form.
fn is_part(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !word.ends_with([',', ';', ':', '.', '|', '!', '?', ')', '–', '-'])
}

/// Whether a text ends in letters with full stops, `S.L.`, `z o.o.`, `för.`.
fn dotted(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    if last.chars().count() <= 5 && last.ends_with("r.") && text.ends_with("ek. för.") {
        return true;
    }
    let letters: Vec<&str> = last.split('.').filter(|p| !p.is_empty()).collect();
    letters.len() >= 2 && letters.iter().all(|p| p.chars().count() <= 2)
}

/// The words of a line.
pub(super) fn words(line: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        if c.is_whitespace() {
            if let Some(from) = start.take() {
                out.push(from..at);
            }
        } else {
            start.get_or_insert(at);
        }
    }
    out
}

/// Where the name before a form begins: back over words with a capital, `&` and
/// short words between such; ends at punctuation, years, labels and marks.
fn name_start(line: &str, words: &[Range<usize>], form: usize, floor: usize) -> Option<usize> {
    let text = |i: usize| words.get(i).and_then(|range| line.get(range.clone())).unwrap_or("");
    let mut first: Option<usize> = None;
    let mut i = form;
    while i > floor && form - i < MAX_WORDS {
        i -= 1;
        let word = text(i);
        let bare = word.trim_start_matches(['(', '"', '„', '“', '«', '©']);
        let stops = word.ends_with([',', ';', ':', '|', '!', '?', ')'])
            || word.ends_with('.') && word.chars().count() > 3;
        // A comma may stand before the form itself.
        if stops && !(i + 1 == form && word.ends_with(',')) {
            break;
        }
        let year = bare.len() >= 4 && bare.chars().all(|c| c.is_ascii_digit() || "-–".contains(c));
        let capital = bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if year || word.contains(['©', '@', '/']) && bare == word && !wording::is_joint(word) {
            break;
        }
        // A label is not part of the name, unless a word of it is all there is.
        let label = marks_of(word).iter().any(|m| {
            matches!(m.cue, Cue::Name | Cue::Registration(_) | Cue::Vat | Cue::Phone)
                && m.range.len() + 1 >= word.trim_end_matches(':').len()
        });
        if label && i + 1 != form || word == "(c)" {
            break;
        }
        if capital || wording::is_elided(bare) {
            first = Some(words.get(i)?.start + (word.len() - bare.len()));
        } else if !wording::is_joint(word) || i > floor && wording::states(text(i - 1), word) {
            break;
        }
        if bare.len() < word.len() {
            break;
        }
    }
    let start = first?;
    let end = words.get(form)?.start;
    // The words of a clause before it, such as *a shop of*, are no part either.
    let from = line.floor_char_boundary(start.saturating_sub(30));
    let clause = marks_of(line.get(from..end)?)
        .iter()
        .filter(|m| m.cue == Cue::Party)
        .map(|m| from + m.range.end)
        .filter(|after| *after > start && *after < end)
        .max();
    let start = clause.map_or(start, |after| {
        let rest = line.get(after..end).unwrap_or("");
        after + (rest.len() - rest.trim_start().len())
    });
    Some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        Forms::default().names_in(line).into_iter().map(|r| line[r].to_owned()).collect()
    }

    #[test]
    fn forms_end_or_begin_a_name() {
        for (line, expected) in [
            ("hos oss på Blå Kanna AB säljer vi te", "Blå Kanna AB"),
            ("vil stiftelsen Fjordglimt behandle data", "stiftelsen Fjordglimt"),
            ("éditée par la SARL Les Pots Bleus, au capital", "SARL Les Pots Bleus"),
            ("V.O.F. De Blauwe Ketel | Kade 3", "V.O.F. De Blauwe Ketel"),
            ("Oy Blå Kettil Ab, Åbo", "Oy Blå Kettil Ab"),
            ("tämä on Sininen Pannu Oy:n kauppa", "Sininen Pannu Oy"),
            ("Selgeren er Blå Kjele AS, som", "Blå Kjele AS"),
            ("kjele.example er Blå Kjele AS", "Blå Kjele AS"),
            ("proprietà di Filo d'Arno S.r.l.s. con sede", "Filo d'Arno S.r.l.s."),
            ("Hantverkarna ek. för. i Falun", "Hantverkarna ek. för."),
            ("Czajnik Sp. z o.o., Kraków", "Czajnik Sp. z o.o."),
            ("Pannuhuone ry (y-tunnus", "Pannuhuone ry"),
            ("ein Shop der Kessel.cloud UG", "Kessel.cloud UG"),
            ("La Boutique de Marie SAS", "La Boutique de Marie SAS"),
            ("Caffè Rossi Snc di Rossi Mario", "Caffè Rossi Snc"),
            ("vil stiftelsen Fjordglimt og Fjordglimt-nettverket", "stiftelsen Fjordglimt"),
            ("Haus der Düfte GmbH", "Haus der Düfte GmbH"),
        ] {
            assert_eq!(names(line), [expected], "{line}");
        }
    }

    #[test]
    fn words_that_only_look_like_forms_are_none() {
        for line in [
            "Garnboden Åsa Wiklund",
            "Tea Kettle As Seen On TV",
            "Innehavare Maja Ek",
            "Kristina Da Silva i Lund",
            "The same as before",
            "Anna c/o Berg",
            "Main Street, Ennis, Co. Clare",
        ] {
            assert_eq!(names(line), [] as [&str; 0], "{line}");
        }
    }
}
