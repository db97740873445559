#include "template/format.h"

#include "base/i18n.h"
#include "template/run.h"

#include <math.h>
#include <string.h>

struct percent {
	struct run *run;
	const struct expr *where;
	struct value values;
	size_t used;
};

/* The value for one conversion: of a key, the next of a tuple, or the only one. */
static struct value next_value(struct percent *percent, struct value_text key)
{
	struct value values = percent->values;
	if (key.bytes != NULL)
		return values.kind == VALUE_MAP ? value_map_get(values.map, key.bytes, key.length)
						: value_undefined(key.bytes, key.length);
	size_t at = percent->used++;
	if (values.kind == VALUE_LIST && values.list->tuple)
		return at < values.list->count ? values.list->items[at] : value_failed();
	return at == 0 ? values : value_failed();
}

static void read_flags(struct value_text pattern, size_t *at, struct spec *spec)
{
	for (; *at < pattern.length; ++*at) {
		switch (pattern.bytes[*at]) {
		case '-':
			spec->align = '<';
			break;
		case '0':
			if (spec->align != '<') {
				spec->align = '=';
				spec->fill[0] = '0';
			}
			break;
		case '+':
		case ' ':
			spec->sign = pattern.bytes[*at];
			break;
		case '#':
			spec->alternative = true;
			break;
		default:
			return;
		}
	}
}

/* One conversion whose % stands before *at. */
static bool convert(struct percent *percent, struct buf *out, struct value_text pattern, size_t *at)
{
	struct spec spec = format_plain;
	struct value_text key = {NULL, 0};
	if (*at < pattern.length && pattern.bytes[*at] == '(') {
		const char *end = memchr(pattern.bytes + *at, ')', pattern.length - *at);
		if (end == NULL)
			return false;
		key.bytes = pattern.bytes + *at + 1;
		key.length = (size_t)(end - key.bytes);
		*at += key.length + 2;
	}
	read_flags(pattern, at, &spec);
	spec.width = format_number(pattern, at, FORMAT_WIDTH_MOST);
	if (*at < pattern.length && pattern.bytes[*at] == '.') {
		++*at;
		spec.precision = format_number(pattern, at, FORMAT_DECIMALS_MOST);
	}
	if (*at >= pattern.length)
		return false;
	char type = pattern.bytes[(*at)++];
	if (type == '%') {
		buf_putc(out, '%');
		return true;
	}
	struct value value = next_value(percent, key);
	if (value_is_failed(value))
		return false;
	if (!run_usable(percent->run, percent->where, value, true))
		return false;
	double real;
	if (type == 'r') {
		struct value_text text = value_repr(out->arena, value);
		value = value_text_n(text.bytes, text.length);
	}
	spec.type = type == 'r' ? 's' : type;
	/* Numbers stand to the right also as text. */
	if (spec.align == '\0')
		spec.align = '>';
	if (strchr("diu", type) != NULL && value.kind == VALUE_FLOAT &&
		value_is_number(value, &real) && fabs(real) < 9e18)
		value = value_int((int64_t)real);
	return strchr("sdiuxXofFeEgG", spec.type) != NULL && format_value(out, &spec, value);
}

struct value format_percent(
	struct run *run, const struct expr *where, struct value_text pattern, struct value values)
{
	struct percent percent = {run, where, values, 0};
	struct buf out;
	buf_init(&out, run->arena);
	size_t errors = report_error_count(run->report);
	for (size_t at = 0; at < pattern.length;) {
		if (pattern.bytes[at] != '%') {
			buf_putc(&out, pattern.bytes[at++]);
			continue;
		}
		at++;
		if (!convert(&percent, &out, pattern, &at))
			return report_error_count(run->report) > errors
				       ? value_failed()
				       : format_bad(run, where, pattern);
	}
	/* A list or map may be given for its entries alone, as in Python. */
	size_t given = values.kind == VALUE_LIST && values.list->tuple         ? values.list->count
		       : values.kind == VALUE_MAP || values.kind == VALUE_LIST ? percent.used
									       : 1;
	if (percent.used < given)
		return run_error(run, where, "bad-value",
			tr("the pattern does not use all the values that it is given"));
	const char *text = buf_text(&out);
	return value_text_n(text, out.length);
}
