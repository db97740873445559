#include "meeting/follow_up.h"
#include "meeting/load.h"
#include "meeting/values.h"

#include "io/file.h"

#include <string.h>

/*
 * The meeting before: the one that `forrige` names, else the one in the folder beside this
 * meeting's whose name, a date, comes before it. Only read where something asks for it.
 */

enum { DATE_LENGTH = 10 };

struct beside {
	struct arena *arena;
	const char *folder;
};

static bool is_date_named(const char *name)
{
	struct date date;
	char day[DATE_LENGTH + 1];
	if (strlen(name) < DATE_LENGTH)
		return false;
	memcpy(day, name, DATE_LENGTH);
	day[DATE_LENGTH] = '\0';
	return date_parse(day, &date);
}

static const char *meeting_in(struct arena *arena, const char *folder)
{
	return file_find_composed(arena, file_join(arena, folder, "møde.yaml"));
}

static bool holds_meeting(void *user, const char *name)
{
	const struct beside *beside = user;
	return is_date_named(name) && file_exists(meeting_in(beside->arena,
					      file_join(beside->arena, beside->folder, name)));
}

/* The file of the meeting in the folder before this one's, or NULL. */
static const char *find_beside(struct loader *loader)
{
	const char *real = file_real_path(loader->arena, loader->here);
	const char *own = real != NULL ? strrchr(real, '/') : NULL;
	if (own == NULL || !is_date_named(own + 1))
		return NULL;
	const char *above = file_join(loader->arena, loader->here, "..");
	struct beside beside = {.arena = loader->arena, .folder = above};
	const char *name = file_last_before(loader->arena, above, own + 1, holds_meeting, &beside);
	return name == NULL ? NULL
			    : meeting_in(loader->arena, file_join(loader->arena, above, name));
}

void previous_find(struct loader *loader)
{
	/* What was said before the meeting before is its own affair. */
	if (loader->family->depth > 0)
		return;
	if (loader->previous != NULL) {
		struct place place = yaml_place(loader->previous);
		const char *path = load_path(loader, loader->previous);
		if (path != NULL)
			loader->meeting->previous = carry_meeting(loader, &place, path);
		return;
	}
	if (!loader->asks_previous || loader->meeting->folder == NULL)
		return;
	const char *path = find_beside(loader);
	struct place place = {.file = loader->meeting->file};
	if (path != NULL)
		loader->meeting->previous =
			carry_meeting(loader, &place, load_shorten(loader->arena, path));
}

static const char *const previous_keys[] = {"organ", "dato", "start", "slut", "sted", "deltagere",
	"fraværende", "punkter", "opfølgning", NULL};

struct value previous_value(struct arena *arena, const struct meeting *meeting)
{
	struct value_map *map = values_map(arena, previous_keys);
	if (meeting->previous == NULL)
		return value_map(map);
	const struct meeting *previous = meeting_redact(arena, meeting->previous, meeting->edition);
	/* Its faults are told when it is checked itself; here it has none. */
	struct values values = values_of(arena, report_create(arena), previous, MEETING_MINUTES);
	values_set_meeting(&values, map);
	value_map_set(arena, map, "opfølgning", follow_up_open(&values.context, previous));
	value_map_set(arena, map, "punkter",
		values_items(&values, previous->items, previous->item_count, NULL));
	return value_map(map);
}
