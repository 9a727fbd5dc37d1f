//! The grammar of years: `2050`, `2021-2025`, session years; and what a number of four digits is when it is no year.

use super::calendar::Unit;
use super::grammar::{End, Grammar, Joint, Parsed};
use super::resolve::{Expr, Point, YearRef};
use super::words::{AFTER_YEAR, BEFORE_NUMBER, BEFORE_YEAR, COUNTED, GLUED_CUES, PLACE, century_of, word};
use crate::atoms::{Gap, Kind};

/// How many numbers back a list may lead to the word that announces it (`nrs. 2019, 2020 en 2021`).
const LIST: usize = 6;

impl Grammar<'_, '_> {
    /// A number of four digits that can be a year.
    pub fn plausible_year(self, i: usize) -> Option<i16> {
        let year = self.atoms.number(i, 4).filter(|year| (1500..=2199).contains(year))?;
        (self.atoms.width(i) == 4).then_some(year as i16)
    }

    /// The year at `i` after a month, quarter or season; its end cuts a footnote mark off (`mei 20231`).
    pub fn year_after(self, i: usize) -> Option<(i16, End)> {
        let a = self.atoms;
        if !a.near(i) {
            return None;
        }
        if let Some(year) = self.plausible_year(i) {
            return Some((year, self.end_before(i + 1)));
        }
        if a.is_apostrophe(i) && a.glued(i + 1) && a.width(i + 1) == 2 {
            return Some((century_of(a.number(i + 1, 2)?)?, self.end_before(i + 2)));
        }
        if !matches!(a.width(i), 5 | 6) {
            return None;
        }
        let year: i16 = a.word(i).get(..4)?.parse().ok()?;
        (1900..2100).contains(&year).then(|| (year, End { atom: i + 1, byte: a.start(i) + 4 }))
    }

    /// The year after `eind`, `begin`, `medio`.
    pub fn year_of_part(self, i: usize) -> Option<Parsed> {
        let year = self.plausible_year(i).filter(|year| (1800..=2100).contains(year))?;
        if let Some(parsed) = self.year_first(i, year) {
            return Some(parsed);
        }
        if !self.is_year_right(i) || self.is_counted(i + 1) {
            return None;
        }
        Some(Parsed::new(self.end_before(i + 1), Expr::point(Unit::Year, YearRef::Known(year)), 0.95))
    }

    /// A year, a range of years, or a period that begins with its year (`2024-Q1`).
    pub fn years(self, i: usize) -> Option<Parsed> {
        let year = self.plausible_year(i).filter(|year| (1700..=2100).contains(year))?;
        if !self.is_year_left(i) {
            return None;
        }
        let strong = self.atoms.near(i) && self.is_strong(self.atoms.before(i));
        if !strong && self.is_number(i) && !self.is_session(i, year) {
            return None;
        }
        if let Some(parsed) = self.year_first(i, year) {
            return Some(parsed);
        }
        if let Some(parsed) = self.glued_head(i, year).or_else(|| self.year_range(i, year, strong)) {
            return Some(parsed);
        }
        let next = i + 1;
        if !(self.is_year_right(i) || self.is_space_lost(next, i))
            || (!strong && (self.is_counted(next) || self.is_postcode(next)))
        {
            return None;
        }
        // `070 2024 567`; but `tot 2030 290.000`.
        let crowded =
            self.atoms.gap(next) == Gap::Space && self.atoms.width(next) == 3 && !self.atoms.glued(next + 1);
        // `van 2000 BSN's`
        let round = year % 100 == 0
            && self.atoms.near(next)
            && self.atoms.is_letters(next)
            && !self.atoms.is_any(next, AFTER_YEAR);
        if !strong && (crowded || round || !(1900..2100).contains(&year)) {
            return None;
        }
        let confidence = if strong { 0.95 } else { 0.85 };
        Some(Parsed::new(self.end_before(next), Expr::point(Unit::Year, YearRef::Known(year)), confidence))
    }

