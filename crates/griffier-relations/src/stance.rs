//! Where actors stand: what they support or oppose, which treaties they are party to or join, whom they pay.

use crate::cue::Cue;
use crate::reading::{Letter, REACH, Window};
use crate::recipient::is_whole;
use crate::statement::{Rule, Statements, terms};
use crate::tail::ends_clause;
use griffier_doc::{Id, Mention, MentionType, Predicate, Term};
use griffier_text::{WordSet, words};

const SUPPORTS: Rule = Rule::new("stance.supports", 0.85);
const OPPOSES: Rule = Rule::new("stance.opposes", 0.85);
const PARTY: Rule = Rule::new("treaty.party", 0.88);
const RATIFIED: Rule = Rule::new("treaty.ratified", 0.85);
const SIGNED: Rule = Rule::new("treaty.signed", 0.75);
const ACCEDES: Rule = Rule::new("treaty.accession", 0.88);
const PAYS: Rule = Rule::new("money.pays", 0.82);
const PAID_BY: Rule = Rule::new("money.paid-by", 0.85);

/// Verbs by which a state becomes party to a treaty.
const RATIFY: &WordSet = words![
    "geratificeerd",
    "ratificeerde",
    "ratificeerden",
    "ratificeert",
    "ratificeren",
    "bekrachtigd",
    "bekrachtigen"
];
/// Verbs of signing one.
const SIGN: &WordSet = words!["ondertekend", "ondertekent", "ondertekende", "ondertekenden", "ondertekenen"];

/// Those who take a stand.
const ACTORS: [MentionType; 4] =
    [MentionType::Person, MentionType::Office, MentionType::Organisation, MentionType::Location];
/// What one takes a stand on.
const OBJECTS: [MentionType; 4] =
    [MentionType::Policy, MentionType::Law, MentionType::Treaty, MentionType::Event];
/// Those who give a commission or money.
const BODIES: [MentionType; 2] = [MentionType::Organisation, MentionType::Office];

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    let mut treaty: Option<&Mention> = None;
    for window in letter.windows() {
        let asks = window.is_question();
        let listens = [Cue::Stance, Cue::Support, Cue::Oppose, Cue::Fund, Cue::Funded];
        let listens = !asks && !window.outer.is_empty() && window.holds(&listens);
        let mut before = None;
        for i in window.tokens.clone().filter(|_| listens) {
            let phrase = window.has(i, Cue::Stance);
            if phrase || window.has(i, Cue::Support) || window.has(i, Cue::Oppose) {
                before = stand(&window, i, before, out).or(before);
            }
            if phrase {
                party_to(&window, i, treaty, out);
                accedes(&window, i, treaty, out);
            }
            if window.has(i, Cue::Fund) || window.has(i, Cue::Funded) {
                pays(&window, i, out);
            }
        }
        treaty = window.outer.iter().rev().copied().find(|m| m.kind == MentionType::Treaty).or(treaty);
    }
}

/// A verb of support or opposition with its particle: where its object begins, and which it is.
fn verb_at(w: &Window<'_, '_>, i: usize) -> Option<(usize, bool)> {
    const FIRST: &WordSet = words![
        "ingestemd",
        "pleit",
        "pleitte",
        "pleiten",
        "voorstander",
        "steun",
        "staat",
        "staan",
        "stemt",
        "stemde",
        "tegenstander",
        "is",
        "bepleiten",
        "zijn",
        "keert",
        "verzet",
        "verzette",
        "bezwaar",
    ];
    let phrases: [(&[&str], bool); 22] = [
        (&["ingestemd", "met"], true),
        (&["pleit", "voor"], true),
        (&["pleitte", "voor"], true),
        (&["pleiten", "voor"], true),
        (&["voorstander", "van"], true),
        (&["steun", "uit", "voor"], true),
        (&["steun", "uitgesproken", "voor"], true),
        (&["staat", "achter"], true),
        (&["staat", "positief", "tegenover"], true),
        (&["staan", "positief", "tegenover"], true),
        (&["stemt", "in", "met"], true),
        (&["stemde", "in", "met"], true),
        (&["tegenstander", "van"], false),
        (&["is", "tegen"], false),
        (&["bepleiten"], true),
        (&["zijn", "tegen"], false),
        (&["keert", "zich", "tegen"], false),
        (&["verzet", "zich", "tegen"], false),
        (&["verzette", "zich", "tegen"], false),
        (&["staat", "negatief", "tegenover"], false),
        (&["bezwaar", "tegen"], false),
        (&["stemde", "tegen"], false),
    ];
    if w.has(i, Cue::Support) {
        return Some((i + 1, true));
    }
    if w.has(i, Cue::Oppose) {
        return Some((i + 1, false));
    }
    if !w.is_any(i, FIRST) {
        return None;
    }
    // "sprak hiervoor expliciet steun uit evenals voor …"
    if w.are(i, &["steun", "uit"]) && w.is_any(i + 2, words!["evenals", "en"]) && w.is(i + 3, "voor") {
        return Some((i + 4, true));
    }
    phrases.iter().find(|(words, _)| w.are(i, words)).map(|(words, pro)| (i + words.len(), *pro))
}

