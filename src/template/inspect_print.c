#include "template/inspect.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/asked.h"

#include <string.h>

/* A line of the printed tree, before its columns are put under each other. */
struct line {
	const struct asked *asked;
	const char *name;
	const char *known;
	size_t name_width, known_width; /* in characters */
};

struct lines {
	struct arena *arena;
	struct line *items;
	size_t count, capacity;
};

/* Wider columns are left ragged. */
enum { WIDEST = 40 };

static const char *type_name(enum asked_type type)
{
	switch (type) {
	case ASKED_TEXT:
		return tr("text");
	case ASKED_NUMBER:
		return tr("number");
	case ASKED_DATE:
		return tr("date");
	case ASKED_YES_NO:
		return tr("yes or no");
	case ASKED_MARKDOWN:
		return tr("Markdown");
	case ASKED_ANY:
		break;
	}
	return "";
}

static bool is_list(const struct asked *asked)
{
	return asked->list || (asked->entries != NULL && !asked->mapping);
}

static size_t width_of(const char *text)
{
	size_t width = 0;
	for (; *text != '\0'; text++)
		width += ((unsigned char)*text & 0xc0) != 0x80;
	return width;
}

/* "    punkter[]": lists within lists have several pairs. *innermost receives what is in them. */
static const char *name_column(struct lines *lines, const struct asked *asked, unsigned depth,
	const struct asked **innermost)
{
	struct buf out;
	buf_init(&out, lines->arena);
	buf_printf(&out, "%*s%.*s", (int)depth * 2, "", (int)asked->name.length, asked->name.bytes);
	for (; asked != NULL && (is_list(asked) || asked->mapping); asked = asked->entries) {
		*innermost = asked->entries;
		buf_puts(&out, is_list(asked) ? "[]" : "{}");
	}
	return buf_text(&out);
}

/* "optional, date". */
static const char *known_column(
	struct lines *lines, const struct asked *asked, const struct asked *innermost)
{
	const char *type = type_name(asked->type);
	if (*type == '\0' && innermost != NULL)
		type = type_name(innermost->type);
	const char *optional = asked->needed ? "" : tr("optional");
	return arena_printf(lines->arena, "%s%s%s", optional,
		*optional != '\0' && *type != '\0' ? ", " : "", type);
}

static void add_keys(struct lines *lines, const struct asked *asked, unsigned depth);

static void add_line(struct lines *lines, const struct asked *asked, unsigned depth)
{
	const struct asked *innermost = NULL;
	struct line line = {.asked = asked, .name = name_column(lines, asked, depth, &innermost)};
	line.known = known_column(lines, asked, innermost);
	line.name_width = width_of(line.name);
	line.known_width = width_of(line.known);
	lines->items = arena_grow(
		lines->arena, lines->items, lines->count, &lines->capacity, sizeof *lines->items);
	lines->items[lines->count++] = line;
	add_keys(lines, asked, depth + 1);
	if (innermost != NULL)
		add_keys(lines, innermost, depth + 1);
}

/* asked_key() bounds the depth. */
static void add_keys(struct lines *lines, const struct asked *asked, unsigned depth)
{
	for (size_t i = 0; i < asked->key_count; i++)
		add_line(lines, asked->keys[i], depth);
}

static const char *place_column(struct arena *arena, const struct place *place)
{
	if (place->line != 0)
		return arena_printf(arena, tr("line %u"), place->line);
	if (place->part == NULL)
		return "";
	return arena_printf(arena, tr("%s, paragraph %u"), place->part, place->paragraph);
}

static void put_column(struct buf *out, const char *text, size_t width, size_t column)
{
	buf_puts(out, text);
	for (; width < column; width++)
		buf_putc(out, ' ');
}

void inspect_print(struct buf *out, const struct asked *root)
{
	struct lines lines = {.arena = out->arena};
	size_t names = 0, knowns = 0;
	add_keys(&lines, root, 0);
	for (size_t i = 0; i < lines.count; i++) {
		const struct line *line = &lines.items[i];
		if (line->name_width > names && line->name_width <= WIDEST)
			names = line->name_width;
		if (line->known_width > knowns)
			knowns = line->known_width;
	}
	for (size_t i = 0; i < lines.count; i++) {
		const struct line *line = &lines.items[i];
		put_column(out, line->name, line->name_width, names);
		buf_puts(out, "  ");
		put_column(out, line->known, line->known_width, knowns);
		buf_puts(out, "  ");
		buf_puts(out, place_column(out->arena, &line->asked->place));
		while (out->data[out->length - 1] == ' ')
			buf_truncate(out, out->length - 1);
		buf_putc(out, '\n');
	}
}

static void put_json_text(struct buf *out, const char *text, size_t length)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];
		if (byte == '"' || byte == '\\')
			buf_putc(out, '\\');
		if (byte < 0x20)
			buf_printf(out, "\\u%04x", byte);
		else
			buf_putc(out, (char)byte);
	}
	buf_putc(out, '"');
}

static void put_place(struct buf *out, const struct place *place)
{
	if (place->part != NULL) {
		buf_puts(out, ",\"part\":");
		put_json_text(out, place->part, strlen(place->part));
	}
	if (place->paragraph != 0)
		buf_printf(out, ",\"paragraph\":%u", place->paragraph);
	if (place->line != 0)
		buf_printf(out, ",\"line\":%u", place->line);
}

static void put_keys(struct buf *out, const char *name, const struct asked *asked, unsigned depth);

/* What a value is, without its name. */
static void put_kind(struct buf *out, const struct asked *asked, unsigned depth)
{
	static const char *const types[] = {[ASKED_ANY] = "",
		[ASKED_TEXT] = "text",
		[ASKED_NUMBER] = "number",
		[ASKED_DATE] = "date",
		[ASKED_YES_NO] = "yes-no",
		[ASKED_MARKDOWN] = "markdown"};
	bool list = is_list(asked);
	bool mapping = !list && (asked->mapping || asked->key_count > 0);
	buf_printf(out, "\"kind\":\"%s\"", list ? "list" : mapping ? "mapping" : "value");
	if (asked->type != ASKED_ANY)
		buf_printf(out, ",\"type\":\"%s\"", types[asked->type]);
	if (asked->key_count > 0) {
		buf_putc(out, ',');
		put_keys(out, "keys", asked, depth);
	}
	if (asked->entries != NULL) {
		buf_puts(out, list ? ",\"items\":{" : ",\"values\":{");
		put_kind(out, asked->entries, depth + 1);
		buf_putc(out, '}');
	}
}

static void put_keys(struct buf *out, const char *name, const struct asked *asked, unsigned depth)
{
	buf_printf(out, "\"%s\":[", name);
	for (size_t i = 0; i < asked->key_count; i++) {
		const struct asked *key = asked->keys[i];
		buf_printf(out, "%s\n%*s{\"name\":", i > 0 ? "," : "", (int)depth * 2, "");
		put_json_text(out, key->name.bytes, key->name.length);
		buf_printf(out, ",\"optional\":%s", key->needed ? "false" : "true");
		put_place(out, &key->place);
		buf_putc(out, ',');
		put_kind(out, key, depth + 1);
		buf_putc(out, '}');
	}
	buf_putc(out, ']');
}

void inspect_print_json(struct buf *out, const struct asked *root)
{
	buf_putc(out, '{');
	put_keys(out, "names", root, 1);
	buf_puts(out, "}\n");
}
