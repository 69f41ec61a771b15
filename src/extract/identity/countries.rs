//! The countries that the site says the business is in.
//!
//! Evidence: the name of a country beside an address of the business, beside its
//! register or VAT number, or behind its name; on the line below an address; or
//! the sign of the country before the postal code (`SE-111 22`). A country that
//! only the dialling code, the ending of the domain or the form of an address
//! tells is not stated. Lists of countries, choices in forms, links, and texts
//! about delivery say where goods go; product pages speak of others, and so do
//! privacy policies where they do not name the shop's company.

use crate::extract::contact::clues::Clues;
use crate::extract::contact::cues::{Cue, Mark};
use crate::extract::document::Attributes;
use crate::extract::{Block, CountryStated, Document, Found, PageKind, PageReading, Region, Site};
use crate::facts::{Evidence, Fact, FactSet, Finding, Reason};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary, fold};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Bytes before a country's name in which what it belongs to stands.
const BEFORE: usize = 220;
/// Bytes behind it.
const BEHIND: usize = 120;
/// Blocks above a line that is only a country's name.
const ABOVE: usize = 4;
/// Letters beside the name on a line that is only a country's name.
const LABEL: usize = 9;
/// Bytes beside a company's name on a line of an address.
const LINE: usize = 40;
/// Countries kept.
const MAX_ITEMS: usize = 60;

static DELIVERY: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.prices.shipping).map(|phrase| (phrase, ())))
});

/// Reads one page.
pub(super) fn read(doc: &Document, clues: &Clues, reading: &mut PageReading) {
    // What the frame says stands on the front page as well.
    if matches!(reading.kind, Some(PageKind::Product | PageKind::Category)) {
        return;
    }
    // Policies on personal data name many firms, each with its country.
    let of_others = matches!(reading.kind, Some(PageKind::Privacy | PageKind::Cookies));
    let mut found: Vec<Found<CountryStated>> = Vec::new();
    let mut add = |block: &Block, country: &str, excerpt: &str, name: Option<String>| {
        let footer = block.region == Region::Footer;
        let same =
            |f: &Found<CountryStated>| f.value.country == country && f.value.footer == footer;
        if let Some(known) = found.iter_mut().find(|f| same(f)) {
            // What stands for itself needs no name.
            if name.is_none() {
                known.value.name = None;
            }
        } else if found.len() < MAX_ITEMS {
            let value = CountryStated { country: country.to_owned(), footer, name };
            found.push(Found::at(doc, block.node, excerpt, value));
        }
    };
    for (index, block) in doc.blocks.iter().enumerate() {
        for address in &reading.addresses {
            if let Some(country) = signed(&block.text, address).filter(|_| !of_others) {
                add(block, country, &address.value.text, None);
            }
        }
        let countries = clues.marks.block(index).iter().filter_map(|mark| match mark.cue {
            Cue::Country(country) => Some((country, mark)),
            _ => None,
        });
        for (country, mark) in countries.take(10) {
            if block.link.is_some() || is_choice(doc, block) {
                break;
            }
            if let Some((excerpt, name)) = stated(doc, clues, reading, (index, mark)) {
                let name = name.or_else(|| company(excerpt, reading).filter(|_| of_others));
                if of_others && name.is_none() {
                    continue;
                }
                add(block, country, excerpt, name.map(str::to_owned));
            }
        }
    }
    reading.shown.countries = found;
}

