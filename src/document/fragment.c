#include "document/fragment.h"

#include <stdint.h>
#include <string.h>

static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

struct bytes bytes_of(const char *text)
{
	return (struct bytes){text, strlen(text)};
}

bool bytes_are(struct bytes bytes, const char *text)
{
	return strlen(text) == bytes.length && memcmp(bytes.data, text, bytes.length) == 0;
}

void bytes_put(struct buf *out, struct bytes bytes)
{
	if (bytes.length > 0)
		buf_append(out, bytes.data, bytes.length);
}

/* The offset behind the ">" of the tag that begins at offset, or the length. */
static size_t tag_end(struct bytes xml, size_t offset)
{
	char quote = 0;
	for (size_t i = offset; i < xml.length; i++) {
		char byte = xml.data[i];
		if (quote != 0) {
			if (byte == quote)
				quote = 0;
		} else if (byte == '"' || byte == '\'') {
			quote = byte;
		} else if (byte == '>') {
			return i + 1;
		}
	}
	return xml.length;
}

static bool is_name_end(char byte)
{
	return byte == ' ' || byte == '/' || byte == '>' || byte == '\t' || byte == '\n' ||
	       byte == '\r';
}

static struct bytes name_at(struct bytes xml, size_t offset)
{
	size_t end = offset;
	while (end < xml.length && !is_name_end(xml.data[end]))
		end++;
	return (struct bytes){xml.data + offset, end - offset};
}

bool fragment_next(struct bytes *rest, struct fragment *element)
{
	const char *begin = rest->length > 0 ? memchr(rest->data, '<', rest->length) : NULL;
	if (begin == NULL)
		return false;
	struct bytes xml = {begin, rest->length - (size_t)(begin - rest->data)};
	size_t inner = tag_end(xml, 0);
	if (xml.length > 1 && begin[1] == '?') { /* the declaration before a root */
		*rest = (struct bytes){begin + inner, xml.length - inner};
		return fragment_next(rest, element);
	}
	element->name = name_at(xml, 1);
	element->tag = (struct bytes){begin, inner};
	element->content = (struct bytes){begin + inner, 0};
	size_t end = inner;
	if (inner < 2 || begin[inner - 2] != '/') {
		size_t depth = 1;
		while (depth > 0 && end < xml.length) {
			const char *next = memchr(begin + end, '<', xml.length - end);
			if (next == NULL) {
				end = xml.length;
				break;
			}
			size_t start = (size_t)(next - begin);
			end = tag_end(xml, start);
			if (start + 1 < xml.length && begin[start + 1] == '/')
				depth--;
			else if (begin[end - 2] != '/')
				depth++;
			element->content.length = start - inner;
		}
	}
	element->whole = (struct bytes){begin, end};
	*rest = (struct bytes){begin + end, xml.length - end};
	return true;
}

struct bytes fragment_content(struct bytes whole)
{
	struct fragment element;
	if (!fragment_next(&whole, &element))
		return (struct bytes){"", 0};
	return element.content;
}

bool fragment_find(struct bytes siblings, const char *name, struct fragment *element)
{
	while (fragment_next(&siblings, element)) {
		if (bytes_are(element->name, name))
			return true;
	}
	return false;
}

bool fragment_attribute(struct bytes tag, const char *name, struct bytes *value)
{
	size_t length = strlen(name);
	size_t at = 1 + name_at(tag, 1).length;
	while (at < tag.length) {
		while (at < tag.length && is_name_end(tag.data[at]))
			at++;
		size_t begin = at;
		while (at < tag.length && tag.data[at] != '=')
			at++;
		size_t name_length = at - begin;
		if (at + 1 >= tag.length)
			return false;
		char quote = tag.data[at + 1];
		size_t from = at + 2;
		const char *close = from < tag.length
					    ? memchr(tag.data + from, quote, tag.length - from)
					    : NULL;
		if (close == NULL)
			return false;
		at = (size_t)(close - tag.data) + 1;
		if (name_length == length && memcmp(tag.data + begin, name, length) == 0) {
			*value = (struct bytes){tag.data + from, at - 1 - from};
			return true;
		}
	}
	return false;
}

static const char *without_prefix(const char *name, const char *prefix)
{
	size_t length = prefix == NULL ? 0 : strlen(prefix);
	if (length > 0 && strncmp(name, prefix, length) == 0 && name[length] == ':')
		return name + length + 1;
	return name;
}

