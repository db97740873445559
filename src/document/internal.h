#ifndef REFERENT_DOCUMENT_INTERNAL_H
#define REFERENT_DOCUMENT_INTERNAL_H

#include "document/document.h"
#include "io/xml.h"
#include "io/zip.h"

/* What the reading and the writing half of this folder share. Nobody else includes it. */

struct names;

struct bytes {
	const char *data;
	size_t length;
};

/* What an element is to the matching of tags and to lifting. */
enum role {
	ROLE_OTHER,     /* structure to pass through: body, content control, section … */
	ROLE_PARAGRAPH, /* w:p; text:p, text:h; in properties each element with text */
	ROLE_RUN,       /* w:r; text:span */
	ROLE_TEXT, /* w:t: holds the characters of a run (ODT: none, paragraphs and spans do) */
	ROLE_TAB,
	ROLE_BREAK,
	ROLE_SPACE,     /* text:s, as many blanks as its count says */
	ROLE_CHARACTER, /* w:noBreakHyphen, w:softHyphen … stands for one character */
	ROLE_OBJECT,    /* drawing, field, note mark: U+FFFC; its own text is not the paragraph's */
	ROLE_FIELD,     /* U+FFFC followed by the text inside, a field's result */
	ROLE_FIXED,     /* no text, but has its place: the end of a field */
	ROLE_NOTHING,   /* no text: bookmark, proofErr, comment and its range */
	ROLE_RESIDUE, /* no text, and goes with its run: lastRenderedPageBreak, text:soft-page-break */
	ROLE_HIDDEN,  /* content that is no text and holds no paragraphs: instrText, w:sdtPr … */
	ROLE_DELETED, /* likewise, and was text: w:del, w:moveFrom */
	ROLE_PROPERTIES, /* w:pPr, w:rPr: first child that says how its parent looks */
	ROLE_SECTION,    /* w:sectPr: the end of a section, inside a paragraph's properties */
	ROLE_LINK,       /* w:hyperlink, text:a: goes when it has lost all it held */
	ROLE_INSERTION,  /* w:ins, w:smartTag: as a link, and means nothing to what it holds */
	ROLE_TABLE,
	ROLE_ROW,
	ROLE_CELL,
	ROLE_LIST,     /* text:list */
	ROLE_ITEM,     /* text:list-item */
	ROLE_CONTAINER /* must hold a paragraph at its end in the format: w:hdr, w:ftr,
	                    w:txbxContent, w:sdtContent at block level, w:comment … */
};

/*
 * The markup around a mark, taken from the template as bytes.
 * DOCX: paragraph_open "<w:p …>", paragraph_properties "<w:pPr>…</w:pPr>" or empty, paragraph_close
 * "</w:p>"; run_open `<w:r><w:rPr>…</w:rPr><w:t xml:space="preserve">`, run_properties
 * "<w:rPr>…</w:rPr>" or empty, run_close "</w:t></w:r>".
 * ODT: paragraph_open `<text:p text:style-name="…">`, run_open the start tags of the spans around
 * the mark, run_close their end tags; the properties are empty.
 * At a mark that is alone in its paragraph nothing of this was written before it; at another
 * LIFT_TEXT mark paragraph and run are open; at a LIFT_INLINE mark the paragraph is.
 */
struct shell {
	struct bytes paragraph_open;
	struct bytes paragraph_properties;
	struct bytes paragraph_close;
	struct bytes run_open;
	struct bytes run_properties;
	struct bytes run_close;
	const char *
		style; /* the paragraph's style as the file names it (w:styleId, text:style-name) or NULL */
	/* The end tags of the lists and items around the paragraph (ODT), and what begins them anew. */
	struct bytes lists_close, lists_open;
	/* Only runs are between the mark and its paragraph, which can end there and begin anew. */
	bool parts_paragraph;
	bool in_cell;   /* inside a table cell */
	size_t cell;    /* which: its start event in the part */
	bool property;  /* inside a document property, an attribute …: only text may be written */
	bool attribute; /* that is an attribute's value */
	bool in_address;          /* a field's code says there where it leads */
	enum paragraph_kind kind; /* of the paragraph */
	/*
	 * What gave way to the mark, and so what is open where it stands: LIFT_TEXT a run (unless the
	 * mark is alone), LIFT_INLINE and LIFT_RUN a paragraph, the others no paragraph.
	 */
	enum mark_lift lift;
};

