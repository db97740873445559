#include "meeting/tasks.h"

#include "base/utf8.h"
#include "meeting/scope.h"
#include "meeting/texts.h"
#include "meeting/values.h"

#include <stdlib.h>
#include <string.h>

/* The texts of one meeting's rows. */
struct source {
	struct tasks *tasks;
	const struct meeting *meeting;
	struct values open;   /* as the edition that is made sees them */
	struct values hidden; /* what is closed; its faults belong to the internal edition */
};

static const char *printed(
	struct source *source, struct texts_context context, const struct text *text)
{
	return arena_strdup(source->tasks->arena, texts_plain(&context, text));
}

static void add(
	struct source *source, const struct follow_up *row, const struct item *item, bool closed)
{
	struct tasks *tasks = source->tasks;
	const struct values *values = closed ? &source->hidden : &source->open;
	struct texts_context context = values->context, titled = values->context;
	const struct text *title =
		row->item.bytes != NULL || item == NULL ? &row->item : &item->title;
	if (item != NULL) {
		titled.names =
			scope_item(titled.arena, source->meeting, values->meeting_names, item);
		titled.place = item->place;
	}
	struct task task = {
		.task = printed(source, context, &row->task),
		.responsible = printed(source, context, &row->responsible),
		.item = printed(source, title == &row->item ? context : titled, title),
		.organ = printed(source, context, &source->meeting->organ.name),
		.decided = source->meeting->date,
		.has_deadline = row->has_deadline,
		.deadline = row->deadline,
		.done = row->done,
		.done_on = row->done_on,
		.closed = closed,
		.sequence = tasks->count,
	};
	tasks->items = arena_grow(
		tasks->arena, tasks->items, tasks->count, &tasks->capacity, sizeof *tasks->items);
	tasks->items[tasks->count++] = task;
}

static void gather_items(struct source *source, const struct item *items, size_t count, bool closed)
{
	for (size_t i = 0; i < count; i++) {
		const struct decision *decision = &items[i].decision;
		bool hidden = closed || items[i].closed;
		for (size_t j = 0; j < decision->follow_up_count; j++)
			add(source, &decision->follow_ups[j], &items[i],
				hidden || decision->follow_ups[j].closed);
		gather_items(source, items[i].items, items[i].item_count, hidden);
	}
}

static void add_organ(struct tasks *tasks, const char *organ, const char *authority)
{
	if (tasks->authority == NULL && authority[0] != '\0')
		tasks->authority = arena_strdup(tasks->arena, authority);
	for (size_t i = 0; i < tasks->organ_count; i++)
		if (strcmp(tasks->organs[i], organ) == 0)
			return;
	tasks->organs = arena_grow(tasks->arena, tasks->organs, tasks->organ_count,
		&tasks->organ_capacity, sizeof *tasks->organs);
	tasks->organs[tasks->organ_count++] = arena_strdup(tasks->arena, organ);
}

void tasks_gather(struct tasks *tasks, struct report *report, const struct meeting *meeting,
	enum meeting_edition edition)
{
	struct arena *arena = meeting->arena;
	struct report *unheard = report_create(arena);
	struct source source = {
		.tasks = tasks,
		.meeting = meeting,
		.open = values_of(
			arena, report, meeting_redact(arena, meeting, edition), MEETING_AGENDA),
		.hidden = values_of(arena, edition == MEETING_INTERNAL ? report : unheard, meeting,
			MEETING_AGENDA),
	};
	add_organ(tasks, texts_plain(&source.open.context, &meeting->organ.name),
		texts_plain(&source.open.context, &meeting->organ.authority));
	for (size_t i = 0; i < meeting->follow_up_count; i++)
		add(&source, &meeting->follow_ups[i], NULL, meeting->follow_ups[i].closed);
	gather_items(&source, meeting->items, meeting->item_count, false);
}

static int compare_sequence(const struct task *a, const struct task *b)
{
	return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

static int compare_words(const struct task *a, const struct task *b)
{
	int order = strcmp(a->organ, b->organ);
	if (order == 0)
		order = strcmp(a->task, b->task);
	if (order == 0)
		order = strcmp(a->responsible, b->responsible);
	return order != 0 ? order : strcmp(a->item, b->item);
}

/* What is the same stands together, the first meeting's first. */
static int compare_same(const void *first, const void *second)
{
	const struct task *a = first, *b = second;
	int order = compare_words(a, b);
	if (order == 0)
		order = date_compare(a->decided, b->decided);
	return order != 0 ? order : compare_sequence(a, b);
}

/* By deadline, those without one last; then by body, meeting and order of the meeting. */
static int compare_due(const void *first, const void *second)
{
	const struct task *a = first, *b = second;
	if (a->has_deadline != b->has_deadline)
		return a->has_deadline ? -1 : 1;
	int order = a->has_deadline ? date_compare(a->deadline, b->deadline) : 0;
	if (order == 0)
		order = utf8_collate(a->organ, b->organ);
	if (order == 0)
		order = date_compare(a->decided, b->decided);
	return order != 0 ? order : compare_sequence(a, b);
}

/* The later meeting knows the deadline; nothing that is done or closed in one is not in another. */
static void merge(struct task *task, const struct task *later)
{
	if (later->has_deadline) {
		task->has_deadline = true;
		task->deadline = later->deadline;
	}
	if (!task->done && later->done) {
		task->done = true;
		task->done_on = later->done_on;
	}
	task->closed = task->closed || later->closed;
}

static bool owes(struct arena *arena, const struct task *task, const char *name)
{
	const char *owner = utf8_lower(arena, task->responsible, strlen(task->responsible));
	const char *wanted = utf8_lower(arena, name, strlen(name));
	size_t length = strlen(owner), ending = strlen(wanted);
	if (ending > length || strcmp(owner + length - ending, wanted) != 0)
		return false;
	return ending == length || owner[length - ending - 1] == ' ';
}

static bool is_wanted(
	struct arena *arena, const struct task *task, const struct tasks_wishes *wishes)
{
	if (task->closed && wishes->edition != MEETING_INTERNAL)
		return false;
	if (task->done && !wishes->done)
		return false;
	return wishes->responsible == NULL ||
	       owes(arena, task,
		       utf8_compose(arena, wishes->responsible, strlen(wishes->responsible)));
}

void tasks_settle(struct tasks *tasks, const struct tasks_wishes *wishes)
{
	size_t merged = 0, kept = 0;
	if (tasks->count == 0)
		return;
	qsort(tasks->items, tasks->count, sizeof *tasks->items, compare_same);
	for (size_t i = 0; i < tasks->count; i++) {
		if (merged > 0 && compare_words(&tasks->items[merged - 1], &tasks->items[i]) == 0)
			merge(&tasks->items[merged - 1], &tasks->items[i]);
		else
			tasks->items[merged++] = tasks->items[i];
	}
	struct arena *scratch = arena_create_child(tasks->arena);
	for (size_t i = 0; i < merged; i++) {
		struct task *task = &tasks->items[i];
		task->overdue = !task->done && task->has_deadline && wishes->today.year > 0 &&
				date_compare(task->deadline, wishes->today) < 0;
		if (is_wanted(scratch, task, wishes))
			tasks->items[kept++] = *task;
	}
	arena_destroy(scratch);
	tasks->count = kept;
	qsort(tasks->items, tasks->count, sizeof *tasks->items, compare_due);
}
