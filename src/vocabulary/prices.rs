//! Words around prices: from, before, unit, VAT, on request.

use serde::Deserialize;

/// The `prices` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Prices {}
