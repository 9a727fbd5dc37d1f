//! Tokens: Unicode word bounds, put together or taken apart as Dutch letters are written.
//!
//! White space always parts tokens (`33 694` is two). Within a run without white space: addresses stay whole; hyphens,
//! `&` and apostrophes join words and identifiers; a full stop belongs to an abbreviation or to initials; a slash parts
//! (`Q1/Q2`) but for lower-case pairs (`en/of`) and fractions; marks of footnotes are cut out wherever they stand.

use crate::abbreviations::{self, Ending};
use crate::formula;
use crate::runs::{Run, next_run};
use crate::words::ascii_word;
use griffier_doc::{Token, TokenKind};
use griffier_text::{GLUED, Span, is_glued_title, opens_glued_name};
use unicode_segmentation::UnicodeSegmentation;

/// The tokens of `text`, cut at `marks` (sorted, disjoint, without white space).
pub(crate) fn find(text: &str, marks: &[Span]) -> Vec<Token> {
    let mut tokenizer = Tokenizer { text, tokens: Vec::with_capacity(text.len() / 5 + 1) };
    let mut marks = marks.iter().copied().peekable();
    let mut at = 0;
    while let Some((mut start, end, run)) = next_run(text, at) {
        at = end;
        let from = start;
        while let Some(mark) = marks.next_if(|mark| mark.start() < end) {
            if mark.start() < start || mark.end() > end {
                continue;
            }
            tokenizer.run(start, mark.start());
            tokenizer.push(mark.start(), mark.end(), TokenKind::NoteMark);
            start = mark.end();
        }
        match run {
            Run::Letters => tokenizer.push(start, end, TokenKind::Word),
            Run::Digits => tokenizer.push(start, end, TokenKind::Number),
            Run::Closed if start == from && tokenizer.closed(start, end) => {}
            Run::Closed | Run::Mixed => tokenizer.run(start, end),
        }
    }
    tokenizer.tokens
}

/// Top-level domains by which a bare address is known; `de` and `is` are Dutch words.
const DOMAINS: [&str; 10] = ["nl", "eu", "com", "org", "net", "int", "be", "gov", "edu", "info"];

/// Bytes of two words that a slash may join.
const LONGEST_PAIR: usize = 80;

/// Bytes looked at to find the bounds of a word.
const WINDOW: usize = 64;

