//! The climb: which rung settles who holds the domain.

use super::because::{self, Said};
use super::holder::{Holder, Kind};
use super::relation;
use crate::application::{Application, DomainHolder, Relation};
use crate::facts::Reason;
use crate::names::{self, Comparison, Match};
use crate::numbers;
use serde::Serialize;

/// A rung of the ladder, from the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Rung {
    /// The organisation number at the registry is the declared one.
    RegistrationNumber,
    /// The holder's name is the same company.
    RegistrantName,
    /// A declared relation of an accepted kind, and its holder is the registry's.
    Relation,
    /// A token proves control of the domain.
    Control,
}

impl Rung {
    /// The rung's name in facts.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::RegistrationNumber => "registration-number",
            Self::RegistrantName => "registrant-name",
            Self::Relation => "relation",
            Self::Control => "control",
        }
    }
}

/// What one rung says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The question is settled.
    Settles,
    /// It speaks against the merchant.
    Contradicts,
    /// It leaves the question open for this reason.
    Open(Reason),
    /// One side of the comparison is missing.
    Nothing,
}

/// One step of the climb, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Step<'a> {
    pub rung: Rung,
    pub result: &'static str,
    pub declared: Option<&'a str>,
    pub found: Option<&'a str>,
    pub why: String,
    pub because: &'static str,
    pub names: Option<&'static str>,
    pub forms: Option<&'static str>,
    pub legal_forms: Vec<&'static str>,
    pub reason: Option<Reason>,
}

/// Where the climb ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// This rung settled it.
    Settled(Rung),
    /// Another company holds the domain, and nothing explains it.
    Mismatch,
    /// It cannot be told, for this reason.
    Open(Reason),
}

impl End {
    /// The value of `settled-by`.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Settled(rung) => rung.code(),
            Self::Mismatch | Self::Open(_) => "nothing",
        }
    }
}

/// The climb with its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ladder<'a> {
    pub steps: Vec<Step<'a>>,
    pub end: End,
}

impl<'a> Ladder<'a> {
    fn step(
        &mut self,
        rung: Rung,
        said: Said,
        declared: Option<&'a str>,
        found: Option<&'a str>,
    ) -> Outcome {
        let result = match said.outcome {
            Outcome::Settles => "settles",
            Outcome::Contradicts => "contradicts",
            Outcome::Open(_) => "open",
            Outcome::Nothing => "nothing-to-compare",
        };
        let (outcome, why) = (said.outcome, said.why());
        let (names, because, reason) = (said.names, said.because.code, said.reason);
        self.steps.push(Step {
            rung,
            result,
            declared,
            found,
            why,
            because,
            names: names.as_ref().map(|names| names.words),
            forms: names.as_ref().and_then(|names| names.forms),
            legal_forms: names.map(|names| names.legal_forms).unwrap_or_default(),
            reason,
        });
        outcome
    }

    fn settled(mut self, rung: Rung) -> Self {
        self.end = End::Settled(rung);
        self
    }
}

/// What the application declares of the merchant and of the holder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'a> {
    name: Option<&'a str>,
    trading_names: &'a [String],
    number: Option<&'a str>,
    vat_number: Option<&'a str>,
    holder: Option<&'a DomainHolder>,
}

impl<'a> Declared<'a> {
    /// What is declared; none where neither name nor number is, so that there is
    /// nobody to compare with.
    pub(super) fn of(application: &'a Application) -> Option<Self> {
        let given = |text: &'a Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty())
        };
        let declared = Self {
            name: given(&application.legal_name),
            trading_names: &application.trading_names,
            number: given(&application.registration_number),
            vat_number: given(&application.vat_number),
            holder: application.domain_holder.as_ref(),
        };
        (declared.name.is_some() || declared.number.is_some()).then_some(declared)
    }

    /// The declared relation to another holder.
    pub(super) fn relation(&self) -> Option<Relation> {
        self.holder.and_then(|holder| holder.relation)
    }
}

