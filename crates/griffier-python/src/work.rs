//! Work on letters away from Python's lock: one at a time on a stack that is deep enough, many in order.

use crate::given::Given;
use griffier::batch::{Annotate, Half, LetterError, Opened, Progress, guard, panic_words};
use griffier::files::Entry;
use griffier::{Document, Pipeline};
use griffier_ingest::Limits;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What a thread may need for markup that nests deeply: a thread of Python's may have far less.
const STACK: usize = 16 << 20;

/// One letter to annotate, or the loss of one.
pub(crate) enum Job {
    Text(Given),
    File(Entry),
}

impl Job {
    /// The annotated document at `path`.
    pub fn annotate(self, pipeline: &Pipeline, path: &Path) -> Result<Document, LetterError> {
        let mut doc = self.document(path)?;
        pipeline.run(&mut doc);
        Ok(doc)
    }

    fn document(self, path: &Path) -> Result<Document, LetterError> {
        match self {
            Self::Text(given) => Ok(given.document()),
            Self::File(entry) => entry.ingest(path, &Limits::default()),
        }
    }
}

/// Annotation of many letters.
pub(crate) struct Documents(pub Pipeline);

impl Annotate for Documents {
    type Item = Job;
    type Extra = ();
    type Out = Document;

    fn pipeline(&self) -> &Pipeline {
        &self.0
    }
    fn open(&self, path: &Path, job: Job) -> Result<Opened<(), Document>, LetterError> {
        Ok(Progress::Part(Half::new(job.document(path)?, ())))
    }
    fn close(&self, doc: Document, (): ()) -> Result<Document, LetterError> {
        Ok(doc)
    }
}

/// Does `work` on a thread of its own, and makes a panic in it the loss of the letter.
pub(crate) fn on_own_stack<T: Send>(
    path: &Path,
    work: impl FnOnce() -> Result<T, LetterError> + Send,
) -> Result<T, LetterError> {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name("letter".to_owned()).stack_size(STACK);
        match builder.spawn_scoped(scope, || guard(path, work)) {
            Ok(thread) => thread.join().unwrap_or_else(|payload| {
                Err(LetterError::Panic(path.to_owned(), panic_words(payload.as_ref())))
            }),
            Err(error) => Err(LetterError::Io(path.to_owned(), error)),
        }
    })
}

/// Does `work`; the words of a panic in it.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    // What `work` leaves half done is given up with it.
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        format!("a defect of griffier, please report it: {}", panic_words(payload.as_ref()))
    })
}

/// What a letter is called in messages.
pub(crate) fn named(name: &str) -> PathBuf {
    PathBuf::from(name)
}
