#include "template/filter.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/run.h"

#include <string.h>

bool filter_given(const struct filter_call *call, size_t index)
{
	return index < call->count && !value_is_failed(call->arguments[index]);
}

struct value filter_error(const struct filter_call *call, const char *id, const char *format, ...)
{
	struct buf message;
	va_list arguments;
	buf_init(&message, call->arena);
	va_start(arguments, format);
	buf_vprintf(&message, format, arguments);
	va_end(arguments);
	return run_error(call->run, call->where, id, "%s", buf_text(&message));
}

static bool wrong_kind(const struct filter_call *call, size_t index, const char *wanted)
{
	filter_error(call, "bad-value", tr("argument %zu of '%s' is %s; it must be %s"), index + 1,
		call->name, value_kind_name(call->arguments[index].kind), wanted);
	return false;
}

bool filter_integer(
	const struct filter_call *call, size_t index, int64_t fallback, int64_t *integer)
{
	*integer = fallback;
	if (!filter_given(call, index) || value_is_integer(call->arguments[index], integer))
		return true;
	return filter_defined(call, call->arguments[index]) &&
	       wrong_kind(call, index, tr("a whole number"));
}

bool filter_text(
	const struct filter_call *call, size_t index, const char *fallback, struct value_text *text)
{
	*text = (struct value_text){fallback, fallback ? strlen(fallback) : 0};
	if (!filter_given(call, index) || value_is_text(call->arena, call->arguments[index], text))
		return true;
	return filter_defined(call, call->arguments[index]) &&
	       wrong_kind(call, index, tr("a text"));
}

bool filter_boolean(const struct filter_call *call, size_t index, bool fallback)
{
	return filter_given(call, index) ? value_truth(call->arguments[index]) : fallback;
}

bool filter_defined(const struct filter_call *call, struct value value)
{
	return run_usable(call->run, call->where, value, false);
}

struct value_text filter_input_text(const struct filter_call *call)
{
	return value_print(call->arena, call->input);
}

const struct value_list *filter_input_items(const struct filter_call *call)
{
	const struct value_list *items = value_items(call->arena, call->input);
	if (items == NULL)
		filter_error(call, "bad-value", tr("'%s' takes a list, not %s"), call->name,
			value_kind_name(call->input.kind));
	return items;
}

/* Applies another filter or test with the rest of the arguments. */
static struct value apply_rest(const struct filter_call *call, const struct filter *filter,
	struct value input, size_t first)
{
	struct call rest = {.run = call->run,
		.where = call->where,
		.arguments = call->arguments + (first < call->count ? first : call->count),
		.count = first < call->count ? call->count - first : 0,
		.keywords = call->keywords};
	struct value value = value_failed();
	if (run_enter(call->run, call->where))
		value = apply_evaluated(&rest, filter, input);
	run_leave(call->run);
	return value;
}

static void report_unknown(
	const struct filter_call *call, const char *name, const char *nearest, bool test)
{
	if (test && nearest)
		filter_error(call, "unknown-test", tr("unknown test '%s'; did you mean '%s'?"),
			name, nearest);
	else if (test)
		filter_error(call, "unknown-test", tr("unknown test '%s'"), name);
	else if (nearest)
		filter_error(call, "unknown-filter", tr("unknown filter '%s'; did you mean '%s'?"),
			name, nearest);
	else
		filter_error(call, "unknown-filter", tr("unknown filter '%s'"), name);
}

struct value filter_apply(
	const struct filter_call *call, struct value_text name, struct value input, size_t first)
{
	const struct filter *filter = filter_find(name.bytes, name.length);
	if (filter == NULL) {
		size_t count;
		const char *const *names = filter_names(call->arena, &count);
		const char *word = arena_strndup(call->arena, name.bytes, name.length);
		report_unknown(call, word, utf8_nearest(word, names, count), false);
		return value_failed();
	}
	if (input.kind == VALUE_UNDEFINED && call->mode == TEMPLATE_STRICT &&
		!(filter->flags & FILTER_TAKES_UNDEFINED) && !filter_defined(call, input))
		return value_failed();
	return apply_rest(call, filter, input, first);
}

bool filter_test(const struct filter_call *call, struct value_text name, struct value input,
	size_t first, bool *holds)
{
	const struct filter *test = test_find(name.bytes, name.length);
	*holds = false;
	if (test == NULL) {
		size_t count;
		const char *const *names = test_names(call->arena, &count);
		const char *word = arena_strndup(call->arena, name.bytes, name.length);
		report_unknown(call, word, utf8_nearest(word, names, count), true);
		return false;
	}
	if (value_is_failed(input))
		return false;
	if (input.kind == VALUE_UNDEFINED && call->mode == TEMPLATE_STRICT &&
		!(test->flags & FILTER_TAKES_UNDEFINED))
		return true;
	struct value answer = apply_rest(call, test, input, first);
	*holds = value_truth(answer);
	return !value_is_failed(answer);
}

/* One step of a path: a number is an index. */
static struct value step(const struct filter_call *call, struct value value, struct value_text name)
{
	int64_t index = 0;
	bool digits = name.length > 0 && name.length < 10;
	for (size_t i = 0; i < name.length && digits; i++) {
		digits = name.bytes[i] >= '0' && name.bytes[i] <= '9';
		index = index * 10 + (name.bytes[i] - '0');
	}
	if (value.kind == VALUE_NONE && call->mode == TEMPLATE_STRICT)
		return value;
	if (value.kind == VALUE_FUNCTION)
		return function_attribute(call->run, value.function, name);
	return value_item(call->arena, value,
		digits ? value_int(index) : value_text_n(name.bytes, name.length));
}

struct value filter_attribute(
	const struct filter_call *call, struct value value, struct value attribute)
{
	struct value_text path;
	if (!value_is_text(call->arena, attribute, &path))
		return value_item(call->arena, value, attribute);
	for (size_t from = 0; from <= path.length && value.kind != VALUE_UNDEFINED;) {
		const char *dot = memchr(path.bytes + from, '.', path.length - from);
		size_t to = dot ? (size_t)(dot - path.bytes) : path.length;
		value = step(call, value, (struct value_text){path.bytes + from, to - from});
		from = to + 1;
	}
	return value;
}
