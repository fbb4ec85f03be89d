//! Certificates.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::Error;

/// A certificate and its key.
#[derive(Clone)]
pub struct Tls(Arc<ServerConfig>);

impl Tls {
    /// Reads the certificate, with those that vouch for it, and the private key, from
    /// two files in PEM.
    ///
    /// # Errors
    ///
    /// They cannot be read, are something else, or do not belong together.
    pub fn from_files(certificate: &Path, key: &Path) -> Result<Self, Error> {
        let failed = |path: &Path, error: &dyn fmt::Display| Error::Io {
            what: format!("cannot use {}", path.display()),
            source: std::io::Error::other(error.to_string()),
        };
        let certificates = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| failed(certificate, &error))?;
        if certificates.is_empty() {
            return Err(failed(certificate, &"there is no certificate in it"));
        }
        let private = PrivateKeyDer::from_pem_file(key).map_err(|error| failed(key, &error))?;
        // Not the provider of the process: this is a library.
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| {
                config
                    .with_no_client_auth()
                    .with_single_cert(certificates, private)
            })
            .map_err(|error| failed(certificate, &error))?;
        Ok(Self(Arc::new(config)))
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.0))
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}
