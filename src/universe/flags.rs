//! How a visit is sent to a universe: the network flags of the command line,
//! and the same in typed form for use within the process.

use crate::error::{Error, Result};
use ipnet::IpNet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// How to reach a universe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flags {
    /// `HOST:PORT:ADDR:PORT`, as curl's `--connect-to`.
    pub connect_to: Vec<String>,
    /// Ranges to be opened, which is loopback.
    pub allow_net: Vec<IpNet>,
    /// The name server, UDP and TCP.
    pub dns_server: SocketAddr,
    /// The WHOIS server, `HOST:PORT`.
    pub whois_server: String,
    /// Base of the RDAP service, without a final slash.
    pub rdap_url: String,
    /// The certificate authority as a PEM file; exists as long as the universe.
    pub ca_cert: PathBuf,
    /// The same as text.
    pub ca_pem: String,
    /// Where sites are served without TLS.
    pub http: SocketAddr,
    /// Where sites are served with TLS.
    pub https: SocketAddr,
}

/// Where the servers listen.
pub(super) struct Addresses {
    pub(super) http: SocketAddr,
    pub(super) https: SocketAddr,
    pub(super) dns: SocketAddr,
    pub(super) whois: SocketAddr,
    pub(super) rdap: SocketAddr,
}

impl Flags {
    pub(super) fn new(at: &Addresses) -> Self {
        Self {
            connect_to: vec![format!(":80:{}", at.http), format!(":443:{}", at.https)],
            allow_net: vec![IpNet::from(ipnet::Ipv4Net::new_assert([127, 0, 0, 0].into(), 8))],
            dns_server: at.dns,
            whois_server: at.whois.to_string(),
            rdap_url: format!("http://{}", at.rdap),
            ca_cert: PathBuf::new(),
            ca_pem: String::new(),
            http: at.http,
            https: at.https,
        }
    }

    /// Writes the authority's certificate to a file of its own.
    pub(super) fn with_ca(mut self, pem: String) -> Result<(CaFile, Self)> {
        let file = CaFile::write(&pem)?;
        self.ca_cert = file.path();
        self.ca_pem = pem;
        Ok((file, self))
    }

    /// The arguments for `shopvet check` and its kin.
    #[must_use]
    pub fn args(&self) -> Vec<String> {
        let mut args = Vec::new();
        let mut flag = |name: &str, value: String| args.extend([name.to_owned(), value]);
        for route in &self.connect_to {
            flag("--connect-to", route.clone());
        }
        for range in &self.allow_net {
            flag("--allow-net", range.to_string());
        }
        flag("--dns-server", self.dns_server.to_string());
        flag("--whois-server", self.whois_server.clone());
        flag("--rdap-url", self.rdap_url.clone());
        flag("--ca-cert", self.ca_cert.display().to_string());
        args
    }
}

/// The certificate file, removed when dropped.
#[derive(Debug)]
pub(super) struct CaFile(PathBuf);

impl CaFile {
    fn write(pem: &str) -> Result<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let cannot = |path: &Path, source| Error::File {
            action: "cannot write",
            path: path.to_path_buf(),
            source,
        };
        // `create_dir` fails on anything that is already there, so nobody else
        // can have put a link in the way.
        for _ in 0..1000 {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let folder = std::env::temp_dir()
                .join(format!("shopvet-universe-{}-{number}", std::process::id()));
            match std::fs::create_dir(&folder) {
                Ok(()) => {
                    let file = Self(folder);
                    std::fs::write(file.path(), pem).map_err(|e| cannot(&file.path(), e))?;
                    return Ok(file);
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(cannot(&folder, error)),
            }
        }
        Err(Error::Incomplete("cannot find a free name for a temporary folder".into()))
    }

    fn path(&self) -> PathBuf {
        self.0.join("ca.pem")
    }
}

impl Drop for CaFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(self.path());
        let _ = std::fs::remove_dir(&self.0);
    }
}
