//! Amounts of money and percentages, with a normalised value: `EUR:2500000000`, `percent:58.1`, `percent:20/30`.
//!
//! Counts ("74 projecten", "2,5 miljoen mensen") and measures are no quantities here.

use crate::atoms::{Atoms, Gap, Kind};
use crate::triggers::Classes;
use griffier_doc::{Document, Hit, MentionType, Target};
use griffier_text::{Span, Word, WordTable};
use std::sync::LazyLock;

/// The most digits of a number that is read; a longer run is no amount.
const DIGITS: usize = 18;

/// Every amount and percentage, in reading order.
pub fn recognize_quantities(doc: &Document) -> Vec<Hit> {
    quantities(&Atoms::new(doc))
}

/// The same for a letter that is read already.
pub(crate) fn quantities(atoms: &Atoms<'_>) -> Vec<Hit> {
    let grammar = Grammar { atoms };
    let mut hits = Vec::new();
    let mut next = 0;
    for i in atoms.amounts() {
        let Some(found) = (i >= next).then(|| grammar.parse(i)).flatten() else { continue };
        let span = Span::at(atoms.start(found.first), atoms.end(found.next - 1));
        let rule = if found.unit == "percent" { "quantity.percentage" } else { "quantity.money" };
        let value = match &found.to {
            Some(to) => format!("{}:{}/{}", found.unit, found.from.render(), to.render()),
            None => format!("{}:{}", found.unit, found.from.render()),
        };
        hits.push(Hit::rule(span, MentionType::Quantity, Target::Value(value), rule).with_confidence(0.97));
        next = found.next;
    }
    hits
}

/// A decimal number: `mantissa` times ten to the power `-scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Amount {
    mantissa: u128,
    scale: u32,
    negative: bool,
}

impl Amount {
    fn whole(mantissa: u128) -> Self {
        Self { mantissa, scale: 0, negative: false }
    }
    fn times_power(self, power: u32) -> Self {
        let cancelled = power.min(self.scale);
        Self {
            mantissa: self.mantissa.saturating_mul(10u128.saturating_pow(power - cancelled)),
            scale: self.scale - cancelled,
            ..self
        }
    }
    /// In digits, with a point before the fraction and without closing zeros of it.
    fn render(self) -> String {
        let Self { mut mantissa, mut scale, negative } = self;
        while scale > 0 && mantissa.is_multiple_of(10) {
            mantissa /= 10;
            scale -= 1;
        }
        let sign = if negative { "-" } else { "" };
        let whole = mantissa / 10u128.pow(scale);
        match scale {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{:0width$}", mantissa % 10u128.pow(scale), width = scale as usize),
        }
    }
}

/// The unit of what becomes a fraction of a euro.
const CENT: &str = "cent";

struct Found {
    first: usize,
    next: usize,
    unit: &'static str,
    from: Amount,
    to: Option<Amount>,
}

/// An amount and the atom after it.
type Read = (Amount, usize);

struct Grammar<'a, 'd> {
    atoms: &'a Atoms<'d>,
}

impl Grammar<'_, '_> {
    fn parse(&self, i: usize) -> Option<Found> {
        match self.atoms.kind(i) {
            Kind::Mark(_) | Kind::Letters => {
                if let Some((unit, next)) = self.sign(i) {
                    return self.after_sign(i, unit, next);
                }
                // Numbers in words: `drie procent`, `een miljard euro`.
                if self.atoms.is_letters(i) { self.before_unit(i) } else { None }
            }
            Kind::Digits => self.before_unit(i),
            _ => None,
        }
    }

