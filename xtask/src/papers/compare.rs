//! Printed against found: one verdict a fact and paper.

use super::found::Found;
use super::printed::Paper;
use griffier::Predicate;

/// A fact that papers print of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    Identifier,
    Movers,
    Date,
    Addressees,
    Answerer,
    AnswererOffice,
}

impl Fact {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identifier => "has_identifier",
            Self::Movers => "submitted_by",
            Self::Date => "dated",
            Self::Addressees => "addressed_to",
            Self::Answerer => "signed_by (who answers)",
            Self::AnswererOffice => "signed_as (who answers)",
        }
    }
}

/// How a fact came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As printed: everything, and nothing else.
    Right,
    /// Something that is not printed, or only a part.
    Wrong,
    /// Nothing.
    Missing,
    /// What is printed fits several offices of that day, and the paper does not say which.
    Open,
}

/// The verdict on each fact that the paper prints, with the words that show a miss.
pub fn facts(paper: &Paper, found: &Found<'_>) -> Vec<(Fact, Verdict, String)> {
    let mut facts = Vec::new();
    if let Some(printed) = &paper.identifier {
        let ids = found.of_paper(Predicate::HasIdentifier);
        let kind = |id: &str| id.split('-').next().map(str::to_owned);
        let rivals = ids.iter().filter(|id| kind(id) == kind(printed) && id.contains('-')).count();
        let right = ids.contains(&printed.as_str()) && rivals <= 1;
        facts.push((Fact::Identifier, verdict(right, &ids), show(std::slice::from_ref(printed), &ids)));
    }
    if let Some(printed) = &paper.date {
        let dates = found.of_paper(Predicate::Dated);
        let verdict = verdict(dates == [printed.as_str()], &dates);
        facts.push((Fact::Date, verdict, show(std::slice::from_ref(printed), &dates)));
    }
    let movers = found.movers(paper.identifier.as_deref().unwrap_or(""));
    let signers = found.of_paper(Predicate::SignedBy);
    let answerers: Vec<String> = paper.answers.iter().map(|(name, _)| name.clone()).collect();
    let people = [(Fact::Movers, movers_of(paper), movers), (Fact::Answerer, answerers, signers)];
    for (fact, printed, ids) in people.into_iter().filter(|(_, printed, _)| !printed.is_empty()) {
        let labels: Vec<String> = ids.iter().map(|id| found.name(id)).collect();
        let same = |printed: &str, label: &str| is_name(printed, label);
        let more = fact == Fact::Movers && paper.more_movers;
        let right = are_same(&printed, &labels, same) || more && are_within(&printed, &labels, same);
        facts.push((fact, verdict(right, &labels), show(&printed, &labels)));
    }
    let held: Vec<String> = paper.answers.iter().map(|(_, office)| office.clone()).collect();
    let offices = [
        (Fact::Addressees, paper.asked.clone(), Predicate::AddressedTo),
        (Fact::AnswererOffice, held, Predicate::SignedAs),
    ];
    for (fact, printed, predicate) in offices.into_iter().filter(|(_, printed, _)| !printed.is_empty()) {
        facts.push(office_fact(fact, &printed, predicate, found));
    }
    facts
}

fn movers_of(paper: &Paper) -> Vec<String> {
    let mut movers = paper.movers.clone();
    let more =
        paper.co_movers.iter().filter(|name| !paper.movers.iter().any(|mover| fold(mover) == fold(name)));
    movers.extend(more.cloned());
    movers
}

