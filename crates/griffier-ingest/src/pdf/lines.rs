//! Characters to words, words to lines. The order of drawing is kept: it is the order in which a text was written, also
//! over columns and cells, which the order from top to bottom is not.

use super::content::Glyph;
use super::geometry::Turn;
use super::grid::{Cell, Grids};
use griffier_doc::Area;
use unicode_normalization::UnicodeNormalization;

/// A word, or a part of one that is set otherwise.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    /// Whether it is smaller and higher than its line, as the marks of notes are.
    pub(super) raised: bool,
    /// The gap before it, if it may be that between cells.
    jump: Option<Jump>,
}

/// A gap that no blank fills, though the page draws blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Jump {
    /// Without a blank, or far behind one.
    Bare,
    /// Not far behind a blank, as some programs close a cell with one. Words of a justified line stand so too.
    Spaced,
}

/// Words on one line, without a gap that columns have between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) words: Vec<Word>,
    pub(super) turn: Turn,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Base, size and weight of most of its characters.
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Whether it belongs to the page, not to the text.
    pub(super) furniture: bool,
    /// Where its column ends, and whether that is a narrow one beside others.
    pub(super) margin: f32,
    pub(super) aside: bool,
    /// The cell between rules in which it stands.
    pub(super) cell: Option<Cell>,
    /// Whether it stands on the page after that of its block.
    pub(super) over: bool,
}

impl Word {
    /// Where it stands on the page.
    pub(super) fn area(&self, turn: Turn) -> Area {
        turn.area(self.left, self.right, self.base - 0.8 * self.size, self.base + 0.2 * self.size)
    }
}

impl Line {
    /// Its words as printed.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for word in &self.words {
            if word.spaced && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }
    pub(super) fn chars(&self) -> usize {
        self.words.iter().map(|word| word.text.len()).sum()
    }
    /// How wide the words up to the first white space are.
    pub(super) fn first_width(&self) -> f32 {
        let last = self.words.iter().enumerate().take_while(|(i, word)| *i == 0 || !word.spaced).last();
        last.map_or(0.0, |(_, word)| word.right - self.left)
    }
    pub(super) fn ends_with(&self, marks: &[char]) -> bool {
        self.words.iter().rev().find(|word| !word.raised).is_some_and(|word| word.text.ends_with(marks))
    }
    /// Adds the words of a line to the right of this.
    pub(super) fn append(&mut self, mut other: Self) {
        if let Some(first) = other.words.first_mut() {
            first.spaced = true;
        }
        self.words.append(&mut other.words);
        self.settle();
    }

    /// Finds what holds of most of it, and the words that are raised above that.
    fn settle(&mut self) {
        let mut sizes: Vec<(f32, usize)> = Vec::new();
        for word in &self.words {
            match sizes.iter_mut().find(|(size, _)| (*size - word.size).abs() < 0.05 * word.size) {
                Some((_, chars)) => *chars += word.text.len(),
                None => sizes.push((word.size, word.text.len())),
            }
        }
        self.size = sizes.iter().max_by_key(|(_, chars)| *chars).map_or(0.0, |(size, _)| *size);
        let near = |word: &&Word| (word.size - self.size).abs() < 0.05 * self.size;
        self.base =
            self.words.iter().filter(near).max_by_key(|word| word.text.len()).map_or(0.0, |word| word.base);
        self.left = self.words.iter().fold(f32::MAX, |left, word| left.min(word.left));
        self.right = self.words.iter().fold(f32::MIN, |right, word| right.max(word.right));
        self.bold = self
            .words
            .iter()
            .all(|word| word.bold || word.raised || !word.text.contains(char::is_alphanumeric));
        for word in &mut self.words {
            word.raised = word.size < 0.85 * self.size && word.base < self.base - 0.1 * self.size;
        }
    }
}

/// Gaps between words of a line, in sizes of the text: more than this parts words.
const WORD_GAP: f32 = 0.1;
/// More than this parts columns: with a blank in the gap, and without one.
const COLUMN_GAP: [f32; 2] = [2.2, 1.3];

