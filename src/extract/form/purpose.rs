//! What a field asks for, as a WHATWG autofill token.
//!
//! A model of evidence: `autocomplete` decides where it is a token of the
//! standard; else the label, the text around, the placeholder, `name`, `id`,
//! `type` and the options of a list each give votes, weighed by how directly
//! they speak to a person. Then the neighbours settle what one field cannot
//! tell: a month beside a card number is the card's, a second address line
//! follows the first. What gets too few votes is `other`.

use super::layout::{Control, Group};
use super::words::words;
use super::{codes, neighbours};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Fewer votes than this are no evidence.
const THRESHOLD: f32 = 1.8;
/// Longer labels are sentences, of which one word tells little.
const LONG_LABEL: usize = 80;

/// Autofill field names of the WHATWG HTML standard, 4.10.18.7.
const STANDARD: &[&str] = &[
    "name",
    "honorific-prefix",
    "given-name",
    "additional-name",
    "family-name",
    "honorific-suffix",
    "nickname",
    "organization-title",
    "username",
    "new-password",
    "current-password",
    "one-time-code",
    "organization",
    "street-address",
    "address-line1",
    "address-line2",
    "address-line3",
    "address-level4",
    "address-level3",
    "address-level2",
    "address-level1",
    "country",
    "country-name",
    "postal-code",
    "cc-name",
    "cc-given-name",
    "cc-additional-name",
    "cc-family-name",
    "cc-number",
    "cc-exp",
    "cc-exp-month",
    "cc-exp-year",
    "cc-csc",
    "cc-type",
    "transaction-currency",
    "transaction-amount",
    "language",
    "bday",
    "bday-day",
    "bday-month",
    "bday-year",
    "sex",
    "url",
    "photo",
    "tel",
    "tel-country-code",
    "tel-national",
    "tel-area-code",
    "tel-local",
    "tel-local-prefix",
    "tel-local-suffix",
    "tel-extension",
    "email",
    "impp",
];

/// What a drop-down list can be.
const LIST_TOKENS: &[&str] = &[
    "country",
    "address-level1",
    "address-level2",
    "cc-exp",
    "cc-exp-month",
    "cc-exp-year",
    "bday",
    "bday-day",
    "bday-month",
    "bday-year",
    "month",
    "year",
    "day",
    "honorific-prefix",
    "cc-type",
    "street-address",
    "cc-number",
    "other",
];

type Votes = BTreeMap<&'static str, f32>;

pub(super) static LABELS: LazyLock<PhraseSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|language| {
        language.forms.fields.iter().flat_map(move |(token, phrases)| {
            phrases.iter().map(move |phrase| (phrase, (language.language.as_str(), token.as_str())))
        })
    }))
});

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

/// The purposes of the fields of a group, one for each in order.
pub(super) fn purposes(group: &Group, language: Option<&str>) -> Vec<String> {
    let mut tokens: Vec<String> =
        group.controls.iter().map(|control| one(control, language)).collect();
    neighbours::settle(group, &mut tokens);
    tokens
}

/// The purpose of one field by itself; generic parts of dates as `month`, `year`
/// and `day`, passwords as `password`.
fn one(control: &Control, language: Option<&str>) -> String {
    if control.is_box() || matches!(control.kind.as_str(), "file" | "range" | "color") {
        return "other".to_owned();
    }
    let stated = standard_token(control);
    let votes = votes(control, language);
    let best = votes
        .iter()
        .filter(|(token, _)| fits(token, control))
        .max_by(|a, b| a.1.total_cmp(b.1))
        .filter(|(_, score)| **score >= THRESHOLD)
        .map(|(token, _)| *token);
    if let Some(stated) = stated {
        // Some pages misuse these tokens to switch autofill off or on.
        let misused = match stated {
            "new-password" | "current-password" => control.kind != "password",
            "username" | "nickname" => best.is_some_and(|best| matches!(best, "email" | "tel")),
            "name" => best
                .is_some_and(|best| matches!(best, "email" | "tel" | "given-name" | "family-name")),
            _ => false,
        };
        if !misused {
            // Half the holder's name is half a name.
            return stated
                .strip_prefix("cc-")
                .filter(|t| t.ends_with("-name"))
                .unwrap_or(stated)
                .to_owned();
        }
    }
    match best {
        Some("cc-given-name") => "given-name",
        Some("cc-family-name") => "family-name",
        best => best.unwrap_or("other"),
    }
    .to_owned()
}

/// The token that `autocomplete` gives.
fn standard_token(control: &Control) -> Option<&'static str> {
    let mut tokens: Vec<&str> = control.autocomplete.split_whitespace().collect();
    if tokens.last() == Some(&"webauthn") {
        tokens.pop();
    }
    let last = tokens.last()?;
    STANDARD.iter().find(|token| *token == last).copied()
}

/// Whether a control of this kind can ask for this.
fn fits(token: &str, control: &Control) -> bool {
    match control.kind.as_str() {
        "select" => LIST_TOKENS.contains(&token),
        "password" => {
            token.contains("password")
                || matches!(token, "cc-csc" | "one-time-code" | "cc-number" | "other")
        }
        "email" => matches!(token, "email" | "username" | "other"),
        "textarea" => matches!(token, "street-address" | "other"),
        "url" | "search" => token == "other",
        "date" | "datetime-local" => matches!(token, "bday" | "cc-exp" | "other"),
        "month" => matches!(token, "cc-exp" | "other" | "bday"),
        _ => true,
    }
}

