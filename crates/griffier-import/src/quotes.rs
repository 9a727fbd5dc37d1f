//! Follows the quotes of comma-separated values as their parser does, to say where one opens that is never closed: the
//! parser itself only knows where the row began.

/// Where in a cell the reading is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At its beginning.
    Start,
    /// Within one that has no quotes around it.
    Plain,
    /// Within quotes.
    Quoted,
    /// After a quote that ends it, or is the first of two that stand for one.
    Closing,
}

/// What the quotes so far are.
pub(crate) struct Quotes {
    delimiter: u8,
    state: State,
    line: usize,
    column: usize,
    opened: (usize, usize),
}

impl Quotes {
    /// Before the first byte, which stands on `line`.
    pub fn new(delimiter: u8, line: usize) -> Self {
        Self { delimiter, state: State::Start, line, column: 0, opened: (0, 0) }
    }

    /// Reads on.
    pub fn take(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            // A character counts once, by its first byte.
            self.column += usize::from(byte & 0xc0 != 0x80);
            self.state = match (self.state, byte) {
                (State::Start, b'"') => {
                    self.opened = (self.line, self.column);
                    State::Quoted
                }
                (State::Quoted, b'"') => State::Closing,
                (State::Quoted, _) | (State::Closing, b'"') => State::Quoted,
                (_, b'\n' | b'\r') => State::Start,
                (_, byte) if byte == self.delimiter => State::Start,
                _ => State::Plain,
            };
            if byte == b'\n' {
                (self.line, self.column) = (self.line + 1, 0);
            }
        }
    }

    /// Line and column, in characters from 1, of the quote that is open.
    pub fn open(&self) -> Option<(usize, usize)> {
        (self.state == State::Quoted).then_some(self.opened)
    }
}

#[cfg(test)]
mod tests {
    use super::Quotes;

    #[track_caller]
    fn check(text: &str, expected: Option<(usize, usize)>) {
        let mut quotes = Quotes::new(b';', 1);
        quotes.take(text.as_bytes());
        assert_eq!(quotes.open(), expected, "{text}");
    }

    #[test]
    fn the_quote_that_stays_open_has_its_place() {
        check("a;b\né;\"c\nd;e\n", Some((2, 3)));
        check("\"a;b", Some((1, 1)));
        check("\"a\"\"b\n", Some((1, 1)));
        for closed in ["\"a;b\"", "\"a\"\"\";b", "5\" pijp;b", "a;\"b\nc\";d\n", "\"a\"b\";c", ""] {
            check(closed, None);
        }
    }
}
