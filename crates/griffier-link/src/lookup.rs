//! What a name can mean outside any letter: every candidate with the evidence for it, and what decides.
//!
//! A score is the product of its parts, and each part says why it is what it is:
//!
//! | part | 1 | less |
//! |---|---|---|
//! | form | the row's own name, or a form that counts wherever it stands | 0.5 a form that needs support by the letter |
//! | capitals | as the row demands | 0.5 a letter must write it with other capitals |
//! | time | valid on the day asked, or no day asked | 0.1 not valid then |
//! | holder | somebody held the office on that day, or it is no office | 0.8 nobody known |
//!
//! What a letter adds (its date, names it introduced, an abbreviation it defines) is not known here: linking a letter
//! starts from the same candidates and decides with more.

use griffier_doc::MentionType;
use griffier_gazetteer::{Day, EntityRef, KnowledgeBase, Listing, Near, Tenure};

/// Most near names that an answer gives.
const NEAR: usize = 5;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    /// The name as a letter may write it.
    pub name: &'q str,
    /// The day it was written.
    pub day: Option<Day>,
    /// The type it must have.
    pub kind: Option<MentionType>,
}

/// What is found.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Everything that the name can mean, best first, then by identifier.
    pub candidates: Vec<Candidate>,
    /// What decides.
    pub verdict: Verdict,
    /// If nothing is found: listed forms that are almost the name.
    pub near: Vec<Near>,
    /// What of the name was left out to find it: an article before it, or an abbreviation in brackets behind it, which no
    /// list has.
    pub without: Option<&'static str>,
}

/// What decides between candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One stands above the others.
    One,
    /// So many stand equally high.
    Ambiguous(usize),
    /// None stands; why.
    Nil(String),
}

/// One thing that the name can mean.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which.
    pub entity: EntityRef,
    /// What it was called on the day asked; without a day, what it is called.
    pub label: &'static str,
    /// By which form of which list.
    pub listing: Listing,
    /// Why its score is what it is.
    pub parts: Vec<Part>,
    /// Product of the parts.
    pub score: f32,
    /// Who held the office on the day asked.
    pub holders: Vec<Tenure>,
    /// Why it is not the answer; `None` if it is, or is one of several.
    pub against: Option<String>,
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Name of the part.
    pub name: &'static str,
    /// What it multiplies the score with.
    pub factor: f32,
    /// Why.
    pub why: String,
}

/// Everything that a name can mean.
///
/// ```
/// use griffier_gazetteer::{Day, KnowledgeBase, Builder, Entry};
/// use griffier_link::lookup::{Question, Verdict, lookup};
/// # use griffier_doc::MentionType;
/// # use std::path::Path;
///
/// let mut builder = Builder::new();
/// let list = builder.list("raden.tsv", Path::new("raden.tsv"), 0);
/// for (id, from, to) in [("org:raad-oud", "1990", "2009"), ("org:raad", "2010", "")] {
///     let row = Entry {
///         id: id.to_owned(),
///         kind: Some(MentionType::Organisation),
///         name: "Raad voor het Water".to_owned(),
///         valid_from: from.to_owned(),
///         valid_to: to.to_owned(),
///         ..Entry::default()
///     };
///     builder.add(list, 2, &row);
/// }
/// let kb = KnowledgeBase::open(builder.finish("").unwrap().leak()).unwrap();
/// let mut question = Question { name: "Raad voor het Water", day: None, kind: None };
/// assert_eq!(lookup(kb, question).verdict, Verdict::Ambiguous(2));
/// question.day = Day::first("2005-06-01");
/// let answer = lookup(kb, question);
/// assert_eq!((answer.verdict, answer.candidates[0].entity.id()), (Verdict::One, "org:raad-oud"));
/// assert_eq!(answer.candidates[1].against.as_deref(), Some("not valid on that day: from 2010"));
/// ```
pub fn lookup(kb: KnowledgeBase, question: Question<'_>) -> Answer {
    if !question.name.contains(char::is_alphanumeric) {
        let verdict = Verdict::Nil("a name has a letter or a digit".to_owned());
        return Answer { candidates: Vec::new(), verdict, near: Vec::new(), without: None };
    }
    let surface = kb.surface(question.name);
    if let Some((name, why)) = surface.is_none().then(|| shorter(kb, question.name)).flatten() {
        let mut answer = lookup(kb, Question { name, ..question });
        answer.without = Some(why);
        return answer;
    }
    let listings = surface.into_iter().flat_map(|number| kb.listings(number));
    let mut candidates: Vec<Candidate> = listings.map(|listing| candidate(kb, question, listing)).collect();
    for listing in surface.into_iter().flat_map(|number| kb.overruled(number)) {
        let mut overruled = candidate(kb, question, listing);
        overruled.against =
            Some(format!("overruled: a row of a higher priority than {} gives this form", listing.priority));
        candidates.push(overruled);
    }
    candidates.sort_by(|a, b| {
        let stands = |candidate: &Candidate| candidate.against.is_some();
        stands(a).cmp(&stands(b)).then(b.score.total_cmp(&a.score)).then(a.entity.id().cmp(b.entity.id()))
    });
    let verdict = decide(question, &mut candidates);
    let near = if candidates.is_empty() { kb.near(question.name, NEAR) } else { Vec::new() };
    Answer { candidates, verdict, near, without: None }
}

