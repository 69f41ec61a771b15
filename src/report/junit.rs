//! The report as `JUnit` XML, for build servers.
//!
//! A rule is a test case and a group a suite. A case fails exactly when it counts
//! towards the exit code, so that the build and the program agree; what cannot be told
//! and does not count is skipped, as is what does not concern the shop. A rule that
//! could not be evaluated is an error. Text that XML 1.0 may not hold is none of what
//! [`safe`] lets pass.

use super::{Report, safe};
use crate::judge::{FailOn, Outcome, OutcomeKind, counts};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

/// Characters of an excerpt.
const EXCERPT: usize = 1000;
/// Characters of an address.
const ADDRESS: usize = 2000;

/// The report as XML.
///
/// # Errors
/// When it cannot be written as XML.
pub fn render(report: &Report, fail_on: FailOn) -> Result<String, quick_junit::SerializeError> {
    let host = safe::line(&report.target.host);
    let mut whole = quick_junit::Report::new(format!("shopvet {host}"));
    let mut suites: Vec<(&str, TestSuite)> = Vec::new();
    for outcome in &report.outcomes {
        if suites.last().is_none_or(|(group, _)| *group != outcome.group) {
            let name = format!("{host} {}", safe::line(&outcome.group));
            suites.push((&outcome.group, TestSuite::new(name)));
        }
        if let Some((_, suite)) = suites.last_mut() {
            suite.add_test_case(case(&host, outcome, fail_on));
        }
    }
    whole.add_test_suites(suites.into_iter().map(|(_, suite)| suite));
    Ok(safe::logged(&whole.to_string()?).into_owned())
}

fn case(host: &str, outcome: &Outcome, fail_on: FailOn) -> TestCase {
    let message = safe::line(&outcome.message);
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
    let mut case = TestCase::new(safe::line(&outcome.rule), status);
    case.set_classname(format!("{host}.{}", safe::line(&outcome.group)));
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
    let mut lines = vec![safe::line(&outcome.title), safe::line(&outcome.message)];
    for evidence in &outcome.evidence {
        let excerpt = safe::short(&evidence.excerpt, EXCERPT);
        let seen = format!("{}  {excerpt}", safe::short(&evidence.url, ADDRESS));
        lines.push(seen.trim().to_owned());
    }
    if let Some(waiver) = &outcome.waiver {
        lines.push(format!(
            "waived until {} by {}: {}",
            safe::line(&waiver.until),
            safe::line(&waiver.owner),
            safe::line(&waiver.reason)
        ));
    }
    lines.extend(outcome.guidance.lines().map(safe::line));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
