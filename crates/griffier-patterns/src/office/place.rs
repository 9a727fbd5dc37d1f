//! What an office or body of the list is to the letter, by the place where it stands: it signs, sends or receives it.

use crate::person::signature::under_role;
use crate::reading::{Listed, Reading};
use griffier_doc::{Hit, MentionType, Role, Target, ZoneKind};

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
        let last = r.after(listed.span).saturating_sub(1);
        if heading || (r.opens_line(aan) && r.closes_line(last)) {
            return Some(Role::Addressee);
        }
    }
    let ministry = !office && r.t.is(i, "ministerie") && zone == ZoneKind::Letterhead;
    (ministry && r.opens_line(i)).then_some(Role::Sender)
}

/// The token "Aan" that leads to token `i`: "Aan de Voorzitter", "Aan de leden van de Tweede Kamer".
fn addressed(r: &Reading<'_>, i: usize) -> Option<usize> {
    let mut at = i.checked_sub(1)?;
    if r.t.is_any(at, &["de", "het", "den"]) {
        at = at.checked_sub(1)?;
    }
    if at > 2 && r.t.is(at, "van") && r.t.is(at - 1, "leden") && r.t.is(at - 2, "de") {
        at -= 3;
    }
    (r.t.is(at, "aan") && r.t.is_capitalised(at) && r.opens_line(at)).then_some(at)
}
