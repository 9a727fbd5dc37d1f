//! Which mention of gold is which mention found.

use crate::gold::GoldMention;
use crate::predicted::PredictedMention;
use std::collections::BTreeMap;

/// Pairs of indices into gold and found, and what of each has no partner.
#[derive(Debug, Default)]
pub(crate) struct Alignment {
    /// Same span, same type; in the order of gold.
    pub(crate) strict: Vec<(usize, usize)>,
    /// Same type and at least one byte in common, beyond the strict pairs; in the order of gold.
    pub(crate) near: Vec<(usize, usize)>,
}

/// Aligns one to one: first equal spans, then of those that overlap the ones with most bytes in common.
pub(crate) fn align(gold: &[GoldMention], found: &[PredictedMention]) -> Alignment {
    let mut by_place: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, mention) in found.iter().enumerate().rev() {
        by_place.entry((mention.span, mention.kind)).or_default().push(at);
    }
    let (mut gold_free, mut found_free) = (vec![true; gold.len()], vec![true; found.len()]);
    let mut strict = Vec::new();
    for (g, mention) in gold.iter().enumerate() {
        if let Some(f) = by_place.get_mut(&(mention.span, mention.kind)).and_then(Vec::pop) {
            strict.push((g, f));
            (gold_free[g], found_free[f]) = (false, false);
        }
    }
    let mut overlaps = Vec::new();
    for (g, mention) in gold.iter().enumerate().filter(|&(g, _)| gold_free[g]) {
        let others =
            found.iter().enumerate().filter(|&(f, other)| found_free[f] && other.kind == mention.kind);
        overlaps.extend(others.filter_map(|(f, other)| {
            let shared = common_bytes(mention, other);
            (shared > 0).then_some((std::cmp::Reverse(shared), g, f))
        }));
    }
    overlaps.sort_unstable();
    let mut near = Vec::new();
    for (_, g, f) in overlaps {
        if gold_free[g] && found_free[f] {
            near.push((g, f));
            (gold_free[g], found_free[f]) = (false, false);
        }
    }
    near.sort_unstable();
    Alignment { strict, near }
}

/// How many bytes two mentions share.
pub(crate) fn common_bytes(gold: &GoldMention, found: &PredictedMention) -> usize {
    gold.span.end().min(found.span.end()).saturating_sub(gold.span.start().max(found.span.start()))
}
