//! Parliamentary papers cited by dossier and number, with the word `Kamerstuk` or another announcement before them, or
//! bare where the words around leave no doubt. How a dossier and a number are spelled stands in their own files.

use super::dossier::{self, Dossier, Evidence};
use super::paper_number::{self, Numbers};
use super::{Citation, address, numbers, reason, session};
use crate::reader::{Reader, is_dash};

pub(super) const RULE: &str = "citation.kamerstuk";
/// Most parts of an announcement (`Tweede Kamer der Staten-Generaal, vergaderjaar 2022–2023,`).
const PREFIX_PARTS: usize = 12;
/// Before the session that opens in this year dossiers had four digits.
const FIVE_DIGITS: u32 = 1969;
/// Most dossiers that share one number.
const SHARED: usize = 4;

/// What an announcement says of the citation behind it.
#[derive(Clone, Copy, Default)]
struct Announcement {
    /// Where the dossier stands.
    at: usize,
    /// A paper of the Eerste Kamer, whose numbers are letters.
    is_senate: bool,
    /// The year the session opens in.
    session: Option<u32>,
    /// Whether the announcement alone leaves no doubt that a dossier follows.
    is_certain: bool,
    /// Whether the word of the announcement belongs to the citation.
    is_inside: bool,
}

/// A citation that begins with a word.
pub(super) fn read(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if let Some(end) = text.take(at, "kst-") {
        return read_literal(text, at, end, found);
    }
    let announcement = announce(text, at, word)?;
    let from = if announcement.is_inside { at } else { announcement.at };
    if announcement.is_inside && announcement.is_certain {
        let number = numbers::read_number(text, announcement.at);
        if let Some((citation, end)) = number {
            found.push(Citation { from: at, ..citation });
            return Some(end);
        }
    }
    let end = read_group(text, from, announcement, found)?;
    Some(continue_list(text, end, announcement, found))
}

/// A citation that begins with its dossier number.
pub(super) fn read_bare(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let three = |from: usize| text.digits(from).len() == 3;
    let dossier = match text.digits(at).len() {
        5 => true,
        // `33 694`, `31.700`
        2 if text.byte(at + 2) == Some(b'.') => three(at + 3),
        2 => three(text.spaces(at + 2)),
        _ => false,
    };
    if !dossier {
        return None;
    }
    let before = text.before(at);
    let clear = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '"' | '«' | '‘' | '“' | ',' | ';' | '*' | ':')
    });
    if !clear || text.look_back(at, 6).trim_end().ends_with(['€', '$', '£']) {
        return None;
    }
    let first = dossier::read(text, at, Evidence::Bare)?;
    let announcement = Announcement { at, is_certain: first.has_rijkswet, ..Announcement::default() };
    let numbered = paper_number::read_marked(text, first.end).is_some();
    let is_cited = numbered
        || (first.glued.is_some() && first.has_part)
        || first.has_rijkswet
        || shares_number(text, &first);
    if is_cited {
        let end = read_group(text, at, announcement, found)?;
        return Some(continue_list(text, end, announcement, found));
    }
    if in_agenda(text, at, first.end) {
        return Some(push_papers(at, std::slice::from_ref(&first), None, None, found));
    }
    read_bracketed(text, at, &first, found)
}

/// `Nota van wijziging - 30569-8`, `Voortgang van het Huis (31 475)` at the end of an item of an agenda.
fn in_agenda(text: Reader, at: usize, end: usize) -> bool {
    let head = text.look_back(at, 400);
    let item = ["Zaak:", "Agendapunt:"].iter().any(|label| head.contains(label));
    let bracket = head.ends_with('(') && text.char(end) == Some(')');
    let dash = ["- ", "– ", "-\n", "- \n"].iter().any(|dash| head.ends_with(dash)) && text.closes_line(end);
    item && (dash || bracket)
}

