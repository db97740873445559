#include "template/inspect.h"

#include "template/document_template.h"
#include "template/function.h"
#include "template/inspector.h"

#include <string.h>

static unsigned count_lines(const char *text, size_t from, size_t to)
{
	unsigned count = 0;
	const char *end = text + to;
	for (const char *at = text + from; (at = memchr(at, '\n', (size_t)(end - at))) != NULL;
		at++)
		count++;
	return count;
}

struct place inspect_place(struct inspector *inspector, const struct expr *expr)
{
	if (inspector->exact)
		return source_place(inspector->arena, expr->source, expr->offset);
	/* Without the text around it: nobody needs a caret here. */
	if (expr->source->locate == NULL)
		return expr->source->place;
	/* Names mostly come in the order of the text, so counting on from the last one is cheap. */
	const char *text = expr->source->text;
	if (expr->offset >= inspector->offset)
		inspector->line += count_lines(text, inspector->offset, expr->offset);
	else
		inspector->line -= count_lines(text, expr->offset, inspector->offset);
	inspector->offset = expr->offset;
	return (struct place){.line = inspector->line + 1};
}

void inspect_bind(struct inspector *inspector, struct value_text name, struct asked *asked,
	struct macro_asked *macro)
{
	int64_t at = 0;
	if (asked != NULL || macro != NULL) {
		inspector->bound =
			arena_grow(inspector->arena, inspector->bound, inspector->bound_count,
				&inspector->bound_capacity, sizeof *inspector->bound);
		inspector->bound[inspector->bound_count++] = (struct bound){asked, macro};
		at = (int64_t)inspector->bound_count;
	}
	scope_set(inspector->arena, inspector->scope, name, value_int(at));
}

const struct bound *inspect_bound(const struct inspector *inspector, struct value_text name)
{
	static const struct bound nothing;
	struct value at;
	if (!scope_get(inspector->scope, name, &at))
		return NULL;
	return at.integer > 0 ? &inspector->bound[at.integer - 1] : &nothing;
}

static void bind_word(struct inspector *inspector, const char *word, struct asked *asked)
{
	inspect_bind(inspector, (struct value_text){word, strlen(word)}, asked, NULL);
}

void inspect_assign(struct inspector *inspector, const struct target *target, struct asked *value)
{
	bool pair = value != NULL && value->is_pair && target->count == 2;
	for (size_t i = 0; i < target->count; i++)
		inspect_assign(inspector, &target->items[i],
			pair            ? value->pair[i]
			: value != NULL ? asked_entries(&inspector->asking, value)
					: NULL);
	if (target->items != NULL || target->attribute.bytes != NULL)
		return;
	/* In a branch the tests around it count, and the name may keep what it stood for before. */
	if (inspector->branches > 0) {
		const struct bound *before = inspect_bound(inspector, target->name);
		asked_use(value);
		value = asked_either(&inspector->asking, before != NULL ? before->asked : NULL,
			asked_maybe(&inspector->asking, value));
	}
	inspect_bind(inspector, target->name, value, NULL);
}

static struct scope *enter(struct inspector *inspector)
{
	struct scope *outer = inspector->scope;
	inspector->scope = scope_create(inspector->arena, outer);
	return outer;
}

static void inspect_if(struct inspector *inspector, const struct node *node)
{
	size_t guarded = inspector->guarded_count;
	inspector->branches++;
	for (const struct branch *branch = node->branches; branch != NULL; branch = branch->next) {
		const struct expr *condition =
			branch->statement != NULL ? branch->statement->expr : NULL;
		inspect_value(inspector, condition);
		size_t before = inspector->guarded_count;
		inspect_guard(inspector, condition, true);
		inspect_block(inspector, &branch->body);
		inspect_unguard(inspector, before);
		inspect_guard(inspector, condition, false);
	}
	inspector->branches--;
	inspect_unguard(inspector, guarded);
}

/* What `loop` gives of the data: the entries on both sides. */
static struct asked *loop_object(struct inspector *inspector, struct asked *entries)
{
	struct asked *loop = asked_create(&inspector->asking, (struct place){0});
	loop->entries = entries;
	return loop;
}

static void inspect_for(struct inspector *inspector, const struct node *node)
{
	const struct statement *statement = node->statement;
	struct asked *list = inspect_used(inspector, statement->expr);
	size_t guarded = inspector->guarded_count;
	unsigned branches = inspector->branches;
	if (list != NULL && !list->mapping)
		asked_is_list(list);
	struct asked *entries = asked_entries(&inspector->asking, list);
	struct scope *outer = enter(inspector);
	inspector->branches = 0;
	inspect_assign(inspector, statement->target, entries);
	inspect_value(inspector, statement->condition);
	inspect_guard(inspector, statement->condition, true);
	bind_word(inspector, "loop", loop_object(inspector, entries));
	inspect_block(inspector, &node->body);
	inspect_unguard(inspector, guarded);
	inspector->scope = scope_create(inspector->arena, outer);
	inspect_block(inspector, &node->otherwise);
	inspector->branches = branches;
	inspector->scope = outer;
}

