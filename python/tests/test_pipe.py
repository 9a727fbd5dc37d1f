"""Many letters: order, bounded memory, the lock, what is lost."""

import io
import pickle
import sys
import tarfile
import threading
import time
import zipfile

import griffier
import pytest
from conftest import ROOT, SEEDS


def test_documents_come_in_the_order_of_the_texts(nlp, letters):
    texts = [letters[i % 5]["text"][: 500 + 37 * i] for i in range(60)]
    one = [doc.to_json() for doc in nlp.pipe(texts)]
    many = [doc.to_json() for doc in nlp.pipe(iter(texts), n_jobs=4)]
    assert one == many
    assert [doc.id for doc in nlp.pipe(texts[:3])] == ["text-1", "text-2", "text-3"]


def test_items_of_every_kind(nlp):
    items = ["De NAVO.", ("De NAVO.", "b"), ("Op 8 juli jl.", 3, "2021-10-11"), {"text": "De NAVO.", "id": None}]
    docs = list(nlp.pipe(items))
    assert [doc.id for doc in docs] == ["text-1", "b", "3", "text-4"]
    assert docs[2].mentions[0].entity == "2021-07-08"
    pairs = list(nlp.pipe([("De NAVO.", 1), (("De EU.", "x"), None)], as_tuples=True))
    assert [(doc.id, context) for doc, context in pairs] == [("text-1", 1), ("x", None)]


def test_texts_are_taken_as_they_are_needed(nlp):
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield f"Brief {taken} aan de NAVO."

    stream = nlp.pipe(endless(), n_jobs=2)
    ids = [next(stream).id for _ in range(100)]
    assert ids == [f"text-{i}" for i in range(1, 101)]
    assert taken <= 120
    taken = 0

    def heavy():
        nonlocal taken
        for _ in range(50):
            taken += 1
            yield "x " * 2_000_000

    # Of texts of 4 MB no more than 32 MB are held.
    next(nlp.pipe(heavy(), n_jobs=2))
    assert taken <= 10


def test_texts_are_taken_on_the_thread_that_asks(nlp):
    here = threading.get_ident()

    def texts():
        for _ in range(20):
            assert threading.get_ident() == here
            yield "De NAVO."

    assert len(list(nlp.pipe(texts(), n_jobs=3))) == 20


def test_other_threads_of_python_go_on_meanwhile(nlp, letters):
    text = "\n\n".join(letter["text"] for letter in letters) * 12
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    began = time.monotonic()
    list(nlp.pipe([text, text], n_jobs=2))
    nlp(text)
    ended = time.monotonic()
    done.set()
    thread.join()
    # Under the lock there would be next to none.
    assert sum(began <= tick <= ended for tick in ticks) > 20


def test_a_text_at_fault_costs_no_other(nlp):
    stream = nlp.pipe(["De NAVO.", None, "De EU."])
    assert next(stream).id == "text-1"
    with pytest.raises(griffier.InputTypeError, match="item 2: text: a str is wanted, not None"):
        next(stream)
    assert next(stream).id == "text-3"
    with pytest.raises(StopIteration):
        next(stream)
    found = list(nlp.pipe(["De NAVO.", b"x", "De EU."], on_error="return"))
    assert [type(item).__name__ for item in found] == ["Document", "InputTypeError", "Document"]
    assert [doc.id for doc in nlp.pipe([7, "De EU."], on_error="skip")] == ["text-2"]


def test_what_the_iterable_raises_comes_through(nlp):
    def texts():
        yield "De NAVO."
        raise RuntimeError("de bron is op")

    stream = nlp.pipe(texts(), on_error="skip")
    assert next(stream).id == "text-1"
    with pytest.raises(RuntimeError, match="de bron is op"):
        next(stream)
    assert list(stream) == []


