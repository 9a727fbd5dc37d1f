//! What each address answers.

use crate::client::{LETTER, Running, multipart, start, start_with};
use griffier::Document;
use griffier_graph::{Dataset, Loader, Store, Writer};
use griffier_server::Options;
use serde_json::{Value, json};
use std::io::{Cursor, Write};

/// A Word file of one paragraph.
fn docx(text: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    for (name, content) in [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"{namespace}\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
            ),
        ),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn named(record: &Value) -> Vec<&str> {
    record["mentions"].as_array().unwrap().iter().map(|mention| mention["text"].as_str().unwrap()).collect()
}

#[test]
fn a_letter_is_annotated_however_it_is_sent() {
    let server = start(Options::default());
    let plain = server.post("/annotate?id=brief", "text/plain; charset=utf-8", LETTER.as_bytes());
    assert_eq!((plain.status, plain.field("content-type")), (200, Some("application/json")));
    let plain = plain.json();
    assert_eq!(
        (&plain["id"], &plain["schema"], &plain["offsets"]),
        (&json!("brief"), &json!("griffier/1"), &json!("byte"))
    );
    assert!(named(&plain).contains(&"NAVO"), "{plain}");
    // The library itself says the same.
    let mut doc = Document::from_text("brief", LETTER);
    crate::client::pipeline().run(&mut doc);
    let mut record = Vec::new();
    griffier_export::write_record(&doc, griffier::Unit::Byte, &mut record).unwrap();
    let record: Value = serde_json::from_slice(&record).unwrap();
    assert_eq!(plain["mentions"], record["mentions"]);
    assert_eq!(plain["relations"], record["relations"]);

    let object = json!({"id": "brief", "text": LETTER}).to_string();
    let (form, body) = multipart(&[("text", None, LETTER.as_bytes()), ("id", None, b"brief")]);
    let (file, file_body) = multipart(&[("brief", Some("brief.txt"), LETTER.as_bytes())]);
    for (kind, body) in [
        ("application/json", object.as_bytes()),
        (form.as_str(), body.as_slice()),
        (file.as_str(), file_body.as_slice()),
        ("application/octet-stream", LETTER.as_bytes()),
    ] {
        let record = server.post("/annotate?id=brief", kind, body);
        assert_eq!(record.status, 200, "{kind}: {}", record.text());
        assert_eq!(record.json()["mentions"], plain["mentions"], "{kind}");
    }
    let word = docx("De minister van Defensie sprak met de NAVO.");
    for kind in [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/octet-stream",
    ] {
        let record = server.post("/annotate", kind, &word).json();
        assert_eq!(record["source"]["format"], "docx");
        assert!(named(&record).contains(&"NAVO"));
    }
    let pdf =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/formats/000_65cfac3315c427b1.pdf"));
    let pdf = server.post("/annotate", "application/pdf", &pdf.unwrap()).json();
    assert_eq!(pdf["source"]["format"], "pdf");
}

#[test]
fn offsets_and_formats_are_chosen_in_the_address() {
    let server = start(Options::default());
    let text = "Eén 😀 NAVO.";
    for (unit, start) in [("byte", 10), ("char", 6), ("utf16", 7)] {
        let record = server.post(&format!("/annotate?offsets={unit}"), "text/plain", text.as_bytes()).json();
        assert_eq!((&record["offsets"], &record["mentions"][0]["start"]), (&json!(unit), &json!(start)));
    }
    for (format, kind, words) in [
        ("conllu", "text/plain; charset=utf-8", "# text"),
        ("nif", "text/turtle; charset=utf-8", "nif:"),
        ("tei", "application/tei+xml", "<TEI"),
        ("web-annotation", "application/ld+json", "http://www.w3.org/ns/anno"),
        ("label-studio", "application/json", "predictions"),
    ] {
        let reply = server.post(&format!("/annotate?format={format}"), "text/plain", text.as_bytes());
        assert_eq!((reply.status, reply.field("content-type")), (200, Some(kind)));
        assert!(reply.text().contains(words), "{}", reply.text());
    }
    for (query, words) in [
        ("format=docx", "format=docx: there are jsonl"),
        (
            "format=csv",
            "format=csv: there are jsonl, conll2003, conllu, web-annotation, nif, tei, label-studio, doccano, spacy",
        ),
        ("format=parquet", "format=parquet: there are jsonl"),
        ("offsets=words", "there are byte, char and utf16"),
        ("offsets=byte&format=nif", "the offsets of nif count char by its own rules; leave `offsets` out"),
        ("taal=nl", "unknown field `taal`"),
    ] {
        let detail = server
            .post(&format!("/annotate?{query}"), "text/plain", text.as_bytes())
            .problem(400, "malformed");
        assert!(detail.contains(words), "{detail}");
    }
}

