//! Policy papers by what stands around a name: a year behind a listed one, a title behind "Kamerbrief", an apposition
//! ("Beter Beschermd, het beleidsprogramma voor …"), a noun in small letters right behind the head.

use super::Found;
use super::heads::{Stop, ends_phrase, ends_with, is_stop};
use super::phrase::{Style, capital_phrase, closed_title, dated, nominal, noun_phrase, years};
use crate::citation::ORDINALS;
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, TokenKind, ZoneKind};
use griffier_text::WordSet;

fn found(r: &Reading<'_>, span: (usize, usize), rule: &'static str, confidence: f32) -> Found {
    Found::tokens(r, span, MentionType::Policy, rule, confidence)
}

/// "Staat van de Europese Unie 2015": the year belongs to a name that the list has without it.
pub(super) fn with_year(r: &Reading<'_>, names: &mut Vec<Found>) {
    use MentionType::{Policy, Treaty};
    // "Verdrag voor de beveiliging van mensenlevens op zee 1974"
    for listed in r.listed().iter().filter(|hit| matches!(hit.kind, Policy | Treaty)) {
        let at = listed.after();
        let words = r.doc.slice(listed.span);
        let plain = at > 0
            && r.t.span(at - 1).end() == listed.span.end()
            && !words.ends_with(|c: char| c.is_ascii_digit());
        let Some(to) = years(r, at).filter(|_| plain && r.t.breaks_before(at) < 2 && !r.t.is_glued(at))
        else {
            continue;
        };
        let Some(last) = to.checked_sub(1).map(|k| r.t.span(k)) else { continue };
        let lookup = Some(r.words(listed.span));
        names.push(Found {
            span: listed.span.cover(last),
            kind: listed.kind,
            rule: if listed.kind == Treaty { "treaty.year" } else { "policy.year" },
            confidence: 0.99,
            lookup,
        });
    }
}

/// "Doen waar Nederland goed in is – Strategie voor Buitenlandse Handel": a title and, behind a dash, what the paper is.
pub(super) fn with_subtitle(r: &Reading<'_>, names: &mut Vec<Found>) {
    let mut more = Vec::new();
    for sub in names.iter().filter(|name| name.kind == MentionType::Policy) {
        let at = r.t.index_at(sub.span.start());
        let dash =
            at > 1 && r.t.is_any(at - 1, words!["-", "–", "—"]) && !r.t.is_glued(at) && !r.t.is_glued(at - 1);
        if !dash || r.t.breaks_before(at) + r.t.breaks_before(at - 1) > 1 {
            continue;
        }
        let end = r.t.span(at - 2).end();
        let low = sub.span.start().saturating_sub(160);
        let from = r.listed().partition_point(|hit| hit.span.start() < low);
        let title = r.listed()[from..]
            .iter()
            .take_while(|hit| hit.span.start() < end)
            .find(|hit| hit.span.end() == end && hit.kind == MentionType::Policy);
        if let Some(title) = title {
            let lookup = Some(r.words(title.span));
            more.push(Found {
                lookup,
                span: title.span.cover(sub.span),
                rule: "policy.subtitle",
                confidence: 0.99,
                ..*sub
            });
        }
    }
    // Each title is whole: the last one that begins at or before a name is the only one that can hold it.
    more.sort_by_key(|whole: &Found| whole.span);
    names.retain(|name| {
        let at = more.partition_point(|whole| whole.span.start() <= name.span.start());
        let whole = at.checked_sub(1).and_then(|at| more.get(at));
        name.kind != MentionType::Policy || !whole.is_some_and(|whole| whole.span.contains(name.span))
    });
    names.extend(more);
}

/// "VN-resolutie 1511", "resolutie 2231 (2015) van de VN-Veiligheidsraad": known by its number.
pub(super) fn resolution(r: &Reading<'_>, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let number = r.t.digits(i + 1).filter(|number| (100..10_000).contains(number))?;
    let of_council = word.contains("VN") || word.contains("eiligheidsraad");
    let year = r.t.is(i + 2, "(") && matches!(r.t.digits(i + 3), Some(1945..=2100)) && r.t.is(i + 4, ")");
    let mut end = if year { i + 5 } else { i + 2 };
    let council =
        r.t.is(end, "van") && r.t.is(end + 1, "de") && ends_with(r.t.word(end + 2), "veiligheidsraad");
    end += if council { 3 } else { 0 };
    let whole = ends_with(word, "resolutie") || r.t.is(i, "resolutie");
    (whole && !r.shouts(i) && (of_council || council || year || !r.t.is(end, "van"))).then(|| Found {
        lookup: Some(format!("VNVR-resolutie {number}")),
        ..found(r, (i, end), "policy.resolution", 0.85)
    })
}

