#include "document/output.h"

#include <string.h>

/* Values where nothing but text can be: in properties, attributes, addresses, codes of fields. */

/* The text without what only a paragraph can hold. */
static char *one_line(struct arena *arena, const char *text, size_t length)
{
	char *plain = arena_strndup(arena, text, length);
	for (size_t i = 0; i < length; i++) {
		if (plain[i] != '\0' && strchr("\n\t\r\f\a", plain[i]) != NULL)
			plain[i] = ' ';
	}
	return plain;
}

/* As a field's code takes it between quotation marks (ISO/IEC 29500-1, 17.16.1). */
static void put_quoted(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *text);
	}
}

/*
 * A value that brings its own scheme needs none before it: the "http://" or the folder that Word
 * and LibreOffice put before a tag that somebody typed as an address.
 */
static void drop_prefix(struct output *output, const char *value)
{
	struct bytes before = {
		output->buf->data + output->address, output->buf->length - output->address};
	if (address_is_relative(value) || *value == '/' || *value == '#')
		return;
	const char *scheme = memmem(before.data, before.length, "://", 3);
	bool is_web = bytes_are(before, "http://") || bytes_are(before, "https://");
	bool is_file = before.length >= 5 && memcmp(before.data, "file:", 5) == 0;
	bool is_folder = scheme == NULL && before.length > 0 &&
			 before.data[before.length - 1] == '/' &&
			 memchr(before.data, '?', before.length) == NULL &&
			 memchr(before.data, ':', before.length) == NULL;
	if (is_web || is_file || is_folder)
		buf_truncate(output->buf, output->address);
}

static void put_in_address(struct output *output, const char *value)
{
	size_t length = output->buf->length - output->address;
	if (length > 0 && *value != '\0')
		drop_prefix(output, value);
	length = output->buf->length - output->address;
	if (!output->address_is_valued)
		output->address_is_led = length > 0;
	output->address_is_valued = true;
	if (length > 0 && memchr(output->buf->data + output->address, ':', length) != NULL)
		output->address_is_own = true;
	buf_puts(output->buf, value);
}

void plain_put(struct output *output, const struct piece *mark, const char *text, size_t length)
{
	const struct shell *shell = mark->shell;
	bool alone = !mark->plain && mark_standing(mark) == STANDS_ALONE;
	const char *line = one_line(output->arena, text, length);
	if (shell->kind == PARAGRAPH_ADDRESS) {
		put_in_address(output, line);
		return;
	}
	if (shell->kind == PARAGRAPH_FIELD) {
		struct buf quoted;
		buf_init(&quoted, output->arena);
		if (shell->in_address)
			address_put(&quoted, line);
		else
			put_quoted(&quoted, line);
		line = buf_text(&quoted);
	}
	if (alone)
		bytes_put(output->buf, shell->paragraph_open);
	if (shell->attribute)
		xml_escape_attribute(output->buf, line, strlen(line));
	else
		xml_escape(output->buf, line, strlen(line));
	if (alone)
		bytes_put(output->buf, shell->paragraph_close);
}

void plain_address_begin(struct output *output)
{
	output->address = output->buf->length;
	output->address_is_own = output->address_is_led = output->address_is_valued = false;
}

const char *plain_address_end(struct output *output, const struct piece *piece)
{
	size_t length = output->buf->length - output->address;
	const char *address =
		arena_strndup(output->arena, output->buf->data + output->address, length);
	buf_truncate(output->buf, output->address);
	bool usable =
		*address == '\0' || *address == '#' ||
		(address_usable(address) && (output->address_is_own || address_is_link(address)));
	output->writer->address(output, piece->attribute, usable ? address : "");
	return usable ? NULL : address;
}

bool output_address_usable(const char *text, size_t length)
{
	char address[2048];
	if (length == 0)
		return true;
	if (length >= sizeof address)
		return false;
	memcpy(address, text, length);
	address[length] = '\0';
	return *address == '#' || (address_usable(address) && address_is_link(address));
}
