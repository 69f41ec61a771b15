//! The laws of the guard, as a face for the fuzzer and the tests.
//!
//! From any bytes a press and a request are made that carry the words or the
//! address of an order among them; neither may come through. No part of the
//! program asks this.

use super::words::Words;
use super::{FieldInHand, FormInHand, Press, Sending, press, send};
use crate::snapshot::StepAction;
use crate::vocabulary::{Marks, Vocabulary};
use std::sync::LazyLock;
use url::Url;

/// Stands in no vocabulary and no mark, so that what surrounds an order cannot
/// become part of a phrase with it.
const APART: &str = "qzzq";

/// What a press on the way may be for: all but opening a product, which may be
/// called anything.
const ACTIONS: [StepAction; 10] = [
    StepAction::EmptyCart,
    StepAction::ChooseOption,
    StepAction::AddToCart,
    StepAction::OpenCart,
    StepAction::OpenCheckout,
    StepAction::ContinueAsGuest,
    StepAction::ChooseDelivery,
    StepAction::Fill,
    StepAction::Continue,
    StepAction::Dismiss,
];

/// The phrases that order or pay, and mean nothing else by themselves.
static PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lists = Vocabulary::built_in().languages().iter().flat_map(|language| {
        let words = &language.buttons;
        words.clear.iter().chain(&words.duty).chain(&words.weak)
    });
    lists.map(|phrase| phrase.replace('*', "")).filter(|phrase| Words::of(phrase).order).collect()
});

/// Bytes that are spent one after the other.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> usize {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        usize::from(*first)
    }

    fn text(&mut self) -> String {
        let length = self.byte().min(self.0.len());
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    fn pick<T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let at = self.byte() * 256 + self.byte();
        list.get(at.checked_rem(list.len())?)
    }
}

/// Whether the guard keeps its laws for these bytes.
///
/// # Errors
/// What it let through.
pub fn keeps_its_laws(data: &[u8]) -> Result<(), String> {
    let mut bytes = Bytes(data);
    let page = Url::parse("https://shop.example/checkout").map_err(|wrong| wrong.to_string())?;
    by_words(&mut bytes, &page)?;
    by_address(&mut bytes, &page)
}

fn by_words(bytes: &mut Bytes<'_>, page: &Url) -> Result<(), String> {
    let Some(phrase) = PHRASES.get((bytes.byte() * 256 + bytes.byte()) % PHRASES.len().max(1))
    else {
        return Ok(());
    };
    let (before, after) = (bytes.text(), bytes.text());
    let words = format!("{before} {APART} {phrase} {APART} {after}");
    let (mark, target, name, value) = (bytes.text(), bytes.text(), bytes.text(), bytes.text());
    let shape = bytes.byte();
    let methods = ["get", "post", "POST", "dialog", ""];
    let method = methods.get(bytes.byte() % methods.len()).copied().unwrap_or("post");
    let kinds = ["text", "hidden", "radio", "checkbox", "password", "email"];
    let kind = kinds.get(bytes.byte() % kinds.len()).copied().unwrap_or("text");
    let field = FieldInHand { purpose: "other", kind, name: &name, value: &value };
    let action = ACTIONS.get(bytes.byte() % ACTIONS.len()).copied();
    let press_ = Press {
        action,
        page: (shape & 1 == 0).then_some(page),
        words: &words,
        marks: if shape & 2 == 0 { vec![&mark] } else { Vec::new() },
        target: (shape & 4 == 0).then_some(target.as_str()),
        form: (shape & 8 == 0).then(|| FormInHand { method, purpose: None, fields: vec![field] }),
    };
    if press(&press_).is_ok() {
        return Err(format!("a press that says {phrase:?}: {press_:?}"));
    }
    Ok(())
}

fn by_address(bytes: &mut Bytes<'_>, page: &Url) -> Result<(), String> {
    let Some(mark) = bytes.pick(&Marks::built_in().walk_guard.order) else { return Ok(()) };
    if mark.contains('*') {
        return Ok(());
    }
    let joints = ["-", "_", "", "/", "%2D", "."];
    let joint = joints.get(bytes.byte() % joints.len()).copied().unwrap_or("-");
    let mut mark = mark.replace(' ', joint);
    if bytes.byte() % 2 == 1 {
        mark = mark.to_uppercase();
    }
    let (before, after) = (bytes.text(), bytes.text());
    let mut url = page.clone();
    let in_query = bytes.byte() % 2 == 1;
    if in_query {
        url.set_query(Some(&format!(
            "{APART}={APART}&do={mark}&{APART}={}",
            after.replace('#', "")
        )));
    } else {
        url.set_path(&format!("/{before}/{APART}/{mark}/{APART}/{after}"));
    }
    let methods = ["POST", "post", "PUT", "PATCH", "DELETE", " Post "];
    let method = methods.get(bytes.byte() % methods.len()).copied().unwrap_or("POST");
    let types = ["application/json", "application/x-www-form-urlencoded", "text/plain", ""];
    let content_type = types.get(bytes.byte() % types.len()).copied().unwrap_or("");
    let sending = Sending {
        method,
        url: &url,
        content_type,
        own: bytes.byte().is_multiple_of(2),
        action: ACTIONS.get(bytes.byte() % ACTIONS.len()).copied(),
        body: bytes.0,
    };
    // A path with dots in it may lead elsewhere than it was written.
    let written = if in_query { url.query() } else { Some(url.path()) };
    let kept = written.is_some_and(|text| {
        let text = text.to_lowercase();
        text.matches(APART).count() >= 2 && text.contains(&mark.to_lowercase())
    });
    if kept && send(&sending).is_ok() {
        return Err(format!("a request to {url}: {sending:?}"));
    }
    Ok(())
}
