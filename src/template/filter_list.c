#include "template/filter_rows.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

static struct value apply_default(const struct filter_call *call)
{
	bool empty = call->input.kind == VALUE_UNDEFINED ||
		     (filter_boolean(call, 1, false) && !value_truth(call->input));
	if (!empty)
		return call->input;
	return filter_given(call, 0) ? call->arguments[0] : value_text("");
}

static struct value apply_length(const struct filter_call *call)
{
	size_t length;
	if (!value_length(call->arena, call->input, &length))
		return filter_error(call, "bad-value", tr("%s has no length"),
			value_kind_name(call->input.kind));
	return value_int((int64_t)length);
}

static struct value apply_join(const struct filter_call *call)
{
	struct value_text between;
	const struct value_list *items = filter_input_items(call);
	if (items == NULL || !filter_text(call, 0, "", &between))
		return value_failed();
	struct buf out;
	buf_init(&out, call->arena);
	for (size_t i = 0; i < items->count; i++) {
		struct value item = items->items[i];
		if (filter_given(call, 1))
			item = filter_attribute(call, item, call->arguments[1]);
		if (!filter_defined(call, item))
			return value_failed();
		if (i > 0)
			buf_append(&out, between.bytes, between.length);
		value_append(&out, item);
	}
	return value_text_n(buf_text(&out), out.length);
}

static struct value apply_first(const struct filter_call *call)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	static const char nobody[] = "first";
	return items->count > 0 ? items->items[0] : value_undefined(nobody, strlen(nobody));
}

static struct value apply_last(const struct filter_call *call)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	static const char nobody[] = "last";
	return items->count > 0 ? items->items[items->count - 1]
				: value_undefined(nobody, strlen(nobody));
}

static struct value apply_list(const struct filter_call *call)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	struct value_list *list = value_list_create(call->arena);
	for (size_t i = 0; i < items->count; i++)
		value_list_push(call->arena, list, items->items[i]);
	return value_list(list);
}

static struct value reversed_text(const struct filter_call *call, struct value_text text)
{
	char *bytes = arena_alloc(call->arena, text.length + 1);
	for (size_t i = 0; i < text.length;) {
		uint32_t point;
		size_t step = utf8_decode(text.bytes + i, text.length - i, &point);
		memcpy(bytes + text.length - i - step, text.bytes + i, step);
		i += step;
	}
	return value_text_n(bytes, text.length);
}

static struct value apply_reverse(const struct filter_call *call)
{
	struct value_text text;
	if (value_is_text(call->arena, call->input, &text))
		return reversed_text(call, text);
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	struct value_list *list = value_list_create(call->arena);
	for (size_t i = items->count; i > 0; i--)
		value_list_push(call->arena, list, items->items[i - 1]);
	return value_list(list);
}

static struct value pair(struct arena *arena, struct value first, struct value second)
{
	struct value_list *list = value_list_create(arena);
	list->tuple = true;
	value_list_push(arena, list, first);
	value_list_push(arena, list, second);
	return value_list(list);
}

static struct value apply_items(const struct filter_call *call)
{
	struct value_list *list = value_list_create(call->arena);
	if (call->input.kind == VALUE_UNDEFINED || call->input.kind == VALUE_NONE)
		return value_list(list);
	if (call->input.kind != VALUE_MAP)
		return filter_error(call, "bad-value", tr("'items' takes a mapping, not %s"),
			value_kind_name(call->input.kind));
	const struct value_map *map = call->input.map;
	for (size_t i = 0; i < map->count; i++) {
		struct value key = value_text_n(map->keys[i].bytes, map->keys[i].length);
		value_list_push(call->arena, list, pair(call->arena, key, map->values[i]));
	}
	return value_list(list);
}

static struct value apply_batch(const struct filter_call *call)
{
	int64_t size;
	const struct value_list *items = filter_input_items(call);
	if (items == NULL || !filter_integer(call, 0, 1, &size))
		return value_failed();
	if (size < 1 || size > 100000)
		return filter_error(
			call, "bad-value", tr("'%s' takes a number from 1 to 100000"), call->name);
	struct value_list *rows = value_list_create(call->arena);
	for (size_t i = 0; i < items->count; i += (size_t)size) {
		struct value_list *row = value_list_create(call->arena);
		for (size_t j = i; j < i + (size_t)size; j++) {
			if (j < items->count)
				value_list_push(call->arena, row, items->items[j]);
			else if (filter_given(call, 1) && call->arguments[1].kind != VALUE_NONE)
				value_list_push(call->arena, row, call->arguments[1]);
		}
		value_list_push(call->arena, rows, value_list(row));
	}
	return value_list(rows);
}

