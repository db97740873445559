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

#endif
