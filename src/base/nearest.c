#include "base/utf8.h"

#include <string.h>

/* Longer words are compared by their beginnings. */
enum { LONGEST = 128 };

struct word {
	uint32_t letters[LONGEST];
	unsigned count;
};

static void read_word(struct word *word, const char *text)
{
	size_t length = strlen(text);

	word->count = 0;
	for (size_t offset = 0; offset < length && word->count < LONGEST;) {
		uint32_t code_point;

		offset += utf8_decode(text + offset, length - offset, &code_point);
		word->letters[word->count++] = utf8_to_lower(code_point);
	}
}

static unsigned smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/*
 * Fills row i of the table of distances between the beginnings of a and b and returns its least
 * value. Only what lies at most limit beside the diagonal can be within the limit; the cells next
 * to that band are made too large.
 */
static unsigned fill_row(const struct word *a, const struct word *b, unsigned i, unsigned limit,
	unsigned (*rows)[LONGEST + 2])
{
	const unsigned *second_last = rows[(i + 1) % 3];
	const unsigned *last = rows[(i + 2) % 3];
	unsigned *row = rows[i % 3];
	unsigned from = i > limit ? i - limit : 1;
	unsigned to = smaller(i + limit, b->count);
	unsigned least = limit + 1;

	row[from - 1] = from == 1 ? i : limit + 1;
	for (unsigned j = from; j <= to; j++) {
		unsigned cost = a->letters[i - 1] != b->letters[j - 1];

		row[j] = smaller(smaller(row[j - 1], last[j]) + 1, last[j - 1] + cost);
		if (i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
			a->letters[i - 2] == b->letters[j - 1])
			row[j] = smaller(row[j], second_last[j - 2] + 1);
		least = smaller(least, row[j]);
	}
	row[to + 1] = limit + 1;
	return least;
}

/* Insertions, deletions, replacements and swaps of neighbours; above limit just above it. */
static unsigned distance(const struct word *a, const struct word *b, unsigned limit)
{
	unsigned rows[3][LONGEST + 2];

	if (a->count > b->count + limit || b->count > a->count + limit)
		return limit + 1;
	for (unsigned j = 0; j <= b->count; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= a->count; i++)
		if (fill_row(a, b, i, limit, rows) > limit)
			return limit + 1;
	return rows[a->count % 3][b->count];
}

const char *utf8_nearest(const char *word, const char *const *candidates, size_t count)
{
	struct word wanted;
	struct word candidate;
	const char *nearest = NULL;
	unsigned limit;

	read_word(&wanted, word);
	limit = wanted.count / 3;
	for (size_t i = 0; i < count; i++) {
		unsigned found;

		read_word(&candidate, candidates[i]);
		found = distance(&wanted, &candidate, limit);
		if (found > limit)
			continue;
		nearest = candidates[i];
		if (found == 0)
			break;
		limit = found - 1; /* only a better one counts from here on */
	}
	return nearest;
}
