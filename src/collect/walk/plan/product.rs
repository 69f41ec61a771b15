//! Which product is taken, and how it comes into the cart.
//!
//! Evidence that a page sells something: a control that says that it puts
//! something into the cart, a product with a price that is not told on request.
//! Simple products are tried first. The control nearest after the main heading is
//! that of the page's own product; those before and behind belong to others.

use super::page::{Control, Page, Sort, is_own};
use super::words::Word;
use super::{Move, Plan, end, options, press};
use crate::extract::form::button::{self, Action};
use crate::extract::{Context, PageKind, form::OpenForm, pages::link_kind, text_of};
use crate::facts::Reason;
use crate::snapshot::{Purpose, Snapshot, StepAction};
use crate::vocabulary::Vocabulary;
use std::collections::HashSet;
use url::Url;

/// Most pages read for products.
const MAX_READ: usize = 40;
/// What nobody sells anything on. A product may be called after a basket.
const POLICIES: &[PageKind] = &[
    PageKind::Terms,
    PageKind::Privacy,
    PageKind::Cookies,
    PageKind::Returns,
    PageKind::Delivery,
    PageKind::Complaints,
    PageKind::Contact,
    PageKind::About,
    PageKind::Imprint,
];
/// Most candidates kept.
const MAX_KEPT: usize = 8;
/// A candidate with this many points need not be looked for further.
const GOOD: i32 = 9;

/// A page on which something may be put into the cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collect::walk) struct Candidate {
    /// Its address.
    pub(in crate::collect::walk) url: Url,
    /// The name of the product.
    pub(in crate::collect::walk) name: String,
    /// How much speaks for it.
    points: i32,
}

/// What the pages that the crawl read show of the way.
#[derive(Debug, Default)]
pub(in crate::collect::walk) struct Found {
    /// The products to try, best first.
    pub(in crate::collect::walk) candidates: Vec<Candidate>,
    /// Where the cart is, where a page links to it.
    pub(in crate::collect::walk) cart: Option<Url>,
    /// BCP 47 tag of the shop's language.
    pub(in crate::collect::walk) language: Option<String>,
    /// A page shows nothing without its scripts.
    pub(in crate::collect::walk) shell: bool,
}

/// Looks for products in the pages that the crawl read.
pub(in crate::collect::walk) fn candidates(
    snapshot: &Snapshot,
    context: Context<'_>,
    own: &[String],
    draws: bool,
) -> Found {
    let mut found: Vec<Candidate> = Vec::new();
    let mut seen = Found::default();
    let mut known: HashSet<String> = HashSet::new();
    let mut pages: Vec<(bool, Url, &crate::snapshot::Exchange)> = snapshot
        .exchanges
        .iter()
        .filter(|exchange| exchange.purpose == Purpose::Page)
        .filter_map(|exchange| {
            let answer = exchange.answer()?;
            let fine = answer.status == 200 && answer.wall.is_none() && answer.is_html();
            let url = Url::parse(&exchange.url).ok().filter(|_| fine)?;
            let text = exchange.link_text.as_deref().unwrap_or("");
            let kind = link_kind(text, &url, Vocabulary::built_in());
            let sells = !kind.is_some_and(|kind| POLICIES.contains(&kind));
            sells.then_some((kind != Some(PageKind::Product), url, exchange))
        })
        .collect();
    // Pages that promise a product come first, then those near the front page. The order
    // in which pages came in is chance: two visits are to take the same product.
    pages.sort_by(|(other, url, exchange), (other2, url2, exchange2)| {
        (other, exchange.clicks, url.as_str()).cmp(&(other2, exchange2.clicks, url2.as_str()))
    });
    let mut beyond: Vec<Candidate> = Vec::new();
    for (_, url, exchange) in pages.into_iter().take(MAX_READ) {
        let html = match (&exchange.view, exchange.answer()) {
            (Some(view), _) => String::from_utf8_lossy(&view.html).into_owned(),
            (None, Some(answer)) => text_of(answer),
            (None, None) => continue,
        };
        let page = Page::parse(&html, &url, context);
        if seen.cart.is_none() {
            seen.cart = super::cart::address(&page, own);
        }
        seen.shell |= page.reading.script_shell;
        if seen.language.is_none() {
            seen.language.clone_from(&page.reading.language);
        }
        if let Some(candidate) = candidate(&page, draws)
            && known.insert(candidate.url.to_string())
        {
            found.push(candidate);
        }
        for product in page.reading.products.iter().map(|found| &found.value) {
            if let Ok(at) = Url::parse(&product.url)
                && at != url
                && product.price.is_some()
                && is_own(&at, own)
                && beyond.len() < MAX_KEPT
            {
                beyond.push(Candidate { url: at, name: product.name.clone(), points: 1 });
            }
        }
        if found.iter().filter(|candidate| candidate.points >= GOOD).count() >= super::MAX_PRODUCTS
        {
            break;
        }
    }
    // Pages that were only heard of come last, without their fragments.
    for mut candidate in beyond {
        candidate.url.set_fragment(None);
        if known.insert(candidate.url.to_string()) {
            found.push(candidate);
        }
    }
    found.sort_by_key(|candidate| -candidate.points);
    found.truncate(MAX_KEPT);
    Found { candidates: found, ..seen }
}