static struct value apply_slice(const struct filter_call *call)
{
	int64_t slices;
	const struct value_list *items = filter_input_items(call);
	if (items == NULL || !filter_integer(call, 0, 1, &slices))
		return value_failed();
	if (slices < 1 || slices > 100000)
		return filter_error(
			call, "bad-value", tr("'%s' takes a number from 1 to 100000"), call->name);
	size_t count = (size_t)slices, each = items->count / count, more = items->count % count;
	struct value_list *columns = value_list_create(call->arena);
	for (size_t i = 0, next = 0; i < count; i++) {
		struct value_list *column = value_list_create(call->arena);
		for (size_t end = next + each + (i < more); next < end; next++)
			value_list_push(call->arena, column, items->items[next]);
		if (filter_given(call, 1) && call->arguments[1].kind != VALUE_NONE && i >= more)
			value_list_push(call->arena, column, call->arguments[1]);
		value_list_push(call->arena, columns, value_list(column));
	}
	return value_list(columns);
}

/* A keyword argument that is no parameter; false where it was not given. */
static bool keyword(const struct filter_call *call, const char *name, struct value *value)
{
	size_t length = strlen(name);
	if (call->keywords == NULL || !value_map_has(call->keywords, name, length))
		return false;
	*value = value_map_get(call->keywords, name, length);
	return true;
}

static struct value apply_map(const struct filter_call *call)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	struct value by, fallback;
	bool has_attribute = keyword(call, "attribute", &by);
	bool has_fallback = keyword(call, "default", &fallback);
	struct value_text name;
	if (!has_attribute && (call->count == 0 || !filter_text(call, 0, "", &name)))
		return filter_error(call, "bad-arguments",
			tr("'map' takes the name of a filter or attribute='…'"));
	struct value_list *list = value_list_create(call->arena);
	for (size_t i = 0; i < items->count; i++) {
		struct value item = items->items[i];
		item = has_attribute ? filter_attribute(call, item, by)
				     : filter_apply(call, name, item, 1);
		if (value_is_failed(item))
			return item;
		if (item.kind == VALUE_UNDEFINED && has_fallback)
			item = fallback;
		value_list_push(call->arena, list, item);
	}
	return value_list(list);
}

/* The items for which a test holds (or not); of the item itself or of its attribute. */
static struct value selected(const struct filter_call *call, bool wanted, bool by_attribute)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	size_t first = by_attribute ? 1 : 0;
	if (by_attribute && call->count == 0)
		return filter_error(call, "bad-arguments",
			tr("'%s' takes the name of an attribute"), call->name);
	bool has_test = call->count > first;
	struct value_text test;
	if (has_test && !filter_text(call, first, "", &test))
		return value_failed();
	struct value_list *list = value_list_create(call->arena);
	for (size_t i = 0; i < items->count; i++) {
		struct value item = items->items[i];
		if (by_attribute)
			item = filter_attribute(call, item, call->arguments[0]);
		bool holds = value_truth(item);
		if (has_test && !filter_test(call, test, item, first + 1, &holds))
			return value_failed();
		if (holds == wanted)
			value_list_push(call->arena, list, items->items[i]);
	}
	return value_list(list);
}

static struct value apply_select(const struct filter_call *call)
{
	return selected(call, true, false);
}

static struct value apply_reject(const struct filter_call *call)
{
	return selected(call, false, false);
}

static struct value apply_selectattr(const struct filter_call *call)
{
	return selected(call, true, true);
}

static struct value apply_rejectattr(const struct filter_call *call)
{
	return selected(call, false, true);
}

static struct value apply_attr(const struct filter_call *call)
{
	return filter_attribute(call, call->input, call->arguments[0]);
}

const struct filter filter_list_rows[] = {
	{"attr", "name", 1, 0, apply_attr},
	{"batch", "linecount fill_with", 1, 0, apply_batch},
	{"count", "", 0, 0, apply_length},
	{"d", "default_value boolean", 0, FILTER_TAKES_UNDEFINED, apply_default},
	{"default", "default_value boolean", 0, FILTER_TAKES_UNDEFINED, apply_default},
	{"first", "", 0, 0, apply_first},
	{"items", "", 0, 0, apply_items},
	{"join", "d attribute", 0, 0, apply_join},
	{"last", "", 0, 0, apply_last},
	{"length", "", 0, 0, apply_length},
	{"list", "", 0, 0, apply_list},
	{"map", "", 0, FILTER_REST, apply_map},
	{"reject", "", 0, FILTER_REST, apply_reject},
	{"rejectattr", "", 0, FILTER_REST, apply_rejectattr},
	{"reverse", "", 0, 0, apply_reverse},
	{"select", "", 0, FILTER_REST, apply_select},
	{"selectattr", "", 0, FILTER_REST, apply_selectattr},
	{"slice", "slices fill_with", 1, 0, apply_slice},
	{0},
};
