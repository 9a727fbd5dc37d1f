//! `cargo xtask soak --server`: many requests at the server, as fast as it answers: how fast that is beside the command
//! itself, how long the slowest wait, and whether memory stays flat.

use anyhow::{Context, bail, ensure};
use griffier_benches::corpus;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Letters of about 10 kB, in bytes.
const SIZE: std::ops::Range<usize> = 9_500..10_500;
/// How many different ones are asked about.
const LETTERS: usize = 40;
/// Letters that the command annotates for comparison.
const COMPARED: usize = 6_000;
/// Requests before anything is measured.
const WARM: usize = 1_000;
/// How often memory is looked at.
const LOOKS: usize = 20;
/// The share of the command's speed, by processor time because the clients take their part of the processors, and the growth
/// of memory after the first fifth, that are still good.
const SHARE: f64 = 0.8;
const GROWTH: f64 = 1.1;

/// Runs it with `program`, or the release build of the command; whether speed and memory are good.
///
/// # Errors
/// When something cannot be built, started or asked.
pub fn server(
    root: &Path,
    program: Option<&Path>,
    requests: usize,
    connections: usize,
) -> anyhow::Result<bool> {
    let program = program.map_or_else(|| build(root), |program| Ok(program.to_owned()))?;
    let letters = letters(root)?;
    let bytes: usize = letters.iter().map(String::len).sum();
    println!(
        "{} letters of {} bytes on average, {connections} connections",
        letters.len(),
        bytes / letters.len()
    );
    let before = library(root, &program, &letters)?;
    let running = Running::start(&program, connections)?;
    running.ask(&letters, WARM, connections, &mut Vec::new())?;
    let mut memory = vec![(0, running.memory()?)];
    let (start, spent) = (Instant::now(), running.spent()?);
    let mut times = running.ask(&letters, requests, connections, &mut memory)?;
    let rate = requests as f64 / start.elapsed().as_secs_f64();
    let cost = (running.spent()? - spent) / requests as f64;
    running.stop()?;
    // The machine may have changed its mind in between: the command runs before and after.
    let after = library(root, &program, &letters)?;
    let own =
        Speed { rate: f64::midpoint(before.rate, after.rate), cost: f64::midpoint(before.cost, after.cost) };
    let share = own.cost / cost;
    report(Speed { rate, cost }, own, &mut times);
    println!("\n| after requests | resident memory |\n|---|---|");
    memory.iter().for_each(|(n, kilobytes)| println!("| {n} | {:.1} MB |", *kilobytes as f64 / 1e3));
    let settled = memory.iter().filter(|(n, _)| *n <= requests / 5).map(|(_, size)| *size).max().unwrap_or(0);
    let largest = memory.iter().map(|(_, size)| *size).max().unwrap_or(0);
    let growth = largest as f64 / settled.max(1) as f64;
    println!("\nlargest memory is {growth:.3} times that of the first fifth");
    Ok(share >= SHARE && growth <= GROWTH)
}

fn report(server: Speed, own: Speed, times: &mut [u32]) {
    times.sort_unstable();
    let at = |share: f64| f64::from(times[((times.len() - 1) as f64 * share) as usize]) / 1e3;
    let percent = |part: f64, whole: f64| 100.0 * part / whole;
    println!("\n| | `serve` | `annotate` | share |\n|---|---|---|---|");
    println!(
        "| letters a second | {:.0} | {:.0} | {:.0} % |",
        server.rate,
        own.rate,
        percent(server.rate, own.rate)
    );
    println!(
        "| processor time of a letter | {:.2} ms | {:.2} ms | {:.0} % |",
        server.cost * 1e3,
        own.cost * 1e3,
        percent(own.cost, server.cost)
    );
    println!("\n| requests | half within | 99 of 100 within | slowest |\n|---|---|---|---|");
    println!("| {} | {:.1} ms | {:.1} ms | {:.1} ms |", times.len(), at(0.5), at(0.99), at(1.0));
}

fn build(root: &Path) -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built =
        Command::new(cargo).args(["build", "--release", "-p", "griffier-cli"]).current_dir(root).status();
    ensure!(built.context("cannot start cargo")?.success(), "the command `griffier` cannot be built");
    Ok(root.join("target/release/griffier"))
}

fn letters(root: &Path) -> anyhow::Result<Vec<String>> {
    let made = corpus::make(&corpus::read_seeds(&root.join("seeds"))?, 20_000_000);
    let fitting = made.into_iter().map(|letter| letter.text).filter(|text| SIZE.contains(&text.len()));
    let letters: Vec<String> = fitting.take(LETTERS).collect();
    ensure!(!letters.is_empty(), "the corpus has no letter of 10 kB");
    Ok(letters)
}

/// How fast something is.
#[derive(Clone, Copy)]
struct Speed {
    /// Letters a second.
    rate: f64,
    /// Processor time of a letter, in seconds.
    cost: f64,
}

