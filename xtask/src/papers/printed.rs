//! What a paper prints of itself, read with plain string rules: no tokens, no lists, nothing of the pipeline.

/// What is printed on one paper. A field that the paper does not print is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its number as an identifier (`kst-36410-V-55`, `kv-tk-2024Z18435`, `ah-tk-20242025-545`, `2024Z18890`).
    pub identifier: Option<String>,
    /// The date it bears, `YYYY-MM-DD`: of a motion when it was moved, of questions when they were sent in, of answers
    /// when they were received.
    pub date: Option<String>,
    /// The names in the heading of a motion.
    pub movers: Vec<String>,
    /// The names under a motion whose heading ends in `c.s.`.
    pub co_movers: Vec<String>,
    /// Whether further names may stand where they cannot be trusted.
    pub more_movers: bool,
    /// The offices asked, as `minister justitie en veiligheid`.
    pub asked: Vec<String>,
    /// Name and office of each who answers.
    pub answers: Vec<(String, String)>,
    /// Why the text cannot be trusted, if so.
    pub damage: Option<&'static str>,
}

impl Paper {
    /// Reads the paper whose file is called `stem`; `None` if it is neither a motion nor questions.
    pub fn read(stem: &str, text: &str) -> Option<Self> {
        motion(stem, text).or_else(|| questions(stem, text))
    }
}

fn motion(stem: &str, text: &str) -> Option<Paper> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let at = lines
        .iter()
        .position(|line| line.contains("MOTIE VAN HET LID") || line.contains("MOTIE VAN DE LEDEN"))?;
    let heading = heading_from(&lines[at..]);
    let (_, names) = heading.split_once("MOTIE VAN ")?;
    let names = names.strip_prefix("HET LID ").or_else(|| names.strip_prefix("DE LEDEN "))?;
    let with_others = names.contains(" C.S.");
    let movers = split_names(&names.replace(" C.S.", ""));
    let foot = lines.iter().rposition(|line| line.to_lowercase().contains("orde van de dag"));
    let foot = foot.map_or(&[][..], |foot| &lines[foot + 1..]);
    let printed = lines.iter().any(|line| line.starts_with("ISSN"));
    let names =
        foot.iter().take_while(|line| !line.starts_with("kst-") && !line.starts_with("Tweede Kamer,"));
    let co_movers = names.map(|name| name.trim_end_matches(" en").trim_end_matches(',').to_owned());
    let top = &lines[..at.min(8)];
    Some(Paper {
        identifier: match stem.starts_with("kst-") {
            true => Some(stem.to_owned()),
            false => top.iter().find(|line| is_paper_number(line)).map(|line| format!("kst-{line}")),
        },
        date: moved_on(&lines, at),
        movers,
        co_movers: if with_others && printed { co_movers.collect() } else { Vec::new() },
        more_movers: with_others && !printed,
        damage: (!printed).then_some("a scan: no printed foot"),
        ..Paper::default()
    })
}

/// The lines of the heading: those in capitals, from the first on.
fn heading_from(lines: &[&str]) -> String {
    let capital = |line: &&&str| {
        let line = line.replace(|c: char| !c.is_alphabetic(), "");
        line.chars().all(char::is_uppercase)
    };
    let first = lines.first().copied().unwrap_or("");
    let more = lines
        .iter()
        .skip(1)
        .take_while(capital)
        .filter(|line| line.starts_with("EN ") || line.starts_with(','));
    let mut heading = first.to_owned();
    for line in more {
        heading.push(' ');
        heading.push_str(line);
    }
    heading
}

/// `36410-V-55`
fn is_paper_number(line: &str) -> bool {
    let mut parts = line.split('-');
    parts.next().is_some_and(|part| part.len() == 5 && part.bytes().all(|b| b.is_ascii_digit()))
        && line.contains('-')
        && parts.all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        })
}

