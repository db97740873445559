#include "template/value.h"

#include "template/function.h"
#include "template/number.h"

#include <string.h>

/* Lists in lists deeper than this print as "…"; data files and templates cannot nest so far. */
enum { PRINT_DEPTH = 200 };

static void append(struct buf *out, struct value value, bool repr, int depth);

/* As Python: quoted by ' unless the text holds one and no ". */
static void append_quoted(struct buf *out, const char *text, size_t length)
{
	char quote = '\'';
	if (memchr(text, '\'', length) != NULL && memchr(text, '"', length) == NULL)
		quote = '"';
	buf_putc(out, quote);
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '\n')
			buf_puts(out, "\\n");
		else if (c == '\r')
			buf_puts(out, "\\r");
		else if (c == '\t')
			buf_puts(out, "\\t");
		else if (c < ' ' || c == 0x7f)
			buf_printf(out, "\\x%02x", c);
		else {
			if (c == '\\' || c == (unsigned char)quote)
				buf_putc(out, '\\');
			buf_putc(out, (char)c);
		}
	}
	buf_putc(out, quote);
}

static void append_text(struct buf *out, const char *text, size_t length, bool repr)
{
	if (repr)
		append_quoted(out, text, length);
	else
		buf_append(out, text, length);
}

static void append_list(struct buf *out, const struct value_list *list, int depth)
{
	buf_putc(out, list->tuple ? '(' : '[');
	for (size_t i = 0; i < list->count; i++) {
		if (i > 0)
			buf_puts(out, ", ");
		append(out, list->items[i], true, depth + 1);
	}
	if (list->tuple && list->count == 1)
		buf_putc(out, ',');
	buf_putc(out, list->tuple ? ')' : ']');
}

static void append_map(struct buf *out, const struct value_map *map, int depth)
{
	buf_putc(out, '{');
	for (size_t i = 0; i < map->count; i++) {
		if (i > 0)
			buf_puts(out, ", ");
		append_quoted(out, map->keys[i].bytes, map->keys[i].length);
		buf_puts(out, ": ");
		append(out, map->values[i], true, depth + 1);
	}
	buf_putc(out, '}');
}

static void append_time(struct buf *out, struct value_time time)
{
	if (time.written != NULL)
		buf_puts(out, time.written);
	else
		buf_printf(out, "%d.%02d", time.minutes / 60, time.minutes % 60);
}

static void append(struct buf *out, struct value value, bool repr, int depth)
{
	switch (value.kind) {
	case VALUE_UNDEFINED:
		if (repr)
			buf_puts(out, "Undefined");
		break;
	case VALUE_PAGE:
	case VALUE_ANCHOR:
		break;
	case VALUE_NONE:
		if (repr)
			buf_puts(out, "None");
		break;
	case VALUE_BOOL:
		buf_puts(out, value.boolean ? "True" : "False");
		break;
	case VALUE_INT:
		buf_printf(out, "%lld", (long long)value.integer);
		break;
	case VALUE_FLOAT:
		number_append_real(out, value.real);
		break;
	case VALUE_TEXT:
		append_text(out, value.text.bytes, value.text.length, repr);
		break;
	case VALUE_LINK:
		append_text(out, value.link->text.bytes, value.link->text.length, repr);
		break;
	case VALUE_RICH: {
		const char *text = markup_to_text(out->arena, value.blocks);
		append_text(out, text, strlen(text), repr);
		break;
	}
	case VALUE_LIST:
	case VALUE_MAP:
		if (depth >= PRINT_DEPTH)
			buf_puts(out, "…");
		else if (value.kind == VALUE_LIST)
			append_list(out, value.list, depth);
		else
			append_map(out, value.map, depth);
		break;
	case VALUE_DATE:
		date_format(out, "%-d. %B %Y", value.date, -1);
		break;
	case VALUE_TIME:
		append_time(out, value.time);
		break;
	case VALUE_FUNCTION:
		function_append(out, value.function);
		break;
	}
}

void value_append(struct buf *out, struct value value)
{
	append(out, value, false, 0);
}

void value_append_repr(struct buf *out, struct value value)
{
	append(out, value, true, 0);
}

struct value_text value_print(struct arena *arena, struct value value)
{
	if (value.kind == VALUE_TEXT)
		return value.text;
	struct buf out;
	buf_init(&out, arena);
	value_append(&out, value);
	const char *text = buf_text(&out);
	return (struct value_text){text, out.length};
}

struct value_text value_repr(struct arena *arena, struct value value)
{
	struct buf out;
	buf_init(&out, arena);
	value_append_repr(&out, value);
	const char *text = buf_text(&out);
	return (struct value_text){text, out.length};
}
