#include "template/scope.h"

struct scope *scope_create(struct arena *arena, struct scope *outer)
{
	struct scope *scope = arena_alloc(arena, sizeof *scope);
	scope->outer = outer;
	return scope;
}

static void empty(struct scope *scope)
{
	scope->names.count = 0;
	scope->names.index = NULL;
	scope->names.index_size = 0;
}

struct scope *scope_renew(struct arena *arena, struct scope *scope)
{
	if (scope->captured)
		return scope_create(arena, scope->outer);
	empty(scope);
	return scope;
}

struct scope *scope_enter(struct arena *arena, struct scope_pool *pool, struct scope *outer)
{
	struct scope *scope = pool->first;
	if (scope == NULL)
		return scope_create(arena, outer);
	pool->first = scope->outer;
	scope->outer = outer;
	return scope;
}

void scope_leave(struct scope_pool *pool, struct scope *scope)
{
	if (scope->captured)
		return;
	empty(scope);
	scope->outer = pool->first;
	pool->first = scope;
}

void scope_capture(struct scope *scope)
{
	for (; scope != NULL && !scope->captured; scope = scope->outer)
		scope->captured = true;
}

void scope_set(struct arena *arena, struct scope *scope, struct value_text name, struct value value)
{
	value_map_set_n(arena, &scope->names, name.bytes, name.length, value);
}

bool scope_get(const struct scope *scope, struct value_text name, struct value *value)
{
	for (; scope != NULL; scope = scope->outer) {
		const struct value *found = value_map_find(&scope->names, name.bytes, name.length);
		if (found != NULL) {
			*value = *found;
			return true;
		}
	}
	return false;
}
