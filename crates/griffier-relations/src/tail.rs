//! What follows a title: `van 12 mei 2023`, `met de vaste commissie …`, `(Kamerstuk 33 694, nr. 45)`, a note's mark,
//! `, die op 3 april jl. met uw Kamer is gedeeld`. Reads it; the families draw the conclusions.

use crate::cue::Cue;
use crate::reading::Window;
use griffier_doc::{Footnote, Mention, MentionType};
use griffier_text::{WordSet, words};

/// The mentions and notes that follow a title, each by the part it plays.
#[derive(Default)]
pub(crate) struct Tail<'d> {
    /// `van`, `op`, `d.d.` a date, or a date in brackets.
    pub date: Option<&'d Mention>,
    /// Whether the date is joined by a word that dates documents too (`van`, `uit`, `d.d.`, brackets).
    pub dates_a_document: bool,
    /// `in`, `te` a place.
    pub place: Option<&'d Mention>,
    /// `met` someone.
    pub with: Option<&'d Mention>,
    /// `door`, `van` a body or office.
    pub by: Option<&'d Mention>,
    /// Whether `door` names that body or office.
    pub is_made_by: bool,
    /// Whether a relative clause names that body or office as its maker.
    pub has_maker: bool,
    /// Citations in brackets, or right after a comma or dash.
    pub references: Vec<&'d Mention>,
    /// Notes whose marks follow.
    pub notes: Vec<&'d Footnote>,
    /// The date of a relative clause that says when it was made public.
    pub issued: Option<&'d Mention>,
    /// Where the tail ends, in bytes.
    pub end: usize,
}

/// How many parts a tail has at most.
const PARTS: usize = 12;
/// How many tokens a bracket, a topic or a relative clause spans at most.
const SPAN: usize = 30;

/// The tail of mention `k` of the window.
pub(crate) fn tail<'d>(w: &Window<'_, 'd>, k: usize) -> Tail<'d> {
    let mut tail = tail_from(w, w.outer[k].span.end(), w.outer[k].kind);
    tail.end = tail.end.max(w.outer[k].span.end());
    tail
}

/// The tail of a title of type `kind` that ends at byte `offset`.
pub(crate) fn tail_from<'d>(w: &Window<'_, 'd>, offset: usize, kind: MentionType) -> Tail<'d> {
    let mut tail = Tail { end: offset, ..Tail::default() };
    // "Wnb-toestemmingen van Sweco": what follows is said of the compound.
    let mut rest = w.letter.doc.text().get(offset..).unwrap_or("").chars();
    if rest.next() == Some('-') && rest.next().is_some_and(char::is_alphabetic) {
        return tail;
    }
    let mut i = w.letter.index_at(offset);
    for _ in 0..PARTS {
        while w.is_dressing(i) {
            i += 1;
        }
        let next = tail.note(w, i).or_else(|| match w.word(i) {
            "" => None,
            "(" | "[" => tail.bracket(w, i),
            "," if w.has(i + 1, Cue::Relative) => tail.relative(w, i + 1, kind),
            "," if w.is(i + 2, "door") => tail.made_by(w, i + 1),
            "," | "-" | "–" | ":" => tail.reference(w, i, kind),
            _ if w.has(i, Cue::Relative) => tail.relative(w, i, kind),
            _ => tail.preposition(w, i).or_else(|| topic(w, i, kind)).or_else(|| addressed(w, i, kind)),
        });
        let Some(next) = next.filter(|&next| next > i) else { break };
        i = next;
        tail.end = w.at(i - 1).end();
    }
    tail
}

/// Steps over the topic of an event (`over de situatie in …`) when its date follows.
fn topic(w: &Window<'_, '_>, i: usize, kind: MentionType) -> Option<usize> {
    if kind != MentionType::Event || !w.is_any(i, words!["over", "inzake", "betreffende"]) {
        return None;
    }
    for j in i + 1..i + SPAN {
        if w.is(j, ",") || w.is(j, ";") || w.has(j, Cue::Auxiliary) || w.word(j).is_empty() {
            return None;
        }
        let dated = w.has(j, Cue::ByDate)
            && w.mention_after(j + 1, 0).is_some_and(|k| w.outer[k].kind == MentionType::Date);
        if dated {
            return Some(j);
        }
        if w.mention_at(j).is_some_and(|k| w.outer[k].kind == MentionType::Event) {
            return None;
        }
    }
    None
}

