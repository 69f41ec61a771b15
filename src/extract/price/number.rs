//! Numbers as people write amounts: `1 299,50`, `1.299,-`, `1'299.50`, `1,00,000`.
//!
//! A number is a run of digit groups with the separators that some country uses
//! for amounts. Which separator is the decimal one follows from the groups: the
//! last one wins, unless three digits follow a lone separator, which is how
//! thousands are written. Nothing here knows about currencies.

use std::ops::Range;

/// The most digits of an amount; longer runs are telephone or account numbers.
const MAX_DIGITS: usize = 15;

/// One number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Number {
    /// Its bytes in the text, with a final dash (`,-`).
    pub(in crate::extract) range: Range<usize>,
    /// Decimal text with a point, as many decimals as written.
    pub(in crate::extract) amount: String,
    /// Ends in `,-` or `:-`: whole units of a currency. (`1.-` may be a date.)
    pub(in crate::extract) dash: bool,
    /// Written with a colon before the decimals, as times of day are as well.
    pub(in crate::extract) colon: bool,
    /// A percent sign follows.
    pub(in crate::extract) percent: bool,
}

impl Number {
    /// The amount with two decimals at least.
    pub(in crate::extract) fn money(&self) -> String {
        match self.amount.split_once('.') {
            None => format!("{}.00", self.amount),
            Some((_, decimals)) if decimals.len() == 1 => format!("{}0", self.amount),
            Some(_) => self.amount.clone(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Point,
    Comma,
    Quote,
    Space,
    Colon,
}

fn separator(c: char) -> Option<Separator> {
    Some(match c {
        '.' | '٫' | '·' => Separator::Point,
        ',' | '٬' => Separator::Comma,
        '\'' | '’' | '`' | '´' => Separator::Quote,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2005}' | '\u{2002}' => {
            Separator::Space
        }
        ':' => Separator::Colon,
        _ => return None,
    })
}

/// The numbers of a text in order. `decimal` is the decimal separator where it
/// is known.
pub(in crate::extract) fn scan(text: &str, decimal: Option<char>) -> Vec<Number> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let start = at + next;
        let (number, end) = number(text, start, at, decimal);
        out.extend(number);
        at = end.max(start + 1);
    }
    out
}

fn digits_at(text: &str, at: usize) -> usize {
    text.get(at..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count())
}

/// Reads the number whose first digit is at `start`; nothing before `floor` is
/// part of it. Also says where to go on.
fn number(
    text: &str,
    start: usize,
    floor: usize,
    decimal: Option<char>,
) -> (Option<Number>, usize) {
    let decimal = decimal.and_then(separator);
    let first = Range { start, end: start + digits_at(text, start) };
    let mut groups: Vec<Range<usize>> = vec![first];
    let mut separators: Vec<Separator> = Vec::new();
    let mut end = groups.first().map_or(start, |g| g.end);
    while let Some((kind, next)) = next_group(text, end, &groups, &separators) {
        separators.push(kind);
        end = next.end;
        groups.push(next);
        if groups.len() > MAX_DIGITS {
            break;
        }
    }
    // A bare separator in front: `.75`.
    let before = text.get(floor..start).unwrap_or("");
    let leading = before.chars().next_back().and_then(separator).filter(|kind| {
        let mut tail = before.chars().rev().skip(1);
        matches!(kind, Separator::Point | Separator::Comma)
            && !tail.next().is_some_and(char::is_alphanumeric)
            && (separators.is_empty() || decimal == Some(*kind))
    });
    let count: usize = groups.iter().map(ExactSizeIterator::len).sum();
    if count > MAX_DIGITS {
        return (None, end);
    }
    let colon = separators.last() == Some(&Separator::Colon);
    let amount = amount(text, &groups, &separators, leading.is_some(), decimal);
    let (dash, stop) = dash(text, end);
    let rest = text.get(stop..).unwrap_or("").trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let percent = rest.starts_with(['%', '‰']);
    (Some(Number { range: start..stop, amount, dash, colon, percent }), stop)
}

/// The separator and digits that go on a number, if it goes on.
fn next_group(
    text: &str,
    end: usize,
    groups: &[Range<usize>],
    separators: &[Separator],
) -> Option<(Separator, Range<usize>)> {
    let rest = text.get(end..)?;
    let first = rest.chars().next()?;
    let kind = separator(first)?;
    let mut at = end + first.len_utf8();
    let length = digits_at(text, at);
    let last = groups.last().map_or(0, ExactSizeIterator::len);
    let decimals_done = separators.last() == Some(&Separator::Colon);
    match kind {
        _ if decimals_done => None,
        // Thousands are set apart by a space only in full groups of three.
        Separator::Space | Separator::Quote => {
            let fits = length == 3
                && (1..=3).contains(&last)
                && (separators.is_empty() || last == 3)
                && separators.iter().all(|s| *s == kind);
            fits.then_some((kind, at..at + length))
        }
        Separator::Colon => {
            let fits = length == 2 && !separators.contains(&Separator::Colon);
            fits.then_some((kind, at..at + length))
        }
        Separator::Point | Separator::Comma => {
            if length > 0 {
                return Some((kind, at..at + length));
            }
            // `36. 24` and `1.837, 32`: a space slipped in before the decimals.
            let space = text
                .get(at..)?
                .chars()
                .next()
                .filter(|c| separator(*c) == Some(Separator::Space))?;
            at += space.len_utf8();
            let length = digits_at(text, at);
            let after = text.get(at + length..).and_then(|rest| rest.chars().next());
            let ends = !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | ':'));
            (length == 2 && ends).then_some((kind, at..at + length))
        }
    }
}

