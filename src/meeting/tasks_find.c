#include "meeting/tasks.h"

#include "base/i18n.h"
#include "io/file.h"

#include <string.h>

/* The meetings that stand behind a path on the command line. */

enum {
	MAX_MEETINGS = 1000,
	MAX_DEPTH = 4 /* levels of folders above the meetings' */
};

struct search {
	struct arena *arena;
	struct report *report;
	struct tasks_meetings *meetings;
	bool limited;
};

static const char *meeting_file(struct arena *arena, const char *folder)
{
	return file_find_composed(arena, file_join(arena, folder, "møde.yaml"));
}

static bool is_known(const struct tasks_meetings *meetings, const char *real)
{
	for (size_t i = 0; i < meetings->count; i++)
		if (meetings->real[i] != NULL && strcmp(meetings->real[i], real) == 0)
			return true;
	return false;
}

static void report_limit(struct search *search, const char *path)
{
	search->limited = true;
	report_error(search->report, &(struct place){.file = path}, "meeting-limit",
		tr("there are more than %d meetings; name fewer of them"), MAX_MEETINGS);
}

static void add(struct search *search, const char *path)
{
	struct tasks_meetings *meetings = search->meetings;
	const char *real = file_real_path(search->arena, path);
	if (search->limited || (real != NULL && is_known(meetings, real)))
		return;
	if (meetings->count == MAX_MEETINGS) {
		report_limit(search, path);
		return;
	}
	size_t capacity = meetings->capacity;
	meetings->paths = arena_grow(search->arena, meetings->paths, meetings->count, &capacity,
		sizeof *meetings->paths);
	meetings->real = arena_grow(search->arena, meetings->real, meetings->count,
		&meetings->capacity, sizeof *meetings->real);
	meetings->paths[meetings->count] = path;
	meetings->real[meetings->count++] = real;
}

/* Whether there is a meeting in a folder or below it. */
static bool search_folder(struct search *search, const char *folder, int depth)
{
	const char *path = meeting_file(search->arena, folder);
	if (file_exists(path)) {
		add(search, path);
		return true;
	}
	if (depth == 0)
		return false;
	size_t count;
	bool found = false;
	const char *const *names = file_list_folders(search->arena, folder, &count);
	for (size_t i = 0; i < count && !search->limited; i++)
		found = search_folder(
				search, file_join(search->arena, folder, names[i]), depth - 1) ||
			found;
	return found;
}

void tasks_find_meetings(struct arena *arena, struct report *report, const char *path,
	struct tasks_meetings *meetings)
{
	struct search search = {.arena = arena, .report = report, .meetings = meetings};
	path = file_find_composed(arena, path);
	if (strcmp(path, "-") == 0 || !file_is_folder(path))
		add(&search, path);
	else if (!search_folder(&search, path, MAX_DEPTH))
		report_error(report, &(struct place){.file = path}, "no-meetings",
			tr("there is no meeting in this folder; name one that holds møde.yaml, or "
			   "folders of meetings"));
}
