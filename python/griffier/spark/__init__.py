"""griffier on Apache Spark: partition by partition, the pipeline loaded once for each worker.

>>> from griffier.spark import SCHEMAS
>>> SCHEMAS["records"]
'letter string, record string, error string, letter_key string'
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .._griffier import Pipeline
from ..errors import InputError
from ..loading import load, reload
from ..tables import _streams

if TYPE_CHECKING:
    import pyarrow as _pa
    from pyspark.sql import DataFrame

__all__ = ["SCHEMAS", "annotate", "annotate_batches"]

#: What can be asked for, with the columns that come of it.
SCHEMAS = {
    "records": "letter string, record string, error string, letter_key string",
    "letters": "letter string, date string, subject string, mentions long, relations long, commitments long, error string, "
    "letter_key string",
    "mentions": "letter string, mention string, start long, end long, byte_start long, byte_end long, text string, type string, "
    "entity string, candidates array<string>, nested boolean, confidence double, why string, holder string, "
    "letter_key string",
    "entities": "letter string, entity string, type string, label string, same_as array<string>, nil boolean, letter_key string",
    "relations": "letter string, subject string, predicate string, object string, start long, end long, evidence string, "
    "confidence double, negated boolean, modality string, why string, letter_key string",
    "commitments": "letter string, status string, start long, end long, text string, what string, by array<string>, "
    "to array<string>, made_on string, made_in string, due string, number string, modality string, confidence double, "
    "letter_key string",
}


def annotate(
    df: DataFrame,
    *,
    text: str = "text",
    id: str | None = "id",
    date: str | None = "date",
    what: str = "records",
    nlp: Pipeline | None = None,
    timeout: float | None = 120.0,
) -> DataFrame:
    """Annotates the letters of a data frame. Nothing runs before Spark is asked for rows.

    ``what`` is one of `SCHEMAS`: with ``records`` a row a letter, with its record as JSON (the one that ``griffier annotate
    --offsets char`` writes) or an ``error``; with ``mentions``, ``relations`` … the rows of that table. All join on ``letter_key``, which
    two rows share only if their id, date and text are the same. A letter that cannot be
    read, or that takes longer than ``timeout`` seconds, costs no other. A letter without ``id`` would be called after its row
    in a batch, which means nothing on a cluster: give one.

    ``nlp`` is a pipeline whose options every worker loads again; files of lists must lie at the same path everywhere.
    """
    if what not in SCHEMAS:
        raise InputError(f"what: {what!r} is none of {', '.join(SCHEMAS)}")
    id, date = (None if name == default and name not in df.columns else name for name, default in ((id, "id"), (date, "date")))
    missing = [name for name in (text, id, date) if name is not None and name not in df.columns]
    if missing:
        raise InputError(f"no column {missing[0]!r}; there are: {', '.join(df.columns)}")
    if id is None:
        raise InputError(f"id: a column with a name for each letter is wanted; there are: {', '.join(df.columns)}")
    options = None if nlp is None else json.dumps(nlp.options)

    def run(batches: Iterator[_pa.RecordBatch]) -> Iterator[_pa.RecordBatch]:
        from griffier.spark import annotate_batches

        return annotate_batches(batches, text, id, date, what, options, timeout)

    columns = dict.fromkeys(name for name in (text, id, date) if name is not None)
    return df.select(*columns).mapInArrow(run, SCHEMAS[what])


#: The pipelines of this worker by their options. Few: lists stay in memory anyway until the process ends.
_loaded: dict[str | None, Pipeline] = {}


def _pipeline(options: str | None) -> Pipeline:
    if options not in _loaded:
        _loaded[options] = load() if options is None else reload(json.loads(options))
    return _loaded[options]


def annotate_batches(
    batches: Iterator[_pa.RecordBatch],
    text: str,
    id: str | None,
    date: str | None,
    what: str = "records",
    options: str | None = None,
    timeout: float | None = None,
) -> Iterator[_pa.RecordBatch]:
    """What each worker does with its batches; also for Ray, Dask and the like, which hand out batches of Arrow as well."""
    import pyarrow as pa

    nlp = _pipeline(options)
    for batch in batches:
        if not len(batch):
            continue
        table = pa.Table.from_batches([batch])
        found = pa.table(_streams(table, nlp, text, id, date, 1, timeout, what == "records", None)[what])
        narrow = [field.with_type(_narrow(field.type)) for field in found.schema]
        yield from found.cast(pa.schema(narrow)).to_batches()


def _narrow(kind: Any) -> Any:
    """The types that Spark knows texts by."""
    import pyarrow as pa

    if pa.types.is_large_string(kind):
        return pa.string()
    return pa.list_(pa.string()) if pa.types.is_list(kind) else kind
