//! E-mail, mail folders and Outlook messages.

use super::*;
use griffier_doc::{Field, Trust};

const HEAD: &str = "Return-Path: <a@voorbeeld.nl>\r\nFrom: =?utf-8?q?Jan_de_B=C3=A9?= <jan@voorbeeld.nl>\r\n\
                    To: Kamer <kamer@voorbeeld.nl>, piet@voorbeeld.nl\r\nDate: Fri, 15 Dec 2023 10:00:00 +0100\r\n\
                    Subject: Brief over\r\n de begroting\r\nMIME-Version: 1.0\r\n";

fn mail(rest: &str) -> Vec<u8> {
    format!("{HEAD}{rest}").into_bytes()
}

#[test]
fn the_body_of_a_mail_is_a_letter_with_what_its_head_states() {
    let plain = mail(
        "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nco=F6rdinatie\r\n",
    );
    let doc = documents(&plain, "map/m.eml").remove(0);
    assert_eq!((doc.id(), doc.source().path.as_str()), ("m", "map/m.eml!/body.txt"));
    assert_eq!(doc.text().trim(), "coördinatie");
    let stated: Vec<_> =
        doc.stated().iter().map(|s| (s.field, s.value.as_str(), s.origin.as_str())).collect();
    assert_eq!(
        stated,
        [
            (Field::Date, "2023-12-15", "eml:date"),
            (Field::Title, "Brief over de begroting", "eml:subject"),
            (Field::Sender, "Jan de Bé", "eml:from"),
            (Field::Recipient, "Kamer, piet@voorbeeld.nl", "eml:to"),
        ]
    );
    assert!(doc.stated().iter().all(|stated| stated.trust == Trust::Sender));
}

#[test]
fn attachments_are_letters_and_plain_text_goes_before_a_page() {
    let parts = "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
                 --a\r\nContent-Type: text/plain\r\n\r\nHierbij de brief.\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>Hierbij de brief.</p>\r\n--a--\r\n\
                 --m\r\nContent-Type: text/plain; name=brief.txt\r\nContent-Disposition: attachment; filename=brief.txt\r\nContent-Transfer-Encoding: base64\r\n\r\nR2VhY2h0ZSB2b29yeml0dGVyLA==\r\n\
                 --m\r\nContent-Type: image/png; name=logo.png\r\nContent-Disposition: attachment; filename=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n\
                 --m\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\nFrom: a@b\r\nMessage-ID: <1@b>\r\n\r\nDoorgestuurd.\r\n--m--\r\n";
    let found = seen(&mail(parts), "m.eml");
    let letters: Vec<_> =
        found.letters.iter().map(|(path, id, text)| (path.as_str(), id.as_str(), text.trim())).collect();
    assert_eq!(
        letters,
        [
            ("m.eml!/body.txt", "m", "Hierbij de brief."),
            ("m.eml!/brief.txt", "brief", "Geachte voorzitter,"),
            ("m.eml!/message-3.eml!/body.txt", "message-3", "Doorgestuurd."),
        ]
    );
    assert_eq!((found.other, found.lost), (vec![".png".to_owned()], vec![]));
}

#[test]
fn the_type_that_a_part_states_decides_where_its_bytes_do_not() {
    let part = |kind: &str, name: &str, words: &str| {
        format!(
            "--m\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{words}\r\n"
        )
    };
    let letter = "<p>Geachte <b>voorzitter</b>,</p>";
    let parts = [
        "Content-Type: multipart/mixed; boundary=m\r\n\r\n".to_owned(),
        part("Text/HTML; charset=utf-8", "brief", letter),
        part("text/html", "besluit.2024", letter),
        part("text/html", "brief.txt", letter),
        part("text/plain", "bron.html", letter),
        part("text/plain", "bron", letter),
        part("text/plain", "brief.md", "# Kop"),
        // Bytes that decide.
        part("text/plain", "pagina.txt", "<!doctype html><p>Geachte voorzitter,</p>"),
        "--m--\r\n".to_owned(),
    ];
    let docs = documents(&mail(&parts.concat()), "m.eml");
    let found: Vec<(String, &str, &str)> = docs
        .iter()
        .map(|doc| {
            let name = doc.source().path.trim_start_matches("m.eml!/");
            (format!("{:?}", doc.source().format).to_lowercase(), name, doc.text().trim())
        })
        .collect();
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|(kind, name, text)| (kind.as_str(), *name, *text)).collect();
    assert_eq!(
        found,
        [
            ("html", "brief", "Geachte voorzitter,"),
            ("html", "besluit.2024", "Geachte voorzitter,"),
            ("html", "brief.txt", "Geachte voorzitter,"),
            ("text", "bron.html", letter),
            ("text", "bron", letter),
            ("markdown", "brief.md", "# Kop"),
            ("html", "pagina.txt", "Geachte voorzitter,"),
        ]
    );
}

#[test]
fn a_folder_of_mail_is_read_message_by_message() {
    let message =
        |words: &str| format!("From x@y Fri Dec 15 10:00:00 2023\n{}\n{words}\n\n", HEAD.replace('\r', ""));
    let folder = [message("Een.\n>From hier af."), message("Twee.\nFrom midden in de tekst.")].concat();
    let found = seen(folder.as_bytes(), "p.mbox");
    let letters: Vec<_> =
        found.letters.iter().map(|(path, id, text)| (path.as_str(), id.as_str(), text.trim())).collect();
    assert_eq!(
        letters,
        [
            ("p.mbox!/1!/body.txt", "p-1", "Een.\nFrom hier af."),
            ("p.mbox!/2!/body.txt", "p-2", "Twee.\nFrom midden in de tekst."),
        ]
    );
}

