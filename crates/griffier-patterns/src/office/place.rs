//! What an office or body of the list is to the letter, by the place where it stands: it signs, sends or receives it.

use crate::person::signature::under_role;
use crate::reading::{Listed, Reading};
use crate::tokens::words;
use griffier_doc::{Hit, MentionType, Role, Target, ZoneKind};
use griffier_text::WordSet;

/// The offices of the gazetteer in the signature, the addressee, and the ministry of the letterhead, once more with
/// their roles.
pub(super) fn roles(r: &Reading<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut end = 0;
    for listed in r.listed().iter().filter(|hit| !hit.portfolio) {
        // The list is in reading order, an outer hit before its inner ones.
        if listed.span.start() < end {
            continue;
        }
        let Some(role) = role(r, *listed) else { continue };
        end = listed.span.end();
        let lookup = Target::Lookup(r.words(listed.span));
        hits.push(
            Hit::rule(listed.span, listed.kind, lookup, rule(role)).with_role(role).with_confidence(0.95),
        );
    }
    hits
}

const fn rule(role: Role) -> &'static str {
    match role {
        Role::SignedAs => "office.signature",
        Role::Sender => "office.letterhead",
        _ => "office.addressee",
    }
}

fn role(r: &Reading<'_>, listed: Listed) -> Option<Role> {
    let i = r.t.index_at(listed.span.start());
    let zone = r.zone(i);
    let office = listed.kind == MentionType::Office;
    if office && (zone == ZoneKind::Signature || under_role(r, listed.span).is_some()) {
        return Some(Role::SignedAs);
    }
    if !office && listed.kind != MentionType::Organisation {
        return None;
    }
    if let Some(aan) = addressed(r, i) {
        let heading = matches!(zone, ZoneKind::Letterhead | ZoneKind::Metadata | ZoneKind::Salutation);
        let last = listed.after().saturating_sub(1);
        if heading || (r.opens_line(aan) && r.closes_line(last)) {
            return Some(Role::Addressee);
        }
    }
    if office && zone == ZoneKind::Letterhead && is_bare_addressee(r, listed, i) {
        return Some(Role::Addressee);
    }
    let ministry = !office && r.t.is(i, "ministerie") && zone == ZoneKind::Letterhead;
    let sent = ministry && r.opens_line(i) || !office && is_from(r, listed, i);
    sent.then_some(Role::Sender)
}

/// Whether the head says that the body at token `i` sends the paper: `Van: Directie Bodem` as a line of its own.
fn is_from(r: &Reading<'_>, listed: Listed, i: usize) -> bool {
    let mut at = i;
    if at > 0 && r.t.is_any(at - 1, words!["de", "het"]) {
        at -= 1;
    }
    let zone = r.zone(i);
    at >= 2
        && r.t.is(at - 1, ":")
        && r.t.is(at - 2, "van")
        && r.opens_line(at - 2)
        && matches!(zone, ZoneKind::Letterhead | ZoneKind::Metadata)
        && r.closes_line(listed.after().saturating_sub(1))
}

/// "Ministerie van Buitenlandse Zaken van Kenia": another state's, never the one of the list; one past it.
pub(super) fn foreign_ministry(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    let limit = r.limit(i);
    let end = match r.ministry_at(i) {
        Some(listed) => listed.after(),
        None => super::portfolio(r, i + 2, limit)?,
    };
    let at = end + 1 + usize::from(r.t.is_any(end + 1, words!["de", "het"]));
    let country = r
        .kind_at(at, &[MentionType::Location])
        .filter(|hit| r.t.is(end, "van") && r.t.breaks_before(at) < 2 && !is_kingdom(r.doc.slice(hit.span)));
    let whole = |hit: &Listed| !(r.t.is(hit.after(), "-") && r.t.is_glued(hit.after()));
    let to = r.after(country.filter(whole)?.span);
    let span = r.t.cover(i, to - 1);
    let hit = Hit::rule(span, MentionType::Organisation, Target::Name, "office.foreign-ministry");
    hits.push(hit.with_confidence(0.97));
    Some(to)
}

/// Whether a country is one of the Kingdom, whose ministries the list has.
fn is_kingdom(words: &str) -> bool {
    ["Nederland", "Koninkrijk", "Koninkrijk der Nederlanden"].contains(&words)
}

/// Who leads or serves a committee.
pub(crate) const CHAIRS: &WordSet =
    words!["voorzitter", "ondervoorzitter", "vicevoorzitter", "griffier", "adjunct-griffier", "ambtenaar"];

/// "voorzitter van de vaste commissie voor Financiën", "griffier van de werkgroep zelfevaluatie": the office of one
/// committee; "de voorzitter van de commissie" names none.
pub(super) fn of_committee(r: &Reading<'_>, i: usize) -> Option<Hit> {
    let at = i + 3;
    if !r.t.is(i + 1, "van") || !r.t.is_any(i + 2, words!["de", "het"]) {
        return None;
    }
    let listed = r.kind_at(at, &[MentionType::Organisation]);
    let listed = listed.filter(|hit| r.doc.slice(hit.span).to_lowercase().contains("commissie "));
    let end = match listed {
        Some(hit) => hit.after(),
        None => committee_end(r, at)?,
    };
    let mut hit = Hit::rule(r.t.cover(i, end - 1), MentionType::Office, Target::Name, "office.committee");
    if addressed(r, i).is_some() && r.zone(i) != ZoneKind::Body {
        hit = hit.with_role(Role::Addressee);
    }
    Some(hit.with_confidence(0.85))
}

