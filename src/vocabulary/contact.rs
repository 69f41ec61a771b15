//! Labels and cue words of contact details and postal addresses.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The `contact` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Contact {
    /// Words that stand for `@` between brackets, or together with a dot word.
    pub at_words: Vec<String>,
    /// Names of the sign `@`, which stand for it without brackets as well.
    pub at_names: Vec<String>,
    /// Words that stand for the dot in an address.
    pub dot_words: Vec<String>,
    /// What is written before a telephone number.
    pub phone_labels: Vec<String>,
    /// What is written before a fax number.
    pub fax_labels: Vec<String>,
    /// What is written before numbers that are no telephone numbers.
    pub other_numbers: Vec<String>,
    /// What is written before a postal address.
    pub address_labels: Vec<String>,
    /// Ends of street names that are one word with them.
    pub street_endings: Vec<String>,
    /// Words of their own in street names.
    pub street_words: Vec<String>,
    /// What a post office box is called.
    pub box_words: Vec<String>,
    /// Authorities, courts and dispute bodies: not the merchant.
    pub authorities: Vec<String>,
    /// Words that introduce those who work for the merchant: web agencies,
    /// hosting, processors, manufacturers.
    pub suppliers: Vec<String>,
    /// Names of carriers, payment and hosting firms.
    pub services: Vec<String>,
    /// Words that only examples hold.
    pub placeholders: Vec<String>,
    /// What stands over or before opening hours.
    pub opening_labels: Vec<String>,
    /// Names of the days of the week with their usual abbreviations, by `mo`,
    /// `tu`, `we`, `th`, `fr`, `sa`, `su`.
    pub days: BTreeMap<String, Vec<String>>,
    /// All days of the week.
    pub every_day: Vec<String>,
    /// Monday to Friday.
    pub weekdays: Vec<String>,
    /// Saturday and Sunday.
    pub weekend: Vec<String>,
    /// Not open, or only for those who have an appointment.
    pub closed: Vec<String>,
    /// Stands between the two ends of a range of days or hours.
    pub range_words: Vec<String>,
    /// Stands between the days of a list.
    pub list_words: Vec<String>,
    /// The hours before noon, after an hour.
    pub morning: Vec<String>,
    /// The hours after noon, after an hour.
    pub afternoon: Vec<String>,
    /// Twelve o'clock.
    pub noon: Vec<String>,
    /// Open day and night.
    pub around_the_clock: Vec<String>,
    /// Stands before or after the hours of the clock.
    pub hour_words: Vec<String>,
    /// Names of countries by ISO 3166-1 alpha-2.
    pub countries: BTreeMap<String, Vec<String>>,
}
