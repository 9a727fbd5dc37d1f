//! A half-open range of bytes in one text.

use std::fmt;

/// A half-open byte range `[start, end)` of a text of at most 4 GiB; `start <= end` always holds.
///
/// ```
/// use griffier_text::Span;
/// let outer = Span::new(0, 9);
/// assert!(outer.contains(Span::new(3, 9)));
/// assert!(!outer.overlaps(Span::new(9, 12))); // half-open: they only touch
/// assert_eq!(&"motie 43."[Span::new(6, 8).range()], "43");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The range from byte `start` up to, not including, byte `end`; a reversed pair gives the empty span at `start`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }
    /// The same from `usize` offsets; ingest refuses texts whose offsets do not fit.
    pub const fn at(start: usize, end: usize) -> Self {
        Self::new(start as u32, end as u32)
    }
    /// First byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }
    /// One past the last byte.
    pub const fn end(self) -> usize {
        self.end as usize
    }
    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }
    /// Whether the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
    /// The range to slice a `str` with.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
    /// Whether `other` lies within this span (the same span counts).
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// Whether the byte at `offset` belongs to this span.
    pub const fn covers(self, offset: usize) -> bool {
        self.start as usize <= offset && offset < self.end as usize
    }
    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// Whether they share a byte while neither contains the other.
    pub const fn crosses(self, other: Span) -> bool {
        self.overlaps(other) && !self.contains(other) && !other.contains(self)
    }
    /// The smallest span that contains both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Reading order: earlier start first, of two with one start the longer first, so an outer span precedes its inner ones.
impl Ord for Span {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.start.cmp(&other.start).then(other.end.cmp(&self.end))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