    /// `2021-2025`, `2022–2023`, `2020/21`, `2017 tot en met 2020`, `2024-05`.
    fn year_range(self, i: usize, year: i16, strong: bool) -> Option<Parsed> {
        let a = self.atoms;
        let (joint, mut next) = self.joint(i + 1)?;
        let tight = a.glued(i + 1) && a.glued(next);
        let short = a.is_apostrophe(next) && a.width(next + 1) == 2;
        next += usize::from(short);
        if tight && joint == Joint::Dash && matches!(a.width(next), 5 | 6) {
            return self.noted_range(year, next);
        }
        let number = a.number(next, 4)? as i16;
        let following = (year + 1) % 100 == number;
        let second = match a.width(next) {
            4 => number,
            2 if (short || tight) && following && matches!(joint, Joint::Dash | Joint::Slash) => year + 1,
            2 if tight && joint == Joint::Dash => return self.iso_month(i, year, number),
            _ => return None,
        };
        let joined = self.is_range(joint, i) || (joint == Joint::Slash && tight);
        // The tail of `EU 2016/2031` is a number, not a year.
        let longest = if joint == Joint::Slash { 5 } else { 150 };
        let apart = (1..=longest).contains(&(second - year));
        let act = joint == Joint::Slash && self.is_act(i);
        if !joined
            || !apart
            || act
            || second > 2200
            || !(self.is_year_right(next)
                || self.is_space_lost(next + 1, i)
                || (following && a.is_mark(next + 1, ',')))
            || (!strong && self.is_counted(next + 1))
        {
            return None;
        }
        let point = |year| Point { unit: Unit::Year, year: YearRef::Known(year) };
        Some(Parsed::new(self.end_before(next + 1), Expr::range(point(year), point(second)), 0.93))
    }

    /// `2024-05`
    fn iso_month(self, i: usize, year: i16, month: i16) -> Option<Parsed> {
        let unit = Unit::Month(month as i8);
        if !(1..=12).contains(&month) || !self.stands_free(i, i + 2) || !(1900..2100).contains(&year) {
            return None;
        }
        Some(Parsed::new(self.end_before(i + 3), Expr::point(unit, YearRef::Known(year)), 0.8))
    }

    /// `2024–20272`: the mark of a note glued to the second year.
    fn noted_range(self, year: i16, next: usize) -> Option<Parsed> {
        let second: i16 = self.atoms.word(next).get(..4)?.parse().ok()?;
        let end = End { atom: next + 1, byte: self.atoms.start(next) + 4 };
        (1..=30).contains(&(second - year)).then(|| Parsed::new(end, Expr::years(year, second), 0.8))
    }

    /// `Tweede Kamer der Staten-Generaal2017-201832793 nr. 289`: the head of a print whose fields lost their spaces, so
    /// that the number of the dossier is glued to the session.
    fn glued_head(self, i: usize, year: i16) -> Option<Parsed> {
        let a = self.atoms;
        let (tight, next) = (a.is_dash(i + 1) && a.glued(i + 1) && a.glued(i + 2), i + 2);
        if !tight || !(8..=10).contains(&a.width(next)) || !a.is(a.before(i), "generaal") {
            return None;
        }
        let second: i16 = a.word(next).get(..4)?.parse().ok()?;
        let end = End { atom: next + 1, byte: a.start(next) + 4 };
        (second == year + 1).then(|| Parsed::new(end, Expr::years(year, second), 0.9))
    }

    /// Whether `kamerstukken 2008/2009` stands at year `i`: a session, although a number follows such a word elsewhere.
    fn is_session(self, i: usize, year: i16) -> bool {
        let a = self.atoms;
        let joined = (a.is_dash(i + 1) || a.is_mark(i + 1, '/')) && a.glued(i + 1) && a.glued(i + 2);
        let second = a.number(i + 2, 4).map(|second| (second, a.width(i + 2)));
        let (next, short) =
            (u32::from((year + 1).unsigned_abs()), u32::from((year + 1).unsigned_abs() % 100));
        joined
            && (second == Some((next, 4)) || second == Some((short, 2)))
            && a.is_any(a.before(i), &["kamerstuk", "kamerstukken", "handelingen", "aanhangsel"])
    }

    /// `’22` in `sinds ’22` and `2021 en ’22`, `’98-’99`; not where the mark opens a quotation.
    pub fn short_years(self, i: usize) -> Option<Parsed> {
        let a = self.atoms;
        let year = self.short_year(i)?;
        let before = a.before(i);
        let listed = a.is_any(before, &["en", "of"]) && self.plausible_year(a.before(before)).is_some();
        if (a.glued(i) && a.kind(before) != Kind::Mark('(')) || !(self.is_strong(before) || listed) {
            return None;
        }
        if let Some((joint, next)) = self.joint(i + 2)
            && self.is_range(joint, i)
            && let Some(second) = self.short_year(next).filter(|&second| second > year)
        {
            return Some(Parsed::new(self.end_before(next + 2), Expr::years(year, second), 0.85));
        }
        let expr = Expr::point(Unit::Year, YearRef::Known(year));
        Some(Parsed::new(self.end_before(i + 2), expr, 0.8))
    }

