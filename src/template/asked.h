#ifndef REFERENT_TEMPLATE_ASKED_H
#define REFERENT_TEMPLATE_ASKED_H

#include "base/arena.h"
#include "base/report.h"
#include "template/value.h"

#include <stdbool.h>
#include <stddef.h>

/* What a template asks of its data, as a tree of names. */

/* What a value has to be, where the way it is used tells. */
enum asked_type { ASKED_ANY, ASKED_TEXT, ASKED_NUMBER, ASKED_DATE, ASKED_YES_NO, ASKED_MARKDOWN };

struct asked {
	struct value_text name;  /* bytes NULL for the root and for what is in a list */
	struct asked *parent;    /* what it is a key of; NULL also for what is in a list */
	struct value_map *index; /* position in `keys` by name */
	struct asked **keys;
	size_t key_count, key_capacity;
	struct asked *entries; /* what is in a list, or behind the keys of a mapping */
	bool list;             /* looped over, joined, indexed by number */
	bool mapping;          /* looped over by its keys, which may be any */
	bool needed;           /* somewhere used without asking first whether it is there */
	enum asked_type type;
	struct place place; /* where it is first named */
	unsigned guards;    /* tests around the place at hand that say it is there */
	unsigned depth;     /* below the root */
	struct asked *either,
		*other;        /* stands for both of these (or one); has nothing of its own */
	bool maybe;            /* … and its use says nothing of whether they must be there */
	unsigned choices;      /* how deep such pairs are nested in it */
	struct asked *pair[2]; /* two values that are taken apart together; either may be NULL */
	bool is_pair;
};

/* Makes the nodes. */
struct asking {
	struct arena *arena;
	size_t merged; /* nodes that asked_merge() has looked at */
};

/* No template that a person wrote has more; what goes beyond is left out. */
enum { ASKED_MOST_MERGED = 200000, ASKED_MAX_DEPTH = 100 };

/* A node that belongs to nothing. */
struct asked *asked_create(struct asking *asking, struct place place);

/*
 * The key of a value, made where it is new; NULL for a value that is not the data's (NULL), and
 * beyond the depth.
 */
struct asked *asked_key(
	struct asking *asking, struct asked *of, struct value_text name, struct place place);

/* What is in a list or behind the keys of a mapping; NULL likewise. */
struct asked *asked_entries(struct asking *asking, struct asked *of);

/* Says of a value what its use tells; NULL is fine. */
void asked_use(struct asked *asked);
void asked_is(struct asked *asked, enum asked_type type);
void asked_is_list(struct asked *asked);
void asked_is_mapping(struct asked *asked);

/* One that stands for two; either may be NULL. */
struct asked *asked_either(struct asking *asking, struct asked *a, struct asked *b);
/* One whose use does not make it needed: something else stands in for it. NULL is fine. */
struct asked *asked_maybe(struct asking *asking, struct asked *asked);
/* A list, not the data's own, of these entries. */
struct asked *asked_list_of(struct asking *asking, struct asked *entries);
/* Two values in one. */
struct asked *asked_pair(struct asking *asking, struct asked *a, struct asked *b);

/* Asks of `into` all that is asked of `from`. */
void asked_merge(struct asking *asking, const struct asked *from, struct asked *into);

#endif
