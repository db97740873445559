#include "document/names.h"

#include <string.h>

void names_init(struct names *names, struct arena *arena)
{
	*names = (struct names){.arena = arena};
}

uint64_t names_hash(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *byte = bytes;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* The slot that holds the name, or the free one where it belongs. */
static size_t slot_of(struct name *const *slots, size_t slot_count, uint64_t hash, const char *text,
	size_t length)
{
	size_t slot = (size_t)(hash % slot_count);
	while (slots[slot] != NULL) {
		const struct name *name = slots[slot];
		if (name->hash == hash && strncmp(name->text, text, length) == 0 &&
			name->text[length] == '\0')
			break;
		slot = (slot + 1) % slot_count;
	}
	return slot;
}

struct name *names_find(const struct names *names, const char *text, size_t length)
{
	if (names->count == 0)
		return NULL;
	uint64_t hash = names_hash(NAMES_HASH_SEED, text, length);
	return names->slots[slot_of(names->slots, names->slot_count, hash, text, length)];
}

static void grow(struct names *names)
{
	size_t slot_count = names->slot_count == 0 ? 64 : names->slot_count * 2;
	struct name **slots = arena_array(names->arena, slot_count, sizeof *slots);
	for (size_t i = 0; i < names->slot_count; i++) {
		struct name *name = names->slots[i];
		if (name != NULL)
			slots[slot_of(slots, slot_count, name->hash, name->text,
				strlen(name->text))] = name;
	}
	names->slots = slots;
	names->slot_count = slot_count;
}

struct name *names_add(struct names *names, const char *text, size_t length)
{
	if (names->count * 2 >= names->slot_count)
		grow(names);
	uint64_t hash = names_hash(NAMES_HASH_SEED, text, length);
	size_t slot = slot_of(names->slots, names->slot_count, hash, text, length);
	if (names->slots[slot] == NULL) {
		struct name *name = arena_alloc(names->arena, sizeof *name);
		name->text = arena_strndup(names->arena, text, length);
		name->hash = hash;
		names->slots[slot] = name;
		names->count++;
	}
	return names->slots[slot];
}
