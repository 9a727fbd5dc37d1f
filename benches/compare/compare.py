"""griffier beside other tools, on the same letters with the same names, each in a process of its own, one thread.

    python3 compare.py GRIFFIER SCAN WORK [--letters FOLDER] [--rounds 3]

`cargo xtask compare` builds the two programs, makes the environment of requirements.txt and runs this. GRIFFIER is the built
command, SCAN the bare automata (`griffier-benches --bin scan`), WORK a folder for what is made. Two texts are measured: the corpus of the
benches, which repeats itself and so flatters caches, and letters that do not: those of FOLDER, else those of the project. The rounds go over all tools
in turn, so that a noisy spell hits all of them alike. Times are processor time; a tool that is slow gets the first part of the text.
Writes WORK/figures.json and prints the tables of docs/performance.md.
"""

import argparse
import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LISTS = {"organisations": "ORGANISATION", "persons": "PERSON", "locations": "LOCATION", "laws": "LAW", "treaties": "TREATY",
         "policies": "POLICY", "events": "EVENT", "technologies": "TECHNOLOGY"}
SIZES = {"10k": 10_000, "100k": 100_000}
# What each tool leaves out of: names, their types, which thing is meant, word edges, sentences, dates, citations, relations.
DOES = {
    "griffier": "all: sentences, names on and off lists, what each means, dates, citations, relations, JSON",
    "daachorse": "places of listed strings, inside words too",
    "aho_corasick": "places of listed strings, inside words too",
    "spacy_sentences": "tokens and sentences",
    "spacy_ruler": "tokens, sentences, listed names with a type",
    "spacy_matcher": "tokens, sentences, listed names with a type",
    "flashtext": "listed names with a type, at word edges",
    "flashtext2": "listed names with a type, at word edges",
    "pyahocorasick": "listed strings with a type, inside words too",
    "ahocorasick_rs": "listed strings, inside words too",
    "ucto": "tokens and sentences",
    "frog": "tokens, sentences, tags, names of unknown things by type",
}
# Megabytes of text that a tool gets, so that no row takes much more than half a minute.
SHARE = {"spacy_sentences": 4, "spacy_ruler": 1, "spacy_matcher": 1, "flashtext": 10, "ucto": 1, "frog": 0.04}


def names(count, path):
    """The forms of the project's own lists, filled up with made ones, in an order that is the same on every machine."""
    forms = {}
    for stem, kind in LISTS.items():
        with open(ROOT / "gazetteers" / f"{stem}.tsv", encoding="utf-8") as rows:
            head = rows.readline().rstrip("\n").split("\t")
            for row in rows:
                cells = dict(zip(head, row.rstrip("\n").split("\t")))
                for form in [cells.get("name", ""), *cells.get("aliases", "").split("|")]:
                    # Two letters would be found in every other word by tools that know no word edges.
                    if len(form.strip()) > 2:
                        forms.setdefault(form.strip(), kind)
    pairs = sorted(forms.items())
    random.Random(7).shuffle(pairs)
    if count > len(pairs):
        made = path.with_suffix(".csv")
        maker = [sys.executable, str(HERE.parent / "peers/names.py"), str(count), str(made), os.devnull]
        subprocess.run(maker, check=True)
        with open(made, encoding="utf-8") as rows:
            more = (row.rstrip("\n").split(",")[1:] for row in list(rows)[1:])
            pairs += [(form, kind) for form, kind in more if form not in forms]
    with open(path, "w", encoding="utf-8") as lines:
        lines.writelines(f"{kind}\t{form}\n" for form, kind in pairs[:count])


def texts(folders, path):
    """The plain texts in folders as one file of JSON Lines."""
    files = sorted(file for folder in folders for file in Path(folder).rglob("*") if file.suffix in (".txt", ".md"))
    with open(path, "w", encoding="utf-8") as lines:
        for file in files:
            text = file.read_text(encoding="utf-8", errors="replace")
            lines.write(json.dumps({"id": file.stem, "text": text}, ensure_ascii=False) + "\n")


