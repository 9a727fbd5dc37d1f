//! Promises that a letter carries out: `zoals toegezegd`, `conform de toezegging aan het lid X`, `hiermee doe ik de
//! toezegging gestand`.

use super::{Draft, is_denied, rest};
use crate::cue::Cue;
use crate::reading::Window;
use crate::recipient;
use griffier_doc::{CommitmentStatus, MentionType};
use griffier_text::{WordSet, words};

pub(super) const AS_PROMISED: &str = "commitment.as-promised";
const BY_PROMISE: &str = "commitment.by-promise";
const CLOSED: &str = "commitment.closed";
/// A promise reported in one sentence and carried out in the next.
pub(super) const AFTER: &str = "commitment.reported-and-closed";
const WITHDRAWN: &str = "commitment.withdrawn";
/// A promise reported in one sentence and withdrawn in the next.
pub(super) const DROPPED: &str = "commitment.reported-and-withdrawn";

/// The carried-out commitment that a sentence speaks of; one that it repeats for later is made.
pub(super) fn read(w: &Window<'_, '_>) -> Option<Draft> {
    w.tokens.clone().find_map(|i| as_promised(w, i).or_else(|| noun(w, i)))
}

/// `Zoals (ik uw Kamer) toegezegd …`, `de eerder toegezegde brief … hierbij`.
fn as_promised(w: &Window<'_, '_>, i: usize) -> Option<Draft> {
    let adjective = w.is(i, "toegezegde") && is_done_here(w);
    let low = i.saturating_sub(24).max(w.tokens.start);
    let as_said = w.is_any(i, words!["toegezegd", "toezegde", "toezegden"])
        && (low..i)
            .any(|j| w.is_any(j, words!["zoals", "gelijk"]) || w.is(j, "als") && w.is(j + 1, "toegezegd"));
    if !adjective && !as_said || is_foreign(w, i) || is_denied(w, i) {
        return None;
    }
    if recipient::is_outside(w, i) {
        return None;
    }
    Some(draft(w, i, rest(w, w.tokens.start), if as_said { 0.92 } else { 0.78 }, AS_PROMISED))
}

/// `Deze toezegging kan ik niet nakomen`, `trek ik de toezegging in`, `de toegezegde brief zal niet verschijnen`.
pub(super) fn withdrawn(w: &Window<'_, '_>) -> Option<Draft> {
    let i = w.tokens.clone().find(|&i| {
        w.is_any(i, words!["toezegging", "toezeggingen", "toegezegd", "toegezegde", "toezegde"])
            && w.mention_covering(i).is_none()
    })?;
    drops(w).filter(|_| !recipient::is_outside(w, i))?;
    let what =
        if w.is_any(i, words!["toezegging", "toezeggingen"]) { rest(w, i) } else { rest(w, w.tokens.start) };
    let (status, by, earlier) = (CommitmentStatus::Withdrawn, Vec::new(), true);
    Some(Draft { status, trigger: i, what, by, earlier, confidence: 0.8, why: WITHDRAWN })
}

/// Whether the sentence says that what the one before reported will not be done: `Dat kan ik niet nakomen`.
pub(super) fn drops_before(w: &Window<'_, '_>) -> bool {
    let points = w.tokens.clone().any(|j| {
        w.is_any(j, words!["deze", "die"]) && w.is_any(j + 1, words!["toezegging", "toezeggingen"])
            || w.is_any(j, words!["dit", "dat", "hieraan", "daaraan", "daarvan"])
    });
    let own = w.tokens.clone().any(|j| w.is_any(j, words!["toegezegd", "toegezegde"]));
    points && !own && (drops(w).is_some() || fails(w))
}

/// `Dat lukt helaas niet`, `Dit is niet haalbaar gebleken`: nothing but that.
fn fails(w: &Window<'_, '_>) -> bool {
    let opens = w.is_any(w.tokens.start, words!["dat", "dit"]) && w.tokens.len() <= 12;
    let verb =
        w.tokens.clone().any(|j| w.is_any(j, words!["lukt", "lukte", "haalbaar", "mogelijk", "gelukt"]));
    opens && verb && w.tokens.clone().any(|j| w.has(j, Cue::Negation) && !w.is(j.saturating_sub(1), "nog"))
}

