//! Names by their form: laws, treaties, policy papers, events, organisations that no list holds.
//!
//! A head from `gazetteers/heads.tsv` starts a reading, the file of its type decides whether a name stands there and
//! where it ends. Persons and offices are read elsewhere.

pub(crate) mod heads;
pub(crate) mod phrase;

mod act;
pub(crate) mod body;
mod defined;
mod event;
mod fiche;
mod law;
mod organisation;
pub(crate) mod outlet;
mod paper;
pub(crate) mod policy;
mod repeat;
mod sentence_case;
mod session;
pub(crate) mod sitting;
mod treaty;

use crate::reading::Reading;
use crate::tokens::words;
use crate::triggers::Classes;
use griffier_doc::{Document, Hit, MentionType, Target, TokenKind};
use griffier_text::{Span, Word};
use heads::{Form, Head, heads_at, suffixes_of};

/// A name found by its form, before it is compared with the gazetteer's hits.
pub(crate) struct Found {
    pub span: Span,
    pub kind: MentionType,
    pub rule: &'static str,
    pub confidence: f32,
    /// The name to look up where the words at `span` are not it.
    pub lookup: Option<String>,
}

impl Found {
    /// Tokens `from` up to, not including, `to`.
    pub fn tokens(
        r: &Reading<'_>,
        (from, to): (usize, usize),
        kind: MentionType,
        rule: &'static str,
        confidence: f32,
    ) -> Self {
        Self { span: r.t.cover(from, to - 1), kind, rule, confidence, lookup: None }
    }
}

/// Finds names of laws, treaties, policy papers, events and organisations by their form.
pub fn recognize_names(doc: &Document) -> Vec<Hit> {
    names(&Reading::new(doc))
}

/// The same for a letter that is read already.
pub(crate) fn names(r: &Reading<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    // The words of "plan van aanpak" are no heads of their own.
    let mut within = 0;
    for i in r.visits().names.iter().map(|&i| i as usize) {
        if r.t.kind(i) != Some(TokenKind::Punctuation) {
            within = if i >= within { read(r, i, &mut found) } else { within };
            continue;
        }
        let classes = r.classes(i);
        if classes.has(Classes::COMMA) {
            found.extend(paper::apposition(r, i));
        } else if classes.has(Classes::OPEN) {
            found.extend(sitting::calendar_line(r, i));
        } else {
            found.extend(policy::quoted_compound(r, i));
        }
    }
    paper::cited_titles(r, &mut found);
    policy::quoted_series(r, &mut found);
    policy::mottos(r, &mut found);
    paper::with_ordinal(r, &mut found);
    paper::with_year(r, &mut found);
    law::of_islands(r, &mut found);
    paper::with_subtitle(r, &mut found);
    defined::names(r, &mut found);
    sitting::short_forms(r, &mut found);
    sitting::council_meeting(r, &mut found);
    sitting::fiche_council(r, &mut found);
    body::kin(r, &mut found);
    body::alone(r, &mut found);
    found.extend(outlet::publishers(r));
    sentence_case::short_forms(r, &mut found);
    settle(r, &mut found);
    found.extend(repeat::repeats(r.doc, &found));
    settle(r, &mut found);
    found.into_iter().map(|name| hit(r, &name)).collect()
}

