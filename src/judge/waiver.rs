//! Waivers: a fail or inconclusive that somebody answers for, until a day.
//!
//! A waiver names one rule and one host, exactly, and always ends. It never changes an
//! outcome; it marks it, and the verdict leaves it out. One that has expired is not
//! applied and is reported, as is one that met nothing.

use super::outcome::{AppliedWaiver, Outcome, OutcomeKind};
use crate::rules::{Code, Complaints, Problem, Shape, WAIVER, check, date};
use crate::yaml::{Node, Tree};
use jiff::civil::Date;

/// One waiver of a waiver file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rule that is waived.
    pub rule: String,
    /// The host it is waived for, lower case.
    pub host: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day it holds.
    pub until: Date,
    /// Where the decision is kept.
    pub ticket: Option<String>,
    /// The file it stands in.
    pub file: String,
    /// The line it begins on, from 1.
    pub line: usize,
}

/// Reads a waiver file; `name` is its name for messages.
///
/// # Errors
/// Every problem of the file.
pub fn read(text: &str, name: &str) -> Result<Vec<Waiver>, Vec<Problem>> {
    static WAIVERS: Shape = Shape::List(&Shape::Map(&WAIVER));
    let mut out = Complaints::new(name, text);
    let Some(node) = out.parse() else { return Err(out.list) };
    // A file with comments alone waives nothing.
    if node.value == Tree::Null {
        return Ok(Vec::new());
    }
    check(&node, &WAIVERS, &mut out);
    let waivers = node.items().iter().filter_map(|node| one(node, &mut out)).collect();
    if out.list.is_empty() { Ok(waivers) } else { Err(out.list) }
}

fn one(node: &Node, out: &mut Complaints<'_>) -> Option<Waiver> {
    let text = |key: &str| node.get(key).and_then(Node::text).map(|text| text.trim().to_owned());
    let host = node.get("host")?;
    if !is_host(host.text()?.trim()) {
        let message = format!("`{}` is not a host", host.text()?);
        let help = "write the host alone and whole, as in shop.example; wildcards are not allowed";
        out.help(Code::WrongType, host.at, message, help);
    }
    Some(Waiver {
        rule: text("rule")?,
        host: host.text()?.trim().to_ascii_lowercase(),
        reason: text("reason")?,
        owner: text("owner")?,
        until: date(&text("until")?)?,
        ticket: text("ticket"),
        file: out.file.to_owned(),
        line: node.entries().first().map_or(node.at.line, |entry| entry.at.line),
    })
}

fn is_host(text: &str) -> bool {
    !text.contains(['*', '/', ':', '@', ' ']) && url::Host::parse(text).is_ok()
}

/// Marks the outcomes that waivers cover, and says which waivers of this host are
/// expired or met nothing.
pub(super) fn apply(
    waivers: &[Waiver],
    host: &str,
    today: Date,
    outcomes: &mut [Outcome],
) -> Vec<String> {
    let mut notes = Vec::new();
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    for waiver in waivers.iter().filter(|waiver| waiver.host == host) {
        let Waiver { rule, file, line, until, owner, .. } = waiver;
        if today > *until {
            notes.push(format!(
                "{file}:{line}: the waiver of {rule} for {host} ended on {until} and is not applied; \
                 {owner} may renew or remove it"
            ));
            continue;
        }
        let covers = |outcome: &&mut Outcome| {
            outcome.rule == *rule
                && matches!(outcome.outcome, OutcomeKind::Fail | OutcomeKind::Inconclusive)
        };
        match outcomes.iter_mut().find(covers) {
            Some(outcome) => {
                outcome.waiver.get_or_insert(AppliedWaiver {
                    reason: waiver.reason.clone(),
                    owner: owner.clone(),
                    until: until.to_string(),
                });
            }
            None => {
                let known = outcomes.iter().any(|outcome| outcome.rule == *rule);
                let why = if known { "did not fail" } else { "is not among the rules" };
                notes.push(format!(
                    "{file}:{line}: the waiver of {rule} for {host} is not used, as the rule {why}"
                ));
            }
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Level;

    const FILE: &str = "\
# Agreed exceptions.
- rule: phone-shown
  host: Shop.Example
  reason: They answer by chat.
  owner: Risk
  until: 2026-06-30
- rule: terms-shown
  host: shop.example
  reason: New terms are on their way.
  owner: Risk
  until: 2026-01-31
  ticket: R-17
- rule: email-shown
  host: shop.example
  reason: None any more.
  owner: Risk
  until: 2026-12-31
- rule: phone-shown
  host: other.example
  reason: Another shop.
  owner: Risk
  until: 2026-12-31
";

    fn outcome(rule: &str, kind: OutcomeKind) -> Outcome {
        Outcome {
            rule: rule.into(),
            title: String::new(),
            group: String::new(),
            level: Level::Error,
            outcome: kind,
            reason: None,
            message: String::new(),
            guidance: String::new(),
            why: String::new(),
            example: String::new(),
            evidence: vec![],
            references: vec![],
            waiver: None,
            since: None,
        }
    }

    #[test]
    fn a_waiver_marks_and_an_expired_or_idle_one_is_said() {
        let waivers = read(FILE, "waivers.yaml").unwrap();
        assert_eq!(waivers.len(), 4);
        let mut outcomes = [
            outcome("phone-shown", OutcomeKind::Fail),
            outcome("terms-shown", OutcomeKind::Inconclusive),
            outcome("email-shown", OutcomeKind::Pass),
        ];
        let today = jiff::civil::date(2026, 6, 30);
        let notes = apply(&waivers, "shop.example", today, &mut outcomes);
        assert_eq!(outcomes[0].waiver.as_ref().unwrap().until, "2026-06-30");
        assert_eq!(outcomes[0].outcome, OutcomeKind::Fail);
        assert!(outcomes[1].waiver.is_none() && outcomes[2].waiver.is_none());
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes[0].starts_with("waivers.yaml:7: ") && notes[0].contains("2026-01-31"));
        assert!(notes[1].starts_with("waivers.yaml:13: ") && notes[1].contains("did not fail"));
    }

    #[test]
    fn a_waiver_must_end_and_name_one_host() {
        let told = |text: &str| Problem::join(&read(text, "w.yaml").unwrap_err());
        let endless = "- rule: a\n  host: x.example\n  reason: r\n  owner: o\n";
        assert!(told(endless).contains("needs the key `until`"));
        for host in ["'*.example'", "https://x.example/", "x example"] {
            let text = format!("{endless}  until: 2026-01-01\n").replace("x.example", host);
            assert!(told(&text).contains("is not a host"), "{host}");
        }
        assert_eq!(read("# nothing yet\n", "w.yaml"), Ok(vec![]));
    }
}
