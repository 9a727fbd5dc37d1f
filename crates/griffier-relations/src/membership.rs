//! Who and what belongs to what: members of a chamber or party, parts of a body. Abbreviations of a name are
//! `alias`, kinds of a technology `category`.

use crate::cue::Cue;
use crate::letter::is_ministry;
use crate::reading::{Letter, Window};
use crate::statement::{Evidence, Rule, Statements, terms};
use griffier_doc::{Id, Link, Mention, MentionType, Predicate, Role, Term, ZoneKind};
use griffier_text::{WordSet, words};

const MEMBER: Rule = Rule::new("membership.member-of-parliament", 0.93);
const PARTY: Rule = Rule::new("membership.party-in-brackets", 0.93);
const IS_MEMBER: Rule = Rule::new("membership.is-member-of", 0.88);
const CONSISTS: Rule = Rule::new("membership.consists-of", 0.8);
const PART: Rule = Rule::new("membership.part-of", 0.85);
const BRACKETS: Rule = Rule::new("membership.part-in-brackets", 0.55);
const DIRECTORATE: Rule = Rule::new("membership.letterhead-directorate", 0.85);
const DIVISION: Rule = Rule::new("membership.division-of", 0.85);
const COMMITTEE: Rule = Rule::new("membership.committee-of-chamber", 0.85);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    directorates(letter, out);
    divisions(letter, out);
    let chambers: Vec<&str> = ["org:tweede-kamer", "org:eerste-kamer"]
        .into_iter()
        .filter(|chamber| letter.doc.mentions().iter().any(|m| m.link.id().is_some_and(|id| id == chamber)))
        .collect();
    for window in letter.windows() {
        if window.names_inside(MentionType::Person) {
            members(&window, &chambers, out);
        }
        for i in window.tokens.clone().filter(|_| window.holds(&[Cue::Belong])) {
            if window.has(i, Cue::Belong) {
                belongs(&window, i, out);
            }
        }
        if window.outer.len() > 1 && window.names(&[MentionType::Organisation]) {
            brackets(&window, out);
            titled(&window, out);
            committees(&window, out);
            parts_of_bodies(&window, out);
        }
    }
}

/// `Directie Integratie Europa` under the name of its ministry in the letterhead.
fn directorates(letter: &Letter<'_>, out: &mut Statements) {
    let head = letter.outer.iter().take_while(|m| !letter.doc.zone_at(m.span.start()).is_running_text());
    let head: Vec<&Mention> = head
        .filter(|m| {
            m.kind == MentionType::Organisation && letter.doc.zone_at(m.span.start()) == ZoneKind::Letterhead
        })
        .copied()
        .collect();
    let Some(ministry) = head.iter().find(|m| is_ministry(m)) else { return };
    for part in &head {
        let name = letter.doc.slice(part.span);
        if name.starts_with("Directie") || name.starts_with("Directoraat") || name.starts_with("Afdeling") {
            out.say(
                part,
                Predicate::PartOf,
                ministry,
                letter.line(part.span.start()).cover(part.span),
                DIRECTORATE,
            );
        }
    }
}

