#ifndef REFERENT_DOCUMENT_FLOW_H
#define REFERENT_DOCUMENT_FLOW_H

#include "document/output.h"

/*
 * A rough layout: how a document's text fills its pages, judged by the widths of letters and the
 * looks of paragraphs. Lengths are twips. Notes, columns and what floats are left out of account.
 */

/* What a style or a paragraph says of its looks. */
enum look_kind {
	LOOK_SIZE,   /* of the type */
	LOOK_LINE,   /* height of a line in per cent of the usual; negative: in twips */
	LOOK_BEFORE, /* room above, */
	LOOK_AFTER,  /* below, */
	LOOK_ABOVE,  /* the line above with its distance from the text, */
	LOOK_BELOW,  /* below, */
	LOOK_LEFT,   /* and at the sides */
	LOOK_RIGHT,
	LOOK_FIRST,    /* how much farther in the first line begins; negative: it hangs out */
	LOOK_LABEL,    /* of a list: a number or bullet takes what hangs out */
	LOOK_NEW_PAGE, /* begins a page */
	LOOK_KEEP,     /* stays with the next paragraph */
	LOOK_BOLD,
	LOOK_KINDS
};

struct look {
	long value[LOOK_KINDS];
	unsigned set; /* bits of enum look_kind */
};

void look_set(struct look *look, enum look_kind kind, long value);
/* Fills in what the look does not say. */
void look_complete(struct look *look, const struct look *base);

/* A style by its name. */
struct flow_style {
	struct look look;
	const char *parent;
};

enum { FLOW_COLUMNS = 64, FLOW_NESTING = 8 };

/* A name that stands somewhere, and the page. */
struct flow_place {
	struct bytes name;
	unsigned page;
};

/* A cell that is open. */
struct flow_cell {
	long width, height, after;
	size_t column;   /* where it begins */
	size_t columns;  /* how many it takes */
	long row_height; /* of the row that it stands in, so far */
};

struct flow {
	struct arena *arena;
	long width, height; /* between the margins */
	long cell_ends;     /* the margins of a cell above and below, and its line */
	bool sums;          /* room below and above add up; otherwise the larger one counts */
	unsigned page;      /* from 1 */
	long y;             /* what is used of the page */
	long after;         /* room wanted below what stands last */
	struct flow_place *places;
	size_t place_count, place_capacity, open_place; /* from there on the page is not known */
	/* What stays with what comes next: where it begins, and its first place. */
	bool held;
	long held_y;
	size_t held_place;
	/* The paragraph. */
	struct look look;
	bool in_paragraph;
	long *lines; /* heights */
	size_t line_count, line_capacity;
	long line, word, tall; /* hundredths of twips; the height of what stands in the line */
	/* The tables. */
	struct flow_cell cells[FLOW_NESTING];
	size_t depth, rows; /* open cells and rows; more than there are cells are not looked at */
	long columns[FLOW_COLUMNS];
	size_t column_count;
	bool heading_row, whole_row;
	long heading_height;
};

void flow_init(struct flow *flow, struct arena *arena);

void flow_paragraph_begin(struct flow *flow, const struct look *look);
/* Text as XML has it, character references and all. */
void flow_text(struct flow *flow, const char *text, size_t length);
void flow_tab(struct flow *flow);
void flow_line_break(struct flow *flow);
void flow_object(struct flow *flow, long width, long height);
void flow_paragraph_end(struct flow *flow);
/* What follows begins a page. */
void flow_page_break(struct flow *flow);
void flow_place(struct flow *flow, struct bytes name);

/* A table's columns are added to columns[] by the caller after flow_table_begin(). */
void flow_table_begin(struct flow *flow);
void flow_row_begin(struct flow *flow);
void flow_cell_begin(struct flow *flow, size_t columns);
/* How wide the open cell is, where it says so. */
void flow_cell_width(struct flow *flow, long width);
/* How many columns it takes, where that is said inside it. */
void flow_cell_columns(struct flow *flow, size_t columns);
void flow_cell_end(struct flow *flow);
void flow_row_end(struct flow *flow);
/* flow.c: a row of the outermost table goes onto the page. */
void flow_put_row(struct flow *flow, long height);

/* estimate.c: a tag of the written XML. */
struct estimate_tag {
	struct bytes name; /* without "</" */
	struct bytes whole;
	bool end, empty; /* "</a>", "<a/>" */
};

struct references;

/* What the two formats tell of a document, and how they are asked for it. */
struct estimate {
	struct output *output;
	struct arena *arena;
	struct flow flow;
	struct names styles;  /* of paragraphs → struct flow_style */
	struct look usual;    /* of a paragraph that says nothing */
	bool in_text;         /* what stands between the tags is text */
	struct bytes skipped; /* the element whose content is passed over; length 0 for none */
	size_t skipped_depth;
	struct references *references;
	void *format_state;
};

struct flow_style *estimate_style(struct estimate *estimate, struct bytes name);
/* All that a style says, or what is usual if there is none of that name. */
struct look estimate_look(const struct estimate *estimate, struct bytes style);
void estimate_skip(struct estimate *estimate, const struct estimate_tag *tag);
/* A number in an attribute; false without it. */
bool estimate_number(const struct estimate_tag *tag, const char *attribute, long *number);
/* At from stands a number that is shown until a reader computes the page of a place. */
void estimate_reference(
	struct estimate *estimate, struct bytes name, const char *from, size_t length);
/* Has each tag of bytes told to the format. */
void estimate_scan(struct estimate *estimate, struct bytes xml,
	void (*tell)(struct estimate *estimate, const struct estimate_tag *tag));

/* docx_estimate.c, odt_estimate.c: go through the main part that was just written. */
void docx_estimate(struct estimate *estimate, struct bytes xml);
void odt_estimate(struct estimate *estimate, struct bytes xml);

/*
 * Puts the pages that the main part's references lead to, as nearly as they can be told without
 * laying the document out, into it.
 */
void estimate_pages(struct output *output);

#endif
