#include "api/make.h"

#include "base/i18n.h"
#include "config.h"
#include "meeting/form.h"
#include "meeting/layout.h"
#include "meeting/meeting.h"

/* referent_render_form(): one empty item for case officers to fill in. */

static const char layout[] = "formular";

struct form_call {
	struct call call;
	const char *path;
};

static struct output_fields *output_fields(struct call *call, const struct form *form)
{
	struct output_fields *fields = arena_alloc(call->arena, sizeof *fields);
	fields->head = form_head_print(call->arena, form);
	fields->items = arena_array(call->arena, form->count, sizeof *fields->items);
	fields->count = form->count;
	for (size_t i = 0; i < form->count; i++) {
		fields->items[i].name = form->fields[i].name;
		fields->items[i].text = form_entry_print(call->arena, &form->fields[i]);
	}
	return fields;
}

/* Warns of fields that the layout has no place for. */
static void check_fields(struct call *call, const struct output_fields *fields)
{
	size_t missing = make_count_unwritten(fields);
	if (missing > 0 && !call_failed(call))
		report_warning(call->report, NULL, "template-no-field",
			tr("the layout leaves out %zu of %zu fields; print 'felt' of everything in "
			   "'oplysninger' and 'afsnit'"),
			missing, fields->count);
}

static void render_form(void *user)
{
	struct form_call *rendering = user;
	struct call *call = &rendering->call;
	const struct referent_options *options = call->options;
	const struct meeting *body = meeting_load_body(call->arena, call->report, rendering->path);
	if (body == NULL)
		return;
	const struct form *form = form_of(call->arena, body);
	struct layout_search search = {
		.name = options->template_name != NULL ? options->template_name : layout,
		.folder = options->template_folder,
		.data = REFERENT_DATA};
	struct making making = {
		.values = form_values(call->arena, call->report, body, form),
		.template = layout_compile(call->arena, call->report, &search, body,
			make_template_kind(options->format), false),
		.mode = TEMPLATE_STRICT,
		.stamp = make_edition_stamp(REFERENT_PUBLIC),
		.fields = output_fields(call, form),
		.modified = {1980, 1, 1},
	};
	if (making.values == NULL || making.template == NULL || call_failed(call))
		return;
	make_document(call, &making,
		file_join(call->arena, meeting_organ_folder(body),
			arena_printf(call->arena, "%s.%s", meeting_form_name(body),
				make_format_name(options->format))));
	check_fields(call, making.fields);
}

enum referent_status referent_render_form(struct referent *referent, const char *organ,
	const struct referent_options *options, struct referent_result **result)
{
	struct form_call rendering = {
		.call = {.referent = referent, .options = options},
		.path = organ,
	};
	if (options->format != REFERENT_DOCX && options->format != REFERENT_ODT) {
		*result = NULL;
		return REFERENT_USAGE;
	}
	return call_run(&rendering.call, render_form, &rendering, result);
}
