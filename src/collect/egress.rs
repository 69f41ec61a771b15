//! The one way out: every connection of every part asks here first.
//!
//! [`Egress::reach`] turns a host and port into the addresses that may be
//! connected to. Each name is resolved once for the whole visit, so an answer
//! that changes between check and connection (DNS rebinding) changes nothing;
//! callers connect to exactly the addresses they are given and never resolve
//! for themselves. Redirections by `--connect-to` are applied first and checked
//! like everything else. The name server itself is chosen by the person who
//! runs the check, and is trusted.

use super::connect_to::ConnectTo;
use super::policy;
use crate::error::{Error, Result};
use crate::facts::Reason;
use crate::snapshot::Failure;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig,
    ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::system_conf::read_system_conf;
use ipnet::IpNet;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::OnceCell;
use url::Host;

/// Most addresses of one name that are tried.
const MAX_ADDRESSES: usize = 16;

type Resolution = Arc<OnceCell<Result<Vec<IpAddr>, Failure>>>;

/// The guard of all connections.
pub(super) struct Egress {
    allowed: Vec<IpNet>,
    connect_to: Vec<ConnectTo>,
    resolver: TokioResolver,
    name_servers: Vec<NameServerConfig>,
    resolved: Mutex<HashMap<String, Resolution>>,
}

impl Egress {
    /// A guard with its resolver.
    ///
    /// # Errors
    /// The system's resolver configuration cannot be read.
    pub(super) fn new(
        allowed: &[IpNet],
        connect_to: &[ConnectTo],
        dns_server: Option<SocketAddr>,
    ) -> Result<Self> {
        let (config, options) = configuration(dns_server)?;
        let name_servers = config.name_servers().to_vec();
        let mut builder =
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        *builder.options_mut() = options;
        Ok(Self {
            allowed: allowed.to_vec(),
            connect_to: connect_to.to_vec(),
            resolver: builder.build().map_err(|error| no_resolution(&error))?,
            name_servers,
            resolved: Mutex::default(),
        })
    }

    /// The resolver, for questions about records rather than for connections.
    pub(super) fn resolver(&self) -> &TokioResolver {
        &self.resolver
    }

    /// The name servers that the resolver asks and how, for questions that need
    /// more of the answer than its records.
    pub(super) fn name_servers(&self) -> (&[NameServerConfig], &ResolverOpts) {
        (&self.name_servers, self.resolver.options())
    }

    /// Whether `--connect-to` sends this host and port elsewhere.
    pub(super) fn is_redirected(&self, host: &Host<String>, port: u16) -> bool {
        self.connect_to.iter().any(|entry| entry.apply(host, port).is_some())
    }

    /// The addresses to connect to for a host and port: checked, IPv4 first,
    /// never empty.
    ///
    /// # Errors
    /// The name does not resolve, or no address of it may be reached.
    pub(super) async fn reach(
        &self,
        host: &Host<String>,
        port: u16,
    ) -> Result<Vec<SocketAddr>, Failure> {
        let redirected = self.connect_to.iter().find_map(|entry| entry.apply(host, port));
        let (host, port) = redirected.unwrap_or_else(|| (host.clone(), port));
        let addresses = match &host {
            Host::Ipv4(v4) => vec![IpAddr::V4(*v4)],
            Host::Ipv6(v6) => vec![IpAddr::V6(*v6)],
            Host::Domain(name) => self.resolve(name).await?,
        };
        let mut open = Vec::new();
        let mut refused = None;
        for address in addresses {
            match policy::refusal(address, &self.allowed) {
                None => open.push(SocketAddr::new(address, port)),
                Some(what) => refused = Some((address, what)),
            }
        }
        match refused {
            Some((address, what)) if open.is_empty() => Err(Failure {
                reason: Reason::Unreachable,
                detail: format!(
                    "{host} is at {address}, which is not on the public internet ({what}); not connected"
                ),
            }),
            _ => Ok(open),
        }
    }

    /// The addresses of a name, asked for once.
    async fn resolve(&self, name: &str) -> Result<Vec<IpAddr>, Failure> {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let cell = {
            let mut resolved = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(resolved.entry(name.clone()).or_default())
        };
        cell.get_or_init(|| self.ask(&name)).await.clone()
    }

    async fn ask(&self, name: &str) -> Result<Vec<IpAddr>, Failure> {
        // The final dot keeps the search domains of this machine out of it.
        let answer = self.resolver.lookup_ip(format!("{name}.")).await;
        let mut addresses: Vec<IpAddr> = match answer {
            Ok(answer) => answer.iter().collect(),
            Err(error) if is_nothing(&error) => Vec::new(),
            Err(error) => return Err(dns_failure(name, &error)),
        };
        if addresses.is_empty() {
            return Err(Failure {
                reason: Reason::Unreachable,
                detail: format!("the name {name} has no address in DNS"),
            });
        }
        addresses.sort_by_key(IpAddr::is_ipv6);
        addresses.dedup();
        addresses.truncate(MAX_ADDRESSES);
        Ok(addresses)
    }
}