struct Tokenizer<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl Tokenizer<'_> {
    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        if start < end {
            self.tokens.push(Token { span: Span::at(start, end), kind });
        }
    }

    /// The two tokens of letters or digits and one closing mark, or an abbreviation; `false` if there is more to it.
    fn closed(&mut self, start: usize, end: usize) -> bool {
        let to = end - 1;
        let form = &self.text[start..to];
        let digits = form.as_bytes()[0].is_ascii_digit();
        if glued_capital(form).is_some() {
            return false;
        }
        if !digits && self.full_stop(start, to, end) == Some(end) {
            self.push(start, end, TokenKind::Abbreviation);
            return true;
        }
        self.push(start, to, if digits { TokenKind::Number } else { TokenKind::Word });
        self.push(to, end, TokenKind::Punctuation);
        true
    }

    /// Tokens of a run without white space.
    fn run(&mut self, from: usize, end: usize) {
        let mut at = from;
        while at < end {
            let Some(first) = self.text[at..end].chars().next() else { return };
            if at == 0 && first == '\u{feff}' {
                // A byte order mark is no part of the word it stands before.
                at += first.len_utf8();
                continue;
            }
            let (to, kind) = if let Some(to) = self.address(at, end) {
                (to, TokenKind::Url)
            } else if let Some(to) = self.formula(at, from, end) {
                (to, TokenKind::Word)
            } else if first.is_alphanumeric() {
                self.word(at, end)
            } else if let Some(to) = self.prefixed(at, from, end) {
                (to, TokenKind::Word)
            } else if first == '@' && at > from && self.mail(at, from, end) {
                at = self.tokens.last().map_or(end, |token| token.span.end());
                continue;
            } else {
                (self.punctuation(at, end, first), TokenKind::Punctuation)
            };
            self.push(at, to, kind);
            at = to;
        }
    }

    /// The end of a formula, which begins where a run does or behind its bracket.
    fn formula(&self, at: usize, from: usize, end: usize) -> Option<usize> {
        let first = at == from || self.text.as_bytes()[at - 1] == b'(';
        formula::find(self.text.get(at..end).filter(|_| first)?).map(|len| at + len)
    }

    /// The first Unicode word of `at..end`. Its full stops may have to be cut again, so it is looked up in a window:
    /// a longer one is only letters and digits.
    fn segment(&self, at: usize, end: usize) -> &str {
        let rest = &self.text[at..end];
        if let Some(len) = ascii_word(rest.as_bytes()) {
            return &rest[..len];
        }
        let mut window = rest.len().min(WINDOW);
        while !rest.is_char_boundary(window) {
            window -= 1;
        }
        let segment = rest[..window].split_word_bounds().next().unwrap_or("");
        if segment.len() < window || window == rest.len() {
            return segment;
        }
        let wordy = |grapheme: &(usize, &str)| !grapheme.1.starts_with(char::is_alphanumeric);
        let letters =
            rest.grapheme_indices(true).skip(1).find(wordy).map_or(rest.len(), |grapheme| grapheme.0);
        &rest[..letters]
    }

    /// A mark with what is attached to it, or a run of the same mark.
    fn punctuation(&self, at: usize, end: usize, first: char) -> usize {
        let single = |c: char| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '€' | '$' | '%');
        let segment =
            if first == '_' { "_".len() } else { self.segment(at, end).len().max(first.len_utf8()) };
        if single(first) || first == '?' || segment > first.len_utf8() {
            return at + segment;
        }
        let run = self.text[at..end].chars().take_while(|&c| c == first).count();
        at + run * first.len_utf8()
    }

    /// `'s-Gravenhage`, `'t`, `'90` and, after white space, the tail of a compound (`-activiteiten`).
    fn prefixed(&self, at: usize, from: usize, end: usize) -> Option<usize> {
        let mut chars = self.text[at..end].chars();
        let sign = chars.next()?;
        let after = at + sign.len_utf8();
        let (one, two, three) = (chars.next()?, chars.next(), chars.next());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match sign {
            '\'' | '’' | '‘'
                if matches!(one, 's' | 't' | 'S' | 'T' | 'n' | 'k' | 'm' | 'r') && !letter(two) =>
            {
                let closes = two.is_some_and(|c| matches!(c, '\'' | '’'));
                (!closes).then(|| self.word(after, end).0)
            }
            '\'' | '’' | '‘' if one.is_ascii_digit() && two.is_some_and(|c| c.is_ascii_digit()) => {
                let closes = match three {
                    Some('.' | ',') => chars.next().is_some_and(|c| c.is_ascii_digit()),
                    three => three.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’')),
                };
                (!closes).then(|| self.word(after, end).0)
            }
            '-' if at == from && one.is_lowercase() && self.follows_a_space(at) => {
                Some(self.word(after, end).0)
            }
            _ => None,
        }
    }

    /// Whether a blank, not a line break, stands before byte `at`.
    fn follows_a_space(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches([' ', '\u{a0}']);
        before.len() < at && !before.is_empty() && !before.ends_with('\n')
    }

    /// The word, number or abbreviation that begins at `at`.
    fn word(&self, at: usize, end: usize) -> (usize, TokenKind) {
        let mut to = self.core(at, end);
        if let Some(address) = self.domain(at, to, end) {
            return (address, TokenKind::Url);
        }
        if let Some(cut) = glued_capital(&self.text[at..to]) {
            return (at + cut, TokenKind::Word);
        }
        let stop = self.full_stop(at, to, end);
        if let Some(stop) = stop {
            // `St.-Janstraat`
            let mut tail = self.text[stop..end].chars();
            if tail.next() != Some('-') || !tail.next().is_some_and(char::is_alphabetic) {
                return (stop, TokenKind::Abbreviation);
            }
            to = stop;
        }
        while let Some(joined) = self.joined(at, to, end) {
            to = joined;
        }
        let letters = self.text[at..to].chars().any(char::is_alphabetic);
        if letters && to < end && self.text[to..end].starts_with('-') {
            // The hyphen of an elliptic compound: `halfgeleider-`.
            let after = self.text[to + 1..end].chars().next();
            if after.is_none_or(|c| matches!(c, ',' | ')' | '/' | '*' | ';')) {
                to += 1;
            }
        }
        (to, if letters { TokenKind::Word } else { TokenKind::Number })
    }

    /// The first Unicode word, without what Dutch does not join: `label:waarde`, `gesteld.Het`, a closing `_`.
    fn core(&self, at: usize, end: usize) -> usize {
        if let Some(to) = self.simple(at, end) {
            return to;
        }
        let segment = self.segment(at, end);
        let mut cut = segment.trim_end_matches('_').len().max(segment.len().min(1));
        let mut dotted = false;
        let mut before = ' ';
        for (offset, c) in segment.char_indices() {
            let apart = matches!(c, ':' | ';' | '·' | '\u{2027}') || (c == ',' && !before.is_ascii_digit());
            if apart && offset > 0 {
                cut = cut.min(offset);
                break;
            }
            dotted |= c == '.' && before.is_alphabetic();
            before = c;
        }
        let whole = &segment[..cut];
        let digits = whole.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && is_glued_title(digits, &whole.as_bytes()[digits..]) {
            return at + digits;
        }
        if let Some(letters) = glued_number(whole) {
            return at + letters;
        }
        if !dotted || self.is_dotted(at, whole) {
            return at + cut;
        }
        at + whole.find('.').filter(|&dot| dot > 0).unwrap_or(cut)
    }

    /// The end of a run of ASCII letters, or of digits, if what follows cannot belong to the word: most words, without a table.
    fn simple(&self, at: usize, end: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[at..end];
        let len = bytes.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(bytes.len());
        if len == 0 {
            // A number that no sign goes on with.
            let digits = bytes.iter().position(|b| !b.is_ascii_digit()).unwrap_or(bytes.len());
            let ends = bytes.get(digits).is_none_or(|b| matches!(b, b')' | b'-' | b'/' | b'(' | b'%' | b'"'));
            return (digits > 0 && ends).then_some(at + digits);
        }
        let ends = match bytes.get(len) {
            None => true,
            Some(b'.' | b',' | b':' | b';') => {
                bytes.get(len + 1).is_none_or(|b| b.is_ascii() && !b.is_ascii_alphanumeric())
            }
            Some(b'\'' | b'_') => false,
            Some(b) => b.is_ascii() && !b.is_ascii_digit(),
        };
        (len > 0 && ends).then_some(at + len)
    }

    /// Whether the full stops inside `form` are its own: an abbreviation, initials, an address, a version.
    fn is_dotted(&self, at: usize, form: &str) -> bool {
        if is_domain(form) || abbreviations::initials(form) {
            return true;
        }
        let with_stop = self.text.get(at..at + form.len() + 1).filter(|with| with.ends_with('.'));
        if form.len() <= 24
            && (abbreviations::listed(form).or(with_stop.and_then(abbreviations::listed)).is_some())
        {
            return true;
        }
        // Letters with full stops that no list knows: `ph.d`, `sp.a`; but `is.In` has lost a space.
        let one = form.split('.').any(|part| part.chars().nth(1).is_none());
        let short = form.len() <= 24 && form.split('.').all(|part| part.chars().nth(2).is_none());
        let parted = form.split('.').zip(form.split('.').skip(1)).any(|(left, right)| {
            left.len() > 1 && left.ends_with(char::is_lowercase) && right.starts_with(char::is_uppercase)
        });
        one && short && !parted
    }

    /// The end of an abbreviation whose last full stop stands at `to`.
    fn full_stop(&self, at: usize, to: usize, end: usize) -> Option<usize> {
        let stop = to + 1;
        if to >= end || self.text.as_bytes().get(to) != Some(&b'.') {
            return None;
        }
        let form = &self.text[at..to];
        let dots = self.text[to..end].starts_with("..");
        if dots || form.len() > 24 {
            return None;
        }
        match abbreviations::listed(&self.text[at..stop]) {
            Some(Ending::WordToo) => return self.goes_on_below_capitals(stop).then_some(stop),
            Some(_) => return Some(stop),
            None => {}
        }
        let dotted = form.contains('.') && form.split('.').all(|part| part.chars().nth(3).is_none());
        let letters = !form.bytes().any(|byte| byte.is_ascii_digit());
        if dotted && letters {
            return Some(stop);
        }
        // One initial: a name goes on behind it (`J. Jansen`, `J.Jansen`, `Th. B.`).
        if !abbreviations::initials(form) || self.names_an_option(at) {
            return None;
        }
        let blanks = [' ', '\u{a0}', '\r'];
        let next = self.text[stop..].trim_start_matches(blanks);
        let next = next.strip_prefix('\n').map_or(next, |below| below.trim_start_matches(blanks));
        (next.starts_with(|c: char| c.is_uppercase()) || is_particle(next)).then_some(stop)
    }

    /// Whether a lower-case word, a digit or a comma follows a full stop at `stop`.
    fn goes_on_below_capitals(&self, stop: usize) -> bool {
        let rest = &self.text[stop..];
        let next = rest.trim_start_matches([' ', '\u{a0}']);
        rest.starts_with([',', ';', ')'])
            || next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
    }

    /// Whether the single letter at `at` tells options apart (`bijlage A.`), so that its full stop ends a sentence.
    fn names_an_option(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches([' ', '\u{a0}']);
        let letters = before
            .chars()
            .rev()
            .take(16)
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8)
            .sum::<usize>();
        let word = &before[before.len() - letters..];
        abbreviations::OPTIONS.contains(&word)
    }

    /// What a joining sign at `to` adds to the word `at..to`.
    fn joined(&self, at: usize, to: usize, end: usize) -> Option<usize> {
        let rest = &self.text[to..end];
        let mut chars = rest.chars();
        let sign = chars.next()?;
        let after = to + sign.len_utf8();
        let digit = self.text.as_bytes()[to - 1].is_ascii_digit();
        // `km²`, but `brug²` calls a note.
        let unit = matches!(sign, '²' | '³') && to - at <= 3;
        if unit || (sign == '%' && digit) {
            return Some(after);
        }
        let next = chars.next()?;
        match sign {
            '-' | '\u{2010}' | '\u{2011}' | '&' | '\'' | '’' if next.is_alphanumeric() => {
                Some(self.core(after, end))
            }
            '-' if matches!(next, '\'' | '’') => {
                // `Rabo-'s`, `oud-’s`: rare, and only before a letter.
                chars.next().filter(|c| c.is_alphabetic()).map(|_| self.core(after + next.len_utf8(), end))
            }
            ':' if next.is_ascii_digit() => self.clock(at, to, after, end),
            '/' => self.slash(at, to, after, end),
            // `2004-...`: to this day.
            '-' if digit && rest[1..].starts_with("...") => Some(after + "...".len()),
            '–' => self.identifier(at, to, after, end),
            _ => None,
        }
    }

    /// `10:56`.
    fn clock(&self, at: usize, to: usize, after: usize, end: usize) -> Option<usize> {
        let minutes = self.core(after, end);
        let digits = |s: &str| s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
        (digits(&self.text[at..to]) && minutes - after == 2 && digits(&self.text[after..minutes]))
            .then_some(minutes)
    }

    /// `en/of`, `t/m`, `2/3`; but `Q1/Q2` and `Klink/Dassen` part.
    fn slash(&self, at: usize, to: usize, after: usize, end: usize) -> Option<usize> {
        let next = self.text[after..end].chars().next().filter(|c| c.is_alphanumeric())?;
        let last = self.core(after, end);
        let (left, right) = (&self.text[at..to], &self.text[after..last]);
        if left.len() + right.len() > LONGEST_PAIR {
            return None;
        }
        let lower = |s: &str| s.chars().all(|c| c.is_lowercase() || matches!(c, '/' | '-'));
        let digit = |s: &str| s.len() == 1 && s.as_bytes()[0].is_ascii_digit();
        let fraction = digit(left) && digit(right) && !self.text[last..end].starts_with('/');
        (fraction || (next.is_lowercase() && lower(right) && lower(left))).then_some(last)
    }

    /// `TZ202309–077`: a dash inside an identifier of letters and digits.
    fn identifier(&self, at: usize, to: usize, after: usize, end: usize) -> Option<usize> {
        let left = self.text.as_bytes().get(at..to).filter(|left| left.len() <= LONGEST_PAIR)?;
        let letters = left.iter().filter(|b| b.is_ascii_uppercase()).count();
        let mixed = letters > 0 && left.len() > letters + 3 && left.iter().all(u8::is_ascii_alphanumeric);
        let digits = self.text[after..end].bytes().take_while(u8::is_ascii_digit).count();
        (mixed && digits > 0).then(|| self.core(after, end))
    }

    /// The end of a web address that begins at `at` with its scheme or `www.`.
    fn address(&self, at: usize, end: usize) -> Option<usize> {
        let head = self.text.as_bytes().get(at..end.min(at + 8))?;
        if !matches!(head.first()?, b'h' | b'H' | b'w' | b'W' | b'f' | b'F') {
            return None;
        }
        let starts = |scheme: &[u8]| head.get(..scheme.len()).is_some_and(|h| h.eq_ignore_ascii_case(scheme));
        let scheme =
            [&b"https://"[..], b"http://", b"www.", b"ftp://"].into_iter().find(|s| starts(s))?.len();
        let to = self.address_end(at, end);
        (to > at + scheme).then_some(to)
    }

    /// Where an address ends: before brackets, quotes and closing punctuation that the sentence owns.
    fn address_end(&self, at: usize, end: usize) -> usize {
        let mut depth = 0_u32;
        let stop = |c: char| match c {
            '(' => {
                depth += 1;
                false
            }
            ')' if depth > 0 => {
                depth -= 1;
                false
            }
            ')' | '<' | '>' | '"' | '[' | ']' | '{' | '}' | '|' | '\\' | '^' | '`' => true,
            c => !c.is_ascii() && !c.is_alphabetic() && c != '–',
        };
        let rest = &self.text[at..end];
        let len = rest.find(stop).unwrap_or(rest.len());
        at + rest[..len].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '(', '–']).len()
    }

    /// `rijksoverheid.nl/onderwerpen`: an address without scheme.
    fn domain(&self, at: usize, to: usize, end: usize) -> Option<usize> {
        // A hyphen may stand in the name before the dot.
        let mut last = to;
        while self.text[last..end].starts_with('-') {
            let next = self.core(last + 1, end);
            if next <= last + 1 || !self.text[last + 1..next].starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                break;
            }
            last = next;
            if is_domain(&self.text[at..last]) {
                break;
            }
            if last - at > 80 {
                return None;
            }
        }
        if !is_domain(&self.text[at..last]) {
            return None;
        }
        Some(if self.text[last..end].starts_with('/') { self.address_end(at, end).max(last) } else { last })
    }

    /// Makes one token of an e-mail address whose `@` stands at `at`; its name has been read already.
    fn mail(&mut self, at: usize, from: usize, end: usize) -> bool {
        let bytes = &self.text.as_bytes()[at + 1..end];
        let host = bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        let host = self.text[at + 1..at + 1 + host].trim_end_matches(['.', '-']);
        if !host.contains('.') {
            return false;
        }
        let mut start = at;
        while let Some(last) = self.tokens.last() {
            let word = &self.text[last.span.range()];
            let named =
                word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'));
            if !named || last.span.end() != start || last.span.start() < from {
                break;
            }
            start = last.span.start();
            self.tokens.pop();
        }
        if start < at {
            let to = at + 1 + host.len();
            self.push(start, to, TokenKind::Url);
        }
        start < at
    }
}

