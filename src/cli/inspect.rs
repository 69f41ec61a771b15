//! `shopvet inspect`: what extraction sees, without rules.
//!
//! For rule authors, bug reports and measuring on labelled data.

use crate::error::{Error, Result, exit};
use crate::extract::{self, Context, PageReading, domain, form, identity, price};
use crate::names;
use crate::vocabulary::Vocabulary;
use clap::ValueEnum;
use rendering::Rendering;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use url::Url;

mod rendering;

/// Show what extraction sees in a page, record or word
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the input is
    #[arg(long = "as", value_name = "KIND", default_value = "html")]
    kind: Kind,
    /// Read one request a line (`{"id", "text" or "file", hints}`) and answer each with one line
    #[arg(long)]
    jsonl: bool,
    /// Address the page was at
    #[arg(long)]
    url: Option<String>,
    /// Language, BCP 47
    #[arg(long)]
    language: Option<String>,
    /// Country, ISO 3166-1 alpha-2
    #[arg(long)]
    country: Option<String>,
    /// Domain that was asked about (whois)
    #[arg(long)]
    domain: Option<String>,
    /// Server that answered (whois)
    #[arg(long)]
    server: Option<String>,
    /// Number scheme, such as `se-orgnr` (number)
    #[arg(long)]
    scheme: Option<String>,
    /// Currency code or sign (price)
    #[arg(long)]
    currency: Option<String>,
    /// Decimal separator (price)
    #[arg(long)]
    decimal_separator: Option<String>,
    /// Second name (name)
    #[arg(long)]
    against: Option<String>,
    #[command(flatten)]
    drawing: rendering::RenderingArgs,
    #[command(flatten)]
    vocabulary: super::VocabularyArgs,
    /// File to read, `-` for standard input; with --render also an address
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Html,
    Text,
    Whois,
    Rdap,
    Price,
    Phone,
    Number,
    Button,
    Name,
}

/// One request: the input and what is known about it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct Request {
    id: Value,
    text: Option<String>,
    file: Option<PathBuf>,
    url: Option<String>,
    language: Option<String>,
    country: Option<String>,
    domain: Option<String>,
    server: Option<String>,
    scheme: Option<String>,
    currency: Option<String>,
    decimal_separator: Option<String>,
    a: Option<String>,
    b: Option<String>,
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    args.vocabulary.add(&[])?;
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    let drawing = args.drawing.start(args.kind == Kind::Html)?;
    let drawn = drawing.as_ref();
    let written =
        if args.jsonl { lines(args, drawn, &mut out) } else { single(args, drawn, &mut out) };
    if let Some(drawing) = drawing {
        drawing.end();
    }
    written?;
    match out.flush() {
        Ok(()) => Ok(exit::PASS),
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(exit::PASS),
        Err(e) => Err(Error::Incomplete(format!("cannot write to standard output: {e}"))),
    }
}

fn single(args: &Args, drawing: Option<&Rendering>, out: &mut impl Write) -> Result<()> {
    let address = args.file.to_str().filter(|_| drawing.is_some()).filter(|text| is_address(text));
    let text = match address {
        Some(_) => None,
        None => {
            let host = args.server.as_deref().or(args.domain.as_deref());
            Some(decode(args.kind, &read_bytes(&args.file)?, host))
        }
    };
    let request = Request {
        text,
        url: args.url.clone().or(address.map(str::to_owned)),
        language: args.language.clone(),
        country: args.country.clone(),
        domain: args.domain.clone(),
        server: args.server.clone(),
        scheme: args.scheme.clone(),
        currency: args.currency.clone(),
        decimal_separator: args.decimal_separator.clone(),
        b: args.against.clone(),
        ..Request::default()
    };
    let answer = answer(args.kind, &request, drawing)?;
    let text = serde_json::to_string_pretty(&answer).unwrap_or_default();
    ignore_broken_pipe(writeln!(out, "{text}"))
}

fn lines(args: &Args, drawing: Option<&Rendering>, out: &mut impl Write) -> Result<()> {
    let input: Box<dyn BufRead> = if args.file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::io::BufReader::new(std::fs::File::open(&args.file).map_err(|source| {
            Error::File { action: "cannot read", path: args.file.clone(), source }
        })?))
    };
    for (index, line) in input.lines().enumerate() {
        let line = line.map_err(|source| Error::File {
            action: "cannot read",
            path: args.file.clone(),
            source,
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let mut reply = match serde_json::from_str::<Request>(&line) {
            Ok(request) => {
                let mut reply = answer(args.kind, &request, drawing)
                    .unwrap_or_else(|error| json!({ "error": error.to_string() }));
                if let Value::Object(map) = &mut reply {
                    map.insert("id".to_owned(), request.id);
                }
                reply
            }
            Err(error) => json!({ "id": null, "error": format!("line {}: {error}", index + 1) }),
        };
        if reply.is_null() {
            reply = json!({});
        }
        ignore_broken_pipe(writeln!(out, "{reply}"))?;
    }
    Ok(())
}

fn ignore_broken_pipe(result: std::io::Result<()>) -> Result<()> {
    match result {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::Incomplete(format!("cannot write to standard output: {e}")))
        }
        _ => Ok(()),
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let fail = |source| Error::File { action: "cannot read", path: path.to_owned(), source };
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(fail)?;
        Ok(bytes)
    } else {
        std::fs::read(path).map_err(fail)
    }
}

