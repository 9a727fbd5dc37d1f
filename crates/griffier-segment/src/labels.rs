//! Labels over questions and answers: `Vraag 3`, `Antwoord op vraag 3, 4 en 5:`, `1. Vraag`. Which line may bear one is
//! decided in `headings`, what answers what in `exchanges`.

use crate::cues::{self, Cue};

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// A question.
    Question,
    /// An answer.
    Answer,
}

/// The number of a question, with the letter of a part of it (`3a`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Number {
    pub value: u16,
    pub part: Option<char>,
    /// Whether the numbers between the one before and this one are meant too (`3 t/m 5`).
    pub through: bool,
}

/// A label at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub side: Side,
    /// In the order printed; empty for a bare `Antwoord`.
    pub numbers: Vec<Number>,
    /// Bytes of the line that it takes, with the colon behind it.
    pub len: usize,
    /// Whether a mark parts it from the text that follows in the line, or a capital begins that text.
    pub parted: bool,
}

/// Marks around a line that are no part of its words.
const MARKS: [char; 6] = ['#', '*', '_', '>', ' ', '\t'];

/// The label with which `line` begins.
pub(crate) fn label(line: &str) -> Option<Label> {
    let start = line.len() - line.trim_start_matches(MARKS).len();
    let words = &line[start..];
    // Neither letter nor digit begins a label in nearly all lines.
    let first = words.bytes().next()?;
    if !matches!(first, b'V' | b'A' | b'B' | b'R' | b'S' | b'D' | b'0'..=b'9') {
        return None;
    }
    if first.is_ascii_digit() {
        return number_first(line, start);
    }
    let (side, cue) = word(words)?;
    let mut reader = Reader { text: words, at: cue };
    let numbers = reader.numbers();
    let end = start + reader.at;
    let (len, parted) = closed(line, end);
    Some(Label { side, numbers, len, parted })
}

/// `1. Vraag`, `2 Antwoord:`.
fn number_first(line: &str, start: usize) -> Option<Label> {
    let words = &line[start..];
    let mut reader = Reader { text: words, at: 0 };
    let number = reader.number()?;
    reader.eat(&[".", ")"]);
    reader.blanks();
    let rest = &words[reader.at..];
    if !rest.starts_with(['V', 'A']) {
        return None;
    }
    let (side, cue) = word(rest)?;
    let (len, parted) = closed(line, start + reader.at + cue);
    let whole = len == line.len() || line[..len].trim_end_matches(['*', '_', ' ']).ends_with(':');
    whole.then_some(Label { side, numbers: vec![number], len, parted })
}

/// The word of a label and its length.
fn word(words: &str) -> Option<(Side, usize)> {
    let question = cues::opening(words, Cue::Question).map(|len| (Side::Question, len));
    question.or_else(|| cues::opening(words, Cue::Answer).map(|len| (Side::Answer, len)))
}

