//! What stands under the headings: questions, answers, decisions and annexes get zones of their own kind, line by line.
//!
//! Which answer belongs to which question is decided in `exchanges`, how headings nest in `sections`.

use crate::headings::{self, Heading};
use crate::labels::{Number, Side};
use crate::lines::{Lines, plain};
use crate::series::{self, Opener};
use griffier_doc::{SectionKind, ZoneKind};
use griffier_text::Span;
use std::ops::Range;

/// A question or an answer: its label and the lines under it.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub side: Side,
    pub numbers: Vec<Number>,
    /// The line in which it begins.
    pub line: usize,
    /// Bytes of that line that are its heading; none if its number belongs to its text.
    pub label: usize,
    /// Its text; `None` if nothing stands under the heading.
    pub text: Option<Span>,
    /// The lines of its text.
    pub lines: Range<usize>,
}

impl Turn {
    pub const fn zone(&self) -> ZoneKind {
        match self.side {
            Side::Question => ZoneKind::Question,
            Side::Answer => ZoneKind::Answer,
        }
    }
    fn add(&mut self, i: usize, span: Span) {
        if span.is_empty() {
            return;
        }
        self.text = Some(self.text.map_or(span, |text| text.cover(span)));
        if self.lines.is_empty() {
            self.lines = i..i;
        }
        self.lines.end = i + 1;
    }
}

/// A heading and the line in which it begins.
#[derive(Clone, Debug)]
pub(crate) struct Headed {
    pub line: usize,
    pub heading: Heading,
    /// Whether it stands within an answer and parts it.
    pub inner: bool,
}

/// Gives the lines of `kinds` that stand under a telling heading the kind it announces. Returns the questions and answers
/// in reading order.
pub(crate) fn assign(
    lines: &Lines,
    kinds: &mut [ZoneKind],
    headed: &mut Vec<Headed>,
    head: usize,
) -> Vec<Turn> {
    let openers = series::find(lines, kinds, headed, head);
    add_headings(headed, &openers);
    for opener in openers.iter().filter(|opener| opener.bare) {
        kinds[opener.line] = ZoneKind::Heading;
    }
    let last = headed.iter().rev().find(|h| h.heading.label.is_some()).map_or(0, |h| h.line);
    let last = last.max(openers.last().map_or(0, |opener| opener.line));
    let mut walk = Walk { lines, turns: Vec::new(), flow: Flow::Body, annex: false, last };
    let (mut next, mut opener) = (0, 0);
    for i in head.min(kinds.len())..kinds.len() {
        while headed.get(next).is_some_and(|h| h.line < i) {
            next += 1;
        }
        while openers.get(opener).is_some_and(|o| o.line < i) {
            opener += 1;
        }
        match (headed.get_mut(next).filter(|h| h.line == i), openers.get(opener).filter(|o| o.line == i)) {
            (Some(headed), _) => {
                if !walk.heading(headed, kinds.get(i + 1).copied()) {
                    kinds[i] = walk.line(i, ZoneKind::Body);
                }
            }
            (None, Some(opener)) => {
                walk.open(Side::Question, opener.number.into_iter().collect(), i, 0);
                kinds[i] = walk.line(i, kinds[i]);
            }
            (None, None) => kinds[i] = walk.line(i, kinds[i]),
        }
    }
    let mut turns = walk.turns;
    series::part_answers(lines, kinds, &mut turns, head);
    turns
}

/// Puts bare numbers over questions among the headings.
fn add_headings(headed: &mut Vec<Headed>, openers: &[Opener]) {
    let bare = openers.iter().filter(|opener| opener.bare);
    let before = headed.len();
    headed.extend(bare.map(|opener| Headed { line: opener.line, heading: opener.heading(), inner: false }));
    if headed.len() > before {
        headed.sort_by_key(|h| (h.line, h.heading.label.is_none()));
        headed.dedup_by_key(|h| h.line);
    }
}

/// What the lines that follow belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Body,
    /// The last turn.
    Turn,
    Decision,
}

struct Walk<'a, 't> {
    lines: &'a Lines<'t>,
    turns: Vec<Turn>,
    flow: Flow,
    annex: bool,
    /// The last line that opens a question or an answer.
    last: usize,
}

impl Walk<'_, '_> {
    fn open(&mut self, side: Side, numbers: Vec<Number>, line: usize, label: usize) {
        self.turns.push(Turn { side, numbers, line, label, text: None, lines: 0..0 });
        self.flow = Flow::Turn;
    }

    /// Goes on under a heading; returns whether the line is one.
    fn heading(&mut self, headed: &mut Headed, below: Option<ZoneKind>) -> bool {
        let i = headed.line;
        if let Some(label) = headed.heading.label.take() {
            let span = self.lines.all[i].span;
            let len = label.len.min(span.len());
            // "Antwoord: …" answers only where something was asked.
            if !label.numbers.is_empty() || label.side == Side::Question || !self.turns.is_empty() {
                self.open(label.side, label.numbers, i, len);
                if let Some(turn) = self.turns.last_mut() {
                    turn.add(i, Span::at(span.start() + len, span.end()));
                }
                return true;
            }
            if len < span.len() {
                return false;
            }
            headed.heading.kind = SectionKind::Chapter;
        }
        let answering = self.flow == Flow::Turn && self.turns.last().is_some_and(|t| t.side == Side::Answer);
        self.flow = match headed.heading.kind {
            SectionKind::Decision => Flow::Decision,
            SectionKind::Chapter if answering && !headings::is_notice(plain(self.lines.get(i))) => {
                headed.inner = below.is_some_and(ZoneKind::is_running_text);
                Flow::Turn
            }
            _ => Flow::Body,
        };
        self.annex |= headed.heading.kind == SectionKind::Annex;
        true
    }

    /// The kind of line `i`, which is no heading.
    fn line(&mut self, i: usize, kind: ZoneKind) -> ZoneKind {
        if matches!(kind, ZoneKind::Signature | ZoneKind::Salutation) && i > self.last {
            self.flow = Flow::Body;
        }
        if kind != ZoneKind::Body {
            return kind;
        }
        match (self.flow, self.turns.last_mut()) {
            (Flow::Turn, Some(turn)) => {
                turn.add(i, self.lines.all[i].span);
                turn.zone()
            }
            (Flow::Decision, _) => ZoneKind::Decision,
            _ if self.annex => ZoneKind::Annex,
            _ => ZoneKind::Body,
        }
    }
}

/// Lines of a table of contents at most.
const LONGEST_CONTENTS: usize = 150;

/// The line behind the table of contents whose heading is line `i`: its entries end where the first of them stands again,
/// or where sentences begin.
pub(crate) fn contents_end(lines: &Lines, i: usize) -> usize {
    let entry = |k: usize| {
        plain(lines.get(k))
            .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '\t' | '…'))
    };
    let first = entry(i + 1);
    let limit = lines.len().min(i + LONGEST_CONTENTS);
    for k in i + 2..limit {
        let line = lines.plain(k);
        if entry(k) == first {
            return k;
        }
        let numbered = line.ends_with(|c: char| c.is_ascii_digit());
        if !numbered
            && (line.len() > 160 || (line.len() > 50 && line.ends_with('.') && !line.ends_with("..")))
        {
            // The heading over the text is no entry.
            let titled = lines.before_blank(k - 1) && k > i + 2 && lines.get(k - 1).len() <= 100;
            return if titled { k - 1 } else { k };
        }
    }
    i + 1
}
