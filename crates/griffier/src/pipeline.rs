//! The order of the stages.

use crate::{names, stages};
use griffier_correct::Corrections;
use griffier_doc::{Document, Finder};
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
    finder: Option<&'static dyn Finder>,
    corrections: Option<&'static Corrections>,
}

/// Which tagger a pipeline has.
#[derive(Clone, Copy, Debug)]
enum Tagger {
    None,
    /// The one that griffier brings, read when the first letter needs it.
    Shipped,
    Own(&'static Model),
}

/// The stages of a pipeline, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Zones, footnotes, tokens, sentences.
    Segment,
    /// Listed names.
    Gazetteer,
    /// Forms that no list can hold.
    Patterns,
    /// What a tagger or a finder of one's own claims.
    Names,
    /// Mentions and entities.
    Link,
    /// Relations and commitments.
    Relations,
}

impl Stage {
    /// The one a letter begins with.
    pub const FIRST: Self = Self::Segment;

    /// The one after it.
    pub const fn next(self) -> Option<Self> {
        Some(match self {
            Self::Segment => Self::Gazetteer,
            Self::Gazetteer => Self::Patterns,
            Self::Patterns => Self::Names,
            Self::Names => Self::Link,
            Self::Link => Self::Relations,
            Self::Relations => return None,
        })
    }
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
        Self { knowledge, tagger: Tagger::None, finder: None, corrections: None }
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
    /// The same pipeline with one more source of hits, which runs after lists, rules and tagger: a model of your own.
    pub fn with_finder(self, finder: &'static dyn Finder) -> Self {
        Self { finder: Some(finder), ..self }
    }
    /// The same pipeline with what people decided about mentions and relations.
    pub fn with_corrections(self, corrections: &'static Corrections) -> Self {
        Self { corrections: Some(corrections), ..self }
    }
    /// What people decided, if it was given.
    pub fn corrections(&self) -> Option<&'static Corrections> {
        self.corrections
    }
    /// The knowledge base.
    pub fn knowledge(&self) -> KnowledgeBase {
        self.knowledge
    }
    /// Annotates a letter that has no layers yet. Cannot fail: what is unclear becomes a diagnostic, NIL or candidates.
    pub fn run(&self, doc: &mut Document) {
        self.run_watched(doc, &mut |_| {});
    }
    /// The same with other corrections than the pipeline has, for callers whose corrections grow while they run.
    pub fn run_corrected(&self, doc: &mut Document, corrections: &Corrections) {
        self.run_stages(doc, Some(corrections), &mut |_| {});
    }
    /// [`Pipeline::run`]; `watch` is told the name of each step as soon as it is done, always in one order. For callers with a clock.
    pub fn run_watched(&self, doc: &mut Document, watch: &mut dyn FnMut(&'static str)) {
        self.run_stages(doc, self.corrections, watch);
    }
    fn run_stages(
        &self,
        doc: &mut Document,
        corrections: Option<&Corrections>,
        watch: &mut dyn FnMut(&'static str),
    ) {
        let mut stage = Some(Stage::FIRST);
        while let Some(now) = stage {
            self.run_corrected_stage(now, doc, corrections, watch);
            stage = now.next();
        }
    }
    /// Runs one stage on a letter that those before it have seen; `watch` as in [`Pipeline::run_watched`]. For callers who take
    /// many letters through each stage together.
    pub fn run_stage(&self, stage: Stage, doc: &mut Document, watch: &mut dyn FnMut(&'static str)) {
        self.run_corrected_stage(stage, doc, self.corrections, watch);
    }
    fn run_corrected_stage(
        &self,
        stage: Stage,
        doc: &mut Document,
        corrections: Option<&Corrections>,
        watch: &mut dyn FnMut(&'static str),
    ) {
        match stage {
            Stage::Segment => {
                stages::segment(doc);
                watch("segment");
            }
            Stage::Gazetteer => {
                stages::gazetteer(doc, self.knowledge);
                watch("gazetteer");
            }
            Stage::Patterns => griffier_patterns::recognize_watched(doc, watch),
            Stage::Names => self.names(doc, watch),
            Stage::Link => {
                match corrections {
                    Some(corrections) => stages::link_corrected(doc, self.knowledge, corrections),
                    None => stages::link(doc, self.knowledge),
                }
                watch("link");
            }
            Stage::Relations => {
                let mut correct = |doc: &Document, relations: &mut Vec<griffier_doc::Relation>| {
                    if let Some(corrections) = corrections {
                        corrections.apply_to_relations(doc, relations);
                    }
                };
                griffier_relations::relate_corrected(doc, &mut correct, watch);
            }
        }
    }
    /// What the tagger and the finder claim, if there are any.
    fn names(&self, doc: &mut Document, watch: &mut dyn FnMut(&'static str)) {
        let tagger = match self.tagger {
            Tagger::None => None,
            Tagger::Shipped => Some(names::shipped()),
            Tagger::Own(tagger) => Some(tagger),
        };
        if let Some(tagger) = tagger {
            stages::tag(doc, self.knowledge, tagger);
            watch("tag");
        }
        if let Some(finder) = self.finder {
            finder.find(doc);
        }
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
    use griffier_doc::{Field, Hit, MentionType, Stated, Target, Trust};
    use griffier_text::Span;

    fn stated(text: &str, given: &[(Field, &str)]) -> Document {
        stated_by("jsonl", Trust::Publisher, text, given)
    }

    fn stated_by(origin: &str, trust: Trust, text: &str, given: &[(Field, &str)]) -> Document {
        let mut doc = Document::from_text("t", text);
        let stated = given.iter().map(|&(field, value)| Stated {
            field,
            value: value.to_owned(),
            origin: origin.to_owned(),
            trust,
        });
        doc.set_stated(stated.collect());
        Pipeline::new().run(&mut doc);
        doc
    }

    #[track_caller]
    fn check_day(text: &str, date: &str, expected: Option<&str>, diagnostics: &[&str]) {
        check_days(&stated(text, &[(Field::Date, date)]), expected, diagnostics);
    }

    #[track_caller]
    fn check_days(doc: &Document, expected: Option<&str>, diagnostics: &[&str]) {
        let day = doc.mentions().iter().rfind(|mention| mention.kind == griffier_doc::MentionType::Date);
        assert_eq!(day.and_then(|day| day.link.id()).map(AsRef::as_ref), expected);
        let found: Vec<&str> = doc.diagnostics().iter().map(|note| note.message.as_str()).collect();
        assert_eq!(found, diagnostics);
    }

    #[test]
    fn a_stated_date_is_what_days_count_from() {
        let undated = "De motie is op 8 juli jl. aangenomen.";
        check_day(undated, "2021-10-11", Some("2021-07-08"), &[]);
        check_day(
            undated,
            "11 oktober",
            Some("date:8-juli-jl"),
            &[
                "the words leave out the year, and the letter bears no date to take it from",
                "jsonl says \"11 oktober\", which is no date (YYYY-MM-DD): it is left aside",
            ],
        );
        let dated = "Datum 3 mei 2022\n\nGeachte voorzitter,\n\nDe motie is op 8 juli jl. aangenomen.\n";
        check_day(dated, "2022-05-03", Some("2021-07-08"), &[]);
        let undated = "jsonl says \"vandaag\", which is no date (YYYY-MM-DD): it is left aside";
        check_day(dated, "vandaag", Some("2021-07-08"), &[undated]);
        let conflict = "the letter bears the date 2022-05-03, jsonl says 2022-08-01: the latter is taken";
        check_day(dated, "2022-08-01", Some("2022-07-08"), &[conflict]);
    }

    #[test]
    fn the_day_of_sending_counts_where_the_letter_bears_none() {
        let sent = |text: &str, trust, date: &str| stated_by("eml:date", trust, text, &[(Field::Date, date)]);
        let undated = "De motie is op 8 juli jl. aangenomen.";
        let taken = "the letter bears no date: 2021-10-11, which eml:date says, is taken";
        let doc = sent(undated, Trust::Sender, "2021-10-11");
        assert_eq!(doc.meta().date.as_deref(), Some("2021-10-11"));
        check_days(&doc, Some("2021-07-08"), &[taken]);
        // The day on which a program made the file is another matter.
        let no_anchor = "the words leave out the year, and the letter bears no date to take it from";
        check_days(&sent(undated, Trust::Property, "2021-10-11"), Some("date:8-juli-jl"), &[no_anchor]);
        let dated = "Datum 3 mei 2022\n\nGeachte voorzitter,\n\nDe motie is op 8 juli jl. aangenomen.\n";
        let conflict = |says: &str| {
            format!("the letter bears the date 2022-05-03, eml:date says {says}: the former is taken")
        };
        // A letter goes out some days after it was dated.
        check_days(&sent(dated, Trust::Sender, "2022-05-04"), Some("2021-07-08"), &[]);
        check_days(&sent(dated, Trust::Sender, "2022-08-04"), Some("2021-07-08"), &[&conflict("2022-08-04")]);
        check_days(&sent(dated, Trust::Property, "2022-05-04"), Some("2021-07-08"), &[]);
        check_days(
            &sent(dated, Trust::Property, "2023-05-04"),
            Some("2021-07-08"),
            &[&conflict("2023-05-04")],
        );
    }

    #[test]
    fn a_name_that_the_end_of_a_line_breaks_is_whole() {
        let check = |text: &str, expected: &[&str]| {
            let doc = stated(text, &[]);
            let found: Vec<&str> = doc.mentions().iter().map(|mention| doc.slice(mention.span)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Ook de heer J. Jan-\nsen sprak erover.", &["J. Jan-\nsen"]);
        check("Dit zegt de minister van De-\nfensie erover.", &["minister van De-\nfensie"]);
        // The first part of two that share what follows, and a name before a dash.
        check("Dit zegt de heer J. Jansen -\nsamen met anderen.", &["J. Jansen"]);
    }

    #[test]
    fn a_stated_paper_joins_what_the_letter_says_of_itself() {
        let given = [(Field::Dossier, "33694"), (Field::Number, "45"), (Field::Title, "Een brief")];
        let doc = stated("De NAVO komt bijeen.", &given);
        let ids: Vec<&str> = doc.meta().identifiers.iter().map(AsRef::as_ref).collect();
        assert_eq!((ids, doc.meta().subject.as_deref()), (vec!["kst-33694-45"], Some("Een brief")));
    }

    #[test]
    fn the_embedded_knowledge_base_opens_and_knows_its_first_names() {
        let kb = Pipeline::new().knowledge();
        assert!(kb.len() > 5_000, "{} entities", kb.len());
        assert_eq!(kb.entity("org:navo").map(|entity| entity.label()), Some("NAVO"));
    }

    /// Claims every "Zeegras".
    #[derive(Debug)]
    struct Zeegras;

    impl Finder for Zeegras {
        fn find(&self, doc: &mut Document) {
            let found = doc.text().match_indices("Zeegras").map(|(at, word)| Span::at(at, at + word.len()));
            let hit = |span| Hit::rule(span, MentionType::Organisation, Target::Name, "zeegras");
            let hits = found.map(hit).collect();
            doc.push_hits(hits);
        }
    }

    #[test]
    fn what_a_finder_claims_is_linked_like_the_rest() {
        let mut doc = Document::from_text("brief", "Hij sprak met Zeegras over de NAVO.");
        Pipeline::new().with_finder(&Zeegras).run(&mut doc);
        let shown: Vec<_> =
            doc.mentions().iter().map(|m| (doc.slice(m.span), m.link.id().cloned())).collect();
        assert_eq!(shown, [("Zeegras", Some("org:zeegras".into())), ("NAVO", Some("org:navo".into()))]);
        let mut without = Document::from_text("brief", "Hij sprak met Zeegras over de NAVO.");
        Pipeline::new().run(&mut without);
        assert_eq!(without.mentions().len(), 1);
    }
}
