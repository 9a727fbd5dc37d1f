//! Telling parliament something later: `Ik zal uw Kamer voor het zomerreces informeren`, `Uw Kamer ontvangt in het najaar
//! …`, `Ik kom hier in het voorjaar op terug`. What the letter tells at once (`Hierbij informeer ik u`) is no promise.

use super::party::{Parties, governs, is_self};
use super::{Draft, due, is_denied, rest};
use crate::cue::Cue;
use crate::letter::is_chamber;
use crate::reading::Window;
use crate::statement::terms;
use griffier_doc::{CommitmentStatus, Mention, Term};
use griffier_text::{WordSet, words};
use std::ops::Range;

const WILL: &str = "commitment.will-inform";
const MEANS: &str = "commitment.means-to-inform";
const DATED: &str = "commitment.informs-on-date";
const PASSIVE: &str = "commitment.will-be-informed";
const KEEPS: &str = "commitment.keeps-informed";
const FOLLOWS: &str = "commitment.paper-follows";
const RETURNS: &str = "commitment.comes-back";

/// The promise to inform that a sentence makes.
pub(super) fn read(w: &Window<'_, '_>, parties: &Parties<'_>) -> Option<Draft> {
    let named = |m: &&Mention| m.link.id().is_some_and(|id| is_chamber(id));
    if !w.holds(&[Cue::Reader, Cue::Letter]) && !w.outer.iter().any(named) {
        return None;
    }
    let recipient = w.tokens.clone().any(|i| is_recipient(w, i) && !(parties.advises && w.is(i, "u")));
    let returns = w
        .tokens
        .clone()
        .any(|i| w.is_any(i, words!["terug", "terugkomen", "terugkom", "ingaan", "kamerbrief"]));
    if !recipient && !returns {
        return None;
    }
    if is_habit(w) {
        return None;
    }
    let draft = w.tokens.clone().find_map(|i| clause(w, i, parties))?;
    let restated = w.tokens.clone().any(|i| w.is_any(i, words!["toegezegd", "toezegging"]));
    let confidence = if restated { 0.95 } else { draft.confidence };
    Some(Draft { confidence, ..draft })
}

/// Whether the sentence tells of what always is so, not of what will be done.
fn is_habit(w: &Window<'_, '_>) -> bool {
    w.tokens.clone().any(|j| {
        w.are(j, &["zoals", "u", "weet"])
            || w.are(j, &["zoals", "bekend"])
            || w.are(j, &["zoals", "gebruikelijk", "ontvangt"])
    })
}

/// Whether the word at `i` is parliament being told: `uw Kamer`, `de Kamer`, `u` as an object.
fn is_recipient(w: &Window<'_, '_>, i: usize) -> bool {
    if w.is(i, "u") {
        let awaits =
            || w.tokens.clone().any(|j| w.is_any(j, words!["tegemoetzien", "tegemoet", "verwachten"]));
        if w.is(i + 1, "kunt") && awaits() {
            return true;
        }
        return !w.is_any(
            i + 1,
            words!["verwijst", "vraagt", "stelt", "noemt", "bent", "weet", "heeft", "kunt", "schrijft"],
        ) && !w
            .is_any(i.saturating_sub(1), words!["bent", "weet", "kunt", "heeft", "zoals", "vraagt"]);
    }
    let named = w.mention_at(i).is_some_and(|k| w.outer[k].link.id().is_some_and(|id| is_chamber(id)))
        || w.is_any(i, words!["kamer", "kamers"]);
    let mut j = i;
    while j > w.tokens.start && w.has(j - 1, Cue::Determiner) {
        j -= 1;
    }
    let brought = || w.tokens.clone().any(|j| w.is_any(j, words!["ingediend", "indienen", "dienen"]));
    // "De regeling van uw Kamer", "door de Kamer gevraagd" tell the Kamer nothing.
    named
        && !(j > w.tokens.start
            && w.is_any(j - 1, words!["van", "door", "uit", "in", "bij", "tijdens", "namens"])
            && !(w.is(j - 1, "bij") && brought()))
}

