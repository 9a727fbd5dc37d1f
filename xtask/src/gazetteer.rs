//! What every row of `gazetteers/*.tsv` must satisfy, so that a wrong row fails at its own line and not in a letter.
//!
//! What is absent on purpose: whether a row is true. Its `source` column says where to look.

use crate::{Problem, files_with_extension};
use griffier::Day;
use griffier_text::normalize_name;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The columns with which every list of names begins.
const NAMES: [&str; 10] =
    ["id", "name", "aliases", "context", "exact", "valid_from", "valid_to", "part_of", "same_as", "source"];

/// Lists that are not lists of names, where other code reads their columns by name.
const OTHERS: [(&str, &[&str]); 8] = [
    ("kinds", &["table", "kind", "source"]),
    ("tenures", &["person", "office", "from", "to", "acting", "source"]),
    ("memberships", &["person", "body", "party", "from", "to", "as_of", "source"]),
    ("former_names", &["of", "name", "valid_from", "valid_to", "source"]),
    ("details", &["of", "field", "value", "source"]),
    ("technology_schemes", &["scheme", "number", "technology", "label", "label_en", "source"]),
    ("abbreviations", &["form", "kind", "source"]),
    ("heads", &["head", "type", "pattern", "source"]),
];
/// How the name of a list of cue words ends; the module that reads one says what its columns mean.
const WORDS: &str = "_cues";

/// Columns that may not be empty, and columns that hold ids of other rows.
const REQUIRED: [&str; 14] = [
    "id",
    "of",
    "field",
    "value",
    "name",
    "person",
    "office",
    "body",
    "form",
    "head",
    "cue",
    "scheme",
    "technology",
    "source",
];
const REFERENCES: [&str; 7] = ["of", "part_of", "person", "office", "body", "party", "technology"];
/// The columns between which time runs.
const PERIODS: [(&str, &str); 2] = [("valid_from", "valid_to"), ("from", "to")];

/// One file, its rows cut into cells.
struct Table {
    path: PathBuf,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One cell's place and content.
#[derive(Clone, Copy)]
struct Cell<'t> {
    table: &'t Table,
    row: usize,
    column: usize,
}

impl Table {
    fn parse(path: &Path, text: &str) -> Self {
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        let mut lines = text.lines();
        let columns = lines.next().map(cells).unwrap_or_default();
        Self { path: path.to_owned(), columns, rows: lines.map(cells).collect() }
    }
    fn stem(&self) -> &str {
        self.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("")
    }
    fn has_names(&self) -> bool {
        OTHERS.iter().all(|(stem, _)| *stem != self.stem()) && !self.stem().ends_with(WORDS)
    }
    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
    fn cell(&self, row: usize, name: &str) -> Option<Cell<'_>> {
        let column = self.column(name)?;
        self.rows.get(row)?.get(column)?;
        Some(Cell { table: self, row, column })
    }
    fn text(&self, row: usize, name: &str) -> &str {
        self.cell(row, name).map_or("", Cell::text)
    }
    fn list(&self, row: usize, name: &str) -> impl Iterator<Item = &str> {
        self.text(row, name).split('|').map(str::trim).filter(|item| !item.is_empty())
    }
}

impl<'t> Cell<'t> {
    fn text(self) -> &'t str {
        self.table.rows[self.row][self.column].as_str()
    }
    fn problem(self, message: impl Into<String>) -> Problem {
        let before = &self.table.rows[self.row][..self.column];
        let column = before.iter().map(|cell| cell.chars().count() + 1).sum::<usize>() + 1;
        Problem::new(&self.table.path, self.row + 2, column, message)
    }
}

/// Checks every table of `dir`.
pub fn check(dir: &Path) -> std::io::Result<Vec<Problem>> {
    let mut files = Vec::new();
    for path in files_with_extension(dir, "tsv")? {
        let shown = Path::new("gazetteers").join(path.file_name().unwrap_or_default());
        files.push((shown, std::fs::read_to_string(&path)?));
    }
    Ok(check_texts(&files))
}

