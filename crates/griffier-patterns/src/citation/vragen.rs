//! Questions, their answers and debates: `Aanhangsel Handelingen II 2020/21, nr. 1028`, `Handelingen II 2012/13, nr. 35,
//! item 8`, and the identifiers printed on them (`ah-tk-20242025-545`, `kv-tk-2024Z18435`, `h-tk-20202021-35-8`).

use super::session::{self, Session};
use super::{Citation, address, kamerstuk, numbers, reason};
use crate::reader::Reader;

const RULE: &str = "citation.vragen";
/// Most parts between the name of a series and its number.
const PARTS: usize = 10;
/// From this session on debates are numbered by meeting.
const LAST_BY_PAGE: u32 = 2009;

/// A printed identifier, or a citation of the Aanhangsel or the Handelingen.
pub(super) fn read(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    match word {
        "Aanhangsel" | "aanhangsel" => read_aanhangsel(text, at, found),
        "Handelingen" | "handelingen" => read_handelingen(text, at, found),
        "Aanh" | "AanhangselHandelingen" => read_aanhangsel(text, at, found),
        "Kamervragen" | "kamervragen" => read_kamervragen(text, at, found),
        _ => read_literal(text, at, word, found),
    }
}

/// `ah-tk-20242025-545`, `kv-tk-2021Z04748`, `h-tk-20202021-35-8`.
pub(super) fn read_literal(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if !matches!(word, "ah" | "kv" | "h") || text.before(at).is_some_and(|c| c.is_alphanumeric() || c == '-')
    {
        return None;
    }
    let chamber = at + word.len();
    if let Some(end) = (word == "ah").then(|| past_opaque(text, chamber)).flatten() {
        let id = text.slice(at, end);
        found.push(Citation::new(at, end, id, RULE).with_url(address::publication(id)));
        return Some(end);
    }
    let from = text.take(chamber, "-tk-").or_else(|| text.take(chamber, "-ek-"))?;
    let (id, end) = match numbers::read_number(text, from) {
        Some((_, end)) => (text.slice(at, end).to_owned(), end),
        None if session::is_joined(text.digits(from)) => {
            let end = past_serials(text, from + 8)?;
            (text.slice(at, end).to_owned(), end)
        }
        // `ah-tk-2017–2018, nr. 2509`
        None => {
            let session = session::read(text, from)?;
            let (serial, end) = read_serial(text, session.end, &["nr"])?;
            (format!("{}{}-{serial}", text.slice(at, from), session.joined()), end)
        }
    };
    let url = address::publication(&id);
    let own = kamerstuk::is_colophon(text, at, end);
    found.push(Citation::new(at, end, id, RULE).with_url(url).owned(own));
    Some(end)
}

/// Past `-1271549`: since 2025 identifiers count through.
fn past_opaque(text: Reader, at: usize) -> Option<usize> {
    let from = text.take_char(at, '-')?;
    let end = from + text.digits(from).len();
    (end == from + 7 && !text.is_inside(end)).then_some(end)
}

/// Past `-545` or `-35-8`.
fn past_serials(text: Reader, at: usize) -> Option<usize> {
    let mut end = at;
    for _ in 0..3 {
        let Some(from) = text.take_char(end, '-') else { break };
        let digits = text.digits(from);
        if digits.is_empty() || digits.len() > 6 {
            break;
        }
        end = from + digits.len();
    }
    (end > at).then_some(end)
}

/// What stands between the name of a series and its numbers.
#[derive(Default)]
struct Lead {
    chamber: Option<&'static str>,
    session: Option<Session>,
    end: usize,
}

