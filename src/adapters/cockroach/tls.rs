//! How connections to the database are encrypted, and what proves that it is the database.
//!
//! `sslmode` and `sslrootcert` of the address mean what they mean to PostgreSQL's own programs, except that nothing is
//! encrypted unless it is asked for: a mode that falls back to plain text protects from nobody.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use percent_encoding::percent_decode_str;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// The trusted authorities cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum RootsError {
    /// The file of `sslrootcert` is not there or holds no certificate.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// The system names none.
    #[error("the system has no trusted certificates: name some by sslrootcert=FILE")]
    None,
}

/// What the address says of encryption.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    mode: Mode,
    /// File with the certificates of trusted authorities; `None` trusts those of the system.
    roots: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Plain,
    /// Encrypted, whoever answers; with named authorities as [`Self::Authority`].
    Encrypted,
    /// Its certificate comes from a trusted authority.
    Authority,
    /// That, and it is the certificate of the host connected to.
    Host,
}

impl Wanted {
    /// Takes what concerns encryption out of an address; gives the rest, which the driver can read.
    pub(super) fn split(url: &str) -> (Self, String) {
        let mut wanted = Self::default();
        let Some((address, parameters)) = url.split_once('?') else {
            return (wanted, url.to_owned());
        };
        let mut others = Vec::new();
        for parameter in parameters.split('&') {
            match parameter.split_once('=') {
                Some(("sslmode", "disable" | "allow" | "prefer")) => wanted.mode = Mode::Plain,
                Some(("sslmode", "require")) => wanted.mode = Mode::Encrypted,
                Some(("sslmode", "verify-ca")) => wanted.mode = Mode::Authority,
                Some(("sslmode", "verify-full")) => wanted.mode = Mode::Host,
                Some(("sslrootcert", path)) if path != "system" => {
                    let path = percent_decode_str(path).decode_utf8_lossy();
                    wanted.roots = Some(PathBuf::from(&*path));
                }
                Some(("sslrootcert", _)) => {}
                _ => others.push(parameter),
            }
        }
        let rest = match others.as_slice() {
            [] => address.to_owned(),
            others => format!("{address}?{}", others.join("&")),
        };
        (wanted, rest)
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.mode != Mode::Plain
    }

    /// What encrypts connections so.
    ///
    /// # Errors
    /// When a certificate has to be checked and there are no authorities to trust.
    pub(super) fn connector(&self) -> Result<MakeRustlsConnect, RootsError> {
        let provider = Arc::new(ring::default_provider());
        let is_checked = matches!(self.mode, Mode::Authority | Mode::Host)
            || (self.mode == Mode::Encrypted && self.roots.is_some());
        let authorities = if is_checked {
            let roots = Arc::new(self.trusted()?);
            let verifier = WebPkiServerVerifier::builder_with_provider(roots, provider.clone());
            Some(
                verifier
                    .build()
                    .expect("there are roots, and no revocation lists"),
            )
        } else {
            None
        };
        let verifier = Verifier {
            authorities,
            checks_host: self.mode == Mode::Host,
            provider: Arc::clone(&provider),
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows the usual versions")
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        Ok(MakeRustlsConnect::new(config))
    }

    fn trusted(&self) -> Result<RootCertStore, RootsError> {
        let mut roots = RootCertStore::empty();
        match &self.roots {
            Some(path) => {
                for certificate in certificates(path)? {
                    let added = roots.add(certificate);
                    added.map_err(|error| RootsError::of_file(path, error))?;
                }
                if roots.is_empty() {
                    return Err(RootsError::of_file(path, "it holds no certificate"));
                }
            }
            None => {
                // Some that the system has may be malformed: the others count.
                roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
                if roots.is_empty() {
                    return Err(RootsError::None);
                }
            }
        }
        Ok(roots)
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, RootsError> {
    let read = CertificateDer::pem_file_iter(path).and_then(Iterator::collect);
    read.map_err(|error| RootsError::of_file(path, error))
}

impl RootsError {
    fn of_file(path: &Path, reason: impl ToString) -> Self {
        Self::File {
            path: path.display().to_string(),
            reason: reason.to_string(),
        }
    }
}

/// Checks what the mode asks for, and always that the other end holds the key of the certificate it shows.
#[derive(Debug)]
struct Verifier {
    /// Checks certificates; `None` takes any.
    authorities: Option<Arc<WebPkiServerVerifier>>,
    checks_host: bool,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(authorities) = &self.authorities else {
            return Ok(ServerCertVerified::assertion());
        };
        let verified = authorities.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        match verified {
            // The name is looked at last, so all else is in order.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if !self.checks_host => Ok(ServerCertVerified::assertion()),
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let algorithms = &self.provider.signature_verification_algorithms;
        algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_concerns_encryption_is_taken_out_of_the_address() {
        let split = |url: &str| {
            let (wanted, rest) = Wanted::split(url);
            (wanted.mode, wanted.roots, rest)
        };
        let plain = "postgresql://u@h/d";
        for mode in ["", "?sslmode=disable", "?sslmode=prefer"] {
            let url = format!("{plain}{mode}");
            assert_eq!(split(&url), (Mode::Plain, None, plain.to_owned()));
        }
        assert_eq!(
            split("postgresql://u@h/d?sslmode=verify-full&sslrootcert=/a%20b/ca.crt&options=-cx"),
            (
                Mode::Host,
                Some(PathBuf::from("/a b/ca.crt")),
                "postgresql://u@h/d?options=-cx".to_owned()
            )
        );
        assert_eq!(
            split("postgresql://u@h/d?connect_timeout=3&sslmode=verify-ca&sslrootcert=system"),
            (
                Mode::Authority,
                None,
                "postgresql://u@h/d?connect_timeout=3".to_owned()
            )
        );
        let (mode, _, _) = split("postgresql://u@h/d?sslmode=require");
        assert_eq!(mode, Mode::Encrypted);
        // What is misspelled is left to the driver, which refuses it.
        let (_, _, rest) = split("postgresql://u@h/d?sslmode=on");
        assert_eq!(rest, "postgresql://u@h/d?sslmode=on");
    }

    #[test]
    fn file_without_certificates_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.crt");
        let (wanted, _) = Wanted::split(&format!(
            "postgresql://u@h/d?sslmode=verify-full&sslrootcert={}",
            path.display()
        ));
        assert!(wanted.connector().is_err(), "there is no file");
        std::fs::write(&path, "no certificate").unwrap();
        let told = wanted.connector().err().unwrap().to_string();
        assert!(told.contains("ca.crt"), "{told}");
    }
}
