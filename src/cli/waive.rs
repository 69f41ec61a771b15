//! `shopvet waive`: adds one exception to a file of waivers.
//!
//! The file is a person's: it is added to at its end and otherwise left as it is.

use super::config::Config;
use super::io;
use crate::error::{Error, Result, exit};
use crate::judge::waiver;
use crate::rules::Problem;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Add an exception for one rule and one shop to the file of waivers
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule's id
    rule: String,
    /// The shop's host, exactly, as reports name it
    #[arg(long, value_name = "HOST")]
    host: String,
    /// Why it is acceptable
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who answers for it
    #[arg(long, value_name = "WHO")]
    owner: String,
    /// The last day it holds
    #[arg(long, value_name = "DATE")]
    until: Date,
    /// Where the decision is kept
    #[arg(long, value_name = "TEXT")]
    ticket: Option<String>,
    /// The file it is added to [default: that of the configuration, else waivers.yaml]
    #[arg(long, value_name = "FILE", env = "SHOPVET_WAIVERS")]
    waivers: Option<PathBuf>,
    /// Folder with rules of your own; repeatable
    #[arg(long, value_name = "DIR", env = "SHOPVET_RULES", value_delimiter = ',')]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    config: super::ConfigArgs,
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    let config = args.config.load()?;
    let folders = if args.rules.is_empty() { &config.rules } else { &args.rules };
    super::rules::find(&io::library(folders)?, &args.rule)?;
    let today = jiff::Zoned::now().date();
    if args.until < today {
        return Err(Error::Usage(format!(
            "--until {} is past; a waiver that has ended is not applied",
            args.until
        )));
    }
    let path = file(args, &config);
    let before = if path.exists() { io::read_text(&path)? } else { String::new() };
    let after = added(&before, &entry(args));
    // What cannot be read back is not written.
    let name = path.display().to_string();
    let invalid = |problems: Vec<Problem>| Error::Invalid(Problem::join(&problems));
    let known = if before.trim().is_empty() { Vec::new() } else { read(&before, &name)? };
    let host = args.host.trim().to_ascii_lowercase();
    if let Some(there) =
        known.iter().find(|w| w.rule == args.rule && w.host == host && w.until >= today)
    {
        return Err(Error::Usage(format!(
            "{name}:{}: there is a waiver of {} for {host} until {}; change or remove that one",
            there.line, there.rule, there.until
        )));
    }
    waiver::read(&after, &name).map_err(invalid)?;
    std::fs::write(&path, after).map_err(|source| Error::File {
        action: "cannot write",
        path: path.clone(),
        source,
    })?;
    anstream::eprintln!("{name}: {} is waived for {host} until {}", args.rule, args.until);
    Ok(exit::PASS)
}

fn read(text: &str, name: &str) -> Result<Vec<crate::judge::Waiver>> {
    waiver::read(text, name).map_err(|problems| Error::Invalid(Problem::join(&problems)))
}

fn file(args: &Args, config: &Config) -> PathBuf {
    let configured = args.waivers.as_ref().or(config.waivers.as_ref());
    configured.cloned().unwrap_or_else(|| Path::new("waivers.yaml").to_owned())
}

/// One entry of the file.
fn entry(args: &Args) -> String {
    let mut lines = vec![
        ("rule", args.rule.clone()),
        ("host", args.host.trim().to_ascii_lowercase()),
        ("reason", args.reason.clone()),
        ("owner", args.owner.clone()),
        ("until", args.until.to_string()),
    ];
    lines.extend(args.ticket.iter().map(|ticket| ("ticket", ticket.clone())));
    let mut out = String::new();
    for (index, (key, value)) in lines.iter().enumerate() {
        let dash = if index == 0 { "- " } else { "  " };
        out.push_str(&format!("{dash}{key}: {}\n", quoted(value)));
    }
    out
}

/// Text as YAML reads it back, whatever it holds: a JSON string is a YAML one.
fn quoted(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
        && text.starts_with(|c: char| c.is_ascii_alphabetic());
    if plain { text.to_owned() } else { serde_json::json!(text).to_string() }
}

/// A file with an entry at its end.
fn added(before: &str, entry: &str) -> String {
    let before = before.trim_end();
    if before.is_empty() {
        let head = "# Exceptions: a rule that somebody answers for, for one shop, until a day.\n";
        return format!("{head}{entry}");
    }
    format!("{before}\n\n{entry}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_reason_holds_it_reads_back() {
        for reason in
            ["plain", "a: b # c", "\"quoted\" 'text'", "NO", "012", "- x", "å\nb", "{{ x }}"]
        {
            let text = format!(
                "- rule: a-b\n  host: x.example\n  reason: {}\n  owner: o\n  until: \"2030-01-01\"\n",
                quoted(reason)
            );
            let read = waiver::read(&text, "w.yaml").unwrap();
            assert_eq!(read[0].reason, reason.trim());
        }
    }

    #[test]
    fn an_entry_is_added_at_the_end_and_nothing_else_changes() {
        assert!(added("", "- a\n").ends_with("day.\n- a\n"));
        assert_eq!(added("# mine\n- rule: x\n\n\n", "- a\n"), "# mine\n- rule: x\n\n- a\n");
    }
}
