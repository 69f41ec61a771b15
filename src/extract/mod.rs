//! Facts out of a snapshot: pure, and the heart of the project.
//!
//! First each page is read by itself ([`read_page`]): one walk over its DOM lays
//! it out as a [`Document`], and every extractor takes what it understands into
//! a [`PageReading`]. Then each area looks at all readings of the [`Site`]
//! together and states facts, with the [`Coverage`] of the visit deciding
//! between *absent* and *unknown*.
//!
//! Nothing here may use the network, the clock, files or the environment, and
//! nothing here judges. Words of natural languages come from the vocabulary.

mod bounds;
pub mod contact;
mod coverage;
mod declared;
mod document;
pub mod domain;
pub mod form;
mod goods;
pub mod identity;
mod language;
mod page;
pub mod pages;
pub(crate) mod pdf;
pub mod price;
pub mod product;
mod shown;
pub mod site;
pub mod structured;
pub mod terms;
#[cfg(test)]
pub(crate) mod testing;

pub use coverage::Coverage;
pub use document::{Block, Document, Image, Link, Meta, Region, Resource, Script};
pub use goods::GoodsReading;
pub use page::*;
pub use shown::*;

use crate::application::Application;
use crate::facts::{FactSet, Reason};
use crate::snapshot::{Answer, Exchange, Purpose, Snapshot};
use crate::vocabulary::Vocabulary;
use url::Url;

/// What extractors may know besides the page.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// Language of the page, BCP 47, once it is known.
    pub language: Option<&'a str>,
    /// Country of the shop, ISO 3166-1 alpha-2: declared, else by top-level
    /// domain or language.
    pub country: Option<&'a str>,
}

/// All that was read of one shop.
#[derive(Debug)]
pub struct Site<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// What was declared.
    pub application: Option<&'a Application>,
    /// The pages, best first: the front page, then in the order they were read.
    pub pages: Vec<PageReading>,
    /// The walk to the checkout, where there was one. Its pages are none of the
    /// above: they speak of the way and not of the shop.
    pub walk: Option<form::Walked<'a>>,
    /// How much of the shop was seen.
    pub coverage: Coverage,
    /// The words.
    pub vocabulary: &'a Vocabulary,
}

/// The result of [`extract`].
#[derive(Debug)]
pub struct Extraction {
    /// All facts.
    pub facts: FactSet,
    /// The pages as read.
    pub pages: Vec<PageReading>,
}

/// States the facts that a snapshot shows.
#[must_use]
pub fn extract(snapshot: &Snapshot, application: Option<&Application>) -> Extraction {
    let vocabulary = Vocabulary::built_in();
    let country = language::country(snapshot, application);
    let context = Context { vocabulary, language: None, country: country.as_deref() };
    let visits: Vec<(&Exchange, &Answer)> = snapshot
        .exchanges
        .iter()
        .filter_map(|exchange| page_of(exchange).map(|answer| (exchange, answer)))
        .collect();
    let pages = read_all(&visits, application, context);
    let walk = form::Walked::of(snapshot, context);
    let coverage = Coverage::default();
    let mut site = Site { snapshot, application, pages, walk, coverage, vocabulary };
    pages::settle(&mut site);
    site.coverage = Coverage::of(&site);
    let mut facts = FactSet::new();
    declared::facts(application, &mut facts);
    contact::facts(&site, &mut facts);
    identity::facts(&site, &mut facts);
    price::facts(&site, &mut facts);
    product::facts(&site, &mut facts);
    pages::facts(&site, &mut facts);
    terms::facts(&site, &mut facts);
    form::facts(&site, &mut facts);
    goods::facts(&site, &mut facts);
    domain::facts(&site, &mut facts);
    // What the site shows is weighed with what its name servers say.
    site::facts(&site, &mut facts);
    Extraction { facts, pages: site.pages }
}

/// Reads the pages of a visit, several at a time; the order is theirs.
fn read_all(
    visits: &[(&Exchange, &Answer)],
    application: Option<&Application>,
    context: Context<'_>,
) -> Vec<PageReading> {
    let read = |visits: &[(&Exchange, &Answer)]| -> Vec<PageReading> {
        visits
            .iter()
            .filter_map(|(exchange, answer)| visited(exchange, answer, application, context))
            .collect()
    };
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = visits.len().div_ceil(workers).max(1);
    if share >= visits.len() {
        return read(visits);
    }
    std::thread::scope(|scope| {
        let shares: Vec<_> = visits
            .chunks(share)
            .map(|share| {
                let worker = std::thread::Builder::new().stack_size(STACK);
                // Without another thread the pages are read by this one.
                worker.spawn_scoped(scope, move || read(share)).map_err(|_| share)
            })
            .collect();
        shares
            .into_iter()
            .flat_map(|share| match share {
                Ok(worker) => {
                    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                }
                Err(share) => read(share),
            })
            .collect()
    })
}

/// The stack of a thread that reads pages, in bytes: that of a main thread.
const STACK: usize = 8 << 20;