#[test]
fn a_stated_day_is_what_days_count_from() {
    let server = start(Options::default());
    let record =
        server.post("/annotate?date=2021-10-11", "text/plain", b"Op 8 juli jl. sprak de NAVO.").json();
    assert_eq!(record["mentions"][0]["entity"], "2021-07-08");
}

#[test]
fn a_day_that_is_none_is_refused_by_its_name() {
    let server = start(Options::default());
    for date in ["2021-13-01", "2021-02-30", "gisteren", "2021"] {
        let expected = format!("date: {date:?} is no day of the calendar (YYYY-MM-DD)");
        let form = multipart(&[("a", Some("a.txt"), b"De NAVO."), ("date", None, date.as_bytes())]);
        for (target, kind, body) in [
            (format!("/annotate?date={date}"), "text/plain", &b"De NAVO."[..]),
            ("/annotate".to_owned(), form.0.as_str(), &form.1),
            ("/letters".to_owned(), form.0.as_str(), &form.1),
        ] {
            assert_eq!(server.post(&target, kind, body).problem(400, "malformed"), expected);
        }
        let asked = server.get(&format!("/resolve?citation=x&date={date}"));
        assert_eq!(asked.problem(400, "malformed"), expected);
    }
    for (field, value, said) in [
        ("date", json!("2021-13-01"), r#"date: "2021-13-01" is no date as in 2023-12-31"#),
        ("datum", json!("31-02-2021"), r#"datum: "31-02-2021" is no date as in 2023-12-31"#),
        ("date", json!(2021), r#"date: "2021" is no date as in 2023-12-31"#),
        ("date", json!(["2021-10-11"]), "date: a list is no text and no number"),
        ("id", json!({"nr": 1}), "id: an object is no text and no number"),
    ] {
        let body = json!({"text": "De NAVO.", field: value}).to_string();
        let reply = server.post("/annotate", "application/json", body.as_bytes());
        assert_eq!(reply.problem(400, "malformed"), said);
    }
    let stream =
        server.post("/annotate?date=2021-10-11", "application/x-ndjson", b"{\"text\": \"De NAVO.\"}");
    assert!(stream.problem(400, "malformed").starts_with("date: said of one letter"));
}

#[test]
fn of_several_letters_in_a_file_each_gives_a_line() {
    let server = start(Options::default());
    let mail = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Brief\r\nDate: Mon, 11 Oct 2021 10:00:00 +0200\r\n\
                MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
                --x\r\nContent-Type: text/plain\r\n\r\nHierbij de brief over de NAVO.\r\n\
                --x\r\nContent-Type: text/plain; name=brief.txt\r\nContent-Disposition: attachment; filename=brief.txt\r\n\r\n\
                De VN kwamen bijeen.\r\n\
                --x\r\nContent-Type: text/plain; name=leeg.txt\r\nContent-Disposition: attachment; filename=leeg.txt\r\n\r\n \r\n--x--\r\n";
    let form = multipart(&[("file", Some("m.eml"), mail.as_bytes())]);
    let detail = server.post("/annotate", &form.0, &form.1).problem(422, "unprocessable");
    assert!(detail.contains("with `Accept: application/x-ndjson` each gives one"), "{detail}");
    let send = |target: &str, kind: &str, body: &[u8]| {
        server.send("POST", target, &[("content-type", kind), ("accept", "application/x-ndjson")], body)
    };
    for (kind, body) in [(form.0.as_str(), form.1.as_slice()), ("message/rfc822", mail.as_bytes())] {
        let reply = send("/annotate?offsets=char", kind, body);
        assert_eq!((reply.status, reply.field("content-type")), (200, Some("application/x-ndjson")));
        let text = reply.text();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0]["mentions"][0]["entity"], "org:navo", "{text}");
        assert_eq!((&lines[1]["id"], &lines[1]["offsets"]), (&json!("brief"), &json!("char")), "{text}");
        let error = &lines[2]["error"];
        assert!(error["status"] == 422 && error["name"].as_str().unwrap().ends_with("!/leeg.txt"), "{text}");
    }
    let one = send("/annotate", "text/plain", b"De NAVO.");
    assert_eq!(one.text().lines().count(), 1);
}

#[test]
fn what_is_no_letter_is_told_apart() {
    let server = start(Options::default());
    server.post("/annotate", "text/plain", b" \n").problem(422, "unprocessable");
    let detail = server.post("/annotate", "application/json", b"{\"id\": 1}").problem(422, "unprocessable");
    assert!(detail.contains("no field `text`"), "{detail}");
    server.post("/annotate", "application/json", b"{").problem(422, "unprocessable");
    server.post("/annotate", "application/pdf", b"%PDF-1.7 en verder niets").problem(422, "unprocessable");
    let detail =
        server.post("/annotate", "application/x-www-form-urlencoded", b"a=b").problem(415, "media-type");
    assert!(detail.starts_with("application/x-www-form-urlencoded is not read; send text/plain"), "{detail}");
    let two = multipart(&[("a", Some("a.txt"), b"De NAVO."), ("b", Some("b.txt"), b"De VN.")]);
    let detail = server.post("/annotate", &two.0, &two.1).problem(422, "unprocessable");
    assert!(detail.starts_with("2 letters are in it, and one record is asked for: with `Accept"), "{detail}");
    let other = multipart(&[("brief", None, b"De NAVO.")]);
    server.post("/annotate", &other.0, &other.1).problem(400, "malformed");
    server.post("/annotate", "multipart/form-data", b"x").problem(400, "malformed");
}

#[test]
fn the_knowledge_base_is_asked_by_identifier_name_and_citation() {
    let server = start(Options::default());
    let navo = server.get("/entities/org:navo").json();
    assert_eq!((&navo["id"], &navo["type"]), (&json!("org:navo"), &json!("ORGANISATION")));
    let elsewhere = navo["same_as"].as_array().unwrap().iter().find_map(Value::as_str).unwrap().to_owned();
    assert_eq!(server.get(&format!("/entities/{elsewhere}")).json()["id"], "org:navo");
    server.get("/entities/org:bestaat-niet").problem(404, "missing");

    let office = server.get("/kb/lookup?name=minister%20van%20Defensie&date=2023-06-01&type=OFFICE").json();
    assert_eq!(
        (&office["verdict"], &office["candidates"][0]["id"]),
        (&json!("one"), &json!("office:min-def")),
        "{office}"
    );
    assert!(!office["candidates"][0]["holders"].as_array().unwrap().is_empty());
    assert_eq!(server.get("/kb/lookup?name=NAVO&type=LAW").json()["verdict"], "nil");
    server.get("/kb/lookup?name=NAVO&type=DING").problem(400, "malformed");
    server.get("/kb/lookup?name=NAVO&date=gisteren").problem(400, "malformed");
    server.get("/kb/lookup").problem(400, "malformed");
    server.get(&format!("/kb/lookup?name={}", "a".repeat(3000))).problem(400, "malformed");

    let found = server.get("/resolve?citation=Kamerstuk%2033694,%20nr.%2045").json();
    let paper = &found["found"][0];
    assert_eq!(
        (&paper["entity"], &paper["attrs"]["class"]),
        (&json!("kst-33694-45"), &json!("exact")),
        "{found}"
    );
    assert_eq!(server.get("/resolve?citation=de%20maan").json()["found"], json!([]));
    server.get("/resolve?citation=").problem(400, "malformed");
}

#[test]
fn commitments_are_listed_by_deadline() {
    let late = "Den Haag, 15 december 2023\n\nGeachte voorzitter,\n\nIk zal uw Kamer voor 1 februari 2024 informeren.\n";
    let server = start_with(Options::default(), &[("a.txt", LETTER), ("b.txt", late)], None);
    let due = |target: &str| {
        let found = server.get(target).json();
        let rows = found.as_array().unwrap().iter();
        rows.map(|row| {
            (row["letter"].as_str().unwrap().to_owned(), row["due"]["day"].as_str().unwrap_or("").to_owned())
        })
        .collect::<Vec<_>>()
    };
    let row = |letter: &str, day: &str| (letter.to_owned(), day.to_owned());
    assert_eq!(due("/commitments"), [row("b", "2024-01-31"), row("a", "2024-02-29")]);
    assert_eq!(due("/commitments?due_before=2024-02-15&open=true"), [row("b", "2024-01-31")]);
    assert_eq!(due("/commitments?letter=a"), [row("a", "2024-02-29")]);
    server.get("/commitments?due_before=morgen").problem(400, "malformed");
}

fn graph() -> Dataset {
    let folder = tempfile::tempdir().unwrap();
    let mut doc = Document::from_text("brief", LETTER);
    crate::client::pipeline().run(&mut doc);
    let mut record = Vec::new();
    griffier_export::write_record(&doc, griffier::Unit::Byte, &mut record).unwrap();
    let root = folder.path().join("store");
    let mut loader = Loader::new(Writer::open(&root).unwrap(), &|_, _| None);
    loader.read("records.jsonl", Cursor::new(record), &mut |fault| panic!("{fault}")).unwrap();
    loader.finish().unwrap();
    Dataset::read(&mut Store::open(&root).unwrap()).unwrap()
}

/// A server with the store of one letter.
pub(crate) fn with_graph(options: Options) -> Running {
    start_with(options, &[], Some(graph()))
}

const QUERY: &str = "SELECT ?who WHERE { ?letter gr:signed_by ?who }";

fn asked(server: &Running, target: &str, accept: &str) -> (String, String) {
    let reply = server.send("GET", target, &[("accept", accept)], b"");
    assert_eq!(reply.status, 200, "{}", reply.text());
    (reply.field("content-type").unwrap().to_owned(), reply.text())
}

#[test]
fn sparql_is_answered_by_the_protocol() {
    let server = with_graph(Options::default());
    let query = QUERY.replace(' ', "%20").replace('{', "%7B").replace('}', "%7D");
    let target = format!("/sparql?query={query}");
    let (kind, text) = asked(&server, &target, "*/*");
    assert_eq!(kind, "application/sparql-results+json");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert!(
        value["results"]["bindings"][0]["who"]["value"].as_str().unwrap().contains("ollongren"),
        "{value}"
    );
    let (kind, text) = asked(&server, &target, "text/csv");
    assert!(kind.starts_with("text/csv") && text.starts_with("who\r\n"), "{text}");
    assert!(asked(&server, &format!("{target}&format=tsv"), "*/*").1.starts_with("?who\n"));
    let xml = |query: &str, accept: &str| {
        let fields = [("accept", accept), ("content-type", "application/sparql-query")];
        server.send("POST", "/sparql", &fields, query.as_bytes())
    };
    let detail = xml(QUERY, "application/sparql-results+xml").problem(406, "not-acceptable");
    assert!(detail.starts_with("Accept: rows are given as application/sparql-results+json"), "{detail}");
    let construct = "CONSTRUCT WHERE { ?letter gr:signed_by ?who }";
    let detail = xml(construct, "application/rdf+xml").problem(406, "not-acceptable");
    assert_eq!(detail, "Accept: triples are given as text/turtle");
    assert_eq!(xml(construct, "text/turtle").status, 200);
    let direct = server.post("/sparql", "application/sparql-query", QUERY.as_bytes());
    let form =
        server.post("/sparql", "application/x-www-form-urlencoded", format!("query={query}").as_bytes());
    assert_eq!((direct.json(), form.json()), (value.clone(), value));
    let triples =
        server.post("/sparql", "application/sparql-query", b"CONSTRUCT WHERE { ?letter gr:signed_by ?who }");
    assert!(triples.field("content-type").unwrap().starts_with("text/turtle"), "{}", triples.text());
    assert_eq!(
        server.post("/sparql", "application/sparql-query", b"ASK { ?a ?b ?c }").json()["boolean"],
        true
    );

    let detail = server.post("/sparql", "application/sparql-query", b"SELECT").problem(400, "malformed");
    assert!(detail.starts_with("1:7: "), "{detail}");
    server.get("/sparql").problem(400, "malformed");
    server.get(&format!("{target}&default-graph-uri=x")).problem(400, "malformed");
    server.post("/sparql", "text/plain", QUERY.as_bytes()).problem(415, "media-type");
    start(Options::default()).get(&target).problem(404, "missing");
}

#[test]
fn the_server_tells_how_it_is_and_what_it_answers_to() {
    let server = start(Options::default());
    let health = server.get("/health").json();
    assert_eq!((&health["status"], &health["late"]), (&json!("ok"), &json!(0)));
    server.post("/annotate", "text/plain", b"De NAVO.");
    server.get("/is/er/niet");
    assert_eq!(server.figure("griffier_letters_total"), 1.0);
    assert_eq!(server.figure("griffier_requests_admitted"), 0.0);
    let counted = |labels: &str| server.figure(&format!("griffier_http_requests_total{{{labels}}}"));
    assert_eq!(counted("path=\"/annotate\",method=\"POST\",status=\"200\""), 1.0);
    assert_eq!(counted("path=\"other\",method=\"GET\",status=\"404\""), 1.0);
    let page = server.get("/docs");
    assert!(
        page.text().contains("/kb/lookup") && page.field("content-type").unwrap().starts_with("text/html")
    );
    assert_eq!(server.get("/openapi.json").json()["openapi"], "3.1.0");
}

#[test]
fn every_address_takes_the_methods_that_are_described_and_no_others() {
    let server = start(Options::default());
    let document = server.get("/openapi.json").json();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let target = path.replace("{id}", "org:navo").replace("{number}", "1");
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
            let reply = server.send(method, &target, &[], b"");
            let described = methods.get(method.to_lowercase()).is_some();
            assert_eq!(reply.status != 405, described, "{method} {path}: {}", reply.status);
            if !described {
                reply.problem(405, "method");
                assert!(reply.field("allow").is_some(), "{method} {path}");
            }
        }
    }
    server.get("/annotate/x").problem(404, "missing");
}

