//! Articles with their paragraphs and points, and the act they are of: `artikel 6, eerste lid, van Verordening (EU)
//! 2016/679`, `artikel 3.3, zevende lid jo. vijfde lid, aanhef en onder i, Woo`. An act by its number is read here; one by
//! its name was found by others, and which act that is, linking decides.

use super::{Citation, address, eu, law};
use crate::reader::{Reader, is_dash};
use crate::tokens::words;
use griffier_doc::{Document, Hit, MentionType, Origin, Target};
use griffier_text::{Span, WordSet};
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "citation.article";
const BEHIND: &str = "citation.article-behind";
/// Farthest from an article to the number of its act, in bytes.
const REACH: usize = 140;
/// Farthest from the first article to the name of its act, in bytes.
const LOOK_BACK: usize = 220;
/// Most parts of one article, and most articles of one citation.
const PARTS: usize = 8;
const ARTICLES: usize = 12;
/// Ordinals, of paragraphs and of conferences.
pub(crate) const ORDINALS: &WordSet = words![
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
    "dertiende",
    "veertiende",
    "vijftiende",
    "zestiende",
    "zeventiende",
    "achttiende",
    "negentiende",
    "twintigste",
];
/// Words for a sentence of a paragraph, which identifiers leave out.
const SENTENCES: [&str; 6] = ["volzin", "zin", "slotzin", "streepje", "gedachtestreepje", "alinea"];
/// Words before a point.
const POINTS: [&str; 7] = ["onderdelen", "onderdeel", "onder", "sub", "punten", "punt", "letter"];

/// The articles of one citation.
struct Articles {
    /// `art=3.3;lid=7;onderdeel=b`, one for each part cited.
    parts: Vec<String>,
    end: usize,
}

/// Articles of an act that stands there by its number.
pub(super) fn read(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    let articles = read_articles(text, at, word)?;
    if let Some(end) = read_behind_number(text, at, &articles, found) {
        return Some(end);
    }
    let from = past_van(text, articles.end);
    let before = found.len();
    let act_end =
        eu::read_act(text, from, text.word(from), found).or_else(|| read_act_in_brackets(text, from, found));
    let Some(end) = act_end.filter(|_| found.len() == before + 1) else {
        found.truncate(before);
        return None;
    };
    let act = found.get(before)?.clone();
    found.push(cite(&articles, act, Span::at(at, end), RULE)?);
    Some(end)
}

/// `Richtlijn 2010/75/EU, artikel 15, vierde lid`: the articles behind the number of their act.
fn read_behind_number(
    text: Reader,
    at: usize,
    articles: &Articles,
    found: &mut Vec<Citation>,
) -> Option<usize> {
    let act = found.last().filter(|act| act.rule == eu::RULE && act.ids.len() == 1 && act.to < at)?;
    let between = (at - act.to <= 4).then(|| text.slice(act.to, at).trim())?;
    let of_other = text.take_any(text.gap(articles.end), &["van", "uit"]).is_some();
    if of_other || !matches!(between, "," | "(" | "") {
        return None;
    }
    let cited = cite(articles, act.clone(), Span::at(at, articles.end), BEHIND)?;
    found.push(cited);
    Some(articles.end)
}

/// The citation of these articles of `act`, at `span`.
fn cite(articles: &Articles, act: Citation, span: Span, rule: &'static str) -> Option<Citation> {
    let base = act.ids.first()?;
    let ids: Vec<String> = articles.parts.iter().map(|parts| format!("{base}:{parts}")).collect();
    let urls = match base.starts_with("BWB") {
        true => articles.parts.iter().map(|parts| address::article(base, parts)).collect(),
        false => ids.iter().filter_map(|_| act.urls.first().cloned()).collect(),
    };
    let others = act.others.iter().map(|other| join(other, &articles.parts)).collect();
    Some(Citation { from: span.start(), to: span.end(), ids, others, urls, rule, ..act })
}

fn join(base: &str, parts: &[String]) -> String {
    parts.iter().map(|part| format!("{base}:{part}")).collect::<Vec<_>>().join("|")
}

/// The act's name up to its number: `Wet open overheid (BWBR0045754)`.
fn read_act_in_brackets(text: Reader, from: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let window = text.slice(from, text.edge(from + REACH));
    let at = window.find("BWB").map(|i| from + i)?;
    let between = text.slice(from, at);
    let bracket = between.ends_with('(') && between.matches('(').count() == 1;
    if !bracket || between.contains(';') || between.contains("\n\n") || between.contains(". ") {
        return None;
    }
    law::read(text, at, text.word(at), found).and_then(|end| text.take_char(end, ')'))
}