/// The reading of one page of a visit.
fn visited(
    exchange: &Exchange,
    answer: &Answer,
    application: Option<&Application>,
    context: Context<'_>,
) -> Option<PageReading> {
    let url = Url::parse(&exchange.url).ok()?;
    // Where scripts or a refresh led to another domain, the page is as it was served.
    let stayed = |at: &str| pages::registrable(at) == pages::registrable(&exchange.url);
    let drawn = exchange
        .view
        .as_ref()
        .filter(|view| view.rendered && !view.html.is_empty() && stayed(&view.url));
    let (doc, pdf) = if let Some(view) = drawn {
        // Addresses on it start from where the page says that it is.
        let at = Url::parse(&view.url).unwrap_or_else(|_| url.clone());
        (Document::parse(&String::from_utf8_lossy(&view.html), &at), false)
    } else if is_pdf(answer) {
        (pdf::document(&answer.body, &url)?, true)
    } else {
        (Document::parse(&text_of(answer), &url), false)
    };
    let mut reading = read_document(&doc, context);
    reading.pdf = pdf;
    identity::look_for_declared(&doc, application, &mut reading);
    reading.status = answer.status;
    reading.clicks = exchange.clicks;
    if let Some(view) = drawn {
        url.as_str().clone_into(&mut reading.url);
        reading.sha256.clone_from(&view.sha256);
        reading.seen_at.clone_from(&view.seen_at);
        reading.cut |= view.truncated;
        drawn_page(&doc, &mut reading);
    } else {
        reading.sha256.clone_from(&answer.sha256);
        reading.seen_at.clone_from(&exchange.seen_at);
        reading.cut |= answer.truncated;
    }
    Some(reading)
}

/// Says of a page that a browser drew it: what is not there then is not left to
/// script, unless nothing was drawn at all.
fn drawn_page(doc: &Document, reading: &mut PageReading) {
    reading.rendered = true;
    let blank = doc.blocks.is_empty() && doc.images.is_empty();
    reading.script_shell &= blank;
    reading.script_frame = false;
    if reading.checkout_elsewhere == Some(Reason::NeedsJavascript) && !blank {
        reading.checkout_elsewhere = None;
    }
}

/// Reads one page of HTML.
#[must_use]
pub fn read_page(source: &str, url: &Url, context: Context<'_>) -> PageReading {
    read_document(&Document::parse(source, url), context)
}

/// Reads one page given as plain text or Markdown.
#[must_use]
pub fn read_text(source: &str, url: &Url, context: Context<'_>) -> PageReading {
    read_document(&Document::from_text(source, url), context)
}

/// A reading that knows of its page only what every area needs.
fn begun(doc: &Document, context: Context<'_>) -> PageReading {
    PageReading {
        url: doc.url.to_string(),
        status: 200,
        title: doc.title.clone(),
        words: doc.words(),
        cut: doc.cut,
        language: language::of_page(doc, context),
        ..PageReading::default()
    }
}

fn read_document(doc: &Document, context: Context<'_>) -> PageReading {
    let mut reading = begun(doc, context);
    let language = reading.language.clone();
    let context = Context { language: language.as_deref().or(context.language), ..context };
    pages::read(doc, context, &mut reading);
    let clues = contact::read(doc, context, &mut reading);
    identity::read(doc, &clues, &mut reading);
    price::read(doc, context, &mut reading);
    product::read(doc, context, &mut reading);
    terms::read(doc, context, &mut reading);
    form::read(doc, context, &mut reading);
    goods::read(doc, context, &mut reading);
    site::read(doc, context, &mut reading);
    reading
}

/// Reads of a page what tells a visitor where to go: its kind, its links, its
/// forms and the products it shows.
pub(crate) fn read_way(doc: &Document, context: Context<'_>) -> PageReading {
    let mut reading = begun(doc, context);
    let language = reading.language.clone();
    let context = Context { language: language.as_deref().or(context.language), ..context };
    pages::read(doc, context, &mut reading);
    product::read(doc, context, &mut reading);
    form::read(doc, context, &mut reading);
    reading
}

/// The country of a shop, ISO 3166-1 alpha-2, declared or by its host.
pub(crate) fn country_of(snapshot: &Snapshot) -> Option<String> {
    let text = snapshot.application.as_deref();
    let application = text.and_then(|text| Application::parse(text, "application.yaml").ok());
    language::country(snapshot, application.as_ref())
}

/// The answer of an exchange that is a page of the shop that could be read.
fn page_of(exchange: &Exchange) -> Option<&Answer> {
    let answer = exchange.answer()?;
    let readable = exchange.purpose == Purpose::Page
        && answer.status == 200
        && answer.wall.is_none()
        && (answer.is_html() || is_pdf(answer));
    readable.then_some(answer)
}

/// Whether a body is a PDF document.
fn is_pdf(answer: &Answer) -> bool {
    matches!(answer.media_type().as_str(), "application/pdf" | "application/x-pdf")
        && answer.body.starts_with(b"%PDF")
}

/// Reads one PDF document; nothing where it holds no text.
#[must_use]
pub fn read_pdf(source: &[u8], url: &Url, context: Context<'_>) -> Option<PageReading> {
    let mut reading = read_document(&pdf::document(source, url)?, context);
    reading.pdf = true;
    Some(reading)
}

/// The body as text: by byte order mark, `charset`, `<meta>`, else by guess.
#[must_use]
pub fn text_of(answer: &Answer) -> String {
    let content_type = answer.header("content-type").unwrap_or("");
    decode(&answer.body, content_type)
}

/// Decodes bytes as the WHATWG encoding standard has browsers do, with a guess
/// where nothing is declared.
#[must_use]
pub fn decode(bytes: &[u8], content_type: &str) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let label = |text: &str| {
        let lower = text.to_ascii_lowercase();
        let at = lower.find("charset")?;
        let value: String = lower
            .get(at + 7..)?
            .trim_start_matches([' ', '=', '"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
            .collect();
        encoding_rs::Encoding::for_label(value.as_bytes())
    };
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048)).unwrap_or(bytes));
    let declared = label(content_type).or_else(|| label(&head));
    // Declared UTF-8 that is not valid UTF-8 is a mislabelled legacy page.
    let encoding = declared.filter(|e| *e != encoding_rs::UTF_8).unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, chardetng::Utf8Detection::Allow)
    });
    encoding.decode(bytes).0.into_owned()
}
