//! `--connect-to HOST:PORT:ADDR:PORT`, as curl has it.
//!
//! Requests for `HOST:PORT` go to `ADDR:PORT`; the name in the address, in the
//! `Host` field and in the TLS handshake stays as it was. An empty `HOST` or
//! `PORT` on the left matches any; on the right it leaves that part as it was.
//! An IPv6 address stands in brackets.

use std::str::FromStr;
use url::Host;

/// One redirection of connections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectTo {
    host: Option<Host<String>>,
    port: Option<u16>,
    to_host: Option<Host<String>>,
    to_port: Option<u16>,
}

impl ConnectTo {
    /// Where a connection to `host` and `port` is to go, when this entry speaks
    /// of it.
    #[must_use]
    pub fn apply(&self, host: &Host<String>, port: u16) -> Option<(Host<String>, u16)> {
        let matches = self.host.as_ref().is_none_or(|own| own == host)
            && self.port.is_none_or(|own| own == port);
        matches.then(|| {
            (self.to_host.clone().unwrap_or_else(|| host.clone()), self.to_port.unwrap_or(port))
        })
    }
}

impl FromStr for ConnectTo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = |what: &str| {
            format!(
                "`{text}` is not HOST:PORT:ADDR:PORT: {what}, as in `shop.example:443:127.0.0.1:8443`"
            )
        };
        let parts = split(text).map_err(|what| wrong(&what))?;
        let [host, port, to_host, to_port] = parts.as_slice() else {
            return Err(wrong(&format!("it has {} parts and needs 4", parts.len())));
        };
        let host_of = |part: &str| {
            if part.is_empty() {
                return Ok(None);
            }
            Host::parse(part).map(Some).map_err(|e| wrong(&format!("`{part}` is not a host ({e})")))
        };
        let port_of = |part: &str| match part {
            "" => Ok(None),
            _ => match part.parse::<u16>() {
                Ok(port) if port > 0 => Ok(Some(port)),
                _ => Err(wrong(&format!("`{part}` is not a port (1 to 65535)"))),
            },
        };
        Ok(Self {
            host: host_of(host)?,
            port: port_of(port)?,
            to_host: host_of(to_host)?,
            to_port: port_of(to_port)?,
        })
    }
}

/// Splits at colons outside brackets.
fn split(text: &str) -> Result<Vec<String>, String> {
    let mut parts = vec![String::new()];
    let mut inside = false;
    for c in text.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            ':' if !inside => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    if inside {
        return Err("a bracket is not closed".to_owned());
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Host<String> {
        Host::parse(text).unwrap()
    }

    #[test]
    fn a_full_entry_matches_its_host_and_port_only() {
        let entry: ConnectTo = "Shop.Example:443:127.0.0.1:9401".parse().unwrap();
        assert_eq!(entry.apply(&host("shop.example"), 443), Some((host("127.0.0.1"), 9401)));
        assert_eq!(entry.apply(&host("shop.example"), 80), None);
        assert_eq!(entry.apply(&host("www.shop.example"), 443), None);
    }

    #[test]
    fn empty_parts_match_any_and_keep_what_was() {
        let entry: ConnectTo = ":443:127.0.0.1:9401".parse().unwrap();
        assert_eq!(entry.apply(&host("x.example"), 443), Some((host("127.0.0.1"), 9401)));
        let entry: ConnectTo = "::[::1]:".parse().unwrap();
        assert_eq!(entry.apply(&host("x.example"), 81), Some((host("[::1]"), 81)));
        let entry: ConnectTo = "[2001:db8::1]:80::8080".parse().unwrap();
        assert_eq!(entry.apply(&host("[2001:db8::1]"), 80), Some((host("[2001:db8::1]"), 8080)));
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let error = |text: &str| text.parse::<ConnectTo>().unwrap_err();
        assert!(error("a:443:b").contains("3 parts"));
        assert!(error("a:x:b:1").contains("`x` is not a port"));
        assert!(error("a:0:b:1").contains("`0` is not a port"));
        assert!(error("[::1:1:b:1").contains("bracket"));
        assert!(error("a b:1:c:1").contains("`a b` is not a host"));
    }
}
