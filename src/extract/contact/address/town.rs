//! The town beside a postal code, and the country after it.

use super::super::cues::{Cue, marks_of};
use super::line::{Line, LineCues};
use crate::vocabulary::Marks;

/// The town after a code: words with a capital, and short ones between them;
/// ends at punctuation, at a label, at a country. With the place where it ends.
pub(super) fn town_after(
    cues: &LineCues<'_>,
    from: usize,
    country: &str,
) -> Option<(String, usize)> {
    let text = cues.line.text;
    let rest = text.get(from..)?;
    let mut skipped = rest.len()
        - rest.trim_start_matches([' ', ',', '\u{a0}', '-', '–', '|', '·', '•', '/']).len();
    // `Town: ` may stand between the two.
    let labelled = cues.starting(from + skipped).find(|mark| mark.cue == Cue::Town);
    if let Some(mark) = labelled
        && let Some(after) = text.get(mark.range.end - cues.line.start..)
        && after.starts_with(':')
    {
        skipped = text.len() - after.trim_start_matches([':', ' ']).len() - from;
    }
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
        let starts_town =
            bare.trim_start_matches(['\'', '’', 's', '-']).starts_with(char::is_uppercase);
        let follows = tail.get(lead + word.len()..).unwrap_or("").trim_start();
        let number = follows.starts_with(|c: char| c.is_ascii_digit() || ":.+(".contains(c));
        let label = word.ends_with(':')
            || cues.starting(place + lead).any(|mark| match mark.cue {
                Cue::Country(_) => mark.range.len() > 2 || word.len() <= 2,
                // Short labels are words of towns as well (`Frankfurt am Main`).
                Cue::Phone | Cue::Fax | Cue::OtherNumber | Cue::Registration(_) | Cue::Vat => {
                    (mark.range.len() > 2 || word.len() <= 2)
                        && (number
                            || word.ends_with('.')
                            || mark.range.len() >= 6
                            || words.is_empty())
                }
                _ => false,
            });
        let short =
            !words.is_empty() && bare.chars().count() <= 4 && bare.chars().all(char::is_alphabetic);
        // Districts in numbers: *Praha 2*, *Nantes Cedex 1*.
        let district = !words.is_empty()
            && (1..=2).contains(&bare.len())
            && bare.bytes().all(|b| b.is_ascii_digit())
            && (matches!(country, "CZ" | "SK" | "IE")
                || words.last().is_some_and(|last| last.eq_ignore_ascii_case("cedex")));
        if district {
            words.push(bare);
            end = place + lead + bare.len();
            break;
        }
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
    let low = |w: &&str| !w.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    while words.last().is_some_and(low) {
        let word = words.pop()?;
        end = text.get(..end)?.rfind(word)?;
    }
    let town = words.join(" ");
    // A province in brackets is not part of the town's name.
    let town = town.split(" (").next().unwrap_or(&town);
    let town = town.trim_end_matches([',', '.', ';', '|', ')', '·', '•', '(', '-']).to_owned();
    (town.chars().count() >= 2).then_some((town, end))
}

/// The town at the end of a text before a code in brackets, and where it begins:
/// the words with a capital there.
pub(super) fn town_in_front(before: &str) -> Option<(String, usize)> {
    let head = before.strip_suffix('(')?.trim_end();
    let mut at = head.len();
    for word in head.rsplit(' ').take(4) {
        let fits = word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || "'’-".contains(c));
        if !fits {
            break;
        }
        at = head.get(..at)?.rfind(word)?;
    }
    let town = head.get(at..)?;
    (town.chars().count() >= 2).then(|| (town.to_owned(), at))
}

/// The town in a line of its own, with or without its label.
pub(super) fn town_alone(line: &Line<'_>) -> Option<String> {
    let text = line.text.trim();
    let named = |text: &str| {
        text.len() <= 40
            && text.starts_with(char::is_uppercase)
            && text.split_whitespace().count() <= 4
            && text.chars().all(|c| c.is_alphabetic() || " '’.-()".contains(c))
    };
    let (label, rest) = text.split_once(':').unwrap_or(("", text));
    let label = label.trim();
    let fits = label.is_empty()
        || marks_of(label)
            .iter()
            .any(|mark| mark.cue == Cue::Town && mark.range.len() == label.len());
    let rest = rest.trim();
    let label_only = label.is_empty()
        && marks_of(rest).iter().any(|mark| {
            matches!(mark.cue, Cue::Town | Cue::Phone | Cue::Address | Cue::Fax | Cue::Country(_))
                && mark.range.len() == rest.len()
        });
    (fits && named(rest) && !label_only).then(|| rest.to_owned())
}

