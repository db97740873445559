#ifndef REFERENT_TEMPLATE_INSPECTOR_H
#define REFERENT_TEMPLATE_INSPECTOR_H

#include "template/asked.h"
#include "template/program.h"
#include "template/scope.h"

/*
 * Goes through a compiled template as running does, with what the data would have to be in place of
 * values: each statement once, each macro once.
 */

/* A macro, as far as what it asks of its arguments matters. */
struct macro_asked {
	const struct node *node;
	struct scope *scope;       /* where it was defined */
	struct asked **parameters; /* what its body asks of each */
	bool done, open;           /* gone through; being gone through */
};

/* What a name of the template's own stands for; neither is set where it is nothing of the data. */
struct bound {
	struct asked *asked;
	struct macro_asked *macro;
};

struct inspector {
	struct arena *arena;
	struct asking asking;
	struct asked *root;
	/* Names map to 1 + their position in bound; 0 is nothing of the data. */
	struct scope *scope;
	struct bound *bound;
	size_t bound_count, bound_capacity;
	/* The values that the tests around the place at hand say are there. */
	struct asked **guarded;
	size_t guarded_count, guarded_capacity;
	/* Of a text template: where the latest name stands, and the lines before it. */
	uint32_t offset;
	unsigned line;
	unsigned branches; /* of ifs around the place at hand */
	bool exact;        /* places are wanted to the column */
};

/* inspect_value.c: what of the data an expression gives, NULL for anything else. */
struct asked *inspect_value(struct inspector *inspector, const struct expr *expr);
/* Likewise of one that is printed, looped over or computed with. */
struct asked *inspect_used(struct inspector *inspector, const struct expr *expr);
/* All that a filter or block's filters are given but the value itself. */
void inspect_filters(struct inspector *inspector, const struct expr *expr);
void inspect_arguments(struct inspector *inspector, const struct arguments *arguments);

/* inspect_test.c: notes what is there if a condition holds (or does not); inspect_unguard() takes
 * back all but the first `count`, the guarded_count from before. */
void inspect_guard(struct inspector *inspector, const struct expr *condition, bool holds);
void inspect_unguard(struct inspector *inspector, size_t count);

/* inspect_filter.c: what a filter gives of what it takes; its own arguments included. */
struct asked *inspect_filter(struct inspector *inspector, const struct expr *expr);
/* A method of a value, expr being the call. */
struct asked *inspect_method(struct inspector *inspector, const struct expr *expr);
/* True for the name of a literal, its text in *text. */
bool inspect_literal(const struct expr *expr, struct value_text *text);

/* inspect_macro.c: a call of a macro, whose parameters are what it is given. */
void inspect_call(
	struct inspector *inspector, struct macro_asked *macro, const struct arguments *arguments);
/* Goes through a macro's body. */
void inspect_macro(struct inspector *inspector, struct macro_asked *macro);

/* inspect.c */
void inspect_block(struct inspector *inspector, const struct block *block);
void inspect_assign(struct inspector *inspector, const struct target *target, struct asked *value);
void inspect_bind(struct inspector *inspector, struct value_text name, struct asked *asked,
	struct macro_asked *macro);
/* What a name of the template's own is bound to; NULL where it has none of that name. */
const struct bound *inspect_bound(const struct inspector *inspector, struct value_text name);
struct place inspect_place(struct inspector *inspector, const struct expr *expr);

#endif
