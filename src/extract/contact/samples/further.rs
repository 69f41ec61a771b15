//! Contact details among other data of a firm: register numbers before an
//! address, streets of two words, villages without streets, numbers in groups.

use super::{read, settle};

fn check(cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(source, country, expected)| {
            let mut got: Vec<String> = read(source, Some(country))
                .addresses
                .into_iter()
                .map(|f| {
                    let a = f.value;
                    [a.street, a.postal_code, a.city].map(Option::unwrap_or_default).join("/")
                })
                .collect();
            got.sort();
            (got.join(" + ") != *expected).then(|| format!("{source}: {got:?}"))
        })
        .collect();
    settle(cases.len(), &wrong);
}

#[test]
fn streets_of_two_words_end_in_a_common_one() {
    check(&[
        ("<p>Ole Vigs gate 47, 0362 Oslo</p>", "NO", "Ole Vigs gate 47/0362/Oslo"),
        ("<p>Granlia veg 7<br>7340 Oppdal</p>", "NO", "Granlia veg 7/7340/Oppdal"),
        ("<p>Olavs gata 4, 7012 Trondheim</p>", "NO", "Olavs gata 4/7012/Trondheim"),
        ("<p>Tallbod AS, Nedre vei 12 B, 3015 Drammen</p>", "NO", "Nedre vei 12 B/3015/Drammen"),
        ("<p>Gamla vägen 4, 791 31 Falun</p>", "SE", "Gamla vägen 4/791 31/Falun"),
        ("<p>Stora gatan 18<br>722 12 Västerås</p>", "SE", "Stora gatan 18/722 12/Västerås"),
        ("<p>Lilla torget 3, 411 18 Göteborg</p>", "SE", "Lilla torget 3/411 18/Göteborg"),
        ("<p>Norra allén 9 A, 371 32 Karlskrona</p>", "SE", "Norra allén 9 A/371 32/Karlskrona"),
        (
            "<p>Sankt Jakobs stræde 4, 4000 Roskilde</p>",
            "DK",
            "Sankt Jakobs stræde 4/4000/Roskilde",
        ),
        ("<p>Gammel vej 21, 8600 Silkeborg</p>", "DK", "Gammel vej 21/8600/Silkeborg"),
        ("<p>St. Jørgens gate 7, 4010 STAVANGER</p>", "NO", "St. Jørgens gate 7/4010/STAVANGER"),
        (
            "<p>Tallbod AS<br>St. Halvards plass 2<br>1601 FREDRIKSTAD</p>",
            "NO",
            "St. Halvards plass 2/1601/FREDRIKSTAD",
        ),
        ("<p>Vanha tie 8, 33100 Tampere</p>", "FI", "Vanha tie 8/33100/Tampere"),
        ("<p>Besök oss på Gamla vägen 4, 791 31 Falun</p>", "SE", "Gamla vägen 4/791 31/Falun"),
        (
            "<footer>Tallbod AS – Ole Vigs gate 47 – 0362 Oslo – Tlf 22 80 41 56</footer>",
            "NO",
            "Ole Vigs gate 47/0362/Oslo",
        ),
    ]);
}

