//! The hashes that words and features are known by. They are part of the format of a model: never change one.

/// Hash of no bytes.
pub(crate) const EMPTY: u32 = 0x811c_9dc5;

/// FNV-1a, one byte further.
pub(crate) const fn byte(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// FNV-1a over the UTF-8 bytes of one more character.
pub(crate) fn letter(hash: u32, c: char) -> u32 {
    if c.is_ascii() {
        return byte(hash, c as u8);
    }
    let mut buffer = [0; 4];
    c.encode_utf8(&mut buffer).bytes().fold(hash, byte)
}

/// Two values as one; the order counts.
pub(crate) const fn pair(a: u32, b: u32) -> u32 {
    let product = (((a as u64) << 32) | b as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let product = product ^ (product >> 29);
    (product.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

/// 64-bit FNV-1a, for the check sum of a model.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// splitmix64: the same sequence on every machine.
#[derive(Clone, Debug)]
pub(crate) struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// A number below `end`; zero if `end` is zero.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
