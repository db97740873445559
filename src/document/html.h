#ifndef REFERENT_DOCUMENT_HTML_H
#define REFERENT_DOCUMENT_HTML_H

#include "document/text_output.h"

/* Where in an HTML document one is, found from its bytes as they are written. */
struct html_place {
	size_t at;        /* bytes that have been looked at */
	unsigned heading; /* level of the latest heading's tag, 0 before the first */
	unsigned lines;   /* open elements that hold a line only: p, h1, span, a … */
	unsigned links;   /* open <a> */
	unsigned exact;   /* open <pre>: line breaks are breaks already */
	bool in_tag;
	bool in_comment;
	bool closing;  /* the tag is an end tag */
	char quote;    /* of the attribute's value that is open in the tag, or NUL */
	char name[12]; /* of the tag */
	size_t name_length;
	bool name_ended;
	char text_only[12]; /* the open element that holds no markup (title, style …), or "" */
};

/* Looks at bytes that follow those that it has seen. */
void html_place_scan(struct html_place *place, const char *bytes, size_t length);

/* True where only text may stand: in a tag, a comment, a title. */
bool html_place_is_text_only(const struct html_place *place);

/* Blocks, under a heading of that level (0 for none). */
void html_put_blocks(
	struct arena *arena, struct buf *out, const struct markup_block *blocks, unsigned heading);
/* Blocks inside a line. Without links where it stands inside one. */
void html_put_line(
	struct arena *arena, struct buf *out, const struct markup_block *blocks, bool links);
/* A linked text. */
void html_put_link(struct buf *out, const char *text, size_t length, const char *address);

#endif
