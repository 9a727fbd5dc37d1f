//! What a hostile page, client or letter can do to the server: nothing. Each test stands in the list of `docs/server.md`.

use crate::client::{LETTER, Reply, start, start_with};
use griffier_server::{Options, Secret};
use serde_json::json;
use std::io::{Cursor, Write};

fn origin(text: &str) -> Options {
    Options { origin: Some(text.parse().unwrap()), ..Options::default() }
}

#[test]
fn a_name_that_leads_here_from_elsewhere_is_not_answered() {
    let server = start_with(Options::default(), &[("brief.txt", LETTER)], None);
    for host in ["evil.example", "evil.example:80", "localhost.evil.example", "", "127.0.0.1.evil.example"] {
        for target in ["/", "/letters/1", "/health", "/metrics", "/is/er/niet"] {
            server.send("GET", target, &[("host", host)], b"").problem(403, "foreign");
        }
    }
    let twice = [("host", "localhost"), ("host", "evil.example")];
    server.send("GET", "/", &twice, b"").problem(403, "foreign");
    server.send("GET", "http://evil.example/", &[("host", "localhost")], b"").problem(403, "foreign");
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1:99", "[::1]:8080"] {
        assert_eq!(server.send("GET", "/", &[("host", host)], b"").status, 200, "{host}");
    }
    let named = start(Options { names: vec!["brieven.example".to_owned()], ..Options::default() });
    assert_eq!(named.send("GET", "/", &[("host", "brieven.example")], b"").status, 200);
}

#[test]
fn a_page_of_another_site_changes_nothing_and_learns_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.tsv");
    let options = Options { corrections: Some(file.clone()), ..Options::default() };
    let server = start_with(options, &[("brief.txt", LETTER)], None);
    let decision = json!({"decision": "reject", "text": "NAVO"}).to_string();
    let host = server.address.to_string();
    for fields in [
        [("origin", "https://evil.example"), ("content-type", "application/json")],
        [("origin", "null"), ("content-type", "application/json")],
        [("origin", "http://127.0.0.1:1"), ("content-type", "application/json")],
        [("sec-fetch-site", "cross-site"), ("content-type", "application/json")],
    ] {
        for target in ["/letters/1/decisions", "/letters", "/annotate"] {
            server.send("POST", target, &fields, decision.as_bytes()).problem(403, "foreign");
        }
        let read = server.send("GET", "/commitments", &fields, b"");
        assert!(read.field("access-control-allow-origin").is_none(), "a browser keeps it from the page");
        assert_eq!(read.field("cross-origin-resource-policy"), Some("same-origin"));
    }
    assert!(!file.exists());
    let own = [("origin", &*format!("http://{host}")), ("content-type", "application/json")];
    assert_eq!(server.send("POST", "/letters/1/decisions", &own, decision.as_bytes()).status, 201);
}

#[test]
fn other_sites_ask_only_if_they_are_named() {
    let ask = |options: Options, site: &str| {
        let server = start(options);
        let fields = [
            ("origin", site),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type"),
        ];
        let before = server.send("OPTIONS", "/annotate", &fields, b"");
        let fields = [("origin", site), ("content-type", "text/plain")];
        let reply = server.send("POST", "/annotate", &fields, b"De NAVO.");
        let allowed = |reply: &Reply| reply.field("access-control-allow-origin").map(str::to_owned);
        (allowed(&before), allowed(&reply), reply.status)
    };
    let site = "https://site.example";
    assert_eq!(ask(Options::default(), site), (None, None, 403));
    let named = || Some(site.to_owned());
    assert_eq!(ask(origin(site), site), (named(), named(), 200));
    // The one site is named to whoever asks; a browser compares.
    assert_eq!(ask(origin(site), "https://evil.example"), (named(), named(), 403));
}

