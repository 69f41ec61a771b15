//! Words that a flag and the configuration file both take.

use crate::judge::FailOn;
use clap::ValueEnum;
use serde::Deserialize;

/// When a browser draws the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Render {
    /// Never: pages are read as served.
    Never,
}

/// How far the walk to the checkout goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Walk {
    /// No walk: only pages that links lead to.
    None,
}

/// Which verdicts give a non-zero exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FailOnArg {
    /// Only a fail.
    Fail,
    /// A fail or a review.
    Review,
    /// Also a warning that is not met.
    Warning,
    /// None; an incomplete check still does.
    Never,
}

impl From<FailOnArg> for FailOn {
    fn from(value: FailOnArg) -> Self {
        match value {
            FailOnArg::Fail => Self::Fail,
            FailOnArg::Review => Self::Review,
            FailOnArg::Warning => Self::Warning,
            FailOnArg::Never => Self::Never,
        }
    }
}
