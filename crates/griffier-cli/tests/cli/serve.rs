//! `griffier serve`: how it starts and ends. What it answers is tested in its own crate.

use crate::{Desk, LETTER};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A server and what it says.
struct Server {
    child: Child,
    said: BufReader<std::process::ChildStderr>,
    before: Vec<String>,
    address: String,
}

fn command(desk: &Desk, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_griffier"));
    command.current_dir(desk.path("")).arg("serve").args(["--bind", "127.0.0.1:0"]).args(arguments);
    command.env_remove("GRIFFIER_TOKEN").stdin(Stdio::null()).stderr(Stdio::piped());
    command
}

impl Server {
    fn start(desk: &Desk, arguments: &[&str]) -> Self {
        let mut child = command(desk, arguments).spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        let mut server = Self { child, said, before: Vec::new(), address: String::new() };
        while server.address.is_empty() {
            let mut line = String::new();
            assert!(server.said.read_line(&mut line).unwrap() > 0, "it ended: {:?}", server.before);
            match line.trim().split_once("listening on http://") {
                Some((_, address)) => server.address = address.to_owned(),
                None => server.before.push(line.trim().to_owned()),
            }
        }
        server
    }

    fn get(&self, target: &str, fields: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(stream, "GET {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{fields}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn signal(&self, name: &str) {
        assert!(Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap().success());
    }

    /// Its status and its last words.
    fn end(mut self) -> (i32, String) {
        let mut rest = String::new();
        self.said.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code().unwrap_or(-1), rest)
    }
}

#[test]
fn letters_and_records_can_be_looked_at_and_a_signal_ends_it() {
    let desk = Desk::new();
    desk.put("in/brief.txt", LETTER).put("in/leeg.txt", " ");
    let annotated = desk.run(&["annotate", "in/brief.txt", "-o", "out.jsonl", "--quiet"]);
    assert_eq!(annotated.status, 0, "{annotated:?}");
    for (path, status, said) in [("in", 1, 2), ("out.jsonl", 0, 1)] {
        let server = Server::start(&desk, &[path]);
        assert_eq!(server.before.len(), said, "{:?}", server.before);
        assert_eq!(server.before.last().unwrap(), "griffier: 1 letter to look at");
        assert!(server.get("/letters/1", "").contains("data-type=\"ORGANISATION\""));
        server.signal(if status == 0 { "-TERM" } else { "-INT" });
        assert_eq!(server.end(), (status, "griffier: stopped\n".to_owned()));
    }
}

#[test]
fn a_request_in_flight_is_answered_before_it_ends() {
    let desk = Desk::new();
    let server = Server::start(&desk, &[]);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let head = format!(
        "POST /annotate HTTP/1.1\r\nhost: {}\r\ncontent-type: text/plain\r\ncontent-length: 8\r\n\r\nDe ",
        server.address
    );
    stream.write_all(head.as_bytes()).unwrap();
    // The server has begun to read it when it tells so.
    while !server.get("/metrics", "").contains("griffier_requests_admitted 1") {}
    server.signal("-TERM");
    while TcpStream::connect(&server.address).is_ok() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    stream.write_all(b"NAVO.").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("org:navo"), "{answer}");
    assert_eq!(server.end().0, 0);
}

#[test]
fn a_token_comes_from_a_file_or_the_environment_and_is_never_said() {
    let desk = Desk::new();
    desk.put("token", "0123456789abcdef-uit-een-bestand\n").put("kort", "kort");
    let server = Server::start(&desk, &["--token-file", "token"]);
    assert!(server.get("/", "").starts_with("HTTP/1.1 401"));
    let known = "authorization: Bearer 0123456789abcdef-uit-een-bestand\r\n";
    assert!(server.get("/", known).starts_with("HTTP/1.1 200"));
    server.signal("-TERM");
    let (status, said) = server.end();
    assert!(status == 0 && !said.contains("uit-een-bestand"), "{said}");
    for (arguments, words) in [
        (&["--token-file", "kort"][..], "a token has at least 16 characters"),
        (&["--token-file", "geen"], "geen: cannot read"),
        (&["--bind", "0.0.0.0:0"], "a token is needed"),
        (&["--cors", "*"], "give an origin"),
        (&["--store", "geen"], "geen: no store"),
        (&["--timeout", "0"], "--timeout 0"),
        (&["--corrections", "kort"], "kort:1: the first line is not"),
        (&["nergens"], "griffier: nergens: cannot read: No such file"),
    ] {
        let mut refused = Command::new(env!("CARGO_BIN_EXE_griffier"));
        refused.current_dir(desk.path("")).arg("serve").env_remove("GRIFFIER_TOKEN");
        if arguments[0] != "--bind" {
            refused.args(["--bind", "127.0.0.1:0"]);
        }
        let refused = refused.args(arguments).output().unwrap();
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains(words) && refused.status.code() == Some(2), "{arguments:?}: {said}");
    }
}
