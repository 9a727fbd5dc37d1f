//! Headings of the body: which lines are headings, and what they announce. What stands under them is said in `outline`.

use crate::cues::{self, Cue};
use crate::furniture;
use crate::head;
use crate::labels::{self, Label, Side};
use crate::lines::{Lines, goes_on, last_word, plain};
use crate::signature;
use griffier_doc::{BlockKind, SectionKind, ZoneKind};

/// A line that is a heading.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub kind: SectionKind,
    /// The label of a question or an answer.
    pub label: Option<Label>,
}

impl Heading {
    const fn new(kind: SectionKind) -> Self {
        Self { kind, label: None }
    }
}

/// Bytes that an annex holds at least; less is a line of a list of enclosures.
const LEAST_ANNEX: usize = 200;

/// What the heading in line `i` of the body announces; `None` if the line is no heading. `before` is the kind of the line
/// above it.
pub(crate) fn heading(lines: &Lines, i: usize, before: Option<ZoneKind>) -> Option<Heading> {
    let (raw, line) = (lines.get(i), strip_inline(lines.plain(i)));
    let hashes = is_markdown(raw) || matches!(lines.said(i), Some(BlockKind::Heading(_)));
    if !hashes && (line.len() > 400 || !line.contains(char::is_alphabetic)) {
        return None;
    }
    let opens = opens_paragraph(lines, i, before);
    if let Some(label) = label(lines, i, opens, hashes) {
        let kind = match label.side {
            Side::Question => SectionKind::Question,
            Side::Answer => SectionKind::Answer,
        };
        return Some(Heading { kind, label: Some(label) });
    }
    // The letter of a label parts it from a value above it that ends with no full stop.
    if (opens || hashes || fiche_label(line))
        && let Some(kind) = announced(lines, i, line)
    {
        return Some(Heading::new(kind));
    }
    let plain = hashes
        || (opens && is_cue(line, Cue::Heading))
        || is_title(lines, i, line, opens)
        || is_wrapped_title(lines, i, before);
    plain.then_some(Heading::new(SectionKind::Chapter))
}

/// `## Title`
fn is_markdown(raw: &str) -> bool {
    let hashes = raw.bytes().take_while(|&b| b == b'#').count();
    (1..=6).contains(&hashes) && raw[hashes..].starts_with([' ', '*'])
}

/// Whether line `i` follows a blank line or the end of a paragraph.
fn opens_paragraph(lines: &Lines, i: usize, before: Option<ZoneKind>) -> bool {
    let above = if i > 0 { lines.get(i - 1) } else { "" };
    let ended = above.trim_end_matches(['*', '_', ' ']).ends_with(['.', '?', '!', '»', '”', ')']);
    lines.after_blank(i)
        || ended
        || above.bytes().all(|b| b.is_ascii_digit())
        || !matches!(before, Some(kind) if kind.is_running_text())
}

/// The label of a question or answer in line `i`, if it stands there as one.
fn label(lines: &Lines, i: usize, opens: bool, hashes: bool) -> Option<Label> {
    let raw = lines.get(i);
    let label = labels::label(raw)?;
    let rest = raw[label.len..].trim_end_matches(['*', '_', ' ']);
    let stands = match (label.numbers.is_empty(), rest.is_empty()) {
        // A wrapped line that holds nothing but "Vraag 3" begins with a capital all the same.
        (false, true) => true,
        (true, true) => opens || hashes,
        (false, false) => ((opens || hashes) && label.parted) || names_asker(rest, opens),
        // "Antwoord: Ja."
        (true, false) => opens && label.side == Side::Answer && is_colon(raw, label.len),
    };
    stands.then(|| {
        let len = if names_asker(rest, opens) { raw.len() } else { label.len };
        Label { len, ..label }
    })
}

fn is_colon(raw: &str, len: usize) -> bool {
    raw[..len].trim_end_matches(['*', '_', ' ', '\t']).ends_with(':')
}

