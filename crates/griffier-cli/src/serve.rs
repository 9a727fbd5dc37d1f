//! `griffier serve`: the pipeline and what it read over HTTP.

use crate::input::{Inputs, Reading, seconds, size};
use crate::lists::ListArgs;
use crate::summary::count;
use crate::{Outcome, complain, remark};
use anyhow::{Context, bail, ensure};
use clap::Parser;
use griffier::batch::LetterError;
use griffier::corrections::Corrections;
use griffier::{Document, Pipeline};
use griffier_graph::{Dataset, Store};
use griffier_server::{Holdings, Options, Secret, Server, Shelf, Shelved};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const EXAMPLES: &str = "\
Examples:
  griffier serve                                  then open http://127.0.0.1:8080 and drop a letter on the page
  griffier serve letters/ --corrections c.tsv     look at a folder of letters; what is decided is kept in c.tsv
  griffier serve letters.jsonl --store graph      the letters of records, and SPARQL over a store
  curl -H 'content-type: text/plain' --data-binary @letter.txt http://127.0.0.1:8080/annotate

Every address, its limits, and what the server withstands: docs/server.md";

/// Where the token may stand, for those who keep it in no file.
const TOKEN: &str = "GRIFFIER_TOKEN";

#[derive(Parser)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Letters, archives or lists of letters, folders of these, or records of `griffier annotate`, whose letters are read
    /// from where they were. They can be looked at from the start.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Address and port to listen on; port 0 takes a free one and says which.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    bind: SocketAddr,
    /// The most that the body of one request may have (k, M, G), and a line of a stream.
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = size)]
    max_body_bytes: u64,
    /// The time of one request to arrive, and to be worked on, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    timeout: Duration,
    /// Requests that are worked on or wait at once; more are told to come again.
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..))]
    concurrency: u16,
    /// Threads that do the work; 0 is one for each processor.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    jobs: u16,
    /// A file with the token that clients must send (at least 16 characters). Without it the variable GRIFFIER_TOKEN is
    /// looked at; without that no token is asked for.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Listen beyond this machine without a token.
    #[arg(long)]
    without_token: bool,
    /// A name under which the server may be asked, beside those of its address (may be given several times).
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// The one site whose pages may ask from elsewhere (https://example.org); none unless given.
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    cors: Option<String>,
    /// Answer SPARQL queries from this store (griffier graph load makes one).
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

