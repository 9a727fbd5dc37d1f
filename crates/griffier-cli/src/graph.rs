//! `griffier graph`: records into a store of RDF, and answers out of it.

mod load;
mod query;

use crate::Outcome;
use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  griffier annotate letters/ -o letters.jsonl
  griffier graph load letters.jsonl --store graph
  griffier graph query --store graph 'SELECT ?letter ?who WHERE { ?letter gr:signed_by ?who }'
  griffier graph query --store graph docs/queries/01-signed-and-cited.rq --format csv
  zstd -dc graph/segments/*.zst > letters.nq          the same quads for any other triple store

The names in it and ten questions with their answers: docs/graph.md";

#[derive(Parser)]
#[command(after_help = EXAMPLES, arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the records of `griffier annotate` into a store, as RDF.
    Load(load::Args),
    /// Answer a SPARQL query from a store.
    Query(query::Args),
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::Load(args) => load::run(args),
        Command::Query(args) => query::run(args),
    }
}
