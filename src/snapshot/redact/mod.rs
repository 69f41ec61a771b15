//! Masks personal data in a snapshot before its bundle is shared.
//!
//! Masked: the local part of e-mail addresses, telephone numbers, personal
//! identity numbers, names and addresses of persons in RDAP and WHOIS answers,
//! the application's contact, values of cookies, and all of that in what was
//! sent and typed on the walk to the checkout. Kept: names, numbers and
//! addresses of companies. The same snapshot always gives the same result,
//! equal things become equal masks, and redacting twice changes nothing more.
//! Hashes are made anew, as they are of the masked bodies.
//!
//! The limits, which whoever shares a bundle should know:
//! - names of persons on the shop's pages are not found;
//! - a national telephone number without a leading zero is only found where the
//!   same number is also given in a telephone link, in international form or in
//!   the application;
//! - an address spelt out (`anna at shop dot example`) is not found;
//! - bodies that are not text, such as PDF files, cannot be masked: they are
//!   left out and marked as truncated;
//! - pictures of pages cannot be masked either: they are left out, with the
//!   places of elements in them;
//! - the certificate chain is public and is kept.
//!
//! This room must not judge, and must not make up data that could be real.

mod identity;
mod registry;
mod text;
mod walk;

use super::{Answer, ExchangeResult, Failure, Snapshot, sha256};
use crate::application::{Application, Relation};
use bytes::Bytes;
use text::Masker;

/// Where a text holds personal identity numbers; the places may overlap.
#[must_use]
pub fn personal_numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    identity::find(text.as_bytes())
}

/// A copy of a snapshot with personal data masked.
#[must_use]
pub fn redact(snapshot: &Snapshot) -> Snapshot {
    let mut copy = snapshot.clone();
    let application = copy.application.as_deref();
    let application = application.and_then(|text| Application::parse(text, "").ok());
    let mut masker = Masker::default();
    learn(&mut masker, &copy, application.as_ref());
    if let Some(text) = &mut copy.application {
        declaration(&mut masker, text, application.as_ref());
    }
    target(&mut masker, &mut copy);
    for exchange in &mut copy.exchanges {
        masker.string(&mut exchange.url);
        masker.option(&mut exchange.referrer);
        masker.option(&mut exchange.link_text);
        if let Some(sent) = &mut exchange.sent {
            walk::sent(&mut masker, sent);
        }
        match &mut exchange.result {
            ExchangeResult::Answer(given) => answer(&mut masker, given),
            ExchangeResult::Failure(failure) => masker.string(&mut failure.detail),
        }
    }
    walk::views(&mut masker, &mut copy);
    for skipped in &mut copy.skipped {
        masker.string(&mut skipped.url);
        masker.option(&mut skipped.referrer);
        masker.option(&mut skipped.link_text);
    }
    for question in &mut copy.dns {
        for record in &mut question.records {
            if question.record_type == "SOA" {
                registry::soa(record);
            }
            masker.string(record);
        }
        failed(&mut masker, question.failure.as_mut());
    }
    let names = registry::company_names(application.as_ref());
    for given in &mut copy.rdap {
        given.text = registry::rdap(&given.text, &names, &mut masker);
        failed(&mut masker, given.failure.as_mut());
    }
    for given in &mut copy.whois {
        given.text = registry::whois(&given.text, &names, &mut masker);
        failed(&mut masker, given.failure.as_mut());
    }
    for given in &mut copy.registry_extracts {
        // An extract may be either; what is no JSON is read by lines.
        given.text = match serde_json::from_str::<serde_json::Value>(&given.text) {
            Ok(_) => registry::rdap(&given.text, &names, &mut masker),
            Err(_) => registry::whois(&given.text, &names, &mut masker),
        };
        masker.string(&mut given.url);
        failed(&mut masker, given.failure.as_mut());
    }
    copy
}

/// Shows the masker every telephone number that is marked as one, so that it
/// knows them again where they are not.
fn learn(masker: &mut Masker, snapshot: &Snapshot, application: Option<&Application>) {
    let contact = application.and_then(|application| application.contact.as_ref());
    if let Some(phone) = contact.and_then(|contact| contact.phone.as_deref()) {
        masker.learn_phone(phone);
    }
    for answer in snapshot.exchanges.iter().filter_map(super::Exchange::answer) {
        if is_text(answer) {
            masker.learn(&answer.body);
        }
    }
    for view in snapshot.views() {
        masker.learn(&view.html);
    }
    let answers = snapshot.rdap.iter().chain(&snapshot.whois);
    for given in answers.chain(&snapshot.registry_extracts) {
        masker.learn(given.text.as_bytes());
    }
}

fn target(masker: &mut Masker, snapshot: &mut Snapshot) {
    masker.string(&mut snapshot.target.url);
    if let Some(problem) = snapshot.tls.as_mut().and_then(|tls| tls.problem.as_mut()) {
        masker.string(problem);
    }
}

fn failed(masker: &mut Masker, failure: Option<&mut Failure>) {
    if let Some(failure) = failure {
        masker.string(&mut failure.detail);
    }
}

/// The application as text: it stays the file that was given, but for the masks.
fn declaration(masker: &mut Masker, text: &mut String, application: Option<&Application>) {
    // An owner who holds the domain is a person by definition of the relation.
    let holder = application.and_then(|application| application.domain_holder.as_ref());
    let owner = holder.filter(|holder| holder.relation == Some(Relation::Owner));
    if let Some(name) = owner.and_then(|holder| holder.name.as_deref()).filter(|n| !n.is_empty()) {
        *text = text.replace(name, registry::MASK);
    }
    masker.string(text);
}

fn answer(masker: &mut Masker, answer: &mut Answer) {
    if is_text(answer) {
        answer.body = masker.bytes(&answer.body).into();
    } else if !answer.body.is_empty() {
        answer.body = Bytes::new();
        answer.truncated = true;
    }
    answer.sha256 = sha256(&answer.body);
    for (name, value) in &mut answer.headers {
        match name.as_str() {
            "set-cookie" => *value = cookie(value),
            "cookie" => *value = value.split(';').map(cookie).collect::<Vec<_>>().join("; "),
            // Times and sizes look like numbers of other kinds.
            "date" | "expires" | "last-modified" | "age" | "content-length" | "etag" => {}
            _ => masker.string(value),
        }
    }
    if let Some(wall) = &mut answer.wall {
        masker.string(&mut wall.detail);
    }
}

/// `name=value; attributes` without the value.
fn cookie(text: &str) -> String {
    let (pair, attributes) = text.split_once(';').map_or((text, None), |(p, a)| (p, Some(a)));
    let mask = registry::MASK;
    let pair = match pair.trim().split_once('=') {
        Some((name, _)) => format!("{name}={mask}"),
        None => mask.to_owned(),
    };
    attributes.map_or(pair.clone(), |attributes| format!("{pair};{attributes}"))
}

/// Whether a body can be masked as text. What is not declared is text unless it
/// holds zero bytes, which also tells UTF-16.
fn is_text(answer: &Answer) -> bool {
    let kind = answer.media_type();
    let is_textual = kind.is_empty()
        || kind.starts_with("text/")
        || ["json", "xml", "javascript", "ecmascript", "yaml"]
            .iter()
            .any(|end| kind.ends_with(end));
    is_textual && !answer.body.contains(&0)
}

#[cfg(test)]
mod tests;
