//! Laws, regulations, decisions: "Wet op …", "Verordening …", "besluit van de Commissie tot …".

use super::heads::{Form, Head};
use super::phrase::{Style, dated, noun_phrase};
use super::{Found, english};
use crate::reading::Reading;
use griffier_doc::{MentionType, ZoneKind};

/// The bodies that issue acts of the Union; a closed class.
const ISSUERS: [&[&str]; 6] = [
    &["de", "Europese", "Commissie"],
    &["de", "Commissie"],
    &["de", "Raad"],
    &["de", "Europese", "Raad"],
    &["het", "Europees", "Parlement", "en", "de", "Raad"],
    &["het", "Europees", "Parlement"],
];

pub(super) fn read(r: &Reading<'_>, head: &Head, i: usize, after: usize) -> Option<Found> {
    match head.form {
        Form::Title => title(r, i, after),
        Form::Issued => issued(r, i, after),
        Form::Inzake => standpoint(r, i, after),
        Form::English => english(r, i, MentionType::Law, "law.english"),
        _ => None,
    }
}

/// "Wet open overheid", "Regeling aanvullende controlemaatregelen op de Verordening …".
fn title(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let shouting_title = r.shouts(i) && r.shouts(after);
    if !r.t.is_capitalised(i) || shouting_title || r.t.breaks_before(after) > 1 {
        return None;
    }
    // "van" leads to who made it or to a date, not into a title.
    if r.t.is_any(after, &["van", "en", "of", "over", "in", "voor", "naar"]) && !r.t.is(after - 1, "van") {
        let named = r.t.is(after, "voor") && !r.opens_sentence(i);
        if !named || dated(r, after + 1) {
            return None;
        }
    }
    let led = r.t.is_any(after, &["tot", "ter", "ten"]) && r.opens_sentence(i);
    if led || r.t.is_any(after, &["de", "het", "een", "der"]) {
        return None;
    }
    let end = noun_phrase(r, after, r.limit(i), Style::Title);
    if end == after || generic(r, i, after, end) {
        return None;
    }
    let confidence = if r.opens_sentence(i) { 0.7 } else { 0.85 };
    Some(Found::tokens(r, (i, end), MentionType::Law, "law.title", confidence))
}

/// "Besluit" or "Regeling" as the first word of a sentence or heading needs three words more to be a name.
fn generic(r: &Reading<'_>, i: usize, after: usize, end: usize) -> bool {
    let loose = r.t.is_any(i, &["besluit", "regeling", "beleidsregel", "beleidsregels", "richtlijn"]);
    let heading = matches!(r.zone(i), ZoneKind::Heading | ZoneKind::Metadata | ZoneKind::Letterhead);
    (loose && r.opens_sentence(i) && (heading || end < after + 2))
        || r.t.is_any(after, &["nr.", "nrs.", "no."])
}

/// "besluit van de Commissie tot oprichting van …", "aanbeveling van de Europese Commissie op …".
fn issued(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if !r.t.is(after, "van") || r.shouts(i) {
        return None;
    }
    let issuer = ISSUERS.iter().find(|words| r.t.are(after + 1, words))?;
    let link = after + 1 + issuer.len();
    if !r.t.is_any(link, &["tot", "op", "over", "inzake", "betreffende", "voor", "houdende"])
        || dated(r, link + 1)
    {
        return None;
    }
    let end = noun_phrase(r, link + 1, r.limit(i), Style::Strict);
    (end > link + 1).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.issued", 0.7))
}

/// "EU Gemeenschappelijk Standpunt inzake wapenexportcontrole".
fn standpoint(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if !r.t.is_capitalised(i) || !r.t.is_any(after, &["inzake", "betreffende", "over", "tot"]) {
        return None;
    }
    let end = noun_phrase(r, after + 1, r.limit(i), Style::Strict);
    let from = super::phrase::capitals_before(r, i);
    (end > after + 1).then(|| Found::tokens(r, (from, end), MentionType::Law, "law.standpoint", 0.85))
}

/// "Wapenwet", "AI-verordening": a capital that no sentence gives, or a name before the hyphen.
pub(super) fn compound(r: &Reading<'_>, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let stem = word.len().saturating_sub(3);
    if stem < 4 {
        return None;
    }
    let hyphen = word.find('-');
    let act = hyphen.is_some_and(|at| super::heads::is_acts_word(&word[at + 1..]));
    // The EU has many directives; "EU-richtlijn" names none.
    let union = hyphen.is_some_and(|at| ["EU", "EG"].contains(&&word[..at]));
    if (act && union) || (hyphen.is_none() && r.opens_sentence(i) && !super::heads::ends_with(word, "wet")) {
        return None;
    }
    let mut end = i + 1;
    if r.is_name_word(i + 1) && r.t.breaks_before(i + 1) == 0 {
        end = super::phrase::capital_phrase(r, i + 1, r.limit(i), false).min(i + 4);
    } else if matches!(r.t.digits(i + 1), Some(1900..=2100)) {
        end = i + 2;
    }
    let confidence = if r.opens_sentence(i) { 0.6 } else { 0.75 };
    Some(Found::tokens(r, (i, end), MentionType::Law, "law.compound", confidence))
}