/// `(VVD)`, `van het lid Boom`: behind a label, who asks.
fn names_asker(rest: &str, opens: bool) -> bool {
    let rest = rest.trim_end_matches([':', ' ']);
    let bracketed = rest.starts_with('(') && rest.ends_with(')') && rest.len() <= 60;
    let of =
        ["van het lid ", "van de leden ", "van de fractie", "van lid "].iter().any(|of| rest.starts_with(of));
    bracketed || (opens && of && rest.len() <= 120 && !rest.ends_with(['.', '?', ',', ';']))
}

/// What the words of a heading announce beyond a chapter.
fn announced(lines: &Lines, i: usize, line: &str) -> Option<SectionKind> {
    let words = unnumbered(line);
    // No such heading begins with another letter; most lines end here.
    if !words.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    if is_cue(words, Cue::Contents) && lines.len() > i + 2 {
        return Some(SectionKind::Contents);
    }
    if is_cue(words, Cue::Decision) {
        return Some(SectionKind::Decision);
    }
    if is_cue(words, Cue::Notice) {
        return Some(SectionKind::Chapter);
    }
    if is_annex(line) && lines.text.len() - lines.all.get(i)?.span.end() >= LEAST_ANNEX {
        return Some(SectionKind::Annex);
    }
    let open = !line.ends_with(['.', ';', ',', '?', '!']) && line.len() <= 200;
    if open && is_fiche(words) {
        return Some(SectionKind::Fiche);
    }
    if open && fiche_label(line) {
        return Some(SectionKind::Chapter);
    }
    if open && is_contribution(words) {
        return Some(SectionKind::Contribution);
    }
    let reply = cues::opening(words, Cue::Reply);
    (open && reply.is_some_and(|end| !words[end..].contains('(') && words.len() <= end + 90))
        .then_some(SectionKind::Reply)
}

/// Whether `line` is the cue and nothing else.
fn is_cue(line: &str, cue: Cue) -> bool {
    let bare = line.trim_end_matches([':', ' ', '*', '_']);
    cues::opening(bare, cue) == Some(bare.len()) && line.starts_with(char::is_uppercase)
}

/// Whether a heading says that neither question nor answer goes on under it.
pub(crate) fn is_notice(line: &str) -> bool {
    is_cue(line, Cue::Notice)
}

/// `Bijlage 1`, `BIJLAGE: Overzicht`, `Bijlage II – Moties`, `Bijlage bij de brief over …`.
fn is_annex(line: &str) -> bool {
    let Some(end) = cues::opening(line, Cue::Annex) else { return false };
    let rest = line[end..].trim_start();
    let number = rest.split([' ', ':', '.', '-', '–', ')']).next().unwrap_or("");
    let numbered = !number.is_empty()
        && (number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit())
            || number.len() <= 4 && number.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
            || number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase()));
    let title = if numbered { rest[number.len()..].trim_start() } else { rest };
    let ended = line.ends_with(['.', ';', ',', '?', '!']) || line.len() > 160;
    let titled = title.starts_with([':', '.', '-', '–'])
        || (numbered && title.starts_with(|c: char| c.is_uppercase() || matches!(c, '‘' | '“' | '«' | '(')))
        || title.starts_with("bij ");
    !ended && (title.is_empty() || titled)
}

/// `Fiche 2: Richtlijn …`
pub(crate) fn is_fiche(words: &str) -> bool {
    cues::opening(words, Cue::Fiche).is_some_and(|end| {
        let title = words[end..].trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
        title.starts_with(": ")
            && title[2..].starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '‘' | '“'))
    })
}

/// `Titel voorstel` behind its letter, `1. Algemene gegevens`.
pub(crate) fn fiche_label(line: &str) -> bool {
    let words = unnumbered(line);
    words.len() < line.len()
        && line.len() <= 220
        && cues::opening(words, Cue::FicheLabel).is_some_and(|end| {
            let rest = words[end..].trim_start();
            rest.is_empty()
                || rest.starts_with(['/', ',', ':', '('])
                || rest.starts_with("en ")
                || words.len() <= end + 60
        })
        && cues::opening(words, Cue::FicheLabel).is_some_and(|end| !words[end..].contains(". "))
}

