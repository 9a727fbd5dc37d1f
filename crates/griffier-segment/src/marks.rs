//! Places in the text that could be the mark of a footnote, each with a weight. Which of them are marks is decided in
//! `footnotes`, by the notes that exist and by the order of the numbers.

use crate::abbreviations::{self, Ending};
use crate::lines::Lines;
use griffier_text::Span;

/// How a mark is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `¹`
    Superscript,
    /// The `1` of `20231` or `wapenbeheersing.1`, or a line of its own.
    Plain,
    /// `1)`
    Bracketed,
    /// `(1)`
    Round,
    /// `[1]`, `[^1]`, `[footnoteRef:1]`
    Reference,
}

/// A place that could be a mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub span: Span,
    pub label: u32,
    /// 1 (a digit behind an acronym) to 5 (nothing else looks like it).
    pub weight: u32,
    pub shape: Shape,
}

/// The largest label of a note; no letter has more.
pub(crate) const MOST: u32 = 999;

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The value of a superscript digit.
pub(crate) fn superscript(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' => Some(0),
        '⁴'..='⁹' => Some(c as u32 - 0x2070),
        _ => None,
    }
}

/// The number that the ASCII digits `digits` write, if it can be a label.
pub(crate) fn label(digits: &str) -> Option<u32> {
    let sound = (1..=3).contains(&digits.len()) && !digits.starts_with('0');
    digits.parse().ok().filter(|&value| sound && value <= MOST)
}

/// Every place that could be a mark with a label of at most `most`, in reading order.
pub(crate) fn candidates(lines: &Lines, most: u32) -> Vec<Candidate> {
    let mut finder = Finder { text: lines.text, most, found: Vec::new() };
    let mut at = 0;
    while let Some(next) = finder.next_digit(at) {
        at = finder.digits_at(next);
    }
    detached(lines, most, &mut finder.found);
    finder.found.sort_by_key(|candidate| candidate.span);
    finder.found.dedup_by_key(|candidate| candidate.span);
    finder.found
}

struct Finder<'t> {
    text: &'t str,
    most: u32,
    found: Vec<Candidate>,
}

