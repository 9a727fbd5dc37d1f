//! Slow clients, slow letters, too many of either, letters that meet a defect, and the end of the server. Each test
//! stands in the list of `docs/server.md`.

use crate::client::{Reply, start, wait_for};
use griffier_server::Options;
use serde_json::json;
use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

fn within(milliseconds: u64) -> Options {
    Options { time: Duration::from_millis(milliseconds), ..Options::default() }
}

#[test]
fn a_head_that_does_not_end_is_given_up() {
    let server = start(within(300));
    for sent in ["", "GET / HT", "GET / HTTP/1.1\r\nhost: localhost\r\nx-a: "] {
        let mut stream = server.connect();
        stream.write_all(sent.as_bytes()).unwrap();
        let began = Instant::now();
        let mut rest = Vec::new();
        // Whether it is told or not, the connection ends.
        let _ = stream.read_to_end(&mut rest);
        assert!(began.elapsed() < Duration::from_secs(30), "{sent:?}");
    }
}

#[test]
fn a_connection_on_which_nothing_more_is_asked_ends() {
    let server = start(within(300));
    let mut stream = server.connect();
    stream.write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    assert!(all.starts_with(b"HTTP/1.1 200"));
}

#[test]
fn a_body_that_does_not_end_is_answered_in_time() {
    let server = start(within(300));
    for kind in
        ["text/plain", "application/json", "multipart/form-data; boundary=xx", "application/sparql-query"]
    {
        let target = if kind.contains("sparql") { "/sparql" } else { "/annotate" };
        let mut stream = server.connect();
        let head = format!(
            "POST {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: 50\r\n\r\nDe"
        );
        stream.write_all(head.as_bytes()).unwrap();
        Reply::read(&mut stream).problem(408, "slow");
    }
    assert_eq!(server.figure("griffier_requests_admitted"), 0.0);
}

#[test]
fn a_client_that_takes_no_answer_is_let_go() {
    let server = start(within(500));
    let mut stream = server.connect();
    let head = "POST /annotate HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let line = json!({"text": "De NAVO. ".repeat(500)}).to_string() + "\n";
    let chunk = format!("{:x}\r\n{line}\r\n", line.len());
    stream.set_write_timeout(Some(Duration::from_secs(30))).unwrap();
    // It writes and never reads, until nobody takes anything from it any more.
    let ended = (0..100_000).find_map(|_| stream.write_all(chunk.as_bytes()).err());
    let kind = ended.map(|error| error.kind());
    assert!(matches!(kind, Some(ErrorKind::ConnectionReset | ErrorKind::BrokenPipe)), "{kind:?}");
    wait_for(|| server.figure("griffier_requests_admitted") == 0.0);
}

#[test]
fn more_than_can_be_worked_on_is_told_to_come_again() {
    let server = start(Options { concurrency: 2, jobs: 1, ..Options::default() });
    std::thread::scope(|scope| {
        let slow = || server.post("/annotate", "text/plain", b"slaap 1500 De NAVO.").status;
        let running = [scope.spawn(slow), scope.spawn(slow)];
        wait_for(|| server.figure("griffier_requests_admitted") == 2.0);
        let reply = server.post("/annotate", "text/plain", b"De NAVO.");
        reply.problem(429, "busy");
        assert_eq!(reply.field("retry-after"), Some("1"));
        assert_eq!(server.get("/health").status, 200, "whoever watches is answered all the same");
        assert!(running.into_iter().all(|slow| slow.join().unwrap() == 200));
    });
    assert_eq!(server.post("/annotate", "text/plain", b"De NAVO.").status, 200);
}

#[test]
fn connections_beyond_the_most_wait_for_their_turn() {
    let server = start(Options { connections: 2, ..Options::default() });
    let held = [server.connect(), server.connect()];
    let mut third = server.connect();
    third.write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    third.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    assert!(third.read(&mut [0; 16]).is_err(), "not yet");
    drop(held);
    third.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    assert_eq!(Reply::read(&mut third).status, 200);
}

#[test]
fn work_beyond_its_time_is_answered_and_its_place_given_to_others() {
    let server = start(Options { jobs: 1, ..within(400) });
    let began = Instant::now();
    let reply = server.post("/annotate", "text/plain", b"slaap 3000 De NAVO.");
    reply.problem(503, "late");
    assert!(reply.field("retry-after").is_some());
    assert!(began.elapsed() < Duration::from_millis(2500), "{:?}", began.elapsed());
    assert_eq!(server.figure("griffier_work_late"), 1.0);
    // Its thread still sleeps, and with one thread for work the next is answered all the same.
    assert_eq!(server.post("/annotate", "text/plain", b"De NAVO.").status, 200);
    assert_eq!(server.get("/health").json()["late"], 1);
    wait_for(|| server.figure("griffier_work_late") == 0.0);
}

#[test]
fn when_too_much_is_beyond_its_time_no_more_is_begun_until_it_ends() {
    let server = start(Options { jobs: 12, ..within(600) });
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| server.post("/annotate", "text/plain", b"slaap 4000 De NAVO."));
        }
    });
    let health = server.get("/health");
    assert_eq!((health.status, &health.json()["status"]), (503, &json!("stalled")));
    server.post("/annotate", "text/plain", b"De NAVO.").problem(503, "stalled");
    wait_for(|| server.get("/health").status == 200);
    assert_eq!(server.post("/annotate", "text/plain", b"De NAVO.").status, 200);
}

#[test]
fn a_defect_costs_its_own_request() {
    let server = start(Options { jobs: 1, ..Options::default() });
    for _ in 0..20 {
        let detail = server.post("/annotate", "text/plain", b"paniek").problem(500, "defect");
        assert_eq!(detail, "a defect of griffier stopped this, please report it: de letter zei paniek");
    }
    assert_eq!(server.post("/annotate", "text/plain", b"De NAVO.").status, 200);
}

#[test]
fn a_client_that_goes_away_leaves_nothing_behind() {
    let server = start(Options { jobs: 1, ..Options::default() });
    for _ in 0..10 {
        let mut stream = server.connect();
        stream.write_all(b"POST /annotate HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\nslaap 500").unwrap();
    }
    let began = Instant::now();
    wait_for(|| {
        server.figure("griffier_requests_admitted") == 0.0 && server.figure("griffier_work_running") == 0.0
    });
    assert!(
        began.elapsed() < Duration::from_millis(4_000),
        "not each of the ten was done: {:?}",
        began.elapsed()
    );
}

#[test]
fn what_is_in_flight_is_finished_when_the_server_stops() {
    let server = start(Options { jobs: 2, ..Options::default() });
    let address = server.address;
    let mut idle = server.connect();
    idle.write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| server.post("/annotate", "text/plain", b"slaap 1000 De NAVO."));
        wait_for(|| server.figure("griffier_work_running") == 1.0);
        server.stop();
        wait_for(|| std::net::TcpStream::connect(address).is_err());
        assert_eq!(slow.join().unwrap().status, 200);
    });
    assert_eq!(server.end(), 0, "no connection was cut off");
}

#[test]
fn what_does_not_end_in_time_is_cut_off_when_the_server_stops() {
    let server = start(Options { grace: Duration::from_millis(300), ..Options::default() });
    let mut stream = server.connect();
    stream.write_all(b"POST /annotate HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\ncontent-length: 1000\r\n\r\n{").unwrap();
    wait_for(|| server.figure("griffier_requests_admitted") == 1.0);
    let began = Instant::now();
    assert_eq!(server.end(), 1);
    assert!(began.elapsed() < Duration::from_secs(10));
}
