//! Details that a page shows and that are not the shop's.

use super::{read, settle};

#[test]
fn details_of_other_parties_are_left_out() {
    let cases: &[(&str, &str)] = &[
        (
            "<h3>Datatilsynet</h3><p>Carl Jacobsens Vej 35, 2500 Valby<br>dt@datatilsynet.dk<br>Tlf. 33 19 32 00</p>",
            "DK",
        ),
        (
            "<p>Klage kan indgives til Forbrugerklagenævnet, Toldboden 2, 8800 Viborg, nh@naevneneshus.dk</p>",
            "DK",
        ),
        ("<p>Forbrukertilsynet, Postboks 2862 Kjørbekk, 3702 Skien, tlf. 23 40 06 00</p>", "NO"),
        ("<p>Kuluttajariitalautakunta, PL 306, 00531 Helsinki, puh. 029 566 5200</p>", "FI"),
        (
            "<p>Allgemeine Verbraucherschlichtungsstelle, Straßburger Str. 8, 77694 Kehl, mail@verbraucher-schlichter.de</p>",
            "DE",
        ),
        (
            "<p>Commission Nationale de l'Informatique et des Libertés, 3 Place de Fontenoy, 75334 Paris, tél. 01 53 73 22 22</p>",
            "FR",
        ),
        ("<p>Médiateur : CM2C, 14 rue Saint Jean, 75017 Paris, cm2c@cm2c.net</p>", "FR"),
        ("<p>Agencia Española de Protección de Datos, C/ Jorge Juan 6, 28001 Madrid</p>", "ES"),
        (
            "<p>Garante per la protezione dei dati personali, Piazza Venezia 11, 00187 Roma, garante@gpdp.it</p>",
            "IT",
        ),
        (
            "<p>Prezes Urzędu Ochrony Danych Osobowych, ul. Stawki 2, 00-193 Warszawa, kancelaria@uodo.gov.pl</p>",
            "PL",
        ),
        (
            "<p>Autoriteit Persoonsgegevens, Postbus 93374, 2509 AJ Den Haag, 088 180 52 50</p>",
            "NL",
        ),
        (
            "<p>Information Commissioner's Office, Wycliffe House, Water Lane, Wilmslow, SK9 5AF, 0303 123 1113</p>",
            "GB",
        ),
        ("<p>Hosting: Servula GmbH, Rechenweg 3, 50667 Köln, support@servula.de</p>", "DE"),
        ("<p>Hébergeur : Nuage SARL, 3 rue Haute, 59100 Roubaix, 09 72 51 83 05</p>", "FR"),
        ("<p>Webdesign: <a href='mailto:hi@pixelbude.de'>Pixelbude</a></p>", "DE"),
        (
            "<footer><p>Site by <a href='mailto:hello@pixelden.co.uk'>Pixel Den</a></p></footer>",
            "GB",
        ),
        (
            "<h4>Hersteller</h4><p>Nordlicht Textil GmbH<br>Hafenstraße 3<br>20457 Hamburg<br>info@nordlicht-textil.de</p>",
            "DE",
        ),
        (
            "<h4>Manufacturer</h4><p>Otherwool Ltd<br>3 Mill Lane<br>Leeds LS1 4AP<br>sales@otherwool.co.uk</p>",
            "GB",
        ),
        (
            "<h4>Verantwortliche Person für die EU</h4><p>Importa GmbH<br>Hafenstraße 3<br>20457 Hamburg<br>eu@importa-gmbh.de</p>",
            "DE",
        ),
        (
            "<h4>EU responsible person</h4><p>Importa GmbH, Hafenstraße 3, 20457 Hamburg, eu@importa-gmbh.de</p>",
            "DE",
        ),
        (
            "<h4>Tillverkare</h4><p>Nordljus Textil AB<br>Hamngatan 3<br>111 47 Stockholm<br>info@nordljustextil.se</p>",
            "SE",
        ),
        (
            "<h4>Valmistaja</h4><p>Revontuli Oy, Satamakatu 3, 33200 Tampere, info@revontuli-textil.fi</p>",
            "FI",
        ),
        (
            "<h4>Fabrikant</h4><p>Noorderlicht BV<br>Havenweg 3<br>3011 AA Rotterdam<br>info@noorderlichttextiel.nl</p>",
            "NL",
        ),
        (
            "<h4>Fabricant</h4><p>Aurore SARL<br>3 rue du Port<br>44000 Nantes<br>info@aurore-textile.fr</p>",
            "FR",
        ),
        (
            "<h4>Fabricante</h4><p>Aurora SL, Calle del Puerto 3, 46024 Valencia, info@aurora-textil.es</p>",
            "ES",
        ),
        (
            "<h4>Produttore</h4><p>Aurora Srl, Via del Porto 3, 16126 Genova, info@aurora-tessile.it</p>",
            "IT",
        ),
        (
            "<h4>Producent</h4><p>Zorza sp. z o.o., ul. Portowa 3, 81-350 Gdynia, info@zorza-tkaniny.pl</p>",
            "PL",
        ),
        (
            "<h4>Produsent</h4><p>Nordlys AS<br>Havnegata 3<br>7010 Trondheim<br>post@nordlystekstil.no</p>",
            "NO",
        ),
        (
            "<p>Unser Datenschutzbeauftragter: Kanzlei Paragraf, Rechtsweg 3, 50667 Köln, dsb@kanzlei-paragraf.de</p>",
            "DE",
        ),
        (
            "<p>Notre délégué à la protection des données : Cabinet Loi, 3 rue Haute, 59000 Lille, dpo@cabinet-loi.fr</p>",
            "FR",
        ),
        (
            "<p>Onze functionaris voor gegevensbescherming: Privacy BV, privacy@avgbureau.nl</p>",
            "NL",
        ),
        ("<p>Inspektor ochrony danych: Kancelaria Prawo, iod@kancelaria-prawo.pl</p>", "PL"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(source, country)| {
            let page = read(source, Some(country));
            let mut got: Vec<String> = page.emails.into_iter().map(|f| f.value.value).collect();
            got.extend(page.phones.into_iter().map(|f| f.value.value));
            got.extend(page.addresses.into_iter().map(|f| f.value.text));
            (!got.is_empty()).then(|| format!("{source}: {got:?}"))
        })
        .collect();
    settle(cases.len(), &wrong);
}

#[test]
fn the_shops_own_details_beside_those_of_others_are_kept() {
    let cases: &[(&str, &str, usize)] = &[
        (
            "<h2>Kontakt</h2><p>info@tallbod.se, 08-505 218 30, Hantverkargatan 18, 112 21 Stockholm</p><h3>Tvist</h3><p>ARN</p>",
            "SE",
            3,
        ),
        (
            "<p>We are open to suppliers.</p><p>18 High Street, Leeds LS1 4AP, hello@tallbod.co.uk</p>",
            "GB",
            2,
        ),
        ("<p>Vi skickar med PostNord och DHL. Frågor? info@tallbod.se</p>", "SE", 1),
        ("<p>Betala med Klarna.</p><p>Kundtjänst: 08-505 218 30</p>", "SE", 1),
        (
            "<p>Tallbod ist Hersteller hochwertiger Stühle.</p><p>Lindenstraße 18, 10969 Berlin, info@tallbod.de</p>",
            "DE",
            2,
        ),
        (
            "<h2>Impressum</h2><p>Tallbod GmbH<br>Lindenstraße 18<br>10969 Berlin</p><h3>Zuständige Aufsichtsbehörde</h3><p>Bezirksamt</p>",
            "DE",
            1,
        ),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(source, country, expected)| {
            let page = read(source, Some(country));
            let got = page.emails.len() + page.phones.len() + page.addresses.len();
            (got != *expected).then(|| {
                format!("{source}: {:?} {:?} {:?}", page.emails, page.phones, page.addresses)
            })
        })
        .collect();
    settle(cases.len(), &wrong);
}
