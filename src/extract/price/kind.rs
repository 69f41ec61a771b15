//! What a price is the price of: the goods now, before, per unit, their delivery.
//!
//! Evidence is what stands right beside the amount, the nearest first: that it is
//! struck through, the class names of themes, a unit of measure after it, and the
//! words of the vocabulary before it (in its line, else in the cell or label
//! before). Only the words of the page's language count, and English, which
//! themes leave in. A single word that also means other things (`was`, `from`)
//! counts only right before the amount. The ordinary price is a former one only
//! where a lower price stands by, which is for `find` to see.

use crate::vocabulary::{Folded, Language, PhraseSet, Vocabulary};
use std::sync::LazyLock;

/// The closed list of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) enum Kind {
    /// What is asked now.
    Current,
    /// Asked before, recommended by others, or the lowest of the last thirty days.
    Old,
    /// The lowest of several.
    From,
    /// The highest of several.
    To,
    /// For a unit of measure.
    Unit,
    /// The sum of a cart or an order.
    Total,
    /// The cost of delivery, or the order from which it is free.
    Shipping,
    /// What is saved.
    Saving,
    /// One of several payments for the same thing.
    Instalment,
}

impl Kind {
    /// The kebab-case name.
    pub(in crate::extract) const fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Old => "old",
            Self::From => "from",
            Self::To => "to",
            Self::Unit => "unit",
            Self::Total => "total",
            Self::Shipping => "shipping",
            Self::Saving => "saving",
            Self::Instalment => "instalment",
        }
    }
}

/// What words beside a price say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Cue {
    /// It is of this kind.
    Is(Kind),
    /// It is the ordinary price.
    Ordinary,
    /// The amount before is saved.
    Off,
    /// It is a price.
    Price,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    language: usize,
    cue: Cue,
    /// One word, which may mean other things.
    single: bool,
}

/// The characters before an amount in which words speak of it.
const REACH: usize = 56;
/// Symbols of units of measure, folded.
const SYMBOLS: &[&str] = &[
    "kg", "g", "gr", "mg", "hg", "l", "ml", "cl", "dl", "m", "m2", "m3", "cm", "lm", "lbm", "kvm",
    "qm", "mq", "sqm", "lfm",
];

fn set<T: Copy + 'static>(
    lists: impl Fn(&'static Language) -> Vec<(&'static [String], T)>,
) -> Vec<(&'static str, usize, T)> {
    let languages = Vocabulary::built_in().languages();
    languages
        .iter()
        .enumerate()
        .flat_map(|(index, language)| {
            lists(language).into_iter().flat_map(move |(list, value)| {
                list.iter().map(move |phrase| (phrase.as_str(), index, value))
            })
        })
        .collect()
}

static CUES: LazyLock<PhraseSet<Mark>> = LazyLock::new(|| {
    let all = set(|language| {
        let p = &language.prices;
        vec![
            (&p.before[..], Cue::Is(Kind::Old)),
            (&p.ordinary, Cue::Ordinary),
            (&p.price_words, Cue::Price),
            (&p.current, Cue::Is(Kind::Current)),
            (&p.from, Cue::Is(Kind::From)),
            (&p.unit_price, Cue::Is(Kind::Unit)),
            (&p.saving, Cue::Is(Kind::Saving)),
            (&p.off, Cue::Off),
            (&p.instalment, Cue::Is(Kind::Instalment)),
            (&p.total, Cue::Is(Kind::Total)),
            (&p.shipping, Cue::Is(Kind::Shipping)),
        ]
    });
    PhraseSet::new(all.into_iter().map(|(phrase, language, cue)| {
        let single = !phrase.trim().contains(' ');
        (phrase, Mark { language, cue, single })
    }))
});

static PER: LazyLock<PhraseSet<usize>> = LazyLock::new(|| {
    let all = set(|language| vec![(&language.prices.per[..], ())]);
    PhraseSet::new(all.into_iter().map(|(phrase, language, ())| (phrase, language)))
});

static UNITS: LazyLock<PhraseSet<Option<usize>>> = LazyLock::new(|| {
    let all = set(|language| vec![(&language.prices.units[..], ())]);
    let named = all.into_iter().map(|(phrase, language, ())| (phrase, Some(language)));
    PhraseSet::new(SYMBOLS.iter().map(|symbol| (*symbol, None)).chain(named))
});

/// The languages whose words count on a page.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct Tongue {
    own: Option<usize>,
    common: Option<usize>,
}

