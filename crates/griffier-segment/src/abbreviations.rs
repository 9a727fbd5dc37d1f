//! Abbreviations that are written with a full stop, from `gazetteers/abbreviations.tsv`.
//!
//! Here is only what a form is; where one stands in a text is the business of `tokens`.

/// Whether a sentence may close on an abbreviation's own full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Something always follows (`nr.`, `o.a.`, `dhr.`).
    NeverEnds,
    /// A sentence closes here if a capital follows (`jl.`, `enz.`, `B.V.`).
    MayEnd,
    /// A plain word as well, and then not abbreviated, if a capital follows (`vol.`, `km.`, `jan.`).
    WordToo,
}

static TABLE: &[(&str, Ending)] = include!(concat!(env!("OUT_DIR"), "/abbreviations.rs"));

/// Bytes of the longest form looked up; no abbreviation comes near it.
const LONGEST: usize = 24;

/// For each first byte the lengths of the forms, a bit each: most words are refused by one look-up.
static LENGTHS: [u32; 256] = {
    let mut lengths = [0; 256];
    let mut row = 0;
    while row < TABLE.len() {
        let form = TABLE[row].0.as_bytes();
        lengths[form[0] as usize] |= 1 << form.len();
        row += 1;
    }
    lengths
};

/// What the list says of `form`, which includes its full stops; lower-case rows stand for every case but
/// capitals, which could be initials or an acronym (`e.v.`, but `E.V. Jansen`; `wk.`, but `het WK.`).
pub(crate) fn listed(form: &str) -> Option<Ending> {
    if form.len() > LONGEST {
        return None;
    }
    if let Some(ending) = exactly(form) {
        return Some(ending);
    }
    let capitals = !form.bytes().any(|byte| byte.is_ascii_lowercase()) && form.len() > 2;
    if capitals || !form.is_ascii() {
        return None;
    }
    let mut buffer = [0; LONGEST];
    let lower = buffer.get_mut(..form.len())?;
    lower.copy_from_slice(form.as_bytes());
    lower.make_ascii_lowercase();
    exactly(std::str::from_utf8(lower).ok()?)
}

/// `form` has at most `LONGEST` bytes.
fn exactly(form: &str) -> Option<Ending> {
    let first = form.as_bytes().first()?;
    if LENGTHS[usize::from(*first)] & (1 << form.len()) == 0 {
        return None;
    }
    TABLE.binary_search_by_key(&form, |row| row.0).ok().map(|i| TABLE[i].1)
}

/// Words behind which a single letter tells options apart (`bijlage A.`), and is no initial.
pub(crate) const OPTIONS: [&str; 17] = [
    "bijlage",
    "optie",
    "variant",
    "categorie",
    "type",
    "scenario",
    "klasse",
    "groep",
    "onderdeel",
    "Bijlage",
    "deel",
    "vitamine",
    "plan",
    "fase",
    "spoor",
    "lijst",
    "tabel",
];

/// Whether `form`, written without its last full stop, is a row of initials: `H.G.J`, `Th.B`, `J`, `IJ`.
pub(crate) fn initials(form: &str) -> bool {
    form.len() <= LONGEST
        && form.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_uppercase)
                && match (chars.next(), chars.next()) {
                    (None, _) => true,
                    (Some(second), None) => second.is_lowercase() || part == "IJ",
                    _ => false,
                }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, expected: Option<Ending>) {
        assert_eq!(listed(form), expected, "{form}");
    }

    #[test]
    fn case_matters_only_where_initials_could_be_meant() {
        check("nr.", Some(Ending::NeverEnds));
        check("Nr.", Some(Ending::NeverEnds));
        check("o.a.", Some(Ending::NeverEnds));
        check("O.a.", Some(Ending::NeverEnds));
        check("jl.", Some(Ending::MayEnd));
        check("b.v.", Some(Ending::NeverEnds));
        check("B.V.", Some(Ending::MayEnd));
        check("e.v.", Some(Ending::MayEnd));
        check("E.V.", None);
        check("wk.", Some(Ending::MayEnd));
        check("WK.", None);
        check("NR.", Some(Ending::NeverEnds));
        check("vol.", Some(Ending::WordToo));
        check("Kamer.", None);
        check("één.", None);
        check("", None);
    }

    #[test]
    fn initials_are_single_capitals_or_a_capital_with_its_second_letter() {
        for form in ["J", "H.G.J", "Th.B", "IJ", "A.Ph"] {
            assert!(initials(form), "{form}");
        }
        for form in ["", "j", "o.a", "Kamer", "EU", "H..J", "B.V.Nederland", "2"] {
            assert!(!initials(form), "{form}");
        }
    }

    #[test]
    fn the_table_is_sorted_for_binary_search() {
        assert!(TABLE.len() > 200);
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
