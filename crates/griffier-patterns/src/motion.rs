//! Motions, amendments and initiatives by their movers, and members of parliament named as such.
//!
//! Decides where a motion's name begins and ends, who moved it and with which party; how a surname is written stands in
//! [`surname`]. Ministers and other titles are not here, nor which person or paper is meant.

mod surname;

#[cfg(test)]
mod tests;

use crate::citation::Citations;
use crate::person::known;
use crate::reader::Reader;
use crate::reading::Reading;
use crate::recognize::read_starts;
use griffier_doc::{Document, Hit, MentionType, Role, Target};
use griffier_text::Span;
use std::collections::BTreeSet;
use surname::{Case, Name};

/// The rule for names without a title.
const LOOSE: &str = "motion.loose";
/// Confidence in a motion whose form leaves no doubt.
const SURE: f32 = 0.9;
/// Most lines with names under a printed motion.
const NAME_LINES: usize = 40;

/// Motions (also amendments and initiatives) with the people who moved them, in reading order. A mover has the role
/// [`Role::Mover`] and, where brackets give it, the attribute `party`.
pub fn recognize_motions(doc: &Document) -> Vec<Hit> {
    scan(doc).motions
}

/// Members named after `lid`, `leden`, `Kamerlid` outside the name of a motion, in reading order, with [`Role::Lid`].
pub fn recognize_members(doc: &Document) -> Vec<Hit> {
    scan(doc).members
}

/// The motions and members of a letter, read as its places come by at which a word or a number begins.
pub(crate) struct Motions<'d> {
    text: Reader<'d>,
    found: Found,
    /// How far the text is read.
    at: usize,
}

impl<'d> Motions<'d> {
    pub fn new(doc: &'d Document) -> Self {
        Self { text: Reader::new(doc.text()), found: Found::default(), at: 0 }
    }
    /// Reads on at `start`, if that is not read yet.
    pub fn read(&mut self, start: usize) {
        if start >= self.at {
            self.at = read_at(self.text, start, &mut self.found).unwrap_or(0);
        }
    }
    /// The motions with their movers, and behind them the members.
    pub fn hits(self, doc: &Document) -> Vec<Hit> {
        let found = self.settled(doc);
        found.motions.into_iter().chain(found.members).collect()
    }
    fn settled(mut self, doc: &Document) -> Found {
        drop_places(doc, &mut self.found.motions);
        self.found.motions.sort_by_key(|hit| hit.span);
        self.found
    }
}

#[derive(Default)]
struct Found {
    motions: Vec<Hit>,
    members: Vec<Hit>,
}

/// One pass: what belongs to a motion is not read again as a member.
fn scan(doc: &Document) -> Found {
    let (mut citations, mut motions) = (Citations::new(doc), Motions::new(doc));
    read_starts(&Reading::new(doc), &mut citations, &mut motions);
    motions.settled(doc)
}

/// Drops a motion whose only mover, without title or `c.s.`, is a place of the gazetteer ("motie Oekraïne").
fn drop_places(doc: &Document, motions: &mut Vec<Hit>) {
    let listed = |kind: MentionType| -> BTreeSet<Span> {
        doc.hits().iter().filter(|hit| hit.kind == kind).map(|hit| hit.span).collect()
    };
    let (places, people) = (listed(MentionType::Location), listed(MentionType::Person));
    // "motie van Nispen": the preposition is part of a surname that somebody has.
    let prefixed = |motion: &Hit, name: &Hit| {
        let words = doc.slice(Span::at(motion.span.start(), name.span.end()));
        words.rmatch_indices(' ').nth(1).is_some_and(|(at, _)| known::is_family(&words[at + 1..]))
    };
    let is_place = |motion: &Hit, name: &Hit| {
        let place = places.contains(&name.span) && !people.contains(&name.span);
        motion.span.end() == name.span.end() && place && !prefixed(motion, name)
    };
    // Every motion is followed by its movers, a doubtful one by its only mover.
    let mut rest = std::mem::take(motions).into_iter().peekable();
    while let Some(hit) = rest.next() {
        let doubtful = hit.kind == MentionType::Motion && hit.confidence < SURE;
        if doubtful && rest.next_if(|name| is_place(&hit, name)).is_some() {
            continue;
        }
        motions.push(hit);
    }
}

