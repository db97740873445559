#ifndef REFERENT_MEETING_FORM_H
#define REFERENT_MEETING_FORM_H

#include "base/arena.h"
#include "markup/markup.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The form in which a case officer writes one item in a word processor: a fillable document whose
 * fields are the keys of an item. What it says of itself holds all that is needed to read it back,
 * so that the organ's file may change meanwhile, or be out of reach.
 */

/* How the text of a field becomes the value of a key. */
enum form_kind {
	FORM_LINE = 'l',  /* plain text on one line */
	FORM_TEXT = 'p',  /* Markdown */
	FORM_LIST = 'b',  /* bilag: a list of titles, a paragraph or bullet each */
	FORM_CLOSED = 'k' /* lukket: ja, nej, or the ground */
};

struct form_field {
	const char *name;  /* of the field in the document, FIELD_NAME_LENGTH; the kind ends it */
	const char *key;   /* of the item: titel, sagsnr, a declared part … */
	const char *label; /* "Baggrund", without a colon */
	/* What stands in the field until somebody types: a help text, which is a fault where it is
	 * left, or else a mark that may stay and says nothing. One line. */
	const char *help;
	bool may_stay;
	enum form_kind kind;
};

struct form {
	const char *organ; /* its name as printed */
	struct form_field *fields;
	size_t count, capacity;
};

struct meeting;
struct report;
struct value_map;

/* The keys of an item with a fixed meaning that a form may have a field for; ends with NULL. */
extern const char *const form_item_keys[];

/* The fields of the form for a body's items, in their order: a meeting as loaded, its items aside. */
struct form *form_of(struct arena *arena, const struct meeting *body);

/* What the layout formular sees; NULL after an error. */
const struct value_map *form_values(struct arena *arena, struct report *report,
	const struct meeting *body, const struct form *form);

/* The field as a block that the document layer prints; the kinds FORM_LINE and FORM_CLOSED are one
 * line. */
struct markup_block *form_block(struct arena *arena, const struct form_field *field);

/*
 * What the document says of its fields: the head and an entry for each field, apart by single
 * blanks, as fillable documents have it (struct output_fields).
 */
const char *form_head_print(struct arena *arena, const struct form *form);
const char *form_entry_print(struct arena *arena, const struct form_field *field);

/* Reads that text; NULL if it is not a form's, of another version or damaged. */
struct form *form_parse(struct arena *arena, const char *text);

#endif
