//! `shopvet explain`: why a rule came out as it did, from a saved report alone.

use crate::error::{Error, Result, exit};
use crate::handbook::{self, Explanation, words};
use crate::report::saved::{Saved, SavedOutcome};
use crate::report::texts::Texts;
use crate::rules::{Languages, Ruleset};
use clap::ValueEnum;
use std::path::PathBuf;

/// Explain why a rule came out as it did: its conditions with what was seen at each part
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule's id
    rule: String,
    /// A report of `--format json`
    report: PathBuf,
    /// Requirement pack to judge by; repeatable [default: those of the report]
    #[arg(long, value_name = "NAME", env = "SHOPVET_PACK", value_delimiter = ',')]
    pack: Vec<String>,
    /// Folder with rules of your own; repeatable
    #[arg(long, value_name = "DIR", env = "SHOPVET_RULES", value_delimiter = ',')]
    rules: Vec<PathBuf>,
    /// Language: en, sv, nb, da, fi, de [default: that of the report]
    #[arg(long, value_name = "LANG", env = "SHOPVET_LANG")]
    lang: Option<String>,
    /// Form of the explanation
    #[arg(long, value_name = "KIND", default_value = "text")]
    format: Form,
    #[command(flatten)]
    config: super::ConfigArgs,
}

/// A form of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
}

/// Prints the explanation.
pub(super) fn run(args: &Args) -> Result<u8> {
    let text = super::io::read_text(&args.report)?;
    let saved = Saved::read(&text, &args.report.display().to_string()).map_err(Error::Invalid)?;
    let language = super::rules::language(args.lang.as_deref().unwrap_or(saved.language.as_str()))?;
    let config = args.config.load()?;
    let folders = if args.rules.is_empty() { &config.rules } else { &args.rules };
    let library = super::io::library_in(folders, Languages::Only(language))?;
    let packs = if args.pack.is_empty() {
        saved.packs.iter().map(|(name, _)| name.clone()).collect()
    } else {
        args.pack.clone()
    };
    let chosen = library.select(&packs, None)?;
    // A rule that no pack chose is explained as it ships.
    let known = super::rules::find(&library, &args.rule)?;
    let among = chosen.rules.iter().find(|rule| rule.id == args.rule);
    let rule = among.unwrap_or(known);
    let mut told = Explanation::new(rule, &saved.facts, saved.as_of, language);
    told.packs = chosen.packs.iter().map(|p| format!("{} {}", p.name, p.version)).collect();
    let outcome = saved.outcomes.iter().find(|outcome| outcome.rule == args.rule);
    if let Some(outcome) = outcome {
        told.message.clone_from(&outcome.message);
    }
    let words = words(language);
    let notes = notes(&saved, &chosen, outcome, &told, words);
    told.notes.splice(0..0, notes);
    let text = match args.format {
        Form::Text => handbook::explanation(&told),
        Form::Json => {
            let json = serde_json::to_string_pretty(&told).unwrap_or_default();
            crate::report::safe::json(&json) + "\n"
        }
    };
    super::io::print(&text)?;
    Ok(exit::PASS)
}

/// Whether the rules of the report are those at hand, and whether they agree.
fn notes(
    saved: &Saved,
    chosen: &Ruleset,
    outcome: Option<&SavedOutcome>,
    told: &Explanation,
    words: Texts,
) -> Vec<String> {
    let mut notes = Vec::new();
    let same = |name: &str, sha256: &str| {
        chosen.packs.iter().any(|pack| pack.name == name && pack.sha256 == sha256)
    };
    let changed: Vec<&str> = saved
        .packs
        .iter()
        .filter(|(name, sha256)| !same(name, sha256))
        .map(|(name, _)| name.as_str())
        .collect();
    if !changed.is_empty() {
        notes.push(words.fill("explain-changed", &[("packs", &changed.join(", "))]));
    }
    match outcome {
        None => notes.push(words.get("explain-not-in-report").to_owned()),
        Some(outcome) if outcome.outcome != told.outcome || outcome.reason != told.reason => {
            let say = |name: &str, reason: Option<&str>| {
                let word = words.fill(&format!("outcome-{name}"), &[]);
                reason.map_or_else(|| word.clone(), |reason| format!("{word} ({reason})"))
            };
            let then = say(&outcome.outcome, outcome.reason.as_deref());
            let now = say(&told.outcome, told.reason.as_deref());
            notes.push(words.fill("explain-differs", &[("then", &then), ("now", &now)]));
        }
        Some(_) => {}
    }
    notes
}
