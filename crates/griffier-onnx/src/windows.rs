//! Windows over a text that is longer than a model takes: they overlap, and each subword is read where it has company on
//! both sides.

use std::ops::Range;

/// A window over the subwords of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// What the model gets.
    pub given: Range<usize>,
    /// What is read from its answer. These parts follow each other without a gap.
    pub read: Range<usize>,
}

/// Windows of at most `room` subwords over `len` of them; neighbours share a quarter.
pub(crate) fn windows(len: usize, room: usize) -> Vec<Window> {
    let room = room.max(1);
    let shared = room / 4;
    let step = room - shared;
    let mut windows: Vec<Window> = Vec::new();
    let mut from = 0;
    while from < len {
        let last = from + room >= len;
        let to = (from + room).min(len);
        let read_from = windows.last().map_or(0, |before| before.read.end);
        let read_to = if last { len } else { to - shared / 2 };
        windows.push(Window { given: from..to, read: read_from..read_to });
        if last {
            break;
        }
        from += step;
    }
    windows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(len: usize, room: usize, expected: &[(Range<usize>, Range<usize>)]) {
        let found: Vec<_> =
            windows(len, room).into_iter().map(|window| (window.given, window.read)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn windows_share_a_quarter_and_lose_nothing() {
        check(0, 8, &[]);
        check(8, 8, &[(0..8, 0..8)]);
        check(9, 8, &[(0..8, 0..7), (6..9, 7..9)]);
        check(20, 8, &[(0..8, 0..7), (6..14, 7..13), (12..20, 13..20)]);
        check(3, 1, &[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]);
        for (len, room) in [(100, 7), (1000, 510), (511, 510), (5, 2), (64, 3)] {
            let all = windows(len, room);
            assert!(all.iter().all(|window| window.given.len() <= room && !window.read.is_empty()));
            assert!(all.iter().all(|w| w.given.start <= w.read.start && w.read.end <= w.given.end));
            assert_eq!(all.iter().map(|window| window.read.len()).sum::<usize>(), len);
        }
    }
}