/// The date behind `Voorgesteld`, else the one alone on a line before the heading.
fn moved_on(lines: &[&str], heading: usize) -> Option<String> {
    let moved =
        lines.iter().skip(heading).take(12).find_map(|line| date_in(line.strip_prefix("Voorgesteld")?));
    let alone = |line: &&&str| line.split_whitespace().count() == 3;
    moved.or_else(|| lines[..heading].iter().filter(alone).find_map(|line| date_in(line)))
}

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The first `12 maart 2024` of `text`.
fn date_in(text: &str) -> Option<String> {
    let mut spaced = String::new();
    for c in text.chars() {
        // A lost space: "18 november2024".
        let turns = spaced.chars().last().is_some_and(|last| last.is_alphabetic() && c.is_ascii_digit());
        spaced.push_str(if turns { " " } else { "" });
        spaced.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.windows(3).find_map(|words| {
        let month = MONTHS.iter().position(|month| words[1].eq_ignore_ascii_case(month))? + 1;
        let (day, year): (u32, u32) = (words[0].parse().ok()?, words[2].parse().ok()?);
        Some(format!("{year:04}-{month:02}-{day:02}"))
    })
}

/// `A, B EN C` as three names.
fn split_names(names: &str) -> Vec<String> {
    let names = names.replace(" EN ", ",").replace(" en ", ",");
    names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn questions(stem: &str, text: &str) -> Option<Paper> {
    let flat = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let lower = text.lines().map(str::trim).collect::<Vec<_>>();
    let opens = |line: &&str| {
        ["Vragen van", "Vraag van", "Mondelinge vragen van", "Antwoord van", "Mededeling van"]
            .iter()
            .any(|opening| line.starts_with(opening))
    };
    let first = lower.iter().find(|line| opens(line))?;
    let start = flat.find(*first)?;
    let head: String = flat.get(start..)?.chars().take(2000).collect();
    let (asks, rest) = match head.find("Antwoord van").or_else(|| head.find("Mededeling van")) {
        Some(at) => (head.get(..at)?, head.get(at..)?),
        None => (head.as_str(), ""),
    };
    let answered = rest.split_once(')').and_then(|_| rest.find("(ontvangen").map(|at| &rest[at..]));
    let sent_in = flat.find("(ingezonden").and_then(|at| date_in(flat.get(at..)?.split(')').next()?));
    let received = answered.and_then(|rest| date_in(rest.split(')').next()?));
    let who = rest.split("(ontvangen").next().unwrap_or("");
    let asked = asked(asks);
    let heading = format!("{} {who}", asks.split(" over ").next().unwrap_or(""));
    Some(Paper {
        identifier: identifier(stem, text),
        date: received.or(sent_in),
        asked,
        answers: answers(who),
        damage: damage(asks, &heading),
        ..Paper::default()
    })
}

/// What is wrong with the heading of questions or answers, by its letters alone.
fn damage(asks: &str, heading: &str) -> Option<&'static str> {
    let (open, close) = (heading.matches('(').count(), heading.matches(')').count());
    let topic = asks.split_once(" aan de ").map(|(_, rest)| rest.find(" over "));
    match () {
        () if is_glued(heading) => Some("words glued in the heading"),
        () if topic.is_some_and(|at| at.is_none_or(|at| at > 300)) => {
            Some("no word between addressee and topic")
        }
        () if open != close => Some("brackets that do not close"),
        () => None,
    }
}

fn identifier(stem: &str, text: &str) -> Option<String> {
    if stem.starts_with("ah-tk") || stem.starts_with("kv-tk") {
        return Some(stem.to_owned());
    }
    let is_case = |word: &&str| {
        word.len() == 10
            && word.get(4..5) == Some("Z")
            && word.bytes().filter(u8::is_ascii_digit).count() == 9
    };
    text.lines().take(6).flat_map(str::split_whitespace).find(is_case).map(str::to_owned)
}

/// The offices asked: `Vragen van de leden A (X) en B (Y) aan de Ministers van C en voor D over`.
fn asked(heading: &str) -> Vec<String> {
    let Some((_, rest)) = heading.split_once(" aan de ") else { return Vec::new() };
    split_offices(rest.split(" over ").next().unwrap_or(""))
}

/// `Ministers van A en B, voor C en de Staatssecretaris van D`: a title, then portfolios that `van` and `voor` open.
fn split_offices(offices: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut title = String::new();
    let mut open: Vec<String> = Vec::new();
    let close = |title: &str, open: &mut Vec<String>, found: &mut Vec<String>| {
        while open.last().is_some_and(|word| word == "en" || word == "de") {
            open.pop();
        }
        if !open.is_empty() {
            found.push(format!("{title} {}", open.join(" ")));
        }
        open.clear();
    };
    for word in offices.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        match word.as_str() {
            "minister-president" => found.push(word),
            "minister" | "ministers" | "staatssecretaris" | "staatssecretarissen" => {
                close(&title, &mut open, &mut found);
                title =
                    if word.starts_with('m') { "minister".to_owned() } else { "staatssecretaris".to_owned() };
            }
            "van" | "voor" => close(&title, &mut open, &mut found),
            "" => {}
            _ if !title.is_empty() => open.push(word),
            _ => {}
        }
    }
    close(&title, &mut open, &mut found);
    found
}

