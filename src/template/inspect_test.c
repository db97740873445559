#include "template/inspector.h"

#include <string.h>

static void guard(struct inspector *inspector, struct asked *asked)
{
	if (asked == NULL)
		return;
	if (asked->either != NULL) {
		guard(inspector, asked->either);
		guard(inspector, asked->other);
		return;
	}
	/* What has a key that is there is there itself. */
	for (; asked != NULL; asked = asked->parent) {
		inspector->guarded =
			arena_grow(inspector->arena, inspector->guarded, inspector->guarded_count,
				&inspector->guarded_capacity, sizeof(struct asked *));
		inspector->guarded[inspector->guarded_count++] = asked;
		asked->guards++;
	}
}

void inspect_unguard(struct inspector *inspector, size_t count)
{
	while (inspector->guarded_count > count)
		inspector->guarded[--inspector->guarded_count]->guards--;
}

static bool is_named(const struct expr *expr, const char *name)
{
	return expr->name.length == strlen(name) &&
	       memcmp(expr->name.bytes, name, expr->name.length) == 0;
}

static void guard_value(struct inspector *inspector, const struct expr *expr)
{
	struct value_text key;
	bool path = expr->kind == EXPR_NAME || expr->kind == EXPR_ATTRIBUTE ||
		    (expr->kind == EXPR_ITEM && inspect_literal(expr->right, &key));
	if (path)
		guard(inspector, inspect_value(inspector, expr));
	/* What a filter finds something in is there; `default` makes up for what is not. */
	else if (expr->kind == EXPR_FILTER && expr->left != NULL &&
		 !(expr->filter->flags & FILTER_TAKES_UNDEFINED))
		guard_value(inspector, expr->left);
}

static void guard_test(struct inspector *inspector, const struct expr *test, bool holds)
{
	bool missing = is_named(test, "undefined") || is_named(test, "none");
	bool asks = missing || is_named(test, "defined");
	if (holds != missing || !asks)
		guard_value(inspector, test->left);
}

void inspect_guard(struct inspector *inspector, const struct expr *condition, bool holds)
{
	if (condition == NULL)
		return;
	switch (condition->kind) {
	case EXPR_NOT:
		inspect_guard(inspector, condition->left, !holds);
		break;
	case EXPR_AND:
	case EXPR_OR:
		/* Only one way of the two says something of both sides. */
		if (holds == (condition->kind == EXPR_AND)) {
			inspect_guard(inspector, condition->left, holds);
			inspect_guard(inspector, condition->right, holds);
		}
		break;
	case EXPR_TEST:
		guard_test(inspector, condition, holds);
		break;
	default:
		if (holds)
			guard_value(inspector, condition);
		break;
	}
}
