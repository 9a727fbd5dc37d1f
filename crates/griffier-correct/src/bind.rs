//! Where in a letter a decision belongs: the places where its words stand between its context.
//!
//! Words are compared without layout ([`crate::squeeze`]), the context by its letters and digits alone, as page numbers,
//! bullets and quotes differ most from format to format. A decision that names its letter may also bind where only one side of
//! the context agrees, or half of it, if no other place agrees as far: the text around the words was edited, a page ends
//! there, or a note is marked otherwise.

use crate::decision::Decision;
use crate::squeeze::{Squeezed, letter, squeeze};
use griffier_text::Span;

/// Letters and digits of the context that must agree at least, where not all of it does.
const ENOUGH: usize = 8;

/// The places of `decision` in `text`, whose squeezed form is `squeezed`.
pub(crate) fn bind(text: &str, squeezed: &Squeezed, decision: &Decision) -> Vec<Span> {
    let words = squeeze(&decision.text);
    if words.is_empty() {
        return Vec::new();
    }
    let before: Vec<char> = decision.before.chars().rev().filter_map(letter).collect();
    let after: Vec<char> = decision.after.chars().filter_map(letter).collect();
    let whole = before.len() + after.len();
    let (mut fits, mut best, mut second) = (Vec::new(), (0, None), 0);
    let mut side_agrees = false;
    for span in squeezed.find(&words) {
        if !stands_alone(text, span, &decision.text, [before.is_empty(), after.is_empty()]) {
            continue;
        }
        let sides =
            [common(&before, text[..span.start()].chars().rev()), common(&after, text[span.end()..].chars())];
        let agreed = sides[0] + sides[1];
        if agreed == whole {
            fits.push(span);
        } else if agreed > best.0 {
            second = best.0;
            best = (agreed, Some(span));
            side_agrees = sides[0] == before.len() && sides[0] >= ENOUGH
                || sides[1] == after.len() && sides[1] >= ENOUGH;
        } else {
            second = second.max(agreed);
        }
    }
    let partly = !decision.letter.is_empty()
        && best.0 >= ENOUGH
        && (side_agrees || best.0 * 2 >= whole)
        && best.0 > second;
    if fits.is_empty() && partly {
        fits.extend(best.1);
    }
    fits
}

/// How many letters and digits of `context` stand in `text`, nearest first.
fn common(context: &[char], text: impl Iterator<Item = char>) -> usize {
    // What is no letter is passed over, but not without end.
    let text = text.take(context.len() * 4 + 64).filter_map(letter);
    context.iter().zip(text).take_while(|(a, b)| **a == *b).count()
}

/// Whether the words are cut out of no longer word, on the sides where no context says so.
fn stands_alone(text: &str, span: Span, words: &str, open: [bool; 2]) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (before, after) = (text[..span.start()].chars().next_back(), text[span.end()..].chars().next());
    let cut_before = open[0] && is_word(before) && is_word(words.chars().next());
    let cut_after = open[1] && is_word(after) && is_word(words.chars().next_back());
    !cut_before && !cut_after
}
