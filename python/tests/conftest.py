"""What the tests share: the pipeline, the five letters, the command."""

import os
import pathlib

import griffier
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def nlp():
    return griffier.load()


@pytest.fixture(scope="session")
def letters():
    """The five letters as rows: id, text, date."""
    return [{"id": seed.stem, "text": seed.read_bytes().decode("utf-8"), "date": None} for seed in SEEDS]


@pytest.fixture(scope="session")
def command():
    """The command, which `cargo xtask python` names; by hand one that was built before will do."""
    named = os.environ.get("GRIFFIER_COMMAND")
    built = [pathlib.Path(named)] if named else [ROOT / "target" / p / "griffier" for p in ("release", "debug")]
    for path in built:
        if path.exists():
            return path
    pytest.skip("no griffier command: cargo build")