/// `het lid X`, `de leden X (VVD) en Y (D66)`: runs on through names, brackets and what joins a list.
fn members(w: &Window<'_, '_>, named_chambers: &[&str], out: &mut Statements) {
    let mut open: Option<(usize, &'static str)> = None;
    // The names since the last bracket: "X, Y (beiden VVD)" counts two of them, "(allen VVD)" all.
    let mut named: Vec<&Mention> = Vec::new();
    let mut skip = 0;
    // Names inside a motion count as well, so this walks all mentions and not only the outer ones.
    let mentions = w.letter.doc.mentions();
    let mut m = mentions.partition_point(|m| m.span.start() < w.span.start());
    for i in w.tokens.clone() {
        let at = w.at(i);
        if at.start() < skip {
            continue;
        }
        while mentions.get(m).is_some_and(|mention| {
            mention.span.start() < at.start()
                || mention.kind == MentionType::Motion && mention.span.start() == at.start()
        }) {
            m += 1;
        }
        let here = mentions.get(m).filter(|mention| mention.span.start() == at.start());
        match here {
            Some(person) if person.kind == MentionType::Person => {
                named.push(person);
                skip = person.span.end();
                let opened =
                    open.or_else(|| (person.role == Some(Role::Lid)).then_some((i, w.letter.chamber)));
                if let Some((noun, chamber)) = opened {
                    // Where the text does not say which chamber, the one the linker knows the person to sit in.
                    let seat = person.attr("chamber").filter(|_| chamber == w.letter.chamber);
                    let chamber = seat.cloned().unwrap_or(Id::Borrowed(chamber));
                    // A statement joins two things that the letter names.
                    let is_named = named_chambers.contains(&chamber.as_ref());
                    let object = Term::Id(chamber);
                    let evidence = Evidence::from(w.at(noun).cover(person.span));
                    for subject in terms(person).filter(|_| is_named) {
                        out.push(subject, Predicate::MemberOf, object.clone(), evidence, MEMBER);
                    }
                }
                open = opened;
            }
            Some(party) if party.kind == MentionType::Organisation && bracket_share(w, i).is_some() => {
                skip = party.span.end();
                let share = bracket_share(w, i).unwrap_or(1).min(named.len());
                // "X, Y (VVD)": the party of the first as well, where the linker knows that it is.
                for person in named.iter().filter(|p| p.attr("party") == party.link.id()) {
                    out.say(person, Predicate::MemberOf, party, person.span.cover(party.span), PARTY);
                }
                for person in named.split_off(named.len() - share) {
                    if open.is_some() || person.attr("party") == party.link.id() {
                        out.say(person, Predicate::MemberOf, party, person.span.cover(party.span), PARTY);
                    }
                }
                named.clear();
            }
            _ if w.has(i, Cue::Member) => {
                open = chamber_named(w, i).map(|chamber| (i, chamber));
                named.clear();
            }
            _ if open.is_none() && named.is_empty() => {}
            _ if w.is_any(i, words![",", "en", "(", ")", "c.s.", "cs", "/", "&", "beiden", "allen"]) => {}
            _ => {
                open = None;
                named.clear();
            }
        }
    }
}

/// `mevrouw X (PvdA)`, `rapporteur Y (EPP/POL)`: someone with a title, and in brackets where they belong. Ministers stand with
/// their portfolio.
fn titled(w: &Window<'_, '_>, out: &mut Statements) {
    const TITLES: &WordSet = words![
        "heer",
        "mevrouw",
        "dhr.",
        "mw.",
        "dhr",
        "mw",
        "senator",
        "rapporteur",
        "europarlementariër",
        "kamerlid",
        "voorzitter",
        "fractievoorzitter",
        "heren",
        "dames",
        "rapporteurs",
        "senatoren",
    ];
    // "de heren A (X) en B (Y)": the title is that of all.
    let mut before: Option<usize> = None;
    for pair in w.outer.windows(2) {
        let [person, body] = pair else { continue };
        if person.kind != MentionType::Person || body.kind != MentionType::Organisation || is_ministry(body) {
            continue;
        }
        let gap = w.gap(person.span.end(), body.span.start());
        let first = w.letter.index_at(person.span.start());
        let joined = before.is_some_and(|end| {
            let gap = w.gap(end, person.span.start());
            gap.len() <= 5
                && gap.clone().any(|j| w.is_any(j, words!["en", ","]) && w.mention_covering(j).is_none())
        });
        let title = joined || first > w.tokens.start && w.is_any(first - 1, TITLES);
        let party = person.attr("party").is_some() && person.attr("party") == body.link.id();
        let closes = w.is_any(w.letter.index_at(body.span.end()), words![")", "/"]);
        if gap.len() == 1 && w.is(gap.start, "(") && closes && (title || party) {
            out.say(person, Predicate::MemberOf, body, person.span.cover(body.span), PARTY);
            before = Some(body.span.end());
        } else if (party || first > w.tokens.start && w.is(first - 1, "lid"))
            && w.is(gap.start, "van")
            && (gap.len() == 1 || gap.len() == 2 && w.is_any(gap.start + 1, words!["de", "het"]))
        {
            // "het lid X van de Partij voor de Dieren"
            out.say(person, Predicate::MemberOf, body, person.span.cover(body.span), PARTY);
        }
    }
}

/// How many names a party in brackets at token `i` belongs to.
fn bracket_share(w: &Window<'_, '_>, i: usize) -> Option<usize> {
    let before = |back: usize, words: &WordSet| i >= back && w.is_any(i - back, words);
    if before(1, words!["("]) {
        Some(1)
    } else if before(2, words!["("]) && before(1, words!["beiden"]) {
        Some(2)
    } else if before(2, words!["("]) && before(1, words!["allen"]) {
        Some(usize::MAX)
    } else {
        None
    }
}

/// The chamber whose members the word at `i` names; none if they are members no longer.
fn chamber_named(w: &Window<'_, '_>, i: usize) -> Option<&'static str> {
    let before = |back: usize| i.checked_sub(back).map_or("", |j| w.word(j));
    let former = |word: &str| word.eq_ignore_ascii_case("voormalig") || word.eq_ignore_ascii_case("oud");
    if former(before(1)) || former(before(2)) || former(before(3)) {
        return None;
    }
    match (before(1), w.word(i).to_ascii_lowercase().as_str()) {
        (_, "senator" | "senatoren") | ("Eerste", _) => Some("org:eerste-kamer"),
        ("Tweede", _) => Some("org:tweede-kamer"),
        _ => Some(w.letter.chamber),
    }
}

