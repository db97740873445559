#include "template/run.h"

#include "base/i18n.h"

#include <string.h>

static struct value eval_name(struct run *run, const struct expr *expr)
{
	struct value value;
	if (scope_get(run->scope, expr->name, &value))
		return value;
	value = value_map_get(run->globals, expr->name.bytes, expr->name.length);
	if (value.kind == VALUE_UNDEFINED)
		function_global(run->arena, expr->name, &value);
	return value;
}

static struct value eval_list(struct run *run, const struct expr *expr)
{
	struct value_list *list = value_list_create(run->arena);
	bool failed = false;
	list->tuple = expr->kind == EXPR_TUPLE;
	for (size_t i = 0; i < expr->count; i++) {
		struct value item = eval(run, expr->items[i]);
		failed = !run_usable(run, expr->items[i], item, false) || failed;
		value_list_push(run->arena, list, item);
	}
	return failed ? value_failed() : value_list(list);
}

static struct value eval_map(struct run *run, const struct expr *expr)
{
	struct value_map *map = value_map_create(run->arena);
	for (size_t i = 0; i + 1 < expr->count; i += 2) {
		struct value key = eval(run, expr->items[i]);
		struct value value = eval(run, expr->items[i + 1]);
		if (!run_usable(run, expr->items[i], key, true) || value_is_failed(value))
			return value_failed();
		struct value_text name = value_print(run->arena, key);
		value_map_set_n(run->arena, map, name.bytes, name.length, value);
	}
	return value_map(map);
}

static struct value eval_concat(struct run *run, const struct expr *expr)
{
	struct buf out;
	bool failed = false;
	buf_init(&out, run->arena);
	for (size_t i = 0; i < expr->count; i++) {
		struct value item = eval(run, expr->items[i]);
		if (run_usable(run, expr->items[i], item, false))
			value_append(&out, item);
		else
			failed = true;
	}
	if (failed)
		return value_failed();
	const char *text = buf_text(&out);
	return value_text_n(text, out.length);
}

static struct value eval_compare(struct run *run, const struct expr *expr)
{
	bool holds = true;
	struct value left = eval(run, expr->left);
	for (size_t i = 0; i < expr->count && holds; i++) {
		struct value right = eval(run, expr->items[i]);
		if (value_is_failed(left) || value_is_failed(right) ||
			!run_charge(run, expr, left) || !run_charge(run, expr, right) ||
			!compare(run, expr, expr->comparisons[i], left, right, &holds))
			return value_failed();
		left = right;
	}
	return value_bool(holds);
}

static struct value eval_sign(struct run *run, const struct expr *expr)
{
	struct value value = eval(run, expr->left);
	double real;
	int64_t integer;
	bool negate = expr->kind == EXPR_NEGATE;
	if (!run_usable(run, expr->left, value, true))
		return value_failed();
	if (value_is_integer(value, &integer) && !(negate && integer == INT64_MIN))
		return value_int(negate ? -integer : integer);
	if (value_is_number(value, &real))
		return value_float(negate ? -real : real);
	return run_error(run, expr, "bad-value", tr("%s cannot have a sign; only a number can"),
		value_kind_name(value.kind));
}

static struct value eval_logic(struct run *run, const struct expr *expr)
{
	struct value left = eval(run, expr->left);
	if (value_is_failed(left) || run_truth(run, expr->left, left) == (expr->kind == EXPR_OR))
		return left;
	return eval(run, expr->right);
}

static struct value eval_choice(struct run *run, const struct expr *expr)
{
	struct value condition = eval(run, expr->condition);
	if (value_is_failed(condition))
		return condition;
	if (run_truth(run, expr->condition, condition))
		return eval(run, expr->left);
	/* Without else: undefined, but nobody's fault, so it has no name to complain about. */
	return expr->right ? eval(run, expr->right) : value_undefined("", 0);
}

static struct value eval_callee(struct run *run, const struct expr *expr)
{
	if (expr->kind != EXPR_ATTRIBUTE)
		return eval(run, expr);
	struct value value = eval(run, expr->left);
	if (!run_charge(run, expr, value))
		return value_failed();
	return attribute_of(run, expr, value, expr->name, true);
}

