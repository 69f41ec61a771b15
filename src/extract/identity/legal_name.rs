//! The names of the company behind a shop, on one page.
//!
//! Counts as evidence, each for some points: a legal form in the name, the name
//! in structured data, a label before it (*seller:*) or a clause (*you buy from*,
//! *is the data controller*), the brackets of the instructions on withdrawal, an
//! organisation number or address beside it, a copyright sign, the footer, an
//! imprint or contact page, and words it shares with the site's address.
//! Against: carriers, payment and hosting firms, agencies, authorities, and
//! names that stand where such others are spoken of.
//!
//! A name with a legal form needs three points and has one from its form. A name
//! without one ([`plain`](super::plain)) must be stated to be the seller's by a
//! label, a clause or a number; when it is but the name of the site, which
//! stands everywhere, a number or an address must stand beside it, too.

use super::formed::{Forms, form_of};
use super::plain::{self, Plain};
use super::wording;
use crate::extract::contact::around;
use crate::extract::contact::clues::Clues;
use crate::extract::contact::cues::{Cue, Marks, marks_of, own_labels};
use crate::extract::{
    Block, Document, Found, LegalName, PageKind, PageReading, Region, SellerName, SellerPlace,
};
use crate::names;
use crate::vocabulary::fold;
use std::cell::OnceCell;
use std::collections::HashSet;

/// Points a name with a legal form needs.
const ENOUGH: i32 = 3;
/// The most names with a legal form of a page that are weighed.
const MAX_NAMES: usize = 2_000;
/// The most names without one.
const MAX_PLAIN: usize = 200;
/// Names that one label of a page can give to different traders: more are the
/// makers of goods or the sellers on a market place.
const MOST_LABELLED: usize = 3;
/// The longest line that is quoted whole.
const MAX_QUOTED: usize = 400;

/// What a page says of names.
#[derive(Default)]
pub(super) struct Names {
    /// Those that are the seller's as far as the page tells.
    pub(super) legal: Vec<Found<LegalName>>,
    /// The same and others that may be, with what speaks for each.
    pub(super) sellers: Vec<Found<SellerName>>,
    known: HashSet<String>,
    seen: HashSet<(String, SellerPlace, bool, bool)>,
}

impl Names {
    fn add(&mut self, found: Found<SellerName>) {
        let seller = &found.value;
        let key = fold(&seller.name.value);
        if !seller.brand && self.known.insert(key.clone()) {
            self.legal.push(Found {
                value: seller.name.clone(),
                selector: found.selector.clone(),
                excerpt: found.excerpt.clone(),
            });
        }
        if self.seen.insert((key, seller.place, seller.stated, seller.numbered)) {
            self.sellers.push(found);
        }
    }
}

/// Finds the names on a page; the numbers must have been read before.
pub(super) fn find(doc: &Document, clues: &Clues, reading: &PageReading) -> Names {
    let Clues { marks, data, .. } = clues;
    let mut names = Names::default();
    let host = doc.url.host_str().map(own_labels).unwrap_or_default();
    let structured = |name: &str, node| {
        let name = tidy(name);
        let seller =
            SellerName { name: named(name), place: SellerPlace::Data, ..SellerName::default() };
        (!is_placeholder(name)).then(|| Found::at(doc, node, name, seller))
    };
    for datum in &data.legal_names {
        structured(&datum.value, datum.node).into_iter().for_each(|found| names.add(found));
    }
    for datum in data.names.iter().filter(|d| form_of(tidy(&d.value)).is_some()) {
        structured(&datum.value, datum.node).into_iter().for_each(|found| names.add(found));
    }
    // A name with the organisation's number beside it in the same item.
    for datum in &data.names {
        if data.vat_ids.iter().chain(&data.tax_ids).any(|id| id.node == datum.node) {
            structured(&datum.value, datum.node).into_iter().for_each(|found| names.add(found));
        }
    }
    formed(doc, marks, reading, &host, &mut names);
    plain_ones(doc, marks, reading, &host, &mut names);
    names
}

