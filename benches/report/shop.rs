//! A shop of more than a hundred pages: the example shop of `fixtures/`, grown and spoilt.
//!
//! Its cart, checkout and registration are those of the example; lines of goods and
//! products are made here, with pictures that weigh as much as photographs, on every page.
//! Policies are missing, the terms say nothing at length, products lack a price, a maker or a
//! picture and the application tells of another firm, so that a report has much to say.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Where the shop is served.
pub(crate) const ADDRESS: &str = "https://www.glimmerkvist.example/";

/// Lines of goods: the path and the name.
const LINES: [(&str, &str); 12] = [
    ("badborstar", "Badborstar"),
    ("flaskborstar", "Flaskborstar"),
    ("kladborstar", "Klädborstar"),
    ("skoborstar", "Skoborstar"),
    ("ugnsborstar", "Ugnsborstar"),
    ("tradgardskvastar", "Trädgårdskvastar"),
    ("hinkar", "Hinkar"),
    ("golvtrasor", "Golvtrasor"),
    ("diskhanddukar", "Diskhanddukar"),
    ("servetter", "Servetter"),
    ("tvalar", "Tvålar"),
    ("korgar", "Korgar"),
];
/// The products of a line.
const KINDS: [&str; 8] = ["Ask", "Björk", "Ek", "Hassel", "Lind", "Rönn", "Sälg", "Tall"];

/// The page that products are made after, and the words of it that differ.
const PATTERN: &str = "produkt/sopkvast.html";
const NAME: &str = "Sopkvast med långt skaft";
const TEXT: &str = "Bunden för hand av björkris från egna hagar. Skaftet är av ask och slipat \
                    tre gånger. Bra på gårdsplan och i farstu.";
const MAKER: &str = "<h2>Tillverkare och säkerhet</h2>";
/// Pages of the example that this shop does not have.
const MISSING: [&str; 8] = [
    "angerblankett.html",
    "angerratt.html",
    "angra-avtalet.html",
    "integritetspolicy.html",
    "kakor.html",
    "leverans.html",
    "reklamation.html",
    "tillganglighet.html",
];
/// What the application says of another firm.
const OTHER: [(&str, &str); 4] = [
    ("legal-name: Glimmerkvist Handel AB", "legal-name: Glimmerkvist Import AB"),
    ("559998-7319", "559998-7301"),
    ("08-465 004 27", "08-465 004 99"),
    ("Kvistgränd 7", "Bokgränd 12"),
];
/// Large pictures on every page.
const HERO: &str = "main::before { content: url(/bilder/korgar-1.svg) url(/bilder/korgar-2.svg) \
                    url(/bilder/korgar-3.svg) url(/bilder/korgar-4.svg); }\n";
/// Clauses of the terms, none of which says what terms are to say.
const LONG: usize = 60;
const PICTURE: &str = "/bilder/sopkvast.svg";

/// Copies the example into a folder and adds the pages.
pub(crate) fn grow(example: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    copy(example, folder)?;
    let site = folder.join("site");
    let pattern = fs::read_to_string(site.join(PATTERN))?;
    let mut front = String::new();
    for (line, (path, title)) in LINES.into_iter().enumerate() {
        let mut items = String::new();
        for (kind, word) in KINDS.into_iter().enumerate() {
            let number = line * KINDS.len() + kind;
            let slug = format!("{path}-{}", kind + 1);
            let name = format!("{title} {word}");
            fs::write(site.join(format!("bilder/{slug}.svg")), picture(number))?;
            let page = product(&pattern, &slug, &name, number);
            fs::write(site.join(format!("produkt/{slug}.html")), page)?;
            let price = price(number);
            writeln!(
                items,
                "<li class=\"vara\"><a href=\"/produkt/{slug}\"><img src=\"/bilder/{slug}.svg\" \
                 alt=\"{name}\" width=\"240\" height=\"180\"><h3>{name}</h3></a>\
                 <p class=\"pris\"><strong>{price} kr</strong> inkl. moms</p></li>"
            )?;
        }
        let (head, rest) = split(&pattern, "<main>")?;
        let (_, foot) = split(rest, "</main>")?;
        let head = head.replace(NAME, title);
        fs::create_dir(site.join(path))?;
        fs::write(
            site.join(path).join("index.html"),
            format!(
                "{head}<main>\n<h1>{title}</h1>\n<ul class=\"varor\">\n{items}</ul>\n</main>{foot}"
            ),
        )?;
        writeln!(front, "<li><a href=\"/{path}/\">{title}</a></li>")?;
    }
    let menu = format!("<ul>\n{front}</ul></nav>");
    edit(&site.join("index.html"), |page| page.replacen("</nav>", &menu, 1))?;
    spoil(folder, &site)
}

/// Takes away what rules ask for, and makes much of the rest.
fn spoil(folder: &Path, site: &Path) -> Result<(), Box<dyn Error>> {
    for page in MISSING {
        fs::remove_file(site.join(page))?;
    }
    edit(&site.join("stil.css"), |style| style + HERO)?;
    let clauses: String =
        (1..=LONG).map(|n| format!("<h2>{n}. Skötsel</h2><p>{TEXT}</p>")).collect();
    let terms = site.join("kopvillkor.html");
    let page = fs::read_to_string(&terms)?;
    let (head, rest) = split(&page, "<main>")?;
    let (_, foot) = split(rest, "</main>")?;
    fs::write(&terms, format!("{head}<main><h1>Köpvillkor</h1>{clauses}</main>{foot}"))?;
    edit(&folder.join("application.yaml"), |text| {
        OTHER.into_iter().fold(text, |text, (is, said)| text.replace(is, said))
    })
}

fn edit(path: &Path, change: impl FnOnce(String) -> String) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let changed = change(text.clone());
    if changed == text {
        return Err(format!("{} is not what it was", path.display()).into());
    }
    Ok(fs::write(path, changed)?)
}

/// One page of a product; a few of them lack something.
fn product(pattern: &str, slug: &str, name: &str, number: usize) -> String {
    let text = format!("{name} görs i vår verkstad i omgångar om {} stycken. {TEXT}", number + 7);
    let mut page = pattern
        .replace(TEXT, &text)
        .replace(NAME, name)
        .replace(PICTURE, &format!("/bilder/{slug}.svg"))
        .replace("/produkt/sopkvast", &format!("/produkt/{slug}"))
        .replace("GK-103", &format!("GK-{}", number + 300))
        .replace("349", &price(number).to_string());
    if number % 4 == 1 {
        page = page.replace("<strong>", "<span>").replace("</strong> inkl. moms", "</span>");
    }
    if number % 6 == 2 {
        page = page.replace(MAKER, "");
    }
    if number % 8 == 3 {
        page = page.replace("<img ", "<span ");
    }
    page
}

fn price(number: usize) -> usize {
    59 + number * 10
}

/// Noise in colours of its own, which is as heavy as a photograph once it is a picture.
fn picture(number: usize) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"360\">\
         <filter id=\"f\"><feTurbulence type=\"fractalNoise\" baseFrequency=\"0.{:02}\" \
         numOctaves=\"4\" seed=\"{number}\"/></filter>\
         <rect width=\"480\" height=\"360\" filter=\"url(#f)\"/></svg>",
        10 + number % 80
    )
}

fn split<'a>(text: &'a str, at: &str) -> Result<(&'a str, &'a str), String> {
    text.split_once(at).ok_or_else(|| format!("the example has no {at} any more"))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