/// "Kamerbrief Contouren Strategisch Vastgoedplan": the title without the word before it; bills likewise.
pub(super) fn titling(r: &Reading<'_>, kind: MentionType, i: usize, after: usize) -> Option<Found> {
    use MentionType::{Date, Law, Location, Office, Organisation, Person, Policy, Reference};
    let other =
        r.kind_at(after, &[Date, Law, Location, Office, Organisation, Person, Policy, Reference]).is_some();
    // "wetsvoorstel Wijziging van de Gaswet" is about an act, not called so.
    let about = r.t.is_any(
        after,
        words!["wijziging", "wijzigingen", "herstel", "vaststelling", "goedkeuring", "regels"],
    );
    if kind == MentionType::Law && !r.is_name_word(after) {
        return small_bill(r, i, after);
    }
    let opener = about || is_stop(r.t.word(after), Stop::Function) || dated(r, after);
    if other || opener || !r.is_name_word(after) || r.shouts(i) || r.t.breaks_before(after) > 1 {
        return None;
    }
    let limit = r.limit(i);
    let mut end = noun_phrase(r, after, limit, Style::Title);
    // "Toekomst samenwerking met maatschappelijke organisaties"
    for _ in 0..2 {
        if end > after && r.t.is_any(end, words!["met", "bij", "uit", "door"]) && r.t.breaks_before(end) == 0
        {
            let tail = end + 1 + usize::from(r.t.is_any(end + 1, words!["de", "het", "een"]));
            let to = noun_phrase(r, tail, limit, Style::Strict);
            end = if to > tail { to } else { end };
        }
    }
    let rule = if kind == MentionType::Law { "law.bill" } else { "policy.titling" };
    (end > after + 1).then(|| Found::tokens(r, (after, end), kind, rule, 0.65))
}

/// "het wetsvoorstel bescherming namen en graden hoger onderwijs": its short title in small letters.
fn small_bill(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let led = i > 0 && r.t.is_any(i - 1, words!["het", "dit"]) && r.t.is(i, "wetsvoorstel");
    let about =
        r.t.is_any(after, words!["wijziging", "vaststelling", "goedkeuring", "behandeling", "stemming"]);
    if !led || about || r.t.breaks_before(after) > 1 {
        return None;
    }
    let end = super::sentence_case::title(r, after, r.limit(i))?;
    (end > after + 1).then(|| Found::tokens(r, (after, end), MentionType::Law, "law.bill", 0.6))
}

/// "zesde Actieprogramma Nitraatrichtlijn", "8e Voortgangsrapportage kinderopvangtoeslag", "Tweede Verzamelspoedwet COVID-19":
/// of papers that come out in a row, and of acts by their capital, the number belongs to the name.
pub(super) fn with_ordinal(r: &Reading<'_>, names: &mut [Found]) {
    const SERIES: &WordSet = words![
        "actieprogramma",
        "voortgangsrapportage",
        "voortgangsrapport",
        "structuurschema",
        "tussenrapportage",
        "verzamelspoedwet",
        "verzamelwet"
    ];
    for name in names.iter_mut() {
        let own = matches!(name.kind, MentionType::Policy | MentionType::Law) && name.lookup.is_none();
        let i = r.t.index_at(name.span.start());
        if !own || i == 0 || r.t.span(i).start() != name.span.start() || !r.t.is_any(i, SERIES) {
            continue;
        }
        let counts = r.t.is_any(i - 1, ORDINALS) || super::session::counts(r.t.word(i - 1));
        if counts && r.t.breaks_before(i) < 2 && !(r.t.is_capitalised(i - 1) && r.opens_sentence(i - 1)) {
            name.span = r.t.span(i - 1).cover(name.span);
        }
    }
}

/// "initiatiefnota van het lid Koopmans: Meer ruimte voor de regio (": the title behind the colon, up to what no title holds.
pub(super) fn initiative(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    const MOST: usize = 16;
    let led = r.t.is_any(i, words!["initiatiefnota"])
        && r.t.is(after, "van")
        && r.t.is_any(after + 1, words!["het", "de"])
        && r.t.is_any(after + 2, words!["lid", "leden"]);
    let reach = r.t.len().min(after + 3 + MOST);
    let plain = |k: &usize| !r.t.is_any(*k, words![".", ";", "(", "over"]) && r.t.breaks_before(*k) < 2;
    let colon = (after + 3..reach).take_while(plain).find(|&k| r.t.is(k, ":")).filter(|_| led)?;
    let from = colon + 1;
    let reach = r.t.len().min(from + 2 * MOST);
    let closes = |k: &usize| {
        r.t.is_any(*k, words![".", ";", "(", ")", "»", "”"])
            || r.t.breaks_before(*k) > 1
            || r.t.kind(*k) == Some(TokenKind::NoteMark)
    };
    let end = (from..reach).find(closes).or((reach == r.t.len()).then_some(reach))?;
    (r.is_name_word(from) && end > from + 1).then(|| found(r, (from, end), "policy.initiative", 0.9))
}

