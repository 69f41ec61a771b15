//! The forms of the report that can be asked for, and the templates of the letter.

use crate::cli::spec::Spec;
use crate::error::{Error, Result};
use crate::report::letter::Form;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// A form of the report and the file it goes to.
pub(super) type FormatSpec = Spec<Format>;

/// A form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Terminal,
    Json,
    Html,
    Pdf,
    Sarif,
    Junit,
    Markdown,
    Csv,
    Letter,
}

impl FormatSpec {
    /// Sees to it that every form can be written to where it is to go.
    ///
    /// # Errors
    /// Two forms go to standard output, a PDF has no file, or a folder is missing.
    pub(super) fn check(specs: &[Self]) -> Result<()> {
        Self::one_to_stdout(specs)?;
        for spec in specs {
            match &spec.file {
                Some(file) => crate::cli::io::writable("--format", file)?,
                None if spec.kind == Format::Pdf => {
                    let message = "--format pdf needs a file, as in --format pdf=report.pdf";
                    return Err(Error::Usage(message.to_owned()));
                }
                None => {}
            }
        }
        Ok(())
    }

    /// The form of the letter: that of the file's name.
    pub(super) fn letter(&self) -> Form {
        let html = |file: &PathBuf| {
            let ending = file.extension().and_then(|ending| ending.to_str());
            ending.is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"))
        };
        if self.file.as_ref().is_some_and(html) { Form::Html } else { Form::Text }
    }
}

/// Templates of the letter that take the place of the built-in ones.
#[derive(Debug, Default)]
pub(super) struct Letters {
    text: Option<String>,
    html: Option<String>,
}

impl Letters {
    /// Reads the templates of a folder, which may lack one of the two.
    ///
    /// # Errors
    /// The folder holds neither, or a file cannot be read.
    pub(super) fn read(folder: Option<&Path>) -> Result<Self> {
        let Some(folder) = folder else { return Ok(Self::default()) };
        let one = |form: Form| {
            let path = folder.join(form.template());
            path.exists().then(|| crate::cli::io::read_text(&path)).transpose()
        };
        let letters = Self { text: one(Form::Text)?, html: one(Form::Html)? };
        if letters.text.is_none() && letters.html.is_none() {
            return Err(Error::Usage(format!(
                "{} holds neither {} nor {}",
                folder.display(),
                Form::Text.template(),
                Form::Html.template()
            )));
        }
        Ok(letters)
    }

    /// The template of a form, where there is one.
    pub(super) fn of(&self, form: Form) -> Option<&str> {
        match form {
            Form::Text => self.text.as_deref(),
            Form::Html => self.html.as_deref(),
        }
    }
}
