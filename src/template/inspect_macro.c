#include "template/inspector.h"

#include <string.h>

static const struct parameters *parameters_of(const struct macro_asked *macro)
{
	static const struct parameters none;
	const struct parameters *parameters = macro->node->statement->parameters;
	return parameters != NULL ? parameters : &none;
}

static void bind_parameters(struct inspector *inspector, struct macro_asked *macro)
{
	static const char *const words[] = {"caller", "varargs", "kwargs"};
	const struct parameters *parameters = parameters_of(macro);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		inspect_bind(
			inspector, (struct value_text){words[i], strlen(words[i])}, NULL, NULL);
	for (size_t i = 0; i < parameters->count; i++) {
		inspect_value(inspector, parameters->defaults[i]);
		inspect_bind(inspector, parameters->names[i], macro->parameters[i], NULL);
	}
}

/* Only when it is called: then what is set between its definition and the call is known. */
void inspect_macro(struct inspector *inspector, struct macro_asked *macro)
{
	const struct parameters *parameters = parameters_of(macro);
	if (macro->done || macro->open)
		return;
	macro->open = true;
	macro->parameters =
		arena_array(inspector->arena, parameters->count, sizeof(struct asked *));
	for (size_t i = 0; i < parameters->count; i++)
		macro->parameters[i] = asked_create(&inspector->asking, (struct place){0});
	struct scope *outer = inspector->scope;
	unsigned branches = inspector->branches;
	inspector->branches = 0;
	inspector->scope = scope_create(inspector->arena, macro->scope);
	bind_parameters(inspector, macro);
	inspect_block(inspector, &macro->node->body);
	inspector->branches = branches;
	inspector->scope = outer;
	macro->open = false;
	macro->done = true;
}

static size_t parameter_at(const struct parameters *parameters, struct value_text name)
{
	size_t i = 0;
	while (i < parameters->count &&
		!(parameters->names[i].length == name.length &&
			memcmp(parameters->names[i].bytes, name.bytes, name.length) == 0))
		i++;
	return i;
}

void inspect_call(
	struct inspector *inspector, struct macro_asked *macro, const struct arguments *arguments)
{
	const struct parameters *parameters = parameters_of(macro);
	/* One that calls itself has been asked what can be. */
	bool follow = !macro->open;
	inspect_macro(inspector, macro);
	for (size_t i = 0; i < arguments->count; i++) {
		struct asked *value = inspect_value(inspector, arguments->positional[i]);
		if (follow && i < parameters->count)
			asked_merge(&inspector->asking, macro->parameters[i], value);
	}
	for (size_t i = 0; i < arguments->keyword_count; i++) {
		struct asked *value = inspect_value(inspector, arguments->keywords[i]);
		size_t at = parameter_at(parameters, arguments->names[i]);
		if (follow && at < parameters->count)
			asked_merge(&inspector->asking, macro->parameters[at], value);
	}
	inspect_used(inspector, arguments->more);
	inspect_used(inspector, arguments->more_keywords);
}
