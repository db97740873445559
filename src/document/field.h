#ifndef REFERENT_DOCUMENT_FIELD_H
#define REFERENT_DOCUMENT_FIELD_H

#include "base/report.h"
#include "io/file.h"
#include "markup/markup.h"

#include <stdbool.h>
#include <stddef.h>

/* What a person has typed into the fields of a fillable document. */

/* What became of a field's marks while somebody edited the document. */
enum filled_state {
	FILLED_WHOLE, /* what stands between them is the field's */
	FILLED_CUT,   /* one is gone, so that nobody knows where the field begins or ends */
	FILLED_TWICE, /* the same one stands at two places */
	FILLED_MIXED  /* they stand in the wrong order, or those of another field between them */
};

struct filled_field {
	const char *name; /* as in struct markup_field */
	enum filled_state state;
	const char *other; /* FILLED_MIXED: the name of the other field, or NULL */
	/* Trimmed, without empty paragraphs; NULL: nothing has been typed. */
	struct markup_block *blocks;
	bool placeholder; /* what stood there before, or a whole sentence of it, stands there still */
	bool pictures;    /* it holds pictures too, which are not among the blocks */
};

/* A place around the fields whose text is not the one that the document was written with. */
struct filled_outside {
	/* The names of the fields before and behind; NULL at the document's beginning and end. */
	const char *before, *behind;
	const char
		*typed; /* what stands there and did not before, on one line; NULL: nobody knows */
};

struct document;

struct filled {
	struct document *document;
	const char *property; /* what the document says of its fields; NULL: it has none */
	const char *written;  /* what it says of the text around them, or NULL */
	/* Those that have left any mark, in the order of the document. */
	struct filled_field *fields;
	size_t count;
	const char *around; /* what is to be said of the text around them as it is */
	struct filled_outside *outside;
	size_t outside_count, outside_capacity;
};

/* The label, end and placeholder that the field of a name was written with, or NULL. */
typedef const struct markup_field *filled_known(void *user, const char *name);

/*
 * Opens a DOCX or ODT, also one that another program has saved or turned into the other of the two,
 * and reads what it says of its fields. NULL after an error, those of document_open().
 */
struct filled *filled_open(
	struct arena *arena, struct report *report, const struct file_bytes *bytes);

/* The next word of what a document says of its fields or of the text around them, which is moved on
 * behind it; length is 0 at its end. */
const char *filled_next_word(const char **text, size_t *length);

/*
 * Reads the fields, and what is typed before the label and behind the end in their own paragraphs. The
 * label, the end and the placeholder are not taken for typed text, however much of them is left.
 * Tracked insertions count, deletions, comments and hidden text do not; a note's text comes in
 * brackets. What else is typed around the fields is known by the letters only; of documents that do not
 * say what stood there it is not. False after an error, as above.
 */
bool filled_read(struct filled *filled, filled_known *known, void *user);

/*
 * Reads a fillable document that was just made, so that it can say what stands around its fields when
 * it is made once more: fields->around is set, and its items come in the order of the document. False
 * after an error, as above.
 */
struct output_fields;
bool filled_note_around(struct arena *arena, struct report *report, const struct file_bytes *bytes,
	struct output_fields *fields);

#endif
