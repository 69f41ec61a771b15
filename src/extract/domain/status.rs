//! The names of registration statuses.
//!
//! RDAP writes `client transfer prohibited`, EPP `clientTransferProhibited`, and
//! registries shout `CLIENT-XFER-PROHIBITED`; RFC 8056 says which are the same.

/// EPP statuses (RFC 5731, RFC 3915) with the spellings, squeezed to letters,
/// that RDAP (RFC 8056, RFC 9083) and registries use for them.
const STATUSES: &[(&str, &[&str])] = &[
    ("ok", &["ok", "active"]),
    ("inactive", &["inactive"]),
    ("addPeriod", &["addperiod"]),
    ("autoRenewPeriod", &["autorenewperiod"]),
    ("renewPeriod", &["renewperiod"]),
    ("transferPeriod", &["transferperiod"]),
    ("redemptionPeriod", &["redemptionperiod", "redemption"]),
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
pub(super) fn epp_name(status: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_come_to_one_name() {
        for text in
            ["client transfer prohibited", "CLIENT-XFER-PROHIBITED", "clientTransferProhibited"]
        {
            assert_eq!(epp_name(text), "clientTransferProhibited");
        }
        assert_eq!(epp_name("active"), "ok");
        assert_eq!(epp_name("paid and in  zone"), "paid and in zone");
    }
}
