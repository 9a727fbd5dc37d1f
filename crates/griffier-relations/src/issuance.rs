//! Who issued a document or act and when. Since when an act is in force is `force`; who made a document where no verb of
//! publishing says so, `authorship`.

use crate::citation::within_letter;
use crate::cue::Cue;
use crate::reading::{Letter, Window};
use crate::statement::{Rule, Statements};
use crate::tail::{dated_letters, tail, tail_from};
use griffier_doc::{Mention, MentionType, Predicate, ZoneKind};
use griffier_text::words;
use std::ops::Range;

const TITLE_DATE: Rule = Rule::new("issuance.title-date", 0.85);
const RELATIVE: Rule = Rule::new("issuance.relative-clause", 0.88);
const TITLE_BODY: Rule = Rule::new("issuance.title-body", 0.8);
const NOUN_OF: Rule = Rule::new("issuance.noun-of", 0.85);
const CLAUSE: Rule = Rule::new("issuance.clause", 0.88);
const ATTRIBUTE: Rule = Rule::new("issuance.attribute", 0.85);
const CITED_BEHIND: Rule = Rule::new("issuance.citation-behind", 0.8);
const SOURCE_LINE: Rule = Rule::new("issuance.source-line", 0.85);
const IN_THIS: Rule = Rule::new("issuance.in-this-document", 0.7);
const PROPOSAL: Rule = Rule::new("issuance.with-the-proposal", 0.65);

/// Those who issue.
const ISSUERS: [MentionType; 2] = [MentionType::Organisation, MentionType::Office];
/// What is issued.
const ISSUED: [MentionType; 2] = [MentionType::Policy, MentionType::Law];

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    let mut document: Option<&Mention> = None;
    let mut proposal: Option<&Mention> = None;
    for window in letter.windows() {
        titles(&window, out);
        let listens = [Cue::Issue, Cue::Adopt, Cue::IssuedAttribute, Cue::IssueFinite];
        for i in window.tokens.clone().filter(|_| window.holds(&listens)) {
            if window.has(i, Cue::Issue) || window.has(i, Cue::Adopt) {
                participle(&window, i, out);
            }
            if window.has(i, Cue::IssuedAttribute) {
                attribute(&window, i, out);
            }
            if window.has(i, Cue::IssueFinite) {
                finite(&window, i, out);
            }
        }
        anaphor(&window, document, proposal, out);
        let last = window.outer.iter().rev().find(|m| ISSUED.contains(&m.kind));
        if !window.outer.is_empty() || window.tokens.len() > 3 {
            document = last.copied();
        }
        proposal = window.outer.iter().rev().find(|m| is_proposal(&window, m)).copied().or(proposal);
    }
}

fn titles(w: &Window<'_, '_>, out: &mut Statements) {
    if !w.names(&ISSUED) {
        return;
    }
    let letters = dated_letters(w);
    for (k, mention) in w.outer.iter().enumerate() {
        if !ISSUED.contains(&mention.kind) {
            continue;
        }
        noun_of(w, k, out);
        source_line(w, k, out);
        if within_letter(w, &letters, mention) {
            continue;
        }
        let tail = tail(w, k);
        let evidence = |end: &Mention| mention.span.cover(end.span);
        // "Het Klimaatakkoord van 2019": a bare year tells which one is meant.
        let is_year = |date: &Mention| date.link.id().is_some_and(|id| id.len() == 4);
        if let Some(date) = tail.date.filter(|date| tail.dates_a_document && !is_year(date)) {
            out.say(mention, Predicate::IssuedOn, date, evidence(date), TITLE_DATE);
        }
        if let Some(date) = tail.issued {
            out.say(mention, Predicate::IssuedOn, date, evidence(date), RELATIVE);
        }
        if let Some(body) = tail
            .by
            .filter(|_| !tail.is_made_by || tail.has_maker || tail.issued.is_some() || is_made(w, mention))
        {
            let first = w.first_after(body.span.start());
            for other in w.list_around(first, &ISSUERS).filter(|&other| other >= first) {
                let body = w.outer[other];
                out.say(mention, Predicate::IssuedBy, body, evidence(body), TITLE_BODY);
            }
        }
    }
}

