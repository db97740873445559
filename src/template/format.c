#include "template/format.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/number.h"
#include "template/run.h"

#include <math.h>
#include <string.h>

/* Widest field and most decimals that a pattern may ask for. */
enum { WIDTH_MOST = 10000, DECIMALS_MOST = 20 };

/* How one value is written. */
struct spec {
	char fill[5]; /* a character, terminated */
	char align;   /* < > ^ = or NUL */
	char sign;    /* + - blank or NUL */
	bool alternative;
	char group; /* , _ or NUL */
	int width;
	int precision; /* -1 for none */
	char type;     /* NUL for none */
};

static const struct spec plain = {.fill = " ", .precision = -1};

static struct value bad_pattern(
	struct run *run, const struct expr *where, struct value_text pattern)
{
	return run_error(run, where, "bad-value", tr("'%.*s' is no pattern that can be filled in"),
		(int)pattern.length, pattern.bytes);
}

static int read_number(struct value_text pattern, size_t *at, int most)
{
	int number = 0;
	for (; *at < pattern.length && pattern.bytes[*at] >= '0' && pattern.bytes[*at] <= '9';
		++*at) {
		number = number * 10 + (pattern.bytes[*at] - '0');
		if (number > most)
			number = most;
	}
	return number;
}

static void append_filled(
	struct buf *out, const struct spec *spec, const char *text, size_t length, char align)
{
	int64_t missing = spec->width - (int64_t)utf8_length(text, length);
	int64_t before = missing <= 0 ? 0 : align == '>' ? missing : align == '^' ? missing / 2 : 0;
	for (int64_t i = 0; i < before; i++)
		buf_puts(out, spec->fill);
	buf_append(out, text, length);
	for (int64_t i = before; i < missing; i++)
		buf_puts(out, spec->fill);
}

/* Puts group signs between the digits before the decimal point. */
static void append_grouped(struct buf *out, const char *digits, size_t length, char group)
{
	size_t whole = 0;
	while (whole < length && digits[whole] >= '0' && digits[whole] <= '9')
		whole++;
	for (size_t i = 0; i < length; i++) {
		if (group != '\0' && i > 0 && i < whole && (whole - i) % 3 == 0)
			buf_putc(out, group);
		buf_putc(out, digits[i]);
	}
}

static void append_based(struct buf *out, uint64_t number, unsigned base, bool capital)
{
	char digits[64];
	size_t count = 0;
	const char *letters = capital ? "0123456789ABCDEF" : "0123456789abcdef";
	do {
		digits[count++] = letters[number % base];
		number /= base;
	} while (number > 0);
	while (count > 0)
		buf_putc(out, digits[--count]);
}

/* The digits of a number without its sign. False for a type that does not fit. */
static bool append_digits(struct buf *out, const struct spec *spec, struct value value)
{
	int64_t integer = 0;
	double real = 0;
	bool whole = value_is_integer(value, &integer);
	value_is_number(value, &real);
	if (whole && strchr("dinuxXob", spec->type) != NULL && spec->type != '\0') {
		uint64_t size = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
		unsigned base = spec->type == 'x' || spec->type == 'X' ? 16
				: spec->type == 'o'                    ? 8
				: spec->type == 'b'                    ? 2
								       : 10;
		if (spec->alternative && base != 10)
			buf_printf(out, "0%c", spec->type);
		append_based(out, size, base, spec->type == 'X');
		return true;
	}
	int decimals = spec->precision < 0 ? 6 : spec->precision;
	real = fabs(real);
	switch (spec->type) {
	case 'f':
	case 'F':
		number_append_fixed(out, real, decimals);
		return true;
	case '%':
		number_append_fixed(out, real * 100, decimals);
		buf_putc(out, '%');
		return true;
	case 'e':
	case 'E':
	case 'g':
	case 'G':
		number_append_scientific(out, real, decimals, spec->type);
		return true;
	case '\0':
		if (spec->precision < 0)
			number_append_real(out, real);
		else
			number_append_scientific(out, real, decimals, 'g');
		return true;
	default:
		return false;
	}
}

