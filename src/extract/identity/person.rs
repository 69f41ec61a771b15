//! Personal identity numbers, which are masked wherever they would be shown.
//!
//! A sole trader in Sweden or Spain trades under the own identity number, and
//! others write theirs on a page by mistake. The report needs to tell one number
//! from another and not more: of a number that begins with a date the rest is
//! covered, of a Spanish one all but four digits, as the Spanish authority for
//! data protection advises. Numbers are told by form, date and check digit
//! ([`personal_numbers`]), so that organisation numbers stay.

use crate::snapshot::redact::personal_numbers;
use std::borrow::Cow;

/// A text without the telling part of the identity numbers in it.
pub(in crate::extract) fn masked(text: &str) -> Cow<'_, str> {
    if text.bytes().filter(u8::is_ascii_digit).count() < 7 {
        return Cow::Borrowed(text);
    }
    let mut places = personal_numbers(text);
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    places.sort_by_key(|place| place.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for place in places {
        let start = place.start.max(done);
        let (Some(before), Some(number)) = (text.get(done..start), text.get(start..place.end))
        else {
            continue;
        };
        out.push_str(before);
        out.push_str(&covered(number));
        done = place.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(out)
}

/// A number with its telling part covered.
pub(super) fn covered(number: &str) -> String {
    let count = number.chars().filter(char::is_ascii_alphanumeric).count();
    let shown = match count {
        // `***4567**` of a citizen, `****4567*` of a resident.
        9 if number.starts_with(|c: char| c.is_ascii_digit()) => 3..7,
        9 => 4..8,
        // A century before the date.
        12 => 0..8,
        _ => 0..6,
    };
    let mut place = 0;
    let cover = |c: char| {
        if !c.is_ascii_alphanumeric() {
            return c;
        }
        place += 1;
        if shown.contains(&(place - 1)) { c } else { '*' }
    };
    number.chars().map(cover).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{Visit, page};

    /// Numbers that belong to nobody, as in the tests of the masks of bundles.
    #[test]
    fn no_fact_shows_a_personal_number_of_any_country() {
        for (text, secret) in [
            ("Innehavare: Maja Ek, org.nr 811228-9874", "9874"),
            ("Maja Ek Keramik, organisationsnummer 19811228 – 9874", "9874"),
            ("Myyjä: Kaisa Lehto, henkilötunnus 131052-308T", "308T"),
            ("Indehaver: Bodil Krag, CPR 010190-4321, CVR 29340722", "4321"),
            ("Selger: Ingrid Haugen, fødselsnummer 01010750160", "50160"),
            ("Titular: Lucía Benavente Ríos, NIF 12345678Z", "12345678"),
            ("Titular: Lucía Benavente Ríos, NIE X1234567L", "X123"),
            ("Sprzedawca: Zofia Walczak, NIP 5202556134, PESEL 44051401359", "01359"),
            ("Titolare: Ludovica Ferri, C.F. RSSMRA85T10A562S, P.IVA 03180630414", "T10A562S"),
        ] {
            let html = page("Kontakt", &format!("<p>{text}<br>Storgatan 1, 111 22 Stockholm</p>"));
            let facts = format!("{:?}", Visit::new(&[("/", &html)]).facts());
            assert!(!facts.contains(secret), "{text}");
        }
    }

    #[test]
    fn organisation_numbers_stay() {
        for text in [
            "Org.nr 559218-6091",
            "Org.nr. 913 137 353",
            "CVR 29340722",
            "2948936-4",
            "KRS 0000412345",
            "CIF B22464184",
            "SIRET 91517880000024",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn what_is_left_tells_one_number_from_another() {
        assert_eq!(masked("NIF 12345678Z."), "NIF ***4567**.");
        assert_eq!(masked("X1234567L"), "****4567*");
        assert_eq!(masked("811228-9874"), "811228-****");
    }
}
