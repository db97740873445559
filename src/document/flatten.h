#ifndef REFERENT_DOCUMENT_FLATTEN_H
#define REFERENT_DOCUMENT_FLATTEN_H

#include "document/reading.h"

/*
 * A part as pieces: its events are written in order, with marks and cuts as the plan says. Runs
 * and links that the plan has touched are written lazily: their start tags wait until there is
 * something to put into them, so that one that lost all it held is not written at all, and one
 * that a mark splits is begun again only if something follows.
 */

struct flatten {
	struct part *part;
	const struct format_reader *reader;
	const struct xml_event *events;
	const struct plan *plan;
	struct pieces pieces;
	struct shells shells;
	size_t lazy[READING_MAX_DEPTH]; /* touched elements around, outermost first */
	size_t lazy_count;
	size_t open_count; /* how many of them, from the outermost, are written */
	bool after_mark;   /* a blank here would be lost to ODF's collapsing of blanks */
};

/* flatten_tags.c */

struct buf *flatten_bytes(struct flatten *flatten);
void flatten_end_tag(struct flatten *flatten, size_t event);
/* A start tag without its end; ids are pieces of their own. */
void flatten_start(struct flatten *flatten, size_t event);
/* Everything that something here stands in is written. */
void flatten_open_all(struct flatten *flatten);
/* Ends the runs inside an element that are open, so that what follows stands between runs. */
void flatten_close_runs(struct flatten *flatten, size_t element);
/* Text of a paragraph; what surrounds it is written first. */
void flatten_text(struct flatten *flatten, const char *text, size_t length);

/* flatten_mark.c */

/* A mark in a paragraph's text. */
void flatten_mark(struct flatten *flatten, const struct item *item, bool run_lifted);
/* A mark in place of an element. */
void flatten_lifted_mark(struct flatten *flatten, size_t element, const struct item *item);
/* The items at an event that is written itself, or would have been. */
void flatten_items(struct flatten *flatten, size_t event);

/* flatten_lifted.c */

/* The marks that stand in place of an element, and what of it has to stay. */
void flatten_lifted(struct flatten *flatten, size_t element);

#endif
