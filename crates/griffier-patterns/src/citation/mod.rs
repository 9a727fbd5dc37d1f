//! Citations and identifiers of official documents, one family a file.
//!
//! One pass over the text stops at every place where a word or a number begins and asks the families that know such a
//! beginning. A family answers with the place up to which it read; what it read is not read again. Here are the pass
//! and what all families share, no form of any family.

mod address;
mod article;
mod case_law;
mod dossier;
mod eu;
mod eu_paper;
mod gazette;
mod head;
mod kamerstuk;
mod law;
mod marks;
mod numbers;
mod paper_number;
mod reason;
mod session;
mod vragen;

#[cfg(test)]
mod tests;

pub(crate) use article::ORDINALS;
pub use article::recognize_articles;
pub(crate) use eu::act_end;

use crate::motion::Motions;
use crate::reader::Reader;
use crate::reading::Reading;
use crate::recognize::read_starts;
use griffier_doc::{Class, Document, Hit, MentionType, Role, Target, ZoneKind};
use griffier_text::Span;
use std::collections::BTreeSet;

/// The citations of the letter, in reading order, disjoint except that a part of a law holds the number of that law.
/// Their target is the canonical identifier; several identifiers of one citation are joined by `|`.
pub fn recognize_citations(doc: &Document) -> Vec<Hit> {
    let (mut citations, mut motions) = (Citations::new(doc), Motions::new(doc));
    read_starts(&Reading::new(doc), &mut citations, &mut motions);
    citations.hits(doc)
}

/// The citations of a letter, read as its places come by at which a word or a number begins.
pub(crate) struct Citations<'d> {
    text: Reader<'d>,
    found: Vec<Citation>,
    /// How many of them the head of the paper gave.
    head: usize,
    /// How far the text is read.
    at: usize,
}

impl<'d> Citations<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let text = Reader::new(doc.text());
        let found = head::read(text, doc.restored());
        Self { text, head: found.len(), found, at: 0 }
    }
    /// Reads on at `start`, if that is not read yet.
    pub fn read(&mut self, start: usize) {
        if start >= self.at {
            self.at = read_at(self.text, start, &mut self.found).unwrap_or(0);
        }
    }
    pub fn hits(mut self, doc: &Document) -> Vec<Hit> {
        for citation in &mut self.found {
            // The line at the foot of every page.
            let footer =
                citation.rule == kamerstuk::RULE && self.text.rest(citation.from).starts_with(['T', 'E']);
            citation.own |= footer && doc.zone_at(citation.from) == ZoneKind::PageFurniture;
            citation.own |= citation.rule == kamerstuk::RULE && citation.is_catalogued(self.text);
        }
        settle(self.text, self.found, self.head)
    }
}

/// Asks the families for a citation that begins with the number at `at`.
fn read_number(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    if !may_number(text, at) {
        return None;
    }
    numbers::read_digits(text, at, found)
        .or_else(|| law::read_celex(text, at, found))
        .or_else(|| eu_paper::read_procedure(text, at, found))
        .or_else(|| eu::read_behind_name(text, at, found))
        .or_else(|| marks::read_behind_code(text, at, found))
        .or_else(|| kamerstuk::read_bare(text, at, found))
}

