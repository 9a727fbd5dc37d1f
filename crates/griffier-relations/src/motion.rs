//! Motions and commitments: who submitted a motion, what the letter carries out, and to whom that was promised. Who asked for
//! the letter is `request`.

use crate::cue::Cue;
use crate::reading::{Letter, Window};
use crate::recipient;
use crate::statement::{Rule, Statements};
use griffier_doc::{Id, Link, Mention, MentionType, Predicate, Role, ZoneKind};
use griffier_text::words;

const MOVER: Rule = Rule::new("motion.mover", 0.96);
const BELOW: Rule = Rule::new("motion.name-below", 0.9);
const OWN_PAPER: Rule = Rule::new("motion.own-paper", 0.95);
const SUBMITTED: Rule = Rule::new("motion.submitted-by", 0.88);
const CARRIED_OUT: Rule = Rule::new("motion.carried-out", 0.88);
const CLOSED: Rule = Rule::new("motion.closed", 0.85);
const PROMISED: Rule = Rule::new("commitment.debate", 0.85);
const PROMISED_TO: Rule = Rule::new("commitment.made-to", 0.9);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    for mention in letter.outer.iter().filter(|m| m.kind == MentionType::Motion) {
        for mover in letter.within(mention).filter(|inner| inner.kind == MentionType::Person) {
            out.say(mention, Predicate::SubmittedBy, mover, mention.span, MOVER);
        }
    }
    movers_below(letter, out);
    let mut before: Option<(usize, &Mention)> = None;
    let mut debate: Option<&Mention> = None;
    for (n, window) in letter.windows().enumerate() {
        given_to_it(&window, before.map(|(at, motion)| (n - at, motion)), out);
        let mut motions = window.outer.iter().copied().filter(|m| m.kind == MentionType::Motion);
        if let Some(motion) = motions.next() {
            before = motions.next().is_none().then_some((n, motion));
        }
        given_to_it_here(&window, out);
        for k in 0..window.outer.len() {
            if window.outer[k].kind == MentionType::Motion {
                submitted(&window, k, out);
                if !window.is_question() {
                    carried_out(&window, k, out);
                }
            }
        }
        if window.is_question() {
            continue;
        }
        closed_together(&window, out);
        let listens = window.holds(&[Cue::Promise]);
        for i in window.tokens.clone().filter(|&i| listens && window.has(i, Cue::Promise)) {
            promised(&window, i, debate, out);
        }
        debate = window.outer.iter().rev().copied().find(|m| is_debate(&window, m)).or(debate);
    }
}

/// The names under a printed motion, whose heading may name the first only (`c.s.`).
fn movers_below(letter: &Letter<'_>, out: &mut Statements) {
    let own = |id: &Id| {
        letter.doc.mentions().iter().any(|m| {
            m.role == Some(Role::OwnIdentifier)
                && m.link.id().is_some_and(|paper| id.strip_prefix("motion:") == Some(paper.as_ref()))
        })
    };
    let headed = |m: &&Mention| letter.doc.slice(m.span).starts_with("MOTIE VAN");
    let mut printed = letter.outer.iter().copied().filter(|m| m.kind == MentionType::Motion).take(8);
    let Some(motion) = printed.find(|m| m.link.id().is_some_and(own) || headed(m)) else { return };
    let paper = motion.link.id().and_then(|id| id.strip_prefix("motion:")).unwrap_or("");
    let is_number = |id: &Id| id.as_ref() == paper;
    let own = |m: &&Mention| m.role == Some(Role::OwnIdentifier) && m.link.id().is_some_and(is_number);
    if let Some(number) = letter.doc.mentions().iter().find(own) {
        out.say(motion, Predicate::IdentifiedBy, number, number.span.cover(motion.span), OWN_PAPER);
    }
    for mover in letter.outer.iter().filter(|m| m.role == Some(Role::Mover) && m.kind == MentionType::Person)
    {
        if letter.doc.zone_at(mover.span.start()) == ZoneKind::Signature {
            out.say_of_letter(Predicate::SignedBy, mover, letter.line(mover.span.start()), BELOW);
        }
    }
    // A scan garbles the written names: those that no list knows count only where the heading leaves none out.
    let words = letter.doc.slice(motion.span);
    let open =
        words.get(words.len().saturating_sub(5)..).is_some_and(|end| end.to_lowercase().contains("c.s"));
    let known = |m: &Mention| matches!(m.link, Link::One(_));
    let movers = letter.outer.iter().filter(|m| m.kind == MentionType::Person && m.role == Some(Role::Mover));
    for mover in movers.filter(|m| open && known(m)) {
        out.say(motion, Predicate::SubmittedBy, mover, letter.line(mover.span.start()), BELOW);
    }
}

