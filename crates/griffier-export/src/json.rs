//! JSON Lines: one letter a line, as `docs/output.schema.json` lays down.

mod commitment;
mod origin;

use crate::offsets::{Offsets, unit_name};
use commitment::CommitmentRecord;
use griffier_doc::{
    Attr, Candidate, Diagnostic, Document, Entity, Exchange, Footnote, Id, Link, Mention, Relation, Section,
};
use griffier_text::{Span, Unit};
use origin::{At, PageRecord, StatedRecord};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::io;

/// The version of the record's form; it changes when a reader of the old form would break.
pub const SCHEMA: &str = "griffier/1";

/// Writes `doc` as one line of JSON and a line break, in one call to `out`, with offsets counted in `unit`.
///
/// The same document gives the same bytes.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_record(doc: &Document, unit: Unit, out: &mut impl io::Write) -> io::Result<()> {
    let mut line = serde_json::to_vec(&Record::new(doc, unit))?;
    line.push(b'\n');
    out.write_all(&line)
}

#[derive(Serialize)]
struct Record<'d> {
    schema: &'static str,
    id: &'d str,
    source: SourceRecord<'d>,
    offsets: &'static str,
    meta: MetaRecord<'d>,
    /// For a paged file only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<PageRecord>,
    zones: Vec<ZoneRecord>,
    sections: Vec<SectionRecord<'d>>,
    exchanges: Vec<ExchangeRecord<'d>>,
    sentences: Vec<Place>,
    footnotes: Vec<FootnoteRecord<'d>>,
    mentions: Vec<MentionRecord<'d>>,
    entities: Vec<EntityRecord<'d>>,
    relations: Vec<RelationRecord<'d>>,
    commitments: Vec<CommitmentRecord<'d>>,
    diagnostics: Vec<DiagnosticRecord<'d>>,
}

#[derive(Serialize)]
struct SourceRecord<'d> {
    path: &'d str,
    format: &'static str,
    /// `null` for a text that came from no file.
    sha256: Option<&'d str>,
    bytes: u64,
}

#[derive(Serialize)]
struct MetaRecord<'d> {
    date: Option<&'d str>,
    subject: Option<&'d str>,
    identifiers: &'d [Id],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stated: Vec<StatedRecord<'d>>,
}

#[derive(Clone, Copy, Serialize)]
struct Place {
    start: u64,
    end: u64,
}

#[derive(Serialize)]
struct ZoneRecord {
    kind: &'static str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct SectionRecord<'d> {
    kind: &'static str,
    level: u8,
    title: Place,
    speakers: Vec<Words<'d>>,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct ExchangeRecord<'d> {
    /// `null` for a question without a number.
    number: Option<&'d str>,
    asked_by: Vec<Words<'d>>,
    /// `null` where only the answer is printed.
    question: Option<Place>,
    repeated: Vec<Place>,
    answers: Vec<Place>,
}

/// A place with what stands there.
#[derive(Serialize)]
struct Words<'d> {
    #[serde(flatten)]
    place: Place,
    text: &'d str,
}

#[derive(Serialize)]
struct FootnoteRecord<'d> {
    label: &'d str,
    marks: Vec<Place>,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct MentionRecord<'d> {
    id: String,
    #[serde(flatten)]
    place: Place,
    text: &'d str,
    #[serde(rename = "type")]
    kind: &'static str,
    entity: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Vec<CandidateRecord<'d>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nil_reason: Option<&'static str>,
    nested: bool,
    #[serde(serialize_with = "two_decimals")]
    confidence: f32,
    why: String,
    attrs: BTreeMap<&'static str, String>,
    /// For a file whose text is not the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    at: Vec<At>,
}

#[derive(Serialize)]
struct CandidateRecord<'d> {
    id: &'d str,
    #[serde(serialize_with = "two_decimals")]
    score: f32,
    why: &'d str,
}

#[derive(Serialize)]
struct EntityRecord<'d> {
    id: &'d str,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'d str,
    same_as: &'d [Id],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    nil: bool,
}

#[derive(Serialize)]
struct RelationRecord<'d> {
    subject: &'d str,
    predicate: &'static str,
    object: &'d str,
    #[serde(flatten)]
    place: Place,
    evidence: &'d str,
    #[serde(serialize_with = "two_decimals")]
    confidence: f32,
    why: &'static str,
    negated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    modality: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    at: Vec<At>,
}

#[derive(Serialize)]
struct DiagnosticRecord<'d> {
    code: &'static str,
    message: &'d str,
    start: Option<u64>,
    end: Option<u64>,
}

