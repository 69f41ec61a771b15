//! What an address says it would do.
//!
//! How strictly a name is read depends on what is done with it. A page that is
//! opened to be read may be called after anything, so only whole parts of its path
//! count, and none below a folder of products, categories or articles. A link that
//! is pressed on the way is read more strictly, and an address to which something
//! is sent most strictly.

use super::content::{Content, is_code, is_on};
use super::ground::{ACCOUNT_CHANGE, ORDER_ADDRESS, SUBSCRIPTION};
use super::lists::lists;
use super::tokens::{Mark, Tokens, decoded};
use super::{Ground, words};
use crate::vocabulary::Marks;
use url::Url;

/// What is done with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is opened to be read.
    Read,
    /// A link to it is pressed on the way to the checkout.
    Follow,
    /// Something is sent to it.
    SendTo,
}

/// The words of a path, without the parameters that `;` begins.
pub(super) fn path(url: &Url) -> Tokens {
    let path = decoded(url.path());
    let parts: Vec<&str> =
        path.split('/').map(|part| part.split(';').next().unwrap_or(part)).collect();
    Tokens::of(&parts.join("/"))
}

/// Whether an address belongs to a checkout.
pub(super) fn is_checkout(url: &Url) -> bool {
    path(url).says(&lists().checkout)
        || query(url).iter().any(|(pair, _, _)| pair.says(&lists().checkout))
}

/// Whether an address belongs to a cart, or puts something into it.
pub(super) fn is_cart(url: &Url) -> bool {
    let says = |words: &Tokens| words.says(&lists().cart) || words.says(&lists().cart_slugs);
    says(&path(url)) || query(url).iter().any(|(pair, _, _)| says(pair))
}

/// Whether an address says one of these anywhere.
pub(super) fn says(url: &Url, marks: &[Mark]) -> bool {
    path(url).says(marks) || query(url).iter().any(|(pair, _, _)| pair.says(marks))
}

/// The pairs of a query as one path, with their name and value; parameters of the
/// path are of them.
fn query(url: &Url) -> Vec<(Tokens, Tokens, Tokens)> {
    let path = decoded(url.path());
    let parameters = path.split('/').flat_map(|part| part.split(';').skip(1));
    let all: Vec<&str> = url.query().into_iter().chain(parameters).collect();
    let content = Content::of_query(&all.join("&"));
    let on = content.pairs.iter().filter(|(name, value)| {
        let leads = value.starts_with('/') || value.contains("://");
        let returns = leads && Tokens::of(name).is(&lists().returns);
        // A name alone is switched on.
        !returns && (is_on(value) || (value.is_empty() && !name.is_empty()))
    });
    on.map(|(name, value)| {
        (Tokens::of(&format!("{name}/{value}")), Tokens::of(name), Tokens::of(value))
    })
    .collect()
}

/// Whether a path leads to a file that pages load.
fn is_file(url: &Url) -> bool {
    let last = url.path().rsplit('/').next().unwrap_or("");
    last.rsplit_once('.').is_some_and(|(_, ending)| {
        Marks::built_in().walk_guard.files.iter().any(|file| ending.eq_ignore_ascii_case(file))
    })
}

/// Whether a path stands below a folder whose pages are called after anything.
fn is_below_names(url: &Url) -> bool {
    let paths = &Marks::built_in().paths;
    let path = decoded(url.path()).to_lowercase();
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    parts.pop();
    parts.iter().any(|part| {
        [&paths.product, &paths.category, &paths.article]
            .iter()
            .any(|folders| folders.iter().any(|folder| folder == part))
    })
}

