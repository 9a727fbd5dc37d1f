"""One tool over some letters, in a process of its own: what it can do of the work of griffier, with its best documented settings.

    python3 tools.py TOOL letters.jsonl names.tsv    prints one line of JSON

`names.tsv` has a type, a tab and a name a line. Printed: seconds of processor time from the first to the last letter, seconds to
import the tool and to take the names in, how many names or sentences it found, its version, and the bytes of text. One thread.
"""

import json
import os
import sys
import time

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")}
os.environ.update(ONE_THREAD)


def spacy_pipeline():
    import spacy

    nlp = spacy.blank("nl")
    nlp.max_length = 10**9
    nlp.add_pipe("sentencizer")
    return nlp


def spacy_sentences(_names):
    nlp = spacy_pipeline()
    return lambda texts: sum(sum(1 for _ in doc.sents) for doc in nlp.pipe(texts))


def spacy_ruler(names):
    nlp = spacy_pipeline()
    ruler = nlp.add_pipe("entity_ruler")
    # As the manual advises for many patterns: the tokenizer alone reads them.
    with nlp.select_pipes(enable="entity_ruler"):
        ruler.add_patterns([{"label": kind, "pattern": name} for kind, name in names])
    return lambda texts: sum(len(doc.ents) for doc in nlp.pipe(texts))


def spacy_matcher(names):
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    nlp = spacy_pipeline()
    matcher = PhraseMatcher(nlp.vocab)
    kinds = {}
    for kind, name in names:
        kinds.setdefault(kind, []).append(nlp.make_doc(name))
    for kind, docs in kinds.items():
        matcher.add(kind, docs)
    return lambda texts: sum(len(filter_spans(matcher(doc, as_spans=True))) for doc in nlp.pipe(texts))


def flashtext(names):
    from flashtext import KeywordProcessor

    words = KeywordProcessor(case_sensitive=True)
    for kind, name in names:
        words.add_keyword(name, kind)
    return lambda texts: sum(len(words.extract_keywords(text, span_info=True)) for text in texts)


def flashtext2(names):
    from flashtext2 import KeywordProcessor

    words = KeywordProcessor(case_sensitive=True)
    for kind, name in names:
        words.add_keyword(name, kind)
    return lambda texts: sum(len(words.extract_keywords_with_span(text)) for text in texts)


def pyahocorasick(names):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for kind, name in names:
        automaton.add_word(name, (kind, name))
    automaton.make_automaton()
    return lambda texts: sum(sum(1 for _ in automaton.iter_long(text)) for text in texts)


def ahocorasick_rs(names):
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    automaton = AhoCorasick([name for _, name in names], matchkind=MatchKind.LeftmostLongest,
                            implementation=Implementation.ContiguousNFA)
    return lambda texts: sum(len(automaton.find_matches_as_indexes(text)) for text in texts)


TOOLS = {tool.__name__: tool for tool in
         (spacy_sentences, spacy_ruler, spacy_matcher, flashtext, flashtext2, pyahocorasick, ahocorasick_rs)}
PACKAGES = {"spacy_sentences": "spacy", "spacy_ruler": "spacy", "spacy_matcher": "spacy", "ahocorasick_rs": "ahocorasick-rs"}


def main():
    name, letters, names = sys.argv[1:]
    with open(letters, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    with open(names, encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t") for line in lines]
    started = time.process_time()
    work = TOOLS[name](pairs)
    built = time.process_time()
    found = work(texts)
    done = time.process_time()
    from importlib.metadata import version

    print(json.dumps({
        "seconds": done - built, "start_seconds": built - started, "found": found,
        "bytes": sum(len(text.encode()) for text in texts), "version": version(PACKAGES.get(name, name)),
    }))


if __name__ == "__main__":
    main()
