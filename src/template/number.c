#include "template/number.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_LONGEST = 400 }; /* bytes of a number that is read, as text */

bool number_parse_integer(const char *text, size_t length, int64_t *integer)
{
	size_t i = 0;
	bool negative = length > 0 && text[0] == '-';
	if (length > 0 && (text[0] == '-' || text[0] == '+'))
		i++;
	if (i == length)
		return false;
	uint64_t sum = 0;
	uint64_t most = (uint64_t)INT64_MAX + (negative ? 1 : 0);
	for (; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		uint64_t digit = (uint64_t)(text[i] - '0');
		if (sum > (most - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	*integer = negative ? (int64_t)(0 - sum) : (int64_t)sum;
	return true;
}

static const char *decimal_point(void)
{
	const struct lconv *conventions = localeconv();
	return conventions->decimal_point[0] ? conventions->decimal_point : ".";
}

/* Digits with a single underscore between two of them. */
static size_t take_digits(const char *text, size_t length, size_t i, char *out, size_t *used)
{
	size_t begin = i;
	while (i < length) {
		if (text[i] >= '0' && text[i] <= '9')
			out[(*used)++] = text[i++];
		else if (text[i] == '_' && i > begin && i + 1 < length && text[i + 1] >= '0' &&
			 text[i + 1] <= '9')
			i++;
		else
			break;
	}
	return i;
}

bool number_parse_real(const char *text, size_t length, double *real)
{
	char copy[NUMBER_LONGEST + 16];
	size_t used = 0, i = 0;
	if (length > NUMBER_LONGEST)
		return false;
	if (i < length && (text[i] == '-' || text[i] == '+'))
		copy[used++] = text[i++];
	size_t before = used;
	i = take_digits(text, length, i, copy, &used);
	size_t digits = used - before;
	if (i < length && text[i] == '.') {
		for (const char *point = decimal_point(); *point && used < NUMBER_LONGEST + 8;
			point++)
			copy[used++] = *point;
		before = used;
		i = take_digits(text, length, i + 1, copy, &used);
		digits += used - before;
	}
	if (digits == 0)
		return false;
	if (i < length && (text[i] == 'e' || text[i] == 'E')) {
		copy[used++] = text[i++];
		if (i < length && (text[i] == '-' || text[i] == '+'))
			copy[used++] = text[i++];
		before = used;
		i = take_digits(text, length, i, copy, &used);
		if (used == before)
			return false;
	}
	if (i != length)
		return false;
	copy[used] = '\0';
	*real = strtod(copy, NULL);
	return isfinite(*real);
}

static bool append_not_finite(struct buf *out, double real)
{
	if (isnan(real))
		buf_puts(out, "nan");
	else if (isinf(real))
		buf_puts(out, real < 0 ? "-inf" : "inf");
	else
		return false;
	return true;
}

/* The digits and the exponent of "d.ddde±xx", whatever stands for the decimal point. */
static int take_apart(const char *printed, char *digits, size_t *count)
{
	const char *end = strchr(printed, 'e');
	*count = 0;
	for (const char *c = printed; c < end; c++) {
		if (*c >= '0' && *c <= '9')
			digits[(*count)++] = *c;
	}
	return atoi(end + 1);
}

void number_append_real(struct buf *out, double real)
{
	char printed[64], digits[32];
	size_t count;
	if (append_not_finite(out, real))
		return;
	int precision = 0;
	do {
		snprintf(printed, sizeof printed, "%.*e", precision, real);
	} while (strtod(printed, NULL) != real && ++precision <= 16);
	int exponent = take_apart(printed, digits, &count);
	while (count > 1 && digits[count - 1] == '0')
		count--;
	if (signbit(real))
		buf_putc(out, '-');
	if (exponent < -4 || exponent >= 16) {
		buf_putc(out, digits[0]);
		if (count > 1) {
			buf_putc(out, '.');
			buf_append(out, digits + 1, count - 1);
		}
		buf_printf(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
		return;
	}
	if (exponent < 0) {
		buf_puts(out, "0.");
		for (int i = exponent + 1; i < 0; i++)
			buf_putc(out, '0');
		buf_append(out, digits, count);
		return;
	}
	for (size_t i = 0; i <= (size_t)exponent; i++)
		buf_putc(out, i < count ? digits[i] : '0');
	buf_putc(out, '.');
	if (count > (size_t)exponent + 1)
		buf_append(out, digits + exponent + 1, count - (size_t)exponent - 1);
	else
		buf_putc(out, '0');
}

void number_append_fixed(struct buf *out, double real, int decimals)
{
	char printed[400];
	if (append_not_finite(out, real))
		return;
	if (decimals < 0)
		decimals = 0;
	if (decimals > 20)
		decimals = 20;
	int length = snprintf(printed, sizeof printed, "%.*f", decimals, real);
	if (decimals == 0) {
		buf_append(out, printed, (size_t)length);
		return;
	}
	/* Between the whole part and the decimals stands the locale's own point. */
	size_t whole = strspn(printed, "-0123456789");
	buf_append(out, printed, whole);
	buf_putc(out, '.');
	buf_append(out, printed + length - decimals, (size_t)decimals);
}

static void append_e(struct buf *out, const char *digits, size_t count, int exponent, bool capital)
{
	buf_putc(out, digits[0]);
	if (count > 1) {
		buf_putc(out, '.');
		buf_append(out, digits + 1, count - 1);
	}
	buf_printf(out, "%c%c%02d", capital ? 'E' : 'e', exponent < 0 ? '-' : '+', abs(exponent));
}

void number_append_scientific(struct buf *out, double real, int precision, char type)
{
	char printed[64], digits[32];
	size_t count;
	bool capital = type == 'E' || type == 'G';
	if (append_not_finite(out, real))
		return;
	if (precision < 0)
		precision = 0;
	if (precision > 20)
		precision = 20;
	bool short_form = type == 'g' || type == 'G';
	if (short_form && precision > 0)
		precision--;
	snprintf(printed, sizeof printed, "%.*e", precision, real);
	int exponent = take_apart(printed, digits, &count);
	if (signbit(real))
		buf_putc(out, '-');
	while (short_form && count > 1 && digits[count - 1] == '0')
		count--;
	if (!short_form || exponent < -4 || exponent > precision) {
		append_e(out, digits, count, exponent, capital);
		return;
	}
	if (exponent < 0) {
		buf_puts(out, "0.");
		for (int i = exponent + 1; i < 0; i++)
			buf_putc(out, '0');
		buf_append(out, digits, count);
		return;
	}
	for (size_t i = 0; i <= (size_t)exponent || i < count; i++) {
		if (i == (size_t)exponent + 1)
			buf_putc(out, '.');
		buf_putc(out, i < count ? digits[i] : '0');
	}
}