#[test]
fn who_does_not_know_the_token_is_not_answered() {
    let secret = Secret::new("0123456789abcdef0123456789abcdef").unwrap();
    let options = Options { secret: Some(secret), ..Options::default() };
    let server = start_with(options, &[("brief.txt", LETTER)], None);
    for target in ["/", "/letters/1", "/metrics", "/kb/lookup?name=NAVO", "/docs", "/is/er/niet"] {
        let reply = server.get(target);
        reply.problem(401, "unauthorized");
        assert_eq!(reply.field("www-authenticate"), Some("Bearer realm=\"griffier\""));
    }
    let ask = |value: &str| server.send("GET", "/letters/1", &[("authorization", value)], b"").status;
    for wrong in [
        "Bearer",
        "Bearer 0123456789abcdef0123456789abcdeF",
        "Bearer 0123456789abcdef0123456789abcdef0",
        "Basic eA==",
        "0123456789abcdef0123456789abcdef",
    ] {
        assert_eq!(ask(wrong), 401, "{wrong}");
    }
    assert_eq!(ask("Bearer 0123456789abcdef0123456789abcdef"), 200);
    assert_eq!(ask("Basic OjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVm"), 200);
    // A token in an address would stand in logs: it is not taken there.
    assert_eq!(server.get("/letters/1?token=0123456789abcdef0123456789abcdef").status, 401);
    let health = server.get("/health");
    assert_eq!(health.status, 200);
    assert!(!health.text().contains("brief"));
}

#[test]
fn no_name_in_a_request_leads_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let hidden = folder.path().join("geheim.txt");
    std::fs::write(&hidden, "Het geheim van de NAVO.").unwrap();
    let path = hidden.to_str().unwrap();
    let server = start_with(Options::default(), &[("brief.txt", LETTER)], None);
    let up = format!("/letters/{}{path}", "../".repeat(12));
    let coded = up.replace("..", "%2e%2e");
    let wholly = format!("/letters/{}", format!("{}{path}", "../".repeat(12)).replace('/', "%2F"));
    let entity = format!("/entities/{}", path.replace('/', "%2F"));
    for target in [
        up,
        coded,
        wholly,
        entity,
        format!("/{path}"),
        format!("/letters/1{path}"),
        "/letters/1%00".to_owned(),
    ] {
        let reply = server.get(&target);
        assert!(matches!(reply.status, 400 | 404), "{target}: {}", reply.status);
        assert!(!reply.text().contains("geheim van de NAVO"));
    }
    let sent = json!({"text": "De VN.", "path": path, "file": path}).to_string();
    let record = server.post("/annotate", "application/json", sent.as_bytes()).text();
    assert!(record.contains("\"VN\"") && !record.contains("geheim van"), "{record}");
    let before = std::fs::read_dir(folder.path()).unwrap().count();
    let body = format!(
        "--xx\r\ncontent-disposition: form-data; name=\"file\"; filename=\"../../..{path}\"\r\n\r\nDe VN.\r\n--xx--\r\n"
    );
    let told = server.post("/letters", "multipart/form-data; boundary=xx", body.as_bytes()).json();
    assert_eq!(told["letters"][0]["id"], "geheim");
    assert!(!server.get("/letters/2").text().contains("geheim van"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), before);
    assert_eq!(std::fs::read_to_string(&hidden).unwrap(), "Het geheim van de NAVO.");
    // An entity of XML that names a file is not looked up.
    let xml = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file://{path}\">]><officiele-publicatie><al>De VN &x;</al></officiele-publicatie>"
    );
    assert!(!server.post("/annotate", "application/xml", xml.as_bytes()).text().contains("geheim van"));
}

