//! What the summary beside the last step lists before the order is placed.
//!
//! Items are there when the last step names what was put into the cart; a
//! quantity when a number of pieces stands in it, by a field, by words or in a
//! column of its own; the rest is what was read of the sum. What a frame holds or script draws that was not
//! run is not known, and what was not seen on a step that was drawn whole is not
//! there.

use super::way::Way;
use crate::extract::document::Attributes;
use crate::extract::{Document, Region, Site};
use crate::facts::{Fact, Finding, Reason};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary, fold};
use regex::Regex;
use scraper::ElementRef;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Bytes of folded text kept of a page.
const MAX_TEXT: usize = 60_000;
/// The longest line with a number of pieces, in bytes.
const MAX_LINE: usize = 240;
/// Words of a name by which it is known again.
const NAME_WORDS: usize = 4;
/// Rows of a table, and cells of a row, that are looked at.
const MAX_ROWS: usize = 200;
const MAX_CELLS: usize = 30;
/// The longest head of a column of pieces, in bytes.
const MAX_HEAD: usize = 24;
/// The longest number of pieces, in digits.
const MAX_PIECES: usize = 3;

static QUANTITY: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.details.quantity).map(|phrase| (phrase, ())))
});

/// A number of pieces with the sign of a product.
static TIMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[\s(])\d{1,3}\s?[x×](?:\s|$)|(?:^|[\s(])[x×]\s?\d{1,3}(?:[\s)]|$)").ok()
});

/// What a page on the way shows of a summary.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// Its text, folded.
    text: String,
    /// A number of pieces is shown.
    quantity: bool,
    /// It runs script, which may draw more than was served.
    scripted: bool,
}

/// Looks at one page.
pub(super) fn read(doc: &Document) -> Listed {
    let mut text = String::new();
    let mut quantity = false;
    for (index, block) in doc.blocks.iter().enumerate() {
        // The main heading names the page or the shop.
        let content = matches!(block.region, Region::Main | Region::Aside);
        if !content || block.heading == Some(1) || text.len() > MAX_TEXT {
            continue;
        }
        text.push_str(doc.folded(index).as_str());
        quantity = quantity || (block.text.len() <= MAX_LINE && counts(&block.text));
    }
    let scripted = doc.script_chars > 0 || doc.resources.iter().any(|r| r.kind == "script");
    Listed { text, quantity: quantity || asks(doc) || in_column(doc), scripted }
}

/// Whether a text holds a number of pieces.
fn counts(text: &str) -> bool {
    if TIMES.as_ref().is_some_and(|times| times.is_match(text)) {
        return true;
    }
    let folded = Folded::new(text);
    QUANTITY.find(&folded).any(|hit| {
        let number = |word: Option<&str>| {
            word.is_some_and(|w| w.len() <= MAX_PIECES && w.bytes().all(|b| b.is_ascii_digit()))
        };
        let before = folded.as_str().get(..hit.start).unwrap_or("").split_whitespace().next_back();
        let after = folded.as_str().get(hit.end..).unwrap_or("").split_whitespace().next();
        number(before) || number(after)
    })
}

/// Whether a field holds a number of pieces.
fn asks(doc: &Document) -> bool {
    doc.html.tree.nodes().any(|node| {
        let Some(element) = node.value().as_element() else { return false };
        let named = || {
            [element.attribute("name"), element.id(), element.attribute("aria-label")]
                .into_iter()
                .flatten()
                .any(|name| QUANTITY.matches(&Folded::new(name)))
        };
        match element.name() {
            "input" => {
                let kind = element.attribute("type").unwrap_or("text");
                matches!(kind, "number" | "text" | "tel" | "hidden") && named()
            }
            "select" => named(),
            _ => false,
        }
    })
}

