//! A model from its folder to the hits of a letter, and every fault of such a folder that a user can make.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod bert;
mod maker;

use griffier_doc::{Document, Finder, Hit, MentionType, Target};
use griffier_onnx::Model;
use griffier_text::Span;
use maker::{model, write};
use prost::Message;
use std::path::Path;
use tempfile::TempDir;
use tract_onnx::pb::ModelProto;
use tract_onnx::pb::tensor_proto::DataType;

fn folder(change: impl Fn(&mut ModelProto, &Path)) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut network = model();
    write(folder.path(), &network);
    change(&mut network, folder.path());
    std::fs::write(folder.path().join("model.onnx"), network.encode_to_vec()).unwrap();
    folder
}

fn letter(text: &str) -> Document {
    let mut doc = Document::from_text("brief", text);
    griffier_segment::segment(&mut doc);
    doc
}

/// Compares `words/TYPE` of the hits.
#[track_caller]
fn check(model: &Model, text: &str, expected: &[&str]) -> Document {
    let mut doc = letter(text);
    model.find(&mut doc);
    let show = |hit: &Hit| format!("{}/{}", doc.slice(hit.span).replace('\n', "⏎"), hit.kind.name());
    assert_eq!(doc.hits().iter().map(show).collect::<Vec<_>>(), expected, "{text:?}");
    assert_eq!(doc.diagnostics(), [], "{text:?}");
    doc
}

#[test]
fn names_are_read_from_the_labels_of_tokens() {
    let folder = folder(|_, _| {});
    let model = Model::open(folder.path()).unwrap();
    let doc =
        check(&model, "De heer Zeegras Qua sprak met Xenon.", &["Zeegras Qua/PERSON", "Xenon/ORGANISATION"]);
    assert!(doc.hits().iter().all(|hit| hit.confidence > 0.8 && hit.confidence < 1.0), "{:?}", doc.hits());
    // Decomposed accents, soft hyphens and line breaks lead back to the letter.
    check(&model, "De heer Ze\u{301}e\u{ad}gras\nQu\u{e4} is er.", &["Ze\u{301}e\u{ad}gras⏎Quä/PERSON"]);
    // What is to be rejected, and what goes on with nothing, and where a sentence ends.
    check(&model, "De Wadden en de Qua.", &["Qua/PERSON"]);
    check(&model, "Hij kent Zeegras. Qua vorm is dat goed.", &["Zeegras/PERSON", "Qua/PERSON"]);
    check(&model, "De kamer is van het lid.", &[]);
}

#[test]
fn a_long_letter_is_read_to_its_end() {
    let folder = folder(|_, _| {});
    let model = Model::open(folder.path()).unwrap();
    let line = "De minister en de kamer en Zeegras Qua van de navo. ";
    let doc = check(&model, &line.repeat(300), &["Zeegras Qua/PERSON"; 300]);
    assert!(doc.hits().windows(2).all(|pair| pair[0].confidence == pair[1].confidence));
}

#[test]
fn a_bert_as_torch_writes_it_is_run_in_every_operator_set() {
    for set in [11, 14, 17] {
        let folder = tempfile::tempdir().unwrap();
        bert::write(folder.path(), set);
        let model = Model::open(folder.path()).unwrap();
        let text = "De heer Zeegras Qua sprak met Xenon. De Wadden en de kamer.";
        check(&model, text, &["Zeegras Qua/PERSON", "Xenon/ORGANISATION"]);
        let line = "De minister en de kamer en Zeegras Qua van de navo. ";
        check(&model, &line.repeat(12), &["Zeegras Qua/PERSON"; 12]);
    }
}

