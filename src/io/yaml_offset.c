#include "io/yaml_offset.h"

#include "base/utf8.h"

#include <string.h>

/* Characters from one place that is noted to the next. */
enum { STEP = 64 };

struct yaml_offsets {
	const struct yaml_source *source;
	size_t *places; /* the offset of every STEPth character */
	size_t *firsts; /* by line: the number of its first character */
	size_t count;   /* of characters */
};

static size_t next_character(const struct yaml_source *source, size_t at)
{
	uint32_t code_point;
	return at + utf8_decode(source->text + at, source->length - at, &code_point);
}

struct yaml_offsets *yaml_offsets_of(struct arena *arena, const struct yaml_source *source)
{
	struct yaml_offsets *offsets = arena_alloc(arena, sizeof *offsets);
	size_t line = 0, number = 0;
	offsets->source = source;
	offsets->places = arena_array(arena, source->length / STEP + 1, sizeof *offsets->places);
	offsets->firsts = arena_array(arena, source->line_count, sizeof *offsets->firsts);
	for (size_t at = 0;; at = next_character(source, at)) {
		while (line < source->line_count && source->lines[line] <= at)
			offsets->firsts[line++] = number;
		if (number % STEP == 0)
			offsets->places[number / STEP] = at;
		if (at >= source->length)
			break;
		number++;
	}
	offsets->count = number;
	return offsets;
}

static size_t offset_of(const struct yaml_offsets *offsets, unsigned line, unsigned column)
{
	const struct yaml_source *source = offsets->source;
	if (line > source->line_count)
		return source->length;
	size_t number = offsets->firsts[line - 1] + column - 1;
	if (number >= offsets->count)
		return source->length;
	size_t at = offsets->places[number / STEP];
	for (size_t i = number % STEP; i > 0; i--)
		at = next_character(source, at);
	return at;
}

size_t yaml_offset_begin(const struct yaml_offsets *offsets, const struct yaml_node *node)
{
	return offset_of(offsets, node->line, node->column);
}

size_t yaml_offset_end(const struct yaml_offsets *offsets, const struct yaml_node *node)
{
	const struct yaml_source *source = node->source;
	if (node->kind != YAML_SCALAR && !node->flow && node->count > 0)
		return yaml_offset_end(offsets, node->items[node->count - 1]);
	size_t begin = yaml_offset_begin(offsets, node);
	size_t end = offset_of(offsets, node->end_line, node->end_column);
	if (node->kind == YAML_SCALAR && node->style >= YAML_LITERAL)
		while (end > begin && strchr(" \t\r\n", source->text[end - 1]) != NULL)
			end--;
	return end;
}
