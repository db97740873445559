#ifndef REFERENT_MEETING_WORDS_H
#define REFERENT_MEETING_WORDS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A run of letters and digits in a text. */
struct word {
	const char *lower;     /* in lower case, without soft hyphens */
	size_t offset, length; /* of what was typed, in bytes */
	bool capital;          /* begins with a capital letter */
	bool digit;            /* begins with a digit */
	bool apart; /* a full stop, comma or the like stands between it and the one before */
};

struct words {
	struct word *items;
	size_t count;
};

/* The words of a text, which must stay as long as they do. Takes time by its length. */
struct words words_split(struct arena *arena, const char *text, size_t length);

/* Whether a word begins with a stem, which is in lower case. */
bool word_begins(const struct word *word, const char *stem);

#endif
