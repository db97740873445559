#ifndef REFERENT_DOCUMENT_DOCX_H
#define REFERENT_DOCUMENT_DOCX_H

#include "document/output.h"

/* What the files that write DOCX (ISO/IEC 29500, transitional) share. */

/* Lengths in DOCX are twips: twentieths of a point, 1440 to the inch. */
enum { DOCX_EMU_PER_TWIP = 635, DOCX_LIST_STEP = 426, DOCX_CELL_MARGIN = 108 };

enum { DOCX_STYLE_MASKS = 64, DOCX_LINKED = 32 };

/* What is made once of a mark's surroundings. */
struct docx_shell {
	const struct shell *shell;
	struct bytes first; /* what is in the w:pPr of the value's first paragraph */
	struct bytes rest;  /* and of the others: no page break before them */
	struct bytes
		after_table; /* and of one behind a table, which gives it room; made when asked for */
	long left;           /* indent of the paragraph itself */
	bool has_left;
	/* w:rPr by enum markup_style and DOCX_LINKED, made when first asked for; data NULL before. */
	struct bytes run_properties[DOCX_STYLE_MASKS];
};

enum docx_style {
	DOCX_STYLE_LIST_BULLET,
	DOCX_STYLE_LIST_NUMBER,
	DOCX_STYLE_TABLE,
	DOCX_STYLE_QUOTE,
	DOCX_STYLE_CODE,
	DOCX_STYLE_HYPERLINK,
	DOCX_STYLE_FIELD,
	DOCX_STYLE_FIELD_END,
	DOCX_STYLE_PLACEHOLDER,
	DOCX_STYLE_HEADING /* level 1; the others follow */
};

enum { DOCX_STYLES = DOCX_STYLE_HEADING + 9 };

struct docx_styles {
	struct xml_document *xml; /* or NULL: the template has none */
	struct names by_name;     /* "paragraph heading 1" → object is the w:styleId */
	struct names ids;
	const char *paragraph_default, *character_default, *table_default; /* styleIds or NULL */
	const char *chosen[DOCX_STYLES];
	const char *table_contents, *table_heading; /* styleIds, or NULL: the template has none */
	bool looked_for_cells;
	struct buf added;
};

struct docx_numbering {
	struct xml_document *xml;
	struct names abstracts; /* kind of list → w:abstractNumId */
	unsigned next_abstract, next_num;
	unsigned bullets; /* w:numId of all bulleted lists, 0 before the first */
	struct buf added_abstracts, added_nums;
};

/* The relationships of one part, or of the package. */
struct docx_relationships {
	const char *name; /* of the entry that holds them */
	struct xml_document *xml;
	struct names ids;
	struct names targets; /* what was added: type and target → Id */
	struct buf added;
	unsigned next;
};

struct docx {
	const char *main;                         /* "word/document.xml" */
	const char *folder;                       /* "word/" */
	const char *styles_part, *numbering_part; /* NULL: none yet */
	struct docx_styles *styles;               /* loaded when first needed */
	struct docx_numbering *numbering;
	struct names relationships; /* part → struct docx_relationships */
	struct docx_relationships **relationship_lists;
	size_t relationship_count, relationship_capacity;
	struct names types; /* to be added to [Content_Types].xml: "default png", "part /word/…" */
	const char **type_keys;
	const char **type_values;
	size_t type_count, type_capacity, type_value_capacity;
	struct names shells;      /* of marks, by address */
	struct docx_shell *plain; /* for runs that have only their style's looks */
	long text_width;          /* twips */
	long text_height;         /* of a page, likewise */
	long table_shift;         /* by which Word moves tables to the left; -1: not yet known */
};

static inline struct docx *docx_of(struct output *output)
{
	return output->format_state;
}

/* Where blocks are written. */
struct docx_place {
	struct output *output;
	struct docx_shell *shell;
	long width;               /* twips from margin to margin */
	long indent;              /* of what stands here */
	unsigned lists;           /* how many lists are around it */
	unsigned numbered;        /* how many of them are numbered */
	unsigned num;             /* w:numId of the innermost */
	bool list_ordered, tight; /* it is */
	bool item_begins;         /* the next paragraph carries the number */
	bool closing_item;        /* no item follows in the outermost list */
	bool closing;             /* nor a block */
	bool in_cell;
	bool in_heading_row;
	bool quoted;
	enum markup_align align;
	bool first;       /* nothing of the value stands before */
	bool after_table; /* and a table does */
};

/* docx_write.c: bits of output_use_namespace() */
enum { DOCX_NS_W, DOCX_NS_R, DOCX_NS_WP, DOCX_NAMESPACES };