/// `X is lid van Y`, `X, onderdeel van Y`, `X valt onder Y`, `Y onder voorzitterschap van X`, `Y bestaat uit X`.
fn belongs(w: &Window<'_, '_>, i: usize, out: &mut Statements) {
    use MentionType::{Location, Organisation, Person};
    let left = |reach: usize, kinds: &[MentionType]| w.nearest_before(w.at(i).start(), kinds, reach);
    let adjacent = |kinds: &[MentionType], words: &WordSet| {
        let k = left(6, kinds)?;
        let gap = w.gap(w.outer[k].span.end(), w.at(i).start());
        let plain = |j: usize| w.has(j, Cue::Auxiliary) || w.has(j, Cue::Negation) || w.is_any(j, words);
        (k + 1 == w.count_before(w.at(i).start()) && gap.clone().all(plain)).then_some(k)
    };
    if w.is_any(i, words!["lid", "lidstaat", "leden"]) && w.is(i + 1, "van") {
        let whole = w.mention_after(i + 2, 0).filter(|&k| w.outer[k].kind == Organisation);
        let part = adjacent(&[Location, Organisation, Person], words![",", "sinds", "ook", "al"]);
        if let (Some(part), Some(whole)) = (part, whole) {
            for k in w.list_around(part, &[w.outer[part].kind]).filter(|&k| k <= part) {
                let evidence = w.evidence(w.outer[k].span, w.outer[whole].span, i);
                out.say(w.outer[k], Predicate::MemberOf, w.outer[whole], evidence, IS_MEMBER);
            }
        }
    } else if let Some(lead) = part_phrase(w, i) {
        let whole = w.mention_after(i + lead, 0).filter(|&k| w.outer[k].kind == Organisation);
        let part =
            adjacent(&[Organisation], words![",", "tevens", "een", "dat", "die", "als", "ook", "maakt"])
                .or_else(|| founded(w, i));
        if let (Some(part), Some(whole)) = (part, whole) {
            let evidence = w.evidence(w.outer[part].span, w.outer[whole].span, i);
            out.say(w.outer[part], Predicate::PartOf, w.outer[whole], evidence, PART);
        }
    } else if let Some(lead) = whole_phrase(w, i) {
        let part = w.mention_after(i + lead, 2);
        // "onder leiding van Italië" makes no member, "onder leiding van mevrouw X" does.
        let led = w.is(i + 1, "leiding");
        let part = part.filter(|&k| match w.outer[k].kind {
            Organisation => !led && w.mention_after(i + lead, 0) == Some(k),
            Person => w.is(i, "onder"),
            _ => false,
        });
        let whole = adjacent(&[Organisation], words![",", "die", "dat"]);
        if let (Some(part), Some(whole)) = (part, whole) {
            for k in w.list_around(part, &[w.outer[part].kind]).filter(|&k| k >= part) {
                let evidence = w.evidence(w.outer[whole].span, w.outer[k].span, i);
                out.say(w.outer[k], Predicate::MemberOf, w.outer[whole], evidence, CONSISTS);
            }
        }
    }
}

