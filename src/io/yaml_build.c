#include "io/yaml_build.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

enum { MAX_ANCHORS = 256 };

static void fail_limit(struct yaml_builder *builder, yaml_mark_t mark, const char *message)
{
	struct place place = {.file = builder->input->source->file,
		.line = (unsigned)mark.line + 1,
		.column = (unsigned)mark.column + 1};

	report_error(builder->input->report, &place, "yaml-limit", "%s", message);
	builder->failed = true;
}

static void fail_syntax(struct yaml_builder *builder, yaml_mark_t mark, const char *message)
{
	struct place place = {.file = builder->input->source->file,
		.line = (unsigned)mark.line + 1,
		.column = (unsigned)mark.column + 1};

	report_error(builder->input->report, &place, "yaml-syntax", "%s", message);
	builder->failed = true;
}

static struct yaml_node *make_node(struct yaml_builder *builder, enum yaml_kind kind)
{
	struct yaml_node *node = arena_alloc(builder->input->arena, sizeof(*node));
	const yaml_event_t *event = &builder->event;

	node->kind = (uint8_t)kind;
	node->source = builder->input->source;
	node->line = (unsigned)event->start_mark.line + 1;
	node->column = (unsigned)event->start_mark.column + 1;
	node->end_line = (unsigned)event->end_mark.line + 1;
	node->end_column = (unsigned)event->end_mark.column + 1;
	return node;
}

/* Counts what has been read against the limit. */
static bool count_nodes(struct yaml_builder *builder, size_t size)
{
	builder->total += size;
	if (builder->total <= YAML_MAX_NODES)
		return true;
	fail_limit(builder, builder->event.start_mark,
		tr("the file holds too many values, those repeated by '*' included"));
	return false;
}

/* Remembers an anchor; the latest of a name counts (YAML 1.2, 3.2.2.2). */
static size_t add_anchor(struct yaml_builder *builder, const yaml_char_t *name)
{
	struct yaml_anchor *anchor;

	if (name == NULL)
		return SIZE_MAX;
	if (builder->anchor_count == MAX_ANCHORS) {
		fail_limit(builder, builder->event.start_mark,
			tr("the file holds too many anchors ('&')"));
		return SIZE_MAX;
	}
	builder->anchors = arena_grow(builder->scratch, builder->anchors, builder->anchor_count,
		&builder->anchor_capacity, sizeof(*anchor));
	anchor = &builder->anchors[builder->anchor_count];
	anchor->name = arena_strdup(builder->scratch, (const char *)name);
	anchor->node = NULL;
	return builder->anchor_count++;
}

static void complete_anchor(struct yaml_builder *builder, size_t index, struct yaml_node *node,
	size_t size, unsigned height)
{
	if (index == SIZE_MAX)
		return;
	builder->anchors[index].node = node;
	builder->anchors[index].size = size;
	builder->anchors[index].height = height;
}

static void push(struct yaml_builder *builder, struct yaml_node *node)
{
	builder->stack = arena_grow(builder->scratch, builder->stack, builder->stack_count,
		&builder->stack_capacity, sizeof(*builder->stack));
	builder->stack[builder->stack_count++] = node;
}

void yaml_build_check_last(struct yaml_builder *builder)
{
	struct yaml_node *mapping = builder->unchecked.mapping;

	if (builder->unchecked.value != NULL)
		yaml_check_value(builder->input, builder->unchecked.key, builder->unchecked.value,
			builder->unchecked.in_flow);
	/* An expression without quotes has become text by now. */
	if (mapping != NULL && mapping->kind == YAML_MAPPING)
		yaml_check_mapping(builder->input, mapping);
	builder->unchecked.value = NULL;
	builder->unchecked.mapping = NULL;
}

static void check_value(
	struct yaml_builder *builder, const struct yaml_node *key, struct yaml_node *value)
{
	builder->unchecked.key = key;
	builder->unchecked.value = value;
	builder->unchecked.in_flow = builder->flow_depth > 0;
	/* What stands where a key should is complained of as that alone, but an alias may give it
	 * another place. */
	if (value->kind == YAML_MAPPING)
		builder->unchecked.mapping = value;
}

/* Hands a complete node to what it stands in. */
static void place_node(
	struct yaml_builder *builder, struct yaml_node *node, size_t size, unsigned height)
{
	struct yaml_frame *frame;
	const struct yaml_node *key = NULL;
	size_t pending;

	if (builder->depth == 0) {
		builder->root = node;
		check_value(builder, NULL, node);
		return;
	}
	frame = &builder->frames[builder->depth - 1];
	frame->size += size;
	if (height + 1 > frame->height)
		frame->height = height + 1;
	frame->alias = frame->alias || node->alias;
	pending = builder->stack_count - frame->base;
	if (frame->node->kind == YAML_MAPPING && pending % 2 == 1)
		key = builder->stack[builder->stack_count - 1];
	/* Keys are looked at once the mapping is whole. */
	if ((frame->node->kind == YAML_SEQUENCE || key != NULL) &&
		(key == NULL || key->kind == YAML_SCALAR))
		check_value(builder, key, node);
	push(builder, node);
}

