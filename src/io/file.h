#ifndef REFERENT_IO_FILE_H
#define REFERENT_IO_FILE_H

#include "base/arena.h"
#include "base/report.h"

#include <stdbool.h>
#include <stddef.h>

/* The whole of a file in memory; data is followed by a NUL. */
struct file_bytes {
	const char *path; /* as it shows in messages */
	const char *data;
	size_t size;
};

/* Largest files that are read, in bytes. */
enum {
	FILE_LIMIT_YAML = 32 * 1024 * 1024,
	FILE_LIMIT_PACKAGE = 64 * 1024 * 1024,
	FILE_LIMIT_PICTURE = 32 * 1024 * 1024
};

/*
 * The folder that nothing may leave: a real path (no links) without a slash at its end.
 * NULL as a root means that there is no such bound (paths on the command line).
 */

/* The real path of a folder or file, or NULL (nothing reported). */
char *file_real_path(struct arena *arena, const char *path);

/* The folder part of a path, "." when there is none. */
char *file_folder(struct arena *arena, const char *path);

/* folder/name, or name where that is absolute. "." as the folder is left out. */
char *file_join(struct arena *arena, const char *folder, const char *name);

/* Whether there is anything, or a folder, at path; links are followed. */
bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* A name on disk equal to path but for the composition of accents (å typed on a Mac), or path. */
const char *file_find_composed(struct arena *arena, const char *path);

/* The name in a folder that comes last before another one, of those that are accepted; or NULL. */
const char *file_last_before(struct arena *arena, const char *folder, const char *name,
	bool (*accept)(void *user, const char *name), void *user);

/*
 * The names of the folders in a folder, sorted by their bytes; *count receives how many. Links and
 * names that begin with a full stop are left out. Of a folder that cannot be read there are none.
 */
const char *const *file_list_folders(struct arena *arena, const char *folder, size_t *count);

/* The same of the names that end in a text and hold more than it, whatever stands behind them. */
const char *const *file_list_ending(
	struct arena *arena, const char *folder, const char *ending, size_t *count);

/*
 * Reads a regular file whole. Links are followed; with a root, a real path outside it is an error
 * [path-leaves-root]. Devices, FIFOs, sockets and folders are errors [not-a-file] and never block.
 * Larger than limit bytes is an error [file-too-large] found before reading. place says where the
 * file is named, NULL for the command line; there a missing file is an error of the system
 * [cannot-open], else of the input [missing-file]. Messages show path as given.
 */
bool file_read(struct arena *arena, struct report *report, const struct place *place,
	const char *path, const char *root, size_t limit, struct file_bytes *bytes);

/* Whether file_read() would find a regular file that may be read; the same errors, no reading. */
bool file_check(struct arena *arena, struct report *report, const struct place *place,
	const char *path, const char *root);

/* Reads standard input to its end, with the same limit. */
bool file_read_stdin(
	struct arena *arena, struct report *report, size_t limit, struct file_bytes *bytes);

/*
 * Writes the file whole or not at all: a temporary file in the same folder, fsync, rename.
 * An existing file that is no regular file is an error. Permissions follow the umask, or the file
 * that is replaced; a link at path is followed and its target replaced. Errors are of the system
 * [cannot-write].
 */
bool file_write(struct arena *arena, struct report *report, const char *path, const void *data,
	size_t size);

/* Writes to standard output and flushes; errors as with file_write(). */
bool file_write_stdout(struct report *report, const void *data, size_t size);

/*
 * Makes a private folder below $TMPDIR or /tmp and returns its path; NULL and an error if not. It
 * is removed with the arena at the latest.
 */
char *file_temporary_folder(struct arena *arena, struct report *report);

/* Makes the folder at path and those above it that are missing; false after an error of the system
 * [cannot-write]. */
bool file_make_folders(struct arena *arena, struct report *report, const char *path);

/* Removes a folder made by file_temporary_folder() with all that is in it. Links are not followed. */
void file_remove_folder(const char *path);

#endif
