//! Every visible price of a page.
//!
//! A number counts as a price when a currency stands beside it (sign, code or
//! word, also in the neighbouring element), when it is written as whole units
//! (`99,-`, `99:-`), or when the markup calls it a price. Against it count a
//! percent sign and marks that also mean something else outside their country.
//! Numbers alone (years, sizes, telephone numbers) are never prices. Former
//! prices, prices per unit, costs of delivery and sums are kept, each with its
//! [`Kind`].

use super::currency::{self, Mark, Setting};
use super::kind::{Kind, Tongue};
use super::number::{self, Number};
use super::place::{Found, end_of_range, kind_of, settle_ordinary};
use crate::extract::document::Attributes;
use crate::extract::structured::{self, Item};
use crate::extract::{Block, Context, Document};
use ego_tree::NodeId;
use scraper::node::Element;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most prices read from one page.
const MAX_PRICES: usize = 3_000;
/// Elements above a number that are asked whether they are a price.
const MAX_ANCESTORS: usize = 4;

/// Class names by which themes of all countries mark a price.
pub(in crate::extract) const PRICE_CLASSES: &[&str] =
    &["price", "pris", "preis", "prix", "precio", "prezzo", "prijs", "cena", "hinta", "amount"];
/// Class names by which themes mark decimals set smaller.
const DECIMAL_CLASSES: &[&str] = &[
    "decimal",
    "decimals",
    "dec",
    "cents",
    "cent",
    "centimes",
    "fraction",
    "fractional",
    "ore",
    "oere",
    "grosz",
    "grosze",
    "sup",
    "superscript",
    "small",
];

/// A price where it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Sighting {
    /// Number of the block in [`Document::blocks`].
    pub(in crate::extract) block: usize,
    /// Its bytes in the block's text.
    pub(in crate::extract) range: Range<usize>,
    /// The element that holds the number.
    pub(in crate::extract) node: NodeId,
    /// As shown, with its currency.
    pub(in crate::extract) text: String,
    /// Decimal text, two decimals or as many as shown.
    pub(in crate::extract) amount: String,
    /// ISO 4217, where it can be told.
    pub(in crate::extract) currency: Option<String>,
    /// What it is the price of.
    pub(in crate::extract) kind: Kind,
    /// Not what is asked now: a former or recommended price, or what is saved.
    pub(in crate::extract) former: bool,
}

