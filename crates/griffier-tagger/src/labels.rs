//! Labels: which types a model knows, and which label may follow which.
//!
//! A name of several words is `B I … E`, of one word `S`, everything else `O`. Label 0 is `O`; type `t` has the labels
//! `1 + 4t` (B), `2 + 4t` (I), `3 + 4t` (E), `4 + 4t` (S).

/// The most types a model may have.
pub const MAX_TYPES: usize = 16;

/// Label of a token outside every name.
pub(crate) const OUTSIDE: u8 = 0;

/// Where in a name a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Begin,
    Inside,
    End,
    Single,
}

/// The label of type `kind` at `place`.
pub(crate) const fn label(kind: u8, place: Place) -> u8 {
    1 + 4 * kind + place as u8
}

/// Type and place of a label; `None` for `O`.
pub(crate) const fn parts(label: u8) -> Option<(u8, Place)> {
    if label == OUTSIDE {
        return None;
    }
    let place = match (label - 1) % 4 {
        0 => Place::Begin,
        1 => Place::Inside,
        2 => Place::End,
        _ => Place::Single,
    };
    Some(((label - 1) / 4, place))
}

/// How many labels `types` types make.
pub(crate) const fn count(types: usize) -> usize {
    1 + 4 * types
}

/// Whether label `to` may follow label `from`; the edge of a sentence counts as `O`.
pub(crate) fn may_follow(from: u8, to: u8) -> bool {
    let open = match parts(from) {
        Some((kind, Place::Begin | Place::Inside)) => Some(kind),
        _ => None,
    };
    let goes_on = match parts(to) {
        Some((kind, Place::Inside | Place::End)) => Some(kind),
        _ => None,
    };
    open == goes_on
}

/// A name: the tokens `from..to` of a passage, with the number of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// First token.
    pub from: u32,
    /// One past the last token.
    pub to: u32,
    /// Number of the type in the model's list.
    pub kind: u8,
}

/// The names that a sequence of labels spells. `labels` obeys [`may_follow`].
pub(crate) fn names(labels: &[u8]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut from = 0;
    for (i, &label) in labels.iter().enumerate() {
        match parts(label) {
            Some((_, Place::Begin)) => from = i,
            Some((kind, Place::End)) => names.push(Name { from: from as u32, to: i as u32 + 1, kind }),
            Some((kind, Place::Single)) => names.push(Name { from: i as u32, to: i as u32 + 1, kind }),
            _ => {}
        }
    }
    names
}

/// The labels of `names` over `len` tokens; names are disjoint.
pub(crate) fn spell(names: &[Name], len: usize) -> Vec<u8> {
    let mut labels = vec![OUTSIDE; len];
    for name in names {
        let (from, to) = (name.from as usize, (name.to as usize).min(len));
        for (i, slot) in labels.iter_mut().enumerate().take(to).skip(from) {
            let place = match (i == from, i + 1 == to) {
                (true, true) => Place::Single,
                (true, false) => Place::Begin,
                (false, true) => Place::End,
                (false, false) => Place::Inside,
            };
            *slot = label(name.kind, place);
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_their_parts_agree() {
        for kind in 0..MAX_TYPES as u8 {
            for place in [Place::Begin, Place::Inside, Place::End, Place::Single] {
                assert_eq!(parts(label(kind, place)), Some((kind, place)));
            }
        }
        assert_eq!(parts(OUTSIDE), None);
        assert_eq!(count(4), 17);
    }

    #[track_caller]
    fn check(from: &str, to: &str, expected: bool) {
        let read = |word: &str| match word.split_once('-') {
            None => OUTSIDE,
            Some((place, kind)) => {
                let place = match place {
                    "B" => Place::Begin,
                    "I" => Place::Inside,
                    "E" => Place::End,
                    _ => Place::Single,
                };
                label(kind.parse().unwrap(), place)
            }
        };
        assert_eq!(may_follow(read(from), read(to)), expected, "{from} {to}");
    }

    #[test]
    fn a_name_that_is_begun_is_ended_and_none_ends_that_was_not_begun() {
        for (from, to) in
            [("O", "O"), ("O", "B-0"), ("O", "S-1"), ("E-0", "B-1"), ("S-0", "S-0"), ("E-2", "O")]
        {
            check(from, to, true);
        }
        for (from, to) in [("B-0", "I-0"), ("B-0", "E-0"), ("I-1", "I-1"), ("I-1", "E-1")] {
            check(from, to, true);
        }
        for (from, to) in
            [("O", "I-0"), ("O", "E-0"), ("B-0", "O"), ("B-0", "I-1"), ("I-0", "B-0"), ("B-0", "S-0")]
        {
            check(from, to, false);
        }
        for (from, to) in [("E-0", "E-0"), ("S-0", "I-0"), ("I-0", "E-1"), ("I-0", "O")] {
            check(from, to, false);
        }
    }

    #[test]
    fn names_are_spelled_and_read_back() {
        let all = [
            Name { from: 1, to: 2, kind: 0 },
            Name { from: 2, to: 5, kind: 3 },
            Name { from: 6, to: 8, kind: 1 },
        ];
        assert_eq!(names(&spell(&all, 9)), all);
        assert_eq!(names(&[OUTSIDE; 4]), []);
    }
}
