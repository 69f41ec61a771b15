//! What a field asks for, as a WHATWG autofill token.
//!
//! A model of evidence: `autocomplete` decides where it is a token of the
//! standard; else the label, the text around, the placeholder, `name`, `id`,
//! `type` and the options of a list each give votes, weighed by how directly
//! they speak to a person. Then the neighbours settle what one field cannot
//! tell: a month beside a card number is the card's, a second address line
//! follows the first. What gets too few votes is `other`.

use super::layout::{Control, Group};
use super::neighbours;
use super::votes::votes;

/// Fewer votes than this are no evidence.
const THRESHOLD: f32 = 1.8;

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
