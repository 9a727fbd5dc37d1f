//! Footnotes: blocks of notes, and the marks in the text that call them.
//!
//! A number is a mark only if a note with that label stands after it and the labels of all marks rise through the text;
//! a list of numbered lines is a block of notes only if (nearly) all its labels are called, unless its print alone says
//! so (`↩`, `¹` or `[^1]:` at the start of a line, `[1: …]`).

use crate::cues::{self, Cue};
use crate::furniture;
use crate::lines::Lines;
use crate::marks::{self, Candidate, Shape};
use griffier_doc::{BlockKind, Footnote};
use griffier_text::Span;
use std::collections::HashSet;

/// How a note begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `1. Text ↩`
    Arrow,
    /// `¹ Text`
    Superscript,
    /// `[^1]: Text`
    Caret,
    /// `[1: Text]`, anywhere in a line.
    Inline,
    /// `[1] Text`
    Bracket,
    /// `1. Text`
    Dot,
    /// `1) Text`
    Paren,
    /// `(1) Text`
    Round,
    /// `1 Text`
    Space,
    /// `1Text`
    Glued,
    /// `1Text` at the foot of a printed page.
    Foot,
    /// `X Noot` over `1` over the text, as the pages of officielebekendmakingen.nl read when they are copied.
    Headed,
}

impl Style {
    const CERTAIN: [Style; 5] = [Self::Headed, Self::Arrow, Self::Superscript, Self::Caret, Self::Foot];
    const DOUBTFUL: [Style; 6] =
        [Self::Bracket, Self::Dot, Self::Paren, Self::Round, Self::Space, Self::Glued];

    fn is_called_by(self, shape: Shape) -> bool {
        match self {
            Self::Inline | Self::Caret | Self::Bracket => shape == Shape::Reference,
            Self::Round => shape == Shape::Round,
            Self::Paren => matches!(shape, Shape::Bracketed | Shape::Superscript),
            _ => matches!(shape, Shape::Plain | Shape::Superscript),
        }
    }
}

/// A note with its marks.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    label: u32,
    /// The label where it is no number.
    name: Option<Box<str>>,
    style: Style,
    /// The label in the note itself.
    label_span: Span,
    /// The whole block, with label and closing sign.
    pub block: Span,
    text: Span,
    marks: Vec<Span>,
}

impl Note {
    /// A note that the file itself sets apart: `block` opens with its label, which `text` leaves out.
    pub fn said(name: &str, label_span: Span, block: Span, text: Span, marks: Vec<Span>) -> Self {
        Self { label: 0, name: Some(name.into()), style: Style::Superscript, label_span, block, text, marks }
    }
}

/// The notes of one text, in its order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    pub all: Vec<Note>,
}

impl Notes {
    /// Every mark, and the label at the start of every note, sorted: tokens of their own.
    pub fn mark_spans(&self) -> Vec<Span> {
        let labels = self.all.iter().map(|note| note.label_span);
        let mut spans: Vec<Span> =
            self.all.iter().flat_map(|note| note.marks.iter().copied()).chain(labels).collect();
        spans.sort();
        spans.dedup();
        spans
    }
    pub fn into_footnotes(self) -> Vec<Footnote> {
        let footnote = |note: Note| Footnote {
            label: note.name.map_or_else(|| note.label.to_string(), String::from),
            marks: note.marks,
            note: note.text,
        };
        self.all.into_iter().map(footnote).collect()
    }
}

