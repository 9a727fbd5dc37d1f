//! Laws, regulations, decisions: "Wet op …", "Verordening …", "besluit van de Commissie tot …".

use super::heads::{Form, Head, Stop, is_stop};
use super::phrase::{Style, capital_phrase, dated, long_title, noun_phrase};
use super::{Found, act, english, paper};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, TokenKind, ZoneKind};
use griffier_text::{Span, WordSet};

/// The bodies that issue acts of the Union; a closed class.
const ISSUERS: [&[&str]; 6] = [
    &["de", "Europese", "Commissie"],
    &["de", "Commissie"],
    &["de", "Raad"],
    &["de", "Europese", "Raad"],
    &["het", "Europees", "Parlement", "en", "de", "Raad"],
    &["het", "Europees", "Parlement"],
];

pub(super) fn read(r: &Reading<'_>, head: &Head, i: usize, after: usize) -> Option<Found> {
    match head.form {
        Form::Title => numbered(r, i)
            .or_else(|| act::of_day(r, i, after))
            .or_else(|| described(r, i, after))
            .or_else(|| title(r, i, after))
            .or_else(|| small_head(r, i, after))
            .or_else(|| act::of_union(r, i, after))
            .or_else(|| act::scheme(r, i, after)),
        Form::Noun => numbered(r, i).or_else(|| described(r, i, after)).or_else(|| with_noun(r, i, after)),
        Form::Quoted => super::policy::quoted(r, after).map(|title| Found {
            kind: MentionType::Law,
            rule: "law.quoted",
            ..title
        }),
        Form::Titling => paper::titling(r, MentionType::Law, i, after),
        Form::Issued => issued(r, i, after),
        Form::Changing => amending(r, i),
        Form::Inzake => standpoint(r, i, after),
        Form::English => english(r, i, MentionType::Law, "law.english"),
        _ => None,
    }
}

/// "Wet open overheid", "Regeling aanvullende controlemaatregelen op de Verordening …".
fn title(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let shouting_title = r.shouts(i) && r.shouts(after);
    if !r.t.is_capitalised(i) || shouting_title || r.t.breaks_before(after) > 1 {
        return None;
    }
    // "van" leads to who made it or to a date, not into a title.
    if r.t.is_any(after, words!["van", "en", "of", "over", "in", "voor", "naar"]) && !r.t.is(after - 1, "van")
    {
        let named = r.t.is(after, "voor") && !r.opens_sentence(i);
        if !named || dated(r, after + 1) {
            return None;
        }
    }
    let led = r.t.is_any(after, words!["tot", "ter", "ten"]) && r.opens_sentence(i);
    if led || r.t.is_any(after, words!["de", "het", "een", "der"]) {
        return None;
    }
    let from = subject(r, i, after)?;
    let end = noun_phrase(r, from, r.limit(i), Style::Title);
    if end == from || generic(r, i, after, end) {
        return None;
    }
    let confidence = if r.opens_sentence(i) { 0.7 } else { 0.85 };
    Some(Found::tokens(r, (i, end), MentionType::Law, "law.title", confidence))
}

/// "Wet bescherming persoonsgegevens BES": an act for the islands has the name of the one it goes back to.
pub(super) fn of_islands(r: &Reading<'_>, names: &mut Vec<Found>) {
    for listed in r.listed().iter().filter(|hit| hit.kind == MentionType::Law) {
        let at = listed.after();
        let straight = at > 0 && r.t.span(at - 1).end() == listed.span.end() && r.t.breaks_before(at) < 2;
        if straight && r.t.word(at) == "BES" {
            let span = listed.span.cover(r.t.span(at));
            let (rule, confidence, lookup) = ("law.of-islands", 0.99, None);
            names.push(Found { span, kind: MentionType::Law, rule, confidence, lookup });
        }
    }
}

