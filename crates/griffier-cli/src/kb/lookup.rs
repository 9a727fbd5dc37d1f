//! `griffier kb lookup`: what a name can mean.

use super::print;
use crate::lists::NameArgs;
use crate::{Outcome, printable};
use anyhow::{Context, ensure};
use clap::Parser;
use griffier::lists::Mapping;
use griffier::lookup::{Answer, Candidate, Question, Verdict, lookup};
use griffier::{Day, KnowledgeBase};
use std::fmt::Write;

#[derive(Parser)]
pub(crate) struct Args {
    /// The name, as a letter may write it.
    #[arg(value_name = "NAME")]
    name: String,
    /// The day for which it is asked (YYYY, YYYY-MM or YYYY-MM-DD; of a year or month its first day).
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Only this type (ORGANISATION, OFFICE, LAW …).
    #[arg(long, value_name = "TYPE")]
    r#type: Option<String>,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    lists: NameArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let day = args.date.as_deref().map(|text| {
        Day::first(text).with_context(|| format!("--date {text}: a date is YYYY, YYYY-MM or YYYY-MM-DD"))
    });
    let kind = args.r#type.as_deref().map(Mapping::parse_type).transpose()?;
    ensure!(
        args.name.contains(char::is_alphanumeric),
        "the name `{}` has no letter and no digit; write griffier kb lookup NAME, with quotes if it has spaces",
        printable(&args.name)
    );
    let question = Question { name: &args.name, day: day.transpose()?, kind };
    let kb = args.lists.knowledge()?;
    let answer = lookup(kb, question);
    let report = if args.json {
        json(&griffier_export::lookup_json(kb, &args.name, &answer))?
    } else {
        text(kb, &args.name, &answer)
    };
    print(&report)?;
    Ok(Outcome::Done)
}

fn text(kb: KnowledgeBase, name: &str, answer: &Answer) -> String {
    let mut report = String::new();
    let _ = match &answer.verdict {
        Verdict::One => writeln!(report, "{}: one meaning", printable(name)),
        Verdict::Ambiguous(n) => writeln!(report, "{}: ambiguous, {n} meanings", printable(name)),
        Verdict::Nil(reason) => writeln!(report, "{}: NIL, {}", printable(name), printable(reason)),
    };
    if let Some(without) = answer.without {
        let _ = writeln!(report, "looked up without {without}");
    }
    for candidate in &answer.candidates {
        report += &of_candidate(candidate);
    }
    for (i, near) in answer.near.iter().enumerate() {
        let head = if i == 0 { "near names:" } else { "" };
        let ids: Vec<&str> = kb.listings(near.surface).map(|listing| listing.entity.id()).collect();
        let how = if near.edits == 0 { "begins with it".to_owned() } else { format!("{} off", near.edits) };
        let (form, ids) = (printable(kb.surface_form(near.surface)), printable(&ids.join(", ")));
        let _ = writeln!(report, "{head:<12}{form} ({ids}; {how})");
    }
    report
}

/// A candidate; what a terminal would obey in a name of a list is shown.
fn of_candidate(candidate: &Candidate) -> String {
    let mut report = "\n".to_owned();
    let mut line = |text: String| report += &(printable(&text) + "\n");
    let (entity, listing) = (candidate.entity, candidate.listing);
    line(format!("{:.2}  {}  {}  {}", candidate.score, entity.id(), entity.kind().name(), candidate.label));
    if let Some(against) = &candidate.against {
        line(format!("      not chosen: {against}"));
    }
    line(format!("      row         {}", entity.row()));
    for note in entity.joined_by() {
        line(format!("      joined by   {note}"));
    }
    line(format!("      form        '{}' of {}", listing.written(), listing.file()));
    for part in &candidate.parts {
        line(format!("      {:<9} × {:.1}  {}", part.name, part.factor, part.why));
    }
    for tenure in &candidate.holders {
        let (from, to) = tenure.written();
        let acting = if tenure.acting { ", acting" } else { "" };
        line(format!(
            "      holder      {}  {} ({}{acting})",
            tenure.person.id(),
            tenure.person.label(),
            super::time(from, to)
        ));
    }
    for same in entity.same_as() {
        line(format!("      same as     {same}"));
    }
    report
}

fn json(answer: &serde_json::Value) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(answer)? + "\n")
}
