#include "document/output.h"

#include <stdio.h>
#include <string.h>

/* In name.number of an id. */
enum { ID_IN_TEMPLATE = 1, ID_WRITTEN = 2 };

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

/*
 * Appends "kind:value". Ids written in the attributes named here are unique among elements of a
 * name, all others among the attributes of theirs. *end tells that the element closes what another
 * opened, and repeats its id.
 */
static void put_key(struct buf *key, struct bytes element, struct bytes attribute,
	struct bytes value, bool *end)
{
	*end = strip_suffix(&element, "End") || strip_suffix(&element, "-end");
	if (!*end && !strip_suffix(&element, "Start"))
		strip_suffix(&element, "-start");
	if (bytes_are(attribute, "id") || bytes_are(attribute, "w:id") ||
		bytes_are(attribute, "w:name") || bytes_are(attribute, "text:name"))
		bytes_put(key, element);
	buf_putc(key, '@');
	bytes_put(key, attribute);
	buf_putc(key, ':');
	bytes_put(key, value);
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
			for (size_t k = 0; k < event->attribute_count; k++) {
				const struct xml_attribute *attribute = &event->attributes[k];
				if (!document->reader->is_unique_id(event, attribute))
					continue;
				bool end;
				buf_truncate(&key, 0);
				put_key(&key, bytes_of(event->name), bytes_of(attribute->name),
					(struct bytes){attribute->value, attribute->length}, &end);
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

void output_id(struct output *output, const struct piece *piece)
{
	if (output_full(output) || output->buf == NULL)
		return;
	struct bytes element, attribute, value = {piece->bytes, piece->length};
	if (!tag_around(output->buf, &element, &attribute)) {
		output_bytes(output, piece);
		return;
	}
	struct buf key;
	buf_init(&key, output->arena);
	bool end;
	put_key(&key, element, attribute, value, &end);
	struct name *id = names_add(&output->ids, key.data, key.length);
	if (end) {
		if (id->object != NULL)
			buf_puts(output->buf, id->object);
		else
			bytes_put(output->buf, value);
	} else if ((id->number & ID_WRITTEN) == 0) {
		id->number |= ID_WRITTEN;
		bytes_put(output->buf, value);
	} else {
		char *kind = arena_strndup(output->arena, key.data, key.length - value.length - 1);
		id->object = (void *)(uintptr_t)new_value(output, kind, attribute, value);
		buf_puts(output->buf, id->object);
	}
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
