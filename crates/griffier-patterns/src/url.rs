//! Web addresses and e-mail addresses, as written, without the punctuation after them.
//!
//! Read from the text itself: the marks of Markdown, brackets and line ends cut an address where a token may not.

use griffier_doc::{Document, Hit, MentionType, Target};
use griffier_text::Span;
use memchr::memchr;

/// Top-level domains that make a bare `name.tld` an address.
const DOMAINS: &[&str] = &[
    "nl",
    "eu",
    "org",
    "com",
    "gov",
    "int",
    "edu",
    "uk",
    "fr",
    "ua",
    "io",
    "inc",
    "frl",
    "amsterdam",
    "media",
    "news",
    "co",
    "ch",
    "lu",
    "es",
    "pl",
    "us",
    "ca",
    "tv",
];
/// Top-level domains that are Dutch words, or abbreviations, too: `zijn.de` is the end of a sentence that lost its space.
const WORDS: &[&str] = &["de", "be", "net", "info", "is", "in", "at", "it", "me", "app"];
/// The most bytes of an address; a longer one is no address.
const LONGEST: usize = 4096;

/// Every address, in reading order.
pub fn recognize_urls(doc: &Document) -> Vec<Hit> {
    let text = doc.text();
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = next_chunk(text, at) {
        at = end;
        let mut from = start;
        // `https://` at the end of a line, its host on the next.
        let scheme = scheme_before(text, start);
        while let Some(found) = first_address(text, from, end) {
            let address = &text[found.0..found.1];
            let wrapped = (found.1 == end).then(|| wrapped_end(text, found.0, found.1)).flatten();
            let (span_end, value) = match wrapped {
                Some(rest) => (rest, text[found.0..rest].split_ascii_whitespace().collect()),
                None => (found.1, address.to_owned()),
            };
            let (first, value) = match scheme.filter(|_| found.0 == start) {
                Some(scheme) => (scheme, text[scheme..span_end].split_ascii_whitespace().collect()),
                None => (found.0, value),
            };
            let span = Span::at(first, span_end);
            let rule = if address.contains('@') && !address.contains('/') { "url.mail" } else { "url.web" };
            hits.push(Hit::rule(span, MentionType::Url, Target::Value(value), rule).with_confidence(0.98));
            from = span_end;
            at = at.max(span_end);
        }
    }
    hits
}

/// Where a scheme begins that ends the line before `start`.
fn scheme_before(text: &str, start: usize) -> Option<usize> {
    let line = text.get(..start)?.strip_suffix('\n')?;
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| line.trim_end_matches([' ', '\r']).ends_with(scheme))?;
    Some(line.trim_end_matches([' ', '\r']).len() - scheme.len())
}

/// Whether `c` ends an address wherever it stands.
fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '<' | '>'
                | '"'
                | '«'
                | '»'
                | '“'
                | '”'
                | '„'
                | '‘'
                | '’'
                | '|'
                | '^'
                | '`'
                | '{'
                | '}'
                | '\\'
                | '…'
                | '↩'
        )
        || (!c.is_ascii() && !c.is_alphabetic())
}

/// The next full stop that may be part of an address: not one between a word without marks of an address and white space,
/// as most are.
fn next_dot(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = at;
    loop {
        let dot = from + memchr(b'.', bytes.get(from..)?)?;
        let ends = bytes.get(dot + 1).is_none_or(u8::is_ascii_whitespace);
        let word = bytes[from..dot].iter().rev().take_while(|byte| !byte.is_ascii_whitespace());
        if !ends || word.copied().any(|byte| matches!(byte, b'@' | b':')) {
            return Some(dot);
        }
        from = dot + 1;
    }
}

/// The next run of characters that an address can hold.
fn next_chunk(text: &str, at: usize) -> Option<(usize, usize)> {
    let dot = next_dot(text, at)?;
    let before = text[at..dot].char_indices().rev().find(|&(_, c)| ends_address(c));
    let start = before.map_or(at, |(gap, c)| at + gap + c.len_utf8());
    let end = text[dot..].find(ends_address).map_or(text.len(), |len| dot + len);
    Some((start, end))
}

/// The first address that begins in `from..end`.
fn first_address(text: &str, from: usize, end: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < end {
        let rest = text.get(at..end)?;
        // An address begins at a letter or digit; all else is passed over in one step.
        let word = rest.find(|c: char| c.is_alphanumeric())? + at;
        let word_end = text[word..end]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '+' | '%')));
        let word_end = word_end.map_or(end, |len| word + len);
        let scheme = word_end < end && text[word_end..end].starts_with("://");
        let found = match () {
            () if scheme => with_scheme(text, word, word_end, end),
            () if bytes.get(word_end) == Some(&b'@') && word_end < end => mail(text, word, word_end, end),
            () => bare(text, word, word_end, end),
        };
        if found.is_some() {
            return found;
        }
        at = word_end;
    }
    None
}

