#include "meeting/earlier.h"
#include "meeting/minutes.h"

#include "meeting/scope.h"
#include "template/template.h"

#include <stdlib.h>
#include <string.h>

/* A meeting that items were taken over from, as this document's edition may show it. */
struct other_meeting {
	const struct meeting *loaded;
	struct values values;
	const struct item **items; /* by sequence */
	struct other_meeting *next;
};

struct earlier_meetings {
	struct other_meeting *first;
};

struct earlier_meetings *earlier_meetings_create(struct arena *arena)
{
	return arena_alloc(arena, sizeof(struct earlier_meetings));
}

/* Equal days: as typed, which is as they lie in memory. */
static int compare_ascending(const void *a, const void *b)
{
	const struct earlier *one = *(const struct earlier *const *)a;
	const struct earlier *other = *(const struct earlier *const *)b;
	int days = date_compare(one->date, other->date);
	return days != 0 ? days : (one > other) - (one < other);
}

static int compare_descending(const void *a, const void *b)
{
	const struct earlier *one = *(const struct earlier *const *)a;
	const struct earlier *other = *(const struct earlier *const *)b;
	int days = date_compare(other->date, one->date);
	return days != 0 ? days : (one > other) - (one < other);
}

const struct earlier *const *earlier_by_date(
	struct arena *arena, const struct earlier *earlier, size_t count, bool ascending)
{
	const struct earlier **shown = arena_array(arena, count, sizeof *shown);
	const struct earlier **dated = arena_array(arena, count, sizeof *dated);
	size_t dated_count = 0;
	for (size_t i = 0; i < count; i++)
		if (earlier[i].has_date)
			dated[dated_count++] = &earlier[i];
	if (dated_count > 1)
		qsort(dated, dated_count, sizeof *dated,
			ascending ? compare_ascending : compare_descending);
	for (size_t i = 0, next = 0; i < count; i++)
		shown[i] = earlier[i].has_date ? dated[next++] : &earlier[i];
	return shown;
}

const char *earlier_heading(const struct values *values, const struct earlier *earlier,
	const struct part_declaration *declared)
{
	if (earlier->has_heading)
		return texts_plain(&values->context, &earlier->heading);
	const struct text *heading = declared != NULL ? &declared->heading : NULL;
	const struct part_declarations *order = values->declarations;
	for (size_t i = 0; heading == NULL || heading->length == 0; i++) {
		if (i == order->count)
			return "Tidligere beslutning";
		if (strcmp(order->items[i].key, "beslutning") == 0)
			heading = &order->items[i].heading;
		if (heading != NULL && heading->length == 0)
			heading = NULL;
	}
	/* This meeting's date over another's decision would be false, none a gap in the heading. */
	if (!earlier->has_date && text_template_needed(heading->bytes, heading->length)) {
		const char *organ = texts_plain(&values->context, &earlier->organ);
		return organ[0] == '\0'
			       ? "Tidligere beslutning"
			       : arena_printf(values->arena, "Tidligere beslutning, %s", organ);
	}
	struct texts_context context = values->context;
	context.names = scope_earlier(values->scratch, context.names, earlier);
	return texts_plain(&context, heading);
}

static unsigned last_sequence(const struct item *items, size_t count)
{
	unsigned last = 0;
	for (size_t i = 0; i < count; i++) {
		unsigned within = last_sequence(items[i].items, items[i].item_count);
		if (items[i].sequence > last)
			last = items[i].sequence;
		if (within > last)
			last = within;
	}
	return last;
}

/* Only what the edition shows has a sequence. */
static void list_items(const struct item **listed, const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		listed[items[i].sequence] = &items[i];
		list_items(listed, items[i].items, items[i].item_count);
	}
}

static struct other_meeting *find_meeting(const struct values *values, const struct meeting *loaded)
{
	struct arena *arena = values->arena;
	struct other_meeting **end = &values->others->first;
	for (; *end != NULL; end = &(*end)->next)
		if ((*end)->loaded == loaded)
			return *end;
	const struct meeting *shown = meeting_redact(arena, loaded, values->meeting->edition);
	struct other_meeting *other = arena_alloc(arena, sizeof *other);
	*other = (struct other_meeting){
		.loaded = loaded,
		.values = values_of(arena, values->context.report, shown, MEETING_MINUTES),
		.items = arena_array(arena, last_sequence(loaded->items, loaded->item_count) + 1,
			sizeof *other->items),
	};
	list_items(other->items, shown->items, shown->item_count);
	other->items[0] = NULL;
	*end = other;
	return other;
}

struct markup_block *earlier_blocks(const struct values *values, const struct earlier *earlier)
{
	if (earlier->item == NULL)
		return texts_markup(&values->context, &earlier->text);
	const struct other_meeting *other = find_meeting(values, earlier->meeting);
	const struct item *item = other->items[earlier->item->sequence];
	if (item == NULL)
		return NULL;
	struct values there = other->values;
	there.context.names = scope_item(values->scratch, there.meeting, there.meeting_names, item);
	there.context.place = item->place;
	return minutes_decision_elsewhere(&there, item);
}

void earlier_set_origin(
	const struct values *values, struct value_map *map, const struct earlier *earlier)
{
	/* What was closed has neither; whoever gives only the date means this body. */
	if (earlier->organ.bytes != NULL)
		values_set_plain(values, map, "organ", &earlier->organ);
	else if (earlier->has_date)
		values_set_plain(values, map, "organ", &values->meeting->organ.name);
	if (earlier->has_date)
		value_map_set(values->arena, map, "dato", value_date(earlier->date));
	values_set_plain(values, map, "punkt", &earlier->number);
}
