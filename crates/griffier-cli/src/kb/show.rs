//! `griffier kb show`: everything that the lists say of one identifier.

use super::{print, time};
use crate::lists::NameArgs;
use crate::{Outcome, printable};
use anyhow::{Context, bail};
use clap::Parser;
use griffier::{EntityRef, KnowledgeBase, Membership, Tenure};
use serde_json::{Map, Value, json};
use std::fmt::Write;

#[derive(Parser)]
pub(crate) struct Args {
    /// The identifier (org:navo), or one of another catalogue that a row gives (wikidata:Q7184).
    #[arg(value_name = "ID")]
    id: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    lists: NameArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let kb = args.lists.knowledge()?;
    let entity = find(kb, &args.id)?;
    let report = if args.json { json(kb, entity)? } else { text(kb, entity) };
    print(&report)?;
    Ok(Outcome::Done)
}

fn find(kb: KnowledgeBase, id: &str) -> anyhow::Result<EntityRef> {
    if let Some(entity) = kb.entity(id) {
        return Ok(entity);
    }
    let same: Vec<EntityRef> =
        kb.entities().filter(|entity| entity.same_as().any(|same| same == id)).collect();
    match same.as_slice() {
        [only] => Ok(*only),
        [] => {
            let name = id.rsplit_once(':').map_or(id, |(_, name)| name).replace('-', " ");
            let near = kb.near(&name, 1);
            let ids = near.first().and_then(|near| kb.listings(near.surface).next());
            let ids = ids.map(|listing| listing.entity.id());
            let hint = ids.map_or(String::new(), |id| format!("; is it {id}?"));
            bail!("no row has the identifier {}{hint} (names: griffier kb lookup NAME)", printable(id))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|entity| entity.id()).collect();
            Err(anyhow::anyhow!("{}", ids.join(", ")))
                .with_context(|| format!("{id} is the same as several rows"))
        }
    }
}

/// Everyone who held the office, and every office the person held, by first day.
fn tenures(entity: EntityRef) -> Vec<(&'static str, EntityRef, Tenure)> {
    let holders = entity.holders().map(|tenure| ("holder", tenure.person, tenure));
    let offices = entity.offices().map(|tenure| ("office", tenure.office, tenure));
    holders.chain(offices).collect()
}

/// Every seat of the person, and every seat in the body.
fn seats(kb: KnowledgeBase, entity: EntityRef) -> Vec<(&'static str, EntityRef, Membership)> {
    let own = entity.memberships().map(|seat| ("member of", seat.body, seat));
    let all = kb.all_memberships().filter(|(_, seat)| seat.body == entity);
    own.chain(all.map(|(person, seat)| ("member", person, seat))).collect()
}

fn text(kb: KnowledgeBase, entity: EntityRef) -> String {
    let mut report = format!("{}\n", entity.id());
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(report, "  {name:<13} {}", printable(value));
    };
    for (name, values) in entity.fields(&kb.forms(Some(entity))) {
        match name {
            "part_of" => {
                for whole in entity.wholes() {
                    line("part_of", &format!("{}  {}", whole.id(), whole.label()));
                }
            }
            _ => values.iter().for_each(|value| line(name, value)),
        }
    }
    line("row", &entity.row());
    entity.joined_by().for_each(|note| line("joined by", note));
    for (role, other, tenure) in tenures(entity) {
        let (from, to) = tenure.written();
        let acting = if tenure.acting { ", acting" } else { "" };
        line(
            role,
            &format!("{}{acting}  {}  {} ({})", time(from, to), other.id(), other.label(), tenure.source()),
        );
    }
    for (role, other, seat) in seats(kb, entity) {
        let [from, to, as_of] = seat.written();
        let seen = if to.is_empty() && !as_of.is_empty() { format!(", seen {as_of}") } else { String::new() };
        let when = if seat.dated { time(from, to) + &seen } else { format!("on {as_of}") };
        let party = seat.party.map_or(String::new(), |party| format!(" for {}", party.id()));
        line(role, &format!("{when}{party}  {}  {} ({})", other.id(), other.label(), seat.source()));
    }
    report
}

fn json(kb: KnowledgeBase, entity: EntityRef) -> serde_json::Result<String> {
    let mut report = Map::new();
    report.insert("id".to_owned(), json!(entity.id()));
    for (name, values) in entity.fields(&kb.forms(Some(entity))) {
        let lists = ["forms", "context", "adjectives", "same_as"];
        let value = if lists.contains(&name) { json!(values) } else { json!(values.first()) };
        report.insert(name.to_owned(), value);
    }
    report.insert("row".to_owned(), json!(entity.row()));
    report.insert("joined_by".to_owned(), entity.joined_by().collect());
    report.insert("wholes".to_owned(), entity.wholes().map(|whole| whole.id()).collect());
    let tenure = |(role, other, tenure): (&str, EntityRef, Tenure)| {
        let (from, to) = tenure.written();
        json!({role: other.id(), "label": other.label(), "from": from, "to": to, "acting": tenure.acting, "source": tenure.source()})
    };
    report.insert("tenures".to_owned(), tenures(entity).into_iter().map(tenure).collect());
    let seat = |(role, other, seat): (&str, EntityRef, Membership)| {
        let [from, to, as_of] = seat.written();
        let role = role.replace(' ', "_");
        json!({role: other.id(), "label": other.label(), "party": seat.party.map(EntityRef::id), "from": from, "to": to, "as_of": as_of, "source": seat.source()})
    };
    report.insert("memberships".to_owned(), seats(kb, entity).into_iter().map(seat).collect());
    Ok(serde_json::to_string_pretty(&Value::Object(report))? + "\n")
}
