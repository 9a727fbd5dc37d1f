//! Debates, meetings, conferences and summits by their subject; those that only a day names are read elsewhere.

use super::heads::{Form, Head, Stop, ends_phrase, is_stop};
use super::phrase::{
    Style, capital_phrase, capitals_before, closed_title, dated, is_acronym, nominal, noun_phrase, quotation,
    years,
};
use super::{Found, english, session, sitting};
use crate::citation::ORDINALS;
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, TokenKind};
use griffier_text::WordSet;

/// Prepositions that lead on after a meeting.
const LEADING: &WordSet = words!["van", "in", "op", "over", "en"];

pub(super) fn read(r: &Reading<'_>, head: &Head, i: usize, after: usize) -> Option<Found> {
    match head.form {
        Form::Debate => debate(r, i, after),
        Form::Meeting => meeting(r, i, after),
        Form::Conference => conference(r, i, after).or_else(|| sitting::on_day(r, i, after)),
        Form::Ministerial => ministerial(r, i, after),
        Form::Top => session::summit(r, i, after).or_else(|| summit(r, i, after)),
        Form::Round => sitting::round(r, head, i, after),
        Form::Session if after == i + 1 && r.t.word(i).len() > "vergadering".len() => {
            session::yearly(r, i, after)
        }
        Form::Session => session::numbered(r, i, after),
        Form::Subject => session::titled(r, i, after),
        Form::Inquiry => inquiry(r, i, after),
        Form::Named => super::described(r, head, i, after),
        Form::Place => week(r, i, after),
        Form::English => english(r, i, MentionType::Event, "event.english"),
        _ => None,
    }
}

fn found(r: &Reading<'_>, span: (usize, usize), rule: &'static str, confidence: f32) -> Option<Found> {
    (span.1 > span.0).then(|| Found::tokens(r, span, MentionType::Event, rule, confidence))
}

/// "Commissiedebat over de NAVO", "notaoverleg Mensenrechtenbeleid", "commissiedebat van 8 juli".
fn debate(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let short = r.t.is_any(i, words!["ao", "vao", "vso", "wgo", "cd"]);
    if (short && r.t.word(i).chars().any(char::is_lowercase)) || (r.shouts(i) && !short) {
        return None;
    }
    let limit = r.limit(i);
    // "algemeen overleg (AO) Dierenwelzijn (DW)"
    let head_end = after;
    let after = past_short(r, after);
    let linked = r.t.is_any(after, words!["over", "inzake"]);
    if linked {
        let subject = after + 1 + usize::from(r.t.is_any(after + 1, words!["de", "het"]));
        // "over de reactie", "over de brief": another paper, not a subject.
        if is_stop(r.t.word(subject), Stop::Opener) && !r.t.is_capitalised(subject) {
            return None;
        }
        let end = topic(r, after + 1, limit);
        return if end > after + 1 { found(r, (i, end), "event.debate", 0.85) } else { None };
    }
    let mut from = after;
    if r.t.is(i, "begrotingsbehandeling")
        && let Some(budget) = budget(r, i, after, limit)
    {
        return Some(budget);
    }
    if r.t.is_any(after, words!["‘", "“", "\"", "'", "«"])
        && let Some((_, to)) = quotation(r, after, limit)
    {
        return found(r, (i, to + 1), "event.debate", 0.8);
    }
    if r.t.is_any(from, words!["de", "het"]) {
        from += 1;
    }
    let owner = [MentionType::Person, MentionType::Date, MentionType::Office];
    if r.is_name_word(from) && r.t.breaks_before(from) < 2 && r.kind_at(from, &owner).is_none() {
        let mut end = topic(r, from, limit);
        if after > head_end && end > from {
            end = past_short(r, end);
        }
        return found(r, (i, end.max(from)), "event.debate", 0.85).filter(|_| end > from);
    }
    // "commissiedebat informele RBZ"
    if r.t.is_any(from, words!["informele", "formele", "extra", "buitengewone"])
        && (r.is_name_word(from + 1) || r.shouts(from + 1))
        && r.t.breaks_before(from + 1) == 0
    {
        let end = topic(r, from + 1, limit);
        return found(r, (i, end), "event.debate", 0.8).filter(|_| end > from + 1);
    }
    if let Some(end) = small_subject(r, after) {
        let held = r.t.is_any(end, words!["van", "op", "d.d.", "in"]) && dated(r, end + 1);
        if short || held && !r.t.is_any(after, words!["aanstaande", "volgende", "afgelopen", "komende"]) {
            return found(r, (i, end), "event.debate", 0.75);
        }
    }
    let day = r.t.is_any(after, words!["van", "op", "d.d."])
        && r.t.digits(after + 1).is_some()
        && dated(r, after + 1);
    if day { found(r, (i, head_end), "event.debate", 0.6) } else { sitting::dated(r, i, head_end) }
}

