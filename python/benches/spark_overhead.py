"""Measures what Spark costs beside a plain loop over the same letters, on this machine.

    cargo xtask corpus --megabytes 20 --out target/corpus.jsonl
    python python/benches/spark_overhead.py target/corpus.jsonl [--letters 2000]

The wheel must be one of `maturin build --release`. Prints a table, with the seconds of
processor of all processes, which mean something on a busy machine too; docs/scale.md has one.
"""

import argparse
import json
import os
import pathlib
import sys
import tempfile
import time

import griffier
import pyarrow as pa
import pyarrow.parquet as pq

CONF = {
    "spark.master": "local-cluster[2,1,1024]",
    "spark.ui.enabled": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "200",
    "spark.sql.files.maxPartitionBytes": "4m",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
}


def processor():
    """Seconds of processor that this process and all below it have had: driver, executors, their Python workers."""
    tick = os.sysconf("SC_CLK_TCK")
    parents, times = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            times[int(entry.name)] = sum(map(int, fields[11:15])) / tick

    def is_ours(pid):
        while pid in parents:
            if pid == os.getpid():
                return True
            pid = parents[pid]
        return False

    return sum(time for pid, time in times.items() if is_ours(pid))


def measured(name, letters, work):
    wall, cpu = time.perf_counter(), processor()
    result = work()
    wall, cpu = time.perf_counter() - wall, processor() - cpu
    print(f"{name:44} {wall:8.2f} s wall {cpu:8.2f} s of processor {1000 * cpu / letters:7.3f} ms a letter", flush=True)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--letters", type=int, default=2000)
    args = parser.parse_args()
    with args.corpus.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(args.letters), lines, strict=False)]
    count, size = len(rows), sum(len(row["text"].encode()) for row in rows)
    print(f"{count} letters, {size / 1e6:.1f} MB")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="griffier-spark-"))
    source = folder / "letters.parquet"
    # Without small row groups a file is one task.
    pq.write_table(pa.Table.from_pylist([{"id": row["id"], "text": row["text"]} for row in rows]), source, row_group_size=250)

    nlp = griffier.load()
    nlp(rows[0]["text"])

    def loop():
        table = pq.read_table(source)
        texts, ids = table["text"].to_pylist(), table["id"].to_pylist()
        records = [nlp(text, id=id).to_json() for text, id in zip(texts, ids, strict=True)]
        pq.write_table(pa.table({"letter": ids, "record": records}), folder / "loop.parquet")

    measured("plain loop: nlp(text).to_json()", count, loop)
    measured("nlp.pipe, one thread", count, lambda: [d.to_json() for d in nlp.pipe((row["text"] for row in rows), n_jobs=1)])
    table = pq.read_table(source)
    measured("annotate_table, one thread", count, lambda: griffier.annotate_table(table, n_jobs=1))
    measured("annotate_table, a thread a processor", count, lambda: griffier.annotate_table(table, n_jobs=-1))

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from griffier.spark import annotate
    from pyspark.sql import SparkSession

    def start():
        builder = SparkSession.builder.appName("overhead")
        for name, value in CONF.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()

    spark = measured("Spark: session, two executors of one core", count, start)
    letters = spark.read.parquet(str(source))

    def job(name, frame):
        measured(name, count, lambda: frame.write.mode("overwrite").parquet(str(folder / "out")))

    def nothing(batches):
        yield from batches

    job("Spark: first job, records", annotate(letters))
    for _ in range(2):
        job("Spark: a later job, records", annotate(letters))
    job("Spark: a later job, mentions", annotate(letters, what="mentions"))
    job("Spark: a later job that does nothing", letters.mapInArrow(nothing, letters.schema))
    spark.stop()


if __name__ == "__main__":
    main()
