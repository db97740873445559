#ifndef REFERENT_DOCUMENT_ODT_H
#define REFERENT_DOCUMENT_ODT_H

#include "document/output.h"

/* What the files that write ODT (OpenDocument 1.3) share. Lengths are twips until written. */

enum { ODT_LIST_STEP = 426, ODT_SPAN_STYLES = 32 };

/* The automatic styles of one part, which go into its office:automatic-styles. */
struct odt_part {
	struct names styles; /* the template's, "paragraph P1" → number is its event + 1 */
	struct names taken;  /* names of all its styles */
	struct names made;   /* what was made here, by content → object is the name */
	struct buf added;
	unsigned next;
};

/* What is made once of a mark's surroundings. */
struct odt_shell {
	const struct shell *shell;
	const char *named; /* the common style at the bottom of the paragraph's, or NULL */
	const char *rest;  /* style for further paragraphs, without a page break; or NULL */
	struct bytes text_properties; /* what the paragraph's automatic style says of text */
	long left;                    /* its indent */
	bool linked;                  /* the mark is in a link: there can be none in it */
	const char *span_parent;      /* the common style of the spans around the mark, or NULL */
	struct xml_attribute *span;   /* what their automatic styles say */
	size_t span_count, span_capacity;
	const char *spans[ODT_SPAN_STYLES]; /* made of that, by enum markup_style */
};

enum odt_style {
	ODT_STYLE_LIST_BULLET,
	ODT_STYLE_LIST_NUMBER,
	ODT_STYLE_QUOTE,
	ODT_STYLE_CODE,
	ODT_STYLE_INTERNET_LINK,
	ODT_STYLE_INDEX_LINK,
	ODT_STYLE_FIELD,
	ODT_STYLE_FIELD_END,
	ODT_STYLE_PLACEHOLDER,
	ODT_STYLE_HEADING /* level 1; the others follow */
};

enum { ODT_STYLES = ODT_STYLE_HEADING + 9 };

struct odt {
	const struct xml_document *styles_xml; /* or NULL */
	struct names by_name;                  /* "paragraph heading 1" → object is style:name */
	struct names ids;
	const char *chosen[ODT_STYLES];
	const char *table_contents, *table_heading; /* styles of paragraphs, or NULL */
	/* Attributes of the template's cell styles Table Grid and, for heading rows, Table Grid
	 * Heading; NULL where it has none. */
	const char *cell_look, *heading_cell_look;
	struct buf added; /* for office:styles */
	struct names shells;
	struct odt_shell *plain;
	long text_width;
	unsigned next_table;
	bool reference_ended; /* the link that is open for output->references has been closed */
};

static inline struct odt *odt_of(struct output *output)
{
	return output->format_state;
}

/* Where blocks are written. */
struct odt_place {
	struct output *output;
	struct odt_shell *shell;
	long width, indent;
	unsigned lists, numbered;
	struct odt_place *outer_list; /* the place of the list around this one */
	const char *list_style;       /* of the innermost list */
	bool list_ordered, tight;
	bool closing_item, closing;
	bool outside;   /* the template's lists around the mark were ended */
	bool in_header; /* the innermost item has become a text:list-header */
	bool in_cell, in_heading_row, quoted;
	enum markup_align align;
	bool first;
};

enum {
	ODT_NS_OFFICE,
	ODT_NS_STYLE,
	ODT_NS_TEXT,
	ODT_NS_TABLE,
	ODT_NS_DRAW,
	ODT_NS_FO,
	ODT_NS_XLINK,
	ODT_NS_SVG,
	ODT_NAMESPACES
};
extern const struct xml_namespace odt_namespaces[ODT_NAMESPACES];

/* "1.234cm" */
void odt_put_length(struct buf *out, long twips);
/* "1.5cm", "15mm", "0.5in", "12pt" in twips; 0 for NULL and anything else. */
long odt_length(const char *text);

/* odt_automatic.c */
struct odt_part *odt_part(struct output *output);
/*
 * The name of an automatic style of the current part: element is "style:style" or
 * "text:list-style", rest what follows its name, up to but without its end tag.
 */
const char *odt_automatic(
	struct output *output, const char *prefix, const char *element, struct bytes rest);
/* The same with what a buffer holds, which is released. */
const char *odt_automatic_of(
	struct output *output, const char *prefix, const char *element, struct buf *rest);
/* The event of the template's automatic style in the current part, or SIZE_MAX. */
size_t odt_automatic_find(struct output *output, const char *family, const char *name);
struct odt_shell *odt_shell(struct output *output, const struct shell *shell);
/* The surroundings of text that has only its paragraph's looks. */
struct odt_shell *odt_plain_shell(struct output *output);

