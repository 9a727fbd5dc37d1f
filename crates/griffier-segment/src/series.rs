//! Questions that bear a number and no label (`1` over a question, `1. Kunt u …?`), and answers that bear nothing at all.
//!
//! A number opens a question only in a paper that is about questions, only in order, and only over text that asks.

use crate::headings::{self, Heading, enumerator};
use crate::labels::{Label, Number, Side};
use crate::lines::{Lines, plain};
use crate::outline::{Headed, Turn};
use griffier_doc::{SectionKind, ZoneKind};

/// A line that opens a question by its number alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opener {
    pub line: usize,
    /// None where an answer stands under a question that bears nothing.
    pub number: Option<Number>,
    /// Whether nothing but the number stands in the line.
    pub bare: bool,
    /// Length of the line.
    len: usize,
    /// Whether text that asks stands between it and the next number or label.
    asks: bool,
}

impl Opener {
    pub fn heading(&self) -> Heading {
        let label = Label {
            side: Side::Question,
            numbers: self.number.into_iter().collect(),
            len: self.len,
            parted: true,
        };
        Heading { kind: SectionKind::Question, label: Some(label) }
    }
}

/// Lines of the head and of the first paragraphs in which a paper says what it is.
const TOP: usize = 40;
/// Lines that a question takes at most before it asks.
const LONGEST: usize = 60;

/// The lines that open questions by number; none where questions bear labels.
pub(crate) fn find(lines: &Lines, kinds: &[ZoneKind], headed: &[Headed], head: usize) -> Vec<Opener> {
    let side = |h: &Headed| h.heading.label.as_ref().map(|label| label.side);
    if headed.iter().any(|h| side(h) == Some(Side::Question)) {
        return Vec::new();
    }
    let answers: Vec<usize> =
        headed.iter().filter(|h| side(h) == Some(Side::Answer)).map(|h| h.line).collect();
    let titled = (0..lines.len().min(head + 2).min(TOP)).any(|i| says(lines.get(i), "vragen"));
    if answers.is_empty() && !titled {
        return Vec::new();
    }
    let candidates = candidates(lines, kinds, &answers, head);
    let chain = chain(&candidates);
    let answered = || {
        let (first, last) = (chain.first().map_or(0, |o| o.line), answers.last().copied().unwrap_or(0));
        first < last
    };
    let asking = chain.iter().filter(|opener| opener.asks).count();
    let sound = chain.len() >= 2 || (!answers.is_empty() && !chain.is_empty());
    if sound && asking * 10 >= chain.len() * 7 && (titled || answered()) {
        return chain;
    }
    let bare = |h: &Headed| h.heading.label.as_ref().is_some_and(|label| label.numbers.is_empty());
    let unnumbered = headed.iter().filter(|h| side(h) == Some(Side::Answer)).all(bare);
    if unnumbered && answers.len() >= 2 { over_answers(lines, kinds, &answers, head) } else { Vec::new() }
}

/// The paragraphs right over `answers`, if nearly all of them ask.
fn over_answers(lines: &Lines, kinds: &[ZoneKind], answers: &[usize], head: usize) -> Vec<Opener> {
    let mut found: Vec<Opener> = Vec::new();
    let mut from = head;
    for &answer in answers {
        let text = |i: usize| matches!(kinds.get(i), Some(ZoneKind::Body | ZoneKind::Heading));
        let above = (from..answer).rev().take(LONGEST).take_while(|&i| text(i));
        let first =
            above.clone().find(|&i| lines.after_blank(i)).or_else(|| above.last().filter(|&i| i == from));
        let asks = answer > from && asks(lines.plain(answer - 1));
        if let Some(line) = first.filter(|_| asks) {
            found.push(Opener { line, number: None, bare: false, len: lines.get(line).len(), asks });
        }
        from = answer + 1;
    }
    if found.len() * 10 >= answers.len() * 8 { found } else { Vec::new() }
}

/// Whether `line` holds `word`, in lower case or capitals.
fn says(line: &str, word: &str) -> bool {
    if line.len() > 2000 {
        false
    } else if line.is_ascii() {
        line.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    } else {
        line.contains(word) || line.to_lowercase().contains(word)
    }
}

fn candidates(lines: &Lines, kinds: &[ZoneKind], answers: &[usize], head: usize) -> Vec<Opener> {
    let mut found: Vec<Opener> = Vec::new();
    let mut answer = 0;
    let mut open = false;
    for (i, kind) in kinds.iter().enumerate().skip(head) {
        if answers.get(answer) == Some(&i) {
            answer += 1;
            open = false;
            continue;
        }
        if !matches!(kind, ZoneKind::Body | ZoneKind::Heading) {
            continue;
        }
        let line = lines.get(i);
        if let Some((number, bare)) = number(lines, i) {
            let asks = !bare && asks(line);
            found.push(Opener { line: i, number: Some(number), bare, len: line.len(), asks });
            open = true;
        } else if open && let Some(last) = found.last_mut() {
            last.asks |= i - last.line <= LONGEST && asks(line);
        }
    }
    found
}