fn read_at(text: Reader, at: usize, found: &mut Found) -> Option<usize> {
    if !matches!(
        text.byte(at)?.to_ascii_lowercase(),
        b'm' | b'g' | b'n' | b'a' | b's' | b'i' | b'l' | b'k' | b'w'
    ) {
        return None;
    }
    // "motie", "amendement", "subamendement", "initiatief…", "spreekmotie", "gewijzigde", "nader", "gaat", "lid", "leden",
    // "kamerlid", "weten".
    let second = text.byte(at + 1).map(|byte| byte.to_ascii_lowercase());
    if matches!(second, Some(b'b'..=b'd' | b'f'..=b'h' | b'j'..=b'l' | b'q'..=b't' | b'v'..=b'z')) {
        return None;
    }
    if text.before(at).is_some_and(char::is_alphabetic) && !text.byte(at)?.is_ascii_uppercase() {
        return None;
    }
    let word = text.word(at);
    if word.eq_ignore_ascii_case("gaat") {
        return read_name_lines(text, at, &mut found.motions);
    }
    read_motion(text, at, word, &mut found.motions)
        .or_else(|| read_members(text, at, word, &mut found.members))
}

/// The words that [`read_at`] answers to besides [`NOUNS`], for the table of all words.
pub(crate) const OPENERS: [&str; 10] =
    ["gewijzigde", "gewijzigd", "nader", "nadere", "gaat", "lid", "leden", "kamerlid", "kamerleden", "weten"];

/// What is moved.
pub(crate) const NOUNS: [&str; 12] = [
    "motie",
    "moties",
    "amendement",
    "amendementen",
    "subamendement",
    "initiatiefnota",
    "initiatiefwetsvoorstel",
    "initiatiefvoorstel",
    "initiatiefwet",
    "spreekmotie",
    "subamendementen",
    "initiatiefwetsvoorstellen",
];

fn is_motion_noun(word: &str) -> bool {
    NOUNS.iter().any(|noun| word.eq_ignore_ascii_case(noun))
}

/// Past `gewijzigde`, `nader gewijzigde` and the like.
fn past_adjectives(text: Reader, at: usize) -> usize {
    let mut end = at;
    for _ in 0..3 {
        let adjective = text.take_any(end, &["gewijzigde", "gewijzigd", "nader", "nadere"]);
        let Some(after) = adjective else { break };
        end = text.gap(after);
    }
    end
}

/// A motion that begins at `at`.
fn read_motion(text: Reader, at: usize, word: &str, hits: &mut Vec<Hit>) -> Option<usize> {
    let adjective = word.starts_with(['g', 'G', 'n', 'N']) && word.len() > 4;
    let noun_at = if adjective { past_adjectives(text, at) } else { at };
    let noun = if noun_at > at { text.word(noun_at) } else { word };
    if noun.len() < 5 || !is_motion_noun(noun) {
        return None;
    }
    let case = if noun.chars().all(char::is_uppercase) { Case::Capitals } else { Case::Mixed };
    let after = noun_at + noun.len();
    if let Some(names_at) = text.dash(after) {
        let movers = read_movers(text, names_at, case, List::Compound)?;
        push_motion(at, &movers, "motion.compound", hits);
        return Some(read_more_compounds(text, movers.end, case, hits));
    }
    let from = text.gap(after);
    // `Van` with a capital opens a surname.
    let small = case == Case::Capitals || text.char(from) == Some('v');
    let after_van = text.take_word(from, "van").filter(|_| small).map(|end| text.gap(end));
    let (names_at, list, rule) = match after_van {
        Some(next) => match past_member_title(text, next) {
            Some(names_at) => (names_at, List::Titled, "motion.titled"),
            // `motie van der Lee`, `motie van Nispen`
            None if surname::opens_with_van(text, from) => (from, List::Loose, LOOSE),
            None => (next, List::Loose, LOOSE),
        },
        // A tab parts the cells of a row.
        None if from == after || text.slice(after, from).contains('\t') => return None,
        None => (past_member_title(text, from).unwrap_or(from), List::Loose, LOOSE),
    };
    let movers = read_movers(text, names_at, case, list)?;
    // "initiatiefnota Veilig op stap": right behind an initiative its title stands more often than who took it.
    let stranger = |name: &Name| !known::is_family(text.slice(name.start, name.end));
    if rule == LOOSE && after_van.is_none() && lower_initial(noun) == 'i' && movers.names.iter().any(stranger)
    {
        return None;
    }
    if !push_each(text, at, &movers, rule, hits) {
        push_motion(at, &movers, rule, hits);
    }
    Some(if noun.eq_ignore_ascii_case("moties") {
        behind_papers(text, movers.end, case, rule, hits)
    } else {
        movers.end
    })
}

