//! The report as `JUnit` XML, for build servers.
//!
//! A rule is a test case and a group a suite. A case fails exactly when it counts
//! towards the exit code, so that the build and the program agree; what cannot be told
//! and does not count is skipped, as is what does not concern the shop. A rule that
//! could not be evaluated is an error.

use super::{Report, safe};
use crate::judge::{FailOn, Outcome, OutcomeKind, counts};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

/// The report as XML.
///
/// # Errors
/// When it cannot be written as XML.
pub fn render(report: &Report, fail_on: FailOn) -> Result<String, quick_junit::SerializeError> {
    let host = safe::xml(&report.target.host);
    let mut whole = quick_junit::Report::new(format!("shopvet {host}"));
    let mut suites: Vec<(&str, TestSuite)> = Vec::new();
    for outcome in &report.outcomes {
        if suites.last().is_none_or(|(group, _)| *group != outcome.group) {
            suites.push((&outcome.group, TestSuite::new(format!("{host} {}", outcome.group))));
        }
        if let Some((_, suite)) = suites.last_mut() {
            suite.add_test_case(case(&host, outcome, fail_on));
        }
    }
    whole.add_test_suites(suites.into_iter().map(|(_, suite)| suite));
    whole.to_string()
}

fn case(host: &str, outcome: &Outcome, fail_on: FailOn) -> TestCase {
    let message = safe::xml(&outcome.message);
    let mut status = match outcome.outcome {
        OutcomeKind::Error => TestCaseStatus::non_success(NonSuccessKind::Error),
        _ if counts(outcome, fail_on) => TestCaseStatus::non_success(NonSuccessKind::Failure),
        OutcomeKind::Inconclusive | OutcomeKind::NotApplicable => TestCaseStatus::skipped(),
        OutcomeKind::Pass | OutcomeKind::Fail => TestCaseStatus::success(),
    };
    match &mut status {
        TestCaseStatus::Success { .. } => {}
        TestCaseStatus::NonSuccess { .. } => {
            status.set_message(message.clone());
            status.set_type(kind(outcome));
            status.set_description(description(outcome));
        }
        TestCaseStatus::Skipped { .. } => {
            status.set_message(message.clone());
        }
    }
    let mut case = TestCase::new(outcome.rule.clone(), status);
    case.set_classname(format!("{host}.{}", outcome.group));
    // What passes or is forgiven still says what was seen.
    if matches!(case.status, TestCaseStatus::Success { .. }) {
        case.set_system_out(description(outcome));
    }
    case
}

/// The outcome, with its reason where it has one.
fn kind(outcome: &Outcome) -> String {
    match outcome.reason {
        Some(reason) => format!("{}.{}", outcome.level.name(), reason.code()),
        None => outcome.level.name().to_owned(),
    }
}

fn description(outcome: &Outcome) -> String {
    let mut lines = vec![safe::xml(&outcome.title), safe::xml(&outcome.message)];
    for evidence in &outcome.evidence {
        let seen = format!("{}  {}", safe::xml(&evidence.url), safe::xml(&evidence.excerpt));
        lines.push(seen.trim().to_owned());
    }
    if let Some(waiver) = &outcome.waiver {
        lines.push(format!(
            "waived until {} by {}: {}",
            safe::xml(&waiver.until),
            safe::xml(&waiver.owner),
            safe::xml(&waiver.reason)
        ));
    }
    lines.extend(outcome.guidance.lines().map(safe::xml));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
