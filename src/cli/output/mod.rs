//! What is judged by and how the report comes out: flags that `check`, `judge`
//! and `demo` share. The forms of the report and how each is written are next door.

mod format;
mod write;

use super::choices::FailOnArg;
use super::config::Config;
use super::io;
use crate::application::Application;
use crate::chromium;
use crate::error::{Error, Result};
use crate::extract::Extraction;
use crate::facts::catalogue;
use crate::judge::{self, FailOn};
use crate::report::diff::Difference;
use crate::report::saved::Saved;
use crate::report::{Build, PackView, Report, json, texts};
use crate::rules::{Languages, Library, Problem};
use crate::snapshot::Snapshot;
use clap::{Args, ValueEnum};
use format::FormatSpec;
use std::path::PathBuf;
use std::time::Instant;

/// What is judged by and how the report comes out.
#[derive(Debug, Default, Args)]
pub(super) struct OutputArgs {
    /// Requirement pack to judge by; repeatable [default: baseline and the pack of the application's country]
    #[arg(
        long,
        value_name = "NAME",
        env = "SHOPVET_PACK",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pack: Vec<String>,
    /// Folder with rules of your own; repeatable
    #[arg(
        long,
        value_name = "DIR",
        env = "SHOPVET_RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    rules: Vec<PathBuf>,
    /// File of exceptions, each with a reason, an owner and a last day
    #[arg(long, value_name = "FILE", env = "SHOPVET_WAIVERS", help_heading = "Rules")]
    waivers: Option<PathBuf>,
    /// Date the rules are judged at [default: the day of the visit]
    #[arg(long, value_name = "DATE", env = "SHOPVET_AS_OF", help_heading = "Rules")]
    as_of: Option<jiff::civil::Date>,
    /// Form of the report, and the file it goes to; repeatable; pdf is printed by Chromium [default:
    /// terminal]
    #[arg(long, value_name = "KIND[=FILE]", help_heading = "Output")]
    format: Vec<FormatSpec>,
    /// An earlier report of --format json: only what is new or has changed since counts
    #[arg(long, value_name = "FILE.json", env = "SHOPVET_BASELINE", help_heading = "Output")]
    baseline: Option<PathBuf>,
    /// Folder with letter.txt and letter.html, in place of the built-in ones
    #[arg(long, value_name = "DIR", env = "SHOPVET_TEMPLATE_DIR", help_heading = "Output")]
    template_dir: Option<PathBuf>,
    /// Language of the report: en, sv, nb, da, fi, de [default: en; of the letter, the merchant's]
    #[arg(long, value_name = "LANG", env = "SHOPVET_LANG", help_heading = "Output")]
    lang: Option<String>,
    /// The browser to draw and print with: Chromium or Chrome [default: the first that is found]
    #[arg(long, value_name = "FILE", env = "SHOPVET_CHROMIUM", help_heading = "Output")]
    chromium: Option<PathBuf>,
    /// List what passes too (terminal)
    #[arg(long, value_name = "WHAT", help_heading = "Output")]
    show: Option<ShowArg>,
    /// Which verdicts give a non-zero exit code [default: review]
    #[arg(long, value_name = "WHEN", env = "SHOPVET_FAIL_ON", help_heading = "Output")]
    fail_on: Option<FailOnArg>,
}

/// What the terminal report lists besides what needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowArg {
    /// What passes.
    Pass,
}

/// Everything prepared before the visit, so that a mistake in a rule or waiver
/// file shows before any time is spent.
pub(super) struct Prepared<'a> {
    args: &'a OutputArgs,
    library: Library,
    packs: Vec<String>,
    waivers: Vec<judge::Waiver>,
    fail_on: FailOn,
    language: Option<String>,
    /// Folders of rules, from which another language may be loaded.
    folders: &'a [PathBuf],
    /// The template of the letter, where it is not the built-in one.
    letters: format::Letters,
    /// The report that this one is held against.
    baseline: Option<Saved>,
    /// The browser that prints, where something is to be printed.
    printer: Option<PathBuf>,
}

impl OutputArgs {
    /// The browser that was named, else the first that is found.
    ///
    /// # Errors
    /// The one that was named is not there.
    pub(super) fn chromium(&self, config: &Config) -> Result<Option<PathBuf>> {
        chromium::find::find(self.chromium.as_deref().or(config.chromium.as_deref()))
    }

    /// The browser that prints, where something is to be printed.
    fn printer(&self, config: &Config) -> Result<Option<PathBuf>> {
        if !self.format.iter().any(|spec| spec.kind == format::Format::Pdf) {
            return Ok(None);
        }
        let none = || Error::Usage(format!("--format pdf: {}", chromium::NONE));
        self.chromium(config)?.ok_or_else(none).map(Some)
    }

