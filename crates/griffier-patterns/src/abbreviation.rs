//! Short forms that a letter defines itself: "(hierna: AI)", "Taskforce Strategische Afhankelijkheden (TFSA)".
//!
//! Abbreviations that every reader knows are the gazetteer's.

use crate::name::heads::ends_phrase;
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{Document, MentionType, TokenKind};
use griffier_text::Span;

/// More short forms than this in one letter are not defined but listed.
const MOST: usize = 256;

/// The rule for short forms that only their letters explain.
pub(crate) const LETTERS: &str = "abbreviation.letters";

/// A short form and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The full name, without article.
    pub full: Span,
    /// The short form, without brackets and quotation marks.
    pub short: Span,
    /// From the full name to the end of the bracket.
    pub evidence: Span,
    /// The rule that read it: `abbreviation.stated` where the text says so, `abbreviation.letters` where the letters do.
    pub rule: &'static str,
}

/// The short forms a letter defines, in reading order; of several definitions of one short form the first.
pub fn definitions(doc: &Document) -> Vec<Definition> {
    definitions_in(&Reading::brief(doc))
}

/// The same for a letter that is read already.
pub(crate) fn definitions_in(r: &Reading<'_>) -> Vec<Definition> {
    let mut out: Vec<Definition> = Vec::new();
    for i in r.asides() {
        if out.len() >= MOST {
            break;
        }
        let Some(found) = stated(r, i).or_else(|| lettered(r, i)) else { continue };
        let short = r.doc.slice(found.short);
        if !out.iter().any(|earlier| r.doc.slice(earlier.short) == short) {
            out.push(found);
        }
    }
    out
}

/// The later places of the short form, as whole words in the same letters.
pub fn occurrences(doc: &Document, definition: &Definition) -> Vec<Span> {
    let short = doc.slice(definition.short);
    let text = doc.text();
    let from = definition.evidence.end();
    let Some(rest) = text.get(from..).filter(|_| !short.is_empty()) else { return Vec::new() };
    let edge = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    rest.match_indices(short)
        .map(|(at, _)| Span::at(from + at, from + at + short.len()))
        .filter(|span| {
            edge(text[..span.start()].chars().next_back()) && edge(text[span.end()..].chars().next())
        })
        .collect()
}

/// "(hierna: AI)", "(verder te noemen: de Stichting)", ", hierna ‘de Commissie’".
fn stated(r: &Reading<'_>, i: usize) -> Option<Definition> {
    if !r.t.is_any(i, words!["(", ","]) || i == 0 {
        return None;
    }
    let bracket = r.t.is(i, "(");
    let mut at = i + 1;
    if !r
        .t
        .is_any(at, words!["hierna", "verder", "voortaan", "afgekort", "kortweg", "ofwel", "kortheidshalve"])
    {
        return None;
    }
    if !bracket && !r.t.is_any(at, words!["hierna", "voortaan"]) {
        return None;
    }
    at += 1;
    let mut said = bracket && r.t.is_any(at - 1, words!["hierna", "verder", "afgekort", "voortaan"]);
    let mut naming = false;
    for word in
        ["te", "noemen", "aangeduid", "afgekort", "genoemd", "met", "als", "ook", "kortweg", "tot", ":"]
    {
        if r.t.is(at, word) {
            at += 1;
            said = true;
            naming |= ["noemen", "genoemd", "aangeduid"].contains(&word);
        }
    }
    let quoted = r.t.is_any(at, words!["‘", "“", "\"", "'", "«", "„"]);
    at += usize::from(quoted);
    at += usize::from(r.t.is_any(at, words!["de", "het"]));
    let closes = |k: usize| r.t.is_any(k, words![")", "’", "”", "\"", "'", "»", ",", ";"]) || k >= r.t.len();
    let end = (at..at + 6).find(|&k| closes(k)).filter(|&end| end > at)?;
    // "(hierna: het advies)": a common noun stays one.
    let noun = end == at + 1 && !r.t.word(at).contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if noun {
        return None;
    }
    // Outside brackets quotation marks tell a short form from the sentence, or a verb of naming before one capitalised word.
    let word = naming && end == at + 1 && r.t.is_capitalised(at);
    if !(quoted || word || bracket && said) {
        return None;
    }
    // Marks that close around the full name are no part of it.
    let mut last = i;
    while last > 1 && r.t.is_any(last - 1, words!["’", "”", "»", "\"", "'", "*", "**", "_"]) {
        last -= 1;
    }
    let from = full_name(r, last, (at, end))?;
    let close = if bracket { (end..end + 3).find(|&k| r.t.is(k, ")")).unwrap_or(end) } else { end };
    Some(Definition {
        full: r.t.cover(from, last - 1),
        short: r.t.cover(at, end - 1),
        evidence: r.t.cover(from, close.min(r.t.len() - 1)),
        rule: "abbreviation.stated",
    })
}