static const struct yaml_node *pending_key(const struct yaml_builder *builder)
{
	const struct yaml_frame *frame;

	if (builder->depth == 0)
		return NULL;
	frame = &builder->frames[builder->depth - 1];
	if (frame->node->kind != YAML_MAPPING || (builder->stack_count - frame->base) % 2 == 0)
		return NULL;
	return builder->stack[builder->stack_count - 1];
}

static enum yaml_style style_of(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		return YAML_SINGLE_QUOTED;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return YAML_DOUBLE_QUOTED;
	case YAML_LITERAL_SCALAR_STYLE:
		return YAML_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE:
		return YAML_FOLDED;
	default:
		return YAML_PLAIN;
	}
}

/* A node's mark stands at its anchor or tag; moves it to the value itself. */
static void skip_properties(struct yaml_builder *builder, struct yaml_node *node)
{
	const struct yaml_source *source = node->source;
	size_t at = yaml_offset(builder->input, node->line, node->column);

	while (at < source->length && (source->text[at] == '&' || source->text[at] == '!')) {
		while (!yaml_is_blank_at(source->text, source->length, at) &&
			source->text[at] != '\n' && source->text[at] != '\r') {
			node->column += (source->text[at] & 0xc0) != 0x80;
			at++;
		}
		while (at < source->length &&
			(source->text[at] == ' ' || source->text[at] == '\t')) {
			node->column++;
			at++;
		}
	}
}

/* libyaml's mark stands behind the blank lines that follow literal text. */
static void trim_end(struct yaml_node *node)
{
	size_t length;
	const char *text;

	if (node->end_column > 1)
		return;
	do
		text = yaml_line(node->source, --node->end_line, &length);
	while (node->end_line > node->line && strspn(text, " ") >= length);
	node->end_column = (unsigned)utf8_length(text, length) + 1;
}

/* Whether the next node is a mapping's key. */
static bool awaits_key(const struct yaml_builder *builder)
{
	const struct yaml_frame *frame;

	if (builder->depth == 0)
		return false;
	frame = &builder->frames[builder->depth - 1];
	return frame->node->kind == YAML_MAPPING && (builder->stack_count - frame->base) % 2 == 0;
}

/* The scalar's text to keep; equal keys share theirs. */
static const char *text_of(struct yaml_builder *builder, const char *text, size_t length)
{
	struct arena *texts = builder->input->texts;
	struct yaml_key_text *known;
	size_t hash = length;

	if (!awaits_key(builder))
		return arena_strndup(texts, text, length);
	for (size_t i = 0; i < length; i++)
		hash = hash * 31 + (unsigned char)text[i];
	known = &builder->key_texts[hash % YAML_KEY_TEXTS];
	if (known->text == NULL || known->length != length ||
		memcmp(known->text, text, length) != 0)
		*known = (struct yaml_key_text){arena_strndup(texts, text, length), length};
	return known->text;
}

static bool has_foreign_tag(const yaml_char_t *tag)
{
	return tag != NULL && strcmp((const char *)tag, YAML_STR_TAG) != 0;
}

static void on_scalar(struct yaml_builder *builder)
{
	const yaml_event_t *event = &builder->event;
	struct yaml_node *node = make_node(builder, YAML_SCALAR);
	size_t anchor = add_anchor(builder, event->data.scalar.anchor);
	const struct yaml_node *key = pending_key(builder);
	bool properties = event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL;

	if (builder->failed || !count_nodes(builder, 1))
		return;
	node->style = (uint8_t)style_of(event->data.scalar.style);
	node->length = (uint32_t)event->data.scalar.length;
	node->text = text_of(builder, (const char *)event->data.scalar.value, node->length);
	node->empty_plain = node->style == YAML_PLAIN && node->length == 0;
	builder->last = node;
	if (node->style >= YAML_LITERAL && node->end_line > node->line)
		trim_end(node);
	if (memchr(node->text, '\0', node->length) != NULL) {
		fail_syntax(builder, event->start_mark, tr("the text holds '\\0'; delete it"));
		return;
	}
	if (has_foreign_tag(event->data.scalar.tag) ||
		(node->empty_plain && event->data.scalar.anchor != NULL))
		yaml_check_needs_quotes(builder->input, key, node, builder->flow_depth > 0);
	else if (properties)
		skip_properties(builder, node);
	complete_anchor(builder, anchor, node, 1, 0);
	place_node(builder, node, 1, 0);
}

