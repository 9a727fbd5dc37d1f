//! Paragraphs on their way from a file to the [`Layout`]: words with marks and links, rows of tables, notes kept for the
//! end. What a paragraph is, each reader knows itself.

use crate::error::Problem;
use crate::layout::Layout;
use crate::signed::{self, Cell, SIGNED_ROWS, SIGNERS};
use griffier_doc::{BlockKind, Place, ZoneKind};

/// The longest line, in bytes, of what stands under each other.
const LONGEST_LINE: usize = 90;

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inline {
    Words(String),
    Mark(Box<str>),
    LinkStart,
    LinkEnd(Box<str>),
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Para {
    pub(crate) kind: BlockKind,
    pub(crate) place: Option<Place>,
    /// The label that its list gives it, where that is not yet among its words.
    pub(crate) label: Option<String>,
    /// Whether it stands right under the one before, as lines of an address do.
    under: bool,
    inlines: Vec<Inline>,
    /// Whether a further space would mean nothing.
    spaced: bool,
    /// Bytes of words.
    len: usize,
}

impl Para {
    pub(crate) fn new(kind: BlockKind) -> Self {
        Self { kind, place: None, label: None, under: false, inlines: Vec::new(), spaced: true, len: 0 }
    }

    /// Adds words as they are.
    pub(crate) fn push(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        self.spaced = words.ends_with([' ', '\n', '\t']);
        self.len += words.len();
        if let Some(Inline::Words(last)) = self.inlines.last_mut() {
            last.push_str(words);
        } else {
            self.inlines.push(Inline::Words(words.to_owned()));
        }
    }

    /// Adds words whose white space means no more than that they are parted.
    pub(crate) fn push_collapsed(&mut self, words: &str) {
        // A no-break space is the author's.
        let space = |c: char| c.is_ascii_whitespace();
        let mut rest = words;
        while !rest.is_empty() {
            let end = rest.find(space).unwrap_or(rest.len());
            self.push(&rest[..end]);
            let tail = rest[end..].trim_start_matches(space);
            if tail.len() < rest.len() - end && !self.spaced {
                self.push(" ");
            }
            rest = tail;
        }
    }

    /// Adds a line break; what was set before it loses its space.
    pub(crate) fn line_break(&mut self) {
        if let Some(Inline::Words(last)) = self.inlines.last_mut() {
            let kept = last.trim_end_matches(' ').len();
            self.len -= last.len() - kept;
            last.truncate(kept);
        }
        self.push("\n");
    }

    pub(crate) fn mark(&mut self, label: &str) {
        self.inlines.push(Inline::Mark(label.into()));
        self.spaced = false;
    }

    pub(crate) fn open_link(&mut self) {
        self.inlines.push(Inline::LinkStart);
    }

    /// Ends the link that opened last; one without a target is no link.
    pub(crate) fn close_link(&mut self, target: &str) {
        self.inlines.push(Inline::LinkEnd(target.into()));
    }

    /// Adds another paragraph behind `between`.
    pub(crate) fn append(&mut self, between: &str, other: Self) {
        self.push(between);
        self.spaced = other.spaced;
        for inline in other.inlines {
            match inline {
                Inline::Words(words) => self.push(&words),
                inline => self.inlines.push(inline),
            }
        }
    }

    /// Puts `words` before all others.
    pub(crate) fn lead(&mut self, words: &str) {
        self.len += words.len();
        self.inlines.insert(0, Inline::Words(words.to_owned()));
    }

    /// Takes `words` away from the beginning, if it begins with them.
    pub(crate) fn unlead(&mut self, words: &str) {
        if let Some(Inline::Words(first)) = self.inlines.first_mut()
            && let Some(rest) = first.trim_start().strip_prefix(words)
        {
            *first = rest.trim_start().to_owned();
        }
    }

    /// Bytes of words.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The words, without marks.
    pub(crate) fn words(&self) -> String {
        let words = |inline: &Inline| match inline {
            Inline::Words(words) => words.clone(),
            _ => String::new(),
        };
        self.inlines.iter().map(words).collect()
    }

    /// Whether it is a line that may stand with others under each other: of an address, of a signature.
    fn is_line(&self) -> bool {
        self.kind == BlockKind::Text && self.len <= LONGEST_LINE
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.inlines.iter().all(|inline| match inline {
            Inline::Words(words) => words.chars().all(char::is_whitespace),
            Inline::Mark(_) => false,
            Inline::LinkStart | Inline::LinkEnd(_) => true,
        })
    }

    /// Sets the paragraph.
    ///
    /// # Errors
    /// When the text passes the limit.
    pub(crate) fn write(self, layout: &mut Layout) -> Result<(), Problem> {
        if self.is_blank() {
            return Ok(());
        }
        match &self.kind {
            BlockKind::Note(label) => layout.open_note(label)?,
            kind if self.under => layout.open_under(kind.clone()),
            kind => layout.open(kind.clone()),
        }
        let mut links = Vec::new();
        let mut leading = true;
        // Before the first filled cell of a row stand the tabs of those that are empty.
        let row = self.kind == BlockKind::Row;
        for inline in self.inlines {
            match inline {
                Inline::Words(words) if leading && row => layout.push(words.trim_start_matches(' '))?,
                Inline::Words(words) if leading => layout.push(words.trim_start())?,
                Inline::Words(words) => layout.push(&words)?,
                Inline::Mark(label) => layout.mark(&label)?,
                Inline::LinkStart => {
                    links.push(layout.here());
                    continue;
                }
                Inline::LinkEnd(target) => {
                    if let Some(start) = links.pop().filter(|_| !target.is_empty()) {
                        layout.link(start, &target);
                    }
                    continue;
                }
            }
            leading = false;
        }
        layout.close(self.place);
        Ok(())
    }
}

/// Tables within tables beyond this depth are read as part of the cell they stand in.
const DEEPEST: usize = 16;

/// Paragraphs in reading order; those in a row of a table become one line, if each of its cells is one.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    out: Vec<Para>,
    rows: Vec<Vec<Vec<Para>>>,
    /// The last rows that are one line each, which those who sign may stand in.
    table: Vec<Vec<Vec<Para>>>,
    /// Whether white space stands before what is added next.
    apart: bool,
    /// Rows open beyond [`DEEPEST`].
    beyond: usize,
}