/// The offices that `predicate` names against those printed. A title that several held that day is open, not missing, if
/// the paper's words have those several as candidates.
fn office_fact(
    fact: Fact,
    printed: &[String],
    predicate: Predicate,
    found: &Found<'_>,
) -> (Fact, Verdict, String) {
    let mut ids = found.of_paper(predicate);
    ids.retain(|id| id.starts_with("office:"));
    let same = |printed: &str, id: &str| {
        let label = fold_office(&found.name(id));
        let (title, portfolio) = printed.split_once(' ').unwrap_or((printed, ""));
        let called = [printed, portfolio].iter().any(|words| found.is_called(id, words, fold_office));
        label == fold_office(printed) || called && label.starts_with(title)
    };
    let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
    let folded: Vec<String> = printed.iter().map(|office| fold_office(office)).collect();
    let decided: Vec<String> =
        folded.iter().filter(|office| !found.is_open(office, fold_office)).cloned().collect();
    let words = show(printed, &ids.iter().map(|id| found.name(id)).collect::<Vec<_>>());
    let all = are_same(&folded, &ids, same);
    let known = are_same(&decided, &ids, same);
    let verdict = if !all && known { Verdict::Open } else { verdict(all, &ids) };
    (fact, verdict, words)
}

fn verdict<T>(right: bool, found: &[T]) -> Verdict {
    match (right, found.is_empty()) {
        (true, _) => Verdict::Right,
        (false, true) => Verdict::Missing,
        (false, false) => Verdict::Wrong,
    }
}

fn show(printed: &[String], found: &[impl AsRef<str>]) -> String {
    let found: Vec<&str> = found.iter().map(AsRef::as_ref).collect();
    format!("printed {}; found {}", printed.join(" + "), found.join(" + "))
}

/// Whether each printed thing is one found thing, and none is left over on either side.
fn are_same(printed: &[String], found: &[String], same: impl Fn(&str, &str) -> bool) -> bool {
    printed.len() == found.len()
        && printed.iter().all(|printed| found.iter().any(|found| same(printed, found)))
        && found.iter().all(|found| printed.iter().any(|printed| same(printed, found)))
}

/// Whether each printed thing is one found thing.
fn are_within(printed: &[String], found: &[String], same: impl Fn(&str, &str) -> bool) -> bool {
    printed.iter().all(|printed| found.iter().any(|found| same(printed, found)))
}

/// Whether `printed` is the end of the name `label`, with or without the second part of a double surname.
fn is_name(printed: &str, label: &str) -> bool {
    let first = |name: &str| fold(name.split(['-', '–']).next().unwrap_or(name));
    let ends = |label: &str, name: &str| label == name || label.ends_with(&format!(" {name}"));
    ends(&fold(label), &fold(printed))
        || ends(&first(label), &fold(printed))
        || ends(&fold(label), &first(printed))
}

/// An office without its little words.
fn fold_office(words: &str) -> String {
    let words = fold(words);
    let kept = words.split_whitespace().filter(|word| !matches!(*word, "van" | "voor" | "de"));
    kept.collect::<Vec<_>>().join(" ")
}

/// Small letters without accents, words apart by one space.
fn fold(words: &str) -> String {
    let mut folded = String::new();
    for c in words.to_lowercase().chars() {
        folded.push(match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' | 'ć' | 'č' => 'c',
            'ğ' => 'g',
            'ş' | 'š' => 's',
            'ñ' => 'n',
            c if c.is_alphanumeric() => c,
            '\u{300}'..='\u{36f}' => continue,
            _ => ' ',
        });
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_from_the_end() {
        assert!(is_name("VAN DER LEE", "Tom van der Lee") && is_name("GÜNDOĞAN", "Nilüfer Gündoğan"));
        assert!(!is_name("DIJK", "Inge van Dijkstra") && !is_name("VAN DIJK", "Jimmy Dijk"));
    }

    #[test]
    fn offices_agree_without_their_little_words() {
        assert_eq!(fold_office("Minister van Financiën"), fold_office("minister financien"));
        assert_ne!(fold_office("minister financien"), fold_office("staatssecretaris van Financiën"));
    }

    #[test]
    fn sets_must_be_equal() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(are_same(&set(&["A", "B"]), &set(&["x b", "y a"]), is_name));
        assert!(!are_same(&set(&["A"]), &set(&["x a", "y b"]), is_name));
        assert!(!are_same(&set(&["A", "B"]), &set(&["x a"]), is_name));
    }
}