/// The names with a legal form.
fn formed(
    doc: &Document,
    marks: &Marks,
    reading: &PageReading,
    host: &[String],
    names: &mut Names,
) {
    let mut forms = Forms::default();
    let mut weighed = 0;
    let policy = matches!(reading.kind, Some(PageKind::Privacy | PageKind::Cookies));
    let numbered: HashSet<&str> =
        reading.registration_numbers.iter().map(|n| n.selector.as_str()).collect();
    for (index, block) in doc.blocks.iter().enumerate() {
        let mut start = 0;
        let near = OnceCell::new();
        for line in block.text.split('\n') {
            let copyright = OnceCell::new();
            for range in forms.names_in(line) {
                let Some(text) = line.get(range.clone()) else { continue };
                weighed += 1;
                if weighed > MAX_NAMES {
                    return;
                }
                let shown = named(tidy(text));
                let name = shown.value.as_str();
                let place = start + range.start;
                let plain: String = fold(name).chars().filter(|c| *c != ' ').collect();
                let own = host
                    .iter()
                    .any(|label| plain.contains(label.as_str()) || shares_word(name, label));
                let service =
                    marks_of(name).iter().any(|m| matches!(m.cue, Cue::Service | Cue::Authority));
                if is_placeholder(name) || service && !own {
                    continue;
                }
                let said = |cue| matches!(cue, Cue::Name | Cue::Party | Cue::Addressee);
                let label = marks.before(index, place, 25, said)
                    || index > 0 && short_label(doc, marks, index - 1) && range.start == 0;
                let stated = label || is_followed(marks, index, block, start + range.end);
                let copyright = *copyright.get_or_init(|| is_copyright(line));
                let number = *near.get_or_init(|| has_number_near(doc, marks, index));
                let mut points = 1;
                points += if own { 3 } else { 0 };
                points += if stated { 2 } else { 0 };
                points += if copyright { 2 } else { 0 };
                points += if number { 2 } else { 0 };
                points +=
                    i32::from(matches!(reading.kind, Some(PageKind::Contact | PageKind::Imprint)));
                points += i32::from(block.region == Region::Footer);
                points += i32::from(plain::is_supported(doc, marks, index, start + range.end));
                points += i32::from(numbered.contains(doc.selector(block.node).as_str()));
                if !own && marks.is_others(doc, index, place) {
                    points -= 5;
                }
                // A privacy policy opens with the controller; who is said to run
                // something further down are its processors.
                if policy && !own && !copyright && !names.legal.is_empty() {
                    points -= 2;
                }
                if points < ENOUGH {
                    continue;
                }
                let seller = SellerName {
                    stated,
                    numbered: number,
                    own,
                    place: place_of(reading.kind, block, copyright),
                    name: shown,
                    brand: false,
                };
                names.add(Found::at(doc, block.node_at(place), quoted(line, range.start), seller));
            }
            start += line.len() + 1;
        }
    }
}

