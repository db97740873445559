#include "meeting/roster.h"

#include <stdlib.h>
#include <string.h>

/* Longer names are matched by their last words only. */
enum { WORDS_MAX = 32 };

/* The beginning of a word of a person's text, up to the text's end. All stand in one sorted list. */
struct ending {
	const char *text;
	const char *whole; /* the person */
	size_t number;     /* of the person */
};

struct roster {
	struct arena *arena;
	struct ending *endings;
	size_t count, capacity;
	size_t people;
	const char **known;
	size_t known_count;
};

static int compare_endings(const void *a, const void *b)
{
	const struct ending *left = a;
	const struct ending *right = b;
	int order = strcmp(left->text, right->text);
	return order != 0 ? order : strcmp(left->whole, right->whole);
}

static int compare_people(const void *a, const void *b)
{
	const struct ending *left = a;
	const struct ending *right = b;
	return strcmp(left->whole, right->whole);
}

static void add(struct roster *roster, const struct text *name)
{
	const char *whole = name->bytes;
	if (whole == NULL)
		return;
	const char *word = whole + strlen(whole);
	for (unsigned words = 0; word > whole && words < WORDS_MAX;) {
		word--;
		if (word > whole && word[-1] != ' ')
			continue;
		words++;
		roster->endings = arena_grow(roster->arena, roster->endings, roster->count,
			&roster->capacity, sizeof *roster->endings);
		roster->endings[roster->count++] = (struct ending){.text = word, .whole = whole};
	}
}

static void add_people(struct roster *roster, const struct people *people)
{
	for (size_t i = 0; i < people->count; i++)
		add(roster, &people->items[i].shown);
}

/* A substitute who is somebody already is no other person. */
static void add_substitute(struct roster *roster, const struct text *name, size_t known)
{
	size_t all = roster->count;
	roster->count = known;
	bool found = name->bytes == NULL || roster_find(roster, name->bytes) != ROSTER_NOBODY;
	roster->count = all;
	if (!found)
		add(roster, name);
}

static void add_substitutes(
	struct roster *roster, const struct item *items, size_t count, size_t known)
{
	for (size_t i = 0; i < count; i++) {
		const struct decision *decision = &items[i].decision;
		for (size_t j = 0; j < decision->disqualified_count; j++)
			add_substitute(roster, &decision->disqualified[j].substitute, known);
		add_substitutes(roster, items[i].items, items[i].item_count, known);
	}
}

/* Gives the same text the same number. */
static void number_people(struct roster *roster)
{
	if (roster->count == 0)
		return;
	qsort(roster->endings, roster->count, sizeof *roster->endings, compare_people);
	for (size_t i = 0; i < roster->count; i++) {
		const char *last = i > 0 ? roster->endings[i - 1].whole : "";
		roster->people += strcmp(last, roster->endings[i].whole) != 0;
		roster->endings[i].number = roster->people - 1;
	}
	qsort(roster->endings, roster->count, sizeof *roster->endings, compare_endings);
}

struct roster *roster_make(struct arena *arena, const struct meeting *meeting)
{
	struct roster *roster = arena_alloc(arena, sizeof *roster);
	roster->arena = arena;
	add_people(roster, &meeting->organ.members);
	add_people(roster, &meeting->participants);
	size_t known = roster->count;
	if (known > 0)
		qsort(roster->endings, known, sizeof *roster->endings, compare_endings);
	roster->known = arena_array(arena, known, sizeof *roster->known);
	for (size_t i = 0; i < known; i++)
		roster->known[i] = roster->endings[i].text;
	roster->known_count = known;
	const struct attendance_rows *rows = &meeting->attendance;
	for (size_t i = 0; i < rows->count; i++)
		add_substitute(roster, &rows->items[i].substitute, known);
	add_substitutes(roster, meeting->items, meeting->item_count, known);
	number_people(roster);
	return roster;
}

size_t roster_count(const struct roster *roster)
{
	return roster->people;
}

size_t roster_find(const struct roster *roster, const char *name)
{
	size_t low = 0;
	size_t high = roster->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(roster->endings[middle].text, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	const struct ending *found = NULL;
	bool unique = true;
	for (; low < roster->count && strcmp(roster->endings[low].text, name) == 0; low++) {
		const struct ending *ending = &roster->endings[low];
		if (ending->text == ending->whole)
			return ending->number;
		unique &= found == NULL || strcmp(found->whole, ending->whole) == 0;
		found = ending;
	}
	return found != NULL && unique ? found->number : ROSTER_NOBODY;
}

const char *const *roster_known(const struct roster *roster, size_t *count)
{
	*count = roster->known_count;
	return roster->known;
}