/// The token of the word by which a sentence drops a promise. What is not done yet is not dropped.
fn drops(w: &Window<'_, '_>) -> Option<usize> {
    const DEEDS: &WordSet = words![
        "nakomen",
        "nagekomen",
        "gestand",
        "waarmaken",
        "inlossen",
        "ingelost",
        "voldoen",
        "gestanddoen",
        "na",
    ];
    let clause_denies = |j: usize| {
        let clause = w.clause(j);
        let near = clause.start.max(j.saturating_sub(24))..clause.end.min(j + 6);
        near.clone().any(|k| {
            w.has(k, Cue::Negation)
                && !w.is_any(k.saturating_sub(1), words!["nog"])
                && !w.is_any(k + 1, words!["alleen", "slechts"])
        }) && near.clone().any(|k| {
            w.is_any(
                k,
                words![
                    "kan", "kunnen", "zal", "zullen", "kon", "langer", "meer", "mogelijk", "lukt", "kom",
                    "gaat",
                ],
            )
        }) && (!w.is(j, "na") || near.clone().any(|k| w.is_any(k, words!["kom", "komen"])))
    };
    w.tokens.clone().find(|&j| {
        w.is_any(j, DEEDS) && clause_denies(j)
            || w.is_any(j, words!["trek", "trekken"])
                && (j + 1..j + 14).any(|k| w.is(k, "in") && ends_clause(w, k + 1))
            || w.is_any(j, words!["intrekken", "ingetrokken", "herroep"]) && takes_back(w, j)
            || w.is(j, "vervallen") && w.is_any(j.saturating_sub(1), words!["is", "komen", "te"])
            || w.is(j, "af") && w.is_any(j.saturating_sub(1), words!["ervan", "hiervan", "daarvan"])
            || w.is(j, "zie") && (j + 1..j + 10).any(|k| w.is(k, "af") && ends_clause(w, k + 1))
    })
}

/// Whether what is taken back at token `j` is the promise, not a motion or bill: "de inmiddels ingetrokken motie".
fn takes_back(w: &Window<'_, '_>, j: usize) -> bool {
    let clause = w.clause(j);
    let promise = clause.clone().any(|k| w.is_any(k, words!["toezegging", "toezeggingen", "die", "deze"]));
    promise && (ends_clause(w, j + 1) || w.has(j + 1, Cue::Auxiliary))
}

/// Whether a clause ends at token `i`.
fn ends_clause(w: &Window<'_, '_>, i: usize) -> bool {
    !w.tokens.contains(&i) || w.is_any(i, words![".", ",", ";"]) || w.has(i, Cue::Subordinator)
}

/// Someone else's promise: `zoals door de NAVO toegezegd`.
fn is_foreign(w: &Window<'_, '_>, i: usize) -> bool {
    let near = i.saturating_sub(6).max(w.tokens.start)..(i + 8).min(w.tokens.end);
    near.clone().filter(|&j| w.is(j, "door")).any(|j| {
        w.mention_after(j + 1, 0).is_some_and(|k| {
            let m = w.outer[k];
            matches!(m.kind, MentionType::Organisation | MentionType::Location)
        })
    })
}

/// A phrase before the noun or a verb after it that closes the commitment.
fn noun(w: &Window<'_, '_>, i: usize) -> Option<Draft> {
    if !w.is_any(i, words!["toezegging", "toezeggingen"])
        || w.mention_covering(i).is_some()
        || is_denied(w, i)
    {
        return None;
    }
    if recipient::is_outside(w, i) {
        return None;
    }
    let what = rest(w, i);
    if is_delayed(w) {
        return None;
    }
    if is_led(w, i) {
        return Some(draft(w, i, what, 0.88, BY_PROMISE));
    }
    let clause = w.clause(i);
    let range = clause.start.max(i.saturating_sub(25))..clause.end.min(i + 45);
    let settled = !tells_which(w, i)
        && range.clone().any(|j| {
            j != i && w.has(j, Cue::Settled) && w.mention_covering(j).is_none() && is_closing(w, j, &range)
        });
    let speaks = range.clone().any(|j| w.is_any(j, words!["ik", "wij", "we"]));
    let later = range.clone().any(|j| {
        w.is_any(j, words!["zal", "zullen", "nog", "openstaande", "indien", "kan", "moet", "welke", "hoe"])
            || w.is_any(j, words!["deels", "gedeeltelijk", "dele"])
    });
    let over = range.clone().any(|j| w.is_any(j, words!["is", "zijn", "beschouw", "beschouwen"]));
    if settled && !later && (speaks || over || is_done_here(w)) {
        return Some(draft(w, i, what, 0.9, CLOSED));
    }
    // "Ik zal deze toezegging voor de zomer nakomen": it stands, and is still to be done.
    let will = range.clone().any(|j| w.is_any(j, words!["zal", "zullen"]));
    let tied = range.clone().any(|j| w.is_any(j, words!["indien", "welke", "hoe", "moet"]));
    let again = Draft { status: CommitmentStatus::Made, ..draft(w, i, what, 0.8, BY_PROMISE) };
    (settled && speaks && will && !tied).then_some(again)
}

