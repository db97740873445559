#ifndef REFERENT_TEMPLATE_DOCUMENT_TEMPLATE_H
#define REFERENT_TEMPLATE_DOCUMENT_TEMPLATE_H

#include "document/document.h"
#include "template/program.h"
#include "template/scan.h"

/* A document as a template: what its parts' marks mean, and the programs made of them. */

/* What stands at a mark; its number is the mark's id - 1. */
struct marked {
	const struct statement *statement; /* NULL for a comment, raw, or the edge of a paragraph */
	enum mark_lift lift;
	bool around_begin, around_end;
	const struct expr *anchor, *reference; /* with around_begin */
};

struct template_part {
	struct part *part;
	struct marked *marked;
	size_t marked_count, marked_capacity;
	struct block program;
};

struct template
{
	struct document *document;
	struct template_part *parts;
	size_t part_count;
	struct value_map *names; /* all names and attributes in tags */
};

/* Finds the tags in a part's paragraphs, parses them and puts marks in their places. */
void marking_put(struct arena *arena, struct report *report, struct template_part *part,
	struct value_map *names);

/* Makes the part's program of its pieces. */
void marking_compile(struct arena *arena, struct report *report, struct template_part *part);

#endif
