//! JSON Lines, JSON and Parquet.

use super::*;
use crate::members::LeftOut;
use crate::{Limits, letter_of_line};
use griffier_doc::{Field, Trust};
use parquet::basic::{Compression as Codec, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

#[test]
fn each_line_is_a_letter() {
    let lines = "\u{feff}{\"id\": \"x-1\", \"text\": \"Eerste\\nbrief\", \"meer\": {\"text\": 1}}\n\n\
                 {\"ID\": 17, \"Tekst\": \"Tweede\"}\r\n{\"text\": \"Derde \\ud83d\\ude00\", \"path\": \"map/drie.txt\"}\n\
                 {\"text\": \"Vierde\", \"id\": null}";
    check(
        lines.as_bytes(),
        "map/l.jsonl",
        &[
            ("map/l.jsonl!/1", "x-1", "Eerste\nbrief"),
            ("map/l.jsonl!/3", "17", "Tweede"),
            ("map/l.jsonl!/map/drie.txt", "drie", "Derde 😀"),
            ("map/l.jsonl!/5", "l-5", "Vierde"),
        ],
    );
}

#[test]
fn objects_stand_in_a_list_or_behind_one_another() {
    let expected = [("l.json!/1", "a", "Een } {\"]"), ("l.json!/2", "l-2", "Twee\\")];
    let objects = [r#"{"id":"a", "text":"Een } {\"]", "x":[{"y":{}}]}"#, "{\n \"text\": \"Twee\\\\\"\n}"];
    check(format!("[{}]", objects.join(",\n")).as_bytes(), "l.json", &expected);
    check(format!(" [\n{}\n]\n", objects.join(" , ")).as_bytes(), "l.json", &expected);
    check(
        b"{\n\"text\": \"Een\"\n}\n{\"text\": \"Twee\"}",
        "l.json",
        &[("l.json!/1", "l-1", "Een"), ("l.json!/2", "l-2", "Twee")],
    );
}

#[test]
fn what_a_row_states_comes_along() {
    let line = r#"{"text": "Brief", "datum": "2023-12-15T10:00:00", "title": " Kop ", "from": "BZK", "dossier": 36045, "number": ""}"#;
    let doc = documents(line.as_bytes(), "l.jsonl").remove(0);
    let stated: Vec<_> =
        doc.stated().iter().map(|s| (s.field, s.value.as_str(), s.origin.as_str(), s.trust)).collect();
    assert_eq!(
        stated,
        [
            (Field::Date, "2023-12-15", "jsonl:datum", Trust::Publisher),
            (Field::Title, "Kop", "jsonl:title", Trust::Publisher),
            (Field::Sender, "BZK", "jsonl:from", Trust::Publisher),
            (Field::Dossier, "36045", "jsonl:dossier", Trust::Publisher),
        ]
    );
    let doc = documents(br#"{"text": "Brief", "date": "gisteren"}"#, "l.jsonl").remove(0);
    assert!(doc.stated().is_empty());
    let notes: Vec<_> = doc.diagnostics().iter().map(|note| (note.code, note.message.as_str())).collect();
    let message = "\"gisteren\" in jsonl:date is no date as in 2023-12-31, and is left out";
    assert_eq!(notes, [("ingest::unread", message)]);
}

#[test]
fn what_a_row_states_in_no_readable_way_is_named() {
    let line =
        br#"{"id": {"nr": 1}, "datum": [2023], "title": true, "sender": null, "number": 7, "text": "Brief"}"#;
    let found = letter_of_line(line, "l.jsonl", 3, &Limits::default()).unwrap();
    let odd =
        |field, value: &str| LeftOut { field, value: value.to_owned(), why: "is no text and no number" };
    assert_eq!(
        found.left_out(),
        [odd("id", "an object"), odd("datum", "a list"), odd("title", "true or false")]
    );
    let doc = found.ingest(&Limits::default()).unwrap();
    assert_eq!((doc.id(), doc.diagnostics().len()), ("l-3", 3));
    let message = "a list in jsonl:datum is no text and no number, and is left out";
    assert_eq!(doc.diagnostics()[1].message, message);
}

#[test]
fn a_broken_line_costs_itself() {
    let lines = "{\"text\": \"Een\"}\n{\"text\": \"Tw\n{\"text\": null}\n{\"tekst\": 5}\n[]\n{\"text\": [\"a\"]}\n\
                 {\"text\": \"\"}\ngeen JSON\n{\"text\": \"Negen\"}\n";
    let found = seen(lines.as_bytes(), "l.jsonl");
    assert_eq!(found.paths(), ["l.jsonl!/1", "l.jsonl!/9"]);
    check_lost(
        &found,
        &[
            (
                "l.jsonl",
                "line 2: no object of JSON: a line break or another control character stands within a text",
            ),
            ("l.jsonl", "line 3: it has no field `text` (nor `content`, `tekst`), or that is null"),
            ("l.jsonl", "line 4: its field `tekst` is a number, not a text"),
            (
                "l.jsonl",
                "line 5: no object of JSON, as {\"text\": \"Geachte voorzitter,\"}: it begins with `[]`",
            ),
            ("l.jsonl", "line 6: its field `text` is a list, not a text"),
            ("l.jsonl!/7", "empty"),
            (
                "l.jsonl",
                "line 8: no object of JSON, as {\"text\": \"Geachte voorzitter,\"}: it begins with `geen JSON`",
            ),
        ],
    );
    let found = seen(b"[{\"text\": \"Een\"}, {\"text\": }, {\"text\": \"Drie\"}, {\"text\": \"V", "l.json");
    assert_eq!(found.paths(), ["l.json!/1", "l.json!/3"]);
    let object = "object 2: no object of JSON: it is not well formed in column 10, at `}`";
    check_lost(
        &found,
        &[
            ("l.json", object),
            ("l.json", "damaged: this list of letters cannot be read: it ends within object 4"),
        ],
    );
}

#[test]
fn what_is_no_object_is_told_in_words() {
    #[track_caller]
    fn check(line: &str, why: &str) {
        let found = seen(format!("{{\"text\": \"Een\"}}\n{line}\n").as_bytes(), "l.jsonl");
        check_lost(&found, &[("l.jsonl", &format!("line 2: no object of JSON{why}"))]);
    }
    let as_object = ", as {\"text\": \"Geachte voorzitter,\"}: it begins with ";
    check("nummer 5", &format!("{as_object}`nummer 5`"));
    check(
        "\"Geachte voorzitter, hierbij de brief\"",
        &format!("{as_object}`\"Geachte voorzitter, hierbij d…`"),
    );
    check("12", &format!("{as_object}`12`"));
    check("{\"text\": \"Twee\"", ": it ends before the object does; a quotation mark or a brace is missing");
    check(
        r#"{"text": "\ud83d los"}"#,
        ": half of a character stands in a text (a surrogate as \\ud83d without its other half)",
    );
    check("{text: 1}", ": it is not well formed in column 2, at `text: 1}`");
    check(
        "{\"text\": \"a\"} {\"text\": \"b\"}",
        ": it is not well formed in column 15, at `{\"text\": \"b\"}`",
    );
}

#[test]
fn a_list_that_is_not_utf8_says_so() {
    let found = seen(b"{\"text\": \"Een\"}\n{\"text\": \"\xe9\xe9n\"}\n", "l.jsonl");
    check_lost(&found, &[("l.jsonl", "line 2: no object of JSON: it is not UTF-8 from column 11 on")]);
    for mark in [[0xff, 0xfe], [0xfe, 0xff]] {
        let units = "{\"text\": \"Een\"}\n".encode_utf16();
        let unit = |unit: u16| if mark[0] == 0xff { unit.to_le_bytes() } else { unit.to_be_bytes() };
        let bytes: Vec<u8> = mark.into_iter().chain(units.flat_map(unit)).collect();
        let damaged = "damaged: this list of letters cannot be read: it is UTF-16, and JSON is UTF-8";
        check_lost(&seen(&bytes, "l.jsonl"), &[("l.jsonl", damaged)]);
    }
}

#[test]
fn control_characters_in_a_text_of_a_list_are_told() {
    let documents = documents(br#"{"text": "Een\u0000 brief", "id": "a"}"#, "l.jsonl");
    assert_eq!(documents[0].text(), "Een\0 brief");
    let notes: Vec<_> = documents[0].diagnostics().iter().map(|note| (note.code, note.span)).collect();
    assert_eq!(notes, [("ingest::control-characters", Some(griffier_text::Span::at(3, 4)))]);
    check_lost(&seen(br#"{"text": "\u0000\u0000"}"#, "l.jsonl"), &[("l.jsonl!/1", "empty")]);
}

#[test]
fn a_line_longer_than_a_letter_costs_itself() {
    let limits = Limits { bytes: 40, ..Limits::default() };
    let lines =
        format!("{{\"text\": \"a\"}}\n{{\"text\": \"{}\"}}\n{{\"text\": \"c\"}}\n", "b".repeat(300_000));
    let found = within(lines.clone().into_bytes(), "l.jsonl", limits);
    assert_eq!(found.paths(), ["l.jsonl!/1", "l.jsonl!/3"]);
    check_lost(&found, &[("l.jsonl", "line 2: it has more than")]);
    let found = within(format!("[{}]", lines.trim().replace('\n', ",")).into_bytes(), "l.json", limits);
    assert_eq!(found.paths(), ["l.json!/1", "l.json!/3"]);
    check_lost(&found, &[("l.json", "object 2: it is longer than")]);
}

#[test]
fn other_lists_are_told_from_letters() {
    let found = seen("{\"naam\": \"a\"}\n".repeat(100_000).as_bytes(), "l.jsonl");
    assert_eq!((found.letters.len(), found.lost.len()), (0, 20));
    assert!(found.lost[19].1.contains("no letter in its first 20 lines"), "{:?}", found.lost[19]);
    let found = seen("{\"schema\": \"griffier/1\", \"id\": \"a\"}\n".repeat(9).as_bytes(), "l.jsonl");
    assert_eq!((found.lost.len(), found.other), (0, vec!["records of griffier".to_owned()]));
}

/// A table of three rows in two groups; the last text is null.
pub(super) fn table(codec: Codec) -> Vec<u8> {
    let schema = "message brieven { required binary id (UTF8); optional binary text (UTF8); optional int32 date (DATE); \
                  optional int64 datum (TIMESTAMP(NANOS,true)); optional binary soort; }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(codec).build());
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, properties).unwrap();
    let words = |words: &[&str]| words.iter().map(|word| ByteArray::from(*word)).collect::<Vec<_>>();
    for (ids, texts, present) in [(&["a", "b"][..], &["Een", "Twee"][..], &[1, 1][..]), (&["c"], &[], &[0])] {
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&words(ids), None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&words(texts), Some(present), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&vec![19_782; texts.len()], Some(present), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&vec![1; texts.len()], Some(present), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&words(texts), Some(present), None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.close().unwrap();
    out
}

#[test]
fn each_row_of_a_table_is_a_letter() {
    let gzip = Codec::GZIP(Default::default());
    for codec in [Codec::UNCOMPRESSED, Codec::SNAPPY, gzip, Codec::ZSTD(ZstdLevel::default())] {
        let found = seen(&table(codec), "t.parquet");
        let letter =
            |row: u32, id: &str, text: &str| (format!("t.parquet!/{row}"), id.to_owned(), text.to_owned());
        assert_eq!(found.letters, [letter(1, "a", "Een"), letter(2, "b", "Twee")]);
        check_lost(&found, &[("t.parquet", "row 3: it has no field `text`")]);
    }
    let doc = documents(&table(Codec::SNAPPY), "t.parquet").remove(0);
    let stated: Vec<_> =
        doc.stated().iter().map(|s| (s.field, s.value.as_str(), s.origin.as_str())).collect();
    assert_eq!(stated, [(Field::Date, "2024-02-29", "parquet:date")]);
}

#[test]
fn a_compression_that_is_not_read_is_named() {
    // What the footer says of each column called `text`: its path, then its codec.
    let plain = table(Codec::UNCOMPRESSED);
    let places: Vec<usize> = memchr::memmem::find_iter(&plain, b"\x04text\x15\x00").collect();
    assert_eq!(places.len(), 2, "one for each group");
    for (code, name) in [(8, "brotli"), (10, "lz4"), (14, "lz4"), (6, "lzo")] {
        let mut file = plain.clone();
        places.iter().for_each(|at| file[at + 6] = code);
        let found = seen(&file, "t.parquet");
        let message =
            format!("not read: this Parquet table is compressed with {name}; write it anew with zstd");
        assert!(found.letters.is_empty());
        check_lost(&found, &[("t.parquet", &message)]);
    }
}

#[test]
fn a_damaged_table_is_told_in_one_line() {
    let whole = table(Codec::SNAPPY);
    for cut in [5, 100, whole.len() / 2, whole.len() - 1] {
        let found = seen(&whole[..cut], "t.parquet");
        assert!(found.letters.is_empty());
        check_lost(&found, &[("t.parquet", "damaged: this Parquet table cannot be read: ")]);
    }
    // The first page of the texts.
    let mut broken = whole.clone();
    let at = memchr::memmem::find(&broken, b"Twee").unwrap();
    broken[at - 12..at + 4].fill(0xff);
    let found = seen(&broken, "t.parquet");
    assert!(!found.lost.is_empty() && found.lost.iter().all(|(_, message)| message.len() < 400), "{found:?}");
    let schema =
        Arc::new(parse_message_type("message m { required int32 text; required int32 x; }").unwrap());
    let mut out = Vec::new();
    SerializedFileWriter::new(&mut out, schema, Arc::default()).unwrap().close().unwrap();
    assert!(seen(&out, "t.parquet").letters.is_empty());
}
