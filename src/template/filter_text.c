#include "template/filter_rows.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "document/text_output.h"
#include "template/format.h"
#include "template/run.h"

#include <string.h>

static struct value taken(struct buf *out)
{
	return value_text_n(buf_text(out), out->length);
}

static struct value apply_upper(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	return value_text(utf8_upper(call->arena, text.bytes, text.length));
}

static struct value apply_lower(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	return value_text(utf8_lower(call->arena, text.bytes, text.length));
}

static struct value apply_string(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	return value_text_n(text.bytes, text.length);
}

/* Every value is escaped once, when it is written; these only mean what they say in HTML. */
static struct value apply_safe(const struct filter_call *call)
{
	struct value value = call->input;
	value.safe = value.kind == VALUE_TEXT;
	return value;
}

static struct value apply_escape(const struct filter_call *call)
{
	struct value value = call->input;
	if (value.kind != VALUE_TEXT || value.safe || call->run->kind != DOCUMENT_HTML)
		return value;
	struct buf out;
	buf_init(&out, call->arena);
	html_escape(&out, value.text.bytes, value.text.length);
	value = taken(&out);
	value.safe = true;
	return value;
}

static struct value apply_capitalize(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	struct buf out;
	buf_init(&out, call->arena);
	for (size_t i = 0; i < text.length;) {
		uint32_t point;
		size_t first = i;
		i += utf8_decode(text.bytes + i, text.length - i, &point);
		buf_put_utf8(&out, first == 0 ? utf8_to_upper(point) : utf8_to_lower(point));
	}
	return taken(&out);
}

/* A word begins after a blank, a hyphen or an opening bracket (as Jinja's title does). */
static struct value apply_title(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	struct buf out;
	buf_init(&out, call->arena);
	bool begins = true;
	for (size_t i = 0; i < text.length;) {
		uint32_t point;
		i += utf8_decode(text.bytes + i, text.length - i, &point);
		buf_put_utf8(&out, begins ? utf8_to_upper(point) : utf8_to_lower(point));
		begins = utf8_is_space(point) ||
			 (point < 128 && strchr("-({[<", (int)point) != NULL);
	}
	return taken(&out);
}

static bool is_among(uint32_t point, struct value_text set)
{
	for (size_t i = 0; i < set.length;) {
		uint32_t member;
		i += utf8_decode(set.bytes + i, set.length - i, &member);
		if (member == point)
			return true;
	}
	return false;
}

static struct value apply_trim(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call), set;
	bool given = filter_given(call, 0) && call->arguments[0].kind != VALUE_NONE;
	if (given && !filter_text(call, 0, "", &set))
		return value_failed();
	size_t begin = text.length, end = 0;
	for (size_t i = 0; i < text.length;) {
		uint32_t point;
		size_t first = i;
		i += utf8_decode(text.bytes + i, text.length - i, &point);
		if (given ? is_among(point, set) : utf8_is_space(point))
			continue;
		if (begin > first)
			begin = first;
		end = i;
	}
	return end == 0 ? value_text("") : value_text_n(text.bytes + begin, end - begin);
}

static struct value apply_replace(const struct filter_call *call)
{
	if (!filter_defined(call, call->arguments[0]) || !filter_defined(call, call->arguments[1]))
		return value_failed();
	struct value_text text = filter_input_text(call);
	struct value_text old = value_print(call->arena, call->arguments[0]);
	struct value_text new = value_print(call->arena, call->arguments[1]);
	int64_t most;
	bool bounded = filter_given(call, 2) && call->arguments[2].kind != VALUE_NONE;
	if (!filter_integer(call, bounded ? 2 : 3, INT64_MAX, &most))
		return value_failed();
	if (most < 0)
		most = INT64_MAX;
	struct buf out;
	buf_init(&out, call->arena);
	size_t i = 0;
	while (i < text.length && most > 0) {
		const char *found = old.length == 0 ? text.bytes + i
						    : memmem(text.bytes + i, text.length - i,
							      old.bytes, old.length);
		if (found == NULL)
			break;
		size_t at = (size_t)(found - text.bytes);
		buf_append(&out, text.bytes + i, at - i);
		buf_append(&out, new.bytes, new.length);
		i = at + old.length;
		if (old.length == 0) {
			/* As Python: between all characters. */
			uint32_t point;
			size_t step = utf8_decode(text.bytes + i, text.length - i, &point);
			buf_append(&out, text.bytes + i, step);
			i += step;
		}
		most--;
	}
	buf_append(&out, text.bytes + i, text.length - i);
	if (old.length == 0 && i == text.length && most > 0)
		buf_append(&out, new.bytes, new.length);
	return taken(&out);
}

/* The offset of the character with this index, or the length. */
static size_t offset_of(struct value_text text, int64_t index)
{
	size_t offset = 0;
	uint32_t point;
	while (offset < text.length && index-- > 0)
		offset += utf8_decode(text.bytes + offset, text.length - offset, &point);
	return offset;
}

static struct value apply_truncate(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call), end;
	int64_t length, leeway;
	if (!filter_integer(call, 0, 255, &length) || !filter_text(call, 2, "...", &end) ||
		!filter_integer(call, 3, 5, &leeway))
		return value_failed();
	bool kill_words = filter_boolean(call, 1, false);
	int64_t end_length = (int64_t)utf8_length(end.bytes, end.length);
	if (length < end_length || leeway < 0)
		return filter_error(call, "bad-value",
			tr("'truncate' needs a length of at least %lld, that of its end"),
			(long long)end_length);
	if ((int64_t)utf8_length(text.bytes, text.length) <= length + leeway)
		return value_text_n(text.bytes, text.length);
	size_t cut = offset_of(text, length - end_length);
	if (!kill_words) {
		const char *blank = memrchr(text.bytes, ' ', cut);
		if (blank != NULL)
			cut = (size_t)(blank - text.bytes);
	}
	struct buf out;
	buf_init(&out, call->arena);
	buf_append(&out, text.bytes, cut);
	buf_append(&out, end.bytes, end.length);
	return taken(&out);
}

