//! The number of a dossier in all its spellings: `33694`, `33 694`, `31.700XII`, `21 501-02`, `36 410 A`,
//! `36455 (R2188)`, and a paper's number glued to it (`21501-28-262`, `30821 -204`).

use super::paper_number;
use crate::reader::{Reader, is_dash};

/// A dossier as read.
#[derive(Clone, Debug, Default)]
pub(super) struct Dossier {
    /// `33694`, `35830-X`, `21501-02`.
    pub id: String,
    /// Past its last character, a Rijkswet number included.
    pub end: usize,
    /// The number of a paper that hangs on it by a hyphen.
    pub glued: Option<String>,
    /// Whether it names a chapter of a budget or a sub-dossier.
    pub has_part: bool,
    /// Whether it carries a Rijkswet number.
    pub has_rijkswet: bool,
    /// The chapter that the glued letter may be instead.
    pub chapter_instead: Option<String>,
}

/// What the words around a dossier number allow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// A word such as `Kamerstuk` stands before it: odd spellings count.
    Announced,
    /// So does a session of a time when dossiers had four digits.
    Old,
    /// Nothing does: only the spellings of careful writers count.
    Bare,
}

/// Dossiers with sub-dossiers, of which `-NN` is therefore never a paper.
const WITH_SUBDOSSIERS: [&str; 1] = ["21501"];

/// The dossier that begins at `at`.
pub(super) fn read(text: Reader, at: usize, evidence: Evidence) -> Option<Dossier> {
    let (number, end) = read_number(text, at, evidence)?;
    let plain = Dossier { id: number, end, ..Dossier::default() };
    let parted = read_chapter(text, &plain, evidence)
        .or_else(|| read_chapter_below(text, at, &plain))
        .or_else(|| read_hyphenated(text, &plain, evidence))
        .unwrap_or(plain);
    let whole = read_rijkswet(text, parted);
    // A letter, a digit or a decimal right behind it: some other number.
    let next = text.char(whole.end);
    let decimal = matches!(next, Some(',' | '.'))
        && text.char(whole.end + 1).is_some_and(|c| c.is_ascii_digit())
        && evidence == Evidence::Bare;
    let joined = next.is_some_and(|c| c.is_alphanumeric() || c == '%')
        && !(whole.has_part || starts_nr(text, whole.end) || starts_title(text, whole.end));
    (!decimal && !joined).then_some(whole)
}

/// Whether an extraction glued a title to the number before it: `22 112Nieuwe Commissievoorstellen`.
fn starts_title(text: Reader, at: usize) -> bool {
    let mut chars = text.rest(at).chars();
    chars.next().is_some_and(char::is_uppercase) && chars.take(4).filter(|c| c.is_lowercase()).count() == 4
}

/// Whether an extraction glued `nr` to what stands before it.
fn starts_nr(text: Reader, at: usize) -> bool {
    text.take_any(at, &["nr", "nrs"]).is_some()
}

/// The five digits, with what may stand between the second and the third.
fn read_number(text: Reader, at: usize, evidence: Evidence) -> Option<(String, usize)> {
    let first = text.digits(at);
    let (number, end) = match first.len() {
        5 => (first.to_owned(), at + 5),
        4 if evidence == Evidence::Old => return Some((first.to_owned(), at + 4)),
        2 => {
            let sign = text.char(at + 2)?;
            let from = match sign {
                '.' => at + 3,
                c if is_dash(c) && evidence != Evidence::Bare => at + 2 + c.len_utf8(),
                _ if evidence != Evidence::Bare => text.gap(at + 2),
                _ => text.spaces(at + 2),
            };
            let second = text.digits(from);
            if from == at + 2 || second.len() != 3 {
                return None;
            }
            let end = from + 3;
            // Three groups of digits are an amount or a telephone number.
            let third = text.spaces(end);
            if third > end && text.digits(third).len() == 3 && evidence == Evidence::Bare {
                return None;
            }
            (format!("{first}{second}"), end)
        }
        _ => return None,
    };
    ("10000"..="44999").contains(&number.as_str()).then_some((number, end))
}

/// A chapter of a budget law: `X`, `-IX`, `.VIII`, ` hoofdstuk XV`, `A`.
fn read_chapter(text: Reader, plain: &Dossier, evidence: Evidence) -> Option<Dossier> {
    let sign = text.char(plain.end)?;
    let is_hyphen = is_dash(sign);
    let comma = sign == ',' && evidence != Evidence::Bare;
    let mut from = match sign {
        '.' => plain.end + 1,
        // `23 400, XI, nr. 25`: only where the number of a paper follows.
        _ if comma => text.gap(plain.end + 1),
        _ if is_hyphen => text.joint(plain.end)?,
        _ if evidence != Evidence::Bare => text.gap(plain.end),
        _ => text.spaces(plain.end),
    };
    if let Some(after) = text.take_any(from, &["hoofdstuk", "hfdst"]) {
        from = text.spaces(text.take_char(after, '.').unwrap_or(after));
    }
    let run = text.word(from);
    // An extraction may glue `nr` to the chapter.
    let chapter = run.strip_suffix("nrs").or_else(|| run.strip_suffix("nr")).unwrap_or(run);
    if !is_chapter(chapter) || chapter.is_empty() {
        return None;
    }
    let mut end = from + chapter.len();
    let mut glued = None;
    if let Some(after) = text.joint(end) {
        let digits = text.digits(after);
        if !(1..=4).contains(&digits.len()) || text.is_inside(after + digits.len()) {
            return None;
        }
        glued = Some(digits.to_owned());
        end = after + digits.len();
    } else if text.is_inside(end) && chapter.len() == run.len() {
        return None;
    }
    // `35 526 L`: a letter that counts no chapter is the number of a paper of the Eerste Kamer, unless a number follows.
    let is_letter = chapter.len() == 1 && !matches!(chapter, "I" | "V" | "X");
    // `36 600 B, A`
    let number =
        || paper_number::read_marked(text, end).or_else(|| paper_number::read_unmarked(text, end, false));
    if comma && (is_letter || glued.is_some() || paper_number::read_marked(text, end).is_none()) {
        return None;
    }
    if is_letter && glued.is_none() && !is_hyphen && number().is_none() {
        let letter_stands = evidence != Evidence::Bare && text.take(end, "-").is_none();
        return letter_stands.then(|| Dossier {
            glued: Some(chapter.to_owned()),
            end,
            chapter_instead: Some(chapter.to_owned()),
            ..plain.clone()
        });
    }
    let id = format!("{}-{chapter}", plain.id);
    Some(Dossier { id, end, glued, has_part: true, ..plain.clone() })
}