/// "moties Jansen (21501-02-2935) en De Vries (36 410 V, nr. 15)": who moved the next one stands between its paper and that
/// of the one before. Returns where the last one ends.
fn behind_papers(text: Reader, from: usize, case: Case, rule: &'static str, hits: &mut Vec<Hit>) -> usize {
    /// Bytes between the brackets of a paper.
    const PAPER: usize = 60;
    let paper = |at: usize| {
        let open = text.take_char(text.gap(at), '(')?;
        let inside = text.slice(open, text.edge(open + PAPER)).split_once(')')?.0;
        let cited = inside.bytes().filter(u8::is_ascii_digit).count() > 4 && !inside.contains('(');
        cited.then_some(open + inside.len() + 1)
    };
    let mut end = from;
    for _ in 0..12 {
        let Some(closed) = paper(end) else { break };
        let sign = text.gap(closed);
        let comma = text.take_char(sign, ',').map(|after| text.gap(after));
        let Some(at) = text.take_word(comma.unwrap_or(sign), "en").map(|after| text.gap(after)).or(comma)
        else {
            break;
        };
        let Some(movers) = read_movers(text, at, case, List::Loose).filter(|m| paper(m.end).is_some()) else {
            break;
        };
        push_motion(at, &movers, rule, hits);
        end = movers.end;
    }
    end
}

fn lower_initial(word: &str) -> char {
    word.chars().next().unwrap_or(' ').to_ascii_lowercase()
}

/// "moties Jansen c.s. en De Vries c.s.": where each mover has others beside him, each moved one of his own.
fn push_each(text: Reader, at: usize, movers: &Movers, rule: &'static str, hits: &mut Vec<Hit>) -> bool {
    let ends: Vec<usize> = movers.names.iter().filter_map(|name| past_cum_suis(text, name.end)).collect();
    let several = ends.len() == movers.names.len() && ends.len() > 1 && text.word(at).ends_with('s');
    if several {
        for (k, (name, &end)) in movers.names.iter().zip(&ends).enumerate() {
            let own = Name { start: name.start, end: name.end, party: name.party.clone() };
            let from = if k == 0 { at } else { name.start };
            push_motion(from, &Movers { names: vec![own], end }, rule, hits);
        }
    }
    several
}

/// `moties-Van Dijk en -Klaver`: each further hyphen is another motion.
fn read_more_compounds(text: Reader, from: usize, case: Case, hits: &mut Vec<Hit>) -> usize {
    let mut end = from;
    loop {
        let sign = text.gap(end);
        let comma = text.take_char(sign, ',').map(|after| text.gap(after));
        let joint = text.take_word(sign, "en").map(|after| text.gap(after)).or(comma);
        let Some(dash_at) = joint else { return end };
        let names = text.dash(dash_at).and_then(|names_at| read_movers(text, names_at, case, List::Compound));
        let Some(movers) = names else { return end };
        push_motion(dash_at, &movers, "motion.compound", hits);
        end = movers.end;
    }
}

/// Past `het lid`, `de leden`, `de heer`, `Kamerlid`, with `toenmalig` and the like before the noun.
fn past_member_title(text: Reader, at: usize) -> Option<usize> {
    let mut from = text.take_any(at, &["het", "de"]).map_or(at, |after| text.gap(after));
    if let Some(after) = text.take_any(from, &["toenmalige", "toenmalig", "voormalige", "voormalig", "oud"]) {
        from = text.gap(text.dash(after).unwrap_or(after));
    }
    let nouns = [
        "leden",
        "lid",
        "kamerleden",
        "kamerlid",
        "heer",
        "heren",
        "mevrouw",
        "dames",
        "senator",
        "senatoren",
    ];
    let end = text.take_any(from, &nouns)?;
    let names_at = text.gap(end);
    (names_at > end).then_some(names_at)
}

/// What kind of list of movers is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// After a title: commas and `en` join names.
    Titled,
    /// Right after the noun: what a comma joins must look like a further name.
    Loose,
    /// After a hyphen: only `/` and `en` join names.
    Compound,
    /// After `het lid`: one name.
    One,
}

/// Names of movers or members.
struct Movers {
    names: Vec<Name>,
    /// Past the last name or `c.s.`.
    end: usize,
}

