#ifndef REFERENT_DOCUMENT_READING_H
#define REFERENT_DOCUMENT_READING_H

#include "document/internal.h"

/* What the files of the reading half share. */

#define NOWHERE SIZE_MAX

/* Elements in each other: what comes to stand in a joined paragraph is one deeper than it was. */
enum { READING_MAX_DEPTH = XML_MAX_DEPTH + 1 };

/* A stretch of a paragraph's joined text and the event that it comes from. */
struct segment {
	size_t event;  /* a text, or the start of an element that stands for text */
	size_t offset; /* in the joined text */
	size_t length; /* in bytes */
};

struct mark {
	unsigned id;
	enum mark_lift lift;
	enum mark_nesting nests;
	size_t start, end; /* in the joined text */
	size_t next;       /* of the same paragraph, index + 1; 0 at the end */
	size_t paragraph;
	/* Known once planned: the event that it stands at, and the element that it stands in; NOWHERE
	 * for a mark in an attribute, and one that is gone. */
	size_t at, inside;
	/* Known once the part is flattened: the innermost element that is open where the mark stands,
	 * NOWHERE for a mark that is gone. */
	size_t parent;
	bool placed;
};

/* A mark that belongs to a cell. */
struct cell_mark {
	size_t cell; /* its start event */
	unsigned id;
};

/* Marks around all of a paragraph. */
struct around {
	unsigned begin_id, end_id;
	size_t next; /* index + 1 */
};

struct paragraph {
	struct part_paragraph shown;
	/* Its start; of another kind than text: the element that holds it, or the end of a field's
	 * code. In the order of these. */
	size_t event;
	size_t attribute; /* index + 1 of the one that holds the text, 0 for none */
	const struct segment *segments;
	size_t segment_count;
	size_t first_mark, last_mark; /* index + 1 */
	size_t first_around;          /* index + 1 */
	/* It holds text, marks and insertions only: nothing is lost when it is written anew. */
	bool simple;
	bool bare; /* only what its marks have between them is written */
};

struct row {
	size_t filled; /* paragraphs in it with something in them */
};

/* What a part holds beside its events. */
struct part_state {
	unsigned char *roles; /* of each start event, enum role */
	struct paragraph *paragraphs;
	size_t paragraph_count, paragraph_capacity;
	struct row *rows;
	size_t row_count, row_capacity;
	struct mark *marks;
	size_t mark_count, mark_capacity;
	struct around *arounds;
	size_t around_count, around_capacity;
	struct cell_mark *cell_marks; /* in the order of their cells once planned */
	size_t cell_mark_count, cell_mark_capacity;
	const struct paragraph_join *joins; /* by paragraph and offset */
	size_t join_count;
	bool hidden; /* there are paragraphs in attributes */
	/* Made when the part is flattened: */
	size_t *marks_by_id; /* indices, sorted */
	const struct plan *plan;
};

/* Finds the paragraphs of a part that has been parsed. */
void part_read(struct part *part);
/* Finds those that are no text of the document, once the others are there (hidden.c). */
void part_read_hidden(struct part *part);
/* The place of the paragraph around an event, for messages. */
struct place part_place(const struct part *part, size_t event);
/* The paragraph in an attribute, if it has marks, else NULL. */
const struct paragraph *part_hidden(const struct part *part, size_t event, size_t attribute);

/* The role of a start event. */
static inline enum role part_role(const struct part *part, size_t event)
{
	return (enum role)part->state->roles[event];
}

/* The index of the first paragraph that begins at an event or behind it; their count if none does. */
size_t part_paragraph_from(const struct part_state *state, size_t event);

/* The nearest element around an event with that role, or NOWHERE. */
size_t part_enclosing(const struct part *part, size_t event, enum role role);

/* The child of an element that holds its properties, or NOWHERE. */
size_t part_properties(const struct part *part, size_t element);

/* True for a paragraph whose properties end a section of the document. */
bool part_ends_section(const struct part *part, size_t paragraph);

/* True if the text is nothing but blanks and characters that take no room. */
bool text_is_blank(const char *text, size_t length);

/* Something that stands at an event: text that stays, or a mark. */
struct item {
	bool is_mark;
	bool alone;        /* a mark that stands for its whole paragraph */
	size_t mark;       /* index */
	size_t inside;     /* element that the mark takes its looks from */
	size_t paragraph;  /* index, of text and of marks */
	size_t start, end; /* text that stays, in the joined text */
	uint32_t next;     /* index + 1 */
};

/* A bookmark's or other range's begin or end that has a partner. */
struct range_end {
	size_t event, partner;
	bool begins;
};

