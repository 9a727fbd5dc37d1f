//! Unicode word bounds (UAX #29) of text in ASCII. Words with other characters go to `unicode-segmentation`.

/// What a byte is to the rules of Unicode words (UAX #29, WB5 to WB13b).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// `_`, which joins both.
    Joiner,
    /// Joins two letters: `:`.
    MidLetter,
    /// Joins two digits: `,`, `;`.
    MidDigit,
    /// Joins either: `.`, `'`.
    MidBoth,
    Other,
}

static CLASSES: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Joiner,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidDigit,
            b'.' | b'\'' => Class::MidBoth,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// Most signs within one word: a run of initials or identifiers that lost their blanks has no end, and each of its parts
/// would be looked at again for each part before it.
const SIGNS: usize = 24;

/// The length of the first Unicode word of `bytes`, if ASCII alone decides it, up to [`SIGNS`] signs: a table instead of a search in the
/// character database, for all but the words with a diacritic.
pub(crate) fn ascii_word(bytes: &[u8]) -> Option<usize> {
    let class = |at: usize| match bytes.get(at) {
        Some(byte) if byte.is_ascii() => Some(CLASSES[usize::from(*byte)]),
        Some(_) => None,
        None => Some(Class::Other),
    };
    let mut last = class(0).filter(|_| !bytes.is_empty())?;
    let (mut at, mut signs) = (1, 0);
    loop {
        let next = class(at)?;
        let joins = match (last, next) {
            (Class::Letter | Class::Digit | Class::Joiner, Class::Letter | Class::Digit | Class::Joiner) => 1,
            (Class::Letter, Class::MidLetter | Class::MidBoth) if class(at + 1)? == Class::Letter => 2,
            (Class::Digit, Class::MidDigit | Class::MidBoth) if class(at + 1)? == Class::Digit => 2,
            _ => return Some(at),
        };
        signs += joins - 1;
        if signs > SIGNS {
            return Some(at);
        }
        at += joins;
        last = CLASSES[usize::from(bytes[at - 1])];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn ascii_words_end_where_unicode_words_do() {
        let pieces = [
            "a", "Zx", "7", "12", "_", ":", ",", ";", ".", "'", "-", "&", "(", "%", "/", "é", "\u{301}",
            "😀", "²",
        ];
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    for d in pieces {
                        let text = [a, b, c, d].concat();
                        let word = text.split_word_bounds().next().unwrap();
                        if let Some(len) = ascii_word(text.as_bytes()) {
                            assert_eq!(&text[..len], word, "{text}");
                        }
                    }
                }
            }
        }
    }
}