fn clause(w: &Window<'_, '_>, i: usize, parties: &Parties<'_>) -> Option<Draft> {
    let (why, confidence) = trigger(w, i)?;
    let clause = w.clause(i);
    if is_denied(w, i) || is_herewith(w, &clause) || looks_back(w, &clause, i) {
        return None;
    }
    let dated = due::read(w, parties.date(), i).is_some();
    if is_asked_or_aside(w, i, why == PASSIVE) {
        return None;
    }
    let will = || clause.clone().any(|j| w.is_any(j, words!["zal", "zullen"]));
    let needs_date = why == DATED || why == FOLLOWS || why == PASSIVE && !will();
    let comes_back = || is_later(w) && returns(w, i, &clause, true);
    if needs_date && !dated && !is_soon(w) && !is_announced(w, i, why == PASSIVE) && !comes_back() {
        return None;
    }
    let by = speaker(w, i, &clause, why, parties.advises)?;
    let told = why == FOLLOWS
        || (main_clause(w, i)..clause.end).any(|j| is_recipient(w, j))
        || returns(w, i, &clause, dated || is_later(w));
    if !told {
        return None;
    }
    let (status, what, earlier) = (CommitmentStatus::Made, rest(w, w.tokens.start), false);
    Some(Draft { status, trigger: i, what, by, earlier, confidence, why })
}

/// Whether the word stands in what parliament asks (`verzocht om het tijdstip waarop de Kamer zal worden ingelicht`), or in
/// a side clause that tells something else (`voordat het aan de Raad van State wordt voorgelegd`).
fn is_asked_or_aside(w: &Window<'_, '_>, i: usize, passive: bool) -> bool {
    let low = w.tokens.start.max(i.saturating_sub(40));
    let asked = (low..i).rev().find(|&j| {
        w.is_any(j, words!["verzocht", "verzoekt", "verzoek", "vraagt", "gevraagd", "oproept", "roept"])
    });
    let speaks = |from: usize| (from..i + 6).any(|j| w.is_any(j, words!["ik", "wij"]));
    if asked.is_some_and(|j| !speaks(j)) {
        return true;
    }
    if !passive {
        return false;
    }
    let opens = (low..i)
        .rev()
        .find(|&j| w.has(j, Cue::Subordinator) || w.is_any(j, words!["voordat", "nadat", "waarop"]));
    let Some(opens) = opens else { return false };
    let aside = w.is_any(opens, words!["voordat", "nadat", "waarop", "omdat", "aangezien", "als"]);
    aside || !(opens..(i + 8).min(w.tokens.end)).any(|j| is_recipient(w, j))
}

/// Which form of telling the word at `i` is.
fn trigger(w: &Window<'_, '_>, i: usize) -> Option<(&'static str, f32)> {
    if w.mention_covering(i).is_some() {
        return None;
    }
    let clause = w.clause(i);
    let low = clause.start.max(i.saturating_sub(30));
    let high = clause.end.min(i + 8);
    let any = |words: &WordSet| (low..high).any(|j| w.is_any(j, words));
    let te = w.is(i.saturating_sub(1), "te") || w.is(i.saturating_sub(2), "te");
    // "Ik zal u, zoals gebruikelijk, weer informeren": an aside may stand between.
    let before = main_clause(w, i)..high;
    let will = || !te && before.clone().any(|j| w.is_any(j, words!["zal", "zullen"]));
    let complete = !w.is(i, "toekomen") || any(words!["doen"]);
    if let Some(found) = keeps(w, i, &clause) {
        return Some(found);
    }
    if expects(w, i, &(low..high)) {
        return Some((DATED, 0.82));
    }
    if follows(w, i) {
        return Some((FOLLOWS, 0.78));
    }
    if w.is(i, "ingaan") && !te && will() && is_later(w) {
        return Some((RETURNS, 0.75));
    }
    let bill = w.is(i, "dienen") && w.are(i.saturating_sub(2), &["in", "te"]);
    if (w.has(i, Cue::Inform) || bill) && complete {
        if will() || any(words!["ga", "gaan", "blijf", "blijven"]) && any(words!["ik", "wij"]) && !te {
            return Some((WILL, 0.92));
        }
        if te
            && any(words![
                "voornemens",
                "voornemen",
                "bereid",
                "plan",
                "streef",
                "inzet",
                "bedoeling",
                "streven",
                "streeft",
                "verwacht",
                "hoop",
                "beoog",
                "probeer",
                "planning",
            ])
        {
            return Some((MEANS, if any(words!["voornemens", "plan", "bereid"]) { 0.85 } else { 0.7 }));
        }
        if w.is(i, "ontvangen") && any(words!["kunt", "kan"]) {
            return None;
        }
    }
    if w.has(i, Cue::Informed) && any(words!["wordt", "worden", "zal", "zullen"]) {
        return Some((PASSIVE, 0.82));
    }
    w.has(i, Cue::InformFinite).then_some((DATED, 0.85))
}

