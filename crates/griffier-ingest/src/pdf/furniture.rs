//! What a page prints around its text: running heads and feet, page numbers, the reference block that ministries repeat
//! in the margin of each page. It is known by where it stands and by coming back.

use super::lines::Line;
use std::collections::HashMap;

/// The parts of a page's height in which heads and feet stand.
const HEAD: f32 = 0.14;
const FOOT: f32 = 0.88;
/// How far down a reference block comes back.
const REFERENCE: f32 = 0.4;
/// Points by which the same line may stand elsewhere on another page.
const NEAR: f32 = 4.0;
/// The longest line that is furniture.
const LONGEST: usize = 240;

/// A page with its lines.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) lines: Vec<Line>,
}

/// Marks the lines of `sheets` that are furniture.
pub(super) fn mark(sheets: &mut [Sheet]) {
    let repeated = repeated(sheets);
    let count = sheets.len();
    let head: Vec<String> = sheets.first().map(|first| in_head(first)).unwrap_or_default();
    for (i, sheet) in sheets.iter_mut().enumerate() {
        let (height, number) = (sheet.height, sheet.number);
        for line in &mut sheet.lines {
            if line.chars() > LONGEST {
                continue;
            }
            let at = line.base / height;
            let text = line.text();
            let edge = at < HEAD || at > FOOT;
            let again = |exact: bool| {
                let key = if exact { text.clone() } else { masked(&text) };
                repeated.get(&key).is_some_and(|places| {
                    places.iter().any(|&(page, base)| page != i && (base - line.base).abs() < NEAR)
                })
            };
            let reference = i > 0 && at < REFERENCE && text.len() >= 8 && head.contains(&text);
            line.furniture |= (edge && (again(false) || is_page_number(&text, number, count)))
                || (line.turn.0 != 0 && again(false))
                || (i > 0 && at < REFERENCE && text.len() >= 4 && again(true))
                || reference;
        }
        margin(sheet, i);
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
        .filter(|line| line.furniture && line.left > 0.6 * sheet.width)
        .map(|line| (line.left, line.base, line.size))
        .collect();
    for line in &mut sheet.lines {
        line.furniture |= known.iter().any(|&(left, base, size)| {
            (line.left - left).abs() < 1.0 && line.base > base && line.base - base < 4.0 * size && line.size <= size * 1.1
        });
    }
}

/// Lines of the first page that a later page may repeat: those above the text.
fn in_head(first: &Sheet) -> Vec<String> {
    first.lines.iter().filter(|line| line.base < 0.6 * first.height).map(Line::text).collect()
}

/// The pages and places of each short line, by its text and by its text with other numbers in it.
fn repeated(sheets: &[Sheet]) -> HashMap<String, Vec<(usize, f32)>> {
    let mut places: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
    for (i, sheet) in sheets.iter().enumerate() {
        for line in sheet.lines.iter().filter(|line| line.chars() <= LONGEST) {
            let text = line.text();
            let mask = masked(&text);
            for key in if mask == text { vec![text] } else { vec![mask, text] } {
                let known = places.entry(key).or_default();
                // A line of a form can come back on each page; a few witnesses will do.
                if known.len() < 64 {
                    known.push((i, line.base));
                }
            }
        }
    }
    places
}

/// A text with every number in it made equal.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    out
}

/// `3`, `- 3 -`, `3/5`, `Pagina 3 van 5` on page 3 or thereabouts.
fn is_page_number(text: &str, page: u32, pages: usize) -> bool {
    let bare = text.trim_matches(|c: char| matches!(c, '-' | '–' | ' ' | '[' | ']' | '.'));
    let lower = bare.to_lowercase();
    let named = ["pagina ", "page ", "blad ", "blz. ", "p. "].iter().find_map(|name| lower.strip_prefix(name));
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
        assert_eq!(masked("Pagina 12 van 305"), "Pagina 0 van 0");
    }
}
