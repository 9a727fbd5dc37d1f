//! How a statement holds: asserted, or planned, required, possible, requested, conditional, by the words of the clause its
//! verb stands in. What denies it is read with the evidence (`reading`).

use crate::cue::Cue;
use crate::reading::Window;
use griffier_doc::Modality;
use griffier_text::words;
use std::ops::Range;

/// How far the words that turn a verb stand from it, in tokens.
const NEAR: usize = 25;

/// The modality of the clause at tokens `range` around the verb at token `verb`.
pub(crate) fn of(w: &Window<'_, '_>, verb: usize, range: &Range<usize>) -> Modality {
    let low = range.start.max(verb.saturating_sub(NEAR)).max(w.tokens.start);
    let high = range.end.min(verb + NEAR).min(w.tokens.end);
    // What follows another subordinator (`…, die vraagt of gemeenten moeten …`) is no word of this verb.
    let opens = |i: usize| {
        w.has(i, Cue::Subordinator)
            || w.is_any(i, words!["of", "om", "waartoe", "hoe"])
            || w.is(i, "door") && (i + 1..i + 4).any(|j| w.is(j, "te"))
    };
    let high = (verb + 1..high).find(|&i| opens(i) && w.mention_covering(i).is_none()).unwrap_or(high);
    let Range { start: low, end: high } = w.conjunct(verb, &(low..high));
    let mut found = Modality::Asserted;
    for i in low..high {
        let class = class(w, i);
        if class > found && w.mention_covering(i).is_none() && !is_aside(w, i, verb) {
            found = class;
        }
    }
    found
}

/// Whether the word at `i`, before the verb, belongs to a clause of its own that has ended there: `de gemeenten die moeten
/// bezuinigen, voeren …`, `Omdat niemand kan betalen, treedt …`, `Om te zorgen dat het kan, treedt …`.
fn is_aside(w: &Window<'_, '_>, i: usize, verb: usize) -> bool {
    if i >= verb || w.has(i, Cue::Condition) {
        return false;
    }
    let relative = |j: usize| {
        w.is_any(j, words!["die", "waarin", "waarmee", "waarbij", "waarvan", "waarvoor", "waarop"])
            && j > w.tokens.start
            && !w.has(j - 1, Cue::Preposition)
            && !w.has(j - 1, Cue::Plan)
    };
    // "Het plan dat gemeenten maken": the pronoun right behind a noun, not behind a verb of saying or a comma.
    let noun = |j: usize| {
        w.is(j, "dat")
            && j > w.tokens.start + 1
            && (w.has(j - 2, Cue::Determiner) || w.mention_covering(j - 1).is_some())
    };
    let subordinate = |j: usize| {
        w.is_any(
            j,
            words![
                "omdat",
                "om",
                "nu",
                "hoewel",
                "doordat",
                "aangezien",
                "nadat",
                "zodra",
                "wanneer",
                "toen",
                "opdat",
                "ofschoon",
            ],
        )
    };
    let mut before = (w.tokens.start.max(i.saturating_sub(16))..i).rev();
    let opened = before.any(|j| relative(j) || noun(j) || subordinate(j));
    opened && (i + 1..verb).any(|j| w.has(j, Cue::Comma))
}

/// Whether `mocht` opens its clause, so that what it says is tied to something.
fn opens_condition(w: &Window<'_, '_>, i: usize) -> bool {
    w.is_any(i, words!["mocht", "mochten"])
        && (i == w.tokens.start
            || w.has(i - 1, Cue::Comma)
            || w.has(i - 1, Cue::Break)
            || w.is_dressing(i - 1))
}

/// What the word at `i` makes of its clause.
fn class(w: &Window<'_, '_>, i: usize) -> Modality {
    match () {
        () if w.has(i, Cue::Condition) || opens_condition(w, i) => Modality::Conditional,
        () if w.has(i, Cue::Request) => Modality::Requested,
        () if w.has(i, Cue::Doubt) => Modality::Possible,
        () if w.has(i, Cue::Duty) => Modality::Required,
        () if w.has(i, Cue::Plan) || w.is(i, "plan") && w.is(i.saturating_sub(1), "van") => Modality::Planned,
        () => Modality::Asserted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;
    use crate::reading::Letter;
    use griffier_doc::ZoneKind;

    #[track_caller]
    fn check(body: &str, expected: Modality) {
        let doc = marked::letter(&[(ZoneKind::Body, body)]);
        let letter = Letter::new(&doc);
        let window = letter.windows().next().unwrap();
        let verb = window
            .tokens
            .clone()
            .find(|&i| window.is_any(i, words!["toe", "toetreedt", "toetreden"]))
            .unwrap();
        assert_eq!(of(&window, verb, &window.clause(verb)), expected, "{body}");
    }

    #[test]
    fn the_words_of_the_clause_tell() {
        check("Nederland treedt toe tot het verdrag", Modality::Asserted);
        check("Nederland zal toetreden tot het verdrag", Modality::Planned);
        check("Het kabinet is voornemens toe te treden", Modality::Planned);
        check("Het kabinet is van plan toe te treden", Modality::Planned);
        check("Nederland moet toetreden tot het verdrag", Modality::Required);
        check("Het kabinet overweegt toe te treden", Modality::Possible);
        check("Nederland zou kunnen toetreden", Modality::Possible);
        check("verzoekt de regering toe te treden", Modality::Requested);
        check("Indien Nederland toetreedt", Modality::Conditional);
        check("Mocht Nederland toetreden tot het verdrag, dan volgt overleg", Modality::Conditional);
        check("Het kabinet verwacht dat Nederland toetreedt", Modality::Planned);
    }

    #[test]
    fn words_of_another_clause_or_of_a_name_do_not_tell() {
        check("Nederland treedt toe tot het verdrag; het moet snel", Modality::Asserted);
        check("Nederland is toegetreden en wil toetreden tot meer", Modality::Planned);
        check("Nederland treedt toe en wil een ander verdrag opzeggen", Modality::Asserted);
        check("Nederland wil een verdrag opzeggen en heeft besloten dat het toe wordt", Modality::Asserted);
        check("Nederland wil onderhandelen en toetreden tot het verdrag", Modality::Planned);
        check("Nederland treedt toe, terwijl anderen kunnen wachten", Modality::Asserted);
        check("Nederland treedt toe tot het [[Verdrag dat moet|TREATY treaty:v]]", Modality::Asserted);
        check("Het plan waarmee Nederland toetreedt", Modality::Asserted);
        check("Nederland mocht in [[2001|DATE 2001]] toetreden", Modality::Asserted);
        check("Nederland treedt toe om te tonen dat het kan", Modality::Asserted);
        check("Omdat anderen niet kunnen wachten, treedt Nederland toe tot het verdrag", Modality::Asserted);
        check("Om te zorgen dat men kan varen, treedt Nederland toe tot het verdrag", Modality::Asserted);
        check(
            "Met het plan dat landen moeten maken, treedt Nederland toe tot het verdrag",
            Modality::Asserted,
        );
        check("Nederland treedt toe tot het verdrag door te onderzoeken wat het kost", Modality::Asserted);
        check("Omdat anderen wachten, moet Nederland toetreden tot het verdrag", Modality::Required);
        check("De landen die moeten wachten, zien dat Nederland toetreedt", Modality::Asserted);
    }
}