    /// A currency written before its amount: `€`, `EUR`, `US$`.
    fn sign(&self, i: usize) -> Option<(&'static str, usize)> {
        let a = self.atoms;
        Some(match a.kind(i) {
            Kind::Mark('€') => ("EUR", i + 1),
            Kind::Mark('$') => ("USD", i + 1),
            Kind::Mark('£') => ("GBP", i + 1),
            Kind::Letters => match a.word(i) {
                "US" | "USD" if a.is_mark(i + 1, '$') && a.glued(i + 1) => ("USD", i + 2),
                "EUR" | "Eur" | "EURO" => ("EUR", i + 1),
                "USD" => ("USD", i + 1),
                "GBP" => ("GBP", i + 1),
                "CHF" => ("CHF", i + 1),
                "NLG" | "ƒ" => ("NLG", i + 1),
                "fl" | "Fl" | "hfl" | "Hfl" | "HFL" => {
                    ("NLG", i + 1 + usize::from(a.is_mark(i + 1, '.') && a.glued(i + 1)))
                }
                "f" if self.is_florin(i) => ("NLG", i + 1),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// Whether the `f` at `i` is the sign of the guilder: `f 10 miljoen`, `f 1.250,-`; not part f, nor page 12 f.
    fn is_florin(&self, i: usize) -> bool {
        let a = self.atoms;
        if a.gap(i) == Gap::None || a.gap(i + 1) >= Gap::Line {
            return false;
        }
        let Some((amount, next)) = self.number(i + 1) else { return false };
        // At the start of a line it may count items.
        if a.gap(i) >= Gap::Line {
            return self.multiplier(next).is_some();
        }
        // "van f 120", "ten hoogste f 3000": words that a sum follows, never the letter of a part.
        const LEADS: &[&str] = &[
            "van", "tot", "met", "dan", "is", "ad", "circa", "ruim", "bijna", "bedraagt", "bedragen",
            "maximaal", "minimaal", "hoogste", "minste", "ongeveer", "kost", "kosten", "boete", "bedrag",
        ];
        if a.is_any(a.before(i), LEADS) && !a.glued(i + 1) && amount.mantissa >= 10 {
            return true;
        }
        let parted = next > i + 2 && (amount.scale > 0 || amount.mantissa >= 1000);
        self.multiplier(next).is_some() || (parted && !a.glued(i + 1)) || self.past_dash(next) > next
    }

    fn after_sign(&self, i: usize, unit: &'static str, next: usize) -> Option<Found> {
        let (mut from, mut k) = self.number(next).filter(|_| self.atoms.near(next))?;
        let mut to = None;
        let mut power = self.multiplier(k);
        if let Some(joint) = self.range(k).or_else(|| power.and_then(|(_, after)| self.range(after))) {
            let other =
                self.sign(joint).filter(|&(other, _)| other == unit).map_or(joint, |(_, after)| after);
            if let Some((second, after)) = self.number(other).filter(|_| self.atoms.near(other))
                && self.is_no_percentage(after)
            {
                let own = power;
                power = self.multiplier(after);
                // `€ 20 tot € 30 miljoen` shares its multiplier, `€ 900.000 tot € 1 miljoen` does not.
                if let Some((exponent, _)) = own.or(power.filter(|_| from.less_than(1000))) {
                    from = from.times_power(exponent);
                }
                to = Some(power.map_or(second, |(exponent, _)| second.times_power(exponent)));
                k = power.map_or(after, |(_, after)| after);
                return Some(Found { first: i, next: self.past_unit(k, unit), unit, from, to });
            }
        }
        if let Some((exponent, after)) = power {
            from = from.times_power(exponent);
            k = after;
        }
        if !self.is_no_percentage(k) {
            return None;
        }
        if to.is_none() {
            k = self.past_dash(k);
        }
        Some(Found { first: i, next: self.past_unit(k, unit), unit, from, to })
    }

    /// An amount before its unit: `58,1%`, `20 tot 30 procent`, `2,5 miljard euro`.
    fn before_unit(&self, i: usize) -> Option<Found> {
        let a = self.atoms;
        if a.glued(i) && self.is_inside_number(i) {
            return None;
        }
        let (mut from, k) = self.number(i)?;
        // Most numbers count something, and what that is no amount begins with.
        let goes_on = match a.kind(k) {
            Kind::Mark(mark) => matches!(mark, '%' | '€') || a.is_dash(k),
            Kind::Letters => a.classes(k).has(Classes::MEASURES) || !a.read(k).shape().is_ascii(),
            _ => false,
        };
        if !goes_on {
            return None;
        }
        let dash = a.before(i);
        let open = !a.glued(dash) || matches!(a.kind(a.before(dash)), Kind::Mark('(' | '[' | ':'));
        let negative = a.glued(i) && a.is_dash(dash) && open && a.kind(i) == Kind::Digits;
        let first = if negative { i - 1 } else { i };
        from.negative = negative;
        let own = self.multiplier(k);
        let after_own = own.map_or(k, |(_, after)| after);
        if let Some((unit, next)) = self.unit(after_own) {
            // `in 2027 € 12 mln.`: the sign belongs to the amount behind it.
            let sign = matches!(a.kind(after_own), Kind::Mark('€' | '$' | '£'));
            if sign && a.near(next) && self.number(next).is_some() {
                return None;
            }
            // `een euro-obligatie`
            if a.is_letters(i) && a.glued(next) && a.is_dash(next) {
                return None;
            }
            let from = own.map_or(from, |(exponent, _)| from.times_power(exponent));
            return self.in_euros(Found { first, next, unit, from, to: None });
        }
        let (to, k) = self.range(after_own).and_then(|joint| self.number(joint).filter(|_| a.near(joint)))?;
        let power = self.multiplier(k);
        let (unit, next) = self.unit(power.map_or(k, |(_, after)| after))?;
        if let Some((exponent, _)) = own.or(power) {
            from = from.times_power(exponent);
        }
        let to = power.map_or(to, |(exponent, _)| to.times_power(exponent));
        let from = Amount { negative: false, ..from };
        self.in_euros(Found { first: i, next, unit, from, to: Some(to) })
    }

    /// Cents as parts of a euro, if digits say how many ("geen cent" is none).
    fn in_euros(&self, found: Found) -> Option<Found> {
        if found.unit != CENT {
            return Some(found);
        }
        let hundredth = |amount: Amount| Amount { scale: amount.scale + 2, ..amount };
        let (from, to) = (hundredth(found.from), found.to.map(hundredth));
        (self.atoms.width(found.first) > 0).then_some(Found { unit: "EUR", from, to, ..found })
    }

    /// Whether number `i` is the rest of another one or of an identifier.
    fn is_inside_number(&self, i: usize) -> bool {
        let a = self.atoms;
        let before = a.before(i);
        let second = a.before(before);
        match a.kind(before) {
            Kind::Mark('.' | ',' | ':') => a.glued(before) && a.width(second) > 0,
            Kind::Mark('-' | '/') => {
                a.glued(before) && a.width(second) == 0 && a.is_letters(second) && a.is_capitalised(second)
            }
            // `er10,4%` lost a space, `CO2%` did not.
            Kind::Letters => a.is_capitalised(before),
            _ => false,
        }
    }

    /// The number at `i`, in digits or in words.
    fn number(&self, i: usize) -> Option<Read> {
        let a = self.atoms;
        if a.is_letters(i) {
            return in_words(a.read(i), || a.word(i)).map(|value| (Amount::whole(value), i + 1));
        }
        let mut mantissa = self.digits(i, 0)?;
        let mut width = a.width(i);
        let mut k = i + 1;
        let group = |k: usize| a.glued(k) && a.glued(k + 1) && a.width(k + 1) == 3;
        let first = width;
        while first <= 3 && a.is_mark(k, '.') && group(k) && width < DIGITS {
            mantissa = self.digits(k + 1, mantissa)?;
            width += 3;
            k += 2;
        }
        // Thousands parted by a space (`1 250 000 euro`).
        if k == i + 1 && first <= 3 && self.spaced_group(k) {
            return self.spaced(i);
        }
        let comma = a.is_mark(k, ',') || (a.is_mark(k, '.') && k == i + 1);
        let mut scale = 0;
        if comma
            && a.glued(k)
            && a.glued(k + 1)
            && (1..=6).contains(&a.width(k + 1))
            && width + a.width(k + 1) <= DIGITS
        {
            mantissa = self.digits(k + 1, mantissa)?;
            scale = a.width(k + 1) as u32;
            k += 2;
        }
        // `1.2.3` and `10:56` are no amounts.
        let longer = a.glued(k)
            && a.glued(k + 1)
            && a.width(k + 1) > 0
            && matches!(a.kind(k), Kind::Mark('.' | ',' | ':' | '/'));
        (!longer).then_some((Amount { mantissa, scale, negative: false }, k))
    }

    fn digits(&self, i: usize, before: u128) -> Option<u128> {
        let width = self.atoms.width(i);
        let value: u64 = (1..=DIGITS).contains(&width).then(|| self.atoms.word(i).parse().ok())??;
        let value = u128::from(value);
        if before == 0 {
            return Some(value);
        }
        before.checked_mul(10u128.checked_pow(width as u32)?)?.checked_add(value)
    }

    fn spaced_group(&self, k: usize) -> bool {
        self.atoms.gap(k) == crate::atoms::Gap::Space && self.atoms.width(k) == 3
    }

    fn spaced(&self, i: usize) -> Option<Read> {
        let (mut mantissa, mut k, mut width) = (self.digits(i, 0)?, i + 1, self.atoms.width(i));
        while self.spaced_group(k) && width < DIGITS {
            mantissa = self.digits(k, mantissa)?;
            width += 3;
            k += 1;
        }
        Some((Amount::whole(mantissa), k))
    }

    /// `miljoen`, `mln.`, `miljard`: a power of ten and the atom after it.
    fn multiplier(&self, i: usize) -> Option<(u32, usize)> {
        const POWERS: [(&[&str], u32); 4] = [
            (&["duizend"], 3),
            (&["miljoen", "mln", "mio", "million", "miljoeneuro"], 6),
            (&["miljard", "mld", "mrd", "billion"], 9),
            (&["biljoen"], 12),
        ];
        if !self.atoms.near(i) {
            return None;
        }
        let &(_, power) = POWERS.iter().find(|(words, _)| self.atoms.is_any(i, words))?;
        let short = self.atoms.is_any(i, &["mln", "mio", "mld", "mrd"]);
        let dot = short && self.atoms.is_mark(i + 1, '.') && self.atoms.glued(i + 1) && self.continues(i + 2);
        Some((power, i + 1 + usize::from(dot)))
    }

    /// Whether the sentence goes on at `i`, so that a full stop before it belongs to an abbreviation.
    fn continues(&self, i: usize) -> bool {
        self.atoms.kind(i) != Kind::Edge && self.atoms.near(i) && !self.atoms.is_capitalised(i)
    }

    /// `%`, `procent`, `procentpunt`, `euro`, `dollar` after an amount.
    fn unit(&self, i: usize) -> Option<(&'static str, usize)> {
        let a = self.atoms;
        if !a.near(i) {
            return None;
        }
        let unit = match a.kind(i) {
            Kind::Mark('%') => "percent",
            Kind::Mark('€') => "EUR",
            Kind::Letters => match a.word(i).to_ascii_lowercase().as_str() {
                "procent" | "percent" | "procentpunt" | "procentpunten" => "percent",
                "euro" | "eur" | "euro's" | "miljoeneuro" => "EUR",
                "cent" | "eurocent" => CENT,
                "dollar" | "dollars" | "usd" => "USD",
                "gulden" | "guldens" | "nlg" => "NLG",
                "pond" if a.are(i + 1, &["sterling"]) => return Some(("GBP", i + 2)),
                _ => return None,
            },
            _ => return None,
        };
        // `6euro` of a damaged text is an amount, `procent-norm` too; `5%-punt` includes its tail.
        let tail =
            |words: &[&str]| a.is_dash(i + 1) && a.glued(i + 1) && a.glued(i + 2) && a.is_any(i + 2, words);
        let next = match () {
            () if tail(&["punt", "punten"]) => i + 3,
            () if a.is(i, "euro") && a.is_apostrophe(i + 1) && a.glued(i + 1) && a.is(i + 2, "s") => i + 3,
            () => i + 1,
        };
        Some((unit, next))
    }

    fn is_no_percentage(&self, i: usize) -> bool {
        !self.atoms.is_mark(i, '%')
    }

    /// Past a currency named again after the amount (`€ 5 miljoen euro`).
    fn past_unit(&self, k: usize, unit: &str) -> usize {
        match self.unit(k) {
            Some((again, next)) if again == unit => next,
            _ => k,
        }
    }

    /// Past the `,-` and `,--` that stand for no cents.
    fn past_dash(&self, k: usize) -> usize {
        let a = self.atoms;
        if !(a.is_mark(k, ',') && a.glued(k) && a.is_dash(k + 1) && a.glued(k + 1)) {
            return k;
        }
        let double = a.is_dash(k + 2) && a.glued(k + 2);
        k + 2 + usize::from(double)
    }

    /// The atom after a joint that makes a range of the amounts beside it.
    fn range(&self, i: usize) -> Option<usize> {
        let a = self.atoms;
        if !a.near(i) {
            return None;
        }
        let through = a.is(i, "t") && a.is_mark(i + 1, '/') && a.is(i + 2, "m");
        let next = match a.kind(i) {
            Kind::Mark(_) if a.is_dash(i) => i + 1,
            Kind::Letters if through || a.are(i, &["tot", "en", "met"]) => i + 3,
            Kind::Letters if a.is_any(i, &["tot", "à"]) => i + 1,
            _ => return None,
        };
        a.near(next).then_some(next)
    }
}

impl Amount {
    fn less_than(self, limit: u128) -> bool {
        self.mantissa < limit.saturating_mul(10u128.saturating_pow(self.scale))
    }
}

/// Numbers in words, without `één`.
const NUMBERS: &[(&str, u128)] = &[
    ("een", 1),
    ("twee", 2),
    ("drie", 3),
    ("vier", 4),
    ("vijf", 5),
    ("zes", 6),
    ("zeven", 7),
    ("acht", 8),
    ("negen", 9),
    ("tien", 10),
    ("elf", 11),
    ("twaalf", 12),
    ("vijftien", 15),
    ("twintig", 20),
    ("vijfentwintig", 25),
    ("dertig", 30),
    ("veertig", 40),
    ("vijftig", 50),
    ("zestig", 60),
    ("zeventig", 70),
    ("vijfenzeventig", 75),
    ("tachtig", 80),
    ("negentig", 90),
    ("honderd", 100),
];

/// Currencies before their amount, and numbers in words: what an amount in ASCII letters begins with.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    const SIGNS: [&str; 10] = ["US", "USD", "EUR", "EURO", "GBP", "CHF", "NLG", "fl", "hfl", "f"];
    SIGNS.into_iter().chain(NUMBERS.iter().map(|&(word, _)| word))
}

/// Powers of ten, units and joints, which may stand behind a number.
pub(crate) const BEHIND: [&str; 29] = [
    "duizend",
    "miljoen",
    "mln",
    "mio",
    "million",
    "miljoeneuro",
    "miljard",
    "mld",
    "mrd",
    "billion",
    "biljoen",
    "procent",
    "percent",
    "procentpunt",
    "procentpunten",
    "euro",
    "eur",
    "cent",
    "eurocent",
    "dollar",
    "dollars",
    "usd",
    "gulden",
    "guldens",
    "nlg",
    "pond",
    "t",
    "tot",
    "à",
];

static TABLE: LazyLock<WordTable<u128>> =
    LazyLock::new(|| WordTable::new(NUMBERS.iter().copied(), |_, _| {}));

/// The value of a number in words, which stands as `text`.
fn in_words<'t>(word: Word, text: impl FnOnce() -> &'t str) -> Option<u128> {
    if !word.shape().is_ascii() {
        return (text().to_lowercase() == "één").then_some(1);
    }
    TABLE.find(word.key(), text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_tokens::{document, marked, unmarked};

    #[track_caller]
    fn check(row: &str) {
        let doc = document(&unmarked(row));
        assert_eq!(marked(&doc, &recognize_quantities(&doc)), row);
    }

    #[test]
    fn percentages() {
        check("een deel ([[58,1%|percent:58.1]]) uit");
        check("[[58,1 %|percent:58.1]] en [[3 procent|percent:3]], [[0,5 procentpunt|percent:0.5]]");
        check(
            "[[20 tot 30%|percent:20/30]], [[20-30%|percent:20/30]], [[4–10%|percent:4/10]] en [[20 à 30 procent|percent:20/30]]",
        );
        check("van [[15%|percent:15]] naar [[19%|percent:19]]");
        check("gehalveerd ([[-64%|percent:-64]]) en [[–0,5%|percent:-0.5]]");
        check(
            "de [[5%|percent:5]]-regel, dat[[44%|percent:44]] van [[100procent|percent:100]], [[2.500%|percent:2500]] en [[27.7%|percent:27.7]]",
        );
        check("[[drie procent|percent:3]], [[één procent|percent:1]], [[vijftig procent|percent:50]]");
        check("[[6%-punt|percent:6]] en [[6,50%|percent:6.5]]");
        check("CO2%, een percentage, procenten, het procent");
    }

    #[test]
    fn money() {
        check("[[€ 2,5 miljard|EUR:2500000000]] en [[2,5 miljard euro|EUR:2500000000]]");
        check("[[EUR 10 mln.|EUR:10000000]] incl. btw, [[€51 mln|EUR:51000000]]. De");
        check(
            "[[f 10 miljoen|NLG:10000000]], [[ƒ 1.000|NLG:1000]], [[500 gulden|NLG:500]], [[f 2.500,-|NLG:2500]]",
        );
        check("[[fl. 25|NLG:25]], [[NLG 3 mln|NLG:3000000]], [[2,5 miljard gulden|NLG:2500000000]]");
        check("een boete van [[f 120|NLG:120]] of ten hoogste [[f 3000|NLG:3000]]");
        check("onder f 10, bijlage f 2, artikel 12 f, f 5 en gulden regel");
        check("[[€ 1.250,50|EUR:1250.5]] of [[€ 1.250,-|EUR:1250]] of [[€1250,00|EUR:1250]]");
        check("[[60.000 euro|EUR:60000]], [[165 euro|EUR:165]], [[1,5 euro|EUR:1.5]] per vat");
        check(
            "[[$ 3 mln|USD:3000000]], [[US$ 4 miljoen|USD:4000000]], [[1 miljoen dollar|USD:1000000]], [[USD 5|USD:5]]",
        );
        check(
            "[[€ 20 tot € 30 miljoen|EUR:20000000/30000000]], [[€ 5-10 miljoen|EUR:5000000/10000000]], [[5 tot 10 miljoen euro|EUR:5000000/10000000]]",
        );
        check("[[€ 900.000 tot € 1 miljoen|EUR:900000/1000000]]");
        check("van [[4.500 miljard euro|EUR:4500000000000]] naar [[een miljard euro|EUR:1000000000]]");
        check("[[30euro|EUR:30]] en [[2000 euro|EUR:2000]]");
        check("[[1 250 000 euro|EUR:1250000]]");
        check("[[€\n2,5 miljard|EUR:2500000000]]");
        check("[[0,000001 euro|EUR:0.000001]]");
    }

    #[test]
    fn counts_and_measures_are_none() {
        check("74 projecten, 2,5 miljoen mensen, 3 miljoen vierkante meter");
        check("de euro, een euro-obligatie, 10:56 euroland, 1.2.3 euro");
        check("de $ en de €, EUR en 5");
        check("20 jaar, 40 km, 12 mei 2023, nr. 45, 160 miljard");
    }

    #[test]
    fn hostile_text_neither_panics_nor_hangs() {
        for piece in ["1.", "1.000", "€", "1 000 ", "9", "1-", "tot ", "€ 1 tot ", "%", "een "] {
            let doc = document(&piece.repeat(4000));
            recognize_quantities(&doc);
        }
    }
}
