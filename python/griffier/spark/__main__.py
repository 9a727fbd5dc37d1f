"""A job: ``python -m griffier.spark IN OUT`` on one machine, with ``spark-submit`` this file on a cluster (docs/scale.md).

Ends with 0 if every letter was read, 1 if some were lost (their rows in OUT say why), 2 if it did not run.
"""

from __future__ import annotations

import argparse
import sys
import time

from griffier.spark import SCHEMAS, annotate


def main(arguments: list[str] | None = None) -> int:
    """Reads letters, annotates them and writes what is found, as Parquet."""
    parser = argparse.ArgumentParser(prog="python -m griffier.spark", description=main.__doc__)
    parser.add_argument("source", metavar="IN", help="Parquet or JSON Lines (.json, .jsonl, .gz) with a row a letter")
    parser.add_argument("target", metavar="OUT", help="folder for the Parquet files; must not exist unless --overwrite")
    parser.add_argument("--text", default="text", help="column of the text (text)")
    parser.add_argument("--id", default="id", help="column of the identifier (id)")
    parser.add_argument("--date", default="date", help="column of the day, if there is one (date)")
    parser.add_argument("--what", default="records", choices=sorted(SCHEMAS), help="the table that is written (records)")
    parser.add_argument("--timeout", type=float, default=120.0, help="most seconds for one letter (120)")
    parser.add_argument("--batch-rows", type=int, default=200, help="letters that a worker holds at once (200)")
    parser.add_argument("--partition-bytes", default="4m", help="bytes of IN for one task (4m)")
    parser.add_argument("--overwrite", action="store_true", help="replace OUT")
    args = parser.parse_args(arguments)

    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("griffier").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(args.batch_rows))
    spark.conf.set("spark.sql.files.maxPartitionBytes", args.partition_bytes)
    spark.conf.set("spark.sql.parquet.compression.codec", "zstd")
    began = time.monotonic()
    try:
        is_json = any(args.source.endswith(end) for end in (".json", ".jsonl", ".gz"))
        letters = spark.read.json(args.source) if is_json else spark.read.parquet(args.source)
        found = annotate(letters, text=args.text, id=args.id, date=args.date, what=args.what, timeout=args.timeout)
        found.write.mode("overwrite" if args.overwrite else "errorifexists").parquet(args.target)
        written = spark.read.parquet(args.target)
        rows = written.count()
        lost = written.where("error is not null").count() if "error" in written.columns else 0
    except (PySparkException, ValueError) as error:
        print(f"error: {str(error).splitlines()[0]}", file=sys.stderr)
        return 2
    finally:
        spark.stop()
    print(f"{rows} rows of {args.what}, {lost} letters lost, {time.monotonic() - began:.1f} s", file=sys.stderr)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
