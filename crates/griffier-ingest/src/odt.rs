//! OpenDocument texts: what a reader of the printed letter sees, in its order, laid out as Word documents are.

mod story;
mod styles;

use crate::docx::properties::pairs;
use crate::error::Problem;
use crate::flow::{self, Para};
use crate::layout::{Layout, Read};
use crate::package::{self, Package};
use crate::{Limits, Reader, stated};
use griffier_doc::{Field, Format};
use std::collections::HashSet;
use story::{Counted, Story};
use styles::Styles;

/// Takes packages that say they are OpenDocument texts.
pub(crate) const READER: Reader =
    Reader { format: Format::Odt, extensions: &["odt", "ott"], recognizes, read };

const NAME: &str = "an OpenDocument text (.odt)";

/// Headers of this many lines hold a letterhead if there is none of their own for the first page.
const LETTERHEAD_LINES: usize = 4;

fn recognizes(bytes: &[u8]) -> bool {
    /// The type is the first part, stored as it is.
    const TYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";
    let head = &bytes[..bytes.len().min(256)];
    bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(head, TYPE).is_some()
        || (package::holds(bytes, "content.xml")
            && package::holds(bytes, "META-INF/manifest.xml")
            && memchr::memmem::find(head, b"opendocument").is_none())
}

fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Read, Problem> {
    let mut package = Package::open(bytes, NAME, limits)?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Problem::Encrypted { format: NAME });
    }
    let content = package.needed("content.xml")?;
    let styles = package.part("styles.xml")?.unwrap_or_default();
    let mut layout = Layout::new(limits);
    let mut counted = Counted::default();
    let said = Styles::read([&styles, &content])?;
    let body = Story::new(&said, &mut counted, "body").tell(&content)?;
    let margins = Story::new(&said, &mut counted, "header").margins(&styles)?;
    let (letterhead, furniture) = parted(margins);
    let paras = letterhead.into_iter().chain(body.paras).chain(body.notes).chain(furniture);
    for para in paras {
        para.write(&mut layout)?;
    }
    counted.report(&mut layout);
    state(&package.part("meta.xml").ok().flatten().unwrap_or_default(), &mut layout);
    layout.finish()
}

/// What stands at the head or foot of pages.
#[derive(Debug)]
struct Margin {
    paras: Vec<Para>,
    header: bool,
    /// Whether it is for the first page alone.
    first: bool,
}

/// What stands above the letter, and what is furniture, once each.
fn parted(margins: Vec<Margin>) -> (Vec<Para>, Vec<Para>) {
    let own_first = margins.iter().any(|margin| margin.header && margin.first && !margin.paras.is_empty());
    let (mut letterhead, mut furniture) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for margin in margins {
        let long = !own_first && letterhead.is_empty() && margin.paras.len() >= LETTERHEAD_LINES;
        let above = margin.header && (margin.first || long);
        let paras = flow::furnished(margin.paras, above);
        if above {
            letterhead.extend(paras);
        } else {
            furniture.extend(paras.filter(|para| seen.insert(para.words())));
        }
    }
    (letterhead, furniture)
}

fn state(meta: &str, layout: &mut Layout) {
    let mut days = Vec::new();
    for (name, value) in pairs(meta, None) {
        if matches!(name.as_str(), "creation-date" | "date") {
            days.extend(stated::day(&value));
        }
        let field = match name.as_str() {
            "title" => Field::Title,
            "initial-creator" | "creator" => Field::Sender,
            "creation-date" => Field::Date,
            _ => continue,
        };
        layout.state(stated::property(field, &value, format!("odt:meta.xml#{name}")));
    }
    for (name, value) in pairs(meta, Some("user-defined")) {
        let origin = format!("odt:meta.xml#{name}");
        layout.state(stated::filled_in(&name, &value, origin, &days, layout.text()));
    }
}

#[cfg(test)]
mod tests;