/// Climbs the ladder. `holder` is whom the registry names, or why it names nobody;
/// `proved` whether control of the domain was proved, where that was tried.
pub(super) fn climb<'a>(
    declared: &Declared<'a>,
    holder: Result<&'a Holder<'a>, Reason>,
    proved: Option<bool>,
) -> Ladder<'a> {
    let mut ladder = Ladder { steps: Vec::new(), end: End::Open(Reason::NoPublicSource) };
    let mut contradicted = false;
    let mut open = None;
    match holder {
        Err(reason) => {
            ladder.step(Rung::RegistrantName, Said::hidden(reason), declared.name, None);
            open = Some(reason);
        }
        Ok(holder) => {
            let number = number(declared, holder);
            let other_number = number.outcome == Outcome::Contradicts;
            let rung = Rung::RegistrationNumber;
            if ladder.step(rung, number, declared.number, holder.number) == Outcome::Settles {
                return ladder.settled(rung);
            }
            let rung = Rung::RegistrantName;
            let name = name(declared, holder, other_number);
            match ladder.step(rung, name, declared.name, Some(holder.shown)) {
                Outcome::Settles => return ladder.settled(rung),
                Outcome::Contradicts => contradicted = true,
                Outcome::Open(reason) => open = Some(reason),
                Outcome::Nothing => {}
            }
            contradicted |= other_number;
            if let Some(given) = declared.holder {
                let rung = Rung::Relation;
                let named = given.name.as_deref();
                match ladder.step(rung, relation::judge(given, holder), named, Some(holder.shown)) {
                    Outcome::Settles => return ladder.settled(rung),
                    // A holder who may be the merchant after all is asked about.
                    Outcome::Contradicts => contradicted |= open != Some(Reason::Ambiguous),
                    // What is asked for is the document of the relation, and the relation
                    // may yet explain the other name.
                    Outcome::Open(reason) => (open, contradicted) = (Some(reason), false),
                    Outcome::Nothing => {}
                }
            }
        }
    }
    if let Some(proved) = proved {
        let rung = Rung::Control;
        let said = match (proved, contradicted) {
            (true, false) => Said::of(Outcome::Settles, because::CONTROL),
            (true, true) => {
                let open = Outcome::Open(Reason::NeedsDocument);
                Said::of(open, because::CONTROL_EXPLAINS_NOTHING)
            }
            (false, _) => Said::of(Outcome::Nothing, because::TOKEN_NOT_FOUND),
        };
        if ladder.step(rung, said, None, None) == Outcome::Settles {
            return ladder.settled(rung);
        }
    }
    ladder.end = match (contradicted, open) {
        (true, _) => End::Mismatch,
        (false, reason) => End::Open(reason.unwrap_or(Reason::Ambiguous)),
    };
    ladder
}

fn number(declared: &Declared<'_>, holder: &Holder<'_>) -> Said {
    let Some(found) = holder.number else {
        return Said::of(Outcome::Nothing, because::NO_NUMBER_FOUND);
    };
    let compared = |number: Option<&str>| number.map(|number| numbers::compare(number, found));
    match (compared(declared.number), compared(declared.vat_number)) {
        (Some(numbers::Match::Same), _) | (_, Some(numbers::Match::Same)) => {
            Said::of(Outcome::Settles, because::SAME_NUMBER)
        }
        (Some(numbers::Match::Different), _) => {
            Said::of(Outcome::Contradicts, because::OTHER_NUMBER)
        }
        (None, _) => Said::of(Outcome::Nothing, because::NO_NUMBER_DECLARED),
        _ => Said::of(Outcome::Nothing, because::OTHER_KIND_OF_NUMBER),
    }
}

