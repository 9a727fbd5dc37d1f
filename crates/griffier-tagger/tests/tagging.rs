//! A small model from annotated text of the tests' own: what it learns, that it comes out the same, what it refuses.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use griffier_tagger::conll::{self, Corpus};
use griffier_tagger::{Lesson, Lexicon, Model, ModelError, Passage, Plan, Sort, calibrate, score, train};
use griffier_text::Span;

const SURNAMES: [&str; 10] =
    ["Dalstra", "Verweij", "Okker", "Boonman", "Terpstra", "Havik", "Molenaar", "Roelfs", "Zandt", "Kuijper"];
const PLACES: [&str; 10] = [
    "Oudedorp",
    "Zuidmeer",
    "Kraaienes",
    "Wolvega",
    "Rietland",
    "Hoogeind",
    "Dijkhuis",
    "Veenwold",
    "Duinrode",
    "Lageweg",
];

/// Small texts in which a name after "de heer" is a person and one after "in" a place; every text is of other names.
fn columns(texts: std::ops::Range<usize>) -> String {
    let mut file = String::new();
    for i in texts {
        let (name, place) = (SURNAMES[i % 10], PLACES[(i * 3 + i / 10) % 10]);
        file.push_str("-DOCSTART- O\n");
        file.push_str(&format!(
            "Gisteren O\nsprak O\nde O\nheer O\nJan B-PER\n{name}{i} I-PER\nin O\n{place} B-LOC\n. O\n\n"
        ));
        file.push_str(&format!(
            "Daar O\nwoont O\n{name}{i} B-PER\nniet O\n, O\nmaar O\nin O\nOud B-LOC\n{place} I-LOC\n. O\n\n"
        ));
    }
    file
}

fn corpus(texts: std::ops::Range<usize>) -> Corpus {
    conll::parse(columns(texts).as_bytes()).unwrap()
}

fn lessons(corpus: &Corpus) -> Vec<Lesson<'_>> {
    corpus.documents.iter().map(|text| Lesson { text, evidence: &[] }).collect()
}

fn lexicon() -> Lexicon {
    let words = ["gisteren", "sprak", "de", "heer", "in", "daar", "woont", "niet", "maar", "oud"];
    Lexicon::compile(words.into_iter().map(|word| (Sort::Word, word)).chain([(Sort::Given, "Jan")]))
}

fn model(seed: u64, threads: usize) -> Model {
    let corpus = corpus(0..40);
    let plan = Plan { epochs: 8, seed, threads, note: "made by a test".to_owned(), ..Plan::default() };
    train(&lessons(&corpus), &corpus.types, &lexicon(), &plan, &mut |_| {})
}

/// Tokens at white space, and the sentence ends at full stops.
fn tokens(text: &str) -> (Vec<Span>, Vec<u32>) {
    let (mut tokens, mut ends, mut at) = (Vec::new(), Vec::new(), 0);
    for word in text.split(' ') {
        if !word.is_empty() {
            tokens.push(Span::at(at, at + word.len()));
        }
        if word == "." {
            ends.push(tokens.len() as u32);
        }
        at += word.len() + 1;
    }
    (tokens, ends)
}