/// `36 180 en 32 852, nr. 89`: a further dossier with a number follows.
fn shares_number(text: Reader, first: &Dossier) -> bool {
    let mut end = first.end;
    for _ in 1..SHARED {
        let Some(from) = past_joint(text, end) else { return false };
        let Some(next) = dossier::read(text, from, Evidence::Bare) else { return false };
        end = next.end;
        if paper_number::read_marked(text, end).is_some() {
            return true;
        }
    }
    false
}

/// `(36537)`, `(33694-43)`, `(35 788, D)` behind a word of parliament; or `nr. 456 (36800-XVI)`.
fn read_bracketed(text: Reader, at: usize, first: &Dossier, found: &mut Vec<Citation>) -> Option<usize> {
    let opened = text.before(at).is_some_and(|c| matches!(c, '(' | '['));
    let closes = |end: usize| matches!(text.char(text.spaces(end)), Some(')' | ']'));
    if opened && first.glued.is_none() {
        let letter = paper_number::read_unmarked(text, first.end, false).filter(|number| closes(number.end));
        if let Some(number) =
            letter.filter(|number| number.list[0].starts_with(|c: char| c.is_ascii_uppercase()))
        {
            return Some(push_papers(at, std::slice::from_ref(first), Some(number), None, found));
        }
    }
    if opened && closes(first.end) {
        if let Some((from, number)) = number_before(text, at).filter(|_| first.glued.is_none()) {
            let list = vec![number];
            let numbers = Numbers { list, end: text.step(text.spaces(first.end)), has_range: false };
            return Some(push_papers(from, std::slice::from_ref(first), Some(numbers), None, found));
        }
        if first.has_part || speaks_of_papers(text.look_back(at, 160), first.glued.is_some()) {
            push_papers(at, std::slice::from_ref(first), None, None, found);
            return Some(first.end);
        }
        return None;
    }
    // `wetsvoorstel 36 537`, `t.v.v. 33694-43`, `dossier 33 694`.
    let head = text.look_back(at, 40);
    let last = head.trim_end().rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let named = ["wetsvoorstel", "initiatiefwetsvoorstel", "motie", "amendement", "t.v.v.", "voorstel"]
        .iter()
        .any(|word| last.eq_ignore_ascii_case(word));
    // `(Kamerstuk 29 023, nr. 281) en 31 239-364`, `de volgende moties: 28973-203; 27858-257`
    let joined = text.take_any(text.edge(at.saturating_sub(3)), &["en"]).is_some() || last.ends_with(':');
    let in_list = joined && first.glued.is_some() && speaks_of_papers(text.look_back(at, 100), false);
    if !(named || in_list) || !paper_number::ends_clause(text, first.end) {
        return None;
    }
    let end = push_papers(at, std::slice::from_ref(first), None, None, found);
    let announcement = Announcement { at, ..Announcement::default() };
    Some(if in_list { continue_list(text, end, announcement, found) } else { end })
}

/// `nr. 456 (` before the bracket at `at`: where it begins, and the number.
fn number_before(text: Reader, at: usize) -> Option<(usize, String)> {
    let head = text.look_back(at, 24);
    let inner = head.trim_end_matches(['(', '[']).trim_end();
    let mark = inner.rfind("nr").or_else(|| inner.rfind("Nr"))?;
    let tail = inner.get(mark + 2..)?.trim_start_matches('.').trim_start();
    let plain = (1..=4).contains(&tail.len()) && tail.bytes().all(|byte| byte.is_ascii_digit());
    let edge = !inner.get(..mark)?.ends_with(char::is_alphanumeric);
    (plain && edge).then(|| (at - head.len() + mark, tail.to_owned()))
}

/// Whether the words before a bracket name something that has a dossier.
fn speaks_of_papers(head: &str, numbered: bool) -> bool {
    // A full stop before a capital ends the sentence; one in `c.s.` or `nr.` does not.
    let is_end =
        |&(i, _): &(usize, &str)| head.get(i + 2..).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let clause =
        head.rmatch_indices(". ").find(is_end).map_or(head, |(i, _)| head.get(i + 2..).unwrap_or(head));
    clause.split(|c: char| !c.is_alphabetic()).any(|word| {
        let word = word.to_lowercase();
        word.ends_with("voorstel")
            || word.ends_with("wetsvoorstellen")
            || word.starts_with("motie")
            || word.starts_with("initiatief")
            || word.starts_with("amendement")
            || word.starts_with("begroting")
            || (numbered && matches!(word.as_str(), "brief" | "kamerbrief" | "rapport" | "verslag"))
            || matches!(
                word.as_str(),
                "kamerstuk" | "kamerstukken" | "dossier" | "nota" | "wet" | "wijziging" | "goedkeuring"
            )
    })
}