impl Tongue {
    /// The page's language and the one that themes are written in; all of them
    /// where the page's is not known.
    pub(in crate::extract) fn of(language: Option<&str>) -> Self {
        let vocabulary = Vocabulary::built_in();
        let place = |tag: &str| {
            let wanted = vocabulary.language(tag)?;
            vocabulary.languages().iter().position(|l| l.language == wanted.language)
        };
        Self { own: language.and_then(place), common: place("en") }
    }

    fn knows(self, language: usize) -> bool {
        self.own.is_none_or(|own| own == language) || self.common == Some(language)
    }
}

/// What the words before an amount say of it. `marked`: the markup around the
/// amount alone calls it a price, so that delivery is not what is priced.
pub(in crate::extract) fn before(text: &str, tongue: Tongue, marked: bool) -> Option<Cue> {
    let near = last(text, REACH);
    if !near.contains(char::is_alphabetic) {
        return None;
    }
    let folded = Folded::new(near);
    let end = folded.as_str().len();
    CUES.find(&folded)
        .filter(|hit| tongue.knows(hit.value.language))
        .filter(|hit| {
            let left = end.saturating_sub(hit.end);
            match hit.value.cue {
                Cue::Off => false,
                Cue::Is(Kind::From) | Cue::Price => left == 0,
                Cue::Is(Kind::Instalment) => true,
                Cue::Is(Kind::Total) => left <= 12,
                Cue::Is(Kind::Shipping) => !marked && left <= 24,
                Cue::Is(Kind::Unit | Kind::Current | Kind::To) => left <= 16,
                Cue::Is(Kind::Old | Kind::Saving) | Cue::Ordinary => !hit.value.single || left == 0,
            }
        })
        .max_by_key(|hit| {
            let instalment = hit.value.cue == Cue::Is(Kind::Instalment);
            (instalment, hit.end, hit.end - hit.start)
        })
        .map(|hit| hit.value.cue)
        .filter(|cue| *cue != Cue::Price)
}

/// What the words after an amount say of it. `last`: no other amount follows
/// that they might be said of.
pub(in crate::extract) fn after(text: &str, tongue: Tongue, last: bool) -> Option<Cue> {
    if per_unit(text, tongue) {
        return Some(Cue::Is(Kind::Unit));
    }
    if !text.trim_start().starts_with(char::is_alphabetic) {
        return None;
    }
    let folded = Folded::new(first(text, 30));
    CUES.find(&folded).filter(|hit| hit.start == 0 && tongue.knows(hit.value.language)).find_map(
        |hit| match hit.value.cue {
            Cue::Is(Kind::From) if last => Some(Cue::Is(Kind::From)),
            Cue::Off => Some(Cue::Is(Kind::Saving)),
            _ => None,
        },
    )
}

/// Whether a unit of measure follows: `/kg`, `per 100 g`, `le litre`.
fn per_unit(text: &str, tongue: Tongue) -> bool {
    let space = [' ', '\u{a0}', '\u{202f}', '\n'];
    let rest = first(text, 40).trim_start_matches(space).trim_start_matches(['*', '¹', '²', ')']);
    let rest = rest.trim_start_matches(space);
    let rest = match rest.strip_prefix('/') {
        Some(rest) => rest,
        None if rest.starts_with(char::is_alphabetic) => {
            let folded = Folded::new(rest);
            let word = PER
                .find(&folded)
                .filter(|hit| hit.start == 0 && tongue.knows(*hit.value))
                .map(|hit| folded.original(hit.start..hit.end.saturating_sub(1)).end)
                .max();
            let Some(rest) = word.and_then(|end| rest.get(end..)) else { return false };
            rest.trim_start_matches(['.', '\'', '’'])
        }
        None => return false,
    };
    let rest = rest.trim_start_matches(space);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let quantity = rest.get(..rest.len() - digits.len()).unwrap_or("");
    // Two hundred and fifty grams are what is in the jar, not what is measured by.
    if !matches!(quantity, "" | "1" | "10" | "100" | "1000") {
        return false;
    }
    let digits = digits.strip_prefix(",0").or(digits.strip_prefix(".0")).unwrap_or(digits);
    is_unit(digits.trim_start_matches(space), tongue)
}

/// Whether a text begins with a unit of measure.
fn is_unit(text: &str, tongue: Tongue) -> bool {
    if !text.starts_with(char::is_alphabetic) {
        return false;
    }
    let folded = Folded::new(first(text, 24));
    UNITS.find(&folded).any(|hit| hit.start == 0 && hit.value.is_none_or(|l| tongue.knows(l)))
}

/// Whether a text speaks of delivery.
pub(in crate::extract) fn of_delivery(text: &str, tongue: Tongue) -> bool {
    let folded = Folded::new(first(text, 200));
    CUES.find(&folded)
        .any(|hit| hit.value.cue == Cue::Is(Kind::Shipping) && tongue.knows(hit.value.language))
}

