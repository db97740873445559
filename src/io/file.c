#include "io/file.h"

#include "base/buf.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *file_real_path(struct arena *arena, const char *path)
{
	char resolved[PATH_MAX];

	if (realpath(path, resolved) == NULL)
		return NULL;
	return arena_strdup(arena, resolved);
}

char *file_folder(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return arena_strdup(arena, ".");
	while (slash > path && slash[-1] == '/')
		slash--;
	if (slash == path)
		return arena_strdup(arena, "/");
	return arena_strndup(arena, path, (size_t)(slash - path));
}

char *file_join(struct arena *arena, const char *folder, const char *name)
{
	size_t length = strlen(folder);

	if (name[0] == '/' || length == 0 || strcmp(folder, ".") == 0)
		return arena_strdup(arena, name);
	return arena_printf(arena, "%s%s%s", folder, folder[length - 1] == '/' ? "" : "/", name);
}

bool file_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Adds an error at place, or for a path on the command line one of the system. */
static void report_open(
	struct report *report, const struct place *place, const char *path, int error)
{
	struct place own = {.file = path};

	if (error == ENOMEM)
		report_exhausted(report, ARENA_NO_MEMORY);
	else if (place == NULL)
		report_system(report, &own, "cannot-open", tr("the file cannot be opened: %s"),
			strerror(error));
	else if (error == ENOENT || error == ENOTDIR)
		report_error(
			report, place, "missing-file", tr("the file '%s' does not exist"), path);
	else
		report_error(report, place, "cannot-open", tr("the file '%s' cannot be opened: %s"),
			path, strerror(error));
}

static void report_kind(
	struct report *report, const struct place *place, const char *path, mode_t mode)
{
	struct place own = {.file = path};
	const char *message = S_ISDIR(mode)
				      ? tr("'%s' is a folder; name a file in it")
				      : tr("'%s' is a device or a pipe; name an ordinary file");

	if (place == NULL)
		report_system(report, &own, "not-a-file", message, path);
	else
		report_error(report, place, "not-a-file", message, path);
}

static void report_large(
	struct report *report, const struct place *place, const char *path, size_t limit)
{
	struct place own = {.file = path};

	report_error(report, place ? place : &own, "file-too-large",
		tr("'%s' is too large; at most %zu MB are read"), path, limit / (1024 * 1024));
}

static bool inside(const char *path, const char *root)
{
	size_t length = strlen(root);

	return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static void close_descriptor(void *object)
{
	const int *descriptor = object;

	if (*descriptor >= 0)
		close(*descriptor);
}

/* Fills size bytes, fewer where the file ends earlier. Returns an errno; *done receives how many. */
static int read_up_to(int descriptor, char *data, size_t size, size_t *done)
{
	for (*done = 0; *done < size;) {
		ssize_t count = read(descriptor, data + *done, size - *done);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return errno;
		if (count == 0)
			break;
		*done += (size_t)count;
	}
	return 0;
}

/* Opens what stat() found to be a regular file, unless it has been exchanged meanwhile. */
static int open_regular(const char *real_path, const struct stat *expected)
{
	struct stat status;
	int descriptor = open(real_path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (descriptor < 0)
		return -1;
	if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
		status.st_dev == expected->st_dev && status.st_ino == expected->st_ino)
		return descriptor;
	close(descriptor);
	errno = ESTALE;
	return -1;
}

static bool read_regular(struct arena *arena, struct report *report, const struct place *place,
	const char *path, const char *real_path, size_t limit, struct file_bytes *bytes)
{
	struct arena *scratch = arena_create_child(arena);
	struct stat status;
	char *data;
	int *descriptor;
	int error;

	if (stat(real_path, &status) != 0) {
		report_open(report, place, path, errno);
		return false;
	}
	if (!S_ISREG(status.st_mode)) {
		report_kind(report, place, path, status.st_mode);
		return false;
	}
	if (status.st_size > 0 && (uintmax_t)status.st_size > limit) {
		report_large(report, place, path, limit);
		return false;
	}
	descriptor = arena_alloc(scratch, sizeof(*descriptor));
	*descriptor = -1;
	arena_on_destroy(scratch, close_descriptor, descriptor);
	*descriptor = open_regular(real_path, &status);
	if (*descriptor < 0) {
		report_open(report, place, path, errno);
		arena_destroy(scratch);
		return false;
	}
	data = arena_alloc(arena, (size_t)status.st_size + 1);
	error = read_up_to(*descriptor, data, (size_t)status.st_size, &bytes->size);
	arena_destroy(scratch);
	if (error != 0) {
		report_open(report, place, path, error);
		return false;
	}
	bytes->data = data;
	return true;
}

/* The real path of a file that root allows, or NULL after an error. */
static char *resolve(struct arena *arena, struct report *report, const struct place *place,
	const char *path, const char *root)
{
	char *real_path = file_real_path(arena, path);

	if (real_path == NULL && errno == ENOENT)
		real_path = file_real_path(arena, file_find_composed(arena, path));
	if (real_path == NULL) {
		report_open(report, place, path, errno);
		return NULL;
	}
	if (root != NULL && !inside(real_path, root)) {
		report_error(report, place, "path-leaves-root",
			tr("'%s' lies outside the folder '%s', which nothing may leave; put a copy "
			   "in it"),
			path, root);
		return NULL;
	}
	return real_path;
}

bool file_read(struct arena *arena, struct report *report, const struct place *place,
	const char *path, const char *root, size_t limit, struct file_bytes *bytes)
{
	char *real_path = resolve(arena, report, place, path, root);

	bytes->path = path;
	return real_path != NULL &&
	       read_regular(arena, report, place, path, real_path, limit, bytes);
}

bool file_check(struct arena *arena, struct report *report, const struct place *place,
	const char *path, const char *root)
{
	char *real_path = resolve(arena, report, place, path, root);
	struct stat status;

	if (real_path == NULL)
		return false;
	if (stat(real_path, &status) != 0)
		report_open(report, place, path, errno);
	else if (!S_ISREG(status.st_mode))
		report_kind(report, place, path, status.st_mode);
	else if (access(real_path, R_OK) != 0)
		report_open(report, place, path, errno);
	else
		return true;
	return false;
}

bool file_read_stdin(
	struct arena *arena, struct report *report, size_t limit, struct file_bytes *bytes)
{
	enum { STEP = 65536 };
	struct place place = {.file = tr("standard input")};
	struct buf content;
	size_t count = 0;
	int error;

	buf_init(&content, arena);
	do {
		buf_reserve(&content, STEP);
		error = read_up_to(STDIN_FILENO, content.data + content.length, STEP, &count);
		content.length += count;
	} while (error == 0 && count > 0 && content.length <= limit);
	if (error != 0) {
		report_system(report, &place, "cannot-open",
			tr("standard input cannot be read: %s"), strerror(error));
		return false;
	}
	if (content.length > limit) {
		report_large(report, &place, place.file, limit);
		return false;
	}
	content.data[content.length] = '\0';
	bytes->path = place.file;
	bytes->data = content.data;
	bytes->size = content.length;
	return true;
}
