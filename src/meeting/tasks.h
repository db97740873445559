#ifndef REFERENT_MEETING_TASKS_H
#define REFERENT_MEETING_TASKS_H

#include "base/buf.h"
#include "meeting/meeting.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What somebody has to do, gathered from several meetings. A task that one meeting decides and a
 * later one carries over is one task: same body, task, person and item.
 */

struct task {
	const char *task, *responsible, *item, *organ; /* as printed; "" for none */
	struct date decided; /* the day of the first meeting that has it */
	bool has_deadline, done, closed;
	bool overdue; /* neither done nor on time */
	struct date deadline, done_on;
	size_t sequence; /* the order in which they were gathered */
};

struct tasks {
	struct arena *arena;
	struct task *items;
	size_t count, capacity;
	const char **organs; /* the bodies whose meetings were read, in that order */
	size_t organ_count, organ_capacity;
	const char *authority; /* of the first that names one, or NULL */
};

/* Which of them are wanted. */
struct tasks_wishes {
	enum meeting_edition edition;
	bool done; /* those that are done too */
	const char
		*responsible; /* the whole name or an ending of it at a word; NULL: everybody's */
	struct date today;    /* year 0: no task is late */
};

/* The paths of meetings, none twice. */
struct tasks_meetings {
	const char **paths;
	const char **real;
	size_t count, capacity;
};

/*
 * Adds the meeting at path; for a folder that holds none all meetings in the folders below it, by
 * their names. Errors: [no-meetings] for a folder that has none, [meeting-limit].
 */
void tasks_find_meetings(struct arena *arena, struct report *report, const char *path,
	struct tasks_meetings *meetings);

/* Copies what a loaded meeting has to be done, closed rows as such. */
void tasks_gather(struct tasks *tasks, struct report *report, const struct meeting *meeting,
	enum meeting_edition edition);

/* Makes one task of what is the same, leaves out what is not wanted, sorts by deadline and body. */
void tasks_settle(struct tasks *tasks, const struct tasks_wishes *wishes);

/* What the layout opfoelgning sees. */
const struct value_map *tasks_values(const struct tasks *tasks, const struct tasks_wishes *wishes);

/* Appends a table for a terminal, its columns filled up with blanks. */
void tasks_print_table(
	const struct tasks *tasks, const struct tasks_wishes *wishes, struct buf *out);

/*
 * Appends semicolon-separated values (RFC 4180 but for that) with a byte order mark, as a Danish
 * spreadsheet opens them. No cell can be taken for a formula.
 */
void tasks_print_csv(const struct tasks *tasks, const struct tasks_wishes *wishes, struct buf *out);

#endif
