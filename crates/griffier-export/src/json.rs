//! JSON Lines: one letter a line, as `docs/output.schema.json` lays down.

pub(crate) mod chunks;
mod origin;
mod write;

use crate::offsets::{Offsets, unit_name};
use griffier_doc::{
    Attr, Commitment, Diagnostic, Document, Entity, Exchange, Footnote, Id, Link, Mention, Modality, Origin,
    Relation, Section, Term,
};
use griffier_text::{Span, Unit};
use std::io;
use write::Json;

/// The version of the record's form; it changes when a reader of the old form would break.
pub const SCHEMA: &str = "griffier/1";

/// Bytes of a record for each byte of its letter, about.
const RATIO: usize = 6;

/// Writes `doc` as one line of JSON and a line break, in one call to `out`, with offsets counted in `unit`.
///
/// The same document gives the same bytes.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_record(doc: &Document, unit: Unit, out: &mut impl io::Write) -> io::Result<()> {
    let offsets = Offsets::new(doc.text(), unit);
    let mut writer = Writer { doc, offsets, json: Json::with_capacity(doc.text().len() * RATIO) };
    writer.record(unit);
    let mut line = writer.json.into_bytes();
    line.push(b'\n');
    out.write_all(&line)
}

struct Writer<'d> {
    doc: &'d Document,
    offsets: Offsets<'d>,
    json: Json,
}

