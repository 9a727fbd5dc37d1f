//! Agendas: lines `2023-12-20 11:15: Procedurevergadering (…), vaste commissie voor …`, as pages of parliament list the
//! meetings at which a paper was dealt with. Meetings in running text are read elsewhere (`event`).

use crate::reading::{Letter, Window};
use crate::statement::{Rule, Statements};
use griffier_doc::{Mention, MentionType, Predicate};
use griffier_text::{Span, words};

const DATED: Rule = Rule::new("agenda.date", 0.9);
const COMMITTEE: Rule = Rule::new("agenda.committee", 0.85);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    let mut last_line = Span::at(0, 0);
    for date in letter.outer.iter().filter(|m| m.kind == MentionType::Date) {
        let line = letter.line(date.span.start());
        if line == last_line || !opens(letter, line, date) {
            continue;
        }
        last_line = line;
        item(&letter.window(line), date, out);
    }
}

/// Whether the line begins with the date, a dash or bullet aside, and a colon follows it.
fn opens(letter: &Letter<'_>, line: Span, date: &Mention) -> bool {
    let before = letter.doc.slice(Span::at(line.start(), date.span.start().max(line.start())));
    let after = letter.doc.text().get(date.span.end()..line.end().max(date.span.end())).unwrap_or("");
    before.chars().all(|c| !c.is_alphanumeric()) && after.trim_start().starts_with(':')
}

fn item(w: &Window<'_, '_>, date: &Mention, out: &mut Statements) {
    let start = w.first_after(date.span.end());
    let Some(k) = (start..w.outer.len()).find(|&k| w.outer[k].kind == MentionType::Event) else { return };
    let event = w.outer[k];
    // Nothing but the meeting itself, or a word for its part of the day, between: no topic of another meeting.
    let gap = w.gap(date.span.end(), event.span.start());
    if k > start || gap.len() > 4 || gap.clone().skip(1).any(|j| w.is_any(j, words!["(", ","])) {
        return;
    }
    if names_another_day(event, date) {
        return;
    }
    out.say(event, Predicate::OccursOn, date, date.span.cover(event.span), DATED);
    let committee = w.outer[k + 1..].iter().rfind(|m| m.kind == MentionType::Organisation);
    let Some(committee) = committee else { return };
    let name = w.letter.doc.slice(committee.span).to_lowercase();
    let comma = w.letter.index_at(committee.span.start()).checked_sub(1).is_some_and(|j| w.is(j, ","));
    if comma && name.contains("commissie") {
        out.say(committee, Predicate::ParticipatesIn, event, event.span.cover(committee.span), COMMITTEE);
    }
}

/// Whether the event is known by another day: one name for two meetings.
fn names_another_day(event: &Mention, date: &Mention) -> bool {
    let (Some(event), Some(date)) = (event.link.id(), date.link.id()) else { return false };
    let day = event.len().checked_sub(10).and_then(|at| event.get(at..)).unwrap_or("");
    let is_day = day.starts_with(['1', '2']) && day.bytes().filter(u8::is_ascii_digit).count() == 8;
    is_day && date.get(..10) != Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::check_body;

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        check_body(read, body, expected);
    }

    #[test]
    fn a_line_of_an_agenda_dates_its_meeting() {
        check(
            "- [[2023-12-20 11:15|DATE 2023-12-20T11:15]]: [[Procedurevergadering|EVENT event:p]] (Procedurevergadering), [[vaste commissie voor X|ORGANISATION org:x]] (2017-2024)",
            &["event:p occurs_on 2023-12-20T11:15", "org:x participates_in event:p"],
        );
        check(
            "[[2024-06-13|DATE 2024-06-13]]: Aanvang middagvergadering: [[Regeling|EVENT event:r]], TK",
            &["event:r occurs_on 2024-06-13"],
        );
        check("[[2024-06-13|DATE 2024-06-13]]: [[Regeling|EVENT event:r-2024-01-23]], TK", &[]);
        // A date within a line, a meeting that is the topic, a body that is no committee.
        check("zie [[2024-06-13|DATE 2024-06-13]]: [[Regeling|EVENT event:r]]", &[]);
        check("[[2024-06-13|DATE 2024-06-13]] [[Regeling|EVENT event:r]]", &[]);
        check(
            "[[2024-06-13|DATE 2024-06-13]]: Brief (verslag [[Raad|EVENT event:r]]), [[vaste commissie|ORGANISATION org:x]]",
            &[],
        );
        check(
            "[[2024-06-13|DATE 2024-06-13]]: [[Regeling|EVENT event:r]], [[NAVO|ORGANISATION org:navo]]",
            &["event:r occurs_on 2024-06-13"],
        );
    }
}
