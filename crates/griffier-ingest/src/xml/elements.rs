//! What the elements of official publications are. Those that are not named here keep their words.

use griffier_doc::ZoneKind;

/// What an element does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Holds other elements.
    Container,
    /// A paragraph.
    Leaf,
    /// A heading over what it stands in.
    Heading,
    /// The number of a question or of an answer.
    Turn,
    /// Part of a line; what it stands in goes on behind it.
    Inline,
    /// The number or sign of an entry.
    Label,
    /// An entry of a list, or a numbered part of an article.
    Entry,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// A note within the words that it belongs to.
    Note,
    /// The label of a note.
    NoteLabel,
    /// Another mark of a note.
    NoteRef,
    /// Words that lead elsewhere.
    Link,
    /// Nothing of a letter.
    Nothing,
}

/// Elements that hold a line of words.
const LEAVES: [&str; 27] = [
    "al",
    "bijschrift",
    "considerans.al",
    "dagtekening",
    "datumtekst",
    "dossier",
    "functie",
    "gegeven",
    "intitule",
    "jci-citaat",
    "kamervraagnummer",
    "kamervraagomschrijving",
    "naam",
    "noot.al",
    "organisatie",
    "regel",
    "slotformulering",
    "spreker",
    "stuknr",
    "subtitel",
    "tekstregel",
    "term",
    "titel",
    "title",
    "wat",
    "wie",
    "wij",
];

/// Elements within such a line.
const INLINE: [&str; 20] = [
    "achternaam",
    "afkorting",
    "begrotingshoofdstuk",
    "datum",
    "dossiernr",
    "dossiernummer",
    "herdruk",
    "inf",
    "kamervraagonderwerp",
    "label",
    "nadruk",
    "nr",
    "ondernummer",
    "onderstreept",
    "ovl",
    "plaats",
    "sup",
    "unl",
    "voornaam",
    "voorvoegsels",
];

/// The role of an element that stands right in `parent`.
pub(super) fn role(name: &str, parent: &str) -> Role {
    match name {
        "kop" | "tussenkop" => Role::Heading,
        "nr" | "label" if matches!(parent, "vraag" | "antwoord") => Role::Turn,
        "li.nr" | "lidnr" => Role::Label,
        "li" | "lid" => Role::Entry,
        "row" => Role::Row,
        "entry" => Role::Cell,
        "noot" => Role::Note,
        "noot.nr" => Role::NoteLabel,
        "nootref" => Role::NoteRef,
        "extref" | "intref" | "dossierref" => Role::Link,
        "colspec" | "spanspec" | "plaatje" | "illustratie" | "meta-data" | "officiele-inhoudsopgave" => {
            Role::Nothing
        }
        name if LEAVES.binary_search(&name).is_ok() => Role::Leaf,
        name if INLINE.binary_search(&name).is_ok() => Role::Inline,
        _ => Role::Container,
    }
}

/// The part of a letter that an element holds, if its name says so.
pub(super) fn zone(name: &str, parent: &str) -> Option<ZoneKind> {
    Some(match name {
        "kamerstukkop"
        | "kamervraagkop"
        | "dossier"
        | "stuknr"
        | "datumtekst"
        | "kamervraagnummer"
        | "kamervraagomschrijving"
        | "staatscourantkop"
        | "staatsbladkop"
        | "handelingenkop"
        | "tractatenbladkop"
        | "agendakop"
        | "intitule" => ZoneKind::Metadata,
        "titel" if parent == "stuk" => ZoneKind::Metadata,
        "ondertekening" => ZoneKind::Signature,
        "vraag" => ZoneKind::Question,
        "antwoord" => ZoneKind::Answer,
        "bijlage" => ZoneKind::Annex,
        _ => return None,
    })
}

/// Whether two such elements side by side are parted by a space that the file may lack: `<nr>1</nr><titel>…`.
pub(super) fn is_spaced(name: &str) -> bool {
    matches!(
        name,
        "label"
            | "nr"
            | "titel"
            | "subtitel"
            | "voornaam"
            | "achternaam"
            | "voorvoegsels"
            | "dossiernummer"
            | "dossiernr"
            | "begrotingshoofdstuk"
            | "naam"
            | "functie"
            | "stuknr"
    )
}
