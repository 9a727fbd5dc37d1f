"""From options to a pipeline: lists of names from files, dicts and data frames."""

from __future__ import annotations

import datetime
import json
import math
import os
import re
import tempfile
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ._griffier import Pipeline, _open
from .errors import InputError, InputTypeError, ListError

__all__ = ["load"]

#: Columns whose cells may list several values, parted by ``|`` as in the tables of griffier.
_LISTS = {"adjectives", "aliases", "context", "exact", "same_as"}

_Row = dict[str, Any]


def load(
    gazetteers: Any = (),
    *,
    builtin: bool = True,
    tagger: bool | str | os.PathLike[str] = False,
    priority: int = 1,
    default_type: str | None = None,
    map_columns: Mapping[str, str] | None = None,
    map_types: Mapping[str, str] | None = None,
    map_ids: Mapping[str, str] | None = None,
) -> Pipeline:
    """Makes a pipeline. Without arguments it knows the built-in lists, and costs next to nothing.

    ``gazetteers`` are lists of names of your own: the path of a file (CSV, TSV, JSON Lines, SKOS, patterns of spaCy's
    EntityRuler, a compiled ``.kb``), a list of dicts, a data frame of pandas, polars or pyarrow, or a list of several of these.
    A row has at least a ``name`` and a ``type``, better also an ``id``; ``docs/knowledge-base.md`` has the columns. Your
    rows go before the built-in ones, which have priority 0; with ``priority=0`` both stay candidates. ``builtin=False``
    leaves the built-in lists out. ``map_columns``, ``map_types`` and ``map_ids`` say what your list's own words mean,
    ``default_type`` the type of rows that state none. Lists are kept until the process ends.

    ``tagger=True`` also finds names that no list has and no rule finds, by a model learned from annotated text; a path is a
    model of ``griffier train``.

    >>> import griffier
    >>> nlp = griffier.load([{"id": "own:zeegras", "name": "Platform Zeegras", "type": "ORGANISATION"}])
    >>> [(m.text, m.entity) for m in nlp("Het Platform Zeegras sprak met de NAVO.").mentions]
    [('Platform Zeegras', 'own:zeegras'), ('NAVO', 'org:navo')]
    """
    if isinstance(priority, bool) or not isinstance(priority, int):
        raise InputTypeError(f"priority: a whole number is wanted, not {type(priority).__name__}")
    if not -100 <= priority <= 100:
        raise InputError(f"priority: {priority} is not from -100 to 100")
    if not isinstance(tagger, (bool, str, os.PathLike)):
        raise InputTypeError(f"tagger: True, False or a path is wanted, not {type(tagger).__name__}")
    options = {
        "gazetteers": [_source(i, given) for i, given in enumerate(_several(gazetteers), 1)],
        "builtin": bool(builtin),
        "tagger": tagger if isinstance(tagger, bool) else os.path.abspath(tagger),
        "priority": priority,
        "default_type": default_type,
        "map_columns": _words(map_columns, "map_columns"),
        "map_types": _words(map_types, "map_types"),
        "map_ids": _words(map_ids, "map_ids"),
    }
    return reload(options)


def reload(options: dict[str, Any]) -> Pipeline:
    """Makes the pipeline again that `load` made of these options: in another process, say."""
    how = {
        "builtin": options["builtin"],
        "priority": options["priority"],
        "default_type": options["default_type"],
        "columns": [f"{a}={b}" for a, b in options["map_columns"].items()],
        "types": [f"{a}={b}" for a, b in options["map_types"].items()],
        "ids": [f"{a}={b}" for a, b in options["map_ids"].items()],
    }
    with tempfile.TemporaryDirectory(prefix="griffier-") as folder:
        files = []
        for number, source in enumerate(options["gazetteers"], 1):
            if isinstance(source, str):
                files.append(source)
                continue
            file = Path(folder, f"gazetteer-{number}.jsonl")
            with file.open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in source)
            files.append(str(file))
        try:
            pipeline, left_out = _open(files, how, options["tagger"], options)
        except ListError as error:
            # Of rows that came from memory the number is what helps, not where they lay meanwhile.
            words = str(error).replace(folder + os.sep, "").replace("--default-type", "default_type")
            raise ListError(re.sub(r"--map-type (\S+)=TYPE", r"map_types={'\1': TYPE}", words)) from None
    for words in left_out:
        warnings.warn(words.replace(folder + os.sep, ""), stacklevel=3)
    return pipeline


def _several(given: Any) -> list[Any]:
    """One list, or several."""
    if isinstance(given, (str, os.PathLike, Mapping)) or _is_frame(given):
        return [given]
    if not isinstance(given, Iterable):
        raise InputTypeError(f"gazetteers: a path, a list of dicts or a data frame is wanted, not {type(given).__name__}")
    items = list(given)
    if items and all(isinstance(item, Mapping) for item in items):
        return [items]
    return items


def _is_frame(given: Any) -> bool:
    return any(hasattr(given, method) for method in ("to_dicts", "to_pylist")) or (
        hasattr(given, "to_dict") and hasattr(given, "columns")
    )


def _source(number: int, given: Any) -> str | list[_Row]:
    """A path, or rows that JSON can hold."""
    if isinstance(given, (str, os.PathLike)):
        return os.path.abspath(given)
    if hasattr(given, "to_dicts"):
        rows = given.to_dicts()
    elif hasattr(given, "to_pylist"):
        rows = given.to_pylist()
    elif hasattr(given, "to_dict") and hasattr(given, "columns"):
        rows = given.to_dict("records")
    elif isinstance(given, Mapping):
        rows = [given]
    elif isinstance(given, Iterable):
        rows = list(given)
    else:
        raise InputTypeError(f"gazetteer {number}: a path, a list of dicts or a data frame is wanted, not {type(given).__name__}")
    for at, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            raise InputTypeError(f"gazetteer {number}, row {at}: a dict is wanted, not {type(row).__name__}")
    return [
        {str(key): cell for key, value in row.items() if (cell := _cell(value, str(key), f"gazetteer {number}, row {at}")) is not None}
        for at, row in enumerate(rows, 1)
    ]


def _cell(value: Any, column: str, where: str) -> Any:
    """A value as JSON has it; ``None`` for one that is missing."""
    if value is None or isinstance(value, bool):
        return value
    if hasattr(value, "tolist") and not isinstance(value, (str, bytes)):
        value = value.tolist()
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return int(value) if value.is_integer() else value
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(f"{where}: {column}: character {error.start} is half of a surrogate pair") from None
        parts = value.split("|") if column in _LISTS else [value]
        return value if len(parts) == 1 else [part.strip() for part in parts if part.strip()]
    if isinstance(value, int):
        return value
    if isinstance(value, (datetime.date, datetime.datetime)):
        text = value.isoformat()[:10]
        return None if text == "NaT" else text
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return [cell for item in items if (cell := _cell(item, column, where)) is not None]
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    raise InputTypeError(f"{where}: {column}: a text, a number or a list of texts is wanted, not {type(value).__name__}")


def _words(given: Mapping[str, str] | None, argument: str) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputTypeError(f"{argument}: a dict is wanted, not {type(given).__name__}")
    return {str(key): str(value) for key, value in given.items()}
