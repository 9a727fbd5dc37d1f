//! Where a training run gets its texts from: files of columns, letters with gold, letters as griffier itself reads them.

use crate::complain;
use crate::input::{Inputs, Reading};
use anyhow::{Context, bail};
use griffier::{Document, MentionType, Pipeline, Span};
use griffier_eval::Gold;
use griffier_tagger::conll::{self, Annotated, Corpus};
use griffier_tagger::{Evidence, Lesson, Lexicon, Lines, Name, Sort, evidence};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The types of letters, as numbers of [`TYPES`].
const TYPES: [&str; 4] = ["LOC", "MISC", "ORG", "PER"];

/// Texts with what the lists say of them.
#[derive(Default)]
pub(crate) struct Lessons {
    corpus: Corpus,
    evidence: Vec<Vec<Evidence>>,
}

impl Lessons {
    /// The types of all texts.
    pub fn types(&self) -> &[String] {
        &self.corpus.types
    }
    /// The texts, ready to learn from.
    pub fn all(&self) -> Vec<Lesson<'_>> {
        let texts = self.corpus.documents.iter().zip(&self.evidence);
        texts.map(|(text, evidence)| Lesson { text, evidence }).collect()
    }
    fn add(&mut self, corpus: Corpus, evidence: Vec<Vec<Evidence>>) -> anyhow::Result<()> {
        self.corpus.join(corpus)?;
        self.evidence.extend(evidence);
        Ok(())
    }

    /// Takes in a file of columns. With `types`, names of other types are left out; with `lexicon`, sentences with an
    /// unmarked name.
    pub fn columns(
        &mut self,
        pipeline: &Pipeline,
        path: &Path,
        types: Option<&[String]>,
        noisy: Option<&Lexicon>,
    ) -> anyhow::Result<()> {
        let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
        let mut corpus = conll::parse(&bytes).map_err(|error| match error.line {
            0 => anyhow::anyhow!("{}: {error}", path.display()),
            _ => anyhow::anyhow!("{}:{error}", path.display()),
        })?;
        if let Some(types) = types {
            let (known, lost) = corpus.with_types(types);
            corpus = known;
            if lost > 0 {
                complain(format!("warning: {}: {lost} names of types the model lacks", path.display()));
            }
        }
        if let Some(lexicon) = noisy {
            corpus.documents.iter_mut().for_each(|text| *text = text.cleaned(lexicon, &[]));
            corpus.documents.retain(|text| !text.tokens.is_empty());
        }
        let listed =
            |text: &Annotated| evidence(&pipeline.knowledge().find(&Document::from_text("", &text.text)));
        let evidence = corpus.documents.iter().map(listed).collect();
        self.add(corpus, evidence).with_context(|| format!("{}", path.display()))
    }

    /// Takes in letters: with `gold` as that marks them, else as griffier reads them, without the sentences in which it
    /// leaves a name unread. Half of what the lists say is hidden, so that names no list has are learned.
    pub fn letters(
        &mut self,
        pipeline: &Pipeline,
        paths: &[PathBuf],
        gold: Option<&Path>,
        lexicon: &Lexicon,
    ) -> anyhow::Result<()> {
        let inputs = Inputs::find(paths)?;
        inputs.faults.iter().for_each(complain);
        let (mut texts, mut listed) = (Vec::new(), Vec::new());
        for (number, doc) in read(&inputs, *pipeline)?.into_iter().enumerate() {
            let text = match gold {
                Some(dir) => {
                    let gold = Gold::load(dir, doc.id(), doc.text()).map_err(anyhow::Error::new)?;
                    let marked: Vec<_> = gold.mentions().iter().map(|m| (m.span, m.kind)).collect();
                    annotated(&doc, &marked)
                }
                None => {
                    let marked: Vec<_> = doc.mentions().iter().map(|m| (m.span, m.kind)).collect();
                    let spans: Vec<Span> = marked.iter().map(|(span, _)| *span).collect();
                    annotated(&doc, &marked).cleaned(lexicon, &spans)
                }
            };
            if !text.tokens.is_empty() {
                listed.push(hide(&doc, number, evidence(doc.hits())));
                texts.push(text);
            }
        }
        if texts.is_empty() {
            bail!("no letter to learn from");
        }
        let types = TYPES.map(str::to_owned).to_vec();
        self.add(Corpus { types, documents: texts }, listed)
    }
}

/// The letters, annotated; one that cannot be read ends the run.
fn read(inputs: &Inputs, pipeline: Pipeline) -> anyhow::Result<Vec<Document>> {
    let (mut docs, mut failure) = (Vec::new(), None);
    let annotate = move |mut doc: Document| {
        pipeline.run(&mut doc);
        Ok(doc)
    };
    inputs.each(&Reading::default(), 0, annotate, |_, result| match result {
        Ok(doc) => {
            docs.push(doc);
            ControlFlow::Continue(())
        }
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failure.map_or(Ok(docs), |error| Err(anyhow::anyhow!("{error}")))
}

/// The letter with the marked names: of nested ones the inner where the outer is an office, a motion or an event.
fn annotated(doc: &Document, marked: &[(Span, MentionType)]) -> Annotated {
    let Lines { tokens, ends } = Lines::read(doc);
    let mut names: Vec<Name> = Vec::new();
    let mut sorted = marked.to_vec();
    sorted.sort_unstable();
    for &(span, kind) in &sorted {
        let kind = match kind {
            MentionType::Location => 0,
            MentionType::Law | MentionType::Treaty | MentionType::Policy => 1,
            MentionType::Organisation => 2,
            MentionType::Person => 3,
            _ => continue,
        };
        let from = tokens.partition_point(|token| token.start() < span.start());
        let to = tokens.partition_point(|token| token.end() <= span.end());
        let whole = from < to && tokens[from].start() == span.start() && tokens[to - 1].end() == span.end();
        let inside = ends.partition_point(|&end| end as usize <= from);
        let sentence = ends.get(inside).is_some_and(|&end| to <= end as usize);
        if whole && sentence && names.last().is_none_or(|last| last.to as usize <= from) {
            names.push(Name { from: from as u32, to: to as u32, kind });
        }
    }
    Annotated { text: doc.text().to_owned(), tokens, ends, names }
}

/// Half of the listed names of a letter, the same for every occurrence.
fn hide(doc: &Document, number: usize, evidence: Vec<Evidence>) -> Vec<Evidence> {
    let shown = |evidence: &Evidence| {
        let words = doc.slice(evidence.span).bytes();
        let hash = words.fold(number as u64 ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        hash >> 40 & 1 == 0
    };
    evidence.into_iter().filter(shown).collect()
}

/// Reads the lines of a lexicon: kind, tab, form.
pub(crate) fn read_lexicon(path: &Path) -> anyhow::Result<Lexicon> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot read", path.display()))?;
    let mut entries = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let Some((kind, form)) = line.split_once('\t') else {
            bail!("{}:{}: KIND, tab, FORM expected", path.display(), i + 1);
        };
        let Some(sort) = Sort::parse(kind) else {
            bail!("{}:{}: {kind:?} is no kind of word", path.display(), i + 1);
        };
        entries.push((sort, form));
    }
    Ok(Lexicon::compile(entries.into_iter()))
}
