//! `shopvet rules list`: rules by group, or packs.

use crate::error::{Result, exit};
use crate::rules::{Library, Rule};
use std::fmt::Write as _;
use std::sync::Arc;

/// List every rule with its level and title
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only the rules of this pack, at its levels; repeatable
    #[arg(long)]
    pack: Vec<String>,
    /// Language of the titles
    #[arg(long, default_value = "en")]
    pub(super) lang: String,
    /// List packs instead of rules
    #[arg(long)]
    packs: bool,
}

/// Prints the list.
pub(super) fn run(args: &Args, library: &Library) -> Result<u8> {
    let text = if args.packs {
        packs(library, &args.lang)
    } else {
        rules(library, &args.pack, &args.lang)?
    };
    crate::cli::io::print(&text)?;
    Ok(exit::PASS)
}

fn rules(library: &Library, packs: &[String], language: &str) -> Result<String> {
    let chosen: Vec<Arc<Rule>> = if packs.is_empty() {
        let mut all: Vec<_> = library.rules().cloned().collect();
        all.sort_by(|a, b| (&a.group, &a.id).cmp(&(&b.group, &b.id)));
        all
    } else {
        library.select(packs, None)?.rules
    };
    let width = chosen.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut group = "";
    for rule in &chosen {
        if rule.group != group {
            let gap = if group.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{gap}{}", rule.group);
            group = &rule.group;
        }
        let level = rule.level.name();
        let _ = writeln!(out, "  {:width$}  {level:7}  {}", rule.id, rule.title.get(language));
    }
    let _ = writeln!(out, "\n{} rules", chosen.len());
    Ok(out)
}

fn packs(library: &Library, language: &str) -> String {
    let mut out = String::new();
    for pack in library.packs() {
        let _ = writeln!(out, "{} {}  {}", pack.name, pack.version, pack.title.get(language));
    }
    out
}