/// A gap without a blank that parts cells if another line begins where it ends; in sizes of the text.
const JUMP: f32 = 0.5;
/// Cells of a line at most.
const CELLS: usize = 60;
/// Lines before and after one in which another may begin there, and how far down, in sizes of the text.
const AROUND: usize = 8;
const DOWN: f32 = 5.0;

/// The lines of a page in the order of drawing.
pub(super) fn find(glyphs: &[Glyph], grids: &Grids) -> Vec<Line> {
    let blanks = glyphs.iter().filter(|glyph| is_blank(glyph)).count();
    let mut maker = Maker {
        lines: Vec::new(),
        line: Line::default(),
        last: None,
        cell: None,
        blank: None,
        column_gap: if blanks * 20 < glyphs.len() { [COLUMN_GAP[0]; 2] } else { COLUMN_GAP },
    };
    for (glyph, cell) in glyphs.iter().zip(grids.cells(glyphs)) {
        if is_blank(glyph) {
            maker.blank = Some(glyph.right);
        } else {
            maker.take(glyph, cell);
        }
    }
    maker.end_line();
    part(maker.lines)
}

/// Parts lines at the gaps where cells under each other begin.
fn part(lines: Vec<Line>) -> Vec<Line> {
    if !lines.iter().flat_map(|line| &line.words).any(|word| word.jump.is_some()) {
        return lines;
    }
    let begins: Vec<Vec<f32>> = lines.iter().map(begins).collect();
    let is_column = |i: usize, jump: Jump, left: f32| {
        // Words of running text stand under each other by chance, but no line of it begins there.
        let upto = if jump == Jump::Bare { CELLS } else { 1 };
        let own: &Line = &lines[i];
        (i.saturating_sub(AROUND)..lines.len().min(i + AROUND)).any(|j| {
            let step = (lines[j].base - own.base).abs() / own.size;
            (0.5..DOWN).contains(&step)
                && lines[j].turn == own.turn
                && begins[j].iter().take(upto).any(|begin| (begin - left).abs() < 1.5)
        })
    };
    let mut parted = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let (mut from, mut jumps) = (0, 0);
        for at in 1..=line.words.len() {
            let cut = line.words.get(at).is_none_or(|word| {
                jumps += usize::from(word.jump.is_some());
                word.jump.is_some_and(|jump| jumps <= CELLS && is_column(i, jump, word.left))
            });
            if cut && from == 0 && at == line.words.len() {
                parted.push(line.clone());
            } else if cut {
                let mut piece = Line { words: line.words[from..at].to_vec(), ..line.clone() };
                piece.words[0].spaced = false;
                piece.settle();
                parted.push(piece);
                from = at;
            }
        }
    }
    parted
}

/// Where a line begins, and where it does again behind a gap.
fn begins(line: &Line) -> Vec<f32> {
    let jumps =
        line.words.iter().filter(|word| word.jump == Some(Jump::Bare)).map(|word| word.left).take(CELLS);
    std::iter::once(line.left).chain(jumps).collect()
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.trim().is_empty()
}

struct Maker<'g> {
    lines: Vec<Line>,
    line: Line,
    last: Option<&'g Glyph>,
    /// The cell in which the last character stands.
    cell: Option<Cell>,
    /// Where the last blank ends that was drawn since the last character.
    blank: Option<f32>,
    column_gap: [f32; 2],
}