/*
 * What the writing half relies on in the pieces:
 * - PIECE_ID comes in the middle of a start tag, between bytes that end in `name="` and bytes that
 *   begin with `"`; the writer looks back at the tag to see whose id it is.
 * - PIECE_TABLE_BEGIN comes before the table's start tag, PIECE_TABLE_END after its end tag.
 * - PIECE_CONTAINER_END comes before the container's end tag.
 * - A part's first bytes hold its root's start tag with all of xml->declared.
 * - part->xml stays as it was parsed; the writer takes styles and automatic styles from it.
 */

/* A cell that marks belong to, for the writing half. */
struct marked_cell {
	struct cell cell;
	const struct xml_event *start;
	struct bytes properties; /* DOCX: the children of w:tcPr */
	size_t columns;          /* that it takes in the template */
};

/* The half of a format that reads. One table each in docx_read.c and odt_read.c. */
struct format_reader {
	const struct xml_namespace *namespaces; /* the prefixes that the format's documents use */
	size_t namespace_count;
	/* Text stands in paragraphs and spans themselves and its blanks collapse (ODF 1.3, part 3,
	 * 6.1.2); otherwise in ROLE_TEXT elements. */
	bool mixed;
	const char *run_open, *run_close;   /* a run without properties; "" where none is needed */
	const char *text_open, *text_close; /* inside a run, around text that is written */
	/* What a start event is; xml gives access to its surroundings. */
	enum role (*role)(const struct xml_document *xml, size_t event);
	/* The character that a ROLE_CHARACTER element stands for. */
	uint32_t (*character)(const struct xml_event *start);
	/* How many blanks a ROLE_SPACE element stands for. */
	size_t (*spaces)(const struct xml_event *start);
	/* Appends a ROLE_SPACE element for so many blanks. */
	void (*put_spaces)(struct buf *out, size_t count);
	/* Outline level of a paragraph, 1 to 9, or 0: by its own properties or its style's. */
	unsigned (*heading_level)(
		const struct document *document, const struct xml_document *xml, size_t paragraph);
	/* The name of a paragraph's style as the file names it, or NULL. */
	const char *(*paragraph_style)(const struct xml_document *xml, size_t paragraph);
	/* True if the attribute holds an id that must be unique in the document. */
	bool (*is_unique_id)(const struct xml_event *start, const struct xml_attribute *attribute);
	/* True if the attribute only serves the program that wrote it (revision ids), and is left out
	 * of parts that are written anew. */
	bool (*is_noise)(const struct xml_event *start, const struct xml_attribute *attribute);
	/*
	 * What a ROLE_NOTHING element begins or ends: the number of its kind, negative for an end, 0 for
	 * neither. *key is then what the two ends have in common.
	 */
	int (*range)(const struct xml_event *start, const char **key);
	/*
	 * What an element is to a field whose parts are runs: 1 begins it, -1 ends it, 2 holds some of
	 * its code, 3 parts that from its result, 0 is none of it. NULL in a format without such fields.
	 */
	int (*field)(const struct xml_event *start);
	/* True for an element that holds text without looks, outside of paragraphs: svg:desc. */
	bool (*is_plain)(const struct xml_document *xml, size_t event);
	/* The name of the attribute that says where a link leads. */
	const char *address_attribute;
	/* What such an attribute stands for, or NULL for none that a link has. */
	const char *(*address)(struct part *part, const struct xml_event *start, const char *value);
	/* An attribute that holds a field's code; "" for none. */
	const char *field_element, *field_attribute;
	/* A content control, which may stand around paragraphs, rows and cells; "" for none. */
	const char *control;
	/* True for what has a program put something else into the content control; NULL: nothing has. */
	bool (*is_binding)(const struct xml_event *start);
	/* How many columns a cell takes. */
	size_t (*cell_columns)(const struct xml_document *xml, size_t cell);
	/* The element that holds a cell's properties, its first child; or NULL. */
	const char *cell_properties;
	/* The element that fills the place of a cell beside one that takes several columns; or NULL. */
	const char *covered_cell;
	/* Lists the parts with text, the main part first; called once the archive is open. */
	void (*find_parts)(struct document *document, struct report *report);
	/* Calls outside_report() for all that readers of the document fetch from elsewhere. */
	void (*check_outside)(struct document *document);
};

