//! The pages of a PDF as pictures, by poppler's `pdftoppm` where it is at hand.

use griffier::{Document, Format};
use griffier_export::PageImage;
use griffier_ingest::Letter;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Pictures of more pages would make a page that no browser opens with pleasure.
const MOST: usize = 40;
/// Dots per inch: sharp enough to read on a screen.
const RESOLUTION: &str = "80";
/// Where a PDF says that it is one, at the latest.
const HEAD: usize = 1024;

/// Whether a letter is a PDF that comes from an archive, a mail or standard input.
pub(super) fn is_within(letter: &Letter) -> bool {
    let head = letter.bytes().get(..HEAD).unwrap_or(letter.bytes());
    head.windows(5).any(|five| five == b"%PDF-") && !Path::new(letter.path()).is_file()
}

/// The pictures of the first pages of `doc`, whose file is on disk or is `bytes`; none where it is no PDF, or nothing can
/// draw it.
pub(super) fn images(doc: &Document, bytes: Option<&[u8]>) -> Vec<PageImage> {
    let path = Path::new(&doc.source().path);
    if doc.source().format != Format::Pdf || bytes.is_none() && !path.is_file() {
        return Vec::new();
    }
    let draw = |page: u32| match bytes {
        Some(bytes) => from_bytes(bytes, page),
        None => from_file(path, page),
    };
    let pages = doc.source_map().pages.iter().take(MOST);
    pages
        .map_while(|page| {
            let png = draw(page.number).filter(|output| output.status.success())?.stdout;
            png.starts_with(b"\x89PNG").then_some(PageImage { number: page.number, png })
        })
        .collect()
}

fn from_file(path: &Path, page: u32) -> Option<Output> {
    // A name that begins with a dash would be read as an option.
    let path = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    command(page).arg(path).stdin(Stdio::null()).output().ok()
}

/// Nothing of an archive is unpacked to disk.
fn from_bytes(bytes: &[u8], page: u32) -> Option<Output> {
    let mut child = command(page).arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut input = child.stdin.take()?;
    std::thread::scope(|scope| {
        // A program that has seen enough closes its end.
        scope.spawn(move || input.write_all(bytes).is_ok());
        child.wait_with_output().ok()
    })
}

fn command(page: u32) -> Command {
    let page = page.to_string();
    let mut command = Command::new("pdftoppm");
    command.args(["-png", "-r", RESOLUTION, "-f", &page, "-l", &page]).stderr(Stdio::null());
    command
}
