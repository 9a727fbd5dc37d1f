//! A server on a free port, and a client that says exactly what it is told to.

use griffier::{Document, Finder, Pipeline};
use griffier_graph::Dataset;
use griffier_ingest::Letter;
use griffier_server::{Holdings, Options, Server, Shelf, Shelved, Stopper};
use serde_json::Value;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A letter with a date, an organisation, a citation and a promise.
pub(crate) const LETTER: &str = "Den Haag, 15 december 2023\n\nGeachte voorzitter,\n\nOp 11 juli jl. kwam de NAVO bijeen \
    (Kamerstuk 28676, nr. 45). Ik zal uw Kamer voor 1 maart 2024 informeren over de uitkomsten.\n\nDe minister van \
    Defensie,\n\nK.H. Ollongren\n";

/// Does what a letter tells it to, in place of defects that nobody knows yet.
#[derive(Debug)]
struct Obedient;

impl Finder for Obedient {
    fn find(&self, doc: &mut Document) {
        if let Some((_, rest)) = doc.text().split_once("slaap ") {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            std::thread::sleep(Duration::from_millis(digits.parse().unwrap()));
        }
        assert!(!doc.text().contains("paniek"), "de letter zei paniek");
    }
}

pub(crate) fn pipeline() -> Pipeline {
    Pipeline::new().with_finder(&Obedient)
}

/// A form with these fields: name, name of a file, content; its media type and its bytes.
pub(crate) fn multipart(parts: &[(&str, Option<&str>, &[u8])]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
        write!(body, "--xx\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").unwrap();
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--xx--\r\n");
    ("multipart/form-data; boundary=xx".to_owned(), body)
}

/// A server that runs until it is dropped.
pub(crate) struct Running {
    pub address: SocketAddr,
    stopper: Stopper,
    thread: Option<JoinHandle<io::Result<usize>>>,
}

pub(crate) fn start(options: Options) -> Running {
    start_with(options, &[], None)
}

pub(crate) fn start_with(options: Options, letters: &[(&str, &str)], dataset: Option<Dataset>) -> Running {
    let pipeline = pipeline();
    let shelved = letters.iter().map(|(name, text)| {
        let letter = Letter::new(*name, text.as_bytes().to_vec());
        let mut doc = letter.clone().ingest(&griffier_ingest::Limits::default()).unwrap();
        pipeline.run(&mut doc);
        Shelved::new(letter, &doc)
    });
    let shelf = Shelf::new(shelved.collect());
    let holdings = Holdings { pipeline, shelf, dataset: dataset.map(Arc::new) };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = Server::new(listener, options, holdings).unwrap();
    let (address, stopper) = (server.address(), server.stopper());
    Running { address, stopper, thread: Some(std::thread::spawn(move || server.run())) }
}

impl Running {
    pub fn stop(&self) {
        self.stopper.stop();
    }
    /// Waits for the end: how many connections were cut off.
    pub fn end(mut self) -> usize {
        self.stop();
        self.thread.take().unwrap().join().unwrap().unwrap()
    }
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }
    pub fn get(&self, target: &str) -> Reply {
        self.send("GET", target, &[], b"")
    }
    pub fn post(&self, target: &str, kind: &str, body: &[u8]) -> Reply {
        self.send("POST", target, &[("content-type", kind)], body)
    }
    /// One request on a connection of its own, under the server's own name unless `fields` say another.
    pub fn send(&self, method: &str, target: &str, fields: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut head = format!("{method} {target} HTTP/1.1\r\nconnection: close\r\n");
        if !fields.iter().any(|(name, _)| *name == "host") {
            head += &format!("host: {}\r\n", self.address);
        }
        if !body.is_empty() || method == "POST" {
            head += &format!("content-length: {}\r\n", body.len());
        }
        for (name, value) in fields {
            head += &format!("{name}: {value}\r\n");
        }
        let mut stream = self.connect();
        // A server that has heard enough answers before it has all.
        let _ = stream.write_all(format!("{head}\r\n").as_bytes()).and_then(|()| stream.write_all(body));
        Reply::read(&mut stream)
    }
    /// The value of one of the server's figures.
    pub fn figure(&self, name: &str) -> f64 {
        let text = self.get("/metrics").text();
        let line =
            text.lines().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')));
        line.unwrap_or_else(|| panic!("no figure {name}:\n{text}"))
            .rsplit(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stopper.stop();
    }
}

/// Waits until something holds.
#[track_caller]
pub(crate) fn wait_for(what: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !what() {
        assert!(Instant::now() < end, "it never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// Reads to the end of the connection.
    #[track_caller]
    pub fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        let ended = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {ended:?} {:?}", String::from_utf8_lossy(&bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let field = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_ascii_lowercase(), value.trim().to_owned())
        };
        let fields: Vec<_> = lines.map(field).collect();
        let chunked = fields.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
        let body = bytes.split_off(end + 4);
        Self { status, fields, body: if chunked { dechunk(&body) } else { body } }
    }
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
    /// That it is a problem of this status and name; gives its detail.
    #[track_caller]
    pub fn problem(&self, status: u16, name: &str) -> String {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.field("content-type"), Some("application/problem+json"));
        let value = self.json();
        assert_eq!(value["type"], format!("urn:griffier:problem:{name}"));
        assert_eq!(value["status"], status);
        value["detail"].as_str().unwrap().to_owned()
    }
}

/// The content of a chunked body; one that breaks off ends with `(broken off)`.
fn dechunk(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let Some(end) = body.windows(2).position(|two| two == b"\r\n") else {
            out.extend(b"(broken off)");
            return out;
        };
        let size = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap().trim(), 16).unwrap();
        if size == 0 {
            return out;
        }
        let Some(chunk) = body.get(end + 2..end + 2 + size) else {
            out.extend(b"(broken off)");
            return out;
        };
        out.extend(chunk);
        body = &body[(end + 4 + size).min(body.len())..];
    }
}
