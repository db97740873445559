#ifndef REFERENT_DOCUMENT_TABLE_TAGS_H
#define REFERENT_DOCUMENT_TABLE_TAGS_H

#include "document/internal.h"

/* A table's tags, one after the other; those of tables inside it are passed over. */
struct table_tags {
	const char *at, *end; /* what is still to be read */
	const char *table;    /* name of the table's element, "w:tbl" */
	unsigned depth;       /* tables that are open */
	struct bytes tag;     /* the present one, brackets included */
};

/* Goes to the next tag; false at the end. */
bool table_tags_next(struct table_tags *tags);

/* Whether the present tag has this name; "/w:tc" is an end tag's. */
bool table_tags_is(const struct table_tags *tags, const char *name);

/*
 * Removes the rows without a cell from a table that was written from an offset on: neither format
 * knows any, and Word calls such a document damaged.
 */
void table_tags_drop_bare_rows(struct buf *out, size_t offset, enum document_kind kind);

#endif