/// Finds the notes and binds their marks.
pub(crate) fn find(lines: &Lines) -> Notes {
    let (openings, close) = openings(lines);
    let inline = inline_notes(lines.text);
    let labels = openings
        .iter()
        .chain(&close)
        .map(|opening| opening.label)
        .chain(inline.iter().map(|note| note.label));
    let Some(most) = labels.max() else { return Notes::default() };
    let candidates = marks::candidates(lines, most);
    let mut all = Vec::new();
    accept(vec![inline], &candidates, &mut all);
    for style in Style::CERTAIN {
        let chains = rising(&openings, style);
        accept(chains.iter().map(|chain| build(lines, chain, &openings)).collect(), &candidates, &mut all);
    }
    let mut doubtful: Vec<Vec<Note>> = Vec::new();
    for style in Style::DOUBTFUL {
        // The last lists of a text are the ones that can be notes; looking at few keeps the work linear.
        for chain in consecutive(&openings, style).iter().rev().take(4) {
            let mut notes = build(lines, chain, &openings);
            let taken = |note: &Note| {
                overlaps(&all, note.block) || doubtful.iter().any(|other| overlaps(other, note.block))
            };
            if notes.iter().any(taken) {
                continue;
            }
            let weight = bind(&mut notes, &candidates, 0);
            if is_called(&notes, weight) {
                doubtful.push(notes);
            }
        }
    }
    drop_lists(&mut doubtful);
    all.extend(doubtful.into_iter().flatten());
    let mut every = [openings.as_slice(), &close].concat();
    every.sort_by_key(|opening| opening.line);
    let is_close = |one: &Opening| close.binary_search_by_key(&one.line, |other| other.line).is_ok();
    let right_under = |chain: &&Vec<Opening>| chain.iter().any(is_close);
    for chain in consecutive(&every, Style::Space).iter().filter(right_under).rev().take(4) {
        let mut notes = build(lines, chain, &every);
        bind(&mut notes, &candidates, 0);
        let raised = |mark: &Span| lines.text[mark.range()].chars().all(|c| marks::superscript(c).is_some());
        let called = |note: &Note| note.marks.iter().any(raised) && !overlaps(&all, note.block);
        if notes.iter().all(called) {
            all.append(&mut notes);
            all.sort_by_key(|note| note.block);
        }
    }
    all.sort_by_key(|note| note.block);
    drop_marks_in_notes(&mut all);
    Notes { all }
}

/// Adds chains of notes that need no proof; each numbering calls from where the one before it ended.
fn accept(chains: Vec<Vec<Note>>, candidates: &[Candidate], all: &mut Vec<Note>) {
    let (mut fresh, mut from) = (Vec::new(), 0);
    for mut notes in chains {
        notes.retain(|note| !overlaps(all, note.block));
        bind(&mut notes, candidates, from);
        from = notes.last().map_or(from, |note| note.block.end());
        fresh.append(&mut notes);
    }
    all.append(&mut fresh);
    all.sort_by_key(|note| note.block);
}

/// Of two lists that the same marks call, the one with bare labels is the notes: labels with a sign behind them are how a list of
/// questions or points is numbered.
fn drop_lists(chains: &mut Vec<Vec<Note>>) {
    let of =
        |chain: &[Note], styles: [Style; 2]| chain.first().is_some_and(|note| styles.contains(&note.style));
    let bare = chains.iter().filter(|chain| of(chain, [Style::Space, Style::Glued]));
    let called: HashSet<Span> = bare.flatten().flat_map(|note| note.marks.iter().copied()).collect();
    let spare = |note: &Note| note.marks.iter().all(|mark| called.contains(mark));
    chains.retain(|chain| !of(chain, [Style::Dot, Style::Paren]) || !chain.iter().all(spare));
}

fn overlaps(all: &[Note], block: Span) -> bool {
    let i = all.partition_point(|note| note.block.end() <= block.start());
    all.get(i).is_some_and(|note| note.block.overlaps(block))
}

/// Whether enough of a doubtful list is called, by marks that are not all accidents such as `CO2`.
fn is_called(notes: &[Note], weight: u32) -> bool {
    let bound = notes.iter().filter(|note| !note.marks.is_empty()).count();
    bound > 0 && bound * 5 >= notes.len() * 4 && weight as usize >= bound * 2 + usize::from(bound == 1)
}

/// No mark stands within a note.
fn drop_marks_in_notes(all: &mut [Note]) {
    let blocks: Vec<Span> = all.iter().map(|note| note.block).collect();
    for note in all {
        note.marks.retain(|mark| {
            let i = blocks.partition_point(|block| block.end() <= mark.start());
            blocks.get(i).is_none_or(|block| !block.overlaps(*mark))
        });
    }
}

/// Lines that the notes at the foot of a page take at most.
const LONGEST_FOOT: usize = 30;

/// A line that begins as a note does.
#[derive(Clone, Copy, Debug)]
struct Opening {
    line: usize,
    style: Style,
    label: u32,
    label_span: Span,
    text: usize,
}