/// Steps over the addressee of a letter: `brief van 27 april 1992 aan de Tweede Kamer (Kamerstukken …)`.
fn addressed(w: &Window<'_, '_>, i: usize, kind: MentionType) -> Option<usize> {
    let named = w.mention_after(i + 1, 1).map(|k| w.outer[k])?;
    let whom = matches!(named.kind, MentionType::Organisation | MentionType::Office);
    let after = w.letter.index_at(named.span.end());
    (w.is(i, "aan") && whom && kind == MentionType::Policy && w.is_any(after, words!["(", ","]))
        .then_some(after)
}

impl<'d> Tail<'d> {
    /// A mark that calls a note, also after the punctuation that closes a clause or between two marks.
    fn note(&mut self, w: &Window<'_, 'd>, i: usize) -> Option<usize> {
        let mark = if w.is_any(i, words![",", ".", ";", ")"]) { i + 1 } else { i };
        if !w.tokens.contains(&mark) {
            return None;
        }
        self.notes.push(w.letter.note_at(mark)?);
        Some(mark + 1)
    }

    fn bracket(&mut self, w: &Window<'_, 'd>, i: usize) -> Option<usize> {
        // "(COM(2021) 577)": brackets inside a citation close nothing.
        let close =
            (i + 1..i + SPAN).find(|&j| w.is_any(j, words![")", "]"]) && w.mention_covering(j).is_none())?;
        let inside = &w.outer[w.mentions_in(&(i + 1..close))];
        // "(t.v.v. 36 200 X, nr. 30)": the paper that this one replaces.
        let replaced =
            w.is_any(i + 1, words!["t.v.v.", "t.v.v", "tvv"]) || w.are(i + 1, &["ter", "vervanging", "van"]);
        if replaced || inside.iter().any(|m| m.attr("alias").is_some()) {
            return Some(close + 1);
        }
        let mut end = w.at(i).end();
        for mention in inside {
            let gap = w.gap(end, mention.span.start());
            let leads = gap.clone().all(|j| !w.has(j, Cue::Auxiliary)) && gap.len() <= 4;
            match mention.kind {
                MentionType::Reference if leads => self.references.push(mention),
                // "(ingezonden 15 november)", "(Kassa, 28 september)" date something else.
                MentionType::Date if gap.is_empty() && self.references.is_empty() && self.date.is_none() => {
                    self.date = Some(mention);
                    self.dates_a_document = true;
                }
                _ => break,
            }
            end = mention.span.end();
        }
        Some(close + 1)
    }

    /// `, Kamerstuk 33 694, nr. 43`, `- BWBR0048439`, `, met kenmerk …`.
    fn reference(&mut self, w: &Window<'_, 'd>, i: usize, kind: MentionType) -> Option<usize> {
        let mut j = i + 1;
        // In a list of papers a dash leads to the number of the whole title, of which this may be but the last name.
        let dash = w.is_any(i, words!["-", "–"]);
        const LEADS: &WordSet =
            words!["met", "onder", "kenmerk", "nummer", "kamerstuk", "zie", "nr", "nr.", "ons", "referentie"];
        while w.is_any(j, LEADS) && j < i + 4 {
            j += 1;
        }
        let mention = w.outer[w.mention_at(j)?];
        let paper = mention.link.id().is_some_and(|id| id.starts_with("kst-") || id.starts_with("20"));
        let named = matches!(kind, MentionType::Law | MentionType::Motion);
        if mention.kind != MentionType::Reference || dash && paper && !named {
            return None;
        }
        self.references.push(mention);
        Some(w.letter.index_at(mention.span.end()))
    }

    /// `, opgesteld door X`.
    fn made_by(&mut self, w: &Window<'_, 'd>, i: usize) -> Option<usize> {
        let made = w.has(i, Cue::Issue) || w.is_any(i, words!["geschreven", "gemaakt", "samengesteld"]);
        let maker = w.mention_after(i + 2, 0).map(|k| w.outer[k]).filter(|_| made && self.by.is_none())?;
        if !matches!(maker.kind, MentionType::Organisation | MentionType::Office) {
            return None;
        }
        self.by = Some(maker);
        self.is_made_by = true;
        self.has_maker = true;
        Some(w.letter.index_at(maker.span.end()))
    }

