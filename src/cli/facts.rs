//! `shopvet facts`: the catalogue of what a rule may ask about.

use crate::error::{Error, Result, exit};
use crate::facts::catalogue::{self, Entry, Field, Kind, Source};
use clap::Subcommand;
use serde_json::json;
use std::fmt::Write as _;

/// Show what a rule may ask about
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every fact path with its type and meaning
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show one fact path with its fields
    Show {
        /// The path, such as `contact.emails`
        path: String,
    },
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    let text = match &args.command {
        Command::List { json: false } => list(),
        Command::List { json: true } => list_json(),
        Command::Show { path } => show(path)?,
    };
    super::io::print(&text)?;
    Ok(exit::PASS)
}

fn list() -> String {
    let width = catalogue::entries().map(|entry| entry.path.len()).max().unwrap_or(0);
    let mut out = String::new();
    for entry in sorted() {
        let indent = " ".repeat(width + 2);
        let first = format!("{:width$}  ", entry.path);
        let text = format!("{} ({})", entry.meaning, kind_name(entry.kind));
        let options = textwrap::Options::new(110).initial_indent(&first).subsequent_indent(&indent);
        let _ = writeln!(out, "{}", textwrap::fill(&text, options));
    }
    out
}

fn list_json() -> String {
    let entries: Vec<_> = sorted()
        .into_iter()
        .map(|entry| {
            json!({
                "path": entry.path,
                "type": kind_name(entry.kind),
                "fields": fields(entry.kind).iter().map(|field| json!({
                    "name": field.name,
                    "type": kind_name(field.kind),
                    "words": field.words,
                })).collect::<Vec<_>>(),
                "source": source_name(entry.source),
                "meaning": entry.meaning,
                "words": entry.words,
            })
        })
        .collect();
    serde_json::to_string_pretty(&entries).unwrap_or_default() + "\n"
}

fn show(path: &str) -> Result<String> {
    let Some((entry, kind)) = catalogue::resolve(path) else {
        let near = catalogue::entries()
            .max_by(|a, b| {
                strsim::jaro_winkler(a.path, path).total_cmp(&strsim::jaro_winkler(b.path, path))
            })
            .map_or(String::new(), |entry| format!("; did you mean `{}`?", entry.path));
        return Err(Error::Usage(format!(
            "there is no fact `{path}`{near} `shopvet facts list` prints them all"
        )));
    };
    let mut out = format!(
        "{path}\n  type     {}\n  source   {}\n  meaning  {}\n",
        kind_name(kind),
        source_name(entry.source),
        entry.meaning
    );
    for field in fields(kind) {
        let _ = writeln!(out, "  field    {} ({})", field.name, kind_name(field.kind));
    }
    let mut words = |key: &str, words: &[&str]| {
        if !words.is_empty() {
            let options = textwrap::Options::new(100)
                .initial_indent("  words    ")
                .subsequent_indent("           ")
                .word_splitter(textwrap::WordSplitter::NoHyphenation);
            let text = format!("{key}{}", words.join(", "));
            let _ = writeln!(out, "{}", textwrap::fill(&text, options));
        }
    };
    words("", catalogue::words(path));
    for field in fields(kind) {
        words(&format!("{}: ", field.name), field.words);
    }
    Ok(out)
}

fn sorted() -> Vec<&'static Entry> {
    let mut entries: Vec<_> = catalogue::entries().collect();
    entries.sort_by_key(|entry| entry.path);
    entries
}

const fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Record(fields) | Kind::RecordList(fields) => fields,
        _ => &[],
    }
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Bool => "boolean",
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::TextList => "list of text",
        Kind::Record(_) => "record",
        Kind::RecordList(_) => "list of records",
    }
}

const fn source_name(source: Source) -> &'static str {
    match source {
        Source::Application => "application",
        Source::Pages => "pages",
        Source::Checkout => "checkout",
        Source::Registry => "registry",
        Source::Dns => "dns",
        Source::Tls => "tls",
    }
}
