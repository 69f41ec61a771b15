//! The name of the company behind a shop.
//!
//! Counts as evidence: a legal form in the name, the name in structured data, a
//! label before it (*the seller is*), a copyright sign, an organisation number
//! or address beside it, and words it shares with the site's address. Against:
//! carriers, payment and hosting firms, agencies, authorities, and names that
//! stand where such others are spoken of.

use crate::extract::contact::around;
use crate::extract::contact::clues::Clues;
use crate::extract::contact::cues::{Cue, Marks, marks_of, own_labels};
use crate::extract::{Document, Found, LegalName, PageKind, PageReading, Region};
use crate::names;
use crate::vocabulary::fold;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Points a name needs.
const ENOUGH: i32 = 3;
/// Most words of a name before its legal form.
const MAX_WORDS: usize = 6;
/// Words of a page that are looked at.
const MAX_LOOKED_AT: usize = 60_000;
/// The most names with a legal form of a page that are weighed.
const MAX_NAMES: usize = 2_000;
/// The longest line that is quoted whole.
const MAX_QUOTED: usize = 400;

/// Finds the names on a page; the numbers must have been read before.
pub(super) fn find(doc: &Document, clues: &Clues, reading: &PageReading) -> Vec<Found<LegalName>> {
    let Clues { marks, data, .. } = clues;
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let host = doc.url.host_str().map(own_labels).unwrap_or_default();
    for datum in &data.legal_names {
        let name = tidy(&datum.value);
        if !is_placeholder(name) && seen.insert(fold(name)) {
            found.push(Found::at(doc, datum.node, name, named(name)));
        }
    }
    for datum in &data.names {
        let name = tidy(&datum.value);
        if names::legal_form(name).is_some() && !is_placeholder(name) && seen.insert(fold(name)) {
            found.push(Found::at(doc, datum.node, name, named(name)));
        }
    }
    let mut forms = Forms::default();
    let mut weighed = 0;
    let numbered: HashSet<&str> =
        reading.registration_numbers.iter().map(|n| n.selector.as_str()).collect();
    for (index, block) in doc.blocks.iter().enumerate() {
        let mut start = 0;
        let near = OnceCell::new();
        for line in block.text.split('\n') {
            let copyright = OnceCell::new();
            for range in forms.names_in(line) {
                let Some(text) = line.get(range.clone()) else { continue };
                weighed += 1;
                if weighed > MAX_NAMES {
                    break;
                }
                let name = tidy(text);
                let place = start + range.start;
                let plain: String = fold(name).chars().filter(|c| *c != ' ').collect();
                let own = host
                    .iter()
                    .any(|label| plain.contains(label.as_str()) || shares_word(name, label));
                let service =
                    marks_of(name).iter().any(|m| matches!(m.cue, Cue::Service | Cue::Authority));
                if is_placeholder(name) || service && !own || seen.contains(&fold(name)) {
                    continue;
                }
                let labelled = marks.before(index, place, 25, |cue| cue == Cue::Name)
                    || index > 0 && short_label(doc, marks, index - 1) && range.start == 0;
                let mut points = 1;
                points += if own { 3 } else { 0 };
                points += if labelled { 2 } else { 0 };
                points += if *copyright.get_or_init(|| is_copyright(line)) { 2 } else { 0 };
                let number = *near.get_or_init(|| has_number_near(doc, marks, index));
                points += if number { 2 } else { 0 };
                points +=
                    i32::from(matches!(reading.kind, Some(PageKind::Contact | PageKind::Imprint)));
                points += i32::from(block.region == Region::Footer);
                points += i32::from(numbered.contains(doc.selector(block.node).as_str()));
                if !own && marks.is_others(doc, index, place) {
                    points -= 5;
                }
                if points >= ENOUGH && seen.insert(fold(name)) {
                    let node = block.node_at(place);
                    let quoted =
                        if line.len() > MAX_QUOTED { around(line, range.start) } else { line };
                    found.push(Found::at(doc, node, quoted, named(name)));
                }
            }
            start += line.len() + 1;
        }
        // A trader without a legal form: a name after its label, or in the line
        // above the organisation number.
        if found.is_empty()
            && let Some((place, name)) = plain_name(doc, marks, index)
            && !is_placeholder(name)
            && !marks.is_others(doc, index, place)
            && seen.insert(fold(name))
        {
            let quoted = if block.text.len() > MAX_QUOTED {
                around(&block.text, place)
            } else {
                &block.text
            };
            found.push(Found::at(doc, block.node_at(place), quoted, named(name)));
        }
    }
    found
}

