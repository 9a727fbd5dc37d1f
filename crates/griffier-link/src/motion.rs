//! Motions: known by the paper that the text or its footnote names, else by their movers.

use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::{Id, Link, MentionType, Role, Target, ZoneKind};
use griffier_text::{Span, slug};
use std::collections::BTreeMap;

/// The paper of a motion and how it is known.
type Paper = (Id, &'static str);

/// Longest text, in bytes, between a motion and the paper in brackets that identifies it.
const REACH: usize = 60;
/// Longest text of a motion in one cell of a table, in bytes, before the cell with its paper.
const CELL_REACH: usize = 1_200;
/// Longest subject of a motion, in bytes, before the paper in brackets.
const SUBJECT_REACH: usize = 240;

/// Farthest, in bytes, a mark stands from the motion that surely calls its note.
const BESIDE: usize = 30;

/// Links motions; every mention by the same movers means the motion that one of them identifies, if only one does.
pub(crate) fn link(letter: &Letter, readings: &mut [Reading]) {
    let own = readings.iter().filter(|reading| reading.role == Some(Role::OwnIdentifier)).find_map(paper);
    let motions: Vec<usize> =
        (0..readings.len()).filter(|&i| readings[i].kind == MentionType::Motion).collect();
    let mut papers: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    let mut known: Vec<(usize, String, Option<Paper>)> = Vec::new();
    for i in motions {
        let movers = movers(letter, readings, i);
        let paper = is_heading(letter, readings[i].span)
            .then(|| own.clone())
            .flatten()
            .map(|id| (id, "the heading of the paper itself"))
            .or_else(|| paper_after(letter, readings, i))
            .or_else(|| paper_behind_subject(letter, readings, i))
            .or_else(|| paper_in_note(letter, readings, i))
            .or_else(|| paper_in_next_cell(letter, readings, i));
        if let Some((paper, _)) = &paper {
            let papers = papers.entry(movers.clone()).or_default();
            if !papers.contains(paper) {
                papers.push(paper.clone());
            }
        }
        known.push((i, movers, paper));
    }
    for (i, movers, paper) in known {
        let by_movers =
            papers.get(&movers).filter(|papers| papers.len() == 1).and_then(|papers| papers.first());
        let paper = paper.or_else(|| {
            by_movers.map(|id| (id.clone(), "the paper named where the letter cites this motion"))
        });

        match paper {
            Some((paper, why)) => readings[i].set(Link::One(format!("motion:{paper}").into()), why),
            None => {
                let id = format!("motion:{movers}-{}", year_after(readings, i).unwrap_or("?"));
                readings[i].set(
                    Link::Nil { id: id.into(), reason: "the text names no paper" },
                    "known by its movers",
                );
            }
        }
    }
}

/// The movers named inside motion `i`, as one key.
fn movers(letter: &Letter, readings: &[Reading], i: usize) -> String {
    let outer = readings[i].span;
    let inner = readings[i + 1..].iter().take_while(|reading| outer.contains(reading.span));
    let people = inner.filter(|reading| reading.kind == MentionType::Person);
    let names: Vec<String> = people
        .map(|reading| match reading.link.as_ref().and_then(Link::id) {
            Some(id) => id.strip_prefix("person:").unwrap_or(id).to_owned(),
            None => slug(&letter.words(reading.span)),
        })
        .collect();
    if names.is_empty() { slug(&letter.words(outer)) } else { names.join("+") }
}

/// The year of the date right after a motion ("motie Sjoerdsma uit 2019", "van 12 mei 2021").
fn year_after(readings: &[Reading], i: usize) -> Option<&str> {
    let end = readings[i].span.end();
    let next = readings[i + 1..].iter().find(|reading| reading.span.start() >= end)?;
    match &next.target {
        Target::Value(date) if next.kind == MentionType::Date && next.span.start() <= end + 12 => {
            date.get(..4)
        }
        _ => None,
    }
}

fn paper(reading: &Reading) -> Option<Id> {
    let Some(Link::One(id)) = &reading.link else { return None };
    let first = id.split('|').next()?;
    (reading.kind == MentionType::Reference && first.starts_with("kst-")).then(|| first.to_owned().into())
}

/// Whether a motion stands in the heading of a printed paper: there it is the paper itself.
fn is_heading(letter: &Letter, span: Span) -> bool {
    let zone = letter.doc.zone_at(span.start());
    let starts = letter.doc.sentence_at(span.start()).is_some_and(|s| s.span.start() + REACH >= span.start());
    let words = letter.doc.slice(span);
    // An "Initiatiefnota van …" in a title names the dossier; as a paper's own heading it stands in capitals.
    let title_only = words.starts_with("Initiatief");
    let capitals = words.starts_with(char::is_uppercase) && !title_only;
    matches!(zone, ZoneKind::Metadata | ZoneKind::Heading | ZoneKind::Letterhead) && starts && capitals
}

fn paper_after(letter: &Letter, readings: &[Reading], i: usize) -> Option<Paper> {
    let span = readings[i].span;
    let after = readings[i + 1..].iter().skip_while(|reading| reading.span.start() < span.end());
    let near = after
        .take_while(|reading| reading.span.start() < span.end() + REACH)
        .find(|r| matches!(r.kind, MentionType::Reference | MentionType::Motion))?;
    let between = letter.doc.slice(Span::at(span.end(), near.span.start()));
    let between = after_parties(between);
    let bound = between.trim_start().starts_with(['(', ',', '[']) || between.trim_start().starts_with("c.s.");
    let plain = !between.contains([';', ')', ':']) && !between.contains(". ");
    (bound && plain).then(|| paper(near)).flatten().map(|id| (id, "the paper named right after it"))
}

/// "motie Van Hijum c.s. over het vervoerplan van de NS (22026-224)": the first paper in brackets behind what the motion is
/// about, no other motion or paper before it.
fn paper_behind_subject(letter: &Letter, readings: &[Reading], i: usize) -> Option<Paper> {
    const LEADS: [&str; 9] =
        ["over", "inzake", "met", "waarin", "die", "om", "tot", "betreffende", "aangaande"];
    let span = readings[i].span;
    let rest = letter.rest_of_sentence(span.end());
    let after = readings[i + 1..].iter().skip_while(|reading| reading.span.start() < span.end());
    let near = after
        .take_while(|reading| reading.span.start() < rest.end().min(span.end() + SUBJECT_REACH))
        .find(|r| matches!(r.kind, MentionType::Reference | MentionType::Motion))?;
    let between = after_parties(letter.doc.slice(Span::at(span.end(), near.span.start())));
    let about = between.split_whitespace().find(|word| *word != "c.s.");
    let led = about.is_some_and(|word| LEADS.contains(&word.trim_start_matches(',')));
    let bracketed = between.trim_end().ends_with('(')
        || between
            .trim_end()
            .rsplit_once('(')
            .is_some_and(|(_, last)| last.len() < 24 && !last.contains(')'));
    (led && bracketed)
        .then(|| paper(near))
        .flatten()
        .map(|id| (id, "the paper in brackets behind its subject"))
}

/// The text after the brackets with parties that may follow the last mover ("Klink (VVD) (Kamerstuk …)").
fn after_parties(between: &str) -> &str {
    let rest = between.trim_start();
    match rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((party, rest)) if party.len() < 24 && !party.contains(|c: char| c.is_ascii_digit()) => rest,
        _ => between,
    }
}