/// "richtlijn Gewichten en Afmetingen": the kind of act in small letters, its short title with capitals.
fn small_head(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    use MentionType::{Date, Law, Location, Office, Organisation, Person, Policy, Reference, Treaty};
    const OTHERS: [MentionType; 9] =
        [Date, Law, Location, Office, Organisation, Person, Policy, Reference, Treaty];
    // "besluit" and "regeling" are common nouns before the name of whoever made them.
    let sure = after == i + 1
        && r.t.is_any(i, words!["richtlijn", "verordening", "wet", "kaderrichtlijn", "subsidieregeling"]);
    if !sure
        || r.t.is_capitalised(i)
        || !r.is_name_word(after)
        || r.t.breaks_before(after) > 1
        || r.kind_at(after, &OTHERS).is_some()
        || crate::person::name_at(r, after, r.limit(i)).is_some_and(|end| end > after + 1)
    {
        return None;
    }
    let end = capital_phrase(r, after, r.limit(i), false);
    (end > after).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.small-head", 0.7))
}

/// Where the subject begins: behind "op de", "inzake" and their like, of which only acts of parliament have the first.
fn subject(r: &Reading<'_>, i: usize, after: usize) -> Option<usize> {
    if r.t.is(after, "op") {
        let act = super::heads::ends_with(r.t.word(i), "wet") || r.t.is(i, "wet");
        let other = r.t.is_any(after + 1, words!["grond", "basis", "een", "deze", "dit", "dat", "die"]);
        if !act || other || dated(r, after + 1) {
            return None;
        }
    } else if !r.t.is_any(after, words!["inzake", "betreffende", "tegen", "ter", "tot"]) {
        return Some(after);
    }
    Some(after + 1 + usize::from(r.t.is_any(after + 1, words!["de", "het"])))
}

/// "Besluit houdende regels met betrekking tot …", with or without a capital, a note mark behind the noun.
fn described(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let mut link = after;
    link += usize::from(r.t.kind(link) == Some(TokenKind::NoteMark));
    let act = r.t.is(i, "akte") && r.t.is_capitalised(i) && r.t.is_any(link, words!["betreffende", "inzake"]);
    if r.shouts(i) || !(act || r.t.is_any(link, words!["houdende"])) {
        return None;
    }
    let from = link + 1 + usize::from(r.t.is_any(link + 1, words!["de", "het"]));
    let end = approved(r, from)
        .or_else(|| changing(r, from))
        .unwrap_or_else(|| long_title(r, from, r.limit(i), Style::Strict));
    (end > from).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.described", 0.8))
}

/// "goedkeuring van het op 13 december 2006 te New York tot stand gekomen Verdrag inzake …": one past the treaty's name.
fn approved(r: &Reading<'_>, from: usize) -> Option<usize> {
    let limit = r.limit(from);
    let led = r.t.is_any(from, words!["goedkeuring", "uitvoering", "wijziging"]) && r.t.is(from + 1, "van");
    let made = (from..limit.min(from + 16)).find(|&k| r.t.are(k, &["tot", "stand", "gekomen"]))?;
    let treaty = made + 3;
    let end = long_title(r, treaty, limit, Style::Title);
    (led && r.is_name_word(treaty) && end > treaty).then_some(end)
}

/// "wijziging van de Wet geluidhinder en diverse andere wetten": one past the acts that a described act changes.
fn changing(r: &Reading<'_>, from: usize) -> Option<usize> {
    let article = r.t.are(from, &["wijziging", "van"]) && r.t.is_any(from + 2, words!["de", "het"]);
    let limit = r.limit(from);
    let end = article.then(|| acts_end(r, from + 3, limit))??;
    Some(purpose(r, end, limit, false).unwrap_or(end))
}

/// "tijdelijke regeling subsidie dierentuinen": a kind of act in small letters with its subject right behind it.
fn with_noun(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let noun = r.t.is(i, "tijdelijke")
        && r.t.kind(after) == Some(TokenKind::Word)
        && !super::heads::ends_phrase(r.t.word(after));
    if !noun || r.t.is_capitalised(i) || r.t.is_any(after, words!["van", "voor", "op", "in", "tot", "over"]) {
        return None;
    }
    let end = noun_phrase(r, after, r.limit(i), Style::Title);
    (end > after + 1).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.noun", 0.6))
}

