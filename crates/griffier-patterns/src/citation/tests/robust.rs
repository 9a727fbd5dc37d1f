//! Hostile and damaged texts: no panic, no quadratic time, spans on character edges.

use crate::citation::recognize_citations;
use griffier_doc::Document;
use std::time::{Duration, Instant};

#[test]
fn hostile_texts_take_linear_time() {
    let seeds = [
        "(",
        "1",
        "9 ",
        "36 180 en ",
        "36 180, ",
        "Kamerstuk ",
        "Kamerstukken II ",
        "kst-",
        "kst-36180-",
        "nr. ",
        "aA",
        "Stb. ",
        "artikel 3, eerste lid, van ",
        "Kenmerk\n",
        "Kenmerk: A1-",
        "Aanhangsel ",
        "2020/21, ",
        "ECLI:",
        "Verordening (EU) ",
        "30 821 Titel\n",
        "Nr. 1\n",
        "\u{300}",
        "é ",
        "–",
        "36180-",
        "Kamerstuk 36 180, nrs. 1, ",
        " \n",
    ];
    for seed in seeds {
        let text = seed.repeat(300_000 / seed.len());
        let start = Instant::now();
        let hits = recognize_citations(&Document::from_text("test", &text));
        assert!(start.elapsed() < Duration::from_secs(4), "{seed:?} took {:?}", start.elapsed());
        assert!(hits.iter().all(|hit| text.get(hit.span.range()).is_some_and(|words| !words.is_empty())));
    }
}

#[test]
fn every_prefix_of_a_dense_text_is_safe() {
    let text = "30 821 Titel\nNr. 204 BRIEF\nKenmerk\nDGB / 45530968\nKamerstukken II 2020/21, 35 570-IX, nrs. 14–16 en 36 180 (R2188), \
                nr. 7; Aanhangsel Handelingen II 2020/21, nr. 1028; artikel 6, eerste lid, van Verordening (EU) 2016/679 (PbEU \
                2016, L 119); TZ202309–077 – COM(2022) 332 «é» ECLI:NL:HR:2005:AR5213; Stb. 2001, 580 en 581";
    for (end, _) in text.char_indices() {
        for from in [0, 13, 60] {
            let Some(part) = text.get(from..end) else { continue };
            for hit in recognize_citations(&Document::from_text("test", part)) {
                assert!(part.get(hit.span.range()).is_some());
            }
        }
    }
}