/// The command over the same letters.
fn library(root: &Path, program: &Path, letters: &[String]) -> anyhow::Result<Speed> {
    let input = root.join("target/soak.jsonl");
    let line =
        |(i, text): (usize, &String)| format!("{}\n", serde_json::json!({"id": i.to_string(), "text": text}));
    let lines: String = letters.iter().cycle().take(COMPARED).enumerate().map(line).collect();
    std::fs::write(&input, lines).with_context(|| format!("cannot write {}", input.display()))?;
    let start = Instant::now();
    // The shell tells the processor time of what it ran.
    let mut shell = Command::new("sh");
    shell.args(["-c", "\"$0\" annotate \"$1\" --quiet -o - >/dev/null && times"]).arg(program).arg(&input);
    let run = shell.output().context("cannot start griffier annotate")?;
    ensure!(run.status.success(), "griffier annotate failed: {}", String::from_utf8_lossy(&run.stderr));
    let wall = start.elapsed().as_secs_f64();
    let told = String::from_utf8_lossy(&run.stdout);
    let children: f64 = told.lines().last().unwrap_or("").split_whitespace().filter_map(seconds).sum();
    Ok(Speed { rate: COMPARED as f64 / wall, cost: children / COMPARED as f64 })
}

/// `1m2.345s`
fn seconds(text: &str) -> Option<f64> {
    let (minutes, seconds) = text.trim_end_matches('s').split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.replace(',', ".").parse::<f64>().ok()?)
}

struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(program: &Path, connections: usize) -> anyhow::Result<Self> {
        let mut child = Command::new(program)
            .args(["serve", "--bind", "127.0.0.1:0", "--concurrency", &(connections * 2).to_string()])
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start griffier serve")?;
        let mut lines = BufReader::new(child.stderr.take().context("no standard error")?).lines();
        let said =
            lines.find_map(|line| line.ok()?.rsplit_once("http://").map(|(_, address)| address.to_owned()));
        let address = said.context("the server does not say where it listens")?;
        Ok(Self { child, address })
    }

    /// Resident memory in kilobytes.
    fn memory(&self) -> anyhow::Result<u64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(&path)
            .with_context(|| format!("{path}: memory is known on Linux only"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok()).context("no VmRSS")
    }

    /// Processor time so far, in seconds.
    fn spent(&self) -> anyhow::Result<f64> {
        let path = format!("/proc/{}/stat", self.child.id());
        let stat = std::fs::read_to_string(&path).with_context(|| format!("{path}: cannot read"))?;
        // Behind the name in parentheses: user time is the 12th field, system time the 13th, in hundredths.
        let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let ticks = rest.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok());
        Ok(ticks.sum::<u64>() as f64 / 100.0)
    }

    /// Sends `requests` over `connections`; gives the time of each in microseconds.
    fn ask(
        &self,
        letters: &[String],
        requests: usize,
        connections: usize,
        memory: &mut Vec<(usize, u64)>,
    ) -> anyhow::Result<Vec<u32>> {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let client = || self.client(letters, requests, &next);
            let clients: Vec<_> = (0..connections).map(|_| scope.spawn(client)).collect();
            for look in 1..=LOOKS {
                let due = requests * look / LOOKS;
                while next.load(Ordering::Relaxed) < due && !clients.iter().all(|client| client.is_finished())
                {
                    std::thread::sleep(Duration::from_millis(20));
                }
                memory.push((due, self.memory()?));
            }
            let mut times = Vec::with_capacity(requests);
            for client in clients {
                match client.join() {
                    Ok(asked) => times.extend(asked?),
                    Err(_) => bail!("a client panicked"),
                }
            }
            Ok(times)
        })
    }

    /// One connection: asks until enough was asked.
    fn client(&self, letters: &[String], requests: usize, next: &AtomicUsize) -> anyhow::Result<Vec<u32>> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        let (mut times, mut answer) = (Vec::new(), Vec::new());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= requests {
                return Ok(times);
            }
            let letter = &letters[number % letters.len()];
            let head = format!(
                "POST /annotate HTTP/1.1\r\nhost: {}\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n",
                self.address,
                letter.len()
            );
            let start = Instant::now();
            stream.write_all(&[head.as_bytes(), letter.as_bytes()].concat())?;
            read(&mut stream, &mut answer)?;
            times.push(u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX));
        }
    }

    fn stop(mut self) -> anyhow::Result<()> {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        ensure!(killed.is_ok_and(|status| status.success()), "the server cannot be told to stop");
        ensure!(self.child.wait()?.success(), "the server did not end well");
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads one answer, which must be a record.
fn read(stream: &mut TcpStream, answer: &mut Vec<u8>) -> anyhow::Result<()> {
    answer.clear();
    let mut buffer = [0; 65_536];
    let mut end = None;
    while end.is_none_or(|end| answer.len() < end) {
        let read = stream.read(&mut buffer)?;
        ensure!(read > 0, "the server ended the connection");
        answer.extend_from_slice(&buffer[..read]);
        if end.is_none()
            && let Some(head) = answer.windows(4).position(|four| four == b"\r\n\r\n")
        {
            let text = String::from_utf8_lossy(&answer[..head]).to_ascii_lowercase();
            ensure!(text.starts_with("http/1.1 200"), "{text}");
            let length = text
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
            end = Some(head + 4 + length.context("an answer without its length")?);
        }
    }
    Ok(())
}