/// The names without a legal form, where the page has none with one.
fn plain_ones(
    doc: &Document,
    marks: &Marks,
    reading: &PageReading,
    host: &[String],
    names: &mut Names,
) {
    let titles = titles(doc);
    let digits = |value: &str| value.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut numbers: Vec<String> =
        reading.registration_numbers.iter().map(|n| digits(&n.value.value)).collect();
    numbers.extend(reading.vat_numbers.iter().map(|n| digits(&n.value.value)));
    numbers.retain(|number| number.len() >= 3);
    let mut found: Vec<(Plain<'_>, bool)> = Vec::new();
    for index in 0..doc.blocks.len() {
        for one in plain::names(doc, marks, index, reading.kind, &numbers) {
            let brand = wording::is_brand(one.name, host, &titles);
            // One word above a number is the last item of a menu as often.
            let own = wording::is_brand(one.name, host, &[]);
            if one.above && !one.name.contains(' ') && !own {
                continue;
            }
            let service = marks_of(one.name).iter().any(|m| m.cue == Cue::Placeholder);
            if !service && !plain::is_of_others(doc, marks, &one) {
                found.push((one, brand));
            }
        }
        if found.len() >= MAX_PLAIN {
            break;
        }
    }
    // An imprint opens with the one whose it is, and so do other formal pages.
    let formal = matches!(
        reading.kind,
        Some(
            PageKind::Imprint
                | PageKind::Contact
                | PageKind::Terms
                | PageKind::Privacy
                | PageKind::Returns
        )
    );
    if found.is_empty()
        && names.legal.is_empty()
        && formal
        && let Some(one) = plain::placed(doc, marks)
        && !wording::is_brand(one.name, host, &titles)
        && !marks.is_others(doc, one.block, one.at)
    {
        found.push((one, false));
    }
    let labelled: HashSet<String> =
        found.iter().filter(|(p, _)| !p.numbered).map(|(p, _)| fold(p.name)).collect();
    let market = labelled.len() > MOST_LABELLED;
    let formed: Vec<String> = names
        .legal
        .iter()
        .filter(|name| name.value.legal_form.is_some())
        .map(|name| format!(" {} ", fold(&name.value.value)))
        .collect();
    for (one, brand) in found {
        let Some(block) = doc.blocks.get(one.block) else { continue };
        let listed = matches!(reading.kind, Some(PageKind::Product | PageKind::Category));
        let supported = one.numbered || one.supported;
        if !formed.is_empty() && !one.numbered || (market || listed || brand) && !supported {
            continue;
        }
        // A part of a name that is known whole, or that name with more.
        let key = format!(" {} ", fold(one.name));
        if formed.iter().any(|f| f.contains(key.as_str()) || key.contains(f.as_str())) {
            continue;
        }
        let line = block.text.get(one.at..).and_then(|t| t.split('\n').next()).unwrap_or("");
        let seller = SellerName {
            stated: one.stated,
            numbered: one.numbered,
            own: brand,
            place: place_of(reading.kind, block, is_copyright(line)),
            name: named(tidy(one.name)),
            brand: false,
        };
        let node = block.node_at(one.at);
        names.add(Found::at(doc, node, quoted(&block.text, one.at), seller));
    }
    if let Some(found) = plain::brand(doc, host) {
        names.add(found);
    }
}

/// Where a name stands, as far as it tells how much it weighs.
fn place_of(kind: Option<PageKind>, block: &Block, copyright: bool) -> SellerPlace {
    let frame = matches!(block.region, Region::Header | Region::Footer | Region::Nav);
    match kind {
        _ if copyright => SellerPlace::Copyright,
        _ if frame => SellerPlace::Footer,
        Some(PageKind::Terms) => SellerPlace::Terms,
        Some(PageKind::Imprint) => SellerPlace::Imprint,
        Some(PageKind::Contact) => SellerPlace::Contact,
        _ => SellerPlace::Page,
    }
}

/// What the title of the page and the name of the site say, folded.
fn titles(doc: &Document) -> Vec<String> {
    let site = doc.meta.iter().find(|meta| meta.name == "og:site_name");
    let parts = doc.title.split(['|', '–', '—', '·', ':', '»', '«']);
    let parts = parts.flat_map(|part| part.split(" - ")).take(8);
    parts
        .chain(site.map(|meta| meta.content.as_str()))
        .map(fold)
        .filter(|part| !part.is_empty())
        .collect()
}

/// A name and its form; words that only describe a sole trader are set off from
/// the name and left out of it.
pub(super) fn named(name: &str) -> LegalName {
    let Some((form, range)) = form_of(name) else {
        return LegalName { value: name.to_owned(), legal_form: None };
    };
    let legal_form = Some(form.to_owned());
    let (before, after) =
        (name.get(..range.start).unwrap_or(""), name.get(range.end..).unwrap_or(""));
    if names::is_sole_trader(form) {
        let parted = before.trim_end();
        let spelt = name.get(range.clone()).unwrap_or("");
        let words = spelt.contains(' ') || spelt.starts_with(char::is_lowercase);
        if parted.ends_with([',', '–', '—', '-', '(', '·']) {
            return LegalName { value: tidy(parted.trim_end_matches('(')).to_owned(), legal_form };
        }
        if before.is_empty() && words && !after.trim().is_empty() {
            return LegalName { value: tidy(after).to_owned(), legal_form };
        }
    }
    LegalName { value: name.to_owned(), legal_form }
}

pub(super) fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ",;:|–-©®\"“”„«»'".contains(c))
}

fn quoted(text: &str, at: usize) -> &str {
    if text.len() > MAX_QUOTED { around(text, at) } else { text }
}

pub(super) fn is_placeholder(name: &str) -> bool {
    // *Example Ltd* is nobody; *Kettle Company Ltd* may be somebody.
    let stem = form_of(name)
        .map_or(name.len(), |(_, form)| if form.start == 0 { name.len() } else { form.start });
    name.chars().count() < 3
        || marks_of(name).iter().any(|mark| {
            mark.cue == Cue::Placeholder && mark.range.start == 0 && mark.range.end + 1 >= stem
        })
}

