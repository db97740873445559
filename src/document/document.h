#ifndef REFERENT_DOCUMENT_DOCUMENT_H
#define REFERENT_DOCUMENT_DOCUMENT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/report.h"
#include "io/file.h"
#include "markup/markup.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A word-processing package, read as a template and written as a document. This layer knows XML
 * and packages but no template language: whoever compiles the template looks at each paragraph's
 * joined text, puts marks where the tags are, and gets each part back as a sequence of pieces,
 * bytes to copy and marks to act on. While a document is written the same caller walks the pieces
 * and calls the output functions below.
 */

enum document_kind {
	DOCUMENT_DOCX,
	DOCUMENT_ODT,
	DOCUMENT_FODT, /* ODT in one XML file, without a package */
	DOCUMENT_HTML,
	DOCUMENT_MD,
	DOCUMENT_TXT, /* any other plain text: .txt .ics .csv */
	DOCUMENT_KINDS
};

/* The text format that a template has by its name's ending; false for documents. */
bool document_text_kind(const char *path, enum document_kind *kind);

/* ".docx" without the dot. */
const char *document_kind_name(enum document_kind kind);

struct document; /* an opened template */
struct part;     /* one of its parts that may hold tags */

/*
 * Opens a template; its kind is found from the content. Errors: those of zip_reader_open() and
 * xml_parse(), [not-a-document] for an archive that is neither DOCX nor ODT, [template-encrypted],
 * [template-macro] for one with macros (macro-enabled content type or Basic/ folder).
 * The bytes must stay.
 */
struct document *document_open(
	struct arena *arena, struct report *report, const struct file_bytes *bytes);

/*
 * Errors for what every reader of the document would fetch from elsewhere without being asked, linked
 * pictures, objects and sections: [template-outside]. For templates; a document that somebody has filled in
 * may hold such things.
 */
void document_check_outside(struct document *document);

enum document_kind document_kind(const struct document *document);
/* The file's name as it shows in messages. */
const char *document_file(const struct document *document);

/*
 * The parts that hold text: DOCX main document, headers, footers, footnotes, endnotes, comments,
 * docProps core, app and custom; ODT content, styles, meta. The main part is the first.
 */
size_t document_part_count(const struct document *document);
struct part *document_part(const struct document *document, size_t index);
const char *part_name(const struct part *part);

/*
 * The paragraphs of a part in document order, those in text boxes and table cells included (each
 * paragraph's own text only). In properties each element with text is a paragraph. What a tag may
 * begin in elsewhere (attributes, alt texts, addresses of links, field codes) is a paragraph of
 * another kind, without a number of its own: place says which one it is in.
 */
size_t part_paragraph_count(const struct part *part);

/* What an author's text is. */
enum paragraph_kind {
	PARAGRAPH_TEXT,    /* a paragraph of the document */
	PARAGRAPH_PLAIN,   /* text without looks: a property, alt text, a tooltip, any attribute */
	PARAGRAPH_ADDRESS, /* where a link leads */
	PARAGRAPH_FIELD,   /* what a field does: HYPERLINK "…" */
	PARAGRAPH_FIXED    /* a name or a setting, in which nothing can be written */
};

/* Where in a joined text one begins that was a paragraph of its own before part_join(). */
struct paragraph_join {
	size_t paragraph; /* index of that which it was joined to */
	size_t offset;
	unsigned number; /* what it was counted as, for messages */
};

struct part_paragraph {
	/*
	 * The joined text: UTF-8; a tab is \t, a line break \n, repeated blanks as many; an object
	 * (picture, field, note mark) is U+FFFC; tracked insertions are in, deletions are not.
	 */
	const char *text;
	size_t length;
	struct place place; /* file, part, paragraph and, where there is one, table, row, cell */
	enum paragraph_kind kind;
	const struct paragraph_join *joins; /* in the order of the text */
	size_t join_count;
	/* Index + 1 of the table row around it, innermost, numbered through the part; 0 for none. */
	size_t row;
	/* True if the other paragraphs of that row have no text and hold nothing else. */
	bool row_blank_otherwise;
};

const struct part_paragraph *part_paragraph(const struct part *part, size_t index);