/// `Ik houd uw Kamer op de hoogte`, `zal ik u op de hoogte stellen`, `wordt uw Kamer op de hoogte gehouden`.
fn keeps(w: &Window<'_, '_>, i: usize, clause: &Range<usize>) -> Option<(&'static str, f32)> {
    if !w.is(i, "hoogte") || !w.are(i.saturating_sub(2), &["op", "de"]) {
        return None;
    }
    let near = clause.start.max(i.saturating_sub(24))..clause.end.min(i + 6);
    let any = |words: &WordSet| near.clone().any(|j| w.is_any(j, words));
    let keeps = any(words!["houd", "houden", "houdt", "hou", "gehouden"]);
    let told = any(words!["stel", "stellen", "stelt", "breng", "brengen", "brengt", "gesteld", "gebracht"]);
    match () {
        () if !keeps && !told => None,
        () if any(words!["gehouden", "gesteld", "gebracht"]) => {
            let will = any(words!["wordt", "worden", "zal", "zullen", "blijft"]);
            will.then_some((if keeps { KEEPS } else { PASSIVE }, 0.82))
        }
        () if any(words!["zal", "zullen", "blijf", "blijven", "bereid", "voornemens"]) => Some((WILL, 0.9)),
        () => Some(if keeps { (KEEPS, 0.85) } else { (DATED, 0.82) }),
    }
}

/// `Begin 2026 volgt een brief aan uw Kamer`, `in december volgt hierover een Kamerbrief`.
fn follows(w: &Window<'_, '_>, i: usize) -> bool {
    let named = (i + 1..i + 8).find(|&j| is_paper(w, j) && w.mention_covering(j).is_none());
    let Some(paper) = named.filter(|_| w.is_any(i, words!["volgt", "volgen"])) else { return false };
    let article =
        (i + 1..paper).any(|j| w.is_any(j, words!["een", "mijn", "de", "nadere", "aparte", "separate"]));
    let plain = !(i + 1..paper).any(|j| w.is_any(j, words!["uit", ",", "op", "dat"]));
    let ends = |end: &str| w.word(paper).to_lowercase().ends_with(end);
    article && plain && (ends("kamerbrief") || (paper..paper + 5).any(|j| is_recipient(w, j)))
}

/// `Uw Kamer kan de brief in mei tegemoetzien`, `u kunt in het voorjaar een reactie verwachten`.
fn expects(w: &Window<'_, '_>, i: usize, near: &Range<usize>) -> bool {
    let word = w.is_any(i, words!["tegemoetzien", "verwachten"])
        || w.is(i, "zien") && w.is(i.saturating_sub(1), "tegemoet");
    word && near.clone().any(|j| w.is_any(j, words!["kan", "kunt"]) && is_subject(w, j))
}

/// Whether parliament is the subject of the finite verb at `j`, right before or behind it.
fn is_subject(w: &Window<'_, '_>, j: usize) -> bool {
    let near = j.saturating_sub(2)..j + 3;
    near.clone().any(|k| k != j && (is_recipient(w, k) || w.is(k, "u")))
}

/// Where the main clause around the word at `i` begins: behind a semicolon or colon, within reach.
fn main_clause(w: &Window<'_, '_>, i: usize) -> usize {
    let low = i.saturating_sub(25).max(w.tokens.start);
    (low..i).rev().find(|&j| w.has(j, Cue::Break)).map_or(low, |j| j + 1)
}

