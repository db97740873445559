#ifndef REFERENT_TEMPLATE_STATEMENT_H
#define REFERENT_TEMPLATE_STATEMENT_H

#include "template/syntax.h"

/*
 * Reads what stands between {% and %}. After a fault in the expressions the statement still opens
 * or closes what its keyword says, so that other tags are not misunderstood. Errors: [tag-syntax],
 * [unknown-tag], and [tag-unsupported] for a statement of Jinja that templates do not have here.
 */
struct statement *statement_parse(struct arena *arena, struct report *report,
	const struct source *source, size_t start, size_t end);

/* Reads what stands between {{ and }}. */
struct statement *statement_parse_print(struct arena *arena, struct report *report,
	const struct source *source, size_t start, size_t end);

/* Adds all names and attributes in the tag as keys, for template_mentions(), and what is looked up
 * from a name on, "a.b" and "a.b.c" of "a.b.c", four names at most. True are those and the names
 * that begin one. */
void statement_names(
	struct arena *arena, const struct statement *statement, struct value_map *names);

#endif
