//! Formulas (`a(b+c)=ab+ac`, `700+500-1000=200`): one token, so that their signs part no words.
//!
//! Only what is written without white space, in ASCII; `CDA+VVD`, `SDE++` and `Erasmus+` are names.

/// Bytes looked at: a longer run is no formula that anyone reads.
const LONGEST: usize = 120;

/// The length in bytes of the formula that `text` begins with, without the punctuation that follows it.
pub(crate) fn find(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let opens =
        |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'(' | b'-'));
    let (mut depth, mut end) = (0_u32, 0);
    // The first operator that only formulas have, and the place where the first group is closed.
    let (mut operator, mut closed) = (None, None);
    for (i, &byte) in bytes.iter().enumerate().take(LONGEST) {
        match byte {
            b'(' => depth += 1,
            b')' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    closed = closed.or(Some(i + 1));
                }
            }
            b'=' | b'^' | b'+' if i > 0 && opens(i + 1) && bytes[i - 1] != b'(' => {
                operator = operator.or(Some((byte, i)));
            }
            b'-' | b'*' | b'/' if i > 0 && opens(i + 1) => {}
            _ if byte.is_ascii_alphanumeric() => {}
            _ => break,
        }
        if depth == 0 {
            end = i + 1;
        }
    }
    let (sign, at) = operator.filter(|&(_, at)| at < end)?;
    let goes_on =
        text.get(end..)?.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '@' | '_' | '#' | '&'));
    let enclosed = text.starts_with('(') && closed == Some(end);
    let left = &bytes[..at];
    let variable = left.len() <= 2 && left.iter().all(u8::is_ascii_lowercase);
    let operand = variable || left.iter().all(u8::is_ascii_digit) || left.contains(&b'(');
    (!goes_on && !enclosed && (sign != b'+' || operand)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(find(text).map(|len| &text[..len]), expected, "{text}");
    }

    #[test]
    fn what_calculates() {
        check("a+b=b+a.", Some("a+b=b+a"));
        check("(a+b)+c", Some("(a+b)+c"));
        check("a(b+c)", Some("a(b+c)"));
        check("e^(-2x),", Some("e^(-2x)"));
        check("700+500-1000=200)", Some("700+500-1000=200"));
        check("3+4", Some("3+4"));
    }

    #[test]
    fn what_does_not() {
        for text in [
            "SDE++",
            "Erasmus+",
            "CDA+VVD",
            "(a=b)",
            "bbl+hbo",
            "gemeente(n)",
            "A=",
            "=b",
            "((((",
            "x=é",
            "2-1",
        ] {
            check(text, None);
        }
        check(&"(".repeat(1000), None);
    }
}
