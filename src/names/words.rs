//! Words of company names that weigh less or more than others, as data.
//!
//! Like the table of legal forms these are the terms of company names across
//! languages rather than the prose of one, so they stand together here.

/// Words for *and* (folded); they count for nothing between two other words.
pub(super) const CONJUNCTIONS: &[&str] =
    &["&", "och", "og", "ja", "and", "und", "en", "et", "y", "e", "ed", "i", "oraz", "u"];

/// Abbreviations and what they stand for (folded).
pub(super) const ABBREVIATIONS: &[(&str, &str)] = &[
    ("intl", "international"),
    ("internat", "international"),
    ("co", "company"),
    ("cie", "compagnie"),
    ("bros", "brothers"),
    ("gebr", "gebruder"),
    ("mfg", "manufacturing"),
    ("mgmt", "management"),
    ("svc", "service"),
    ("svcs", "services"),
    ("dept", "department"),
    ("assoc", "associates"),
    ("univ", "university"),
    ("st", "saint"),
    ("sankt", "saint"),
    ("sthlm", "stockholm"),
    ("gbg", "goteborg"),
    ("kbh", "kobenhavn"),
    ("cph", "copenhagen"),
    ("ind", "industries"),
    ("tech", "technology"),
    ("dist", "distribution"),
    ("grp", "group"),
];

/// Words that make another company of the group out of a name (folded).
pub(super) const STRUCTURE: &[&str] = &[
    "holding",
    "holdings",
    "group",
    "gruppen",
    "groupe",
    "gruppe",
    "groep",
    "grupo",
    "gruppo",
    "grupa",
    "konsern",
    "koncern",
    "konserni",
    "invest",
    "investment",
    "investments",
    "investering",
    "kapital",
    "capital",
    "ventures",
    "forvaltning",
    "verwaltung",
    "verwaltungs",
    "beteiligung",
    "beteiligungs",
    "beheer",
    "fastighet",
    "fastigheter",
    "eiendom",
    "ejendomme",
    "kiinteistot",
    "immobilien",
    "vastgoed",
    "immobilier",
    "inmobiliaria",
    "immobiliare",
    "properties",
    "finans",
    "finance",
    "leasing",
    "stiftelse",
    "stiftung",
    "foundation",
    "fondation",
];
