#include "io/file.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void close_folder(void *object)
{
	DIR **listing = object;
	if (*listing != NULL)
		closedir(*listing);
}

/* Closed with the arena; NULL if it cannot be read. */
static DIR *open_folder(struct arena *arena, const char *folder)
{
	DIR **listing = arena_alloc(arena, sizeof *listing);
	arena_on_destroy(arena, close_folder, listing);
	*listing = opendir(folder);
	if (*listing == NULL && errno == ENOMEM)
		arena_fail(arena);
	return *listing;
}

/* The entry of a folder that name is equal to once both are composed, or NULL. */
static const char *find_entry(
	struct arena *arena, struct arena *scratch, const char *folder, const char *name)
{
	const char *wanted = utf8_compose(scratch, name, strlen(name));
	const char *found = NULL;
	struct dirent *entry;
	DIR *listing = open_folder(scratch, folder);

	while (listing != NULL && (entry = readdir(listing)) != NULL) {
		if (strcmp(utf8_compose(scratch, entry->d_name, strlen(entry->d_name)), wanted) ==
				0 &&
			(found == NULL || strcmp(entry->d_name, found) < 0))
			found = arena_strdup(arena, entry->d_name);
	}
	return found;
}

const char *file_find_composed(struct arena *arena, const char *path)
{
	struct buf found;
	const char *part = path;

	if (file_exists(path))
		return path;
	buf_init(&found, arena);
	while (*part != '\0') {
		size_t slashes = strspn(part, "/");
		size_t length = strcspn(part + slashes, "/");
		const char *name = arena_strndup(arena, part + slashes, length);
		size_t before;

		buf_append(&found, part, slashes);
		before = found.length;
		buf_puts(&found, name);
		if (length > 0 && !file_exists(buf_text(&found))) {
			struct arena *scratch = arena_create_child(arena);
			const char *entry;

			buf_truncate(&found, before);
			entry = find_entry(
				arena, scratch, before > 0 ? buf_text(&found) : ".", name);
			arena_destroy(scratch);
			if (entry == NULL)
				return path;
			buf_puts(&found, entry);
		}
		part += slashes + length;
	}
	return buf_text(&found);
}

const char *file_last_before(struct arena *arena, const char *folder, const char *name,
	bool (*accept)(void *user, const char *name), void *user)
{
	const char *found = NULL;
	struct arena *scratch = arena_create_child(arena);
	DIR *listing = open_folder(scratch, folder);
	struct dirent *entry;
	while (listing != NULL && (entry = readdir(listing)) != NULL)
		if (strcmp(entry->d_name, name) < 0 &&
			(found == NULL || strcmp(entry->d_name, found) > 0) &&
			accept(user, entry->d_name))
			found = arena_strdup(arena, entry->d_name);
	arena_destroy(scratch);
	return found;
}

static int compare_names(const void *first, const void *second)
{
	const char *const *a = first, *const *b = second;
	return strcmp(*a, *b);
}

static bool is_folder(DIR *listing, const char *name)
{
	struct stat status;
	return name[0] != '.' && fstatat(dirfd(listing), name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISDIR(status.st_mode);
}

static bool ends_in(const char *name, const char *ending)
{
	size_t length = strlen(name), rest = strlen(ending);
	return name[0] != '.' && length > rest && strcmp(name + length - rest, ending) == 0;
}

/* The names that end so, or with no ending those of folders. */
static const char *const *list(
	struct arena *arena, const char *folder, const char *ending, size_t *count)
{
	const char **names = NULL;
	size_t capacity = 0;
	struct arena *scratch = arena_create_child(arena);
	DIR *listing = open_folder(scratch, folder);
	struct dirent *entry;
	*count = 0;
	while (listing != NULL && (entry = readdir(listing)) != NULL) {
		if (ending != NULL ? !ends_in(entry->d_name, ending)
				   : !is_folder(listing, entry->d_name))
			continue;
		names = arena_grow(arena, names, *count, &capacity, sizeof *names);
		names[(*count)++] = arena_strdup(arena, entry->d_name);
	}
	arena_destroy(scratch);
	if (*count > 0)
		qsort(names, *count, sizeof *names, compare_names);
	return names;
}

const char *const *file_list_folders(struct arena *arena, const char *folder, size_t *count)
{
	return list(arena, folder, NULL, count);
}

const char *const *file_list_ending(
	struct arena *arena, const char *folder, const char *ending, size_t *count)
{
	return list(arena, folder, ending, count);
}