/// The first token of the name that ends before token `open`.
fn full_name(r: &Reading<'_>, open: usize, (short, short_end): (usize, usize)) -> Option<usize> {
    let end = r.t.span(open - 1).end();
    let (first, _) = r.sentence(open - 1);
    let floor = first.max(open.saturating_sub(14));
    let low = r.t.span(floor).start();
    let from = r.listed().partition_point(|hit| hit.span.start() < low);
    let named = r.listed()[from..]
        .iter()
        .take_while(|hit| hit.span.start() < end)
        .find(|hit| hit.span.end() == end && !matches!(hit.kind, MentionType::Date | MentionType::Reference));
    if let Some(hit) = named {
        return Some(r.t.index_at(hit.span.start()));
    }
    let word = r.t.word(short);
    if short_end == short + 1
        && word.len() < 9
        && let Some(from) = fitting_start(r, word, floor, open)
    {
        return Some(from);
    }
    let mut from = open;
    let mut capital = None;
    let ends = |i: usize| ends_phrase(r.t.word(i)) && (!r.t.is_capitalised(i) || i == first);
    while from > floor && r.t.kind(from - 1) == Some(TokenKind::Word) && !ends(from - 1) {
        if r.t.is_any(from - 1, words!["van", "voor", "in", "op", "over", "tot", "en"]) && capital.is_none() {
            break;
        }
        from -= 1;
        if r.t.is_capitalised(from) {
            capital = Some(from);
        }
    }
    let from = capital.unwrap_or(from);
    (from < open).then_some(from)
}

/// "Emerging and Disruptive Technologies (EDTs)": a bare bracket whose letters the words before it begin with.
fn lettered(r: &Reading<'_>, i: usize) -> Option<Definition> {
    // "Retrieval Augmented Generation oftewel RAG"
    let said = r.t.is(i, "oftewel");
    if !(said || r.t.is(i, "(")) || i == 0 {
        return None;
    }
    let quote = usize::from(r.t.is_any(i + 1, words!["‘", "“", "'", "\"", "*", "_"]));
    let at = i + 1 + quote;
    // "(SEV III)"
    let end = at + 1 + usize::from(is_roman(r.t.word(at + 1)));
    if !(said || r.t.is(end + quote, ")")) || r.t.kind(at) != Some(TokenKind::Word) {
        return None;
    }
    let word = r.t.word(at);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    if !(2..=12).contains(&word.chars().count()) || capitals == 0 || said && capitals < 2 {
        return None;
    }
    let (first, _) = r.sentence(i);
    let mut last = i;
    while last > 0 && r.t.is_any(last - 1, words!["*", "**", "_", "’", "'", "”", "\""]) {
        last -= 1;
    }
    let spelled = || fitting_start(r, word, first.max(last.saturating_sub(14)), last);
    let from = act_before(r, word, last).or_else(spelled)?;
    // One word before a bracket is explained by it, not shortened, unless hyphens make it a name of several.
    let hyphens = r.t.word(from).matches('-').count();
    if from + 1 >= last && hyphens < 2 {
        return None;
    }
    Some(Definition {
        full: r.t.cover(from, last - 1),
        short: r.t.cover(at, end - 1),
        evidence: r.t.cover(from, if said { end - 1 } else { end + quote }),
        rule: LETTERS,
    })
}

