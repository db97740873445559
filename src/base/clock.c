#include "base/date.h"

#include <string.h>

/* Times of day, ranges of them and durations, as secretaries write them. */

enum { MINUTES_PER_DAY = 24 * 60 };

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static const char *skip_blanks(const char *text)
{
	for (;;) {
		if (*text == ' ')
			text++;
		else if (strncmp(text, "\xC2\xA0", 2) == 0)
			text += 2;
		else
			return text;
	}
}

/* Reads a time of day that text begins with; returns what follows it, or NULL. */
static const char *read_time(const char *text, int *minutes)
{
	int hour = 0;
	int digits = 0;
	int minute;

	while (digits < 2 && is_digit(text[digits])) {
		hour = hour * 10 + (text[digits] - '0');
		digits++;
	}
	text += digits;
	if (digits == 0 || (*text != '.' && *text != ':'))
		return NULL;
	text++;
	if (!is_digit(text[0]) || !is_digit(text[1]) || is_digit(text[2]))
		return NULL;
	minute = (text[0] - '0') * 10 + (text[1] - '0');
	if (minute > 59 || hour * 60 + minute > MINUTES_PER_DAY)
		return NULL;
	*minutes = hour * 60 + minute;
	return text + 2;
}

bool time_parse(const char *text, int *minutes)
{
	int found;
	const char *rest = read_time(text, &found);

	if (rest == NULL || *rest != '\0')
		return false;
	*minutes = found;
	return true;
}

bool time_range_parse(const char *text, int *start_min, int *end_min)
{
	int start;
	int end = -1;
	const char *rest = read_time(text, &start);

	if (rest == NULL)
		return false;
	if (*rest != '\0') {
		rest = skip_blanks(rest);
		if (*rest == '-')
			rest++;
		else if (strncmp(rest, "–", strlen("–")) == 0)
			rest += strlen("–");
		else
			return false;
		rest = read_time(skip_blanks(rest), &end);
		if (rest == NULL || *rest != '\0')
			return false;
	}
	*start_min = start;
	*end_min = end;
	return true;
}

/* Reads a number with up to two decimals as hundredths; returns what follows it, or NULL. */
static const char *read_hundredths(const char *text, long *hundredths, bool *whole)
{
	long number = 0;
	int digits = 0;

	while (is_digit(text[digits])) {
		if (digits == 4)
			return NULL;
		number = number * 10 + (text[digits] - '0');
		digits++;
	}
	if (digits == 0)
		return NULL;
	text += digits;
	number *= 100;
	*whole = *text != ',' && *text != '.';
	if (!*whole) {
		text++;
		if (!is_digit(*text))
			return NULL;
		number += (*text++ - '0') * 10;
		if (is_digit(*text))
			number += *text++ - '0';
	}
	*hundredths = number;
	return text;
}

/* The unit that text begins with: 60 for hours, 1 for minutes, 0 for none of them. */
static int read_unit(const char **text)
{
	static const struct {
		const char *name;
		int minutes;
	} units[] = {{"timer", 60}, {"time", 60}, {"t.", 60}, {"t", 60}, {"minutter", 1},
		{"minut", 1}, {"min.", 1}, {"min", 1}};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t length = strlen(units[i].name);

		if (strncmp(*text, units[i].name, length) == 0) {
			*text += length;
			return units[i].minutes;
		}
	}
	return 0;
}

bool duration_parse(const char *text, int *minutes)
{
	long total = 0; /* hundredths of minutes */
	int previous_unit = 61;

	do {
		long number;
		bool whole;
		int unit;

		text = read_hundredths(text, &number, &whole);
		if (text == NULL)
			return false;
		text = skip_blanks(text);
		unit = read_unit(&text);
		/* Hours come before minutes, each once, and only hours have fractions. */
		if (unit == 0 || unit >= previous_unit || (unit == 1 && !whole))
			return false;
		total += number * unit;
		previous_unit = unit;
		text = skip_blanks(text);
	} while (*text != '\0');
	if (total % 100 != 0 || total < 100 || total > 100L * MINUTES_PER_DAY)
		return false;
	*minutes = (int)(total / 100);
	return true;
}