/// The stand that the verb at token `i` takes, and whose it is. `before` is who took the stand before it in the sentence:
/// `Nederland steunt X, maar is tegen Y`.
fn stand(w: &Window<'_, '_>, i: usize, before: Option<usize>, out: &mut Statements) -> Option<usize> {
    let (from, pro) = verb_at(w, i)?;
    let (predicate, rule) = if pro { (Predicate::Supports, SUPPORTS) } else { (Predicate::Opposes, OPPOSES) };
    let clause = w.clause(i);
    let inside = w.mentions_in(&clause);
    let at = w.at(i);
    // "… wordt door Nederland gesteund": the thing before, the actor after "door".
    let left = |kinds: &[MentionType], reach: usize| {
        w.nearest_before(at.start(), kinds, reach).filter(|k| inside.contains(k))
    };
    if let Some(actor) = left(&ACTORS, 3).filter(|&k| follows_door(w, k)) {
        let object =
            w.outer[..actor].iter().rposition(|m| OBJECTS.contains(&m.kind)).filter(|k| inside.contains(k));
        if let Some(object) = object.map(|k| w.outer[k]) {
            let evidence = w.evidence(object.span, w.outer[actor].span, i);
            out.say(w.outer[actor], predicate, object, evidence, rule);
        }
        return None;
    }
    if let Some((actor, object)) = relative(w, i) {
        let evidence = w.evidence(w.outer[object].span, w.outer[actor].span, i);
        out.say(w.outer[actor], predicate, w.outer[object], evidence, rule);
        return None;
    }
    let elided = || before.filter(|_| i > w.tokens.start && w.is_any(i - 1, words!["maar", "en", "doch"]));
    let actor = elided().or_else(|| subject(w, i, from, &inside)).filter(|&k| is_whole(w, w.outer[k]));
    let Some(actor) = actor else {
        government_stands(w, i, from, predicate, rule, out);
        return None;
    };
    let after = w.at(from).start().max(w.outer[actor].span.end().min(w.at(from + 6).start()));
    let object = w.nearest_after(after, &OBJECTS, 14).filter(|k| inside.contains(k));
    // With a perfect tense or a modal verb the thing stands between the auxiliary and the verb.
    let object = object.filter(|&k| direct(w, from, k)).or_else(|| {
        let participle = w.word(i).starts_with("ge") || w.word(i).ends_with('d') || is_infinitive(w, i);
        left(&OBJECTS, 12).filter(|&k| participle && k > actor)
    });
    if let Some(object) = object {
        for k in w.list_around(actor, &ACTORS).filter(|&k| k < object) {
            let evidence = w.evidence(w.outer[k].span, w.outer[object].span, i);
            out.say(w.outer[k], predicate, w.outer[object], evidence, rule);
        }
    }
    Some(actor)
}

/// Whether the verb at `i` is an infinitive behind a modal verb of its clause: `Nederland kan het voorstel steunen`.
fn is_infinitive(w: &Window<'_, '_>, i: usize) -> bool {
    let low = i.saturating_sub(20).max(w.tokens.start);
    w.word(i).ends_with("en") && (low..i).any(|j| w.is_any(j, MODALS)) && ends_clause(w, i + 1)
}

const MODALS: &WordSet =
    words!["kan", "kon", "kunnen", "konden", "zal", "zullen", "wil", "wilde", "willen", "blijft"];

