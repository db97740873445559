#include "api/make.h"

#include "base/i18n.h"
#include "config.h"
#include "meeting/layout.h"
#include "meeting/meeting.h"

/* referent_check_meeting(): what any of a meeting's documents would complain of, without one. */

struct check_call {
	struct call call;
	const char *path;
	const struct meeting *loaded;
	struct layout layouts[DOCUMENT_KINDS];
	size_t layout_count;
};

/* Every kind that the layout is there as: which one will be asked for is not known. */
static void find_layouts(struct check_call *checking)
{
	const struct call *call = &checking->call;
	const struct layout_search search = {.name = call->options->template_name,
		.folder = call->options->template_folder,
		.data = REFERENT_DATA};
	checking->layout_count = layout_compile_all(
		call->arena, call->report, &search, checking->loaded, checking->layouts);
	for (size_t i = 0; i < checking->layout_count; i++) {
		const struct layout *layout = &checking->layouts[i];
		if (!template_mentions(layout->template, "udgave"))
			report_warning(call->report, &(struct place){.file = layout->path},
				"template-no-edition",
				tr("the template does not mark the internal edition, which it "
				   "cannot make then; put {%% if udgave == \"intern\" %%}INTERN"
				   "{%% endif %%} in its header"));
	}
}

/* Makes the document with a layout of the municipality's own, for what is reported on the way. */
static void try_layout(const struct check_call *checking, struct arena *passing,
	const struct layout *layout, const struct value_map *values, enum meeting_edition edition)
{
	const struct output_settings settings = {
		.flat = template_kind(layout->template) == DOCUMENT_FODT,
		.language = "da-DK",
		.modified = meeting_date(checking->loaded),
		.stamp = edition == MEETING_INTERNAL ? result_internal : result_public,
		.limit = TEMPLATE_MAX_OUTPUT,
	};
	struct file_bytes bytes;
	template_run(layout->template, passing, checking->call.report, values, TEMPLATE_STRICT,
		&settings, &bytes);
}

/* What is wrong with the meeting as one document shows it. */
static void check_document(struct check_call *checking, enum meeting_edition edition,
	enum meeting_document document, bool sound)
{
	struct call *call = &checking->call;
	struct arena *passing = arena_create_child(call->arena);
	const struct value_map *values = meeting_values(passing, call->report,
		meeting_redact(passing, checking->loaded, edition), document, NULL);
	for (size_t i = 0; i < checking->layout_count && sound && values != NULL; i++)
		if (checking->layouts[i].own)
			try_layout(checking, passing, &checking->layouts[i], values, edition);
	arena_destroy(passing);
}

static bool has_kind(const struct check_call *checking, enum document_kind kind)
{
	for (size_t i = 0; i < checking->layout_count; i++)
		if (template_kind(checking->layouts[i].template) == kind)
			return true;
	return false;
}

static void check_meeting(void *user)
{
	struct check_call *checking = user;
	struct call *call = &checking->call;
	bool final = call->options->final;
	struct meeting *loaded =
		final ? meeting_load_final(call->arena, call->report, checking->path)
		      : meeting_load(call->arena, call->report, checking->path, true);
	if (loaded == NULL)
		return;
	checking->loaded = loaded;
	meeting_check_law(call->report, loaded, true, final || meeting_was_held(loaded));
	meeting_check_mentions(call->arena, call->report, loaded, true);
	meeting_check_closed_files(call->arena, call->report, loaded, loaded);
	meeting_check_unfinished(call->arena, call->report, loaded, MEETING_MINUTES, final);
	if (final)
		meeting_check_final(call->arena, call->report, loaded);
	/* A meeting with something left out would make a layout complain of what it lacks. */
	bool sound = !call_failed(call);
	find_layouts(checking);
	for (int edition = MEETING_PUBLIC; edition <= MEETING_INTERNAL; edition++)
		for (int document = MEETING_AGENDA; document <= MEETING_MINUTES; document++)
			check_document(checking, (enum meeting_edition)edition,
				(enum meeting_document)document, sound);
	if (has_kind(checking, DOCUMENT_DOCX))
		meeting_check_pictures(call->arena, call->report, loaded);
}

enum referent_status referent_check_meeting(
	struct referent *referent, const char *path, const struct referent_options *options)
{
	struct check_call checking = {
		.call = {.referent = referent, .options = options},
		.path = path,
	};
	return call_run(&checking.call, check_meeting, &checking, NULL);
}
