//! How the first two bytes of a line index the table of cues; shared by `build.rs`, which fills it, and `cues`.

/// Entries of that table. Different pairs may share one: it only refuses lines early.
pub(crate) const PAIRS: usize = 2048;

/// The entry of two bytes.
pub(crate) const fn pair(first: u8, second: u8) -> usize {
    (first as usize * 37 + second as usize) % PAIRS
}
