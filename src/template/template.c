#include "template/template.h"

#include "template/document_template.h"
#include "template/run.h"

#include <string.h>

struct template *template_compile(
	struct arena *arena, struct report *report, const struct file_bytes *bytes)
{
	size_t errors = report_error_count(report);
	struct template *template = arena_alloc(arena, sizeof *template);
	enum document_kind kind;
	if (document_text_kind(bytes->path, &kind)) {
		template->text = text_file_compile(arena, report, bytes, kind);
		return template->text != NULL ? template : NULL;
	}
	template->document = document_open(arena, report, bytes);
	if (template->document == NULL)
		return NULL;
	document_check_outside(template->document);
	template->names = value_map_create(arena);
	template->part_count = document_part_count(template->document);
	template->parts = arena_array(arena, template->part_count, sizeof *template->parts);
	for (size_t i = 0; i < template->part_count; i++) {
		struct template_part *part = &template->parts[i];
		part->part = document_part(template->document, i);
		marking_put(arena, report, part, template->names);
		marking_compile(arena, report, part);
	}
	return report_error_count(report) > errors ? NULL : template;
}

enum document_kind template_kind(const struct template *template)
{
	return template->text != NULL ? text_file_kind(template->text)
				      : document_kind(template->document);
}

bool template_mentions(const struct template *template, const char *name)
{
	return template->text != NULL ? text_file_mentions(template->text, name)
				      : value_map_has(template->names, name, strlen(name));
}

static void run_part(struct run *run, const struct template_part *part)
{
	output_part_begin(run->output, part->part);
	run->scope = scope_create(run->arena, NULL);
	run_block(run, &part->program);
	output_part_end(run->output);
}

bool template_run(struct template *template, struct arena *arena, struct report *report,
	const struct value_map *globals, enum template_mode mode,
	const struct output_settings *settings, struct file_bytes *bytes)
{
	size_t errors = report_error_count(report);
	struct run run = {.arena = arena,
		.report = report,
		.mode = mode,
		.globals = globals,
		.kind = template_kind(template)};
	buf_init(&run.printed, arena);
	if (template->text != NULL)
		return text_file_run(template->text, &run, settings, bytes);
	run.output = output_create(arena, report, template->document, settings);
	for (size_t i = 0; i < template->part_count && !run.stopped; i++)
		run_part(&run, &template->parts[i]);
	if (report_error_count(report) > errors)
		return false;
	return output_finish(run.output, bytes);
}
