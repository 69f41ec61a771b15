//! What speaks for each purpose of a field.
//!
//! The label, the text around, the placeholder, `name`, `id`, `type` and the
//! options of a list each give votes, weighed by how directly they speak to a
//! person. Which purpose wins is not decided here.

use super::codes;
use super::layout::Control;
use super::words::words;
use crate::vocabulary::{Folded, PhraseSet, Vocabulary, fold};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Longer labels are sentences, of which one word tells little.
const LONG_LABEL: usize = 80;

/// Points by token.
pub(super) type Votes = BTreeMap<&'static str, f32>;

/// What people call fields: language and token.
pub(super) static LABELS: LazyLock<PhraseSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|language| {
        language.forms.fields.iter().flat_map(move |(token, phrases)| {
            phrases.iter().map(move |phrase| (phrase, (language.language.as_str(), token.as_str())))
        })
    }))
});

/// What programmers call fields.
pub(super) static CODES: LazyLock<PhraseSet<&'static str>> = LazyLock::new(|| {
    PhraseSet::new(
        codes::FIELDS
            .iter()
            .flat_map(|(token, phrases)| phrases.split('|').map(move |phrase| (phrase, *token))),
    )
});

/// How much a token is favoured where two phrases fit a label alike: the more
/// particular one is meant.
fn weight(token: &str) -> f32 {
    match token {
        "one-time-code" | "cc-csc" | "cc-exp-month" | "cc-exp-year" | "cc-given-name"
        | "cc-family-name" => 1.0,
        "email" | "cc-number" | "cc-name" | "address-line2" | "new-password" => 0.9,
        "cc-exp" | "password" => 0.8,
        "tel" | "postal-code" => 0.7,
        "bday" | "additional-name" => 0.6,
        "country" | "address-level2" | "given-name" | "family-name" | "other" => 0.5,
        "address-level1" => 0.4,
        "street-address" | "username" => 0.3,
        "organization" | "bday-day" | "bday-month" | "bday-year" => 0.2,
        _ => 0.0,
    }
}

/// The votes for one field by itself.
pub(super) fn votes(control: &Control, language: Option<&str>) -> Votes {
    let mut votes = Votes::new();
    let sources = [
        (&control.label, 1.3),
        (&control.before, if control.label.is_empty() { 0.8 } else { 0.0 }),
        // An example of an address holds words that are none of a label.
        (&control.placeholder, if control.placeholder.contains('@') { 0.0 } else { 0.8 }),
        (&control.title, 0.5),
    ];
    for (text, weight) in sources {
        if weight > 0.0 && !text.is_empty() {
            by_words(text, weight, language, &mut votes);
        }
    }
    // A name counts for more than an identifier, which often serves scripts.
    for (name, weight) in [(&control.name, 0.9), (&control.id, 0.7)] {
        by_code(name, weight, language, &mut votes);
    }
    by_type(control, &mut votes);
    by_options(control, &mut votes);
    if control.placeholder.contains('@') {
        add(&mut votes, "email", 3.0);
    }
    let digits = control.placeholder.bytes().filter(u8::is_ascii_digit).count();
    if (15..=17).contains(&digits) {
        add(&mut votes, "cc-number", 2.0);
    }
    votes
}

fn add(votes: &mut Votes, token: &'static str, score: f32) {
    *votes.entry(token).or_default() += score;
}

/// A phrase found in a text: where, for what, and how well it fits.
struct Hit {
    start: usize,
    end: usize,
    token: &'static str,
    factor: f32,
}

/// Keeps the hits that are not part of a longer one, and no word of another language
/// where it is one of this.
fn outermost(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.truncate(200);
    let inside = |a: &Hit, b: &Hit| {
        let longer = a.end - a.start < b.end - b.start && a.factor <= b.factor + 0.2;
        a.start >= b.start && a.end <= b.end && (longer || a.factor < b.factor - 0.2)
    };
    let keep: Vec<bool> = hits.iter().map(|a| !hits.iter().any(|b| inside(a, b))).collect();
    hits.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(hit, _)| hit).collect()
}

/// Votes of words that a person reads.
fn by_words(text: &str, weight_: f32, language: Option<&str>, votes: &mut Votes) {
    let folded = Folded::new(text);
    let length = folded.as_str().trim().len().max(1);
    let tag = language.and_then(|l| l.split(['-', '_']).next()).map(|tag| match tag {
        "no" | "nn" => "nb",
        other => other,
    });
    let hits = LABELS
        .find(&folded)
        .map(|found| {
            let (spoken, token) = *found.value;
            let factor = match tag {
                Some(tag) if tag == spoken => 1.0,
                Some(_) if spoken == "en" => 0.9,
                Some(_) => 0.5,
                None => 1.0,
            };
            Hit { start: found.start, end: found.end, token, factor }
        })
        .collect();
    let bracket = text.find('(').filter(|at| *at > 0).unwrap_or(text.len());
    let main = text.get(..bracket).map_or(length, |text| fold(text).len()).max(1);
    let mut best = Votes::new();
    let hits = outermost(hits);
    if let Some(score) = whole_name(&hits, length) {
        add(votes, "name", score * weight_);
        return;
    }
    // A street with its number is one line, and not the second.
    let street = hits.iter().any(|hit| hit.token == "street-address");
    for hit in hits.into_iter().filter(|hit| !street || hit.token != "address-line2") {
        // What stands in brackets explains what stands before them.
        let aside = folded.original(hit.start + 1..hit.end).start > bracket;
        let whole = if aside { length } else { main };
        let size = hit.end.saturating_sub(hit.start + 2) as f32;
        let coverage = (size / whole as f32).min(1.0);
        let last = if hit.end + 1 >= folded.as_str().len().min(main + 2) { 0.6 } else { 0.0 };
        // Nothing else is said: that outweighs what scripts call the field.
        let alone = if coverage > 0.95 { 0.6 } else { 0.0 };
        let long = if length > LONG_LABEL { 0.5 } else { 1.0 };
        let long = if aside { long * 0.6 } else { long };
        let score = hit.factor * long * (2.0 + 3.0 * coverage + weight(hit.token) + last + alone);
        let entry = best.entry(hit.token).or_default();
        *entry = entry.max(score);
    }
    for (token, score) in best {
        add(votes, token, score * weight_);
    }
}