/// The articles of acts that the hits so far name: each hit holds its act, from whose meaning linking makes the identifier.
pub fn recognize_articles(doc: &Document) -> Vec<Hit> {
    let text = Reader::new(doc.text());
    let mut acts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for hit in doc.hits() {
        let (start, end) = (hit.span.start(), hit.span.end());
        if matches!(hit.kind, MentionType::Law | MentionType::Treaty) {
            let last = acts.entry(start).or_default();
            *last = end.max(*last);
        } else if matches!(hit.origin, Origin::Rule(RULE)) {
            taken.insert(start);
        }
    }
    let mut hits: Vec<Hit> = Vec::new();
    let mut behind = Vec::new();
    for (start, end) in acts {
        // An act inside one that a citation holds already.
        if hits.last().is_some_and(|hit| start < hit.span.end()) {
            continue;
        }
        let act = Span::at(start, end);
        match articles_before(text, start).filter(|(from, _)| !taken.contains(from)) {
            Some((from, parts)) => {
                taken.insert(from);
                let target = Target::Parts { act, parts };
                hits.push(Hit::rule(Span::at(from, end), MentionType::Reference, target, RULE));
            }
            None => behind.extend(articles_behind(text, end).map(|(span, parts)| (act, span, parts))),
        }
    }
    let free = behind.into_iter().filter(|(_, span, _)| !taken.contains(&span.start()));
    hits.extend(free.map(|(act, span, parts)| {
        Hit::rule(span, MentionType::Reference, Target::Parts { act, parts }, BEHIND)
    }));
    hits
}

/// `Wabo, art. 2.12, eerste lid`, `de Wet luchtvaart (in artikel 8.17)`: the articles behind the act that ends at `act_end`.
fn articles_behind(text: Reader, act_end: usize) -> Option<(Span, Vec<String>)> {
    let sign = text.gap(act_end);
    let open = text.take_char(sign, '(').or_else(|| text.take_char(sign, ','));
    let mut from = open.map_or(sign, |after| text.gap(after));
    if let Some(after) = text.take_any(from, &["in", "zie", "met name"]) {
        from = text.gap(after);
    }
    let articles = read_articles(text, from, text.word(from))?;
    // What follows may say of which act they are.
    let of_other = text.take_any(text.gap(articles.end), &["van", "uit"]).is_some();
    // The bracket behind `onder c)` may close one that opened before the article.
    let words = text.slice(from, articles.end);
    let end = if words.contains('(') { articles.end } else { from + words.trim_end_matches(')').len() };
    (!of_other && from > act_end).then(|| (Span::at(from, end), articles.parts))
}

/// The articles that lead up to the act at `act_at`: where they begin, and their parts.
fn articles_before(text: Reader, act_at: usize) -> Option<(usize, Vec<String>)> {
    let head = text.look_back(act_at, LOOK_BACK);
    let base = act_at - head.len();
    let before = ["EU-", "EG-"].into_iter().find(|body| head.ends_with(body)).map_or(0, str::len);
    head.match_indices("rt").find_map(|(i, _)| {
        let at = (base + i).checked_sub(1)?;
        let articles = read_articles(text, at, text.word(at))?;
        (past_van(text, articles.end) + before == act_at).then_some((at, articles.parts))
    })
}

/// `, van de`; an extraction may glue the article to the name.
fn past_van(text: Reader, at: usize) -> usize {
    let sign = text.gap(at);
    let mut end = text.take_char(sign, ',').map_or(sign, |after| text.gap(after));
    let van = text.take_word(end, "van").or_else(|| text.take_word(end, "uit"));
    end = van.map_or(end, |after| text.gap(after));
    for word in ["de", "het"] {
        let after = text.take(end, word);
        let glued = after.is_some_and(|after| text.char(after).is_some_and(char::is_uppercase));
        end = match after {
            Some(after) if glued => after,
            _ => text.take_word(end, word).map_or(end, |after| text.gap(after)),
        };
    }
    // "van de voormalige Gemeentewet"
    text.take_any(end, &VERSIONS).map_or(end, |after| text.gap(after))
}

/// Which version of an act is meant; no part of its name.
const VERSIONS: [&str; 8] =
    ["huidige", "voormalige", "vroegere", "oude", "nieuwe", "bestaande", "gewijzigde", "toenmalige"];

