//! Tables of what must pass and what must not, and laws that hold of any input.
//!
//! A row is a line of columns between bars. Its first column is what must come out:
//! `pass`, the code of a ground, or `refuse` where any ground will do.

mod laws;
mod presses;
mod presses_languages;
mod sends;
mod sends_platforms;

use super::{FieldInHand, FormInHand, Ground, Press, Sending, press, send};
use crate::snapshot::StepAction;
use url::Url;

fn action(code: &str) -> Option<StepAction> {
    use StepAction as A;
    Some(match code {
        "product" => A::OpenProduct,
        "option" => A::ChooseOption,
        "add" => A::AddToCart,
        "cart" => A::OpenCart,
        "checkout" => A::OpenCheckout,
        "guest" => A::ContinueAsGuest,
        "delivery" => A::ChooseDelivery,
        "fill" => A::Fill,
        "continue" => A::Continue,
        "dismiss" => A::Dismiss,
        "empty" => A::EmptyCart,
        "read" => return None,
        other => panic!("no action {other}"),
    })
}

fn agrees(expected: &str, found: Result<(), Ground>) -> bool {
    match (expected, found) {
        ("pass", Ok(())) | ("refuse", Err(_)) => true,
        (code, Err(ground)) => code == ground.code,
        _ => false,
    }
}

fn columns(line: &str) -> Vec<&str> {
    line.split('|').map(str::trim).collect()
}

/// One field: `kind/purpose:name=value`, all but the name may be left out.
fn field(text: &str) -> FieldInHand<'_> {
    let (sort, rest) = match text.split_once(':') {
        Some((sort, rest)) if !sort.contains('=') => (sort, rest),
        _ => ("hidden/", text),
    };
    let (kind, purpose) = sort.split_once('/').unwrap_or((sort, "other"));
    let (name, value) = rest.split_once('=').unwrap_or((rest, "1"));
    FieldInHand { purpose, kind, name, value }
}

/// Judges the rows `verdict | action | words | method target | fields | marks`.
/// A target without a method is that of a link; `-` is none, handled by a script.
/// Fields are parted by `;`, and one that begins with `@` is the form's purpose.
fn check_presses(page: &str, rows: &str) -> usize {
    let page = Url::parse(page).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in rows.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let found = press_row(&page, line);
        let expected = columns(line)[0];
        count += 1;
        if !agrees(expected, found) {
            wrong.push(format!("{line}\n    came out {:?}", found.map_err(|ground| ground.code)));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    count
}

fn press_row(page: &Url, line: &str) -> Result<(), Ground> {
    let columns = columns(line);
    let column = |at: usize| columns.get(at).copied().unwrap_or("");
    let (method, target) = match column(3).split_once(' ') {
        Some((method, target)) => (Some(method), target),
        None => (None, column(3)),
    };
    let parts: Vec<&str> = column(4).split(';').map(str::trim).filter(|p| !p.is_empty()).collect();
    let purpose = parts.iter().find_map(|part| part.strip_prefix('@'));
    let fields = parts.iter().filter(|part| !part.starts_with('@')).map(|part| field(part));
    let form = method.map(|method| FormInHand { method, purpose, fields: fields.collect() });
    press(&Press {
        action: action(column(1)),
        page: Some(page),
        words: column(2),
        marks: column(5).split_whitespace().collect(),
        target: Some(target).filter(|target| *target != "-" && !target.is_empty()),
        form,
    })
}

/// Judges the rows `verdict | action | method address | body`. An address without a
/// host is the shop's own; a body that begins with `{` or `[` is JSON, and one may
/// name its media type before `::`.
fn check_sends(rows: &str) -> usize {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in rows.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let found = send_row(line);
        let expected = columns(line)[0];
        count += 1;
        if !agrees(expected, found) {
            wrong.push(format!("{line}\n    came out {:?}", found.map_err(|ground| ground.code)));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    count
}

fn send_row(line: &str) -> Result<(), Ground> {
    // A body may hold bars of its own.
    let columns: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
    let column = |at: usize| columns.get(at).copied().unwrap_or("");
    let (method, target) = column(2).split_once(' ').unwrap();
    let shop = Url::parse("https://shop.example/").unwrap();
    let url = shop.join(target).unwrap();
    let (content_type, body) = match column(3).split_once("::") {
        Some((content_type, body)) => (content_type.trim(), body.trim()),
        None if column(3).starts_with(['{', '[']) => ("application/json", column(3)),
        None => ("application/x-www-form-urlencoded; charset=UTF-8", column(3)),
    };
    send(&Sending {
        method,
        url: &url,
        content_type,
        body: body.as_bytes(),
        own: url.host_str().is_some_and(|host| host.ends_with("shop.example")),
        action: action(column(1)),
    })
}
