#include "meeting/field.h"
#include "meeting/minutes.h"

#include <string.h>

/* The fields of one item, as its decision is printed. */

bool field_is_open(const struct values *values, const struct item *item)
{
	const struct decision *decision = &item->decision;
	if (values->fields == NULL || item->withheld)
		return false;
	return values->document == MEETING_AGENDA ||
	       (decision->text.length == 0 && decision->outcome == NULL &&
		       decision->point_count == 0);
}

/* Who was away as far as the decision says it already, or NULL. */
static struct markup_block *known_absent(const struct values *values, const struct item *item)
{
	const struct texts *absent = &item->decision.absent;
	if (values->document == MEETING_AGENDA || !absent->stated)
		return NULL;
	struct buf line;
	buf_init(&line, values->arena);
	for (size_t i = 0; i < absent->count; i++)
		buf_printf(&line, "%s%s", i > 0 ? ", " : "",
			texts_plain(&values->context, &absent->items[i]));
	if (absent->count == 0)
		buf_puts(&line, "Ingen");
	return markup_plain(values->arena, buf_text(&line), line.length);
}

static void add_field(const struct values *values, struct texts_chain *chain, const char *path,
	enum field_kind kind, struct markup_block *content)
{
	struct arena *arena = values->arena;
	struct field_record *record = values->fields;
	struct markup_block *block = field_block(arena, path, kind, content);
	struct buf markdown;
	buf_init(&markdown, arena);
	markup_to_markdown(&markdown, content, 0);
	record->entries = arena_grow(
		arena, record->entries, record->count, &record->capacity, sizeof *record->entries);
	record->entries[record->count++] = (struct field_entry){.name = block->field->name,
		.initial = field_hash(arena, buf_text(&markdown)),
		.path = path};
	texts_append(chain, block);
}

struct markup_block *field_blocks(const struct values *values, const struct item *item)
{
	const char *parent = values->parent != NULL ? values->parent->id : NULL;
	const char *path = field_path(values->arena, parent, item->id);
	struct texts_chain chain = {0};
	add_field(values, &chain, path, FIELD_TEXT, NULL);
	add_field(values, &chain, path, FIELD_OUTCOME, NULL);
	add_field(values, &chain, path, FIELD_ABSENT, known_absent(values, item));
	return chain.first;
}

static size_t count_withheld(const struct item *items, size_t count)
{
	size_t withheld = 0;
	for (size_t i = 0; i < count; i++) {
		if (items[i].kind != ITEM_POINT || items[i].withdrawn.bytes != NULL)
			continue;
		withheld += items[i].withheld ? 1 : 0;
		withheld += count_withheld(items[i].items, items[i].item_count);
	}
	return withheld;
}

size_t field_count_withheld(const struct meeting *meeting)
{
	return count_withheld(meeting->items, meeting->item_count);
}
