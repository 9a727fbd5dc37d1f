//! What a page prints around its text: running heads and feet, page numbers, the reference block that ministries repeat
//! in the margin of each page. It is known by where it stands and by coming back.

use super::grid::Grids;
use super::lines::Line;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

/// The parts of a page's height in which heads and feet stand.
const HEAD: f32 = 0.14;
const FOOT: f32 = 0.88;
/// How far above that running text may end, so that a line right under it is text.
const NEAR_FOOT: f32 = 0.04;
/// Characters of a line, blanks aside, from which it can be one of running text.
const FULL: usize = 40;
/// How far down a reference block comes back.
const REFERENCE: f32 = 0.4;
/// Where the margin begins in which it stands.
const ASIDE: f32 = 0.6;
/// Points by which the same line may stand elsewhere on another page.
const NEAR: f32 = 4.0;
/// The most numbers in a line that may count pages.
const COUNTED: usize = 3;
/// The longest line that is furniture.
const LONGEST: usize = 240;

/// A page with its lines.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) lines: Vec<Line>,
    /// The cells that its rules border.
    pub(super) grids: Grids,
}

/// Marks the lines of `sheets` that are furniture.
pub(super) fn mark(sheets: &mut [Sheet]) {
    let seen = Seen::of(sheets);
    let count = sheets.len();
    for (i, sheet) in sheets.iter_mut().enumerate() {
        let rows = rows(&sheet.lines);
        let (width, height, number) = (sheet.width, sheet.height, sheet.number);
        let lowest = sheet.lines.iter().map(|line| line.base).fold(0.0, f32::max);
        let mut above: Option<(f32, f32, f32)> = None;
        let mut below_text = false;
        for (line, row) in sheet.lines.iter_mut().zip(&rows) {
            // A line right under another goes on with it.
            let under = above.is_some_and(|(left, base, size)| {
                (line.left - left).abs() < 4.0 * size && (0.0..1.6 * size).contains(&(line.base - base))
            });
            // So does the last line of running text, though it may come back on the next page by chance.
            let goes_on =
                under && below_text && above.is_some_and(|(.., size)| (line.size - size).abs() < 0.05 * size);
            above = Some((line.left, line.base, line.size));
            below_text = false;
            if row.text.len() > LONGEST {
                continue;
            }
            let at = line.base / height;
            let edge = !(HEAD..=FOOT).contains(&at);
            let aside = i > 0 && at < REFERENCE && line.left > ASIDE * width;
            let text = line.text();
            if is_turn(&text) {
                continue;
            }
            // Where a head or a reference block comes back at another height; headings come back too, over the text.
            let apart = at < HEAD || line.left > ASIDE * width;
            line.furniture |= (edge
                && (row.numbered && at > FOOT
                    || !goes_on && seen.again(&row.text, i, row.base)
                    || is_page_number(&text, number, count)))
                || (count == 1 && at > FOOT && row.alone && line.base >= lowest && text == "1")
                || ((line.turn.0 != 0 || aside) && seen.again(&text, i, line.base))
                || (i > 0 && at < REFERENCE && apart && row.alone && !under && seen.in_head(&text));
            below_text = at > FOOT - NEAR_FOOT && !line.furniture && line.chars() > FULL;
        }
        margin(sheet, i);
        keep_tables(&mut sheet.lines);
    }
}

/// Of a table that goes on on many pages no more than its first row, if all of that comes back, is furniture.
fn keep_tables(lines: &mut [Line]) {
    let mut tables: HashMap<u16, (u16, [bool; 2])> = HashMap::new();
    for (line, cell) in lines.iter().filter_map(|line| Some((line, line.cell?))) {
        let (first, text) = tables.entry(cell.grid).or_insert((cell.row, [false; 2]));
        *first = cell.row.min(*first);
        text[1] |= !line.furniture;
    }
    for (line, cell) in lines.iter().filter_map(|line| Some((line, line.cell?))) {
        if let Some((first, text)) = tables.get_mut(&cell.grid) {
            text[0] |= cell.row == *first && !line.furniture;
        }
    }
    for line in lines {
        let Some((table, cell)) = line.cell.and_then(|cell| Some((tables.get(&cell.grid)?, cell))) else {
            continue;
        };
        let (first, [in_head, in_table]) = *table;
        line.furniture &= !in_table || (cell.row == first && !in_head);
    }
}

/// What stands on one height of a page.
struct Row {
    /// Shared by its lines, which may be many.
    text: Rc<str>,
    base: f32,
    /// Whether it is one line.
    alone: bool,
    /// Whether one of its lines says which page this is: `Pagina 1 van 1`.
    numbered: bool,
}

