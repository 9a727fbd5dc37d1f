//! The years of a parliamentary session in all their spellings (`2020/21`, `2020-2021`, `vergaderjaar 1998–1999`).

use crate::reader::{Reader, is_dash};

/// A session year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Session {
    /// The year it opens in.
    pub first: u32,
    /// Past its last digit.
    pub end: usize,
}

impl Session {
    /// `20202021`, as identifiers write it.
    pub fn joined(self) -> String {
        format!("{}{}", self.first, self.first + 1)
    }
}

/// The session year at `at`, without a word before it.
pub(super) fn read(text: Reader, at: usize) -> Option<Session> {
    let first: u32 = text.digits(at).parse().ok().filter(|year| (1814..2100).contains(year))?;
    let sign = text.spaces(at + 4);
    let after = text.char(sign).filter(|&c| c == '/' || is_dash(c))?;
    let second = text.gap(sign + after.len_utf8());
    // `1985/- 86`: the end of a line once broke it.
    let second = text.dash(second).filter(|_| after == '/').map_or(second, |dash| text.gap(dash));
    let digits = text.digits(second);
    let next: u32 = digits.parse().ok()?;
    let fits = match digits.len() {
        2 => next == (first + 1) % 100,
        4 => next == first + 1,
        _ => false,
    };
    fits.then_some(Session { first, end: second + digits.len() })
}

/// The session in an identifier: eight digits, two years that follow each other.
pub(super) fn is_joined(digits: &str) -> bool {
    let year = |part: Option<&str>| part.and_then(|part| part.parse::<u32>().ok());
    match (digits.len(), year(digits.get(..4)), year(digits.get(4..))) {
        (8, Some(first), Some(next)) => next == first + 1,
        _ => false,
    }
}