/// A name without a legal form: two to five words with capitals that are all of
/// the line after a label of the seller, or all of the line above an
/// organisation number.
fn plain_name<'d>(doc: &'d Document, marks: &Marks, index: usize) -> Option<(usize, &'d str)> {
    let block = doc.blocks.get(index)?;
    let number = |cue: Cue| matches!(cue, Cue::Registration(_));
    let looks = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase()) || *word == "&";
        (2..=5).contains(&words.len())
            && words.iter().all(capital)
            && text.chars().all(|c| c.is_alphabetic() || " &.'’-".contains(c))
            && !marks_of(text)
                .iter()
                .any(|m| !matches!(m.cue, Cue::Street | Cue::Country(_)) && m.range.len() > 3)
    };
    let mut start = 0;
    for line in block.text.split('\n') {
        let end = start + line.len();
        let label = marks
            .within(index, start..start + 4)
            .iter()
            .filter(|m| m.cue == Cue::Name && m.range.end <= end)
            .max_by_key(|m| m.range.end);
        if let Some(mark) = label
            && let Some(rest) = block.text.get(mark.range.end..end)
            && rest.trim_start().starts_with(':')
            && looks(tidy(rest))
        {
            return Some((mark.range.end, tidy(rest)));
        }
        let below = block.text.get(end + 1..).map(|t| t.split('\n').next().unwrap_or("").len());
        let numbered = match below {
            Some(length) => marks
                .within(index, end + 1..end + 1 + length)
                .iter()
                .any(|m| number(m.cue) && m.range.end <= end + 1 + length),
            None => {
                doc.blocks.get(index + 1).is_some_and(|b| b.text.len() < 60)
                    && marks.block(index + 1).iter().any(|m| number(m.cue) && m.range.start < 4)
            }
        };
        if numbered && looks(tidy(line)) {
            return Some((start, tidy(line)));
        }
        start = end + 1;
    }
    None
}

pub(super) fn named(name: &str) -> LegalName {
    let form = names::legal_form(name).map(|(form, _)| form.to_owned());
    LegalName { value: name.to_owned(), legal_form: form }
}

fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ",;:|–-©®\"“”„«»'".contains(c))
}

fn is_placeholder(name: &str) -> bool {
    // *Example Ltd* is nobody; *Kettle Company Ltd* may be somebody.
    let stem = names::legal_form(name)
        .map_or(name.len(), |(_, form)| if form.start == 0 { name.len() } else { form.start });
    name.chars().count() < 3
        || marks_of(name).iter().any(|mark| {
            mark.cue == Cue::Placeholder && mark.range.start == 0 && mark.range.end + 1 >= stem
        })
}

/// Whether a word of the name, long enough to mean something, is in the site's
/// address.
fn shares_word(name: &str, label: &str) -> bool {
    fold(name).split(' ').any(|word| word.len() >= 5 && label.contains(word))
}

fn is_copyright(line: &str) -> bool {
    line.contains('©') || line.contains("(c)")
}

/// Whether a block is but a label for the name that follows.
fn short_label(doc: &Document, marks: &Marks, index: usize) -> bool {
    let Some(block) = doc.blocks.get(index) else { return false };
    marks.block(index).iter().any(|m| m.cue == Cue::Name && m.range.len() * 2 >= block.text.len())
}

/// Whether an organisation number, a VAT number or a box or address label
/// stands in the block or next to it.
fn has_number_near(doc: &Document, marks: &Marks, index: usize) -> bool {
    (index.saturating_sub(1)..=index + 2).any(|i| {
        let short = doc.blocks.get(i).is_some_and(|block| i == index || block.text.len() < 120);
        short
            && marks.block(i).iter().any(|mark| matches!(mark.cue, Cue::Registration(_) | Cue::Vat))
    })
}

/// Looks for legal forms; the words of a page repeat, so answers are kept.
#[derive(Default)]
struct Forms {
    known: HashMap<String, bool>,
    looked_at: usize,
}

impl Forms {
    /// Whether some words are a legal form standing after a name.
    fn is_form(&mut self, words: &str) -> bool {
        // *Care of* looks like the form *Co.* to a reader of letters only.
        if words == "c/o" {
            return false;
        }
        if let Some(known) = self.known.get(words) {
            return *known;
        }
        let text = format!("Xy {words}");
        let form = names::legal_form(&text).is_some_and(|(canonical, range)| {
            // *Ek* is a surname, *e.K.* and *eK* a form.
            let surname = canonical.contains('.')
                && words.len() == 2
                && words.starts_with(char::is_uppercase)
                && words.ends_with(char::is_lowercase);
            if surname {
                return false;
            }
            // Bare letters of a form are written with a capital; in small
            // letters they are common words.
            let lower = words.chars().all(|c| !c.is_uppercase())
                && !words.trim_end_matches('.').contains(['.', '/'])
                && words.len() <= 4;
            range.start == 3 && range.end + 2 >= text.len() && !lower
        });
        self.known.insert(words.to_owned(), form);
        form
    }

