#!/usr/bin/python3
"""Fails every single allocation of a small run of referent in turn, the libraries' included.

usage: allocation.py REFERENT FAIL_MALLOC.so [FIRST [LAST]]

With $REFERENT_TEMPLATES the layout standard is tried too.

Each time the program must either say that memory ran out, once and with status 3, and leave
everything as it was, or cope and write the same bytes as always.
"""

import concurrent.futures
import dataclasses
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

sys.path[:0] = [str(pathlib.Path(__file__).parent.parent), str(pathlib.Path(__file__).parent.parent / "lib")]
import filling  # noqa: E402
import packages  # noqa: E402

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360"
    "00000002000148afa4710000000049454e44ae426082")

FILES = {
    "kommune.yaml": "myndighed: Lille Kommune\n",
    "organ.yaml": """\
navn: Teknisk Råd
medlemmer: [Anna Holm, {navn: Bo Lund, rolle: formand}]
afsnit: {sagsfremstilling: Sagsfremstilling, bilag: Bilag, beslutning: Beslutning}
faste_punkter: {eventuelt: eventuelt.yaml}
""",
    "eventuelt.yaml": "titel: Eventuelt\n",
    "møde.yaml": """\
organ: organ.yaml
dato: 2024-11-06
start: 9.00
sted: Rådhuset
fraværende: [Bo Lund]
punkter:
  - titel: "Stier {{ møde.dato | dato('%Y') }}"
    id: stier
    varighed: 30 min
    sagsfremstilling: |
      En **vigtig** sag:

      1. første
      2. anden

      | Sti | Pris |
      |-----|-----:|
      | A   | 3    |

      ![Kort](kort.png)
    bilag: [Kort]
  - titel: Køb af jord
    lukket: ja
    beslutning: Udsat.
  - fast: eventuelt
""",
    "beslutninger.yaml": "stier: {tekst: Godkendt., opfølgning: [{opgave: Mål, ansvarlig: Bo}]}\n",
}


class Case:
    """One document to be made again and again."""

    def __init__(self, name, template, before=None, command="referat", source="møde.yaml",
                 **variables):
        self.name = name            # "a.docx"
        self.template = template    # a file, or a layout's name; None for none
        self.command = command
        self.source = source        # of the inputs
        self.before = before        # what stood in the file, or None
        self.variables = variables  # of the environment

    def run(self, world, folder, **variables):
        """Runs the program in a fresh folder; returns (status, errors, what it left there)."""
        folder = pathlib.Path(folder)
        for name in ("out", "temporary"):
            (folder / name).mkdir()
        output = folder / "out" / self.name
        if self.before is not None:
            output.write_bytes(self.before)
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
                       "REFERENT_TEMPLATES": world.layouts, "LD_PRELOAD": world.library,
                       "TMPDIR": str(folder / "temporary"), **self.variables, **variables}
        done = subprocess.run(
            [world.program, self.command, str(world.inputs / self.source), "-q", "-o", str(output),
             *(["-t", self.template.format(world.inputs)] if self.template else [])],
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
        if len(lines) != 1 or not re.search(r": (error|fejl): .*\[no-memory\]$", lines[0]):
            return f"no clean message: {errors[-300:]!r}"
        if left != self.untouched():
            return f"files are not as they were: {sorted(left)}"
        return None

    def attempt(self, world, number, variable, normal):
        with tempfile.TemporaryDirectory() as folder:
            return self.judge(self.run(world, folder, **{variable: str(number)}), normal)


@dataclasses.dataclass
class World:
    """What all cases use."""
    program: str
    library: str
    inputs: pathlib.Path
    layouts: str = os.environ.get("REFERENT_TEMPLATES", "")


def count_allocations(world, case):
    """How many allocations an undisturbed run takes, and what it writes."""
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as count:
        status, errors, left = case.run(world, folder, FAIL_MALLOC_COUNT=count.name)
        if status != 0 or errors or set(left) != {f"out/{case.name}"}:
            sys.exit(f"the undisturbed run fails: status {status}, {errors!r}, {sorted(left)}")
        if case.template and not zipfile.ZipFile(io.BytesIO(left[f"out/{case.name}"])).namelist():
            sys.exit("the undisturbed run writes an empty document")
        return int(count.read()), left


def step_through(world, case, first, last):
    """Fails every allocation in turn; returns how many runs went wrong."""
    count, normal = count_allocations(world, case)
    numbers = range(first, min(last, count) + 1)
    bad = 0
    for variable in ("FAIL_MALLOC_AT", "FAIL_MALLOC_FROM"):
        with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
            results = pool.map(
                lambda number: case.attempt(world, number, variable, normal), numbers)
            for number, fault in zip(numbers, results):
                if fault is None:
                    continue
                bad += 1
                if bad <= 20:
                    print(f"{case.name}: {variable}={number}: {fault}", file=sys.stderr)
    print(f"{case.name}: {count} allocations, {bad} faults")
    return bad


def list_cases(layouts):
    cases = [Case("a.docx", "{}/skabelon.docx"),
             Case("a.odt", "{}/skabelon.odt", before=b"was here before"),
             Case("a.csv", None, command="opfølgning")]
    if layouts:  # and in Danish, whose messages gettext needs memory for
        danish = {"LC_ALL": "da_DK.UTF-8", "LANGUAGE": "da",
                  "REFERENT_LOCALES": os.environ.get("REFERENT_LOCALES", "")}
        cases.append(Case("standard.docx", "standard", **danish))
        cases.append(Case("standard.odt", "standard"))
        cases.append(Case("punkt.yaml", None, before=b"titel: Bro   # ny\nbilag: [Kort]\n",
                          command="collect", source="udfyldt.odt"))
    return cases


def main():
    program, library = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    last = int(sys.argv[4]) if len(sys.argv) > 4 else sys.maxsize
    with tempfile.TemporaryDirectory() as folder:
        world = World(program, library, pathlib.Path(folder))
        for name, text in FILES.items():
            (world.inputs / name).write_text(text, encoding="utf-8")
        (world.inputs / "kort.png").write_bytes(PICTURE)
        for ending in ("docx", "odt"):
            packages.write_template(world.inputs / f"skabelon.{ending}", packages.MEETING_LINES)
        if world.layouts:
            form = world.inputs / "tom.odt"
            subprocess.run([world.program, "dagsorden", str(world.inputs / "organ.yaml"), "--form",
                            "-q", "-o", str(form)], check=True)
            filling.fill_form(form, world.inputs / "udfyldt.odt", {
                "titel": "Bro", "lukket": "Personsag", "bilag": ["Kort"],
                "sagsfremstilling": ["# En bro", "{{ og mere }}"]})
        bad = sum(step_through(world, case, first, last) for case in list_cases(world.layouts))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
