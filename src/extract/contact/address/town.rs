//! The town beside a postal code, and the country after it.

use super::super::cues::{Cue, marks_of};
use super::line::{Line, LineCues};

/// The town after a code: words with a capital, and short ones between them;
/// ends at punctuation, at a label, at a country. With the place where it ends.
pub(super) fn town_after(cues: &LineCues<'_>, from: usize) -> Option<(String, usize)> {
    let text = cues.line.text;
    let rest = text.get(from..)?;
    let skipped = rest.len() - rest.trim_start_matches([' ', ',', '\u{a0}', '-', '–']).len();
    if rest.get(..skipped).is_some_and(|s| s.matches(',').count() > 1) {
        return None;
    }
    let mut end = from + skipped;
    let mut words: Vec<&str> = Vec::new();
    let mut place = end;
    while let Some(tail) = text.get(place..).filter(|t| !t.is_empty()) {
        let lead = tail.len() - tail.trim_start_matches([' ', '\u{a0}']).len();
        let word = tail.get(lead..)?.split([' ', '\u{a0}']).next().unwrap_or("");
        if word.is_empty() || words.len() >= 5 {
            break;
        }
        let bare = word.trim_end_matches([',', '.', ';', '|', ')', '·', '•']);
        let starts_town = bare.starts_with(|c: char| c.is_uppercase());
        let label = word.ends_with(':')
            || cues.starting(place + lead).any(|mark| {
                matches!(
                    mark.cue,
                    Cue::Phone
                        | Cue::Fax
                        | Cue::OtherNumber
                        | Cue::Registration(_)
                        | Cue::Vat
                        | Cue::Country(_)
                ) && (mark.range.len() > 2 || word.len() <= 2)
            });
        let short =
            !words.is_empty() && bare.chars().count() <= 4 && bare.chars().all(char::is_alphabetic);
        // Districts in numbers: *Wien 7*, *Paris 11*, *Praha 2*, and CEDEX.
        let elided = bare
            .split_once(['\'', '’'])
            .is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase));
        let known = bare.chars().all(|c| c.is_alphabetic() || "'’-./()".contains(c));
        if label || bare.is_empty() || !known || !(starts_town || short || elided) {
            break;
        }
        words.push(word);
        place += lead + word.len();
        end = place;
        if bare.len() < word.len() && !word.ends_with('.') {
            break;
        }
    }
    while words.last().is_some_and(|w| !w.contains(char::is_uppercase)) {
        let word = words.pop()?;
        end = text.get(..end)?.rfind(word)?;
    }
    let town = words.join(" ");
    // A province in brackets is not part of the town's name.
    let town = town.split(" (").next().unwrap_or(&town);
    let town = town.trim_end_matches([',', '.', ';', '|', ')', '·', '•', '(', '-']).to_owned();
    (town.chars().count() >= 2).then_some((town, end))
}

/// The town before a code: the words after the last comma, else the line above.
pub(super) fn town_before(before: &str, lines: &[Line<'_>], index: usize) -> Option<String> {
    let clean = |text: &str| {
        let text = text.trim_matches(|c: char| c.is_whitespace() || ",.-–|·•;:".contains(c));
        let part = text.rsplit([',', '|', '·', '•', ';', ':']).next().unwrap_or(text).trim();
        let plausible = part.starts_with(|c: char| c.is_uppercase())
            && part.len() <= 40
            && part.chars().all(|c| c.is_alphabetic() || " '’.-&()".contains(c));
        plausible.then(|| part.to_owned())
    };
    if before.trim().len() > 1 {
        return clean(before);
    }
    lines
        .get(index.checked_sub(1)?)
        .filter(|line| line.text.len() <= 60)
        .and_then(|line| clean(line.text))
}

/// The country right after the town.
pub(super) fn country_after(rest: &str, cues: &LineCues<'_>, from: usize) -> Option<&'static str> {
    let lead =
        rest.len() - rest.trim_start_matches([' ', ',', '-', '–', '.', '|', '(', ')', '·']).len();
    cues.starting(from + lead).find_map(|mark| match mark.cue {
        Cue::Country(country) => Some(country),
        _ => None,
    })
}

/// The country that a text names and says little besides.
pub(super) fn country_of(text: &str) -> Option<&'static str> {
    let text = text.trim();
    marks_of(text).into_iter().find_map(|mark| match mark.cue {
        Cue::Country(country) if mark.range.len() * 2 > text.len() => Some(country),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Region;
    use crate::extract::contact::cues::Marks;

    fn line(text: &str) -> Line<'_> {
        Line { block: 0, start: 0, text, region: Region::Main }
    }

    fn after(text: &str) -> Option<String> {
        let marks = Marks::default();
        town_after(&LineCues { marks: &marks, line: &line(text) }, 0).map(|(town, _)| town)
    }

    #[test]
    fn the_town_after_a_code_ends_where_its_words_do() {
        for (text, town) in [
            (" Oslo, Norge", Some("Oslo")),
            (" Villeneuve d’Ascq", Some("Villeneuve d’Ascq")),
            (" Verona (VR)", Some("Verona")),
            (" stolar", None),
            ("", None),
        ] {
            assert_eq!(after(text).as_deref(), town, "{text}");
        }
    }

    #[test]
    fn the_town_before_a_code_may_stand_in_the_line_above() {
        let lines = [line("5 Station Road, Leeds"), line("LS1 4AP")];
        assert_eq!(town_before("", &lines, 1).as_deref(), Some("Leeds"));
        assert_eq!(town_before("Main Street, Austin, ", &lines, 1).as_deref(), Some("Austin"));
        assert_eq!(town_before("", &lines, 0), None);
    }

    #[test]
    fn a_country_is_the_better_part_of_its_line() {
        assert_eq!(country_of("Sverige"), Some("SE"));
        assert_eq!(country_of("Vi levererar i hela Sverige och Norge"), None);
    }
}
