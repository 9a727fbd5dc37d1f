//! Paragraphs that go on over the end of a page. Where the end cuts a name or a word, the paragraph is read to its end first, and
//! what the page prints below it (its foot, its notes) and the next above it follow; elsewhere they stay between the halves, as they
//! do on paper.

use super::blocks::Block;
use super::lines::Line;
use super::measures::is_hard_break;
use super::order::leads_on;

/// Words that a name goes on behind.
const LINKING: [&str; 6] = ["van", "voor", "der", "den", "ter", "ten"];
/// Articles between a linking word and the rest of a name.
const ARTICLES: [&str; 2] = ["de", "het"];
/// Words that open a name with a small letter.
const ROLES: [&str; 12] = [
    "minister",
    "ministers",
    "ministerie",
    "staatssecretaris",
    "lid",
    "leden",
    "heer",
    "mevrouw",
    "motie",
    "artikel",
    "commissie",
    "richtlijn",
];
/// Words that the name of a ministry goes on behind, and that no sentence ends with.
const HALVES: [&str; 5] = ["Buitenlandse", "Binnenlandse", "Economische", "Sociale", "Algemene"];
const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The blocks of all pages in the order of writing, each with the place of its page.
pub(super) fn in_order(pages: &[Vec<Block>]) -> Vec<(usize, &Block)> {
    let mut order = Vec::new();
    // What waits for the end of the paragraph that goes over the end of the last page.
    let mut held: Option<Vec<(usize, &Block)>> = None;
    for (i, blocks) in pages.iter().enumerate() {
        let mut rest = blocks.as_slice();
        if let Some(waiting) = &mut held {
            // The page before was held because this one opens, behind its head, with a paragraph.
            let at = opening(rest).unwrap_or(0);
            order.extend(rest.get(at).map(|block| (i, block)));
            waiting.extend(rest[..at].iter().map(|block| (i, block)));
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        let cut = closing(blocks).filter(|&at| {
            let next = pages.get(i + 1).and_then(|next| next.get(opening(next)?));
            next.is_some_and(|next| cuts_between(&blocks[at], next))
        });
        let begin = blocks.len() - rest.len();
        match (cut, held.take()) {
            // The paragraph that goes on here is cut again.
            (Some(at), Some(mut waiting)) if at < begin => {
                waiting.extend(rest.iter().map(|block| (i, block)));
                held = Some(waiting);
            }
            (cut, waiting) => {
                order.extend(waiting.into_iter().flatten());
                let upto = cut.filter(|&at| at >= begin).map_or(rest.len(), |at| at + 1 - begin);
                order.extend(rest[..upto].iter().map(|block| (i, block)));
                held = cut.map(|_| rest[upto..].iter().map(|block| (i, block)).collect());
            }
        }
    }
    order.extend(held.into_iter().flatten());
    order
}

/// Joins the rows between rules that the end of a page cuts: what stands in a cell of the second goes on with the same of the first.
pub(super) fn join_rows(pages: &mut [Vec<Block>]) {
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let (Some(above), Some(below)) = (before.last_mut(), after.first_mut()) else { continue };
        let Some(row) = closing(above).and_then(|at| above.get_mut(at)) else { continue };
        let next = below.iter().position(|block| !matches!(block, Block::Furniture(_)));
        let Some(next) = next.filter(|&next| is_one_row(row, &below[next])) else { continue };
        if let (Block::Row(cells), Block::Row(rest)) = (row, below.remove(next)) {
            for (cell, rest) in cells.iter_mut().zip(rest) {
                cell.extend(rest.into_iter().map(|line| Line { over: true, ..line }));
            }
        }
    }
}

/// Whether each cell of a row on the next page goes on with that above it, and one of them within a sentence or a word.
fn is_one_row(above: &Block, below: &Block) -> bool {
    let (Block::Row(above), Block::Row(below)) = (above, below) else { return false };
    let mut within = false;
    let goes_on = above.iter().zip(below).all(|(above, below)| {
        let (last, first) = (above.last(), below.first());
        let Some(first) = first else { return true };
        last.is_some_and(|last| {
            let one = last.cell.is_some() && first.cell.is_some() && is_one_text(last, first);
            within |= one && (first.text().starts_with(char::is_lowercase) || is_open(last, first));
            one && !last.over && (first.left - last.left).abs() < last.size
        })
    });
    goes_on && within && below.len() <= above.len()
}

/// The paragraph that a page opens with, behind its head.
fn opening(blocks: &[Block]) -> Option<usize> {
    let at = blocks.iter().position(|block| !matches!(block, Block::Furniture(_)))?;
    matches!(blocks[at], Block::Paragraph(_)).then_some(at)
}

/// The paragraph or row that a page ends with, above its notes and its foot.
fn closing(blocks: &[Block]) -> Option<usize> {
    let under = |block: &Block| matches!(block, Block::Furniture(_) | Block::Note(..) | Block::NoteRest(_));
    let at = blocks.iter().rposition(|block| !under(block))?;
    matches!(blocks[at], Block::Paragraph(_) | Block::Row(_)).then_some(at)
}

fn cuts_between(above: &Block, below: &Block) -> bool {
    let last = match above {
        Block::Paragraph(lines) => lines.last(),
        Block::Row(cells) => last_of_row(cells),
        _ => None,
    };
    let Block::Paragraph(below) = below else { return false };
    last.zip(below.first())
        .is_some_and(|(last, first)| is_one_text(last, first) && is_cut_between(last, first))
}

