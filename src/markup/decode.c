#include "markup/internal.h"

#include <stdint.h>

/* From the bytes that md4c gives back to the text that prints. */

/* A control character prints as nothing, and a tab as so many blanks. */
static void clean(struct buf *out, const char *bytes, size_t length, const char *tab)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		if (byte == '\t')
			buf_puts(out, tab);
		else if (byte == '\r' && (i + 1 == length || bytes[i + 1] != '\n'))
			buf_putc(out, '\n');
		else if (byte == '\n' || (byte >= 0x20 && byte != 0x7F))
			buf_putc(out, bytes[i]);
	}
}

/* Appends the literal text of the mark at bytes; returns the mark's length. */
static size_t decode_literal(const struct reader *reader, const char *bytes, size_t length,
	const char *tab, struct buf *out)
{
	const struct markup_source *source = reader->source;
	size_t number = 0, i = 1, literal_length = 0;
	const char *literal;

	for (; i < length && bytes[i] >= '0' && bytes[i] <= '9' && i < 10; i++)
		number = 10 * number + (size_t)(bytes[i] - '0');
	if (i == 1 || i == length || (unsigned char)bytes[i] != MARK_END)
		return 1;
	literal = source && source->literal ? source->literal(source->user, number, &literal_length)
					    : NULL;
	if (literal)
		clean(out, literal, literal_length, tab);
	return i + 1;
}

/* Appends bytes of the text read with what its marks stand for. */
void decode_text(const struct reader *reader, const char *bytes, size_t length, const char *tab,
	struct buf *out)
{
	size_t i = 0;

	while (i < length) {
		size_t plain = i;

		while (plain < length && (unsigned char)bytes[plain] < MARK_FIRST)
			plain++;
		clean(out, bytes + i, plain - i, tab);
		i = plain;
		if (i == length)
			break;
		switch ((unsigned char)bytes[i]) {
		case MARK_STAR:
			buf_putc(out, '*');
			break;
		case MARK_COLON:
			buf_putc(out, ':');
			break;
		case MARK_TILDE:
			buf_putc(out, '~');
			break;
		case MARK_DASH:
			buf_putc(out, '-');
			break;
		case MARK_STOP:
			buf_putc(out, '.');
			break;
		case MARK_LITERAL:
			i += decode_literal(reader, bytes + i, length - i, tab, out) - 1;
			break;
		default:
			break;
		}
		i++;
	}
}

/* In a cell "\\|" is a "|" even in code. */
static void unescape_pipes(struct buf *out, size_t from)
{
	size_t kept = from;

	for (size_t i = from; i < out->length; i++)
		if (out->data[i] != '\\' || i + 1 == out->length || out->data[i + 1] != '|')
			out->data[kept++] = out->data[i];
	buf_truncate(out, kept);
}

/* Appends what an event within a line prints, breaks as '\n'. */
void decode_event(const struct reader *reader, const struct event *event, struct buf *out)
{
	char bytes[4];
	size_t length;

	switch (event->kind) {
	case EVENT_ENTITY:
		length = entity_decode(event->text, event->length, bytes);
		if (length == 0)
			decode_text(reader, event->text, event->length, " ", out);
		else if (bytes[0] == '\n')
			buf_putc(out, ' ');
		else
			clean(out, bytes, length, " ");
		break;
	case EVENT_CODE:
		/* Code is what was typed, not what was made of it. */
		if (event->offset != SIZE_MAX && event->length > 0) {
			const struct buf *typed = &rewrite_first(reader->text)->out;
			size_t from = rewrite_origin(reader->text, event->offset);
			size_t last =
				rewrite_origin(reader->text, event->offset + event->length - 1);

			size_t before = out->length;

			decode_text(reader, typed->data + from, last + 1 - from, "    ", out);
			if (reader->in_cell)
				unescape_pipes(out, before);
			break;
		}
		buf_append(out, event->text, event->length);
		break;
	default:
		decode_text(reader, event->text, event->length, " ", out);
	}
}
