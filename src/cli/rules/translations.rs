//! How much of the texts of rules is translated: a note of `shopvet rules check`.

use crate::rules::Library;
use std::fmt::Write as _;

/// One line for each language that lacks something and, where `every` text is wanted,
/// one for each text. A missing text is shown in English, so it is no mistake.
pub(super) fn note(library: &Library, every: bool) -> String {
    let mut out = String::new();
    for language in library.coverage().iter().filter(|language| !language.missing.is_empty()) {
        let (tag, have, of) = (&language.language, language.have, language.of);
        let _ = writeln!(
            out,
            "note: {have} of {of} texts are there in `{tag}`; the others are shown in English"
        );
        if every {
            for (rule, key) in &language.missing {
                let _ = writeln!(out, "  {rule}  {key}");
            }
        }
    }
    if !every && !out.is_empty() {
        out.push_str("      --translations lists what is missing\n");
    }
    out
}
