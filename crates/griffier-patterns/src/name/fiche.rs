//! Fiches by number and title, as cover letters list them: "Fiche 1: Mededeling …", "Fiche: Verordening …", each on a line
//! of its own or all run together. Fiches by their subject ("BNC-fiche over …") are the policy reader's.

use super::Found;
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, TokenKind};

/// Longest title, in tokens.
const LONGEST: usize = 60;

/// The fiche at token `i` and the act it is about.
pub(super) fn titled(r: &Reading<'_>, i: usize) -> Vec<Found> {
    let Some(from) = title_start(r, i) else { return Vec::new() };
    let Some(end) = title_end(r, from) else { return Vec::new() };
    let revised = i > 0 && r.t.is_any(i - 1, words!["herzien", "geactualiseerd", "aangepast"]);
    let whole = (i - usize::from(revised), end);
    let fiche = Found::tokens(r, whole, MentionType::Policy, "policy.fiche-title", 0.95);
    let act = act_start(r, from, end).map(|(at, kind)| Found::tokens(r, (at, end), kind, "fiche.act", 0.9));
    std::iter::once(fiche).chain(act).collect()
}

/// Where the title begins behind "Fiche:" or "Fiche 1:".
fn title_start(r: &Reading<'_>, i: usize) -> Option<usize> {
    if r.t.word(i) != "Fiche" || r.t.breaks_before(i + 1) > 0 {
        return None;
    }
    let colon = i + 1 + usize::from(matches!(r.t.digits(i + 1), Some(1..=99)));
    let from = colon + 1;
    (r.t.is(colon, ":") && r.is_name_word(from) && r.t.breaks_before(from) < 2).then_some(from)
}

/// One past the title: up to the bracket of its citation, the next fiche, or the end of the item or paragraph.
fn title_end(r: &Reading<'_>, from: usize) -> Option<usize> {
    let closes = |k: usize| {
        r.t.breaks_before(k) > 1
            || r.t.is_any(k, words![";", "•", "|"])
            || r.t.is(k, ".") && !r.t.is_glued(k + 1)
            || r.t.is(k, "(") && cites(r, k + 1)
            || r.t.breaks_before(k) > 0
                && (r.t.is_any(k, words!["-", "–", "*", "De"]) || r.t.digits(k).is_some() || r.t.is(k + 1, ":"))
            // " - 22112-2221": the number under which a list of papers has it.
            || r.t.is_any(k, words!["-", "–"])
                && !r.t.is_glued(k)
                && r.t.word(k + 1).bytes().take(4).filter(u8::is_ascii_digit).count() == 4
            || r.t.word(k) == "De" && r.t.is_any(k + 1, words!["minister", "staatssecretaris"])
            || r.t.word(k) == "Fiche" && (r.t.is(k + 1, ":") || r.t.is(k + 2, ":"))
            || r.t.kind(k) == Some(TokenKind::NoteMark)
    };
    let last = (from + LONGEST).min(r.t.len());
    let end = (from + 1..last).find(|&k| closes(k)).or((last == r.t.len()).then_some(last))?;
    // Of items with one comma or "en" at their ends these are no part.
    let end = if r.t.is_any(end - 1, words![",", "en", "-", "–", "*", "**"]) { end - 1 } else { end };
    (end > from + 1).then_some(end)
}

/// Whether a citation begins at token `k`, behind its bracket.
fn cites(r: &Reading<'_>, k: usize) -> bool {
    r.t.is_any(k, words!["kamerstuk", "kamerstukken", "kst", "com", "swd", "join", "zie", "bijlage", "tk"])
        || r.t.digits(k).is_some()
}

/// Where the act begins that the title names, and what it is.
fn act_start(r: &Reading<'_>, from: usize, end: usize) -> Option<(usize, MentionType)> {
    // "Herziening verordening …", "Gewijzigd voorstel richtlijn …": the act stands whole in the title.
    let kind = |k: usize| match r.t.word(k).to_ascii_lowercase().as_str() {
        "mededeling" | "aanbeveling" | "groenboek" | "witboek" | "actieplan" => Some(MentionType::Policy),
        "richtlijn" | "verordening" | "besluit" => Some(MentionType::Law),
        _ => None,
    };
    (from + 1 < end).then(|| kind(from).map(|kind| (from, kind))).flatten()
}