enum {
	PLAN_DROPPED = 1,   /* not written; items that stand there are */
	PLAN_LIFTED = 2,    /* the items stand in place of the element */
	PLAN_TOUCHED = 4,   /* a run, text or link that is only written around what is left in it */
	PLAN_VALUE = 8,     /* lifted for a value: what begins or ends in it is kept beside it */
	PLAN_END = 16,      /* a container that must end in a paragraph */
	PLAN_TABLE = 32,    /* a table that may lose all its rows, or all between it and another */
	PLAN_CELL = 64,     /* a cell that marks belong to */
	PLAN_COLUMNS = 128, /* a table whose columns may become more or fewer */
	PLAN_SPLIT = 256,   /* a link that ends before each statement in it and begins anew */
	PLAN_UNWRAPPED = 512, /* an element that gives way to what it holds */
	PLAN_WRITTEN = 1024   /* a content control that marks stand in */
};

/* What becomes of the events of a part. */
struct plan {
	uint16_t *flags;        /* of each event */
	uint32_t *first, *last; /* of each event: its items, index + 1 */
	struct item *items;
	size_t item_count, item_capacity;
	struct range_end *ranges; /* in order of their events */
	size_t range_count;
};

/* Decides from the marks what is cut, lifted and kept. */
struct plan *plan_make(struct part *part);

/* Cells that marks belong to (cells.c). */
void plan_cells(struct part *part, struct plan *plan);
/* Such a cell as the writing half wants it. */
struct marked_cell *plan_cell(const struct part *part, size_t cell);

/* Ranges whose begin or end stands in what is lifted away (ranges.c). */
void plan_ranges(struct part *part, struct plan *plan);
/* Leaves both ends of a range out; one that holds something, a comment, stays. */
void plan_drop_range(const struct part *part, struct plan *plan, const struct range_end *range);
/* Links and content controls of a paragraph that hold only part of a statement (nesting.c). */
void plan_holders(struct part *part, struct plan *plan, const struct paragraph *paragraph);
/* Content controls that marks stand in hold what is written, and nothing else is put into them. */
void plan_bindings(struct part *part, struct plan *plan);
/* Content controls around paragraphs that do. */
void plan_controls(struct part *part, struct plan *plan);
/* Ranges that do. */
void plan_range_nesting(const struct part *part, struct plan *plan);
/* The index of the first range_end at or behind an event. */
size_t plan_first_range(const struct plan *plan, size_t event);

/* The shells of a part; equal surroundings share their bytes. */
struct shells {
	struct part *part;
	size_t paragraph; /* start event that the paragraph's bytes belong to */
	size_t inside;    /* innermost element that the run's bytes belong to */
	struct shell last;
};

void shells_init(struct shells *shells, struct part *part);

/* The shell of a mark of a paragraph that is no text of the document. */
const struct shell *shells_plain(
	struct shells *shells, const struct paragraph *paragraph, const struct mark *mark);
/* True if a mark stands at the beginning of the address that a field's code leads to. */
bool mark_begins_address(const struct paragraph *paragraph, const struct mark *mark);
/* The shell of a mark of a paragraph whose text stands directly inside the element inside. */
const struct shell *shells_get(
	struct shells *shells, size_t paragraph, size_t inside, enum mark_lift lift);

/* The pieces of a part as they are put together. */
struct pieces {
	struct arena *arena;
	struct buf bytes; /* of all pieces, one after the other */
	size_t taken;     /* bytes that belong to a piece already */
	struct piece *list;
	size_t *offsets; /* of their bytes */
	size_t count, capacity, offset_capacity;
};

void pieces_init(struct pieces *pieces, struct arena *arena);
/* Adds a piece of a kind without bytes. The pointer is good until the next one. */
struct piece *pieces_add(struct pieces *pieces, enum piece_kind kind);
/* Adds an id; it is escaped. */
void pieces_add_id(struct pieces *pieces, const char *id, size_t length);
const struct piece *pieces_finish(struct pieces *pieces, size_t *count);

/* Appends a start tag without its end: "<name a="b"". Ids and noise are left out if asked. */
void serial_start(struct buf *out, const struct part *part, size_t event, bool without_ids);
/* Appends the events [from, to) as XML, noise left out; with skip, all of that role's elements. */
void serial_events(struct buf *out, const struct part *part, size_t from, size_t to,
	bool without_ids, enum role skip);
/* Appends the value that a root's mc:Ignorable has once prefixes are those of the table. */
void serial_ignorable(struct buf *out, const struct part *part, const char *value);

#endif
