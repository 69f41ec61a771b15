//! The names of registration statuses.
//!
//! RDAP writes `client transfer prohibited`, EPP `clientTransferProhibited`, and
//! registries shout `CLIENT-XFER-PROHIBITED`; RFC 8056 says which are the same.

/// EPP statuses (RFC 5731, RFC 3915) with the spellings, squeezed to letters,
/// that RDAP (RFC 8056, RFC 9083) and registries use for them.
const STATUSES: &[(&str, &[&str])] = &[
    (
        "ok",
        &[
            "ok",
            "active",
            "activated",
            "connect",
            "connected",
            "delegated",
            "granted",
            "inzone",
            "paidandinzone",
            "published",
            "registered",
            "registereddelegated",
            "registereduntilexpirydate",
        ],
    ),
    // The name is held but not in the zone.
    ("inactive", &["inactive", "deactivated", "notdelegated", "notinzone", "notpublished"]),
    ("addPeriod", &["addperiod"]),
    ("autoRenewPeriod", &["autorenewperiod"]),
    ("renewPeriod", &["renewperiod"]),
    ("transferPeriod", &["transferperiod"]),
    ("redemptionPeriod", &["redemptionperiod", "redemption", "quarantine", "inquarantine"]),
    ("clientDeleteProhibited", &["clientdeleteprohibited"]),
    ("clientHold", &["clienthold"]),
    ("clientRenewProhibited", &["clientrenewprohibited"]),
    ("clientTransferProhibited", &["clienttransferprohibited", "clientxferprohibited"]),
    ("clientUpdateProhibited", &["clientupdateprohibited"]),
    ("serverDeleteProhibited", &["serverdeleteprohibited"]),
    ("serverHold", &["serverhold"]),
    ("serverRenewProhibited", &["serverrenewprohibited"]),
    ("serverTransferProhibited", &["servertransferprohibited", "serverxferprohibited"]),
    ("serverUpdateProhibited", &["serverupdateprohibited"]),
    ("pendingCreate", &["pendingcreate"]),
    ("pendingDelete", &["pendingdelete"]),
    ("pendingRenew", &["pendingrenew"]),
    ("pendingRestore", &["pendingrestore"]),
    ("pendingTransfer", &["pendingtransfer"]),
    ("pendingUpdate", &["pendingupdate"]),
    ("linked", &["linked", "associated"]),
];

/// The EPP name of a status; as given, with white space folded, where it has none.
#[must_use]
fn epp_name(status: &str) -> String {
    let letters: String = status
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .take(64)
        .collect();
    STATUSES.iter().find(|(_, spellings)| spellings.contains(&letters.as_str())).map_or_else(
        || status.split_whitespace().collect::<Vec<_>>().join(" "),
        |(name, _)| (*name).to_owned(),
    )
}

/// The EPP names of a domain's statuses, each once. *ok* says that nothing else
/// is (RFC 5731, 2.3), so it yields to a status that says otherwise; periods of
/// grace (RFC 3915) do not.
#[must_use]
pub(super) fn epp_names<'a>(statuses: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in statuses.map(epp_name) {
        if !name.is_empty() && !out.contains(&name) {
            out.push(name);
        }
    }
    let denies = |name: &String| {
        name == "inactive"
            || name.ends_with("Hold")
            || name.ends_with("Prohibited")
            || name.starts_with("pending")
    };
    if out.iter().any(denies) {
        out.retain(|name| name != "ok");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_yields_to_what_says_otherwise() {
        let names = |list: &[&str]| epp_names(list.iter().copied());
        assert_eq!(names(&["active", "server hold"]), ["serverHold"]);
        assert_eq!(names(&["active", "ok"]), ["ok"]);
        assert_eq!(names(&["ok", "auto renew period"]), ["ok", "autoRenewPeriod"]);
    }

    #[test]
    fn words_of_registries_have_their_names() {
        for (word, name) in [
            ("connect", "ok"),
            ("Paid and in zone", "ok"),
            ("NOT DELEGATED", "inactive"),
            ("in quarantine", "redemptionPeriod"),
            ("FROZEN", "FROZEN"),
        ] {
            assert_eq!(epp_name(word), name);
        }
    }

    #[test]
    fn spellings_come_to_one_name() {
        for text in
            ["client transfer prohibited", "CLIENT-XFER-PROHIBITED", "clientTransferProhibited"]
        {
            assert_eq!(epp_name(text), "clientTransferProhibited");
        }
        assert_eq!(epp_name("active"), "ok");
        assert_eq!(epp_name("transfer  locked"), "transfer locked");
    }
}
