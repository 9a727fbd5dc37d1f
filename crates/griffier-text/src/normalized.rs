//! The view in which names are compared: folded case and diacritics, one space for any white space, no marks.
//!
//! What the view changes, and only that:
//! - letters lose case and diacritics (`É` → `e`, `ij` ligatures and `æ` become two letters);
//! - a run of white space (no-break spaces and one line break included) becomes one space; a run with a blank line in
//!   it becomes one `\n`, so that no name runs over a paragraph;
//! - a line break after a hyphen inside a word disappears (`AI-⏎factories` → `ai-factories`), and with it the hyphen where
//!   it only shows that the word goes on (`Neder-⏎land` → `nederland`, but `in-⏎en uitvoer` → `in- en uitvoer`);
//! - soft hyphens, zero-width characters and the Markdown marks `*`, `_` (beside a word) and `\` disappear;
//! - curly quotes become straight ones, every dash a hyphen;
//! - a word in small letters to which a capital is glued is cut there (`deEuropese` → `de europese`): extraction from a page
//!   often loses the space at a line's end.
//!
//! The original text is never touched; [`NormalizedText::to_original`] leads back to it.

use crate::span::Span;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A half-open byte range of a [`NormalizedText`]: another type than [`Span`], so that the two cannot be mixed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NormSpan {
    /// First byte in the view.
    pub start: u32,
    /// One past the last byte in the view.
    pub end: u32,
}

/// Small letters that must stand before a capital for the two to be cut: `iPhone` and `mRNA` are whole.
pub const GLUED: usize = 2;

/// Whether a capitalised word begins `bytes`, long enough to have lost its white space behind a number: `2024Tweede Kamer`,
/// `29 999Sluizen`. `digits` is the length of the number; `5Gnetwerk` and `3Dprint` are whole.
pub fn is_glued_title(digits: usize, bytes: &[u8]) -> bool {
    let [first, rest @ ..] = bytes else { return false };
    let small = rest.iter().take(4).filter(|byte| byte.is_ascii_lowercase()).count();
    first.is_ascii_uppercase() && small == 4 && (digits > 1 || (digits == 1 && !matches!(first, b'D' | b'G')))
}

/// Whether the words of a name were glued behind `word`, which has a capital itself (`OpenbaarMinisterie`, `PalestijnseGebieden`):
/// adjectives and words for bodies, which no name in camel case begins with.
pub fn opens_glued_name(word: &[u8]) -> bool {
    const WORDS: [&str; 28] = [
        "Openbaar",
        "Openbare",
        "Internationaal",
        "Internationale",
        "Nationaal",
        "Nationale",
        "Verenigd",
        "Verenigde",
        "Westelijke",
        "Oostelijke",
        "Landelijk",
        "Landelijke",
        "Centraal",
        "Centrale",
        "Algemene",
        "Algemeen",
        "Sociale",
        "Economische",
        "Hoge",
        "Europees",
        "Brede",
        "Inspectie",
        "Instituut",
        "Minister",
        "Staatssecretaris",
        "Ministerie",
        "Commissie",
        "Koninklijke",
    ];
    let [first, rest @ ..] = word else { return false };
    let plain = first.is_ascii_uppercase() && rest.iter().all(u8::is_ascii_lowercase);
    plain && (word.len() > 6 && word.ends_with(b"se") || WORDS.iter().any(|known| known.as_bytes() == word))
}

/// From `norm` on, byte `norm + k` of the view is byte `orig + k` of the text, until the next shift.
#[derive(Clone, Copy, Debug)]
struct Shift {
    norm: u32,
    orig: u32,
}

/// The normalised view of one text.
#[derive(Clone, Debug, Default)]
pub struct NormalizedText {
    text: String,
    shifts: Vec<Shift>,
}