/// The words by which a cue says where the business is, with the company that is
/// all that says it is the business.
fn stated<'a>(
    doc: &'a Document,
    clues: &Clues,
    reading: &'a PageReading,
    (index, mark): (usize, &Mark),
) -> Option<(&'a str, Option<&'a str>)> {
    let block = doc.blocks.get(index)?;
    let marks = clues.marks.block(index);
    if several(marks, mark)
        || !is_set_apart(&block.text, marks, mark)
        || in_name(&block.text, mark, reading)
    {
        return None;
    }
    let passage = around(&block.text, mark);
    if is_of_business(passage, reading) {
        let goods = DELIVERY.matches(&Folded::new(passage));
        return (!goods).then_some((passage, None));
    }
    if let Some(name) = company(passage, reading) {
        let country = block.text.get(mark.range.clone()).unwrap_or("");
        return is_behind(passage, name, country).then_some((passage, Some(name)));
    }
    // A line of its own, below those of an address, and in no list of countries.
    let alone = |at: usize| {
        let marks = clues.marks.block(at).iter();
        let mut countries = marks.filter(|mark| matches!(mark.cue, Cue::Country(_)));
        let text = doc.blocks.get(at).map_or("", |block| block.text.as_str());
        countries.any(|mark| is_alone(text, mark))
    };
    if !alone(index) || alone(index + 1) || index.checked_sub(1).is_some_and(alone) {
        return None;
    }
    let above = (1..=ABOVE).map_while(|up| doc.blocks.get(index.checked_sub(up)?));
    let above = above.take_while(|above| above.region == block.region);
    let texts: Vec<&str> = above.map(|above| above.text.as_str()).collect();
    if texts.iter().any(|text| is_of_business(text, reading)) {
        return Some((&block.text, None));
    }
    let named = |text: &&str| company(text, reading).filter(|name| text.len() < name.len() + LINE);
    texts.iter().find_map(named).map(|name| (block.text.as_str(), Some(name)))
}

/// The country whose sign stands before the code of an address in a text.
fn signed<'a>(text: &str, address: &'a Found<crate::extract::PostalAddress>) -> Option<&'a str> {
    let country = address.value.country.as_deref()?;
    let code = address.value.postal_code.as_deref()?;
    let digits = code.get(..code.len().min(3))?;
    let at = text.find(&format!("{country}-{digits}"))?;
    let before = text.get(..at)?.chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric()).then_some(country)
}

/// Whether a country's name is one by itself, and no part of a host, a street, or
/// what a business is called.
fn is_set_apart(text: &str, marks: &[Mark], mark: &Mark) -> bool {
    let before = text.get(..mark.range.start).unwrap_or("");
    let after = text.get(mark.range.end..).unwrap_or("");
    let open =
        |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '|' | '/' | '·' | '–' | ':' | '•');
    let whole = before.chars().next_back().is_none_or(open)
        && match after.strip_prefix('.') {
            Some(rest) => rest.chars().next().is_none_or(char::is_whitespace),
            None => after.chars().next().is_none_or(|c| open(c) || matches!(c, ')' | ';')),
        };
    let street = marks.iter().any(|other| {
        let gap = text.get(mark.range.end..other.range.start).unwrap_or("-");
        other.cue == Cue::Street && other.range.start >= mark.range.end && gap.trim().is_empty()
    });
    let line = before.rsplit(['\n', '|']).next().unwrap_or("");
    let rest = after.split(['\n', '|']).next().unwrap_or("");
    let placed = if line.trim().is_empty() {
        // What begins a line and goes on is called after a country.
        !rest.trim_start().starts_with(char::is_alphabetic)
    } else {
        // Behind a town there is a number in the line, else a sign between.
        let last = line.trim_end_matches([' ', '\u{a0}']).chars().next_back();
        let apart = last.is_none_or(|c| !c.is_alphabetic());
        let word = line.split_whitespace().next_back().unwrap_or("");
        let named = word.starts_with(char::is_uppercase);
        apart || !named || line.bytes().any(|b| b.is_ascii_digit())
    };
    // In brackets within a name: *Skills (UK) Ltd*.
    let bracketed = before.ends_with('(')
        && after.strip_prefix(") ").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    whole && !street && placed && !bracketed
}

/// Whether a text names a company with the country in its name.
fn in_name(text: &str, mark: &Mark, reading: &PageReading) -> bool {
    reading.legal_names.iter().map(|found| found.value.value.as_str()).any(|name| {
        !name.is_empty()
            && text
                .match_indices(name)
                .any(|(at, _)| at <= mark.range.start && mark.range.end <= at + name.len())
    })
}

/// The text around a cue.
fn around<'a>(text: &'a str, mark: &Mark) -> &'a str {
    let mut from = mark.range.start.saturating_sub(BEFORE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = mark.range.end.saturating_add(BEHIND).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(from..to).unwrap_or(text)
}

/// Whether a cue stands among several countries.
fn several(marks: &[Mark], mark: &Mark) -> bool {
    let near = |other: &Mark| other.range.start.abs_diff(mark.range.start) <= BEFORE;
    let mut countries: Vec<&str> = marks
        .iter()
        .filter(|other| near(other))
        .filter_map(|other| match other.cue {
            Cue::Country(country) => Some(country),
            _ => None,
        })
        .collect();
    countries.sort_unstable();
    countries.dedup();
    countries.len() > 1
}

