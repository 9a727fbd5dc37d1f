//! Three small tokenizers of the three common kinds over text that normalisers change.

use super::*;
use serde_json::json;

/// BERT: lower case, no accents, words cut at punctuation; its file says to cut at 16 and to fill up to 32.
const WORDPIECE: &str = include_str!("../../../../tests/tokenizers/wordpiece.json");
/// RoBERTa: bytes, a blank before the first word, dropout.
const BYTE_LEVEL: &str = include_str!("../../../../tests/tokenizers/byte-level.json");
/// XLM-RoBERTa: pieces of words between blanks, a compiled map of characters.
const UNIGRAM: &str = include_str!("../../../../tests/tokenizers/unigram.json");

fn read(json: &str) -> Tokenizer {
    Tokenizer::read(json.as_bytes()).unwrap()
}

#[track_caller]
fn check(json: &str, text: &str, expected: &[&str]) {
    let subwords = read(json).encode(text).unwrap();
    let found: Vec<&str> = subwords.iter().map(|subword| &text[subword.span.range()]).collect();
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn wordpiece_leads_back_through_case_and_accents() {
    check(WORDPIECE, "De NAVO.", &["De", "NAVO", "."]);
    check(WORDPIECE, "Eenvoud Één", &["Een", "voud", "Één"]);
    // Decomposed: the accents are characters of their own.
    check(WORDPIECE, "E\u{301}e\u{301}n de", &["E\u{301}e\u{301}n", "de"]);
    check(WORDPIECE, "NAVO-lid", &["NAVO", "-", "lid"]);
}

#[test]
fn wordpiece_drops_what_is_no_text_and_keeps_the_place_of_the_rest() {
    check(WORDPIECE, "mi\u{ad}nister\r\nKa\u{200b}mer", &["mi\u{ad}nister", "Ka\u{200b}mer"]);
    check(WORDPIECE, "\u{feff}De\u{a0}Kamer\u{0}", &["De", "Kamer"]);
    check(WORDPIECE, "de 😀 Kamer", &["de", "😀", "Kamer"]);
    check(WORDPIECE, "", &[]);
    check(WORDPIECE, " \n\u{ad} ", &[]);
}

#[test]
fn byte_level_leads_back_to_whole_characters() {
    check(BYTE_LEVEL, "de de", &["de", "de"]);
    check(BYTE_LEVEL, "ën", &["", "ë", "n"]);
    // Four bytes, four subwords, one character.
    check(BYTE_LEVEL, "de 😀", &["de", "", "😀", "😀", "😀", "😀"]);
    check(BYTE_LEVEL, "(NAVO).", &["", "(", "NAVO", ")."]);
    check(BYTE_LEVEL, "de\n\nde", &["de", "\n", "\n", "d", "e"]);
}

#[test]
fn unigram_leads_back_through_its_map_of_characters() {
    check(UNIGRAM, "De minister", &["De", "minister"]);
    check(UNIGRAM, "(NAVO)", &["", "(", "N", "A", "V", "O", ")"]);
    check(UNIGRAM, "ﬁn…", &["", "ﬁ", "n", "…", "…", "…"]);
    // A piece that begins within a ligature.
    check(UNIGRAM, "ﬁj", &["", "ﬁ", "ﬁj"]);
    check(UNIGRAM, "een\u{ad}voud", &["een", "voud"]);
    check(UNIGRAM, "één 😀 en", &["", "é", "é", "n", "", "😀", "en"]);
}

/// One of the three with parts of other models in their place: forms that files on the hub have.
fn form(json: &str, change: impl Fn(&mut serde_json::Value)) -> String {
    let mut value = serde_json::from_str(json).unwrap();
    change(&mut value);
    value.to_string()
}

/// BERTje: capitals and accents count, no cutting, no filling up.
fn cased() -> String {
    form(WORDPIECE, |value| {
        value["normalizer"]["lowercase"] = false.into();
        value["normalizer"]["strip_accents"] = false.into();
        (value["truncation"], value["padding"]) = (().into(), ().into());
        value["model"]["vocab"]["NAVO"] = 115.into();
        value["model"]["vocab"]["Één"] = 116.into();
    })
}

/// Newer exports: normalisers and cuts as lists of single steps, digits one by one.
fn steps() -> String {
    form(WORDPIECE, |value| {
        value["normalizer"] = json!({"type": "Sequence", "normalizers":
            [{"type": "NFD"}, {"type": "Lowercase"}, {"type": "StripAccents"}]});
        value["pre_tokenizer"] = json!({"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
            {"type": "Punctuation", "behavior": "Isolated"}, {"type": "Digits", "individual_digits": true}]});
    })
}

