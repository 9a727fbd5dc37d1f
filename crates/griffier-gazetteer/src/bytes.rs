//! The container of a compiled knowledge base: a checked header, numbered sections of little-endian `u32` words, a pool
//! of strings.
//!
//! Layout: magic (8 bytes, the last two are the version of the layout and of the normaliser), number of sections, longest
//! probe of the trie, length of the whole, SHA-256 of all that follows the header, then for each section its offset and
//! length, then a checksum of what follows the header, and one of the header. Reading is by offset and checked; nothing is copied. Opening looks at the header
//! and at the lengths, so it costs the same for ten entries and for a million.

use crate::day::Day;
use crate::digest;
use crate::trie::{START, extend};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::OnceLock;

/// First bytes of every knowledge base, and of this version.
const MAGIC: &[u8; 6] = b"GRIFKB";
/// Version of the layout and of the normaliser.
pub(crate) const FORMAT: &[u8; 2] = b"05";

/// Sections in file order.
#[derive(Clone, Copy)]
pub(crate) enum Section {
    About,
    Files,
    Strings,
    StringEnds,
    Entities,
    SameAs,
    Extras,
    Surfaces,
    Listings,
    Trie,
    FirstWords,
    WordPairs,
    OfficeTenures,
    PersonTenures,
    Memberships,
}

pub(crate) const SECTIONS: usize = 15;
const TABLE: usize = 56;
/// Where the checksum of all that follows the header stands; that of the header is after it.
const BODY: usize = TABLE + SECTIONS * 16;
const HEADER: usize = BODY + 16;
/// No trie that [`crate::trie::build`] makes has a longer run of taken slots.
const LONGEST_PROBE: u32 = 1 << 16;
/// Bytes of strings that are checked as one; the built-in lists have fewer.
const SMALL_POOL: usize = 8 << 20;

/// Why a block of bytes is no knowledge base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadError {
    /// Something else.
    Foreign,
    /// A knowledge base of another version of the format.
    Version,
    /// The end is missing, or something follows it.
    Length {
        /// Bytes that it should have.
        expected: u64,
        /// Bytes that it has.
        found: u64,
    },
    /// The header or the lengths of the sections contradict each other.
    Damaged,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("not a compiled knowledge base"),
            Self::Version => f.write_str(
                "a knowledge base of another version of the format; compile it again: griffier kb compile",
            ),
            Self::Length { expected, found } => {
                let what = if found < expected { "cut short" } else { "not what was written" };
                write!(f, "a knowledge base that is {what}: {found} bytes of {expected}")
            }
            Self::Damaged => f.write_str("a damaged knowledge base; compile it again: griffier kb compile"),
        }
    }
}

impl std::error::Error for LoadError {}

/// Reads word `index` of a section; past the end 0.
#[inline]
pub(crate) fn word(section: &[u8], index: usize) -> u32 {
    let at = index.wrapping_mul(4);
    section.get(at..at.wrapping_add(4)).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}

fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(START, |hash, &byte| extend(hash, byte))
}

pub(crate) struct Writer {
    sections: Vec<Vec<u8>>,
}

impl Writer {
    pub fn new() -> Self {
        Self { sections: vec![Vec::new(); SECTIONS] }
    }
    pub fn bytes(&mut self, section: Section, bytes: Vec<u8>) {
        self.sections[section as usize] = bytes;
    }
    pub fn words(&mut self, section: Section, words: impl IntoIterator<Item = u32>) {
        let target = &mut self.sections[section as usize];
        words.into_iter().for_each(|word| target.extend_from_slice(&word.to_le_bytes()));
    }
    pub fn finish(self, longest_probe: u32) -> Vec<u8> {
        let padded = |section: &Vec<u8>| section.len().next_multiple_of(4);
        let total = HEADER + self.sections.iter().map(padded).sum::<usize>();
        let mut out = Vec::with_capacity(total);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(FORMAT);
        out.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
        out.extend_from_slice(&longest_probe.to_le_bytes());
        out.extend_from_slice(&(total as u64).to_le_bytes());
        out.extend_from_slice(&[0; 32]);
        let mut at = HEADER;
        for section in &self.sections {
            out.extend_from_slice(&(at as u64).to_le_bytes());
            out.extend_from_slice(&(section.len() as u64).to_le_bytes());
            at += padded(section);
        }
        out.extend_from_slice(&[0; 16]);
        for section in self.sections {
            let padding = padded(&section) - section.len();
            out.extend_from_slice(&section);
            out.extend(std::iter::repeat_n(0, padding));
        }
        let content = Sha256::digest(&out[HEADER..]);
        out[24..TABLE].copy_from_slice(&content);
        let body = digest::of(&out[HEADER..]);
        out[BODY..BODY + 8].copy_from_slice(&body.to_le_bytes());
        let check = checksum(&out[..HEADER - 8]);
        out[HEADER - 8..HEADER].copy_from_slice(&check.to_le_bytes());
        out
    }
}

