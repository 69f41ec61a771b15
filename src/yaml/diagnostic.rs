//! How a complaint about a file that a person wrote looks.
//!
//! The first line says file, line, column and what is wrong; below it stands the line
//! itself with a mark under the place, and what to do about it. Plain text: colour is
//! the business of whoever prints.

use super::Place;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Renders one complaint about `source`, a file known as `name`.
#[must_use]
pub fn render(name: &str, source: &str, at: Place, message: &str, help: Option<&str>) -> String {
    let mut out = if at.line == 0 {
        format!("{name}: {message}")
    } else {
        format!("{name}:{}:{}: {message}", at.line, at.column)
    };
    if let Some(snippet) = snippet(source, at) {
        out.push('\n');
        out.push_str(&snippet);
    }
    if let Some(help) = help {
        out.push_str("\n   = help: ");
        out.push_str(help);
    }
    out
}

/// The longest line that is shown whole, in bytes.
const MAX_LINE: usize = 400;

fn snippet(source: &str, at: Place) -> Option<String> {
    let line = source.split('\n').nth(at.line.checked_sub(1)?)?.trim_end_matches('\r');
    if line.len() > MAX_LINE || line.trim().is_empty() {
        return None;
    }
    // Columns count characters; the mark stays on the first line of what it marks.
    let start = line.char_indices().nth(at.column.saturating_sub(1)).map_or(line.len(), |c| c.0);
    let length = at.end.saturating_sub(at.start).max(1);
    let mut end = (start + length).min(line.trim_end().len()).max(start);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let group = Group::with_level(Level::ERROR).element(
        Snippet::source(line)
            .line_start(at.line)
            .annotation(AnnotationKind::Primary.span(start..end)),
    );
    let rendered = Renderer::plain().render(&[group]);
    Some(rendered.trim_end().to_owned())
}

/// The known word nearest to what was written, when it is near enough to be meant.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if written.len() > 100 {
        return None;
    }
    let lower = written.to_lowercase().replace('_', "-");
    let allowed = (lower.chars().count() / 3).max(2);
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&lower, word), word))
        .filter(|(distance, word)| *distance <= allowed && *distance < word.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_and_the_mark_are_shown() {
        let at = Place { line: 2, column: 3, start: 9, end: 13 };
        let shown = render("a.yaml", "first:\n  söt: 1\n", at, "unknown key", Some("remove it"));
        assert_eq!(
            shown,
            "a.yaml:2:3: unknown key\n  |\n2 |   söt: 1\n  |   ^^^\n   = help: remove it"
        );
    }

    #[test]
    fn a_place_outside_the_text_is_no_panic() {
        for (line, column) in [(0, 0), (1, 90), (9, 1)] {
            let at = Place { line, column, start: 5000, end: 6000 };
            assert!(render("a", "x: å", at, "m", None).starts_with('a'));
        }
    }

    #[test]
    fn the_nearest_word_is_near() {
        let known = ["contains-any", "equals", "exists"];
        assert_eq!(nearest("contain_any", known), Some("contains-any"));
        assert_eq!(nearest("exits", known), Some("exists"));
        assert_eq!(nearest("volcano", known), None);
    }
}
