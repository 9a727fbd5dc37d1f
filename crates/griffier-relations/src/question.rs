//! Papers of questions and answers: who asks, which minister is asked, who answers. Read from the headings that such a
//! paper opens with; what the questions say is the work of the other families.

use crate::cue::Cue;
use crate::reading::{Letter, Window};
use crate::statement::{Evidence, Rule, Statements};
use griffier_doc::{Mention, MentionType, Predicate, Role, ZoneKind};
use griffier_text::{Span, WordSet, words};

const ASKED_OF: Rule = Rule::new("question.asked-of", 0.93);
const ANSWERED: Rule = Rule::new("question.answered-by", 0.92);
const ANSWERS: Rule = Rule::new("question.letter-answers", 0.85);

/// The headings stand among the first so many tokens.
const HEAD: usize = 600;
/// How many bytes a heading has at most.
const WIDTH: usize = 1600;

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    let head = letter.window(head_span(letter));
    let answer = answer(letter);
    if let Some(w) = &answer {
        for mention in answered(w) {
            let predicate = match mention.kind {
                MentionType::Person => Predicate::SignedBy,
                _ => Predicate::SignedAs,
            };
            let evidence = Evidence::from(w.at(w.tokens.start).cover(mention.span));
            out.say_of_letter(predicate, mention, evidence, ANSWERED);
        }
    }
    let answer = answer.map(|w| w.tokens.start);
    let question = head.tokens.clone().find(|i| {
        let i = i + usize::from(head.is_any(*i, words!["mondelinge", "schriftelijke", "nadere"]));
        head.is_any(i, words!["vragen", "vraag"]) && head.is(i + 1, "van") && opens_line(&head, i)
    });
    // Whom the questions are put to is printed over the answers too.
    if let Some(i) =
        question.filter(|&i| answer.is_none_or(|answer| i < answer) && is_paper(letter, &head, i))
    {
        asked(&from(letter, &head, i), out);
    }
    // Where the questions are printed, those who put them ask for nothing else.
    let prints = letter.doc.zones().iter().any(|zone| zone.kind == ZoneKind::Question);
    for window in letter.windows().filter(|w| !prints && w.holds(&[Cue::Questions])) {
        letter_answers(&window, out);
    }
}

fn head_span(letter: &Letter<'_>) -> Span {
    let end = letter.doc.tokens().get(HEAD).map_or(letter.doc.text().len(), |token| token.span.start());
    Span::at(0, end)
}

fn from<'l, 'd>(letter: &'l Letter<'d>, head: &Window<'l, 'd>, i: usize) -> Window<'l, 'd> {
    let start = head.at(i).start();
    let end = letter.doc.text().floor_char_boundary((start + WIDTH).min(letter.doc.text().len()));
    letter.window(Span::at(start, end))
}

/// Whether the word at `i` opens its line, marks of Markdown and one word before it aside.
fn opens_line(w: &Window<'_, '_>, i: usize) -> bool {
    let line = w.letter.line(w.at(i).start());
    let before = w.letter.doc.slice(Span::at(line.start(), w.at(i).start().max(line.start())));
    let lead = before.trim_matches(|c: char| !c.is_alphabetic());
    lead.is_empty() || ["mondelinge", "schriftelijke", "nadere"].contains(&lead.to_lowercase().as_str())
}

/// Whether the questions are the paper itself: it is no letter with an addressee, and it does not call itself an answer.
fn is_paper(letter: &Letter<'_>, head: &Window<'_, '_>, i: usize) -> bool {
    let before = Span::at(0, head.at(i).start());
    let is_answer = letter.doc.slice(before).lines().any(|line| {
        let word = line.trim_start_matches(|c: char| !c.is_alphabetic()).get(..8).unwrap_or("");
        word.eq_ignore_ascii_case("antwoord") || word.eq_ignore_ascii_case("beantwoo")
    });
    !is_answer && letter.outer.iter().all(|m| m.role != Some(Role::Addressee))
}

/// `Vragen van de leden A (X) en B (beiden Y) aan de Ministers van C en van D over …`.
fn asked(w: &Window<'_, '_>, out: &mut Statements) {
    let mut to = None;
    let mut i = w.tokens.start + 2;
    while w.tokens.contains(&i) {
        if let Some(k) = w.mention_at(i) {
            let mention = w.outer[k];
            if let (MentionType::Office, Some(to)) = (mention.kind, to) {
                let evidence = Evidence::from(w.at(to).cover(mention.span));
                out.say_of_letter(Predicate::AddressedTo, mention, evidence, ASKED_OF);
            }
            i = w.letter.index_at(mention.span.end()).max(i + 1);
            continue;
        }
        if w.is_any(i, words!["over", "inzake", "betreffende", "omtrent", "naar", "waarin", "?"]) {
            return;
        }
        if w.is(i, "aan") && to.is_none() {
            to = Some(i);
        }
        i += 1;
    }
}

