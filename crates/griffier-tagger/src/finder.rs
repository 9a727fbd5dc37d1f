//! A letter as the tagger takes it, and what the tagger finds as hits.


use crate::passage::Evidence;
use griffier_doc::{Hit, MentionType, Target};

/// What the lists say, of the hits of a letter: names that are listed, sorted by span.
pub fn evidence(hits: &[Hit]) -> Vec<Evidence> {
    let listed = hits.iter().filter(|hit| matches!(hit.target, Target::Listed(_)) && hit.role.is_none());
    let mut all: Vec<Evidence> = listed
        .map(|hit| {
            let kind = match hit.kind {
                MentionType::Person => Evidence::PERSON,
                MentionType::Organisation => Evidence::ORGANISATION,
                MentionType::Location => Evidence::LOCATION,
                _ => Evidence::OTHER,
            };
            Evidence { span: hit.span, kind, sure: hit.confidence > 0.6 }
        })
        .collect();
    all.sort_by_key(|evidence| (evidence.span, evidence.kind));
    all
}
