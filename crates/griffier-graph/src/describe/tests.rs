//! Whole letters in quads.

use super::*;
use crate::record;

/// A letter of 24 characters with every kind of record; places are bytes.
const TEXT: &str = "Één NAVO-top. 😀 De min. €";

const RECORD: &str = r#"{"schema":"griffier/1","id":"a b","source":{"path":"a.txt","format":"text","sha256":null,"bytes":32},
"offsets":"byte","meta":{"date":"2021-10-11","subject":"Over \"x\"\n","identifiers":["I/1"]},
"mentions":[{"id":"m1","start":6,"end":10,"text":"NAVO","type":"ORGANISATION","entity":"org:navo","nested":true,"confidence":0.9,"why":"w","attrs":{}},
{"id":"m2","start":6,"end":14,"text":"NAVO-top","type":"EVENT","entity":"event:top","nil_reason":"no list","nested":false,"confidence":0.5,"why":"w","attrs":{"odd":"1"}},
{"id":"m3","start":21,"end":28,"text":"De min.","type":"OFFICE","entity":null,"candidates":[{"id":"office:x","score":0.5,"why":"c"}],"nested":false,"confidence":0.5,"why":"w","attrs":{"holder":"person:p"}}],
"entities":[{"id":"org:navo","type":"ORGANISATION","label":"NAVO","same_as":["wikidata:Q7184","iso:XX"]},
{"id":"event:top","type":"EVENT","label":"top","same_as":[],"nil":true},
{"id":"kst-1234-5|kst-1234-6","type":"REFERENCE","label":"two","same_as":["https://a.nl/5","https://a.nl/6"]}],
"relations":[{"subject":"DOC","predicate":"cites","object":"kst-1234-5|kst-1234-6","start":0,"end":5,"evidence":"Één","confidence":0.8,"why":"r","negated":false},
{"subject":"event:top","predicate":"occurs_on","object":"2022--END","start":0,"end":5,"evidence":"Één","confidence":0.8,"why":"r","negated":false,"modality":"planned"},
{"subject":"DOC","predicate":"supports","object":"org:navo","start":0,"end":5,"evidence":"Één","confidence":0.8,"why":"r","negated":true}],
"commitments":[{"status":"fulfilled","start":0,"end":15,"text":"Één NAVO-top.","what":{"start":0,"end":5,"text":"Één"},"by":["DOC"],"to":["org:navo"],"made_on":"2021-05","made_in":null,"due":{"start":0,"end":5,"text":"Één","date":"2024-Q1","day":"2024-03-31"},"number":"TZ1","confidence":0.7,"why":"c"}],
"exchanges":[{"number":"1","asked_by":[{"start":0,"end":1,"text":"VVD"}],"question":{"start":0,"end":5},"repeated":[],"answers":[]}],
"diagnostics":[{"code":"a::b","message":"m","start":null,"end":null}]}"#;

/// The quads of `record` without graph, IRIs of our own shortened.
fn quads(record: &str, text: Option<&str>) -> Vec<String> {
    let line = record.replace('\n', "");
    let record = record::read(line.as_bytes()).unwrap();
    let described = describe(&record, text);
    assert_eq!(described.quads.lines().count() as u64, described.count);
    let tail = " <https://example.org/griffier/graph/a%20b> .";
    let short = |line: &str| {
        let mut line = line.strip_suffix(tail).unwrap().to_owned();
        for (prefix, namespace) in crate::PREFIXES {
            line = line.replace(&format!("<{namespace}"), &format!("<{prefix}:"));
        }
        line.replace(['<', '>'], "")
    };
    described.quads.lines().map(short).collect()
}

#[track_caller]
fn check(quads: &[String], subject: &str, expected: &[&str]) {
    let head = format!("{subject} ");
    let found: Vec<&str> = quads.iter().filter_map(|line| line.strip_prefix(&head)).collect();
    assert_eq!(found, expected, "{subject}");
}

#[test]
fn every_line_can_be_read_back() {
    let line = RECORD.replace('\n', "");
    let record = record::read(line.as_bytes()).unwrap();
    for text in [None, Some(TEXT)] {
        let described = describe(&record, text);
        let parsed = oxttl::NQuadsParser::new().for_slice(&described.quads);
        assert_eq!(parsed.map(Result::unwrap).count() as u64, described.count);
    }
}

#[test]
fn a_place_is_counted_in_characters_when_the_text_is_at_hand() {
    let quads = quads(RECORD, Some(TEXT));
    let letter = "letter:a%20b#m3";
    check(
        &quads,
        &format!("{letter}-position"),
        &[
            "rdf:type oa:TextPositionSelector",
            "oa:start \"16\"^^xsd:nonNegativeInteger",
            "oa:end \"23\"^^xsd:nonNegativeInteger",
        ],
    );
    let quote = [
        "rdf:type oa:TextQuoteSelector",
        "oa:exact \"De min.\"",
        "oa:prefix \"Één NAVO-top. 😀 \"",
        "oa:suffix \" €\"",
    ];
    check(&quads, &format!("{letter}-quote"), &quote);
}

