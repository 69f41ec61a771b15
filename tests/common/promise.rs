//! What those who read reports were promised in version 1, for every report of every test.

use serde_json::Value;
use std::sync::LazyLock;

/// A copy that is never made again; `tests/contract.rs` says why.
static FROZEN: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let text = include_str!("../data/schemas/shopvet.report-1.frozen.json");
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
});

/// Where a report is not what was promised.
pub(super) fn broken_by(report: &Value) -> Vec<String> {
    let told =
        |error: jsonschema::ValidationError<'_>| format!("{}: {error:.200}", error.instance_path());
    FROZEN.iter_errors(report).map(told).collect()
}
