//! Chunks of a letter as JSON Lines, one chunk a line: for systems that search in passages. Described in `docs/chunk.md`.

use crate::json::{
    DiagnosticRecord, EntityRecord, MentionRecord, MetaRecord, Place, ZoneRecord, diagnostic, entity,
    mention_record,
};
use crate::offsets::{Offsets, unit_name};
use griffier_doc::{Diagnostic, Document, Section, Sentence};
use griffier_subword::{Chunk, Measure, Plan, align, chunks};
use griffier_text::{Span, Unit};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

/// The version of this record's form.
pub const CHUNK_SCHEMA: &str = "griffier-chunk/1";

/// What a record of a chunk says besides the chunk.
#[derive(Clone, Copy, Debug)]
pub struct Detail<'t> {
    /// The name of the tokenizer's file.
    pub tokenizer: Option<&'t str>,
    /// What offsets count.
    pub unit: Unit,
    /// Whether each subword is listed, with its place, token and label.
    pub subwords: bool,
}

#[derive(Serialize)]
struct Record<'d> {
    schema: &'static str,
    id: String,
    letter: &'d str,
    source: SourceRecord<'d>,
    number: usize,
    of: usize,
    offsets: &'static str,
    #[serde(flatten)]
    place: Place,
    text: &'d str,
    counted: &'static str,
    size: usize,
    max_tokens: usize,
    tokenizer: Option<&'d str>,
    over_long: bool,
    /// How many of the sentences the chunk before has, too.
    repeated: usize,
    meta: MetaRecord<'d>,
    sections: Vec<HeadingRecord<'d>>,
    zones: Vec<ZoneRecord>,
    sentences: Vec<Place>,
    mentions: Vec<MentionRecord<'d>>,
    entities: Vec<EntityRecord<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subwords: Option<SubwordsRecord>,
    diagnostics: Vec<DiagnosticRecord<'d>>,
}

#[derive(Serialize)]
struct SourceRecord<'d> {
    path: &'d str,
    sha256: Option<&'d str>,
}

/// A heading that the chunk stands under.
#[derive(Serialize)]
struct HeadingRecord<'d> {
    kind: &'static str,
    level: u8,
    title: &'d str,
    #[serde(flatten)]
    place: Place,
}

/// Columns, one value a subword: what a model gets and what it is to give.
#[derive(Serialize)]
struct SubwordsRecord {
    ids: Vec<u32>,
    /// Half-open pairs; `null` for special ones.
    places: Vec<Option<(u64, u64)>>,
    /// The number of the token, as `griffier segment` writes them.
    words: Vec<Option<u32>>,
    labels: Vec<Option<Cow<'static, str>>>,
}

