//! The names that the graph is written in: our own below one base, and those of others. `docs/vocabulary.ttl` defines
//! our own. No quads are made here.

/// What every IRI of our own begins with.
pub const BASE: &str = "https://example.org/griffier/";

/// The version of the vocabulary; it changes when a query written for the old one would answer otherwise.
pub const VERSION: &str = "1";

/// Namespaces by the prefix that queries may use for them without saying so. The first four are our own.
pub const PREFIXES: [(&str, &str); 17] = [
    ("gr", "https://example.org/griffier/vocabulary#"),
    ("id", "https://example.org/griffier/id/"),
    ("letter", "https://example.org/griffier/letter/"),
    ("graph", "https://example.org/griffier/graph/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("tooi", "https://identifier.overheid.nl/tooi/id/"),
    ("celex", "http://publications.europa.eu/resource/celex/"),
    ("bwb", "https://wetten.overheid.nl/"),
];

/// The IRI of `name`, which is written `prefix:local`; of another IRI, itself.
pub(crate) fn expand(name: &str, out: &mut String) {
    if let Some((prefix, local)) = name.split_once(':')
        && let Some((_, namespace)) = PREFIXES.iter().find(|(known, _)| *known == prefix)
    {
        out.push_str(namespace);
        out.push_str(local);
    } else {
        out.push_str(name);
    }
}

/// `iri` as a person would write it: with a prefix if what follows may stand in a query without escapes.
pub(crate) fn shorten(iri: &str) -> String {
    let plain = |local: &str| {
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '%' | '.');
        local.chars().all(inner) && !local.ends_with('.') && !local.starts_with(['-', '.'])
    };
    let known = PREFIXES.iter().find_map(|(prefix, namespace)| {
        iri.strip_prefix(namespace).filter(|local| plain(local)).map(|local| format!("{prefix}:{local}"))
    });
    known.unwrap_or_else(|| format!("<{iri}>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_namespaces_begin_with_the_base() {
        assert!(PREFIXES[..4].iter().all(|(_, namespace)| namespace.starts_with(BASE)));
        assert!(PREFIXES[4..].iter().all(|(_, namespace)| !namespace.starts_with(BASE)));
    }

    #[track_caller]
    fn check(iri: &str, short: &str) {
        assert_eq!(shorten(iri), short);
        let mut long = String::new();
        expand(short.trim_matches(['<', '>']), &mut long);
        assert_eq!(long, iri);
    }

    #[test]
    fn a_short_name_leads_back() {
        check("https://example.org/griffier/id/org:navo", "id:org:navo");
        check("https://example.org/griffier/id/DGBI%2F45530968", "id:DGBI%2F45530968");
        check("https://example.org/griffier/letter/a#m1", "<https://example.org/griffier/letter/a#m1>");
        check("http://www.wikidata.org/entity/Q7184", "wd:Q7184");
        check("http://elsewhere.org/", "<http://elsewhere.org/>");
    }
}