static bool is_word_character(uint32_t point)
{
	return utf8_is_letter(point) || (point >= '0' && point <= '9') || point == '_';
}

static struct value apply_wordcount(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	int64_t words = 0;
	bool inside = false;
	for (size_t i = 0; i < text.length;) {
		uint32_t point;
		i += utf8_decode(text.bytes + i, text.length - i, &point);
		bool word = is_word_character(point);
		words += word && !inside;
		inside = word;
	}
	return value_int(words);
}

static struct value apply_indent(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call), prefix = {"    ", 4};
	bool first = filter_boolean(call, 1, false), blank = filter_boolean(call, 2, false);
	int64_t width = 4;
	if (filter_given(call, 0) && call->arguments[0].kind == VALUE_TEXT) {
		prefix = call->arguments[0].text;
	} else {
		if (!filter_integer(call, 0, 4, &width))
			return value_failed();
		if (width < 0 || width > 1000)
			return filter_error(
				call, "bad-value", tr("'indent' takes a width from 0 to 1000"));
		char *blanks = arena_alloc(call->arena, (size_t)width + 1);
		memset(blanks, ' ', (size_t)width);
		prefix = (struct value_text){blanks, (size_t)width};
	}
	struct buf out;
	buf_init(&out, call->arena);
	for (size_t i = 0, line = 0; i <= text.length; line++) {
		const char *stop = memchr(text.bytes + i, '\n', text.length - i);
		size_t length = stop != NULL ? (size_t)(stop - text.bytes) - i : text.length - i;
		if (line == 0 ? first : (blank || length > 0))
			buf_append(&out, prefix.bytes, prefix.length);
		buf_append(&out, text.bytes + i, length);
		if (stop == NULL)
			break;
		buf_putc(&out, '\n');
		i += length + 1;
	}
	return taken(&out);
}

static struct value apply_center(const struct filter_call *call)
{
	struct value_text text = filter_input_text(call);
	int64_t width, length = (int64_t)utf8_length(text.bytes, text.length);
	if (!filter_integer(call, 0, 80, &width))
		return value_failed();
	if (width > 10000)
		return filter_error(
			call, "bad-value", tr("'center' takes a width of at most 10000"));
	int64_t blanks = width > length ? width - length : 0;
	/* Python puts the odd blank to the left where the width is odd. */
	int64_t left = blanks / 2 + (blanks & width & 1);
	struct buf out;
	buf_init(&out, call->arena);
	for (int64_t i = 0; i < left; i++)
		buf_putc(&out, ' ');
	buf_append(&out, text.bytes, text.length);
	for (int64_t i = left; i < blanks; i++)
		buf_putc(&out, ' ');
	return taken(&out);
}

/* As in an address (RFC 3986, 2); what separates its parts stays unless it is to mean itself. */
static void put_encoded(struct buf *out, struct value_text text, bool in_query)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.bytes[i];
		if ((byte < 128 && utf8_is_letter(byte)) || (byte >= '0' && byte <= '9') ||
			(byte != '\0' && strchr("-._~", byte) != NULL) ||
			(byte == '/' && !in_query))
			buf_putc(out, (char)byte);
		else if (byte == ' ' && in_query)
			buf_putc(out, '+');
		else {
			buf_putc(out, '%');
			buf_putc(out, digits[byte >> 4]);
			buf_putc(out, digits[byte & 15]);
		}
	}
}

static struct value apply_urlencode(const struct filter_call *call)
{
	struct buf out;
	buf_init(&out, call->arena);
	if (call->input.kind != VALUE_MAP) {
		put_encoded(&out, filter_input_text(call), false);
		return taken(&out);
	}
	const struct value_map *map = call->input.map;
	for (size_t i = 0; i < map->count; i++) {
		if (i > 0)
			buf_putc(&out, '&');
		put_encoded(&out, map->keys[i], true);
		buf_putc(&out, '=');
		put_encoded(&out, value_print(call->arena, map->values[i]), true);
	}
	return taken(&out);
}

static struct value apply_format(const struct filter_call *call)
{
	struct value_text pattern = filter_input_text(call);
	if (call->count == 0 && call->keywords != NULL)
		return format_percent(call->run, call->where, pattern, value_map(call->keywords));
	struct value_list *values = value_list_create(call->arena);
	values->tuple = true;
	for (size_t i = 0; i < call->count; i++)
		value_list_push(call->arena, values, call->arguments[i]);
	return format_percent(call->run, call->where, pattern, value_list(values));
}

const struct filter filter_text_rows[] = {
	{"capitalize", "", 0, 0, apply_capitalize},
	{"center", "width", 0, 0, apply_center},
	{"e", "", 0, 0, apply_escape},
	{"escape", "", 0, 0, apply_escape},
	{"format", "", 0, FILTER_REST, apply_format},
	{"indent", "width first blank", 0, 0, apply_indent},
	{"lower", "", 0, 0, apply_lower},
	{"replace", "old new count", 2, 0, apply_replace},
	{"safe", "", 0, 0, apply_safe},
	{"string", "", 0, 0, apply_string},
	{"title", "", 0, 0, apply_title},
	{"trim", "chars", 0, 0, apply_trim},
	{"truncate", "length killwords end leeway", 0, 0, apply_truncate},
	{"upper", "", 0, 0, apply_upper},
	{"urlencode", "", 0, 0, apply_urlencode},
	{"wordcount", "", 0, 0, apply_wordcount},
	{0},
};
