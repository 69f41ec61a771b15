//! The letter to the merchant: only what the merchant must do.
//!
//! What blocks comes first, then what only the merchant can open or send, then what
//! should be mended. Each point says what was found, where, why it matters, what to do
//! and what it looks like when it is done. The wording around the points is two templates, of which an
//! acquirer may use its own; notes and what a person at the acquirer must settle are
//! none of the merchant's business and not in it.

use super::texts::Texts;
use super::{Report, safe};
use crate::facts::Reason;
use crate::judge::{Level, Outcome, OutcomeKind, Reference};
use crate::rules::sources;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use serde_json::{Value, json};

/// Places shown of one point.
const PLACES: usize = 3;
/// Characters of a name or title.
const TITLE: usize = 200;
/// Characters of a date.
const DATE: usize = 20;
/// Characters of an address.
const ADDRESS: usize = 300;
/// Characters of an excerpt.
const EXCERPT: usize = 300;
/// Characters of a sentence.
const SENTENCE: usize = 800;

/// Columns of a line of plain mail.
const LINE: usize = 76;

/// A form of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For the body of a plain mail.
    Text,
    /// For a mail with form or for print.
    Html,
}

impl Form {
    /// The name of its template in a folder of templates.
    #[must_use]
    pub const fn template(self) -> &'static str {
        match self {
            Self::Text => "letter.txt",
            Self::Html => "letter.html",
        }
    }

    /// The template that ships.
    const fn built_in(self) -> &'static str {
        match self {
            Self::Text => include_str!("templates/letter/letter.txt"),
            Self::Html => include_str!("templates/letter/letter.html"),
        }
    }
}

/// The letter; `template` takes the place of the built-in one.
///
/// # Errors
/// When the template is at fault: its name, line and what is wrong.
pub fn render(
    report: &Report,
    form: Form,
    template: Option<&str>,
) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    // A misspelt name in somebody's template is an error and no gap in a letter.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // A line that holds a block alone leaves no line behind.
    let mut syntax = SyntaxConfig::builder();
    let syntax = syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build()?);
    environment.set_auto_escape_callback(move |_| match form {
        Form::Text => AutoEscape::None,
        Form::Html => AutoEscape::Html,
    });
    environment.add_filter("wrap", wrap);
    environment.add_template(form.template(), template.unwrap_or_else(|| form.built_in()))?;
    let texts = Texts::of(&report.language);
    let mut view = view(report, texts);
    // Whatever it holds stays on its line, so that nothing can pose as another point.
    safe::neutralise(&mut view, safe::line);
    let letter = environment.get_template(form.template())?.render(context! {
        letter => Serde(&view),
        texts => Serde(texts.table()),
        language => safe::line(&report.language),
    })?;
    Ok(safe::logged(&letter).into_owned())
}

/// Text in lines as plain mail has them (RFC 3676, 4.2), those after the first indented.
/// Addresses stay whole, so that they can be followed.
fn wrap(text: &str, indent: usize) -> String {
    let rest = " ".repeat(indent.min(LINE / 2));
    let options = textwrap::Options::new(LINE)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .subsequent_indent(&rest);
    // The line begins with what stands before the text in the template.
    let first = " ".repeat(rest.len());
    let filled = textwrap::fill(text, options.initial_indent(&first));
    filled.strip_prefix(&*first).map_or_else(|| filled.clone(), str::to_owned)
}

fn view(report: &Report, texts: Texts) -> Value {
    let application = report.application.as_ref();
    let name = application.and_then(|a| a.legal_name.as_deref());
    let name = name.map(|name| safe::short(name, TITLE));
    let host = &safe::short(&report.target.host, TITLE);
    let date = safe::short(report.run.started_at.split('T').next().unwrap_or_default(), DATE);
    let of = |test: &dyn Fn(&Outcome) -> bool| -> Vec<Value> {
        let open = report.outcomes.iter().filter(|outcome| outcome.waiver.is_none());
        open.filter(|outcome| test(outcome)).map(|outcome| point(outcome, report)).collect()
    };
    let failed =
        |level: Level| move |o: &Outcome| o.outcome == OutcomeKind::Fail && o.level == level;
    json!({
        "host": host,
        "url": safe::short(&report.target.url, ADDRESS),
        "name": name,
        "email": application.and_then(|a| a.contact.as_ref()?.email.as_deref()).map(|email| safe::short(email, TITLE)),
        "date": date,
        "subject": texts.fill("letter-subject", &[("host", host)]),
        "opening": texts.fill("letter-opening", &[
            ("host", host),
            ("date", &date),
        ]),
        "must": of(&failed(Level::Error)),
        "open": of(&|o| o.level != Level::Note && asks_merchant(o)),
        "should": of(&failed(Level::Warning)),
    })
}

/// Whether only the merchant can let an open question be settled.
fn asks_merchant(outcome: &Outcome) -> bool {
    use Reason::{
        AgeWall, Blocked, GeoBlocked, ImageOnly, LoginRequired, NeedsDocument, PdfOnly, Redacted,
        RobotsDisallowed,
    };
    outcome.outcome == OutcomeKind::Inconclusive
        && outcome.reason.is_some_and(|reason| {
            matches!(
                reason,
                AgeWall
                    | Blocked
                    | GeoBlocked
                    | ImageOnly
                    | LoginRequired
                    | NeedsDocument
                    | PdfOnly
                    | Redacted
                    | RobotsDisallowed
            )
        })
}

fn point(outcome: &Outcome, report: &Report) -> Value {
    let seen = outcome.evidence.iter().filter(|seen| seen.url.starts_with("http"));
    let mut places: Vec<Value> = Vec::new();
    for seen in seen {
        let place = json!({
            "url": safe::short(&seen.url, ADDRESS),
            "excerpt": safe::short(&seen.excerpt, EXCERPT),
        });
        if places.len() < PLACES && !places.contains(&place) {
            places.push(place);
        }
    }
    let steps: Vec<String> = outcome
        .guidance
        .lines()
        .map(|line| {
            let line = line.trim();
            let step = line.trim_start_matches(|c: char| c.is_ascii_digit());
            step.strip_prefix(". ").unwrap_or(line)
        })
        .filter(|line| !line.is_empty())
        .map(|line| safe::short(line, SENTENCE))
        .collect();
    let example = outcome.example.lines().map(|line| safe::short(line, SENTENCE));
    json!({
        "rule": outcome.rule,
        "title": safe::short(&outcome.title, TITLE),
        "message": safe::short(&outcome.message, SENTENCE),
        "places": places,
        "why": safe::short(&outcome.why, SENTENCE),
        "steps": steps,
        "example": example.collect::<Vec<_>>(),
        "references": references(outcome, report),
    })
}

/// What the point rests on, as far as it concerns this merchant.
fn references(outcome: &Outcome, report: &Report) -> Vec<Value> {
    let country = report.application.as_ref().and_then(|a| a.country.as_deref());
    let packs: Vec<&str> = report.packs.iter().map(|pack| pack.name.as_str()).collect();
    let concern = |one: &&Reference| sources::concerns(&one.url, country, &packs);
    outcome.references.iter().filter(concern).map(reference).collect()
}

fn reference(reference: &Reference) -> Value {
    json!({
        "title": safe::short(&reference.title, TITLE),
        "url": safe::short(&reference.url, ADDRESS),
    })
}
