#include "io/file.h"

#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_LINKS = 40, MAX_NAMES = 1000, MAX_OPEN_FOLDERS = 16 };

static bool report_write(struct report *report, const char *path, int error)
{
	struct place place = {.file = path};

	report_system(report, &place, "cannot-write", tr("the file cannot be written: %s"),
		strerror(error));
	return false;
}

/* Writes everything or returns an errno. */
static int write_all(int descriptor, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t count = write(descriptor, data, size);

		if (count < 0 && errno == EAGAIN) {
			struct pollfd wait = {.fd = descriptor, .events = POLLOUT};

			poll(&wait, 1, -1);
			continue;
		}
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return errno;
		data += count;
		size -= (size_t)count;
	}
	return 0;
}

/* Where links lead, also if the last one leads to a file that is not there yet; or NULL. */
static const char *follow_links(struct arena *arena, const char *path)
{
	for (int links = 0; links < MAX_LINKS; links++) {
		char target[PATH_MAX];
		ssize_t length = readlink(path, target, sizeof(target) - 1);

		if (length < 0)
			return path;
		target[length] = '\0';
		path = file_join(arena, file_folder(arena, path), target);
	}
	errno = ELOOP;
	return NULL;
}

/*
 * Makes a new file beside path. With a file there to be replaced it begins private, so that its
 * content is never open to more readers than that of the old one.
 */
static int create_beside(
	struct arena *arena, const char *path, const struct stat *old, const char **temporary)
{
	const char *slash = strrchr(path, '/');
	int folder_length = slash ? (int)(slash - path + 1) : 0;

	for (int number = 0; number < MAX_NAMES; number++) {
		int descriptor;

		/* The name says nothing of the file's: that could be too long with anything added. */
		*temporary = arena_printf(
			arena, "%.*s.referent-%ld-%d", folder_length, path, (long)getpid(), number);
		descriptor = open(*temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
			old ? 0600 : 0666);
		if (descriptor >= 0 || errno != EEXIST)
			return descriptor;
	}
	return -1;
}

/* Fills, closes and renames the temporary file; returns an errno. */
static int complete(int descriptor, const char *temporary, const char *path, const struct stat *old,
	const void *data, size_t size)
{
	int error = write_all(descriptor, data, size);

	if (error == 0 && old != NULL && fchmod(descriptor, old->st_mode & 07777) != 0)
		error = errno;
	if (error == 0 && fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP)
		error = errno;
	if (close(descriptor) != 0 && error == 0)
		error = errno;
	if (error == 0 && rename(temporary, path) != 0)
		error = errno;
	return error;
}

/* Makes the new name last; the file itself is safe, so a failure is of no concern. */
static void sync_folder(const char *path)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (folder >= 0) {
		fsync(folder);
		close(folder);
	}
}

bool file_write(
	struct arena *arena, struct report *report, const char *path, const void *data, size_t size)
{
	const char *target = follow_links(arena, path);
	const char *folder;
	const char *temporary;
	struct stat status;
	bool replaces;
	int descriptor;
	int error;

	if (target == NULL)
		return report_write(report, path, errno);
	replaces = lstat(target, &status) == 0;
	if (!replaces && errno != ENOENT)
		return report_write(report, path, errno);
	if (replaces && !S_ISREG(status.st_mode))
		return report_write(report, path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
	/* Nothing may run out of memory once the file is there. */
	folder = file_folder(arena, target);
	descriptor = create_beside(arena, target, replaces ? &status : NULL, &temporary);
	if (descriptor < 0)
		return report_write(report, path, errno);
	error = complete(descriptor, temporary, target, replaces ? &status : NULL, data, size);
	if (error != 0) {
		unlink(temporary);
		return report_write(report, path, error);
	}
	sync_folder(folder);
	return true;
}

bool file_write_stdout(struct report *report, const void *data, size_t size)
{
	int error = write_all(STDOUT_FILENO, data, size);

	if (error != 0)
		return report_write(report, tr("standard output"), error);
	return true;
}

static void remove_registered(void *object)
{
	char **path = object;

	if (*path != NULL)
		file_remove_folder(*path);
}

char *file_temporary_folder(struct arena *arena, struct report *report)
{
	const char *base = getenv("TMPDIR");
	char **made = arena_alloc(arena, sizeof(*made));
	char *path;

	if (base == NULL || base[0] != '/')
		base = "/tmp";
	path = file_join(arena, base, "referent-XXXXXX");
	/* Registered before it is there: registering may run out of memory. */
	arena_on_destroy(arena, remove_registered, made);
	*made = mkdtemp(path);
	if (*made == NULL)
		report_write(report, path, errno);
	return *made;
}

bool file_make_folders(struct arena *arena, struct report *report, const char *path)
{
	char *part = arena_strdup(arena, path);

	for (char *at = part + (*part == '/'); at != NULL;) {
		char *slash = strchr(at, '/');

		if (slash != NULL)
			*slash = '\0';
		if (mkdir(part, 0777) != 0 && errno != EEXIST) {
			report_write(report, part, errno);
			return false;
		}
		if (slash != NULL)
			*slash = '/';
		at = slash != NULL ? slash + 1 : NULL;
	}
	return true;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *position)
{
	(void)status;
	(void)type;
	(void)position;
	remove(path);
	return 0;
}

void file_remove_folder(const char *path)
{
	nftw(path, remove_entry, MAX_OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}