bool eval_may_stream(const struct run *run, struct value function, const struct node *node)
{
	if (function.kind != VALUE_FUNCTION || (function.function->kind != FUNCTION_MACRO &&
						       function.function->kind != FUNCTION_LOOP))
		return false;
	if (run->text != NULL)
		return true;
	if (node->piece->plain)
		return false;
	/* In a document what it writes must fit where the tag stood: whole paragraphs in place of
	 * one, a line's text where the tag has split its run. Rows and cells fit nowhere. */
	const struct node *body = function.function->kind == FUNCTION_MACRO
					  ? function.function->macro.node
					  : function.function->loop->node;
	if (body->lift == LIFT_CELL || body->lift == LIFT_ROW)
		return false;
	if (node->piece->alone || node->lift >= LIFT_PARAGRAPH)
		return body->lift >= LIFT_PARAGRAPH;
	return body->lift < LIFT_PARAGRAPH && node->lift != LIFT_TEXT;
}

bool eval_call_parts(
	struct run *run, const struct expr *expr, struct call *call, struct value *function)
{
	*call = (struct call){.run = run, .where = expr};
	*function = eval_callee(run, expr->left);
	return run_usable(run, expr->left, *function, true) &&
	       eval_arguments(run, expr->arguments, call);
}

static struct value eval_call(
	struct run *run, const struct expr *expr, const struct node *node, bool *streamed)
{
	struct value function;
	struct call call;
	*streamed = false;
	if (!eval_call_parts(run, expr, &call, &function))
		return value_failed();
	if (node == NULL || !eval_may_stream(run, function, node))
		return function_call(&call, function);
	*streamed = true;
	bool written = run->text == NULL; /* to a document */
	const struct piece *outer = written ? output_call_begin(run->output, node->piece) : NULL;
	struct value value = function.function->kind == FUNCTION_MACRO
				     ? macro_call(&call, function.function, true)
				     : loop_call(&call, function.function->loop, true);
	if (written)
		output_call_end(run->output, outer);
	return value;
}

struct value eval_printed(
	struct run *run, const struct expr *expr, const struct node *node, bool *streamed)
{
	*streamed = false;
	if (expr->kind != EXPR_CALL)
		return eval(run, expr);
	struct value value = value_failed();
	if (run_enter(run, expr))
		value = eval_call(run, expr, node, streamed);
	run_leave(run);
	return value;
}

static struct value eval_test(struct run *run, const struct expr *expr)
{
	struct value value = apply_filter(run, expr, eval(run, expr->left));
	return value_is_failed(value) ? value : value_bool(value_truth(value));
}

static struct value eval_not(struct run *run, const struct expr *expr)
{
	struct value value = eval(run, expr->left);
	return value_is_failed(value) ? value : value_bool(!run_truth(run, expr->left, value));
}

static struct value eval_item(struct run *run, const struct expr *expr)
{
	struct value value = eval(run, expr->left);
	return item_of(run, expr, value, eval(run, expr->right));
}

static struct value eval_binary(struct run *run, const struct expr *expr)
{
	struct value left = eval(run, expr->left);
	struct value right = eval(run, expr->right);
	bool usable = run_usable(run, expr->left, left, true);
	if (!run_usable(run, expr->right, right, true) || !usable)
		return value_failed();
	return operate(run, expr, value_plain(run->arena, left), value_plain(run->arena, right));
}

static struct value eval_deeper(struct run *run, const struct expr *expr)
{
	bool streamed;
	switch (expr->kind) {
	case EXPR_LITERAL:
		return expr->literal;
	case EXPR_NAME:
		return eval_name(run, expr);
	case EXPR_LIST:
	case EXPR_TUPLE:
		return eval_list(run, expr);
	case EXPR_MAP:
		return eval_map(run, expr);
	case EXPR_ATTRIBUTE:
		return attribute_of(run, expr, eval(run, expr->left), expr->name, false);
	case EXPR_ITEM:
		return eval_item(run, expr);
	case EXPR_SLICE:
		return slice_of(run, expr);
	case EXPR_CALL:
		return eval_call(run, expr, NULL, &streamed);
	case EXPR_FILTER:
		return apply_filter(run, expr, eval(run, expr->left));
	case EXPR_TEST:
		return eval_test(run, expr);
	case EXPR_NOT:
		return eval_not(run, expr);
	case EXPR_NEGATE:
	case EXPR_PLUS:
		return eval_sign(run, expr);
	case EXPR_AND:
	case EXPR_OR:
		return eval_logic(run, expr);
	case EXPR_CONCAT:
		return eval_concat(run, expr);
	case EXPR_COMPARE:
		return eval_compare(run, expr);
	case EXPR_BINARY:
		return eval_binary(run, expr);
	case EXPR_IF:
		return eval_choice(run, expr);
	}
	return value_failed();
}

struct value eval(struct run *run, const struct expr *expr)
{
	struct value value = value_failed();
	if (run_enter(run, expr))
		value = eval_deeper(run, expr);
	run_leave(run);
	return value;
}