fn asks(line: &str) -> bool {
    line.contains('?')
}

/// The number that line `i` bears, and whether it bears nothing else.
fn number(lines: &Lines, i: usize) -> Option<(Number, bool)> {
    let line = plain(lines.get(i));
    let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let value = line[..digits].parse().ok().filter(|&value: &u16| value > 0)?;
    let number = Number { value, part: None, through: false };
    let rest = line[digits..].trim_end_matches(['.', ')', ':', '*', '_']);
    if rest.is_empty() {
        return Some((number, true));
    }
    (enumerator(line).is_some() && lines.after_blank(i) || enumerator(line).is_some() && ends_block(lines, i))
        .then_some((number, false))
}

/// Whether the line above `i` ends what it says.
fn ends_block(lines: &Lines, i: usize) -> bool {
    i == 0 || lines.get(i - 1).ends_with(['.', '?', '!', ')', '»', '”'])
}

/// The candidates that count 1, 2, 3 …; one that does not ask counts if the next number does.
fn chain(candidates: &[Opener]) -> Vec<Opener> {
    let mut chain: Vec<Opener> = Vec::new();
    let mut want = 1;
    let mut pending: Option<Opener> = None;
    for &opener in candidates {
        let value = opener.number.map_or(0, |number| number.value);
        if value == want && opener.asks {
            chain.push(opener);
            (want, pending) = (want + 1, None);
        } else if value == want {
            pending.get_or_insert(opener);
        } else if let Some(skipped) = pending.filter(|_| value == want + 1 && opener.asks) {
            chain.push(skipped);
            chain.push(opener);
            (want, pending) = (want + 2, None);
        } else if value == 1 && opener.bare && opener.asks {
            chain.push(opener);
            (want, pending) = (2, None);
        }
    }
    chain.extend(pending.filter(|opener| opener.bare && !chain_is_short(want)));
    chain
}

const fn chain_is_short(want: u16) -> bool {
    want < 3
}

/// Parts the answers from the questions they stand under, in a paper that prints answers without a label.
pub(crate) fn part_answers(lines: &Lines, kinds: &mut [ZoneKind], turns: &mut Vec<Turn>, head: usize) {
    if turns.len() < 2 || turns.iter().any(|turn| turn.side == Side::Answer) {
        return;
    }
    let says_so =
        (0..lines.len().min(head + TOP)).any(|i| i < turns[0].line && says(lines.get(i), "antwoord"));
    if !says_so {
        return;
    }
    let ends: Vec<Option<usize>> = turns.iter().map(|turn| question_end(lines, kinds, turn)).collect();
    let parted = ends.iter().filter(|end| end.is_some()).count();
    if parted * 10 < turns.len() * 6 {
        return;
    }
    let mut all = Vec::with_capacity(turns.len() * 2);
    for (mut turn, end) in turns.drain(..).zip(ends) {
        let Some(end) = end else {
            all.push(turn);
            continue;
        };
        let (first, last) = (turn.lines.start, turn.lines.end);
        let covered = |from: usize, to: usize| {
            let from = lines.all[from].span.start();
            griffier_text::Span::at(from, lines.all[to - 1].span.end())
        };
        let answer = Turn {
            side: Side::Answer,
            numbers: turn.numbers.clone(),
            line: end,
            label: 0,
            text: Some(covered(end, last)),
            lines: end..last,
        };
        for kind in kinds[end..last].iter_mut().filter(|kind| **kind == ZoneKind::Question) {
            *kind = ZoneKind::Answer;
        }
        let start = turn.text.map_or(0, |text| text.start());
        turn.text = Some(griffier_text::Span::at(start, lines.all[end - 1].span.end().max(start)));
        turn.lines = first..end;
        all.push(turn);
        all.push(answer);
    }
    *turns = all;
}

/// The line at which the answer begins that stands under the question of `turn`; `None` if nothing follows what asks.
fn question_end(lines: &Lines, kinds: &[ZoneKind], turn: &Turn) -> Option<usize> {
    let mut end = None;
    for i in turn.lines.clone().filter(|&i| kinds[i] == ZoneKind::Question) {
        let line = plain(lines.get(i)).trim_end_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, ' ' | '”' | '»' | '’' | '"' | '\'' | ')' | '¹' | '²' | '³')
        });
        if line.ends_with('?') {
            end = Some(i + 1);
        } else if end.is_some() && (line.ends_with('.') || lines.before_blank(i)) {
            break;
        }
    }
    let first = || turn.lines.clone().find(|&i| lines.before_blank(i)).map(|i| i + 1);
    let end = end.or_else(first)?;
    let rest = (end..turn.lines.end).find(|&i| kinds[i] == ZoneKind::Question)?;
    let worded = (rest..turn.lines.end).any(|i| lines.get(i).contains(char::is_alphabetic));
    (worded && rest > turn.lines.start && !headings::is_notice(lines.plain(rest))).then_some(rest)
}
