#include "meeting/roster.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Longer names are matched by their last words only. */
enum { WORDS_MAX = 32 };

/* The beginning of a word of a person's text, up to the text's end. All stand in one sorted list. */
struct ending {
	const char *text;
	const char *whole; /* the person */
	size_t number;     /* of the person */
	bool member;       /* the person is listed as one */
};

struct roster {
	struct arena *arena;
	struct ending *endings;
	size_t count, capacity;
	struct ending *members; /* theirs among them */
	size_t member_count;
	size_t people;
	const char **known;
	size_t known_count;
};

/* A whole text comes before those that end like it. */
static int compare_endings(const void *a, const void *b)
{
	const struct ending *left = a;
	const struct ending *right = b;
	int order = strcmp(left->text, right->text);
	if (order == 0)
		order = (left->text != left->whole) - (right->text != right->whole);
	return order != 0 ? order : strcmp(left->whole, right->whole);
}

static int compare_people(const void *a, const void *b)
{
	const struct ending *left = a;
	const struct ending *right = b;
	return strcmp(left->whole, right->whole);
}

static void add(struct roster *roster, const struct text *name, bool member)
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
		roster->endings[roster->count++] = (struct ending){word, whole, 0, member};
	}
}

static void add_people(struct roster *roster, const struct people *people, bool members)
{
	for (size_t i = 0; i < people->count; i++)
		add(roster, &people->items[i].shown, members);
}

/* A substitute who is somebody already is no other person. */
static void add_substitute(struct roster *roster, const struct text *name, size_t known)
{
	size_t all = roster->count;
	roster->count = known;
	bool found = name->bytes == NULL || roster_find(roster, name->bytes) != ROSTER_NOBODY;
	roster->count = all;
	if (!found)
		add(roster, name, false);
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

/* The first of sorted endings that reads so, or count. */
static size_t find_first(const struct ending *endings, size_t count, const char *text)
{
	size_t low = 0;
	size_t high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(endings[middle].text, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The only member whose text ends so (whole: whose text is this), or NULL. */
static const struct ending *find_member(const struct roster *roster, const char *text, bool whole)
{
	const struct ending *found = NULL;
	size_t count = roster->member_count;
	for (size_t i = find_first(roster->members, count, text);
		i < count && strcmp(roster->members[i].text, text) == 0; i++) {
		const struct ending *ending = &roster->members[i];
		if (whole && ending->text != ending->whole)
			break;
		if (found != NULL)
			return NULL;
		found = ending;
	}
	return found;
}

/* The member that a participant is, with a title more or less; NULL where it is none of them. */
static const struct ending *same_member(const struct roster *roster, const char *whole)
{
	const struct ending *found = find_member(roster, whole, false);
	unsigned words = 1;
	for (const char *word = strchr(whole, ' ');
		found == NULL && word != NULL && words < WORDS_MAX; word = strchr(word, ' ')) {
		word++;
		words++;
		found = find_member(roster, word, true);
	}
	return found;
}

/* One who is listed as a participant with a title and as a member without is one person. */
static void unite_people(struct roster *roster)
{
	size_t *same = arena_array(roster->arena, roster->people, sizeof *same);
	for (size_t i = 0; i < roster->people; i++)
		same[i] = i;
	for (size_t i = 0; i < roster->count; i++) {
		const struct ending *ending = &roster->endings[i];
		if (ending->text != ending->whole || ending->member)
			continue;
		const struct ending *member = same_member(roster, ending->whole);
		if (member != NULL)
			same[ending->number] = member->number;
	}
	for (size_t i = 0; i < roster->count; i++)
		roster->endings[i].number = same[roster->endings[i].number];
}

/* Leaves one of those that are the same, and finds the members among them. */
static void drop_repeated(struct roster *roster)
{
	size_t count = 0;
	for (size_t i = 0; i < roster->count; i++) {
		struct ending *ending = &roster->endings[i];
		if (count > 0 && compare_endings(&roster->endings[count - 1], ending) == 0)
			roster->endings[count - 1].member |= ending->member;
		else
			roster->endings[count++] = *ending;
	}
	roster->count = count;
	roster->members = arena_array(roster->arena, count, sizeof *roster->members);
	for (size_t i = 0; i < count; i++)
		if (roster->endings[i].member)
			roster->members[roster->member_count++] = roster->endings[i];
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
	drop_repeated(roster);
	unite_people(roster);
}

struct roster *roster_make(struct arena *arena, const struct meeting *meeting)
{
	struct roster *roster = arena_alloc(arena, sizeof *roster);
	roster->arena = arena;
	add_people(roster, &meeting->organ.members, true);
	add_people(roster, &meeting->participants, false);
	size_t known = roster->count;
	if (known > 0)
		qsort(roster->endings, known, sizeof *roster->endings, compare_endings);
	roster->known = arena_array(arena, known, sizeof *roster->known);
	for (size_t i = 0; i < known; i++)
		roster->known[i] = roster->endings[i].text;
	roster->known_count = known;
	const struct attendance_rows *rows = &meeting->attendance;
	for (size_t i = 0; i < rows->count; i++) {
		add_substitute(roster, &rows->items[i].substitute, known);
		if (known == 0)
			add(roster, &rows->items[i].name, false);
	}
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
	size_t i = find_first(roster->endings, roster->count, name);
	if (i == roster->count || strcmp(roster->endings[i].text, name) != 0)
		return ROSTER_NOBODY;
	const struct ending *found = &roster->endings[i];
	if (found->text == found->whole)
		return found->number;
	for (i++; i < roster->count && strcmp(roster->endings[i].text, name) == 0; i++) {
		bool same = strcmp(roster->endings[i].whole, found->whole) == 0 ||
			    (roster->people > 0 && roster->endings[i].number == found->number);
		if (!same)
			return ROSTER_NOBODY;
	}
	return found->number;
}

const char *const *roster_known(const struct roster *roster, size_t *count)
{
	*count = roster->known_count;
	return roster->known;
}

bool roster_means_nobody(struct arena *arena, const char *text)
{
	static const char *const words[] = {"ingen", "ingen afbud", "ingen fraværende"};
	size_t length = strlen(text);
	while (length > 0 && strchr(" .", text[length - 1]) != NULL)
		length--;
	const char *lower = utf8_lower(arena, text, length);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(lower, words[i]) == 0)
			return true;
	return false;
}
