//! Whether a request may leave.

use super::address::{self, Use};
use super::carried::{self, acts, in_checkout};
use super::content::Content;
use super::ground::{
    FOREIGN_POST, LOGIN, NOT_NEEDED, PAYMENT_HOST, REGISTRATION, SCRIPT_ADDRESS, UNREADABLE,
    UNSAFE_METHOD, WALLET,
};
use super::lists::lists;
use super::{Ground, Sending, hosts};
use crate::snapshot::StepAction;

/// Judges a request.
pub(super) fn judge(sending: &Sending<'_>) -> Result<(), Ground> {
    let content = Content::of(sending.content_type, sending.body);
    match sending.url.scheme() {
        "http" | "https" => {}
        // What is said over it later is not seen here.
        "ws" | "wss" => return Err(UNREADABLE),
        // They never leave the browser.
        "data" | "blob" | "about" => return Ok(()),
        _ => return Err(SCRIPT_ADDRESS),
    }
    let method = sending.method.trim().to_ascii_uppercase();
    match method.as_str() {
        "GET" | "HEAD" | "OPTIONS" => read(sending, &content),
        "POST" | "PUT" | "PATCH" | "DELETE" => change(sending, &content),
        _ => Err(UNSAFE_METHOD),
    }
}

/// A request that only asks, if the server keeps to the meaning of its method.
fn read(sending: &Sending<'_>, content: &Content) -> Result<(), Ground> {
    address::judge(sending.url, Use::Read, content)?;
    let query = Content::of_query(sending.url.query().unwrap_or(""));
    if query.operations.iter().any(|operation| !operation.asks) {
        return change(sending, &query);
    }
    if content.some {
        // No shop reads the body of such a request, and none needs one.
        return Err(NOT_NEEDED);
    }
    Ok(())
}

/// A request that changes something.
fn change(sending: &Sending<'_>, content: &Content) -> Result<(), Ground> {
    let (url, action) = (sending.url, sending.action);
    if hosts::is_payment(url) {
        return Err(PAYMENT_HOST);
    }
    if hosts::is_wallet(url) {
        return Err(WALLET);
    }
    let asks = !content.unreadable
        && !content.operations.is_empty()
        && content.operations.iter().all(|operation| operation.asks);
    // A query of GraphQL only asks, so a shop may keep its goods elsewhere.
    let sale = acts(action) && hosts::is_platform(url);
    if !(sending.own || asks || sale) {
        return Err(FOREIGN_POST);
    }
    if content.unreadable {
        return Err(UNREADABLE);
    }
    address::judge(url, Use::SendTo, content)?;
    carried::judge(content, url, action)?;
    let guest = carried::is_guest(content, url, action);
    if address::says(url, &lists().registration) && !guest {
        return Err(REGISTRATION);
    }
    if address::says(url, &lists().login) && !guest {
        return Err(LOGIN);
    }
    if address::says(url, &lists().wallet) {
        return Err(WALLET);
    }
    // Nothing is sent to a checkout before it is open.
    if !in_checkout(action) && address::path(url).ends_with(&lists().checkout, &[], true) {
        return Err(NOT_NEEDED);
    }
    // An operation that is called by its place in a script has no readable name.
    if content.some && !content.has_names() && address::is_checkout(url) {
        return Err(UNREADABLE);
    }
    if matches!(action, None | Some(StepAction::OpenProduct)) {
        let reads =
            asks || (address::says(url, &lists().reads) && !address::says(url, &lists().writes));
        return if reads { Ok(()) } else { Err(NOT_NEEDED) };
    }
    Ok(())
}
