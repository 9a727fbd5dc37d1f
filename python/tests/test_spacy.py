"""griffier in spaCy pipelines."""

import json
import subprocess

import griffier
import pytest
import spacy
from spacy.tokens import Doc, DocBin

TEXT = "Kaag is minister van Defensie. Één 😀 motie van het lid Koopmans (33 694, nr. 43) over de NAVO-top van 11 juli 2023."


def mentions(doc):
    return [(span.text, span.label_, span.kb_id_) for span in doc.spans["griffier"]]


@pytest.fixture(scope="module")
def blank():
    nlp = spacy.blank("nl")
    nlp.add_pipe("griffier")
    return nlp


def test_the_factory_is_found_by_its_name_and_fills_a_doc(blank, nlp):
    doc, plain = blank(TEXT), nlp(TEXT)
    assert [(label, id) for _, label, id in mentions(doc)] == [(m.type, m.entity or "") for m in plain.mentions]
    # A token is never cut, the exact words are in the record.
    assert ("NAVO-top", "ORGANISATION", "org:navo") in mentions(doc)
    assert [span._.griffier["text"] for span in doc.spans["griffier"]] == [m.text for m in plain.mentions]
    assert [(e.text, e.kb_id_) for e in doc.ents] == [(m.text, m.entity) for m in plain.mentions if not m.nested]
    assert any(m.nested for m in plain.mentions)
    relations = [(r["subject"], r["predicate"], r["object"]) for r in doc._.griffier_relations]
    assert relations == [(r.subject, r.predicate, r.object) for r in plain.relations] and relations
    assert doc.spans["griffier"][0]._.griffier["id"] == "m1"
    assert doc._.griffier["mentions"] == plain.to_dict()["mentions"]


def test_what_was_filled_in_survives_a_docbin(blank):
    doc = blank(TEXT)
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    again = next(DocBin().from_bytes(kept).get_docs(spacy.blank("nl").vocab))
    assert mentions(again) == mentions(doc)
    assert [(e.text, e.label_, e.kb_id_) for e in again.ents] == [(e.text, e.label_, e.kb_id_) for e in doc.ents]
    assert again._.griffier_relations == doc._.griffier_relations
    assert again._.griffier == doc._.griffier
    assert again.spans["griffier"][-1]._.griffier == doc.spans["griffier"][-1]._.griffier
    assert mentions(Doc(blank.vocab).from_bytes(doc.to_bytes())) == mentions(doc)


@pytest.mark.parametrize(
    ("tokens", "alignment", "expected"),
    [
        ("words", "expand", ["NAVO-top", "NAVO-top"]),
        ("words", "strict", ["NAVO-top"]),
        ("words", "contract", ["NAVO-top"]),
        ("letters", "strict", ["NAVO-top", "NAVO"]),
        ("whole", "expand", ["De NAVO-top.", "De NAVO-top."]),
        ("whole", "contract", []),
    ],
)
def test_any_tokenizer_will_do(tokens, alignment, expected):
    text = "De NAVO-top."
    words = {"words": ["De", "NAVO-top", "."], "letters": list(text), "whole": [text]}[tokens]
    spaces = [tokens == "words" and i == 0 for i in range(len(words))]
    nlp = spacy.blank("nl")
    component = nlp.add_pipe("griffier", config={"alignment": alignment})
    doc = component(Doc(nlp.vocab, words=words, spaces=spaces))
    assert doc.text == text
    assert [span.text for span in doc.spans["griffier"]] == expected
    assert len(doc.ents) == min(len(expected), 1)


def test_entities_of_others_stay_where_they_do_not_clash():
    nlp = spacy.blank("nl")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "WOORD", "pattern": "motie"}, {"label": "ORG", "pattern": "NAVO"}])
    nlp.add_pipe("griffier", config={"overwrite_ents": False})
    found = [(e.text, e.label_) for e in nlp("Een motie over de NAVO.").ents]
    assert found == [("motie", "WOORD"), ("NAVO", "ORGANISATION")]
    nlp = spacy.blank("nl")
    nlp.add_pipe("griffier", config={"set_ents": False})
    assert nlp("De NAVO.").ents == ()


def test_many_docs_with_their_days():
    if not Doc.has_extension("dag"):
        Doc.set_extension("dag", default=None)
    nlp = spacy.blank("nl")
    nlp.add_pipe("griffier", config={"date_attr": "dag", "n_jobs": 2})
    docs = [nlp.make_doc("Op 8 juli jl. was de NAVO bijeen.") for _ in range(4)]
    for i, doc in enumerate(docs):
        doc._.dag = f"202{i}-10-11"
    assert [doc.ents[0].kb_id_ for doc in nlp.pipe(docs)] == [f"202{i}-07-08" for i in range(4)]


def test_a_pipeline_is_saved_with_its_lists(tmp_path):
    nlp = spacy.blank("nl")
    rows = [{"id": "own:zeegras", "name": "Platform Zeegras", "type": "ORGANISATION"}]
    nlp.add_pipe("griffier", config={"gazetteers": rows})
    nlp.to_disk(tmp_path)
    assert mentions(spacy.load(tmp_path)("Het Platform Zeegras."))[0][2] == "own:zeegras"
    with pytest.raises(griffier.InputError, match="alignment: 'ruim'"):
        spacy.blank("nl").add_pipe("griffier", config={"alignment": "ruim"})


def test_documents_become_docs(nlp, letters):
    for letter in letters:
        found = nlp(letter["text"])
        doc = found.to_spacy()
        assert doc.text == found.text
        assert mentions(doc) == [(m.text, m.type, m.entity or "") for m in found.mentions]
        assert [e.text for e in doc.ents] == [m.text for m in found.mentions if not m.nested]
    split = spacy.blank("nl")
    assert [t.text for t in nlp("De NAVO-top.").to_spacy(split)] == [t.text for t in split("De NAVO-top.")]


def test_spacy_reads_what_the_command_exports(command, letters, tmp_path):
    for letter in letters:
        (tmp_path / f"{letter['id']}.txt").write_bytes(letter["text"].encode("utf-8"))
    run = [command, "annotate", "-q", tmp_path, "-o", "-", "--format"]
    exported = subprocess.run([*run, "spacy"], check=True, capture_output=True).stdout
    records = subprocess.run([*run, "jsonl", "--offsets", "char"], check=True, capture_output=True).stdout
    docs = [Doc(spacy.blank("nl").vocab).from_json(json.loads(line)) for line in exported.splitlines()]
    assert len(docs) == len(letters)
    for doc, record in zip(docs, map(json.loads, records.splitlines()), strict=True):
        outer = [(m["start"], m["end"], m["type"]) for m in record["mentions"] if not m["nested"]]
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == outer
        # `from_json` keeps the links of span groups only.
        linked = sorted((m["start"], m["end"], m["type"], m["entity"] or "") for m in record["mentions"])
        (group,) = doc.spans.values()
        assert sorted((e.start_char, e.end_char, e.label_, e.kb_id_) for e in group) == linked