/// `X werd in 2003 opgericht als onderdeel van`: a year may stand between.
fn founded(w: &Window<'_, '_>, i: usize) -> Option<usize> {
    use MentionType::{Date, Organisation};
    let k = w.nearest_before(w.at(i).start(), &[Organisation], 10)?;
    let gap = w.gap(w.outer[k].span.end(), w.at(i).start());
    let plain = |j: usize| {
        w.has(j, Cue::Auxiliary)
            || w.is_any(j, words!["werd", "is", "in", "op", "opgericht", "als", "een"])
            || w.mention_covering(j).is_some_and(|k| w.outer[k].kind == Date)
    };
    (gap.clone().any(|j| w.is(j, "opgericht")) && gap.clone().all(plain)).then_some(k)
}

/// The length of a phrase at `i` that leads from a part to its whole.
fn part_phrase(w: &Window<'_, '_>, i: usize) -> Option<usize> {
    let phrases: [&[&str]; 9] = [
        &["deel", "uit", "van"],
        &["ondergebracht", "bij"],
        &["opgegaan", "in"],
        &["onderdeel", "van"],
        &["onderdeel", "uitmakend", "van"],
        &["ressorteert", "onder"],
        &["ressorterend", "onder"],
        &["valt", "onder"],
        &["deel", "uitmakend", "van"],
    ];
    phrases.iter().find(|phrase| w.are(i, phrase)).map(|phrase| phrase.len())
}

/// The length of a phrase at `i` that leads from a body to its members.
fn whole_phrase(w: &Window<'_, '_>, i: usize) -> Option<usize> {
    let led = words!["voorzitterschap", "co-voorzitterschap", "covoorzitterschap", "leiding"];
    if w.is(i, "onder") && w.is_any(i + 1, led) && w.is(i + 2, "van") {
        return Some(3);
    }
    let consists = w.is_any(i, words!["bestaande", "bestaat", "samengesteld"]) && w.is(i + 1, "uit");
    consists.then_some(2)
}

/// `de VN (CCW)`: a body, and in brackets another one that the knowledge base tells apart from it.
fn brackets(w: &Window<'_, '_>, out: &mut Statements) {
    for pair in w.outer.windows(2) {
        let [whole, part] = pair else { continue };
        let known = |m: &Mention| m.kind == MentionType::Organisation && matches!(m.link, Link::One(_));
        if !known(whole) || !known(part) || part.attr("alias").is_some() {
            continue;
        }
        let gap = w.gap(whole.span.end(), part.span.start());
        let closes = w.is(w.letter.index_at(part.span.end()), ")");
        let short = |m: &Mention| {
            let text = w.letter.doc.slice(m.span);
            text.len() <= 8 && text.chars().filter(|c| c.is_uppercase()).count() >= 2
        };
        if gap.len() == 1 && w.is(gap.start, "(") && closes && short(whole) && short(part) {
            out.say(part, Predicate::PartOf, whole, whole.span.cover(part.span), BRACKETS);
        }
    }
}

/// `Afdeling advisering van de Raad van State`: a division whose name ends in the body it belongs to.
fn divisions(letter: &Letter<'_>, out: &mut Statements) {
    for division in letter.outer.iter().filter(|m| m.kind == MentionType::Organisation) {
        if letter.within(division).next().is_none() {
            continue;
        }
        if !is_division(letter.doc.slice(division.span)) {
            continue;
        }
        let body = letter.within(division).find(|inner| {
            let lead = letter.doc.text().get(division.span.start()..inner.span.start()).unwrap_or("");
            let lead = lead.trim_end().to_lowercase();
            inner.kind == MentionType::Organisation
                && inner.span.end() == division.span.end()
                && ["van de", "van het", "van"].iter().any(|end| lead.ends_with(end))
        });
        if let Some(body) = body {
            out.say(division, Predicate::PartOf, body, division.span, DIVISION);
        }
    }
}

