//! Which answer answers which question: by their numbers, and by their order where a number is printed once more.

use crate::labels::{Number, Side};
use crate::lines::Lines;
use crate::outline::Turn;
use griffier_doc::{Exchange, Section, SectionKind};
use griffier_text::Span;
use std::collections::HashMap;

/// Answers without a number that may answer all questions before them, not the last one only.
const MOST_OPEN: usize = 6;
/// Characters by which a question that is printed again is known.
const ALIKE: usize = 48;

/// Binds `turns`, in the order in which their numbers first appear. `sections` tell who asks.
pub(crate) fn bind(lines: &Lines, turns: &[Turn], sections: &[Section]) -> Vec<Exchange> {
    let mut binder = Binder {
        text: lines.text,
        all: Vec::new(),
        index: HashMap::new(),
        open: Vec::new(),
        // Ranges written out never make more exchanges than the text has words.
        budget: lines.text.len() / 8 + 64,
    };
    let mut askers = Askers { sections, next: 0, open: Vec::new() };
    for turn in turns {
        let start = lines.all.get(turn.line).map_or(0, |line| line.span.start());
        match turn.side {
            Side::Question => binder.question(turn, askers.at(start)),
            Side::Answer => binder.answer(turn),
        }
    }
    binder.all
}

type Key = (u16, Option<char>);

struct Binder<'t> {
    text: &'t str,
    all: Vec<Exchange>,
    /// The exchange of each number in the series of questions that is being read.
    index: HashMap<Key, usize>,
    /// Exchanges whose question was read and no answer since.
    open: Vec<usize>,
    budget: usize,
}

impl Binder<'_> {
    fn question(&mut self, turn: &Turn, askers: &[Span]) {
        let numbers = self.written_out(&turn.numbers);
        if numbers.iter().any(|key| self.begins_anew(*key, turn.text)) {
            self.index.clear();
        }
        if numbers.is_empty() {
            self.open.push(self.all.len());
            self.add(String::new(), turn.text, askers);
        }
        for key in numbers {
            let known = self.index.get(&key).copied();
            let at = known.unwrap_or_else(|| {
                self.add(shown(key), None, askers);
                self.index.insert(key, self.all.len() - 1);
                self.all.len() - 1
            });
            self.all[at].questions.extend(turn.text);
            self.open.push(at);
        }
    }

    fn add(&mut self, number: String, question: Option<Span>, askers: &[Span]) {
        let questions = question.into_iter().collect();
        self.all.push(Exchange { number, questions, answers: Vec::new(), askers: askers.to_vec() });
    }

    /// Whether a question that bears a number read before is another one, and not the same printed again.
    fn begins_anew(&self, key: Key, text: Option<Span>) -> bool {
        let Some(known) = self.index.get(&key).map(|&at| &self.all[at]) else { return false };
        let alike = match (known.questions.first(), text) {
            (Some(&before), Some(now)) => letters(self.text, before).eq(letters(self.text, now)),
            _ => true,
        };
        !alike
    }

    fn answer(&mut self, turn: &Turn) {
        let Some(text) = turn.text else { return };
        let bound: Vec<usize> = if turn.numbers.is_empty() {
            let from = if self.open.len() <= MOST_OPEN { 0 } else { self.open.len() - 1 };
            self.open[from..].to_vec()
        } else {
            let mut bound = Vec::new();
            for key in self.written_out(&turn.numbers) {
                self.answered(key, &mut bound);
            }
            bound
        };
        for at in bound {
            let answers = &mut self.all[at].answers;
            if answers.last() != Some(&text) {
                answers.push(text);
            }
        }
        self.open.clear();
    }

    /// The exchanges that an answer with this number answers: its own, that of the whole question or of its parts.
    fn answered(&mut self, key: Key, bound: &mut Vec<usize>) {
        if let Some(&at) = self.index.get(&key) {
            bound.push(at);
            return;
        }
        if key.1.is_none() {
            let parts = ('a'..='z').map_while(|part| self.index.get(&(key.0, Some(part))).copied());
            let before = bound.len();
            bound.extend(parts);
            if bound.len() > before {
                return;
            }
        }
        let whole = self.index.get(&(key.0, None)).map(|&at| &self.all[at]);
        let (question, askers) = whole
            .map_or((None, Vec::new()), |whole| (whole.questions.first().copied(), whole.askers.clone()));
        self.add(shown(key), question, &askers);
        self.index.insert(key, self.all.len() - 1);
        bound.push(self.all.len() - 1);
    }

    /// The numbers with those between the ends of a range.
    fn written_out(&mut self, numbers: &[Number]) -> Vec<Key> {
        let mut keys: Vec<Key> = Vec::with_capacity(numbers.len());
        for number in numbers {
            if let Some(&(last, None)) = keys.last().filter(|_| number.through && number.part.is_none()) {
                let between = usize::from(number.value.saturating_sub(last)).saturating_sub(1);
                if between <= self.budget {
                    self.budget -= between;
                    keys.extend((last + 1..number.value).map(|value| (value, None)));
                }
            }
            if let (Some(&(value, Some(last))), Some(part), true) = (keys.last(), number.part, number.through)
                && value == number.value
            {
                let between = ('a'..='z').filter(|&c| c > last && c < part);
                keys.extend(between.map(|c| (value, Some(c))));
            }
            keys.push((number.value, number.part));
        }
        keys
    }
}

