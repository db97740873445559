/*
 * render_text DATA.yaml [--strict]: reads templates from standard input, each ended by a NUL, runs them
 * as text templates over the data and writes each result or "\x01" and the faults with their ids, ended
 * by a NUL. Without --strict an unknown name is empty, as in Jinja2.
 */
#include "base/report.h"
#include "io/file.h"
#include "io/yaml.h"
#include "template/data.h"
#include "template/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
	struct arena *arena;
	const char *path;
	enum template_mode mode;
};

static void render(struct arena *arena, const struct value_map *values, enum template_mode mode,
	const char *text, size_t length)
{
	struct report *report = report_create(arena);
	struct text_template *template =
		text_template_compile(arena, report, text, length, false, NULL);
	size_t size = 0;
	const char *result = template != NULL ? text_template_run(template, arena, report, values,
							mode, NULL, NULL, &size)
					      : NULL;
	if (result != NULL) {
		fwrite(result, 1, size, stdout);
	} else {
		putchar(1);
		for (size_t i = 0; i < report_count(report); i++)
			printf("%s: %s; ", report_get(report, i)->id,
				report_get(report, i)->message);
	}
	putchar(0);
}

static void run(void *user)
{
	struct job *job = user;
	struct report *report = report_create(job->arena);
	struct file_bytes bytes, input;
	if (!file_read(job->arena, report, NULL, job->path, NULL, FILE_LIMIT_YAML, &bytes) ||
		!file_read_stdin(job->arena, report, FILE_LIMIT_YAML, &input))
		return;
	struct yaml_node *root = yaml_parse(job->arena, report, &bytes);
	if (root == NULL)
		return;
	const struct value_map *values = data_values(job->arena, report, root);
	for (size_t begin = 0; begin < input.size;) {
		size_t length = strlen(input.data + begin);
		render(job->arena, values, job->mode, input.data + begin, length);
		begin += length + 1;
	}
}

int main(int argc, char **argv)
{
	struct job job = {.arena = arena_create((size_t)1 << 30),
		.path = argc > 1 ? argv[1] : "-",
		.mode = argc > 2 && strcmp(argv[2], "--strict") == 0 ? TEMPLATE_STRICT
								     : TEMPLATE_LAX};
	if (job.arena == NULL || arena_protect(job.arena, run, &job) != ARENA_DONE)
		return EXIT_FAILURE;
	arena_destroy(job.arena);
	return EXIT_SUCCESS;
}
