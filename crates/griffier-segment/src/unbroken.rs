//! Line breaks that were lost: a head that runs into the text behind it, a signature that runs on from the last sentence.
//!
//! Texts that went through a table or a web form come as one line: `… Aan de Voorzitter van de Tweede Kamer der
//! Staten-Generaal Den Haag, 24 april 2015 Met deze brief …`. The places where a line must have begun are known by what
//! opens a line of a head, up to the place and date or the salutation, behind which the text begins.

use crate::cues::{self, Cue};
use crate::head;
use crate::lines::last_word;
use crate::signature::has_verb;

/// Bytes in which such a head ends, if there is one.
const HEAD: usize = 1500;
/// Bytes in which a role and a name stand.
const TAIL: usize = 220;

/// The bytes of `line` at which a line of the head, and then the text, begins; none if it holds no head with text behind it.
pub(crate) fn head(line: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut addressed = false;
    for at in starts(line, HEAD) {
        let (before, rest) = (&line[..at], &line[at..]);
        if ends_sentence(before) {
            break;
        }
        let text = place_and_date(rest).or_else(|| head::salutation(rest).filter(|&end| end < rest.len()));
        if let Some(end) = text.filter(|_| addressed || at == 0) {
            let text = at + end + (rest.len() - end - rest[end..].trim_start().len());
            if at > 0 {
                cuts.push(at);
            }
            // "Den Haag, 3 mei 2022 Geachte voorzitter, …": two of them.
            let salutation = head::salutation(&line[text..]).filter(|end| text + end < line.len());
            cuts.extend(salutation.map(|_| text));
            let text = text + salutation.unwrap_or(0);
            cuts.push(text + (line.len() - text - line[text..].trim_start().len()));
            return cuts;
        }
        if cues::connective(last_word(before)) {
            continue;
        }
        let cue = cues::opening(rest, Cue::Letterhead).filter(|&len| rest[..len].contains(' '));
        let cue = cue.or_else(|| cues::opening(rest, Cue::MetadataLine));
        let Some(len) = cue else { continue };
        addressed = true;
        // "Nr. 12 BRIEF VAN DE MINISTER" is one line.
        let numbered = cuts.last().is_some_and(|&cut| line[cut..at].starts_with("Nr") && at - cut < 12);
        if at > 0 && !numbered {
            cuts.push(at);
        }
        cuts.extend(years_end(&rest[len..]).map(|end| at + len + end).filter(|&end| end > at));
    }
    Vec::new()
}

/// The bytes of `line` at which the role and then the name of a signature begin behind the last sentence.
pub(crate) fn tail(line: &str) -> Vec<usize> {
    let end = line.find(" kst-").filter(|at| line.len() - at < 60).unwrap_or(line.len());
    let from = (end.saturating_sub(TAIL)..end).find(|&at| line.is_char_boundary(at)).unwrap_or(end);
    let role = line[from..end].match_indices(". ").map(|(at, _)| from + at + 2).find_map(|at| {
        let role = &line[at..end];
        cues::opening(role, Cue::Role)?;
        let comma = role.rfind(", ")? + 2;
        let (title, name) = role.split_at(comma);
        // A sentence about somebody ends in a full stop, and so may another one before it.
        let prose = title.contains(". ") || name.trim_end().ends_with('.') || has_verb(title);
        (title.len() < 120 && !prose && is_name(name)).then_some((at, at + comma))
    });
    let Some((role, name)) = role else { return Vec::new() };
    let mut cuts = vec![role, name];
    if end < line.len() {
        cuts.push(end + 1);
    }
    cuts
}

/// Where a word with a capital or a number begins in the first `reach` bytes: after white space, or glued to digits.
fn starts(line: &str, reach: usize) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    line.char_indices().take_while(move |&(at, _)| at < reach).filter_map(move |(at, c)| {
        let begins = before.is_whitespace() || (before.is_ascii_digit() && c.is_alphabetic());
        before = c;
        (begins && (c.is_uppercase() || c == '’')).then_some(at)
    })
}

/// Whether a sentence has ended before: then this is no head.
fn ends_sentence(before: &str) -> bool {
    let trimmed = before.trim_end();
    let word = last_word(trimmed);
    trimmed.ends_with(['.', '?', '!'])
        && word.trim_end_matches('.').chars().filter(|c| c.is_lowercase()).nth(3).is_some()
}

/// The length of `Den Haag, 24 april 2015` at the start of `rest`, if a capital follows.
fn place_and_date(rest: &str) -> Option<usize> {
    let comma = ["Den Haag,", "’s-Gravenhage,", "'s-Gravenhage,"]
        .iter()
        .find(|place| rest.starts_with(**place))?
        .len();
    let end =
        rest[comma..].find(|c: char| !c.is_alphanumeric() && c != ' ').map_or(rest.len(), |at| comma + at);
    let mut words = 0;
    let mut at = comma;
    for word in rest[comma..end].split_inclusive(' ') {
        at += word.len();
        words += usize::from(!word.trim().is_empty());
        if words == 3 {
            break;
        }
    }
    let date = rest[..at].trim_end();
    let follows = rest[date.len()..].trim_start().starts_with(char::is_uppercase);
    (words == 3 && follows && head::is_place_and_date(date)).then_some(date.len())
}

