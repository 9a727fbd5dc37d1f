//! A small tokenizer for the unit tests of this crate; real letters are segmented by another crate of the same layer.

use griffier_doc::{Document, Hit, Sentence, Target, Token, TokenKind, Zone, ZoneKind};
use griffier_text::Span;

/// A letter of body text with tokens and sentences.
pub(crate) fn document(text: &str) -> Document {
    zoned(text, &[])
}

/// The same, with a zone of each kind from the first place of its words on; before the first the body.
pub(crate) fn zoned(text: &str, zones: &[(ZoneKind, &str)]) -> Document {
    let mut doc = Document::from_text("test", text);
    let tokens = tokens(text);
    doc.set_sentences(sentences(text, &tokens));
    doc.set_tokens(tokens);
    let mut marks: Vec<(usize, ZoneKind)> =
        zones.iter().map(|&(kind, words)| (text.find(words).expect("zone words"), kind)).collect();
    if marks.first().is_none_or(|&(at, _)| at > 0) {
        marks.insert(0, (0, ZoneKind::Body));
    }
    let ends = marks.iter().skip(1).map(|&(at, _)| at).chain([text.len()]).collect::<Vec<_>>();
    doc.set_zones(
        marks.iter().zip(ends).map(|(&(at, kind), end)| Zone { span: Span::at(at, end), kind }).collect(),
    );
    doc
}

/// The text of a row in which hits are marked in place: `op [[8 juli jl.|2021-07-08]] is`.
pub(crate) fn unmarked(row: &str) -> String {
    let mut text = String::new();
    let mut rest = row;
    while let Some((before, marked)) = rest.split_once("[[") {
        let (words, after) = marked.split_once("]]").expect("a closing mark");
        text.push_str(before);
        text.push_str(words.rsplit_once('|').expect("words and value").0);
        rest = after;
    }
    text + rest
}

/// The text with `hits`, sorted and disjoint, marked in place; a hit without a value has `?`.
pub(crate) fn marked(doc: &Document, hits: &[Hit]) -> String {
    let mut row = String::new();
    let mut at = 0;
    for hit in hits {
        let value = if let Target::Value(value) = &hit.target { value.as_str() } else { "?" };
        row.push_str(doc.slice(Span::at(at, hit.span.start())));
        row.push_str(&format!("[[{}|{value}]]", doc.slice(hit.span)));
        at = hit.span.end();
    }
    row + doc.slice(Span::at(at, doc.text().len()))
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (len, kind) = token(&text[at..], first);
        out.push(Token { span: Span::at(at, at + len), kind });
        at += len;
    }
    out
}

fn token(rest: &str, first: char) -> (usize, TokenKind) {
    if ["http://", "https://", "www."].iter().any(|scheme| rest.starts_with(scheme)) {
        let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
        return (rest[..len].trim_end_matches(['.', ',', ')']).len(), TokenKind::Url);
    }
    if first.is_ascii_digit() {
        let len = run(rest, |c| c.is_alphanumeric(), ".,:");
        let digits = rest[..len].bytes().all(|b| !b.is_ascii_alphabetic());
        return (len, if digits { TokenKind::Number } else { TokenKind::Word });
    }
    if first.is_alphabetic()
        || (matches!(first, '\'' | '’') && rest[first.len_utf8()..].starts_with(['t', 's']))
    {
        let skip = if first.is_alphabetic() { 0 } else { first.len_utf8() };
        let len = skip + run(&rest[skip..], char::is_alphanumeric, "-'’");
        // "Armoede- en schuldenbeleid"
        let len = len + usize::from(rest[len..].starts_with("- "));
        let dotted = initials(rest);
        if dotted > 0 {
            return (dotted, TokenKind::Abbreviation);
        }
        let known = [
            "nr", "nrs", "art", "jl", "jo", "drs", "mr", "dr", "prof", "dhr", "mw", "mevr", "ir", "blz",
            "st", "resp", "c.s", "a.s", "d.d", "o.a", "t.a.v",
        ];
        let abbreviation = known.iter().find(|word| {
            rest.get(..word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word))
                && rest[word.len()..].starts_with('.')
        });
        return match abbreviation {
            Some(word) => (word.len() + 1, TokenKind::Abbreviation),
            None => (len, TokenKind::Word),
        };
    }
    let len = rest.chars().take_while(|&c| c == first).map(char::len_utf8).sum();
    (len, if "¹²³".contains(first) { TokenKind::NoteMark } else { TokenKind::Punctuation })
}

/// The length of a run of `inside` characters with single `joints` between two of them.
fn run(rest: &str, inside: impl Fn(char) -> bool, joints: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joint = joints.contains(c) && chars.peek().is_some_and(|&(_, next)| inside(next));
        if !inside(c) && !joint {
            break;
        }
        len = at + c.len_utf8();
    }
    len
}

/// The length of `H.G.J.` or `Th.B.` at the start of `rest`, else 0.
fn initials(rest: &str) -> usize {
    let mut len = 0;
    loop {
        let part = &rest[len..];
        let Some(dot) = part.find('.') else { return len };
        let letters = &part[..dot];
        let capital = letters.chars().next().is_some_and(char::is_uppercase);
        if !capital || letters.chars().count() > 2 || !letters.chars().skip(1).all(char::is_lowercase) {
            return len;
        }
        len += dot + 1;
    }
}

/// Sentences end at a full stop, question or exclamation mark and at a blank line.
fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, token) in tokens.iter().enumerate() {
        let from = *start.get_or_insert(token.span.start());
        let next = tokens.get(i + 1);
        let gap = next.map_or("", |next| &text[token.span.end()..next.span.start()]);
        let word = &text[token.span.range()];
        if next.is_none()
            || matches!(word, "." | "?" | "!")
            || gap.bytes().filter(|&b| b == b'\n').count() > 1
        {
            out.push(Sentence { span: Span::at(from, token.span.end()) });
            start = None;
        }
    }
    out
}
