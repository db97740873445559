#include "template/run.h"

#include "base/i18n.h"

#include <string.h>

static void assign_items(struct run *run, const struct target *target, struct value value)
{
	for (size_t i = 0; value_is_failed(value) && i < target->count; i++)
		assign(run, &target->items[i], value);
	if (value_is_failed(value))
		return;
	const struct value_list *items = value_items(run->arena, value);
	if (items == NULL) {
		struct place place = run_place(run, target->source, target->offset);
		report_error(run->report, &place, "bad-value",
			tr("%s cannot be taken apart into several names"),
			value_kind_name(value.kind));
		return;
	}
	if (items->count != target->count) {
		struct place place = run_place(run, target->source, target->offset);
		report_error(run->report, &place, "bad-value",
			tr("%zu values cannot be given to %zu names"), items->count, target->count);
		return;
	}
	for (size_t i = 0; i < target->count; i++)
		assign(run, &target->items[i], items->items[i]);
}

static void assign_attribute(struct run *run, const struct target *target, struct value value)
{
	struct value space;
	if (scope_get(run->scope, target->name, &space) && space.kind == VALUE_FUNCTION &&
		space.function->kind == FUNCTION_NAMESPACE) {
		value_map_set_n(run->arena, space.function->map, target->attribute.bytes,
			target->attribute.length, value);
		return;
	}
	struct place place = run_place(run, target->source, target->offset);
	report_error(run->report, &place, "bad-value",
		tr("'%.*s' is no namespace; only a namespace() can be changed so"),
		(int)target->name.length, target->name.bytes);
}

void assign(struct run *run, const struct target *target, struct value value)
{
	if (target->items != NULL)
		assign_items(run, target, value);
	else if (target->attribute.bytes != NULL)
		assign_attribute(run, target, value);
	else
		scope_set(run->arena, run->scope, target->name, value);
}

/* The items that the loop's own `if` lets through. */
static const struct value_list *select_items(
	struct run *run, const struct statement *statement, const struct value_list *items)
{
	struct value_list *chosen = value_list_create(run->arena);
	struct scope *outer = run->scope;
	run->scope = scope_enter(run->arena, &run->scopes, outer);
	for (size_t i = 0; i < items->count && !run->stopped; i++) {
		run->scope = scope_renew(run->arena, run->scope);
		assign(run, statement->target, items->items[i]);
		if (run_truth(run, statement->condition, eval(run, statement->condition)))
			value_list_push(run->arena, chosen, items->items[i]);
	}
	scope_leave(&run->scopes, run->scope);
	run->scope = outer;
	return chosen;
}

static bool count_round(struct run *run, const struct statement *statement)
{
	if (++run->rounds > TEMPLATE_MAX_ROUNDS && !run->stopped) {
		struct place place = run_place(run, statement->source, statement->offset);
		run_stop(run, &place, tr("the template's loops go round too often"));
	}
	return !run->stopped;
}

void run_loop(
	struct run *run, const struct node *node, const struct value_list *items, unsigned level)
{
	static const struct value_text name = {"loop", 4};
	struct scope *outer = run->scope;
	struct loop *around = run->loop;
	const struct statement *statement = node->statement;
	if (statement->condition != NULL)
		items = select_items(run, statement, items);
	struct loop *loop = arena_alloc(run->arena, sizeof *loop);
	loop->node = node;
	loop->items = items;
	loop->level = level;
	loop->scope = outer;
	if (statement->recursive)
		scope_capture(outer);
	loop->self = (struct value_function){.kind = FUNCTION_LOOP, .name = name, .loop = loop};
	struct value self = {.kind = VALUE_FUNCTION, .function = &loop->self};
	run->scope = scope_enter(run->arena, &run->scopes, outer);
	for (; loop->at < items->count; loop->at++) {
		run->loop = loop;
		if (!count_round(run, statement))
			break;
		run->scope = scope_renew(run->arena, run->scope);
		scope_set(run->arena, run->scope, name, self);
		assign(run, statement->target, items->items[loop->at]);
		run_block(run, &node->body);
	}
	run->loop = around;
	run->scope = scope_renew(run->arena, run->scope);
	if (items->count == 0)
		run_block(run, &node->otherwise);
	scope_leave(&run->scopes, run->scope);
	run->scope = outer;
}