impl Flow {
    pub(crate) fn add(&mut self, para: Para) {
        if para.is_blank() {
            self.apart = true;
            return;
        }
        self.close_table();
        self.put(para);
    }

    fn put(&mut self, mut para: Para) {
        let apart = std::mem::take(&mut self.apart);
        let here = self.rows.last_mut().and_then(|row| row.last_mut()).unwrap_or(&mut self.out);
        para.under =
            para.under || (!apart && here.last().is_some_and(|last| last.is_line() && para.is_line()));
        here.push(para);
    }

    /// Adds what has been added to a cell before.
    fn keep(&mut self, mut para: Para) {
        self.close_table();
        para.under &= !std::mem::take(&mut self.apart);
        self.rows.last_mut().and_then(|row| row.last_mut()).unwrap_or(&mut self.out).push(para);
    }

    /// Says that white space stands before what is added next.
    pub(crate) fn part(&mut self) {
        self.apart = true;
    }

    pub(crate) fn open_row(&mut self) {
        if self.rows.len() < DEEPEST {
            self.rows.push(Vec::new());
        } else {
            self.beyond += 1;
        }
    }

    pub(crate) fn open_cell(&mut self) {
        self.apart = true;
        if self.beyond == 0
            && let Some(row) = self.rows.last_mut()
        {
            row.push(Vec::new());
        }
    }

