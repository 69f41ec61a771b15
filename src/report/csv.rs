//! The report as CSV (RFC 4180), one line an outcome, for spreadsheets.
//!
//! A cell that a spreadsheet would take for a formula is given a quotation mark in
//! front, as is usual, and so is what would be one where a spreadsheet takes semicolons
//! for the ends of cells; no cell holds a line break or a control, or more than a
//! spreadsheet takes.

use super::{Report, safe};
use crate::judge::Outcome;

/// The names of the columns, in their order; further ones are added at the end.
pub const COLUMNS: [&str; 16] = [
    "host",
    "as-of",
    "verdict",
    "rule",
    "group",
    "level",
    "outcome",
    "reason",
    "title",
    "message",
    "guidance",
    "evidence-url",
    "evidence-excerpt",
    "waived-by",
    "waived-until",
    "waived-because",
];

/// Characters of a cell; common spreadsheets take 32,767.
const MOST: usize = 32_000;
/// What a formula begins with. Full-width signs count too, since some programs read them
/// like the plain ones.
const SIGNS: [char; 10] = ['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠'];

/// The report as CSV with a line of column names.
///
/// # Errors
/// When it cannot be written, which the tests rule out.
pub fn render(report: &Report) -> Result<String, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for outcome in &report.outcomes {
        writer.write_record(row(report, outcome).map(|cell| neutral(&cell)))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(safe::logged(&String::from_utf8_lossy(&bytes)).into_owned())
}

fn row(report: &Report, outcome: &Outcome) -> [String; 16] {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let seen = outcome.evidence.first();
    let waiver = outcome.waiver.as_ref();
    [
        report.target.host.clone(),
        report.as_of.clone(),
        word(serde_json::json!(report.verdict)),
        outcome.rule.clone(),
        outcome.group.clone(),
        outcome.level.name().to_owned(),
        word(serde_json::json!(outcome.outcome)),
        outcome.reason.map(|reason| reason.code().to_owned()).unwrap_or_default(),
        outcome.title.clone(),
        outcome.message.clone(),
        outcome.guidance.clone(),
        seen.map(|seen| seen.url.clone()).unwrap_or_default(),
        seen.map(|seen| seen.excerpt.clone()).unwrap_or_default(),
        waiver.map(|waiver| waiver.owner.clone()).unwrap_or_default(),
        waiver.map(|waiver| waiver.until.clone()).unwrap_or_default(),
        waiver.map(|waiver| waiver.reason.clone()).unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet takes for a formula, nor any part of it.
fn neutral(cell: &str) -> String {
    let cell = safe::short(cell, MOST);
    let part = |part: &str| {
        // Where a semicolon ends a cell, the quotation marks of this one are text or begin
        // another.
        let inner = part.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
        if inner.starts_with(SIGNS) { format!("'{part}") } else { part.to_owned() }
    };
    cell.split(';').map(part).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::neutral;

    #[test]
    fn formulas_become_text() {
        for formula in ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\u{feff}=1"] {
            let cell = neutral(formula);
            assert!(cell.starts_with(['\'', '\u{fffd}']), "{formula:?} {cell:?}");
        }
        assert_eq!(neutral("a = b\nc"), "a = b c");
        assert_eq!(neutral("a;=1; \"-2;b"), "a;'=1;' \"-2;b");
    }
}