static void inspect_with(struct inspector *inspector, const struct node *node)
{
	const struct statement *statement = node->statement;
	struct scope *outer = inspector->scope;
	struct scope *inner = scope_create(inspector->arena, outer);
	unsigned branches = inspector->branches;
	inspector->branches = 0;
	for (size_t i = 0; i < statement->target_count; i++) {
		struct asked *value = inspect_value(inspector, statement->values[i]);
		inspector->scope = inner;
		inspect_assign(inspector, &statement->targets[i], value);
		inspector->scope = outer;
	}
	inspector->scope = inner;
	inspect_block(inspector, &node->body);
	inspector->branches = branches;
	inspector->scope = outer;
}

static void inspect_captured(struct inspector *inspector, const struct node *node)
{
	struct scope *outer = enter(inspector);
	unsigned branches = inspector->branches;
	inspector->branches = 0;
	inspect_block(inspector, &node->body);
	inspector->branches = branches;
	inspector->scope = outer;
	inspect_filters(inspector, node->statement->expr);
}

static void define_macro(struct inspector *inspector, const struct node *node)
{
	struct macro_asked *macro = arena_alloc(inspector->arena, sizeof *macro);
	macro->node = node;
	macro->scope = inspector->scope;
	inspect_bind(inspector, node->statement->name, NULL, macro);
}

/* {% call %}: the macro is given a body of its own. */
static void inspect_call_block(struct inspector *inspector, const struct node *node)
{
	const struct parameters *parameters = node->statement->parameters;
	inspect_used(inspector, node->statement->expr);
	struct scope *outer = enter(inspector);
	for (size_t i = 0; parameters != NULL && i < parameters->count; i++) {
		inspect_value(inspector, parameters->defaults[i]);
		inspect_bind(inspector, parameters->names[i], NULL, NULL);
	}
	inspect_block(inspector, &node->body);
	inspector->scope = outer;
}

static void inspect_print_node(struct inspector *inspector, const struct statement *statement)
{
	inspect_used(inspector, statement->expr);
	for (size_t i = 0; i < statement->print_count; i++)
		inspect_used(inspector, statement->prints[i]);
}

static void inspect_node(struct inspector *inspector, const struct node *node)
{
	switch (node->kind) {
	case NODE_PRINT:
		inspect_print_node(inspector, node->statement);
		break;
	case NODE_IF:
		inspect_if(inspector, node);
		break;
	case NODE_FOR:
		inspect_for(inspector, node);
		break;
	case NODE_SET:
		inspect_assign(inspector, node->statement->target,
			inspect_value(inspector, node->statement->expr));
		break;
	case NODE_SET_BLOCK:
		inspect_captured(inspector, node);
		inspect_assign(inspector, node->statement->target, NULL);
		break;
	case NODE_WITH:
		inspect_with(inspector, node);
		break;
	case NODE_MACRO:
		define_macro(inspector, node);
		break;
	case NODE_CALL:
		inspect_call_block(inspector, node);
		break;
	case NODE_FILTER:
		inspect_captured(inspector, node);
		break;
	case NODE_CELL:
		for (size_t i = 0; i < node->cell_count; i++)
			inspect_used(inspector, node->cell[i]->expr);
		inspect_block(inspector, &node->body);
		break;
	case NODE_BLOCK:
		inspect_block(inspector, &node->body);
		break;
	case NODE_TEXT:
	case NODE_PIECE:
	case NODE_AROUND_BEGIN:
	case NODE_AROUND_END:
		break;
	}
}

void inspect_block(struct inspector *inspector, const struct block *block)
{
	for (const struct node *node = block->first; node != NULL; node = node->next)
		inspect_node(inspector, node);
}

/* Each part begins without names of its own, as when it runs. Macros that nobody calls are gone
 * through at its end. */
static void inspect_program(struct inspector *inspector, const struct block *program)
{
	size_t before = inspector->bound_count;
	inspector->scope = scope_create(inspector->arena, NULL);
	inspect_block(inspector, program);
	for (size_t i = before; i < inspector->bound_count; i++) {
		struct macro_asked *macro = inspector->bound[i].macro;
		if (macro != NULL)
			inspect_macro(inspector, macro);
	}
}

const struct asked *template_inspect(struct arena *arena, const struct template *template)
{
	struct inspector inspector = {.arena = arena, .asking = {.arena = arena}};
	inspector.root = asked_create(&inspector.asking, (struct place){0});
	if (template->text != NULL)
		inspect_program(&inspector, text_file_program(template->text));
	for (size_t i = 0; i < template->part_count; i++)
		inspect_program(&inspector, &template->parts[i].program);
	return inspector.root;
}

const struct asked *text_template_inspect(struct arena *arena, const struct text_template *template)
{
	struct inspector inspector = {.arena = arena, .asking = {.arena = arena}, .exact = true};
	inspector.root = asked_create(&inspector.asking, (struct place){0});
	inspect_program(&inspector, text_template_program(template));
	return inspector.root;
}