fn name(declared: &Declared<'_>, holder: &Holder<'_>, other_number: bool) -> Said {
    let Some(name) = declared.name else {
        return Said::of(Outcome::Nothing, because::NO_NAME_DECLARED);
    };
    let Some(names) = likeness(name, holder) else {
        return Said::of(Outcome::Nothing, because::NO_NAME_FOUND);
    };
    let ambiguous = Outcome::Open(Reason::Ambiguous);
    match names.matched {
        Match::Same if other_number => {
            Said::by(Outcome::Contradicts, because::SAME_NAME_OTHER_NUMBER, names)
        }
        Match::Same => Said::by(Outcome::Settles, because::SAME_NAME, names),
        Match::Unsure => Said::by(ambiguous, because::UNSURE_NAME, names),
        Match::Different => {
            let same = |name: &String| {
                likeness(name, holder).is_some_and(|names| names.matched == Match::Same)
            };
            if declared.trading_names.iter().any(same) {
                Said::of(ambiguous, because::TRADING_NAME)
            } else if holder.formed {
                Said::by(Outcome::Contradicts, because::OTHER_NAME, names)
            } else if holder.kind == Kind::Person {
                Said::of(Outcome::Open(Reason::NeedsDocument), because::PERSON)
            } else {
                // Without a legal form it may be a brand of the merchant's own.
                Said::by(ambiguous, because::MAYBE_TRADING_NAME, names)
            }
        }
    }
}

