//! The text of a file with markup, laid out as a text file would be: paragraphs parted by a blank line, rows and list
//! entries on lines of their own, notes with superscript labels. Every reader of such a format writes through it, so that
//! the same letter reads the same whatever file it came in.

use crate::Limits;
use crate::error::Problem;
use griffier_doc::{Block, BlockKind, Hyperlink, Mark, Markup, Place, Run, SourceMap, Stated};
use griffier_text::Span;

/// What a reader made of a file.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) text: String,
    pub(crate) markup: Markup,
    pub(crate) map: SourceMap,
    pub(crate) stated: Vec<Stated>,
    pub(crate) notes: Vec<Note>,
}

/// A diagnostic of reading.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) span: Option<Span>,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

/// Lays out blocks one after another.
#[derive(Debug)]
pub(crate) struct Layout {
    read: Read,
    limits: Limits,
    /// The block that is being written: its start and kind.
    open: Option<(usize, BlockKind)>,
    /// Whether the last block may have a neighbor on the next line.
    last: Option<BlockKind>,
}

impl Layout {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { read: Read::default(), limits: *limits, open: None, last: None }
    }

    /// Begins a block on a new line; one that is open ends without a place.
    pub(crate) fn open(&mut self, kind: BlockKind) {
        self.close(None);
        let close = matches!(
            (&self.last, &kind),
            (Some(BlockKind::Row), BlockKind::Row) | (Some(BlockKind::Item), BlockKind::Item)
        );
        self.begin(kind, close);
    }

    /// Begins a block on the line under the last one, as an address goes on.
    pub(crate) fn open_under(&mut self, kind: BlockKind) {
        self.close(None);
        self.begin(kind, true);
    }

    fn begin(&mut self, kind: BlockKind, close: bool) {
        if !self.read.text.is_empty() {
            self.read.text.push_str(if close { "\n" } else { "\n\n" });
        }
        self.open = Some((self.read.text.len(), kind));
    }

    /// Adds words as they are.
    ///
    /// # Errors
    /// When the text passes the limit.
    pub(crate) fn push(&mut self, words: &str) -> Result<(), Problem> {
        if self.open.is_none() {
            self.open(BlockKind::Text);
        }
        self.read.text.push_str(words);
        self.limits.check_text(self.read.text.len() as u64)
    }

    /// Adds the mark of a note.
    ///
    /// # Errors
    /// When the text passes the limit.
    pub(crate) fn mark(&mut self, label: &str) -> Result<(), Problem> {
        let start = self.here();
        self.push(&superscript(label))?;
        let span = Span::at(start, self.here());
        self.read.markup.marks.push(Mark { span, label: label.into() });
        Ok(())
    }

    /// Begins the text of a note: a block that opens with its label.
    ///
    /// # Errors
    /// When the text passes the limit.
    pub(crate) fn open_note(&mut self, label: &str) -> Result<(), Problem> {
        self.open(BlockKind::Note(label.into()));
        self.push(&superscript(label))?;
        self.push(" ")
    }

    /// What is written so far.
    pub(crate) fn text(&self) -> &str {
        &self.read.text
    }

    /// Where the next word will stand.
    pub(crate) fn here(&self) -> usize {
        self.read.text.len()
    }

    /// Records that the words from `start` on lead to `target`.
    pub(crate) fn link(&mut self, start: usize, target: &str) {
        let words = self.read.text.get(start..).unwrap_or("").trim_end();
        if !words.is_empty() {
            let span = Span::at(start, start + words.len());
            self.read.markup.links.push(Hyperlink { span, target: target.into() });
        }
    }

    /// Records that the words from `start` on stand at `place`, for a format whose places are smaller than a block.
    pub(crate) fn place(&mut self, start: usize, place: Place) {
        if start < self.here() {
            self.read.map.runs.push(Run { span: Span::at(start, self.here()), place });
        }
    }

    /// Ends the open block; one without words leaves nothing. `place` is where the block stands in the file, unless its
    /// words say so themselves.
    pub(crate) fn close(&mut self, place: Option<Place>) {
        let Some((start, kind)) = self.open.take() else { return };
        let end = start + self.read.text[start..].trim_end().len();
        self.read.text.truncate(end);
        let lead = self.read.text[start..].len() - self.read.text[start..].trim_start().len();
        if start + lead == end {
            let before = self.read.text.trim_end().len();
            self.read.text.truncate(before);
            self.read.markup.marks.retain(|mark| mark.span.end() <= before);
            return;
        }
        let span = Span::at(start + lead, end);
        if let Some(place) = place {
            self.read.map.runs.push(Run { span, place });
        }
        self.read.markup.blocks.push(Block { span, kind: kind.clone() });
        self.last = Some(kind);
    }

    pub(crate) fn state(&mut self, stated: impl IntoIterator<Item = Stated>) {
        self.read.stated.extend(stated);
    }

    pub(crate) fn note(&mut self, span: Option<Span>, code: &'static str, message: impl Into<String>) {
        self.read.notes.push(Note { span, code, message: message.into() });
    }

    /// The whole.
    ///
    /// # Errors
    /// When there is no text.
    pub(crate) fn finish(mut self) -> Result<Read, Problem> {
        self.close(None);
        if crate::encoding::is_blank(&self.read.text) { Err(Problem::Empty) } else { Ok(self.read) }
    }
}