fn read_lead(text: Reader, from: usize) -> Lead {
    let mut lead = Lead { end: from, ..Lead::default() };
    for _ in 0..PARTS {
        let at = text.gap(lead.end);
        if let Some(session) = session::read(text, at).filter(|_| lead.session.is_none()) {
            (lead.session, lead.end) = (Some(session), session.end);
            continue;
        }
        if let Some(after) = text.take_char(at, ',') {
            lead.end = after;
            continue;
        }
        let (word, end) = text.joined_word(at);
        match &*word {
            "II" | "TK" | "Tweede" => lead.chamber = Some("tk"),
            "I" | "EK" | "Eerste" => lead.chamber = Some("ek"),
            "van" | "de" | "der" | "bij" | "het" | "Handelingen" | "handelingen" | "Handel" | "Kamer"
            | "vergaderjaar" | "Vergaderjaar" | "jaar" | "Hand" => {}
            _ => return lead,
        }
        lead.end = text.take_char(end, '.').unwrap_or(end);
    }
    lead
}

/// `Aanhangsel van de Handelingen, vergaderjaar 2020–2021, nr. 1028`.
fn read_aanhangsel(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let word = text.word(at);
    let after = text.take_char(at + word.len(), '.').unwrap_or(at + word.len());
    let mut lead = read_lead(text, after);
    let named = word.len() > "Aanhangsel".len() || text.slice(after, lead.end).contains("andel");
    let marked = read_serial(text, lead.end, &["nr", "nrs", "nummer", "no"]);
    // The session may stand behind the number.
    let (serial, mut end) = match marked {
        Some(found) => found,
        None if lead.session.is_some() || named => read_serial(text, lead.end, &[])?,
        None => return None,
    };
    let behind = read_lead(text, end);
    if lead.session.is_none() && behind.session.is_some() {
        end = behind.end;
        lead = Lead { chamber: lead.chamber, ..behind };
    }
    // Or before the name of the series.
    let before = lead.session.is_none().then(|| session_before(text, at)).flatten();
    let Some((from, session)) = before.or(lead.session.map(|session| (at, session))) else {
        let citation = Citation::of(at, end, Vec::new(), RULE).not_derivable(reason::NO_SESSION);
        named.then(|| found.push(citation))?;
        return Some(end);
    };
    let from_chamber = text.slice(from, at).contains("Kamer").then_some("tk");
    let chamber = lead.chamber.or(from_chamber);
    let mut push = |from: usize, end: usize, serial: &str| {
        let id = format!("ah-{}-{}-{serial}", chamber.unwrap_or("tk"), session.joined());
        let url = address::answer(&id, session.first);
        let citation = Citation::new(from, end, id, RULE).with_url(url);
        found.push(if chamber.is_some() { citation } else { citation.inferred(reason::NO_CHAMBER) });
    };
    push(from, end, &serial);
    // `nr. 1028 en nr. 1030`, `nrs. 1028 en 1030`
    while let Some(mark) = text.take_word(text.gap(end), "en").map(|joint| text.gap(joint)) {
        let Some((serial, to)) = read_serial(text, mark, &["nr", "nrs"]) else { break };
        push(mark, to, &serial);
        end = to;
    }
    Some(end)
}

/// `Tweede Kamer, vergaderjaar 2023–2024, ` right before `at`: where it begins, and the session.
fn session_before(text: Reader, at: usize) -> Option<(usize, Session)> {
    let head = text.look_back(at, 60);
    let base = at - head.len();
    let word = base + head.rfind("ergaderjaar")?;
    let session = session::read(text, text.gap(word + "ergaderjaar".len()))?;
    let joint = text.slice(session.end, at).trim();
    let chamber = head.rfind("Tweede Kamer").or_else(|| head.rfind("Eerste Kamer")).map(|i| base + i);
    let from = chamber.filter(|&from| from < word).unwrap_or(word.saturating_sub(1));
    (joint == "," || joint.is_empty()).then_some((from, session))
}

