#ifndef REFERENT_IO_PROCESS_H
#define REFERENT_IO_PROCESS_H

#include "base/arena.h"

#include <stdbool.h>

enum process_end {
	PROCESS_DONE,      /* ended by itself; see status */
	PROCESS_NOT_FOUND, /* no program of that name in PATH that may be run */
	PROCESS_FAILED,    /* could not be started, or was ended by a signal */
	PROCESS_TIMEOUT    /* killed after the time was up */
};

/*
 * Runs a program found in PATH (no shell) with standard input from /dev/null and both outputs to
 * /dev/null, in a process group of its own, and waits timeout_s seconds at most; then the whole
 * group is killed. arguments ends with NULL and includes the program's name as its first.
 * *status receives the exit status. The arena only serves while it runs.
 */
enum process_end process_run(
	struct arena *arena, const char *const arguments[], unsigned timeout_s, int *status);

#endif
