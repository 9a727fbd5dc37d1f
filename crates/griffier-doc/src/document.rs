//! One letter: its text as it came, and what the stages wrote about it.

use crate::commitment::Commitment;
use crate::finding::{Hit, Id, Mention};
use crate::origin::{Field, Format, Markup, Source, SourceMap, Stated, Trust};
use crate::relation::{Entity, Relation};
use crate::segment::{Exchange, Footnote, Section, Sentence, Token, Zone, ZoneKind};
use griffier_text::{LineIndex, NormalizedText, Span, Word};
use std::sync::OnceLock;

/// Something a user should know; never an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The place, if there is one.
    pub span: Option<Span>,
    /// Stable and searchable: `ingest::converted`, `date::no-anchor`.
    pub code: &'static str,
    /// One clause, lower case, no full stop.
    pub message: String,
}

/// What a letter says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Its date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Its subject line.
    pub subject: Option<String>,
    /// Its own identifiers.
    pub identifiers: Vec<Id>,
}

/// One letter with its layers. Layers are written once, each by the stage that owns it.
#[derive(Debug)]
pub struct Document {
    id: String,
    source: Source,
    text: String,
    lines: LineIndex,
    view: OnceLock<NormalizedText>,
    markup: Layer<Markup>,
    source_map: Layer<SourceMap>,
    stated: Layer<Vec<Stated>>,
    zones: Layer<Vec<Zone>>,
    sections: Layer<Vec<Section>>,
    exchanges: Layer<Vec<Exchange>>,
    tokens: Layer<Vec<Token>>,
    words: Vec<Word>,
    sentences: Layer<Vec<Sentence>>,
    footnotes: Layer<Vec<Footnote>>,
    restored: Layer<Vec<usize>>,
    meta: Layer<Meta>,
    mentions: Layer<Vec<Mention>>,
    entities: Layer<Vec<Entity>>,
    relations: Layer<Vec<Relation>>,
    commitments: Layer<Vec<Commitment>>,
    hits: Vec<Hit>,
    diagnostics: Vec<Diagnostic>,
}

/// A value that one stage sets once; until then it reads as empty.
#[derive(Debug, Default)]
struct Layer<T> {
    value: T,
    written: bool,
}

impl<T> Layer<T> {
    fn set(&mut self, value: T) {
        debug_assert!(!self.written, "a layer is written once");
        if !self.written {
            self.value = value;
            self.written = true;
        }
    }
}

