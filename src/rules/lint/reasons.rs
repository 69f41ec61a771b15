//! Messages for reasons that the facts of the rule never have.
//!
//! Which reasons there can be follows from where a fact comes from. The lists name only
//! what is sure not to occur, so that a message which may be needed is never doubted.

use crate::facts::Reason;
use crate::facts::catalogue::{self, Source};
use crate::rules::condition::Condition;
use crate::rules::leaf::Test;
use crate::rules::problem::{Code, Problem};
use crate::rules::rule::Rule;

pub(super) fn lint(rule: &Rule, found: &mut Vec<Problem>) {
    let sources: Vec<Source> =
        rule.facts().into_iter().filter_map(|path| Some(catalogue::entry(path)?.source)).collect();
    let compares_names =
        [Some(&rule.require), rule.applies_when.as_ref()].into_iter().flatten().any(compares_names);
    for code in rule.messages.inconclusive.keys() {
        let Some(reason) = Reason::from_code(code) else { continue };
        let may_be = sources.iter().any(|source| occurs(*source, reason))
            || (reason == Reason::Ambiguous && compares_names);
        if !may_be {
            let message = format!("no fact of the rule is ever unknown for the reason `{code}`");
            let help = "remove the message; `default` is said where it is not listed";
            let key = ["messages", "inconclusive", code.as_str()];
            found.push(rule.problem_at(&key, Code::IdleReason, message, help));
        }
    }
}

/// Whether a fact of the source may be unknown for the reason.
fn occurs(source: Source, reason: Reason) -> bool {
    use Reason::{
        AgeWall, ImageOnly, LanguageUnsupported, LoginRequired, NeedsDocument, NeedsJavascript,
        NoPublicSource, PdfOnly, Redacted, RobotsDisallowed, ThirdPartyFrame,
    };
    match source {
        // What is not declared is absent.
        Source::Application => false,
        Source::Pages | Source::Checkout => {
            !matches!(reason, NoPublicSource | Redacted | NeedsDocument)
        }
        Source::Registry => !matches!(reason, LanguageUnsupported | ThirdPartyFrame),
        Source::Dns | Source::Tls => !matches!(
            reason,
            AgeWall
                | ImageOnly
                | LanguageUnsupported
                | LoginRequired
                | NeedsDocument
                | NeedsJavascript
                | NoPublicSource
                | PdfOnly
                | Redacted
                | RobotsDisallowed
                | ThirdPartyFrame
        ),
    }
}

/// Whether names are compared anywhere, which can come out unsure.
fn compares_names(condition: &Condition) -> bool {
    match condition {
        Condition::AllOf(parts) | Condition::AnyOf(parts) => parts.iter().any(compares_names),
        Condition::Not(part) => compares_names(part),
        Condition::Leaf(leaf) => matches!(leaf.test, Test::SameName(_)),
        Condition::Over(over) => {
            [&over.filter, &over.claim].into_iter().flatten().any(|part| compares_names(part))
        }
    }
}
