//! What must hold for any text: invented letters, damaged letters, random bytes, hostile repetition.

use crate::PIPELINE;
use griffier::batch::{Plan, Push, Task, in_order};
use griffier::{Document, NormalizedText, Span, Unit};
use griffier_benches::corpus;
use griffier_text::NormSpan;
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use xtask::hostile::{SENTENCE, TEXTS};

static SEEDS: LazyLock<Vec<String>> =
    LazyLock::new(|| corpus::read_seeds(&xtask::root().join("seeds")).unwrap());

/// Pieces that letters are made of, and the characters that break what reads them.
const PIECES: &[&str] = &[
    "de",
    "het",
    "van",
    "en",
    "minister",
    "ministers van",
    "staatssecretaris",
    "het lid",
    "motie van de leden",
    "Kamer",
    "uw Kamer",
    "NAVO",
    "NAVO-",
    "EU",
    "Tweede Kamer der",
    "Staten-Generaal",
    "Defensie",
    "Buitenlandse Zaken",
    "Kaag",
    "Van der Lee",
    "Één",
    "Kamerstuk",
    "33 694",
    "36 180 en 32 852",
    "nr.",
    "nrs. 1–3",
    "X",
    "45",
    "8 juli jl.",
    "eind",
    "2022",
    "31 februari",
    "14 tot en met 16 maart",
    "Q1/Q2 2024",
    "€ 2,5 miljard",
    "58,1%",
    "(hierna: AI)",
    "(",
    ")",
    "((",
    "[1: ",
    "]",
    "¹",
    "https://a.nl/x?y=(z)",
    "a@b.nl",
    "**",
    "*",
    "_",
    "#",
    "|",
    "\u{ad}",
    "\u{a0}",
    "e\u{301}",
    "ﬁ",
    "😀",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    ".",
    ",",
    ":",
    ";",
    "-",
    "–",
    "'",
    "\"",
    "Geachte voorzitter,",
    "Vraag 1",
    "Antwoord op vraag 1 t/m 3:",
    "Vragen en opmerkingen van de leden van de A-fractie",
    "Bijlage 1",
    "Datum 12 mei 2022",
    "De minister van Defensie,",
    "Ministerie van",
    "Commissiedebat over de",
    "Wet",
    "Verordening",
    "in werking",
    "ECLI:NL:HR:",
];

pub(crate) fn letters() -> impl Strategy<Value = String> {
    let piece = (proptest::sample::select(PIECES), prop_oneof![Just(" "), Just(" "), Just("")]);
    proptest::collection::vec(piece, 0..80)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

/// A stretch of a seed with a piece of it replaced by other text.
pub(crate) fn damaged() -> impl Strategy<Value = String> {
    let places = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..1500usize, 0..40usize);
    (places, proptest::sample::select(PIECES)).prop_map(|((seed, from, length, cut), piece)| {
        let chars: Vec<char> = seed.get(&SEEDS).chars().collect();
        let from = from.index(chars.len());
        let mut chars: Vec<char> = chars[from..(from + length).min(chars.len())].to_vec();
        let at = chars.len() / 2;
        let end = (at + cut).min(chars.len());
        chars.splice(at..end, piece.chars());
        chars.into_iter().collect()
    })
}

pub(crate) fn annotate(text: &str) -> Document {
    let mut doc = Document::from_text("letter", text);
    PIPELINE.run(&mut doc);
    doc
}

/// Spans of one layer lie on character edges and in reading order; `disjoint` ones do not overlap.
#[track_caller]
fn check_layer(doc: &Document, spans: &[Span], disjoint: bool) {
    for span in spans {
        assert!(!span.is_empty() && doc.text().get(span.range()).is_some(), "{span:?} is off the text");
    }
    for pair in spans.windows(2) {
        assert!(pair[0] < pair[1], "{pair:?} out of order");
        assert!(!disjoint || !pair[0].overlaps(pair[1]), "{pair:?} overlap");
    }
}

#[track_caller]
fn check_sound(doc: &Document) {
    check_layer(doc, &doc.zones().iter().map(|zone| zone.span).collect::<Vec<_>>(), true);
    check_layer(doc, &doc.tokens().iter().map(|token| token.span).collect::<Vec<_>>(), true);
    check_layer(doc, &doc.sentences().iter().map(|sentence| sentence.span).collect::<Vec<_>>(), false);
    let sections: Vec<Span> = doc.sections().iter().map(|section| section.span).collect();
    check_layer(doc, &sections, false);
    let mentions: Vec<Span> = doc.mentions().iter().map(|mention| mention.span).collect();
    check_layer(doc, &mentions, false);
    let mut open: Vec<Span> = Vec::new();
    for mention in doc.mentions() {
        open.retain(|outer| outer.end() > mention.span.start());
        assert!(open.iter().all(|outer| outer.contains(mention.span)), "{mention:?} crosses {open:?}");
        assert_eq!(mention.nested, !open.is_empty(), "{mention:?} within {open:?}");
        assert!((0.0..=1.0).contains(&mention.confidence), "{mention:?}");
        open.push(mention.span);
    }
    for relation in doc.relations() {
        assert!(doc.text().get(relation.evidence.range()).is_some(), "{relation:?} is off the text");
        assert!((0.0..=1.0).contains(&relation.confidence), "{relation:?}");
    }
    assert!(doc.entities().windows(2).all(|pair| pair[0].id < pair[1].id), "entities sorted, each once");
    let record = record(doc, Unit::Byte);
    assert_eq!(record.iter().filter(|&&byte| byte == b'\n').count(), 1, "a record is one line");
}

