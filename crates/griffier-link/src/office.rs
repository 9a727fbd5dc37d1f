//! Offices: the one valid on the letter's day, and who held it then.

use crate::letter::Letter;
use crate::portfolio;
use crate::reading::Reading;
use griffier_doc::{Attr, Id, Link, MentionType, Role, Target};
use griffier_gazetteer::{Day, EntityRef, Listing};
use griffier_text::{Span, slug};

/// Links every office and names its holder: on the letter's day, or for a former one at the time the words give.
pub(crate) fn link(letter: &Letter, readings: &mut [Reading]) {
    let offices = readings.iter_mut().filter(|r| r.kind == MentionType::Office && r.alias_of.is_none());
    for reading in offices {
        let past = past_day(letter, reading).or_else(|| asked_day(letter, reading));
        let day = past.or(letter.day);
        if time_of(letter, reading) != Time::Present {
            drop_later(letter, &mut reading.listings);
        }
        let mut listings = valid_on(day, &reading.listings);
        let mut why = "the office of this name";
        if let Some(short) = by_less(letter, reading, day) {
            reading.listings.clone_from(&short);
            listings = short;
            why = "held on that day by the one whose portfolio has this name in it";
        } else if let Some(successor) = successor(letter, day, &listings) {
            listings = vec![successor];
            why = "the one office of this rank at this ministry at the letter's date; its full title differs";
        } else if past.is_some() {
            why = "the office of this name on the day that the sentence gives";
        } else if day.is_some() && listings.len() < reading.listings.len() {
            why = match letter.date {
                Some(_) => "the office of this name at the letter's date",
                None => "the office of this name at the latest day the undated letter names",
            };
        }
        let foreign = is_foreign(letter, reading);
        if foreign || listings.is_empty() {
            let reason = if foreign { "an office of another state" } else { "no list has this office" };
            let id = format!("office:{}", slug(&letter.words(reading.span)));
            reading.set(Link::Nil { id: id.into(), reason }, reason);
            continue;
        }
        reading.set_listed(&listings, why);
        if let [only] = listings[..] {
            let holder = match time_of(letter, reading) {
                Time::Present => day.and_then(|day| holder(only.entity, day)),
                Time::Then => match past {
                    Some(day) => holder(only.entity, day),
                    // A date that leaves two holders is no reason to take the last.
                    None if letter.has_day(reading.span) => None,
                    None => letter.day.and_then(|day| holder_before(only.entity, day)),
                },
                Time::Past => sole_holder(only.entity),
            };
            reading.attrs.extend(holder.map(|person| Attr::new("holder", Id::Borrowed(person.id()))));
        }
    }
}

/// Whom the words before an office mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Time {
    /// The holder of the day; "demissionair" and "waarnemend" change nothing.
    Present,
    /// "de toenmalige", "de vorige": the holder of the time that is spoken of, or the one before.
    Then,
    /// "voormalig", "oud-": one of those who held it, the words do not say which.
    Past,
}

pub(crate) fn time_of(letter: &Letter, reading: &Reading) -> Time {
    let before = word_before(letter, reading).to_lowercase();
    // "de toen nog demissionaire minister"
    let earlier = letter.before(reading.span.start(), 60).trim_end();
    let two = earlier.rsplit(char::is_whitespace).nth(1).unwrap_or("").to_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| before.starts_with(word));
    let acting = any(&["demissionai", "waarnemend"]);
    if any(&["toenmalig", "vorige", "vorig"]) || acting && two.starts_with("toenmalig") {
        Time::Then
    } else if any(&["voormalig", "gewezen", "oud-", "ex-"]) {
        Time::Past
    } else {
        Time::Present
    }
}

/// The day for which an office is looked up other than the letter's own: the one its sentence gives, for a holder of that
/// time and for an office that nobody held any more when the letter was written.
fn past_day(letter: &Letter, reading: &Reading) -> Option<Day> {
    let day = letter.day?;
    let then = time_of(letter, reading) == Time::Then;
    let held = || reading.listings.iter().any(|l| !l.entity.holders_on(day).is_empty());
    let state = |l: &Listing| matches!(l.entity.subkind(), "minister" | "staatssecretaris");
    if !then && (held() || !reading.listings.iter().any(state)) {
        return None;
    }
    let (first, last) = letter.day_of_sentence(reading.span).filter(|(first, _)| *first <= day)?;
    let held_on = |day: Day| {
        let mut listings = valid_on(Some(day), &reading.listings);
        if then && !listings.iter().any(|listing| listing.entity.is_valid_on(day)) {
            listings = portfolio::listings(letter, &title(letter, reading), day);
        }
        let mut held: Vec<EntityRef> =
            listings.iter().filter_map(|listing| holder(listing.entity, day)).collect();
        held.dedup();
        held
    };
    // "in 2019" names a holder only if one person held the office from January to December.
    (held_on(first) == held_on(last.min(day)) && !held_on(first).is_empty()).then_some(first)
}

