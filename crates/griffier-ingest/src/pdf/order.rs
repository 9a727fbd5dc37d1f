//! The order in which the lines of a page are read, where the page was not drawn in it: drawn from the bottom up, or row by
//! row over columns of running text. A page drawn as it is read is left as it is: the order of drawing knows more than places do.
//!
//! Bands of lines with a gutter through all of them are columns, read one after another; what crosses the gutter ends the band
//! (after the recursive X-Y cut of Nagy and Seth, 1984, with bands from the top down in place of the recursion).

use super::lines::Line;
use super::over::is_cut;
use std::borrow::Cow;
use std::collections::HashMap;

/// Lines of a page that are put in order; more are a drawing or a table, and cost too much.
const LINES: usize = 400;
/// Steps upwards within a column that are not by chance.
const UPWARD: usize = 3;
/// The least width of a gutter, in sizes of the text.
const GUTTER: f32 = 0.8;
/// Lines of a column, and characters in them, from which it can be running text.
const RUNNING: (usize, usize) = (4, 20);

/// Words that nothing ends with.
const LEADS_ON: [&str; 22] = [
    "van", "de", "het", "een", "en", "der", "den", "voor", "met", "in", "op", "te", "ter", "aan", "door",
    "om", "over", "bij", "naar", "De", "Van", "Het",
];

/// Puts `lines` in the order of reading. What stands in a row of cells keeps together.
pub(super) fn sort(lines: &mut Vec<Line>) {
    let mut rows = Vec::new();
    let mut heads: Cow<'_, [Line]> = Cow::Borrowed(lines);
    if lines.iter().any(|line| line.cell.is_some()) {
        let (one, of) = units(lines);
        (heads, rows) = (Cow::Owned(one), of);
    }
    let upright = |line: &&Line| line.turn.0 == 0 && !line.furniture;
    if heads.len() > LINES || heads.iter().filter(upright).count() < RUNNING.0 {
        return;
    }
    let Some(order) = order(&heads) else { return };
    drop(heads);
    let mut taken: Vec<Option<Line>> = std::mem::take(lines).into_iter().map(Some).collect();
    for at in order {
        let row = rows.get_mut(at).map_or_else(|| vec![at], std::mem::take);
        lines.extend(row.into_iter().filter_map(|i| taken.get_mut(i).and_then(Option::take)));
    }
}

/// Each line that stands in no cell, each row of cells as one line, and which lines each of these is.
fn units(lines: &[Line]) -> (Vec<Line>, Vec<Vec<usize>>) {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<(u16, u16), usize> = HashMap::new();
    for (i, line) in lines.iter().enumerate() {
        let place =
            line.cell.filter(|_| !line.furniture && line.turn.0 == 0).map(|cell| (cell.grid, cell.row));
        match place.and_then(|place| known.get(&place)) {
            Some(&at) => rows[at].push(i),
            None => {
                known.extend(place.map(|place| (place, rows.len())));
                rows.push(vec![i]);
            }
        }
    }
    let one = |row: &Vec<usize>| {
        let mut one = lines[row[0]].clone();
        for &i in &row[1..] {
            (one.left, one.right) = (one.left.min(lines[i].left), one.right.max(lines[i].right));
            one.base = one.base.min(lines[i].base);
        }
        one
    };
    (rows.iter().map(one).collect(), rows)
}

/// The order of reading, if it is another than that of drawing.
fn order(lines: &[Line]) -> Option<Vec<usize>> {
    let mut text: Vec<usize> =
        (0..lines.len()).filter(|&i| lines[i].turn.0 == 0 && !lines[i].furniture).collect();
    let upward = draws_upward(lines, &text);
    let begins = by_rows(lines, &mut text);
    let bands = bands(lines, &text, &begins);
    let interleaved = bands.iter().any(|band| band.columns.len() > 1 && band.is_interleaved(lines));
    if !upward && !interleaved {
        return None;
    }
    let mut order: Vec<usize> = Vec::with_capacity(lines.len());
    // What is not running text stays before or behind it, as it was drawn.
    let first = text.iter().min().copied().unwrap_or(0);
    let rest = || (0..lines.len()).filter(|&i| lines[i].turn.0 != 0 || lines[i].furniture);
    order.extend(rest().filter(|&i| i < first));
    arrange(lines, bands, &mut order);
    order.extend(rest().filter(|&i| i > first));
    Some(order)
}

