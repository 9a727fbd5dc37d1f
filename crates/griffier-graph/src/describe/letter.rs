//! The letter itself, its questions and what a reader should know of its reading.

use super::Scribe;
use crate::quads::Object;
use crate::record::{Diagnostic, Exchange, Place, Record, SCHEMA};

impl<'r> Scribe<'r> {
    pub(super) fn letter(&mut self, record: &'r Record) {
        let letter = self.letter.clone();
        self.is_a(&letter, "gr:Letter");
        self.text(&letter, "rdfs:label", &record.id);
        self.text(&letter, "dcterms:language", "nl");
        if let Some(date) = &record.meta.date {
            self.quads.add(&letter, "dcterms:date", Object::Typed(date, "xsd:date"));
        }
        if let Some(subject) = &record.meta.subject {
            self.text(&letter, "dcterms:title", subject);
        }
        for identifier in &record.meta.identifiers {
            self.text(&letter, "dcterms:identifier", identifier);
        }
        let source = &record.source;
        self.text(&letter, "gr:path", &source.path);
        self.text(
            &letter,
            "dcterms:format",
            if source.format == "markdown" { "text/markdown" } else { "text/plain" },
        );
        if let Some(sha256) = &source.sha256 {
            self.text(&letter, "gr:sha256", sha256);
        }
        self.quads.add(&letter, "gr:bytes", Object::Typed(&source.bytes.to_string(), "xsd:integer"));
        self.text(&letter, "gr:record_schema", SCHEMA);
    }

    pub(super) fn exchange(&mut self, number: usize, exchange: &'r Exchange) {
        let name = format!("q{number}");
        let subject = self.part(&name);
        self.is_a(&subject, "gr:Exchange");
        let letter = self.letter.clone();
        self.quads.add(&subject, "gr:in_letter", Object::Iri(&letter));
        if let Some(number) = &exchange.number {
            self.text(&subject, "gr:number", number);
        }
        for asker in &exchange.asked_by {
            self.text(&subject, "gr:asked_by", &asker.text);
        }
        self.truth(&subject, "gr:answered", !exchange.answers.is_empty());
        if let Some(place) = exchange.question {
            self.target(&subject, &format!("{name}-question"), "gr:question", place, None);
        }
        for (i, &place) in exchange.answers.iter().enumerate() {
            self.target(&subject, &format!("{name}-answer{}", i + 1), "gr:answer", place, None);
        }
    }

    pub(super) fn diagnostic(&mut self, number: usize, diagnostic: &'r Diagnostic) {
        let name = format!("d{number}");
        let subject = self.part(&name);
        self.is_a(&subject, "gr:Diagnostic");
        let letter = self.letter.clone();
        self.quads.add(&subject, "gr:in_letter", Object::Iri(&letter));
        self.text(&subject, "gr:code", &diagnostic.code);
        self.text(&subject, "gr:message", &diagnostic.message);
        if let (Some(start), Some(end)) = (diagnostic.start, diagnostic.end) {
            self.target(&subject, &name, "oa:hasTarget", Place { start, end }, None);
        }
    }
}
