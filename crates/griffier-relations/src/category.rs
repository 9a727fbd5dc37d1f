//! Which technologies belong to which class: `Onder EDTs wordt verstaan: 1) data, 2) …`. Other membership is `membership`.

use crate::cue::Cue;
use crate::reading::{Letter, Window};
use crate::statement::{Rule, Statements};
use griffier_doc::{Mention, MentionType, Predicate};

const KINDS: Rule = Rule::new("category.enumeration", 0.88);
const KIND_OF: Rule = Rule::new("category.kind-of", 0.88);
const KINDS_OF_THESE: Rule = Rule::new("category.belong-to-these", 0.85);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    let mut class: Option<&Mention> = None;
    for window in letter.windows() {
        // Another sentence than the next ends what "deze technologieën" can mean.
        if !window.names(&[MentionType::Technology]) {
            class = None;
            continue;
        }
        kinds(&window, class, out);
        kind_of(&window, out);
        class = window.outer.iter().rev().copied().find(|m| is_class(letter, m));
    }
}

/// Whether the mention names a class of technologies (`kritieke technologieën`, `EDTs`).
fn is_class(letter: &Letter<'_>, mention: &Mention) -> bool {
    if mention.kind != MentionType::Technology {
        return false;
    }
    let name = letter.doc.slice(mention.span);
    ["technologieën", "technologies", "Technologies", "technologiegebieden"]
        .iter()
        .any(|end| name.ends_with(end))
        || name.len() <= 6 && name.ends_with('s') && name.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// `Onder EDTs wordt verstaan: 1) data, 2) …`, `sleuteltechnologieën zoals X en Y`, `X en Y behoren tot deze
/// technologieën`.
fn kinds(w: &Window<'_, '_>, before: Option<&Mention>, out: &mut Statements) {
    let technology = |k: usize| w.outer.get(k).is_some_and(|m| m.kind == MentionType::Technology);
    for (k, class) in w.outer.iter().enumerate().filter(|(_, m)| is_class(w.letter, m)) {
        let from = w.letter.index_at(class.span.end());
        let Some(start) = listed_after(w, from) else { continue };
        let mut end = w.at(start).start();
        for kind in w.outer[k + 1..].iter().take(40) {
            let gap = w.gap(end, kind.span.start());
            if kind.kind != MentionType::Technology || !is_list_gap(w, gap) {
                break;
            }
            out.say(kind, Predicate::CategoryOf, class, class.span.cover(kind.span), KINDS);
            end = kind.span.end();
        }
    }
    let belong = w.tokens.clone().filter(|&i| w.has(i, Cue::Phrase)).find(|&i| {
        w.are(i, &["behoren", "tot"]) || w.are(i, &["vallen", "onder"]) || w.are(i, &["behoort", "tot"])
    });
    let Some(verb) = belong else { return };
    let last = w.count_before(w.at(verb).start());
    let Some(last) = last.checked_sub(1).filter(|&k| technology(k)) else { return };
    if !w.gap(w.outer[last].span.end(), w.at(verb).start()).is_empty() {
        return;
    }
    let named = w.mention_after(verb + 2, 1).map(|k| w.outer[k]).filter(|m| is_class(w.letter, m));
    let these = w.is(verb + 2, "deze") && w.word(verb + 3).starts_with("technologie");
    let Some(class) = named.or(before.filter(|_| these)) else { return };
    for k in w.list_around(last, &[MentionType::Technology]) {
        let evidence = w.evidence(w.outer[k].span, w.at((verb + 3).min(w.tokens.end - 1)), verb);
        out.say(w.outer[k], Predicate::CategoryOf, class, evidence, KINDS_OF_THESE);
    }
}

/// `X is een vorm van Y`.
fn kind_of(w: &Window<'_, '_>, out: &mut Statements) {
    for pair in w.outer.windows(2) {
        let [kind, class] = pair else { continue };
        let gap = w.gap(kind.span.end(), class.span.start());
        let says = ["vorm", "soort", "type", "toepassing"].iter().any(|noun| {
            w.are(gap.start, &["is", "een", noun, "van"]) || w.are(gap.start, &["als", noun, "van"])
        });
        let both = kind.kind == MentionType::Technology && class.kind == MentionType::Technology;
        if both && says && gap.len() <= 4 {
            out.say(kind, Predicate::CategoryOf, class, kind.span.cover(class.span), KIND_OF);
        }
    }
}

/// The token after the words that open a list of kinds at `i`.
fn listed_after(w: &Window<'_, '_>, i: usize) -> Option<usize> {
    let mut j = i;
    while w.is_dressing(j) || w.is(j, ",") || w.is(j, ")") {
        j += 1;
    }
    let phrases: [&[&str]; 9] = [
        &["wordt", "verstaan", ":"],
        &["worden", "verstaan", ":"],
        &["verstaan", "we", ":"],
        &["te", "weten"],
        &["zoals"],
        &["waaronder"],
        &["namelijk"],
        &["zijn", ":"],
        &[":"],
    ];
    phrases.iter().find(|phrase| w.are(j, phrase)).map(|phrase| j + phrase.len())
}

/// Whether only what joins or numbers the members of a list stands in `gap`.
fn is_list_gap(w: &Window<'_, '_>, gap: std::ops::Range<usize>) -> bool {
    gap.len() <= 8
        && gap.clone().all(|j| {
            let word = w.word(j);
            w.has(j, Cue::Connective)
                || w.has(j, Cue::Determiner)
                || w.is_dressing(j)
                || matches!(
                    word,
                    ":" | ";" | ")" | "(" | "-" | "." | "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii"
                )
                || word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
                || word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::check_body;

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        check_body(read, body, expected);
    }

    #[test]
    fn kinds_of_technology() {
        check(
            "Onder [[EDTs|TECHNOLOGY tech:edt]] wordt verstaan: 1) [[data|TECHNOLOGY edt:data]], 2) [[AI|TECHNOLOGY edt:ai]] en 3) [[kwantum|TECHNOLOGY edt:q]].",
            &["edt:ai category_of tech:edt", "edt:data category_of tech:edt", "edt:q category_of tech:edt"],
        );
        check(
            "Een ziet op [[kritieke technologieën|TECHNOLOGY tech:k]]. [[Kwantum|TECHNOLOGY edt:q]] en [[AI|TECHNOLOGY edt:ai]] behoren tot deze technologieën.",
            &["edt:ai category_of tech:k", "edt:q category_of tech:k"],
        );
        check("De [[EDTs|TECHNOLOGY tech:edt]] en [[AI|TECHNOLOGY edt:ai]] zijn belangrijk.", &[]);
        check("[[AI|TECHNOLOGY edt:ai]] en [[kwantum|TECHNOLOGY edt:q]] behoren tot de kern.", &[]);
    }
}
