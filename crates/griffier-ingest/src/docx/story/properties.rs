//! Properties of paragraphs, runs, rows and sections: each is read whole, where it stands.

use super::{Margin, Story};
use crate::cursor::{Cursor, Piece, Tag};
use crate::docx::styles::{is_on, is_raised};
use crate::error::Problem;

/// Calls `each` for every element of the properties that have just opened, old values of changed ones passed over.
/// The second argument says in which element it stands.
fn properties(cursor: &mut Cursor, mut each: impl FnMut(&Tag, &str)) -> Result<(), Problem> {
    let outside = cursor.depth().saturating_sub(1);
    let mut inside: Vec<String> = Vec::new();
    while cursor.depth() > outside {
        match cursor.next()? {
            Some(Piece::Open(tag)) if tag.name().ends_with("Change") => cursor.skip()?,
            Some(Piece::Open(tag)) => {
                each(&tag, inside.last().map_or("", String::as_str));
                inside.push(tag.name().to_owned());
            }
            Some(Piece::Close(_)) => {
                inside.pop();
            }
            Some(Piece::Text(_)) => {}
            None => break,
        }
    }
    Ok(())
}

impl Story<'_> {
    pub(super) fn paragraph_properties(&mut self, cursor: &mut Cursor) -> Result<(), Problem> {
        let mut margins = Vec::new();
        let mut title_page = false;
        let mut ends_section = false;
        let mut open = self.open.pop();
        properties(cursor, |tag, within| {
            let value = || tag.attr("val");
            if within == "sectPr" {
                title_page |= tag.name() == "titlePg" && is_on(tag);
                margins.extend(margin(tag));
            }
            ends_section |= tag.name() == "sectPr";
            let Some(open) = &mut open else { return };
            match tag.name() {
                "pStyle" => open.style = value(),
                "outlineLvl" => open.outline = value().and_then(|level| level.parse().ok()),
                "numId" => open.list.list = value(),
                "ilvl" => open.list.level = value().and_then(|level| level.parse().ok()),
                "del" if within == "rPr" => open.runs_on = true,
                _ => {}
            }
        })?;
        self.open.extend(open);
        if ends_section {
            self.end_section(margins, title_page);
        }
        Ok(())
    }

    pub(super) fn run_properties(&mut self, cursor: &mut Cursor) -> Result<(), Problem> {
        let (mut hidden, mut raised) = (None, None);
        let styles = &self.shared.styles;
        properties(cursor, |tag, _| match tag.name() {
            "vanish" => hidden = Some(is_on(tag)),
            "vertAlign" => raised = Some(is_raised(tag)),
            "rStyle" => {
                let style = tag.attr("val").unwrap_or_default();
                hidden = hidden.or(Some(styles.is_hidden(&style)));
                raised = raised.or(Some(styles.is_raised(&style)));
            }
            _ => {}
        })?;
        self.with_open(|open| {
            (open.hidden, open.raised) = (hidden.unwrap_or(false), raised.unwrap_or(false));
        });
        Ok(())
    }

    pub(super) fn row_properties(&mut self, cursor: &mut Cursor) -> Result<(), Problem> {
        let mut deleted = false;
        properties(cursor, |tag, _| deleted |= tag.name() == "del")?;
        if deleted {
            self.counted.deleted += 1;
        }
        if let Some(row) = self.deleted_rows.last_mut() {
            *row |= deleted;
        }
        Ok(())
    }

    /// The section that ends with the text.
    pub(super) fn section(&mut self, cursor: &mut Cursor) -> Result<(), Problem> {
        let mut margins = Vec::new();
        let mut title_page = false;
        properties(cursor, |tag, _| {
            title_page |= tag.name() == "titlePg" && is_on(tag);
            margins.extend(margin(tag));
        })?;
        self.end_section(margins, title_page);
        Ok(())
    }

    fn end_section(&mut self, margins: Vec<(bool, String, String)>, title_page: bool) {
        let first = self.sections == 0;
        self.sections += 1;
        for (header, kind, id) in margins {
            if let Some(target) = self.targets.get(&id) {
                let first_page = first && (kind == "default" || (kind == "first" && title_page));
                self.told.margins.push(Margin { header, kind, target: target.clone(), first_page });
            }
        }
    }
}

/// Whether it is a header, of what kind, and the id of its part.
fn margin(tag: &Tag) -> Option<(bool, String, String)> {
    let header = match tag.name() {
        "headerReference" => true,
        "footerReference" => false,
        _ => return None,
    };
    Some((header, tag.attr("type").unwrap_or_else(|| "default".to_owned()), tag.attr("id")?))
}
