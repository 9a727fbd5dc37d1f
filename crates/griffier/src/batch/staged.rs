//! Annotation as work that is cut into parts: what opens a letter, each stage of the pipeline, what closes it.

use super::{LetterError, Progress, Work};
use crate::pipeline::{Pipeline, Stage};
use griffier_doc::Document;
use std::path::Path;

/// Who wants to know of each step of a letter that it is done.
pub trait Watch: Send + 'static {
    /// The steps of this letter go on: since the last one other letters may have been worked on.
    fn resume(&mut self);
    /// A step is done.
    fn lap(&mut self, step: &'static str);
}

impl Watch for () {
    fn resume(&mut self) {}
    fn lap(&mut self, _: &'static str) {}
}

/// What goes before and after the stages of a pipeline.
pub trait Annotate: Send + Sync + 'static {
    /// What a letter is before it is a document.
    type Item: Send + 'static;
    /// What goes with the document.
    type Extra: Watch;
    /// What comes of it.
    type Out: Send + 'static;

    /// The pipeline that annotates the letters.
    fn pipeline(&self) -> &Pipeline;

    /// Makes the document, or finds that all there is to do is done.
    ///
    /// # Errors
    /// Why the letter is lost.
    fn open(&self, path: &Path, item: Self::Item) -> Result<Opened<Self::Extra, Self::Out>, LetterError>;

    /// Makes what is wanted of the annotated document.
    ///
    /// # Errors
    /// Why the letter is lost.
    fn close(&self, doc: Document, extra: Self::Extra) -> Result<Self::Out, LetterError>;
}

/// Annotation a stage at a time: some letters go through each stage together.
#[derive(Debug)]
pub struct Staged<A>(pub A);

/// What comes of opening a letter: one to annotate, made by [`Half::new`], or what came of it before.
pub type Opened<X, T> = Progress<Box<Half<X>>, T>;

/// A letter between two stages.
#[derive(Debug)]
pub struct Half<X> {
    doc: Document,
    extra: X,
    /// The next; after the last one nothing is left but to close the letter.
    stage: Option<Stage>,
}

impl<X> Half<X> {
    /// A letter that no stage has seen, and what goes with it.
    pub fn new(doc: Document, extra: X) -> Box<Self> {
        Box::new(Self { doc, extra, stage: Some(Stage::FIRST) })
    }
}

impl<A: Annotate> Work for Staged<A> {
    type Item = A::Item;
    type Part = Box<Half<A::Extra>>;
    type Out = A::Out;
    const TOGETHER: usize = 16;

    fn begin(&self, path: &Path, item: A::Item) -> Result<Progress<Self::Part, A::Out>, LetterError> {
        self.0.open(path, item)
    }

    fn go_on(&self, _: &Path, mut part: Self::Part) -> Result<Progress<Self::Part, A::Out>, LetterError> {
        part.extra.resume();
        let Some(stage) = part.stage else {
            return self.0.close(part.doc, part.extra).map(Progress::Done);
        };
        let Half { doc, extra, .. } = &mut *part;
        self.0.pipeline().run_stage(stage, doc, &mut |step| extra.lap(step));
        part.stage = stage.next();
        Ok(Progress::Part(part))
    }
}