/// `https://…`; letters glued to the scheme by an extraction stay outside (`zie1https://…`).
fn with_scheme(text: &str, word: usize, word_end: usize, end: usize) -> Option<(usize, usize)> {
    let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| {
        let at = word_end.saturating_sub(scheme.len()).max(word);
        text.get(at..word_end).is_some_and(|word| word.eq_ignore_ascii_case(scheme))
    })?;
    let start = word_end - scheme.len();
    let host = text.get(word_end + 3..end)?.chars().next()?;
    if !host.is_alphanumeric() {
        return None;
    }
    Some((start, trimmed(text, start, end)))
}

/// `naam@voorbeeld.nl`
fn mail(text: &str, word: usize, at_sign: usize, end: usize) -> Option<(usize, usize)> {
    let name = text.get(word..at_sign)?;
    let host_start = at_sign + 1;
    let host_len =
        text[host_start..end].find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.')));
    let host_end = host_len.map_or(end, |len| host_start + len);
    let host = text[host_start..host_end].trim_end_matches(['.', '-']);
    let sound = host.len() > 3
        && host.split('.').all(|label| !label.is_empty())
        && tld(host).is_some_and(|tld| tld.len() >= 2);
    (sound && !name.is_empty() && !name.ends_with('.')).then_some((word, host_start + host.len()))
}

fn tld(host: &str) -> Option<&str> {
    let (_, tld) = host.rsplit_once('.')?;
    tld.bytes().all(|byte| byte.is_ascii_lowercase()).then_some(tld)
}

/// `www.voorbeeld.nl/pad`, `rijksoverheid.nl`.
fn bare(text: &str, word: usize, word_end: usize, end: usize) -> Option<(usize, usize)> {
    let run = &text[word..word_end];
    if !run.contains('.') {
        return None;
    }
    // A footnote mark glued to the name (`1Kinderrechten.nl`) stays outside, as does what is glued before `www.`.
    let www = run.find("www.").filter(|&at| at == 0 || !run[..at].contains('.'));
    let glued = run.bytes().take_while(u8::is_ascii_digit).count();
    let capital = run[glued..].starts_with(|c: char| c.is_ascii_uppercase());
    let start = word + www.unwrap_or(if capital { glued } else { 0 });
    let host = text[start..word_end].trim_end_matches(['.', '-', '_', '+', '%']);
    let host_end = start + host.len();
    let labels = host.split('.').count();
    let sound = host
        .split('.')
        .all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    // The path may begin only right behind the name.
    let path = host_end == word_end && text[host_end..end].starts_with(['/', '?', '#']);
    let (name, tld) = host.rsplit_once('.')?;
    let known = DOMAINS.contains(&tld) || (WORDS.contains(&tld) && (labels > 2 || path));
    let owner = name.rsplit('.').next().unwrap_or("");
    let long = owner.len() >= 2 && owner.bytes().any(|b| b.is_ascii_alphabetic());
    let cut = |found: bool| found.then(|| (start, if path { trimmed(text, start, end) } else { host_end }));
    if www.is_some() {
        return cut(sound && labels > 2 && tld.len() >= 2);
    }
    // A name in capitals inside (`zijn.De.nl`) or with a one-letter part (`o.a.nl`) is prose.
    let prose = host.split('.').skip(1).any(|label| label.starts_with(|c: char| c.is_ascii_uppercase()))
        || host.split('.').any(|label| label.len() < 2 && labels > 2);
    cut(sound && known && long && !prose)
}

/// The end of the address from `start`: before the first closing bracket that it did not open, before the second address
/// of a Markdown link, and before closing punctuation.
fn trimmed(text: &str, start: usize, end: usize) -> usize {
    let limit = (start + LONGEST).min(end);
    let mut depth = (0i32, 0i32);
    let mut stop = limit;
    for (at, byte) in text.as_bytes()[start..limit].iter().enumerate() {
        match byte {
            b'(' => depth.0 += 1,
            b'[' => depth.1 += 1,
            b')' => depth.0 -= 1,
            b']' => depth.1 -= 1,
            _ => continue,
        }
        if depth.0 < 0 || depth.1 < 0 {
            stop = start + at;
            break;
        }
    }
    while !text.is_char_boundary(stop) {
        stop -= 1;
    }
    let address = &text[start..stop];
    start + address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '(', '[']).len()
}

