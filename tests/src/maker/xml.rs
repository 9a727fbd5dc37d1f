//! Letters as official publications.

use super::pack::{escaped, note};
use super::{Form, Plan, Word, plain};
use griffier_doc::ZoneKind;
use std::fmt::Write as _;

/// The letter as a publication.
pub fn write(plan: &Plan) -> Vec<u8> {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<officiele-publicatie>\n<metadata>\n");
    if let Some(title) = &plan.title {
        let _ = writeln!(out, "<meta name=\"DC.title\" scheme=\"\" content=\"{}\"/>", escaped(title));
    }
    if let Some(date) = &plan.date {
        let _ = writeln!(out, "<meta name=\"DCTERMS.issued\" scheme=\"DCTERMS.W3CDTF\" content=\"{date}\"/>");
    }
    out += "</metadata>\n<kamerstuk>\n<kamerstukkop>\n";
    for line in &plan.header {
        let _ = writeln!(out, "<tekstregel>{}</tekstregel>", escaped(line));
    }
    out += "</kamerstukkop>\n<stuk>\n<algemeen>\n<vrije-tekst>\n<tekst>\n";
    for piece in &plan.pieces {
        out += &match (&piece.form, piece.zone) {
            (Form::Lines(lines), ZoneKind::Signature) => signed(lines, plan),
            (Form::Columns(columns), _) => columns.iter().map(|lines| signed(lines, plan)).collect(),
            (form, _) => self::form(form, plan),
        };
    }
    out += "</tekst>\n</vrije-tekst>\n</algemeen>\n</stuk>\n</kamerstuk>\n</officiele-publicatie>\n";
    out.into_bytes()
}

fn form(form: &Form, plan: &Plan) -> String {
    let paragraph = |words: &[Word]| format!("<al>{}</al>\n", inline(words, plan));
    match form {
        Form::Heading(_, words) => {
            format!("<tussenkop kopopmaak=\"vet\">{}</tussenkop>\n", inline(words, plan))
        }
        Form::Paragraph(words) => paragraph(words),
        Form::Lines(lines) => lines.iter().map(|words| paragraph(words)).collect(),
        Form::Columns(columns) => columns.iter().flatten().map(|words| paragraph(words)).collect(),
        Form::List(items) => {
            let mut out = String::from("<lijst type=\"expliciet\">\n");
            for item in items {
                let label = escaped(&item.label);
                let _ = writeln!(out, "<li><li.nr>{label}</li.nr>{}</li>", paragraph(&item.words));
            }
            out + "</lijst>\n"
        }
        Form::Table(rows) => {
            let mut out = String::from("<table><tgroup cols=\"2\"><tbody>\n");
            for row in rows {
                let cells: String =
                    row.iter().map(|cell| format!("<entry>{}</entry>", paragraph(cell))).collect();
                let _ = writeln!(out, "<row>{cells}</row>");
            }
            out + "</tbody></tgroup></table>\n"
        }
    }
}

/// A role with a name.
fn signed(lines: &[Vec<Word>], plan: &Plan) -> String {
    let Some((role, names)) = lines.split_first() else { return String::new() };
    let names: String = names
        .iter()
        .map(|name| format!("<naam><achternaam>{}</achternaam></naam>\n", inline(name, plan)))
        .collect();
    format!("<ondertekening>\n<functie>{}</functie>\n{names}</ondertekening>\n", inline(role, plan))
}

fn inline(words: &[Word], plan: &Plan) -> String {
    let word = |word: &Word| match word {
        Word::Plain(text) => escaped(text),
        Word::Emphasis(text) => format!("<nadruk type=\"cur\">{}</nadruk>", escaped(text)),
        Word::Strong(text) => format!("<nadruk type=\"vet\">{}</nadruk>", escaped(text)),
        Word::Link { words, target } => {
            format!("<extref doc=\"{}\" soort=\"URL\">{}</extref>", escaped(target), escaped(words))
        }
        Word::Mark(label) => format!(
            "<noot id=\"n{label}\" type=\"voet\"><noot.nr>{label}</noot.nr><noot.al>{}</noot.al></noot>",
            escaped(&plain(note(plan, label)))
        ),
    };
    words.iter().map(word).collect()
}
