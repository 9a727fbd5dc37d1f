//! From the identifiers of a record to IRIs: our own for letters and things, those of others for what is the same
//! elsewhere.

use std::fmt::Write as _;

/// Appends `id` so that it may stand in an IRI and, after a prefix, in a query: what is no letter, digit or `-_.:` is
/// percent-encoded.
pub(crate) fn encode(id: &str, out: &mut String) {
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':') {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// What an identifier of another party is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// The IRI of the same thing.
    Same(String),
    /// The address of a page about it.
    Page(String),
    /// A code without an IRI.
    Code,
}

/// Where TOOI keeps the things whose codes begin so.
const TOOI: [(&str, &str); 9] = [
    ("mnre", "ministerie"),
    ("oorg", "oorg"),
    ("gm", "gemeente"),
    ("pv", "provincie"),
    ("ws", "waterschap"),
    ("zb", "zbo"),
    ("so", "samenwerkingsorganisatie"),
    ("zbo", "zbo"),
    ("ol", "caribisch_openbaar_lichaam"),
];

/// Reads one identifier of `same_as`.
pub(crate) fn elsewhere(same_as: &str) -> Elsewhere {
    let (scheme, rest) = same_as.split_once(':').unwrap_or(("", same_as));
    let under = |namespace: &str, code: &str| {
        let mut iri = namespace.to_owned();
        encode(code, &mut iri);
        Elsewhere::Same(iri)
    };
    match scheme {
        "wikidata" => under("http://www.wikidata.org/entity/", rest),
        "bwb" | "bwbv" => under("https://wetten.overheid.nl/", rest),
        "celex" => under("http://publications.europa.eu/resource/celex/", rest),
        "tooi" => {
            let kind = rest.trim_end_matches(|c: char| c.is_ascii_digit());
            let folder = TOOI.iter().find(|(code, _)| *code == kind);
            folder.map_or(Elsewhere::Code, |(_, folder)| {
                under(&format!("https://identifier.overheid.nl/tooi/id/{folder}/"), rest)
            })
        }
        "eli" if is_iri(rest) => Elsewhere::Same(rest.to_owned()),
        "http" | "https" => address(same_as),
        _ => Elsewhere::Code,
    }
}

/// What a web address is: the IRI of a thing where its publisher says so, else a page.
fn address(address: &str) -> Elsewhere {
    if !is_iri(address) {
        return Elsewhere::Code;
    }
    if let Some((_, celex)) =
        address.split_once("eur-lex.europa.eu/").and_then(|_| address.split_once("CELEX:"))
    {
        return elsewhere(&format!("celex:{celex}"));
    }
    let of_things =
        ["https://wetten.overheid.nl/BWB", "http://data.europa.eu/eli/", "http://www.wikidata.org/entity/"];
    match of_things.iter().any(|head| address.starts_with(head)) {
        true => Elsewhere::Same(address.to_owned()),
        false => Elsewhere::Page(address.to_owned()),
    }
}

/// Whether `text` may stand between `<` and `>`.
pub(crate) fn is_iri(text: &str) -> bool {
    oxrdf::NamedNode::new(text).is_ok()
}

/// The dossier of a parliamentary paper and the larger one it belongs to: `dossier-21501-02` and `dossier-21501` of
/// `kst-21501-02-2657`.
pub(crate) fn dossiers(id: &str) -> Vec<String> {
    let Some(rest) = id.strip_prefix("kst-").or_else(|| id.strip_prefix("motion:kst-")) else {
        return id.strip_prefix("dossier-").map(parents).unwrap_or_default();
    };
    let parts: Vec<&str> = rest.split('-').collect();
    // The identifiers of older letters of the Eerste Kamer begin with the session.
    let session = parts.first().is_some_and(|part| part.len() == 8 && digits(part));
    let parts = &parts[usize::from(session)..];
    let known = parts.len() >= 2 && (4..=5).contains(&parts[0].len()) && digits(parts[0]);
    if !known {
        return Vec::new();
    }
    let whole = parts[..parts.len() - 1].join("-");
    let mut dossiers = vec![format!("dossier-{whole}")];
    dossiers.extend(parents(&whole));
    dossiers
}

fn parents(number: &str) -> Vec<String> {
    number.split_once('-').map(|(head, _)| vec![format!("dossier-{head}")]).unwrap_or_default()
}

fn digits(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(same_as: &str, expected: Elsewhere) {
        assert_eq!(elsewhere(same_as), expected);
    }

    fn same(iri: &str) -> Elsewhere {
        Elsewhere::Same(iri.to_owned())
    }

    #[test]
    fn identifiers_of_others_are_iris() {
        check("wikidata:Q7184", same("http://www.wikidata.org/entity/Q7184"));
        check("bwb:BWBR0048439", same("https://wetten.overheid.nl/BWBR0048439"));
        check("https://wetten.overheid.nl/BWBR0048439", same("https://wetten.overheid.nl/BWBR0048439"));
        check("celex:32021R0821", same("http://publications.europa.eu/resource/celex/32021R0821"));
        let page = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32021R0821";
        check(page, same("http://publications.europa.eu/resource/celex/32021R0821"));
        check(
            "eli:http://data.europa.eu/eli/reg/2021/821/oj",
            same("http://data.europa.eu/eli/reg/2021/821/oj"),
        );
        check("tooi:mnre1013", same("https://identifier.overheid.nl/tooi/id/ministerie/mnre1013"));
        let page = "https://zoek.officielebekendmakingen.nl/kst-33694-43.html";
        check(page, Elsewhere::Page(page.to_owned()));
    }

    #[test]
    fn what_is_no_iri_stays_a_code() {
        check("iso:NL", Elsewhere::Code);
        check("trb:2021-12", Elsewhere::Code);
        check("tooi:xyz1", Elsewhere::Code);
        check("eli:no address", Elsewhere::Code);
        check("http://a b\"c>", Elsewhere::Code);
        check("", Elsewhere::Code);
        check("wikidata:Q7 \">", same("http://www.wikidata.org/entity/Q7%20%22%3E"));
    }

    #[track_caller]
    fn check_dossiers(id: &str, expected: &[&str]) {
        assert_eq!(dossiers(id), expected);
    }

    #[test]
    fn a_paper_belongs_to_its_dossiers() {
        check_dossiers("kst-33694-43", &["dossier-33694"]);
        check_dossiers("motion:kst-33694-43", &["dossier-33694"]);
        check_dossiers("kst-21501-02-2657", &["dossier-21501-02", "dossier-21501"]);
        check_dossiers("kst-35830-X-1", &["dossier-35830-X", "dossier-35830"]);
        check_dossiers("kst-20102011-32500-A", &["dossier-32500"]);
        check_dossiers("dossier-21501-02", &["dossier-21501"]);
        for other in ["dossier-30821", "kst-33694", "kst-", "stb-2022-310", "2021Z08444", "kst-ab-c", ""] {
            check_dossiers(other, &[]);
        }
    }
}
