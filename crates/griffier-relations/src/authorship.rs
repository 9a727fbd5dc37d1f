//! Who made a document, where neither a verb of publishing nor its tail says so: `in zijn advies «T»`, `het WODC-rapport «T»`,
//! `«T» (EIM, september 2007)`, `het voorstel van X voor een verordening`; and which court gave a judgment on which day.
//! Verbs of publishing and tails are read in `issuance`.

use crate::cue::Cue;
use crate::letter::is_chamber;
use crate::reading::{Letter, Window};
use crate::statement::{Rule, Statements};
use griffier_doc::{Mention, MentionType, Predicate, ZoneKind};
use griffier_text::{Span, words};

const OWN: Rule = Rule::new("authorship.own-document", 0.8);
const COMPOUND: Rule = Rule::new("authorship.compound", 0.85);
const SOURCE: Rule = Rule::new("authorship.source-in-brackets", 0.8);
const PROPOSED: Rule = Rule::new("authorship.proposal-of", 0.85);
const NOUN_OF: Rule = Rule::new("authorship.noun-of", 0.82);
const ACT_OF: Rule = Rule::new("issuance.act-of", 0.85);
const NUMBERED: Rule = Rule::new("authorship.number-in-name", 0.88);
const BETWEEN: Rule = Rule::new("authorship.agreed-between", 0.82);
const IN_NOTE: Rule = Rule::new("authorship.first-in-note", 0.82);
const JUDGMENT: Rule = Rule::new("authorship.judgment", 0.88);

/// What has a maker.
const MADE: [MentionType; 2] = [MentionType::Policy, MentionType::Law];
/// Those who make documents.
const MAKERS: [MentionType; 2] = [MentionType::Organisation, MentionType::Office];

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    for window in letter.windows() {
        for k in 0..window.outer.len() {
            let mention = window.outer[k];
            if MADE.contains(&mention.kind) {
                own_document(&window, k, out);
                compound(&window, k, out);
                noun_of(&window, k, out);
                source(&window, k, out);
                in_the_name(&window, k, out);
                between(&window, k, out);
                first_in_note(&window, k, out);
            } else if mention.kind == MentionType::Reference {
                judgment(&window, k, out);
            }
        }
    }
}

/// The token at which the words before mention `k` begin to be its own: past quotation marks.
fn opening(w: &Window<'_, '_>, k: usize) -> usize {
    let mut j = w.letter.index_at(w.outer[k].span.start());
    while j > w.tokens.start && w.is_dressing(j - 1) {
        j -= 1;
    }
    j
}

/// Whether the word at `i` is a document, also as the end of a compound (`eindrapport`, `vervolgonderzoek`).
fn is_document(w: &Window<'_, '_>, i: usize) -> bool {
    const ENDS: [&str; 12] = [
        "rapport",
        "advies",
        "onderzoek",
        "notitie",
        "verslag",
        "zienswijze",
        "verkenning",
        "studie",
        "handreiking",
        "evaluatie",
        "monitor",
        "analyse",
    ];
    let word = w.word(i).to_lowercase();
    w.has(i, Cue::DocumentNoun) || ENDS.iter().any(|end| word.ends_with(end))
}

/// `De Gezondheidsraad wijst in zijn advies «T» op …`, `de commissie bracht haar eindrapport «T» uit`.
fn own_document(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let j = opening(w, k);
    if j < w.tokens.start + 2 || !is_document(w, j - 1) || !w.is_any(j - 2, words!["zijn", "haar", "hun"]) {
        return;
    }
    let low = w.at(j.saturating_sub(20).max(w.tokens.start)).start();
    let before = w.count_before(w.at(j - 2).start());
    let mut near = (0..before).rev().take_while(|&k| w.outer[k].span.start() >= low);
    let maker = near.find(|&k| MAKERS.contains(&w.outer[k].kind));
    let Some(maker) = maker.filter(|&maker| is_subject(w, maker)) else { return };
    for other in w.list_around(maker, &MAKERS).filter(|&other| other <= maker) {
        let body = w.outer[other];
        let evidence = w.evidence(body.span, w.outer[k].span, j - 1);
        out.say(w.outer[k], Predicate::IssuedBy, body, evidence, OWN);
    }
}