impl Finder<'_> {
    /// The next byte from which an ASCII or superscript digit begins.
    fn next_digit(&self, from: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[from..];
        // 0xc2 leads ¹²³, 0xe2 the others.
        let found = bytes.iter().position(|b| b.is_ascii_digit() || matches!(b, 0xc2 | 0xe2));
        found.map(|offset| from + offset)
    }

    /// Looks at the digits at `start`; returns where to go on.
    fn digits_at(&mut self, start: usize) -> usize {
        let rest = &self.text[start..];
        if let Some(first) = rest.chars().next().filter(|c| !c.is_ascii()) {
            let len: usize = rest.chars().take_while(|&c| superscript(c).is_some()).map(char::len_utf8).sum();
            if len > 0 {
                self.superscript_at(start, start + len);
            }
            return start + len.max(first.len_utf8());
        }
        let end = start + rest.bytes().take_while(u8::is_ascii_digit).count();
        if end - start <= 7 {
            self.plain_at(start, end);
        }
        end
    }

    fn superscript_at(&mut self, start: usize, end: usize) {
        let value =
            self.text[start..end].chars().take(4).fold(0, |n, c| n * 10 + superscript(c).unwrap_or(0));
        let word = last_letters(&self.text[..start]);
        let unit = matches!(word, "m" | "km" | "cm" | "dm" | "mm" | "hm" | "dam" | "CO" | "R");
        let weight = if unit { 1 } else { 5 };
        self.push(start, end, value, weight, Shape::Superscript);
    }

    fn plain_at(&mut self, start: usize, end: usize) {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let Some(before) = text[..start].chars().next_back() else { return };
        if before == '[' || before == '^' || before == ':' {
            self.reference_at(start, end);
        }
        let after = text[end..].chars().next();
        let beyond = bytes.get(end + 1).copied().unwrap_or(b' ');
        let closes = match after {
            None => true,
            Some('.' | ',') => !beyond.is_ascii_digit(),
            Some(c) => {
                c.is_whitespace() || matches!(c, ';' | ':' | ')' | '?' | '!' | '»' | '”' | '"' | '*' | '_')
            }
        };
        if !closes {
            return;
        }
        if before == '(' && after == Some(')') {
            self.round_at(start, end);
            return;
        }
        let weight = self.glue(start, before);
        if after == Some(')') {
            let spaced = before == ' ' && text[..start - 1].ends_with(['.', '?', '!', '»', '”', '"', '’']);
            if let Some(value) = label(&text[start..end]).filter(|_| spaced || weight >= 3) {
                self.push(start, end + 1, value, 4, Shape::Bracketed);
            }
        }
        if weight > 0 {
            if let Some(value) = label(&text[start..end]) {
                self.push(start, end, value, weight, Shape::Plain);
                self.chain(end, value);
            }
        } else if end - start >= 5 {
            self.behind_year(start, end, before);
        }
    }

    /// `(1)` around the digits at `start`: behind a word it counts something as often as it calls a note.
    fn round_at(&mut self, start: usize, end: usize) {
        let head = &self.text[..start - 1];
        let closing = ['.', '?', '!', '»', '”', '’', '"', ')'];
        let weight = match head.chars().next_back() {
            Some(' ') if head.trim_end_matches(' ').ends_with(closing) => 5,
            Some(' ') => 1,
            Some(c) if c.is_lowercase() || closing.contains(&c) => 5,
            _ => return,
        };
        if let Some(value) = label(&self.text[start..end]) {
            self.push(start - 1, end + 1, value, weight, Shape::Round);
        }
    }

    /// How much the character before a number speaks for a mark: 0 not at all.
    fn glue(&self, start: usize, before: char) -> u32 {
        let head = &self.text[..start - before.len_utf8()];
        match before {
            ')' | '»' | '”' | '’' | '"' | '?' | '!' | ']' => 4,
            '.' => match head.chars().next_back() {
                Some(c) if c.is_ascii_digit() => 2 * u32::from(ends_with_year(head)),
                Some(c) if c.is_alphabetic() && self.is_abbreviation(head) => 0,
                Some(c)
                    if c.is_alphabetic() || matches!(c, ')' | '»' | '”' | '’' | '"' | '*' | '_' | '%') =>
                {
                    4
                }
                _ => 0,
            },
            ',' | ';' | ':'
                if head.ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | '»' | '”')) =>
            {
                2
            }
            '%' | '*' | '_' => 2,
            // The number of the chamber, printed behind its name at the top of a page.
            'l' if head.ends_with("Staten-Generaa") => 0,
            c if c.is_lowercase() && last_letters(&self.text[..start]).chars().nth(3).is_some() => 3,
            c if c.is_alphabetic() => 1,
            _ => 0,
        }
    }

    /// Whether `head` ends with an abbreviation whose full stop a number follows (`nr.2`).
    fn is_abbreviation(&self, head: &str) -> bool {
        let word = last_letters(head);
        let from = head.len() - word.len();
        self.text
            .get(from..head.len() + 1)
            .and_then(abbreviations::listed)
            .is_some_and(|e| e != Ending::MayEnd)
    }

    /// `20231` after a month or another lower-case word: a year and a mark.
    fn behind_year(&mut self, start: usize, end: usize, before: char) {
        let (year, tail) = (&self.text[start..start + 4], &self.text[start + 4..end]);
        let Some(value) = label(tail).filter(|_| before.is_whitespace() && is_year(year)) else { return };
        let word = last_letters(self.text[..start].trim_end());
        let weight = match word {
            word if MONTHS.contains(&word) => 4,
            word if word.starts_with(char::is_lowercase) => 2,
            _ => return,
        };
        self.push(start + 4, end, value, weight, Shape::Plain);
        self.chain(end, value);
    }

    /// `14 , 15` and `2, 3`: after a mark, a comma and the next number are another.
    fn chain(&mut self, mut end: usize, mut value: u32) {
        let text = self.text;
        for _ in 0..8 {
            let rest = &text[end..];
            let Some(tail) = rest.trim_start_matches(' ').strip_prefix(',') else { return };
            let tail = tail.trim_start_matches(' ');
            let from = text.len() - tail.len();
            let len = tail.bytes().take(4).take_while(u8::is_ascii_digit).count();
            let after = tail[len..].chars().next();
            let closes = after.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ')'));
            if from - end > 4 || !closes || label(&tail[..len]) != Some(value + 1) {
                return;
            }
            value += 1;
            end = from + len;
            self.push(from, end, value, 3, Shape::Plain);
        }
    }

    /// `[1]`, `[^1]`, `[footnoteRef:1]` around the digits at `start`.
    fn reference_at(&mut self, start: usize, end: usize) {
        let head = &self.text[..start];
        let open = ["[", "[^", "[footnoteRef:"].iter().rev().find(|open| head.ends_with(**open));
        if let (Some(open), true) = (open, self.text[end..].starts_with(']'))
            && let Some(value) = label(&self.text[start..end])
        {
            self.push(start - open.len(), end + 1, value, 5, Shape::Reference);
        }
    }

    fn push(&mut self, start: usize, end: usize, label: u32, weight: u32, shape: Shape) {
        if (1..=self.most).contains(&label) {
            self.found.push(Candidate { span: Span::at(start, end), label, weight, shape });
        }
    }
}

