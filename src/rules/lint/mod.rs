//! What a rule file should have although it works without.
//!
//! A lint is either an *error*, for which `shopvet rules check` fails, or a *note* that
//! it only tells. Everything here looks at one rule by itself and changes nothing.

mod coverage;
mod every;
mod literal;
mod reach;
mod reasons;
mod texts;

pub use coverage::{Coverage, coverage};

use super::problem::{Code, Problem};
use super::rule::Rule;

/// Every lint of a rule, in the order of the file.
#[must_use]
pub fn lint(rule: &Rule) -> Vec<Problem> {
    let mut found = rule.lints.clone();
    coverage::lint(rule, &mut found);
    texts::lint(rule, &mut found);
    reasons::lint(rule, &mut found);
    every::lint(rule, &mut found);
    reach::lint(rule, &mut found);
    for name in rule.declared.keys().filter(|name| !rule.used.contains(*name)) {
        let message = format!("the param `{name}` is not used");
        let help = "refer to it as `$name` in a condition, or remove it";
        found.push(rule.problem_at(&["params", name], Code::UnusedParam, message, help));
    }
    if let (Some(from), Some(to)) = (rule.from, rule.to)
        && from > to
    {
        let message = format!("the rule never holds: {from} is after {to}");
        let help = "`from` is the first day and `to` the last; exchange them?";
        found.push(rule.problem_at(&["effective", "to"], Code::NeverTrue, message, help));
    }
    Problem::sort(&mut found);
    found
}
