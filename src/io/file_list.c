#include "io/file.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

static void close_folder(void *object)
{
	DIR **listing = object;
	if (*listing != NULL)
		closedir(*listing);
}

const char *file_last_before(struct arena *arena, const char *folder, const char *name,
	bool (*accept)(void *user, const char *name), void *user)
{
	const char *found = NULL;
	struct arena *scratch = arena_create_child(arena);
	DIR **listing = arena_alloc(scratch, sizeof *listing);
	arena_on_destroy(scratch, close_folder, listing);
	*listing = opendir(folder);
	if (*listing == NULL && errno == ENOMEM)
		arena_fail(arena);
	struct dirent *entry;
	while (*listing != NULL && (entry = readdir(*listing)) != NULL)
		if (strcmp(entry->d_name, name) < 0 &&
			(found == NULL || strcmp(entry->d_name, found) > 0) &&
			accept(user, entry->d_name))
			found = arena_strdup(arena, entry->d_name);
	arena_destroy(scratch);
	return found;
}
