//! A trie over words, stored as one hash table: the automaton that names are found with.
//!
//! A node is a prefix of a listed name that ends at the end of a word; its key is the hash of the prefix. From a word
//! start the matcher extends the hash byte by byte and probes at every word end, so one walk yields all names that begin
//! there, short and long, and most words of a text cost one probe. A found name is compared byte for byte, so a hash
//! collision can cost time but never a wrong hit. The table is read in place. Why not an Aho-Corasick automaton:
//! `docs/adr/0002-word-trie.md`.

/// Hash of the empty prefix (FNV-1a, 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>).
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of a prefix that is one byte longer.
#[inline]
pub(crate) fn extend(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// Whether a byte of the normalised view belongs to a word.
#[inline]
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Whether each byte belongs to a word, as a table.
static WORD: [bool; 256] = {
    let mut words = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        words[byte] = (byte as u8).is_ascii_alphanumeric() || byte >= 0x80;
        byte += 1;
    }
    words
};

/// Where the first word at or after `at` begins.
#[inline]
pub(crate) fn word_start(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.iter().position(|&byte| WORD[usize::from(byte)]).map(|gap| at + gap)
}

/// Where the word that begins at `start` ends.
#[inline]
pub(crate) fn word_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or(&[]);
    start + rest.iter().position(|&byte| !WORD[usize::from(byte)]).unwrap_or(rest.len())
}

/// The first word at or after `at`: its begin, its end and its hash, in one pass over its bytes.
#[inline]
pub(crate) fn next_word(bytes: &[u8], mut at: usize) -> Option<(usize, usize, u64)> {
    while !WORD[usize::from(*bytes.get(at)?)] {
        at += 1;
    }
    let (start, mut hash) = (at, START);
    while let Some(&byte) = bytes.get(at)
        && WORD[usize::from(byte)]
    {
        hash = extend(hash, byte);
        at += 1;
    }
    Some((start, at, hash))
}

/// The end of the word behind a prefix that ends at `at`, and the hash of both with what stands between them.
#[inline]
pub(crate) fn next_node(bytes: &[u8], mut at: usize, mut hash: u64) -> Option<(usize, u64)> {
    loop {
        let &byte = bytes.get(at)?;
        hash = extend(hash, byte);
        at += 1;
        if WORD[usize::from(byte)] {
            break;
        }
    }
    while let Some(&byte) = bytes.get(at)
        && WORD[usize::from(byte)]
    {
        hash = extend(hash, byte);
        at += 1;
    }
    Some((at, hash))
}

/// The hash of a prefix that is longer by `bytes`.
#[inline]
pub(crate) fn hash(prefix: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(prefix, |hash, &byte| extend(hash, byte))
}

/// A node: which surface ends here, and whether longer names go on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Node {
    /// Number of the surface plus one; 0 if none ends here.
    pub surface: u32,
    pub goes_on: bool,
}

const GOES_ON: u32 = 1 << 31;
const SLOT: usize = 2;

/// Bits of the filter for each first word, and of that for each pair.
const FIRST: usize = 16;
const PAIR: usize = 8;

/// A filter of first words: most words of a text begin no name, and a small filter says so without a look at the table,
/// which for a million names is larger than any cache. A power of two of bits.
pub(crate) fn first_words<'n>(surfaces: impl Iterator<Item = &'n str>) -> Vec<u8> {
    filter(surfaces.filter_map(|surface| prefix(surface.as_bytes(), 1)), FIRST)
}

/// The same of names of two words and more, up to the end of the second: where a name of several words could begin, most
/// of the words that follow go on with none.
pub(crate) fn word_pairs<'n>(surfaces: impl Iterator<Item = &'n str>) -> Vec<u8> {
    filter(surfaces.filter_map(|surface| prefix(surface.as_bytes(), 2)), PAIR)
}

