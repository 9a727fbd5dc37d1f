//! The head of a printed paper: its dossier lines (`30 821   Nationale Veiligheid`), its number (`Nr. 204 BRIEF VAN …`,
//! `L BRIEF VAN …`), the number of an answer in the Aanhangsel, and the one line that some prints have instead
//! (`36410-V-70`). All of them are identifiers of the letter itself.

use super::dossier::{self, Dossier, Evidence};
use super::{Citation, address, numbers, reason, session};
use crate::reader::Reader;
use memchr::{memchr, memchr_iter};

const RULE: &str = "citation.head";
/// How far into the text a head is looked for, in bytes.
const REACH: usize = 12_000;
/// Most lines from the first dossier line to the number.
const LINES: usize = 24;
/// What papers call themselves after their number.
const PAPERS: [&str; 24] = [
    "BRIEF",
    "MOTIE",
    "GEWIJZIGDE",
    "NADER",
    "AMENDEMENT",
    "VERSLAG",
    "LIJST",
    "NOTA",
    "VOORSTEL",
    "MEMORIE",
    "ADVIES",
    "VOORLOPIG",
    "EINDVERSLAG",
    "JAARVERSLAG",
    "KONINKLIJKE",
    "RAPPORT",
    "BESLUIT",
    "FICHE",
    "AANBIEDINGSBRIEF",
    "NADERE",
    "BIJLAGE",
    "SUBAMENDEMENT",
    "INITIATIEFNOTA",
    "TWEEDE",
];

/// The lines of the head that are not empty, each without white space around it.
struct Lines<'d> {
    text: Reader<'d>,
    spans: Vec<(usize, usize)>,
}

impl<'d> Lines<'d> {
    fn new(text: Reader<'d>, restored: &[usize]) -> Self {
        let head = text.slice(0, text.edge(REACH));
        let mut restored = restored.iter().copied().filter(|&at| at < head.len()).peekable();
        let mut spans = Vec::new();
        let mut at = 0;
        let end_of_line =
            |from: usize| memchr(b'\n', &head.as_bytes()[from..]).map_or(head.len(), |len| from + len + 1);
        while at < head.len() {
            let end = end_of_line(at);
            let end = restored.next_if(|&cut| cut < end).filter(|&cut| cut > at).unwrap_or(end);
            let (from, to) = trimmed(head, at, end);
            if from < to {
                spans.push((from, to));
            }
            at = end;
        }
        Self { text, spans }
    }
    /// Whether any reader of heads could begin with line `i`; most lines begin with a word.
    fn may_begin(&self, i: usize) -> bool {
        let first = self.spans.get(i).and_then(|&(from, _)| self.text.byte(from));
        // The first lines may also be rows of a table.
        i < 12 || first.is_some_and(|c| c.is_ascii_digit() || matches!(c, b'X' | b'L' | b'C' | b'A' | b'a'))
    }
    fn get(&self, i: usize) -> &'d str {
        self.spans.get(i).map_or("", |&(from, to)| self.text.slice(from, to))
    }
}

/// The bytes from `from` to `to` of `text` without white space around them.
fn trimmed(text: &str, from: usize, to: usize) -> (usize, usize) {
    let line = &text[from..to];
    let plain = line.trim_ascii_start();
    // White space beyond ASCII behind that of ASCII: a no-break space.
    let plain =
        if plain.as_bytes().first().is_some_and(u8::is_ascii_graphic) { plain } else { plain.trim_start() };
    let from = to - plain.len();
    let body = plain.trim_ascii_end();
    let body = if body.as_bytes().last().is_some_and(u8::is_ascii_graphic) { body } else { body.trim_end() };
    (from, from + body.len())
}

/// The identifiers in the head.
pub(super) fn read(text: Reader, restored: &[usize]) -> Vec<Citation> {
    let lines = Lines::new(text, restored);
    let mut found = Vec::new();
    let mut i = 0;
    while i < lines.spans.len() {
        if !lines.may_begin(i) {
            i += 1;
            continue;
        }
        if let Some(next) = read_paper(&lines, i, &mut found) {
            i = next;
            continue;
        }
        if let Some(next) = read_senate_paper(&lines, i, &mut found) {
            i = next;
            continue;
        }
        read_glued(&lines, i, &mut found);
        read_table(&lines, i, &mut found);
        read_answer(&lines, i, &mut found);
        i += 1;
    }
    found
}

/// A dossier line: the dossier, then nothing or a title.
fn dossier_line(lines: &Lines, i: usize) -> Option<Dossier> {
    let &(from, to) = lines.spans.get(i)?;
    let text = lines.text;
    let mut found = dossier::read(text, from, Evidence::Bare).filter(|dossier| dossier.glued.is_none())?;
    let mut next = text.spaces(found.end);
    // `36 410 A   Vaststelling …`
    let letter = text.word(next);
    let title = text.char(text.spaces(next + letter.len())).is_some_and(char::is_uppercase);
    if letter.len() == 1 && dossier::is_chapter(letter) && !found.has_part && (title || next + 1 >= to) {
        found.id = format!("{}-{letter}", found.id);
        found.end = next + 1;
        next = text.spaces(found.end);
    }
    let titled = text.char(next).is_some_and(|c| c.is_uppercase() || matches!(c, '«' | '‘' | '“' | '"'));
    (next >= to || titled).then_some(found)
}