/// The first token of the listed act that ends before token `last`, if `short` is made of its letters: parts of a compound
/// give theirs too ("Wet inzake de luchtverontreiniging (Wlv)").
fn act_before(r: &Reading<'_>, short: &str, last: usize) -> Option<usize> {
    let plain = short.starts_with('W') && short.chars().skip(1).all(char::is_lowercase) && short.len() <= 6;
    if !plain || last == 0 {
        return None;
    }
    let end = r.t.span(last - 1).end();
    let from = r.listed().partition_point(|hit| hit.span.start() + ACT < end);
    let named = |hit: &&crate::reading::Listed| hit.kind == MentionType::Law && hit.span.end() == end;
    let act = r.listed()[from..].iter().take_while(|hit| hit.span.start() < end).find(named)?;
    let mut letters = short.chars().flat_map(char::to_lowercase).peekable();
    for c in r.doc.slice(act.span).chars().flat_map(char::to_lowercase) {
        letters.next_if_eq(&c);
    }
    letters.peek().is_none().then(|| r.t.index_at(act.span.start()))
}

/// Longest name of an act that a letter shortens, in bytes.
const ACT: usize = 120;

/// Whether a word is a small Roman numeral.
fn is_roman(word: &str) -> bool {
    (1..6).contains(&word.len()) && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

/// The first of the words before token `end`, not before `floor`, that together begin with the letters of `short`.
fn fitting_start(r: &Reading<'_>, short: &str, floor: usize, end: usize) -> Option<usize> {
    let letters = letters_of(short)?;
    let mut from = end;
    while from > floor {
        from -= 1;
        if !matches!(r.t.kind(from), Some(TokenKind::Word | TokenKind::Number))
            && !r.t.is_any(from, words!["&", "-", "–", ",", "/"])
        {
            return None;
        }
        let small = r.t.is_any(
            from,
            words!["van", "de", "het", "en", "voor", "of", "in", "op", "the", "and", "door", "tot"],
        );
        if !small && begins(r.t.word(from), letters[0]) && fits(r, from, end, &letters) {
            return Some(from);
        }
    }
    None
}

/// The letters that must be found: the capitals, or all letters where there is but one ("Awb"); no plural.
fn letters_of(short: &str) -> Option<Vec<char>> {
    let capitals: Vec<char> = short.chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).collect();
    let letters = match capitals.iter().filter(|c| c.is_uppercase()).count() {
        0 => return None,
        1 => short.chars().filter(|c| c.is_alphanumeric()).collect(),
        _ => capitals,
    };
    let letters: Vec<char> = letters.iter().flat_map(|c| c.to_lowercase()).collect();
    (2..=16).contains(&letters.len()).then_some(letters)
}

fn begins(word: &str, letter: char) -> bool {
    word.chars().next().is_some_and(|c| c.to_lowercase().eq([letter]))
}

/// Whether the words from `from` up to `end` spell `letters`: every word of weight gives its first letter and may give
/// later ones; small words may be left out.
fn fits(r: &Reading<'_>, from: usize, end: usize, letters: &[char]) -> bool {
    // Bit k: the first k letters are spelled.
    let mut reached: u32 = 1;
    let goal = 1 << letters.len();
    for i in from..end {
        if !matches!(r.t.kind(i), Some(TokenKind::Word | TokenKind::Number)) {
            continue;
        }
        for (part, word) in r.t.word(i).split(['-', '–', '/']).enumerate() {
            let small = word.len() < 4 && !r.t.is_capitalised(i)
                || r.t.is_any(i, words!["voor", "door", "over", "with"]);
            let optional = (small || part > 0) && i > from;
            reached = spelled(word, reached, letters) | if optional { reached } else { 0 };
        }
    }
    reached & goal != 0
}

/// The letters spelled after `word`, which must give its first letter.
fn spelled(word: &str, reached: u32, letters: &[char]) -> u32 {
    let mut out = 0;
    for k in (0..letters.len()).filter(|k| reached & (1 << k) != 0) {
        let mut next = k;
        for (at, c) in word.chars().flat_map(char::to_lowercase).enumerate() {
            if at == 0 && c != letters[k] {
                break;
            }
            if next < letters.len() && c == letters[next] {
                next += 1;
                out |= 1 << next;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