/// Whether the closing verb only tells which promises are meant: `een overzicht van de toezeggingen die daarin zijn afgedaan`.
fn tells_which(w: &Window<'_, '_>, i: usize) -> bool {
    let mut last = w.tokens.end;
    while last > i && (w.is_any(last - 1, words![".", "!"]) || w.is_mark(last - 1)) {
        last -= 1;
    }
    let over = |j: usize| w.is_any(j, words!["zijn", "is", "worden", "wordt", "werden"]);
    let verbs = last.saturating_sub(2).max(i)..last;
    w.is_any(i + 1, words!["die", "welke"])
        && verbs.clone().any(over)
        && verbs.clone().any(|j| w.has(j, Cue::Settled))
        && !is_done_here(w)
}

/// Whether the closing word at `j` really closes: `na` only with `kom`, nouns only with a verb that gives them.
fn is_closing(w: &Window<'_, '_>, j: usize, range: &std::ops::Range<usize>) -> bool {
    let any = |words: &WordSet| range.clone().any(|k| w.is_any(k, words));
    match () {
        () if w.is(j, "na") => any(words!["kom", "komen"]),
        () if w.is_any(j, words!["uitvoering", "invulling", "gehoor", "gevolg", "gestalte"]) => {
            any(words!["geef", "geven", "gegeven", "doe", "doen"])
        }
        () if w.is(j, "tegemoet") => any(words!["kom", "komen", "gekomen"]),
        () if w.is_any(j, words!["nakoming", "inwilliging"]) => any(words!["ter", "in", "tot"]),
        () => true,
    }
}

/// Phrases that lead to `de toezegging` and say that the letter follows from it.
const LEADS: [&[&str]; 13] = [
    &["conform"],
    &["overeenkomstig"],
    &["ingevolge"],
    &["in", "lijn", "met"],
    &["in", "overeenstemming", "met"],
    &["ter", "uitvoering", "van"],
    &["ter", "voldoening", "aan"],
    &["ter", "nakoming", "van"],
    &["tot", "nakoming", "van"],
    &["in", "vervolg", "op"],
    &["naar", "aanleiding", "van"],
    &["in", "navolging", "van"],
    &["gestand"],
];

fn is_led(w: &Window<'_, '_>, i: usize) -> bool {
    let low = i.saturating_sub(9).max(w.tokens.start);
    (low..i).any(|j| {
        LEADS.iter().any(|lead| {
            let from = j + lead.len();
            w.are(j, lead)
                && from <= i
                && (from..i).all(|k| {
                    !w.has(k, Cue::Comma)
                        && !w.has(k, Cue::Break)
                        && !w.has(k, Cue::Auxiliary)
                        && w.mention_covering(k).is_none()
                })
        })
    })
}

/// Whether the sentence points at the letter itself as the deed.
pub(super) fn is_done_here(w: &Window<'_, '_>) -> bool {
    w.tokens.clone().any(|j| {
        // "Uw Kamer ontvangt deze brief voor de zomer": another one.
        let other =
            || w.is_any(j.saturating_sub(1), words!["ontvangt", "ontvangen", "krijgt", "stuur", "verstuur"]);
        w.has(j, Cue::Herewith)
            || w.are(j, &["deze", "brief"]) && !other()
            || w.are(j, &["bij", "deze"])
            || w.are(j, &["deze", "kamerbrief"])
    })
}

