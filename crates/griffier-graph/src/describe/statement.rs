//! What the letter says: a relation as a statement about a statement, and as a plain triple where the text asserts it;
//! commitments.

use super::Scribe;
use crate::iri;
use crate::quads::Object;
use crate::record::{Commitment, Place, Relation};

impl<'r> Scribe<'r> {
    pub(super) fn statement(&mut self, number: usize, relation: &'r Relation) {
        let name = format!("r{number}");
        let subject = self.part(&name);
        let mut predicate = "gr:".to_owned();
        iri::encode(&relation.predicate, &mut predicate);
        self.is_a(&subject, "rdf:Statement");
        self.is_a(&subject, "gr:Statement");
        let letter = self.letter.clone();
        self.quads.add(&subject, "gr:in_letter", Object::Iri(&letter));
        self.link(&subject, "rdf:subject", &relation.subject);
        self.quads.add(&subject, "rdf:predicate", Object::Name(&predicate));
        self.link(&subject, "rdf:object", &relation.object);
        self.truth(&subject, "gr:negated", relation.negated);
        self.text(&subject, "gr:modality", relation.modality.as_deref().unwrap_or("asserted"));
        self.share(&subject, "gr:confidence", relation.confidence);
        self.text(&subject, "gr:why", &relation.why);
        let place = Place { start: relation.start, end: relation.end };
        self.target(&subject, &name, "oa:hasTarget", place, Some(&relation.evidence));
        // What is denied, meant or only possible is no fact.
        if !relation.negated && relation.modality.is_none() {
            for from in self.things(&relation.subject) {
                self.link(&from, &predicate, &relation.object);
            }
        }
    }

    pub(super) fn commitment(&mut self, number: usize, commitment: &'r Commitment) {
        let name = format!("c{number}");
        let subject = self.part(&name);
        let letter = self.letter.clone();
        self.is_a(&subject, "gr:Commitment");
        self.quads.add(&subject, "gr:in_letter", Object::Iri(&letter));
        self.text(&subject, "gr:status", &commitment.status);
        self.text(&subject, "gr:what", &commitment.what.text);
        for who in &commitment.by {
            self.link(&subject, "gr:promised_by", who);
        }
        for whom in &commitment.to {
            self.link(&subject, "gr:promised_to", whom);
        }
        if let Some(date) = &commitment.made_on {
            self.named(date, Some("DATE"));
            self.link(&subject, "gr:made_on", date);
        }
        if let Some(event) = &commitment.made_in {
            self.link(&subject, "gr:made_in", event);
        }
        if let Some(due) = &commitment.due {
            self.quads.add(&subject, "gr:due", Object::Typed(&due.day, "xsd:date"));
            self.named(&due.date, Some("DATE"));
            self.link(&subject, "gr:due_date", &due.date);
        }
        if let Some(number) = &commitment.number {
            self.named(number, Some("REFERENCE"));
            self.link(&subject, "gr:registered_as", number);
        }
        if commitment.status == "fulfilled" {
            self.quads.add(&subject, "gr:fulfilled_by", Object::Iri(&letter));
        }
        self.text(&subject, "gr:modality", commitment.modality.as_deref().unwrap_or("asserted"));
        self.share(&subject, "gr:confidence", commitment.confidence);
        self.text(&subject, "gr:why", &commitment.why);
        let place = Place { start: commitment.start, end: commitment.end };
        self.target(&subject, &name, "oa:hasTarget", place, Some(&commitment.text));
    }
}
