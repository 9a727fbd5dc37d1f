//! Sections: how headings nest, what stands under each, and who speaks there.

use crate::headings;
use crate::lines::Lines;
use crate::outline::Headed;
use griffier_doc::{Section, SectionKind, Zone, ZoneKind};
use griffier_text::Span;

/// The sections of a text, in reading order, an outer one before its inner ones.
pub(crate) fn find(lines: &Lines, zones: &[Zone], headed: &[Headed]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    // The sections that are open, with their ranks, which rise.
    let mut open: Vec<(usize, u8)> = Vec::new();
    for zone in zones {
        match zone.kind {
            ZoneKind::Signature | ZoneKind::Salutation => open.clear(),
            ZoneKind::PageFurniture | ZoneKind::Footnotes => continue,
            ZoneKind::Heading => {
                let line = lines.at(zone.span.start());
                let headed = headed.binary_search_by_key(&line, |h| h.line).ok().map(|k| &headed[k]);
                let kind = headed.map_or(SectionKind::Chapter, |h| h.heading.kind);
                let title = lines.text.get(zone.span.range()).unwrap_or("");
                let speakers = if speaks(kind) { speakers(title, zone.span.start()) } else { Vec::new() };
                let inner = headed.is_some_and(|h| h.inner);
                let rank = rank(kind, lines.get(line), inner, !speakers.is_empty());
                while open.last().is_some_and(|&(_, above)| above >= rank) {
                    open.pop();
                }
                let level = u8::try_from(open.len() + 1).unwrap_or(u8::MAX);
                open.push((sections.len(), rank));
                sections.push(Section { kind, level, title: zone.span, span: zone.span, speakers });
            }
            _ => {}
        }
        // At most one section of each rank is open.
        for &(k, _) in &open {
            sections[k].span = sections[k].span.cover(zone.span);
        }
    }
    sections
}

const fn speaks(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Contribution | SectionKind::Question | SectionKind::Answer)
}

/// How deep a heading lies by its form: it closes the open ones of its rank and of higher ranks.
fn rank(kind: SectionKind, line: &str, inner: bool, spoken: bool) -> u8 {
    let hashes = line.bytes().take_while(|&b| b == b'#').count();
    let words = line.trim_start_matches(['#', '*', '_', ' ', '•', '-', '\u{a0}', '\t']);
    let number = words.split([' ', '\u{a0}', '\t']).next().unwrap_or("");
    match kind {
        SectionKind::Annex | SectionKind::Fiche => 1,
        SectionKind::Question | SectionKind::Answer => 12,
        SectionKind::Chapter if inner => 13,
        SectionKind::Contents | SectionKind::Reply => 2,
        // All groups together, then each by itself.
        SectionKind::Contribution if !spoken => 2,
        SectionKind::Contribution if is_roman(number) => 3,
        SectionKind::Contribution => 4,
        SectionKind::Chapter | SectionKind::Decision => match hashes {
            0 if is_roman(number) => 3,
            0 if headings::fiche_label(line) && depth(number) == 0 => 10,
            0 => match depth(number) {
                0 => 9,
                depth => 4 + u8::try_from(depth.min(4)).unwrap_or(4),
            },
            hashes => 2 + u8::try_from(hashes.min(6)).unwrap_or(6),
        },
    }
}

fn is_roman(number: &str) -> bool {
    let bare = number.trim_end_matches(['.', ')', ':']);
    !bare.is_empty() && bare.len() <= 5 && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// 2 for `2.1`, 0 for a word.
fn depth(number: &str) -> usize {
    let bare = number.trim_end_matches(['.', ')', ':']);
    let parts = || bare.split('.');
    let sound = parts().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    if sound { parts().count() } else { 0 }
}

/// Who speaks by the words of a heading that begins at byte `base`: the name before `-fractie`, those after `fracties
/// van`, a member's name, a group in brackets.
fn speakers(title: &str, base: usize) -> Vec<Span> {
    let span = |part: &str| {
        let start = part.as_ptr() as usize - title.as_ptr() as usize;
        Span::at(base + start, base + start + part.len())
    };
    let trimmed = |part: &'_ str| -> Option<Span> {
        let part = part.trim_matches([' ', ',', ':', '.', '(', ')', '\n', '*', '_']);
        part.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()).then(|| span(part))
    };
    if let Some(open) = title.rfind('(')
        && let Some(inner) = title[open + 1..].split(')').next().filter(|inner| inner.len() <= 40)
    {
        return trimmed(inner).into_iter().collect();
    }
    // Most say "Vraag 3".
    if !title.as_bytes().windows(4).any(|four| matches!(four, b"frac" | b"lid " | b"eden")) {
        return Vec::new();
    }
    let end = title.find(" en reactie").or_else(|| title.find(" en antwoord")).unwrap_or(title.len());
    // Bounded, so that looking back costs the same in any heading.
    let words = title.get(..end.min(400)).unwrap_or("");
    let by_suffix = |(at, _): (usize, &str)| {
        // The name begins behind the article: "van de Lijst X-fractie".
        let head = &words[..at];
        let article =
            ["van de ", "en de ", ", de ", "De "].iter().filter_map(|of| Some(head.rfind(of)? + of.len()));
        let from = article.max().or_else(|| Some(head.rfind(' ')? + 1)).unwrap_or(0);
        trimmed(&head[from..])
    };
    let mut found: Vec<Span> = words.match_indices("-fractie").filter_map(by_suffix).collect();
    let list =
        ["fracties van de ", "fractie van de ", "fracties van ", "fractie van ", "het lid ", "de leden "]
            .iter()
            .find_map(|of| words.find(of).map(|at| &words[at + of.len()..]));
    if let Some(list) = list.filter(|list| found.is_empty() && !list.starts_with("van ")) {
        found = list.split(", ").flat_map(|part| part.split(" en ")).filter_map(trimmed).collect();
    }
    found
}

