//! Names that the letter itself shortens: "nationaal programma preventie (NPP)". A writer who defines a short form names
//! a thing, even in small letters; the head among the words says of which type.

use super::Found;
use super::heads::{Form, Head, heads_at, suffixes_of};
use crate::abbreviation::{LETTERS, definitions_in};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::MentionType;
use griffier_text::{Span, WordSet};

/// Adds the full names of the short forms that letters define and no list holds.
pub(super) fn names(r: &Reading<'_>, found: &mut Vec<Found>) {
    for definition in definitions_in(r).into_iter().filter(|definition| definition.rule == LETTERS) {
        let mut from = r.t.index_at(definition.full.start());
        let to = r.after(definition.full);
        if to <= from || listed(r, from, to) {
            continue;
        }
        let Some(kind) = technology(r, from, to)
            .or_else(|| kind(r, from, to))
            .or_else(|| by_word(r, from, to))
            .or_else(|| by_short(r, definition.short, from, to))
        else {
            continue;
        };
        let short = r.doc.slice(definition.short);
        // "Derde Structuurschema Elektriciteitsvoorziening (SEV III)"
        let numbered = short.split_whitespace().nth(1).is_some();
        let ordinal = words!["eerste", "tweede", "derde", "vierde", "vijfde", "zesde"];
        if numbered && from > 0 && r.t.is_any(from - 1, ordinal) {
            from -= 1;
        }
        found.push(Found::tokens(r, (from, to), kind, "name.defined", 0.9));
    }
}

/// Whether a list has the whole name.
fn listed(r: &Reading<'_>, from: usize, to: usize) -> bool {
    r.listed_at(from).any(|hit| !hit.portfolio && hit.after() >= to)
}

/// The type of the head that opens the name, ends it, or stands in it before a noun.
fn kind(r: &Reading<'_>, from: usize, to: usize) -> Option<MentionType> {
    let whole = |i: usize| heads_at(r, i).filter(move |head| tells(head) && i + head.words.len() <= to);
    let capital = (from + 1..to).any(|k| r.t.is_capitalised(k));
    // "plan van aanpak (PvA)" is a common noun with its abbreviation.
    if heads_at(r, from).any(|head| head.words.len() == to - from) {
        return None;
    }
    let shorter = |head: &&Head| head.words.len() < to - from;
    // "programma van eisen", "nota van wijziging" are kinds of paper.
    // In small letters only a paper, or what a head opens, is sure to be a name.
    let sure = move |head: &&Head| capital || r.t.is_capitalised(from) || head.kind == MentionType::Policy;
    let opens = whole(from).filter(shorter).find(|head| capital || !r.t.is(from + head.words.len(), "van"));
    let ends =
        (from + 1..to).flat_map(|i| whole(i).filter(move |head| i + head.words.len() == to)).find(sure);
    let last = r.t.word(to - 1);
    let compound = || {
        [Form::Compound, Form::National]
            .into_iter()
            .flat_map(|form| suffixes_of(last, form))
            .find(|head| tells(head) && sure(head))
    };
    let inner = || (from + 1..to).flat_map(whole).find(sure);
    opens.or(ends).or_else(compound).or_else(inner).map(|head| head.kind)
}

/// "Retrieval Augmented Generation (RAG)": what the last word of an English name says is a technology.
fn technology(r: &Reading<'_>, from: usize, to: usize) -> Option<MentionType> {
    const LAST: &WordSet = words![
        "generation",
        "learning",
        "computing",
        "intelligence",
        "sensing",
        "robotics",
        "model",
        "models",
        "twin",
        "twins",
    ];
    const INNER: &WordSet =
        words!["language", "machine", "deep", "digital", "quantum", "augmented", "remote", "cloud", "edge"];
    let named = (from..to - 1).any(|k| r.t.is_any(k, INNER));
    (named && r.t.is_any(to - 1, LAST)).then_some(MentionType::Technology)
}

/// The type that a word of a defined name tells where no head does; who defines a short form names a thing.
fn by_word(r: &Reading<'_>, from: usize, to: usize) -> Option<MentionType> {
    const PAPERS: &WordSet = words![
        "systeem",
        "registratie",
        "register",
        "standaard",
        "scan",
        "index",
        "code",
        "subsidie",
        "toeslag"
    ];
    let capitals = (from..to).filter(|&k| r.t.is_capitalised(k)).count();
    let tells = |k: usize| match k {
        _ if r.t.is_any(k, PAPERS) && capitals > 0 => Some(MentionType::Policy),
        _ if r.t.is(k, "missie") && capitals > 1 => Some(MentionType::Event),
        _ => None,
    };
    (from..to).rev().find_map(tells).filter(|_| to < from + 8)
}

/// A body of the list, spelled another way than the list does: `Nederlandse Wind Energie Associatie (NWEA)`. Whether it is
/// the same one is for linking to say.
fn by_short(r: &Reading<'_>, short: Span, from: usize, to: usize) -> Option<MentionType> {
    let at = r.t.index_at(short.start());
    let mut listed = r.listed_at(at).filter(|hit| !hit.portfolio);
    let body = listed.next().filter(|hit| hit.span == short && hit.kind == MentionType::Organisation);
    let words = (from..to).filter(|&k| r.t.word(k).chars().count() > 3);
    let capitals = words.clone().all(|k| r.t.is_capitalised(k)) && words.count() > 1;
    // Two letters stand for many things: "Physician Assistant (PA)".
    let sure = short.len() > 2 && capitals && listed.next().is_none();
    (body.is_some() && sure).then_some(MentionType::Organisation)
}

/// Whether a head tells the type of what stands around it; any talks can have a short form.
fn tells(head: &Head) -> bool {
    !matches!(
        head.form,
        Form::Meeting
            | Form::Ministerial
            | Form::Round
            | Form::Top
            | Form::Place
            | Form::Company
            | Form::Issued
    ) && !matches!(head.kind, MentionType::Person | MentionType::Event)
}
