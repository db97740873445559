#include "template/filter_rows.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/* One item with what it is ordered by. */
struct keyed {
	struct value item;
	struct value *keys;
};

struct ordering {
	const struct filter_call *call;
	size_t keys;
	bool case_sensitive;
	bool reverse;
	bool failed;
};

/* True if two texts differ in case at most; Python's order, being stable, then keeps them as they were. */
static bool is_same_but_case(const char *a, const char *b)
{
	uint32_t left, right;
	while (*a != '\0' && *b != '\0') {
		a += utf8_decode(a, strlen(a), &left);
		b += utf8_decode(b, strlen(b), &right);
		if (utf8_to_lower(left) != utf8_to_lower(right))
			return false;
	}
	return *a == *b;
}

static int compare_texts(const struct ordering *ordering, const char *a, const char *b)
{
	if (ordering->case_sensitive)
		return strcmp(a, b);
	return is_same_but_case(a, b) ? 0 : utf8_collate(a, b);
}

static int compare_values(struct ordering *ordering, struct value a, struct value b)
{
	if (a.kind == VALUE_TEXT && b.kind == VALUE_TEXT)
		return compare_texts(ordering, a.text.bytes, b.text.bytes);
	int order = 0;
	if (!value_order(ordering->call->arena, a, b, &order) && !ordering->failed) {
		filter_error(ordering->call, "bad-value", tr("%s and %s cannot be put in order"),
			value_kind_name(a.kind), value_kind_name(b.kind));
		ordering->failed = true;
	}
	return order;
}

static int compare_keyed(struct ordering *ordering, const struct keyed *a, const struct keyed *b)
{
	int order = 0;
	for (size_t i = 0; i < ordering->keys && order == 0; i++)
		order = compare_values(ordering, a->keys[i], b->keys[i]);
	return ordering->reverse ? -order : order;
}

/* Merge sort: stable, as Python's, and with the ordering at hand. */
static void sort_keyed(
	struct ordering *ordering, struct keyed *items, struct keyed *spare, size_t count)
{
	if (count < 2)
		return;
	size_t half = count / 2;
	sort_keyed(ordering, items, spare, half);
	sort_keyed(ordering, items + half, spare, count - half);
	memcpy(spare, items, half * sizeof *items);
	size_t left = 0, right = half, out = 0;
	while (left < half && right < count)
		items[out++] = compare_keyed(ordering, &items[right], &spare[left]) < 0
				       ? items[right++]
				       : spare[left++];
	while (left < half)
		items[out++] = spare[left++];
}

/* Text as a terminated copy, so that it is made once and not at each comparison. */
static struct value comparable(const struct filter_call *call, struct value key)
{
	struct value_text text;
	if (key.kind == VALUE_UNDEFINED || !value_is_text(call->arena, key, &text))
		return key;
	return value_text(arena_strndup(call->arena, text.bytes, text.length));
}

/* What an item is ordered by: itself, or its attributes ("parti,navn"). */
static struct value *keys_of(
	const struct filter_call *call, struct value item, struct value attribute, size_t *count)
{
	struct value *keys;
	if (attribute.kind != VALUE_TEXT) {
		keys = arena_alloc(call->arena, sizeof *keys);
		*count = 1;
		*keys = comparable(call, attribute.kind == VALUE_INT
						 ? filter_attribute(call, item, attribute)
						 : item);
		return keys;
	}
	*count = 1;
	for (size_t i = 0; i < attribute.text.length; i++)
		*count += attribute.text.bytes[i] == ',';
	keys = arena_array(call->arena, *count, sizeof *keys);
	const char *begin = attribute.text.bytes, *end = begin + attribute.text.length;
	for (size_t i = 0; i < *count; i++) {
		const char *comma = memchr(begin, ',', (size_t)(end - begin));
		const char *stop = comma != NULL ? comma : end;
		while (begin < stop && *begin == ' ')
			begin++;
		keys[i] = comparable(call,
			filter_attribute(call, item, value_text_n(begin, (size_t)(stop - begin))));
		begin = stop + 1;
	}
	return keys;
}

/* The items in order, or NULL after an error. */
static struct keyed *sorted(struct ordering *ordering, const struct value_list *items,
	struct value attribute, struct value fallback)
{
	const struct filter_call *call = ordering->call;
	struct keyed *keyed = arena_array(call->arena, items->count, sizeof *keyed);
	for (size_t i = 0; i < items->count; i++) {
		keyed[i].item = items->items[i];
		keyed[i].keys = keys_of(call, items->items[i], attribute, &ordering->keys);
		for (size_t j = 0; j < ordering->keys; j++) {
			if (keyed[i].keys[j].kind == VALUE_UNDEFINED &&
				fallback.kind != VALUE_UNDEFINED)
				keyed[i].keys[j] = fallback;
			if (!filter_defined(call, keyed[i].keys[j]))
				return NULL;
		}
	}
	struct keyed *spare = arena_array(call->arena, items->count / 2 + 1, sizeof *spare);
	sort_keyed(ordering, keyed, spare, items->count);
	return ordering->failed ? NULL : keyed;
}

static struct value argument(const struct filter_call *call, size_t index)
{
	return filter_given(call, index) ? call->arguments[index] : value_none();
}

