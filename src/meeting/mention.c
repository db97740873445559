#include "meeting/meeting.h"

#include "base/i18n.h"
#include "meeting/model.h"
#include "meeting/phrase_tree.h"
#include "meeting/text_walk.h"

#include <stdlib.h>
#include <string.h>

/*
 * Open items that speak of closed ones. What gives a closed item away is a house ("Strandvejen 12"), a
 * number of the case, a name of several words, or its whole title; what the public knows anyhow does
 * not: the body, its members, what the public edition says itself.
 */

/* Where a phrase was taken from. */
struct secret {
	const char *number; /* of the item */
	size_t said_in;     /* the open item that was last warned of; 0 for none */
};

struct mentions {
	struct arena *arena;
	struct report *report;
	const struct meeting *meeting;
	struct phrase_tree *tree;
	bool quoting;
	struct arena *scratch; /* for one item */
	/* The open item whose texts are looked through, counted from 1. */
	const struct item *item;
	const char *number;
	size_t item_number;
};

/* Words that a number behind them makes no address. */
static bool is_counted(const struct word *word)
{
	static const char *const stems[] = {"afdeling", "afsnit", "artikel", "behandling", "bilag",
		"budget", "del", "etape", "fase", "gruppe", "kapitel", "klasse", "kvartal", "lov",
		"møde", "niveau", "nr", "paragraf", "projekt", "punkt", "pulje", "regnskab",
		"runde", "side", "stk", "trin", "uge", "zone"};
	for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
		if (strcmp(word->lower, stems[i]) == 0)
			return true;
	return strlen(word->lower) < 3;
}

static bool is_year(const struct word *word)
{
	enum { FIRST = 1900, LAST = 2100 };
	long number = strtol(word->lower, NULL, 10);
	return strlen(word->lower) == 4 && number >= FIRST && number <= LAST;
}

/* The last word of a name that is an authority's and no secret. */
static bool is_authority(const struct word *word)
{
	static const char *const stems[] = {"udvalg", "kommun", "byråd", "region", "råd",
		"styrelse", "ministeri", "direktion", "forvaltning", "nævn", "lov"};
	for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
		if (word_begins(word, stems[i]))
			return true;
	return false;
}

static void add_phrase(
	struct mentions *mentions, const struct word *words, size_t count, const char *number)
{
	struct secret *secret = arena_alloc(mentions->arena, sizeof *secret);
	secret->number = number;
	phrase_tree_add(mentions->tree, words, count, secret);
}

static void add_names(struct mentions *mentions, const struct words *words, const char *number)
{
	for (size_t i = 0; i < words->count;) {
		const struct word *word = &words->items[i];
		size_t end = i + 1;
		while (word->capital && end < words->count && words->items[end].capital &&
			!words->items[end].apart)
			end++;
		const struct word *next = end < words->count ? &words->items[end] : NULL;
		const struct word *last = &words->items[end - 1];
		if (end - i >= 2 && !is_authority(last))
			add_phrase(mentions, word, end - i, number);
		/* The first word of a title has a capital anyhow. */
		if (end - i >= 3 && i == 0 && !is_authority(last))
			add_phrase(mentions, word + 1, end - 1, number);
		if (last->capital && next != NULL && next->digit && !next->apart &&
			!is_year(next) && !is_counted(last))
			add_phrase(mentions, last, 2, number);
		i = end;
	}
}

/* "22/23184", and not a number of few digits. */
static void add_number(struct mentions *mentions, const struct text *text, const char *number)
{
	enum { FEWEST = 5 };
	if (text->bytes == NULL)
		return;
	struct words words = words_split(mentions->arena, text->bytes, text->length);
	size_t letters = 0;
	bool digit = false;
	for (size_t i = 0; i < words.count; i++) {
		letters += strlen(words.items[i].lower);
		digit = digit || words.items[i].digit;
	}
	if (digit && letters >= FEWEST)
		add_phrase(mentions, words.items, words.count, number);
}

static void add_title(struct mentions *mentions, const struct text *text, const char *number)
{
	enum { WHOLE = 4 };
	if (text->bytes == NULL)
		return;
	struct words words = words_split(mentions->arena, text->bytes, text->length);
	if (words.count >= WHOLE)
		add_phrase(mentions, words.items, words.count, number);
	add_names(mentions, &words, number);
}