/// How a declared name compares with whichever of the holder's names is most like it; none
/// where the holder has no name.
pub(super) fn likeness(declared: &str, holder: &Holder<'_>) -> Option<Comparison> {
    let rank = |matched: Match| match matched {
        Match::Same => 0,
        Match::Unsure => 1,
        Match::Different => 2,
    };
    let compared = holder.names.iter().map(|name| names::explain(declared, name));
    compared.min_by_key(|comparison| rank(comparison.matched))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Finding;
    use serde_json::{Value, json};

    const MERCHANT: &str = "legal-name: Blå Kanna AB\nregistration-number: 559912-3454\n\
        vat-number: SE559912345401\ntrading-names: [Kannan i Lund]\n";

    fn end(declared: &str, registrant: Value, proved: Option<bool>) -> End {
        let application = Application::parse(&format!("{MERCHANT}{declared}"), "a.yaml").unwrap();
        let finding = Finding::Present(registrant);
        let holder = Holder::of(&finding).unwrap();
        climb(&Declared::of(&application).unwrap(), Ok(&holder), proved).end
    }

    fn relation(relation: &str, registrant: Value) -> End {
        end(&format!("domain-holder: {{{relation}}}\n"), registrant, None)
    }

    fn other() -> Value {
        json!({"organization": "Röd Gryta Holding AB", "registration-number": "559900-1114"})
    }

    fn person() -> Value {
        json!({"name": "Vera Lindqvist"})
    }

    #[test]
    fn the_number_decides_before_the_name() {
        let number = End::Settled(Rung::RegistrationNumber);
        let named =
            |name: &str, number: &str| json!({"organization": name, "registration-number": number});
        assert_eq!(end("", named("Kannan", "5599123454"), None), number);
        assert_eq!(end("", named("Kannan", "SE559912345401"), None), number);
        assert_eq!(end("", named("Blå Kanna AB", "559900-1114"), None), End::Mismatch);
        // A number of another kind says nothing, so the name does.
        let name = End::Settled(Rung::RegistrantName);
        assert_eq!(end("", named("Blå Kanna AB", "HRB 12345"), None), name);
    }

    #[test]
    fn names_settle_contradict_or_leave_open() {
        let named = |name: &str| end("", json!({"organization": name}), None);
        assert_eq!(named("BLÅ KANNA AKTIEBOLAG"), End::Settled(Rung::RegistrantName));
        assert_eq!(named("Röd Gryta AB"), End::Mismatch);
        assert_eq!(named("Kannan i Lund"), End::Open(Reason::Ambiguous));
        assert_eq!(named("Röda Grytan"), End::Open(Reason::Ambiguous));
        assert_eq!(end("", person(), None), End::Open(Reason::NeedsDocument));
        assert_eq!(end("", json!({"name": "Röd Gryta AB"}), None), End::Mismatch);
    }

    #[test]
    fn each_kind_of_relation_has_its_condition() {
        let settled = End::Settled(Rung::Relation);
        let asked = End::Open(Reason::NeedsDocument);
        let company = "name: Röd Gryta Holding AB, relation";
        for (declared, expected) in [
            ("parent", settled),
            ("group, share: 51", settled),
            ("group", asked),
            ("group, share: 50", End::Mismatch),
            ("agency", asked),
            ("agency, document: {title: fullmakt.pdf}", settled),
            ("transfer", asked),
            ("transfer, document: {title: kvitto.pdf}", settled),
            // A company is no natural person.
            ("owner, share: 100", asked),
        ] {
            assert_eq!(
                relation(&format!("{company}: {declared}"), other()),
                expected,
                "{declared}"
            );
        }
        let owner = "name: Lindqvist Vera, relation: owner";
        assert_eq!(relation(&format!("{owner}, share: 100"), person()), settled);
        assert_eq!(relation(owner, person()), asked);
        assert_eq!(relation(&format!("{owner}, share: 40"), person()), End::Mismatch);
        assert_eq!(relation("name: Röd Gryta Holding AB", other()), asked);
    }

    #[test]
    fn the_declared_holder_must_be_the_one_at_the_registry() {
        let other_name = relation("name: Gul Skål AB, relation: parent", other());
        assert_eq!(other_name, End::Mismatch);
        let by_number = "name: Grytan, registration-number: 5599001114, relation: parent";
        assert_eq!(relation(by_number, other()), End::Settled(Rung::Relation));
        let other_number =
            "name: Röd Gryta Holding AB, registration-number: 5599002228, relation: parent";
        assert_eq!(relation(other_number, other()), End::Mismatch);
        // What may be the merchant's own name is asked about, not failed.
        let brand = json!({"organization": "Kannan i Lund"});
        let open = End::Open(Reason::Ambiguous);
        assert_eq!(relation("name: Gul Skål AB, relation: parent", brand), open);
    }

    #[test]
    fn control_settles_what_is_open_and_no_mismatch() {
        let control = End::Settled(Rung::Control);
        assert_eq!(end("", person(), Some(true)), control);
        assert_eq!(end("", person(), Some(false)), End::Open(Reason::NeedsDocument));
        assert_eq!(end("", other(), Some(true)), End::Mismatch);
        let application = Application::parse(MERCHANT, "a.yaml").unwrap();
        let declared = Declared::of(&application).unwrap();
        let hidden = |proved| climb(&declared, Err(Reason::Redacted), proved).end;
        assert_eq!(hidden(Some(true)), control);
        assert_eq!(hidden(Some(false)), End::Open(Reason::Redacted));
        assert_eq!(hidden(None), End::Open(Reason::Redacted));
    }

    #[test]
    fn the_climb_ends_at_the_rung_that_settles() {
        let application = Application::parse(MERCHANT, "a.yaml").unwrap();
        let finding = Finding::Present(json!({"organization": "Blå Kanna Aktiebolag"}));
        let holder = Holder::of(&finding).unwrap();
        let ladder = climb(&Declared::of(&application).unwrap(), Ok(&holder), Some(true));
        let rungs: Vec<_> = ladder.steps.iter().map(|s| (s.rung, s.result)).collect();
        assert_eq!(
            rungs,
            [(Rung::RegistrationNumber, "nothing-to-compare"), (Rung::RegistrantName, "settles")]
        );
    }

    #[test]
    fn nobody_to_compare_with_is_no_ladder() {
        let application = Application::parse("country: SE\n", "a.yaml").unwrap();
        assert!(Declared::of(&application).is_none());
    }
}
