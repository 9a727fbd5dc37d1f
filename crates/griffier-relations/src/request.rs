//! Who asked for the letter: `op verzoek van het lid X`, `de commissie heeft mij verzocht om …`. Promises are `motion`,
//! questions that are answered `question`.

use crate::cue::Cue;
use crate::letter::is_chamber;
use crate::reading::{Letter, Window};
use crate::recipient;
use crate::statement::{Rule, Statements};
use griffier_doc::{MentionType, Predicate, Role};
use griffier_text::words;

const ASKED: Rule = Rule::new("commitment.asked-by", 0.85);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    for window in letter.windows().filter(|w| w.holds(&[Cue::Phrase]) && !w.is_question()) {
        for i in window.tokens.clone().filter(|&i| window.has(i, Cue::Phrase)) {
            asked(&window, i, out);
        }
    }
}

/// Whether mention `k` is one who asks a government: a member, a committee, a chamber.
pub(crate) fn asks(w: &Window<'_, '_>, k: usize) -> bool {
    let mention = w.outer[k];
    let start = w.letter.index_at(mention.span.start());
    match mention.kind {
        MentionType::Person => {
            mention.role == Some(Role::Lid)
                || (start.saturating_sub(1).max(w.tokens.start)..start)
                    .any(|j| w.is_any(j, words!["lid", "leden", "kamerlid", "kamerleden"]))
        }
        MentionType::Organisation => {
            let id = mention.link.id().map_or("", |id| id.as_ref());
            let name = w.letter.doc.slice(mention.span).to_lowercase();
            is_chamber(id)
                || name.contains("kamercommissie")
                || name.contains("commissie voor")
                || name.contains("commissie") && ["-tk", "-ek"].iter().any(|end| id.ends_with(end))
                || name.starts_with("vaste commissie")
        }
        MentionType::Office => {
            let name = w.letter.doc.slice(mention.span).to_lowercase();
            name.starts_with("voorzitter") && name.contains("commissie")
        }
        _ => false,
    }
}

/// `op verzoek van het lid X`, `het verzoek van de vaste commissie voor …`, `verzocht door …`.
fn asked(w: &Window<'_, '_>, i: usize, out: &mut Statements) {
    let noun = w.is_any(i, words!["verzoek", "verzoeken"]) && w.is_any(i + 1, words!["van", "door"]);
    let verb = w.is_any(i, words!["verzocht", "gevraagd"]) && w.is(i + 1, "door");
    if !noun && !verb {
        has_asked(w, i, out);
        return;
    }
    let Some(first) = w.mention_after(i + 2, 0).filter(|&k| asks(w, k)) else { return };
    for k in recipient::named_from(w, first) {
        let evidence = w.evidence(w.at(i), w.outer[k].span, i);
        out.say_of_letter(Predicate::RequestedBy, w.outer[k], evidence, ASKED);
    }
}

/// `De vaste commissie voor X heeft mij op 23 juni jl. verzocht om informatie`, `heeft de Kamer verzocht om een reactie`.
fn has_asked(w: &Window<'_, '_>, i: usize, out: &mut Statements) {
    let clause = w.clause(i);
    let object = w.is_any(i + 1, words!["om", "te"])
        || (clause.start..i).any(|j| w.is_any(j, words!["mij", "ons", "kabinet"]));
    if !w.is_any(i, words!["verzocht", "gevraagd"]) || !object {
        return;
    }
    let low = clause.start.max(i.saturating_sub(25));
    let Some(auxiliary) = (low..i).rev().find(|&j| w.is_any(j, words!["heeft", "hebben", "had"])) else {
        return;
    };
    // "heeft mij bedankt en een ander verzocht"
    if (auxiliary..i).any(|j| w.is_any(j, words!["en", ";"]) && w.mention_covering(j).is_none()) {
        return;
    }
    let behind = w.mention_after(auxiliary + 1, 0);
    let before = w.count_before(w.at(auxiliary).start()).checked_sub(1).filter(|&k| {
        w.gap(w.outer[k].span.end(), w.at(auxiliary).start()).is_empty()
            && w.outer[k].span.start() >= w.at(clause.start).start()
    });
    // "heeft de minister ons verzocht": the subject behind the auxiliary is another.
    let other = |k: usize| matches!(w.outer[k].kind, MentionType::Office | MentionType::Person);
    if behind.is_some_and(other) {
        return;
    }
    let is_body = |k: &usize| w.outer[*k].kind == MentionType::Organisation && asks(w, *k);
    let Some(k) = before.filter(is_body).or(behind.filter(is_body)) else { return };
    // What the Kamer asked of others, or long ago in a motion, is none of this letter's.
    if w.outer.iter().any(|m| m.kind == MentionType::Motion) {
        return;
    }
    let evidence = w.evidence(w.outer[k].span, w.at(i), i);
    out.say_of_letter(Predicate::RequestedBy, w.outer[k], evidence, ASKED);
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
    fn who_asked() {
        check(
            "Op verzoek van de [[vaste commissie voor Defensie|ORGANISATION org:c]] stuur ik",
            &["DOC requested_by org:c"],
        );
        check("op verzoek van het lid [[X|PERSON person:x]]", &["DOC requested_by person:x"]);
        check("op verzoek van de [[NAVO|ORGANISATION org:navo]]", &[]);
        check("op verzoek van [[X|PERSON person:x]]", &[]);
        check(
            "een aantal verzoeken van de [[vaste commissie voor X|ORGANISATION org:c]]",
            &["DOC requested_by org:c"],
        );
        check(
            "conform het verzoek van de [[Voorzitter van de vaste commissie voor X|OFFICE office:v]]",
            &["DOC requested_by office:v"],
        );
        check(
            "De [[vaste commissie voor X|ORGANISATION org:c]] heeft mij op [[23 juni|DATE 2011-06-23]] verzocht om informatie.",
            &["DOC requested_by org:c"],
        );
        check(
            "Daarbij heeft de [[Kamer|ORGANISATION org:tweede-kamer]] verzocht om een reactie.",
            &["DOC requested_by org:tweede-kamer"],
        );
        check(
            "In de [[Kamer|ORGANISATION org:tweede-kamer]] heeft de [[minister|OFFICE office:m]] ons verzocht om een reactie.",
            &[],
        );
        check("De [[NAVO|ORGANISATION org:navo]] heeft mij verzocht om een reactie.", &[]);
        check(
            "De [[Kamer|ORGANISATION org:tweede-kamer]] heeft mij bedankt en een ander verzocht te gaan.",
            &[],
        );
    }
}