/// Lines that hold nothing but labels (`1`, `2, 3 en 4`): marks that lost their place.
fn detached(lines: &Lines, most: u32, found: &mut Vec<Candidate>) {
    for i in 1..lines.len() {
        let line = lines.get(i);
        let bare = line.len() <= 20 && line.starts_with(|c: char| c.is_ascii_digit());
        if !bare || !lines.get(i - 1).ends_with(['.', '?', '!', '»', '”', '"', '’', ')']) {
            continue;
        }
        let words = || line.split([' ', ',']).filter(|word| !word.is_empty() && *word != "en");
        if !words().all(|word| label(word).is_some_and(|value| value <= most)) {
            continue;
        }
        let base = lines.all[i].span.start();
        for word in words() {
            let at = base + (word.as_ptr() as usize - line.as_ptr() as usize);
            if let Some(label) = label(word) {
                let span = Span::at(at, at + word.len());
                found.push(Candidate { span, label, weight: 3, shape: Shape::Plain });
            }
        }
    }
}

/// The run of letters at the end of `text`, sixteen characters at most.
fn last_letters(text: &str) -> &str {
    let letters = text.chars().rev().take(16).take_while(|c| c.is_alphabetic());
    &text[text.len() - letters.map(char::len_utf8).sum::<usize>()..]
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

fn ends_with_year(text: &str) -> bool {
    let digits = text.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
    digits == 4 && is_year(&text[text.len() - 4..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = Lines::new(text);
        let found: Vec<&str> = candidates(&lines, 99).iter().map(|c| &text[c.span.range()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn digits_that_could_be_marks() {
        check("van 12 mei 20231 en", &["1"]);
        check("wapenbeheersing.2 Daarna", &["2"]);
        check("nr. 376).2", &["2"]);
        check("oktober jl.14 , 15 Nederland", &["14", "15"]);
        check("uit 2021.16 Daarnaast", &["16"]);
        check("technologie¹.", &["¹"]);
        check("beleid.[footnoteRef:1] Een", &["[footnoteRef:1]"]);
        check("beleid[^3] en plan[4]", &["[^3]", "[4]"]);
        check("middeninkomen? 1)", &["1)"]);
        check("onacceptabel»?\n1\nVraag", &["1"]);
        check("gekomen?\n2, 3 en 4\nVraag", &["2", "3", "4"]);
    }

    #[test]
    fn digits_that_cannot_be_marks() {
        for text in [
            "12 mei 2023",
            "nr. 45",
            "nr.45",
            "2.657 keer",
            "58,1%",
            "21501-02",
            "€ 20231",
            "2023D49694",
            "1",
        ] {
            check(text, &[]);
        }
        check("onder: 1) data, 2) beeld", &[]);
        check("paragraaf 2.1 noemt", &[]);
        check("Tweede Kamer der Staten-Generaal2\nVergaderjaar", &[]);
    }
}
