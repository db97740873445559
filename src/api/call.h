#ifndef REFERENT_API_CALL_H
#define REFERENT_API_CALL_H

#include "referent.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/report.h"
#include "io/file.h"

#include <stdbool.h>

/*
 * What the calls of referent.h have in common: each gathers its arguments in a struct that begins
 * with a struct call, and does its work in a body that call_run() runs where it may run out of
 * memory and whose report becomes the call's status.
 */

struct referent {
	struct arena *arena;
	struct report *report;
	/* The report's, in the public shape; room for all, for when there is no more memory. */
	struct referent_diagnostic shown[REPORT_CAP];
	size_t shown_count;
};

/* What a result says of itself where it has room for that, to be known again. */
extern const char result_public[], result_internal[]; /* the edition of a meeting's document */
extern const char result_data[];                      /* made from bare data, or no document */

struct referent_result {
	struct file_bytes bytes;
	enum referent_format format;
	const char *path; /* where it goes without other wishes; or NULL */
	const char *stamp;
	bool in_new_folder;            /* the folder of path may have to be made */
	struct referent_field *fields; /* of referent_collect() … */
	size_t field_count;
	const char *agenda_entry; /* … and what referent_agenda_entry() says */
};

struct call {
	struct referent *referent;
	struct arena *arena; /* the context's */
	struct report *report;
	const struct referent_options *options; /* NULL for a call that has none */
	struct referent_result *result;         /* what the body has made, or NULL */
	size_t errors;                          /* in the report before the call */
};

/*
 * Runs the body of a call; `user` is the struct that `call` begins. Only referent (and options) of
 * the call need to be set. *result receives what the body made, NULL after an error; result is NULL
 * for a call that makes nothing.
 */
enum referent_status call_run(
	struct call *call, void (*body)(void *user), void *user, struct referent_result **result);

/* Whether the call has failed so far; errors of earlier calls of the context do not count. */
bool call_failed(const struct call *call);

/* Makes text for standard output the call's result: one that has no path of its own. */
void call_set_text(struct call *call, struct buf *text);

#endif