impl NormalizedText {
    /// Builds the view of `original` in one pass; memory is linear in the text.
    pub fn new(original: &str) -> Self {
        Builder::new(original).build()
    }
    /// The view itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The bytes of `original` that `span` of the view stands for: from the first character that gave its first byte up
    /// to the end of the character that gave its last. Marks at the edges stay outside.
    pub fn to_original(&self, original: &str, span: NormSpan) -> Span {
        if span.end <= span.start {
            let mut at = self.origin(span.start).min(original.len());
            while !original.is_char_boundary(at) {
                at += 1;
            }
            return Span::at(at, at);
        }
        let start = self.origin(span.start);
        let last = self.origin(span.end - 1);
        let mut end = last + 1;
        while !original.is_char_boundary(end) {
            end += 1;
        }
        // Combining marks belong to the letter before them.
        let marks = original[end..].chars().take_while(|&c| c > '\u{2ff}' && is_combining_mark(c));
        end += marks.map(char::len_utf8).sum::<usize>();
        Span::at(start, end)
    }
    fn origin(&self, norm: u32) -> usize {
        let i = self.shifts.partition_point(|shift| shift.norm <= norm);
        match i.checked_sub(1).and_then(|i| self.shifts.get(i)) {
            Some(shift) => (shift.orig + (norm - shift.norm)) as usize,
            None => norm as usize,
        }
    }
    /// The first byte of the view at or after byte `offset` of the original text.
    pub fn from_original(&self, offset: usize) -> usize {
        let i = self.shifts.partition_point(|shift| (shift.orig as usize) < offset);
        let (norm, orig) = match i.checked_sub(1) {
            Some(i) => (self.shifts[i].norm as usize, self.shifts[i].orig as usize),
            None => (0, 0),
        };
        let limit = self.shifts.get(i).map_or(self.text.len(), |next| next.norm as usize);
        (norm + (offset - orig)).min(limit)
    }
}

/// What a byte is to a run of bytes that stand in the view as they stand in the text, but for their case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Easy {
    /// A small letter or a digit: a capital behind it may be glued.
    Small,
    Capital,
    Blank,
    /// Any other mark that stays as it is.
    Mark,
    /// Anything that needs a closer look.
    No,
}

static EASY: [Easy; 256] = {
    let mut easy = [Easy::No; 256];
    let mut byte = b' ';
    while byte < 0x7f {
        easy[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' => Easy::Small,
            b'A'..=b'Z' => Easy::Capital,
            b' ' => Easy::Blank,
            b'*' | b'\\' | b'_' => Easy::No,
            _ => Easy::Mark,
        };
        byte += 1;
    }
    easy
};

/// The length of the run of such bytes behind `before`: neither two blanks nor a capital right behind a small letter or a
/// digit stands in it, and no blank ends it unless a visible character follows.
#[inline]
fn easy_run(bytes: &[u8], mut before: Easy) -> usize {
    let mut len = 0;
    for &byte in bytes {
        let here = EASY[usize::from(byte)];
        let stop = match here {
            Easy::Small | Easy::Mark => false,
            Easy::Blank => before == Easy::Blank,
            Easy::Capital => before == Easy::Small,
            Easy::No => true,
        };
        if stop {
            break;
        }
        (before, len) = (here, len + 1);
    }
    let visible = bytes.get(len).is_some_and(u8::is_ascii_graphic);
    len - usize::from(len > 0 && before == Easy::Blank && !visible)
}

struct Builder<'t> {
    original: &'t str,
    text: String,
    shifts: Vec<Shift>,
    /// Where the next byte of the view would come from if nothing had been changed.
    expected: usize,
    /// Where the last white space ended, and whether what follows it counts as the inside of a word.
    edge: (usize, bool),
}

impl<'t> Builder<'t> {
    fn new(original: &'t str) -> Self {
        let text = String::with_capacity(original.len());
        Self { original, text, shifts: Vec::new(), expected: 0, edge: (0, false) }
    }

    fn push(&mut self, c: char, from: usize) {
        self.shift(from);
        self.text.push(c);
        self.expected = from + c.len_utf8();
    }

    #[inline]
    fn shift(&mut self, from: usize) {
        if self.expected != from {
            self.shifts.push(Shift { norm: self.text.len() as u32, orig: from as u32 });
        }
    }