/// Where a capital is glued to a word in small letters (`deEuropese`) or to the first word of a name (`OpenbaarMinisterie`):
/// extraction lost the space. As in the view of a text.
fn glued_capital(form: &str) -> Option<usize> {
    let bytes = form.as_bytes();
    let capital = usize::from(bytes.first().is_some_and(u8::is_ascii_uppercase));
    let cut = capital + bytes.iter().skip(capital).take_while(|byte| byte.is_ascii_lowercase()).count();
    let next = |at: usize, class: fn(&u8) -> bool| bytes.get(at).is_some_and(class);
    let glued = match capital {
        0 => cut >= GLUED,
        _ => next(cut + 1, u8::is_ascii_lowercase) && opens_glued_name(&bytes[..cut]),
    };
    (glued && next(cut, u8::is_ascii_uppercase)).then_some(cut)
}

/// The length of the word in `Kamerstuk36`, `Generaal2`: extraction lost the white space before a number.
fn glued_number(form: &str) -> Option<usize> {
    let word = form.trim_end_matches(|c: char| c.is_ascii_digit());
    let lower = word.chars().rev().take_while(|c| c.is_lowercase()).count();
    (word.len() < form.len() && lower >= 4 && word.chars().all(char::is_alphabetic)).then_some(word.len())
}

