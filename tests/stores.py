"""Runs the questions of docs/queries in other triple stores and compares their answers with griffier's; checks the
shapes with pyshacl. `cargo xtask test` runs it with pyoxigraph; with the others by hand:

    cargo test -p griffier-tests graph        writes target/stores: the quads, and griffier's answers
    pip install rdflib pyshacl pyoxigraph
    python tests/stores.py target/stores [--only rdflib]
    python tests/stores.py target/stores --endpoint http://127.0.0.1:8890/sparql   a server into which letters.nq was loaded
"""

import argparse
import csv
import io
import json
import pathlib
import re
import sys
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent


def prefixes():
    """The prefixes that docs/graph.md declares, for stores that do not know them."""
    page = (ROOT / "docs/graph.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^PREFIX .*$", page, re.M)) + "\n"


def canonical(rows):
    """Rows as a sorted list of tuples: numbers by value, joined values in order of their own."""

    def cell(value):
        value = "" if value is None else str(value)
        try:
            return f"{float(value):.6g}"
        except ValueError:
            return " ".join(sorted(re.split(r"[ ,]+", value)))

    return sorted(tuple(cell(value) for value in row) for row in rows)


def from_csv(text):
    return list(csv.reader(io.StringIO(text)))[1:]


class Rdflib:
    def load(self, quads):
        import rdflib

        self.dataset = rdflib.Dataset(default_union=True)
        self.dataset.parse(quads, format="nquads")

    def ask(self, query):
        return [[value for value in row] for row in self.dataset.query(query)]


class Pyoxigraph:
    """Its union of graphs repeats what several graphs say, so it is given the triples in one."""

    def load(self, quads):
        import pyoxigraph

        self.store = pyoxigraph.Store()
        for quad in pyoxigraph.parse(path=quads, format=pyoxigraph.RdfFormat.N_QUADS):
            self.store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))

    def ask(self, query):
        solutions = self.store.query(query)
        rows = [[solution[name] for name in solutions.variables] for solution in solutions]
        return [[getattr(value, "value", None) for value in row] for row in rows]


class Endpoint:
    """A server that speaks SPARQL. Its union of graphs may repeat what several graphs say, so rows count once; older
    servers do not read a colon within `id:org:navo` and write true as 1, and send what is not ASCII as they like."""

    def __init__(self, address):
        self.address = address

    def ask(self, query):
        base = re.search(r"^PREFIX id: <(.*)>$", query, re.M).group(1)
        query = re.sub(r"\bid:([\w-]+:[\w:-]+)", rf"<{base}\1>", query)
        data = urllib.parse.urlencode({"query": plain(query), "format": "text/csv"}).encode()
        request = urllib.request.Request(self.address, data, {"Accept": "text/csv"})
        with urllib.request.urlopen(request, timeout=120) as response:
            return from_csv(response.read().decode())


def plain(text):
    return text.replace("…", "...")


def once(rows):
    """Each row once, with truth as a number."""
    truth = {"true": "1", "false": "0"}
    return [list(row) for row in sorted({tuple(truth.get(cell, plain(cell)) for cell in row) for row in rows})]


def endpoint(address, folder, queries):
    server, same = Endpoint(address), 0
    for query in queries:
        answer = (folder / "answers" / query.with_suffix(".csv").name).read_text(encoding="utf-8")
        expected = canonical(once(from_csv(answer)))
        found = canonical(once(server.ask(prefixes() + query.read_text(encoding="utf-8"))))
        same += expected == found
        if expected != found:
            print(f"{query.name}: {len(expected)} rows, and there {len(found)}")
    print(f"{address}: {same} of {len(queries)} alike")
    return same == len(queries)


def shacl(quads):
    import pyshacl
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(quads, format="nquads")
    merged = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        merged.add((subject, predicate, value))
    shapes = rdflib.Graph().parse(ROOT / "docs/shapes.ttl")
    conforms, _, words = pyshacl.validate(merged, shacl_graph=shapes)
    print(f"pyshacl: {len(merged)} triples, conforms: {conforms}")
    if not conforms:
        print(words[:3000])
    return conforms


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--only", choices=["rdflib", "pyoxigraph", "pyshacl"])
    parser.add_argument("--endpoint", help="address of a server that holds letters.nq")
    options = parser.parse_args()
    quads = str(options.folder / "letters.nq")
    queries = sorted((ROOT / "docs/queries").glob("*.rq"))
    if options.endpoint:
        sys.exit(0 if endpoint(options.endpoint, options.folder, queries) else 1)
    failed = 0
    for name, make in {"rdflib": Rdflib, "pyoxigraph": Pyoxigraph}.items():
        if options.only not in (None, name):
            continue
        started = time.time()
        store = make()
        store.load(quads)
        loaded = time.time() - started
        same = 0
        for query in queries:
            answer = options.folder / "answers" / query.with_suffix(".csv").name
            expected = canonical(from_csv(answer.read_text(encoding="utf-8")))
            found = canonical(store.ask(prefixes() + query.read_text(encoding="utf-8")))
            same += expected == found
            if expected != found:
                failed += 1
                difference = [row for row in zip(expected, found) if row[0] != row[1]][:2]
                print(f"{name}: {query.name}: {len(expected)} rows, and there {len(found)}; {json.dumps(difference)}")
        print(f"{name}: {same} of {len(queries)} alike; loaded in {loaded:.1f} s, all in {time.time() - started:.1f} s")
    if options.only in (None, "pyshacl"):
        failed += not shacl(quads)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
