#include "meeting/load.h"

#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

/*
 * indstillingspunkter: the outcome of single points of a recommendation, `{1-4: anbefalet, 5: til
 * efterretning}`.
 */

enum { HIGHEST_POINT = 999 };

/* The points that one key names. */
struct span {
	unsigned first, last;
	const struct yaml_node *key;
};

struct spans {
	struct arena *arena;
	struct span *items;
	size_t count, capacity;
};

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " ");
}

/* A number from 1 to HIGHEST_POINT; NULL where none stands. */
static const char *read_point(const char *text, unsigned *point)
{
	*point = 0;
	text = skip_blanks(text);
	for (; *text >= '0' && *text <= '9' && *point <= HIGHEST_POINT; text++)
		*point = *point * 10 + (unsigned)(*text - '0');
	return *point >= 1 && *point <= HIGHEST_POINT ? skip_blanks(text) : NULL;
}

/* The end of the word between two numbers or spans of them, or text itself for none. */
static const char *skip_word(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strncmp(text, *words, strlen(*words)) == 0)
			return text + strlen(*words);
	return text;
}

/* Reads "1-4", "1, 3 og 5": false for anything else. */
static bool read_spans(struct spans *spans, const struct yaml_node *key)
{
	static const char *const until[] = {"-", "–", NULL};
	static const char *const and[] = {",", "og ", NULL};
	for (const char *text = key->text;;) {
		struct span span = {.key = key};
		text = read_point(text, &span.first);
		if (text == NULL)
			return false;
		span.last = span.first;
		const char *after = skip_word(text, until);
		if (after != text) {
			text = read_point(after, &span.last);
			if (text == NULL || span.last <= span.first)
				return false;
		}
		spans->items = arena_grow(spans->arena, spans->items, spans->count,
			&spans->capacity, sizeof *spans->items);
		spans->items[spans->count++] = span;
		if (*text == '\0')
			return true;
		after = skip_word(text, and);
		if (after == text)
			return false;
		text = after;
	}
}

static int compare_spans(const void *a, const void *b)
{
	const struct span *left = a;
	const struct span *right = b;
	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	if (left->key->line != right->key->line)
		return left->key->line < right->key->line ? -1 : 1;
	return left->key->column < right->key->column ? -1 : left->key->column > right->key->column;
}

static void check_spans(struct loader *loader, struct spans *spans)
{
	if (spans->count == 0)
		return;
	qsort(spans->items, spans->count, sizeof *spans->items, compare_spans);
	unsigned last = 0;
	for (size_t i = 0; i < spans->count; i++) {
		const struct span *span = &spans->items[i];
		struct place place = yaml_place(span->key);
		if (span->first <= last)
			report_error(loader->report, &place, "bad-points",
				tr("point %u of the recommendation has two outcomes; correct the "
				   "numbers"),
				span->first);
		if (span->last > last)
			last = span->last;
	}
}

void point_outcome_read(struct loader *loader, const struct yaml_node *key,
	const struct yaml_node *value, void *target)
{
	struct decision *decision = target;
	decision->point_count = 0;
	if (!read_is_mapping(loader, key, value))
		return;
	struct spans spans = {.arena = loader->arena};
	decision->points = arena_array(loader->arena, value->count, sizeof *decision->points);
	for (size_t i = 0; i < value->count; i++) {
		struct point_outcome row = {
			.points = read_line_of(loader, value->keys[i]),
			.outcome = decision_outcome(loader, value->items[i]),
		};
		struct place place = yaml_place(value->keys[i]);
		if (!read_spans(&spans, value->keys[i]))
			report_error(loader->report, &place, "bad-points",
				tr("'%s' is no number of a point in the recommendation; write it "
				   "like 1, 1-4 or 1, 3 og 5"),
				read_quote(loader, value->keys[i]->text));
		else if (row.outcome != NULL)
			decision->points[decision->point_count++] = row;
	}
	check_spans(loader, &spans);
}