    fn preposition(&mut self, w: &Window<'_, 'd>, i: usize) -> Option<usize> {
        use MentionType::{Date, Location, Office, Organisation, Person};
        if !w.has(i, Cue::Preposition) && !w.has(i, Cue::ByDate) {
            return None;
        }
        let spare = usize::from(w.is(i, "met"));
        let mention = w.outer[w.mention_after(i + 1, spare)?];
        let word = |words: &WordSet| w.is_any(i, words);
        match mention.kind {
            Date if self.date.is_none() && (w.has(i, Cue::ByDate) || word(words!["in"])) => {
                self.date = Some(mention);
                self.dates_a_document = word(words!["van", "uit", "d.d.", "dd.", "d.d", "dd"]);
            }
            Location if self.place.is_none() && word(words!["in", "te"]) => self.place = Some(mention),
            Organisation | Office | Person if self.with.is_none() && word(words!["met"]) => {
                self.with = Some(mention)
            }
            Organisation | Office if self.by.is_none() && word(words!["door", "van"]) => {
                self.by = Some(mention);
                self.is_made_by = word(words!["door"]);
            }
            _ => return None,
        }
        Some(w.letter.index_at(mention.span.end()))
    }

    /// From the pronoun at `i` on: `die op 17 oktober jl. met uw Kamer werd gedeeld`, `waarvan de eerste versie op 12
    /// december is gepubliceerd`; of an event `die op 11 juli in Vilnius plaatsvond`.
    fn relative(&mut self, w: &Window<'_, 'd>, i: usize, kind: MentionType) -> Option<usize> {
        use MentionType::{Date, Event, Location, Office, Organisation};
        let wanted = if kind == Event { Cue::Held } else { Cue::Issue };
        let ends = |j: usize| {
            w.is_any(j, words![";", "."])
                || w.has(j, Cue::Future)
                || w.is(j, ",") && w.has(j + 1, Cue::Subordinator)
        };
        // "dat de Stichting van de Arbeid op 11 april sloot": an active verb ends the clause.
        let active = |j: usize| kind != Event && w.has(j, Cue::IssueEnd) && ends_clause(w, j + 1);
        let is_verb = |j: usize| w.has(j, wanted) || active(j);
        let verb = (i + 1..i + SPAN).find(|&j| ends(j) || is_verb(j)).filter(|&j| is_verb(j))?;
        let inside = w.mentions_in(&(i + 1..verb));
        let date = w.outer[inside.clone()].iter().find(|m| m.kind == Date).copied();
        let led = |k: usize, words: &WordSet| {
            w.gap(w.at(i).start(), w.outer[k].span.start()).rev().take(3).any(|j| w.is_any(j, words))
        };
        if kind == Event {
            self.date = self.date.or(date);
            let place = inside.clone().find(|&k| w.outer[k].kind == Location && led(k, words!["in", "te"]));
            self.place = self.place.or(place.map(|k| w.outer[k]));
        } else {
            // "die de Europese Commissie heeft aangekondigd": the subject right behind the pronoun.
            let perfect = active(verb) || (i + 1..verb + 3).any(|j| w.has(j, Cue::Perfect));
            let subject = w
                .mention_after(i + 1, 0)
                .filter(|&k| perfect && matches!(w.outer[k].kind, Organisation | Office));
            let passive =
                |k: &usize| matches!(w.outer[*k].kind, Organisation | Office) && led(*k, words!["door"]);
            let maker = inside.clone().find(passive).or(subject);
            if date.is_none() && maker.is_none() {
                return None;
            }
            self.issued = date;
            self.is_made_by |= maker.is_some();
            self.has_maker |= maker.is_some();
            self.by = self.by.or(maker.map(|k| w.outer[k]));
        }
        let after = (verb + 1..).take(4).find(|&j| !w.has(j, Cue::Auxiliary));
        Some(after.unwrap_or(verb + 1))
    }
}

