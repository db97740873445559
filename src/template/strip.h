#ifndef REFERENT_TEMPLATE_STRIP_H
#define REFERENT_TEMPLATE_STRIP_H

#include "base/buf.h"
#include "document/document.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The text of a stretch of a document, for what a template captures (a block `set`, a macro that
 * is computed with). The markup comes in pieces and is known to be well-formed.
 */
struct strip {
	enum document_kind kind;
	bool in_tag;
	bool in_reference;
	bool hidden;   /* DOCX: outside w:t */
	char tag[32];  /* the beginning of the tag that is being read */
	size_t length; /* of the tag so far, also beyond what is kept */
	char last;     /* its latest character */
	char reference[12];
	size_t reference_length;
};

void strip_init(struct strip *strip, enum document_kind kind);

/* Appends the text in some more bytes of markup: a line break after each paragraph. */
void strip_append(struct strip *strip, struct buf *out, const char *bytes, size_t length);

#endif