fn shown((value, part): Key) -> String {
    let mut number = value.to_string();
    number.extend(part);
    number
}

/// The first letters of a question, by which it is known again.
fn letters(text: &str, span: Span) -> impl Iterator<Item = char> + '_ {
    let words = text.get(span.range()).unwrap_or("");
    words.chars().take(ALIKE * 3).filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(ALIKE)
}

/// Who speaks in the section that a question stands in.
struct Askers<'s> {
    sections: &'s [Section],
    next: usize,
    /// The contributions that are open, the innermost last.
    open: Vec<usize>,
}

impl Askers<'_> {
    /// Those who ask at byte `start`; offsets must rise from call to call.
    fn at(&mut self, start: usize) -> &[Span] {
        while self.sections.get(self.next).is_some_and(|section| section.span.start() <= start) {
            if !self.sections[self.next].speakers.is_empty() {
                self.open.push(self.next);
            }
            self.next += 1;
        }
        while self.open.last().is_some_and(|&k| {
            let section = &self.sections[k];
            section.span.end() <= start
                || (section.kind == SectionKind::Question && section.span.start() != start)
        }) {
            self.open.pop();
        }
        self.open.last().map_or(&[], |&k| &self.sections[k].speakers)
    }
}

#[cfg(test)]
mod tests {
    use griffier_doc::Document;

    /// `number (who asks): question | answer`, parts by ` + ` if there are several.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut doc = Document::from_text("t", text);
        crate::segment(&mut doc);
        let words = |spans: &[griffier_text::Span]| {
            spans.iter().map(|&span| doc.slice(span).replace('\n', " / ")).collect::<Vec<_>>().join(" + ")
        };
        let shown = |e: &griffier_doc::Exchange| {
            let asker = if e.askers.is_empty() { String::new() } else { format!(" ({})", words(&e.askers)) };
            format!("{}{asker}: {} | {}", e.number, words(&e.questions), words(&e.answers))
        };
        let found: Vec<String> = doc.exchanges().iter().map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_bind() {
        check(
            "Vraag 1\nKent u dit?\n\nAntwoord 1\nJa.\n\nVraag 2\nIs het waar?\n\nVraag 3\nWat nu?\n\nAntwoord op vraag 2 en 3\nNee.\nNiets.",
            &["1: Kent u dit? | Ja.", "2: Is het waar? | Nee. / Niets.", "3: Wat nu? | Nee. / Niets."],
        );
        check(
            "Vraag 1\nA?\n\nVraag 2\nB?\n\nVraag 3\nC?\n\nAntwoord 1 t/m 3\nJa.",
            &["1: A? | Ja.", "2: B? | Ja.", "3: C? | Ja."],
        );
        check("Vraag 1: kent u dit? Zo ja, hoe?\n\nAntwoord 1: ja.", &["1: kent u dit? Zo ja, hoe? | ja."]);
        check(
            "Vraag\nKent u dit?\n\nAntwoord\nJa.\n\nVraag\nEn dit?\n\nAntwoord\nNee.",
            &[": Kent u dit? | Ja.", ": En dit? | Nee."],
        );
    }

