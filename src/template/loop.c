#include "template/run.h"

#include <string.h>

struct value loop_changed(const struct call *call, struct loop *loop)
{
	struct value_list *list = value_list_create(call->run->arena);
	for (size_t i = 0; i < call->count; i++)
		value_list_push(call->run->arena, list, call->arguments[i]);
	struct value now = value_list(list);
	bool changed = !loop->has_latest || !value_equal(loop->latest, now);
	loop->latest = now;
	loop->has_latest = true;
	return value_bool(changed);
}

static struct value bound_to(
	struct run *run, enum function_kind kind, struct loop *loop, struct value_text name)
{
	struct value_function *function = arena_alloc(run->arena, sizeof *function);
	function->kind = kind;
	function->name = name;
	function->loop = loop;
	return (struct value){.kind = VALUE_FUNCTION, .function = function};
}

static struct value neighbour(const struct loop *loop, bool next, struct value_text name)
{
	size_t count = loop->items->count;
	if (next ? loop->at + 1 < count : loop->at > 0)
		return loop->items->items[next ? loop->at + 1 : loop->at - 1];
	return value_undefined(name.bytes, name.length);
}

static struct value loop_attribute(struct run *run, struct loop *loop, struct value_text name)
{
	enum member {
		INDEX,
		INDEX0,
		REVINDEX,
		REVINDEX0,
		FIRST,
		LAST,
		LENGTH,
		DEPTH,
		DEPTH0,
		PREVITEM,
		NEXTITEM,
		CYCLE,
		CHANGED,
		MEMBERS
	};
	static const char *const names[] = {"index", "index0", "revindex", "revindex0", "first",
		"last", "length", "depth", "depth0", "previtem", "nextitem", "cycle", "changed"};
	size_t member = 0;
	int64_t at = (int64_t)loop->at, count = (int64_t)loop->items->count;
	while (member < MEMBERS && !(strlen(names[member]) == name.length &&
					   memcmp(names[member], name.bytes, name.length) == 0))
		member++;
	switch (member) {
	case INDEX:
		return value_int(at + 1);
	case INDEX0:
		return value_int(at);
	case REVINDEX:
		return value_int(count - at);
	case REVINDEX0:
		return value_int(count - at - 1);
	case FIRST:
		return value_bool(at == 0);
	case LAST:
		return value_bool(at + 1 == count);
	case LENGTH:
		return value_int(count);
	case DEPTH:
		return value_int((int64_t)loop->level + 1);
	case DEPTH0:
		return value_int(loop->level);
	case PREVITEM:
	case NEXTITEM:
		return neighbour(loop, member == NEXTITEM, name);
	case CYCLE:
		return bound_to(run, FUNCTION_CYCLE, loop, name);
	case CHANGED:
		return bound_to(run, FUNCTION_CHANGED, loop, name);
	default:
		return value_undefined(name.bytes, name.length);
	}
}

static bool is(struct value_text name, const char *text)
{
	return name.length == strlen(text) && memcmp(name.bytes, text, name.length) == 0;
}

static struct value call_next(const struct call *call)
{
	struct cycler *cycler = call->receiver.function->cycler;
	struct value value = cycler->items[cycler->at];
	cycler->at = (cycler->at + 1) % cycler->count;
	return value;
}

static struct value call_reset(const struct call *call)
{
	call->receiver.function->cycler->at = 0;
	return value_none();
}

static struct value cycler_attribute(
	struct run *run, const struct value_function *function, struct value_text name)
{
	static const struct builtin rows[] = {
		{"next", "", 0, call_next}, {"reset", "", 0, call_reset}};
	if (is(name, "current"))
		return function->cycler->items[function->cycler->at];
	for (size_t i = 0; i < 2; i++) {
		if (!is(name, rows[i].name))
			continue;
		struct value_function *method = arena_alloc(run->arena, sizeof *method);
		method->kind = FUNCTION_METHOD;
		method->name = name;
		method->method.row = &rows[i];
		method->method.receiver =
			(struct value){.kind = VALUE_FUNCTION, .function = function};
		return (struct value){.kind = VALUE_FUNCTION, .function = method};
	}
	return value_undefined(name.bytes, name.length);
}

/* What a macro tells of itself. */
static struct value macro_attribute(
	struct run *run, const struct value_function *function, struct value_text name)
{
	const struct parameters *parameters = function->macro.parameters;
	unsigned uses = function->macro.node->uses;
	if (is(name, "name"))
		return value_text_n(function->name.bytes, function->name.length);
	if (is(name, "caller"))
		return value_bool(uses & USES_CALLER);
	if (is(name, "catch_varargs"))
		return value_bool(uses & USES_VARARGS);
	if (is(name, "catch_kwargs"))
		return value_bool(uses & USES_KWARGS);
	if (!is(name, "arguments"))
		return value_undefined(name.bytes, name.length);
	struct value_list *list = value_list_create(run->arena);
	list->tuple = true;
	for (size_t i = 0; parameters != NULL && i < parameters->count; i++)
		value_list_push(run->arena, list,
			value_text_n(parameters->names[i].bytes, parameters->names[i].length));
	return value_list(list);
}

struct value function_attribute(
	struct run *run, const struct value_function *function, struct value_text name)
{
	switch (function->kind) {
	case FUNCTION_LOOP:
		return loop_attribute(run, function->loop, name);
	case FUNCTION_NAMESPACE:
		return value_map_get(function->map, name.bytes, name.length);
	case FUNCTION_CYCLER:
		return cycler_attribute(run, function, name);
	case FUNCTION_MACRO:
		return macro_attribute(run, function, name);
	default:
		return value_undefined(name.bytes, name.length);
	}
}