/// Dossier lines and the number line under them; answers the line after the head.
fn read_paper(lines: &Lines, i: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let first = dossier_line(lines, i)?;
    let number = (i + 1..lines.spans.len().min(i + LINES))
        .find_map(|j| number_line(lines, j).map(|number| (j, number)));
    let after_session = (i.saturating_sub(4)..i).any(|k| lines.get(k).contains("ergaderjaar"));
    let last = match &number {
        Some((j, _)) => *j,
        None if after_session => i + 1,
        None => return None,
    };
    for k in i..last {
        if let Some(dossier) = dossier_line(lines, k) {
            let from = lines.spans[k].0;
            let id = format!("dossier-{}", dossier.id);
            let url = address::paper(&id, None).filter(|_| !dossier.has_rijkswet);
            found.push(Citation::new(from, dossier.end, id, RULE).with_url(url).owned(true));
        }
    }
    let Some((j, (from, to, number))) = number else { return Some(last) };
    let id = format!("kst-{}-{number}", first.id);
    let url = address::paper(&id, None);
    let citation = Citation::new(from, to, id, RULE).inferred(reason::DOSSIER_ABOVE);
    found.push(citation.with_url(url).owned(true));
    Some(j + 1)
}

/// `Nr. 204 BRIEF VAN …`, `Nr. 1928`, `L BRIEF VAN …`: where the number stands, and the number.
fn number_line(lines: &Lines, j: usize) -> Option<(usize, usize, String)> {
    let &(from, to) = lines.spans.get(j)?;
    let text = lines.text;
    let names_paper = |word: &str| PAPERS.contains(&word);
    if let Some(mark) = text.take(from, "Nr.").or_else(|| text.take(from, "Nr ")) {
        let number_at = text.spaces(mark);
        let digits = text.digits(number_at);
        let mut end = number_at + digits.len();
        let tail = text.word(end);
        if tail.len() == 1 && tail.starts_with(char::is_lowercase) {
            end += 1;
        }
        let word = text.word(text.spaces(end));
        let heads = end >= to
            || (word.len() >= 4 && word.chars().all(char::is_uppercase))
            || text.char(end) == Some('*');
        return ((1..=5).contains(&digits.len()) && heads && !text.is_inside(end))
            .then(|| (from, end, text.slice(number_at, end).to_owned()));
    }
    let letters = text.word(from);
    let end = from + letters.len();
    // `C1    BRIEF VAN`: the figure calls a note.
    let note = text.digits(end).len();
    let note = if note <= 2 { note } else { 0 };
    let word = text.word(text.spaces(end + note));
    let alone = end >= to && names_paper(lines.get(j + 1).split(' ').next().unwrap_or(""));
    let fits = (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    (fits && (alone || (end < to && names_paper(word)))).then(|| (from, end, letters.to_owned()))
}

/// `36410-V-70` on a line of its own among the first.
fn read_glued(lines: &Lines, i: usize, found: &mut Vec<Citation>) {
    let Some(&(from, to)) = lines.spans.get(i).filter(|_| i < 8) else { return };
    let dossier = dossier::read(lines.text, from, Evidence::Announced);
    let Some(dossier) = dossier.filter(|dossier| dossier.end == to) else { return };
    if let Some(number) = dossier.glued.filter(|_| dossier.chapter_instead.is_none()) {
        let id = format!("kst-{}-{number}", dossier.id);
        let url = address::paper(&id, None);
        found.push(Citation::new(from, to, id, RULE).with_url(url).owned(true));
    }
}

/// `CXLVIII   Rapport van de werkgroep`, `A BRIEF VAN …`: the Eerste Kamer numbers dossiers of its own in Roman figures.
fn read_senate_paper(lines: &Lines, i: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let &(from, to) = lines.spans.get(i)?;
    let text = lines.text;
    let numeral = text.word(from);
    let end = from + numeral.len();
    let titled = text.char(text.spaces(end)).is_some_and(char::is_uppercase) && text.spaces(end) > end;
    if !is_numeral(numeral) || !(titled || end >= to) {
        return None;
    }
    let (j, (at, close, letter)) = (i + 1..lines.spans.len().min(i + LINES))
        .find_map(|j| number_line(lines, j).map(|number| (j, number)))
        .filter(|(_, (_, _, number))| number.starts_with(|c: char| c.is_ascii_uppercase()))?;
    // The chamber heads the paper, or is whom it is from or to: in the line of the number or under it.
    let above = || (i.saturating_sub(6)..i).any(|k| lines.get(k).starts_with("Eerste Kamer"));
    let named = |k: usize| ["Eerste Kamer", "EERSTE KAMER"].iter().any(|name| lines.get(k).contains(name));
    if !above() && !(j..j + 3).any(named) {
        return None;
    }
    found.push(Citation::new(from, end, format!("dossier-{numeral}"), RULE).owned(true));
    let id = format!("kst-{numeral}-{letter}");
    found.push(Citation::new(at, close, id, RULE).inferred(reason::DOSSIER_ABOVE).owned(true));
    Some(j + 1)
}

/// A Roman numeral over twenty: smaller ones count chapters and headings.
fn is_numeral(word: &str) -> bool {
    (2..=10).contains(&word.len())
        && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
        && (word.starts_with("XX") || word.starts_with(['L', 'C']))
}

/// `Tweede Kamer der Staten-Generaal2008-200931410 nr. 14`: the row under "Vergaderjaar", "Dossier- en ondernummer" with
/// its cells glued together.
fn read_table(lines: &Lines, i: usize, found: &mut Vec<Citation>) {
    let Some(&(from, to)) = lines.spans.get(i).filter(|_| i < 12) else { return };
    let text = lines.text;
    let line = lines.get(i);
    let of_name = |&at: &usize| line[..at].ends_with("Staten") && line[at..].starts_with("-Generaal");
    let Some(hyphen) = memchr_iter(b'-', line.as_bytes()).find(of_name) else { return };
    let offset = from + hyphen + "-Generaal".len();
    let first = text.digits(offset);
    let dash = text.dash(offset + 4).filter(|_| first.len() == 4);
    let Some(second) = dash.filter(|&at| follows(first, text.slice(at, at + 4))) else { return };
    let numeral = text.word(second + 4);
    let dossier = dossier::read(text, second + 4, Evidence::Announced);
    let (dossier, close) = match dossier.filter(|dossier| dossier.glued.is_none()) {
        Some(dossier) => (dossier.id, dossier.end),
        None if is_numeral(numeral) => (numeral.to_owned(), second + 4 + numeral.len()),
        None => return,
    };
    let mark = text.spaces(close);
    let Some(number_at) = text.take(mark, "nr.").map(|at| text.spaces(at)) else { return };
    let rest = text.slice(number_at, to);
    let number = rest.split(char::is_whitespace).next().unwrap_or("");
    let plain = (1..=5).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain {
        let id = format!("kst-{dossier}-{number}");
        let url = address::paper(&id, None);
        let end = number_at + number.len();
        found.push(Citation::new(second + 4, end, id, RULE).with_url(url).owned(true));
    }
}

/// Whether two years follow each other.
fn follows(first: &str, second: &str) -> bool {
    let year = |digits: &str| digits.parse::<u32>().ok();
    year(first).zip(year(second)).is_some_and(|(first, second)| second == first + 1)
}

/// `545` under the heading of the Aanhangsel, or `AH 604` over the number of the questions.
fn read_answer(lines: &Lines, i: usize, found: &mut Vec<Citation>) {
    let Some(&(from, to)) = lines.spans.get(i) else { return };
    let text = lines.text;
    if let Some(mark) = text.take(from, "AH ") {
        let digits = text.digits(mark);
        let next_is_number = lines.spans.get(i + 1).is_some_and(|&(at, _)| numbers::starts_number(text, at));
        let first = answered_in(lines, i + 1)
            .filter(|_| next_is_number && mark + digits.len() == to && !digits.is_empty());
        if let Some(first) = first {
            let id = format!("ah-tk-{first}{}-{digits}", first + 1);
            let url = address::answer(&id, first);
            let citation = Citation::new(from, to, id, RULE).inferred(reason::SESSION_OF_DATE);
            found.push(citation.with_url(url).owned(true));
        }
        return;
    }
    let digits = text.digits(from);
    if digits.is_empty() || digits.len() > 4 || from + digits.len() != to {
        return;
    }
    let above = i.saturating_sub(5)..i;
    let session = above.clone().find_map(|k| {
        let line = lines.get(k);
        let at = lines.spans[k].0 + line.find("ergaderjaar")? + "ergaderjaar".len();
        line.contains("Aanhangsel").then(|| session::read(text, text.gap(at))).flatten()
    });
    let Some(session) = session.filter(|_| lines.get(i + 1).starts_with("Vragen van")) else { return };
    let id = format!("ah-tk-{}-{digits}", session.joined());
    let url = address::answer(&id, session.first);
    found.push(Citation::new(from, to, id, RULE).with_url(url).owned(true));
}

/// The year the session of an answer opened in, from "(ontvangen 20 november 2024)".
fn answered_in(lines: &Lines, i: usize) -> Option<u32> {
    (i..i + 6).find_map(|k| {
        let line = lines.get(k);
        let date = line.get(line.find("(ontvangen ")? + 11..)?;
        let mut words = date.split(|c: char| !c.is_alphanumeric()).skip(1);
        let month = words.next()?;
        let year: u32 = words.next()?.parse().ok()?;
        // A session opens on the third Tuesday of September.
        let early =
            ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"].contains(&month);
        if month == "september" { None } else { Some(if early { year - 1 } else { year }) }
    })
}