/// `de motie, ingediend door het lid X`, `de motie die het lid X heeft ingediend`.
fn submitted(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let motion = w.outer[k];
    let start = w.letter.index_at(motion.span.end());
    let Some(verb) = (start..start + 6).find(|&j| w.is(j, "ingediend") && w.is(j + 1, "door")) else {
        return;
    };
    let Some(first) = w.mention_after(verb + 2, 0).filter(|&k| w.outer[k].kind == MentionType::Person) else {
        return;
    };
    for k in w.list_around(first, &[MentionType::Person]) {
        let evidence = w.evidence(motion.span, w.outer[k].span, verb);
        out.say(motion, Predicate::SubmittedBy, w.outer[k], evidence, SUBMITTED);
    }
}

/// Phrases that say, before the name of a motion, that the letter carries it out.
const CARRYING: [&[&str]; 23] = [
    &["als", "gevolg", "van"],
    &["uitvoering", "van"],
    &["uitvoering", "aan"],
    &["uitvoering"],
    &["conform"],
    &["overeenkomstig"],
    &["in", "lijn", "met"],
    &["in", "overeenstemming", "met"],
    &["invulling", "aan"],
    &["invulling", "van"],
    &["gevolg", "aan"],
    &["opvolging", "van"],
    &["opvolging", "aan"],
    &["tegemoet", "aan"],
    &["gestand"],
    &["gehoor", "aan"],
    &["voldaan", "aan"],
    &["voldoe", "ik", "aan"],
    &["zoals", "verzocht", "in"],
    &["zoals", "gevraagd", "in"],
    &["zoals", "verzocht", "door"],
    &["in", "het", "kader", "van"],
    &["naar", "aanleiding", "van"],
];

fn carried_out(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let motions = chain(w, k);
    let first = w.outer[motions.start];
    let last = w.outer[motions.end - 1];
    let start = w.letter.index_at(first.span.start());
    let low = start.saturating_sub(20).max(w.tokens.start);
    let leading = |i: usize| {
        CARRYING.iter().any(|phrase| leads(w, i, phrase, start))
            || gives_at(w, i).is_some_and(|from| is_light_up_to(w, from, start))
    };
    let begin = (low..start).rev().find(|&i| leading(i)).or_else(|| listed_behind(w, start));
    let motion = w.outer[k];
    if let Some(i) = begin {
        out.say_of_letter(Predicate::Implements, motion, w.evidence(w.at(i), motion.span, i), CARRIED_OUT);
        return;
    }
    // "De motie X voer ik niet uit", "ik overweeg de motie X uit te voeren".
    let behind = past_topic(w, w.letter.index_at(last.span.end()));
    let finite = || {
        let verb = (behind..behind + 8).find(|&j| w.is_any(j, words!["voer", "voeren", "voert"]))?;
        let plain = !(behind..verb).any(|j| w.is_any(j, words![".", ";", "die", "dat"]));
        (verb + 1..verb + 8).find(|&j| w.is(j, "uit")).filter(|_| plain).map(|end| (verb, end))
    };
    let infinitive = || {
        let verb =
            (behind..behind + 8).find(|&j| w.are(j, &["uit", "te", "voeren"]) || w.is(j, "uitvoeren"))?;
        let plain = !(behind..verb).any(|j| w.is_any(j, words![".", ";", ",", "die", "dat"]));
        plain.then(|| (verb, if w.is(verb, "uit") { verb + 2 } else { verb }))
    };
    if let Some((verb, last)) = finite()
        .or_else(infinitive)
        .or_else(|| denied_behind(w, behind))
        .filter(|(_, last)| w.tokens.contains(last))
    {
        let from = unwilling(w, start).map_or(motion.span, |j| w.at(j).cover(motion.span));
        let evidence = w.evidence(from, w.at(last), verb);
        out.say_of_letter(Predicate::Implements, motion, evidence, CARRIED_OUT);
        return;
    }
    let done = || done_hereby(w, start, behind).or_else(|| done(w, start, behind));
    if let Some(verb) = given_to(w, start, behind).or_else(done) {
        let evidence = w.evidence(motion.span, w.at(verb), verb);
        out.say_of_letter(Predicate::Implements, motion, evidence, CLOSED);
        return;
    }
    // "Hiermee is de motie X afgedaan", "beschouw ik de motie X als uitgevoerd".
    let end = behind;
    let opener = (low.saturating_sub(4).max(w.tokens.start)..start).find(|&j| {
        w.is_any(j, words!["hiermee", "daarmee", "hierbij", "beschouw", "beschouwen", "beschouwt"])
            || w.are(j, &["met", "deze", "brief"])
            || w.are(j, &["in", "deze", "brief"])
    });
    let verb = (end..end + 12)
        .find(|&j| w.has(j, Cue::Fulfilled) || w.is_any(j, words![";"]))
        .filter(|&j| w.has(j, Cue::Fulfilled));
    // "Daarmee beantwoord ik tevens de motie X".
    let answers = || {
        opener.and_then(|opener| (opener..start).find(|&j| w.is_any(j, words!["beantwoord", "adresseer"])))
    };
    let verb = verb.or_else(answers);
    if let (Some(opener), Some(verb)) = (opener, verb) {
        let evidence = w.evidence(w.at(opener), w.at(verb), verb);
        out.say_of_letter(Predicate::Implements, motion, evidence, CLOSED);
    }
}