/// "de toenmalige minister van X": of the offices of that name none that came after the letter, if there is an earlier one.
fn drop_later(letter: &Letter, listings: &mut Vec<Listing>) {
    let Some(day) = letter.day else { return };
    let earlier = |listing: &Listing| listing.entity.valid_from() <= day;
    if listings.iter().any(earlier) {
        listings.retain(earlier);
    }
}

/// For a title that no office has on the letter's day, or on the one that its sentence gives: the office of that day with a
/// longer portfolio. Who is called a former minister held what was called so then.
fn by_less(letter: &Letter, reading: &Reading, day: Option<Day>) -> Option<Vec<Listing>> {
    let day = day.filter(|_| letter.date.is_some())?;
    let time = time_of(letter, reading);
    let listed = !reading.listings.is_empty();
    let valid = reading.listings.iter().any(|listing| listing.entity.is_valid_on(day));
    if valid || time == Time::Past || (listed && time == Time::Then && Some(day) == letter.day) {
        return None;
    }
    Some(portfolio::listings(letter, &title(letter, reading), day)).filter(|found| !found.is_empty())
}

/// The title that a reading stands for, with its rank: of a listed one as its row writes it.
fn title(letter: &Letter, reading: &Reading) -> String {
    match (&reading.target, reading.listings.first()) {
        (_, Some(listing)) => listing.entity.label().to_owned(),
        (Target::Lookup(name), None) => name.clone(),
        (_, None) => letter.words(reading.span),
    }
}

/// The day on which the questions were sent that the heading of their answer names: whom they were put to held office then.
fn asked_day(letter: &Letter, reading: &Reading) -> Option<Day> {
    let paragraph = |text: &'_ str| text.find("\n\n").unwrap_or(text.len());
    let after = letter.after(reading.span.end(), HEADING);
    let after = after.get(..paragraph(after)).unwrap_or(after);
    let sent = after.find("(ingezonden ")?;
    let before = letter.before(reading.span.start(), HEADING);
    let before = before.rsplit("\n\n").next().unwrap_or(before);
    let answered = |text: &str| text.contains("Antwoord");
    let put = before.contains("Vragen van ") && !answered(before) && !answered(after.get(..sent)?);
    let at = reading.span.end() + sent;
    put.then(|| letter.first_day_in(Span::at(at, at + SENT))).flatten()
}

/// Bytes of the heading over questions.
const HEADING: usize = 500;
/// Bytes in which `(ingezonden 24 oktober 2024` stands.
const SENT: usize = 40;

/// Who held an office that nobody else ever did, if it has ended.
fn sole_holder(office: EntityRef) -> Option<EntityRef> {
    let mut holders = office.holders();
    let first = holders.next()?;
    (first.to != Day::MAX && holders.all(|tenure| tenure.person == first.person)).then_some(first.person)
}

/// The last holder before whoever holds `office` on `day`.
fn holder_before(office: EntityRef, day: Day) -> Option<EntityRef> {
    let now = holder(office, day);
    let earlier = office.holders().filter(|t| !t.acting && t.to <= day && Some(t.person) != now);
    earlier.max_by_key(|t| t.to).map(|t| t.person)
}

/// For a title whose office nobody held on the letter's day: the only office of its rank at the same ministry then. Letters
/// call a staatssecretaris with a special portfolio by the ministry's name.
fn successor(letter: &Letter, day: Option<Day>, listings: &[Listing]) -> Option<Listing> {
    let ([old], Some(day)) = (listings, day) else { return None };
    if !old.entity.holders_on(day).is_empty() || old.entity.holders().next().is_none() {
        return None;
    }
    let mut same = letter.kb.offices_of(old.entity.organisation()?).filter(|office| {
        office.subkind() == old.entity.subkind()
            && office.is_valid_on(day)
            && !office.holders_on(day).is_empty()
    });
    let only = same.next().filter(|_| same.next().is_none())?;
    // A minister without a ministry leaves it to nobody: the one who has the ministry is another.
    let related = old.entity.subkind() != "minister" || portfolio::share(old.entity, only);
    related.then(|| old.of(only))
}

