#include "template/filter_rows.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

static struct value is_defined(const struct filter_call *call)
{
	return value_bool(call->input.kind != VALUE_UNDEFINED);
}

static struct value is_undefined(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_UNDEFINED);
}

static struct value is_none(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_NONE);
}

static struct value is_boolean(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_BOOL);
}

static struct value is_true(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_BOOL && call->input.boolean);
}

static struct value is_false(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_BOOL && !call->input.boolean);
}

static struct value is_integer(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_INT);
}

static struct value is_float(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_FLOAT);
}

static struct value is_number(const struct filter_call *call)
{
	double real;
	return value_bool(value_is_number(call->input, &real));
}

static struct value is_string(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_TEXT || call->input.kind == VALUE_RICH ||
			  call->input.kind == VALUE_LINK);
}

static struct value is_mapping(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_MAP);
}

static struct value is_sequence(const struct filter_call *call)
{
	enum value_kind kind = call->input.kind;
	return value_bool(kind == VALUE_LIST || kind == VALUE_MAP || kind == VALUE_TEXT);
}

static struct value is_callable(const struct filter_call *call)
{
	return value_bool(call->input.kind == VALUE_FUNCTION);
}

static struct value of_number(const struct filter_call *call, int64_t divisor, int64_t rest)
{
	int64_t integer;
	if (call->input.kind == VALUE_FLOAT) {
		double left = fmod(call->input.real, (double)divisor);
		return value_bool((left < 0 ? left + (double)divisor : left) == (double)rest);
	}
	if (!value_is_integer(call->input, &integer))
		return filter_error(call, "bad-value", tr("'%s' asks about a whole number, not %s"),
			call->name, value_kind_name(call->input.kind));
	return value_bool(((integer % divisor) + divisor) % divisor == rest);
}

static struct value is_odd(const struct filter_call *call)
{
	return of_number(call, 2, 1);
}

static struct value is_even(const struct filter_call *call)
{
	return of_number(call, 2, 0);
}

static struct value is_divisibleby(const struct filter_call *call)
{
	int64_t divisor;
	if (!filter_integer(call, 0, 1, &divisor))
		return value_failed();
	if (divisor == 0 || divisor == INT64_MIN)
		return filter_error(call, "bad-value", tr("nothing can be divided by zero"));
	return of_number(call, divisor < 0 ? -divisor : divisor, 0);
}

/* Letters with case and none of the other case. */
static struct value of_case(const struct filter_call *call, bool upper)
{
	struct value_text text = filter_input_text(call);
	bool wanted = false, other = false;
	for (size_t i = 0; i < text.length;) {
		uint32_t point;
		i += utf8_decode(text.bytes + i, text.length - i, &point);
		bool is_upper = utf8_to_lower(point) != point;
		bool is_lower = utf8_to_upper(point) != point;
		wanted = wanted || (upper ? is_upper : is_lower);
		other = other || (upper ? is_lower : is_upper);
	}
	return value_bool(wanted && !other);
}

static struct value is_upper(const struct filter_call *call)
{
	return of_case(call, true);
}

static struct value is_lower(const struct filter_call *call)
{
	return of_case(call, false);
}

static struct value is_eq(const struct filter_call *call)
{
	return value_bool(value_equal(value_plain(call->arena, call->input),
		value_plain(call->arena, call->arguments[0])));
}

/* The very same thing: no number is a truth value here, no whole number a decimal one. */
static struct value is_sameas(const struct filter_call *call)
{
	return value_bool(call->input.kind == call->arguments[0].kind && is_eq(call).boolean);
}

static struct value is_ne(const struct filter_call *call)
{
	return value_bool(!is_eq(call).boolean);
}

static bool ordered(const struct filter_call *call, int *order)
{
	if (value_order(call->arena, call->input, call->arguments[0], order))
		return true;
	filter_error(call, "bad-value", tr("%s and %s cannot be put in order"),
		value_kind_name(call->input.kind), value_kind_name(call->arguments[0].kind));
	return false;
}

