#include "io/yaml_build.h"

#include "base/i18n.h"

static void release(void *object)
{
	struct yaml_builder *builder = object;

	if (builder->event_lives)
		yaml_event_delete(&builder->event);
	if (builder->parser_lives)
		yaml_parser_delete(&builder->parser);
}

static void report_parser(struct yaml_builder *builder)
{
	const yaml_parser_t *parser = &builder->parser;
	struct yaml_fault fault = {.problem = parser->problem, .context = parser->context};

	builder->failed = true;
	if (parser->error == YAML_MEMORY_ERROR)
		arena_fail(builder->input->arena);
	fault.line = (unsigned)parser->problem_mark.line + 1;
	fault.column = (unsigned)parser->problem_mark.column + 1;
	if (parser->context != NULL) {
		fault.context_line = (unsigned)parser->context_mark.line + 1;
		fault.context_column = (unsigned)parser->context_mark.column + 1;
	}
	fault.last = builder->last;
	/* What goes as far as the fault is part of it. */
	if (builder->unchecked.value != NULL && builder->unchecked.value->end_line < fault.line)
		yaml_build_check_last(builder);
	/* What follows from an indentation that was guessed is no news. */
	if (builder->input->first_guess == 0 || fault.line < builder->input->first_guess)
		yaml_hint_report(builder->input, &fault);
	yaml_check_comments(builder->input, fault.line + 1);
}

static struct yaml_node *build(struct yaml_builder *builder)
{
	builder->parser_lives = yaml_parser_initialize(&builder->parser);
	if (!builder->parser_lives)
		arena_fail(builder->input->arena);
	yaml_parser_set_encoding(&builder->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&builder->parser, (const unsigned char *)builder->input->text,
		builder->input->length);
	while (!builder->ended && !builder->failed) {
		if (!yaml_parser_parse(&builder->parser, &builder->event)) {
			report_parser(builder);
			break;
		}
		builder->event_lives = true;
		yaml_build_check_last(builder);
		yaml_build_event(builder);
		yaml_event_delete(&builder->event);
		builder->event_lives = false;
	}
	return builder->failed ? NULL : builder->root;
}

struct yaml_node *yaml_parse_apart(struct arena *arena, struct arena *texts, struct report *report,
	const struct file_bytes *bytes)
{
	struct yaml_input input = {.arena = arena, .texts = texts, .report = report};
	struct yaml_builder *builder;
	struct yaml_node *root;
	bool failed;

	if (!yaml_source_prepare(&input, bytes))
		return NULL;
	yaml_indent_repair(&input);
	builder = arena_alloc(arena, sizeof(*builder));
	builder->input = &input;
	builder->scratch = arena_create_child(arena);
	arena_on_destroy(builder->scratch, release, builder);
	root = build(builder);
	failed = builder->failed;
	arena_destroy(builder->scratch);
	if (failed)
		return NULL;
	if (root == NULL || root->empty_plain) {
		root = arena_alloc(arena, sizeof(*root));
		*root = (struct yaml_node){.kind = YAML_MAPPING, .source = input.source};
		root->line = root->column = root->end_line = root->end_column = 1;
	}
	return root;
}

struct yaml_node *yaml_parse(
	struct arena *arena, struct report *report, const struct file_bytes *bytes)
{
	return yaml_parse_apart(arena, arena, report, bytes);
}