def head(source, megabytes, path):
    """The first letters of a file, until there are so many megabytes of text; the last letter is cut."""
    left = int(megabytes * 1e6)
    with open(source, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as out:
        for line in lines:
            letter = json.loads(line)
            letter["text"] = letter["text"].encode()[:left].decode(errors="ignore")
            left -= len(letter["text"].encode())
            out.write(json.dumps(letter, ensure_ascii=False) + "\n")
            if left <= 0:
                return


def process(command, output=subprocess.PIPE, environment=None):
    """Runs a command: what it said, processor seconds, megabytes."""
    child = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
    said = child.stdout.read() if output == subprocess.PIPE else b""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    if status:
        raise RuntimeError(f"{command[0]} ended with status {status}")
    return said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def run_griffier(griffier, letters, _names, work):
    out = work / "records.jsonl"
    _, seconds, memory = process([griffier, "annotate", letters, "--jobs", "1", "--quiet", "-o", out])
    _, start, _ = process([griffier, "annotate", work / "none.txt", "--quiet", "-o", os.devnull])
    found = 0
    with open(out, encoding="utf-8") as records:
        for record in records:
            found += len(json.loads(record)["mentions"])
    return {"seconds": seconds, "start_seconds": start, "found": found, "memory": memory, "bytes": size(letters),
            "version": said_version([griffier, "--version"])}


def run_scan(kind):
    def run(scan, letters, listed, _work):
        said, _, memory = process([scan, kind, letters, listed])
        return {**json.loads(said), "memory": memory}
    return run


def run_python(tool):
    def run(_program, letters, listed, _work):
        said, _, memory = process([sys.executable, str(HERE / "tools.py"), tool, letters, listed])
        return {**json.loads(said), "memory": memory}
    return run


def run_debian(tool):
    """ucto and frog read a file of text; what they need for nearly nothing is their start."""
    def run(_program, letters, _names, work):
        text, nothing, out = work / "text.txt", work / "none.txt", work / "out.txt"
        with open(letters, encoding="utf-8") as lines, open(text, "w", encoding="utf-8") as plain:
            plain.write("\n\n".join(json.loads(line)["text"] for line in lines))
        def go(file):
            if tool == "ucto":
                command = ["ucto", "-L", "nld", "-n", str(file), str(out)]
            else:
                # Tags are what its names are found by; lemmas, morphemes, chunks and parses are left out.
                command = ["frog", "--skip=aclmp", "--threads=1", "-t", str(file), "-o", str(out)]
            return process(command, subprocess.DEVNULL, {"OMP_NUM_THREADS": "1"})
        _, start, _ = go(nothing)
        _, seconds, memory = go(text)
        lines = out.read_text(encoding="utf-8").splitlines()
        found = sum("\tB-" in line for line in lines) if tool == "frog" else sum(bool(line.strip()) for line in lines)
        return {"seconds": max(seconds - start, 1e-9), "start_seconds": start, "found": found, "memory": memory,
                "bytes": text.stat().st_size, "version": said_version([tool, "--version"])}
    return run


def said_version(command):
    said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    number = re.search(r"\d+\.\d+(\.\d+)?", said)
    return number.group() if number else "?"


def size(letters):
    with open(letters, encoding="utf-8") as lines:
        return sum(len(json.loads(line)["text"].encode()) for line in lines)


def measure(options, work):
    """Every tool on both texts; the rounds go over all of them."""
    corpus, fresh = work / "corpus.jsonl", work / "fresh.jsonl"
    texts(options.letters or [ROOT / "seeds", ROOT / "tests/letters"], fresh)
    (work / "none.txt").write_text("Nee.\n", encoding="utf-8")
    lists = {}
    for label, count in SIZES.items():
        lists[label] = work / f"names_{label}.tsv"
        names(count, lists[label])
    rows = [("griffier", "its own", run_griffier, options.griffier)]
    rows += [(kind, label, run_scan(kind), options.scan) for kind in ("daachorse", "aho_corasick") for label in SIZES]
    rows += [(tool, "10k" if tool.startswith("spacy") and label == "100k" else label, run_python(tool), None)
             for tool in ("spacy_ruler", "spacy_matcher", "flashtext", "flashtext2", "pyahocorasick", "ahocorasick_rs")
             for label in (["10k"] if tool.startswith("spacy") else SIZES)]
    rows += [("spacy_sentences", "-", run_python("spacy_sentences"), None)]
    for tool in ("ucto", "frog"):
        if shutil.which(tool):
            rows.append((tool, "-", run_debian(tool), None))
        else:
            print(f"{tool}: not installed (Debian: apt-get install {tool}); left out", file=sys.stderr)
    figures = {}
    for number in range(options.rounds):
        for label, source in (("repeated", corpus), ("fresh", fresh)):
            for tool, listed, run, program in rows:
                letters = source
                if tool in SHARE and size(source) > SHARE[tool] * 1e6:
                    letters = work / f"{label}_{SHARE[tool]}.jsonl"
                    if not letters.exists():
                        head(source, SHARE[tool], letters)
                figure = run(program, letters, lists.get(listed, lists["10k"]), work)
                figures.setdefault((label, tool, listed), []).append(figure)
                rate = figure["bytes"] / figure["seconds"] / 1e6
                print(f"round {number + 1} {label:9} {tool:16} {listed:8} {rate:9.3f} MB/s", file=sys.stderr, flush=True)
    return figures


def table(figures, label):
    ours = rates(figures[label, "griffier", "its own"])[1]
    lines = ["| tool | version | names | MB/s | lowest..highest | griffier is | found a kB | start-up s | memory MB | does |",
             "|---|---|---|---|---|---|---|---|---|---|"]
    for (text, tool, listed), rounds in figures.items():
        if text != label:
            continue
        low, middle, high = rates(rounds)
        last = rounds[-1]
        digits = 3 if middle < 1 else 1
        ratio = ours / middle
        times = "" if tool == "griffier" else f"{ratio:.2f}×" if ratio < 10 else f"{ratio:.0f}×"
        start = min(figure["start_seconds"] for figure in rounds)
        memory = max(figure["memory"] for figure in rounds)
        lines.append(f"| {tool} | {last['version']} | {listed} | {middle:.{digits}f} | {low:.{digits}f}..{high:.{digits}f} | {times} | "
                     f"{last['found'] / last['bytes'] * 1e3:.1f} | {start:.2f} | {memory:.0f} | {DOES[tool]} |")
    return "\n".join(lines)


def rates(rounds):
    """Lowest, middle and highest megabytes a second."""
    found = sorted(figure["bytes"] / figure["seconds"] / 1e6 for figure in rounds)
    return found[0], found[len(found) // 2], found[-1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("griffier")
    parser.add_argument("scan")
    parser.add_argument("work", type=Path)
    parser.add_argument("--letters", action="append", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        work = Path(folder)
        shutil.copy(options.work / "corpus.jsonl", work / "corpus.jsonl")
        figures = measure(options, work)
    for label, title in (("repeated", "The corpus of the benches, which repeats 48 kB of text"), ("fresh", "Letters that do not repeat")):
        some = next(rounds for (text, tool, _), rounds in figures.items() if (text, tool) == (label, "griffier"))
        print(f"\n{title} ({some[0]['bytes'] / 1e6:.2f} MB):\n\n{table(figures, label)}")
    kept = {"machine": platform.platform(), "processors": os.cpu_count(), "rounds": options.rounds,
            "figures": [{"text": text, "tool": tool, "names": listed, "rounds": rounds} for (text, tool, listed), rounds in figures.items()]}
    (options.work / "figures.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