/// The row of each line.
fn rows(lines: &[Line]) -> Vec<Row> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&a, &b| {
        lines[a].base.total_cmp(&lines[b].base).then(lines[a].left.total_cmp(&lines[b].left))
    });
    let row = |line: &Line| Row { text: Rc::from(""), base: line.base, alone: true, numbered: false };
    let mut rows: Vec<Row> = lines.iter().map(row).collect();
    let mut from = 0;
    while from < order.len() {
        let base = lines[order[from]].base;
        let beside = |&&i: &&usize| lines[i].base - base < 2.0;
        let to = from + order[from..].iter().take_while(beside).count();
        let text = order[from..to].iter().map(|&i| lines[i].text()).collect::<Vec<_>>().join(" ");
        let text: Rc<str> = text.into();
        let numbered = order[from..to].iter().any(|&i| names_page(&lines[i].text()));
        for &i in &order[from..to] {
            rows[i] = Row { text: Rc::clone(&text), base, alone: to == from + 1, numbered };
        }
        from = to;
    }
    rows
}

/// What stands where, page by page.
struct Seen {
    /// By text and height, on how many pages, and the last of them.
    places: HashMap<String, (usize, usize)>,
    /// Lines above the text of the first page, each with how often the file has it.
    head: HashMap<String, usize>,
    pages: usize,
}

impl Seen {
    fn of(sheets: &[Sheet]) -> Self {
        let mut places: HashMap<String, (usize, usize)> = HashMap::new();
        let mut head: HashMap<String, usize> = HashMap::new();
        if let Some(first) = sheets.first() {
            let above = first.lines.iter().filter(|line| line.base < 0.6 * first.height);
            head.extend(
                above.map(|line| (line.text(), 0)).filter(|(text, _)| (8..LONGEST).contains(&text.len())),
            );
        }
        for (i, sheet) in sheets.iter().enumerate() {
            let rows = rows(&sheet.lines);
            for (line, row) in sheet.lines.iter().zip(&rows).filter(|(_, row)| row.text.len() <= LONGEST) {
                let text = line.text();
                if let Some(count) = head.get_mut(&text) {
                    *count += 1;
                }
                let keys = if can_be(line, sheet) { keys(&text, i, line.base) } else { Vec::new() };
                let rest = if can_be(line, sheet) && !row.alone {
                    self::keys(&row.text, i, row.base)
                } else {
                    Vec::new()
                };
                for key in keys.into_iter().chain(rest) {
                    let known = places.entry(key).or_insert((0, usize::MAX));
                    if known.1 != i {
                        *known = (known.0 + 1, i);
                    }
                }
            }
        }
        Self { places, head, pages: sheets.len() }
    }

    /// Whether a text stands at the same height on a good part of the pages, and on another than this.
    fn again(&self, text: &str, page: usize, base: f32) -> bool {
        // Left and right pages may differ, and the first has a head of its own.
        let enough = |pages: usize| pages > 1 && pages * 10 >= (self.pages - 1) * 4;
        keys(text, page, base).iter().any(|key| self.places.get(key).is_some_and(|known| enough(known.0)))
    }

    /// Whether the first page has the line in its head, and no page has it twice.
    fn in_head(&self, text: &str) -> bool {
        self.head.get(text).is_some_and(|&count| count > 1 && count <= self.pages)
    }
}

/// What stands in one column right under a line of a reference block that came back belongs to it.
fn margin(sheet: &mut Sheet, page: usize) {
    if page == 0 {
        return;
    }
    let known: Vec<(f32, f32, f32)> = sheet
        .lines
        .iter()
        .filter(|line| line.furniture && line.left > ASIDE * sheet.width)
        .map(|line| (line.left, line.base, line.size))
        .collect();
    for line in &mut sheet.lines {
        line.furniture |= known.iter().any(|&(left, base, size)| {
            (line.left - left).abs() < 1.0
                && line.base > base
                && line.base - base < 4.0 * size
                && line.size <= size * 1.1
        });
    }
}

/// Whether a line stands where furniture does.
fn can_be(line: &Line, sheet: &Sheet) -> bool {
    let at = line.base / sheet.height;
    !(HEAD..=FOOT).contains(&at) || (at < REFERENCE && line.left > ASIDE * sheet.width) || line.turn.0 != 0
}

/// What a text at a height is known by on each page: its numbers as they are, or counted from the number of the page. The
/// height is rounded in two ways, so that what differs a little is alike in one of them.
fn keys(text: &str, page: usize, base: f32) -> Vec<String> {
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let ways = if numbers.len() <= COUNTED && numbers.iter().all(|digits| digits.len() <= 5) {
        1 << numbers.len()
    } else {
        1
    };
    let heights = [('r', (base / NEAR).round() as i64), ('f', (base / NEAR).floor() as i64)];
    let mut keys = Vec::with_capacity(2 * ways);
    for way in 0..ways {
        let mut counted = String::with_capacity(text.len() + 8);
        let (mut nth, mut digits) = (0, String::new());
        for c in text.chars().chain(std::iter::once('\0')) {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            if !digits.is_empty() {
                match digits.parse::<i64>() {
                    Ok(number) if way >> nth & 1 == 1 => {
                        let _ = write!(counted, "#{}", number - page as i64);
                    }
                    _ => counted.push_str(&digits),
                }
                digits.clear();
                nth += 1;
            }
            counted.push(c);
        }
        keys.extend(heights.map(|(how, height)| format!("{how}{height} {counted}")));
    }
    keys
}

