"""Spark in local-cluster mode, two executors: the same as one process, and nothing is lost."""

import json
import os
import pathlib
import subprocess
import sys

import griffier
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

griffier_spark = pytest.importorskip("griffier.spark")

CONF = {
    "spark.master": "local-cluster[2,1,1024]",
    "spark.ui.enabled": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "7",
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
}


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.appName("griffier-tests")
    for name, value in CONF.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def rows(letters):
    """Forty letters and two that are poison: a text that is null, a day that is none."""
    rows = [{"id": f"brief-{i:02}", "text": letters[i % 5]["text"][: 2000 + 50 * i], "date": None} for i in range(40)]
    rows.insert(3, {"id": "leeg", "text": None, "date": None})
    rows.insert(20, {"id": "dagloos", "text": "De NAVO.", "date": "2021-02-30"})
    return rows


@pytest.fixture(scope="module")
def expected(rows):
    nlp = griffier.load()
    good = [row for row in rows if row["id"] not in ("leeg", "dagloos")]
    return {row["id"]: nlp(row["text"], id=row["id"]).to_json() for row in good}


def frame(spark, rows, partitions=6):
    return spark.createDataFrame([(r["id"], r["text"], r["date"]) for r in rows], "id string, text string, date string").repartition(partitions)


def check(found, expected):
    """Every letter is there once, as one process reads it; the poison has its reason."""
    assert len(found) == len(expected) + 2
    records = {row.letter: row.record for row in found if row.error is None}
    assert records == expected
    errors = {row.letter: row.error.split(": ", 1)[1] for row in found if row.error is not None}
    assert errors == {"leeg": "the text is null", "dagloos": 'date: "2021-02-30" is no date (YYYY-MM-DD)'}


def test_two_executors_find_what_one_process_finds(spark, rows, expected):
    check(griffier_spark.annotate(frame(spark, rows)).collect(), expected)


def test_a_killed_executor_loses_nothing(spark, rows, expected, tmp_path):
    marker = str(tmp_path / "killed")

    def kill(batches):
        """Ends the executor that it runs in, once: worker, its daemon, the virtual machine."""
        import os
        import signal

        def parent(pid):
            with open(f"/proc/{pid}/stat") as stat:
                return int(stat.read().rpartition(")")[2].split()[1])

        for i, batch in enumerate(batches):
            yield batch
            try:
                os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            machine = parent(os.getppid())
            with open(marker, "w") as out:
                out.write(open(f"/proc/{machine}/comm").read())
            os.kill(machine, signal.SIGKILL)

    letters = frame(spark, rows)
    check(griffier_spark.annotate(letters.mapInArrow(kill, letters.schema)).collect(), expected)
    assert pathlib.Path(marker).read_text().strip() == "java"


def test_tables_of_every_kind(spark, rows):
    letters = frame(spark, rows[:6])
    whole = griffier.annotate_table(pa.Table.from_pylist(rows[:6]))
    for what in ("letters", "mentions", "entities", "relations", "commitments"):
        found = griffier_spark.annotate(letters, what=what).collect()
        assert len(found) == len(getattr(whole, what)), what
        if what == "mentions":
            ours = sorted((r["letter"], r["start"], r["end"], r["entity"] or "") for r in whole.mentions.to_pylist())
            assert sorted((r.letter, r.start, r.end, r.entity or "") for r in found) == ours


def test_lists_of_the_users_own_reach_the_workers(spark):
    nlp = griffier.load([{"id": "own:zeegras", "name": "Platform Zeegras", "type": "ORGANISATION"}])
    letters = spark.createDataFrame([("a", "Het Platform Zeegras.")], "nr string, brief string")
    found = griffier_spark.annotate(letters, text="brief", id="nr", what="mentions", nlp=nlp).collect()
    assert [row.entity for row in found] == ["own:zeegras"]


def test_frames_that_cannot_be_annotated(spark):
    letters = spark.createDataFrame([("a", "x")], "id string, tekst string")
    with pytest.raises(griffier.InputError, match="no column 'text'; there are: id, tekst"):
        griffier_spark.annotate(letters)
    with pytest.raises(griffier.InputError, match="what: 'alles' is none of"):
        griffier_spark.annotate(letters, text="tekst", what="alles")
    with pytest.raises(griffier.InputError, match="id: a column"):
        griffier_spark.annotate(letters.select("tekst"), text="tekst")


def test_the_job_writes_parquet_and_says_what_was_lost(rows, expected, tmp_path):
    source, target = tmp_path / "in.parquet", tmp_path / "out"
    schema = pa.schema({"id": pa.string(), "text": pa.string(), "date": pa.string()})
    pq.write_table(pa.Table.from_pylist(rows, schema), source, row_group_size=10)
    command = [sys.executable, "-m", "griffier.spark", str(source), str(target)]
    conf = "--master local[2] --conf spark.ui.enabled=false pyspark-shell"
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": conf, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "42 rows of records, 2 letters lost" in done.stderr
    found = pq.read_table(target).to_pylist()
    assert {row["letter"]: row["record"] for row in found if row["error"] is None} == expected
    assert json.loads(found[0]["record"] or "{}").get("offsets", "char") == "char"
