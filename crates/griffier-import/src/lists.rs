//! Lists, each in its format, joined with each other and with the built-in ones.

use crate::applied::Applied;
use crate::format::{Format, KNOWN, is_ruler};
use crate::mapping::Mapping;
use crate::{Warnings, compiled, delimited, jsonl, ruler, skos};
use griffier_gazetteer::tables::{DETAILS, FORMER_NAMES, MEMBERSHIPS, NAME_FILES, TENURES, Table};
use griffier_gazetteer::{Builder, Entry, Fault, Faults, KnowledgeBase, ListId, LoadError};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// The note of a compiled file that names the built-in lists in it, and its value when there are none.
const BUILTIN: &str = "builtin";
const NO_BUILTIN: &str = "none";

/// Longest table of former names or of details, which are few.
const SMALL: u64 = 16 << 20;

/// Lists to be joined, and how.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The lists; their format is told by the end of their names. A row adds to the row of an earlier list with the same
    /// identifier.
    pub files: Vec<PathBuf>,
    /// The built-in lists, if they join.
    pub builtin: Option<KnowledgeBase>,
    /// What the lists' own words mean.
    pub mapping: Mapping,
    /// Priority of rows that state none: above 0, the built-in rows', they win a form that both give; at 0 both stay
    /// candidates.
    pub priority: i8,
    /// The source of [rows](Lists::rows) that state none; without it the name of their list.
    pub source: Option<String>,
}

/// Why lists cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file cannot be read.
    #[error("{0}: cannot read: {1}")]
    Io(PathBuf, io::Error),
    /// The end of the name tells no format.
    #[error("{0}: unknown format; a list is one of {KNOWN}")]
    Format(PathBuf),
    /// Rows are at fault.
    #[error("{0}")]
    Faults(Faults),
    /// A compiled file is none.
    #[error("{0}: {1}")]
    Load(PathBuf, LoadError),
    /// A compiled file holds other built-in lists than those of this program.
    #[error(
        "{file}: compiled with the built-in lists {found}, this program has {expected}; compile it again: griffier kb compile{arguments} -o {file}"
    )]
    Stale {
        /// The compiled file.
        file: String,
        /// Version of the built-in lists in it.
        found: String,
        /// Version of those of this program.
        expected: String,
        /// Its lists and the options with which they were read, each after a space.
        arguments: String,
    },
    /// A compiled file holds the built-in lists, which were not wanted.
    #[error("{0}: has the built-in lists in it; compile it with --no-builtin, or leave --no-builtin out")]
    HasBuiltin(PathBuf),
}

/// A knowledge base of lists.
#[derive(Debug)]
pub struct Opened {
    /// The knowledge base, which lives until the process ends.
    pub knowledge: KnowledgeBase,
    /// What was left out of the lists.
    pub warnings: Warnings,
}

/// A compiled knowledge base, not yet written.
pub struct Compiled {
    /// What a file of it holds.
    pub bytes: Vec<u8>,
    /// What was left out of the lists.
    pub warnings: Warnings,
}

impl Lists {
    /// Joins the lists. A single compiled file is mapped into memory as it is; anything else is compiled, in memory that is
    /// kept for the life of the process.
    ///
    /// # Errors
    /// What is wrong with a file or its rows; no list is used in part.
    pub fn open(&self) -> Result<Opened, ImportError> {
        match (self.files.as_slice(), self.builtin) {
            ([], Some(knowledge)) => {
                return Ok(Opened { knowledge, warnings: self.idle("no list is read") });
            }
            ([file], _) if Format::of(file) == Some(Format::Compiled) => {
                let knowledge = compiled::map(file)?;
                if self.is_complete(file, knowledge)? {
                    let warnings = self.idle("a compiled file is taken as it is");
                    return Ok(Opened { knowledge, warnings });
                }
            }
            _ => {}
        }
        let compiled = self.compile()?;
        let knowledge = KnowledgeBase::open(compiled.bytes.leak());
        let knowledge = knowledge.map_err(|error| ImportError::Load(PathBuf::from("lists"), error))?;
        Ok(Opened { knowledge, warnings: compiled.warnings })
    }

    /// Joins the lists into one block of bytes for a file. The same lists give the same bytes.
    ///
    /// # Errors
    /// What is wrong with a file or its rows: every row is looked at before the lists are refused.
    pub fn compile(&self) -> Result<Compiled, ImportError> {
        self.compile_with(Builder::new())
    }

