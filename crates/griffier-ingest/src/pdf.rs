//! PDF: characters with places, put together to words, lines and blocks page by page.
//!
//! A page that cannot be read costs that page and a diagnostic. Libraries that fail on it in any other way are stopped
//! there; what a file may cost is bounded in `bounds`.

mod blocks;
mod bounds;
mod cells;
mod content;
mod damage;
mod font;
mod furniture;
mod geometry;
mod grid;
mod lines;
mod measures;
mod order;
mod over;
mod properties;
mod rules;
mod table;
#[cfg(test)]
mod tests;
mod write;

use crate::Limits;
use crate::error::Problem;
use crate::layout::{Layout, Read};
use blocks::Block;
use bounds::{Budget, Excess};
use content::Drawn;
use font::Fonts;
use furniture::Sheet;
use geometry::Matrix;
use grid::Grids;
use griffier_doc::{Area, Format, Page};
use griffier_text::{Span, guarded};
use hayro_syntax::object::{Array, Dict, Name, Rect, String as Text};
use hayro_syntax::page::Page as Leaf;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use measures::Measures;
use memchr::memmem;
use std::collections::BTreeSet;
use write::{Leads, Writer};

pub(crate) const READER: crate::Reader =
    crate::Reader { format: Format::Pdf, extensions: &["pdf"], recognizes, read };

/// How the format is called in messages.
const NAME: &str = "the PDF";
/// How far into a file its header may stand.
const HEADER: usize = 1024;
/// How far from its end a file says that it ends.
const TAIL: usize = 4096;
/// Diagnostics of one kind that are told page by page.
const TOLD: usize = 20;

fn recognizes(bytes: &[u8]) -> bool {
    // An archive may hold a PDF as it is, near its beginning.
    if bytes.starts_with(b"PK\x03\x04") || bytes.get(257..262) == Some(b"ustar") {
        return false;
    }
    // A text may speak of the header; it has no objects.
    let at = memmem::find(&bytes[..bytes.len().min(HEADER)], b"%PDF-");
    at.is_some_and(|at| bytes[..at].trim_ascii().is_empty() || memmem::find(bytes, b"endobj").is_some())
}

fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Read, Problem> {
    bounds::check(&bytes, limits)?;
    let damaged = |why: &str| Problem::Damaged { format: NAME, why: why.into() };
    let whole = memmem::rfind(&bytes[bytes.len().saturating_sub(TAIL)..], b"%%EOF").is_some();
    let opened = guarded(|| Pdf::new(bytes)).ok_or_else(|| damaged("its objects make no sense"))?;
    let pdf = match opened {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            return Err(Problem::Encrypted { format: NAME });
        }
        Err(LoadPdfError::Decryption(_)) => {
            return Err(damaged("it is encrypted in a way that is not known"));
        }
        Err(LoadPdfError::Invalid) => return Err(damaged("it has no pages that can be found")),
    };
    let count = guarded(|| pdf.pages().len()).unwrap_or(0);
    if count as u64 > u64::from(limits.pages) {
        return Err(Problem::Pages { pages: count as u64, most: limits.pages });
    }
    if count == 0 {
        return Err(damaged("it has no pages"));
    }
    let drawn = draw(&pdf, limits)?;
    let mut layout = Layout::new(limits);
    let fates = drawn.fates;
    let pages = lay_out(drawn.sheets, drawn.leads, &mut layout)?;
    layout.state(guarded(|| properties::read(&pdf)).unwrap_or_default());
    tell(&fates, &mut layout, count, whole)?;
    tell_of_count(&pdf, count, &mut layout);
    let mut read = layout.finish()?;
    read.map.pages = pages_of(&read, &pages);
    Ok(read)
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Read,
    /// Text was read; what follows it in the file is damaged.
    Damaged,
    /// Nothing on it.
    Blank,
    /// Pictures or drawings, no text.
    Pictured,
    /// Characters of which the file does not say what they are, for the greater part.
    Unreadable,
    Lost,
}

struct Book {
    sheets: Vec<Sheet>,
    leads: Vec<Vec<Leads>>,
    fates: Vec<Fate>,
}