/// Whether `door` behind the title can name its maker: not in `de beoordeling van het plan door X`, where X does
/// something to it.
fn is_made(w: &Window<'_, '_>, mention: &Mention) -> bool {
    let start = w.letter.index_at(mention.span.start());
    let low = start.saturating_sub(3).max(w.tokens.start);
    let Some(governor) = (low..start).rev().find(|&j| w.has(j, Cue::Preposition)) else { return true };
    governor > w.tokens.start && w.has(governor - 1, Cue::Make)
}

/// `het rapport van de Kinderombudsman «Alle kinderen»`: a noun, its maker, and the title in quotation marks.
fn noun_of(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let Some(body) = k.checked_sub(1).map(|k| w.outer[k]).filter(|m| ISSUERS.contains(&m.kind)) else {
        return;
    };
    let title = w.outer[k];
    let gap = w.gap(body.span.end(), title.span.start());
    let capital = w.letter.doc.slice(title.span).starts_with(char::is_uppercase);
    let quoted = gap.len() == 1 && (w.is_dressing(gap.start) || w.is_any(gap.start, words!["«", "„"]))
        || gap.is_empty() && capital && title.kind == MentionType::Policy;
    let mut j = w.letter.index_at(body.span.start());
    while j > w.tokens.start && (w.has(j - 1, Cue::Determiner) || w.has(j - 1, Cue::Title)) {
        j -= 1;
    }
    let made = j >= w.tokens.start + 2 && w.is(j - 1, "van") && w.has(j - 2, Cue::DocumentNoun);
    if quoted && made {
        out.say(title, Predicate::IssuedBy, body, w.at(j - 2).cover(title.span), NOUN_OF);
    }
}

/// `<title>, Europese Commissie, 5 mei 2021`; in notes also `AIVD, <title>, april 2024`.
fn source_line(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let comma = |a: &Mention, b: &Mention| {
        let gap = w.gap(a.span.end(), b.span.start());
        let mut commas = gap.clone().filter(|&j| w.is(j, ","));
        commas.next().is_some() && gap.clone().all(|j| w.is(j, ",") || w.is_dressing(j))
    };
    let is_date = |m: &Mention| m.kind == MentionType::Date;
    let title = w.outer[k];
    let next = w.outer.get(k + 1).filter(|m| comma(title, m));
    if let Some(body) = next.filter(|m| m.kind == MentionType::Organisation) {
        if let Some(date) = w.outer.get(k + 2).filter(|m| is_date(m) && comma(body, m)) {
            let evidence = title.span.cover(date.span);
            out.say(title, Predicate::IssuedBy, body, evidence, SOURCE_LINE);
            out.say(title, Predicate::IssuedOn, date, evidence, SOURCE_LINE);
        }
    } else if let (ZoneKind::Footnotes, Some(date)) = (w.zone, next.filter(|m| is_date(m))) {
        out.say(title, Predicate::IssuedOn, date, title.span.cover(date.span), SOURCE_LINE);
        let body = k.checked_sub(1).map(|k| w.outer[k]);
        if let Some(body) = body.filter(|m| m.kind == MentionType::Organisation && comma(m, title)) {
            out.say(title, Predicate::IssuedBy, body, body.span.cover(date.span), SOURCE_LINE);
        }
    }
}

