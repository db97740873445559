#ifndef REFERENT_DOCUMENT_OUTPUT_H
#define REFERENT_DOCUMENT_OUTPUT_H

#include "document/fragment.h"
#include "document/internal.h"
#include "document/names.h"

/* What the files of the writing half share. The two formats' own are in docx.h and odt.h. */

/* A note whose reference was written, or a comment whose was written again, and its new id. */
struct id_copy {
	const char *element; /* "w:footnote" */
	const char *from, *to;
};

/* One entry of the archive that is written anew; all others are copied. */
struct output_part {
	const char *name;        /* entry in the archive */
	const struct part *part; /* the template's, or NULL for one that the writer makes */
	struct buf buf;
	struct bytes raw;    /* where set, the entry's bytes in place of buf */
	bool stored;         /* not worth compressing */
	bool dropped;        /* leave the template's entry out */
	unsigned namespaces; /* bits of output_use_namespace() */
	void *format_state;  /* the format's own: relationships, automatic styles */
};

/* A table that has begun and not ended. */
struct open_table {
	size_t offset; /* in the buffer, of its start tag */
};

struct output {
	struct arena *arena;
	struct report *report;
	size_t errors; /* in it before this document was begun */
	struct document *document;
	struct output_settings settings;
	const struct format_writer *writer;
	struct output_part **parts;
	size_t part_count, part_capacity;
	struct names part_names;  /* → struct output_part */
	struct output_part *part; /* the one being written, or NULL */
	struct buf *buf;          /* its bytes */
	size_t finished_bytes;    /* of the parts before it */
	bool full;
	unsigned heading;
	const struct piece *caller; /* the innermost call that stands in a cell, or NULL */
	struct open_table *tables;
	size_t table_count, table_capacity;
	struct names ids;     /* "bookmark:7" → used, and what an end has to say */
	struct names anchors; /* name → struct anchor */
	unsigned next_id;
	struct id_copy *copies;
	size_t copy_count, copy_capacity;
	long next_notes[2];     /* ids of the next footnote and endnote; 0 before the first */
	unsigned references;    /* links to anchors that are open: no link may be put into them */
	size_t address;         /* in the buffer, where the address of a link begins */
	bool address_is_led;    /* the template's own bytes stand before its first value … */
	bool address_is_valued; /* … which has been written */
	bool address_is_own;    /* its scheme is the template's, whatever values come after it */
	bool refers_to_pages;   /* output_page() was called */
	struct names fields;    /* those that were written */
	struct names pictures;  /* content → struct output_picture */
	unsigned png_left_ms;   /* for picture_png() */
	unsigned picture_count;
	void *format_state; /* the format's own */
};

/* The part of that name, made empty if it is not written yet. */
struct output_part *output_part_at(struct output *output, const char *name);

/*
 * The bytes that the part has so far: as written, else as the template has it, else none. A part
 * from the template is parsed and written anew, so that its prefixes are those of the table.
 */
struct output_part *output_part_loaded(struct output *output, const char *name,
	const struct xml_namespace *table, size_t table_count, const char *default_prefix);

/* Remembers that the current part needs namespace number bit of the table given at its end. */
void output_use_namespace(struct output *output, unsigned bit);
void output_declare_namespaces(
	struct output_part *part, const struct xml_namespace *table, size_t table_count);

/* Notes all ids that the template uses, so that new ones differ from them. */
void ids_collect(struct output *output);
/* A number that no id of this kind ("bookmark", "docPr") has in the template or so far. */
unsigned ids_new_number(struct output *output, const char *kind);

/*
 * A place that can be referred to begins or ends: true if it has to be written. A name that was
 * used before is not written again. number is the same for the two.
 */
bool anchor_open(struct output *output, const char *name, unsigned *number);
bool anchor_close(struct output *output, const char *name, unsigned *number);

/* What is open where a mark stands. */
enum standing {
	STANDS_IN_RUN,
	STANDS_IN_PARAGRAPH,
	STANDS_ALONE /* no paragraph: blocks may be written */
};
enum standing mark_standing(const struct piece *mark);
/*
 * Writes text inside a run: at \a its paragraph ends and another like it begins, at \f likewise
 * with page_break between the two. Where paragraphs cannot be parted (in a link, in a field) put
 * gets them with the rest, and makes of them what a line can hold.
 */
void output_paragraphs(struct output *output, const struct shell *shell, const char *text,
	size_t length, void (*put)(struct buf *out, const char *text, size_t length),
	const char *page_break);
