//! Lines with which people sign: role lines, name lines, and the movers under a motion.

use crate::cues::{self, Cue};
use crate::lines::{Lines, goes_on, plain};

/// How many lines a signature that begins in line `i` takes; 0 if none begins there.
pub(crate) fn signature(lines: &Lines, i: usize) -> usize {
    if is_end_of_motion(lines, i.wrapping_sub(1)) {
        return names(lines, i, usize::MAX);
    }
    if cues::opening(lines.plain(i), Cue::Closing).is_some() && lines.get(i).len() <= 60 {
        return closing(lines, i);
    }
    if lines.get(i).starts_with('|') {
        return table(lines, i);
    }
    if lines.after_blank(i) {
        let below = names_above(lines, i, false);
        if below > 0 {
            return below;
        }
    }
    roles(lines, i)
}

/// "en gaat over tot de orde van de dag."
fn is_end_of_motion(lines: &Lines, i: usize) -> bool {
    lines.plain(i).trim_end_matches(['.', ',', ' ']).ends_with("orde van de dag")
}

/// "Hoogachtend," with what follows it.
fn closing(lines: &Lines, i: usize) -> usize {
    let after = i + 1;
    let led = match names_above(lines, after, true) {
        0 => roles(lines, after),
        led => led,
    };
    let below = if led > 0 { led } else { names(lines, after, 2) };
    let comma = lines.plain(i).ends_with(',') || lines.plain(i).split_whitespace().nth(3).is_none();
    if comma { 1 + below } else { 0 }
}

/// Role lines with their name lines, one pair after the other.
fn roles(lines: &Lines, first: usize) -> usize {
    let (mut at, mut open) = (first, 0);
    while let Some(role) = role(lines, at) {
        let mut below = at + role.lines;
        if role.named {
            at = below;
            continue;
        }
        below += usize::from(is_on_behalf(lines.plain(below)));
        open += role.holders;
        let named = names(lines, below, open);
        if named == 0 && !role.closed_by_comma && cues::opening(lines.plain(below), Cue::Role).is_none() {
            break;
        }
        if named == 0 && !stands_alone(lines, below) {
            break;
        }
        open = open.saturating_sub(named);
        at = below + named;
    }
    at - first
}

/// Names that stand over their roles, one pair after the other, or a row of names over a row of roles: "Jan de Wit", below
/// it "Minister van Financiën". A blank line between name and role needs a `closed` letter over it, or each name in a
/// list of headings would do.
fn names_above(lines: &Lines, first: usize, closed: bool) -> usize {
    let mut at = first;
    loop {
        // "Mede namens" over the next pair.
        let also = is_also(lines.plain(at)) && is_full_names(lines, at + 1);
        at += usize::from(also);
        let named = (at..at + MOST_ABOVE).take_while(|&i| is_full_names(lines, i)).count();
        let held = roles_below(lines, at + named, closed);
        if named == 0 || held == 0 {
            return at - usize::from(also) - first;
        }
        at += named + held;
    }
}

fn is_also(line: &str) -> bool {
    line.trim_end_matches([',', ':', ' ']).eq_ignore_ascii_case("mede namens")
}

/// Names in a block over their roles.
const MOST_ABOVE: usize = 4;

/// The lines of roles under names; none if a comma says that a name follows below.
fn roles_below(lines: &Lines, first: usize, closed: bool) -> usize {
    let mut at = first;
    while let Some(role) = role(lines, at) {
        let apart = lines.after_blank(at) && !closed;
        let below = at + role.lines;
        // "Minister van Landbouw," goes on with "Natuur en Voedselkwaliteit".
        let wrapped =
            role.closed_by_comma && !lines.after_blank(below) && is_rest_of_role(lines.plain(below));
        let under = below + usize::from(wrapped);
        // A title in small letters is one only if nothing goes on from it.
        let whole = lines.plain(at).starts_with(char::is_uppercase)
            || lines.after_blank(under)
            || is_full_names(lines, under);
        if apart || role.named || (role.closed_by_comma && !wrapped) || !whole {
            break;
        }
        at = under;
        if is_full_names(lines, at) {
            break;
        }
    }
    at - first
}

