//! The file of options: `griffier.toml`, whose keys are the names of the options on the command line.
//!
//! What it says becomes the default of an option, so what stands on the command line goes before it, and values are checked
//! as there.

use anyhow::{Context, bail};
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// The file that is read if it is there.
const NAME: &str = "griffier.toml";

/// The file to read: the one that `--config` names, else the one in the folder that the command runs in.
pub(crate) fn path(args: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    let mut args = args.skip(1).take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        if arg == "--no-config" {
            return None;
        }
        if arg == "--config" {
            return args.next().map(PathBuf::from);
        }
        if let Some(path) = arg.to_str().and_then(|arg| arg.strip_prefix("--config=")) {
            return Some(PathBuf::from(path));
        }
    }
    let path = PathBuf::from(NAME);
    path.is_file().then_some(path)
}

/// Whether the command line asks for less (`-q`) and for more (`-v`) on standard error.
pub(crate) fn loudness(args: impl Iterator<Item = OsString>) -> (bool, bool) {
    let (mut less, mut more) = (false, false);
    for arg in args.skip(1).take_while(|arg| arg != "--") {
        let Some(arg) = arg.to_str() else { continue };
        // Flags may stand together: -qv.
        let flags = arg.strip_prefix('-').filter(|flags| flags.chars().all(|flag| matches!(flag, 'q' | 'v')));
        less |= arg == "--quiet" || flags.is_some_and(|flags| flags.contains('q'));
        more |= arg == "--verbose" || flags.is_some_and(|flags| flags.contains('v'));
    }
    (less, more)
}

/// `command` with what the file at `path` says, but for the option `outweighed`, which is checked and left as it is.
///
/// # Errors
/// When the file cannot be read, is no TOML, has a key that no option has, or a value that the option does not take.
pub(crate) fn apply(command: Command, path: &Path, outweighed: Option<&str>) -> anyhow::Result<Command> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot read", path.display()))?;
    let file = File { path, text: &text, outweighed };
    let table = DeTable::parse(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        anyhow::anyhow!("{}: {}", file.at(start), error.message())
    })?;
    file.table(command, table.get_ref(), &[])
}

struct File<'f> {
    path: &'f Path,
    text: &'f str,
    outweighed: Option<&'f str>,
}

impl File<'_> {
    /// `griffier.toml:3`.
    fn at(&self, byte: usize) -> String {
        let line = self.text.get(..byte).unwrap_or("").matches('\n').count() + 1;
        format!("{}:{line}", self.path.display())
    }

    /// Takes in a table: at the top for all commands, under the name of a command for that one.
    fn table(&self, mut command: Command, table: &DeTable<'_>, above: &[&str]) -> anyhow::Result<Command> {
        for (key, value) in table {
            let (name, place) = (key.get_ref().as_ref(), self.at(key.span().start));
            if let DeValue::Table(inner) = value.get_ref() {
                if command.find_subcommand(name).is_none() {
                    bail!("{place}: `{name}` is no command{}", within(above));
                }
                let path = [above, &[name]].concat();
                let mut result = Ok(());
                command = command.mut_subcommand(name, |sub| {
                    let spare = sub.clone();
                    self.table(sub, inner, &path).unwrap_or_else(|error| {
                        result = Err(error);
                        spare
                    })
                });
                result?;
                continue;
            }
            let values = values(value.get_ref()).with_context(|| format!("{place}: `{name}`"))?;
            let mut found = false;
            let values = (self.outweighed != Some(name), values.as_slice());
            command = set(command, name, values, &place, &mut found)?;
            if !found {
                bail!("{place}: no option is called `{name}`{}", within(above));
            }
        }
        Ok(command)
    }
}

fn within(above: &[&str]) -> String {
    if above.is_empty() { String::new() } else { format!(" of `griffier {}`", above.join(" ")) }
}

/// What the command line would have as words.
fn values(value: &DeValue<'_>) -> anyhow::Result<Vec<String>> {
    Ok(vec![match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(day) => day.to_string(),
        DeValue::Array(items) => {
            let mut all = Vec::new();
            for item in items.iter() {
                if matches!(item.get_ref(), DeValue::Array(_) | DeValue::Table(_)) {
                    bail!("takes values, not lists of lists");
                }
                all.extend(values(item.get_ref())?);
            }
            return Ok(all);
        }
        DeValue::Table(_) => bail!("takes values, not a table"),
    }])
}

/// Sets the option `name` of `command` and of all commands below it that have it, if `counts`; else only checks its values.
fn set(
    mut command: Command,
    name: &str,
    (counts, values): (bool, &[String]),
    place: &str,
    found: &mut bool,
) -> anyhow::Result<Command> {
    let own = command.get_arguments().find(|arg| arg.get_long() == Some(name)).cloned();
    if let Some(arg) =
        own.filter(|arg| !matches!(name, "config" | "no-config" | "help" | "version") && !arg.is_positional())
    {
        *found = true;
        check(&arg, name, values, place)?;
        if counts {
            let words: Vec<&'static str> = values.iter().map(|value| &*value.clone().leak()).collect();
            command = command.mut_arg(arg.get_id().clone(), |arg| arg.required(false).default_values(words));
        }
    }
    let below: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for sub in below {
        let mut result = Ok(());
        command = command.mut_subcommand(sub, |sub| {
            let spare = sub.clone();
            set(sub, name, (counts, values), place, found).unwrap_or_else(|error| {
                result = Err(error);
                spare
            })
        });
        result?;
    }
    Ok(command)
}

/// Whether the option takes these values, as if they stood on the command line.
fn check(arg: &Arg, name: &str, values: &[String], place: &str) -> anyhow::Result<()> {
    let flag = matches!(arg.get_action(), ArgAction::SetTrue | ArgAction::SetFalse);
    if flag {
        let sound = matches!(values, [value] if value == "true" || value == "false");
        anyhow::ensure!(sound, "{place}: `{name}` is true or false");
        return Ok(());
    }
    if matches!(arg.get_action(), ArgAction::Count) {
        let sound = matches!(values, [value] if value.parse::<u8>().is_ok());
        anyhow::ensure!(sound, "{place}: `{name}` is a number");
        return Ok(());
    }
    let several = matches!(arg.get_action(), ArgAction::Append);
    anyhow::ensure!(several || values.len() == 1, "{place}: `{name}` takes one value");
    let alone = Arg::new("value")
        .long(name.to_owned().leak() as &'static str)
        .action(arg.get_action().clone())
        .allow_hyphen_values(true)
        .value_parser(arg.get_value_parser().clone());
    let words =
        std::iter::once("griffier".to_owned()).chain(values.iter().map(|value| format!("--{name}={value}")));
    let parsed = Command::new("griffier").arg(alone).try_get_matches_from(words);
    if let Err(error) = parsed {
        let message = error.to_string();
        let message = message.lines().next().unwrap_or("").trim_start_matches("error: ").to_owned();
        bail!("{place}: {message}");
    }
    Ok(())
}
