//! The report as SARIF 2.1.0, for dashboards of static analysis.
//!
//! Every outcome is a result: `fail`, `pass`, `review` for an inconclusive and
//! `notApplicable`. A rule that could not be evaluated is a notification of the run and
//! no result, since nothing is known of the shop. A waiver is a suppression. The
//! fingerprint names rule and host, so that a finding keeps its identity from run to run
//! whatever its words.

use super::{Report, safe};
use crate::judge::{Level, Outcome, OutcomeEvidence, OutcomeKind, Since};
use serde_json::{Value, json};
use serde_sarif::sarif::{
    Artifact, ArtifactLocation, Invocation, Location, LogicalLocation, Message,
    MultiformatMessageString, Notification, PhysicalLocation, PropertyBag, ReportingConfiguration,
    ReportingDescriptor, ReportingDescriptorReference, ResultKind, ResultLevel, Run,
    RunAutomationDetails, Sarif, Suppression, Tool, ToolComponent,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use url::Url;

/// Where the schema of the format is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of the fingerprint; another way of making it gets another name.
const FINGERPRINT: &str = "shopvet/v1";

/// The report as indented SARIF with a final line feed.
#[must_use]
pub fn render(report: &Report) -> String {
    let log = Sarif::builder()
        .schema(SCHEMA.to_owned())
        .version(json!("2.1.0"))
        .runs(vec![run(report)])
        .build();
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    safe::json(&text)
}

fn run(report: &Report) -> Run {
    let driver = ToolComponent::builder()
        .name("shopvet")
        .version(safe::line(&report.run.tool_version))
        .language(report.language.clone())
        .rules(report.outcomes.iter().map(rule).collect::<Vec<_>>())
        .build();
    let judged = report.outcomes.iter().enumerate();
    let results = judged
        .filter(|(_, outcome)| outcome.outcome != OutcomeKind::Error)
        .map(|(index, outcome)| result(report, index, outcome))
        .collect::<Vec<_>>();
    Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .automation_details(
            RunAutomationDetails::builder()
                .id(format!("shopvet/{}/", safe::line(&report.target.host)))
                .build(),
        )
        .invocations(vec![invocation(report)])
        .artifacts(artifacts(report))
        .results(results)
        .language(report.language.clone())
        .column_kind(json!("unicodeCodePoints"))
        .properties(bag(json!({
            "verdict": report.verdict,
            "summary": report.summary,
            "asOf": report.as_of,
            "packs": report.packs,
            "waiverNotes": report.waiver_notes,
        })))
        .build()
}

fn rule(outcome: &Outcome) -> ReportingDescriptor {
    let text = |text: &str| MultiformatMessageString::builder().text(safe::line(text)).build();
    let mut help = safe::lines(&outcome.guidance);
    for reference in &outcome.references {
        let line = format!("{}: {}", safe::line(&reference.title), safe::line(&reference.url));
        help = if help.is_empty() { line } else { format!("{help}\n{line}") };
    }
    let title = if outcome.title.is_empty() { &outcome.rule } else { &outcome.title };
    let mut rule = ReportingDescriptor::builder()
        .id(safe::line(&outcome.rule))
        .short_description(text(title))
        .default_configuration(
            ReportingConfiguration::builder().level(json!(outcome.level.name())).build(),
        )
        .properties(bag(json!({ "tags": [outcome.group] })))
        .build();
    if !outcome.why.is_empty() {
        rule.full_description = Some(text(&outcome.why));
    }
    if !help.is_empty() {
        rule.help = Some(MultiformatMessageString::builder().text(help).build());
    }
    rule.help_uri = outcome.references.first().and_then(|reference| uri(&reference.url));
    rule
}

fn result(report: &Report, index: usize, outcome: &Outcome) -> serde_sarif::sarif::Result {
    let (kind, level) = match outcome.outcome {
        OutcomeKind::Pass => (ResultKind::Pass, ResultLevel::None),
        OutcomeKind::NotApplicable => (ResultKind::NotApplicable, ResultLevel::None),
        OutcomeKind::Inconclusive | OutcomeKind::Error => (ResultKind::Review, ResultLevel::None),
        OutcomeKind::Fail => (ResultKind::Fail, level(outcome.level)),
    };
    let mut locations: Vec<Location> = outcome.evidence.iter().map(location).collect();
    if locations.is_empty() {
        locations.extend(uri(&report.target.url).map(|uri| physical(uri, None)));
    }
    let suppressions = outcome.waiver.iter().map(|waiver| {
        Suppression::builder()
            .kind(json!("external"))
            .status(json!("accepted"))
            .justification(safe::line(&format!(
                "{} ({}, {})",
                waiver.reason, waiver.owner, waiver.until
            )))
            .properties(bag(json!({ "owner": waiver.owner, "until": waiver.until })))
            .build()
    });
    let mut result = serde_sarif::sarif::Result::builder()
        .rule_id(safe::line(&outcome.rule))
        .rule_index(i64::try_from(index).unwrap_or(i64::MAX))
        .kind(kind)
        .level(level)
        .message(message(&outcome.message))
        .locations(locations)
        .partial_fingerprints(fingerprint(report, outcome))
        // An empty list says that nobody has suppressed it.
        .suppressions(suppressions.collect::<Vec<_>>())
        .properties(bag(json!({
            "outcome": outcome.outcome,
            "reason": outcome.reason,
            "level": outcome.level,
            "group": outcome.group,
        })))
        .build();
    result.baseline_state = outcome.since.map(|since| match since {
        Since::New => json!("new"),
        Since::Changed => json!("updated"),
        Since::Unchanged => json!("unchanged"),
    });
    result
}

const fn level(level: Level) -> ResultLevel {
    match level {
        Level::Error => ResultLevel::Error,
        Level::Warning => ResultLevel::Warning,
        Level::Note => ResultLevel::Note,
    }
}

fn fingerprint(report: &Report, outcome: &Outcome) -> BTreeMap<String, String> {
    let digest = Sha256::digest(format!("{}\n{}", outcome.rule, report.target.host));
    [(FINGERPRINT.to_owned(), data_encoding::HEXLOWER.encode(&digest))].into()
}

/// Where something was seen: a page, or a record that has no address on the web.
fn location(evidence: &OutcomeEvidence) -> Location {
    let excerpt = (!evidence.excerpt.is_empty()).then(|| message(&evidence.excerpt));
    let mut location = match uri(&evidence.url) {
        Some(uri) => physical(uri, None),
        None => Location::builder().build(),
    };
    location.message = excerpt;
    let mut named = vec![
        LogicalLocation::builder().name(safe::line(&evidence.fact)).kind("fact".to_owned()).build(),
    ];
    if location.physical_location.is_none() && !evidence.url.is_empty() {
        let name = safe::line(&evidence.url);
        named.push(LogicalLocation::builder().name(name).kind("record".to_owned()).build());
    }
    if let Some(selector) = &evidence.selector {
        let name = safe::line(selector);
        named.push(LogicalLocation::builder().name(name).kind("element".to_owned()).build());
    }
    location.logical_locations = Some(named);
    location
}

fn physical(uri: String, message: Option<Message>) -> Location {
    let at = ArtifactLocation::builder().uri(uri).build();
    let mut location = Location::builder()
        .physical_location(PhysicalLocation::builder().artifact_location(at).build())
        .build();
    location.message = message;
    location
}

fn artifacts(report: &Report) -> Vec<Artifact> {
    let pages = report.pages.iter().filter_map(|page| {
        let at = ArtifactLocation::builder().uri(uri(&page.url)?).build();
        let mut artifact = Artifact::builder().location(at).build();
        if !page.sha256.is_empty() {
            artifact.hashes = Some([("sha-256".to_owned(), safe::line(&page.sha256))].into());
        }
        Some(artifact)
    });
    pages.collect()
}

fn invocation(report: &Report) -> Invocation {
    let errors = report.outcomes.iter().filter(|o| o.outcome == OutcomeKind::Error);
    let notifications: Vec<Notification> = errors
        .map(|outcome| {
            Notification::builder()
                .level(json!("error"))
                .message(message(&outcome.message))
                .associated_rule(
                    ReportingDescriptorReference::builder().id(safe::line(&outcome.rule)).build(),
                )
                .build()
        })
        .collect();
    let mut invocation = Invocation::builder()
        .execution_successful(notifications.is_empty())
        .tool_execution_notifications(notifications)
        .build();
    let time = |text: &str| text.parse::<jiff::Timestamp>().is_ok().then(|| text.to_owned());
    invocation.start_time_utc = time(&report.run.started_at);
    invocation.end_time_utc = time(&report.run.finished_at);
    invocation
}

fn message(text: &str) -> Message {
    Message::builder().text(safe::line(text)).build()
}

/// An address on the web as the format wants it: absolute and percent-encoded. Others are
/// none that a dashboard should lead to.
fn uri(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| strict(&url))
}

