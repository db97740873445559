"""A command that is killed at any moment leaves the old file or the new one."""

import signal
import subprocess
import time

from support import REFERENT, check, referent


def check_killed(file, old, rounds, *command):
    """Runs a command that changes the file, then kills it at so many moments of the time that it took."""
    file.write_text(old)
    begun = time.monotonic()
    done = referent(*command)
    took = time.monotonic() - begun
    new = file.read_text()
    check(done.returncode == 0 and new != old, f'kill: {done.stderr}')
    killed = 0
    for number in range(rounds):
        file.write_text(old)
        process = subprocess.Popen([REFERENT, *map(str, command)], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(took * number / rounds)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        check(file.read_text() in (old, new), f'killed after {number}/{rounds}: half a file')
    check(killed > 0, 'nothing was ever killed')