/// The page as a candidate, where something speaks for it.
fn candidate(page: &Page, draws: bool) -> Option<Candidate> {
    if page.reading.soft_404 {
        return None;
    }
    let here = page.url.as_str().split(['?', '#']).next().unwrap_or("");
    let own = page.reading.products.iter().map(|found| &found.value);
    let own = own.clone().find(|product| product.url.split(['?', '#']).next() == Some(here));
    let control = add_control(page, draws, |_| false);
    let mut points = 0;
    if let Some(product) = own {
        points += match (&product.price, product.price_kind) {
            (_, Some("on-request")) => return None,
            (Some(_), _) => 3,
            (None, _) => 1,
        };
    }
    match control {
        Some(control) => {
            points += 3;
            points += match control.sort {
                Sort::Submit | Sort::Link(_) => 2,
                Sort::Script => i32::from(draws),
            };
            let form = control.form.and_then(|node| page.form(node));
            points += if needs_choice(page, form) { 0 } else { 2 };
        }
        // What keeps a product from being sold is seen on its page.
        None if page.kind() == Some(PageKind::Product) => {}
        None if own.is_some() && is_sold_out(page) => {}
        None if page.url.path() != "/" && page.says(Word::Closed) => {}
        None => return None,
    }
    if page.kind() == Some(PageKind::Product) {
        points += 1;
    }
    if is_sold_out(page) {
        points -= 5;
    }
    let heading = page.doc.blocks.iter().find(|block| block.heading == Some(1));
    let name = own.map(|product| product.name.clone());
    let name = name.or_else(|| heading.map(|block| block.text.clone()));
    Some(Candidate {
        url: page.url.clone(),
        name: name.unwrap_or_else(|| page.doc.title.clone()).chars().take(120).collect(),
        points,
    })
}

/// How much speaks for a page, for the tests.
#[cfg(test)]
pub(super) fn points(page: &Page, draws: bool) -> Option<i32> {
    candidate(page, draws).map(|candidate| candidate.points)
}

/// Whether something has to be chosen before the form can be sent.
fn needs_choice(page: &Page, form: Option<&OpenForm>) -> bool {
    form.is_some_and(|form| {
        form.fields.iter().any(|field| match field.kind.as_str() {
            "select" => options::is_open_list(page, field.node),
            "radio" => {
                let mut group = form.fields.iter().filter(|f| f.name == field.name);
                !group.any(|f| page.is_ticked(f.node))
            }
            "number" | "hidden" => false,
            _ => field.required && page.holds(field).is_empty(),
        })
    })
}

/// Whether the page says near its product that it cannot be had.
fn is_sold_out(page: &Page) -> bool {
    let stated = |word: &str| page.doc.data_scripts.iter().any(|script| script.text.contains(word));
    let data = (stated("OutOfStock") || stated("SoldOut")) && !stated("InStock");
    data || near_product(page)
}

/// A message close to the main heading that the product is sold out.
fn near_product(page: &Page) -> bool {
    let heading = page.doc.blocks.iter().position(|block| block.heading == Some(1)).unwrap_or(0);
    page.doc.blocks.iter().skip(heading).take(25).any(|block| {
        block.link.is_none()
            && block.text.len() < 160
            && super::words::says(&block.text, Word::OutOfStock)
    })
}

/// The control that puts the page's own product into the cart.
pub(super) fn add_control(
    page: &Page,
    draws: bool,
    spent: impl Fn(&Control) -> bool,
) -> Option<&Control> {
    let start = page.heading();
    let says = |control: &&Control| {
        !button::names_wallet(&control.all_words)
            && (button::leads(&control.words, Action::AddToCart)
                || button::leads(&control.all_words, Action::AddToCart))
    };
    let all = || page.presses.iter().filter(|control| !spent(control));
    let mut named: Vec<&Control> = all().filter(says).collect();
    if named.is_empty() {
        named = all().filter(|control| sends_to_cart(page, control)).collect();
    }
    let works = |control: &Control| draws || control.sort != Sort::Script;
    // Its own is the first behind the heading; what works comes before what does not.
    named.into_iter().min_by_key(|control| {
        let place = page.place(control.node);
        (control.disabled && !draws, !works(control), place < start, place)
    })
}

