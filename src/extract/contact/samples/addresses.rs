//! Postal addresses in the notations of many countries.

use super::{read, settle};

/// Street, code and town of every address of a page.
fn addresses(source: &str, country: Option<&str>) -> Vec<String> {
    let mut all: Vec<String> = read(source, country)
        .addresses
        .into_iter()
        .map(|f| {
            let a = f.value;
            [a.street, a.postal_code, a.city].map(Option::unwrap_or_default).join("/")
        })
        .collect();
    all.sort();
    all
}

fn check(cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(source, country, expected)| {
            let got = addresses(source, Some(country).filter(|c| !c.is_empty()).copied());
            let expected: Vec<&str> =
                if expected.is_empty() { Vec::new() } else { expected.split(" + ").collect() };
            (got != expected).then(|| format!("{source}: {got:?}"))
        })
        .collect();
    settle(cases.len(), &wrong);
}

#[test]
fn nordic_addresses() {
    check(&[
        (
            "<p>Tallbod AB | Hantverkargatan 18 | 112 21 Stockholm</p>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        ("<p>Tallbod AB • Box 305 • 581 03 Linköping</p>", "SE", "Box 305/581 03/Linköping"),
        (
            "<p>Hantverkargatan 18 – 112 21 Stockholm</p>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        (
            "<p>Hantverkargatan 18 / 112 21 Stockholm</p>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        (
            "<p>c/o Lind, Hantverkargatan 18, lgh 1102, 112 21 Stockholm</p>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        (
            "<p>Hantverkargatan 18, 4 tr, 112 21 Stockholm</p>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        (
            "<p>Adress: Hantverkargatan 18, S-112 21 STOCKHOLM</p>",
            "SE",
            "Hantverkargatan 18/112 21/STOCKHOLM",
        ),
        ("<p>Besök oss på Hantverkargatan 18 i Stockholm.</p>", "SE", ""),
        (
            "<dl><dt>Gatuadress<dd>Hantverkargatan 18<dt>Postnr<dd>112 21<dt>Ort<dd>Stockholm</dl>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        (
            "<p>Gatuadress: Hantverkargatan 18<br>Postnummer: 112 21<br>Ort: Stockholm</p>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        (
            "<p>Adress: Hantverkargatan 18 Postadress: 112 21 Stockholm</p>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        (
            "<div>Hantverkargatan 18</div><div><span>112 21</span> <span>Stockholm</span></div>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        (
            "<address>Tallbod AB<br>Norra Bro 305<br>705 18 Örebro</address>",
            "SE",
            "Norra Bro 305/705 18/Örebro",
        ),
        ("<p>Backa 12, 781 30 Borlänge, Sverige</p>", "SE", "Backa 12/781 30/Borlänge"),
        (
            "<p>Hantverkargatan 18<br>112&nbsp;21&nbsp;&nbsp;Stockholm</p>",
            "SE",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        ("<p>Storgata 18, NO-0182 Oslo</p>", "NO", "Storgata 18/0182/Oslo"),
        ("<p>Postboks 305 Sentrum, 0103 Oslo</p>", "NO", "Postboks 305 Sentrum/0103/Oslo"),
        ("<p>Karl Johans gate 18B, 0162 OSLO</p>", "NO", "Karl Johans gate 18B/0162/OSLO"),
        ("<p>Fjellveien 3<br>5018 Bergen<br>Norge</p>", "NO", "Fjellveien 3/5018/Bergen"),
        ("<p>Industrivegen 18, N-2069 Jessheim</p>", "NO", "Industrivegen 18/2069/Jessheim"),
        ("<p>Torget 3, 5014 Bergen</p>", "NO", "Torget 3/5014/Bergen"),
        (
            "<p>Besøksadresse: Nedre Strandgate 18, 4005 Stavanger</p>",
            "NO",
            "Nedre Strandgate 18/4005/Stavanger",
        ),
        (
            "<p>Vesterbrogade 18, 3. th., 1620 København V</p>",
            "DK",
            "Vesterbrogade 18/1620/København V",
        ),
        ("<p>Nørregade 18 · 8000 Aarhus C</p>", "DK", "Nørregade 18/8000/Aarhus C"),
        ("<p>Industrivej 3 - DK-6000 Kolding</p>", "DK", "Industrivej 3/6000/Kolding"),
        ("<p>Hovedvejen 18, Bjerre, 8783 Hornsyld</p>", "DK", "Hovedvejen 18/8783/Hornsyld"),
        ("<p>Møllegade 18, st. tv., 2200 København N</p>", "DK", "Møllegade 18/2200/København N"),
        (
            "<p>Tallbod ApS<br>Havnegade 5<br>5000 Odense C<br>Tlf. 33 12 94 71</p>",
            "DK",
            "Havnegade 5/5000/Odense C",
        ),
        (
            "<p>Mannerheimintie 18 A 5, 00100 Helsinki</p>",
            "FI",
            "Mannerheimintie 18 A 5/00100/Helsinki",
        ),
        ("<p>PL 18, 00101 Helsinki</p>", "FI", "PL 18/00101/Helsinki"),
        ("<p>Hämeenkatu 18<br>FIN-33200 TAMPERE</p>", "FI", "Hämeenkatu 18/33200/TAMPERE"),
        (
            "<p>Teollisuustie 5, FI-90830 Haukipudas, Finland</p>",
            "FI",
            "Teollisuustie 5/90830/Haukipudas",
        ),
    ]);
}

#[test]
fn german_dutch_and_french_addresses() {
    check(&[
        ("<p>Lindenstraße 18<br>D-10969 Berlin</p>", "DE", "Lindenstraße 18/10969/Berlin"),
        ("<p>Am Markt 3, 04109 Leipzig</p>", "DE", "Am Markt 3/04109/Leipzig"),
        ("<p>Hauptstr. 18a · 80331 München</p>", "DE", "Hauptstr. 18a/80331/München"),
        ("<p>Postfach 10 18 30, 40009 Düsseldorf</p>", "DE", "Postfach 10 18 30/40009/Düsseldorf"),
        (
            "<p>An der Alten Ziegelei 5, 48157 Münster</p>",
            "DE",
            "An der Alten Ziegelei 5/48157/Münster",
        ),
        (
            "<p>Kaiser-Wilhelm-Str. 18-20 | 20355 Hamburg</p>",
            "DE",
            "Kaiser-Wilhelm-Str. 18-20/20355/Hamburg",
        ),
        (
            "<p>Gewerbepark 18<br>93059 Regensburg<br>Deutschland</p>",
            "DE",
            "Gewerbepark 18/93059/Regensburg",
        ),
        ("<p>Im Dorf 3<br>54298 Igel</p>", "DE", "Im Dorf 3/54298/Igel"),
        (
            "<p>Tallbod GmbH, Lindenstraße 18, 60325 Frankfurt am Main</p>",
            "DE",
            "Lindenstraße 18/60325/Frankfurt am Main",
        ),
        ("<p>Lindenstraße 18 // 10969 Berlin</p>", "DE", "Lindenstraße 18/10969/Berlin"),
        (
            "<p>Unter den Linden 5, 10117 Berlin, Germany</p>",
            "DE",
            "Unter den Linden 5/10117/Berlin",
        ),
        (
            "<p>Mariahilfer Straße 18/3/5, 1070 Wien</p>",
            "AT",
            "Mariahilfer Straße 18/3/5/1070/Wien",
        ),
        ("<p>Hauptplatz 3, A-8010 Graz</p>", "AT", "Hauptplatz 3/8010/Graz"),
        ("<p>Bahnhofstrasse 18, 8001 Zürich</p>", "CH", "Bahnhofstrasse 18/8001/Zürich"),
        ("<p>Rue du Rhône 18, CH-1204 Genève</p>", "CH", "Rue du Rhône 18/1204/Genève"),
        (
            "<p>Keizersgracht 18-H, 1015 CS Amsterdam</p>",
            "NL",
            "Keizersgracht 18-H/1015 CS/Amsterdam",
        ),
        ("<p>Postbus 305, 3500 AH Utrecht</p>", "NL", "Postbus 305/3500 AH/Utrecht"),
        ("<p>Dorpsstraat 18 | 1183 CB | Amstelveen</p>", "NL", "Dorpsstraat 18/1183 CB/Amstelveen"),
        (
            "<p>2e Hugo de Grootstraat 18, 1052 LC Amsterdam</p>",
            "NL",
            "2e Hugo de Grootstraat 18/1052 LC/Amsterdam",
        ),
        ("<p>Kerkstraat 8<br>1017GA AMSTERDAM</p>", "NL", "Kerkstraat 8/1017 GA/AMSTERDAM"),
        (
            "<p>Laan van Meerdervoort 18<br>2517 AK 's-Gravenhage</p>",
            "NL",
            "Laan van Meerdervoort 18/2517 AK/'s-Gravenhage",
        ),
        ("<p>Grote Markt 18, 2000 Antwerpen</p>", "BE", "Grote Markt 18/2000/Antwerpen"),
        ("<p>Rue de la Loi 18, B-1040 Bruxelles</p>", "BE", "Rue de la Loi 18/1040/Bruxelles"),
        ("<p>Meir 3 bus 5, 2000 Antwerpen</p>", "BE", "Meir 3 bus 5/2000/Antwerpen"),
        ("<p>Steenweg op Gent 18, 9300 Aalst, België</p>", "BE", "Steenweg op Gent 18/9300/Aalst"),
        ("<p>18 bis, rue de la Paix - 75002 PARIS</p>", "FR", "18 bis, rue de la Paix/75002/PARIS"),
        ("<p>18, avenue Foch, 69006 Lyon</p>", "FR", "18, avenue Foch/69006/Lyon"),
        ("<p>ZA Les Prés, 35520 La Mézière</p>", "FR", "ZA Les Prés/35520/La Mézière"),
        ("<p>BP 305, 44003 Nantes Cedex 1</p>", "FR", "BP 305/44003/Nantes Cedex 1"),
        (
            "<p>Lieu-dit Le Bourg, 24200 Sarlat-la-Canéda</p>",
            "FR",
            "Lieu-dit Le Bourg/24200/Sarlat-la-Canéda",
        ),
        (
            "<p>12 chemin des Vignes<br>13100 Aix-en-Provence</p>",
            "FR",
            "12 chemin des Vignes/13100/Aix-en-Provence",
        ),
        (
            "<p>SARL Tallbod, 3 place du Marché F-67000 Strasbourg</p>",
            "FR",
            "3 place du Marché/67000/Strasbourg",
        ),
        (
            "<p>Siège social : 18 rue Haute 59 650 Villeneuve d'Ascq</p>",
            "FR",
            "18 rue Haute/59650/Villeneuve d'Ascq",
        ),
    ]);
}

#[test]
fn southern_and_eastern_addresses() {
    check(&[
        ("<p>C/ Mayor, 18, 2º B, 28013 Madrid</p>", "ES", "C/ Mayor, 18/28013/Madrid"),
        (
            "<p>Calle de la Luna 18 – 28004 Madrid (España)</p>",
            "ES",
            "Calle de la Luna 18/28004/Madrid",
        ),
        ("<p>Avda. Diagonal 305, 08013 Barcelona</p>", "ES", "Avda. Diagonal 305/08013/Barcelona"),
        (
            "<p>Pol. Ind. El Pla, nave 3, 08750 Molins de Rei</p>",
            "ES",
            "Pol. Ind. El Pla, nave 3/08750/Molins de Rei",
        ),
        ("<p>Plaza Mayor s/n, 37002 Salamanca</p>", "ES", "Plaza Mayor s/n/37002/Salamanca"),
        (
            "<p>Carrer de Sants nº 18, 08014 Barcelona</p>",
            "ES",
            "Carrer de Sants nº 18/08014/Barcelona",
        ),
        (
            "<p>Paseo de Gracia, 18<br>08007 - Barcelona</p>",
            "ES",
            "Paseo de Gracia, 18/08007/Barcelona",
        ),
        ("<p>Via Garibaldi, 18 - 20121 Milano (MI)</p>", "IT", "Via Garibaldi, 18/20121/Milano"),
        ("<p>Corso Italia 3/A, 10121 Torino</p>", "IT", "Corso Italia 3/A/10121/Torino"),
        ("<p>P.zza Duomo 3 | 50122 Firenze</p>", "IT", "P.zza Duomo 3/50122/Firenze"),
        (
            "<p>Viale dei Mille n. 18, 50131 Firenze, Italia</p>",
            "IT",
            "Viale dei Mille n. 18/50131/Firenze",
        ),
        ("<p>Via Roma snc, 89900 Vibo Valentia</p>", "IT", "Via Roma snc/89900/Vibo Valentia"),
        (
            "<p>Loc. Poggio 18, 53037 San Gimignano (SI)</p>",
            "IT",
            "Loc. Poggio 18/53037/San Gimignano",
        ),
        ("<p>Sede legale: Via Verdi 3 - I-37121 Verona</p>", "IT", "Via Verdi 3/37121/Verona"),
        ("<p>ul. Długa 18/3, 00-238 Warszawa</p>", "PL", "ul. Długa 18/3/00-238/Warszawa"),
        (
            "<p>al. Jerozolimskie 18, 00-024 Warszawa</p>",
            "PL",
            "al. Jerozolimskie 18/00-024/Warszawa",
        ),
        ("<p>os. Centrum 3/5, 31-926 Kraków</p>", "PL", "os. Centrum 3/5/31-926/Kraków"),
        ("<p>Rynek 3<br>50-106 Wrocław</p>", "PL", "Rynek 3/50-106/Wrocław"),
        (
            "<p>Sklep Tallbod, ul. Kwiatowa 18 m. 4, 60-180 Poznań, Polska</p>",
            "PL",
            "ul. Kwiatowa 18 m. 4/60-180/Poznań",
        ),
        ("<p>60-180 Poznań, ul. Kwiatowa 18</p>", "PL", "ul. Kwiatowa 18/60-180/Poznań"),
        ("<p>Pärnu mnt 18, 10141 Tallinn</p>", "EE", "Pärnu mnt 18/10141/Tallinn"),
        ("<p>Brīvības iela 18, Rīga, LV-1010</p>", "LV", "Brīvības iela 18/LV-1010/Rīga"),
        ("<p>Gedimino pr. 18, LT-01103 Vilnius</p>", "LT", "Gedimino pr. 18/LT-01103/Vilnius"),
        ("<p>Rua Augusta 18, 1100-053 Lisboa</p>", "PT", "Rua Augusta 18/1100-053/Lisboa"),
        ("<p>Vinohradská 18, 120 00 Praha 2</p>", "CZ", "Vinohradská 18/120 00/Praha 2"),
    ]);
}

#[test]
fn english_addresses() {
    check(&[
        (
            "<p>Unit 3, Mill Lane Industrial Estate, Leeds, LS11 8QD</p>",
            "GB",
            "Unit 3, Mill Lane Industrial Estate/LS11 8QD/Leeds",
        ),
        (
            "<p>18 High Street, Harrogate, North Yorkshire, HG1 1DB</p>",
            "GB",
            "18 High Street/HG1 1DB/Harrogate",
        ),
        ("<p>The Old Dairy, Church Lane, Bath BA1 5NN</p>", "GB", "Church Lane/BA1 5NN/Bath"),
        ("<p>PO Box 305, Bristol BS1 9QA</p>", "GB", "PO Box 305/BS1 9QA/Bristol"),
        (
            "<p>18 High Street<br>Harrogate<br>North Yorkshire<br>HG1 1DB<br>United Kingdom</p>",
            "GB",
            "18 High Street/HG1 1DB/Harrogate",
        ),
        (
            "<p>Flat 2, 18 Queen's Road, Brighton, BN1 3XA</p>",
            "GB",
            "18 Queen's Road/BN1 3XA/Brighton",
        ),
        (
            "<p>18 Main Street, Naas, Co. Kildare, W91 X2Y3</p>",
            "IE",
            "18 Main Street/W91 X2Y3/Naas",
        ),
        (
            "<p>Unit 3, Docklands Road, Galway H91 AX12</p>",
            "IE",
            "Unit 3, Docklands Road/H91 AX12/Galway",
        ),
        (
            "<p>18 Main St, Suite 300, Austin, TX 78701</p>",
            "US",
            "18 Main St, Suite 300/78701/Austin",
        ),
        (
            "<p>18 Main Street<br>Austin, Texas 78701-1234</p>",
            "US",
            "18 Main Street/78701-1234/Austin",
        ),
        ("<p>P.O. Box 305, Boise, ID 83701</p>", "US", "P.O. Box 305/83701/Boise"),
        (
            "<p>305 W 5th Ave. Apt 3, New York NY 10001</p>",
            "US",
            "305 W 5th Ave. Apt 3/10001/New York",
        ),
        ("<p>18 Elm St.<br>Portland, OR<br>97201</p>", "US", "18 Elm St./97201/Portland"),
        ("<p>18 Elm St., Brewster Ma 02631</p>", "US", "18 Elm St./02631/Brewster"),
        (
            "<p>18 Elm Street • Portland, OR 97201 • (512) 518-3052</p>",
            "US",
            "18 Elm Street/97201/Portland",
        ),
        ("<p>18 Elm Street, Portland, Oregon, USA 97201</p>", "US", "18 Elm Street/97201/Portland"),
        (
            "<div>18 Elm Street</div><div>Portland</div><div>OR</div><div>97201</div>",
            "US",
            "18 Elm Street/97201/Portland",
        ),
        ("<p>18 King St W, Toronto, ON M5H 1A1</p>", "CA", "18 King St W/M5H 1A1/Toronto"),
        (
            "<p>305 rue Sainte-Catherine, Montréal (Québec) H2X 3V4</p>",
            "CA",
            "305 rue Sainte-Catherine/H2X 3V4/Montréal",
        ),
        ("<p>18 George St, Sydney NSW 2000</p>", "AU", "18 George St/2000/Sydney"),
        (
            "<p>Level 3, 18 Collins Street, Melbourne VIC 3000, Australia</p>",
            "AU",
            "18 Collins Street/3000/Melbourne",
        ),
        ("<p>PO Box 305, Fremantle WA 6959</p>", "AU", "PO Box 305/6959/Fremantle"),
        ("<p>18 George Street, Sydney, 2000 NSW</p>", "AU", "18 George Street/2000/Sydney"),
        (
            "<p>Hantverkargatan 18, SE-112 21 Stockholm, Sweden</p>",
            "",
            "Hantverkargatan 18/112 21/Stockholm",
        ),
        (
            "<html lang=en><p>Lindenstraße 18, 10969 Berlin, Germany</p>",
            "",
            "Lindenstraße 18/10969/Berlin",
        ),
        (
            "<html lang=en><p>14 Kasturba Road<br>Bangalore 560 001<br>India</p>",
            "",
            "14 Kasturba Road/560001/Bangalore",
        ),
        (
            "<html lang=en><p>18 Queen Street, Auckland 1010, New Zealand</p>",
            "",
            "18 Queen Street/1010/Auckland",
        ),
        (
            "<html lang=en><p>18 Orchard Road, Singapore 238826</p>",
            "",
            "18 Orchard Road/238826/Singapore",
        ),
        (
            "<html lang=en><p>18 Long Street, Cape Town 8001, South Africa</p>",
            "",
            "18 Long Street/8001/Cape Town",
        ),
    ]);
}

#[test]
fn what_is_no_address_is_left_out() {
    check(&[
        ("<p>Köp 2024 Stol</p>", "NO", ""),
        ("<p>Wir liefern in PLZ 10115 bis 10999 Berlin</p>", "DE", ""),
        ("<p>Modell 4020 Linz Sessel</p>", "AT", ""),
        ("<p>Sedan 1998 Kvalitet</p>", "DK", ""),
        ("<p>Vi er 3000 Medlemmer</p>", "NO", ""),
        ("<p>Musterstraße 1, 12345 Musterstadt</p>", "DE", ""),
        ("<p>Pris från 112 21 Kronor</p>", "SE", ""),
        ("<p>Referencia 28013 Silla</p>", "ES", ""),
        ("<p>Amtsgericht Berlin HRB 18305 Geschäftsführer Otto Lind</p>", "DE", ""),
        ("<p>Art. 6 Abs. 1, 2016 Verordnung</p>", "AT", ""),
    ]);
}

#[test]
fn addresses_stated_for_machines() {
    check(&[
        (
            "<div itemscope itemtype='https://schema.org/PostalAddress'><span itemprop=streetAddress>Nørregade 18</span>\
          <span itemprop=postalCode>8000</span> <span itemprop=addressLocality>Aarhus</span></div>",
            "DK",
            "Nørregade 18/8000/Aarhus",
        ),
        (
            r#"<script type="application/ld+json">{"@type":"OnlineStore","address":[{"@type":"PostalAddress","streetAddress":"Nørregade 18",
          "postalCode":"8000","addressLocality":"Aarhus","addressCountry":"DK"}]}</script>"#,
            "DK",
            "Nørregade 18/8000/Aarhus",
        ),
        (
            r#"<script type="application/ld+json">{"@type":"LocalBusiness","location":{"@type":"Place","address":{"@type":"PostalAddress",
          "streetAddress":"ul. Długa 18","postalCode":"00-238","addressLocality":"Warszawa"}}}</script>"#,
            "PL",
            "ul. Długa 18/00-238/Warszawa",
        ),
    ]);
}
