//! `shopvet rules`: what is required, and whether the rule files are sound.

use crate::error::{Error, Result, exit};
use crate::rules::{self, Library, Problem, Rule, lint, suite};
use clap::{Subcommand, ValueEnum};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// List, show, check and test rules
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    /// Folder with rules of your own; repeatable
    #[arg(long, value_name = "DIR", env = "SHOPVET_RULES", value_delimiter = ',', global = true)]
    rules: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every rule with its level and title
    List {
        /// Only the rules of this pack, at its levels; repeatable
        #[arg(long)]
        pack: Vec<String>,
        /// Language of the titles
        #[arg(long, default_value = "en")]
        lang: String,
        /// List packs instead of rules
        #[arg(long)]
        packs: bool,
    },
    /// Show one rule as a page
    Show {
        /// The rule's id
        rule: String,
        /// Language
        #[arg(long, default_value = "en")]
        lang: String,
    },
    /// Check rule and pack files: form, facts, texts, tests in every direction
    Check,
    /// Run the tests that rules carry
    Test {
        /// Only rules whose id contains this
        filter: Option<String>,
    },
    /// Print a JSON Schema
    Schema {
        /// What for
        #[arg(default_value = "rule")]
        of: SchemaOf,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SchemaOf {
    Rule,
    Pack,
    Waivers,
    Application,
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    if let Command::Schema { of } = &args.command {
        let format = match of {
            SchemaOf::Rule => rules::Format::Rule,
            SchemaOf::Pack => rules::Format::Pack,
            SchemaOf::Waivers => rules::Format::Waivers,
            SchemaOf::Application => rules::Format::Application,
        };
        let text = serde_json::to_string_pretty(&rules::schema(format)).unwrap_or_default();
        super::io::print(&(text + "\n"))?;
        return Ok(exit::PASS);
    }
    let library = super::io::library(&args.rules)?;
    let (text, code) = match &args.command {
        Command::List { packs: true, lang, .. } => (packs(&library, lang), exit::PASS),
        Command::List { pack, lang, .. } => (list(&library, pack, lang)?, exit::PASS),
        Command::Show { rule, lang } => (show(find(&library, rule)?, lang), exit::PASS),
        Command::Check => check(&library)?,
        Command::Test { filter } => test(&library, filter.as_deref())?,
        Command::Schema { .. } => (String::new(), exit::PASS),
    };
    super::io::print(&text)?;
    Ok(code)
}

fn find<'a>(library: &'a Library, id: &str) -> Result<&'a Arc<Rule>> {
    library.rule(id).ok_or_else(|| {
        let near = library.rules().max_by(|a, b| {
            strsim::jaro_winkler(&a.id, id).total_cmp(&strsim::jaro_winkler(&b.id, id))
        });
        let near = near.map_or_else(String::new, |rule| format!("; did you mean `{}`?", rule.id));
        Error::Usage(format!("there is no rule `{id}`{near} `shopvet rules list` prints them all"))
    })
}

fn list(library: &Library, packs: &[String], language: &str) -> Result<String> {
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

fn show(rule: &Rule, language: &str) -> String {
    let mut out = format!("{}\n{}\n\n", rule.title.get(language), rule.id);
    let mut line = |key: &str, text: &str| {
        if text.trim().is_empty() {
            return;
        }
        for (index, part) in text.trim().lines().enumerate() {
            let head = if index == 0 { key } else { "" };
            let options = textwrap::Options::new(96)
                .initial_indent("            ")
                .subsequent_indent("            ");
            let wrapped = textwrap::fill(part.trim(), options);
            let _ = writeln!(out, "{head:10}  {}", wrapped.trim_start());
        }
    };
    line("level", rule.level.name());
    line("group", &rule.group);
    line("why", &rule.why);
    line("guidance", rule.guidance.get(language));
    for reference in &rule.references {
        line("reference", &format!("{}\n{}", reference.title, reference.url));
    }
    if let Some(from) = rule.from {
        line("from", &from.to_string());
    }
    if let Some(to) = rule.to {
        line("to", &to.to_string());
    }
    for (name, param) in &rule.declared {
        line("param", &format!("{name} = {}\n{}", param.default, param.description));
    }
    let facts: Vec<&str> = rule.evidence.clone();
    line("evidence", &facts.join("\n"));
    line("tests", &format!("{} cases", rule.cases.len()));
    out
}

fn check(library: &Library) -> Result<(String, u8)> {
    let problems: Vec<Problem> = library.rules().flat_map(|rule| lint(rule)).collect();
    if problems.is_empty() {
        let text = format!(
            "{} rules and {} packs are sound\n",
            library.rules().len(),
            library.packs().len()
        );
        return Ok((text, exit::PASS));
    }
    Err(Error::Invalid(Problem::join(&problems)))
}

fn test(library: &Library, filter: Option<&str>) -> Result<(String, u8)> {
    let chosen: Vec<Arc<Rule>> = library
        .rules()
        .filter(|rule| filter.is_none_or(|part| rule.id.contains(part)))
        .cloned()
        .collect();
    if chosen.is_empty() {
        return Err(Error::Usage(format!(
            "no rule id contains `{}`; `shopvet rules list` prints them all",
            filter.unwrap_or_default()
        )));
    }
    let results = suite::run(&chosen);
    let mut out = String::new();
    let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
    for result in &failed {
        let _ = writeln!(out, "{result}");
    }
    let _ = writeln!(
        out,
        "{} tests of {} rules: {} passed, {} failed",
        results.len(),
        chosen.len(),
        results.len() - failed.len(),
        failed.len()
    );
    let code = if failed.is_empty() { exit::PASS } else { exit::INVALID };
    Ok((out, code))
}