/// Reads what every page draws.
fn draw(pdf: &Pdf, limits: &Limits) -> Result<Book, Problem> {
    let pages = pdf.pages();
    let mut budget = Budget::new(limits, pages.len());
    let mut fonts = Fonts::new();
    let mut book = Book { sheets: Vec::new(), leads: Vec::new(), fates: Vec::new() };
    for (i, page) in pages.iter().enumerate() {
        let drawn = guarded(|| {
            let drawn = content::read(page, &mut fonts, &mut budget)?;
            let grids = Grids::of(&drawn.rules, &drawn.glyphs);
            Ok((lines::find(&drawn.glyphs, &grids), grids, drawn, leads(page)))
        });
        let (width, height) = page.render_dimensions();
        let number = i as u32 + 1;
        let mut sheet = Sheet { number, width, height, lines: Vec::new(), grids: Grids::default() };
        let mut links = Vec::new();
        let fate = match drawn {
            Some(Ok((lines, grids, drawn, found))) => {
                (sheet.lines, sheet.grids, links) = (lines, grids, found);
                fate(&drawn)
            }
            Some(Err(Excess::Bytes)) => return Err(budget.problem()),
            Some(Err(Excess::Steps)) | None => Fate::Lost,
        };
        book.sheets.push(sheet);
        book.leads.push(links);
        book.fates.push(fate);
    }
    Ok(book)
}

fn fate(drawn: &Drawn) -> Fate {
    let known = drawn.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
    match (known, drawn.unknown) {
        (known, unknown) if unknown > known => Fate::Unreadable,
        (0, _) if drawn.broken => Fate::Lost,
        (0, _) if drawn.pictures => Fate::Pictured,
        (0, _) => Fate::Blank,
        _ if drawn.broken => Fate::Damaged,
        _ => Fate::Read,
    }
}

/// The areas of a page that lead elsewhere.
fn leads(page: &Leaf<'_>) -> Vec<Leads> {
    let Some(notes) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    let shown = Matrix(page.initial_transform(true).as_coeffs());
    let lead = |note: Dict<'_>| {
        note.get::<Name<'_>>("Subtype").filter(|kind| kind.as_ref() == b"Link")?;
        let action = note.get::<Dict<'_>>("A")?;
        let target = properties::text(action.get::<Text<'_>>("URI")?.as_bytes());
        let rect = note.get::<Rect>("Rect")?;
        let (x0, y0) = shown.apply(rect.x0, rect.y0);
        let (x1, y1) = shown.apply(rect.x1, rect.y1);
        let area = Area {
            left: x0.min(x1) as f32,
            top: y0.min(y1) as f32,
            right: x0.max(x1) as f32,
            bottom: y0.max(y1) as f32,
        };
        Some(Leads { area, target })
    };
    notes.iter::<Dict<'_>>().take(2000).filter_map(lead).collect()
}

/// Writes the text of all pages; where the text of each begins, with its size.
fn lay_out(
    mut sheets: Vec<Sheet>,
    mut leads: Vec<Vec<Leads>>,
    layout: &mut Layout,
) -> Result<Vec<(usize, f32, f32)>, Problem> {
    furniture::mark(&mut sheets);
    sheets.iter_mut().for_each(|sheet| order::sort(&mut sheet.lines));
    let measures = Measures::of(&sheets);
    let called = blocks::called(&sheets);
    let sizes: Vec<(u32, f32, f32)> =
        sheets.iter().map(|sheet| (sheet.number, sheet.width, sheet.height)).collect();
    let mut pages: Vec<Vec<Block>> =
        sheets.into_iter().map(|sheet| blocks::find(sheet, &measures, &called)).collect();
    over::join_rows(&mut pages);
    blocks::mark_headings(&mut pages, &measures);
    let noted: BTreeSet<String> = pages
        .iter()
        .flatten()
        .filter_map(|block| if let Block::Note(label, _) = block { Some(label.clone()) } else { None })
        .collect();
    let mut levels: Vec<(i32, bool)> = pages
        .iter()
        .flatten()
        .filter_map(
            |block| if let Block::Heading(lines) = block { lines.first().map(write::style) } else { None },
        )
        .collect();
    levels.sort_by(|a, b| b.cmp(a));
    levels.dedup();
    let mut writer = Writer { layout, noted, levels, page: 0, leads: Vec::new(), cut: None };
    let mut begins = Vec::new();
    for (at, block) in over::in_order(&pages) {
        // Pages without a block begin where the next one does.
        while let Some(&(_, width, height)) = sizes.get(begins.len()).filter(|_| begins.len() <= at) {
            begins.push((writer.layout.here(), width, height));
        }
        if let (Some(&(number, ..)), Some(own)) = (sizes.get(at), leads.get_mut(at)) {
            writer.page = number;
            std::mem::swap(&mut writer.leads, own);
            writer.block(block)?;
            std::mem::swap(&mut writer.leads, own);
        }
    }
    let end = writer.layout.here();
    begins.extend(sizes.iter().skip(begins.len()).map(|&(_, width, height)| (end, width, height)));
    Ok(begins)
}

