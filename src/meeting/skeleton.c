#include "meeting/skeleton.h"

#include "io/file.h"
#include "markup/markup.h"
#include "meeting/address.h"

#include <string.h>

/* What stood in brackets or braces stands so again where it is not longer, in bytes. */
enum { LONGEST_FLOW = 110 };

/* A file that the skeleton names, as seen from the new folder; NULL where it is not there. */
static const char *moved_path(
	const struct skeleton_copy *copy, const struct yaml_node *node, const char *path)
{
	const char *folder = file_folder(copy->arena, node->source->file);
	return address_way(copy->arena, copy->folder, file_join(copy->arena, folder, path));
}

/* The same for a meeting and an item of it. */
static const char *moved_origin(
	const struct skeleton_copy *copy, const struct yaml_node *node, const char *origin)
{
	const char *id = strrchr(origin, '#');
	if (id == NULL)
		return NULL;
	const char *path =
		moved_path(copy, node, arena_strndup(copy->arena, origin, (size_t)(id - origin)));
	return path != NULL ? arena_printf(copy->arena, "%s%s", path, id) : NULL;
}

/* The text with a letter for each byte of its expressions, whose blanks would end an address. */
static char *without_expressions(struct arena *arena, const char *text)
{
	char *plain = arena_strndup(arena, text, strlen(text));
	for (char *at = plain; (at = strstr(at, "{{")) != NULL;) {
		const char *end = strstr(at, "}}");
		size_t length = end != NULL ? (size_t)(end + 2 - at) : strlen(at);
		memset(at, 'x', length);
		at += length;
	}
	return plain;
}

/* A Markdown text whose links and pictures lead to the same files from the new folder. */
static const char *moved_text(const struct skeleton_copy *copy, const struct yaml_node *node)
{
	const char *text = node->text, *folder = file_folder(copy->arena, node->source->file);
	size_t count;
	const struct markup_address *addresses = markup_addresses(
		copy->arena, without_expressions(copy->arena, text), node->length, &count);
	struct buf out;
	buf_init(&out, copy->arena);
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		size_t offset = addresses[i].offset, end = offset + addresses[i].length;
		/* One that begins with an expression may lead anywhere. */
		if (strncmp(text + offset, "{{", 2) == 0)
			continue;
		buf_append(&out, text + at, offset - at);
		buf_puts(&out, address_moved(copy->arena, copy->folder, folder,
				       arena_strndup(copy->arena, text + offset, end - offset)));
		at = end;
	}
	buf_puts(&out, text + at);
	return buf_text(&out);
}

static bool is_markdown(const struct organ *organ, const char *key)
{
	static const char *const keys[] = {"tekst", "offentlig_tekst", "deltagere", "beslutning",
		"offentlig_beslutning", "kolonner", "rækker"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return part_declaration_find(&organ->parts, key) != NULL ||
	       part_declaration_find(&organ->sub_parts, key) != NULL;
}

/* What a scalar below a key says from the new folder. */
static const char *moved(
	const struct skeleton_copy *copy, const char *key, const struct yaml_node *node)
{
	const char *path = NULL;
	if (strcmp(key, "fil") == 0)
		path = moved_path(copy, node, node->text);
	else if (strcmp(key, "fra") == 0)
		path = moved_origin(copy, node, node->text);
	else if (is_markdown(copy->organ, key))
		path = moved_text(copy, node);
	return path != NULL ? path : node->text;
}

/* around is the key that an entry of a list belongs to. */
static void put_scalar(const struct skeleton_copy *copy, const char *key, const char *around,
	const struct yaml_node *node)
{
	const char *text = moved(copy, around, node);
	if (node->empty_plain)
		yaml_write_nothing(copy->writer, key);
	else if (key == NULL)
		yaml_write_item(copy->writer, text, strlen(text));
	else
		yaml_write_text(copy->writer, key, text, strlen(text));
}

/* What was typed between brackets or braces. */
static void put_flow(const struct skeleton_copy *copy, struct buf *out, const char *around,
	const struct yaml_node *node)
{
	if (node->kind == YAML_SCALAR) {
		const char *text = moved(copy, around, node);
		if (!node->empty_plain)
			yaml_write_scalar(out, text, strlen(text), 0, true);
		return;
	}
	bool mapping = node->kind == YAML_MAPPING;
	buf_putc(out, mapping ? '{' : '[');
	for (size_t i = 0; i < node->count; i++) {
		buf_puts(out, i > 0 ? ", " : "");
		if (mapping) {
			yaml_write_scalar(out, node->keys[i]->text, node->keys[i]->length, 0, true);
			buf_puts(out, ": ");
		}
		put_flow(copy, out, mapping ? node->keys[i]->text : around, node->items[i]);
	}
	buf_putc(out, mapping ? '}' : ']');
}

static void put_node(const struct skeleton_copy *copy, const char *key, const char *around,
	const struct yaml_node *node)
{
	struct yaml_writer *writer = copy->writer;
	if (node->kind == YAML_SCALAR) {
		put_scalar(copy, key, around, node);
		return;
	}
	if (node->flow) {
		struct buf flow;
		buf_init(&flow, copy->arena);
		put_flow(copy, &flow, around, node);
		if (node->count == 0 || flow.length <= LONGEST_FLOW) {
			yaml_write_flow(writer, key, buf_text(&flow));
			return;
		}
	}
	if (key == NULL)
		yaml_write_entry(writer);
	else
		yaml_write_open(writer, key);
	for (size_t i = 0; i < node->count; i++) {
		const char *own = node->kind == YAML_MAPPING ? node->keys[i]->text : NULL;
		put_node(copy, own, own != NULL ? own : around, node->items[i]);
	}
	yaml_write_close(writer);
}

void skeleton_write_item(const struct skeleton_copy *copy, const struct yaml_node *item)
{
	put_node(copy, NULL, "", item);
}
