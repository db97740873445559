#include "io/yaml_internal.h"

#include "base/utf8.h"

#include <string.h>

enum { LONGEST = 60 };

const char *yaml_shorten(struct arena *arena, const char *text, size_t length)
{
	struct buf out;
	size_t count = 0;
	size_t at = 0;

	buf_init(&out, arena);
	while (at < length && count < LONGEST) {
		uint32_t code_point;
		size_t bytes = utf8_decode(text + at, length - at, &code_point);

		if (code_point < 0x20)
			buf_putc(&out, ' ');
		else
			buf_append(&out, text + at, bytes);
		at += bytes;
		count++;
	}
	if (at < length)
		buf_puts(&out, "…");
	return buf_text(&out);
}

const char *yaml_quote(struct arena *arena, const char *text, size_t length)
{
	const char *shown = yaml_shorten(arena, text, length);
	bool single = strpbrk(shown, "\"\\") != NULL;
	struct buf out;

	buf_init(&out, arena);
	buf_putc(&out, single ? '\'' : '"');
	for (; *shown != '\0'; shown++) {
		if (single && *shown == '\'')
			buf_putc(&out, '\'');
		buf_putc(&out, *shown);
	}
	buf_putc(&out, single ? '\'' : '"');
	return buf_text(&out);
}

const char *yaml_fix(struct arena *arena, const char *key, size_t key_length, bool dash,
	const char *text, size_t length)
{
	const char *quoted = yaml_quote(arena, text, length);

	if (key_length > 0)
		return arena_printf(arena, "%s: %s", yaml_shorten(arena, key, key_length), quoted);
	return dash ? arena_printf(arena, "- %s", quoted) : quoted;
}

const char *yaml_fix_line(struct arena *arena, const struct yaml_line_parts *parts)
{
	return yaml_fix(arena, parts->text + parts->content, parts->key_length, parts->dash,
		parts->text + parts->value, parts->length - parts->value);
}