#[test]
fn a_place_is_bytes_or_characters_as_the_record_counts_without_the_text() {
    let place = |record: &str, text| {
        let quads = quads(record, text);
        let head = "letter:a%20b#m3-position ";
        quads.iter().filter_map(|line| line.strip_prefix(head)).map(str::to_owned).collect::<Vec<_>>()
    };
    let other = TEXT.replace("NAVO", "Nato");
    for text in [None, Some(""), Some(other.as_str())] {
        assert_eq!(
            place(RECORD, text)[..2],
            ["rdf:type oa:DataPositionSelector", "oa:start \"21\"^^xsd:nonNegativeInteger"]
        );
    }
    let chars = RECORD.replace("\"offsets\":\"byte\"", "\"offsets\":\"char\"");
    assert_eq!(place(&chars, None)[0], "rdf:type oa:TextPositionSelector");
    let units = RECORD.replace("\"offsets\":\"byte\"", "\"offsets\":\"utf16\"");
    assert!(place(&units, None).is_empty());
}

#[test]
fn what_is_known_is_one_thing_for_all_letters_and_what_is_not_is_the_letters_own() {
    let quads = quads(RECORD, None);
    let navo = [
        "rdf:type gr:Organisation",
        "rdfs:label \"NAVO\"",
        "gr:id \"org:navo\"",
        "owl:sameAs wd:Q7184",
        "dcterms:identifier \"wikidata:Q7184\"",
        "dcterms:identifier \"iso:XX\"",
    ];
    check(&quads, "id:org:navo", &navo);
    let top =
        ["rdf:type gr:Event", "rdfs:label \"top\"", "gr:id \"event:top\"", "gr:nil \"true\"^^xsd:boolean"];
    check(&quads, "letter:a%20b#event:top", &top);
    let paper = [
        "rdf:type gr:Reference",
        "rdfs:label \"kst-1234-6\"",
        "gr:id \"kst-1234-6\"",
        "gr:in_dossier id:dossier-1234",
        "schema:url https://a.nl/6",
    ];
    check(&quads, "id:kst-1234-6", &paper);
}

#[test]
fn only_what_is_asserted_is_a_plain_triple() {
    let quads = quads(RECORD, None);
    let own: Vec<&str> = quads.iter().filter_map(|line| line.strip_prefix("letter:a%20b gr:")).collect();
    assert_eq!(
        own,
        [
            "path \"a.txt\"",
            "bytes \"32\"^^xsd:integer",
            "record_schema \"griffier/1\"",
            "cites id:kst-1234-5",
            "cites id:kst-1234-6"
        ]
    );
    assert!(!quads.iter().any(|line| line.starts_with("letter:a%20b#event:top gr:occurs_on")));
    let statement = [
        "rdf:type rdf:Statement",
        "rdf:type gr:Statement",
        "gr:in_letter letter:a%20b",
        "rdf:subject letter:a%20b#event:top",
        "rdf:predicate gr:occurs_on",
        "rdf:object id:2022--END",
        "gr:negated \"false\"^^xsd:boolean",
        "gr:modality \"planned\"",
        "gr:confidence \"0.80\"^^xsd:decimal",
        "gr:why \"r\"",
        "oa:hasTarget letter:a%20b#r2-target",
    ];
    check(&quads, "letter:a%20b#r2", &statement);
    let date = [
        "rdf:type gr:Date",
        "rdfs:label \"2022--END\"",
        "gr:id \"2022--END\"",
        "gr:value \"2022--END\"",
        "gr:first_day \"2022-01-01\"^^xsd:date",
        "gr:last_day \"2022-12-31\"^^xsd:date",
    ];
    check(&quads, "id:2022--END", &date);
}

#[test]
fn a_commitment_and_a_question_are_whole() {
    let quads = quads(RECORD, None);
    let commitment = [
        "rdf:type gr:Commitment",
        "gr:in_letter letter:a%20b",
        "gr:status \"fulfilled\"",
        "gr:what \"Één\"",
        "gr:promised_by letter:a%20b",
        "gr:promised_to id:org:navo",
        "gr:made_on id:2021-05",
        "gr:due \"2024-03-31\"^^xsd:date",
        "gr:due_date id:2024-Q1",
        "gr:registered_as id:TZ1",
        "gr:fulfilled_by letter:a%20b",
        "gr:modality \"asserted\"",
        "gr:confidence \"0.70\"^^xsd:decimal",
        "gr:why \"c\"",
        "oa:hasTarget letter:a%20b#c1-target",
    ];
    check(&quads, "letter:a%20b#c1", &commitment);
    let exchange = [
        "rdf:type gr:Exchange",
        "gr:in_letter letter:a%20b",
        "gr:number \"1\"",
        "gr:asked_by \"VVD\"",
        "gr:answered \"false\"^^xsd:boolean",
        "gr:question letter:a%20b#q1-question-target",
    ];
    check(&quads, "letter:a%20b#q1", &exchange);
}

#[track_caller]
fn check_unread(line: &str, expected: &str) {
    assert_eq!(record::read(line.as_bytes()).unwrap_err().to_string(), expected);
}

#[test]
fn what_is_no_record_says_where() {
    check_unread("{\"schema\":", "10: not a record: EOF while parsing a value");
    check_unread("[]", "2: not a record: invalid length 0, expected struct Version with 1 element");
    check_unread("{}", "1: not a record: no field `schema`");
    let newer = "1: a record of schema griffier/2; this program reads griffier/1: annotate the letter again";
    check_unread("{\"schema\":\"griffier/2\"}", newer);
    check_unread("{\"schema\":\"griffier/1\"}", "23: not a record: missing field `id`");
    let error = record::read(b"{\"schema\":\"\xff\"}").unwrap_err().to_string();
    assert_eq!(error, "12: not UTF-8");
}
