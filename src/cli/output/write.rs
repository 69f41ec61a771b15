//! Writes the report in the forms that were asked for.

use super::format::{Format, FormatSpec};
use super::{Prepared, Seen, ShowArg};
use crate::chromium;
use crate::cli::io;
use crate::error::{Error, Result};
use crate::report::diff::Difference;
use crate::report::letter::{self, Form};
use crate::report::{Report, csv, html, json, junit, markdown, sarif, terminal, texts};
use crate::rules::Languages;

impl Prepared<'_> {
    /// Writes the report in every form that was asked for.
    pub(super) fn write(
        &self,
        report: &Report,
        seen: &Seen<'_>,
        difference: Option<&Difference>,
    ) -> Result<()> {
        let default = [FormatSpec { kind: Format::Terminal, file: None }];
        let specs: &[FormatSpec] =
            if self.args.format.is_empty() { &default } else { &self.args.format };
        for spec in specs {
            let text = match spec.kind {
                Format::Pdf => {
                    spec.write_bytes(&self.pdf(report)?)?;
                    continue;
                }
                Format::Json => json::render(report),
                Format::Html => html::render(report).map_err(|e| unwritten("HTML", &e))?,
                Format::Sarif => sarif::render(report),
                Format::Junit => {
                    junit::render(report, self.fail_on).map_err(|e| unwritten("JUnit", &e))?
                }
                Format::Markdown => markdown::render(report),
                Format::Csv => csv::render(report).map_err(|e| unwritten("CSV", &e))?,
                Format::Letter => self.letter(report, seen, spec.letter())?,
                Format::Terminal => terminal::render(
                    report,
                    terminal::Show {
                        passes: self.args.show == Some(ShowArg::Pass),
                        width: io::columns(),
                        ..terminal::Show::default()
                    },
                ),
            };
            // A person at a terminal reads what moved after what there is.
            let moved = difference.filter(|_| spec.kind == Format::Terminal);
            let moved = moved.map(|d| d.terminal(&report.language, io::columns()));
            spec.write(&match moved {
                Some(moved) => format!("{text}\n{moved}"),
                None => text,
            })?;
        }
        Ok(())
    }

    /// The HTML report as a browser prints it.
    fn pdf(&self, report: &Report) -> Result<Vec<u8>> {
        let page = html::render(report).map_err(|e| unwritten("HTML", &e))?;
        // Whoever asks for a PDF was told before the visit that there is no browser.
        let Some(program) = &self.printer else { return Err(unwritten("PDF", &chromium::NONE)) };
        let runtime = io::runtime()?;
        let printed = runtime.block_on(chromium::print::pdf(program, &page));
        runtime.shutdown_background();
        printed
    }

    /// The letter, in the merchant's language where none was asked for.
    fn letter(&self, report: &Report, seen: &Seen<'_>, form: Form) -> Result<String> {
        let template = self.letters.of(form);
        let written = |report: &Report| {
            letter::render(report, form, template).map_err(|error| match template {
                // Its author must mend it.
                Some(_) => Error::Invalid(format!("the template of the letter: {error:#}")),
                None => unwritten("letter", &error),
            })
        };
        let theirs = self.language.as_deref().or_else(|| merchants_language(seen));
        match theirs.filter(|language| *language != report.language) {
            None => written(report),
            Some(language) => {
                let library = io::library_in(self.folders, Languages::Only(language))?;
                let (report, _) = self.judged(&library, seen, language)?;
                written(&report)
            }
        }
    }
}

/// The language of texts to the merchant: the one declared, else that of the shop.
fn merchants_language<'a>(seen: &Seen<'a>) -> Option<&'a str> {
    let declared = seen.application.and_then(|application| application.language.as_deref());
    let front = seen.extraction.pages.first().and_then(|page| page.language.as_deref());
    let primary = |tag: &'a str| tag.split(['-', '_']).next().unwrap_or(tag);
    let known = |tag: &&str| texts::LANGUAGES.contains(tag);
    declared.map(primary).filter(known).or_else(|| front.map(primary).filter(known))
}

/// A report that could not be put into a format.
fn unwritten(format: &str, error: &dyn std::fmt::Display) -> Error {
    Error::Incomplete(format!("cannot write the {format} report: {error:#}"))
}