/// Whether a name begins as that of a part of a body does: "afdeling Advisering", "Veiligheidsraad", "Algemene Vergadering".
fn is_division(name: &str) -> bool {
    let first = name.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let heads =
        ["afdeling", "directie", "directoraat", "secretariaat", "comité", "veiligheidsraad", "inspectie"];
    let phrases =
        ["vaste commissie ", "vaste kamercommissie ", "algemene vergadering", "parlementaire assemblee"];
    let small = || name.to_lowercase();
    heads.iter().any(|head| first.ends_with(head)) || phrases.iter().any(|phrase| small().starts_with(phrase))
}

/// `het Kinderrechtencomité van de VN`: a part and its body, which the lists give as two names.
fn parts_of_bodies(w: &Window<'_, '_>, out: &mut Statements) {
    for pair in w.outer.windows(2) {
        let [part, body] = pair else { continue };
        let bodies = part.kind == MentionType::Organisation && body.kind == MentionType::Organisation;
        let gap = w.gap(part.span.end(), body.span.start());
        let of = bodies
            && gap.len() == 2
            && w.is(gap.start, "van")
            && w.is_any(gap.start + 1, words!["de", "het"]);
        if of && is_division(w.letter.doc.slice(part.span)) {
            out.say(part, Predicate::PartOf, body, part.span.cover(body.span), DIVISION);
        }
    }
}