#[test]
fn what_is_too_large_is_refused_however_it_comes() {
    let server = start(Options { body: 10_000, ..Options::default() });
    let large = "a".repeat(10_001);
    for kind in
        ["text/plain", "application/json", "application/octet-stream", "multipart/form-data; boundary=xx"]
    {
        server.post("/annotate", kind, large.as_bytes()).problem(413, "too-large");
        server.post("/letters", kind, large.as_bytes()).problem(413, "too-large");
    }
    server.post("/sparql", "application/sparql-query", large.as_bytes()).problem(413, "too-large");
    assert_eq!(server.post("/annotate", "text/plain", &large.as_bytes()[..9_999]).status, 200);
    // One that does not say how large it is.
    for kind in ["text/plain", "multipart/form-data; boundary=xx"] {
        let mut stream = server.connect();
        let head = format!(
            "POST /annotate HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n"
        );
        let start = "--xx\r\ncontent-disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n";
        let content = format!("{start}{large}");
        let chunk = format!("{:x}\r\n{content}\r\n0\r\n\r\n", content.len());
        let _ = stream.write_all(format!("{head}{chunk}").as_bytes());
        Reply::read(&mut stream).problem(413, "too-large");
    }
    // A head.
    let reply = server.send("GET", "/", &[("x-large", &"a".repeat(300_000))], b"");
    assert_eq!(reply.status, 431);
    let many: Vec<(String, &str)> = (0..200).map(|i| (format!("x-{i}"), "a")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    assert_eq!(server.send("GET", "/", &many, b"").status, 431);
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let server = start(Options { body: 100_000, ..Options::default() });
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("word/document.xml", options).unwrap();
    for _ in 0..50 {
        zip.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let reply = server.post("/annotate", "application/octet-stream", &bomb);
    assert!(matches!(reply.status, 413 | 422), "{}", reply.text());
    // Letters within letters, and more of them than anybody reads.
    let mut inner = LETTER.as_bytes().to_vec();
    for _ in 0..6 {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a.zip", options).unwrap();
        zip.write_all(&inner).unwrap();
        inner = zip.finish().unwrap().into_inner();
    }
    let reply = server.post("/letters?name=a.zip", "application/octet-stream", &inner);
    assert!(matches!(reply.status, 413 | 422), "{}", reply.text());
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..1200 {
        zip.start_file(format!("{i}.txt"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"x").unwrap();
    }
    let many = zip.finish().unwrap().into_inner();
    let server = start(Options::default());
    let told = server.post("/letters?name=a.zip", "application/octet-stream", &many).json();
    assert_eq!(told["letters"].as_array().unwrap().len(), 1000);
    assert_eq!(told["lost"][0]["status"], 413, "what is left out is said");
    assert_eq!(server.figure("griffier_letters_shelved"), 500.0, "the oldest made room");
}

#[test]
fn json_that_nests_deeply_is_refused_without_harm() {
    let server = start(Options::default());
    for deep in
        ["[".repeat(1_000_000), "{\"text\":".repeat(200_000), format!("{{\"text\": {}", "[".repeat(500_000))]
    {
        server.post("/annotate", "application/json", deep.as_bytes()).problem(422, "unprocessable");
    }
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn a_letter_brings_no_script_into_a_page() {
    let text = "De NAVO <script>alert(1)</script> <img src=x onerror=alert(2)> \"'></script>\n";
    let folder = tempfile::tempdir().unwrap();
    let options = Options { corrections: Some(folder.path().join("c.tsv")), ..Options::default() };
    let server = start_with(options, &[("<script>alert(3)</script>.txt", text)], None);
    let decision =
        json!({"decision": "add", "type": "LAW", "text": "</script><script>alert(4)</script>"}).to_string();
    assert_eq!(server.post("/letters/1/decisions", "application/json", decision.as_bytes()).status, 201);
    for target in ["/", "/letters/1", "/docs"] {
        let page = server.get(target);
        let text = page.text();
        assert_eq!(page.status, 200);
        for hostile in ["<script>alert", "<img", "</script><script>alert"] {
            assert!(!text.contains(hostile), "{target}: {hostile}");
        }
        // No script but the page's own, whose checksums are told.
        assert!(
            text.contains("default-src 'none'") && !text.contains(concat!("unsa", "fe-inline")),
            "{target}"
        );
        let outside = ["src=\"http", "href=\"http://evil", "@import", "url(http"];
        assert!(outside.iter().all(|words| !text.contains(words)), "{target}");
    }
    let name = "name=%22%3E%3Cscript%3Ealert(5)%3C/script%3E.txt";
    assert_eq!(server.post(&format!("/letters?{name}"), "text/plain", b"De VN.").status, 201);
    assert!(!server.get("/").text().contains("<script>alert"));
}

#[test]
fn every_answer_tells_browsers_to_be_careful() {
    let server = start_with(Options::default(), &[("brief.txt", LETTER)], None);
    for target in
        ["/", "/letters/1", "/docs", "/openapi.json", "/health", "/is/er/niet", "/letters/9", "/kb/lookup"]
    {
        let reply = server.get(target);
        let policy = reply.field("content-security-policy").unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{target}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(reply.field(name), Some(value), "{target} {name}");
        }
        assert!(reply.field("server").is_none() && reply.field("access-control-allow-origin").is_none());
    }
    assert!(
        server.send("GET", "/", &[("host", "evil.example")], b"").field("x-content-type-options").is_some()
    );
}

#[test]
fn a_request_that_can_be_read_in_two_ways_is_not_read() {
    let server = start(Options::default());
    for (fields, body) in [
        ("content-length: 8\r\ncontent-length: 9\r\n", "De NAVO."),
        ("content-length: -1\r\n", ""),
        ("content-length: 99999999999999999999\r\n", ""),
        ("transfer-encoding: chunked, identity\r\n", "0\r\n\r\n"),
        ("x-a : b\r\n", ""),
    ] {
        let mut stream = server.connect();
        let head = format!(
            "POST /annotate HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: text/plain\r\n{fields}\r\n{body}"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let reply = Reply::read(&mut stream);
        assert!(matches!(reply.status, 400 | 413), "{fields}: {} {}", reply.status, reply.text());
    }
    // With both, the chunks count, and nothing of the body is taken for another request.
    let mut stream = server.connect();
    let inner = "GET /metrics HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let head = format!(
        "POST /annotate HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{inner}"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let _ = stream.set_read_timeout(Some(std::time::Duration::from_millis(500)));
    let _ = std::io::Read::read_to_end(&mut stream, &mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("griffier_letters_total"), "{text}");
}

#[test]
fn a_query_changes_nothing_asks_nobody_and_ends() {
    let server = crate::endpoints::with_graph(Options {
        time: std::time::Duration::from_millis(700),
        ..Options::default()
    });
    let ask = |query: &str| server.post("/sparql", "application/sparql-query", query.as_bytes());
    for update in ["INSERT DATA { <a:a> <a:b> <a:c> }", "DROP ALL", "LOAD <http://example.org/>", "CLEAR ALL"]
    {
        ask(update).problem(400, "malformed");
        server.post("/sparql", "application/sparql-update", update.as_bytes()).problem(400, "malformed");
        let form = format!("update={}", update.replace(' ', "+").replace('<', "%3C").replace('>', "%3E"));
        server
            .post("/sparql", "application/x-www-form-urlencoded", form.as_bytes())
            .problem(400, "malformed");
    }
    let detail =
        ask("SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:1/> { ?a ?b ?c } }").problem(400, "malformed");
    assert!(detail.contains("another machine"), "{detail}");
    ask("SELECT * FROM <file:///etc/passwd> WHERE { ?a ?b ?c }");
    let endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }";
    let detail = ask(endless).problem(503, "late");
    assert_eq!(detail, "no answer within the time that one request has (--timeout); ask for less");
    ask(&"(".repeat(100_000)).problem(400, "malformed");
    assert_eq!(ask("ASK { ?a ?b ?c }").json()["boolean"], true);
}

#[test]
fn a_problem_says_nothing_of_the_machine() {
    let server = start(Options::default());
    let bodies: [(&str, &[u8]); 4] = [
        ("application/pdf", b"%PDF-1.4 x"),
        ("application/octet-stream", b"PK\x03\x04xx"),
        ("text/plain", b"paniek"),
        ("application/json", b"{"),
    ];
    for (kind, body) in bodies {
        let text = server.post("/annotate", kind, body).text();
        for secret in ["/work", "/home", "/root", "src/", ".rs", "--max-bytes"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
