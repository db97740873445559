#include "../unit/markup_print.h"

#include "base/arena.h"
#include "base/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints the blocks of each text on standard input, one line for each; a NUL ends a text. */

static struct arena *arena;

static const struct markup_picture *load(
	void *user, const char *path, const char *alt, const struct place *place)
{
	struct markup_picture *picture = arena_alloc(arena, sizeof(*picture));

	(void)user;
	(void)path;
	(void)place;
	picture->alt = alt;
	picture->width_px = picture->height_px = 1;
	return picture;
}

static void print_text(const char *text, size_t length)
{
	struct markup_source source = {.load = load};
	struct report *report = report_create(arena);
	struct buf out;

	buf_init(&out, arena);
	print_blocks(&out, markup_parse(arena, report, text, length, &source));
	for (size_t i = 0; i < report_count(report); i++)
		if (report_get(report, i)->severity == REPORT_ERROR)
			buf_printf(&out, " !%s", report_get(report, i)->id);
	puts(buf_text(&out));
}

static void run(void *user)
{
	struct buf in;
	char chunk[4096];
	size_t count;

	(void)user;
	buf_init(&in, arena);
	while ((count = fread(chunk, 1, sizeof(chunk), stdin)) > 0)
		buf_append(&in, chunk, count);
	for (size_t at = 0; at < in.length;) {
		size_t length = strlen(in.data + at);

		print_text(in.data + at, length);
		at += length + 1;
	}
}

int main(void)
{
	enum arena_end end;

	arena = arena_create((size_t)1 << 30);
	if (!arena)
		return EXIT_FAILURE;
	end = arena_protect(arena, run, NULL);
	arena_destroy(arena);
	return end == ARENA_DONE ? EXIT_SUCCESS : EXIT_FAILURE;
}
