#include "meeting/field.h"
#include "meeting/final.h"
#include "meeting/words.h"

#include <string.h>

static bool is_cross(const char *lower)
{
	return strlen(lower) >= 3 && lower[strspn(lower, "x")] == '\0';
}

/* A word that stands for one that is to come. */
static const char *marked_word(struct arena *arena, const char *text, size_t length)
{
	struct words words = words_split(arena, text, length);
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.items[i];
		const char *typed = arena_strndup(arena, text + word->offset, word->length);
		if (is_cross(word->lower) || strcmp(typed, "TODO") == 0)
			return typed;
	}
	return NULL;
}

/* The end of a run of blanks and dots. */
static size_t skip_dots(const char *text, size_t length)
{
	static const char ellipsis[] = "…";
	size_t at = 0;
	while (at < length) {
		if (strchr(" .\r\n\t[]", text[at]) != NULL)
			at++;
		else if (length - at >= strlen(ellipsis) &&
			 memcmp(text + at, ellipsis, strlen(ellipsis)) == 0)
			at += strlen(ellipsis);
		else
			break;
	}
	return at;
}

const char *unfinished_mark(struct arena *arena, const char *text, size_t length)
{
	static const char *const signs[] = {"???", "[…]", "[...]", NULL};
	static const enum field_kind kinds[] = {FIELD_TEXT, FIELD_OUTCOME, FIELD_ABSENT};
	if (length > 0 && skip_dots(text, length) == length)
		return "…";
	for (size_t i = 0; signs[i] != NULL; i++)
		if (strstr(text, signs[i]) != NULL)
			return signs[i];
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strstr(text, field_placeholder(kinds[i])) != NULL)
			return field_placeholder(kinds[i]);
	return marked_word(arena, text, length);
}
