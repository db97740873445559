#include "template/run.h"

#include "base/i18n.h"
#include "template/format.h"

#include <math.h>
#include <string.h>

static const char *operator_name(char op, char name[3])
{
	name[0] = op == 'f' ? '/' : op == 'p' ? '*' : op;
	name[1] = op == 'f' || op == 'p' ? name[0] : '\0';
	name[2] = '\0';
	return name;
}

static struct value unfit(
	struct run *run, const struct expr *expr, struct value left, struct value right)
{
	char name[3];
	if (expr->op == '+' && (left.kind == VALUE_TEXT || right.kind == VALUE_TEXT))
		return run_error(run, expr, "bad-value",
			tr("'+' cannot join %s and %s; write '~' to put texts together"),
			value_kind_name(left.kind), value_kind_name(right.kind));
	return run_error(run, expr, "bad-value", tr("'%s' cannot be used on %s and %s"),
		operator_name(expr->op, name), value_kind_name(left.kind),
		value_kind_name(right.kind));
}

static struct value too_large(struct run *run, const struct expr *expr)
{
	return run_error(run, expr, "bad-value", tr("the result is too large a number"));
}

static bool integer_power(int64_t base, int64_t exponent, int64_t *result)
{
	int64_t product = 1;
	while (exponent > 0) {
		if ((exponent & 1) && __builtin_mul_overflow(product, base, &product))
			return false;
		exponent >>= 1;
		if (exponent > 0 && __builtin_mul_overflow(base, base, &base))
			return false;
	}
	*result = product;
	return true;
}

/* Rounds towards minus infinity, as Python does; b is not 0. */
static bool floor_divide(int64_t a, int64_t b, int64_t *quotient, int64_t *rest)
{
	if (a == INT64_MIN && b == -1)
		return false;
	*quotient = a / b;
	*rest = a % b;
	if (*rest != 0 && (*rest < 0) != (b < 0)) {
		*quotient -= 1;
		*rest += b;
	}
	return true;
}

static struct value integers(struct run *run, const struct expr *expr, int64_t a, int64_t b)
{
	int64_t result = 0, quotient = 0, rest = 0;
	bool fits = true;
	switch (expr->op) {
	case '+':
		fits = !__builtin_add_overflow(a, b, &result);
		break;
	case '-':
		fits = !__builtin_sub_overflow(a, b, &result);
		break;
	case '*':
		fits = !__builtin_mul_overflow(a, b, &result);
		break;
	case 'p':
		fits = integer_power(a, b, &result);
		break;
	default:
		fits = floor_divide(a, b, &quotient, &rest);
		result = expr->op == 'f' ? quotient : rest;
	}
	return fits ? value_int(result) : too_large(run, expr);
}

static double floor_modulo(double a, double b)
{
	double rest = fmod(a, b);
	if (rest != 0 && (rest < 0) != (b < 0))
		rest += b;
	return rest == 0 ? copysign(0, b) : rest;
}

static struct value reals(struct run *run, const struct expr *expr, double a, double b)
{
	double result = 0;
	switch (expr->op) {
	case '+':
		result = a + b;
		break;
	case '-':
		result = a - b;
		break;
	case '*':
		result = a * b;
		break;
	case '/':
		result = a / b;
		break;
	case 'f':
		result = floor(a / b);
		/* a / b may have been rounded up to a whole number that a does not reach. */
		if (result != (a - floor_modulo(a, b)) / b)
			result = round((a - floor_modulo(a, b)) / b);
		break;
	case '%':
		result = floor_modulo(a, b);
		break;
	case 'p':
		if (a < 0 && b != floor(b))
			return run_error(run, expr, "bad-value",
				tr("a negative number has no power that is no whole number"));
		result = pow(a, b);
		break;
	}
	return isfinite(result) ? value_float(result) : too_large(run, expr);
}

static struct value numbers(
	struct run *run, const struct expr *expr, struct value left, struct value right)
{
	int64_t i, j;
	double a, b;
	value_is_number(left, &a);
	value_is_number(right, &b);
	if ((b == 0 && strchr("/f%", expr->op) != NULL) || (a == 0 && b < 0 && expr->op == 'p'))
		return run_error(run, expr, "bad-value", tr("a number cannot be divided by 0"));
	if (value_is_integer(left, &i) && value_is_integer(right, &j) && expr->op != '/' &&
		!(expr->op == 'p' && j < 0))
		return integers(run, expr, i, j);
	return reals(run, expr, a, b);
}

/* 'ab' * 3, [0] * 3 */
static struct value repeat(
	struct run *run, const struct expr *expr, struct value value, int64_t times)
{
	size_t size = value.kind == VALUE_TEXT ? value.text.length : value.list->count;
	if (times < 0)
		times = 0;
	if (size > 0 && (uint64_t)times > 10000000 / size) {
		struct place place = run_place(run, expr->source, expr->offset);
		run_stop(run, &place, tr("the repeated value is too large"));
		return value_failed();
	}
	if (value.kind == VALUE_TEXT) {
		struct buf out;
		buf_init(&out, run->arena);
		for (int64_t i = 0; i < times; i++)
			buf_append(&out, value.text.bytes, size);
		const char *text = buf_text(&out);
		return value_text_n(text, out.length);
	}
	struct value_list *list = value_list_create(run->arena);
	list->tuple = value.list->tuple;
	for (int64_t i = 0; i < times; i++) {
		for (size_t j = 0; j < size; j++)
			value_list_push(run->arena, list, value.list->items[j]);
	}
	return value_list(list);
}