/// "Ecodesign richtlijn": a word with a capital before the kind of act.
pub(super) fn named_before(r: &Reading<'_>, i: usize) -> Option<Found> {
    use MentionType::{Date, Location, Office, Organisation, Person};
    if i == 0 || !r.is_name_word(i - 1) || r.opens_sentence(i - 1) || r.t.breaks_before(i) > 1 {
        return None;
    }
    let word = r.t.word(i - 1);
    let other = r.kind_at(i - 1, &[Date, Location, Office, Organisation, Person]).is_some();
    let generic = super::heads::is_stop(word, super::heads::Stop::Rank)
        || ["Herziene", "Gedelegeerde", "EU"].contains(&word)
        || word.ends_with("se")
        || super::heads::is_stop(word, super::heads::Stop::Opener);
    (!other && !generic && word.len() > 2 && !super::heads::ends_phrase(word))
        .then(|| Found::tokens(r, (i - 1, i + 1), MentionType::Law, "law.named-before", 0.6))
}

/// "Wijziging van de Participatiewet in verband met …", "Verandering van de Grondwet, strekkende tot …", "voorstel tot wijziging
/// van de Huurprijzenwet woonruimte in verband met …": a bill by the acts that it changes and why.
fn amending(r: &Reading<'_>, i: usize) -> Option<Found> {
    let proposed =
        i > 1 && r.t.is(i - 1, "tot") && r.t.is_any(i - 2, words!["voorstel", "wetsvoorstel", "wet"]);
    let change = r.t.is_any(i, words!["wijziging", "verandering", "goedkeuring"])
        && (r.t.is_capitalised(i) || proposed);
    let article = change && r.t.is(i + 1, "van") && r.t.is_any(i + 2, words!["de", "het"]);
    if !article || r.shouts(i) || r.t.breaks_before(i + 3) > 1 {
        return None;
    }
    let limit = r.limit(i);
    let titled = opens_title(r, i);
    if titled && r.t.is(i, "goedkeuring") {
        let end = approved(r, i)?;
        return Some(Found::tokens(r, (i, end), MentionType::Law, "law.amending", 0.8));
    }
    if titled && let Some(end) = whole_title(r, i + 3, limit) {
        return Some(Found::tokens(r, (i, end), MentionType::Law, "law.amending", 0.8));
    }
    let end = acts_end(r, i + 3, limit)?;
    let end = purpose(r, end, limit, titled)?;
    Some(Found::tokens(r, (i, end), MentionType::Law, "law.amending", 0.8))
}

/// One past the acts from token `act` on, "de Wet op X, de Wet op Y en enkele andere wetten".
fn acts_end(r: &Reading<'_>, act: usize, limit: usize) -> Option<usize> {
    let mut end = act_end(r, act, limit)?;
    for _ in 0..8 {
        let others = words![
            "enige",
            "enkele",
            "andere",
            "diverse",
            "verschillende",
            "aanverwante",
            "wetten",
            "besluiten",
            "enz.",
            "en",
            ","
        ];
        let more = (end..limit).take_while(|&k| r.t.is_any(k, others)).count();
        let next = end + more + usize::from(r.t.is_any(end + more, words!["de", "het", "van"]));
        if more > 0 && r.t.is_any(end + more - 1, words!["wetten", "besluiten", "enz."]) {
            end += more;
        } else if let Some(another) = act_end(r, next, limit).filter(|_| more > 0) {
            end = another;
        } else {
            break;
        }
    }
    Some(end)
}

/// One past the title of a bill on a line of its own, whose acts begin at token `act`: up to what it is for, whatever the acts
/// between are called, if the first of them is one.
fn whole_title(r: &Reading<'_>, act: usize, limit: usize) -> Option<usize> {
    act_end(r, act, limit)?;
    let stops = |k: &usize| {
        !r.t.is_any(*k, words![".", ";", ":", "?"])
            && r.t.breaks_before(*k) < 2
            && !is_stop(r.t.word(*k), Stop::Verb)
    };
    let why = (act + 1..limit.min(act + 90)).take_while(stops).find(|&k| leads_to_purpose(r, k).is_some())?;
    purpose(r, why, limit, true)
}

