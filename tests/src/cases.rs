//! The Markdown around annotated text: headings, declarations, fenced blocks.

use griffier_doc::{MentionType, Predicate};
use std::fmt;
use std::ops::Range;

/// The content of one fenced block and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the file between the fences.
    pub range: Range<usize>,
    /// Those bytes, without the last line break.
    pub content: String,
}

/// One heading with its blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The heading without its marks.
    pub heading: String,
    /// Its line, from 1.
    pub line: usize,
    /// The date of the letter that the text stands in, `YYYY-MM-DD`; without one the text is the whole letter.
    pub date: Option<String>,
    /// The annotated text.
    pub text: Block,
    /// The relations, one a line; `None` reads as "not a single one" when the file declares predicates.
    pub relations: Option<Block>,
    /// Whether the text bears the kinds of its zones instead of marks.
    pub zoned: bool,
    /// The sections, one a line; not compared if there is no such block.
    pub sections: Option<Block>,
    /// The questions with their answers, one a line; `None` reads as "not a single one" when the text bears zones.
    pub exchanges: Option<Block>,
}

impl Case {
    /// Whether the heading announces something that looks like a mention but is none.
    pub fn is_near_miss(&self) -> bool {
        self.heading.starts_with("Not:")
    }
}

/// One file of cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suite {
    /// The types whose mentions are compared.
    pub types: Vec<MentionType>,
    /// The predicates whose relations are compared.
    pub predicates: Vec<Predicate>,
    /// Whether commitments are compared, as further lines of the relations.
    pub commitments: bool,
    /// The attributes that are compared.
    pub attrs: Vec<String>,
    /// The tests.
    pub cases: Vec<Case>,
}

/// What is wrong with a file of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuiteError {
    /// Line, from 1.
    pub line: usize,
    /// One clause.
    pub message: String,
}

impl fmt::Display for SuiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// A heading of which the blocks are still to come.
#[derive(Default)]
struct Draft {
    heading: String,
    line: usize,
    date: Option<String>,
    text: Option<Block>,
    relations: Option<Block>,
    zoned: bool,
    sections: Option<Block>,
    exchanges: Option<Block>,
}

impl Draft {
    fn finish(self, suite: &mut Suite) -> Result<(), SuiteError> {
        match self.text {
            Some(text) => {
                let Self { heading, line, date, relations, zoned, sections, exchanges, .. } = self;
                suite.cases.push(Case { heading, line, date, text, relations, zoned, sections, exchanges });
                Ok(())
            }
            None if self.heading.is_empty() => Ok(()),
            None => Err(SuiteError { line: self.line, message: "a heading without a text block".to_owned() }),
        }
    }
    fn add(&mut self, info: &str, block: Block) -> Result<(), &'static str> {
        if self.heading.is_empty() {
            return Err("a block before the first heading of the second level");
        }
        let mut words = info.split(' ');
        let slot = match words.next() {
            Some("text") => &mut self.text,
            Some("relations") => &mut self.relations,
            Some("zones") => {
                self.zoned = true;
                &mut self.text
            }
            Some("sections") => &mut self.sections,
            Some("exchanges") => &mut self.exchanges,
            _ => return Err("a block that is none of text, relations, zones, sections and exchanges"),
        };
        if slot.replace(block).is_some() {
            return Err("a second block of one kind under one heading");
        }
        for word in words {
            self.date = Some(
                word.strip_prefix("date=").ok_or("a block may say `date=YYYY-MM-DD`, no more")?.to_owned(),
            );
        }
        Ok(())
    }
}

