//! Words to lines of a given width; a long word that does not fit is broken before a syllable.

use super::super::Word;

/// The weights and slopes of the one family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Face {
    #[default]
    Plain,
    Bold,
    Italic,
}

/// Characters in one face at one place.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) left: f32,
    pub(super) text: String,
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) rise: f32,
    pub(super) target: Option<String>,
}

impl Span {
    pub(super) fn right(&self) -> f32 {
        self.left + width(&self.text, self.size)
    }
}

/// A line with the labels of the notes that it calls.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) spans: Vec<Span>,
    pub(super) calls: Vec<String>,
}

/// Fills lines.
pub(super) struct Setter {
    left: f32,
    right: f32,
    size: f32,
    lines: Vec<Line>,
    open: Line,
    at: f32,
    /// Whether a blank stands before the next word.
    blank: bool,
}

impl Setter {
    pub(super) fn new(left: f32, right: f32, size: f32) -> Self {
        Self { left, right, size, lines: Vec::new(), open: Line::default(), at: left, blank: false }
    }

    pub(super) fn words(&mut self, words: &[Word], face: Face) {
        for word in words {
            match word {
                Word::Plain(text) => self.text(text, face, None),
                Word::Emphasis(text) => self.text(text, Face::Italic, None),
                Word::Strong(text) => self.text(text, Face::Bold, None),
                Word::Link { words, target } => self.text(words, face, Some(target)),
                Word::Mark(label) => {
                    self.raised(label);
                    self.open.calls.push(label.clone());
                }
            }
        }
    }

    /// Smaller and higher characters, right behind what stands.
    pub(super) fn raised(&mut self, text: &str) {
        self.push(text, Face::Plain, self.size * 0.65, self.size * 0.35, None);
    }

    pub(super) fn finish(mut self) -> Vec<Line> {
        self.next_line();
        self.lines
    }

    fn text(&mut self, text: &str, face: Face, target: Option<&String>) {
        for (i, word) in text.split([' ', '\n', '\t']).enumerate() {
            self.blank |= i > 0;
            if !word.is_empty() {
                self.word(word, face, target);
            }
        }
    }

    fn word(&mut self, word: &str, face: Face, target: Option<&String>) {
        let blank = if self.blank && !self.open.spans.is_empty() { width(" ", self.size) } else { 0.0 };
        let room = self.right - self.at - blank;
        if width(word, self.size) > room && !self.open.spans.is_empty() && self.blank {
            if let Some((first, rest)) = broken(word, room, self.size) {
                self.blank_and(&first, face, target);
                self.next_line();
                self.word(&rest, face, target);
                return;
            }
            self.next_line();
        }
        self.blank_and(word, face, target);
    }

    fn blank_and(&mut self, word: &str, face: Face, target: Option<&String>) {
        if self.blank && !self.open.spans.is_empty() {
            self.push(" ", Face::Plain, self.size, 0.0, None);
        }
        self.blank = false;
        self.push(word, face, self.size, 0.0, target);
    }

    fn push(&mut self, text: &str, face: Face, size: f32, rise: f32, target: Option<&String>) {
        let left = self.at;
        self.at += width(text, size);
        match self.open.spans.last_mut() {
            Some(last) if last.face == face && last.size == size && last.target.as_ref() == target => {
                last.text.push_str(text);
            }
            _ => self.open.spans.push(Span {
                left,
                text: text.to_owned(),
                face,
                size,
                rise,
                target: target.cloned(),
            }),
        }
    }

    fn next_line(&mut self) {
        let line = std::mem::take(&mut self.open);
        if !line.spans.is_empty() {
            self.lines.push(line);
        }
        self.at = self.left;
        self.blank = false;
    }
}

/// A word cut so that its first part with a hyphen fits: before a consonant with a vowel behind it, small letters on
/// both sides.
fn broken(word: &str, room: f32, size: f32) -> Option<(String, String)> {
    let letters: Vec<char> = word.chars().collect();
    let vowel = |c: char| "aeiouyéëïö".contains(c);
    let plain = letters.iter().filter(|c| c.is_alphabetic()).count() == letters.len() && letters.len() >= 8;
    let small = plain && letters[1..].iter().all(|c| c.is_lowercase());
    (3..letters.len().saturating_sub(3))
        .rev()
        .filter(|&at| {
            small && !vowel(letters[at]) && vowel(letters[at + 1]) && letters[at - 1] != letters[at]
        })
        .filter(|&at| letters[at] != 'h' || letters[at - 1] != 'c')
        .map(|at| (letters[..at].iter().collect::<String>() + "-", letters[at..].iter().collect::<String>()))
        .find(|(first, _)| width(first, size) <= room)
}

/// How wide a text is.
pub(super) fn width(text: &str, size: f32) -> f32 {
    text.chars().map(|c| f32::from(advance(c))).sum::<f32>() * size / 1000.0
}

/// The advances of Helvetica from `!` to `~`.
const ADVANCES: [u16; 94] = [
    278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500,
    667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278,
    556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// How far a character moves on, in thousandths of its size.
pub(super) fn advance(c: char) -> u16 {
    match c {
        ' ' | '\u{a0}' => 278,
        '!'..='~' => ADVANCES[c as usize - '!' as usize],
        '‘' | '’' => 222,
        '“' | '”' => 333,
        'í' | 'ï' | 'ì' | 'î' => 278,
        '•' => 350,
        '—' | '…' => 1000,
        'À'..='Ý' => 700,
        _ => 556,
    }
}
