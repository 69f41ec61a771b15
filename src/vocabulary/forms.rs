//! Labels of form fields by WHATWG autofill token; consent; required marks.

use serde::Deserialize;

/// The `forms` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Forms {}
