#include "io/yaml_internal.h"

#include "base/utf8.h"

#include <string.h>

struct place yaml_place(const struct yaml_node *node)
{
	return (struct place){
		.file = node->source->file, .line = node->line, .column = node->column};
}

static unsigned characters(const char *text, size_t length)
{
	return (unsigned)utf8_length(text, length);
}

/* Literal text: each of its lines is a line of the file, behind the indentation. */
static struct place place_in_literal(const struct yaml_node *scalar, size_t offset)
{
	struct place place = yaml_place(scalar);
	const char *begin = scalar->text;
	const char *at = scalar->text + offset;
	const char *line_break;
	const char *source_line;
	size_t source_length;
	size_t length;

	place.line++;
	while ((line_break = memchr(begin, '\n', (size_t)(at - begin))) != NULL) {
		begin = line_break + 1;
		place.line++;
	}
	length = strcspn(begin, "\n");
	source_line = yaml_line(scalar->source, place.line, &source_length);
	if (source_length < length ||
		memcmp(source_line + source_length - length, begin, length) != 0)
		return yaml_place(scalar);
	place.column = characters(source_line, source_length - length) +
		       characters(begin, (size_t)(at - begin)) + 1;
	return place;
}

/* One line as typed, quotes aside. */
static struct place place_in_line(const struct yaml_node *scalar, size_t offset)
{
	struct place place = yaml_place(scalar);
	bool quoted = scalar->style != YAML_PLAIN;
	size_t length;
	const char *line = yaml_line(scalar->source, scalar->line, &length);
	size_t at = 0;

	for (unsigned column = 1; column < scalar->column + quoted && at < length; column++) {
		uint32_t code_point;

		at += utf8_decode(line + at, length - at, &code_point);
	}
	if (length - at >= scalar->length && memcmp(line + at, scalar->text, scalar->length) == 0)
		place.column += quoted + characters(scalar->text, offset);
	return place;
}

struct place yaml_place_at(const struct yaml_node *scalar, size_t offset)
{
	if (scalar->kind != YAML_SCALAR || scalar->style == YAML_FOLDED)
		return yaml_place(scalar);
	if (offset > scalar->length)
		offset = scalar->length;
	if (scalar->style == YAML_LITERAL)
		return place_in_literal(scalar, offset);
	return place_in_line(scalar, offset);
}

const char *yaml_typed(const struct yaml_node *node, size_t *length)
{
	size_t line_length;
	const char *line = yaml_line(node->source, node->line, &line_length);
	size_t begin = 0;
	size_t end;
	unsigned column = 1;

	for (; column < node->column && begin < line_length; column++) {
		uint32_t code_point;

		begin += utf8_decode(line + begin, line_length - begin, &code_point);
	}
	end = line_length;
	if (node->end_line == node->line) {
		for (end = begin; column < node->end_column && end < line_length; column++) {
			uint32_t code_point;

			end += utf8_decode(line + end, line_length - end, &code_point);
		}
	}
	*length = end - begin;
	return line + begin;
}

struct yaml_node *yaml_get(const struct yaml_node *mapping, const char *key)
{
	if (mapping->kind != YAML_MAPPING)
		return NULL;
	for (size_t i = 0; i < mapping->count; i++) {
		if (strcmp(mapping->keys[i]->text, key) == 0)
			return mapping->items[i];
	}
	return NULL;
}

bool yaml_looks_like_text(const struct yaml_node *mapping)
{
	if (mapping->kind != YAML_MAPPING || mapping->flow)
		return false;
	for (size_t i = 0; i < mapping->count; i++) {
		const struct yaml_node *key = mapping->keys[i];

		if (key->style != YAML_PLAIN || yaml_looks_like_key(key->text, key->length))
			return false;
	}
	return mapping->count > 0;
}
