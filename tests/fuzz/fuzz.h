#ifndef REFERENT_TESTS_FUZZ_H
#define REFERENT_TESTS_FUZZ_H

#include "base/arena.h"
#include "base/report.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* What the fuzz targets have in common. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One run of a target; data has exactly size bytes behind it, so that a read beyond is seen. */
struct fuzz_run {
	struct arena *arena;
	struct report *report;
	const char *data;
	size_t size;
};

/* Calls body within an arena of limit bytes that is destroyed afterwards. */
static inline int fuzz_protect_within(
	const uint8_t *data, size_t size, size_t limit, void (*body)(void *run))
{
	struct fuzz_run run = {
		.arena = arena_create(limit), .data = (const char *)data, .size = size};

	if (run.arena == NULL)
		return 0;
	run.report = report_create(run.arena);
	arena_protect(run.arena, body, &run);
	arena_destroy(run.arena);
	return 0;
}

static inline int fuzz_protect(const uint8_t *data, size_t size, void (*body)(void *run))
{
	return fuzz_protect_within(data, size, (size_t)256 * 1024 * 1024, body);
}

/* Stops where a promise does not hold, as a sanitizer would. */
static inline void fuzz_check(bool holds)
{
	if (!holds)
		abort();
}

#endif
