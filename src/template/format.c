#include "template/format.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/number.h"
#include "template/run.h"

#include <math.h>
#include <string.h>

const struct spec format_plain = {.fill = " ", .precision = -1};

struct value format_bad(struct run *run, const struct expr *where, struct value_text pattern)
{
	return run_error(run, where, "bad-value", tr("'%.*s' is no pattern that can be filled in"),
		(int)pattern.length, pattern.bytes);
}

int format_number(struct value_text pattern, size_t *at, int most)
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

bool format_value(struct buf *out, const struct spec *spec, struct value value)
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