def test_a_stream_that_is_left_behind_ends_its_threads(nlp):
    before = threading.active_count() + 8
    for _ in range(50):
        next(nlp.pipe(("De NAVO. " * 50 for _ in range(1000)), n_jobs=2))

    def threads():
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("Threads:"))

    until = time.monotonic() + 30
    while threads() > before + 20 and time.monotonic() < until:
        time.sleep(0.1)
    assert threads() <= before + 20, "threads were left running"


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "brieven.zip"
    with zipfile.ZipFile(path, "w") as out:
        for seed in SEEDS:
            out.write(seed, seed.name)
        out.writestr("kapot.pdf", b"%PDF-1.7 niets")
        out.writestr("plaatje.png", b"\x89PNG")
    return path


def test_archives_and_folders_give_their_letters_one_by_one(nlp, archive, letters):
    docs = list(nlp.each(archive, on_error="skip", n_jobs=2))
    assert [doc.id for doc in docs] == [letter["id"] for letter in letters]
    assert docs[0].path.endswith(f"brieven.zip!/{SEEDS[0].name}")
    of_folder = list(nlp.each(str(ROOT / "seeds")))
    assert [doc.to_dict()["mentions"] for doc in docs] == [doc.to_dict()["mentions"] for doc in of_folder]
    both = list(nlp.each([SEEDS[0], SEEDS[1]]))
    assert [doc.id for doc in both] == [SEEDS[0].stem, SEEDS[1].stem]


def test_a_folder_is_read_as_the_command_reads_it(nlp, tmp_path):
    (tmp_path / "brief.txt").write_text("De NAVO.")
    (tmp_path / ".verborgen.txt").write_text("De EU.")
    (tmp_path / "uit.jsonl.manifest.json").write_text('[{"id": "a", "text": "De EU."}]')
    assert [doc.id for doc in nlp.each(tmp_path)] == ["brief"]


def test_lost_letters_raise_or_stand_in_their_place(nlp, archive):
    found = list(nlp.each(archive, on_error="return"))
    lost = [item for item in found if isinstance(item, griffier.LetterError)]
    assert len(found) == 6 and len(lost) == 1
    assert lost[0].path.endswith("brieven.zip!/kapot.pdf") and lost[0].kind == "format"
    again = pickle.loads(pickle.dumps(lost[0]))
    assert (str(again), again.path, again.kind) == (str(lost[0]), lost[0].path, lost[0].kind)
    read = 0
    stream = nlp.each(archive)
    with pytest.raises(griffier.LetterError, match="kapot.pdf: damaged"):
        for _ in stream:
            read += 1
    assert read + len(list(stream)) == 5
    with pytest.raises(griffier.LetterError, match="cannot read"):
        list(nlp.each("bestaat-niet.txt"))


def test_one_file_is_one_letter(nlp, archive):
    with pytest.raises(griffier.InputError, match=r"holds no letter or several; each\(\)"):
        nlp.from_path(archive)
    with pytest.raises(griffier.InputError, match="holds no letter or several"):
        nlp.from_bytes(archive.read_bytes(), "brieven.zip")
    assert nlp.from_path(f"{archive}!/{SEEDS[1].name}").id == SEEDS[1].stem
    with pytest.raises(griffier.LetterError, match="the archive has no such letter"):
        nlp.from_path(f"{archive}!/weg.txt")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        tar.add(SEEDS[0], SEEDS[0].name)
    assert nlp.from_bytes(out.getvalue(), "een.tar.gz").id == SEEDS[0].stem
    with pytest.raises(griffier.LetterError, match="a folder"):
        nlp.from_path(ROOT / "seeds")


def test_a_letter_beyond_its_time_is_lost_alone(nlp, letters):
    long = "\n".join(letter["text"] for letter in letters) * 250
    found = list(nlp.pipe(["De NAVO.", long, "De EU."], timeout=1.0, n_jobs=2, on_error="return"))
    assert [getattr(item, "kind", "read") for item in found][1] == "late"
    assert found[0].id == "text-1" and found[2].id == "text-3"


def test_a_pipeline_goes_to_another_process(nlp):
    again = pickle.loads(pickle.dumps(griffier.load([{"name": "Platform Zeegras", "type": "ORGANISATION"}])))
    assert [m.entity for m in again("Het Platform Zeegras.").mentions] == ["org:platform-zeegras"]
    assert again.options["builtin"] is True and sys.getsizeof(again) > 0
