//! `KIND[=FILE]`: which form an output takes and where it goes.

use crate::error::Error;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// A form of output and the file it goes to, as in `json=report.json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spec<F> {
    /// Which form.
    pub(super) kind: F,
    /// The file; nothing for standard output.
    pub(super) file: Option<PathBuf>,
}

impl<F: ValueEnum> std::str::FromStr for Spec<F> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, file) = match text.split_once('=') {
            Some((_, "")) => return Err("no file after `=`".to_owned()),
            Some((kind, file)) => (kind, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let kind = F::from_str(kind, true).map_err(|_| {
            let known: Vec<String> = F::value_variants()
                .iter()
                .filter_map(ValueEnum::to_possible_value)
                .map(|value| value.get_name().to_owned())
                .collect();
            format!("known forms are {}", known.join(", "))
        })?;
        Ok(Self { kind, file: file.filter(|f| f != Path::new("-")) })
    }
}

impl<F> Spec<F> {
    /// Sees to it that standard output gets one form at most.
    pub(super) fn one_to_stdout(specs: &[Self]) -> Result<(), Error> {
        if specs.iter().filter(|spec| spec.file.is_none()).count() > 1 {
            return Err(Error::Usage(
                "only one --format can go to standard output; give the others a file, as in \
                 --format json=report.json"
                    .to_owned(),
            ));
        }
        Ok(())
    }

    /// Writes text where it is to go; styles of a terminal do not go to a file.
    pub(super) fn write(&self, text: &str) -> Result<(), Error> {
        if self.file.is_none() {
            return super::io::print(text);
        }
        let plain = if text.contains('\u{1b}') {
            anstream::adapter::strip_str(text).to_string()
        } else {
            text.to_owned()
        };
        self.write_bytes(plain.as_bytes())
    }

    /// Writes bytes to the file that they are to go to.
    pub(super) fn write_bytes(&self, bytes: &[u8]) -> Result<(), Error> {
        let Some(path) = &self.file else { return Ok(()) };
        let fail = |source| Error::File { action: "cannot write", path: path.clone(), source };
        std::fs::write(path, bytes).map_err(fail)
    }
}
