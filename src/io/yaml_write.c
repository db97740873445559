#include "io/yaml_write.h"

#include "base/utf8.h"

#include <string.h>

/* What a line of plain text may not begin with: indicators of YAML 1.2, chapter 5.3. */
static const char indicators[] = "-?:,[]{}#&*!|>'\"%@`";

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* Only what an editor shows as it is; the rest is written as an escape. */
static bool is_printable(const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		uint32_t code_point;
		at += utf8_decode(text + at, length - at, &code_point);
		if ((code_point < 0x20 && code_point != '\n' && code_point != '\t') ||
			(code_point >= 0x7f && code_point < 0xa0) || code_point == 0x2028 ||
			code_point == 0x2029 || utf8_is_invisible(code_point))
			return false;
	}
	return true;
}

/* What YAML reads back from one line without quotation marks. */
static bool is_plain(const char *text, size_t length, bool flow)
{
	if (length == 0 || is_blank(text[0]) || is_blank(text[length - 1]) ||
		strchr(indicators, text[0]) != NULL || text[length - 1] == ':' ||
		memchr(text, '\n', length) != NULL || memchr(text, '\t', length) != NULL ||
		(length == 3 && (memcmp(text, "---", 3) == 0 || memcmp(text, "...", 3) == 0)))
		return false;
	for (size_t i = 0; i < length; i++) {
		/* A colon before a no-break space is one that somebody meant for a key. */
		if (text[i] == ':' &&
			(text[i + 1] == ' ' || strncmp(text + i + 1, "\xc2\xa0", 2) == 0))
			return false;
		if (text[i] == '#' && i > 0 && text[i - 1] == ' ')
			return false;
		if (flow && strchr(",[]{}:#", text[i]) != NULL)
			return false;
	}
	return is_printable(text, length);
}

/* Lines that begin with a tab or a no-break space would look like faulty indentation. */
static bool is_literal(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		bool first = i == 0 || text[i - 1] == '\n';
		if (first && (text[i] == '\t' || strncmp(text + i, "\xc2\xa0", 2) == 0))
			return false;
		if (text[i] == '\t' && (i == 0 || text[i - 1] == ' '))
			return false;
	}
	return is_printable(text, length);
}

static void put_indent(struct buf *out, unsigned indent)
{
	for (unsigned i = 0; i < indent; i++)
		buf_putc(out, ' ');
}

static void put_literal(struct buf *out, const char *text, size_t length, unsigned indent)
{
	size_t blank = 0;
	while (blank < length && text[blank] == '\n')
		blank++;
	/* The indentation is told by the first line, unless that begins with a blank itself. */
	buf_puts(out, text[blank] == ' ' ? "|2" : "|");
	for (size_t at = 0; at < length;) {
		const char *line_break = memchr(text + at, '\n', length - at);
		size_t end = line_break != NULL ? (size_t)(line_break - text) : length;
		buf_putc(out, '\n');
		if (end > at)
			put_indent(out, indent + 2);
		buf_append(out, text + at, end - at);
		at = end + 1;
	}
}

static void put_quoted(struct buf *out, const char *text, size_t length)
{
	buf_putc(out, '"');
	for (size_t at = 0; at < length;) {
		uint32_t code_point;
		size_t bytes = utf8_decode(text + at, length - at, &code_point);
		if (code_point == '"' || code_point == '\\')
			buf_printf(out, "\\%c", (char)code_point);
		else if (code_point == '\n')
			buf_puts(out, "\\n");
		else if (code_point == '\t')
			buf_puts(out, "\\t");
		else if (is_printable(text + at, bytes))
			buf_append(out, text + at, bytes);
		else
			buf_printf(out, code_point > 0xffff ? "\\U%08x" : "\\u%04x",
				(unsigned)code_point);
		at += bytes;
	}
	buf_putc(out, '"');
}

void yaml_write_scalar(struct buf *out, const char *text, size_t length, unsigned indent, bool flow)
{
	while (length > 0 && text[length - 1] == '\n')
		length--;
	if (is_plain(text, length, flow))
		buf_append(out, text, length);
	else if (!flow && memchr(text, '\n', length) != NULL && is_literal(text, length))
		put_literal(out, text, length, indent);
	else
		put_quoted(out, text, length);
}

void yaml_writer_init(struct yaml_writer *writer, struct buf *out)
{
	*writer = (struct yaml_writer){.out = out};
}

/* Goes to where the next key or entry of the level stands. */
static void begin_line(struct yaml_writer *writer)
{
	if (!writer->on_dash)
		put_indent(writer->out, 2 * writer->depth);
	writer->on_dash = false;
}

/* Some of what no editor shows ends a line, and with it the comment. */
static void put_shown(struct buf *out, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		uint32_t code_point;
		size_t bytes = utf8_decode(text + at, length - at, &code_point);
		if (is_printable(text + at, bytes))
			buf_append(out, text + at, bytes);
		else
			buf_putc(out, ' ');
		at += bytes;
	}
}

void yaml_write_comment(struct yaml_writer *writer, const char *text)
{
	for (;;) {
		size_t length = strcspn(text, "\n");
		begin_line(writer);
		buf_puts(writer->out, length > 0 ? "# " : "#");
		put_shown(writer->out, text, length);
		buf_putc(writer->out, '\n');
		if (text[length] == '\0')
			return;
		text += length + 1;
	}
}

void yaml_write_blank(struct yaml_writer *writer)
{
	buf_putc(writer->out, '\n');
}

static void put_key(struct yaml_writer *writer, const char *key)
{
	begin_line(writer);
	yaml_write_scalar(writer->out, key, strlen(key), 0, true);
	buf_putc(writer->out, ':');
}

void yaml_write_text(struct yaml_writer *writer, const char *key, const char *text, size_t length)
{
	put_key(writer, key);
	buf_putc(writer->out, ' ');
	yaml_write_scalar(writer->out, text, length, 2 * writer->depth, false);
	buf_putc(writer->out, '\n');
}

void yaml_write_open(struct yaml_writer *writer, const char *key)
{
	put_key(writer, key);
	buf_putc(writer->out, '\n');
	writer->depth++;
}

static void put_key_or_dash(struct yaml_writer *writer, const char *key)
{
	if (key != NULL) {
		put_key(writer, key);
		return;
	}
	begin_line(writer);
	buf_putc(writer->out, '-');
}

void yaml_write_nothing(struct yaml_writer *writer, const char *key)
{
	put_key_or_dash(writer, key);
	buf_putc(writer->out, '\n');
}

void yaml_write_flow(struct yaml_writer *writer, const char *key, const char *flow)
{
	put_key_or_dash(writer, key);
	buf_printf(writer->out, " %s\n", flow);
}

void yaml_write_entry(struct yaml_writer *writer)
{
	begin_line(writer);
	buf_puts(writer->out, "- ");
	writer->on_dash = true;
	writer->depth++;
}

void yaml_write_item(struct yaml_writer *writer, const char *text, size_t length)
{
	begin_line(writer);
	buf_puts(writer->out, "- ");
	yaml_write_scalar(writer->out, text, length, 2 * writer->depth, false);
	buf_putc(writer->out, '\n');
}

void yaml_write_close(struct yaml_writer *writer)
{
	writer->depth--;
}