impl Writer<'_> {
    fn record(&mut self, unit: Unit) {
        self.object(|w| {
            let doc = w.doc;
            w.string("schema", SCHEMA);
            w.string("id", doc.id());
            w.source();
            w.string("offsets", unit_name(unit));
            w.meta();
            w.pages();
            w.array("zones", doc.zones(), |w, zone| {
                w.object(|w| {
                    w.name("kind", zone.kind.name());
                    w.place(zone.span);
                });
            });
            w.array("sections", doc.sections(), Self::section);
            w.array("exchanges", doc.exchanges(), Self::exchange);
            w.array("sentences", doc.sentences(), |w, sentence| w.span(sentence.span));
            w.array("footnotes", doc.footnotes(), Self::footnote);
            w.json.key("mentions");
            w.items(doc.mentions().iter().enumerate(), |w, (i, mention)| w.mention(i, mention));
            w.array("entities", doc.entities(), Self::entity);
            w.array("relations", doc.relations(), Self::relation);
            w.array("commitments", doc.commitments(), Self::commitment);
            w.array("diagnostics", doc.diagnostics(), Self::diagnostic);
        });
    }

    fn source(&mut self) {
        let source = self.doc.source();
        self.json.key("source");
        self.object(|w| {
            w.string("path", &source.path);
            w.string("format", source.format.name());
            // `null` for a text that came from no file.
            w.optional("sha256", Some(source.sha256.as_str()).filter(|sum| !sum.is_empty()));
            w.json.key("bytes").number(source.bytes);
        });
    }

    fn meta(&mut self) {
        let meta = self.doc.meta();
        self.json.key("meta");
        self.object(|w| {
            w.optional("date", meta.date.as_deref());
            w.optional("subject", meta.subject.as_deref());
            w.ids("identifiers", &meta.identifiers);
            w.stated();
        });
    }

    fn section(&mut self, section: &Section) {
        self.object(|w| {
            w.name("kind", section.kind.name());
            w.json.key("level").number(u64::from(section.level));
            w.json.key("title");
            w.span(section.title);
            w.array("speakers", &section.speakers, |w, &span| w.words(span));
            w.place(section.span);
        });
    }

    fn exchange(&mut self, exchange: &Exchange) {
        self.object(|w| {
            // `null` for a question without a number.
            w.optional("number", Some(exchange.number.as_str()).filter(|number| !number.is_empty()));
            w.array("asked_by", &exchange.askers, |w, &span| w.words(span));
            w.json.key("question");
            match exchange.questions.first() {
                Some(&question) => w.span(question),
                // Only the answer is printed.
                None => w.json.null(),
            }
            let repeated = exchange.questions.get(1..).unwrap_or(&[]);
            w.array("repeated", repeated, |w, &span| w.span(span));
            w.array("answers", &exchange.answers, |w, &span| w.span(span));
        });
    }

    fn footnote(&mut self, note: &Footnote) {
        self.object(|w| {
            w.string("label", &note.label);
            w.array("marks", &note.marks, |w, &span| w.span(span));
            w.place(note.note);
        });
    }

    fn mention(&mut self, i: usize, mention: &Mention) {
        self.object(|w| {
            w.json.key("id").numbered("m", i as u64 + 1);
            w.place(mention.span);
            w.text(mention.span);
            w.name("type", mention.kind.name());
            w.optional("entity", mention.link.id().map(AsRef::as_ref));
            match &mention.link {
                Link::One(_) => {}
                Link::Many(candidates) => w.array("candidates", candidates.iter(), |w, candidate| {
                    w.object(|w| {
                        w.string("id", &candidate.id);
                        w.json.key("score").share(candidate.score);
                        w.string("why", &candidate.why);
                    });
                }),
                Link::Nil { reason, .. } => w.string("nil_reason", reason),
            }
            w.json.key("nested").boolean(mention.nested);
            w.json.key("confidence").share(mention.confidence);
            let (rule, origin) = match &mention.origin {
                Origin::Gazetteer(row) => ("", row.as_ref()),
                Origin::Rule(name) => ("rule ", *name),
            };
            let joint = if mention.why.is_empty() { "" } else { "; " };
            w.json.key("why").text(&[rule, origin, joint, &mention.why]);
            w.attributes(&mention.attrs);
            w.at(mention.span);
        });
    }

    /// Sorted by key. Several values of one key are joined by `|`, as several targets of a citation are.
    fn attributes(&mut self, attrs: &[Attr]) {
        self.json.key("attrs");
        self.object(|w| {
            if let [only] = attrs {
                return w.json.key(only.key).string(&only.value);
            }
            let mut sorted: Vec<&Attr> = attrs.iter().collect();
            sorted.sort_by_key(|attr| attr.key);
            for group in sorted.chunk_by(|a, b| a.key == b.key) {
                let Some(first) = group.first() else { continue };
                // What is empty joins nothing.
                let mut parts: Vec<&str> = Vec::with_capacity(group.len() * 2);
                for attr in group {
                    if parts.iter().any(|part| !part.is_empty()) {
                        parts.push("|");
                    }
                    parts.push(&attr.value);
                }
                w.json.key(first.key).text(&parts);
            }
        });
    }

    fn entity(&mut self, entity: &Entity) {
        self.object(|w| {
            w.string("id", &entity.id);
            w.name("type", entity.kind.name());
            w.string("label", &entity.label);
            w.ids("same_as", &entity.same_as);
            if entity.nil {
                w.json.key("nil").boolean(true);
            }
        });
    }

    fn relation(&mut self, relation: &Relation) {
        self.object(|w| {
            w.string("subject", relation.subject.as_str());
            w.name("predicate", relation.predicate.name());
            w.string("object", relation.object.as_str());
            w.place(relation.evidence);
            w.string("evidence", w.doc.slice(relation.evidence));
            w.json.key("confidence").share(relation.confidence);
            w.string("why", relation.why);
            w.json.key("negated").boolean(relation.negated);
            w.modality(relation.modality);
            w.at(relation.evidence);
        });
    }

    fn commitment(&mut self, commitment: &Commitment) {
        self.object(|w| {
            w.name("status", commitment.status.name());
            w.place(commitment.span);
            w.text(commitment.span);
            w.json.key("what");
            w.words(commitment.what);
            w.array("by", &commitment.by, Self::term);
            w.array("to", &commitment.to, Self::term);
            w.optional("made_on", commitment.made_on.as_deref());
            w.optional("made_in", commitment.made_in.as_deref());
            w.json.key("due");
            match &commitment.due {
                Some(due) => w.object(|w| {
                    w.place(due.span);
                    w.text(due.span);
                    w.string("date", &due.date);
                    w.string("day", &due.day);
                }),
                None => w.json.null(),
            }
            w.optional("number", commitment.number.as_deref());
            w.modality(commitment.modality);
            w.json.key("confidence").share(commitment.confidence);
            w.string("why", commitment.why);
        });
    }

    fn diagnostic(&mut self, note: &Diagnostic) {
        self.object(|w| {
            w.string("code", note.code);
            w.string("message", &note.message);
            match note.span {
                Some(span) => w.place(span),
                None => {
                    w.json.key("start").null();
                    w.json.key("end").null();
                }
            }
        });
    }

    fn term(&mut self, term: &Term) {
        self.json.string(term.as_str());
    }
    /// The name of a modality that is not the plain one.
    fn modality(&mut self, modality: Modality) {
        if modality != Modality::Asserted {
            self.string("modality", modality.name());
        }
    }
    fn ids(&mut self, key: &str, ids: &[Id]) {
        self.json.key(key);
        self.items(ids, |w, id| w.json.string(id));
    }
    /// A place with what stands there.
    fn words(&mut self, span: Span) {
        self.object(|w| {
            w.place(span);
            w.text(span);
        });
    }
    fn span(&mut self, span: Span) {
        self.object(|w| w.place(span));
    }
    fn place(&mut self, span: Span) {
        let (start, end) = self.offsets.of(span);
        self.json.place(start, end);
    }
    fn text(&mut self, span: Span) {
        self.json.key("text").string(self.doc.slice(span));
    }
    #[inline]
    fn string(&mut self, key: &str, text: &str) {
        self.json.key(key).string(text);
    }
    /// A name of a kind, which needs no escape.
    #[inline]
    fn name(&mut self, key: &str, name: &'static str) {
        self.json.key(key).name(name);
    }
    #[inline]
    fn optional(&mut self, key: &str, text: Option<&str>) {
        self.json.key(key).optional(text);
    }
    fn array<T>(&mut self, key: &str, items: impl IntoIterator<Item = T>, item: impl FnMut(&mut Self, T)) {
        self.json.key(key);
        self.items(items, item);
    }
    fn items<T>(&mut self, items: impl IntoIterator<Item = T>, mut item: impl FnMut(&mut Self, T)) {
        self.json.open(b'[');
        for value in items {
            item(self, value);
        }
        self.json.close(b']');
    }
    fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.json.open(b'{');
        fields(self);
        self.json.close(b'}');
    }
}

#[cfg(test)]
mod tests;
