//! How a test of a rule that failed is shown: what was expected, what came, and which
//! part of which condition made it so.

use crate::rules::suite::{CaseResult, outcome};
use crate::rules::{Trace, Truth};
use std::fmt::Write as _;

/// The whole account, some lines.
pub(super) fn show(result: &CaseResult) -> String {
    let mut out = format!(
        "FAILED  {}: {}\n        {}:{}\n",
        result.rule, result.case, result.file, result.line
    );
    let mut line = |sign: &str, key: &str, text: &str| {
        let _ = writeln!(out, "  {sign} {key:9} {text}");
    };
    for (name, value) in &result.params {
        line(" ", "param", &format!("{name} = {value}"));
    }
    if !result.right_outcome() {
        line("-", "expected", &outcome(result.expected, result.because));
        line("+", "got", &outcome(result.got, result.reason));
    }
    let said = result.message.as_deref().unwrap_or("nothing of its own");
    match &result.says {
        Some(words) if !said.contains(words.as_str()) => {
            line("-", "says", words);
            line("+", "message", said);
        }
        _ => line(" ", "message", said),
    }
    if let Some(trouble) = &result.trouble {
        line(" ", "trouble", trouble);
    }
    let Some(decision) = &result.decision else { return out };
    if decision.out_of_effect {
        line(" ", "effective", "the day of the test is outside of it; set `now:`");
    }
    for (key, trace) in [("applies-when", &decision.applies), ("require", &decision.require)] {
        if let Some(trace) = trace {
            let _ = writeln!(out, "    {key}");
            tree(trace, true, 3, &mut out);
        }
    }
    out
}

/// A condition with its parts; those that decided are marked.
fn tree(trace: &Trace, decided: bool, depth: usize, out: &mut String) {
    let mark = if decided { '>' } else { ' ' };
    let _ = write!(
        out,
        "{:indent$}{mark} {}: {}",
        "",
        word(trace.truth),
        trace.label,
        indent = depth * 2
    );
    if let Some(seen) = &trace.observed {
        let _ = write!(out, "  (seen: {seen})");
    }
    if !trace.missing.is_empty() {
        let _ = write!(out, "  (missing: {})", trace.missing.join(", "));
    }
    out.push('\n');
    let negated = &*trace.label == "not";
    for part in &trace.parts {
        let same = std::mem::discriminant(&part.truth) == std::mem::discriminant(&trace.truth);
        tree(part, decided && (negated || same), depth + 1, out);
    }
}

fn word(truth: Truth) -> String {
    match truth {
        Truth::Yes | Truth::No => truth.word().to_owned(),
        Truth::Unknown(reasons) => {
            let codes: Vec<&str> = reasons.iter().map(|reason| reason.code()).collect();
            format!("unknown ({})", codes.join(", "))
        }
    }
}