/// A heading that says which groups speak under it.
fn is_contribution(words: &str) -> bool {
    let Some(end) = cues::opening(words, Cue::Contribution) else { return false };
    // "De leden van de VVD-fractie" opens as many sentences as headings.
    let members = words.starts_with("De leden") || words.starts_with("Het lid");
    if members {
        words[end..].trim_end_matches([':', ' ']).ends_with("fractie") && words.len() <= end + 60
    } else {
        true
    }
}

/// `line` without bullet and number before its words: `• a) Titel`, `II. Reactie`, `2.1 Inleiding`.
pub(crate) fn unnumbered(line: &str) -> &str {
    // A word as most lines begin with: neither a bullet nor a number.
    if let [first, second, ..] = line.as_bytes()
        && first.is_ascii_alphabetic()
        && second.is_ascii_lowercase()
    {
        return line;
    }
    let line = line.trim_start_matches(['•', '-', '–', '·', ' ', '\u{a0}', '\t', '\u{f0b7}']);
    let word = line.split([' ', '\u{a0}', '\t']).next().unwrap_or("");
    if word.len() == line.len() || word.len() > 6 {
        return line;
    }
    let bare = word.trim_end_matches(['.', ')', ':']);
    let digits = bare.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && bare.starts_with(|c: char| c.is_ascii_digit());
    let roman = bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let letter = bare.len() == 1 && word.len() > 1 && bare.bytes().all(|b| b.is_ascii_alphabetic());
    if !bare.is_empty() && (digits || roman || letter) { line[word.len()..].trim_start() } else { line }
}

/// Whether line `i` is a title by its form and its neighbors.
fn is_title(lines: &Lines, i: usize, line: &str, opens: bool) -> bool {
    let raw = lines.get(i);
    if line.len() > 160 || is_field(line) {
        return false;
    }
    let above = if i > 0 { lines.get(i - 1) } else { "" };
    let first = lines.after_blank(i);
    let bold = raw.starts_with("**") && raw.ends_with("**") && raw.len() > 4;
    let ended = line.ends_with(['.', ',', ';', '!', '…']) || (line.ends_with(['?', ':']) && !bold);
    let wraps = i > 0 && !first && goes_on(lines.plain(i - 1), line);
    let below = lines.plain(i + 1);
    // Without blank lines: a short line between the end of a paragraph and a full first line of the next.
    let squeezed =
        above.ends_with(['.', '?', '!']) && line.len() * 5 < lines.width(i) * 3 && below.len() >= 50;
    let numbered = numbered_title(lines, i);
    if ended
        || !(first || squeezed || (numbered && opens))
        || wraps
        || (is_item(raw) && !numbered)
        || !opens_title(line)
    {
        return false;
    }
    let words = line.split_whitespace().count();
    let inner = line.contains(". ") && !starts_with_number(line);
    // A line that says something is the first of a sentence that a blank line cuts.
    let says = words >= 12 && signature::has_verb(line);
    if words > 16 || says || inner || cues::connective(last_word(line)) || is_value(lines, i, line) {
        return false;
    }
    if lines.before_blank(i) {
        // The next paragraph does not go on from this line.
        return !below.starts_with(char::is_lowercase) && i + 1 < lines.len();
    }
    let short = line.len() + 12 < lines.width(i);
    words <= 14
        && below.starts_with(|c: char| !c.is_lowercase())
        && !is_item(lines.get(i + 1))
        && short
        && below.len() > line.len()
}

/// Whether line `i` is one of two that are a title together: "Voortgang van de sluizen en", "bruggen in het noorden".
fn is_wrapped_title(lines: &Lines, i: usize, before: Option<ZoneKind>) -> bool {
    let first = match (lines.after_blank(i), lines.before_blank(i)) {
        (true, false) => i,
        (false, true) if before == Some(ZoneKind::Heading) => i - 1,
        _ => return false,
    };
    let (title, rest, text) = (lines.plain(first), lines.plain(first + 1), lines.get(first + 2));
    let open =
        |line: &str| !line.ends_with(['.', ',', ';', ':', '?', '!', '…', ')']) && !signature::has_verb(line);
    lines.after_blank(first)
        && lines.before_blank(first + 1)
        && title.len() + rest.len() <= 160
        && opens_title(title)
        && !is_item(lines.get(first))
        && open(title)
        && open(rest)
        && goes_on(title, rest)
        && text.len() >= 40
        && text.starts_with(char::is_uppercase)
}

