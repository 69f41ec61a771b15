//! What the TLS handshake with the shop shows, and whom we trust.
//!
//! [`handshake`] connects through the guard, accepts any certificate, notes what
//! strict verification said of it, and closes without sending a byte. Requests
//! for pages verify strictly; this is the only place that does not.

use super::NetworkOptions;
use super::clock::now;
use super::egress::Egress;
use crate::error::{Error, Result};
use crate::snapshot::{Failure, TlsRecord};
use base64::Engine as _;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use url::Host;

/// How long the handshake may take.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Most certificates of a chain that are kept.
const MAX_CHAIN: usize = 10;

/// The roots that are trusted: Mozilla's, the system's, and those given.
///
/// # Errors
/// A given file holds no certificate that can be used.
pub(super) fn roots(options: &NetworkOptions) -> Result<Arc<RootCertStore>> {
    let mut store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    for file in &options.ca_certs {
        let unusable = |what: &str| {
            Error::Usage(format!(
                "{}: {what}; --ca-cert wants a file with a certificate in PEM form",
                file.name
            ))
        };
        let mut found = false;
        for certificate in CertificateDer::pem_slice_iter(&file.pem) {
            let certificate =
                certificate.map_err(|e| unusable(&format!("cannot be read ({e})")))?;
            store.add(certificate).map_err(|e| unusable(&format!("cannot be used ({e})")))?;
            found = true;
        }
        if !found {
            return Err(unusable("holds no certificate"));
        }
    }
    Ok(Arc::new(store))
}

/// A verifier of server certificates by these roots.
fn verifier(roots: &Arc<RootCertStore>) -> Result<Arc<WebPkiServerVerifier>> {
    let provider = Arc::new(ring::default_provider());
    WebPkiServerVerifier::builder_with_provider(Arc::clone(roots), provider)
        .build()
        .map_err(|e| Error::Usage(format!("cannot set up TLS: {e}")))
}

/// The TLS settings of requests: strict, by these roots.
///
/// # Errors
/// The settings do not fit together, which is not expected.
pub(super) fn strict(roots: &Arc<RootCertStore>) -> Result<ClientConfig> {
    Ok(with_verifier(verifier(roots)?)?.with_no_client_auth())
}

/// As [`strict`], but the certificate must be for this address whatever the
/// connection calls the server; no name is sent.
pub(super) fn strict_for(
    roots: &Arc<RootCertStore>,
    name: ServerName<'static>,
) -> Result<ClientConfig> {
    let verifier = Watching {
        inner: verifier(roots)?,
        name: Some(name),
        lenient: false,
        seen: Mutex::default(),
    };
    let mut config = with_verifier(Arc::new(verifier))?.with_no_client_auth();
    config.enable_sni = false;
    Ok(config)
}

type Builder = rustls::ConfigBuilder<ClientConfig, rustls::client::WantsClientCert>;

fn with_verifier(verifier: Arc<dyn ServerCertVerifier>) -> Result<Builder> {
    Ok(ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::Usage(format!("cannot set up TLS: {e}")))?
        .dangerous()
        .with_custom_certificate_verifier(verifier))
}

/// Shakes hands with a host and notes what it presents.
///
/// # Errors
/// TLS cannot be set up on our side.
pub(super) async fn handshake(
    egress: &Egress,
    roots: &Arc<RootCertStore>,
    host: &Host<String>,
    port: u16,
) -> Result<TlsRecord> {
    let watching = Arc::new(Watching {
        inner: verifier(roots)?,
        name: None,
        lenient: true,
        seen: Mutex::default(),
    });
    let config =
        with_verifier(Arc::clone(&watching) as Arc<dyn ServerCertVerifier>)?.with_no_client_auth();
    let outcome = tokio::time::timeout(TIMEOUT, connect(egress, config, host, port)).await;
    let (version, mut problem) = match outcome {
        Ok(Ok(version)) => (version, None),
        Ok(Err(problem)) => (None, Some(problem)),
        Err(_) => (None, Some(format!("no handshake within {} s", TIMEOUT.as_secs()))),
    };
    let seen = watching.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
    problem = problem.or(seen.problem);
    Ok(TlsRecord {
        host: host.to_string(),
        chain: seen.chain,
        trusted: seen.trusted,
        matches_host: seen.matches_host,
        version,
        problem,
        seen_at: now(),
    })
}

async fn connect(
    egress: &Egress,
    config: ClientConfig,
    host: &Host<String>,
    port: u16,
) -> Result<Option<String>, String> {
    let name = server_name(host)?;
    let addresses = egress.reach(host, port).await.map_err(|Failure { detail, .. }| detail)?;
    let stream = tokio::net::TcpStream::connect(addresses.as_slice())
        .await
        .map_err(|e| format!("cannot connect to {host} port {port}: {e}"))?;
    let stream = tokio_rustls::TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .map_err(|e| format!("the handshake with {host} failed: {e}"))?;
    Ok(stream.get_ref().1.protocol_version().map(|version| format!("{version:?}")))
}