/// `Hiermee wordt voldaan aan de toezegging over X, de motie Y over Z en de motie …`: the words that lead to the list in which
/// the motion at token `start` stands.
fn listed_behind(w: &Window<'_, '_>, start: usize) -> Option<usize> {
    let article = start.checked_sub(1).filter(|&j| w.is(j, "de"))?;
    if !w.is_any(article.checked_sub(1)?, words![",", "en", "alsmede"]) {
        return None;
    }
    let low = start.saturating_sub(80).max(w.tokens.start);
    let plain =
        |j: &usize| !w.has(*j, Cue::Auxiliary) && !w.is_any(*j, words![";", ".", ":", "maar", "niet"]);
    (low..article).rev().take_while(plain).find(|&i| {
        w.is_any(i, words!["voldaan", "uitvoering", "invulling", "gehoor", "gevolg"])
            && w.is(i + 1, "aan")
            && w.is_any(i + 2, words!["de", "het", "een"])
            && w.is_any(i + 3, words!["toezegging", "toezeggingen", "motie", "moties", "verzoek"])
    })
}

/// The token behind the subject of a motion and its paper: `over de bijdrage van ouders (Kamerstuk 31 293, nr. 433)`; `i`
/// itself where nothing of the kind follows.
fn past_topic(w: &Window<'_, '_>, i: usize) -> usize {
    if !w.is_any(i, words!["over", "inzake", "betreffende", "om", "waarin", "die"]) {
        return i;
    }
    let reach = i..(i + 45).min(w.tokens.end);
    let mut papers = reach.clone().filter(|&j| w.is_any(j, words!["(", "["]));
    let Some(open) = papers.next() else { return i };
    let paper = w.mention_after(open + 1, 1).is_some_and(|k| w.outer[k].kind == MentionType::Reference);
    let one = !(i..open).any(|j| {
        w.is_any(j, words![";", ":"])
            || w.mention_covering(j).is_some_and(|k| w.outer[k].kind == MentionType::Motion)
    });
    let close =
        (open + 1..reach.end).find(|&j| w.is_any(j, words![")", "]"]) && w.mention_covering(j).is_none());
    close.filter(|_| paper && one).map_or(i, |close| close + 1)
}

/// The denial of `Ik ben niet voornemens de motie X uit te voeren`, before the motion that begins at token `start`.
fn unwilling(w: &Window<'_, '_>, start: usize) -> Option<usize> {
    (start.saturating_sub(8).max(w.tokens.start)..start)
        .find(|&j| w.is(j, "niet") && w.is_any(j + 1, words!["voornemens", "bereid", "van"]))
}

/// "De motie X is niet uitgevoerd", behind the motion; that one is, only the letter that carries it out says.
fn denied_behind(w: &Window<'_, '_>, behind: usize) -> Option<(usize, usize)> {
    let verb = (behind..behind + 10).find(|&j| w.is(j, "uitgevoerd") && w.is(j - 1, "niet"))?;
    let plain = (behind..verb).all(|j| !w.is_any(j, words![".", ";", ",", "die", "dat", "en", "maar"]));
    let auxiliary = (behind..verb).any(|j| w.is_any(j, words!["is", "wordt", "werd", "kan", "zal"]));
    (plain && auxiliary).then_some((verb, verb))
}

