#ifndef REFERENT_TESTS_TEXT_TEMPLATES_H
#define REFERENT_TESTS_TEXT_TEMPLATES_H

#include "base/buf.h"
#include "base/report.h"
#include "check.h"
#include "template/template.h"

#include <stdlib.h>

/* Runs text templates and shows what they give, or all that is wrong with them. */

static inline struct place offset_place(void *user, size_t offset)
{
	return (struct place){.file = "a.txt", .line = 1, .column = (unsigned)offset + 1};
}

struct text_run {
	struct arena *arena;
	const struct value_map *globals;
	enum template_mode mode;
	bool trim;
	void (*put)(void *user, struct buf *out, struct value value);
	const char *text;
	const char *result;
};

static inline void text_run_body(void *user)
{
	struct text_run *run = user;
	struct report *report = report_create(run->arena);
	struct text_source source = {offset_place, run};
	struct text_template *template = text_template_compile(
		run->arena, report, run->text, strlen(run->text), run->trim, &source);
	size_t length;
	CHECK(template != NULL || report_failed(report));
	run->result = template == NULL ? NULL
				       : text_template_run(template, run->arena, report,
						 run->globals, run->mode, run->put, NULL, &length);
	CHECK((run->result == NULL) == report_failed(report));
	if (run->result != NULL && report_count(report) == 0)
		return;
	struct buf out;
	buf_init(&out, run->arena);
	for (size_t i = 0; i < report_count(report); i++) {
		const struct diagnostic *diagnostic = report_get(report, i);
		buf_printf(&out, "%s%u %s: %s", i > 0 ? "\n" : "", diagnostic->place.column,
			diagnostic->id, diagnostic->message);
		if (diagnostic->place.item != NULL)
			buf_printf(&out, " [%s]", diagnostic->place.item);
	}
	run->result = buf_text(&out);
}

/* The text that the template gives; after an error "column id: message [item]" line by line. */
static inline const char *text_run_result(struct text_run run, const char *text)
{
	run.text = text;
	enum arena_end end = arena_protect(run.arena, text_run_body, &run);
	return end == ARENA_DONE ? run.result : "(exhausted)";
}

#endif
