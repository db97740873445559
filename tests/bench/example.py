"""How long the example's agenda and minutes take as whole processes, in milliseconds of wall time, and how
much memory. A benchmark, no test: it prints and never fails on a number. Build with --buildtype=release.
"""

import os
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import REFERENT, example_meetings, scratch  # noqa: E402

RUNS = 40


def measure(arguments):
    times, peak = [], 0
    for run in range(RUNS + 3):
        begin = time.perf_counter()
        child = os.posix_spawn(REFERENT, [REFERENT, *arguments], os.environ,
                               file_actions=[(os.POSIX_SPAWN_OPEN, 1, '/dev/null', os.O_WRONLY, 0)])
        _, status, usage = os.wait4(child, 0)
        elapsed = (time.perf_counter() - begin) * 1000
        if status != 0:
            sys.exit(f'{arguments} ended with {status}')
        if run >= 3:
            times.append(elapsed)
        peak = max(peak, usage.ru_maxrss)
    return times, peak


folder = scratch()
for meeting in example_meetings():
    for command in ('dagsorden', 'referat'):
        for form in ('docx', 'odt'):
            times, peak = measure([command, str(meeting), '-o', str(folder / f'x.{form}'), '-q'])
            print(f'{meeting.parent.name} {command} {form}: min {min(times):.1f} ms, '
                  f'median {statistics.median(times):.1f} ms, peak {peak / 1024:.1f} MB')
