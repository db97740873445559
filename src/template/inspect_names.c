#include "template/inspect.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "template/asked.h"

#include <string.h>

/* What a text asks for, against the names that there will be when it is run. */

static bool is_known(const struct value_map *names, struct value_text name)
{
	if (value_map_has(names, name.bytes, name.length))
		return true;
	for (const char *const *known = names->known; known != NULL && *known != NULL; known++)
		if (strlen(*known) == name.length && memcmp(*known, name.bytes, name.length) == 0)
			return true;
	return false;
}

static const char *nearest_name(
	struct arena *arena, const struct value_map *names, const char *name)
{
	size_t count = 0, all = names->count;
	while (names->known != NULL && names->known[all - names->count] != NULL)
		all++;
	const char **candidates = arena_array(arena, all, sizeof *candidates);
	for (; count < names->count; count++)
		candidates[count] =
			arena_strndup(arena, names->keys[count].bytes, names->keys[count].length);
	for (; count < all; count++)
		candidates[count] = names->known[count - names->count];
	return utf8_nearest(name, candidates, all);
}

static void report_name(struct arena *arena, struct report *report, const struct asked *asked,
	const struct value_map *names)
{
	const char *name = arena_strndup(arena, asked->name.bytes, asked->name.length);
	const char *nearest = nearest_name(arena, names, name);
	if (!asked->needed && nearest != NULL)
		report_warning(report, &asked->place, "undefined-name",
			tr("unknown name '%s', so it counts as empty; did you mean '%s'?"), name,
			nearest);
	else if (asked->needed && nearest != NULL)
		report_error(report, &asked->place, "undefined-name",
			tr("unknown name '%s'; did you mean '%s'?"), name, nearest);
	else if (asked->needed)
		report_error(
			report, &asked->place, "undefined-name", tr("unknown name '%s'"), name);
}

static void check_keys(struct arena *arena, struct report *report, const struct asked *of,
	const struct value_map *names)
{
	for (size_t i = 0; i < of->key_count; i++) {
		const struct asked *asked = of->keys[i];
		if (!is_known(names, asked->name)) {
			report_name(arena, report, asked, names);
			continue;
		}
		struct value value = value_map_get(names, asked->name.bytes, asked->name.length);
		if (value.kind == VALUE_MAP && value.map->known != NULL)
			check_keys(arena, report, asked, value.map);
	}
}

void inspect_check_names(struct arena *arena, struct report *report,
	const struct text_template *template, const struct value_map *names)
{
	check_keys(arena, report, text_template_inspect(arena, template), names);
}
