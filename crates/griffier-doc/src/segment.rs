//! Where things begin: zones, sections, questions with their answers, sentences, tokens, footnotes.

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
    /// Running text of a numbered question.
    Question,
    /// Running text of an answer; which question it answers is said by [`Exchange`].
    Answer,
    /// What a note asks its reader to decide.
    Decision,
    /// Running text of an annex.
    Annex,
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
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Decision => "decision",
            Self::Annex => "annex",
            Self::Signature => "signature",
            Self::Footnotes => "footnotes",
            Self::PageFurniture => "page_furniture",
        }
    }
    /// Whether the zone holds sentences that go on over line breaks: the body and what is set apart in it.
    pub const fn is_running_text(self) -> bool {
        matches!(self, Self::Body | Self::Question | Self::Answer | Self::Decision | Self::Annex)
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

/// What a heading announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionKind {
    /// Nothing of the kinds below.
    Chapter,
    /// "Vraag 3"
    Question,
    /// "Antwoord op vraag 3 en 4"
    Answer,
    /// "Geadviseerd besluit", "Beslispunten"
    Decision,
    /// "Bijlage 1: Overzicht"
    Annex,
    /// "Inhoudsopgave"
    Contents,
    /// "Vragen en opmerkingen van de leden van de VVD-fractie"
    Contribution,
    /// "Reactie van de bewindspersoon"
    Reply,
    /// "Fiche: Verordening …"
    Fiche,
}

impl SectionKind {
    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chapter => "chapter",
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Decision => "decision",
            Self::Annex => "annex",
            Self::Contents => "contents",
            Self::Contribution => "contribution",
            Self::Reply => "reply",
            Self::Fiche => "fiche",
        }
    }
}

/// A heading with all that stands under it. Sections nest and never cross; text before the first heading is in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the heading announces.
    pub kind: SectionKind,
    /// How deep it lies, from 1.
    pub level: u8,
    /// The heading.
    pub title: Span,
    /// From the heading to the end of the last line under it, sections of a deeper level included.
    pub span: Span,
    /// Who speaks, as the heading prints it: the `VVD` of "de leden van de VVD-fractie".
    pub speakers: Vec<Span>,
}

/// A question with what answers it. Spans run from the first line of the text to its last, without the heading over it;
/// page furniture and notes may lie inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The number as printed (`3`, `3a`); empty for a question without one.
    pub number: String,
    /// The question; several spans if it is printed again over its answer, none if only the answer is there.
    pub questions: Vec<Span>,
    /// The answers; one span may answer several questions.
    pub answers: Vec<Span>,
    /// Who asks, as the heading over the question prints it.
    pub askers: Vec<Span>,
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
