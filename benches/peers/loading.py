"""Loads the same names into griffier and into spaCy's EntityRuler and PhraseMatcher, and matches the same text.

    python3 names.py 100000 names.csv names.jsonl
    python3 loading.py GRIFFIER names.csv names.jsonl TEXT...

GRIFFIER is the built command. Each line: what was done, seconds of processor time and of wall clock, peak memory. Needs
spaCy (`pip install spacy`, no model: a blank Dutch pipeline). Every measurement is a process of its own.
"""

import json
import os
import subprocess
import sys
import time


def measure(what, command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read().strip().replace("\n", " ")
    _, status, usage = os.wait4(process.pid, 0)
    wall, cpu = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
    print(f"{what:34} {cpu:8.2f} s cpu {wall:8.2f} s wall {usage.ru_maxrss / 1024:7.0f} MB  {status} {said[:90]}", flush=True)


def spacy_ruler(patterns):
    import spacy
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("entity_ruler")
    with open(patterns) as lines:
        ruler.add_patterns([json.loads(line) for line in lines])
    print(f"{len(ruler)} patterns")


def spacy_matcher(patterns, texts):
    import spacy
    from spacy.matcher import PhraseMatcher
    nlp = spacy.blank("nl")
    nlp.max_length = 10**9
    matcher = PhraseMatcher(nlp.vocab)
    start = time.process_time()
    with open(patterns) as lines:
        matcher.add("NAME", [nlp.make_doc(json.loads(line)["pattern"]) for line in lines])
    loaded = time.process_time()
    docs = [nlp.make_doc(open(text).read()) for text in texts]
    tokens = time.process_time()
    found = sum(len(matcher(doc)) for doc in docs)
    matched = time.process_time()
    size = sum(os.path.getsize(text) for text in texts) / 1e6
    print(f"load {loaded - start:.2f} s; {size:.1f} MB: tokens {tokens - loaded:.2f} s, match {matched - tokens:.3f} s, {found} found")


def main():
    if sys.argv[1] == "--ruler":
        return spacy_ruler(sys.argv[2])
    if sys.argv[1] == "--matcher":
        return spacy_matcher(sys.argv[2], sys.argv[3:])
    griffier, table, patterns, *texts = sys.argv[1:]
    compiled = table.rsplit(".", 1)[0] + ".kb"
    again = [sys.executable, __file__]
    measure("griffier kb compile", [griffier, "kb", "compile", table, "-o", compiled])
    measure("griffier, open and one lookup", [griffier, "kb", "lookup", "NAVO", "--gazetteer", compiled])
    measure("spaCy EntityRuler, add", [*again, "--ruler", patterns])
    measure("spaCy PhraseMatcher, add and match", [*again, "--matcher", patterns, *texts])


main()