/// Whether a button that says nothing of a cart sends a form of which the rest
/// says so: a count of pieces, or an address that is the cart's.
fn sends_to_cart(page: &Page, control: &Control) -> bool {
    let Some(form) = control.form.and_then(|node| page.form(node)) else { return false };
    let action = page.attribute(form.node, "action").unwrap_or("");
    let target = page.doc.base.join(action).ok();
    let cart = target.is_some_and(|url| {
        link_kind("", &url, Vocabulary::built_in()) == Some(PageKind::Cart)
            || url
                .path_segments()
                .into_iter()
                .flatten()
                .any(|part| part == "cart" || part == "basket")
    });
    let person = form.fields.iter().any(|field| {
        matches!(field.purpose.as_str(), "email" | "name" | "given-name" | "family-name" | "tel")
    });
    control.sort == Sort::Submit
        && !person
        && !button::names_wallet(&control.all_words)
        && form.purpose == Some("cart")
        && cart
        && page.kind() != Some(PageKind::Cart)
}

/// The move from the page of a product.
pub(super) fn next(plan: &mut Plan, page: &Page) -> Move {
    if matches!(page.kind(), Some(PageKind::Cart | PageKind::Checkout)) && plan.added {
        return super::cart::next(plan, page);
    }
    let control = add_control(page, plan.draws, |control| plan.is_spent(page, control));
    let Some(control) = control else {
        let ended = if is_sold_out(page) {
            sold_out(page)
        } else if page.says(Word::SignIn) {
            end(
                "sign-in",
                Reason::LoginRequired,
                "The product can only be bought after signing in.",
            )
        } else if page.says(Word::Closed) {
            end("closed", Reason::NotCollected, "The shop takes no orders now.")
        } else if plan.was_refused(page) {
            plan.stuck(page, "")
        } else if !plan.draws {
            end(
                "script",
                Reason::NeedsJavascript,
                "The page shows nothing without its scripts that puts the product into the cart.",
            )
        } else {
            end(
                "no-product",
                Reason::Ambiguous,
                "Nothing on the page puts the product into a cart.",
            )
        };
        return plan.next_product(ended);
    };
    if near_product(page) && control.disabled {
        let ended = sold_out(page);
        return plan.next_product(ended);
    }
    let form = control.form.and_then(|node| page.form(node)).or_else(|| beside(page, control));
    let entries = match options::choose(plan, page, form, page.place(control.node)) {
        Ok(entries) => entries,
        Err(ended) => return plan.next_product(ended),
    };
    if !plan.works(control) || (control.disabled && !plan.draws) {
        let ended = end(
            "script",
            Reason::NeedsJavascript,
            "What puts the product into the cart works by script only.",
        );
        return plan.next_product(ended);
    }
    // A button that waits for the choice is looked at again when that is made.
    if control.disabled {
        if entries.is_empty() {
            let ended = if is_sold_out(page) {
                sold_out(page)
            } else {
                end("no-way-on", Reason::Ambiguous, "The product cannot be put into the cart.")
            };
            return plan.next_product(ended);
        }
        return Move::Act(crate::collect::walk::hand::Act {
            action: StepAction::ChooseOption,
            press: None,
            words: entries.iter().map(|i| i.entry.value.clone()).collect::<Vec<_>>().join(", "),
            entries,
        });
    }
    press(page, StepAction::AddToCart, control, entries)
}

fn sold_out(page: &Page) -> crate::snapshot::WalkEnd {
    let detail = match page.saying(Word::OutOfStock) {
        Some(words) => format!("The product cannot be had now: {words}"),
        None => "The product cannot be had now.".to_owned(),
    };
    end("out-of-stock", Reason::NotCollected, &detail)
}

/// The fields that stand with a control outside of any form.
fn beside<'a>(page: &'a Page, control: &Control) -> Option<&'a OpenForm> {
    let place = page.place(control.node);
    let near = page.forms.iter().filter(|form| {
        !matches!(
            form.purpose,
            Some("search" | "newsletter" | "login" | "contact" | "registration")
        ) && !form.fields.is_empty()
    });
    near.filter(|form| page.place(form.node) < place).max_by_key(|form| page.place(form.node))
}
