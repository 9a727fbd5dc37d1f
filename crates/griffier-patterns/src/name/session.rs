//! Meetings of a body that the body tells apart: "top van de BRICS-landen", "zesde zitting van de VN-Milieuvergadering",
//! "jaarvergadering van de Wereldbank", and meetings of which there are many ("bestuurlijk overleg") by a name behind them.

use super::Found;
use super::heads::{Stop, ends_with, is_stop};
use super::phrase::{capital_phrase, dated, is_acronym};
use crate::citation::ORDINALS;
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, TokenKind};

fn found(r: &Reading<'_>, span: (usize, usize), rule: &'static str, confidence: f32) -> Option<Found> {
    (span.1 > span.0).then(|| Found::tokens(r, span, MentionType::Event, rule, confidence))
}

/// Where what stands behind "van de" at token `i` begins.
fn behind_of(r: &Reading<'_>, i: usize) -> Option<usize> {
    let next = i + 1 + usize::from(r.t.is_any(i + 1, words!["de", "het"]));
    (r.t.is(i, "van") && r.is_name_word(next) && r.t.breaks_before(next) < 2).then_some(next)
}

/// One past the body at token `i`, with a second one that "en" joins if `joined`.
fn body(r: &Reading<'_>, i: usize, joined: bool) -> Option<usize> {
    let end = r.kind_at(i, &[MentionType::Organisation]).map(|hit| hit.after())?;
    let next = end + 1 + usize::from(r.t.is_any(end + 1, words!["de", "het"]));
    let second = r.kind_at(next, &[MentionType::Organisation]).filter(|_| joined && r.t.is(end, "en"));
    Some(second.map_or(end, |hit| hit.after()))
}

/// "top van de BRICS-landen", "top van de G20": of any other body the top may be who leads it.
pub(super) fn summit(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let at = behind_of(r, after).filter(|_| !r.shouts(i))?;
    let word = r.t.word(at);
    let group = word.rsplit_once('-').is_some_and(|(name, noun)| {
        is_acronym(name) && matches!(noun, "landen" | "leiders" | "lidstaten" | "regeringsleiders")
    });
    let numbered = matches!(word, "G7" | "G8" | "G20" | "BRICS") && !r.t.is(at + 1, "-");
    let name = found(r, (i, at + 1), "event.summit-of", 0.75).filter(|_| group || numbered)?;
    let group = word.rsplit_once('-').map_or(word, |(group, _)| group);
    Some(Found { lookup: Some(format!("{group}-top")), ..name })
}

/// "het visserijdebat op 4 oktober": a debate by its subject in one word, with its day.
pub(super) fn small_debate(r: &Reading<'_>, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let subject = ends_with(word, "debat") && word.len() > "debat".len() + 4 && !word.contains('-');
    let led = i > 0 && r.t.is_any(i - 1, words!["het", "plenaire"]);
    let day = r.t.is_any(i + 1, words!["van", "op", "d.d."]) && dated(r, i + 2);
    found(r, (i, i + 1), "event.small", 0.7)
        .filter(|_| subject && led && day && !is_stop(word, Stop::Generic))
}

/// "zesde zitting van de VN-Milieuvergadering", "52e sessie van de VN-Mensenrechtenraad", "ministeriële conferentie van de
/// ESA".
pub(super) fn numbered(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let ordinal = |k: usize| k > 0 && (r.t.is_any(k - 1, ORDINALS) || counts(r.t.word(k - 1)));
    let ministerial = i > 0 && r.t.is_any(i - 1, words!["ministeriële", "ministeriele"]);
    let from = i - usize::from(ministerial);
    let from = from - usize::from(ordinal(from));
    let at = behind_of(r, after).filter(|_| from < i && !r.shouts(i))?;
    found(r, (from, body(r, at, false)?), "event.session", 0.75)
}

/// "52e", "78ste".
pub(super) fn counts(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && matches!(word.get(digits..), Some("e" | "ste" | "de"))
}

/// "jaarvergadering van de Wereldbank", "voorjaarsvergadering van het IMF en de Wereldbank".
pub(super) fn yearly(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let at = behind_of(r, after).filter(|_| !r.shouts(i))?;
    found(r, (i, body(r, at, true)?), "event.yearly", 0.75)
}

/// "bestuurlijk overleg Leefomgeving", "Bestuurlijke Overleggen MIRT": one of many by the name behind it; without one
/// only its day tells it apart.
pub(super) fn titled(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    use MentionType::{Date, Location, Office, Organisation, Person};
    let short = r.t.is(after, "(") && is_acronym(r.t.word(after + 1)) && r.t.is(after + 2, ")");
    let from = if short { after + 3 } else { after };
    if r.shouts(i)
        || !r.is_name_word(from)
        || r.t.kind(from) != Some(TokenKind::Word)
        || r.t.breaks_before(from) > 0
        || r.kind_at(from, &[Date, Location, Office, Organisation, Person]).is_some()
    {
        return None;
    }
    let end = capital_phrase(r, from, r.limit(i), true);
    found(r, (i, end), "event.session", 0.75).filter(|_| end > from)
}