/// "de begrotingsbehandeling van OCW", "de Defensie begrotingsbehandeling".
fn budget(r: &Reading<'_>, i: usize, after: usize, limit: usize) -> Option<Found> {
    use MentionType::{Date, Location, Organisation, Person};
    let known = |k: usize| r.portfolio_at(k).or_else(|| r.kind_at(k, &[Organisation]));
    if r.t.is_any(after, words!["van", "voor"]) {
        let owner = after + 1 + usize::from(r.t.is_any(after + 1, words!["de", "het"]));
        if let Some(hit) = known(owner) {
            return found(r, (i, hit.after()), "event.debate", 0.8);
        }
        let office = words!["Ministerie", "Minister", "Staatssecretaris"];
        let named = r.is_name_word(owner) && !r.shouts(owner) && !r.t.is_any(owner, office);
        if named && r.kind_at(owner, &[Date, Location, Person]).is_none() {
            return found(r, (i, capital_phrase(r, owner, limit, true)), "event.debate", 0.75);
        }
    }
    if i > 1 && r.t.is_any(i - 2, words!["de", "deze"]) && known(i - 1).is_some_and(|hit| hit.after() == i) {
        return found(r, (i - 1, after), "event.debate", 0.8);
    }
    None
}

/// "AO discriminatieonderwerpen": one long noun in small letters right behind the short word, where its phrase ends.
fn small_subject(r: &Reading<'_>, at: usize) -> Option<usize> {
    let word = r.t.word(at);
    let noun = r.t.kind(at) == Some(TokenKind::Word)
        && word.starts_with(char::is_lowercase)
        && r.t.breaks_before(at) < 2
        && !ends_phrase(word);
    let next = years(r, at + 1).unwrap_or(at + 1);
    let day = r.t.is_any(next, words!["van", "op", "d.d.", "in"]) && dated(r, next + 1);
    // "tweeminutendebat politie van 7 december"
    let noun = noun && word.len() > if day { 5 } else { 7 };
    let closes = day
        || next >= r.t.len()
        || r.t.breaks_before(next) > 0
        || r.t.is_any(next, words![".", ",", ";", ":", ")", "(", "?", "–"])
        || r.t.is(next, "-") && !r.t.is_glued(next)
        || r.t.kind(next) == Some(TokenKind::NoteMark)
        || is_stop(r.t.word(next), Stop::Verb);
    // "het AO gehouden op 3 mei", "het AO verplaatst."
    let participle =
        ["ge", "ver", "be", "aange", "uitge", "plaats"].iter().any(|start| word.starts_with(start))
            && (word.ends_with("en") || word.ends_with('d') || word.ends_with('t'));
    (noun && closes && !participle && !PLANNED.contains(&word)).then_some(next)
}

/// What lists of decisions say is done with a debate.
const PLANNED: [&str; 14] = [
    "vaststellen",
    "inplannen",
    "uitstellen",
    "agenderen",
    "afvoeren",
    "aanmelden",
    "toevoegen",
    "verzetten",
    "inlassen",
    "voorzien",
    "voorbereiden",
    "desgevraagd",
    "plannen",
    "houden",
];

