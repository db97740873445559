#ifndef REFERENT_MEETING_FIELD_H
#define REFERENT_MEETING_FIELD_H

#include "base/arena.h"
#include "markup/markup.h"
#include "meeting/meeting.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The fields of a fillable document: what they are called, and what such a document says of itself
 * so that what was typed finds its way back. Both the writing and the collecting go by this.
 */

/* What is typed into a field; the letter is the last one of its name. */
enum field_kind { FIELD_TEXT = 't', FIELD_OUTCOME = 'u', FIELD_ABSENT = 'f' };

/* What stands in an empty field. */
const char *field_placeholder(enum field_kind kind);

enum { FIELD_NAME_LENGTH = 13, FIELD_HASH_LENGTH = 16 };

/* The name of an item's field: twelve hexadecimal digits of the item's path ("id" or "parent/own")
 * and the kind. */
const char *field_name(struct arena *arena, const char *path, enum field_kind kind);

/* An item's field as a block; content is what it holds already, or NULL. */
struct markup_block *field_block(
	struct arena *arena, const char *path, enum field_kind kind, struct markup_block *content);

/* "id" or "parent/own"; parent is NULL for the meeting's own items. */
const char *field_path(struct arena *arena, const char *parent, const char *id);

/* Sixteen hexadecimal digits of the Markdown that a field holds; "" for an empty one. */
const char *field_hash(struct arena *arena, const char *markdown);

struct field_entry {
	const char *name;
	const char *initial; /* field_hash() of what it held when it was written */
	const char *path;    /* of the item */
};

/* The property referent-felter of a fillable document. */
struct field_record {
	const char *meeting; /* field_meeting() */
	const char *version; /* field_version() */
	struct field_entry *entries;
	size_t count, capacity;
};

/* Which meeting it is: "<organ's name>/<ISO date>/<start>". The start tells nothing of which one. */
const char *field_meeting(struct arena *arena, const struct meeting *meeting);

/* Sixteen hexadecimal digits of the agenda as a redacted meeting shows it: ids, titles, texts. */
const char *field_version(struct arena *arena, const struct meeting *meeting);

/* How many closed items of a redacted meeting have no fields because their content is not there. */
size_t field_count_withheld(const struct meeting *meeting);

/* The property's text: the head, then each entry, apart by single blanks. */
const char *field_record_print(struct arena *arena, const struct field_record *record);
const char *field_head_print(struct arena *arena, const struct field_record *record);
const char *field_entry_print(struct arena *arena, const struct field_entry *entry);

/* Reads the property's text; NULL if it is not one of this version or damaged. */
struct field_record *field_record_parse(struct arena *arena, const char *text);

#endif