impl<'d> Record<'d> {
    fn new(doc: &'d Document, unit: Unit) -> Self {
        let offsets = Offsets::new(doc.text(), unit);
        let place = |span: Span| {
            let (start, end) = offsets.of(span);
            Place { start, end }
        };
        let (source, meta) = (doc.source(), doc.meta());
        Self {
            schema: SCHEMA,
            id: doc.id(),
            source: SourceRecord {
                path: &source.path,
                format: source.format.name(),
                sha256: Some(source.sha256.as_str()).filter(|sum| !sum.is_empty()),
                bytes: source.bytes,
            },
            offsets: unit_name(unit),
            meta: MetaRecord {
                date: meta.date.as_deref(),
                subject: meta.subject.as_deref(),
                identifiers: &meta.identifiers,
                stated: doc.stated().iter().map(StatedRecord::new).collect(),
            },
            pages: doc.source_map().pages.iter().map(|page| PageRecord::new(page, place)).collect(),
            zones: (doc.zones().iter())
                .map(|zone| ZoneRecord { kind: zone.kind.name(), place: place(zone.span) })
                .collect(),
            sections: doc.sections().iter().map(|section| section_record(doc, section, place)).collect(),
            exchanges: doc.exchanges().iter().map(|exchange| exchange_record(doc, exchange, place)).collect(),
            sentences: doc.sentences().iter().map(|sentence| place(sentence.span)).collect(),
            footnotes: doc.footnotes().iter().map(|note| footnote(note, place)).collect(),
            mentions: (doc.mentions().iter().enumerate())
                .map(|(i, mention)| mention_record(doc, i, mention, place(mention.span)))
                .collect(),
            entities: doc.entities().iter().map(entity).collect(),
            relations: (doc.relations().iter())
                .map(|relation| relation_record(doc, relation, place(relation.evidence)))
                .collect(),
            commitments: (doc.commitments().iter())
                .map(|commitment| CommitmentRecord::new(doc, commitment, place))
                .collect(),
            diagnostics: doc.diagnostics().iter().map(|note| diagnostic(note, place)).collect(),
        }
    }
}

fn section_record<'d>(
    doc: &'d Document,
    section: &Section,
    place: impl Fn(Span) -> Place + Copy,
) -> SectionRecord<'d> {
    SectionRecord {
        kind: section.kind.name(),
        level: section.level,
        title: place(section.title),
        speakers: words(doc, &section.speakers, place),
        place: place(section.span),
    }
}

fn exchange_record<'d>(
    doc: &'d Document,
    exchange: &'d Exchange,
    place: impl Fn(Span) -> Place + Copy,
) -> ExchangeRecord<'d> {
    let mut questions = exchange.questions.iter().map(|&question| place(question));
    ExchangeRecord {
        number: Some(exchange.number.as_str()).filter(|number| !number.is_empty()),
        asked_by: words(doc, &exchange.askers, place),
        question: questions.next(),
        repeated: questions.collect(),
        answers: exchange.answers.iter().map(|&answer| place(answer)).collect(),
    }
}

fn words<'d>(doc: &'d Document, spans: &[Span], place: impl Fn(Span) -> Place) -> Vec<Words<'d>> {
    spans.iter().map(|&span| Words { place: place(span), text: doc.slice(span) }).collect()
}

fn footnote(note: &Footnote, place: impl Fn(Span) -> Place) -> FootnoteRecord<'_> {
    let marks = note.marks.iter().map(|&mark| place(mark)).collect();
    FootnoteRecord { label: &note.label, marks, place: place(note.note) }
}

fn mention_record<'d>(doc: &'d Document, i: usize, mention: &'d Mention, place: Place) -> MentionRecord<'d> {
    let (candidates, nil_reason) = match &mention.link {
        Link::One(_) => (None, None),
        Link::Many(candidates) => (Some(candidates.iter().map(candidate).collect()), None),
        Link::Nil { reason, .. } => (None, Some(*reason)),
    };
    MentionRecord {
        id: format!("m{}", i + 1),
        place,
        text: doc.slice(mention.span),
        kind: mention.kind.name(),
        entity: mention.link.id().map(AsRef::as_ref),
        candidates,
        nil_reason,
        nested: mention.nested,
        confidence: mention.confidence,
        why: match mention.why.as_str() {
            "" => mention.origin.to_string(),
            why => format!("{}; {why}", mention.origin),
        },
        attrs: attributes(&mention.attrs),
        at: origin::at(doc, mention.span),
    }
}

fn candidate(candidate: &Candidate) -> CandidateRecord<'_> {
    CandidateRecord { id: &candidate.id, score: candidate.score, why: &candidate.why }
}

/// Several values of one key are joined by `|`, as several targets of a citation are.
fn attributes(attrs: &[Attr]) -> BTreeMap<&'static str, String> {
    let mut map: BTreeMap<&'static str, String> = BTreeMap::new();
    for attr in attrs {
        let values = map.entry(attr.key).or_default();
        if !values.is_empty() {
            values.push('|');
        }
        values.push_str(&attr.value);
    }
    map
}

fn entity(entity: &Entity) -> EntityRecord<'_> {
    EntityRecord {
        id: &entity.id,
        kind: entity.kind.name(),
        label: &entity.label,
        same_as: &entity.same_as,
        nil: entity.nil,
    }
}

fn relation_record<'d>(doc: &'d Document, relation: &'d Relation, place: Place) -> RelationRecord<'d> {
    RelationRecord {
        subject: relation.subject.as_str(),
        predicate: relation.predicate.name(),
        object: relation.object.as_str(),
        place,
        evidence: doc.slice(relation.evidence),
        confidence: relation.confidence,
        why: relation.why,
        negated: relation.negated,
        modality: commitment::modality(relation.modality),
        at: origin::at(doc, relation.evidence),
    }
}

fn diagnostic(note: &Diagnostic, place: impl Fn(Span) -> Place) -> DiagnosticRecord<'_> {
    let place = note.span.map(place);
    DiagnosticRecord {
        code: note.code,
        message: &note.message,
        start: place.map(|place| place.start),
        end: place.map(|place| place.end),
    }
}

/// 0 to 1 with two decimals; what is no number counts as 0, so that the record stays valid JSON.
fn two_decimals<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    let value = if value.is_nan() { 0.0 } else { f64::from(*value).clamp(0.0, 1.0) };
    serializer.serialize_f64((value * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests;