/// `Daarnaast worden met deze brief de motie X over … en de motie Y over … afgedaan.`: the sentence opens with the deed and
/// closes with its participle.
fn closed_together(w: &Window<'_, '_>, out: &mut Statements) {
    if !w.names(&[MentionType::Motion]) || !w.holds(&[Cue::Fulfilled]) {
        return;
    }
    let low = w.tokens.start;
    let opener = (low..low + 12).find(|&j| {
        w.is_any(j, words!["hiermee", "hierbij"])
            || w.are(j, &["met", "deze", "brief"])
            || w.are(j, &["in", "deze", "brief"])
    });
    let Some(opener) = opener.filter(|&j| w.tokens.contains(&j)) else { return };
    let passive = |j: usize| w.is_any(j, words!["wordt", "worden", "is", "zijn", "beschouw"]);
    let led = (opener.saturating_sub(2).max(low)..opener + 5).any(passive);
    let last = (w.tokens.end.saturating_sub(4).max(opener)..w.tokens.end).find(|&j| w.has(j, Cue::Fulfilled));
    let Some(verb) = last.filter(|_| led) else { return };
    let denied = (opener..verb).any(|j| {
        w.mention_covering(j).is_none()
            && (w.is_any(j, words![";", "."]) || w.has(j, Cue::Negation) && j + 3 > verb)
    });
    if denied || verb > opener + 120 {
        return;
    }
    for motion in &w.outer[w.mentions_in(&(opener..verb))] {
        if motion.kind == MentionType::Motion {
            out.say_of_letter(Predicate::Implements, motion, w.at(opener).cover(w.at(verb)), CLOSED);
        }
    }
}

/// The motions around mention `k` that are named in one breath, the papers in brackets behind each aside: `de motie X
/// (Kamerstuk …) en de motie Y (Kamerstuk …)`. The last may be the paper of the last motion.
fn chain(w: &Window<'_, '_>, k: usize) -> std::ops::Range<usize> {
    let listed = |m: &Mention| matches!(m.kind, MentionType::Motion | MentionType::Reference);
    let joined = |before: &Mention, after: &Mention| {
        let gap = w.gap(before.span.end(), after.span.start());
        gap.len() <= 6
            && gap.clone().all(|j| {
                w.has(j, Cue::Connective)
                    || w.has(j, Cue::Determiner)
                    || w.is_any(j, words!["(", ")", "[", "]", "nader", "gewijzigde", "aangenomen"])
                    || w.is_mark(j)
            })
    };
    let mut range = k..k + 1;
    while range.start > 0 && range.len() < 20 {
        let (before, after) = (w.outer[range.start - 1], w.outer[range.start]);
        if !listed(before) || !joined(before, after) {
            break;
        }
        range.start -= 1;
    }
    while w.outer[range.start].kind != MentionType::Motion {
        range.start += 1;
    }
    while range.end < w.outer.len() && range.len() < 40 {
        let (before, after) = (w.outer[range.end - 1], w.outer[range.end]);
        if !listed(after) || !joined(before, after) {
            break;
        }
        range.end += 1;
    }
    range
}

/// `Aan de motie X (…) geven wij (wel) gevolg`: the noun behind the verb.
fn given_to(w: &Window<'_, '_>, start: usize, end: usize) -> Option<usize> {
    let low = start.saturating_sub(5).max(w.tokens.start);
    (low..start).find(|&j| w.is(j, "aan"))?;
    let verb = (end..end + 14).find(|&j| w.is_any(j, words!["geef", "geven", "geeft", "wordt", "is"]))?;
    let plain = !(end..verb).any(|j| w.is_any(j, words![".", ";", "die", "dat", "waarin"]));
    let nouns = words!["gevolg", "uitvoering", "invulling", "gehoor", "opvolging"];
    let noun = (verb + 1..verb + 10).find(|&j| w.is_any(j, nouns)).filter(|_| plain)?;
    let given =
        w.is_any(verb, words!["geef", "geven", "geeft"]) || (noun + 1..noun + 3).any(|j| w.is(j, "gegeven"));
    given.then_some(noun)
}