static struct value is_lt(const struct filter_call *call)
{
	int order;
	return ordered(call, &order) ? value_bool(order < 0) : value_failed();
}

static struct value is_le(const struct filter_call *call)
{
	int order;
	return ordered(call, &order) ? value_bool(order <= 0) : value_failed();
}

static struct value is_gt(const struct filter_call *call)
{
	int order;
	return ordered(call, &order) ? value_bool(order > 0) : value_failed();
}

static struct value is_ge(const struct filter_call *call)
{
	int order;
	return ordered(call, &order) ? value_bool(order >= 0) : value_failed();
}

static struct value is_in(const struct filter_call *call)
{
	struct value_text text, part;
	struct value container = call->arguments[0];
	if (value_is_text(call->arena, container, &text))
		return value_bool(value_is_text(call->arena, call->input, &part) &&
				  memmem(text.bytes, text.length, part.bytes, part.length) != NULL);
	const struct value_list *items = value_items(call->arena, container);
	if (items == NULL)
		return filter_error(call, "bad-value", tr("%s holds nothing to look for"),
			value_kind_name(container.kind));
	for (size_t i = 0; i < items->count; i++)
		if (value_equal(value_plain(call->arena, items->items[i]),
			    value_plain(call->arena, call->input)))
			return value_bool(true);
	return value_bool(false);
}

static struct value is_filter(const struct filter_call *call)
{
	struct value_text name = filter_input_text(call);
	return value_bool(filter_find(name.bytes, name.length) != NULL);
}

static struct value is_test(const struct filter_call *call)
{
	struct value_text name = filter_input_text(call);
	return value_bool(test_find(name.bytes, name.length) != NULL);
}

const struct filter test_rows[] = {
	{"!=", "other", 1, 0, is_ne},
	{"<", "other", 1, 0, is_lt},
	{"<=", "other", 1, 0, is_le},
	{"==", "other", 1, 0, is_eq},
	{">", "other", 1, 0, is_gt},
	{">=", "other", 1, 0, is_ge},
	{"boolean", "", 0, 0, is_boolean},
	{"callable", "", 0, 0, is_callable},
	{"defined", "", 0, FILTER_TAKES_UNDEFINED, is_defined},
	{"divisibleby", "num", 1, 0, is_divisibleby},
	{"eq", "other", 1, 0, is_eq},
	{"equalto", "other", 1, 0, is_eq},
	{"even", "", 0, 0, is_even},
	{"false", "", 0, 0, is_false},
	{"filter", "", 0, 0, is_filter},
	{"float", "", 0, 0, is_float},
	{"ge", "other", 1, 0, is_ge},
	{"greaterthan", "other", 1, 0, is_gt},
	{"gt", "other", 1, 0, is_gt},
	{"in", "seq", 1, 0, is_in},
	{"integer", "", 0, 0, is_integer},
	{"iterable", "", 0, 0, is_sequence},
	{"le", "other", 1, 0, is_le},
	{"lessthan", "other", 1, 0, is_lt},
	{"lower", "", 0, 0, is_lower},
	{"lt", "other", 1, 0, is_lt},
	{"mapping", "", 0, 0, is_mapping},
	{"ne", "other", 1, 0, is_ne},
	{"none", "", 0, FILTER_TAKES_UNDEFINED, is_none},
	{"number", "", 0, 0, is_number},
	{"odd", "", 0, 0, is_odd},
	{"sameas", "other", 1, 0, is_sameas},
	{"sequence", "", 0, 0, is_sequence},
	{"string", "", 0, 0, is_string},
	{"test", "", 0, 0, is_test},
	{"true", "", 0, 0, is_true},
	{"undefined", "", 0, FILTER_TAKES_UNDEFINED, is_undefined},
	{"upper", "", 0, 0, is_upper},
	{0},
};
