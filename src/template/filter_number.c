#include "template/filter_rows.h"
#include "template/run.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "template/number.h"

#include <math.h>
#include <string.h>

static struct value apply_abs(const struct filter_call *call)
{
	int64_t integer;
	double real;
	if (value_is_integer(call->input, &integer) && integer != INT64_MIN)
		return value_int(integer < 0 ? -integer : integer);
	if (value_is_number(call->input, &real))
		return value_float(fabs(real));
	return filter_error(call, "bad-value", tr("'abs' takes a number, not %s"),
		value_kind_name(call->input.kind));
}

/* Lists put together, which begins with one. */
static struct value sum_lists(
	const struct filter_call *call, const struct value_list *items, struct value start)
{
	struct value_list *sum = value_list_create(call->arena);
	for (size_t i = 0; i < start.list->count; i++)
		value_list_push(call->arena, sum, start.list->items[i]);
	for (size_t i = 0; i < items->count; i++) {
		struct value item = items->items[i];
		if (filter_given(call, 0) && call->arguments[0].kind != VALUE_NONE)
			item = filter_attribute(call, item, call->arguments[0]);
		if (!filter_defined(call, item))
			return value_failed();
		if (item.kind != VALUE_LIST)
			return filter_error(call, "bad-value", tr("'sum' adds lists here, not %s"),
				value_kind_name(item.kind));
		if (!run_charge(call->run, call->where, item))
			return value_failed();
		for (size_t k = 0; k < item.list->count; k++)
			value_list_push(call->arena, sum, item.list->items[k]);
	}
	return value_list(sum);
}

static struct value apply_sum(const struct filter_call *call)
{
	const struct value_list *items = filter_input_items(call);
	if (items == NULL)
		return value_failed();
	struct value start = filter_given(call, 1) ? call->arguments[1] : value_int(0);
	if (start.kind == VALUE_LIST)
		return sum_lists(call, items, start);
	int64_t whole = 0;
	double real = 0;
	bool exact = value_is_integer(start, &whole);
	if (!value_is_number(start, &real))
		return filter_error(call, "bad-value", tr("'sum' begins with a number, not %s"),
			value_kind_name(start.kind));
	for (size_t i = 0; i < items->count; i++) {
		struct value item = items->items[i];
		if (filter_given(call, 0) && call->arguments[0].kind != VALUE_NONE)
			item = filter_attribute(call, item, call->arguments[0]);
		int64_t integer;
		double next;
		if (!filter_defined(call, item))
			return value_failed();
		if (!value_is_number(item, &next))
			return filter_error(call, "bad-value", tr("'sum' adds numbers, not %s"),
				value_kind_name(item.kind));
		exact = exact && value_is_integer(item, &integer) &&
			!__builtin_add_overflow(whole, integer, &whole);
		real += next;
	}
	return exact ? value_int(whole) : value_float(real);
}

/* For places where decimal digits cannot be counted off. */
static double round_common(double real, int digits)
{
	double scale = pow(10, digits);
	double scaled = real * scale;
	return isfinite(scaled) ? nearbyint(scaled) / scale : real;
}

/* A whole number to tens, hundreds …; a half to the even one, as Python does. */
static int64_t round_integer(int64_t integer, int64_t precision)
{
	int64_t unit = 1;
	for (; precision < 0; precision++)
		if (__builtin_mul_overflow(unit, 10, &unit))
			return 0;
	int64_t rest = integer % unit;
	if (rest < 0)
		rest += unit;
	int64_t down;
	if (__builtin_sub_overflow(integer, rest, &down))
		return integer;
	bool up = rest > unit - rest || (rest == unit - rest && down / unit % 2 != 0);
	int64_t rounded = down;
	return up && __builtin_add_overflow(down, unit, &rounded) ? integer : rounded;
}

