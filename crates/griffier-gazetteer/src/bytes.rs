//! The container of a compiled knowledge base: numbered sections of little-endian `u32` words, and a string pool.
//!
//! Layout: magic (8 bytes), number of sections, then for each section its offset and length in bytes; the sections
//! follow. Reading is by offset; nothing is copied.

/// First bytes of the file; the digit is the version of the layout and of the normaliser.
pub(crate) const MAGIC: &[u8; 8] = b"GRIFKB01";

/// Sections in file order.
#[derive(Clone, Copy)]
pub(crate) enum Section {
    Strings,
    StringEnds,
    Entities,
    SameAs,
    Surfaces,
    Listings,
    Trie,
    OfficeTenures,
    PersonTenures,
    Memberships,
}

pub(crate) const SECTIONS: usize = 10;

/// Reads word `index` of a section; past the end 0.
pub(crate) fn word(section: &[u8], index: usize) -> u32 {
    let at = index * 4;
    section.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

pub(crate) struct Writer {
    sections: Vec<Vec<u8>>,
}

impl Writer {
    pub fn new() -> Self {
        Self { sections: vec![Vec::new(); SECTIONS] }
    }
    pub fn bytes(&mut self, section: Section, bytes: &[u8]) {
        self.sections[section as usize].extend_from_slice(bytes);
    }
    pub fn words(&mut self, section: Section, words: impl IntoIterator<Item = u32>) {
        let target = &mut self.sections[section as usize];
        words.into_iter().for_each(|word| target.extend_from_slice(&word.to_le_bytes()));
    }
    pub fn finish(self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
        let mut at = out.len() + SECTIONS * 8;
        for section in &self.sections {
            out.extend_from_slice(&(at as u32).to_le_bytes());
            out.extend_from_slice(&(section.len() as u32).to_le_bytes());
            at += section.len().next_multiple_of(4);
        }
        for section in self.sections {
            let padding = section.len().next_multiple_of(4) - section.len();
            out.extend_from_slice(&section);
            out.extend(std::iter::repeat_n(0, padding));
        }
        out
    }
}

/// The sections of `bytes`, or what is wrong with them.
pub(crate) fn open(bytes: &'static [u8]) -> Result<[&'static [u8]; SECTIONS], &'static str> {
    if bytes.get(..MAGIC.len()) != Some(MAGIC) {
        return Err("not a knowledge base of this version");
    }
    let header = &bytes[MAGIC.len()..];
    if header.len() < 4 + SECTIONS * 8 {
        return Err("a knowledge base that was cut short");
    }
    if word(header, 0) as usize != SECTIONS {
        return Err("a knowledge base with another number of sections");
    }
    let mut sections = [&[][..]; SECTIONS];
    for (i, section) in sections.iter_mut().enumerate() {
        let (at, len) = (word(header, 1 + 2 * i) as usize, word(header, 2 + 2 * i) as usize);
        *section = bytes.get(at..at + len).ok_or("a knowledge base that was cut short")?;
    }
    Ok(sections)
}
