//! Under construction, parked, placeholder, age and login walls, robot checks.

use serde::Deserialize;

/// The `site` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Site {}
