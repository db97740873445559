#ifndef REFERENT_DOCUMENT_NAMES_H
#define REFERENT_DOCUMENT_NAMES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A set of names with something known of each. Lives in its arena. */
struct names {
	struct arena *arena;
	struct name **slots;
	size_t slot_count, count;
};

struct name {
	const char *text;
	uint64_t hash;
	size_t number;
	void *object;
};

void names_init(struct names *names, struct arena *arena);

/* The entry of a name, or NULL. */
struct name *names_find(const struct names *names, const char *text, size_t length);

/* The entry of a name, made with number 0 and no object if it was not there. Pointers stay. */
struct name *names_add(struct names *names, const char *text, size_t length);

/* FNV-1a, 64 bits; begin with NAMES_HASH_SEED, or with a hash to go on from it. */
#define NAMES_HASH_SEED UINT64_C(0xcbf29ce484222325)
uint64_t names_hash(uint64_t hash, const void *bytes, size_t length);

#endif
