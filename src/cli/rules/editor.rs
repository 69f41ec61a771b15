//! The first line of a file, by which editors find its schema.

use super::schema::Of;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// Where schemas lie in a folder of rules.
pub(super) const FOLDER: &str = "schemas";

/// How the line begins, as the YAML language server wants it.
const MARK: &str = "# yaml-language-server: $schema=";

/// Folders of a folder of rules whose files have no schema.
const OTHERS: [&str; 4] = ["vocabulary", "marks", "challenge", FOLDER];

/// A text with the line that leads to a schema, in the place of one that is there.
pub(in crate::cli) fn with_line(text: &str, schema: &str) -> String {
    let rest = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with(MARK) => rest,
        _ => text,
    };
    format!("{MARK}{schema}\n{rest}")
}

/// Every rule, pack and translation of a folder of rules, with its line.
pub(super) fn files(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut out = Vec::new();
    for group in folders(folder)? {
        match group.file_name().and_then(|name| name.to_str()).unwrap_or_default() {
            name if name.starts_with('.') || OTHERS.contains(&name) => {}
            "packs" => add(&group, Of::Pack, "..", &mut out)?,
            "translations" => {
                for language in folders(&group)? {
                    add(&language, Of::Translation, "../..", &mut out)?;
                }
            }
            _ => add(&group, Of::Rule, "..", &mut out)?,
        }
    }
    Ok(out)
}

fn add(folder: &Path, of: Of, up: &str, out: &mut Vec<(PathBuf, String)>) -> Result<()> {
    let schema = format!("{up}/{FOLDER}/{}", of.file());
    for path in entries(folder)? {
        if path.extension().is_some_and(|ending| ending == "yaml") {
            let text = crate::cli::io::read_text(&path)?;
            out.push((path, with_line(&text, &schema)));
        }
    }
    Ok(())
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// What is in a folder, by name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let fail = |source| Error::File { action: "cannot read", path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        paths.push(entry.map_err(fail)?.path());
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_put_first_and_once() {
        let once = with_line("id: a\n", "../schemas/rule.schema.json");
        assert_eq!(once, format!("{MARK}../schemas/rule.schema.json\nid: a\n"));
        assert_eq!(with_line(&once, "../schemas/rule.schema.json"), once);
        assert_eq!(with_line(&once, "x"), format!("{MARK}x\nid: a\n"));
    }
}
