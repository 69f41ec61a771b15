//! Which addresses and ports may be reached at all.
//!
//! The public internet is open, everything else is closed: an address a visited
//! site (or its DNS) chooses must never lead into the network the check runs in.
//! The tables follow the IANA special-purpose registries (RFC 6890 and its
//! successors). This file is pure; [`super::egress`] applies it to every
//! connection.

use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ranges of IPv4 that are not the public internet: first address, prefix
/// length, what it is.
const CLOSED_V4: &[(Ipv4Addr, u8, &str)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this network"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "carrier-grade NAT"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "protocol assignments"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "documentation"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "6to4 relay"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "benchmarking"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved"),
    // A cloud's control plane that lives in public address space.
    (Ipv4Addr::new(168, 63, 129, 16), 32, "cloud metadata"),
];

/// Ranges inside IPv6 global unicast (2000::/3) that are not the public
/// internet. What is outside 2000::/3 is closed as a whole.
const CLOSED_V6: &[(Ipv6Addr, u8, &str)] = &[
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "protocol assignments or Teredo"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "documentation"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "documentation"),
];

/// Ports that belong to other protocols, which a web request must not be
/// tricked into speaking to (WHATWG Fetch, "bad port").
const BAD_PORTS: &[u16] = &[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427,
    465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
];

/// Why an address may not be reached; nothing when it may.
pub(super) fn refusal(address: IpAddr, allowed: &[IpNet]) -> Option<&'static str> {
    if allowed.iter().any(|net| net.contains(&address)) {
        return None;
    }
    match address {
        IpAddr::V4(v4) => closed_v4(v4),
        IpAddr::V6(v6) => match embedded(v6) {
            Some(v4) if allowed.iter().any(|net| net.contains(&IpAddr::V4(v4))) => None,
            Some(v4) => closed_v4(v4),
            None => closed_v6(v6),
        },
    }
}

/// Whether a web request may go to this port.
pub(super) fn is_web_port(port: u16) -> bool {
    !BAD_PORTS.contains(&port)
}

fn closed_v4(address: Ipv4Addr) -> Option<&'static str> {
    let bits = u32::from(address);
    CLOSED_V4.iter().find_map(|(start, length, what)| {
        let mask = u32::MAX.checked_shl(32 - u32::from(*length)).unwrap_or(0);
        (bits & mask == u32::from(*start)).then_some(*what)
    })
}

fn closed_v6(address: Ipv6Addr) -> Option<&'static str> {
    let first = address.segments()[0];
    if first & 0xe000 != 0x2000 {
        return Some(match first {
            0 if address == Ipv6Addr::LOCALHOST => "loopback",
            _ if first & 0xfe00 == 0xfc00 => "private",
            _ if first & 0xffc0 == 0xfe80 => "link-local",
            _ if first & 0xffc0 == 0xfec0 => "site-local",
            _ if first & 0xff00 == 0xff00 => "multicast",
            _ => "reserved",
        });
    }
    let bits = u128::from(address);
    CLOSED_V6.iter().find_map(|(start, length, what)| {
        let mask = u128::MAX.checked_shl(128 - u32::from(*length)).unwrap_or(0);
        (bits & mask == u128::from(*start)).then_some(*what)
    })
}

/// The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64
/// (well-known prefix) and 6to4. Teredo and local NAT64 have no answer here and
/// are closed as a whole.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let low = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        [0, 0, 0, 0, 0, 0 | 0xffff, a, b]
        | [0, 0, 0, 0, 0xffff, 0, a, b]
        | [0x64, 0xff9b, 0, 0, 0, 0, a, b]
        | [0x2002, a, b, ..] => Some(low(a, b)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str) -> Option<&'static str> {
        refusal(address.parse().unwrap(), &[])
    }

    #[test]
    fn the_public_internet_is_open() {
        for address in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:400f::1",
            "2001:4860::8888",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
            "2002:101:101::1",
        ] {
            assert_eq!(check(address), None, "{address}");
        }
    }

    #[test]
    fn everything_else_is_closed() {
        for (address, what) in [
            ("0.0.0.0", "this network"),
            ("10.255.255.255", "private"),
            ("100.64.0.1", "carrier-grade NAT"),
            ("127.0.0.1", "loopback"),
            ("169.254.169.254", "link-local"),
            ("172.16.0.1", "private"),
            ("172.31.255.255", "private"),
            ("192.0.0.170", "protocol assignments"),
            ("192.0.2.1", "documentation"),
            ("192.168.1.1", "private"),
            ("198.19.255.255", "benchmarking"),
            ("198.51.100.9", "documentation"),
            ("203.0.113.7", "documentation"),
            ("224.0.0.251", "multicast"),
            ("255.255.255.255", "reserved"),
            ("168.63.129.16", "cloud metadata"),
            ("::", "reserved"),
            ("::1", "loopback"),
            ("fd00:ec2::254", "private"),
            ("fe80::1", "link-local"),
            ("fec0::1", "site-local"),
            ("ff02::1", "multicast"),
            ("2001:db8::1", "documentation"),
            ("3fff:fff::1", "documentation"),
            ("100::1", "reserved"),
            ("5f00::1", "reserved"),
            ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "protocol assignments or Teredo"),
            ("64:ff9b:1::a00:1", "reserved"),
            ("::ffff:10.0.0.1", "private"),
            ("::10.0.0.1", "private"),
            ("::ffff:0:10.0.0.1", "private"),
            ("64:ff9b::127.0.0.1", "loopback"),
            ("2002:7f00:1::", "loopback"),
            ("2002:a9fe:a9fe::", "link-local"),
        ] {
            assert_eq!(check(address), Some(what), "{address}");
        }
    }

    #[test]
    fn a_range_can_be_opened_and_nothing_beside_it() {
        let open: Vec<IpNet> = vec!["127.0.0.0/8".parse().unwrap(), "fd12::/16".parse().unwrap()];
        let check = |address: &str| refusal(address.parse().unwrap(), &open);
        assert_eq!(check("127.8.9.1"), None);
        assert_eq!(check("::ffff:127.0.0.1"), None);
        assert_eq!(check("fd12::1"), None);
        assert_eq!(check("fd13::1"), Some("private"));
        assert_eq!(check("10.0.0.1"), Some("private"));
        assert_eq!(check("::1"), Some("loopback"));
    }

    #[test]
    fn ports_of_other_protocols_are_closed() {
        for port in [22, 25, 43, 6667] {
            assert!(!is_web_port(port));
        }
        for port in [80, 443, 8080, 9401] {
            assert!(is_web_port(port));
        }
    }

    proptest::proptest! {
        /// What is closed stays closed however it is written in IPv6.
        #[test]
        fn writing_an_address_in_ipv6_opens_nothing(bits: u32) {
            let v4 = Ipv4Addr::from(bits);
            let [a, b, c, d] = v4.octets();
            let pair = |x: u8, y: u8| (u16::from(x) << 8) | u16::from(y);
            let closed = refusal(v4.into(), &[]);
            let mapped = v4.to_ipv6_mapped();
            let nat64 = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, pair(a, b), pair(c, d));
            let six = Ipv6Addr::new(0x2002, pair(a, b), pair(c, d), 0, 0, 0, 0, 1);
            for v6 in [mapped, nat64, six] {
                proptest::prop_assert_eq!(refusal(v6.into(), &[]).is_some(), closed.is_some());
            }
        }
    }
}
