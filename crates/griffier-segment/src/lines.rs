//! The lines of a text as a reader of layout sees them: trimmed, with the blank lines between them counted.

use crate::cues;
use crate::furniture;
use crate::unbroken;
use griffier_doc::{Block, BlockKind, Document, ZoneKind};
use griffier_text::Span;
use std::cell::Cell;

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// From its first to its last character that is not white space.
    pub span: Span,
    /// Whether a blank line or the start of the text stands before it.
    pub after_blank: bool,
    /// Whether a blank line or the end of the text stands after it.
    pub before_blank: bool,
}

/// The lines of one text.
pub(crate) struct Lines<'t> {
    pub text: &'t str,
    pub all: Vec<Line>,
    /// By line, what is asked of it again and again.
    forms: Vec<Form>,
    /// By line, the length of the longest line of its block: the width at which the block was wrapped.
    widths: Vec<usize>,
    /// Whether most of the text stands in lines that are whole paragraphs, so that a line break ends one.
    pub unwrapped: bool,
    /// Where lines begin that lost their breaks, sorted.
    pub restored: Vec<usize>,
    /// By line, what the markup of the file says of it; empty for a text without markup.
    said: Vec<Option<BlockKind>>,
}

/// What a line shows by its own form.
struct Form {
    /// Without the Markdown marks around it.
    plain: Span,
    is_page_line: bool,
    /// What it says it is in a head, once that was asked.
    own: Cell<Option<Option<ZoneKind>>>,
}

/// Bytes from which on the first or last line of a text may hold several that lost their breaks.
const UNBROKEN: usize = 100;

/// Bytes from which on a line is a paragraph, not a wrapped line.
const PARAGRAPH_LINE: usize = 200;

impl<'t> Lines<'t> {
    /// The lines of a document, with what its markup says of them.
    pub fn of(doc: &'t Document) -> Self {
        let blocks = &doc.markup().blocks;
        let mut lines = Self::read(doc.text(), blocks.is_empty());
        if !blocks.is_empty() {
            lines.said = said(&lines.all, blocks);
            // Readers join the lines that a page broke, but for those that end in a hyphen: a break is the author's.
            lines.unwrapped = true;
        }
        lines
    }
    /// Finds the lines in one pass.
    pub fn new(text: &'t str) -> Self {
        Self::read(text, true)
    }
    fn read(text: &'t str, restoring: bool) -> Self {
        let mut all: Vec<Line> = Vec::with_capacity(text.len() / 64 + 1);
        let mut start = 0;
        let mut blank = true;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            let raw = &text[start..end];
            // A byte order mark before the text is no part of its first line.
            let marked = if start == 0 { raw.strip_prefix('\u{feff}') } else { None };
            let body = marked.unwrap_or(raw).trim_start();
            let from = end - body.len();
            let to = from + body.trim_end().len();
            start = end + 1;
            if from < to {
                all.push(Line { span: Span::at(from, to), after_blank: blank, before_blank: false });
                blank = false;
                continue;
            }
            if let Some(last) = all.last_mut() {
                last.before_blank = true;
            }
            blank = true;
        }
        if let Some(last) = all.last_mut() {
            last.before_blank = true;
        }
        let restored = if restoring { restore(text, &mut all) } else { Vec::new() };
        let widths = widths(&all);
        let forms = all.iter().map(|line| form(text, line.span)).collect();
        let sum = |least: usize| all.iter().map(|l| l.span.len()).filter(|&len| len >= least).sum::<usize>();
        let unwrapped = sum(PARAGRAPH_LINE) * 10 >= sum(0) * 6;
        Self { text, all, forms, widths, unwrapped, restored, said: Vec::new() }
    }
    /// What the markup of the file says of line `i`.
    pub fn said(&self, i: usize) -> Option<&BlockKind> {
        self.said.get(i)?.as_ref()
    }
    /// The zone that markup gives line `i`.
    pub fn zone_said(&self, i: usize) -> Option<ZoneKind> {
        match self.said(i)? {
            BlockKind::Zone(kind) => Some(*kind),
            BlockKind::Note(_) => Some(ZoneKind::Footnotes),
            _ => None,
        }
    }
    /// The width at which the block of line `i` was wrapped.
    pub fn width(&self, i: usize) -> usize {
        self.widths.get(i).copied().unwrap_or(0)
    }
    pub fn len(&self) -> usize {
        self.all.len()
    }
    /// The trimmed line; past the end the empty string.
    pub fn get(&self, i: usize) -> &'t str {
        self.all.get(i).map_or("", |line| &self.text[line.span.range()])
    }
    /// The line without the Markdown marks around it.
    pub fn plain(&self, i: usize) -> &'t str {
        self.forms.get(i).map_or("", |form| self.text.get(form.plain.range()).unwrap_or(""))
    }
    /// Whether a page or web site prints line `i`, and no author wrote it.
    pub fn is_page_line(&self, i: usize) -> bool {
        self.forms.get(i).is_some_and(|form| form.is_page_line)
    }
    /// What `tell` says of line `i`, asked once.
    pub fn own_kind(&self, i: usize, tell: impl FnOnce() -> Option<ZoneKind>) -> Option<ZoneKind> {
        let Some(form) = self.forms.get(i) else { return tell() };
        let kind = form.own.get().unwrap_or_else(tell);
        form.own.set(Some(kind));
        kind
    }
    pub fn after_blank(&self, i: usize) -> bool {
        self.all.get(i).is_none_or(|line| line.after_blank)
    }
    pub fn before_blank(&self, i: usize) -> bool {
        self.all.get(i).is_none_or(|line| line.before_blank)
    }
    /// Index of the line that holds byte `offset`, or of the last one before it.
    pub fn at(&self, offset: usize) -> usize {
        self.all.partition_point(|line| line.span.start() <= offset).saturating_sub(1)
    }
}

