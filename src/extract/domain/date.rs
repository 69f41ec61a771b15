//! Reads the dates that registries write.
//!
//! Every registry has a form of its own: `2001-02-03T04:05:06Z`, `2001/02/03`,
//! `03.02.2001`, `3-Feb-2001`, `Tue Feb  3 2001`, `20010203`, `3rd February
//! 2001`, `before Aug-1996`. The date is taken as written; time of day, zone and
//! whatever follows are noise. Where day and month could be exchanged, the
//! order that the caller names decides unless a number is no month.

/// Which comes first where a date is written in figures with the year last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `03/02/2001` is the third of February.
    DayFirst,
    /// `03/02/2001` is the second of March.
    MonthFirst,
}

/// The longest text looked at, in bytes: a date stands at the beginning.
const MAX_LENGTH: usize = 160;

/// English month names by their first three letters, as all registries that
/// write names use them.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Number {
        value: u32,
        digits: usize,
    },
    Month(u32),
    /// A colon: what stands around it is time of day.
    Colon,
}

/// The first date of a text as ISO 8601, `2001-02-03`.
#[must_use]
pub(super) fn read(text: &str, order: Order) -> Option<String> {
    if let Some(day) = epoch(text.trim()) {
        return Some(day);
    }
    let tokens = tokens(text);
    (0..tokens.len())
        .find_map(|at| {
            let window = tokens.get(at..).unwrap_or_default();
            full(window, order)
                // The part after a time of day is no date: `10:20:30 2001` is.
                .filter(|_| at == 0 || tokens.get(at - 1) != Some(&Token::Colon))
        })
        .or_else(|| month_and_year(&tokens))
        .map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

/// Seconds or milliseconds since 1970, UTC, where the figures can be nothing else:
/// those of 2001 to 2030. A serial such as `2001020304` begins with the century.
fn epoch(text: &str) -> Option<String> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && text.starts_with('1');
    let seconds = match text.len() {
        10 if plain && !text.starts_with("19") => text.parse::<i64>().ok()?,
        13 if plain && !text.starts_with("19") => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
}

/// The order that a date in figures shows, where one of its numbers is no month.
pub(super) fn order_shown(text: &str) -> Option<Order> {
    use Token::Number;
    let tokens = tokens(text);
    let [
        Number { value: a, digits: 1 | 2 },
        Number { value: b, digits: 1 | 2 },
        Number { digits: 4, .. },
        ..,
    ] = tokens.as_slice()
    else {
        return None;
    };
    match (*a > 12, *b > 12) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().take_while(|(at, _)| *at < MAX_LENGTH).peekable();
    while let Some((_, c)) = chars.next() {
        if let Some(first) = c.to_digit(10) {
            let (mut value, mut digits) = (first, 1);
            while let Some(digit) = chars.peek().and_then(|(_, c)| c.to_digit(10)) {
                chars.next();
                digits += 1;
                // What follows the eighth figure is time of day.
                if digits <= 8 {
                    value = value * 10 + digit;
                }
            }
            out.push(Token::Number { value, digits });
        } else if c.is_alphabetic() {
            let mut word = String::from(c.to_ascii_lowercase());
            while let Some((_, c)) = chars.next_if(|(_, c)| c.is_alphabetic()) {
                word.push(c.to_ascii_lowercase());
            }
            let month = MONTHS.iter().zip(1..).find(|(name, _)| word.starts_with(**name));
            // `Mon` and `Mar` part at the third letter; `Sept` and full names go on.
            if let Some((_, month)) = month.filter(|_| word.len() <= 9) {
                out.push(Token::Month(month));
            }
        } else if c == ':' {
            out.push(Token::Colon);
        }
    }
    out
}

fn full(tokens: &[Token], order: Order) -> Option<(u32, u32, u32)> {
    use Token::{Colon, Month, Number};
    let number = |token: Option<&Token>| match token {
        Some(Number { value, digits }) => Some((*value, *digits)),
        _ => None,
    };
    match tokens {
        // 20010203, 20010203040506
        [Number { value, digits: 8 | 12 | 14 }, ..] => {
            valid(value / 10_000, value / 100 % 100, value % 100)
                .or_else(|| valid(value % 10_000, value / 10_000 % 100, value / 1_000_000))
        }
        // 2001-02-03, 2001/2/3, 2001. 02. 03.
        [
            Number { value: year, digits: 4 },
            Number { value: a, .. },
            Number { value: b, .. },
            ..,
        ] => valid(*year, *a, *b).or_else(|| valid(*year, *b, *a)),
        // 2001-Feb-03
        [
            Number { value: year, digits: 4 },
            Month(month),
            Number { value: day, digits: 1 | 2 },
            ..,
        ] => valid(*year, *month, *day),
        // 03.02.2001, 03/02/2001
        [
            Number { value: a, digits: 1 | 2 },
            Number { value: b, digits: 1 | 2 },
            Number { value: year, digits: 4 },
            ..,
        ] => {
            let (day, month) = if order == Order::DayFirst { (*a, *b) } else { (*b, *a) };
            valid(*year, month, day).or_else(|| valid(*year, day, month))
        }
        // 3-Feb-2001, 3rd February 2001, 03-Feb-01
        [
            Number { value: day, digits: 1 | 2 },
            Month(month),
            Number { value: year, digits: digits @ (2 | 4) },
            rest @ ..,
        ] => {
            let time_follows = rest.first() == Some(&Colon) && *digits == 2;
            let year = if *digits == 4 { *year } else { century(*year) };
            if time_follows { None } else { valid(year, *month, *day) }
        }
        // Tue Feb  3 2001, Tue Feb 3 04:05:06 GMT 2001, February 3, 2001
        [Month(month), Number { value: day, digits: 1 | 2 }, rest @ ..] => {
            let year = rest.iter().take(8).find_map(|t| match number(Some(t)) {
                Some((year, 4)) => Some(year),
                _ => None,
            })?;
            valid(year, *month, *day)
        }
        _ => None,
    }
}

/// `Aug-1996` and `before 1996`: the first day is what is sure to be covered.
fn month_and_year(tokens: &[Token]) -> Option<(u32, u32, u32)> {
    match tokens {
        [Token::Month(month), Token::Number { value: year, digits: 4 }, ..] => {
            valid(*year, *month, 1)
        }
        [Token::Number { value: year, digits: 4 }] => valid(*year, 1, 1),
        _ => None,
    }
}

/// Domain names began in 1985, so two figures below that are of this century.
const fn century(year: u32) -> u32 {
    if year < 80 { 2000 + year } else { 1900 + year }
}

fn valid(year: u32, month: u32, day: u32) -> Option<(u32, u32, u32)> {
    let (y, m, d) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let sane = (1980..=9999).contains(&year) && jiff::civil::Date::new(y, m, d).is_ok();
    sane.then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_gives_the_same_day() {
        for text in [
            "2001-02-03",
            "2001-02-03T04:05:06.789Z",
            "2001-02-03 04:05:06+01",
            "2001/02/03",
            "2001. 02. 03.",
            "2001.02.03 04:05:06 MSK",
            "03.02.2001",
            "3.2.2001 04:05:06",
            "03/02/2001",
            "20010203",
            "20010203040506",
            "20010203 #12345",
            "3-Feb-2001",
            "03-Feb-01",
            "3rd February 2001 at 04:05:06.000",
            "Sat Feb  3 2001",
            "Sat Feb  3 04:05:06 GMT 2001",
            "February 3, 2001",
            "2001-Feb-03.",
            "Saturday, 3 Feb 2001",
        ] {
            assert_eq!(read(text, Order::DayFirst).as_deref(), Some("2001-02-03"), "{text}");
        }
    }

    #[test]
    fn the_order_decides_only_where_both_are_possible() {
        assert_eq!(read("02/03/2001", Order::MonthFirst).as_deref(), Some("2001-02-03"));
        assert_eq!(read("02/13/2001", Order::DayFirst).as_deref(), Some("2001-02-13"));
    }

    #[test]
    fn part_of_a_date_is_its_first_day_and_no_date_is_none() {
        assert_eq!(read("before Aug-1996", Order::DayFirst).as_deref(), Some("1996-08-01"));
        assert_eq!(read("before 1996", Order::DayFirst).as_deref(), Some("1996-01-01"));
        for text in ["", "none", "0000-00-00", "2001-13-41", "99.99.9999", "12:30:45", "+1.555"] {
            assert_eq!(read(text, Order::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn figures_alone_are_a_time_only_where_they_can_be_nothing_else() {
        assert_eq!(read("1000000000", Order::DayFirst).as_deref(), Some("2001-09-09"));
        assert_eq!(read("1000000000000", Order::DayFirst).as_deref(), Some("2001-09-09"));
        for text in ["2001020304", "1234", "9876543210", "+11111111111", "01/02/03", "1-2-3"] {
            assert_eq!(read(text, Order::DayFirst), None, "{text}");
        }
    }

    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    proptest! {
        #[test]
        fn every_date_comes_back_from_every_form(
            year in 1985_u32..2099, month in 1_u32..=12, day in 1_u32..=31, hour in 0_u32..24,
        ) {
            prop_assume!(valid(year, month, day).is_some());
            let name = NAMES[month as usize - 1];
            let short = &name[..3];
            let upper = short.to_uppercase();
            let expected = format!("{year:04}-{month:02}-{day:02}");
            for text in [
                expected.clone(),
                format!("{year}-{month:02}-{day:02}T{hour:02}:05:06.0Z"),
                format!("{year}-{month:02}-{day:02}T{hour:02}:05:06+0900"),
                format!("{year}/{month:02}/{day:02} {hour:02}:05:06 (JST)"),
                format!("{year}. {month:02}. {day:02}."),
                format!("{year}.{month:02}.{day:02} {hour:02}:05:06"),
                format!("{year}{month:02}{day:02}"),
                format!("{year}{month:02}{day:02} #12345"),
                format!("{year}{month:02}{day:02}{hour:02}0506"),
                format!("{year}-{month:02}-{day:02} (YYYY-MM-DD)"),
                format!("{year}-{short}-{day:02}."),
                format!("{day:02}.{month:02}.{year}"),
                format!("{day}.{month}.{year} {hour}:05:06"),
                format!("{day:02}/{month:02}/{year} {hour:02}:05:06 EET"),
                format!("{day}-{short}-{year}"),
                format!("{day:02}-{upper}-{year} {hour:02}:05:06 UTC"),
                format!("{day} {name} {year}"),
                format!("{name} {day} {year}"),
                format!("{name} {day}, {year}"),
                format!("Sat {short} {day:>2} {year}"),
                format!("Sat {short} {day:>2} {hour:02}:05:06 GMT {year}"),
                format!("Sat, {day} {short} {year} {hour:02}:05:06 +0000"),
            ] {
                let found = read(&text, Order::DayFirst);
                prop_assert_eq!(found.as_deref(), Some(expected.as_str()), "{}", text);
            }
            let american = format!("{month:02}/{day:02}/{year}");
            let found = read(&american, Order::MonthFirst);
            prop_assert_eq!(found.as_deref(), Some(expected.as_str()));
        }

        #[test]
        fn seconds_since_1970_come_to_their_day(seconds in 1_000_000_000_i64..1_900_000_000) {
            let day = jiff::Timestamp::from_second(seconds).unwrap().to_string();
            prop_assert_eq!(read(&seconds.to_string(), Order::DayFirst).unwrap(), &day[..10]);
        }

        #[test]
        fn what_is_read_is_a_date(text in "\\PC{0,80}") {
            if let Some(date) = read(&text, Order::DayFirst) {
                prop_assert!(date.parse::<jiff::civil::Date>().is_ok());
            }
        }
    }
}