/// One past the act at token `act` that another changes, and what it is changed for.
pub(super) fn changed(r: &Reading<'_>, act: usize, limit: usize) -> Option<usize> {
    let end = act_end(r, act, limit)?;
    Some(purpose(r, end, limit, false).unwrap_or(end))
}

/// Whether a title begins at token `i`: a line, the number of a dossier or the label of an item before it aside.
fn opens_title(r: &Reading<'_>, i: usize) -> bool {
    let mut at = i;
    while at > 0 && at + 4 > i && r.t.breaks_before(at) == 0 && r.t.digits(at - 1).is_some() {
        at -= 1;
    }
    r.opens_line(at) || i > 0 && r.t.is(i - 1, ":")
}

/// One past the act whose name begins at token `act`.
fn act_end(r: &Reading<'_>, act: usize, limit: usize) -> Option<usize> {
    if act >= limit || !r.is_name_word(act) {
        return None;
    }
    let listed = r.kind_at(act, &[MentionType::Law]).map(|hit| hit.after());
    let named = super::heads::heads_at(r, act).any(|head| head.kind == MentionType::Law);
    let compound = super::heads::suffixes_of(r.t.word(act), Form::Compound)
        .any(|head| head.kind == MentionType::Law)
        .then(|| act + 1 + usize::from(matches!(r.t.digits(act + 1), Some(1900..=2100))));
    listed
        .or(compound)
        .or_else(|| named.then(|| noun_phrase(r, act, limit, Style::Title)))
        .filter(|&end| end > act)
}

/// One past the words at token `at` that say what a bill is for: "in verband met", ", strekkende tot".
fn leads_to_purpose(r: &Reading<'_>, at: usize) -> Option<usize> {
    const WHY: [&[&str]; 12] = [
        &["in", "verband", "met"],
        &["ter", "implementatie", "van"],
        &["ter", "uitvoering", "van"],
        &["ten", "behoeve", "van"],
        &["met", "betrekking", "tot"],
        &["met", "het", "oog", "op"],
        &["strekkende", "tot"],
        &["ertoe", "strekkende"],
        &["houdende"],
        &["inzake"],
        &["betreffende"],
        &["teneinde"],
    ];
    let at = at + usize::from(r.t.is(at, ","));
    let why = WHY.iter().find(|words| r.t.are(at, words))?;
    Some(at + why.len())
}

/// One past what a bill is for, said behind the acts that end at token `at`; the title of a paper runs to its line's end.
fn purpose(r: &Reading<'_>, at: usize, limit: usize, titled: bool) -> Option<usize> {
    let from = leads_to_purpose(r, at)?;
    if titled {
        let union = |k: usize| r.t.is(k, "(") && r.t.is_any(k + 1, words!["EU", "EG", "EEG"]);
        let closes = |&k: &usize| {
            let number = r.t.is_any(k, words!["-", "–"]) && !r.t.is_glued(k) && r.t.digits(k + 1).is_some();
            r.t.is_any(k, words![".", ";", "(", "»", "”", "["]) && !union(k)
                || number
                || r.t.breaks_before(k) > 1
                || r.t.kind(k) == Some(TokenKind::NoteMark)
        };
        // A title that goes on beyond what is read has no known end.
        let whole = (limit == r.t.len() || limit < at + 40).then_some(limit);
        return (from..limit).find(closes).or(whole).filter(|&end| end > from);
    }
    let from = from + usize::from(r.t.is_any(from, words!["de", "het", "een"]));
    Some(long_title(r, from, limit, Style::Strict)).filter(|&end| end > from)
}

