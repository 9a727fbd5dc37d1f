//! Chunks of a letter as JSON Lines, one chunk a line: for systems that search in passages. Described in `docs/chunk.md`.

use super::{Json, Writer};
use crate::asides;
use crate::offsets::{Offsets, unit_name};
use griffier_doc::{Diagnostic, Document, Entity, Sentence, Zone};
use griffier_subword::{Chunk, Measure, Plan, align, chunks};
use griffier_text::{Span, Unit};
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

/// Columns, one value a subword: what a model gets and what it is to give.
#[derive(Default)]
struct Columns {
    ids: Vec<u32>,
    /// None for special ones.
    places: Vec<Option<Span>>,
    /// The number of the token, as `griffier segment` writes them.
    words: Vec<Option<u32>>,
    labels: Vec<Option<String>>,
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
    let offsets = Offsets::new(doc.text(), detail.unit);
    let mut writer = Writer { doc, offsets, json: Json::with_capacity(0) };
    for (number, chunk) in (1..).zip(&all) {
        let columns = page.subwords(chunk.span)?;
        writer.json = Json::with_capacity(chunk.span.len() * super::RATIO);
        page.record(&mut writer, number, chunk, columns.as_ref());
        let mut line = std::mem::replace(&mut writer.json, Json::with_capacity(0)).into_bytes();
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
        Self { doc, plan, detail, of, around, notes }
    }

    fn record(&self, writer: &mut Writer<'_>, number: usize, chunk: &Chunk, columns: Option<&Columns>) {
        let (doc, source) = (self.doc, self.doc.source());
        let sentences = within(doc.sentences(), chunk.span, |sentence: &Sentence| sentence.span);
        let repeated = sentences.partition_point(|sentence| sentence.span.start() < chunk.fresh);
        writer.object(|w| {
            w.string("schema", CHUNK_SCHEMA);
            w.string("id", &format!("{}#{number}", doc.id()));
            w.string("letter", doc.id());
            w.json.key("source");
            w.object(|w| {
                w.string("path", &source.path);
                w.optional("sha256", Some(source.sha256.as_str()).filter(|sum| !sum.is_empty()));
            });
            w.json.key("number").number(number as u64);
            w.json.key("of").number(self.of as u64);
            w.string("offsets", unit_name(self.detail.unit));
            w.place(chunk.span);
            w.text(chunk.span);
            if let Some(reading) = asides::reading(doc, chunk.span) {
                w.string("reading", &reading);
            }
            w.string(
                "counted",
                match self.plan.measure {
                    Measure::Tokens => "tokens",
                    Measure::Subwords(_) => "subwords",
                },
            );
            w.json.key("size").number(chunk.size as u64);
            w.json.key("max_tokens").number(self.plan.most as u64);
            w.optional("tokenizer", self.detail.tokenizer);
            w.json.key("over_long").boolean(chunk.over_long);
            // How many of the sentences the chunk before has, too.
            w.json.key("repeated").number(repeated as u64);
            w.meta();
            self.above(w, chunk.fresh);
            self.zones(w, chunk.span);
            w.array("sentences", sentences, |w, sentence| w.span(sentence.span));
            self.finds(w, chunk.span);
            if let Some(columns) = columns {
                write_columns(w, columns);
            }
            self.diagnostics(w, chunk);
        });
    }

    /// The headings above byte `at`, the outermost first; one that begins there counts.
    fn above(&self, w: &mut Writer<'_>, at: usize) {
        let sections = self.doc.sections();
        let last = sections.partition_point(|section| section.span.start() <= at).checked_sub(1);
        let chain = std::iter::successors(last, |&i| self.around.get(i).copied().flatten());
        let mut here: Vec<_> =
            chain.map(|i| &sections[i]).filter(|section| section.span.covers(at)).collect();
        here.reverse();
        w.array("sections", here, |w, section| {
            w.object(|w| {
                w.string("kind", section.kind.name());
                w.json.key("level").number(u64::from(section.level));
                w.string("title", w.doc.slice(section.title));
                w.place(section.title);
            });
        });
    }

    /// The zones that the chunk has a part of, as far as it has it.
    fn zones(&self, w: &mut Writer<'_>, span: Span) {
        w.array("zones", asides::zones(self.doc, span), |w, zone: &Zone| {
            let start = zone.span.start().max(span.start());
            w.object(|w| {
                w.string("kind", zone.kind.name());
                w.place(Span::at(start, zone.span.end().min(span.end())));
            });
        });
    }

    /// The mentions that begin in the chunk, under the identifiers of the letter's record, and what they mean.
    fn finds(&self, w: &mut Writer<'_>, span: Span) {
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
            self.doc.entities().get(at)
        });
        w.json.key("mentions");
        w.items(all[from..to].iter().enumerate(), |w, (i, mention)| w.mention(from + i, mention));
        w.array("entities", entities, |w, entity: &Entity| w.entity(entity));
    }

    fn subwords(&self, span: Span) -> io::Result<Option<Columns>> {
        let Measure::Subwords(tokenizer) = self.plan.measure else { return Ok(None) };
        if !self.detail.subwords {
            return Ok(None);
        }
        let subwords = tokenizer.encode_whole(self.doc.slice(span)).map_err(io::Error::other)?;
        let mut columns = Columns::default();
        for aligned in align(self.doc, &subwords, span.start()) {
            let special = aligned.subword.special;
            columns.ids.push(aligned.subword.id);
            columns.places.push((!special).then_some(aligned.subword.span));
            columns.words.push(aligned.word());
            columns.labels.push((!special).then(|| aligned.iob(self.doc).into_owned()));
        }
        Ok(Some(columns))
    }

    /// Those of the letter that have their place here, and that the chunk is too long if it is.
    fn diagnostics(&self, w: &mut Writer<'_>, chunk: &Chunk) {
        let from = self.notes.partition_point(|(at, _)| *at < chunk.span.start());
        let to = self.notes.partition_point(|(at, _)| *at < chunk.span.end());
        let over_long = chunk.over_long.then(|| Diagnostic {
            span: Some(chunk.span),
            code: "chunk::over-long",
            message: "one sentence that is longer than a chunk may be; it is kept whole".to_owned(),
        });
        let notes = self.notes[from..to].iter().map(|(_, note)| *note).chain(&over_long);
        w.array("diagnostics", notes, Writer::diagnostic);
    }
}

/// One array for each column; places are half-open pairs.
fn write_columns(w: &mut Writer<'_>, columns: &Columns) {
    w.json.key("subwords");
    w.object(|w| {
        w.array("ids", &columns.ids, |w, &id| w.json.number(u64::from(id)));
        w.array("places", &columns.places, |w, place| match place {
            Some(span) => {
                let (start, end) = w.offsets.of(*span);
                w.items([start, end], |w, at| w.json.number(at));
            }
            None => w.json.null(),
        });
        w.array("words", &columns.words, |w, word| match word {
            Some(word) => w.json.number(u64::from(*word)),
            None => w.json.null(),
        });
        w.array("labels", &columns.labels, |w, label| w.json.optional(label.as_deref()));
    });
}

/// The items that begin in `span`; they are sorted.
fn within<T>(items: &[T], span: Span, place: impl Fn(&T) -> Span) -> Vec<&T> {
    let from = items.partition_point(|item| place(item).start() < span.start());
    let to = items.partition_point(|item| place(item).start() < span.end());
    items[from..to].iter().collect()
}

#[cfg(test)]
mod tests;