/// Whether the sentence says that it will be soon or on an occasion, without a date (`zo spoedig mogelijk`, `zodra …`,
/// `binnen twee weken`).
fn is_soon(w: &Window<'_, '_>) -> bool {
    const SOON: &WordSet = words![
        "spoedig",
        "spoedigst",
        "binnenkort",
        "zodra",
        "separaat",
        "separate",
        "tijdig",
        "periodiek",
        "eerstdaags",
        "gaandeweg",
        "doorlopend",
        "tussentijds",
    ];
    w.tokens.clone().any(|j| {
        w.is_any(j, SOON)
            || is_occasion(w, j)
            || w.is(j, "termijn") && w.is_any(j.saturating_sub(1), words!["korte", "kortst"])
            || w.is_any(j, words!["later", "ander", "passend"])
                && w.is_any(j + 1, words!["moment", "tijdstip", "stadium"])
            || w.are(j, &["te", "zijner", "tijd"])
            || w.is_any(j, words!["volgende", "eerstvolgende", "aparte", "komende", "nieuwe"])
                && (j + 1..j + 3).any(|k| is_paper(w, k))
            || w.is(j, "binnen")
                && (j + 1..j + 5).any(|k| w.is_any(k, words!["weken", "maanden", "dagen", "week", "maand"]))
    })
}

/// Whether the sentence opens with what must come first: `Nadat het onderzoek is afgerond, …`, `Na ommekomst van het advies …`.
fn is_occasion(w: &Window<'_, '_>, i: usize) -> bool {
    const FIRST: &WordSet = words![
        "afronding",
        "ontvangst",
        "ommekomst",
        "afloop",
        "publicatie",
        "vaststelling",
        "besluitvorming",
        "overleg",
        "bespreking",
        "oplevering",
    ];
    i == w.tokens.start
        && (w.is_any(i, words!["nadat", "wanneer"]) || w.is(i, "na") && w.is_any(i + 1, FIRST))
}

/// Whether the word at `i` is a paper in which parliament is told something.
fn is_paper(w: &Window<'_, '_>, i: usize) -> bool {
    let word = w.word(i);
    let ends = |end: &str| {
        word.len() >= end.len() && word.is_char_boundary(word.len() - end.len()) && {
            word[word.len() - end.len()..].eq_ignore_ascii_case(end)
        }
    };
    ["brief", "rapportage", "voortgangsbericht", "verslag", "nota", "monitor", "kamerbrieven"]
        .iter()
        .any(|end| ends(end))
}

/// Whether what the sentence comes back to is not in this letter: `daar kom ik bij de begroting op terug`.
fn is_later(w: &Window<'_, '_>) -> bool {
    is_soon(w)
        || w.tokens.clone().any(|j| {
            w.is_any(j, words!["nog", "later", "nader", "wanneer"])
                || w.is_any(j, words!["bij", "tijdens"]) && w.is_any(j + 1, words!["de", "het", "een"])
        })
}

/// Whether the present tense at `i` announces without a date: `ontvangt uw Kamer een brief`, `wordt uw Kamer nader
/// geïnformeerd`. What comes every year or has come is no announcement.
fn is_announced(w: &Window<'_, '_>, i: usize, passive: bool) -> bool {
    const ALWAYS: &WordSet = words![
        "jaarlijks",
        "jaarlijkse",
        "halfjaarlijks",
        "ieder",
        "iedere",
        "elk",
        "elke",
        "altijd",
        "reeds",
        "al",
    ];
    if w.tokens.clone().any(|j| w.is_any(j, ALWAYS)) {
        return false;
    }
    if passive {
        return w.tokens.clone().any(|j| w.is_any(j, words!["nader", "verder", "apart", "afzonderlijk"]));
    }
    let receives = w.is_any(i, words!["ontvangt", "ontvangen"]) && subject_is_recipient(w, i, &w.clause(i));
    receives
        && (i + 1..i + 14)
            .any(|j| w.is_any(j, words!["een", "nadere"]) && (j + 1..j + 4).any(|k| is_paper(w, k)))
}

/// Whether the letter tells it at once.
fn is_herewith(w: &Window<'_, '_>, clause: &Range<usize>) -> bool {
    let here = |j: usize| {
        w.has(j, Cue::Herewith)
            || w.are(j, &["met", "deze", "brief"])
            || w.are(j, &["bij", "deze"])
            || w.are(j, &["in", "deze", "brief"])
            || w.are(j, &["in", "het", "vervolg", "van"])
            || w.is_any(j, words!["hieronder", "hierna", "verderop", "hierboven"])
            || j == w.tokens.start
                && w.is(j, "graag")
                && w.is_any(j + 1, words!["bied", "bieden", "stuur", "sturen"])
    };
    (clause.start.min(w.tokens.start)..clause.end).any(here)
}

