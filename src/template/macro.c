#include "template/run.h"

#include "base/i18n.h"

#include <string.h>

/* A call counts as a round of a loop: what calls itself twice goes on as long as one. */
static bool enter_call(struct run *run, const struct expr *where)
{
	bool deep = ++run->calls > TEMPLATE_MAX_DEPTH;
	if (!deep && ++run->rounds <= TEMPLATE_MAX_ROUNDS)
		return !run->stopped;
	if (!run->stopped) {
		struct place place = run_place(run, where->source, where->offset);
		run_stop(run, &place,
			deep ? tr("the template calls itself too deeply")
			     : tr("the template's loops go round too often"));
	}
	return false;
}

static bool same(struct value_text a, const char *b)
{
	return a.length == strlen(b) && memcmp(a.bytes, b, a.length) == 0;
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

static void set(struct run *run, struct scope *scope, const char *name, struct value value)
{
	scope_set(run->arena, scope, (struct value_text){name, strlen(name)}, value);
}

/* Positional arguments beyond the parameters go where the macro asks for them. */
static bool take_varargs(const struct call *call, const struct value_function *macro,
	const struct parameters *parameters, struct scope *scope)
{
	struct run *run = call->run;
	if (macro->macro.node->uses & USES_VARARGS) {
		struct value_list *more = value_list_create(run->arena);
		more->tuple = true;
		for (size_t i = parameters->count; i < call->count; i++)
			value_list_push(run->arena, more, call->arguments[i]);
		set(run, scope, "varargs", value_list(more));
		return true;
	}
	if (call->count <= parameters->count)
		return true;
	run_error(run, call->where, "bad-arguments",
		trn("'%.*s' takes at most %zu argument", "'%.*s' takes at most %zu arguments",
			parameters->count),
		(int)macro->name.length, macro->name.bytes, parameters->count);
	return false;
}

/* One argument with a name: a parameter's, the caller, or one of the others. */
static bool take_keyword(const struct call *call, const struct value_function *macro,
	const struct parameters *parameters, struct scope *scope, struct value_map *others,
	size_t i)
{
	struct run *run = call->run;
	struct value_text key = call->keywords->keys[i];
	struct value value = call->keywords->values[i];
	size_t at = parameter_at(parameters, key);
	bool caller = same(key, "caller") && (macro->macro.node->uses & USES_CALLER);
	bool twice = at < call->count && at < parameters->count;
	if (!twice && (at < parameters->count || caller)) {
		scope_set(run->arena, scope, key, value);
		return true;
	}
	if (!twice && others != NULL) {
		value_map_set_n(run->arena, others, key.bytes, key.length, value);
		return true;
	}
	run_error(run, call->where, "bad-arguments",
		twice ? tr("'%.*s' is given its argument '%.*s' twice")
		      : tr("'%.*s' has no argument named '%.*s'"),
		(int)macro->name.length, macro->name.bytes, (int)key.length, key.bytes);
	return false;
}

/* Puts into the scope what is given by name or beyond the parameters. */
static bool take_rest(const struct call *call, const struct value_function *macro,
	const struct parameters *parameters, struct scope *scope)
{
	struct value_map *others = NULL;
	if (!take_varargs(call, macro, parameters, scope))
		return false;
	if (macro->macro.node->uses & USES_KWARGS) {
		others = value_map_create(call->run->arena);
		set(call->run, scope, "kwargs", value_map(others));
	}
	for (size_t i = 0; call->keywords != NULL && i < call->keywords->count; i++) {
		if (!take_keyword(call, macro, parameters, scope, others, i))
			return false;
	}
	return true;
}

/* Gives the parameters their values in the scope that is run->scope now. */
static void take_parameters(
	const struct call *call, const struct parameters *parameters, struct scope *scope)
{
	struct run *run = call->run;
	for (size_t i = 0; i < parameters->count; i++) {
		struct value_text name = parameters->names[i];
		struct value value;
		if (i < call->count)
			value = call->arguments[i];
		else if (call->keywords != NULL &&
			 value_map_has(call->keywords, name.bytes, name.length))
			continue;
		else if (parameters->defaults[i] != NULL)
			value = eval(run, parameters->defaults[i]);
		else
			value = value_undefined(name.bytes, name.length);
		scope_set(run->arena, scope, name, value);
	}
}

struct value macro_call(const struct call *call, const struct value_function *function, bool stream)
{
	static const struct parameters none;
	struct run *run = call->run;
	const struct macro *macro = &function->macro;
	const struct parameters *parameters = macro->parameters ? macro->parameters : &none;
	struct value value = value_none();
	struct scope *scope = scope_create(run->arena, macro->scope);
	if (!take_rest(call, function, parameters, scope))
		return value_failed();
	struct scope *before = run->scope;
	run->scope = scope;
	take_parameters(call, parameters, scope);
	if (!enter_call(run, call->where))
		value = value_failed();
	else if (stream)
		run_block(run, &macro->node->body);
	else
		value = run_captured(run, &macro->node->body);
	run->calls--;
	run->scope = before;
	return value;
}

struct value loop_call(const struct call *call, struct loop *loop, bool stream)
{
	struct run *run = call->run;
	if (!loop->node->statement->recursive)
		return run_error(run, call->where, "bad-call",
			tr("'loop' can be called only in {%% for … recursive %%}"));
	if (call->count != 1 || call->keywords != NULL)
		return run_error(run, call->where, "bad-arguments",
			tr("'loop' takes one argument, the next list"));
	struct value value = call->arguments[0];
	if (!run_usable(run, call->where, value, false))
		return value_failed();
	const struct value_list *items = value_items(run->arena, value);
	if (items == NULL)
		return run_error(run, call->where, "bad-value",
			tr("%s cannot be looped over; it is no list"), value_kind_name(value.kind));
	struct scope *before = run->scope;
	run->scope = loop->scope;
	value = value_none();
	if (!enter_call(run, call->where))
		value = value_failed();
	else if (stream)
		run_loop(run, loop->node, items, loop->level + 1);
	else {
		/* A loop of its own round the same body, its output kept. */
		struct buf text;
		struct buf *outside = run->text;
		struct strip strip = run->strip;
		buf_init(&text, run->arena);
		run->text = &text;
		strip_init(&run->strip, run->kind);
		run_loop(run, loop->node, items, loop->level + 1);
		run->text = outside;
		run->strip = strip;
		const char *bytes = buf_text(&text);
		value = value_text_n(bytes, text.length);
		value.safe = run->kind == DOCUMENT_HTML;
	}
	run->calls--;
	run->scope = before;
	return value;
}
