//! Where things begin: zones, sentences, tokens, footnotes.

use griffier_text::Span;

/// The part of a letter a stretch of text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneKind {
    /// Sender, addressee, address.
    Letterhead,
    /// Reference, date, subject, enclosures.
    Metadata,
    /// "Geachte voorzitter,".
    Salutation,
    /// A heading inside the body.
    Heading,
    /// Running text.
    Body,
    /// Role lines and name lines of those who sign.
    Signature,
    /// Notes, each bound to its mark by [`Footnote`].
    Footnotes,
    /// Repeated page headers, navigation, `[bookmark: …]`, `[Redacted]`.
    PageFurniture,
}

impl ZoneKind {
    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Letterhead => "letterhead",
            Self::Metadata => "metadata",
            Self::Salutation => "salutation",
            Self::Heading => "heading",
            Self::Body => "body",
            Self::Signature => "signature",
            Self::Footnotes => "footnotes",
            Self::PageFurniture => "page_furniture",
        }
    }
}

/// A stretch of text of one kind. Zones are sorted, disjoint, and cover every character that is not white space; a zone
/// may interrupt a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ZoneKind,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes, hyphens and digits inside (`NAVO-top`, `auto's`, `AI`, `2023D49694`).
    Word,
    /// An abbreviation with its full stops (`nr.`, `jl.`, `H.G.J.`).
    Abbreviation,
    /// Digits with points, commas or colons inside (`33`, `2.657`, `58,1`, `10:56`).
    Number,
    /// A web or e-mail address.
    Url,
    /// A mark that calls a footnote (`¹`, the last digit of `20231`, `[footnoteRef:1]`).
    NoteMark,
    /// One punctuation mark or symbol, or a run of the same one (`…`, `---`).
    Punctuation,
}

/// One token. Tokens are sorted and disjoint; between two of them stands only white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
}

/// One sentence, heading, list item or line of a letterhead: from its first token to its last. Sentences are sorted;
/// page furniture inside one does not end it and lies within its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where.
    pub span: Span,
}

/// A note and the mark in the text that calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The mark as printed (`3`), without brackets or superscript.
    pub label: String,
    /// The marks in the body (`¹`, the glued digit of `20231`, `[footnoteRef:1]`); empty when none was found.
    pub marks: Vec<Span>,
    /// The text of the note, without its own label and without a closing `↩︎` or `]`.
    pub note: Span,
}
