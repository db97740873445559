#ifndef REFERENT_MARKUP_INTERNAL_H
#define REFERENT_MARKUP_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/report.h"
#include "markup/markup.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How a text goes through this folder: comment.c and repair.c (with danish.c and definition.c)
 * make edited copies (rewrite.c) in which nothing is left that Markdown would misread, events.c has md4c read the copy
 * and writes down what it says, tree.c, inline.c and table.c make blocks and runs of that, warn.c
 * looks at what would surprise, access.c at what shuts people out.
 */

/*
 * Bytes that UTF-8 never holds stand, in the edited copy, for what md4c must not interpret. To
 * md4c they are letters.
 */
enum {
	MARK_FIRST = 0xF8,
	MARK_STAR = MARK_FIRST, /* "*" */
	MARK_COLON,             /* ":" */
	MARK_TILDE,             /* "~" */
	MARK_NOTHING,           /* prints nothing */
	MARK_DASH,              /* "-" */
	MARK_STOP,              /* "." */
	MARK_LITERAL,           /* a number in digits follows, then MARK_END: literal text */
	MARK_END
};

/* A text, edited, that knows where each of its bytes came from. */
struct rewrite_piece {
	size_t at;   /* from here on in the edited text … */
	size_t from; /* … the bytes are those from here on in the one before */
};

struct rewrite {
	const struct rewrite *before; /* the text that this one was made from; NULL for the first */
	struct buf out;
	struct rewrite_piece *pieces;
	size_t piece_count;
	size_t piece_capacity;
};

/* Starts an edited copy of before; everything lives in the arena. */
void rewrite_init(struct rewrite *rewrite, struct arena *arena, const struct rewrite *before);
/* Copies the bytes of the text before that stand from offset on. */
void rewrite_copy(struct rewrite *rewrite, size_t offset, size_t length);
/* Puts one byte in the place of the one at offset, or, with insert, in front of it. */
void rewrite_put(struct rewrite *rewrite, size_t offset, char byte, bool insert);
/* The offset in the first text of the byte at offset in this one. */
size_t rewrite_origin(const struct rewrite *rewrite, size_t offset);
/* The first text, that of the user with the marks for literal text in it. */
const struct rewrite *rewrite_first(const struct rewrite *rewrite);

/*
 * The user's text with literal text marked; bytes that could not begin a character and might be marks
 * become "?".
 */
void rewrite_typed(struct rewrite *rewrite, struct arena *arena, const char *text, size_t length);

/* One line of a text, without its line break. */
struct line {
	size_t start;
	size_t end;
	size_t next; /* where the following line begins */
};

/* The line that begins at offset. */
struct line line_at(const struct buf *text, size_t offset);
/* Where the line begins that holds the byte at offset. */
size_t line_start(const struct buf *text, size_t offset);
/* The end of blanks and ">" from offset on. */
size_t line_skip_quotes(const struct buf *text, size_t offset, size_t end);
/* The end of a list marker with the blank after it at offset, or offset. */
size_t line_skip_marker(const struct buf *text, size_t offset, size_t end);
/* The end of blanks from offset on. */
size_t line_skip_blanks(const struct buf *text, size_t offset, size_t end);
/* True if there is nothing in it but blanks and ">". */
bool line_is_blank(const struct buf *text, struct line line);
/* How often the byte occurs from offset to end. */
size_t line_count(const struct buf *text, size_t offset, size_t end, char byte);

/* Fenced code as the lines pass by. */
struct fence {
	char byte; /* of the open fence, or 0 */
	size_t length;
	size_t indent; /* of the list item that the fence stands in */
	size_t quotes;
};

/* Takes notice of a line; true if it is a fence or stands between fences. */
bool fence_line(struct fence *fence, const struct buf *text, struct line line);

/* Takes the HTML comments out of the text; comments in code stay. */
void comment_remove(struct rewrite *rewrite, struct arena *arena, const struct rewrite *before);

/* Copies what begins a line, with a day of the month or a lone dash in it made safe; returns where
 * that ends. before is the line above. */
size_t danish_beginning(
	struct rewrite *rewrite, const struct buf *text, struct line before, struct line line);
/* Copies the "~" at offset, safe unless they mark what is struck out; returns where they end. */
size_t danish_tildes(
	struct rewrite *rewrite, const struct buf *text, struct line line, size_t offset);
/* Copies the "*" at offset, safe where it multiplies: 2*3*4. Returns where it ends. */
size_t danish_star(
	struct rewrite *rewrite, const struct buf *text, struct line line, size_t offset);

/* What a text refers to in brackets, and so which lines define a link. In the arena. */
struct definitions;
struct definitions *definitions_find(struct arena *arena, const struct buf *text);
/* The ":" that would make the line define a link that nothing refers to, or SIZE_MAX. Lines are
 * asked about once each, in order. */
size_t definitions_colon(struct definitions *definitions, struct arena *arena,
	const struct buf *text, struct line line);

/* Keeps what Danish lines mean, and rows of tables whole where md4c would not. */
void repair_lines(struct rewrite *rewrite, struct arena *arena, const struct rewrite *before);

