#include "io/yaml_internal.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* The source from an offset to the end of its line, or in a flow collection to its next sign. */
static size_t rest_length(const struct yaml_source *source, size_t offset, bool in_flow)
{
	size_t end = offset;

	while (end < source->length && source->text[end] != '\n' && source->text[end] != '\r' &&
		!(in_flow && strchr(",]}", source->text[end]) != NULL))
		end++;
	while (end > offset && (source->text[end - 1] == ' ' || source->text[end - 1] == '\t'))
		end--;
	return end - offset;
}

static const char *fix_value(struct yaml_input *input, const struct yaml_node *key, bool in_flow,
	const char *text, size_t length)
{
	/* Thousands of faults need no words: only the first are shown. */
	if (report_dropped(input->report) > 0)
		return "";
	return yaml_fix(
		input->arena, key ? key->text : "", key ? key->length : 0, !in_flow, text, length);
}

static const char *shorten(struct yaml_input *input, const char *text, size_t length)
{
	return report_dropped(input->report) > 0 ? "" : yaml_shorten(input->arena, text, length);
}

/*
 * Makes the node a plain scalar of what was typed, so that nothing else is said of it. Line breaks
 * and what has been complained of become spaces.
 */
static void become_text(
	struct yaml_input *input, struct yaml_node *node, const char *text, size_t length)
{
	char *copy = arena_strndup(input->texts, text, length);

	for (size_t i = 0; i < length; i++) {
		if ((unsigned char)text[i] < ' ')
			copy[i] = ' ';
	}
	node->kind = YAML_SCALAR;
	node->style = YAML_PLAIN;
	node->flow = false;
	node->empty_plain = length == 0;
	node->text = copy;
	node->length = (uint32_t)length;
	node->items = NULL;
	node->keys = NULL;
	node->count = 0;
}

/* Whether a line of text begins as a list item, a heading or a row of a table does. */
static bool begins_like_block(const char *text, size_t length)
{
	size_t at = 0;
	size_t digits;

	while (at < length && (text[at] == ' ' || text[at] == '\t'))
		at++;
	if (at < length && text[at] == '|')
		return true;
	if (at < length && strchr("-*+", text[at]) != NULL) {
		/* A dash right before a word was meant for a list item as well. */
		return yaml_is_blank_at(text, length, at + 1) ||
		       yaml_begins_with_dash(text + at, length - at);
	}
	if (length - at >= 3 && memcmp(text + at, "•", 3) == 0)
		return true;
	if (at < length && text[at] == '#')
		return true;
	for (digits = at; digits < length && text[digits] >= '0' && text[digits] <= '9';)
		digits++;
	return digits > at && digits < length && (text[digits] == '.' || text[digits] == ')') &&
	       yaml_is_blank_at(text, length, digits + 1);
}

static const char *fix_block(struct yaml_input *input, const struct yaml_node *key)
{
	if (report_dropped(input->report) > 0)
		return "";
	return arena_printf(input->arena, "%s: |", shorten(input, key->text, key->length));
}

/* Mistake: text over several lines without '|'. */
static void check_folded(
	struct yaml_input *input, const struct yaml_node *key, const struct yaml_node *value)
{
	struct place place = yaml_place(value);
	bool loses_blocks = false;
	size_t typed_length;
	const char *typed;
	const char *fix;

	if (value->end_line <= value->line)
		return;
	typed = yaml_typed(value, &typed_length);
	if (yaml_begins_with_dash(typed, typed_length)) {
		report_error(input->report, &place, "yaml-syntax",
			tr("a blank is missing behind '-'; write '- %s'"),
			shorten(input, typed + 1, typed_length - 1));
		return;
	}
	for (unsigned line = value->line + 1; line <= value->end_line && !loses_blocks; line++) {
		size_t length;
		const char *text = yaml_line(value->source, line, &length);

		loses_blocks = begins_like_block(text, length);
	}
	fix = key ? fix_block(input, key) : "- |";
	if (loses_blocks)
		report_error(input->report, &place, "yaml-folded",
			tr("the text fills several lines without '|', so line breaks are lost; "
			   "write '%s'"),
			fix);
	else
		report_warning(input->report, &place, "yaml-folded",
			tr("the text fills several lines without '|', so line breaks are lost; "
			   "write '%s'"),
			fix);
}

