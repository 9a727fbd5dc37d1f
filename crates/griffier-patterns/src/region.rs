//! Places that no list holds: part of a listed country or region by its direction ("Zuid-Turkije"), and the town after
//! "te" ("gevestigd te Wieringerwerf").

use crate::name::heads::{Stop, is_stop};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{Document, Hit, MentionType, Target, TokenKind, ZoneKind};
use griffier_text::Span;

/// The directions, as they stand before a hyphen; a closed class.
const DIRECTIONS: [&str; 12] = [
    "Noord",
    "Oost",
    "Zuid",
    "West",
    "Noordoost",
    "Noordwest",
    "Zuidoost",
    "Zuidwest",
    "Midden",
    "Centraal",
    "Noord-Oost",
    "Noord-West",
];

/// Finds parts of listed places by their direction, and towns after "te".
pub fn recognize_regions(doc: &Document) -> Vec<Hit> {
    regions(&Reading::new(doc))
}

/// The same for a letter that is read already.
pub(crate) fn regions(r: &Reading<'_>) -> Vec<Hit> {
    let directed = r.listed().iter().filter(|hit| hit.kind == MentionType::Location && !hit.portfolio);
    let mut hits: Vec<Hit> = directed.filter_map(|hit| part(r, hit.span)).collect();
    hits.extend(r.visits().towns.iter().filter_map(|&i| town(r, i as usize)));
    hits.sort_by_key(|hit| hit.span);
    hits
}

/// "Zuid-Turkije": the direction and hyphen right before a listed place, where the whole is on no list.
fn part(r: &Reading<'_>, place: Span) -> Option<Hit> {
    let text = r.doc.text();
    let before = text.get(..place.start())?.strip_suffix('-')?;
    let name = r.doc.slice(place);
    let direction =
        DIRECTIONS.iter().filter(|word| before.ends_with(**word)).max_by_key(|word| word.len())?;
    let start = before.len() - direction.len();
    let inside = before.get(..start)?.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '-');
    let after = text.get(place.end()..)?.chars().next();
    let compound = after.is_some_and(|c| c.is_alphanumeric() || c == '-');
    if inside || compound || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let whole = Span::at(start, place.end());
    let from = r.listed().partition_point(|hit| hit.span.start() < start);
    let known = r.listed()[from..]
        .iter()
        .take_while(|hit| hit.span.start() == start)
        .any(|hit| hit.span.contains(whole));
    let hit = Hit::rule(whole, MentionType::Location, Target::Name, "region.direction").with_confidence(0.9);
    (!known).then_some(hit)
}

/// "te Wieringerwerf", "te Alphen aan den Rijn": a name that no list holds right after "te".
fn town(r: &Reading<'_>, i: usize) -> Option<Hit> {
    let plain = r.t.is(i, "te")
        && !r.t.is_capitalised(i)
        && matches!(r.zone(i), ZoneKind::Body | ZoneKind::Footnotes);
    let from = i + 1;
    let word = || r.t.kind(from) == Some(TokenKind::Word) && r.t.is_capitalised(from) && !r.shouts(from);
    if !plain || !word() || r.t.breaks_before(from) > 1 || is_stop(r.t.word(from), Stop::Generic) {
        return None;
    }
    let letters = r.t.word(from).chars().all(|c| c.is_alphabetic() || c == '-');
    let known = r.listed_at(from).any(|hit| !hit.portfolio || hit.after() > from + 1);
    // "te Uwer beschikking" is courtesy, "te GroenLinks" and "te iPhone" are no towns.
    let odd = r.t.word(from).chars().skip(1).any(char::is_uppercase) && !r.t.word(from).contains('-');
    let courtesy = ["Uwe", "Hunne", "Zijne", "Hare", "Mijne", "Onze"]
        .iter()
        .any(|word| r.t.word(from).starts_with(word));
    if !letters || known || odd || courtesy || r.t.word(from).chars().count() < 3 {
        return None;
    }
    let mut end = from + 1;
    if r.t.is_any(end, words!["aan", "op", "bij", "in"])
        && r.t.is_any(end + 1, words!["den", "de", "het"])
        && r.is_name_word(end + 2)
    {
        end += 3;
    } else if r.is_name_word(end)
        && !r.shouts(end)
        && r.t.breaks_before(end) == 0
        && r.listed_at(end).next().is_none()
    {
        end += 1;
    }
    let span = r.t.cover(from, end - 1);
    Some(Hit::rule(span, MentionType::Location, Target::Name, "region.town").with_confidence(0.6))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_tokens::zoned;

    /// Asserts the places found in `text`, in which `listed` are the places of the list.
    #[track_caller]
    fn check(text: &str, listed: &[&str], expected: &[&str]) {
        let mut doc = zoned(text, &[(ZoneKind::Body, text)]);
        let hits = listed.iter().flat_map(|name| text.match_indices(name));
        let hits = hits.map(|(at, name)| {
            Hit::rule(Span::at(at, at + name.len()), MentionType::Location, Target::Listed(0), "list")
        });
        let hits = hits.collect();
        doc.push_hits(hits);
        let found: Vec<_> =
            recognize_regions(&doc).iter().map(|hit| doc.slice(hit.span).to_owned()).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn a_direction_and_a_listed_place() {
        check(
            "Hulp in Zuid-Turkije en Noordoost-Syrië.",
            &["Turkije", "Syrië"],
            &["Zuid-Turkije", "Noordoost-Syrië"],
        );
        check("De reis naar Midden-Ethiopië.", &["Ethiopië"], &["Midden-Ethiopië"]);
    }

    #[test]
    fn no_part_of_a_place() {
        check("Hulp in Zuid-Soedan.", &["Soedan", "Zuid-Soedan"], &[]);
        check("De lijn Oost-Turkije-route.", &["Turkije"], &[]);
        check("Het grensoverschrijdend-Turkije overleg.", &["Turkije"], &[]);
        check("In Noord en Zuid, en in Turkije.", &["Turkije"], &[]);
        check("De as Berlijn-Zuid-Turkije.", &["Turkije"], &[]);
    }

    #[test]
    fn a_town_after_te() {
        check("Een bedrijf, gevestigd te Wieringerwerf, vroeg hulp.", &[], &["Wieringerwerf"]);
        check("Het bureau te Alphen aan den Rijn sluit.", &[], &["Alphen aan den Rijn"]);
    }

    #[test]
    fn no_town_after_te() {
        check("Het kantoor te Utrecht.", &["Utrecht"], &[]);
        check("Dit stel ik te Uwer beschikking.", &[], &[]);
        check("Om te beginnen te GroenLinks gerichte vragen.", &[], &[]);
        check("Ten behoeve van VWS en te VWS belegd.", &[], &[]);
    }
}