    /// The rows of the lists, in the form of `gazetteers/`, once they have been joined with the built-in ones without a fault;
    /// in the order of their identifiers. Compiled files have none. A row without a source has [`Lists::source`], or the name
    /// of its own list.
    ///
    /// # Errors
    /// As [`Lists::compile`].
    pub fn rows(&self) -> Result<(Vec<Entry>, Warnings), ImportError> {
        let mut builder = Builder::new();
        let (about, warnings) = self.fill(&mut builder, true)?;
        let mut rows: Vec<Entry> = Vec::new();
        for (list, mut row) in builder.take_rows() {
            if row.source.is_empty() {
                row.source = self.source.clone().unwrap_or(list);
            }
            rows.push(row);
        }
        builder.finish(&about).map_err(ImportError::Faults)?;
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        let own: BTreeSet<String> = rows.iter().map(|row| row.id.clone()).collect();
        let known = |id: &str| own.contains(id) || self.builtin.is_some_and(|kb| kb.entity(id).is_some());
        for row in rows.iter_mut().filter(|row| !known(&row.part_of)) {
            row.part_of.clear();
        }
        Ok((rows, warnings))
    }

    /// Joins the lists in `builder`, which may hold so much and no more.
    pub(crate) fn compile_with(&self, mut builder: Builder) -> Result<Compiled, ImportError> {
        let (about, warnings) = self.fill(&mut builder, false)?;
        let bytes = builder.finish(&about).map_err(ImportError::Faults)?;
        Ok(Compiled { bytes, warnings })
    }

    /// Takes all lists into `builder`, which keeps the rows of the user's own if told so; what is noted of them, and what
    /// is said of what was left out.
    fn fill(&self, builder: &mut Builder, keep: bool) -> Result<(String, Warnings), ImportError> {
        let mut bases = Vec::new();
        for file in &self.files {
            let format = Format::of(file).ok_or_else(|| ImportError::Format(file.clone()))?;
            if format == Format::Compiled {
                let knowledge = compiled::map(file)?;
                bases.push((knowledge, self.is_complete(file, knowledge)?));
            }
        }
        let has_builtin = bases.iter().any(|&(_, complete)| complete) && self.builtin.is_some();
        if let Some(builtin) = self.builtin.filter(|_| !has_builtin) {
            builder.add_base(builtin);
        }
        for (knowledge, _) in &bases {
            builder.add_base(*knowledge);
        }
        if keep {
            builder.keep_rows();
        }
        let mut warnings = Vec::new();
        let mapping = Applied::new(&self.mapping);
        let mut about = format!("program\t{}\n", env!("CARGO_PKG_VERSION"));
        let builtin = self.builtin.map_or(NO_BUILTIN.to_owned(), |builtin| builtin.version().name());
        about += &format!("{BUILTIN}\t{builtin}\n");
        for [option, value] in self.options() {
            about += &format!("option\t{option} {}\n", quoted(&value).replace(['\t', '\n'], " "));
        }
        for file in &self.files {
            if builder.is_full() {
                break;
            }
            let (before, faulty) = ((builder.rows(), builder.held_rows()), builder.is_faulty());
            self.read(builder, &mapping, file, &mut warnings)?;
            let (rows, held) = (builder.rows() - before.0, builder.held_rows() - before.1);
            let rows = if rows == 0 { held } else { rows };
            if rows == 0 && builder.is_faulty() == faulty && Format::of(file) != Some(Format::Compiled) {
                warnings.push(format!("{}: no rows in it", file.display()));
            }
            about +=
                &format!("list\t{}\t{rows} rows\n", file.display().to_string().replace(['\t', '\n'], " "));
        }
        for (option, why) in mapping.idle() {
            match builder.is_faulty() {
                true => builder.fault(Fault::new(Path::new(&option), 0, 0, why)),
                false => warnings.push(format!("{option}: {why}")),
            }
        }
        warnings.extend(builder.renamed());
        Ok((about, warnings))
    }

    /// What is said of the options where nothing is read by them.
    fn idle(&self, why: &str) -> Warnings {
        let options = self.options().into_iter();
        options.map(|[option, value]| format!("{option} {value}: has no effect, {why}")).collect()
    }

    /// The options that say how the lists are read.
    fn options(&self) -> Vec<[String; 2]> {
        let priority = (self.priority != 1).then(|| ["--priority".to_owned(), self.priority.to_string()]);
        self.mapping.options().into_iter().chain(priority).collect()
    }