static void add_secrets(struct mentions *mentions, const struct item *items, size_t count,
	const struct item *parent, bool closed)
{
	const struct closed_rules *rules = &mentions->meeting->organ.closed;
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		bool shut = closed || item->closed;
		const char *number = item_number(mentions->arena, parent, item);
		if (shut && (closed || !rules->show_title))
			add_title(mentions, &item->title, number);
		if (shut && (closed || !rules->show_sagsnr))
			add_number(mentions, &item->sagsnr, number);
		if (shut)
			add_number(mentions, &item->doknr, number);
		/* What is closed beside an open item is often told there by its title. */
		for (size_t j = 0; shut && j < item->attachment_count; j++) {
			add_title(mentions, &item->attachments[j].title, number);
			add_number(mentions, &item->attachments[j].doknr, number);
		}
		add_secrets(mentions, item->items, item->item_count, item, shut);
	}
}

static void drop_text(struct mentions *mentions, const struct text *text, bool whole)
{
	if (text->bytes == NULL)
		return;
	struct arena *scratch = arena_create_child(mentions->arena);
	struct words words = words_split(scratch, text->bytes, text->length);
	if (whole)
		phrase_tree_drop_whole(mentions->tree, &words);
	else
		phrase_tree_drop(mentions->tree, &words);
	arena_destroy(scratch);
}

static void drop_people(struct mentions *mentions, const struct people *people)
{
	for (size_t i = 0; i < people->count; i++)
		drop_text(mentions, &people->items[i].shown, false);
}

/* What the public edition says on purpose. */
static void drop_public(
	struct mentions *mentions, const struct item *items, size_t count, bool closed)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		bool shut = closed || item->closed;
		if (shut) {
			drop_text(mentions, &item->public_title, false);
			drop_text(mentions, &item->public_decision, false);
		} else {
			drop_text(mentions, &item->title, true);
			drop_text(mentions, &item->sagsnr, true);
			drop_text(mentions, &item->doknr, true);
		}
		for (size_t j = 0; j < item->attachment_count && !shut; j++)
			if (!item->attachments[j].closed)
				drop_text(mentions, &item->attachments[j].doknr, true);
		drop_public(mentions, item->items, item->item_count, shut);
	}
}

static void warn(struct mentions *mentions, const struct text *text, const struct word *word,
	size_t end, struct secret *secret)
{
	struct place place =
		text->node != NULL ? yaml_place_at(text->node, 0) : mentions->item->place;
	const char *quote =
		arena_strndup(mentions->arena, text->bytes + word->offset, end - word->offset);
	if (!mentions->quoting)
		report_warning(mentions->report, &place, "closed-mentioned",
			tr("open item %s mentions something of closed item %s; 'referent check' "
			   "shows what"),
			mentions->number, secret->number);
	else
		report_warning(mentions->report, &place, "closed-mentioned",
			tr("open item %s mentions '%s' of closed item %s; take it out, or put it "
			   "into a part with 'lukket: ja'"),
			mentions->number, quote, secret->number);
}

static void see_text(void *user, const struct text *text)
{
	struct mentions *mentions = user;
	struct words words = words_split(mentions->scratch, text->bytes, text->length);
	for (size_t at = 0; at < words.count;) {
		const void *owner;
		size_t count = phrase_tree_find(mentions->tree, &words, at, &owner);
		if (count == 0) {
			at++;
			continue;
		}
		struct secret *secret = (struct secret *)owner;
		const struct word *last = &words.items[at + count - 1];
		if (secret->said_in != mentions->item_number)
			warn(mentions, text, &words.items[at], last->offset + last->length, secret);
		secret->said_in = mentions->item_number;
		at += count;
	}
}

static void see_items(struct mentions *mentions, const struct item *items, size_t count,
	const struct item *parent)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *item = &items[i];
		if (item->closed)
			continue;
		mentions->item = item;
		mentions->item_number++;
		mentions->number = item_number(mentions->arena, parent, item);
		mentions->scratch = arena_create_child(mentions->arena);
		text_walk_item(item, true, see_text, mentions);
		arena_destroy(mentions->scratch);
		see_items(mentions, item->items, item->item_count, item);
	}
}

void meeting_check_mentions(
	struct arena *arena, struct report *report, const struct meeting *meeting, bool quoting)
{
	struct mentions mentions = {
		.arena = arena,
		.report = report,
		.meeting = meeting,
		.tree = phrase_tree_create(arena),
		.quoting = quoting,
	};
	if (!meeting->organ.rules.mention)
		return;
	add_secrets(&mentions, meeting->items, meeting->item_count, NULL, false);
	if (phrase_tree_is_empty(mentions.tree))
		return;
	drop_text(&mentions, &meeting->organ.name, false);
	drop_text(&mentions, &meeting->organ.authority, false);
	drop_text(&mentions, &meeting->place_text, false);
	drop_people(&mentions, &meeting->organ.members);
	drop_people(&mentions, &meeting->participants);
	drop_public(&mentions, meeting->items, meeting->item_count, false);
	if (!phrase_tree_is_empty(mentions.tree))
		see_items(&mentions, meeting->items, meeting->item_count, NULL);
}
