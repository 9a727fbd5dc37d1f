//! Chunks: stretches of a letter that a model can take at once, cut at the edges of sentences, at those of sections where
//! that leaves a chunk at least half full.

use crate::edges::{Unit, units};
use crate::tokenizer::{EncodeError, Tokenizer};
use griffier_doc::Document;
use griffier_text::Span;
use std::ops::Range;

/// What the size of a chunk counts.
#[derive(Clone, Copy, Debug)]
pub enum Measure<'t> {
    /// Tokens of griffier.
    Tokens,
    /// Subwords of a model, with the special ones that it wants around each chunk.
    Subwords(&'t Tokenizer),
}

/// How a letter is cut.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'t> {
    /// What is counted.
    pub measure: Measure<'t>,
    /// The most that a chunk may hold.
    pub most: usize,
    /// How many sentences of the chunk before a chunk repeats, where it does not begin with a heading.
    pub overlap: usize,
}

/// A stretch of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// From the first byte of its first sentence to the last one of its last.
    pub span: Span,
    /// Where the part begins that the chunk before does not have.
    pub fresh: usize,
    /// What it counts, special subwords included.
    pub size: usize,
    /// Whether it is one sentence that is longer than a chunk may be. It is kept whole: whoever must cut it sees that.
    pub over_long: bool,
}

impl Plan<'_> {
    /// How much room special subwords take in each chunk.
    pub fn specials(&self) -> usize {
        match self.measure {
            Measure::Tokens => 0,
            Measure::Subwords(tokenizer) => tokenizer.specials(),
        }
    }
}

/// Cuts an annotated letter. The chunks, without what they repeat, hold each sentence once, whole, in order; between them
/// is white space only.
///
/// # Errors
/// When the tokenizer cannot write the text.
pub fn chunks(doc: &Document, plan: &Plan<'_>) -> Result<Vec<Chunk>, EncodeError> {
    let cutter = Cutter::new(doc, plan)?;
    let mut chunks: Vec<Chunk> = Vec::new();
    let (mut from, mut fresh) = (0, 0);
    while fresh < cutter.units.len() {
        let (units, size) = cutter.next(from, fresh)?;
        let to = units.end;
        let span = cutter.span(units);
        let fresh_at = cutter.units[fresh].span.start();
        chunks.push(Chunk { span, fresh: fresh_at, size, over_long: size > plan.most });
        from = cutter.repeat(fresh, to);
        fresh = to;
    }
    Ok(chunks)
}

struct Cutter<'d, 'p> {
    doc: &'d Document,
    plan: &'p Plan<'p>,
    units: Vec<Unit>,
    /// What the units before each count, each for itself.
    before: Vec<usize>,
}

impl<'d, 'p> Cutter<'d, 'p> {
    fn new(doc: &'d Document, plan: &'p Plan<'p>) -> Result<Self, EncodeError> {
        let units = units(doc);
        let mut cutter = Self { doc, plan, units, before: vec![0] };
        let mut total = 0;
        for i in 0..cutter.units.len() {
            // With the gap behind it: a line break may be a subword.
            let next = cutter.units.get(i + 1).map_or(doc.text().len(), |next| next.span.start());
            let count = cutter.size(Span::at(cutter.units[i].span.start(), next))?;
            total += count.saturating_sub(plan.specials());
            cutter.before.push(total);
        }
        Ok(cutter)
    }

    fn span(&self, units: Range<usize>) -> Span {
        self.units[units.start].span.cover(self.units[units.end - 1].span)
    }

    /// What the text at `span` counts as a chunk.
    fn size(&self, span: Span) -> Result<usize, EncodeError> {
        match self.plan.measure {
            Measure::Tokens => Ok(self.doc.tokens_in(span).len()),
            Measure::Subwords(tokenizer) => tokenizer.count(self.doc.slice(span)),
        }
    }

    /// What the units count, by their single counts.
    fn estimate(&self, units: Range<usize>) -> usize {
        self.before[units.end] - self.before[units.start]
    }

    /// The chunk that begins at unit `from`, or if that leaves no room at `fresh`, and holds unit `fresh`; and its size.
    fn next(&self, mut from: usize, fresh: usize) -> Result<(Range<usize>, usize), EncodeError> {
        let room = self.plan.most.saturating_sub(self.plan.specials());
        let mut aim = room;
        loop {
            let to = self.choose(from, fresh, aim, room);
            let size = self.size(self.span(from..to))?;
            if size <= self.plan.most {
                return Ok((from..to, size));
            }
            if to == fresh + 1 {
                if from == fresh {
                    return Ok((from..to, size));
                }
                // What is repeated gives way to what is new.
                (from, aim) = (fresh, room);
                continue;
            }
            // The parts together count more than each for itself.
            aim = aim.min(self.estimate(from..to)).saturating_sub((size - self.plan.most).max(1));
        }
    }

    /// The best cut behind unit `fresh` up to which the units from `from` count at most `aim`: as late as possible, but a
    /// better edge is worth an emptier chunk.
    fn choose(&self, from: usize, fresh: usize, aim: usize, room: usize) -> usize {
        let reach = self.before[from].saturating_add(aim);
        let last = self.before.partition_point(|&count| count <= reach).saturating_sub(1).max(fresh + 1);
        if last == self.units.len() {
            return last;
        }
        let score = |to: usize| {
            let full = self.estimate(from..to).saturating_mul(1000) / room.max(1);
            self.units[to].worth.saturating_add(i32::try_from(full).unwrap_or(i32::MAX))
        };
        (fresh + 1..=last).max_by_key(|&to| (score(to), to)).unwrap_or(last)
    }

    /// Where the chunk begins whose first new unit is `to`: as many sentences earlier as the plan wants, if they are of the
    /// same section and leave half of the room.
    fn repeat(&self, fresh: usize, to: usize) -> usize {
        let room = self.plan.most.saturating_sub(self.plan.specials());
        let mut from = to;
        while from > fresh
            && to - from < self.plan.overlap
            && self.units.get(from).is_some_and(|unit| !unit.opens)
            && self.estimate(from - 1..to) <= room / 2
        {
            from -= 1;
        }
        from
    }
}

#[cfg(test)]
mod tests;
