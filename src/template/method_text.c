#include "template/method.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/filter.h"
#include "template/format.h"
#include "template/run.h"

#include <string.h>

/* Methods of texts, as Python has them. */

static struct value text_value(struct buf *out)
{
	const char *text = buf_text(out);
	return value_text_n(text, out->length);
}

/* A text argument; with a fallback it may be left out or none. */
static bool text_argument(
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

static bool integer_argument(
	const struct call *call, size_t index, int64_t fallback, int64_t *integer)
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

/* The filter of the same name on the same arguments. */
static struct value by_filter(const struct call *call, const char *name)
{
	struct value_text filter = {name, strlen(name)};
	struct filter_call filter_call = {.arena = call->run->arena,
		.report = call->run->report,
		.mode = call->run->mode,
		.name = name,
		.arguments = call->arguments,
		.count = call->count,
		.run = call->run,
		.where = call->where};
	return filter_apply(&filter_call, filter, call->receiver, 0);
}

static struct value text_upper(const struct call *call)
{
	return by_filter(call, "upper");
}

static struct value text_lower(const struct call *call)
{
	return by_filter(call, "lower");
}

static struct value text_title(const struct call *call)
{
	return by_filter(call, "title");
}

static struct value text_capitalize(const struct call *call)
{
	return by_filter(call, "capitalize");
}

/* True if the code point is among those of set; any blank where set is empty. */
static bool is_among(uint32_t code_point, struct value_text set)
{
	uint32_t candidate;
	if (set.length == 0)
		return utf8_is_space(code_point);
	for (size_t i = 0; i < set.length;) {
		i += utf8_decode(set.bytes + i, set.length - i, &candidate);
		if (candidate == code_point)
			return true;
	}
	return false;
}

static struct value strip(const struct call *call, bool left, bool right)
{
	struct value_text text = call->receiver.text, set;
	uint32_t code_point;
	if (!text_argument(call, 0, "", &set))
		return value_failed();
	while (left && text.length > 0) {
		size_t step = utf8_decode(text.bytes, text.length, &code_point);
		if (!is_among(code_point, set))
			break;
		text.bytes += step;
		text.length -= step;
	}
	while (right && text.length > 0) {
		size_t at = text.length - 1;
		while (at > 0 && ((unsigned char)text.bytes[at] & 0xc0) == 0x80)
			at--;
		utf8_decode(text.bytes + at, text.length - at, &code_point);
		if (!is_among(code_point, set))
			break;
		text.length = at;
	}
	return value_text_n(text.bytes, text.length);
}

static struct value text_strip(const struct call *call)
{
	return strip(call, true, true);
}

static struct value text_lstrip(const struct call *call)
{
	return strip(call, true, false);
}

static struct value text_rstrip(const struct call *call)
{
	return strip(call, false, true);
}

/* The offset of the first (or last) place of part in text at or after from, or SIZE_MAX. */
static size_t find(struct value_text text, struct value_text part, size_t from, bool last)
{
	if (!last) {
		const char *at =
			memmem(text.bytes + from, text.length - from, part.bytes, part.length);
		return at ? (size_t)(at - text.bytes) : SIZE_MAX;
	}
	for (size_t i = text.length + 1; i-- > from;) {
		if (text.length - i >= part.length &&
			memcmp(text.bytes + i, part.bytes, part.length) == 0)
			return i;
	}
	return SIZE_MAX;
}

static void push_part(const struct call *call, struct value_list *list, size_t from, size_t to)
{
	value_list_push(
		call->run->arena, list, value_text_n(call->receiver.text.bytes + from, to - from));
}

/* Words between any blanks. */
static void split_blanks(const struct call *call, struct value_list *list, int64_t most)
{
	struct value_text text = call->receiver.text;
	uint32_t code_point;
	size_t at = 0, step;
	for (;;) {
		for (; at < text.length; at += step) {
			step = utf8_decode(text.bytes + at, text.length - at, &code_point);
			if (!utf8_is_space(code_point))
				break;
		}
		if (at >= text.length)
			return;
		size_t from = at;
		if (most >= 0 && (int64_t)list->count >= most) {
			push_part(call, list, from, text.length);
			return;
		}
		for (; at < text.length; at += step) {
			step = utf8_decode(text.bytes + at, text.length - at, &code_point);
			if (utf8_is_space(code_point))
				break;
		}
		push_part(call, list, from, at);
	}
}

static struct value text_split(const struct call *call)
{
	struct value_text between, text = call->receiver.text;
	int64_t most;
	struct value_list *list = value_list_create(call->run->arena);
	if (!text_argument(call, 0, "", &between) || !integer_argument(call, 1, -1, &most))
		return value_failed();
	if (between.length == 0) {
		split_blanks(call, list, most);
		return value_list(list);
	}
	size_t from = 0, at;
	while ((most < 0 || (int64_t)list->count < most) &&
		(at = find(text, between, from, false)) != SIZE_MAX) {
		push_part(call, list, from, at);
		from = at + between.length;
	}
	push_part(call, list, from, text.length);
	return value_list(list);
}

static struct value text_rsplit(const struct call *call)
{
	struct value_text between, text = call->receiver.text;
	int64_t most;
	if (!text_argument(call, 0, "", &between) || !integer_argument(call, 1, -1, &most))
		return value_failed();
	if (most < 0 || between.length == 0)
		return text_split(call);
	struct value_list *list = value_list_create(call->run->arena);
	struct value_list *backwards = value_list_create(call->run->arena);
	size_t at;
	while ((int64_t)backwards->count < most &&
		(at = find(text, between, 0, true)) != SIZE_MAX) {
		push_part(call, backwards, at + between.length, text.length);
		text.length = at;
	}
	push_part(call, backwards, 0, text.length);
	for (size_t i = backwards->count; i-- > 0;)
		value_list_push(call->run->arena, list, backwards->items[i]);
	return value_list(list);
}

static struct value text_splitlines(const struct call *call)
{
	struct value_text text = call->receiver.text;
	struct value_list *list = value_list_create(call->run->arena);
	for (size_t from = 0; from < text.length;) {
		const char *line = text.bytes + from;
		const char *end = memchr(line, '\n', text.length - from);
		size_t to = end ? (size_t)(end - text.bytes) : text.length;
		push_part(call, list, from, to > from && text.bytes[to - 1] == '\r' ? to - 1 : to);
		from = to + 1;
	}
	return value_list(list);
}

static struct value text_join(const struct call *call)
{
	struct value value = call->arguments[0];
	if (!run_usable(call->run, call->where, value, false))
		return value_failed();
	const struct value_list *items = value_items(call->run->arena, value);
	struct buf out;
	if (items == NULL)
		return run_error(call->run, call->where, "bad-value",
			tr("'%s' takes a list, not %s"), "join", value_kind_name(value.kind));
	buf_init(&out, call->run->arena);
	for (size_t i = 0; i < items->count; i++) {
		if (i > 0)
			buf_append(&out, call->receiver.text.bytes, call->receiver.text.length);
		value_append(&out, items->items[i]);
	}
	return text_value(&out);
}

static struct value text_replace(const struct call *call)
{
	return by_filter(call, "replace");
}

static bool begins(struct value_text text, struct value_text part)
{
	return text.length >= part.length && memcmp(text.bytes, part.bytes, part.length) == 0;
}

static bool ends(struct value_text text, struct value_text part)
{
	return text.length >= part.length &&
	       memcmp(text.bytes + text.length - part.length, part.bytes, part.length) == 0;
}

/* startswith and endswith take a text or a tuple of them. */
static struct value at_edge(
	const struct call *call, bool (*test)(struct value_text text, struct value_text part))
{
	struct value_text part;
	struct value value = call->arguments[0];
	bool holds = false;
	for (size_t i = 0; value.kind == VALUE_LIST && i < value.list->count && !holds; i++)
		holds = value_is_text(call->run->arena, value.list->items[i], &part) &&
			test(call->receiver.text, part);
	if (value.kind == VALUE_LIST)
		return value_bool(holds);
	if (!text_argument(call, 0, NULL, &part))
		return value_failed();
	return value_bool(test(call->receiver.text, part));
}

static struct value text_startswith(const struct call *call)
{
	return at_edge(call, begins);
}

static struct value text_endswith(const struct call *call)
{
	return at_edge(call, ends);
}

static struct value found(const struct call *call, bool last)
{
	struct value_text part, text = call->receiver.text;
	if (!text_argument(call, 0, NULL, &part))
		return value_failed();
	size_t at = find(text, part, 0, last);
	return value_int(at == SIZE_MAX ? -1 : (int64_t)utf8_length(text.bytes, at));
}

static struct value text_find(const struct call *call)
{
	return found(call, false);
}

static struct value text_rfind(const struct call *call)
{
	return found(call, true);
}

static struct value text_count(const struct call *call)
{
	struct value_text part, text = call->receiver.text;
	int64_t count = 0;
	if (!text_argument(call, 0, NULL, &part))
		return value_failed();
	if (part.length == 0)
		return value_int((int64_t)utf8_length(text.bytes, text.length) + 1);
	for (size_t at = 0; (at = find(text, part, at, false)) != SIZE_MAX; at += part.length)
		count++;
	return value_int(count);
}

/* Fills up to a width: where says how much of the filling goes to the left, 0 to 2 halves. */
static struct value fill(const struct call *call, const char *filling, int halves)
{
	struct value_text text = call->receiver.text, with;
	int64_t width;
	struct buf out;
	if (!integer_argument(call, 0, 0, &width) || !text_argument(call, 1, filling, &with))
		return value_failed();
	int64_t missing = width - (int64_t)utf8_length(text.bytes, text.length);
	if (missing <= 0 || width > 100000)
		return call->receiver;
	/* Where an odd one goes: as Python's center. */
	int64_t left = halves == 1 ? missing / 2 + (missing & width & 1) : missing * halves / 2;
	buf_init(&out, call->run->arena);
	for (int64_t i = 0; i < missing; i++) {
		if (i == left)
			buf_append(&out, text.bytes, text.length);
		buf_append(&out, with.bytes, with.length);
	}
	if (left == missing)
		buf_append(&out, text.bytes, text.length);
	return text_value(&out);
}

static struct value text_ljust(const struct call *call)
{
	return fill(call, " ", 0);
}

static struct value text_rjust(const struct call *call)
{
	return fill(call, " ", 2);
}

static struct value text_center(const struct call *call)
{
	return fill(call, " ", 1);
}

static struct value text_zfill(const struct call *call)
{
	struct value_text text = call->receiver.text;
	int64_t width;
	struct buf out;
	if (!integer_argument(call, 0, 0, &width))
		return value_failed();
	int64_t missing = width - (int64_t)utf8_length(text.bytes, text.length);
	size_t sign = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+');
	if (missing <= 0 || width > 100000)
		return call->receiver;
	buf_init(&out, call->run->arena);
	buf_append(&out, text.bytes, sign);
	for (int64_t i = 0; i < missing; i++)
		buf_putc(&out, '0');
	buf_append(&out, text.bytes + sign, text.length - sign);
	return text_value(&out);
}

/* True if there is a character and all of them are of the kind. */
static struct value all_are(const struct call *call, bool (*is)(uint32_t code_point))
{
	struct value_text text = call->receiver.text;
	uint32_t code_point;
	for (size_t i = 0; i < text.length;) {
		i += utf8_decode(text.bytes + i, text.length - i, &code_point);
		if (!is(code_point))
			return value_bool(false);
	}
	return value_bool(text.length > 0);
}

static bool is_digit(uint32_t code_point)
{
	return code_point >= '0' && code_point <= '9';
}

static bool is_letter_or_digit(uint32_t code_point)
{
	return is_digit(code_point) || utf8_is_letter(code_point);
}

static struct value text_isdigit(const struct call *call)
{
	return all_are(call, is_digit);
}

static struct value text_isalpha(const struct call *call)
{
	return all_are(call, utf8_is_letter);
}

static struct value text_isalnum(const struct call *call)
{
	return all_are(call, is_letter_or_digit);
}

static struct value text_isspace(const struct call *call)
{
	return all_are(call, utf8_is_space);
}

/* True if there is a letter with case and none of the other case. */
static struct value one_case(const struct call *call, uint32_t (*to_other)(uint32_t code_point),
	uint32_t (*to_this)(uint32_t code_point))
{
	struct value_text text = call->receiver.text;
	uint32_t code_point;
	bool any = false;
	for (size_t i = 0; i < text.length;) {
		i += utf8_decode(text.bytes + i, text.length - i, &code_point);
		if (to_this(code_point) != code_point)
			return value_bool(false);
		any = any || to_other(code_point) != code_point;
	}
	return value_bool(any);
}

static struct value text_isupper(const struct call *call)
{
	return one_case(call, utf8_to_lower, utf8_to_upper);
}

static struct value text_islower(const struct call *call)
{
	return one_case(call, utf8_to_upper, utf8_to_lower);
}

static struct value text_format(const struct call *call)
{
	return format_braces(call, call->receiver.text);
}

const struct builtin method_text_rows[] = {
	{"upper", "", 0, text_upper},
	{"lower", "", 0, text_lower},
	{"title", "", 0, text_title},
	{"capitalize", "", 0, text_capitalize},
	{"strip", "chars", 0, text_strip},
	{"lstrip", "chars", 0, text_lstrip},
	{"rstrip", "chars", 0, text_rstrip},
	{"split", "sep maxsplit", 0, text_split},
	{"rsplit", "sep maxsplit", 0, text_rsplit},
	{"splitlines", "", 0, text_splitlines},
	{"join", "list", 1, text_join},
	{"replace", "old new count", 2, text_replace},
	{"startswith", "prefix", 1, text_startswith},
	{"endswith", "suffix", 1, text_endswith},
	{"find", "sub", 1, text_find},
	{"rfind", "sub", 1, text_rfind},
	{"count", "sub", 1, text_count},
	{"ljust", "width fillchar", 1, text_ljust},
	{"rjust", "width fillchar", 1, text_rjust},
	{"center", "width fillchar", 1, text_center},
	{"zfill", "width", 1, text_zfill},
	{"isdigit", "", 0, text_isdigit},
	{"isnumeric", "", 0, text_isdigit},
	{"isalpha", "", 0, text_isalpha},
	{"isalnum", "", 0, text_isalnum},
	{"isspace", "", 0, text_isspace},
	{"isupper", "", 0, text_isupper},
	{"islower", "", 0, text_islower},
	{"format", NULL, 0, text_format},
	{NULL, NULL, 0, NULL},
};