    /// The names with a legal form in a line.
    fn names_in(&mut self, line: &str) -> Vec<Range<usize>> {
        let words: Vec<Range<usize>> = words(line);
        let word = |i: usize| words.get(i).and_then(|range| line.get(range.clone())).unwrap_or("");
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut i = 1;
        while i < words.len() && self.looked_at < MAX_LOOKED_AT {
            self.looked_at += 1;
            let candidate = word(i).trim_end_matches([',', ';', ':', ')', '|']);
            let compound = candidate.len() <= 5 || candidate.ends_with('.');
            let longest = if compound { 4 } else { 1 };
            // The longest form that begins here.
            let end = (1..=longest).rev().filter(|n| i + n <= words.len()).find_map(|n| {
                let from = words.get(i)?.start;
                let to = words.get(i + n - 1)?.end;
                let text =
                    line.get(from..to)?.trim_end_matches([',', ';', ':', ')', '|', '!', '?']);
                (n == 1 || !text.contains([',', ';'])).then_some(())?;
                self.is_form(text).then_some((i + n, from + text.len()))
            });
            let Some((next, end)) = end else {
                i += 1;
                continue;
            };
            let floor = out.last().map_or(0, |last| words.partition_point(|w| w.start < last.end));
            if let Some(start) = name_start(line, &words, i, floor) {
                let end = if line.get(..end).is_some_and(|t| t.ends_with('.'))
                    && !dotted(line.get(..end).unwrap_or(""))
                {
                    end - 1
                } else {
                    end
                };
                out.push(start..end);
            }
            i = next;
        }
        out
    }
}

/// Whether a text ends in letters with full stops, `S.L.`, `z o.o.`, `för.`.
fn dotted(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    let letters: Vec<&str> = last.split('.').filter(|p| !p.is_empty()).collect();
    letters.len() >= 2 && letters.iter().all(|p| p.chars().count() <= 2)
}

fn words(line: &str) -> Vec<Range<usize>> {
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
        let joint = matches!(word, "&" | "+")
            || word.chars().count() <= 3 && word.chars().all(char::is_alphabetic);
        if year || word.contains(['©', '@', '/']) && bare == word {
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
        if capital {
            first = Some(words.get(i)?.start + (word.len() - bare.len()));
        } else if !joint {
            break;
        }
        if bare.len() < word.len() {
            break;
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::contact::clues::testing::page;

    fn read(source: &str) -> Vec<String> {
        let (doc, clues) = page(source, None);
        find(&doc, &clues, &PageReading::default()).into_iter().map(|f| f.value.value).collect()
    }

    #[test]
    fn the_sellers_name_is_found() {
        let cases = [
            ("<footer>© 2026 Tallbod Handel AB. Alla rättigheter</footer>", "Tallbod Handel AB"),
            ("<p>Avtalet ingås med Nordkap Form AB, org.nr 556016-0680.</p>", "Nordkap Form AB"),
            ("<p>Nordkap Form AB<br>Org.nr 556016-0680</p>", "Nordkap Form AB"),
            (
                "<p>Seller: Blue Kettle &amp; Sons Ltd, company number 01234567</p>",
                "Blue Kettle & Sons Ltd",
            ),
            ("<p>Innehavare: Maja Ek</p>", "Maja Ek"),
            ("<p>Maja Ek Keramik</p><p>Org.nr: 556016-0680</p>", "Maja Ek Keramik"),
            ("<p>Tallbod Sp. z o.o., NIP 7792308495</p>", "Tallbod Sp. z o.o."),
            (
                "<script type='application/ld+json'>{\"@type\":\"Organization\",\"legalName\":\"Nordkap AB\"}</script>",
                "Nordkap AB",
            ),
        ];
        for (source, name) in cases {
            assert_eq!(read(source), [name], "{source}");
        }
    }

    #[test]
    fn other_firms_are_not_the_seller() {
        for source in [
            "<p>Betalning sker via Klarna Bank AB.</p>",
            "<p>Webbdesign av Ljusa Idéer AB</p>",
            "<p>Vi säljer produkter från Stora Bruket AB.</p>",
            "<p>The same as before.</p>",
        ] {
            assert_eq!(read(source), [] as [&str; 0], "{source}");
        }
    }
}
