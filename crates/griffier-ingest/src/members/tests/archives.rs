//! ZIP, tar, gzip and WARC that are as they should be.

use super::*;

const A: &[u8] = b"Geachte voorzitter,";
const B: &[u8] = b"Hoogachtend,";

fn expected(archive: &str) -> Vec<(String, String, String)> {
    let letter = |name: &str, id: &str, text: &[u8]| {
        (format!("{archive}!/{name}"), id.to_owned(), String::from_utf8(text.to_vec()).unwrap())
    };
    vec![letter("map/brief een.txt", "brief een", A), letter("b.md", "b", B)]
}

#[test]
fn members_are_read_in_their_order() {
    let members: [(&str, &[u8]); 6] = [
        ("map/brief een.txt", A),
        ("foto.png", b"\x89PNG\r\n"),
        ("README", b"lees mij"),
        ("b.md", B),
        (".DS_Store", b"x"),
        ("__MACOSX/._b.md", b"x"),
    ];
    for (path, bytes) in [
        ("a.zip", zipped(&members)),
        ("a.tar", tarred(&members)),
        ("a.tar.gz", gzipped(&tarred(&members))),
        ("misnamed.txt", zipped(&members)),
        ("-", gzipped(&tarred(&members))),
    ] {
        let found = seen(&bytes, path);
        assert_eq!(found.letters, expected(path));
        assert_eq!(found.other, [".png", "without extension"]);
        assert!(found.lost.is_empty(), "{:?}", found.lost);
    }
}

#[test]
fn a_compressed_letter_is_called_by_its_own_name() {
    check(&gzipped(A), "map/a.txt.gz", &[("map/a.txt.gz!/a.txt", "a", "Geachte voorzitter,")]);
    check(&[gzipped(A), gzipped(B)].concat(), "a.gz", &[("a.gz!/a", "a", "Geachte voorzitter,Hoogachtend,")]);
    check(A, "a.zip", &[("a.zip", "a", "Geachte voorzitter,")]);
}

#[test]
fn archives_stand_within_archives() {
    let inner = zipped(&[("a.txt", A)]);
    let outer = zipped(&[("in.zip", &inner), ("b.txt.gz", &gzipped(B))]);
    check(
        &gzipped(&tarred(&[("uit.zip", &outer)])),
        "t.tgz",
        &[
            ("t.tgz!/uit.zip!/in.zip!/a.txt", "a", "Geachte voorzitter,"),
            ("t.tgz!/uit.zip!/b.txt.gz!/b.txt", "b", "Hoogachtend,"),
        ],
    );
}

#[test]
fn a_document_that_is_an_archive_inside_is_one_letter() {
    let text = br#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Geachte voorzitter,</w:t></w:r></w:p></w:body></w:document>"#;
    let docx = zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", text)]);
    let sheet = zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<x/>")]);
    check(&docx, "b.docx", &[("b.docx", "b", "Geachte voorzitter,")]);
    let found = seen(&zipped(&[("b.docx", &docx), ("c.bin", &docx), ("d.xlsx", &sheet)]), "a.zip");
    assert_eq!(found.paths(), ["a.zip!/b.docx", "a.zip!/c.bin"]);
    assert_eq!(found.other, [".xlsx"]);
    assert!(found.lost.is_empty(), "{:?}", found.lost);
}

#[test]
fn metadata_in_an_archive_are_read_with_their_publication() {
    let text = b"<kamerstuk><stuk><algemeen><vrije-tekst><tekst><al>Hierbij de stukken.</al></tekst></vrije-tekst></algemeen></stuk></kamerstuk>";
    let metadata = |day: &str| {
        format!(
            "<metadata_gegevens><metadata name=\"DCTERMS.issued\" content=\"{day}\"/></metadata_gegevens>"
        )
    };
    let (one, two) = (metadata("2022-05-03"), metadata("2022-06-04"));
    let members = [
        ("kst-1-2/kst-1-2.xml", text.as_slice()),
        ("kst-1-2/metadata.xml", one.as_bytes()),
        ("kst-1-3.metadata.xml", two.as_bytes()),
        ("kst-1-3.xml", text),
        ("los/kst-1-4.xml", text),
        ("zonder/metadata.xml", two.as_bytes()),
    ];
    let tar = tarred(&members);
    for (path, bytes) in
        [("a.zip", zipped(&members)), ("a.tar", tar.clone()), ("a.tgz", gzipped(&tar)), ("-", gzipped(&tar))]
    {
        let found = seen(&bytes, path);
        let names = ["kst-1-2/kst-1-2.xml", "kst-1-3.xml", "los/kst-1-4.xml"];
        assert_eq!(found.paths(), names.map(|name| format!("{path}!/{name}")));
        assert!(found.lost.is_empty(), "{found:?}");
        assert_eq!(found.other, ["metadata of a publication"]);
        assert_eq!(days(&bytes, path), ["2022-05-03", "2022-06-04", ""]);
    }
}

/// The day that is stated of each letter.
fn days(bytes: &[u8], path: &str) -> Vec<String> {
    let day = |doc: &Document| doc.stated_of(griffier_doc::Field::Date).map(|day| day.value.clone());
    documents(bytes, path).iter().map(|doc| day(doc).unwrap_or_default()).collect()
}