/// `de vaste commissie voor X van de Tweede Kamer`, `een door de Tweede Kamer ingestelde ondervragingscommissie`.
fn committees(w: &Window<'_, '_>, out: &mut Statements) {
    for pair in w.outer.windows(2) {
        let [a, b] = pair else { continue };
        let gap = w.gap(a.span.end(), b.span.start());
        let bodies = a.kind == MentionType::Organisation && b.kind == MentionType::Organisation;
        if !bodies || gap.len() > 3 {
            continue;
        }
        let is_committee = |m: &Mention| w.letter.doc.slice(m.span).to_lowercase().contains("commissie");
        let is_chamber = |m: &Mention| m.link.id().is_some_and(|id| crate::letter::is_chamber(id));
        let of = gap.len() == 2 && w.is(gap.start, "van") && w.is(gap.start + 1, "de");
        let evidence = a.span.cover(b.span);
        if of && is_committee(a) && is_chamber(b) {
            out.say(a, Predicate::PartOf, b, evidence, COMMITTEE);
        }
        let instituted = gap.clone().any(|j| w.is(j, "ingestelde"));
        let start = w.letter.index_at(a.span.start());
        let by = (start.saturating_sub(2).max(w.tokens.start)..start).any(|j| w.is(j, "door"));
        if instituted && by && is_committee(b) && is_chamber(a) {
            out.say(b, Predicate::PartOf, a, evidence, COMMITTEE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::{check_body, check_letter};

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        check_body(read, body, expected);
    }

    #[test]
    fn members_of_parliament_and_their_parties() {
        check(
            "de [[Kamer|ORGANISATION org:tweede-kamer]]: de leden [[A|PERSON person:a]] ([[VVD|ORGANISATION org:vvd]]) en [[B|PERSON person:b]] ([[D66|ORGANISATION org:d66]])",
            &[
                "person:a member_of org:tweede-kamer",
                "person:a member_of org:vvd",
                "person:b member_of org:d66",
                "person:b member_of org:tweede-kamer",
            ],
        );
        check(
            "de [[Kamer|ORGANISATION org:tweede-kamer]]: de leden [[A|PERSON person:a]] ([[SP|ORGANISATION org:sp]]), [[B|PERSON person:b]] en [[C|PERSON person:c]] (beiden [[D66|ORGANISATION org:d66]])",
            &[
                "person:a member_of org:sp",
                "person:a member_of org:tweede-kamer",
                "person:b member_of org:d66",
                "person:b member_of org:tweede-kamer",
                "person:c member_of org:d66",
                "person:c member_of org:tweede-kamer",
            ],
        );
        check(
            "de [[Kamer|ORGANISATION org:tweede-kamer]]: de [[motie van het lid [[K|PERSON person:k]] c.s.|MOTION motion:m]]",
            &["person:k member_of org:tweede-kamer"],
        );
        check(
            "de [[Eerste Kamer|ORGANISATION org:eerste-kamer]]: Eerste Kamerlid [[K|PERSON person:k]] sprak met [[B|PERSON person:b]]",
            &["person:k member_of org:eerste-kamer"],
        );
        // A chamber that the letter does not name is no end of a statement.
        check("het lid [[K|PERSON person:k]]", &[]);
        check("de [[motie [[K|PERSON person:k]]|MOTION motion:m]]", &[]);
        check("oud-Kamerlid [[K|PERSON person:k]], voormalig Kamerlid [[B|PERSON person:b]]", &[]);
        check("minister [[K|PERSON person:k]] ([[NAVO|ORGANISATION org:navo]])", &[]);
        check("het lid van de raad, [[K|PERSON person:k]]", &[]);
    }

    #[test]
    fn people_with_a_title_and_where_they_belong() {
        let member = &["person:k member_of org:pvda"];
        check("mevrouw [[K|PERSON person:k]] ([[PvdA|ORGANISATION org:pvda]]) vroeg", member);
        check("rapporteur [[K|PERSON person:k]] ([[PvdA|ORGANISATION org:pvda]]/POL)", member);
        check("[[K|PERSON person:k party=org:pvda]] ([[PvdA|ORGANISATION org:pvda]])", member);
        check("de heer [[K|PERSON person:k]] ([[BZK|ORGANISATION org:ministerie-bzk]])", &[]);
        check(
            "de rapporteurs [[A|PERSON person:a]] ([[X|ORGANISATION org:x]]/POL) en [[B|PERSON person:b]] ([[Y|ORGANISATION org:y]]/DUI)",
            &["person:a member_of org:x", "person:b member_of org:y"],
        );
        check("[[K|PERSON person:k]] (over [[PvdA|ORGANISATION org:pvda]])", &[]);
        check("de heer [[K|PERSON person:k]] ([[PvdA|ORGANISATION org:pvda]] in de raad)", &[]);
        check(
            "leden [[A|PERSON person:a party=org:x]], [[B|PERSON person:b]] ([[X|ORGANISATION org:x]])",
            &["person:a member_of org:x", "person:b member_of org:x"],
        );
    }

    #[test]
    fn the_chamber_is_the_one_written_to() {
        let head = "Aan de [[Voorzitter van de [[Eerste Kamer|ORGANISATION org:eerste-kamer]]|OFFICE office:voorzitter-ek role=addressee]]";
        check_letter(
            read,
            &[(ZoneKind::Letterhead, head), (ZoneKind::Body, "het lid [[K|PERSON person:k]]")],
            &["person:k member_of org:eerste-kamer"],
        );
    }

    #[test]
    fn who_leads_a_body_is_of_it() {
        check_body(
            read,
            "De [[Commissie X|ORGANISATION org:x]], onder leiding van mevrouw [[A|PERSON person:a]], adviseert.",
            &["person:a member_of org:x"],
        );
        check_body(
            read,
            "De [[Commissie X|ORGANISATION org:x]] onder voorzitterschap van [[A|PERSON person:a]] adviseert.",
            &["person:a member_of org:x"],
        );
        check_body(
            read,
            "De [[EU|ORGANISATION org:eu]] handelt onder leiding van [[Italië|LOCATION country:IT]].",
            &[],
        );
        check_body(read, "Het overleg stond onder leiding van [[A|PERSON person:a]].", &[]);
    }

    #[test]
    fn parts_and_members_of_a_body() {
        check(
            "[[Turkije|LOCATION country:TR]] is lid van de [[NAVO|ORGANISATION org:navo]]",
            &["country:TR member_of org:navo"],
        );
        check(
            "[[Zwitserland|LOCATION country:CH]] is geen lid van de [[EU|ORGANISATION org:eu]]",
            &["not country:CH member_of org:eu"],
        );
        check(
            "de [[TFSA|ORGANISATION org:t]] onder co-voorzitterschap van de [[Ministeries van EZK|ORGANISATION org:ezk]] en [[BZ|ORGANISATION org:bz]] een rol",
            &["org:bz member_of org:t", "org:ezk member_of org:t"],
        );
        check(
            "de [[MIVD|ORGANISATION org:mivd]], onderdeel van het [[ministerie|ORGANISATION org:def]]",
            &["org:mivd part_of org:def"],
        );
        check(
            "[[A|ORGANISATION org:a]] maakt deel uit van [[B|ORGANISATION org:b]]",
            &["org:a part_of org:b"],
        );
        check(
            "[[A|ORGANISATION org:a]], dat is ondergebracht bij [[B|ORGANISATION org:b]]",
            &["org:a part_of org:b"],
        );
        check("[[A|ORGANISATION org:a]] nam deel aan een reis van [[B|ORGANISATION org:b]]", &[]);
        check("de [[VN|ORGANISATION org:vn]] ([[CCW|ORGANISATION org:ccw]])", &["org:ccw part_of org:vn"]);
        check("de [[VN|ORGANISATION org:vn]] en de [[EU|ORGANISATION org:eu]]", &[]);
        check("[[Nederland|LOCATION country:NL]] sprak het lid van de [[NAVO|ORGANISATION org:navo]]", &[]);
    }

    #[test]
    fn a_directorate_of_the_ministry_in_the_letterhead() {
        let head = "[[Ministerie van BZ|ORGANISATION org:ministerie-bz]]\n[[Directie Europa|ORGANISATION org:die]]\n[[Tweede Kamer|ORGANISATION org:tweede-kamer]]";
        check_letter(read, &[(ZoneKind::Letterhead, head)], &["org:die part_of org:ministerie-bz"]);
        check_letter(read, &[(ZoneKind::Body, head)], &[]);
    }

    #[test]
    fn committees_and_divisions_are_parts() {
        let kamer = "[[Tweede Kamer|ORGANISATION org:tweede-kamer]]";
        check(
            &format!("de [[vaste commissie voor X|ORGANISATION org:c]] van de {kamer}"),
            &["org:c part_of org:tweede-kamer"],
        );
        check(
            &format!("een door de {kamer} ingestelde [[commissie X|ORGANISATION org:c]]"),
            &["org:c part_of org:tweede-kamer"],
        );
        check(
            "de [[Afdeling advisering van de [[Raad van State|ORGANISATION org:rvs]]|ORGANISATION org:a]]",
            &["org:a part_of org:rvs"],
        );
        check(
            "[[X|ORGANISATION org:x]] werd in [[2003|DATE 2003]] opgericht als een onderdeel van [[Y|ORGANISATION org:y]]",
            &["org:x part_of org:y"],
        );
        check(
            "het [[Kinderrechtencomité|ORGANISATION org:c]] van de [[VN|ORGANISATION org:vn]]",
            &["org:c part_of org:vn"],
        );
        check(
            "de [[Veiligheidsraad van de [[VN|ORGANISATION org:vn]]|ORGANISATION org:v]]",
            &["org:v part_of org:vn"],
        );
        check("de [[Stichting Vrienden van de [[VN|ORGANISATION org:vn]]|ORGANISATION org:v]]", &[]);
        check("het [[comité|ORGANISATION org:c]] en de [[VN|ORGANISATION org:vn]]", &[]);
        check("het [[instituut|ORGANISATION org:c]] van de [[VN|ORGANISATION org:vn]]", &[]);
        // Side by side, the other way round, or another word for it.
        check(&format!("de [[vaste commissie voor X|ORGANISATION org:c]] en de {kamer}"), &[]);
        check(&format!("de [[Raad|ORGANISATION org:c]] van de {kamer}"), &[]);
        check(
            &format!(
                "de door [[X|ORGANISATION org:x]] ingestelde [[commissie X|ORGANISATION org:c]] in de {kamer}"
            ),
            &[],
        );
        check(
            "[[X|ORGANISATION org:x]] sprak in [[2003|DATE 2003]] over een onderdeel van [[Y|ORGANISATION org:y]]",
            &[],
        );
    }
}
