#include "template/template.h"

#include "base/utf8.h"
#include "template/document_template.h"
#include "template/run.h"
#include "template/scan.h"
#include "template/statement.h"

#include <string.h>

struct text_template {
	struct source source;
	struct value_map *names; /* every name and attribute in its tags, as keys */
	struct block program;
};

/* A tag and the text before it, which signs and `trim` may shorten. */
struct stretch {
	struct tag tag;
	size_t from, to; /* the text before the tag */
};

struct stretches {
	struct stretch *items;
	size_t count, capacity;
	size_t from; /* the text after the last tag */
	size_t to;
};

static const struct text_source nowhere;

bool text_template_needed(const char *text, size_t length)
{
	return scan_needed(text, length);
}

static void find_tags(struct scanner *scanner, struct stretches *stretches)
{
	struct tag tag;
	while (scan_next(scanner, &tag)) {
		stretches->items = arena_grow(scanner->arena, stretches->items, stretches->count,
			&stretches->capacity, sizeof *stretches->items);
		stretches->items[stretches->count++] =
			(struct stretch){tag, stretches->from, tag.start};
		stretches->from = tag.end;
	}
	stretches->to = scanner->source->length;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_blank_or_break(char c)
{
	return is_blank(c) || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/* The bounds of the text behind a tag. */
static size_t *from_after(struct stretches *stretches, size_t i)
{
	return i + 1 < stretches->count ? &stretches->items[i + 1].from : &stretches->from;
}

static size_t to_after(const struct stretches *stretches, size_t i)
{
	return i + 1 < stretches->count ? stretches->items[i + 1].to : stretches->to;
}

/* {%- and -%} take away the blanks and line breaks at their side. */
static void apply_signs(const char *text, struct stretches *stretches)
{
	for (size_t i = 0; i < stretches->count; i++) {
		struct stretch *stretch = &stretches->items[i];
		while (stretch->tag.before == '-' && stretch->to > stretch->from &&
			is_blank_or_break(text[stretch->to - 1]))
			stretch->to--;
		size_t *from = from_after(stretches, i);
		while (stretch->tag.after == '-' && *from < to_after(stretches, i) &&
			is_blank_or_break(text[*from]))
			++*from;
	}
}

static bool prints(const struct tag *tag)
{
	return tag->kind == TAG_PRINT || tag->kind == TAG_LITERAL;
}

/*
 * The offset at which the blanks before a tag begin, if a line begins there too, but not before
 * from; else SIZE_MAX. The line break may be gone already with a line before.
 */
static size_t line_begin(const char *text, size_t from, size_t tag)
{
	size_t at = tag;
	while (at > 0 && is_blank(text[at - 1]))
		at--;
	if (at > 0 && text[at - 1] != '\n')
		return SIZE_MAX;
	return at > from ? at : from;
}

/* The offset behind the line break that ends the blanks behind a tag, or SIZE_MAX. */
static size_t line_end(const char *text, size_t tag_end, size_t length)
{
	while (tag_end < length && (is_blank(text[tag_end]) || text[tag_end] == '\r'))
		tag_end++;
	if (tag_end == length)
		return length;
	return text[tag_end] == '\n' ? tag_end + 1 : SIZE_MAX;
}

static bool all_blank(const char *text, size_t from, size_t to)
{
	while (from < to && is_blank(text[from]))
		from++;
	return from == to;
}

/* Lines that hold nothing but statements vanish whole. */
static void trim_lines(const char *text, struct stretches *stretches)
{
	for (size_t i = 0, end; i < stretches->count; i = end) {
		struct stretch *stretch = &stretches->items[i];
		end = i + 1;
		size_t begin = line_begin(text, stretch->from, stretch->tag.start);
		if (prints(&stretch->tag) || begin == SIZE_MAX)
			continue;
		while (end < stretches->count && !prints(&stretches->items[end].tag) &&
			all_blank(text, stretches->items[end].from, stretches->items[end].to))
			end++;
		size_t *from = from_after(stretches, end - 1);
		size_t behind = line_end(text, stretches->items[end - 1].tag.end, stretches->to);
		if (behind == SIZE_MAX)
			continue;
		if (behind > to_after(stretches, end - 1))
			behind = to_after(stretches, end - 1);
		if (stretch->to > begin)
			stretch->to = begin;
		for (size_t j = i + 1; j < end; j++)
			stretches->items[j].from = stretches->items[j].to;
		if (*from < behind)
			*from = behind;
	}
}

static void add_text(struct builder *builder, const char *text, size_t from, size_t to)
{
	if (from >= to)
		return;
	struct node *node = builder_add(builder, NODE_TEXT);
	node->text = (struct value_text){text + from, to - from};
}

static void add_tag(struct arena *arena, struct report *report, struct builder *builder,
	const struct text_template *template, const struct tag *tag)
{
	const struct source *source = &template->source;
	struct statement *statement;
	if (tag->kind == TAG_PRINT)
		statement = statement_parse_print(arena, report, source, tag->inside, tag->stop);
	else if (tag->kind == TAG_STATEMENT)
		statement = statement_parse(arena, report, source, tag->inside, tag->stop);
	else if (tag->kind == TAG_LITERAL) {
		add_text(builder, tag->literal, 0, strlen(tag->literal));
		return;
	} else
		return;
	statement_names(arena, statement, template->names);
	builder_statement(builder, statement, NULL, LIFT_TEXT);
}

const struct block *text_template_program(const struct text_template *template)
{
	return &template->program;
}

bool text_template_mentions(const struct text_template *template, const char *name)
{
	return value_map_has(template->names, name, strlen(name));
}

bool text_template_looks_up(const struct text_template *template, const char *path)
{
	const struct value *found = value_map_find(template->names, path, strlen(path));
	return found != NULL && found->kind == VALUE_BOOL;
}

struct text_template *text_template_compile(struct arena *arena, struct report *report,
	const char *text, size_t length, bool trim, const struct text_source *source)
{
	struct text_template *template = arena_alloc(arena, sizeof *template);
	size_t errors = report_error_count(report);
	if (length > 0 && text[length - 1] == '\n')
		length--;
	template->source = (struct source){
		.text = text, .length = length, .locate = source ? source : &nowhere};
	template->names = value_map_create(arena);
	struct scanner scanner = {.arena = arena, .report = report, .source = &template->source};
	struct stretches stretches = {0};
	struct builder *builder = builder_create(arena, report, NULL);
	find_tags(&scanner, &stretches);
	apply_signs(text, &stretches);
	if (trim)
		trim_lines(text, &stretches);
	for (size_t i = 0; i < stretches.count; i++) {
		const struct stretch *stretch = &stretches.items[i];
		add_text(builder, text, stretch->from, stretch->to);
		add_tag(arena, report, builder, template, &stretch->tag);
	}
	add_text(builder, text, stretches.from, stretches.to);
	scan_finish(&scanner);
	template->program = builder_finish(builder);
	return report_error_count(report) > errors ? NULL : template;
}

bool text_template_run_into(struct text_template *template, struct run *run, struct buf *out)
{
	size_t errors = report_error_count(run->report);
	run->text = out;
	run->main = out;
	run->scope = scope_create(run->arena, NULL);
	run_block(run, &template->program);
	return report_error_count(run->report) == errors;
}

const char *text_template_run(struct text_template *template, struct arena *arena,
	struct report *report, const struct value_map *globals, enum template_mode mode,
	void (*put)(void *user, struct buf *out, struct value value), void *user, size_t *length)
{
	struct buf out;
	struct run run = {.arena = arena,
		.report = report,
		.mode = mode,
		.globals = globals,
		.put = put,
		.put_user = user};
	buf_init(&run.printed, arena);
	buf_init(&out, arena);
	if (!text_template_run_into(template, &run, &out))
		return NULL;
	if (length != NULL)
		*length = out.length;
	return buf_text(&out);
}