/// The currency that the page's structured data names most often.
pub(in crate::extract) fn stated_currency(items: &[Item]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in structured::all(items) {
        for value in item.values("priceCurrency").filter_map(structured::Value::as_text) {
            let code = value.trim().to_ascii_uppercase();
            if currency::is_code(&code) {
                *counts.entry(code).or_default() += 1;
            }
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(code, _)| code)
}

/// The visible prices of a page in reading order, in the currency its
/// structured data states where none is shown.
pub(in crate::extract) fn of<'d>(doc: &'d Document, context: Context<'_>) -> &'d [Sighting] {
    doc.once.prices.get_or_init(|| {
        let stated = stated_currency(structured::items(doc));
        find(doc, context, stated.as_deref())
    })
}

/// The visible prices of a page in reading order.
pub(in crate::extract) fn find(
    doc: &Document,
    context: Context<'_>,
    stated: Option<&str>,
) -> Vec<Sighting> {
    let setting = Setting { language: context.language, country: context.country, stated };
    let tongue = Tongue::of(context.language);
    let mut found = Found { setting, tongue, out: Vec::new(), ordinary: Vec::new(), heading: None };
    for (index, block) in doc.blocks.iter().enumerate() {
        if block.heading.is_some() {
            found.heading = Some((index, None));
        }
        in_block(doc, index, &mut found);
        if found.out.len() >= MAX_PRICES {
            break;
        }
    }
    settle_ordinary(doc, &mut found);
    for sighting in &mut found.out {
        sighting.former = matches!(sighting.kind, Kind::Old | Kind::Saving);
    }
    found.out
}

fn in_block(doc: &Document, index: usize, found: &mut Found<'_>) {
    let Some(block) = doc.blocks.get(index) else { return };
    if !block.text.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    let setting = found.setting;
    let text = with_points(doc, block);
    let numbers = number::scan(&text, None);
    let mut floor = 0;
    let mut unused: Option<&Number> = None;
    for (place, number) in numbers.iter().enumerate() {
        if found.out.len() >= MAX_PRICES {
            break;
        }
        let ceiling = numbers.get(place + 1).map_or(text.len(), |next| next.range.start);
        // A mark between two numbers belongs to the second where that has no other
        // and does not stand in another element.
        let shared = numbers.get(place + 1).is_some_and(|next| {
            let after = text.get(next.range.end..).unwrap_or("").trim_start();
            // The last element that begins before the next number has the widest gap.
            let last = block.spans.partition_point(|(start, _)| *start <= next.range.start);
            let last = last.checked_sub(1).and_then(|last| block.spans.get(last));
            let apart = last.is_some_and(|(start, _)| {
                !text.get(number.range.end..*start).unwrap_or("").trim().is_empty()
            });
            !apart && currency::at_start(after, setting).is_none()
        });
        let reading = (!number.percent)
            .then(|| beside(&text, number, floor..ceiling, shared, setting))
            .flatten()
            .or_else(|| by_itself(doc, index, &text, number, setting));
        let Some((range, code)) = reading else {
            unused = Some(number);
            continue;
        };
        let low = unused.take().filter(|low| opens_range(&text, low, number));
        let low = low.map(|low| (low, low.range.start..range.end));
        let ranged = low.is_some();
        for (number, shown) in low.into_iter().chain([(number, range.clone())]) {
            let before = text.get(floor..shown.start.max(floor)).unwrap_or("");
            let rest = text.get(range.end..).unwrap_or("");
            let last = place + 1 == numbers.len();
            let mut kind = kind_of(doc, index, number, before, rest, last, found);
            let shown_text = text.get(shown.clone()).unwrap_or("").trim();
            if ranged && kind == Kind::Current {
                kind = if shown.start < number.range.start || shown == range {
                    Kind::To
                } else {
                    Kind::From
                };
            } else if kind == Kind::Current {
                kind = end_of_range(&text, index, floor, &shown, number, found).unwrap_or(kind);
            }
            // `€/kg 3,20` has its unit inside.
            if shown_text.contains('/') && kind != Kind::Old && !ranged {
                kind = Kind::Unit;
            }
            found.out.push(Sighting {
                block: index,
                node: block.node_at(number.range.start),
                text: shown_text.to_owned(),
                amount: number.money(),
                currency: code.clone(),
                kind,
                former: false,
                range: shown,
            });
        }
        floor = range.end;
    }
}

/// The text of a block with a point before decimals that are only set smaller
/// (`12<sup>95</sup>`) and a space after decimals that another element follows.
fn with_points(doc: &Document, block: &Block) -> String {
    let mut text = String::with_capacity(block.text.len());
    let mut done = 0;
    for (start, node) in &block.spans {
        let (Some(head), Some(tail)) = (block.text.get(done..*start), block.text.get(*start..))
        else {
            continue;
        };
        text.push_str(head);
        done = *start;
        // `29<sup>€90</sup>`: the sign stands where the point would.
        if let Some((sign, cents)) = signed_cents(tail)
            && is_small(doc, *node)
            && text.trim_end().ends_with(|c: char| c.is_ascii_digit())
        {
            text.truncate(text.trim_end().len());
            text.push('.');
            text.push_str(cents);
            text.push_str(sign);
            done += sign.len() + cents.len();
            continue;
        }
        let digits = tail.bytes().take_while(u8::is_ascii_digit).take(3).count();
        if digits == 0 {
            continue;
        }
        let small = digits == 2 && is_small(doc, *node);
        let whole = text.trim_end_matches(' ');
        if small && whole.ends_with(|c: char| c.is_ascii_digit()) {
            text.truncate(whole.len());
            text.push('.');
        } else if has_cents(&text) {
            text.push(' ');
        }
    }
    text.push_str(block.text.get(done..).unwrap_or(""));
    text
}

/// Whether an element sets decimals smaller.
fn is_small(doc: &Document, node: NodeId) -> bool {
    doc.element(node).is_some_and(|element| {
        matches!(element.value().name(), "sup" | "small")
            || has_class(element.value(), DECIMAL_CLASSES)
    })
}

/// A sign and two digits at the beginning of a text.
fn signed_cents(text: &str) -> Option<(&str, &str)> {
    let length = text.chars().next().filter(|c| matches!(c, '€' | '£' | '$'))?.len_utf8();
    let (sign, rest) = text.split_at(length);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 2).then(|| rest.get(..2)).flatten().map(|cents| (sign, cents))
}

