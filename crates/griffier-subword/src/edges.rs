//! Where a letter may be cut: between which sentences, and how good a place each is.

use griffier_doc::{Document, SectionKind};
use griffier_text::Span;

/// How much a cut at an edge is worth, in thousandths of a full chunk: an edge worth 500 is taken although the chunk stays
/// half empty. Deeper sections count a little less.
pub(crate) mod worth {
    pub const SECTION: i32 = 500;
    pub const LEVEL: i32 = 40;
    pub const DEEPEST: i32 = 300;
    pub const ANSWER: i32 = 250;
    pub const PARAGRAPH: i32 = 200;
    pub const SENTENCE: i32 = 0;
    /// Between a heading and what stands under it.
    pub const UNDER_HEADING: i32 = -600;
    /// Within a name that runs over two sentences.
    pub const MENTION: i32 = -800;
}

/// A sentence with what stands between it and the next one: what is cut around, never in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// From the sentence's first byte to its last; text of no sentence counts to the one before it.
    pub span: Span,
    /// What a cut before it is worth.
    pub worth: i32,
    /// Whether a section begins with it.
    pub opens: bool,
}

/// The units of a letter, in order; they hold all of its text but the white space between them.
pub(crate) fn units(doc: &Document) -> Vec<Unit> {
    let text = doc.text();
    let first = text.len() - text.trim_start().len();
    let mut starts: Vec<usize> = doc.sentences().iter().map(|sentence| sentence.span.start()).collect();
    match starts.first_mut() {
        Some(start) => *start = first.min(*start),
        None if first < text.len() => starts.push(first),
        None => {}
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let spans = starts.iter().zip(ends).filter_map(|(&start, end)| {
        let len = text.get(start..end)?.trim_end().len();
        (len > 0).then(|| Span::at(start, start + len))
    });
    let mut units: Vec<Unit> =
        spans.map(|span| Unit { span, worth: worth::SENTENCE, opens: false }).collect();
    weigh_paragraphs(doc, &mut units);
    weigh_sections(doc, &mut units);
    weigh_mentions(doc, &mut units);
    units
}

fn weigh_paragraphs(doc: &Document, units: &mut [Unit]) {
    let breaks = |gap: &str| gap.bytes().filter(|&byte| byte == b'\n').nth(1).is_some();
    let mut before: Option<Span> = None;
    for unit in units {
        if let Some(before) = before.replace(unit.span) {
            let gap = doc.slice(Span::at(before.end(), unit.span.start()));
            if breaks(gap) || doc.zone_at(before.start()) != doc.zone_at(unit.span.start()) {
                unit.worth = worth::PARAGRAPH;
            }
        }
    }
}

fn weigh_sections(doc: &Document, units: &mut [Unit]) {
    let mut under = Vec::new();
    for section in doc.sections() {
        let at = units.partition_point(|unit| unit.span.end() <= section.title.start());
        let last = units.partition_point(|unit| unit.span.start() < section.title.end());
        let Some(unit) = units.get_mut(at).filter(|unit| unit.span.start() >= section.title.start()) else {
            continue;
        };
        let value = match section.kind {
            SectionKind::Answer | SectionKind::Reply => worth::ANSWER,
            _ => (worth::SECTION - worth::LEVEL * (i32::from(section.level) - 1)).max(worth::DEEPEST),
        };
        unit.worth = unit.worth.max(value);
        unit.opens = true;
        under.extend((at + 1..=last).map(|at| (at, section.span.end())));
    }
    // A heading under a heading stays with it, too; one beside it does not.
    for (at, end) in under {
        if let Some(unit) = units.get_mut(at).filter(|unit| unit.span.start() < end) {
            unit.worth = worth::UNDER_HEADING;
        }
    }
}

fn weigh_mentions(doc: &Document, units: &mut [Unit]) {
    for mention in doc.mentions() {
        let from = units.partition_point(|unit| unit.span.start() <= mention.span.start());
        let cut = units[from..].iter_mut().take_while(|unit| unit.span.start() < mention.span.end());
        cut.for_each(|unit| unit.worth = worth::MENTION);
    }
}
