//! Sentences: where a full stop ends one, and where only the layout does.
//!
//! Lines of a head, signature, heading or page furniture are sentences of their own. In running text a sentence goes on
//! over a line break, and over page furniture or a blank line that cut it in the middle.

use crate::abbreviations::{self, Ending};
use crate::cues;
use crate::headings::{enumerator, is_item};
use crate::lines::{Lines, goes_on, last_word, plain};
use griffier_doc::{BlockKind, Sentence, Token, TokenKind, Zone, ZoneKind};
use griffier_text::Span;

/// The sentences of a text: sorted and disjoint, each from its first token to its last.
pub(crate) fn find(lines: &Lines, zones: &[Zone], tokens: &[Token]) -> Vec<Sentence> {
    let mut splitter = Splitter {
        lines,
        tokens,
        done: Vec::new(),
        open: None,
        ended: Ended::No,
        quoted: false,
        held: Vec::new(),
    };
    let mut at = 0;
    for zone in zones {
        let end = at + tokens[at..].partition_point(|token| token.span.start() < zone.span.end());
        if at < end {
            splitter.zone(zone.kind, at, end);
        }
        at = end;
    }
    splitter.flush();
    splitter.done
}

/// Whether the words so far can be a whole sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    No,
    /// After an abbreviation that sometimes closes a sentence.
    Perhaps,
    Yes,
}

struct Splitter<'a, 't> {
    lines: &'a Lines<'t>,
    tokens: &'a [Token],
    done: Vec<Sentence>,
    /// First and last token of the sentence that is being read.
    open: Option<(usize, usize)>,
    ended: Ended,
    /// Whether a straight double quote of this paragraph waits for its partner.
    quoted: bool,
    /// Sentences of the furniture after the open sentence, lost in it if it goes on.
    held: Vec<Sentence>,
}

impl Splitter<'_, '_> {
    fn zone(&mut self, kind: ZoneKind, from: usize, to: usize) {
        match kind {
            kind if kind.is_running_text() => {
                if let Some((_, last)) = self.open {
                    if self.parts_across(last, from) {
                        self.flush();
                    } else {
                        self.held.clear();
                    }
                }
                self.text(from, to, kind);
            }
            ZoneKind::PageFurniture | ZoneKind::Footnotes if self.open.is_some() => {
                let (open, ended) = (self.open.take(), self.ended);
                let done = std::mem::replace(&mut self.done, std::mem::take(&mut self.held));
                self.isolated(kind, from, to);
                self.held = std::mem::replace(&mut self.done, done);
                (self.open, self.ended) = (open, ended);
            }
            _ => {
                self.flush();
                self.isolated(kind, from, to);
            }
        }
    }

    /// Sentences of a zone that none outside it goes on into.
    fn isolated(&mut self, kind: ZoneKind, from: usize, to: usize) {
        if kind == ZoneKind::Footnotes {
            self.text(from, to, kind);
        } else {
            for i in from..to {
                if i > from && self.parts_lines(kind, i - 1) {
                    self.close();
                }
                // Lines alone part sentences here, so what has ended is not asked.
                self.open = Some((self.open.map_or(i, |open| open.0), i));
                self.quoted ^= self.word(i) == "\"";
            }
            self.ended = Ended::No;
        }
        self.close();
    }

    /// Running text.
    fn text(&mut self, from: usize, to: usize, kind: ZoneKind) {
        let mut i = from;
        while i < to {
            if i > from && self.parts(i - 1, kind) {
                self.close();
            }
            self.take(i);
            i = self.carry_on(i, to);
        }
    }

