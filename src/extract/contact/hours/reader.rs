//! From days and hours in the order of the text to records.

use super::tokens::{Token, Written, tokens};
use super::words::{Meaning, Words};
use super::{Days, clock};
use crate::extract::OpeningHours;

/// Words without a meaning that may stand between a day and its hours.
const MAX_OTHERS: usize = 3;
/// Ends of lines that days may wait for their hours.
const MAX_BREAKS: usize = 2;

/// The longest text of a record, in characters.
const LONGEST: usize = 160;

/// What the last part was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Day(usize),
    Range,
    List,
    /// A word such as *and*, which parts days and joins hours.
    And,
    Other,
}

/// What was read so far.
pub(super) struct Reader<'a> {
    words: &'a Words,
    days: Days,
    /// The day that a range may go on from.
    from: Option<usize>,
    /// Hours were read for these days.
    served: bool,
    /// The word for *closed* came before any day.
    shut: bool,
    /// A label was read, and no hours since.
    label: bool,
    /// Hours that were read before any day: their place, end and minutes, and
    /// whether a label stood before them.
    loose: Option<(usize, usize, (u16, u16), bool)>,
    /// Where the first of two hours begins.
    hour: usize,
    opens: Option<(u16, Written)>,
    last: Last,
    others: usize,
    /// Such words stood before the first of two hours.
    noise: bool,
    breaks: usize,
    /// Where the days began in the present block.
    begin: Option<usize>,
    /// The days as shown in an earlier block.
    carried: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(words: &'a Words) -> Self {
        Self {
            words,
            days: Days::default(),
            from: None,
            served: false,
            shut: false,
            label: false,
            loose: None,
            hour: 0,
            opens: None,
            last: Last::Other,
            others: 0,
            noise: false,
            breaks: 0,
            begin: None,
            carried: String::new(),
        }
    }

    /// Forgets everything: something else stands between.
    pub(super) fn rest(&mut self) {
        *self = Self::new(self.words);
    }

    /// Reads a block; the records it completes with their places in it.
    pub(super) fn block(&mut self, text: &str) -> Vec<(usize, OpeningHours)> {
        let tokens = tokens(text, self.words);
        let mut out = Vec::new();
        self.begin = None;
        let mut index = 0;
        while let Some((start, end, token)) = tokens.get(index).copied() {
            index += 1;
            let next = tokens.get(index).map(|(_, _, token)| *token);
            match token {
                Token::Word(Meaning::Day(day)) => self.day(start, day),
                Token::Word(Meaning::Days(days)) => {
                    self.begin_group(start);
                    self.days = self.days.and(days);
                    self.last = Last::Other;
                    self.others = 0;
                }
                Token::Word(Meaning::Range) | Token::Dash => self.last = Last::Range,
                Token::Word(Meaning::List) if self.last != Last::Range => self.last = Last::And,
                Token::Comma if self.last != Last::Range => self.last = Last::List,
                Token::Word(Meaning::List) | Token::Comma => {}
                Token::Word(Meaning::Closed) => {
                    if !self.days.is_none() && !self.served {
                        let place = self.begin.unwrap_or(start);
                        out.push((place, self.record(text, end, None)));
                        self.served = true;
                    } else {
                        self.shut = true;
                        self.days = Days::default();
                    }
                    self.last = Last::Other;
                }
                Token::Word(Meaning::Always) => {
                    if !self.days.is_none() || self.label {
                        let place = self.begin.unwrap_or(start);
                        out.push((place, self.record(text, end, Some((0, 24 * 60)))));
                        self.served = true;
                    }
                }
                Token::Word(Meaning::Label) => {
                    self.label = true;
                    self.last = Last::Other;
                }
                Token::Word(Meaning::Noon) => {
                    self.time(text, (start, end), (720, Written::Full), next, &mut out)
                }
                Token::Word(Meaning::Morning | Meaning::Afternoon | Meaning::Hour) => {}
                Token::Time(minutes, written) => {
                    self.time(text, (start, end), (minutes, written), next, &mut out);
                }
                Token::Break => self.pause(text, start, &mut out),
                Token::Other(short) => self.other(short),
            }
        }
        self.pause(text, text.len(), &mut out);
        out
    }

    /// A day: one more of the group before it, or the first of a new one.
    fn day(&mut self, start: usize, day: usize) {
        let goes_on = !self.served && !self.days.is_none() && self.opens.is_none();
        match (self.last, self.from) {
            (Last::Range, Some(from)) if goes_on => {
                self.days = self.days.until(from, day);
                self.from = None;
            }
            (Last::List | Last::And | Last::Day(_), _) if goes_on => {
                self.days = self.days.and(Days::one(day));
                self.from = Some(day);
            }
            _ => {
                self.begin_group(start);
                self.days = self.days.and(Days::one(day));
                self.from = Some(day);
            }
        }
        self.last = Last::Day(day);
        self.others = 0;
        self.breaks = 0;
    }

    fn begin_group(&mut self, start: usize) {
        self.days = Days::default();
        self.from = None;
        self.served = false;
        self.opens = None;
        self.begin = Some(start);
        self.carried.clear();
        self.breaks = 0;
        self.others = 0;
    }

    fn time(
        &mut self,
        text: &str,
        (start, end): (usize, usize),
        (minutes, written): (u16, Written),
        next: Option<Token>,
        out: &mut Vec<(usize, OpeningHours)>,
    ) {
        let noise = std::mem::take(&mut self.others) > 0;
        // `between 9 and 5`
        let joins = matches!(self.last, Last::Range | Last::And);
        let Some((opens, first)) = self.opens.take().filter(|_| joins) else {
            self.opens = Some((minutes, written));
            self.hour = start;
            self.noise = noise;
            self.last = Last::Other;
            return;
        };
        self.last = Last::Other;
        let bare = first == Written::Bare && written == Written::Bare;
        // `12-14 June` is a date.
        let dated =
            bare && (self.noise && !self.label) || bare && matches!(next, Some(Token::Other(_)));
        if dated {
            return;
        }
        let Some((opens, closes)) = hours((opens, first), (minutes, written)) else { return };
        if self.days.is_none() {
            // The days may follow.
            if !self.shut && !bare | self.label {
                self.loose = Some((self.hour, end, (opens, closes), self.label));
            }
            return;
        }
        let place = self.begin.unwrap_or(self.hour);
        out.push((place, self.record(text, end, Some((opens, closes)))));
        self.served = true;
        self.breaks = 0;
        self.shut = false;
    }

    fn pause(&mut self, text: &str, end: usize, out: &mut Vec<(usize, OpeningHours)>) {
        // `9 am to 5 pm, Monday to Friday`
        if let Some((place, hours_end, hours, labelled)) = self.loose.take() {
            if !self.days.is_none() && !self.served {
                let end = end.max(hours_end);
                out.push((place, self.written(text, place, end, Some(hours))));
                self.served = true;
                self.days = Days::default();
            } else if labelled && self.days.is_none() {
                out.push((place, self.written(text, place, hours_end, Some(hours))));
                self.served = true;
            }
        }
        // `Closed on Sundays`
        if self.shut && !self.days.is_none() && !self.served {
            let place = self.begin.unwrap_or(0);
            out.push((place, self.record(text, end, None)));
            self.served = true;
        }
        self.shut = false;
        self.opens = None;
        self.breaks += 1;
        if self.served && self.breaks == 1 && !self.days.is_none() {
            // More hours of the same days may follow in the next line.
            self.begin = None;
            self.carried.clear();
            self.last = Last::Other;
            self.others = 0;
            self.label = false;
            return;
        }
        if self.served || self.breaks > MAX_BREAKS {
            self.days = Days::default();
            self.from = None;
            self.begin = None;
            self.carried.clear();
        } else if let Some(begin) = self.begin.take() {
            self.carried = text.get(begin..end).unwrap_or("").trim().to_owned();
        }
        if self.served {
            self.label = false;
        }
        self.served = false;
        self.last = Last::Other;
        self.others = 0;
    }

    fn other(&mut self, short: bool) {
        self.others += if short { 1 } else { 2 };
        let over = self.served && self.breaks > 0;
        if self.others > MAX_OTHERS || over {
            self.loose = self.loose.take().filter(|(.., labelled)| *labelled);
            self.days = Days::default();
            self.from = None;
            self.opens = None;
            self.begin = None;
        }
        // A word between two hours need not part them (`10 Uhr - 18 Uhr`).
        if !short {
            self.last = Last::Other;
        }
    }

    /// A record of the days with their hours, or closed.
    fn record(&self, text: &str, end: usize, hours: Option<(u16, u16)>) -> OpeningHours {
        let from = self.begin.unwrap_or(if hours.is_some() { self.hour.min(end) } else { 0 });
        self.written(text, from, end, hours)
    }

    fn written(
        &self,
        text: &str,
        from: usize,
        end: usize,
        hours: Option<(u16, u16)>,
    ) -> OpeningHours {
        let shown = text.get(from..end).unwrap_or("");
        let shown = if self.begin.is_none() && !self.carried.is_empty() {
            format!("{} {}", self.carried, shown.trim())
        } else {
            shown.to_owned()
        };
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        OpeningHours {
            text: shown.chars().take(LONGEST).collect(),
            days: self.days.names(),
            opens: hours.map(|(opens, _)| clock(opens)),
            closes: hours.map(|(_, closes)| clock(closes)),
            closed: hours.is_none(),
        }
    }
}

/// The two hours of a range when they can be that; hours of the clock face
/// without a sign are put into the afternoon where they would not follow.
fn hours((opens, first): (u16, Written), (closes, second): (u16, Written)) -> Option<(u16, u16)> {
    let noon = 12 * 60;
    let (mut opens, mut closes) = (opens, closes);
    // `1-5pm`
    if first == Written::Bare && second == Written::Afternoon && opens + noon < closes {
        let morning = opens >= 6 * 60;
        opens += if morning { 0 } else { noon };
    }
    // `9-5`, `9:00 - 5:30`
    let unsigned = matches!(second, Written::Bare | Written::Full);
    if unsigned
        && closes <= opens
        && (60..=8 * 60).contains(&closes)
        && opens < noon
        && opens >= 6 * 60
    {
        closes += noon;
    }
    if closes == 0 {
        closes = 24 * 60;
    }
    // Bars close after midnight.
    let late = closes <= 6 * 60 && opens >= 15 * 60;
    (opens < closes || late).then_some((opens, closes))
}