/// `artikel 3.3, zevende lid`, `artikelen 3 en 4`, `art. 8, 9 en 10`, `artikel 2, tweede lid, en artikel 10, eerste lid`.
fn read_articles(text: Reader, at: usize, word: &str) -> Option<Articles> {
    if !is_article_word(word) || text.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let from = text.take_char(at + word.len(), '.').unwrap_or(at + word.len());
    let (mut number, end) = read_number(text, text.gap(from))?;
    let (parts, end) = read_parts(text, &number, end);
    let mut found = Articles { parts, end };
    for _ in 0..ARTICLES {
        let Some((next, joint)) = past_joint(text, found.end) else { break };
        let announced = is_article_word(text.word(next));
        let digits_at = if announced {
            let end = next + text.word(next).len();
            text.gap(text.take_char(end, '.').unwrap_or(end))
        } else {
            next
        };
        let Some((following, end)) = read_number(text, digits_at) else { break };
        if joint == Joint::Range {
            found.parts.extend(between(&number, &following));
        }
        let (parts, end) = read_parts(text, &following, end);
        found.parts.extend(parts);
        (found.end, number) = (end, following);
    }
    Some(found)
}

fn is_article_word(word: &str) -> bool {
    matches!(word, "artikel" | "Artikel" | "artikelen" | "Artikelen" | "art" | "Art" | "arts" | "artt")
}

/// What joins two articles or paragraphs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    List,
    Range,
}

/// Past `,`, `en`, `of`, `jo.`, `t/m`.
fn past_joint(text: Reader, at: usize) -> Option<(usize, Joint)> {
    let sign = text.gap(at);
    let comma = text.take_char(sign, ',').map(|after| text.gap(after));
    let next = comma.unwrap_or(sign);
    if let Some(after) = text.take_word(next, "tot en met").or_else(|| text.take_word(next, "t/m")) {
        return Some((text.gap(after), Joint::Range));
    }
    if let Some(after) =
        text.char(next).filter(|&c| is_dash(c) && comma.is_none()).map(|c| next + c.len_utf8())
    {
        return Some((text.gap(after), Joint::Range));
    }
    let words = ["en", "of", "jo", "juncto", "alsmede", "respectievelijk", "dan wel", "in samenhang met"];
    let word = text.take_any(next, &words).map(|after| text.take_char(after, '.').unwrap_or(after));
    word.map(|after| text.gap(after)).or(comma).map(|next| (next, Joint::List))
}

/// The whole articles between two numbers.
fn between(first: &str, last: &str) -> Vec<String> {
    match (first.parse::<u32>(), last.parse::<u32>()) {
        (Ok(first), Ok(last)) if first < last && last - first <= 40 => {
            (first + 1..last).map(|number| format!("art={number}")).collect()
        }
        _ => Vec::new(),
    }
}

/// `3`, `3.3`, `3:305a`, `8.40bis`, `XII`; words that an extraction glued to it stay outside.
fn read_number(text: Reader, at: usize) -> Option<(String, usize)> {
    let mut end = at;
    for _ in 0..4 {
        end += text.digits(end).len();
        let next = text.char(end).filter(|c| matches!(c, '.' | ':')).map(|_| end + 1);
        match next.filter(|&next| text.byte(next).is_some_and(|byte| byte.is_ascii_digit())) {
            Some(next) if end > at => end = next,
            _ => break,
        }
    }
    if end == at {
        let roman = text.word(at);
        let fits = (1..=6).contains(&roman.len()) && roman.bytes().all(|byte| b"IVX".contains(&byte));
        return fits.then(|| (roman.to_owned(), at + roman.len()));
    }
    let suffix = text.word(end);
    let is_suffix = suffix.len() <= 2 || matches!(suffix, "bis" | "ter" | "quater" | "quinquies");
    if is_suffix && suffix.bytes().all(|byte| byte.is_ascii_lowercase()) {
        end += suffix.len();
        if suffix.is_empty()
            && let Some(to) = read_latin(text, end)
        {
            // `3 bis` and `3bis` are one article.
            let number = format!("{}{}", text.slice(at, end), text.word(text.spaces(end)));
            return (end - at <= 16).then_some((number, to));
        }
    }
    (end - at <= 16).then(|| (text.slice(at, end).to_owned(), end))
}

/// Past the ordinal behind the number of an article that was put between two others (`3 bis`); `ter` is a preposition too.
fn read_latin(text: Reader, at: usize) -> Option<usize> {
    let from = text.spaces(at);
    let word = text.word(from);
    let end = from + word.len();
    let next = text.word(text.gap(end));
    let behind = next.is_empty() || matches!(next, "van" | "lid" | "en" | "uit" | "onder" | "onderdeel");
    let latin = matches!(
        word,
        "bis" | "quater" | "quinquies" | "sexies" | "septies" | "octies" | "nonies" | "decies"
    );
    (from > at && (latin || word == "ter" && behind)).then_some(end)
}