/// Judges an address.
pub(super) fn judge(url: &Url, used: Use, content: &Content) -> Result<(), Ground> {
    let lists = lists();
    let path = path(url);
    let query = query(url);
    let orders = match used {
        Use::Read => {
            !is_file(url) && !is_below_names(url) && path.is_called(&lists.order, &lists.harmless)
                || query.iter().any(|(pair, name, value)| {
                    name.is(&lists.order)
                        || value.is_called(&lists.order, &lists.harmless)
                        || pair.is(&lists.order)
                        || pair.is_called(&lists.order, &lists.harmless)
                })
        }
        Use::Follow => {
            path.says_but(&lists.order, &lists.harmless)
                || path.ends_with(&lists.link_ends, &lists.harmless, is_below_names(url))
                || spoken(url, &path)
                || query.iter().any(|(pair, name, value)| {
                    pair.says_but(&lists.order, &lists.harmless)
                        || name.is(&lists.link_ends)
                        || value.is(&lists.link_ends)
                })
                || fragment(url).says_but(&lists.order, &lists.harmless)
        }
        Use::SendTo => {
            let here = |words: &Tokens| {
                words.says_but(&lists.order, &lists.harmless)
                    || words.says_but(&lists.sent_to, &lists.harmless)
                    || holds_a_mark(words)
                    || words::address_orders(&words.spoken())
            };
            here(&path)
                || spoken(url, &path)
                || (is_an_end(url, &path) && !is_a_step(content) && !chooses_payment(url, content))
                || query.iter().any(|(pair, name, value)| {
                    here(pair) || name.is(&lists.link_ends) || value.is(&lists.link_ends)
                })
        }
    };
    if orders {
        return Err(ORDER_ADDRESS);
    }
    let called = |marks| {
        path.is_called(marks, &[]) && !is_below_names(url)
            || query.iter().any(|(_, name, value)| name.is(marks) || value.is(marks))
    };
    match used {
        Use::Read if is_file(url) => Ok(()),
        Use::Read if called(&lists.account) => Err(ACCOUNT_CHANGE),
        Use::Read if called(&lists.news_links) => Err(SUBSCRIPTION),
        Use::Read => Ok(()),
        Use::Follow | Use::SendTo => {
            let says =
                |marks| path.says(marks) || query.iter().any(|(pair, _, _)| pair.says(marks));
            if says(&lists.account) {
                Err(ACCOUNT_CHANGE)
            } else if (used == Use::SendTo && says(&lists.subscription))
                || called(&lists.subscription)
            {
                Err(SUBSCRIPTION)
            } else {
                Ok(())
            }
        }
    }
}

/// Whether the words of a path order, cut at capitals or not: both are written.
fn spoken(url: &Url, path: &Tokens) -> bool {
    words::address_orders(&path.spoken()) || words::address_orders(&decoded(url.path()))
}

/// The words behind `#`, where scripts keep a path.
fn fragment(url: &Url) -> Tokens {
    Tokens::of(url.fragment().unwrap_or(""))
}

/// Whether a long mark stands within a longer word, where letter case does not
/// part words.
fn holds_a_mark(words: &Tokens) -> bool {
    let mut squeezed = words.squeezed();
    for harmless in lists().harmless.iter().filter_map(Mark::squeezed) {
        if squeezed.contains(harmless) {
            squeezed = squeezed.replace(harmless, " ");
        }
    }
    lists()
        .order
        .iter()
        .filter_map(Mark::squeezed)
        // A step called "payment" begins so.
        .filter(|mark| !mark.ends_with("pay"))
        .any(|mark| squeezed.contains(mark))
}

/// Whether a path ends in what places an order when something is sent there. A
/// product may be called after it: `/product/law-and-order`.
fn is_an_end(url: &Url, path: &Tokens) -> bool {
    let lists = lists();
    let named = is_below_names(url);
    path.ends_with(&lists.ends, &lists.harmless, named)
        || (!named && path.ends_with(&lists.ends_alone, &lists.harmless, true))
}

/// Whether only the payment is chosen, at a step of the checkout that is called
/// after it.
fn chooses_payment(url: &Url, content: &Content) -> bool {
    let lists = lists();
    let on = |wanted: &dyn Fn(&Tokens) -> bool| {
        content.pairs.iter().any(|(name, value)| is_on(value) && wanted(&Tokens::of(name)))
    };
    path(url).ends_with(&lists.payment_choice_alone, &[], true)
        && is_checkout(url)
        && on(&super::carried::is_payment_choice)
        && !on(&|name| name.says(&lists.consent))
}

/// Whether what is sent says that it is a step on the way.
pub(super) fn is_a_step(content: &Content) -> bool {
    content
        .pairs
        .iter()
        .any(|(name, value)| is_on(value) && is_code(value) && Tokens::of(name).is(&lists().steps))
}