fn read_movers(text: Reader, at: usize, case: Case, list: List) -> Option<Movers> {
    let first = surname::read(text, at, case)?;
    let mut movers = Movers { end: first.end, names: Vec::new() };
    let mut next = Some(first);
    while let Some(mut name) = next {
        if list == List::Loose || list == List::Compound {
            name = past_first_of_two(text, name, &mut movers);
        }
        let mut after = name.end;
        movers.end = after;
        if let Some(end) = past_cum_suis(text, after) {
            (movers.end, after) = (end, end);
        }
        let shared = past_shared(text, after);
        let party = match shared {
            Some(inside) => surname::read_party_in(text, inside),
            None => surname::read_party(text, after),
        };
        if let Some((party, end)) = party {
            if shared.is_some() {
                // "A en B (beiden X)": also of those before without one.
                let open = movers.names.iter_mut().rev().take_while(|name| name.party.is_none());
                open.for_each(|name| name.party = Some(party.clone()));
            }
            name.party = Some(party);
            after = end;
            if let Some(end) = past_cum_suis(text, after) {
                (movers.end, after) = (end, end);
            }
        }
        movers.names.push(name);
        after = past_successor(text, after, case, &mut movers);
        next = read_next(text, after, case, list);
    }
    Some(movers)
}

/// `motie Grinwis-Vedder`: two movers whom a hyphen joins, where each half is a surname and the whole is nobody's. The
/// first goes to the movers; the second is what is left.
fn past_first_of_two(text: Reader, name: Name, movers: &mut Movers) -> Name {
    let words = text.slice(name.start, name.end);
    let dashes = words.match_indices(['-', '–']).map(|(at, dash)| (at, at + dash.len()));
    let apart = |&(at, after): &(usize, usize)| {
        known::is_family(&words[..at]) && words.get(after..).is_some_and(known::is_family)
    };
    let Some((at, after)) = dashes.clone().find(apart).filter(|_| !known::is_family(words)) else {
        return name;
    };
    movers.names.push(Name { start: name.start, end: name.start + at, party: None });
    Name { start: name.start + after, ..name }
}

/// Into the bracket of `(beiden X)`, past its first word.
fn past_shared(text: Reader, at: usize) -> Option<usize> {
    let open = text.take_char(text.gap(at), '(')?;
    text.take_any(open, &["beiden", "allen"])
}

/// Past `(op 6 oktober 2021 opgevolgd door Vos)` in a list of members; who followed is a member too.
fn past_successor(text: Reader, at: usize, case: Case, movers: &mut Movers) -> usize {
    let Some(open) = text.take_char(text.gap(at), '(') else { return at };
    let close = text.line_end(open, 120);
    let inside = text.slice(open, close);
    let Some(width) = inside.find(')') else { return at };
    let verb =
        ["opgevolgd door ", "vervangen door "].iter().find_map(|verb| Some(inside.find(verb)? + verb.len()));
    let Some(name) =
        verb.filter(|&from| from < width).and_then(|from| surname::read(text, open + from, case))
    else {
        return at;
    };
    if name.end > open + width {
        return at;
    }
    movers.names.push(name);
    movers.end = open + width + 1;
    movers.end
}

/// The name after a comma, `en` or `/`.
fn read_next(text: Reader, at: usize, case: Case, list: List) -> Option<Name> {
    if list == List::One {
        return None;
    }
    let mut sign = text.gap(at);
    // In a heading in capitals "EN PIRI" may stand below an empty line.
    let below = past_blank_lines(text, at);
    if case == Case::Capitals && list == List::Titled && text.word(below) == "EN" {
        sign = below;
    }
    if let Some(after) = text.take_char(sign, '/') {
        return surname::read(text, text.gap(after), case);
    }
    let comma = text.take_char(sign, ',').map(|after| text.gap(after));
    let joint = text.take_word(comma.unwrap_or(sign), "en").or_else(|| text.take_char(sign, '&'));
    let from = joint.map(|after| text.gap(after)).or(comma)?;
    // "Blaauw (VVD), voorzitter, Van den Berg (SGP)"
    let chair = text.take_any(from, &["voorzitter", "ondervoorzitter", "onder-voorzitter"]);
    if let Some(next) = chair.and_then(|after| text.take_char(after, ',')).filter(|_| list == List::Titled) {
        return surname::read(text, text.gap(next), case);
    }
    if comma.is_some() && list == List::Compound {
        return None;
    }
    let from = skip_repeated_title(text, from);
    let name = surname::read(text, from, case)?;
    let goes_on = || {
        let next = text.gap(name.end);
        text.char(next) == Some(',')
            || text.char(next) == Some('/')
            || text.take_word(next, "en").is_some()
            || past_cum_suis(text, name.end).is_some()
            || surname::read_party(text, name.end).is_some()
    };
    let certain = list != List::Loose || joint.is_some() || goes_on();
    certain.then_some(name)
}

/// `de leden X en het lid Y`
fn skip_repeated_title(text: Reader, at: usize) -> usize {
    let article = text.take_any(at, &["het", "de"]).map(|after| text.gap(after));
    let title = article.and_then(|next| text.take_any(next, &["lid", "heer"]));
    title.or_else(|| text.take_any(at, &["mevrouw"])).map_or(at, |after| text.gap(after))
}