static void on_alias(struct yaml_builder *builder)
{
	const char *name = (const char *)builder->event.data.alias.anchor;
	const struct yaml_anchor *anchor = NULL;
	struct yaml_node *node;

	for (size_t i = builder->anchor_count; i > 0 && anchor == NULL; i--) {
		if (strcmp(builder->anchors[i - 1].name, name) == 0)
			anchor = &builder->anchors[i - 1];
	}
	if (anchor == NULL) {
		node = make_node(builder, YAML_SCALAR);
		if (!count_nodes(builder, 1))
			return;
		yaml_check_needs_quotes(
			builder->input, pending_key(builder), node, builder->flow_depth > 0);
		place_node(builder, node, 1, 0);
		return;
	}
	if (anchor->node == NULL) {
		fail_limit(builder, builder->event.start_mark,
			tr("a '*' refers to what it stands in"));
		return;
	}
	if (!count_nodes(builder, anchor->size))
		return;
	if (builder->depth + anchor->height > YAML_MAX_DEPTH) {
		fail_limit(
			builder, builder->event.start_mark, tr("the values are nested too deeply"));
		return;
	}
	node = arena_alloc(builder->input->arena, sizeof(*node));
	*node = *anchor->node;
	node->alias = true;
	place_node(builder, node, anchor->size, anchor->height);
}

static void on_start(struct yaml_builder *builder, enum yaml_kind kind, const yaml_char_t *anchor,
	const yaml_char_t *tag, bool flow)
{
	struct yaml_node *node;
	struct yaml_frame *frame;

	if (builder->depth == YAML_MAX_DEPTH) {
		fail_limit(
			builder, builder->event.start_mark, tr("the values are nested too deeply"));
		return;
	}
	if (tag != NULL) {
		fail_syntax(builder, builder->event.start_mark,
			tr("tags ('!') are not read; put text that begins with '!' in quotes"));
		return;
	}
	node = make_node(builder, kind);
	node->flow = flow;
	frame = &builder->frames[builder->depth];
	*frame = (struct yaml_frame){.node = node, .base = builder->stack_count, .size = 1};
	frame->anchor = add_anchor(builder, anchor);
	if (builder->failed || !count_nodes(builder, 1))
		return;
	if (anchor != NULL && flow)
		skip_properties(builder, node);
	builder->depth++;
	builder->flow_depth += flow;
}

/* The end of a block collection is that of the last thing in it; libyaml looks further. */
static void set_end(
	struct yaml_builder *builder, struct yaml_node *node, const struct yaml_frame *frame)
{
	const yaml_event_t *event = &builder->event;

	if (!node->flow && builder->stack_count > frame->base) {
		const struct yaml_node *last = builder->stack[builder->stack_count - 1];

		node->end_line = last->end_line;
		node->end_column = last->end_column;
		return;
	}
	node->end_line = (unsigned)event->end_mark.line + 1;
	node->end_column = (unsigned)event->end_mark.column + 1;
}

static void on_end(struct yaml_builder *builder)
{
	struct yaml_frame *frame = &builder->frames[builder->depth - 1];
	struct yaml_node *node = frame->node;
	size_t count = builder->stack_count - frame->base;
	struct yaml_node **pending = count > 0 ? builder->stack + frame->base : NULL;
	struct arena *arena = builder->input->arena;

	set_end(builder, node, frame);
	node->alias = frame->alias;
	if (node->kind == YAML_MAPPING) {
		node->count = (uint32_t)count / 2;
		node->keys = arena_array(arena, node->count, sizeof(*node->keys));
		node->items = arena_array(arena, node->count, sizeof(*node->items));
		for (size_t i = 0; i < node->count; i++) {
			node->keys[i] = pending[2 * i];
			node->items[i] = pending[2 * i + 1];
		}
	} else {
		node->count = (uint32_t)count;
		node->items = arena_array(arena, count, sizeof(*node->items));
		for (size_t i = 0; i < count; i++)
			node->items[i] = pending[i];
	}
	builder->stack_count = frame->base;
	builder->depth--;
	builder->flow_depth -= node->flow;
	complete_anchor(builder, frame->anchor, node, frame->size, frame->height);
	place_node(builder, node, frame->size, frame->height);
}

void yaml_build_event(struct yaml_builder *builder)
{
	const yaml_event_t *event = &builder->event;

	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (builder->root != NULL)
			fail_syntax(builder, event->start_mark,
				tr("a second document begins here; a file holds one, so remove the "
				   "'---'"));
		break;
	case YAML_SCALAR_EVENT:
		on_scalar(builder);
		break;
	case YAML_ALIAS_EVENT:
		on_alias(builder);
		break;
	case YAML_SEQUENCE_START_EVENT:
		on_start(builder, YAML_SEQUENCE, event->data.sequence_start.anchor,
			event->data.sequence_start.tag,
			event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
		break;
	case YAML_MAPPING_START_EVENT:
		on_start(builder, YAML_MAPPING, event->data.mapping_start.anchor,
			event->data.mapping_start.tag,
			event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		on_end(builder);
		break;
	case YAML_STREAM_END_EVENT:
		builder->ended = true;
		break;
	default:
		break;
	}
}