    /// The year of an apostrophe and two digits at `i`.
    fn short_year(self, i: usize) -> Option<i16> {
        let a = self.atoms;
        let next = i + 2;
        let alone = !a.glued(next)
            || matches!(a.kind(next), Kind::Mark(mark) if mark != '%' && !a.is_apostrophe(next));
        let closed = (next..next + LIST).any(|k| a.is_apostrophe(k) && a.glued(k) && !a.glued(k + 1));
        if !a.is_apostrophe(i)
            || !a.glued(i + 1)
            || a.width(i + 1) != 2
            || !alone
            || closed
            || self.is_counted(next)
        {
            return None;
        }
        century_of(a.number(i + 1, 2)?)
    }

    /// Whether the word glued to the year before it lost a space (`Sinds 2022wordt`, `’s-Gravenhage 2024Tweede Kamer`);
    /// the year, or the range that ends with it, begins at `i`.
    fn is_space_lost(self, next: usize, i: usize) -> bool {
        let a = self.atoms;
        if !a.glued(next) || !a.is_letters(next) || a.glued(i) || (a.glued(next + 1) && a.width(next + 1) > 0)
        {
            return false;
        }
        let (word, before) = (a.word(next), a.before(i));
        let suffix = ["e", "de", "ste", "er", "ers", "s"].contains(&word);
        let small = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if small {
            return !suffix
                && !a.is_any(next, COUNTED)
                && (self.is_strong(before) || a.is_any(next, AFTER_YEAR));
        }
        let named = word.len() > 3 && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
        named && (self.is_strong(before) || a.is_any(before, PLACE))
    }

    fn is_strong(self, i: usize) -> bool {
        let a = self.atoms;
        a.is_letters(i) && (a.is_any(i, BEFORE_YEAR) || ends_in_year(a.word(i)))
    }

