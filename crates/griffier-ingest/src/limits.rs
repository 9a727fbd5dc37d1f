//! What one file may cost.

use crate::error::Problem;

/// Bounds on what one file may unpack to. A file within them is read in full, one beyond them is refused: nothing is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one letter, as it came and as it unpacks.
    pub bytes: u64,
    /// Bytes of the text of one letter, whatever its file has: what follows takes some thirty times that in memory, fifty where
    /// every word is a name.
    pub text: u64,
    /// Pages of one letter.
    pub pages: u32,
    /// Archives within archives.
    pub depth: u8,
}

impl Default for Limits {
    /// 500 MB, 60 MB of text, 20,000 pages (of 3 kB each), 4 levels.
    fn default() -> Self {
        Self { bytes: 500_000_000, text: 60_000_000, pages: 20_000, depth: 4 }
    }
}

impl Limits {
    /// Refuses a text of so many bytes that is beyond the bounds.
    pub(crate) fn check_text(&self, bytes: u64) -> Result<(), Problem> {
        self.check(bytes, "its text")?;
        if bytes > self.text { Err(Problem::LongText { most: self.text }) } else { Ok(()) }
    }

    /// Refuses `bytes` that are beyond the bound; `what` names the thing that has them.
    pub(crate) fn check(&self, bytes: u64, what: &'static str) -> Result<(), Problem> {
        if bytes > self.bytes { Err(Problem::Unpacks { what, most: self.bytes }) } else { Ok(()) }
    }
}
