//! Stretches of text without white space, and how simple each is. Which tokens it holds is the business of `tokens`.

/// What a run without white space holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// ASCII letters only.
    Letters,
    /// Digits only.
    Digits,
    /// ASCII letters or digits only, and one closing mark.
    Closed,
    /// Anything.
    Mixed,
}

/// The next run without white space from byte `from` on.
pub(crate) fn next_run(text: &str, from: usize) -> Option<(usize, usize, Run)> {
    let bytes = text.as_bytes();
    let class = |at: usize| bytes.get(at).map_or(Byte::Space, |byte| BYTES[usize::from(*byte)]);
    let mut start = from;
    while start < bytes.len() && class(start) == Byte::Space {
        start += 1;
    }
    if class(start) == Byte::Wide {
        let rest = text.get(start..)?;
        start = text.len() - rest.trim_start().len();
    }
    let first = class(start);
    let mut end = start;
    match first {
        Byte::Letter => end = letters_end(bytes, start),
        Byte::Digit => end += bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
        _ => {}
    }
    if end > start && class(end) == Byte::Space {
        return Some((start, end, if first == Byte::Letter { Run::Letters } else { Run::Digits }));
    }
    if end > start && class(end) == Byte::Closing && class(end + 1) == Byte::Space {
        return Some((start, end + 1, Run::Closed));
    }
    loop {
        match class(end) {
            Byte::Space => break,
            // White space beyond ASCII: decode from here on.
            Byte::Wide => {
                let tail = text.get(end..)?;
                end += tail.find(char::is_whitespace).unwrap_or(tail.len());
                break;
            }
            _ => end += 1,
        }
    }
    (start < end).then_some((start, end, Run::Mixed))
}

/// Where the ASCII letters from `at` on end: eight bytes at a time, without a branch for each.
fn letters_end(bytes: &[u8], mut at: usize) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    while let Some(&eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(eight);
        // Upper case becomes lower case; a sum sets its byte's high bit from `a` on, the other beyond `z`.
        let low = (word | 0x2020_2020_2020_2020) & !HIGH;
        let letters = (low + 0x1f1f_1f1f_1f1f_1f1f) & !(low + 0x0505_0505_0505_0505) & !word & HIGH;
        if letters != HIGH {
            return at + (!letters & HIGH).trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// What a byte is to [`next_run`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Letter,
    Digit,
    Space,
    /// A mark that closes a word and never belongs to it, but for the full stop.
    Closing,
    Other,
    /// Beyond ASCII.
    Wide,
}

static BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        bytes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Byte::Letter,
            b'0'..=b'9' => Byte::Digit,
            b' ' | b'\n' | b'\t' | b'\r' | 0x0b | 0x0c => Byte::Space,
            b'.' | b',' | b';' | b':' | b')' | b'?' | b'!' => Byte::Closing,
            _ => Byte::Other,
        };
        byte += 1;
    }
    bytes
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_end_where_another_byte_stands() {
        for byte in 0..=u8::MAX {
            for before in 0..20 {
                let mut bytes = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[..before].to_vec();
                bytes.push(byte);
                bytes.extend_from_slice(b"zZaA");
                let expected = if byte.is_ascii_alphabetic() { bytes.len() } else { before };
                assert_eq!(letters_end(&bytes, 0), expected, "{byte:#x} after {before}");
            }
        }
    }
}
