//! An answer as a table for people or in the formats of the standard.

use crate::query::Answer;
use crate::vocabulary::{PREFIXES, shorten};
use comfy_table::{ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle};
use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphNameRef, Term, Triple, Variable};
use oxttl::TurtleSerializer;
use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use std::io;

/// How an answer is written. Triples are Turtle, or JSON-LD; they have no columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Columns for a terminal of so many characters.
    Table {
        /// The widest line.
        width: u16,
    },
    /// SPARQL 1.1 Query Results CSV: values without their types.
    Csv,
    /// SPARQL 1.1 Query Results TSV: terms as in Turtle.
    Tsv,
    /// SPARQL 1.1 Query Results JSON; of triples JSON-LD.
    Json,
}

/// A rule under the heads, nothing else.
const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(' '))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none().junction(' '));

impl Answer {
    /// Whether there is more than the limit allowed.
    pub fn is_cut(&self) -> bool {
        matches!(self, Self::Rows { cut: true, .. } | Self::Triples { cut: true, .. })
    }

    /// Writes it.
    ///
    /// # Errors
    /// When `out` cannot be written to, and for triples in columns.
    pub fn write(&self, format: Format, mut out: impl io::Write) -> io::Result<()> {
        match (self, format) {
            (Self::Truth(truth), Format::Table { .. } | Format::Csv | Format::Tsv) => {
                writeln!(out, "{truth}")
            }
            (Self::Truth(truth), Format::Json) => {
                let serializer = QueryResultsSerializer::from_format(QueryResultsFormat::Json);
                writeln!(serializer.serialize_boolean_to_writer(out, *truth)?)
            }
            (Self::Rows { variables, rows, .. }, Format::Table { width }) => {
                writeln!(out, "{}", table(variables, rows, width))
            }
            (Self::Rows { variables, rows, .. }, format) => standard(variables, rows, format, out),
            (Self::Triples { .. }, Format::Csv | Format::Tsv) => Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "CONSTRUCT and DESCRIBE give triples, which have no columns; the format table writes them as Turtle, json as JSON-LD",
            )),
            (Self::Triples { triples, .. }, Format::Table { .. }) => turtle(triples, out),
            (Self::Triples { triples, .. }, Format::Json) => json_ld(triples, out),
        }
    }
}

fn turtle(triples: &[Triple], out: impl io::Write) -> io::Result<()> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, namespace) in PREFIXES {
        serializer = serializer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(out);
    for triple in triples {
        serializer.serialize_triple(triple)?;
    }
    serializer.finish()?.flush()
}

fn json_ld(triples: &[Triple], out: impl io::Write) -> io::Result<()> {
    let mut serializer = JsonLdSerializer::new().for_writer(out);
    for triple in triples {
        serializer.serialize_quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))?;
    }
    writeln!(serializer.finish()?)
}

fn standard(
    variables: &[String],
    rows: &[Vec<Option<Term>>],
    format: Format,
    out: impl io::Write,
) -> io::Result<()> {
    let format = match format {
        Format::Csv => QueryResultsFormat::Csv,
        Format::Tsv => QueryResultsFormat::Tsv,
        Format::Json | Format::Table { .. } => QueryResultsFormat::Json,
    };
    let variables: Vec<Variable> = variables.iter().map(Variable::new_unchecked).collect();
    let mut serializer =
        QueryResultsSerializer::from_format(format).serialize_solutions_to_writer(out, variables.clone())?;
    for row in rows {
        let values = variables.iter().zip(row);
        serializer.serialize(values.filter_map(|(name, value)| Some((name, value.as_ref()?))))?;
    }
    let mut out = serializer.finish()?;
    if format == QueryResultsFormat::Json { writeln!(out) } else { Ok(()) }
}

fn table(variables: &[String], rows: &[Vec<Option<Term>>], width: u16) -> String {
    let mut table = Table::new();
    table.load_style(STYLE).set_header(variables);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    for row in rows {
        table.add_row(row.iter().map(|value| value.as_ref().map(cell).unwrap_or_default()));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 1));
    }
    table.trim_fmt()
}

/// A term for people: IRIs with their prefix, values without their type, in one line and without a terminal's escapes.
fn cell(term: &Term) -> String {
    let words = match term {
        Term::NamedNode(node) => shorten(node.as_str()),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().split_whitespace().collect::<Vec<_>>().join(" "),
    };
    words.chars().filter(|c| !c.is_control()).collect()
}