/// Whether a text ends in an amount with its decimals, so that digits of the
/// next element are not part of it.
fn has_cents(text: &str) -> bool {
    let mut tail = text.bytes().rev();
    let mut digit = || tail.next().is_some_and(|b| b.is_ascii_digit());
    digit() && digit() && tail.next().is_some_and(|b| matches!(b, b'.' | b','))
}

/// The currency beside a number, and the bytes of both.
fn beside(
    text: &str,
    number: &Number,
    room: Range<usize>,
    shared: bool,
    setting: Setting<'_>,
) -> Option<(Range<usize>, Option<String>)> {
    let Range { start, end } = number.range;
    let before = text.get(room.start..start)?;
    let minus = before.trim_start().strip_suffix(['-', '−', '–']);
    if minus.is_some_and(|rest| rest.is_empty() || rest.ends_with('(')) {
        return None;
    }
    let held = before.trim_end_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}', ':', '\n']);
    let near = before.len() - held.len() <= 4;
    let held = without_unit(held);
    if near
        && let Some(mark) = currency::at_end(held, setting)
        && !mark.doubtful
    {
        let begin = room.start + held.len() - mark.length;
        return Some((begin..end, mark.code));
    }
    let after = text.get(end..room.end)?;
    let held = after.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}', '\n']);
    let gap = after.len() - held.len();
    let Mark { length, code, doubtful } = currency::at_start(held, setting)?;
    // In `Size 10 €20` the sign belongs to what follows it.
    let next = held.get(length..)?;
    let belongs_on = shared && gap > 0 && next.is_empty();
    if doubtful || gap > 3 || belongs_on {
        return None;
    }
    Some((start..end + gap + length, code))
}

/// A text without the unit of measure at its end: `€/kg`.
fn without_unit(text: &str) -> &str {
    let cut = text.rfind('/').filter(|at| {
        let unit = text.get(at + 1..).unwrap_or("");
        matches!(unit.to_ascii_lowercase().as_str(), "kg" | "l" | "m" | "m2" | "m²" | "mq" | "lt")
    });
    cut.and_then(|at| text.get(..at)).map_or(text, str::trim_end)
}

/// A number that is a price without a currency beside it.
fn by_itself(
    doc: &Document,
    index: usize,
    text: &str,
    number: &Number,
    setting: Setting<'_>,
) -> Option<(Range<usize>, Option<String>)> {
    if number.percent {
        return None;
    }
    let usual = || setting.stated.map(str::to_owned).or(currency::home(setting).map(str::to_owned));
    if number.dash {
        return Some((number.range.clone(), usual()));
    }
    let block = doc.blocks.get(index)?;
    let alone = text.trim().len() == number.range.len();
    if alone && let Some(mark) = neighbour(doc, index, setting) {
        return Some((number.range.clone(), mark.code));
    }
    if number.colon || text.len() > 60 {
        return None;
    }
    let exact = number.amount.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 2);
    let marked = doc.html.tree.get(block.node_at(number.range.start)).is_some_and(|node| {
        std::iter::once(node).chain(node.ancestors()).take(MAX_ANCESTORS).any(|above| {
            above.value().as_element().is_some_and(|element| {
                element.attribute("itemprop") == Some("price")
                    || ((exact || alone) && has_class(element, PRICE_CLASSES))
            })
        })
    });
    marked.then(|| (number.range.clone(), usual()))
}

