//! The report for a person at a terminal: the verdict first, then what fails,
//! what needs a person, why, and where.
//!
//! Sentences are wrapped; addresses and titles keep their line, so that they can be copied,
//! and are cut where they are longer than any honest one.

use super::texts::Texts;
use super::{Report, safe, words};
use crate::facts::Reason;
use crate::judge::{Level, Outcome, OutcomeKind, Verdict};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

/// How much of the report to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Show {
    /// List what passes too, with its evidence.
    pub passes: bool,
    /// Most evidence lines for one outcome.
    pub evidence: usize,
    /// Columns to wrap at.
    pub width: usize,
}

impl Default for Show {
    fn default() -> Self {
        Self { passes: false, evidence: 3, width: 96 }
    }
}

/// From so many outcomes with one reason on, they are listed together.
const MANY: usize = 5;

/// Characters of a title, address or detail on a line of its own.
pub(super) const TITLE: usize = 160;
/// Characters of a name that shares its line.
const NAME: usize = 60;
/// Characters of an excerpt.
const EXCERPT: usize = 160;
/// Characters of a sentence, which is wrapped.
pub(super) const SENTENCE: usize = 1000;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();

/// The report as text with ANSI styles; strip them where the output is no
/// terminal.
#[must_use]
pub fn render(report: &Report, show: Show) -> String {
    let mut page = Page { out: String::new(), texts: Texts::of(&report.language), show };
    page.head(report);
    page.sections(report);
    page.foot(report);
    safe::logged(&page.out).into_owned()
}

/// The sentence under the verdict.
pub(super) fn conclusion(report: &Report, texts: Texts) -> String {
    let blocking = |kind| {
        report
            .outcomes
            .iter()
            .filter(|o| o.outcome == kind && o.level == Level::Error && o.waiver.is_none())
            .count()
    };
    match report.verdict {
        Verdict::Pass => texts.get("conclusion-pass").to_owned(),
        Verdict::Incomplete => texts.get("conclusion-incomplete").to_owned(),
        Verdict::Fail => texts.count("conclusion-fail", blocking(OutcomeKind::Fail)),
        Verdict::Review => texts.count("conclusion-review", blocking(OutcomeKind::Inconclusive)),
    }
}

/// The verdict in words, and its colour.
pub(super) fn verdict(report: &Report, texts: Texts) -> (&'static str, Style) {
    let (key, style) = match report.verdict {
        Verdict::Pass => ("verdict-pass", GREEN),
        Verdict::Fail => ("verdict-fail", RED),
        Verdict::Review => ("verdict-review", YELLOW),
        Verdict::Incomplete => ("verdict-incomplete", YELLOW),
    };
    (texts.get(key), style)
}

/// The parts of the summary that are not zero.
pub(super) fn counts(report: &Report, texts: Texts) -> Vec<String> {
    let s = report.summary;
    [
        ("count-fail", s.fail),
        ("count-inconclusive", s.inconclusive),
        ("count-error", s.error),
        ("count-pass", s.pass),
        ("count-not-applicable", s.not_applicable),
        ("count-waived", s.waived),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(key, n)| texts.count(key, n))
    .collect()
}

/// The sections of a report with the outcomes in each, in the order a person
/// wants them: key of the heading, outcomes.
pub(super) fn sections(report: &Report) -> Vec<(&'static str, Vec<&Outcome>)> {
    let pick = |test: &dyn Fn(&Outcome) -> bool| -> Vec<&Outcome> {
        report.outcomes.iter().filter(|o| test(o)).collect()
    };
    let open = |o: &Outcome| o.waiver.is_none();
    let blocking = |o: &Outcome| o.level == Level::Error;
    vec![
        ("section-fail", pick(&|o| o.outcome == OutcomeKind::Fail && open(o) && blocking(o))),
        ("section-error", pick(&|o| o.outcome == OutcomeKind::Error)),
        (
            "section-inconclusive",
            pick(&|o| o.outcome == OutcomeKind::Inconclusive && open(o) && blocking(o)),
        ),
        ("section-notes", pick(&|o| o.outcome == OutcomeKind::Fail && open(o) && !blocking(o))),
        (
            "section-open-notes",
            pick(&|o| o.outcome == OutcomeKind::Inconclusive && open(o) && !blocking(o)),
        ),
        ("section-waived", pick(&|o| o.waiver.is_some())),
        ("section-pass", pick(&|o| o.outcome == OutcomeKind::Pass)),
    ]
}

/// Splits outcomes into those told one by one and those that many share the
/// reason of, so that one cause is read once.
fn grouped(outcomes: Vec<&Outcome>) -> (Vec<&Outcome>, Vec<(Reason, Vec<&Outcome>)>) {
    let shared = |outcome: &Outcome| {
        let same = outcomes.iter().filter(|o| o.reason == outcome.reason).count();
        outcome.reason.filter(|reason| *reason != Reason::Ambiguous && same >= MANY)
    };
    let mut alone = Vec::new();
    let mut groups: Vec<(Reason, Vec<&Outcome>)> = Vec::new();
    for outcome in &outcomes {
        match shared(outcome) {
            None => alone.push(*outcome),
            Some(reason) => match groups.iter_mut().find(|(other, _)| *other == reason) {
                Some((_, list)) => list.push(outcome),
                None => groups.push((reason, vec![outcome])),
            },
        }
    }
    (alone, groups)
}