/// `Antwoord van Minister A (B) en van Staatssecretaris C (D), mede namens de Minister van E (ontvangen …)`: those on whose
/// behalf the answer is given too do not sign it.
fn answered<'d>(w: &Window<'_, 'd>) -> Vec<&'d Mention> {
    let mut found = Vec::new();
    let mut i = w.tokens.start + 2;
    while w.tokens.contains(&i) {
        if let Some(k) = w.mention_at(i) {
            let mention = w.outer[k];
            match mention.kind {
                MentionType::Person | MentionType::Office => found.push(mention),
                MentionType::Organisation => {}
                _ => break,
            }
            i = w.letter.index_at(mention.span.end()).max(i + 1);
            continue;
        }
        let light = w.has(i, Cue::Title)
            || w.has(i, Cue::Determiner)
            || w.is_any(i, words!["(", ")", ",", "en", "van", "voor", "antwoord", "minister-president"]);
        if !light {
            break;
        }
        i += 1;
    }
    found
}

/// The heading that says who answers, in its window.
fn answer<'l, 'd>(letter: &'l Letter<'d>) -> Option<Window<'l, 'd>> {
    let head = letter.window(head_span(letter));
    let opening = words!["antwoord", "antwoorden", "mededeling"];
    let found = |i: &usize| head.is_any(*i, opening) && head.is(*i + 1, "van") && opens_line(&head, *i);
    let i = head.tokens.clone().find(found)?;
    Some(from(letter, &head, i))
}

/// The office that answers as `ik`: the only one in the heading of the answers.
pub(crate) fn answering<'d>(letter: &Letter<'d>) -> Option<&'d Mention> {
    let answerers = answered(&answer(letter)?);
    let mut offices = answerers.into_iter().filter(|m| m.kind == MentionType::Office);
    offices.next().filter(|_| offices.next().is_none())
}

/// `Hierbij zend ik u de antwoorden op de vragen van het lid A (X) over …`, `… dat de vragen gesteld door de leden A (X) en
/// B (Y) worden beantwoord zoals in de bijlage`: the letter is what they asked for.
fn letter_answers(w: &Window<'_, '_>, out: &mut Statements) {
    let found = w.tokens.clone().take(80).find_map(|i| Some((i, members_at(w, i)?)));
    let Some((noun, from)) = found.filter(|_| !w.is_question()) else { return };
    let low = noun.saturating_sub(30).max(w.tokens.start);
    let is = |j: usize, words: &WordSet| w.is_any(j, words) && w.mention_covering(j).is_none();
    let answers = (low..noun).any(|j| {
        is(j, words!["antwoorden", "antwoord", "beantwoording", "beantwoord", "beantwoorden", "reactie"])
    });
    let sends = (low..noun).any(|j| {
        is(
            j,
            words![
                "hierbij",
                "bijgaand",
                "hiermee",
                "bijgevoegd",
                "bijgevoegde",
                "zend",
                "zenden",
                "stuur",
                "sturen",
            ],
        ) || is(j, words!["bied", "bieden", "doe", "doen", "treft", "ontvangt"])
            || w.are(j, &["met", "deze", "brief"])
    });
    let annexed = (from..w.tokens.end).any(|j| {
        w.is(j, "beantwoord")
            && (j + 1..j + 10)
                .any(|k| w.is_any(k, words!["bijlage", "bijgaand", "hieronder", "onderstaand", "aangegeven"]))
    });
    if !(answers && sends || annexed) {
        return;
    }
    let Some(first) = w.mention_after(from, 1).filter(|&k| w.outer[k].kind == MentionType::Person) else {
        return;
    };
    let mut k = first;
    // A party in brackets may stand between two members.
    while let Some(mention) = w.outer.get(k) {
        let gap = if k == first { 0..0 } else { w.gap(w.outer[k - 1].span.end(), mention.span.start()) };
        let joins = gap.clone().all(|j| w.is_any(j, words!["(", ")", ",", "en", "beiden", "allen"]));
        if !joins || gap.len() > 4 || !matches!(mention.kind, MentionType::Person | MentionType::Organisation)
        {
            break;
        }
        if mention.kind == MentionType::Person {
            let evidence = w.evidence(w.at(noun), mention.span, noun);
            out.say_of_letter(Predicate::RequestedBy, mention, evidence, ANSWERS);
        }
        k += 1;
    }
}

