//! What the finders before have claimed.

use griffier_doc::Hit;
use griffier_text::Span;

/// The confidence above which a list or a rule needs no company.
pub(crate) const SURE: f32 = 0.6;

/// What the finders before have claimed with some certainty; a name that only might be listed is left to be supported.
#[derive(Clone, Debug)]
pub struct Claims {
    /// Sorted by start, each with the furthest end so far.
    spans: Vec<(Span, usize)>,
}

impl Claims {
    /// The sure ones of `hits`.
    pub fn new(hits: &[Hit]) -> Self {
        let sure = hits.iter().filter(|hit| hit.confidence > SURE);
        let mut spans: Vec<_> = sure.map(|hit| (hit.span, hit.span.end())).collect();
        spans.sort_unstable();
        let mut reach = 0;
        for (_, end) in &mut spans {
            reach = reach.max(*end);
            *end = reach;
        }
        Self { spans }
    }
    /// Whether a claim shares a byte with `span`.
    pub fn touch(&self, span: Span) -> bool {
        let to = self.spans.partition_point(|(claim, _)| claim.start() < span.end());
        to.checked_sub(1).is_some_and(|last| self.spans[last].1 > span.start())
    }
}