/// `kst-30821-204`, `kst-35830-X-1`, `kst-21501-02-2657`, `kst-35526-L`, `kst-1268678`, `kst-34417-(R2068)-7`.
fn read_literal(text: Reader, at: usize, from: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let dossier = text.digits(from);
    if !(5..=7).contains(&dossier.len()) {
        return None;
    }
    let base = from + dossier.len();
    let mut end = rijkswet(text, base).unwrap_or(base);
    let (skipped, mut parts) = (end, 0);
    while let Some(after) = text.take_char(end, '-').and_then(|_| text.joint(end)).filter(|_| parts < 3) {
        let word = text.word(after);
        let digits = text.digits(after);
        let is_part = is_literal_part(word) || (parts == 0 && is_small_letter(word));
        let to = after + if is_part { word.len() } else { digits.len() };
        // Past the number may stand the letter of an old paper.
        let to = if !is_part && is_small_letter(text.word(to)) { to + 1 } else { to };
        if to == after || digits.len() > 4 {
            break;
        }
        end = to;
        parts += 1;
        if is_part && is_small_letter(word) {
            break;
        }
    }
    // `kst-22112-1600ISSN 0921 - 7371` of a colophon that lost its line ends
    let glued = text.take(end, "ISSN").is_some();
    if (parts == 0 && dossier.len() == 5) || (text.is_inside(end) && !glued) {
        return None;
    }
    let rest: String =
        [text.slice(from, base), text.slice(skipped, end)].concat().split_whitespace().collect();
    let printed_small = rest.split('-').nth(1).is_some_and(is_small_letter);
    let id = if printed_small { format!("kst-{}", rest.to_uppercase()) } else { format!("kst-{rest}") };
    let own = is_colophon(text, at, end);
    let url = (skipped == base).then(|| address::publication(&id));
    found.push(Citation::new(at, end, id, RULE).with_url(url).owned(own));
    Some(end)
}

/// Past the number of a bill of the Kingdom in an identifier, which ours leave out: `-(R2068)`, `-R2068`.
fn rijkswet(text: Reader, at: usize) -> Option<usize> {
    let from = text.take_char(at, '-')?;
    let open = text.take_char(from, '(');
    let digits = text.take_char(open.unwrap_or(from), 'R')?;
    let end = digits + text.digits(digits).len();
    let closed = if open.is_some() { text.take_char(end, ')') } else { Some(end) };
    closed.filter(|&closed| (2..=4).contains(&(end - digits)) && text.char(closed) == Some('-'))
}

