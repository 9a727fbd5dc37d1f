//! From byte offsets to lines and columns, in the unit a reader asks for.

/// What a column or an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Unit {
    /// UTF-8 bytes.
    #[default]
    Byte,
    /// Unicode code points (the index of a Python `str`).
    Char,
    /// UTF-16 code units (the index of a JavaScript or Java string).
    Utf16,
}

/// A place as people count it: both start at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line number, from 1.
    pub line: usize,
    /// Column, from 1, in the unit asked for.
    pub column: usize,
}

/// Where the lines of a text begin. A line ends after `\n`; a lone `\r` ends no line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text` in one pass.
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 64 + 2);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        Self { starts }
    }
    /// Number of lines; an empty text has one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }
    /// Never true: a text has at least one line.
    pub fn is_empty(&self) -> bool {
        false
    }
    /// The line (from 0) that holds byte `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset).saturating_sub(1)
    }
    /// Byte offset at which `line` (from 0) begins; past the last line, the length of nothing: `None`.
    pub fn start_of(&self, line: usize) -> Option<usize> {
        self.starts.get(line).map(|&start| start as usize)
    }
    /// The place of byte `offset`, its column counted in `unit`.
    pub fn position(&self, text: &str, offset: usize, unit: Unit) -> Position {
        let line = self.line_of(offset);
        let start = self.starts[line] as usize;
        let before = text.get(start..offset.min(text.len())).unwrap_or("");
        let column = match unit {
            Unit::Byte => before.len(),
            Unit::Char => before.chars().count(),
            Unit::Utf16 => before.chars().map(char::len_utf16).sum(),
        };
        Position { line: line + 1, column: column + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_in_the_unit_asked_for() {
        let text = "één\nⅩ 😀 slot";
        let index = LineIndex::new(text);
        let at = text.find("slot").unwrap();
        assert_eq!(index.len(), 2);
        assert_eq!(index.position(text, at, Unit::Byte), Position { line: 2, column: 10 });
        assert_eq!(index.position(text, at, Unit::Char), Position { line: 2, column: 5 });
        assert_eq!(index.position(text, at, Unit::Utf16), Position { line: 2, column: 6 });
    }
}
