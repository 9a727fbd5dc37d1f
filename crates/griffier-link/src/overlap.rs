//! Overlap resolution: mentions nest, never cross, and no two have one span.

use crate::committee;
use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::MentionType::{
    self, Date, Event, Law, Location, Motion, Office, Organisation, Person, Policy, Quantity, Reference,
    Technology, Treaty, Url,
};
use griffier_doc::{Link, Origin, Target};
use griffier_text::Span;

/// Keeps of `readings` what can stand side by side: sure and long ones first; of two that cross the later goes, an inner
/// one stays where its type can stand inside the outer's. Sorted by span.
pub(crate) fn resolve(mut readings: Vec<Reading>) -> Vec<Reading> {
    bodies_before_addresses(&mut readings);
    let place = |(i, reading): (usize, &Reading)| (std::cmp::Reverse(weight(reading)), reading.span, i);
    let mut order: Vec<_> = readings.iter().enumerate().map(place).collect();
    order.sort_unstable();
    let mut kept = Kept::new(&readings);
    let mut keep = vec![false; readings.len()];
    for (_, span, i) in order {
        if kept.accepts(&readings, &readings[i]) {
            kept.insert(span, i);
            keep[i] = true;
        }
    }
    retain_marked(&mut readings, &keep);
    readings.sort_by_key(|reading| reading.span);
    readings
}

/// "RVO.nl", "NU.nl": a body that a list calls by its address is meant, not the address.
fn bodies_before_addresses(readings: &mut Vec<Reading>) {
    if !readings.iter().any(|reading| reading.kind == Url) {
        return;
    }
    let body = |r: &&Reading| r.kind == Organisation && !r.needs_context && !r.listings.is_empty();
    let bodies: std::collections::BTreeSet<Span> =
        readings.iter().filter(body).map(|reading| reading.span).collect();
    readings.retain(|reading| reading.kind != Url || !bodies.contains(&reading.span));
}

/// Drops an inner reading that means the same as one around it (`Grondstoffenstrategie` in `Nationale
/// Grondstoffenstrategie`), and one of its type that only begins it (`Ministerie van Economische Zaken` in `Ministerie van
/// Economische Zaken en Klimaat`); the first half of a compound stands (`VN` in `VN-Veiligheidsraad`), and so do the parts
/// of a class that is named by two things (`biotechnologie & human augmentation`).
pub(crate) fn drop_repeated(letter: &Letter, readings: &mut Vec<Reading>) {
    let mut around: Vec<usize> = Vec::new();
    let repeats = |outer: &Reading, inner: &Reading| {
        if outer.kind == Technology
            && inner.kind == Technology
            && letter.doc.slice(outer.span).contains(" & ")
        {
            return false;
        }
        let named = matches!(outer.link, Some(Link::One(_))) && matches!(inner.link, Some(Link::Nil { .. }));
        outer.link == inner.link
            || (named && outer.kind == inner.kind && outer.span.end() == inner.span.end())
            || (outer.kind == inner.kind
                && outer.span.start() == inner.span.start()
                && !inner.before_hyphen
                && (outer.kind != Location || inner.listings.is_empty()))
    };
    let mut keep = vec![true; readings.len()];
    for (i, reading) in readings.iter().enumerate() {
        while around.last().is_some_and(|&outer| !readings[outer].span.contains(reading.span)) {
            around.pop();
        }
        keep[i] = !around.iter().any(|&outer| repeats(&readings[outer], reading));
        around.push(i);
    }
    retain_marked(readings, &keep);
}

/// Keeps the readings whose place in `keep` says so.
fn retain_marked(readings: &mut Vec<Reading>, keep: &[bool]) {
    let mut marks = keep.iter();
    readings.retain(|_| marks.next().copied().unwrap_or(true));
}

/// Length by confidence; a role or a value says more than a form.
fn weight(reading: &Reading) -> u64 {
    let sure = (reading.confidence * 100.0) as u64;
    let strict = matches!(reading.kind, Url | Reference | Date | Quantity);
    reading.span.len() as u64 * sure * 100 + u64::from(strict) * 50 + u64::from(20 - rank(reading.kind))
}

/// Of two types at one span the lower rank stands.
fn rank(kind: MentionType) -> u8 {
    match kind {
        Url => 0,
        Reference => 1,
        Date => 2,
        Quantity => 3,
        Motion => 4,
        Office => 5,
        Person => 6,
        Event => 7,
        Treaty => 8,
        Law => 9,
        Policy => 10,
        Organisation => 11,
        Location => 12,
        Technology => 13,
    }
}

/// Bytes of the text in which the spans that begin there lie in one list.
const STRETCH: usize = 64;

