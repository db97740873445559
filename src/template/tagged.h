#ifndef REFERENT_TEMPLATE_TAGGED_H
#define REFERENT_TEMPLATE_TAGGED_H

#include "document/document.h"
#include "template/scan.h"
#include "template/statement.h"

/* A paragraph with its tags. */
struct tagged {
	struct report *report;
	const struct part_paragraph *paragraph;
	const struct source *source;
	const struct tag *tags;
	struct statement *const *statements; /* of each tag, or NULL */
	size_t count;
};

/* What a statement does to what follows; NULL does nothing. */
enum mark_nesting statement_nests(const struct statement *statement);

/*
 * Checks the tags of what is no paragraph of the document: it takes values and what chooses between
 * them, if anything. Errors: [tag-attribute].
 */
void tagged_check_plain(const struct tagged *tagged);

/* True if the paragraph holds macros and block sets, whole ones, and nothing that is printed. */
bool tagged_only_defines(const struct tagged *tagged);

#endif