/// A listed form within a name that is not listed as it stands, and what was left out: lists have neither an article before
/// a name (`de Volkskrant`) nor its abbreviation in brackets (`Wereldhandelsorganisatie (WTO)`).
fn shorter(kb: KnowledgeBase, name: &str) -> Option<(&str, &'static str)> {
    let name = name.trim();
    let (first, rest) = name.split_once(char::is_whitespace).unwrap_or(("", name));
    let article = ["de", "het", "een", "'t", "’t"].contains(&first.to_lowercase().as_str());
    let bare = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).map(|(bare, _)| bare);
    let known = |name: &str| kb.surface(name).is_some();
    if article && known(rest) {
        return Some((rest, "the article"));
    }
    bare.filter(|bare| known(bare)).map(|bare| (bare, "what stands in brackets"))
}

fn candidate(kb: KnowledgeBase, question: Question<'_>, listing: Listing) -> Candidate {
    let entity = listing.entity;
    let held =
        |day: Day| if entity.kind() == MentionType::Office { entity.holders_on(day) } else { Vec::new() };
    let holders = question.day.map_or(Vec::new(), held);
    let parts = vec![
        form(listing),
        capitals(listing, question.name),
        time(entity, question.day),
        holder(kb, entity, question.day, &holders),
    ];
    let score = parts.iter().map(|part| part.factor).product();
    let against = if question.kind.is_some_and(|kind| kind != entity.kind()) {
        Some(format!("of type {}", entity.kind().name()))
    } else if listing.adjective {
        Some("an adjective or the inhabitants: evidence for the place, not its name".to_owned())
    } else if listing.portfolio {
        Some("what the office is about, not its title".to_owned())
    } else if question.day.is_some_and(|day| !entity.is_valid_on(day)) {
        let then = question.day.and_then(|day| same_body(kb, entity, day));
        let then = then
            .map_or(String::new(), |then| format!("; the same body then: {} {}", then.id(), then.label()));
        Some(format!("not valid on that day: {}{then}", validity(entity)))
    } else {
        None
    };
    let label = question.day.map_or(entity.label(), |day| entity.label_on(day));
    Candidate { entity, label, listing, parts, score, holders, against }
}

/// The row of the same type that a catalogue elsewhere takes for the same body, valid on `day`: a ministry that was renamed
/// keeps its number there.
fn same_body(kb: KnowledgeBase, entity: EntityRef, day: Day) -> Option<EntityRef> {
    let ids: Vec<&str> = entity.same_as().collect();
    if ids.is_empty() {
        return None;
    }
    let same = |other: &EntityRef| {
        *other != entity
            && other.kind() == entity.kind()
            && other.is_valid_on(day)
            && other.same_as().any(|id| ids.contains(&id))
    };
    kb.entities().find(same)
}

fn form(listing: Listing) -> Part {
    let (factor, why) = if listing.needs_context {
        (0.5, "a form with other common readings: a letter must support this one")
    } else if listing.written() == listing.entity.label() {
        (1.0, "the name of the row")
    } else {
        (1.0, "a form that counts wherever it stands")
    };
    Part { name: "form", factor, why: why.to_owned() }
}