/// The lines that begin as notes do, and those, right under another text, that do so only if raised marks call all of them.
fn openings(lines: &Lines) -> (Vec<Opening>, Vec<Opening>) {
    let mut found: Vec<Opening> = Vec::new();
    let mut close: Vec<Opening> = Vec::new();
    // Asked of few texts.
    let mut feet: Option<Vec<bool>> = None;
    let mut arrows = memchr::memmem::find_iter(lines.text.as_bytes(), "↩".as_bytes()).peekable();
    for i in 0..lines.len() {
        let span = lines.all[i].span;
        while arrows.next_if(|&at| at < span.start()).is_some() {}
        // No note begins with a letter, and most lines do.
        let lettered = lines.get(i).as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
        // What the file calls a heading is no note, however it is numbered.
        let called = matches!(lines.said(i), Some(BlockKind::Heading(_)));
        if lettered && !called && lines.get(i).starts_with('X') {
            found.extend(headed(lines, i));
            continue;
        }
        let Some(mut opening) = (!lettered && !called).then(|| opening(lines, i)).flatten() else { continue };
        // The arrow that closes a note stands in its paragraph.
        let last = (i..lines.len().min(i + 8)).find(|&k| lines.before_blank(k)).unwrap_or(i);
        let end = lines.all.get(last).map_or(span.end(), |line| line.span.end());
        if opening.style == Style::Dot && arrows.peek().is_some_and(|&at| at < end) {
            opening.style = Style::Arrow;
        }
        if opening.style == Style::Glued
            && feet.get_or_insert_with(|| self::feet(lines)).get(i).copied().unwrap_or(false)
        {
            opening.style = Style::Foot;
        }
        let follows = found.last().is_some_and(|before| before.line + 1 == i);
        if is_line_of_a_list(lines, i, opening.style, follows) {
            found.push(opening);
        } else if opening.style == Style::Space {
            close.push(opening);
        }
    }
    (found, close)
}

/// Lines of a page between which and the line that closes it no question or answer begins.
fn feet(lines: &Lines) -> Vec<bool> {
    let mut feet = vec![false; lines.len()];
    let mut reach = 0;
    for i in (0..lines.len()).rev() {
        let line = lines.get(i);
        if lines.is_page_line(i) {
            reach = LONGEST_FOOT;
        } else if is_numbered_heading(line) {
            reach = 0;
        } else {
            reach = reach.saturating_sub(1);
        }
        feet[i] = reach > 0;
    }
    feet
}

/// Whether a note could begin in line `i`, and not only a wrapped line with a number in front.
fn is_line_of_a_list(lines: &Lines, i: usize, style: Style, follows: bool) -> bool {
    if !matches!(style, Style::Space | Style::Dot | Style::Paren | Style::Round)
        || lines.after_blank(i)
        || follows
    {
        return true;
    }
    let above = lines.get(i.saturating_sub(1));
    above.ends_with(['.', '?', '!', ')', '»', '”', ']', ';'])
        || above.contains("http")
        || lines.is_page_line(i.saturating_sub(1))
}

/// `X Noot`, the label and the text: each on a line of its own, or the last two or all on one.
fn headed(lines: &Lines, i: usize) -> Option<Opening> {
    let line = lines.get(i);
    let rest = ["X Noot", "XNoot"].iter().find_map(|head| line.strip_prefix(head))?;
    let blank = |at: usize| lines.text[at..].bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let (mut k, mut from) = (i, lines.all[i].span.end() - rest.len());
    if rest.trim().is_empty() {
        k += 1;
        from = lines.all.get(k)?.span.start();
    }
    from += blank(from);
    let digits = lines.text[from..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    let to = from + digits;
    let label = marks::label(&lines.text[from..to])?;
    let mut text = to + blank(to);
    if text >= lines.all[k].span.end() {
        text = lines.all.get(k + 1)?.span.start();
    }
    let parted = text > to && lines.text[text..].starts_with(|c: char| !c.is_whitespace());
    parted.then_some(Opening { line: i, style: Style::Headed, label, label_span: Span::at(from, to), text })
}

fn opening(lines: &Lines, i: usize) -> Option<Opening> {
    let line = lines.get(i);
    let base = lines.all[i].span.start();
    let found = |style, label, from: usize, to: usize, text: usize| {
        let text = text + line[text..].len() - line[text..].trim_start().len();
        let label_span = Span::at(base + from, base + to);
        (text < line.len()).then_some(Opening { line: i, style, label, label_span, text: base + text })
    };
    let digits =
        |from: usize| line.as_bytes()[from..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let first = line.chars().next()?;
    if marks::superscript(first).is_some() {
        let run = || line.chars().take(4).map_while(marks::superscript);
        let value = run().fold(0, |n, digit| n * 10 + digit);
        let len = line.chars().take(run().count()).map(char::len_utf8).sum();
        return found(Style::Superscript, value, 0, len, len)
            .filter(|o| (1..=marks::MOST).contains(&o.label));
    }
    if first == '[' {
        let from = 1 + usize::from(line[1..].starts_with('^'));
        let to = from + digits(from);
        let label = marks::label(&line[from..to])?;
        return match line[to..].strip_prefix(']') {
            Some(rest) if from == 2 && rest.starts_with(':') => found(Style::Caret, label, from, to, to + 2),
            Some(rest) if rest.starts_with([' ', '\t', '\u{a0}']) => {
                found(Style::Bracket, label, from, to, to + 1)
            }
            _ => None,
        };
    }
    if first == '(' {
        let to = 1 + digits(1);
        let label = marks::label(&line[1..to])?;
        let noted = line[to..].strip_prefix(')').is_some_and(|rest| rest.starts_with([' ', '\t', '\u{a0}']));
        return noted.then(|| found(Style::Round, label, 1, to, to + 1)).flatten();
    }
    let to = digits(0);
    let label = marks::label(&line[..to])?;
    let rest = &line[to..];
    let next = rest.chars().next()?;
    let style = match next {
        '.' | ')' if !rest[1..].starts_with(char::is_whitespace) => return None,
        '.' => Style::Dot,
        ')' => Style::Paren,
        c if c.is_whitespace() => Style::Space,
        c if c.is_uppercase() || matches!(c, '«' | '“' | '‘') || rest.starts_with("http") => {
            Style::Glued
        }
        _ => return None,
    };
    let text = to + usize::from(matches!(next, '.' | ')'));
    let words = rest.trim_start();
    let plausible = words
        .starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '“' | '‘' | '"' | '\'' | '('))
        || words.starts_with("http")
        || words.starts_with("www")
        || style == Style::Dot
        || style == Style::Paren;
    found(style, label, 0, to, text).filter(|_| plausible)
}

