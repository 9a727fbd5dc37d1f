//! The record of a hand-made letter, and the record against its schema.

use super::*;
use griffier_doc::{
    Candidate, CommitmentStatus, Due, MentionType, Meta, Predicate, SectionKind, Sentence, Zone, ZoneKind,
};
use serde_json::{Value, json};

const TEXT: &str = "Één 😀 brief\nvan de NAVO¹ over € 5 aan Kaag.\n¹ Zie Top.";

fn span(needle: &str) -> Span {
    let start = TEXT.find(needle).unwrap();
    Span::at(start, start + needle.len())
}

fn mention(needle: &str, kind: MentionType, link: Link) -> Mention {
    Mention {
        span: span(needle),
        kind,
        link,
        role: None,
        nested: false,
        confidence: 0.9,
        origin: Origin::Rule("test"),
        why: "".into(),
        attrs: Vec::new(),
    }
}

fn mentions() -> Vec<Mention> {
    let candidates = [("person:a-kaag", 0.506), ("person:b-kaag", 0.2)].map(|(id, score)| Candidate {
        id: id.into(),
        score,
        why: "same surname".to_owned(),
    });
    vec![
        Mention {
            origin: Origin::Gazetteer("gazetteers/organisations.tsv#navo".into()),
            why: "only candidate".into(),
            confidence: 0.987,
            attrs: vec![Attr::new("party", "b"), Attr::new("alias", "x"), Attr::new("party", "a")],
            ..mention("NAVO", MentionType::Organisation, Link::One("org:navo".into()))
        },
        mention("€ 5", MentionType::Quantity, Link::One("EUR:5".into())),
        mention("Kaag", MentionType::Person, Link::Many(candidates.into())),
        Mention {
            nested: true,
            confidence: f32::NAN,
            ..mention("Top", MentionType::Event, Link::Nil { id: "event:top".into(), reason: "not listed" })
        },
    ]
}

fn commitment() -> Commitment {
    Commitment {
        status: CommitmentStatus::Made,
        span: span("van de NAVO¹ over € 5"),
        what: span("over € 5"),
        by: vec![Term::Doc],
        to: vec![Term::Id("org:tweede-kamer".into())],
        made_on: Some("2021-10-11".into()),
        made_in: None,
        due: Some(Due { span: span("€ 5"), date: "2021-23".into(), day: "2021-11-30".to_owned() }),
        number: None,
        modality: Modality::Conditional,
        confidence: 0.9,
        why: "commitment.test",
    }
}

fn letter() -> Document {
    let mut doc = Document::from_text("brief-1", TEXT);
    doc.set_zones(vec![Zone { span: Span::at(0, TEXT.len()), kind: ZoneKind::PageFurniture }]);
    doc.set_sections(vec![Section {
        kind: SectionKind::Contribution,
        level: 2,
        title: span("Één 😀 brief"),
        span: Span::at(0, TEXT.len()),
        speakers: vec![span("brief")],
    }]);
    let exchange = |number: &str, questions, askers| Exchange {
        number: number.to_owned(),
        questions,
        answers: vec![span("Top.")],
        askers,
    };
    doc.set_exchanges(vec![
        exchange("3a", vec![span("Kaag"), span("NAVO")], vec![span("brief")]),
        exchange("", Vec::new(), Vec::new()),
    ]);
    doc.set_sentences(vec![Sentence { span: span("Zie Top.") }]);
    doc.set_footnotes(vec![Footnote {
        label: "1".to_owned(),
        marks: vec![span("¹")],
        note: span("Zie Top."),
    }]);
    doc.set_meta(Meta {
        date: Some("2021-10-11".to_owned()),
        subject: None,
        identifiers: vec!["A-1".into()],
    });
    doc.set_mentions(mentions());
    let entity = |id: &'static str, kind, nil| Entity {
        id: id.into(),
        kind,
        label: "naam".into(),
        same_as: if nil { vec![] } else { vec!["wikidata:Q7184".into()] },
        nil,
    };
    doc.set_entities(vec![
        entity("event:top", MentionType::Event, true),
        entity("org:navo", MentionType::Organisation, false),
    ]);
    doc.set_relations(vec![Relation {
        subject: Term::Doc,
        predicate: Predicate::SentBy,
        object: Term::Id("org:navo".into()),
        evidence: span("van de NAVO"),
        confidence: 0.333,
        why: "letterhead.ministry",
        negated: true,
        modality: Modality::Planned,
    }]);
    doc.set_commitments(vec![commitment()]);
    doc.push_diagnostic(None, "ingest::converted", "read as windows-1252");
    doc.push_diagnostic(Some(span("Top")), "date::no-anchor", "no date");
    doc
}