/// `Op 24 januari 2024 heeft de Europese Commissie het AI-innovatiepakket gepubliceerd`, `… is door X op … vastgesteld`.
fn participle(w: &Window<'_, '_>, verb: usize, out: &mut Statements) {
    let clause = w.clause(verb);
    if clause.clone().any(|j| w.has(j, Cue::Future)) {
        return;
    }
    let before = w.mentions_in(&(clause.start..verb));
    let object = w.outer[before.clone()].iter().rposition(|m| ISSUED.contains(&m.kind));
    let object = object.map(|at| before.start + at).filter(|&k| is_object(w, k, verb));
    // "een voorstel gepubliceerd voor een Verordening": what stands before the verb is but the noun.
    let proposed = w.is_any(verb + 1, words!["voor", "tot"])
        && w.has(verb, Cue::Issue)
        && w.is_any(verb.saturating_sub(1), words!["voorstel", "voorstellen", "wetsvoorstel"]);
    let after = if w.is(verb + 1, "met") || proposed { w.mention_after(verb + 2, 2) } else { None };
    let object = object.or(after.filter(|&k| ISSUED.contains(&w.outer[k].kind)));
    let Some(object) = object else { return };
    let thing = w.outer[object];
    let rule = CLAUSE;
    // "op 3 mei heb ik aangekondigd dat het plan wordt uitgebracht": the day is that of the clause before.
    let same = |date: &&Mention| {
        w.span.contains(date.span) && !w.gap(date.span.end(), w.at(verb).start()).any(|j| w.is(j, "dat"))
    };
    let date = date_of(w, &before).filter(same);
    if let Some(date) = date {
        let evidence = w.evidence(thing.span.cover(date.span), thing.span, verb);
        out.say(thing, Predicate::IssuedOn, date, evidence, rule);
    }
    if !w.has(verb, Cue::Issue) {
        return;
    }
    // "heeft … naar de Kamer gestuurd (Kamerstuk 34 225, nr. 13)".
    let tail = tail_from(w, w.at(verb).end(), thing.kind);
    for reference in tail.references.iter().filter(|_| !w.is(verb + 1, ",")) {
        out.say(thing, Predicate::IdentifiedBy, reference, thing.span.cover(reference.span), CITED_BEHIND);
    }
    let passive = before.clone().find(|&k| ISSUERS.contains(&w.outer[k].kind) && preceded_by(w, k, "door"));
    let behind = || agent_behind(w, verb);
    let actor = passive.or_else(behind).or_else(|| active_subject(w, &clause, object));
    for k in actor.map_or(0..0, |actor| w.list_around(actor, &ISSUERS)).filter(|&k| k != object) {
        let body = w.outer[k];
        out.say(thing, Predicate::IssuedBy, body, w.evidence(body.span, thing.span, verb), rule);
    }
}

/// `is opgesteld door X`, `… door een werkgroep bestaande uit X en Y`.
fn agent_behind(w: &Window<'_, '_>, verb: usize) -> Option<usize> {
    if !w.is(verb + 1, "door") {
        return None;
    }
    let consists = (verb + 2..verb + 8).find(|&j| w.is_any(j, words!["bestaande"]) && w.is(j + 1, "uit"));
    let named = match consists {
        // The first of them may be on no list.
        Some(j) => w.nearest_after(w.at(j + 2).start(), &ISSUERS, 6),
        None => w.mention_after(verb + 2, 0),
    };
    named.filter(|&k| ISSUERS.contains(&w.outer[k].kind))
}

/// `de (op 5 maart) door de Commissie (hierna: …) gepresenteerde Strategie`.
fn attribute(w: &Window<'_, '_>, participle: usize, out: &mut Statements) {
    let Some(thing) =
        w.mention_after(participle + 1, 1).map(|k| w.outer[k]).filter(|m| ISSUED.contains(&m.kind))
    else {
        return;
    };
    let low = participle.saturating_sub(16).max(w.tokens.start);
    let Some(door) = (low..participle).rev().find(|&j| w.is(j, "door")) else { return };
    let Some(first) = w.mention_after(door + 1, 0).filter(|&k| ISSUERS.contains(&w.outer[k].kind)) else {
        return;
    };
    let list = w.list_around(first, &ISSUERS);
    let Some(last) = list.clone().next_back().map(|k| w.outer[k]) else { return };
    // Between the maker and the participle only a bracket, a date or an adverb.
    let gap = w.gap(last.span.end(), w.at(participle).start());
    if gap.clone().any(|j| w.is_any(j, words![",", ";"]) || w.has(j, Cue::Auxiliary)) {
        return;
    }
    for k in list {
        let body = w.outer[k];
        out.say(thing, Predicate::IssuedBy, body, w.evidence(body.span, thing.span, participle), ATTRIBUTE);
    }
}