/* docx_shell.c */
struct docx_shell *docx_shell(struct output *output, const struct shell *shell);
struct docx_shell *docx_plain_shell(struct output *output);
struct bytes docx_after_table(struct output *output, struct docx_shell *shell);
struct bytes docx_run_properties(
	struct output *output, struct docx_shell *shell, unsigned style, bool linked);

/* docx_runs.c */
void docx_put_text(struct buf *out, const char *text, size_t length);
void docx_put_run(struct output *output, struct docx_shell *shell, unsigned style, const char *text,
	size_t length);
void docx_put_runs(struct output *output, struct docx_shell *shell, const struct markup_run *runs,
	unsigned style, long width);
void docx_link_begin(struct output *output, const char *address);
void docx_link_end(struct output *output);
/* Ends what is open at the mark and begins it anew, around runs written in between. */
void docx_inline_begin(struct output *output, const struct piece *mark);
void docx_inline_end(struct output *output, const struct piece *mark);

/* docx_cells.c */
void docx_cell_begin(
	struct output *output, const struct marked_cell *cell, const struct cell_changes *changes);
void docx_cell_end(
	struct output *output, const struct marked_cell *cell, const struct cell_changes *changes);
void docx_table_columns(struct output *output, size_t offset);

/* docx_blocks.c */
void docx_put_blocks(struct docx_place *place, const struct markup_block *blocks);
/* Writes blocks as runs where only these can stand; fields: those among them can be filled in. */
void docx_put_line(struct output *output, struct docx_shell *shell,
	const struct markup_block *blocks, bool fields);
enum docx_paragraph {
	DOCX_PARAGRAPH_BASE,  /* looks like the one that the mark stands in */
	DOCX_PARAGRAPH_PLAIN, /* has its style and indent */
	DOCX_PARAGRAPH_JOINED /* and is close to the one that follows */
};
/* Begins a paragraph for runs to be written into. */
void docx_paragraph_begin(struct docx_place *place, enum docx_paragraph kind);
void docx_blocks(
	struct output *output, const struct piece *mark, const struct markup_block *blocks);

/* docx_field.c: a field as blocks, and in a line */
void docx_put_field(struct docx_place *place, const struct markup_field *field);
void docx_put_line_field(
	struct output *output, struct docx_shell *shell, const struct markup_field *field);

/* docx_table.c */
/* The width from margin to margin where a mark stands, in twips; in a cell, from side to side. A
 * cell of which the template does not say how wide it is counts as nearly half the page. */
long docx_room(struct output *output, const struct shell *shell);
void docx_put_table(struct docx_place *place, const struct markup_block *table);

/* docx_styles.c */
/* Appends <element w:val="value"/>, escaped. */
void docx_put_value(struct buf *out, const char *element, const char *value);
/* The styles so far: the template's and those that were added. */
struct docx_styles *docx_styles(struct output *output);
const char *docx_style(struct output *output, enum docx_style which);
const char *docx_heading_style(struct output *output, unsigned level);
/* True if the template's style brings a number or bullet by itself. */
bool docx_style_is_numbered(struct output *output, const char *style);
/* True if it is neither that nor a heading's, and so fit for the text of a cell. */
bool docx_style_is_text(struct output *output, const char *style);
/* The style of a cell's paragraphs, or NULL: that of the paragraph around. */
const char *docx_cell_style(struct output *output, bool heading);
void docx_styles_finish(struct output *output);

/* docx_numbering.c */
unsigned docx_new_list(struct output *output, const struct markup_block *list, unsigned level,
	unsigned numbered_depth);
void docx_numbering_finish(struct output *output);

/* docx_package.c */
void docx_package_begin(struct output *output);
/* The name of the part that is related to a part in that way ("styles"), or NULL. */
const char *docx_related(struct output *output, const char *part, const char *kind);
/* Relates a part to a target and returns the relationship's Id. kind as in docx_related(). */
const char *docx_relate(struct output *output, const char *part, const char *kind,
	const char *target, bool external);
void docx_content_type(struct output *output, const char *key, const char *type);
struct docx_picture {
	const struct output_picture *entry; /* what every reader can show */
	const char *relationship;           /* to it */
	const char *svg;                    /* to the SVG that it stands in for, or NULL */
};

/* Puts a picture into the package; false after an error. */
bool docx_picture(
	struct output *output, const struct markup_picture *picture, struct docx_picture *added);
void docx_package_finish(struct output *output);

/* docx_notes.c */
void docx_notes_finish(struct output *output);

/* docx_properties.c */
void docx_properties_finish(struct output *output);

#endif
