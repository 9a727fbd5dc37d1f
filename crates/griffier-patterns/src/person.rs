//! Persons by title or initials: "minister Kaag", "de heer Van der Berg", "J.H. Jansen", and names under a letter.
//!
//! "het lid Brekelmans" and the movers of motions are read elsewhere.

pub(crate) mod known;
pub(crate) mod signature;

use crate::name::heads::{Form, Stop, ends_with, heads_at, is_stop};
use crate::reading::Reading;
use crate::tokens::words;
use crate::triggers::Classes;
use griffier_doc::{Document, Hit, MentionType, Role, Target, TokenKind};
use griffier_text::WordSet;

/// Small words within a surname; a closed class.
const PREFIXES: &WordSet = words![
    "van", "de", "den", "der", "het", "'t", "’t", "ten", "ter", "te", "op", "in", "von", "zu", "la", "le",
    "du", "da", "di", "del", "della", "dos", "el", "al", "bin", "ibn", "al-", "'s", "vom", "zum", "af", "y",
    "onder", "aan",
];

/// Finds persons by the title before them, by initials, and as name lines under the letter.
pub fn recognize_persons(doc: &Document) -> Vec<Hit> {
    persons(&Reading::new(doc))
}

/// The same for a letter that is read already.
pub(crate) fn persons(r: &Reading<'_>) -> Vec<Hit> {
    let mut hits = signature::name_lines(r);
    let mut next = 0;
    for i in r.visits().persons.iter().map(|&i| i as usize) {
        next = if i >= next { read(r, i, &mut hits).unwrap_or(i + 1) } else { next };
    }
    after_offices(r, &mut hits);
    hits.sort_by(|a, b| {
        let rank = |hit: &Hit| hit.role != Some(Role::Signatory);
        (a.span, rank(a)).cmp(&(b.span, rank(b))).then(b.confidence.total_cmp(&a.confidence))
    });
    hits.dedup_by(|b, a| a.span == b.span || a.span.contains(b.span));
    hits
}

/// The person at token `i`; where to read on. What a token is made of says which forms it may begin.
fn read(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    let (word, classes) = (r.t.read(i), r.classes(i));
    if classes.has(Classes::TITLE)
        && let Some(end) = titled(r, i, hits)
    {
        return Some(end);
    }
    if word.may_end_with(".")
        && let Some(end) = with_initials(r, i, hits)
    {
        return Some(end);
    }
    if r.t.is_any(i, words![",", ":"]) {
        return signature::presiding(r, i, hits).or_else(|| known::surname_first(r, i, hits));
    }
    if r.t.is(i, "(") {
        return known::before_party(r, i, hits);
    }
    if word.shape().has_hyphen()
        && let Some(end) = of_body(r, i, hits)
    {
        return Some(end);
    }
    let given = classes.has(Classes::GIVEN) || word.shape().has_hyphen();
    if given { known::by_given_name(r, i, hits) } else { None }
}

fn person(
    r: &Reading<'_>,
    (from, to): (usize, usize),
    role: Option<Role>,
    rule: &'static str,
    confidence: f32,
) -> Hit {
    let span = r.t.cover(from, to - 1);
    Hit { role, ..Hit::rule(span, MentionType::Person, Target::Name, rule).with_confidence(confidence) }
}

/// The names after a title at token `i`; where to read on.
fn titled(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    let (role, several, words) = title_at(r, i)?;
    let limit = r.limit(i);
    let mut at = skip_degrees(r, i + words);
    let first = hits.len();
    while let Some(end) = name_at(r, at, limit).filter(|&end| !is_other(r, at, end)) {
        let hit = person(r, (at, end), Some(role), "person.title", 0.85);
        hits.push(match known::party_at(r, end) {
            Some(party) => hit.with_attr("party", party.to_owned()),
            None => hit,
        });
        // "rapporteurs Hübner (EPP/POL) en Leinen (S&D/DUI)"
        let closed = (end + 1..end + 8).find(|&k| r.t.is(k, ")")).filter(|_| several && r.t.is(end, "("));
        let end = closed.map_or(end, |close| close + 1);
        let comma = r.t.is(end, ",") && several && joined_by_en(r, end + 1, limit);
        if !several || !(comma || r.t.is_any(end, words!["en", "&"])) {
            at = end;
            break;
        }
        at = skip_degrees(r, end + 1);
    }
    (hits.len() > first).then_some(at.max(i + 1))
}