#[test]
fn a_register_number_may_stand_before_an_address() {
    check(&[
        (
            "<p>Tallbod Oy<br>Y-tunnus: 2331294-7<br>Metsäkatu 4<br>33100 Tampere</p>",
            "FI",
            "Metsäkatu 4/33100/Tampere",
        ),
        (
            "<p>Tallbod Oy, Y-tunnus 2331294-7, Metsäkatu 4, 33100 Tampere</p>",
            "FI",
            "Metsäkatu 4/33100/Tampere",
        ),
        (
            "<div>Y-tunnus: 2331294-7</div><div>Metsäkatu 4 B 12</div><div>33100 Tampere</div>",
            "FI",
            "Metsäkatu 4 B 12/33100/Tampere",
        ),
        (
            "<p>Tallbod AB, organisationsnummer 556016-0680, har sitt säte på Hantverkargatan 9, 182 73 Stocksund.</p>",
            "SE",
            "Hantverkargatan 9/182 73/Stocksund",
        ),
        (
            "<p>Tallbod AB (org.nr 556016-0680) med adress Hantverkargatan 9, 182 73 Stocksund ansvarar för dina uppgifter.</p>",
            "SE",
            "Hantverkargatan 9/182 73/Stocksund",
        ),
        (
            "<p>Tallbod AS, org.nr. 923 609 016, Fjellveien 3, 0580 Oslo</p>",
            "NO",
            "Fjellveien 3/0580/Oslo",
        ),
        (
            "<p>Org.nr.: 923 609 016 MVA<br>Fjellveien 3<br>0580 Oslo</p>",
            "NO",
            "Fjellveien 3/0580/Oslo",
        ),
        (
            "<p>Tallbod ApS<br>CVR: 33129471<br>Nørregade 18<br>8000 Aarhus C</p>",
            "DK",
            "Nørregade 18/8000/Aarhus C",
        ),
        (
            "<p>Tallbod B.V. KvK 51830527, Kerkstraat 8, 1017 GA Amsterdam</p>",
            "NL",
            "Kerkstraat 8/1017 GA/Amsterdam",
        ),
        (
            "<p>Tallbod SL - CIF B91518305 - Calle Mayor 3 - 28013 Madrid</p>",
            "ES",
            "Calle Mayor 3/28013/Madrid",
        ),
    ]);
}

#[test]
fn towns_stand_after_dashes_and_numbers() {
    check(&[
        ("<p>Via Roma 12 - 07100 Sassari (SS)</p>", "IT", "Via Roma 12/07100/Sassari"),
        (
            "<p>Loc. Monte Rosso snc - 07100 Sassari (SS)</p>",
            "IT",
            "Loc. Monte Rosso snc/07100/Sassari",
        ),
        (
            "<p>Tallbod srl – Zona Industriale Nord – 07100 Sassari (SS)</p>",
            "IT",
            "Zona Industriale Nord/07100/Sassari",
        ),
        ("<p>Hauptstraße 4, 5600 St. Johann</p>", "AT", "Hauptstraße 4/5600/St. Johann"),
        ("<p>C/ San Ramón 18, 30510 Yecla</p>", "ES", "C/ San Ramón 18/30510/Yecla"),
        ("<p>San Ramón, 18, 30510 Yecla (Murcia)</p>", "ES", "San Ramón, 18/30510/Yecla"),
        ("<p>Avda. de la Paz, 18, 30510 Yecla</p>", "ES", "Avda. de la Paz, 18/30510/Yecla"),
        ("<p>Z siedzibą w Gdowie (32-420), ul. Długa 18</p>", "PL", "ul. Długa 18/32-420/Gdowie"),
        ("<p>ul. Długa 18, 32–420 Gdów</p>", "PL", "ul. Długa 18/32-420/Gdów"),
        ("<p>os. Leśne 18, 32 - 420 Gdów</p>", "PL", "os. Leśne 18/32-420/Gdów"),
        (
            "<p>12 bd Foch, CS 40018, 59650 Villeneuve Cedex 9</p>",
            "FR",
            "12 bd Foch, CS 40018/59650/Villeneuve Cedex 9",
        ),
        ("<p>12, rue Haute<br>(59650) Villeneuve</p>", "FR", "12, rue Haute/59650/Villeneuve"),
        ("<p>Rozmiar 10 - 120 Długość</p>", "PL", ""),
        (
            "<p>Le siège est au 12 bis avenue du Maréchal Foch à Villeneuve (59650).</p>",
            "FR",
            "12 bis avenue du Maréchal Foch/59650/Villeneuve",
        ),
        (
            "<p>Notre magasin se trouve au 12 rue Haute, 59650 Villeneuve</p>",
            "FR",
            "12 rue Haute/59650/Villeneuve",
        ),
        (
            "<p>Lieferanschrift: 21465 Reinbek, Hauptstraße 5</p>",
            "DE",
            "Hauptstraße 5/21465/Reinbek",
        ),
        ("<p>Ort: 21465 Reinbek<br>Straße: Hauptstraße 5</p>", "DE", "Hauptstraße 5/21465/Reinbek"),
        (
            "<p>Polígono Industrial El Llano, parcela 18, 30510 Yecla (Murcia)</p>",
            "ES",
            "Polígono Industrial El Llano, parcela 18/30510/Yecla",
        ),
        ("<p>Zagórze 280, 32-420 Gdów</p>", "PL", "Zagórze 280/32-420/Gdów"),
        (
            "<p>Tallbod sp. z o.o.<br>Nowa Wieś 14A<br>32-420 Gdów</p>",
            "PL",
            "Nowa Wieś 14A/32-420/Gdów",
        ),
        (
            "<p>Tallbod Jan Lind, Kamionka Mała 62/1, 34-602 Laskowa, NIP 5183052718</p>",
            "PL",
            "Kamionka Mała 62/1/34-602/Laskowa",
        ),
    ]);
}