/// Whether a word of the name, long enough to mean something, is in the site's
/// address.
fn shares_word(name: &str, label: &str) -> bool {
    fold(name).split(' ').any(|word| word.len() >= 5 && label.contains(word))
}

fn is_copyright(line: &str) -> bool {
    line.contains('©') || line.contains("(c)")
}

/// Whether the clause after a name says that it is the seller's.
fn is_followed(marks: &Marks, index: usize, block: &Block, end: usize) -> bool {
    marks.within(index, end..end + 80).iter().any(|mark| {
        mark.cue == Cue::Follower
            && block.text.get(end..mark.range.start).is_some_and(|gap| !gap.contains(". "))
    })
}

/// Whether a block is but a label for the name that follows.
fn short_label(doc: &Document, marks: &Marks, index: usize) -> bool {
    let Some(block) = doc.blocks.get(index) else { return false };
    marks.block(index).iter().any(|m| m.cue == Cue::Name && m.range.len() * 2 >= block.text.len())
}

/// Whether an organisation number, a VAT number or a box or address label
/// stands in the block or next to it.
fn has_number_near(doc: &Document, marks: &Marks, index: usize) -> bool {
    (index.saturating_sub(1)..=index + 2).any(|i| {
        let short = doc.blocks.get(i).is_some_and(|block| i == index || block.text.len() < 120);
        short
            && marks.block(i).iter().any(|mark| matches!(mark.cue, Cue::Registration(_) | Cue::Vat))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::contact::clues::testing::page;

    fn read(source: &str) -> Vec<String> {
        let (doc, clues) = page(source, None);
        let mut reading = PageReading::default();
        super::super::registration::read(&doc, &clues, &mut reading);
        find(&doc, &clues, &reading).legal.into_iter().map(|f| f.value.value).collect()
    }

    #[test]
    fn the_sellers_name_is_found() {
        let cases = [
            ("<footer>© 2026 Tallbod Handel AB. Alla rättigheter</footer>", "Tallbod Handel AB"),
            ("<p>Avtalet ingås med Nordkap Form AB, org.nr 556016-0680.</p>", "Nordkap Form AB"),
            ("<p>Nordkap Form AB<br>Org.nr 556016-0680</p>", "Nordkap Form AB"),
            (
                "<p>Seller: Blue Kettle &amp; Sons Ltd, company number 01234567</p>",
                "Blue Kettle & Sons Ltd",
            ),
            ("<p>Innehavare: Maja Ek</p>", "Maja Ek"),
            ("<p>Maja Ek Keramik</p><p>Org.nr: 556016-0680</p>", "Maja Ek Keramik"),
            ("<p>Tallbod Sp. z o.o., NIP 7792308495</p>", "Tallbod Sp. z o.o."),
            (
                "<script type='application/ld+json'>{\"@type\":\"Organization\",\"legalName\":\"Nordkap AB\"}</script>",
                "Nordkap AB",
            ),
        ];
        for (source, name) in cases {
            assert_eq!(read(source), [name], "{source}");
        }
    }

    #[test]
    fn other_firms_are_not_the_seller() {
        for source in [
            "<p>Betalning sker via Klarna Bank AB.</p>",
            "<p>Webbdesign av Ljusa Idéer AB</p>",
            "<p>Vi säljer produkter från Stora Bruket AB.</p>",
            "<p>The same as before.</p>",
        ] {
            assert_eq!(read(source), [] as [&str; 0], "{source}");
        }
    }

    #[test]
    fn what_only_describes_a_sole_trader_is_no_part_of_the_name() {
        assert_eq!(named("Clara Vasseur – Entrepreneur individuel").value, "Clara Vasseur");
        assert_eq!(named("Enskild firma Maja Ek").value, "Maja Ek");
        assert_eq!(named("Tmi Kaisa Lehto").value, "Tmi Kaisa Lehto");
        assert_eq!(named("Clara Vasseur EI").value, "Clara Vasseur EI");
        assert_eq!(named("La Ruche Dorée, SAS").value, "La Ruche Dorée, SAS");
    }
}
