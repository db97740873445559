#include "template/run.h"

#include "base/i18n.h"
#include "template/filter.h"
#include "template/parameter.h"

#include <string.h>

static bool push_keyword(
	struct call *call, struct value_map *map, struct value_text name, struct value value)
{
	if (value_map_has(map, name.bytes, name.length)) {
		run_error(call->run, call->where, "bad-arguments", tr("'%.*s' is given twice"),
			(int)name.length, name.bytes);
		return false;
	}
	value_map_set_n(call->run->arena, map, name.bytes, name.length, value);
	return true;
}

static bool eval_keywords(struct run *run, const struct arguments *arguments, struct call *call)
{
	if (arguments->keyword_count == 0 && arguments->more_keywords == NULL)
		return true;
	struct value_map *map = value_map_create(run->arena);
	bool ok = true;
	for (size_t i = 0; i < arguments->keyword_count; i++) {
		struct value value = eval(run, arguments->keywords[i]);
		ok = !value_is_failed(value) && ok;
		ok = push_keyword(call, map, arguments->names[i], value) && ok;
	}
	call->keywords = map;
	if (arguments->more_keywords == NULL)
		return ok;
	struct value more = eval(run, arguments->more_keywords);
	if (!run_usable(run, arguments->more_keywords, more, true))
		return false;
	if (more.kind != VALUE_MAP) {
		run_error(run, arguments->more_keywords, "bad-arguments",
			tr("after '**' stands a mapping, not %s"), value_kind_name(more.kind));
		return false;
	}
	for (size_t i = 0; i < more.map->count; i++)
		ok = push_keyword(call, map, more.map->keys[i], more.map->values[i]) && ok;
	return ok;
}

bool eval_arguments(struct run *run, const struct arguments *arguments, struct call *call)
{
	bool ok = true;
	if (arguments == NULL)
		return true;
	struct value *values = arena_array(run->arena, arguments->count, sizeof *values);
	for (size_t i = 0; i < arguments->count; i++) {
		values[i] = eval(run, arguments->positional[i]);
		ok = !value_is_failed(values[i]) && ok;
	}
	call->arguments = values;
	call->count = arguments->count;
	if (arguments->more != NULL) {
		struct value more = eval(run, arguments->more);
		if (!run_usable(run, arguments->more, more, true))
			return false;
		const struct value_list *items = value_items(run->arena, more);
		if (items == NULL) {
			run_error(run, arguments->more, "bad-arguments",
				tr("after '*' stands a list, not %s"), value_kind_name(more.kind));
			return false;
		}
		call->count += items->count;
		struct value *all = arena_array(run->arena, call->count, sizeof *all);
		for (size_t i = 0; i < call->count; i++)
			all[i] = i < arguments->count ? values[i]
						      : items->items[i - arguments->count];
		call->arguments = all;
	}
	return eval_keywords(run, arguments, call) && ok;
}

bool bind_arguments(const struct call *call, const char *name, const char *parameters,
	unsigned required, bool rest, struct value *bound, struct value_map *others)
{
	size_t count = parameter_count(parameters);
	for (size_t i = 0; i < count; i++)
		bound[i] = value_failed();
	if (call->count > count && !rest) {
		run_error(call->run, call->where, "bad-arguments",
			trn("'%s' takes at most %zu argument", "'%s' takes at most %zu arguments",
				count),
			name, count);
		return false;
	}
	for (size_t i = 0; i < call->count; i++)
		bound[i] = call->arguments[i];
	for (size_t i = 0; call->keywords != NULL && i < call->keywords->count; i++) {
		struct value_text key = call->keywords->keys[i];
		size_t at = parameter_find(parameters, key);
		if (at < count && at >= call->count)
			bound[at] = call->keywords->values[i];
		else if (at == count && rest)
			value_map_set_n(call->run->arena, others, key.bytes, key.length,
				call->keywords->values[i]);
		else {
			run_error(call->run, call->where, "bad-arguments",
				at < count ? tr("'%s' is given its argument '%.*s' twice")
					   : tr("'%s' has no argument named '%.*s'"),
				name, (int)key.length, key.bytes);
			return false;
		}
	}
	for (size_t i = 0; i < required; i++) {
		if (value_is_failed(bound[i])) {
			run_error(call->run, call->where, "bad-arguments",
				trn("'%s' needs %u argument", "'%s' needs %u arguments", required),
				name, required);
			return false;
		}
	}
	return true;
}

struct value apply_evaluated(
	const struct call *call, const struct filter *filter, struct value input)
{
	struct run *run = call->run;
	bool rest = filter->flags & FILTER_REST;
	size_t count = parameter_count(filter->parameters);
	if (call->count > count)
		count = call->count;
	struct value *bound = arena_array(run->arena, count, sizeof *bound);
	struct value_map *others = rest ? value_map_create(run->arena) : NULL;
	if (!bind_arguments(
		    call, filter->name, filter->parameters, filter->required, rest, bound, others))
		return value_failed();
	struct filter_call filter_call = {.arena = run->arena,
		.report = run->report,
		.mode = run->mode,
		.name = filter->name,
		.input = input,
		.arguments = bound,
		.count = count,
		.keywords = others,
		.run = run,
		.where = call->where};
	return filter->apply(&filter_call);
}

struct value apply_filter(struct run *run, const struct expr *expr, struct value input)
{
	struct call call = {.run = run, .where = expr};
	if (value_is_failed(input) || !eval_arguments(run, expr->arguments, &call))
		return value_failed();
	if (input.kind == VALUE_UNDEFINED && run->mode == TEMPLATE_STRICT &&
		!(expr->filter->flags & FILTER_TAKES_UNDEFINED)) {
		if (expr->kind == EXPR_TEST)
			return value_bool(false);
		if (!run_usable(run, expr->left, input, true))
			return value_failed();
	}
	if (!run_charge(run, expr, input))
		return value_failed();
	return apply_evaluated(&call, expr->filter, input);
}