/// The currency that fills the next or the previous element.
fn neighbour(doc: &Document, index: usize, setting: Setting<'_>) -> Option<Mark> {
    let here = doc.blocks.get(index)?;
    let parent = |block: &Block| doc.html.tree.get(block.node)?.parent().map(|p| p.id());
    [Some(index + 1), index.checked_sub(1)].into_iter().flatten().find_map(|other| {
        let block = doc.blocks.get(other)?;
        let near = parent(block) == parent(here)
            || parent(block) == Some(here.node)
            || parent(here) == Some(block.node);
        let text = block.text.trim();
        if !near || text.len() > 12 {
            return None;
        }
        currency::at_start(text, setting).filter(|mark| mark.length == text.len() && !mark.doubtful)
    })
}

/// Whether a number without a currency is the lower end of the price after it.
fn opens_range(text: &str, low: &Number, high: &Number) -> bool {
    let between = text.get(low.range.end..high.range.start).unwrap_or("").trim();
    let joined = matches!(between, "-" | "–" | "—" | "−" | "/");
    let value = |number: &Number| number.amount.parse::<f64>().unwrap_or(0.0);
    joined && !low.percent && !low.colon && value(low) <= value(high)
}

/// Whether a class name, cut at hyphens, underscores and capitals, is one of these.
pub(in crate::extract) fn has_class(element: &Element, names: &[&str]) -> bool {
    element.classes().any(|class| {
        tokens(class).any(|token| names.iter().any(|name| token.eq_ignore_ascii_case(name)))
    })
}