/// Whether a text says what the amount after it buys: `100 g =`.
pub(in crate::extract) fn equals_unit(text: &str, tongue: Tongue) -> bool {
    let Some(head) = last(text, 24).trim_end().strip_suffix('=') else { return false };
    let head = head.trim_end();
    let start = head
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '²' | '³'))
        .map(|(at, _)| at)
        .last();
    let unit = start.and_then(|at| head.get(at..)).unwrap_or("");
    is_unit(unit.trim_start_matches(|c: char| c.is_ascii_digit()), tongue)
}

/// A text without the words at its end that only introduce a price, and without
/// the leaders and marks between it and the price.
pub(in crate::extract) fn without_cue(text: &str, tongue: Tongue) -> &str {
    let marks = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '"' | '”' | '’' | '%' | '!');
    let mut text = text.trim_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '(' | ')' | '"' | '“' | '”' | '%' | '!')
    });
    for _ in 0..4 {
        text = text.trim_end_matches(marks).trim_end_matches('(').trim_end();
        let near = last(text, REACH);
        let folded = Folded::new(near);
        let end = folded.as_str().len();
        let cut = CUES
            .find(&folded)
            .filter(|hit| hit.end == end && tongue.knows(hit.value.language))
            .filter(|hit| match hit.value.cue {
                // These are names as well: *Vanilla original*, *Parcel delivery*.
                Cue::Is(Kind::Current | Kind::From) | Cue::Price | Cue::Ordinary => true,
                Cue::Is(Kind::Old | Kind::Unit) => !hit.value.single,
                Cue::Is(_) | Cue::Off => false,
            })
            .map(|hit| folded.original(hit.start + 1..hit.end).start)
            .min();
        let Some(cut) = cut else { break };
        text = text.get(..text.len() - near.len() + cut).unwrap_or("");
    }
    text.trim_end_matches(marks).trim()
}

/// The last characters of a text.
fn last(text: &str, most: usize) -> &str {
    let start = text.char_indices().rev().take(most).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or("")
}

/// The first characters of a text.
fn first(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(kind: Kind) -> Option<Cue> {
        Some(Cue::Is(kind))
    }

    #[test]
    fn words_before_a_price_tell_its_kind() {
        for (language, text, cue) in [
            ("sv", "Tidigare pris: ", is(Kind::Old)),
            ("sv", "Ord. pris ", Some(Cue::Ordinary)),
            ("da", "Nu kun ", is(Kind::Current)),
            ("de", "schon ab ", is(Kind::From)),
            ("de", "Niedrigster Preis der letzten 30 Tage: ", is(Kind::Old)),
            ("fr", "ou payez en 3 fois ", is(Kind::Instalment)),
            ("it", "Spese di spedizione ", is(Kind::Shipping)),
            ("pl", "Razem: ", is(Kind::Total)),
            ("nb", "Du sparer ", is(Kind::Saving)),
            ("fi", "Vertailuhinta ", is(Kind::Unit)),
            // Words of other languages, and those that stand too far off.
            ("de", "Das war gut, und ", None),
            ("en", "USB-C port ", None),
            ("nl", "Tas van leer ", None),
        ] {
            assert_eq!(before(text, Tongue::of(Some(language)), false), cue, "{text}");
        }
    }

    #[test]
    fn units_after_a_price_make_it_a_unit_price() {
        for (language, text, unit) in [
            ("sv", "/kg", true),
            ("de", "* / 1 Liter)", true),
            ("en", " per 100ml", true),
            ("fr", " le litre", true),
            ("it", " al kg", true),
            ("da", " pr. kg", true),
            ("fi", "/kpl", false),
            ("de", " / 500 g", false),
            ("nb", "/mnd", false),
            ("en", " a month", false),
        ] {
            let cue = after(text, Tongue::of(Some(language)), true);
            assert_eq!(cue == is(Kind::Unit), unit, "{text}");
        }
        assert!(equals_unit("100 g = ", Tongue::of(Some("de"))));
        assert!(!equals_unit("2 Stück = ", Tongue::of(Some("de"))));
    }

    #[test]
    fn names_lose_what_only_introduces_the_price() {
        for (language, text, name) in [
            ("de", "Damenschnitt ab ", "Damenschnitt"),
            ("fi", "Lohikeitto ............ ", "Lohikeitto"),
            ("da", "Børneklip (0-10 år) – ", "Børneklip (0-10 år)"),
            ("sv", "Pris: ", ""),
            ("nb", "Nå kun ", ""),
        ] {
            assert_eq!(without_cue(text, Tongue::of(Some(language))), name, "{text}");
        }
    }
}