impl<'g> Maker<'g> {
    fn take(&mut self, glyph: &'g Glyph, cell: Option<Cell>) {
        let beside = std::mem::replace(&mut self.cell, cell) == cell;
        if let Some(last) = self.last {
            let size = last.size.max(glyph.size);
            let gap = glyph.left - last.right;
            let on_line = beside
                && last.turn == glyph.turn
                && last.artifact == glyph.artifact
                && (glyph.base - last.base).abs() < 0.5 * size;
            if on_line && self.put_accent(last, glyph) {
                self.last = Some(glyph);
                return;
            }
            // Within a cell words may be drawn apart, but nothing stands beside them.
            let column =
                if cell.is_some() { f32::MAX } else { self.column_gap[usize::from(self.blank.is_none())] };
            if !on_line || gap < -0.4 * size || gap > column * size {
                self.end_line();
            } else {
                let spaced = self.blank.is_some() || gap > WORD_GAP * size;
                let other = (glyph.size - last.size).abs() > 0.12 * size
                    || (glyph.base - last.base).abs() > 0.1 * size
                    || glyph.bold != last.bold;
                if spaced || other {
                    self.begin_word(glyph, spaced);
                    let beyond = self.blank.map_or(gap, |right| glyph.left - right.max(last.right));
                    let justified = self.blank.is_some() && beyond < COLUMN_GAP[1] * size;
                    let kind = if justified { Jump::Spaced } else { Jump::Bare };
                    let wide = self.draws_blanks() && beyond > JUMP * size && cell.is_none();
                    self.line.words.iter_mut().last().into_iter().for_each(|word| {
                        word.jump = wide.then_some(kind);
                    });
                } else if let Some(word) = self.line.words.last_mut() {
                    word.text.push_str(&glyph.text);
                    word.right = word.right.max(glyph.right);
                }
            }
        }
        if self.line.words.is_empty() {
            (self.line.turn, self.line.furniture) = (glyph.turn, glyph.artifact);
            self.line.cell = cell;
            self.begin_word(glyph, false);
        }
        self.blank = None;
        self.last = Some(glyph);
    }

    fn draws_blanks(&self) -> bool {
        self.column_gap[0] > self.column_gap[1]
    }

    fn begin_word(&mut self, glyph: &Glyph, spaced: bool) {
        self.line.words.push(Word {
            text: glyph.text.trim().to_owned(),
            left: glyph.left,
            right: glyph.right,
            base: glyph.base,
            size: glyph.size,
            bold: glyph.bold,
            spaced,
            raised: false,
            jump: None,
        });
    }

    /// An accent that is drawn over a letter, before or after it, becomes part of it.
    fn put_accent(&mut self, last: &Glyph, glyph: &Glyph) -> bool {
        let middle = |glyph: &Glyph| f32::midpoint(glyph.left, glyph.right);
        if (middle(last) - middle(glyph)).abs() > 0.3 * glyph.size.max(last.size) {
            return false;
        }
        let Some(word) = self.line.words.last_mut() else { return false };
        match (accent(&last.text), accent(&glyph.text)) {
            (Some(mark), None) if glyph.text.starts_with(char::is_alphabetic) => {
                word.text.truncate(word.text.len().saturating_sub(last.text.len()));
                word.text.push_str(&undotted(&glyph.text));
                word.text.push(mark);
            }
            (None, Some(mark)) if last.text.ends_with(char::is_alphabetic) => {
                word.text.truncate(word.text.len().saturating_sub(last.text.len()));
                word.text.push_str(&undotted(&last.text));
                word.text.push(mark);
            }
            _ => return false,
        }
        word.right = word.right.max(glyph.right);
        true
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        self.blank = None;
        line.words.retain(|word| !word.text.is_empty());
        if line.words.is_empty() {
            return;
        }
        for word in &mut line.words {
            if !word.text.is_ascii() {
                word.text = word.text.nfc().collect();
            }
        }
        line.settle();
        if !self.is_shadow(&line) {
            self.lines.push(line);
        }
    }

    /// Whether a line was drawn before at almost the same place, as some programs embolden.
    fn is_shadow(&self, line: &Line) -> bool {
        self.lines.iter().rev().take(8).any(|other| {
            let near = |a: f32, b: f32| (a - b).abs() < 0.15 * line.size;
            other.turn == line.turn
                && near(other.base, line.base)
                && near(other.left, line.left)
                && near(other.right, line.right)
                && other.text() == line.text()
        })
    }
}

/// The combining mark of an accent that stands alone.
fn accent(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let mark = match chars.next()? {
        '´' | '\u{2ca}' => '\u{301}',
        '`' | '\u{2cb}' => '\u{300}',
        '¨' => '\u{308}',
        '^' | 'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '¸' => '\u{327}',
        'ˇ' => '\u{30c}',
        '˚' => '\u{30a}',
        mark @ '\u{300}'..='\u{36f}' => mark,
        _ => return None,
    };
    chars.next().is_none().then_some(mark)
}

fn undotted(text: &str) -> String {
    text.replace('ı', "i")
}
