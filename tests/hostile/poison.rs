//! The mixed report with every text of it replaced by one of those that do harm.
//!
//! What the program itself chooses from a closed list stays as it is.

use crate::mixed;
use serde_json::{Map, Value};
use shopvet::application::{Address, Application, Contact, Document, DomainHolder};
use shopvet::facts::catalogue::{self, Kind};
use shopvet::facts::{Evidence, Reason};
use shopvet::judge::AppliedWaiver;
use shopvet::report::{FactView, PageView, Report};
use shopvet::snapshot::ExchangeResult;

/// Deals the texts out in turn.
pub(crate) struct Deck {
    texts: Vec<String>,
    next: usize,
}

impl Deck {
    /// All texts, from one of them on. The longest are slow to read, and in every tenth.
    pub(crate) fn from(first: usize) -> Self {
        let long = first.is_multiple_of(10);
        let texts = if long { crate::payloads::all() } else { crate::payloads::short() };
        Self { texts, next: first }
    }

    /// The texts that are not blank, from one of them on.
    pub(crate) fn visible(first: usize) -> Self {
        let mut texts = crate::payloads::short();
        texts.retain(|text| !text.trim().is_empty());
        Self { texts, next: first }
    }

    /// The next text.
    pub(crate) fn deal(&mut self) -> String {
        self.next += 1;
        self.texts[(self.next - 1) % self.texts.len()].clone()
    }

    fn some(&mut self) -> Option<String> {
        Some(self.deal())
    }
}

/// The mixed report with every text from the deck.
pub(crate) fn report(deck: &mut Deck) -> Report {
    // What ties a piece of evidence to its picture is the same on both sides.
    let (page, spot) = (deck.deal(), deck.deal());
    let mut report = mixed::report_of(&snapshot(deck, &page, &spot), "en");
    report.as_of = deck.deal();
    report.application = Some(application(deck));
    for (number, outcome) in report.outcomes.iter_mut().enumerate() {
        // Rules are known by their names.
        outcome.rule = format!("{}{number}", deck.deal());
        outcome.title = deck.deal();
        outcome.group = deck.deal();
        outcome.message = deck.deal();
        outcome.why = deck.deal();
        outcome.example = format!("{}\n{}", deck.deal(), deck.deal());
        outcome.guidance = format!("1. {}\n2. {}\n{}", deck.deal(), deck.deal(), deck.deal());
        let seen = outcome.evidence[0].clone();
        for url in [format!("https://www.teapot.example/{}", deck.deal()), deck.deal(), deck.deal()]
        {
            let mut seen = seen.clone();
            seen.url = url;
            seen.fact = deck.deal();
            seen.excerpt = deck.deal();
            seen.selector = deck.some();
            seen.sha256 = deck.some();
            seen.seen_at = deck.some();
            outcome.evidence.push(seen);
        }
        let known = &mut outcome.evidence[0];
        known.url = format!("http{}", deck.deal());
        known.fact = deck.deal();
        known.excerpt = deck.deal();
        known.selector = Some(spot.clone());
        known.sha256 = Some(page.clone());
        known.seen_at = deck.some();
        for reference in &mut outcome.references {
            reference.title = deck.deal();
            reference.url = deck.deal();
        }
        outcome.references[0].url = format!("https://law.example/{}", deck.deal());
        if let Some(waiver) = &mut outcome.waiver {
            *waiver = AppliedWaiver { reason: deck.deal(), owner: deck.deal(), until: deck.deal() };
        }
    }
    report.waiver_notes = (0..3).map(|_| deck.deal()).collect();
    for (path, view) in &mut report.facts {
        let entry = catalogue::entry(path).unwrap();
        let value = value(entry.kind, entry.words, deck);
        let evidence = Evidence {
            url: deck.deal(),
            selector: Some(spot.clone()),
            excerpt: deck.deal(),
            sha256: Some(page.clone()),
            seen_at: deck.some(),
            item: None,
        };
        *view = FactView {
            state: if value.is_array() { "partial" } else { "present" },
            reason: value.is_array().then_some(Reason::Truncated),
            value,
            evidence: vec![evidence],
        };
    }
    report.pages = (0..3)
        .map(|_| PageView {
            url: deck.deal(),
            status: 200,
            kind: None,
            clicks: 1,
            language: deck.some(),
            rendered: true,
            sha256: deck.deal(),
        })
        .collect();
    for pack in &mut report.packs {
        (pack.name, pack.version, pack.sha256) = (deck.deal(), deck.deal(), deck.deal());
    }
    report.run.started_at = deck.deal();
    report.run.finished_at = deck.deal();
    report.run.tool_version = deck.deal();
    report
}

