//! How a file sets its running text: size, margins, distance of lines. What departs from it is a heading, a note, a cell.

use super::furniture::Sheet;
use super::lines::Line;
use std::collections::HashMap;

/// How running text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measures {
    pub(super) size: f32,
    left: f32,
    right: f32,
    pitch: f32,
}

/// The longest label of a note or an entry.
const LABEL: usize = 4;

impl Measures {
    /// Measures the running text of `sheets`.
    pub(super) fn of(sheets: &[Sheet]) -> Self {
        let lines = || {
            sheets.iter().flat_map(|sheet| &sheet.lines).filter(|line| !line.furniture && line.turn.0 == 0)
        };
        let half = |value: f32| (value * 2.0).round() as i32;
        let size =
            mode(lines().map(|line| (half(line.size), line.chars()))).map_or(10.0, |size| size as f32 / 2.0);
        let body = || lines().filter(|line| (line.size - size).abs() < 0.06 * size);
        let left = mode(body().map(|line| ((line.left / 2.0).round() as i32, line.chars())));
        let left = left.map_or(0.0, |left| left as f32 * 2.0);
        let mut rights: Vec<f32> =
            body().filter(|line| (line.left - left).abs() < 3.0).map(|line| line.right).collect();
        rights.sort_by(f32::total_cmp);
        let right = rights.get(rights.len().saturating_sub(1 + rights.len() / 40)).copied().unwrap_or(0.0);
        let mut steps: Vec<f32> = Vec::new();
        for sheet in sheets {
            for pair in sheet.lines.windows(2) {
                let step = pair[1].base - pair[0].base;
                let alike =
                    (pair[0].size - size).abs() < 0.06 * size && (pair[0].left - pair[1].left).abs() < 3.0;
                if alike && step > 0.9 * size && step < 2.2 * size {
                    steps.push(step);
                }
            }
        }
        steps.sort_by(f32::total_cmp);
        // Lines of a paragraph are nearer to each other than paragraphs are.
        let pitch = steps.get(steps.len() * 2 / 5).copied().unwrap_or(1.3 * size);
        Self { size, left, right, pitch }
    }

    /// From one line to the next in text of this size.
    pub(super) fn pitch(&self, size: f32) -> f32 {
        (self.pitch * size / self.size.max(0.1)).max(0.9 * size)
    }
    /// Where running text ends, if `lines` stand in its column, and where they themselves do.
    pub(super) fn margin(&self, lines: &[Line]) -> (Option<f32>, f32) {
        let right = lines.iter().fold(f32::MIN, |right, line| right.max(line.right));
        let left = lines.iter().fold(f32::MAX, |left, line| left.min(line.left));
        let running =
            left > self.left - 3.0 && left < f32::midpoint(self.left, self.right) && right < self.right + 3.0;
        (running.then_some(self.right), right)
    }
    /// Whether a line is set smaller than running text.
    pub(super) fn is_small(&self, line: &Line) -> bool {
        line.size < 0.94 * self.size
    }
}

/// Whether the break between two lines of a column is the author's: the first word of the second would have fitted on the
/// first. Where a column is as wide as its widest line, the words tell too: a name goes on in lower case or behind a
/// small word.
pub(super) fn is_hard_break(first: &Line, second: &Line) -> bool {
    let blank = 0.22 * first.size;
    let fits = first.right + blank + second.first_width() < first.margin - 0.3 * first.size;
    let small = |word: &str| word.len() <= 4 && word.chars().all(char::is_lowercase);
    let goes_on = || {
        second.words.first().is_some_and(|word| word.text.starts_with(char::is_lowercase))
            || first.words.last().is_some_and(|word| small(&word.text) || word.text.ends_with('-'))
            || (opens_office(first) && !first.ends_with(&[',']) && second.ends_with(&[',']))
    };
    fits || (first.aside && !goes_on())
}

/// Whether a line begins with the office of who signs, which ends with a comma: that may stand on the next line.
fn opens_office(line: &Line) -> bool {
    let word = |at: usize| line.words.get(at).map_or("", |word| word.text.as_str());
    let office = if word(0).eq_ignore_ascii_case("de") { word(1) } else { word(0) }.to_lowercase();
    office.starts_with("minister") || office.starts_with("staatssecretaris")
}

/// The most frequent value, by weight; of equals the smallest.
fn mode(values: impl Iterator<Item = (i32, usize)>) -> Option<i32> {
    let mut weights: HashMap<i32, usize> = HashMap::new();
    for (value, weight) in values {
        *weights.entry(value).or_default() += weight;
    }
    let mut weights: Vec<(i32, usize)> = weights.into_iter().collect();
    weights.sort_unstable();
    weights.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(value, _)| value)
}

/// What an entry of a list begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    /// `1.`, `a)`, `iv.`
    Counted,
}

/// The marker that `word` is.
pub(super) fn marker(word: &str) -> Option<Marker> {
    let mut chars = word.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        let bullet = matches!(
            first,
            '•' | '-'
                | '–'
                | '—'
                | '▪'
                | '◦'
                | '·'
                | '∙'
                | '●'
                | '○'
                | '■'
                | '□'
                | '➢'
                | '►'
                | '▸'
                | '✓'
                | '→'
                | '‣'
                | 'o'
        );
        return bullet.then_some(Marker::Bullet);
    }
    let inner = word.strip_prefix('(').unwrap_or(word).strip_suffix(['.', ')', ':'])?;
    let roman = |c: char| matches!(c, 'i' | 'v' | 'x');
    let counted = (1..=LABEL).contains(&inner.len())
        && (numbered(inner)
            || inner.len() == 1 && inner.starts_with(|c: char| c.is_ascii_lowercase())
            || inner.chars().all(roman));
    counted.then_some(Marker::Counted)
}

/// `2`, `2.1`.
fn numbered(inner: &str) -> bool {
    inner.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

/// The label that `word` can be of a note.
pub(super) fn note_label(word: &str) -> Option<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let label: String = word
        .chars()
        .map(|c| RAISED.iter().position(|&raised| raised == c).map_or(c, |d| (b'0' + d as u8) as char))
        .collect();
    let numbered = (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
    (numbered || matches!(label.as_str(), "*" | "**" | "***" | "†")).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_entries() {
        for word in ["•", "-", "o"] {
            assert_eq!(marker(word), Some(Marker::Bullet), "{word}");
        }
        for word in ["1.", "12)", "a.", "(b)", "iv.", "1.2."] {
            assert_eq!(marker(word), Some(Marker::Counted), "{word}");
        }
        for word in ["", "1", "de", "2023.", "jl.", "a", "NAVO)", "(2)de"] {
            assert_eq!(marker(word), None, "{word}");
        }
    }

    #[test]
    fn labels_of_notes() {
        assert_eq!(
            ["12", "³", "*", "2023", "a", ""].map(|word| note_label(word).unwrap_or_default()),
            ["12", "3", "*", "", "", ""]
        );
    }
}
