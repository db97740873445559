#include "template/function.h"
#include "template/inspector.h"

#include <string.h>

bool inspect_literal(const struct expr *expr, struct value_text *text)
{
	if (expr == NULL || expr->kind != EXPR_LITERAL || expr->literal.kind != VALUE_TEXT)
		return false;
	*text = expr->literal.text;
	return true;
}

struct asked *inspect_used(struct inspector *inspector, const struct expr *expr)
{
	struct asked *asked = inspect_value(inspector, expr);
	asked_use(asked);
	return asked;
}

void inspect_arguments(struct inspector *inspector, const struct arguments *arguments)
{
	if (arguments == NULL)
		return;
	for (size_t i = 0; i < arguments->count; i++)
		inspect_used(inspector, arguments->positional[i]);
	for (size_t i = 0; i < arguments->keyword_count; i++)
		inspect_used(inspector, arguments->keywords[i]);
	inspect_used(inspector, arguments->more);
	inspect_used(inspector, arguments->more_keywords);
}

void inspect_filters(struct inspector *inspector, const struct expr *expr)
{
	for (; expr != NULL; expr = expr->left)
		inspect_arguments(inspector, expr->arguments);
}

static struct asked *name_value(struct inspector *inspector, const struct expr *expr)
{
	const struct bound *bound = inspect_bound(inspector, expr->name);
	struct value function;
	if (bound != NULL)
		return bound->asked;
	if (function_global(inspector->arena, expr->name, &function))
		return NULL;
	return asked_key(
		&inspector->asking, inspector->root, expr->name, inspect_place(inspector, expr));
}

static bool is(struct value_text name, const char *word)
{
	return name.length == strlen(word) && memcmp(name.bytes, word, name.length) == 0;
}

/* loop.previtem and loop.nextitem; the rest of it is no data. */
static bool is_loop(const struct inspector *inspector, const struct expr *expr)
{
	const struct bound *bound;
	if (expr->kind != EXPR_NAME || !is(expr->name, "loop"))
		return false;
	bound = inspect_bound(inspector, expr->name);
	return bound != NULL;
}

static struct asked *attribute_value(struct inspector *inspector, const struct expr *expr)
{
	struct asked *of = inspect_value(inspector, expr->left);
	if (is_loop(inspector, expr->left))
		return of != NULL && (is(expr->name, "previtem") || is(expr->name, "nextitem"))
			       ? of->entries
			       : NULL;
	/* What groupby gives. */
	if (of != NULL && of->is_pair && (is(expr->name, "grouper") || is(expr->name, "list")))
		return of->pair[is(expr->name, "list")];
	return asked_key(&inspector->asking, of, expr->name, inspect_place(inspector, expr));
}

static struct asked *item_value(struct inspector *inspector, const struct expr *expr)
{
	struct asked *of = inspect_value(inspector, expr->left);
	struct value_text key;
	if (inspect_literal(expr->right, &key))
		return asked_key(&inspector->asking, of, key, inspect_place(inspector, expr));
	inspect_used(inspector, expr->right);
	if (expr->right->kind == EXPR_LITERAL || expr->right->kind == EXPR_NEGATE) {
		asked_is_list(of);
		if (of != NULL && of->is_pair && expr->right->kind == EXPR_LITERAL &&
			expr->right->literal.kind == VALUE_INT &&
			(uint64_t)expr->right->literal.integer < 2)
			return of->pair[expr->right->literal.integer];
	}
	asked_use(of);
	return asked_entries(&inspector->asking, of);
}

static struct asked *slice_value(struct inspector *inspector, const struct expr *expr)
{
	struct asked *of = inspect_used(inspector, expr->left);
	for (size_t i = 0; i < 3; i++)
		inspect_used(inspector, expr->items[i]);
	return of;
}

static struct asked *call_value(struct inspector *inspector, const struct expr *expr)
{
	const struct expr *callee = expr->left;
	if (callee->kind == EXPR_ATTRIBUTE)
		return inspect_method(inspector, expr);
	const struct bound *bound =
		callee->kind == EXPR_NAME ? inspect_bound(inspector, callee->name) : NULL;
	if (bound != NULL && bound->macro != NULL) {
		inspect_call(inspector, bound->macro, expr->arguments);
		return NULL;
	}
	if (is_loop(inspector, callee) && expr->arguments->count > 0)
		asked_is_list(inspect_value(inspector, expr->arguments->positional[0]));
	inspect_used(inspector, callee);
	inspect_arguments(inspector, expr->arguments);
	return NULL;
}

