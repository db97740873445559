#ifndef REFERENT_BASE_REPORT_H
#define REFERENT_BASE_REPORT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The diagnostics of one run. A call that takes a report fails exactly when the report holds an
 * error afterwards that it did not hold before; nothing else signals failure.
 */
struct report;

enum report_severity { REPORT_WARNING, REPORT_ERROR };

/* Whose fault an error is; decides the exit status. */
enum report_class {
	REPORT_INPUT, /* the files that the user wrote */
	REPORT_SYSTEM /* the machine: no such file, no memory, full disk, a missing program */
};

/* Where something is. Every field may be absent (NULL or 0). The report copies the strings. */
struct place {
	const char *file;   /* as the user named it or will recognise it */
	unsigned line;      /* 1-based */
	unsigned column;    /* 1-based, in characters */
	const char *part;   /* part of a package, "word/document.xml" */
	unsigned paragraph; /* 1-based, within the part */
	unsigned table;     /* 1-based, within the part; row and cell within the table */
	unsigned row;
	unsigned cell;
	const char *visible; /* the text around the fault as a reader sees it, one line */
	unsigned caret;      /* 1-based column in visible, in characters */
	const char *item;    /* what was being rendered, "punkt 3" */
};

struct diagnostic {
	enum report_severity severity;
	enum report_class class;
	const char *id; /* "unknown-key" */
	struct place place;
	const char *message; /* translated, one line, with what to do instead */
};

/* Most errors and warnings that are kept; what comes later is only counted. */
enum { REPORT_CAP = 100 };

/* Makes an empty report in the arena. */
struct report *report_create(struct arena *arena);

/*
 * Adds an error in the input. place may be NULL. id is a static string, format a translated one.
 * The same message with the same id at the same place is kept once, but counted each time. Control
 * characters in the message are made harmless.
 */
void report_error(struct report *report, const struct place *place, const char *id,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Adds an error of the system. */
void report_system(struct report *report, const struct place *place, const char *id,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

void report_warning(struct report *report, const struct place *place, const char *id,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * Notes that memory (or the limit on it) ran out. Allocates nothing. From then on this is the only
 * diagnostic that is listed, [no-memory] of the system or [memory-limit] of the input.
 */
void report_exhausted(struct report *report, enum arena_end reason);

/* Errors so far, the ones beyond the cap and the repeated ones included. */
size_t report_error_count(const struct report *report);
size_t report_warning_count(const struct report *report);
bool report_failed(const struct report *report);
/* True if an error of class REPORT_SYSTEM is among them. */
bool report_system_failed(const struct report *report);

/*
 * The diagnostics that were kept, in order of file (by first mention), line and column; those
 * without a line after the others of their file, in the order in which they were added.
 */
size_t report_count(const struct report *report);
const struct diagnostic *report_get(const struct report *report, size_t index);
/* How many were only counted because of the cap. */
size_t report_dropped(const struct report *report);

/* The arena that the report's strings live in. */
struct arena *report_arena(const struct report *report);

#endif