/// `De motie X is hiermee uitgevoerd`, `wordt zo ten dele uitgevoerd`, `Motie X: afgedaan met deze brief`.
fn done_hereby(w: &Window<'_, '_>, start: usize, end: usize) -> Option<usize> {
    let verb = (end..end + 30).find(|&j| w.has(j, Cue::Fulfilled))?;
    let here = |j: usize| {
        w.is_any(j, words!["hiermee", "hierbij", "daarmee", "zo", "hiermede"])
            || w.is_any(j, words!["met", "in", "bij"])
                && w.is(j + 1, "deze")
                && w.is_any(j + 2, words!["brief", "rapportage"])
    };
    // "Nu men meedoet, is de motie X hiermee uitgevoerd".
    let turned = (start.saturating_sub(3).max(w.tokens.start)..start)
        .any(|j| w.is_any(j, words!["is", "wordt", "zijn", "worden"]))
        && (end..end + 2).any(here);
    let says = turned
        || (end..verb)
            .any(|j| w.is_any(j, words!["is", "wordt", "zijn", "worden", "beschouw"]) && here(j + 1))
        || (end..verb).any(|j| w.is(j, ":")) && (verb + 1..verb + 4).any(here);
    let turns = (end..verb).any(|j| {
        w.is_any(j, words![".", ";", "die", "dat", "waarin"]) && w.mention_covering(j).is_none()
            || w.has(j, Cue::Negation)
    });
    (says && !turns).then_some(verb)
}

/// `De motie X is uitgevoerd`, `De motie X over de veren is nu volledig afgedaan`: the main clause, and nothing that says by
/// whom else or when before.
fn done(w: &Window<'_, '_>, start: usize, end: usize) -> Option<usize> {
    let mut first = start;
    while first > w.tokens.start
        && (w.has(first - 1, Cue::Determiner) || w.is_any(first - 1, words!["ook", "zowel"]))
    {
        first -= 1;
    }
    let opens = first == w.tokens.start || w.has(first - 1, Cue::Break) || w.is_mark(first - 1);
    let auxiliary = (end..end + 25)
        .take_while(|&j| !w.has(j, Cue::Break) && !w.is_any(j, words![",", ".", "die", "dat", "waarin"]))
        .find(|&j| w.has(j, Cue::Auxiliary) && w.mention_covering(j).is_none())?;
    let light =
        |j: usize| w.is_any(j, words!["nu", "ook", "dus", "dan", "volledig", "geheel", "hiermee", "daarmee"]);
    let verb = (auxiliary + 1..auxiliary + 4).find(|&j| !light(j))?;
    let ends = verb + 1 == w.tokens.end
        || w.has(verb + 1, Cue::Break)
        || w.is_any(verb + 1, words![".", ",", "en", "met"])
        || w.is(verb + 1, "door") && w.mention_after(verb + 2, 0).is_none() && !w.is(verb + 2, "mijn");
    let says = w.is_any(auxiliary, words!["is", "zijn"]) && w.is_any(verb, words!["uitgevoerd", "afgedaan"]);
    (opens && says && ends).then_some(verb)
}

/// How many sentences a letter may spend on one motion before it says that "de motie" is carried out.
const ABOUT: usize = 12;

/// `De motie X vraagt om …. Wij geven daaraan uitvoering met …`: the motion of the sentence before; `Hiermee beschouw ik de
/// motie als afgedaan`: the last one named, and it alone.
fn given_to_it(w: &Window<'_, '_>, before: Option<(usize, &Mention)>, out: &mut Statements) {
    let Some((back, motion)) = before.filter(|&(back, _)| back <= ABOUT) else { return };
    let low = w.tokens.start;
    if let Some(verb) = settles_this(w).filter(|_| !w.names(&[MentionType::Motion])) {
        out.say_of_letter(Predicate::Implements, motion, w.at(low).cover(w.at(verb)), CLOSED);
        return;
    }
    if back > 1 {
        return;
    }
    let points = (low..low + 5).find(|&j| {
        w.is_any(j, words!["daaraan", "hieraan"]) || w.is_any(j, words!["hier", "daar"]) && w.is(j + 1, "aan")
    });
    let gives = (low..low + 4).any(|j| w.is_any(j, words!["geef", "geven"]))
        && (low..low + 4).any(|j| w.is_any(j, words!["ik", "wij", "we"]));
    let Some(points) = points.filter(|_| gives) else { return };
    let noun =
        (points..points + 8).find(|&j| w.is_any(j, words!["uitvoering", "gevolg", "invulling", "gehoor"]));
    if let Some(noun) = noun.filter(|_| !w.tokens.clone().take(14).any(|j| w.has(j, Cue::Negation))) {
        let evidence = w.evidence(w.at(low), w.at(noun), noun);
        out.say_of_letter(Predicate::Implements, motion, evidence, CLOSED);
    }
}