struct Page {
    out: String,
    texts: Texts,
    show: Show,
}

impl Page {
    fn head(&mut self, report: &Report) {
        let (word, style) = verdict(report, self.texts);
        let host = safe::short(&report.target.host, TITLE);
        let date = report.run.started_at.split('T').next().unwrap_or_default();
        let checked = self.texts.fill("checked", &[("date", &safe::short(date, NAME))]);
        let _ = writeln!(self.out, "{BOLD}{host}{BOLD:#}  {DIM}{checked}{DIM:#}\n");
        let _ = writeln!(self.out, "  {style}{word}{style:#}  {}", conclusion(report, self.texts));
        let _ = writeln!(self.out, "  {}", counts(report, self.texts).join(", "));
        if report.application.is_none() {
            self.wrapped(self.texts.get("nothing-declared"), "  ");
        }
        if let Some(cause) = report.run.stopped_by {
            let code = serde_json::to_value(cause).ok();
            let code = code.as_ref().and_then(|c| c.as_str()).unwrap_or_default();
            let key = format!("stopped-by-{code}");
            let sentence = self.texts.get(&key).to_owned();
            self.wrapped(&sentence, "  ");
        }
    }

    fn sections(&mut self, report: &Report) {
        for (key, outcomes) in sections(report) {
            if outcomes.is_empty() {
                continue;
            }
            if key == "section-pass" && !self.show.passes {
                let n = outcomes.len().to_string();
                let hint = self.texts.fill("show-pass-hint", &[("n", &n)]);
                let _ = writeln!(self.out, "\n{DIM}{hint}{DIM:#}");
                continue;
            }
            let _ = writeln!(self.out, "\n{BOLD}{}{BOLD:#}", self.texts.get(key));
            let (alone, groups) = grouped(outcomes);
            for outcome in alone {
                self.outcome(outcome);
            }
            for (reason, outcomes) in groups {
                self.group(reason, &outcomes);
            }
        }
    }