pub(super) fn votes(control: &Control, language: Option<&str>) -> Votes {
    let mut votes = Votes::new();
    let sources = [
        (&control.label, 1.3),
        (&control.before, if control.label.is_empty() { 0.8 } else { 0.0 }),
        (&control.placeholder, 0.8),
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
        add(&mut votes, "email", 2.0);
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

/// Keeps the hits that are not part of a longer one.
fn outermost(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.truncate(200);
    let inside = |a: &Hit, b: &Hit| {
        a.start >= b.start
            && a.end <= b.end
            && a.end - a.start < b.end - b.start
            && a.factor <= b.factor + 0.2
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
                None => 0.9,
            };
            Hit { start: found.start, end: found.end, token, factor }
        })
        .collect();
    let mut best = Votes::new();
    for hit in outermost(hits) {
        let size = hit.end.saturating_sub(hit.start + 2) as f32;
        let coverage = (size / length as f32).min(1.0);
        let last = if hit.end + 1 >= folded.as_str().len() { 0.6 } else { 0.0 };
        let long = if length > LONG_LABEL { 0.5 } else { 1.0 };
        let score = hit.factor * long * (2.0 + 3.0 * coverage + weight(hit.token) + last);
        let entry = best.entry(hit.token).or_default();
        *entry = entry.max(score);
    }
    for (token, score) in best {
        add(votes, token, score * weight_);
    }
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

    fn read(source: &str, language: &str) -> Vec<String> {
        let doc = Document::parse(source, &Url::parse("https://shop.example/").unwrap());
        groups(&doc).iter().flat_map(|group| purposes(group, Some(language))).collect()
    }

    #[test]
    fn the_standard_token_decides() {
        let source = "<form><input name=x autocomplete='section-a shipping postal-code'>
            <input name=email autocomplete=new-password></form>";
        assert_eq!(read(source, "en"), ["postal-code", "email"]);
    }

    #[test]
    fn labels_are_understood_in_every_language() {
        for (language, labels) in [
            ("sv", ["Förnamn *", "Efternamn *", "E-post", "Postnummer", "Ort", "Telefon"]),
            ("nb", ["Fornavn", "Etternavn", "E-post", "Postnummer", "Poststed", "Mobil"]),
            ("da", ["Fornavn", "Efternavn", "E-mail", "Postnr.", "By", "Tlf."]),
            (
                "fi",
                ["Etunimi", "Sukunimi", "Sähköposti", "Postinumero", "Postitoimipaikka", "Puhelin"],
            ),
            ("en", ["First name", "Surname", "Email address", "Postcode", "Town", "Mobile number"]),
            ("de", ["Vorname", "Nachname", "E-Mail-Adresse", "PLZ", "Ort", "Telefonnummer"]),
            ("nl", ["Voornaam", "Achternaam", "E-mailadres", "Postcode", "Woonplaats", "Telefoon"]),
            ("fr", ["Prénom", "Nom", "Adresse e-mail", "Code postal", "Ville", "Téléphone"]),
            (
                "es",
                ["Nombre", "Apellidos", "Correo electrónico", "Código postal", "Ciudad", "Móvil"],
            ),
            ("it", ["Nome", "Cognome", "E-mail", "CAP", "Città", "Cellulare"]),
            (
                "pl",
                ["Imię", "Nazwisko", "Adres e-mail", "Kod pocztowy", "Miasto", "Numer telefonu"],
            ),
        ] {
            let fields: String =
                labels.iter().map(|label| format!("<label>{label}<input></label>")).collect();
            assert_eq!(
                read(&format!("<form>{fields}</form>"), language),
                ["given-name", "family-name", "email", "postal-code", "address-level2", "tel"],
                "{language}"
            );
        }
    }

    #[test]
    fn names_tell_where_labels_do_not() {
        let source = "<form><input name='order[billing_address][addr1]'><input name=addr2>
            <input name=zip><input name=cc-num><input name=cvv2><input name=qty></form>";
        assert_eq!(
            read(source, "en"),
            ["street-address", "address-line2", "postal-code", "cc-number", "cc-csc", "other"]
        );
    }

    #[test]
    fn parts_of_dates_follow_their_neighbours() {
        let months: String = (1..=12).map(|m| format!("<option>{m:02}</option>")).collect();
        let years: String = (2026..2040).map(|y| format!("<option>{y}</option>")).collect();
        let card = format!(
            "<form><label>Card number<input></label><select name=mm>{months}</select><select name=yy>{years}</select></form>"
        );
        assert_eq!(read(&card, "en"), ["cc-number", "cc-exp-month", "cc-exp-year"]);
        let past: String = (1920..2010).map(|y| format!("<option>{y}</option>")).collect();
        let birth = format!(
            "<form><select name=mm>{months}</select><select name=yy>{past}</select></form>"
        );
        assert_eq!(read(&birth, "en"), ["bday-month", "bday-year"]);
    }

    #[test]
    fn passwords_are_new_where_an_account_is_opened() {
        let one = "<form><input type=password name=pw></form>";
        assert_eq!(read(one, "en"), ["current-password"]);
        let two = "<form><input type=password name=pw><input type=password name=pw2></form>";
        assert_eq!(read(two, "en"), ["new-password", "new-password"]);
    }

    #[test]
    fn fields_about_other_things_are_other() {
        let source =
            "<form><label>Rabattkod<input></label><label>Meddelande<textarea></textarea></label>
            <input type=search name=q><label>Antal<input type=number></label></form>";
        assert_eq!(read(source, "sv"), ["other"; 4]);
    }
}
