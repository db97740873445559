#include "meeting/load.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/*
 * Mistakes that are no fault of form: what is there can be read, but was hardly meant.
 */

bool mistakes_comment_swallowed(const struct yaml_node *value)
{
	if (!value->empty_plain)
		return false;
	size_t length;
	const char *line = yaml_line(value->source, value->line, &length);
	const char *sign = memchr(line, '#', length);
	if (sign == NULL || (size_t)(line + length - sign) < 2)
		return false;
	uint32_t code_point;
	utf8_decode(sign + 1, (size_t)(line + length - sign) - 1, &code_point);
	return utf8_is_letter(code_point) || (code_point >= '0' && code_point <= '9');
}

void mistakes_check_public(
	struct loader *loader, const struct text *text, const char *key, bool closed)
{
	if (closed || text->bytes == NULL)
		return;
	struct place place = yaml_place(text->node);
	report_warning(loader->report, &place, "public-but-open",
		tr("'%s' stands for something closed, but this is open and will be published; "
		   "write "
		   "'lukket: ja' or remove it"),
		key);
}

/* Keys that do nothing where they were meant to keep something back, or tell it later. */
static const char *const held_back[] = {
	"lukket", "offentlig_titel", "offentlig_beslutning", "offentlig_tekst", "beslutning", NULL};

/* The one of them that the line sets, or NULL. */
static const char *find_held_back(const char *line, size_t length)
{
	for (const char *const *key = held_back; *key != NULL; key++) {
		size_t end = strlen(*key);
		if (length > end && memcmp(line, *key, end) == 0 && line[end] == ':' &&
			(length == end + 1 || line[end + 1] == ' '))
			return *key;
	}
	return NULL;
}

void mistakes_check_text(struct loader *loader, const struct text *text)
{
	const struct yaml_node *node = text->node;
	size_t at = 0;
	while (node != NULL && at < node->length) {
		const char *line = node->text + at;
		const char *newline = memchr(line, '\n', node->length - at);
		size_t length = newline != NULL ? (size_t)(newline - line) : node->length - at;
		size_t blanks = 0;
		while (blanks < length && line[blanks] == ' ')
			blanks++;
		const char *key = find_held_back(line + blanks, length - blanks);
		if (key != NULL) {
			struct place place = yaml_place_at(node, at + blanks);
			report_warning(loader->report, &place, "key-in-text",
				tr("'%s' stands within the text here, so it is printed and does "
				   "nothing; indent it no more than the key above the text"),
				key);
		}
		at += length + 1;
	}
}

/* How secretaries say that the doors are closed. */
static const char *const closed_words[] = {"for lukkede døre", "lukkede døre", "lukket dør",
	"lukkede punkt", "lukket punkt", "lukkede sag", "lukket sag", "lukkede dagsorden",
	"lukket dagsorden", "lukkede møde", "lukket møde", "lukkede del", "lukket del",
	"lukkede bilag", "lukket bilag", "(lukket", "fortroligt", "fortrolig ", "fortrolige ",
	"(fortrolig", NULL};

/* The words that say it, to the end of the last one; NULL if none do. */
static const char *find_closed(struct loader *loader, const struct text *text, bool first)
{
	if (text->bytes == NULL)
		return NULL;
	const char *lower = utf8_lower(loader->arena, text->bytes, text->length);
	if (strcmp(lower, "lukket") == 0)
		return lower;
	for (const char *const *words = closed_words; *words != NULL; words++) {
		const char *found = strstr(lower, *words);
		if (found == NULL || (first && found != lower && **words != '('))
			continue;
		size_t length = strlen(*words);
		uint32_t letter;
		for (size_t more; found[length] != '\0'; length += more) {
			more = utf8_decode(found + length, strlen(found + length), &letter);
			if (!utf8_is_letter(letter) && letter != ')')
				break;
		}
		return arena_strndup(loader->arena, found, length);
	}
	return NULL;
}

/* Titles that say it as their first words; elsewhere they may be what the case is about. */
static void check_titles(struct loader *loader, const struct item *item)
{
	const char *words = find_closed(loader, &item->title, true);
	if (words != NULL)
		report_warning(loader->report, &item->place, "open-called-closed",
			tr("the title says '%s', but the item is open and will be published; write "
			   "'lukket: ja' or 'lukket: nej'"),
			words);
	for (size_t i = 0; i < item->attachment_count; i++) {
		const struct attachment *attachment = &item->attachments[i];
		words = attachment->closed ? NULL : find_closed(loader, &attachment->title, true);
		if (words == NULL || attachment->title.node == NULL)
			continue;
		struct place place = yaml_place(attachment->title.node);
		report_warning(loader->report, &place, "open-called-closed",
			tr("the title says '%s', but the attachment is open and will be "
			   "published; write {titel: …, lukket: ja}, or another title"),
			words);
	}
}

static bool may_be_meant_closed(const struct item *item)
{
	return item->kind == ITEM_POINT && !item->closed && !item->closed_stated;
}

void mistakes_check_doors(struct loader *loader)
{
	const struct meeting *meeting = loader->meeting;
	const char *heading = NULL;
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		if (item->kind == ITEM_HEADING)
			heading = find_closed(loader, &item->caption, false);
		if (!may_be_meant_closed(item))
			continue;
		if (heading != NULL)
			report_warning(loader->report, &item->place, "open-under-closed",
				tr("item %u stands under '%s' but is open and will be published; "
				   "write 'lukket: ja' or 'lukket: nej'"),
				item->number, heading);
		else
			check_titles(loader, item);
		for (size_t j = 0; j < item->item_count; j++)
			if (may_be_meant_closed(&item->items[j]))
				check_titles(loader, &item->items[j]);
	}
}
