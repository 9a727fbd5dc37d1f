//! Ministers by less than their portfolio: "minister van Landbouw", "minister van Economische Zaken" in a year without
//! such a ministry. Which office of that day the words leave short; not whether they mean an office at all.

use crate::letter::Letter;
use griffier_gazetteer::{Day, EntityRef, KnowledgeBase, Listing};
use griffier_text::normalize_name;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// The offices of government that somebody held, with rank and portfolio as their names say them.
pub(crate) struct Portfolios {
    held: Vec<Held>,
    /// What was asked before: a letter names the same ministers again and again.
    known: RefCell<FxHashMap<(String, u32), Vec<Listing>>>,
}

struct Held {
    office: EntityRef,
    portfolio: String,
}

/// How a title holds a portfolio; the least is the nearest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// "Landbouw" of "Landbouw, Natuur en Voedselkwaliteit".
    Begins,
    /// "Milieu" of "Infrastructuur en Milieu".
    Contains,
    /// The ministry's minister has it, and this is a staatssecretaris there.
    OfMinistry,
}

impl Portfolios {
    pub fn read(kb: KnowledgeBase) -> Self {
        let mut before = None;
        let offices = kb.all_tenures().map(|tenure| tenure.office);
        let offices = offices.filter(|&office| before.replace(office) != Some(office));
        let held = offices.filter_map(|office| {
            let (rank, portfolio) = split(office.label())?;
            (rank == office.subkind()).then(|| Held { office, portfolio: normalize_name(portfolio) })
        });
        let mut held: Vec<Held> = held.collect();
        held.sort_by_key(|held| held.office.id());
        held.dedup_by_key(|held| held.office.id());
        Self { held, known: RefCell::default() }
    }

    /// The offices held on `day` of which `title` names part of the portfolio; only those that it fits best.
    pub fn fitting(&self, title: &str, day: Day) -> Vec<EntityRef> {
        let Some((rank, words)) = split(title) else { return Vec::new() };
        let asked = normalize_name(words);
        let mut found: Vec<(Nearness, EntityRef)> = Vec::new();
        for rank_of in ["minister", "staatssecretaris"] {
            for held in self.held.iter().filter(|held| held.office.subkind() == rank_of) {
                let Some(nearness) = nearness(&asked, &held.portfolio) else { continue };
                let office = held.office;
                if !office.is_valid_on(day) {
                    continue;
                }
                if rank_of == rank && stays(office, day) {
                    found.push((nearness, office));
                } else if rank == "staatssecretaris" && nearness == Nearness::Begins {
                    let ministry = office.organisation();
                    let junior = self.held.iter().map(|held| held.office).filter(|other| {
                        other.subkind() == rank
                            && ministry.is_some()
                            && other.organisation() == ministry
                            && other.is_valid_on(day)
                            && stays(*other, day)
                    });
                    found.extend(junior.map(|office| (Nearness::OfMinistry, office)));
                }
            }
        }
        let best = found.iter().map(|(nearness, _)| *nearness).min();
        let mut fitting: Vec<EntityRef> = Vec::new();
        for (_, office) in found.into_iter().filter(|(nearness, _)| Some(*nearness) == best) {
            if !fitting.contains(&office) {
                fitting.push(office);
            }
        }
        fitting
    }
}

/// The same as listings, for offices that no row holds under `title` on `day`.
pub(crate) fn listings(letter: &Letter, title: &str, day: Day) -> Vec<Listing> {
    let portfolios = letter.portfolios();
    if let Some(known) = portfolios.known.borrow().get(&(title.to_owned(), day.0)) {
        return known.clone();
    }
    let offices = portfolios.fitting(title, day);
    let of_label = |office: EntityRef| {
        let number = letter.kb.surface(office.label())?;
        letter.kb.listings(number).find(|listing| !listing.portfolio && listing.entity == office)
    };
    let listings: Vec<Listing> = offices.into_iter().filter_map(of_label).collect();
    portfolios.known.borrow_mut().insert((title.to_owned(), day.0), listings.clone());
    listings
}

/// Whether the portfolios of two offices have a part in common.
pub(crate) fn share(a: EntityRef, b: EntityRef) -> bool {
    let portfolio = |office: EntityRef| split(office.label()).map(|(_, words)| normalize_name(words));
    let (Some(a), Some(b)) = (portfolio(a), portfolio(b)) else { return false };
    parts(&a).any(|part| parts(&b).any(|other| other == part))
}

/// Rank and portfolio of "minister van X", "staatssecretaris X".
pub(crate) fn split(title: &str) -> Option<(&'static str, &str)> {
    ["minister", "staatssecretaris"].into_iter().find_map(|rank| {
        let rest = title.get(..rank.len()).filter(|head| head.eq_ignore_ascii_case(rank))?;
        let rest = title.get(rest.len()..)?.strip_prefix(' ')?;
        let rest = ["van ", "voor "].iter().find_map(|link| rest.strip_prefix(link)).unwrap_or(rest);
        (!rest.is_empty()).then_some((rank, rest))
    })
}

/// Whether somebody holds `office` on `day` and does not leave that day.
fn stays(office: EntityRef, day: Day) -> bool {
    office.holders_on(day).iter().any(|tenure| tenure.to != day)
}

/// How `portfolio` holds what is `asked`: each part of the one is a whole part of the other.
fn nearness(asked: &str, portfolio: &str) -> Option<Nearness> {
    let rest = portfolio.strip_prefix(asked);
    if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(',') || rest.starts_with(" en ")) {
        return Some(Nearness::Begins);
    }
    let has = |part: &str| parts(portfolio).any(|own| own == part);
    (!asked.is_empty() && parts(asked).all(has)).then_some(Nearness::Contains)
}

fn parts(portfolio: &str) -> impl Iterator<Item = &str> {
    portfolio.split(", ").flat_map(|part| part.split(" en ")).filter(|part| !part.is_empty())
}
