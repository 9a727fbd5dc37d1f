//! The labels of a model: where in a name a token stands, and which type of griffier's the name has.

use griffier_doc::MentionType;

/// The least confidence of a name, unless `labels.tsv` says another.
const LEAST: f32 = 0.5;

/// Where in a name a token stands, as corpora write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `B-`, and `U-` and `S-` for a name of one token, which ends by what follows.
    Begin,
    /// `I-`, `M-`, or no mark at all: goes on with a name of this type, else begins one.
    Inside,
    /// `E-`, `L-`.
    End,
    /// `S-`, `U-`.
    Single,
}

/// What one number of the model's output stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Label {
    pub place: Place,
    /// The name of the type in the model: names of one type go on, whatever types they become.
    pub name: String,
    /// `None` for what is found to be rejected only.
    pub kind: Option<MentionType>,
    /// Names that are less sure are left out.
    pub least: f32,
}

/// All labels of a model; `None` is outside of every name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Labels(pub Vec<Option<Label>>);

/// Why labels cannot be used.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// Whether `labels.tsv` is at fault, not `config.json`.
    pub of_table: bool,
    pub words: String,
}

/// A row of `labels.tsv`.
struct Row<'t> {
    line: usize,
    name: &'t str,
    kind: Option<MentionType>,
    least: f32,
}

impl Labels {
    /// Reads the names of `id2label` and the table that maps them, if there is one.
    pub fn new(names: &[String], table: Option<&str>) -> Result<Self, Refusal> {
        let rows = table.map(rows).transpose().map_err(|words| Refusal { of_table: true, words })?;
        let rows = rows.unwrap_or_default();
        let parts: Vec<Option<(Place, &str)>> = names.iter().map(|name| parts(name)).collect();
        let unknown = rows.iter().find(|row| !parts.iter().flatten().any(|(_, name)| name == &row.name));
        if let Some(Row { line, name, .. }) = unknown {
            let words = format!("line {line}: the model has no label {name:?}");
            return Err(Refusal { of_table: true, words });
        }
        let row_of = |name: &str| rows.iter().find(|row| row.name == name);
        let mut homeless: Vec<&str> = parts.iter().flatten().map(|&(_, name)| name).collect();
        homeless.retain(|name| row_of(name).is_none() && by_default(name).is_none());
        homeless.dedup();
        let label = |part: &Option<(Place, &str)>| {
            let (place, name) = (*part)?;
            let (kind, least) = match row_of(name) {
                Some(row) => (row.kind, row.least),
                None => (by_default(name).flatten(), LEAST),
            };
            Some(Label { place, name: name.to_owned(), kind, least })
        };
        let labels: Vec<Option<Label>> = parts.iter().map(label).collect();
        if !homeless.is_empty() {
            let words = format!(
                "no type is known for the labels {homeless:?}; say it in labels.tsv beside it (label, tab, type or -)"
            );
            return Err(Refusal { of_table: false, words });
        }
        if labels.iter().flatten().all(|label| label.kind.is_none()) {
            return Err(Refusal {
                of_table: table.is_some(),
                words: "no label stands for a type".to_owned(),
            });
        }
        Ok(Self(labels))
    }
}

/// Place and type of a label; `None` for `O`.
fn parts(label: &str) -> Option<(Place, &str)> {
    if matches!(label, "O" | "OUTSIDE" | "") {
        return None;
    }
    let Some((place, name)) = label.split_once(['-', '_']).filter(|(place, _)| place.len() == 1) else {
        return Some((Place::Inside, label));
    };
    match place {
        "B" => Some((Place::Begin, name)),
        "I" | "M" => Some((Place::Inside, name)),
        "E" | "L" => Some((Place::End, name)),
        "S" | "U" => Some((Place::Single, name)),
        _ => Some((Place::Inside, label)),
    }
}

/// The type that a common name of one stands for; `Some(None)` for one that helps to reject only.
fn by_default(name: &str) -> Option<Option<MentionType>> {
    match name.to_ascii_uppercase().as_str() {
        "PER" | "PERS" | "PERSON" => Some(Some(MentionType::Person)),
        "ORG" | "ORGANISATION" | "ORGANIZATION" => Some(Some(MentionType::Organisation)),
        "LOC" | "LOCATION" | "GPE" => Some(Some(MentionType::Location)),
        "MISC" => Some(None),
        name => MentionType::parse(name).map(Some),
    }
}