/// An opened block.
#[derive(Debug)]
pub(crate) struct Block {
    pub sections: [&'static [u8]; SECTIONS],
    pub longest_probe: u32,
    pub content: [u8; 32],
    bytes: &'static [u8],
    /// Kept once it has been asked for; see [`crate::KnowledgeBase::known_until`].
    pub known_until: OnceLock<Day>,
    /// The pool of strings, once it was asked for; none if it is damaged or large.
    pool: OnceLock<Option<&'static str>>,
}

impl Block {
    /// The bytes `start..end` of the pool of strings. A small pool is checked as a whole at first use; of a large one, whose
    /// check would be felt at the start, and of a damaged one each string is checked by itself.
    #[inline]
    pub fn string(&self, start: usize, end: usize) -> &'static str {
        let bytes = self.sections[Section::Strings as usize];
        let whole = || (bytes.len() <= SMALL_POOL).then(|| std::str::from_utf8(bytes).ok()).flatten();
        match self.pool.get_or_init(whole) {
            Some(pool) => pool.get(start..end).unwrap_or(""),
            None => bytes.get(start..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or(""),
        }
    }
    /// Whether what follows the header has the checksum that was written. Reads every byte, at the speed of memory.
    pub fn is_intact(&self) -> bool {
        self.bytes.get(HEADER..).is_some_and(|content| digest::of(content) == long(self.bytes, BODY))
    }
    /// Whether what follows the header has the SHA-256 that names it. Reads every byte.
    pub fn is_whole(&self) -> bool {
        self.bytes.get(HEADER..).is_some_and(|content| Sha256::digest(content)[..] == self.content)
    }
}

/// The sections of `bytes`, or what is wrong with them.
pub(crate) fn open(bytes: &'static [u8]) -> Result<Block, LoadError> {
    if !bytes.starts_with(MAGIC) {
        return Err(LoadError::Foreign);
    }
    if bytes.get(MAGIC.len()..MAGIC.len() + 2) != Some(FORMAT) {
        return Err(LoadError::Version);
    }
    // Another number of sections is another layout, whatever its version says; the header's length depends on it.
    if bytes.len() >= TABLE && word(bytes, 2) as usize != SECTIONS {
        return Err(LoadError::Version);
    }
    let found = bytes.len() as u64;
    let header = bytes
        .get(..HEADER)
        .ok_or(LoadError::Length { expected: long(bytes, 16).max(HEADER as u64), found })?;
    if checksum(&header[..HEADER - 8]) != long(header, HEADER - 8) {
        return Err(LoadError::Damaged);
    }
    let expected = long(header, 16);
    if found != expected {
        return Err(LoadError::Length { expected, found });
    }
    let mut sections = [&[][..]; SECTIONS];
    for (i, section) in sections.iter_mut().enumerate() {
        let (at, len) = (long(header, TABLE + 16 * i), long(header, TABLE + 16 * i + 8));
        let end = at.checked_add(len).ok_or(LoadError::Damaged)?;
        *section = usize::try_from(at)
            .ok()
            .zip(usize::try_from(end).ok())
            .and_then(|(at, end)| bytes.get(at..end))
            .ok_or(LoadError::Damaged)?;
    }
    let longest_probe = word(header, 3);
    let content = header[24..TABLE].try_into().map_err(|_| LoadError::Damaged)?;
    let block = Block {
        sections,
        longest_probe,
        content,
        bytes,
        known_until: OnceLock::new(),
        pool: OnceLock::new(),
    };
    if longest_probe > LONGEST_PROBE || !crate::knowledge::is_sound(&block) {
        return Err(LoadError::Damaged);
    }
    Ok(block)
}
