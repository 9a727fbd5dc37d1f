"""Tables of letters in, tables of finds out: pyarrow, pandas, polars, Parquet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ._griffier import ArrowStream, Pipeline, _annotate_arrow
from .errors import InputError, InputTypeError
from .loading import load

__all__ = ["Tables", "annotate_parquet", "annotate_table"]


class Tables(NamedTuple):
    """What was found, table by table, joined on ``letter_key``; each of the kind of table that was given.

    ``letter`` is the id, which two rows may share; ``letter_key`` is 16 digits that no two rows share, the same in every run over the
    same rows.
    ``letters`` has a row for each row that was given, in the same order, with an ``error`` where one could not be read.
    ``start`` and ``end`` count code points.
    """

    letters: Any
    mentions: Any
    entities: Any
    relations: Any
    commitments: Any


def annotate_table(
    table: Any,
    *,
    text: str = "text",
    id: str | None = "id",
    date: str | None = "date",
    nlp: Pipeline | None = None,
    n_jobs: int = -1,
    timeout: float | None = None,
) -> Tables:
    """Annotates the letters of a table: of pyarrow, pandas or polars, or of anything with ``__arrow_c_stream__``.

    ``text``, ``id`` and ``date`` are the names of columns; a table without ``id`` or ``date`` has none, and its letters are
    called ``row-1``, ``row-2`` … The texts are read where they lie, without Python's lock, by ``n_jobs`` threads (-1: one for
    each processor). The tables that come back are of the kind that was given; of other kinds pyarrow's.

    A row whose text is null, whose date is none, or that takes longer than ``timeout`` seconds has an ``error`` in
    ``letters`` and costs no other.

    >>> import griffier, pyarrow
    >>> table = pyarrow.table({"id": ["a", "b"], "text": ["De NAVO.", None], "date": ["2021-10-11", None]})
    >>> found = griffier.annotate_table(table)
    >>> found.mentions.select(["letter", "text", "entity"]).to_pylist()
    [{'letter': 'a', 'text': 'NAVO', 'entity': 'org:navo'}]
    >>> found.letters["error"].to_pylist()
    [None, 'row 2: the text is null']
    """
    return _annotate(table, text, id, date, nlp, n_jobs, timeout, 0)


def _annotate(
    table: Any,
    text: str,
    id: str | None,
    date: str | None,
    nlp: Pipeline | None,
    n_jobs: int,
    timeout: float | None,
    before: int,
) -> Tables:
    kind, source = _source(table, text, id, date)
    streams = _streams(source, nlp, text, id, date, n_jobs, timeout, before=before)
    return Tables(*(_as(kind, streams[name]) for name in Tables._fields))


def annotate_parquet(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    text: str = "text",
    id: str | None = "id",
    date: str | None = "date",
    nlp: Pipeline | None = None,
    n_jobs: int = -1,
    timeout: float | None = None,
    batch_rows: int = 1024,
) -> dict[str, int]:
    """Annotates the letters of a Parquet file, a batch of rows at a time, into Parquet files in the folder ``target``.

    The files are called ``letters.parquet``, ``mentions.parquet`` and so on; each appears when it is whole. Gives the number of
    rows of each, and as ``lost`` how many letters could not be read.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    file = _opened(source)
    nlp = nlp or load()
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    columns = [name for name in (text, id, date) if name is not None and name in file.schema_arrow.names]
    if text not in columns:
        raise InputTypeError(f"text: no column {text!r}; there are: {', '.join(file.schema_arrow.names)}")
    counts = dict.fromkeys((*Tables._fields, "lost"), 0)
    writers: dict[str, Any] = {}
    done = False
    before = 0
    try:
        for batch in _batches(file, source, batch_rows, columns):
            part = pa.Table.from_batches([batch])
            found = _annotate(part, text, id, date, nlp, n_jobs, timeout, before)
            before += len(part)
            for name, rows in found._asdict().items():
                if name not in writers:
                    writers[name] = pq.ParquetWriter(folder / f".{name}.parquet", rows.schema, compression="zstd")
                writers[name].write_table(rows)
                counts[name] += len(rows)
            counts["lost"] += pc.sum(pc.is_valid(found.letters["error"])).as_py() or 0
        done = True
    finally:
        for name, writer in writers.items():
            writer.close()
            part_file = folder / f".{name}.parquet"
            if done:
                part_file.replace(folder / f"{name}.parquet")
            else:
                part_file.unlink(missing_ok=True)
    return counts


def _opened(source: str | os.PathLike[str]) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(source)
    except (pa.ArrowException, OSError) as error:
        # A file that is not there or closed to the user says so itself.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise InputError(f"{os.fspath(source)}: no Parquet file: {error}") from None


def _batches(file: Any, source: str | os.PathLike[str], rows: int, columns: list[str]) -> Iterator[Any]:
    import pyarrow as pa

    read = 0
    batches = file.iter_batches(batch_size=rows, columns=columns)
    while True:
        try:
            batch = next(batches, None)
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{os.fspath(source)}: row {read + 1} and after: cannot be read: {error}") from None
        if batch is None:
            return
        read += len(batch)
        yield batch


