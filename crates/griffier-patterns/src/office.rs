//! Offices that share words with their neighbours, carry their portfolio in brackets, or stand on no list; and the
//! ministries built the same way.

mod body;
pub(crate) mod place;

use crate::name::heads::{Form, ends_with, heads_at};
use crate::name::phrase::is_acronym;
use crate::reading::Reading;
use crate::tokens::words;
use crate::triggers::Classes;
use griffier_doc::{Document, Hit, MentionType, Role, Target, TokenKind, ZoneKind};
use griffier_text::WordSet;

/// Words that a portfolio never begins with.
const SMALL: &WordSet =
    words!["van", "voor", "en", "de", "het", "op", "over", "aan", "in", "inzake", "met", "tot"];

/// Words that open the name of an office or ministry; what leads a committee or a body does so too.
pub(crate) const OPENERS: &WordSet = words![
    "ministers",
    "staatssecretarissen",
    "ministeries",
    "departementen",
    "ministerie",
    "voorzitters",
    "minister-president",
    "viceminister-president",
    "minister",
    "staatssecretaris",
];

/// Finds offices and ministries that the list cannot hold, and says which offices sign, send or receive the letter.
pub fn recognize_offices(doc: &Document) -> Vec<Hit> {
    offices(&Reading::new(doc))
}

/// The same for a letter that is read already.
pub(crate) fn offices(r: &Reading<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut next = 0;
    for i in r.visits().offices.iter().map(|&i| i as usize) {
        next = if i >= next { read(r, i, &mut hits).max(i + 1) } else { next };
    }
    for hit in &mut hits {
        if hit.kind == MentionType::Office && r.doc.zone_at(hit.span.start()) == ZoneKind::Signature {
            hit.role = Some(Role::SignedAs);
        }
    }
    hits.extend(place::roles(r));
    hits.sort_by_key(|hit| hit.span);
    hits
}