/// Reads the heads at token `i`, as whole words and as last parts of a compound; one past the longest of them.
fn read(r: &Reading<'_>, i: usize, found: &mut Vec<Found>) -> usize {
    let mut within = i + 1;
    for head in heads_at(r, i) {
        let after = i + head.words.len();
        within = within.max(after);
        found.extend(match head.kind {
            MentionType::Law => law::read(r, head, i, after),
            MentionType::Treaty => treaty::read(r, head, i, after),
            MentionType::Policy => policy::read(r, head, i, after),
            MentionType::Event => event::read(r, head, i, after),
            MentionType::Organisation => organisation::read(r, head, i, after),
            MentionType::Location if head.form == Form::Named => described(r, head, i, after),
            _ => None,
        });
        match head.form {
            Form::Informal => found.extend(sitting::informal(r, i).into_iter().flatten()),
            Form::Committees => found.extend(body::committees(r, i, after)),
            Form::Fiche => found.extend(fiche::titled(r, i)),
            _ => {}
        }
    }
    let word = r.t.word(i);
    let (shape, classes) = (r.t.shape(i), r.classes(i));
    unheaded(r, i, word, found);
    if shape.is_capitalised() && (shape.has_hyphen() || !shape.shouts()) {
        let form = if shape.has_hyphen() { Form::Hyphen } else { Form::Compound };
        for head in
            suffixes_of(word, form).chain(suffixes_of(word, Form::Compound).filter(|_| form == Form::Hyphen))
        {
            found.extend(compound(r, head, i));
        }
    }
    if classes.has(Classes::CHAMBER) {
        found.extend(body::glued_chamber(r, i));
    }
    let first = word.as_bytes().first();
    if first == Some(&b'C') || classes.has(Classes::PRINTED) {
        found.extend(event::numbered(r, i).or_else(|| outlet::behind(r, i)));
    }
    const RESOLUTION: u32 = Word::tail_of("resolutie");
    if r.t.read(i).tail() == RESOLUTION && (heads::ends_with(word, "resolutie") || word == "resolutie") {
        found.extend(paper::resolution(r, i));
    }
    match first {
        Some(b'r' | b'v') if matches!(word, "richtlijn" | "verordening") => {
            found.extend(law::named_before(r, i));
        }
        Some(b'V') if word == "Voorstel" => found.extend(law::members_bill(r, i)),
        Some(b'c' | b'C') if word.len() > 10 && shape.has_hyphen() => {
            found.extend(organisation::chaired(r, i));
        }
        _ => {}
    }
    within
}

/// Names at token `i` that no head of the table opens: compounds in small letters, reports by who wrote them.
fn unheaded(r: &Reading<'_>, i: usize, word: &str, found: &mut Vec<Found>) {
    let shape = r.t.shape(i);
    if !shape.is_capitalised() {
        if ends_like_a_name(r.t.read(i)) {
            found.extend(
                law::small_compound(r, i)
                    .or_else(|| act::small_wet(r, i))
                    .or_else(|| session::small_debate(r, i))
                    .or_else(|| paper::small_compound(r, i)),
            );
        }
        if matches!(word.as_bytes().first(), Some(b'r' | b'a')) {
            found.extend(paper::by_author(r, i));
        }
        return;
    }
    if !shape.shouts() {
        found.extend(body::national(r, i));
    }
    if shape.has_hyphen() {
        found.extend(paper::of_body_compound(r, i));
    }
}

/// Whether a word can begin or be a name: most words in small letters are told by their class and their last letters.
#[inline]
pub(crate) fn may_name(word: Word, classes: Classes) -> bool {
    const CLASSES: Classes = Classes::HEAD.and(Classes::CHAMBER).and(Classes::PRINTED);
    let shape = word.shape();
    shape.is_capitalised() || classes.has(CLASSES) || shape.has_hyphen() || ends_like_a_name(word)
}

/// Whether a word ends as acts and papers do that are named in small letters: "verordening", "richtlijn", "convenant",
/// "akkoord", "resolutie", "debat", "wet".
#[inline]
fn ends_like_a_name(word: Word) -> bool {
    const ENDINGS: [u32; 6] = [
        Word::tail_of("verordening"),
        Word::tail_of("richtlijn"),
        Word::tail_of("convenant"),
        Word::tail_of("akkoord"),
        Word::tail_of("resolutie"),
        Word::tail_of("debat"),
    ];
    const WET: u32 = Word::tail_of("wet");
    let tail = word.tail();
    tail & 0xffff_ff00 == WET || ENDINGS.contains(&tail)
}

fn compound(r: &Reading<'_>, head: &Head, i: usize) -> Option<Found> {
    // "Werkplan" is a kind of paper, "Werkplan Veilige Hulp" is one.
    let titled = head.kind == MentionType::Policy
        && r.is_name_word(i + 1)
        && r.is_name_word(i + 2)
        && !r.opens_sentence(i);
    if heads::is_stop(r.t.word(i), heads::Stop::Generic) && !titled {
        return None;
    }
    match head.kind {
        MentionType::Law => law::compound(r, i),
        MentionType::Treaty => treaty::compound(r, head, i),
        MentionType::Policy => policy::compound(r, head, i),
        MentionType::Event => event::compound(r, head, i),
        MentionType::Organisation => organisation::compound(r, i),
        _ => None,
    }
}

