#ifndef REFERENT_TESTS_MEETING_SCENE_H
#define REFERENT_TESTS_MEETING_SCENE_H

#include "check.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/report.h"
#include "io/file.h"
#include "meeting/model.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder with the files of one meeting, read and taken down again. */
struct scene {
	struct arena *arena;
	struct report *report;
	char *folder;
	struct meeting *meeting;
};

static inline void scene_init(struct scene *scene)
{
	char name[] = "/tmp/referent-load-XXXXXX";
	scene->arena = arena_create((size_t)512 << 20);
	scene->report = report_create(scene->arena);
	scene->folder = arena_strdup(scene->arena, mkdtemp(name));
	scene->meeting = NULL;
}

/* Writes a file, with the folders above it. */
static inline void put(struct scene *scene, const char *name, const char *text)
{
	char *path = arena_printf(scene->arena, "%s/%s", scene->folder, name);
	for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		(void)mkdir(path, 0700);
		*slash = '/';
	}
	write_file(path, text);
}

struct loading {
	struct scene *scene;
	const char *path;
};

static inline void load_body(void *user)
{
	struct loading *loading = user;
	loading->scene->meeting =
		meeting_load(
		loading->scene->arena, loading->scene->report, loading->path, true);
}

static inline void load(struct scene *scene, const char *name)
{
	struct loading loading = {scene, arena_printf(scene->arena, "%s/%s", scene->folder, name)};
	CHECK_INT(arena_protect(scene->arena, load_body, &loading), ARENA_DONE);
}

/* The diagnostics, one a line, without the folder. */
static inline const char *said(struct scene *scene)
{
	struct buf out;
	buf_init(&out, scene->arena);
	size_t length = strlen(scene->folder) + 1;
	for (size_t i = 0; i < report_count(scene->report); i++) {
		const struct diagnostic *d = report_get(scene->report, i);
		const char *file = d->place.file;
		if (file != NULL && strncmp(file, scene->folder, length - 1) == 0)
			file += length;
		buf_printf(&out, "%s:%u:%u %s%s\n", file ? file : "-", d->place.line,
			d->place.column, d->severity == REPORT_WARNING ? "~" : "", d->id);
	}
	return buf_text(&out);
}

static inline void scene_finish(struct scene *scene)
{
	if (check_failures > 0)
		for (size_t i = 0; i < report_count(scene->report); i++)
			fprintf(stderr, "  %s\n", report_get(scene->report, i)->message);
	file_remove_folder(scene->folder);
	arena_destroy(scene->arena);
}

#endif
