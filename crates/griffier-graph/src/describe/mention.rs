//! A mention as a Web Annotation: the body is the thing meant, the target the place.

use super::Scribe;
use super::entity::class;
use crate::iri;
use crate::quads::Object;
use crate::record::{Mention, Place};

impl<'r> Scribe<'r> {
    pub(super) fn mention(&mut self, mention: &'r Mention) {
        let subject = self.part(mention.id);
        self.is_a(&subject, "oa:Annotation");
        self.is_a(&subject, "gr:Mention");
        self.quads.add(&subject, "oa:motivatedBy", Object::Name("oa:identifying"));
        let letter = self.letter.clone();
        self.quads.add(&subject, "gr:in_letter", Object::Iri(&letter));
        self.quads.add(&subject, "gr:type", Object::Name(&class(&mention.kind)));
        if let Some(entity) = &mention.entity {
            self.named(entity, Some(&mention.kind));
            self.link(&subject, "oa:hasBody", entity);
        }
        if let Some(reason) = &mention.nil_reason {
            self.text(&subject, "gr:nil_reason", reason);
        }
        self.truth(&subject, "gr:nested", mention.nested);
        self.share(&subject, "gr:confidence", mention.confidence);
        self.text(&subject, "gr:why", &mention.why);
        self.attributes(&subject, mention);
        for (rank, candidate) in (1..).zip(&mention.candidates) {
            let node = self.part(&format!("{}-candidate{rank}", mention.id));
            self.quads.add(&subject, "gr:candidate", Object::Iri(&node));
            self.is_a(&node, "gr:Candidate");
            self.named(&candidate.id, Some(&mention.kind));
            self.link(&node, "gr:means", &candidate.id);
            self.quads.add(&node, "gr:rank", Object::Typed(&rank.to_string(), "xsd:integer"));
            self.share(&node, "gr:score", candidate.score);
            self.text(&node, "gr:why", &candidate.why);
        }
        let place = Place { start: mention.start, end: mention.end };
        self.target(&subject, mention.id, "oa:hasTarget", place, Some(&mention.text));
    }

    fn attributes(&mut self, subject: &str, mention: &'r Mention) {
        for (key, value) in &mention.attrs {
            match key.as_str() {
                "holder" | "party" | "chamber" | "readings" => {
                    let property = if key == "readings" { "gr:reading" } else { &format!("gr:{key}") };
                    self.link(subject, property, value);
                }
                "class" => self.text(subject, "gr:citation_class", value),
                "reason" => self.text(subject, "gr:citation_reason", value),
                "alias" => self.text(subject, "gr:alias", value),
                "url" | "eli" => {
                    for address in value.split('|').filter(|address| iri::is_iri(address)) {
                        self.quads.add(subject, "gr:published_at", Object::Iri(address));
                    }
                }
                _ => self.text(subject, "gr:attribute", &format!("{key}={value}")),
            }
        }
    }
}