/// Name and office of each who answers: `Antwoord van Minister A (B) en van Staatssecretaris C (D), mede namens …`.
fn answers(heading: &str) -> Vec<(String, String)> {
    let own = heading.split("mede namens").next().unwrap_or("");
    let mut found = Vec::new();
    for piece in own.split(')') {
        let Some((who, portfolio)) = piece.split_once('(') else { continue };
        let lower = who.to_lowercase();
        let title = if lower.contains("staatssecretaris") { "staatssecretaris" } else { "minister" };
        let Some(at) = lower.find(title) else { continue };
        let Some(name) = who.get(at + title.len()..) else { continue };
        found.push((name.trim().to_owned(), format!("{title} {}", fold_office(portfolio))));
    }
    found
}

fn fold_office(words: &str) -> String {
    let words = words.replace(|c: char| !c.is_alphanumeric(), " ").to_lowercase();
    words
        .split_whitespace()
        .filter(|word| !matches!(*word, "van" | "voor" | "de"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether extraction lost a space: a small letter stands before a capital within a word that is no party's name, or an
/// accent stands alone.
fn is_glued(heading: &str) -> bool {
    heading.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '´');
        let party = ["PvdA", "PvdD", "GroenLinks", "ChristenUnie", "GroenLinks-PvdA"].contains(&word);
        let letters: Vec<char> = word.chars().collect();
        let glued = letters
            .windows(2)
            .any(|pair| pair[0].is_lowercase() && (pair[1].is_uppercase() || pair[1].is_ascii_digit()));
        word.contains('´') || glued && !party
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_motion_prints_number_movers_and_date() {
        let text = "36 130\n\nNr. 38\n\nMOTIE VAN DE LEDEN VAN BAARLE EN DE VRIES C.S.\nVoorgesteld 22 februari 2023\nDe \
                    Kamer,\nen gaat over tot de orde van de dag.\nVan Baarle\nDe Vries\nJansen\n\nkst-36130-38\nISSN 0921";
        let paper = Paper::read("kst-36130-38", text).unwrap();
        assert_eq!(paper.identifier.as_deref(), Some("kst-36130-38"));
        assert_eq!(paper.date.as_deref(), Some("2023-02-22"));
        assert_eq!(paper.movers, ["VAN BAARLE", "DE VRIES"]);
        assert_eq!(paper.co_movers, ["Van Baarle", "De Vries", "Jansen"]);
        assert_eq!(paper.damage, None);
    }

    #[test]
    fn questions_print_whom_they_ask_and_who_answers() {
        let text = "Vragen van de leden A (X) en De B (beiden Y) aan de\nMinisters van Justitie en Veiligheid en voor \
                    Klimaat over iets (ingezonden\n1 november 2024).\nAntwoord van Minister Van C (Justitie en \
                    Veiligheid), mede namens de Minister voor Klimaat (ontvangen 5\ndecember 2024).\nVraag 1";
        let paper = Paper::read("ah-tk-20242025-1", text).unwrap();
        assert_eq!(paper.asked, ["minister justitie en veiligheid", "minister klimaat"]);
        assert_eq!(paper.answers, [("Van C".to_owned(), "minister justitie en veiligheid".to_owned())]);
        assert_eq!(paper.date.as_deref(), Some("2024-12-05"));
    }

    #[test]
    fn a_lost_space_is_damage_and_a_party_is_none() {
        assert!(is_glued("Vragen van het lid A (B) aan deStaatssecretaris"));
        assert!(is_glued("Kostic ´ (PvdD)"));
        assert!(!is_glued("Vragen van het lid A (GroenLinks-PvdA) en B (ChristenUnie)"));
    }
}