/// Asks the families for a citation that begins at `at`.
fn read_at(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let first = text.byte(at)?;
    if first.is_ascii_digit() {
        return read_number(text, at, found);
    }
    if !may_begin(first, text.byte(at + 1)) {
        return None;
    }
    let word = text.word(at);
    match first.to_ascii_lowercase() {
        b'k' => kamerstuk::read(text, at, word, found)
            .or_else(|| vragen::read(text, at, word, found))
            .or_else(|| marks::read(text, at, word, found).or_else(|| eu::read_act(text, at, word, found))),
        b'a' => vragen::read(text, at, word, found)
            .or_else(|| article::read(text, at, word, found))
            .or_else(|| case_law::read(text, at, word, found))
            .or_else(|| eu::read_act(text, at, word, found)),
        b'h' => vragen::read(text, at, word, found),
        b't' if word == "T" => {
            numbers::read_toezegging(text, at, word, found).or_else(|| case_law::read(text, at, word, found))
        }
        b't' => kamerstuk::read(text, at, word, found)
            .or_else(|| numbers::read_toezegging(text, at, word, found))
            .or_else(|| gazette::read(text, at, word, found)),
        b'e' => match word {
            "ETS" => gazette::read(text, at, word, found),
            "EU" | "EG" | "EEG" => eu::read_behind_name(text, at, found),
            _ => kamerstuk::read(text, at, word, found).or_else(|| case_law::read(text, at, word, found)),
        },
        b'n' | b'b' if matches!(word, "NJ" | "BNB") => case_law::read(text, at, word, found),
        b'd' | b'n' => kamerstuk::read(text, at, word, found).or_else(|| eu::read_act(text, at, word, found)),
        b'c' if word == "CETS" => gazette::read(text, at, word, found),
        b'c' => case_law::read(text, at, word, found).or_else(|| eu_paper::read_paper(text, at, word, found)),
        b'l' | b's' if matches!(word, "LNV" | "SZW") => marks::read(text, at, word, found),
        b'l' => case_law::read(text, at, word, found),
        b'b' => law::read(text, at, word, found)
            .or_else(|| gazette::read(text, at, word, found))
            .or_else(|| marks::read(text, at, word, found))
            .or_else(|| eu::read_act(text, at, word, found)),
        b'j' => law::read(text, at, word, found)
            .or_else(|| case_law::read(text, at, word, found))
            .or_else(|| eu_paper::read_paper(text, at, word, found)),
        b's' => gazette::read(text, at, word, found).or_else(|| eu_paper::read_paper(text, at, word, found)),
        b'g' | b'w' => gazette::read(text, at, word, found).or_else(|| eu::read_act(text, at, word, found)),
        b'p' => {
            gazette::read(text, at, word, found).or_else(|| eu_paper::read_journal(text, at, word, found))
        }
        b'v' | b'r' | b'u' => {
            eu::read_act(text, at, word, found).or_else(|| marks::read(text, at, word, found))
        }
        b'o' if word == "OJ" => eu_paper::read_journal(text, at, word, found),
        b'o' | b'm' | b'i' | b'z' => marks::read(text, at, word, found),
        _ => None,
    }
}

/// The first two letters, in small letters, of the words that any family begins with.
const OPENINGS: [&[u8; 2]; 46] = [
    b"aa", b"ah", b"ar", b"be", b"bg", b"bl", b"br", b"bw", b"bz", b"ce", b"co", b"cv", b"do", b"ec", b"ee",
    b"eg", b"ek", b"el", b"et", b"eu", b"ge", b"gm", b"ha", b"ie", b"jc", b"jo", b"ka", b"ke", b"ks", b"kv",
    b"lj", b"mi", b"on", b"pb", b"pr", b"pu", b"re", b"ri", b"se", b"st", b"sw", b"tk", b"to", b"tr", b"tw",
    b"tz",
];
const MORE_OPENINGS: [&[u8; 2]; 18] = [
    b"ui", b"uw", b"ve", b"wa", b"ws", b"za", b"nj", b"ab", b"jb", b"bn", b"ja", b"jv", b"vr", b"vw", b"ln",
    b"oc", b"sz", b"oj",
];

/// For each first letter the second ones, as bits: nearly every word of a letter is refused by one look.
static SECONDS: [u32; 26] = {
    let mut seconds = [0; 26];
    let mut i = 0;
    while i < OPENINGS.len() + MORE_OPENINGS.len() {
        let [first, second] =
            if i < OPENINGS.len() { *OPENINGS[i] } else { *MORE_OPENINGS[i - OPENINGS.len()] };
        seconds[(first - b'a') as usize] |= 1 << (second - b'a');
        i += 1;
    }
    seconds
};

/// Whether a word with these first two bytes can open a citation; one of a single letter can.
fn may_begin(first: u8, second: Option<u8>) -> bool {
    let letter = |byte: u8| byte.to_ascii_lowercase().wrapping_sub(b'a');
    let Some(seconds) = SECONDS.get(usize::from(letter(first))) else { return false };
    match second.map(letter) {
        Some(second @ 0..26) => seconds >> second & 1 == 1,
        _ => true,
    }
}

/// Whether a run of digits can open a citation, or be a part of one behind the name of an act: nearly every number of a
/// letter is refused by its width and by what stands behind it.
fn may_number(text: Reader, at: usize) -> bool {
    let width = text.digits(at).len();
    let behind = text.byte(at + width);
    match width {
        // `eIDAS-verordening (910/2014)`
        3 => behind == Some(b'/') && text.before(at) == Some('('),
        1 | 7.. => false,
        // `33 694`, not `12 maart`
        2 => match (behind, text.byte(at + 3)) {
            (Some(b' '), Some(next)) => {
                next.is_ascii_digit() || next.is_ascii_whitespace() || !next.is_ascii()
            }
            // `(91/676/EEG)`
            (Some(b'/'), _) => text.before(at) == Some('('),
            (Some(behind), _) => behind == b'.' || behind.is_ascii_whitespace() || !behind.is_ascii(),
            (None, _) => false,
        },
        4 => behind.is_some_and(|byte| byte == b'/' || byte.is_ascii_alphabetic()),
        _ => true,
    }
}

