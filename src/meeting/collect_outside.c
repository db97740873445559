#include "base/i18n.h"
#include "io/yaml.h"
#include "meeting/collecting.h"

#include <string.h>

/* What has been typed around the fields. */

static const char *position(struct arena *arena, const struct collecting_entry *before,
	const struct collecting_entry *behind)
{
	if (before == NULL)
		return arena_printf(arena, tr("before the field '%s'"), behind->subject);
	if (behind == NULL)
		return arena_printf(arena, tr("behind the field '%s'"), before->subject);
	return arena_printf(
		arena, tr("between the fields '%s' and '%s'"), before->subject, behind->subject);
}

static const struct collecting_entry *entry_of(
	const struct collecting *collecting, const char *name)
{
	return name != NULL ? collecting_find(&collecting->names, name) : NULL;
}

void collecting_report_outside(struct collecting *collecting)
{
	struct arena *arena = collecting->arena;
	struct place place = {.file = collecting->document};
	for (size_t i = 0; i < collecting->filled->outside_count; i++) {
		const struct filled_outside *outside = &collecting->filled->outside[i];
		const struct collecting_entry *before = entry_of(collecting, outside->before);
		const struct collecting_entry *behind = entry_of(collecting, outside->behind);
		if (before == NULL && behind == NULL)
			continue;
		const char *where = position(arena, before, behind), *typed = outside->typed;
		if (typed != NULL)
			report_warning(collecting->report, &place, "typed-outside",
				tr("%s was typed outside the fields, %s, and is not collected; "
				   "move it into a field, or write it into the file yourself"),
				yaml_quote(arena, typed, strlen(typed)), where);
		else
			report_warning(collecting->report, &place, "typed-outside",
				tr("the text %s has been changed, which is not collected; move "
				   "what was typed there into a field, or write it into the file "
				   "yourself"),
				where);
	}
}
