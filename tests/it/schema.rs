//! Records against `docs/output.schema.json`, by a validator that others wrote.

use crate::PIPELINE;
use crate::properties::{annotate, damaged, letters};
use griffier::{Document, Unit};
use proptest::prelude::*;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::LazyLock;
use xtask::{files_with_extension, root};

static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = std::fs::read_to_string(root().join("docs/output.schema.json")).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap()
});

/// What is wrong with the record of `doc`, in every unit.
fn faults(doc: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
        let mut out = Vec::new();
        griffier_export::write_record(doc, unit, &mut out).unwrap();
        let record: Value = serde_json::from_slice(&out).unwrap();
        faults.extend(VALIDATOR.iter_errors(&record).map(|error| error.to_string()));
    }
    faults
}

#[test]
fn every_record_keeps_to_the_schema() {
    let mut paths: Vec<PathBuf> = files_with_extension(&root().join("seeds"), "txt").unwrap();
    for extension in ["docx", "odt", "html", "xml", "pdf"] {
        paths.extend(files_with_extension(&root().join("tests/formats"), extension).unwrap());
    }
    paths.extend(files_with_extension(&root().join("tests/letters"), "md").unwrap());
    assert!(paths.len() >= 50, "{} files", paths.len());
    for path in paths {
        let doc = griffier::batch::annotate_file(&PIPELINE, &path).unwrap();
        assert_eq!(faults(&doc), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn records_of_odd_letters_keep_to_it_too() {
    // Converted from another encoding, with a byte order mark, with a day that no calendar has.
    let utf16 = b"\xff\xfeD\0e\0 \0N\0A\0V\0O\0";
    for bytes in [&utf16[..], b"\xef\xbb\xbfOp 31 februari jl.", b"\xe9\xe9n 8 juli jl. (hierna: )"] {
        let mut doc = griffier::ingest(bytes.to_vec(), "brief.txt").unwrap();
        PIPELINE.run(&mut doc);
        assert_eq!(faults(&doc), Vec::<String>::new(), "{bytes:?}");
    }
}

#[test]
fn a_record_that_breaks_the_schema_is_seen() {
    let mut out = Vec::new();
    griffier_export::write_record(&annotate("De NAVO."), Unit::Byte, &mut out).unwrap();
    let mut record: Value = serde_json::from_slice(&out).unwrap();
    assert!(VALIDATOR.is_valid(&record));
    record["mentions"][0]["type"] = "ORG".into();
    assert!(!VALIDATOR.is_valid(&record));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn records_of_any_letter_keep_to_it(text in prop_oneof![letters(), damaged()]) {
        let found = faults(&annotate(&text));
        prop_assert!(found.is_empty(), "{found:?}");
    }
}
