#!/usr/bin/python3
"""Gives referent input that is broken or means harm, and asks for one clear error each.

usage: hostile.py REFERENT [--no-limits] [NAME…]

Every case must end with the right status and one error within 5 seconds and 300 MB, leave no
file behind and change none. --no-limits leaves time and memory out, for instrumented builds.
"""

import concurrent.futures
import functools
import multiprocessing
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time

import scene
# The modules register their cases.
import paths  # noqa: F401
import yaml_files  # noqa: F401
import texts  # noqa: F401
import archives  # noqa: F401
import templates  # noqa: F401

MOST_SECONDS = 5
BUSY_SECONDS = 20
MOST_KIB = 300 * 1024


def snapshot(folder):
    """All that lies in a folder: names, kinds, sizes and times."""
    found = {}
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(parent, name)
            status = os.lstat(path)
            found[path] = (status.st_mode, status.st_size if name in files else 0,
                           status.st_mtime_ns if name in files else 0, status.st_ino)
    return found


def run(program, stage):
    """Runs the case; returns status, text on standard error, seconds and KiB.

    The seconds are the processor's, so that a busy machine does not count, and the clock's beyond
    what any machine could be busy for."""
    def limit():
        if stage.most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (stage.most_bytes,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    environment = {"PATH": stage.programs, "LC_ALL": "C.UTF-8",
                   "TMPDIR": str(stage.folder / "tmp")}
    stdin = stage.stdin if stage.stdin == subprocess.DEVNULL else os.open(stage.stdin, os.O_RDONLY)
    stdout = open(stage.stdout or os.devnull, "wb")
    with tempfile.TemporaryFile() as errors, stdout:
        begin = time.monotonic()
        process = subprocess.Popen([program] + stage.arguments(), stdin=stdin, stdout=stdout,
                                   stderr=errors, env=environment, preexec_fn=limit)
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        _, status, usage = os.wait4(process.pid, 0)
        watchdog.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = max(usage.ru_utime + usage.ru_stime, time.monotonic() - begin - BUSY_SECONDS)
        errors.seek(0)
        text = errors.read().decode(errors="replace")
    if stdin != subprocess.DEVNULL:
        os.close(stdin)
    return process.returncode, text, seconds, usage.ru_maxrss


def judge(expected, result, limited):
    """What is wrong with how the case ended."""
    status, text, seconds, kib = result
    lines = [line for line in text.splitlines() if ": error: " in line]
    shown = text[:300] + ("…" if len(text) > 300 else "")
    if status not in ((0, 1) if expected.status is None else (expected.status,)):
        yield f"status {status}, not {expected.status}: {shown!r}"
    elif status != 0 and not 1 <= len(lines) <= expected.most:
        yield f"{len(lines)} errors: {shown!r}"
    elif any(re.search(r"\[([a-z0-9-]+)\]$", line).group(1) not in expected.ids for line in lines):
        yield f"not {' or '.join(expected.ids)}: {shown!r}"
    if any(len(line.encode()) > 2000 for line in text.splitlines()) or len(text) > 100000:
        yield f"{len(text)} characters of messages"
    if scene.SECRET in text:
        yield "what stands in the other file is shown"
    if limited and seconds > MOST_SECONDS:
        yield f"{seconds:.1f} seconds"
    if limited and kib > MOST_KIB:
        yield f"{kib // 1024} MB"


def examine(program, limited, name):
    """Prepares, runs and judges one case; returns the faults and what run() did."""
    prepare, expected = next(entry[1:] for entry in scene.CASES if entry[0] == name)
    with tempfile.TemporaryDirectory() as folder:
        stage = scene.Scene(folder)
        prepare(stage)
        before = snapshot(folder)
        result = run(program, stage)
        faults = list(judge(expected, result, limited))
        after = snapshot(folder)
        if result[0] == 0:  # then the document alone may be new
            before.pop(str(stage.output), None)
            after.pop(str(stage.output), None)
        for path in sorted(set(before) | set(after)):
            if before.get(path) != after.get(path):
                faults.append(f"{os.path.relpath(path, folder)} has been made, removed or changed")
        return faults, result


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    names = [word for word in sys.argv[2:] if not word.startswith("--")]
    limited = "--no-limits" not in sys.argv
    chosen = [entry[0] for entry in scene.CASES if not names or entry[0] in names]
    bad = 0
    # A program begins with the peak of the process that starts it: each case has one of its own.
    with concurrent.futures.ProcessPoolExecutor(
            max_workers=2, mp_context=multiprocessing.get_context("spawn"),
            max_tasks_per_child=1) as pool:
        outcomes = pool.map(functools.partial(examine, program, limited), chosen)
        for name, (faults, result) in zip(chosen, outcomes):
            print(f"{name}: status {result[0]}, {result[2]:.2f} s, {result[3] // 1024} MB")
            bad += len(faults) > 0
            for fault in faults:
                print(f"{name}: {fault}", file=sys.stderr)
    print(f"{len(chosen)} cases, {bad} wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
