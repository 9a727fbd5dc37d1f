//! The things that mentions mean, with their identifiers elsewhere, and values: dates, amounts, addresses.

use super::Scribe;
use crate::iri::{self, Elsewhere};
use crate::period;
use crate::quads::Object;
use crate::record::{Entity, Record};

/// The name of the class of a record's type: `gr:Organisation` of `ORGANISATION`.
pub(super) fn class(kind: &str) -> String {
    let mut name = "gr:".to_owned();
    let mut letters = kind.chars().filter(char::is_ascii_alphanumeric);
    name.extend(letters.next());
    name.extend(letters.map(|c| c.to_ascii_lowercase()));
    name
}

impl<'r> Scribe<'r> {
    pub(super) fn entity(&mut self, entity: &'r Entity) {
        if entity.nil {
            let subject = self.part(&entity.id);
            self.thing(&subject, &entity.id, &class(&entity.kind), &entity.label);
            self.truth(&subject, "gr:nil", true);
            self.elsewhere(&subject, &entity.same_as);
            return;
        }
        let parts: Vec<&str> = entity.id.split('|').filter(|part| !part.is_empty()).collect();
        // Several papers cited as one: each has its own address, if each has one.
        let addresses: Vec<&[String]> = match parts.len() {
            1 => vec![&entity.same_as],
            n if n == entity.same_as.len() => entity.same_as.chunks(1).collect(),
            n => vec![&[]; n],
        };
        for (part, addresses) in parts.iter().zip(addresses) {
            let label = if parts.len() == 1 { &entity.label } else { *part };
            for subject in self.things(part) {
                self.thing(&subject, part, &class(&entity.kind), label);
                self.elsewhere(&subject, addresses);
            }
        }
    }

    fn thing(&mut self, subject: &str, id: &str, class: &str, label: &str) {
        self.is_a(subject, class);
        self.text(subject, "rdfs:label", label);
        self.text(subject, "gr:id", id);
        for dossier in iri::dossiers(id) {
            for dossier in self.things(&dossier) {
                self.quads.add(subject, "gr:in_dossier", Object::Iri(&dossier));
            }
        }
        // The dossier of a paper is that of the paper; a dossier is one of itself, so that a query needs one property.
        if id.starts_with("dossier-") {
            self.quads.add(subject, "gr:in_dossier", Object::Iri(subject));
        }
    }

    fn elsewhere(&mut self, subject: &str, same_as: &[String]) {
        for identifier in same_as {
            match iri::elsewhere(identifier) {
                Elsewhere::Same(iri) => {
                    self.quads.add(subject, "owl:sameAs", Object::Iri(&iri));
                    self.text(subject, "dcterms:identifier", identifier);
                }
                Elsewhere::Page(page) => self.quads.add(subject, "schema:url", Object::Iri(&page)),
                Elsewhere::Code => self.text(subject, "dcterms:identifier", identifier),
            }
        }
    }

    /// Describes what was named and is no entity of the record.
    pub(super) fn values(&mut self, record: &'r Record) {
        for relation in &record.relations {
            let dated =
                ["dated", "occurs_on", "issued_on", "in_force_on"].contains(&relation.predicate.as_str());
            self.named(&relation.object, dated.then_some("DATE"));
        }
        for (id, kind) in std::mem::take(&mut self.values) {
            for part in id.split('|').filter(|part| !part.is_empty()) {
                for subject in self.things(part) {
                    self.value(&subject, part, kind.unwrap_or("Thing"));
                }
            }
        }
    }

    fn value(&mut self, subject: &str, id: &str, kind: &str) {
        self.thing(subject, id, &class(kind), id);
        match kind {
            "DATE" => {
                let period = period::read(id);
                match period.datatype {
                    // A type of XML Schema wants seconds.
                    Some("xsd:dateTime") => {
                        self.quads.add(
                            subject,
                            "gr:value",
                            Object::Typed(&format!("{id}:00"), "xsd:dateTime"),
                        );
                    }
                    Some(datatype) => self.quads.add(subject, "gr:value", Object::Typed(id, datatype)),
                    None => self.text(subject, "gr:value", id),
                }
                if let Some((first, last)) = period.days {
                    self.quads.add(subject, "gr:first_day", Object::Typed(&first, "xsd:date"));
                    self.quads.add(subject, "gr:last_day", Object::Typed(&last, "xsd:date"));
                }
            }
            "QUANTITY" => {
                let (unit, amount) = id.split_once(':').unwrap_or(("", id));
                let digits = amount.strip_prefix('-').unwrap_or(amount);
                let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
                let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
                if number(whole) && number(part) && !unit.is_empty() {
                    self.text(subject, "gr:unit", unit);
                    self.quads.add(subject, "gr:value", Object::Typed(amount, "xsd:decimal"));
                } else {
                    self.text(subject, "gr:value", id);
                }
            }
            "URL" if iri::is_iri(id) => self.quads.add(subject, "schema:url", Object::Iri(id)),
            _ => {}
        }
    }
}
