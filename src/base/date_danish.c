#include "base/date.h"
#include "base/utf8.h"

#include <string.h>

/* Recognising "13. nov." and its like where Markdown would see a numbered list. */

/* What is left to be looked at. */
struct rest {
	const char *text;
	size_t length;
};

static bool take(struct rest *rest, const char *word)
{
	size_t length = strlen(word);

	if (rest->length < length || memcmp(rest->text, word, length) != 0)
		return false;
	rest->text += length;
	rest->length -= length;
	return true;
}

static bool take_blanks(struct rest *rest)
{
	bool any = false;

	while (take(rest, " ") || take(rest, "\xC2\xA0") || take(rest, "\xE2\x80\xAF"))
		any = true;
	return any;
}

static bool take_digit(struct rest *rest, int *number)
{
	if (rest->length == 0 || *rest->text < '0' || *rest->text > '9')
		return false;
	*number = *number * 10 + (*rest->text - '0');
	rest->text++;
	rest->length--;
	return true;
}

/* A day from 1 to 31 and its full stop. */
static bool take_day(struct rest *rest)
{
	int day = 0;

	if (!take_digit(rest, &day))
		return false;
	take_digit(rest, &day);
	return day >= 1 && day <= 31 && take(rest, ".");
}

static bool at_word_end(const struct rest *rest)
{
	uint32_t code_point;

	if (rest->length == 0)
		return true;
	utf8_decode(rest->text, rest->length, &code_point);
	return !utf8_is_letter(code_point) && !(code_point >= '0' && code_point <= '9');
}

static bool take_month_word(struct rest *rest, const char *word)
{
	struct rest after = *rest;

	if (!take(&after, word) || !at_word_end(&after))
		return false;
	*rest = after;
	return true;
}

/* A month's name, or its abbreviation with or without a full stop. */
static bool take_month(struct rest *rest)
{
	static const char *const abbreviations[] = {"jan", "feb", "mar", "apr", "jun", "jul", "aug",
		"sept", "sep", "okt", "nov", "dec"};

	for (int month = 1; month <= 12; month++)
		if (take_month_word(rest, date_month_name(month)))
			return true;
	for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++) {
		if (take_month_word(rest, abbreviations[i])) {
			take(rest, ".");
			return true;
		}
	}
	return false;
}

/* "og 14.", "-14.", "– 14.": the second day of two, blanks around it included. */
static bool take_second_day(struct rest *rest)
{
	static const char *const joints[] = {"-", "–", "og", "til", "eller", "/", ","};
	struct rest after = *rest;

	take_blanks(&after);
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		if (take(&after, joints[i])) {
			take_blanks(&after);
			if (!take_day(&after))
				return false;
			*rest = after;
			return true;
		}
	}
	return false;
}

/* " 2024", if it follows. */
static void take_year(struct rest *rest)
{
	struct rest after = *rest;
	int year = 0;

	if (!take_blanks(&after))
		return;
	for (int digits = 0; digits < 4; digits++)
		if (!take_digit(&after, &year))
			return;
	if (at_word_end(&after))
		*rest = after;
}

size_t date_danish_prefix(const char *text, size_t length)
{
	struct rest rest = {text, length};

	if (!take_day(&rest))
		return 0;
	take_second_day(&rest);
	if (!take_blanks(&rest) || !take_month(&rest))
		return 0;
	take_year(&rest);
	return length - rest.length;
}