/// Whether names from token `i` on lead to "en".
fn joined_by_en(r: &Reading<'_>, i: usize, limit: usize) -> bool {
    (i..limit.min(i + 16))
        .take_while(|&k| !r.t.is_any(k, words![".", ";", ":", "("]))
        .any(|k| r.t.is(k, "en"))
}

/// The title at token `i`: role, whether of several persons, number of tokens.
fn title_at(r: &Reading<'_>, i: usize) -> Option<(Role, bool, usize)> {
    // "het Prinses Máxima" is a hospital.
    let named_after = i > 0 && r.t.is(i - 1, "het");
    if named_after || !matches!(r.t.kind(i), Some(TokenKind::Word | TokenKind::Abbreviation)) {
        return None;
    }
    let mut best = None;
    for head in heads_at(r, i).filter(|head| head.kind == MentionType::Person) {
        let (role, several) = match head.form {
            Form::Minister => (Role::Minister, false),
            Form::Ministers => (Role::Minister, true),
            Form::Staatssecretaris => (Role::Staatssecretaris, false),
            Form::Staatssecretarissen => (Role::Staatssecretaris, true),
            Form::Titleds => (Role::Titled, true),
            _ => (Role::Titled, false),
        };
        if best.is_none_or(|(_, _, words)| head.words.len() > words) {
            best = Some((role, several, head.words.len()));
        }
    }
    best
}

/// Past "drs.", "prof. dr.", "mr." before a name.
fn skip_degrees(r: &Reading<'_>, mut i: usize) -> usize {
    for _ in 0..4 {
        let degree = r.t.is_any(
            i,
            words!["drs.", "dr.", "prof.", "mr.", "ir.", "ing.", "jhr.", "jkvr.", "mw.", "dhr.", "em."],
        );
        let title = r.t.is_any(i, words!["drs", "dr", "prof", "mr", "ir", "ing"]);
        if degree {
            i += 1;
        } else if title {
            i += 1 + usize::from(r.t.is(i + 1, ".") && r.t.is_glued(i + 1));
        } else {
            break;
        }
    }
    i
}

/// One past the name that begins at token `i`: given names, initials, small words, surname.
pub(crate) fn name_at(r: &Reading<'_>, i: usize, limit: usize) -> Option<usize> {
    let mut at = i;
    let mut end = None;
    let mut words = 0;
    while at < limit.min(i + 9) && (at == i || r.t.breaks_before(at) < 2) {
        if initials_at(r, at) && r.t.kind(at) != Some(TokenKind::Punctuation) {
            // Initials on the next line, or behind a name with initials, begin another name.
            if words > 0 && (r.t.breaks_before(at) > 0 || initials_at(r, i)) {
                break;
            }
            at += 1;
            continue;
        }
        let small = prefix_run(r, at, limit);
        if small > 0 && (at > i || r.t.is_capitalised(at) || lower_prefix(r, at)) {
            if !is_name_part(r, at + small) || (words > 0 && leads_on(r, at, at + small)) {
                break;
            }
            at += small;
        }
        // "De Wit-van Heemskerk": what follows the small word belongs to it, be it a town.
        let halfway = words > 0 && ends_halfway(r.t.word(at - 1));
        if words > 3 || !is_name_part(r, at) || (words > 0 && !halfway && ends_name(r, at)) {
            break;
        }
        at += 1;
        words += 1;
        end = Some(at);
        // "Faber - Van de Klashorst"
        if r.t.is_any(at, words!["-", "–"])
            && prefix_run(r, at + 1, limit) > 0
            && r.t.breaks_before(at + 1) == 0
        {
            at += 1;
        }
    }
    end
}

