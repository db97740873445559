#ifndef REFERENT_DOCUMENT_HARVEST_H
#define REFERENT_DOCUMENT_HARVEST_H

#include "document/field.h"
#include "document/internal.h"

#include <stdint.h>

/*
 * A document's text as one list of tokens, the same for both formats: a format's reader walks
 * through its XML and says what it comes by; where the fields are and what they hold is found in
 * the list.
 */

/* How a paragraph stands in lists. */
struct harvest_look {
	const char *list; /* which list; equal texts, equal lists. NULL where it is in none */
	unsigned level;   /* 1 for the outermost list; 0 where it is in none */
	bool begins;      /* an item begins with it */
	bool ordered;     /* the item has a number … */
	unsigned number;  /* … this one … */
	char delimiter;   /* … followed by this: '.' or ')' */
	unsigned heading; /* its level, 1 to 9, or 0 */
};

enum token_kind {
	TOKEN_PARAGRAPH,
	TOKEN_PARAGRAPH_END,
	TOKEN_TEXT,
	TOKEN_BREAK,
	TOKEN_PICTURE,
	TOKEN_TABLE,
	TOKEN_TABLE_END,
	TOKEN_ROW,
	TOKEN_ROW_END,
	TOKEN_CELL,
	TOKEN_CELL_END,
	TOKEN_MARK,
	TOKEN_MARK_END
};

struct token {
	uint8_t kind;     /* enum token_kind */
	uint8_t style;    /* of enum markup_style */
	char which;       /* marks: 'a' and 'b' for bookmarks, 's' for what encloses the field */
	bool heading;     /* TOKEN_ROW: of the table's heading */
	bool empty;       /* TOKEN_MARK, 's': the program says that nothing is typed in it */
	unsigned span;    /* TOKEN_CELL: its columns */
	size_t length;    /* TOKEN_TEXT */
	const char *text; /* TOKEN_TEXT; marks: the field's name */
	const char *link; /* TOKEN_TEXT: an address, or NULL */
	const struct harvest_look *look; /* TOKEN_PARAGRAPH; NULL: an ordinary one */
};

struct harvest {
	struct arena *arena;
	struct token *tokens;
	size_t count, capacity;
	unsigned line; /* above 0 in what is part of a line: a note, a text box */
	bool apart;    /* what comes next there begins a line of its own */
	bool joined;   /* a paragraph's end has been deleted: the next one goes on with it */
};

void harvest_init(struct harvest *harvest, struct arena *arena);

/* look must stay. */
void harvest_paragraph(struct harvest *harvest, const struct harvest_look *look);
/* joined: somebody has deleted the end, which the program still shows. */
void harvest_paragraph_end(struct harvest *harvest, bool joined);
/* Around what is part of a line; apart: on lines of its own. */
void harvest_line_begin(struct harvest *harvest, bool apart);
void harvest_line_end(struct harvest *harvest);
/* The bytes and the link must stay. */
void harvest_text(
	struct harvest *harvest, const char *text, size_t length, unsigned style, const char *link);
/* TOKEN_BREAK, TOKEN_PICTURE and those of tables. */
struct token *harvest_token(struct harvest *harvest, enum token_kind kind);
/* A bookmark of this name begins or ends, if it is a field's. */
void harvest_bookmark(struct harvest *harvest, const char *name, bool begins);
/* A content control or section; empty as in struct token. */
void harvest_control(struct harvest *harvest, const char *name, bool begins, bool empty);

/* Finds the fields, in the order of their first marks. */
void harvest_fields(
	struct harvest *harvest, struct filled *filled, filled_known *known, void *user);

/* Where a field stands in the list. */
struct harvest_place {
	const char *name;
	size_t first, last; /* of all its marks */
	bool begins, ends;  /* it is known that it begins and ends there */
	/* harvest_around() sets these: what somebody has typed before it in the paragraph that it
	 * begins in, and behind it in the one that it ends in. */
	struct token *before, *behind;
	size_t before_count, behind_count;
};

/* harvest_around.c: compares the text around the fields, in the order of the document, with what it
 * was when the document was written, and notes what it is. */
void harvest_around(
	struct harvest *harvest, struct filled *filled, struct harvest_place *places, size_t count);

/* harvest_cut.c: takes what is no typed text from a field's tokens: label and end as far as they
 * are left of them, the placeholder. */
void harvest_cut_label(struct token *tokens, size_t count, const char *fixed);
/* True if the placeholder or a whole sentence of it stood there; of the latter nothing is taken. */
bool harvest_cut_placeholder(
	struct arena *arena, struct token *tokens, size_t count, const struct markup_field *field);

/* harvest_blocks.c: tokens without marks as blocks. Headings of level heading + 1 are the
 * topmost. */
struct markup_block *harvest_blocks(
	struct arena *arena, const struct token *tokens, size_t count, unsigned heading);

/* Reads all of a document; its custom properties, whose texts become the objects of their names. */
void docx_harvest(struct harvest *harvest, const struct document *document);
void odt_harvest(struct harvest *harvest, const struct document *document);
void docx_harvest_properties(const struct document *document, struct names *names);
void odt_harvest_properties(const struct document *document, struct names *names);

#endif
