"""Measures what each way to many letters costs beside a plain loop over the same letters, on this machine: `pipe` with
one thread and with two, `annotate_table`, and Spark with two executors of a core each (local-cluster).

    python python/benches/spark_overhead.py letters/                    # a folder of .txt, or .jsonl with id and text
    python python/benches/spark_overhead.py letters/ --megabytes 50     # the same letters over and over, under other ids
    python python/benches/spark_overhead.py letters/ --no-spark

The wheel must be one of `maturin build --release`. Prints a row of a table for each, with seconds on the clock and seconds
of processor of all processes, which mean something on a busy machine too; docs/scale.md has them.
"""

import argparse
import json
import os
import pathlib
import sys
import tempfile
import threading
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


def processes():
    """Of this process and all below it, driver, executors and their Python workers: parent, seconds of processor, memory."""
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                name, _, fields = (entry / "stat").read_text().rpartition(")")
            except OSError:
                continue
            fields = fields.split()
            seconds = sum(map(int, fields[11:15])) / tick
            found[int(entry.name)] = (int(fields[1]), seconds, int(fields[21]) * page, name.partition("(")[2])

    def is_ours(pid):
        while pid in found:
            if pid == os.getpid():
                return True
            pid = found[pid][0]
        return False

    return {pid: row for pid, row in found.items() if is_ours(pid)}


def processor():
    return sum(seconds for _, seconds, _, _ in processes().values())


class Memory:
    """The most that a process of a kind has had, looked at twice a second."""

    def __init__(self):
        self.most, self.done = {}, threading.Event()
        threading.Thread(target=self.look, daemon=True).start()

    def look(self):
        while not self.done.wait(0.5):
            for pid, (_, _, bytes, name) in processes().items():
                kind = "this process" if pid == os.getpid() else name
                self.most[kind] = max(self.most.get(kind, 0), bytes)

    def stop(self):
        self.done.set()
        return ", ".join(f"{name} {bytes / 1e6:.0f} MB" for name, bytes in sorted(self.most.items()))


class Table:
    def __init__(self, letters, bytes):
        self.letters, self.bytes, self.plain = letters, bytes, None
        print("| way | on the clock | of processor | ms a letter | MB/s of processor | beside the loop |")
        print("|---|---|---|---|---|---|", flush=True)

    def row(self, name, work, of_letters=True):
        wall, cpu = time.perf_counter(), processor()
        result = work()
        wall, cpu = time.perf_counter() - wall, processor() - cpu
        self.plain = self.plain or cpu
        more = f"{1000 * cpu / self.letters:.2f} | {self.bytes / 1e6 / cpu:.2f} | {cpu / self.plain:.2f}" if of_letters and cpu else "| |"
        print(f"| {name} | {wall:.2f} s | {cpu:.2f} s | {more} |", flush=True)
        return result


def read(path):
    if path.is_dir():
        return [{"id": file.stem, "text": file.read_text(encoding="utf-8")} for file in sorted(path.rglob("*.txt"))]
    with path.open(encoding="utf-8") as lines:
        return [{"id": row["id"], "text": row["text"]} for row in map(json.loads, lines)]


def repeated(rows, size):
    """The letters over and over until they have that many bytes."""
    out, held = [], 0
    while held < size:
        row = rows[len(out) % len(rows)]
        out.append({"id": f"{row['id']}-{len(out)}", "text": row["text"]})
        held += len(row["text"].encode())
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("letters", type=pathlib.Path, nargs="+")
    parser.add_argument("--megabytes", type=float, default=0)
    parser.add_argument("--no-spark", action="store_true")
    args = parser.parse_args()
    rows = [row for path in args.letters for row in read(path)]
    if args.megabytes:
        rows = repeated(rows, args.megabytes * 1e6)
    size = sum(len(row["text"].encode()) for row in rows)
    print(f"{len(rows)} letters, {size / 1e6:.1f} MB, griffier {griffier.__version__}\n")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="griffier-spark-"))
    source = folder / "letters.parquet"
    # Without small row groups a file is one task.
    pq.write_table(pa.Table.from_pylist(rows), source, row_group_size=250)
    report, memory = Table(len(rows), size), Memory()
    one_process(report, source, folder)
    if not args.no_spark:
        on_spark(report, source, folder)
    print(f"\nThe most memory of a process of a kind: {memory.stop()}")


def one_process(report, source, folder):
    nlp = griffier.load()
    nlp("De NAVO.")
    table = pq.read_table(source)
    texts, ids = table["text"].to_pylist(), table["id"].to_pylist()

    def written(records, name):
        with pq.ParquetWriter(folder / name, pa.schema({"record": pa.string()})) as out:
            held = []
            for record in records:
                held.append(record)
                if len(held) == 200:
                    out.write_table(pa.table({"record": held}))
                    held.clear()
            if held:
                out.write_table(pa.table({"record": held}))

    report.row("plain loop: `nlp(text).to_json()`", lambda: written((nlp(t, id=i).to_json() for t, i in zip(texts, ids, strict=True)), "loop"))
    for jobs in (1, 2):
        pipe = nlp.pipe(zip(texts, ids, strict=True), n_jobs=jobs)
        report.row(f"`pipe(n_jobs={jobs})`, `to_json()`", lambda pipe=pipe: written((doc.to_json() for doc in pipe), "pipe"))
    report.row("the loop without records", lambda: [nlp(t, id=i) and None for t, i in zip(texts, ids, strict=True)])
    for jobs in (1, 2):
        report.row(f"`annotate_table(n_jobs={jobs})`", lambda jobs=jobs: griffier.annotate_table(table, nlp=nlp, n_jobs=jobs))


def on_spark(report, source, folder):
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from griffier.spark import annotate
    from pyspark.sql import SparkSession

    def start():
        builder = SparkSession.builder.appName("overhead")
        for name, value in CONF.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()

    spark = report.row("Spark: a session, two executors of one core", start, of_letters=False)
    letters = spark.read.parquet(str(source))

    def job(name, frame, of_letters=True):
        report.row(name, lambda: frame.write.mode("overwrite").parquet(str(folder / "out")), of_letters)

    def nothing(batches):
        yield from batches

    job("Spark: a first job of one letter (workers start, code is generated)", annotate(letters.limit(1)), of_letters=False)
    job("Spark: `records`", annotate(letters))
    job("Spark: `mentions`", annotate(letters, what="mentions"))
    job("Spark: the letters through Python, nothing done", letters.mapInArrow(nothing, letters.schema))
    spark.stop()


if __name__ == "__main__":
    main()
