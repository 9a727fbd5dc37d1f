//! What a document states of itself outside its text: who made it when, its title, and the fields that the templates of
//! ministries add.

use super::NAME;
use crate::cursor::{Cursor, Piece};
use crate::error::Problem;
use crate::layout::Layout;
use crate::package::Package;
use crate::stated;
use griffier_doc::Field;

/// States what the properties say.
pub(super) fn state(package: &mut Package, layout: &mut Layout) -> Result<(), Problem> {
    // Properties that cannot be read are none: the text is sound.
    let core = package.part("docProps/core.xml").ok().flatten().unwrap_or_default();
    let mut days = Vec::new();
    for (name, value) in pairs(&core, None) {
        if matches!(name.as_str(), "created" | "modified") {
            days.extend(stated::day(&value));
        }
        let field = match name.as_str() {
            "title" => Field::Title,
            "creator" => Field::Sender,
            "created" => Field::Date,
            "identifier" => Field::Number,
            _ => continue,
        };
        layout.state(stated::property(field, &value, format!("docx:core.xml#{name}")));
    }
    let app = package.part("docProps/app.xml").ok().flatten().unwrap_or_default();
    for (name, value) in pairs(&app, None).into_iter().filter(|(name, _)| name == "Company") {
        layout.state(stated::property(Field::Sender, &value, format!("docx:app.xml#{name}")));
    }
    let custom = package.part("docProps/custom.xml").ok().flatten().unwrap_or_default();
    for (name, value) in pairs(&custom, Some("property")) {
        let origin = format!("docx:custom.xml#{name}");
        layout.state(stated::filled_in(&name, &value, origin, &days, layout.text()));
    }
    Ok(())
}

/// Elements with their texts; of an element called `named`, the attribute `name` instead of its own.
pub(crate) fn pairs(xml: &str, named: Option<&str>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut cursor = Cursor::new(xml, NAME);
    let mut name = String::new();
    while let Ok(Some(piece)) = cursor.next() {
        match piece {
            Piece::Open(tag) => match named {
                Some(named) if tag.name() != named => {}
                Some(_) => name = tag.attr("name").unwrap_or_default(),
                None => tag.name().clone_into(&mut name),
            },
            Piece::Text(text) if !text.trim().is_empty() => pairs.push((name.clone(), text.into_owned())),
            _ => {}
        }
    }
    pairs
}
