"""What the pages and docstrings show is what happens."""

import doctest
import importlib
import json
import pathlib
import re
import subprocess
import sys

import griffier
import pytest
from conftest import ROOT


@pytest.mark.parametrize("name", ["griffier", "griffier.loading", "griffier.tables", "griffier.spark", "griffier._griffier"])
def test_docstrings(name):
    module = importlib.import_module(name)
    examples = {test.name: test for test in doctest.DocTestFinder(exclude_empty=True).find(module, module.__name__)}
    if name == "griffier._griffier":
        for kind in (getattr(module, kind) for kind in dir(module) if isinstance(getattr(module, kind), type)):
            for test in doctest.DocTestFinder().find(kind, kind.__name__, globs={}):
                examples[test.name] = test
    assert sum(len(test.examples) for test in examples.values()) > 0
    for test in examples.values():
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0, test.name


def test_everything_public_says_what_it_is():
    for name in griffier.__all__:
        thing = getattr(griffier, name)
        assert isinstance(thing, str) or (thing.__doc__ and thing.__doc__.strip()), name
        if isinstance(thing, type):
            for part, value in vars(thing).items():
                if not part.startswith("_") and (callable(value) or type(value).__name__ == "getset_descriptor"):
                    assert value.__doc__, f"{name}.{part}"


def blocks(page, language):
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def test_the_readme_works(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    found = [block for block in blocks("README.md", "python") if "griffier" in block]
    assert found
    for block in found:
        exec(compile(block, "README.md", "exec"), {})
    assert "minister" in capsys.readouterr().out


def test_the_page_on_python_works(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    text = "\n".join(blocks("docs/python.md", "pycon"))
    test = doctest.DocTestParser().get_doctest(text, {"scratch": tmp_path}, "docs/python.md", None, 0)
    assert len(test.examples) > 20
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.DocTestRunner(verbose=False, optionflags=flags).run(test).failed == 0


def test_the_notebook_runs_from_top_to_bottom(monkeypatch):
    monkeypatch.chdir(ROOT / "docs")
    monkeypatch.setenv("MPLBACKEND", "Agg")
    notebook = json.loads(pathlib.Path("letters.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    names = {"__name__": "__main__"}
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 4
    for number, cell in enumerate(cells, 1):
        exec(compile(cell, f"letters.ipynb, cell {number}", "exec"), names)
    assert len(names["promises"]) >= 5 and names["citations"].sum() > 20
    assert all(cell.get("outputs", []) == [] for cell in notebook["cells"]), "outputs are left out, they are not text of ours"


def test_the_stubs_say_what_the_module_has(tmp_path):
    command = [sys.executable, "-m", "mypy.stubtest", "griffier", "--mypy-config-file", str(ROOT / "pyproject.toml")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_users_programs_are_checked_against_the_types(tmp_path):
    (tmp_path / "program.py").write_text(
        "import griffier\n"
        "nlp = griffier.load()\n"
        "reveal_type(nlp('x', date='2021-10-11').mentions[0].entity)\n"
        "for doc, number in nlp.pipe([('x', 1)], as_tuples=True):\n"
        "    reveal_type(number)\n"
        "nlp(3)\n"
    )
    done = subprocess.run([sys.executable, "-m", "mypy", "program.py"], capture_output=True, text=True, cwd=tmp_path)
    assert 'Revealed type is "str | None"' in done.stdout.replace("builtins.", ""), done.stdout + done.stderr
    assert 'Revealed type is "int"' in done.stdout.replace("builtins.", ""), done.stdout
    assert 'incompatible type "int"' in done.stdout
