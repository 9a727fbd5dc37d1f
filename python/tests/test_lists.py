"""Lists of the user's own."""

import griffier
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

ROWS = [
    {"id": "own:zeegras", "name": "Platform Zeegras", "type": "ORGANISATION", "aliases": ["Zeegrasplatform", "PZG"]},
    {"id": "own:navo", "name": "NAVO", "type": "ORGANISATION"},
]
TEXT = "Het Platform Zeegras en het Zeegrasplatform spraken met de NAVO."


def ids(nlp, text=TEXT):
    return [(mention.text, mention.entity) for mention in nlp(text).mentions]


EXPECTED = [("Platform Zeegras", "own:zeegras"), ("Zeegrasplatform", "own:zeegras"), ("NAVO", "own:navo")]


def test_rows_of_every_kind_are_one_list(tmp_path):
    flat = [{**row, "aliases": "|".join(row.get("aliases", []))} for row in ROWS]
    file = tmp_path / "eigen.csv"
    pd.DataFrame(flat).to_csv(file, index=False)
    for given in (ROWS, iter(ROWS), pd.DataFrame(ROWS), pd.DataFrame(flat), pl.DataFrame(ROWS), pa.Table.from_pylist(ROWS), file, str(file)):
        assert ids(griffier.load(given)) == EXPECTED, type(given)


def test_several_lists_and_without_the_built_in_ones():
    assert ids(griffier.load([[ROWS[0]], pd.DataFrame([ROWS[1]])])) == EXPECTED
    assert ids(griffier.load([ROWS[0]], builtin=False)) == EXPECTED[:2]
    assert griffier.load(builtin=False)("De NAVO.").mentions == ()


def test_words_of_another_list_are_mapped():
    rows = [{"Naam": "Platform Zeegras", "Soort": "Club", "iri": "https://example.org/zeegras"}]
    nlp = griffier.load(
        rows,
        map_columns={"Naam": "name", "Soort": "type", "iri": "id"},
        map_types={"Club": "ORGANISATION"},
        map_ids={"https://example.org/": "own:"},
    )
    assert ids(nlp, "Het Platform Zeegras.") == [("Platform Zeegras", "own:zeegras")]
    untyped = griffier.load([{"name": "Platform Zeegras"}], default_type="ORGANISATION")
    assert ids(untyped, "Het Platform Zeegras.") == [("Platform Zeegras", "org:platform-zeegras")]


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ([{"name": "X"}], griffier.ListError, "gazetteer-1.jsonl:1"),
        ([{"name": "X", "type": "STOEL"}], griffier.ListError, "; say map_types={'STOEL': TYPE}"),
        ([ROWS[0], {"name": "Y", "type": "PERSON", "id": 1.5j}], griffier.InputTypeError, "gazetteer 1, row 2: id"),
        ([{"name": "X\ud800", "type": "PERSON"}], griffier.InputError, "gazetteer 1, row 1: name: character 1"),
        ([[ROWS[0]], [1]], griffier.InputTypeError, "gazetteer 2, row 1: a dict is wanted, not int"),
        (7, griffier.InputTypeError, "gazetteers: a path"),
        ("bestaat-niet.csv", FileNotFoundError, "bestaat-niet.csv: cannot read"),
        ("brief.docx", (griffier.ListError, OSError), "brief.docx"),
    ],
)
def test_lists_at_fault_are_refused_with_the_place(given, error, words):
    with pytest.raises(error) as raised:
        griffier.load(given)
    assert words in str(raised.value)


def test_options_that_mean_nothing():
    for options, words in [
        ({"priority": 1000}, "priority: 1000 is not from -100 to 100"),
        ({"priority": "hoog"}, "priority: a whole number is wanted, not str"),
        ({"tagger": 3}, "tagger: True, False or a path"),
        ({"default_type": "STOEL"}, "`STOEL` is no type"),
        ({"map_types": {"A": "STOEL"}}, "`STOEL` is no type"),
        ({"map_types": ["A=B"]}, "map_types: a dict is wanted"),
    ]:
        with pytest.raises(griffier.GriffierError) as raised:
            griffier.load(ROWS, **options)
        assert words in str(raised.value)
    with pytest.raises(OSError, match="cannot read"):
        griffier.load(tagger="bestaat-niet.bin")


def test_the_tagger_can_be_switched_on():
    assert griffier.load(tagger=True)("De NAVO.").mentions[0].entity == "org:navo"


def test_rows_that_are_left_out_are_said():
    with pytest.warns(UserWarning, match="no rows in it"):
        griffier.load([[]])