/// "parlementaire ondervraging kinderopvangtoeslag", "parlementaire enquête Fyra", "… naar de aanbesteding".
fn inquiry(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let linked = r.t.is_any(after, words!["naar", "over", "inzake"]);
    let from = after + usize::from(linked);
    let from = from + usize::from(linked && r.t.is_any(from, words!["de", "het"]));
    if r.shouts(i) || r.t.breaks_before(from) > 1 || !(linked || r.is_name_word(from) || nominal(r, from)) {
        return None;
    }
    let end = noun_phrase(r, from, r.limit(i), Style::Strict);
    found(r, (i, end), "event.inquiry", 0.75).filter(|_| end > from)
}

/// "COP8": a conference of parties by its number.
pub(super) fn numbered(r: &Reading<'_>, i: usize) -> Option<Found> {
    let number = r.t.word(i).strip_prefix("COP")?;
    let plain = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    found(r, (i, i + 1), "event.numbered", 0.85).filter(|_| plain)
}

/// "Week van de Mediawijsheid", "Dag van de Leraar" in the middle of a sentence.
fn week(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let from = after + 1 + usize::from(r.t.is_any(after + 1, words!["de", "het"]));
    let named = r.t.is_capitalised(i)
        && !r.opens_sentence(i)
        && !r.shouts(i)
        && r.t.is(after, "van")
        && r.is_name_word(from);
    let end = capital_phrase(r, from, r.limit(i), false);
    found(r, (i, end), "event.week", 0.75).filter(|_| named && end > from)
}

/// Past a short form in brackets.
fn past_short(r: &Reading<'_>, i: usize) -> usize {
    let short = r.t.is(i, "(") && is_acronym(r.t.word(i + 1)) && r.t.is(i + 2, ")");
    if short { i + 3 } else { i }
}

/// The subject of a debate; a subject with capitals may hold "A, B en C".
pub(super) fn topic(r: &Reading<'_>, from: usize, limit: usize) -> usize {
    let article = from + usize::from(r.t.is_any(from, words!["de", "het"]));
    if let Some(hit) = r.kind_at(article, &[MentionType::Organisation, MentionType::Event])
        && r.t.is_any(hit.after(), words!["op", "van", "met", ",", "."])
    {
        return hit.after();
    }
    let plain = closed_title(r, article, limit);
    let capital = if r.is_name_word(article) { capital_phrase(r, article, limit, true) } else { article };
    let mut end = plain.max(capital);
    // "Eurogroep/Ecofinraad"
    if end > article && r.t.is(end, "/") && r.t.is_glued(end) && r.is_name_word(end + 1) {
        end = capital_phrase(r, end + 1, limit, true).max(end);
    }
    end = second_party(r, article, end, limit);
    if end > article { whole_names(r, article, end) } else { from }
}

/// "het handelsakkoord tussen Japan en de EU": one past the second of two parties, where the subject ends with the first.
fn second_party(r: &Reading<'_>, from: usize, end: usize, limit: usize) -> usize {
    use MentionType::{Location, Organisation};
    let between = (from.max(end.saturating_sub(5))..end).any(|k| r.t.is(k, "tussen"));
    let next = end + 1 + usize::from(r.t.is_any(end + 1, words!["de", "het"]));
    let party = r.kind_at(next, &[Location, Organisation]).filter(|_| between && r.t.is(end, "en"));
    party.map(|hit| hit.after()).filter(|&after| after <= limit).unwrap_or(end)
}