/// Where a label that ends at `end` ends with the marks behind it, and whether these part it from the rest.
fn closed(line: &str, end: usize) -> (usize, bool) {
    let rest = &line[end..];
    let tail = rest.trim_start_matches([' ', '\u{a0}', ')', '*', '_']);
    let after = tail.trim_start_matches([':', '.']);
    let mut parted = after.len() < tail.len();
    let mut body = after.trim_start_matches([' ', '\u{a0}', '*', '_', '\t']);
    if let Some(dashed) = body.strip_prefix(['–', '-']) {
        (parted, body) = (true, dashed.trim_start());
    }
    parted |= body.starts_with(|c: char| c.is_uppercase() || matches!(c, '‘' | '“' | '«' | '\'' | '"'));
    (line.len() - body.len(), parted || body.is_empty())
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }
    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    }
    /// Skips the first of `words` that stands here.
    fn eat(&mut self, words: &[&str]) -> bool {
        let found = words.iter().find(|word| self.rest().starts_with(**word)).map_or(0, |word| word.len());
        self.at += found;
        found > 0
    }

    /// `3, 4 en 5a`, `1 t/m 3`, `(2)`; stops behind the last number.
    fn numbers(&mut self) -> Vec<Number> {
        let mut found: Vec<Number> = Vec::new();
        let mut end = self.at;
        self.blanks();
        self.eat(&["nr. ", "nr.", "nummer ", "nummers ", "nrs. "]);
        self.eat(&["("]);
        loop {
            self.blanks();
            let through = !found.is_empty() && self.through();
            let last = found.last().copied();
            let next = self.number().or_else(|| self.part_of(last?));
            let Some(number) = next else { break };
            found.push(Number { through, ..number });
            end = self.at;
            self.blanks();
            if !self.separator() {
                break;
            }
        }
        self.at = end;
        found
    }

    /// `t/m`, `tot en met` or a dash, as left behind by [`Self::separator`].
    fn through(&self) -> bool {
        let before = self.text[..self.at].trim_end_matches([' ', '\u{a0}']);
        before.ends_with("t/m")
            || before.ends_with("met")
            || before.ends_with(['-', '–'])
            || before.ends_with("tm")
    }

    fn separator(&mut self) -> bool {
        let from = self.at;
        self.eat(&[",", ";"]);
        self.blanks();
        self.eat(&[
            "en ",
            "&",
            "/",
            "t/m",
            "tot en met ",
            "tot met ",
            "tm ",
            "-",
            "–",
            "of ",
            "alsmede ",
            "m.b.t. ",
        ]);
        self.blanks();
        self.eat(&["vragen ", "vraag ", "op vraag ", "antwoord "]);
        self.at > from && !self.rest().is_empty()
    }

    /// One to three digits with the letter of a part.
    fn number(&mut self) -> Option<Number> {
        let digits = self.rest().bytes().take(4).take_while(u8::is_ascii_digit).count();
        if !(1..=3).contains(&digits) {
            return None;
        }
        let value: u16 = self.rest()[..digits].parse().ok().filter(|&value| value > 0)?;
        let mut end = self.at + digits;
        let tail = &self.text[end..];
        let spaced = tail.strip_prefix(' ').map_or(0, |_| 1);
        let mut letters = tail[spaced..].chars();
        let part = letters.next().filter(|c| c.is_ascii_lowercase());
        let ended = letters
            .next()
            .is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ')' | ';' | '-' | '–'));
        if let Some(part) = part.filter(|_| ended) {
            end += spaced + part.len_utf8();
            self.at = end;
            return Some(Number { value, part: Some(part), through: false });
        }
        // "3de", "2024Z1234", "1.2" and "65%" are no numbers of questions.
        let glued = tail.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '°'))
            || (tail.starts_with(['.', ','])
                && tail[1..].starts_with(|c: char| c.is_ascii_digit())
                && !tail.starts_with(','));
        if glued {
            return None;
        }
        self.at = end;
        Some(Number { value, part: None, through: false })
    }

    /// The `b` of `3a en b`.
    fn part_of(&mut self, last: Number) -> Option<Number> {
        last.part?;
        let mut letters = self.rest().chars();
        let part = letters.next().filter(char::is_ascii_lowercase)?;
        letters.next().is_none_or(|c| !c.is_alphanumeric()).then(|| self.at += 1)?;
        Some(Number { part: Some(part), ..last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `side: numbers | rest of the line`.
    #[track_caller]
    fn check(line: &str, expected: &str) {
        let found = label(line).map_or(String::new(), |label| {
            let mut shown = match label.side {
                Side::Question => "Q".to_owned(),
                Side::Answer => "A".to_owned(),
            };
            for number in &label.numbers {
                shown.push_str(if number.through { " -" } else { " " });
                shown.push_str(&number.value.to_string());
                shown.extend(number.part);
            }
            let sign = if label.parted { " |" } else { " ?" };
            format!("{shown}{sign}{}", &line[label.len..])
        });
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn labels_with_numbers() {
        check("Vraag 1", "Q 1 |");
        check("**Vraag 12:**", "Q 12 |");
        check("### Vraag 3a", "Q 3a |");
        check("Vragen 1, 2 en 3", "Q 1 2 3 |");
        check("Vraag 5 t/m 7", "Q 5 -7 |");
        check("Antwoord op vraag 3, 4 en 5:", "A 3 4 5 |");
        check("Antwoord op de vragen 1 tot en met 3", "A 1 -3 |");
        check("Antwoord vragen 1,2,3 en 4", "A 1 2 3 4 |");
        check("Antwoord vraag 2-4:", "A 2 -4 |");
        check("Antwoord 3a en b", "A 3a 3b |");
        check("Antwoord op vraag 3 en vraag 4", "A 3 4 |");
        check("Vraag (2)", "Q 2 |");
        check("Vraag nr. 8", "Q 8 |");
        check("Antwoord", "A |");
        check("1. Vraag", "Q 1 |");
        check("2 Antwoord:", "A 2 |");
    }

    #[test]
    fn text_in_the_line_of_its_label() {
        check("Vraag 1: bent u bekend met dit?", "Q 1 |bent u bekend met dit?");
        check("Antwoord 2. Ja.", "A 2 |Ja.");
        check("Vraag 4 Kunt u dit toelichten?", "Q 4 |Kunt u dit toelichten?");
        check("Antwoord: Nee.", "A |Nee.");
        check("Vraag 3 – Waarom?", "Q 3 |Waarom?");
    }

    #[test]
    fn lines_that_only_begin_alike() {
        check("Vragen 1 en 2 gaan over geld.", "Q 1 2 ?gaan over geld.");
        check("Vragen van het lid Boom", "Q ?van het lid Boom");
        check("Antwoord van Minister Boom", "A ?van Minister Boom");
        check("Vraag 20 miljoen", "Q 20 ?miljoen");
        check("Vraag 2024Z1234", "Q ?2024Z1234");
        check("Vraagstuk 1", "");
        check("1. Vraagstuk", "");
        check("vraag 3", "");
        check("12 vragen", "");
        check("", "");
    }
}