/// A row of a table of motions, cell under cell: the motion opens its line, its paper is all of a later one.
fn paper_in_next_cell(letter: &Letter, readings: &[Reading], i: usize) -> Option<Paper> {
    let span = readings[i].span;
    let text = letter.doc.text();
    let before = letter.before(span.start(), 8);
    let opens = before.contains('\n') || before.len() == span.start();
    let line = before.rsplit('\n').next()?.trim();
    if !opens || !matches!(line, "" | "De" | "Het" | "-" | "–" | "•") {
        return None;
    }
    let after = readings[i + 1..].iter().skip_while(|reading| reading.span.start() < span.end());
    let near = after
        .take_while(|reading| reading.span.start() < span.end() + CELL_REACH)
        .find(|r| matches!(r.kind, MentionType::Reference | MentionType::Motion))?;
    let head = text.get(span.end()..near.span.start())?;
    let alone = head.trim_end_matches([' ', '\t']).ends_with('\n')
        && matches!(
            text.get(near.span.end()..)?.trim_start_matches([' ', '\t', '.']).chars().next(),
            None | Some('\n' | '\r')
        );
    alone.then(|| paper(near)).flatten().map(|id| (id, "the paper in the next cell of its row"))
}

/// Whether a dated letter without a paper of its own opens the sentence: `Bij brief van 29 januari heb ik u bericht over de
/// uitvoering van de motie X in het licht van Y.¹` has the letter in its note as soon as the motion.
fn tells_of_letter(letter: &Letter, motion: usize) -> bool {
    let Some(sentence) = letter.doc.sentence_at(motion) else { return false };
    // A letter that far before is another one.
    let words = letter.before(motion, SUBJECT_REACH);
    let words = words.get(words.len().saturating_sub(motion - sentence.span.start())..).unwrap_or(words);
    let before = Span::at(motion - words.len(), motion);
    let dated = ["brief van ", "brief d.d. "].iter().any(|lead| {
        words
            .match_indices(lead)
            .any(|(at, _)| words[at + lead.len()..].starts_with(|c: char| c.is_ascii_digit()))
    });
    dated && !words.contains('(') && letter.note_called_in(before).is_none()
}

fn paper_in_note(letter: &Letter, readings: &[Reading], i: usize) -> Option<Paper> {
    let end = readings[i].span.end();
    let rest = letter.rest_of_sentence(end);
    // Another motion before the mark claims the note.
    let next = readings[i + 1..].iter().find(|r| r.kind == MentionType::Motion && r.span.start() >= end);
    let limit = next.map_or(rest.end(), |next| next.span.start().min(rest.end()));
    let (mark, note) = letter.note_called_in(Span::at(end, limit))?;
    if mark.start() > end + BESIDE && tells_of_letter(letter, readings[i].span.start()) {
        return None;
    }
    let from = readings.partition_point(|reading| reading.span.start() < note.start());
    let inside = readings[from..].iter().take_while(|reading| reading.span.start() < note.end());
    inside.filter_map(paper).next().map(|id| (id, "the paper in the note its mark calls"))
}
