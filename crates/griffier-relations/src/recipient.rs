//! To whom a promise is made: members and chambers of parliament, or someone outside it. Shared by the relations
//! (`requested_by`) and the layer of commitments.

use crate::cue::Cue;
use crate::letter::is_chamber;
use crate::reading::Window;
use crate::request::asks;
use griffier_doc::{Mention, MentionType};
use griffier_text::{WordSet, words};
use std::ops::Range;

/// How far a recipient stands from the word that promises, in tokens.
const REACH: usize = 26;
/// How many members one list holds at most.
const MEMBERS: usize = 40;

/// Whether mention `k` is a member, a committee or a chamber of parliament, or a gentleman or lady who sits there.
pub(crate) fn is_parliament(w: &Window<'_, '_>, k: usize) -> bool {
    let mention = w.outer[k];
    let start = w.letter.index_at(mention.span.start());
    asks(w, k)
        || mention.kind == MentionType::Person
            && (mention.attr("chamber").is_some()
                || (start.saturating_sub(1).max(w.tokens.start)..start)
                    .any(|j| w.is_any(j, words!["heer", "mevrouw", "senator"])))
        || mention.kind == MentionType::Organisation
            && w.is_any(start.saturating_sub(1), words!["fractie", "fracties"])
}

/// The members to whom the word at token `i` promises: behind `aan`, as an object (`heb ik het lid X toegezegd`), or as those
/// who asked for it (`in reactie op Kamerlid X heb ik toegezegd`). Indices of [`Window::outer`], in order.
pub(crate) fn members(w: &Window<'_, '_>, i: usize) -> Vec<usize> {
    let clause = w.clause(i);
    let low = clause.start.max(i.saturating_sub(REACH));
    let high = clause.end.min(i + REACH);
    let mut found: Vec<usize> = Vec::new();
    let mut add = |k: usize| found.extend(named_from(w, k));
    for j in low..high {
        let named = || w.mention_after(j + 1, 0).filter(|&k| is_parliament(w, k) && !is_body(w, k));
        if w.is_any(j, words!["aan", "jegens"]) || asked_by(w, j) {
            named().into_iter().for_each(&mut add);
        }
    }
    for k in objects(w, i, low..high).filter(|&k| is_parliament(w, k) && !is_body(w, k)) {
        add(k);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The members named from mention `k` on, their parties in brackets aside: `de leden A (X), B (Y) en C (Z)`.
pub(crate) fn named_from(w: &Window<'_, '_>, k: usize) -> Vec<usize> {
    let kind = w.outer[k].kind;
    let mut found: Vec<usize> = w.list_around(k, &[kind]).filter(|&other| other >= k).collect();
    let mut last = found.last().copied().unwrap_or(k);
    while kind == MentionType::Person && found.len() < MEMBERS {
        let (Some(party), Some(next)) = (w.outer.get(last + 1), w.outer.get(last + 2)) else { break };
        let open = w.gap(w.outer[last].span.end(), party.span.start());
        let gap = w.gap(party.span.end(), next.span.start());
        let bracketed = party.kind == MentionType::Organisation
            && open.len() == 1
            && w.is(open.start, "(")
            && w.is(gap.start, ")");
        let joined = (2..=5).contains(&gap.len())
            && gap
                .clone()
                .skip(1)
                .all(|j| w.has(j, Cue::Connective) || w.has(j, Cue::Determiner) || w.has(j, Cue::Title));
        if !bracketed || !joined || next.kind != MentionType::Person {
            break;
        }
        found.extend(w.list_around(last + 2, &[kind]).filter(|&other| other > last));
        last = found.last().copied().unwrap_or(last + 2);
    }
    found
}

/// Whether mention `k` is a chamber, which as a whole says nothing of who asked.
fn is_body(w: &Window<'_, '_>, k: usize) -> bool {
    w.outer[k].link.id().is_some_and(|id| is_chamber(id))
}

/// Whether the word at `j` ends a phrase that names who asked: `in reactie op`, `op verzoek van`, `op een vraag van`.
fn asked_by(w: &Window<'_, '_>, j: usize) -> bool {
    let low = j.saturating_sub(3).max(w.tokens.start);
    w.is(j, "op") && w.is(j.saturating_sub(1), "reactie")
        || w.is_any(j, words!["van", "door"])
            && (low..j).any(|n| w.is_any(n, words!["verzoek", "vraag", "vragen", "verzocht", "gevraagd"]))
            && (low.saturating_sub(3).max(w.tokens.start)..j).any(|n| w.is_any(n, words!["op", "aanleiding"]))
}

/// The mentions that no preposition governs between the finite verb and the word that promises at `i`, or right behind
/// a finite one: `heb ik het lid X toegezegd`, `zegde ik de leden X en Y toe`.
fn objects(w: &Window<'_, '_>, i: usize, near: Range<usize>) -> impl Iterator<Item = usize> {
    let finite = w.is_any(i, words!["zeg", "zegt", "zeggen", "zegde", "zegden"]);
    let auxiliary = |j: &usize| w.has(*j, Cue::Auxiliary) || w.is_any(*j, words!["ik", "wij", "u"]);
    let range = if finite {
        i + 1..(i + 1..near.end).find(|&j| w.is(j, "toe")).unwrap_or(i + 1)
    } else {
        let object = w.is_any(i, words!["toegezegd", "toezegde", "toezegden", "toezeggen", "toezeg"]);
        let from = (near.start..i).rev().filter(|_| object).take(24).filter(auxiliary).last();
        from.map_or(i..i, |from| from + 1..i)
    };
    let start = range.start;
    let inside = w.mentions_in(&range).filter(move |&k| {
        let j = phrase_start(w, k, start);
        j == start
            || !w.has(j - 1, Cue::Preposition)
                && !w.is_any(j - 1, words!["motie", "moties", "amendement", "("])
    });
    // "De provincie X heb ik toegezegd": the object opens the sentence.
    let first = w.outer.first().filter(|m| {
        let behind = w.letter.index_at(m.span.end());
        behind < i
            && w.is_any(behind, words!["heb", "hebben", "zegde", "zeg"])
            && w.is_any(behind + 1, words!["ik", "wij", "we"])
            && phrase_start(w, 0, w.tokens.start) == w.tokens.start
    });
    inside.chain(first.map(|_| 0))
}

/// Where the noun phrase of mention `k` begins: its determiners and titles, not before `low`.
fn phrase_start(w: &Window<'_, '_>, k: usize, low: usize) -> usize {
    let mut j = w.letter.index_at(w.outer[k].span.start());
    while j > low
        && (w.has(j - 1, Cue::Determiner) || w.has(j - 1, Cue::Title) || w.has(j - 1, Cue::Outsider))
    {
        j -= 1;
    }
    j
}

/// Whether the promise at token `i` is made to someone outside parliament: `heb ik ProRail toegezegd`, `aan de gemeenten
/// is toegezegd`.
pub(crate) fn is_outside(w: &Window<'_, '_>, i: usize) -> bool {
    let clause = w.clause(i);
    let near = clause.start.max(i.saturating_sub(REACH))..clause.end.min(i + REACH);
    let leads = near
        .clone()
        .filter(|&j| w.is_any(j, words!["aan", "jegens", "richting"]) && leads_recipient(w, i, j));
    let mut outside = false;
    for j in leads {
        if names_parliament(w, j + 1) {
            return false;
        }
        outside |= names_others(w, j + 1);
    }
    let bare = |k: usize| {
        matches!(w.outer[k].kind, MentionType::Organisation | MentionType::Location)
            && !is_parliament(w, k)
            && is_whole(w, w.outer[k])
            && {
                let start = phrase_start(w, k, w.tokens.start);
                start == w.tokens.start || is_light(w, start - 1)
            }
    };
    let fronted =
        |j: usize| j == w.tokens.start + 1 && w.is_any(j + 1, words!["heb", "hebben"]) && w.is(j + 2, "ik");
    let mut plain = (near.start..i).filter(|&j| w.has(j, Cue::Outsider) && (is_first(w, j) || fronted(j)));
    let told = |k: usize| is_parliament(w, k);
    outside
        || !objects(w, i, near.clone()).any(told)
            && (objects(w, i, near.clone()).any(bare) || plain.next().is_some())
}

/// Whether the preposition at `j` leads to the recipient of the word at `i`: right behind it, or before it at the head of
/// the clause or behind the subject, so that no other noun takes it (`steun aan Oekraïne`).
fn leads_recipient(w: &Window<'_, '_>, i: usize, j: usize) -> bool {
    if w.is_any(j + 1, words!["de", "het"])
        && w.is_any(j + 2, words!["hand", "begin", "eind", "einde", "orde", "slag"])
    {
        return false;
    }
    if j > i {
        return j == i + 1 || w.is(j - 1, "toe") || w.is_any(j - 1, words!["gedaan", "gedane"]);
    }
    j == w.tokens.start || is_light(w, j - 1)
}

/// Whether only the verb, the subject or an adverb stands before the noun phrase at `j`.
fn is_first(w: &Window<'_, '_>, j: usize) -> bool {
    let mut j = j;
    while j > w.tokens.start && (w.has(j - 1, Cue::Determiner) || w.has(j - 1, Cue::Title)) {
        j -= 1;
    }
    j > w.tokens.start && is_light(w, j - 1)
}

/// Whether token `j` is no noun that could take a preposition: a pronoun, an auxiliary, an adverb of time, a mark.
fn is_light(w: &Window<'_, '_>, j: usize) -> bool {
    const WORDS: &WordSet = words![
        "ik", "wij", "we", "u", "ook", "eerder", "al", "toen", "daarbij", "destijds", "reeds", "tevens",
        "wel", "dat", "dit", "daarom", "daarop", "hierop", "zeg",
    ];
    w.is_any(j, WORDS)
        || w.has(j, Cue::Auxiliary)
        || w.has(j, Cue::Perfect)
        || w.is_any(j, words![",", ";", ":"])
        || w.mention_covering(j).is_some_and(|k| w.outer[k].kind != MentionType::Technology)
}

/// Whether the noun phrase at `i` is parliament, one of its members or committees, or `u`.
fn names_parliament(w: &Window<'_, '_>, i: usize) -> bool {
    const WORDS: &WordSet = words![
        "u",
        "uw",
        "kamer",
        "kamers",
        "kamerlid",
        "kamerleden",
        "lid",
        "leden",
        "commissie",
        "parlement",
        "fractie",
        "fracties",
        "indiener",
        "indieners",
        "vragensteller",
        "vragenstellers",
        "senaat",
        "senator",
        "senatoren",
        "staten-generaal",
        "volksvertegenwoordiging",
        "haar",
        "hem",
        "hen",
    ];
    let mut j = i;
    while j < i + 4 && (w.has(j, Cue::Determiner) && !w.is(j, "uw") || w.is_any(j, words!["vaste", "beide"]))
    {
        j += 1;
    }
    w.is_any(j, WORDS) || w.mention_after(i, 1).is_some_and(|k| is_parliament(w, k))
}

/// Whether a noun phrase that can take a promise begins at `i`: a name, or a word for a party outside parliament.
fn names_others(w: &Window<'_, '_>, i: usize) -> bool {
    let named = w.mention_after(i, 1).is_some_and(|k| {
        matches!(
            w.outer[k].kind,
            MentionType::Organisation | MentionType::Location | MentionType::Person | MentionType::Office
        ) && !is_parliament(w, k)
    });
    named || (i..i + 4).any(|j| w.has(j, Cue::Outsider))
}

/// Whether the mention is no part of a compound (`RIVM-onderzoek`).
pub(crate) fn is_whole(w: &Window<'_, '_>, mention: &Mention) -> bool {
    let text = w.letter.doc.text();
    !text.get(mention.span.end()..).is_some_and(|rest| rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;
    use crate::reading::Letter;
    use griffier_doc::ZoneKind;

    /// The members promised to and whether the promise goes outside parliament.
    #[track_caller]
    fn check(body: &str, expected: &[&str], outside: bool) {
        let doc = marked::letter(&[(ZoneKind::Body, body)]);
        let letter = Letter::new(&doc);
        let w = letter.windows().next().unwrap();
        let trigger = words!["toegezegd", "zegde", "zeg", "toezegging", "toezeggen"];
        let i = w.tokens.clone().find(|&i| w.is_any(i, trigger)).unwrap();
        let found: Vec<&str> = members(&w, i).iter().map(|&k| doc.slice(w.outer[k].span)).collect();
        assert_eq!((found.as_slice(), is_outside(&w, i)), (expected, outside), "{body}");
    }

    #[test]
    fn members_behind_aan_or_as_object() {
        check("Ik heb aan het lid [[A|PERSON person:a]] toegezegd dat te doen.", &["A"], false);
        check("Ik heb het lid [[A|PERSON person:a]] toegezegd dat te doen.", &["A"], false);
        check(
            "In het debat heb ik de leden [[A|PERSON person:a]] en [[B|PERSON person:b]] toegezegd te gaan.",
            &["A", "B"],
            false,
        );
        check("Daar zegde ik het lid [[A|PERSON person:a]] toe te gaan.", &["A"], false);
        check("Daar heb ik in reactie op Kamerlid [[A|PERSON person:a]] toegezegd te gaan.", &["A"], false);
        check("Op verzoek van het lid [[A|PERSON person:a]] heb ik toegezegd te gaan.", &["A"], false);
        check(
            "Ik heb aan de leden [[A|PERSON person:a]] ([[X|ORGANISATION org:x]]), [[B|PERSON person:b]] ([[Y|ORGANISATION org:y]]) en [[C|PERSON person:c]] toegezegd te gaan.",
            &["A", "B", "C"],
            false,
        );
        check("Ik heb mevrouw [[A|PERSON person:a]] toegezegd te gaan.", &["A"], false);
        check("Ik heb toegezegd het voorstel van het lid [[A|PERSON person:a]] te lezen.", &[], false);
        check("Ik heb het voorstel van het lid [[A|PERSON person:a]] toegezegd.", &[], false);
        check("Ik heb uw [[Kamer|ORGANISATION org:tweede-kamer]] toegezegd te gaan.", &[], false);
    }

    #[test]
    fn those_outside_parliament() {
        check("Ik heb [[ProRail|ORGANISATION org:p]] toegezegd het spoor te leggen.", &[], true);
        check("Aan de gemeenten heb ik toegezegd dat dit blijft.", &[], true);
        check("Ik heb de gemeenten toegezegd dat dit blijft.", &[], true);
        check("Ik heb toegezegd aan [[ProRail|ORGANISATION org:p]] dat dit blijft.", &[], true);
        check("Ik heb aan de fractie van [[X|ORGANISATION org:x]] toegezegd dit te doen.", &[], false);
        check("Ik heb een brief over de gemeenten toegezegd.", &[], false);
        check("Ik heb toegezegd de gemeenten te spreken.", &[], false);
        check("Ik heb toegezegd aan de hand van cijfers te spreken.", &[], false);
        check("Over steun aan [[Oekraïne|LOCATION country:UA]] heb ik een brief toegezegd.", &[], false);
        check("Ik heb aan uw [[Kamer|ORGANISATION org:tweede-kamer]] een brief toegezegd.", &[], false);
    }
}