/// One past the listed name that token `end` would cut: "notaoverleg Masterplan basisvaardigheden".
pub(super) fn whole_names(r: &Reading<'_>, from: usize, end: usize) -> usize {
    use MentionType::{Event, Law, Location, Organisation, Policy, Treaty};
    let (start, edge) = (r.t.span(from).start(), r.t.span(end - 1).end());
    let first = r.listed().partition_point(|hit| hit.span.start() < start);
    let kinds = [Event, Law, Location, Organisation, Policy, Treaty];
    let cut = r.listed()[first..].iter().take_while(|hit| hit.span.start() < edge);
    let far = cut.filter(|hit| !hit.portfolio && kinds.contains(&hit.kind)).map(|hit| hit.span.end()).max();
    far.filter(|&far| far > edge).map_or(end, |far| r.t.index_at(far))
}

/// "bijeenkomst van de NAVO-ministers van Defensie", with "NAVO ministeriële" before it.
fn meeting(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let mut at = after;
    let mut end = 0;
    let limit = r.limit(i);
    // "van de ministers van A en (van) (de) (ministers van) B", at most four of them.
    for round in 0..4 {
        if round > 0 && r.t.is(at, "en") {
            at += 1;
        } else if round > 0 {
            break;
        }
        let Some(next) = ministers(r, at, limit, round == 0) else { break };
        end = next;
        at = next;
    }
    if end == 0 {
        return of_body(r, i, after, limit).or_else(|| sitting::on_day(r, i, after));
    }
    let mut from = i;
    if i > 0 && r.t.is_any(i - 1, words!["ministeriële", "ministeriele", "informele", "formele"]) {
        from = i - 1;
    }
    if from > 0 && is_acronym(r.t.word(from - 1)) && r.t.breaks_before(from) == 0 {
        from -= 1;
    }
    found(r, (from, end), "event.meeting", 0.75)
}

/// "ministeriële bijeenkomst van de Europese Havenalliantie", in a heading with a dash for "van".
fn of_body(r: &Reading<'_>, i: usize, after: usize, limit: usize) -> Option<Found> {
    use MentionType::{Date, Location, Office, Person};
    let ministerial = i > 0 && r.t.is_any(i - 1, words!["ministeriële", "ministeriele"]);
    let dash = r.t.is_any(after, words!["–", "-"]) && r.opens_line(i - usize::from(ministerial));
    if !ministerial || !(dash || r.t.is(after, "van")) {
        return None;
    }
    let from = after + 1 + usize::from(r.t.is_any(after + 1, words!["de", "het"]));
    if !r.is_name_word(from) || r.kind_at(from, &[Date, Location, Office, Person]).is_some() {
        return None;
    }
    let listed = r.kind_at(from, &[MentionType::Organisation]).map(|hit| hit.after());
    let end = listed.unwrap_or_else(|| capital_phrase(r, from, limit, false));
    found(r, (i - 1, end), "event.meeting", 0.8).filter(|_| end > from)
}

/// One past "van de NAVO-ministers van Defensie"; after the first round a bare portfolio is enough.
fn ministers(r: &Reading<'_>, mut at: usize, limit: usize, first: bool) -> Option<usize> {
    for small in ["van", "de"] {
        at += usize::from(r.t.is(at, small));
    }
    // "van onderwijsministers", "van de EU- transportministers"
    let prefix = at + usize::from(r.t.word(at).ends_with('-') && r.t.breaks_before(at + 1) < 2);
    if first
        && super::heads::ends_with(r.t.word(prefix), "ministers")
        && !r.t.word(prefix).ends_with("-ministers")
    {
        return Some(prefix + 1);
    }
    let named = r.t.is(at, "ministers") || super::heads::ends_with(r.t.word(at), "-ministers");
    if named && r.t.is_any(at + 1, words!["van", "voor"]) {
        at += 2;
    } else if first {
        return None;
    }
    if at >= limit {
        return None;
    }
    crate::office::portfolio(r, at, limit)
}