fn is_rest_of_role(line: &str) -> bool {
    let words = || line.split(' ');
    words().any(|word| word == "en")
        && words().next_back().is_some_and(|word| word.starts_with(char::is_uppercase))
        && line.len() <= 70
        && is_name_words(line)
}

/// Whether line `i` holds names of two words at least, side by side in columns if there are several.
fn is_full_names(lines: &Lines, i: usize) -> bool {
    let raw = lines.get(i);
    // Whatever parts the columns, each word of each is one of a name.
    if raw.len() > 160 || raw.ends_with(['.', ':']) || words(raw).any(|word| name_word(word).is_none()) {
        return false;
    }
    columns(raw).all(|name| name.contains(' ') && is_name_cell(name))
}

/// The columns of a line: three blanks or a tab part them.
fn columns(line: &str) -> impl Iterator<Item = &str> {
    line.split('\t').flat_map(|part| part.split("   ")).map(str::trim).filter(|column| !column.is_empty())
}

/// Rows of a table of roles and the names under, beside or over them.
fn table(lines: &Lines, first: usize) -> usize {
    if first > 0 && lines.get(first - 1).starts_with('|') {
        return 0;
    }
    let (mut named, mut held, mut led_by_names, mut at) = (false, false, false, first);
    while lines.get(at).starts_with('|') && at < first + MOST_ROWS {
        let (mut row_named, mut row_held) = (false, false);
        for cell in lines.get(at).split('|').map(|cell| plain(cell.trim())).filter(|cell| !is_dashes(cell)) {
            if is_role_cell(cell) {
                row_held = true;
            } else if is_name_cell(cell) && (held || row_held || cell.contains(' ')) {
                row_named = true;
                led_by_names |= !held && !row_held;
            } else {
                return 0;
            }
        }
        // Who comes with what title is another table: "| Jan de Wit | Minister van Financiën |".
        if led_by_names && row_named && row_held {
            return 0;
        }
        (named, held) = (named || row_named, held || row_held);
        at += 1;
    }
    if named && held { at - first } else { 0 }
}

/// Rows of a table of signatures.
const MOST_ROWS: usize = 16;

fn is_dashes(cell: &str) -> bool {
    cell.bytes().all(|b| matches!(b, b'-' | b':' | b' '))
}

fn is_role_cell(cell: &str) -> bool {
    cues::opening(cell, Cue::Role).is_some()
        && cell.len() <= 160
        && !cell.ends_with(['.', ';', ':', '?', '!'])
        && !cell.bytes().any(|b| b.is_ascii_digit())
        && !has_verb(cell)
}

/// Whether `line` says that who signs below does so for another: "namens deze,".
fn is_on_behalf(line: &str) -> bool {
    let words = line.trim_end_matches([',', ':', ' ']).to_lowercase();
    matches!(
        words.as_str(),
        "namens deze" | "voor deze" | "namens dezen" | "voor dezen" | "b/a" | "b.a." | "o.l."
    )
}

/// Whether a role line before line `below` may lack a name: nothing goes on from it.
fn stands_alone(lines: &Lines, below: usize) -> bool {
    let next = lines.plain(below);
    let role = cues::opening(next, Cue::Role).is_some();
    role || (lines.after_blank(below) && !next.starts_with(char::is_lowercase))
}

struct Role {
    lines: usize,
    holders: usize,
    closed_by_comma: bool,
    /// The name stands behind the role in one line.
    named: bool,
}

