#include "base/i18n.h"
#include "base/utf8.h"
#include "meeting/load.h"
#include "meeting/read.h"

#include <string.h>

/*
 * Scalars that mean more than their text. What was typed stays beside what it means wherever a
 * template prints it.
 */

void read_yes_no(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	bool *yes = target;
	if (value->kind == YAML_SCALAR) {
		const char *word = utf8_lower(loader->arena, value->text, value->length);
		if (strcmp(word, "ja") == 0 || strcmp(word, "true") == 0) {
			*yes = true;
			return;
		}
		if (strcmp(word, "nej") == 0 || strcmp(word, "false") == 0) {
			*yes = false;
			return;
		}
	}
	struct place place = yaml_place(value);
	report_error(loader->report, &place, "bad-yes-no", tr("'%s' must be ja or nej"),
		read_quote(loader, key->text));
}

void read_clock(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	struct clock *clock = target;
	if (!read_is_scalar(loader, key, value))
		return;
	struct text text = read_line_of(loader, value);
	struct clock found = {.minutes = -1};
	if (text.bytes != NULL && !time_parse(text.bytes, &found.minutes)) {
		struct place place = yaml_place(value);
		report_error(loader->report, &place, "bad-time",
			tr("'%s' is no time of day; write it like 9.00 or 13.30"),
			read_quote(loader, text.bytes));
		return;
	}
	found.written = text.bytes;
	found.node = value;
	*clock = found;
}

/* Splits "9.00-9.30" as it was typed. */
static void split_range(
	struct loader *loader, const char *text, const char **first, const char **second)
{
	const char *dash = strpbrk(text, "-\xe2");
	if (dash == NULL) {
		*first = text;
		*second = NULL;
		return;
	}
	size_t length = (size_t)(dash - text);
	while (length > 0 && text[length - 1] == ' ')
		length--;
	*first = arena_strndup(loader->arena, text, length);
	dash += *dash == '-' ? 1 : strlen("–");
	while (*dash == ' ')
		dash++;
	*second = dash;
}

void read_time_range(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, struct clock *start, struct clock *end, struct text *written)
{
	if (!read_is_scalar(loader, key, value))
		return;
	struct text text = read_line_of(loader, value);
	struct clock from = {.minutes = -1};
	struct clock to = {.minutes = -1};
	if (text.bytes != NULL) {
		if (!time_range_parse(text.bytes, &from.minutes, &to.minutes)) {
			struct place place = yaml_place(value);
			report_error(loader->report, &place, "bad-time",
				tr("'%s' is no time of day; write it like 9.00 or 9.00-9.30"),
				read_quote(loader, text.bytes));
			return;
		}
		split_range(loader, text.bytes, &from.written, &to.written);
	}
	from.node = to.node = value;
	*start = from;
	*end = to;
	*written = text;
}

void read_duration(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct item *item = target;
	if (!read_is_scalar(loader, key, value))
		return;
	struct text text = read_line_of(loader, value);
	int minutes = -1;
	if (text.bytes != NULL && !duration_parse(text.bytes, &minutes)) {
		struct place place = yaml_place(value);
		report_error(loader->report, &place, "bad-duration",
			tr("'%s' is no duration; write it like 30 min or 1 t 15 min"),
			read_quote(loader, text.bytes));
		return;
	}
	item->duration = text;
	item->duration_min = minutes;
}

void read_date(struct loader *loader, const struct yaml_node *value, bool *has, struct date *date)
{
	struct date found = {0};
	if (value->kind == YAML_SCALAR) {
		struct text text = read_line_of(loader, value);
		if (text.bytes == NULL) {
			*has = false;
			return;
		}
		if (date_parse(text.bytes, &found)) {
			*has = true;
			*date = found;
			return;
		}
	}
	struct place place = yaml_place(value);
	report_error(loader->report, &place, "bad-date",
		tr("'%s' is no date; write it like 2024-11-06 or 06-11-2024"),
		value->kind == YAML_SCALAR ? read_quote(loader, value->text) : "…");
}

void read_number(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	void *target)
{
	if (!read_is_scalar(loader, key, value))
		return;
	struct text text = read_line_of(loader, value);
	if (text.bytes == NULL)
		return;
	unsigned number = 0;
	size_t digits = strspn(text.bytes, "0123456789");
	for (size_t i = 0; i < digits && i < 7; i++)
		number = number * 10 + (unsigned)(text.bytes[i] - '0');
	if (digits == 0 || digits > 6 || text.bytes[digits] != '\0' || number == 0) {
		struct place place = yaml_place(value);
		report_error(loader->report, &place, "bad-number",
			tr("'%s' must be a whole number from 1 to 999999"),
			read_quote(loader, key->text));
		return;
	}
	*(unsigned *)target = number;
}

int read_choice(struct loader *loader, const struct yaml_node *key, const struct yaml_node *value,
	const char *const *words)
{
	struct buf all;
	buf_init(&all, loader->arena);
	const char *word = "";
	if (value->kind == YAML_SCALAR) {
		struct text text = read_line_of(loader, value);
		if (text.bytes != NULL)
			word = utf8_lower(loader->arena, text.bytes, text.length);
	}
	for (int i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], word) == 0)
			return i;
		buf_printf(&all, "%s%s", i > 0 ? ", " : "", words[i]);
	}
	struct place place = yaml_place(value);
	report_error(loader->report, &place, "bad-choice", tr("'%s' must be one of: %s"),
		read_quote(loader, key->text), buf_text(&all));
	return -1;
}