/// "Beter Beschermd, het beleidsprogramma voor …": a name before a comma at token `i`, and what it is behind it.
pub(super) fn apposition(r: &Reading<'_>, i: usize) -> Option<Found> {
    const WHAT: [&str; 9] = [
        "programma",
        "actieplan",
        "strategie",
        "agenda",
        "campagne",
        "convenant",
        "nota",
        "visie",
        "routekaart",
    ];
    if i < 2 || r.t.word(i) != "," || !r.t.is_any(i + 1, words!["het", "de", "een"]) {
        return None;
    }
    let says = |k: usize| {
        let word = r.t.word(k);
        WHAT.iter().any(|noun| ends_with(word, noun) || r.t.is(k, noun)) && !r.t.is_capitalised(k)
    };
    if !(says(i + 2) || says(i + 3)) {
        return None;
    }
    let small = !r.t.is_capitalised(i - 1) && !ends_phrase(r.t.word(i - 1));
    let mut from = if small { i - 1 } else { i };
    let (first, _) = r.sentence(i);
    while from > first && from + 5 > i && r.is_name_word(from - 1) && r.t.breaks_before(from) < 2 {
        from -= 1;
    }
    // A capital that the sentence gives is no part of the name.
    let opener = is_stop(r.t.word(from), Stop::Opener) || ends_phrase(r.t.word(from));
    from += usize::from(from == first && opener);
    use MentionType::{Location, Office, Organisation, Person, Treaty};
    let word = |k: usize| r.t.kind(k) == Some(TokenKind::Word);
    let other = r.kind_at(from, &[Location, Office, Organisation, Person, Treaty]).is_some();
    let named =
        from + 1 < i && r.is_name_word(from) && (from..i).all(word) && !other && !(small && from == first);
    named.then(|| found(r, (from, i), "policy.apposition", 0.75))
}

/// "nationaal programma preventie", "actieplan chemie en materialen voor Defensie".
pub(super) fn with_noun(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if r.t.is_capitalised(i) || r.t.breaks_before(after) > 1 || !nominal(r, after) {
        return None;
    }
    // Any approach is an "aanpak"; "de aanpak piekbelasting" is that one.
    if r.t.is(i, "aanpak") && !(i > 0 && r.t.is_any(i - 1, words!["de", "deze"])) {
        return None;
    }
    let wide = i > 0
        && r.t.is_any(
            i - 1,
            words!["nationaal", "nationale", "landelijk", "landelijke", "europees", "regionaal"],
        );
    let mut end = noun_phrase(r, after, r.limit(i), Style::Strict);
    // "meerjarenplan visserij Oostzee"
    if let Some(place) = r.kind_at(end, &[MentionType::Location]).filter(|_| end == after + 1)
        && r.t.breaks_before(end) < 2
        && !r.t.is(place.after(), "-")
    {
        end = place.after();
    }
    (end > after).then(|| found(r, (i - usize::from(wide), end), "policy.noun", 0.6))
}

/// "het textielconvenant", "het pensioenakkoord".
pub(super) fn small_compound(r: &Reading<'_>, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let stem = ["convenant", "akkoord"]
        .iter()
        .find(|noun| ends_with(word, noun))
        .map(|noun| word.len() - noun.len())?;
    const BETWEEN: &WordSet =
        words!["nationale", "nieuwe", "landelijke", "bestuurlijke", "integrale", "gesloten", "huidige"];
    let het = |back: usize| i >= back && r.t.is(i - back, "het");
    let article = het(1) || het(2) && r.t.is_any(i - 1, BETWEEN);
    if !article || stem < 4 || is_stop(word, Stop::Generic) || word.contains('-') {
        return None;
    }
    Some(found(r, (i, i + 1), "policy.small", 0.6))
}

/// "Operatie Jong": a name behind the word, in the middle of a sentence; forces are sent on another kind of operation.
pub(super) fn operation(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let plain =
        r.t.word(i) == "Operatie" && !r.opens_sentence(i) && r.is_name_word(after) && !r.shouts(after);
    let end = noun_phrase(r, after, r.limit(i), Style::Title).min(after + 1);
    let (first, last) = r.sentence(i);
    let military = (first.max(i.saturating_sub(24))..last).any(|k| {
        r.t.is_any(
            k,
            words![
                "militaire",
                "militairen",
                "krijgsmacht",
                "Defensie",
                "NAVO",
                "EU",
                "VN",
                "missie",
                "marine",
                "fregat",
            ],
        )
    });
    (plain && !military && end > after).then(|| found(r, (i, end), "policy.operation", 0.6))
}