/// Checks tables given as path and content.
pub fn check_texts(files: &[(PathBuf, String)]) -> Vec<Problem> {
    let tables: Vec<Table> = files.iter().map(|(path, text)| Table::parse(path, text)).collect();
    let mut problems = Vec::new();
    for table in &tables {
        check_header(table, &mut problems);
        check_cells(table, &mut problems);
        check_periods(table, &mut problems);
    }
    let ids = check_ids(&tables, &mut problems);
    check_references(&tables, &ids, &mut problems);
    check_circles(&tables, &ids, &mut problems);
    check_kinds(&tables, &mut problems);
    check_details(&tables, &ids, &mut problems);
    check_surfaces(&tables, &mut problems);
    problems.sort();
    problems
}

fn check_header(table: &Table, problems: &mut Vec<Problem>) {
    if table.stem().ends_with(WORDS) {
        if table.column("source").is_none() {
            problems.push(Problem::new(&table.path, 1, 1, "no column `source`"));
        }
        return;
    }
    let other = OTHERS.iter().find(|(stem, _)| *stem == table.stem());
    let expected = other.map_or(&NAMES[..], |(_, columns)| columns);
    let fits =
        table.columns.len() >= expected.len() && expected.iter().zip(&table.columns).all(|(a, b)| a == b);
    if !fits {
        problems.push(Problem::new(
            &table.path,
            1,
            1,
            format!("the columns must begin: {}", expected.join(" ")),
        ));
    }
}

fn check_cells(table: &Table, problems: &mut Vec<Problem>) {
    let required: Vec<usize> = REQUIRED.iter().filter_map(|name| table.column(name)).collect();
    for (row, cells) in table.rows.iter().enumerate() {
        if cells.len() != table.columns.len() {
            let message = format!("{} cells under {} columns", cells.len(), table.columns.len());
            problems.push(Problem::new(&table.path, row + 2, 1, message));
            continue;
        }
        for (column, text) in cells.iter().enumerate() {
            let cell = Cell { table, row, column };
            if text.trim() != text {
                problems.push(cell.problem("white space at the edge of a cell"));
            } else if text.is_empty() && required.contains(&column) {
                problems.push(cell.problem(format!("no {}", table.columns[column])));
            }
        }
    }
}

/// `2021`, `2021-10` or `2021-10-11`, if the calendar has it.
fn is_date(text: &str) -> bool {
    let widths = [4, 2, 2];
    text.split('-').count() <= widths.len()
        && text.split('-').zip(widths).all(|(part, width)| part.len() == width)
        && Day::first(text).is_some()
}

/// Whether `from` lies after `to`, at the precision that both have.
fn is_after(from: &str, to: &str) -> bool {
    let shared = from.len().min(to.len());
    shared > 0 && from.get(..shared) > to.get(..shared)
}

fn check_periods(table: &Table, problems: &mut Vec<Problem>) {
    for row in 0..table.rows.len() {
        for (from, to) in PERIODS {
            let (Some(from), Some(to)) = (table.cell(row, from), table.cell(row, to)) else { continue };
            let faulty = [from, to].into_iter().flat_map(|cell| {
                let days = cell.text().split('|').filter(|day| !day.is_empty() && !is_date(day));
                days.map(move |day| cell.problem(format!("`{day}` is no date")))
            });
            let before = problems.len();
            problems.extend(faulty);
            if problems.len() > before {
                continue;
            }
            // Of a body that came back the cells have a day for each time that it was there, in the order of time.
            let periods: Vec<(&str, &str)> = from.text().split('|').zip(to.text().split('|')).collect();
            if periods.len() < from.text().split('|').count().max(to.text().split('|').count()) {
                problems.push(to.problem("not as many last days as first days"));
            }
            let days = periods.iter().flat_map(|(from, to)| [from, to]).copied().collect::<Vec<_>>();
            let crossing = days.windows(2).find(|pair| is_after(pair[0], pair[1]));
            if let Some(&[first, next]) = crossing {
                problems.push(to.problem(format!("{next} lies before {first}")));
            }
            if days.get(1..days.len() - 1).is_some_and(|inner| inner.contains(&"")) {
                problems
                    .push(to.problem("only the first period may begin, and only the last end, on no day"));
            }
        }
    }
}

