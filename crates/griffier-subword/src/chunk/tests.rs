//! What is cut where.

use super::*;
use crate::edges::worth;
use griffier_doc::{Section, SectionKind, Sentence, Token, TokenKind};

const WORDPIECE: &str = include_str!("../../../../tests/tokenizers/wordpiece.json");

/// A letter of lines: each is a sentence of its blank-separated words; a line that begins with `#` is a heading, as deep as
/// it has such marks; an empty line parts paragraphs.
fn letter(text: &str) -> Document {
    let mut doc = Document::from_text("brief", text);
    let (mut tokens, mut sentences, mut heads) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::at(at, at + line.len());
        if !line.is_empty() {
            sentences.push(Sentence { span });
            let depth = line.bytes().take_while(|&byte| byte == b'#').count();
            if depth > 0 {
                heads.push((depth as u8, span));
            }
        }
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let from = word.as_ptr() as usize - text.as_ptr() as usize;
            tokens.push(Token { span: Span::at(from, from + word.len()), kind: TokenKind::Word });
        }
        at += line.len() + 1;
    }
    let end_of = |i: usize, depth: u8| {
        let next = heads.iter().skip(i + 1).find(|head| head.0 <= depth);
        next.map_or(text.len(), |head| head.1.start())
    };
    let sections = heads.iter().enumerate().map(|(i, &(level, title))| Section {
        kind: SectionKind::Chapter,
        level,
        title,
        span: Span::at(title.start(), end_of(i, level)),
        speakers: Vec::new(),
    });
    doc.set_sections(sections.collect());
    doc.set_tokens(tokens);
    doc.set_sentences(sentences);
    doc
}

/// Compares the chunks of a letter, line breaks shown as `/`; one that is too long ends in `!`, what is repeated in `~`.
#[track_caller]
fn check(text: &str, most: usize, overlap: usize, expected: &[&str]) {
    let doc = letter(text);
    let plan = Plan { measure: Measure::Tokens, most, overlap };
    let found = chunks(&doc, &plan).unwrap();
    let show = |chunk: &Chunk| {
        let repeated = doc.slice(Span::at(chunk.span.start(), chunk.fresh)).replace('\n', "~");
        let fresh = doc.slice(Span::at(chunk.fresh, chunk.span.end())).replace('\n', "/");
        format!("{repeated}{fresh}{}", if chunk.over_long { "!" } else { "" })
    };
    assert_eq!(found.iter().map(show).collect::<Vec<_>>(), expected);
}

#[test]
fn sentences_are_packed_and_never_cut() {
    check("a b\nc d\ne f\ng h", 4, 0, &["a b/c d", "e f/g h"]);
    check("a b\nc d\ne f\ng h", 5, 0, &["a b/c d", "e f/g h"]);
    check("a b\nc d", 100, 0, &["a b/c d"]);
    check("a b\nc d\ne", 1, 0, &["a b!", "c d!", "e"]);
    check("a b\nc d e f g\nh", 3, 0, &["a b", "c d e f g!", "h"]);
    check("", 3, 0, &[]);
}

#[test]
fn the_edge_of_a_section_is_worth_half_a_chunk() {
    check("a b c\nd e f\n# g\nh i j\nk l m\nn o p", 10, 0, &["a b c/d e f", "# g/h i j/k l m", "n o p"]);
    // Too empty: the section is cut later.
    check("a b c\n# g\nh i j\nk l m\nn o p", 10, 0, &["a b c/# g/h i j", "k l m/n o p"]);
}

#[test]
fn the_edge_of_a_paragraph_is_worth_less() {
    check("a b c\nd e f g h i\n\nj\nk l", 10, 0, &["a b c/d e f g h i", "j/k l"]);
    check("a b c\n\nd e f g h\ni j\nk l", 10, 0, &["a b c//d e f g h/i j", "k l"]);
}

