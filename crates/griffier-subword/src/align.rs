//! Subwords against the tokens and mentions of a letter.

use crate::tokenizer::Subword;
use griffier_doc::{Document, Mention};
use std::borrow::Cow;
use std::ops::Range;

/// A subword with what griffier knows of its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// The subword; its span is of the whole letter.
    pub subword: Subword,
    /// The tokens of the letter that it shares a byte with: mostly one, none for special ones and white space, several where
    /// a model's words are longer than ours (`").` of one subword).
    pub tokens: Range<u32>,
    /// The mention it belongs to.
    pub label: Option<Label>,
}

/// That a subword belongs to a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The number of the mention in [`Document::mentions`].
    pub mention: u32,
    /// Whether it is the first subword of that mention.
    pub begins: bool,
}

impl Aligned {
    /// The number of its first token in [`Document::tokens`].
    pub fn word(&self) -> Option<u32> {
        (!self.tokens.is_empty()).then_some(self.tokens.start)
    }
    /// Its label as corpora write it: `B-PERSON`, `I-PERSON`, `O`.
    pub fn iob(&self, doc: &Document) -> Cow<'static, str> {
        let Some(label) = self.label else { return Cow::Borrowed("O") };
        let Some(mention) = doc.mentions().get(label.mention as usize) else { return Cow::Borrowed("O") };
        let place = if label.begins { "B" } else { "I" };
        Cow::Owned(format!("{place}-{}", mention.kind.name()))
    }
}

/// Aligns subwords with a letter, in one pass. `at` is where in the letter the text begins that they are of: subwords of the
/// whole letter have 0.
///
/// A subword belongs to the outermost mention it shares a byte with, the first of several; a mention that shares its only
/// subword with one before it gets none. A subword without text (a `▁` on its own) belongs to the mention that has begun before it
/// and goes on behind it.
pub fn align(doc: &Document, subwords: &[Subword], at: usize) -> Vec<Aligned> {
    let tokens = doc.tokens();
    let outer: Vec<(u32, &Mention)> =
        (0..).zip(doc.mentions()).filter(|(_, mention)| !mention.nested).collect();
    let (mut token, mut mention) = (0, 0);
    let mut begun = None;
    let aligned = |subword: &Subword| {
        let mut subword = *subword;
        let (start, end) = (subword.span.start() + at, subword.span.end() + at);
        subword.span = griffier_text::Span::at(start, end);
        if start == end {
            let inside = |&&(number, mention): &&(u32, &Mention)| {
                !subword.special
                    && begun == Some(number)
                    && mention.span.start() < start
                    && start < mention.span.end()
            };
            let label = outer.get(mention).filter(inside);
            let label = label.map(|&(number, _)| Label { mention: number, begins: false });
            return Aligned { subword, tokens: 0..0, label };
        }
        // Parts of one character come with one span, so the places never go back.
        while tokens.get(token).is_some_and(|token| token.span.end() <= start) {
            token += 1;
        }
        let reach = tokens[token..].iter().take_while(|token| token.span.start() < end).count();
        while outer.get(mention).is_some_and(|(_, mention)| mention.span.end() <= start) {
            mention += 1;
        }
        let label =
            outer.get(mention).filter(|(_, mention)| mention.span.start() < end).map(|&(number, _)| {
                let begins = begun != Some(number);
                begun = Some(number);
                Label { mention: number, begins }
            });
        Aligned { subword, tokens: token as u32..(token + reach) as u32, label }
    };
    subwords.iter().map(aligned).collect()
}

#[cfg(test)]
mod tests;
