//! Listed forms that are almost a name: a hint for people when a name is not listed.

use crate::knowledge::{KnowledgeBase, partition_point};
use griffier_text::normalize_name;

/// Most edits between a name and a form that is called near, and the shortest name that may have as many.
const EDITS: [(usize, usize); 2] = [(12, 2), (4, 1)];

/// A listed form near a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// Letters to add, drop or change; 0 if the form begins with the name or contains it at its begin.
    pub edits: usize,
    /// Number of the surface form.
    pub surface: u32,
}

impl KnowledgeBase {
    /// At most `most` listed forms near `name`: those that begin with it, then those within one edit of it, two for a long
    /// name; nearest first, then by form. Looks through all forms: for rare questions.
    pub fn near(self, name: &str, most: usize) -> Vec<Near> {
        let name = normalize_name(name);
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        if name.is_empty() {
            return Vec::new();
        }
        let begins = |number: &u32| self.surface_form(*number).starts_with(name);
        let first = partition_point(self.surfaces() as usize, |i| self.surface_form(i as u32) < name) as u32;
        let longer = (first..self.surfaces()).take_while(begins);
        let mut found: Vec<Near> = longer.take(most).map(|surface| Near { edits: 0, surface }).collect();
        let chars: Vec<char> = name.chars().collect();
        let allowed = EDITS.iter().find(|(least, _)| chars.len() >= *least).map_or(0, |&(_, edits)| edits);
        if allowed > 0 {
            let mut near: Vec<Near> = (0..self.surfaces())
                .filter(|number| self.surface_form(*number).len().abs_diff(name.len()) <= 3 * allowed)
                .filter_map(|surface| {
                    let edits = distance(&chars, self.surface_form(surface), allowed)?;
                    (edits > 0).then_some(Near { edits, surface })
                })
                .collect();
            near.sort_unstable();
            found.extend(near);
        }
        found.truncate(most);
        found
    }
}

/// Edits between `name` and `form` if they are at most `allowed` (Levenshtein, within a band of the matrix).
fn distance(name: &[char], form: &str, allowed: usize) -> Option<usize> {
    let mut before: Vec<usize> = (0..=name.len()).collect();
    let mut rows = 0;
    for (i, c) in form.chars().enumerate() {
        rows = i + 1;
        let mut now = vec![usize::MAX / 2; name.len() + 1];
        now[0] = rows;
        let (from, to) = (rows.saturating_sub(allowed).max(1), (rows + allowed).min(name.len()));
        for j in from..=to {
            let change = before[j - 1] + usize::from(name[j - 1] != c);
            now[j] = change.min(before[j] + 1).min(now[j - 1] + 1);
        }
        let least = now.get(from.saturating_sub(1)..=to.max(from.saturating_sub(1))).unwrap_or_default();
        if least.iter().min().is_none_or(|&least| least > allowed) {
            return None;
        }
        before = now;
    }
    let edits = if rows == 0 { name.len() } else { before[name.len()] };
    (edits <= allowed).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, form: &str, allowed: usize, expected: Option<usize>) {
        let name: Vec<char> = name.chars().collect();
        assert_eq!(distance(&name, form, allowed), expected, "{form}");
    }

    #[test]
    fn edits_are_counted_up_to_a_bound() {
        check("defensie", "defensie", 1, Some(0));
        check("defensie", "defentie", 1, Some(1));
        check("defensie", "deffensie", 1, Some(1));
        check("defensie", "defnsi", 2, Some(2));
        check("defensie", "offensief", 2, None);
        check("defensie", "", 2, None);
        check("a", "ijsselmeer", 1, None);
    }
}
