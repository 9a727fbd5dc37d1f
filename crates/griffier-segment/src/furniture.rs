//! Page furniture: what a page or web site prints around a text and no author wrote for this place.
//!
//! Only what shows by its own form is here. A reference block that a page repeats is known by the head of the letter,
//! which `zones` compares.

use crate::cues::{self, Cue};
use griffier_text::Span;

/// Whether the whole line is page furniture.
pub(crate) fn is_page_line(line: &str) -> bool {
    if line.len() > 400 {
        return false;
    }
    match line.as_bytes().first() {
        // The letters that one of these forms begins with.
        Some(b'a' | b'b' | b'h' | b'k' | b'p' | b's' | b'B' | b'E' | b'I' | b'P' | b'S' | b'T' | b'V') => {
            is_print_id(line)
                || is_colophon(line)
                || is_running_foot(line)
                || is_page_number(line)
                || is_web(line)
        }
        Some(first) if first.is_ascii_alphabetic() => is_web(line),
        Some(first) if first.is_ascii_digit() => false,
        _ => is_colophon(line) || is_page_number(line) || is_bracketed(line) || is_rule(line),
    }
}

/// `Naar boven`
fn is_web(line: &str) -> bool {
    line.len() <= 40 && cues::opening(line, Cue::Web) == Some(line.trim_end_matches(':').len())
}

/// Links of a navigation bar, `[Redacted]`, a picture.
fn is_bracketed(line: &str) -> bool {
    let picture = line.starts_with("![") && line.ends_with(')');
    picture || (line.starts_with('[') && (is_navigation(line) || is_redaction(line)))
}

/// `kst-30821-204`, `ah-tk-20242025-545`, `kv-tk-2024Z18435`.
fn is_print_id(line: &str) -> bool {
    let series = ["kst-", "ah-tk-", "ah-ek-", "kv-tk-", "kv-ek-", "h-tk-", "h-ek-", "blg-", "stb-", "stcrt-"];
    let Some(rest) = series.iter().find_map(|name| line.strip_prefix(name)) else { return false };
    rest.len() <= 30
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'(' | b')'))
}

/// `ISSN 0921 - 7371`, `’s-Gravenhage 2023`, and what is glued to them.
fn is_colophon(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("ISSN ") {
        return rest.starts_with(|c: char| c.is_ascii_digit());
    }
    let place = ["’s-Gravenhage ", "'s-Gravenhage ", "s-Gravenhage "];
    let Some(rest) = place.iter().find_map(|name| line.strip_prefix(name)) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && (rest.len() == 4 || is_running_foot(rest[4..].trim_start()))
}

/// `Tweede Kamer, vergaderjaar 2022–2023, 29 984, nr. 1082 2`.
fn is_running_foot(line: &str) -> bool {
    let chamber = ["Tweede Kamer, ", "Eerste Kamer, ", "Staten-Generaal, ", "Verenigde Vergadering, "];
    let Some(rest) = chamber.iter().find_map(|name| line.strip_prefix(name)) else { return false };
    rest.starts_with("vergaderjaar ") && line.len() <= 140 && line.ends_with(|c: char| c.is_alphanumeric())
}

/// `Pagina 2 van 5`, `- 3 -`.
fn is_page_number(line: &str) -> bool {
    let number = |s: &str| (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if let Some(inner) = line.strip_prefix(['-', '–']).and_then(|l| l.strip_suffix(['-', '–'])) {
        return number(inner.trim());
    }
    let Some(rest) =
        ["Pagina ", "pagina ", "Page ", "Blad ", "Blz. "].iter().find_map(|w| line.strip_prefix(w))
    else {
        return false;
    };
    let mut words = rest.split_whitespace();
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some(page), None, _, _) => {
            number(page) || page.split_once('/').is_some_and(|(a, b)| number(a) && number(b))
        }
        (Some(page), Some("van" | "of" | "/"), Some(pages), None) => number(page) && number(pages),
        _ => false,
    }
}

/// `[overzicht] [activiteiten] [besluiten]`: at least three links and nothing else.
fn is_navigation(line: &str) -> bool {
    let (mut links, mut outside, mut depth) = (0, 0, 0_usize);
    for c in line.chars() {
        match c {
            '[' => {
                links += usize::from(depth == 0);
                depth += 1;
            }
            ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && !c.is_whitespace() && c != '|' => outside += 1,
            _ => {}
        }
    }
    links >= 3 && outside == 0
}

/// `[Redacted]`, `[Redacted signature area]`, `[bookmark: _Hlk1]` as a line of its own.
fn is_redaction(line: &str) -> bool {
    inline(line, 0).is_some_and(|span| span.start() == 0 && span.end() == line.len())
}

/// `---`, `***`, `___`, `|---|---|`.
fn is_rule(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b'-' | b'*' | b'_' | b'=' | b'|' | b':' | b' '))
        && line.bytes().filter(|b| matches!(b, b'-' | b'*' | b'_' | b'=')).nth(2).is_some()
}

/// The first piece of furniture inside `text` from byte `from` on: `[bookmark: …]`, `[Redacted …]`.
pub(crate) fn inline(text: &str, from: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'[', rest)) {
        let start = at + found;
        let word = &bytes[start + 1..bytes.len().min(start + 10)];
        let starts = |name: &[u8]| word.get(..name.len()).is_some_and(|w| w.eq_ignore_ascii_case(name));
        if starts(b"bookmark:") || starts(b"redacted") {
            let window = &bytes[start..bytes.len().min(start + 200)];
            if let Some(close) = memchr::memchr2(b']', b'\n', window).filter(|&i| window[i] == b']') {
                return Some(Span::at(start, start + close + 1));
            }
        }
        at = start + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: bool) {
        assert_eq!(is_page_line(line), expected, "{line}");
    }

    #[test]
    fn lines_that_a_page_prints() {
        for line in [
            "kst-30821-204",
            "kst-36410-XVI-117",
            "ah-tk-20242025-545",
            "ISSN 0921 - 7371",
            "’s-Gravenhage 2023",
            "’s-Gravenhage 2024 Tweede Kamer, vergaderjaar 2024–2025, Vragen 1",
            "Tweede Kamer, vergaderjaar 2022–2023, 29 984, nr. 1082 2",
            "Pagina 2 van 5",
            "- 3 -",
            "[overzicht] [activiteiten] [ongeplande activiteiten]",
            "[Redacted]",
            "[bookmark: _Hlk178871264]",
            "---",
        ] {
            check(line, true);
        }
    }

    #[test]
    fn lines_that_only_look_like_it() {
        for line in [
            "",
            "kst-30821-204 is de brief van 15 december",
            "’s-Gravenhage, 3 mei 2023",
            "’s-Gravenhage 2023 was een bijeenkomst",
            "Tweede Kamer, vergaderjaar 2022–2023, waarin dit is besproken.",
            "Tweede Kamer der Staten-Generaal",
            "Pagina 2 van het rapport",
            "[1] Kamerstuk 22 054",
            "[a] en [b] en [c]",
            "- 3 miljoen -",
            "– ja",
        ] {
            check(line, false);
        }
    }
}
