//! Pages and explanations as lines for a terminal.

use super::explain::{Explanation, Step};
use super::page::Page;
use super::prose::Prose;
use super::words::words;
use crate::report::safe;
use crate::report::texts::Texts;
use std::fmt::Write as _;

/// Columns of a page.
const WIDTH: usize = 96;

struct Lines(String);

impl Lines {
    fn head(&mut self, text: &str) {
        let _ = writeln!(self.0, "\n{text}");
    }

    /// A paragraph, wrapped, `depth` steps in.
    fn line(&mut self, depth: usize, text: &str) {
        self.hang(depth, "", text);
    }

    /// The same after a mark, with further lines under its text.
    fn hang(&mut self, depth: usize, mark: &str, text: &str) {
        let indent = "  ".repeat(depth);
        let hang = format!("{indent}{}", " ".repeat(mark.chars().count()));
        for (index, part) in text.trim().lines().enumerate() {
            let first = if index == 0 { format!("{indent}{mark}") } else { hang.clone() };
            // Under the text of a numbered step.
            let number = part.split_once(". ").filter(|(n, _)| n.parse::<u8>().is_ok());
            let under = " ".repeat(number.map_or(0, |(n, _)| n.len() + 2));
            let hang = format!("{hang}{under}");
            let options =
                textwrap::Options::new(WIDTH).initial_indent(&first).subsequent_indent(&hang);
            let _ = writeln!(self.0, "{}", textwrap::fill(&safe::line(part), options));
        }
    }

    fn prose(&mut self, prose: &Prose) {
        for (depth, text) in prose.lines() {
            self.hang(depth + 1, "- ", text);
        }
    }
}

/// One rule.
pub(super) fn page(page: &Page) -> String {
    let words = words(&page.language);
    let word = |key: &str| words.table().get(key).cloned().unwrap_or_else(|| key.to_owned());
    let mut out = Lines(String::new());
    out.line(0, &page.title);
    let level = word(&format!("level-{}", page.level));
    out.line(0, &format!("{} · {} · {}: {level}", page.id, page.group_title, page.level));
    if let Some(in_force) = &page.in_force {
        out.line(0, &format!("{}: {in_force}", word("in-force")));
    }
    out.head(&word("required"));
    out.prose(&page.required);
    if page.review {
        out.line(1, &word("review-note"));
    }
    out.head(&word("applies"));
    match &page.applies {
        Some(applies) => out.prose(applies),
        None => out.line(1, &word("applies-to-all")),
    }
    out.head(&word("why"));
    out.line(1, &page.why);
    if !page.guidance.is_empty() {
        out.head(&word("guidance"));
        out.line(1, &page.guidance);
    }
    if !page.example.is_empty() {
        out.head(&word("example"));
        out.line(1, &page.example);
    }
    if !page.params.is_empty() {
        out.head(&word("params"));
        for param in &page.params {
            out.line(1, &format!("{} = {}", param.name, param.value));
            if let Some(default) = &param.default {
                out.line(2, &words.fill("params-default", &[("value", default)]));
            }
            out.line(2, &param.description);
        }
    }
    if !page.packs.is_empty() {
        out.head(&word("packs"));
        for pack in &page.packs {
            out.line(1, &format!("{}: {} ({})", pack.name, pack.level, pack.title));
            for (name, value) in &pack.params {
                out.line(2, &format!("{name} = {value}"));
            }
        }
    }
    out.head(&word("says"));
    for said in &page.says {
        let outcome = word(&format!("outcome-{}", said.outcome));
        let reason = match (&said.reason, said.outcome.as_str()) {
            (Some(reason), _) => format!(" ({reason})"),
            (None, "inconclusive") => format!(" ({})", word("otherwise")),
            _ => String::new(),
        };
        out.line(1, &format!("{outcome}{reason}"));
        out.line(2, &said.text);
    }
    out.head(&word("facts"));
    for fact in &page.facts {
        out.line(1, &fact.path);
        out.line(2, &fact.meaning);
    }
    if !page.references.is_empty() {
        out.head(&word("references"));
        for reference in &page.references {
            out.line(1, &reference.title);
            out.line(2, &reference.url);
        }
    }
    out.head(&word("examples"));
    for example in &page.examples {
        let outcome = word(&format!("outcome-{}", example.outcome));
        let reason = example.reason.as_ref().map_or_else(String::new, |r| format!(" ({r})"));
        let day = example.day.as_ref().map_or_else(String::new, |day| {
            format!(" ({})", words.fill("as-of-day", &[("date", day)]))
        });
        out.line(1, &format!("{}{day}: {outcome}{reason}", example.name));
        for (path, value) in &example.given {
            out.line(2, &format!("{path}: {value}"));
        }
    }
    out.0
}