/// `Met de motie X vraagt u om …; hieraan heb ik uitvoering gegeven door …`: the only motion of the sentence.
fn given_to_it_here(w: &Window<'_, '_>, out: &mut Statements) {
    let mut motions = w.outer.iter().filter(|m| m.kind == MentionType::Motion);
    let (Some(motion), None) = (motions.next(), motions.next()) else { return };
    let from = w.letter.index_at(motion.span.end());
    let points = (from..w.tokens.end).find(|&j| {
        w.is_any(j, words!["daaraan", "hieraan"]) && w.is_any(j.saturating_sub(1), words![";", ",", "en"])
    });
    let Some(points) = points else { return };
    let near = points..(points + 14).min(w.tokens.end);
    let noun = near.clone().find(|&j| w.is_any(j, words!["uitvoering", "gevolg", "invulling", "gehoor"]));
    let gives = near.clone().any(|j| w.is_any(j, words!["geef", "geven", "gegeven"]));
    let own = near.clone().any(|j| w.is_any(j, words!["ik", "wij", "we"]));
    let denied = near.clone().any(|j| w.has(j, Cue::Negation));
    if let Some(noun) = noun.filter(|_| gives && own && !denied && !w.is_question()) {
        out.say_of_letter(Predicate::Implements, motion, w.at(points).cover(w.at(noun)), CLOSED);
    }
}

/// The verb of `Hiermee is deze motie afgedaan`, `Met deze brief geef ik invulling aan deze motie`.
fn settles_this(w: &Window<'_, '_>) -> Option<usize> {
    let low = w.tokens.start;
    let near = low..w.tokens.end.min(low + 30);
    let this = near.clone().find(|&j| {
        w.is_any(j, words!["deze", "die", "de", "genoemde"]) && w.is(j + 1, "motie") && !w.is(j + 2, "van")
    })?;
    let opens = w.is_any(low, words!["hiermee", "hierbij", "daarmee", "hiermede"])
        || w.are(low, &["met", "deze", "brief"])
        || w.are(low, &["met", "dit"])
        || w.is_any(low, words!["ik", "wij"]) && w.is_any(low + 1, words!["beschouw", "beschouwen"]);
    let plain = w.mention_covering(this + 1).is_none() && !near.clone().any(|j| w.has(j, Cue::Negation));
    let nouns = words!["uitvoering", "invulling", "gevolg", "gehoor"];
    let verb = near.clone().find(|&j| w.has(j, Cue::Fulfilled) || w.is_any(j, nouns) && w.is(j + 1, "aan"));
    verb.filter(|_| opens && plain)
}

/// Where the words end that begin at `i` and give something to a motion: `uitvoering te geven aan`, `gehoor gaven aan`.
fn gives_at(w: &Window<'_, '_>, i: usize) -> Option<usize> {
    if !w.is_any(i, words!["uitvoering", "invulling", "gevolg", "gehoor", "opvolging"]) {
        return None;
    }
    let verb = i + 1 + usize::from(w.is(i + 1, "te"));
    let gives = w.is_any(verb, words!["geven", "geef", "geeft", "gaf", "gaven", "gegeven", "gevend"]);
    let verb = if w.has(verb + 1, Cue::Auxiliary) { verb + 1 } else { verb };
    (gives && w.is(verb + 1, "aan")).then_some(verb + 2)
}

/// Whether nothing but determiners and words of the noun's own phrase stands between two tokens.
fn is_light_up_to(w: &Window<'_, '_>, from: usize, end: usize) -> bool {
    (from..end).all(|j| {
        !w.has(j, Cue::Auxiliary)
            && !w.has(j, Cue::Preposition)
            && !w.is_any(j, words![",", ".", ";", ":", "(", ")", "en"])
            && w.mention_covering(j).is_none()
    })
}