/// "Voorstel van wet van de leden A en B tot wijziging van de X in verband met …": a member's bill.
pub(super) fn members_bill(r: &Reading<'_>, i: usize) -> Option<Found> {
    let led = r.t.are(i, &["voorstel", "van", "wet", "van"]) && r.t.is_capitalised(i);
    if !led || !(r.t.are(i + 4, &["de", "leden"]) || r.t.are(i + 4, &["het", "lid"])) {
        return None;
    }
    let limit = r.limit(i);
    let mut end = i + 6;
    let small = words!["van", "de", "der", "den", "het", "'t", "ten", "ter", "en", ",", "-", "c.s."];
    while end < limit && (r.is_name_word(end) || r.t.is_any(end, small)) {
        end += 1;
    }
    let comma = end;
    while end > i + 6 && !r.is_name_word(end - 1) {
        end -= 1;
    }
    if r.t.are(comma, &["tot", "wijziging", "van"]) {
        let act = comma + 3 + usize::from(r.t.is_any(comma + 3, words!["de", "het"]));
        let changed = acts_end(r, act, limit)?;
        let titled = || purpose(r, changed, limit, true);
        end = whole_title(r, act, limit).or_else(titled).unwrap_or(changed);
    } else if r.t.is(comma, "houdende") {
        end = purpose(r, comma, limit, true).unwrap_or(end);
    }
    (end > i + 6).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.amending", 0.85))
}

/// "verordening (EU) 2019/880 inzake het binnenbrengen van cultuurgoederen": the number and what the act is about.
fn numbered(r: &Reading<'_>, i: usize) -> Option<Found> {
    let start = r.t.span(i).start();
    let act = crate::citation::act_end(r.doc.text(), start, r.t.word(i))?;
    let mut link = r.t.index_at(act);
    for issuer in ["van", "het", "Europees", "Parlement", "en", "de", "Raad", "van", "de", "Europese", "Unie"]
    {
        link += usize::from(r.t.is(link, issuer));
    }
    let adopted = link > r.t.index_at(act) + 3 || r.t.is(link - 1, "van");
    if adopted && r.t.is(link - 1, "van") || r.t.is(link, "van") {
        link += usize::from(r.t.is(link, "van"));
        let date = (link..link + 3).take_while(|&k| r.t.digits(k).is_some() || dated(r, k)).count();
        link += date;
    }
    if !r.t.is_any(link, words!["inzake", "betreffende", "tot", "houdende", "over"])
        || r.t.breaks_before(link) > 1
    {
        return None;
    }
    let from = link + 1 + usize::from(r.t.is_any(link + 1, words!["de", "het"]));
    let end = long_title(r, from, r.limit(link), Style::Title);
    // The list has acts by kind and number: "Richtlijn 2000/60/EG".
    let cited = r.words(Span::at(start, act)).replace(" nr. ", " ");
    let lookup = Some(without_union(&cited).to_owned());
    (end > from)
        .then(|| Found { lookup, ..Found::tokens(r, (i, end), MentionType::Law, "law.numbered", 0.85) })
}

/// "EG-kaderrichtlijn water" without the Union's abbreviation.
pub(super) fn without_union(words: &str) -> &str {
    ["EU-", "EG-", "Eu-"].iter().find_map(|union| words.strip_prefix(union)).unwrap_or(words)
}

/// "de natuurherstelverordening": a compound in small letters whose first part says which.
pub(super) fn small_compound(r: &Reading<'_>, i: usize) -> Option<Found> {
    const LEADING: &WordSet = words![
        "de",
        "herziening",
        "herziene",
        "wijziging",
        "implementatie",
        "evaluatie",
        "nieuwe",
        "huidige",
        "voorgestelde",
        "gewijzigde",
        "Europese",
    ];
    let word = r.t.word(i);
    let act = ["verordening", "richtlijn"].iter().find(|act| super::heads::ends_with(word, act))?;
    let stem = word.len() - act.len();
    let article = i > 0 && r.t.is_any(i - 1, LEADING);
    let own = r.t.is_any(i + 1, words!["van", "voor"]);
    if !article
        || stem < 4
        || word.contains('-')
        || own
        || super::heads::is_stop(word, super::heads::Stop::Generic)
    {
        return None;
    }
    Some(Found::tokens(r, (i, i + 1), MentionType::Law, "law.small", 0.6))
}