fn is_literal_part(word: &str) -> bool {
    !word.is_empty() && word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_small_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a printed identifier stands on a line of its own over the colophon, so that the paper says it of itself.
pub(super) fn is_colophon(text: Reader, at: usize, end: usize) -> bool {
    let next = text.gap(text.gap(end));
    let colophon = ["ISSN", "’s-Gravenhage", "'s-Gravenhage"];
    text.opens_line(at)
        && text.closes_line(end)
        && colophon.iter().any(|word| text.take(next, word).is_some())
}

/// Reads what announces a dossier, from its first word on.
fn announce(text: Reader, at: usize, word: &str) -> Option<Announcement> {
    let mut found = Announcement::default();
    let end = match word {
        "Kamerstuk" | "Kamerstukken" | "kamerstuk" | "kamerstukken" | "KAMERSTUK" | "KAMERSTUKKEN"
        | "Kamerstuknummer" | "kamerstuknummer" | "Kamerstuknr" | "kamerstuknr" | "Kamerst" | "kamerst"
        | "Kst" | "Kamerstuknummers" | "kamerstuknummers" => {
            (found.is_certain, found.is_inside) = (true, true);
            broken_plural(text, at + word.len())
        }
        "kamerstukdossier" | "Kamerstukdossier" | "dossier" | "Dossier" | "dossiernummer"
        | "Dossiernummer" | "kamerdossier" | "Kamerdossier" | "dossiernr" | "Dossiernr" => {
            found.is_certain = true;
            at + word.len()
        }
        "Kamer" | "kamer" => {
            (found.is_certain, found.is_inside) = (true, true);
            broken_word(text, at + word.len())?
        }
        "TK" | "EK" | "Tweede" | "Eerste" => {
            found.is_inside = true;
            at
        }
        _ => return None,
    };
    let end = if end == at { end } else { text.take_char(end, '.').unwrap_or(end) };
    read_prefix(text, end, found)
}

/// `Kamer-⏎stuk`, `Kamer-stukken`: past the rest of the word, whose hyphen may have lost its line end.
fn broken_word(text: Reader, at: usize) -> Option<usize> {
    let rest = text.dash(at).map(|after| text.gap(after))?;
    text.take_any(rest, &["stuk", "stukken"])
}

/// `Kamerstuk-⏎ken`: a word that the end of a line broke.
fn broken_plural(text: Reader, at: usize) -> usize {
    let rest = text.dash(at).map(|after| text.gap(after));
    rest.and_then(|after| text.take_word(after, "ken")).unwrap_or(at)
}

/// Chamber, session and connecting words, up to the dossier.
fn read_prefix(text: Reader, from: usize, mut found: Announcement) -> Option<Announcement> {
    let mut at = from;
    for _ in 0..PREFIX_PARTS {
        at = text.gap(at);
        if numbers::starts_number(text, at) && found.is_certain {
            found.at = at;
            return Some(found);
        }
        if let Some(session) = session::read(text, at) {
            (found.session, at) = (Some(session.first), session.end);
            continue;
        }
        if dossier::read(text, at, evidence(found)).is_some() {
            let has_clue = found.is_certain || found.is_inside;
            found.at = at;
            return has_clue.then_some(found);
        }
        at = past_prefix_part(text, at, &mut found)?;
    }
    None
}

/// What an announcement allows of the spelling of a dossier.
fn evidence(announcement: Announcement) -> Evidence {
    match announcement.session {
        _ if !(announcement.is_certain || announcement.is_inside) => Evidence::Bare,
        Some(first) if first < FIVE_DIGITS => Evidence::Old,
        _ => Evidence::Announced,
    }
}

/// Past one part of an announcement.
fn past_prefix_part(text: Reader, at: usize, found: &mut Announcement) -> Option<usize> {
    match text.char(at)? {
        ',' | ':' => return Some(at + 1),
        // `(2020/21)`
        '(' => return session::read(text, at + 1).and_then(|session| text.take_char(session.end, ')')),
        '/' if !found.is_inside => return Some(at + 1),
        // `1958-1959-5380`
        c if is_dash(c) => return found.session.map(|_| at + c.len_utf8()),
        c if c.is_ascii_digit() => {
            // `2`, `11` (for II), `20`: a chamber, or the rest of a slip.
            let digits = text.digits(at);
            let open = text.is_inside(at + digits.len());
            return (digits.len() <= 2 && !open).then(|| at + digits.len());
        }
        _ => {}
    }
    let (word, end) = text.joined_word(at);
    match &*word {
        "I" | "EK" | "Eerste" => found.is_senate = true,
        "II" | "TK" | "Tweede" => found.is_senate = false,
        "vergaderjaar" | "Vergaderjaar" | "zitting" | "Zitting" | "jaargang" => {}
        "Kamer" | "der" | "nr" | "nrs" | "nummer" | "nummers" | "met" | "dossier" | "Dossier" | "stuk"
        | "stukken" => {}
        "Staten" => return text.take(at, "Staten-Generaal"),
        _ => return None,
    }
    Some(text.take_char(end, '.').unwrap_or(end))
}

/// Reads one citation from its dossier on: one dossier or several that share a number.
fn read_group(
    text: Reader,
    from: usize,
    announcement: Announcement,
    found: &mut Vec<Citation>,
) -> Option<usize> {
    let evidence = evidence(announcement);
    let mut dossiers = vec![dossier::read(text, announcement.at, evidence)?];
    let number = |dossier: &Dossier| read_number(text, dossier, announcement);
    let mut numbers = number(&dossiers[0]);
    let mut end = dossiers[0].end;
    while numbers.is_none() && dossiers[dossiers.len() - 1].glued.is_none() && dossiers.len() < SHARED {
        let Some(joint) = past_joint(text, end) else { break };
        let Some(next) = dossier::read(text, joint, evidence) else { break };
        (numbers, end) = (number(&next), next.end);
        dossiers.push(next);
    }
    let has_number = numbers.is_some() || dossiers[0].glued.is_some();
    // `Tweede Kamer, 12 345 …` and `TK 20 000` say nothing of papers by themselves.
    if !has_number && !announcement.is_certain {
        return None;
    }
    if numbers.is_none() && dossiers.len() > 1 {
        dossiers.truncate(1);
    }
    let ends = || paper_number::ends_clause(text, dossiers[0].end);
    if !(has_number || announcement.is_inside || ends()) {
        return None;
    }
    Some(push_papers(from, &dossiers, numbers, announcement.session, found))
}

/// The number behind a dossier.
fn read_number(text: Reader, dossier: &Dossier, announcement: Announcement) -> Option<Numbers> {
    if dossier.glued.is_some() {
        return None;
    }
    paper_number::read_marked(text, dossier.end).or_else(|| {
        let announced = announcement.is_inside;
        announced.then(|| paper_number::read_unmarked(text, dossier.end, announcement.is_senate)).flatten()
    })
}

/// Past `en`, `,`, `/`, `&` between two dossiers.
fn past_joint(text: Reader, at: usize) -> Option<usize> {
    let sign = text.gap(at);
    let comma = text.take_char(sign, ',').or_else(|| text.take_char(sign, ';'));
    let next = comma.map_or(sign, |after| text.gap(after));
    let word =
        text.take_any(next, &["en", "alsmede", "resp", "respectievelijk", "alsook", "jo", "of", "t", "tot"]);
    let joint = word.map(|end| text.take_char(end, '.').unwrap_or(end));
    let joint =
        joint.or_else(|| text.take_char(next, '/').or_else(|| text.take_char(next, '&'))).or(comma)?;
    Some(text.gap(joint))
}

/// Further citations of the same enumeration: `, 33 694, nr. 48`, `en nr. 59`, `; 2019/20, 29 754, nr. 5`.
fn continue_list(text: Reader, from: usize, first: Announcement, found: &mut Vec<Citation>) -> usize {
    let mut end = from;
    loop {
        let after_pages = past_pages(text, end);
        let Some(at) = past_joint(text, after_pages) else { return end };
        let next = further_number(text, at, found).or_else(|| further_dossier(text, at, first, found));
        let Some(next) = next else { return end };
        end = next;
    }
}

/// `nr. 7` of the dossier cited just before.
fn further_number(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    text.take_any(at, &["nr", "nrs", "nummer"])?;
    let numbers = paper_number::read_marked(text, at)?;
    let last = found.last()?.ids.first()?;
    let base = last.strip_prefix("kst-")?.rsplit_once('-')?.0.to_owned();
    let dossier = Dossier { id: base, end: at, ..Dossier::default() };
    let end = push_papers(at, &[dossier], Some(numbers), None, found);
    let before = found.len().checked_sub(2).and_then(|i| found.get(i)).is_some_and(|c| !c.urls.is_empty());
    if let Some(last) = found.last_mut() {
        let urls = if before { std::mem::take(&mut last.urls) } else { Vec::new() };
        *last = last.clone().inferred(reason::DOSSIER_BEFORE).with_urls(Some(urls));
    }
    Some(end)
}

/// A further dossier, with its own session perhaps, that has a number or ends its clause.
fn further_dossier(text: Reader, at: usize, first: Announcement, found: &mut Vec<Citation>) -> Option<usize> {
    let bare = Announcement { is_certain: false, is_inside: false, ..first };
    let chamber = matches!(text.word(at), "I" | "II" | "TK" | "EK");
    let next = match session::read(text, at) {
        None if !chamber => {
            Announcement { at: text.byte(at).filter(u8::is_ascii_digit).map(|_| at)?, ..bare }
        }
        _ => read_prefix(text, at, Announcement { is_certain: true, ..bare })?,
    };
    let dossier = dossier::read(text, next.at, Evidence::Bare)?;
    let numbers = read_number(text, &dossier, Announcement { is_inside: first.is_inside, ..next });
    if numbers.is_some() || dossier.glued.is_some() || shares_number(text, &dossier) {
        let inside = Announcement { is_inside: first.is_inside, ..next };
        return read_group(text, at, inside, found);
    }
    let alone =
        first.is_certain && paper_number::ends_clause(text, dossier.end) && !counts(text, dossier.end);
    alone.then(|| push_papers(at, &[dossier], None, next.session, found))
}

/// Whether a small word follows directly, which the number before it may count.
fn counts(text: Reader, at: usize) -> bool {
    let next = text.gap(at);
    next > at && text.word(next).chars().next().is_some_and(char::is_lowercase) && !text.word(next).eq("en")
}

/// Past `, p. 15-16`, `, blz. 7`, `bladzijde 5 - 6`; where no pages stand, `at`.
fn past_pages(text: Reader, at: usize) -> usize {
    let mut from = text.gap(at);
    from = text.take_char(from, ',').map_or(from, |after| text.gap(after));
    let Some(word) = text.take_any(from, &["p", "pp", "pag", "blz", "bladzijde", "pagina"]) else {
        return at;
    };
    let mut end = text.gap(text.take_char(word, '.').unwrap_or(word));
    let first = text.digits(end);
    if first.is_empty() {
        return at;
    }
    end += first.len();
    let sign = text.spaces(end);
    let last = text.char(sign).filter(|&c| is_dash(c)).map(|c| text.spaces(sign + c.len_utf8()));
    last.map_or(end, |last| last + text.digits(last).len())
}

/// Writes down one citation and returns its end.
fn push_papers(
    from: usize,
    dossiers: &[Dossier],
    numbers: Option<Numbers>,
    session: Option<u32>,
    found: &mut Vec<Citation>,
) -> usize {
    let Some((first, others)) = dossiers.split_first() else { return from };
    let last_end = others.last().unwrap_or(first).end;
    let end = numbers.as_ref().map_or(last_end, |numbers| numbers.end);
    let list = numbers.as_ref().map_or(first.glued.as_slice(), |numbers| &numbers.list);
    let mut ids: Vec<String> = list.iter().map(|number| format!("kst-{}-{number}", first.id)).collect();
    if ids.is_empty() {
        ids.push(format!("dossier-{}", first.id));
    }
    ids.extend(others.iter().map(|dossier| format!("dossier-{}", dossier.id)));
    // The publisher writes the number of a Rijkswet into the address of its dossier.
    let rijkswet = dossiers.iter().any(|dossier| dossier.has_rijkswet) && list.is_empty();
    let urls = ids.iter().map(|id| address::paper(id, session).filter(|_| !rijkswet)).collect();
    let citation = Citation::of(from, end, ids, RULE).with_urls(urls);
    found.push(match &first.chapter_instead {
        Some(chapter) => citation.ambiguous(vec![format!("dossier-{}-{chapter}", first.id)], reason::LETTER),
        None if !others.is_empty() => citation.inferred(reason::SHARED_NUMBER),
        None if numbers.is_some_and(|numbers| numbers.has_range) => citation.inferred(reason::RANGE),
        None => citation,
    });
    end
}
