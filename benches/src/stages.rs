//! Each stage with letters prepared for it, and how much it found.

use crate::corpus::{Letter, make, read_seeds};
use griffier::{Document, KnowledgeBase, names, stages};
use std::io;
use std::path::Path;

/// The stages in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "named as in ARCHITECTURE.md")]
pub enum Stage {
    Segment,
    Gazetteer,
    Patterns,
    Tag,
    Link,
    Relations,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 6] =
        [Self::Segment, Self::Gazetteer, Self::Patterns, Self::Tag, Self::Link, Self::Relations];

    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Segment => "segment",
            Self::Gazetteer => "gazetteer",
            Self::Patterns => "patterns",
            Self::Tag => "tag",
            Self::Link => "link",
            Self::Relations => "relations",
        }
    }

    /// Runs it on one letter.
    pub fn run(self, doc: &mut Document, knowledge: KnowledgeBase) {
        match self {
            Self::Segment => stages::segment(doc),
            Self::Gazetteer => stages::gazetteer(doc, knowledge),
            Self::Patterns => stages::patterns(doc),
            Self::Tag => stages::tag(doc, knowledge, names::shipped()),
            Self::Link => stages::link(doc, knowledge),
            Self::Relations => stages::relate(doc),
        }
    }

    /// How much the letter holds of what this stage writes.
    pub fn count(self, doc: &Document) -> usize {
        match self {
            Self::Segment => doc.tokens().len(),
            Self::Gazetteer | Self::Patterns | Self::Tag => doc.hits().len(),
            Self::Link => doc.mentions().len(),
            Self::Relations => doc.relations().len(),
        }
    }
}

/// The corpus of at least that many bytes, from the seeds of the repository.
///
/// # Errors
/// When the seeds cannot be read.
pub fn letters(bytes: usize) -> io::Result<Vec<Letter>> {
    Ok(make(&read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds"))?, bytes))
}

/// Letters on which every stage before `stage` has run.
pub fn prepare(letters: &[Letter], stage: Stage, knowledge: KnowledgeBase) -> Vec<Document> {
    let prepare = |letter: &Letter| {
        let mut doc = Document::from_text(&letter.id, &letter.text);
        for before in Stage::ALL.into_iter().filter(|&before| before < stage) {
            before.run(&mut doc, knowledge);
        }
        doc
    };
    letters.iter().map(prepare).collect()
}

/// Runs `stage` on letters prepared for it; what it found in all of them.
pub fn run(docs: &mut [Document], stage: Stage, knowledge: KnowledgeBase) -> usize {
    for doc in docs.iter_mut() {
        stage.run(doc, knowledge);
    }
    docs.iter().map(|doc| stage.count(doc)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts;
    use griffier::Pipeline;

    /// The small version of the benches: every stage once, with its count.
    #[test]
    fn every_stage_finds_in_the_smoke_corpus_what_it_should() {
        let knowledge = Pipeline::new().knowledge();
        let letters = letters(counts::SMOKE.bytes).unwrap();
        for stage in Stage::ALL {
            let mut docs = prepare(&letters, stage, knowledge);
            let found = run(&mut docs, stage, knowledge);
            assert!(found > 0, "{} finds nothing", stage.name());
            counts::check(counts::SMOKE, stage.name(), found);
        }
    }
}