/* What gives way to a mark. */
enum mark_lift {
	LIFT_TEXT,      /* only the text: the mark stands inside its run (for values) */
	LIFT_INLINE,    /* only the text, and the run is split: the mark stands between runs */
	LIFT_RUN,       /* the run that holds it */
	LIFT_PARAGRAPH, /* the paragraph, and the list item that holds nothing else (for statements) */
	LIFT_CELL,      /* the table cell */
	LIFT_ROW,       /* the table row */
	LIFT_BLOCK      /* the paragraph alone (for values that take its place) */
};

/*
 * Puts a mark in place of the bytes [start, end) of a paragraph's joined text. Marks of one
 * paragraph are put in ascending order and do not overlap; several marks may lift the same
 * element and then stand in its place in that order. id is the caller's number for it, not 0.
 * Whatever began or ended inside the range (bookmark, hyperlink, run …) stays balanced. What was
 * lifted away loses its other text and objects. Marks of a lesser lift in a paragraph or run that
 * is lifted stand in its place too, values then alone; marks inside a row or cell that another one
 * lifts are gone. Returns false where there is nothing to lift (a row mark outside a table);
 * nothing is reported.
 */
bool part_mark(struct part *part, size_t paragraph, size_t start, size_t end, enum mark_lift lift,
	unsigned id);

/* What a statement at a mark does to what follows. */
enum mark_nesting {
	NESTS_NOT,
	NESTS_OPENS,   /* if, for … */
	NESTS_DIVIDES, /* else */
	NESTS_CLOSES   /* endif … */
};

/*
 * Says so of the mark that part_mark() put last; before it nests nothing. Bookmarks and other ranges
 * with one end in what may be repeated or left out are left out, links are split.
 */
void part_mark_nests(struct part *part, enum mark_nesting nests);

/*
 * Nothing is written of the paragraph but what its marks, all of them LIFT_INLINE or LIFT_TEXT, have
 * between them: it defines something that is written elsewhere. Not in a document property.
 */
void part_mark_bare(struct part *part, size_t paragraph);

/*
 * A mark that belongs to the table cell around a paragraph and changes that cell; the tag's text
 * needs a mark of its own to give way. Returns false outside a table; nothing is reported. A cell
 * that is lifted loses such marks.
 */
bool part_mark_cell(struct part *part, size_t paragraph, unsigned id);

enum { JOIN_BEFORE = 1, JOIN_AFTER = 2 };

/*
 * Joins paragraphs with those right before or after them; joins holds JOIN_… of each paragraph.
 * What is joined looks like the first one. Where none stands right beside nothing happens. Before
 * any mark is put; paragraphs have other indices then, but are counted as before in messages.
 */
void part_join(struct part *part, const unsigned char *joins);

/*
 * The stretch of a paragraph's joined text around the bytes [start, end) that was one paragraph
 * before part_join().
 */
void part_origin(const struct part *part, size_t paragraph, size_t start, size_t end, size_t *from,
	size_t *to);

/* Puts two marks around all the content of a paragraph, inside it. */
void part_mark_around(struct part *part, size_t paragraph, unsigned begin_id, unsigned end_id);

/* The markup around a mark, for a value that is more than text. Opaque. */
struct shell;

enum piece_kind {
	PIECE_BYTES,   /* copy bytes */
	PIECE_MARK,    /* act on mark; shell is set where a value may be written */
	PIECE_HEADING, /* what follows stands under a heading of this level (1 to 9) */
	/*
	 * A cell, header or other container ends here that must hold a paragraph. Call
	 * output_container_end().
	 */
	PIECE_CONTAINER_END,
	/* A table begins or ends that may lose its rows, or come to stand right behind another one;
	 * call output_table_begin() and output_table_end(). */
	PIECE_TABLE_BEGIN,
	PIECE_TABLE_END,
	/* The columns of the table that ends next may have changed: call output_table_columns(). */
	PIECE_TABLE_COLUMNS,
	/* A cell begins or ends that marks belong to: call output_cell_begin(), output_cell_end(). */
	PIECE_CELL_BEGIN,
	PIECE_CELL_END,
	/* A unique id (of a drawing, bookmark, note …) as it stood in the template: call output_id(). */
	PIECE_ID,
	/*
	 * An attribute begins or ends that says where a link leads; in between come the bytes and
	 * marks of the address itself. Call output_address_begin(), output_address_end().
	 */
	PIECE_ADDRESS_BEGIN,
	PIECE_ADDRESS_END
};

