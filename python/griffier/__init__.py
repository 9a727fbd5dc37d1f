"""Reads letters of Dutch ministers to parliament: who, what, when and how they relate.

>>> import griffier
>>> nlp = griffier.load()
>>> doc = nlp("De minister van Defensie gaat op 11 juli naar de NAVO-top.", date="2023-06-30")
>>> for mention in doc.mentions:
...     print(mention.text, mention.type, mention.entity, mention.attrs.get("holder"))
minister van Defensie OFFICE office:min-def person:kajsa-ollongren
11 juli DATE 2023-07-11 None
NAVO-top EVENT event:navo-top None
NAVO ORGANISATION org:navo None

``docs/python.md`` shows every call. Data frames and Arrow: `annotate_table`. spaCy: the factory ``griffier``. Spark:
`griffier.spark`.
"""

from __future__ import annotations

from ._griffier import (
    SCHEMA,
    ArrowStream,
    Candidate,
    Commitment,
    Diagnostic,
    Document,
    Due,
    Entity,
    Letters,
    Meaning,
    Mention,
    Passage,
    Pipeline,
    Relation,
    Sentence,
    Zone,
    __version__,
)
from .errors import GriffierError, InputError, InputTypeError, LetterError, ListError
from .loading import load
from .tables import Tables, annotate_parquet, annotate_table

__all__ = [
    "SCHEMA",
    "ArrowStream",
    "Candidate",
    "Commitment",
    "Diagnostic",
    "Document",
    "Due",
    "Entity",
    "GriffierError",
    "InputError",
    "InputTypeError",
    "Letters",
    "LetterError",
    "ListError",
    "Meaning",
    "Mention",
    "Passage",
    "Pipeline",
    "Relation",
    "Sentence",
    "Tables",
    "Zone",
    "__version__",
    "annotate_parquet",
    "annotate_table",
    "load",
]
