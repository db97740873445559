#include "document/flatten.h"

#include "document/names.h"

#include <string.h>

/* Tags and text, and the lazy writing of runs and links. */

struct buf *flatten_bytes(struct flatten *flatten)
{
	return &flatten->pieces.bytes;
}

void flatten_end_tag(struct flatten *flatten, size_t event)
{
	struct buf *out = flatten_bytes(flatten);
	buf_puts(out, "</");
	buf_puts(out, flatten->events[event].name);
	buf_putc(out, '>');
}

/* The text of an attribute with its marks. An address is escaped once it is complete. */
static void put_marked(struct flatten *flatten, const struct paragraph *paragraph)
{
	struct part_state *state = flatten->part->state;
	struct buf *out = flatten_bytes(flatten);
	const struct part_paragraph *shown = &paragraph->shown;
	size_t at = 0;
	for (size_t i = paragraph->first_mark;; i = state->marks[i - 1].next) {
		struct mark *mark = i == 0 ? NULL : &state->marks[i - 1];
		size_t end = mark == NULL ? shown->length : mark->start;
		if (shown->kind == PARAGRAPH_ADDRESS)
			buf_append(out, shown->text + at, end - at);
		else
			xml_escape_attribute(out, shown->text + at, end - at);
		if (mark == NULL)
			return;
		struct piece *piece = pieces_add(&flatten->pieces, PIECE_MARK);
		piece->mark = mark->id;
		piece->plain = true;
		piece->begins_address = mark_begins_address(paragraph, mark);
		piece->shell = shells_plain(&flatten->shells, paragraph, mark);
		mark->parent = paragraph->event;
		mark->placed = true;
		at = mark->end;
	}
}

/* An attribute that says where a link leads; in DOCX by the id of a relationship. */
static void put_address(
	struct flatten *flatten, const struct paragraph *paragraph, const char *name)
{
	const char *value =
		flatten->events[paragraph->event].attributes[paragraph->attribute - 1].value;
	if (flatten->part->replaced != NULL)
		names_add(flatten->part->replaced, value, strlen(value));
	pieces_add(&flatten->pieces, PIECE_ADDRESS_BEGIN);
	put_marked(flatten, paragraph);
	struct piece *piece = pieces_add(&flatten->pieces, PIECE_ADDRESS_END);
	piece->attribute = name;
	piece->paragraph = &paragraph->shown;
}

void flatten_start(struct flatten *flatten, size_t event)
{
	struct buf *out = flatten_bytes(flatten);
	const struct xml_event *start = &flatten->events[event];
	buf_putc(out, '<');
	buf_puts(out, start->name);
	const struct xml_document *xml = flatten->part->xml;
	for (size_t i = 0; start->parent == NOWHERE && i < xml->declared_count; i++)
		xml_put_namespace(out, &xml->declared[i]);
	for (size_t i = 0; i < start->attribute_count; i++) {
		const struct xml_attribute *attribute = &start->attributes[i];
		if (flatten->reader->is_noise(start, attribute))
			continue;
		const struct paragraph *hidden = part_hidden(flatten->part, event, i);
		if (hidden != NULL && hidden->shown.kind == PARAGRAPH_ADDRESS) {
			put_address(flatten, hidden, attribute->name);
			continue;
		}
		buf_putc(out, ' ');
		buf_puts(out, attribute->name);
		buf_puts(out, "=\"");
		if (hidden != NULL)
			put_marked(flatten, hidden);
		else if (flatten->reader->is_unique_id(start, attribute))
			pieces_add_id(&flatten->pieces, attribute->value, attribute->length);
		else if (strcmp(attribute->name, "mc:Ignorable") == 0)
			serial_ignorable(out, flatten->part, attribute->value);
		else
			xml_escape_attribute(out, attribute->value, attribute->length);
		buf_putc(out, '"');
	}
}

static void open_lazy(struct flatten *flatten, size_t count)
{
	struct buf *out = flatten_bytes(flatten);
	for (; flatten->open_count < count; flatten->open_count++) {
		size_t event = flatten->lazy[flatten->open_count];
		if (part_role(flatten->part, event) == ROLE_TEXT) {
			buf_puts(out, flatten->reader->text_open);
			continue;
		}
		flatten_start(flatten, event);
		buf_putc(out, '>');
		size_t properties = part_properties(flatten->part, event);
		if (properties != NOWHERE)
			serial_events(out, flatten->part, properties,
				flatten->events[properties].other + 1, false, ROLE_OTHER);
	}
}

void flatten_open_all(struct flatten *flatten)
{
	open_lazy(flatten, flatten->lazy_count);
}

void flatten_close_runs(struct flatten *flatten, size_t element)
{
	size_t keep = flatten->lazy_count;
	while (keep > 0 && flatten->lazy[keep - 1] > element)
		keep--;
	while (flatten->open_count > keep)
		flatten_end_tag(flatten, flatten->lazy[--flatten->open_count]);
	open_lazy(flatten, keep);
}

void flatten_text(struct flatten *flatten, const char *text, size_t length)
{
	struct buf *out = flatten_bytes(flatten);
	if (length == 0)
		return;
	flatten_open_all(flatten);
	if (flatten->reader->mixed && !flatten->part->property && flatten->after_mark &&
		*text == ' ') {
		flatten->reader->put_spaces(out, 1);
		text++;
		length--;
	}
	flatten->after_mark = false;
	xml_escape(out, text, length);
}
