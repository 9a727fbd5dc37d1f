//! Questions, their answers and debates: `Aanhangsel Handelingen II 2020/21, nr. 1028`, `Handelingen II 2012/13, nr. 35,
//! item 8`, and the identifiers printed on them (`ah-tk-20242025-545`, `kv-tk-2024Z18435`, `h-tk-20202021-35-8`).

use super::session::{self, Session};
use super::{Citation, kamerstuk, numbers};
use crate::reader::Reader;
use griffier_doc::Class;

const RULE: &str = "citation.vragen";
/// Most parts between the name of a series and its number.
const PARTS: usize = 10;

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
    let url = publication_url(&id);
    let own = kamerstuk::is_colophon(text, at, end);
    found.push(Citation::new(at, end, id, RULE).with_url(url).owned(own));
    Some(end)
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
    let marked = read_serial(text, lead.end, &["nr", "nrs", "nummer", "no"]);
    // The session may stand behind the number.
    let (serial, mut end) = match marked {
        Some(found) => found,
        None if lead.session.is_some() || text.slice(after, lead.end).contains("andelingen") => {
            read_serial(text, lead.end, &[])?
        }
        None => return None,
    };
    if lead.session.is_none() && read_lead(text, end).session.is_some() {
        lead = Lead { chamber: lead.chamber, ..read_lead(text, end) };
        end = lead.end;
    }
    // Or before the name of the series.
    let before = lead.session.is_none().then(|| session_before(text, at)).flatten();
    let (from, session) = before.or(lead.session.map(|session| (at, session)))?;
    let chamber = lead.chamber.unwrap_or("tk");
    let id = format!("ah-{chamber}-{}-{serial}", session.joined());
    let class = if lead.chamber.is_some() { Class::Exact } else { Class::Inferred };
    found.push(Citation::new(from, end, id.clone(), RULE).with_class(class).with_url(publication_url(&id)));
    let mut last = end;
    // `nr. 1028 en nr. 1030`
    while let Some(mark) = text.take_word(text.gap(last), "en").map(|joint| text.gap(joint)) {
        let Some((serial, to)) = read_serial(text, mark, &["nr", "nrs"]) else { break };
        let id = format!("ah-{chamber}-{}-{serial}", session.joined());
        found
            .push(Citation::new(mark, to, id.clone(), RULE).with_class(class).with_url(publication_url(&id)));
        last = to;
    }
    Some(last)
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
    let url = publication_url(&id);
    found.push(Citation::new(at, end, id, RULE).with_class(Class::Inferred).with_url(url));
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

/// `Handelingen II 2012/13, nr. 35, item 8, p. 12`; without an item the meeting, without a meeting no identifier.
fn read_handelingen(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let lead = read_lead(text, at + "Handelingen".len());
    let session = lead.session?;
    let meeting = read_serial(text, lead.end, &["nr", "nummer"]).or_else(|| read_serial(text, lead.end, &[]));
    let item = meeting.as_ref().and_then(|(_, end)| read_serial(text, *end, &["item", "punt"]));
    let chamber = lead.chamber.unwrap_or("tk");
    let (mut citation, end) = match (meeting, item) {
        (Some((meeting, _)), Some((item, end))) => {
            let id = format!("h-{chamber}-{}-{meeting}-{item}", session.joined());
            (Citation::new(at, end, id.clone(), RULE).with_url(publication_url(&id)), end)
        }
        (Some((meeting, end)), None) => {
            (Citation::new(at, end, format!("h-{chamber}-{}-{meeting}", session.joined()), RULE), end)
        }
        (None, _) => {
            let end = session.end;
            (Citation { ids: Vec::new(), ..Citation::new(at, end, "", RULE) }, end)
        }
    };
    citation.class = match (citation.ids.is_empty(), lead.chamber) {
        (true, _) => Class::NotDerivable,
        (false, None) => Class::Inferred,
        (false, Some(_)) => Class::Exact,
    };
    found.push(citation);
    Some(end)
}

/// Where it is published.
pub(super) fn publication_url(id: &str) -> String {
    format!("https://zoek.officielebekendmakingen.nl/{id}.html")
}
