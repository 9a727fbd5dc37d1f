"""How the cost of griffier grows: with the size of a letter, of a corpus, of the lists, with threads, and with mentions.

    python3 growth.py GRIFFIER WORK DOCS [--largest 2000] [--only letter,corpus,entries,threads,mentions]

`cargo xtask growth` builds the command, makes the environment of requirements.txt and runs this. WORK is a folder for what is made,
with `corpus.jsonl` (cargo xtask corpus) in it; DOCS gets a plot (SVG) for each question and `growth.json` with the figures. A figure is the
best of three runs: megabytes of text a second of processor time (of the clock for threads), the start of the process taken off.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 3


def spawn():
    """Runs the commands that come in, a line each, and says what each took: seconds of processor and clock, kilobytes, status."""
    for line in sys.stdin:
        start = time.perf_counter()
        child = subprocess.Popen(json.loads(line), stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        print(json.dumps([usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss, status]), flush=True)


def spawner():
    """A process that is small: the peak memory of a child is at least that of the process that starts it."""
    return subprocess.Popen([sys.executable, __file__, "--spawn"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)


def run(small, command, rounds=ROUNDS):
    """Best processor seconds, best seconds of the clock, most megabytes of memory, over some runs."""
    cpu, wall, memory = [], [], []
    for _ in range(rounds):
        small.stdin.write(json.dumps([str(part) for part in command]) + "\n")
        spent, passed, most, status = json.loads(small.stdout.readline())
        if status:
            sys.exit(f"{command}: status {status}")
        cpu.append(spent)
        wall.append(passed)
        memory.append(most / 1024)
    return min(cpu), min(wall), max(memory)


class Growth:
    def __init__(self, griffier, work, largest):
        self.griffier, self.work, self.largest, self.small = griffier, work, largest, spawner()
        with open(work / "corpus.jsonl", encoding="utf-8") as lines:
            self.letters = [json.loads(line)["text"] for line in lines]
        self.empty = work / "empty.txt"
        self.empty.write_text("Nee.\n", encoding="utf-8")
        self.start = self.run(self.annotate(self.empty))

    def annotate(self, path, *more):
        return [self.griffier, "annotate", path, "--quiet", "--timeout", "0", "--max-bytes", "4G", "-o", self.work / "out.jsonl",
                *(more or ["--jobs", "1"])]

    def run(self, command, rounds=ROUNDS):
        return run(self.small, command, rounds)

    def rate(self, size, figure, clock=False):
        spent = figure[1] - self.start[1] if clock else figure[0] - self.start[0]
        return size / max(spent, 1e-4) / 1e6

    def letter(self):
        """One letter of so many bytes."""
        whole = "\n\n".join(self.letters)
        for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000):
            path = self.work / "letter.txt"
            text = whole[:size] if size <= len(whole) else (whole * (size // len(whole) + 1))[:size]
            path.write_text(text, encoding="utf-8")
            # A small letter is over before a clock has ticked: many of them, each with a name of its own.
            many = max(1, 200_000 // size)
            paths = [path]
            if many > 1:
                paths = []
                folder = self.work / f"letters_{size}"
                folder.mkdir(exist_ok=True)
                for number in range(many):
                    one = folder / f"{number}.txt"
                    one.write_text(whole[number * size:(number + 1) * size], encoding="utf-8")
                    paths.append(one)
            figure = self.run(self.annotate(paths[0].parent if many > 1 else path))
            total = sum(one.stat().st_size for one in paths)
            yield {"x": size, "MB/s": self.rate(total, figure), "MB": figure[2]}

    def corpus(self):
        """A list of letters of so many bytes in all."""
        lines = [json.dumps({"id": str(number), "text": text}, ensure_ascii=False) for number, text in enumerate(self.letters)]
        sizes = [len(text.encode()) for text in self.letters]
        for size in (1, 10, 100, 500, 1000, 2000):
            if size > self.largest:
                return
            path, made, number = self.work / "many.jsonl", 0, 0
            with open(path, "w", encoding="utf-8") as out:
                while made < size * 1_000_000:
                    at = number % len(lines)
                    out.write(lines[at].replace(f'"{at}"', f'"{number}"', 1) + "\n")
                    made, number = made + sizes[at], number + 1
            figure = self.run(self.annotate(path), ROUNDS if size <= 10 else 1)
            yield {"x": made, "MB/s": self.rate(made, figure), "MB": figure[2]}
            path.unlink()
            (self.work / "out.jsonl").unlink()

    def entries(self):
        """The first letters of the corpus with so many made names beside the built-in lists."""
        path, size = self.part(5_000_000)
        for count in (10_000, 100_000, 1_000_000):
            table, compiled = self.work / "names.csv", self.work / "names.kb"
            subprocess.run([sys.executable, HERE.parent / "peers/names.py", str(count), table, os.devnull], check=True)
            subprocess.run([self.griffier, "kb", "compile", table, "-o", compiled], check=True, stderr=subprocess.DEVNULL)
            figure = self.run(self.annotate(path, "--jobs", "1", "--gazetteer", compiled))
            yield {"x": count, "MB/s": self.rate(size, figure), "MB": figure[2]}

    def threads(self):
        """Ten megabytes on so many threads, by the clock."""
        path, size = self.part(10_000_000)
        for jobs in range(1, (os.cpu_count() or 1) + 1):
            figure = self.run(self.annotate(path, "--jobs", str(jobs)))
            yield {"x": jobs, "MB/s": self.rate(size, figure, clock=True), "MB": figure[2]}

    def mentions(self):
        """One letter of a megabyte in which so many of a thousand sentences hold names and a relation; by stage."""
        full = "De minister van Defensie heeft op 12 mei 2022 de motie van het lid Diks (Kamerstuk 33 694, nr. 45) uitgevoerd. "
        none = "Er is daarna nog lang en in alle rust over gesproken, zonder dat er toen al iets van in de krant heeft gestaan. "
        for share in (0, 100, 250, 500, 1000):
            path = self.work / "dense.txt"
            text = "".join((full if number * share // 1000 != (number + 1) * share // 1000 else none) for number in range(9_000))
            path.write_text("Den Haag, 1 juni 2022\n\nGeachte voorzitter,\n\n" + text, encoding="utf-8")
            said = subprocess.run([self.griffier, "bench", path, "--jobs", "1", "--rounds", "3", "--json"], check=True,
                                  stdout=subprocess.PIPE).stdout
            report = json.loads(said)
            steps = report["runs"][0]["steps"]
            linking = sum(step["seconds"]["low"] for step in steps if step["name"] == "link" or "relation" in step["name"])
            yield {"x": report["corpus"]["mentions"], "seconds": report["runs"][0]["seconds"]["low"], "link and relations, s": linking}

    def part(self, size):
        path, made = self.work / "part.jsonl", 0
        with open(path, "w", encoding="utf-8") as out:
            for number, text in enumerate(self.letters):
                if made >= size:
                    break
                out.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
                made += len(text.encode())
        return path, made


QUESTIONS = {
    "letter": ("bytes of a letter", "log"), "corpus": ("bytes of a corpus", "log"), "entries": ("names on the list", "log"),
    "threads": ("threads", "linear"), "mentions": ("mentions in a letter of 1 MB", "linear"),
}


def plot(name, points, path):
    import matplotlib

    matplotlib.use("svg")
    # The same figures give the same bytes.
    matplotlib.rcParams["svg.hashsalt"] = name
    from matplotlib import pyplot

    label, scale = QUESTIONS[name]
    figure, left = pyplot.subplots(figsize=(5.2, 2.8), layout="constrained")
    keys = [key for key in points[0] if key != "x"]
    right = left.twinx() if len(keys) > 1 and name != "mentions" else left
    for axis, key, color in ((left, keys[0], "#1f5fa8"), (right, keys[-1], "#a84d1f")):
        axis.plot([point["x"] for point in points], [point[key] for point in points], marker="o", color=color, label=key)
        axis.set_ylim(bottom=0, top=1.25 * max(point[key] for point in points) if axis is not left or right is not left else None)
    left.set_xscale(scale)
    left.set_xlabel(label)
    left.set_ylabel(keys[0], color="#1f5fa8")
    if right is not left:
        right.set_ylabel("peak memory, MB", color="#a84d1f")
    else:
        left.set_ylabel("seconds")
        left.legend()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("griffier")
    parser.add_argument("work", type=Path)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--largest", type=int, default=2000, help="megabytes of the largest corpus")
    parser.add_argument("--only", default=",".join(QUESTIONS))
    options = parser.parse_args()
    options.docs.mkdir(parents=True, exist_ok=True)
    growth = Growth(options.griffier, options.work, options.largest)
    kept = options.docs / "growth.json"
    figures = json.loads(kept.read_text()) if kept.exists() else {}
    for name in options.only.split(","):
        points = []
        for point in getattr(growth, name)():
            points.append({key: round(value, 3) for key, value in point.items()})
            print(f"{name:9} {points[-1]}", flush=True)
        figures[name] = points
        plot(name, points, options.docs / f"{name}.svg")
        kept.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    spawn() if sys.argv[1:] == ["--spawn"] else main()