/// Sorts the names and leaves out what is on a list already, and of two readings of one type that begin together the
/// less certain or shorter.
fn settle(r: &Reading<'_>, found: &mut Vec<Found>) {
    for name in found.iter_mut().filter(|name| name.rule == "policy.quoted" && name.lookup.is_none()) {
        // "«Vertrouwen in de toekomst; regeerakkoord 2017–2021»": the list has the title without what follows it.
        let i = r.t.index_at(name.span.start());
        let listed =
            r.kind_at(i, &[MentionType::Policy]).filter(|listed| listed.span.len() < name.span.len());
        name.lookup = listed
            .filter(|listed| r.doc.slice(listed.span).split_whitespace().nth(2).is_some())
            .map(|listed| r.words(listed.span));
    }
    with_plus(r, found);
    let headed: Vec<Span> =
        found.iter().filter(|name| name.rule == policy::HEADED).map(|name| name.span).collect();
    if !headed.is_empty() {
        found.retain(|name| {
            let at = headed.partition_point(|whole| whole.start() <= name.span.start());
            let whole = at.checked_sub(1).and_then(|at| headed.get(at));
            name.kind != MentionType::Policy
                || name.rule == policy::HEADED
                || !whole.is_some_and(|whole| whole.contains(name.span))
        });
    }
    found.retain(|name| {
        let own = [sitting::COUNCIL, policy::HEADED, body::SERVICE].contains(&name.rule);
        if own || name.lookup.is_some() {
            return true;
        }
        let same = |listed: &&crate::reading::Listed| listed.kind == name.kind && !listed.portfolio;
        // "Green Deal Boekenbonnen": what the list has is only what such a paper is called.
        let i = r.t.index_at(name.span.start());
        let head = heads_at(r, i)
            .filter(|head| head.form == Form::Capital && head.kind == name.kind && head.words.len() > 1)
            .map(|head| r.t.cover(i, i + head.words.len() - 1))
            .find(|head| head.len() < name.span.len());
        let same = |listed: &&crate::reading::Listed| same(listed) && Some(listed.span) != head;
        let from = r.listed().partition_point(|listed| listed.span.start() < name.span.start());
        let with_it = r.listed()[from..].iter().take_while(|listed| listed.span.start() == name.span.start());
        !with_it.filter(same).any(|listed| {
            // A list may hold a meeting with its date; the date is no part of the name.
            if name.kind == MentionType::Event && listed.span.end() > name.span.end() {
                return !r.doc.slice(listed.span).bytes().any(|byte| byte.is_ascii_digit());
            }
            listed.span.contains(name.span) || r.doc.slice(listed.span).split_whitespace().nth(1).is_some()
        })
    });
    found.sort_by(|a, b| {
        (a.span.start(), a.kind, a.rule == repeat::RULE)
            .cmp(&(b.span.start(), b.kind, b.rule == repeat::RULE))
            .then(b.span.len().cmp(&a.span.len()))
            .then(b.confidence.total_cmp(&a.confidence))
    });
    found.dedup_by(|b, a| a.kind == b.kind && a.span.start() == b.span.start());
    drop_parts(found);
}

/// "Innovatiefonds MKB+": a plus sign at the end belongs to the name.
fn with_plus(r: &Reading<'_>, found: &mut [Found]) {
    for name in found.iter_mut().filter(|name| name.kind == MentionType::Policy) {
        let rest = r.doc.text().get(name.span.end()..).unwrap_or("");
        let plus = rest.bytes().take(3).take_while(|&byte| byte == b'+').count();
        let open = rest[plus..].starts_with(char::is_alphanumeric);
        if (1..3).contains(&plus) && !open {
            name.span = Span::at(name.span.start(), name.span.end() + plus);
        }
    }
}

