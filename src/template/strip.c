#include "template/strip.h"

#include <stdlib.h>
#include <string.h>

void strip_init(struct strip *strip, enum document_kind kind)
{
	*strip = (struct strip){.kind = kind, .hidden = kind == DOCUMENT_DOCX};
}

/* The element's name without its prefix; *closing for an end tag, *bare for one without
 * attributes. */
static const char *local_name(struct strip *strip, bool *closing, bool *bare)
{
	char *name = strip->tag;
	strip->tag[strip->length < sizeof strip->tag ? strip->length : sizeof strip->tag - 1] =
		'\0';
	*closing = *name == '/';
	name += *closing;
	size_t end = strcspn(name, " \t\r\n/");
	*bare = name[end] != ' ' && name[end] != '\t' && name[end] != '\r' && name[end] != '\n';
	name[end] = '\0';
	char *colon = strchr(name, ':');
	return colon ? colon + 1 : name;
}

static void end_tag(struct strip *strip, struct buf *out)
{
	bool closing, bare;
	bool empty = strip->last == '/';
	const char *name = local_name(strip, &closing, &bare);
	bool docx = strip->kind == DOCUMENT_DOCX;
	if (docx && strcmp(name, "t") == 0)
		strip->hidden = closing || empty;
	else if (closing && (strcmp(name, "p") == 0 || (!docx && strcmp(name, "h") == 0)))
		buf_putc(out, '\n');
	else if (!closing && (strcmp(name, docx ? "br" : "line-break") == 0))
		buf_putc(out, '\n');
	else if (!closing && bare && strcmp(name, "tab") == 0)
		buf_putc(out, '\t');
	else if (!docx && !closing && strcmp(name, "s") == 0)
		buf_putc(out, ' ');
}

static void end_reference(struct strip *strip, struct buf *out)
{
	static const struct {
		const char *name;
		char character;
	} names[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
	const char *name = strip->reference;
	strip->reference[strip->reference_length] = '\0';
	if (name[0] == '#') {
		bool hexadecimal = name[1] == 'x';
		unsigned long number = strtoul(name + 1 + hexadecimal, NULL, hexadecimal ? 16 : 10);
		if (number > 0 && number <= 0x10ffff)
			buf_put_utf8(out, (uint32_t)number);
		return;
	}
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i].name, name) == 0)
			buf_putc(out, names[i].character);
	}
}

static void in_tag(struct strip *strip, struct buf *out, char c)
{
	if (c == '>') {
		strip->in_tag = false;
		end_tag(strip, out);
		return;
	}
	if (strip->length < sizeof strip->tag - 1)
		strip->tag[strip->length] = c;
	strip->length++;
	strip->last = c;
}

void strip_append(struct strip *strip, struct buf *out, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char c = bytes[i];
		if (strip->in_tag)
			in_tag(strip, out, c);
		else if (c == '<') {
			strip->in_tag = true;
			strip->length = 0;
			strip->last = '\0';
		} else if (strip->hidden)
			continue;
		else if (strip->in_reference && c == ';') {
			strip->in_reference = false;
			end_reference(strip, out);
		} else if (strip->in_reference) {
			if (strip->reference_length < sizeof strip->reference - 1)
				strip->reference[strip->reference_length++] = c;
		} else if (c == '&') {
			strip->in_reference = true;
			strip->reference_length = 0;
		} else
			buf_putc(out, c);
	}
}
