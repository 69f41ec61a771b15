//! Opening hours as shops write them; all made up.

use crate::extract::{Context, read_page};
use crate::vocabulary::Vocabulary;
use url::Url;

fn read(source: &str, language: &str) -> Vec<String> {
    let url = Url::parse("https://www.tallbod.example/").unwrap();
    let source = format!("<html lang={language}><body>{source}");
    let context = Context { vocabulary: Vocabulary::built_in(), language: None, country: None };
    let hours =
        read_page(&source, &url, context).opening_hours.into_iter().map(|found| found.value);
    hours
        .map(|h| {
            let days = match h.days.as_slice() {
                [] => String::new(),
                [one] => (*one).to_owned(),
                [first, .., last] => {
                    let all = super::DAYS.iter().skip_while(|d| *d != first).take(h.days.len());
                    if all.eq(h.days.iter()) { format!("{first}-{last}") } else { h.days.join(",") }
                }
            };
            match (h.opens, h.closes) {
                (Some(opens), Some(closes)) => format!("{days} {opens}-{closes}"),
                _ => format!("{days} closed"),
            }
        })
        .collect()
}

#[test]
fn hours_are_read_in_every_language() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "sv",
            "<p>Öppettider: Mån–fre 10–18, lör 11–15</p>",
            &["Mo-Fr 10:00-18:00", "Sa 11:00-15:00"],
        ),
        (
            "sv",
            "<p>Måndag till fredag kl. 09.00–17.00<br>Lördag och söndag stängt</p>",
            &["Mo-Fr 09:00-17:00", "Sa-Su closed"],
        ),
        ("sv", "<p>Vardagar 8-16</p>", &["Mo-Fr 08:00-16:00"]),
        ("sv", "<p>Vi har öppet alla dagar 10.00-20.00.</p>", &["Mo-Su 10:00-20:00"]),
        (
            "sv",
            "<table><tr><td>Måndag<td>10:00 – 18:00<tr><td>Tisdag<td>10:00 – 18:00<tr><td>Söndag<td>Stängt</table>",
            &["Mo 10:00-18:00", "Tu 10:00-18:00", "Su closed"],
        ),
        (
            "sv",
            "<p>Telefontid: mån-tors 9.00-12.00 och 13.00-16.00</p>",
            &["Mo-Th 09:00-12:00", "Mo-Th 13:00-16:00"],
        ),
        (
            "nb",
            "<p>Åpningstider<br>Man–fre: 10.00–17.00<br>Lør: 10.00–15.00<br>Søn: Stengt</p>",
            &["Mo-Fr 10:00-17:00", "Sa 10:00-15:00", "Su closed"],
        ),
        ("nb", "<p>Hverdager kl 09-16</p>", &["Mo-Fr 09:00-16:00"]),
        (
            "nn",
            "<p>Måndag-fredag 10-16, laurdag 10-14</p>",
            &["Mo-Fr 10:00-16:00", "Sa 10:00-14:00"],
        ),
        (
            "da",
            "<p>Mandag - torsdag: kl. 9.00 - 16.00<br>Fredag: kl. 9.00 - 15.00</p>",
            &["Mo-Th 09:00-16:00", "Fr 09:00-15:00"],
        ),
        ("da", "<p>Alle hverdage 8-16</p>", &["Mo-Fr 08:00-16:00"]),
        (
            "da",
            "<p>Lørdag og søndag: Lukket</p><p>Man 10-17</p>",
            &["Sa-Su closed", "Mo 10:00-17:00"],
        ),
        (
            "fi",
            "<p>Avoinna ma–pe 10–18, la 10–15, su suljettu</p>",
            &["Mo-Fr 10:00-18:00", "Sa 10:00-15:00", "Su closed"],
        ),
        ("fi", "<p>Arkisin klo 9.00–17.00</p>", &["Mo-Fr 09:00-17:00"]),
        ("fi", "<p>maanantaista perjantaihin klo 9-16</p>", &["Mo,Fr 09:00-16:00"]),
        ("en", "<p>Mon-Fri 9am-5pm</p>", &["Mo-Fr 09:00-17:00"]),
        (
            "en",
            "<p>Monday to Friday: 9:00 - 17:30. Saturday: 10am to 4pm. Closed on Sundays.</p>",
            &["Mo-Fr 09:00-17:30", "Sa 10:00-16:00", "Su closed"],
        ),
        ("en", "<p>Open daily 10-6</p>", &["Mo-Su 10:00-18:00"]),
        ("en", "<p>Mon, Wed &amp; Fri 8:30 a.m. – 12 noon</p>", &["Mo,We,Fr 08:30-12:00"]),
        (
            "en",
            "<ul><li>Monday <span>9:00 AM - 5:00 PM</span><li>Sunday <span>Closed</span></ul>",
            &["Mo 09:00-17:00", "Su closed"],
        ),
        ("en", "<p>Tues - Sat: 11am until late, Fri 5pm - 1am</p>", &["Fr 17:00-01:00"]),
        (
            "de",
            "<p>Öffnungszeiten: Mo–Fr 9–18 Uhr, Sa 10–14 Uhr</p>",
            &["Mo-Fr 09:00-18:00", "Sa 10:00-14:00"],
        ),
        ("de", "<p>Montag bis Freitag von 8.00 bis 17.00 Uhr</p>", &["Mo-Fr 08:00-17:00"]),
        (
            "de",
            "<p>Mo. - Do. 08:00 - 12:00 Uhr und 13:00 - 17:00 Uhr</p>",
            &["Mo-Th 08:00-12:00", "Mo-Th 13:00-17:00"],
        ),
        (
            "de",
            "<p>Di, Do &amp; Fr: 10:00-18:30 Uhr, Mittwoch Ruhetag</p>",
            &["Tu,Th,Fr 10:00-18:30", "We closed"],
        ),
        (
            "de",
            "<p>Samstag geschlossen<br>werktags 9 - 16 Uhr</p>",
            &["Sa closed", "Mo-Fr 09:00-16:00"],
        ),
        ("nl", "<p>Ma-Vr 9:00-17:00</p>", &["Mo-Fr 09:00-17:00"]),
        ("nl", "<p>Maandag t/m vrijdag van 9.00 tot 17.30 uur</p>", &["Mo-Fr 09:00-17:30"]),
        (
            "nl",
            "<p>Di t/m za 10.00 - 18.00 uur<br>Zondag en maandag gesloten</p>",
            &["Tu-Sa 10:00-18:00", "Mo,Su closed"],
        ),
        (
            "nl",
            "<dl><dt>Donderdag<dd>10:00 tot 21:00<dt>Zondag<dd>Gesloten</dl>",
            &["Th 10:00-21:00", "Su closed"],
        ),
        (
            "nl",
            "<p>Wij zijn op werkdagen bereikbaar van 08.30 tot 17.00 uur</p>",
            &["Mo-Fr 08:30-17:00"],
        ),
        ("fr", "<p>Du lundi au vendredi de 9h à 18h</p>", &["Mo-Fr 09:00-18:00"]),
        (
            "fr",
            "<p>Lun-Ven : 9h30-12h30 / 14h-18h<br>Samedi : 10h - 19h<br>Dimanche : fermé</p>",
            &["Mo-Fr 09:30-12:30", "Mo-Fr 14:00-18:00", "Sa 10:00-19:00", "Su closed"],
        ),
        (
            "fr",
            "<p>Ouvert du mardi au samedi de 10h00 à 12h00 et de 14h00 à 19h00</p>",
            &["Tu-Sa 10:00-12:00", "Tu-Sa 14:00-19:00"],
        ),
        ("fr", "<p>Fermé le lundi</p><p>Mardi 9h-12h</p>", &["Mo closed", "Tu 09:00-12:00"]),
        (
            "es",
            "<p>Horario: de lunes a viernes de 9:00 a 14:00 y de 16:00 a 19:00</p>",
            &["Mo-Fr 09:00-14:00", "Mo-Fr 16:00-19:00"],
        ),
        (
            "es",
            "<p>L-V: 9:00 - 14:00<br>Sábados: 10:00 - 13:30 h<br>Domingos cerrado</p>",
            &["Mo-Fr 09:00-14:00", "Sa 10:00-13:30", "Su closed"],
        ),
        (
            "it",
            "<p>Orari: lun-ven 9:00-13:00 / 15:00-19:00, sab 9-13, domenica chiuso</p>",
            &["Mo-Fr 09:00-13:00", "Mo-Fr 15:00-19:00", "Sa 09:00-13:00", "Su closed"],
        ),
        ("it", "<p>Dal lunedì al venerdì dalle 9.00 alle 18.00</p>", &["Mo-Fr 09:00-18:00"]),
        (
            "pl",
            "<p>Godziny otwarcia: pon.–pt. 9:00–17:00, sob. 10–14, niedz. nieczynne</p>",
            &["Mo-Fr 09:00-17:00", "Sa 10:00-14:00", "Su closed"],
        ),
        ("pl", "<p>Od poniedziałku do piątku w godzinach 8.00 - 16.00</p>", &["Mo-Fr 08:00-16:00"]),
        ("pl", "<p>Infolinia czynna w dni robocze od 8 do 16</p>", &["Mo-Fr 08:00-16:00"]),
        ("en", "<p>From 9:00 a.m. to 5:00 p.m., Monday–Friday</p>", &["Mo-Fr 09:00-17:00"]),
        ("en", "<p>M-F 7am-7pm</p>", &["Mo-Fr 07:00-19:00"]),
        (
            "en",
            "<p>Monday - 9.00am to 5.30pm<br>Tuesday - 10.00am to 4pm</p>",
            &["Mo 09:00-17:30", "Tu 10:00-16:00"],
        ),
        ("en", "<p>Monday to Friday between 8:00 a.m. and 5:00 p.m.</p>", &["Mo-Fr 08:00-17:00"]),
        ("de", "<p>Montag bis Freitag zwischen 9 und 17 Uhr</p>", &["Mo-Fr 09:00-17:00"]),
        ("fr", "<p>Mardi<br>9h-12h<br>14h-18h</p>", &["Tu 09:00-12:00", "Tu 14:00-18:00"]),
        ("sv", "<p>Mån-fre 10-18<br>Telefon 9-12</p>", &["Mo-Fr 10:00-18:00"]),
        (
            "en",
            r#"<script type="application/ld+json">{"@type":"Store","openingHours":["Mo-Fr 09:00-17:00","Sa 10:00-14:00"]}</script>"#,
            &["Mo-Fr 09:00-17:00", "Sa 10:00-14:00"],
        ),
        (
            "en",
            r#"<script type="application/ld+json">{"@type":"Store","openingHoursSpecification":[{"@type":"OpeningHoursSpecification","dayOfWeek":["Monday","https://schema.org/Tuesday"],"opens":"09:00","closes":"17:00:00"},{"@type":"OpeningHoursSpecification","dayOfWeek":"Sunday","opens":"00:00","closes":"00:00"}]}</script>"#,
            &["Mo-Tu 09:00-17:00", "Su closed"],
        ),
        (
            "en",
            "<div itemscope itemtype='https://schema.org/Store'><time itemprop=openingHours datetime='Tu-Th 16:00-20:00'>x</time></div>",
            &["Tu-Th 16:00-20:00"],
        ),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(language, source, expected)| {
            let got = read(source, language);
            (got != *expected).then(|| format!("{language} {source}: {got:?}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} are read otherwise:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn other_numbers_are_no_hours() {
    for (language, source) in [
        ("en", "<p>Fri 12-14 June</p>"),
        ("en", "<p>Call Sat 08-505 218 30</p>"),
        ("sv", "<p>Tel 08-505 218 30, 10-12 arbetsdagar</p>"),
        ("en", "<p>Sizes 10 - 18 in stock</p>"),
        ("de", "<p>Lieferzeit 3-5 Tage, so 10-12 Stück</p>"),
        ("fi", "<p>Hinta 10-20 euroa, la tuote 12-14</p>"),
        ("en", "<p>Delivery 2 - 4 working days</p>"),
        ("nl", "<p>Levertijd 1-2 werkdagen</p>"),
        ("sv", "<p>Leveranstid 2-5 vardagar</p>"),
        ("da", "<p>Levering 1-3 hverdage</p>"),
        ("en", "<p>2024-05-18 to 2024-06-30</p>"),
    ] {
        assert_eq!(read(source, language), [] as [&str; 0], "{source}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_may_come(text in "[a-zöMFr0-9 :.,–\\-h]{0,80}") {
        let _ = read(&format!("<p>{text}</p>"), "sv");
    }
}
