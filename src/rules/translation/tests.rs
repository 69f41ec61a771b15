use super::*;
use crate::rules::Library;
use serde_json::json;

fn rule() -> (&'static str, String) {
    let said = json!({"en": "Said.", "sv": "Sagt."});
    let age = "Registered {{ facts['domain.created'] }}, at least {{ params['days'] }} ago.";
    let text = json!({
        "id": "old-enough", "title": said, "level": "warning", "group": "domain",
        "why": "Because.", "guidance": said,
        "params": {"days": {"default": "30 days", "description": "How old."}},
        "require": {"fact": "domain.created", "older-than": "$days"},
        "messages": {
            "pass": {"en": age, "sv": age}, "fail": said,
            "inconclusive": {"redacted": said, "default": said},
        },
        "tests": [],
    });
    ("domain/old-enough.yaml", text.to_string())
}

fn with(path: &str, text: &str) -> Result<Library, Vec<Problem>> {
    let (name, rule) = rule();
    Library::of([(name, rule.as_str()), (path, text)])
}

const WHOLE: &str = "\
old-enough:
  title: Sagt.
  guidance: Sagt.
  messages:
    pass: \"Registreret {{ facts['domain.created'] }}, {{ params['days'] }} siden.\"
    fail: Sagt.
    inconclusive:
      redacted: Skjult.
      default: Ukendt.
";

#[test]
fn texts_are_put_beside_those_of_the_rule() {
    let library = with("translations/da/domain.yaml", WHOLE)
        .unwrap_or_else(|found| panic!("{}", Problem::join(&found)));
    let rule = library.rule("old-enough").unwrap();
    assert_eq!(rule.messages.inconclusive["redacted"].get("da"), "Skjult.");
    assert_eq!(rule.messages.inconclusive["redacted"].get("da-DK"), "Skjult.");
    assert_eq!(rule.title.get("fi"), "Said.");
    assert_eq!(rule.title.get("sv"), "Sagt.");
    assert!(rule.lints.is_empty());
}

#[test]
fn what_is_missing_is_counted_and_is_no_mistake() {
    let part = "old-enough:\n  title: Sagt.\n  messages: {inconclusive: {default: Ukendt.}}\n";
    let library = with("translations/da/domain.yaml", part).unwrap();
    let coverage = library.coverage();
    let of: Vec<_> = coverage.iter().map(|c| (c.language.as_str(), c.have, c.of)).collect();
    assert_eq!(of, [("da", 2, 7), ("en", 7, 7), ("sv", 6, 7)]);
    let missing: Vec<&str> = coverage[0].missing.iter().map(|(_, key)| key.as_str()).collect();
    assert_eq!(
        missing,
        ["why", "guidance", "messages.pass", "messages.fail", "messages.inconclusive.redacted"]
    );
    assert!(with("translations/da/domain.yaml", "# Nothing yet.\n").is_ok());
}

#[test]
fn mistakes_are_named_at_their_places() {
    for (path, text, line, told) in [
        ("da/domain", "old-enogh:\n  title: A\n", 1, "did you mean `old-enough`?"),
        ("da/domain", "old-enough:\n  titel: A\n", 2, "did you mean `title`?"),
        ("da/domain", "old-enough:\n  title: {da: A}\n", 2, "expected text"),
        ("da/domain", "old-enough:\n  messages:\n    fial: A\n", 3, "did you mean `fail`?"),
        ("da/domain", "old-enough:\n  messages:\n    review: A\n", 3, "has no text `review`"),
        (
            "da/domain",
            "old-enough:\n  messages:\n    inconclusive:\n      redatced: A\n",
            4,
            "did you mean `redacted`?",
        ),
        (
            "da/domain",
            "old-enough:\n  messages:\n    inconclusive:\n      blocked: A\n",
            4,
            "has no text `blocked`",
        ),
        (
            "da/domain",
            "old-enough:\n  title: \"{{ facts['domain.craeted'] }}\"\n",
            2,
            "did you mean `domain.created`?",
        ),
        (
            "da/domain",
            "old-enough:\n  title: \"{{ params['dyas'] }}\"\n",
            2,
            "did you mean `days`?",
        ),
        ("da/domian", "old-enough:\n  title: A\n", 1, "did you mean `domain`?"),
        ("en/domain", "old-enough:\n  title: A\n", 1, "stand in the rules themselves"),
        ("Dansk/domain", "old-enough:\n  title: A\n", 1, "not named for a language"),
        ("da", "old-enough:\n  title: A\n", 1, "translations/<language>/<group>.yaml"),
    ] {
        let path = format!("translations/{path}.yaml");
        let found = with(&path, text).map(|_| ()).unwrap_err();
        let said = Problem::join(&found);
        assert!(said.contains(told), "{path}: {text}: {said}");
        assert!(said.starts_with(&format!("{path}:{line}:")), "{said}");
        assert_eq!(found.len(), 1, "{said}");
    }
}

