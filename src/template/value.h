#ifndef REFERENT_TEMPLATE_VALUE_H
#define REFERENT_TEMPLATE_VALUE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "markup/markup.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What templates compute with. Values are small and passed by value; lists, maps and text live in
 * an arena and are not changed once a template sees them.
 */
enum value_kind {
	VALUE_UNDEFINED, /* a name that nothing stands for; .text is the name, for the message */
	VALUE_NONE,      /* defined and empty: false, prints nothing */
	VALUE_BOOL,
	VALUE_INT,
	VALUE_FLOAT,
	VALUE_TEXT,
	VALUE_LIST,
	VALUE_MAP,
	VALUE_DATE,    /* prints as "6. november 2024" */
	VALUE_TIME,    /* a time of day; prints as written */
	VALUE_RICH,    /* formatted text */
	VALUE_PAGE,    /* the page that an anchor is on: the result of the filter side */
	VALUE_ANCHOR,  /* the result of the filter anker; prints nothing */
	VALUE_LINK,    /* text linked to an address */
	VALUE_FUNCTION /* a macro, range, a bound method; only the engine makes these */
};

struct value_text {
	const char *bytes;
	size_t length;
};

struct value_time {
	int minutes;         /* since midnight */
	const char *written; /* as typed, or NULL: "9.00" */
};

struct value_link {
	struct value_text text;
	const char *address;
};

struct value_list;
struct value_map;
struct value_function;

struct value {
	enum value_kind kind;
	bool safe; /* VALUE_TEXT: is HTML already, not to be escaped in such a template */
	union {
		bool boolean;
		int64_t integer;
		double real;
		struct value_text text;
		const struct value_list *list;
		const struct value_map *map;
		struct date date;
		struct value_time time;
		const struct markup_block *blocks;
		const char *anchor;
		const struct value_link *link;
		const struct value_function *function;
	};
};

struct value value_none(void);
struct value value_bool(bool boolean);
struct value value_int(int64_t integer);
struct value value_float(double real);
/* Text is not copied and must stay; NULL gives VALUE_NONE. */
struct value value_text(const char *text);
struct value value_text_n(const char *text, size_t length);
struct value value_date(struct date date);
struct value value_time(int minutes, const char *written);
struct value value_rich(const struct markup_block *blocks);
struct value value_link(struct arena *arena, const char *text, const char *address);

/* Lists: make, push, then use. */
struct value_list {
	struct value *items;
	size_t count;
	size_t capacity;
	bool tuple;               /* prints as "(1, 2)" */
	const char *const *names; /* of the items as attributes (count of them), or NULL */
};

struct value_list *value_list_create(struct arena *arena);
/* With room for so many, none of it wasted. */
struct value_list *value_list_create_for(struct arena *arena, size_t capacity);
void value_list_push(struct arena *arena, struct value_list *list, struct value value);
struct value value_list(const struct value_list *list);

/*
 * Maps keep the order in which keys were set. A map may have an anchor: the name of the place in
 * the document that its filters anker and side mean. A map that is closed_world has every key that
 * exists: another key is VALUE_UNDEFINED; where it is not (a meeting's item) the keys in its
 * `known` list that were not set are VALUE_NONE.
 */
struct value_map {
	struct value_text *keys;
	struct value *values;
	size_t count;
	size_t capacity;
	const char *const *known; /* ends with NULL; or NULL */
	const char *anchor;       /* "ref_0123456789ab", or NULL */
	const char *label;        /* what messages call it, "punkt 3", or NULL */
	uint32_t *index;          /* of larger maps: hashed, position + 1 */
	size_t index_size;
};

struct value_map *value_map_create(struct arena *arena);
/* With room for so many keys, none of it wasted. */
struct value_map *value_map_create_for(struct arena *arena, size_t capacity);
/* Sets or replaces a key. The key is not copied. */
void value_map_set(struct arena *arena, struct value_map *map, const char *key, struct value value);
void value_map_set_n(struct arena *arena, struct value_map *map, const char *key, size_t length,
	struct value value);
/* Where the value of a key that was set is, or NULL. */
struct value *value_map_find(const struct value_map *map, const char *key, size_t length);
/* True if the key was set. */
bool value_map_has(const struct value_map *map, const char *key, size_t length);
/* The value of a key, or VALUE_UNDEFINED with the key as its text. */
struct value value_map_get(const struct value_map *map, const char *key, size_t length);
struct value value_map(const struct value_map *map);

/* A name or key that nothing stands for. The name is not copied. */
struct value value_undefined(const char *name, size_t length);

/*
 * What an operation gives that failed and said so in the report: VALUE_UNDEFINED without a name.
 * Whatever is done with it fails silently, so that one fault is one message.
 */
struct value value_failed(void);
bool value_is_failed(struct value value);

bool value_truth(struct value value);

/* A rich value as its text; any other as it is. */
struct value value_plain(struct arena *arena, struct value value);

/* What a value prints, in the arena. Lists and maps print as Python prints them. */
struct value_text value_print(struct arena *arena, struct value value);

/* As value_print(), but as Python's repr(): text in quotes. Lists print their items so. */
struct value_text value_repr(struct arena *arena, struct value value);
/* Both append to a buffer instead. */
void value_append(struct buf *out, struct value value);
void value_append_repr(struct buf *out, struct value value);

/*
 * Numbers compare by value, also booleans (as 0 and 1); dates and times with their kind. A rich
 * value equals itself only: make it plain first where text is meant.
 */
bool value_equal(struct value a, struct value b);

/*
 * Orders two values: numbers, texts (by code point), dates, times, lists item by item. False where
 * Python would not compare them. *order receives <0, 0, >0.
 */
bool value_order(struct arena *arena, struct value a, struct value b, int *order);

/* Booleans count as integers 0 and 1. */
bool value_is_integer(struct value value, int64_t *integer);
bool value_is_number(struct value value, double *real);
/* Text, also rich text (made plain in the arena) and the text of a link. */
bool value_is_text(struct arena *arena, struct value value, struct value_text *text);

/*
 * What a loop over the value goes through: the items of a list, the keys of a map, the characters
 * of a text; nothing for VALUE_NONE and VALUE_UNDEFINED. NULL where it cannot be looped over.
 * The list may be the value's own: it is not changed.
 */
const struct value_list *value_items(struct arena *arena, struct value value);

/* Items of a list, keys of a map, characters of a text; false for other kinds. */
bool value_length(struct arena *arena, struct value value, size_t *length);

/* value[key]: an item of a list or a character of a text by its index (negative from the end), an
 * entry of a map, a part of a date or time by its name (year, month, day, hour, minute).
 * VALUE_UNDEFINED where there is none. */
struct value value_item(struct arena *arena, struct value value, struct value key);

/* What messages call the kind: tr("text"), tr("a list") … */
const char *value_kind_name(enum value_kind kind);

#endif
