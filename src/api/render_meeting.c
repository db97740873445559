#include "api/make.h"

#include "base/i18n.h"
#include "config.h"
#include "meeting/field.h"
#include "meeting/layout.h"
#include "meeting/meeting.h"

/* referent_render_meeting(). */

struct meeting_call {
	struct call call;
	const char *path;
};

static struct template *meeting_layout(
	const struct call *call, const struct meeting *meeting, enum referent_format format)
{
	struct layout_search search = {.name = call->options->template_name,
		.folder = call->options->template_folder,
		.data = REFERENT_DATA};
	return layout_compile(call->arena, call->report, &search, meeting,
		make_template_kind(format), format == REFERENT_PDF);
}

/* The kind of meeting document that holds it, or part of it. */
static enum meeting_document meeting_document(enum referent_document document)
{
	return document == REFERENT_MINUTES || document == REFERENT_EXTRACT ? MEETING_MINUTES
									    : MEETING_AGENDA;
}

static const char *automatic_path(struct call *call, const struct meeting *meeting)
{
	const struct referent_options *options = call->options;
	const char *name = meeting_file_name(meeting, meeting_document(options->document));
	if (meeting_folder(meeting) == NULL || name == NULL)
		return NULL;
	return file_join(call->arena, meeting_folder(meeting),
		arena_printf(call->arena, "%s%s%s.%s", name, options->fillable ? "-udfyld" : "",
			options->edition == REFERENT_INTERNAL ? "-INTERN" : "",
			make_format_name(options->format)));
}

static enum meeting_edition meeting_edition(const struct referent_options *options)
{
	return options->edition == REFERENT_INTERNAL ? MEETING_INTERNAL : MEETING_PUBLIC;
}

/* As much of the meeting as the document is about. */
static struct meeting *reduce(struct call *call, struct meeting *meeting)
{
	const struct referent_options *options = call->options;
	if (options->document == REFERENT_SUPPLEMENT)
		return meeting_supplement(call->arena, call->report, meeting, options->added_on);
	if (options->document == REFERENT_EXTRACT)
		return meeting_extract(call->arena, call->report, meeting, options->items,
			options->item_count, meeting_edition(options));
	return meeting;
}

/* The fields of a document that is to be filled in, none so far. The agenda that it is about is the
 * whole one, however little of it the document shows. */
static struct field_record *new_record(struct call *call, const struct meeting *whole)
{
	struct field_record *record = arena_alloc(call->arena, sizeof *record);
	record->meeting = field_meeting(call->arena, whole);
	record->version = field_version(call->arena, whole);
	return record;
}

static struct output_fields *output_fields(struct call *call, const struct field_record *record)
{
	struct output_fields *fields = arena_alloc(call->arena, sizeof *fields);
	fields->head = field_head_print(call->arena, record);
	fields->items = arena_array(call->arena, record->count, sizeof *fields->items);
	fields->count = record->count;
	for (size_t i = 0; i < record->count; i++) {
		fields->items[i].name = record->entries[i].name;
		fields->items[i].text = field_entry_print(call->arena, &record->entries[i]);
	}
	return fields;
}

/* Warns of fields that the layout has no place for. */
static void check_fields(struct call *call, const struct output_fields *fields)
{
	size_t missing = make_count_unwritten(fields);
	if (missing > 0 && !call_failed(call))
		report_warning(call->report, NULL, "template-no-field",
			tr("the layout leaves out %zu of %zu fields; put "
			   "{{ punkt.beslutning }} where a decision goes, in the agenda too"),
			missing, fields->count);
}

/* Warns of what is wrong with the meeting as a whole; for the public without a closed word. */
static void check_whole(struct call *call, const struct meeting *loaded)
{
	const struct referent_options *options = call->options;
	bool minutes = options->document == REFERENT_MINUTES;
	if (options->document == REFERENT_EXTRACT)
		return;
	meeting_check_law(call->report, loaded, !minutes, minutes);
	if (minutes && !options->fillable)
		meeting_check_open(call->arena, call->report, loaded);
	if (options->edition == REFERENT_PUBLIC)
		meeting_check_mentions(call->arena, call->report, loaded, false);
}

static void render_meeting(void *user)
{
	struct meeting_call *rendering = user;
	struct call *call = &rendering->call;
	const struct referent_options *options = call->options;
	struct meeting *loaded = meeting_load(
		call->arena, call->report, rendering->path, options->edition == REFERENT_INTERNAL);
	struct meeting *wanted = loaded != NULL ? reduce(call, loaded) : NULL;
	if (wanted == NULL)
		return;
	check_whole(call, loaded);
	if (options->edition == REFERENT_PUBLIC)
		meeting_check_closed_files(call->arena, call->report, loaded, wanted);
	struct meeting *meeting = meeting_redact(call->arena, wanted, meeting_edition(options));
	meeting_check_unfinished(
		call->arena, call->report, meeting, meeting_document(options->document), false);
	struct field_record *record = NULL;
	if (options->fillable)
		record = new_record(call, wanted == loaded ? meeting
							   : meeting_redact(call->arena, loaded,
								     meeting_edition(options)));
	struct making making = {
		.values = meeting_values(call->arena, call->report, meeting,
			meeting_document(options->document), record),
		.template = meeting_layout(call, meeting, options->format),
		.mode = TEMPLATE_STRICT,
		.stamp = make_edition_stamp(options->edition),
		.modified = meeting_date(meeting),
	};
	if (making.template != NULL)
		make_check_template(call, making.template);
	if (making.values == NULL || making.template == NULL || call_failed(call))
		return;
	if (record != NULL)
		making.fields = output_fields(call, record);
	meeting_release_files(loaded);
	make_document(call, &making, automatic_path(call, meeting));
	if (record != NULL)
		check_fields(call, making.fields);
}

enum referent_status referent_render_meeting(struct referent *referent, const char *path,
	const struct referent_options *options, struct referent_result **result)
{
	struct meeting_call rendering = {
		.call = {.referent = referent, .options = options},
		.path = path,
	};
	bool no_items = options->document == REFERENT_EXTRACT && options->item_count == 0;
	bool unfillable =
		options->fillable &&
		(options->document == REFERENT_EXTRACT ||
			(options->format != REFERENT_DOCX && options->format != REFERENT_ODT));
	if (no_items || unfillable) {
		*result = NULL;
		return REFERENT_USAGE;
	}
	return call_run(&rendering.call, render_meeting, &rendering, result);
}