/* Messages call a title what its key calls it. */
static bool is_title(const struct yaml_node *key)
{
	return key != NULL && strcmp(key->text, "titel") == 0;
}

/* Whether a line holds a '#'. Many values may stand in one line, which is searched once. */
static bool has_sign(struct yaml_input *input, const struct yaml_source *source, unsigned line)
{
	size_t length;

	if (input->sign.line != line) {
		const char *text = yaml_line(source, line, &length);

		input->sign.line = line;
		input->sign.found = memchr(text, '#', length) != NULL;
	}
	return input->sign.found;
}

/* Mistake: a '#' in text, right before a letter or digit, and the rest is lost. */
static void check_comment(struct yaml_input *input, const struct yaml_node *key,
	const struct yaml_node *value, bool in_flow)
{
	const struct yaml_source *source = value->source;
	struct place place = yaml_place(value);
	size_t begin, end, sign;
	uint32_t code_point;

	/* Most lines hold none, and finding a column takes time. */
	if (!has_sign(input, source, value->end_line))
		return;
	begin = yaml_offset(input, value->line, value->column);
	end = yaml_offset(input, value->end_line, value->end_column);
	sign = end;
	while (sign < source->length && (source->text[sign] == ' ' || source->text[sign] == '\t'))
		sign++;
	if (sign == end || sign + 1 >= source->length || source->text[sign] != '#')
		return;
	utf8_decode(source->text + sign + 1, source->length - sign - 1, &code_point);
	if (!utf8_is_letter(code_point) && !(code_point >= '0' && code_point <= '9'))
		return;
	place.line = value->end_line;
	place.column = value->end_column + (unsigned)(sign - end);
	if (value->length == 0)
		begin = sign;
	report_error(input->report, &place, "yaml-comment",
		is_title(key)
			? tr("'%s' is read as a comment and left out; put the title in quotes: %s")
			: tr("'%s' is read as a comment and left out; put the text in quotes: %s"),
		shorten(input, source->text + sign, rest_length(source, sign, false)),
		fix_value(input, key, in_flow, source->text + begin,
			rest_length(source, begin, false)));
}

void yaml_check_needs_quotes(struct yaml_input *input, const struct yaml_node *key,
	struct yaml_node *value, bool in_flow)
{
	const struct yaml_source *source = value->source;
	size_t begin = yaml_offset(input, value->line, value->column);
	size_t length = rest_length(source, begin, in_flow);
	struct place place = yaml_place(value);

	report_error(input->report, &place, "yaml-needs-quotes",
		tr("text that begins with '%s' needs quotes; write %s"),
		shorten(input, source->text + begin, 1),
		fix_value(input, key, in_flow, source->text + begin, length));
	become_text(input, value, source->text + begin, length);
}

/* Mistake: an expression without quotes, which YAML takes for a mapping in a mapping. */
static bool check_expression(struct yaml_input *input, const struct yaml_node *key,
	struct yaml_node *value, bool in_flow)
{
	const struct yaml_source *source = value->source;
	struct place place = yaml_place(value);
	size_t begin, end, length;

	if (value->kind != YAML_MAPPING || !value->flow)
		return false;
	begin = yaml_offset(input, value->line, value->column);
	end = yaml_offset(input, value->end_line, value->end_column);
	if (source->length - begin < 2 || memcmp(source->text + begin, "{{", 2) != 0)
		return false;
	length = rest_length(source, begin, in_flow);
	if (length < end - begin)
		length = end - begin;
	report_error(input->report, &place, "yaml-mapping-in-text",
		tr("put quotes around text that begins with '{{'; write %s"),
		fix_value(input, key, in_flow, source->text + begin, length));
	become_text(input, value, source->text + begin, length);
	return true;
}

