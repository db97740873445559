#include "template/scope.h"

#include <string.h>

struct scope *scope_create(struct arena *arena, struct scope *outer)
{
	struct scope *scope = arena_alloc(arena, sizeof *scope);
	scope->outer = outer;
	return scope;
}

struct scope *scope_renew(struct arena *arena, struct scope *scope)
{
	if (scope->captured)
		return scope_create(arena, scope->outer);
	scope->count = 0;
	return scope;
}

void scope_capture(struct scope *scope)
{
	for (; scope != NULL && !scope->captured; scope = scope->outer)
		scope->captured = true;
}

static struct binding *find(const struct scope *scope, struct value_text name)
{
	for (size_t i = 0; i < scope->count; i++) {
		struct binding *binding = &scope->bindings[i];
		if (binding->name.length == name.length &&
			memcmp(binding->name.bytes, name.bytes, name.length) == 0)
			return binding;
	}
	return NULL;
}

void scope_set(struct arena *arena, struct scope *scope, struct value_text name, struct value value)
{
	struct binding *binding = find(scope, name);
	if (binding == NULL) {
		scope->bindings = arena_grow(arena, scope->bindings, scope->count, &scope->capacity,
			sizeof *scope->bindings);
		binding = &scope->bindings[scope->count++];
		binding->name = name;
	}
	binding->value = value;
}

bool scope_get(const struct scope *scope, struct value_text name, struct value *value)
{
	for (; scope != NULL; scope = scope->outer) {
		const struct binding *binding = find(scope, name);
		if (binding != NULL) {
			*value = binding->value;
			return true;
		}
	}
	return false;
}
