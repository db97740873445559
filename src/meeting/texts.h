#ifndef REFERENT_MEETING_TEXTS_H
#define REFERENT_MEETING_TEXTS_H

#include "meeting/model.h"
#include "template/value.h"

/* Turns texts as typed into texts as printed: expressions first, then Markdown. */

struct texts_context {
	struct arena *arena;
	struct report *report;
	const struct meeting *meeting;
	const struct value_map *names; /* what expressions see */
	struct place place;            /* for texts that come from no file */
	struct markup_access *access;  /* of the texts of one part, or NULL: each is by itself */
};

/* A plain text with its expressions evaluated; "" for none. */
const char *texts_plain(const struct texts_context *context, const struct text *text);

/* Sets a key to a plain text, or leaves it alone where that is empty. */
void texts_set_plain(const struct texts_context *context, struct value_map *map, const char *key,
	const struct text *text);

/* A Markdown text as blocks; NULL for an empty one and after an error. */
struct markup_block *texts_markup(const struct texts_context *context, const struct text *text);

/* The blocks of a part, tables included. */
struct markup_block *texts_part(const struct texts_context *context, const struct part_text *part);

/* Blocks that are put together; empty when zero. */
struct texts_chain {
	struct markup_block *first, *last;
};

/* Adds a list of blocks, which may be NULL, to the end. Takes as long as that list. */
void texts_append(struct texts_chain *chain, struct markup_block *blocks);

/* The same blocks as a list of its own, so that it can be appended to another. */
struct markup_block *texts_copy(struct arena *arena, const struct markup_block *blocks);

#endif
