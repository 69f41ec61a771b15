//! Certificates for the sites of a universe, from an authority that is made
//! anew each time and forgotten afterwards.

use super::site::{Certificate, Site};
use crate::error::{Error, Result};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio_rustls::TlsAcceptor;

const DAY: Duration = Duration::from_secs(86_400);

/// The authority and the certificates it gave.
pub(super) struct Authority {
    pem: String,
    keys: Arc<Keys>,
}

/// Certificates by host.
#[derive(Debug)]
struct Keys(BTreeMap<String, Arc<CertifiedKey>>);

impl ResolvesServerCert for Keys {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.get(&hello.server_name()?.to_ascii_lowercase()).cloned()
    }
}

impl Authority {
    /// Makes an authority, and a certificate for every site.
    pub(super) fn new(sites: &BTreeMap<String, Site>) -> Result<Self> {
        let key = KeyPair::generate().map_err(|error| cannot(&error))?;
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "shopvet universe");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let now = SystemTime::now();
        params.not_before = (now - 365 * DAY).into();
        params.not_after = (now + 365 * DAY).into();
        let pem = params.self_signed(&key).map_err(|error| cannot(&error))?.pem();
        let issuer = Issuer::new(params, key);
        let mut keys = BTreeMap::new();
        for (host, site) in sites {
            if let Some(key) = leaf(host, site.certificate, &issuer)? {
                keys.insert(host.clone(), Arc::new(key));
            }
        }
        Ok(Self { pem, keys: Arc::new(Keys(keys)) })
    }

    pub(super) fn pem(&self) -> String {
        self.pem.clone()
    }

    /// What turns connections into TLS streams, HTTP/2 preferred.
    pub(super) fn acceptor(&self) -> Result<TlsAcceptor> {
        let mut config =
            rustls::ServerConfig::builder_with_provider(ring::default_provider().into())
                .with_safe_default_protocol_versions()
                .map_err(|error| cannot(&error))?
                .with_no_client_auth()
                .with_cert_resolver(self.keys.clone());
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

fn leaf(
    host: &str,
    kind: Certificate,
    issuer: &Issuer<'_, KeyPair>,
) -> Result<Option<CertifiedKey>> {
    let name = match kind {
        Certificate::Missing => return Ok(None),
        Certificate::OtherHost => "elsewhere.invalid",
        _ => host,
    };
    let key = KeyPair::generate().map_err(|error| cannot(&error))?;
    let mut params = CertificateParams::new([name.to_owned()])
        .map_err(|error| Error::Invalid(format!("no certificate can name {host:?}: {error}")))?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let now = SystemTime::now();
    params.not_before = (now - 40 * DAY).into();
    params.not_after = match kind {
        Certificate::Expired => (now - 10 * DAY).into(),
        _ => (now + 50 * DAY).into(),
    };
    let certificate = match kind {
        Certificate::SelfSigned => params.self_signed(&key),
        _ => params.signed_by(&key, issuer),
    }
    .map_err(|error| cannot(&error))?;
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let private = ring::sign::any_supported_type(&private).map_err(|error| cannot(&error))?;
    Ok(Some(CertifiedKey::new(vec![certificate.der().clone()], private)))
}

fn cannot(error: &dyn std::fmt::Display) -> Error {
    Error::Incomplete(format!("cannot make a certificate: {error}"))
}