/// The score of a label that asks for both halves of a name in one field, as in
/// "surname, first name".
fn whole_name(hits: &[Hit], length: usize) -> Option<f32> {
    let first = |token: &str| {
        hits.iter().filter(|h| h.token == token && h.factor > 0.8).min_by_key(|h| h.start)
    };
    let given = first("given-name")?;
    let apart = |other: &&Hit| given.end <= other.start + 1 || other.end <= given.start + 1;
    let other = first("family-name").or_else(|| first("name")).filter(apart)?;
    let covered = (given.end - given.start + other.end - other.start).saturating_sub(4);
    let whole = covered as f32 >= 0.7 * length as f32;
    whole.then_some(given.factor * 6.0)
}

/// Votes of a name that a programmer gave. Names go from the container to the
/// particular (`shipping address first name`), so the last phrase counts most.
fn by_code(name: &str, weight_: f32, language: Option<&str>, votes: &mut Votes) {
    let words = words(name);
    if words.is_empty() {
        return;
    }
    let folded = Folded::new(&words);
    let mut hits: Vec<Hit> = CODES
        .find(&folded)
        .map(|found| Hit { start: found.start, end: found.end, token: found.value, factor: 1.0 })
        .collect();
    if hits.is_empty() {
        // Programmers also name fields in their own language.
        by_words(&words, weight_ * 0.5, language, votes);
        return;
    }
    hits = outermost(hits);
    let last_end = hits.iter().map(|hit| hit.end).max().unwrap_or(0);
    let mut best = Votes::new();
    for hit in hits {
        let size = hit.end.saturating_sub(hit.start + 2) as f32;
        let coverage = (size / words.len() as f32).min(1.0);
        let last = if hit.end == last_end { 1.5 } else { 0.0 };
        let score = 1.5 + 1.5 * coverage + weight(hit.token) + last;
        let entry = best.entry(hit.token).or_default();
        *entry = entry.max(score);
    }
    for (token, score) in best {
        add(votes, token, score * weight_);
    }
}

fn by_type(control: &Control, votes: &mut Votes) {
    match control.kind.as_str() {
        "email" => add(votes, "email", 4.0),
        "tel" => add(votes, "tel", 1.9),
        "password" => add(votes, "password", 2.5),
        "search" | "url" => add(votes, "other", 6.0),
        "textarea" => add(votes, "other", 2.5),
        "number" => add(votes, "other", 1.0),
        "date" | "datetime-local" | "time" => add(votes, "other", 1.9),
        _ => {}
    }
}

/// Votes of what a list offers.
fn by_options(control: &Control, votes: &mut Votes) {
    if control.options.is_empty() {
        return;
    }
    let has = |wanted: &str| control.options.iter().any(|(v, t)| v == wanted || t == wanted);
    let numbers: Vec<u32> = control
        .options
        .iter()
        .filter_map(|(value, text)| text.trim().parse().or_else(|_| value.parse()).ok())
        .collect();
    // Codes of ISO 3166-1 and of the states of the USA.
    let countries = ["SE", "NO", "FR", "GB", "JP", "PL"];
    let states = ["NY", "TX", "WA", "FL", "OH"];
    if countries.iter().filter(|code| has(code)).count() >= 4 {
        add(votes, "country", 4.0);
    } else if states.iter().filter(|code| has(code)).count() >= 4 {
        add(votes, "address-level1", 4.0);
    }
    let years = numbers.iter().filter(|n| (1900..2150).contains(*n)).count();
    let small = |top: u32| numbers.iter().filter(|n| (1..=top).contains(*n)).count();
    if years >= 5 {
        add(votes, "year", 4.0);
    } else if small(12) >= 12 && numbers.len() <= 13 {
        add(votes, "month", 3.0);
    } else if small(31) >= 28 && numbers.len() <= 32 {
        add(votes, "day", 3.0);
    } else if (12..=13).contains(&control.options.len()) && small(12) < 3 {
        // Names of months are as many; other lists of twelve have other labels.
        add(votes, "month", 0.5);
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout::groups;
    use super::*;
    use crate::extract::Document;
    use url::Url;

    fn of(source: &str) -> Votes {
        let doc = Document::parse(source, &Url::parse("https://shop.example/").unwrap());
        votes(&groups(&doc)[0].controls[0], Some("en"))
    }

    #[test]
    fn a_label_speaks_louder_than_a_name() {
        let votes = of("<form><label>Postcode<input name=city></label></form>");
        assert!(votes["postal-code"] > votes["address-level2"]);
    }

    #[test]
    fn a_longer_phrase_takes_the_votes_of_those_in_it() {
        let votes = of("<form><label>Name on card<input></label></form>");
        assert!(votes.contains_key("cc-name") && !votes.contains_key("name"), "{votes:?}");
    }

    #[test]
    fn a_list_of_countries_tells_itself() {
        let options: String =
            ["SE", "NO", "FR", "GB", "JP"].map(|code| format!("<option value={code}>")).concat();
        assert!(of(&format!("<form><select>{options}</select></form>"))["country"] >= 4.0);
    }
}
