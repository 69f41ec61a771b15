//! `shopvet rules list`: rules by group, or packs.

use crate::error::{Result, exit};
use crate::rules::{Library, Pack, Rule};
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
    /// With --packs: what each covers, what of it cannot be checked, and where it is from
    #[arg(long, requires = "packs")]
    long: bool,
}

/// Prints the list.
pub(super) fn run(args: &Args, library: &Library) -> Result<u8> {
    let text =
        if args.packs { packs(library, args)? } else { rules(library, &args.pack, &args.lang)? };
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

fn packs(library: &Library, args: &Args) -> Result<String> {
    if !args.pack.is_empty() {
        // What does not exist is told by the selection.
        library.select(&args.pack, None)?;
    }
    let chosen = |pack: &Pack| args.pack.is_empty() || args.pack.contains(&pack.name);
    let mut out = String::new();
    for pack in library.packs().filter(|pack| chosen(pack)) {
        let title = pack.title.get(&args.lang);
        let gap = if args.long && !out.is_empty() { "\n" } else { "" };
        let _ = writeln!(out, "{gap}{} {}  {title}", pack.name, pack.version);
        if args.long {
            about(pack, &args.lang, &mut out);
        }
    }
    Ok(out)
}

/// What a pack says of itself, indented below its name.
fn about(pack: &Pack, language: &str, out: &mut String) {
    let list = |items: &[String]| (!items.is_empty()).then(|| items.join(", "));
    let parts = [
        ("covers", Some(pack.covers.get(language).to_owned())),
        ("notice", Some(pack.notice.get(language).to_owned())),
        ("source", Some(pack.source.clone())),
        ("read", pack.read.clone()),
        ("builds on", list(&pack.extends)),
        ("countries", list(&pack.countries)),
    ];
    for (name, text) in parts {
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        let first = format!("  {name:<9}  ");
        let options = textwrap::Options::new(100)
            .initial_indent(&first)
            .subsequent_indent("             ")
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let _ = writeln!(out, "{}", textwrap::fill(&text, options));
    }
    for reference in &pack.references {
        let _ = writeln!(out, "             {}\n             {}", reference.title, reference.url);
    }
}