    fn build(mut self) -> NormalizedText {
        let bytes = self.original.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let run = easy_run(&bytes[at..], self.before(at));
            if run > 0 {
                at = self.easy(at, run);
                continue;
            }
            at = match byte {
                b'A'..=b'Z' => self.capital(byte, at),
                b' ' if bytes.get(at + 1).is_some_and(|next| next.is_ascii_graphic()) => {
                    self.space(at);
                    self.edge = (at + 1, false);
                    at + 1
                }
                b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => {
                    let end = self.white_space(at);
                    self.edge = (end, false);
                    end
                }
                b'*' | b'\\' => at + 1,
                b'_' if self.at_word_edge(at) => at + 1,
                0..=0x7f => {
                    self.push(byte as char, at);
                    at + 1
                }
                _ => self.non_ascii(at),
            };
        }
        NormalizedText { text: self.text, shifts: self.shifts }
    }

    /// What the view ends with before byte `at` of the text, as [`easy_run`] sees it.
    #[inline]
    fn before(&self, at: usize) -> Easy {
        if matches!(self.text.as_bytes().last(), None | Some(b' ' | b'\n')) {
            return Easy::Blank;
        }
        let last = at.checked_sub(1).and_then(|last| self.original.as_bytes().get(last));
        match last {
            Some(byte) if byte.is_ascii_lowercase() || byte.is_ascii_digit() => Easy::Small,
            _ => Easy::Mark,
        }
    }

    /// Takes over `len` bytes that [`easy_run`] counted.
    #[inline]
    fn easy(&mut self, at: usize, len: usize) -> usize {
        self.shift(at);
        let (from, run) = (self.text.len(), &self.original[at..at + len]);
        self.text.push_str(run);
        self.text[from..].make_ascii_lowercase();
        if let Some(blank) = memchr::memrchr(b' ', run.as_bytes()) {
            self.edge = (at + blank + 1, false);
        }
        self.expected = at + len;
        self.expected
    }

    /// A capital, with a space before it if it is glued to a word or number.
    fn capital(&mut self, byte: u8, at: usize) -> usize {
        let digits = self.run_before(at, u8::is_ascii_digit);
        let title = digits > 0 && is_glued_title(digits, &self.original.as_bytes()[at..]);
        if title || self.run_before(at, u8::is_ascii_lowercase) >= GLUED || self.is_glued_name(at) {
            self.push(' ', at);
        }
        self.push(byte.to_ascii_lowercase() as char, at);
        at + 1
    }

    /// Whether the capital at `at` goes on with a name whose first word is glued to it.
    fn is_glued_name(&self, at: usize) -> bool {
        let (edge, inside) = self.edge;
        let bytes = self.original.as_bytes();
        let before = &bytes[edge..at];
        !inside
            && before.len() > 3
            && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
            && opens_glued_name(before)
    }

    /// How many bytes of a class stand right before `at`, if the word up to there holds nothing else.
    fn run_before(&self, at: usize, class: fn(&u8) -> bool) -> usize {
        let (edge, inside) = self.edge;
        let before = &self.original.as_bytes()[edge..at];
        let run = before.iter().rev().take_while(|byte| class(byte)).count();
        let inside = match before.len().checked_sub(run + 1) {
            Some(last) => before[last].is_ascii_alphanumeric() || before[last] >= 0x80,
            None => inside,
        };
        if inside { 0 } else { run }
    }

    /// One space, unless one stands there.
    #[inline]
    fn space(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.push(' ', at);
        }
    }

    /// A `_` between two letters or digits is part of a name (`rapport_2024`); at a word's edge it marks emphasis.
    fn at_word_edge(&self, at: usize) -> bool {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = (&self.original[..at], &self.original[at + 1..]);
        !(word(before.chars().next_back()) && word(after.chars().next()))
    }

    fn white_space(&mut self, from: usize) -> usize {
        let rest = &self.original[from..];
        let mut breaks = 0;
        let mut len = 0;
        for c in rest.chars() {
            match c {
                '\n' => breaks += 1,
                c if c.is_whitespace() || is_invisible(c) => {}
                _ => break,
            }
            len += c.len_utf8();
        }
        let next = rest[len..].chars().next();
        if breaks == 1 && self.text.ends_with('-') && self.joins(next) {
            match line_end(&self.original[..from], &rest[len..]) {
                LineEnd::Hyphen => return from + len,
                LineEnd::BrokenWord => {
                    self.text.pop();
                    return from + len;
                }
                LineEnd::Part => {}
            }
        }
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.push(if breaks > 1 { '\n' } else { ' ' }, from);
        } else if breaks > 1 && self.text.ends_with(' ') {
            // A mark stood between the two runs of white space.
            self.text.pop();
            self.push('\n', from);
        }
        from + len
    }

    /// Whether a word that a hyphen and a line break cut goes on with `next`.
    fn joins(&self, next: Option<char>) -> bool {
        let before = self.text.as_bytes().iter().rev().nth(1);
        before.is_some_and(u8::is_ascii_alphanumeric) && next.is_some_and(char::is_alphanumeric)
    }

    fn non_ascii(&mut self, from: usize) -> usize {
        let Some(c) = self.original[from..].chars().next() else { return from + 1 };
        if c.is_whitespace() {
            let end = self.white_space(from);
            self.edge = (end, true);
            return end;
        }
        if !is_invisible(c) {
            fold_char(c, |folded| self.push(folded, from));
        }
        from + c.len_utf8()
    }
}