/// Whether `,-` or the like follows, and where it ends.
fn dash(text: &str, end: usize) -> (bool, usize) {
    let Some(rest) = text.get(end..) else { return (false, end) };
    let mut chars = rest.char_indices().peekable();
    let Some((_, mark @ (',' | '.' | ':' | ';'))) = chars.next() else { return (false, end) };
    if chars.peek().is_some_and(|(_, c)| separator(*c) == Some(Separator::Space)) {
        chars.next();
    }
    let mut stop = None;
    while let Some((at, '-' | '–' | '—' | '=' | '‒' | '−')) = chars.peek().copied() {
        stop = Some(at + chars.next().map_or(0, |(_, c)| c.len_utf8()));
    }
    // `12,-5` is no price, and neither is `12.-maj`.
    if chars.peek().is_some_and(|(_, c)| c.is_ascii_digit()) {
        return (false, end);
    }
    stop.map_or((false, end), |stop| (mark != '.', end + stop))
}

/// Puts groups and separators together.
fn amount(
    text: &str,
    groups: &[Range<usize>],
    separators: &[Separator],
    leading: bool,
    decimal: Option<Separator>,
) -> String {
    let group = |i: usize| groups.get(i).and_then(|g| text.get(g.clone())).unwrap_or("");
    let point = decimal_place(groups, separators, leading, decimal, group(0));
    let mut whole = String::new();
    let mut decimals = String::new();
    for i in 0..groups.len() {
        let after = point.is_some_and(|p| i >= p);
        if after { decimals.push_str(group(i)) } else { whole.push_str(group(i)) }
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") }
}

/// The first group that is decimals.
fn decimal_place(
    groups: &[Range<usize>],
    separators: &[Separator],
    leading: bool,
    decimal: Option<Separator>,
    first: &str,
) -> Option<usize> {
    if leading {
        return Some(0);
    }
    if let Some(decimal) = decimal {
        return separators.iter().rposition(|s| *s == decimal).map(|i| i + 1);
    }
    let last = *separators.last()?;
    let place = separators.len();
    let length = groups.get(place).map_or(0, ExactSizeIterator::len);
    match last {
        Separator::Space | Separator::Quote => None,
        Separator::Colon => Some(place),
        Separator::Point | Separator::Comma => {
            let same = separators.iter().filter(|s| **s == last).count();
            let others = separators.len() - same;
            if same > 1 {
                // Thousands throughout, or a typing error before the decimals.
                return (length != 3).then_some(place);
            }
            if others > 0 || length != 3 {
                return Some(place);
            }
            let whole = groups.first().map_or(0, ExactSizeIterator::len);
            let thousands = whole <= 3 && first.trim_start_matches('0') == first;
            (!thousands).then_some(place)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amounts(text: &str) -> Vec<String> {
        scan(text, None).into_iter().map(|n| n.amount).collect()
    }

    #[test]
    fn national_notations_are_read() {
        for (text, expected) in [
            ("1 299", "1299"),
            ("1\u{a0}299,50", "1299.50"),
            ("1\u{202f}299\u{202f}000,5", "1299000.5"),
            ("1.299,00", "1299.00"),
            ("1,299.00", "1299.00"),
            ("1.299", "1299"),
            ("1'299.50", "1299.50"),
            ("1,00,000.00", "100000.00"),
            ("12,95", "12.95"),
            ("12:95", "12.95"),
            ("0,125", "0.125"),
            (".75", "0.75"),
            ("3.3900", "3.3900"),
            ("1.299.00", "1299.00"),
            ("1.837, 32", "1837.32"),
        ] {
            assert_eq!(amounts(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_final_dash_belongs_to_the_number() {
        for text in ["1299:-", "1 299,-", "1.299,--", "1299.–", "1299. –", "1299,-."] {
            let number = &scan(text, None)[0];
            assert_eq!(number.dash, !text.starts_with("1299."), "{text}");
            assert_eq!(
                (number.amount.as_str(), number.range.end),
                ("1299", text.trim_end_matches('.').len())
            );
        }
        assert!(!scan("12, 5", None)[0].dash);
    }

    #[test]
    fn spaces_join_only_groups_of_three() {
        assert_eq!(amounts("2 499 kr"), ["2499"]);
        assert_eq!(amounts("10 20"), ["10", "20"]);
        assert_eq!(amounts("2024 300"), ["2024", "300"]);
        assert_eq!(amounts("5, 10 or 15"), ["5.10", "15"]);
    }

    #[test]
    fn a_known_separator_settles_doubt() {
        assert_eq!(scan("1.299", Some('.'))[0].amount, "1.299");
        assert_eq!(scan("1,299", Some('.'))[0].amount, "1299");
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "[0-9.,:' \u{a0}€%-]{0,60}") {
            for number in scan(&text, None) {
                prop_assert!(text.get(number.range.clone()).is_some());
                prop_assert!(number.money().parse::<f64>().is_ok());
            }
        }

        #[test]
        fn grouping_does_not_change_the_amount(units in 0u64..1_000_000_000, cents in 0u8..100) {
            let plain = units.to_string();
            for (thousand, point) in [(" ", ","), (".", ","), (",", "."), ("'", "."), ("", "."), ("", ",")] {
                let mut grouped = String::new();
                for (i, c) in plain.chars().enumerate() {
                    if i > 0 && (plain.len() - i) % 3 == 0 { grouped.push_str(thousand); }
                    grouped.push(c);
                }
                let text = format!("{grouped}{point}{cents:02}");
                prop_assert_eq!(amounts(&text), vec![format!("{units}.{cents:02}")], "{}", text);
            }
        }
    }
}
