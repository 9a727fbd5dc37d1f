//! Where an element stands in its file: `/html[1]/body[1]/p[3]`.

use griffier_doc::Place;
use std::collections::HashMap;
use std::fmt::Write as _;

/// Elements deeper than this are named by the one they stand in: a path is for people.
const DEEPEST: usize = 64;

/// The way from the root to the element that is being read.
#[derive(Debug, Default)]
pub(crate) struct Path {
    steps: Vec<(String, u32)>,
    /// How many elements of each name the open elements have so far, the file itself first.
    counts: Vec<HashMap<String, u32>>,
    beyond: usize,
}

impl Path {
    pub(crate) fn open(&mut self, name: &str) {
        if self.steps.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        if self.counts.is_empty() {
            self.counts.push(HashMap::new());
        }
        let count = self.counts.last_mut().map_or(1, |counts| {
            let count = counts.entry(name.to_owned()).or_insert(0);
            *count += 1;
            *count
        });
        self.steps.push((name.to_owned(), count));
        self.counts.push(HashMap::new());
    }

    pub(crate) fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if self.steps.pop().is_some() {
            self.counts.pop();
        }
    }

    pub(crate) fn place(&self) -> Place {
        let path = self.steps.iter().fold(String::new(), |mut path, (name, count)| {
            // Writing to a string cannot fail.
            let _ = write!(path, "/{name}[{count}]");
            path
        });
        Place::Element(path.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_of_a_name_are_counted() {
        let mut path = Path::default();
        path.open("html");
        path.open("p");
        path.close();
        path.open("b");
        path.close();
        path.open("p");
        assert_eq!(path.place(), Place::Element("/html[1]/p[2]".into()));
        path.close();
        (0..100_000).for_each(|_| path.open("a"));
        assert!(matches!(path.place(), Place::Element(path) if path.len() < 1000));
        (0..200_000).for_each(|_| path.close());
        assert_eq!(path.place(), Place::Element("".into()));
    }
}
