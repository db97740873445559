#ifndef REFERENT_TESTS_OUTPUT_RUN_H
#define REFERENT_TESTS_OUTPUT_RUN_H

#include "check.h"
#include "writing.h"

#include "io/xml.h"

/* A document written from a template of a few entries, and a look at what came out. */

typedef const struct markup_picture *run_load(
	void *user, const char *path, const char *alt, const struct place *place);

struct run {
	struct arena *arena;
	struct report *report;
	struct file_bytes bytes;
	struct zip_reader *zip;
	const char *const *values;
	run_load *load;
	bool done;
};

#define VALUES(...)           \
	(const char *const[]) \
	{                     \
		__VA_ARGS__   \
	}

static inline void run_init(struct run *run, const char *const *values, run_load *load)
{
	run->arena = arena_create((size_t)1 << 28);
	run->report = report_create(run->arena);
	run->values = values;
	run->load = load;
}

/* {{0}} is the first value: "=text" is text, ">address" a link, anything else Markdown. */
static inline void run_put(
	void *user, struct output *output, const struct piece *mark, const char *name)
{
	struct run *run = user;
	struct markup_source source = {.load = run->load};
	const char *value = run->values[name[0] - '0'];
	if (value[0] == '=')
		output_text(output, mark, value + 1, strlen(value + 1));
	else if (value[0] == '>')
		output_link(output, mark, "her", 3, value + 1);
	else
		output_blocks(output, mark,
			markup_parse(run->arena, run->report, value, strlen(value), &source));
}

static inline void run_write(
	struct run *run, const struct entry *entries, size_t count, const char *stamp)
{
	struct output_settings settings = {.title = "Dagsorden & mere",
		.language = "da-DK",
		.modified = {2024, 11, 6},
		.stamp = stamp,
		.limit = 1 << 20};
	struct file_bytes template = writing_package(run->arena, run->report, entries, count);
	run->done = writing_run(
		run->arena, run->report, &template, &settings, run_put, run, &run->bytes);
	run->zip = run->done ? zip_reader_open(run->arena, run->report, &run->bytes) : NULL;
}

/* A part of what was written, which has to be well-formed; "" if it is not there. */
static inline const char *part(struct run *run, const char *name)
{
	size_t index = run->zip == NULL ? SIZE_MAX : zip_reader_find(run->zip, name);
	struct file_bytes bytes;
	if (index == SIZE_MAX || !zip_reader_read(run->zip, run->arena, run->report, index, &bytes))
		return "";
	CHECK(xml_parse(run->arena, run->report, "", name, bytes.data, bytes.size, NULL, 0) !=
		NULL);
	return bytes.data;
}

static inline void finish(struct run *run)
{
	CHECK_INT(report_error_count(run->report), 0);
	arena_destroy(run->arena);
}

#define HAS(run, name, text) CHECK(strstr(part((run), (name)), (text)) != NULL)
#define LACKS(run, name, text) CHECK(strstr(part((run), (name)), (text)) == NULL)

static inline unsigned occurrences(const char *text, const char *what)
{
	unsigned count = 0;
	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		count++;
	return count;
}

#endif
