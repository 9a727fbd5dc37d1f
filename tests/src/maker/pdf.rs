//! A letter as a PDF: pages with a running head and foot, lines that end where the page does, words broken at their
//! ends, notes at the foot of the page that calls them, cells, and signatures side by side.

mod file;
mod set;

use super::{Form, Piece, Plan, Word, plain};
use file::File;
use set::{Face, Line, Setter};

/// How a file names its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Characters {
    /// One byte each, in the encoding of Windows.
    Windows,
    /// Two bytes each, numbered as they came, with a map to Unicode.
    Numbered,
}

/// Points of a sheet of A4.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
/// The edges of the running text, from the left and from below.
const LEFT: f32 = 80.0;
const RIGHT: f32 = 500.0;
const TOP: f32 = 760.0;
const BOTTOM: f32 = 90.0;
/// The size of running text and of notes, and from line to line in sizes.
const SIZE: f32 = 10.0;
const SMALL: f32 = 8.0;
const LEADING: f32 = 1.3;
/// What stands between paragraphs.
const SPACE: f32 = 8.0;

/// Writes `plan` as a PDF.
pub fn write(plan: &Plan) -> Vec<u8> {
    write_with(plan, Characters::Windows)
}

/// The same with characters named otherwise.
pub fn write_with(plan: &Plan, characters: Characters) -> Vec<u8> {
    let mut pages = Pages { plan, done: Vec::new(), open: Page::default(), at: TOP };
    for piece in &plan.pieces {
        pages.piece(piece);
    }
    pages.turn();
    let count = pages.done.len();
    let mut file = File::new(characters);
    for (i, page) in pages.done.iter().enumerate() {
        let head =
            if plan.header.is_empty() { "Kopie voor het archief".to_owned() } else { plan.header.join("  ") };
        let head = running(&head, SMALL);
        let foot = running(&format!("Pagina {} van {count}", i + 1), SMALL);
        let mut y = BOTTOM - 10.0;
        let mut notes: Vec<(f32, &Line)> = Vec::new();
        for line in page.notes.iter().rev() {
            notes.push((y, line));
            y += SMALL * LEADING;
        }
        notes.reverse();
        let lines = page.lines.iter().map(|(y, line)| (*y, line)).chain(notes);
        let around = [(HEIGHT - 40.0, &head), (40.0, &foot)];
        file.page(
            (WIDTH, HEIGHT),
            around[..1].iter().copied().chain(lines).chain(around[1..].iter().copied()),
        );
    }
    file.finish(plan.title.as_deref(), plan.date.as_deref())
}

/// A line of furniture.
fn running(text: &str, size: f32) -> Line {
    let mut setter = Setter::new(LEFT, RIGHT, size);
    setter.words(&[Word::Plain(text.to_owned())], Face::Plain);
    setter.finish().into_iter().next().unwrap_or_default()
}

#[derive(Default)]
struct Page {
    /// Lines with their heights.
    lines: Vec<(f32, Line)>,
    notes: Vec<Line>,
}

struct Pages<'p> {
    plan: &'p Plan,
    done: Vec<Page>,
    open: Page,
    /// The height of the next line.
    at: f32,
}