/// Chains of certain notes: one goes on while the labels rise.
fn rising(openings: &[Opening], style: Style) -> Vec<Vec<Opening>> {
    let mut chains: Vec<Vec<Opening>> = Vec::new();
    for opening in openings.iter().filter(|opening| opening.style == style) {
        if style == Style::Foot && opening.label > chains.last().map_or(0, |chain| chain.len() as u32) + 3 {
            continue;
        }
        match chains.last_mut() {
            Some(chain) if chain.last().is_some_and(|last| last.label < opening.label) => {
                chain.push(*opening)
            }
            _ => chains.push(vec![*opening]),
        }
    }
    chains
}

/// Chains 1, 2, 3 … of doubtful notes; lines with other numbers in between do not count.
fn consecutive(openings: &[Opening], style: Style) -> Vec<Vec<Opening>> {
    let mut chains: Vec<Vec<Opening>> = Vec::new();
    for opening in openings.iter().filter(|opening| opening.style == style) {
        match chains.last_mut() {
            _ if opening.label == 1 => chains.push(vec![*opening]),
            Some(chain) if chain.len() as u32 + 1 == opening.label => chain.push(*opening),
            _ => {}
        }
    }
    chains
}

fn build(lines: &Lines, chain: &[Opening], openings: &[Opening]) -> Vec<Note> {
    let begins = |line: usize, style: Style| {
        openings.binary_search_by_key(&line, |opening| opening.line).is_ok_and(|k| openings[k].style == style)
    };
    let note = |opening: &Opening| {
        let mut last = opening.line;
        while lines.all[last].span.end() < opening.text {
            last += 1;
        }
        while !lines.before_blank(last)
            && !begins(last + 1, opening.style)
            && is_more_of_note(lines, last + 1)
        {
            last += 1;
        }
        let end = lines.all[last].span.end();
        let text = Span::at(opening.text, end);
        let closed = lines.text[text.range()].trim_end_matches(['↩', '\u{fe0e}', '\u{fe0f}', ' ', '\u{a0}']);
        Note {
            label: opening.label,
            name: None,
            style: opening.style,
            label_span: opening.label_span,
            block: Span::at(lines.all[opening.line].span.start(), end),
            text: Span::at(opening.text, opening.text + closed.len()),
            marks: Vec::new(),
        }
    };
    chain.iter().map(note).collect()
}

fn is_more_of_note(lines: &Lines, i: usize) -> bool {
    let line = lines.get(i);
    !furniture::is_page_line(line) && !is_numbered_heading(line)
}

/// `Vraag 7`, `Antwoord 7`.
fn is_numbered_heading(line: &str) -> bool {
    line.ends_with(|c: char| c.is_ascii_digit())
        && [Cue::Question, Cue::Answer]
            .into_iter()
            .any(|cue| cues::opening(line, cue).is_some_and(|end| line.len() < end + 20))
}