/// A host as TLS names it.
pub(super) fn server_name(host: &Host<String>) -> Result<ServerName<'static>, String> {
    match host {
        Host::Ipv4(v4) => Ok(ServerName::from(std::net::IpAddr::V4(*v4))),
        Host::Ipv6(v6) => Ok(ServerName::from(std::net::IpAddr::V6(*v6))),
        Host::Domain(name) => ServerName::try_from(name.trim_end_matches('.').to_owned())
            .map_err(|e| format!("{name} is not a name TLS can use: {e}")),
    }
}

/// What a [`Watching`] verifier saw.
#[derive(Debug, Clone, Default)]
struct Seen {
    chain: Vec<String>,
    trusted: bool,
    matches_host: bool,
    problem: Option<String>,
}

/// Verifies as WebPKI does and notes the result.
#[derive(Debug)]
struct Watching {
    inner: Arc<WebPkiServerVerifier>,
    /// The name to verify instead of the connection's.
    name: Option<ServerName<'static>>,
    /// Accept the certificate whatever was found.
    lenient: bool,
    seen: Mutex<Seen>,
}

impl ServerCertVerifier for Watching {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let name = self.name.as_ref().unwrap_or(server_name);
        let verdict =
            self.inner.verify_server_cert(end_entity, intermediates, name, ocsp_response, now);
        // WebPKI verifies the chain first and the name last, so an error about
        // the name says that the chain is good.
        let wrong_name = |error: &rustls::Error| {
            matches!(
                error,
                rustls::Error::InvalidCertificate(
                    CertificateError::NotValidForName
                        | CertificateError::NotValidForNameContext { .. }
                )
            )
        };
        let matches_host = ParsedCertificate::try_from(end_entity)
            .is_ok_and(|leaf| rustls::client::verify_server_name(&leaf, name).is_ok());
        let encode = |der: &CertificateDer<'_>| {
            base64::engine::general_purpose::STANDARD.encode(der.as_ref())
        };
        let chain = std::iter::once(end_entity).chain(intermediates);
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Seen {
            chain: chain.take(MAX_CHAIN).map(encode).collect(),
            trusted: verdict.as_ref().map_or_else(wrong_name, |_| true),
            matches_host,
            problem: verdict.as_ref().err().map(ToString::to_string),
        };
        if self.lenient { Ok(ServerCertVerified::assertion()) } else { verdict }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::CaCert;
    use crate::collect::testing::{Authority, tls_server};

    fn egress(port: u16) -> Egress {
        Egress::new(
            &["127.0.0.0/8".parse().unwrap()],
            &[format!(":443:127.0.0.1:{port}").parse().unwrap()],
            Some("127.0.0.1:9".parse().unwrap()),
        )
        .unwrap()
    }

    fn trusting(authority: &Authority) -> Arc<RootCertStore> {
        let ca_certs = vec![CaCert { name: "ca.pem".into(), pem: authority.pem().into_bytes() }];
        roots(&NetworkOptions { ca_certs, ..NetworkOptions::default() }).unwrap()
    }

    async fn look(port: u16, roots: &Arc<RootCertStore>, host: &str) -> TlsRecord {
        handshake(&egress(port), roots, &Host::parse(host).unwrap(), 443).await.unwrap()
    }

    #[tokio::test]
    async fn trust_and_name_are_told_apart() {
        let authority = Authority::new();
        let port = tls_server(&authority, &["shop.example"]).await;
        let (known, unknown) = (trusting(&authority), roots(&NetworkOptions::default()).unwrap());

        let good = look(port, &known, "shop.example").await;
        assert!(good.trusted && good.matches_host, "{good:?}");
        assert_eq!((good.problem, good.version.as_deref()), (None, Some("TLSv1_3")));
        assert!(!good.chain.is_empty());

        let other_name = look(port, &known, "other.example").await;
        assert!(other_name.trusted && !other_name.matches_host, "{other_name:?}");
        assert!(other_name.problem.unwrap().contains("other.example"));

        let other_root = look(port, &unknown, "shop.example").await;
        assert!(!other_root.trusted && other_root.matches_host, "{other_root:?}");
        assert!(other_root.problem.unwrap().contains("UnknownIssuer"));
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_a_record_with_a_problem() {
        let authority = Authority::new();
        let port = {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let record = look(port, &trusting(&authority), "shop.example").await;
        assert!(record.chain.is_empty() && !record.trusted);
        assert!(record.problem.unwrap().contains("cannot connect"));
    }

    #[test]
    fn an_unusable_authority_is_refused_with_its_name() {
        for pem in
            ["", "nothing here", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
        {
            let ca_certs = vec![CaCert { name: "my-ca.pem".into(), pem: pem.into() }];
            let options = NetworkOptions { ca_certs, ..NetworkOptions::default() };
            let error = roots(&options).unwrap_err().to_string();
            assert!(error.starts_with("my-ca.pem: ") && error.contains("--ca-cert"), "{error}");
        }
    }
}
