#ifndef REFERENT_DOCUMENT_INTERNAL_H
#define REFERENT_DOCUMENT_INTERNAL_H

#include "document/document.h"
#include "io/xml.h"
#include "io/zip.h"

/* What the reading and the writing half of this folder share. Nobody else includes it. */

struct bytes {
	const char *data;
	size_t length;
};

/* What an element is to the matching of tags and to lifting. */
enum role {
	ROLE_OTHER,     /* structure to pass through: sdt, hyperlink, body, section … */
	ROLE_PARAGRAPH, /* w:p; text:p, text:h; in properties each element with text */
	ROLE_RUN,       /* w:r; text:span */
	ROLE_TEXT,      /* w:t: holds the characters of a run (ODT: none, paragraphs and spans do) */
	ROLE_TAB,
	ROLE_BREAK,
	ROLE_SPACE,     /* text:s, as many blanks as its count says */
	ROLE_CHARACTER, /* w:noBreakHyphen, w:softHyphen … stands for one character */
	ROLE_OBJECT,    /* drawing, field, note mark: U+FFFC */
	ROLE_NOTHING,   /* proofErr, bookmark, comment range, lastRenderedPageBreak: no text */
	ROLE_HIDDEN,    /* content that is no text: instrText, delText, tracked deletions, properties */
	ROLE_TABLE,
	ROLE_ROW,
	ROLE_CELL,
	ROLE_CONTAINER  /* must hold a paragraph at its end in the format: w:tc is ROLE_CELL, but
	                   w:hdr, w:ftr, w:txbxContent, w:sdtContent at block level, w:comment … */
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
	const char *style; /* the paragraph's style as the file names it (w:styleId, text:style-name) or NULL */
	bool in_cell;      /* inside a table cell */
	bool property;     /* inside a document property: only text may be written */
};

/* The half of a format that reads. One table each in docx_read.c and odt_read.c. */
struct format_reader {
	const struct xml_namespace *namespaces; /* the prefixes that the format's documents use */
	size_t namespace_count;
	/* What a start event is; events gives access to its surroundings. */
	enum role (*role)(const struct xml_document *xml, size_t event);
	/* The character that a ROLE_CHARACTER element stands for. */
	uint32_t (*character)(const struct xml_event *start);
	/* How many blanks a ROLE_SPACE element stands for. */
	size_t (*spaces)(const struct xml_event *start);
	/* Outline level of a paragraph, 1 to 9, or 0: by its own properties or its style's. */
	unsigned (*heading_level)(const struct document *document, const struct xml_document *xml,
		size_t paragraph);
	/* True if the attribute holds an id that must be unique in the document. */
	bool (*is_unique_id)(const struct xml_event *start, const struct xml_attribute *attribute);
	/* Lists the parts with text; called once the archive is open. */
	void (*find_parts)(struct document *document, struct report *report);
};

/* A part as it was read. */
struct part {
	struct document *document;
	const char *name;  /* entry in the archive */
	size_t entry;      /* its index */
	struct xml_document *xml;
	bool property;     /* docProps/…, meta.xml */
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
	void *format_state; /* the reader's own: styles by id, … */
};

/* Adds a part to the document's list; used by find_parts(). Ignores names the archive lacks. */
struct part *document_add_part(struct document *document, const char *name, bool property);

extern const struct format_reader docx_reader;
extern const struct format_reader odt_reader;

struct output;
struct output_part;

/* The half of a format that writes. One table each in docx_write.c and odt_write.c; what the two
 * have in common (part buffers, limit, anchors' names, stamp, archive) is output.c. */
struct format_writer {
	void (*begin)(struct output *output);
	void (*text)(struct output *output, const struct piece *mark, const char *text, size_t length);
	void (*blocks)(struct output *output, const struct piece *mark, const struct markup_block *blocks);
	void (*link)(struct output *output, const struct piece *mark, const char *text, size_t length,
		const char *address);
	void (*container_end)(struct output *output);
	void (*anchor_begin)(struct output *output, const char *name);
	void (*anchor_end)(struct output *output, const char *name);
	void (*reference_begin)(struct output *output, const char *name);
	void (*reference_end)(struct output *output, const char *name);
	void (*page)(struct output *output, const struct piece *mark, const char *name);
	void (*part_end)(struct output *output); /* fills what was left open in the part */
	void (*finish)(struct output *output);   /* adds styles, numbering, relationships, properties … */
};

extern const struct format_writer docx_writer;
extern const struct format_writer odt_writer;

#endif