void yaml_check_value(struct yaml_input *input, const struct yaml_node *key,
	struct yaml_node *value, bool in_flow)
{
	if (value->alias || check_expression(input, key, value, in_flow))
		return;
	if (value->kind != YAML_SCALAR || value->style != YAML_PLAIN)
		return;
	if (!in_flow)
		check_folded(input, key, value);
	check_comment(input, key, value, in_flow);
}

/* Whether a key of a flow mapping came without a colon: then a comma stood in the text. */
static bool lacks_colon(
	struct yaml_input *input, const struct yaml_node *key, const struct yaml_node *value)
{
	const struct yaml_source *source = key->source;
	size_t at = yaml_offset(input, key->end_line, key->end_column);

	if (key->kind != YAML_SCALAR || key->alias || !value->empty_plain)
		return false;
	while (at < source->length && strchr(" \t\r\n", source->text[at]) != NULL)
		at++;
	return at < source->length && (source->text[at] == ',' || source->text[at] == '}');
}

/* Mistake: a comma in an unquoted text between braces. Joins the text again. */
static void check_commas(struct yaml_input *input, struct yaml_node *mapping)
{
	uint32_t kept = 0;

	for (size_t i = 0; i < mapping->count;) {
		struct yaml_node *value = mapping->items[i];
		const struct yaml_source *source = mapping->source;
		size_t begin = yaml_offset(input, value->line, value->column);
		size_t next = i + 1;
		struct place place = yaml_place(value);
		size_t length;

		mapping->keys[kept] = mapping->keys[i];
		mapping->items[kept++] = value;
		if (lacks_colon(input, mapping->keys[i], value)) {
			const struct yaml_node *key = mapping->keys[i];

			place = yaml_place(key);
			report_error(input->report, &place, "flow-comma",
				tr("'%s' has no value; put text with a comma in it in quotes"),
				shorten(input, key->text, key->length));
			kept--;
			i++;
			continue;
		}
		while (next < mapping->count && value->kind == YAML_SCALAR && !value->alias &&
			value->style == YAML_PLAIN &&
			lacks_colon(input, mapping->keys[next], mapping->items[next]))
			next++;
		if (next > i + 1) {
			const struct yaml_node *last = mapping->keys[next - 1];
			size_t end = yaml_offset(input, last->end_line, last->end_column);

			length = end > begin ? end - begin : 0;
			report_error(input->report, &place, "flow-comma",
				is_title(mapping->keys[i]) ? tr("the comma splits the title after "
								"'%s'; put it in quotes: %s")
							   : tr("the comma splits the text after "
								"'%s'; put it in quotes: %s"),
				shorten(input, value->text, value->length),
				fix_value(input, mapping->keys[i], true, source->text + begin,
					length));
			become_text(input, value, source->text + begin, length);
		}
		i = next;
	}
	mapping->count = kept;
}

/* Leaves pairs out whose key is no text. */
static void check_keys(struct yaml_input *input, struct yaml_node *mapping)
{
	uint32_t kept = 0;

	for (size_t i = 0; i < mapping->count; i++) {
		struct yaml_node *key = mapping->keys[i];
		struct place place = yaml_place(key);

		if (key->kind == YAML_SCALAR && strcmp(key->text, "<<") == 0 &&
			key->style == YAML_PLAIN) {
			report_error(input->report, &place, "yaml-syntax",
				tr("merge keys ('<<') are not read; repeat the keys here"));
			continue;
		}
		if (key->kind != YAML_SCALAR) {
			report_error(input->report, &place, "yaml-mapping-in-text",
				tr("a key must be text; put quotes around text that begins with "
				   "'{' or '['"));
			continue;
		}
		key->text = utf8_compose(input->texts, key->text, key->length);
		key->length = (uint32_t)strlen(key->text);
		mapping->keys[kept] = key;
		mapping->items[kept++] = mapping->items[i];
	}
	mapping->count = kept;
}