/// Whether a clause ends before token `i`.
pub(crate) fn ends_clause(w: &Window<'_, '_>, i: usize) -> bool {
    !w.tokens.contains(&i)
        || w.is_any(i, words![".", ",", ";", ":", "(", ")", "!", "?", "en", "maar"])
        || w.has(i, Cue::Subordinator)
        || w.is_mark(i)
        || w.is_dressing(i)
}

/// A word for a letter with its date: `de Kamerbrief over de appreciatie van … van 30 oktober jl.`, `de brief van de
/// Minister van Defensie d.d. 24 mei 2018 inzake … (Kamerstuk 28 676, nr. 290)`.
pub(crate) struct DatedLetter<'d> {
    /// Token of the word.
    pub noun: usize,
    /// Its date.
    pub date: &'d Mention,
    /// Whether the date follows the word at once.
    pub direct: bool,
    /// Whose letter it is.
    pub by: Option<&'d Mention>,
    /// Where its tail begins: behind the date, or before the brackets behind its topic.
    pub tail: usize,
}

/// The dated letters of a sentence. A word with a title right after it (`de Kamerbrief Kabinetsaanpak …`) is no letter of
/// its own: the title has its own tail.
pub(crate) fn dated_letters<'d>(w: &Window<'_, 'd>) -> Vec<DatedLetter<'d>> {
    let mut found: Vec<DatedLetter<'d>> = Vec::new();
    let mut free = w.tokens.start;
    for noun in w.tokens.clone().filter(|_| w.holds(&[Cue::Letter])) {
        let led = w.has(noun + 1, Cue::Preposition) || w.has(noun + 1, Cue::ByDate);
        if noun < free || !w.has(noun, Cue::Letter) || !led {
            continue;
        }
        if let Some(letter) = dated_letter(w, noun) {
            free = w.letter.index_at(letter.tail);
            found.push(letter);
        }
    }
    found
}

fn dated_letter<'d>(w: &Window<'_, 'd>, noun: usize) -> Option<DatedLetter<'d>> {
    use MentionType::{Date, Office, Organisation, Policy};
    let mut by = None;
    let mut j = noun + 1;
    while j < noun + SPAN {
        if let Some(k) = w.mention_at(j) {
            let mention = w.outer[k];
            if mention.kind == Policy && j <= noun + 2 {
                return None;
            }
            if matches!(mention.kind, Office | Organisation) && j <= noun + 3 && w.is(noun + 1, "van") {
                by = Some(mention);
            }
            j = w.letter.index_at(mention.span.end()).max(j + 1);
            continue;
        }
        if w.is_any(j, words![",", ";", "(", ".", ""]) || w.has(j, Cue::Auxiliary) || w.is_mark(j) {
            return None;
        }
        let dates = w.is_any(j, words!["van", "d.d.", "dd.", "d.d", "dd"]);
        if let Some(k) = w.mention_after(j + 1, 0).filter(|&k| dates && w.outer[k].kind == Date) {
            let date = w.outer[k];
            let tail = topic_bracket(w, date.span.end()).unwrap_or(date.span.end());
            return Some(DatedLetter { noun, date, direct: j == noun + 1, by, tail });
        }
        j += 1;
    }
    None
}

/// The brackets behind the topic of a letter whose date ends at byte `offset`; none if a title stands right before them.
fn topic_bracket(w: &Window<'_, '_>, offset: usize) -> Option<usize> {
    let start = w.letter.index_at(offset);
    if !w.is_any(start, words!["inzake", "over", "ter", "betreffende", "houdende", "met"]) {
        return None;
    }
    for j in start + 1..start + 2 * SPAN {
        if w.is_any(j, words![";", ".", ""]) || w.has(j, Cue::Letter) || w.has(j, Cue::Auxiliary) {
            return None;
        }
        if w.is(j, "(") {
            let cited = w.mention_at(j + 1).is_some_and(|k| w.outer[k].kind == MentionType::Reference);
            let titled = j.checked_sub(1).and_then(|j| w.mention_covering(j)).is_some_and(|k| {
                matches!(w.outer[k].kind, MentionType::Motion | MentionType::Policy | MentionType::Law)
            });
            return (cited && !titled).then(|| w.at(j).start());
        }
    }
    None
}