#[test]
fn a_value_that_is_left_out_is_a_lint() {
    let less = WHOLE.replace("{{ params['days'] }}", "30 dage");
    let library = with("translations/da/domain.yaml", &less).unwrap();
    let lints = &library.rule("old-enough").unwrap().lints;
    assert_eq!(lints.len(), 1);
    assert_eq!(lints[0].code, Code::ValueLeftOut);
    assert!(lints[0].to_string().starts_with("translations/da/domain.yaml:5:"), "{}", lints[0]);
    assert!(lints[0].message.ends_with("leaves out days"), "{}", lints[0].message);
}

#[test]
fn a_folder_of_ones_own_does_not_inherit_translations() {
    let folder = tempfile::tempdir().unwrap();
    let shipped = Library::built_in().unwrap();
    let rule = shipped.rule("domain-resolves").unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("domain/domain-resolves.yaml", rule.text());
    let folders = [folder.path().to_owned()];
    let own = Library::load(&folders).unwrap();
    assert_eq!(own.rule("domain-resolves").unwrap().title.iter().count(), 2);
    let select = |library: &Library| library.select(&["baseline".to_owned()], None).unwrap();
    let before = select(&own).packs[0].sha256.clone();
    write("translations/da/domain.yaml", "domain-resolves:\n  title: Domænet findes.\n");
    let own = Library::load(&folders).unwrap();
    assert_eq!(own.rule("domain-resolves").unwrap().title.get("da"), "Domænet findes.");
    assert_ne!(select(&own).packs[0].sha256, before);
    // A language that is not asked for is not read, but is a part of what was judged by.
    let english = Library::load_in(&folders, Languages::Only("en")).unwrap();
    assert!(!english.rule("domain-resolves").unwrap().title.has("da"));
    assert_eq!(select(&english).packs[0].sha256, select(&own).packs[0].sha256);
    let danish = Library::load_in(&folders, Languages::Only("da-DK")).unwrap();
    assert!(danish.rule("domain-resolves").unwrap().title.has("da"));
    // Rules that ship are not translated by somebody else's folder.
    write("translations/da/site.yaml", "site-public:\n  title: A\n");
    assert!(Library::load(&folders).is_err());
}

/// Every language that has a folder is whole.
#[test]
fn what_ships_is_translated_whole() {
    let library = Library::built_in().unwrap_or_else(|found| panic!("{}", Problem::join(&found)));
    for language in library.coverage() {
        let missing: Vec<String> =
            language.missing.iter().map(|(rule, key)| format!("{rule} {key}")).collect();
        assert!(missing.is_empty(), "{} lacks:\n{}", language.language, missing.join("\n"));
    }
}

/// The letter shows one wherever it asks for something.
#[test]
fn what_ships_shows_an_example_of_what_it_asks_for() {
    let library = Library::built_in().unwrap_or_else(|found| panic!("{}", Problem::join(&found)));
    let silent: Vec<&str> = library
        .rules()
        .filter(|rule| rule.example.is_empty() && !rule.guidance.is_empty())
        .map(|rule| rule.id.as_str())
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}
