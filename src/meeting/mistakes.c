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
static const char *find_closed(struct arena *arena, const struct text *text, bool first)
{
	if (text->bytes == NULL)
		return NULL;
	const char *lower = utf8_lower(arena, text->bytes, text->length);
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
		return arena_strndup(arena, found, length);
	}
	return NULL;
}

/* The bytes of a dash at the beginning of text, or 0. */
static size_t dash_length(const char *text)
{
	static const char *const dashes[] = {"-", "–", "—"};
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (strncmp(text, dashes[i], strlen(dashes[i])) == 0)
			return strlen(dashes[i]);
	return 0;
}

/* Whether a sign that sets what follows apart begins here: a colon, or a dash with a blank. */
static bool sets_apart(const char *text)
{
	text += strspn(text, " ");
	size_t dash = dash_length(text);
	return *text == ':' || (dash > 0 && (text[dash] == ' ' || text[dash] == '\0'));
}

/* Whether the text up to end sets what stands there apart. */
static bool is_set_apart(const char *text, const char *end)
{
	const char *at = end;
	while (at > text && at[-1] == ' ')
		at--;
	for (size_t size = 1; at < end && size <= 3 && size <= (size_t)(at - text); size++)
		if (dash_length(at - size) == size || (size == 1 && at[-1] == ':'))
			return true;
	return false;
}

/* Whether a word is set apart at the beginning or the end of a title, or stands in square brackets. */
static bool is_marked(const char *title, const char *word)
{
	size_t length = strlen(title), size = strlen(word);
	if (size == 0 || length < size)
		return false;
	if (strncmp(title, word, size) == 0 && sets_apart(title + size))
		return true;
	const char *last = title + length - size;
	if (strcmp(last, word) == 0 && is_set_apart(title, last))
		return true;
	for (const char *at = strchr(title, '['); at != NULL; at = strchr(at + 1, '['))
		if (strncmp(at + 1, word, size) == 0 && at[1 + size] == ']')
			return true;
	return false;
}

/* "Lukket: Opsigelse", "[LUKKET] Opsigelse", "Opsigelse – lukket": the mark, or NULL. */
static const char *find_mark(
	struct arena *arena, const struct organ *organ, const struct text *text)
{
	const struct text *own = &organ->closed.text;
	const char *words[] = {
		"lukket",
		"fortroligt",
		"fortrolig",
		"",
	};
	if (own->bytes != NULL)
		words[3] = utf8_lower(arena, own->bytes, own->length);
	if (text->bytes == NULL)
		return NULL;
	const char *lower = utf8_lower(arena, text->bytes, text->length);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (is_marked(lower, words[i]))
			return words[i];
	return NULL;
}

/* What in a title says that it is closed: a mark or the first words; elsewhere these may be what the
 * case is about. NULL if nothing does. */
static const char *find_in_title(
	struct arena *arena, const struct organ *organ, const struct text *title)
{
	const char *mark = find_mark(arena, organ, title);
	return mark != NULL ? mark : find_closed(arena, title, true);
}

static void check_titles(struct loader *loader, struct arena *arena, const struct item *item)
{
	const struct organ *organ = &loader->meeting->organ;
	const char *words = find_in_title(arena, organ, &item->title);
	if (words != NULL)
		report_warning(loader->report, &item->place, "open-called-closed",
			tr("the title says '%s', but the item is open and will be published; write "
			   "'lukket: ja' or 'lukket: nej'"),
			words);
	words = find_in_title(arena, organ, &item->sagstype);
	if (words != NULL)
		report_warning(loader->report, &item->place, "open-called-closed",
			tr("'sagstype' says '%s', but the item is open and will be published; "
			   "write 'lukket: ja' or 'lukket: nej'"),
			words);
	for (size_t i = 0; i < item->attachment_count; i++) {
		const struct attachment *attachment = &item->attachments[i];
		words = attachment->closed ? NULL : find_in_title(arena, organ, &attachment->title);
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
	struct arena *scratch = arena_create_child(loader->arena);
	for (size_t i = 0; i < meeting->item_count; i++) {
		const struct item *item = &meeting->items[i];
		if (item->kind == ITEM_HEADING)
			heading = find_closed(scratch, &item->caption, false);
		if (!may_be_meant_closed(item))
			continue;
		if (heading != NULL)
			report_warning(loader->report, &item->place, "open-under-closed",
				tr("item %u stands under '%s' but is open and will be published; "
				   "write 'lukket: ja' or 'lukket: nej'"),
				item->number, heading);
		else
			check_titles(loader, scratch, item);
		for (size_t j = 0; j < item->item_count; j++)
			if (may_be_meant_closed(&item->items[j]))
				check_titles(loader, scratch, &item->items[j]);
	}
	arena_destroy(scratch);
}
