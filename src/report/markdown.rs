//! The report as Markdown that fits a comment on a pull request.
//!
//! GitHub takes comments of 65,536 characters; what does not fit is left out from the
//! end and counted, and what is very long is cut. Text from visited sites and rules is
//! escaped: it makes no heading, link, image, table, mention or HTML.

use super::texts::Texts;
use super::{Report, safe, terminal, words};
use crate::judge::Outcome;
use std::fmt::Write as _;

/// Characters at most.
const ROOM: usize = 60_000;
/// Evidence shown of one outcome.
const EVIDENCE: usize = 3;
/// Notes on waivers that are shown.
const NOTES: usize = 20;
/// Characters of a name or title.
pub(super) const TITLE: usize = 160;
/// Characters of a sentence.
pub(super) const SENTENCE: usize = 800;
/// Characters of an address or excerpt.
const EXCERPT: usize = 300;

/// The report as Markdown with a final line feed.
#[must_use]
pub fn render(report: &Report) -> String {
    let texts = Texts::of(&report.language);
    let mut out = head(report, texts);
    let foot = foot(report, texts);
    let mut left_out = 0;
    for (key, outcomes) in terminal::sections(report) {
        if outcomes.is_empty() {
            continue;
        }
        let folded = !matches!(key, "section-fail" | "section-error" | "section-inconclusive");
        let mut section = String::new();
        for outcome in &outcomes {
            let item = item(outcome, texts, key != "section-pass");
            if out.len() + section.len() + item.len() + foot.len() > ROOM {
                left_out += 1;
            } else {
                section.push_str(&item);
            }
        }
        let title = format!("{} ({})", texts.get(key), outcomes.len());
        if folded {
            let _ = write!(
                out,
                "<details><summary>{}</summary>\n\n{section}\n</details>\n\n",
                html(&title)
            );
        } else {
            let _ = write!(out, "## {}\n\n{section}\n", escape(&title));
        }
    }
    if left_out > 0 {
        let _ = writeln!(out, "{}\n", escape(&texts.count("left-out", left_out)));
    }
    out.push_str(&foot);
    safe::logged(&out).into_owned()
}

fn head(report: &Report, texts: Texts) -> String {
    let word = terminal::verdict(report, texts).0;
    let mut out = format!(
        "# {}: {}\n\n{}\n\n",
        escape(&safe::short(&report.target.host, TITLE)),
        escape(word),
        escape(&terminal::conclusion(report, texts))
    );
    let _ = writeln!(out, "{}\n", escape(&terminal::counts(report, texts).join(" · ")));
    for note in report.waiver_notes.iter().take(NOTES) {
        let _ = writeln!(out, "> {}\n", escape(&safe::short(note, SENTENCE)));
    }
    let more = report.waiver_notes.len().saturating_sub(NOTES);
    if more > 0 {
        let more = texts.fill("pages-more", &[("n", &more.to_string())]);
        let _ = writeln!(out, "> {}\n", escape(&more));
    }
    out
}

