#include "meeting/texts.h"

#include "base/i18n.h"
#include "io/file.h"
#include "markup/markup.h"
#include "meeting/address.h"
#include "meeting/pictures.h"
#include "template/template.h"

#include <string.h>

/* One text on its way: where its bytes come from and what its expressions gave. */
struct reading {
	const struct texts_context *context;
	const struct text *text;
	const char *expanded;
	size_t expanded_length;
	struct value_text *literals;
	size_t literal_count, literal_capacity;
};

static size_t count_lines(const char *text, size_t length)
{
	size_t lines = 0;
	for (size_t i = 0; i < length; i++)
		lines += text[i] == '\n';
	return lines;
}

static struct place place_in_source(void *user, size_t offset)
{
	const struct reading *reading = user;
	if (reading->text->node == NULL)
		return reading->context->place;
	return yaml_place_at(reading->text->node, offset);
}

static size_t line_length(const char *line, const char *end)
{
	const char *found = memchr(line, '\n', (size_t)(end - line));
	return found != NULL ? (size_t)(found - line) : (size_t)(end - line);
}

/* The offset of the first line of text that reads like this one; 0 where none does. */
static size_t find_line(const struct text *text, const char *line, size_t length)
{
	const char *end = text->bytes + text->length;
	for (const char *at = text->bytes; at < end;) {
		size_t found = line_length(at, end);
		if (found == length && memcmp(at, line, length) == 0)
			return (size_t)(at - text->bytes);
		at += found + 1;
	}
	return 0;
}

/* Expressions change the lengths within a line but, most of the time, not the lines. */
static struct place place_in_expanded(void *user, size_t offset)
{
	const struct reading *reading = user;
	const struct text *text = reading->text;
	if (offset == SIZE_MAX && text->node != NULL)
		return yaml_place(text->node);
	if (offset == SIZE_MAX || reading->expanded == text->bytes)
		return place_in_source(user, offset);
	size_t line = count_lines(reading->expanded, offset);
	if (count_lines(reading->expanded, reading->expanded_length) !=
		count_lines(text->bytes, text->length)) {
		size_t begin = offset;
		while (begin > 0 && reading->expanded[begin - 1] != '\n')
			begin--;
		const char *at = reading->expanded + begin;
		size_t length = line_length(at, reading->expanded + reading->expanded_length);
		return place_in_source(user, find_line(text, at, length));
	}
	size_t start = 0;
	while (line > 0)
		line -= text->bytes[start++] == '\n';
	return place_in_source(user, start);
}

static void put_literal(void *user, struct buf *out, struct value value)
{
	struct reading *reading = user;
	struct arena *arena = reading->context->arena;
	reading->literals = arena_grow(arena, reading->literals, reading->literal_count,
		&reading->literal_capacity, sizeof *reading->literals);
	struct value_text printed = value_print(arena, value);
	if (printed.length == 0)
		return;
	/* What an expression made goes with the template. */
	printed.bytes = arena_strndup(arena, printed.bytes, printed.length);
	buf_printf(out, "\x02%zu\x03", reading->literal_count);
	reading->literals[reading->literal_count++] = printed;
}

static const char *literal(void *user, size_t number, size_t *length)
{
	const struct reading *reading = user;
	if (number >= reading->literal_count)
		return NULL;
	*length = reading->literals[number].length;
	return reading->literals[number].bytes;
}

/* The first of the names whose value holds expressions itself and that the text looks up; before is
 * what stands in front of them, "punkt." or nothing. */