/// "Besluit" or "Regeling" as the first word of a sentence or heading needs three words more to be a name.
fn generic(r: &Reading<'_>, i: usize, after: usize, end: usize) -> bool {
    let loose = r.t.is_any(i, words!["besluit", "regeling", "beleidsregel", "beleidsregels", "richtlijn"]);
    let heading = matches!(r.zone(i), ZoneKind::Heading | ZoneKind::Metadata | ZoneKind::Letterhead);
    (loose && r.opens_sentence(i) && (heading || end < after + 2))
        || r.t.is_any(after, words!["nr.", "nrs.", "no."])
}

/// "besluit van de Commissie tot oprichting van …", "aanbeveling van de Europese Commissie op …".
fn issued(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if !r.t.is(after, "van") || r.shouts(i) {
        return None;
    }
    let issuer = ISSUERS.iter().find(|words| r.t.are(after + 1, words))?;
    let link = after + 1 + issuer.len();
    if !r.t.is_any(link, words!["tot", "op", "over", "inzake", "betreffende", "voor", "houdende"])
        || dated(r, link + 1)
    {
        return None;
    }
    let end = noun_phrase(r, link + 1, r.limit(i), Style::Strict);
    (end > link + 1).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.issued", 0.7))
}

/// "EU Gemeenschappelijk Standpunt inzake wapenexportcontrole".
fn standpoint(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if !r.t.is_capitalised(i) || !r.t.is_any(after, words!["inzake", "betreffende", "over", "tot"]) {
        return None;
    }
    let end = noun_phrase(r, after + 1, r.limit(i), Style::Strict);
    let from = super::phrase::capitals_before(r, i);
    (end > after + 1).then(|| Found::tokens(r, (from, end), MentionType::Law, "law.standpoint", 0.85))
}

/// "Wapenwet", "AI-verordening": a capital that no sentence gives, or a name before the hyphen.
pub(super) fn compound(r: &Reading<'_>, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let stem = word.len().saturating_sub(3);
    if stem < 4 {
        return None;
    }
    let hyphen = word.find('-');
    let act = hyphen.is_some_and(|at| super::heads::is_acts_word(&word[at + 1..]));
    // The EU has many directives; "EU-richtlijn" names none.
    let union = hyphen.is_some_and(|at| ["EU", "EG", "Eu"].contains(&&word[..at]));
    if act && union {
        return of_union(r, i);
    }
    if hyphen.is_none() && r.opens_sentence(i) && !super::heads::ends_with(word, "wet") {
        return None;
    }
    let mut end = i + 1;
    if r.is_name_word(i + 1) && r.t.breaks_before(i + 1) == 0 {
        end = super::phrase::capital_phrase(r, i + 1, r.limit(i), false).min(i + 4);
    } else if matches!(r.t.digits(i + 1), Some(1900..=2100)) {
        end = i + 2;
    }
    let confidence = if r.opens_sentence(i) { 0.6 } else { 0.75 };
    Some(Found::tokens(r, (i, end), MentionType::Law, "law.compound", confidence))
}

/// "EG-kaderrichtlijn water", "EU-verordening Ontbossing", "EU-verordening (EU) 2019/880 inzake …": an act of the Union with
/// its number or subject right behind it.
fn of_union(r: &Reading<'_>, i: usize) -> Option<Found> {
    if let Some(found) = numbered(r, i) {
        return Some(found);
    }
    use MentionType::{Date, Location, Office, Organisation, Person, Reference};
    let limit = r.limit(i);
    let other = r.kind_at(i + 1, &[Date, Location, Office, Organisation, Person, Reference]).is_some();
    let framework = super::heads::ends_with(r.t.word(i), "kaderrichtlijn");
    let small = framework && r.t.kind(i + 1) == Some(TokenKind::Word);
    let end = match r.is_name_word(i + 1) {
        true if !other => capital_phrase(r, i + 1, limit, false),
        false if small => noun_phrase(r, i + 1, limit, Style::Strict).min(i + 3),
        _ => i + 1,
    };
    let lookup = || without_union(&r.words(r.t.cover(i, end - 1))).to_owned();
    (end > i + 1 && r.t.breaks_before(i + 1) < 2).then(|| Found {
        lookup: Some(lookup()),
        ..Found::tokens(r, (i, end), MentionType::Law, "law.union", 0.8)
    })
}