/// The last word of a name is no name of its own because it is a compound ("Strafverordening" of "Wetboek van …"), nor is
/// the end of a name that the letter shortens.
fn drop_parts(found: &mut Vec<Found>) {
    let mut reach: Option<(MentionType, Span, bool)> = None;
    found.retain(|name| {
        let part = reach.is_some_and(|(kind, span, whole)| {
            let end = whole && name.span.end() == span.end() && name.span != span;
            kind == name.kind && span.contains(name.span) && (end || name.rule.ends_with(".compound"))
        });
        // A bill names the act it changes.
        let whole = name.rule == "law.amending";
        if !whole && reach.is_none_or(|(_, span, _)| name.span.end() > span.end()) {
            reach = Some((name.kind, name.span, name.rule == "name.defined"));
        }
        !part
    });
}

fn hit(r: &Reading<'_>, name: &Found) -> Hit {
    let target = name.lookup.clone().map_or(Target::Name, Target::Lookup);
    let hit = Hit::rule(name.span, name.kind, target, name.rule).with_confidence(name.confidence);
    match organisation::role(r, name) {
        Some(role) => hit.with_role(role),
        None => hit,
    }
}

/// "het project Ruimte voor de Rivier", "het bedrijf Ørsted": a common noun in small letters tells the type of the name
/// right behind it and is no part of it.
fn described(r: &Reading<'_>, head: &Head, i: usize, after: usize) -> Option<Found> {
    use MentionType::{
        Date, Event, Law, Location, Office, Organisation, Person, Policy, Reference, Technology, Treaty,
    };
    const ALL: [MentionType; 11] =
        [Date, Event, Law, Location, Office, Organisation, Person, Policy, Reference, Technology, Treaty];
    if r.t.is_capitalised(i)
        || !r.is_name_word(after)
        || r.t.breaks_before(after) > 1
        || r.kind_at(after, &ALL).is_some()
    {
        return None;
    }
    let limit = r.limit(i);
    let end = phrase::capital_phrase(r, after, limit, false);
    let end = phrase::years(r, end).filter(|_| head.kind == Policy || head.kind == Event).unwrap_or(end);
    // One word may be a person's or an abbreviation's; two with a capital each are a name.
    let single = end == after + 1
        && (head.kind == Policy && !r.t.word(after).contains('-') || r.t.word(after).len() < 3);
    let rule = match head.kind {
        Policy => "policy.described",
        Event => "event.described",
        Location => "location.described",
        _ => "organisation.described",
    };
    // "een organisatie Nederlandse veroordeelden"
    let adjective = end == after + 1 && r.t.word(after).ends_with("se");
    (end > after && !single && !adjective && !r.t.is(end, "-"))
        .then(|| Found::tokens(r, (after, end), head.kind, rule, 0.65))
}

/// An English name around its head ("Digital Services Act", "Summit for Democracy"): words with capitals before it, or
/// "for", "of", "on" and words with capitals after it.
fn english(r: &Reading<'_>, i: usize, kind: MentionType, rule: &'static str) -> Option<Found> {
    if !r.is_name_word(i) || r.shouts(i) {
        return None;
    }
    let mut from = phrase::capitals_before(r, i);
    while from > 1 && r.t.is_any(from - 1, words!["of", "and", "for", "on", "&"]) && r.is_name_word(from - 2)
    {
        let earlier = phrase::capitals_before(r, from - 1);
        if earlier == from - 1 || r.t.are(from - 1, &["of"]) && r.t.breaks_before(from) > 0 {
            break;
        }
        from = earlier;
    }
    // "de Europese Digital Services Act": the list has the name without what it is.
    if r.t.is_any(from, words!["Europese", "Nederlandse", "Duitse", "Amerikaanse", "Britse", "Franse"])
        && r.kind_at(from + 1, &[kind]).is_some_and(|hit| hit.after() > i)
    {
        return None;
    }
    let limit = r.limit(i);
    let led = r.t.is_any(i + 1, words!["for", "of", "on", "to"]);
    let mut to = i + 1;
    if led {
        let tail = if r.t.is(i + 2, "the") { i + 3 } else { i + 2 };
        let end = phrase::capital_phrase(r, tail, limit, false);
        let end = (tail..end).find(|&k| r.t.is(k, "en")).unwrap_or(end);
        to = if end > tail { end } else { to };
    }
    if to == i + 1 && from == i || i - from > 6 {
        return None;
    }
    Some(Found::tokens(r, (from, to), kind, rule, 0.7))
}

#[cfg(test)]
mod tests;