impl Pages<'_> {
    fn piece(&mut self, piece: &Piece) {
        match &piece.form {
            Form::Heading(_, words) => self.paragraph(words, Face::Bold),
            Form::Paragraph(words) => self.paragraph(words, Face::Plain),
            Form::Lines(lines) => {
                for words in lines {
                    self.lines(lines_of(LEFT, RIGHT, words, Face::Plain));
                }
                self.at -= SPACE;
            }
            Form::List(items) => {
                for item in items {
                    let mut lines = lines_of(LEFT + 16.0, RIGHT, &item.words, Face::Plain);
                    let label = lines_of(LEFT, RIGHT, &[Word::Plain(item.label.clone())], Face::Plain);
                    if let (Some(first), Some(label)) = (lines.first_mut(), label.into_iter().next()) {
                        first.spans.splice(0..0, label.spans);
                    }
                    self.lines(lines);
                }
                self.at -= SPACE;
            }
            Form::Table(rows) => rows.iter().for_each(|row| self.row(row)),
            Form::Columns(columns) => self.columns(columns),
        }
    }

    fn paragraph(&mut self, words: &[Word], face: Face) {
        self.lines(lines_of(LEFT, RIGHT, words, face));
        self.at -= SPACE;
    }

    fn lines(&mut self, lines: Vec<Line>) {
        for line in lines {
            self.line(line, true);
        }
    }

    /// Sets a line with the notes that it calls, on the next page if there is no room for them on this.
    fn line(&mut self, line: Line, last_of_row: bool) {
        let mut notes: Vec<Line> = Vec::new();
        for label in &line.calls {
            for note in self.plan.notes.iter().filter(|note| note.label == *label) {
                let mut setter = Setter::new(LEFT, RIGHT, SMALL);
                setter.raised(&note.label);
                setter.words(&[Word::Plain(" ".to_owned())], Face::Plain);
                setter.words(&note.words, Face::Plain);
                notes.extend(setter.finish());
            }
        }
        let foot = (self.open.notes.len() + notes.len()) as f32 * SMALL * LEADING;
        if self.at - SIZE * LEADING < BOTTOM + foot {
            self.turn();
        }
        self.open.lines.push((self.at, line));
        self.open.notes.extend(notes);
        if last_of_row {
            self.at -= SIZE * LEADING;
        }
    }

    /// A row of cells, each set in full before the next, as word processors do.
    fn row(&mut self, cells: &[Vec<Word>]) {
        let wide = (RIGHT - LEFT) / cells.len().max(1) as f32;
        let first = if cells.len() == 2 { 70.0 } else { wide };
        let edges = |i: usize| {
            let left = if i == 0 { LEFT } else { LEFT + first + (i - 1) as f32 * wide };
            (
                left,
                if i == 0 {
                    LEFT + first
                } else {
                    (left + wide).max(if cells.len() == 2 { RIGHT } else { 0.0 })
                } - 8.0,
            )
        };
        let set: Vec<Vec<Line>> = cells
            .iter()
            .enumerate()
            .map(|(i, words)| lines_of(edges(i).0, edges(i).1, words, Face::Plain))
            .collect();
        let depth = set.iter().map(Vec::len).max().unwrap_or(0) as f32 * SIZE * LEADING;
        if self.at - depth < BOTTOM {
            self.turn();
        }
        let top = self.at;
        for lines in set {
            self.at = top;
            self.lines(lines);
        }
        self.at = top - depth - 2.0;
    }

    /// Columns beside each other, set line by line over all of them, as a line with tabs is.
    fn columns(&mut self, columns: &[Vec<Vec<Word>>]) {
        let wide = (RIGHT - LEFT) / columns.len().max(1) as f32;
        let set: Vec<Vec<Line>> = columns
            .iter()
            .enumerate()
            .map(|(i, lines)| {
                let left = LEFT + i as f32 * wide;
                lines
                    .iter()
                    .flat_map(|words| lines_of(left, left + wide - 16.0, words, Face::Plain))
                    .collect()
            })
            .collect();
        let depth = set.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..depth {
            for lines in &set {
                if let Some(line) = lines.get(row) {
                    self.line(line.clone(), false);
                }
            }
            self.at -= SIZE * LEADING;
        }
        self.at -= SPACE;
    }

    /// Begins a page; it begins with the line that ends in a broken word, if the last one does.
    fn turn(&mut self) {
        let broken = |line: &Line| {
            line.calls.is_empty() && line.spans.last().is_some_and(|span| span.text.ends_with('-'))
        };
        let carried = self.open.lines.pop_if(|(_, line)| broken(line));
        self.done.push(std::mem::take(&mut self.open));
        self.at = TOP;
        if let Some((_, line)) = carried {
            self.open.lines.push((self.at, line));
            self.at -= SIZE * LEADING;
        }
    }
}

fn lines_of(left: f32, right: f32, words: &[Word], face: Face) -> Vec<Line> {
    let mut setter = Setter::new(left, right, SIZE);
    setter.words(words, face);
    setter.finish()
}

/// The words of a plan that a reader of its PDF should find, without what pages print around them.
pub fn words(plan: &Plan) -> Vec<String> {
    let text = |piece: &Piece| -> String {
        match &piece.form {
            Form::Heading(_, words) | Form::Paragraph(words) => plain(words),
            Form::Lines(lines) => lines.iter().map(|words| plain(words) + " ").collect(),
            Form::List(items) => {
                items.iter().map(|item| format!("{} {} ", item.label, plain(&item.words))).collect()
            }
            Form::Table(rows) | Form::Columns(rows) => {
                rows.iter().flatten().map(|words| plain(words) + " ").collect()
            }
        }
    };
    let all = plan.pieces.iter().map(text).chain(plan.notes.iter().map(|note| plain(&note.words)));
    all.flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}
