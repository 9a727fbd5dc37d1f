//! Text without what file formats differ in: white space, hyphens (also those at the end of a line), marks of Markdown.

use griffier_text::Span;

/// Bytes of words that count as short.
const SHORT: usize = 64;

/// Whether `c` is what two readings of one letter may differ in.
fn is_layout(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' | '\u{200b}' | '\u{feff}' | '*' | '_' | '\\')
}

/// Whether nothing but layout is in `text`.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_layout)
}

/// `text` without layout.
pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|&c| !is_layout(c)).collect()
}

/// A letter or digit of a context; the mark of a note is raised in one format and not in another.
pub(crate) fn letter(c: char) -> Option<char> {
    let digit = match c {
        '\u{b9}' => '1',
        '\u{b2}' => '2',
        '\u{b3}' => '3',
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from_digit(u32::from(c) - 0x2070, 10).unwrap_or(c),
        c => c,
    };
    digit.is_alphanumeric().then_some(digit)
}

/// A text without layout, with the way back.
pub(crate) struct Squeezed {
    text: String,
    /// The byte of the original that each byte comes from.
    origins: Vec<u32>,
}

impl Squeezed {
    pub fn new(original: &str) -> Self {
        let mut squeezed =
            Self { text: String::with_capacity(original.len()), origins: Vec::with_capacity(original.len()) };
        for (at, c) in original.char_indices().filter(|&(_, c)| !is_layout(c)) {
            squeezed.text.push(c);
            squeezed.origins.extend((at..at + c.len_utf8()).map(|byte| byte as u32));
        }
        squeezed
    }

    /// Where `words`, squeezed themselves, stand in the original; of short words occurrences that overlap are both given.
    pub fn find<'s>(&'s self, words: &'s str) -> impl Iterator<Item = Span> + 's {
        let finder = memchr::memmem::Finder::new(words.as_bytes());
        // Long words that repeat themselves would be compared over and over.
        let step = if words.len() <= SHORT { 1 } else { words.len() };
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + finder.find(self.text.as_bytes().get(from..)?)?;
            let end = at + words.len();
            from = at + step;
            Some(Span::new(*self.origins.get(at)?, self.origins.get(end - 1)? + 1))
        })
    }

    /// The part of `span` from its first character that is no layout to its last one.
    pub fn core(&self, span: Span) -> Span {
        let from = self.origins.partition_point(|&origin| (origin as usize) < span.start());
        let to = self.origins.partition_point(|&origin| (origin as usize) < span.end());
        match (self.origins.get(from), to.checked_sub(1).and_then(|last| self.origins.get(last))) {
            (Some(&start), Some(&last)) if from < to => Span::new(start, last + 1),
            _ => span,
        }
    }
}