/// Tells of pages that gave no text; all of them together are no letter.
fn tell(fates: &[Fate], layout: &mut Layout, count: usize, whole: bool) -> Result<(), Problem> {
    let of = |fate: Fate| -> Vec<usize> {
        (0..fates.len()).filter(|&i| fates[i] == fate).map(|i| i + 1).collect()
    };
    let (lost, pictured, unreadable) = (of(Fate::Lost), of(Fate::Pictured), of(Fate::Unreadable));
    if fates.iter().all(|fate| !matches!(fate, Fate::Read | Fate::Damaged)) {
        return Err(match (lost.len(), unreadable.len()) {
            (0, 0) => Problem::NoTextLayer { format: NAME, pages: count as u32 },
            // The fonts may stand in what is missing.
            _ if !whole => Problem::Damaged {
                format: NAME,
                why: format!("it breaks off before its end, and none of the {count} page(s) found has text"),
            },
            (0, unreadable) => Problem::Unreadable { format: NAME, unreadable, pages: count },
            _ => Problem::Damaged { format: NAME, why: format!("none of its {count} page(s) can be read") },
        });
    }
    let mut say = |pages: &[usize], code: &'static str, what: &str| {
        for page in pages.iter().take(TOLD) {
            layout.note(None, code, format!("page {page} {what}"));
        }
        if pages.len() > TOLD {
            layout.note(None, code, format!("{} more pages likewise", pages.len() - TOLD));
        }
    };
    say(&lost, "ingest::page-lost", "cannot be read; its text is missing");
    say(&of(Fate::Damaged), "ingest::page-damaged", "is damaged; part of its text may be missing");
    say(
        &pictured,
        "ingest::page-without-text",
        "is a picture without a text layer; its text is missing, run OCR on it",
    );
    say(
        &unreadable,
        "ingest::page-unreadable",
        "is set in fonts that do not say what their characters are; most of its text is missing, run OCR on it",
    );
    Ok(())
}

/// Tells of pages that the file says it has and that were not found.
fn tell_of_count(pdf: &Pdf, found: usize, layout: &mut Layout) {
    let stated = guarded(|| {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
        catalog.get::<Dict<'_>>("Pages")?.get::<i64>("Count")
    });
    let Some(stated) = stated.flatten().filter(|&stated| usize::try_from(stated) != Ok(found)) else {
        return;
    };
    let message = format!("the file says that it has {stated} page(s), and {found} can be found");
    layout.note(None, "ingest::page-count", message);
}

/// The pages with the text of each: from its first word to its last.
fn pages_of(read: &Read, begins: &[(usize, f32, f32)]) -> Vec<Page> {
    let mut pages = Vec::with_capacity(begins.len());
    for (i, &(begin, width, height)) in begins.iter().enumerate() {
        let end = begins.get(i + 1).map_or(read.text.len(), |next| next.0).min(read.text.len());
        let begin = begin.min(end);
        let words = &read.text[begin..end];
        let start = end - words.trim_start().len();
        let span = Span::at(start, start + words.trim().len());
        pages.push(Page { number: i as u32 + 1, span, width, height });
    }
    pages
}
