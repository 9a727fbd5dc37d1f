//! Letters a line in, records a line out.

use crate::client::{Reply, multipart, start};
use griffier_server::Options;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::time::Duration;

const NDJSON: &str = "application/x-ndjson";

fn lines(reply: &Reply) -> Vec<Value> {
    assert_eq!((reply.status, reply.field("content-type")), (200, Some(NDJSON)), "{}", reply.text());
    reply.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn records_come_in_the_order_of_the_letters_and_a_bad_line_costs_itself() {
    let server = start(Options { body: 5_000, jobs: 3, ..Options::default() });
    let mut body = String::new();
    for i in 0..60 {
        // The first of each few takes longest, so that the others are done before it.
        let nap = if i % 6 == 0 { 20 } else { 0 };
        body +=
            &format!("{}\n", json!({"id": format!("b{i}"), "text": format!("slaap {nap} De NAVO sprak.")}));
    }
    body += "\n{\"id\": 7}\nniets\n";
    body += &format!("{{\"text\": \"{}\"}}\n", "x".repeat(6_000));
    body += "{\"text\": \"paniek\"}\n{\"text\": \"De VN.\"}";
    let found = lines(&server.post("/annotate?offsets=char", NDJSON, body.as_bytes()));
    assert_eq!(found.len(), 65);
    for (i, record) in found[..60].iter().enumerate() {
        assert_eq!((&record["id"], &record["offsets"]), (&json!(format!("b{i}")), &json!("char")));
    }
    let told = |i: usize| {
        (found[i]["error"]["line"].as_u64().unwrap(), found[i]["error"]["status"].as_u64().unwrap())
    };
    assert_eq!([told(60), told(61), told(62), told(63)], [(62, 422), (63, 422), (64, 413), (65, 500)]);
    let words = found[60]["error"]["detail"].as_str().unwrap();
    assert_eq!(words, "line 62: it has no field `text` (nor `content`, `tekst`), or that is null");
    assert_eq!(found[64]["id"], "request-66");
    assert_eq!(server.figure("griffier_lines_lost_total"), 4.0);
}

#[test]
fn a_row_with_a_day_that_is_none_costs_itself() {
    let server = start(Options::default());
    let rows = "{\"id\": \"a\", \"text\": \"De NAVO.\", \"date\": \"2021-10-11\"}\n\
                {\"id\": \"b\", \"text\": \"De NAVO.\", \"date\": \"2021-13-01\"}\n\
                {\"id\": \"c\", \"text\": \"De NAVO.\", \"date\": null}\n";
    let form = multipart(&[("file", Some("l.jsonl"), rows.as_bytes())]);
    let file =
        server.send("POST", "/annotate", &[("content-type", form.0.as_str()), ("accept", NDJSON)], &form.1);
    for (reply, whose) in [
        (server.post("/annotate", NDJSON, rows.as_bytes()), ("line", json!(2))),
        (file, ("name", json!("l.jsonl!/2"))),
    ] {
        let found = lines(&reply);
        assert_eq!((&found[0]["id"], &found[2]["id"]), (&json!("a"), &json!("c")));
        let error = &found[1]["error"];
        assert_eq!((&error[whose.0], &error["status"]), (&whose.1, &json!(400)), "{error}");
        assert_eq!(error["detail"], "date: \"2021-13-01\" is no date as in 2023-12-31");
    }
}

#[test]
fn a_stream_gives_the_record_that_a_request_gives() {
    let server = start(Options::default());
    let line = json!({"id": "brief", "text": "De NAVO kwam op 11 juli jl. bijeen.", "date": "2021-10-11"})
        .to_string();
    let mut one = server.post("/annotate", "application/json", line.as_bytes()).json();
    let mut other = lines(&server.post("/annotate", NDJSON, line.as_bytes())).remove(0);
    for record in [&mut one, &mut other] {
        record["source"]["path"].take();
        record["meta"]["stated"].take();
        record["stated"].take();
    }
    assert_eq!(one["mentions"], other["mentions"]);
    assert_eq!(one["mentions"][1]["entity"], "2021-07-11", "{one}");
    assert_eq!(one, other);
}

#[test]
fn answers_come_while_letters_are_sent() {
    let server = start(Options::default());
    let mut stream = server.connect();
    let head = format!(
        "POST /annotate HTTP/1.1\r\nhost: {}\r\ncontent-type: {NDJSON}\r\ntransfer-encoding: chunked\r\n\r\n",
        server.address
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    for i in 0..20 {
        let line = json!({"id": format!("b{i}"), "text": "De NAVO."}).to_string() + "\n";
        write!(stream, "{:x}\r\n{line}\r\n", line.len()).unwrap();
        let mut answer = String::new();
        while !answer.contains("\"schema\"") {
            answer.clear();
            assert!(reader.read_line(&mut answer).unwrap() > 0, "it ended at letter {i}");
        }
        assert!(answer.contains(&format!("\"id\":\"b{i}\"")), "{answer}");
    }
}

#[test]
fn a_stream_of_more_than_a_body_is_taken() {
    let server = start(Options { body: 2_000, ..Options::default() });
    let line = json!({"text": "De NAVO. ".repeat(100)}).to_string() + "\n";
    let body = line.repeat(200);
    assert!(body.len() > 100 * 1_000);
    let found = lines(&server.post("/annotate", NDJSON, body.as_bytes()));
    assert_eq!(found.len(), 200);
    assert!(found.iter().all(|record| record["error"].is_null()));
}

#[test]
fn a_client_that_falls_silent_is_told_so() {
    let server = start(Options { time: Duration::from_millis(300), ..Options::default() });
    let mut stream = server.connect();
    let head = format!(
        "POST /annotate HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-type: {NDJSON}\r\ncontent-length: 1000\r\n\r\n",
        server.address
    );
    stream.write_all(format!("{head}{}\n{{", json!({"text": "De NAVO."})).as_bytes()).unwrap();
    let reply = Reply::read(&mut stream);
    let found: Vec<Value> = reply.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!((&found[1]["error"]["line"], &found[1]["error"]["status"]), (&json!(2), &json!(408)));
}