    /// Outcomes that one cause left open, as a list.
    fn group(&mut self, reason: Reason, outcomes: &[&Outcome]) {
        let key = format!("reason-{}", reason.code());
        let words = self.texts.get(&key);
        let n = outcomes.len().to_string();
        let head = self.texts.fill("group", &[("n", &n), ("reason", words)]);
        let _ = writeln!(self.out, "\n  {YELLOW}? {head}{YELLOW:#}");
        for outcome in outcomes {
            let title = safe::short(&outcome.title, TITLE);
            let rule = safe::short(&outcome.rule, NAME);
            let _ = writeln!(self.out, "    {title}  {DIM}{rule}{DIM:#}");
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        let (mark, style) = match outcome.outcome {
            OutcomeKind::Pass => ("+", GREEN),
            OutcomeKind::Fail => ("x", RED),
            OutcomeKind::Inconclusive => ("?", YELLOW),
            OutcomeKind::Error => ("!", RED),
            OutcomeKind::NotApplicable => ("-", DIM),
        };
        let level = match outcome.level {
            Level::Error => "level-error",
            Level::Warning => "level-warning",
            Level::Note => "level-note",
        };
        let title = safe::short(&outcome.title, TITLE);
        let _ = writeln!(
            self.out,
            "\n  {style}{mark} {title}{style:#}  {DIM}{} · {}{DIM:#}",
            safe::short(&outcome.rule, NAME),
            self.texts.get(level)
        );
        self.wrapped(&outcome.message, "    ");
        if let Some(waiver) = &outcome.waiver {
            let text = self.texts.fill(
                "waived-until",
                &[("until", &waiver.until), ("owner", &waiver.owner), ("reason", &waiver.reason)],
            );
            self.wrapped(&text, "    ");
        }
        for evidence in outcome.evidence.iter().take(self.show.evidence) {
            let place = safe::short(words::place(&evidence.url, self.texts), TITLE);
            let excerpt = safe::short(&evidence.excerpt, EXCERPT);
            let _ = writeln!(self.out, "    {DIM}{place}{DIM:#}");
            if !excerpt.is_empty() {
                self.wrapped(&format!("“{}”", excerpt.trim()), "      ");
            }
        }
        let more = outcome.evidence.len().saturating_sub(self.show.evidence);
        if more > 0 {
            let text = self.texts.count("evidence-more", more);
            let _ = writeln!(self.out, "    {DIM}{text}{DIM:#}");
        }
        let settled = matches!(outcome.outcome, OutcomeKind::Pass | OutcomeKind::NotApplicable);
        if !outcome.guidance.is_empty() && !settled && outcome.waiver.is_none() {
            // What is open is asked about first; the guidance is written to the merchant.
            if let Some(reason) = outcome.reason {
                let ask = words::ask(reason, self.texts);
                self.wrapped_with(ask, "    → ", "      ");
                let label = self.texts.get("ask-merchant");
                self.wrapped(&format!("{label}:"), "      ");
            }
            for (index, line) in outcome.guidance.trim().lines().enumerate() {
                let first = index == 0 && outcome.reason.is_none();
                let first = if first { "    → " } else { "      " };
                self.wrapped_with(line.trim(), first, "      ");
            }
        }
    }

    fn foot(&mut self, report: &Report) {
        for note in &report.waiver_notes {
            self.wrapped(note, "  ");
        }
        let _ = writeln!(
            self.out,
            "\n{BOLD}{}{BOLD:#}  {}",
            self.texts.get("pages"),
            report.pages.len()
        );
        if !report.unread.is_empty() {
            let _ = writeln!(self.out, "{BOLD}{}{BOLD:#}", self.texts.get("not-read"));
            let mut by_reason: Vec<(Reason, Vec<&super::Unread>)> = Vec::new();
            for unread in &report.unread {
                match by_reason.iter_mut().find(|(reason, _)| *reason == unread.reason) {
                    Some((_, list)) => list.push(unread),
                    None => by_reason.push((unread.reason, vec![unread])),
                }
            }
            for (reason, list) in by_reason {
                let key = format!("reason-{}", reason.code());
                let words = self.texts.get(&key).to_owned();
                self.wrapped(&format!("{}: {words}", list.len()), "  ");
                for unread in list.iter().take(3) {
                    let url = safe::short(&unread.url, TITLE);
                    let status = words::status(unread, self.texts);
                    let detail = status.unwrap_or_else(|| safe::short(&unread.detail, TITLE));
                    let _ = writeln!(self.out, "    {DIM}{url}  {detail}{DIM:#}");
                }
                if list.len() > 3 {
                    let n = (list.len() - 3).to_string();
                    let more = self.texts.fill("pages-more", &[("n", &n)]);
                    let _ = writeln!(self.out, "    {DIM}{more}{DIM:#}");
                }
            }
        }
        self.walk(report);
        let packs: Vec<String> =
            report.packs.iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
        let as_of = self.texts.fill("as-of", &[("date", &safe::short(&report.as_of, NAME))]);
        let _ = writeln!(
            self.out,
            "{BOLD}{}{BOLD:#}  {}  {DIM}{as_of}{DIM:#}",
            self.texts.get("packs"),
            safe::short(&packs.join(", "), TITLE)
        );
    }

    /// The walk to the checkout in a few lines.
    fn walk(&mut self, report: &Report) {
        let Some(walk) = &report.walk else { return };
        let summary = words::summary(walk, self.texts);
        let _ = writeln!(self.out, "{BOLD}{}{BOLD:#}", self.texts.get("walk"));
        self.wrapped(&summary, "  ");
        if let Some(end) = &walk.ended {
            let text = words::ending(end, self.texts);
            self.wrapped(&text, "  ");
            if let Some(step) = walk.steps.last() {
                let url = safe::short(&step.url, TITLE);
                let _ = writeln!(self.out, "    {DIM}{url}{DIM:#}");
            }
        }
        if !walk.withheld.is_empty() {
            let text = self.texts.count("walk-held", walk.withheld.len());
            self.wrapped(&text, "  ");
        }
    }

    fn wrapped(&mut self, text: &str, indent: &str) {
        self.wrapped_with(text, indent, indent);
    }

    fn wrapped_with(&mut self, text: &str, first: &str, rest: &str) {
        let text = safe::short(text.trim(), SENTENCE);
        let options =
            textwrap::Options::new(self.show.width).initial_indent(first).subsequent_indent(rest);
        self.out.push_str(&textwrap::fill(&text, options));
        self.out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(reason: Reason) -> Outcome {
        Outcome {
            rule: "some-rule".to_owned(),
            title: "A title".to_owned(),
            group: "site".to_owned(),
            level: Level::Error,
            outcome: OutcomeKind::Inconclusive,
            reason: Some(reason),
            message: String::new(),
            guidance: String::new(),
            why: String::new(),
            example: String::new(),
            evidence: Vec::new(),
            references: Vec::new(),
            waiver: None,
            since: None,
        }
    }

    #[test]
    fn outcomes_of_one_cause_are_told_together() {
        let blocked = outcome(Reason::Blocked);
        let unclear = outcome(Reason::Ambiguous);
        let hidden = outcome(Reason::Redacted);
        let all = [[&blocked; 5], [&unclear; 5]].concat();
        let all = [all, vec![&hidden]].concat();
        let (alone, groups) = grouped(all);
        assert_eq!(alone.len(), 6);
        assert_eq!(groups.len(), 1);
        assert_eq!((groups[0].0, groups[0].1.len()), (Reason::Blocked, 5));
    }
}
