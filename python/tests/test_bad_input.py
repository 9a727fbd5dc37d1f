"""What no letter is: exceptions that say what and where, and nothing that ends the process."""

import datetime
import random
import time

import griffier
import pytest


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (None, griffier.InputTypeError, "text: a str is wanted, not None"),
        (b"De NAVO.", griffier.InputTypeError, "decode it, or give a file's bytes to from_bytes"),
        (bytearray(b"x"), griffier.InputTypeError, "not bytearray"),
        (42, griffier.InputTypeError, "not int"),
        (["De NAVO."], griffier.InputTypeError, "not list"),
        ("De \ud83d NAVO.", griffier.InputError, "text: character 3 is half of a surrogate pair"),
    ],
)
def test_texts_that_are_none(nlp, given, error, words):
    with pytest.raises(error) as raised:
        nlp(given)
    assert words in str(raised.value)
    assert isinstance(raised.value, griffier.GriffierError)
    with pytest.raises(error):
        list(nlp.pipe([given]))


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ("2021-02-30", griffier.InputError, "date: \"2021-02-30\" is no date (YYYY-MM-DD)"),
        ("11 oktober 2021", griffier.InputError, "is no date"),
        ("2021", griffier.InputError, "is no date"),
        ("", griffier.InputError, "is no date"),
        (20211011, griffier.InputTypeError, "date: a date or a str YYYY-MM-DD is wanted, not int"),
        (b"2021-10-11", griffier.InputTypeError, "not bytes"),
    ],
)
def test_dates_that_are_none(nlp, given, error, words):
    with pytest.raises(error) as raised:
        nlp("De NAVO.", date=given)
    assert words in str(raised.value)


def test_dates_of_every_kind(nlp):
    import pandas as pd

    text = "De motie is op 8 juli jl. aangenomen."
    days = ["2021-10-11", datetime.date(2021, 10, 11), datetime.datetime(2021, 10, 11, 23, 5), pd.Timestamp("2021-10-11 10:00")]
    assert {nlp(text, date=day).mentions[0].entity for day in days} == {"2021-07-08"}
    assert nlp(text, date=pd.NaT).date is None


def test_other_arguments(nlp):
    for call, words in [
        (lambda: nlp.pipe("De NAVO."), "texts: an iterable of texts is wanted, not str"),
        (lambda: nlp.pipe(None), "not None"),
        (lambda: nlp.pipe([], n_jobs=-7), "n_jobs: -7 is no number of threads"),
        (lambda: nlp.pipe([], n_jobs="a"), "n_jobs: an int (-1 is one thread for each processor) is wanted, not str"),
        (lambda: nlp.pipe([], n_jobs=None), "n_jobs: an int"),
        (lambda: nlp.pipe([], timeout="a"), "timeout: a number of seconds or None is wanted, not str"),
        (lambda: nlp.pipe([], on_error="ignore"), "on_error"),
        (lambda: nlp.pipe([], timeout=-1), "timeout"),
        (lambda: nlp.pipe([], timeout=float("nan")), "timeout"),
        (lambda: list(nlp.pipe([{"id": "a"}])), "item 1: text: the mapping has no `text`"),
        (lambda: list(nlp.pipe([("a",)])), "item 1: a tuple is (text, id) or (text, id, date), not 1 values"),
        (lambda: list(nlp.pipe(["a"], as_tuples=True)), "item 1: with as_tuples each item is a pair"),
        (lambda: nlp("x", id=""), "id: empty"),
        (lambda: nlp("x", id=b"a"), "id: a str"),
        (lambda: nlp.from_bytes("De NAVO."), "data: bytes is wanted, not str"),
        (lambda: nlp.from_path(None), "path: a path is wanted, not None"),
        (lambda: nlp.each(7), "paths: a path or an iterable of paths is wanted, not int"),
        (lambda: nlp("x").to_json(offsets="chars"), "offsets: \"chars\" is none of"),
        (lambda: nlp("één").byte_slice(1, 2), "not on the edges of characters"),
    ]:
        with pytest.raises(griffier.GriffierError) as raised:
            call()
        assert words in str(raised.value), raised.value


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not text"),
        (b"%PDF-1.7\nniets", "damaged"),
        (b"PK\x03\x04" + bytes(50), ""),
        (bytes(range(256)) * 10, ""),
    ],
)
def test_files_that_are_no_letters(nlp, data, words):
    with pytest.raises(griffier.GriffierError) as raised:
        nlp.from_bytes(data, "brief.bin")
    assert words in str(raised.value)


def test_no_bytes_end_the_process(nlp):
    chance = random.Random(20211011)
    heads = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"<?xml version='1.0'?><officiele-publicatie>", b"{\"text\":", b"\x1f\x8b\x08", b"From "]
    for i in range(160):
        data = heads[i % len(heads)] + chance.randbytes(chance.randrange(400))
        try:
            nlp.from_bytes(data, chance.choice(["a.pdf", "a.docx", "a.txt", "a"]))
        except griffier.GriffierError:
            pass


def test_markup_that_nests_deeply_needs_no_stack_of_pythons(nlp):
    page = b"<html><body>" + b"<div>" * 200_000 + b"De NAVO." + b"</div>" * 200_000
    try:
        assert "NAVO" in nlp.from_bytes(page, "diep.html").text
    except griffier.GriffierError:
        pass


def test_empty_and_odd_texts_are_documents(nlp):
    for text in ("", " ", "\0", "\ufeff", "\r\n\r\n", "(" * 50_000, "😀" * 10_000, "e\u0301" * 1000, "\u202eOVAN"):
        doc = nlp(text)
        assert doc.text == text and all(doc.text[m.start : m.end] == m.text for m in doc.mentions)
        doc._repr_html_(), doc.to_dict(), repr(doc)


def test_fifty_megabytes_on_one_line_are_read(nlp):
    began = time.process_time()
    assert len(nlp("a" * 50_000_000).text) == 50_000_000
    with pytest.raises(griffier.InputError, match="character 100000000 is half"):
        nlp("a" * 100_000_000 + "\udcff")
    assert time.process_time() - began < 20