/// `Kamervragen (Aanhangsel) 2023–2024, nr. 2267`.
fn read_kamervragen(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let open = text.take_char(text.gap(at + "Kamervragen".len()), '(')?;
    let (word, end) = text.joined_word(open);
    let lead = read_lead(text, text.take_char(end, ')').filter(|_| word == "Aanhangsel")?);
    let session = lead.session?;
    let (serial, end) = read_serial(text, lead.end, &["nr", "nummer"])?;
    let id = format!("ah-tk-{}-{serial}", session.joined());
    let url = address::answer(&id, session.first);
    found.push(Citation::new(at, end, id, RULE).inferred(reason::NO_CHAMBER).with_url(url));
    Some(end)
}

/// A number behind one of `marks`; behind none where `marks` is empty.
fn read_serial(text: Reader, at: usize, marks: &[&str]) -> Option<(String, usize)> {
    let mut from = text.gap(at);
    from = text.take_char(from, ',').map_or(from, |after| text.gap(after));
    if !marks.is_empty() {
        let mark = text.take_any(from, marks)?;
        from = text.gap(text.take_char(mark, '.').unwrap_or(mark));
    }
    let digits = text.digits(from);
    let end = from + digits.len();
    ((1..=5).contains(&digits.len()) && !text.is_inside(end)).then(|| (digits.to_owned(), end))
}

/// `Handelingen II 2012/13, nr. 35, item 8, p. 12`; without an item the meeting; by pages before meetings had items.
fn read_handelingen(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let lead = read_lead(text, at + "Handelingen".len());
    let session = lead.session?;
    let stem = format!("h-{}-{}", lead.chamber.unwrap_or("tk"), session.joined());
    let meeting = read_serial(text, lead.end, &["nr", "nummer"]).or_else(|| read_serial(text, lead.end, &[]));
    let citation = match meeting {
        Some((meeting, end)) => match read_item(text, end) {
            Some((item, end)) => {
                let id = format!("{stem}-{meeting}-{item}");
                let url = address::debate(&id, session.first);
                Citation::new(at, end, id, RULE).with_url(url)
            }
            // The publication is by item, so the meeting has no address.
            None => Citation::new(at, end, format!("{stem}-{meeting}"), RULE),
        },
        None => match read_pages(text, lead.end).filter(|_| session.first < LAST_BY_PAGE) {
            Some((first, last, end)) => {
                Citation::new(at, end, format!("{stem}-{first}-{last}"), RULE).inferred(reason::PAGES)
            }
            None => {
                let citation = Citation::of(at, session.end, Vec::new(), RULE);
                found.push(citation.not_derivable(reason::NO_MEETING));
                return Some(session.end);
            }
        },
    };
    let end = citation.to;
    let is_exact = citation.reason.is_none() && lead.chamber.is_some();
    let reason = citation.reason.unwrap_or(reason::NO_CHAMBER);
    found.push(if is_exact { citation } else { citation.inferred(reason) });
    Some(end)
}

/// `, item 8`; `-8` glued to the meeting.
fn read_item(text: Reader, at: usize) -> Option<(String, usize)> {
    let glued = text.dash(at).map(|after| (text.digits(after), after));
    if let Some((digits, after)) = glued.filter(|(digits, _)| (1..=2).contains(&digits.len())) {
        let end = after + digits.len();
        return (!text.is_inside(end)).then(|| (digits.to_owned(), end));
    }
    read_serial(text, at, &["item", "punt", "agendapunt"])
}

/// `, p. 4153-4157`.
fn read_pages(text: Reader<'_>, at: usize) -> Option<(&str, &str, usize)> {
    let from = text.gap(at);
    let from = text.take_char(from, ',').map_or(from, |after| text.gap(after));
    let mark = text.take_any(from, &["p", "pp", "pag", "blz"])?;
    let first_at = text.gap(text.take_char(mark, '.').unwrap_or(mark));
    let first = text.digits(first_at);
    let last_at = text.spaces(text.dash(text.spaces(first_at + first.len()))?);
    let last = text.digits(last_at);
    let end = last_at + last.len();
    (!first.is_empty() && last.len() >= first.len() && !text.is_inside(end)).then_some((first, last, end))
}