/// Reads the form at token `i`; where to read on.
fn read(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> usize {
    let compound = r.t.shape(i).has_hyphen();
    if !(r.classes(i).has(Classes::OFFICE) || compound) || r.t.kind(i) != Some(TokenKind::Word) {
        return i;
    }
    // "Minister Van Weel" is a name.
    let led = r.t.is_any(i + 1, words!["van", "voor"]) && (!r.t.is_capitalised(i + 1) || r.shouts(i));
    if r.t.is_any(i, words!["ministers", "staatssecretarissen"]) && led {
        return plural(r, i, hits);
    }
    if r.t.is_any(i, words!["ministeries", "departementen"]) && r.t.is(i + 1, "van") {
        return ministries(r, i, hits);
    }
    if r.t.is(i, "ministerie") && led {
        return place::foreign_ministry(r, i, hits).unwrap_or_else(|| ministry(r, i, hits));
    }
    if r.t.is_any(i, words!["voorzitters"]) {
        return chairs(r, i, hits);
    }
    if let Some(hit) = body::of_body(r, i).or_else(|| body::compound(r, i)) {
        let end = r.after(hit.span);
        hits.push(hit);
        return end;
    }
    if r.t.is_any(i, place::CHAIRS) {
        hits.extend(place::of_committee(r, i));
        return i;
    }
    let prime = r.t.is_any(i, words!["minister-president", "viceminister-president"]);
    if prime {
        return prime_minister(r, i, hits);
    }
    if r.t.is_any(i, words!["minister", "staatssecretaris"]) {
        return singular(r, i, led, hits);
    }
    i
}

fn office(
    r: &Reading<'_>,
    (from, to): (usize, usize),
    lookup: Option<String>,
    rule: &'static str,
    confidence: f32,
) -> Hit {
    named(r, (from, to), MentionType::Office, lookup, rule, confidence)
}

fn named(
    r: &Reading<'_>,
    (from, to): (usize, usize),
    kind: MentionType,
    lookup: Option<String>,
    rule: &'static str,
    confidence: f32,
) -> Hit {
    let target = lookup.map_or(Target::Name, Target::Lookup);
    Hit::rule(r.t.cover(from, to - 1), kind, target, rule).with_confidence(confidence)
}

/// Whether a word with a capital begins the portfolio of a minister and is no part of a person's name: "minister Smit van
/// Landbouw". What ministers are called in short; a closed class.
pub(crate) fn opens_portfolio(r: &Reading<'_>, i: usize) -> bool {
    const FIELDS: &WordSet = words![
        "Landbouw",
        "Onderwijs",
        "Justitie",
        "Volksgezondheid",
        "Sociale",
        "Economische",
        "Binnenlandse",
        "Buitenlandse",
        "Infrastructuur",
        "Klimaat",
        "Milieu",
        "Verkeer",
        "Volkshuisvesting",
        "Natuur",
        "Cultuur",
        "Asiel",
    ];
    r.t.is_capitalised(i) && r.t.is_any(i, FIELDS)
}

/// One past the portfolio at token `i`: the longest of the list, else words with capitals joined by "en" and commas.
pub(crate) fn portfolio(r: &Reading<'_>, i: usize, limit: usize) -> Option<usize> {
    let listed = [r.portfolio_at(i), r.ministry_at(i)].into_iter().flatten();
    if let Some(hit) = listed.max_by_key(|hit| hit.span.len()) {
        return Some(hit.after());
    }
    let part = |k: usize| {
        k < limit && r.t.kind(k) == Some(TokenKind::Word) && r.t.is_capitalised(k) && !r.t.is_any(k, SMALL)
    };
    if !part(i) {
        return None;
    }
    if is_acronym(r.t.word(i)) && r.t.word(i).len() < 6 && !r.shouts(i + 1) {
        return Some(i + 1);
    }
    let mut end = i + 1;
    loop {
        let comma = r.t.is(end, ",") && (end + 2..end + 5).any(|k| r.t.is(k, "en") && part(k + 1));
        if part(end) && r.t.breaks_before(end) < 2 {
            end += 1;
        } else if (r.t.is(end, "en") || comma) && part(end + 1) && r.portfolio_at(end + 1).is_none() {
            end += 2;
        } else {
            return Some(end);
        }
        if end > i + 12 {
            return Some(end);
        }
    }
}

/// One of several portfolios behind a shared head.
struct Member {
    from: usize,
    to: usize,
    /// "van" or "voor"; that of the one before where the text leaves it out.
    link: &'static str,
    explicit: bool,
}

/// "van A, (van) B en (voor) C" from the first preposition on.
fn members(r: &Reading<'_>, from: usize, limit: usize) -> Vec<Member> {
    let mut out: Vec<Member> = Vec::new();
    let mut at = from;
    let mut link = "van";
    while out.len() < 12 {
        let mut next = at;
        if !out.is_empty() {
            if r.t.is(next, ",") {
                next += 1;
            }
            next += usize::from(r.t.is(next, "en"));
            if next == at {
                break;
            }
        }
        let explicit = r.t.is_any(next, words!["van", "voor"]);
        if explicit {
            link = if r.t.is(next, "voor") { "voor" } else { "van" };
            next += 1;
        }
        let Some(to) = portfolio(r, next, limit) else { break };
        if !explicit && !out.is_empty() && r.portfolio_at(next).is_none() && r.ministry_at(next).is_none() {
            break;
        }
        out.push(Member { from: next, to, link, explicit });
        at = to;
    }
    out
}

/// "Ministers van A, van B en voor C": an office each, if persons are meant and not a class.
fn plural(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> usize {
    let members = members(r, i + 1, r.limit(i));
    let Some(last) = members.last() else { return i };
    // "BRIEF VAN DE MINISTERS VAN ASIEL EN MIGRATIE": two with one portfolio write together.
    let heading = members.len() == 1 && r.shouts(i) && r.opens_paper(i);
    if !heading && (members.len() < 2 || !means_holders(r, i, &members)) {
        return last.to;
    }
    let title = if r.t.is(i, "ministers") { "minister" } else { "staatssecretaris" };
    for (k, member) in members.iter().enumerate() {
        let words = r.words(r.t.cover(member.from, member.to - 1));
        let from = if k == 0 { i } else { member.from };
        let lookup = Some(format!("{title} {} {words}", member.link));
        hits.push(office(r, (from, member.to), lookup, "office.coordination", 0.97));
    }
    last.to
}

/// Whether "de ministers van A en van B" means the holders: not in the name of a meeting, not of other states, and with
/// the preposition repeated or in a place where only holders stand.
fn means_holders(r: &Reading<'_>, i: usize, members: &[Member]) -> bool {
    let (first, _) = r.sentence(i);
    let meeting = |k: usize| {
        let word = r.t.word(k);
        heads_at(r, k).any(|head| head.form == Form::Meeting)
            || r.t.is_any(
                k,
                words![
                    "ministeriële",
                    "bijeenkomsten",
                    "raad",
                    "europese",
                    "buitenlandse",
                    "navo",
                    "eu",
                    "beneluxministers",
                ],
            )
            || ends_with(word, "overleg")
            || ends_with(word, "raad")
    };
    let to = members.last().map_or(i, |member| member.to);
    let others = r.t.is(to, "van") && r.t.is_any(to + 1, words!["de", "alle", "het", "andere"]);
    if (i.saturating_sub(7).max(first)..i).any(meeting) || others {
        return false;
    }
    let article =
        i == first || r.t.is_any(i - 1, words!["de", "beide", "van", "aan", "namens"]) || r.opens_line(i);
    let placed = matches!(r.zone(i), ZoneKind::Signature | ZoneKind::Letterhead | ZoneKind::Salutation);
    let role = i > 1
        && (r.t.is_any(i - 2, words!["namens", "wij", "door", "aan", "met"])
            || r.t.is(i - 2, "van") && r.shouts(i));
    let repeated = members.iter().skip(1).any(|member| member.explicit);
    article && (repeated || placed || role)
}

/// "Ministeries van A en (van) B".
fn ministries(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> usize {
    let members = members(r, i + 1, r.limit(i));
    let Some(last) = members.last() else { return i };
    if members.len() < 2 {
        return last.to;
    }
    for (k, member) in members.iter().enumerate() {
        let words = r.words(r.t.cover(member.from, member.to - 1));
        let from = if k == 0 { i } else { member.from };
        let lookup = Some(format!("ministerie van {words}"));
        hits.push(named(r, (from, member.to), MentionType::Organisation, lookup, "office.ministries", 0.9));
    }
    last.to
}

/// A ministry that is on no list, by its form; the second of "het ministerie van A en B".
fn ministry(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> usize {
    if let Some(first) = r.ministry_at(i) {
        let at = first.after();
        let next = at + 1 + usize::from(r.t.is(at + 1, "van"));
        if r.t.is(at, "en")
            && let Some(second) = r.ministry_at(next).filter(|_| r.t.breaks_before(next) < 2)
        {
            let lookup = Some(format!("ministerie van {}", r.words(second.span)));
            let to = second.after();
            hits.push(named(r, (next, to), MentionType::Organisation, lookup, "office.ministries", 0.9));
            return to;
        }
    }
    if r.kind_at(i, &[MentionType::Organisation]).is_some() || r.shouts(i) {
        return i;
    }
    let Some(end) = portfolio(r, i + 2, r.limit(i)).filter(|_| r.t.is(i + 1, "van")) else { return i };
    let mut hit = named(r, (i, end), MentionType::Organisation, None, "office.ministry", 0.75);
    if r.zone(i) == ZoneKind::Letterhead && r.opens_line(i) {
        hit.role = Some(Role::Sender);
    }
    hits.push(hit);
    end
}

/// "de Voorzitters van de Eerste en de Tweede Kamer der Staten-Generaal".
fn chairs(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> usize {
    let mut at = i + 1;
    at += usize::from(r.t.is(at, "van"));
    at += usize::from(r.t.is(at, "de"));
    let chambers = words!["Eerste", "Tweede"];
    if !r.t.is_any(at, chambers) {
        return i;
    }
    let first = at;
    at += 1 + usize::from(r.t.is(at + 1, "Kamer"));
    let whole = at;
    if !r.t.is(at, "en") {
        return i;
    }
    at += 1;
    at += usize::from(r.t.is(at, "van"));
    at += usize::from(r.t.is(at, "de"));
    if !r.t.is_any(at, chambers) || !r.t.is(at + 1, "Kamer") {
        return i;
    }
    let second = at;
    at += 2;
    if r.t.are(at, &["der", "Staten-Generaal"]) || r.t.are(at, &["van", "de", "Staten-Generaal"]) {
        at += if r.t.is(at, "der") { 2 } else { 3 };
    }
    let lookup = |k: usize| Some(format!("voorzitter van de {} Kamer der Staten-Generaal", r.t.word(k)));
    let addressed = r.t.is_any(i.saturating_sub(1), words!["de", "aan"]) && !r.zone(i).is_running_text();
    for (from, to, k) in [(i, whole, first), (second, at, second)] {
        let mut hit = office(r, (from, to), lookup(k), "office.coordination", 0.9);
        hit.role = addressed.then_some(Role::Addressee);
        hits.push(hit);
    }
    at
}

/// "minister-president" where no name follows it.
fn prime_minister(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> usize {
    let named = r.is_name_word(i + 1) && !r.shouts(i + 1) && r.t.breaks_before(i + 1) == 0;
    let van = r.t.is_any(i + 1, words!["van", "de"]) && r.t.is_capitalised(i + 1) && !r.shouts(i);
    let plural = i > 0 && r.t.is_any(i - 1, words!["een", "als", "elke", "geen"]);
    // "de Belgische minister-president", "minister-president van Aruba" are on the list; the word alone is there for
    // letters that name him.
    let longer = r.kind_at(i, &[MentionType::Office]).is_some_and(|hit| hit.after() > i + 1);
    let foreign = i > 0 && r.is_name_word(i - 1) && r.t.word(i - 1).ends_with("se");
    let of_land = r.t.is(i + 1, "van") && r.kind_at(i + 2, &[MentionType::Location]).is_some();
    if named || van || plural || longer || foreign || of_land {
        return i;
    }
    let lookup = Some(r.t.word(i).to_lowercase());
    hits.push(office(r, (i, i + 1), lookup, "office.prime-minister", 0.8));
    i
}

/// "minister" of "minister en staatssecretaris van X", of "minister van X" on no list, of "Minister Kaag (X)".
fn singular(r: &Reading<'_>, i: usize, led: bool, hits: &mut Vec<Hit>) -> usize {
    let limit = r.limit(i);
    if led {
        return unlisted(r, i, limit, hits);
    }
    if r.t.is(i + 1, "en") {
        let at = i + 2 + usize::from(r.t.is(i + 2, "de"));
        let other = r.t.is_any(at, words!["minister", "staatssecretaris"]) && !r.t.is(at, r.t.word(i));
        if other
            && r.t.is_any(at + 1, words!["van", "voor"])
            && let Some(end) = portfolio(r, at + 2, limit)
        {
            let words = r.words(r.t.cover(at + 1, end - 1));
            let lookup = |k: usize| Some(format!("{} {words}", r.t.word(k)));
            hits.push(office(r, (i, i + 1), lookup(i), "office.shared-portfolio", 0.8));
            if r.kind_at(at, &[MentionType::Office]).is_none() {
                hits.push(office(r, (at, end), lookup(at), "office.shared-portfolio", 0.8));
            }
            return end;
        }
    }
    // "de minister Klimaat en Energie"
    if let Some(hit) = r.portfolio_at(i + 1).filter(|hit| hit.span.len() > 12 && !r.shouts(i + 1))
        && r.kind_at(i, &[MentionType::Office]).is_none()
    {
        let end = hit.after();
        let lookup = Some(format!("{} van {}", r.t.word(i).to_lowercase(), r.words(hit.span)));
        hits.push(office(r, (i, end), lookup, "office.without-preposition", 0.8));
        return end;
    }
    if let Some(end) = crate::person::name_at(r, i + 1, limit) {
        if r.t.is(end, "(") {
            bracketed(r, i, end + 1, limit, hits);
        } else if r.t.is_any(end, words!["van", "voor"])
            && (r.portfolio_at(end + 1).is_some() || opens_portfolio(r, end + 1))
            && let Some(to) = portfolio(r, end + 1, limit)
        {
            // "Minister Hennis-Plasschaert van Defensie"
            let words = r.words(r.t.cover(end, to - 1));
            let lookup = Some(format!("{} {words}", r.t.word(i).to_lowercase()));
            hits.push(office(r, (end + 1, to), lookup, "office.after-name", 0.85));
        }
    }
    i
}

/// "(Buitenlandse Zaken)" behind a minister's name.
fn bracketed(r: &Reading<'_>, title: usize, at: usize, limit: usize, hits: &mut Vec<Hit>) {
    let listed = r.portfolio_at(at).map(|hit| hit.after()).filter(|&end| r.t.is(end, ")"));
    let ministry = r.ministry_at(at).is_some();
    let other = r.kind_at(at, &[MentionType::Organisation, MentionType::Location]).is_some() || r.shouts(at);
    let formed = || portfolio(r, at, limit).filter(|&end| r.t.is(end, ")") && (ministry || !other));
    if let Some(end) = listed.or_else(formed) {
        let words = r.words(r.t.cover(at, end - 1));
        let lookup = Some(format!("{} van {words}", r.t.word(title).to_lowercase()));
        // An abbreviated portfolio is the ministry's name too, and surer as that elsewhere.
        let confidence = if ministry { 0.97 } else { 0.85 };
        hits.push(office(r, (at, end), lookup, "office.bracket", confidence));
    }
}

/// "minister van X" that the list does not hold.
fn unlisted(r: &Reading<'_>, i: usize, limit: usize, hits: &mut Vec<Hit>) -> usize {
    if r.kind_at(i, &[MentionType::Office]).is_some() {
        return i;
    }
    let from = i + 2 + usize::from(r.t.is(i + 2, "het"));
    // "een minister van Staat" is an honour, "de minister van Frankrijk" has no portfolio here.
    let place = r.kind_at(from, &[MentionType::Location]).is_some();
    let Some(end) = portfolio(r, from, limit).filter(|_| !place && !r.t.is(from, "Staat")) else { return i };
    if i > 0 && r.t.is_any(i - 1, words!["een", "elke", "iedere", "geen"]) {
        return end;
    }
    // "Staatssecretaris van Hoof": a name in small letters.
    if end == from + 1
        && !opens_portfolio(r, from)
        && crate::person::known::is_family(&r.words(r.t.cover(i + 1, from)))
    {
        let role = if r.t.is(i, "minister") { Role::Minister } else { Role::Staatssecretaris };
        let hit = named(r, (i + 1, end), MentionType::Person, None, "person.title", 0.75);
        hits.push(Hit { role: Some(role), ..hit });
        return end;
    }
    let broken = (r.t.is(end, "-") && r.t.is_glued(end)) || r.t.word(end - 1).ends_with('-');
    if broken {
        return end;
    }
    // "Volkshuisvesting,Ruimtelijke Ordening": the list has a space behind the comma.
    let words = r.words(r.t.cover(i, end - 1));
    let lookup = Some(words.replace(", ", ",").replace(',', ", ").to_lowercase());
    hits.push(office(r, (i, end), lookup, "office.form", 0.7));
    end
}

#[cfg(test)]
mod tests;
