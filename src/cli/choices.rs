//! Words that a flag and the configuration file both take.

use crate::judge::FailOn;
use crate::snapshot::WalkMode;
use clap::ValueEnum;
use serde::Deserialize;

/// When a browser draws the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Render {
    /// Never: pages are read as served.
    Never,
    /// Where a page shows little without its scripts, and on the walk where they are needed.
    Auto,
    /// Every page.
    Always,
}

impl From<Render> for crate::collect::Render {
    fn from(value: Render) -> Self {
        match value {
            Render::Never => Self::Never,
            Render::Auto => Self::Auto,
            Render::Always => Self::Always,
        }
    }
}

/// How far the walk to the checkout goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Walk {
    /// No walk: only pages that links lead to.
    None,
    /// Puts one item into the cart and reads the checkout; types nothing.
    Read,
    /// As read, and types synthetic delivery data where a step cannot be passed otherwise.
    Fill,
}

impl From<Walk> for Option<WalkMode> {
    fn from(value: Walk) -> Self {
        match value {
            Walk::None => None,
            Walk::Read => Some(WalkMode::Read),
            Walk::Fill => Some(WalkMode::Fill),
        }
    }
}

/// Which verdicts give a non-zero exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, schemars::JsonSchema)]
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