/// `het fonds dat de taakgroep bepleit`: the actor between the pronoun and the verb, the thing right before the pronoun.
fn relative(w: &Window<'_, '_>, i: usize) -> Option<(usize, usize)> {
    let actor =
        w.count_before(w.at(i).start()).checked_sub(1).filter(|&k| ACTORS.contains(&w.outer[k].kind))?;
    let object = actor.checked_sub(1).filter(|&k| OBJECTS.contains(&w.outer[k].kind))?;
    let verb = w.gap(w.outer[actor].span.end(), w.at(i).start());
    let lead = w.gap(w.outer[object].span.end(), w.outer[actor].span.start());
    let lead = if w.is(lead.start, ",") { lead.start + 1..lead.end } else { lead };
    let pronoun = w.is_any(lead.start, words!["dat", "die"]) && (1..=3).contains(&lead.len());
    let light = lead.clone().skip(1).all(|j| w.has(j, Cue::Determiner) || w.has(j, Cue::Title));
    (pronoun && light && verb.len() <= 1 && ends_clause(w, i + 1)).then_some((actor, object))
}

/// `Het kabinet steunt de verordening`: the government speaks for the country; a foreign one (`de Duitse regering`) does not.
fn government_stands(
    w: &Window<'_, '_>,
    i: usize,
    from: usize,
    predicate: Predicate,
    rule: Rule,
    out: &mut Statements,
) {
    let is_own = |j: usize| {
        w.is_any(j, words!["kabinet", "regering"])
            && w.is_any(j.saturating_sub(1), words!["het", "de", "nederlandse"])
            && !w.has(j + 1, Cue::Preposition)
    };
    let low = i.saturating_sub(2).max(w.tokens.start);
    let Some(subject) = (low..i).chain(i + 1..i + 3).find(|&j| is_own(j)) else { return };
    let from = from.max(if subject > i { subject + 1 } else { from });
    let clause = w.clause(i);
    let object = w.nearest_after(w.at(from).start(), &OBJECTS, 14);
    let object = object.filter(|&k| w.mentions_in(&clause).contains(&k) && direct(w, from, k));
    if let Some(object) = object.map(|k| w.outer[k]) {
        let evidence = w.evidence(w.at(subject), object.span, i);
        if let Some(object) = terms(object).next() {
            out.push(Term::Id(Id::Borrowed("country:NL")), predicate, object, evidence, rule);
        }
    }
}

/// Whether the thing is what the verb is about: no other actor and no turn of the sentence between.
fn direct(w: &Window<'_, '_>, from: usize, k: usize) -> bool {
    let gap = w.gap(w.at(from).start(), w.outer[k].span.start());
    let turns = |j: usize| {
        w.is_any(j, words![",", ";", "(", "om", "dat", "door", "maar", "in", "bij", "tijdens"])
            && w.mention_covering(j).is_none()
    };
    let within = w.mentions_in(&gap);
    let subject_only = w.outer[within].iter().filter(|m| !OBJECTS.contains(&m.kind)).count() <= 1;
    !gap.clone().any(turns) && subject_only
}

/// The subject of the verb at `i`: the nearest actor before it, or right behind it (`Daarom steunt Nederland …`).
fn subject(w: &Window<'_, '_>, i: usize, from: usize, inside: &std::ops::Range<usize>) -> Option<usize> {
    let behind =
        w.mention_after(from, 0).filter(|&k| ACTORS.contains(&w.outer[k].kind) && inside.contains(&k));
    let before = w.count_before(w.at(i).start()).checked_sub(1).filter(|k| inside.contains(k));
    let close = |k: &usize| {
        let gap = w.gap(w.outer[*k].span.end(), w.at(i).start());
        ACTORS.contains(&w.outer[*k].kind)
            && gap.len() <= 5
            && !gap.clone().any(|j| w.is_any(j, words![",", "(", ")"]))
    };
    before.filter(close).filter(|&k| !governed(w, k)).or(behind).or_else(|| perfect_subject(w, i, inside))
}

/// The subject of `Nederland heeft het verdrag gesteund`: right before or right behind the auxiliary.
fn perfect_subject(w: &Window<'_, '_>, i: usize, inside: &std::ops::Range<usize>) -> Option<usize> {
    let low = i.saturating_sub(20).max(w.tokens.start);
    let modal = is_infinitive(w, i);
    let auxiliary = (low..i).rev().find(|&j| w.has(j, Cue::Perfect) || modal && w.is_any(j, MODALS))?;
    let actor = |k: &usize| inside.contains(k) && ACTORS.contains(&w.outer[*k].kind);
    let before = w.count_before(w.at(auxiliary).start()).checked_sub(1).filter(actor);
    let adjacent = |k: &usize| w.gap(w.outer[*k].span.end(), w.at(auxiliary).start()).is_empty();
    let behind = || w.mention_after(auxiliary + 1, 0).filter(actor);
    before.filter(adjacent).filter(|&k| !governed(w, k)).or_else(behind)
}

