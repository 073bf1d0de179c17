//! Encrypted connections, against a server with a certificate of the test's own authority.

use std::path::PathBuf;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio_postgres::Client;
use vitrina::adapters::cockroach::{ConnectError, Pools, Settings, Sql, Statement};

use super::{SLEEP, running};
use crate::support::{io, postgres::PostgresServer, until};

const ENCRYPTED: Statement = Statement::new(
    "test/encrypted",
    "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
);

/// A server whose certificate is made out to `localhost`, which listens on 127.0.0.1.
struct Encrypting {
    server: PostgresServer,
    client: Client,
    folder: tempfile::TempDir,
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

impl Encrypting {
    async fn start() -> Self {
        let server = PostgresServer::start();
        let client = server.client().await;
        let folder = tempfile::tempdir().unwrap();
        let (trusted, other) = (authority(), authority());
        std::fs::write(folder.path().join("trusted.crt"), trusted.pem()).unwrap();
        std::fs::write(folder.path().join("other.crt"), other.pem()).unwrap();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &trusted).unwrap();
        for (name, text) in [
            ("server.crt", certificate.pem()),
            ("server.key", key.serialize_pem()),
        ] {
            // By the server itself, which insists that the key is its own and nobody else's.
            let write = format!(
                "COPY (SELECT line FROM unnest(string_to_array('{text}', E'\\n')) AS t(line)) \
                 TO PROGRAM 'umask 077; tr -d \"\\r\" >{name}'"
            );
            client.batch_execute(&write).await.unwrap();
        }
        Self {
            server,
            client,
            folder,
        }
    }

    async fn switch_on(&self) {
        for command in ["ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()"] {
            self.client.batch_execute(command).await.unwrap();
        }
        until("the server has read its settings", async || {
            let row = self.client.query_one("SHOW ssl", &[]).await.unwrap();
            row.get::<_, &str>(0) == "on"
        })
        .await;
    }

    fn settings(&self, host: &str, parameters: &str) -> Settings {
        let mut url: reqwest::Url = self.server.url.parse().unwrap();
        url.set_host(Some(host)).unwrap();
        url.set_query(Some(parameters));
        Settings {
            url: url.to_string().into(),
            connect_timeout_ms: 10_000,
            read_timeout_ms: 60_000,
            ..Settings::default()
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn connect(&self, host: &str, mode: &str, roots: &str) -> Result<Pools, ConnectError> {
        let roots = match roots {
            "" => String::new(),
            name => format!("&sslrootcert={}", self.file(name).display()),
        };
        let settings = self.settings(host, &format!("sslmode={mode}{roots}"));
        Pools::connect(&settings, io()).await
    }
}

async fn is_encrypted(pools: &Pools) -> bool {
    pools.fresh.query(&ENCRYPTED, &[]).await.unwrap()[0].get(0)
}

#[tokio::test]
async fn connections_are_encrypted_and_certificates_checked_as_the_address_says() {
    let encrypting = Encrypting::start().await;
    let refused = encrypting.connect("localhost", "require", "").await;
    let told = refused.unwrap_err();
    assert!(matches!(told, ConnectError::Tls(_)), "{told:?}");
    encrypting.switch_on().await;

    let trusted = "trusted.crt";
    for (host, mode, roots, is_on) in [
        ("localhost", "verify-full", trusted, true),
        ("127.0.0.1", "verify-ca", trusted, true),
        ("127.0.0.1", "require", trusted, true),
        ("127.0.0.1", "require", "", true),
        ("127.0.0.1", "disable", "", false),
    ] {
        let pools = encrypting.connect(host, mode, roots).await;
        let pools = pools.unwrap_or_else(|error| panic!("{host} {mode}: {error:?}"));
        assert_eq!(is_encrypted(&pools).await, is_on, "{host} {mode}");
    }
    for (host, mode, roots) in [
        ("127.0.0.1", "verify-full", trusted),
        ("localhost", "verify-full", "other.crt"),
        ("localhost", "verify-ca", "other.crt"),
        ("localhost", "require", "other.crt"),
    ] {
        let refused = encrypting.connect(host, mode, roots).await.unwrap_err();
        assert!(
            matches!(refused, ConnectError::Certificate(_)),
            "{host} {mode}: {refused:?}"
        );
        assert!(refused.to_string().contains("sslrootcert"), "{refused}");
    }
    let refused = encrypting
        .connect("localhost", "verify-full", "none.crt")
        .await;
    assert!(matches!(refused, Err(ConnectError::Roots(_))));
    // The authorities of the system, if it has any, do not know the test's.
    let refused = encrypting.connect("localhost", "verify-full", "").await;
    assert!(matches!(
        refused,
        Err(ConnectError::Certificate(_) | ConnectError::Roots(_))
    ));
}

#[tokio::test]
async fn abandoned_query_is_canceled_over_an_encrypted_connection() {
    let encrypting = Encrypting::start().await;
    encrypting.switch_on().await;
    let pools = encrypting
        .connect("localhost", "verify-full", "trusted.crt")
        .await;
    let pools = pools.unwrap();
    let asking = tokio::spawn(async move { pools.fresh.query(&SLEEP, &[&60.0_f64]).await });
    until("the query runs", async || {
        running(&encrypting.client, "pg_sleep").await == 1
    })
    .await;
    asking.abort();
    until("the query is canceled", async || {
        running(&encrypting.client, "pg_sleep").await == 0
    })
    .await;
}