    /// Ends a row; one that is not `kept` leaves nothing.
    pub(crate) fn close_row(&mut self, kept: bool) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(row) = self.rows.pop().filter(|_| kept) else { return };
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        let lines = row.iter().all(|cell| cell.len() <= 1 && cell.iter().all(is_cell_line));
        // Of a row under others the cells but one may be empty.
        let more = self.table.last().is_some_and(|last| last.len() == row.len())
            && filled == 1
            && row.iter().flatten().all(Para::is_line);
        if (filled > 1 || more) && lines && self.rows.is_empty() {
            self.table.push(row);
            if self.table.len() > SIGNED_ROWS {
                self.close_table();
            }
        } else if filled > 1 && lines {
            self.put(joined(row));
        } else {
            for cell in row {
                self.apart = true;
                cell.into_iter().for_each(|para| self.keep(para));
            }
        }
        self.apart = true;
    }

    /// Adds the rows that are waiting: those who sign one by one, else each row on a line.
    fn close_table(&mut self) {
        // What stands in a cell waits with its row.
        if self.table.is_empty() || !self.rows.is_empty() {
            return;
        }
        let table = std::mem::take(&mut self.table);
        if is_signature(&table) {
            let mut rows: Vec<_> = table.into_iter().map(Vec::into_iter).collect();
            while rows.iter().any(|row| row.len() > 0) {
                self.apart = true;
                let column: Vec<Para> = rows.iter_mut().filter_map(Iterator::next).flatten().collect();
                column.into_iter().for_each(|para| self.put(para));
            }
        } else {
            for row in table {
                self.apart = true;
                self.put(joined(row));
            }
        }
        self.apart = true;
    }

    /// All paragraphs so far.
    pub(crate) fn take(&mut self) -> Vec<Para> {
        while self.beyond > 0 || !self.rows.is_empty() {
            self.close_row(true);
        }
        self.close_table();
        std::mem::take(&mut self.out)
    }
}

/// Whether a paragraph can be a cell of a row set on one line.
fn is_cell_line(para: &Para) -> bool {
    let broken = |inline: &Inline| matches!(inline, Inline::Words(words) if words.trim().contains('\n'));
    matches!(para.kind, BlockKind::Text | BlockKind::Item | BlockKind::Heading(_))
        && !para.inlines.iter().any(broken)
}

/// Whether rows of one line each are those who sign, each with a name.
fn is_signature(table: &[Vec<Vec<Para>>]) -> bool {
    let columns = table.first().map_or(0, Vec::len);
    if !(2..=SIGNERS).contains(&columns) || table.iter().any(|row| row.len() != columns) {
        return false;
    }
    let cell =
        |paras: &Vec<Para>| -> Cell { paras.iter().map(|para| para.words().trim().to_owned()).collect() };
    let column = |at: usize| table.iter().map(|row| cell(&row[at])).filter(|cell| !cell.is_empty()).collect();
    let columns: Vec<Vec<Cell>> = (0..columns).map(column).collect();
    signed::is_signature(&columns) && columns.iter().all(|column| column.iter().any(signed::is_name))
}

/// A row on one line.
fn joined(row: Vec<Vec<Para>>) -> Para {
    let mut line = Para::new(BlockKind::Row);
    let mut cells = row.into_iter().map(|cell| cell.into_iter().next());
    let mut pending = String::new();
    for cell in cells.by_ref() {
        if let Some(mut cell) = cell {
            line.place = line.place.or(cell.place.take());
            for inline in &mut cell.inlines {
                if let Inline::Words(words) = inline {
                    *words = words.replace(['\n', '\t'], " ");
                }
            }
            line.append(&pending, cell);
            pending.clear();
        }
        pending.push('\t');
    }
    line
}

/// Marks what stands at the head or foot of pages as such: every paragraph of `margin`, if it is not a letterhead, and the
/// numbers of pages in one.
pub(crate) fn furnished(margin: Vec<Para>, letterhead: bool) -> impl Iterator<Item = Para> {
    margin.into_iter().map(move |mut para| {
        if !letterhead || is_page_number(&para.words()) {
            para.kind = BlockKind::Zone(ZoneKind::PageFurniture);
        }
        para
    })
}

/// `2`, `Pagina 2 van 4`
fn is_page_number(words: &str) -> bool {
    let word = |word: &str| ["pagina", "van", "page", "of", "blad"].contains(&word.to_lowercase().as_str());
    let digits = words.contains(|c: char| c.is_ascii_digit());
    let plain = words.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-–".contains(c));
    let mut parts = words.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty());
    digits && plain && words.len() <= 30 && parts.all(word) && !is_number_of_a_paper(words)
}

/// `5164758`: pages are fewer.
fn is_number_of_a_paper(words: &str) -> bool {
    words.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() > 4)
}