impl Suite {
    /// Reads a file of cases.
    ///
    /// # Errors
    /// The first line that does not fit.
    pub fn parse(file: &str) -> Result<Self, SuiteError> {
        let mut suite = Self::default();
        let mut draft = Draft::default();
        // The block being read: the bytes at which it begins, its line, what its fence says.
        let mut open: Option<(usize, usize, &str)> = None;
        let mut at = 0;
        for (i, full) in file.split_inclusive('\n').enumerate() {
            let (line, number, start) = (full.trim_end(), i + 1, at);
            at += full.len();
            let fail = |message: &str| SuiteError { line: number, message: message.to_owned() };
            if let Some((from, _, info)) = open {
                if line == "```" {
                    let content = file[from..start].strip_suffix('\n').unwrap_or("").to_owned();
                    draft.add(info, Block { range: from..start, content }).map_err(fail)?;
                    open = None;
                }
            } else if let Some(info) = line.strip_prefix("```") {
                open = Some((at, number, info));
            } else if let Some(heading) = line.strip_prefix("## ") {
                let next = Draft { heading: heading.to_owned(), line: number, ..Draft::default() };
                std::mem::replace(&mut draft, next).finish(&mut suite)?;
            } else if draft.heading.is_empty() {
                suite.declare(line).map_err(|message| fail(&message))?;
            }
        }
        if let Some((_, line, _)) = open {
            return Err(SuiteError { line, message: "a block that does not end".to_owned() });
        }
        draft.finish(&mut suite)?;
        Ok(suite)
    }

    /// Reads `types: …`, `predicates: …`, `attrs: …` or `commitments: yes`; any other line is prose.
    fn declare(&mut self, line: &str) -> Result<(), String> {
        let Some((key, values)) = line.split_once(": ") else { return Ok(()) };
        for value in values.split([' ', ',']).filter(|value| !value.is_empty()) {
            match key {
                "types" => self.types.push(MentionType::parse(value).ok_or(format!("no type `{value}`"))?),
                "predicates" => {
                    let known = Predicate::ALL.iter().find(|predicate| predicate.name() == value);
                    self.predicates.push(*known.ok_or(format!("no predicate `{value}`"))?);
                }
                "commitments" => self.commitments = value == "yes",
                "attrs" => self.attrs.push(value.to_owned()),
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# Dates: a title
types: DATE, EVENT
predicates: occurs_on

Prose.

## A day
Why.

```text date=2021-10-11
Op 8 juli.

Nog een regel.
```

```relations
event:x occurs_on 2021-07-08
```

## Not: an amount
```text
8 euro
```
";

    #[test]
    fn reads_declarations_headings_and_blocks() {
        let suite = Suite::parse(FILE).unwrap();
        assert_eq!(suite.types, [MentionType::Date, MentionType::Event]);
        assert_eq!(suite.predicates, [Predicate::OccursOn]);
        assert_eq!(suite.cases.len(), 2);
        let [day, amount] = &suite.cases[..] else { panic!("two cases") };
        assert_eq!((day.heading.as_str(), day.line, day.date.as_deref()), ("A day", 7, Some("2021-10-11")));
        assert_eq!(day.text.content, "Op 8 juli.\n\nNog een regel.");
        assert_eq!(&FILE[day.text.range.clone()], "Op 8 juli.\n\nNog een regel.\n");
        assert_eq!(day.relations.as_ref().unwrap().content, "event:x occurs_on 2021-07-08");
        assert!(!day.is_near_miss() && amount.is_near_miss());
        assert_eq!(amount.relations, None);
    }

    #[test]
    fn says_which_line_does_not_fit() {
        #[track_caller]
        fn check(file: &str, expected: &str) {
            assert_eq!(Suite::parse(file).unwrap_err().to_string(), expected);
        }
        check("types: DAY\n", "line 1: no type `DAY`");
        check("## A\nprose\n## B\n", "line 1: a heading without a text block");
        check("```text\n```\n", "line 2: a block before the first heading of the second level");
        check("## A\n```text\nx\n", "line 2: a block that does not end");
        check(
            "## A\n```json\nx\n```\n",
            "line 4: a block that is none of text, relations, zones, sections and exchanges",
        );
        check("## A\n```text day=1\nx\n```\n", "line 4: a block may say `date=YYYY-MM-DD`, no more");
    }
}
