//! Where a text came from: its file, what the file's markup says of its parts, and the way back to where a person would
//! look.

use crate::segment::ZoneKind;
use griffier_text::Span;

/// The file format a text came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Portable Document Format.
    Pdf,
    /// Office Open XML of a word processor.
    Docx,
    /// OpenDocument text.
    Odt,
    /// A web page.
    Html,
    /// XML of the official publications (`officiele-publicatie`, `kamerstuk`) and its kin.
    Xml,
}

impl Format {
    /// Every format, the plainest first.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Markdown, Self::Pdf, Self::Docx, Self::Odt, Self::Html, Self::Xml];

    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Html => "html",
            Self::Xml => "xml",
        }
    }
}

/// Where a letter came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as given, `-` for standard input; the member of an archive stands after `!/`.
    pub path: String,
    /// Its format.
    pub format: Format,
    /// SHA-256 of the bytes as read, in hexadecimal.
    pub sha256: String,
    /// Number of bytes as read.
    pub bytes: u64,
}

/// What the markup of a file says of its text. A plain text has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markup {
    /// Paragraphs, headings, rows, notes: sorted and disjoint, each begins on a line of its own.
    pub blocks: Vec<Block>,
    /// Marks that call notes, sorted.
    pub marks: Vec<Mark>,
    /// Words that lead elsewhere, sorted.
    pub links: Vec<Hyperlink>,
}

impl Markup {
    /// The block that holds byte `offset`.
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let i = self.blocks.partition_point(|block| block.span.end() <= offset);
        self.blocks.get(i).filter(|block| block.span.start() <= offset)
    }
}

/// A stretch of text that its file sets apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: BlockKind,
}

/// What a file says that a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph, and nothing more is said of it.
    Text,
    /// A heading of this level, from 1.
    Heading(u8),
    /// An entry of a list.
    Item,
    /// A row of a table, its cells parted by tabs.
    Row,
    /// A note with its label.
    Note(Box<str>),
    /// Text whose part of the letter the file names: a signature, a page header, the number of a paper.
    Zone(ZoneKind),
}

/// A mark that calls a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands in the text.
    pub span: Span,
    /// The label of the note.
    pub label: Box<str>,
}

/// Words that lead elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hyperlink {
    /// The words.
    pub span: Span,
    /// Where they lead, as the file has it.
    pub target: Box<str>,
}

/// The way from a text back to its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceMap {
    /// Pieces of the text with their places, sorted and disjoint: words of a PDF, paragraphs or elements of other files.
    pub runs: Vec<Run>,
    /// The pages of a paged file, in order.
    pub pages: Vec<Page>,
}

/// A piece of the text with its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The piece.
    pub span: Span,
    /// Where it stands.
    pub place: Place,
}

/// A place in a file where a person would look.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// An area of a page.
    Page {
        /// From 1.
        number: u32,
        /// The area.
        area: Area,
    },
    /// A paragraph of a part of a word processor's file.
    Paragraph {
        /// `body`, `footnotes`, `header` …
        part: &'static str,
        /// From 1, in the order of the part.
        number: u32,
    },
    /// An element of a page or XML file, as a path (`/html[1]/body[1]/p[3]`).
    Element(Box<str>),
}

/// A rectangle on a page, in points of 1/72 inch from the top left corner of the page as shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Area {
    /// The smallest area that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
    /// Whether both stand on one line: the one's middle lies within the other's height.
    fn is_beside(self, other: Self) -> bool {
        let middle = f32::midpoint(other.top, other.bottom);
        self.top <= middle && middle <= self.bottom
    }
}

/// One page of a paged file.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Its text; empty for a page without any.
    pub span: Span,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
}