static bool append_number(struct buf *out, const struct spec *given, struct value value)
{
	struct spec spec = *given;
	int64_t integer;
	double real;
	bool whole = value_is_integer(value, &integer);
	struct buf digits, text;
	value_is_number(value, &real);
	if (whole && spec.type == '\0')
		spec.type = 'd';
	buf_init(&digits, out->arena);
	buf_init(&text, out->arena);
	if (!append_digits(&digits, &spec, value))
		return false;
	bool negative = whole ? integer < 0 : signbit(real) != 0;
	char sign = negative ? '-' : spec.sign == '+' || spec.sign == ' ' ? spec.sign : '\0';
	if (sign != '\0')
		buf_putc(&text, sign);
	struct buf number;
	buf_init(&number, out->arena);
	append_grouped(&number, buf_text(&digits), digits.length, spec.group);
	if (spec.align == '=') {
		int64_t missing = spec.width - (int64_t)(text.length + number.length);
		for (int64_t i = 0; i < missing; i++)
			buf_puts(&text, spec.fill);
	}
	buf_append(&text, buf_text(&number), number.length);
	append_filled(out, &spec, buf_text(&text), text.length, spec.align ? spec.align : '>');
	return true;
}

/* False where the value does not fit the type. */
static bool append_value(struct buf *out, const struct spec *spec, struct value value)
{
	double real;
	bool number = value_is_number(value, &real) && spec->type != 's' &&
		      !(value.kind == VALUE_BOOL && spec->type == '\0');
	if (number)
		return append_number(out, spec, value);
	if (spec->type != '\0' && spec->type != 's')
		return false;
	struct value_text text = value_print(out->arena, value);
	if (spec->precision >= 0) {
		uint32_t code_point;
		size_t cut = 0;
		for (int i = 0; i < spec->precision && cut < text.length; i++)
			cut += utf8_decode(text.bytes + cut, text.length - cut, &code_point);
		text.length = cut;
	}
	append_filled(out, spec, text.bytes, text.length, spec->align ? spec->align : '<');
	return true;
}

/* ---- % ---- */

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
	struct spec spec = plain;
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
	spec.width = read_number(pattern, at, WIDTH_MOST);
	if (*at < pattern.length && pattern.bytes[*at] == '.') {
		++*at;
		spec.precision = read_number(pattern, at, DECIMALS_MOST);
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
	return strchr("sdiuxXofFeEgG", spec.type) != NULL && append_value(out, &spec, value);
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
				       : bad_pattern(run, where, pattern);
	}
	size_t given = values.kind == VALUE_LIST && values.list->tuple ? values.list->count
		       : values.kind == VALUE_MAP                      ? percent.used
								       : 1;
	if (percent.used < given)
		return run_error(run, where, "bad-value",
			tr("the pattern does not use all the values that it is given"));
	const char *text = buf_text(&out);
	return value_text_n(text, out.length);
}

/* ---- {} ---- */

/* [[fill]align][sign][#][0][width][,][.precision][type] */
static bool read_spec(struct value_text text, struct spec *spec)
{
	size_t at = 0;
	uint32_t code_point;
	*spec = plain;
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
	spec->width = read_number(text, &at, WIDTH_MOST);
	if (at < text.length && strchr(",_", text.bytes[at]) != NULL)
		spec->group = text.bytes[at++];
	if (at < text.length && text.bytes[at] == '.') {
		at++;
		spec->precision = read_number(text, &at, DECIMALS_MOST);
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
	return append_value(out, &spec, value);
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
				       : bad_pattern(call->run, call->where, pattern);
		at += field.length + 1;
	}
	const char *text = buf_text(&out);
	return value_text_n(text, out.length);
}
