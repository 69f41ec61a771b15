//! Certificates that the browser takes from us, made anew for each run.
//!
//! All of them hold one key, which the browser is told to trust by its hash, and
//! which nobody else has.

use crate::snapshot::Failure;
use base64::Engine as _;
use rcgen::{CertificateParams, KeyPair, PublicKeyData as _};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Most hosts whose certificates are kept.
const MAX_HOSTS: usize = 1000;

/// Makes certificates.
pub(in crate::collect::browser) struct Mint {
    key: KeyPair,
    servers: Mutex<HashMap<String, Arc<ServerConfig>>>,
}

impl Mint {
    /// A mint with a key of its own.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub(in crate::collect::browser) fn new() -> Result<Self, Failure> {
        let key = KeyPair::generate()
            .map_err(|e| super::super::failure(format!("cannot make a key: {e}")))?;
        Ok(Self { key, servers: Mutex::default() })
    }

    /// The hash of the key, as Chromium takes it: SHA-256 of the public key
    /// info, base64.
    pub(in crate::collect::browser) fn pin(&self) -> String {
        let info = self.key.subject_public_key_info();
        base64::engine::general_purpose::STANDARD.encode(Sha256::digest(info))
    }

    /// TLS settings with a certificate for this host.
    pub(super) fn server(&self, host: &str) -> Option<Arc<ServerConfig>> {
        let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
        let mut servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = servers.get(&host) {
            return Some(Arc::clone(server));
        }
        let server = Arc::new(self.make(&host)?);
        if servers.len() >= MAX_HOSTS {
            servers.clear();
        }
        servers.insert(host, Arc::clone(&server));
        Some(server)
    }

    fn make(&self, host: &str) -> Option<ServerConfig> {
        let params = CertificateParams::new(vec![host.to_owned()]).ok()?;
        let certificate = params.self_signed(&self.key).ok()?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .ok()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .ok()?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Some(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_has_a_certificate_and_all_have_one_key() {
        let mint = Mint::new().unwrap();
        let first = mint.server("shop.example").unwrap();
        assert!(Arc::ptr_eq(&first, &mint.server("SHOP.example").unwrap()));
        assert!(mint.server("[::1]").is_some() && mint.server("10.0.0.1").is_some());
        assert_eq!(mint.pin().len(), 44);
        assert_ne!(mint.pin(), Mint::new().unwrap().pin());
    }
}