/* The surroundings of the template's cell in which a mark's value goes, or NULL outside of tables. */
const struct shell *output_cell(const struct output *output, const struct shell *mark);

/* A picture in the archive; one for all uses of the same bytes. */
struct output_picture {
	const struct markup_picture *picture;
	const struct markup_picture
		*png;     /* SVG: what stands in for it, once it has been asked for */
	const char *name; /* "billede1.png" */
	unsigned number;
};

struct output_picture *output_picture(struct output *output, const struct markup_picture *picture);

/* Millionths of a metre would do; English Metric Units are what DOCX wants: 360000 to the cm. */
struct picture_size {
	long width_emu, height_emu;
};

/* The picture's own size, made smaller where it is wider than width_emu or too high for a page. */
struct picture_size picture_fit(const struct markup_picture *picture, long width_emu);

const char *picture_extension(enum picture_type type);
const char *picture_media_type(enum picture_type type);

/* Puts the widths of a table's columns, which add up to total, into widths. */
void columns_share(
	struct arena *arena, const struct markup_block *table, unsigned total, unsigned *widths);
/* How many columns a cell takes, given the column that it begins in; 0 if it has no room left. */
unsigned columns_span(
	const struct markup_block *table, const struct markup_cell *cell, size_t column);
/* A walk over the cells of a row, and its columns that have none; all but the first three is 0 at first. */
struct row_walk {
	const struct markup_block *table;
	const struct markup_row *row;
	const unsigned *widths; /* of the columns; or NULL */
	size_t next, column;    /* what comes next */
	/* The present one: */
	const struct markup_cell *cell; /* NULL: the row has none there */
	unsigned span, width;
	enum markup_align align;
};
/* Goes to the next cell; false at the end of the columns. */
bool columns_next_cell(struct row_walk *walk);

/* The width of a letter in thousandths of the size of the type, as in Arial and Liberation Sans. */
unsigned letter_width(uint32_t letter);
/* True if a row is short enough to be kept on one page. */
bool columns_row_fits(const struct markup_row *row);

/* True if an address can be linked to; text with one that cannot stays text. */
bool address_usable(const char *address);
/* True if an address says where a file is as seen from the document. */
bool address_is_relative(const char *address);
/* Appends an address with the characters escaped that a URI cannot hold. */
void address_put(struct buf *out, const char *address);

/* plain.c: values where nothing but text can be, and addresses that they are part of */
void plain_put(struct output *output, const struct piece *mark, const char *text, size_t length);
void plain_address_begin(struct output *output);
const char *plain_address_end(struct output *output, const struct piece *piece);

/* What takes the runs of a line. */
struct line_sink {
	void (*run)(void *user, const struct markup_run *run); /* by itself: run->next is NULL */
	void (*text)(void *user, const char *text);
	void *user;
	/* NULL: what a field holds is handed out in its place. */
	void (*field)(void *user, const struct markup_field *field);
};

/*
 * Hands out blocks as one line: the runs, "\n" between blocks, "\t" between cells, and what stands
 * for bullets and numbers.
 */
void line_put(struct arena *arena, const struct markup_block *blocks, const struct line_sink *sink);

/* What stands in place of the hash until the archive is complete. */
#define STAMP_BLANK "0000000000000000"
enum { STAMP_HASH_LENGTH = 16 };

/* One entry of an archive as the stamp sees it. */
void stamp_entry(uint64_t *hash, const char *name, uint64_t size, uint32_t crc);
uint32_t stamp_crc(const void *bytes, size_t length);
/*
 * Adds the part that holds the stamp itself; the 16 digits at offset do not count. The digits are
 * not there if offset is SIZE_MAX.
 */
void stamp_own_part(uint64_t *hash, const char *bytes, size_t length, size_t offset);
/*
 * Finds the stamp's value in the property part: offset of its words, their length and offset of
 * the hash's digits. False if there is none.
 */
struct stamp_value {
	size_t words, words_length, digits;
};
bool stamp_find(struct bytes xml, struct stamp_value *value);
/* The name of the part that holds a document's stamp. */
const char *stamp_part(enum document_kind kind);

/* An entry of the finished archive: a part that is written, or an entry of the template. */
struct archive_entry {
	const char *name;
	const struct output_part *part; /* or NULL */
	size_t index;                   /* of the template's entry, else SIZE_MAX */
};

/* All entries in their order, folders and dropped ones left out; mimetype (ODT) is the first. */
struct archive_entry *archive_entries(struct output *output, size_t *count);

/* Puts the archive together and fills in the stamp's hash. */
bool archive_finish(struct output *output, struct file_bytes *bytes);

#endif
