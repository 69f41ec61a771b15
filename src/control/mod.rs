//! Proof that an applicant controls a domain: the token, and where it is shown.
//!
//! Whoever can change a domain's DNS or its web site can put a token there that
//! only the one who issued it could know; no registry has to name anybody. This
//! room makes the token ([`Token`]), says where it may stand ([`dns_name`],
//! [`WELL_KNOWN`], [`META`]), tells it from other texts seen there ([`look`]) and
//! writes the letter that asks for it ([`letter`]).
//!
//! It is pure: keys and random bytes are handed in, what was seen is read by
//! `collect`, and whether the proof suffices is for the rules. It must not keep
//! or show a key.

mod domain;
mod identity;
pub mod letter;
mod seen;
mod token;

pub use domain::registrable;
pub use identity::Identity;
pub use seen::{Sight, look, unquoted};
pub use token::{Key, LEAST_KEY_BYTES, RANDOM_BYTES, Token};

/// The label under which DNS holds the token, as RFC 8552 has it for names that
/// are no hosts.
const LABEL: &str = "_shopvet";

/// The path at which a site holds the token (RFC 8615).
pub const WELL_KNOWN: &str = "/.well-known/shopvet.txt";

/// The `name` of the `<meta>` element that holds the token.
pub const META: &str = "shopvet-verification";

/// The name whose TXT record may hold the token; the domain itself may, too.
#[must_use]
pub fn dns_name(domain: &str) -> String {
    format!("{LABEL}.{domain}")
}

/// Whether what a host shows speaks for the whole domain: the domain itself and
/// its `www`. Other hosts below a domain are often run by others, as is a shop
/// on a host that a platform lets.
#[must_use]
pub fn speaks_for(host: &str, domain: &str) -> bool {
    let host = host.trim_end_matches('.');
    let www = host.get(..4).filter(|start| start.eq_ignore_ascii_case("www."));
    host.eq_ignore_ascii_case(domain)
        || www.and_then(|_| host.get(4..)).is_some_and(|rest| rest.eq_ignore_ascii_case(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_domain_and_its_www_speak_for_it() {
        for host in ["blue-kettle.example", "www.blue-kettle.example", "WWW.Blue-Kettle.example."] {
            assert!(speaks_for(host, "blue-kettle.example"), "{host}");
        }
        for host in ["shop.blue-kettle.example", "www.shop.blue-kettle.example", "kettle.example"] {
            assert!(!speaks_for(host, "blue-kettle.example"), "{host}");
        }
        // A domain may be named `www` itself.
        assert!(speaks_for("www.example", "www.example"));
        assert!(!speaks_for("example", "www.example"));
    }
}
