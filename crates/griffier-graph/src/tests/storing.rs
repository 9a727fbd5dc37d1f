//! What a store keeps, refuses and survives.

use super::*;
use std::fs;

#[test]
fn the_same_letters_are_skipped_and_changed_ones_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let root = &folder.path().join("new/store");
    let (loaded, faults) = load(root, &lines(&[("a", "kst-1"), ("b", "kst-2")])).unwrap();
    assert_eq!((loaded.added, loaded.replaced, loaded.unchanged, faults.len()), (2, 0, 0, 0));
    assert_eq!(cited(root), ["a,kst-1", "b,kst-2"]);
    let before = fs::read(root.join("index.jsonl")).unwrap();

    let (loaded, _) = load(root, &lines(&[("b", "kst-2"), ("a", "kst-1")])).unwrap();
    assert_eq!((loaded.added, loaded.replaced, loaded.unchanged), (0, 0, 2));
    assert_eq!(fs::read(root.join("index.jsonl")).unwrap(), before);

    let (loaded, _) = load(root, &lines(&[("b", "kst-3"), ("c", "kst-4")])).unwrap();
    assert_eq!((loaded.added, loaded.replaced, loaded.unchanged), (1, 1, 0));
    assert_eq!(cited(root), ["a,kst-1", "b,kst-3", "c,kst-4"]);
    // What was replaced is gone from the files too: they are all that another triple store reads.
    let segments: Vec<_> = fs::read_dir(root.join("segments")).unwrap().collect();
    assert_eq!(segments.len(), 1);
    let quads = fs::read(segments[0].as_ref().unwrap().path()).unwrap();
    let text = String::from_utf8(zstd::decode_all(&quads[..]).unwrap()).unwrap();
    assert!(!text.contains("kst-2") && text.contains("kst-1"));
}

#[test]
fn lines_that_are_no_letters_do_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = lines(&[("a", "kst-1")]);
    bytes.extend(b"\n{\"schema\":\"griffier/0\"}\n{\"sch\xff\n");
    bytes.extend(lines(&[("a", "kst-1"), ("a", "kst-2"), ("b", "kst-3")]));
    bytes.extend(&lines(&[("c", "kst-4")])[..80]);
    let (loaded, faults) = load(folder.path(), &bytes).unwrap();
    assert_eq!(loaded.added, 2);
    let expected = [
        "a.jsonl:3:1: a record of schema griffier/0; this program reads griffier/1: annotate the letter again",
        "a.jsonl:4:6: not UTF-8",
        "a.jsonl:6: another letter with the id a, which a.jsonl:1 has too; left out",
        "a.jsonl:8:80: not a record: EOF while parsing a string",
    ];
    assert_eq!(
        faults.iter().zip(expected).filter(|(found, expected)| found != expected).collect::<Vec<_>>(),
        []
    );
    assert_eq!(cited(folder.path()), ["a,kst-1", "b,kst-3"]);
}

