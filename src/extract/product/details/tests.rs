use crate::extract::testing::Visit;
use crate::facts::{Finding, Reason};
use serde_json::Value;

/// The page of a product in a made-up shop, with its frame.
fn product(name: &str, main: &str) -> String {
    format!(
        "<!doctype html><html lang=sv><title>{name} | Fjellbod</title><header><a href=/>Fjellbod</a>\
         <img src=/logo.png></header><main><h1>{name}</h1><p class=price>149 kr inkl. moms</p>\
         <form method=post action=/cart><button>Köp</button></form>{main}</main>\
         <footer><a href=/>Hem</a><p>Fjellbod säljer varor för vandring i fjällen.</p></footer>"
    )
}

const TEXT: &str = "<p>Kannan är drejad för hand i stengods och rymmer en och en halv liter. \
    Den tål maskindisk och ugn, och locket sluter tätt så att kaffet håller sig varmt länge.</p>";

fn finding(pages: &[(&str, String)]) -> Finding {
    let front =
        "<html lang=sv><title>Fjellbod</title><main><h1>Fjellbod</h1><p>Välkommen.</p></main>";
    let mut all = vec![("/", front)];
    all.extend(pages.iter().map(|(path, html)| (*path, html.as_str())));
    Visit::new(&all).facts().get("products.details").unwrap().finding.clone()
}

fn one(main: &str) -> Value {
    finding(&[("/produkt/kanna", product("Kanna Norr", main))]).value()[0].clone()
}

#[test]
fn the_words_of_the_description_are_counted_without_what_is_others() {
    let item = one(&format!(
        "{TEXT}<h2>Recensioner</h2><p>Jättebra kanna, jag har köpt tre stycken.</p>\
         <h2>Relaterade produkter</h2><ul>\
         <li class=p><a href=/produkt/mugg><h3>Mugg</h3></a><b>89 kr</b><p>En mugg i samma serie.</p></li>\
         <li class=p><a href=/produkt/fat><h3>Fat</h3></a><b>99 kr</b><p>Ett fat i samma serie.</p></li></ul>"
    ));
    assert_eq!(item["name"], "Kanna Norr");
    assert_eq!(item["words"], 30);
    assert_eq!(item["unique"], true);
    let bare = one("");
    assert_eq!((&bare["words"], &bare["unique"]), (&0.into(), &Value::Null));
    let stated = one(
        r#"<div data-x="later"></div><script type="application/ld+json">{"@type":"Product",
        "name":"Kanna Norr","description":"En kanna i stengods med lock som sluter tätt."}</script>"#,
    );
    assert_eq!(stated["words"], 9);
}

#[test]
fn what_stands_on_most_pages_describes_nothing() {
    let frame =
        "<p>Vi skickar alla varor inom två dagar och du har alltid trettio dagars öppet köp.</p>";
    let pages: Vec<(String, String)> = (0..5)
        .map(|n| {
            let own = match n {
                0 => TEXT.to_owned(),
                1 | 2 => "<p>Muggen är drejad för hand i samma stengods som resten av serien och \
                    rymmer tre deciliter.</p>"
                    .to_owned(),
                _ => String::new(),
            };
            (
                format!("/produkt/{n}"),
                product(&format!("Vara nummer {n}"), &format!("{own}{frame}")),
            )
        })
        .collect();
    let pages: Vec<(&str, String)> =
        pages.iter().map(|(path, html)| (path.as_str(), html.clone())).collect();
    let found = finding(&pages);
    assert!(matches!(found, Finding::Present(_)), "five pages are a sample");
    let value = found.value();
    let seen: Vec<(u64, Option<bool>)> = value
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["words"].as_u64().unwrap(), item["unique"].as_bool()))
        .collect();
    assert_eq!(
        seen,
        [(30, Some(true)), (16, Some(false)), (16, Some(false)), (0, None), (0, None)]
    );
}

#[test]
fn few_pages_do_not_tell_frame_and_copies_apart() {
    let delivery = "<p>Vi skickar alla varor inom två dagar, och frakten är fri från femhundra kronor \
        inom hela landet, med spårning hela vägen hem till dig eller till ombudet i närheten av dig.</p>";
    let found = finding(&[
        ("/produkt/kanna", product("Kanna", &format!("{TEXT}{delivery}"))),
        ("/produkt/mugg", product("Mugg", delivery)),
    ]);
    let value = found.value();
    assert_eq!((&value[0]["words"], &value[0]["unique"]), (&30.into(), &true.into()));
    assert_eq!(value[1]["unique"], false);
}

#[test]
fn pictures_of_the_goods_are_told_from_furniture() {
    for (main, expected) in [
        ("<img src=/media/kanna-600x600.jpg><img src=/media/kanna-100x100.jpg>", 1),
        ("<img src=/media/kanna_1.jpg><img src=/media/kanna_2.jpg>", 2),
        ("<img src='data:image/gif;base64,AA' data-src=/media/kanna.jpg>", 1),
        ("<img src=/img/woocommerce-placeholder.png>", 0),
        ("<img src=/img/no-image-large.gif>", 0),
        ("<img src=/img/star.png><img src=/img/icon-truck.svg><img src=/i/visa.png>", 0),
        ("<img src=/media/star-lampa.jpg>", 1),
        ("<img src=/media/kanna.svg width=480 height=360>", 1),
        ("<img src=/media/kanna.svg><img src=/media/lock.svg width=480 height=90>", 0),
        (
            r#"<script type="application/ld+json">{"@type":"Product","name":"Kanna Norr","image":"/kanna.svg"}</script>"#,
            1,
        ),
        ("<img src=/media/x.jpg width=20 height=20>", 0),
        ("<div style=\"background-image:url('/media/kanna.jpg')\"></div>", 1),
        (
            r#"<script type="application/ld+json">{"@type":"Product","name":"Kanna Norr","image":["/a.jpg","/b.jpg"]}</script>"#,
            2,
        ),
        (
            "<h2>Relaterade produkter</h2><ul><li class=p><a href=/produkt/m><img src=/m.jpg><h3>Mugg</h3></a><b>89 kr</b></li>\
             <li class=p><a href=/produkt/f><img src=/f.jpg><h3>Fat</h3></a><b>99 kr</b></li></ul>",
            0,
        ),
    ] {
        assert_eq!(one(main)["pictures"], expected, "{main}");
    }
}

