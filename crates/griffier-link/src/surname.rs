//! Whom the words of a person's name can mean: the listed form, a surname under initials or given names that agree, one
//! half of a double surname or both in the other order.

use crate::letter::{EERSTE_KAMER, Letter, TWEEDE_KAMER};
use crate::reading::Reading;
use griffier_doc::{Candidate, MentionType, Role};
use griffier_gazetteer::EntityRef;
use griffier_text::normalize_name;

/// How much of a name the words give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fullness {
    /// A surname alone.
    Surname,
    /// One initial and a surname, which many people share.
    Initial,
    /// A listed full form, a given name, or several initials that agree.
    Full,
}

/// People the words can name, and how fully they do.
pub(crate) fn candidates(letter: &Letter, reading: &Reading, words: &str) -> Vec<(EntityRef, Fullness)> {
    if reading.role.is_some() && !words.contains('.') && is_clerk(letter, reading) {
        return Vec::new();
    }
    let whole = listed(letter, words);
    let certain = !whole.is_empty() && !chairs_by_initials(letter, reading);
    if certain || !reading.listings.is_empty() && reading.role.is_none() {
        return whole;
    }
    let apart = unglued(words);
    let words = apart.as_deref().unwrap_or(words);
    if apart.is_some() || words.contains('-') {
        let people = by_surname(letter, words);
        if !people.is_empty() {
            return people;
        }
    }
    let parts: Vec<&str> = words.split(' ').collect();
    for from in 1..parts.len() {
        let people = by_surname(letter, &parts[from..].join(" ")).into_iter();
        let agreeing: Vec<_> =
            people.filter_map(|(person, _)| Some((person, first_names(&parts[..from], person)?))).collect();
        if !agreeing.is_empty() {
            return agreeing;
        }
    }
    Vec::new()
}

fn listed(letter: &Letter, name: &str) -> Vec<(EntityRef, Fullness)> {
    let listings = letter.kb.surface(name).into_iter().flat_map(|number| letter.kb.listings(number));
    let people = listings.filter(|l| l.entity.kind() == MentionType::Person);
    people.map(|l| (l.entity, if l.needs_context { Fullness::Surname } else { Fullness::Full })).collect()
}

/// People of a surname as listed, of its first half ("Michon-Derkzen", listed under the half she sat under), or of a
/// double one in the other order, which the lists give of themselves.
fn by_surname(letter: &Letter, surname: &str) -> Vec<(EntityRef, Fullness)> {
    let people = listed(letter, surname);
    match surname.split_once('-') {
        Some((first, second)) if people.is_empty() && starts_name(first) && starts_name(second) => {
            listed(letter, first)
        }
        _ => people,
    }
}

fn starts_name(half: &str) -> bool {
    half.chars().any(char::is_uppercase) && half.chars().count() > 2
}

/// "VanMeenen": a small word that an extraction glued to the surname.
fn unglued(words: &str) -> Option<String> {
    if words.contains([' ', '.']) {
        return None;
    }
    ["Vander", "Vanden", "Vande", "Van", "De", "Den", "Ten", "Ter"].iter().find_map(|small| {
        let rest = words.strip_prefix(small)?;
        let spaced = match *small {
            "Vander" => "van der",
            "Vanden" => "van den",
            "Vande" => "van de",
            other => other,
        };
        rest.starts_with(char::is_uppercase).then(|| format!("{spaced} {rest}"))
    })
}

/// Whether initials or given names ("Ank Th.B.", "M.A.M.") fit a person, and how fully.
fn first_names(first: &[&str], person: EntityRef) -> Option<Fullness> {
    let (given, initials) = (normalize_name(person.given()), letters(person.initials()));
    let head = normalize_name(first.first()?);
    if !head.contains('.') {
        let fits = head == given
            || given.starts_with(&head) && head.chars().count() > 2
            || head.starts_with(&given) && !given.is_empty();
        return fits.then_some(Fullness::Full);
    }
    let written: Vec<char> =
        first.iter().take_while(|word| word.contains('.')).flat_map(|w| letters(w)).collect();
    let known = if initials.is_empty() { given.chars().take(1).collect() } else { initials };
    // A person known by another name than the first ("Micky", M.A.M.) may still be written with it.
    let calls = written.first().is_some_and(|c| given.starts_with(*c));
    if !(calls || written.first() == known.first()) || written.is_empty() {
        return None;
    }
    let both = written.len().min(known.len());
    let full = both > 1 && written[..both] == known[..both];
    // "J.G." and "J.M." are two people, unless an office says that one of them was misspelled.
    let conflict = both > 1 && !(is_within(&written, &known) || is_within(&known, &written));
    Some(match (full, conflict) {
        (true, _) => Fullness::Full,
        (_, true) => Fullness::Surname,
        _ => Fullness::Initial,
    })
}

