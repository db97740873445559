#include "io/xml.h"

#include "base/utf8.h"

#include <string.h>

/* What stands for a byte in XML text, or NULL when it may stay. */
static const char *escaped(unsigned char byte, bool attribute)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '\r':
		return "&#13;";
	case '"':
		return attribute ? "&quot;" : NULL;
	case '\n':
		return attribute ? "&#10;" : NULL;
	case '\t':
		return attribute ? "&#9;" : NULL;
	default:
		return byte < 0x20 ? "" : NULL;
	}
}

/* How many bytes at text are a character that XML 1.0 (2.2) allows; 0 when one byte is not. */
static size_t allowed(const char *text, size_t length)
{
	uint32_t code_point;
	size_t bytes;

	if ((unsigned char)*text < 0x80)
		return 1;
	bytes = utf8_decode(text, length, &code_point);
	/* Bytes that are no UTF-8 come as U+FFFD, one at a time. */
	if (code_point == 0xfffe || code_point == 0xffff || (code_point == 0xfffd && bytes == 1))
		return 0;
	return bytes;
}

/* Written as it is, in text and in attributes: most of a text. */
static bool is_ordinary(char byte)
{
	return byte >= 0x20 && byte < 0x7f && byte != '&' && byte != '<' && byte != '>' &&
	       byte != '"';
}

static void escape(struct buf *out, const char *text, size_t length, bool attribute)
{
	size_t kept = 0;
	size_t at = 0;

	/* An empty buffer has no bytes to point at. */
	if (length == 0)
		return;
	buf_reserve(out, length);
	while (at < length) {
		if (is_ordinary(text[at])) {
			at++;
			continue;
		}
		const char *instead = escaped((unsigned char)text[at], attribute);
		size_t bytes = instead ? 0 : allowed(text + at, length - at);

		if (bytes > 0) {
			at += bytes;
			continue;
		}
		buf_append(out, text + kept, at - kept);
		if (instead != NULL)
			buf_puts(out, instead);
		at++;
		kept = at;
	}
	buf_append(out, text + kept, at - kept);
}

void xml_escape(struct buf *out, const char *text, size_t length)
{
	escape(out, text, length, false);
}

void xml_escape_attribute(struct buf *out, const char *text, size_t length)
{
	escape(out, text, length, true);
}

void xml_put_attribute(struct buf *out, const char *name, const char *value, size_t length)
{
	buf_putc(out, ' ');
	buf_puts(out, name);
	buf_puts(out, "=\"");
	xml_escape_attribute(out, value, length);
	buf_putc(out, '"');
}

void xml_put_namespace(struct buf *out, const struct xml_namespace *space)
{
	if (strcmp(space->prefix, "xml") == 0)
		return;
	buf_puts(out, *space->prefix == '\0' ? " xmlns" : " xmlns:");
	buf_puts(out, space->prefix);
	buf_puts(out, "=\"");
	xml_escape_attribute(out, space->uri, strlen(space->uri));
	buf_putc(out, '"');
}
