#include "document/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In name.number of an id. */
enum { ID_IN_TEMPLATE = 1, ID_WRITTEN = 2, ID_REFERRED = 4 };

/* What an element that bears an id does with it. */
enum bearing {
	BEARS_OWN,      /* nothing else does, or it begins what another one ends */
	BEARS_END,      /* of what another one began */
	BEARS_REFERENCE /* to the range before it, if there is one */
};

struct anchor {
	unsigned number;
	unsigned open; /* how often it has begun and not ended */
	bool complete;
};

static bool strip_suffix(struct bytes *name, const char *suffix)
{
	size_t length = strlen(suffix);
	if (name->length <= length ||
		memcmp(name->data + name->length - length, suffix, length) != 0)
		return false;
	name->length -= length;
	return true;
}

/* What stands elsewhere and is referred to, by the name that its ids are kept under. */
static const struct {
	const char *element, *kept_as;
	bool in_order; /* of the references, and so are their ids: LibreOffice goes by that */
} notes[] = {{"w:footnote", "w:footnoteReference", true}, {"w:endnote", "w:endnoteReference", true},
	{"w:comment", "w:commentRange", false}};

enum { NOTES = sizeof notes / sizeof *notes };

/*
 * Appends "kind:value". Ids written in the attributes named here are unique among elements of a
 * name, all others among the attributes of theirs.
 */
static enum bearing put_key(
	struct buf *key, struct bytes element, struct bytes attribute, struct bytes value)
{
	enum bearing bearing = BEARS_OWN;
	if (bytes_are(element, "w:commentReference")) {
		element = bytes_of("w:commentRange");
		bearing = BEARS_REFERENCE;
	} else if (strip_suffix(&element, "End") || strip_suffix(&element, "-end")) {
		bearing = BEARS_END;
	} else if (!strip_suffix(&element, "Start")) {
		strip_suffix(&element, "-start");
	}
	if (bytes_are(attribute, "id") || bytes_are(attribute, "w:id") ||
		bytes_are(attribute, "w:name") || bytes_are(attribute, "text:name"))
		bytes_put(key, element);
	buf_putc(key, '@');
	bytes_put(key, attribute);
	buf_putc(key, ':');
	bytes_put(key, value);
	return bearing;
}

/* The name that an attribute's value is kept under if it is an id, else NULL. */
static const char *kept_as(const struct format_reader *reader, const struct xml_event *start,
	const struct xml_attribute *attribute)
{
	if (reader->is_unique_id(start, attribute))
		return start->name;
	for (size_t i = 0; i < NOTES; i++)
		if (strcmp(start->name, notes[i].element) == 0 &&
			strcmp(attribute->name, "w:id") == 0)
			return notes[i].kept_as;
	return NULL;
}

/*
 * Where the ids of notes begin: where they do in the template. Lines between text and notes are notes
 * too, keep their ids and come before the others.
 */
static void note_number(struct output *output, const struct xml_event *start)
{
	const char *type = xml_attribute(start, "w:type"), *id = xml_attribute(start, "w:id");
	long number = id == NULL ? 0 : strtol(id, NULL, 10);
	bool is_line = type != NULL && strcmp(type, "normal") != 0;
	for (size_t i = 0; i < NOTES; i++) {
		long *first = &output->next_notes[i];
		if (!notes[i].in_order || strcmp(start->name, notes[i].element) != 0 ||
			number < 1 || number > 1000000)
			continue;
		if (is_line ? number >= *first : *first == 0)
			*first = is_line ? number + 1 : number;
	}
}

void ids_collect(struct output *output)
{
	const struct document *document = output->document;
	struct buf key;
	buf_init(&key, output->arena);
	for (size_t i = 0; i < document->part_count; i++) {
		const struct xml_document *xml = document->parts[i]->xml;
		for (size_t j = 0; xml != NULL && j < xml->count; j++) {
			const struct xml_event *event = &xml->events[j];
			if (event->kind != XML_START)
				continue;
			note_number(output, event);
			for (size_t k = 0; k < event->attribute_count; k++) {
				const struct xml_attribute *attribute = &event->attributes[k];
				const char *name = kept_as(document->reader, event, attribute);
				if (name == NULL)
					continue;
				buf_truncate(&key, 0);
				put_key(&key, bytes_of(name), bytes_of(attribute->name),
					(struct bytes){attribute->value, attribute->length});
				names_add(&output->ids, key.data, key.length)->number |=
					ID_IN_TEMPLATE;
			}
		}
	}
}

/* Takes the key if it is free. */
static bool take(struct output *output, const struct buf *key)
{
	if (names_find(&output->ids, key->data, key->length) != NULL)
		return false;
	names_add(&output->ids, key->data, key->length)->number = ID_WRITTEN;
	return true;
}

unsigned ids_new_number(struct output *output, const char *kind)
{
	struct buf key;
	buf_init(&key, output->arena);
	unsigned number;
	do {
		number = output->next_id++;
		buf_truncate(&key, 0);
		buf_printf(&key, "%s:%u", kind, number);
	} while (!take(output, &key));
	buf_finish(&key);
	return number;
}

static bool all_digits(struct bytes value)
{
	for (size_t i = 0; i < value.length; i++) {
		if (value.data[i] < '0' || value.data[i] > '9')
			return false;
	}
	return value.length > 0;
}