/// What a hyphen at the end of a line is.
enum LineEnd {
    /// Part of its word: `AI-⏎factories`, `oud-⏎minister`.
    Hyphen,
    /// The page's: `Neder-⏎land`.
    BrokenWord,
    /// The end of the first part of two that share what follows: `in-⏎en uitvoer`.
    Part,
}

/// What words keep a hyphen of their own before or behind small letters.
const FIRST_PARTS: [&str; 6] = ["oud", "ex", "vice", "non", "niet", "adjunct"];
const LAST_PARTS: [&str; 2] = ["generaal", "president"];
/// The longest part that is compared with them.
const PART: usize = 12;

/// Tells by the letters on both sides. Only small letters are broken, and no word ends with a syllable of two letters on a
/// line of its own.
fn line_end(before: &str, after: &str) -> LineEnd {
    let Some(left) = before.strip_suffix(['-', '\u{2010}']) else { return LineEnd::Hyphen };
    let (stem, tail) = (left.chars().rev(), after.chars());
    let run =
        |chars: &mut dyn Iterator<Item = char>| chars.take(PART).take_while(|c| c.is_alphabetic()).count();
    let (first, last) = (run(&mut stem.clone()), run(&mut tail.clone()));
    // Small letters, or the capital that a name begins with (`De-⏎fensie`).
    let mut near = stem.clone();
    let small = near.next().is_some_and(char::is_lowercase)
        && near.next().is_some_and(|c| c.is_lowercase() || (first == 2 && c.is_uppercase()));
    if !after.starts_with(char::is_lowercase) || !small {
        return LineEnd::Hyphen;
    }
    if last <= 2 {
        return LineEnd::Part;
    }
    let part: String =
        stem.take(first).collect::<Vec<char>>().into_iter().rev().flat_map(char::to_lowercase).collect();
    let kept = FIRST_PARTS.contains(&part.as_str())
        || LAST_PARTS.iter().any(|end| after.starts_with(end) && end.len() == last);
    if kept { LineEnd::Hyphen } else { LineEnd::BrokenWord }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Gives the characters that `c` becomes in the view: none, one or two.
pub fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        return push(c.to_ascii_lowercase());
    }
    match c {
        '‘' | '’' | '‚' | '‛' | '´' | '′' => push('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => push('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => push('-'),
        '\u{133}' | '\u{132}' => "ij".chars().for_each(push),
        'æ' | 'Æ' => "ae".chars().for_each(push),
        'œ' | 'Œ' => "oe".chars().for_each(push),
        'ß' => "ss".chars().for_each(push),
        'ø' | 'Ø' => push('o'),
        'ł' | 'Ł' => push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => push('d'),
        'ı' => push('i'),
        '\u{fb01}' => "fi".chars().for_each(push),
        '\u{fb02}' => "fl".chars().for_each(push),
        '\u{fb00}' => "ff".chars().for_each(push),
        c if is_combining_mark(c) => {}
        c => decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                part.to_lowercase().for_each(&mut push);
            }
        }),
    }
}

/// The words of a text with one space between, as its author wrote them: a word that the end of a line breaks is whole.
pub fn whole_words(text: &str) -> String {
    if has_plain_gaps(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let gap = &text[end..start];
        let hyphen = gap.matches('\n').count() == 1
            && out.ends_with(['-', '\u{2010}'])
            && word.starts_with(char::is_alphanumeric);
        match hyphen.then(|| line_end(&text[..end], word)) {
            Some(LineEnd::BrokenWord) => {
                out.pop();
            }
            Some(LineEnd::Hyphen) => {}
            _ if out.is_empty() => {}
            _ => out.push(' '),
        }
        out.push_str(word);
        end = start + word.len();
    }
    out
}

/// Whether one blank stands between any two words and no other white space anywhere, as far as bytes tell: those that
/// begin white space beyond ASCII also begin other characters.
fn has_plain_gaps(text: &str) -> bool {
    let mut before = b' ';
    let plain = text.bytes().all(|byte| {
        let odd = matches!(byte, b'\t'..=b'\r' | 0xc2 | 0xe1..=0xe3) || (byte == b' ' && before == b' ');
        before = byte;
        !odd
    });
    plain && before != b' '
}