/// Whether a double surname breaks off behind the small word of its second half: "Wit-van".
fn ends_halfway(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(first, small)| !first.is_empty() && PREFIXES.words().contains(&small))
}

/// A name that begins in small letters ("minister van der Steur") needs small words that no noun follows ("voorzitter
/// van de Kamer").
fn lower_prefix(r: &Reading<'_>, at: usize) -> bool {
    r.t.is_any(at, words!["'t", "’t", "ten", "ter"])
        || (r.t.is(at, "van") && r.t.is_any(at + 1, words!["der", "den", "'t"]))
}

/// The number of small words of a surname at token `at`.
fn prefix_run(r: &Reading<'_>, at: usize, limit: usize) -> usize {
    (at..limit.min(at + 3)).take_while(|&k| r.t.is_any(k, PREFIXES)).count()
}

/// Whether the small words at `at`, coming after a name, lead to a body or place of the sentence: "Jansen aan de Kamer".
fn leads_on(r: &Reading<'_>, at: usize, noun: usize) -> bool {
    use MentionType::{Location, Office, Organisation};
    let preposition = r.t.is_any(at, words!["aan", "op", "in", "onder"]);
    if crate::office::opens_portfolio(r, noun) {
        return true;
    }
    r.kind_at(noun, &[Organisation, Office]).is_some()
        || preposition && r.kind_at(noun, &[Location]).is_some()
}

/// Whether the word at `at`, coming after a first name part, belongs to the sentence.
fn ends_name(r: &Reading<'_>, at: usize) -> bool {
    let word = r.t.word(at);
    use MentionType::{Location, Office, Organisation};
    is_stop(word, Stop::Verb)
        || is_stop(word, Stop::Function)
        || r.portfolio_at(at).is_some()
        || r.kind_at(at, &[Organisation, Office])
            .is_some_and(|hit| hit.span.len() > word.len() || r.shouts(at))
        || r.kind_at(at, &[Location]).is_some()
}

/// A word with a capital and small letters after it ("Kaag", "Bruins", "El-Fassed", "McDonald").
fn is_name_part(r: &Reading<'_>, i: usize) -> bool {
    if r.t.kind(i) != Some(TokenKind::Word) || r.t.is_any(i, PREFIXES) {
        return false;
    }
    let word = r.t.word(i);
    let letters = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    let capital = word.chars().next().is_some_and(char::is_uppercase)
        || ["d'", "d’", "'", "’"].iter().any(|mark| {
            word.strip_prefix(mark).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
        });
    capital && word.chars().all(letters) && word.chars().any(char::is_lowercase) && word.chars().count() > 1
}

/// `H.G.J.`, `Th.B.`, `J.`: capitals (with one or two small letters) and full stops.
pub(crate) fn is_initials(word: &str) -> bool {
    const OTHER: [&str; 20] = [
        "U.S.", "E.U.", "B.V.", "N.V.", "V.S.", "V.K.", "U.K.", "D.C.", "H.M.", "Z.M.", "Z.K.H.", "V.N.",
        "P.M.", "A.S.", "I.V.M.", "T.A.V.", "Nr.", "Zr.Ms.", "Hr.Ms.", "Zr.",
    ];
    // "Ja." and "Zo." end sentences.
    const SHORTENED: [&str; 11] = ["Th", "Ch", "Chr", "Ph", "Fr", "Joh", "Jac", "IJ", "Tj", "Sj", "Kl"];
    let Some(parts) = word.strip_suffix('.') else { return false };
    !OTHER.contains(&word)
        && parts.split(['.', '-']).all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_uppercase)
                && chars.clone().count() < 3
                && chars.all(char::is_lowercase)
        })
        && (parts.chars().count() == 1 || parts.contains(['.', '-']) || SHORTENED.contains(&parts))
}

