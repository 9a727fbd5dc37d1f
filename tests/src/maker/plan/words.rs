//! Words with their style: the marks of Markdown and of notes read, the rest as it stands.

use super::Word;
use griffier_doc::Document;
use griffier_text::Span;

/// The words at `span`; `marks` are the places of marks of notes with their labels.
pub(super) fn of(doc: &Document, span: Span, marks: &[(Span, &str)]) -> Vec<Word> {
    let mut inside: Vec<_> =
        marks.iter().filter(|(mark, _)| span.start() <= mark.start() && mark.end() <= span.end()).collect();
    inside.sort_by_key(|(mark, _)| *mark);
    let mut words = Vec::new();
    let mut at = span.start();
    for &&(mark, label) in &inside {
        words.extend(styled(doc.slice(Span::at(at, mark.start()))));
        words.push(Word::Mark(label.to_owned()));
        at = mark.end();
    }
    words.extend(styled(doc.slice(Span::at(at, span.end()))));
    trimmed(words)
}

/// `after` behind `before`, a space between.
pub(super) fn joined(mut before: Vec<Word>, after: Vec<Word>) -> Vec<Word> {
    before.push(Word::Plain(" ".to_owned()));
    before.extend(after);
    before
}

/// Words with the marks of Markdown that letters have: `**x**`, `*x*`, `[x](y)`, `## x`, `\_`.
fn styled(text: &str) -> Vec<Word> {
    let mut rest = text.trim_start_matches(['#', '\n']);
    let mut words = Vec::new();
    let mut plain = String::new();
    while let Some(c) = rest.chars().next() {
        let (word, taken) = if let Some((inner, taken)) = between(rest, "**") {
            (Some(Word::Strong(unlinked(inner))), taken)
        } else if let Some((inner, taken)) = between(rest, "*") {
            (Some(Word::Emphasis(inner.to_owned())), taken)
        } else if let Some((words, target, taken)) = link(rest) {
            (Some(Word::Link { words: words.to_owned(), target: target.to_owned() }), taken)
        } else {
            (None, c.len_utf8())
        };
        match word {
            Some(word) => {
                words.push(Word::Plain(std::mem::take(&mut plain)));
                words.push(word);
            }
            None if c == '\\' => {}
            None if c == '\n' => plain.push(' '),
            None => plain.push(c),
        }
        rest = &rest[taken..];
    }
    words.push(Word::Plain(plain));
    words
}

/// What stands between two marks, each against a word, and how long it is with them.
fn between<'t>(text: &'t str, mark: &str) -> Option<(&'t str, usize)> {
    let rest = text.strip_prefix(mark)?;
    let inner = &rest[..rest.find(mark)?];
    let tight =
        !inner.is_empty() && inner.trim() == inner && !inner.contains('\n') && !inner.starts_with('*');
    tight.then_some((inner, inner.len() + 2 * mark.len()))
}

/// `[words](target)`
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let target = &rest[..rest.find(')')?];
    (!words.contains(['[', ']', '\n'])).then_some((words, target, words.len() + target.len() + 4))
}

fn unlinked(text: &str) -> String {
    styled(text).iter().map(|word| super::plain(std::slice::from_ref(word))).collect()
}

/// Without white space at the ends, and without empty words.
fn trimmed(mut words: Vec<Word>) -> Vec<Word> {
    if let Some(Word::Plain(first)) = words.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Word::Plain(last)) = words.last_mut() {
        *last = last.trim_end().to_owned();
    }
    words.retain(|word| !matches!(word, Word::Plain(text) if text.is_empty()));
    let blank = |word: &Word| matches!(word, Word::Plain(text) if text.trim().is_empty());
    if words.iter().all(blank) { Vec::new() } else { words }
}