/* How a paragraph differs from its style. */
struct odt_look {
	const char *parent;
	bool joined; /* to what follows: on one page with it */
	bool no_before, no_after;
	bool in_list;
	bool has_left;
	long left;
	enum markup_align align;
	bool rule;
	struct bytes text_properties;
};
const char *odt_paragraph_style(struct output *output, const struct odt_look *look);
/* Puts what was added into the part's bytes. */
void odt_automatic_finish(struct output *output);

/* odt_spans.c */
void odt_read_spans(struct output *output, struct odt_shell *shell);
/* The style of a span for text formatted in some way; never for style 0. */
const char *odt_span_style(struct output *output, struct odt_shell *shell, unsigned style);

/* odt_runs.c: between spans, directly in a paragraph */
void odt_put_text(struct buf *out, const char *text, size_t length);
/* Begins a span in a style for text. */
void odt_span_begin(struct output *output, const char *style);
/* Begins a link to a target, in a style for text. */
void odt_put_link(struct output *output, const char *target, size_t length, const char *style);
void odt_put_base_text(
	struct output *output, struct odt_shell *shell, const char *text, size_t length);
void odt_put_runs(struct output *output, struct odt_shell *shell, const struct markup_run *runs,
	unsigned style, long width);
/* Appends an address as a document of this kind has it. */
void odt_put_address(struct output *output, struct buf *out, const char *address);
void odt_link_begin(struct output *output, const char *address);
void odt_link_end(struct output *output);
/* Ends what is open at the mark, but for the paragraph, and begins it anew. */
void odt_inline_begin(struct output *output, const struct piece *mark);
void odt_inline_end(struct output *output, const struct piece *mark);

/* odt_blocks.c */
void odt_put_blocks(struct odt_place *place, const struct markup_block *blocks);
/* Writes blocks as runs where only these can stand; fields: those among them can be filled in. */
void odt_put_line(struct output *output, struct odt_shell *shell, const struct markup_block *blocks,
	bool fields);
enum odt_paragraph {
	ODT_PARAGRAPH_BASE,  /* looks like the one that the mark stands in */
	ODT_PARAGRAPH_PLAIN, /* has its style and indent */
	ODT_PARAGRAPH_JOINED /* and is close to the one that follows */
};
/* Begins a paragraph for runs to be written into. */
void odt_paragraph_begin(struct odt_place *place, enum odt_paragraph kind);
void odt_blocks(struct output *output, const struct piece *mark, const struct markup_block *blocks);

/* odt_field.c: a field as blocks, and in a line */
void odt_put_field(struct odt_place *place, const struct markup_field *field);
void odt_put_line_field(
	struct output *output, struct odt_shell *shell, const struct markup_field *field);

/* odt_list.c */
void odt_put_list(struct odt_place *place, const struct markup_block *list);
/* Ends all lists around a place, for what no list may hold, and goes on with them. */
void odt_leave_lists(const struct odt_place *place);
void odt_enter_lists(struct odt_place *place);

/* odt_room.c */
/* The width from margin to margin where a mark stands, in twips; in a cell, from side to side. A
 * cell of which the template does not say how wide it is counts as nearly half the page. */
long odt_room(struct output *output, const struct shell *shell);

/* odt_table.c */
void odt_put_table(struct odt_place *place, const struct markup_block *table);

/* odt_cells.c */
void odt_cell_begin(
	struct output *output, const struct marked_cell *cell, const struct cell_changes *changes);
void odt_cell_end(
	struct output *output, const struct marked_cell *cell, const struct cell_changes *changes);
void odt_table_columns(struct output *output, size_t offset);

/* odt_merge.c: for the table that begins at an offset of what was written */
void odt_merge_rows(struct output *output, size_t offset);

/* odt_styles.c */
void odt_styles_begin(struct output *output);
const char *odt_style(struct output *output, enum odt_style which);
const char *odt_heading_style(struct output *output, unsigned level);
const char *odt_cell_style(struct output *output, bool heading);
/* The list style that the template gave a paragraph style, or NULL. */
const char *odt_own_list_style(struct output *output, const char *style);
/* What a common style or its nearest parent says of "fo:margin-top" …; "0cm" if none does. */
const char *odt_style_margin(struct output *output, const char *style, const char *side);
void odt_styles_finish(struct output *output);

/* odt_package.c */
const char *odt_picture(
	struct output *output, const struct markup_picture *picture, struct output_picture **added);
void odt_package_finish(struct output *output);

#endif
