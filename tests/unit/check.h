#ifndef REFERENT_TESTS_CHECK_H
#define REFERENT_TESTS_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What the unit tests are written with: a failed check says where and goes on. */

static int check_failures;

static inline void check_that(const char *file, int line, bool holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
		check_failures++;
	}
}

static inline void check_texts(
	const char *file, int line, const char *found, const char *expected, const char *what)
{
	if (found == NULL || expected == NULL ? found != expected : strcmp(found, expected) != 0) {
		fprintf(stderr, "%s:%d: failed: %s\n  found:    %s\n  expected: %s\n", file, line,
			what, found ? found : "(null)", expected ? expected : "(null)");
		check_failures++;
	}
}

static inline void check_numbers(
	const char *file, int line, long long found, long long expected, const char *what)
{
	if (found != expected) {
		fprintf(stderr, "%s:%d: failed: %s is %lld, not %lld\n", file, line, what, found,
			expected);
		check_failures++;
	}
}

static inline void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	check_that(__FILE__, __LINE__, file != NULL, path);
	if (file == NULL)
		return;
	fputs(text, file);
	fclose(file);
}

#define CHECK(condition) check_that(__FILE__, __LINE__, (condition), #condition)
#define CHECK_TEXT(found, expected) check_texts(__FILE__, __LINE__, (found), (expected), #found)
#define CHECK_INT(found, expected) \
	check_numbers(__FILE__, __LINE__, (long long)(found), (long long)(expected), #found)

#endif
