//! Tables read back by the reader of the crate, rows and types.

use super::*;
use griffier_doc::{Attr, Document, Entity, Link, Mention, MentionType, Meta, Origin};
use griffier_text::Span;
use parquet::file::reader::{FileReader, SerializedFileReader};

fn letter(id: &str, names: usize) -> Document {
    let mut doc = Document::from_text(id, "één NAVO NAVO");
    let mention = |nth: usize| Mention {
        span: if nth == 0 { Span::at(6, 10) } else { Span::at(11, 15) },
        kind: MentionType::Organisation,
        link: if nth == 0 {
            Link::One("org:navo".into())
        } else {
            Link::Nil { id: "org:x".into(), reason: "none" }
        },
        role: None,
        nested: nth > 0,
        confidence: 0.9,
        origin: Origin::Rule("test"),
        why: "".into(),
        attrs: if nth == 0 {
            vec![Attr::new("url", "a"), Attr::new("url", "b"), Attr::new("holder", "c")]
        } else {
            Vec::new()
        },
    };
    doc.set_mentions((0..names).map(mention).collect());
    let same_as = |n: usize| (0..n).map(|n| format!("wikidata:Q{n}").into()).collect();
    let entity = |(i, n): (usize, usize)| Entity {
        id: format!("org:{i}").into(),
        kind: MentionType::Organisation,
        label: "NAVO".into(),
        same_as: same_as(n),
        nil: false,
    };
    doc.set_entities([2, 0, 1].into_iter().enumerate().map(entity).collect());
    doc.set_meta(Meta { date: (names > 0).then(|| "2024-02-29".to_owned()), ..Meta::default() });
    doc
}

/// The rows of a table, as the crate shows them, and its metadata.
fn written(table: Table, letters: &[Document]) -> (Vec<String>, String) {
    let mut file = Vec::new();
    let mut out = ParquetTable::begin(table, Unit::Char, &mut file).unwrap();
    for doc in letters {
        let rows = rows(doc, Unit::Char).into_iter().find(|rows| rows.table() == table).unwrap();
        out.add(rows).unwrap();
    }
    out.finish().unwrap();
    let reader = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
    let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let metadata = metadata.iter().map(|entry| format!("{}={}", entry.key, entry.value.as_deref().unwrap()));
    let metadata = metadata.collect::<Vec<_>>().join(" ");
    (reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect(), metadata)
}

#[test]
fn tables_are_read_back_with_their_types() {
    let letters = [letter("a", 2), letter("b", 0)];
    let (mentions, metadata) = written(Table::Mentions, &letters);
    assert_eq!(metadata, "griffier.schema=griffier-tables/2 griffier.offsets=char");
    assert_eq!(
        mentions,
        [
            r#"{letter: "a", mention: "m1", start: 4, end: 8, text: "NAVO", type: "ORGANISATION", entity: "org:navo", candidates: [], nil_reason: null, nested: false, confidence: 0.9, zone: "body", attributes: [{key: "holder", value: "c"}, {key: "url", value: "a|b"}], why: "rule test", letter_key: "6f8ac9417b92553a"}"#,
            r#"{letter: "a", mention: "m2", start: 9, end: 13, text: "NAVO", type: "ORGANISATION", entity: "org:x", candidates: [], nil_reason: "none", nested: true, confidence: 0.9, zone: "body", attributes: [], why: "rule test", letter_key: "6f8ac9417b92553a"}"#,
        ]
    );
    let (letters_, _) = written(Table::Letters, &letters);
    assert_eq!(
        letters_,
        [
            r#"{letter: "a", path: "a", format: "text", sha256: null, bytes: 15, date: 2024-02-29, subject: null, identifiers: [], letter_key: "6f8ac9417b92553a"}"#,
            r#"{letter: "b", path: "b", format: "text", sha256: null, bytes: 15, date: null, subject: null, identifiers: [], letter_key: "cab58c11ed84124a"}"#,
        ]
    );
    let (entities, _) = written(Table::Entities, &letters);
    let lists: Vec<&str> = entities.iter().map(|row| row.split("same_as: ").nth(1).unwrap()).collect();
    let three = |key: &str| {
        [r#"["wikidata:Q0", "wikidata:Q1"]"#, "[]", r#"["wikidata:Q0"]"#]
            .map(|list| format!("{list}, nil: false, letter_key: \"{key}\"}}"))
    };
    assert_eq!(lists, [three("6f8ac9417b92553a"), three("cab58c11ed84124a")].concat());
    assert!(written(Table::Relations, &letters).0.is_empty());
}

#[test]
fn many_rows_are_several_groups() {
    let mut file = Vec::new();
    let mut table = ParquetTable::begin(Table::Entities, Unit::Byte, &mut file).unwrap();
    let [_, _, three, _] = rows(&letter("a", 0), Unit::Byte);
    for _ in 0..GROUP / 2 {
        table.add(three.clone()).unwrap();
    }
    table.finish().unwrap();
    let reader = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
    assert_eq!(
        (reader.num_row_groups(), reader.metadata().file_metadata().num_rows()),
        (2, GROUP as i64 / 2 * 3)
    );
}

#[test]
fn days_are_counted_from_1970() {
    let found =
        ["1970-01-01", "1969-12-31", "2000-02-29", "2021-10-11", "2021-13-01", "gisteren"].map(rows::day);
    assert_eq!(found, [Some(0), Some(-1), Some(11_016), Some(18_911), None, None]);
}
