//! Where a name ends: noun phrases in small letters, runs of words with capitals, quotations.

use super::heads::{Stop, ends_phrase, is_acts_word, is_stop};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, TokenKind};
use griffier_text::WordSet;

/// How far a noun phrase is trusted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// A title: nouns may follow each other without a preposition ("Besluit bouwwerken leefomgeving").
    Title,
    /// Running text: a noun ends the phrase unless a preposition or "en" leads on.
    Strict,
}

pub(crate) const MONTHS: &WordSet = words![
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

pub(super) const DAYS: &WordSet =
    words!["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

/// Prepositions that lead on within a name.
const LINKS: &WordSet = words![
    "van",
    "voor",
    "in",
    "over",
    "inzake",
    "betreffende",
    "tot",
    "tegen",
    "tussen",
    "ter",
    "ten",
    "op",
    "naar",
    "houdende",
];
/// What is public, where "openbaar" is no part of a verb ("openbaar gemaakt").
const PUBLIC: &WordSet =
    words!["bestuur", "vervoer", "onderwijs", "lichaam", "belang", "groen", "water", "gebied"];
const ARTICLES: &WordSet = words!["de", "het", "een", "der", "den", "des", "'s"];
/// Small words that may stand between two words with capitals.
const CAPITAL_LINKS: &WordSet = words![
    "van", "voor", "en", "de", "het", "der", "des", "den", "ten", "ter", "&", "of", "and", "the", "for",
    "on", "to", "à", "aan",
];

/// Whether token `i` begins a date ("12 mei", "mei 2024", "2024", "eind 2022").
pub(crate) fn dated(r: &Reading<'_>, i: usize) -> bool {
    if r.t.is_any(i, MONTHS)
        || r.t.is_any(i, DAYS)
        || r.t.is_any(i, words!["begin", "eind", "medio", "d.d.", "afgelopen", "vorige"])
    {
        return true;
    }
    match r.t.digits(i) {
        Some(day @ 1..=31) => {
            day < 32 && (r.t.is_any(i + 1, MONTHS) || r.t.is_any(i + 1, words!["en", "-", "/"]))
        }
        Some(1800..=2100) => true,
        _ => false,
    }
}

/// Whether token `i` is a year or a range of years, and one past it.
pub(crate) fn years(r: &Reading<'_>, i: usize) -> Option<usize> {
    let word = r.t.word(i);
    if let Some((first, second)) = word.split_once(['-', '–', '/']) {
        let year = |part: &str| part.len() == 4 && ["19", "20"].contains(&&part[..2]);
        let plain = [first, second].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        return (plain && year(first) && (year(second) || second.len() == 2)).then_some(i + 1);
    }
    if word.len() != 4 || !matches!(r.t.digits(i), Some(1900..=2100)) {
        return None;
    }
    let dash = r.t.is_any(i + 1, words!["-", "–", "/"]) && r.t.is_glued(i + 1) && r.t.is_glued(i + 2);
    match r.t.digits(i + 2).filter(|_| dash) {
        // "2024–20272" ends in the mark of a note.
        Some(year) if year > 2100 => None,
        Some(_) => Some(i + 3),
        None => Some(i + 1),
    }
}

/// One past the last token of the noun phrase that begins at `from`; `from` itself if there is none.
pub(crate) fn noun_phrase(r: &Reading<'_>, from: usize, limit: usize, style: Style) -> usize {
    let mut phrase = Phrase { r, style, end: from, state: State::Open, capitals: true };
    let mut i = from;
    while i < limit {
        let next = phrase.step(i, limit);
        if next == i {
            break;
        }
        i = next;
    }
    phrase.end
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A noun must follow.
    Open,
    /// An inflected word stands last: adjective, or noun in -e.
    Half,
    /// A noun stands last.
    Closed,
}

struct Phrase<'r, 'd> {
    r: &'r Reading<'d>,
    style: Style,
    /// One past the last noun.
    end: usize,
    state: State,
    /// Whether every noun and adjective so far has a capital.
    capitals: bool,
}

impl Phrase<'_, '_> {
    /// Reads token `i`; the next token to read, `i` itself where the phrase is over.
    fn step(&mut self, i: usize, limit: usize) -> usize {
        let t = self.r.t;
        if t.breaks_before(i) > 1 {
            return i;
        }
        match t.kind(i) {
            Some(TokenKind::Word) => self.word(i, limit),
            Some(TokenKind::Number) => self.number(i),
            Some(TokenKind::Punctuation) => self.mark(i, limit),
            _ => i,
        }
    }

    fn number(&mut self, i: usize) -> usize {
        if let (Some(end), true) = (years(self.r, i), self.state != State::Open && self.style == Style::Title)
        {
            self.end = end;
        }
        i
    }

    fn mark(&mut self, i: usize, limit: usize) -> usize {
        let t = self.r.t;
        if t.is(i, "&") && self.state != State::Open {
            self.state = State::Open;
            return i + 1;
        }
        if t.is(i, ",") && self.enumerates(i, limit) {
            self.state = State::Open;
            return i + 1;
        }
        i
    }

    /// "Zorg, Welzijn en Sport" in a title, "economische, sociale en culturele rechten" anywhere: a comma that "en"
    /// follows within three words, all with capitals or all inflected.
    fn enumerates(&self, comma: usize, limit: usize) -> bool {
        let t = self.r.t;
        let capital = t.is_capitalised(comma.saturating_sub(1));
        let alike = |i: usize| {
            let inflected = t.word(i).ends_with('e') && !ends_phrase(t.word(i));
            t.is_capitalised(i) == capital && (capital || inflected)
        };
        if !alike(comma.saturating_sub(1)) || (capital && self.style == Style::Strict) {
            return false;
        }
        for i in comma + 1..(comma + 5).min(limit) {
            if t.is(i, "en") {
                return i > comma + 1 && alike(i + 1);
            }
            if t.kind(i) != Some(TokenKind::Word) || !alike(i) {
                return false;
            }
        }
        false
    }

    fn word(&mut self, i: usize, limit: usize) -> usize {
        let t = self.r.t;
        if t.is(i, "en") {
            return self.conjunction(i);
        }
        if t.is_any(i, LINKS) && i > 0 {
            return self.preposition(i);
        }
        if t.is_any(i, ARTICLES) {
            let led = self.state == State::Open || t.is_any(i, words!["der", "des"]);
            return if led { i + 1 } else { i };
        }
        let public = t.word(i) == "openbaar" && t.is_any(i + 1, PUBLIC);
        let first = t.is_capitalised(i) && self.capitals && self.state == State::Open;
        if ends_phrase(t.word(i)) && !first && !public {
            return i;
        }
        self.content(i, limit)
    }

    fn conjunction(&mut self, i: usize) -> usize {
        let t = self.r.t;
        let next = t.word(i + 1);
        let before = self.end > 0 && t.is_capitalised(self.end - 1);
        let leads_on = self.state != State::Open
            && matches!(t.kind(i + 1), Some(TokenKind::Word))
            && !ends_phrase(next)
            && !t.is_any(i + 1, LINKS)
            && if t.is_capitalised(i + 1) { before } else { !(before && self.capitals) };
        if !leads_on {
            return i;
        }
        self.state = State::Open;
        i + 1
    }

    fn preposition(&mut self, i: usize) -> usize {
        let t = self.r.t;
        let adverbial =
            t.is_any(i, words!["op", "naar"]) && self.style == Style::Strict && self.state != State::Open;
        let field = t.are(i, &["op", "het", "gebied", "van"]) || t.are(i, &["op", "het", "terrein", "van"]);
        // "Wet Open Overheid van het College": whose it is, not what it is called.
        let article = usize::from(t.is_any(i + 1, ARTICLES));
        let owner = self.capitals
            && self.style == Style::Title
            && self.state != State::Open
            && t.is(i, "van")
            && self.r.kind_at(i + 1 + article, &[MentionType::Organisation, MentionType::Office]).is_some();
        const ASIDE: &WordSet = words![
            "verband",
            "combinatie",
            "aanvulling",
            "afwijking",
            "samenhang",
            "plaats",
            "werking",
            "strijd"
        ];
        let aside = t.is(i, "in") && t.is_any(i + 1, ASIDE);
        if owner
            || aside
            || (adverbial && !field)
            || dated(self.r, i + 1)
            || (self.state == State::Open && self.end == i)
        {
            return i;
        }
        self.state = State::Open;
        // Whatever follows "van de" is read as if the phrase began there.
        if field { i + 4 } else { i + 1 }
    }

    /// "gesloten" of "Wet rechtspositie gesloten jeugdhulp".
    fn is_participle_before_noun(&self, i: usize) -> bool {
        let t = self.r.t;
        let next = t.word(i + 1);
        t.word(i).ends_with("en")
            && t.kind(i + 1) == Some(TokenKind::Word)
            && !ends_phrase(next)
            && !t.is_any(i + 1, LINKS)
            && !t.is(i + 1, "en")
    }

    fn content(&mut self, i: usize, limit: usize) -> usize {
        let t = self.r.t;
        let word = t.word(i);
        let capital = t.is_capitalised(i);
        let verbal = looks_verbal(word) && !self.is_participle_before_noun(i);
        if self.state == State::Closed && (self.style == Style::Strict || verbal) {
            let beside = capital && self.end == i && t.is_capitalised(i - 1);
            if !beside {
                return i;
            }
        }
        let participle = self.state == State::Half && verbal && !capital;
        let beside = self.end == i && i > 0 && t.is_capitalised(i - 1);
        let located = self.r.kind_at(i, &[MentionType::Location]).is_some();
        // "Tijdelijke wet lening Griekenland": a country closes a title.
        let closes = located && self.style == Style::Title && t.kind(i + 1) != Some(TokenKind::Word);
        // "het gemeenschappelijk Europees luchtruim"
        let of_land = matches!(self.state, State::Half | State::Open)
            && LANDS.contains(&word)
            && t.kind(i + 1) == Some(TokenKind::Word)
            && !t.is_capitalised(i + 1);
        let place = self.state == State::Half && located || closes || of_land;
        let named = beside || place || self.capitals || is_acronym(word);
        let change_of_case = self.state != State::Open && capital && !named;
        if participle || change_of_case {
            return i;
        }
        self.capitals &= capital;
        let inflected = is_adjective(word) && i + 1 < limit;
        self.state = if inflected || word.ends_with('-') { State::Half } else { State::Closed };
        self.end = i + 1;
        i + 1
    }
}

/// Whether a word has two capitals at least and no small letters but a plural.
pub(crate) fn is_acronym(word: &str) -> bool {
    let letters = word.strip_suffix('s').unwrap_or(word);
    letters.chars().filter(|c| c.is_uppercase()).count() > 1 && !letters.chars().any(char::is_lowercase)
}

/// Whether a word has the form of an adjective: inflected, or before a neuter noun ("internationaal recht").
fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 11] =
        ["end", "aal", "ieel", "ief", "isch", "lijk", "baar", "ees", "air", "tig", "zaam"];
    word.ends_with('e') || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word has the form of a participle or of a verb in the third person.
fn looks_verbal(word: &str) -> bool {
    const NOUNS: [&str; 12] = [
        "gebied",
        "gebieden",
        "geweld",
        "geluid",
        "geld",
        "gemeenten",
        "gebouwen",
        "geneesmiddelen",
        "gewassen",
        "gerecht",
        "gerechten",
        "gezinnen",
    ];
    const VERBS: [&str; 22] = [
        "eerd", "eert", "elt", "dt", "mt", "gt", "ijft", "eeft", "ijkt", "aakt", "erkt", "uikt", "aalt",
        "eunt", "oept", "oopt", "eist", "gesteld", "genomen", "geven", "gevoerd", "geboden",
    ];
    const PREFIXES: [&str; 13] = [
        "ge", "aange", "inge", "opge", "afge", "uitge", "voorge", "vastge", "overge", "meege", "toege",
        "doorge", "bijge",
    ];
    // How all that follows ends.
    let possible = matches!(word.as_bytes().last(), Some(b'd' | b't' | b'n'));
    if !possible || word.ends_with("heid") || NOUNS.contains(&word) {
        return false;
    }
    // "gewasbeschermingsmiddelen" is no participle.
    let ending = word.len() < 16 && (word.ends_with('d') || word.ends_with('t') || word.ends_with("en"));
    VERBS.iter().any(|verb| word.ends_with(verb))
        || (ending && word.len() > 5 && PREFIXES.iter().any(|prefix| word.starts_with(prefix)))
}

/// One past the last token of the run of words with capitals that begins at `from`; small words may stand between two
/// of them, a year may end it. `commas` also lets "A, B en C" through.
pub(crate) fn capital_phrase(r: &Reading<'_>, from: usize, limit: usize, commas: bool) -> usize {
    // Longer runs are tables and lists.
    let limit = limit.min(from + 20);
    let mut end = from;
    let mut i = from;
    while i < limit && r.t.breaks_before(i) < 2 {
        if r.is_name_word(i) && !(i > from && is_stop(r.t.word(i), Stop::Function) && !r.shouts(i)) {
            i += 1;
            // "Armoede- en schuldenbeleid"
            let shared =
                r.t.word(i - 1).ends_with('-') && r.t.is_any(i, words!["en", "of", "&"]) && i + 1 < limit;
            i += if shared { 2 } else { 0 };
            end = i;
            continue;
        }
        if end == i
            && end > from
            && let Some(after) = years(r, i)
        {
            return after;
        }
        let comma = commas && r.t.is(i, ",");
        let link = (i..(i + 3).min(limit)).take_while(|&k| (k == i && comma) || r.t.is_any(k, CAPITAL_LINKS));
        let mut next = i + link.count();
        if next == i && leads_in(r, i) {
            next = i + 1 + usize::from(r.t.is_any(i + 1, words!["de", "het"]));
        }
        if next == i || !r.is_name_word(next) || next >= limit || leads_out(r, i, next) {
            break;
        }
        if comma && !(next + 1..(next + 4).min(limit)).any(|k| r.t.is(k, "en")) {
            break;
        }
        i = next;
    }
    end
}

/// "Lucht in Zicht", "Net op Zee": a preposition within a headline, where no place, body or person stands behind it.
fn leads_in(r: &Reading<'_>, i: usize) -> bool {
    use MentionType::{Date, Event, Law, Location, Office, Organisation, Person, Policy, Treaty};
    const OTHERS: [MentionType; 9] =
        [Date, Event, Law, Location, Office, Organisation, Person, Policy, Treaty];
    let next = i + 1 + usize::from(r.t.is_any(i + 1, words!["de", "het"]));
    r.t.is_any(i, words!["in", "op", "met", "naar"])
        && r.t.word(i).starts_with(char::is_lowercase)
        && r.is_name_word(next)
        && !r.shouts(next)
        && r.listed_at(next).all(|hit| !hit.portfolio && !OTHERS.contains(&hit.kind))
        && !another_title(r, next)
        && !is_stop(r.t.word(next), Stop::Function)
}

/// Whether the small words from `i` lead to another thing than the name goes on with.
fn leads_out(r: &Reading<'_>, i: usize, next: usize) -> bool {
    use MentionType::{Law, Location, Office, Organisation, Person, Policy, Treaty};
    if r.t.is(i, "en") && next > i + 1 {
        return true;
    }
    if r.t.is_any(i, words!["en", ",", "&"]) {
        if another_title(r, next) {
            return true;
        }
        return r.kind_at(next, &[Location, Office, Organisation, Person, Policy, Treaty, Law]).is_some();
    }
    r.kind_at(next, &[Office, Organisation, Person]).is_some()
        || r.t.is_any(next, words!["minister", "ministerie"])
}

/// Whether a title of its own begins at token `i`: "Nationale Agenda Diergezondheid" behind "Nota Dierenwelzijn en".
fn another_title(r: &Reading<'_>, i: usize) -> bool {
    let titled = |k: usize| {
        super::heads::heads_at(r, k).any(|head| {
            let titles = matches!(head.form, super::heads::Form::Capital | super::heads::Form::Title);
            let kinds =
                matches!(head.kind, MentionType::Policy | MentionType::Law | MentionType::Organisation);
            titles && kinds && r.is_name_word(k + head.words.len())
        })
    };
    r.t.is_capitalised(i) && titled(i) || r.is_name_word(i + 1) && r.t.word(i).ends_with('e') && titled(i + 1)
}

/// The index of the first of the words with capitals that stand directly before token `head`.
pub(crate) fn capitals_before(r: &Reading<'_>, head: usize) -> usize {
    let (first, _) = r.sentence(head);
    let floor = first.max(head.saturating_sub(6));
    let mut from = head;
    while from > floor {
        // "Europees Grens- en Kustwachtagentschap"
        let shared =
            from > floor + 1 && r.t.is_any(from - 1, words!["en", "of"]) && r.t.word(from - 2).ends_with('-');
        let i = if shared { from - 2 } else { from - 1 };
        let word = r.t.word(i);
        let opener = is_stop(word, Stop::Opener) && (r.opens_sentence(i) || ends_phrase(word))
            || is_stop(word, Stop::Generic)
            || is_acts_word(word)
            || names_body(r, i)
            // "Behandelingstraject Raad  Raad voor …": a label before the name that it announces.
            || from == head && r.t.word(from) == word;
        if !r.is_name_word(i)
            || r.t.kind(i) != Some(TokenKind::Word)
            || opener
            || is_numeral(word)
            || r.t.breaks_before(from) > 1
        {
            break;
        }
        use MentionType::{Location, Office, Person};
        if r.kind_at(i, &[Person, Office, Location]).is_some() && !r.t.is_glued(from) {
            break;
        }
        from = i;
    }
    from
}

/// Whether token `i` opens the name of a body ("Regiegroep Aanpak Regeldruk"), of which what follows is a part.
fn names_body(r: &Reading<'_>, i: usize) -> bool {
    super::heads::ends_with(r.t.word(i), "commissie")
        || super::heads::heads_at(r, i).any(|head| {
            head.kind == MentionType::Organisation
                && head.form == super::heads::Form::Capital
                && head.words.len() == 1
        })
}

/// Whether a word is a Roman numeral of two letters at least: the number of a dossier or chapter, not of a name.
fn is_numeral(word: &str) -> bool {
    word.len() > 1
        && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
        && !["MC", "CD", "DC", "MCC", "CDM", "DM", "LC", "MD", "CC", "DLL", "MM"].contains(&word)
}

/// The tokens between the quotation marks or italics that open at token `open`.
pub(crate) fn quotation(r: &Reading<'_>, open: usize, limit: usize) -> Option<(usize, usize)> {
    const PAIRS: [(&str, &str); 11] = [
        ("‘", "’"),
        ("“", "”"),
        ("„", "”"),
        ("«", "»"),
        ("\"", "\""),
        ("'", "'"),
        ("’", "’"),
        ("”", "”"),
        ("*", "*"),
        ("**", "**"),
        ("_", "_"),
    ];
    let (_, close) = *PAIRS.iter().find(|(mark, _)| r.t.word(open) == *mark)?;
    let mut from = open + 1;
    while r.t.is_any(from, words!["*", "**", "_", "'"]) {
        from += 1;
    }
    let mut to =
        (from..limit.max(from)).find(|&i| r.t.word(i) == close && (r.t.is_glued(i) || close != "'"))?;
    while to > from && r.t.is_any(to - 1, words!["*", "**", "_", "'", ".", ","]) {
        to -= 1;
    }
    (to > from).then_some((from, to))
}

/// Whether token `i` is a word in small letters that can only be a noun ("preventie", "zelfevaluatie").
pub(crate) fn nominal(r: &Reading<'_>, i: usize) -> bool {
    const ENDINGS: [&str; 17] = [
        "erij", "slag", "keten", "veld", "wet", "ie", "ing", "heid", "teit", "beleid", "zorg", "bouw",
        "markt", "schap", "isme", "ologie", "energie",
    ];
    let word = r.t.word(i);
    r.t.kind(i) == Some(TokenKind::Word)
        && word.len() > 5
        && word.starts_with(char::is_lowercase)
        && !ends_phrase(word)
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// The noun phrase at `from` in running text; the longer one of a title where something that no sentence goes on with
/// closes it ("over integriteit openbaar bestuur op 9 mei").
pub(crate) fn closed_title(r: &Reading<'_>, from: usize, limit: usize) -> usize {
    let strict = noun_phrase(r, from, limit, Style::Strict);
    let whole = long_title(r, from, limit, Style::Title);
    let function =
        |i: usize| super::heads::is_stop(r.t.word(i), Stop::Function) && !is_stop(r.t.word(i), Stop::Verb);
    let closes = whole >= limit
        || r.t.is_any(whole, words![".", ",", ";", ":", ")", "(", "»", "”", "’", "?"])
        || r.t.kind(whole) == Some(TokenKind::NoteMark)
        || function(whole)
        || r.t.is_any(whole, words!["van", "op", "d.d.", "in"]) && dated(r, whole + 1);
    if closes && whole > strict && !infinitive(r, whole - 1) { whole } else { strict }
}

/// Whether token `i` closes its clause as a verb ("de richtlijn over bodems omzetten.").
pub(crate) fn infinitive(r: &Reading<'_>, i: usize) -> bool {
    const ENDINGS: [&str; 17] = [
        "zetten", "voeren", "passen", "werken", "nemen", "geven", "maken", "stellen", "brengen", "leggen",
        "houden", "komen", "gaan", "doen", "staan", "zien", "wijzigen",
    ];
    const NOUNS: [&str; 5] = ["jongeren", "kinderen", "ouderen", "goederen", "dieren"];
    let word = r.t.word(i);
    let loan = word.len() > 9 && word.ends_with("eren") && !NOUNS.iter().any(|noun| word.ends_with(noun));
    loan || ENDINGS.iter().any(|ending| super::heads::ends_with(word, ending) || r.t.is(i, ending))
}

/// Adjectives of land that keep their capital within a title in small letters.
const LANDS: [&str; 6] = ["Europees", "Europese", "Nederlands", "Nederlandse", "Caribisch", "Caribische"];

/// Combinations of words that lead on within a long title.
const CONNECTORS: [&[&str]; 13] = [
    &["met", "een"],
    &["bij", "de"],
    &["bij", "het"],
    &["door", "de"],
    &["met", "betrekking", "tot"],
    &["in", "verband", "met"],
    &["ten", "behoeve", "van"],
    &["door", "middel", "van"],
    &["ter", "uitvoering", "van"],
    &["ter", "implementatie", "van"],
    &["op", "het", "gebied", "van"],
    &["op", "het", "terrein", "van"],
    &["in", "het", "kader", "van"],
];

/// The noun phrase at `from` with what "met betrekking tot", "in verband met" and their like join to it.
pub(crate) fn long_title(r: &Reading<'_>, from: usize, limit: usize, style: Style) -> usize {
    let mut end = noun_phrase(r, from, limit, style);
    for _ in 0..4 {
        let Some(words) = CONNECTORS.iter().find(|words| r.t.are(end, words)).filter(|_| end > from) else {
            break;
        };
        let next = end + words.len();
        let to = noun_phrase(r, next + usize::from(r.t.is_any(next, ARTICLES)), limit, Style::Strict);
        if to <= next {
            break;
        }
        end = to;
    }
    end
}