/* A cell that marks belong to. */
struct cell {
	const unsigned *marks; /* their ids, in the order in which they were put */
	size_t mark_count;
};

struct piece {
	enum piece_kind kind;
	const char *bytes; /* PIECE_BYTES, PIECE_ID */
	size_t length;
	unsigned mark;
	unsigned level; /* PIECE_HEADING */
	/* PIECE_MARK from LIFT_TEXT: true if it was all the text of its paragraph. Then the piece
	 * stands for the whole paragraph, which the output functions write. */
	bool alone;
	bool plain; /* PIECE_MARK in a paragraph of another kind than PARAGRAPH_TEXT */
	/* PIECE_MARK: a field's code leads where the value says; ask output_address_usable(). */
	bool begins_address;
	const struct shell *shell;
	const struct cell *cell;                /* PIECE_CELL_BEGIN, PIECE_CELL_END */
	const struct part_paragraph *paragraph; /* PIECE_ADDRESS_END: that holds the address … */
	const char *attribute;                  /* … and the attribute's name */
};

/* Ends the marking of a part and returns its pieces. Call it once for each part. */
const struct piece *part_pieces(struct part *part, size_t *count);

/*
 * True if everything between two marks can be repeated or left out and still be well-formed:
 * the elements that are open at the one are those that are open at the other. Call it after
 * part_pieces().
 */
bool part_balanced(const struct part *part, unsigned begin_id, unsigned end_id);

struct output; /* one document on its way */

/* The numbers of the pages that places are on, by document_measure(). */
struct document_pages;

/* A field of a fillable document. */
struct output_field {
	const char *name;
	const char *text; /* what the document says of it, without blanks: "<name>=…" */
	bool written;     /* set by output_finish(): the template has printed it */
};

/* What a fillable document says of itself: a head, then the text of each field that was printed. */
struct output_fields {
	const char *head; /* words with single blanks between */
	struct output_field *items;
	size_t count;
	const char *around; /* what filled_note_around() says of the text around them, or NULL */
};

struct output_settings {
	const char
		*title; /* written as the title property if the template left it empty; or NULL */
	const char *language; /* "da-DK" */
	struct date modified; /* of archive entries and properties */
	/* Written as the document's property "referent" together with the content's hash, or NULL.
	 * Words, for instance "offentlig". */
	const char *stamp;
	size_t limit;                 /* bytes of all parts together */
	bool flat;                    /* an ODT becomes one XML file */
	struct output_fields *fields; /* NULL: it has none */
	/* What output_page() shows until a reader computes it; NULL where nobody has measured, and it
	 * shows an estimate. */
	const struct document_pages *pages;
};

struct output *output_create(struct arena *arena, struct report *report, struct document *document,
	const struct output_settings *settings);

/* What is written from now on belongs to this part. */
void output_part_begin(struct output *output, const struct part *part);
void output_part_end(struct output *output);

/* True once the limit on the size was passed; the caller reports it and stops. */
bool output_full(const struct output *output);

void output_bytes(struct output *output, const struct piece *piece);
void output_heading(struct output *output, unsigned level);
/*
 * Around what a macro writes in place of a mark that calls it: it may be as wide there as the mark's
 * own paragraph. The end takes what the begin returned.
 */
const struct piece *output_call_begin(struct output *output, const struct piece *mark);
void output_call_end(struct output *output, const struct piece *outer);
void output_container_end(struct output *output);
void output_table_begin(struct output *output);
void output_table_end(struct output *output);
void output_table_columns(struct output *output);

enum cell_merge { CELL_UNMERGED, CELL_MERGE_FIRST, CELL_MERGE_MORE };

/* How a cell differs from the template's; all 0 for not at all. */
struct cell_changes {
	size_t columns;        /* it takes, or 0 */
	size_t times;          /* as many columns as it would have taken, or 0 */
	enum cell_merge merge; /* with those below and above */
	const char *colour;    /* behind it: six hexadecimal digits, "" for none; or NULL */
};