/// Whether no preposition governs mention `k`: `volgens X` and `van X` are no subject.
fn is_subject(w: &Window<'_, '_>, k: usize) -> bool {
    let mut j = w.letter.index_at(w.outer[k].span.start());
    while j > w.tokens.start && (w.has(j - 1, Cue::Determiner) || w.has(j - 1, Cue::Title)) {
        j -= 1;
    }
    j == w.tokens.start || !w.has(j - 1, Cue::Preposition) && !w.is_any(j - 1, words!["volgens", "aldus"])
}

/// `het WODC-rapport «T»`, `de SER-verkenning T`: the maker is the first part of the noun.
fn compound(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let title = w.outer[k];
    let Some(body) = k.checked_sub(1).map(|k| w.outer[k]).filter(|m| m.kind == MentionType::Organisation)
    else {
        return;
    };
    let between = w.letter.doc.text().get(body.span.end()..title.span.start()).unwrap_or("");
    let Some(noun) = between.strip_prefix('-') else { return };
    let noun = noun.trim_end_matches(|c: char| !c.is_alphabetic());
    let document =
        ["rapport", "advies", "verkenning", "onderzoek", "notitie", "studie", "evaluatie", "signaal"];
    if noun.len() < 24
        && document.iter().any(|end| noun.ends_with(end))
        && noun.chars().all(char::is_alphabetic)
    {
        out.say(title, Predicate::IssuedBy, body, body.span.cover(title.span), COMPOUND);
    }
}

/// `het rapport van X over «T»`, `een voorstel van de Commissie voor een verordening`.
fn noun_of(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let title = w.outer[k];
    let Some(last) = k.checked_sub(1).filter(|&last| MAKERS.contains(&w.outer[last].kind)) else { return };
    let gap = w.gap(w.outer[last].span.end(), title.span.start());
    let first = w.list_around(last, &MAKERS).start;
    let mut j = w.letter.index_at(w.outer[first].span.start());
    while j > w.tokens.start && w.has(j - 1, Cue::Determiner) {
        j -= 1;
    }
    if j < w.tokens.start + 2 || !w.is(j - 1, "van") {
        return;
    }
    let proposal = w.is_any(j - 2, words!["voorstel", "wetsvoorstel", "initiatiefvoorstel"])
        && w.is_any(gap.start, words!["voor", "tot"])
        && gap.len() <= 4
        && gap
            .clone()
            .skip(1)
            .all(|j| w.has(j, Cue::Determiner) || w.is_any(j, words!["nieuwe", "herziene"]));
    let quoted = gap.len() >= 2 && w.is_dressing(gap.end - 1);
    let titled = quoted
        && gap.len() <= 6
        && is_document(w, j - 2)
        && gap.clone().all(|j| {
            w.is_dressing(j)
                || w.is_any(
                    j,
                    words!["over", "inzake", "getiteld", "met", "de", "titel", ":", ",", "onder", "genaamd"],
                )
        });
    let rule = if proposal { PROPOSED } else { NOUN_OF };
    if proposal || titled {
        for other in first..=last {
            out.say(title, Predicate::IssuedBy, w.outer[other], w.at(j - 2).cover(title.span), rule);
        }
    }
}

/// `«T» (EIM, Zoetermeer, september 2007)`, `T (RIVM, 2021)`: body, place and date in brackets.
fn source(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let title = w.outer[k];
    // An act has no such source: "de audit Wet politiegegevens (KPMG, oktober 2023)".
    if title.kind != MentionType::Policy {
        return;
    }
    let mut i = w.letter.index_at(title.span.end());
    while w.is_dressing(i) {
        i += 1;
    }
    if !w.is(i, "(") {
        return;
    }
    let mut parts: [Option<&Mention>; 2] = [None, None];
    let mut end = w.at(i).end();
    for mention in w.outer[k + 1..].iter().take(4) {
        let gap = w.gap(end, mention.span.start());
        let joined = gap.clone().all(|j| w.is(j, ",") || w.is_any(j, words!["en", "&"]));
        if gap.len() > 1 || !joined || end > mention.span.start() {
            return;
        }
        match mention.kind {
            MentionType::Organisation if parts[0].is_none() => parts[0] = Some(mention),
            MentionType::Date => parts[1] = Some(mention),
            MentionType::Location => {}
            _ => return,
        }
        end = mention.span.end();
        if parts[1].is_some() {
            break;
        }
    }
    if let ([Some(body), Some(date)], true) = (parts, w.is(w.letter.index_at(end), ")")) {
        out.say(title, Predicate::IssuedBy, body, title.span.cover(date.span), SOURCE);
        out.say(title, Predicate::IssuedOn, date, title.span.cover(date.span), SOURCE);
    }
}

