//! How single values are compared: numbers, days, names, numbers of companies, sites.

use super::condition::Trouble;
use super::leaf::{Subject, kind};
use super::truth::Truth;
use crate::facts::Reason;
use crate::names::{self, Match};
use crate::numbers;
use jiff::{Span, civil::Date};
use rust_decimal::Decimal;
use serde_json::Value;

/// The text of a value.
pub(super) fn text(value: &Value) -> Result<&str, Trouble> {
    value.as_str().ok_or_else(|| Trouble(format!("expected text, found {}", kind(value))))
}

/// A number, or decimal text such as an amount.
pub(super) fn number(value: &Value) -> Result<Decimal, Trouble> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        other => return Err(Trouble(format!("expected a number, found {}", kind(other)))),
    };
    text.parse()
        .or_else(|_| Decimal::from_scientific(&text))
        .map_err(|_| Trouble(format!("`{text}` is not a number")))
}

/// A day; of a point in time, its date.
pub(super) fn date(value: &Value) -> Result<Date, Trouble> {
    let text = text(value)?;
    text.get(..10)
        .and_then(|day| day.parse().ok())
        .ok_or_else(|| Trouble(format!("`{text}` is not a date")))
}

/// The same bool, number or text.
pub(super) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(_), Value::Number(_)) => {
            matches!((number(a), number(b)), (Ok(a), Ok(b)) if a == b)
        }
        _ => a == b,
    }
}

/// The same company by its name.
pub(super) fn same_name(a: &Value, b: &Value) -> Result<Truth, Trouble> {
    Ok(match names::compare(text(a)?, text(b)?) {
        Match::Same => Truth::Yes,
        Match::Different => Truth::No,
        Match::Unsure => Truth::unknown(Reason::Ambiguous),
    })
}

/// The same organisation or VAT number, spelling aside.
pub(super) fn same_number(a: &Value, b: &Value) -> Result<Truth, Trouble> {
    Ok((numbers::compare(text(a)?, text(b)?) == numbers::Match::Same).into())
}

/// The same registrable domain, of hosts, addresses or e-mail addresses.
pub(super) fn same_site(a: &Value, b: &Value) -> Result<Truth, Trouble> {
    let (a, b) = (site(text(a)?), site(text(b)?));
    Ok((a.is_some() && a == b).into())
}

fn site(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let rest = rest.strip_prefix("mailto:").unwrap_or(rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match url::Host::parse(host.split(':').next()?.trim_end_matches('.')).ok()? {
        url::Host::Domain(host) => host.to_ascii_lowercase(),
        address => return Some(address.to_string()),
    };
    Some(psl::domain_str(&host).map_or_else(|| host.clone(), str::to_owned))
}

/// A value in short, for people.
pub(super) fn show(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(map) => {
            let first = ["value", "name", "text", "topic"].iter().find_map(|key| map.get(*key));
            first
                .or_else(|| map.values().find(|value| !value.is_null()))
                .map_or_else(String::new, show)
        }
        other => other.to_string(),
    }
}

/// A day to compare with.
#[derive(Debug, Clone)]
pub(crate) enum Moment {
    /// This day.
    Day(Date),
    /// The as-of date, moved by so much.
    AsOf(Span),
    /// The day a fact holds.
    Of(Subject),
}

impl Moment {
    /// The day, or the subject to ask for it.
    pub(super) fn day(&self, as_of: Date) -> Result<Date, &Subject> {
        match self {
            Self::Day(day) => Ok(*day),
            Self::AsOf(span) => Ok(as_of.saturating_add(*span)),
            Self::Of(subject) => Err(subject),
        }
    }
}

/// Reads `90 days`, `1 year`.
pub(super) fn duration(text: &str) -> Option<Span> {
    let (count, unit) = text.trim().split_once(' ')?;
    let count: i32 = count.parse().ok().filter(|n| (0..=36_500).contains(n))?;
    let count = i64::from(count);
    match unit.trim() {
        "day" | "days" => Some(Span::new().days(count)),
        "week" | "weeks" => Some(Span::new().weeks(count)),
        "month" | "months" => Some(Span::new().months(count)),
        "year" | "years" if count <= 1000 => Some(Span::new().years(count)),
        _ => None,
    }
}

/// Reads a date, `as-of`, `as-of + 30 days` or `as-of - 1 year`.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let Some(rest) = text.strip_prefix("as-of") else {
        return super::shape::date(text).map(Moment::Day);
    };
    let rest = rest.trim_start();
    if rest.is_empty() {
        Some(Moment::AsOf(Span::new()))
    } else if let Some(later) = rest.strip_prefix('+') {
        duration(later).map(Moment::AsOf)
    } else {
        duration(rest.strip_prefix('-')?).map(|span| Moment::AsOf(span.negate()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_registrable_domains() {
        for (a, b, same) in [
            ("https://www.lampa.example/terms", "shop.lampa.example", true),
            ("info@lampa.example", "lampa.example", true),
            ("lampa.example", "lampor.example", false),
            ("a.co.uk", "b.co.uk", false),
            ("", "", false),
        ] {
            assert_eq!(same_site(&a.into(), &b.into()), Ok(same.into()), "{a} {b}");
        }
    }

    #[test]
    fn moments_and_durations() {
        let as_of: Date = "2026-03-31".parse().unwrap();
        let day = |text: &str| moment(text).map(|m| m.day(as_of).unwrap().to_string());
        assert_eq!(day("2026-01-02").as_deref(), Some("2026-01-02"));
        assert_eq!(day("as-of").as_deref(), Some("2026-03-31"));
        assert_eq!(day("as-of + 1 day").as_deref(), Some("2026-04-01"));
        assert_eq!(day("as-of - 1 month").as_deref(), Some("2026-02-28"));
        for bad in ["2026-13-01", "20260102", "as-of + soon", "tomorrow", "as-of + -1 days", ""] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }

    #[test]
    fn amounts_are_numbers() {
        assert!(number(&"1299.00".into()).unwrap() > number(&99.into()).unwrap());
        assert!(number(&"free".into()).is_err());
        assert!(equal(&serde_json::json!(1), &serde_json::json!(1.0)));
    }
}