/// The accepted spans by where they begin, so that a new one is compared only with what can touch it.
struct Kept {
    /// For each stretch the reading that was accepted last in it, counted from 1.
    last: Vec<u32>,
    /// For each reading the one that was accepted before it in its stretch, counted from 1.
    before: Vec<u32>,
    longest: usize,
}

impl Kept {
    fn new(readings: &[Reading]) -> Self {
        let end = readings.iter().map(|reading| reading.span.start()).max().unwrap_or(0);
        Self { last: vec![0; end / STRETCH + 1], before: vec![0; readings.len()], longest: 0 }
    }
    fn insert(&mut self, span: Span, index: usize) {
        self.longest = self.longest.max(span.len());
        if let (Some(last), Some(before)) =
            (self.last.get_mut(span.start() / STRETCH), self.before.get_mut(index))
        {
            *before = std::mem::replace(last, index as u32 + 1);
        }
    }
    /// The accepted readings that begin in the stretches from byte `from` up to byte `to`.
    fn near(&self, from: usize, to: usize) -> impl Iterator<Item = usize> {
        let stretches = self.last.get(from / STRETCH..).unwrap_or(&[]);
        let count = (to / STRETCH + 1).saturating_sub(from / STRETCH);
        let reading = |number: &u32| (*number as usize).checked_sub(1);
        let in_stretch = move |last: &u32| {
            std::iter::successors(reading(last), move |&index| self.before.get(index).and_then(reading))
        };
        stretches.iter().take(count).flat_map(in_stretch)
    }
    fn accepts(&self, readings: &[Reading], reading: &Reading) -> bool {
        let span = reading.span;
        let from = span.start().saturating_sub(self.longest);
        let near = self.near(from, span.end()).map(|index| (readings[index].span, index));
        near.filter(|(other, _)| other.overlaps(span)).all(|(other, index)| {
            if other == span || other.crosses(span) {
                false
            } else if other.contains(span) {
                may_nest(&readings[index], reading)
            } else {
                may_nest(reading, &readings[index])
            }
        })
    }
}

/// Whether `inner` is worth a mention of its own inside `outer`.
fn may_nest(outer: &Reading, inner: &Reading) -> bool {
    let safe = !inner.listings.is_empty() && inner.listings.iter().any(|listing| !listing.needs_context);
    let named = safe || inner.alias_of.is_some();
    // "Procedurevergadering OCW", "Inspectie SZW": a field, not the ministry.
    let field = is_subkind(inner, "ministry") && inner.span.len() < 7;
    match (outer.kind, inner.kind) {
        (Event | Organisation, Organisation) if field => false,
        (Url, Reference) => true,
        (Url | Date | Quantity | Person, _) => false,
        (Reference, Reference) => true,
        (Reference, Law | Treaty) => {
            matches!(&outer.target, Target::Parts { act, .. } if act.contains(inner.span))
        }
        (Reference, kind) => kind == Date || (kind == Organisation && is_subkind(inner, "parliament")),
        (_, Date) => true,
        (Motion, Person) => true,
        (Motion, _) => false,
        // The portfolio inside an office or a committee's name is not opened.
        (Office, Organisation | Location) => named && !is_subkind(inner, "ministry"),
        (Office, _) => false,
        // "het Duitse ministerie van Defensie" is not the one of the list.
        (Organisation, Organisation) if outer.origin == Origin::Rule("office.foreign-ministry") => false,
        (Organisation, Organisation) if committee::is_reading(outer) => {
            named && !is_subkind(inner, "ministry") && !committee::is_reading(inner)
        }
        (Organisation, Organisation | Location | Technology | Person | Policy | Law) => named,
        (Organisation, _) => false,
        // The second half of a hyphenated name (`Zuid-Amerika`) is no place of its own.
        // That of an unlisted part ("Zuid-Turkije") is.
        (Location, Location) => {
            let second = outer.span.end() == inner.span.end() && inner.after_hyphen;
            named && (!second || outer.listings.is_empty())
        }
        (Location, Organisation) => named,
        (Location, _) => false,
        (Technology, Technology) => true,
        (Technology, kind) => kind == Organisation && named,
        (_, Quantity) => false,
        // A body of the letter's own ("ministeriële bijeenkomst van de Europese Havenalliantie") is looked up as well.
        (Event, Organisation) => named || inner.origin == Origin::Rule("organisation.national"),
        (Law | Treaty | Policy | Event, _) => true,
    }
}

fn is_subkind(reading: &Reading, subkind: &str) -> bool {
    reading.listings.iter().any(|listing| listing.entity.subkind() == subkind)
}
