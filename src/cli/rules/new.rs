//! `shopvet rules new`: a first draft of a rule of one's own.

use crate::error::{Error, Result, exit};
use crate::rules::{Draft, EDITOR_LINE, Format, Languages, Level, schema};
use std::path::{Path, PathBuf};

/// Write a commented draft of a rule, with tests, to go on from
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where it belongs and what it is called: `contact/telephone-answered`
    #[arg(value_name = "GROUP/ID")]
    name: String,
    /// What it requires, in English, as a statement that can be true
    #[arg(long)]
    title: Option<String>,
    /// The fact it asks about (`shopvet facts list`)
    #[arg(long, default_value = "contact.emails")]
    fact: String,
    /// How much it weighs
    #[arg(long, default_value = "warning", value_parser = ["error", "warning", "note"])]
    level: String,
    /// Copy this rule instead of beginning anew
    #[arg(long, value_name = "RULE", conflicts_with_all = ["title", "fact", "level"])]
    from: Option<String>,
}

/// The folder of rules where none is named.
const FOLDER: &str = "rules";

/// Writes the file, and the schemas for editors beside it.
pub(super) fn run(args: &Args, folders: &[PathBuf]) -> Result<u8> {
    let folder = match folders {
        [] => Path::new(FOLDER),
        [folder] => folder,
        _ => {
            return Err(Error::Usage("name one folder with --rules, to write to".to_owned()));
        }
    };
    let Some((group, id)) = args.name.split_once('/') else {
        return Err(Error::Usage(format!(
            "`{}` is no GROUP/ID, such as contact/telephone-answered",
            args.name
        )));
    };
    let draft = Draft {
        group,
        id,
        title: args.title.as_deref(),
        fact: &args.fact,
        level: Level::from_name(&args.level).unwrap_or(Level::Warning),
    };
    let mut text = draft.text().map_err(Error::Usage)?;
    // What is there already is read first, so that nothing is written beside a mistake.
    let there: &[PathBuf] = if folder.is_dir() { &[folder.to_owned()] } else { &[] };
    let library = crate::cli::io::library_in(there, Languages::Only("en"))?;
    if let Some(from) = &args.from {
        text = copy(super::find(&library, from)?.text(), group, id);
    }
    let path = folder.join(group).join(format!("{id}.yaml"));
    if path.exists() {
        return Err(Error::Usage(format!("{} is there already; edit it", path.display())));
    }
    let ours = library.rule(id);
    write(&path, &text)?;
    for (name, format) in [("rule", Format::Rule), ("pack", Format::Pack)] {
        let path = folder.join("schemas").join(format!("{name}.schema.json"));
        if !path.exists() {
            write(
                &path,
                &(serde_json::to_string_pretty(&schema(format)).unwrap_or_default() + "\n"),
            )?;
        }
    }
    if let Some(rule) = ours {
        anstream::eprintln!("it takes the place of the rule of the same name in {}", rule.file());
    }
    let flag = folder.display();
    anstream::eprintln!("next: shopvet rules check --rules {flag} {id}");
    anstream::eprintln!("      shopvet rules test --rules {flag} --watch {id}");
    Ok(exit::PASS)
}

/// A rule under another name and in another group.
fn copy(text: &str, group: &str, id: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("# yaml-language-server:"));
    let lines = lines.map(|line| {
        if line.starts_with("id:") {
            format!("id: {id}\n")
        } else if line.starts_with("group:") {
            format!("group: {group}\n")
        } else {
            format!("{line}\n")
        }
    });
    std::iter::once(format!("{EDITOR_LINE}\n")).chain(lines).collect()
}

fn write(path: &Path, text: &str) -> Result<()> {
    let fail = |source| Error::File { action: "cannot write", path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fail)?;
    }
    std::fs::write(path, text).map_err(fail)?;
    anstream::eprintln!("wrote {}", path.display());
    Ok(())
}