/// An origin as browsers send it.
fn origin(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or("");
    let sound =
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'/' && byte != b'*');
    if sound {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("give an origin, as https://example.org".to_owned())
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let options = options(args)?;
    // What cannot be done is said before letters are read.
    let listener = TcpListener::bind(args.bind).with_context(|| format!("cannot listen on {}", args.bind))?;
    // What people decided is applied from the file as it grows.
    let pipeline = args.tagger.of(args.lists.uncorrected()?)?;
    let dataset = args.store.as_deref().map(dataset).transpose()?;
    let (shelf, lost) = shelf(args, &pipeline)?;
    let server = Server::new(listener, options, Holdings { pipeline, shelf: Shelf::new(shelf), dataset })?;
    remark(format!("listening on http://{}", server.address()));
    let cut = server.run()?;
    match cut {
        0 => remark("stopped"),
        cut => remark(format!("stopped; {cut} connection(s) did not end in time and were cut off")),
    }
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

fn options(args: &Args) -> anyhow::Result<Options> {
    ensure!(
        !args.timeout.is_zero(),
        "--timeout 0: a server whose requests may take for ever does not answer for long"
    );
    let token = match (&args.token_file, std::env::var(TOKEN)) {
        (Some(path), _) => {
            Some(std::fs::read_to_string(path).with_context(|| format!("{}: cannot read", path.display()))?)
        }
        (None, Ok(token)) => Some(token),
        (None, Err(_)) => None,
    };
    let secret = token.as_deref().map(Secret::new).transpose()?;
    if secret.is_none() && !args.without_token && !args.bind.ip().is_loopback() {
        bail!(
            "--bind {}: others can reach this address, so a token is needed: --token-file FILE (openssl rand -hex 32 makes \
             one), or --without-token if everybody may ask",
            args.bind
        );
    }
    let defaults = Options::default();
    let concurrency = usize::from(args.concurrency);
    Ok(Options {
        body: usize::try_from(args.max_body_bytes).unwrap_or(usize::MAX),
        time: args.timeout,
        concurrency,
        connections: defaults.connections.max(concurrency * 2),
        jobs: args.jobs.into(),
        secret,
        names: args.host.clone(),
        origin: args.cors.as_deref().map(|origin| origin.parse().context("--cors")).transpose()?,
        corrections: corrections(args)?,
        grace: args.timeout,
    })
}

/// The file that decisions are kept in: the one of `--corrections`.
fn corrections(args: &Args) -> anyhow::Result<Option<PathBuf>> {
    match args.lists.correction_files() {
        [] => Ok(None),
        [file] => Ok(Some(file.clone())),
        _ => bail!("--corrections is given several times, and a server keeps decisions in one file"),
    }
}

fn dataset(folder: &Path) -> anyhow::Result<Arc<Dataset>> {
    Ok(Arc::new(Dataset::read(&mut Store::open(folder)?)?))
}

/// The letters that the paths name, and how many of them cannot be read.
fn shelf(args: &Args, pipeline: &Pipeline) -> anyhow::Result<(Vec<Shelved>, usize)> {
    let mut paths = Vec::new();
    for path in &args.paths {
        match sources(path)? {
            Some(letters) => paths.extend(letters),
            None => paths.push(path.clone()),
        }
    }
    let inputs = Inputs::find(&paths)?;
    // Nobody looks at a server's first lines again: what it was told to show and cannot, it does not start without.
    if let Some(fault) = named_fault(args, &inputs) {
        bail!("{fault}");
    }
    inputs.faults.iter().for_each(complain);
    let (mut shelved, mut lost) = (Vec::new(), inputs.faults.len());
    let reading = Reading::within(args.timeout);
    let limits = reading.limits();
    let pipeline = *pipeline;
    let file = corrections(args)?.filter(|file| file.exists());
    let decided = Corrections::open(file.as_slice())?;
    let work = move |letter: griffier_ingest::Letter| {
        let path = PathBuf::from(letter.path());
        let mut doc: Document =
            letter.clone().ingest(&limits).map_err(|error| LetterError::Ingest(path, error))?;
        pipeline.run_corrected(&mut doc, &decided);
        Ok(Shelved::new(letter, &doc))
    };
    inputs.each_letter(&reading, work, |_, result| {
        match result {
            Ok(letter) => shelved.push(letter),
            Err(error) => {
                complain(error);
                lost += 1;
            }
        }
        ControlFlow::Continue(())
    })?;
    if !args.paths.is_empty() {
        remark(format!("{} to look at", count(shelved.len(), "letter")));
    }
    Ok((shelved, lost))
}

/// What is wrong with a path that was given, as against a folder or a letter somewhere below one.
fn named_fault<'i>(args: &Args, inputs: &'i Inputs) -> Option<&'i String> {
    let named = |fault: &&String| {
        args.paths.iter().any(|path| {
            fault.strip_prefix(&path.display().to_string()).is_some_and(|rest| rest.starts_with(": "))
        })
    };
    inputs.faults.iter().find(named)
}

/// If `path` holds records of `griffier annotate`: the files that they were read from, each once.
fn sources(path: &Path) -> anyhow::Result<Option<Vec<PathBuf>>> {
    let list = path.extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson");
    if !list || !path.is_file() {
        return Ok(None);
    }
    let cannot = || format!("{}: cannot read", path.display());
    let file = BufReader::new(std::fs::File::open(path).with_context(cannot)?);
    let mut letters = BTreeSet::new();
    let mut ordered = Vec::new();
    for (line, number) in file.lines().zip(1..) {
        let line = line.with_context(cannot)?;
        let record: serde_json::Value = match serde_json::from_str(&line) {
            Ok(record) => record,
            Err(_) if number == 1 => return Ok(None),
            Err(error) => bail!("{}:{number}: no record: {error}", path.display()),
        };
        let Some(source) = record["source"]["path"].as_str().filter(|_| record["schema"].is_string()) else {
            ensure!(number == 1, "{}:{number}: no record of griffier", path.display());
            return Ok(None);
        };
        if letters.insert(source.to_owned()) {
            ordered.push(PathBuf::from(source));
        }
    }
    Ok(Some(ordered))
}
