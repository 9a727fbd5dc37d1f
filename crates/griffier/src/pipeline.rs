//! The order of the stages.

use crate::{names, stages};
use griffier_doc::Document;
use griffier_gazetteer::KnowledgeBase;
use griffier_tagger::Model;
use std::sync::OnceLock;

/// What `build.rs` compiled from `gazetteers/`.
static KNOWLEDGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));

/// The knowledge base that is compiled into the program.
#[expect(
    clippy::expect_used,
    reason = "the block was written by the same version at build time; a test opens it"
)]
pub fn builtin() -> KnowledgeBase {
    static OPENED: OnceLock<KnowledgeBase> = OnceLock::new();
    *OPENED.get_or_init(|| KnowledgeBase::open(KNOWLEDGE).expect("the embedded knowledge base opens"))
}

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
    /// A pipeline with the embedded knowledge base; parses and builds nothing.
    pub fn new() -> Self {
        Self::with_knowledge(builtin())
    }
    /// A pipeline with another knowledge base, which lives until the process ends:
    ///
    /// ```
    /// use griffier::lists::Lists;
    /// use griffier::{Document, Pipeline, builtin};
    ///
    /// # let folder = std::env::temp_dir().join(format!("griffier-doc-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// # let file = folder.join("eigen.csv");
    /// # std::fs::write(&file, "id,name,type\nown:1,Platform Zeegras,ORGANISATION\n")?;
    /// // eigen.csv: id,name,type / own:1,Platform Zeegras,ORGANISATION
    /// let lists = Lists { files: vec![file], builtin: Some(builtin()), priority: 1, ..Lists::default() };
    /// let mut doc = Document::from_text("brief", "Het Platform Zeegras sprak met de NAVO.");
    /// Pipeline::with_knowledge(lists.open()?.knowledge).run(&mut doc);
    /// let ids: Vec<_> = doc.mentions().iter().filter_map(|mention| mention.link.id()).collect();
    /// assert_eq!(ids, ["own:1", "org:navo"]);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_knowledge(knowledge: KnowledgeBase) -> Self {
        Self { knowledge, tagger: Tagger::None }
    }
    /// The same pipeline with the tagger that griffier brings: names of people that no list has and no rule finds. It is
    /// off unless asked for, because on letters it had not seen it added nothing that was right (`docs/model-card.md`).
    pub fn with_shipped_tagger(self) -> Self {
        Self { tagger: Tagger::Shipped, ..self }
    }
    /// The same pipeline with another tagger than the one that griffier brings.
    pub fn with_tagger(self, tagger: &'static Model) -> Self {
        Self { tagger: Tagger::Own(tagger), ..self }
    }
    /// The knowledge base.
    pub fn knowledge(&self) -> KnowledgeBase {
        self.knowledge
    }
    /// Annotates a letter that has no layers yet. Cannot fail: what is unclear becomes a diagnostic, NIL or candidates.
    pub fn run(&self, doc: &mut Document) {
        self.run_watched(doc, &mut |_| {});
    }
    /// The same; `watch` is told the name of each step as soon as it is done, always in one order. For callers with a clock.
    pub fn run_watched(&self, doc: &mut Document, watch: &mut dyn FnMut(&'static str)) {
        stages::segment(doc);
        watch("segment");
        stages::gazetteer(doc, self.knowledge);
        watch("gazetteer");
        griffier_patterns::recognize_watched(doc, watch);
        let tagger = match self.tagger {
            Tagger::None => None,
            Tagger::Shipped => Some(names::shipped()),
            Tagger::Own(tagger) => Some(tagger),
        };
        if let Some(tagger) = tagger {
            stages::tag(doc, self.knowledge, tagger);
            watch("tag");
        }
        stages::link(doc, self.knowledge);
        watch("link");
        griffier_relations::relate_watched(doc, watch);
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
