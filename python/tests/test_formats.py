"""Every format read back by the tool that owns it: the words at each place are those of the mention.

Two letters besides the five of the project: characters beyond the first plane, marks that combine, names over a line break.
`docs/export.md` says which tool reads what.
"""

import codecs
import csv
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

import brat
import conllu
import datasets
import polars
import pyarrow.parquet as pq
import pynif
import pytest
import rdflib
import spacy
import tokenizers
from conftest import ROOT, SEEDS
from label_studio_sdk.label_interface import LabelInterface
from lxml import etree
from pyld import jsonld
from spacy.tokens import Doc
from spacy.training.converters import conll_ner_to_docs

# rdflib says so of its own readers.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")

ODD = """Den Haag, 15 december 2023

Geachte voorzitter,

\U0001d54f \U0001f600 één e\u0301e\u0301n \U0001f469\U0001f3fd\u200d\U0001f52c: de NAVO kwam op 11 juli 2023 bijeen \U0001f1f3\U0001f1f1 (Kamerstuk 28676, nr. 45).
\U0001d54f De minister van
Defensie heeft <dit> & "dat" van de NAVO-top in Brazilie\u0308 gemeld \U0001d54f aan de Verenigde Naties. De motie van het lid
Koopmans (33 694, nr. 43) \U0001f600 is uitgevoerd.

De minister van Defensie,

K.H. Ollongren
"""
UNITS = {
    "byte": lambda text, start, end: text.encode()[start:end].decode(),
    "char": lambda text, start, end: text[start:end],
    "utf16": lambda text, start, end: text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le"),
}
VOCABULARY = "https://example.org/griffier/vocabulary#"
THINGS = "https://example.org/griffier/id/"


@pytest.fixture(scope="session")
def texts():
    """The letters by their ids."""
    return {
        **{seed.stem: seed.read_bytes().decode() for seed in SEEDS},
        "vreemd": ODD,
        "vreemd-crlf": ODD.replace("\n", "\r\n"),
    }


@pytest.fixture(scope="session")
def written(command, texts, tmp_path_factory):
    """Writes the letters in a format, once; gives the file or the folder."""
    desk = tmp_path_factory.mktemp("formats")
    for name, text in texts.items():
        (desk / f"{name}.txt").write_bytes(text.encode())
    made = {}

    def write(format, *options):
        key = (format, *options)
        if key not in made:
            out = desk / f"out-{len(made)}"
            letters = sorted(desk.glob("*.txt"))
            subprocess.run([command, "annotate", "-q", "--format", format, *options, "-o", out, *letters], check=True)
            made[key] = out
        return made[key]

    return write


@pytest.fixture(scope="session")
def records(written):
    """What was found, by letter; places count code points."""
    lines = written("jsonl", "--offsets", "char").read_text(encoding="utf-8").split("\n")
    return {record["id"]: record for record in map(json.loads, filter(None, lines))}


def places(record, keep=lambda mention: True):
    """Place and type of each mention, as they are compared."""
    return sorted((m["start"], m["end"], m["type"]) for m in record["mentions"] if keep(m))


def outermost(record):
    return places(record, lambda mention: not mention["nested"])


def between(record):
    """The relations that join two things which the text names."""
    named = {mention.get("entity") for mention in record["mentions"]}
    return sorted(r["predicate"] for r in record["relations"] if r["subject"] in named and r["object"] in named)


def test_the_letters_hold_what_is_hard(texts, records):
    odd = records["vreemd"]
    assert any(ord(c) > 0xFFFF for c in ODD) and "e\u0301" in ODD
    found = {mention["text"]: mention for mention in odd["mentions"]}
    assert {"NAVO", "Brazilie\u0308", "minister van\nDefensie", "Verenigde Naties"} <= set(found)
    assert any(mention["nested"] for mention in odd["mentions"]) and between(odd)
    assert len(records) == len(texts) == 7