/* What md4c says, in order. */
enum event_kind {
	/* Blocks and spans, each with an event that enters and one that leaves. */
	EVENT_QUOTE,
	EVENT_LIST,
	EVENT_ITEM,
	EVENT_HEADING,
	EVENT_CODE_BLOCK,
	EVENT_PARAGRAPH,
	EVENT_TABLE,
	EVENT_ROW,
	EVENT_CELL,
	EVENT_RULE,
	EVENT_STYLE, /* the first one that stands within a line */
	EVENT_LINK,
	EVENT_PICTURE,
	/* Texts. */
	EVENT_TEXT,
	EVENT_CODE,
	EVENT_HTML,
	EVENT_ENTITY,
	EVENT_BREAK
};

struct event {
	enum event_kind kind;
	unsigned
		number; /* list: start; heading: level; table: columns; style: bits; cell: alignment */
	bool enter;
	bool flag;        /* list: tight; code block: fenced */
	bool paired;      /* HTML: a <u> or </u> that has its counterpart */
	char delimiter;   /* list: '.' or ')' of a numbered one, else the bullet */
	const char *text; /* texts: the bytes; links and pictures: the address, terminated */
	size_t length;    /* of the text; table: rows */
	size_t offset;    /* where the text stands in the text read, or SIZE_MAX */
};

enum events_end { EVENTS_DONE, EVENTS_MEMORY, EVENTS_DEPTH, EVENTS_SIZE, EVENTS_COLUMNS };

struct events {
	struct arena *arena; /* the events live here */
	const char *base;    /* the text that is read */
	size_t length;
	struct event *items;
	size_t count;
	size_t capacity;
	unsigned depth;
	size_t address_bytes;
	/* Why reading was given up. */
	enum events_end end;
	size_t end_offset; /* near the place of the fault, or SIZE_MAX */
};

enum { EVENTS_MAX_COLUMNS = 63 };

/* Has md4c read the text, which ends with a line break and is followed by a NUL. */
void events_read(struct events *events, struct arena *arena, const char *text, size_t length);

/*
 * The character that an entity stands for, "&aelig;" or "&#230;" or "&#xE6;", as UTF-8 in bytes;
 * returns how many bytes, 0 for a name that HTML 4 does not have.
 */
size_t entity_decode(const char *entity, size_t length, char bytes[4]);

/* What is read, and how far. */
struct reader {
	struct arena *arena;   /* of the result */
	struct arena *scratch; /* gone when the text has been read */
	struct report *report;
	const struct markup_source *source;
	const struct rewrite *text;
	struct event *events;
	size_t count;
	size_t at;
	unsigned depth;
	bool in_cell;
	bool bullet_seen; /* a line that begins with a bullet as Word has them */
	size_t passed; /* offset of the last text that went by: near what has no text of its own */
};

/*
 * Appends bytes of the text read with what its marks stand for, a line break in literal text as
 * '\n'. A tab becomes so many blanks.
 */
void decode_text(const struct reader *reader, const char *bytes, size_t length, const char *tab,
	struct buf *out);
/* Appends what the event of a text prints. */
void decode_event(const struct reader *reader, const struct event *event, struct buf *out);

/* The address of a link without what no address holds. */
const char *address_of_link(const struct reader *reader, const struct event *event);
/* The file name that an address means: "min%20fil.png" has a space. */
const char *address_decode(struct arena *arena, const char *address, size_t length);
/* The same of the address of a picture. */
const char *address_of_picture(const struct reader *reader, const struct event *event);
bool address_is_file(const char *address);

/* Blocks up to the event that leaves what they stand in. */
struct markup_block *tree_read(struct reader *reader);

/* The runs of the events up to the next one that is no part of a line. */
struct markup_run *inline_read(struct reader *reader);
/* The same for a block of code. */
struct markup_run *inline_read_code(struct reader *reader);

/* The place of a byte of the text read. */
struct place reader_place(const struct reader *reader, size_t offset);
/* The first event from an index on that says where it stands, or count; stops at limit. */
size_t reader_find_offset(const struct reader *reader, size_t from, size_t limit);

/* Warnings about what became something else than it looks like. first and limit are indices of
 * events: those within the block. */
void warn_list(struct reader *reader, const struct markup_block *list, char bullet,
	const size_t *item_events);
void warn_quote(struct reader *reader, size_t first, size_t limit);
void warn_code(struct reader *reader, size_t first, size_t limit);
/* True if it warned. */
bool warn_heading(struct reader *reader, size_t first, size_t limit);
void warn_paragraph(struct reader *reader, size_t first, size_t limit);

/* Warnings about what shuts people out, where the source asks for them. first: as above. */
void access_heading(struct reader *reader, unsigned level, size_t first);
void access_table(struct reader *reader, const struct markup_block *table, size_t first);
void access_picture(struct reader *reader, const char *alt, const struct place *place);
/* At the event behind the one that enters a link: its words if they say nothing and that has not
 * been reported yet, else NULL. */
const char *access_link(struct reader *reader);
/* For each block of a list of siblings, in order: notices a line in bold with text below it. Begin
 * with NULL; returns what the next call wants. */
struct access_line;
struct access_line *access_block(struct reader *reader, struct access_line *line,
	const struct markup_block *block, size_t first);

/* Errors about the rows of a table; first and limit: the events within it. */
void table_check(struct reader *reader, size_t first, size_t limit, size_t column_count);

#endif