/// `De Commissie presenteerde op 5 maart de Strategie`.
fn finite(w: &Window<'_, '_>, verb: usize, out: &mut Statements) {
    let clause = w.clause(verb);
    let inside = w.mentions_in(&clause);
    let after = w.at(verb).end();
    let object = w.nearest_after(after, &ISSUED, 22).filter(|k| inside.contains(k));
    let Some(object) = object.filter(|&k| !governed(w, k)) else { return };
    let thing = w.outer[object];
    let left = w.count_before(w.at(verb).start()).checked_sub(1).filter(|k| inside.contains(k));
    let adjacent = left.filter(|&k| w.gap(w.outer[k].span.end(), w.at(verb).start()).is_empty());
    let issuer = |k: &usize| ISSUERS.contains(&w.outer[*k].kind);
    let actor = adjacent.filter(issuer).or_else(|| w.mention_after(verb + 1, 0).filter(issuer));
    let Some(actor) = actor else { return };
    for k in w.list_around(actor, &ISSUERS) {
        let body = w.outer[k];
        out.say(thing, Predicate::IssuedBy, body, w.evidence(body.span, thing.span, verb), CLAUSE);
    }
    if let Some(date) = date_of(w, &inside) {
        let evidence = w.evidence(thing.span.cover(date.span), thing.span, verb);
        out.say(thing, Predicate::IssuedOn, date, evidence, CLAUSE);
    }
}

/// The date that `op`, `in`, `per` gives the verb of a clause; none if two do.
pub(crate) fn date_of<'d>(w: &Window<'_, 'd>, mentions: &Range<usize>) -> Option<&'d Mention> {
    let dates = mentions.clone().filter(|&k| {
        w.outer[k].kind == MentionType::Date
            && (["op", "in", "per"].iter().any(|word| preceded_by(w, k, word))
                || k == 0 && !["van", "d.d.", "uit"].iter().any(|word| preceded_by(w, k, word)))
    });
    let mut dates = dates.filter(|&k| {
        // "het pakket van 3 mei", "de Strategie in 2022": a date right behind a title is the title's.
        let before = k.checked_sub(1).map(|k| w.outer[k]);
        !before.is_some_and(|m| {
            ISSUED.contains(&m.kind)
                && w.gap(m.span.end(), w.outer[k].span.start()).len() == 1
                && !preceded_by(w, k, "op")
        })
    });
    match (dates.next(), dates.next()) {
        (Some(k), None) => Some(w.outer[k]),
        _ => None,
    }
}

/// Whether mention `k` follows `word` at once, determiners and weekdays aside.
pub(crate) fn preceded_by(w: &Window<'_, '_>, k: usize, word: &str) -> bool {
    let mut j = w.letter.index_at(w.outer[k].span.start());
    for _ in 0..4 {
        let Some(before) = j.checked_sub(1).filter(|j| w.tokens.contains(j)) else { return false };
        j = before;
        if w.is(j, word) {
            return true;
        }
        if !(w.has(j, Cue::Determiner) || w.has(j, Cue::Weekday) || w.has(j, Cue::Title) || w.is_dressing(j))
        {
            return false;
        }
    }
    false
}

/// Whether mention `k` is what the participle at `verb` says something of: nothing but dates, recipients and makers
/// stands between them, and no preposition governs it.
pub(crate) fn is_object(w: &Window<'_, '_>, k: usize, verb: usize) -> bool {
    let gap = w.gap(w.outer[k].span.end(), w.at(verb).start());
    let bare = gap
        .clone()
        .all(|j| !w.is_any(j, words!["een", ",", "over", "van"]) || w.mention_covering(j).is_some());
    let adopted = w.has(verb, Cue::Adopt) && !w.has(verb, Cue::Issue);
    gap.len() <= 15 && bare && (adopted || !governed(w, k))
}

