//! The time as it stands in a snapshot.

/// Now, RFC 3339 in UTC with milliseconds.
pub(super) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_time_is_rfc_3339_in_utc() {
        let now = super::now();
        assert!(now.ends_with('Z') && now.len() == 24, "{now}");
        assert!(now.parse::<jiff::Timestamp>().is_ok());
    }
}
