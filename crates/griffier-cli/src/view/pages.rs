//! The pages of a PDF as pictures, by poppler's `pdftoppm` where it is at hand.

use griffier::{Document, Format};
use griffier_export::PageImage;
use std::path::Path;
use std::process::{Command, Stdio};

/// Pictures of more pages would make a page that no browser opens with pleasure.
const MOST: usize = 40;
/// Dots per inch: sharp enough to read on a screen.
const RESOLUTION: &str = "80";

/// The pictures of the first pages of `doc`; none where the file is no PDF, lies in an archive, or nothing can draw it.
pub(super) fn images(doc: &Document) -> Vec<PageImage> {
    let path = Path::new(&doc.source().path);
    if doc.source().format != Format::Pdf || !path.is_file() {
        return Vec::new();
    }
    let pages = doc.source_map().pages.iter().take(MOST);
    pages
        .map_while(|page| draw(path, page.number).map(|png| PageImage { number: page.number, png }))
        .collect()
}

fn draw(path: &Path, page: u32) -> Option<Vec<u8>> {
    let page = page.to_string();
    // A name that begins with a dash would be read as an option.
    let path = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    let output = Command::new("pdftoppm")
        .args(["-png", "-r", RESOLUTION, "-f", &page, "-l", &page])
        .arg(path)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let png = output.stdout;
    (output.status.success() && png.starts_with(b"\x89PNG")).then_some(png)
}