fn item(outcome: &Outcome, texts: Texts, whole: bool) -> String {
    let level = texts.get(match outcome.level {
        crate::judge::Level::Error => "level-error",
        crate::judge::Level::Warning => "level-warning",
        crate::judge::Level::Note => "level-note",
    });
    let mut out = format!(
        "- **{}** ({}, {})  \n  {}\n",
        escape(&safe::short(&outcome.title, TITLE)),
        code(&safe::short(&outcome.rule, TITLE)),
        escape(level),
        escape(&safe::short(&outcome.message, SENTENCE))
    );
    if let Some(waiver) = &outcome.waiver {
        let values =
            [("owner", &*waiver.owner), ("until", &*waiver.until), ("reason", &*waiver.reason)];
        let waived = texts.fill("waived-until", &values);
        let _ = writeln!(out, "  - {}", escape(&safe::short(&waived, SENTENCE)));
    }
    if !whole {
        return out;
    }
    for evidence in outcome.evidence.iter().take(EVIDENCE) {
        let parts = [words::place(&evidence.url, texts), evidence.excerpt.as_str()];
        let seen: Vec<String> = parts
            .iter()
            .map(|text| safe::short(text, EXCERPT))
            .filter(|text| !text.trim().is_empty())
            .map(|text| code(&text))
            .collect();
        let _ = writeln!(out, "  - {}", seen.join(" "));
    }
    let more = outcome.evidence.len().saturating_sub(EVIDENCE);
    if more > 0 {
        let more = texts.count("evidence-more", more);
        let _ = writeln!(out, "  - {}", escape(&more));
    }
    if let Some(reason) = outcome.reason.filter(|_| outcome.waiver.is_none()) {
        // What is open is asked about first; the guidance is written to the merchant.
        let _ = writeln!(out, "  - {}", escape(words::ask(reason, texts)));
        if !outcome.guidance.is_empty() {
            let _ = writeln!(out, "  - {}:", escape(texts.get("ask-merchant")));
        }
    }
    for line in outcome.guidance.lines().filter(|line| !line.trim().is_empty()) {
        // Steps of a guidance are numbered already.
        let line = safe::short(line.trim(), SENTENCE);
        let line = line.trim();
        let step = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let step = step.strip_prefix(". ").filter(|_| step.len() < line.len());
        match step {
            Some(step) => {
                let _ = writeln!(out, "  1. {}", escape(step.trim_start()));
            }
            None => {
                let _ = writeln!(out, "  - {}", escape(line));
            }
        }
    }
    out
}

fn foot(report: &Report, texts: Texts) -> String {
    let packs: Vec<String> = report
        .packs
        .iter()
        .map(|pack| format!("{} {} ({:.12})", pack.name, pack.version, pack.sha256))
        .collect();
    format!(
        "---\n\n{} · {} · {}\n",
        escape(&texts.fill("as-of", &[("date", &report.as_of)])),
        escape(&texts.fill("tool", &[("version", &report.run.tool_version)])),
        escape(&safe::short(&packs.join(", "), SENTENCE))
    )
}

/// Text that means nothing in Markdown or HTML.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let text = safe::line(text);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A person's or a team's name and an issue's number would become links, and
            // that by their look alone: only what stands between keeps them apart.
            '@' => out.push_str("&#64;&#8203;"),
            '#' => out.push_str("&#35;&#8203;"),
            '-' if is_issue(&out, chars.peek()) => out.push_str("-&#8203;"),
            // So would an address.
            ':' => out.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '$'
            | '+' | '=' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    // A line that begins like a list, a rule or a number of one is none.
    let marker = out.trim_start_matches(|c: char| c.is_ascii_digit());
    let at = out.len() - marker.len();
    if marker.starts_with(if at == 0 { '-' } else { '.' }) {
        out.insert(at, '\\');
    }
    // An address without a scheme would become a link as well.
    out.replace("www.", "www&#46;")
}

/// Whether a hyphen stands in the number of an issue, as in *GH-1*.
fn is_issue(before: &str, after: Option<&char>) -> bool {
    let name = before.get(before.len().saturating_sub(2)..);
    name.is_some_and(|name| name.eq_ignore_ascii_case("gh"))
        && after.is_some_and(char::is_ascii_digit)
}

/// Text that means nothing in HTML, where Markdown is not read.
fn html(text: &str) -> String {
    safe::line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text as code, in which nothing has a meaning.
pub(super) fn code(text: &str) -> String {
    let text = safe::line(text).replace('`', "'");
    // Two marks without anything between them are no code, but begin some.
    let text = if text.trim().is_empty() { "–" } else { text.trim() };
    format!("`{text}`")
}

#[cfg(test)]
mod tests {
    use super::{code, escape};

    #[test]
    fn marks_become_text() {
        assert_eq!(escape("# a"), "&#35;&#8203; a");
        assert_eq!(escape("- a"), "\\- a");
        assert_eq!(escape("1. a"), "1\\. a");
        assert_eq!(escape("<b>@a"), "&lt;b&gt;&#64;&#8203;a");
        assert_eq!(escape("GH-1 a-1"), "GH-&#8203;1 a-1");
        assert_eq!(code(" "), "`–`");
        assert_eq!(escape("![x](http://a.example)"), "\\!\\[x\\]\\(http&#58;//a.example\\)");
        assert_eq!(code("a`b``c"), "`a'b''c`");
    }
}