/// A label as print sets it; what has no superscript form stands in brackets.
fn superscript(label: &str) -> String {
    raised_number(label).unwrap_or_else(|| format!("[{label}]"))
}

/// Raised words as such, if they are digits: a mark of a note, a power. As digits of the line they would belong to the word or
/// number before them.
pub(crate) fn raised_number(words: &str) -> Option<String> {
    let digits = words.trim_ascii();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| raised(words))
}

/// Raised words, the digits among them as such.
pub(crate) fn raised(words: &str) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    words.chars().map(|c| c.to_digit(10).map_or(c, |digit| DIGITS[digit as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_laid_out_as_a_text_file() {
        let mut layout = Layout::new(&Limits::default());
        layout.open(BlockKind::Heading(1));
        layout.push("Een kop").unwrap();
        layout.close(Some(Place::Paragraph { part: "body", number: 1 }));
        layout.open(BlockKind::Text);
        layout.push("Een alinea ").unwrap();
        layout.mark("12").unwrap();
        layout.push("\u{a0}en meer. ").unwrap();
        layout.open(BlockKind::Text);
        layout.push(" \n").unwrap();
        for row in ["a\tb", "c\td"] {
            layout.open(BlockKind::Row);
            layout.push(row).unwrap();
        }
        layout.open_note("12").unwrap();
        layout.push("Noot.").unwrap();
        let read = layout.finish().unwrap();
        assert_eq!(read.text, "Een kop\n\nEen alinea ¹²\u{a0}en meer.\n\na\tb\nc\td\n\n¹² Noot.");
        let blocks: Vec<_> =
            read.markup.blocks.iter().map(|block| (&read.text[block.span.range()], &block.kind)).collect();
        assert_eq!(
            blocks,
            [
                ("Een kop", &BlockKind::Heading(1)),
                ("Een alinea ¹²\u{a0}en meer.", &BlockKind::Text),
                ("a\tb", &BlockKind::Row),
                ("c\td", &BlockKind::Row),
                ("¹² Noot.", &BlockKind::Note("12".into())),
            ]
        );
        assert_eq!(&read.text[read.markup.marks[0].span.range()], "¹²");
        assert_eq!(read.map.runs.len(), 1);
    }

    #[test]
    fn a_text_beyond_the_limit_is_refused_not_cut() {
        let mut layout = Layout::new(&Limits { bytes: 10, ..Limits::default() });
        assert!(layout.push("0123456789").is_ok());
        assert!(matches!(layout.push("0"), Err(Problem::Unpacks { .. })));
        let mut layout = Layout::new(&Limits { text: 2, ..Limits::default() });
        assert!(matches!(layout.push("012"), Err(Problem::LongText { most: 2 })));
        assert!(matches!(Layout::new(&Limits::default()).finish(), Err(Problem::Empty)));
    }

    #[test]
    fn labels_are_set_as_print_does() {
        assert_eq!([superscript("10"), superscript("*"), superscript("a")], ["¹⁰", "[*]", "[a]"]);
    }
}