/// "het rapport Remkes", "het rapport-Remkes": a report by the surname of who led those that wrote it.
pub(super) fn by_author(r: &Reading<'_>, i: usize) -> Option<Found> {
    use crate::person::known::is_family;
    let word = r.t.word(i);
    let led = i > 0 && r.t.is_any(i - 1, words!["het", "dit"]);
    let plain =
        r.t.is_any(i, words!["rapport", "advies"]) && r.is_name_word(i + 1) && r.t.breaks_before(i + 1) < 2;
    let joined = r.t.is_any(i + 2, words!["en", "&"]) && r.is_name_word(i + 3);
    let other = r.is_name_word(i + 2) || r.t.is(i + 2, "-") || joined;
    let only = |k: usize| r.listed_at(k).all(|hit| hit.kind == MentionType::Person);
    if led && plain && !other && only(i + 1) && is_family(r.t.word(i + 1)) {
        return Some(found(r, (i, i + 2), "policy.author", 0.7));
    }
    let (noun, name) = word.split_once('-')?;
    let whole = led && ["rapport", "advies"].contains(&noun) && is_family(name);
    whole.then(|| found(r, (i, i + 1), "policy.author", 0.75))
}

/// One past a title in sentence case that a verb, a mark or a function word closes.
pub(super) fn small_title(r: &Reading<'_>, from: usize, limit: usize) -> usize {
    let end = noun_phrase(r, from, limit, Style::Title);
    if is_stop(r.t.word(end), Stop::Verb) { end } else { closed_title(r, from, limit) }
}

/// "het actieplan Bestrijden van schijnconstructies (Kamerstuk …)": a title of one capital that goes on in small letters up to
/// a bracket, a note or the end of the line.
pub(super) fn runs_on(r: &Reading<'_>, from: usize, limit: usize) -> Option<usize> {
    let leads = r.t.is_any(from + 1, words!["van", "voor", "naar", "tot", "in", "op", "met"]);
    let plain = leads && r.listed_at(from).next().is_none() && !r.t.word(from).contains('-');
    let end = if plain { noun_phrase(r, from, limit, Style::Title) } else { from };
    let closes = r.t.is_any(end, words!["(", "»", "”"]) || r.t.kind(end) == Some(TokenKind::NoteMark);
    (end > from + 2 && closes).then_some(end)
}

/// "het CPB-rapport Ongelijkheid en herverdeling": a title without marks behind a word for a paper with its body.
pub(super) fn of_body_compound(r: &Reading<'_>, i: usize) -> Option<Found> {
    use MentionType::{Date, Law, Location, Office, Organisation, Person};
    const PAPERS: [&str; 8] =
        ["rapport", "advies", "studie", "evaluatie", "publicatie", "notitie", "verkenning", "onderzoek"];
    let (body, noun) = r.t.word(i).rsplit_once('-')?;
    let from = i + 1;
    if !PAPERS.contains(&noun)
        || !body.starts_with(char::is_uppercase)
        || !r.is_name_word(from)
        || r.t.breaks_before(from) > 1
        || r.shouts(from)
        || r.kind_at(from, &[Date, Law, Location, Office, Organisation, Person]).is_some()
        || is_stop(r.t.word(from), Stop::Opener)
    {
        return None;
    }
    let limit = r.limit(i);
    let end = capital_phrase(r, from, limit, false).max(small_title(r, from, limit));
    (end > from + 1).then(|| found(r, (from, end), "policy.of-body", 0.65))
}

/// Titles in notes: the words before ", <institution>, <date>".
pub(super) fn cited_titles(r: &Reading<'_>, found: &mut Vec<Found>) {
    for note in r.doc.footnotes() {
        let first = r.t.index_at(note.note.start());
        let limit = r.t.index_at(note.note.end()).min(first + 40);
        let institution = |i: usize| r.kind_at(i, &[MentionType::Organisation]);
        let Some(comma) = (first..limit).find(|&i| r.t.is(i, ",") && institution(i + 1).is_some()) else {
            continue;
        };
        let Some(hit) = institution(comma + 1) else { continue };
        let after = hit.after();
        let cited = r.t.is(after, ",") && dated(r, after + 1);
        let plain = (first..comma).all(|i| !matches!(r.t.kind(i), Some(TokenKind::Url)));
        if cited
            && plain
            && r.t.is_capitalised(first)
            && comma > first + 1
            && r.zone(first) == ZoneKind::Footnotes
        {
            found.push(Found::tokens(r, (first, comma), MentionType::Policy, "policy.cited-title", 0.75));
        }
    }
}