/// Whether a preposition governs mention `k`, so that another noun is what the verb is about. `een mededeling over een
/// strategie` and `een voorstel voor een verordening` are the document itself.
pub(crate) fn governed(w: &Window<'_, '_>, k: usize) -> bool {
    let start = w.letter.index_at(w.outer[k].span.start());
    let low = start.saturating_sub(4).max(w.tokens.start);
    for j in (low..start).rev() {
        // "haar rapport met de titel «X»" is the report.
        if w.is_any(j, words!["titel", "getiteld"]) {
            return false;
        }
        if w.has(j, Cue::Preposition) {
            let act = j.checked_sub(1).is_some_and(|j| w.has(j, Cue::Act) && !w.is(j, "brief"));
            return !(act && w.is_any(j, words!["over", "voor"]) && w.is(j + 1, "een"));
        }
        if w.has(j, Cue::Auxiliary) || w.is(j, ",") || w.mention_covering(j).is_some() {
            return false;
        }
    }
    false
}

/// The subject of `heeft … gepubliceerd`: right before or right after the auxiliary.
pub(crate) fn active_subject(w: &Window<'_, '_>, clause: &Range<usize>, object: usize) -> Option<usize> {
    let auxiliary = clause.clone().find(|&j| w.has(j, Cue::Perfect))?;
    let issuer = |k: &usize| *k != object && ISSUERS.contains(&w.outer[*k].kind);
    let after = w.mention_after(auxiliary + 1, 0).filter(issuer);
    // "heeft een door de Kamer ingestelde commissie het rapport X gepubliceerd": right before the document.
    let beside = || {
        let k = object
            .checked_sub(1)
            .filter(issuer)
            .filter(|&k| w.outer[k].span.start() > w.at(auxiliary).end())?;
        let gap = w.gap(w.outer[k].span.end(), w.outer[object].span.start());
        let light = |j: usize| w.has(j, Cue::Determiner) || w.has(j, Cue::DocumentNoun) || w.is_dressing(j);
        let opens = gap.clone().next().is_some_and(|j| w.has(j, Cue::Determiner));
        (opens && gap.len() <= 5 && gap.clone().all(light) && !governed(w, k)).then_some(k)
    };
    after.or_else(beside).or_else(|| {
        let k = w.count_before(w.at(auxiliary).start()).checked_sub(1)?;
        let adjacent = w.gap(w.outer[k].span.end(), w.at(auxiliary).start()).len() <= 1;
        let free = !w
            .letter
            .index_at(w.outer[k].span.start())
            .checked_sub(2)
            .is_some_and(|j| w.has(j, Cue::Preposition) || w.has(j + 1, Cue::Preposition));
        Some(k).filter(|k| adjacent && free && issuer(k))
    })
}

/// Whether the mention is a proposed act (`voorstel voor een Verordening …`).
fn is_proposal(w: &Window<'_, '_>, mention: &Mention) -> bool {
    let start = w.letter.index_at(mention.span.start());
    ISSUED.contains(&mention.kind)
        && (start.saturating_sub(3).max(w.tokens.start)..start)
            .any(|j| w.is(j, "voorstel") && w.is_any(j + 1, words!["voor", "tot"]))
}

