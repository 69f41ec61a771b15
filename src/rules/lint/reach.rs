//! Parts of conditions that can come out in one way only.
//!
//! Each part is looked at together with what must be so for it to matter: `applies-when`
//! for `require`, the parts before it in an `all-of`, the `where` of a quantifier for its
//! `that`. A part that can then never be true makes the rule say something else than its
//! author meant; one that is always true says nothing.

use super::literal::{Ways, both, ways};
use crate::rules::compile::FORMS;
use crate::rules::condition::{Condition, Over};
use crate::rules::problem::{Code, Problem};
use crate::rules::rule::Rule;
use crate::rules::shape::place;
use crate::yaml::Node;

pub(super) fn lint(rule: &Rule, found: &mut Vec<Problem>) {
    let node = &rule.source.node;
    let mut walk = Walk { rule, found, scope: 0 };
    let mut given = vec![Vec::new()];
    if let (Some(condition), Some(node)) = (&rule.applies_when, node.get("applies-when")) {
        if walk.part(condition, node, &given, 0) {
            given = ways(condition, node, true, 0).unwrap_or(given);
        }
        if walk.one_way(condition, node, &vec![Vec::new()], false, 0) {
            let help = "it concerns every shop; remove `applies-when`, or mend it";
            walk.note(node, Code::AlwaysTrue, "`applies-when` can never be no", help);
        }
    }
    let Some(node) = node.get("require") else { return };
    walk.part(&rule.require, node, &given, 0);
    if walk.one_way(&rule.require, node, &given, false, 0) {
        let help = "no shop can fail it; what is it to ask for?";
        walk.note(node, Code::NeverFalse, "`require` can never be no", help);
    }
}

struct Walk<'c, 'f> {
    rule: &'c Rule,
    found: &'f mut Vec<Problem>,
    /// The last list whose items were spoken of.
    scope: usize,
}

impl<'c> Walk<'c, '_> {
    fn note(&mut self, node: &Node, code: Code, message: &str, help: &str) {
        self.found.push(self.rule.problem_here(place(node), code, message.to_owned(), help));
    }

    /// Whether the condition can never have the answer, given what else is so.
    fn one_way(
        &self,
        condition: &'c Condition,
        node: &Node,
        given: &Ways<'c>,
        answer: bool,
        scope: usize,
    ) -> bool {
        let found = ways(condition, node, answer, scope).and_then(|ways| both(given, &ways));
        !given.is_empty() && found.is_some_and(|ways| ways.is_empty())
    }

    /// Looks at a part and those inside it; whether it can be true.
    fn part(
        &mut self,
        condition: &'c Condition,
        node: &Node,
        given: &Ways<'c>,
        scope: usize,
    ) -> bool {
        let before = self.found.len();
        match condition {
            Condition::Leaf(_) => {}
            Condition::Not(part) => {
                if let Some(node) = node.get("not") {
                    self.inside(part, node, given, scope);
                }
            }
            Condition::AllOf(parts) => self.all_of(parts, node, given, scope),
            Condition::AnyOf(parts) => self.any_of(parts, node, given, scope),
            Condition::Over(over) => self.over(over, node),
        }
        let never = self.one_way(condition, node, given, true, scope);
        // Where a part of it was found out, the whole is no further mistake.
        if never && self.found.len() == before {
            let help = "it contradicts what is asked beside it or in `applies-when`, or asks for \
                        what the fact never is";
            self.note(node, Code::NeverTrue, "this can never be true", help);
        }
        !never
    }

    /// Parts of a denied condition: that they can never be true is told by the whole.
    fn inside(&mut self, condition: &'c Condition, node: &Node, given: &Ways<'c>, scope: usize) {
        match condition {
            Condition::Over(over) => self.over(over, node),
            Condition::AllOf(parts) => self.all_of(parts, node, given, scope),
            Condition::AnyOf(parts) => self.any_of(parts, node, given, scope),
            Condition::Leaf(_) => {
                self.part(condition, node, given, scope);
            }
            Condition::Not(_) => {}
        }
    }

    fn all_of(&mut self, parts: &'c [Condition], node: &Node, given: &Ways<'c>, scope: usize) {
        let nodes = node.get("all-of").map_or(&[][..], Node::items);
        let mut given = given.clone();
        for (part, node) in parts.iter().zip(nodes) {
            if !self.part(part, node, &given, scope) {
                continue;
            }
            if self.one_way(part, node, &given, false, scope) {
                let help = "what stands before it or in `applies-when` says it already; remove it";
                self.note(node, Code::AlwaysTrue, "this is always true here", help);
            }
            let Some(next) = ways(part, node, true, scope).and_then(|ways| both(&given, &ways))
            else {
                continue;
            };
            given = next;
        }
    }

    fn any_of(&mut self, parts: &'c [Condition], node: &Node, given: &Ways<'c>, scope: usize) {
        let nodes = node.get("any-of").map_or(&[][..], Node::items);
        // What is left for the parts that follow: that none before was true.
        let mut left = given.clone();
        for (part, node) in parts.iter().zip(nodes) {
            if !self.part(part, node, given, scope) {
                continue;
            }
            if self.one_way(part, node, &left, true, scope) {
                let help = "one of the parts before it is true whenever this is; remove it";
                self.note(node, Code::DuplicatePart, "this adds nothing", help);
            }
            match ways(part, node, false, scope).and_then(|ways| both(&left, &ways)) {
                // Nothing is left: the whole is always true, which is told of the whole.
                Some(rest) if rest.is_empty() => break,
                Some(rest) => left = rest,
                None => {}
            }
        }
    }

    /// The conditions about the items of a list.
    fn over(&mut self, over: &'c Over, node: &Node) {
        let form = node.entries().iter().find(|entry| FORMS.contains(&entry.key.as_str()));
        let Some(node) = form.map(|entry| &entry.value) else { return };
        self.scope += 1;
        let scope = self.scope;
        let mut given = vec![Vec::new()];
        if let (Some(filter), Some(node)) = (&over.filter, node.get("where"))
            && self.part(filter, node, &given, scope)
        {
            given = ways(filter, node, true, scope).unwrap_or(given);
        }
        if let (Some(claim), Some(node)) = (&over.claim, node.get("that"))
            && self.part(claim, node, &given, scope)
            && self.one_way(claim, node, &given, false, scope)
        {
            let help = "every item that is meant is so; is another thing to be asked?";
            self.note(node, Code::AlwaysTrue, "this is always true here", help);
        }
    }
}