static void run_for(struct run *run, const struct node *node)
{
	const struct expr *expr = node->statement->expr;
	struct value value = eval(run, expr);
	if (!run_usable(run, expr, value, false))
		return;
	const struct value_list *items = value_items(run->arena, value);
	if (items == NULL) {
		run_error(run, expr, "bad-value", tr("%s cannot be looped over; it is no list"),
			value_kind_name(value.kind));
		return;
	}
	run_loop(run, node, items, 0);
}

static void run_if(struct run *run, const struct node *node)
{
	for (const struct branch *branch = node->branches; branch != NULL; branch = branch->next) {
		const struct expr *condition =
			branch->statement != NULL ? branch->statement->expr : NULL;
		struct value value = condition != NULL ? eval(run, condition) : value_bool(true);
		if (value_is_failed(value))
			return;
		if (run_truth(run, condition, value)) {
			run_block(run, &branch->body);
			return;
		}
	}
}

static void print(struct run *run, const struct node *node, const struct expr *expr)
{
	bool streamed;
	struct value value = eval_printed(run, expr, node, &streamed);
	if (!streamed && run_usable(run, expr, value, false))
		emit_value(run, node, value);
}

static void print_all(struct run *run, const struct node *node)
{
	for (size_t i = 0; i < node->statement->print_count; i++)
		print(run, node, node->statement->prints[i]);
}

/* Several values at one mark of a document are one text. */
static void print_together(struct run *run, const struct node *node)
{
	struct buf text;
	buf_init(&text, run->arena);
	run->text = &text;
	print_all(run, node);
	run->text = NULL;
	const char *bytes = buf_text(&text);
	emit_value(run, node, value_text_n(bytes, text.length));
}

/* A value that stands for its whole paragraph ends as that does in what is captured. */
static void end_paragraph(struct run *run, const struct node *node)
{
	struct buf *text = run->text;
	if (text == NULL || run->output == NULL || node->piece == NULL || !node->piece->alone)
		return;
	if (text->length > 0 && text->data[text->length - 1] != '\n')
		buf_putc(text, '\n');
}

static void run_print(struct run *run, const struct node *node)
{
	const struct statement *statement = node->statement;
	struct value_text text = statement->text;
	if (statement->kind == STATEMENT_LITERAL && run->text != NULL)
		buf_append(run->text, text.bytes, text.length);
	else if (statement->kind == STATEMENT_LITERAL)
		emit_value(run, node, value_text_n(text.bytes, text.length));
	else if (statement->expr != NULL)
		print(run, node, statement->expr);
	else if (statement->print_count > 1 && run->text == NULL)
		print_together(run, node);
	else
		print_all(run, node);
	end_paragraph(run, node);
}

static void run_set(struct run *run, const struct node *node)
{
	/* Also a value that failed: what is done with the name later is then no second fault. */
	assign(run, node->statement->target, eval(run, node->statement->expr));
}

/* A chain of filters whose innermost takes the value. */
static struct value filtered(struct run *run, const struct expr *expr, struct value value)
{
	if (expr == NULL)
		return value;
	if (expr->left != NULL)
		value = filtered(run, expr->left, value);
	return apply_filter(run, expr, value);
}

static struct value captured_inside(struct run *run, const struct node *node)
{
	struct scope *outer = run->scope;
	run->scope = scope_create(run->arena, outer);
	struct value value = run_captured(run, &node->body);
	run->scope = outer;
	value = filtered(run, node->statement->expr, value);
	value.safe = value.kind == VALUE_TEXT && run->kind == DOCUMENT_HTML;
	return value;
}