static struct value join_lists(
	struct run *run, const struct value_list *left, const struct value_list *right)
{
	struct value_list *list = value_list_create(run->arena);
	list->tuple = left->tuple;
	for (size_t i = 0; i < left->count; i++)
		value_list_push(run->arena, list, left->items[i]);
	for (size_t i = 0; i < right->count; i++)
		value_list_push(run->arena, list, right->items[i]);
	return value_list(list);
}

static bool repeats(struct value value)
{
	return value.kind == VALUE_TEXT || value.kind == VALUE_LIST;
}

struct value operate(
	struct run *run, const struct expr *expr, struct value left, struct value right)
{
	double real;
	int64_t times;
	if (value_is_number(left, &real) && value_is_number(right, &real))
		return numbers(run, expr, left, right);
	if (expr->op == '%' && left.kind == VALUE_TEXT)
		return format_percent(run, expr, left.text, right);
	if (expr->op == '*' && repeats(left) && value_is_integer(right, &times))
		return repeat(run, expr, left, times);
	if (expr->op == '*' && repeats(right) && value_is_integer(left, &times))
		return repeat(run, expr, right, times);
	if (expr->op == '+' && left.kind == VALUE_LIST && right.kind == VALUE_LIST &&
		left.list->tuple == right.list->tuple)
		return join_lists(run, left.list, right.list);
	if (expr->op == '+' && left.kind == VALUE_TEXT && right.kind == VALUE_TEXT) {
		struct buf out;
		buf_init(&out, run->arena);
		buf_append(&out, left.text.bytes, left.text.length);
		buf_append(&out, right.text.bytes, right.text.length);
		const char *text = buf_text(&out);
		return value_text_n(text, out.length);
	}
	return unfit(run, expr, left, right);
}

/* A text beside a date or time is read as one: `møde.dato == "2024-11-06"`. */
static void match_kinds(struct value *value, enum value_kind other)
{
	char text[32];
	struct date date;
	int minutes;
	if (value->kind != VALUE_TEXT || value->text.length >= sizeof text)
		return;
	memcpy(text, value->text.bytes, value->text.length);
	text[value->text.length] = '\0';
	if (other == VALUE_DATE && date_parse(text, &date))
		*value = value_date(date);
	else if (other == VALUE_TIME && time_parse(text, &minutes))
		*value = value_time(minutes, NULL);
}

static bool same(struct value left, struct value right)
{
	match_kinds(&left, right.kind);
	match_kinds(&right, left.kind);
	return value_equal(left, right);
}

static bool contains(struct run *run, const struct expr *expr, struct value container,
	struct value value, bool *holds)
{
	struct value_text text, sought;
	*holds = false;
	switch (container.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE:
		return true;
	case VALUE_LIST:
		for (size_t i = 0; i < container.list->count && !*holds; i++)
			*holds = same(value_plain(run->arena, container.list->items[i]), value);
		return true;
	case VALUE_MAP:
		text = value_print(run->arena, value);
		*holds = value_map_has(container.map, text.bytes, text.length);
		return true;
	default:
		if (!value_is_text(run->arena, container, &text) ||
			!value_is_text(run->arena, value, &sought))
			break;
		*holds = memmem(text.bytes, text.length, sought.bytes, sought.length) != NULL;
		return true;
	}
	run_error(run, expr, "bad-value", tr("'in' cannot look for %s in %s"),
		value_kind_name(value.kind), value_kind_name(container.kind));
	return false;
}

static bool in_order(enum comparison comparison, int order)
{
	switch (comparison) {
	case COMPARE_LESS:
		return order < 0;
	case COMPARE_LESS_EQUAL:
		return order <= 0;
	case COMPARE_GREATER:
		return order > 0;
	default:
		return order >= 0;
	}
}

bool compare(struct run *run, const struct expr *expr, enum comparison comparison,
	struct value left, struct value right, bool *holds)
{
	int order;
	left = value_plain(run->arena, left);
	right = value_plain(run->arena, right);
	switch (comparison) {
	case COMPARE_EQUAL:
	case COMPARE_UNEQUAL:
		*holds = same(left, right) == (comparison == COMPARE_EQUAL);
		return true;
	case COMPARE_IN:
	case COMPARE_NOT_IN:
		if (!contains(run, expr, right, left, holds))
			return false;
		*holds = *holds == (comparison == COMPARE_IN);
		return true;
	default:
		break;
	}
	if (!run_usable(run, expr->left, left, true) ||
		!run_usable(run, expr->items[0], right, true))
		return false;
	/* What is known and empty is neither before nor after anything. */
	*holds = false;
	if (run->mode == TEMPLATE_STRICT && (left.kind == VALUE_NONE || right.kind == VALUE_NONE))
		return true;
	match_kinds(&left, right.kind);
	match_kinds(&right, left.kind);
	if (!value_order(run->arena, left, right, &order)) {
		run_error(run, expr, "bad-value", tr("%s and %s have no order between them"),
			value_kind_name(left.kind), value_kind_name(right.kind));
		return false;
	}
	*holds = in_order(comparison, order);
	return true;
}
