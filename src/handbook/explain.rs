//! Why a rule came out as it did: the tree of its conditions with what was seen at each
//! part, which part decided, and what would have changed the outcome.

use super::page::in_words;
use super::prose::{Prose, tell};
use super::words::words;
use crate::facts::{Evidence, FactSet};
use crate::report::texts::Texts;
use crate::rules::{Decision, Rule, Scene, Trace, Truth, decide, settle};
use jiff::civil::Date;
use serde::Serialize;

/// The explanation of one verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Explanation {
    /// The rule's id.
    pub rule: String,
    /// BCP 47.
    pub language: String,
    /// What is required.
    pub title: String,
    /// `error`, `warning` or `note`.
    pub level: String,
    /// The packs that chose the rule.
    pub packs: Vec<String>,
    /// The day it was judged at.
    pub as_of: String,
    /// The outcome.
    pub outcome: String,
    /// The reason of an inconclusive.
    pub reason: Option<String>,
    /// What the report says of it.
    pub message: String,
    /// What else is to be known, in words.
    pub notes: Vec<String>,
    /// The values of the params, each between backticks.
    pub params: Vec<(String, String)>,
    /// Whom it concerns.
    pub applies: Option<Step>,
    /// What must hold; nothing where it does not concern the shop.
    pub required: Option<Step>,
    /// What would change the outcome.
    pub turns: Vec<Turn>,
}

/// One part of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Step {
    /// What it states.
    pub text: String,
    /// `yes`, `no` or `unknown`; nothing for a part that is about one item of a list.
    pub truth: Option<String>,
    /// Why it is not known.
    pub reasons: Vec<String>,
    /// The fact it is about.
    pub fact: Option<String>,
    /// The state of the fact: `present`, `partial`, `absent`, `unknown`.
    pub state: Option<String>,
    /// What was seen there, in short.
    pub seen: Option<String>,
    /// It made the outcome what it is.
    pub decided: bool,
    /// Where it was seen.
    pub evidence: Vec<Observed>,
    /// What it is made of.
    pub parts: Vec<Self>,
}

/// A place where a fact was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Observed {
    /// The page or record.
    pub url: String,
    /// What it said.
    pub excerpt: String,
}

/// One thing that would change the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// What the outcome would be.
    pub outcome: String,
    /// What would have to be otherwise.
    pub when: String,
    /// What would have to be known of it: `yes` or `no`.
    pub truth: String,
}

/// The most places told for one part.
const MAX_PLACES: usize = 4;

impl Explanation {
    /// Holds the rule against the facts once more and tells how it went. What the report
    /// said is added by those who read it.
    #[must_use]
    pub fn new(rule: &Rule, facts: &FactSet, as_of: Date, language: &str) -> Self {
        let words = words(language);
        let decision = decide(rule, facts, as_of);
        let node = &rule.source.node;
        let told = |key: &str| node.get(key).map(|node| tell(node, &rule.params, words));
        let (applies, required) = (told("applies-when"), told("require"));
        let telling = Telling { facts, deciding: decision.deciding(), words };
        let step = |prose: &Option<Prose>, trace: &Option<Trace>| {
            Some(telling.step(prose.as_ref()?, trace.as_ref()?))
        };
        let mut notes = Vec::new();
        if decision.out_of_effect {
            notes.push(words.get("explain-out-of-effect").to_owned());
        }
        notes.extend(decision.trouble.clone());
        // What must hold is not looked at where the rule does not concern the shop, but
        // would be if it did.
        let looked = !decision.out_of_effect && decision.trouble.is_none();
        let met = match &decision.require {
            None if looked => rule.require.trace(Scene { facts, as_of }).ok(),
            met => met.clone(),
        };
        let turns = turns(rule, &decision, met.as_ref(), applies.as_ref(), required.as_ref());
        if turns.is_empty() && looked {
            notes.push(words.get("explain-no-change").to_owned());
        }
        Self {
            rule: rule.id.clone(),
            language: language.to_owned(),
            title: rule.title.get(language).to_owned(),
            level: rule.level.name().to_owned(),
            packs: Vec::new(),
            as_of: as_of.to_string(),
            outcome: decision.kind.name().to_owned(),
            reason: decision.reason.map(|reason| reason.code().to_owned()),
            message: String::new(),
            notes,
            params: in_words(&rule.params),
            applies: step(&applies, &decision.applies),
            required: step(&required, &decision.require),
            turns,
        }
    }
}

struct Telling<'a> {
    facts: &'a FactSet,
    deciding: Vec<&'a Trace>,
    words: Texts,
}