/// The end of an address that a line break cut, if the cut is plain: it ends in a hyphen before more words joined by
/// hyphens or slashes, or in a slash before several of them.
fn wrapped_end(text: &str, start: usize, end: usize) -> Option<usize> {
    let address = text.get(start..end)?;
    let last = address.bytes().next_back()?;
    if !address.contains('/') || !matches!(last, b'-' | b'/' | b'=' | b'&' | b'_') {
        return None;
    }
    let rest = text.get(end..)?.trim_start_matches([' ', '\r']);
    let rest = rest.strip_prefix('\n')?;
    let from = text.len() - rest.len();
    let len = rest.find(ends_address).unwrap_or(rest.len()).min(LONGEST);
    let to = trimmed(text, from, from + rest.get(..len)?.len());
    let more = text.get(from..to)?;
    let joints = more.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'_' | b'=' | b'~' | b'%')).count();
    let needed = if last == b'/' { 2 } else { 1 };
    // The last block of an identifier (`9726-⏎9aba86f3e38a`).
    let block = last == b'-'
        && more.bytes().any(|b| b.is_ascii_digit())
        && more.bytes().any(|b| b.is_ascii_lowercase());
    let plain = more.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && (joints >= needed || block);
    (plain && !more.contains("://")).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_tokens::document;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let doc = document(text);
        let hits = recognize_urls(&doc);
        let found: Vec<&str> = hits.iter().map(|hit| doc.slice(hit.span)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_end_where_their_sentence_goes_on() {
        check("Nederland\nwww.rijksoverheid.nl\n", &["www.rijksoverheid.nl"]);
        check(
            "[www.rijksoverheid.nl](http://www.rijksoverheid.nl)  ",
            &["www.rijksoverheid.nl", "http://www.rijksoverheid.nl"],
        );
        check(
            "  9. https://www.ema.europa.eu/en/first-version-eu.↩︎",
            &["https://www.ema.europa.eu/en/first-version-eu"],
        );
        check("(https://x.nl/a_(b)), zie <https://y.nl/>.", &["https://x.nl/a_(b)", "https://y.nl/"]);
        check(
            "wetten.nl - Regeling; 2wetten.nl en 1Kinderrechten.nl, 22 oktober",
            &["wetten.nl", "2wetten.nl", "Kinderrechten.nl"],
        );
        check(
            "zie rijksoverheid.nl/documenten/brief?x=1#a, of wetten.overheid.nl.",
            &["rijksoverheid.nl/documenten/brief?x=1#a", "wetten.overheid.nl"],
        );
        check(
            "mail info@minbuza.nl, of j.de-vries@tweedekamer.nl.",
            &["info@minbuza.nl", "j.de-vries@tweedekamer.nl"],
        );
        check("Priv@cy, @naam en a@b", &[]);
        check("2https://x.nl/a en 2023,https://y.nl/b", &["https://x.nl/a", "https://y.nl/b"]);
        check("www.bundestag.de/a en bundestag.de/a en www.be", &["www.bundestag.de/a", "bundestag.de/a"]);
    }

    #[test]
    fn sentences_glued_together_are_no_addresses() {
        check("Zij zijn.De minister is.de baas in.het o.a.nl t.a.v. 3.nl b.v. nr.45 bijv.een", &[]);
        check("rapport.pdf versie 2.0 e.d.in artikel 3.org://", &[]);
        check("http:// en https://. en www. en ://x", &[]);
        check("art.3.com a.b.c", &[]);
    }

    #[test]
    fn an_address_goes_on_over_a_line_break_where_that_is_plain() {
        check(
            "https://x.nl/nieuws/een-lang-\nverhaal-van-2024.\nDe",
            &["https://x.nl/nieuws/een-lang-\nverhaal-van-2024"],
        );
        check(
            "(https://x.nl/2024/11/12/\nwerkgevers-van-reservisten)",
            &["https://x.nl/2024/11/12/\nwerkgevers-van-reservisten"],
        );
        check("https://x.nl/vervoer/\ninspectieresultaten.", &["https://x.nl/vervoer/"]);
        check("https://x.nl/a-\nDe minister", &["https://x.nl/a-"]);
        check("https://x.nl/a\nover-de-brug", &["https://x.nl/a"]);
        check("www.ft.com/3783-\n9aba86f3e38a\n", &["www.ft.com/3783-\n9aba86f3e38a"]);
        check("op https://\nwww.x.nl/a⏎", &["https://\nwww.x.nl/a"]);
        check("op https://\nDe minister van xyz.nl", &["xyz.nl"]);
        let doc = document("https://x.nl/a-\nb-c");
        assert_eq!(recognize_urls(&doc)[0].target, Target::Value("https://x.nl/a-b-c".to_owned()));
    }

    #[test]
    fn hostile_text_neither_panics_nor_hangs() {
        for piece in ["a.", "http://", "(", "www.", "@a.nl", "x@", "[](", "é.nl", "https://a-\n", "-", "."] {
            let doc = document(&piece.repeat(20_000));
            for hit in recognize_urls(&doc) {
                assert!(doc.text().get(hit.span.range()).is_some());
            }
        }
    }
}