/* A value that is compared with a literal is probably of its kind. */
static void compare_with(struct asked *asked, const struct expr *expr, enum comparison comparison)
{
	if (expr->kind != EXPR_LITERAL || comparison == COMPARE_IN || comparison == COMPARE_NOT_IN)
		return;
	if (expr->literal.kind == VALUE_TEXT)
		asked_is(asked, ASKED_TEXT);
	else if (expr->literal.kind == VALUE_INT || expr->literal.kind == VALUE_FLOAT)
		asked_is(asked, ASKED_NUMBER);
}

static struct asked *compare_value(struct inspector *inspector, const struct expr *expr)
{
	const struct expr *left = expr->left;
	struct asked *asked = inspect_used(inspector, left);
	for (size_t i = 0; i < expr->count; i++) {
		struct asked *right = inspect_used(inspector, expr->items[i]);
		compare_with(asked, expr->items[i], expr->comparisons[i]);
		compare_with(right, left, expr->comparisons[i]);
		left = expr->items[i];
		asked = right;
	}
	return NULL;
}

static struct asked *binary_value(struct inspector *inspector, const struct expr *expr)
{
	struct asked *left = inspect_used(inspector, expr->left);
	struct asked *right = inspect_used(inspector, expr->right);
	/* + joins texts and lists too, * repeats them, % fills in a text. */
	if (strchr("-/fp", expr->op) != NULL) {
		asked_is(left, ASKED_NUMBER);
		asked_is(right, ASKED_NUMBER);
	}
	return NULL;
}

/* The side that is taken only if the other holds, or does not. */
static struct asked *logic_value(struct inspector *inspector, const struct expr *expr)
{
	struct asked *left = inspect_value(inspector, expr->left);
	size_t guarded = inspector->guarded_count;
	inspect_guard(inspector, expr->left, expr->kind == EXPR_AND);
	struct asked *right = inspect_value(inspector, expr->right);
	inspect_unguard(inspector, guarded);
	if (expr->kind == EXPR_AND)
		return right;
	return asked_either(&inspector->asking, asked_maybe(&inspector->asking, left), right);
}

static struct asked *choice_value(struct inspector *inspector, const struct expr *expr)
{
	size_t guarded = inspector->guarded_count;
	inspect_value(inspector, expr->condition);
	inspect_guard(inspector, expr->condition, true);
	/* Used here, where the test stands that may make it optional. */
	struct asked *left = inspect_used(inspector, expr->left);
	inspect_unguard(inspector, guarded);
	inspect_guard(inspector, expr->condition, false);
	struct asked *right = inspect_used(inspector, expr->right);
	inspect_unguard(inspector, guarded);
	return asked_either(&inspector->asking, asked_maybe(&inspector->asking, left),
		asked_maybe(&inspector->asking, right));
}

static void use_all(struct inspector *inspector, const struct expr *expr)
{
	for (size_t i = 0; i < expr->count; i++)
		inspect_used(inspector, expr->items[i]);
}

static struct asked *test_value(struct inspector *inspector, const struct expr *expr)
{
	struct asked *of = inspect_value(inspector, expr->left);
	inspect_arguments(inspector, expr->arguments);
	if (expr->filter == NULL || !(expr->filter->flags & FILTER_TAKES_UNDEFINED))
		asked_use(of);
	return NULL;
}

struct asked *inspect_value(struct inspector *inspector, const struct expr *expr)
{
	if (expr == NULL)
		return NULL;
	switch (expr->kind) {
	case EXPR_LITERAL:
		return NULL;
	case EXPR_NAME:
		return name_value(inspector, expr);
	case EXPR_LIST:
	case EXPR_TUPLE:
	case EXPR_MAP:
	case EXPR_CONCAT:
		use_all(inspector, expr);
		return NULL;
	case EXPR_ATTRIBUTE:
		return attribute_value(inspector, expr);
	case EXPR_ITEM:
		return item_value(inspector, expr);
	case EXPR_SLICE:
		return slice_value(inspector, expr);
	case EXPR_CALL:
		return call_value(inspector, expr);
	case EXPR_FILTER:
		return inspect_filter(inspector, expr);
	case EXPR_TEST:
		return test_value(inspector, expr);
	case EXPR_NOT:
		inspect_value(inspector, expr->left);
		return NULL;
	case EXPR_NEGATE:
	case EXPR_PLUS:
		asked_is(inspect_used(inspector, expr->left), ASKED_NUMBER);
		return NULL;
	case EXPR_AND:
	case EXPR_OR:
		return logic_value(inspector, expr);
	case EXPR_COMPARE:
		return compare_value(inspector, expr);
	case EXPR_BINARY:
		return binary_value(inspector, expr);
	case EXPR_IF:
		return choice_value(inspector, expr);
	}
	return NULL;
}
