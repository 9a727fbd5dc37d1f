//! Bits in a row, and numbers of a few bytes: what the lexicon and the model file are written in.

/// Writes bits, the lowest of each byte first.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    used: u32,
}

impl Writer {
    /// The lowest `count` bits of `value`, the lowest first.
    pub fn push(&mut self, value: u32, count: u32) {
        for i in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value >> i & 1) as u8) << (self.used % 8);
            }
            self.used += 1;
        }
    }
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what [`Writer`] wrote.
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    held: u64,
    bits: u32,
}

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, held: 0, bits: 0 }
    }
    /// The next `count` bits, at most 32; `None` at the end.
    pub fn take(&mut self, count: u32) -> Option<u32> {
        while self.bits < count {
            let byte = self.bytes.get(self.at)?;
            self.held |= u64::from(*byte) << self.bits;
            self.at += 1;
            self.bits += 8;
        }
        let value = self.held & ((1 << count) - 1);
        self.held >>= count;
        self.bits -= count;
        Some(value as u32)
    }
    /// How many ones stand before the next zero, which is taken, too; `None` at the end.
    pub fn ones(&mut self) -> Option<u32> {
        let mut count = 0_u32;
        loop {
            let ones = self.held.trailing_ones().min(self.bits);
            count += ones;
            if ones < self.bits {
                self.held >>= ones + 1;
                self.bits -= ones + 1;
                return Some(count);
            }
            self.held = u64::from(*self.bytes.get(self.at)?);
            self.at += 1;
            self.bits = 8;
        }
    }
}

/// Appends `number`, seven bits a byte.
pub(crate) fn push_number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes such a number off the front of `bytes`.
pub(crate) fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let part = u32::from(byte & 0x7f);
        if shift == 28 && part > 15 {
            return None;
        }
        number |= part << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_read_as_written() {
        let mut writer = Writer::default();
        let parts = [(1, 1), (0, 3), (1023, 10), (u32::MAX, 32), (5, 7)];
        parts.iter().for_each(|&(value, count)| writer.push(value, count));
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        for (value, count) in parts {
            assert_eq!(reader.take(count), Some(value));
        }
        assert_eq!(reader.take(32), None);
    }

    #[test]
    fn ones_are_counted_over_bytes() {
        let counts = [0, 3, 7, 8, 30, 1];
        let mut writer = Writer::default();
        for count in counts {
            (0..count).for_each(|_| writer.push(1, 1));
            writer.push(0b10, 2);
        }
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        for count in counts {
            assert_eq!((reader.ones(), reader.take(1)), (Some(count), Some(1)));
        }
        let ended = Reader::new(&[0xff, 0xff]).ones();
        assert_eq!(ended, None);
    }

    #[test]
    fn numbers_are_read_as_written() {
        let numbers = [0, 1, 127, 128, 300, 1 << 21, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&number| push_number(number, &mut bytes));
        let mut rest = bytes.as_slice();
        assert_eq!(numbers.map(|_| take_number(&mut rest).unwrap()), numbers);
        assert_eq!(take_number(&mut rest), None);
        assert_eq!(take_number(&mut [0xff; 6].as_slice()), None);
    }
}