#[test]
fn letters_are_put_on_the_shelf_and_looked_at() {
    let server = start_with(Options::default(), &[("map/een.txt", LETTER)], None);
    assert!(server.get("/").text().contains("href=\"letters/1\""));
    let (kind, body) = multipart(&[
        ("file", Some("twee.docx"), &docx("De NAVO kwam bijeen.")),
        ("file", Some("leeg.txt"), b" "),
    ]);
    let told = server.post("/letters", &kind, &body);
    assert_eq!(told.status, 201);
    let told = told.json();
    assert_eq!(told["letters"], json!([{"number": 2, "id": "twee", "address": "/letters/2"}]));
    assert_eq!((&told["lost"][0]["name"], &told["lost"][0]["status"]), (&json!("leeg.txt"), &json!(422)));
    let page = server.get("/letters/2");
    assert!(page.text().contains("data-type=\"ORGANISATION\""), "{}", page.text());
    assert!(!page.text().contains("id=\"kept\""), "nothing to decide without a file for it");
    let list = server.get("/").text();
    assert!(
        list.find("letters/2").unwrap() < list.find("letters/1").unwrap(),
        "what was sent last stands first"
    );
    let raw = server.post("/letters?name=drie.txt", "text/plain", b"De VN.").json();
    assert_eq!(raw["letters"][0]["id"], "drie");
    server.post("/letters", "text/plain", b"").problem(422, "unprocessable");
    for number in ["0", "4", "-1", "x", "99999999999999999999999"] {
        server.get(&format!("/letters/{number}")).problem(404, "missing");
    }
}