/// `besluit van de Commissie tot …`, `Richtlijn nr. 2000/60/EG van het Europees Parlement en de Raad van 23 oktober 2000 …`:
/// maker, number and date stand inside the name.
fn in_the_name(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let name = w.outer[k];
    let first = w.letter.index_at(name.span.start());
    if !w.has(first, Cue::Act) && !is_document(w, first) {
        return;
    }
    let end = w.letter.index_at(name.span.end());
    let led = |m: &Mention| {
        let mut j = w.letter.index_at(m.span.start());
        while j > first + 1 && w.has(j - 1, Cue::Determiner) {
            j -= 1;
        }
        j.checked_sub(1).filter(|&j| j > first)
    };
    let plain =
        |j: usize| !w.word(j).starts_with(char::is_lowercase) || w.is_any(j, words!["nr", "nr.", "over"]);
    // What is only proposed has no makers yet.
    let proposed = (first.saturating_sub(4).max(w.tokens.start)..first).any(|j| w.is(j, "voorstel"));
    let mut made = None;
    for inner in w.letter.within(name).take(24) {
        let at = w.letter.index_at(inner.span.start());
        match inner.kind {
            MentionType::Reference if at <= first + 3 && inner.link.id() != name.link.id() => {
                out.say(name, Predicate::IdentifiedBy, inner, name.span, NUMBERED);
            }
            MentionType::Organisation | MentionType::Office => {
                let Some(lead) = led(inner) else { continue };
                let starts =
                    w.is(lead, "van") && (first + 1..lead.min(first + 10)).all(plain) && lead < first + 10;
                let joins = made.is_some_and(|last| lead == last) && w.is_any(lead, words!["en", ","]);
                if !proposed && (made.is_none() && starts || joins) {
                    out.say(name, Predicate::IssuedBy, inner, name.span, ACT_OF);
                    made = Some(w.letter.index_at(inner.span.end()));
                }
            }
            MentionType::Date if made.is_some_and(|last| last + 1 == at && w.is(last, "van")) && at < end => {
                out.say(name, Predicate::IssuedOn, inner, name.span, ACT_OF);
                return;
            }
            _ => {}
        }
    }
}

/// `het convenant X tussen A en B`: those who agreed made it.
fn between(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let name = w.outer[k];
    let text = w.letter.doc.slice(name.span).to_lowercase();
    let agreed = ["convenant", "akkoord", "afspraken", "overeenkomst", "agreement", "afsprakenkader"];
    let after = w.letter.index_at(name.span.end());
    if !w.is(after, "tussen") || !agreed.iter().any(|noun| text.contains(noun)) {
        return;
    }
    let Some(first) = w.mention_after(after + 1, 0).filter(|&k| MAKERS.contains(&w.outer[k].kind)) else {
        return;
    };
    let list = w.list_around(first, &MAKERS).filter(|&other| other >= first);
    if list.clone().count() > 1 {
        for other in list {
            out.say(name, Predicate::IssuedBy, w.outer[other], name.span.cover(w.outer[other].span), BETWEEN);
        }
    }
}

/// `¹ PBL, Klimaat- en Energieverkenning 2023, p. 5`: a note that begins with the maker.
fn first_in_note(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let Some(body) = k.checked_sub(1).map(|k| w.outer[k]).filter(|m| m.kind == MentionType::Organisation)
    else {
        return;
    };
    let title = w.outer[k];
    let gap = w.gap(body.span.end(), title.span.start());
    let joins = gap.clone().all(|j| w.is_any(j, words![",", ":"]) || w.is_dressing(j)) && !gap.is_empty();
    let lead = w.gap(w.span.start(), body.span.start());
    let opens = lead.len() <= 3 && lead.clone().all(|j| !w.word(j).starts_with(char::is_lowercase));
    let chamber = body.link.id().is_some_and(|id| is_chamber(id));
    if w.zone == ZoneKind::Footnotes && joins && opens && k == 1 && !chamber {
        out.say(title, Predicate::IssuedBy, body, body.span.cover(title.span), IN_NOTE);
    }
}

