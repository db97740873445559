#include "document/reading.h"

#include <string.h>

/* Events as XML again. */

void serial_start(struct buf *out, const struct part *part, size_t event, bool without_ids)
{
	const struct format_reader *reader = part->document->reader;
	const struct xml_event *start = &part->xml->events[event];
	buf_putc(out, '<');
	buf_puts(out, start->name);
	for (size_t i = 0; i < start->attribute_count; i++) {
		const struct xml_attribute *attribute = &start->attributes[i];
		if (reader->is_noise(start, attribute) ||
			(without_ids && reader->is_unique_id(start, attribute)))
			continue;
		xml_put_attribute(out, attribute->name, attribute->value, attribute->length);
	}
}

void serial_events(struct buf *out, const struct part *part, size_t from, size_t to,
	bool without_ids, enum role skip)
{
	const struct xml_event *events = part->xml->events;
	for (size_t i = from; i < to; i++) {
		const struct xml_event *event = &events[i];
		switch (event->kind) {
		case XML_START:
			if (skip != ROLE_OTHER && part_role(part, i) == skip) {
				i = event->other;
				break;
			}
			serial_start(out, part, i, without_ids);
			if (event->other == i + 1) {
				buf_puts(out, "/>");
				i++;
			} else {
				buf_putc(out, '>');
			}
			break;
		case XML_END:
			buf_puts(out, "</");
			buf_puts(out, event->name);
			buf_putc(out, '>');
			break;
		case XML_TEXT:
			xml_escape(out, event->text, event->length);
			break;
		}
	}
}

static bool is_declared(const struct xml_document *xml, const char *prefix, size_t length)
{
	for (size_t i = 0; i < xml->declared_count; i++)
		if (strlen(xml->declared[i].prefix) == length &&
			memcmp(xml->declared[i].prefix, prefix, length) == 0)
			return true;
	return false;
}

void serial_ignorable(struct buf *out, const struct part *part, const char *value)
{
	static const char vendor[] = "http://schemas.microsoft.com/office/word/2";
	const struct xml_document *xml = part->xml;
	bool renamed = false;
	const char *separator = "";
	for (value += strspn(value, " \t\r\n"); *value != '\0'; value += strspn(value, " \t\r\n")) {
		size_t length = strcspn(value, " \t\r\n");
		if (is_declared(xml, value, length)) {
			buf_puts(out, separator);
			buf_append(out, value, length);
			separator = " ";
		} else {
			renamed = true;
		}
		value += length;
	}
	/* Prefixes of the file's own have become those of the table. */
	for (size_t i = 0; renamed && i < xml->declared_count; i++) {
		if (strncmp(xml->declared[i].uri, vendor, strlen(vendor)) != 0)
			continue;
		buf_puts(out, separator);
		buf_puts(out, xml->declared[i].prefix);
		separator = " ";
	}
}