/// Notes in the line that calls them: `[1:  Kamerstuk 22 054, nr. 434]`, only beside `[footnoteRef:1]`.
fn inline_notes(text: &str) -> Vec<Note> {
    if memchr::memmem::find(text.as_bytes(), b"[footnoteRef:").is_none() {
        return Vec::new();
    }
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for at in memchr::memchr2_iter(b'[', b']', text.as_bytes()) {
        if text.as_bytes()[at] == b'[' {
            open.push(at);
            continue;
        }
        let Some(start) = open.pop() else { continue };
        let body = &text[start + 1..at];
        let digits = body.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let (Some(label), Some(words)) = (marks::label(&body[..digits]), body[digits..].strip_prefix(':'))
        else {
            continue;
        };
        let from = at - words.trim_start().len();
        found.push(Note {
            label,
            name: None,
            style: Style::Inline,
            label_span: Span::at(start + 1, start + 1 + digits),
            block: Span::at(start, at + 1),
            text: Span::at(from, from + words.trim().len()),
            marks: Vec::new(),
        });
    }
    found.sort_by_key(|note| note.block);
    found.dedup_by(|inner, outer| outer.block.overlaps(inner.block));
    found
}

/// Gives each note its mark: of all ways to choose marks with rising labels the heaviest. Returns its weight.
fn bind(notes: &mut [Note], candidates: &[Candidate], from: usize) -> u32 {
    let Some(style) = notes.first().map(|note| note.style) else { return 0 };
    let most = notes.iter().map(|note| note.label).max().unwrap_or(0) as usize;
    let mut owner: Vec<Option<usize>> = vec![None; most + 1];
    for (k, note) in notes.iter().enumerate() {
        owner[note.label as usize].get_or_insert(k);
    }
    let until = notes.iter().map(|note| note.block.end()).max().unwrap_or(0);
    let first = candidates.partition_point(|candidate| candidate.span.start() < from);
    let last = candidates.partition_point(|candidate| candidate.span.start() < until);
    let mut best = Rising::new(most);
    for (i, candidate) in candidates.iter().enumerate().take(last).skip(first) {
        let Some(k) = owner.get(candidate.label as usize).copied().flatten() else { continue };
        let called = style.is_called_by(candidate.shape);
        if called && (candidate.span.end() <= notes[k].block.start() || style == Style::Inline) {
            best.add(i, candidate.label as usize, candidate.weight);
        }
        // Signs that mean nothing else may call a note twice.
        if called && candidate.weight == 5 {
            notes[k].marks.push(candidate.span);
        }
    }
    let (weight, chosen) = best.heaviest();
    for i in chosen {
        let candidate = &candidates[i];
        if let Some(k) = owner[candidate.label as usize].filter(|_| candidate.weight < 5) {
            notes[k].marks.push(candidate.span);
        }
    }
    for note in notes {
        note.marks.sort();
        let block = note.block;
        note.marks.retain(|mark| !block.overlaps(*mark));
    }
    weight
}

/// The heaviest sequence with strictly rising labels, kept in a Fenwick tree of maxima over the labels.
struct Rising {
    /// By label: weight of the best sequence that ends at or below it, and its last link.
    tree: Vec<(u32, Option<usize>)>,
    /// Candidate and previous link.
    links: Vec<(usize, Option<usize>)>,
}

impl Rising {
    fn new(most: usize) -> Self {
        Self { tree: vec![(0, None); most + 2], links: Vec::new() }
    }
    fn below(&self, label: usize) -> (u32, Option<usize>) {
        let (mut at, mut best) = (label, (0, None));
        while at > 0 {
            if self.tree[at].0 > best.0 {
                best = self.tree[at];
            }
            at &= at - 1;
        }
        best
    }
    fn add(&mut self, candidate: usize, label: usize, weight: u32) {
        let (sum, before) = self.below(label.saturating_sub(1));
        self.links.push((candidate, before));
        let entry = (sum + weight, Some(self.links.len() - 1));
        let mut at = label;
        while at > 0 && at < self.tree.len() {
            if entry.0 > self.tree[at].0 {
                self.tree[at] = entry;
            }
            at += at & at.wrapping_neg();
        }
    }
    fn heaviest(&self) -> (u32, Vec<usize>) {
        let (weight, mut link) = self.below(self.tree.len() - 1);
        let mut chosen = Vec::new();
        while let Some((candidate, before)) = link.and_then(|i| self.links.get(i)) {
            chosen.push(*candidate);
            link = *before;
        }
        chosen.reverse();
        (weight, chosen)
    }
}

#[cfg(test)]
mod tests;