    /// Whether a compiled file has the lists that are wanted beside it: with the built-in ones, those of this program.
    fn is_complete(&self, file: &Path, knowledge: KnowledgeBase) -> Result<bool, ImportError> {
        let has = knowledge.about().find(|(name, _)| *name == BUILTIN).map_or(NO_BUILTIN, |(_, value)| value);
        match (has, self.builtin) {
            (NO_BUILTIN, wanted) => Ok(wanted.is_none()),
            (_, None) => Err(ImportError::HasBuiltin(file.to_owned())),
            (found, Some(builtin)) if found == builtin.version().name() => Ok(true),
            (found, Some(builtin)) => Err(ImportError::Stale {
                file: quoted(&file.display().to_string()),
                found: found.to_owned(),
                expected: builtin.version().name(),
                arguments: arguments(knowledge),
            }),
        }
    }

    fn read(
        &self,
        builder: &mut Builder,
        mapping: &Applied<'_>,
        path: &Path,
        warnings: &mut Warnings,
    ) -> Result<(), ImportError> {
        let format = Format::of(path).ok_or_else(|| ImportError::Format(path.to_owned()))?;
        match format {
            Format::Compiled => return Ok(()),
            Format::Folder => return self.folder(builder, mapping, path),
            _ => {}
        }
        let list = builder.list(&shown(path), path, self.priority);
        let said = File::open(path).and_then(|file| rows_of(builder, mapping, list, path, file, format));
        warnings.extend(said.map_err(|error| ImportError::Io(path.to_owned(), error))?);
        Ok(())
    }

    /// A folder like `gazetteers/`: its tables are read as lists are, row by row, so that they have the same limits.
    fn folder(&self, builder: &mut Builder, mapping: &Applied<'_>, path: &Path) -> Result<(), ImportError> {
        type Take = fn(&mut Builder, &Table);
        let takes: [(&str, Take); 2] =
            [(FORMER_NAMES, Builder::add_former_names), (DETAILS, Builder::add_details)];
        for (name, take) in takes {
            let file = path.join(name);
            match file.metadata() {
                Ok(found) if found.len() > SMALL => {
                    builder.fault(Fault::new(&file, 0, 0, "more than 16 MiB"));
                }
                Ok(_) => match Table::read(path, name) {
                    Ok(table) => take(builder, &table),
                    Err(fault) => builder.fault(fault),
                },
                Err(_) => {}
            }
        }
        let files = NAME_FILES.into_iter().map(|(file, _)| file).chain([TENURES, MEMBERSHIPS]);
        for (number, name) in files.enumerate() {
            let (file, shown) = (path.join(name), format!("{}/{name}", shown(path)));
            let list = match number {
                0 => builder.list(&shown, &file, self.priority),
                _ => builder.list_beside(&shown, &file, self.priority),
            };
            let opened = File::open(&file);
            let input = match opened {
                Ok(input) => BufReader::with_capacity(1 << 16, input),
                Err(error) => {
                    builder.fault(Fault::new(&file, 0, 0, format!("cannot read: {error}")));
                    continue;
                }
            };
            delimited::read(builder, mapping, list, &file, input, true)
                .map_err(|error| ImportError::Io(file.clone(), error))?;
        }
        Ok(())
    }
}

/// Takes in the rows of one list; what is said of those that were left out.
fn rows_of(
    builder: &mut Builder,
    mapping: &Applied<'_>,
    list: ListId,
    path: &Path,
    file: File,
    format: Format,
) -> io::Result<Warnings> {
    if let Format::Rdf(format) = format {
        return skos::read(builder, mapping, list, (path, file), format);
    }
    let mut input = BufReader::with_capacity(1 << 16, file);
    let nothing = |()| Vec::new();
    match format {
        Format::Csv => delimited::read(builder, mapping, list, path, input, false).map(nothing),
        Format::Tsv => delimited::read(builder, mapping, list, path, input, true).map(nothing),
        Format::JsonLines if is_ruler(input.fill_buf()?) => ruler::read(builder, mapping, list, path, input),
        Format::JsonLines => jsonl::read(builder, mapping, list, path, input).map(nothing),
        Format::Rdf(_) | Format::Compiled | Format::Folder => {
            builder.fault(Fault::new(path, 0, 0, "not a list of rows"));
            Ok(Vec::new())
        }
    }
}

/// The lists of a compiled file and the options with which they were read, as arguments of a command.
fn arguments(knowledge: KnowledgeBase) -> String {
    let noted = |wanted: &'static str| knowledge.about().filter(move |(name, _)| *name == wanted);
    let lists = noted("list").map(|(_, list)| format!(" {}", quoted(list.split('\t').next().unwrap_or(""))));
    lists.chain(noted("option").map(|(_, option)| format!(" {option}"))).collect()
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-./:=@%+,#".contains(c);
    if !word.is_empty() && !word.starts_with('#') && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// How output names the list at `path`.
fn shown(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