    /// Reads rules, packs and waivers.
    pub(super) fn prepare<'a>(&'a self, config: &'a Config) -> Result<Prepared<'a>> {
        FormatSpec::check(&self.format)?;
        let printer = self.printer(config)?;
        let language = self.lang.clone().or_else(|| config.lang.clone());
        if let Some(language) = &language
            && !texts::LANGUAGES.contains(&language.as_str())
        {
            return Err(Error::Usage(format!(
                "--lang `{language}` is not spoken; known are {}",
                texts::LANGUAGES.join(", ")
            )));
        }
        let folders = if self.rules.is_empty() { &config.rules } else { &self.rules };
        let spoken = Languages::Only(language.as_deref().unwrap_or("en"));
        let library = io::library_in(folders, spoken)?;
        let packs = if self.pack.is_empty() { config.pack.clone() } else { self.pack.clone() };
        let waivers = match self.waivers.as_ref().or(config.waivers.as_ref()) {
            Some(path) => judge::waiver::read(&io::read_text(path)?, &path.display().to_string())
                .map_err(|problems| Error::Invalid(Problem::join(&problems)))?,
            None => Vec::new(),
        };
        // A pack that does not exist is told now and not after the visit.
        library.select(&packs, None)?;
        let fail_on = self.fail_on.or(config.fail_on).unwrap_or(FailOnArg::Review).into();
        let templates = self.template_dir.as_ref().or(config.template_dir.as_ref());
        let letters = format::Letters::read(templates.map(PathBuf::as_path))?;
        let baseline = self.baseline.as_ref().or(config.baseline.as_ref());
        let baseline = baseline.map(|path| super::diff::read(path)).transpose()?;
        Ok(Prepared {
            args: self,
            library,
            packs,
            waivers,
            fail_on,
            language,
            folders,
            letters,
            baseline,
            printer,
        })
    }
}

impl Prepared<'_> {
    /// Extracts, judges and writes the report; returns it with the exit code.
    pub(super) fn finish(&self, snapshot: &Snapshot, collect_ms: u64) -> Result<(Report, u8)> {
        let application = io::application_of(snapshot)?;
        let application = application.as_ref();
        let clock = Instant::now();
        let extraction = crate::extract::extract(snapshot, application);
        let seen = Seen {
            snapshot,
            application,
            extraction: &extraction,
            collect_ms,
            extract_ms: millis(clock),
        };
        let language =
            self.language.as_deref().filter(|l| texts::LANGUAGES.contains(l)).unwrap_or("en");
        let (mut report, mut judgement) = self.judged(&self.library, &seen, language)?;
        let difference = self.since_baseline(&mut report, &mut judgement)?;
        debug_assert_eq!(report.facts.len(), catalogue::entries().count());
        self.write(&report, &seen, difference.as_ref())?;
        let code = judge::exit_code(&judgement, self.fail_on);
        Ok((report, code))
    }

    /// Marks what moved since the baseline, and tells the whole difference.
    fn since_baseline(
        &self,
        report: &mut Report,
        judgement: &mut judge::Judgement,
    ) -> Result<Option<Difference>> {
        let Some(baseline) = &self.baseline else { return Ok(None) };
        let now = Saved::read(&json::render(report), "this report").map_err(Error::Invalid)?;
        if !Difference::of_one_shop(baseline, &now) {
            return Err(Error::Usage(format!(
                "--baseline is a report of {}, and this is {}",
                baseline.host, now.host
            )));
        }
        let difference = Difference::of(baseline, &now);
        for outcome in judgement.outcomes.iter_mut().chain(&mut report.outcomes) {
            outcome.since = difference.since(&outcome.rule);
        }
        Ok(Some(difference))
    }

    /// Judges what was seen and reports it in a language.
    fn judged(
        &self,
        library: &Library,
        seen: &Seen<'_>,
        language: &str,
    ) -> Result<(Report, judge::Judgement)> {
        let Seen { snapshot, application, extraction, collect_ms, extract_ms } = *seen;
        let clock = Instant::now();
        let country = application.and_then(|a| a.country.as_deref());
        let ruleset = library.select(&self.packs, country)?;
        let day = snapshot.started_at.get(..10).and_then(|d| d.parse().ok());
        let as_of: jiff::civil::Date =
            self.args.as_of.or(day).unwrap_or(jiff::civil::Date::constant(1970, 1, 1));
        let judgement = judge::judge(
            &ruleset,
            &extraction.facts,
            &judge::Options {
                as_of,
                // Not the clock's day: a bundle judged again gives the same report.
                today: as_of,
                language,
                host: &snapshot.target.host,
                waivers: &self.waivers,
            },
        );
        let judge_ms = millis(clock);
        let packs = ruleset
            .packs
            .iter()
            .map(|pack| PackView {
                name: pack.name.clone(),
                version: pack.version.clone(),
                sha256: pack.sha256.clone(),
            })
            .collect();
        let report = Report::new(Build {
            snapshot,
            application,
            extraction,
            judgement: &judgement,
            packs,
            language,
            as_of: as_of.to_string(),
            millis: (collect_ms, extract_ms, judge_ms),
        });
        Ok((report, judgement))
    }
}

/// What a visit left, as far as a report needs it.
#[derive(Clone, Copy)]
struct Seen<'a> {
    snapshot: &'a Snapshot,
    application: Option<&'a Application>,
    extraction: &'a Extraction,
    collect_ms: u64,
    extract_ms: u64,
}

fn millis(clock: Instant) -> u64 {
    u64::try_from(clock.elapsed().as_millis()).unwrap_or(u64::MAX)
}
