//! Who sign side by side: whether columns under each other are names with their offices, which are read one by one.

/// The most columns that signatures stand in, and the most cells of one.
pub(crate) const SIGNERS: usize = 4;
pub(crate) const SIGNED_ROWS: usize = 12;
/// Cells from the top of a column in which its office is looked for: it may take more than one, "de minister van", "Financiën,".
const HEAD: usize = 3;
const OFFICES: [&str; 6] =
    ["minister", "minister-president", "staatssecretaris", "voorzitter", "griffier", "secretaris-generaal"];

/// A cell, by its lines.
pub(crate) type Cell = Vec<String>;

/// Whether columns, each of cells, are signatures: at the head of each stands an office, which a comma closes or its name shows,
/// or a name over its office.
pub(crate) fn is_signature(columns: &[Vec<Cell>]) -> bool {
    let fits = columns.len() <= SIGNERS && columns.iter().all(|column| column.len() <= SIGNED_ROWS);
    let lines = columns.iter().map(|column| column.iter().map(Vec::len).sum::<usize>()).max().unwrap_or(0);
    let digits = columns.iter().flatten().flatten().any(|line| line.contains(|c: char| c.is_ascii_digit()));
    let comma = |cell: &Cell| cell.iter().any(|line| line.ends_with(','));
    let named = |column: &Vec<Cell>| {
        column.first().is_some_and(is_name) && column.iter().take(HEAD).skip(1).any(is_office)
    };
    let signed =
        |column: &Vec<Cell>| column.iter().take(HEAD).any(comma) || column.first().is_some_and(is_office);
    fits && lines > 1
        && !digits
        && (columns.iter().all(named)
            || (columns.iter().all(signed)
                && columns.iter().any(|column| column.first().is_some_and(is_office))))
}

/// Whether a cell names an office.
fn is_office(cell: &Cell) -> bool {
    let words = cell.iter().flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '-'));
    words.map(str::to_lowercase).any(|word| OFFICES.contains(&word.as_str()))
}

/// Whether a cell is one line of two to six words that may be a person's name.
pub(crate) fn is_name(cell: &Cell) -> bool {
    let [line] = cell.as_slice() else { return false };
    let words: Vec<&str> = line.split_whitespace().collect();
    let capital = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    (2..=6).contains(&words.len())
        && capital(words.first())
        && capital(words.last())
        && !line.ends_with([',', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(rows: &[[&str; 2]]) -> Vec<Vec<Cell>> {
        (0..2).map(|column| rows.iter().map(|row| vec![row[column].to_owned()]).collect()).collect()
    }

    #[test]
    fn offices_with_names_are_signatures() {
        for rows in [
            [
                ["De minister van Financiën,", "De staatssecretaris van Justitie,"],
                ["A. Jansen", "B. de Vries"],
            ],
            [["A. Jansen", "B. de Vries"], ["Minister van Financiën", "Staatssecretaris van Justitie"]],
        ] {
            assert!(is_signature(&columns(&rows)), "{rows:?}");
        }
        for rows in [
            [["A. Jansen", "Minister van Financiën"], ["B. de Vries", "Staatssecretaris van Justitie"]],
            [["Ministerie", "Bewindspersoon"], ["Financiën", "A. Jansen"]],
            [["De minister van Financiën,", "De staatssecretaris,"], ["3 mei", "4 mei"]],
        ] {
            assert!(!is_signature(&columns(&rows)), "{rows:?}");
        }
        assert!(!is_signature(&columns(&[[
            "De minister van Financiën,",
            "De staatssecretaris van Justitie,"
        ]])));
    }
}