/// The words of a compound class name or identifier.
fn tokens(class: &str) -> impl Iterator<Item = &str> {
    class.split(['-', '_', ':']).flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let mut previous = true;
            let cut = rest
                .char_indices()
                .find(|(_, c)| {
                    let turn = c.is_uppercase() && !previous;
                    previous = c.is_uppercase();
                    turn
                })
                .map_or(rest.len(), |(at, _)| at);
            let (token, tail) = rest.split_at(cut);
            rest = tail;
            Some(token)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use url::Url;

    fn read(source: &str, country: &str) -> Vec<(String, Option<String>)> {
        sightings(source, country).into_iter().map(|s| (s.amount, s.currency)).collect()
    }

    fn sightings(source: &str, country: &str) -> Vec<Sighting> {
        let doc = Document::parse(source, &Url::parse("https://shop.example/").unwrap());
        let context =
            Context { vocabulary: Vocabulary::built_in(), language: None, country: Some(country) };
        find(&doc, context, None)
    }

    fn amounts(source: &str, country: &str) -> Vec<String> {
        read(source, country).into_iter().map(|(amount, _)| amount).collect()
    }

    #[test]
    fn prices_have_a_currency_beside_them() {
        assert_eq!(
            read("<p>Lampa 1 299 kr, nu 999 kr</p>", "SE"),
            [("1299.00".into(), Some("SEK".into())), ("999.00".into(), Some("SEK".into()))]
        );
        assert_eq!(amounts("<p>€ 10 € 20</p>", "DE"), ["10.00", "20.00"]);
        assert_eq!(amounts("<p>10 € 20 €</p>", "DE"), ["10.00", "20.00"]);
        assert_eq!(amounts("<p>Größe 10 €20</p>", "DE"), ["20.00"]);
        assert_eq!(amounts("<p>2 400 kr1 790 kr</p>", "SE"), ["2400.00", "1790.00"]);
        assert_eq!(amounts("<p><i>1.194 kr.</i><i>8 produkter</i></p>", "DK"), ["1194.00"]);
        assert_eq!(amounts("<p><b>€6.00</b><i>4. Olive</i></p>", "IT"), ["6.00"]);
        assert_eq!(amounts("<p>100–200 kr</p>", "SE"), ["100.00", "200.00"]);
        assert_eq!(amounts("<p>Nu 99:-</p><p>kun 1.299,-</p>", "NO"), ["99.00", "1299.00"]);
    }

    #[test]
    fn prices_split_over_elements_are_joined() {
        assert_eq!(
            read("<div><span>1 299</span><span>kr</span></div>", "NO"),
            [("1299.00".into(), Some("NOK".into()))]
        );
        assert_eq!(
            read("<div><div>1 299</div><div>kr</div></div>", "NO"),
            [("1299.00".into(), Some("NOK".into()))]
        );
        assert_eq!(amounts("<p><b>12</b><sup>95</sup> €</p>", "FI"), ["12.95"]);
    }

    #[test]
    fn markup_may_say_that_a_number_is_a_price() {
        assert_eq!(amounts("<span class='product-price'>12.50</span>", "GB"), ["12.50"]);
        assert_eq!(amounts("<span itemprop=price>12</span>", "GB"), ["12.00"]);
        assert!(amounts("<span class='priceless'>12.50</span>", "GB").is_empty());
    }

    #[test]
    fn other_numbers_are_no_prices() {
        for text in [
            "Ring 08-123 45 67",
            "Org.nr 556123-4567",
            "20 % rabatt",
            "Sedan 1998",
            "Öppet 10:00–18:00",
            "Storlek 38",
            "-50 kr",
            "10 Ft hög",
            "Try ALL 12",
            "1. - 3. Mai",
            "krage 12",
            "3 kronblad",
        ] {
            assert!(amounts(&format!("<p>{text}</p>"), "SE").is_empty(), "{text}");
        }
    }

    #[test]
    fn former_prices_are_marked() {
        let former = |source| sightings(source, "SE").iter().map(|s| s.former).collect::<Vec<_>>();
        assert_eq!(former("<p><del>200 kr</del> <b>150 kr</b></p>"), [true, false]);
        assert_eq!(former("<p>150 kr, ord. pris 200 kr</p>"), [false, true]);
        assert_eq!(former("<p><span class='old-price'>200 kr</span> 150 kr</p>"), [true, false]);
    }

    #[test]
    fn every_price_has_its_kind() {
        let kinds = |source: &str| {
            let all = sightings(source, "DE");
            all.iter().map(|s| (s.amount.clone(), s.kind.name())).collect::<Vec<_>>()
        };
        let one = |source: &str, amount: &str, kind: &'static str| {
            assert_eq!(kinds(source), [(amount.to_owned(), kind)], "{source}");
        };
        one("<p>ab 9,99 €</p>", "9.99", "from");
        one("<p>Grundpreis: 19,80 €/kg</p>", "19.80", "unit");
        one("<p>€/kg 3,20</p>", "3.20", "unit");
        one("<p>Regulärer Preis 49 €</p>", "49.00", "current");
        one("<table><tr><td>Versand</td><td>4,90 €</td></tr></table>", "4.90", "shipping");
        one("<table><tr><td>Summe</td><td>44,90 €</td></tr></table>", "44.90", "total");
        one(
            "<h2>Versand</h2><p>Wir liefern mit der Post.</p><p>Inland: 5 €</p>",
            "5.00",
            "shipping",
        );
        one(
            "<h2>Versand</h2><p>Mit der Post.</p><h2>Töpfe</h2><p>Topf: 5 €</p>",
            "5.00",
            "current",
        );
        one("<p>Sie sparen 10 €</p>", "10.00", "saving");
        one("<p>Ratenzahlung ab 12,50 €</p>", "12.50", "instalment");
        one("<header><a class=minicart href=/c>12,00 €</a></header>", "12.00", "total");
        assert_eq!(
            kinds("<p><span class='regular-price'>8 €</span> <span class=price>6 €</span></p>"),
            [("8.00".to_owned(), "old"), ("6.00".to_owned(), "current")]
        );
        for range in ["<p>10 € – 20 €</p>", "<p>10–20 €</p>"] {
            assert_eq!(
                kinds(range),
                [("10.00".to_owned(), "from"), ("20.00".to_owned(), "to")],
                "{range}"
            );
        }
    }

    #[test]
    fn decimals_set_smaller_belong_to_the_amount() {
        assert_eq!(amounts("<p><b>29</b><sup>€90</sup></p>", "FR"), ["29.90"]);
        assert_eq!(
            amounts("<p class=price><i>64</i><i class=dec>90</i> <i>/st</i></p>", "SE"),
            ["64.90"]
        );
    }

    #[test]
    fn class_names_are_cut_into_words() {
        assert_eq!(tokens("woo-Price-amount").collect::<Vec<_>>(), ["woo", "Price", "amount"]);
        assert_eq!(tokens("productPrice").collect::<Vec<_>>(), ["product", "Price"]);
    }
}
