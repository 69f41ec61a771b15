//! The letter that asks the applicant to place the token, in their language.
//!
//! The words are one YAML file a language under `rules/challenge/`: a subject and
//! a text, both minijinja templates that know `domain`, `token`, `dns_name`,
//! `url` and `meta`. A file also names the language tags and countries it is for,
//! so adding a language is adding a file.

use super::{META, Token, WELL_KNOWN, dns_name};
use crate::application::Application;
use crate::error::{Error, Result};
use minijinja::{Environment, UndefinedBehavior, context};
use serde::Deserialize;
use std::sync::LazyLock;

/// The language of whoever speaks none of the others.
const FALLBACK: &str = "en";

static FILES: include_dir::Dir<'static> =
    include_dir::include_dir!("$CARGO_MANIFEST_DIR/rules/challenge");

static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    // A test reads every file, so none is left out in what is shipped.
    let mut words: Vec<Words> = FILES
        .files()
        .filter_map(|file| crate::yaml::read(file.contents_utf8()?, "rules/challenge").ok())
        .collect();
    words.sort_by(|a, b| a.language.cmp(&b.language));
    words
});

/// One language's file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Words {
    /// BCP 47.
    language: String,
    /// Other tags that these words are for.
    #[serde(default)]
    also: Vec<String>,
    /// Countries whose applicants get these words, ISO 3166-1 alpha-2.
    #[serde(default)]
    countries: Vec<String>,
    subject: String,
    text: String,
}

/// Where a token may be placed; any one place is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The name of the TXT record.
    pub dns_name: String,
    /// The address of the file.
    pub url: String,
    /// The element in the head of the front page.
    pub meta: String,
}

/// A letter to the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// BCP 47.
    pub language: &'static str,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

impl Places {
    /// The places for a token of a registrable domain.
    #[must_use]
    pub fn of(domain: &str, token: &Token) -> Self {
        Self {
            dns_name: dns_name(domain),
            url: format!("https://{domain}{WELL_KNOWN}"),
            meta: format!("<meta name=\"{META}\" content=\"{token}\">"),
        }
    }
}

/// Languages that the letter can be written in, BCP 47.
pub fn languages() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|words| words.language.as_str())
}

/// The language for a tag, if it is spoken; regions are ignored.
#[must_use]
pub fn spoken(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    let is = |known: &String| known.eq_ignore_ascii_case(primary);
    let found = WORDS.iter().find(|w| is(&w.language) || w.also.iter().any(is));
    found.map(|words| words.language.as_str())
}

/// The language an applicant is written to: the one asked for in the
/// application, else that of the country, else English.
#[must_use]
pub fn language_of(application: &Application) -> &'static str {
    let stated = application.language.as_deref().and_then(spoken);
    stated
        .or_else(|| {
            let country = application.country.as_deref()?.trim();
            let of = |w: &&Words| w.countries.iter().any(|c| c.eq_ignore_ascii_case(country));
            WORDS.iter().find(of).map(|words| words.language.as_str())
        })
        .unwrap_or(FALLBACK)
}

/// Writes the letter in a language of [`languages`], English for any other.
///
/// # Errors
/// [`Error::Incomplete`] when the template is at fault, which the tests rule out
/// for those that ship.
pub fn write(language: &str, domain: &str, token: &Token) -> Result<Letter> {
    let of = |tag: &str| WORDS.iter().find(|words| words.language == tag);
    let broken =
        |what: String| Error::Incomplete(format!("cannot write the letter in {language}: {what}"));
    let words =
        of(language).or_else(|| of(FALLBACK)).ok_or_else(|| broken("no words for it".into()))?;
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let places = Places::of(domain, token);
    let fill = |template: &str| {
        environment
            .render_str(
                template,
                context! {
                    domain,
                    token => token.as_str(),
                    dns_name => &places.dns_name,
                    url => &places.url,
                    meta => &places.meta,
                },
            )
            .map_err(|error| broken(error.to_string()))
    };
    Ok(Letter {
        language: &words.language,
        subject: fill(&words.subject)?.trim().to_owned(),
        text: fill(&words.text)?.trim_end().to_owned() + "\n",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_names_every_place() {
        let token = Token::random([0x42; super::super::RANDOM_BYTES]);
        let places = Places::of("blue-kettle.example", &token);
        for file in FILES.files() {
            let name = file.path().display().to_string();
            let words: Words = crate::yaml::read(file.contents_utf8().unwrap(), &name).unwrap();
            assert_eq!(format!("{}.yaml", words.language), name);
            let letter = write(&words.language, "blue-kettle.example", &token).unwrap();
            assert_eq!(letter.language, words.language);
            assert!(letter.subject.contains("blue-kettle.example"), "{name}");
            for part in [&places.dns_name, &places.url, &places.meta, token.as_str()] {
                assert!(letter.text.contains(part), "{name}: {part} is missing:\n{}", letter.text);
            }
            assert!(!letter.text.contains("{{"), "{name}");
        }
        let all: Vec<&str> = languages().collect();
        for language in ["da", "de", "en", "fi", "nb", "sv"] {
            assert!(all.contains(&language), "{language}");
        }
    }

    #[test]
    fn no_two_files_claim_a_country_or_tag() {
        let mut seen = std::collections::BTreeSet::new();
        for words in WORDS.iter() {
            for claim in words.also.iter().chain(&words.countries).chain([&words.language]) {
                assert!(seen.insert(claim), "{claim} twice");
            }
        }
    }

    #[test]
    fn the_stated_language_wins_over_the_country_and_english_is_left() {
        let of = |language: Option<&str>, country: Option<&str>| {
            language_of(&Application {
                language: language.map(str::to_owned),
                country: country.map(str::to_owned),
                ..Application::default()
            })
        };
        assert_eq!(of(Some("fi"), Some("SE")), "fi");
        assert_eq!(of(Some("sv-FI"), Some("FI")), "sv");
        assert_eq!(of(Some("no"), None), "nb");
        assert_eq!(of(Some("tlh"), Some("dk")), "da");
        assert_eq!(of(None, Some("AT")), "de");
        assert_eq!(of(None, Some("PT")), "en");
        assert_eq!(of(None, None), "en");
    }
}
