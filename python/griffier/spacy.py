"""griffier in a spaCy pipeline: ``nlp.add_pipe("griffier")``, after any tokenizer and beside any other component.

What it fills:

* ``doc.spans["griffier"]``: every mention, nested ones too, with ``label_`` and ``kb_id_``;
* ``doc.ents``: the outermost ones, before what other components found there;
* ``doc._.griffier_relations`` and ``doc._.griffier_commitments``: lists of dicts as in the record; each relation and
  commitment has ``start`` and ``end`` in code points of ``doc.text``;
* ``doc._.griffier``: the whole record, on demand; ``span._.griffier``: the mention that a span of the group is.

All of it is kept by ``DocBin(store_user_data=True)``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from .errors import InputError
from .loading import load

if TYPE_CHECKING:
    from ._griffier import Document, Pipeline

__all__ = ["GROUP", "Griffier", "from_document", "make"]

#: The span group with all mentions.
GROUP = "griffier"

#: The key of ``doc.user_data`` under which the record lies, as JSON, so that it is kept with the doc.
_RECORD = "griffier"

_MODES = ("strict", "contract", "expand")


def _record(doc: Doc) -> dict[str, Any] | None:
    line = doc.user_data.get(_RECORD)
    return None if line is None else json.loads(line)


def _layer(name: str) -> Any:
    def layer(doc: Doc) -> list[dict[str, Any]]:
        record = _record(doc)
        return [] if record is None else list(record[name])

    return layer


def _mention(span: Span) -> dict[str, Any] | None:
    """The mention of a span: the one that its id names, else the one with its place."""
    record = _record(span.doc)
    if record is None:
        return None
    for mention in record["mentions"]:
        if span.id_ == mention["id"] or (
            not span.id_ and (span.start_char, span.end_char) == (mention["start"], mention["end"])
        ):
            return dict(mention)
    return None


def _register() -> None:
    for name, getter in (
        ("griffier", _record),
        ("griffier_relations", _layer("relations")),
        ("griffier_commitments", _layer("commitments")),
        ("griffier_entities", _layer("entities")),
    ):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)
    if not Span.has_extension("griffier"):
        Span.set_extension("griffier", getter=_mention)


_register()


def fill(doc: Doc, line: str, alignment: str = "expand", overwrite_ents: bool = True, set_ents: bool = True) -> Doc:
    """Writes what a record (JSON, offsets in code points) says of ``doc.text`` into ``doc``."""
    record = json.loads(line)
    doc.user_data[_RECORD] = line
    group, outer = [], []
    for mention in record["mentions"]:
        span = doc.char_span(
            mention["start"],
            mention["end"],
            label=mention["type"],
            kb_id=mention.get("entity") or "",
            alignment_mode=alignment,
            span_id=mention["id"],
        )
        if span is None or not len(span):
            continue
        group.append(span)
        if not mention["nested"]:
            outer.append(span)
    doc.spans[GROUP] = group
    if set_ents:
        # Widened to whole tokens two may meet: the longer one stays, all are in the group.
        ours = filter_spans(outer)
        taken = {token.i for span in ours for token in span}
        others = [] if overwrite_ents else [e for e in doc.ents if not taken.intersection(range(e.start, e.end))]
        doc.ents = sorted([*ours, *others], key=lambda span: span.start)
    return doc


class Griffier:
    """The component: annotates ``doc.text``, so that it does not matter how it was split into tokens."""

    def __init__(
        self,
        pipeline: Pipeline,
        name: str = "griffier",
        *,
        alignment: str = "expand",
        set_ents: bool = True,
        overwrite_ents: bool = True,
        date_attr: str | None = None,
        n_jobs: int = 1,
    ) -> None:
        if alignment not in _MODES:
            raise InputError(f"alignment: {alignment!r} is none of {', '.join(_MODES)}")
        self.pipeline = pipeline
        self.name = name
        self.alignment = alignment
        self.set_ents = set_ents
        self.overwrite_ents = overwrite_ents
        self.date_attr = date_attr
        self.n_jobs = n_jobs

    def __call__(self, doc: Doc) -> Doc:
        return self._fill(doc, self.pipeline(doc.text, date=self._date(doc)))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Many docs, in parallel with ``n_jobs`` other than 1."""
        pairs = (({"text": doc.text, "date": self._date(doc)}, doc) for doc in stream)
        for found, doc in self.pipeline.pipe(pairs, as_tuples=True, n_jobs=self.n_jobs):
            yield self._fill(doc, found)

    def _date(self, doc: Doc) -> Any:
        return getattr(doc._, self.date_attr) if self.date_attr and doc.has_extension(self.date_attr) else None

    def _fill(self, doc: Doc, found: Document) -> Doc:
        return fill(doc, found.to_json(), self.alignment, self.overwrite_ents, self.set_ents)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: all that it is stands in the configuration."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Griffier:
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """As `to_bytes`."""

    def from_disk(self, _path: Any, **_: Any) -> Griffier:
        return self


@Language.factory(
    "griffier",
    assigns=["doc.ents", "doc.spans"],
    default_config={
        "gazetteers": [],
        "builtin": True,
        "tagger": False,
        "alignment": "expand",
        "set_ents": True,
        "overwrite_ents": True,
        "date_attr": None,
        "n_jobs": 1,
    },
)
def make(
    nlp: Language,
    name: str,
    gazetteers: Any,
    builtin: bool,
    tagger: Any,
    alignment: str,
    set_ents: bool,
    overwrite_ents: bool,
    date_attr: str | None,
    n_jobs: int,
) -> Griffier:
    """Makes the component. ``alignment`` is what becomes of a mention whose edges lie within a token: ``expand`` takes the
    whole token, ``contract`` leaves it out, ``strict`` drops the mention. ``date_attr`` names an attribute of docs
    (``doc._.date``) that has the day of the letter."""
    return Griffier(
        load(gazetteers, builtin=builtin, tagger=tagger),
        name,
        alignment=alignment,
        set_ents=set_ents,
        overwrite_ents=overwrite_ents,
        date_attr=date_attr,
        n_jobs=n_jobs,
    )


def from_document(document: Document, nlp: Language | None = None) -> Doc:
    """A spaCy ``Doc`` of an annotated letter, with the tokens of ``nlp``, else with griffier's, cut where mentions begin and
    end."""
    if nlp is not None:
        doc = nlp.make_doc(document.text)
    else:
        written = json.loads(document.to_format("spacy"))
        blank = spacy.blank("nl")
        doc = Doc(blank.vocab).from_json({key: written[key] for key in ("text", "tokens")})
    return fill(doc, document.to_json())
