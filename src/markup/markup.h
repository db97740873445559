#ifndef REFERENT_MARKUP_MARKUP_H
#define REFERENT_MARKUP_MARKUP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/report.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Formatted text as a tree of blocks, the same for every source and every output format. Text in
 * it is plain UTF-8 without line breaks or tabs meant as markup. Sibling blocks are a linked list;
 * so are the runs of a block.
 */

enum markup_style {
	MARKUP_BOLD = 1,
	MARKUP_ITALIC = 2,
	MARKUP_UNDERLINE = 4,
	MARKUP_STRIKE = 8,
	MARKUP_CODE = 16
};

/* A picture, loaded and known to be what it says. */
enum picture_type { PICTURE_PNG, PICTURE_JPEG, PICTURE_SVG };

struct markup_picture {
	enum picture_type type;
	const char *data;
	size_t size;
	const char *name;                 /* what the file is called, for messages */
	const struct markup_picture *png; /* SVG: the same as PNG where there is one, else NULL */
	unsigned width_px, height_px;     /* as shown, 96 to the inch */
	const char *alt;                  /* "" when the author gave none */
	struct place place;               /* where a text names it; all zero where none does */
};

enum markup_run_kind { MARKUP_TEXT, MARKUP_BREAK, MARKUP_PICTURE };

/* A stretch of text with one formatting. */
struct markup_run {
	enum markup_run_kind kind;
	unsigned style;   /* of enum markup_style */
	const char *text; /* MARKUP_TEXT */
	size_t length;
	const char *link; /* address, or NULL; runs of one link share the pointer */
	const struct markup_picture *picture; /* MARKUP_PICTURE */
	struct markup_run *next;
};

enum markup_block_kind {
	MARKUP_PARAGRAPH,
	MARKUP_HEADING,
	MARKUP_LIST,
	MARKUP_TABLE,
	MARKUP_QUOTE,
	MARKUP_CODE_BLOCK,
	MARKUP_RULE,
	MARKUP_FIELD
};

enum markup_align { MARKUP_ALIGN_NONE, MARKUP_ALIGN_LEFT, MARKUP_ALIGN_CENTER, MARKUP_ALIGN_RIGHT };

struct markup_block;

struct markup_cell {
	struct markup_block *blocks;
	unsigned span; /* columns, at least 1 */
};

struct markup_row {
	bool heading;
	struct markup_cell *cells;
	size_t cell_count;
};

struct markup_item {
	struct markup_block *blocks;
};

/*
 * A place for a person to type in. DOCX and ODT mark it so that what was typed is found again; where
 * there is nothing to type into, what it holds is printed.
 */
struct markup_field {
	const char *name;             /* letters and digits, unique in the document */
	const char *label;            /* fixed text before it */
	const char *title;            /* what a program calls it; NULL: the label up to its colon */
	const char *end;              /* fixed text after it, short */
	const char *placeholder;      /* stands in an empty one and is known by its text */
	struct markup_block *content; /* what it holds already, or NULL */
	bool in_line;                 /* label, one line of content and end are one paragraph */
};

/* A meeting has hundreds of thousands of these: small members stand together. */
struct markup_block {
	enum markup_block_kind kind;
	unsigned level; /* MARKUP_HEADING: 1 to 6, 1 being one below the heading it stands under */
	struct markup_block *next;
	/* MARKUP_PARAGRAPH, MARKUP_HEADING, MARKUP_CODE_BLOCK (line breaks as MARKUP_BREAK) */
	struct markup_run *runs;
	/* MARKUP_LIST */
	bool ordered;
	bool tight;
	char delimiter; /* '.' or ')' */
	unsigned start;
	struct markup_item *items;
	size_t item_count;
	/* MARKUP_TABLE */
	enum markup_align *aligns; /* column_count of them */
	size_t column_count;
	struct markup_row *rows;
	size_t row_count;
	/* MARKUP_QUOTE */
	struct markup_block *blocks;
	const struct markup_field *field; /* MARKUP_FIELD */
};

/* What is known of texts that belong together while they are read for who cannot see them. */
struct markup_access {
	unsigned level; /* of the latest heading; 0: the one that the text stands under */
	bool in_cell;   /* of a table */
	unsigned said;  /* bits: what has been warned of, for once is enough */
};

