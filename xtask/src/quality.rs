//! Every figure that the project promises, in one table: `docs/quality.tsv` is what is read and compared, `docs/quality.md` the
//! same for people. Figures that cost seconds are taken anew by a test of the whole, which fails when one is stale;
//! `cargo xtask report` writes them.

use anyhow::Context;
use std::fmt::Write as _;
use std::path::Path;

/// The table and the page.
pub const TABLE: &str = "docs/quality.tsv";
/// The page.
pub const PAGE: &str = "docs/quality.md";

const HEADER: &str = "what\tfigure\tbar\tcommand\tdate\tkind";

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is of.
    pub what: String,
    /// The figure, with its unit.
    pub figure: String,
    /// What it must keep to: `≥ 0.97`; empty if it only informs.
    pub bar: String,
    /// What measures it.
    pub command: String,
    /// The day on which it last changed or was measured.
    pub date: String,
    /// `test` if the tests take it each time, `measured` if a person must.
    pub kind: String,
}

impl Figure {
    /// One that the tests take.
    pub fn tested(what: &str, figure: String, bar: &str, command: &str) -> Self {
        let (what, bar, command) = (what.to_owned(), bar.to_owned(), command.to_owned());
        Self { what, figure, bar, command, date: String::new(), kind: "test".to_owned() }
    }

    fn line(&self) -> String {
        [&self.what, &self.figure, &self.bar, &self.command, &self.date, &self.kind]
            .map(String::as_str)
            .join("\t")
    }

    fn parse(line: &str) -> Option<Self> {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next();
        Some(Self {
            what: next()?,
            figure: next()?,
            bar: next()?,
            command: next()?,
            date: next()?,
            kind: next()?,
        })
    }
}

/// Reads the table.
///
/// # Errors
/// When it is none.
pub fn read(root: &Path) -> anyhow::Result<Vec<Figure>> {
    let text = std::fs::read_to_string(root.join(TABLE)).context(TABLE)?;
    let mut lines = text.lines();
    anyhow::ensure!(lines.next() == Some(HEADER), "{TABLE}: another header than {HEADER:?}");
    let figure = |(i, line): (usize, &str)| Figure::parse(line).with_context(|| format!("{TABLE}:{}", i + 2));
    lines.enumerate().map(figure).collect()
}

/// Puts `fresh` in the place of what the table says of the same things, and dates what has changed; what is new comes last.
pub fn update(old: &[Figure], fresh: &[Figure], today: &str) -> Vec<Figure> {
    let mut table = old.to_vec();
    table.retain(|figure| figure.kind != "test" || fresh.iter().any(|new| new.what == figure.what));
    for new in fresh {
        let dated = |date: &str| Figure { date: date.to_owned(), ..new.clone() };
        match table.iter_mut().find(|figure| figure.what == new.what) {
            Some(figure) if figure.kind == "test" && figure.figure == new.figure => {
                *figure = dated(&figure.date.clone());
            }
            Some(figure) => *figure = dated(today),
            None => table.push(dated(today)),
        }
    }
    table
}

/// The table as it is kept.
pub fn table(figures: &[Figure]) -> String {
    let lines: Vec<String> = figures.iter().map(Figure::line).collect();
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

/// The page for people.
pub fn page(figures: &[Figure]) -> String {
    let mut page = String::from(
        "# Every figure, and what it must keep to\n\nWritten by `cargo xtask report` from `docs/quality.tsv`; do not edit it. \
         Figures of the first table are taken by every run of the\ntests, which fail when this page says otherwise; those of the \
         second were measured by the command beside them on the day beside them.\n",
    );
    for (kind, heading) in [("test", "Taken by the tests"), ("measured", "Measured")] {
        let _ = write!(
            page,
            "\n## {heading}\n\n| what | figure | bar | command | date |\n|---|---|---|---|---|\n"
        );
        for figure in figures.iter().filter(|figure| figure.kind == kind) {
            let Figure { what, figure, bar, command, date, .. } = figure;
            let command = if command.is_empty() { String::new() } else { format!("`{command}`") };
            let _ = writeln!(page, "| {what} | {figure} | {bar} | {command} | {date} |");
        }
    }
    page
}

/// Writes table and page.
///
/// # Errors
/// When they cannot be written.
pub fn write(root: &Path, figures: &[Figure]) -> anyhow::Result<()> {
    std::fs::write(root.join(TABLE), table(figures)).context(TABLE)?;
    std::fs::write(root.join(PAGE), page(figures)).context(PAGE)
}

/// The day in UTC, `2026-11-22`.
pub fn today() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    day(now.as_secs() / 86_400)
}

/// The day with this number, counted from 1 January 1970.
fn day(number: u64) -> String {
    // Years of the calendar from March to February, of which 400 always have 146,097 days.
    let days = number + 719_468;
    let (era, rest) = (days / 146_097, days % 146_097);
    let year = (rest - rest / 1_460 + rest / 36_524 - rest / 146_096) / 365;
    let ordinal = rest - (365 * year + year / 4 - year / 100);
    let march = (5 * ordinal + 2) / 153;
    let (date, month) = (ordinal - (153 * march + 2) / 5 + 1, if march < 10 { march + 3 } else { march - 9 });
    format!("{:04}-{month:02}-{date:02}", era * 400 + year + u64::from(month <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let days = [0, 59, 60, 11_016, 19_782, 20_779].map(day);
        assert_eq!(
            days,
            ["1970-01-01", "1970-03-01", "1970-03-02", "2000-02-29", "2024-02-29", "2026-11-22"]
        );
    }

    #[test]
    fn only_what_has_changed_gets_another_date() {
        let old = [("a", "1", "test"), ("b", "1", "test"), ("c", "9", "measured"), ("gone", "1", "test")];
        let dated = |(what, figure, kind): (&str, &str, &str)| Figure {
            date: "2020-01-01".to_owned(),
            kind: kind.to_owned(),
            ..Figure::tested(what, figure.to_owned(), "", "")
        };
        let fresh = [("a", "1"), ("b", "2"), ("d", "3")]
            .map(|(what, figure)| Figure::tested(what, figure.to_owned(), "", ""));
        let table = update(&old.map(dated), &fresh, "2026-11-22");
        let shown: Vec<_> =
            table.iter().map(|f| (f.what.as_str(), f.figure.as_str(), f.date.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("a", "1", "2020-01-01"),
                ("b", "2", "2026-11-22"),
                ("c", "9", "2020-01-01"),
                ("d", "3", "2026-11-22")
            ]
        );
    }
}