fn capitals(listing: Listing, name: &str) -> Part {
    let written = listing.written();
    let (factor, why) = if written == name {
        (1.0, "written as in the list".to_owned())
    } else if listing.has_capitals_of(name) {
        (1.0, format!("the list writes `{written}`, and any letter may write it so"))
    } else {
        (0.5, format!("the list writes `{written}`; in a letter these capitals are needed"))
    };
    Part { name: "capitals", factor, why }
}

fn time(entity: EntityRef, day: Option<Day>) -> Part {
    let (factor, why) = match day {
        None => (1.0, format!("no day asked; {}", validity(entity))),
        Some(day) if entity.is_valid_on(day) => (1.0, format!("valid then: {}", validity(entity))),
        Some(_) => (0.1, format!("not valid then: {}", validity(entity))),
    };
    Part { name: "time", factor, why }
}

/// When a row holds, in words.
fn validity(entity: EntityRef) -> String {
    let (from, to) = entity.written_validity();
    let period = |(from, to): (&str, &str)| match (from, to) {
        ("", "") => "the list gives no days".to_owned(),
        (from, "") => format!("from {from}"),
        ("", to) => format!("to {to}"),
        (from, to) => format!("{from} to {to}"),
    };
    // Of a body that came back the cells have a day for each time that it was there.
    let days = |cell: &'static str| cell.split('|').map(str::trim);
    let periods: Vec<String> = days(from).zip(days(to)).map(period).collect();
    periods.join(", ")
}

fn holder(kb: KnowledgeBase, entity: EntityRef, day: Option<Day>, holders: &[Tenure]) -> Part {
    let (factor, why) = match (entity.kind(), day) {
        (MentionType::Office, Some(day)) if holders.is_empty() => (0.8, nobody(kb, entity, day)),
        (MentionType::Office, Some(_)) => {
            let names: Vec<&str> = holders.iter().map(|tenure| tenure.person.label()).collect();
            (1.0, format!("held then by {}", names.join(" and ")))
        }
        (MentionType::Office, None) => (1.0, "no day asked".to_owned()),
        _ => (1.0, "no office".to_owned()),
    };
    Part { name: "holder", factor, why }
}

/// Why no holder is named: because none is known, or because the day lies too long after what the lists know.
fn nobody(kb: KnowledgeBase, office: EntityRef, day: Day) -> String {
    let open = office.holders().filter(|tenure| tenure.to == Day::MAX && tenure.from <= day);
    let names: Vec<String> =
        open.map(|tenure| format!("{} since {}", tenure.person.label(), tenure.written().0)).collect();
    if names.is_empty() {
        return "nobody is known to have held it then".to_owned();
    }
    let until = kb.known_until();
    format!("after what the lists know, whose latest day is {until}; last known: {}", names.join(" and "))
}

/// What decides; says of the candidates that fall behind why they do.
fn decide(question: Question<'_>, candidates: &mut [Candidate]) -> Verdict {
    let standing = candidates.iter().take_while(|candidate| candidate.against.is_none()).count();
    let Some(best) = candidates.first().filter(|_| standing > 0).map(|best| (best.score, best.parts.clone()))
    else {
        return Verdict::Nil(nil(question, candidates));
    };
    let (score, parts) = best;
    let mut equal = 0;
    for candidate in candidates.iter_mut().filter(|candidate| candidate.against.is_none()) {
        if candidate.score >= score {
            equal += 1;
            continue;
        }
        let weaker = candidate.parts.iter().zip(&parts).find(|(own, best)| own.factor < best.factor);
        let why = weaker.map_or("it scores lower", |(own, _)| own.why.as_str()).to_owned();
        candidate.against = Some(format!("falls behind: {why}"));
    }
    if equal == 1 { Verdict::One } else { Verdict::Ambiguous(equal) }
}

fn nil(question: Question<'_>, candidates: &[Candidate]) -> String {
    if candidates.is_empty() {
        return "no list has this name".to_owned();
    }
    let of_kind: Vec<&Candidate> = candidates
        .iter()
        .filter(|candidate| question.kind.is_none_or(|kind| kind == candidate.entity.kind()))
        .collect();
    if of_kind.is_empty() {
        return "no row of this type has the name".to_owned();
    }
    if of_kind.iter().all(|candidate| candidate.listing.adjective || candidate.listing.portfolio) {
        return "listed only as an adjective, inhabitants or a portfolio".to_owned();
    }
    "no row with this name was valid on that day".to_owned()
}
