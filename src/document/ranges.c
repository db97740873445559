#include "document/reading.h"

#include <stdlib.h>
#include <string.h>

/* Bookmarks and other ranges, whose two ends are empty elements far apart. */

struct found_range {
	const char *key;
	int kind;
	size_t event;
	bool begins;
};

static int compare_found(const void *a, const void *b)
{
	const struct found_range *left = a, *right = b;
	int order = strcmp(left->key, right->key);
	if (order == 0)
		order = left->kind - right->kind;
	if (order != 0)
		return order;
	return left->event < right->event ? -1 : left->event > right->event;
}

static int compare_events(const void *a, const void *b)
{
	const struct range_end *left = a, *right = b;
	return left->event < right->event ? -1 : left->event > right->event;
}

static void pair_up(struct plan *plan, struct found_range *found, size_t count)
{
	qsort(found, count, sizeof *found, compare_found);
	for (size_t i = 0; i + 1 < count; i++) {
		const struct found_range *begin = &found[i], *end = &found[i + 1];
		if (!begin->begins || end->begins || begin->kind != end->kind ||
			strcmp(begin->key, end->key) != 0)
			continue;
		plan->ranges[plan->range_count++] = (struct range_end){
			.event = begin->event, .partner = end->event, .begins = true};
		plan->ranges[plan->range_count++] =
			(struct range_end){.event = end->event, .partner = begin->event};
		i++;
	}
	qsort(plan->ranges, plan->range_count, sizeof *plan->ranges, compare_events);
}

static void find_ranges(struct part *part, struct plan *plan)
{
	const struct format_reader *reader = part->document->reader;
	struct arena *arena = part->document->arena;
	struct found_range *found = NULL;
	size_t count = 0, capacity = 0;
	for (size_t i = 0; i < part->xml->count; i++) {
		const struct xml_event *event = &part->xml->events[i];
		if (event->kind != XML_START || part_role(part, i) != ROLE_NOTHING)
			continue;
		const char *key = NULL;
		int direction = reader->range(event, &key);
		if (direction == 0 || key == NULL)
			continue;
		found = arena_grow(arena, found, count, &capacity, sizeof *found);
		found[count++] = (struct found_range){
			.key = key, .kind = abs(direction), .event = i, .begins = direction > 0};
	}
	if (count == 0)
		return;
	plan->ranges = arena_array(arena, count, sizeof *plan->ranges);
	pair_up(plan, found, count);
}

void plan_drop_range(const struct part *part, struct plan *plan, const struct range_end *range)
{
	const size_t ends[] = {range->event, range->partner};
	for (size_t i = 0; i < 2; i++)
		if (part->xml->events[ends[i]].other == ends[i] + 1)
			plan->flags[ends[i]] |= PLAN_DROPPED;
}

/* The outermost lifted element around an event, or NOWHERE. */
static size_t lifted_around(const struct part *part, const struct plan *plan, size_t event)
{
	size_t found = NOWHERE;
	for (; event != NOWHERE; event = part->xml->events[event].parent)
		if (plan->flags[event] & PLAN_LIFTED)
			found = event;
	return found;
}

/* The segment that holds an offset of a paragraph's text. */
static const struct segment *segment_at(const struct paragraph *paragraph, size_t offset)
{
	size_t low = 0, high = paragraph->segment_count;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (paragraph->segments[middle].offset <= offset)
			low = middle;
		else
			high = middle;
	}
	return &paragraph->segments[low];
}

/* Ranges that begin or end inside what opens or closes something: their ends could be parted. */
static void drop_inside_marks(struct part *part, struct plan *plan)
{
	const struct part_state *state = part->state;
	for (size_t i = 0; i < state->mark_count && plan->range_count > 0; i++) {
		const struct mark *mark = &state->marks[i];
		const struct paragraph *paragraph = &state->paragraphs[mark->paragraph];
		if (mark->lift != LIFT_INLINE || mark->end == mark->start)
			continue;
		size_t first = segment_at(paragraph, mark->start)->event;
		size_t last = segment_at(paragraph, mark->end - 1)->event;
		for (size_t k = plan_first_range(plan, first);
			k < plan->range_count && plan->ranges[k].event < last; k++) {
			plan_drop_range(part, plan, &plan->ranges[k]);
		}
	}
}

void plan_ranges(struct part *part, struct plan *plan)
{
	if (part->property)
		return;
	find_ranges(part, plan);
	drop_inside_marks(part, plan);
	for (size_t i = 0; i < plan->range_count; i++) {
		const struct range_end *range = &plan->ranges[i];
		size_t element = lifted_around(part, plan, range->event);
		if (element == NOWHERE)
			continue;
		/* Beside a value both ends can stand; with statements they could be parted. ODT has no
		 * place for them between paragraphs at all. */
		if (plan->flags[element] & PLAN_VALUE && !part->document->reader->mixed)
			continue;
		plan_drop_range(part, plan, range);
	}
	plan_range_nesting(part, plan);
}

size_t plan_first_range(const struct plan *plan, size_t event)
{
	size_t low = 0, high = plan->range_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (plan->ranges[middle].event < event)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