fn record(doc: &Document, unit: Unit) -> Vec<u8> {
    let mut out = Vec::new();
    griffier_export::write_record(doc, unit, &mut out).unwrap();
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn invented_letters_give_sound_layers(text in letters()) {
        check_sound(&annotate(&text));
    }

    #[test]
    fn damaged_letters_give_sound_layers(text in damaged()) {
        check_sound(&annotate(&text));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(mut doc) = griffier::ingest(bytes, "letter.txt") {
            PIPELINE.run(&mut doc);
            check_sound(&doc);
        }
    }

    #[test]
    fn any_text_gives_sound_layers(text in "\\PC{0,200}") {
        check_sound(&annotate(&text));
    }

    #[test]
    fn the_view_leads_back_to_what_it_shows(text in damaged(), from in any::<prop::sample::Index>(), length in 1..60usize) {
        let view = NormalizedText::new(&text);
        let edges: Vec<usize> = view.as_str().char_indices().map(|(at, _)| at).chain([view.as_str().len()]).collect();
        let first = from.index(edges.len());
        let (start, end) = (edges[first], edges[(first + length).min(edges.len() - 1)]);
        let span = view.to_original(&text, NormSpan { start: start as u32, end: end as u32 });
        let back = text.get(span.range());
        prop_assert!(back.is_some());
        // Read again, the original words show the same letters and digits; a ligature of which the span took one letter
        // comes back whole.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let again = NormalizedText::new(back.unwrap_or(""));
        let (again, shown) = (letters(again.as_str()), letters(&view.as_str()[start..end]));
        let split = again.chars().count() - shown.chars().count().min(again.chars().count());
        prop_assert!(again.contains(&shown) && split <= 2, "{again:?} {shown:?}");
    }
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let letters = corpus::make(&SEEDS, 300_000);
    let count = letters.len();
    let annotate = |jobs: usize| {
        let (mut out, letters) = (Vec::new(), corpus::make(&SEEDS, 300_000));
        let read = |push: Push<'_, corpus::Letter>| {
            let task = |item| Task { path: PathBuf::new(), weight: 0, item };
            let _ = letters.into_iter().map(task).try_for_each(push);
        };
        let work = |_: &Path, letter: corpus::Letter| Ok(record(&self::annotate(&letter.text), Unit::Utf16));
        in_order(&Plan { jobs, timeout: None }, read, work, |_, record| {
            out.extend(record.unwrap());
            ControlFlow::Continue(())
        })
        .unwrap();
        out
    };
    let alone = annotate(1);
    assert!(alone.iter().filter(|&&byte| byte == b'\n').count() == count);
    assert!(alone == annotate(4), "four threads wrote other bytes than one");
}

/// Below this a ratio of times says nothing.
const FLOOR: Duration = Duration::from_millis(1500);

#[test]
fn hostile_repetition_takes_linear_time() {
    for unit in [
        "(",
        "[",
        "[1: ",
        "0",
        "0 ",
        "A",
        "A ",
        "de minister van ",
        "NAVO-",
        "NAVO EU VN ",
        "de Top ",
        "AI, data, ",
        "Jan de Vries ",
        "motie Klink c.s. ",
        "Kamerstuk 33 694, nr. 45 ",
        "8 juli jl. ",
        "1.",
        "((hierna: A) ",
        "motie ",
        "\n",
        "- ",
        "Vraag 1\nWat?\n\n",
        "Antwoord 1 t/m 999\nJa.\n\n",
        "Bijlage 1\n\nTekst.\n\n",
        // Signs within what has no blank.
        "A.B.",
        "A.",
        "a.b.",
        "ECLI:NL:",
        "a:",
        "a'",
        "a,b,",
        "1.2.",
        "1,2,",
        "1:2:",
        "a-b-",
        "A-",
        "a/b/",
        "a_b_",
        "a&",
        "é.",
        "é:é",
        "a@b.",
        "www.a.",
        "A.B-C.",
        "Jan-A.",
    ]
    .into_iter()
    .chain(TEXTS.map(|(_, unit)| unit))
    {
        let time = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            let start = Instant::now();
            check_sound(&annotate(&text));
            start.elapsed()
        };
        let (short, long) = (time(50_000), time(400_000));
        // Eight times the text: linear is 8, quadratic 64; the floor keeps noise of a few milliseconds out.
        let most = (short * 24).max(FLOOR);
        assert!(long < most, "{unit:?} repeated: {short:?} for 50 kB, {long:?} for 400 kB");
    }
}

#[test]
fn a_byte_of_one_long_line_costs_no_more_than_three_of_a_letter() {
    let letters = corpus::make(&SEEDS, 1_000_000);
    let line = xtask::hostile::text(SENTENCE, 5_000_000);
    let cost = |texts: &[&str]| {
        let size: usize = texts.iter().map(|text| text.len()).sum();
        let time = |text: &&str| xtask::hostile::time(&PIPELINE, text);
        let times = texts.iter().map(time).sum::<Result<Duration, _>>();
        times.unwrap().as_secs_f64() / size as f64
    };
    let texts: Vec<&str> = letters.iter().map(|letter| letter.text.as_str()).collect();
    // Once unmeasured: tables are filled at first use.
    cost(&texts[..1]);
    let (letter, line) = (cost(&texts), cost(&[&line]));
    assert!(line < 3.0 * letter, "a byte of a letter costs {letter:e} s, of the line {line:e} s");
}
