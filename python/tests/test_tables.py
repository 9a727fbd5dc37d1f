"""Tables of pyarrow, pandas and polars, and Parquet files."""

import datetime

import griffier
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROWS = {
    "id": ["a", "b", "c", "d"],
    "text": ["Één 😀 de NAVO.", None, "De motie is op 8 juli jl. aangenomen.", "De Opiumwet en de EU."],
    "date": ["2021-10-11", None, "2021-10-11", "2021-02-30"],
}


def found(tables):
    """The mentions and errors of tables of any kind."""

    def rows(table):
        if isinstance(table, pa.Table):
            return table.to_pylist()
        return table.to_dicts() if isinstance(table, pl.DataFrame) else table.to_dict("records")

    empty = lambda value: None if value is None or value != value else value  # noqa: E731
    mentions = [(row["letter"], row["start"], row["end"], row["text"], row["entity"]) for row in rows(tables.mentions)]
    return mentions, [(row["letter"], empty(row["error"])) for row in rows(tables.letters)]


EXPECTED = (
    [("a", 9, 13, "NAVO", "org:navo"), ("c", 15, 25, "8 juli jl.", "2021-07-08")],
    [("a", None), ("b", "row 2: the text is null"), ("c", None), ("d", 'row 4: date: "2021-02-30" is no date (YYYY-MM-DD)')],
)


@pytest.mark.parametrize(
    "make",
    [
        pa.table,
        lambda rows: pa.table(rows).to_batches()[0],
        lambda rows: pa.concat_tables([pa.table(rows).slice(0, 1), pa.table(rows).slice(1)]),
        lambda rows: pa.table(rows).to_reader(),
        lambda rows: pa.table({name: pa.array(column, pa.large_string()) for name, column in rows.items()}),
        lambda rows: pa.table({name: pa.array(column, pa.string_view()) for name, column in rows.items()}),
        lambda rows: pa.table({name: pa.array(column).dictionary_encode() for name, column in rows.items()}),
        pd.DataFrame,
        lambda rows: pd.DataFrame(rows, dtype=object, index=[7, 7, 8, 9]),
        lambda rows: pd.DataFrame(rows).astype({"id": "category"}),
        pl.DataFrame,
        pl.LazyFrame,
        lambda rows: pl.DataFrame(rows).with_columns(pl.col("id").cast(pl.Categorical)),
    ],
)
def test_tables_of_every_kind_find_the_same(make):
    table = make(ROWS)
    tables = griffier.annotate_table(table)
    assert found(tables) == EXPECTED
    kinds = {"pandas": pd.DataFrame, "polars": pl.DataFrame}
    assert isinstance(tables.mentions, kinds.get(type(table).__module__.split(".")[0], pa.Table))


def test_whatever_speaks_arrow_is_read():
    class Foreign:
        """As DuckDB, nanoarrow and others have it."""

        def __arrow_c_stream__(self, requested_schema=None):
            return pa.table(ROWS).__arrow_c_stream__(requested_schema)

    assert found(griffier.annotate_table(Foreign())) == EXPECTED


def test_a_sliced_column_is_read_where_it_lies():
    table = pa.table(ROWS).slice(2, 1)
    assert found(griffier.annotate_table(table)) == ([EXPECTED[0][1]], [("c", None)])


def test_columns_by_other_names_and_types():
    day = datetime.date(2021, 10, 11)
    text = "De motie is op 8 juli jl. aangenomen."
    for days in (
        pa.array([day]),
        pa.array([day], pa.date64()),
        pa.array([datetime.datetime(2021, 10, 11, 23)], pa.timestamp("us", tz="UTC")),
        pa.array([datetime.datetime(2021, 10, 11, 23)], pa.timestamp("ns")),
        pa.array([datetime.datetime(2021, 10, 11, 23)], pa.timestamp("s")),
    ):
        table = pa.table({"nr": pa.array([17], pa.int32()), "brief": [text], "dag": days, "rest": [b"\xff"]})
        tables = griffier.annotate_table(table, text="brief", id="nr", date="dag")
        assert found(tables)[0] == [("17", 15, 25, "8 juli jl.", "2021-07-08")], days.type
    frame = pd.DataFrame({"brief": [text], "dag": [pd.Timestamp(day)], "leeg": [object()]})
    assert found(griffier.annotate_table(frame, text="brief", date="dag"))[0][0][0] == "row-1"
    assert found(griffier.annotate_table(pl.DataFrame({"text": [text], "date": [day]})))[0][0][4] == "2021-07-08"