def _streams(
    source: Any,
    nlp: Pipeline | None,
    text: str,
    id: str | None,
    date: str | None,
    n_jobs: int,
    timeout: float | None,
    records: bool = False,
    before: int | None = 0,
) -> dict[str, ArrowStream]:
    """The tables of what is found. A column that is not there and has the name that nobody chose is none.

    ``before`` is the number of rows before these, ``None`` where these are some rows of a table that is cut anew in every run.
    """
    names = _names(source)
    if names is not None:
        id = None if id == "id" and id not in names else id
        date = None if date == "date" and date not in names else date
    return _annotate_arrow(nlp or load(), source, text, id, date, n_jobs, timeout, records, before)


def _names(source: Any) -> list[str] | None:
    for attribute in ("column_names", "columns"):
        names = getattr(source, attribute, None)
        if names is not None and not callable(names):
            return [str(name) for name in names]
    schema = getattr(source, "schema", None)
    names = getattr(schema, "names", None)
    return [str(name) for name in names] if names is not None and not callable(names) else None


def _source(table: Any, text: str, id: str | None, date: str | None) -> tuple[str, Any]:
    """Whose table it is, and the columns of it that are read, in a form that Rust takes over."""
    for name, value in (("text", text), ("id", id), ("date", date)):
        if not isinstance(value, str) and not (value is None and name != "text"):
            raise InputTypeError(f"{name}: the name of a column is wanted, not {type(value).__name__}")
    if isinstance(table, (str, os.PathLike)):
        raise InputTypeError("table: a table is wanted, not a path; annotate_parquet reads files")
    kind = type(table).__module__.partition(".")[0]
    wanted = [name for name in dict.fromkeys((text, id, date)) if name is not None]
    if kind == "pandas":
        return kind, _from_pandas(table, wanted)
    if kind == "polars":
        return kind, _from_polars(table, wanted)
    if kind == "pyarrow":
        return kind, _from_pyarrow(table, wanted)
    return "pyarrow", table


def _from_pandas(frame: Any, wanted: list[str]) -> Any:
    import pyarrow as pa

    if not hasattr(frame, "columns"):
        raise InputTypeError(f"table: a DataFrame is wanted, not {type(frame).__name__}")
    there = [name for name in wanted if name in frame.columns]
    if wanted[0] not in there:
        names = ", ".join(str(name) for name in frame.columns)
        raise InputTypeError(f"text: no column {wanted[0]!r}; there are: {names}")
    arrays = {}
    for name in there:
        column = frame[name]
        if not hasattr(column, "dtype"):
            raise InputTypeError(f"table: several columns are called {name!r}")
        try:
            arrays[name] = pa.array(column, from_pandas=True)
        except (pa.ArrowException, TypeError, ValueError) as error:
            raise _odd(name, column, error) from None
    return _from_pyarrow(pa.table(arrays), wanted)


def _odd(name: str, column: Any, error: Exception) -> InputError | InputTypeError:
    """What is wrong with a column of Python's objects, with the first row that is to blame."""
    kinds: set[type] = set()
    for row, value in enumerate(column, 1):
        if isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError as half:
                return InputError(f"column {name!r}, row {row}: character {half.start} is half of a surrogate pair")
        if value is not None and value == value:
            kinds.add(type(value))
            if len(kinds) > 1:
                names = " beside ".join(sorted(kind.__name__ for kind in kinds))
                return InputTypeError(f"column {name!r}, row {row}: not of one type that can be read: {names}")
    return InputTypeError(f"column {name!r}: not of one type that can be read: {error}")


def _from_polars(frame: Any, wanted: list[str]) -> Any:
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, pl.DataFrame):
        raise InputTypeError(f"table: a DataFrame is wanted, not {type(frame).__name__}")
    # Without the columns that are wanted, Rust says which there are.
    frame = frame.select([name for name in wanted if name in frame.columns]) if wanted[0] in frame.columns else frame
    nothing = [name for name in wanted if name in frame.columns and frame[name].null_count() == len(frame)]
    frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in nothing)
    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String), pl.col(pl.Enum).cast(pl.String))


def _from_pyarrow(table: Any, wanted: list[str]) -> Any:
    import pyarrow as pa

    if isinstance(table, pa.RecordBatchReader):
        return table
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    if not isinstance(table, pa.Table):
        raise InputTypeError(f"table: a Table is wanted, not {type(table).__name__}")
    columns, fields = [], []
    for name in [name for name in wanted if name in table.column_names]:
        if table.column_names.count(name) > 1:
            raise InputTypeError(f"table: several columns are called {name!r}")
        column = table.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        # A column of nothing has whatever type its maker fell back to.
        if column.null_count == len(column):
            column = pa.chunked_array([pa.nulls(len(column), pa.string())])
        columns.append(column)
        fields.append(pa.field(name, column.type))
    # Without the columns that are wanted, Rust says which there are.
    return pa.table(columns, schema=pa.schema(fields)) if wanted[0] in [field.name for field in fields] else table


def _as(kind: str, stream: ArrowStream) -> Any:
    if kind == "polars":
        import polars as pl

        return pl.DataFrame(stream)
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        return stream
    table = pa.table(stream)
    return table.to_pandas() if kind == "pandas" else table