/// Past `c.s.` (`cum suis`, "and those with him").
fn past_cum_suis(text: Reader, at: usize) -> Option<usize> {
    let from = text.gap(at);
    // A footnote's digit may follow the full stop ("c.s.3").
    let ends = |form: &str, end: usize| form.ends_with('.') || !text.is_inside(end);
    ["c.s.", "c.s", "c.s ", "cs."]
        .iter()
        .find_map(|form| text.take(from, form).filter(|&end| ends(form, end)))
        .filter(|_| from > at)
}

fn push_motion(from: usize, movers: &Movers, rule: &'static str, hits: &mut Vec<Hit>) {
    let doubt = rule == LOOSE && movers.names.len() == 1;
    let confidence = if doubt { 0.8 } else { SURE };
    let hit = Hit::rule(Span::at(from, movers.end), MentionType::Motion, Target::Name, rule);
    hits.push(hit.with_confidence(confidence));
    hits.extend(movers.names.iter().map(|name| person(name, Role::Mover, rule)));
}

fn person(name: &Name, role: Role, rule: &'static str) -> Hit {
    let hit =
        Hit::rule(Span::at(name.start, name.end), MentionType::Person, Target::Name, rule).with_role(role);
    match &name.party {
        Some(party) => hit.with_attr("party", party.clone()),
        None => hit,
    }
}

/// `het lid Klink`, `de leden X (VVD) en Y`, `Kamerlid X`.
fn read_members(text: Reader, at: usize, word: &str, hits: &mut Vec<Hit>) -> Option<usize> {
    let lower = word.to_ascii_lowercase();
    let (list, needs_article) = match lower.as_str() {
        "lid" => (List::One, true),
        "leden" => (List::Titled, true),
        "kamerlid" => (List::One, false),
        "kamerleden" => (List::Titled, false),
        "weten"
            if text.look_back(at, 80).rsplit('.').next().is_some_and(|clause| clause.contains("leden")) =>
        {
            (List::Titled, false)
        }
        _ => return None,
    };
    // "Aanwezig zijn vier leden der Kamer, te weten: …", "Leden: …"
    let colon = text.take_char(at + word.len(), ':').filter(|_| lower != "lid");
    if lower == "weten" && colon.is_none() || needs_article && colon.is_none() && !follows_article(text, at) {
        return None;
    }
    let from = colon.unwrap_or(at + word.len());
    let names_at = text.gap(from);
    if names_at == from {
        return None;
    }
    // "de leden lid X" stands in real headings.
    let names_at = text.take_any(names_at, &["lid"]).map_or(names_at, |after| text.gap(after));
    let case =
        if word.len() > 1 && word.chars().all(char::is_uppercase) { Case::Capitals } else { Case::Mixed };
    let movers = read_movers(text, names_at, case, list)?;
    hits.extend(movers.names.iter().map(|name| person(name, Role::Lid, "motion.member")));
    Some(movers.end)
}

/// Whether the word before `lid` makes it a person: never an ordinal ("tweede lid").
fn follows_article(text: Reader, at: usize) -> bool {
    let head = text.look_back(at, 24);
    let last = head.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let words = [
        "het",
        "de",
        "van",
        "door",
        "aan",
        "voormalig",
        "voormalige",
        "toenmalig",
        "toenmalige",
        "oud",
        "dit",
        "en",
    ];
    words.iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// The names under a printed motion, one a line after "en gaat over tot de orde van de dag."
fn read_name_lines(text: Reader, at: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    let mut end = at;
    for word in ["gaat", "over", "tot", "de", "orde", "van", "de", "dag"] {
        end = text.take_word(text.gap(end), word)?;
    }
    end = text.take_char(end, '.').or_else(|| text.take_char(end, ',')).unwrap_or(end);
    for _ in 0..NAME_LINES {
        let line = past_blank_lines(text, end);
        let name = [Case::Mixed, Case::Capitals].into_iter().find_map(|case| surname::read(text, line, case));
        let Some(name) = name.filter(|_| line > end) else { break };
        // `Stoffer,⏎Van der Plas en⏎Eerdmans`
        let comma = text.take_char(name.end, ',').unwrap_or(name.end);
        let stop = text.take_word(text.spaces(comma), "en").unwrap_or(comma);
        if !text.closes_line(stop) {
            break;
        }
        hits.push(person(&name, Role::Mover, "motion.name-line"));
        end = stop;
    }
    Some(end)
}

fn past_blank_lines(text: Reader, at: usize) -> usize {
    let mut end = at;
    for _ in 0..3 {
        end = text.gap(end);
    }
    end
}
