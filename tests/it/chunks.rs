//! Chunks of any letter: no sentence cut, nothing lost, nothing longer than asked for that does not say so.

use crate::properties::{annotate, damaged, letters};
use griffier::Document;
use griffier_subword::{Chunk, Measure, Plan, Tokenizer, align, chunks};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static TOKENIZERS: LazyLock<Vec<Tokenizer>> = LazyLock::new(|| {
    let files = ["wordpiece", "byte-level", "unigram"];
    let read = |name: &&str| {
        let path = xtask::root().join(format!("tests/tokenizers/{name}.json"));
        Tokenizer::read(&std::fs::read(path).unwrap()).unwrap()
    };
    files.iter().map(read).collect()
});

fn measures() -> Vec<Measure<'static>> {
    std::iter::once(Measure::Tokens).chain(TOKENIZERS.iter().map(Measure::Subwords)).collect()
}

#[track_caller]
fn check_whole(doc: &Document, plan: &Plan<'_>, all: &[Chunk]) {
    let mut at = 0;
    for chunk in all {
        let text = doc.text().get(chunk.span.range()).unwrap();
        let gap = doc.text().get(at..chunk.fresh).unwrap();
        assert_eq!(gap.trim(), "", "lost between chunks");
        assert!(chunk.span.start() <= chunk.fresh && chunk.fresh < chunk.span.end());
        let inside: Vec<_> = doc.sentences().iter().filter(|s| s.span.overlaps(chunk.span)).collect();
        assert!(inside.iter().all(|sentence| chunk.span.contains(sentence.span)), "a sentence is cut");
        assert_eq!(chunk.over_long, chunk.size > plan.most);
        assert!(!chunk.over_long || inside.len() <= 1, "{} sentences, too long", inside.len());
        let size = match plan.measure {
            Measure::Tokens => doc.tokens_in(chunk.span).len(),
            Measure::Subwords(tokenizer) => tokenizer.count(text).unwrap(),
        };
        assert_eq!(chunk.size, size);
        at = chunk.span.end();
    }
    assert_eq!(doc.text()[at..].trim(), "", "lost at the end");
    let fresh =
        |start: usize| all.iter().filter(|chunk| chunk.fresh <= start && start < chunk.span.end()).count();
    assert!(doc.sentences().iter().all(|sentence| fresh(sentence.span.start()) == 1), "each sentence once");
}

#[track_caller]
fn check_aligned(doc: &Document) {
    for tokenizer in TOKENIZERS.iter() {
        let mut reached = 0;
        for aligned in align(doc, &tokenizer.encode(doc.text()).unwrap(), 0) {
            let span = aligned.subword.span;
            assert!(doc.text().get(span.range()).is_some(), "{span:?} off the text");
            assert!(span.start() >= reached, "{span:?} goes back");
            reached = span.start();
            let tokens = &doc.tokens()[aligned.tokens.start as usize..aligned.tokens.end as usize];
            assert!(tokens.iter().all(|token| token.span.overlaps(span)), "{span:?} {tokens:?}");
            if let Some(label) = aligned.label {
                assert!(doc.mentions()[label.mention as usize].span.overlaps(span));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn chunks_hold_every_sentence_once(text in prop_oneof![letters(), damaged()], most in 1..60usize, overlap in 0..4usize) {
        let doc = annotate(&text);
        for measure in measures() {
            let plan = Plan { measure, most: most + 2, overlap };
            check_whole(&doc, &plan, &chunks(&doc, &plan).unwrap());
        }
        check_aligned(&doc);
    }

    #[test]
    fn any_text_is_split_and_led_back(text in "\\PC{0,200}") {
        check_aligned(&annotate(&text));
    }
}

#[test]
fn hostile_text_takes_no_longer_than_its_length() {
    let start = Instant::now();
    for piece in ["(", "a ", "1. ", "x\n\n", "\u{ad}", "😀"] {
        let text = piece.repeat(200_000 / piece.len());
        let mut doc = Document::from_text("letter", &text);
        griffier::stages::segment(&mut doc);
        for measure in measures() {
            let plan = Plan { measure, most: 100, overlap: 2 };
            check_sizes(&doc, &plan);
        }
    }
    assert!(start.elapsed() < Duration::from_secs(120), "{:?}", start.elapsed());
}

#[track_caller]
fn check_sizes(doc: &Document, plan: &Plan<'_>) {
    let all = chunks(doc, plan).unwrap();
    assert!(all.iter().all(|chunk| chunk.over_long == (chunk.size > plan.most)));
    assert!(all.iter().map(|chunk| chunk.span.end() - chunk.fresh).sum::<usize>() <= doc.text().len());
}