static const char *looked_up_open(struct arena *arena, const struct text_template *template,
	const struct value_map *names, const char *before)
{
	for (size_t i = 0; i < names->count; i++) {
		const struct value *value = &names->values[i];
		if (value->kind != VALUE_UNDEFINED && value->kind != VALUE_MAP)
			continue;
		const char *path = arena_printf(arena, "%s%s", before, names->keys[i].bytes);
		if (!text_template_looks_up(template, path))
			continue;
		if (value->kind == VALUE_UNDEFINED)
			return path;
		const char *found = looked_up_open(
			arena, template, value->map, arena_printf(arena, "%s.", path));
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* Evaluates the expressions of a text that holds some, in an arena that the result leaves. */
static bool evaluate(struct reading *reading, bool as_markdown, struct arena *arena)
{
	const struct texts_context *context = reading->context;
	const struct text *text = reading->text;
	struct text_source source = {place_in_source, reading};
	struct text_template *template = text_template_compile(
		arena, context->report, text->bytes, text->length, as_markdown, &source);
	if (template == NULL)
		return false;
	const char *open = looked_up_open(arena, template, context->names, "");
	if (open != NULL) {
		struct place place = place_in_source(reading, 0);
		report_error(context->report, &place, "text-refers-to-text",
			tr("the text refers to '%s', which holds an expression itself; write the "
			   "expression here too"),
			open);
		return false;
	}
	const char *expanded =
		text_template_run(template, arena, context->report, context->names, TEMPLATE_STRICT,
			as_markdown ? put_literal : NULL, reading, &reading->expanded_length);
	if (expanded != NULL)
		reading->expanded =
			arena_strndup(context->arena, expanded, reading->expanded_length);
	return expanded != NULL;
}

/* The text with its expressions evaluated; false after an error. */
static bool expand(struct reading *reading, bool as_markdown)
{
	const struct text *text = reading->text;
	reading->expanded = text->bytes;
	reading->expanded_length = text->length;
	if (!text_template_needed(text->bytes, text->length))
		return true;
	struct arena *passing = arena_create_child(reading->context->arena);
	bool evaluated = evaluate(reading, as_markdown, passing);
	arena_destroy(passing);
	return evaluated;
}

const char *texts_plain(const struct texts_context *context, const struct text *text)
{
	if (text->bytes == NULL)
		return "";
	struct reading reading = {.context = context, .text = text};
	return expand(&reading, false) ? reading.expanded : "";
}

void texts_set_plain(const struct texts_context *context, struct value_map *map, const char *key,
	const struct text *text)
{
	const char *plain = texts_plain(context, text);
	if (plain[0] != '\0')
		value_map_set(context->arena, map, key, value_text(plain));
}

/* Links to files are relative to the file that they stand in, in a document to the meeting's folder. */
static const char *move_link(void *user, const char *address)
{
	const struct reading *reading = user;
	const struct texts_context *context = reading->context;
	const struct yaml_node *node = reading->text->node;
	const char *base = meeting_folder(context->meeting);
	if (node == NULL)
		return address;
	return address_moved(context->arena, base != NULL ? base : ".",
		file_folder(context->arena, node->source->file), address);
}

static const struct markup_picture *load_picture(
	void *user, const char *path, const char *alt, const struct place *place)
{
	const struct reading *reading = user;
	const struct texts_context *context = reading->context;
	const struct yaml_node *node = reading->text->node;
	const char *folder = node != NULL ? file_folder(context->arena, node->source->file) : ".";
	return pictures_load(context, file_join(context->arena, folder, path), path,
		alt != NULL ? alt : "", place);
}

struct markup_block *texts_markup(const struct texts_context *context, const struct text *text)
{
	if (text->bytes == NULL)
		return NULL;
	struct reading reading = {.context = context, .text = text};
	struct markup_access access = {0};
	if (!expand(&reading, true))
		return NULL;
	struct markup_source source = {.locate = place_in_expanded,
		.load = load_picture,
		.link = move_link,
		.literal = literal,
		.user = &reading,
		.access = context->access != NULL ? context->access : &access};
	return markup_parse(context->arena, context->report, reading.expanded,
		reading.expanded_length, &source);
}

void texts_append(struct texts_chain *chain, struct markup_block *blocks)
{
	if (blocks == NULL)
		return;
	if (chain->last == NULL)
		chain->first = blocks;
	else
		chain->last->next = blocks;
	chain->last = blocks;
	while (chain->last->next != NULL)
		chain->last = chain->last->next;
}

struct markup_block *texts_copy(struct arena *arena, const struct markup_block *blocks)
{
	struct texts_chain chain = {0};
	for (; blocks != NULL; blocks = blocks->next) {
		struct markup_block *copy = arena_alloc(arena, sizeof *copy);
		*copy = *blocks;
		copy->next = NULL;
		texts_append(&chain, copy);
	}
	return chain.first;
}

static void fill_row(const struct texts_context *context, struct markup_row *row,
	const struct texts *cells, size_t columns)
{
	row->cell_count = cells->count;
	row->cells = arena_array(context->arena, cells->count, sizeof *row->cells);
	for (size_t i = 0; i < cells->count; i++) {
		row->cells[i].blocks = texts_markup(context, &cells->items[i]);
		row->cells[i].span = 1;
	}
	/* A row of one cell spans the table. */
	if (cells->count == 1)
		row->cells[0].span = (unsigned)columns;
}

static struct markup_block *table_block(
	const struct texts_context *context, const struct part_block *block)
{
	struct arena *arena = context->arena;
	struct markup_block *table = arena_alloc(arena, sizeof *table);
	table->kind = MARKUP_TABLE;
	table->column_count = block->column_count;
	table->aligns = arena_array(arena, block->column_count, sizeof *table->aligns);
	table->rows = arena_array(arena, block->row_count + 1, sizeof *table->rows);
	if (block->columns.stated && block->columns.count > 0) {
		table->rows[0].heading = true;
		fill_row(context, &table->rows[table->row_count++], &block->columns,
			block->column_count);
	}
	for (size_t i = 0; i < block->row_count; i++)
		fill_row(context, &table->rows[table->row_count++], &block->rows[i],
			block->column_count);
	return table->row_count > 0 ? table : NULL;
}

struct markup_block *texts_part(const struct texts_context *context, const struct part_text *part)
{
	struct texts_chain chain = {0};
	struct markup_access access = {0};
	struct texts_context inner = *context;
	inner.access = &access;
	for (size_t i = 0; i < part->block_count; i++) {
		const struct part_block *block = &part->blocks[i];
		access.in_cell = block->is_table;
		texts_append(&chain, block->is_table ? table_block(&inner, block)
						     : texts_markup(&inner, &block->text));
	}
	return chain.first;
}