#[test]
fn a_heading_stays_with_what_stands_under_it() {
    check("a b c d e f g\n# h\ni j k l", 9, 0, &["a b c d e f g", "# h/i j k l"]);
    check("a b c d e f g\n# h\n## i\nj k l", 11, 0, &["a b c d e f g", "# h/## i/j k l"]);
    // Headings beside one another are not under one another.
    check("a b c\n# d\n# e\n# f\n# g", 7, 0, &["a b c/# d/# e", "# f/# g"]);
    // If what stands under it is too long, nothing helps.
    check("# a\nb c d e f g", 5, 0, &["# a", "b c d e f g!"]);
}

#[test]
fn a_chunk_may_repeat_the_end_of_the_one_before() {
    check("a\nb\nc\nd\ne\nf", 3, 1, &["a/b/c", "c~d/e", "e~f"]);
    check("a\nb\nc\nd\ne\nf", 4, 2, &["a/b/c/d", "c~d~e/f"]);
    // A section begins with nothing of the one before.
    check("a\nb\n# c\nd\ne\nf", 3, 1, &["a/b", "# c/d", "d~e/f"]);
    // Nothing is repeated that leaves no room.
    check("a b c\nd e f\ng h i", 4, 1, &["a b c", "d e f", "g h i"]);
    check("a b\nc d e f\ng h", 4, 1, &["a b", "c d e f", "g h"]);
}

#[test]
fn a_name_over_two_sentences_is_cut_only_if_it_must() {
    use griffier_doc::{Link, Mention, MentionType, Origin};
    let mut doc = letter("a b\nc d\ne f\ng h");
    let mention = Mention {
        span: Span::at(6, 9),
        kind: MentionType::Organisation,
        link: Link::Many(Vec::new()),
        role: None,
        nested: false,
        confidence: 1.0,
        origin: Origin::Rule("test"),
        why: "".into(),
        attrs: Vec::new(),
    };
    assert_eq!(doc.slice(mention.span), "d\ne");
    doc.set_mentions(vec![mention]);
    let cut = |most| {
        let found = chunks(&doc, &Plan { measure: Measure::Tokens, most, overlap: 0 }).unwrap();
        found.iter().map(|chunk| doc.slice(chunk.span).replace('\n', "/")).collect::<Vec<_>>()
    };
    assert_eq!(cut(4), ["a b", "c d/e f", "g h"]);
    assert_eq!(cut(2), ["a b", "c d", "e f", "g h"]);
    assert_eq!(units(&doc)[2].worth, worth::MENTION);
}

#[test]
fn subwords_are_counted_as_the_model_gets_them() {
    let tokenizer = Tokenizer::read(WORDPIECE.as_bytes()).unwrap();
    let doc = letter("de Eenvoud\nde Kamer\nde minister");
    let plan = |most| Plan { measure: Measure::Subwords(&tokenizer), most, overlap: 0 };
    let found = chunks(&doc, &plan(7)).unwrap();
    let shown: Vec<(&str, usize, bool)> =
        found.iter().map(|chunk| (doc.slice(chunk.span), chunk.size, chunk.over_long)).collect();
    assert_eq!(shown, [("de Eenvoud\nde Kamer", 7, false), ("de minister", 4, false)]);
    for chunk in &found {
        assert_eq!(chunk.size, tokenizer.count(doc.slice(chunk.span)).unwrap());
    }
    let tight: Vec<bool> = chunks(&doc, &plan(4)).unwrap().iter().map(|chunk| chunk.over_long).collect();
    assert_eq!(tight, [true, false, false]);
}

#[test]
fn text_of_no_sentence_is_kept() {
    let mut doc = Document::from_text("brief", "  x a b\nc y ");
    doc.set_sentences(vec![Sentence { span: Span::at(4, 7) }, Sentence { span: Span::at(8, 9) }]);
    let all = units(&doc);
    assert_eq!(all.iter().map(|unit| doc.slice(unit.span)).collect::<Vec<_>>(), ["x a b", "c y"]);
    let bare = Document::from_text("brief", " x ");
    assert_eq!(units(&bare).iter().map(|unit| bare.slice(unit.span)).collect::<Vec<_>>(), ["x"]);
}
