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
static const char *const follow_up_keys[] = {
	"opgave", "ansvarlig", "frist", "udført", "punkt", NULL};

/* Adds what is still to be done after the items' decisions. */
static void add_follow_ups(const struct values *values, struct value_list *list,
	const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct decision *decision = &items[i].decision;
		for (size_t j = 0; j < decision->follow_up_count; j++) {
			const struct follow_up *row = &decision->follow_ups[j];
			if (row->done)
				continue;
			struct value_map *map = values_map(values->arena, follow_up_keys);
			values_set_plain(values, map, "opgave", &row->task);
			values_set_plain(values, map, "ansvarlig", &row->responsible);
			if (row->has_deadline)
				value_map_set(
					values->arena, map, "frist", value_date(row->deadline));
			values_set_plain(values, map, "punkt", &items[i].title);
			value_list_push(values->arena, list, value_map(map));
		}
		add_follow_ups(values, list, items[i].items, items[i].item_count);
	}
}

struct value previous_value(struct arena *arena, const struct meeting *meeting)
{
	struct value_map *map = values_map(arena, previous_keys);
	if (meeting->previous == NULL)
		return value_map(map);
	const struct meeting *previous = meeting_redact(arena, meeting->previous, meeting->edition);
	/* Its faults are told when it is checked itself; here it has none. */
	struct values values = values_of(arena, report_create(arena), previous, MEETING_MINUTES);
	values_set_meeting(&values, map);
	struct value_list *follow_ups = value_list_create(arena);
	add_follow_ups(&values, follow_ups, previous->items, previous->item_count);
	value_map_set(arena, map, "opfølgning", value_list(follow_ups));
	value_map_set(arena, map, "punkter",
		values_items(&values, previous->items, previous->item_count, NULL));
	return value_map(map);
}
