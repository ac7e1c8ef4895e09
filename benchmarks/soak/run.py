#!/usr/bin/env python3
"""Runs train, evaluate, predict and trace again and again, several at a time, in many locales and time zones, and
compares every byte of what they write with the first run of each.

    run.py                    2,000 runs, four at a time
    run.py --runs 200 --jobs 2 --keep FOLDER

What differs by its nature is taken out first: seconds, and the time at which a model was made. Every output that
differs from the first is kept in FOLDER beside the first; the program then ends with 1. LAMINA names the launcher.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAMINA = os.environ.get("LAMINA", ROOT / "lamina")
ZONES = ["UTC", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Cairo"]
LOCALES = ["C.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "zh_CN.UTF-8", "C", "fa_IR.UTF-8"]
# The number of threads must not matter either.
THREADS = ["1", "2", "3"]

VARYING = [
    (re.compile(rb'"seconds":[0-9.eE-]+'), b'"seconds":0'),
    (re.compile(rb'"created":"[^"]*"'), b'"created":""'),
    # Progress is told by the clock.
    (re.compile(rb"(?m)^epoch .*\n"), b""),
]


def sales(folder):
    """A table with words, numbers, dates with offsets and missing cells."""
    draw = random.Random(7)
    lines = ["at,city,area,price"]
    for i in range(200):
        at = f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}T{i % 24:02d}:15:00{'+09:00' if i % 2 else '-04:30'}"
        area = "" if i % 17 == 0 else f"{draw.uniform(10, 200):.1f}"
        lines.append(f"{at},{draw.choice(['İzmir', 'Köln', '上海', 'Oslo'])},{area},{draw.uniform(1, 9):.3f}")
    path = folder / "sales.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def commands(folder):
    """Each kind of run: its arguments, and the file that it writes, if it writes one."""
    penguins, table = ROOT / "samples/penguins.csv", sales(folder)
    models = {"penguins": folder / "penguins.safetensors", "sales": folder / "sales.safetensors"}
    for model, data, target in (("penguins", penguins, "species"), ("sales", table, "price")):
        train = ["train", data, "--target", target, "--epochs", "6", "--layers", "16", "--model", models[model]]
        subprocess.run([LAMINA, *train], check=True, capture_output=True)
        yield ["train", data, "--target", target, "--epochs", "6", "--layers", "16", "--json", "--model", "OUT"], None
        yield ["evaluate", models[model], data], None
        yield ["evaluate", models[model], data, "--json"], None
        yield ["predict", models[model], data], None
        yield ["predict", models[model], data, "-o", "OUT.csv"], ".csv"
        yield ["info", models[model], "--json"], None
    yield ["trace", "--widths", "2,3,1", "--x", "1,2", "--y", "1", "--steps", "2"], None
    yield ["trace", models["sales"], table, "--html", "OUT.html"], ".html"


class Soak:
    def __init__(self, folder, keep):
        self.folder, self.keep = folder, keep
        self.first, self.lock, self.different, self.done = {}, threading.Lock(), 0, 0

    def run(self, number, kind, arguments, written, draw):
        out = self.folder / f"out-{number}"
        zone, locale = draw.choice(ZONES), draw.choice(LOCALES)
        line = [str(a).replace("OUT", str(out)) for a in arguments]
        if line[0] == "train":
            line += ["--threads", draw.choice(THREADS)]
        language, _, country = locale.partition(".")[0].partition("_")
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "LANG": locale}
        if country:
            # The JVM follows LC_ALL only where the system has that locale.
            environment["LAMINA_JAVA_OPTIONS"] = f"-Duser.language={language} -Duser.country={country}"
        result = subprocess.run([LAMINA, *line], capture_output=True, env=environment)
        content = b"%d\n--- out\n%s\n--- err\n%s" % (result.returncode, result.stdout, result.stderr)
        if written:
            path = pathlib.Path(str(out) + written)
            content += b"\n--- file\n" + (path.read_bytes() if path.exists() else b"absent")
        for path in self.folder.glob(f"out-{number}*"):
            path.unlink()
        content = content.replace(str(out).encode(), b"OUT")
        for pattern, constant in VARYING:
            content = pattern.sub(constant, content)
        self.compare(number, kind, content, f"{zone} {locale} {' '.join(line)}")

    def compare(self, number, kind, content, how):
        with self.lock:
            self.done += 1
            first, first_how = self.first.setdefault(kind, (content, how))
            if content != first:
                self.different += 1
                self.keep.mkdir(parents=True, exist_ok=True)
                (self.keep / f"{number}.other").write_bytes(how.encode() + b"\n" + content)
                (self.keep / f"{number}.first").write_bytes(first_how.encode() + b"\n" + first)
                print(f"run {number} differs: {how}", flush=True)
            if self.done % 100 == 0:
                print(f"{self.done} runs, {self.different} differ", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path("soak-differences"))
    options = parser.parse_args()
    draw = random.Random(options.seed)
    start = time.time()
    with tempfile.TemporaryDirectory() as name:
        kinds = list(commands(pathlib.Path(name)))
        soak = Soak(pathlib.Path(name), options.keep)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            runs = [
                pool.submit(soak.run, i, i % len(kinds), *kinds[i % len(kinds)], random.Random(draw.random()))
                for i in range(options.runs)
            ]
            for run in runs:
                run.result()
    failed = sum(1 for content, _ in soak.first.values() if not content.startswith(b"0\n"))
    print(f"{soak.done} runs in {time.time() - start:.0f} s: {soak.different} differ, {failed} kinds fail")
    return 1 if soak.different or failed else 0


if __name__ == "__main__":
    sys.exit(main())