/// The town before a code, and the line it stands in: the last part before it
/// that is no county, in the line of the code or in those above.
pub(super) fn town_before(
    before: &str,
    lines: &[Line<'_>],
    index: usize,
    country: &str,
) -> Option<(String, usize)> {
    let is_county = |text: &str| is_county(text, country);
    let clean = |text: &str| -> Option<String> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || ",.-–|·•;:/".contains(c));
        let parts = text.rsplit([',', '|', '·', '•', ';', ':', '\n']).map(str::trim);
        let mut parts = parts.flat_map(|part| part.rsplit(" - ")).filter(|part| !part.is_empty());
        let mut rest = parts.clone();
        // Some counties have a town of their name.
        let part = parts.find(|part| !is_county(part)).filter(|part| !is_numbered(part));
        let part = part.or_else(|| rest.next())?;
        let part = without_street(part).split(" (").next().unwrap_or(part).trim();
        let plausible = part.starts_with(|c: char| c.is_uppercase())
            && part.len() <= 40
            && part.split_whitespace().count() <= 5
            && part.chars().all(|c| c.is_alphabetic() || " '’.-&()".contains(c));
        plausible.then(|| part.trim_end_matches(['.', ',']).to_owned())
    };
    if before.trim().len() > 1
        && let Some(town) = clean(before)
    {
        return Some((town, index));
    }
    if before.trim().trim_matches(',').len() > 1 && !is_county(before.trim_matches([' ', ','])) {
        return None;
    }
    (index.saturating_sub(3)..index)
        .rev()
        .map(|above| (above, lines.get(above)))
        .take_while(|(_, line)| line.is_some_and(|line| line.text.len() <= 80))
        .filter_map(|(above, line)| Some((above, line?.text.trim())))
        .find(|(_, text)| !is_county(text))
        .and_then(|(above, text)| Some((clean(text)?, above)))
}

/// Whether a text names a county or a district of that kind.
fn is_county(text: &str, country: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || ",.()".contains(c));
    let lower = text.to_lowercase();
    let names = &Marks::built_in().contact.counties;
    let british = matches!(country, "GB" | "IE");
    british && names.contains(&lower)
        || ["co ", "co. ", "county "].iter().any(|start| lower.starts_with(start))
        || lower.ends_with(" county")
}

/// Whether a part is a street with its number and no town after it.
fn is_numbered(part: &str) -> bool {
    part.bytes().any(|b| b.is_ascii_digit()) && without_street(part).is_empty()
}

/// What follows the street in a text without a comma between street and town:
/// `18 Elm Street Portland`, `305 W 5th Ave. Apt 3 Boise`.
fn without_street(part: &str) -> &str {
    if !part.bytes().any(|b| b.is_ascii_digit()) {
        return part;
    }
    let cues = marks_of(part);
    let mut streets = cues.iter().filter(|mark| mark.cue == Cue::Street);
    // A word has to stand between the number and the kind of the street.
    let kind = streets.find(|mark| {
        part.get(..mark.range.start).is_some_and(|head| head.split_whitespace().count() >= 2)
    });
    let Some(mut end) = kind.map(|mark| mark.range.end) else { return part };
    // Directions, doors and floors belong to the street.
    while let Some(rest) = part.get(end..) {
        let lead = rest.len() - rest.trim_start_matches([' ', '.', ',']).len();
        let word = rest.get(lead..).unwrap_or("").split_whitespace().next().unwrap_or("");
        let bare = word.trim_matches(['.', ',']);
        let direction = matches!(bare, "N" | "S" | "E" | "W" | "NE" | "NW" | "SE" | "SW");
        let next = rest.get(lead + word.len()..).unwrap_or("").split_whitespace().next();
        let door = next.is_some_and(|next| next.bytes().any(|b| b.is_ascii_digit()));
        if word.is_empty()
            || !(direction || door || bare.bytes().any(|b| b.is_ascii_digit()) || bare == "#")
        {
            return rest.trim_start_matches([' ', '.', ',']);
        }
        end += lead + word.len();
    }
    part
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
    use crate::extract::contact::cues::Marks as Cues;

    fn line(text: &str) -> Line<'_> {
        Line { block: 0, start: 0, text, region: Region::Main }
    }

    fn after(text: &str) -> Option<String> {
        let marks = Cues::default();
        town_after(&LineCues { marks: &marks, line: &line(text) }, 0, "DE").map(|(town, _)| town)
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
        let before =
            |text: &str, index| town_before(text, &lines, index, "GB").map(|(town, _)| town);
        assert_eq!(before("", 1).as_deref(), Some("Leeds"));
        assert_eq!(before("Main Street, Austin, ", 1).as_deref(), Some("Austin"));
        assert_eq!(
            before("18 High Street, Harrogate, North Yorkshire, ", 1).as_deref(),
            Some("Harrogate")
        );
        assert_eq!(before("123 Main St Apt 4 Oakland ", 1).as_deref(), Some("Oakland"));
        assert_eq!(before("", 0), None);
    }

    #[test]
    fn a_country_is_the_better_part_of_its_line() {
        assert_eq!(country_of("Sverige"), Some("SE"));
        assert_eq!(country_of("Vi levererar i hela Sverige och Norge"), None);
    }
}