#[test]
fn national_numbers_stand_in_groups() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("<p>Telefon<br>58 353 63 63</p>", "PL", &["+48583536363"]),
        ("<p>Biuro: 506 322 950</p>", "PL", &["+48506322950"]),
        ("<p>Zadzwoń: 506 322 950</p>", "PL", &["+48506322950"]),
        (
            "<footer>Tallbod, ul. Długa 18, 00-238 Warszawa<br>58 353 63 63<br>biuro@tallbod.pl</footer>",
            "PL",
            &["+48583536363"],
        ),
        (
            "<div>Kontakt</div><div>506 322 950</div><div>biuro@tallbod.pl</div>",
            "PL",
            &["+48506322950"],
        ),
        ("<h3>Dział sprzedaży</h3><p>506 322 950<br>sklep@tallbod.pl</p>", "PL", &["+48506322950"]),
        (
            "<p>Sklep stacjonarny: 58 353 63 63, 506 322 950</p>",
            "PL",
            &["+48506322950", "+48583536363"],
        ),
        ("<p>Infolinia czynna pn-pt 8-16: 506-322-950</p>", "PL", &["+48506322950"]),
        ("<p>Tallbod BV, BE 0412.518.305</p>", "BE", &[]),
        ("<p>BE 0412 518 305</p>", "BE", &[]),
        ("<p>BE0412.518.305</p>", "BE", &[]),
        ("<footer>Tallbod BV | BE 0751.830.527 | Kerkstraat 8, 9000 Gent</footer>", "BE", &[]),
        ("<p>Gsm 0475 51 83 05 – BTW BE 0412.518.305</p>", "BE", &["+32475518305"]),
        ("<p>Ondernemingsnummer: 0412.518.305</p>", "BE", &[]),
        ("<p>Tallbod BV, BE 0412.518.305</p>", "NL", &[]),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(source, country, expected)| {
            let mut got: Vec<String> =
                read(source, Some(country)).phones.into_iter().map(|f| f.value.value).collect();
            got.sort();
            (got != *expected).then(|| format!("{source}: {got:?}"))
        })
        .collect();
    settle(cases.len(), &wrong);
}

#[test]
fn addresses_of_templates_are_nobodys() {
    let wrong: Vec<String> = [
        "support@onlinestore.com",
        "info@yourstore.com",
        "info@your-store.com",
        "hello@mystore.com",
        "sales@yourshop.com",
        "contact@store.com",
        "admin@yoursite.com",
        "info@myonlinestore.com",
        "kontakt@twojsklep.pl",
        "info@dinbutik.se",
        "info@onlineshop.de",
        "kontakt@ihrshop.de",
        "contact@votreboutique.fr",
        "info@tutienda.com",
        "info@tuonegozio.it",
        "info@jouwwebshop.nl",
    ]
    .iter()
    .filter_map(|address| {
        let got = read(&format!("<p>E-mail: {address}</p>"), None).emails;
        (!got.is_empty()).then(|| (*address).to_owned())
    })
    .collect();
    settle(16, &wrong);
}
