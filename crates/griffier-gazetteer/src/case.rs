//! What capitals a listed name demands of the text.

/// The demand of one surface form, derived from how the list writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CaseRule {
    /// Any capitals.
    Any,
    /// The word at this byte of the normalised form begins with a capital.
    CapitalAt(u32),
    /// Exactly as written.
    Exact,
}

/// Longest all-capital form that is matched exactly: longer ones (`UNESCO`, `EUROJUST`) are no Dutch words.
const EXACT_CAPITALS: usize = 6;

impl CaseRule {
    /// The rule of `written`; `exact` says that the list demands it.
    pub fn of(written: &str, exact: bool) -> Self {
        let letters = || written.chars().filter(|c| c.is_alphabetic());
        let capitals = letters().filter(|c| c.is_uppercase()).count();
        if exact || (capitals == letters().count() && (1..=EXACT_CAPITALS).contains(&capitals)) {
            return Self::Exact;
        }
        // The last capitalised word decides: the first may be a sentence start or a generic word ("ministerie van Defensie").
        let words: Vec<&str> = written.split_whitespace().collect();
        let Some(index) = words.iter().rposition(|word| is_capitalised(word)) else { return Self::Any };
        if index == 0 && words.len() > 2 {
            return Self::Any; // "Algemene wet bestuursrecht", "Wet op de accijns": no text has these words by chance
        }
        let before: usize =
            words[..index].iter().map(|word| griffier_text::normalize_name(word).len() + 1).sum();
        Self::CapitalAt(before as u32)
    }

    /// Whether `found`, the words of the text, meets the rule; `capital` answers whether the word at a byte of the
    /// normalised form has a capital in the text.
    pub fn allows(self, written: &str, found: &str, capital: impl Fn(u32) -> bool) -> bool {
        match self {
            Self::Any => true,
            Self::CapitalAt(at) => capital(at),
            Self::Exact => same_letters(written, found),
        }
    }

    /// Which letters and digits of `text` are capitals.
    pub fn capitals(text: &str) -> Vec<bool> {
        text.chars().filter(|c| c.is_alphanumeric()).map(char::is_uppercase).collect()
    }

    pub fn encode(self) -> u32 {
        match self {
            Self::Any => 0,
            Self::Exact => 1,
            Self::CapitalAt(at) => 2 + at,
        }
    }

    pub fn decode(code: u32) -> Self {
        match code {
            0 => Self::Any,
            1 => Self::Exact,
            at => Self::CapitalAt(at - 2),
        }
    }
}

fn is_capitalised(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Whether the letters and digits agree in case, whatever stands between them; diacritics may differ.
fn same_letters(written: &str, found: &str) -> bool {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if written.len() == found.len() && plain(written) && plain(found) {
        // Forms in capitals, which most of these are: a byte is a letter of either case or a digit.
        let capital = |(a, b): (u8, u8)| a.is_ascii_uppercase() == b.is_ascii_uppercase();
        return written.bytes().zip(found.bytes()).all(capital);
    }
    CaseRule::capitals(written) == CaseRule::capitals(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_follow_from_the_written_form() {
        assert_eq!(CaseRule::of("SER", false), CaseRule::Exact);
        assert_eq!(CaseRule::of("kwantum", false), CaseRule::Any);
        assert_eq!(CaseRule::of("Nederland", false), CaseRule::CapitalAt(0));
        assert_eq!(CaseRule::of("ministerie van Defensie", false), CaseRule::CapitalAt(15));
        assert_eq!(CaseRule::of("Algemene wet bestuursrecht", false), CaseRule::Any);
        assert_eq!(CaseRule::of("Europese Unie", false), CaseRule::CapitalAt(9));
        assert!(CaseRule::Exact.allows("SER", "SER", |_| false));
        assert!(!CaseRule::Exact.allows("SER", "ser", |_| false));
    }
}