/// A row of a table, or a label of metadata with its value: `Volgcommissie(s): FIN`.
fn is_field(line: &str) -> bool {
    let label = || cues::opening(line, Cue::MetadataOpen).or_else(|| cues::opening(line, Cue::MetadataLine));
    line.contains('\t') || (line.contains(": ") && label().is_some())
}

/// A day, a number of a paper, or what stands under a label of a fiche.
fn is_value(lines: &Lines, i: usize, line: &str) -> bool {
    head::is_place_and_date(line) || head::is_identifier(line) || (i > 0 && fiche_label(lines.plain(i - 1)))
}

/// `2. Stand van zaken` over text, and not an item of a list.
fn numbered_title(lines: &Lines, i: usize) -> bool {
    let line = lines.plain(i);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let stop = line.as_bytes().get(digits) == Some(&b'.');
    let title = line.get(digits + 1..).unwrap_or("").trim_start();
    (1..=2).contains(&digits)
        && stop
        && title.starts_with(char::is_uppercase)
        && line.len() <= 100
        && !title.contains(['?', ';', ':'])
        && !is_item(lines.get(i + 1))
        && !(i > 0 && is_item(lines.get(i - 1)) && lines.get(i - 1).len() >= 40)
        && lines.get(i + 1).len() >= 40
}

/// `line` without `[bookmark: …]` at its start.
fn strip_inline(line: &str) -> &str {
    let mut rest = line;
    while rest.starts_with('[') {
        let Some(span) = furniture::inline(rest, 0).filter(|span| span.start() == 0) else { break };
        rest = rest[span.end()..].trim_start();
    }
    plain(rest)
}

fn opens_title(line: &str) -> bool {
    line.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '“' | '«' | '\'' | '"' | '’')
    })
}

/// `2.1 Stand van zaken`, `1. Inleiding`.
fn starts_with_number(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    rest.len() < line.len() && !rest.trim_start().contains(". ")
}

/// Whether `line` begins an item of a list.
pub(crate) fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    if matches!(
        first,
        '-' | '–'
            | '—'
            | '*'
            | '+'
            | '•'
            | '●'
            | '▪'
            | '◦'
            | '·'
            | '‣'
            | '□'
            | '➢'
            | '■'
            | '○'
            | '\u{f0b7}'
            | '\u{f0a7}'
    ) {
        let rest = chars.as_str();
        return rest.starts_with(char::is_whitespace) || !matches!(first, '-' | '–' | '—' | '*' | '+' | '·');
    }
    if first == 'o' && line[1..].starts_with([' ', '\t']) {
        return line[1..].trim_start().starts_with(char::is_uppercase);
    }
    enumerator(line).is_some()
}

/// The length of `1.`, `1)`, `a.`, `iv)`, `(b)` before white space at the start of `line`.
pub(crate) fn enumerator(line: &str) -> Option<usize> {
    let open = usize::from(line.starts_with('('));
    let body = &line.as_bytes()[open..];
    let digits = body.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let romans = body.iter().take(5).take_while(|b| matches!(b, b'i' | b'v' | b'x')).count();
    let letter = usize::from(body.first().is_some_and(u8::is_ascii_alphabetic));
    let len = [digits, romans, letter].into_iter().filter(|&len| len > 0).find(|&len| {
        matches!(body.get(len), Some(b'.' | b')'))
            && body.get(len + 1).is_none_or(|b| b.is_ascii_whitespace() || *b == 0xc2)
    })?;
    let closed = body[len] == b')' || open == 0;
    // A capital with a full stop is an initial as often as not.
    let initial = body[0].is_ascii_uppercase() && body[len] == b'.';
    (closed && !initial && len <= 3).then_some(open + len + 1)
}
