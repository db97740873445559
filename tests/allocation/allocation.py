#!/usr/bin/python3
"""Fails every single allocation of a small run of referent in turn, the libraries' included.

usage: allocation.py REFERENT FAIL_MALLOC.so [FIRST [LAST]]

Each time the program must either say that memory ran out, once and with status 3, and leave
everything as it was, or cope and write the same bytes as always.
"""

import concurrent.futures
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import packages  # noqa: E402

MEETING = """\
organ:
  navn: Teknisk Råd
  myndighed: Lille Kommune
  medlemmer: [Anna Holm, {navn: Bo Lund, rolle: formand}]
  afsnit: {sagsfremstilling: Sagsfremstilling, bilag: Bilag, beslutning: Beslutning}
dato: 2024-11-06
start: 9.00
sted: Rådhuset
fraværende: [Bo Lund]
punkter:
  - titel: "Stier {{ møde.dato | dato('%Y') }}"
    varighed: 30 min
    sagsfremstilling: |
      En **vigtig** sag:

      1. første
      2. anden

      | Sti | Pris |
      |-----|-----:|
      | A   | 3    |
    bilag: [Kort]
    beslutning: Godkendt.
  - titel: Køb af jord
    lukket: ja
    beslutning: Udsat.
"""

class Case:
    """One document to be made again and again."""

    def __init__(self, program, library, inputs, name, before):
        self.program = program
        self.library = library
        self.inputs = inputs
        self.name = name      # "a.docx"
        self.before = before  # what stood in the file, or None

    def run(self, folder, **variables):
        """Runs the program in a fresh folder; returns (status, errors, what it left there)."""
        folder = pathlib.Path(folder)
        for name in ("out", "temporary"):
            (folder / name).mkdir()
        output = folder / "out" / self.name
        if self.before is not None:
            output.write_bytes(self.before)
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "LD_PRELOAD": self.library,
                       "TMPDIR": str(folder / "temporary"), **variables}
        done = subprocess.run(
            [self.program, "referat", str(self.inputs / "møde.yaml"), "-q", "-o", str(output),
             "-t", str(self.inputs / ("skabelon" + output.suffix))],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=60, check=False)
        left = {str(path.relative_to(folder)): path.read_bytes()
                for path in folder.glob("**/*") if path.is_file()}
        return done.returncode, done.stdout.decode() + done.stderr.decode(errors="replace"), left

    def untouched(self):
        return {} if self.before is None else {f"out/{self.name}": self.before}

    def judge(self, result, normal):
        """What is wrong with a run in which memory ran out, or None."""
        status, errors, left = result
        lines = errors.splitlines()
        if status == 0:
            if left != normal:
                return "status 0, but other bytes than usual"
            return f"status 0, but it says {errors!r}" if errors else None
        if status != 3:
            return f"status {status}: {errors[-300:]!r}"
        if len(lines) != 1 or "error" not in lines[0] or "[no-memory]" not in lines[0]:
            return f"no clean message: {errors[-300:]!r}"
        if left != self.untouched():
            return f"files are not as they were: {sorted(left)}"
        return None

    def attempt(self, number, variable, normal):
        with tempfile.TemporaryDirectory() as folder:
            return self.judge(self.run(folder, **{variable: str(number)}), normal)


def count_allocations(case):
    """How many allocations an undisturbed run takes, and what it writes."""
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as count:
        status, errors, left = case.run(folder, FAIL_MALLOC_COUNT=count.name)
        if status != 0 or errors or set(left) != {f"out/{case.name}"}:
            sys.exit(f"the undisturbed run fails: status {status}, {errors!r}, {sorted(left)}")
        if not zipfile.ZipFile(io.BytesIO(left[f"out/{case.name}"])).namelist():
            sys.exit("the undisturbed run writes an empty document")
        return int(count.read()), left


def step_through(case, first, last):
    """Fails every allocation in turn; returns how many runs went wrong."""
    count, normal = count_allocations(case)
    numbers = range(first, min(last, count) + 1)
    bad = 0
    for variable in ("FAIL_MALLOC_AT", "FAIL_MALLOC_FROM"):
        with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
            results = pool.map(lambda number: case.attempt(number, variable, normal), numbers)
            for number, fault in zip(numbers, results):
                if fault is None:
                    continue
                bad += 1
                if bad <= 20:
                    print(f"{case.name}: {variable}={number}: {fault}", file=sys.stderr)
    print(f"{case.name}: {count} allocations, {bad} faults")
    return bad


def main():
    program, library = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    last = int(sys.argv[4]) if len(sys.argv) > 4 else sys.maxsize
    inputs = pathlib.Path(tempfile.mkdtemp())
    try:
        (inputs / "møde.yaml").write_text(MEETING, encoding="utf-8")
        for ending in ("docx", "odt"):
            packages.write_template(inputs / f"skabelon.{ending}", packages.MEETING_LINES)
        cases = [Case(program, library, inputs, "a.docx", None),
                 Case(program, library, inputs, "a.odt", b"was here before")]
        return 1 if sum(step_through(case, first, last) for case in cases) else 0
    finally:
        shutil.rmtree(inputs)


if __name__ == "__main__":
    sys.exit(main())