/// The words of the families, in small letters, for the table of all words: a word that is none of these and stands free
/// opens no citation.
pub(crate) const OPENERS: [&str; 97] = [
    "kst",
    "kamerstuk",
    "kamerstukken",
    "kamerstuknummer",
    "kamerstuknr",
    "kamerst",
    "kamerstuknummers",
    "kamerstukdossier",
    "dossier",
    "dossiernummer",
    "kamerdossier",
    "dossiernr",
    "kamer",
    "tk",
    "ek",
    "tweede",
    "eerste",
    "aanhangsel",
    "handelingen",
    "aanh",
    "aanhangselhandelingen",
    "kamervragen",
    "ah",
    "kv",
    "h",
    "artikel",
    "artikelen",
    "art",
    "arts",
    "artt",
    "gedelegeerde",
    "gedelegeerd",
    "gemeenschappelijk",
    "verordening",
    "verordeningen",
    "uitvoeringsverordening",
    "uitvoeringsverordeningen",
    "richtlijn",
    "richtlijnen",
    "uitvoeringsrichtlijn",
    "uitvoeringsrichtlijnen",
    "besluit",
    "besluiten",
    "uitvoeringsbesluit",
    "uitvoeringsbesluiten",
    "beschikking",
    "beschikkingen",
    "kaderbesluit",
    "kaderbesluiten",
    "aanbeveling",
    "aanbevelingen",
    "bzdoc",
    "minbuza",
    "ienw",
    "ienm",
    "onze",
    "ons",
    "uw",
    "kenmerk",
    "referentie",
    "briefkenmerk",
    "zaaknummer",
    "referentienummer",
    "com",
    "swd",
    "sec",
    "join",
    "c",
    "pbeu",
    "pbeg",
    "pbeeg",
    "publicatieblad",
    "pb",
    "stb",
    "staatsblad",
    "stcrt",
    "staatscourant",
    "trb",
    "tractatenblad",
    "gmb",
    "gemeenteblad",
    "prb",
    "wsb",
    "bgr",
    "blg",
    "waterschapsblad",
    "provinciaal",
    "provinciaalblad",
    "ets",
    "cets",
    "jci",
    "bwbr",
    "bwbv",
    "bwbw",
    "ecli",
    "eu",
    "eg",
];
pub(crate) const MORE_OPENERS: [&str; 24] = [
    "eeg", "ecll", "elci", "ecil", "ljn", "cvdr", "t", "tz", "to", "nj", "ab", "jb", "bnb", "jor", "jar",
    "jv", "oj", "vrom", "vw", "vws", "lnv", "ocw", "szw", "bzk",
];

/// Bytes of a page about a paper in which it says which one.
const CATALOGUE: usize = 2_000;
/// Most digits of the number of a page.
const PAGE: usize = 3;

/// One citation before it becomes a hit.
#[derive(Clone, Debug)]
struct Citation {
    from: usize,
    to: usize,
    /// The identifiers it cites; empty when none can be derived.
    ids: Vec<String>,
    /// Where the class is ambiguous, the other identifiers it may mean.
    others: Vec<String>,
    class: Class,
    /// Why the class is not exact.
    reason: Option<&'static str>,
    /// Where each of `ids` is published; one that is not known leaves out all.
    urls: Vec<String>,
    /// Where the European Legislation Identifier of the act leads.
    eli: Option<String>,
    /// Whether the letter says it of itself.
    own: bool,
    rule: &'static str,
}

