//! Text without what file formats differ in: white space, hyphens (also those at the end of a line), marks of Markdown.

use griffier_text::Span;

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

    /// Where `words`, squeezed themselves, stand in the original; occurrences that overlap are both given.
    pub fn find<'s>(&'s self, words: &'s str) -> impl Iterator<Item = Span> + 's {
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = self.text.as_bytes().get(from..)?;
            let at = from + memchr::memmem::find(rest, words.as_bytes())?;
            let end = at + words.len();
            from = at + 1;
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
