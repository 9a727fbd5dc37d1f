//! Where a cited document is published, as far as its identifier says so. Whoever publishes numbers by another scheme in
//! some years has no address here for those years: an address that is a guess is worse than none.

/// The site of the official publications.
const PUBLICATIONS: &str = "https://zoek.officielebekendmakingen.nl";
/// The first session whose papers are published one by one.
const FIRST_SESSION: u32 = 1995;
/// From this session on publications carry numbers that no citation gives.
const OPAQUE_SESSION: u32 = 2025;
/// The dossiers of the budget of that session and all after it.
const OPAQUE_DOSSIER: u32 = 36_800;
/// From this session on debates are published by item.
const FIRST_ITEMS: u32 = 2011;
/// Before this session identifiers of papers of the Eerste Kamer hold the session too.
const SENATE_SESSION: u32 = 2012;
/// A dossier that was opened about then.
const SENATE_DOSSIER: u32 = 33_000;

/// A paper (`kst-33694-45`) or dossier (`dossier-33694`) cited with its session, if it was written.
pub(super) fn paper(id: &str, session: Option<u32>) -> Option<String> {
    let in_time = session.is_none_or(|first| (FIRST_SESSION..OPAQUE_SESSION).contains(&first));
    if !in_time {
        return None;
    }
    if let Some(dossier) = id.strip_prefix("dossier-") {
        return Some(format!("{PUBLICATIONS}/dossier/{dossier}"));
    }
    let mut parts = id.strip_prefix("kst-")?.split('-');
    let dossier: u32 = parts.next()?.parse().ok()?;
    let number = parts.next_back()?;
    // `42e` is of a time before publication one by one.
    if dossier >= OPAQUE_DOSSIER || number.ends_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let is_letter = number.starts_with(|c: char| c.is_ascii_uppercase());
    let is_late = session.map_or(dossier >= SENATE_DOSSIER, |first| first >= SENATE_SESSION);
    (!is_letter || is_late).then(|| publication(id))
}

/// An answer to questions (`ah-tk-20202021-1028`) of a session.
pub(super) fn answer(id: &str, session: u32) -> Option<String> {
    (FIRST_SESSION..OPAQUE_SESSION).contains(&session).then(|| publication(id))
}

/// An item of a debate (`h-tk-20122013-35-8`); of sessions before, the last part of the identifier is a page.
pub(super) fn debate(id: &str, session: u32) -> Option<String> {
    (FIRST_ITEMS..OPAQUE_SESSION).contains(&session).then(|| publication(id))
}

/// A number of a gazette (`stb-2001-580`).
pub(super) fn gazette(id: &str, series: &str, year: u32, number: u32) -> Option<String> {
    let published = match series {
        "stb" | "trb" => year >= 1995,
        // Until July 2009 an issue held many announcements, each published by page and line.
        "stcrt" => year > 2009 || (year == 2009 && number >= 9_000),
        _ => year >= 2014,
    };
    published.then(|| publication(id))
}

/// What carries its identifier printed on it.
pub(super) fn publication(id: &str) -> String {
    format!("{PUBLICATIONS}/{id}.html")
}

/// An act of the Union by its CELEX number.
pub(super) fn celex(number: &str) -> String {
    format!("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{number}")
}

/// Anything else that EUR-Lex has an address for.
pub(super) fn eur_lex(uri: &str) -> String {
    format!("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri={uri}")
}

/// An act of the Kingdom, `link` being its number or a Juriconnect link.
pub(super) fn act(link: &str) -> String {
    format!("https://wetten.overheid.nl/{link}")
}

/// A part (`art=3.3;lid=7`) of an act, as a Juriconnect link.
pub(super) fn article(act: &str, part: &str) -> String {
    let keys = part.split(';').filter_map(|key| match key.split_once('=') {
        Some(("art", value)) => Some(format!("&artikel={value}")),
        Some(("lid", value)) => Some(format!("&lid={value}")),
        _ => None,
    });
    self::act(&format!("jci1.3:c:{act}{}", keys.collect::<String>()))
}