/// RobBERT since version 2: no blank before the first word, merges as pairs, a mask that takes the blank before it.
fn pairs() -> String {
    form(BYTE_LEVEL, |value| {
        value["pre_tokenizer"]["add_prefix_space"] = false.into();
        value["post_processor"]["add_prefix_space"] = false.into();
        value["model"]["dropout"] = ().into();
        let merges = value["model"]["merges"].as_array().unwrap().iter();
        let pair = |merge: &serde_json::Value| json!(merge.as_str().unwrap().split(' ').collect::<Vec<_>>());
        value["model"]["merges"] = merges.map(pair).collect();
        let mask = json!({"id": 271, "content": "<mask>", "single_word": false, "lstrip": true, "rstrip": false,
            "normalized": false, "special": true});
        value["added_tokens"].as_array_mut().unwrap().push(mask);
    })
}

/// Llama 3 and its kin: a pattern cuts, bytes follow, offsets keep the blanks.
fn pattern() -> String {
    form(BYTE_LEVEL, |value| {
        let regex = r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
        value["pre_tokenizer"] = json!({"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": regex}, "behavior": "Isolated", "invert": false},
            {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false}]});
        value["post_processor"] = json!({"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false,
            "use_regex": true});
    })
}

/// T5: `▁` for every blank, one normaliser of characters, `</s>` alone behind.
fn metaspace() -> String {
    form(UNIGRAM, |value| {
        value["normalizer"] = json!({"type": "NFKC"});
        value["pre_tokenizer"] =
            json!({"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true});
        value["post_processor"] = json!({"type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {"</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}});
    })
}

#[test]
fn files_in_the_forms_of_the_hub_are_read() {
    check(&cased(), "NAVO en Één", &["NAVO", "en", "Één"]);
    check(&steps(), "Één, 12 de", &["Één", ",", "1", "2", "de"]);
    check(&pairs(), "de de <mask>", &["d", "e", "de", "<mask>"]);
    check(&pattern(), "de de\n\nNAVO", &["d", "e", "de", "\n\n", "NAVO"]);
    check(&metaspace(), "De ﬁn", &["De", " ", "ﬁ", "n"]);
    for json in [cased(), steps(), pairs(), pattern(), metaspace()] {
        check_sound(&json);
    }
    assert_eq!(read(&cased()).limit(), None);
    assert_eq!((read(&metaspace()).specials(), read(&pattern()).specials()), (1, 0));
}

const TEXTS: &[&str] = &[
    "Geachte voorzitter,\r\n\r\nDe NAVO kwam op 11 april 2022 in Genève bijeen. Eén lidstaat gaf € 2,5 miljard 😀 aan Oekraïne.",
    "e\u{301}e\u{301}n ﬁnanciën ½ … \u{ad}af\u{ad}breken\u{ad} \u{200d}👩\u{200d}👩\u{200d}👧 ★ [SEP] </s> ▁ Ġ ##en",
    "\u{feff}\u{0}\u{1f}\u{7f}\u{85}\u{2028}\u{3000}中文 русский العربية",
    "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
    "İstanbul ŉ ǰ ΐ ﷺ Ǆ",
    "  \t de   Kamer \u{a0}\u{a0} ",
];

#[track_caller]
fn check_sound(json: &str) {
    let tokenizer = read(json);
    for text in TEXTS {
        let subwords = tokenizer.encode_whole(text).unwrap();
        let mut last = 0;
        for subword in &subwords {
            let piece = text.get(subword.span.range()).expect("on character edges");
            assert!(piece.trim() == piece || piece.trim().is_empty(), "{piece:?} in {text:?}");
            assert!(subword.span.start() >= last, "{subword:?} goes back in {text:?}");
            assert!(!subword.special || piece.is_empty());
            last = subword.span.start();
        }
        assert_eq!(subwords.len(), tokenizer.count(text).unwrap(), "{text:?}");
        assert_eq!(subwords.len(), tokenizer.encode(text).unwrap().len() + tokenizer.specials());
    }
}

#[test]
fn spans_are_sound_on_any_text() {
    for json in [WORDPIECE, BYTE_LEVEL, UNIGRAM] {
        check_sound(json);
    }
}

#[test]
fn nothing_is_cut_filled_up_or_left_to_chance() {
    let long = "de Kamer ".repeat(100);
    let wordpiece = read(WORDPIECE);
    assert_eq!((wordpiece.limit(), wordpiece.specials()), (Some(16), 2));
    assert_eq!(wordpiece.count(&long).unwrap(), 202);
    let bytes = read(BYTE_LEVEL);
    assert_eq!((bytes.limit(), bytes.specials()), (None, 2));
    let first = bytes.encode(&long).unwrap();
    assert!((0..5).all(|_| bytes.encode(&long).unwrap() == first), "dropout is off");
    assert_eq!(wordpiece.numbers(), wordpiece.id_of("voorzitter").unwrap() as usize + 1);
}

#[test]
fn special_subwords_stand_where_the_model_wants_them() {
    let subwords = read(WORDPIECE).encode_whole("de Kamer").unwrap();
    let shown: Vec<(u32, bool, Span)> =
        subwords.iter().map(|subword| (subword.id, subword.special, subword.span)).collect();
    assert_eq!(shown[0], (2, true, Span::at(0, 0)));
    assert_eq!(shown[3], (3, true, Span::at(8, 8)));
    assert!(!shown[1].1 && !shown[2].1);
}

#[track_caller]
fn check_refused(json: &str, expected: &str) {
    let error = Tokenizer::read(json.as_bytes()).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn what_is_no_tokenizer_is_refused_with_the_reason() {
    check_refused("", "no JSON: ");
    check_refused("{\"model\": ", "no JSON: ");
    check_refused("[1, 2]", "no tokenizer.json");
    check_refused("{\"do_lower_case\": true, \"model_max_length\": 512}", "no tokenizer.json");
    check_refused("{\"model\": \"bert\"}", "no tokenizer.json");
    check_refused(&WORDPIECE.replace("\"1.0\"", "\"9.0\""), "Unknown tokenizer version '9.0'");
    check_refused(&WORDPIECE.replace("BertPreTokenizer", "Zeegras"), "cannot be read as a tokenizer");
    let shifted = WORDPIECE.replace("{\"id\":2,\"content\":\"[CLS]\"", "{\"id\":7,\"content\":\"[CLS]\"");
    check_refused(&shifted, "added token \"[CLS]\" is said to have the number 7, but gets 2");
}

#[test]
fn a_text_that_cannot_be_written_is_an_error_and_no_loss() {
    let mute = WORDPIECE.replace("\"unk_token\":\"[UNK]\"", "\"unk_token\":\"[NIETS]\"");
    let tokenizer = read(&mute);
    assert!(tokenizer.count("de Kamer").is_ok());
    let error = tokenizer.encode("★").unwrap_err().to_string();
    assert!(error.starts_with("the tokenizer cannot split this text: "), "{error}");
}

/// Found by fuzzing: the library panics on both, one when it reads it, the other when it is used.
#[test]
fn a_map_of_characters_that_makes_no_sense_is_an_error() {
    let with = |map: &str| {
        format!(
            r#"{{"version":"1.0","added_tokens":[],"normalizer":{{"type":"Precompiled","precompiled_charsmap":"{map}"}},
            "pre_tokenizer":{{"type":"Whitespace"}},"post_processor":null,"decoder":null,
            "model":{{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"\u0023\u0023",
            "max_input_chars_per_word":100,"vocab":{{"[UNK]":0}}}}}}"#
        )
    };
    let error = Tokenizer::read(with("<no base64>").as_bytes()).map(|_| ()).unwrap_err();
    assert!(matches!(error, TokenizerError::Unreadable(_)), "{error}");
    // A trie of one node that leads far beyond itself.
    let tokenizer = Tokenizer::read(with("BAAAAP////8=").as_bytes()).unwrap();
    assert!(tokenizer.encode("De NAVO").is_err() && tokenizer.count("De NAVO").is_err());
}