/// Whether the sentence carries out what the one before reported: `Deze toezegging doe ik hierbij gestand`, `Met deze brief
/// geef ik daar invulling aan`.
pub(super) fn settles_before(w: &Window<'_, '_>) -> bool {
    let points = w.tokens.clone().any(|j| {
        w.is_any(j, words!["deze", "die", "dit", "bovenstaande", "bovengenoemde"])
            && w.is_any(j + 1, words!["toezegging", "toezeggingen", "toezegde", "verzoek"])
            || w.is_any(j, words!["mijn", "onze", "de"])
                && w.is_any(j + 1, words!["toezegging", "toezeggingen"])
                && !tells_apart(w)
            || w.is_any(j, words!["hieraan", "daaraan", "hieromtrent", "hiertoe", "daartoe"])
                && !w.outer.iter().any(|m| m.kind == MentionType::Motion && m.span.end() <= w.at(j).start())
            || w.are(j, &["doe", "ik", "dat"])
            || w.are(j, &["doen", "wij", "dat"])
            || w.is_any(j, words!["hier", "daar"]) && (j + 1..j + 5).any(|k| w.is(k, "aan"))
    });
    let tells = || {
        let sends = w.tokens.clone().any(|j| {
            w.has(j, Cue::InformFinite) || w.has(j, Cue::Informed) || w.is_any(j, words!["treft", "vindt"])
        });
        let you = w.tokens.clone().any(|j| w.is_any(j, words!["u", "kamer"]));
        sends && you
    };
    let closes = w.tokens.clone().any(|j| w.has(j, Cue::Settled) || w.is(j, "gestalte"));
    let later = w.tokens.clone().any(|j| {
        w.is_any(j, words!["zal", "zullen", "deels", "gedeeltelijk", "dele"])
            || w.is(j, "later") && !w.is(j + 1, "dan")
            || w.has(j, Cue::Negation)
    }) || is_delayed(w);
    // "Op verzoek van de commissie informeer ik u hierbij": asked for by another.
    let asked = w.are(w.tokens.start, &["op", "verzoek"]);
    !later
        && !asked
        && (points && (closes || is_done_here(w)) || is_done_here(w) && tells() || is_enclosed(w))
}

/// `Het gestand doen van deze toezegging gaat nog enige tijd duren`.
fn is_delayed(w: &Window<'_, '_>) -> bool {
    let span = words!["tijd", "duren", "weken", "maanden"];
    w.tokens.clone().any(|j| w.is(j, "nog") && (j + 1..j + 4).any(|k| w.is_any(k, span)))
}

/// Whether the sentence says that what was promised comes with the letter: `Dit overzicht treft u aan in bijlage 1`.
fn is_enclosed(w: &Window<'_, '_>) -> bool {
    let opens = w.is_any(w.tokens.start, words!["dit", "deze"]);
    let near = w.tokens.start..(w.tokens.start + 16).min(w.tokens.end);
    let given = near.clone().any(|j| {
        w.is_any(j, words!["treft", "vindt"]) && w.is(j + 1, "u")
            || w.is_any(j, words!["bijgevoegd", "bijgesloten", "meegezonden"])
    });
    let here = w.tokens.clone().any(|j| {
        w.is_any(j, words!["bijlage", "bijlagen", "bijgevoegd", "bijgesloten", "meegezonden", "hieronder"])
    });
    opens && given && here
}

/// Whether the sentence speaks of a promise of its own: one that it reports, or one that it tells apart from others.
pub(super) fn stands_alone(w: &Window<'_, '_>) -> bool {
    let reports = w.tokens.clone().any(|j| w.is_any(j, words!["toegezegd", "toezegde", "toezegden"]));
    let names = w.tokens.clone().any(|j| w.is_any(j, words!["toezegging", "toezeggingen"]));
    reports || names && tells_apart(w)
}

/// Whether the sentence itself says which commitment it means: by a debate, a day, a member or a number.
fn tells_apart(w: &Window<'_, '_>) -> bool {
    w.outer.iter().any(|m| {
        matches!(
            m.kind,
            MentionType::Event | MentionType::Date | MentionType::Reference | MentionType::Motion
        ) || m.kind == MentionType::Person && !super::party::governs(m)
    })
}

/// A commitment that is carried out, or repeated with what the letter will still do.
fn draft(
    w: &Window<'_, '_>,
    i: usize,
    what: griffier_text::Span,
    confidence: f32,
    why: &'static str,
) -> Draft {
    let later = w.tokens.clone().any(|j| {
        w.is_any(j, words!["zal", "zullen", "voornemens", "wil", "willen"]) && w.mention_covering(j).is_none()
    });
    let status = if later && !is_done_here(w) { CommitmentStatus::Made } else { CommitmentStatus::Fulfilled };
    Draft { status, trigger: i, what, by: Vec::new(), earlier: true, confidence, why }
}
