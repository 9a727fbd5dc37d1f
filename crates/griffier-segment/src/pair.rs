//! How the first bytes of a line, two by two, index the tables of cues; shared by `build.rs`, which fills them, and `cues`.

/// Bytes of a line that are looked up: an even number.
pub(crate) const HEAD: usize = 6;

/// Entries of a table. Different pairs may share one: it only refuses lines early.
pub(crate) const PAIRS: usize = 2048;

/// The entry of two bytes.
pub(crate) const fn pair(first: u8, second: u8) -> usize {
    (first as usize * 37 + second as usize) % PAIRS
}