/// Adds the lines of `bands` in the order of reading; a column has bands of its own.
fn arrange(lines: &[Line], bands: Vec<Band>, order: &mut Vec<usize>) {
    for band in bands {
        if band.columns.len() < 2 || band.is_table(lines) {
            order.extend(band.rows);
            continue;
        }
        for mut column in band.columns {
            let begins = by_rows(lines, &mut column);
            arrange(lines, self::bands(lines, &column, &begins), order);
        }
    }
}

/// Whether lines are drawn upwards about as often as downwards: in a column, or from the end of a row to the one above. Up and to
/// the right is how the next column begins.
fn draws_upward(lines: &[Line], text: &[usize]) -> bool {
    let (mut up, mut down) = (0, 0);
    for pair in text.windows(2) {
        let (one, two) = (&lines[pair[0]], &lines[pair[1]]);
        let step = two.base - one.base;
        if step.abs() > 0.4 * one.size && (step > 0.0 || two.left < one.right) {
            *(if step > 0.0 { &mut down } else { &mut up }) += 1;
        }
    }
    up >= UPWARD && up * 2 > down
}

/// From the top down, on one height from left to right; where each row begins.
fn by_rows(lines: &[Line], text: &mut [usize]) -> Vec<usize> {
    text.sort_by(|&a, &b| lines[a].base.total_cmp(&lines[b].base));
    let mut begins = Vec::new();
    let mut from = 0;
    while from < text.len() {
        begins.push(from);
        let top = &lines[text[from]];
        let beside = text[from..].iter().take_while(|&&i| lines[i].base - top.base < 0.5 * top.size).count();
        let row = &mut text[from..from + beside.max(1)];
        row.sort_by(|&a, &b| lines[a].left.total_cmp(&lines[b].left));
        from += beside.max(1);
    }
    begins
}

/// Lines under and beside each other.
struct Band {
    /// By rows.
    rows: Vec<usize>,
    /// The same, column by column.
    columns: Vec<Vec<usize>>,
}

/// Cuts lines, ordered by rows which begin at `begins`, where a row crosses the gutters of those above.
fn bands(lines: &[Line], text: &[usize], begins: &[usize]) -> Vec<Band> {
    let row = |at: usize| &text[begins[at]..begins.get(at + 1).copied().unwrap_or(text.len())];
    let mut bands = Vec::new();
    let mut from = 0;
    while from < begins.len() {
        let mut covered = Covered::default();
        let mut taken = 0;
        for at in from..begins.len() {
            let parts = covered.0.len();
            row(at).iter().for_each(|&i| covered.add_line(&lines[i]));
            if parts > 1 && covered.0.len() < parts {
                break;
            }
            if covered.0.len() > 1 {
                taken = at + 1 - from;
            }
        }
        // A row that is one line is a band of its own, so that the band below it can have columns.
        let to = from + taken.max(1);
        let rows: Vec<usize> = (from..to).flat_map(row).copied().collect();
        from = to;
        let columns = columns(lines, &rows);
        bands.push(Band { rows, columns });
    }
    bands
}

/// What is covered from left to right, in parts with gutters between them.
#[derive(Default)]
pub(super) struct Covered(Vec<(f32, f32)>);

impl Covered {
    fn add_line(&mut self, line: &Line) {
        let room = 0.5 * GUTTER * line.size;
        self.add(line.left - room, line.right + room);
    }
    pub(super) fn add(&mut self, mut left: f32, mut right: f32) {
        self.0.retain(|&(from, to)| {
            let apart = to < left || from > right;
            if !apart {
                (left, right) = (left.min(from), right.max(to));
            }
            apart
        });
        let at = self.0.partition_point(|part| part.0 < left);
        self.0.insert(at, (left, right));
    }
    /// The part in which a place lies.
    pub(super) fn part(&self, place: f32) -> usize {
        self.0.partition_point(|part| part.1 < place)
    }
}