#[test]
fn decisions_are_kept_in_their_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.tsv");
    let options = || Options { corrections: Some(file.clone()), ..Options::default() };
    let server = start_with(options(), &[("brief.txt", LETTER)], None);
    let target = "/letters/1/decisions";
    assert!(server.get("/letters/1").text().contains("id=\"kept\""));
    assert_eq!(server.get(target).json(), json!([]));
    let decision = json!({"decision": "reject", "type": "ORGANISATION", "id": "org:navo", "text": "NAVO",
        "before": "Op 11 juli jl. kwam de ", "after": " bijeen"});
    let kept = server.post(target, "application/json", decision.to_string().as_bytes());
    assert_eq!(kept.status, 201, "{}", kept.text());
    assert_eq!(kept.json()[0]["letter"], "brief");
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(
        text.lines().nth(1),
        Some("reject\tbrief\tORGANISATION\torg:navo\tNAVO\tOp 11 juli jl. kwam de \t bijeen\t\t\t\t")
    );
    for wrong in [
        "",
        "[]",
        "{\"decision\": \"reject\"}",
        "{\"decision\": \"reject\", \"text\": \"x\", \"file\": \"/etc/x\"}",
    ] {
        server.post(target, "application/json", wrong.as_bytes()).problem(400, "malformed");
    }
    server.post(target, "text/plain", decision.to_string().as_bytes()).problem(415, "media-type");
    server.post("/letters/7/decisions", "application/json", b"{}").problem(404, "missing");
    assert_eq!(server.end(), 0);
    let again = start_with(options(), &[("brief.txt", LETTER)], None);
    assert_eq!(again.get(target).json(), kept.json());
    start_with(Options::default(), &[("brief.txt", LETTER)], None).get(target).problem(404, "missing");
}
