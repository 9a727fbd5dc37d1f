//! Short forms of a name: those that the letter defines (`hierna: Kiesakte`), and those in brackets behind a name of the same
//! thing. Finding definitions is the work of the recognisers and the linker.

use crate::reading::Letter;
use crate::statement::{Evidence, Rule, Statements, terms};
use griffier_doc::{Mention, Predicate};
use std::cell::OnceCell;

const ALIAS: Rule = Rule::new("alias.defined", 0.95);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    aliases(letter, out);
    same_in_brackets(letter, out);
}

/// A mention whose text is the short form that the letter defines.
fn aliases(letter: &Letter<'_>, out: &mut Statements) {
    for (k, mention) in letter.outer.iter().enumerate() {
        let Some(full_name) = mention.attr("alias") else { continue };
        let near = letter.outer[k.saturating_sub(3)..k].iter().rev();
        let full = near.clone().copied().find(|m| m.link.id().is_some() && m.link.id() == mention.link.id());
        // "Protocol bij het Verdrag inzake … (hierna: V)": the short name is that of the treaty inside the name.
        let ends_in = |whole: &Mention| {
            letter
                .within(whole)
                .find(|m| m.span.end() == whole.span.end() && m.link.id() == mention.link.id())
        };
        let full = full.or_else(|| near.clone().find_map(|whole| ends_in(whole)));
        let full =
            full.or_else(|| near.clone().copied().find(|m| letter.doc.slice(m.span) == full_name.as_ref()));
        let start = full.map_or(mention.span, |full| full.span);
        let evidence = Evidence::from(start.cover(mention.span));
        for subject in terms(mention) {
            let object = full.and_then(|full| terms(full).next()).unwrap_or_else(|| subject.clone());
            out.push(subject, Predicate::AliasOf, object, evidence, ALIAS);
        }
    }
}

/// `Organisatie der Verenigde Naties voor Onderwijs (UNESCO)`: a name, and in brackets a shorter one of the same thing.
fn same_in_brackets(letter: &Letter<'_>, out: &mut Statements) {
    let text = letter.doc.text();
    let mentions = letter.doc.mentions();
    // Sorted when the first short form in brackets comes by.
    let ends = OnceCell::new();
    for short in mentions.iter().filter(|m| m.span.len() <= 24 && m.attr("alias").is_none()) {
        let before = text.get(..short.span.start()).and_then(|text| text.strip_suffix('('));
        let closes = text.get(short.span.end()..).is_some_and(|rest| rest.starts_with(')'));
        let Some(before) = before.filter(|_| closes) else { continue };
        let apart = before.len() - before.trim_end().len();
        let capitals = letter.doc.slice(short.span).chars().filter(|c| c.is_uppercase()).count();
        if capitals < 2 || !(1..=2).contains(&apart) {
            continue;
        }
        let end = before.len() - apart;
        let ends: &Vec<(usize, usize)> = ends.get_or_init(|| {
            let mut ends: Vec<_> = mentions.iter().enumerate().map(|(k, m)| (m.span.end(), k)).collect();
            ends.sort_unstable();
            ends
        });
        let from = ends.partition_point(|&(at, _)| at < end);
        let same = ends[from..].iter().take(8).take_while(|&&(at, _)| at == end).find(|&&(_, k)| {
            let full = &mentions[k];
            full.kind == short.kind && full.link.id() == short.link.id() && full.span.len() > short.span.len()
        });
        if let Some(&(_, k)) = same {
            let evidence = Evidence::from(mentions[k].span.cover(short.span));
            for term in terms(short) {
                out.push(term.clone(), Predicate::AliasOf, term, evidence, ALIAS);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::check_body;

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        check_body(read, body, expected);
    }

    #[test]
    fn abbreviations_the_letter_defines() {
        check(
            "het [[protocol bij het [[Verdrag V|TREATY treaty:v]]|TREATY treaty:p]] (hierna: [[VV|TREATY treaty:v alias=protocol_bij_het_Verdrag_V]])",
            &["treaty:v alias_of treaty:v"],
        );
        check(
            "de [[Taskforce S|ORGANISATION org:t]] ([[TFS|ORGANISATION org:t alias=Taskforce_S]]) en de [[TFS|ORGANISATION org:t]]",
            &["org:t alias_of org:t"],
        );
    }

    #[test]
    fn a_short_name_in_brackets_of_the_same_thing() {
        check(
            "de [[Verenigde Naties|ORGANISATION org:vn]] ([[VN|ORGANISATION org:vn]])",
            &["org:vn alias_of org:vn"],
        );
        check("de [[Verenigde Naties|ORGANISATION org:vn]] en ([[VN|ORGANISATION org:vn]])", &[]);
        check("de [[Verenigde Naties|ORGANISATION org:vn]] ([[VN|ORGANISATION org:vn]] in Genève)", &[]);
        check("[[Rusland|LOCATION country:RU]] ([[rusland|LOCATION country:RU]])", &[]);
    }
}
