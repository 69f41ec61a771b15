//! Excerpts for evidence.

/// The sentence or so around a place.
pub(in crate::extract) fn around(text: &str, place: usize) -> &str {
    let from = text.floor_char_boundary(place.saturating_sub(100));
    let until = text.floor_char_boundary((place + 160).min(text.len()));
    text.get(from..until).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_cut_between_characters() {
        let text = "é".repeat(300);
        let shown = around(&text, 301);
        assert!(shown.len() <= 260 && shown.chars().all(|c| c == 'é'));
    }
}
