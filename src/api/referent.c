#include "referent.h"

#include "api/call.h"
#include "config.h"

/* Memory that one context may use, bytes. */
enum { MEMORY_LIMIT = 256 * 1024 * 1024 };

const char result_public[] = "offentlig";
const char result_internal[] = "intern";
const char result_data[] = "data";

const char *referent_version(void)
{
	return REFERENT_VERSION;
}

static void create_report(void *user)
{
	struct referent **made = user;
	struct arena *arena = (*made)->arena;
	struct referent *referent = arena_alloc(arena, sizeof *referent);
	referent->arena = arena;
	referent->report = report_create(arena);
	*made = referent;
}

struct referent *referent_create(void)
{
	struct referent first = {.arena = arena_create(MEMORY_LIMIT)};
	struct referent *referent = &first;
	if (first.arena == NULL)
		return NULL;
	if (arena_protect(first.arena, create_report, &referent) != ARENA_DONE) {
		arena_destroy(first.arena);
		return NULL;
	}
	return referent;
}

void referent_destroy(struct referent *referent)
{
	if (referent != NULL)
		arena_destroy(referent->arena);
}

static void show_diagnostics(struct referent *referent)
{
	size_t count = report_count(referent->report);
	for (size_t i = 0; i < count; i++) {
		const struct diagnostic *diagnostic = report_get(referent->report, i);
		const struct place *place = &diagnostic->place;
		referent->shown[i] = (struct referent_diagnostic){
			.severity = diagnostic->severity == REPORT_ERROR ? REFERENT_ERROR
									 : REFERENT_WARNING,
			.id = diagnostic->id,
			.message = diagnostic->message,
			.file = place->file,
			.line = place->line,
			.column = place->column,
			.part = place->part,
			.paragraph = place->paragraph,
			.table = place->table,
			.row = place->row,
			.cell = place->cell,
			.visible = place->visible,
			.caret = place->caret,
			.item = place->item,
		};
	}
	referent->shown_count = count;
}

bool call_failed(const struct call *call)
{
	return report_error_count(call->report) > call->errors;
}

static enum referent_status run(struct call *call, void (*body)(void *user), void *user)
{
	struct report *report = call->report;
	size_t warnings = report_warning_count(report);
	enum arena_end end = arena_protect(call->arena, body, user);
	if (end != ARENA_DONE)
		report_exhausted(report, end);
	show_diagnostics(call->referent);
	if (call_failed(call))
		return report_system_failed(report) ? REFERENT_SYSTEM : REFERENT_INPUT;
	if (call->options != NULL && call->options->strict &&
		report_warning_count(report) > warnings)
		return REFERENT_INPUT;
	return REFERENT_OK;
}

enum referent_status call_run(
	struct call *call, void (*body)(void *user), void *user, struct referent_result **result)
{
	call->arena = call->referent->arena;
	call->report = call->referent->report;
	call->errors = report_error_count(call->report);
	call->result = NULL;
	enum referent_status status = run(call, body, user);
	if (result != NULL)
		*result = status == REFERENT_OK ? call->result : NULL;
	return status;
}

void call_set_text(struct call *call, struct buf *text)
{
	call->result = arena_alloc(call->arena, sizeof *call->result);
	call->result->bytes.data = buf_text(text);
	call->result->bytes.size = text->length;
	call->result->stamp = result_data;
}

size_t referent_diagnostic_count(const struct referent *referent)
{
	return referent->shown_count;
}

const struct referent_diagnostic *referent_diagnostic(const struct referent *referent, size_t index)
{
	return index < referent->shown_count ? &referent->shown[index] : NULL;
}

size_t referent_diagnostics_dropped(const struct referent *referent)
{
	return report_dropped(referent->report);
}
