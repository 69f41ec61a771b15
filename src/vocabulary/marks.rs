//! Marks that are the same in every language: addresses and fingerprints of
//! platforms, demo content, leftovers of templates, parking pages.
//!
//! Kept as data under `rules/marks/`, one file a purpose. This module reads the
//! files and knows nothing of what a mark proves.

use serde::Deserialize;
use std::sync::LazyLock;

/// All marks.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Parts of addresses.
    pub paths: Paths,
}

/// Parts of addresses that platforms share in every language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Paths {
    /// Folders that hold one product each.
    pub product: Vec<String>,
    /// Folders that hold lists of products.
    pub category: Vec<String>,
    /// Folders that hold articles, whose slugs may name anything.
    pub article: Vec<String>,
    /// Folders of accounts and machinery.
    pub machinery: Vec<String>,
    /// Query parameters that hold a route in place of a path.
    pub route_parameters: Vec<String>,
    /// File name endings of pages.
    pub page_endings: Vec<String>,
}

static MARKS: LazyLock<Marks> =
    LazyLock::new(|| Marks { paths: read(include_str!("../../rules/marks/paths.yaml"), "paths") });

impl Marks {
    /// The marks that ship with the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &MARKS
    }
}

fn read<T: serde::de::DeserializeOwned + Default>(text: &str, name: &str) -> T {
    match crate::yaml::read(text, &format!("marks/{name}.yaml")) {
        Ok(marks) => marks,
        // A test reads every shipped file, so this cannot happen to users.
        Err(message) => {
            debug_assert!(false, "{message}");
            T::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_can_be_read() {
        assert!(Marks::built_in().paths.product.iter().any(|folder| folder == "products"));
    }
}