    #[test]
    fn order_binds_what_bears_no_number() {
        check(
            "1. Kent u dit?\n\nAntwoord:\nJa.\n\n2. En dit?\n\nAntwoord:\nOok.",
            &["1: 1. Kent u dit? | Ja.", "2: 2. En dit? | Ook."],
        );
        check(
            "1\nKent u dit?\n\nAntwoord\nJa. Zie:\n1. de ene\n2. de andere\n\n2\nEn dit?\n\nAntwoord\nOok.",
            &["1: Kent u dit? | Ja. Zie: / 1. de ene / 2. de andere", "2: En dit? | Ook."],
        );
        check(
            "Nr. 3 LIJST VAN VRAGEN EN ANTWOORDEN\n\nVastgesteld 3 mei 2011\n\nDe vragen zijn beantwoord bij brief van 2 mei 2011.\n\n1\n\nWat kost dit? Wie betaalt het?\n\nHet kost niets.\n\n2\n\nEn daarna?\n\nZie het antwoord op vraag 1.",
            &[
                "1: Wat kost dit? Wie betaalt het? | Het kost niets.",
                "2: En daarna? | Zie het antwoord op vraag 1.",
            ],
        );
    }

    #[test]
    fn a_question_printed_again_and_a_series_that_begins_anew() {
        check(
            "Vraag 1\nKent u dit bericht?\n\nVraag 2\nEn dit?\n\nVraag 1\nKent u dit bericht?\n\nAntwoord 1\nJa.\n\nVraag 2\nEn dit?\n\nAntwoord 2\nNee.",
            &["1: Kent u dit bericht? + Kent u dit bericht? | Ja.", "2: En dit? + En dit? | Nee."],
        );
        check(
            "Vraag 1\nKent u dit?\n\nAntwoord 1\nJa.\n\nVraag 1\nWat kost dat?\n\nAntwoord 1\nNiets.",
            &["1: Kent u dit? | Ja.", "1: Wat kost dat? | Niets."],
        );
    }

    #[test]
    fn parts_of_a_question() {
        check(
            "Vraag 3a\nKan dit?\n\nVraag 3b\nEn dat?\n\nAntwoord 3\nBeide.",
            &["3a: Kan dit? | Beide.", "3b: En dat? | Beide."],
        );
        check(
            "Vraag 3\na. Kan dit?\nb. En dat?\n\nAntwoord 3a\nJa.\n\nAntwoord 3b\nNee.",
            &[
                "3: a. Kan dit? / b. En dat? | ",
                "3a: a. Kan dit? / b. En dat? | Ja.",
                "3b: a. Kan dit? / b. En dat? | Nee.",
            ],
        );
    }

    #[test]
    fn who_asks() {
        check("Vraag 1 (VVD)\nKent u dit?\n\nAntwoord\nJa.", &["1 (VVD): Kent u dit? | Ja."]);
        check(
            "De brief.\n\nVragen en opmerkingen van de leden van de SP-fractie\n\nVraag 1\nKent u dit?\n\nAntwoord 1\nJa.",
            &["1 (SP): Kent u dit? | Ja."],
        );
    }

    #[test]
    fn lists_that_are_no_questions() {
        check("Wij doen dit:\n\n1. Wat kan?\n2. Wat moet?\n\nDat is het.", &[]);
        check("De vragen 1 en 2 gaan over geld. Vraag 3 niet.\nAntwoord 3 staat elders.", &[]);
        check("Een vraag is dit?\n\nHet antwoord ook.", &[]);
    }
}
