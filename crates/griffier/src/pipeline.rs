//! The order of the stages.

use crate::{names, stages};
use griffier_doc::Document;
use griffier_gazetteer::KnowledgeBase;
use griffier_tagger::Model;

/// What `build.rs` compiled from `gazetteers/`.
static KNOWLEDGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));

/// The stages with their knowledge base. Holds no state of a letter: one pipeline serves all threads.
#[derive(Clone, Copy, Debug)]
pub struct Pipeline {
    knowledge: KnowledgeBase,
    tagger: Tagger,
}

/// Which tagger a pipeline has.
#[derive(Clone, Copy, Debug)]
enum Tagger {
    None,
    /// The one that griffier brings, read when the first letter needs it.
    Shipped,
    Own(&'static Model),
}

impl Pipeline {
    /// A pipeline with the embedded knowledge base and tagger; parses and builds nothing.
    #[expect(
        clippy::expect_used,
        reason = "the block was written by the same version at build time; a test opens it"
    )]
    pub fn new() -> Self {
        Self::with_knowledge(KnowledgeBase::open(KNOWLEDGE).expect("the embedded knowledge base opens"))
    }
    /// A pipeline with another knowledge base.
    pub fn with_knowledge(knowledge: KnowledgeBase) -> Self {
        Self { knowledge, tagger: Tagger::Shipped }
    }
    /// The same pipeline with another tagger than the one that griffier brings.
    pub fn with_tagger(self, tagger: &'static Model) -> Self {
        Self { tagger: Tagger::Own(tagger), ..self }
    }
    /// The same pipeline without a tagger: only names that are listed or follow a rule.
    pub fn without_tagger(self) -> Self {
        Self { tagger: Tagger::None, ..self }
    }
    /// The knowledge base.
    pub fn knowledge(&self) -> KnowledgeBase {
        self.knowledge
    }
    /// Annotates a letter that has no layers yet. Cannot fail: what is unclear becomes a diagnostic, NIL or candidates.
    pub fn run(&self, doc: &mut Document) {
        stages::segment(doc);
        stages::gazetteer(doc, self.knowledge);
        stages::patterns(doc);
        match self.tagger {
            Tagger::None => {}
            Tagger::Shipped => stages::tag(doc, self.knowledge, names::shipped()),
            Tagger::Own(tagger) => stages::tag(doc, self.knowledge, tagger),
        }
        stages::link(doc, self.knowledge);
        stages::relate(doc);
    }
}

impl Default for Pipeline {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_knowledge_base_opens_and_knows_its_first_names() {
        let kb = Pipeline::new().knowledge();
        assert!(kb.len() > 5_000, "{} entities", kb.len());
        assert_eq!(kb.entity("org:navo").map(|entity| entity.label()), Some("NAVO"));
    }
}
