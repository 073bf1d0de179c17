//! A part of Redis for each test, and a Redis of a test's own where it is to be killed.

use std::path::Path;

use super::{script, service};

/// Keys below a prefix of the test's own, deleted with it.
pub struct TestRedis {
    /// Address of the server.
    pub url: String,
    /// Begins every key of the test.
    pub prefix: String,
}

impl TestRedis {
    /// A prefix that nobody else has, on the server of the run. Do not flush it.
    pub fn shared() -> Self {
        Self {
            url: service("VITRINA_TEST_REDIS_URL"),
            prefix: format!("vitrina-test:{}:", uuid::Uuid::new_v4()),
        }
    }
}

impl Drop for TestRedis {
    fn drop(&mut self) {
        let delete = || -> redis::RedisResult<()> {
            let mut connection = redis::Client::open(self.url.as_str())?.get_connection()?;
            let found = redis::Commands::scan_match::<_, String>(
                &mut connection,
                format!("{}*", self.prefix),
            )?;
            let keys: Vec<String> = found.collect::<Result<_, _>>()?;
            if !keys.is_empty() {
                redis::Commands::del::<_, ()>(&mut connection, keys)?;
            }
            Ok(())
        };
        let deleted = delete();
        assert!(deleted.is_ok() || std::thread::panicking(), "{deleted:?}");
    }
}

/// A server of the test's own, to be stopped, started again and flushed.
pub struct RedisServer {
    folder: tempfile::TempDir,
    /// Address of the server, the same after a restart.
    pub url: String,
}

impl RedisServer {
    /// Starts one on a free port.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = run(&["start", text(folder.path())]);
        Self { folder, url }
    }

    /// Stops it.
    pub fn stop(&self) {
        run(&["stop", text(self.folder.path())]);
    }

    /// Ends it by SIGKILL.
    pub fn kill(&self) {
        run(&["stop", text(self.folder.path()), "KILL"]);
    }

    /// Lets it hang, its connections open, until it is resumed.
    pub fn pause(&self) {
        run(&["signal", text(self.folder.path()), "STOP"]);
    }

    /// Lets it go on.
    pub fn resume(&self) {
        run(&["signal", text(self.folder.path()), "CONT"]);
    }

    /// Starts it again where it was, empty.
    pub fn start_again(&self) {
        let port = self.url.trim_end_matches('/').rsplit(':').next();
        run(&[
            "start",
            text(self.folder.path()),
            "--port",
            port.expect("a port"),
        ]);
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn run(arguments: &[&str]) -> String {
    script("redis.sh", arguments)
}

#[test]
fn keys_of_a_test_end_with_it() {
    let mine = TestRedis::shared();
    let other = TestRedis::shared();
    let mut connection = redis::Client::open(mine.url.as_str())
        .unwrap()
        .get_connection()
        .unwrap();
    let key = |of: &TestRedis| format!("{}key", of.prefix);
    let (my_key, other_key) = (key(&mine), key(&other));
    redis::Commands::set::<_, _, ()>(&mut connection, &my_key, 1).unwrap();
    redis::Commands::set::<_, _, ()>(&mut connection, &other_key, 1).unwrap();
    drop(mine);
    assert!(!redis::Commands::exists::<_, bool>(&mut connection, &my_key).unwrap());
    assert!(redis::Commands::exists::<_, bool>(&mut connection, &other_key).unwrap());
}

#[test]
fn server_starts_again_where_it_was_and_empty() {
    let server = RedisServer::start();
    let client = redis::Client::open(server.url.as_str()).unwrap();
    let mut connection = client.get_connection().unwrap();
    redis::Commands::set::<_, _, ()>(&mut connection, "key", 1).unwrap();
    server.stop();
    assert!(client.get_connection().is_err());
    server.start_again();
    let mut connection = client.get_connection().unwrap();
    assert!(!redis::Commands::exists::<_, bool>(&mut connection, "key").unwrap());
}