/// Words that place what is told in the time to come.
const MEANT: &WordSet = words![
    "zal",
    "zullen",
    "voornemens",
    "voornemen",
    "bereid",
    "streven",
    "inzet",
    "bedoeling",
    "intentie",
    "planning"
];

/// Whether a perfect or a past tense governs the word (`is uw Kamer geïnformeerd`, `heb ik u bericht`).
fn looks_back(w: &Window<'_, '_>, clause: &Range<usize>, i: usize) -> bool {
    let mut low = clause.start.max(i.saturating_sub(30));
    let finite = w.has(i, Cue::InformFinite) && !w.has(i, Cue::Informed) && !w.has(i, Cue::Inform);
    if finite {
        // "Zodra het rapport er is, stuur ik …": another clause stands before the comma.
        low = (low..i).rev().find(|&j| w.has(j, Cue::Comma)).map_or(low, |j| j + 1);
    }
    // "Zoals ik heb gemeld stuur ik …": no perfect governs a verb that its subject follows.
    if finite && w.is_any(i + 1, words!["ik", "wij", "we"]) {
        low = i;
    }
    let future = (low..clause.end.min(i + 8)).any(|j| w.is_any(j, MEANT))
        || w.has(i, Cue::Inform) && (main_clause(w, i)..i).any(|j| w.is_any(j, words!["zal", "zullen"]));
    !future
        && (low..clause.end.min(i + 4)).any(|j| {
            w.has(j, Cue::Perfect) || w.is_any(j, words!["is", "zijn", "werd", "werden", "zou", "zouden"])
        })
}

/// Who tells: the letter's own signatories as an empty list, another minister by name; `None` when someone else does.
fn speaker(
    w: &Window<'_, '_>,
    i: usize,
    clause: &Range<usize>,
    why: &str,
    advises: bool,
) -> Option<Vec<Term>> {
    let passive = why == PASSIVE || why == KEEPS || why == FOLLOWS;
    let low = clause.start.max(i.saturating_sub(40));
    let around = low..clause.end.min(i + 12);
    // The subject may stand in the main clause before a comma ("Zodra het gereed is, zal ik …").
    // "Ik rond dit af en streef ernaar …": the form of the verb tells who speaks.
    let first = |j: usize| w.is_any(j, words!["streef", "hoop", "beoog"]);
    let own = (main_clause(w, i)..around.end).any(|j| is_self(w, j) || first(j) || advises && w.is(j, "u"));
    if own {
        return Some(Vec::new());
    }
    let receives = w.is_any(i, words!["ontvangt", "ontvangen", "tegemoetzien", "zien", "verwachten"]);
    let others: Vec<Term> =
        w.outer[w.mentions_in(&around)].iter().filter(|m| governs(m)).flat_map(|m| terms(m)).collect();
    let by_other = around.clone().any(|j| w.is(j, "door"));
    if receives && subject_is_recipient(w, i, &around) || passive && !by_other {
        return Some(others);
    }
    (!others.is_empty()).then_some(others)
}

/// `Uw Kamer ontvangt …`, `in het najaar ontvangt u …`.
fn subject_is_recipient(w: &Window<'_, '_>, i: usize, around: &Range<usize>) -> bool {
    let near = i.saturating_sub(3).max(around.start)..(i + 5).min(around.end);
    near.clone().any(|j| j != i && is_recipient(w, j))
        || around.clone().any(|j| w.is_any(j, words!["zal", "zult", "kan", "kunt"]) && is_subject(w, j))
}

/// `Ik kom hier voor de zomer op terug`: said to parliament without naming it.
fn returns(w: &Window<'_, '_>, i: usize, clause: &Range<usize>, dated: bool) -> bool {
    let first = clause.clone().any(|j| w.is_any(j, words!["ik", "wij", "kabinet"]));
    let back = w.is_any(i, words!["kom", "komt", "komen"]) && clause.clone().any(|j| w.is(j, "terug"))
        || w.is_any(i, words!["terugkomen", "ingaan"]);
    dated && first && back
}