    /// Whether what is glued to the left of number `i` leaves it a year.
    fn is_year_left(self, i: usize) -> bool {
        let a = self.atoms;
        if !a.glued(i) {
            return true;
        }
        let before = a.before(i);
        let second = a.before(before);
        let tight = a.glued(before) && a.kind(second) != Kind::Edge;
        match a.kind(before) {
            Kind::Letters => {
                // Extraction loses spaces (`sinds2017`, `kwartaalvan2024`); an identifier has none (`NAVO2030`).
                let cue = self.is_strong(before)
                    || a.is_any(before, GLUED_CUES)
                    || word(a.word(before)).is_some()
                    || (a.is(before, "generaal") && a.is_dash(a.before(before)));
                cue && (!tight || a.is(before, "generaal"))
            }
            // `COM(2022)332` and `COM (2022) 332` are identifiers, `positie(2020)` lost a space.
            Kind::Mark('(' | '[') => {
                let capitals = tight && a.word(second).bytes().all(|byte| byte.is_ascii_uppercase());
                !(capitals || a.is_any(second, &["com", "swd", "join"]))
            }
            Kind::Mark(',' | ';') => !tight || a.width(second) == 0,
            Kind::Mark('.') => a.is_any(second, &["stb", "trb", "stcrt", "pb"]),
            Kind::Mark('-') => tight && a.is_any(second, &["post", "pre"]),
            Kind::Mark(mark) => match mark {
                '–' | '—' => !tight,
                '"' | '\'' | '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '*' | '|' | '>' | '{' | '~' | '…' => {
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether what is glued to the right of number `i` leaves it a year.
    fn is_year_right(self, i: usize) -> bool {
        let a = self.atoms;
        let (next, second) = (i + 1, i + 2);
        if !a.glued(next) {
            return true;
        }
        let number = a.glued(second) && a.width(second) > 0;
        match a.kind(next) {
            Kind::Opaque => true,
            Kind::Mark('.') => !number || self.is_note(second),
            Kind::Mark(',' | ':') => !number,
            Kind::Mark('/') => a.glued(second) && a.is_letters(second) && !a.is_capitalised(second),
            Kind::Mark('-') => !a.glued(second) || (a.is_letters(second) && !a.is_capitalised(second)),
            Kind::Mark('–' | '—') => !number,
            Kind::Mark(mark) => matches!(
                mark,
                ')' | ']'
                    | '}'
                    | '"'
                    | '\''
                    | '’'
                    | '‘'
                    | '”'
                    | '“'
                    | '«'
                    | '»'
                    | ';'
                    | '?'
                    | '!'
                    | '*'
                    | '…'
                    | '|'
                    | '<'
                    | '('
            ),
            Kind::Edge => true,
            _ => false,
        }
    }

    /// Whether number `i`, glued to the full stop of a sentence, is the mark of a note (`uit 2021.16 Daarnaast`).
    fn is_note(self, i: usize) -> bool {
        let a = self.atoms;
        let next = i + 1;
        a.width(i) <= 2
            && !a.glued(next)
            && (a.kind(next) == Kind::Edge || a.gap(next) == Gap::Blank || a.is_capitalised(next))
    }

    /// Whether the words before number `i` make it a count, an amount or the number of something.
    fn is_number(self, i: usize) -> bool {
        let a = self.atoms;
        let mut before = a.before(i);
        if !a.near(i) {
            return false;
        }
        if a.width(before) > 0 && a.gap(i) == Gap::Space && !self.is_column(before, i) {
            return true;
        }
        for _ in 0..LIST {
            let second = a.before(before);
            match a.kind(before) {
                Kind::Mark('.') if a.is_letters(second) && a.glued(before) => before = second,
                Kind::Mark('€' | '$' | '£' | '§' | '+' | '#' | '№') => return true,
                // On to the number before this one in a list.
                Kind::Mark(',' | '-' | '–' | '/') if a.width(second) > 0 => before = a.before(second),
                Kind::Letters if a.is_any(before, &["en", "t", "of"]) && a.width(second) > 0 => {
                    before = a.before(second)
                }
                Kind::Letters if a.is(before, "dan") => {
                    return a.is_any(second, &["meer", "minder", "hoger", "lager", "groter", "kleiner"]);
                }
                Kind::Letters => return a.is_any(before, BEFORE_NUMBER),
                _ => return false,
            }
        }
        false
    }

    /// Whether two numbers beside each other are columns of a table of years (`2019 2020 2021`).
    fn is_column(self, i: usize, next: usize) -> bool {
        let (Some(year), Some(other)) = (self.plausible_year(i), self.plausible_year(next)) else {
            return false;
        };
        (other - year).abs() == 1
    }

    /// Whether number `i` begins the number of an act of the European Union.
    fn is_act(self, i: usize) -> bool {
        let a = self.atoms;
        let mut before = a.before(i);
        while a.is_mark(before, ')') || a.is_mark(before, '.') {
            before = a.before(before);
        }
        a.is_any(
            before,
            &[
                "eu",
                "eg",
                "eeg",
                "euratom",
                "gbvb",
                "nr",
                "verordening",
                "richtlijn",
                "besluit",
                "aanbeveling",
                "verordeningen",
                "richtlijnen",
            ],
        )
    }

    /// Whether the word at `i` counts or measures what stands before it.
    fn is_counted(self, i: usize) -> bool {
        let a = self.atoms;
        a.near(i) && (matches!(a.kind(i), Kind::Mark('%' | '€' | '°' | '‰')) || a.is_any(i, COUNTED))
    }

    /// Whether the two capitals of a Dutch postcode stand at `i`.
    fn is_postcode(self, i: usize) -> bool {
        let word = self.atoms.word(i);
        self.atoms.gap(i) == Gap::Space
            && word.len() == 2
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && !self.atoms.glued(i + 1)
            && word != "EU"
            && word != "VN"
    }
}

/// `begrotingsjaar`, `studiejaar`, `kwartaalvan`.
fn ends_in_year(word: &str) -> bool {
    ["jaar", "jaren", "jaarvan", "kwartaalvan", "helftvan", "zomervan", "najaarvan"].iter().any(|end| {
        word.len() >= end.len()
            && word.is_char_boundary(word.len() - end.len())
            && word[word.len() - end.len()..].eq_ignore_ascii_case(end)
    })
}