    /// Takes the tokens after `i` that can neither end the open sentence nor begin one: words and marks on the same line
    /// while nothing has ended it. The next token after them.
    fn carry_on(&mut self, i: usize, to: usize) -> usize {
        let (Some((first, _)), Ended::No) = (self.open, self.ended) else { return i + 1 };
        let bytes = self.lines.text.as_bytes();
        let (mut at, mut end) = (i + 1, self.tokens[i].span.end());
        while let Some(token) = self.tokens[..to].get(at) {
            let start = token.span.start();
            let same_line = start == end || (start == end + 1 && !matches!(bytes[end], b'\n' | b'\t'));
            let ends = match token.kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Url => false,
                TokenKind::Punctuation => {
                    matches!(bytes[start], b'.' | b'!' | b'?' | b'"' | b'[') || !bytes[start].is_ascii()
                }
                TokenKind::Abbreviation | TokenKind::NoteMark => true,
            };
            if !same_line || ends {
                break;
            }
            (at, end) = (at + 1, token.span.end());
        }
        self.open = Some((first, at - 1));
        at
    }

    /// Adds token `i` to the open sentence.
    fn take(&mut self, i: usize) {
        let first = self.open.map_or(i, |open| open.0);
        if self.open.is_none() {
            self.ended = Ended::No;
        }
        self.open = Some((first, i));
        let word = self.word(i);
        self.ended = match self.tokens[i].kind {
            TokenKind::NoteMark => self.ended,
            TokenKind::Abbreviation => match abbreviations::listed(word) {
                Some(Ending::MayEnd) => Ended::Perhaps,
                _ => Ended::No,
            },
            TokenKind::Punctuation if word.starts_with(['.', '!', '?', '…']) => self.after_stop(first, i),
            TokenKind::Punctuation if self.closes(i) || self.opens_mark(i) => self.ended,
            TokenKind::Number | TokenKind::Word if self.is_mark(i) => self.ended,
            TokenKind::Punctuation
                if word == "," && self.is_mark(i.wrapping_sub(1)) && self.is_mark(i + 1) =>
            {
                self.ended
            }
            _ => Ended::No,
        };
        if self.word(i) == "\"" {
            self.quoted = !self.quoted;
        }
    }

    /// What the full stop at `i` ends; not the number that opens an item (`1.`, `a.`).
    fn after_stop(&self, first: usize, i: usize) -> Ended {
        let opener = i == first + 1 && self.word(i) == "." && self.word(first).len() <= 4;
        let numbered = opener && enumerator(self.rest_of_line(first)).is_some();
        if numbered || i == first { Ended::No } else { Ended::Yes }
    }

    fn close(&mut self) {
        if let Some((first, last)) = self.open.take() {
            self.done.push(Sentence { span: self.tokens[first].span.cover(self.tokens[last].span) });
        }
    }

    fn flush(&mut self) {
        self.close();
        self.done.append(&mut self.held);
    }

    fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |token| &self.lines.text[token.span.range()])
    }

    fn rest_of_line(&self, i: usize) -> &str {
        let start = self.tokens[i].span.start();
        let line = self.lines.at(start);
        self.lines.all.get(line).and_then(|line| self.lines.text.get(start..line.span.end())).unwrap_or("")
    }

    /// Whether token `i` calls a note: one that is known, or by its looks (`oud.1 De`, `oud.[1] De`) where the notes
    /// themselves are not in the text.
    fn is_mark(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| match token.kind {
            TokenKind::NoteMark => true,
            TokenKind::Number | TokenKind::Word if token.span.len() <= 4 => {
                let before = i.wrapping_sub(1);
                let raised = self.word(i).chars().all(|c| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'));
                let digits = token.span.len() <= 2 && self.word(i).bytes().all(|b| b.is_ascii_digit());
                let behind_stop = self.word(before).starts_with(['.', '!', '?', '”', '»'])
                    && self.gap(before).is_empty()
                    && (i + 1 == self.tokens.len() || !self.gap(i).is_empty());
                (behind_stop && (digits || raised)) || (digits && self.opens_mark(before))
            }
            _ => false,
        })
    }

    /// Whether the bracket at `i` opens the mark of a note (`oud.[1]`).
    fn opens_mark(&self, i: usize) -> bool {
        let number = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        self.word(i) == "["
            && i > 0
            && self.gap(i - 1).is_empty()
            && number(self.word(i + 1))
            && self.word(i + 2) == "]"
    }

    /// The white space between token `i` and the next.
    fn gap(&self, i: usize) -> &str {
        let (a, b) =
            (self.tokens[i].span.end(), self.tokens.get(i + 1).map_or(0, |token| token.span.start()));
        self.lines.text.get(a..b).unwrap_or("")
    }

    /// Whether punctuation `i` closes what stands before it.
    fn closes(&self, i: usize) -> bool {
        let glued = i > 0 && self.gap(i - 1).is_empty();
        match self.word(i) {
            "”" | "»" | ")" | "]" | "''" | "\u{fe0e}" | "↩" | "↩\u{fe0e}" | "’’" | "}" => true,
            // A quote with a blank on both sides shows by its partner what it is.
            "\"" => glued || (self.quoted && !self.gap(i).is_empty()),
            "’" | "'" | "*" | "**" | "***" | "_" | "__" | "›" | "“" => glued,
            _ => false,
        }
    }

    /// Whether a line of a head, signature or heading ends after token `i`.
    fn parts_lines(&self, kind: ZoneKind, i: usize) -> bool {
        let gap = self.gap(i);
        let broken = gap.contains('\n');
        if !broken && self.lines.restored.is_empty() && kind != ZoneKind::Signature {
            return false;
        }
        let line = self.lines.at(self.tokens[i].span.start());
        if !broken && self.lines.at(self.tokens[i + 1].span.start()) == line {
            // Two columns stand side by side.
            return kind == ZoneKind::Signature && (gap.len() >= 3 || gap.contains('\t'));
        }
        self.lines.before_blank(line) || !goes_on(self.lines.plain(line), self.lines.plain(line + 1))
    }

    /// Whether a sentence of running text ends between token `i` and the next.
    fn parts(&mut self, i: usize, kind: ZoneKind) -> bool {
        let gap = self.gap(i);
        let breaks = gap.bytes().filter(|&byte| byte == b'\n').count();
        if kind == ZoneKind::Footnotes && self.begins_note(i + 1, breaks > 0) {
            return true;
        }
        match breaks {
            0 if gap.contains('\t') && self.is_row(i) => true,
            0 => self.stops(i, gap.is_empty()),
            1 => self.parts_at_line_end(i),
            _ => {
                let cut = self.is_cut(i, i + 1);
                self.quoted &= cut;
                !cut
            }
        }
    }

    /// Whether token `i` stands in a row of a table, whose cells tabs part.
    fn is_row(&self, i: usize) -> bool {
        let line = self.lines.at(self.tokens[i].span.start());
        matches!(self.lines.said(line), Some(BlockKind::Row))
    }

    fn begins_note(&self, i: usize, at_line_start: bool) -> bool {
        let bracket = self.word(i) == "[" && self.is_mark(i + 1) && self.word(i + 2) == ":";
        bracket || (at_line_start && (self.is_mark(i) || (self.word(i) == "[" && self.is_mark(i + 1))))
    }

    /// Whether a sentence ends at a full stop between token `i` and the next.
    fn stops(&self, i: usize, glued: bool) -> bool {
        let mark = self.is_mark(i + 1) || self.opens_mark(i + 1);
        if self.ended == Ended::No || self.closes(i + 1) && glued || mark {
            return false;
        }
        if self.closes(i + 1)
            && !matches!(self.word(i + 1), "’" | "'" | "*" | "**" | "***" | "_" | "__" | "›" | "“" | "]")
        {
            return false;
        }
        if glued && !self.is_lost_space(i) {
            return false;
        }
        self.begins(i + 1, self.ended == Ended::Perhaps)
    }

    /// `gesteld.Het`: a full stop between a word and a capitalised one, where extraction lost the space.
    fn is_lost_space(&self, i: usize) -> bool {
        let stop = self.word(i).starts_with(['.', '?', '!']);
        let before = i.checked_sub(1).and_then(|before| self.tokens.get(before));
        let word = before.is_some_and(|t| t.kind == TokenKind::Word && t.span.len() > 1);
        let after = self.word(i + 1);
        let capital = after.starts_with(char::is_uppercase) && after.chars().any(char::is_lowercase);
        ((stop && word) || self.is_mark(i)) && capital
    }

    /// Whether a sentence can begin with token `i`; `strictly` only if a capital says so.
    fn begins(&self, i: usize, strictly: bool) -> bool {
        let mut at = i;
        while at < i + 5 {
            let Some(token) = self.tokens.get(at) else { return true };
            let word = self.word(at);
            let Some(first) = word.chars().next() else { return true };
            match token.kind {
                TokenKind::NoteMark => return false,
                TokenKind::Url => return !strictly,
                TokenKind::Punctuation => {
                    let opens = matches!(
                        first,
                        '(' | '[' | '“' | '‘' | '«' | '„' | '"' | '\'' | '*' | '_' | '‹' | '`' | '’' | '”'
                    );
                    let dash = at == i && matches!(word, "-" | "–" | "—" | "•");
                    // After "c.s." a bracket adds to the sentence.
                    if strictly && first == '(' {
                        return false;
                    }
                    if !opens && !dash && word != ",," && !matches!(word, "€" | "$" | "§" | "#" | "##") {
                        return false;
                    }
                    at += 1;
                }
                _ if matches!(first, '\'' | '’' | '‘') => {
                    // `'s Avonds`, `'t Is`.
                    return word.chars().any(char::is_uppercase)
                        || self.word(at + 1).starts_with(char::is_uppercase)
                        || word.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
                }
                _ => {
                    // `iPhones`, `eHerkenning`
                    let inner = word.chars().nth(1).is_some_and(char::is_uppercase);
                    return first.is_uppercase()
                        || (!strictly && inner)
                        || (!strictly && (first.is_numeric() || !first.is_lowercase()));
                }
            }
        }
        false
    }

    /// Whether a sentence ends at a single line break after token `i`.
    fn parts_at_line_end(&self, i: usize) -> bool {
        let line = self.lines.at(self.tokens[i].span.start());
        let (above, below) = (self.lines.get(line), self.lines.get(line + 1));
        if is_item(below) {
            let numbered = enumerator(below).is_some_and(|len| below.as_bytes().get(len - 1) == Some(&b'.'));
            let after =
                above.ends_with(['.', ';', ':', '?', '!', ',']) || is_item(above) || self.ended != Ended::No;
            if !numbered || after {
                return true;
            }
        }
        if self.ended != Ended::No {
            return self.stops(i, false);
        }
        let next = self.word(i + 1);
        let capital = self.tokens.get(i + 1).is_some_and(|token| token.kind == TokenKind::Word)
            && next.starts_with(char::is_uppercase);
        if !capital || above.ends_with([',', '-', '–', '(', '/', '&']) || cues::connective(last_word(above))
        {
            return false;
        }
        // The next word would have fitted: the author broke the line.
        let width = self.lines.width(line);
        let first = below.find(char::is_whitespace).unwrap_or(below.len());
        let short = self.lines.all[line].span.len() + first + 9 <= width;
        self.lines.unwrapped || short
    }

    /// Whether a blank line or page furniture between tokens `a` and `b` only cut a sentence.
    fn is_cut(&self, a: usize, b: usize) -> bool {
        let before = self.word(a);
        if self.ended != Ended::No || matches!(before, ":" | ";" | "." | "!" | "?" | "…") {
            return false;
        }
        let line = self.lines.at(self.tokens[b].span.start());
        let below = self.lines.text.get(self.tokens[b].span.start()..).unwrap_or("");
        let starts_line =
            self.lines.all.get(line).is_some_and(|l| l.span.start() == self.tokens[b].span.start());
        if starts_line && is_item(self.lines.get(line)) {
            return false;
        }
        let lower =
            plain(below.get(..below.len().min(40)).unwrap_or(self.word(b))).starts_with(char::is_lowercase);
        let open = self.tokens[a].kind == TokenKind::Word && cues::connective(before);
        lower || open
    }

    /// Whether furniture between the open sentence and token `b` parts two sentences.
    fn parts_across(&self, a: usize, b: usize) -> bool {
        let inside = Span::at(self.tokens[a].span.end(), self.tokens[b].span.start());
        let left = self.gap(a);
        let right = b.checked_sub(1).map_or("", |before| self.gap(before));
        let same_line = !left.contains('\n') && !right.contains('\n');
        if same_line && !self.lines.text.get(inside.range()).unwrap_or("").contains('\n') {
            return self.ended != Ended::No && self.begins(b, self.ended == Ended::Perhaps);
        }
        !self.is_cut(a, b)
    }
}

