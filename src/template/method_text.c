#include "template/method.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/filter.h"
#include "template/format.h"
#include "template/run.h"

#include <string.h>

/* Methods of texts, as Python has them. */

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
	if (!method_text(call, 0, "", &set))
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

/* The offset of the first place of part in text at or after from, or SIZE_MAX. */
static size_t find(struct value_text text, struct value_text part, size_t from)
{
	const char *at = memmem(text.bytes + from, text.length - from, part.bytes, part.length);
	return at ? (size_t)(at - text.bytes) : SIZE_MAX;
}

static char *reversed(struct arena *arena, struct value_text text)
{
	char *bytes = arena_alloc(arena, text.length + 1);
	for (size_t i = 0; i < text.length; i++)
		bytes[i] = text.bytes[text.length - 1 - i];
	return bytes;
}

/* That of the last place, or SIZE_MAX. */
static size_t find_last(const struct call *call, struct value_text text, struct value_text part)
{
	enum { SHORT = 64 }; /* what may be compared anew at each place */
	if (part.length > text.length)
		return SIZE_MAX;
	if (part.length > SHORT) {
		const char *backwards = reversed(call->run->arena, text);
		const char *at = memmem(
			backwards, text.length, reversed(call->run->arena, part), part.length);
		return at ? text.length - (size_t)(at - backwards) - part.length : SIZE_MAX;
	}
	for (size_t i = text.length - part.length + 1; i-- > 0;) {
		if (memcmp(text.bytes + i, part.bytes, part.length) == 0)
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
	if (!method_text(call, 0, "", &between) || !method_integer(call, 1, -1, &most))
		return value_failed();
	if (between.length == 0) {
		split_blanks(call, list, most);
		return value_list(list);
	}
	size_t from = 0, at;
	while ((most < 0 || (int64_t)list->count < most) &&
		(at = find(text, between, from)) != SIZE_MAX) {
		push_part(call, list, from, at);
		from = at + between.length;
	}
	push_part(call, list, from, text.length);
	return value_list(list);
}

/* All words, the first of which become one again, with what stands between them. */
static struct value rsplit_blanks(const struct call *call, struct value_list *list, int64_t most)
{
	split_blanks(call, list, -1);
	if ((int64_t)list->count <= most + 1)
		return value_list(list);
	struct value_list *rest = value_list_create(call->run->arena);
	size_t joined = list->count - (size_t)most;
	const struct value_text *first = &list->items[0].text,
				*last = &list->items[joined - 1].text;
	value_list_push(call->run->arena, rest,
		value_text_n(first->bytes, (size_t)(last->bytes + last->length - first->bytes)));
	for (size_t i = joined; i < list->count; i++)
		value_list_push(call->run->arena, rest, list->items[i]);
	return value_list(rest);
}

static struct value text_rsplit(const struct call *call)
{
	struct value_text between, text = call->receiver.text;
	int64_t most;
	if (!method_text(call, 0, "", &between) || !method_integer(call, 1, -1, &most))
		return value_failed();
	if (most < 0)
		return text_split(call);
	struct value_list *list = value_list_create(call->run->arena);
	struct value_list *backwards = value_list_create(call->run->arena);
	if (between.length == 0)
		return rsplit_blanks(call, list, most);
	size_t at;
	while ((int64_t)backwards->count < most &&
		(at = find_last(call, text, between)) != SIZE_MAX) {
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
	return method_result(&out);
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
	if (!method_text(call, 0, NULL, &part))
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
	if (!method_text(call, 0, NULL, &part))
		return value_failed();
	size_t at = last ? find_last(call, text, part) : find(text, part, 0);
	return value_int(at == SIZE_MAX ? -1 : (int64_t)utf8_length(text.bytes, at));
}

static struct value indexed(const struct call *call, bool last)
{
	struct value value = found(call, last);
	if (!value_is_failed(value) && value.integer < 0)
		return run_error(call->run, call->where, "bad-value",
			tr("'%s' finds nothing; 'find' gives -1 then"), last ? "rindex" : "index");
	return value;
}

static struct value text_index(const struct call *call)
{
	return indexed(call, false);
}

static struct value text_rindex(const struct call *call)
{
	return indexed(call, true);
}

/* What stands before, the separator itself, and what stands behind. */
static struct value parted(const struct call *call, bool last)
{
	struct value_text between, text = call->receiver.text;
	if (!method_text(call, 0, NULL, &between))
		return value_failed();
	size_t at = last ? find_last(call, text, between) : find(text, between, 0);
	struct value_list *list = value_list_create(call->run->arena);
	list->tuple = true;
	size_t edges[4] = {0, text.length, text.length, text.length};
	if (at != SIZE_MAX)
		edges[1] = at, edges[2] = at + between.length;
	else if (last)
		edges[1] = edges[2] = 0;
	for (size_t i = 0; i < 3; i++)
		push_part(call, list, edges[i], edges[i + 1]);
	return value_list(list);
}

static struct value text_partition(const struct call *call)
{
	return parted(call, false);
}

static struct value text_rpartition(const struct call *call)
{
	return parted(call, true);
}

static struct value text_removeprefix(const struct call *call)
{
	struct value_text part, text = call->receiver.text;
	if (!method_text(call, 0, NULL, &part))
		return value_failed();
	size_t taken = begins(text, part) ? part.length : 0;
	return value_text_n(text.bytes + taken, text.length - taken);
}

static struct value text_removesuffix(const struct call *call)
{
	struct value_text part, text = call->receiver.text;
	if (!method_text(call, 0, NULL, &part))
		return value_failed();
	return value_text_n(text.bytes, text.length - (ends(text, part) ? part.length : 0));
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
	if (!method_text(call, 0, NULL, &part))
		return value_failed();
	if (part.length == 0)
		return value_int((int64_t)utf8_length(text.bytes, text.length) + 1);
	for (size_t at = 0; (at = find(text, part, at)) != SIZE_MAX; at += part.length)
		count++;
	return value_int(count);
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
	{"index", "sub", 1, text_index},
	{"rindex", "sub", 1, text_rindex},
	{"partition", "sep", 1, text_partition},
	{"rpartition", "sep", 1, text_rpartition},
	{"removeprefix", "prefix", 1, text_removeprefix},
	{"removesuffix", "suffix", 1, text_removesuffix},
	{"rfind", "sub", 1, text_rfind},
	{"count", "sub", 1, text_count},
	{"format", NULL, 0, text_format},
	{NULL, NULL, 0, NULL},
};
