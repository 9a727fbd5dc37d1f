//! Numbers of lists and notes as print sets them.

/// The ways to set a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numeral {
    /// `1`
    Decimal,
    /// `a`
    Letter,
    /// `A`
    Capital,
    /// `i`
    Roman,
    /// `I`
    CapitalRoman,
    /// Nothing.
    None,
}

impl Numeral {
    /// `number` as it is set; one that has no such form is set in digits.
    pub(crate) fn set(self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::Letter => letters(number),
            Self::Capital => letters(number).to_uppercase(),
            Self::Roman => roman(number),
            Self::CapitalRoman => roman(number).to_uppercase(),
            Self::None => String::new(),
        }
    }
}

/// `a` … `z`, then `aa`, `bb` …
fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 26 * 8) else {
        return number.to_string();
    };
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    letter.to_string().repeat(index as usize / 26 + 1)
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Numeral;

    #[test]
    fn numbers_are_set_as_print_does() {
        let set = |numeral: Numeral| [1, 4, 27, 0].map(|number| numeral.set(number));
        assert_eq!(set(Numeral::Decimal), ["1", "4", "27", "0"]);
        assert_eq!(set(Numeral::Letter), ["a", "d", "aa", "0"]);
        assert_eq!(set(Numeral::CapitalRoman), ["I", "IV", "XXVII", "0"]);
        assert_eq!(set(Numeral::None), ["", "", "", ""]);
        assert_eq!(Numeral::Roman.set(3_999_999), "3999999");
    }
}
