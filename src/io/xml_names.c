#include "io/xml_internal.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	MAX_NAMESPACES = 256, /* different ones in a document */
	MAX_NAMES = 65536,    /* different names in a document */
	FIRST_CAPACITY = 512
};

void xml_names_init(struct xml_names *names, struct arena *arena, const struct xml_namespace *table,
	size_t table_count)
{
	*names = (struct xml_names){.arena = arena, .table = table, .table_count = table_count};
	names->spaces = arena_array(arena, MAX_NAMESPACES, sizeof(*names->spaces));
	names->declared = arena_array(arena, MAX_NAMESPACES, sizeof(*names->declared));
	names->names = arena_array(arena, FIRST_CAPACITY, sizeof(*names->names));
	names->capacity = FIRST_CAPACITY;
}

/* As arena_try_alloc(), noting the failure. */
static void *allocate(struct xml_names *names, size_t size)
{
	void *block = arena_try_alloc(names->arena, size);

	if (block == NULL)
		names->no_memory = true;
	return block;
}

static char *copy(struct xml_names *names, const char *text)
{
	size_t size = strlen(text) + 1;
	char *copied = allocate(names, size);

	if (copied != NULL)
		memcpy(copied, text, size);
	return copied;
}

static bool prefix_taken(const struct xml_names *names, const char *prefix)
{
	for (size_t i = 0; i < names->table_count; i++) {
		if (strcmp(names->table[i].prefix, prefix) == 0)
			return true;
	}
	for (size_t i = 0; i < names->space_count; i++) {
		if (strcmp(names->spaces[i].prefix, prefix) == 0)
			return true;
	}
	return strcmp(prefix, "xml") == 0;
}

/* The prefix that the table gives, else the file's own, else a made-up one. */
static const char *choose_prefix(struct xml_names *names, const xmlChar *own, const xmlChar *uri)
{
	char made_up[24];

	for (size_t i = 0; i < names->table_count; i++) {
		if (strcmp(names->table[i].uri, (const char *)uri) == 0)
			return names->table[i].prefix;
	}
	if (own != NULL && !prefix_taken(names, (const char *)own))
		return copy(names, (const char *)own);
	for (unsigned number = 1;; number++) {
		snprintf(made_up, sizeof(made_up), "ns%u", number);
		if (!prefix_taken(names, made_up))
			return copy(names, made_up);
	}
}

static const struct xml_space *space_of(
	struct xml_names *names, const xmlChar *own, const xmlChar *uri)
{
	struct xml_space *space;
	const char *prefix;
	char *kept;

	for (size_t i = 0; i < names->space_count; i++) {
		if (names->spaces[i].uri == uri)
			return &names->spaces[i];
	}
	if (names->space_count == MAX_NAMESPACES) {
		names->too_many = true;
		return NULL;
	}
	prefix = choose_prefix(names, own, uri);
	kept = prefix ? copy(names, (const char *)uri) : NULL;
	if (kept == NULL)
		return NULL;
	names->declared[names->space_count] = (struct xml_namespace){.uri = kept, .prefix = prefix};
	space = &names->spaces[names->space_count++];
	*space = (struct xml_space){.uri = uri, .prefix = prefix, .prefix_length = strlen(prefix)};
	return space;
}

bool xml_names_declare(struct xml_names *names, const xmlChar *prefix, const xmlChar *uri)
{
	/* xmlns="" takes the default namespace back. */
	return uri == NULL || *uri == '\0' || space_of(names, prefix, uri) != NULL;
}

static struct xml_name *find_slot(
	struct xml_name *slots, size_t capacity, const char *prefix, const xmlChar *local)
{
	uintptr_t hash = ((uintptr_t)local >> 2) * 0x9e3779b1u ^ ((uintptr_t)prefix >> 3);
	size_t slot = (size_t)(hash ^ hash >> 15) & (capacity - 1);

	while (slots[slot].written != NULL &&
		(slots[slot].local != local || slots[slot].prefix != prefix))
		slot = (slot + 1) & (capacity - 1);
	return &slots[slot];
}

static bool grow(struct xml_names *names)
{
	size_t capacity = names->capacity * 2;
	struct xml_name *slots = allocate(names, capacity * sizeof(*slots));

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < names->capacity; i++) {
		const struct xml_name *old = &names->names[i];

		if (old->written != NULL)
			*find_slot(slots, capacity, old->prefix, old->local) = *old;
	}
	names->names = slots;
	names->capacity = capacity;
	return true;
}

static const char *write_name(
	struct xml_names *names, const char *prefix, size_t prefix_length, const xmlChar *local)
{
	size_t local_size = strlen((const char *)local) + 1;
	char *written = allocate(names, prefix_length + 1 + local_size);

	if (written == NULL)
		return NULL;
	if (prefix_length > 0) {
		memcpy(written, prefix, prefix_length);
		written[prefix_length++] = ':';
	}
	memcpy(written + prefix_length, local, local_size);
	return written;
}

const char *xml_names_get(
	struct xml_names *names, const xmlChar *own, const xmlChar *uri, const xmlChar *local)
{
	const char *prefix = NULL;
	size_t prefix_length = 0;
	struct xml_name *name;

	if (uri != NULL && own != NULL && strcmp((const char *)own, "xml") == 0) {
		prefix = "xml";
		prefix_length = 3;
	} else if (uri != NULL) {
		const struct xml_space *space = space_of(names, own, uri);

		if (space == NULL)
			return NULL;
		prefix = space->prefix;
		prefix_length = space->prefix_length;
	}
	name = find_slot(names->names, names->capacity, prefix, local);
	if (name->written != NULL)
		return name->written;
	if (names->count == MAX_NAMES) {
		names->too_many = true;
		return NULL;
	}
	if (names->count * 2 >= names->capacity) {
		if (!grow(names))
			return NULL;
		name = find_slot(names->names, names->capacity, prefix, local);
	}
	name->prefix = prefix;
	name->local = local;
	name->written = write_name(names, prefix, prefix_length, local);
	names->count++;
	return name->written;
}