static void write_declarations(
	struct buf *out, const struct xml_document *xml, const char *default_prefix)
{
	for (size_t i = 0; i < xml->declared_count; i++) {
		const struct xml_namespace *space = &xml->declared[i];
		if (default_prefix != NULL && strcmp(space->prefix, default_prefix) == 0)
			xml_put_attribute(out, "xmlns", space->uri, strlen(space->uri));
		else
			xml_put_namespace(out, space);
	}
}

void fragment_write(struct buf *out, const struct xml_document *xml, size_t from, size_t to,
	const char *default_prefix)
{
	if (from == 0 && to > 0)
		buf_puts(out, declaration);
	for (size_t i = from; i < to; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind == XML_TEXT) {
			xml_escape(out, event->text, event->length);
			continue;
		}
		buf_puts(out, event->kind == XML_END ? "</" : "<");
		buf_puts(out, without_prefix(event->name, default_prefix));
		if (event->kind == XML_START) {
			if (event->parent == SIZE_MAX)
				write_declarations(out, xml, default_prefix);
			for (size_t j = 0; j < event->attribute_count; j++) {
				const struct xml_attribute *attribute = &event->attributes[j];
				xml_put_attribute(
					out, attribute->name, attribute->value, attribute->length);
			}
			if (event->other == i + 1 && i + 1 < to) {
				buf_putc(out, '/');
				i++;
			}
		}
		buf_putc(out, '>');
	}
}

bool fragment_has_text(const struct xml_document *xml, size_t element)
{
	for (size_t i = element + 1; i < xml->events[element].other; i++) {
		const struct xml_event *event = &xml->events[i];
		for (size_t j = 0; event->kind == XML_TEXT && j < event->length; j++) {
			if (strchr(" \t\r\n", event->text[j]) == NULL)
				return true;
		}
	}
	return false;
}

void fragment_declare(struct buf *xml, const char *prefix, const char *uri)
{
	struct bytes all = {xml->data, xml->length};
	size_t at = 0;
	/* past the declaration, comments and processing instructions before the root */
	while (at + 1 < all.length &&
		(all.data[at] != '<' || all.data[at + 1] == '?' || all.data[at + 1] == '!'))
		at++;
	if (at + 1 >= all.length)
		return;
	size_t end = tag_end(all, at);
	struct bytes tag = {all.data + at, end - at};
	char name[80] = "xmlns:";
	strncat(name, prefix, sizeof name - strlen(name) - 1);
	struct bytes value;
	if (fragment_attribute(tag, name, &value))
		return;
	struct buf text;
	buf_init(&text, xml->arena);
	buf_printf(&text, " %s=\"%s\"", name, uri);
	size_t name_length = name_at(all, at + 1).length;
	buf_insert(xml, at + 1 + name_length, text.data, text.length);
	buf_finish(&text);
}

size_t fragment_find_end(struct bytes bytes, const char *name, bool *empty)
{
	size_t length = strlen(name);
	size_t at = 0;
	while (at < bytes.length) {
		const char *next = memchr(bytes.data + at, '<', bytes.length - at);
		if (next == NULL)
			return SIZE_MAX;
		size_t start = (size_t)(next - bytes.data);
		bool end_tag = start + 1 < bytes.length && bytes.data[start + 1] == '/';
		struct bytes found = name_at(bytes, start + 1 + (end_tag ? 1 : 0));
		at = tag_end(bytes, start);
		if (found.length != length || memcmp(found.data, name, length) != 0)
			continue;
		*empty = !end_tag && bytes.data[at - 2] == '/';
		if (end_tag || *empty)
			return start;
	}
	return SIZE_MAX;
}

bool fragment_append_child(struct buf *xml, const char *name, struct bytes content)
{
	bool empty;
	size_t at = fragment_find_end((struct bytes){xml->data, xml->length}, name, &empty);
	if (at == SIZE_MAX)
		return false;
	if (!empty) {
		buf_insert(xml, at, content.data, content.length);
		return true;
	}
	struct bytes all = {xml->data, xml->length};
	size_t slash = tag_end(all, at) - 2;
	struct buf text;
	buf_init(&text, xml->arena);
	buf_putc(&text, '>');
	bytes_put(&text, content);
	buf_printf(&text, "</%s", name);
	/* <x/> becomes <x>…</x>: the slash gives way */
	memmove(xml->data + slash, xml->data + slash + 1, xml->length - slash - 1);
	buf_truncate(xml, xml->length - 1);
	buf_insert(xml, slash, text.data, text.length);
	buf_finish(&text);
	return true;
}