/// A name as the view shows it, for lists that are compared with the view.
pub fn normalize_name(name: &str) -> String {
    let mut text = NormalizedText::new(name.trim()).text;
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(original: &str, view: &str) {
        assert_eq!(NormalizedText::new(original).as_str(), view);
    }

    #[test]
    fn folds_what_names_vary_in_and_nothing_else() {
        check("Één Coöperatie", "een cooperatie");
        check("Tweede Kamer\nder\u{a0} Staten-Generaal", "tweede kamer der staten-generaal");
        check("AI-\nfactories", "ai-factories");
        check("NAVO-\nEU", "navo-eu");
        check("in Neder-\nland zoge\u{2010}\n  naamde", "in nederland zogenaamde");
        check("EU-\nlidstaten, TNO-\nrapport, 24-\njarige", "eu-lidstaten, tno-rapport, 24-jarige");
        check("Noord-\nHolland en 2022–\n2023", "noord-holland en 2022-2023");
        check(
            "in-\nen uitvoer, secretaris-\ngeneraal, Oud-\nminister",
            "in- en uitvoer, secretaris-generaal, oud-minister",
        );
        check(
            "van De-\nfensie, Ex-\nminister, X-\nstralen, AI-\nlab",
            "van defensie, ex-minister, x-stralen, ai-lab",
        );
        check("Neder-\n\nland e-\nmail", "neder-\nland e-mail");
        check("*Human Security*, **vet**", "human security, vet");
        check("veilig\u{ad}heid", "veiligheid");
        check("alinea.\n\nVolgende", "alinea.\nvolgende");
        check("‘dual-use’ – 2023", "'dual-use' - 2023");
        check("kst_1 _nadruk_", "kst_1 nadruk");
        check("van deEuropese Unie, vanState", "van de europese unie, van state");
        check(
            "’s-Gravenhage 2024Tweede Kamer 29 999Sluizen",
            "'s-gravenhage 2024 tweede kamer 29 999 sluizen",
        );
        check("5Gnetwerk D66Fractie 2024Q1 4Daagse", "5gnetwerk d66fractie 2024q1 4daagse");
        check("iPhone mRNA NAVOland EuroHPC X2Y abc1De", "iphone mrna navoland eurohpc x2y abc1de");
    }

    #[test]
    fn words_are_whole_as_their_author_wrote_them() {
        assert_eq!(whole_words(" Raad  Buiten-\nlandse\u{a0}Zaken\n"), "Raad Buitenlandse Zaken");
        assert_eq!(
            whole_words("AI-\nfabrieken, in-\nen uitvoer - ja-\n\nnee"),
            "AI-fabrieken, in- en uitvoer - ja- nee"
        );
    }

    #[test]
    fn spans_lead_back_without_the_marks_around_them() {
        let text = "zie *Human\nSecurity*\u{a0}en Één deUnie in Neder-\nland.";
        let view = NormalizedText::new(text);
        for (needle, expected) in [
            ("human security", "Human\nSecurity"),
            ("een", "Één"),
            ("unie", "Unie"),
            ("nederland", "Neder-\nland"),
            ("land", "land"),
        ] {
            let start = view.as_str().find(needle).unwrap() as u32;
            let span = NormSpan { start, end: start + needle.len() as u32 };
            assert_eq!(&text[view.to_original(text, span).range()], expected);
        }
    }

    proptest! {
        #[test]
        fn any_span_of_the_view_is_on_character_edges_of_the_text(text in "[ -~é\n*_“ßﬁ́\u{a0}\u{ad}\u{2010}-]{0,60}") {
            let view = NormalizedText::new(&text);
            let edges: Vec<usize> = (0..=view.as_str().len()).filter(|&i| view.as_str().is_char_boundary(i)).collect();
            for (i, &start) in edges.iter().enumerate() {
                for &end in &edges[i..] {
                    let span = view.to_original(&text, NormSpan { start: start as u32, end: end as u32 });
                    prop_assert!(text.get(span.range()).is_some());
                }
            }
        }

        #[test]
        fn the_view_of_a_line_is_its_own_view(text in "[ -~é“\u{a0}]{0,60}") {
            let once = NormalizedText::new(&text);
            let twice = NormalizedText::new(once.as_str());
            prop_assert_eq!(once.as_str().trim_end(), twice.as_str().trim_end());
        }
    }
}