fn check_ids<'t>(tables: &'t [Table], problems: &mut Vec<Problem>) -> BTreeMap<&'t str, Cell<'t>> {
    let mut ids = BTreeMap::new();
    for table in tables.iter().filter(|table| table.has_names()) {
        let mut before = "";
        for cell in (0..table.rows.len()).filter_map(|row| table.cell(row, "id")) {
            if cell.text().contains(char::is_whitespace) {
                problems.push(cell.problem(format!("white space in the id `{}`", cell.text())));
            }
            if cell.text() < before {
                problems.push(cell.problem(format!("id `{}` stands after `{before}`", cell.text())));
            }
            before = cell.text();
            match ids.get(cell.text()) {
                None => _ = ids.insert(cell.text(), cell),
                Some(first) => problems.push(cell.problem(format!(
                    "id `{}` again, first in {}",
                    cell.text(),
                    place(*first)
                ))),
            }
        }
    }
    ids
}

fn place(cell: Cell<'_>) -> String {
    format!("{}:{}", cell.table.path.display(), cell.row + 2)
}

fn check_references(tables: &[Table], ids: &BTreeMap<&str, Cell<'_>>, problems: &mut Vec<Problem>) {
    for table in tables {
        for row in 0..table.rows.len() {
            for cell in REFERENCES.iter().filter_map(|name| table.cell(row, name)) {
                let dangling = cell.text().split('|').filter(|id| !id.is_empty() && !ids.contains_key(id));
                problems.extend(dangling.map(|id| cell.problem(format!("no row has the id `{id}`"))));
            }
        }
    }
}

/// A row that is part of its own part; named once, at the last of the rows in the circle.
fn check_circles(tables: &[Table], ids: &BTreeMap<&str, Cell<'_>>, problems: &mut Vec<Problem>) {
    let whole = |cell: Cell<'_>| {
        let id = cell.table.cell(cell.row, "part_of")?.text();
        ids.get(id).copied()
    };
    for table in tables.iter().filter(|table| table.has_names()) {
        for cell in (0..table.rows.len()).filter_map(|row| table.cell(row, "id")) {
            let mut way = vec![cell];
            while let Some(next) = way.last().and_then(|last| whole(*last)) {
                if way.iter().any(|known| known.text() == next.text()) {
                    break;
                }
                way.push(next);
            }
            let closes =
                way.last().and_then(|last| whole(*last)).is_some_and(|next| next.text() == cell.text());
            if closes && way.iter().all(|other| other.text() <= cell.text()) {
                let names: Vec<&str> = way.iter().chain([&cell]).map(|cell| cell.text()).collect();
                let place = table.cell(cell.row, "part_of").unwrap_or(cell);
                problems.push(place.problem(format!("part_of runs in a circle: {}", names.join(" → "))));
            }
        }
    }
}

/// A sub-kind must be one that `kinds.tsv` gives its table.
fn check_kinds(tables: &[Table], problems: &mut Vec<Problem>) {
    let Some(kinds) = tables.iter().find(|table| table.stem() == "kinds") else { return };
    let rows = (0..kinds.rows.len()).map(|row| (kinds.text(row, "table"), kinds.text(row, "kind")));
    let known: BTreeSet<(&str, &str)> = rows.collect();
    for table in tables.iter().filter(|table| table.has_names()) {
        for cell in (0..table.rows.len()).filter_map(|row| table.cell(row, "kind")) {
            if !cell.text().is_empty() && !known.contains(&(table.stem(), cell.text())) {
                problems.push(cell.problem(format!(
                    "kinds.tsv gives {} no kind `{}`",
                    table.stem(),
                    cell.text()
                )));
            }
        }
    }
}