#[test]
fn pictures_that_script_may_draw_are_not_missing() {
    let page =
        product("Kanna Norr", &format!("{TEXT}<div id=gallery></div><script src=/g.js></script>"));
    assert_eq!(finding(&[("/produkt/kanna", page)]), Finding::Unknown(Reason::NeedsJavascript));
}

#[test]
fn the_maker_is_told_by_words_or_by_data() {
    for (main, name, contact) in [
        (
            "<p>Tillverkare: Norrverk AB, Bruksgatan 3, 931 30 Skellefteå</p>",
            "Norrverk AB",
            "Norrverk AB, Bruksgatan 3, 931 30 Skellefteå",
        ),
        (
            "<h2>Tillverkare och säkerhet</h2><p>Tillverkare: Norrverk AB, Bruksgatan 3, \
             931 30 Skellefteå, hej@norrverk.example. Ställ kannan torrt, och håll den borta från \
             små barn.</p>",
            "Norrverk AB",
            "hej@norrverk.example",
        ),
        ("<p>Manufacturer: Northworks, Inc., 5 Mill Street</p>", "Northworks, Inc", ""),
        (
            "<p>Hersteller: Nordwerk GmbH</p><p>Lindenstr. 5, 10115 Berlin</p>",
            "Nordwerk GmbH",
            "Lindenstr. 5, 10115 Berlin",
        ),
        (
            "<dl><dt>Manufacturer</dt><dd>Northworks Ltd</dd></dl><p>info@northworks.example</p>",
            "Northworks Ltd",
            "info@northworks.example",
        ),
        ("<table><tr><th>Valmistaja</th><td>Pohjola Oy</td></tr></table>", "Pohjola Oy", ""),
        (
            "<p><b>Produsent</b> <span>Nordverk AS, www.nordverk.example</span></p>",
            "Nordverk AS",
            "www.nordverk.example",
        ),
        (
            r#"<script type="application/ld+json">{"@type":"Product","name":"Kanna Norr","manufacturer":{"@type":"Organization","name":"Norrverk AB","email":"a@norrverk.example"}}</script>"#,
            "Norrverk AB",
            "a@norrverk.example",
        ),
    ] {
        let item = one(main);
        assert_eq!(item["manufacturer"], name, "{main}");
        assert_eq!(item["manufacturer-contact"].as_str().unwrap_or(""), contact, "{main}");
    }
}

#[test]
fn a_brand_and_a_sentence_name_no_maker() {
    for main in [
        r#"<script type="application/ld+json">{"@type":"Product","name":"Kanna Norr","brand":{"@type":"Brand","name":"Norr"}}</script>"#,
        "<p>Märke: Norr</p>",
        "<p>Tillverkarens garanti gäller i två år.</p>",
        "<p>Manufacturer warranty of two years.</p>",
        "<p>En svensk tillverkare har gjort den.</p>",
        "<h2>Herstellergarantie</h2><p>Zwei Jahre</p>",
    ] {
        assert_eq!(one(main)["manufacturer"], Value::Null, "{main}");
    }
}

#[test]
fn the_number_of_the_article_is_read() {
    for (main, number) in [
        ("<p>Art.nr: KN-1203</p>", "KN-1203"),
        ("<dl><dt>EAN</dt><dd>7350012345678</dd></dl>", "7350012345678"),
        ("<p><span>SKU</span> <b>88-2</b></p>", "88-2"),
        (
            r#"<script type="application/ld+json">{"@type":"Product","name":"Kanna Norr","gtin13":"7350012345678","sku":"K1"}</script>"#,
            "7350012345678",
        ),
    ] {
        assert_eq!(one(main)["identifier"], number, "{main}");
    }
    assert_eq!(one("<p>Art.nr saknas</p><p>Modell: stor</p>")["identifier"], Value::Null);
}

#[test]
fn prices_beside_the_price_are_told() {
    let cut =
        one("<p><del>199 kr</del> <b>149 kr</b></p><p>Lägsta pris senaste 30 dagarna: 159 kr</p>");
    assert_eq!((&cut["price-cut"], &cut["prior-price"]), (&true.into(), &true.into()));
    let plain = one("<p>Jämförpris: 298 kr/kg</p>");
    assert_eq!((&plain["price-cut"], &plain["prior-price"]), (&false.into(), &false.into()));
    assert_eq!(plain["unit-price"], true);
    assert_eq!(one(TEXT)["unit-price"], false);
}

#[test]
fn lists_and_other_pages_are_no_product_pages() {
    let list = "<html lang=sv><title>Kannor</title><main><h1>Kannor</h1><ul>\
        <li class=p><a href=/produkt/k><h3>Kanna</h3></a><b>149 kr</b></li>\
        <li class=p><a href=/produkt/m><h3>Mugg</h3></a><b>89 kr</b></li></ul></main>";
    assert_eq!(finding(&[("/kategori/kannor", list.to_owned())]), Finding::Absent);
}