/// Whether `phrase` stands at `i` and nothing but determiners and words of the noun's own phrase up to `end`.
fn leads(w: &Window<'_, '_>, i: usize, phrase: &[&str], end: usize) -> bool {
    w.are(i, phrase)
        && (is_adopted_after(w, i + phrase.len(), end)
            || w.word(i) != "als" && is_light_up_to(w, i + phrase.len(), end))
}

/// `de op 17 november jl. door uw Kamer met algemene stemmen aanvaarde motie`: what stands between the article and the
/// participle belongs to the motion.
fn is_adopted_after(w: &Window<'_, '_>, from: usize, end: usize) -> bool {
    let adopted = words!["aangenomen", "aanvaarde", "ingediende", "aangehouden", "gewijzigde"];
    w.is_any(from, words!["de", "het"])
        && end > from
        && w.is_any(end - 1, adopted)
        && !(from..end).any(|j| w.is_any(j, words![";", ":", "(", ")"]) || w.has(j, Cue::Auxiliary))
}

/// `zoals toegezegd tijdens het Commissiedebat …`, `de toezegging van de minister aan het lid X in het notaoverleg …`.
fn promised(w: &Window<'_, '_>, i: usize, named: Option<&Mention>, out: &mut Statements) {
    let clause = w.clause(i);
    let inside = w.mentions_in(&clause);
    let debate = |k: &usize| is_debate(w, w.outer[*k]);
    // After the word, in a debate; or the sentence opens with the debate.
    let after = inside.clone().filter(|&k| w.outer[k].span.start() > w.at(i).start()).find(debate);
    let after =
        after.filter(|&k| introduced(w, k) && w.gap(w.at(i).end(), w.outer[k].span.start()).len() <= 20);
    let before = || {
        let k = inside.clone().rfind(|&k| w.outer[k].span.end() <= w.at(i).start() && debate(&k))?;
        Some(k).filter(|&k| introduced(w, k))
    };
    let there = || named.filter(|_| points_at_debate(w, i));
    if let Some(event) = after.or_else(before).map(|k| w.outer[k]).or_else(there) {
        let near = if w.span.contains(event.span) { event.span } else { w.at(i) };
        let evidence = w.evidence(near, w.at(i), i);
        out.say_of_letter(Predicate::Implements, event, evidence, PROMISED);
    }
    // "toezegging van … aan het lid X", "heb ik de leden X en Y toegezegd", "in reactie op Kamerlid X toegezegd".
    for k in recipient::members(w, i) {
        let evidence = w.evidence(w.at(i), w.outer[k].span, i);
        out.say_of_letter(Predicate::RequestedBy, w.outer[k], evidence, PROMISED_TO);
    }
}

/// Whether the sentence opens with `tijdens deze behandeling`, `in dat debat` before the word at `i`: what was named before.
fn points_at_debate(w: &Window<'_, '_>, i: usize) -> bool {
    let low = w.tokens.start;
    (low..(low + 3).min(i)).any(|j| {
        w.is_any(j, words!["tijdens", "in", "bij"])
            && w.is_any(j + 1, words!["deze", "dit", "dat", "die"])
            && w.is_any(
                j + 2,
                words!["behandeling", "debat", "overleg", "commissiedebat", "notaoverleg", "vragenuur", "ao"],
            )
            && w.mention_covering(j + 2).is_none()
    })
}

/// Whether the event is a debate of parliament, by its name.
pub(crate) fn is_debate(w: &Window<'_, '_>, mention: &Mention) -> bool {
    if mention.kind != MentionType::Event {
        return false;
    }
    let name = w.letter.doc.slice(mention.span).to_lowercase();
    ["debat", "overleg", "vragenuur", "behandeling", "vergadering", "rondetafel"]
        .iter()
        .any(|part| name.contains(part))
        || ["ao", "vao", "wgo", "cd", "no", "nao", "vso", "tmd"].iter().any(|short| {
            name.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
}

/// Whether `tijdens`, `in`, `bij`, `van` leads to mention `k`.
fn introduced(w: &Window<'_, '_>, k: usize) -> bool {
    let start = w.letter.index_at(w.outer[k].span.start());
    (start.saturating_sub(3).max(w.tokens.start)..start)
        .any(|j| w.is_any(j, words!["tijdens", "in", "bij", "van", "op", "uit"]))
}

#[cfg(test)]
mod tests;