/// A chapter on a line of its own under its dossier on one: a cell of a table, whose lines the author broke.
fn read_chapter_below(text: Reader, at: usize, plain: &Dossier) -> Option<Dossier> {
    let below = text.gap(plain.end);
    let chapter = text.word(below);
    let end = below + chapter.len();
    let alone = text.opens_line(at) && text.spaces(plain.end) < below && text.closes_line(end);
    let roman = chapter.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let id = || format!("{}-{chapter}", plain.id);
    (alone && roman && is_chapter(chapter)).then(|| Dossier {
        id: id(),
        end,
        has_part: true,
        ..plain.clone()
    })
}

/// A Roman numeral up to twenty-nine with an optional letter (`IIB`, `IXA`), or the single letter of a fund.
pub(super) fn is_chapter(run: &str) -> bool {
    if run.len() == 1 {
        return run.bytes().all(|byte| matches!(byte, b'A'..=b'M' | b'V' | b'X'));
    }
    let tens = run.trim_start_matches('X');
    if run.len() - tens.len() > 2 {
        return false;
    }
    let unit = tens.strip_suffix(['A', 'B', 'C', 'D', 'E', 'H']).unwrap_or(tens);
    // `A` alone after the tens would be a word (`XA` is none).
    (!unit.is_empty() || (tens.is_empty() && !run.is_empty()))
        && matches!(unit, "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX")
}

/// A sub-dossier (`-02`), the number of a paper (`-204`), or both (`-28-262`).
fn read_hyphenated(text: Reader, plain: &Dossier, evidence: Evidence) -> Option<Dossier> {
    let known = WITH_SUBDOSSIERS.contains(&plain.id.as_str());
    let sign = text.spaces(plain.end);
    let spaced = sign > plain.end;
    let from = text.joint(sign);
    let part_at = match from {
        // `21501 - 02`
        Some(after) if known => text.spaces(after),
        Some(after) if !spaced || evidence != Evidence::Bare => after,
        // `Kamerstukken nr. 33 694/45`
        None if !spaced && evidence == Evidence::Announced && text.char(sign) == Some('/') => {
            // `36 180/32 852, nr. 89`: two dossiers.
            Some(sign + 1).filter(|&after| read(text, after, Evidence::Bare).is_none())?
        }
        // `21501 02, nr. 2657`
        None if known && spaced => sign,
        _ => return None,
    };
    let part = text.digits(part_at);
    let end = part_at + part.len();
    if part.is_empty() || part.len() > 4 {
        return None;
    }
    let second = text.joint(end).map(|after| (after, text.digits(after)));
    if let Some((after, digits)) = second.filter(|(_, digits)| (1..=4).contains(&digits.len())) {
        let (id, stop) = (format!("{}-{part}", plain.id), after + digits.len());
        let open = text.is_inside(stop) || text.dash(stop).is_some();
        let sub = (known || evidence != Evidence::Bare) && part.len() == 2 && !open;
        return sub.then(|| Dossier {
            id,
            end: stop,
            glued: Some(digits.to_owned()),
            has_part: true,
            ..plain.clone()
        });
    }
    if text.is_inside(end) {
        return None;
    }
    let is_sub = part.len() == 2
        && (known || !spaced)
        && (known || part.starts_with('0') || paper_number::read_marked(text, end).is_some());
    if is_sub {
        return Some(Dossier { id: format!("{}-{part}", plain.id), end, has_part: true, ..plain.clone() });
    }
    let joined = from.is_some() || part_at == sign + 1;
    (joined && !part.starts_with('0')).then(|| Dossier { end, glued: Some(part.to_owned()), ..plain.clone() })
}

/// `(R2188)`, `(R 1669)-4`, `-(R2188)-4`: the Rijkswet number, which identifiers leave out.
fn read_rijkswet(text: Reader, mut dossier: Dossier) -> Dossier {
    let open = text.take(dossier.end, "-(").map_or_else(|| text.gap(dossier.end), |open| open - 1);
    let read = || {
        let letter = text.take_char(text.take_char(open, '(')?, 'R')?;
        let digits = text.spaces(text.take_char(letter, '.').unwrap_or(letter));
        let count = text.digits(digits).len();
        (2..=4).contains(&count).then(|| text.take_char(digits + count, ')')).flatten()
    };
    let Some(end) = read() else { return dossier };
    dossier.end = end;
    dossier.has_rijkswet = true;
    if let Some(after) = text.joint(end) {
        let digits = text.digits(after);
        if (1..=4).contains(&digits.len()) && !text.is_inside(after + digits.len()) {
            dossier.end = after + digits.len();
            dossier.glued = Some(digits.to_owned());
        }
    }
    dossier
}