/// Whether the error only says that there are no such records.
pub(super) fn is_nothing(error: &NetError) -> bool {
    match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) => {
            matches!(none.response_code, ResponseCode::NoError | ResponseCode::NXDomain)
        }
        _ => false,
    }
}

/// A failed question, with the cause.
pub(super) fn dns_failure(name: &str, error: &NetError) -> Failure {
    let reason = match error {
        NetError::Timeout => Reason::TimedOut,
        _ => Reason::Unreachable,
    };
    let cause = match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) => none.response_code.to_string(),
        NetError::Timeout => "the name server did not answer in time".to_owned(),
        other => other.to_string(),
    };
    Failure { reason, detail: format!("DNS gives no answer for {name}: {cause}") }
}

fn no_resolution(error: &NetError) -> Error {
    Error::Usage(format!(
        "cannot set up name resolution: {error}; name a server with --dns-server ADDR:PORT"
    ))
}

/// The name servers to ask, and how.
fn configuration(dns_server: Option<SocketAddr>) -> Result<(ResolverConfig, ResolverOpts)> {
    let (config, mut options) = match dns_server {
        None => read_system_conf().map_err(|error| no_resolution(&error))?,
        Some(server) => {
            let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()]
                .into_iter()
                .map(|mut connection| {
                    connection.port = server.port();
                    connection
                })
                .collect();
            let server = NameServerConfig::new(server.ip(), true, connections);
            let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
            let mut options = ResolverOpts::default();
            options.use_hosts_file = ResolveHosts::Never;
            (config, options)
        }
    };
    options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
    options.timeout = Duration::from_secs(3);
    options.attempts = 1;
    options.preserve_intermediates = true;
    Ok((config, options))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::testing::name_server;

    fn host(text: &str) -> Host<String> {
        Host::parse(text).unwrap()
    }

    #[tokio::test]
    async fn literal_addresses_are_checked_however_they_are_written() {
        let egress = Egress::new(&[], &[], Some("127.0.0.1:9".parse().unwrap())).unwrap();
        for text in [
            "http://127.0.0.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://017700000001/",
            "http://[::ffff:10.0.0.1]/",
            "http://[::1]/",
            "http://169.254.169.254/latest/",
        ] {
            let url = url::Url::parse(text).unwrap();
            let failure = egress.reach(&url.host().unwrap().to_owned(), 80).await.unwrap_err();
            assert_eq!(failure.reason, Reason::Unreachable);
            assert!(failure.detail.contains("not on the public internet"), "{}", failure.detail);
        }
    }

    #[tokio::test]
    async fn a_name_that_rebinds_is_resolved_once() {
        // The first answer is public, every later one is loopback.
        let server = name_server(|_, asked| match asked {
            0 => vec!["93.184.216.34".parse().unwrap()],
            _ => vec!["127.0.0.1".parse().unwrap()],
        })
        .await;
        let egress = Egress::new(&[], &[], Some(server.address)).unwrap();
        for name in ["rebind.example", "REBIND.example", "rebind.example."] {
            let addresses = egress.reach(&host(name), 443).await.unwrap();
            assert_eq!(addresses, ["93.184.216.34:443".parse().unwrap()]);
        }
        assert_eq!(server.asked_for_a(), 1);
    }

    #[tokio::test]
    async fn a_name_that_points_inside_is_refused_and_mixed_answers_lose_the_inner_part() {
        let server = name_server(|name, _| match name {
            "inside.example." => vec!["10.1.2.3".parse().unwrap()],
            _ => vec!["10.1.2.3".parse().unwrap(), "1.1.1.1".parse().unwrap()],
        })
        .await;
        let egress = Egress::new(&[], &[], Some(server.address)).unwrap();
        let failure = egress.reach(&host("inside.example"), 80).await.unwrap_err();
        assert!(failure.detail.contains("10.1.2.3"), "{}", failure.detail);
        let addresses = egress.reach(&host("mixed.example"), 80).await.unwrap();
        assert_eq!(addresses, ["1.1.1.1:80".parse().unwrap()]);
    }

    #[tokio::test]
    async fn connect_to_passes_through_the_policy() {
        let entries = ["shop.example:443:127.0.0.1:9401".parse().unwrap()];
        let dns = Some("127.0.0.1:9".parse().unwrap());
        let closed = Egress::new(&[], &entries, dns).unwrap();
        assert!(closed.reach(&host("shop.example"), 443).await.is_err());
        let open = Egress::new(&["127.0.0.0/8".parse().unwrap()], &entries, dns).unwrap();
        let addresses = open.reach(&host("shop.example"), 443).await.unwrap();
        assert_eq!(addresses, ["127.0.0.1:9401".parse().unwrap()]);
    }

    #[tokio::test]
    async fn a_name_without_address_says_so() {
        let server = name_server(|_, _| Vec::new()).await;
        let egress = Egress::new(&[], &[], Some(server.address)).unwrap();
        let failure = egress.reach(&host("nothing.example"), 80).await.unwrap_err();
        assert!(failure.detail.contains("no address in DNS"), "{}", failure.detail);
    }
}