/// Of several rows of one name (offices, ministries) those that existed on the letter's day; of none or without a day, those in use longest.
pub(crate) fn valid_listings(letter: &Letter, listings: &[Listing]) -> Vec<Listing> {
    valid_on(letter.day, listings)
}

fn valid_on(day: Option<Day>, listings: &[Listing]) -> Vec<Listing> {
    let Some(day) = day else { return undated(listings) };
    let mut valid: Vec<Listing> = listings.iter().filter(|l| l.entity.is_valid_on(day)).copied().collect();
    if valid.len() > 1 {
        // An office that somebody held before one that stood empty.
        let held =
            |l: &Listing| l.entity.kind() == MentionType::Office && !l.entity.holders_on(day).is_empty();
        if valid.iter().any(held) {
            valid.retain(held);
        }
        // On the day of a reshuffle both exist: the one that holds on.
        let leaves = |l: &Listing| l.entity.period_on(day).is_some_and(|(_, to)| to == day);
        if !valid.iter().all(leaves) {
            valid.retain(|l| !leaves(l));
        }
        let safe: Vec<Listing> = valid.iter().filter(|l| !l.needs_context).copied().collect();
        return if safe.is_empty() { valid } else { safe };
    }
    if valid.is_empty() { nearest(listings, day) } else { valid }
}

fn undated(listings: &[Listing]) -> Vec<Listing> {
    let open: Vec<Listing> = listings.iter().filter(|l| l.entity.valid_to() == Day::MAX).copied().collect();
    if open.is_empty() { listings.to_vec() } else { open }
}

/// The row whose time is nearest: a letter names an office shortly before its decree or long after its end.
fn nearest(listings: &[Listing], day: Day) -> Vec<Listing> {
    let from = |(from, to): (Day, Day)| if day < from { from.0 - day.0 } else { day.0.saturating_sub(to.0) };
    let distance = |l: &Listing| l.entity.periods().into_iter().map(from).min();
    let best = listings.iter().filter_map(distance).min();
    listings.iter().filter(|l| distance(l) == best).copied().collect()
}

/// Who held `office` on `day`; on the day of a change the one who came.
pub(crate) fn holder(office: EntityRef, day: Day) -> Option<EntityRef> {
    let held = office.holders_on(day);
    let regular: Vec<_> = held.iter().filter(|tenure| !tenure.acting).collect();
    let latest = regular.iter().map(|tenure| tenure.from).max();
    let mut holders = regular.iter().filter(|tenure| Some(tenure.from) == latest);
    match (holders.next(), holders.next()) {
        (Some(only), None) => Some(only.person),
        (None, _) => held.first().map(|tenure| tenure.person),
        (Some(_), Some(_)) => None,
    }
}

/// Whether a national adjective other than the Dutch stands before a bare Dutch office or ministry ("de Britse minister
/// van Defensie").
pub(crate) fn is_foreign(letter: &Letter, reading: &Reading) -> bool {
    let state = ["minister", "staatssecretaris", "ministry"];
    let dutch = || reading.listings.iter().any(|l| state.contains(&l.entity.subkind()));
    if reading.role == Some(Role::SignedAs) || !dutch() {
        return false;
    }
    if of_another_land(letter, reading) {
        return true;
    }
    let word = word_before(letter, reading);
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let mut nations = letter.kb.surface(word).into_iter().flat_map(|number| letter.kb.listings(number));
    nations.any(|listing| listing.adjective && listing.entity.id() != "country:NL")
}

/// "de minister-president van Saksen", "de minister van Economische Zaken van Noordrijn-Westfalen".
fn of_another_land(letter: &Letter, reading: &Reading) -> bool {
    let after = letter.after(reading.span.end(), 60);
    let Some(rest) = after.strip_prefix(" van ") else { return false };
    let name = rest.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
    let listings = letter.kb.surface(name).into_iter().flat_map(|number| letter.kb.listings(number));
    let land = |listing: griffier_gazetteer::Listing| {
        let kind = listing.entity.subkind();
        let other = !listing.adjective && listing.entity.id() != "country:NL";
        listing.entity.kind() == MentionType::Location
            && other
            && matches!(kind, "country" | "territory" | "region" | "state" | "province")
    };
    name.starts_with(char::is_uppercase) && listings.into_iter().any(land)
}

fn word_before<'d>(letter: &Letter<'d>, reading: &Reading) -> &'d str {
    let before = letter.before(reading.span.start(), 60).trim_end();
    before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("")
}