fn filter(hashes: impl Iterator<Item = u64>, each: usize) -> Vec<u8> {
    let mut hashes: Vec<u64> = hashes.collect();
    hashes.sort_unstable();
    hashes.dedup();
    let bits = (hashes.len() * each).next_power_of_two().max(64);
    let mut filter = vec![0; bits / 8];
    for hash in hashes {
        let bit = (hash >> 32) as usize & (bits - 1);
        filter[bit / 8] |= 1 << (bit % 8);
    }
    filter
}

/// The hash of a surface up to the end of its word number `words`, counted from one, if it has so many.
fn prefix(surface: &[u8], mut words: usize) -> Option<u64> {
    let mut hash = START;
    for (i, &byte) in surface.iter().enumerate() {
        hash = extend(hash, byte);
        if is_word(byte) && surface.get(i + 1).is_none_or(|&next| !is_word(next)) {
            words -= 1;
            if words == 0 {
                return Some(hash);
            }
        }
    }
    None
}

/// Whether a name may begin with the word, or the pair, of that hash.
#[inline]
pub(crate) fn may_begin(filter: &[u8], hash: u64) -> bool {
    // A power of two of bytes in any filter that `filter` made.
    let bit = (hash >> 32) as usize & (filter.len() * 8).saturating_sub(1);
    filter.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
}

/// The table as words: slots of (check, payload), a power of two of them, at most half full. Also how many slots a probe
/// looks at most.
pub(crate) fn build<'n>(surfaces: impl Iterator<Item = &'n str>) -> (Vec<u32>, u32) {
    let mut nodes: Vec<(u64, u32)> = Vec::new();
    for (number, surface) in surfaces.enumerate() {
        let bytes = surface.as_bytes();
        let mut hash = START;
        for (i, &byte) in bytes.iter().enumerate() {
            hash = extend(hash, byte);
            let at_end = i + 1 == bytes.len();
            if is_word(byte) && (at_end || !is_word(bytes[i + 1])) {
                nodes.push((hash, if at_end { number as u32 + 1 } else { GOES_ON }));
            }
        }
    }
    nodes.sort_unstable();
    nodes.dedup_by(|next, node| {
        let same = next.0 == node.0;
        if same {
            // Two names of one hash cannot both stand; the later one did before, too.
            let surface = (next.1 & !GOES_ON).max(node.1 & !GOES_ON);
            node.1 = surface | ((node.1 | next.1) & GOES_ON);
        }
        same
    });
    let slots = (nodes.len() * 2).next_power_of_two().max(2);
    let mut table = vec![0; slots * SLOT];
    let mut longest = 1;
    for (hash, payload) in nodes {
        let mut slot = hash as usize & (slots - 1);
        let mut probes = 1;
        while table[slot * SLOT + 1] != 0 {
            slot = (slot + 1) & (slots - 1);
            probes += 1;
        }
        longest = longest.max(probes);
        table[slot * SLOT] = (hash >> 32) as u32;
        table[slot * SLOT + 1] = payload;
    }
    (table, longest + 1)
}

/// Whether `table` can be one that [`build`] made.
pub(crate) fn is_sound(table: &[u8]) -> bool {
    let slots = table.len() / (4 * SLOT);
    table.len().is_multiple_of(4 * SLOT) && slots.is_power_of_two()
}

/// Looks a prefix up in the table that [`build`] made, at no more than `longest` slots.
#[inline]
pub(crate) fn probe(table: &[u8], longest: u32, hash: u64) -> Option<Node> {
    let slots = table.len() / (4 * SLOT);
    let mask = slots.saturating_sub(1);
    let mut slot = hash as usize & mask;
    for _ in 0..longest {
        // Check and payload, side by side.
        let (check, payload) = match table.get(slot * 4 * SLOT..).and_then(<[u8]>::first_chunk) {
            Some(slot) => (u64::from_le_bytes(*slot) as u32, (u64::from_le_bytes(*slot) >> 32) as u32),
            None => return None,
        };
        if payload == 0 {
            return None;
        }
        if check == (hash >> 32) as u32 {
            return Some(Node { surface: payload & !GOES_ON, goes_on: payload & GOES_ON != 0 });
        }
        slot = (slot + 1) & mask;
    }
    None
}