/* An id that differs from all others of the kind that key (up to its colon) stands for. */
static const char *new_value(
	struct output *output, const char *kind, struct bytes attribute, struct bytes value)
{
	struct bytes stem = attribute;
	bool hexadecimal = strip_suffix(&stem, "paraId") || strip_suffix(&stem, "textId");
	size_t keep = value.length < 28 ? value.length : 28; /* bookmark names have 40 characters */
	while (keep > 0 && keep < value.length && (value.data[keep] & 0xc0) == 0x80)
		keep--;
	struct buf key, text;
	buf_init(&key, output->arena);
	buf_init(&text, output->arena);
	do {
		unsigned number = output->next_id++;
		buf_truncate(&text, 0);
		if (hexadecimal)
			buf_printf(&text, "%08X", number & 0x7fffffffu);
		else if (all_digits(value))
			buf_printf(&text, "%u", number);
		else
			buf_printf(&text, "%.*s_%u", (int)keep, value.data, number);
		buf_truncate(&key, 0);
		buf_printf(&key, "%s:%s", kind, text.data);
	} while (!take(output, &key));
	return text.data;
}

/* The names of the tag and attribute that the buffer ends in the middle of. */
static bool tag_around(const struct buf *buf, struct bytes *element, struct bytes *attribute)
{
	const char *tag = buf->length > 2 ? memrchr(buf->data, '<', buf->length) : NULL;
	if (tag == NULL)
		return false;
	const char *end = buf->data + buf->length - 2; /* ="  */
	const char *begin = end;
	while (begin > tag && begin[-1] != ' ')
		begin--;
	element->data = tag + 1;
	element->length = strcspn(tag + 1, " />");
	attribute->data = begin;
	attribute->length = (size_t)(end - begin);
	return begin > tag;
}

/* Remembers that a reference has come to refer to a note that is not there yet. */
static void note_copy(struct output *output, const char *element, struct bytes from, const char *to)
{
	output->copies = arena_grow(output->arena, output->copies, output->copy_count,
		&output->copy_capacity, sizeof *output->copies);
	output->copies[output->copy_count++] = (struct id_copy){.element = element,
		.from = arena_strndup(output->arena, from.data, from.length),
		.to = to};
}

/* The reference to a note, if the element is one whose notes are put in order. */
static bool put_reference(struct output *output, struct bytes element, struct bytes value)
{
	for (size_t i = 0; i < NOTES; i++) {
		if (!notes[i].in_order || !bytes_are(element, notes[i].kept_as))
			continue;
		if (output->next_notes[i] == 0)
			output->next_notes[i] = 1;
		const char *number = arena_printf(output->arena, "%ld", output->next_notes[i]++);
		note_copy(output, notes[i].element, value, number);
		buf_puts(output->buf, number);
		return true;
	}
	return false;
}

void output_id(struct output *output, const struct piece *piece)
{
	if (output_full(output) || output->buf == NULL)
		return;
	struct bytes element, attribute, value = {piece->bytes, piece->length};
	if (!tag_around(output->buf, &element, &attribute)) {
		output_bytes(output, piece);
		return;
	}
	if (put_reference(output, element, value))
		return;
	struct buf key;
	buf_init(&key, output->arena);
	enum bearing bearing = put_key(&key, element, attribute, value);
	struct name *id = names_add(&output->ids, key.data, key.length);
	bool again =
		bearing == BEARS_END || (bearing == BEARS_REFERENCE && id->number & ID_WRITTEN &&
						!(id->number & ID_REFERRED));
	if (!again && id->number & ID_WRITTEN) {
		char *kind = arena_strndup(output->arena, key.data, key.length - value.length - 1);
		id->object = (void *)(uintptr_t)new_value(output, kind, attribute, value);
		if (bytes_are(element, "w:commentRangeStart") ||
			bytes_are(element, "w:commentReference"))
			note_copy(output, "w:comment", value, id->object);
	}
	if (bearing != BEARS_END) {
		id->number &= ~(size_t)ID_REFERRED;
		id->number |= bearing == BEARS_REFERENCE ? ID_WRITTEN | ID_REFERRED : ID_WRITTEN;
	}
	if (id->object != NULL)
		buf_puts(output->buf, id->object);
	else
		bytes_put(output->buf, value);
	buf_finish(&key);
}

bool anchor_open(struct output *output, const char *name, unsigned *number)
{
	struct name *entry = names_add(&output->anchors, name, strlen(name));
	struct anchor *anchor = entry->object;
	if (anchor != NULL) {
		anchor->open++;
		return false;
	}
	anchor = arena_alloc(output->arena, sizeof *anchor);
	anchor->number = ids_new_number(output, "w:bookmark@w:id");
	anchor->open = 1;
	entry->object = anchor;
	*number = anchor->number;
	return true;
}

bool anchor_close(struct output *output, const char *name, unsigned *number)
{
	struct name *entry = names_find(&output->anchors, name, strlen(name));
	struct anchor *anchor = entry == NULL ? NULL : entry->object;
	if (anchor == NULL || anchor->open == 0 || --anchor->open > 0 || anchor->complete)
		return false;
	anchor->complete = true;
	*number = anchor->number;
	return true;
}