/// Whether a preposition governs mention `k` (`in Nederland steunt men …`).
fn governed(w: &Window<'_, '_>, k: usize) -> bool {
    let start = w.letter.index_at(w.outer[k].span.start());
    let mut back = (start.saturating_sub(3).max(w.tokens.start)..start).rev();
    back.find(|&j| !w.has(j, Cue::Determiner) && !w.has(j, Cue::Title))
        .is_some_and(|j| w.has(j, Cue::Preposition))
}

fn follows_door(w: &Window<'_, '_>, k: usize) -> bool {
    let start = w.letter.index_at(w.outer[k].span.start());
    (start.saturating_sub(3).max(w.tokens.start)..start).any(|j| w.is(j, "door"))
}

/// `X, Y en Z zijn aangesloten bij het verdrag`, `X is partij bij …`, `X heeft het verdrag geratificeerd`.
fn party_to(w: &Window<'_, '_>, i: usize, before: Option<&Mention>, out: &mut Statements) {
    use MentionType::{Location, Treaty};
    let joined =
        w.is_any(i, words!["aangesloten", "partij", "verdragspartij", "verdragspartijen", "partijen"]);
    let ratified = w.is_any(i, RATIFY);
    let signed = w.is_any(i, SIGN);
    if !joined && !ratified && !signed {
        return;
    }
    let clause = w.clause(i);
    let at = w.at(i);
    let partner =
        w.nearest_before(at.start(), &[Location], 12).filter(|k| w.mentions_in(&clause).contains(k));
    let deed = ratified || signed;
    let agent = |k: usize| {
        deed && w.is_any(w.letter.index_at(w.outer[k].span.start()).saturating_sub(1), words!["door"])
    };
    let Some(partner) = partner.filter(|&k| !governed(w, k) || agent(k)) else { return };
    // The treaty follows "bij", stands before a relative "waar … bij", or is "dit verdrag".
    let bij = (clause.start..clause.end).find(|&j| w.is(j, "bij") && j + 6 > i);
    let object = if deed {
        let near =
            w.nearest_before(at.start(), &[Treaty], 20).or_else(|| w.nearest_after(at.end(), &[Treaty], 6));
        near.map(|k| w.outer[k])
    } else {
        // "waarbij ook X partij is", "A en B zijn daarbij partij".
        let merged = || {
            let near = i.saturating_sub(14).max(w.tokens.start)..i;
            near.rev().find(|&j| w.is_any(j, words!["waarbij", "daarbij", "hierbij"]))
        };
        let Some(bij) = bij.or_else(merged) else { return };
        let named = w.mention_after(bij + 1, 2).map(|k| w.outer[k]).filter(|m| m.kind == Treaty);
        let relative = w.is_any(clause.start, words!["waar", "waarbij", "daarbij"]);
        let antecedent = || {
            let k = w.nearest_before(w.at(clause.start).start(), &[Treaty], 4)?;
            Some(w.outer[k]).filter(|_| relative)
        };
        let joined_to = || {
            let lead = w.is_any(bij, words!["waarbij", "daarbij", "hierbij"]);
            let k = w.nearest_before(w.at(bij).start(), &[Treaty], 18)?;
            Some(w.outer[k]).filter(|_| lead)
        };
        named.or_else(antecedent).or_else(joined_to).or_else(|| before.filter(|_| is_this_treaty(w, bij + 1)))
    };
    let Some(treaty) = object else { return };
    let rule = match () {
        () if joined => PARTY,
        () if ratified => RATIFIED,
        () => SIGNED,
    };
    let here = w.first_after(treaty.span.start());
    let here = w.outer.get(here).filter(|m| m.span == treaty.span).map(|_| w.list_around(here, &[Treaty]));
    let treaties = here.map_or(vec![treaty], |list| w.outer[list].to_vec());
    for k in w.list_around(partner, &[Location]) {
        for treaty in &treaties {
            let near = if w.span.contains(treaty.span) { treaty.span } else { at };
            let evidence = w.evidence(w.outer[k].span, near, i);
            out.say(w.outer[k], Predicate::PartyTo, treaty, evidence, rule);
        }
    }
}

