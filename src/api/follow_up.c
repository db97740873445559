#include "api/make.h"

#include "base/i18n.h"
#include "config.h"
#include "meeting/layout.h"
#include "meeting/tasks.h"

/* referent_follow_up(): what is to be done after several meetings. */

static const char layout[] = "opfoelgning";

struct follow_up_call {
	struct call call;
	const char *const *paths;
	size_t count;
	const struct referent_tasks *wanted;
	struct tasks_wishes wishes;
	struct tasks tasks;
	struct meeting *first; /* its body's layout makes the document */
};

static void understand_wishes(struct follow_up_call *listing)
{
	const struct referent_tasks *wanted = listing->wanted;
	listing->wishes = (struct tasks_wishes){
		.edition = listing->call.options->edition == REFERENT_INTERNAL ? MEETING_INTERNAL
									       : MEETING_PUBLIC,
		.done = wanted->done,
		.responsible = wanted->responsible,
	};
	if (wanted->today == NULL || date_parse(wanted->today, &listing->wishes.today))
		return;
	report_error(listing->call.report, NULL, "bad-date",
		tr("'%s' is no date; write it as 2024-11-06"), wanted->today);
}

/* Only the rows are kept of a meeting: there may be many, each with those that it refers to. */
static void gather(struct follow_up_call *listing, const char *path)
{
	struct call *call = &listing->call;
	struct arena *arena = arena_create_child(call->arena);
	struct meeting *meeting = meeting_load(
		arena, call->report, path, listing->wishes.edition == MEETING_INTERNAL);
	if (meeting != NULL)
		tasks_gather(&listing->tasks, call->report, meeting, listing->wishes.edition);
	if (meeting != NULL && listing->first == NULL)
		listing->first = meeting;
	else
		arena_destroy(arena);
}

/* In the folder that was named, if it is one. */
static const char *automatic_path(struct follow_up_call *listing)
{
	struct call *call = &listing->call;
	if (listing->count != 1 || !file_is_folder(listing->paths[0]))
		return NULL;
	const char *mark = listing->wishes.edition == MEETING_INTERNAL ? "-INTERN" : "";
	return file_join(call->arena, listing->paths[0],
		arena_printf(call->arena, "opfølgning%s.%s", mark,
			make_format_name(call->options->format)));
}

static void print_list(struct follow_up_call *listing)
{
	struct call *call = &listing->call;
	struct buf text;
	buf_init(&text, call->arena);
	if (listing->wanted->csv)
		tasks_print_csv(&listing->tasks, &listing->wishes, &text);
	else
		tasks_print_table(&listing->tasks, &listing->wishes, &text);
	call_set_text(call, &text);
	call->result->format = REFERENT_TXT;
	call->result->stamp = make_edition_stamp(call->options->edition);
}

static void make_list(struct follow_up_call *listing)
{
	struct call *call = &listing->call;
	enum referent_format format = call->options->format;
	const char *name = call->options->template_name;
	struct layout_search search = {.name = name != NULL ? name : layout,
		.folder = call->options->template_folder,
		.data = REFERENT_DATA};
	struct making making = {
		.template = layout_compile(call->arena, call->report, &search, listing->first,
			make_template_kind(format), format == REFERENT_PDF),
		.values = tasks_values(&listing->tasks, &listing->wishes),
		.mode = TEMPLATE_STRICT,
		.stamp = make_edition_stamp(call->options->edition),
		.modified = listing->wishes.today.year > 0 ? listing->wishes.today
							   : meeting_date(listing->first),
	};
	if (making.template != NULL)
		make_check_template(call, making.template);
	if (!call_failed(call))
		make_document(call, &making, automatic_path(listing));
}

static void list_tasks(void *user)
{
	struct follow_up_call *listing = user;
	struct call *call = &listing->call;
	struct tasks_meetings meetings = {0};
	listing->tasks.arena = call->arena;
	understand_wishes(listing);
	for (size_t i = 0; i < listing->count; i++)
		tasks_find_meetings(call->arena, call->report, listing->paths[i], &meetings);
	for (size_t i = 0; i < meetings.count; i++)
		gather(listing, meetings.paths[i]);
	if (call_failed(call) || listing->first == NULL)
		return;
	tasks_settle(&listing->tasks, &listing->wishes);
	if (call->options->format == REFERENT_TXT && call->options->template_name == NULL)
		print_list(listing);
	else
		make_list(listing);
}

enum referent_status referent_follow_up(struct referent *referent, const char *const *paths,
	size_t count, const struct referent_tasks *tasks, const struct referent_options *options,
	struct referent_result **result)
{
	struct follow_up_call listing = {
		.call = {.referent = referent, .options = options},
		.paths = paths,
		.count = count,
		.wanted = tasks,
	};
	if (count == 0) {
		*result = NULL;
		return REFERENT_USAGE;
	}
	return call_run(&listing.call, list_tasks, &listing, result);
}
