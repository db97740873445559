#include "template/format.h"

#include "base/utf8.h"
#include "template/number.h"
#include "template/run.h"

#include <string.h>

/* [[fill]align][sign][#][0][width][,][.precision][type] */
static bool read_spec(struct value_text text, struct spec *spec)
{
	size_t at = 0;
	uint32_t code_point;
	*spec = format_plain;
	size_t step = text.length ? utf8_decode(text.bytes, text.length, &code_point) : 0;
	if (text.length > step && strchr("<>^=", text.bytes[step]) != NULL) {
		memset(spec->fill, 0, sizeof spec->fill);
		memcpy(spec->fill, text.bytes, step);
		spec->align = text.bytes[step];
		at = step + 1;
	} else if (text.length > 0 && strchr("<>^=", text.bytes[0]) != NULL)
		spec->align = text.bytes[at++];
	if (at < text.length && strchr("+- ", text.bytes[at]) != NULL)
		spec->sign = text.bytes[at++];
	if (at < text.length && text.bytes[at] == '#') {
		spec->alternative = true;
		at++;
	}
	if (at < text.length && text.bytes[at] == '0') {
		if (spec->align == '\0') {
			spec->align = '=';
			strcpy(spec->fill, "0");
		}
		at++;
	}
	spec->width = format_number(text, &at, FORMAT_WIDTH_MOST);
	if (at < text.length && strchr(",_", text.bytes[at]) != NULL)
		spec->group = text.bytes[at++];
	if (at < text.length && text.bytes[at] == '.') {
		at++;
		spec->precision = format_number(text, &at, FORMAT_DECIMALS_MOST);
	}
	if (at < text.length)
		spec->type = text.bytes[at++];
	return at == text.length;
}

/* The value that a field names: {} {0} {navn} {0.titel} {navn[nøgle]}. */
static struct value field_value(const struct call *call, struct value_text field, size_t *next)
{
	size_t at = 0;
	struct value value;
	while (at < field.length && field.bytes[at] != '.' && field.bytes[at] != '[')
		at++;
	int64_t index = (int64_t)*next;
	bool numbered = number_parse_integer(field.bytes, at, &index);
	if (at == 0)
		++*next;
	if (at == 0 || numbered)
		value = index >= 0 && (uint64_t)index < call->count ? call->arguments[index]
								    : value_failed();
	else
		value = call->keywords == NULL ? value_failed()
					       : value_map_get(call->keywords, field.bytes, at);
	while (at < field.length && !value_is_failed(value)) {
		bool bracket = field.bytes[at] == '[';
		size_t from = ++at;
		while (at < field.length &&
			!(bracket ? field.bytes[at] == ']'
				  : field.bytes[at] == '.' || field.bytes[at] == '['))
			at++;
		struct value_text name = {field.bytes + from, at - from};
		bool digits = bracket && number_parse_integer(name.bytes, name.length, &index);
		at += bracket && at < field.length;
		value = digits ? item_of(call->run, call->where, value, value_int(index))
			       : item_of(call->run, call->where, value,
					 value_text_n(name.bytes, name.length));
	}
	return value;
}

static bool append_field(
	const struct call *call, struct buf *out, struct value_text field, size_t *next)
{
	struct value_text parts[2] = {field, {"", 0}};
	struct spec spec;
	char conversion = '\0';
	const char *colon = memchr(field.bytes, ':', field.length);
	if (colon != NULL) {
		parts[0].length = (size_t)(colon - field.bytes);
		parts[1] = (struct value_text){colon + 1, field.length - parts[0].length - 1};
	}
	if (parts[0].length >= 2 && parts[0].bytes[parts[0].length - 2] == '!') {
		conversion = parts[0].bytes[parts[0].length - 1];
		parts[0].length -= 2;
	}
	struct value value = field_value(call, parts[0], next);
	if (value_is_failed(value))
		return false;
	if (!run_usable(call->run, call->where, value, true))
		return false;
	if (conversion != '\0') {
		struct value_text text = conversion == 'r' ? value_repr(out->arena, value)
							   : value_print(out->arena, value);
		value = value_text_n(text.bytes, text.length);
	}
	if ((value.kind == VALUE_DATE || value.kind == VALUE_TIME) && parts[1].length > 0)
		return date_format(out, arena_strndup(out->arena, parts[1].bytes, parts[1].length),
			value.kind == VALUE_DATE ? value.date : (struct date){1900, 1, 1},
			value.kind == VALUE_DATE ? -1 : value.time.minutes);
	if (!read_spec(parts[1], &spec))
		return false;
	return format_value(out, &spec, value);
}

struct value format_braces(const struct call *call, struct value_text pattern)
{
	struct buf out;
	size_t next = 0;
	size_t errors = report_error_count(call->run->report);
	buf_init(&out, call->run->arena);
	for (size_t at = 0; at < pattern.length; at++) {
		char c = pattern.bytes[at];
		bool doubled = at + 1 < pattern.length && pattern.bytes[at + 1] == c;
		if (c != '{' && c != '}') {
			buf_putc(&out, c);
			continue;
		}
		if (doubled) {
			buf_putc(&out, c);
			at++;
			continue;
		}
		const char *end =
			c == '{' ? memchr(pattern.bytes + at, '}', pattern.length - at) : NULL;
		struct value_text field = {
			pattern.bytes + at + 1, end ? (size_t)(end - pattern.bytes) - at - 1 : 0};
		if (end == NULL || !append_field(call, &out, field, &next))
			return report_error_count(call->run->report) > errors
				       ? value_failed()
				       : format_bad(call->run, call->where, pattern);
		at += field.length + 1;
	}
	const char *text = buf_text(&out);
	return value_text_n(text, out.length);
}