#[cfg(test)]
mod tests {
    use griffier_doc::Document;

    /// `level kind: title [speakers] … last words`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut doc = Document::from_text("t", text);
        crate::segment(&mut doc);
        let shown = |s: &griffier_doc::Section| {
            let speakers: Vec<&str> = s.speakers.iter().map(|&span| doc.slice(span)).collect();
            let speakers = if speakers.is_empty() { String::new() } else { format!(" {speakers:?}") };
            let last = doc.slice(s.span).split_whitespace().next_back().unwrap_or("");
            format!(
                "{} {}: {}{speakers} … {last}",
                s.level,
                s.kind.name(),
                doc.slice(s.title).replace('\n', " / ")
            )
        };
        let found: Vec<String> = doc.sections().iter().map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn headings_nest_by_their_numbers() {
        check(
            "Vooraf staat er een zin.\n\n1. Inleiding\n\nDit is de eerste alinea van de tekst, en die is lang genoeg.\n\n2.1 Stand van zaken\n\nDit is de tweede alinea van de tekst, en die is lang genoeg.\n\nDe minister van A,\n\nJan de Wit\n\nBijlage 1: Overzicht\n\nDit is de bijlage, die vrij lang is omdat een bijlage dat zo hoort te zijn. Er staat van alles in, en nog meer, en dan nog wat. Het gaat maar door, en houdt pas op als het genoeg is, zoals hier het geval is.",
            &[
                "1 chapter: 1. Inleiding … genoeg.",
                "2 chapter: 2.1 Stand van zaken … genoeg.",
                "1 annex: Bijlage 1: Overzicht … is.",
            ],
        );
    }

    #[test]
    fn a_report_says_who_speaks() {
        check(
            "De commissie heeft vragen gesteld.\n\nInhoudsopgave\n\nI Vragen en opmerkingen vanuit de fracties\nVragen en opmerkingen van de leden van de VVD-fractie\nII Reactie van de bewindspersoon\n\nI Vragen en opmerkingen vanuit de fracties\n\nVragen en opmerkingen van de leden van de GroenLinks-PvdA-fractie\n\nDe leden hebben kennisgenomen van de stukken en zijn benieuwd.\n\nInbreng van de leden van de fracties van CDA, D66 en SGP\n\nDeze leden hebben geen vragen gesteld.\n\nII Reactie van de bewindspersoon\n\nIk dank de leden voor hun vragen.",
            &[
                "1 contents: Inhoudsopgave … bewindspersoon",
                "1 contribution: I Vragen en opmerkingen vanuit de fracties … gesteld.",
                "2 contribution: Vragen en opmerkingen van de leden van de GroenLinks-PvdA-fractie [\"GroenLinks-PvdA\"] … benieuwd.",
                "2 contribution: Inbreng van de leden van de fracties van CDA, D66 en SGP [\"CDA\", \"D66\", \"SGP\"] … gesteld.",
                "1 reply: II Reactie van de bewindspersoon … vragen.",
            ],
        );
    }

    #[test]
    fn lists_and_sentences_open_no_section() {
        check("De leden van de VVD-fractie vragen hoe dit zit.\n\nDe bijlage bij deze brief is lang.", &[]);
        check("Wij doen dit:\n\n1. Eerst dit\n\n2. Dan dat\n\nDat is alles wat wij doen.", &[]);
        check("Reactie van de minister (Defensie) op dit punt.", &[]);
    }
}