/// Whether the words at `i` are "dit verdrag", "deze conventie".
fn is_this_treaty(w: &Window<'_, '_>, i: usize) -> bool {
    w.is_any(i, words!["dit", "deze", "het"])
        && w.is_any(i + 1, words!["verdrag", "conventie", "protocol", "overeenkomst", "statuut"])
        && w.mention_at(i + 1).is_none()
}

/// `toetreding van Nederland tot dit verdrag`, `Nederland treedt toe tot …`.
fn accedes(w: &Window<'_, '_>, i: usize, before: Option<&Mention>, out: &mut Statements) {
    use MentionType::{Location, Treaty};
    let noun = w.is(i, "toetreding") && w.is(i + 1, "van");
    let verb = w.is_any(i, words!["toe", "toegetreden", "toetreedt", "toetreden", "toetrad"]);
    if !noun && !verb {
        return;
    }
    let clause = w.clause(i);
    let treads = words!["treedt", "trad", "treden", "traden"];
    if w.is(i, "toe") && !clause.clone().any(|j| w.is_any(j, treads)) {
        return;
    }
    let actor = if noun {
        w.mention_after(i + 2, 0)
    } else {
        let near = w.nearest_before(w.at(i).start(), &[Location], 12);
        near.filter(|k| w.mentions_in(&clause).contains(k) && !governed(w, *k))
    };
    let Some(actor) = actor.filter(|&k| w.outer[k].kind == Location) else { return };
    let list = w.list_around(actor, &[Location]);
    let from = if noun { w.letter.index_at(w.outer[list.end - 1].span.end()) } else { i.saturating_sub(8) };
    let Some(to) = (from..i + 12).find(|&j| w.is(j, "tot")) else { return };
    let named = w.mention_after(to + 1, 2).map(|k| w.outer[k]).filter(|m| m.kind == Treaty);
    let here = || w.nearest_before(w.at(i).start(), &[Treaty], REACH).map(|k| w.outer[k]);
    let anaphor = || here().or(before).filter(|_| is_this_treaty(w, to + 1));
    let Some(treaty) = named.or_else(anaphor) else { return };
    for k in list {
        let evidence = w.evidence(w.at(i), w.at(to + 2).cover(w.outer[k].span), i);
        out.say(w.outer[k], Predicate::AccedesTo, treaty, evidence, ACCEDES);
    }
}