static struct value apply_round(const struct filter_call *call)
{
	int64_t precision;
	struct value_text method;
	double real;
	if (!filter_integer(call, 0, 0, &precision) || !filter_text(call, 1, "common", &method))
		return value_failed();
	if (!value_is_number(call->input, &real))
		return filter_error(call, "bad-value", tr("'round' takes a number, not %s"),
			value_kind_name(call->input.kind));
	if (precision < -300 || precision > 300)
		return filter_error(
			call, "bad-value", tr("'round' takes a precision from -300 to 300"));
	double scale = pow(10, (double)precision);
	if (method.length == 4 && memcmp(method.bytes, "ceil", 4) == 0)
		return value_float(ceil(real * scale) / scale);
	if (method.length == 5 && memcmp(method.bytes, "floor", 5) == 0)
		return value_float(floor(real * scale) / scale);
	if (method.length != 6 || memcmp(method.bytes, "common", 6) != 0)
		return filter_error(
			call, "bad-value", tr("'round' knows the methods common, ceil and floor"));
	int64_t integer;
	if (precision >= 0 && value_is_integer(call->input, &integer))
		return value_int(integer);
	if (value_is_integer(call->input, &integer))
		return value_int(round_integer(integer, precision));
	if (precision < 0 || precision > 20)
		return value_float(round_common(real, (int)precision));
	struct buf digits;
	buf_init(&digits, call->arena);
	number_append_fixed(&digits, real, (int)precision);
	double rounded;
	return number_parse_real(buf_text(&digits), digits.length, &rounded) ? value_float(rounded)
									     : call->input;
}

static struct value_text trimmed(struct value_text text)
{
	while (text.length > 0 && strchr(" \t\n\r", text.bytes[0]) != NULL) {
		text.bytes++;
		text.length--;
	}
	while (text.length > 0 && strchr(" \t\n\r", text.bytes[text.length - 1]) != NULL)
		text.length--;
	return text;
}

/* Digits of a base from 2 to 36, with a sign and the base's own prefix. */
static bool parse_base(struct value_text text, int64_t base, int64_t *integer)
{
	bool negative = text.length > 0 && text.bytes[0] == '-';
	size_t i = text.length > 0 && (negative || text.bytes[0] == '+') ? 1 : 0;
	char letter = base == 16 ? 'x' : base == 8 ? 'o' : base == 2 ? 'b' : '\0';
	if (letter != '\0' && i + 2 < text.length && text.bytes[i] == '0' &&
		(text.bytes[i + 1] | 0x20) == letter)
		i += 2;
	if (i == text.length)
		return false;
	*integer = 0;
	for (; i < text.length; i++) {
		char byte = text.bytes[i];
		int digit = byte >= '0' && byte <= '9' ? byte - '0'
			    : (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'
				    ? (byte | 0x20) - 'a' + 10
				    : 99;
		if (digit >= base || __builtin_mul_overflow(*integer, base, integer) ||
			__builtin_add_overflow(*integer, negative ? -digit : digit, integer))
			return false;
	}
	return true;
}

static struct value apply_int(const struct filter_call *call)
{
	int64_t integer, base;
	double real;
	if (!filter_integer(call, 1, 10, &base))
		return value_failed();
	struct value fallback = filter_given(call, 0) ? call->arguments[0] : value_int(0);
	if (base < 2 || base > 36)
		return filter_error(call, "bad-value", tr("'int' takes a base from 2 to 36"));
	if (value_is_integer(call->input, &integer))
		return value_int(integer);
	bool number = value_is_number(call->input, &real);
	struct value_text text;
	if (!number && value_is_text(call->arena, call->input, &text)) {
		text = trimmed(text);
		if (parse_base(text, base, &integer))
			return value_int(integer);
		number = number_parse_real(text.bytes, text.length, &real);
	}
	if (number && real > -9.2e18 && real < 9.2e18)
		return value_int((int64_t)real);
	return fallback;
}

static struct value apply_float(const struct filter_call *call)
{
	double real;
	struct value_text text;
	if (value_is_number(call->input, &real))
		return value_float(real);
	if (value_is_text(call->arena, call->input, &text)) {
		text = trimmed(text);
		if (number_parse_real(text.bytes, text.length, &real))
			return value_float(real);
	}
	return filter_given(call, 0) ? call->arguments[0] : value_float(0);
}

const struct filter filter_number_rows[] = {
	{"abs", "", 0, 0, apply_abs},
	{"float", "default", 0, 0, apply_float},
	{"int", "default base", 0, 0, apply_int},
	{"round", "precision method", 0, 0, apply_round},
	{"sum", "attribute start", 0, 0, apply_sum},
	{0},
};