/// Cuts `doc` by `plan` and writes each chunk as one line of JSON and a line break; gives back how many chunks are one
/// sentence that is too long.
///
/// # Errors
/// When the tokenizer cannot write the text, or `out` cannot be written to.
pub fn write_chunks(
    doc: &Document,
    plan: &Plan<'_>,
    detail: Detail<'_>,
    out: &mut impl io::Write,
) -> io::Result<usize> {
    let all = chunks(doc, plan).map_err(io::Error::other)?;
    let page = Page::new(doc, plan, detail, all.len());
    for (number, chunk) in (1..).zip(&all) {
        let mut line = serde_json::to_vec(&page.record(number, chunk)?)?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(all.iter().filter(|chunk| chunk.over_long).count())
}

/// What the chunks of one letter have in common.
struct Page<'d> {
    doc: &'d Document,
    plan: &'d Plan<'d>,
    detail: Detail<'d>,
    offsets: Offsets<'d>,
    of: usize,
    /// The section around each section.
    around: Vec<Option<usize>>,
    /// The diagnostics that have a place, by it.
    notes: Vec<(usize, &'d Diagnostic)>,
}

impl<'d> Page<'d> {
    fn new(doc: &'d Document, plan: &'d Plan<'d>, detail: Detail<'d>, of: usize) -> Self {
        let mut open: Vec<usize> = Vec::new();
        let sections = doc.sections();
        let around = sections.iter().enumerate().map(|(i, section)| {
            while open.pop_if(|outer| !sections[*outer].span.contains(section.span)).is_some() {}
            let outer = open.last().copied();
            open.push(i);
            outer
        });
        let around = around.collect();
        let placed = |note: &'d Diagnostic| Some((note.span?.start(), note));
        let mut notes: Vec<_> = doc.diagnostics().iter().filter_map(placed).collect();
        notes.sort_by_key(|(at, _)| *at);
        Self { doc, plan, detail, offsets: Offsets::new(doc.text(), detail.unit), of, around, notes }
    }

    fn record(&self, number: usize, chunk: &Chunk) -> io::Result<Record<'d>> {
        let (doc, source) = (self.doc, self.doc.source());
        let (mentions, entities) = self.finds(chunk.span);
        let sentences: Vec<&Sentence> = within(doc.sentences(), chunk.span, |sentence| sentence.span);
        let repeated = sentences.partition_point(|sentence| sentence.span.start() < chunk.fresh);
        Ok(Record {
            schema: CHUNK_SCHEMA,
            id: format!("{}#{number}", doc.id()),
            letter: doc.id(),
            source: SourceRecord {
                path: &source.path,
                sha256: Some(source.sha256.as_str()).filter(|sum| !sum.is_empty()),
            },
            number,
            of: self.of,
            offsets: unit_name(self.detail.unit),
            place: self.place(chunk.span),
            text: doc.slice(chunk.span),
            counted: match self.plan.measure {
                Measure::Tokens => "tokens",
                Measure::Subwords(_) => "subwords",
            },
            size: chunk.size,
            max_tokens: self.plan.most,
            tokenizer: self.detail.tokenizer,
            over_long: chunk.over_long,
            repeated,
            meta: MetaRecord::new(doc),
            sections: self.above(chunk.fresh),
            zones: self.zones(chunk.span),
            sentences: sentences.into_iter().map(|sentence| self.place(sentence.span)).collect(),
            mentions,
            entities,
            subwords: self.subwords(chunk.span)?,
            diagnostics: self.diagnostics(chunk),
        })
    }

    fn place(&self, span: Span) -> Place {
        let (start, end) = self.offsets.of(span);
        Place { start, end }
    }

    /// The headings above byte `at`, the outermost first; one that begins there counts.
    fn above(&self, at: usize) -> Vec<HeadingRecord<'d>> {
        let sections = self.doc.sections();
        let last = sections.partition_point(|section| section.span.start() <= at).checked_sub(1);
        let chain = std::iter::successors(last, |&i| self.around.get(i).copied().flatten());
        let here = chain.map(|i| &sections[i]).filter(|section| section.span.covers(at));
        let heading = |section: &'d Section| HeadingRecord {
            kind: section.kind.name(),
            level: section.level,
            title: self.doc.slice(section.title),
            place: self.place(section.title),
        };
        let mut headings: Vec<_> = here.map(heading).collect();
        headings.reverse();
        headings
    }

    /// The zones that the chunk has a part of, as far as it has it.
    fn zones(&self, span: Span) -> Vec<ZoneRecord> {
        let zones = self.doc.zones();
        let from = zones.partition_point(|zone| zone.span.end() <= span.start());
        let touched = zones[from..].iter().take_while(|zone| zone.span.start() < span.end());
        let record = |zone: &griffier_doc::Zone| {
            let start = zone.span.start().max(span.start());
            let place = self.place(Span::at(start, zone.span.end().min(span.end())));
            ZoneRecord { kind: zone.kind.name(), place }
        };
        touched.map(record).collect()
    }

    /// The mentions that begin in the chunk, under the identifiers of the letter's record, and what they mean.
    fn finds(&self, span: Span) -> (Vec<MentionRecord<'d>>, Vec<EntityRecord<'d>>) {
        let all = self.doc.mentions();
        let from = all.partition_point(|mention| mention.span.start() < span.start());
        let to = all.partition_point(|mention| mention.span.start() < span.end());
        let mut meant = BTreeSet::new();
        for mention in &all[from..to] {
            meant.extend(mention.link.id().map(AsRef::<str>::as_ref));
            meant.extend(mention.attrs.iter().map(|attr| attr.value.as_ref()));
        }
        let entities = meant.into_iter().filter_map(|id| {
            let at = self.doc.entities().binary_search_by(|entity| entity.id.as_ref().cmp(id)).ok()?;
            Some(entity(&self.doc.entities()[at]))
        });
        let mention = |(i, mention): (usize, &'d griffier_doc::Mention)| {
            mention_record(self.doc, from + i, mention, self.place(mention.span))
        };
        (all[from..to].iter().enumerate().map(mention).collect(), entities.collect())
    }

    fn subwords(&self, span: Span) -> io::Result<Option<SubwordsRecord>> {
        let Measure::Subwords(tokenizer) = self.plan.measure else { return Ok(None) };
        if !self.detail.subwords {
            return Ok(None);
        }
        let subwords = tokenizer.encode_whole(self.doc.slice(span)).map_err(io::Error::other)?;
        let mut columns =
            SubwordsRecord { ids: Vec::new(), places: Vec::new(), words: Vec::new(), labels: Vec::new() };
        for aligned in align(self.doc, &subwords, span.start()) {
            let special = aligned.subword.special;
            columns.ids.push(aligned.subword.id);
            columns.places.push((!special).then(|| self.offsets.of(aligned.subword.span)));
            columns.words.push(aligned.word());
            columns.labels.push((!special).then(|| aligned.iob(self.doc)));
        }
        Ok(Some(columns))
    }

    /// Those of the letter that have their place here, and that the chunk is too long if it is.
    fn diagnostics(&self, chunk: &Chunk) -> Vec<DiagnosticRecord<'d>> {
        let place = |span: Span| self.place(span);
        let from = self.notes.partition_point(|(at, _)| *at < chunk.span.start());
        let to = self.notes.partition_point(|(at, _)| *at < chunk.span.end());
        let mut notes: Vec<DiagnosticRecord<'d>> =
            self.notes[from..to].iter().map(|(_, note)| diagnostic(note, place)).collect();
        if chunk.over_long {
            let Place { start, end } = self.place(chunk.span);
            notes.push(DiagnosticRecord {
                code: "chunk::over-long",
                message: "one sentence that is longer than a chunk may be; it is kept whole",
                start: Some(start),
                end: Some(end),
            });
        }
        notes
    }
}

/// The items that begin in `span`; they are sorted.
fn within<T>(items: &[T], span: Span, place: impl Fn(&T) -> Span) -> Vec<&T> {
    let from = items.partition_point(|item| place(item).start() < span.start());
    let to = items.partition_point(|item| place(item).start() < span.end());
    items[from..to].iter().collect()
}

#[cfg(test)]
mod tests;
