//! Words that open a line of a certain kind, from `gazetteers/layout_cues.tsv`.

use crate::pair::{HEAD, PAIRS, pair};

/// What a line that opens with the cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// A label that stands alone or before a colon (`Auteur`).
    MetadataLabel,
    /// A label that its value may follow without a colon (`Datum 4 juni 2021`).
    MetadataOpen,
    /// A title line of a printed paper or its web page (`Vergaderjaar 2023-2024`).
    MetadataLine,
    /// Sender and addressee (`Aan de voorzitter`, `Postbus 20061`).
    Letterhead,
    /// `Geachte voorzitter,`
    Salutation,
    /// `De minister van …,` over a name.
    Role,
    /// `Hoogachtend,`
    Closing,
    /// `Inleiding`, `Kernpunten`.
    Heading,
    /// `Vraag`, before its number.
    Question,
    /// `Antwoord op vraag`, before its number.
    Answer,
    /// `Mededeling`: no question or answer goes on under it.
    Notice,
    /// `Geadviseerd besluit`
    Decision,
    /// `Bijlage`, before its number.
    Annex,
    /// `Inhoudsopgave`
    Contents,
    /// `Vragen en opmerkingen van de leden van`
    Contribution,
    /// `Reactie van de bewindspersoon`
    Reply,
    /// `Fiche`, before its colon.
    Fiche,
    /// `Titel voorstel`, behind its letter.
    FicheLabel,
    /// `Naar boven`, alone on a line.
    Web,
    /// First words of a body without a salutation.
    BodyStart,
    /// A word that no title and no name ends with; used at the end of a line.
    Connective,
}

/// The cues of `kind` in lower case, sorted.
fn table(kind: Cue) -> &'static [&'static str] {
    include!(concat!(env!("OUT_DIR"), "/layout_cues.rs"))
}

/// The kinds that have a cue with these first bytes, a bit each, for each two bytes: most lines are refused by one to three
/// look-ups.
static FIRST_BYTES: [[u32; PAIRS]; HEAD / 2] = include!(concat!(env!("OUT_DIR"), "/first_bytes.rs"));

/// The length in bytes of the longest cue of `kind` with which `line` begins, up to a word's edge.
///
/// The table is sorted, so each character of the line narrows the range of cues that still agree with it.
#[inline]
pub(crate) fn opening(line: &str, kind: Cue) -> Option<usize> {
    if may_open(line, kind) { longest_opening(line, kind) } else { None }
}

#[inline(never)]
fn longest_opening(line: &str, kind: Cue) -> Option<usize> {
    let bytes = line.as_bytes();
    if bytes[..bytes.len().min(REACH)].is_ascii() {
        return opening_of_ascii(line, table(kind));
    }
    let mut cues = table(kind);
    let (mut depth, mut longest) = (0, None);
    let mut buffer = [0; 4];
    for (at, c) in line.char_indices() {
        for &byte in fold(c).encode_utf8(&mut buffer).as_bytes() {
            let next = |cue: &&str| cue.as_bytes().get(depth).copied();
            let from = cues.partition_point(|cue| next(cue) < Some(byte));
            let to = from + cues[from..].partition_point(|cue| next(cue) == Some(byte));
            cues = &cues[from..to];
            depth += 1;
        }
        let Some(first) = cues.first().map(|cue| cue.len()) else { break };
        if first == depth && is_edge(&line[at + c.len_utf8()..], cues[0]) {
            longest = Some(at + c.len_utf8());
        }
        if cues.len() == 1 && first == depth {
            break;
        }
    }
    longest
}

/// Bytes that decide which cue a line opens with: no cue is as long.
const REACH: usize = 96;