struct numbered {
	const struct yaml_node *key;
	size_t index;
};

static int compare_numbered(const struct numbered *a, const struct numbered *b)
{
	int order = strcmp(a->key->text, b->key->text);

	return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

/* Merge sort, whose worst case is no worse: the keys may be many and in any order. */
static void sort_numbered(struct numbered *items, struct numbered *room, size_t count)
{
	size_t half = count / 2;
	size_t left = 0;
	size_t right = half;

	if (count < 2)
		return;
	sort_numbered(items, room, half);
	sort_numbered(items + half, room, count - half);
	memcpy(room, items, count * sizeof(*items));
	for (size_t i = 0; i < count; i++) {
		bool take_left = right == count ||
				 (left < half && compare_numbered(&room[left], &room[right]) < 0);

		items[i] = take_left ? room[left++] : room[right++];
	}
}

/* Mistake: a key that stands twice. The first is kept. */
static void check_duplicates(struct yaml_input *input, struct yaml_node *mapping)
{
	struct arena *scratch;
	struct numbered *sorted;
	bool *twice;
	uint32_t kept = 0;

	if (mapping->count < 2)
		return;
	scratch = arena_create_child(input->arena);
	sorted = arena_array(scratch, mapping->count * 2, sizeof(*sorted));
	twice = arena_array(scratch, mapping->count, sizeof(*twice));
	for (size_t i = 0; i < mapping->count; i++)
		sorted[i] = (struct numbered){mapping->keys[i], i};
	sort_numbered(sorted, sorted + mapping->count, mapping->count);
	for (size_t i = 1, first = 0; i < mapping->count; i++) {
		struct place place = yaml_place(sorted[i].key);

		if (strcmp(sorted[i].key->text, sorted[first].key->text) != 0) {
			first = i;
			continue;
		}
		twice[sorted[i].index] = true;
		report_error(input->report, &place, "duplicate-key",
			tr("'%s' stands in line %u too; one of the two would be lost"),
			shorten(input, sorted[i].key->text, sorted[i].key->length),
			sorted[first].key->line);
	}
	for (size_t i = 0; i < mapping->count; i++) {
		if (twice[i])
			continue;
		mapping->keys[kept] = mapping->keys[i];
		mapping->items[kept++] = mapping->items[i];
	}
	mapping->count = kept;
	arena_destroy(scratch);
}

void yaml_check_mapping(struct yaml_input *input, struct yaml_node *mapping)
{
	check_keys(input, mapping);
	if (mapping->flow)
		check_commas(input, mapping);
	check_duplicates(input, mapping);
}

void yaml_check_comments(struct yaml_input *input, unsigned first_line)
{
	const struct yaml_source *source = input->source;

	for (unsigned line = first_line; line <= source->line_count; line++) {
		size_t length;
		const char *text = yaml_line(source, line, &length);
		struct yaml_line_parts parts = yaml_line_split(text, length);
		const char *sign =
			parts.key && parts.value < parts.length
				? memmem(text + parts.value, parts.length - parts.value, " #", 2)
				: NULL;
		struct yaml_node key = {.kind = YAML_SCALAR, .source = source};
		struct yaml_node value = {.kind = YAML_SCALAR, .source = source, .length = 1};

		if (sign == NULL || strchr("\"'[{|>", text[parts.value]) != NULL)
			continue;
		key.text = arena_strndup(input->arena, text + parts.content, parts.key_length);
		key.length = (uint32_t)parts.key_length;
		value.line = value.end_line = line;
		value.column = (unsigned)utf8_length(text, parts.value) + 1;
		value.end_column = (unsigned)utf8_length(text, (size_t)(sign - text)) + 1;
		check_comment(input, &key, &value, false);
	}
}
