//! Texts that were annotated by a machine, made fit to learn from: sentences with a name that nobody marked are left out.

use crate::conll::Annotated;
use crate::labels::Name;
use crate::lexicon::Lexicon;
use crate::word::{Word, flag};
use griffier_text::Span;

impl Annotated {
    /// The same text without the sentences in which a capitalised word stands that is neither at the head, nor an ordinary
    /// word, nor within a name or one of `covered` (sorted).
    pub fn cleaned(&self, lexicon: &Lexicon, covered: &[Span]) -> Annotated {
        let mut clean = Annotated { text: self.text.clone(), ..Annotated::default() };
        let mut names = self.names.iter().peekable();
        let mut from = 0;
        for to in self.ends.iter().map(|&end| end as usize) {
            let kept = clean.tokens.len() as u32;
            let mut inside: Vec<Name> = Vec::new();
            while let Some(name) = names.next_if(|name| (name.from as usize) < to) {
                inside.push(*name);
            }
            let marked =
                |i: usize| inside.iter().any(|name| (name.from as usize..name.to as usize).contains(&i));
            let unmarked = |i: usize| {
                let word = Word::read(self.text.get(self.tokens[i].range()).unwrap_or(""));
                word.is_capital()
                    && word.is(flag::LETTER)
                    && word.len > 1
                    && !lexicon.is_word(word.lower)
                    && !marked(i)
                    && !overlaps(covered, self.tokens[i])
            };
            if to > from && !(from + 1..to).any(unmarked) {
                clean.tokens.extend(&self.tokens[from..to]);
                clean.ends.push(clean.tokens.len() as u32);
                let moved = |at: u32| at - from as u32 + kept;
                clean.names.extend(inside.iter().map(|name| Name {
                    from: moved(name.from),
                    to: moved(name.to),
                    ..*name
                }));
            }
            from = to;
        }
        clean
    }
}

fn overlaps(covered: &[Span], span: Span) -> bool {
    let to = covered.partition_point(|other| other.start() < span.end());
    covered[..to].iter().rev().take(8).any(|other| other.overlaps(span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conll;
    use crate::lexicon::Sort;

    #[test]
    fn a_sentence_with_an_unmarked_name_is_left_out() {
        let file = "-DOCSTART- O\nDe O\nRaad O\nziet O\nBos B-PER\n\nDan O\nziet O\nZalm O\nBos B-PER\n\nBos B-PER\nziet O\n";
        let lexicon = Lexicon::compile([(Sort::Word, "raad")].into_iter());
        let text = conll::parse(file.as_bytes()).unwrap().documents.remove(0);
        let words = |text: &Annotated| -> Vec<String> {
            text.tokens.iter().map(|token| text.text[token.range()].to_owned()).collect()
        };
        let clean = text.cleaned(&lexicon, &[]);
        assert_eq!(words(&clean), ["De", "Raad", "ziet", "Bos", "Bos", "ziet"]);
        assert_eq!(clean.ends, [4, 6]);
        assert_eq!(clean.names, [Name { from: 3, to: 4, kind: 0 }, Name { from: 4, to: 5, kind: 0 }]);
        let covered = [text.tokens[6]];
        assert_eq!(text.cleaned(&lexicon, &covered), text);
    }
}
