//! Words and labels of subwords.

use super::*;
use crate::Tokenizer;
use griffier_doc::{Link, MentionType, Origin, Token, TokenKind};
use griffier_text::Span;

const WORDPIECE: &str = include_str!("../../../../tests/tokenizers/wordpiece.json");
const BYTE_LEVEL: &str = include_str!("../../../../tests/tokenizers/byte-level.json");

/// A letter whose tokens stand between bars, with mentions of the words in `names`, outer before inner.
fn letter(marked: &str, names: &[(&str, MentionType)]) -> Document {
    let text = marked.replace('|', "");
    let mut doc = Document::from_text("brief", &text);
    let mut tokens = Vec::new();
    let mut at = 0;
    for part in marked.split('|') {
        let from = at + part.len() - part.trim_start().len();
        if !part.trim().is_empty() {
            tokens.push(Token { span: Span::at(from, from + part.trim().len()), kind: TokenKind::Word });
        }
        at += part.len();
    }
    doc.set_tokens(tokens);
    let mut mentions: Vec<Mention> = Vec::new();
    for &(words, kind) in names {
        let from = text.find(words).unwrap();
        let span = Span::at(from, from + words.len());
        let nested = mentions.iter().any(|outer| outer.span.contains(span));
        mentions.push(Mention {
            span,
            kind,
            link: Link::Many(Vec::new()),
            role: None,
            nested,
            confidence: 1.0,
            origin: Origin::Rule("test"),
            why: "".into(),
            attrs: Vec::new(),
        });
    }
    doc.set_mentions(mentions);
    doc
}

/// Compares `subword/word/label` of each subword.
#[track_caller]
fn check(json: &str, doc: &Document, expected: &str) {
    let tokenizer = Tokenizer::read(json.as_bytes()).unwrap();
    let aligned = align(doc, &tokenizer.encode_whole(doc.text()).unwrap(), 0);
    let show = |aligned: &Aligned| {
        let word = aligned.word().map_or("-".to_owned(), |word| word.to_string());
        let text = doc.slice(aligned.subword.span).replace('\n', "⏎").replace(' ', "_");
        format!("{text}/{word}/{}", aligned.iob(doc))
    };
    assert_eq!(aligned.iter().map(show).collect::<Vec<_>>().join(" "), expected);
}

#[test]
fn subwords_know_their_word_and_their_mention() {
    let names = [("Eenvoud en Haag", MentionType::Organisation), ("Haag", MentionType::Location)];
    let doc = letter("de |Eenvoud |en |Haag|, |NAVO-lid", &names);
    check(
        WORDPIECE,
        &doc,
        "/-/O de/0/O Een/1/B-ORGANISATION voud/1/I-ORGANISATION en/2/I-ORGANISATION Haag/3/I-ORGANISATION ,/4/O \
         NAVO/5/O -/5/O lid/5/O /-/O",
    );
}

#[test]
fn a_subword_may_hold_several_tokens_and_share_a_character() {
    let doc = letter("de |NAVO|)|.\n\n|😀", &[("NAVO", MentionType::Organisation)]);
    check(
        BYTE_LEVEL,
        &doc,
        "/-/O de/0/O /-/O NAVO/1/B-ORGANISATION )./2/O ⏎/-/O ⏎/-/O 😀/4/O 😀/4/O 😀/4/O 😀/4/O /-/O",
    );
    let tokenizer = Tokenizer::read(BYTE_LEVEL.as_bytes()).unwrap();
    let aligned = align(&doc, &tokenizer.encode(doc.text()).unwrap(), 0);
    assert_eq!(aligned[3].tokens, 2..4);
}

#[test]
fn two_names_side_by_side_begin_each() {
    let names = [("Kamer", MentionType::Organisation), ("NAVO", MentionType::Organisation)];
    let doc = letter("Kamer |NAVO |de", &names);
    check(WORDPIECE, &doc, "/-/O Kamer/0/B-ORGANISATION NAVO/1/B-ORGANISATION de/2/O /-/O");
}

#[test]
fn subwords_of_a_part_are_of_the_letter() {
    let doc = letter("de |Kamer |en |NAVO", &[("NAVO", MentionType::Organisation)]);
    let tokenizer = Tokenizer::read(WORDPIECE.as_bytes()).unwrap();
    let at = doc.text().find("en NAVO").unwrap();
    let aligned = align(&doc, &tokenizer.encode("en NAVO").unwrap(), at);
    let words: Vec<&str> = aligned.iter().map(|aligned| doc.slice(aligned.subword.span)).collect();
    assert_eq!(words, ["en", "NAVO"]);
    assert_eq!(aligned[1].word(), Some(3));
    assert_eq!(aligned[1].iob(&doc), "B-ORGANISATION");
}

#[test]
fn a_subword_without_text_is_of_the_name_around_it() {
    let doc = letter("in |Ter |Aar |kan", &[("Ter Aar", MentionType::Location)]);
    check(
        BYTE_LEVEL,
        &doc,
        "/-/O /-/O i/0/O n/0/O /-/O T/1/B-LOCATION e/1/I-LOCATION r/1/I-LOCATION /-/I-LOCATION A/2/I-LOCATION a/2/I-LOCATION \
         r/2/I-LOCATION k/3/O a/3/O n/3/O /-/O",
    );
}
