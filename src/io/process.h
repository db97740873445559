#ifndef REFERENT_IO_PROCESS_H
#define REFERENT_IO_PROCESS_H

#include "base/arena.h"
#include "io/file.h"

#include <stdbool.h>
#include <stddef.h>

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

/* What a filter may take; one that wants more is ended, or fails by itself. */
enum {
	PROCESS_MAX_MEMORY = 512 * 1024 * 1024, /* bytes of address space */
	PROCESS_MAX_OUTPUT = 32 * 1024 * 1024   /* bytes */
};

/*
 * As process_run(), with input as the program's standard input; after PROCESS_DONE output holds what
 * it wrote to its standard output, in the arena and followed by a NUL. It may take *left_ms
 * milliseconds; what it took is subtracted, so that several can share them.
 */
enum process_end process_filter(struct arena *arena, const char *const arguments[],
	unsigned *left_ms, const struct file_bytes *input, struct file_bytes *output, int *status);

#endif