/// Whether a text is a country's name and hardly more.
fn is_alone(text: &str, mark: &Mark) -> bool {
    let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count();
    letters(text) <= letters(text.get(mark.range.clone()).unwrap_or("")) + LABEL && text.len() < 60
}

/// Whether a text holds an address or a number of the business.
fn is_of_business(text: &str, reading: &PageReading) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let holds = |number: &str| {
        let number: String = number.chars().filter(char::is_ascii_digit).collect();
        number.len() >= 6 && digits.contains(&number)
    };
    let address = reading.addresses.iter().any(|found| {
        let code = found.value.postal_code.as_deref().unwrap_or("");
        let code: String = code.chars().filter(char::is_ascii_digit).collect();
        let street = found.value.street.as_deref().unwrap_or("");
        let city = found.value.city.as_deref().unwrap_or("");
        (code.len() >= 4 && digits.contains(&code) && (city.is_empty() || text.contains(city)))
            || (!street.is_empty() && text.contains(street))
    });
    address
        || reading.registration_numbers.iter().any(|found| holds(&found.value.value))
        || reading.vat_numbers.iter().any(|found| holds(&found.value.value))
}

/// The company that a text names.
fn company<'a>(text: &str, reading: &'a PageReading) -> Option<&'a str> {
    let names = reading.legal_names.iter().map(|found| found.value.value.as_str());
    names.filter(|name| !name.is_empty()).find(|name| text.contains(*name))
}

/// Whether a country stands behind a name and apart from it, as in an address.
fn is_behind(text: &str, name: &str, country: &str) -> bool {
    let Some((_, rest)) = text.split_once(name) else { return false };
    let Some((between, _)) = rest.split_once(country) else { return false };
    let words = between.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
    let apart = between.trim_start().starts_with([',', '\n', '(', '|', '·', '•', '-', '–', '/'])
        || between.starts_with('\n');
    apart && words <= 5 && between.len() <= 90 && !between.contains(". ")
}

/// Whether a text is one of the choices of a form or stands in navigation.
fn is_choice(doc: &Document, block: &Block) -> bool {
    block.region == Region::Nav
        || doc.html.tree.get(block.node).is_some_and(|node| {
            std::iter::once(node).chain(node.ancestors()).take(8).any(|above| {
                above.value().as_element().is_some_and(|element| {
                    matches!(element.name(), "select" | "option" | "label" | "button" | "datalist")
                        || matches!(element.attribute("role"), Some("option" | "listbox" | "menu"))
                })
            })
        })
}

/// The fact `identity.countries`; who the seller is has been stated before.
pub(super) fn fact(site: &Site<'_>, set: &FactSet, coverage: Result<(), Reason>) -> Fact {
    let names = company_names(site, set);
    let mut values: Vec<Value> = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for page in site.pages.iter().filter(|page| !page.soft_404) {
        for found in &page.shown.countries {
            let own = found.value.name.as_deref().is_none_or(|name| names.contains(&fold(name)));
            let place = match page.kind {
                _ if found.value.footer => "footer",
                Some(PageKind::Contact) => "contact",
                Some(PageKind::Imprint) => "imprint",
                Some(PageKind::Terms) => "terms",
                _ => "page",
            };
            let known = values.iter().any(|value| {
                value["country"] == found.value.country.as_str() && value["where"] == place
            });
            if own && !known && values.len() < MAX_ITEMS {
                evidence.push(Evidence { item: Some(values.len()), ..page.evidence(found) });
                values.push(json!({
                    "country": found.value.country,
                    "text": crate::facts::shorten(&found.excerpt),
                    "url": page.url,
                    "where": place,
                }));
            }
        }
    }
    Fact::list(&values, evidence, coverage)
}

