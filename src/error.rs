//! Errors by family: one family, one exit code.
//!
//! Every error names the thing, the place and the next step. Text begins in
//! lower case, as it follows `error: `.

use std::path::PathBuf;

/// Exit codes of the program, the same whatever the output format.
pub mod exit {
    /// The shop passes.
    pub const PASS: u8 = 0;
    /// The shop fails.
    pub const FAIL: u8 = 1;
    /// The command line was wrong.
    pub const USAGE: u8 = 2;
    /// A person must look.
    pub const REVIEW: u8 = 3;
    /// The check could not be completed.
    pub const INCOMPLETE: u8 = 4;
    /// A rule, pack, configuration, waiver, application or bundle file is invalid.
    pub const INVALID: u8 = 5;
}

/// Any error of the program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line asks for something that cannot be done.
    #[error("{0}")]
    Usage(String),
    /// A file that a person wrote, or a bundle, is not valid. The text is the
    /// whole diagnostic, with file, line and column where there are any.
    #[error("{0}")]
    Invalid(String),
    /// Nothing could be collected, or the result could not be written.
    #[error("{0}")]
    Incomplete(String),
    /// A file could not be read or written.
    #[error("{action} {}: {source}", path.display())]
    File {
        /// What was tried: `cannot read`, `cannot write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Error {
    /// The exit code of the error's family.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::File { .. } => exit::USAGE,
            Self::Invalid(_) => exit::INVALID,
            Self::Incomplete(_) => exit::INCOMPLETE,
        }
    }
}

/// The result of anything that can fail with an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;