/// Whether the letters of `some` stand in `all` in their order.
fn is_within(some: &[char], all: &[char]) -> bool {
    let mut rest = all.iter();
    some.iter().all(|letter| rest.any(|other| other == letter))
}

/// The initials of "A.Th.B.": a, t, b.
fn letters(initials: &str) -> Vec<char> {
    let parts = initials.split(|c: char| c == '.' || c == '-' || c.is_whitespace());
    parts.filter_map(|part| part.chars().next()).flat_map(char::to_lowercase).collect()
}

/// Whether the words before a titled name make it that of someone who presides over a committee, or of someone who
/// speaks in the chamber: a member.
pub(crate) fn is_member(letter: &Letter, reading: &Reading) -> bool {
    if reading.role != Some(Role::Titled) {
        return false;
    }
    let before = letter.before(reading.span.start(), 120);
    let line = before.trim_end_matches([',', ':', ' ', '\n', '\r', '\t']);
    let line = line.rsplit("\n\n").next().unwrap_or(line);
    let title = line.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("").to_lowercase();
    let sir = ["heer", "mevrouw", "dhr.", "mw.", "mevr.", "heren"].contains(&title.as_str());
    let leads = ["fractievoorzitter", "fractieleider", "kamerlid", "senator", "lijsttrekker", "partijleider"];
    let leads = leads.iter().any(|word| title.ends_with(word));
    sir || leads || presides(letter, reading)
}

/// Whether the words before a name make it that of who presides over a committee: "De voorzitter van de commissie,".
pub(crate) fn presides(letter: &Letter, reading: &Reading) -> bool {
    let before = letter.before(reading.span.start(), 120).trim_end();
    if !before.ends_with([',', ':']) {
        return false;
    }
    let line = before.trim_end_matches([',', ':', ' ', '\n', '\r', '\t']);
    let line = line.rsplit("\n\n").next().unwrap_or(line).to_lowercase();
    line.contains("voorzitter") && !line.contains("griffier")
}

/// Whether the line says that the name is that of a clerk, whom a surname alone does not tell from members: "Griffier: De
/// Vries", "De griffier van de commissie, De Vries".
fn is_clerk(letter: &Letter, reading: &Reading) -> bool {
    let before = letter.before(reading.span.start(), 120).trim_end();
    let line = before.rsplit('\n').next().unwrap_or(before).trim_start_matches("De ");
    let words = ["griffier", "Griffier", "adjunct-griffier", "Adjunct-griffier"];
    before.ends_with([',', ':']) && words.iter().any(|word| line.starts_with(word))
}

/// Whether a name with initials signs as chair of a committee of parliament: "De voorzitter van de commissie, A. Mulder".
pub(crate) fn chairs_by_initials(letter: &Letter, reading: &Reading) -> bool {
    let committee = |line: &str| {
        ["", "vaste ", "algemene ", "tijdelijke "]
            .iter()
            .any(|kind| line.contains(&format!("voorzitter van de {kind}commissie")))
    };
    letter.day.is_some() && letter.doc.slice(reading.span).contains('.') && presides(letter, reading) && {
        let before = letter.before(reading.span.start(), 120).trim_end().trim_end_matches(',');
        committee(&before.rsplit("\n\n").next().unwrap_or(before).to_lowercase())
    }
}

/// "Minister Van der Hoeven": who is called so, before one of whose double surname it is a half.
pub(crate) fn prefer_whole(letter: &Letter, words: &str, people: &mut [Candidate]) {
    if people.len() < 2 {
        return;
    }
    let name = normalize_name(words);
    let whole = |person: &Candidate| {
        let label = letter.entity(&person.id).map(|entity| normalize_name(entity.label()));
        let rest = label.as_deref().and_then(|label| label.strip_suffix(name.as_str()));
        rest.is_some_and(|rest| rest.ends_with(' '))
    };
    if people.iter().any(whole) {
        for half in people.iter_mut().filter(|person| !whole(person)) {
            half.score -= HALF;
        }
    }
}

/// What a half of a double surname counts less than a whole one.
const HALF: f32 = 0.06;

/// The chamber that the title before a name gives: "senator", "het Eerste Kamerlid".
pub(crate) fn chamber_of_title(letter: &Letter, reading: &Reading) -> Option<&'static str> {
    let before = letter.before(reading.span.start(), 24).trim_end().to_lowercase();
    let says = |titles: &[&str]| titles.iter().any(|title| before.ends_with(title));
    if says(&["senator", "senatoren", "eerste kamerlid", "eerste kamerleden", "eerste-kamerlid"]) {
        Some(EERSTE_KAMER)
    } else if says(&["tweede kamerlid", "tweede kamerleden", "tweede-kamerlid"]) {
        Some(TWEEDE_KAMER)
    } else {
        None
    }
}
