//! Bounds on what one row may need, so that a list of any size is read in little memory.

use std::cell::Cell;
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
    limit: Rc<Cell<u64>>,
}

impl<R> Limited<R> {
    /// Reads up to byte `limit`, which the caller raises from row to row.
    pub fn new(inner: R, limit: Rc<Cell<u64>>) -> Self {
        Self { inner, read: 0, limit }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read >= self.limit.get() {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, TOO_LONG));
        }
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}