macro_rules! layers {
    ($($(#[$doc:meta])* $name:ident $set:ident: [$item:ty];)*) => {
        $(
            $(#[$doc])*
            #[inline]
            pub fn $name(&self) -> &[$item] { &self.$name.value }
            #[doc = concat!("Writes the layer that [`Document::", stringify!($name), "`] reads; a second call changes nothing.")]
            pub fn $set(&mut self, value: Vec<$item>) { self.$name.set(value); }
        )*
    };
}

impl Document {
    /// A letter without layers. `text` must stay under 4 GiB (ingest checks it).
    pub fn new(id: String, source: Source, text: String) -> Self {
        let lines = LineIndex::new(&text);
        Self {
            id,
            source,
            text,
            lines,
            view: OnceLock::new(),
            markup: Layer::default(),
            source_map: Layer::default(),
            stated: Layer::default(),
            zones: Layer::default(),
            sections: Layer::default(),
            exchanges: Layer::default(),
            tokens: Layer::default(),
            words: Vec::new(),
            sentences: Layer::default(),
            footnotes: Layer::default(),
            restored: Layer::default(),
            meta: Layer::default(),
            mentions: Layer::default(),
            entities: Layer::default(),
            relations: Layer::default(),
            commitments: Layer::default(),
            hits: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
    /// A letter from a string, for tests and for callers without a file.
    pub fn from_text(id: &str, text: &str) -> Self {
        let source = Source {
            path: id.to_owned(),
            format: Format::Text,
            sha256: String::new(),
            bytes: text.len() as u64,
        };
        Self::new(id.to_owned(), source, text.to_owned())
    }
    /// The identifier in output: the file name without its extension.
    pub fn id(&self) -> &str {
        &self.id
    }
    /// Where the letter came from.
    pub fn source(&self) -> &Source {
        &self.source
    }
    /// The text; every span of every layer is bytes of it.
    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }
    /// The words at `span`; empty if the span is not on character edges of this text.
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
    /// The lines of the text.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }
    /// Whether a line whose break was lost begins at byte `offset`.
    #[inline]
    pub fn is_restored(&self, offset: usize) -> bool {
        self.restored.value.binary_search(&offset).is_ok()
    }
    /// The view in which names are compared, built at first use.
    #[inline]
    pub fn view(&self) -> &NormalizedText {
        self.view.get_or_init(|| NormalizedText::new(&self.text))
    }
    /// What the markup of its file says of the text; ingest writes it.
    pub fn markup(&self) -> &Markup {
        &self.markup.value
    }
    /// Writes what the markup says.
    pub fn set_markup(&mut self, markup: Markup) {
        self.markup.set(markup);
    }
    /// What a publisher or the user states of `field`, which goes before what the text says.
    pub fn stated_of(&self, field: Field) -> Option<&Stated> {
        self.stated_by(field, Trust::Publisher)
    }
    /// What is stated of `field` with this trust.
    pub fn stated_by(&self, field: Field, trust: Trust) -> Option<&Stated> {
        self.stated().iter().find(|stated| stated.field == field && stated.trust == trust)
    }
    /// The way back from the text to its file; ingest writes it.
    pub fn source_map(&self) -> &SourceMap {
        &self.source_map.value
    }
    /// Writes the way back.
    pub fn set_source_map(&mut self, map: SourceMap) {
        self.source_map.set(map);
    }
    layers! {
        /// What the file or its sender states of the letter outside its text.
        stated set_stated: [Stated];
        /// The parts of the letter, sorted and disjoint.
        zones set_zones: [Zone];
        /// Headings with what stands under them, in reading order, an outer one before its inner ones.
        sections set_sections: [Section];
        /// Questions with their answers, in the order in which their numbers first appear.
        exchanges set_exchanges: [Exchange];
        /// Sentences in reading order.
        sentences set_sentences: [Sentence];
        /// Notes with their marks, in the order of the notes.
        footnotes set_footnotes: [Footnote];
        /// Where lines begin whose break was lost before the letter came here: byte offsets, sorted.
        restored set_restored: [usize];
        /// Mentions in reading order, an outer one before its inner ones.
        mentions set_mentions: [Mention];
        /// The things the mentions mean, sorted by id.
        entities set_entities: [Entity];
        /// Statements, sorted.
        relations set_relations: [Relation];
        /// What is promised to parliament, in reading order.
        commitments set_commitments: [Commitment];
    }
    /// Tokens in reading order.
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens.value
    }
    /// The words of the tokens as numbers, one for each.
    #[inline]
    pub fn words(&self) -> &[Word] {
        &self.words
    }
    /// Writes the layer that [`Document::tokens`] reads, and reads its words; a second call changes nothing.
    pub fn set_tokens(&mut self, tokens: Vec<Token>) {
        self.tokens.set(tokens);
        let word = |token: &Token| Word::at(&self.text, token.span.start(), token.span.end());
        self.words = self.tokens.value.iter().map(word).collect();
    }
    /// What the letter says of itself.
    pub fn meta(&self) -> &Meta {
        &self.meta.value
    }
    /// Writes what the letter says of itself.
    pub fn set_meta(&mut self, meta: Meta) {
        self.meta.set(meta);
    }
    /// What finders claim, in the order in which they ran.
    #[inline]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }
    /// Adds the claims of one finder; a hit that is not on character edges of the text is a bug of the finder and dropped.
    pub fn push_hits(&mut self, hits: Vec<Hit>) {
        let text = &self.text;
        self.hits.extend(hits.into_iter().filter(|hit| {
            let sound = !hit.span.is_empty() && text.get(hit.span.range()).is_some();
            debug_assert!(sound, "a hit off the text: {hit:?}");
            sound
        }));
    }
    /// What a user should know, in the order it came up.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
    /// Adds something a user should know.
    pub fn push_diagnostic(&mut self, span: Option<Span>, code: &'static str, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic { span, code, message: message.into() });
    }
    /// The kind of zone at byte `offset`; between zones that of the zone before.
    #[inline]
    pub fn zone_at(&self, offset: usize) -> ZoneKind {
        let zones = self.zones();
        let i = zones.partition_point(|zone| zone.span.start() <= offset);
        i.checked_sub(1).map_or(ZoneKind::Body, |i| zones[i].kind)
    }
    /// The sentence that byte `offset` lies in, else the next one's predecessor; `None` without sentences before it.
    #[inline]
    pub fn sentence_at(&self, offset: usize) -> Option<Sentence> {
        let sentences = self.sentences();
        let i = sentences.partition_point(|sentence| sentence.span.start() <= offset);
        i.checked_sub(1).map(|i| sentences[i])
    }
    /// The tokens that begin within `span`.
    pub fn tokens_in(&self, span: Span) -> &[Token] {
        let tokens = self.tokens();
        let from = tokens.partition_point(|token| token.span.start() < span.start());
        let to = tokens.partition_point(|token| token.span.start() < span.end());
        &tokens[from..to]
    }
}