/// The same for a line whose first [`REACH`] bytes are ASCII, where letters fold byte by byte.
fn opening_of_ascii(line: &str, cues: &[&str]) -> Option<usize> {
    let bytes = line.as_bytes();
    let head = |at: usize| bytes.get(at).map(u8::to_ascii_lowercase);
    let head = (head(0), head(1));
    let of = |cue: &&str| (cue.as_bytes().first().copied(), cue.as_bytes().get(1).copied());
    // A cue of one byte stands before the longer ones with that byte.
    let from = cues.partition_point(|cue| of(cue) < (head.0, None));
    let mut longest = None;
    for cue in &cues[from..] {
        let begin = of(cue);
        if begin > head {
            break;
        }
        let begins = bytes.get(..cue.len()).is_some_and(|head| head.eq_ignore_ascii_case(cue.as_bytes()));
        if begins && is_edge(&line[cue.len()..], cue) {
            longest = Some(cue.len());
        }
    }
    longest
}

/// Whether some cue of `kind` may begin `line`, by its first bytes; always where one of them is beyond ASCII.
#[inline]
fn may_open(line: &str, kind: Cue) -> bool {
    let bytes = line.as_bytes();
    let at = |place: usize| bytes.get(place).map_or(0, u8::to_ascii_lowercase);
    for (i, kinds) in FIRST_BYTES.iter().enumerate() {
        let (first, second) = (at(2 * i), at(2 * i + 1));
        if (first | second) >= 0x80 {
            return true;
        }
        if kinds[pair(first, second)] & (1 << kind as u32) == 0 {
            return false;
        }
    }
    !line.is_empty()
}

/// Whether `word` is a connective: a line that ends with it goes on in the next.
pub(crate) fn connective(word: &str) -> bool {
    opening(word, Cue::Connective) == Some(word.len())
}

/// Whether `cue` may end where `rest` of the line begins.
fn is_edge(rest: &str, cue: &str) -> bool {
    // "T 070 123" and "M: 06 123" are telephone lines, "T.H. Jansen" and "M de Wit" are persons.
    if cue.chars().nth(1).is_none() {
        let value = rest.trim_start_matches([':', ' ', '\t', '\u{a0}', '+', '(']);
        return value.starts_with(|c: char| c.is_ascii_digit());
    }
    // A digit may be glued to a word by extraction, a letter never ends one.
    !cue.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphabetic)
}

fn fold(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        '’' | '‘' => '\'',
        // The first character will do: no cue holds a letter whose lower case is two.
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, kind: Cue, expected: Option<&str>) {
        assert_eq!(opening(line, kind).map(|end| &line[..end]), expected, "{line}");
    }

    #[test]
    fn the_longest_cue_up_to_a_word_edge() {
        check("Onze Referentie", Cue::MetadataOpen, Some("Onze Referentie"));
        check("Datum 11 oktober 2021", Cue::MetadataOpen, Some("Datum"));
        check("Datums", Cue::MetadataOpen, None);
        check("De Minister-President,", Cue::Role, Some("De Minister-President"));
        check("’s-Gravenhage, 3 mei 2023", Cue::MetadataLine, Some("’s-Gravenhage,"));
        check("Geachte voorzitter,", Cue::Salutation, Some("Geachte"));
        check("", Cue::Salutation, None);
    }

    #[test]
    fn a_cue_of_one_letter_needs_a_number() {
        check("T 070 123 45 67", Cue::Letterhead, Some("T"));
        check("T: +31 70 123", Cue::Letterhead, Some("T"));
        check("F (070) 123", Cue::Letterhead, Some("F"));
        check("M 06-1234", Cue::Letterhead, Some("M"));
        check("T.H.D. Jansen", Cue::Letterhead, None);
        check("M.C.G. Keijzer", Cue::Letterhead, None);
        check("F. de Wit", Cue::Letterhead, None);
        check("T", Cue::Letterhead, None);
    }

    #[test]
    fn no_cue_is_longer_than_what_is_looked_at() {
        let kinds =
            [Cue::MetadataLabel, Cue::MetadataOpen, Cue::MetadataLine, Cue::Letterhead, Cue::FicheLabel];
        assert!(kinds.into_iter().flat_map(table).all(|cue| cue.len() < REACH));
    }

    #[test]
    fn connectives_are_whole_words() {
        assert!(connective("van") && connective("De") && connective("en"));
        assert!(!connective("vanaf nu") && !connective("Kamer") && !connective(""));
    }
}
