//! `griffier graph`: records in, a store out, answers out of it.

use super::{Desk, LETTER};

/// A desk with a letter, its record and a store.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("letter.txt", LETTER);
    assert_eq!(desk.run(&["annotate", "letter.txt", "-o", "records.jsonl", "-q"]).status, 0);
    let run = desk.run(&["graph", "load", "records.jsonl", "--store", "graph"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.starts_with("1 letter added, 0 replaced, 0 unchanged in "), "{run:?}");
    desk
}

#[test]
fn a_letter_can_be_asked_about() {
    let desk = desk();
    let ask = |query: &str, format: &str| {
        desk.run(&["graph", "query", query, "--store", "graph", "--format", format])
    };
    let run = ask("SELECT ?date { letter:letter dcterms:date ?date }", "table");
    assert_eq!((run.status, run.out.as_str()), (0, "date\n───────────\n2022-05-12\n"), "{run:?}");
    let run = ask(
        "SELECT ?start ?prefix { ?m oa:hasBody id:EUR:2500000000 ; oa:hasTarget/oa:hasSelector ?p, ?q . ?p oa:start ?start . ?q oa:prefix ?prefix }",
        "csv",
    );
    // The amount is preceded by an accent and a line break: bytes and characters differ.
    let before = LETTER.split('€').next().unwrap().chars().count();
    assert!(run.out.starts_with(&format!("start,prefix\r\n{before},")), "{run:?}");
    let triples = "CONSTRUCT { ?l dcterms:date ?d } WHERE { ?l dcterms:date ?d }";
    let run = ask(triples, "json");
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert!(run.status == 0 && json.to_string().contains("\"@value\":\"2022-05-12\""), "{run:?}");
    let run = ask(triples, "csv");
    assert!(
        run.status == 2 && run.out.is_empty() && run.err.contains("triples, which have no columns"),
        "{run:?}"
    );
    let run = ask("ASK { ?p a gr:Person ; owl:sameAs ?iri }", "json");
    assert!(run.out.contains("\"boolean\":true"), "{run:?}");
}

#[test]
fn a_query_may_stand_in_a_file_or_on_standard_input() {
    let desk = desk();
    desk.put("q.rq", "SELECT (COUNT(*) AS ?n) { ?l a gr:Letter }");
    let run = desk.run(&["graph", "query", "q.rq", "--store", "graph", "--format", "tsv"]);
    assert_eq!((run.status, run.out.as_str()), (0, "?n\n1\n"), "{run:?}");
    let run = desk.run(&["graph", "query", "nowhere.rq", "--store", "graph"]);
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("griffier: nowhere.rq: cannot read"), "{run:?}");
    desk.put("bad.rq", b"SELECT *\n\xff");
    let run = desk.run(&["graph", "query", "bad.rq", "--store", "graph"]);
    assert_eq!((run.status, run.err.as_str()), (2, "griffier: bad.rq:2: not UTF-8\n"));
}

#[test]
fn an_error_in_a_query_is_shown_in_its_place() {
    let desk = desk();
    let run = desk.run(&["graph", "query", "SELECT ?x\nWHERE { ?x gr:a }", "--store", "graph"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.starts_with("    2 | WHERE { ?x gr:a }\n      | "), "{run:?}");
    assert!(run.err.contains("griffier: query:2:17: not SPARQL: `}` cannot stand here"), "{run:?}");
    let run = desk.run(&[
        "graph",
        "query",
        "SELECT * { ?s ?p ?o }",
        "--store",
        "graph",
        "--limit",
        "2",
        "--format",
        "csv",
    ]);
    assert_eq!((run.status, run.out.lines().count()), (0, 3));
    assert_eq!(run.err, "griffier: only the first 2 are shown; --limit 0 shows all\n");
    let long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let run = desk.run(&["graph", "query", long, "--store", "graph", "--timeout", "1"]);
    assert_eq!((run.status, run.err.starts_with("griffier: no answer within 1 s")), (2, true), "{run:?}");
}

#[test]
fn what_is_no_store_is_refused_and_what_is_no_record_is_named() {
    let desk = desk();
    let run = desk.run(&["graph", "query", "ASK {}", "--store", "none"]);
    assert_eq!(
        (run.status, run.err.as_str()),
        (2, "griffier: none: no store; `griffier graph load` makes one\n")
    );
    desk.put("other/file.txt", "x");
    let run = desk.run(&["graph", "load", "records.jsonl", "--store", "other"]);
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("griffier: other: a folder with files in it"), "{run:?}");
    desk.put("bad.jsonl", "\n{\"schema\":\"griffier/1\",\n");
    let run = desk.run(&["graph", "load", "bad.jsonl", "records.jsonl", "--store", "graph"]);
    assert_eq!(run.status, 1, "{run:?}");
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines[0], "griffier: bad.jsonl:2:23: not a record: EOF while parsing a value");
    assert!(lines[1].starts_with("0 letters added, 0 replaced, 1 unchanged"), "{run:?}");
}

#[test]
fn a_file_that_is_not_there_makes_no_store() {
    let desk = desk();
    let run = desk.run(&["graph", "load", "records.jsonl", "nowhere.jsonl", "--store", "new"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.starts_with("griffier: nowhere.jsonl: cannot read: "), "{run:?}");
    let run = desk.run(&["graph", "load", ".", "--store", "new"]);
    assert_eq!((run.status, run.err.starts_with("griffier: .: a folder; ")), (2, true), "{run:?}");
    desk.put("none.jsonl", "");
    let run = desk.run(&["graph", "load", "none.jsonl", "--store", "new"]);
    assert_eq!((run.status, run.err.starts_with("griffier: none.jsonl:1: no records")), (1, true), "{run:?}");
    let run = desk.run(&["graph", "query", "ASK {}", "--store", "new"]);
    let words = "griffier: new: no store; `griffier graph load` makes one\n";
    assert_eq!((run.status, run.err.as_str()), (2, words));
}

#[test]
fn what_is_not_done_is_said_and_not_pretended() {
    let desk = desk();
    let ask = |query: &str| desk.run(&["graph", "query", query, "--store", "graph"]);
    let run = ask("SELECT * { SERVICE SILENT <http://localhost:1/sparql> { ?s ?p ?o } }");
    let words = "griffier: SERVICE asks another machine, which is not done here\n";
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (2, "", words));
    let run = ask("PREFIX x: <urn:x>\nDELETE WHERE { ?s ?p ?o }");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("query:2:1: not SPARQL: the graph is read only; `griffier graph load`"),
        "{run:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_store_as_it_was() {
    let desk = desk();
    let count =
        || desk.run(&["graph", "query", "--store", "graph", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"]).out;
    let before = count();
    // Letters that do not compress to some kilobytes.
    let word = |i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let text: String =
        (0..4000).map(|i| format!("Op {} mei 2022 sprak Raad {:x}. ", i % 28 + 1, word(i))).collect();
    let annotated = desk.put("b.txt", text).run(&["annotate", "b.txt", "-q", "-o", "b.jsonl"]);
    assert_eq!(annotated.status, 0, "{annotated:?}");
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$0\" graph load b.jsonl --store graph";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_griffier")]).current_dir(desk.0.path());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("griffier: graph/") && said.contains("File too large"), "{said}");
    assert_eq!(count(), before);
    assert_eq!(
        desk.run(&["graph", "load", "b.jsonl", "--store", "graph"]).status,
        0,
        "and is written to again"
    );
    assert_ne!(count(), before);
}
