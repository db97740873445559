#include "template/value.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/* Values nested deeper than this count as different: they cannot come from a file. */
enum { COMPARE_DEPTH = 200 };

bool value_is_integer(struct value value, int64_t *integer)
{
	if (value.kind == VALUE_INT)
		*integer = value.integer;
	else if (value.kind == VALUE_BOOL)
		*integer = value.boolean;
	else
		return false;
	return true;
}

bool value_is_number(struct value value, double *real)
{
	int64_t integer;
	if (value.kind == VALUE_FLOAT)
		*real = value.real;
	else if (value_is_integer(value, &integer))
		*real = (double)integer;
	else
		return false;
	return true;
}

bool value_is_text(struct arena *arena, struct value value, struct value_text *text)
{
	switch (value.kind) {
	case VALUE_TEXT:
		*text = value.text;
		return true;
	case VALUE_LINK:
		*text = value.link->text;
		return true;
	case VALUE_RICH:
		text->bytes = markup_to_text(arena, value.blocks);
		text->length = strlen(text->bytes);
		return true;
	default:
		return false;
	}
}

static bool numbers(struct value a, struct value b, int *order)
{
	int64_t i, j;
	double x, y;
	if (value_is_integer(a, &i) && value_is_integer(b, &j))
		*order = (i > j) - (i < j);
	else if (value_is_number(a, &x) && value_is_number(b, &y))
		*order = (x > y) - (x < y);
	else
		return false;
	return true;
}

static int texts(struct value_text a, struct value_text b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter ? memcmp(a.bytes, b.bytes, shorter) : 0;
	return order ? order : (a.length > b.length) - (a.length < b.length);
}

static bool equal(struct value a, struct value b, int depth);

static bool maps_equal(const struct value_map *a, const struct value_map *b, int depth)
{
	if (a == b)
		return true;
	if (a->count != b->count || depth > COMPARE_DEPTH)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		struct value_text key = a->keys[i];
		if (!value_map_has(b, key.bytes, key.length) ||
			!equal(a->values[i], value_map_get(b, key.bytes, key.length), depth + 1))
			return false;
	}
	return true;
}

static bool lists_equal(const struct value_list *a, const struct value_list *b, int depth)
{
	if (a == b)
		return true;
	if (a->count != b->count || a->tuple != b->tuple || depth > COMPARE_DEPTH)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (!equal(a->items[i], b->items[i], depth + 1))
			return false;
	}
	return true;
}

/* The plain text of the values that a text may be compared with. Links only; rich ones need an
 * arena and are compared run by run below. */
static bool plain(struct value value, struct value_text *text)
{
	if (value.kind == VALUE_TEXT)
		*text = value.text;
	else if (value.kind == VALUE_LINK)
		*text = value.link->text;
	else
		return false;
	return true;
}

static bool equal(struct value a, struct value b, int depth)
{
	int order;
	struct value_text s, t;
	if (numbers(a, b, &order))
		return order == 0 && !(a.kind == VALUE_FLOAT && a.real != a.real) &&
		       !(b.kind == VALUE_FLOAT && b.real != b.real);
	if (plain(a, &s) && plain(b, &t))
		return texts(s, t) == 0;
	if (a.kind != b.kind)
		return false;
	switch (a.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE:
		return true;
	case VALUE_LIST:
		return lists_equal(a.list, b.list, depth);
	case VALUE_MAP:
		return maps_equal(a.map, b.map, depth);
	case VALUE_DATE:
		return date_compare(a.date, b.date) == 0;
	case VALUE_TIME:
		return a.time.minutes == b.time.minutes;
	case VALUE_RICH:
		return a.blocks == b.blocks;
	case VALUE_PAGE:
	case VALUE_ANCHOR:
		return strcmp(a.anchor, b.anchor) == 0;
	case VALUE_FUNCTION:
		return a.function == b.function;
	default:
		return false;
	}
}

struct value value_plain(struct arena *arena, struct value value)
{
	struct value_text text;
	if (value.kind == VALUE_RICH && value_is_text(arena, value, &text))
		return value_text_n(text.bytes, text.length);
	return value;
}

bool value_equal(struct value a, struct value b)
{
	return equal(a, b, 0);
}

static bool order_of(struct value a, struct value b, int *order, int depth)
{
	struct value_text s, t;
	if (numbers(a, b, order))
		return true;
	if (plain(a, &s) && plain(b, &t)) {
		*order = texts(s, t);
		return true;
	}
	if (a.kind != b.kind || depth > COMPARE_DEPTH)
		return false;
	if (a.kind == VALUE_DATE) {
		*order = date_compare(a.date, b.date);
		return true;
	}
	if (a.kind == VALUE_TIME) {
		*order = a.time.minutes - b.time.minutes;
		return true;
	}
	if (a.kind != VALUE_LIST || a.list->tuple != b.list->tuple)
		return false;
	for (size_t i = 0; i < a.list->count && i < b.list->count; i++) {
		if (equal(a.list->items[i], b.list->items[i], depth + 1))
			continue;
		return order_of(a.list->items[i], b.list->items[i], order, depth + 1);
	}
	*order = (a.list->count > b.list->count) - (a.list->count < b.list->count);
	return true;
}

bool value_order(struct arena *arena, struct value a, struct value b, int *order)
{
	return order_of(value_plain(arena, a), value_plain(arena, b), order, 0);
}

const char *value_kind_name(enum value_kind kind)
{
	switch (kind) {
	case VALUE_UNDEFINED:
		return tr("an unknown value");
	case VALUE_NONE:
		return tr("an empty value");
	case VALUE_BOOL:
		return tr("a yes/no value");
	case VALUE_INT:
	case VALUE_FLOAT:
		return tr("a number");
	case VALUE_TEXT:
	case VALUE_LINK:
		return tr("a text");
	case VALUE_LIST:
		return tr("a list");
	case VALUE_MAP:
		return tr("a mapping");
	case VALUE_DATE:
		return tr("a date");
	case VALUE_TIME:
		return tr("a time");
	case VALUE_RICH:
		return tr("a formatted text");
	case VALUE_PAGE:
	case VALUE_ANCHOR:
		return tr("a reference");
	case VALUE_FUNCTION:
		return tr("a function");
	}
	return "";
}