/// The last line of the last cell, with which a row may go on on the next page.
pub(super) fn last_of_row(cells: &[Vec<Line>]) -> Option<&Line> {
    cells.last().and_then(|lines| lines.last())
}

/// Whether a paragraph goes on over the end of its page: its last line is full and the next begins within a sentence or a name.
pub(super) fn goes_over(last: &Line, lines: &[Line]) -> bool {
    let Some(first) = lines.first() else { return false };
    let within = first.text().starts_with(|c: char| c.is_lowercase());
    is_one_text(last, first) && (within || is_cut_between(last, first))
}

/// Whether two lines, the one at the end of a page and the other on the next, are set as one text.
fn is_one_text(last: &Line, first: &Line) -> bool {
    // What goes on with a cell, whose lines have no margin, stands in its column.
    let aligned = last.margin > 0.0 || (first.left - last.left).abs() < 0.5 * last.size;
    aligned
        && first.base < last.base
        && (first.size - last.size).abs() < 0.05 * last.size
        && !last.ends_with(&['.', '!', '?', ':'])
        && (is_open(last, first) || !is_hard_break(last, first))
}

/// Whether a line, however short, ends where no paragraph does: within a word, behind a word that leads on, within a ministry's name.
fn is_open(last: &Line, first: &Line) -> bool {
    let goes_on = first.words.first().is_some_and(|word| word.text.starts_with(char::is_lowercase));
    last.words.last().is_some_and(|word| {
        let word = word.text.as_str();
        (is_cut(word) && goes_on) || leads_on(word) || HALVES.contains(&word)
    })
}

/// Whether a name or a word stands on both sides of the break.
fn is_cut_between(last: &Line, first: &Line) -> bool {
    let mut before = last.words.iter().rev().filter(|word| !word.raised).map(|word| word.text.as_str());
    let (Some(one), Some(next)) = (before.next(), first.words.first()) else { return false };
    let (before, next) = (before.next().unwrap_or(""), next.text.trim_end_matches([',', '.', ';', ':']));
    first.bold == last.bold && is_joined(before, one, next)
}

fn is_joined(before: &str, one: &str, next: &str) -> bool {
    let named = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let opens = |word: &str| named(word) || ROLES.contains(&word);
    let links = |word: &str| LINKING.contains(&word);
    let linked = links(one) && opens(before);
    let article = ARTICLES.contains(&one) && links(before);
    if one.ends_with([',', ';']) {
        return false;
    }
    is_cut(one)
        || (named(next) && (opens(one) || linked || article))
        || (opens(one) && (links(next) || ARTICLES.contains(&next) && named(one)))
        || (one.bytes().all(|byte| byte.is_ascii_digit()) && MONTHS.contains(&next))
        || (MONTHS.contains(&one) && next.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a word is cut at the end of its line.
pub(super) fn is_cut(word: &str) -> bool {
    let stem = word.trim_end_matches(['-', '\u{ad}', '\u{2010}']);
    stem.len() < word.len() && stem.ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_that_a_break_cuts() {
        for (before, one, next) in [
            ("minister", "van", "Defensie"),
            ("de", "Tweede", "Kamer"),
            ("van", "de", "Kamer"),
            ("de", "minister", "van"),
            ("op", "8", "juli"),
            ("8", "juli", "2021"),
            ("Kamerstuk", "33", "694"),
            ("alle", "zogenaam-", "de"),
        ] {
            assert!(is_joined(before, one, next), "{before} {one} | {next}");
        }
        for (before, one, next) in [
            ("in", "de", "stad"),
            ("en", "de", "NAVO"),
            ("gebruik", "van", "middelen"),
            ("gebruik", "van", "Nederlands"),
            ("wordt", "gedaan", "Daarom"),
            ("nu", "-", "ook"),
            ("Den", "Haag,", "Rotterdam"),
        ] {
            assert!(!is_joined(before, one, next), "{before} {one} | {next}");
        }
    }

    #[test]
    fn a_short_line_that_leads_on_ends_no_paragraph() {
        let text = |at: u32, words: &str| format!("BT /F 10 Tf 80 {at} Td ({words}) Tj ET ");
        let full = "toezegging over de begroting van het ministerie van Defensie en het beleid en";
        let above: String = (0..40_u32).map(|i| text(760 - 14 * i, full)).collect();
        for (last, next, joined) in [
            (
                "daarom stuurt de minister van Buiten-",
                "landse Zaken de Kamer een brief.",
                "Buiten-\nlandse Zaken",
            ),
            ("daarom stuurt de minister van Buitenlandse", "Zaken de Kamer een brief.", "Buitenlandse Zaken"),
        ] {
            for foot in ["", "BT /F 7 Tf 80 90 Td (1 Kamerstuk 35 334, nr. 275.) Tj ET "] {
                let first = format!("{above}{}{foot}", text(200, last));
                let bytes = super::super::tests::pages(&[&first, &text(760, next)], "");
                let doc = crate::ingest(bytes, "brief.pdf").unwrap();
                assert!(doc.text().contains(joined), "{foot}: {}", doc.text());
            }
        }
    }
}
