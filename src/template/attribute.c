#include "template/run.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/* What an attribute or item of a value that is not there gives. */
static struct value of_undefined(struct run *run, const struct expr *where, struct value value)
{
	/* As in Jinja it is an error to look into what is not there; in the strict mode it is still
	 * not there, which a test may ask and printing reports. */
	if (run->mode == TEMPLATE_LAX)
		run_usable(run, where->left ? where->left : where, value, true);
	return run->mode == TEMPLATE_LAX ? value_failed() : value;
}

static struct value found_or_missing(struct run *run, struct value value, struct value found)
{
	if (found.kind == VALUE_UNDEFINED) {
		run->missing = found.text.bytes;
		run->missing_from = value.kind == VALUE_MAP ? value.map : NULL;
	}
	/* What the format knows and the meeting lacks is empty, and so is all that is in it. */
	if (found.kind == VALUE_UNDEFINED && value.kind == VALUE_NONE &&
		run->mode == TEMPLATE_STRICT)
		return value_none();
	return found;
}

struct value attribute_of(struct run *run, const struct expr *where, struct value value,
	struct value_text name, bool call)
{
	if (value_is_failed(value))
		return value;
	if (value.kind == VALUE_UNDEFINED)
		return of_undefined(run, where, value);
	if (value.kind == VALUE_FUNCTION)
		return function_attribute(run, value.function, name);
	struct value method = value_undefined(name.bytes, name.length);
	bool own = value.kind == VALUE_MAP && value_map_has(value.map, name.bytes, name.length) &&
		   !call;
	if (!own)
		method = method_of(run, value, name);
	if (method.kind == VALUE_FUNCTION && (call || value.kind != VALUE_MAP))
		return method;
	struct value found = value_item(run->arena, value, value_text_n(name.bytes, name.length));
	if (found.kind == VALUE_UNDEFINED && method.kind == VALUE_FUNCTION)
		return method;
	return found_or_missing(run, value, found);
}

struct value item_of(
	struct run *run, const struct expr *where, struct value value, struct value key)
{
	if (value_is_failed(value) || value_is_failed(key))
		return value_failed();
	if (value.kind == VALUE_UNDEFINED)
		return of_undefined(run, where, value);
	if (!run_usable(run, where->right ? where->right : where, key, true))
		return value_failed();
	if (value.kind == VALUE_FUNCTION)
		return function_attribute(run, value.function, value_print(run->arena, key));
	return found_or_missing(run, value, value_item(run->arena, value, key));
}

/* Evaluates a bound of a slice; *given tells whether there is one. */
static bool bound(struct run *run, const struct expr *expr, int64_t *number, bool *given)
{
	*given = false;
	if (expr == NULL)
		return true;
	struct value value = eval(run, expr);
	if (!run_usable(run, expr, value, true))
		return false;
	if (value.kind == VALUE_NONE)
		return true;
	*given = true;
	if (value_is_integer(value, number))
		return true;
	run_error(run, expr, "bad-value", tr("the bounds of a slice are whole numbers, not %s"),
		value_kind_name(value.kind));
	return false;
}

/* The bounds as Python applies them to a sequence of count items. */
static int64_t clamp(int64_t number, int64_t count, int64_t lowest, int64_t highest)
{
	if (number < 0)
		number += count;
	return number < lowest ? lowest : number > highest ? highest : number;
}

static struct value slice(
	struct run *run, struct value value, int64_t from, int64_t to, int64_t step)
{
	const struct value_list *items = value_items(run->arena, value);
	struct value_list *list = value_list_create(run->arena);
	list->tuple = items->tuple;
	for (int64_t i = from; step > 0 ? i < to : i > to; i += step) {
		value_list_push(run->arena, list, items->items[i]);
		if (step > 0 ? to - i <= step : i - to <= -step)
			break;
	}
	if (value.kind == VALUE_LIST)
		return value_list(list);
	struct buf out;
	buf_init(&out, run->arena);
	for (size_t i = 0; i < list->count; i++)
		buf_append(&out, list->items[i].text.bytes, list->items[i].text.length);
	const char *text = buf_text(&out);
	return value_text_n(text, out.length);
}

struct value slice_of(struct run *run, const struct expr *expr)
{
	struct value value = eval(run, expr->left);
	int64_t number[3] = {0, 0, 1};
	bool given[3];
	size_t length;
	if (value_is_failed(value))
		return value;
	if (value.kind == VALUE_UNDEFINED)
		return of_undefined(run, expr, value);
	for (size_t i = 0; i < 3; i++) {
		if (!bound(run, expr->items[i], &number[i], &given[i]))
			return value_failed();
	}
	if (value.kind == VALUE_NONE && run->mode == TEMPLATE_STRICT)
		return value;
	bool sequence = value.kind != VALUE_MAP && value.kind != VALUE_NONE &&
			value_length(run->arena, value, &length);
	if (!sequence && run->mode == TEMPLATE_LAX)
		return value_undefined("[:]", 3);
	if (!sequence)
		return run_error(run, expr, "bad-value", tr("%s cannot be sliced"),
			value_kind_name(value.kind));
	int64_t count = (int64_t)length, step = given[2] ? number[2] : 1;
	if (step == 0)
		return run_error(run, expr, "bad-value", tr("the step of a slice cannot be 0"));
	if (step < -count - 1)
		step = -count - 1;
	int64_t lowest = step > 0 ? 0 : -1, highest = step > 0 ? count : count - 1;
	int64_t from = step > 0 ? 0 : count - 1, to = step > 0 ? count : -1;
	if (given[0])
		from = clamp(number[0], count, lowest, highest);
	if (given[1])
		to = clamp(number[1], count, lowest, highest);
	return slice(run, value, from, to, step);
}