/// What stands over a question or an answer: it comes back on many pages, and on some by chance at one height.
fn is_turn(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let turn = words.next().is_some_and(|word| {
        ["vraag", "antwoord", "vragen", "antwoorden"].contains(&word.to_lowercase().as_str())
    });
    turn && words.count() <= TURN_WORDS
}

/// The most words behind the first in such a line: `Antwoord op vraag 3 en 4`.
const TURN_WORDS: usize = 5;

/// `Pagina 3`, `Pagina 3 van 5`; behind other words the latter alone.
fn names_page(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let Some(at) = ["pagina ", "page ", "blad "].iter().filter_map(|name| lower.rfind(name)).max() else {
        return false;
    };
    let Some((before, named)) = lower.split_at_checked(at) else { return false };
    let apart = !before.ends_with(char::is_alphanumeric);
    apart
        && is_page_number(named, 1, 1)
        && (before.is_empty() || named.contains(" van ") || named.contains(" of "))
}

/// `3`, `- 3 -`, `3/5`, `Pagina 3 van 5` on page 3 or thereabouts.
fn is_page_number(text: &str, page: u32, pages: usize) -> bool {
    let bare = text.trim_matches(|c: char| matches!(c, '-' | '–' | ' ' | '[' | ']' | '.'));
    let lower = bare.to_lowercase();
    let named =
        ["pagina ", "page ", "blad ", "blz. ", "p. "].iter().find_map(|name| lower.strip_prefix(name));
    let rest = named.unwrap_or(&lower);
    let numbers: Vec<&str> =
        rest.split([' ', '/']).filter(|part| !matches!(*part, "" | "van" | "of")).collect();
    let number = |part: &&str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    if numbers.is_empty() || numbers.len() > 2 || !numbers.iter().all(number) {
        return false;
    }
    let first: u32 = numbers[0].parse().unwrap_or(0);
    named.is_some()
        || (numbers.len() == 2 && first <= pages as u32 && numbers[1].parse() == Ok(pages))
        || (numbers.len() == 1 && first.abs_diff(page) <= 2 && pages > 1)
        || (numbers.len() == 1 && bare.len() < text.len() && first == page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers() {
        for (text, page, pages, expected) in [
            ("Pagina 2 van 5", 2, 5, true),
            ("2/5", 2, 5, true),
            ("- 3 -", 3, 9, true),
            ("3", 3, 9, true),
            ("4", 3, 9, true),
            ("36", 3, 9, false),
            ("3", 3, 1, false),
            ("2023", 2, 5, false),
            ("3 mei", 3, 9, false),
            ("Pagina", 1, 2, false),
        ] {
            assert_eq!(is_page_number(text, page, pages), expected, "{text}");
        }
    }

    #[test]
    fn lines_that_name_their_page() {
        for (text, expected) in [
            ("Pagina 1 van 1", true),
            ("Pagina 1", true),
            ("Ons kenmerk 2021-33 | Pagina 1 van 2", true),
            ("Ministerie van Defensie Page 1 of 2", true),
            ("zie ook pagina 12", false),
            ("Homepagina 1 van 2", false),
            ("Dat staat op pagina 3 van 5 stukken", false),
            ("Pagina", false),
        ] {
            assert_eq!(names_page(text), expected, "{text}");
        }
    }

    #[test]
    fn what_stands_over_answers() {
        for (text, expected) in [
            ("Antwoord", true),
            ("Vraag 12", true),
            ("Antwoord op vraag 3 en 4:", true),
            ("Vragen", true),
            ("Vragenuur", false),
            ("Ons antwoord", false),
            ("Vraag en aanbod op de woningmarkt in de grote steden", false),
            ("", false),
        ] {
            assert_eq!(is_turn(text), expected, "{text}");
        }
    }

    #[test]
    fn what_counts_pages_is_alike_on_all_of_them() {
        let alike = |a: (&str, usize, f32), b: (&str, usize, f32)| {
            let (a, b) = (keys(a.0, a.1, a.2), keys(b.0, b.1, b.2));
            a.iter().any(|key| b.contains(key))
        };
        assert!(alike(("Pagina 2 van 305", 1, 40.0), ("Pagina 12 van 305", 11, 41.9)));
        assert!(alike(("Kamerstuk 36 200", 1, 40.0), ("Kamerstuk 36 200", 4, 40.0)));
        assert!(!alike(("Kamerstuk 36 200, nr. 4", 1, 40.0), ("Kamerstuk 35 207, nr. 72", 2, 40.0)));
        assert!(!alike(("Pagina 2 van 305", 1, 40.0), ("Pagina 3 van 305", 2, 60.0)));
    }
}
