"""A document: its layers, its offsets, its record."""

import json
import subprocess

import griffier
import pytest
from conftest import ROOT, SEEDS

LETTER = (
    "Den Haag, 15 december 2023\n\nGeachte voorzitter,\n\nÉén coördinerende 👩🏽‍💼 minister van Defensie gaf € 2,5 miljard aan de NAVO 😀. "
    "De motie van het lid Koopmans (33 694, nr. 43) is op 8 juli jl. aangenomen. Ik informeer uw Kamer voor 1 maart 2024 over "
    "de Opiumwet.\n\nDe minister van Buitenlandse Zaken,\n\nBen Knapen\n"
)


def check_places(doc):
    encoded = doc.text.encode("utf-8")
    count = 0
    for layer in (doc.mentions, doc.relations, doc.sentences, doc.zones, doc.commitments):
        for piece in layer:
            assert doc.text[piece.start : piece.end] == piece.text
            assert encoded[piece.byte_start : piece.byte_end].decode("utf-8") == piece.text
            count += 1
    assert count > 20
    return count


def test_places_count_code_points_and_bytes(nlp):
    doc = nlp(LETTER)
    assert doc.text == LETTER and len(doc) == len(LETTER)
    check_places(doc)
    found = {mention.text: (mention.type, mention.entity) for mention in doc.mentions}
    assert found["NAVO"] == ("ORGANISATION", "org:navo")
    assert found["€ 2,5 miljard"] == ("QUANTITY", "EUR:2500000000")
    assert found["8 juli jl."] == ("DATE", "2023-07-08")
    assert found["minister van Defensie"] == ("OFFICE", "office:min-def")


def test_every_shift_of_a_block_counts_right(nlp):
    for shift in range(5):
        text = "x" * shift + "één € 😀 " * 120 + "de NAVO."
        navo = nlp(text).mentions[-1]
        assert (text[navo.start : navo.end], navo.start) == ("NAVO", len(text) - 5)


def test_layers_of_the_five_letters(nlp):
    docs = [nlp.from_path(seed) for seed in SEEDS]
    assert [len(doc.mentions) for doc in docs] == [len(doc.to_dict()["mentions"]) for doc in docs]
    for doc in docs:
        check_places(doc)
    first = docs[0]
    assert (first.id, first.format, first.date) == (SEEDS[0].stem, "text", "2021-10-11")
    assert {zone.kind for zone in first.zones} >= {"body", "signature"}
    assert ("DOC", "signed_by", "person:ben-knapen") in {(r.subject, r.predicate, r.object) for r in first.relations}
    assert sum(len(doc.commitments) for doc in docs) >= 5
    due = [promise.due.day for doc in docs for promise in doc.commitments if promise.due]
    assert due and all(len(day) == 10 for day in due)
    navo = first.entity("org:navo")
    assert (navo.label, navo.type, navo.nil) == ("NAVO", "ORGANISATION", False) and navo in first.entities
    assert first.entity("org:nergens") is None


@pytest.mark.parametrize("unit", ["char", "byte", "utf16"])
def test_the_record_is_the_one_that_the_command_writes(nlp, command, unit):
    arguments = [command, "annotate", "seeds", "--quiet", "--offsets", unit]
    written = subprocess.run(arguments, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    ours = [nlp.from_path(f"{ROOT}/seeds/{seed.name}").to_json(offsets=unit) for seed in SEEDS]
    ours = [line.replace(f"{ROOT}/seeds/", "seeds/") for line in ours]
    assert ours == written.splitlines()
    assert json.loads(ours[0])["offsets"] == unit


def test_a_dict_has_the_words_at_its_places(nlp):
    doc = nlp(LETTER, id="brief", date="2023-12-15")
    record = doc.to_dict()
    assert (record["id"], record["schema"], record["meta"]["date"]) == ("brief", griffier.SCHEMA, "2023-12-15")
    for mention, view in zip(record["mentions"], doc.mentions, strict=True):
        assert LETTER[mention["start"] : mention["end"]] == mention["text"] == view.text
        assert (mention["id"], mention["type"], mention["entity"]) == (view.id, view.type, view.entity)
        assert (mention["confidence"], mention["why"], mention["attrs"]) == (view.confidence, view.why, view.attrs)
    for relation, view in zip(record["relations"], doc.relations, strict=True):
        assert (relation["subject"], relation["predicate"], relation["object"]) == (view.subject, view.predicate, view.object)


def test_what_is_read_cannot_be_changed(nlp):
    doc = nlp("De NAVO.")
    for thing in (doc, doc.mentions[0], doc.entities[0], doc.sentences[0], nlp):
        with pytest.raises(AttributeError):
            thing.text = "anders"
    assert isinstance(doc.mentions, tuple) and doc.mentions is doc.mentions
    again = nlp("De NAVO.")
    assert doc.entities[0] == again.entities[0] and len({doc.entities[0], again.entities[0]}) == 1
    assert doc.mentions[0] == doc.mentions[0] and doc.mentions[0] != again.mentions[0]


def test_a_notebook_shows_the_letter_with_a_legend(nlp):
    shown = nlp('<script>alert("x")</script> De NAVO & de Europese Unie. ' + LETTER)._repr_html_()
    assert "<script" not in shown and "&lt;script&gt;" in shown
    assert "organisation " in shown and "org:navo" in shown
    assert shown.count("<span") == shown.count("</span>") and shown.count("<div") == shown.count("</div>")


def test_a_page_and_other_formats(nlp):
    doc = nlp(LETTER, id="brief")
    assert doc.to_html().startswith("<!DOCTYPE html>")
    assert doc.to_format("conllu").count("\n") > 30
    with pytest.raises(griffier.InputError, match="none of jsonl"):
        doc.to_format("word")
    with pytest.raises(griffier.InputError, match="a folder of files"):
        doc.to_format("brat")


def test_pieces_of_other_formats_are_read(nlp, tmp_path):
    page = "<html><body><main><h1>Brief</h1><p>De NAVO &amp; één 😀 komt op 11 juli 2023 bijeen.</p></main></body></html>"
    doc = nlp.from_bytes(page.encode(), "brief.html", date="2023-06-01")
    assert (doc.id, doc.format, doc.date) == ("brief", "html", "2023-06-01")
    assert [doc.text[m.start : m.end] for m in doc.mentions] == ["NAVO", "11 juli 2023"]
    file = tmp_path / "brief.html"
    file.write_text(page)
    assert nlp.from_path(file).to_dict()["mentions"] == nlp.from_bytes(bytearray(page.encode()), "x.html").to_dict()["mentions"]


def test_meanings_and_what_is_known(nlp):
    best = nlp.lookup("minister van Defensie", date="2022-05-12")[0]
    assert (best.id, best.type, best.holders) == ("office:min-def", "OFFICE", ("person:kajsa-ollongren",))
    assert nlp.lookup("bestaat niet echt") == ()
    assert nlp.show("org:navo")["type"] == "ORGANISATION" and nlp.show("org:nergens") is None
    with pytest.raises(griffier.InputError, match="type: \"ORG\" is none of PERSON"):
        nlp.lookup("NAVO", type="ORG")
