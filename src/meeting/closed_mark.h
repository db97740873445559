#ifndef REFERENT_MEETING_CLOSED_MARK_H
#define REFERENT_MEETING_CLOSED_MARK_H

#include "meeting/texts.h"

/*
 * What tells the reader of the internal edition that something may not be repeated. It stands in the
 * values themselves, so that every layout shows it. Each returns what it is given where that is
 * open, and in the public edition, which has nothing closed.
 */

/* A title, or another line: "Salg af grund (lukket)". */
const char *closed_mark_line(const struct texts_context *context, bool closed, const char *line);

/* The same for a line that may be lists and tables. */
struct markup_block *closed_mark_row(
	const struct texts_context *context, bool closed, struct markup_block *blocks);

/* A text that may stand under any heading, or none: says first, in a paragraph, what it is. */
struct markup_block *closed_mark_text(const struct texts_context *context, bool closed,
	const char *what, struct markup_block *blocks);

#endif
