//! How much an archive may unpack to, for its size.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

/// What any member may unpack to, however small it is.
const FREE: u64 = 16 << 20;

/// The same for all members together, so that one bomb costs itself only.
const FREE_TOGETHER: u64 = 4 * FREE;

/// What each packed byte may unpack to. Text gives 3 to 10; zeros give 1,000 in gzip.
const RATIO: u64 = 250;

/// Why reading stopped.
#[derive(Debug)]
pub(super) enum Exceeded {
    /// A member unpacks to too much for its size.
    Ratio,
    /// All members together do.
    Budget,
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ratio => "it unpacks to too much for its size",
            Self::Budget => "the archive unpacks to too much for its size",
        })
    }
}

impl std::error::Error for Exceeded {}

fn allowance(packed: u64, free: u64) -> u64 {
    packed.saturating_mul(RATIO).max(free)
}

/// The budget of a whole file, through all the archives in it.
#[derive(Debug)]
pub(super) struct Budget {
    /// Bytes of the file itself.
    packed: Rc<Cell<u64>>,
    unpacked: Cell<u64>,
}

impl Budget {
    /// That of a file of so many bytes.
    pub(super) fn new(length: u64) -> Self {
        Self::counting(Rc::new(Cell::new(length)))
    }
    /// That of a stream whose bytes are counted as they come.
    pub(super) fn counting(packed: Rc<Cell<u64>>) -> Self {
        Self { packed, unpacked: Cell::new(0) }
    }
    /// Takes `bytes` from it.
    pub(super) fn spend(&self, bytes: u64) -> Result<(), Exceeded> {
        self.unpacked.set(self.unpacked.get().saturating_add(bytes));
        if self.is_spent() { Err(Exceeded::Budget) } else { Ok(()) }
    }
    pub(super) fn is_spent(&self) -> bool {
        self.unpacked.get() > allowance(self.packed.get(), FREE_TOGETHER)
    }
}

/// Counts what is read.
pub(super) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, count: Rc::default() }
    }
    pub(super) fn count(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// What comes out of a decompressor.
pub(super) struct Metered<R> {
    inner: R,
    budget: Rc<Budget>,
    /// Bytes that went into it.
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R> Metered<R> {
    pub(super) fn new(inner: R, budget: &Rc<Budget>, packed: Rc<Cell<u64>>) -> Self {
        Self { inner, budget: Rc::clone(budget), packed, unpacked: 0 }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.unpacked += read as u64;
        if self.unpacked > allowance(self.packed.get(), FREE) {
            return Err(io::Error::other(Exceeded::Ratio));
        }
        self.budget.spend(read as u64).map_err(io::Error::other)?;
        Ok(read)
    }
}

/// A member that says how long it is: one that ends sooner is damaged.
pub(super) struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R> Whole<R> {
    pub(super) fn new(inner: R, length: u64) -> Self {
        Self { inner, left: length }
    }
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(buf.len());
        let read = self.inner.read(&mut buf[..room])?;
        if read == 0 && room > 0 {
            let words = format!("it ends {} bytes too early", self.left);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, words));
        }
        self.left -= read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(unpacked: u64, packed: u64, budget: &Rc<Budget>) -> Result<u64, String> {
        let packed = Rc::new(Cell::new(packed));
        let mut metered = Metered::new(io::repeat(0).take(unpacked), budget, packed);
        io::copy(&mut metered, &mut io::sink()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_unpacks_to_too_much_stops() {
        let budget = Rc::new(Budget::new(FREE / 100));
        assert_eq!(read(FREE, 1, &budget), Ok(FREE));
        assert_eq!(read(FREE + 1, 1, &budget).unwrap_err(), "it unpacks to too much for its size");
        let rest = "the archive unpacks to too much for its size";
        assert_eq!(read(FREE, FREE, &budget), Ok(FREE));
        assert_eq!(read(2 * FREE, FREE, &budget).unwrap_err(), rest);
        assert!(budget.is_spent());
        assert_eq!(read(1, 1, &budget).unwrap_err(), rest);
    }

    #[test]
    fn a_member_that_ends_too_early_is_damaged() {
        let read = |length| {
            let mut bytes = Vec::new();
            let read = Whole::new(&b"abcd"[..], length).read_to_end(&mut bytes);
            read.map(|_| bytes).map_err(|error| error.to_string())
        };
        assert_eq!(read(4), Ok(b"abcd".to_vec()));
        assert_eq!(read(2), Ok(b"ab".to_vec()));
        assert_eq!(read(7).unwrap_err(), "it ends 3 bytes too early");
        assert_eq!(read(u64::MAX).unwrap_err(), "it ends 18446744073709551611 bytes too early");
    }
}