/// A role that begins in line `i`, over three lines at most.
fn role(lines: &Lines, i: usize) -> Option<Role> {
    let first = lines.plain(i);
    cues::opening(first, Cue::Role)?;
    let mut last = i;
    while last < i + 2 && !lines.before_blank(last) {
        let (this, below) = (lines.plain(last), lines.plain(last + 1));
        let on = if this.ends_with(',') {
            is_wrapped_role(lines, last + 1)
        } else {
            goes_on(this, below) || is_shouted_on(this, below)
        };
        if !on || below.len() > 90 {
            break;
        }
        last += 1;
    }
    let text = lines.text.get(lines.all.get(i)?.span.start()..lines.all.get(last)?.span.end())?;
    let bare = plain(text);
    let sentence = bare.ends_with(['.', ';', ':', '?', '!']) && !bare.ends_with("a.i.");
    if text.len() > 220 || sentence || text.bytes().filter(u8::is_ascii_digit).count() > 2 || has_verb(bare) {
        return None;
    }
    let holders = bare.split(|c: char| !c.is_alphabetic()).filter(|word| is_office_word(word)).count().max(1);
    let named = last == i && names_behind(bare) && stands_apart(lines, i);
    Some(Role { lines: last - i + 1, holders, closed_by_comma: bare.ends_with(','), named })
}

