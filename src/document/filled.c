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

struct filled *filled_open(
	struct arena *arena, struct report *report, const struct file_bytes *bytes)
{
	struct document *document = document_open(arena, report, bytes);
	if (document == NULL)
		return NULL;
	struct filled *filled = arena_alloc(arena, sizeof *filled);
	filled->document = document;
	filled->property = read_property(document);
	return document_failed(document) ? NULL : filled;
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
