//! Citations of acts: the number that the list gives an act named by its name, and the articles of such an act. Papers and
//! acts cited by number carry their identifier already.

use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::{Attr, Candidate, Class, Link, MentionType, Target};
use griffier_gazetteer::EntityRef;
use griffier_text::Span;
use std::collections::BTreeMap;

/// Why an act or its article is not cited exactly.
const LISTED: &str = "the number of the act is that of its name in the list";
const UNNUMBERED: &str = "the list gives the act no number";
const UNLISTED: &str = "no list has this name";
const SEVERAL: &str = "several acts have this name";
const UNWRITTEN: &str = "the text writes no identifier";

/// Links citations of which the text gives no identifier, or several; says of acts how they are cited.
pub(crate) fn link(letter: &Letter, readings: &mut [Reading]) {
    let mut acts: BTreeMap<Span, Act> = BTreeMap::new();
    for reading in readings.iter_mut().filter(|r| matches!(r.kind, MentionType::Law | MentionType::Treaty)) {
        let Some(act) = Act::of(letter, reading) else { continue };
        act.describe(reading);
        acts.insert(reading.span, act);
    }
    for reading in readings.iter_mut().filter(|reading| reading.kind == MentionType::Reference) {
        match &reading.target {
            Target::Parts { act, parts } => {
                let parts = parts.clone();
                if let Some(act) = acts.get(act) {
                    match act.book(letter, &parts) {
                        Some((book, parts)) => book.cite(&parts, reading),
                        None => act.cite(&parts, reading),
                    }
                }
            }
            Target::Name => unwritten(letter, reading),
            _ => list_readings(reading),
        }
    }
}

/// A citation without an identifier.
fn unwritten(letter: &Letter, reading: &mut Reading) {
    let id = format!("ref:{}", griffier_text::slug(&letter.words(reading.span)));
    reading.set(Link::Nil { id: id.into(), reason: UNWRITTEN }, UNWRITTEN);
}

/// A citation that can be read in several ways lists them.
fn list_readings(reading: &mut Reading) {
    let Some(all) = reading.attrs.iter().find(|attr| attr.key == "readings") else { return };
    let ids: Vec<String> = all.value.split('|').map(str::to_owned).collect();
    let share = 1.0 / ids.len() as f32;
    let candidate =
        |id: String| Candidate { id: id.into(), score: share, why: "a reading of the form".into() };
    let candidates = ids.into_iter().map(candidate).collect();
    reading.set(Link::Many(candidates), "the form has several readings");
}

/// What a name of an act means as a citation.
struct Act {
    /// The identifier, of each candidate.
    bases: Vec<Base>,
    class: Class,
    reason: Option<&'static str>,
}

/// An identifier that parts can stand behind.
struct Base {
    id: String,
    url: Option<String>,
    eli: Option<String>,
}

impl Base {
    fn of(entity: EntityRef) -> Option<Self> {
        let value = |key: &str| entity.same_as().find_map(|same| same.strip_prefix(key).map(str::to_owned));
        let eli = value("eli:");
        if let Some(number) = value("bwb:").or_else(|| value("bwbv:")) {
            let url = Some(format!("https://wetten.overheid.nl/{number}"));
            return Some(Self { id: number, url, eli });
        }
        let id = value("celex:")?;
        let url = format!("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{id}");
        Some(Self { id, url: Some(url), eli })
    }
    fn unnumbered(id: &str) -> Self {
        Self { id: id.to_owned(), url: None, eli: None }
    }
    /// `act` with the part behind it, and where that is read.
    fn part(&self, part: &str) -> (String, Option<String>) {
        let id = format!("{}:{part}", self.id);
        if !self.id.starts_with("BWB") {
            return (id, self.url.clone());
        }
        let keys = part.split(';').filter_map(|key| match key.split_once('=') {
            Some(("art", value)) => Some(format!("&artikel={value}")),
            Some(("lid", value)) => Some(format!("&lid={value}")),
            _ => None,
        });
        let keys: String = keys.collect();
        (id, Some(format!("https://wetten.overheid.nl/jci1.3:c:{}{keys}", self.id)))
    }
}