/// One past the committee of no list at token `at`: head, "voor" or "van", field.
fn committee_end(r: &Reading<'_>, at: usize) -> Option<usize> {
    let adjective =
        |k: usize| r.t.is_any(k, words!["vaste", "algemene", "tijdelijke", "bijzondere", "parlementaire"]);
    let head = at + (at..at + 2).take_while(|&k| adjective(k)).count();
    let word = r.t.word(head).to_lowercase();
    let group = word == "werkgroep";
    let head_word = group || word.ends_with("commissie") && word.len() < 24;
    if !head_word || r.t.breaks_before(head + 1) > 2 {
        return None;
    }
    let field = head + 1 + usize::from(r.t.is_any(head + 1, words!["voor", "van", "inzake"]));
    let capital = r.is_name_word(field) && r.shouts(field) == r.shouts(head);
    if !(group || field > head + 1 || adjective(at) || capital) {
        return None;
    }
    match super::portfolio(r, field, r.limit(at)) {
        Some(end) => Some(end),
        None if group && r.shouts(head) && r.shouts(field) => Some(field + 1),
        None => None,
    }
}

/// The token "Aan" that leads to token `i`: "Aan de Voorzitter", "Aan de leden van de Tweede Kamer".
fn addressed(r: &Reading<'_>, i: usize) -> Option<usize> {
    let mut at = i.checked_sub(1)?;
    if r.t.is_any(at, words!["de", "het", "den"]) {
        at = at.checked_sub(1)?;
    }
    if at > 2 && r.t.is(at, "van") && r.t.is(at - 1, "leden") && r.t.is(at - 2, "de") {
        at -= 3;
    }
    // "Aan: de minister", as a nota has it.
    if at > 0 && r.t.is(at, ":") {
        at -= 1;
    }
    (r.t.is(at, "aan") && r.t.is_capitalised(at) && r.opens_line(at)).then_some(at)
}

/// Whether the office at token `i` is the addressee of a letterhead without "Aan": "De Voorzitter van de Tweede Kamer" as
/// a line of its own, the address below it.
fn is_bare_addressee(r: &Reading<'_>, listed: Listed, i: usize) -> bool {
    let article = i > 0 && r.t.is(i - 1, "de") && r.t.is_capitalised(i - 1) && r.opens_line(i - 1);
    let chamber = r.t.is(i, "voorzitter")
        && r.t.is(i + 1, "van")
        && r.t.is(i + 2, "de")
        && r.t.is_any(i + 3, words!["Tweede", "Eerste"])
        && r.t.is(i + 4, "Kamer");
    article && chamber && r.closes_line(listed.after().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_tokens::zoned;
    use griffier_text::Span;

    /// Asserts the offices of a head in which every "Voorzitter van de … Kamer" is on the list.
    #[track_caller]
    fn check(kind: ZoneKind, head: &str, expected: &[&str]) {
        let mut doc = zoned(&format!("{head}\n\nTekst."), &[(kind, head), (ZoneKind::Body, "Tekst")]);
        let names = ["Voorzitter van de Tweede Kamer", "Voorzitter van de Tweede Kamer\nder Staten-Generaal"];
        let found = names.iter().flat_map(|name| head.match_indices(name));
        let hits = found
            .map(|(at, name)| {
                Hit::rule(Span::at(at, at + name.len()), MentionType::Office, Target::Listed(0), "list")
            })
            .collect();
        doc.push_hits(hits);
        let r = Reading::new(&doc);
        let found = roles(&r);
        let found: Vec<_> =
            found.iter().filter(|h| h.role == Some(Role::Addressee)).map(|h| doc.slice(h.span)).collect();
        assert_eq!(found, expected, "in {head:?}");
    }

    #[test]
    fn an_addressee_stands_over_an_address() {
        let long = "Voorzitter van de Tweede Kamer\nder Staten-Generaal";
        let short = "Voorzitter van de Tweede Kamer";
        check(ZoneKind::Letterhead, &format!("Postbus 1\n\nDe {long}\nPostbus 2"), &[long]);
        check(ZoneKind::Letterhead, &format!("Postbus 1\n\nDe {short}\nPostbus 2"), &[short]);
        check(ZoneKind::Letterhead, &format!("Aan de {short}\nPostbus 2"), &[short]);
        check(ZoneKind::Metadata, &format!("Aan: de {short}\nVan: X"), &[short]);
        check(ZoneKind::Metadata, &format!("Betreft: de {short}\nVan: X"), &[]);
        check(ZoneKind::Letterhead, &format!("Postbus 1\nde {short}\nPostbus 2"), &[]);
        check(ZoneKind::Letterhead, &format!("De {short} vroeg dit\nPostbus 2"), &[]);
        check(ZoneKind::Letterhead, &format!("Brief van De {short}\nPostbus 2"), &[]);
        check(ZoneKind::Body, &format!("De {short}\nPostbus 2"), &[]);
    }
}
