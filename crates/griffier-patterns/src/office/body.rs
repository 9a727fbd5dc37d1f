//! Offices by the body or place they lead: "directeur-generaal van de Belastingdienst", "burgemeester van Zwolle",
//! "DSW-directeur".

use crate::name::heads::{Form, ends_with, heads_at};
use crate::name::phrase::is_acronym;
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{Hit, MentionType, Target};

/// An office at token `i`: a word of the table, and behind it the one body or place.
pub(super) fn of_body(r: &Reading<'_>, i: usize) -> Option<Hit> {
    let head =
        heads_at(r, i).filter(|head| head.kind == MentionType::Office).max_by_key(|head| head.words.len())?;
    let after = i + head.words.len();
    // "een directeur van de NS" may be any of them.
    let any = i > 0 && r.t.is_any(i - 1, words!["een", "elke", "iedere", "geen"]);
    if any || r.shouts(i) || r.t.breaks_before(after) > 1 || r.kind_at(i, &[MentionType::Office]).is_some() {
        return None;
    }
    let link =
        r.t.is_any(after, words!["van", "bij", "in"]) || r.t.is(after, "te") && head.form == Form::OfPlace;
    // "directeur-generaal Rijkswaterstaat"
    let bare = !link && head.form == Form::OfBody && r.t.word(i).contains('-');
    if !(link || bare) || r.t.is(after, "in") && head.form == Form::OfBody {
        return None;
    }
    let mut at = after + usize::from(link);
    at += usize::from(link && r.t.is_any(at, words!["de", "het"]));
    at += usize::from(head.form == Form::OfPlace && r.t.is_any(at, words!["gemeente", "provincie"]));
    let kind = if head.form == Form::OfPlace { MentionType::Location } else { MentionType::Organisation };
    let named = r.kind_at(at, &[kind])?;
    let end = named.after();
    let several = r.t.is_any(end, words!["en", ","])
        && r.kind_at(end + 1, &[kind]).is_some()
        && head.form == Form::OfPlace;
    let whole = !r.t.is(end, "-") || !r.t.is_glued(end);
    // "Nederlandse ambassadeur in Nairobi"
    let sent = i > 0
        && r.t.is_any(i, words!["ambassadeur", "consul-generaal", "consul"])
        && r.is_name_word(i - 1)
        && r.t.word(i - 1).ends_with("se")
        && !r.opens_sentence(i - 1)
        && r.t.breaks_before(i) < 2;
    let from = i - usize::from(sent);
    (whole && !several && end > at).then(|| {
        let span = r.t.cover(from, end - 1);
        Hit::rule(span, MentionType::Office, Target::Name, "office.of-body").with_confidence(0.8)
    })
}

/// "DSW-directeur", "KLM-topman": a body before the hyphen.
pub(super) fn compound(r: &Reading<'_>, i: usize) -> Option<Hit> {
    const HEADS: [&str; 6] = [
        "-directeur",
        "-topman",
        "-topvrouw",
        "-bestuursvoorzitter",
        "-president-directeur",
        "-inspecteur-generaal",
    ];
    let word = r.t.word(i);
    if !word.contains('-') {
        return None;
    }
    let head = HEADS.iter().find(|head| ends_with(word, head))?;
    let body = word.get(..word.len() - head.len())?;
    let any = i > 0 && r.t.is_any(i - 1, words!["een", "elke", "iedere", "geen"]);
    (is_acronym(body) && !any && !r.shouts(i)).then(|| {
        Hit::rule(r.t.span(i), MentionType::Office, Target::Name, "office.compound").with_confidence(0.75)
    })
}