fn record(doc: &Document, unit: Unit) -> Value {
    let mut out = Vec::new();
    write_record(doc, unit, &mut out).unwrap();
    assert_eq!(out.iter().position(|&byte| byte == b'\n'), Some(out.len() - 1), "one line");
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn the_record_says_all_that_the_document_holds() {
    let record = record(&letter(), Unit::Byte);
    assert_eq!(
        record["source"],
        json!({"path": "brief-1", "format": "text", "sha256": null, "bytes": TEXT.len()})
    );
    assert_eq!(record["meta"], json!({"date": "2021-10-11", "subject": null, "identifiers": ["A-1"]}));
    assert_eq!(record["zones"], json!([{"kind": "page_furniture", "start": 0, "end": 63}]));
    let brief = json!([{"start": 11, "end": 16, "text": "brief"}]);
    assert_eq!(
        record["sections"],
        json!([{"kind": "contribution", "level": 2, "title": {"start": 0, "end": 16}, "speakers": brief, "start": 0, "end": 63}])
    );
    let top = json!([{"start": 59, "end": 63}]);
    assert_eq!(
        record["exchanges"],
        json!([
            {"number": "3a", "asked_by": brief, "question": {"start": 46, "end": 50}, "repeated": [{"start": 24, "end": 28}], "answers": top},
            {"number": null, "asked_by": [], "question": null, "repeated": [], "answers": top},
        ])
    );
    assert_eq!(record["sentences"], json!([{"start": 55, "end": 63}]));
    assert_eq!(
        record["footnotes"],
        json!([{"label": "1", "marks": [{"start": 28, "end": 30}], "start": 55, "end": 63}])
    );
    assert_eq!(
        record["mentions"],
        json!([
            {"id": "m1", "start": 24, "end": 28, "text": "NAVO", "type": "ORGANISATION", "entity": "org:navo",
             "nested": false, "confidence": 0.99, "why": "gazetteers/organisations.tsv#navo; only candidate",
             "attrs": {"alias": "x", "party": "b|a"}},
            {"id": "m2", "start": 36, "end": 41, "text": "€ 5", "type": "QUANTITY", "entity": "EUR:5",
             "nested": false, "confidence": 0.9, "why": "rule test", "attrs": {}},
            {"id": "m3", "start": 46, "end": 50, "text": "Kaag", "type": "PERSON", "entity": null,
             "candidates": [{"id": "person:a-kaag", "score": 0.51, "why": "same surname"},
                            {"id": "person:b-kaag", "score": 0.2, "why": "same surname"}],
             "nested": false, "confidence": 0.9, "why": "rule test", "attrs": {}},
            {"id": "m4", "start": 59, "end": 62, "text": "Top", "type": "EVENT", "entity": "event:top",
             "nil_reason": "not listed", "nested": true, "confidence": 0.0, "why": "rule test", "attrs": {}},
        ])
    );
    assert_eq!(
        record["entities"],
        json!([{"id": "event:top", "type": "EVENT", "label": "naam", "same_as": [], "nil": true},
               {"id": "org:navo", "type": "ORGANISATION", "label": "naam", "same_as": ["wikidata:Q7184"]}])
    );
    assert_eq!(
        record["diagnostics"],
        json!([{"code": "ingest::converted", "message": "read as windows-1252", "start": null, "end": null},
               {"code": "date::no-anchor", "message": "no date", "start": 59, "end": 62}])
    );
}

#[test]
fn relations_and_commitments_say_how_they_hold() {
    let record = record(&letter(), Unit::Byte);
    assert_eq!(
        record["relations"],
        json!([{"subject": "DOC", "predicate": "sent_by", "object": "org:navo", "start": 17, "end": 28,
                "evidence": "van de NAVO", "confidence": 0.33, "why": "letterhead.ministry", "negated": true,
                "modality": "planned"}])
    );
    assert_eq!(
        record["commitments"],
        json!([{"status": "made", "start": 17, "end": 41, "text": "van de NAVO¹ over € 5",
                "what": {"start": 31, "end": 41, "text": "over € 5"}, "by": ["DOC"], "to": ["org:tweede-kamer"],
                "made_on": "2021-10-11", "made_in": null,
                "due": {"start": 36, "end": 41, "text": "€ 5", "date": "2021-23", "day": "2021-11-30"},
                "number": null, "modality": "conditional", "confidence": 0.9, "why": "commitment.test"}])
    );
}

#[test]
fn keys_stand_in_the_order_of_the_contract() {
    let mut out = Vec::new();
    write_record(&letter(), Unit::Byte, &mut out).unwrap();
    let line = String::from_utf8(out).unwrap();
    let keys = [
        "schema",
        "id",
        "source",
        "offsets",
        "meta",
        "zones",
        "sentences",
        "footnotes",
        "mentions",
        "entities",
        "relations",
        "commitments",
        "diagnostics",
    ];
    let places: Vec<_> = keys.iter().map(|key| line.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{line}");
    assert!(
        line.starts_with(
            r#"{"schema":"griffier/1","id":"brief-1","source":{"path":"brief-1","format":"text""#
        )
    );
}

#[test]
fn slicing_by_any_unit_gives_the_text() {
    type Slice = fn(usize, usize) -> String;
    let units: [(Unit, &str, Slice); 3] = [
        (Unit::Byte, "byte", |start, end| TEXT[start..end].to_owned()),
        (Unit::Char, "char", |start, end| TEXT.chars().skip(start).take(end - start).collect()),
        (Unit::Utf16, "utf16", |start, end| {
            String::from_utf16(&TEXT.encode_utf16().collect::<Vec<_>>()[start..end]).unwrap()
        }),
    ];
    for (unit, name, slice) in units {
        let record = record(&letter(), unit);
        assert_eq!(record["offsets"], name);
        let at = |value: &Value| value.as_u64().unwrap() as usize;
        for (layer, text) in [("mentions", "text"), ("relations", "evidence"), ("commitments", "text")] {
            for item in record[layer].as_array().unwrap() {
                assert_eq!(slice(at(&item["start"]), at(&item["end"])), item[text], "{name}");
            }
        }
    }
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../../docs/output.schema.json")).unwrap()
}

fn errors(record: &Value) -> Vec<String> {
    let root = schema();
    let mut errors = Vec::new();
    schema_check::validate(&root, &root, record, "", &mut errors);
    errors
}

#[test]
fn records_fit_the_schema() {
    for doc in [letter(), Document::from_text("leeg", "")] {
        for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
            assert_eq!(errors(&record(&doc, unit)), [""; 0]);
        }
    }
}

/// A record with one value changed must be refused, else the schema says less than it seems to.
#[test]
fn the_schema_refuses_what_is_not_a_record() {
    let sound = record(&letter(), Unit::Byte);
    let changes = [
        ("/schema", json!("griffier/2"), "/schema"),
        ("/offsets", json!("word"), "/offsets"),
        ("/meta/date", json!("11 oktober"), "/meta/date"),
        ("/source/sha256", json!("abc"), "/source/sha256"),
        ("/zones/0/kind", json!("tail"), "/zones/0/kind"),
        ("/zones/0", json!({"kind": "body", "start": 0}), "/zones/0"),
        ("/sentences/0/start", json!(-1), "/sentences/0/start"),
        ("/mentions/0/type", json!("CITY"), "/mentions/0/type"),
        ("/mentions/0/confidence", json!(1.5), "/mentions/0/confidence"),
        ("/mentions/0/entity", json!(null), "/mentions/0"),
        ("/mentions/2/entity", json!("person:a"), "/mentions/2"),
        ("/mentions/0/attrs", json!({"holder": 1}), "/mentions/0/attrs/holder"),
        ("/entities/0/nil", json!(false), "/entities/0/nil"),
        (
            "/entities/0",
            json!({"id": "a", "type": "LAW", "label": "a", "same_as": [], "x": 1}),
            "/entities/0/x",
        ),
        ("/relations/0/predicate", json!("likes"), "/relations/0/predicate"),
        ("/relations/0/modality", json!("asserted"), "/relations/0/modality"),
        ("/commitments/0/status", json!("open"), "/commitments/0/status"),
        ("/commitments/0/by", json!("DOC"), "/commitments/0/by"),
        ("/commitments/0/due/day", json!("2021"), "/commitments/0/due/day"),
        ("/diagnostics/0/code", json!("Wrong Code"), "/diagnostics/0/code"),
    ];
    for (pointer, value, place) in changes {
        let mut record = sound.clone();
        *record.pointer_mut(pointer).unwrap() = value;
        let found = errors(&record);
        assert!(found.iter().any(|error| error.starts_with(&format!("{place}: "))), "{pointer}: {found:?}");
    }
}

#[test]
fn the_schema_lists_the_names_the_code_gives() {
    let names = |pointer: &str| -> Vec<String> {
        serde_json::from_value(schema().pointer(pointer).unwrap().clone()).unwrap()
    };
    assert_eq!(names("/$defs/type/enum"), MentionType::ALL.map(MentionType::name));
    let predicates: Vec<_> = Predicate::ALL.iter().map(|predicate| predicate.name()).collect();
    assert_eq!(names("/properties/relations/items/properties/predicate/enum"), predicates);
    let modalities: Vec<_> = Modality::ALL[1..].iter().map(|modality| modality.name()).collect();
    assert_eq!(names("/properties/relations/items/properties/modality/enum"), modalities);
}

mod schema_check;