def test_the_tables_say_what_documents_say(nlp, letters):
    tables = griffier.annotate_table(pa.Table.from_pylist(letters * 3), n_jobs=3)
    docs = [nlp(letter["text"], id=letter["id"]) for letter in letters] * 3
    assert tables.letters["mentions"].to_pylist() == [len(doc.mentions) for doc in docs]
    mentions = [(doc.id, m.id, m.start, m.end, m.byte_start, m.text, m.type, m.entity, m.confidence) for doc in docs for m in doc.mentions]
    columns = ["letter", "mention", "start", "end", "byte_start", "text", "type", "entity", "confidence"]
    assert [tuple(row[c] for c in columns) for row in tables.mentions.to_pylist()] == mentions
    relations = [(doc.id, r.subject, r.predicate, r.object, r.start, r.end, r.negated, r.modality) for doc in docs for r in doc.relations]
    columns = ["letter", "subject", "predicate", "object", "start", "end", "negated", "modality"]
    assert [tuple(row[c] for c in columns) for row in tables.relations.to_pylist()] == relations
    entities = [(doc.id, e.id, list(e.same_as), e.nil) for doc in docs for e in doc.entities]
    assert [(r["letter"], r["entity"], r["same_as"], r["nil"]) for r in tables.entities.to_pylist()] == entities
    promises = [(doc.id, c.what.text, c.due and c.due.day) for doc in docs for c in doc.commitments]
    assert [(r["letter"], r["what"], r["due"]) for r in tables.commitments.to_pylist()] == promises


def test_rows_of_one_id_join_with_their_own_rows_alone(tmp_path):
    rows = {"id": ["a", "a", "a", "b"], "text": ["De NAVO.", "De Opiumwet.", "De NAVO.", None]}
    tables = griffier.annotate_table(pa.table(rows), n_jobs=2)
    keys = tables.letters["letter_key"].to_pylist()
    assert len(set(keys)) == 4 and all(len(key) == 16 for key in keys)
    for table in tables[1:]:
        assert table.schema.names[-1] == "letter_key"
    for table in (tables.mentions, tables.entities):
        assert table["letter_key"].to_pylist() == keys[:3]
    assert griffier.annotate_table(pa.table(rows)).letters["letter_key"].to_pylist() == keys
    # A file is read batch by batch, and is one table.
    pq.write_table(pa.table(rows), tmp_path / "in.parquet")
    griffier.annotate_parquet(tmp_path / "in.parquet", tmp_path / "uit", batch_rows=1)
    assert pq.read_table(tmp_path / "uit" / "letters.parquet")["letter_key"].to_pylist() == keys


def test_a_table_that_is_cut_anew_has_the_same_keys():
    from griffier.spark import annotate_batches

    rows = pa.table({"id": ["a", "a", "b"], "text": ["De NAVO.", "De EU.", "Op 8 juli jl."], "date": ["2021-10-11"] * 3})

    def keys(what, size):
        batches = annotate_batches(iter(rows.to_batches(max_chunksize=size)), "text", "id", "date", what)
        return [key for batch in batches for key in batch["letter_key"].to_pylist()]

    assert len(set(keys("letters", 1))) == 3
    assert keys("letters", 1) == keys("records", 3) == keys("mentions", 2)


def test_the_same_with_one_thread_and_many(letters):
    table = pa.Table.from_pylist(letters * 8)
    one, many = (griffier.annotate_table(table, n_jobs=jobs) for jobs in (1, 4))
    assert all(a.equals(b) for a, b in zip(one, many, strict=True))


def test_an_empty_table_has_empty_tables():
    tables = griffier.annotate_table(pa.table({"text": pa.array([], pa.string())}))
    assert [len(table) for table in tables] == [0] * 5
    assert tables.mentions.schema.names[0] == "letter"
    # Whatever type a column without values fell back to.
    for table in (
        pd.DataFrame({"text": pd.Series([], dtype=str)}),
        pd.DataFrame({"id": [], "text": [], "date": []}),
        pl.DataFrame({"id": [], "text": []}),
        pa.table({"text": pa.nulls(0)}),
        pa.table({"text": pa.nulls(0)}).to_reader(),
    ):
        assert [len(table) for table in griffier.annotate_table(table)] == [0] * 5


def test_a_column_of_nothing_has_no_type():
    none = float("nan")
    for table in (
        pd.DataFrame({"text": ["De motie is op 8 juli jl. aangenomen.", "De NAVO."], "date": [none, none]}),
        pl.DataFrame({"text": ["De motie is op 8 juli jl. aangenomen.", "De NAVO."], "date": [None, None], "id": [None, None]}),
        pa.table({"text": ["De motie.", "De NAVO."], "date": pa.nulls(2), "id": pa.nulls(2, pa.float64())}),
    ):
        assert found(griffier.annotate_table(table))[0][-1] == ("row-2", 3, 7, "NAVO", "org:navo")
    for table in (pd.DataFrame({"text": [None, None]}), pl.DataFrame({"text": [None, None]}), pa.table({"text": pa.nulls(2)}).to_reader()):
        assert found(griffier.annotate_table(table)) == ([], [(f"row-{i}", f"row {i}: the text is null") for i in (1, 2)])


