//! The keys of rule and pack files, in their order.

use super::shape::{
    Shape,
    Shape::{
        ByReason, Condition, Country, Date, Dict, EnglishOrLocalised, Given, Id, List, Localised,
        Map, Text, TextByReason, Url, Value, Word,
    },
    Table, may, must,
};

/// A rule file.
pub(crate) static RULE: Table = Table {
    what: "a rule",
    ordered: true,
    keys: &[
        must("id", Id, "the same as the file's name, without its ending"),
        must("title", Localised, "what is required, as a statement that can be true"),
        must("level", LEVEL, "error blocks approval, warning should be mended, note informs"),
        must("group", Id, "the same as the folder's name"),
        must("why", EnglishOrLocalised, "why it matters to buyers, the law or the acquirer"),
        may("guidance", Localised, "what the merchant is to do about it"),
        may("example", Localised, "what it looks like when it is met; names invented"),
        may("references", List(&Map(&REFERENCE)), "what the rule rests on"),
        may("effective", Map(&EFFECTIVE), "when the rule holds, both days inclusive"),
        may("params", Dict(&Map(&PARAM)), "values that packs may set, by name"),
        may("applies-when", Condition, "when this is no, the rule is not applicable"),
        must("require", Condition, "what must hold"),
        may("on-fail", Word(&["fail", "review"]), "fail, or review: a person decides"),
        must("messages", Map(&MESSAGES), "one sentence about this shop for each outcome"),
        may("evidence", List(&Text), "facts whose evidence is always shown"),
        must("tests", List(&Map(&TEST)), "cases that the rule must get right"),
    ],
};

const LEVEL: Shape = Word(&["error", "warning", "note"]);

static REFERENCE: Table = Table {
    what: "a reference",
    ordered: false,
    keys: &[
        must("title", Text, "name of the law, standard or guide, with article or section"),
        must("url", Url, "its address"),
    ],
};

static EFFECTIVE: Table = Table {
    what: "a time of effect",
    ordered: false,
    keys: &[may("from", Date, "first day"), may("to", Date, "last day")],
};

static PARAM: Table = Table {
    what: "a param",
    ordered: false,
    keys: &[
        must("default", Value, "its value where no pack sets it"),
        must("description", Text, "what it does"),
    ],
};

static MESSAGES: Table = Table {
    what: "messages",
    ordered: false,
    keys: &[
        must("pass", Localised, "said when the requirement is met"),
        may("fail", Localised, "said when it is not"),
        may("review", Localised, "said when it is not and a person decides"),
        must("inconclusive", ByReason, "said when it cannot be told, by reason code or default"),
        may("not-applicable", Localised, "said when the rule does not concern the shop"),
    ],
};

/// What a test may expect.
pub(crate) const EXPECTATIONS: &[&str] =
    &["pass", "fail", "inconclusive", "not-applicable", "error"];

static TEST: Table = Table {
    what: "a test",
    ordered: false,
    keys: &[
        must("name", Text, "what the case is"),
        may("now", Date, "the day the rule is judged at"),
        may("params", Dict(&Value), "params set for this case"),
        must("given", Given, "facts by path"),
        must("expect", Word(EXPECTATIONS), "the outcome"),
        may("because", Shape::Reason, "the reason of an inconclusive"),
        may("says", Text, "words that the English message must hold"),
    ],
};

/// A pack file.
pub(crate) static PACK: Table = Table {
    what: "a pack",
    ordered: true,
    keys: &[
        must("name", Id, "the same as the file's name, without its ending"),
        must("title", Localised, "whose list it is"),
        must("version", Text, "a text that changes when the pack does"),
        must("source", Text, "where the selection comes from"),
        may("references", List(&Map(&REFERENCE)), "the pages and laws of the source"),
        may("read", Date, "the day of the copy of the source that was read"),
        may("covers", Localised, "which part of the source the pack covers"),
        may("notice", Localised, "what of the source cannot be checked, and what the pack is not"),
        may("countries", List(&Country), "used for applicants from there when none is named"),
        may("extends", List(&Id), "packs this one builds on"),
        may("groups", List(&Id), "whole groups of rules"),
        may("rules", List(&Id), "single rules"),
        may("without", List(&Id), "rules left out again"),
        may("set", Dict(&Map(&SETTING)), "levels and params, by rule id"),
    ],
};

static SETTING: Table = Table {
    what: "a setting",
    ordered: false,
    keys: &[
        may("level", LEVEL, "the rule's level in this pack"),
        may("params", Dict(&Value), "params of the rule in this pack"),
    ],
};

/// One waiver of a waiver file.
pub(crate) static WAIVER: Table = Table {
    what: "a waiver",
    ordered: false,
    keys: &[
        must("rule", Id, "the rule that is waived"),
        must("host", Text, "the shop's host, exactly; no wildcards"),
        must("reason", Text, "why"),
        must("owner", Text, "who answers for it"),
        must("until", Date, "the last day it holds"),
        may("ticket", Text, "where the decision is kept"),
    ],
};

/// A file of translations: texts by rule id.
pub(crate) static TRANSLATIONS: Shape = Dict(&Map(&TRANSLATION));

static TRANSLATION: Table = Table {
    what: "the texts of a rule",
    ordered: false,
    keys: &[
        may("title", Text, "what is required, as a statement that can be true"),
        may("why", Text, "why it matters to buyers, the law or the acquirer"),
        may("guidance", Text, "what the merchant is to do about it"),
        may("example", Text, "what it looks like when it is met; names invented"),
        may("messages", Map(&TRANSLATED), "the messages of the rule, by the same keys"),
    ],
};

static TRANSLATED: Table = Table {
    what: "messages",
    ordered: false,
    keys: &[
        may("pass", Text, "said when the requirement is met"),
        may("fail", Text, "said when it is not"),
        may("review", Text, "said when it is not and a person decides"),
        may("inconclusive", TextByReason, "said when it cannot be told, by reason or default"),
        may("not-applicable", Text, "said when the rule does not concern the shop"),
    ],
};
