"""The exceptions of griffier. Each says what is wrong and where."""

from __future__ import annotations

__all__ = ["GriffierError", "InputError", "InputTypeError", "LetterError", "ListError"]


class GriffierError(Exception):
    """What all exceptions of griffier have in common."""


class InputError(GriffierError, ValueError):
    """An argument with a value that means nothing: a date that is none, half a surrogate pair."""


class InputTypeError(GriffierError, TypeError):
    """An argument of the wrong type: ``None`` or bytes where a text is due, a column of numbers."""


class LetterError(GriffierError):
    """A letter that is lost. ``path`` says which, ``kind`` how: ``io``, ``format``, ``late``, ``stalled``, ``defect``."""

    path: str
    kind: str

    def __init__(self, message: str, path: str = "", kind: str = "defect") -> None:
        super().__init__(message)
        self.path = path
        self.kind = kind

    def __reduce__(self) -> tuple[type[LetterError], tuple[str, str, str]]:
        return type(self), (str(self), self.path, self.kind)


class ListError(GriffierError, ValueError):
    """A list of names with rows at fault; says which."""