#[cfg(test)]
mod tests {
    use griffier_doc::Document;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut doc = Document::from_text("t", text);
        crate::segment(&mut doc);
        let found: Vec<&str> = doc.sentences().iter().map(|sentence| doc.slice(sentence.span)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops_that_end_nothing() {
        check(
            "De brief (nr. 43) o.a. van jl. zondag en A.M. Kaag e.d. ook.",
            &["De brief (nr. 43) o.a. van jl. zondag en A.M. Kaag e.d. ook."],
        );
        check(
            "Het gaat om: 1) data, 2) AI en i) de rest; ii) niets. Klaar.",
            &["Het gaat om: 1) data, 2) AI en i) de rest; ii) niets.", "Klaar."],
        );
        check(
            "Civiel vs. militair, b.v. een kaart, t.a.v. de Kamer.",
            &["Civiel vs. militair, b.v. een kaart, t.a.v. de Kamer."],
        );
    }

    #[test]
    fn full_stops_that_do() {
        check(
            "Dit was op 8 juli jl. Daarna niets. ‘Zo is het.’ Echt? \"Ja!\" (Zie de brief.) 2024 wordt beter.",
            &[
                "Dit was op 8 juli jl.",
                "Daarna niets.",
                "‘Zo is het.’",
                "Echt?",
                "\"Ja!\"",
                "(Zie de brief.)",
                "2024 wordt beter.",
            ],
        );
        check("Dat is gesteld.Het blijft zo.", &["Dat is gesteld.", "Het blijft zo."]);
    }

    #[test]
    fn marks_stay_with_the_sentence_they_close() {
        check(
            "Zo is de motie.1 Dat was jl.2 , 3 Nederland wacht nu.\n\n  1. A.↩\n\n  2. B.↩\n\n  3. C.↩",
            &["Zo is de motie.1", "Dat was jl.2 , 3", "Nederland wacht nu.", "1. A.↩", "2. B.↩", "3. C.↩"],
        );
    }

    #[test]
    fn lines_wrap_and_pages_cut() {
        check(
            "De minister van\nBuitenlandse Zaken heeft\ndit gezegd. En dat\nook.",
            &["De minister van\nBuitenlandse Zaken heeft\ndit gezegd.", "En dat\nook."],
        );
        check(
            "Dit is de eerste zin. Deze lange zin wordt hier door de pagina\n\nOnze Referentie\n\nAB-12345-6\n\nmidden in het verhaal gebroken.",
            &[
                "Dit is de eerste zin.",
                "Deze lange zin wordt hier door de pagina\n\nOnze Referentie\n\nAB-12345-6\n\nmidden in het verhaal gebroken.",
            ],
        );
        check(
            "Deze lange zin eindigt hier op de pagina.\n\nOnze Referentie\n\nAB-12345-6\n\nEn dit is een nieuwe zin.",
            &[
                "Deze lange zin eindigt hier op de pagina.",
                "Onze Referentie",
                "AB-12345-6",
                "En dit is een nieuwe zin.",
            ],
        );
        check(
            "Daarom stelt de\n\nSG NAVO dit voor. En een zin die doorloopt\n\nna een witregel.",
            &["Daarom stelt de\n\nSG NAVO dit voor.", "En een zin die doorloopt\n\nna een witregel."],
        );
    }

    #[test]
    fn items_and_headings_are_their_own() {
        check(
            "Wij doen dit voor u en voor mij:\n- eerst dit;\n- dan dat.\n1. Ook A.\n2. En B.\n\nEen kop zonder punt\n\nMeer tekst volgt hier nog.",
            &[
                "Wij doen dit voor u en voor mij:",
                "- eerst dit;",
                "- dan dat.",
                "1. Ook A.",
                "2. En B.",
                "Een kop zonder punt",
                "Meer tekst volgt hier nog.",
            ],
        );
    }
}