/// Whether a column of a table holds numbers of pieces.
fn in_column(doc: &Document) -> bool {
    let tables = doc.html.tree.nodes().filter(|node| {
        node.value().as_element().is_some_and(|element| element.name() == "table")
            && matches!(doc.region(node.id()), Region::Main | Region::Aside)
    });
    tables.filter_map(ElementRef::wrap).any(|table| {
        let rows = table.descendent_elements().filter(|row| row.value().name() == "tr");
        let mut column = None;
        rows.take(MAX_ROWS).any(|row| {
            let cells = cells(row);
            if let Some(head) = cells.iter().position(|cell| names_quantity(cell)) {
                column = Some(head);
                return false;
            }
            let cell = column.and_then(|column: usize| cells.get(column));
            cell.is_some_and(|text| {
                (1..=MAX_PIECES).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
            })
        })
    })
}

/// The texts of a row, one for each column; a cell over several has its text once.
fn cells(row: ElementRef<'_>) -> Vec<String> {
    let mut cells = Vec::new();
    let all = row.child_elements().filter(|cell| matches!(cell.value().name(), "th" | "td"));
    for cell in all.take(MAX_CELLS) {
        let over = cell.value().attribute("colspan").and_then(|over| over.trim().parse().ok());
        cells.push(cell.text().collect::<String>().trim().to_owned());
        cells.extend((1..over.unwrap_or(1_usize).min(MAX_CELLS)).map(|_| String::new()));
    }
    cells
}

/// Whether the head of a column says that numbers of pieces follow.
fn names_quantity(head: &str) -> bool {
    head.len() <= MAX_HEAD && QUANTITY.matches(&Folded::new(head))
}

/// The fact `checkout.summary`.
pub(super) fn fact(site: &Site<'_>, way: &Way<'_>) -> Fact {
    let last = way.checkout().last().filter(|_| way.reached);
    let Some(stage) = last else { return Fact::unknown(way.reason) };
    let names = names(site);
    let listed = stage.seen.map(|seen| &seen.summary);
    let total = stage.page.forms.iter().find_map(|form| form.total.as_ref());
    let hidden = match listed {
        None => Some(way.reason),
        Some(_) if stage.page.checkout_elsewhere.is_some() => stage.page.checkout_elsewhere,
        Some(listed) if listed.scripted && !stage.page.rendered => Some(Reason::NeedsJavascript),
        Some(_) => None,
    };
    let mut reason = None;
    let mut told = |seen: bool, hidden: Option<Reason>| match hidden {
        Some(why) if !seen => {
            reason = Some(why);
            Value::Null
        }
        _ => Value::Bool(seen),
    };
    let named = listed.is_some_and(|listed| names.iter().any(|name| holds(&listed.text, name)));
    // Without a name nothing can be known again.
    let unnamed = if names.is_empty() { hidden.or(Some(Reason::Ambiguous)) } else { hidden };
    let value = json!({
        "items": told(named, unnamed),
        "quantity": told(listed.is_some_and(|listed| listed.quantity), hidden),
        "shipping": told(total.is_some_and(|total| total.shipping_stated), hidden),
        "vat": told(total.is_some_and(|total| total.vat_stated), hidden),
        "total": told(total.is_some(), hidden),
        "url": stage.page.url,
        "step": if way.walked { Value::from(stage.number) } else { Value::Null },
    });
    let said = total.map_or(stage.page.title.as_str(), |total| total.amount.as_str());
    let evidence = vec![stage.evidence(stage.place(), said)];
    match reason {
        Some(reason) => Fact { finding: Finding::Glimpsed(value, reason), evidence },
        None => Fact::present(value, evidence),
    }
}

/// The names of what was put into the cart, folded.
fn names(site: &Site<'_>) -> Vec<String> {
    let Some((product, carts)) = site.walk.as_ref().and_then(|walked| walked.goods()) else {
        return Vec::new();
    };
    let own = product.shown.product.iter().map(|found| found.value.name.as_str());
    let only = product.products.iter().map(|found| found.value.name.as_str()).take(1);
    let in_cart = carts.iter().flat_map(|cart| cart.products.iter().take(5));
    own.chain(only)
        .chain(in_cart.map(|found| found.value.name.as_str()))
        .map(fold)
        .filter(|name| !name.is_empty())
        .collect()
}

/// Whether a folded text holds the beginning of a name.
fn holds(text: &str, name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').take(NAME_WORDS).collect();
    text.contains(&format!(" {} ", words.join(" ")))
}