/// The end of the two years of ` 2012–2013 …`, whatever stands between them.
fn years_end(rest: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = rest.len() - rest.trim_start().len();
    if digits(&rest[first..]) != 4 {
        return None;
    }
    let second = first + 4 + rest[first + 4..].chars().next()?.len_utf8();
    let end = second + 4;
    (digits(&rest[second..]) == 4).then(|| end + (rest.len() - end - rest[end..].trim_start().len()))
}

/// Initials and a name, nothing else.
fn is_name(words: &str) -> bool {
    let words = words.trim().trim_end_matches('.');
    let dotted =
        words.split_whitespace().next().is_some_and(|first| first.contains('.') || !first.is_empty());
    let named = words.split_whitespace().all(|word| {
        word.starts_with(char::is_uppercase)
            || matches!(word, "van" | "de" | "der" | "den" | "ten" | "ter" | "te" | "in" | "'t" | "’t")
    });
    dotted && named && (1..=8).contains(&words.split_whitespace().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cuts: Vec<usize>, line: &str, expected: &[&str]) {
        let bounds: Vec<usize> = [0].into_iter().chain(cuts).chain([line.len()]).collect();
        let parts: Vec<&str> = bounds.windows(2).map(|pair| line[pair[0]..pair[1]].trim()).collect();
        assert_eq!(parts, expected);
    }

    #[test]
    fn a_head_ends_with_place_and_date_or_a_salutation() {
        for (line, expected) in [
            (
                "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal Den Haag, 24 april 2015 Met deze brief kom ik terug op de sluis.",
                &[
                    "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
                    "Den Haag, 24 april 2015",
                    "Met deze brief kom ik terug op de sluis.",
                ][..],
            ),
            (
                "Tweede Kamer der Staten-Generaal 2Vergaderjaar 2012–2013 29 999Sluizen en bruggen Nr. 12 BRIEF VAN DE MINISTER VAN WATERWEGEN Aan de Voorzitter van de Tweede Kamer der Staten-Generaal ’s-Gravenhage, 5 april 2013 Hierbij bied ik u de brief aan.",
                &[
                    "Tweede Kamer der Staten-Generaal 2",
                    "Vergaderjaar 2012–2013",
                    "29 999Sluizen en bruggen",
                    "Nr. 12 BRIEF VAN DE MINISTER VAN WATERWEGEN",
                    "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
                    "’s-Gravenhage, 5 april 2013",
                    "Hierbij bied ik u de brief aan.",
                ],
            ),
            (
                "Aan de voorzitter van de Eerste Kamer Den Haag, 3 mei 2022 Geachte voorzitter, De sluis is klaar.",
                &[
                    "Aan de voorzitter van de Eerste Kamer",
                    "Den Haag, 3 mei 2022",
                    "Geachte voorzitter,",
                    "De sluis is klaar.",
                ],
            ),
        ] {
            check(head(line), line, expected);
        }
    }

    #[test]
    fn prose_is_no_head() {
        for line in [
            "In Den Haag, 24 april 2015 Met was het druk.",
            "De brief is verstuurd. Aan de Voorzitter van de Tweede Kamer Den Haag, 24 april 2015 Met deze brief.",
            "Aan de Voorzitter van de Tweede Kamer is op 24 april 2015 een brief gestuurd, Den Haag, 24 april 2015.",
            "",
            "Vergaderjaar 2012",
        ] {
            assert_eq!(head(line), [] as [usize; 0], "{line}");
        }
    }

    #[test]
    fn a_signature_runs_on_from_the_last_sentence() {
        let line = "Ik hoop u zo te hebben geïnformeerd. De minister van Waterwegen, A.B.C. van der Sluis kst-29999-12";
        let expected = [
            "Ik hoop u zo te hebben geïnformeerd.",
            "De minister van Waterwegen,",
            "A.B.C. van der Sluis",
            "kst-29999-12",
        ];
        check(tail(line), line, &expected);
        for line in [
            "Dat is bekend. De minister van Waterwegen, die dit zei, gaf geen uitleg.",
            "Dat is bekend. De minister van Waterwegen komt.",
            "Dat is bekend. De minister van Waterwegen ook. De staatssecretaris, A.B. Sluis.",
            "Dat is bekend. De minister van Waterwegen, Anna Sluis.",
            "Dat is bekend. De minister van Waterwegen is jarig, Anna Sluis",
            "",
        ] {
            assert_eq!(tail(line), [] as [usize; 0], "{line}");
        }
    }
}
