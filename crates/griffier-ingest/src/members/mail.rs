//! E-mail messages: the body, as plain text if it is there and as a page else, and every attachment.

use super::row::calendar_day;
use super::{Item, Source, Walk, read_all};
use crate::encoding;
use crate::error::Problem;
use griffier_doc::{Field, Format, Stated, Trust};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;
use std::borrow::Cow;
use std::ops::ControlFlow;

const NAME: &str = "this e-mail";

/// Messages within messages, as far as their headers show: a parser goes down into each.
const MOST_NESTED: usize = 200;

/// Parts of one message.
const MOST_PARTS: usize = 20_000;

pub(super) fn read(walk: &mut Walk<'_>, source: Source<'_>, item: &Item) -> ControlFlow<()> {
    let bytes = match read_all(source.stream(), Vec::new(), &walk.limits) {
        Ok(bytes) => bytes,
        Err(problem) => return walk.lost(item.path.clone(), problem),
    };
    let lower = |start: &[u8]| start.iter().map(u8::to_ascii_lowercase).collect::<Vec<_>>();
    let nested = memmem::find_iter(&lower(&bytes), b"message/rfc822").take(MOST_NESTED + 1).count();
    let parts = memmem::find_iter(&bytes, b"\n--").take(MOST_PARTS + 1).count();
    if nested > MOST_NESTED || parts > MOST_PARTS {
        let why = format!("it has more than {MOST_NESTED} messages or {MOST_PARTS} parts within it");
        return walk.lost(item.path.clone(), Problem::Damaged { format: NAME, why });
    }
    match MessageParser::new().parse(&bytes) {
        Some(message) => {
            let attachments = hand_on(walk, &message, item)?;
            if ends_early(&message, &bytes) {
                let why = format!(
                    "it ends too early: what closes its parts is missing; {attachments} attachment(s) were found"
                );
                return walk.lost(item.path.clone(), Problem::Damaged { format: NAME, why });
            }
            ControlFlow::Continue(())
        }
        None => {
            let why = "it has no header".to_owned();
            walk.lost(item.path.clone(), Problem::Damaged { format: NAME, why })
        }
    }
}

/// Whether the line that closes the parts of a message is not there.
fn ends_early(message: &Message<'_>, bytes: &[u8]) -> bool {
    let boundary = message.content_type().and_then(|kind| kind.attribute("boundary"));
    boundary.is_some_and(|boundary| memmem::find(bytes, format!("--{boundary}--").as_bytes()).is_none())
}

/// How many attachments were handed on.
fn hand_on(walk: &mut Walk<'_>, message: &Message<'_>, item: &Item) -> ControlFlow<(), usize> {
    let stated = stated(message);
    let mut texts: Vec<Cow<'_, str>> = message.text_bodies().filter_map(plain).collect();
    if texts.is_empty() {
        // A body that breaks off within its encoding is not known as one.
        texts = message.attachments().filter(|part| part.is_encoding_problem).filter_map(unnamed).collect();
    }
    let has_body = if texts.iter().any(|text| !text.trim().is_empty()) {
        body(walk, item, Format::Text, texts.join("\n\n").into_bytes(), &stated)?;
        true
    } else if let Some(page) = message.html_bodies().find_map(page) {
        body(walk, item, Format::Html, page.as_bytes().to_vec(), &stated)?;
        true
    } else {
        false
    };
    let mut attachments = 0_usize;
    for part in message.attachments() {
        if walk.halted {
            break;
        }
        // A second body is the same text in another form.
        if unnamed(part).is_some() || (page(part).is_some() && part.attachment_name().is_none()) {
            continue;
        }
        attachments += 1;
        attachment(walk, item, part, attachments, &stated)?;
    }
    if !has_body && attachments == 0 {
        walk.lost(item.path.clone(), Problem::Empty)?;
    }
    ControlFlow::Continue(attachments)
}

/// Hands the body of a mail on.
pub(super) fn body(
    walk: &mut Walk<'_>,
    item: &Item,
    format: Format,
    text: Vec<u8>,
    stated: &[Stated],
) -> ControlFlow<()> {
    let id = item.id.clone().or_else(|| Some(item.stem()));
    let name = if format == Format::Html { "body.html" } else { "body.txt" };
    // It is a letter whatever its text looks like: no list, no message.
    let format = Some(super::InputFormat::Letter(format));
    let member = Item { stated: stated.to_vec(), id, format, ..item.member(name) };
    walk.enter_member(Source::of(text), member)
}

/// Hands an attachment on. Of what the mail says only its date says something of it.
pub(super) fn attached(
    walk: &mut Walk<'_>,
    member: Item,
    bytes: Vec<u8>,
    stated: &[Stated],
) -> ControlFlow<()> {
    if super::is_hidden(member.name()) {
        return ControlFlow::Continue(());
    }
    let date = stated.iter().filter(|stated| stated.field == Field::Date).cloned().collect();
    let member = Item { stated: date, ..member };
    walk.enter_member(Source::of(bytes), member)
}