@pytest.mark.parametrize("unit", UNITS)
def test_records_and_tables_count_in_the_unit_asked_for(unit, written, texts, records):
    rows = {}
    lines = written("jsonl", "--offsets", unit).read_text(encoding="utf-8").split("\n")
    rows["jsonl"] = [
        (record["id"], m["start"], m["end"], m["text"])
        for record in map(json.loads, filter(None, lines))
        for m in record["mentions"]
    ]
    assert all(f'"offsets":"{unit}"' in line for line in lines if line)
    with open(written("csv", "--offsets", unit) / "mentions.csv", newline="", encoding="utf-8") as table:
        read = csv.DictReader(table, strict=True)
        rows["csv"] = [(row["letter"], int(row["start"]), int(row["end"]), row["text"]) for row in read]
    table = pq.read_table(written("parquet", "--offsets", unit) / "mentions.parquet")
    assert table.schema.metadata[b"griffier.offsets"].decode() == unit
    rows["parquet"] = [(row["letter"], row["start"], row["end"], row["text"]) for row in table.to_pylist()]
    assert rows["jsonl"] == rows["csv"] == rows["parquet"]
    assert len(rows["csv"]) == sum(len(record["mentions"]) for record in records.values())
    for letter, start, end, words in rows["csv"]:
        assert UNITS[unit](texts[letter], start, end) == words, (letter, start, end)


@pytest.mark.parametrize("name", ["letters", "mentions", "entities", "relations"])
def test_tables_are_the_same_in_csv_and_parquet(name, written):
    folder, other = written("csv", "--offsets", "char"), written("parquet", "--offsets", "char")
    with open(folder / f"{name}.csv", newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table, strict=True))
    frame = polars.read_parquet(other / f"{name}.parquet")
    assert len(rows) == frame.height > 0
    for column in ("letter", "text", "type", "entity", "subject", "predicate", "object", "evidence", "date"):
        if column in frame.columns:
            assert [row[column] for row in rows] == [str(cell or "") for cell in frame[column]], column


@pytest.fixture(scope="session")
def labelled(command, records, texts, tmp_path_factory):
    """What a format of tokens can say of each letter: the tokens that lie wholly in an outermost mention, sentence by sentence."""
    desk = tmp_path_factory.mktemp("segments")
    for name, text in texts.items():
        (desk / f"{name}.txt").write_bytes(text.encode())
    done = subprocess.run([command, "segment", "--offsets", "char", desk], check=True, capture_output=True)
    found = {}
    for segments in map(json.loads, done.stdout.splitlines()):
        names = []
        for start, end, kind in outermost(records[segments["id"]]):
            whole = [(a, b) for a, b in segments["tokens"] if start <= a and b <= end]
            for first, last in segments["sentences"]:
                here = [(a, b) for a, b in whole if first <= a and b <= last]
                names += [(here[0][0], here[-1][1], kind)] if here else []
        found[segments["id"]] = names
    return found


def test_conll_2003_is_read_by_spacy(written, texts, records, labelled):
    """spaCy's converter of the shared task's files, which wants parts of speech where these have none."""
    parts = written("conll2003").read_text(encoding="utf-8").split("-DOCSTART- _ _ O\n\n")[1:]
    assert len(parts) == len(records)
    for part, letter in zip(parts, records):
        docs = list(conll_ner_to_docs("-DOCSTART- -X- O O\n\n" + part, no_print=True))
        found = [(e.label_, [token.text for token in e]) for doc in docs for e in doc.ents]
        wanted = [(kind, texts[letter][start:end]) for start, end, kind in labelled[letter]]
        assert [(kind, "".join(words)) for kind, words in found] == [(kind, "".join(words.split())) for kind, words in wanted]
    odd = [words for _, words in found]
    assert ["Brazilie\u0308"] in odd and ["minister", "van", "Defensie"] in odd


def test_conll_u_is_valid_and_read_by_conllu(written, texts, labelled):
    """The validator of Universal Dependencies: its first level, as letters have no parts of speech."""
    path = written("conllu")
    program = pathlib.Path(sys.executable).with_name("udvalidate")
    done = subprocess.run([program, "--lang", "nl", "--level", "1", path], capture_output=True, text=True)
    said = re.findall(r"^\[Line \d+ Sent (\S+)-\d+\]: \[L1 (\w+) (\S+)\]", done.stdout + done.stderr, re.M)
    # Treebanks are in NFC; the text of a letter stays as it is.
    assert set(said) == {(odd, "UNICODE", "unicode-normalization") for odd in ("vreemd", "vreemd-crlf")}
    letter, found = None, {}
    for sentence in conllu.parse(path.read_text(encoding="utf-8")):
        letter = sentence.metadata.get("newdoc id", letter)
        for token in sentence:
            start, end = map(int, token["misc"]["TokenRange"].split(":"))
            assert "".join(texts[letter][start:end].split()) == "".join(token["form"].split())
            label = token["misc"].get("NER", "O")
            if label.startswith("B-"):
                found.setdefault(letter, []).append([start, end, label[2:]])
            elif label.startswith("I-"):
                found[letter][-1][1] = end
    assert {letter: [tuple(name) for name in names] for letter, names in found.items()} == labelled


