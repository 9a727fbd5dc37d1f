//! From the offsets of a record to code points, which W3C selectors count, and to the words around a place.

use crate::record::{Place, Unit};

/// Bytes between two places that are counted beforehand.
const STEP: usize = 512;

/// Characters of the text before and after a quote that tell it from the same words elsewhere.
const AROUND: usize = 32;

/// A text with the way from one unit to the others.
pub(crate) struct Offsets<'t> {
    text: &'t str,
    unit: Unit,
    /// Byte, code point and UTF-16 unit of every step, ascending.
    steps: Vec<[usize; 3]>,
}

impl<'t> Offsets<'t> {
    pub fn new(text: &'t str, unit: Unit) -> Self {
        let mut steps = vec![[0, 0, 0]];
        let (mut chars, mut units, mut next) = (0, 0, STEP);
        for (byte, c) in text.char_indices() {
            if byte >= next {
                steps.push([byte, chars, units]);
                next = byte + STEP;
            }
            chars += 1;
            units += c.len_utf16();
        }
        Self { text, unit, steps }
    }

    /// The byte and the code point of `offset`, if a character begins or the text ends there.
    fn locate(&self, offset: u64) -> Option<(usize, usize)> {
        let offset = usize::try_from(offset).ok()?;
        let column = match self.unit {
            Unit::Byte => 0,
            Unit::Char => 1,
            Unit::Utf16 => 2,
        };
        let after = self.steps.partition_point(|step| step[column] <= offset);
        let [mut byte, mut chars, mut units] = *self.steps.get(after.checked_sub(1)?)?;
        let mut rest = self.text.get(byte..)?.chars();
        loop {
            let here = [byte, chars, units][column];
            if here >= offset {
                return (here == offset).then_some((byte, chars));
            }
            let c = rest.next()?;
            byte += c.len_utf8();
            chars += 1;
            units += c.len_utf16();
        }
    }

    /// `place` in code points, with the words before it, there and after it.
    pub fn quote(&self, place: Place) -> Option<Quote<'t>> {
        let (start, first) = self.locate(place.start)?;
        let (end, last) = self.locate(place.end)?;
        let (before, after) = (self.text.get(..start)?, self.text.get(end..)?);
        let prefix = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let suffix = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        Some(Quote {
            place: Place { start: first as u64, end: last as u64 },
            prefix: &before[prefix..],
            exact: self.text.get(start..end)?,
            suffix: &after[..suffix],
        })
    }
}

/// Words with those around them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Quote<'t> {
    /// In code points.
    pub place: Place,
    pub prefix: &'t str,
    pub exact: &'t str,
    pub suffix: &'t str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, unit: Unit, place: (u64, u64), expected: Option<(u64, u64, &str)>) {
        let offsets = Offsets::new(text, unit);
        let quote = offsets.quote(Place { start: place.0, end: place.1 });
        assert_eq!(quote.map(|quote| (quote.place.start, quote.place.end, quote.exact)), expected);
    }

    #[test]
    fn every_unit_leads_to_code_points() {
        let text = "één 😀 NAVO";
        check(text, Unit::Byte, (11, 15), Some((6, 10, "NAVO")));
        check(text, Unit::Char, (6, 10), Some((6, 10, "NAVO")));
        check(text, Unit::Utf16, (7, 11), Some((6, 10, "NAVO")));
        check(text, Unit::Byte, (0, 5), Some((0, 3, "één")));
        let long = format!("{}NAVO", "é".repeat(3000));
        check(&long, Unit::Byte, (6000, 6004), Some((3000, 3004, "NAVO")));
        check(&long, Unit::Char, (3000, 3004), Some((3000, 3004, "NAVO")));
    }

    #[test]
    fn a_place_outside_or_within_a_character_is_none() {
        check("één", Unit::Byte, (1, 2), None);
        check("één", Unit::Byte, (0, 9), None);
        check("😀", Unit::Utf16, (0, 1), None);
        check("een", Unit::Byte, (2, 1), None);
        check("", Unit::Char, (0, 0), Some((0, 0, "")));
    }

    #[test]
    fn a_quote_has_the_words_around_it() {
        let text = format!("{}kern{}", "a".repeat(40), "b".repeat(5));
        let offsets = Offsets::new(&text, Unit::Byte);
        let quote = offsets.quote(Place { start: 40, end: 44 }).unwrap();
        assert_eq!((quote.prefix.len(), quote.exact, quote.suffix), (AROUND, "kern", "bbbbb"));
    }
}
