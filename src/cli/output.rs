//! What is judged by and how the report comes out: flags that `check`, `judge`
//! and `demo` share.

use super::choices::FailOnArg;
use super::config::Config;
use super::io;
use crate::error::{Error, Result};
use crate::facts::catalogue;
use crate::judge::{self, FailOn};
use crate::report::{Build, PackView, Report, html, json, terminal, texts};
use crate::rules::{Languages, Library, Problem};
use crate::snapshot::Snapshot;
use clap::{Args, ValueEnum};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
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
    /// Form of the report, and the file it goes to; repeatable [default: terminal]
    #[arg(long, value_name = "KIND[=FILE]", help_heading = "Output")]
    format: Vec<FormatSpec>,
    /// Language of the report: en, sv, nb, da, fi, de [default: en]
    #[arg(long, value_name = "LANG", env = "SHOPVET_LANG", help_heading = "Output")]
    lang: Option<String>,
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

/// A form of the report and the file it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FormatSpec {
    kind: Format,
    file: Option<PathBuf>,
}

/// A form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Terminal,
    Json,
    Html,
}

impl std::str::FromStr for FormatSpec {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, file) = match text.split_once('=') {
            Some((_, "")) => return Err("no file after `=`".to_owned()),
            Some((kind, file)) => (kind, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let kind = Format::from_str(kind, true)
            .map_err(|_| "known forms are terminal, json and html".to_owned())?;
        Ok(Self { kind, file: file.filter(|f| f != Path::new("-")) })
    }
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
}

impl OutputArgs {
    /// Reads rules, packs and waivers.
    pub(super) fn prepare(&self, config: &Config) -> Result<Prepared<'_>> {
        let to_stdout = self.format.iter().filter(|spec| spec.file.is_none()).count();
        if to_stdout > 1 {
            return Err(Error::Usage(
                "only one --format can go to standard output; give the others a file, as in \
                 --format json=report.json"
                    .to_owned(),
            ));
        }
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
        Ok(Prepared { args: self, library, packs, waivers, fail_on, language })
    }
}

impl Prepared<'_> {
    /// Extracts, judges and writes the report; returns it with the exit code.
    pub(super) fn finish(&self, snapshot: &Snapshot, collect_ms: u64) -> Result<(Report, u8)> {
        let application = io::application_of(snapshot)?;
        let application = application.as_ref();
        let clock = Instant::now();
        let extraction = crate::extract::extract(snapshot, application);
        let extract_ms = millis(clock);
        let clock = Instant::now();
        let country = application.and_then(|a| a.country.as_deref());
        let ruleset = self.library.select(&self.packs, country)?;
        let day = snapshot.started_at.get(..10).and_then(|d| d.parse().ok());
        let as_of: jiff::civil::Date =
            self.args.as_of.or(day).unwrap_or(jiff::civil::Date::constant(1970, 1, 1));
        let language =
            self.language.as_deref().filter(|l| texts::LANGUAGES.contains(l)).unwrap_or("en");
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
            extraction: &extraction,
            judgement: &judgement,
            packs,
            language,
            as_of: as_of.to_string(),
            millis: (collect_ms, extract_ms, judge_ms),
        });
        debug_assert_eq!(report.facts.len(), catalogue::entries().count());
        self.write(&report)?;
        let code = judge::exit_code(&judgement, self.fail_on);
        Ok((report, code))
    }

    fn write(&self, report: &Report) -> Result<()> {
        let default = [FormatSpec { kind: Format::Terminal, file: None }];
        let specs: &[FormatSpec] =
            if self.args.format.is_empty() { &default } else { &self.args.format };
        for spec in specs {
            let text = match spec.kind {
                Format::Json => json::render(report),
                Format::Html => html::render(report).map_err(|e| {
                    Error::Incomplete(format!("cannot write the HTML report: {e:#}"))
                })?,
                Format::Terminal => terminal::render(
                    report,
                    terminal::Show {
                        passes: self.args.show == Some(ShowArg::Pass),
                        width: columns(),
                        ..terminal::Show::default()
                    },
                ),
            };
            match &spec.file {
                Some(path) => {
                    let text = if spec.kind == Format::Terminal {
                        anstream::adapter::strip_str(&text).to_string()
                    } else {
                        text
                    };
                    std::fs::write(path, text).map_err(|source| Error::File {
                        action: "cannot write",
                        path: path.clone(),
                        source,
                    })?;
                }
                None => io::print(&text)?,
            }
        }
        Ok(())
    }
}

/// Columns of the terminal, between what is readable and what is comfortable.
fn columns() -> usize {
    let width = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(96);
    if std::io::stdout().is_terminal() { width.clamp(40, 110) } else { 96 }
}

fn millis(clock: Instant) -> u64 {
    u64::try_from(clock.elapsed().as_millis()).unwrap_or(u64::MAX)
}
