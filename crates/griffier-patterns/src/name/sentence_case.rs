//! Papers whose title goes on in small letters behind a head with a capital ("Actieplan dakloze jongeren"), papers by their
//! year ("werkprogramma 2009"), and the short form of one ("het Actieplan") later in the letter.

use super::Found;
use super::heads::{Form, ends_phrase, ends_with, heads_at};
use super::phrase::{Style, infinitive, nominal, noun_phrase, years};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, TokenKind};

/// One past the title in small letters that begins at token `from`, right behind its head; `None` where the words may be
/// the sentence's ("in het Actieplan wordt").
pub(super) fn title(r: &Reading<'_>, from: usize, limit: usize) -> Option<usize> {
    // "groene en digitale banen"
    let pair = r.t.is_any(from + 1, words!["en", "of"]) && adjective(r, from + 2) && noun(r, from + 3);
    let subject =
        nominal(r, from) || common_noun(r, from) || adjective(r, from) && (noun(r, from + 1) || pair);
    if !subject || r.t.breaks_before(from) > 1 || r.t.is_glued(from) {
        return None;
    }
    let mut end = noun_phrase(r, from, limit, Style::Title);
    if end > from && infinitive(r, end - 1) {
        end = noun_phrase(r, from, limit, Style::Strict);
    }
    (end > from && !infinitive(r, end - 1)).then_some(end)
}

/// A noun that titles begin with though its ending does not show one.
fn common_noun(r: &Reading<'_>, i: usize) -> bool {
    const NOUNS: [&str; 12] = [
        "aanpak",
        "stikstof",
        "water",
        "bodem",
        "wonen",
        "schulden",
        "armoede",
        "toezicht",
        "onderwijs",
        "jeugd",
        "verkeer",
        "cultuur",
    ];
    const ENDINGS: [&str; 8] = ["akkoord", "ingen", "heden", "loosheid", "loon", "recht", "water", "vaart"];
    let word = r.t.word(i);
    let plain = r.t.kind(i) == Some(TokenKind::Word) && word.starts_with(char::is_lowercase);
    plain && (NOUNS.contains(&word) || ENDINGS.iter().any(|ending| ends_with(word, ending)))
}

/// An inflected adjective in small letters; a past tense ends in "-de", "-te" as well, so those do not count.
fn adjective(r: &Reading<'_>, i: usize) -> bool {
    const ENDINGS: [&str; 13] =
        ["ke", "le", "se", "re", "ne", "ge", "ve", "he", "ze", "ële", "ende", "gerichte", "be"];
    // Words that say of measures how many or how good they are, not what a paper is called.
    const LOOSE: [&str; 12] = [
        "voldoende",
        "concrete",
        "eigen",
        "verschillende",
        "belangrijke",
        "aanvullende",
        "verdere",
        "specifieke",
        "passende",
        "volgende",
        "dergelijke",
        "zulke",
    ];
    let word = r.t.word(i);
    r.t.kind(i) == Some(TokenKind::Word)
        && word.len() > 4
        && !LOOSE.contains(&word)
        && word.starts_with(char::is_lowercase)
        && !ends_phrase(word)
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

fn noun(r: &Reading<'_>, i: usize) -> bool {
    let word = r.t.word(i);
    r.t.kind(i) == Some(TokenKind::Word)
        && word.len() > 3
        && word.starts_with(char::is_lowercase)
        && !ends_phrase(word)
        && r.t.breaks_before(i) < 2
}

/// "kabinetsvisie op generatieve AI", "ambtsbericht over Afghanistan": one past a subject without an article that is listed, or
/// can only be a noun.
pub(super) fn vision(r: &Reading<'_>, i: usize, after: usize) -> Option<usize> {
    use MentionType::{Location, Technology};
    let kind = r.t.is_any(i, words!["kabinetsvisie", "langetermijnvisie", "toekomstvisie", "ambtsbericht"]);
    let linked = r.t.is_any(after, words!["op", "over"]) && r.t.breaks_before(after + 1) < 2;
    if !kind || !linked || r.shouts(i) {
        return None;
    }
    let listed = r.kind_at(after + 1, &[Location, Technology]).map(|hit| hit.after());
    let noun = nominal(r, after + 1).then(|| noun_phrase(r, after + 1, r.limit(i), Style::Strict));
    listed.or(noun).filter(|&end| end > after + 1)
}

/// "jaarverslag 2008", "werkprogramma 2009": a paper that comes out each year, by its year.
pub(super) fn of_year(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    // "werkprogramma voor 2015"
    let at = after + usize::from(r.t.is(after, "voor") && years(r, after + 1).is_some());
    let end = years(r, at).filter(|_| r.t.breaks_before(after) < 2 && !r.t.is_glued(after))?;
    (!r.shouts(i)).then(|| Found::tokens(r, (i, end), MentionType::Policy, "policy.of-year", 0.65))
}

/// More papers than this in one letter are a list.
const MOST: usize = 64;

/// "het Actieplan" behind "Actieplan dakloze jongeren": the one paper of that kind named so far.
pub(super) fn short_forms(r: &Reading<'_>, names: &mut Vec<Found>) {
    let mut papers: Vec<(&str, usize, String)> = Vec::new();
    let rules =
        ["policy.named", "policy.compound", "policy.sentence-case", "policy.title-case", "name.defined"];
    for name in names.iter().filter(|name| name.kind == MentionType::Policy && rules.contains(&name.rule)) {
        let (from, to) = (r.t.index_at(name.span.start()), r.after(name.span));
        let head = (from..to).find(|&k| is_head(r, k)).filter(|_| to > from + 1);
        if let Some(head) = head.filter(|_| papers.len() < MOST)
            && !papers.iter().any(|(_, _, known)| known.eq_ignore_ascii_case(&r.words(name.span)))
        {
            papers.push((r.t.word(head), name.span.end(), r.words(name.span)));
        }
    }
    if papers.is_empty() {
        return;
    }
    for i in 1..r.t.len() {
        let led = r.t.is_capitalised(i) && r.t.is_any(i - 1, words!["de", "het", "dit", "deze"]);
        if !led || r.shouts(i) || !is_head(r, i) {
            continue;
        }
        let goes_on = r.is_name_word(i + 1)
            || r.t.is_any(i + 1, words!["van", "voor", "over", "inzake", "-"])
            || title(r, i + 1, r.limit(i)).is_some()
            || years(r, i + 1).is_some();
        let start = r.t.span(i).start();
        let fits =
            |paper: &&(&str, usize, String)| paper.1 <= start && paper.0.eq_ignore_ascii_case(r.t.word(i));
        let mut fitting = papers.iter().filter(fits);
        if let (Some((_, _, full)), None, false) = (fitting.next(), fitting.next(), goes_on) {
            let short = Found::tokens(r, (i, i + 1), MentionType::Policy, "policy.short", 0.7);
            names.push(Found { lookup: Some(full.clone()), ..short });
        }
    }
}

/// Whether token `i` is a word that opens titles of papers.
fn is_head(r: &Reading<'_>, i: usize) -> bool {
    let opens = |head: &super::heads::Head| {
        head.kind == MentionType::Policy
            && head.words.len() == 1
            && matches!(head.form, Form::Capital | Form::TitleCase | Form::About)
    };
    heads_at(r, i).any(opens)
        || super::heads::suffixes_of(r.t.word(i), Form::Compound).any(|head| head.kind == MentionType::Policy)
}
