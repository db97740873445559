#include "template/filter_rows.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "markup/markup.h"
#include "template/number.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The name of a place that the template calls something itself. */
static const char *text_anchor(struct arena *arena, struct value_text text)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < text.length; i++)
		hash = (hash ^ (unsigned char)text.bytes[i]) * UINT64_C(1099511628211);
	return arena_printf(arena, "sted_%012llx",
		(unsigned long long)((hash ^ hash >> 48) & UINT64_C(0xffffffffffff)));
}

/* The name of an item's place in the document; nothing where it has none. */
static struct value anchor_of(const struct filter_call *call, enum value_kind kind)
{
	if (call->input.kind == VALUE_TEXT)
		return (struct value){
			.kind = kind, .anchor = text_anchor(call->arena, call->input.text)};
	if (call->input.kind != VALUE_MAP)
		return filter_error(call, "bad-value",
			tr("%s has no place in the document; '%s' takes an item or a text"),
			value_kind_name(call->input.kind), call->name);
	struct value value = {.kind = kind, .anchor = call->input.map->anchor};
	return value.anchor != NULL ? value : value_none();
}

static struct value apply_anker(const struct filter_call *call)
{
	return anchor_of(call, VALUE_ANCHOR);
}

static struct value apply_side(const struct filter_call *call)
{
	return anchor_of(call, VALUE_PAGE);
}

static struct value apply_md(const struct filter_call *call)
{
	struct value_text text;
	if (call->input.kind == VALUE_NONE || call->input.kind == VALUE_UNDEFINED)
		return value_none();
	if (call->input.kind == VALUE_RICH)
		return call->input;
	if (!value_is_text(call->arena, call->input, &text))
		return filter_error(call, "bad-value", tr("'md' takes text, not %s"),
			value_kind_name(call->input.kind));
	return value_rich(markup_parse(
		call->arena, call->report, text.bytes, text.length, &(struct markup_source){0}));
}

/* As Jinja writes it: what HTML would take for markup is escaped too. */
static void append_json_text(struct buf *out, struct value_text text)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.bytes[i];
		if (byte == '"' || byte == '\\')
			buf_printf(out, "\\%c", byte);
		else if (byte == '\n')
			buf_puts(out, "\\n");
		else if (byte == '\t')
			buf_puts(out, "\\t");
		else if ((unsigned char)byte < 0x20 || strchr("<>&'", byte) != NULL)
			buf_printf(out, "\\u%04x", (unsigned)byte);
		else
			buf_putc(out, byte);
	}
	buf_putc(out, '"');
}

enum { JSON_MAX_DEPTH = 64 };

struct json {
	const struct filter_call *call;
	struct buf out;
	int indent; /* blanks a level; -1 for all on one line */
	int depth;
};

static void json_break(struct json *json)
{
	if (json->indent < 0)
		return;
	buf_printf(&json->out, "\n%*s", json->indent * json->depth, "");
}

static void append_json(struct json *json, struct value value);

static void append_json_list(struct json *json, const struct value_list *list)
{
	buf_putc(&json->out, '[');
	json->depth++;
	for (size_t i = 0; i < list->count; i++) {
		if (i > 0)
			buf_puts(&json->out, json->indent < 0 ? ", " : ",");
		json_break(json);
		append_json(json, list->items[i]);
	}
	json->depth--;
	if (list->count > 0)
		json_break(json);
	buf_putc(&json->out, ']');
}

static int compare_keys(const void *a, const void *b, void *user)
{
	const struct value_map *map = user;
	struct value_text left = map->keys[*(const size_t *)a];
	struct value_text right = map->keys[*(const size_t *)b];
	size_t both = left.length < right.length ? left.length : right.length;
	int order = memcmp(left.bytes, right.bytes, both);
	return order != 0 ? order : (left.length > right.length) - (left.length < right.length);
}

/* The places of a mapping's keys in the order of the keys, which is that of Jinja's tojson. */
static const size_t *json_order(const struct json *json, const struct value_map *map)
{
	size_t *order = arena_array(json->call->arena, map->count, sizeof *order);
	for (size_t i = 0; i < map->count; i++)
		order[i] = i;
	qsort_r(order, map->count, sizeof *order, compare_keys, (void *)(uintptr_t)map);
	return order;
}

static void append_json_map(struct json *json, const struct value_map *map)
{
	const size_t *order = json_order(json, map);
	buf_putc(&json->out, '{');
	json->depth++;
	for (size_t i = 0; i < map->count; i++) {
		if (i > 0)
			buf_puts(&json->out, json->indent < 0 ? ", " : ",");
		json_break(json);
		append_json_text(&json->out, map->keys[order[i]]);
		buf_puts(&json->out, ": ");
		append_json(json, map->values[order[i]]);
	}
	json->depth--;
	if (map->count > 0)
		json_break(json);
	buf_putc(&json->out, '}');
}

static void append_json(struct json *json, struct value value)
{
	if (json->depth > JSON_MAX_DEPTH)
		return;
	switch (value.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE:
		buf_puts(&json->out, "null");
		break;
	case VALUE_BOOL:
		buf_puts(&json->out, value.boolean ? "true" : "false");
		break;
	case VALUE_INT:
	case VALUE_FLOAT:
		value_append(&json->out, value);
		break;
	case VALUE_LIST:
		append_json_list(json, value.list);
		break;
	case VALUE_MAP:
		append_json_map(json, value.map);
		break;
	default:
		append_json_text(&json->out, value_print(json->call->arena, value));
		break;
	}
}

static struct value apply_tojson(const struct filter_call *call)
{
	int64_t indent;
	bool given = filter_given(call, 0) && call->arguments[0].kind != VALUE_NONE;
	struct json json = {.call = call, .indent = -1};
	if (given) {
		if (!filter_integer(call, 0, 0, &indent))
			return value_failed();
		json.indent = indent < 0 ? 0 : indent > 16 ? 16 : (int)indent;
	}
	buf_init(&json.out, call->arena);
	append_json(&json, call->input);
	return value_text_n(buf_text(&json.out), json.out.length);
}

const struct filter filter_document_rows[] = {
	{"anker", "", 0, 0, apply_anker},
	{"md", "", 0, 0, apply_md},
	{"side", "", 0, 0, apply_side},
	{"tojson", "indent", 0, 0, apply_tojson},
	{0},
};