/// Whether a role in capitals goes on below: "DE MINISTER VAN LANDBOUW, NATUUR", "EN VOEDSELKWALITEIT,".
fn is_shouted_on(line: &str, below: &str) -> bool {
    let shouts = |line: &str| {
        let mut letters = line.chars().filter(|c| c.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(char::is_uppercase)
    };
    (below.starts_with("EN ") || below.ends_with(','))
        && shouts(line)
        && shouts(below)
        && cues::opening(below, Cue::Role).is_none()
}

/// Whether line `i` ends the role that a comma parts from it ("De minister van Volksgezondheid,", "Welzijn en Sport,"): a
/// name or a comma follows.
fn is_wrapped_role(lines: &Lines, i: usize) -> bool {
    let line = lines.plain(i);
    is_rest_of_role(line) && (line.ends_with(',') || names(lines, i + 1, 1) > 0)
}

/// Whether a name stands behind the role: "De griffier van de commissie, Boom".
fn names_behind(line: &str) -> bool {
    line.rsplit_once(", ")
        .is_some_and(|(_, name)| !name.ends_with(',') && is_name_words(name) && !is_rest_of_role(name))
}

/// Whether line `i` follows a blank line, the end of a text or another who signs, and nothing goes on from it.
fn stands_apart(lines: &Lines, i: usize) -> bool {
    let above = if i > 0 { lines.plain(i - 1) } else { "" };
    let signed = cues::opening(above, Cue::Role).is_some() && names_behind(above);
    lines.after_blank(i)
        || ((above.ends_with('.') || signed) && !lines.plain(i + 1).starts_with(char::is_lowercase))
}

/// Whether the words make a clause rather than a title.
pub(crate) fn has_verb(text: &str) -> bool {
    let verbs = [
        "is",
        "heeft",
        "zal",
        "wordt",
        "was",
        "had",
        "kan",
        "zijn",
        "hebben",
        "worden",
        "zegt",
        "stelt",
        "schrijft",
        "gaat",
        "wil",
        "moet",
        "geeft",
        "dat",
        "die",
        "werd",
        "waren",
        "zullen",
        "kunnen",
        "informeert",
        "bent",
        "u",
    ];
    text.split(|c: char| !c.is_alphabetic()).any(|word| verbs.contains(&word))
}

fn is_office_word(word: &str) -> bool {
    let word = word.to_lowercase();
    matches!(
        word.as_str(),
        "minister" | "staatssecretaris" | "voorzitter" | "griffier" | "directeur" | "secretaris"
    ) || (word == "ministers" || word == "staatssecretarissen")
}

/// Movers that stand each in a block of its own, at most.
const MOST_APART: usize = 24;

/// How many lines from `i` on are names, `most` at most; blank lines may stand between them.
fn names(lines: &Lines, i: usize, most: usize) -> usize {
    let mut count = 0;
    while count < most && i + count < lines.len() && is_name(lines, i + count) {
        // A name in a block of its own has two words at least.
        let apart = count > 0 && lines.after_blank(i + count);
        // Movers stand in one block, or each in a block of its own.
        let single =
            most == usize::MAX && count < MOST_APART && (0..=count).all(|k| lines.after_blank(i + k));
        if apart && !single && (most == usize::MAX || !lines.plain(i + count).contains(' ')) {
            break;
        }
        count += 1;
    }
    count
}

fn is_name(lines: &Lines, i: usize) -> bool {
    let raw = lines.get(i);
    let line = plain(raw);
    let long = line.len() > 70 || raw.starts_with('#') || line.is_empty();
    if long || lines.is_page_line(i) {
        return false;
    }
    is_name_cell(line)
}

/// Whether `line`, a line or a column of one, is a name and no cue of another kind.
fn is_name_cell(line: &str) -> bool {
    let other = [
        Cue::Role,
        Cue::Heading,
        Cue::Letterhead,
        Cue::MetadataOpen,
        Cue::MetadataLine,
        Cue::Question,
        Cue::Answer,
        Cue::Notice,
        Cue::Annex,
        Cue::Web,
    ];
    let cued = || other.into_iter().any(|cue| cues::opening(line, cue).is_some());
    line.len() <= 70 && is_name_words(line) && !cued()
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', '\t', '\u{a0}', ',']).filter(|word| !word.is_empty())
}

fn is_name_words(line: &str) -> bool {
    let (mut named, mut words) = (0, 0);
    for word in self::words(line) {
        words += 1;
        match name_word(word) {
            Some(true) => named += 1,
            Some(false) => {}
            None => return false,
        }
    }
    named > 0 && words <= 8
}

/// `Some(true)` for a part that names, `Some(false)` for one that may stand beside it, `None` for any other word.
fn name_word(word: &str) -> Option<bool> {
    const BESIDE: [&str; 29] = [
        "van", "de", "den", "der", "ter", "ten", "te", "'t", "’t", "het", "in", "von", "el", "al", "la",
        "le", "du", "da", "dos", "bin", "ben", "y", "–", "-", "c.s.", "op", "en", "bij", "a.i.",
    ];
    if BESIDE.contains(&word) {
        return Some(false);
    }
    let word = word.trim_matches(['(', ')', '*', '_']);
    let body = word.trim_end_matches('.');
    let sound = !body.is_empty()
        && body.chars().all(|c| {
            c.is_alphabetic()
                || matches!(c, '-' | '\'' | '’' | '.' | '\u{2010}' | '\u{2011}' | '\u{300}'..='\u{36f}')
        });
    if !sound {
        return None;
    }
    let first = body.chars().next()?;
    match (word.len() > body.len(), first.is_uppercase()) {
        // Initials or a title with its full stop.
        (true, true) if body.contains('.') || body.chars().nth(2).is_none() => Some(false),
        (true, false) if body.len() <= 5 => Some(false),
        (true, _) => None,
        (false, true) => Some(body.chars().nth(1).is_some()),
        (false, false) => {
            (word.starts_with("d'") || word.starts_with("d’") || word.starts_with("al-")).then_some(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = Lines::new(text);
        let first = (0..lines.len()).find(|&i| signature(&lines, i) > 0);
        let found: Vec<&str> =
            first.map_or(Vec::new(), |i| (i..i + signature(&lines, i)).map(|k| lines.get(k)).collect());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn roles_with_their_names() {
        check(
            "Tekst.\n\nDe minister van Financiën,\n\nJan de Wit\n\nSlot",
            &["De minister van Financiën,", "Jan de Wit"],
        );
        check(
            "DE MINISTER VAN LANDBOUW, NATUUR\nEN VOEDSELKWALITEIT,\n\nG. Boom\n\nSlot",
            &["DE MINISTER VAN LANDBOUW, NATUUR", "EN VOEDSELKWALITEIT,", "G. Boom"],
        );
        check(
            "DE MINISTER VAN RUIMTELIJKE\nORDENING EN MILIEUBEHEER,\n\nDE MINISTER VAN LANDBOUW,\n\nG. BOOM\n\nDit is het slot.",
            &[
                "DE MINISTER VAN RUIMTELIJKE",
                "ORDENING EN MILIEUBEHEER,",
                "DE MINISTER VAN LANDBOUW,",
                "G. BOOM",
            ],
        );
        check(
            "De Minister voor Handel\nen Hulp,\nP.A. Boom\n\nDe Staatssecretaris,\nDe Wit",
            &["De Minister voor Handel", "en Hulp,", "P.A. Boom", "De Staatssecretaris,", "De Wit"],
        );
        check(
            "De minister van A,      De minister van B,\n\nAnna B. Cox\n\nDirk E. Fox-Gans\n\nRusland Nu",
            &["De minister van A,      De minister van B,", "Anna B. Cox", "Dirk E. Fox-Gans"],
        );
        check(
            "Vragen.\n\nDe voorzitter van de commissie, Boom\n\nDe griffier van de commissie, De Wit\n\nInleiding",
            &["De voorzitter van de commissie, Boom", "De griffier van de commissie, De Wit"],
        );
        check("Met dank.\n\nDe staatssecretaris van Defensie,", &["De staatssecretaris van Defensie,"]);
        check(
            "Dat is alles.\nDe voorzitter van de commissie, Boom\nDe griffier van de commissie, De Wit\nVraag 1",
            &["De voorzitter van de commissie, Boom", "De griffier van de commissie, De Wit"],
        );
        check("Dat is alles.\nDe minister van Defensie, Jan Boom\nen anderen, spraken.", &[]);
        check(
            "Dit.\n\nDe minister van Landbouw, Natuur en Voedselkwaliteit,\n\nG. Boom\n\nSlot van al.",
            &["De minister van Landbouw, Natuur en Voedselkwaliteit,", "G. Boom"],
        );
        check(
            "Dit.\n\nde minister van Zorg,\nWelzijn en Sport,\n\nJan de Wit\n\nSlot van al.",
            &["de minister van Zorg,", "Welzijn en Sport,", "Jan de Wit"],
        );
        check(
            "Dit.\n\nDe minister van Zorg,\nBoom\n\nSlot en Einde\n\nTekst",
            &["De minister van Zorg,", "Boom"],
        );
        check("Hoogachtend,\n\nde heer\n", &["Hoogachtend,"]);
        check(
            "en gaat over tot de orde van de dag.\nVan der Lee\nBoom c.s.\n\nkst-1-2",
            &["Van der Lee", "Boom c.s."],
        );
        check(
            "en gaat over tot de orde van de dag.\n\nBoom\n\nVan der Lee\n\nNaar mij blijkt.",
            &["Boom", "Van der Lee"],
        );
        check(
            "en gaat over tot de orde van de dag.\nBoom\nVan der Lee\n\nToelichting",
            &["Boom", "Van der Lee"],
        );
    }

    #[test]
    fn names_over_their_roles() {
        let stacked = ["Jan de Wit", "Minister van A en B", "Anna Boom", "Minister van C"];
        check("Tekst.\n\nJan de Wit\nMinister van A en B\n\nAnna Boom\nMinister van C\n", &stacked);
        check("Jan de Wit\nMinister van A en B\nAnna Boom\nMinister van C\nSlot van al.", &stacked);
        let wrapped = ["Piet Boom", "Minister van Landbouw,", "Natuur en Vis"];
        check("Piet Boom\nMinister van Landbouw,\nNatuur en Vis", &wrapped);
        check(
            "Piet Boom\nMinister van Landbouw en\nVis\n\nTekst gaat door.",
            &["Piet Boom", "Minister van Landbouw en", "Vis"],
        );
        let also = ["Jan de Wit", "Minister van A", "Mede namens", "Anna Boom", "Minister van C"];
        check("Jan de Wit\nMinister van A\n\nMede namens\nAnna Boom\nMinister van C\n", &also);
        check("Piet Boom,\nMinister van Vis\n", &["Piet Boom,", "Minister van Vis"]);
        check("Piet Boom\nminister van Vis\n\nDaarna.", &["Piet Boom", "minister van Vis"]);
        let columns = ["Jan de Wit      Anna Boom", "Minister van A      Minister van C"];
        check("Jan de Wit      Anna Boom\nMinister van A      Minister van C\n", &columns);
        check(
            "Hoogachtend,\n\nJan de Wit\n\nMinister van A\n\nSlot",
            &["Hoogachtend,", "Jan de Wit", "Minister van A"],
        );
    }

    #[test]
    fn a_name_over_a_role_that_is_another_s() {
        check("Rusland Nu\n\nMinister van A sprak daar.", &[]);
        check("Jan de Wit\nMinister van A is er.\n\nTekst", &[]);
        check("Stand van Zaken\nminister van A\nnam deel aan het overleg.", &[]);
        check("Stand van Zaken\nDe minister van A heeft dat gezegd", &[]);
        check("Europa Nu\nDe minister van A,\nJan de Wit", &["De minister van A,", "Jan de Wit"]);
    }

    #[test]
    fn a_table_of_signatures() {
        check(
            "| De Minister van A, | De Minister van C, |\n| --- | --- |\n| T. de Wit | B. Boom |\n\nSlot",
            &["| De Minister van A, | De Minister van C, |", "| --- | --- |", "| T. de Wit | B. Boom |"],
        );
        check("| Minister van A | 3 miljoen |\n| --- | --- |\n| Jan Boom | 4 miljoen |", &[]);
        check(
            "| A. Boom | Bo de Wit |\n| --- | --- |\n| Minister van A | Minister van C |",
            &["| A. Boom | Bo de Wit |", "| --- | --- |", "| Minister van A | Minister van C |"],
        );
        check(
            "|  |  |\n| --- | --- |\n| De Minister van A, | Jan Boom |",
            &["|  |  |", "| --- | --- |", "| De Minister van A, | Jan Boom |"],
        );
        check("| Jan Boom | Minister van A |\n| Bo de Wit | Minister van C |", &[]);
        check("| Functie | Naam |\n| --- | --- |\n| Minister van A | Jan Boom |", &[]);
        check("| Land | Stad |\n| --- | --- |\n| Frankrijk | Parijs |", &[]);
        check("| Minister van A | Minister van C |\n| --- | --- |", &[]);
    }

    #[test]
    fn who_signs_for_another() {
        check(
            "De Minister van A,\nvoor deze:\n\nT.H.D. Boom\n\nSlot van al.",
            &["De Minister van A,", "voor deze:", "T.H.D. Boom"],
        );
        check(
            "De Minister van A,\nnamens deze,\nde Secretaris-Generaal,\nJ. Boom-de Wit",
            &["De Minister van A,", "namens deze,", "de Secretaris-Generaal,", "J. Boom-de Wit"],
        );
        check("De Minister van A,\nvoor deze zaak bevoegd, sprak.", &[]);
    }

    #[test]
    fn sentences_about_ministers_are_not_roles() {
        check("De minister van Defensie,\ndie gisteren sprak, zei dat.", &[]);
        check("De minister van Defensie heeft toegezegd\nKamer te informeren.", &[]);
        check("De minister van Defensie sprak.\n\nJan de Wit", &[]);
        check("De voorzitter\n\nkrijgt het woord.", &[]);
    }
}
