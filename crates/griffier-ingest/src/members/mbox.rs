//! Mail folders of many messages in one file, each behind a line that begins with `From `.

use super::{Item, Source, Walk, mail, problem};
use crate::error::Problem;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

const NAME: &str = "this mail folder";

pub(super) fn read(walk: &mut Walk<'_>, source: Source<'_>, item: &Item) -> ControlFlow<()> {
    let mut reader = BufReader::with_capacity(1 << 16, source.stream());
    let (mut message, mut line) = (Vec::new(), Vec::new());
    let mut number = 0_u64;
    // A message ends at an empty line and the head of the next one.
    let mut after_blank = true;
    let mut too_long = false;
    while !walk.halted {
        line.clear();
        let read = (&mut reader).take(1 << 20).read_until(b'\n', &mut line);
        if let Err(error) = read {
            return walk.lost(item.path.clone(), problem(&error, NAME));
        }
        if line.is_empty() || after_blank && line.starts_with(b"From ") {
            if too_long {
                let most = walk.limits.bytes;
                walk.lost(format!("{}!/{number}", item.path), Problem::Unpacks { what: "it", most })?;
            } else if number > 0 {
                let member = Item {
                    id: Some(format!("{}-{number}", item.stem())),
                    ..item.member(&number.to_string())
                };
                mail::read(walk, Source::of(std::mem::take(&mut message)), &member)?;
            }
            if line.is_empty() {
                break;
            }
            message.clear();
            too_long = false;
            number += 1;
            continue;
        }
        after_blank = matches!(line.as_slice(), b"\n" | b"\r\n");
        // The mark of a body line that would look like such a head.
        let quoted = line
            .iter()
            .position(|&byte| byte != b'>')
            .is_some_and(|at| at > 0 && line[at..].starts_with(b"From "));
        too_long |= (message.len() + line.len()) as u64 > walk.limits.bytes;
        if !too_long {
            message.extend_from_slice(&line[usize::from(quoted)..]);
        }
    }
    ControlFlow::Continue(())
}