fn attachment(
    walk: &mut Walk<'_>,
    item: &Item,
    part: &MessagePart<'_>,
    number: usize,
    stated: &[Stated],
) -> ControlFlow<()> {
    let name = part.attachment_name().map(str::trim).filter(|name| !name.is_empty());
    let name = match (name, &part.body) {
        (Some(name), PartType::Message(_)) if !name.to_ascii_lowercase().ends_with(".eml") => {
            format!("{name}.eml")
        }
        (Some(name), _) => name.to_owned(),
        (None, PartType::Message(_)) => format!("message-{number}.eml"),
        (None, _) => {
            let kind = part.content_type().and_then(|kind| kind.subtype()).unwrap_or("bin");
            format!("attachment-{number}.{}", kind.to_ascii_lowercase())
        }
    };
    let bytes = match &part.body {
        PartType::Message(inner) => {
            // Of a message within a message the library keeps places in the outermost one, or bytes of its own.
            let (from, to) = (part.raw_body_offset() as usize, part.raw_end_offset() as usize);
            let raw = inner.raw_message();
            raw.get(from..to).filter(|_| part.encoding == mail_parser::Encoding::None).unwrap_or(raw)
        }
        _ => part.contents(),
    };
    let mut member = item.member(&name);
    member.declared = part
        .content_type()
        .and_then(|kind| Some(format!("{}/{}", kind.ctype(), kind.subtype()?).to_ascii_lowercase()))
        .and_then(|kind| super::declared(&kind, &name));
    // A page is one whatever it is called, a text if its name says nothing else.
    member.is_member = match member.declared {
        Some("txt") => super::extension(&name).is_some(),
        declared => declared.is_none(),
    };
    if !part.is_encoding_problem {
        return attached(walk, member, bytes.to_vec(), stated);
    }
    match decoded(part) {
        Some(bytes) => attached(walk, member, bytes, stated),
        None => {
            let why = "its base64 is damaged".to_owned();
            walk.lost(member.path, Problem::Damaged { format: "this attachment", why })
        }
    }
}

/// The bytes of a part that the parser could not decode, as far as they can be: what a transfer broke off is worth reading, what
/// it changed in base64 is not.
fn decoded(part: &MessagePart<'_>) -> Option<Vec<u8>> {
    let raw = part.contents();
    match part.content_transfer_encoding() {
        Some(name) if name.eq_ignore_ascii_case("base64") => base64_decode(raw),
        Some(name) if name.eq_ignore_ascii_case("quoted-printable") => {
            Some(quoted_printable_decode(raw).unwrap_or_else(|| raw.to_vec()))
        }
        _ => Some(raw.to_vec()),
    }
}

fn plain<'m>(part: &'m MessagePart<'_>) -> Option<Cow<'m, str>> {
    match &part.body {
        PartType::Text(_) if part.is_encoding_problem => {
            encoding::decode(decoded(part)?).ok().map(|(text, _)| Cow::Owned(text))
        }
        PartType::Text(text) => Some(Cow::Borrowed(text.as_ref())),
        _ => None,
    }
}

/// The text of a part that is no file of its own.
fn unnamed<'m>(part: &'m MessagePart<'_>) -> Option<Cow<'m, str>> {
    plain(part).filter(|_| part.attachment_name().is_none())
}

fn page<'m>(part: &'m MessagePart<'_>) -> Option<&'m str> {
    match &part.body {
        PartType::Html(page) if !page.trim().is_empty() => Some(page.as_ref()),
        _ => None,
    }
}

fn stated(message: &Message<'_>) -> Vec<Stated> {
    // Clocks that were never set write the first day of 1970.
    let day = |date: &mail_parser::DateTime| {
        (date.year > 1980)
            .then(|| calendar_day(i64::from(date.year), i64::from(date.month), i64::from(date.day)))
            .flatten()
    };
    let values = [
        (Field::Date, "date", message.date().and_then(day)),
        (Field::Title, "subject", message.subject().map(str::to_owned)),
        (Field::Sender, "from", message.from().and_then(who)),
        (Field::Recipient, "to", message.to().and_then(who)),
    ];
    let state = |(field, name, value): (Field, &str, Option<String>)| {
        // The mail's own, which may be about a letter in it: the letter goes before it.
        property(field, value?, format!("eml:{name}"))
    };
    values.into_iter().filter_map(state).collect()
}

/// A statement that goes behind what the text says.
pub(super) fn property(field: Field, value: String, origin: String) -> Option<Stated> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(Stated { field, value, origin, trust: Trust::Sender })
}

/// Names, else addresses.
fn who(address: &Address<'_>) -> Option<String> {
    let name = |who: &mail_parser::Addr<'_>| who.name().or_else(|| who.address()).map(str::to_owned);
    let names: Vec<String> = address.iter().filter_map(name).take(20).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
