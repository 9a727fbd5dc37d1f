//! What one file may cost.

use crate::error::Problem;

/// Bounds on what one file may unpack to. A file within them is read in full, one beyond them is refused: nothing is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one letter, as it came and as it unpacks.
    pub bytes: u64,
    /// Pages of one letter.
    pub pages: u32,
    /// Archives within archives.
    pub depth: u8,
}

impl Default for Limits {
    /// 500 MB, 20,000 pages, 4 levels.
    fn default() -> Self {
        Self { bytes: 500_000_000, pages: 20_000, depth: 4 }
    }
}

impl Limits {
    /// Refuses `bytes` that are beyond the bound; `what` names the thing that has them.
    pub(crate) fn check(&self, bytes: u64, what: &'static str) -> Result<(), Problem> {
        if bytes > self.bytes { Err(Problem::Unpacks { what, most: self.bytes }) } else { Ok(()) }
    }
}
