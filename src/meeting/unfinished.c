#include "meeting/meeting.h"

#include "base/i18n.h"
#include "meeting/field.h"
#include "meeting/text_walk.h"
#include "meeting/words.h"

#include <string.h>

/* What somebody meant to write later: "xxx", "TODO", "???", dots alone, a field's help text. */

struct unfinished {
	struct arena *arena;
	struct report *report;
	bool final, agenda;
	const struct item *item; /* the one at hand, or NULL */
	const char *number;      /* its number, or NULL for a heading or pause */
};

static bool is_cross(const char *lower)
{
	return strlen(lower) >= 3 && lower[strspn(lower, "x")] == '\0';
}

/* Whether it is worth looking at the words: most texts have nothing like a mark in them. */
static bool may_be_marked(const char *text)
{
	static const char cross[] = "xX";
	for (const char *at = strpbrk(text, cross); at != NULL; at = strpbrk(at + 1, cross))
		if (strspn(at, cross) >= 3)
			return true;
	return strstr(text, "TODO") != NULL;
}

/* A word that stands for one that is to come. */
static const char *marked_word(struct arena *arena, const char *text, size_t length)
{
	if (!may_be_marked(text))
		return NULL;
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

/* The mark as typed, or NULL. */
static const char *find_mark(struct arena *arena, const char *text, size_t length)
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

static void report_mark(
	const struct unfinished *unfinished, const struct place *place, const char *mark)
{
	if (unfinished->number == NULL && unfinished->final)
		report_error(unfinished->report, place, "unfinished-text",
			tr("'%s' still stands here; write what belongs there"), mark);
	else if (unfinished->number == NULL)
		report_warning(unfinished->report, place, "unfinished-text",
			tr("'%s' still stands here; write what belongs there"), mark);
	else if (unfinished->final)
		report_error(unfinished->report, place, "unfinished-text",
			tr("'%s' still stands in item %s; write what belongs there"), mark,
			unfinished->number);
	else
		report_warning(unfinished->report, place, "unfinished-text",
			tr("'%s' still stands in item %s; write what belongs there"), mark,
			unfinished->number);
}

static void see_text(void *user, const struct text *text)
{
	const struct unfinished *unfinished = user;
	if (text->bytes == NULL)
		return;
	struct arena *scratch = arena_create_child(unfinished->arena);
	const char *mark = find_mark(scratch, text->bytes, text->length);
	struct place place = {0};
	if (text->node != NULL)
		place = yaml_place(text->node);
	else if (unfinished->item != NULL)
		place = unfinished->item->place;
	if (mark != NULL)
		report_mark(unfinished, &place, mark);
	arena_destroy(scratch);
}

/* The short keys of an item, which text_walk_item() leaves out. */
static void see_facts(struct unfinished *unfinished, const struct item *item)
{
	const struct text *const facts[] = {
		&item->sagsnr, &item->doknr, &item->jnr, &item->sagstype, &item->caption};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		see_text(unfinished, facts[i]);
	for (size_t i = 0; i < item->sagsgang.count; i++)
		see_text(unfinished, &item->sagsgang.items[i]);
	for (size_t i = 0; i < item->attachment_count; i++)
		see_text(unfinished, &item->attachments[i].doknr);
}

static void see_items(struct unfinished *unfinished, const struct item *items, size_t count,
	const struct item *parent)
{
	for (size_t i = 0; i < count; i++) {
		struct item shown = items[i];
		if (unfinished->agenda)
			shown.decision = (struct decision){0};
		unfinished->item = &items[i];
		unfinished->number = items[i].number > 0
					     ? item_number(unfinished->arena, parent, &items[i])
					     : NULL;
		see_facts(unfinished, &shown);
		text_walk_item(&shown, false, see_text, unfinished);
		see_items(unfinished, items[i].items, items[i].item_count, &items[i]);
	}
}

void meeting_check_unfinished(struct arena *arena, struct report *report,
	const struct meeting *meeting, enum meeting_document document, bool final)
{
	struct unfinished unfinished = {.arena = arena,
		.report = report,
		.final = final,
		.agenda = document == MEETING_AGENDA};
	see_text(&unfinished, &meeting->place_text);
	see_items(&unfinished, meeting->items, meeting->item_count, NULL);
}
