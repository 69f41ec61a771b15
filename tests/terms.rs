//! How well terms are read, measured on invented sentences in every language.
//!
//! The sentences are data: `tests/data/terms/<language>.yaml`. Those under
//! `held-out` were set aside before the first run and not looked at while the
//! vocabulary was mended. To see the figures: `cargo test --test terms -- --nocapture`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail and may speak")]

use serde::Deserialize;
use shopvet::extract::{Context, PageReading, Period, read_page};
use shopvet::vocabulary::Vocabulary;
use std::collections::BTreeMap;
use url::Url;

/// The sentences of one language.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Sentences {
    language: String,
    /// Sentences that deal with a topic.
    topics: BTreeMap<String, Vec<String>>,
    held_out: BTreeMap<String, Vec<String>>,
    /// Written after the vocabulary was mended once, and before it was again.
    second_wave: BTreeMap<String, Vec<String>>,
    /// Written after that, and again scored before the vocabulary was mended.
    third_wave: BTreeMap<String, Vec<String>>,
    /// Written when sentences were first read for what they cannot state.
    fourth_wave: BTreeMap<String, Vec<String>>,
    fourth_wave_not: Vec<Other>,
    /// Written after that, and scored before anything was mended again.
    fifth_wave: BTreeMap<String, Vec<String>>,
    fifth_wave_not: Vec<Other>,
    /// Sentences that sound like a topic and do not deal with it.
    not: Vec<Other>,
    held_out_not: Vec<Other>,
    /// Sentences with the periods they state.
    periods: Vec<Stated>,
    held_out_periods: Vec<Stated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    topic: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated {
    text: String,
    periods: Vec<String>,
}

fn sentences() -> Vec<Sentences> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/terms");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    files.iter().map(read).collect()
}

fn reading(language: &str, text: &str) -> PageReading {
    let html = format!("<html lang={language}><main><p>{text}</p></main>");
    let context = Context { vocabulary: Vocabulary::built_in(), language: None, country: None };
    read_page(&html, &Url::parse("https://a.example/terms").unwrap(), context)
}

/// Right answers and all, with the sentences that were answered wrongly.
#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Score {
    fn count(&mut self, right: bool, what: impl FnOnce() -> String) {
        self.all += 1;
        self.right += usize::from(right);
        if !right {
            self.wrong.push(what());
        }
    }

    fn share(&self) -> f64 {
        f64::from(u32::try_from(self.right).unwrap()) / f64::from(u32::try_from(self.all).unwrap())
    }

    fn show(&self, name: &str, with_sentences: bool) {
        println!("{name}: {} of {} ({:.3})", self.right, self.all, self.share());
        if with_sentences {
            self.wrong.iter().for_each(|line| println!("    {line}"));
        }
    }
}

fn found(language: &str, topic: &str, text: &str) -> bool {
    reading(language, text).topics.iter().any(|found| found.value.topic == topic)
}

#[test]
fn sentences_deal_with_their_topics() {
    let (mut open, mut held_out) = (Score::default(), Score::default());
    for file in sentences() {
        let language = file.language.as_str();
        let waves = [&file.second_wave, &file.third_wave, &file.fourth_wave, &file.fifth_wave];
        let mended = [&file.topics].into_iter().chain(waves).map(|topics| (true, topics));
        for (is_open, topics) in mended.chain([(false, &file.held_out)]) {
            let score = if is_open { &mut open } else { &mut held_out };
            for (topic, texts) in topics {
                for text in texts {
                    score.count(found(language, topic, text), || {
                        format!("{language} {topic}: {text}")
                    });
                }
            }
        }
    }
    open.show("topics", true);
    held_out.show("topics, held out", false);
    assert!(open.share() > 0.98 && held_out.share() > 0.95);
}

#[test]
fn sentences_that_only_sound_like_a_topic_do_not_deal_with_it() {
    let (mut open, mut held_out) = (Score::default(), Score::default());
    for file in sentences() {
        let language = file.language.as_str();
        for (is_open, others) in [
            (true, &file.not),
            (true, &file.fourth_wave_not),
            (true, &file.fifth_wave_not),
            (false, &file.held_out_not),
        ] {
            let score = if is_open { &mut open } else { &mut held_out };
            for other in others {
                score.count(!found(language, &other.topic, &other.text), || {
                    format!("{language} not {}: {}", other.topic, other.text)
                });
            }
        }
    }
    open.show("no topics", true);
    held_out.show("no topics, held out", false);
    assert!(open.share() > 0.98 && held_out.share() > 0.95);
}

#[test]
fn sentences_state_their_periods() {
    let (mut open, mut held_out) = (Score::default(), Score::default());
    for file in sentences() {
        let language = file.language.as_str();
        let lists = [(&mut open, &file.periods), (&mut held_out, &file.held_out_periods)];
        for (score, stated) in lists {
            for Stated { text, periods } in stated {
                let read: Vec<String> = reading(language, text)
                    .periods
                    .iter()
                    .map(|found| show(&found.value))
                    .collect();
                score.count(read == *periods, || format!("{language}: {text} {read:?}"));
            }
        }
    }
    open.show("periods", true);
    held_out.show("periods, held out", false);
    assert!(open.share() > 0.98 && held_out.share() > 0.85);
}

/// A period as the lists of sentences write it.
fn show(period: &Period) -> String {
    let Period { topic, from, to, unit, .. } = period;
    if from == to { format!("{topic} {to} {unit}") } else { format!("{topic} {from}-{to} {unit}") }
}