/// A single fact has a field that `kinds.tsv` gives `details`, once for each thing; days are days, and a party is a row.
fn check_details(tables: &[Table], ids: &BTreeMap<&str, Cell<'_>>, problems: &mut Vec<Problem>) {
    let named = |stem: &str| tables.iter().find(|table| table.stem() == stem);
    let (Some(details), Some(kinds)) = (named("details"), named("kinds")) else { return };
    let of_details = (0..kinds.rows.len()).filter(|&row| kinds.text(row, "table") == "details");
    let fields: BTreeSet<&str> = of_details.map(|row| kinds.text(row, "kind")).collect();
    let mut seen = BTreeSet::new();
    for row in 0..details.rows.len() {
        let (Some(field), Some(value)) = (details.cell(row, "field"), details.cell(row, "value")) else {
            continue;
        };
        if !fields.contains(field.text()) {
            problems.push(field.problem(format!("kinds.tsv gives details no field `{}`", field.text())));
        }
        if !seen.insert((details.text(row, "of"), field.text())) {
            let of = details.text(row, "of");
            problems.push(field.problem(format!("`{of}` has its {} already", field.text())));
        }
        let text = value.text();
        if field.text().ends_with("_date") && !is_date(text) {
            problems.push(value.problem(format!("`{text}` is no date")));
        }
        if field.text() == "party" && !ids.contains_key(text) {
            problems.push(value.problem(format!("no row has the id `{text}`")));
        }
    }
}

/// The names of a row that count wherever they stand: not those that need a context.
fn safe_surfaces(table: &Table, row: usize) -> impl Iterator<Item = &str> {
    let needs_context: Vec<&str> = table.list(row, "context").collect();
    let names = table.list(row, "name").chain(table.list(row, "aliases"));
    names.filter(move |name| !needs_context.contains(name))
}

/// Two rows may share a name only if it needs a context in one of them, if no day saw both, or if they are two posts at
/// one organisation (a ministry with two staatssecretarissen), which only the letter itself can tell apart.
fn check_surfaces(tables: &[Table], problems: &mut Vec<Problem>) {
    let mut claims: BTreeMap<String, Vec<Cell<'_>>> = BTreeMap::new();
    for table in tables.iter().filter(|table| table.has_names()) {
        for row in 0..table.rows.len() {
            let Some(cell) = table.cell(row, "name") else { continue };
            let exact: Vec<&str> = table.list(row, "exact").collect();
            for name in safe_surfaces(table, row) {
                // A name that must be written exactly so does not clash with one in other capitals.
                let key = if exact.contains(&name) { name.to_owned() } else { normalize_name(name) };
                let cells = claims.entry(key).or_default();
                let clash = cells.iter().find(|other| clashes(**other, cell));
                if let Some(first) = clash {
                    problems.push(cell.problem(format!("`{name}` is claimed by {} too", place(*first))));
                }
                cells.push(cell);
            }
        }
    }
}

fn clashes(a: Cell<'_>, b: Cell<'_>) -> bool {
    let one_file = a.table.path == b.table.path;
    let organisation = a.table.text(a.row, "organisation");
    let colleagues =
        one_file && !organisation.is_empty() && organisation == b.table.text(b.row, "organisation");
    let one_row = one_file && a.row == b.row;
    !one_row && !colleagues && overlap(a, b)
}

/// Whether some day belongs to the validity of both rows.
fn overlap(a: Cell<'_>, b: Cell<'_>) -> bool {
    let periods = |cell: Cell<'_>| -> Vec<(String, String)> {
        let days = |name| cell.table.text(cell.row, name).split('|').map(str::to_owned);
        days("valid_from").zip(days("valid_to")).collect()
    };
    let (of_a, of_b) = (periods(a), periods(b));
    of_a.iter().any(|(from_a, to_a)| {
        of_b.iter().any(|(from_b, to_b)| {
            !is_after(from_a, to_b)
                && !is_after(from_b, to_a)
                && !touches(to_a, from_b)
                && !touches(to_b, from_a)
        })
    })
}