/// Where the members stand who put the questions that token `i` names: `vragen van het lid`, `vragen gesteld door de leden`.
fn members_at(w: &Window<'_, '_>, i: usize) -> Option<usize> {
    if !w.is_any(i, words!["vragen", "kamervragen", "vraag"]) {
        return None;
    }
    let put = words!["gesteld", "ingediend", "ingezonden", "gestelde"];
    let lead = (i + 1..i + 6).find(|&j| w.is_any(j, words!["van", "door"]))?;
    let plain = (i + 1..lead)
        .all(|j| w.is_any(j, put) || w.is_any(j, words!["die", "zijn", "werden", "schriftelijk"]));
    let member = lead + 1 + usize::from(w.is_any(lead + 1, words!["het", "de"]));
    (plain && w.has(member, Cue::Member)).then_some(member)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::{check_body, check_letter};

    #[track_caller]
    fn check(head: &str, expected: &[&str]) {
        check_letter(read, &[(ZoneKind::Metadata, head)], expected);
    }

    const ASKED: &str = "Vragen van de leden [[A|PERSON person:a]] ([[X|ORGANISATION org:x]]) en [[B|PERSON person:b]] aan de [[Minister van C|OFFICE office:c]] en de [[Minister van D|OFFICE office:d]]";

    #[test]
    fn who_is_asked() {
        check(
            &format!("{ASKED} over [[E|PERSON person:e]] en de [[Minister van F|OFFICE office:f]]"),
            &["DOC addressed_to office:c", "DOC addressed_to office:d"],
        );
        check(
            "Mondelinge vragen van het lid [[A|PERSON person:a]] aan de [[Minister|OFFICE office:c]] over iets",
            &["DOC addressed_to office:c"],
        );
        check(
            &format!("{ASKED} over iets\nAntwoord van Minister [[Y|PERSON person:y]] (ontvangen"),
            &["DOC addressed_to office:c", "DOC addressed_to office:d", "DOC signed_by person:y"],
        );
        // Questions that the text speaks of, an answer that quotes them, a letter that has an addressee.
        check(
            "De vragen van het lid [[A|PERSON person:a]] aan de [[Minister|OFFICE office:c]] over iets",
            &[],
        );
        check(&format!("Antwoord op vragen over iets\n{ASKED} over iets"), &[]);
        check(&format!("[[De voorzitter|OFFICE office:v role=addressee]]\n{ASKED} over iets"), &[]);
    }

    #[test]
    fn who_answers() {
        check(
            "Antwoord van Minister [[X|PERSON person:x]] ([[A|OFFICE office:a]]) en antwoord van Staatssecretaris [[Y|PERSON person:y]] ([[B|OFFICE office:b]]), mede namens de [[Minister van C|OFFICE office:c]] (ontvangen",
            &[
                "DOC signed_as office:a",
                "DOC signed_as office:b",
                "DOC signed_by person:x",
                "DOC signed_by person:y",
            ],
        );
        check(
            "Mededeling van Minister [[X|PERSON person:x]] ([[A|OFFICE office:a]]) (ontvangen",
            &["DOC signed_as office:a", "DOC signed_by person:x"],
        );
        check("Het antwoord van Minister [[X|PERSON person:x]] volgt", &[]);
        check("Antwoord 1 van Minister [[X|PERSON person:x]]", &[]);
    }

    #[test]
    fn a_letter_that_answers_questions() {
        check_body(
            read,
            "Hierbij zend ik u de antwoorden op de vragen van de leden [[A|PERSON person:a]] ([[X|ORGANISATION org:x]]) en [[B|PERSON person:b]] over [[C|PERSON person:c]].",
            &["DOC requested_by person:a", "DOC requested_by person:b"],
        );
        check_body(
            read,
            "In antwoord op uw brief deel ik u mee dat de schriftelijke vragen, gesteld door de leden [[A|PERSON person:a]] en [[B|PERSON person:b]], zijn besproken.",
            &[],
        );
        check_body(
            read,
            "In antwoord op uw brief deel ik mee dat de vragen gesteld door de leden [[A|PERSON person:a]] ([[X|ORGANISATION org:x]]) en [[B|PERSON person:b]] ([[Y|ORGANISATION org:y]]) worden beantwoord zoals aangegeven in de bijlage.",
            &["DOC requested_by person:a", "DOC requested_by person:b"],
        );
        check_body(
            read,
            "Ik stuur u de beantwoording van de schriftelijke vragen die zijn gesteld door het lid [[A|PERSON person:a]] over iets.",
            &["DOC requested_by person:a"],
        );
        let letter = (
            ZoneKind::Body,
            "Hierbij zend ik u de antwoorden op de vragen van het lid [[A|PERSON person:a]].",
        );
        check_letter(read, &[letter], &["DOC requested_by person:a"]);
        check_letter(read, &[letter, (ZoneKind::Question, "Bent u bekend met dit bericht?")], &[]);
        check_body(read, "Eerder zijn vragen van het lid [[A|PERSON person:a]] beantwoord.", &[]);
        check_body(read, "Hierbij verwijs ik naar de vragen van het lid [[A|PERSON person:a]].", &[]);
    }
}