/* A part as it was read. */
struct part {
	struct document *document;
	const char *name; /* entry in the archive */
	size_t entry;     /* its index */
	struct xml_document *xml;
	bool property; /* docProps/…, meta.xml */
	bool touched;  /* it holds a mark; others have no pieces and are copied from the archive */
	void *format_state;       /* the reader's own */
	struct names *replaced;   /* ids of the relationships that marks stand in; NULL: none */
	struct part_state *state; /* the reading half's own: paragraphs, marks, pieces */
};

struct document {
	struct arena *arena;
	struct report *report;
	const char *file;
	enum document_kind kind;
	struct zip_reader *zip;
	const struct format_reader *reader;
	struct part **parts;
	size_t part_count, part_capacity;
	size_t errors_before; /* in the report when opening began */
	void *format_state;   /* the reader's own: styles by id, … */
};

/* True if there have been errors since opening began. */
bool document_failed(const struct document *document);

/*
 * Parses a part and adds it to the document's list; used by find_parts(). NULL for a name that the
 * archive lacks or the list has already, and after an error.
 */
struct part *document_add_part(struct document *document, const char *name, bool property);

/* Parses an entry of the archive that is no part with text. NULL without one or after an error. */
struct xml_document *document_parse(struct document *document, const char *name,
	const struct xml_namespace *namespaces, size_t namespace_count);

/* The pieces of a part whether it holds marks or not. part_pieces() gives none for one without. */
const struct piece *part_flatten(struct part *part, size_t *count);

extern const struct format_reader docx_reader;
extern const struct format_reader odt_reader;

struct output;
struct output_part;

/* The half of a format that writes. One table each in docx_write.c and odt_write.c; what the two
 * have in common (part buffers, limit, anchors' names, stamp, archive) is output.c. */
struct format_writer {
	void (*begin)(struct output *output);
	void (*text)(
		struct output *output, const struct piece *mark, const char *text, size_t length);
	void (*blocks)(
		struct output *output, const struct piece *mark, const struct markup_block *blocks);
	void (*link)(struct output *output, const struct piece *mark, const char *text,
		size_t length, const char *address);
	/* The attribute of a start tag that says where a link leads: nowhere for "". */
	void (*address)(struct output *output, const char *attribute, const char *address);
	void (*container_end)(struct output *output);
	/* A start tag with all that says how the cell looks; its end tag and what follows for its sake. */
	void (*cell_begin)(struct output *output, const struct marked_cell *cell,
		const struct cell_changes *changes);
	void (*cell_end)(struct output *output, const struct marked_cell *cell,
		const struct cell_changes *changes);
	/* Makes the columns that a table says it has, written from an offset on, those that it has. */
	void (*table_columns)(struct output *output, size_t offset);
	void (*anchor_begin)(struct output *output, const char *name);
	void (*anchor_end)(struct output *output, const char *name);
	void (*reference_begin)(struct output *output, const char *name);
	void (*reference_end)(struct output *output, const char *name);
	void (*page)(struct output *output, const struct piece *mark, const char *name);
	void (*part_end)(struct output *output); /* fills what was left open in the part */
	void (*finish)(
		struct output *output); /* adds styles, numbering, relationships, properties … */
};

extern const struct format_writer docx_writer;
extern const struct format_writer odt_writer;

#endif