/// The names of the shop's company: the seller's, the declared one, and the only
/// one where there is no other.
fn company_names(site: &Site<'_>, set: &FactSet) -> Vec<String> {
    let seller = set.get("identity.seller").map(|fact| fact.finding.value());
    let seller = seller.as_ref().and_then(|seller| seller["name"].as_str().map(fold));
    let declared = site.application.and_then(|a| a.legal_name.as_deref()).map(fold);
    let all = set.get("identity.legal-names").map(|fact| &fact.finding);
    let only = match all {
        Some(Finding::Present(Value::Array(items)) | Finding::Partial(items, _))
            if items.len() == 1 =>
        {
            items.first().and_then(|item| item["value"].as_str()).map(fold)
        }
        _ => None,
    };
    seller.into_iter().chain(declared).chain(only).collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Visit;
    use crate::facts::Finding;

    fn finding(pages: &[(&str, &str)]) -> Finding {
        Visit::new(pages).facts().get("identity.countries").unwrap().finding.clone()
    }

    fn of(body: &str) -> Vec<String> {
        let page = format!(
            "<html lang=sv><title>Boden</title><main><h1>Boden</h1><p>Varor för fjället.</p>{body}"
        );
        let value = finding(&[("/", &page)]).value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|i| format!("{} {}", i["country"], i["where"]).replace('"', "")).collect()
    }

    #[test]
    fn a_country_beside_address_number_or_name_is_stated() {
        for (body, expected) in [
            (
                "</main><footer><p>Fjellbod AB, Storgatan 12, 111 22 Stockholm, Sverige</p></footer>",
                "SE footer",
            ),
            (
                "</main><footer><p>Fjellbod AB<br>Storgatan 12<br>111 22 Stockholm<br>Sweden</p></footer>",
                "SE footer",
            ),
            (
                "</main><footer><div>Fjellbod AB</div><div>Storgatan 12</div><div>111 22 Stockholm</div><div>Sverige</div></footer>",
                "SE footer",
            ),
            ("<p>Storgatan 12, SE-111 22 Stockholm</p></main>", "SE page"),
            ("<p>Fjellbod AB, org.nr 556016-0680, registrerat i Sverige.</p></main>", "SE page"),
            ("</main><footer><p>© 2026 Fjellbod AB, Sverige</p></footer>", "SE footer"),
            (
                "</main><footer><p>Fjellbod AS · Fjellveien 3 · 0580 Oslo · Norge</p></footer>",
                "NO footer",
            ),
        ] {
            assert_eq!(of(body), [expected], "{body}");
        }
    }

    #[test]
    fn where_goods_go_is_not_where_the_business_is() {
        for body in [
            "<p>Fjellbod AB levererar till hela Sverige.</p></main>",
            "<p>Fjellbod AB levererar till Sverige, Norge och Danmark.</p></main>",
            "<form><label>Land<select><option>Sverige<option>Norge</select></label></form></main>",
            "</main><footer><p>Fjellbod AB, Storgatan 12, 111 22 Stockholm</p><a href=/no>Norge</a></footer>",
            "<p>Storgatan 12, 111 22 Stockholm. Tel +46 8 505 218 30</p></main>",
            "<p>Filtar från Norge</p><p>Tillverkade i Portugal</p></main>",
            "</main><footer><p>Fjellbod AB, Storgatan 12, 111 22 Stockholm</p><ul><li>Sverige<li>Norge<li>Danmark</ul></footer>",
            "<p>Storgatan 12, 111 22 Stockholm. Frakt till Norge kostar 99 kr.</p></main>",
            "<p>Storgatan 12, 111 22 Stockholm, kund@fjellbod.co.uk</p></main>",
            "<p>Sverige Fjällbod<br>Storgatan 12, 111 22 Stockholm</p></main>",
            "</main><footer><p>Fjellbod Sverige AB | Storgatan 12, 111 22 Stockholm</p></footer>",
            "</main><footer><p>© 2026 Fjellbod (UK) Ltd, Storgatan 12, 111 22 Stockholm</p></footer>",
            "<p>Fjellbod AB, 3 Mexico Street, 111 22 Stockholm</p></main>",
        ] {
            assert_eq!(of(body), [] as [&str; 0], "{body}");
        }
    }

    #[test]
    fn pages_about_others_do_not_count() {
        let front = "<html lang=sv><title>Boden</title><main><h1>Boden</h1><p>Varor.</p></main>";
        let privacy = "<html lang=sv><title>Integritetspolicy</title><main><h1>Integritetspolicy</h1>\
            <p>Vi behandlar personuppgifter. Annanfirma GmbH, Lindenstr. 5, 10115 Berlin, Tyskland</p></main>";
        assert_eq!(
            finding(&[("/", front), ("/integritetspolicy", privacy)]).value(),
            serde_json::Value::Null
        );
    }
}