#[test]
fn hostile_mail_ends() {
    let nested: String = (0..10_000)
        .map(|i| format!("Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"))
        .collect();
    let found = seen(&mail(&format!("{nested}\r\nDiep.")), "n.eml");
    assert_eq!((found.letters.len(), found.lost.len()), (1, 1), "{found:?}");
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(300_000);
    let found = seen(&mail(&nested), "n.eml");
    check_lost(&found, &[("n.eml", "damaged: this e-mail cannot be read: it has more than")]);
    let garbage = "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain; name=b.txt\r\n\
                   Content-Disposition: attachment; filename=b.txt\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\u{1}\u{2}!!\r\n--m--\r\n";
    let found = seen(&mail(garbage), "g.eml");
    assert_eq!(found.letters.len() + found.lost.len(), 1, "{found:?}");
    check_lost(&seen(&mail("\r\n"), "l.eml"), &[("l.eml", "empty")]);
}

#[test]
fn what_breaks_off_or_is_damaged_in_a_mail_is_told_and_no_text() {
    let part = |name: &str, base64: &str| {
        format!(
            "--m\r\nContent-Type: text/plain; name={name}\r\nContent-Disposition: attachment; filename={name}\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{base64}\r\n"
        )
    };
    let begin = "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\
                 Content-Transfer-Encoding: quoted-printable\r\n\r\nE=C3=A9n brief.\r\n";
    let whole = mail(&format!(
        "{begin}{}{}--m--\r\n",
        part("a.txt", "R2VhY2h0%%%%ZSB2b29yeml0"),
        part("b.txt", "R2VhY2h0ZSB2b29yeml0dGVyLA==")
    ));
    let found = seen(&whole, "m.eml");
    assert_eq!(found.paths(), ["m.eml!/body.txt", "m.eml!/b.txt"]);
    check_lost(
        &found,
        &[("m.eml!/a.txt", "damaged: this attachment cannot be read: its base64 is damaged; download")],
    );
    let early = "damaged: this e-mail cannot be read: it ends too early: what closes its parts is missing; ";
    let found = seen(&mail(&format!("{begin}{}", part("b.txt", "R2VhY2h0ZSB2b29yeml0"))), "m.eml");
    assert_eq!(found.paths(), ["m.eml!/body.txt", "m.eml!/b.txt"]);
    assert_eq!(found.letters[1].2, "Geachte voorzit");
    check_lost(&found, &[("m.eml", &format!("{early}1 attachment(s) were found"))]);
    let found = seen(&mail(begin.trim_end()), "m.eml");
    assert_eq!(found.paths(), ["m.eml!/body.txt"]);
    assert_eq!(found.letters[0].2.trim(), "Eén brief.");
    check_lost(&found, &[("m.eml", &format!("{early}0 attachment(s) were found"))]);
}

/// A message as Outlook keeps it.
fn message(date: bool, streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut table = vec![0; 32];
    if date {
        table.extend([0x40, 0, 0x39, 0, 6, 0, 0, 0]);
        // 15 December 2023.
        table.extend(((19_706_u64 + 134_774) * 864_000_000_000).to_le_bytes());
    }
    file.create_stream("/__properties_version1.0").unwrap().write_all(&table).unwrap();
    for (path, bytes) in streams {
        if let Some((storage, _)) = path.rsplit_once('/').filter(|(storage, _)| !storage.is_empty()) {
            file.create_storage_all(storage).unwrap();
        }
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// One with a text, an attachment and a message within it.
pub(super) fn outlook() -> Vec<u8> {
    let a = "/__attach_version1.0_#00000000";
    let inner = "/__attach_version1.0_#00000001/__substg1.0_3701000D";
    message(
        true,
        &[
            ("/__substg1.0_0037001F", &wide("Brief")),
            ("/__substg1.0_0C1A001E", b"Jan de B\xe9"),
            ("/__substg1.0_1000001F", &wide("Hierbij één brief.")),
            (&format!("{a}/__substg1.0_3707001F"), &wide("brief.txt")),
            (&format!("{a}/__substg1.0_37010102"), b"Geachte voorzitter,"),
            (&format!("{inner}/__properties_version1.0"), &[0; 24]),
            (&format!("{inner}/__substg1.0_0037001F"), &wide("Vorige")),
            (&format!("{inner}/__substg1.0_1000001E"), b"Eerder bericht."),
        ],
    )
}

#[test]
fn an_outlook_message_is_read_by_its_properties() {
    let bytes = outlook();
    check(
        &bytes,
        "m.msg",
        &[
            ("m.msg!/body.txt", "m", "Hierbij één brief."),
            ("m.msg!/brief.txt", "brief", "Geachte voorzitter,"),
            ("m.msg!/Vorige.msg!/body.txt", "Vorige", "Eerder bericht."),
        ],
    );
    let doc = documents(&bytes, "m.msg").remove(0);
    let stated: Vec<_> = doc.stated().iter().map(|s| (s.value.as_str(), s.origin.as_str())).collect();
    assert_eq!(stated, [("2023-12-15", "msg:date"), ("Brief", "msg:subject"), ("Jan de Bé", "msg:from")]);
}

#[test]
fn other_compound_files_are_no_messages() {
    check_lost(&seen(&message(false, &[]), "m.msg"), &[("m.msg", "empty")]);
    let rich = message(false, &[("/__substg1.0_10090102", b"LZFu")]);
    check_lost(&seen(&rich, "m.msg"), &[("m.msg", "not text: looks like an Outlook message of RTF alone")]);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/WordDocument").unwrap().write_all(b"x").unwrap();
    let doc = file.into_inner().into_inner();
    check_lost(&seen(&doc, "b.doc"), &[("b.doc", "not text: looks like an old Office document")]);
    assert_eq!(seen(&zipped(&[("b.doc", &doc)]), "a.zip").other, [".doc"]);
}
