//! The `commitments` of a record.

use super::{Place, two_decimals};
use griffier_doc::{Commitment, Document, Modality};
use griffier_text::Span;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct CommitmentRecord<'d> {
    status: &'static str,
    #[serde(flatten)]
    place: Place,
    text: &'d str,
    what: Words<'d>,
    by: Vec<&'d str>,
    to: Vec<&'d str>,
    made_on: Option<&'d str>,
    made_in: Option<&'d str>,
    due: Option<DueRecord<'d>>,
    number: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modality: Option<&'static str>,
    #[serde(serialize_with = "two_decimals")]
    confidence: f32,
    why: &'static str,
}

#[derive(Serialize)]
struct Words<'d> {
    #[serde(flatten)]
    place: Place,
    text: &'d str,
}

#[derive(Serialize)]
struct DueRecord<'d> {
    #[serde(flatten)]
    words: Words<'d>,
    date: &'d str,
    day: &'d str,
}

/// The name of a modality that is not the plain one.
pub(super) fn modality(modality: Modality) -> Option<&'static str> {
    (modality != Modality::Asserted).then_some(modality.name())
}

impl<'d> CommitmentRecord<'d> {
    pub fn new(doc: &'d Document, commitment: &'d Commitment, place: impl Fn(Span) -> Place) -> Self {
        let words = |span: Span| Words { place: place(span), text: doc.slice(span) };
        Self {
            status: commitment.status.name(),
            place: place(commitment.span),
            text: doc.slice(commitment.span),
            what: words(commitment.what),
            by: commitment.by.iter().map(|term| term.as_str()).collect(),
            to: commitment.to.iter().map(|term| term.as_str()).collect(),
            made_on: commitment.made_on.as_deref(),
            made_in: commitment.made_in.as_deref(),
            due: commitment.due.as_ref().map(|due| DueRecord {
                words: words(due.span),
                date: &due.date,
                day: &due.day,
            }),
            number: commitment.number.as_deref(),
            modality: modality(commitment.modality),
            confidence: commitment.confidence,
            why: commitment.why,
        }
    }
}