fn form(text: &str, line: Span) -> Form {
    let words = text.get(line.range()).unwrap_or("");
    let (from, to) = plain_part(words);
    let is_page_line = furniture::is_page_line(words);
    Form { plain: Span::at(line.start() + from, line.start() + to), is_page_line, own: Cell::new(None) }
}

/// Parts the first line and the last where they hold more than one, each line so found a paragraph of its own.
fn restore(text: &str, all: &mut Vec<Line>) -> Vec<usize> {
    let mut restored = Vec::new();
    let mut part = |all: &mut Vec<Line>, i: usize, cuts: fn(&str) -> Vec<usize>| {
        let Some(line) = all.get(i).copied().filter(|line| line.span.len() >= UNBROKEN) else { return };
        let whole = line.span;
        let mut start = whole.start();
        let ends = cuts(&text[whole.range()]).into_iter().map(|cut| whole.start() + cut).chain([whole.end()]);
        let mut lines: Vec<Line> = ends
            .map(|end| {
                let span = Span::at(start, start + text[start..end].trim_end().len());
                start = end;
                Line { span, after_blank: true, before_blank: true }
            })
            .collect();
        if let [first, .., last] = &mut lines[..] {
            (first.after_blank, last.before_blank) = (line.after_blank, line.before_blank);
            restored.extend(lines[1..].iter().map(|line| line.span.start()));
            all.splice(i..=i, lines);
        }
    };
    part(all, 0, unbroken::head);
    let last = all.len().saturating_sub(1);
    part(all, last, unbroken::tail);
    restored
}

/// The kind of the block in which each line begins.
fn said(all: &[Line], blocks: &[Block]) -> Vec<Option<BlockKind>> {
    let mut rest = blocks;
    let of = |line: &Line| {
        let start = line.span.start();
        while let [block, behind @ ..] = rest
            && block.span.end() <= start
        {
            rest = behind;
        }
        rest.first().filter(|block| block.span.start() <= start).map(|block| block.kind.clone())
    };
    all.iter().map(of).collect()
}

fn widths(all: &[Line]) -> Vec<usize> {
    let mut widths = Vec::with_capacity(all.len());
    for (i, line) in all.iter().enumerate() {
        if line.before_blank {
            let start = widths.len();
            let most = all[start..=i].iter().map(|line| line.span.len()).max().unwrap_or(0);
            widths.resize(i + 1, most);
        }
    }
    widths
}

/// `line` without Markdown marks, brackets of a link and backslashes at its edges.
pub(crate) fn plain(line: &str) -> &str {
    let (start, end) = plain_part(line);
    line.get(start..end).unwrap_or("")
}