/// Initials, also those that read as "Hare Majesteit" where no king follows ("H.M. de Jonge").
fn initials_at(r: &Reading<'_>, i: usize) -> bool {
    let word = r.t.word(i);
    let doubtful = matches!(word, "H.M." | "P.M." | "A.S.");
    let royal = || {
        r.t.is_any(i + 1, words!["de", "koning", "koningin"])
            && r.t.is_any(
                i + 1 + usize::from(r.t.is(i + 1, "de")),
                words!["koning", "koningin", "prins", "prinses"],
            )
    };
    is_initials(word) || doubtful && !royal() && (r.t.is_any(i + 1, PREFIXES) || is_name_part(r, i + 1))
}

/// "Nutri-Score D. Producten …": a letter behind a word with a capital closes its sentence.
fn is_grade(r: &Reading<'_>, i: usize) -> bool {
    let before = i.checked_sub(1).map(|k| r.t.word(k)).unwrap_or_default();
    let labeled = before.contains('-')
        || r.t.is_any(
            i.saturating_sub(1),
            words!["score", "label", "klasse", "vitamine", "hepatitis", "bijlage"],
        );
    i > 0 && labeled && !r.t.is_any(i + 1, PREFIXES)
}

/// Whether the words after a title are no name but a place, body, portfolio, or a word of the sentence.
fn is_other(r: &Reading<'_>, from: usize, to: usize) -> bool {
    use MentionType::{Date, Event, Law, Location, Office, Organisation, Policy, Reference, Treaty};
    if r.portfolio_at(from).is_some() || (to > from + 1 && r.portfolio_at(from + 1).is_some()) {
        return true;
    }
    let kinds = [Date, Event, Law, Location, Office, Organisation, Policy, Reference, Treaty];
    let noun = from + usize::from(to > from + 1 && r.t.is_any(from, PREFIXES));
    let listed = [from, noun].iter().any(|&at| r.kind_at(at, &kinds).is_some_and(|hit| hit.after() >= to));
    let person = r.kind_at(from, &[MentionType::Person]).is_some();
    let word = r.t.word(from);
    // "Prinses Irenestraat" is a street, "Koningin Wilhelminafonds" a fund.
    const PLACES: [&str; 14] = [
        "straat",
        "weg",
        "laan",
        "plein",
        "kade",
        "gracht",
        "singel",
        "kazerne",
        "haven",
        "fonds",
        "ziekenhuis",
        "school",
        "tunnel",
        "brug",
    ];
    let last = r.t.word(to - 1);
    if last.len() > 9 && PLACES.iter().any(|place| ends_with(last, place)) {
        return true;
    }
    // "Speciaal Gezant Migratie" is called for a subject.
    let subject = ["atie", "heid", "schap", "teit"].iter().any(|end| word.len() > 6 && ends_with(word, end));
    let common = to == from + 1
        && (is_stop(word, Stop::Opener) || is_stop(word, Stop::Function) || subject && !person);
    (listed && !person) || common
}

/// "J.H. Jansen" anywhere.
fn with_initials(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    let word = r.t.word(i);
    // "J. Jansen" is a name where a sentence does not end in "J."; "A. Doel" opens a list item.
    let one = word.len() < 3;
    if !initials_at(r, i) || r.t.breaks_before(i + 1) > 0 {
        return None;
    }
    let end = name_at(r, i, r.limit(i))?;
    // "Indiener: C. van der Wal, minister voor Natuur en Stikstof"
    let labeled =
        r.t.is(end, ",") && r.t.is_any(end + 1, words!["minister", "staatssecretaris", "minister-president"]);
    let opens = one && (r.opens_sentence(i) || r.opens_line(i) || is_grade(r, i)) && !labeled;
    if opens || is_other(r, i + 1, end) {
        return None;
    }
    // "Hendrik J. Bakker"
    let given =
        i > 0 && r.t.breaks_before(i) == 0 && is_name_part(r, i - 1) && known::is_given(r.t.word(i - 1));
    let from = i - usize::from(given);
    hits.push(person(r, (from, end), None, "person.initials", if one { 0.65 } else { 0.85 }));
    Some(end)
}

