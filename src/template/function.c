#include "template/run.h"

#include "base/i18n.h"
#include "template/parameter.h"

#include <string.h>

/* Most numbers that range() gives. */
enum { RANGE_MOST = 1000000 };

static struct value function_value(struct arena *arena, enum function_kind kind, const char *name,
	struct value_function **made)
{
	struct value_function *function = arena_alloc(arena, sizeof *function);
	function->kind = kind;
	function->name = (struct value_text){name, strlen(name)};
	*made = function;
	return (struct value){.kind = VALUE_FUNCTION, .function = function};
}

static struct value call_range(const struct call *call)
{
	int64_t number[3] = {0, 0, 1};
	for (size_t i = 0; i < 3; i++) {
		if (value_is_failed(call->arguments[i]))
			continue;
		if (!run_usable(call->run, call->where, call->arguments[i], true))
			return value_failed();
		if (!value_is_integer(call->arguments[i], &number[i]))
			return run_error(call->run, call->where, "bad-value",
				tr("'range' takes whole numbers, not %s"),
				value_kind_name(call->arguments[i].kind));
	}
	bool single = value_is_failed(call->arguments[1]);
	int64_t from = single ? 0 : number[0], to = single ? number[0] : number[1];
	int64_t step = number[2];
	if (step == 0)
		return run_error(
			call->run, call->where, "bad-value", tr("the step of 'range' cannot be 0"));
	struct value_list *list = value_list_create(call->run->arena);
	for (int64_t at = from; step > 0 ? at < to : at > to;) {
		if (list->count == RANGE_MOST) {
			struct place place =
				run_place(call->run, call->where->source, call->where->offset);
			run_stop(call->run, &place, tr("'range' gives too many numbers"));
			return value_failed();
		}
		value_list_push(call->run->arena, list, value_int(at));
		if (__builtin_add_overflow(at, step, &at))
			break;
	}
	return value_list(list);
}

/* dict(other, key=value …), namespace(…): what they are made of. False after an error. */
static bool collect(const struct call *call, struct value_map *map)
{
	struct run *run = call->run;
	if (call->count > 1) {
		run_error(run, call->where, "bad-arguments",
			tr("at most one mapping can be given here"));
		return false;
	}
	if (call->count == 1) {
		struct value value = call->arguments[0];
		const struct value_list *pairs = value.kind == VALUE_LIST ? value.list : NULL;
		bool good = value.kind == VALUE_MAP || pairs != NULL;
		for (size_t i = 0; good && pairs != NULL && i < pairs->count; i++) {
			struct value pair = pairs->items[i];
			good = pair.kind == VALUE_LIST && pair.list->count == 2;
			if (!good)
				break;
			struct value_text key = value_print(run->arena, pair.list->items[0]);
			value_map_set_n(
				run->arena, map, key.bytes, key.length, pair.list->items[1]);
		}
		if (!good) {
			run_error(run, call->where, "bad-value",
				tr("a mapping is needed here, not %s"),
				value_kind_name(value.kind));
			return false;
		}
		for (size_t i = 0; value.kind == VALUE_MAP && i < value.map->count; i++)
			value_map_set_n(run->arena, map, value.map->keys[i].bytes,
				value.map->keys[i].length, value.map->values[i]);
	}
	for (size_t i = 0; call->keywords != NULL && i < call->keywords->count; i++)
		value_map_set_n(run->arena, map, call->keywords->keys[i].bytes,
			call->keywords->keys[i].length, call->keywords->values[i]);
	return true;
}

static struct value call_dict(const struct call *call)
{
	struct value_map *map = value_map_create(call->run->arena);
	return collect(call, map) ? value_map(map) : value_failed();
}

static struct value call_namespace(const struct call *call)
{
	struct value_function *function;
	struct value value =
		function_value(call->run->arena, FUNCTION_NAMESPACE, "namespace", &function);
	function->map = value_map_create(call->run->arena);
	return collect(call, function->map) ? value : value_failed();
}