impl Act {
    fn of(letter: &Letter, reading: &Reading) -> Option<Self> {
        let based = |id: &str| letter.kb.entity(id).and_then(Base::of);
        Some(match reading.link.as_ref()? {
            Link::One(id) => match based(id) {
                Some(base) => {
                    let written = writes(&letter.words(reading.span), &base.id);
                    let (class, reason) =
                        if written { (Class::Exact, None) } else { (Class::Inferred, Some(LISTED)) };
                    Self { bases: vec![base], class, reason }
                }
                None => Self::missing(id, UNNUMBERED),
            },
            Link::Many(candidates) => {
                let base = |c: &Candidate| based(&c.id).unwrap_or_else(|| Base::unnumbered(&c.id));
                let bases = candidates.iter().map(base).collect();
                Self { bases, class: Class::Ambiguous, reason: Some(SEVERAL) }
            }
            Link::Nil { id, .. } => Self::missing(id, UNLISTED),
        })
    }
    fn missing(id: &str, reason: &'static str) -> Self {
        Self { bases: vec![Base::unnumbered(id)], class: Class::NotDerivable, reason: Some(reason) }
    }
    /// Of an act in books that the list numbers one by one, the book that every article says: `3:305a` is article 305a
    /// of book 3.
    fn book(&self, letter: &Letter, parts: &[String]) -> Option<(Self, Vec<String>)> {
        let [Base { id, url: None, .. }] = &self.bases[..] else { return None };
        let split = |part: &String| {
            let (book, rest) = part.strip_prefix("art=")?.split_once(':')?;
            Some((book.to_owned(), format!("art={rest}")))
        };
        let split: Vec<(String, String)> = parts.iter().map(split).collect::<Option<_>>()?;
        let (book, _) = split.first()?;
        let entity = letter.kb.entity(&format!("{id}-boek-{book}"))?;
        let base = Base::of(entity).filter(|_| split.iter().all(|(other, _)| other == book))?;
        let act = Self { bases: vec![base], class: Class::Inferred, reason: Some(LISTED) };
        Some((act, split.into_iter().map(|(_, part)| part).collect()))
    }
    /// Says of the name how it cites its act.
    fn describe(&self, reading: &mut Reading) {
        self.classify(reading);
        if let [base] = &self.bases[..] {
            add(reading, "url", base.url.clone());
            add(reading, "eli", base.eli.clone());
        }
    }
    fn classify(&self, reading: &mut Reading) {
        add(reading, "class", Some(self.class.name().to_owned()));
        add(reading, "reason", self.reason.map(str::to_owned));
    }
    /// Links an article of the act.
    fn cite(&self, parts: &[String], reading: &mut Reading) {
        let of = |base: &Base| parts.iter().map(|part| base.part(part)).unzip::<_, _, Vec<_>, Vec<_>>();
        let share = 1.0 / self.bases.len() as f32;
        let candidate = |base: &Base| Candidate {
            id: of(base).0.join("|").into(),
            score: share,
            why: format!("an article of {}", base.id),
        };
        self.classify(reading);
        match &self.bases[..] {
            [base] => {
                let (ids, urls) = of(base);
                let urls: Option<Vec<String>> = urls.into_iter().collect();
                add(reading, "url", urls.map(|urls| urls.join("|")));
                add(reading, "eli", base.eli.clone());
                reading.set(Link::One(ids.join("|").into()), format!("an article of {}", base.id));
            }
            several => {
                let candidates = several.iter().map(candidate).collect();
                reading.set(Link::Many(candidates), SEVERAL);
            }
        }
    }
}

fn add(reading: &mut Reading, key: &'static str, value: Option<String>) {
    if let Some(value) = value.filter(|_| !reading.attrs.iter().any(|attr| attr.key == key)) {
        reading.attrs.push(Attr::new(key, value));
    }
}

/// Whether the name writes the number of the act: `Richtlijn 2004/38/EG` does so of `32004L0038`.
fn writes(name: &str, celex: &str) -> bool {
    let number = celex.get(6..).map(|number| number.trim_start_matches('0'));
    let (Some(year), Some(number)) = (celex.get(1..5), number.filter(|number| !number.is_empty())) else {
        return false;
    };
    let mut digits = name.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let short = year.get(2..).unwrap_or(year);
    let (first, second) = (digits.next().unwrap_or(""), digits.next().unwrap_or(""));
    let is_year = |run: &str| run == year || run == short;
    !celex.starts_with("BWB")
        && ((is_year(first) && second == number) || (first == number && is_year(second)))
}
