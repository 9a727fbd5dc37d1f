//! Criterion benches: each stage over a slice of the corpus, and the whole pipeline over all of it.
//!
//! Every iteration checks how much was found (`counts.tsv`): a stage that finds less is not faster, it is broken.

use criterion::{
    BatchSize, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use griffier::batch::{Plan, Task, in_order};
use griffier::names;
use griffier::tagger::{Evidence, Lines, Passage, evidence};
use griffier::{Document, Pipeline, Unit};
use griffier_benches::corpus::Letter;
use griffier_benches::counts::{self, FULL, SLICE};
use griffier_benches::stages::{Stage, letters, prepare, run};
use griffier_export::write_record;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;

fn size(letters: &[Letter]) -> Throughput {
    Throughput::Bytes(letters.iter().map(|letter| letter.text.len() as u64).sum())
}

fn single_stages(criterion: &mut Criterion) {
    let knowledge = Pipeline::new().knowledge();
    let letters = letters(SLICE.bytes).unwrap_or_default();
    let mut group = criterion.benchmark_group("stage");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(5));
    group.throughput(size(&letters));
    for stage in Stage::ALL {
        group.bench_function(stage.name(), |bencher| {
            bencher.iter_batched(
                || prepare(&letters, stage, knowledge),
                |mut docs| {
                    counts::check(SLICE, stage.name(), run(&mut docs, stage, knowledge));
                    docs
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

/// Tokens and sentences of plain text beside the word iterator of `unicode-segmentation` over the same text.
fn split(criterion: &mut Criterion) {
    let letters = letters(SLICE.bytes).unwrap_or_default();
    let mut group = criterion.benchmark_group("split");
    group.sample_size(10).throughput(size(&letters));
    group.bench_function("tokens and sentences", |bencher| {
        bencher.iter(|| {
            let tokens = |letter: &Letter| griffier_segment::split(&letter.text).0.len();
            counts::check(SLICE, "split", letters.iter().map(tokens).sum());
        });
    });
    group.bench_function("unicode words", |bencher| {
        bencher.iter(|| {
            let words = |letter: &Letter| letter.text.unicode_words().count();
            counts::check(SLICE, "unicode words", letters.iter().map(words).sum());
        });
    });
    group.finish();
}

/// What stands before and after the stages: bytes to a document, an annotated document to its record.
fn edges(criterion: &mut Criterion) {
    let pipeline = Pipeline::new();
    let letters = letters(SLICE.bytes).unwrap_or_default();
    let mut group = criterion.benchmark_group("edge");
    group.sample_size(10).throughput(size(&letters));
    group.bench_function("ingest", |bencher| {
        bencher.iter(|| {
            let read =
                |letter: &&Letter| griffier::ingest(letter.text.clone().into_bytes(), &letter.id).is_ok();
            counts::check(SLICE, "ingest", letters.iter().filter(read).count());
        });
    });
    let mut docs: Vec<Document> =
        letters.iter().map(|letter| Document::from_text(&letter.id, &letter.text)).collect();
    docs.iter_mut().for_each(|doc| pipeline.run(doc));
    group.bench_function("export", |bencher| {
        bencher.iter(|| {
            let mut out = Vec::new();
            let written = |doc: &&Document| write_record(doc, Unit::Byte, &mut out).is_ok();
            let records = docs.iter().filter(written).count();
            counts::check(SLICE, "export", records);
            out
        });
    });
    group.finish();
}

/// The whole pipeline over all letters on so many threads; what it found.
fn annotate(letters: &Arc<[Letter]>, pipeline: Pipeline, jobs: usize) -> usize {
    let mut found = 0;
    let task = |item: usize| Task { path: PathBuf::new(), weight: 0, item };
    let (count, letters) = (letters.len(), Arc::clone(letters));
    let done = in_order(
        &Plan { jobs, timeout: None },
        move |push| {
            let _ = (0..count).map(task).try_for_each(push);
        },
        move |_, at: usize| {
            let mut doc = Document::from_text(&letters[at].id, &letters[at].text);
            pipeline.run(&mut doc);
            Ok(doc.mentions().len())
        },
        |_, mentions| {
            found += mentions.unwrap_or(0);
            ControlFlow::Continue(())
        },
    );
    done.map_or(0, |()| found)
}

/// One thread over the slice, every core over the full corpus.
fn end_to_end(criterion: &mut Criterion) {
    let pipeline = Pipeline::new();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut group = criterion.benchmark_group("annotate");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(20));
    for (corpus, threads) in [(SLICE, 1), (FULL, cores)] {
        let letters: Arc<[Letter]> = letters(corpus.bytes).unwrap_or_default().into();
        group.throughput(size(&letters));
        group.bench_function(BenchmarkId::new(corpus.name, format!("{threads} threads")), |bencher| {
            bencher.iter(|| {
                let found = annotate(&letters, pipeline, threads);
                counts::check(corpus, "annotate", found);
                found
            });
        });
    }
    group.finish();
}

/// The tagger on every sentence, whether or not a name in it is unknown: tokens a second on one thread.
fn tagger(criterion: &mut Criterion) {
    let knowledge = Pipeline::new().knowledge();
    let letters = letters(SLICE.bytes).unwrap_or_default();
    let docs = prepare(&letters, Stage::Tag, knowledge);
    let read = |doc: &Document| (Lines::read(doc), evidence(doc.hits()));
    let pages: Vec<_> = docs.iter().map(read).collect();
    let tokens: usize = pages.iter().map(|(lines, _)| lines.tokens.len()).sum();
    let mut group = criterion.benchmark_group("tagger");
    group.sample_size(10).throughput(Throughput::Elements(tokens as u64));
    group.bench_function("tokens", |bencher| {
        bencher.iter(|| {
            let tag = |(doc, (lines, evidence)): (&Document, &(Lines, Vec<Evidence>))| {
                let passage =
                    Passage { text: doc.text(), tokens: &lines.tokens, ends: &lines.ends, evidence };
                names::shipped().tag(&passage).len()
            };
            let found: usize = docs.iter().zip(&pages).map(tag).sum();
            counts::check(SLICE, "names", found);
            found
        });
    });
    group.finish();
}

criterion_group!(benches, split, single_stages, tagger, edges, end_to_end);
criterion_main!(benches);