/// The paragraphs and points behind an article's number: one string for each combination.
fn read_parts(text: Reader, article: &str, from: usize) -> (Vec<String>, usize) {
    let mut end = from;
    let (mut leden, mut points) = (Vec::new(), Vec::new());
    for _ in 0..PARTS {
        let sign = text.gap(end);
        let next =
            past_joint(text, end).filter(|(_, joint)| *joint == Joint::List).map_or(sign, |(next, _)| next);
        if let Some((found, to)) = read_leden(text, next).filter(|_| points.is_empty()) {
            leden.extend(found);
            end = to;
        } else if let Some((found, to)) = read_points(text, next) {
            // A point of a point is left out.
            if points.is_empty() {
                points = found;
            }
            end = to;
        } else if let Some(to) = past_sentence(text, next) {
            end = to;
        } else {
            break;
        }
    }
    let with_leden: Vec<String> = match leden.is_empty() {
        true => vec![format!("art={article}")],
        false => leden.iter().map(|lid| format!("art={article};lid={lid}")).collect(),
    };
    if points.is_empty() {
        return (with_leden, end);
    }
    let each =
        |part: &String| points.iter().map(|point| format!("{part};onderdeel={point}")).collect::<Vec<_>>();
    (with_leden.iter().flat_map(each).collect(), end)
}

/// `eerste lid`, `eerste en tweede lid`, `eerste tot en met derde lid`, `lid 1`, `leden 1 en 2`, `2e lid`.
fn read_leden(text: Reader, at: usize) -> Option<(Vec<String>, usize)> {
    if let Some(after) = text.take_any(at, &["lid", "leden"]) {
        return read_list(text, text.gap(after), |text, at| {
            let digits = text.digits(at);
            let end = at + digits.len();
            ((1..3).contains(&digits.len()) && !text.is_inside(end)).then(|| (digits.to_owned(), end))
        });
    }
    let (list, end) = read_list(text, at, |text, at| {
        let digits = text.digits(at);
        let ordinal = text.word(at + digits.len());
        if (1..3).contains(&digits.len()) && matches!(ordinal, "e" | "de" | "ste") {
            return Some((digits.to_owned(), at + digits.len() + ordinal.len()));
        }
        let i = ORDINALS
            .words()
            .iter()
            .position(|known| ordinal.eq_ignore_ascii_case(known) && digits.is_empty())?;
        Some(((i + 1).to_string(), at + ordinal.len()))
    })?;
    let close = text.gap(end);
    // `tweedelid`
    let end = text.take_any(close, &["lid", "leden"])?;
    Some((list, end))
}

/// `onderdeel b`, `aanhef en onder a`, `onder a en b`, `sub 2`.
fn read_points(text: Reader, at: usize) -> Option<(Vec<String>, usize)> {
    let head = text.take_word(at, "aanhef en").or_else(|| text.take_word(at, "aanhef, en"));
    let head = head.or_else(|| text.take_word(at, "aanhef")).map(|after| {
        let sign = text.gap(after);
        text.take_char(sign, ',').map_or(sign, |after| text.gap(after))
    });
    let Some(after) = text.take_any(head.unwrap_or(at), &POINTS) else {
        return text.take_word(at, "aanhef").map(|end| (Vec::new(), end));
    };
    read_list(text, text.gap(after), |text, at| {
        let (digits, word) = (text.digits(at), text.word(at));
        let point = if digits.is_empty() { word } else { digits };
        let mut end = at + point.len();
        let letters = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let fits = (1..=2).contains(&point.len())
            && letters
            && !text.is_inside(end)
            && point != "en"
            && point != "of";
        // `2°`, `b)`
        end = ['°', '˚', 'º', ')'].into_iter().find_map(|sign| text.take_char(end, sign)).unwrap_or(end);
        fits.then(|| (point.to_owned(), end))
    })
}

/// Past `eerste volzin`, `laatste zin`.
fn past_sentence(text: Reader, at: usize) -> Option<usize> {
    let word = text.word(at);
    let ordinal = ORDINALS.words().contains(&word) || matches!(word, "laatste" | "slot");
    let noun = if ordinal { text.gap(at + word.len()) } else { at };
    text.take_any(noun, &SENTENCES)
}

/// Items that `item` reads, joined by commas, `en`, `of`, `jo.` or `tot en met`.
fn read_list<'d>(
    text: Reader<'d>,
    at: usize,
    item: impl Fn(Reader<'d>, usize) -> Option<(String, usize)>,
) -> Option<(Vec<String>, usize)> {
    let (first, mut end) = item(text, at)?;
    let mut list = vec![first];
    for _ in 0..PARTS {
        let Some((next, joint)) = past_joint(text, end) else { break };
        let Some((value, to)) = item(text, next) else { break };
        if joint == Joint::Range {
            let from = list.last().and_then(|last| last.parse::<u32>().ok());
            if let (Some(from), Ok(last)) = (from, value.parse::<u32>()) {
                list.extend((from + 1..last.min(from + 20)).map(|number| number.to_string()));
            }
        }
        list.push(value);
        end = to;
    }
    Some((list, end))
}
