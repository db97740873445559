#include "template/run.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/* How deep everything together may nest while running; what one call of a macro may need of it is
 * bounded by the compiler. */
enum { RUN_MAX_DEPTH = 15 * TEMPLATE_MAX_DEPTH };

static const char *item_label(struct run *run, const struct loop *loop)
{
	struct value item = loop->items->items[loop->at];
	if (item.kind == VALUE_MAP && item.map->label != NULL)
		return item.map->label;
	const struct target *target = loop->node->statement->target;
	if (target->items != NULL)
		target = &target->items[0];
	return arena_printf(report_arena(run->report), "%.*s %zu", (int)target->name.length,
		target->name.bytes ? target->name.bytes : "", loop->at + 1);
}

struct place run_place(struct run *run, const struct source *source, size_t offset)
{
	struct place place = source_place(report_arena(run->report), source, offset);
	if (run->loop != NULL)
		place.item = item_label(run, run->loop);
	return place;
}

struct value run_error(
	struct run *run, const struct expr *where, const char *id, const char *format, ...)
{
	struct buf message;
	va_list arguments;
	buf_init(&message, run->arena);
	va_start(arguments, format);
	buf_vprintf(&message, format, arguments);
	va_end(arguments);
	struct place place = run_place(run, where->source, where->offset);
	report_error(run->report, &place, id, "%s", buf_text(&message));
	return value_failed();
}

void run_stop(struct run *run, const struct place *place, const char *message)
{
	if (!run->stopped)
		report_error(run->report, place, "template-limit", "%s", message);
	run->stopped = true;
}

bool run_enter(struct run *run, const struct expr *where)
{
	if (++run->depth <= RUN_MAX_DEPTH)
		return !run->stopped;
	if (!run->stopped) {
		struct place place = run_place(run, where->source, where->offset);
		run_stop(run, &place, tr("the template calls itself too deeply"));
	}
	return false;
}

void run_leave(struct run *run)
{
	run->depth--;
}

bool run_charge(struct run *run, const struct expr *where, struct value value)
{
	enum { ITEMS_PER_ROUND = 4, BYTES_PER_ROUND = 16 };
	if (value.kind == VALUE_LIST)
		run->rounds += value.list->count / ITEMS_PER_ROUND;
	else if (value.kind == VALUE_MAP)
		run->rounds += value.map->count / ITEMS_PER_ROUND;
	else if (value.kind == VALUE_TEXT)
		run->rounds += value.text.length / BYTES_PER_ROUND;
	if (run->rounds > TEMPLATE_MAX_ROUNDS && !run->stopped) {
		struct place place = run_place(run, where->source, where->offset);
		run_stop(run, &place,
			tr("the template goes through long lists and texts too often"));
	}
	return !run->stopped;
}

struct names {
	struct arena *arena;
	const char **items;
	size_t count, capacity;
};

static void add_name(struct names *names, const char *name, size_t length)
{
	names->items = arena_grow(
		names->arena, names->items, names->count, &names->capacity, sizeof *names->items);
	names->items[names->count++] = arena_strndup(names->arena, name, length);
}

static void add_keys(struct names *names, const struct value_map *map)
{
	for (size_t i = 0; i < map->count; i++)
		add_name(names, map->keys[i].bytes, map->keys[i].length);
	for (size_t i = 0; map->known != NULL && map->known[i] != NULL; i++)
		add_name(names, map->known[i], strlen(map->known[i]));
}

/* The name that was probably meant; the list of all is made in scratch. */
static const char *suggest(
	struct run *run, struct arena *scratch, const char *name, const char *key)
{
	struct names names = {.arena = scratch};
	if (run->missing != NULL && key == run->missing) {
		if (run->missing_from != NULL)
			add_keys(&names, run->missing_from);
	} else {
		size_t count;
		const char *const *functions = function_global_names(run->arena, &count);
		for (const struct scope *scope = run->scope; scope != NULL; scope = scope->outer)
			add_keys(&names, &scope->names);
		add_keys(&names, run->globals);
		for (size_t i = 0; i < count; i++)
			add_name(&names, functions[i], strlen(functions[i]));
	}
	return utf8_nearest(name, names.items, names.count);
}

/* The link of a chain a.b.c at which the name was missing, also in an operand that is handed on. */
static const struct expr *find_link(const struct expr *expr, struct value_text name)
{
	const struct expr *found = NULL;
	while (expr != NULL && found == NULL) {
		bool chain = expr->kind == EXPR_ATTRIBUTE || expr->kind == EXPR_ITEM;
		if ((chain || expr->kind == EXPR_NAME) && expr->name.bytes == name.bytes)
			return expr;
		if (expr->kind == EXPR_AND || expr->kind == EXPR_OR || expr->kind == EXPR_IF)
			found = find_link(expr->right, name);
		else if (!chain)
			break;
		expr = expr->left;
	}
	return found;
}

static const struct expr *missing_link(const struct expr *where, struct value_text name)
{
	const struct expr *found = find_link(where, name);
	return found != NULL ? found : where;
}

bool run_usable(struct run *run, const struct expr *where, struct value value, bool computed)
{
	if (value.kind != VALUE_UNDEFINED)
		return true;
	if (value_is_failed(value))
		return false;
	if (!computed && (run->mode == TEMPLATE_LAX || value.text.length == 0))
		return true;
	if (value.text.length == 0) {
		run_error(run, where, "undefined-name",
			tr("there is no value here: the 'if' has no 'else'"));
		return false;
	}
	const char *name = arena_strndup(run->arena, value.text.bytes, value.text.length);
	const char *nearest = suggest(run, run->arena, name, value.text.bytes);
	where = missing_link(where, value.text);
	if (nearest != NULL)
		run_error(run, where, "undefined-name", tr("unknown name '%s'; did you mean '%s'?"),
			name, nearest);
	else
		run_error(run, where, "undefined-name", tr("unknown name '%s'"), name);
	return false;
}

bool run_truth(struct run *run, const struct expr *where, struct value value)
{
	if (value.kind != VALUE_UNDEFINED || value.text.length == 0 || run->mode == TEMPLATE_LAX ||
		value.text.bytes != run->missing || run->missing_from == NULL ||
		run->missing_from->known == NULL)
		return value_truth(value);
	struct arena *scratch = arena_create_child(run->arena);
	const char *name = arena_strndup(scratch, value.text.bytes, value.text.length);
	const char *nearest = suggest(run, scratch, name, value.text.bytes);
	if (nearest != NULL) {
		where = missing_link(where, value.text);
		struct place place = run_place(run, where->source, where->offset);
		place.item = NULL; /* it is so in each round of a loop */
		report_warning(run->report, &place, "undefined-name",
			tr("unknown name '%s', so it counts as empty; did you mean '%s'?"), name,
			nearest);
	}
	arena_destroy(scratch);
	return false;
}

struct value run_captured(struct run *run, const struct block *block)
{
	struct buf text;
	struct buf *before = run->text;
	buf_init(&text, run->arena);
	run->text = &text;
	struct strip strip = run->strip;
	strip_init(&run->strip, run->kind);
	run_block(run, block);
	run->strip = strip;
	run->text = before;
	/* A document's paragraphs end with line breaks; the last says nothing. */
	if (run->output != NULL && text.length > 0 && text.data[text.length - 1] == '\n')
		buf_truncate(&text, text.length - 1);
	const char *bytes = buf_text(&text);
	struct value value = value_text_n(bytes, text.length);
	value.safe = run->kind == DOCUMENT_HTML;
	return value;
}