/// `Hoge Raad 7 mei 2004, AB 2004, 247`, `de Hoge Raad heeft in zijn arrest van 14 februari 2006 (LJN AU8055) …`.
fn judgment(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let reference = w.outer[k];
    let is_case = reference.link.id().is_some_and(|id| {
        ["ECLI", "LJN", "NJ", "AB", "JB", "RvdW", "JOR", "USZ", "JV"]
            .iter()
            .any(|start| id.starts_with(start))
    });
    let Some(date) = k.checked_sub(1).map(|k| w.outer[k]).filter(|m| is_case && m.kind == MentionType::Date)
    else {
        return;
    };
    let gap = w.gap(date.span.end(), reference.span.start());
    if gap.len() > 1 || gap.clone().any(|j| !w.is_any(j, words![",", "("])) {
        return;
    }
    let at = w.letter.index_at(date.span.start());
    let ruling = (at.saturating_sub(2).max(w.tokens.start)..at).find(|&j| {
        w.is_any(j, words!["arrest", "uitspraak", "vonnis", "beschikking", "arresten", "uitspraken"])
    });
    let reach = w.at(at.saturating_sub(if ruling.is_some() { 14 } else { 1 }).max(w.tokens.start)).start();
    let court = w.outer[..k - 1].last().filter(|m| {
        m.kind == MentionType::Organisation
            && m.span.end() > reach
            && (ruling.is_some() || w.gap(m.span.end(), date.span.start()).is_empty())
    });
    if ruling.is_none() && court.is_none() {
        return;
    }
    let start = court.map_or(date.span, |court| court.span);
    out.say(reference, Predicate::IssuedOn, date, start.cover(reference.span), JUDGMENT);
    if let Some(court) = court {
        out.say(
            reference,
            Predicate::IssuedBy,
            court,
            Span::at(start.start(), reference.span.end()),
            JUDGMENT,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::{check_body, check_letter};

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        check_body(read, body, expected);
    }

    #[test]
    fn a_body_and_its_own_document() {
        check(
            "De [[Gezondheidsraad|ORGANISATION org:g]] wijst in zijn advies “[[T|POLICY policy:t]]” op kosten.",
            &["policy:t issued_by org:g"],
        );
        check("In haar eindrapport [[T|POLICY policy:t]] staat dat het kan.", &[]);
        check(
            "Volgens de [[Gezondheidsraad|ORGANISATION org:g]] wijst men in zijn advies [[T|POLICY policy:t]] op kosten.",
            &[],
        );
        check("De [[Raad|ORGANISATION org:g]] las het advies [[T|POLICY policy:t]].", &[]);
    }

    #[test]
    fn the_maker_in_the_noun_or_behind_it() {
        check(
            "het [[SER|ORGANISATION org:ser]]-advies «[[T|POLICY policy:t]]»",
            &["policy:t issued_by org:ser"],
        );
        check("het [[SER|ORGANISATION org:ser]]-lid las «[[T|POLICY policy:t]]»", &[]);
        check(
            "het rapport van [[X|ORGANISATION org:x]] en [[Y|ORGANISATION org:y]] over «[[T|POLICY policy:t]]»",
            &["policy:t issued_by org:x", "policy:t issued_by org:y"],
        );
        check("de mening van [[X|ORGANISATION org:x]] over «[[T|POLICY policy:t]]»", &[]);
        check(
            "het voorstel van de [[Commissie|ORGANISATION org:c]] voor een [[Verordening|LAW law:v]]",
            &["law:v issued_by org:c"],
        );
        check("het voorstel van de [[Commissie|ORGANISATION org:c]] over de [[Verordening|LAW law:v]]", &[]);
    }

    #[test]
    fn a_source_in_brackets() {
        check(
            "«[[T|POLICY policy:t]]» ([[EIM|ORGANISATION org:e]], [[Zoetermeer|LOCATION loc:z]], [[2007|DATE 2007]])",
            &["policy:t issued_by org:e", "policy:t issued_on 2007"],
        );
        check("de audit [[Wet W|LAW law:w]] ([[EIM|ORGANISATION org:e]], [[2007|DATE 2007]])", &[]);
        check("«[[T|POLICY policy:t]]» ([[EIM|ORGANISATION org:e]])", &[]);
        check("«[[T|POLICY policy:t]]» (zie [[EIM|ORGANISATION org:e]], [[2007|DATE 2007]])", &[]);
    }

    #[test]
    fn the_maker_in_the_name() {
        check(
            "het [[besluit van de [[Commissie|ORGANISATION org:ec]] tot oprichting van het [[AI Office|ORGANISATION org:ai]]|LAW law:b]]",
            &["law:b issued_by org:ec"],
        );
        check(
            "de [[richtlijn nr. [[2000/60/EG|REFERENCE 32000L0060]] van het [[Parlement|ORGANISATION org:ep]] en de [[Raad|ORGANISATION org:raad]] van [[23 oktober 2000|DATE 2000-10-23]] over water|LAW law:w]]",
            &[
                "law:w identified_by 32000L0060",
                "law:w issued_by org:ep",
                "law:w issued_by org:raad",
                "law:w issued_on 2000-10-23",
            ],
        );
        check(
            "het [[jaarverslag [[2005|DATE 2005]] van het [[ministerie|ORGANISATION org:m]]|POLICY policy:j]]",
            &["policy:j issued_by org:m"],
        );
        check("een voorstel voor een [[richtlijn van het [[Parlement|ORGANISATION org:ep]]|LAW law:w]]", &[]);
        // What the act is about, or whom it concerns.
        check("het [[besluit over de [[Raad|ORGANISATION org:raad]]|LAW law:b]]", &[]);
        check("de [[wet toezicht op de begroting van de [[Raad|ORGANISATION org:raad]]|LAW law:b]]", &[]);
        check("de [[Agenda van [[2005|DATE 2005]]|POLICY policy:a]]", &[]);
    }

    #[test]
    fn agreed_between_two() {
        check(
            "het [[Convenant|POLICY policy:c]] tussen [[SZW|ORGANISATION org:szw]] en de [[VNG|ORGANISATION org:vng]]",
            &["policy:c issued_by org:szw", "policy:c issued_by org:vng"],
        );
        check("het [[Convenant|POLICY policy:c]] tussen [[SZW|ORGANISATION org:szw]] en gemeenten", &[]);
        check(
            "de [[Nota|POLICY policy:c]] tussen [[SZW|ORGANISATION org:szw]] en de [[VNG|ORGANISATION org:vng]]",
            &[],
        );
    }

    #[test]
    fn a_note_that_begins_with_the_maker() {
        let note = |zone, text: &str, expected: &[&str]| check_letter(read, &[(zone, text)], expected);
        let body = "[[PBL|ORGANISATION org:pbl]]";
        let title = "[[KEV 2023|POLICY policy:kev]]";
        note(ZoneKind::Footnotes, &format!("¹ {body}, {title}, p. 5\n"), &["policy:kev issued_by org:pbl"]);
        note(
            ZoneKind::Footnotes,
            &format!("¹ Zoals {body}, {title} en meer\n"),
            &["policy:kev issued_by org:pbl"],
        );
        note(ZoneKind::Footnotes, &format!("¹ Met het {body}, {title} en meer\n"), &[]);
        note(ZoneKind::Body, &format!("{body}, {title}"), &[]);
    }

    #[test]
    fn judgments() {
        check(
            "[[Hoge Raad|ORGANISATION org:hr]] [[7 mei 2004|DATE 2004-05-07]], [[AB 2004, 247|REFERENCE AB-2004-247]]",
            &["AB-2004-247 issued_by org:hr", "AB-2004-247 issued_on 2004-05-07"],
        );
        check(
            "De [[Hoge Raad|ORGANISATION org:hr]] heeft in zijn arrest van [[7 mei 2004|DATE 2004-05-07]] ([[LJN AU8055|REFERENCE LJN:AU8055]]) beslist.",
            &["LJN:AU8055 issued_by org:hr", "LJN:AU8055 issued_on 2004-05-07"],
        );
        check("de brief van [[7 mei 2004|DATE 2004-05-07]] ([[LJN AU8055|REFERENCE LJN:AU8055]])", &[]);
        check("arrest van [[7 mei 2004|DATE 2004-05-07]], [[nr. 3|REFERENCE kst-1-3]]", &[]);
    }
}