static struct value call_cycler(const struct call *call)
{
	struct value_function *function;
	struct value value = function_value(call->run->arena, FUNCTION_CYCLER, "cycler", &function);
	if (call->count == 0)
		return run_error(call->run, call->where, "bad-arguments",
			tr("'%s' needs at least one value"), "cycler");
	function->cycler = arena_alloc(call->run->arena, sizeof *function->cycler);
	function->cycler->items = call->arguments;
	function->cycler->count = call->count;
	return value;
}

static struct value call_joiner(const struct call *call)
{
	struct value_function *function;
	struct value value = function_value(call->run->arena, FUNCTION_JOINER, "joiner", &function);
	function->joiner.between = value_is_failed(call->arguments[0])
					   ? (struct value_text){", ", 2}
					   : value_print(call->run->arena, call->arguments[0]);
	function->joiner.used = arena_alloc(call->run->arena, sizeof(bool));
	return value;
}

static const struct builtin globals[] = {
	{"range", "start stop step", 1, call_range},
	{"dict", NULL, 0, call_dict},
	{"namespace", NULL, 0, call_namespace},
	{"cycler", NULL, 0, call_cycler},
	{"joiner", "sep", 0, call_joiner},
};

enum { GLOBALS = sizeof globals / sizeof globals[0] };

bool function_global(struct arena *arena, struct value_text name, struct value *value)
{
	for (size_t i = 0; i < GLOBALS; i++) {
		if (strlen(globals[i].name) != name.length ||
			memcmp(globals[i].name, name.bytes, name.length) != 0)
			continue;
		struct value_function *function;
		*value = function_value(arena, FUNCTION_BUILTIN, globals[i].name, &function);
		function->builtin = &globals[i];
		return true;
	}
	return false;
}

const char *const *function_global_names(struct arena *arena, size_t *count)
{
	const char **names = arena_array(arena, GLOBALS, sizeof *names);
	for (size_t i = 0; i < GLOBALS; i++)
		names[i] = globals[i].name;
	*count = GLOBALS;
	return names;
}

void function_append(struct buf *out, const struct value_function *function)
{
	/* As Jinja prints its own; addresses are nobody's business. */
	buf_printf(out, "<%.*s>", (int)function->name.length, function->name.bytes);
}

static struct value call_row(struct call *call, const struct builtin *row, struct value receiver)
{
	struct value none = value_none();
	call->receiver = receiver;
	if (row->parameters == NULL)
		return row->call(call);
	size_t count = parameter_count(row->parameters);
	struct value *bound = count ? arena_array(call->run->arena, count, sizeof *bound) : &none;
	if (!bind_arguments(call, row->name, row->parameters, row->required, false, bound, NULL))
		return value_failed();
	call->arguments = bound;
	call->count = count;
	call->keywords = NULL;
	return row->call(call);
}

static struct value call_joined(const struct value_function *function)
{
	struct value_text between = function->joiner.between;
	bool first = !*function->joiner.used;
	*function->joiner.used = true;
	return first ? value_text("") : value_text_n(between.bytes, between.length);
}

struct value function_call(struct call *call, struct value function)
{
	if (function.kind != VALUE_FUNCTION)
		return run_error(call->run, call->where, "bad-call",
			tr("%s cannot be called; leave out the parentheses"),
			value_kind_name(function.kind));
	const struct value_function *what = function.function;
	switch (what->kind) {
	case FUNCTION_MACRO:
		return macro_call(call, what, false);
	case FUNCTION_BUILTIN:
		return call_row(call, what->builtin, value_none());
	case FUNCTION_METHOD:
		return call_row(call, what->method.row, what->method.receiver);
	case FUNCTION_LOOP:
		return loop_call(call, what->loop, false);
	case FUNCTION_CYCLE:
		if (call->count == 0)
			return run_error(call->run, call->where, "bad-arguments",
				tr("'%s' needs at least one value"), "loop.cycle");
		return call->arguments[what->loop->at % call->count];
	case FUNCTION_CHANGED:
		return loop_changed(call, what->loop);
	case FUNCTION_JOINER:
		return call_joined(what);
	case FUNCTION_NAMESPACE:
	case FUNCTION_CYCLER:
		break;
	}
	return run_error(call->run, call->where, "bad-call",
		tr("%s cannot be called; leave out the parentheses"), tr("a namespace"));
}