/*
 * At the pieces that begin and end a cell. What stands between them may be left out where the cell
 * is merged into the one above it.
 */
void output_cell_begin(
	struct output *output, const struct piece *piece, const struct cell_changes *changes);
void output_cell_end(
	struct output *output, const struct piece *piece, const struct cell_changes *changes);
/* The template's id on its first use, a new one in every later one (a loop). */
void output_id(struct output *output, const struct piece *piece);

/*
 * Values, at a mark. Text: escaped; \n is a line break, \t a tab. A mark that is alone writes its
 * paragraph around the text.
 */
void output_text(struct output *output, const struct piece *mark, const char *text, size_t length);
/*
 * Formatted text. At a mark that is alone (or lifted its paragraph) the blocks take the paragraph's
 * place: paragraphs look like it, lists, tables, headings take the template's styles. Nothing is
 * written for no blocks. Inside a line the text of all blocks becomes runs, blocks apart by a line
 * break.
 */
void output_blocks(
	struct output *output, const struct piece *mark, const struct markup_block *blocks);
/*
 * Around the pieces of an address. NULL if it can be linked to or is empty, else the address; the
 * link then leads nowhere.
 */
void output_address_begin(struct output *output);
const char *output_address_end(struct output *output, const struct piece *piece);
/* True if a link may lead there. */
bool output_address_usable(const char *address, size_t length);
/* Plain text as output_text(), linked to an address. */
void output_link(struct output *output, const struct piece *mark, const char *text, size_t length,
	const char *address);

/* At marks made by part_mark_around(): a place that can be referred to by name. */
void output_anchor_begin(struct output *output, const char *name);
void output_anchor_end(struct output *output, const char *name);
/* Likewise: a link to such a place. */
void output_reference_begin(struct output *output, const char *name);
void output_reference_end(struct output *output, const char *name);
/* At a value's mark: the number of the page that the place is on, as a live field. */
void output_page(struct output *output, const struct piece *mark, const char *name);

/* The finished document's bytes. False after an error. */
bool output_finish(struct output *output, struct file_bytes *bytes);

struct document_stamp {
	const char *words; /* output_settings.stamp */
	bool changed;      /* the content's hash is not what was written */
	bool fillable;     /* it has fields to type into */
};

/* Reads the stamp of a DOCX, ODT, flat ODT, HTML or PDF; false if it has none or is none. Reports nothing. */
bool document_read_stamp(
	struct arena *arena, const struct file_bytes *bytes, struct document_stamp *stamp);

/*
 * Makes a tagged, accessible PDF of a document with LibreOffice, with a profile of its own and
 * bounded in time. Errors of the system: [no-libreoffice], [libreoffice-failed].
 */
bool document_to_pdf(struct arena *arena, struct report *report, enum document_kind kind,
	const struct file_bytes *bytes, struct file_bytes *pdf);

/* Milliseconds that all the pictures of one document may take. */
enum { PICTURE_PNG_MS = 30000 };

/*
 * The PNG of an SVG picture: its own, else what rsvg-convert makes of it, bounded in memory and by
 * *left_ms, which begins as PICTURE_PNG_MS and is used up. NULL after an error [picture-svg-docx] at
 * the picture's place.
 */
const struct markup_picture *picture_png(struct arena *arena, struct report *report,
	const struct markup_picture *svg, unsigned *left_ms);

/*
 * Finds the pages that a finished DOCX, ODT or flat ODT refers to (output_page()), by having
 * LibreOffice lay it out; errors as in document_to_pdf(). NULL after an error. Numbers written into
 * the same document move nothing: readers lay it out with the right ones in any case.
 */
const struct document_pages *document_measure(struct arena *arena, struct report *report,
	enum document_kind kind, const struct file_bytes *bytes);

/*
 * Puts a stamp into a PDF, as a comment before the end of its trailer (ISO 32000-1, 7.2.3 and
 * 7.5.5), where it moves nothing that has an address.
 */
void document_stamp_pdf(struct arena *arena, struct file_bytes *pdf, const char *words);

#endif
