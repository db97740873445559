#include "document/fillable.h"
#include "document/harvest.h"
#include "document/names.h"

#include <string.h>

/* Filled-in documents of both formats. */

/* The pieces that the property was written in, joined. */
static const char *read_property(const struct document *document)
{
	struct names names;
	struct buf out;
	names_init(&names, document->arena);
	buf_init(&out, document->arena);
	if (document->kind == DOCUMENT_DOCX)
		docx_harvest_properties(document, &names);
	else
		odt_harvest_properties(document, &names);
	for (unsigned i = 1;; i++) {
		const char *name = fillable_property(document->arena, i);
		const struct name *piece = names_find(&names, name, strlen(name));
		if (piece == NULL)
			break;
		buf_puts(&out, piece->object);
	}
	return out.length == 0 ? NULL : buf_text(&out);
}

static void read_said(struct filled *filled)
{
	const char *text = read_property(filled->document);
	const char *around = text != NULL ? strstr(text, FILLABLE_AROUND) : NULL;
	filled->property = text;
	if (around == NULL)
		return;
	filled->property = arena_strndup(filled->document->arena, text, (size_t)(around - text));
	filled->written = around + strlen(FILLABLE_AROUND);
}

struct filled *filled_open(
	struct arena *arena, struct report *report, const struct file_bytes *bytes)
{
	struct document *document = document_open(arena, report, bytes);
	if (document == NULL)
		return NULL;
	struct filled *filled = arena_alloc(arena, sizeof *filled);
	filled->document = document;
	read_said(filled);
	return document_failed(document) ? NULL : filled;
}

const char *filled_next_word(const char **text, size_t *length)
{
	static const char blanks[] = " \t\r\n";
	const char *word = *text + strspn(*text, blanks);
	*length = strcspn(word, blanks);
	*text = word + *length;
	return word;
}

bool filled_read(struct filled *filled, filled_known *known, void *user)
{
	struct document *document = filled->document;
	struct harvest harvest;
	harvest_init(&harvest, document->arena);
	if (document->kind == DOCUMENT_DOCX)
		docx_harvest(&harvest, document);
	else
		odt_harvest(&harvest, document);
	if (document_failed(document))
		return false;
	harvest_fields(&harvest, filled, known, user);
	return true;
}

/* Those that were written come in their order, all others behind them. */
static void order_items(
	struct arena *arena, struct output_fields *fields, const struct filled *filled)
{
	struct output_field *ordered = arena_array(arena, fields->count, sizeof *ordered);
	struct names places;
	size_t count = 0;
	names_init(&places, arena);
	for (size_t i = 0; i < fields->count; i++) {
		const char *name = fields->items[i].name;
		names_add(&places, name, strlen(name))->object = &fields->items[i];
	}
	for (size_t i = 0; i < filled->count; i++) {
		const char *name = filled->fields[i].name;
		struct name *place = names_find(&places, name, strlen(name));
		if (place == NULL || place->number++ > 0)
			continue;
		ordered[count++] = *(struct output_field *)place->object;
	}
	for (size_t i = 0; i < fields->count; i++) {
		const char *name = fields->items[i].name;
		if (names_find(&places, name, strlen(name))->number == 0)
			ordered[count++] = fields->items[i];
	}
	memcpy(fields->items, ordered, count * sizeof *ordered);
}

static const struct markup_field *unknown(void *user, const char *name)
{
	(void)user;
	(void)name;
	return NULL;
}

bool filled_note_around(struct arena *arena, struct report *report, const struct file_bytes *bytes,
	struct output_fields *fields)
{
	struct arena *passing = arena_create_child(arena);
	struct filled *filled = filled_open(passing, report, bytes);
	bool read = filled != NULL && filled_read(filled, unknown, NULL);
	if (read) {
		order_items(passing, fields, filled);
		fields->around = arena_strdup(arena, filled->around);
	}
	arena_destroy(passing);
	return read;
}