fn plain_part(line: &str) -> (usize, usize) {
    let bytes = line.as_bytes();
    let opens = |byte: &u8| !matches!(byte, b'#' | b'*' | b'_' | b'>' | b' ');
    let closes = |byte: &u8| !matches!(byte, b'*' | b'_' | b'\\' | b' ');
    let start = bytes.iter().position(opens).unwrap_or(bytes.len());
    let len = bytes[start..].iter().rposition(closes).map_or(0, |last| last + 1);
    // ASCII alone was left out, so both are edges of characters.
    (start, start + len)
}

/// The last word of `line`, without punctuation around it.
pub(crate) fn last_word(line: &str) -> &str {
    let line = line.trim_end();
    let bytes = line.as_bytes();
    let word = bytes.iter().rev().take_while(|byte| byte.is_ascii() && !is_white(**byte)).count();
    let tail = &bytes[bytes.len() - word..];
    let before = bytes.len().checked_sub(word + 1).map(|before| bytes[before]);
    if before.is_none_or(|byte| byte.is_ascii())
        && let (Some(first), Some(last)) = (tail.first(), tail.last())
        && first.is_ascii_alphanumeric()
        && (last.is_ascii_alphanumeric() || *last == b'.')
    {
        return &line[line.len() - word..];
    }
    let tail = line.rfind(char::is_whitespace).map_or(line, |at| &line[at..]);
    tail.trim_matches(|c: char| !c.is_alphanumeric() && c != '.')
}

/// White space among ASCII, as [`char::is_whitespace`] has it.
fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Whether a name or phrase that breaks off at the end of `line` goes on in the line below.
pub(crate) fn goes_on(line: &str, below: &str) -> bool {
    if line.ends_with(['-', '–', '(', '/', '&']) {
        return true;
    }
    if below.starts_with(['«', '“']) && line.ends_with(char::is_alphanumeric) {
        return true;
    }
    let below = plain(below);
    let ended = match line.as_bytes().last() {
        Some(b'.' | b':' | b'?' | b'!') => return false,
        Some(b',' | b';') => true,
        _ => false,
    };
    let lower =
        below.starts_with(char::is_lowercase) && !below.starts_with("www.") && !below.starts_with("http");
    lower
        || (!ended
            && (is_portfolio_of(line, below) || is_bracket_open(line) || cues::connective(last_word(line))))
}

/// Whether a bracket near the end of `line` closes in a line below: "(ontvangen", "3 mei 2023)".
fn is_bracket_open(line: &str) -> bool {
    let tail = line.bytes().rev().take(40).find(|b| matches!(b, b'(' | b')'));
    tail == Some(b'(')
}

/// Whether `below` opens with the bracketed portfolio of the minister whom `line` names: "Minister Jansen", "(Defensie)".
fn is_portfolio_of(line: &str, below: &str) -> bool {
    let bracket = below.strip_prefix('(').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let title =
        |word: &str| word.eq_ignore_ascii_case("minister") || word.eq_ignore_ascii_case("staatssecretaris");
    bracket && line.split_whitespace().rev().take(6).skip(1).any(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, bool, bool)]) {
        let lines = Lines::new(text);
        let found: Vec<_> =
            lines.all.iter().map(|l| (&text[l.span.range()], l.after_blank, l.before_blank)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_are_counted_not_kept() {
        check("", &[]);
        check("\n \n", &[]);
        check("a  \r\n b\n\u{a0}\n\nc", &[("a", true, false), ("b", false, true), ("c", true, true)]);
    }

    #[test]
    fn a_line_goes_on_after_a_connective_or_before_a_lower_case_word() {
        assert!(goes_on("Aan de voorzitter van de", "Tweede Kamer"));
        assert!(goes_on("Verordening", "supercomputerinitiatief"));
        assert!(goes_on("Antwoord van Minister Boom (ontvangen", "3 mei 2023)"));
        assert!(!goes_on("Antwoord van Minister Boom (Defensie)", "3 mei 2023"));
        assert!(goes_on("Hoger Onderwijs-, Onderzoek-", "Wetenschap"));
        assert!(goes_on("en van Minister De Wit", "(Defensie)"));
        assert!(!goes_on("en van Minister De Wit", "(ontvangen 3 mei)"));
        assert!(!goes_on("De Wit", "(Defensie)"));
        assert!(!goes_on("Tweede Kamer der Staten-Generaal", "Prinses Irenestraat 6"));
        assert!(!goes_on("Dat is zo.", "en dat ook"));
    }
}
