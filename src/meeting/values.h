#ifndef REFERENT_MEETING_VALUES_H
#define REFERENT_MEETING_VALUES_H

#include "meeting/model.h"
#include "meeting/texts.h"
#include "template/value.h"

struct earlier_meetings;

/* What the making of a meeting's values carries along. */
struct values {
	struct arena *arena;
	struct arena *scratch; /* for names that nothing refers to once an item or phrase is made */
	const struct meeting *meeting;
	enum meeting_document document;
	struct value_map *meeting_names; /* what the meeting's own texts see */
	const char *const *item_known;   /* keys of an item */
	const struct part_declarations *declarations;
	struct minutes *minutes; /* NULL for an agenda */
	struct earlier_meetings *others;
	struct field_record *fields; /* of a fillable document, as they are made; else NULL */
	const struct item *parent;   /* of the item whose values are made, or NULL */
	struct texts_context context;
};

/* What the values of a meeting are made with. */
struct values values_of(struct arena *arena, struct report *report, const struct meeting *meeting,
	enum meeting_document document);

/* previous.c: `forrige`, with nothing in it where there is no meeting before. */
struct value previous_value(struct arena *arena, const struct meeting *meeting);

/* `organ`. */
struct value values_organ(const struct values *values);

/* Sets when and where the meeting is and who takes part. */
void values_set_meeting(const struct values *values, struct value_map *map);

/* A map whose missing keys, of those named, are known to be empty. */
struct value_map *values_map(struct arena *arena, const char *const *known);

/* A plain text, or none. */
struct value values_plain(const struct values *values, const struct text *text);

/* Set a key, or leave it known and empty where there is nothing to print. */
void values_set_plain(const struct values *values, struct value_map *map, const char *key,
	const struct text *text);
void values_set_clock(
	const struct values *values, struct value_map *map, const char *key, struct clock clock);
void values_set_rich(const struct values *values, struct value_map *map, const char *key,
	struct markup_block *blocks);

struct value values_texts(const struct values *values, const struct texts *texts);

/* A person; shown is what stands for title and name, NULL for these. */
struct value values_person(
	const struct values *values, const struct person *person, const char *shown);

/* The rows of a timetable. */
struct value values_rows(const struct values *values, const struct timetable *timetable);
/* What a row says: its own Markdown, or the title of the item that it stands for. */
struct markup_block *values_row_blocks(
	const struct values *values, const struct timetable_row *row);

/* The keys that an item of this organ may have; ends with NULL. */
const char *const *values_item_keys(struct arena *arena, const struct organ *organ);

/* The list of points (and pauses, within an item); parent is NULL for the meeting's own. */
struct value values_items(const struct values *values, const struct item *items, size_t count,
	const struct item *parent);

/* Sets an item's `afsnit` and each part under its own key. */
void values_fill_parts(const struct values *values, struct value_map *map, const struct item *item);

#endif