/// The text of a file of this kind: WHOIS answers declare no encoding, pages do.
fn decode(kind: Kind, bytes: &[u8], host: Option<&str>) -> String {
    match kind {
        Kind::Whois => domain::decode(bytes, host),
        _ => extract::decode(bytes, ""),
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Answers one request.
fn answer(kind: Kind, request: &Request, drawing: Option<&Rendering>) -> Result<Value> {
    let text = match (&request.text, &request.file) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => {
            let host = request.server.as_deref().or(request.domain.as_deref());
            decode(kind, &read_bytes(file)?, host)
        }
        (None, None) if kind == Kind::Name => String::new(),
        // The address alone, where it is to be drawn.
        (None, None) if drawing.is_some() && request.url.is_some() => String::new(),
        (None, None) => {
            return Err(Error::Usage("a request needs `text` or `file`".to_owned()));
        }
    };
    let vocabulary = Vocabulary::built_in();
    let language = request.language.as_deref();
    let country = request.country.as_deref().map(str::to_ascii_uppercase);
    let country = country.as_deref();
    Ok(match kind {
        Kind::Html | Kind::Text => {
            let address = request.url.as_deref().unwrap_or("https://page.invalid/");
            let url = Url::parse(address)
                .map_err(|error| Error::Usage(format!("`{address}` is no URL: {error}")))?;
            let given = request.text.is_some() || request.file.is_some();
            let (url, text) = match drawing {
                Some(drawing) => drawing.draw(&url, given.then_some(text.as_str()))?,
                None => (url, text),
            };
            let context = Context { vocabulary, language, country };
            let reading = if kind == Kind::Html {
                extract::read_page(&text, &url, context)
            } else {
                extract::read_text(&text, &url, context)
            };
            page(&reading)
        }
        Kind::Whois => to_json(domain::whois::read(
            &text,
            request.domain.as_deref(),
            request.server.as_deref(),
        )),
        Kind::Rdap => to_json(domain::rdap::read(&text)),
        Kind::Price => to_json(price::parse::parse(
            &text,
            price::parse::PriceHints {
                currency: request.currency.as_deref(),
                language,
                country,
                decimal_separator: request
                    .decimal_separator
                    .as_deref()
                    .and_then(|s| s.chars().next()),
            },
        )),
        Kind::Phone => json!({ "value": extract::contact::phone::parse(&text, country) }),
        Kind::Number => to_json(identity::number::parse(&text, country, request.scheme.as_deref())),
        Kind::Button => json!({ "clarity": form::button::clarity(&text, language, vocabulary) }),
        Kind::Name => {
            let a = request.a.as_deref().unwrap_or(text.trim());
            let b = request.b.as_deref().ok_or_else(|| {
                Error::Usage("two names are needed: `a` and `b`, or --against NAME".to_owned())
            })?;
            json!({ "match": names::compare(a, b) })
        }
    })
}

fn to_json(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// A page as the contract shows it: values without their places.
fn page(reading: &PageReading) -> Value {
    fn values<T: Serialize>(found: &[extract::Found<T>]) -> Vec<Value> {
        found.iter().map(|f| to_json(&f.value)).collect()
    }
    json!({
        "kind": reading.kind,
        "language": reading.language,
        "title": reading.title,
        "words": reading.words,
        "emails": values(&reading.emails),
        "phones": values(&reading.phones),
        "addresses": values(&reading.addresses),
        "opening-hours": values(&reading.opening_hours),
        "legal-names": values(&reading.legal_names),
        "registration-numbers": values(&reading.registration_numbers),
        "vat-numbers": values(&reading.vat_numbers),
        "prices": values(&reading.prices),
        "products": values(&reading.products),
        "topics": values(&reading.topics),
        "periods": values(&reading.periods),
        "statements": values(&reading.statements),
        "sections": reading.sections,
        "residue": values(&reading.residue),
        "placeholders": values(&reading.placeholders),
        "links": reading.links,
        "forms": reading.forms,
        "platform": reading.platform.as_ref().map(|p| &p.value),
    })
}