impl Telling<'_> {
    fn step(&self, prose: &Prose, trace: &Trace) -> Step {
        let fact = trace.fact.and_then(|path| self.facts.get(path));
        let parts = if trace.parts.is_empty() {
            prose.shown().iter().map(plain).collect()
        } else {
            prose.parts.iter().zip(&trace.parts).map(|(p, t)| self.step(p, t)).collect()
        };
        let reasons = match trace.truth {
            Truth::Unknown(reasons) => reasons.iter().map(|r| r.code().to_owned()).collect(),
            _ => Vec::new(),
        };
        // The head of a negation already says what its one part says.
        let text = if trace.parts.len() == 1 && !prose.text.ends_with(':') {
            self.words.get("not").to_owned()
        } else {
            prose.text.clone()
        };
        Step {
            text,
            truth: Some(trace.truth.word().to_owned()),
            reasons,
            fact: trace.fact.map(str::to_owned),
            state: fact.map(|fact| fact.finding.state().to_owned()),
            seen: trace.observed.clone(),
            decided: self.deciding.iter().any(|other| std::ptr::eq(*other, trace)),
            evidence: fact.map(|fact| places(&fact.evidence, &trace.items)).unwrap_or_default(),
            parts,
        }
    }
}

/// A part that is about one item of a list has no truth of its own.
fn plain(prose: &Prose) -> Step {
    Step {
        text: prose.text.clone(),
        truth: None,
        reasons: Vec::new(),
        fact: None,
        state: None,
        seen: None,
        decided: false,
        evidence: Vec::new(),
        parts: prose.shown().iter().map(plain).collect(),
    }
}

/// The places that show the items which decided; all where none is named.
fn places(evidence: &[Evidence], items: &[usize]) -> Vec<Observed> {
    let meant = |place: &&Evidence| place.item.is_none_or(|item| items.contains(&item));
    let some = evidence.iter().any(|place| meant(&place));
    evidence
        .iter()
        .filter(|place| !some || meant(place))
        .take(MAX_PLACES)
        .map(|place| Observed { url: place.url.clone(), excerpt: place.excerpt.clone() })
        .collect()
}

/// Every single leaf that, if it were known to be otherwise, would change the outcome.
fn turns(
    rule: &Rule,
    decision: &Decision,
    met: Option<&Trace>,
    applies: Option<&Prose>,
    required: Option<&Prose>,
) -> Vec<Turn> {
    let truth = |trace: Option<&Trace>, swap: Option<(&Trace, Truth)>| {
        trace.map_or(Truth::Yes, |trace| with(trace, swap))
    };
    let (first, second) = (decision.applies.as_ref(), met);
    let mut leaves = Vec::new();
    for (prose, trace) in [(applies, first), (required, second)] {
        if let (Some(prose), Some(trace)) = (prose, trace) {
            gather(prose, trace, &mut leaves);
        }
    }
    let mut found: Vec<Turn> = Vec::new();
    for (prose, leaf) in leaves {
        for other in [Truth::Yes, Truth::No].into_iter().filter(|other| *other != leaf.truth) {
            let swap = Some((leaf, other));
            let (kind, _, review) = settle(truth(first, swap), truth(second, swap), rule.on_fail);
            if kind == decision.kind && review == decision.review {
                continue;
            }
            let when = match prose.text.strip_suffix(':') {
                Some(head) => format!("{head} …"),
                None => prose.text.clone(),
            };
            let outcome = if review { "review" } else { kind.name() }.to_owned();
            let turn = Turn { outcome, when, truth: other.word().to_owned() };
            if !found.contains(&turn) {
                found.push(turn);
            }
        }
    }
    found
}

/// The leaves of a tree with what they state.
fn gather<'t>(prose: &'t Prose, trace: &'t Trace, out: &mut Vec<(&'t Prose, &'t Trace)>) {
    if trace.parts.is_empty() {
        out.push((prose, trace));
        return;
    }
    for (prose, trace) in prose.parts.iter().zip(&trace.parts) {
        gather(prose, trace, out);
    }
}

