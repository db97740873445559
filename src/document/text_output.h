#ifndef REFERENT_DOCUMENT_TEXT_OUTPUT_H
#define REFERENT_DOCUMENT_TEXT_OUTPUT_H

#include "document/document.h"

/*
 * What values become in a template that is plain text, HTML or Markdown: whoever runs the template
 * copies its text into a buffer and calls these for the values in between.
 */
struct text_output;

/* kind is DOCUMENT_HTML, DOCUMENT_MD or DOCUMENT_TXT. */
struct text_output *text_output_create(struct arena *arena, enum document_kind kind);

/*
 * The buffer that the document grows in. What is written there is looked through, once, for where
 * a value stands: below which heading, in a line or between blocks, in an attribute. In another
 * buffer (text that is kept for later) values are taken to stand between blocks.
 */
void text_output_main(struct text_output *output, const struct buf *main);

/* HTML: escaped, and a line break in text is a break. Otherwise as it is. */
void text_output_text(struct text_output *output, struct buf *out, const char *text, size_t length);
/* HTML and Markdown: in their markup. Text: as text, with bullets and numbers. */
void text_output_blocks(
	struct text_output *output, struct buf *out, const struct markup_block *blocks);
/* HTML and Markdown: a link. Otherwise its text. */
void text_output_link(struct text_output *output, struct buf *out, const char *text, size_t length,
	const char *address);
/* The name of a place: an id in HTML. Nothing otherwise. */
void text_output_anchor(struct text_output *output, struct buf *out, const char *name);
/* The address of such a place within the document: "#name" in HTML. Nothing otherwise. */
void text_output_page(struct text_output *output, struct buf *out, const char *name);

/*
 * Puts a stamp into an HTML document with a head: <meta name="referent" content="words hash">. The
 * others have no place for one. words may be NULL.
 */
void text_output_stamp(struct buf *out, enum document_kind kind, const char *words);

/* Text with what HTML takes for markup escaped, as Jinja does it. */
void html_escape(struct buf *out, const char *text, size_t length);

#endif
