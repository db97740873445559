#ifndef REFERENT_TEMPLATE_VALUE_H
#define REFERENT_TEMPLATE_VALUE_H

#include "base/arena.h"
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
	VALUE_DATE, /* prints as "6. november 2024" */
	VALUE_TIME, /* a time of day; prints as written */
	VALUE_RICH, /* formatted text */
	VALUE_PAGE, /* the page that an anchor is on: the result of the filter side */
	VALUE_ANCHOR, /* the result of the filter anker; prints nothing */
	VALUE_LINK, /* text linked to an address */
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
};

struct value_list *value_list_create(struct arena *arena);
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
};

struct value_map *value_map_create(struct arena *arena);
/* Sets or replaces a key. The key is not copied. */
void value_map_set(struct arena *arena, struct value_map *map, const char *key, struct value value);
/* The value of a key, or VALUE_UNDEFINED with the key as its text. */
struct value value_map_get(const struct value_map *map, const char *key, size_t length);
struct value value_map(const struct value_map *map);

bool value_truth(struct value value);

/* What a value prints, in the arena. Lists and maps print as Python prints them. */
struct value_text value_print(struct arena *arena, struct value value);

bool value_equal(struct value a, struct value b);

#endif