/// The truth of a tree in which one leaf is otherwise.
fn with(trace: &Trace, swap: Option<(&Trace, Truth)>) -> Truth {
    if let Some((_, truth)) = swap.filter(|(leaf, _)| std::ptr::eq(*leaf, trace)) {
        return truth;
    }
    let parts = || trace.parts.iter().map(|part| with(part, swap));
    match &*trace.label {
        "all-of" => parts().fold(Truth::Yes, Truth::and),
        "any-of" => parts().fold(Truth::No, Truth::or),
        "not" => parts().next().map_or(trace.truth, |part| !part),
        _ => trace.truth,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Fact, Reason};
    use crate::rules::Library;
    use serde_json::json;

    fn explain(rule: &str, facts: &[(&str, Fact)]) -> Explanation {
        let library = Library::built_in().unwrap();
        let mut set = FactSet::new();
        for (path, fact) in facts {
            set.put(path, fact.clone());
        }
        let day = jiff::civil::date(2026, 1, 1);
        Explanation::new(library.rule(rule).unwrap(), &set, day, "en")
    }

    fn seen(url: &str, item: usize) -> Evidence {
        Evidence { item: Some(item), ..Evidence::new(url, "seen") }
    }

    #[test]
    fn the_part_that_decided_is_marked_with_its_evidence() {
        let residue = json!([
            {"url": "https://shop.example/a", "excerpt": "[NAME]", "kind": "blank"},
            {"url": "https://shop.example/b", "excerpt": "ec.europa.eu/odr", "kind": "link"},
        ]);
        let places = vec![seen("https://shop.example/a", 0), seen("https://shop.example/b", 1)];
        let told = explain(
            "odr-link-removed",
            &[
                ("application.customers", Fact::present("consumers", vec![])),
                ("terms.residue", Fact::present(residue, places)),
            ],
        );
        assert_eq!(told.outcome, "fail");
        let required = told.required.as_ref().unwrap();
        assert!(required.decided && required.truth.as_deref() == Some("no"));
        assert_eq!(required.evidence.len(), 1);
        assert_eq!(required.evidence[0].url, "https://shop.example/b");
        assert!(!required.parts.is_empty());
        let to: Vec<_> = told.turns.iter().map(|turn| turn.outcome.as_str()).collect();
        assert_eq!(to, ["not-applicable", "pass"]);
        assert_eq!(told.turns[0].when, "`application.customers` is `businesses`");
        assert_eq!(told.turns[0].truth, "yes");
    }

    #[test]
    fn what_is_not_known_names_its_reason() {
        let told = explain(
            "odr-link-removed",
            &[
                ("application.customers", Fact::present("consumers", vec![])),
                ("terms.residue", Fact::unknown(Reason::Blocked)),
            ],
        );
        assert_eq!(
            (told.outcome.as_str(), told.reason.as_deref()),
            ("inconclusive", Some("blocked"))
        );
        let required = told.required.as_ref().unwrap();
        assert_eq!(required.reasons, ["blocked"]);
        assert_eq!(required.state.as_deref(), Some("unknown"));
        assert!(told.turns.iter().any(|turn| turn.outcome == "fail"));
        assert!(told.turns.iter().any(|turn| turn.outcome == "pass"));
        let text = crate::handbook::explanation(&told);
        assert!(text.contains("[not known (blocked)]"), "{text}");
    }

    #[test]
    fn a_rule_that_does_not_apply_says_what_made_it_so() {
        let told = explain(
            "odr-link-removed",
            &[("application.customers", Fact::present("businesses", vec![]))],
        );
        assert_eq!(told.outcome, "not-applicable");
        assert!(told.required.is_none());
        let applies = told.applies.as_ref().unwrap();
        assert_eq!(applies.text, "It is not so that:");
        assert!(applies.parts[0].decided);
        // Of the terms nothing is known, so for a seller to consumers it would be open.
        assert_eq!(told.turns.len(), 1);
        assert_eq!(
            (told.turns[0].outcome.as_str(), told.turns[0].truth.as_str()),
            ("inconclusive", "no")
        );
    }

    #[test]
    fn what_a_page_says_is_shown_without_its_controls() {
        let place = Evidence::new("https://shop.example/\u{1b}[2J", "a\u{202e}b \u{1b}[31m");
        let value = json!("a\u{9b}31m");
        let told = explain(
            "odr-link-removed",
            &[("application.customers", Fact::present(value, vec![place]))],
        );
        let text = crate::handbook::explanation(&told);
        let bad = |c: char| c != '\n' && crate::report::safe::is_control(c);
        assert!(text.contains("a\u{fffd}31m") && !text.contains(bad), "{text:?}");
    }

    /// The whole catalogue of rules, each with its own tests.
    #[test]
    fn every_test_that_ships_can_be_explained() {
        let library = Library::built_in().unwrap();
        for rule in library.rules() {
            for case in &rule.cases {
                let rule = rule.with(None, &case.params).unwrap();
                for language in ["en", "fi"] {
                    let told = Explanation::new(&rule, &case.facts(), case.now, language);
                    assert_eq!(told.outcome, case.expect.name(), "{}: {}", rule.id, case.name);
                    assert!(!crate::handbook::explanation(&told).is_empty());
                }
            }
        }
    }
}
