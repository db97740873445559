#include "template/value.h"

#include "base/utf8.h"

#include <string.h>

static const struct value_list no_items;

static const struct value_list *characters(struct arena *arena, struct value_text text)
{
	struct value_list *list = value_list_create(arena);
	uint32_t code_point;
	for (size_t i = 0; i < text.length;) {
		size_t step = utf8_decode(text.bytes + i, text.length - i, &code_point);
		value_list_push(arena, list, value_text_n(text.bytes + i, step));
		i += step;
	}
	return list;
}

const struct value_list *value_items(struct arena *arena, struct value value)
{
	struct value_text text;
	switch (value.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE:
		return &no_items;
	case VALUE_LIST:
		return value.list;
	case VALUE_MAP: {
		struct value_list *list = value_list_create(arena);
		for (size_t i = 0; i < value.map->count; i++)
			value_list_push(arena, list,
				value_text_n(value.map->keys[i].bytes, value.map->keys[i].length));
		return list;
	}
	default:
		return value_is_text(arena, value, &text) ? characters(arena, text) : NULL;
	}
}

bool value_length(struct arena *arena, struct value value, size_t *length)
{
	struct value_text text;
	*length = 0;
	if (value.kind == VALUE_LIST)
		*length = value.list->count;
	else if (value.kind == VALUE_MAP)
		*length = value.map->count;
	else if (value_is_text(arena, value, &text))
		*length = utf8_length(text.bytes, text.length);
	else
		return value.kind == VALUE_UNDEFINED || value.kind == VALUE_NONE;
	return true;
}

/* The part of a date or time that a name stands for. */
static bool part_of(struct value value, struct value_text name, int64_t *part)
{
	static const char *const names[] = {"year", "month", "day", "hour", "minute"};
	size_t which = 0;
	while (which < 5 && !(strlen(names[which]) == name.length &&
				    memcmp(names[which], name.bytes, name.length) == 0))
		which++;
	if (value.kind == VALUE_DATE && which < 3)
		*part = which == 0   ? value.date.year
			: which == 1 ? value.date.month
				     : value.date.day;
	else if (value.kind == VALUE_TIME && which == 3)
		*part = value.time.minutes / 60;
	else if (value.kind == VALUE_TIME && which == 4)
		*part = value.time.minutes % 60;
	else
		return false;
	return true;
}

static struct value item_at(struct arena *arena, struct value value, int64_t index)
{
	struct value_text text;
	bool is_text = value.kind != VALUE_LIST && value_is_text(arena, value, &text);
	if (value.kind == VALUE_LIST || is_text) {
		int64_t count = (int64_t)(is_text ? utf8_length(text.bytes, text.length)
						  : value.list->count);
		int64_t at = index < 0 ? index + count : index;
		if (at >= 0 && at < count && !is_text)
			return value.list->items[at];
		size_t offset = 0, step = 0;
		uint32_t code_point;
		for (int64_t i = 0; is_text && at >= 0 && at < count && i <= at; i++) {
			offset += step;
			step = utf8_decode(text.bytes + offset, text.length - offset, &code_point);
		}
		if (step > 0)
			return value_text_n(text.bytes + offset, step);
	}
	const char *name = arena_printf(arena, "%lld", (long long)index);
	if (value.kind == VALUE_MAP)
		return value_map_get(value.map, name, strlen(name));
	return value_undefined(name, strlen(name));
}

struct value value_item(struct arena *arena, struct value value, struct value key)
{
	int64_t number;
	struct value_text name;
	if (value_is_integer(key, &number))
		return item_at(arena, value, number);
	if (!value_is_text(arena, key, &name))
		name = value_print(arena, key);
	if (value.kind == VALUE_MAP)
		return value_map_get(value.map, name.bytes, name.length);
	if (part_of(value, name, &number))
		return value_int(number);
	if (value.kind == VALUE_LIST && value.list->names != NULL) {
		for (size_t i = 0; i < value.list->count; i++) {
			if (strlen(value.list->names[i]) == name.length &&
				memcmp(value.list->names[i], name.bytes, name.length) == 0)
				return value.list->items[i];
		}
	}
	return value_undefined(name.bytes, name.length);
}