@pytest.mark.parametrize(
    ("table", "options", "words"),
    [
        (pa.table({"tekst": ["x"]}), {}, "text: no column \"text\"; there are: tekst"),
        (pd.DataFrame({"tekst": ["x"]}), {}, "text: no column 'text'; there are: tekst"),
        (pl.DataFrame({"id": ["a"], "tekst": ["x"]}), {}, "no column \"text\"; there are: id, tekst"),
        (pa.table({"text": [1, 2]}), {}, "text: column \"text\" holds Int64, and texts are wanted"),
        (pa.table({"text": [b"x"]}), {}, "holds Binary"),
        (pd.DataFrame({"text": ["a", None, 1]}), {}, "column 'text', row 3: not of one type that can be read: int beside str"),
        (pl.DataFrame({"text": [[1]]}), {}, "holds"),
        (pa.table({"text": ["x"], "id": [1.5]}), {}, "id: column \"id\" holds Float64"),
        (pa.table({"text": ["x"]}), {"id": "nr"}, "id: no column \"nr\""),
        (pa.table({"text": ["x"], "date": [1]}), {}, "date: column \"date\" holds Int64"),
        (pa.table({"text": ["x"]}), {"text": None}, "text: the name of a column is wanted, not NoneType"),
        ("brieven.parquet", {}, "annotate_parquet reads files"),
        ([{"text": "x"}], {}, "list has no __arrow_c_stream__"),
        (None, {}, "NoneType has no __arrow_c_stream__"),
    ],
)
def test_tables_that_cannot_be_read(table, options, words):
    with pytest.raises(griffier.InputTypeError) as raised:
        griffier.annotate_table(table, **options)
    assert words in str(raised.value)


def test_half_a_surrogate_pair_is_named_by_its_row():
    with pytest.raises(griffier.InputError, match="column 'text', row 2: character 1 is half of a surrogate pair"):
        griffier.annotate_table(pd.DataFrame({"text": ["De NAVO.", "a\ud800"]}, dtype=object))


def test_bytes_that_are_no_text_are_not_read_as_text():
    offsets, data = pa.py_buffer(b"\0\0\0\0\x02\0\0\0"), pa.py_buffer(b"\xff\xfe")
    column = pa.Array.from_buffers(pa.string(), 1, [None, offsets, data])
    with pytest.raises(griffier.InputError, match="row 1 and after: column \"text\""):
        griffier.annotate_table(pa.table({"text": column}))


def test_a_reader_that_breaks_off_says_where():
    def batches():
        yield pa.record_batch({"text": ["De NAVO."]})
        raise ValueError("de schijf is weg")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches())
    with pytest.raises(griffier.InputError, match="row 2 and after: .*de schijf is weg"):
        griffier.annotate_table(reader)


def test_a_file_that_is_no_parquet_is_named(tmp_path):
    broken = tmp_path / "brieven.parquet"
    for data in (b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1"):
        broken.write_bytes(data)
        with pytest.raises(griffier.InputError, match="brieven.parquet: "):
            griffier.annotate_parquet(broken, tmp_path / "uit")
    pq.write_table(pa.table({"text": [f"De NAVO {i} {'x' * i}." for i in range(2000)]}), broken, compression="none", row_group_size=500)
    data = bytearray(broken.read_bytes())
    data[40:9000] = bytes(8960)
    broken.write_bytes(data)
    try:
        griffier.annotate_parquet(broken, tmp_path / "uit")
    except griffier.InputError as error:
        assert "brieven.parquet: row " in str(error)
    assert not list(tmp_path.glob("uit/.*.parquet"))
    with pytest.raises(FileNotFoundError):
        griffier.annotate_parquet(tmp_path / "weg.parquet", tmp_path / "niets")
    assert not (tmp_path / "niets").exists()


def test_parquet_in_and_out(tmp_path, letters):
    source = tmp_path / "brieven.parquet"
    table = pa.Table.from_pylist([*letters, {"id": "leeg", "text": None, "date": None}])
    pq.write_table(table, source, row_group_size=2)
    counts = griffier.annotate_parquet(source, tmp_path / "uit", batch_rows=2)
    whole = griffier.annotate_table(table)
    assert counts["lost"] == 1 and counts["letters"] == 6
    for name, rows in whole._asdict().items():
        assert pq.read_table(tmp_path / "uit" / f"{name}.parquet").equals(rows), name
        assert counts[name] == len(rows)
    pq.write_table(table.select(["text"]), source)
    griffier.annotate_parquet(source, tmp_path / "uit", batch_rows=2)
    ids = pq.read_table(tmp_path / "uit" / "letters.parquet")["letter"].to_pylist()
    assert ids == [f"row-{i}" for i in range(1, 7)]
    with pytest.raises(griffier.InputTypeError, match="text: no column 'tekst'"):
        griffier.annotate_parquet(source, tmp_path / "uit", text="tekst")