/// The rows of `labels.tsv`: label, type or `-`, and maybe the least confidence; `#` begins a remark.
fn rows(table: &str) -> Result<Vec<Row<'_>>, String> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (line, text) in (1..).zip(table.lines()) {
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let mut cells = text.split('\t').map(str::trim);
        let name = cells.next().unwrap_or("");
        let name = parts(name).map_or(name, |(_, name)| name);
        let kind = match cells.next() {
            None => return Err(format!("line {line}: a label, a tab and a type are needed")),
            Some("-") => None,
            Some(cell) => match MentionType::parse(cell) {
                Some(kind) => Some(kind),
                None => {
                    let all = MentionType::ALL.map(MentionType::name).join(", ");
                    return Err(format!(
                        "line {line}: no type {cell:?}; the types are {all}, and - for none"
                    ));
                }
            },
        };
        let least = match cells.next() {
            None | Some("") => LEAST,
            Some(cell) => match cell.parse::<f32>() {
                Ok(least) if (0.0..=1.0).contains(&least) => least,
                _ => {
                    return Err(format!(
                        "line {line}: the least confidence is a number from 0 to 1, not {cell:?}"
                    ));
                }
            },
        };
        if let Some(before) = rows.iter().find(|row| row.name == name) {
            return Err(format!("line {line}: the label {name:?} stands in line {}, too", before.line));
        }
        rows.push(Row { line, name, kind, least });
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], table: Option<&str>, expected: &str) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let shown = match Labels::new(&names, table) {
            Err(refusal) => {
                format!("{}: {}", if refusal.of_table { "labels.tsv" } else { "config.json" }, refusal.words)
            }
            Ok(labels) => {
                let show = |label: &Option<Label>| match label {
                    None => "O".to_owned(),
                    Some(Label { place, name, kind, least }) => {
                        format!("{place:?} {name} {} {least}", kind.map_or("-", MentionType::name))
                    }
                };
                labels.0.iter().map(show).collect::<Vec<_>>().join(", ")
            }
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn common_names_need_no_table() {
        check(
            &["O", "B-PER", "I-per", "E-ORG", "S-GPE", "LOC", "B-MISC"],
            None,
            "O, Begin PER PERSON 0.5, Inside per PERSON 0.5, End ORG ORGANISATION 0.5, Single GPE LOCATION 0.5, \
             Inside LOC LOCATION 0.5, Begin MISC - 0.5",
        );
        check(&["O", "B-LAW", "U_DATE"], None, "O, Begin LAW LAW 0.5, Single DATE DATE 0.5");
    }

    #[test]
    fn a_table_says_more() {
        let table = "# of our model\nB-wet\tLAW\t0.9\nPER\t-\n\n";
        check(
            &["O", "B-wet", "I-wet", "PER"],
            Some(table),
            "O, Begin wet LAW 0.9, Inside wet LAW 0.9, Inside PER - 0.5",
        );
    }

    #[test]
    fn labels_without_a_type_are_refused() {
        let advice = "say it in labels.tsv beside it (label, tab, type or -)";
        let words = format!("config.json: no type is known for the labels [\"LABEL_0\", \"EVE\"]; {advice}");
        check(&["LABEL_0", "B-EVE", "I-EVE", "B-PER"], None, &words);
        check(&["O", "B-MISC"], None, "config.json: no label stands for a type");
        check(&["O", "PER"], Some("PER\t-"), "labels.tsv: no label stands for a type");
    }

    #[test]
    fn a_table_that_is_wrong_is_refused_by_line() {
        let names = ["O", "B-PER"];
        check(&names, Some("PER"), "labels.tsv: line 1: a label, a tab and a type are needed");
        check(&names, Some("ORG\tORGANISATION"), "labels.tsv: line 1: the model has no label \"ORG\"");
        check(
            &names,
            Some("#\nPER\tPERSON\nPER\t-"),
            "labels.tsv: line 3: the label \"PER\" stands in line 2, too",
        );
        let least = "labels.tsv: line 1: the least confidence is a number from 0 to 1, not \"veel\"";
        check(&names, Some("PER\tPERSON\tveel"), least);
        let all = MentionType::ALL.map(MentionType::name).join(", ");
        let kind = format!("labels.tsv: line 1: no type \"MENS\"; the types are {all}, and - for none");
        check(&names, Some("PER\tMENS"), &kind);
    }
}
