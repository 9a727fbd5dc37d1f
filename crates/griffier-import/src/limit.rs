//! Bounds on what one row may need, so that a list of any size is read in little memory.

use crate::quotes::Quotes;
use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

/// Longest row, in bytes.
pub(crate) const ROW: usize = 1 << 20;

/// What is said of a longer one.
pub(crate) const TOO_LONG: &str = "a row of more than 1 MiB (a quote that is not closed, or no list at all?)";

/// A reader that fails when it is asked for more bytes than a row may have: the parser behind it would keep them all.
pub(crate) struct Limited<R> {
    inner: R,
    read: u64,
    watch: Rc<Watch>,
}

/// What the caller and the reader behind the parser tell each other.
pub(crate) struct Watch {
    /// Up to which byte may be read; the caller raises it from row to row.
    pub limit: Cell<u64>,
    /// The quotes of what was read; `None` if the format has none.
    pub quotes: Option<RefCell<Quotes>>,
    /// Whether all was read.
    pub ended: Cell<bool>,
}

impl Watch {
    pub fn new(quotes: Option<Quotes>) -> Self {
        Self { limit: Cell::new(ROW as u64), quotes: quotes.map(RefCell::new), ended: Cell::new(false) }
    }
    /// Line and column of the quote that was open where the reading stands.
    pub fn open_quote(&self) -> Option<(usize, usize)> {
        self.quotes.as_ref().and_then(|quotes| quotes.borrow().open())
    }
}

impl<R> Limited<R> {
    /// Reads as far as `watch` allows.
    pub fn new(inner: R, watch: Rc<Watch>) -> Self {
        Self { inner, read: 0, watch }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read >= self.watch.limit.get() {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, TOO_LONG));
        }
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        self.watch.ended.set(read == 0);
        if let Some(quotes) = &self.watch.quotes {
            quotes.borrow_mut().take(buffer.get(..read).unwrap_or_default());
        }
        Ok(read)
    }
}