/// Whether `form` is a host name under a known top-level domain.
fn is_domain(form: &str) -> bool {
    let Some((name, top)) = form.rsplit_once('.') else { return false };
    DOMAINS.contains(&top)
        && name.len() >= 2
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
        && name.bytes().filter(u8::is_ascii_lowercase).count() > 1
}

/// Whether a name goes on with a lower-case particle (`J. van den Berg`).
fn is_particle(text: &str) -> bool {
    ["van ", "de ", "den ", "der ", "ter ", "ten ", "te ", "'t ", "’t ", "von ", "el ", "la "]
        .iter()
        .any(|particle| text.starts_with(particle))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens are written with `|` between them where no white space stands.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let tokens = find(&text, &[]);
        let mut found = String::new();
        let mut at = 0;
        for token in &tokens {
            let gap = &text[at..token.span.start()];
            found.push_str(if at > 0 && gap.is_empty() { "|" } else { gap });
            found.push_str(&text[token.span.range()]);
            at = token.span.end();
        }
        assert_eq!(found, marked);
    }

    #[test]
    fn hyphens_and_apostrophes_join_slashes_and_signs_part() {
        check("de NAVO-top|, 21501-02|, 2023-12-15 en BZDOC-1708183576-83|.");
        check("2023D49694 TZ202309–077 2022|–|2023 33 694 36\u{a0}410");
        check("auto's risico’s I&W-begroting 24-jarige '30 's-Gravenhage ’t");
        check("58,1% € 2,5 €|2,5 2.657 10:56 km² 2/3");
        check("41,5%|; 25%-norm 5%|)|. a|% 2004-...|) Echt|?|?|? Nee|!!");
        check("als a(b+c)=ab+ac|, (|a=b|) en (a+b)+c SDE|++ CDA|+|VVD");
        check("Q1|/|Q2 en/of t/m Klink|/|Dassen");
        check("halfgeleider-|, quantum- en -activiteiten niet");
        check("*|Human Security|*|, **|vet|** _|schuin|_ ## een_naam");
        check("(|inter|)|nationale “|Ja|”|: '|NAVO2030-proces|'");
        check(
            "Generaal2|x Kamerstuk|36 600 Horizon2020 D66"
                .replace("Generaal2|x", "Generaal|2")
                .replace("Horizon2020", "Horizon|2020")
                .as_str(),
        );
    }

    #[test]
    fn a_full_stop_belongs_to_abbreviations_and_initials_only() {
        check("nr. 45|, nr.|45 o.a. t.a.v. jl.|, e.d.|) vs. nr|:");
        check("H.G.J. Bruins Slot|, Th.B. Bos|, J. van Dam|, A.B. Cox");
        check("in bijlage A|. De optie|. Het WK|. Ook EU|.");
        check("ruim 20 km. verder| is 20 km|. De".replace("| is", " is").as_str());
        check("gesteld|.|Het is|.|In St.-Janstraat wacht|...");
    }

    #[test]
    fn addresses_are_whole_without_the_punctuation_of_the_sentence() {
        let found = |text: &str| -> Vec<String> {
            let urls = find(text, &[]).into_iter().filter(|token| token.kind == TokenKind::Url);
            urls.map(|token| text[token.span.range()].to_owned()).collect()
        };
        assert_eq!(found("[www.a.nl](http://www.a.nl/x_(y))."), ["www.a.nl", "http://www.a.nl/x_(y)"]);
        assert_eq!(
            found("zie wetten.nl - Regeling, nos.nl/artikel/1?x=2."),
            ["wetten.nl", "nos.nl/artikel/1?x=2"]
        );
        assert_eq!(found("mail jan.de-wit@minbuza.nl."), ["jan.de-wit@minbuza.nl"]);
        assert_eq!(found("beantwoord.nu en B.V. of a@b of www. of @"), Vec::<String>::new());
    }

    #[test]
    fn marks_are_cut_out() {
        let text = "mei 20231 en";
        let kinds: Vec<_> =
            find(text, &[Span::at(8, 9)]).iter().map(|t| (&text[t.span.range()], t.kind)).collect();
        let expected = [
            ("mei", TokenKind::Word),
            ("2023", TokenKind::Number),
            ("1", TokenKind::NoteMark),
            ("en", TokenKind::Word),
        ];
        assert_eq!(kinds, expected);
    }
}