impl SourceMap {
    /// Whether the file has no places to lead back to.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
    /// The places of `span`, in order: one for each line of a page, paragraph or element that it touches.
    pub fn places(&self, span: Span) -> Vec<Place> {
        let from = self.runs.partition_point(|run| run.span.end() <= span.start());
        let mut places: Vec<Place> = Vec::new();
        for run in self.runs[from..].iter().take_while(|run| run.span.start() < span.end()) {
            match (places.last_mut(), &run.place) {
                (Some(Place::Page { number, area }), Place::Page { number: page, area: word })
                    if number == page && area.is_beside(*word) =>
                {
                    *area = area.join(*word);
                }
                (Some(last), place) if last == place => {}
                (_, place) => places.push(place.clone()),
            }
        }
        places
    }
}

/// What a file or its sender states of a letter, outside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What is stated.
    pub field: Field,
    /// Its value; dates as `YYYY-MM-DD`.
    pub value: String,
    /// Where it is stated: `xml:datum@isodatum`, `docx:core.xml#created`, `jsonl:date`.
    pub origin: String,
    /// How far it can be relied upon.
    pub trust: Trust,
}

/// What a file can state of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Its date.
    Date,
    /// Its title or subject.
    Title,
    /// Who wrote or sent it.
    Sender,
    /// To whom it was sent.
    Recipient,
    /// The number of the dossier it belongs to.
    Dossier,
    /// Its number within the dossier, or another number it is known by.
    Number,
}

impl Field {
    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Title => "title",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Dossier => "dossier",
            Self::Number => "number",
        }
    }
}

/// How far a statement can be relied upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// A property that programs fill in by themselves: when a file was made, who was logged in.
    Property,
    /// What whoever sent or set the letter filled in: the head of a mail, a field of a ministry's template. It counts where
    /// the text is silent.
    Sender,
    /// Markup of a publisher, or what the user says: it goes before what the text says.
    Publisher,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(from: usize, to: usize, page: u32, left: f32, top: f32) -> Run {
        let area = Area { left, top, right: left + 10.0, bottom: top + 10.0 };
        Run { span: Span::at(from, to), place: Place::Page { number: page, area } }
    }

    #[test]
    fn words_of_a_line_share_one_area() {
        let runs = vec![
            word(0, 3, 1, 0.0, 0.0),
            word(4, 7, 1, 20.0, 1.0),
            word(8, 9, 1, 0.0, 20.0),
            word(9, 12, 2, 0.0, 20.0),
        ];
        let map = SourceMap { runs, pages: Vec::new() };
        let area = |left, top, right, bottom| Area { left, top, right, bottom };
        assert_eq!(
            map.places(Span::at(1, 12)),
            [
                Place::Page { number: 1, area: area(0.0, 0.0, 30.0, 11.0) },
                Place::Page { number: 1, area: area(0.0, 20.0, 10.0, 30.0) },
                Place::Page { number: 2, area: area(0.0, 20.0, 10.0, 30.0) },
            ]
        );
        assert_eq!(map.places(Span::at(3, 4)), []);
        assert!(!map.is_empty() && SourceMap::default().is_empty());
    }

    #[test]
    fn a_paragraph_is_named_once() {
        let place = |number| Place::Paragraph { part: "body", number };
        let run = |from, to, number| Run { span: Span::at(from, to), place: place(number) };
        let map = SourceMap { runs: vec![run(0, 4, 1), run(4, 9, 1), run(10, 12, 2)], pages: Vec::new() };
        assert_eq!(map.places(Span::at(2, 11)), [place(1), place(2)]);
    }

    #[test]
    fn a_block_is_found_by_any_byte_of_it() {
        let block = |from, to| Block { span: Span::at(from, to), kind: BlockKind::Text };
        let markup = Markup { blocks: vec![block(2, 5), block(7, 9)], ..Markup::default() };
        let at = |offset| markup.block_at(offset).map(|block| block.span.start());
        assert_eq!([at(0), at(2), at(4), at(5), at(8), at(9)], [None, Some(2), Some(2), None, Some(7), None]);
    }
}
