#include "meeting/final.h"
#include "meeting/words.h"

#include <string.h>

/*
 * Whether a decision's text says another thing than its outcome. A text contradicts an outcome if it
 * holds a word for a different one and none for its own: "Godkendt, dog udsættes punkt 3" may well be
 * godkendt, while "Udsættes" is not.
 */

enum {
	SAYS_APPROVED = 1,
	SAYS_AGREED = 2, /* may mean the case, or something that the case is about */
	SAYS_RECOMMENDED = 4,
	SAYS_REFUSED = 8,
	SAYS_NOT_RECOMMENDED = 16,
	SAYS_POSTPONED = 32,
	SAYS_LATER = 64,
	SAYS_SENT_BACK = 128,
	SAYS_LAPSED = 256,
	SAYS_DISCUSSED = 512,
	SAYS_NOTED = 1024,
	SAYS_FORWARDED = 2048,
	IN_FAVOUR = SAYS_APPROVED | SAYS_AGREED | SAYS_RECOMMENDED,
	NOT_IN_FAVOUR = SAYS_REFUSED | SAYS_NOT_RECOMMENDED
};

/* How the words of minutes begin; what they say, and what with "ikke" beside them (0: nothing). */
static const struct {
	const char *stem;
	unsigned says, negated;
} stems[] = {
	{"godkendt", SAYS_APPROVED, SAYS_REFUSED},
	{"godkendes", SAYS_APPROVED, SAYS_REFUSED},
	{"godkender", SAYS_APPROVED, SAYS_REFUSED},
	{"godkend", SAYS_AGREED, SAYS_REFUSED},
	{"tiltrådt", SAYS_APPROVED, SAYS_REFUSED},
	{"tiltræd", SAYS_AGREED, SAYS_REFUSED},
	{"vedtag", SAYS_AGREED, SAYS_REFUSED},
	{"vedtog", SAYS_AGREED, SAYS_REFUSED},
	{"bevilg", SAYS_AGREED, 0},
	{"bifald", SAYS_AGREED, 0},
	{"tilslut", SAYS_AGREED, 0},
	{"imødekom", SAYS_AGREED, 0},
	{"afvise", SAYS_REFUSED, 0},
	{"afvist", SAYS_REFUSED, 0},
	{"forkast", SAYS_REFUSED, 0},
	{"anbefal", SAYS_RECOMMENDED, SAYS_NOT_RECOMMENDED},
	{"indstille", SAYS_AGREED, SAYS_NOT_RECOMMENDED},
	{"udsætte", SAYS_POSTPONED, 0},
	{"udskyd", SAYS_POSTPONED, 0},
	{"udskudt", SAYS_POSTPONED, 0},
	{"udsatte", SAYS_LATER, 0}, /* also whoever is exposed to something */
	{"udsat", SAYS_POSTPONED, 0},
	{"genoptag", SAYS_LATER, 0},
	{"fortsæt", SAYS_LATER, 0},
	{"igen", SAYS_LATER, 0},
	{"næste", SAYS_LATER, 0},
	{"senere", SAYS_LATER, 0},
	{"hjemvis", SAYS_SENT_BACK, 0},
	{"tilbage", SAYS_SENT_BACK, 0},
	{"bortfald", SAYS_LAPSED, 0},
	{"frafald", SAYS_LAPSED, 0},
	{"trukket", SAYS_LAPSED, 0},
	{"udgå", SAYS_LAPSED, 0},
	{"drøft", SAYS_DISCUSSED, 0},
	{"efterretning", SAYS_NOTED, 0},
	{"oversend", SAYS_FORWARDED, 0},
	{"videresend", SAYS_FORWARDED, 0},
	{"sendes", SAYS_FORWARDED, 0},
	{"sendt", SAYS_FORWARDED, 0},
};

/* For each outcome what its text may say, and what contradicts it where it does not say that. */
static const struct {
	const char *outcome;
	unsigned own, against;
} outcomes[] = {
	{"godkendt", IN_FAVOUR, NOT_IN_FAVOUR | SAYS_POSTPONED},
	{"godkendt med ændringer", IN_FAVOUR, SAYS_REFUSED},
	{"ikke godkendt", NOT_IN_FAVOUR, SAYS_APPROVED | SAYS_RECOMMENDED | SAYS_POSTPONED},
	{"anbefalet", IN_FAVOUR, NOT_IN_FAVOUR | SAYS_POSTPONED},
	{"ikke anbefalet", NOT_IN_FAVOUR, SAYS_APPROVED | SAYS_RECOMMENDED | SAYS_POSTPONED},
	{"udsat", SAYS_POSTPONED | SAYS_LATER | SAYS_SENT_BACK,
		SAYS_APPROVED | SAYS_RECOMMENDED | SAYS_REFUSED | SAYS_NOTED},
	{"drøftet", SAYS_DISCUSSED | SAYS_NOTED, SAYS_APPROVED | SAYS_REFUSED | SAYS_POSTPONED},
	{"til efterretning", SAYS_NOTED | SAYS_DISCUSSED,
		SAYS_APPROVED | SAYS_REFUSED | SAYS_POSTPONED},
	{"oversendt", SAYS_FORWARDED | IN_FAVOUR, SAYS_REFUSED | SAYS_POSTPONED},
	{"sendt tilbage", SAYS_SENT_BACK | SAYS_FORWARDED, SAYS_APPROVED | SAYS_NOTED},
	{"bortfaldet", SAYS_LAPSED, SAYS_APPROVED | SAYS_POSTPONED},
};

/* The index of an "ikke" right before a word, with at most two others between, or right behind it; the
 * word's own where there is none. */
static size_t find_negation(const struct words *words, size_t at)
{
	enum { BEFORE = 3, BEHIND = 2 };
	for (size_t i = 0; i < BEFORE && i < at; i++) {
		if (words->items[at - i].apart)
			break;
		if (strcmp(words->items[at - i - 1].lower, "ikke") == 0)
			return at - i - 1;
	}
	for (size_t i = 1; i <= BEHIND && at + i < words->count; i++) {
		if (words->items[at + i].apart)
			break;
		if (strcmp(words->items[at + i].lower, "ikke") == 0)
			return at + i;
	}
	return at;
}

static unsigned what_says(const struct words *words, size_t at)
{
	for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
		if (word_begins(&words->items[at], stems[i].stem))
			return find_negation(words, at) != at ? stems[i].negated : stems[i].says;
	return 0;
}

/* The word as typed, with its "ikke" and what is between. */
static const char *quote(
	struct arena *arena, const char *text, const struct words *words, size_t at)
{
	size_t other = find_negation(words, at);
	const struct word *first = &words->items[other < at ? other : at];
	const struct word *last = &words->items[other < at ? at : other];
	return arena_strndup(
		arena, text + first->offset, last->offset + last->length - first->offset);
}

const char *outcome_contradiction(
	struct arena *arena, const char *outcome, const char *text, size_t length)
{
	unsigned own = 0, against = 0;
	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
		if (strcmp(outcomes[i].outcome, outcome) == 0) {
			own = outcomes[i].own;
			against = outcomes[i].against;
		}
	struct words words = words_split(arena, text, length);
	size_t found = words.count;
	for (size_t i = 0; i < words.count; i++) {
		unsigned says = what_says(&words, i);
		if ((says & own) != 0)
			return NULL;
		if ((says & against) != 0 && found == words.count)
			found = i;
	}
	return found < words.count ? quote(arena, text, &words, found) : NULL;
}