static void run_with(struct run *run, const struct node *node)
{
	const struct statement *statement = node->statement;
	struct scope *outer = run->scope;
	struct scope *inner = scope_create(run->arena, outer);
	for (size_t i = 0; i < statement->target_count; i++) {
		struct value value = eval(run, statement->values[i]);
		run->scope = inner;
		assign(run, &statement->targets[i], value);
		run->scope = outer;
	}
	run->scope = inner;
	run_block(run, &node->body);
	run->scope = outer;
}

static struct value make_macro(struct run *run, const struct node *node, struct value_text name)
{
	struct value_function *function = arena_alloc(run->arena, sizeof *function);
	scope_capture(run->scope);
	function->kind = FUNCTION_MACRO;
	function->name = name;
	function->macro = (struct macro){node, node->statement->parameters, run->scope};
	return (struct value){.kind = VALUE_FUNCTION, .function = function};
}

static void run_call(struct run *run, const struct node *node)
{
	static const struct value_text name = {"caller", 6};
	struct value function;
	struct call call;
	if (!eval_call_parts(run, node->statement->expr, &call, &function))
		return;
	struct value_map *keywords = value_map_create(run->arena);
	for (size_t i = 0; call.keywords != NULL && i < call.keywords->count; i++)
		value_map_set_n(run->arena, keywords, call.keywords->keys[i].bytes,
			call.keywords->keys[i].length, call.keywords->values[i]);
	value_map_set_n(run->arena, keywords, name.bytes, name.length, make_macro(run, node, name));
	call.keywords = keywords;
	if (function.kind == VALUE_FUNCTION && function.function->kind == FUNCTION_MACRO &&
		eval_may_stream(run, function, node)) {
		macro_call(&call, function.function, true);
		return;
	}
	struct value value = function_call(&call, function);
	if (!value_is_failed(value))
		emit_value(run, node, value);
}

static void run_node(struct run *run, const struct node *node)
{
	struct value value;
	switch (node->kind) {
	case NODE_TEXT:
		buf_append(run->text, node->text.bytes, node->text.length);
		break;
	case NODE_PIECE:
		emit_piece(run, node->piece);
		break;
	case NODE_PRINT:
		run_print(run, node);
		break;
	case NODE_IF:
		run_if(run, node);
		break;
	case NODE_FOR:
		run_for(run, node);
		break;
	case NODE_SET:
		run_set(run, node);
		break;
	case NODE_SET_BLOCK:
		assign(run, node->statement->target, captured_inside(run, node));
		break;
	case NODE_WITH:
		run_with(run, node);
		break;
	case NODE_MACRO:
		scope_set(run->arena, run->scope, node->statement->name,
			make_macro(run, node, node->statement->name));
		break;
	case NODE_CALL:
		run_call(run, node);
		break;
	case NODE_FILTER:
		value = captured_inside(run, node);
		if (!value_is_failed(value))
			emit_value(run, node, value);
		break;
	case NODE_BLOCK:
		run_block(run, &node->body);
		break;
	case NODE_CELL:
		run_cell(run, node);
		break;
	case NODE_AROUND_BEGIN:
		emit_around_begin(run, node);
		break;
	case NODE_AROUND_END:
		emit_around_end(run);
		break;
	}
}

static bool is_full(const struct run *run)
{
	if (run->text != NULL && run->text->length > TEMPLATE_MAX_OUTPUT)
		return true;
	return run->output != NULL && output_full(run->output);
}

void run_block(struct run *run, const struct block *block)
{
	run->depth++;
	for (const struct node *node = block->first; node != NULL && !run->stopped;
		node = node->next) {
		run_node(run, node);
		if (node->kind == NODE_PRINT && is_full(run)) {
			struct place place =
				run_place(run, node->statement->source, node->statement->offset);
			run_stop(run, &place, tr("the template makes too large a document"));
		}
	}
	run->depth--;
}