/// Why a rule came out as it did.
pub(super) fn explanation(explained: &Explanation) -> String {
    let words = words(&explained.language);
    let word = |key: &str| words.table().get(key).cloned().unwrap_or_else(|| key.to_owned());
    let outcome = outcome(&explained.outcome, explained.reason.as_deref(), words);
    let mut out = Lines(String::new());
    out.line(0, &explained.title);
    out.line(0, &format!("{} · {}", explained.rule, explained.level));
    out.line(0, &words.fill("explain-as-of", &[("date", &explained.as_of)]));
    for pack in &explained.packs {
        out.line(0, &format!("{}: {pack}", word("packs")));
    }
    out.head(&outcome);
    out.line(1, &explained.message);
    for note in &explained.notes {
        out.line(1, note);
    }
    if !explained.params.is_empty() {
        out.head(&word("explain-params"));
        for (name, value) in &explained.params {
            out.line(1, &format!("{name} = {value}"));
        }
    }
    for (head, step) in [("applies", &explained.applies), ("required", &explained.required)] {
        if let Some(step) = step {
            out.head(&word(head));
            steps(&mut out, step, 1, words);
        }
    }
    if !explained.turns.is_empty() {
        out.head(&word("explain-turn"));
        let mut last = "";
        for turn in &explained.turns {
            if turn.outcome != last {
                let outcome = self::outcome(&turn.outcome, None, words);
                out.line(1, &words.fill("explain-change-to", &[("outcome", &outcome)]));
                last = &turn.outcome;
            }
            let truth = words.fill(&format!("truth-{}", turn.truth), &[]);
            out.hang(2, "- ", &format!("{} [{truth}]", turn.when));
        }
    }
    out.0
}

fn outcome(name: &str, reason: Option<&str>, words: Texts) -> String {
    let said = words.fill(&format!("outcome-{name}"), &[]);
    match reason {
        Some(reason) => format!("{said} ({reason})"),
        None => said,
    }
}

fn steps(out: &mut Lines, step: &Step, depth: usize, words: Texts) {
    let truth = match step.truth.as_deref() {
        Some("unknown") => words.fill("truth-unknown", &[("reason", &step.reasons.join(", "))]),
        Some(truth) => words.fill(&format!("truth-{truth}"), &[]),
        None => String::new(),
    };
    let mark = if step.decided { "> " } else { "- " };
    let text =
        if truth.is_empty() { step.text.clone() } else { format!("{} [{truth}]", step.text) };
    out.hang(depth, mark, &text);
    if let Some(seen) = &step.seen {
        out.line(depth + 2, &words.fill("explain-seen", &[("value", seen)]));
    }
    for place in &step.evidence {
        let at = words.fill("explain-seen-at", &[("url", &place.url)]);
        let new = !place.excerpt.is_empty() && Some(&place.excerpt) != step.seen.as_ref();
        out.line(depth + 2, &if new { format!("{at} – {}", place.excerpt) } else { at });
    }
    for part in &step.parts {
        steps(out, part, depth + 1, words);
    }
}
