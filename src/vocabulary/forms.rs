//! Labels of form fields by WHATWG autofill token; consent; required marks; what forms are for.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The `forms` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Forms {
    /// Labels by WHATWG autofill token; `password` where the label does not tell
    /// a new one from the present one, `other` for what is not personal data.
    pub fields: BTreeMap<String, Vec<String>>,
    /// Words by which a person accepts something.
    pub accept: Vec<String>,
    /// What the terms of sale are called.
    pub terms: Vec<String>,
    /// What the privacy policy and personal data are called.
    pub privacy: Vec<String>,
    /// Newsletters and advertising.
    pub marketing: Vec<String>,
    /// The field must be filled in.
    pub required: Vec<String>,
    /// All fields of the form must be filled in.
    pub all_required: Vec<String>,
    /// The field may be left empty.
    pub optional: Vec<String>,
    /// What is sold on top of an order: insurance, gift wrapping and the like.
    pub extras: Vec<String>,
    /// What the choice of a payment method is called.
    pub payment: Vec<String>,
    /// Payment methods that are credit: invoice, instalments, pay later.
    pub credit: Vec<String>,
    /// Acceptance that lies in the order itself ("by ordering you ...").
    pub ordering: Vec<String>,
    /// Headings and buttons by what the form is for.
    pub purposes: BTreeMap<String, Vec<String>>,
}