#[test]
fn a_blank_file_is_said_to_be_blank() {
    for blank in ["", "\n", " \r\n\n"] {
        let folder = tempfile::tempdir().unwrap();
        let (loaded, faults) = load(folder.path(), blank.as_bytes()).unwrap();
        assert_eq!((loaded, faults), (Loaded::default(), vec!["a.jsonl:1: no records".to_owned()]));
        // No store is made of nothing.
        assert!(matches!(Store::open(folder.path()), Err(StoreError::Missing(_))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
    let folder = tempfile::tempdir().unwrap();
    let (root, header) = (folder.path().join("new"), "the folder that was made is gone, too");
    load(&root, b"").unwrap();
    assert!(!root.exists(), "{header}");
    // One that an earlier version left without letters says so.
    load(&root, &lines(&[("a", "kst-1")])).unwrap();
    let index = fs::read_to_string(root.join("index.jsonl")).unwrap();
    let header = index.lines().next().unwrap().replace("\"letters\":1", "\"letters\":0");
    fs::write(root.join("index.jsonl"), header).unwrap();
    assert!(matches!(Store::open(&root), Err(StoreError::Empty(_))));
}

#[test]
fn two_writers_at_once_are_refused_and_a_reader_is_not() {
    let folder = tempfile::tempdir().unwrap();
    load(folder.path(), &lines(&[("a", "kst-1")])).unwrap();
    let writer = Writer::open(folder.path()).unwrap();
    let error = Writer::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Locked(_)), "{error}");
    assert_eq!(cited(folder.path()), ["a,kst-1"]);
    drop(writer);
    assert!(Writer::open(folder.path()).is_ok());
}

#[test]
fn a_load_that_is_cut_off_leaves_the_old_store() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    load(root, &lines(&[("a", "kst-1")])).unwrap();
    let texts = |_: &str, _: Option<&str>| None;
    let mut loader = Loader::new(Writer::open(root).unwrap(), &texts);
    loader.read("b", &lines(&[("a", "kst-2"), ("b", "kst-3")])[..], &mut |_| {}).unwrap();
    drop(loader);
    assert_eq!(cited(root), ["a,kst-1"]);
    // What a crash leaves: a part of a segment, a whole one that no index names, and a new index not yet in place.
    for name in ["segments/000002.nq.zst.part", "segments/000003.nq.zst", "index.jsonl.new"] {
        fs::write(root.join(name), "rubbish").unwrap();
    }
    assert_eq!(cited(root), ["a,kst-1"]);
    load(root, &lines(&[("b", "kst-3")])).unwrap();
    assert_eq!(cited(root), ["a,kst-1", "b,kst-3"]);
    assert_eq!(fs::read_dir(root.join("segments")).unwrap().count(), 2);
}

#[test]
fn a_store_that_cannot_be_written_is_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    load(root, &lines(&[("a", "kst-1")])).unwrap();
    // A folder in the place of the new index: the last step before the rename fails, as on a full disk.
    let texts = |_: &str, _: Option<&str>| None;
    let mut loader = Loader::new(Writer::open(root).unwrap(), &texts);
    loader.read("b", &lines(&[("b", "kst-2")])[..], &mut |_| {}).unwrap();
    fs::create_dir(root.join("index.jsonl.new")).unwrap();
    assert!(loader.finish().is_err());
    fs::remove_dir(root.join("index.jsonl.new")).unwrap();
    assert_eq!(cited(root), ["a,kst-1"]);
    assert_eq!(fs::read_dir(root.join("segments")).unwrap().count(), 1);
}

#[track_caller]
fn check_refused(change: impl Fn(&str) -> String, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    load(root, &lines(&[("a", "kst-1"), ("b", "kst-2")])).unwrap();
    let path = root.join("index.jsonl");
    let index = change(&fs::read_to_string(&path).unwrap());
    fs::write(&path, &index).unwrap();
    for error in [Store::open(root).unwrap_err(), Writer::open(root).unwrap_err()] {
        assert!(error.to_string().contains(expected), "{error}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), index);
}

#[test]
fn a_store_of_another_version_or_damaged_is_refused() {
    check_refused(
        |index| index.replace("griffier-graph/1", "griffier-graph/9"),
        "as griffier-graph/9 with vocabulary 1",
    );
    check_refused(|index| index.replace("\"vocabulary\":\"1\"", "\"vocabulary\":\"0\""), "with vocabulary 0");
    check_refused(|index| index[..index.len() - 20].to_owned(), "index.jsonl: damaged: line 3: ");
    check_refused(
        |index| index.lines().next().unwrap().to_owned(),
        "line 1: 0 letters, and the first line says 2",
    );
    check_refused(
        |index| index.replace("000001.nq.zst", "../../etc/passwd"),
        "line 2: no segment is called ../../",
    );
    check_refused(|_| String::new(), "index.jsonl: damaged: line 1: ");
}

#[test]
fn a_segment_that_was_changed_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    load(root, &lines(&[("a", "kst-1"), ("b", "kst-2")])).unwrap();
    let path = root.join("segments/000001.nq.zst");
    let whole = fs::read(&path).unwrap();
    let read = || Dataset::read(&mut Store::open(root).unwrap()).map(|dataset| dataset.len());
    assert!(read().is_ok());
    for at in [0, 5, whole.len() / 4, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        fs::write(&path, bytes).unwrap();
        assert!(matches!(read(), Err(StoreError::Damaged { .. })), "byte {at}");
    }
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    let error = read().unwrap_err().to_string();
    assert!(error.contains("damaged: it ends before letter b; load the records again into a new"), "{error}");
    fs::remove_file(&path).unwrap();
    let error = read().unwrap_err().to_string();
    assert!(error.contains("000001.nq.zst: damaged: it is gone; "), "{error}");
}

#[test]
fn a_load_calls_no_letter_unchanged_whose_segment_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let records = lines(&[("a", "kst-1"), ("b", "kst-2")]);
    load(root, &records).unwrap();
    let path = root.join("segments/000001.nq.zst");
    let whole = fs::read(&path).unwrap();
    let refused = |expected: &str| {
        let error = load(root, &records).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("000001.nq.zst: damaged: ") && error.contains(expected), "{error}");
        assert!(root.join("index.jsonl").exists());
    };
    let mut changed = whole.clone();
    changed[whole.len() / 4] ^= 0x55;
    fs::write(&path, changed).unwrap();
    refused("letter a: ");
    fs::write(&path, &whole[1..]).unwrap();
    refused("bytes, and the index says ");
    fs::remove_file(&path).unwrap();
    refused("it is gone; load the records again into a new folder");
    fs::write(&path, &whole).unwrap();
    assert_eq!(load(root, &records).unwrap().0.unchanged, 2);
}

