//! What holds for any text: the invariants that `griffier-doc` states for the layers written here.

use griffier_doc::Document;
use griffier_text::Span;
use proptest::prelude::*;

#[track_caller]
fn check_invariants(text: &str) {
    let mut doc = Document::from_text("t", text);
    griffier_segment::segment(&mut doc);
    let tokens: Vec<Span> = doc.tokens().iter().map(|token| token.span).collect();
    let zones: Vec<Span> = doc.zones().iter().map(|zone| zone.span).collect();
    let sentences: Vec<Span> = doc.sentences().iter().map(|sentence| sentence.span).collect();
    for spans in [&tokens, &zones, &sentences] {
        for span in spans {
            assert!(!span.is_empty() && text.get(span.range()).is_some(), "{span:?} of {text:?}");
        }
        assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{spans:?} of {text:?}");
    }
    for spans in [&tokens, &zones, &sentences] {
        // A byte order mark before the text is no part of it.
        let mut at = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        for span in spans.iter().copied().chain([Span::at(text.len(), text.len())]) {
            assert!(text[at..span.start()].trim().is_empty(), "a hole at {at} in {spans:?} of {text:?}");
            at = span.end();
        }
    }
    for token in &tokens {
        assert!(!text[token.range()].contains(char::is_whitespace), "{token:?} of {text:?}");
    }
    for sentence in &sentences {
        let edge = |at: usize, of: fn(&Span) -> usize| tokens.iter().any(|token| of(token) == at);
        assert!(
            edge(sentence.start(), |t| t.start()) && edge(sentence.end(), |t| t.end()),
            "{sentence:?} of {text:?}"
        );
    }
    check_outline(&doc);
    for note in doc.footnotes() {
        assert!(text.get(note.note.range()).is_some());
        for mark in &note.marks {
            assert!(tokens.contains(mark), "mark {mark:?} is no token of {text:?}");
        }
    }
}

/// Sections nest by their levels, and questions and answers lie in zones of their kind.
#[track_caller]
fn check_outline(doc: &Document) {
    let text = doc.text();
    let mut open: Vec<&griffier_doc::Section> = Vec::new();
    for section in doc.sections() {
        assert!(
            text.get(section.span.range()).is_some() && section.span.contains(section.title),
            "{section:?}"
        );
        open.retain(|outer| outer.span.end() > section.span.start());
        assert!(open.iter().all(|outer| outer.span.contains(section.span)), "{section:?} crosses {open:?}");
        assert!(open.last().is_none_or(|outer| outer.level < section.level), "{section:?} in {open:?}");
        for speaker in &section.speakers {
            assert!(section.title.contains(*speaker) && !doc.slice(*speaker).is_empty(), "{section:?}");
        }
        open.push(section);
    }
    for exchange in doc.exchanges() {
        assert!(
            !exchange.questions.is_empty() || !exchange.answers.is_empty() || !exchange.number.is_empty()
        );
        for span in exchange.questions.iter().chain(&exchange.answers).chain(&exchange.askers) {
            assert!(!doc.slice(*span).is_empty(), "{exchange:?} of {text:?}");
        }
        for (spans, kind) in [(&exchange.questions, "question"), (&exchange.answers, "answer")] {
            for span in spans {
                let zone = |zone: &griffier_doc::Zone| zone.span.overlaps(*span) && zone.kind.name() == kind;
                let noted = |zone: &griffier_doc::Zone| zone.span.contains(*span);
                assert!(
                    doc.zones().iter().any(|z| zone(z) || noted(z)),
                    "{exchange:?} of {text:?}: {:?}",
                    doc.zones()
                );
            }
        }
    }
}

/// Pieces of real layout, so that the rules meet in orders nobody wrote.
#[rustfmt::skip]
const PIECES: [&str; 86] = [
    "\n", "\n\n", " ", "Geachte voorzitter,", "De minister van ", "Jan de Wit", "Datum ", "Onze Referentie",
    "AB-12345-6", "[bookmark: _x]", "[Redacted]", "[footnoteRef:1]", "[1:  noot]", "¹", "²", "1. ", "1) ",
    "2 Noot", "1 Noot", "↩︎", "20231", "woord.2", " , 3", "nr. 45", "jl.", "A.M. Kaag", "’s-Gravenhage",
    "www.a.nl", "jan@a.nl", "# Kop", "**vet**", "_x_", "«zin.»", "\"", "'", "-", "–", "Q1/Q2", "58,1%", "É",
    "é", "\u{301}", "\u{ad}", "\u{a0}", "\u{200b}", "\u{feff}", "🔗", "🇳🇱", "een zin die doorloopt",
    "Een nieuwe zin.", "Hoogachtend,", "orde van de dag.", "Tweede Kamer, vergaderjaar 2022–2023, nr. 1",
    "kst-1-2", "(", ")", "[", "]", ":", ";", "…", "...", "?", "[1]", "[^1]",
    "Vraag 1", "Vraag 2:", "Antwoord", "Antwoord 1 en 2", "Antwoord op vraag 3 t/m 5:", "Vraag 1a", "1.\n", "2\n",
    "Wat kost dit?", "Vragen van het lid Boom", "Lijst van vragen en antwoorden", "Bijlage 1", "Inhoudsopgave",
    "Geadviseerd besluit", "Fiche: A", "a) Titel voorstel", "Vragen en opmerkingen van de leden van de A-fractie",
    "Reactie van de minister", "Mededeling", "(1) ", "Mede namens",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn layers_are_sound_for_pieces_of_letters(pieces in prop::collection::vec(prop::sample::select(&PIECES), 0..30)) {
        check_invariants(&pieces.concat());
    }

    #[test]
    fn layers_are_sound_for_any_text(text in "\\PC{0,60}") {
        check_invariants(&text);
    }

    #[test]
    fn layers_are_sound_for_any_punctuation(text in "[ -~\n\r\t¹²é–’“”«»…€]{0,120}") {
        check_invariants(&text);
    }
}

#[test]
fn long_runs_do_not_hang() {
    for unit in [
        "(",
        "1",
        "a.",
        "A.",
        "a-",
        "a/",
        "[1:",
        "a_",
        "jl.",
        "De minister,\n",
        "1. a ↩\n",
        "a¹\n¹ b\n",
        "@",
        "\n",
        "Vraag 1\n",
        "Vraag 1-900\na\n",
        "Antwoord 1 t/m 999\nJa.\n",
        "Vraag 1\nA?\n\nAntwoord 1\nJa.\n\n",
        "Vraag ",
        "Vraag 1, 2, ",
        "1\nWat?\n",
        "Wat?\n\nAntwoord\nJa.\n\n",
        "1. Wat?\n\nAntwoord\n",
        "Bijlage 1\n\n",
        "# A\n",
        "## A\n# A\n",
        "Inhoudsopgave\n\n",
        "(1) a\n",
        "a (1) b",
        "a(1)",
        "De leden van de A-fractie\n\n",
        "# -fractie de ",
        "Vragen en opmerkingen van de A-fractie ",
        "orde van de dag.\n\nBoom\n\n",
        "Geadviseerd besluit\n\na\n\n",
        "a) Titel voorstel\n",
    ] {
        let text = unit.repeat(60_000 / unit.len());
        let mut doc = Document::from_text("t", &text);
        griffier_segment::segment(&mut doc);
        assert!(doc.tokens().len() <= text.len());
    }
}
