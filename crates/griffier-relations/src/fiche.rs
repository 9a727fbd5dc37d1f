//! Fiches on proposals of the European Commission: which number the proposal has that a fiche is about, and who wrote the
//! fiche. Read from the labels that every fiche opens with (`a) Titel voorstel`, `c) Nr. Commissiedocument`) and from the
//! letter that sends it.

use crate::cue::Cue;
use crate::reading::{Letter, Window};
use crate::statement::{Rule, Statements};
use griffier_doc::{Mention, MentionType, Predicate};
use griffier_text::{Span, words};

const NUMBER: Rule = Rule::new("fiche.number-of-proposal", 0.9);
const WRITTEN_BY: Rule = Rule::new("fiche.written-by", 0.88);

/// How far a number stands from its title, in mentions.
const NEAR: usize = 8;

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    for (k, number) in letter.outer.iter().enumerate().filter(|(_, m)| m.kind == MentionType::Reference) {
        if let Some(label) = label_of(letter, number, &["nr. commissiedocument", "nr commissiedocument"]) {
            let title = letter.outer[k.saturating_sub(NEAR)..k].iter().rev().find(|title| {
                matches!(title.kind, MentionType::Law | MentionType::Policy)
                    && label_of(letter, title, &["titel voorstel", "titel"]).is_some()
            });
            if let Some(title) = title {
                out.say(title, Predicate::IdentifiedBy, number, label.cover(number.span), NUMBER);
            }
        }
    }
    let Some((maker, evidence)) =
        letter.windows().filter(|w| w.holds(&[Cue::Fiche])).find_map(|window| written_by(&window))
    else {
        return;
    };
    for fiche in letter.outer.iter().filter(|m| is_fiche(letter, m)) {
        out.say(fiche, Predicate::IssuedBy, maker, evidence, WRITTEN_BY);
    }
}

/// The line of the label under or behind which the mention opens its line, if the label is one of `labels`.
fn label_of(letter: &Letter<'_>, mention: &Mention, labels: &[&str]) -> Option<Span> {
    let line = letter.line(mention.span.start());
    let text = letter.doc.text();
    let own = text.get(line.start()..mention.span.start())?;
    let names = |text: &str| {
        let lower = text.to_lowercase();
        // A letter, a bullet and a colon may stand around the label.
        let lower = lower.trim_end_matches([':', ' ', '\t', '|', '*']);
        labels.iter().any(|label| lower.strip_suffix(label).is_some_and(|lead| lead.len() <= 12))
    };
    if own.len() > 60 {
        return None;
    }
    if names(own) {
        return Some(line);
    }
    // "Voorstel voor een Verordening …": the noun is no part of the act's name.
    let proposal = own.trim_start().to_lowercase();
    let proposal = proposal.starts_with("voorstel voor") || proposal.starts_with("gewijzigd voorstel voor");
    if own.chars().any(char::is_alphanumeric) && !proposal {
        return None;
    }
    // The label may stand on the line before, with an empty one between.
    let mut end = line.start();
    for _ in 0..3 {
        let before = text.get(..end)?.trim_end();
        let above = letter.line(before.len().checked_sub(1)?);
        let words = text.get(above.start()..above.end())?;
        if !words.trim().is_empty() {
            return (words.len() <= 60 && names(words)).then_some(above);
        }
        end = above.start();
    }
    None
}

/// `vier fiches aan te bieden die werden opgesteld door de werkgroep BNC: Fiche: … Fiche: …`: the body that wrote them.
fn written_by<'d>(w: &Window<'_, 'd>) -> Option<(&'d Mention, Span)> {
    let noun = w.tokens.clone().take(60).find(|&j| w.is_any(j, words!["fiche", "fiches", "bnc-fiches"]))?;
    let made =
        (noun..(noun + 16).min(w.tokens.end)).find(|&j| w.is_any(j, words!["opgesteld", "opgestelde"]))?;
    let by = (noun..(made + 12).min(w.tokens.end)).find(|&j| w.is(j, "door"))?;
    let maker = w.mention_after(by + 1, 1).map(|k| w.outer[k])?;
    (maker.kind == MentionType::Organisation).then(|| (maker, w.at(noun).cover(maker.span)))
}

/// Whether the mention is a fiche by its name (`Fiche: Mededeling …`, `Herzien Fiche: …`).
fn is_fiche(letter: &Letter<'_>, mention: &Mention) -> bool {
    if mention.kind != MentionType::Policy {
        return false;
    }
    let name = letter.doc.slice(mention.span).to_lowercase();
    ["fiche", "herzien fiche", "bnc-fiche", "bnc fiche"].iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::{check_body, check_letter};
    use griffier_doc::ZoneKind;

    #[test]
    fn the_number_of_the_proposal() {
        let title = "[[Mededeling X|POLICY policy:x]]";
        let number = "[[COM(2018)703|REFERENCE COM(2018)703]]";
        let check = |head: &str, expected: &[&str]| check_letter(read, &[(ZoneKind::Body, head)], expected);
        let identified = &["policy:x identified_by COM(2018)703"];
        check(&format!("a) Titel voorstel\n\n{title}\n\nc) Nr. Commissiedocument\n\n{number}"), identified);
        check(&format!("Titel voorstel: {title}\nNr. Commissiedocument: {number}"), identified);
        check(&format!("a) Titel voorstel\n{title}\nNaast {title} staat\n{number}"), &[]);
        check(
            &format!("Titel voorstel\nVoorstel voor een {title}\nNr. Commissiedocument: {number}"),
            identified,
        );
        check(&format!("Zie {title}.\nc) Nr. Commissiedocument\n{number}"), &[]);
    }

    #[test]
    fn who_wrote_the_fiches() {
        let bnc = "[[werkgroep BNC|ORGANISATION org:bnc]]";
        let fiches = "[[Fiche: A|POLICY policy:a]]; [[Fiche: B|POLICY policy:b]]; [[Nota C|POLICY policy:c]]";
        let made = &["policy:a issued_by org:bnc", "policy:b issued_by org:bnc"];
        check_body(
            read,
            &format!("Hierbij bied ik u twee fiches aan die werden opgesteld door de {bnc}: {fiches}"),
            made,
        );
        check_body(
            read,
            &format!("Hierbij bied ik u twee fiches aan.\nDe {bnc} vergadert over {fiches}"),
            &[],
        );
    }
}
