//! `--model`: with the feature `onnx` a model's names join the others; without it the reason is said.

use crate::Desk;

const LETTER: &str = "Geachte voorzitter,\n\nDe kamer sprak met Zeegras Qua over de NAVO.\n";

#[cfg(not(feature = "onnx"))]
#[test]
fn a_build_without_models_says_so() {
    let desk = Desk::new();
    let run = desk.put("a.txt", LETTER).run(&["annotate", "a.txt", "--model", "tiny"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("--model tiny: this griffier was built without models"), "{}", run.err);
}

#[cfg(feature = "onnx")]
fn tiny() -> String {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/tiny").display().to_string()
}

#[cfg(feature = "onnx")]
#[test]
fn what_a_model_finds_is_in_the_record() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let run = desk.run(&["annotate", "a.txt", "--model", &tiny()]);
    assert_eq!(run.status, 0, "{}", run.err);
    let record = &run.records()[0];
    let mentions = record["mentions"].as_array().unwrap();
    let found = mentions.iter().find(|mention| mention["text"] == "Zeegras Qua").unwrap();
    assert_eq!((&found["type"], &found["entity"]), (&"PERSON".into(), &"person:zeegras-qua".into()));
    assert!(found["why"].as_str().unwrap().starts_with("rule model"), "{found}");
    assert!(mentions.iter().any(|mention| mention["entity"] == "org:navo"), "lists and rules go on");
    let chunked = desk.run(&["chunk", "a.txt", "--max-tokens", "50", "--model", &tiny()]);
    assert!(chunked.out.contains("person:zeegras-qua"), "{}", chunked.err);
}

#[cfg(feature = "onnx")]
#[test]
fn a_folder_that_is_no_model_is_refused_before_any_letter_is_read() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("leeg/x", "");
    for (folder, file) in [("leeg", "leeg/tokenizer.json"), ("nergens", "nergens/tokenizer.json")] {
        let run = desk.run(&["annotate", "a.txt", "--model", folder]);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(run.err.contains(&format!("{file}: cannot read: ")), "{}", run.err);
    }
}