/// `financiert de minister een onderzoek bij de OESO`, `gefinancierd door X`.
fn pays(w: &Window<'_, '_>, i: usize, out: &mut Statements) {
    let clause = w.clause(i);
    let inside = w.mentions_in(&clause);
    let at = w.at(i);
    if w.has(i, Cue::Funded) && w.is(i + 1, "door") {
        let payer = w.mention_after(i + 2, 0).filter(|&k| BODIES.contains(&w.outer[k].kind));
        let paid =
            w.nearest_before(at.start(), &[MentionType::Organisation], 8).filter(|k| inside.contains(k));
        if let (Some(payer), Some(paid)) = (payer, paid) {
            for k in w.list_around(payer, &BODIES).filter(|&k| k >= payer) {
                let evidence = w.evidence(w.outer[paid].span, w.outer[k].span, i);
                out.say(w.outer[k], Predicate::Funds, w.outer[paid], evidence, PAID_BY);
            }
        }
        return;
    }
    let payers = [MentionType::Organisation, MentionType::Office, MentionType::Location];
    let Some(payer) = subject(w, i, i + 1, &inside).filter(|&k| payers.contains(&w.outer[k].kind)) else {
        return;
    };
    let from = at.end().max(w.outer[payer].span.end());
    let Some(paid) = w.nearest_after(from, &[MentionType::Organisation], 10).filter(|k| inside.contains(k))
    else {
        return;
    };
    let gap = w.gap(from, w.outer[paid].span.start());
    let bare = gap
        .clone()
        .all(|j| w.has(j, Cue::Determiner) || w.is_any(j, words!["mede", "ook", "onder", "andere"]));
    let through = gap.clone().any(|j| w.is_any(j, words!["bij", "aan", "via", "van"]))
        && !gap.clone().any(|j| w.is_any(j, words![",", "in", "met", "over", "voor"]));
    if bare || through {
        let evidence = w.evidence(w.outer[payer].span, w.outer[paid].span, i);
        out.say(w.outer[payer], Predicate::Funds, w.outer[paid], evidence, PAYS);
    }
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
    fn support_and_opposition() {
        check(
            "[[Nederland|LOCATION country:NL]] steunt de verdere ontwikkeling van het [[SASP|POLICY policy:s]].",
            &["country:NL supports policy:s"],
        );
        check(
            "Daarom verwelkomt de [[minister|OFFICE office:m]] de [[Verordening|LAW law:v]].",
            &["office:m supports law:v"],
        );
        check(
            "[[Nederland|LOCATION country:NL]] heeft het [[Verdrag|TREATY treaty:t]] altijd gesteund.",
            &["country:NL supports treaty:t"],
        );
        check(
            "[[Nederland|LOCATION country:NL]] steunt het [[Verdrag|TREATY treaty:t]] niet.",
            &["not country:NL supports treaty:t"],
        );
        check(
            "[[Hongarije|LOCATION country:HU]] verzet zich tegen het [[Pact|POLICY policy:p]].",
            &["country:HU opposes policy:p"],
        );
        check(
            "Het [[Pact|POLICY policy:p]] wordt door de [[EU|ORGANISATION org:eu]] gesteund.",
            &["org:eu supports policy:p"],
        );
        check(
            "[[Nederland|LOCATION country:NL]] steunt [[Oekraïne|LOCATION country:UA]] in lijn met het [[Verdrag|TREATY treaty:t]].",
            &[],
        );
        check("Het kabinet steunt de [[Verordening|LAW law:v]].", &["country:NL supports law:v"]);
        check(
            "Daarom steunt het kabinet de [[Verordening|LAW law:v]] niet.",
            &["not country:NL supports law:v"],
        );
        check("Het Duitse kabinet steunt de [[Verordening|LAW law:v]].", &[]);
        check("Het kabinet van [[Hongarije|LOCATION country:HU]] steunt de [[Verordening|LAW law:v]].", &[]);
        check("Het kabinet noemt de [[Verordening|LAW law:v]].", &[]);
        check("Steunt [[Nederland|LOCATION country:NL]] het [[Verdrag|TREATY treaty:t]]?", &[]);
        check("[[Nederland|LOCATION country:NL]] noemt het [[Verdrag|TREATY treaty:t]].", &[]);
        check("De steun aan [[Oekraïne|LOCATION country:UA]] en het [[Verdrag|TREATY treaty:t]].", &[]);
    }

    #[test]
    fn stands_in_other_clauses() {
        let both = &["country:NL opposes policy:p", "country:NL supports law:v"];
        check(
            "[[Nederland|LOCATION country:NL]] steunt de [[Verordening|LAW law:v]], maar is tegen het [[Pact|POLICY policy:p]].",
            both,
        );
        check(
            "[[Nederland|LOCATION country:NL]] steunt de [[Verordening|LAW law:v]], maar verzet zich tegen het [[Pact|POLICY policy:p]].",
            both,
        );
        check(
            "Dit is het [[Pact|POLICY policy:p]] dat de [[EU|ORGANISATION org:eu]] bepleit.",
            &["org:eu supports policy:p"],
        );
        check("Dit is het [[Pact|POLICY policy:p]] dat de [[EU|ORGANISATION org:eu]] noemt.", &[]);
        check(
            "[[NAVO|ORGANISATION org:navo]]-bondgenoten hebben ingestemd met het [[Pact|POLICY policy:p]].",
            &[],
        );
        check(
            "De [[Raad|ORGANISATION org:r]] heeft ingestemd met het [[Pact|POLICY policy:p]].",
            &["org:r supports policy:p"],
        );
        check(
            "[[Nederland|LOCATION country:NL]] kan het [[Pact|POLICY policy:p]] steunen.",
            &["country:NL supports policy:p"],
        );
    }

    #[test]
    fn parties_to_a_treaty() {
        let parties = &["country:DE party_to treaty:t", "country:FR party_to treaty:t"];
        check(
            "toetreding tot het [[verdrag|TREATY treaty:t]], waar nu [[Frankrijk|LOCATION country:FR]] en [[Duitsland|LOCATION country:DE]] bij zijn aangesloten",
            parties,
        );
        check(
            "[[Frankrijk|LOCATION country:FR]] en [[Duitsland|LOCATION country:DE]] zijn partij bij het [[verdrag|TREATY treaty:t]]",
            parties,
        );
        check(
            "dat [[Tunesië|LOCATION country:TN]] onder meer partij is bij het [[VN-Verdrag|TREATY treaty:a]] en het [[Kinderrechtenverdrag|TREATY treaty:b]]",
            &["country:TN party_to treaty:a", "country:TN party_to treaty:b"],
        );
        for said in [
            "[[Rusland|LOCATION country:RU]] is niet voornemens het [[verdrag|TREATY treaty:t]] te ondertekenen.",
            "Het [[verdrag|TREATY treaty:t]] is niet door [[Rusland|LOCATION country:RU]] geratificeerd.",
            "[[Rusland|LOCATION country:RU]] heeft het [[verdrag|TREATY treaty:t]] niet ondertekend en wil overleg.",
        ] {
            check(said, &["not country:RU party_to treaty:t"]);
        }
        check(
            "[[Rusland|LOCATION country:RU]] heeft het [[verdrag|TREATY treaty:t]] ondertekend maar wil het niet uitvoeren.",
            &["country:RU party_to treaty:t"],
        );
        check("In [[Rusland|LOCATION country:RU]] is het [[verdrag|TREATY treaty:t]] ondertekend.", &[]);
        check("De brief over het [[verdrag|TREATY treaty:t]] is ondertekend.", &[]);
        check(
            "Het [[verdrag|TREATY treaty:t]] is vorig jaar door [[Rusland|LOCATION country:RU]] bekrachtigd",
            &["country:RU party_to treaty:t"],
        );
        check(
            "Het [[verdrag|TREATY treaty:t]] is na overleg met [[Rusland|LOCATION country:RU]] bekrachtigd",
            &[],
        );
        check(
            "[[Rusland|LOCATION country:RU]] heeft het [[verdrag|TREATY treaty:t]] nooit geratificeerd",
            &["not country:RU party_to treaty:t"],
        );
        check(
            "het [[verdrag|TREATY treaty:t]], waarbij zowel [[Frankrijk|LOCATION country:FR]] als [[Duitsland|LOCATION country:DE]] partij is",
            parties,
        );
        check(
            "Het [[verdrag|TREATY treaty:t]] verandert niets: [[Frankrijk|LOCATION country:FR]] en [[Duitsland|LOCATION country:DE]] zijn daarbij partij",
            parties,
        );
        check("de wet, waarbij [[Frankrijk|LOCATION country:FR]] partij is", &[]);
        check("[[Frankrijk|LOCATION country:FR]] is aangesloten bij de [[EU|ORGANISATION org:eu]]", &[]);
        check("het [[verdrag|TREATY treaty:t]] en [[Frankrijk|LOCATION country:FR]] als partij", &[]);
    }

    #[test]
    fn accession() {
        check(
            "Het [[verdrag V|TREATY treaty:v]] is er. Men stemt in met de toetreding van [[Nederland|LOCATION country:NL]] tot dit verdrag.",
            &["country:NL accedes_to treaty:v"],
        );
        check(
            "[[Nederland|LOCATION country:NL]] treedt toe tot het [[verdrag V|TREATY treaty:v]].",
            &["country:NL accedes_to treaty:v"],
        );
        check("de toetreding van [[Zweden|LOCATION country:SE]] tot de [[NAVO|ORGANISATION org:navo]]", &[]);
        check(
            "stappen tot toetreding tot het [[verdrag V|TREATY treaty:v]] van [[Nederland|LOCATION country:NL]]",
            &[],
        );
    }

    #[test]
    fn money() {
        check(
            "Ook financiert de [[minister|OFFICE office:m]] een onderzoek bij de [[OESO|ORGANISATION org:oeso]].",
            &["office:m funds org:oeso"],
        );
        check(
            "Het [[instituut|ORGANISATION org:i]] wordt gefinancierd door het [[ministerie|ORGANISATION org:m]].",
            &["org:m funds org:i"],
        );
        check(
            "De [[minister|OFFICE office:m]] financiert dit, in overleg met de [[OESO|ORGANISATION org:oeso]].",
            &[],
        );
    }
}
