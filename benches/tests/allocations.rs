//! How often each stage asks for memory, over the smoke corpus: the rows `… allocations` of `counts.tsv`. No stage may ask once a token.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use griffier::{Document, Pipeline, Unit};
use griffier_benches::counts::{self, SMOKE};
use griffier_benches::stages::{Stage, letters, prepare};
use griffier_export::write_record;

/// Allocations of `work` over all letters.
fn allocations(docs: &mut [Document], mut work: impl FnMut(&mut Document)) -> usize {
    let counted = allocation_counter::measure(|| docs.iter_mut().for_each(&mut work));
    usize::try_from(counted.count_total).unwrap()
}

#[test]
fn no_stage_allocates_once_a_token() {
    let knowledge = Pipeline::new().knowledge();
    let letters = letters(SMOKE.bytes).unwrap();
    // What is opened once is opened here.
    let whole = prepare(&letters, Stage::Relations, knowledge);
    let tokens: usize = whole.iter().map(|doc| doc.tokens().len()).sum();
    for stage in Stage::ALL {
        prepare(&letters, stage, knowledge).iter_mut().for_each(|doc| stage.run(doc, knowledge));
        let mut docs = prepare(&letters, stage, knowledge);
        let found = allocations(&mut docs, |doc| stage.run(doc, knowledge));
        counts::check(SMOKE, &format!("{} allocations", stage.name()), found);
        assert!(found < tokens, "{}: {found} allocations for {tokens} tokens", stage.name());
    }
    let mut docs = prepare(&letters, Stage::Relations, knowledge);
    docs.iter_mut().for_each(|doc| Stage::Relations.run(doc, knowledge));
    let mut record = Vec::new();
    let found = allocations(&mut docs, |doc| {
        record.clear();
        write_record(doc, Unit::Byte, &mut record).unwrap();
    });
    counts::check(SMOKE, "export allocations", found);
}