#[test]
fn a_folder_with_other_things_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), "x").unwrap();
    assert!(matches!(Writer::open(folder.path()), Err(StoreError::Foreign(_))));
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Missing(_))));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let file = folder.path().join("thesis.txt");
    assert!(Writer::open(&file).is_err() && Store::open(&file).is_err());
}

#[test]
fn a_store_that_lost_its_index_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    load(folder.path(), &lines(&[("a", "kst-1")])).unwrap();
    fs::remove_file(folder.path().join("index.jsonl")).unwrap();
    let held = |folder: &std::path::Path| {
        let entries = fs::read_dir(folder.join("segments")).unwrap();
        entries.map(|entry| entry.unwrap().metadata().unwrap().len()).collect::<Vec<_>>()
    };
    let before = held(folder.path());
    assert!(matches!(Writer::open(folder.path()), Err(StoreError::Damaged { .. })));
    assert!(!before.is_empty() && held(folder.path()) == before);
}

#[test]
fn files_of_others_among_the_segments_stay() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("segments")).unwrap();
    let other = folder.path().join("segments/other.nq.zst");
    fs::write(&other, "x").unwrap();
    assert!(matches!(Writer::open(folder.path()), Err(StoreError::Foreign(_))));
    assert!(other.exists());
    // In a store they are left alone.
    let store = tempfile::tempdir().unwrap();
    load(store.path(), &lines(&[("a", "kst-1")])).unwrap();
    let other = store.path().join("segments/other.nq.zst");
    fs::write(&other, "x").unwrap();
    load(store.path(), &lines(&[("b", "kst-2")])).unwrap();
    assert!(other.exists());
}

#[test]
fn a_text_that_turns_up_later_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = lines(&[("a", "kst-1")]);
    let (loaded, _) = load(folder.path(), &bytes).unwrap();
    assert_eq!(loaded.textless, 1);
    let texts = |path: &str, _: Option<&str>| (path == "a.txt").then(|| "xyz".to_owned());
    for expected in [(1, 0, 0), (0, 1, 0)] {
        let mut loader = Loader::new(Writer::open(folder.path()).unwrap(), &texts);
        loader.read("a", &bytes[..], &mut |_| {}).unwrap();
        let loaded = loader.finish().unwrap();
        assert_eq!((loaded.replaced, loaded.unchanged, loaded.textless), expected);
    }
    assert_eq!(rows(folder.path(), "SELECT ?s { ?q oa:suffix ?s }"), ["yz"]);
    // A text that is gone again is no reason to forget it.
    assert_eq!(load(folder.path(), &bytes).unwrap().0.unchanged, 1);
}
