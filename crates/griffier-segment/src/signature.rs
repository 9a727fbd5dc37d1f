//! Lines with which people sign: role lines, name lines, and the movers under a motion.

use crate::cues::{self, Cue};
use crate::furniture;
use crate::lines::{Lines, goes_on, plain};

/// How many lines a signature that begins in line `i` takes; 0 if none begins there.
pub(crate) fn signature(lines: &Lines, i: usize) -> usize {
    if is_end_of_motion(lines, i.wrapping_sub(1)) {
        return names(lines, i, usize::MAX);
    }
    if cues::opening(lines.plain(i), Cue::Closing).is_some() && lines.get(i).len() <= 60 {
        return closing(lines, i);
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
    let roles = roles(lines, after);
    let below = if roles > 0 { roles } else { names(lines, after, 2) };
    let comma = lines.plain(i).ends_with(',') || lines.plain(i).split_whitespace().nth(3).is_none();
    if comma { 1 + below } else { 0 }
}

/// Role lines with their name lines, one pair after the other.
fn roles(lines: &Lines, first: usize) -> usize {
    let (mut at, mut open) = (first, 0);
    while let Some(role) = role(lines, at) {
        let below = at + role.lines;
        if role.named {
            at = below;
            continue;
        }
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
    while last < i + 2 && !lines.before_blank(last) && !lines.plain(last).ends_with(',') {
        let below = lines.plain(last + 1);
        if !goes_on(lines.plain(last), below) || below.len() > 90 {
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
    let named = last == i
        && lines.after_blank(i)
        && bare.rsplit_once(", ").is_some_and(|(_, name)| is_name_words(name));
    Some(Role { lines: last - i + 1, holders, closed_by_comma: bare.ends_with(','), named })
}

/// Whether the words make a clause rather than a title.
fn has_verb(text: &str) -> bool {
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

/// How many lines from `i` on are names, `most` at most; blank lines may stand between them.
fn names(lines: &Lines, i: usize, most: usize) -> usize {
    let mut count = 0;
    while count < most && i + count < lines.len() && is_name(lines, i + count) {
        // Movers of a motion stand in one block; a name in a block of its own has two words at least.
        let apart = count > 0 && lines.after_blank(i + count);
        if apart && (most == usize::MAX || !lines.plain(i + count).contains(' ')) {
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
    if long || furniture::is_page_line(raw) {
        return false;
    }
    let other = [Cue::Role, Cue::Heading, Cue::Letterhead, Cue::MetadataOpen, Cue::MetadataLine];
    if other.into_iter().any(|cue| cues::opening(line, cue).is_some()) {
        return false;
    }
    is_name_words(line)
}

fn is_name_words(line: &str) -> bool {
    let (mut named, mut words) = (0, 0);
    for word in line.split([' ', '\t', '\u{a0}', ',']).filter(|word| !word.is_empty()) {
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
        && body
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '\u{2010}' | '\u{2011}'));
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
        check("Hoogachtend,\n\nde heer\n", &["Hoogachtend,"]);
        check(
            "en gaat over tot de orde van de dag.\nVan der Lee\nBoom c.s.\n\nkst-1-2",
            &["Van der Lee", "Boom c.s."],
        );
    }

    #[test]
    fn sentences_about_ministers_are_not_roles() {
        check("De minister van Defensie,\ndie gisteren sprak, zei dat.", &[]);
        check("De minister van Defensie heeft toegezegd\nKamer te informeren.", &[]);
        check("De minister van Defensie sprak.\n\nJan de Wit", &[]);
        check("De voorzitter\n\nkrijgt het woord.", &[]);
    }
}
