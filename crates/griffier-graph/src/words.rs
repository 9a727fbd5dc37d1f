//! The words of a query, outside of its texts, names and comments: enough to see, before it is parsed, what it wants that
//! is not done here, and how long it is.

/// A word, with the byte at which it begins.
pub(crate) type Word<'q> = (usize, &'q str);

/// Words outside of `VALUES { … }`; what is written there is data, of which a query may have much.
pub(crate) fn count(text: &str) -> usize {
    let (mut count, mut data, mut depth) = (0, false, 0_usize);
    for (_, word) in words(text) {
        match word {
            "{" if data => depth += 1,
            "}" if data => {
                depth = depth.saturating_sub(1);
                data = depth > 0;
            }
            _ if data && depth > 0 => {}
            _ => {
                count += 1;
                data |= word.eq_ignore_ascii_case("VALUES");
            }
        }
    }
    count
}

/// Where the query asks another machine.
pub(crate) fn service(text: &str) -> Option<usize> {
    words(text).find(|(_, word)| word.eq_ignore_ascii_case("SERVICE")).map(|(at, _)| at)
}

/// Where an update begins, if the query is one: after its prefixes stands a word that changes something.
pub(crate) fn update(text: &str) -> Option<usize> {
    const UPDATES: [&str; 10] =
        ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"];
    let mut words = words(text);
    while let Some((at, word)) = words.next() {
        let skipped = match word {
            _ if word.eq_ignore_ascii_case("PREFIX") => 2,
            _ if word.eq_ignore_ascii_case("BASE") => 1,
            _ => return UPDATES.iter().any(|update| word.eq_ignore_ascii_case(update)).then_some(at),
        };
        for _ in 0..skipped {
            words.next();
        }
    }
    None
}

/// Line and column, in characters from 1, of a byte.
pub(crate) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or("");
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The words in their order, each with the byte at which it begins.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let first = rest.chars().next()?;
            let (length, is_word) = length(rest, first);
            let start = at;
            at += length;
            if is_word {
                return text.get(start..at).map(|word| (start, word));
            }
        }
    })
}

/// How many bytes of `rest`, which begins with `first`, belong together, and whether they are a word.
fn length(rest: &str, first: char) -> (usize, bool) {
    match first {
        c if c.is_whitespace() => (c.len_utf8(), false),
        '#' => (rest.find(['\n', '\r']).unwrap_or(rest.len()), false),
        '"' | '\'' => (quoted(rest, first).0, true),
        '<' => (iri(rest).unwrap_or(1), true),
        '?' | '$' | '@' => (1 + name(rest.get(1..).unwrap_or("")), true),
        c if is_name(c) => (name(rest), true),
        c => (c.len_utf8(), true),
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '%' | '\\')
}

fn name(rest: &str) -> usize {
    rest.find(|c: char| !is_name(c) && !matches!(c, '-' | '.')).unwrap_or(rest.len())
}

/// `<…>` without a space is an IRI, else `<` compares.
fn iri(rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| c == '>' || c.is_whitespace() || matches!(c, '"' | '{' | '}'))?;
    rest.get(end..)?.starts_with('>').then_some(end + 1)
}

/// Where a quote opens that is not closed.
pub(crate) fn open_quote(text: &str) -> Option<usize> {
    let quotes = words(text).filter(|(_, word)| word.starts_with(['"', '\'']));
    let mut open = quotes.filter(|(_, word)| !quoted(word, word.chars().next().unwrap_or('"')).1);
    open.next().map(|(at, _)| at)
}

/// A text in quotes, of one line or in three of them: how many bytes it has, and whether it is closed.
fn quoted(rest: &str, quote: char) -> (usize, bool) {
    let three = format!("{quote}{quote}{quote}");
    let long = rest.starts_with(&three);
    let opening = if long { 3 } else { 1 };
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(opening) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if long && rest.get(at..).is_some_and(|rest| rest.starts_with(&three)) => {
                return (at + 3, true);
            }
            _ if !long && c == quote => return (at + 1, true),
            '\n' if !long => return (at, false),
            _ => {}
        }
    }
    (rest.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|(_, word)| word).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn texts_names_and_comments_are_words_as_a_whole() {
        check("SELECT ?x # SERVICE\n{ ?x gr:a 'b c' }", &["SELECT", "?x", "{", "?x", "gr:a", "'b c'", "}"]);
        check("'''a ' \" b'''@nl <urn:a#b> ?x<?y", &["'''a ' \" b'''", "@nl", "<urn:a#b>", "?x", "<", "?y"]);
        check("\"a\\\" SERVICE\" x:a-b.c 'open\nASK", &["\"a\\\" SERVICE\"", "x:a-b.c", "'open", "ASK"]);
        check("é:ü \u{a0}<", &["é:ü", "<"]);
        check("", &[]);
    }

    #[test]
    fn what_is_not_done_is_seen_where_it_stands() {
        assert_eq!(service("ASK { SERVICE SILENT <urn:x> {} }"), Some(6));
        for none in [
            "ASK { ?service a gr:SERVICE }",
            "# SERVICE",
            "ASK { ?s ?p 'SERVICE' }",
            "ASK { <urn:SERVICE> ?p ?o }",
        ] {
            assert_eq!(service(none), None, "{none}");
        }
        assert_eq!(update("PREFIX a: <urn:a>\nBASE <urn:> # x\n delete WHERE {}"), Some(35));
        assert_eq!(place("PREFIX a: <urn:a>\n é insert", 22), (2, 4));
        for none in
            ["PREFIX insert: <urn:a> ASK {}", "SELECT (1 AS ?delete) {}", "PREFIX", "DESCRIBE <urn:load>"]
        {
            assert_eq!(update(none), None, "{none}");
        }
    }

    #[test]
    fn data_does_not_count() {
        assert_eq!(count("ASK { VALUES (?a ?b) { (1 2) (3 4) } ?a ?b ?c }"), 11);
        assert_eq!(count("ASK { VALUES ?a { 1 2 3 4 5 6"), 4);
    }
}