static struct value apply_sort(const struct filter_call *call)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	struct ordering ordering = {.call = call,
		.reverse = filter_boolean(call, 0, false),
		.case_sensitive = filter_boolean(call, 1, false)};
	struct keyed *keyed = sorted(&ordering, items, argument(call, 2), value_undefined("", 0));
	if (keyed == NULL)
		return value_failed();
	struct value_list *list = value_list_create(call->arena);
	for (size_t i = 0; i < items->count; i++)
		value_list_push(call->arena, list, keyed[i].item);
	return value_list(list);
}

static struct value apply_groupby(const struct filter_call *call)
{
	static const char *const names[] = {"grouper", "list"};
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	struct ordering ordering = {.call = call, .case_sensitive = filter_boolean(call, 2, false)};
	struct value fallback = filter_given(call, 1) ? call->arguments[1] : value_undefined("", 0);
	struct keyed *keyed = sorted(&ordering, items, call->arguments[0], fallback);
	if (keyed == NULL)
		return value_failed();
	struct value_list *groups = value_list_create(call->arena), *members = NULL;
	for (size_t i = 0; i < items->count; i++) {
		if (i == 0 || compare_keyed(&ordering, &keyed[i - 1], &keyed[i]) != 0) {
			struct value_list *group = value_list_create(call->arena);
			members = value_list_create(call->arena);
			group->tuple = true;
			group->names = names;
			value_list_push(call->arena, group, keyed[i].keys[0]);
			value_list_push(call->arena, group, value_list(members));
			value_list_push(call->arena, groups, value_list(group));
		}
		value_list_push(call->arena, members, keyed[i].item);
	}
	return value_list(groups);
}

static struct value apply_dictsort(const struct filter_call *call)
{
	struct value_text by;
	if (!filter_text(call, 1, "key", &by))
		return value_failed();
	if (call->input.kind != VALUE_MAP)
		return filter_error(call, "bad-value", tr("'dictsort' takes a mapping, not %s"),
			value_kind_name(call->input.kind));
	const struct value_map *map = call->input.map;
	struct value_list *pairs = value_list_create(call->arena);
	for (size_t i = 0; i < map->count; i++) {
		struct value_list *pair = value_list_create(call->arena);
		pair->tuple = true;
		value_list_push(
			call->arena, pair, value_text_n(map->keys[i].bytes, map->keys[i].length));
		value_list_push(call->arena, pair, map->values[i]);
		value_list_push(call->arena, pairs, value_list(pair));
	}
	struct ordering ordering = {.call = call,
		.case_sensitive = filter_boolean(call, 0, false),
		.reverse = filter_boolean(call, 2, false)};
	bool by_value = by.length == 5 && memcmp(by.bytes, "value", 5) == 0;
	struct keyed *keyed =
		sorted(&ordering, pairs, value_int(by_value ? 1 : 0), value_undefined("", 0));
	if (keyed == NULL)
		return value_failed();
	struct value_list *list = value_list_create(call->arena);
	for (size_t i = 0; i < pairs->count; i++)
		value_list_push(call->arena, list, keyed[i].item);
	return value_list(list);
}

static struct value extreme(const struct filter_call *call, bool largest)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	struct ordering ordering = {.call = call, .case_sensitive = filter_boolean(call, 0, false)};
	struct value attribute = argument(call, 1);
	struct keyed best = {0};
	for (size_t i = 0; i < items->count; i++) {
		struct keyed next = {.item = items->items[i]};
		next.keys = keys_of(call, next.item, attribute, &ordering.keys);
		if (!filter_defined(call, next.keys[0]))
			return value_failed();
		int order = i == 0 ? 0 : compare_keyed(&ordering, &next, &best);
		if (i == 0 || (largest ? order > 0 : order < 0))
			best = next;
	}
	if (ordering.failed)
		return value_failed();
	return items->count > 0 ? best.item : value_undefined(call->name, strlen(call->name));
}

static struct value apply_min(const struct filter_call *call)
{
	return extreme(call, false);
}

static struct value apply_max(const struct filter_call *call)
{
	return extreme(call, true);
}

static struct value apply_unique(const struct filter_call *call)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	bool case_sensitive = filter_boolean(call, 0, false);
	struct value attribute = argument(call, 1);
	struct value_map *seen = value_map_create(call->arena);
	struct value_list *list = value_list_create(call->arena);
	for (size_t i = 0; i < items->count; i++) {
		size_t count;
		struct value key = *keys_of(call, items->items[i], attribute, &count);
		struct value_text name = value_repr(call->arena, key);
		if (!case_sensitive && key.kind == VALUE_TEXT) {
			name.bytes = utf8_lower(call->arena, name.bytes, name.length);
			name.length = strlen(name.bytes);
		}
		if (value_map_has(seen, name.bytes, name.length))
			continue;
		value_map_set_n(call->arena, seen, name.bytes, name.length, value_none());
		value_list_push(call->arena, list, items->items[i]);
	}
	return value_list(list);
}

const struct filter filter_order_rows[] = {
	{"dictsort", "case_sensitive by reverse", 0, 0, apply_dictsort},
	{"groupby", "attribute default case_sensitive", 1, 0, apply_groupby},
	{"max", "case_sensitive attribute", 0, 0, apply_max},
	{"min", "case_sensitive attribute", 0, 0, apply_min},
	{"sort", "reverse case_sensitive attribute", 0, 0, apply_sort},
	{"unique", "case_sensitive attribute", 0, 0, apply_unique},
	{0},
};