/// An address by the letter of RFC 3986, as schemas want it. What browsers take besides,
/// such as brackets in a path, is encoded; the server reads the same.
fn strict(url: &Url) -> String {
    use std::fmt::Write as _;
    let (host, rest) = url.as_str().split_at(url[..url::Position::BeforePath].len());
    let mut out = host.to_owned();
    let mut hashes = 0;
    for (at, c) in rest.char_indices() {
        hashes += usize::from(c == '#');
        let fine = match c {
            '%' => {
                let digits = rest.as_bytes().get(at + 1..at + 3);
                digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            }
            '#' => hashes == 1,
            c => c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(c),
        };
        if fine {
            out.push(c);
        } else {
            let _ = write!(out, "%{:02X}", u32::from(c));
        }
    }
    out
}

fn bag(mut value: Value) -> PropertyBag {
    safe::neutralise(&mut value, safe::lines);
    serde_json::from_value(value).unwrap_or_else(|_| PropertyBag::builder().build())
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn addresses_are_what_the_format_takes() {
        let known = |text: &str| uri(text).unwrap();
        assert_eq!(known("https://a.example/b?c=d%20e#f"), "https://a.example/b?c=d%20e#f");
        assert_eq!(known("http://[::1]:80/[x]|^%zz#a#b"), "http://[::1]/%5Bx%5D%7C%5E%25zz#a%23b");
        for other in ["javascript:alert(1)", "data:text/html,x", "whois://a.example/b", "x"] {
            assert_eq!(uri(other), None, "{other}");
        }
    }
}