impl Citation {
    fn new(from: usize, to: usize, id: impl Into<String>, rule: &'static str) -> Self {
        Self::of(from, to, vec![id.into()], rule)
    }
    fn of(from: usize, to: usize, ids: Vec<String>, rule: &'static str) -> Self {
        let (others, urls) = (Vec::new(), Vec::new());
        Self { from, to, ids, others, class: Class::Exact, reason: None, urls, eli: None, own: false, rule }
    }
    fn with_url(mut self, url: impl Into<Option<String>>) -> Self {
        self.urls = url.into().into_iter().collect();
        self
    }
    /// The addresses of `ids`, if every one has one.
    fn with_urls(mut self, urls: Option<Vec<String>>) -> Self {
        self.urls = urls.unwrap_or_default();
        self
    }
    fn inferred(mut self, reason: &'static str) -> Self {
        (self.class, self.reason) = (Class::Inferred, Some(reason));
        self
    }
    /// Nothing in the text says which of several is meant, so no address is given either.
    fn ambiguous(mut self, others: Vec<String>, reason: &'static str) -> Self {
        (self.class, self.reason) = (Class::Ambiguous, Some(reason));
        self.others = others;
        self.urls.clear();
        self
    }
    fn not_derivable(mut self, reason: &'static str) -> Self {
        (self.class, self.reason) = (Class::NotDerivable, Some(reason));
        self.urls.clear();
        self
    }
    fn owned(mut self, own: bool) -> Self {
        self.own = own;
        self
    }
    /// Whether a page about the paper says that it is this one: `Onderdeel van kamerstukdossier 35334 -407`, `ID: 34300-VII-60`.
    fn is_catalogued(&self, text: Reader) -> bool {
        let paper = |id: &String| id.strip_prefix("kst-").is_some_and(|id| id.contains('-'));
        if self.from > CATALOGUE || !self.ids.iter().all(paper) {
            return false;
        }
        let head = text.look_back(self.from, 40);
        let lead = head.rsplit('\n').next().unwrap_or(head).trim();
        lead == "Onderdeel van kamerstukdossier" || lead == "ID:" && text.closes_line(self.to)
    }
    /// A page footer that cites the letter's own number with the number of the page glued to it (`nr. 16001` on page 1
    /// of `Nr. 1600`).
    fn unglue_page(&mut self, text: Reader, own: &BTreeSet<String>) {
        let [id] = self.ids.as_slice() else { return };
        let is_footer = ["Tweede Kamer", "Eerste Kamer"].iter().any(|c| text.take(self.from, c).is_some());
        if !is_footer {
            return;
        }
        let glued =
            |page: &str| (1..=PAGE).contains(&page.len()) && page.bytes().all(|byte| byte.is_ascii_digit());
        let page = |whole: &String| id.strip_prefix(whole.as_str()).filter(|page| glued(page)).map(str::len);
        let longest = own.iter().filter(|whole| whole.starts_with("kst-"));
        let Some(page) = longest.filter_map(page).min() else { return };
        let whole = id[..id.len() - page].to_owned();
        self.urls = address::paper(&whole, None).into_iter().collect();
        self.ids = vec![whole];
        self.to -= page;
    }
    fn into_hit(self) -> Hit {
        let value = self.ids.join("|");
        let readings = [value.as_str()].into_iter().chain(self.others.iter().map(String::as_str));
        let readings = (!self.others.is_empty()).then(|| readings.collect::<Vec<_>>().join("|"));
        let target = if value.is_empty() { Target::Name } else { Target::Value(value) };
        let confidence = match self.class {
            Class::Exact => 0.97,
            Class::Inferred => 0.92,
            Class::Ambiguous | Class::NotDerivable => 0.85,
        };
        let mut hit = Hit::rule(Span::at(self.from, self.to), MentionType::Reference, target, self.rule)
            .with_confidence(confidence)
            .with_attr("class", self.class.name());
        if self.own {
            hit = hit.with_role(Role::OwnIdentifier);
        }
        let url = (!self.urls.is_empty()).then(|| self.urls.join("|"));
        let reason = self.reason.map(str::to_owned);
        for (key, value) in [("reason", reason), ("readings", readings), ("url", url), ("eli", self.eli)] {
            if let Some(value) = value {
                hit = hit.with_attr(key, value);
            }
        }
        hit
    }
}

/// Drops what the head of the paper read better, spreads ownership to every citation with an identifier of the letter
/// itself, and sorts.
fn settle(text: Reader, mut found: Vec<Citation>, head_count: usize) -> Vec<Hit> {
    let body = found.split_off(head_count);
    let head: Vec<Span> = found.iter().map(|citation| Span::at(citation.from, citation.to)).collect();
    let clear = |citation: &Citation| {
        let span = Span::at(citation.from, citation.to);
        !head.iter().any(|taken| taken.overlaps(span))
    };
    found.extend(body.into_iter().filter(clear));
    let own: BTreeSet<String> = found
        .iter()
        .filter(|citation| citation.own)
        .flat_map(|citation| citation.ids.iter().cloned())
        .collect();
    for citation in &mut found {
        citation.unglue_page(text, &own);
        citation.own |= !citation.ids.is_empty() && citation.ids.iter().all(|id| own.contains(id));
    }
    let mut hits: Vec<Hit> = found.into_iter().map(Citation::into_hit).collect();
    hits.sort_by_key(|hit| hit.span);
    hits
}