fn columns(lines: &[Line], rows: &[usize]) -> Vec<Vec<usize>> {
    let mut covered = Covered::default();
    rows.iter().for_each(|&i| covered.add_line(&lines[i]));
    let mut columns = vec![Vec::new(); covered.0.len()];
    for &i in rows {
        let middle = f32::midpoint(lines[i].left, lines[i].right);
        let at = covered.part(middle);
        if let Some(column) = columns.get_mut(at) {
            column.push(i);
        }
    }
    columns
}

impl Band {
    /// Whether its columns are running text that was drawn row by row.
    fn is_interleaved(&self, lines: &[Line]) -> bool {
        let mut column = vec![usize::MAX; lines.len()];
        for (at, members) in self.columns.iter().enumerate() {
            members.iter().for_each(|&i| column[i] = at);
        }
        let mut drawn = self.rows.clone();
        drawn.sort_unstable();
        let leaps = drawn.windows(2).filter(|pair| column[pair[0]] != column[pair[1]]).count();
        leaps * 2 > drawn.len() && self.is_text(lines)
    }

    /// Whether its columns are running text, or two of short lines that go on under each other.
    fn is_text(&self, lines: &[Line]) -> bool {
        let columns = || self.columns.iter();
        columns().all(|column| is_running(lines, column))
            || (self.columns.len() == 2 && columns().all(|column| is_wrapped(lines, column)))
    }

    /// Whether what stands on one height belongs together: most lines of the shorter columns have one beside them.
    fn is_table(&self, lines: &[Line]) -> bool {
        if self.is_text(lines) {
            return false;
        }
        let beside = |&i: &usize| {
            self.rows.iter().any(|&j| {
                i != j
                    && (lines[i].base - lines[j].base).abs() < 0.25 * lines[i].size
                    && (lines[i].size - lines[j].size).abs() < 0.1 * lines[i].size
            })
        };
        let alone = self.rows.iter().filter(|i| !beside(i)).count();
        alone * 3 < self.rows.len()
    }
}

/// Whether the lines of a column fill it and go on under each other within sentences.
fn is_running(lines: &[Line], column: &[usize]) -> bool {
    let right = column.iter().fold(f32::MIN, |right, &i| right.max(lines[i].right));
    let left = column.iter().fold(f32::MAX, |left, &i| left.min(lines[i].left));
    let chars: usize = column.iter().map(|&i| lines[i].chars()).sum();
    let full = |line: &Line| line.right - left > 0.8 * (right - left);
    let goes_on = column.windows(2).filter(|pair| {
        let (one, two) = (&lines[pair[0]], &lines[pair[1]]);
        full(one) && !one.ends_with(&['.', ':', ';', '?', '!']) && starts_lower(two)
    });
    column.len() >= RUNNING.0 && chars >= RUNNING.1 * column.len() && goes_on.count() * 3 >= column.len()
}

/// Whether a quarter of the lines of a column, however short, end where no cell of a table does: behind a word that leads on, or
/// within one. The head of a table may, its cells do not.
fn is_wrapped(lines: &[Line], column: &[usize]) -> bool {
    let open = |line: &Line| line.words.last().is_some_and(|word| leads_on(&word.text) || is_cut(&word.text));
    let wraps = column.windows(2).filter(|pair| open(&lines[pair[0]])).count();
    column.len() >= RUNNING.0 && wraps * 4 >= column.len()
}

/// Whether nothing ends with `word`.
pub(super) fn leads_on(word: &str) -> bool {
    LEADS_ON.contains(&word)
}

fn starts_lower(line: &Line) -> bool {
    line.words.first().is_some_and(|word| word.text.starts_with(char::is_lowercase))
}
