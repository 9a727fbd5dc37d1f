//! Whether the drawing of a page has come through whole. A reader of operators passes over what makes no sense, and an
//! opening bracket among noise swallows the rest of a page: so the bytes are looked at by themselves.

/// Bytes that no drawing has outside its strings, of which a sound one holds a few at most.
const STRANGE: usize = 8;

/// Whether `drawing` holds bytes that no drawing has, or a string that never ends.
pub(super) fn is_damaged(drawing: &[u8]) -> bool {
    let mut strange = 0;
    let mut at = 0;
    while let Some(&byte) = drawing.get(at) {
        at = match byte {
            b'(' => match string_end(drawing, at) {
                Some(end) => end,
                None => return true,
            },
            // Comments and names may be in any encoding.
            b'%' => until(drawing, at, |byte| matches!(byte, b'\r' | b'\n')),
            b'/' => until(drawing, at + 1, |byte| {
                byte.is_ascii_whitespace() || byte == 0 || b"()<>[]{}/%".contains(&byte)
            }),
            b'I' if begins_picture(drawing, at) => picture_end(drawing, at),
            b'\t' | b'\n' | b'\x0c' | b'\r' | b' '..=b'~' | 0 => at + 1,
            _ => {
                strange += 1;
                at + 1
            }
        };
        if strange > STRANGE {
            return true;
        }
    }
    false
}

/// Where the first byte from `at` stands for which `ends` holds, or the end.
fn until(drawing: &[u8], at: usize, ends: impl Fn(u8) -> bool) -> usize {
    let rest = drawing.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| ends(byte)).unwrap_or(rest.len())
}

/// Behind the bracket that closes the string which opens at `at`.
fn string_end(drawing: &[u8], at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (i, &byte) in drawing.iter().enumerate().skip(at) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(i + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether the bytes of a picture follow: `ID` as a word.
fn begins_picture(drawing: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| drawing.get(at)).is_none_or(u8::is_ascii_whitespace);
    before && drawing.get(at + 1) == Some(&b'D') && drawing.get(at + 2).is_some_and(u8::is_ascii_whitespace)
}

/// Behind the `EI` that ends a picture, as a word.
fn picture_end(drawing: &[u8], at: usize) -> usize {
    let blank = |at: usize| drawing.get(at).is_none_or(u8::is_ascii_whitespace);
    let found = memchr::memmem::find_iter(&drawing[at..], b"EI").map(|found| at + found);
    let mut ends = found.filter(|&end| blank(end.wrapping_sub(1)) && blank(end + 2));
    ends.next().map_or(drawing.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(drawing: &[u8], expected: bool) {
        assert_eq!(is_damaged(drawing), expected, "{:?}", String::from_utf8_lossy(drawing));
    }

    #[test]
    fn sound_drawings() {
        check(b"", false);
        check(b"BT /F 10 Tf 80 700 Td (Financi\xeble \\( gevolgen (x)) Tj <0a0b> Tj ET", false);
        check(
            &[b"q /F\xe9\xe8\xe7\xe6\xe5\xe4\xe3\xe2\xe1 Do Q % ".as_slice(), &[0xff; 20], b"\nQ"].concat(),
            false,
        );
        check(&[b"BI /W 3 ID ".as_slice(), &[0x81, b'(', 0x02].repeat(9), b" EI Q"].concat(), false);
        check(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI", false);
    }

    #[test]
    fn drawings_with_noise_in_them() {
        check(&[b"BT (a) Tj ET ".as_slice(), &[0x81, 0x02, 0xf3].repeat(5)].concat(), true);
        check(b"BT (a) Tj (b Tj ET", true);
        check(b"BT (a\\) Tj ET", true);
    }
}
