//! What the record of a chunk holds.

use super::*;
use griffier_doc::{Entity, Id, Link, Mention, MentionType, Meta, Origin, SectionKind, Token, TokenKind};
use griffier_doc::{Zone, ZoneKind};
use griffier_subword::Tokenizer;
use serde_json::{Value, json};

const WORDPIECE: &str = include_str!("../../../../../tests/tokenizers/wordpiece.json");
static TEXT: &str = "Inleiding\nÉén NAVO is er.\nDe Kamer.\nSlot\nNAVO en lid.\n";

fn at(words: &str, from: usize) -> Span {
    let start = from + TEXT[from..].find(words).unwrap();
    Span::at(start, start + words.len())
}

fn letter() -> Document {
    let mut doc = Document::from_text("brief", TEXT);
    let slot = TEXT.find("Slot").unwrap();
    let section = |title: Span, end| griffier_doc::Section {
        kind: SectionKind::Chapter,
        level: 1,
        title,
        span: Span::at(title.start(), end),
        speakers: Vec::new(),
    };
    doc.set_sections(vec![section(at("Inleiding", 0), slot), section(at("Slot", slot), TEXT.len())]);
    let lines = TEXT.split_inclusive('\n').scan(0, |start, line| {
        let span = Span::at(*start, *start + line.len() - 1);
        *start += line.len();
        Some(Sentence { span })
    });
    doc.set_sentences(lines.collect());
    let words = TEXT.split_ascii_whitespace().map(|word| {
        let start = word.as_ptr() as usize - TEXT.as_ptr() as usize;
        Token { span: Span::at(start, start + word.len()), kind: TokenKind::Word }
    });
    doc.set_tokens(words.collect());
    let body = at("Één", 0).start();
    doc.set_zones(vec![
        Zone { span: at("Inleiding", 0), kind: ZoneKind::Heading },
        Zone { span: Span::at(body, TEXT.len()), kind: ZoneKind::Body },
    ]);
    let mention = |span: Span| Mention {
        span,
        kind: MentionType::Organisation,
        link: Link::One(Id::Borrowed("org:navo")),
        role: None,
        nested: false,
        confidence: 0.9,
        origin: Origin::Rule("test"),
        why: "".into(),
        attrs: Vec::new(),
    };
    doc.set_mentions(vec![mention(at("NAVO", 0)), mention(at("NAVO", slot))]);
    doc.set_entities(vec![Entity {
        id: Id::Borrowed("org:navo"),
        kind: MentionType::Organisation,
        label: Id::Borrowed("NAVO"),
        same_as: Vec::new(),
        nil: false,
    }]);
    let meta =
        Meta { date: Some("2022-05-12".into()), subject: None, identifiers: vec![Id::Borrowed("kst-1-2")] };
    doc.set_meta(meta);
    doc
}

fn records(measure: Measure<'_>, most: usize, detail: Detail<'_>) -> Vec<Value> {
    let mut out = Vec::new();
    write_chunks(&letter(), &Plan { measure, most, overlap: 0 }, detail, &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const PLAIN: Detail<'static> = Detail { tokenizer: None, unit: Unit::Byte, subwords: false };

#[test]
fn a_record_stands_alone() {
    let records = records(Measure::Tokens, 7, PLAIN);
    assert_eq!(records.len(), 2);
    let expected = json!({
        "schema": "griffier-chunk/1", "id": "brief#2", "letter": "brief",
        "source": {"path": "brief", "sha256": null}, "number": 2, "of": 2, "offsets": "byte",
        "start": 38, "end": 55, "text": "Slot\nNAVO en lid.", "counted": "tokens", "size": 4, "max_tokens": 7,
        "tokenizer": null, "over_long": false, "repeated": 0,
        "meta": {"date": "2022-05-12", "subject": null, "identifiers": ["kst-1-2"]},
        "sections": [{"kind": "chapter", "level": 1, "title": "Slot", "start": 38, "end": 42}],
        "zones": [{"kind": "body", "start": 38, "end": 55}],
        "sentences": [{"start": 38, "end": 42}, {"start": 43, "end": 55}],
        "mentions": [{"id": "m2", "start": 43, "end": 47, "text": "NAVO", "type": "ORGANISATION",
                      "entity": "org:navo", "nested": false, "confidence": 0.9, "why": "rule test", "attrs": {}}],
        "entities": [{"id": "org:navo", "type": "ORGANISATION", "label": "NAVO", "same_as": []}],
        "diagnostics": [],
    });
    assert_eq!(records[1], expected);
    assert_eq!(records[0]["zones"].as_array().unwrap().len(), 2);
    assert_eq!(records[0]["text"], "Inleiding\nÉén NAVO is er.\nDe Kamer.");
}

#[test]
fn what_is_too_long_is_said() {
    let long = records(Measure::Tokens, 3, PLAIN);
    assert_eq!(long[1]["over_long"], true);
    assert_eq!(long[1]["diagnostics"][0]["code"], "chunk::over-long");
    assert_eq!(long[2]["over_long"], false);
}

#[test]
fn subwords_are_listed_on_request() {
    let tokenizer = Tokenizer::read(WORDPIECE.as_bytes()).unwrap();
    let detail = Detail { tokenizer: Some("wordpiece.json"), unit: Unit::Char, subwords: true };
    let records = records(Measure::Subwords(&tokenizer), 12, detail);
    let last = records.last().unwrap();
    assert_eq!((&last["counted"], &last["tokenizer"]), (&json!("subwords"), &json!("wordpiece.json")));
    assert_eq!(last["text"], "Slot\nNAVO en lid.");
    let columns = &last["subwords"];
    let ids = columns["ids"].as_array().unwrap();
    assert_eq!((ids.len() as u64, ids[0].as_u64()), (last["size"].as_u64().unwrap(), Some(2)));
    assert_eq!(columns["labels"], json!([null, "O", "O", "O", "O", "B-ORGANISATION", "O", "O", "O", null]));
    assert_eq!(columns["words"], json!([null, 7, 7, 7, 7, 8, 9, 10, 10, null]));
    assert_eq!(columns["places"][5], json!([41, 45]));
    assert_eq!(columns["places"][0], Value::Null);
}
