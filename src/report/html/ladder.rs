//! The climb that tells who holds the domain, step by step.

use super::Report;
use crate::report::texts::Texts;
use serde_json::{Value, json};

/// The steps and where they end; null where nothing can be said of them.
pub(super) fn of(report: &Report, texts: Texts) -> Value {
    let Some(fact) = report.facts.get("domain.ownership-steps") else { return Value::Null };
    let steps = fact.value.as_array().map_or(&[][..], Vec::as_slice);
    let steps: Vec<Value> = steps.iter().map(|step| told(step, texts)).collect();
    json!({ "steps": steps, "reason": fact.reason })
}

fn told(step: &Value, texts: Texts) -> Value {
    let word = |prefix: &str, key: &str| {
        let key = format!("{prefix}-{}", step[key].as_str().unwrap_or_default());
        texts.table().get(&key).cloned().unwrap_or(key)
    };
    let why = why(step, texts);
    json!({
        "rung": word("rung", "rung"),
        "result": step["result"],
        "words": word("ladder", "result"),
        "declared": step["declared"],
        "found": step["found"],
        "english": why.is_none(),
        "why": why.map_or_else(|| step["why"].clone(), Value::from),
    })
}

/// Why a step says what it says; none where a code has no sentence.
fn why(step: &Value, texts: Texts) -> Option<String> {
    let sentence = |prefix: &str, key: &str| {
        let Some(code) = step[key].as_str() else { return Some(String::new()) };
        texts.table().get(&format!("{prefix}-{code}")).cloned()
    };
    let because = step["because"].as_str().and_then(|_| sentence("because", "because"))?;
    let because = because.replace("{reason}", &sentence("reason", "reason")?);
    let form = |at: usize| step["legal-forms"][at].as_str().unwrap_or("–");
    let forms = sentence("forms", "forms")?.replace("{one}", form(0)).replace("{other}", form(1));
    let parts = [because, sentence("names", "names")?, forms];
    Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::catalogue;
    use crate::report::texts::LANGUAGES;

    #[test]
    fn every_ground_has_a_sentence() {
        let lists = [
            ("because", catalogue::OWNERSHIP_GROUNDS),
            ("names", catalogue::NAME_GROUNDS),
            ("forms", catalogue::FORM_GROUNDS),
        ];
        for language in LANGUAGES {
            for (key, codes) in lists {
                for code in codes {
                    let mut step = json!({ "because": "same-name" });
                    step[key] = (*code).into();
                    let why = why(&step, Texts::of(language));
                    assert!(why.is_some_and(|why| why.ends_with('.')), "{language} {key} {code}");
                }
            }
        }
    }

    #[test]
    fn a_sentence_is_put_together_from_its_parts() {
        let texts = Texts::of("en");
        let step = json!({
            "rung": "registrant-name", "result": "contradicts", "why": "the names differ",
            "because": "other-name", "names": "but-for-spelling", "forms": "differ",
            "legal-forms": ["AB", "HB"], "reason": null,
        });
        let told = told(&step, texts);
        assert_eq!(
            told["why"],
            "The registry names another company. The names are the same but for spelling. \
             The legal forms differ: AB and HB."
        );
        let hidden = json!({ "because": "holder-hidden", "reason": "redacted" });
        assert_eq!(
            why(&hidden, texts).unwrap(),
            "The registry names no holder: the registry hides it."
        );
        // What no list knows is told as it was written.
        let strange = json!({ "because": "stars", "why": "the stars say so" });
        let told = super::told(&strange, texts);
        assert_eq!((&told["why"], &told["english"]), (&"the stars say so".into(), &true.into()));
        assert_eq!(why(&json!({ "why": "as of old" }), texts), None);
    }
}