/// "FIFA-voorzitter Infantino", "CDA-Kamerlid Boswijk": what somebody is of a body, and a surname.
fn of_body(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    const NOUNS: &WordSet = words![
        "voorzitter",
        "fractievoorzitter",
        "kamerlid",
        "leider",
        "fractieleider",
        "partijleider",
        "lijsttrekker",
        "directeur",
        "topman",
        "topvrouw",
        "baas",
        "chef",
        "senator",
        "europarlementariër",
    ];
    let (body, noun) = r.t.word(i).rsplit_once('-')?;
    let known = NOUNS.words().iter().any(|known| known.eq_ignore_ascii_case(noun));
    if !known || !body.starts_with(char::is_uppercase) || r.t.breaks_before(i + 1) > 1 || r.shouts(i + 1) {
        return None;
    }
    let end = name_at(r, i + 1, r.limit(i)).filter(|&end| !is_other(r, i + 1, end))?;
    hits.push(person(r, (i + 1, end), Some(Role::Titled), "person.of-body", 0.75));
    Some(end)
}

/// "minister van Defensie Ollongren": a name directly after the office.
fn after_offices(r: &Reading<'_>, hits: &mut Vec<Hit>) {
    for listed in r.listed().iter().filter(|hit| hit.kind == MentionType::Office && !hit.portfolio) {
        let role = match r.doc.slice(listed.span).as_bytes().first() {
            Some(b'm' | b'M') => Role::Minister,
            Some(b's' | b'S') => Role::Staatssecretaris,
            _ => Role::Titled,
        };
        if let Some(hit) = hyphenated(r, listed.span, role) {
            hits.push(hit);
            continue;
        }
        let at = listed.after();
        let edge = r.doc.slice(listed.span).contains(' ') && r.t.breaks_before(at) == 0 && at > 0;
        let straight = edge && r.t.kind(at) == Some(TokenKind::Word) && !r.t.is_glued(at);
        let initials = edge && is_initials(r.t.word(at));
        if !(straight || initials) || !r.t.is_capitalised(at) {
            continue;
        }
        if let Some(end) = name_at(r, at, r.limit(at)).filter(|&end| !is_other(r, at, end)) {
            hits.push(person(r, (at, end), Some(role), "person.after-office", 0.75));
        }
    }
}

/// "minister voor Asiel en Migratie-Van Hijum": a name that only a hyphen parts from the office.
fn hyphenated(r: &Reading<'_>, office: griffier_text::Span, role: Role) -> Option<Hit> {
    let text = r.doc.text();
    let rest = text.get(office.end()..)?.strip_prefix('-')?;
    let start = office.end() + 1;
    let next = r.after(griffier_text::Span::at(office.end(), start));
    let first = rest.split(|c: char| !c.is_alphabetic()).next()?;
    if !first.starts_with(char::is_uppercase) || !first.chars().any(char::is_lowercase) {
        return None;
    }
    let small = PREFIXES.words().iter().any(|prefix| first.eq_ignore_ascii_case(prefix));
    let end = match small {
        true => r.t.span(name_at(r, next, r.limit(next))?.checked_sub(1)?).end(),
        false => start + first.len(),
    };
    let span = griffier_text::Span::at(start, end);
    Some(Hit {
        role: Some(role),
        ..Hit::rule(span, MentionType::Person, Target::Name, "person.after-office").with_confidence(0.8)
    })
}

#[cfg(test)]
mod tests;