/// `In dit plan zet de SG NAVO uiteen`, `Met het voorstel wil de Commissie`.
fn anaphor(w: &Window<'_, '_>, document: Option<&Mention>, proposal: Option<&Mention>, out: &mut Statements) {
    let mut i = w.tokens.start;
    while w.is_dressing(i) || w.is(i, "-") {
        i += 1;
    }
    let led = w.is(i, "in") && w.is_any(i + 1, words!["dit", "deze"]) || w.is(i, "met") && w.is(i + 1, "het");
    if !led {
        return;
    }
    let subject = w.mention_after(i + 4, 0).filter(|&k| ISSUERS.contains(&w.outer[k].kind));
    let Some(subject) = subject.map(|k| w.outer[k]) else { return };
    let this = w.is(i, "in") && w.is_any(i + 1, words!["dit", "deze"]) && w.has(i + 2, Cue::DocumentNoun);
    if let (true, true, Some(document)) = (this, w.has(i + 3, Cue::State), document) {
        let evidence = w.evidence(w.at(i), subject.span, i + 3);
        out.say(document, Predicate::IssuedBy, subject, evidence, IN_THIS);
    }
    if let (true, true, Some(proposal)) =
        (w.are(i, &["met", "het", "voorstel"]), w.has(i + 3, Cue::Future), proposal)
    {
        let evidence = w.evidence(w.at(i), subject.span, i + 3);
        out.say(proposal, Predicate::IssuedBy, subject, evidence, PROPOSAL);
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
    fn a_title_with_its_date_or_body() {
        check(
            "de [[Kabinetsaanpak Z|POLICY policy:z]] van [[12 mei 2023|DATE 2023-05-12]]",
            &["policy:z issued_on 2023-05-12"],
        );
        check(
            "de [[Lijst L|POLICY policy:l]] door het [[EMA|ORGANISATION org:ema]], waarvan de eerste versie op [[12 december jl.|DATE 2023-12-12]] gepubliceerd is",
            &["policy:l issued_by org:ema", "policy:l issued_on 2023-12-12"],
        );
        check(
            "[[Titel|POLICY policy:t]], [[Europese Commissie|ORGANISATION org:ec]], [[5 mei 2021|DATE 2021-05-05]].",
            &["policy:t issued_by org:ec", "policy:t issued_on 2021-05-05"],
        );
        check(
            "de beoordeling van de [[Nota N|POLICY policy:n]] door het [[RIVM|ORGANISATION org:rivm]]",
            &[],
        );
        check("de [[Wet W|LAW law:w]] (ingezonden [[3 mei|DATE 2023-05-03]])", &[]);
        // The letter has the date, not what it is about; a plan's horizon is no date of issue.
        check("de brief over de [[Nota X|POLICY policy:x]] van [[3 mei|DATE 2023-05-03]]", &[]);
        check("de [[Agenda|POLICY policy:a]] voor [[2024|DATE 2024]]", &[]);
        check("de [[Nota X|POLICY policy:x]], die zal op [[3 mei|DATE 2023-05-03]] worden gepubliceerd", &[]);
    }

    #[test]
    fn a_clause_of_publication() {
        check(
            "Op [[24 januari 2024|DATE 2024-01-24]] heeft de [[Europese Commissie|ORGANISATION org:ec]] het [[AI-pakket|POLICY policy:ai]] gepubliceerd.",
            &["policy:ai issued_by org:ec", "policy:ai issued_on 2024-01-24"],
        );
        check(
            "Op [[20 juni|DATE 2023-06-20]] hebben de [[Europese Commissie|ORGANISATION org:ec]] en de [[Hoge Vertegenwoordiger|OFFICE office:hv]] een mededeling over een [[Strategie|POLICY policy:s]] gepubliceerd.",
            &["policy:s issued_by office:hv", "policy:s issued_by org:ec", "policy:s issued_on 2023-06-20"],
        );
        check(
            "De [[AIVD|ORGANISATION org:aivd]] publiceerde in [[april 2024|DATE 2024-04]] het [[Jaarverslag|POLICY policy:j]].",
            &["policy:j issued_by org:aivd", "policy:j issued_on 2024-04"],
        );
        check(
            "De [[Minister|OFFICE office:m]] heeft op [[17 juni|DATE 2016-06-17]] de [[A-brief V|POLICY policy:v]] naar de [[Kamer|ORGANISATION org:k]] gestuurd ([[Kamerstuk 3, nr. 13|REFERENCE kst-3-13]]).",
            &[
                "policy:v identified_by kst-3-13",
                "policy:v issued_by office:m",
                "policy:v issued_on 2016-06-17",
            ],
        );
        check(
            "Uit de [[Factsheet F|POLICY policy:f]] die op [[29 juni jl.|DATE 2018-06-29]] aan uw Kamer is aangeboden blijkt",
            &["policy:f issued_on 2018-06-29"],
        );
        check(
            "In [[2014|DATE 2014]] hebben bondgenoten ingestemd met het zogenoemde [[Framework|POLICY policy:f]].",
            &["policy:f issued_on 2014"],
        );
        check(
            "In [[2014|DATE 2014]] hebben bondgenoten met het [[Framework|POLICY policy:f]] ingestemd.",
            &["policy:f issued_on 2014"],
        );
        // Another document is published, or later, or the recipient is no author.
        check(
            "Op [[3 mei|DATE 2023-05-03]] is een rapport over de [[Nota X|POLICY policy:x]] gepubliceerd.",
            &[],
        );
        check("Op [[3 mei|DATE 2023-05-03]] zal de [[Nota X|POLICY policy:x]] worden gepubliceerd.", &[]);
        check(
            "De [[Nota X|POLICY policy:x]] is met de [[Kamer|ORGANISATION org:tweede-kamer]] gedeeld.",
            &[],
        );
    }

    #[test]
    fn the_author_speaks_in_this_document() {
        check(
            "Dit staat in het [[Plan P|POLICY policy:p]]. In dit plan stelt [[Defensie|ORGANISATION org:def]] doelen.",
            &["policy:p issued_by org:def"],
        );
        check(
            "Het voorstel voor een [[Verordening V|LAW law:v]] is er. Het is lang. Met het voorstel wil de [[Commissie|ORGANISATION org:ec]] bouwen.",
            &["law:v issued_by org:ec"],
        );
        check(
            "Het [[Plan P|POLICY policy:p]]. Het is klaar. In dit plan stelt [[Defensie|ORGANISATION org:def]] doelen.",
            &[],
        );
        check(
            "Het [[Plan P|POLICY policy:p]]. In dit plan wordt [[Defensie|ORGANISATION org:def]] genoemd.",
            &[],
        );
    }

    #[test]
    fn a_maker_before_the_noun_or_in_a_relative_clause() {
        let made = &["policy:s issued_by org:ec"];
        let check = |body: &str, expected: &[&str]| check_body(read, body, expected);
        check(
            "de door de [[Europese Commissie|ORGANISATION org:ec]] (hierna: Commissie) gepresenteerde [[Strategie|POLICY policy:s]]",
            made,
        );
        check(
            "de [[Strategie|POLICY policy:s]] die de [[Europese Commissie|ORGANISATION org:ec]] heeft aangekondigd",
            made,
        );
        check(
            "de door de [[Europese Commissie|ORGANISATION org:ec]], gepresenteerde [[Strategie|POLICY policy:s]]",
            &[],
        );
        check(
            "de [[Strategie|POLICY policy:s]] die met de [[Europese Commissie|ORGANISATION org:ec]] is besproken",
            &[],
        );
        check(
            "de met de [[Europese Commissie|ORGANISATION org:ec]] gepresenteerde [[Strategie|POLICY policy:s]]",
            &[],
        );
    }

    #[test]
    fn a_noun_names_the_maker_of_a_quoted_title() {
        let maker = "[[Kinderombudsman|OFFICE office:k]]";
        let check = |body: &str, expected: &[&str]| check_body(read, body, expected);
        check(
            &format!("het rapport van de {maker} «[[Alle kinderen|POLICY policy:a]]»"),
            &["policy:a issued_by office:k"],
        );
        check(
            &format!("het rapport van de {maker} [[Alle kinderen|POLICY policy:a]]"),
            &["policy:a issued_by office:k"],
        );
        check(&format!("het rapport van de {maker} [[alle kinderen|POLICY policy:a]]"), &[]);
        check(&format!("een gesprek met de {maker} «[[Alle kinderen|POLICY policy:a]]»"), &[]);
        check(&format!("het rapport van de {maker} over [[Alle kinderen|POLICY policy:a]]"), &[]);
        check(&format!("de zorgen van de {maker} «[[Alle kinderen|POLICY policy:a]]»"), &[]);
    }

    #[test]
    fn a_source_in_a_note() {
        check_letter(
            read,
            &[(
                ZoneKind::Footnotes,
                "¹ [[AIVD|ORGANISATION org:aivd]], [[Jaarverslag|POLICY policy:j]], [[april 2024|DATE 2024-04]].\n",
            )],
            &["policy:j issued_by org:aivd", "policy:j issued_on 2024-04"],
        );
    }
}