#[test]
fn a_member_of_a_tar_archive_waits_for_its_metadata_and_not_for_ever() {
    let metadata =
        b"<metadata_gegevens><metadata name=\"DCTERMS.issued\" content=\"2022-05-03\"/></metadata_gegevens>";
    let waiting = |members: usize| {
        let names: Vec<String> = (0..members).map(|i| format!("brief-{i}.txt")).collect();
        let mut all: Vec<(&str, &[u8])> = vec![("kst-1-2.txt", A)];
        all.extend(names.iter().map(|name| (name.as_str(), B)));
        all.extend([("foto.png", b"\x89PNG\r\n".as_slice()), ("kst-1-2_metadata.xml", metadata)]);
        let without: Vec<(&str, &[u8])> =
            all.iter().copied().filter(|member| member.0 != "foto.png").collect();
        (days(&tarred(&without), "a.tar").swap_remove(0), seen(&tarred(&all), "a.tar").other)
    };
    // A member that is no publication is told in its place, so what stands before it waits no longer.
    let other = vec![".png".to_owned(), "metadata of a publication".to_owned()];
    assert_eq!(waiting(3), ("2022-05-03".to_owned(), other.clone()));
    assert_eq!(waiting(80), (String::new(), other));
}

#[test]
fn the_name_of_a_member_is_no_more_than_a_name() {
    for bytes in [zipped(&[("../../etc/a.txt", A)]), tarred(&[("../../etc/a.txt", A)])] {
        check(&bytes, "a", &[("a!/../../etc/a.txt", "a", "Geachte voorzitter,")]);
    }
}

#[test]
fn an_empty_archive_has_no_letters() {
    check(&zipped(&[]), "a.zip", &[]);
    check(&zipped(&[("map/a.bin", b"x")]), "a.zip", &[]);
}

#[test]
fn a_sink_that_breaks_ends_the_walk() {
    let bytes = zipped(&[("a.txt", A), ("b.txt", B)]);
    let mut count = 0;
    let input = Input::File(Box::new(Cursor::new(bytes)));
    letters(input, "a.zip", None, &Limits::default(), &mut |_| {
        count += 1;
        ControlFlow::Break(())
    })
    .unwrap();
    assert_eq!(count, 1);
}

#[test]
fn a_format_that_is_named_goes_before_what_the_bytes_show() {
    let read = |format| {
        let mut paths = Vec::new();
        let input = Input::Stream(Box::new(Cursor::new(b"{\"text\": \"a\"}".to_vec())));
        letters(input, "-", format, &Limits::default(), &mut |found| {
            if let Found::Letter(letter) = found {
                paths.push(letter.path().to_owned());
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        paths
    };
    assert_eq!(read(None), ["-!/1"]);
    assert_eq!(read(Some(InputFormat::Container(Container::Json))), ["-!/1"]);
    assert_eq!(read(Some(InputFormat::Letter(Format::Text))), ["-"]);
}

/// A record of a server's answer.
fn answer(uri: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let http = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
    let record = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nContent-Type: application/http; \
         msgtype=response\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    [record.as_bytes(), &http, b"\r\n\r\n"].concat()
}

pub(super) fn crawl() -> Vec<Vec<u8>> {
    let info = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 9\r\n\r\nsoftware:\r\n\r\n".to_vec();
    let chunks = b"8\r\nGeachte \r\n4;x=y\r\nheer\r\n0\r\n\r\n";
    vec![
        info,
        answer("https://voorbeeld.nl/een", "200 OK\r\nContent-Type: text/plain; charset=utf-8", A),
        answer("https://voorbeeld.nl/logo", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        answer("https://voorbeeld.nl/weg", "404 Not Found\r\nContent-Type: text/plain", b"weg"),
        answer(
            "https://voorbeeld.nl/twee#noot",
            "200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked",
            chunks,
        ),
        answer(
            "https://voorbeeld.nl/drie/",
            "200 OK\r\ncontent-type: text/plain\r\nContent-Encoding: gzip",
            &gzipped(B),
        ),
        answer(
            "https://voorbeeld.nl/vier",
            "200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: br",
            b"xx",
        ),
    ]
}

#[test]
fn pages_of_a_crawl_are_read_without_the_headers_of_the_server() {
    let records = crawl();
    let packed: Vec<u8> = records.iter().flat_map(|record| gzipped(record)).collect();
    for (path, bytes) in [("c.warc", records.concat()), ("c.warc.gz", packed)] {
        let found = seen(&bytes, path);
        let letters: Vec<_> =
            found.letters.iter().map(|(_, id, text)| (id.as_str(), text.as_str())).collect();
        assert_eq!(
            letters,
            [
                ("voorbeeld.nl/een", "Geachte voorzitter,"),
                ("voorbeeld.nl/twee", "Geachte heer"),
                ("voorbeeld.nl/drie", "Hoogachtend,"),
            ]
        );
        assert_eq!(found.letters[0].0, format!("{path}!/https://voorbeeld.nl/een"));
        assert_eq!(found.other, ["image/png", "HTTP 404"]);
        let vier = format!("{path}!/https://voorbeeld.nl/vier");
        check_lost(
            &found,
            &[(&vier, "damaged: this answer of a server cannot be read: it is packed with \"br\"")],
        );
    }
}

#[test]
fn the_type_that_a_server_states_decides_where_the_bytes_do_not() {
    let part = b"<p>De minister</p><p>antwoordt.</p>";
    let page = answer("https://voorbeeld.nl/deel", "200 OK\r\nContent-Type: text/html; charset=utf-8", part);
    let text = answer("https://voorbeeld.nl/ander", "200 OK\r\nContent-Type: text/plain", part);
    let found = seen(&[page, text].concat(), "c.warc");
    let texts: Vec<_> = found.letters.iter().map(|(.., text)| text.as_str()).collect();
    assert_eq!(texts, ["De minister\nantwoordt.", "<p>De minister</p><p>antwoordt.</p>"]);
}