def test_brat_loads_the_folder(written, texts, records, monkeypatch):
    """The reader of brat's own server, which compares the words of each annotation with the text."""
    folder = written("brat")
    source = pathlib.Path(next(iter(brat.__path__))) / "server/src"
    monkeypatch.syspath_prepend(str(source))
    import annotation

    # It opens files in a mode ("rU") that Python has no more.
    monkeypatch.setattr(annotation, "codecs_open", lambda path, mode, **rest: codecs.open(path, mode.replace("U", ""), **rest))
    known = annotation_conf(folder / "annotation.conf")
    for path in sorted(folder.glob("*.ann")):
        with annotation.TextAnnotations(str(path.with_suffix("")), read_only=True) as document:
            assert document.get_messages().ok and not document.failed_lines, (path, document.get_messages().errors)
            text = document.get_document_text()
            letter = next(id for id in texts if texts[id] == text)
            marks = list(document.get_textbounds())
            for mark in marks:
                words = annotation.DISCONT_SEP.join(text[start:end] for start, end in mark.spans)
                assert words == mark.text and "\n" not in words
            assert sorted((m.first_start(), m.last_end(), m.type) for m in marks) == places(records[letter])
            assert {mark.type for mark in marks} <= known["entities"]
            relations = list(document.get_relations())
            assert {relation.type for relation in relations} <= known["relations"]
            assert sorted(relation.type for relation in relations) == between(records[letter])
            ids = {mark.id: (mark.first_start(), mark.last_end()) for mark in marks}
            meant = sorted((*ids[note.target], note.refid) for note in document.get_normalizations())
            wanted = sorted((m["start"], m["end"], m["entity"]) for m in records[letter]["mentions"] if linked(records[letter], m))
            assert meant == wanted, letter


def annotation_conf(path):
    """The names in each section of brat's configuration."""
    sections, name = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line:
            sections.setdefault(name, set()).add(line.split()[0])
    return sections


def linked(record, mention):
    """Whether a mention means a thing that is known."""
    nil = {entity["id"] for entity in record["entities"] if entity.get("nil")}
    return mention.get("entity") and mention["entity"] not in nil


def test_label_studio_accepts_the_tasks(written, texts, records):
    """Label Studio's own check of predictions against the configuration that docs/export.md gives."""
    page = (ROOT / "docs/export.md").read_text(encoding="utf-8")
    interface = LabelInterface(re.search(r"^```xml\n(.*?)^```$", page, re.M | re.S)[1])
    interface.validate()
    relations = set(re.findall(r'<Relation value="(\w+)"', interface.config))
    tasks = json.loads(written("label-studio").read_text(encoding="utf-8"))
    assert len(tasks) == len(texts)
    for task in tasks:
        (prediction,), record = task["predictions"], records[task["data"]["letter"]]
        assert interface.validate_task({"data": task["data"]})
        assert interface.validate_prediction(prediction, return_errors=True) == []
        text = task["data"]["text"]
        assert text == texts[task["data"]["letter"]]
        regions = [item for item in prediction["result"] if item["type"] == "labels"]
        values = [region["value"] for region in regions]
        assert all(UNITS["utf16"](text, value["start"], value["end"]) == value["text"] for value in values)
        assert [(value["text"], value["labels"][0]) for value in values] == [(m["text"], m["type"]) for m in record["mentions"]]
        joined = [label for item in prediction["result"] if item["type"] == "relation" for label in item["labels"]]
        assert sorted(joined) == between(record) and set(joined) <= relations