/* Where text comes from, so that faults in it are reported at their place. */
struct markup_source {
	/* The place of the byte at offset in the text; SIZE_MAX: one that takes no time to find, for
	 * what comes after more faults than anybody reads. NULL when nothing is known. */
	struct place (*locate)(void *user, size_t offset);
	/* Loads the picture that a text names; NULL after reporting an error. NULL: no pictures. */
	const struct markup_picture *(*load)(
		void *user, const char *path, const char *alt, const struct place *place);
	/* The literal text that stands for "\x02" number "\x03" in the text, or NULL: none do. */
	const char *(*literal)(void *user, size_t number, size_t *length);
	void *user;
	/* The address that a link shall have, in the arena or given back as it is. NULL: as typed. */
	const char *(*link)(void *user, const char *address);
	/* Has what would shut people out reported, once for all texts with this. NULL: it is not. */
	struct markup_access *access;
};

enum { MARKUP_MAX_DEPTH = 32 };

/*
 * Reads Markdown: CommonMark 0.30 as md4c does it, with tables, strikethrough ("~~"), <br> and <u>;
 * a single line break is kept; other HTML is text, HTML comments vanish, entities are decoded.
 * Danish lines that would become lists by accident stay text: a lone "-", a day of the month. So do
 * lines "[label]: address" that nothing refers to or that lead to no site. A table may begin right
 * below a line of text and ends at a line without "|".
 *
 * What else would surprise is a warning [markup-list-accident], [markup-quote-accident],
 * [markup-code-accident], [markup-heading-accident], [markup-html], [markup-no-table]; so is a link
 * to anything but http, https, mailto or a file [markup-link], which becomes text. Errors are a row
 * with more cells than its table has columns [table-cells], more than 63 columns [table-columns],
 * lists and quotations more than MARKUP_MAX_DEPTH deep [markup-depth], a text above 1 MB or with
 * more than 10,000 brackets [markup-size], and a picture with the address of a site
 * [picture-address].
 *
 * With source->access there are warnings too of what those who listen to a document cannot make out:
 * a picture without a description [picture-no-alt], a level of headings left out [heading-skipped],
 * a line in bold that stands for a heading [bold-heading], a table without a heading row
 * [table-no-heading], a link that does not say where it leads [link-text].
 *
 * Returns the first block, NULL for an empty text or after an error. text is UTF-8 and need not
 * stay; the blocks live in the arena.
 */
struct markup_block *markup_parse(struct arena *arena, struct report *report, const char *text,
	size_t length, const struct markup_source *source);

/* One paragraph of plain text; line breaks in it become MARKUP_BREAK. NULL for an empty text. */
struct markup_block *markup_plain(struct arena *arena, const char *text, size_t length);

/* Where the address of a file stands in a text, as typed, and the file that it means. */
struct markup_address {
	size_t offset, length;
	const char *path; /* escapes and entities undone, without a link's query and fragment */
};

/* The addresses in a Markdown text that lead links and pictures to files, in order; *count receives
 * how many. Reports nothing. */
struct markup_address *markup_addresses(
	struct arena *arena, const char *text, size_t length, size_t *count);

/* True if a link may lead there: https, http, mailto or a file that lies beside. */
bool address_is_link(const char *address);

/* The text alone: a line break between blocks, a tab between cells. */
char *markup_to_text(struct arena *arena, const struct markup_block *blocks);

/*
 * Appends the blocks as Markdown, without a line break at the end, what would be markup escaped.
 * Headings of level 1 are one below heading (0: they are the topmost). Of pictures there is the
 * description.
 */
void markup_to_markdown(struct buf *out, const struct markup_block *blocks, unsigned heading);

/* True if there is nothing that would print. */
bool markup_is_empty(const struct markup_block *blocks);

/* Recognises a picture by its bytes and reads its size; false if it is none of the three types or
 * damaged. Fills all but alt. */
bool picture_read(struct markup_picture *picture, const char *data, size_t size);

/* True if a picture that was read is an SVG that has other files fetched when it is shown. */
bool picture_reaches_out(const struct markup_picture *picture);

#endif