#[track_caller]
fn check(model: &Model, text: &str, expected: &[&str]) {
    let (tokens, ends) = tokens(text);
    let found = model.tag(&Passage { text, tokens: &tokens, ends: &ends, evidence: &[] });
    let shown = |found: &griffier_tagger::Found| {
        let (from, to) = (tokens[found.name.from as usize], tokens[found.name.to as usize - 1]);
        format!("{} {}", model.types()[usize::from(found.name.kind)], &text[from.cover(to).range()])
    };
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn names_it_never_saw_are_found_by_their_company() {
    let model = model(1, 1);
    check(&model, "Gisteren sprak de heer Jan Brëmer99 in Zeewolde .", &["PER Jan Brëmer99", "LOC Zeewolde"]);
    check(&model, "Gisteren sprak niet de heer in .", &[]);
    check(&model, "", &[]);
    let unseen = corpus(40..60);
    let score = score(&model, &lessons(&unseen));
    assert!(score.all().f1() > 0.9, "{score:?}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_whatever_the_threads() {
    let bytes = model(7, 1).write();
    assert!(bytes == model(7, 3).write(), "one thread and three differ");
    assert!(bytes != model(8, 1).write(), "the seed changes nothing");
    let read = Model::read(&bytes).unwrap();
    assert_eq!((read.types(), read.note()), (&["LOC".to_owned(), "PER".to_owned()][..], "made by a test"));
    assert!(read.write() == bytes, "reading and writing again changes the file");
}

#[test]
fn a_model_says_how_often_it_was_right() {
    let mut model = model(1, 2);
    let held = corpus(40..60);
    calibrate(&mut model, &lessons(&held));
    for table in model.calibration() {
        assert!(
            table.windows(2).all(|pair| pair[0] <= pair[1]) && table.iter().all(|s| (0.0..=1.0).contains(s))
        );
    }
    let text = "Gisteren sprak de heer Jan Brouwer in Zeewolde .";
    let (tokens, ends) = tokens(text);
    let found = model.tag(&Passage { text, tokens: &tokens, ends: &ends, evidence: &[] });
    assert!(found.iter().all(|found| found.confidence > 0.5), "{found:?}");
}

#[track_caller]
fn check_refused(bytes: &[u8], expected: &ModelError) {
    assert_eq!(&Model::read(bytes).map(|_| ()).unwrap_err(), expected);
}

#[test]
fn a_file_that_is_no_model_is_refused_with_its_reason() {
    let bytes = model(1, 1).write();
    check_refused(b"", &ModelError::Foreign);
    check_refused(b"{\"a\":1}", &ModelError::Foreign);
    check_refused(&bytes[..5], &ModelError::Damaged);
    for end in (9..bytes.len()).step_by(bytes.len() / 50) {
        check_refused(&bytes[..end], &ModelError::Damaged);
    }
    let mut other = bytes.clone();
    other[8] = 200;
    check_refused(&other, &ModelError::Version(200));
    assert!(ModelError::Version(200).to_string().contains("train it again"));
    for at in (20..bytes.len()).step_by(bytes.len() / 50) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        check_refused(&changed, &ModelError::Damaged);
    }
    let mut long = bytes;
    long.push(0);
    check_refused(&long, &ModelError::Damaged);
}

#[test]
fn any_tokens_give_names_within_the_text_and_sentences() {
    let model = model(1, 1);
    for text in
        ["É . Ü-Ç é", "((((", "A B C D E F . . G", "\u{1F600} X\u{301}y Jan . Jan Jan Jan", "- -- ' ’s"]
    {
        let (tokens, ends) = tokens(text);
        let found = model.tag(&Passage { text, tokens: &tokens, ends: &ends, evidence: &[] });
        let mut last = 0;
        for name in found.iter().map(|found| found.name) {
            assert!(
                last <= name.from && name.from < name.to && name.to as usize <= tokens.len(),
                "{text}: {name:?}"
            );
            let ends = ends.iter().filter(|&&end| name.from < end && end < name.to).count();
            assert_eq!(ends, 0, "{text}: {name:?} runs over a sentence");
            last = name.to;
        }
    }
    // Ends that fall, or lie beyond the tokens, and spans beyond the text make no harm.
    let spans = [Span::at(0, 3), Span::at(4, 900)];
    model.tag(&Passage { text: "Jan Bos", tokens: &spans, ends: &[9, 1, 0], evidence: &[] });
}

#[test]
fn the_time_grows_with_the_text_only() {
    let model = model(1, 1);
    let time = |text: &str| {
        let (tokens, ends) = tokens(text);
        let once = || {
            let start = std::time::Instant::now();
            model.tag(&Passage { text, tokens: &tokens, ends: &ends, evidence: &[] });
            start.elapsed().as_secs_f64()
        };
        (0..2).map(|_| once()).fold(f64::MAX, f64::min)
    };
    for piece in ["Jan ", "( ", "A B ", "van Jan de ", "9 "] {
        let (small, large) = (piece.repeat(2_000), piece.repeat(20_000));
        let ratio = time(&large) / time(&small).max(1e-3);
        assert!(ratio < 60.0, "{piece:?}: ten times the text takes {ratio:.0} times as long");
    }
}