/// One paragraph of several: the text of a note.
pub(crate) fn note(label: &str, paras: Vec<Para>) -> Option<Para> {
    let mut paras = paras.into_iter().filter(|para| !para.is_blank());
    let mut note = paras.next()?;
    note.kind = BlockKind::Note(label.into());
    paras.for_each(|para| note.append("\n", para));
    Some(note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn para(words: &str) -> Para {
        let mut para = Para::new(BlockKind::Text);
        para.push(words);
        para
    }

    fn row(flow: &mut Flow, cells: &[&[&str]]) {
        flow.open_row();
        for cell in cells {
            flow.open_cell();
            cell.iter().for_each(|words| flow.add(para(words)));
        }
        flow.close_row(true);
    }

    #[track_caller]
    fn check(mut flow: Flow, text: &str) {
        let mut layout = Layout::new(&Limits::default());
        for para in flow.take() {
            para.write(&mut layout).unwrap();
        }
        assert_eq!(layout.finish().unwrap().text, text);
    }

    #[test]
    fn numbers_of_pages_are_told_from_others() {
        let pages = ["2", "Pagina 2 van 4", "- 3 -", "1Pagina0van2"];
        let others = ["5164758", "T 070 426 64 26", "3 mei 2022", "BZ-1", "van", "2511 DP  Den Haag", ""];
        assert!(pages.iter().all(|words| is_page_number(words)));
        assert!(!others.iter().any(|words| is_page_number(words)));
    }

    #[test]
    fn a_row_of_lines_is_a_line() {
        let mut flow = Flow::default();
        row(&mut flow, &[&["Datum"], &["3 mei"]]);
        row(&mut flow, &[&[], &["a\nb"]]);
        row(&mut flow, &[&["x"], &[], &["y"], &[]]);
        row(&mut flow, &[&[], &["z"], &[], &[]]);
        check(flow, "Datum\t3 mei\n\na\nb\n\nx\t\ty\n\tz");
    }

    #[test]
    fn a_row_of_columns_is_read_column_by_column() {
        let mut flow = Flow::default();
        row(&mut flow, &[&["De minister van A,", "Jan"], &["De minister van B,", "Piet"]]);
        check(flow, "De minister van A,\nJan\n\nDe minister van B,\nPiet");
    }

    #[test]
    fn who_sign_in_rows_are_read_one_by_one() {
        let mut flow = Flow::default();
        flow.add(para("Hoogachtend,"));
        row(&mut flow, &[&["A. Jansen"], &["B. de Vries"]]);
        row(&mut flow, &[&[], &[]]);
        row(&mut flow, &[&["Minister van Financiën"], &["Staatssecretaris van Justitie"]]);
        flow.add(para("Bijlage"));
        row(&mut flow, &[&["Naam"], &["Ambt"]]);
        row(&mut flow, &[&["A. Jansen"], &["Minister van Financiën"]]);
        row(&mut flow, &[&[], &["x"], &["y"]]);
        check(
            flow,
            "Hoogachtend,\n\nA. Jansen\nMinister van Financiën\n\nB. de Vries\nStaatssecretaris van Justitie\n\nBijlage\n\nNaam\tAmbt\nA. Jansen\tMinister van Financiën\n\tx\ty",
        );
    }

    #[test]
    fn tables_may_nest_without_end() {
        let mut flow = Flow::default();
        let deep = 100_000;
        for _ in 0..deep {
            flow.open_row();
            flow.open_cell();
            flow.add(para("a"));
        }
        (0..deep).for_each(|_| flow.close_row(true));
        assert_eq!(flow.take().len(), deep);
    }

    #[test]
    fn links_and_marks_keep_their_place() {
        let mut line = para(" Zie ");
        line.open_link();
        line.push("hier");
        line.close_link("https://example.org/");
        line.mark("1");
        line.push(".");
        let mut layout = Layout::new(&Limits::default());
        line.write(&mut layout).unwrap();
        note("1", vec![para("Een."), para(" "), para("Twee.")]).unwrap().write(&mut layout).unwrap();
        let read = layout.finish().unwrap();
        assert_eq!(read.text, "Zie hier¹.\n\n¹ Een.\nTwee.");
        assert_eq!(&read.text[read.markup.links[0].span.range()], "hier");
    }
}