/// Whether one validity ends on the day on which the other begins.
fn touches(to: &str, from: &str) -> bool {
    !to.is_empty() && to == from
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "id\tname\taliases\tcontext\texact\tvalid_from\tvalid_to\tpart_of\tsame_as\tsource\n";

    #[track_caller]
    fn check_rows(rows: &str, expected: &[&str]) {
        let file = (PathBuf::from("organisations.tsv"), format!("{HEADER}{rows}"));
        let found = check_texts(&[file]);
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn sound_rows_pass() {
        check_rows(
            "org:a\tRaad A\tRA\t\tRA\t2001\t2010-05-01\torg:b\t\thand\n\
             org:b\tRaad B\tde Raad|ra\tde Raad\t\t\t\t\t\thand\n\
             org:c\tRaad A\t\t\t\t2010-05-01\t\t\t\thand\n\
             org:d\tRaad D\tde Raad\t\t\t\t\t\t\thand\n",
            &[],
        );
    }

    #[test]
    fn each_fault_is_found_at_its_place() {
        check_rows("org:a\tRaad A\t\t\t\t\t\t\t\t\n", &["organisations.tsv:2:21: no source"]);
        check_rows(
            "org:a\tRaad A \t\t\t\t\t\t\t\thand\n",
            &["organisations.tsv:2:7: white space at the edge of a cell"],
        );
        check_rows("org:a\tRaad A\thand\n", &["organisations.tsv:2:1: 3 cells under 10 columns"]);
        check_rows(
            "org:é\tRaad É\t\t\t\t2012\t2011-02-01\t\t\thand\n",
            &["organisations.tsv:2:22: 2011-02-01 lies before 2012"],
        );
        for (day, no_date) in [
            ("2021-02-30", true),
            ("2021-02-29", true),
            ("2020-02-29", false),
            ("2021-13", true),
            ("2021-4-1", true),
            ("2021-04-31", true),
            ("0021", false),
            ("2021-04-01-01", true),
        ] {
            let fault = format!("organisations.tsv:2:17: `{day}` is no date");
            let faults = if no_date { vec![fault.as_str()] } else { Vec::new() };
            check_rows(&format!("org:a\tRaad A\t\t\t\t{day}\t\t\t\thand\n"), &faults);
        }
        check_rows(
            "org:a\tRaad A\t\t\t\tmei 2012\t\t\t\thand\n",
            &["organisations.tsv:2:17: `mei 2012` is no date"],
        );
        check_rows(
            "org:a\tRaad A\t\t\t\t\t\torg:weg\t\thand\n",
            &["organisations.tsv:2:19: no row has the id `org:weg`"],
        );
        check_rows(
            "org:a\tRaad A\t\t\t\t\t\t\t\thand\norg:a\tRaad B\t\t\t\t\t\t\t\thand\n",
            &["organisations.tsv:3:1: id `org:a` again, first in organisations.tsv:2"],
        );
        check_rows(
            "org:a\tRaad A\tRaad voor A\t\t\t\t\t\t\thand\norg:b\tRaad B\traad voor a\t\t\t\t\t\t\thand\n",
            &["organisations.tsv:3:7: `raad voor a` is claimed by organisations.tsv:2 too"],
        );
    }

    #[test]
    fn a_body_that_came_back_has_days_for_each_time() {
        let rows = |from: &str, to: &str| {
            format!(
                "org:a\tRaad A\t\t\t\t{from}\t{to}\t\t\thand\norg:b\tRaad A\t\t\t\t2011\t2012-11-04\t\t\thand\n"
            )
        };
        check_rows(&rows("|2012-11-05", "2010-10-13|2017"), &[]);
        let claimed = "organisations.tsv:3:7: `Raad A` is claimed by organisations.tsv:2 too";
        // One day that ends the one and begins the other is no clash.
        check_rows(&rows("|2012-11-04", "2010-10-13|2017"), &[]);
        check_rows(&rows("|2012-11-03", "2010-10-13|2017"), &[claimed]);
        check_rows(&rows("2001|2013", "2002|2012"), &["organisations.tsv:2:27: 2012 lies before 2013"]);
        check_rows(&rows("|mei", "2010|2012"), &["organisations.tsv:2:17: `mei` is no date"]);
        check_rows(
            &rows("2013|2015", "2014"),
            &["organisations.tsv:2:27: not as many last days as first days"],
        );
        let open =
            "organisations.tsv:2:27: only the first period may begin, and only the last end, on no day";
        check_rows(&rows("2013|2015", "|2017"), &[open]);
    }

    #[test]
    fn faults_of_identifiers_and_wholes_are_found() {
        let row = |id: &str, name: &str, whole: &str| format!("{id}\t{name}\t\t\t\t\t\t{whole}\t\thand\n");
        let circle = row("org:a", "A", "org:b")
            + &row("org:b", "B", "org:c")
            + &row("org:c", "C", "org:a")
            + &row("org:d", "D", "org:a");
        check_rows(
            &circle,
            &["organisations.tsv:4:14: part_of runs in a circle: org:c → org:a → org:b → org:c"],
        );
        check_rows(
            &row("org:a", "A", "org:a"),
            &["organisations.tsv:2:14: part_of runs in a circle: org:a → org:a"],
        );
        check_rows(&row("org:a b", "A", ""), &["organisations.tsv:2:1: white space in the id `org:a b`"]);
        let order = row("org:b", "B", "") + &row("org:a", "A", "");
        check_rows(&order, &["organisations.tsv:3:1: id `org:a` stands after `org:b`"]);
    }

    #[test]
    fn a_kind_must_be_one_of_its_table() {
        let header = HEADER.trim_end();
        let names = format!(
            "{header}\tkind\norg:a\tA\t\t\t\t\t\t\t\thand\traad\norg:b\tB\t\t\t\t\t\t\t\thand\traaad\n"
        );
        let kinds = "table\tkind\tsource\norganisations\traad\thand\nlaws\traaad\thand\n".to_owned();
        let files = [(PathBuf::from("organisations.tsv"), names), (PathBuf::from("kinds.tsv"), kinds)];
        let found: Vec<String> = check_texts(&files).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["organisations.tsv:3:21: kinds.tsv gives organisations no kind `raaad`"]);
    }

    #[test]
    fn single_facts_are_of_known_fields_and_said_once() {
        let persons = format!("{HEADER}person:a\tAnna A\t\t\t\t\t\t\t\thand\n");
        let kinds =
            "table\tkind\tsource\ndetails\tbirth_date\thand\ndetails\tparty\thand\npersons\tsex\thand\n";
        let details = "of\tfield\tvalue\tsource\nperson:a\tbirth_date\t1970-02-30\thand\n\
                       person:a\tbirth_date\t1970-02-28\thand\nperson:a\tsex\tF\thand\nperson:a\tparty\torg:x\thand\n\
                       person:b\tparty\tperson:a\t\n";
        let files = [("persons.tsv", persons.as_str()), ("kinds.tsv", kinds), ("details.tsv", details)];
        let files = files.map(|(name, text)| (PathBuf::from(name), text.to_owned()));
        let found: Vec<String> = check_texts(&files).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "details.tsv:2:21: `1970-02-30` is no date",
                "details.tsv:3:10: `person:a` has its birth_date already",
                "details.tsv:4:10: kinds.tsv gives details no field `sex`",
                "details.tsv:5:16: no row has the id `org:x`",
                "details.tsv:6:1: no row has the id `person:b`",
                "details.tsv:6:25: no source",
            ]
        );
    }

    #[test]
    fn other_lists_have_their_own_columns_and_point_to_rows() {
        let persons =
            (PathBuf::from("persons.tsv"), format!("{HEADER}person:a\tAnna A\t\t\t\t\t\t\t\thand\n"));
        let tenures = "person\toffice\tfrom\tto\tacting\tsource\nperson:a\toffice:x\t2020\t2021\t\thand\n";
        let tenures = (PathBuf::from("tenures.tsv"), tenures.to_owned());
        let heads = (PathBuf::from("heads.tsv"), "word\tsource\n".to_owned());
        let cues = (PathBuf::from("day_cues.tsv"), "cue\tclass\nheden\tday\n".to_owned());
        let found = check_texts(&[persons, tenures, heads, cues]);
        assert_eq!(
            found.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "day_cues.tsv:1:1: no column `source`",
                "heads.tsv:1:1: the columns must begin: head type pattern source",
                "tenures.tsv:2:10: no row has the id `office:x`"
            ]
        );
    }
}
