#include "template/value.h"

#include <string.h>

struct value value_none(void)
{
	return (struct value){.kind = VALUE_NONE};
}

struct value value_bool(bool boolean)
{
	return (struct value){.kind = VALUE_BOOL, .boolean = boolean};
}

struct value value_int(int64_t integer)
{
	return (struct value){.kind = VALUE_INT, .integer = integer};
}

struct value value_float(double real)
{
	return (struct value){.kind = VALUE_FLOAT, .real = real};
}

struct value value_text(const char *text)
{
	return text ? value_text_n(text, strlen(text)) : value_none();
}

struct value value_text_n(const char *text, size_t length)
{
	return (struct value){.kind = VALUE_TEXT, .text = {text, length}};
}

struct value value_date(struct date date)
{
	return (struct value){.kind = VALUE_DATE, .date = date};
}

struct value value_time(int minutes, const char *written)
{
	return (struct value){.kind = VALUE_TIME, .time = {minutes, written}};
}

struct value value_rich(const struct markup_block *blocks)
{
	return (struct value){.kind = VALUE_RICH, .blocks = blocks};
}

struct value value_link(struct arena *arena, const char *text, const char *address)
{
	struct value_link *link = arena_alloc(arena, sizeof *link);
	link->text = (struct value_text){text, strlen(text)};
	link->address = address;
	return (struct value){.kind = VALUE_LINK, .link = link};
}

struct value value_undefined(const char *name, size_t length)
{
	return (struct value){.kind = VALUE_UNDEFINED, .text = {name, length}};
}

struct value value_failed(void)
{
	return (struct value){.kind = VALUE_UNDEFINED};
}

bool value_is_failed(struct value value)
{
	return value.kind == VALUE_UNDEFINED && value.text.bytes == NULL;
}

struct value_list *value_list_create(struct arena *arena)
{
	return arena_alloc(arena, sizeof(struct value_list));
}

struct value_list *value_list_create_for(struct arena *arena, size_t capacity)
{
	struct value_list *list = value_list_create(arena);
	list->items = arena_array(arena, capacity, sizeof *list->items);
	list->capacity = capacity;
	return list;
}

void value_list_push(struct arena *arena, struct value_list *list, struct value value)
{
	list->items =
		arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
	list->items[list->count++] = value;
}

struct value value_list(const struct value_list *list)
{
	return (struct value){.kind = VALUE_LIST, .list = list};
}

/* Maps with more keys than this find them through an index. */
enum { MAP_SMALL = 16 };

struct value_map *value_map_create(struct arena *arena)
{
	return arena_alloc(arena, sizeof(struct value_map));
}

struct value_map *value_map_create_for(struct arena *arena, size_t capacity)
{
	struct value_map *map = value_map_create(arena);
	map->keys = arena_array(arena, capacity, sizeof *map->keys);
	map->values = arena_array(arena, capacity, sizeof *map->values);
	map->capacity = capacity;
	return map;
}

/* The address of the map goes in, so that nobody can choose keys that all meet. */
static size_t map_hash(const struct value_map *map, const char *key, size_t length)
{
	uint64_t hash = 0xcbf29ce484222325u ^ (uint64_t)(uintptr_t)map;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3u;
	return (size_t)(hash ^ hash >> 29);
}

/* Enters keys[at] into the index, which has a free slot. */
static void map_enter(struct value_map *map, size_t at)
{
	size_t mask = map->index_size - 1;
	size_t slot = map_hash(map, map->keys[at].bytes, map->keys[at].length) & mask;
	while (map->index[slot] != 0)
		slot = (slot + 1) & mask;
	map->index[slot] = (uint32_t)at + 1;
}

static void map_reindex(struct arena *arena, struct value_map *map)
{
	map->index_size = map->index_size ? map->index_size * 2 : (size_t)MAP_SMALL * 4;
	map->index = arena_array(arena, map->index_size, sizeof *map->index);
	for (size_t i = 0; i < map->count; i++)
		map_enter(map, i);
}

static bool same_key(struct value_text key, const char *name, size_t length)
{
	return key.length == length && memcmp(key.bytes, name, length) == 0;
}

/* Where the key is, or count. */
static size_t map_find(const struct value_map *map, const char *key, size_t length)
{
	if (map->index == NULL) {
		size_t i = 0;
		while (i < map->count && !same_key(map->keys[i], key, length))
			i++;
		return i;
	}
	size_t mask = map->index_size - 1;
	for (size_t slot = map_hash(map, key, length) & mask; map->index[slot] != 0;
		slot = (slot + 1) & mask) {
		if (same_key(map->keys[map->index[slot] - 1], key, length))
			return map->index[slot] - 1;
	}
	return map->count;
}

void value_map_set_n(struct arena *arena, struct value_map *map, const char *key, size_t length,
	struct value value)
{
	size_t at = map_find(map, key, length);
	if (at < map->count) {
		map->values[at] = value;
		return;
	}
	size_t capacity = map->capacity;
	map->keys = arena_grow(arena, map->keys, map->count, &capacity, sizeof *map->keys);
	map->values =
		arena_grow(arena, map->values, map->count, &map->capacity, sizeof *map->values);
	map->keys[at] = (struct value_text){key, length};
	map->values[at] = value;
	map->count++;
	if (map->index != NULL && map->count * 2 <= map->index_size)
		map_enter(map, at);
	else if (map->count > MAP_SMALL)
		map_reindex(arena, map);
}

void value_map_set(struct arena *arena, struct value_map *map, const char *key, struct value value)
{
	value_map_set_n(arena, map, key, strlen(key), value);
}

struct value *value_map_find(const struct value_map *map, const char *key, size_t length)
{
	size_t at = map_find(map, key, length);
	return at < map->count ? &map->values[at] : NULL;
}

bool value_map_has(const struct value_map *map, const char *key, size_t length)
{
	return map_find(map, key, length) < map->count;
}

struct value value_map_get(const struct value_map *map, const char *key, size_t length)
{
	size_t at = map_find(map, key, length);
	if (at < map->count)
		return map->values[at];
	for (const char *const *known = map->known; known != NULL && *known != NULL; known++) {
		if (strncmp(*known, key, length) == 0 && (*known)[length] == '\0')
			return value_none();
	}
	return value_undefined(key, length);
}

struct value value_map(const struct value_map *map)
{
	return (struct value){.kind = VALUE_MAP, .map = map};
}

bool value_truth(struct value value)
{
	switch (value.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE:
	case VALUE_ANCHOR:
		return false;
	case VALUE_BOOL:
		return value.boolean;
	case VALUE_INT:
		return value.integer != 0;
	case VALUE_FLOAT:
		return value.real != 0;
	case VALUE_TEXT:
		return value.text.length > 0;
	case VALUE_LIST:
		return value.list->count > 0;
	case VALUE_MAP:
		return value.map->count > 0;
	case VALUE_RICH:
		return !markup_is_empty(value.blocks);
	case VALUE_LINK:
		return value.link->text.length > 0;
	case VALUE_DATE:
	case VALUE_TIME:
	case VALUE_PAGE:
	case VALUE_FUNCTION:
		return true;
	}
	return false;
}
