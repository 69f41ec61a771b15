//! What a rule should say to people.

use crate::rules::problem::{Code, Problem};
use crate::rules::rule::{Level, Rule};
use crate::rules::skeleton;
use crate::yaml::{Node, Tree};

pub(super) fn lint(rule: &Rule, found: &mut Vec<Problem>) {
    let mut add = |key: &[&str], code: Code, message: String, help: &str| {
        found.push(rule.problem_at(key, code, message, help));
    };
    if rule.level > Level::Note {
        let level = rule.level.name();
        if rule.guidance.iter().next().is_none() {
            let message = format!("a rule at level {level} has no guidance");
            let help = "add `guidance:` that says what the merchant is to do";
            add(&["level"], Code::NoGuidance, message, help);
        }
        if rule.references.is_empty() {
            let message = format!("a rule at level {level} has no references");
            let help = "add `references:` with the law, standard or guide";
            add(&["level"], Code::NoReferences, message, help);
        }
    }
    if !rule.messages.inconclusive.contains_key("default") {
        let message = "the inconclusive messages have no default".to_owned();
        let help = "add `default:` under `inconclusive:`, for reasons that are not listed";
        add(&["messages", "inconclusive"], Code::NoDefaultMessage, message, help);
    }
    if rule.messages.not_applicable.is_some() && rule.applies_when.is_none() {
        let message = "the message `not-applicable` is never shown".to_owned();
        let help = "only a rule with `applies-when` says it; remove it";
        add(&["messages", "not-applicable"], Code::UnusedMessage, message, help);
    }
    unfinished(&rule.source.node, rule, found);
}

/// Texts that are still as `rules new` wrote them.
fn unfinished(node: &Node, rule: &Rule, found: &mut Vec<Problem>) {
    match &node.value {
        Tree::Text(text) if text.contains(skeleton::UNFINISHED) => {
            let message = "the text is still to be written".to_owned();
            let help = format!("write your own, without `{}`", skeleton::UNFINISHED);
            found.push(rule.problem_here(node.at, Code::UnfinishedText, message, &help));
        }
        Tree::List(items) => items.iter().for_each(|item| unfinished(item, rule, found)),
        Tree::Map(entries) => {
            entries.iter().for_each(|entry| unfinished(&entry.value, rule, found));
        }
        _ => {}
    }
}
