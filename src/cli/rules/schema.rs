//! `shopvet rules schema`: the form of the files that people write, for editors.
//!
//! Schemas are made from what the program reads, so they cannot disagree with it; those
//! that lie in a folder can grow old, and `--check` says so. An editor finds the schema
//! of a file by the file's first line.

use super::editor;
use crate::cli::config::Config;
use crate::error::{Error, Result, exit};
use crate::rules::{Format, schema};
use clap::ValueEnum;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Print a JSON Schema, or keep those of a folder of rules in step
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What for
    #[arg(default_value = "rule")]
    of: Of,
    /// Write every schema to DIR/schemas, and to the files of rules in DIR the line that leads editors there
    #[arg(long, value_name = "DIR", conflicts_with = "of")]
    write: Option<PathBuf>,
    /// Say which of those are missing or out of step
    #[arg(long, value_name = "DIR", conflicts_with_all = ["of", "write"])]
    check: Option<PathBuf>,
}

/// A format that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Of {
    /// A rule.
    Rule,
    /// A pack.
    Pack,
    /// The texts of a group of rules in a further language.
    Translation,
    /// A list of waivers.
    Waivers,
    /// What the merchant declared.
    Application,
    /// shopvet.yaml.
    Config,
}

impl Of {
    /// The name of the file of the schema.
    pub(in crate::cli) fn file(self) -> String {
        let name = self.to_possible_value().map(|value| value.get_name().to_owned());
        format!("{}.schema.json", name.unwrap_or_default())
    }

    /// The schema.
    fn schema(self) -> Value {
        match self {
            Self::Rule => schema(Format::Rule),
            Self::Pack => schema(Format::Pack),
            Self::Translation => schema(Format::Translation),
            Self::Waivers => schema(Format::Waivers),
            Self::Application => schema(Format::Application),
            Self::Config => {
                let mut schema = schemars::schema_for!(Config).to_value();
                if let Value::Object(map) = &mut schema {
                    map.insert("title".into(), "shopvet configuration".into());
                }
                schema
            }
        }
    }

    /// The text of the file of the schema.
    pub(in crate::cli) fn text(self) -> String {
        serde_json::to_string_pretty(&self.schema()).unwrap_or_default() + "\n"
    }
}

/// Prints a schema, or brings a folder in step.
pub(super) fn run(args: &Args) -> Result<u8> {
    let (folder, write) = match (&args.write, &args.check) {
        (Some(folder), _) => (folder, true),
        (None, Some(folder)) => (folder, false),
        (None, None) => {
            crate::cli::io::print(&args.of.text())?;
            return Ok(exit::PASS);
        }
    };
    let mut behind = Vec::new();
    for (path, text) in wanted(folder)? {
        if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        if write {
            let fail = |source| Error::File { action: "cannot write", path: path.clone(), source };
            std::fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(fail)?;
            std::fs::write(&path, text).map_err(fail)?;
        }
        behind.push(path.display().to_string());
    }
    if !write && !behind.is_empty() {
        return Err(Error::Invalid(format!(
            "{}\n\nout of step: {}; `shopvet rules schema --write {}` mends it",
            behind.join("\n"),
            behind.len(),
            folder.display()
        )));
    }
    let did = if write { "written" } else { "out of step" };
    crate::cli::io::print(&format!("{} files {did}\n", behind.len()))?;
    Ok(exit::PASS)
}

/// Every file as it should be.
fn wanted(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut files: Vec<(PathBuf, String)> = Of::value_variants()
        .iter()
        .map(|of| (folder.join(editor::FOLDER).join(of.file()), of.text()))
        .collect();
    files.extend(editor::files(folder)?);
    Ok(files)
}