fn snapshot(deck: &mut Deck, page: &str, spot: &str) -> shopvet::snapshot::Snapshot {
    let mut snapshot = mixed::snapshot();
    let target = &mut snapshot.target;
    (target.url, target.host, target.registrable_domain) = (deck.deal(), deck.deal(), deck.deal());
    for exchange in &mut snapshot.exchanges {
        exchange.url = deck.deal();
        match &mut exchange.result {
            ExchangeResult::Failure(failure) => failure.detail = deck.deal(),
            ExchangeResult::Answer(answer) => {
                answer.wall.as_mut().unwrap().detail = deck.deal();
            }
        }
    }
    snapshot.skipped.iter_mut().for_each(|skipped| skipped.url = deck.deal());
    let walk = snapshot.walk.as_mut().unwrap();
    for step in &mut walk.steps {
        step.words = deck.deal();
        step.view.url = deck.deal();
        step.view.seen_at = deck.deal();
        step.view.sha256 = deck.deal();
        for entry in &mut step.entries {
            (entry.label, entry.purpose, entry.value) = (deck.deal(), deck.deal(), deck.deal());
        }
        if let Some(picture) = &mut step.view.screenshot {
            picture.sha256 = deck.deal();
            if picture.media_type == "image/jpeg" {
                page.clone_into(&mut step.view.sha256);
            } else {
                picture.media_type = deck.deal();
            }
            step.view.boxes.iter_mut().for_each(|area| spot.clone_into(&mut area.selector));
        }
    }
    for withheld in &mut walk.withheld {
        withheld.url = deck.deal();
        withheld.what = deck.deal();
        withheld.ground = deck.deal();
        withheld.detail = deck.deal();
    }
    let end = walk.ended.as_mut().unwrap();
    (end.obstacle, end.detail) = (deck.deal(), deck.deal());
    let before = snapshot.before_consent.as_mut().unwrap();
    before.url = deck.deal();
    before.refused_by = deck.some();
    before.requests = vec![deck.deal(), deck.deal()];
    before.seen_at = deck.deal();
    for cookie in &mut before.cookies {
        (cookie.name, cookie.domain) = (deck.deal(), deck.deal());
    }
    snapshot
}

fn application(deck: &mut Deck) -> Application {
    let plain = Application::default();
    Application {
        legal_name: deck.some(),
        trading_names: vec![deck.deal(), deck.deal()],
        registration_number: deck.some(),
        vat_number: deck.some(),
        country: deck.some(),
        url: deck.some(),
        domains: vec![deck.deal()],
        goods: vec![deck.deal()],
        markets: vec![deck.deal()],
        licences: vec![deck.deal()],
        descriptor: deck.some(),
        description: deck.some(),
        contact: Some(Contact { email: deck.some(), phone: deck.some() }),
        address: Some(Address {
            street: deck.some(),
            postal_code: deck.some(),
            city: deck.some(),
            country: deck.some(),
        }),
        domain_holder: Some(DomainHolder {
            name: deck.some(),
            registration_number: deck.some(),
            document: Some(Document { title: deck.some(), dated: deck.some() }),
            ..DomainHolder::default()
        }),
        cards: vec![deck.deal()],
        language: deck.some(),
        ..plain
    }
}

/// A value as the catalogue has it.
fn value(kind: Kind, words: &[&str], deck: &mut Deck) -> Value {
    match kind {
        // Closed lists are the program's own.
        Kind::Text => match words.first() {
            Some(word) => (*word).into(),
            None => deck.deal().into(),
        },
        Kind::Date => deck.deal().into(),
        Kind::Bool => true.into(),
        Kind::Number => 3.into(),
        Kind::TextList => (0..2).map(|_| value(Kind::Text, words, deck)).collect(),
        Kind::Record(fields) => {
            let one = |f: &catalogue::Field| (f.name.to_owned(), value(f.kind, f.words, deck));
            Value::Object(fields.iter().map(one).collect::<Map<_, _>>())
        }
        Kind::RecordList(fields) => {
            (0..2).map(|_| value(Kind::Record(fields), &[], deck)).collect()
        }
    }
}

/// The texts of a report that are not from the deck and of no closed list.
pub(crate) fn untouched(report: &Report) -> Vec<String> {
    fn walk(at: &str, value: &Value, texts: &[String], found: &mut Vec<String>) {
        match value {
            Value::String(text) if texts.iter().any(|known| text.contains(known.as_str())) => {}
            Value::String(text) => found.push(format!("{at}: {text:.80}")),
            Value::Array(items) => items.iter().for_each(|item| walk(at, item, texts, found)),
            Value::Object(map) => {
                for (key, item) in map {
                    walk(&format!("{at}.{key}"), item, texts, found);
                }
            }
            _ => {}
        }
    }
    let texts = Deck::visible(0).texts;
    let mut found = Vec::new();
    walk("", &serde_json::to_value(report).unwrap(), &texts, &mut found);
    found
}