def test_doccano_imports_the_letters(written, texts, records):
    """doccano's own importer into an empty database, in a process of its own: its modules have common names."""
    reader = pathlib.Path(__file__).with_name("doccano_import.py")
    done = subprocess.run([sys.executable, reader, written("doccano")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    letters = json.loads(done.stdout)
    assert {letter["letter"] for letter in letters} == set(texts)
    for letter in letters:
        record = records[letter["letter"]]
        assert letter["text"] == texts[letter["letter"]]
        assert sorted(map(tuple, letter["spans"])) == places(record)
        assert sorted(letter["relations"]) == between(record)


def test_spacy_loads_the_docs(written, texts, records):
    nlp = spacy.blank("nl")
    lines = written("spacy").read_text(encoding="utf-8").split("\n")
    docs = [Doc(nlp.vocab).from_json(json.loads(line), validate=True) for line in lines if line]
    assert [doc.text for doc in docs] == [texts[letter] for letter in records]
    for doc, record in zip(docs, records.values()):
        assert sorted((s.start_char, s.end_char, s.label_) for s in doc.spans["griffier"]) == places(record)
        assert sorted((e.start_char, e.end_char, e.label_) for e in doc.ents) == outermost(record)


def test_web_annotations_are_json_ld_of_the_model(written, texts, records):
    """Expanded by a processor of JSON-LD with the part of the context that is used, and read as a graph."""
    pages = json.loads(written("web-annotation").read_text(encoding="utf-8"))
    context = json.loads((ROOT / "tests/schemas/web-annotation-context.json").read_text(encoding="utf-8"))

    def load(address, options):
        assert address == "http://www.w3.org/ns/anno.jsonld", address
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": context}

    oa, value = rdflib.Namespace("http://www.w3.org/ns/oa#"), rdflib.RDF.value
    for page, (letter, record) in zip(pages, records.items(), strict=True):
        quads = jsonld.to_rdf(page, {"format": "application/n-quads", "documentLoader": load})
        graph = rdflib.Graph().parse(data=quads, format="nquads")
        found = []
        for note in graph.subjects(rdflib.RDF.type, oa.Annotation):
            (target,) = graph.objects(note, oa.hasTarget)
            (source,) = graph.objects(target, oa.hasSource)
            assert source == rdflib.URIRef(f"https://example.org/griffier/letter/{letter}")
            selectors = {graph.value(one, rdflib.RDF.type): one for one in graph.objects(target, oa.hasSelector)}
            quote, place = selectors[oa.TextQuoteSelector], selectors[oa.TextPositionSelector]
            start, end = int(graph.value(place, oa.start)), int(graph.value(place, oa.end))
            words, before, after = (str(graph.value(quote, part)) for part in (oa.exact, oa.prefix, oa.suffix))
            assert texts[letter][start:end] == words
            assert texts[letter][:start].endswith(before) and texts[letter][end:].startswith(after)
            bodies = list(graph.objects(note, oa.hasBody))
            (kind,) = [str(graph.value(body, value)) for body in bodies if graph.value(body, oa.hasPurpose) == oa.classifying]
            meant = sorted(str(graph.value(body, oa.hasSource)) for body in bodies if graph.value(body, oa.hasPurpose) == oa.identifying)
            assert graph.value(note, oa.motivatedBy) == oa.identifying
            found.append((start, end, kind, meant))
        assert sorted(found)[0][:2] and sorted((start, end, kind) for start, end, kind, _ in found) == places(record)
        ids = {(m["start"], m["end"]): m.get("entity") for m in record["mentions"] if linked(record, m)}
        assert all(meant == [THINGS + urllib.parse.quote(ids[start, end], safe="-_.:")] for start, end, _, meant in found if (start, end) in ids and len(meant) == 1)
        assert len(list(graph.objects(predicate=rdflib.URIRef("https://www.w3.org/ns/activitystreams#items")))) == 1


def test_nif_is_read_by_pynif(written, texts, records):
    collection = pynif.NIFCollection.load(written("nif"))
    contexts = {str(context.original_uri).split("#")[0].rsplit("/", 1)[1]: context for context in collection.contexts}
    assert set(contexts) == set(texts)
    for letter, record in records.items():
        context = contexts[letter]
        assert context.mention == texts[letter] and context.beginIndex == 0 and context.endIndex == len(texts[letter])
        found = []
        for phrase in context.phrases:
            assert texts[letter][phrase.beginIndex : phrase.endIndex] == phrase.mention
            found.append((phrase.beginIndex, phrase.endIndex, str(phrase.taClassRef[0]).removeprefix(VOCABULARY)))
        assert sorted(found) == places(record)


def test_quads_are_read_by_rdflib(written, texts, records):
    graph = rdflib.Dataset()
    graph.parse(written("nquads"), format="nquads")
    gr = rdflib.Namespace(VOCABULARY)
    assert len({name for *_, name in graph.quads()} - {None}) >= len(texts)
    for name in ("Mention", "Letter"):
        wanted = len(texts) if name == "Letter" else sum(len(record["mentions"]) for record in records.values())
        assert len({s for s, *_ in graph.quads((None, rdflib.RDF.type, gr[name], None))}) == wanted, name


def test_tei_keeps_to_its_schema(written, texts):
    """Read by libxml2, as most tools of TEI do, and held against the part of TEI's schema that is used."""
    schema = etree.RelaxNG(etree.parse(ROOT / "tests/schemas/tei.rng"))
    pages = {etree.parse(path) for path in written("tei").glob("*.xml")}
    assert len(pages) == len(texts)
    names = {"tei": "http://www.tei-c.org/ns/1.0"}
    odd = 0
    for page in pages:
        schema.assertValid(page)
        words = {" ".join("".join(name.itertext()).split()) for name in page.xpath("//tei:text//*[@key]", namespaces=names)}
        if "Brazilie\u0308" in words:
            odd += 1
            assert {"NAVO", "minister van Defensie", "Verenigde Naties", "K.H. Ollongren"} <= words
    assert odd == 2


@pytest.mark.parametrize("name", ["wordpiece", "unigram", "byte-level"])
@pytest.mark.parametrize("most", [None, 64])
def test_rows_are_loaded_by_datasets_and_agree_with_tokenizers(name, most, written, texts, records, tmp_path):
    path = ROOT / f"tests/tokenizers/{name}.json"
    options = ["--tokenizer", path, *(["--max-tokens", str(most)] if most else [])]
    out = written("hf", *options)
    rows = datasets.load_dataset("json", data_files=str(out), split="train", cache_dir=str(tmp_path))
    page = (ROOT / "docs/export.md").read_text(encoding="utf-8")
    types = re.search(r'^types = "([A-Z ]+)"', page, re.M)[1].split()
    labels = ["O"] + [f"{mark}-{name}" for name in types for mark in "BI"]
    rows = rows.cast_column("ner_tags", datasets.Sequence(datasets.Value("int64")))
    tokenizer = tokenizers.Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if name == "byte-level":
        tokenizer.model.dropout = None
    assert {row["letter"] for row in rows} == set(texts)
    begun = {letter: set() for letter in texts}
    for row in rows:
        text = texts[row["letter"]]
        encoded = tokenizer.encode(row["text"])
        assert row["input_ids"] == encoded.ids and row["tokens"] == [tokenizer.id_to_token(id) for id in encoded.ids]
        assert len(row["tokens"]) == len(row["ner_tags"]) == len(row["labels"]) == len(row["offsets"])
        assert row["ner_tags"] == row["labels"]
        outer = outermost(records[row["letter"]])
        for tag, (start, end), special in zip(row["ner_tags"], row["offsets"], encoded.special_tokens_mask):
            assert (tag == -100) == bool(special)
            if special:
                continue
            inside = [place for place in outer if place[0] < end and start < place[1]]
            assert len(inside) <= 1 or start == end or text[start:end].strip() == "" or labels[tag] != "O"
            if labels[tag] != "O":
                assert labels[tag][2:] in {kind for *_, kind in inside}
                if labels[tag].startswith("B-"):
                    begun[row["letter"]].update(place for place in inside if place[2] == labels[tag][2:])
            else:
                assert not inside or start == end or not text[start:end].strip(), (text[start:end], inside)
    for letter, record in records.items():
        assert begun[letter] == set(outermost(record)), letter


@pytest.mark.parametrize("end", ["gz", "zst"])
def test_a_compressed_file_is_read_by_others(end, command, tmp_path):
    out = tmp_path / f"records.jsonl.{end}"
    subprocess.run([command, "annotate", "-q", "-o", out, *SEEDS], check=True)
    assert polars.read_ndjson(out.read_bytes() if end == "zst" else out, infer_schema_length=None).height == len(SEEDS)