/// "NAVO Defensie ministeriële", where no noun follows.
fn ministerial(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let noun = r.t.kind(after) == Some(TokenKind::Word)
        && !ends_phrase(r.t.word(after))
        && !r.t.is_any(after, LEADING);
    let from = capitals_before(r, i);
    if noun || from == i || !r.t.word(from).chars().nth(1).is_some_and(char::is_uppercase) {
        return None;
    }
    found(r, (from, after), "event.ministerial", 0.7)
}

/// "internationale conferentie over nieuwe technologieën en wapenbeheersing".
fn conference(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if r.shouts(i) {
        return None;
    }
    let limit = r.limit(i);
    let wide = i > 0
        && (r.t.is_any(
            i - 1,
            words!["internationale", "regionale", "ministeriële", "mondiale", "diplomatieke"],
        ) || r.t.is_any(i - 1, ORDINALS));
    let from = if wide { i - 1 } else { i };
    // "achtste conferentie van partijen"
    let article = usize::from(r.t.is_any(after + 1, words!["de"]));
    let parties = after + 1 + article;
    if from < i && r.t.is_any(i - 1, ORDINALS) && r.t.is(after, "van") && r.t.is(parties, "partijen") {
        return found(r, (from, parties + 1), "event.conference", 0.85);
    }
    let own = after == i + 1 && (r.t.word(i).len() > "conferentie".len() || r.t.is(i, "wereldtop"));
    if r.t.is_any(after, words!["over", "inzake"]) || own && r.t.is(after, "voor") {
        let article = usize::from(own && r.t.is_any(after + 1, words!["de", "het"]));
        let end = noun_phrase(r, after + 1 + article, limit, Style::Strict);
        return if end > after + 1 + article {
            found(r, (from, end), "event.conference", 0.65)
        } else {
            None
        };
    }
    if let Some((first, last)) = quotation(r, after, limit) {
        return found(r, (first, last), "event.quoted", 0.7).filter(|_| r.t.is_capitalised(first));
    }
    let owner = [MentionType::Person, MentionType::Location, MentionType::Organisation];
    let end = capital_phrase(r, after, limit, false);
    let titled = end > after + 1 && r.kind_at(after, &owner).is_none();
    if titled { found(r, (from, end), "event.conference", 0.65) } else { None }
}

/// "de Top" in the middle of a sentence, "Europese Top".
fn summit(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let capital = r.t.is_capitalised(i) && !r.shouts(i);
    if !capital || r.opens_sentence(i) || r.is_name_word(after) || r.t.is(after, "-") {
        return None;
    }
    let from = capitals_before(r, i);
    let led = from < i
        || r.t.is_any(i.saturating_sub(1), words!["de", "deze", "die", "komende", "afgelopen", "aanstaande"]);
    if led { found(r, (from, after), "event.summit", 0.7) } else { None }
}

/// "NAVO-top", "BNC-overleg", "VN-klimaatconferentie", "Klimaattop" in the middle of a sentence.
pub(super) fn compound(r: &Reading<'_>, head: &Head, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let Some(at) = word.rfind('-') else {
        return if r.opens_sentence(i) { None } else { found(r, (i, i + 1), "event.compound", 0.7) };
    };
    let whole = word[at + 1..].eq_ignore_ascii_case(head.words[0]);
    let name = word[..at].chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).count() > 1;
    // Any body can hold talks; only a summit or conference is one of a kind.
    let loose = ["overleg", "bijeenkomst"].contains(&head.words[0]);
    // "NAVO-leidersbijeenkomst op 3 en 4 december"
    let day = r.t.is_any(i + 1, words!["van", "op"]) && r.t.digits(i + 2).is_some() && dated(r, i + 2);
    // "SG-overleg", "NAVO-bijeenkomst" are held often.
    if !(whole && !loose || day) || !name {
        return None;
    }
    let named = found(r, (i, i + 1), "event.hyphen", if loose { 0.6 } else { 0.85 })?;
    // "G20-toppen": the list has the series by one of them.
    let lookup = word.strip_suffix("-toppen").map(|body| format!("{body}-top"));
    Some(Found { lookup, ..named })
}