#[test]
fn what_lists_and_rules_claim_is_theirs() {
    let folder = folder(|_, _| {});
    let model = Model::open(folder.path()).unwrap();
    let text = "De heer Zeegras Qua sprak met Xenon.";
    for (confidence, expected) in [(0.9, vec!["Xenon"]), (0.5, vec!["Zeegras Qua", "Xenon"])] {
        let mut doc = letter(text);
        let at = text.find("Qua").unwrap();
        let claim = Hit::rule(Span::at(at, at + 3), MentionType::Policy, Target::Name, "test");
        doc.push_hits(vec![claim.with_confidence(confidence)]);
        model.find(&mut doc);
        let found: Vec<&str> = doc.hits()[1..].iter().map(|hit| doc.slice(hit.span)).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_table_maps_labels_and_sets_what_is_sure_enough() {
    let table = "PER\t-\nMISC\tPOLICY\nORG\tTREATY\t0.95\n";
    let folder = folder(|_, path| std::fs::write(path.join("labels.tsv"), table).unwrap());
    let model = Model::open(folder.path()).unwrap();
    check(&model, "De heer Zeegras sprak met Xenon over Wadden.", &["Wadden/POLICY"]);
}

#[test]
fn a_model_of_one_length_gets_that_length() {
    let folder = folder(|network, _| {
        let graph = network.graph.as_mut().unwrap();
        graph.input = vec![
            maker::value("input_ids", DataType::Int64, &[Some(1), Some(12)]),
            maker::value("attention_mask", DataType::Int64, &[Some(1), Some(12)]),
        ];
    });
    let model = Model::open(folder.path()).unwrap();
    check(&model, &"De minister en Zeegras Qua. ".repeat(20), &["Zeegras Qua/PERSON"; 20]);
}

#[track_caller]
fn check_refused(change: impl Fn(&mut ModelProto, &Path), file: &str, expected: &str) {
    let folder = folder(change);
    let error = Model::open(folder.path()).unwrap_err().to_string();
    let path = folder.path().join(file);
    let words = error.strip_prefix(&format!("{}: ", path.display()));
    assert!(words.is_some_and(|words| words.contains(expected)), "{error}");
}

#[test]
fn a_missing_file_is_named() {
    let without = |name: &'static str| {
        move |_: &mut ModelProto, path: &Path| std::fs::remove_file(path.join(name)).unwrap()
    };
    check_refused(without("tokenizer.json"), "tokenizer.json", "cannot read: No such file");
    check_refused(without("config.json"), "config.json", "cannot read: No such file");
    let folder = folder(|_, _| {});
    std::fs::remove_file(folder.path().join("model.onnx")).unwrap();
    let error = Model::open(folder.path()).unwrap_err().to_string();
    assert!(error.contains("model.onnx: cannot read: No such file"), "{error}");
}

fn config(from: &'static str, to: &'static str) -> impl Fn(&mut ModelProto, &Path) {
    move |_, path| {
        assert!(maker::CONFIG.contains(from));
        std::fs::write(path.join("config.json"), maker::CONFIG.replace(from, to)).unwrap();
    }
}

#[test]
fn a_config_that_is_wrong_is_refused() {
    check_refused(
        |_, path| std::fs::write(path.join("config.json"), "{").unwrap(),
        "config.json",
        "no JSON: ",
    );
    check_refused(config("id2label", "labels"), "config.json", "has no \"id2label\"");
    check_refused(config("\"5\"", "\"7\""), "config.json", "does not number its labels from 0 to 5: \"7\"");
    check_refused(
        config("B-MISC", "LABEL_5"),
        "config.json",
        "no type is known for the labels [\"LABEL_5\"]",
    );
    check_refused(config("64", "2"), "config.json", "room for 2 subwords only");
    let few = config(", \"5\": \"B-MISC\"", "");
    check_refused(few, "model.onnx", "its output has the form [1, 16, 6]; [1, 16, 5] is right");
    let small = config("\"pad_token_id\": 0", "\"vocab_size\": 9");
    check_refused(small, "tokenizer.json", "but config.json a vocabulary of 9 words: not of one model");
    check_refused(
        |_, path| std::fs::write(path.join("labels.tsv"), "PER").unwrap(),
        "labels.tsv",
        "line 1: ",
    );
    check_refused(
        |_, path| std::fs::write(path.join("tokenizer.json"), "{}").unwrap(),
        "tokenizer.json",
        "no tokenizer.json",
    );
}

#[test]
fn a_network_that_cannot_be_run_is_refused() {
    check_refused(|network, _| network.graph = None, "model.onnx", "it has no graph");
    check_refused(
        |network, _| network.opset_import[0].version = 7,
        "model.onnx",
        "operator set 7; 9 to 18 can be run",
    );
    check_refused(|network, _| network.opset_import[0].version = 25, "model.onnx", "operator set 25");
    check_refused(|network, _| network.opset_import.clear(), "model.onnx", "names no operator set");
    check_refused(
        |network, _| network.graph.as_mut().unwrap().node[3].op_type = "Zeegras".into(),
        "model.onnx",
        "uses operators that cannot be run: Zeegras",
    );
    check_refused(
        |network, _| network.graph.as_mut().unwrap().node[4].input[1] = "hoofd".into(),
        "model.onnx",
        "uses \"hoofd\", which nothing in it makes",
    );
    check_refused(
        |network, _| network.graph.as_mut().unwrap().input[0].name = "pixel_values".into(),
        "model.onnx",
        "uses \"input_ids\", which nothing in it makes",
    );
    check_refused(
        |network, _| {
            let graph = network.graph.as_mut().unwrap();
            graph.input.push(maker::value("position_ids", DataType::Int64, &[None, None]));
        },
        "model.onnx",
        "asks for an input \"position_ids\"",
    );
    check_refused(
        |network, _| {
            let graph = network.graph.as_mut().unwrap();
            graph.input[0] = maker::value("input_ids", DataType::Float, &[None, None]);
        },
        "model.onnx",
        "does not take whole numbers",
    );
    check_refused(
        |network, _| network.graph.as_mut().unwrap().initializer[2].dims = vec![4, 9],
        "model.onnx",
        "cannot be built",
    );
}

#[test]
fn bytes_that_are_no_network_are_refused() {
    let folder = folder(|_, _| {});
    for bytes in [&b"versie https://lfs"[..], b"\xff\xff\xff\xff", b"{}"] {
        std::fs::write(folder.path().join("model.onnx"), bytes).unwrap();
        let error = Model::open(folder.path()).unwrap_err().to_string();
        assert!(error.contains("model.onnx: no ONNX model: "), "{error}");
    }
}

#[test]
fn scores_that_are_no_numbers_are_refused_or_said() {
    let nan = |id: usize| {
        move |network: &mut ModelProto, _: &Path| {
            let at = id * maker::LABELS * 4;
            network.graph.as_mut().unwrap().initializer[0].raw_data[at..at + 4]
                .copy_from_slice(&f32::NAN.to_le_bytes());
        }
    };
    check_refused(nan(0), "model.onnx", "gives scores that are no numbers");
    // A word that the trial did not meet: the letter says so.
    let json: serde_json::Value = serde_json::from_str(maker::TOKENIZER).unwrap();
    let id = json["model"]["vocab"]["kamer"].as_u64().unwrap() as usize;
    let folder = folder(nan(id));
    let model = Model::open(folder.path()).unwrap();
    let mut doc = letter("De kamer en Zeegras Qua.");
    model.find(&mut doc);
    assert!(doc.hits().is_empty());
    assert_eq!(doc.diagnostics()[0].code, "model::failed");
    assert!(doc.diagnostics()[0].message.contains("gives scores that are no numbers"));
}

/// The folder that the tests of the command use is what is made here.
#[test]
fn the_committed_model_is_the_one_that_is_made() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/tiny");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(&root).unwrap();
        write(&root, &model());
    }
    assert_eq!(std::fs::read(root.join("model.onnx")).unwrap(), model().encode_to_vec());
    assert_eq!(std::fs::read_to_string(root.join("config.json")).unwrap(), maker::CONFIG);
    assert_eq!(std::fs::read_to_string(root.join("tokenizer.json")).unwrap(), maker::TOKENIZER);
}
