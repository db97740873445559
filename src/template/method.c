#include "template/method.h"

#include "base/i18n.h"
#include "template/run.h"

#include <string.h>

struct value method_result(struct buf *out)
{
	const char *text = buf_text(out);
	return value_text_n(text, out->length);
}

bool method_text(
	const struct call *call, size_t index, const char *fallback, struct value_text *text)
{
	struct value value = call->arguments[index];
	if (fallback != NULL && (value_is_failed(value) || value.kind == VALUE_NONE)) {
		*text = (struct value_text){fallback, strlen(fallback)};
		return true;
	}
	if (value_is_text(call->run->arena, value, text))
		return true;
	if (run_usable(call->run, call->where, value, true))
		run_error(call->run, call->where, "bad-value", tr("a text is needed here, not %s"),
			value_kind_name(value.kind));
	return false;
}

bool method_integer(const struct call *call, size_t index, int64_t fallback, int64_t *integer)
{
	struct value value = call->arguments[index];
	*integer = fallback;
	if (value_is_failed(value) || value_is_integer(value, integer))
		return true;
	if (run_usable(call->run, call->where, value, true))
		run_error(call->run, call->where, "bad-value",
			tr("a whole number is needed here, not %s"), value_kind_name(value.kind));
	return false;
}

static struct value pair(struct arena *arena, struct value first, struct value second)
{
	struct value_list *list = value_list_create(arena);
	list->tuple = true;
	value_list_push(arena, list, first);
	value_list_push(arena, list, second);
	return value_list(list);
}

static struct value map_items(const struct call *call)
{
	const struct value_map *map = call->receiver.map;
	struct value_list *list = value_list_create(call->run->arena);
	for (size_t i = 0; i < map->count; i++)
		value_list_push(call->run->arena, list,
			pair(call->run->arena,
				value_text_n(map->keys[i].bytes, map->keys[i].length),
				map->values[i]));
	return value_list(list);
}

static struct value map_keys(const struct call *call)
{
	return value_list(value_items(call->run->arena, call->receiver));
}

static struct value map_values(const struct call *call)
{
	const struct value_map *map = call->receiver.map;
	struct value_list *list = value_list_create(call->run->arena);
	for (size_t i = 0; i < map->count; i++)
		value_list_push(call->run->arena, list, map->values[i]);
	return value_list(list);
}

static struct value map_get(const struct call *call)
{
	if (!run_usable(call->run, call->where, call->arguments[0], true))
		return value_failed();
	struct value_text key = value_print(call->run->arena, call->arguments[0]);
	if (value_map_has(call->receiver.map, key.bytes, key.length))
		return value_map_get(call->receiver.map, key.bytes, key.length);
	return value_is_failed(call->arguments[1]) ? value_none() : call->arguments[1];
}

static struct value list_count(const struct call *call)
{
	int64_t count = 0;
	for (size_t i = 0; i < call->receiver.list->count; i++)
		count += value_equal(call->receiver.list->items[i], call->arguments[0]);
	return value_int(count);
}

static struct value list_index(const struct call *call)
{
	for (size_t i = 0; i < call->receiver.list->count; i++) {
		if (value_equal(call->receiver.list->items[i], call->arguments[0]))
			return value_int((int64_t)i);
	}
	return run_error(call->run, call->where, "bad-value", tr("the value is not in the list"));
}

static struct value unchangeable(const struct call *call)
{
	return run_error(call->run, call->where, "bad-call",
		tr("lists and mappings cannot be changed; write {%% set ny = gammel + [x] %%}"));
}

static struct value strftime_of(const struct call *call)
{
	struct value_text format;
	struct buf out;
	struct value receiver = call->receiver;
	if (!value_is_text(call->run->arena, call->arguments[0], &format))
		return run_error(call->run, call->where, "bad-value",
			tr("'%s' takes a text, not %s"), "strftime",
			value_kind_name(call->arguments[0].kind));
	bool is_date = receiver.kind == VALUE_DATE;
	buf_init(&out, call->run->arena);
	date_format(&out, arena_strndup(call->run->arena, format.bytes, format.length),
		is_date ? receiver.date : (struct date){1900, 1, 1},
		is_date ? -1 : receiver.time.minutes);
	const char *text = buf_text(&out);
	return value_text_n(text, out.length);
}

static struct value date_iso(const struct call *call)
{
	struct date date = call->receiver.date;
	return value_text(
		arena_printf(call->run->arena, "%04d-%02d-%02d", date.year, date.month, date.day));
}

static struct value date_isoweekday(const struct call *call)
{
	return value_int(date_weekday(call->receiver.date));
}

static struct value date_weekday_of(const struct call *call)
{
	return value_int(date_weekday(call->receiver.date) - 1);
}

static const struct builtin map_rows[] = {
	{"items", "", 0, map_items},
	{"keys", "", 0, map_keys},
	{"values", "", 0, map_values},
	{"get", "key default", 1, map_get},
	{"update", NULL, 0, unchangeable},
	{"pop", NULL, 0, unchangeable},
	{NULL, NULL, 0, NULL},
};

static const struct builtin list_rows[] = {
	{"count", "value", 1, list_count},
	{"index", "value", 1, list_index},
	{"append", NULL, 0, unchangeable},
	{"extend", NULL, 0, unchangeable},
	{"insert", NULL, 0, unchangeable},
	{"remove", NULL, 0, unchangeable},
	{"pop", NULL, 0, unchangeable},
	{NULL, NULL, 0, NULL},
};

static const struct builtin date_rows[] = {
	{"strftime", "format", 1, strftime_of},
	{"isoformat", "", 0, date_iso},
	{"isoweekday", "", 0, date_isoweekday},
	{"weekday", "", 0, date_weekday_of},
	{NULL, NULL, 0, NULL},
};

static const struct builtin time_rows[] = {
	{"strftime", "format", 1, strftime_of},
	{NULL, NULL, 0, NULL},
};

static const struct builtin *rows_of(enum value_kind kind)
{
	switch (kind) {
	case VALUE_TEXT:
	case VALUE_RICH:
	case VALUE_LINK:
		return method_text_rows;
	case VALUE_MAP:
		return map_rows;
	case VALUE_LIST:
		return list_rows;
	case VALUE_DATE:
		return date_rows;
	case VALUE_TIME:
		return time_rows;
	default:
		return NULL;
	}
}

static const struct builtin *find_row(const struct builtin *rows, struct value_text name)
{
	for (; rows != NULL && rows->name != NULL; rows++) {
		if (strlen(rows->name) == name.length &&
			memcmp(rows->name, name.bytes, name.length) == 0)
			return rows;
	}
	return NULL;
}

struct value method_of(struct run *run, struct value receiver, struct value_text name)
{
	const struct builtin *rows = rows_of(receiver.kind);
	const struct builtin *row = find_row(rows, name);
	if (row == NULL && rows == method_text_rows)
		row = find_row(method_form_rows, name);
	if (row == NULL)
		return value_undefined(name.bytes, name.length);
	struct value_function *function = arena_alloc(run->arena, sizeof *function);
	function->kind = FUNCTION_METHOD;
	function->name = name;
	function->method.row = row;
	function->method.receiver = value_plain(run->arena, receiver);
	if (receiver.kind == VALUE_LINK)
		function->method.receiver =
			value_text_n(receiver.link->text.bytes, receiver.link->text.length);
	return (struct value){.kind = VALUE_FUNCTION, .function = function};
}
