//! Law by its identifier: `BWBR0045754`, `jci1.3:c:BWBR0005537&artikel=3:4`, `32016R0679`.

use super::{Citation, address};
use crate::reader::Reader;

const RULE: &str = "citation.law";
/// `BWBR0045754`, `jci1.3:c:BWBR0005537&artikel=3:4`.
pub(super) fn read(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if word == "jci" {
        return read_jci(text, at, found);
    }
    let (id, end) = read_id(text, at)?;
    found.push(Citation::new(at, end, id, RULE).with_url(address::act(id)));
    Some(end)
}

fn read_id(text: Reader<'_>, at: usize) -> Option<(&str, usize)> {
    let series = matches!(text.word(at), "BWBR" | "BWBV" | "BWBW");
    let end = at + 11;
    let fits = series && text.digits(at + 4).len() == 7 && !text.is_inside(end);
    fits.then(|| (text.slice(at, end), end))
}

/// A Juriconnect link: version, kind, act, then `&key=value` parts.
fn read_jci(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let version = text.digits(at + 3);
    let mut from = text.take_char(at + 3 + version.len(), '.').unwrap_or(at + 3 + version.len());
    from += text.digits(from).len();
    let from = text.take(from, ":c:").or_else(|| text.take(from, ":v:"))?;
    let (act, mut end) = read_id(text, from)?;
    let mut parts = Vec::new();
    for _ in 0..8 {
        let Some(key_at) = text.take_char(end, '&') else { break };
        let key = text.word(key_at);
        let Some(value_at) = text.take_char(key_at + key.len(), '=') else { break };
        let value = text.rest(value_at).chars().take(24);
        let value: usize = value
            .take_while(|&c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-'))
            .map(char::len_utf8)
            .sum();
        let value = text.slice(value_at, value_at + value);
        end = value_at + value.len();
        match key {
            "artikel" => parts.push(format!("art={value}")),
            "lid" => parts.push(format!("lid={value}")),
            "o" | "onderdeel" => parts.push(format!("onderdeel={value}")),
            _ => {}
        }
    }
    let link = address::act(text.slice(at, end));
    found.push(Citation::new(at, end, join(act, &parts), RULE).with_url(link));
    Some(end)
}

/// `BWBR0045754:art=3.3;lid=7`; without parts the act alone.
fn join(act: &str, parts: &[String]) -> String {
    if parts.is_empty() { act.to_owned() } else { format!("{act}:{}", parts.join(";")) }
}

/// `32016R0679`, `52022DC0332`, `62018CJ0311`.
pub(super) fn read_celex(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let head = text.digits(at);
    let year: u32 = head.get(1..)?.parse().ok()?;
    if head.len() != 5 || !(1951..2100).contains(&year) || text.before(at).is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let kind = text.word(at + 5);
    let known = matches!(
        kind,
        "R" | "L"
            | "D"
            | "F"
            | "H"
            | "A"
            | "C"
            | "E"
            | "G"
            | "M"
            | "S"
            | "Q"
            | "DC"
            | "PC"
            | "JC"
            | "SC"
            | "CJ"
            | "CC"
            | "CO"
            | "CV"
            | "TJ"
            | "TC"
            | "TO"
            | "AA"
            | "AC"
            | "AP"
            | "XC"
            | "IP"
            | "TXT"
    );
    let serial = text.digits(at + 5 + kind.len());
    let end = at + 5 + kind.len() + serial.len();
    if !known || serial.len() != 4 || text.is_inside(end) {
        return None;
    }
    let id = text.slice(at, end);
    found.push(Citation::new(at, end, id, "citation.celex").with_url(address::celex(id)));
    Some(end)
}
