//! `vitrina health`: asks a running service whether it is well, and says so by its exit code.
//!
//! For the health check of a container image that has neither a shell nor curl. One plain HTTP/1.1
//! GET over the standard library is all it takes, so that a check that runs every few seconds starts
//! no runtime. It speaks no TLS and follows no redirect: it asks the process beside it.

use std::{
    io::{self, Read, Write},
    net::{TcpStream, ToSocketAddrs},
    process::ExitCode,
    time::Duration,
};

use actix_web::http::Uri;
use anyhow::{Context, bail, ensure};

/// The most that is read of an answer: `/readyz` says a line a check.
const MAX_ANSWER_BYTES: u64 = 64 * 1024;

/// Arguments of `vitrina health`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit codes:
  0  the service answered 200
  1  it answered anything else, or nothing in time; the message says what

Examples:
  vitrina health
  vitrina health --url http://127.0.0.1:8080/livez --timeout-seconds 1")]
pub struct HealthArgs {
    /// What to ask, over plain HTTP
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080/readyz", value_parser = parse_target)]
    url: Target,

    /// Seconds that connecting, and then each read, may take
    #[arg(long, value_name = "S", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout_seconds: u64,
}

/// Where to ask: the parts of a URL that a request needs.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    /// As the `Host` header says it.
    authority: String,
    /// Name or address, IPv6 without brackets.
    host: String,
    port: u16,
    /// Path and query.
    path: String,
}

fn parse_target(text: &str) -> Result<Target, String> {
    let expected = || "write an address such as http://127.0.0.1:8080/readyz".to_owned();
    let uri: Uri = text.parse().map_err(|_| expected())?;
    let authority = uri.authority().ok_or_else(expected)?;
    if uri.scheme_str() != Some("http") || authority.host().is_empty() {
        return Err(expected());
    }
    Ok(Target {
        authority: authority.as_str().to_owned(),
        host: authority.host().trim_matches(['[', ']']).to_owned(),
        port: authority.port_u16().unwrap_or(80),
        path: uri
            .path_and_query()
            .map_or("/", |path| path.as_str())
            .to_owned(),
    })
}

/// Asks once.
///
/// # Errors
/// When the service cannot be reached, or answers with another status than 200; what it said is in
/// the message.
pub fn run(args: &HealthArgs) -> anyhow::Result<ExitCode> {
    let Target {
        authority, path, ..
    } = &args.url;
    let answer = ask(&args.url, Duration::from_secs(args.timeout_seconds))
        .with_context(|| format!("no answer from http://{authority}{path}"))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).unwrap_or_default();
    ensure!(
        head.starts_with("HTTP/1."),
        "http://{authority}{path} does not speak HTTP"
    );
    if status != "200" {
        bail!(
            "http://{authority}{path} answered {status}: {}",
            body.trim()
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn ask(target: &Target, timeout: Duration) -> io::Result<String> {
    let mut stream = connect(target, timeout)?;
    stream.set_read_timeout(Some(timeout))?;
    stream.set_write_timeout(Some(timeout))?;
    write!(
        stream,
        "GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nUser-Agent: vitrina-health\r\n\r\n",
        target.path, target.authority
    )?;
    let mut answer = Vec::new();
    stream.take(MAX_ANSWER_BYTES).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Connects to the first address of the name that accepts.
fn connect(target: &Target, timeout: Duration) -> io::Result<TcpStream> {
    let mut refused = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    for address in (target.host.as_str(), target.port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, timeout) {
            Ok(stream) => return Ok(stream),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

#[cfg(test)]
mod tests {
    use std::{
        io::BufRead,
        net::{Ipv4Addr, TcpListener},
        thread::JoinHandle,
    };

    use super::*;

    /// Answers one request with `answer` and gives the request's lines.
    fn answering(answer: &'static str) -> (u16, JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let thread = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = io::BufReader::new(stream.try_clone().unwrap())
                .lines()
                .map(Result::unwrap)
                .take_while(|line| !line.is_empty())
                .collect();
            stream.write_all(answer.as_bytes()).unwrap();
            lines
        });
        (port, thread)
    }

    fn check(port: u16) -> anyhow::Result<ExitCode> {
        run(&HealthArgs {
            url: parse_target(&format!("http://127.0.0.1:{port}/readyz?verbose=1")).unwrap(),
            timeout_seconds: 20,
        })
    }

    #[test]
    fn status_200_is_well_and_the_request_is_whole() {
        let (port, asked) =
            answering("HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"ready\":true}");
        check(port).unwrap();
        let asked = asked.join().unwrap();
        assert_eq!(asked[0], "GET /readyz?verbose=1 HTTP/1.1");
        assert_eq!(asked[1], format!("Host: 127.0.0.1:{port}"));
    }

    #[test]
    fn another_status_is_unwell_and_the_reason_is_told() {
        let (port, asked) = answering(
            "HTTP/1.1 503 Service Unavailable\r\n\r\n{\"ready\":false,\"checks\":\"database\"}",
        );
        let error = check(port).unwrap_err().to_string();
        asked.join().unwrap();
        assert!(
            error.ends_with("answered 503: {\"ready\":false,\"checks\":\"database\"}"),
            "{error}"
        );
    }

    #[test]
    fn what_is_no_http_is_unwell() {
        let (port, asked) = answering("SSH-2.0-200 200\r\n");
        assert!(check(port).is_err());
        asked.join().unwrap();
    }

    #[test]
    fn nobody_listening_is_unwell() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        assert!(check(port).is_err());
    }

    #[test]
    fn addresses_are_taken_apart() {
        let target = parse_target("http://[::1]:9000").unwrap();
        assert_eq!(
            (target.host.as_str(), target.port, target.path.as_str()),
            ("::1", 9000, "/")
        );
        assert_eq!(parse_target("http://vitrina/livez").unwrap().port, 80);
        for wrong in [
            "127.0.0.1:8080",
            "https://127.0.0.1/readyz",
            "http:///readyz",
            "",
        ] {
            assert!(parse_target(wrong).is_err(), "{wrong}");
        }
    }
}
