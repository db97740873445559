#ifndef REFERENT_TEMPLATE_SCOPE_H
#define REFERENT_TEMPLATE_SCOPE_H

#include "template/value.h"

#include <stdbool.h>
#include <stddef.h>

/* The names that a stretch of a template has set, inside those of what is around it. */

struct scope {
	struct scope *outer;
	struct value_map names;
	bool captured; /* a macro or a recursive loop keeps it: it must not be used again */
};

/* Scopes that were left, to be used again: a loop in a loop makes one each time. */
struct scope_pool {
	struct scope *first;
};

struct scope *scope_create(struct arena *arena, struct scope *outer);

/* An empty scope in place of this one: itself unless a macro keeps it. */
struct scope *scope_renew(struct arena *arena, struct scope *scope);

/* As scope_create(), with one from the pool if there is any. */
struct scope *scope_enter(struct arena *arena, struct scope_pool *pool, struct scope *outer);

/* Gives a scope to the pool unless something keeps it. */
void scope_leave(struct scope_pool *pool, struct scope *scope);

/* Marks it and all around it as kept. */
void scope_capture(struct scope *scope);

void scope_set(
	struct arena *arena, struct scope *scope, struct value_text name, struct value value);

/* False if no scope has the name. */
bool scope_get(const struct scope *scope, struct value_text name, struct value *value);

#endif
