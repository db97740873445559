#include "document/reading.h"

#include <stdlib.h>

/*
 * What a statement opens it also closes, and what stands in between is repeated or left out. Links,
 * content controls and ranges that hold only one of the two cannot go along: links are split,
 * content controls give way to what they hold, ranges are left out.
 */

/* An element around marks of a paragraph. */
struct holder {
	size_t element;
	size_t open; /* statements that have begun in it and not ended */
	bool crossed;
};

struct holders {
	struct part *part;
	struct plan *plan;
	struct holder stack[READING_MAX_DEPTH];
	size_t count;
	bool among_blocks; /* around paragraphs, not in one */
};

static void take_step(struct holder *holder, enum mark_nesting nests)
{
	if (nests == NESTS_OPENS)
		holder->open++;
	else if (holder->open == 0)
		holder->crossed = true;
	else if (nests == NESTS_CLOSES)
		holder->open--;
}

static void drop_properties(const struct part *part, struct plan *plan, size_t element)
{
	const struct xml_event *events = part->xml->events;
	for (size_t i = element + 1; i < events[element].other;) {
		if (events[i].kind != XML_START) {
			i++;
			continue;
		}
		if (part_role(part, i) == ROLE_HIDDEN)
			plan->flags[i] |= PLAN_DROPPED;
		i = events[i].other + 1;
	}
}

static void unwrap(const struct part *part, struct plan *plan, size_t element)
{
	plan->flags[element] |= PLAN_UNWRAPPED;
	drop_properties(part, plan, element);
}

/* A content control among paragraphs, rows or cells, or what it has them in. */
static bool is_control(const struct part *part, size_t element)
{
	const struct xml_event *events = part->xml->events;
	const char *name = part->document->reader->control;
	size_t parent = events[element].parent;
	return xml_is(&events[element], name) ||
	       (parent != NOWHERE && xml_is(&events[parent], name));
}

static void pop(struct holders *holders)
{
	const struct holder *holder = &holders->stack[--holders->count];
	enum role role = part_role(holders->part, holder->element);
	if (!holder->crossed && holder->open == 0)
		return;
	if (holders->among_blocks) {
		if (is_control(holders->part, holder->element))
			unwrap(holders->part, holders->plan, holder->element);
	} else if (role == ROLE_LINK) {
		holders->plan->flags[holder->element] |= PLAN_SPLIT;
	} else if (role == ROLE_OTHER) {
		unwrap(holders->part, holders->plan, holder->element);
	}
}

/* Makes the stack an event and the elements around it, up to the paragraph. */
static void move_to(struct holders *holders, size_t paragraph, size_t event)
{
	const struct xml_event *events = holders->part->xml->events;
	size_t path[READING_MAX_DEPTH];
	size_t count = 0;
	while (holders->count > 0) {
		size_t element = holders->stack[holders->count - 1].element;
		if (element <= event && event < events[element].other)
			break;
		pop(holders);
	}
	size_t stop = holders->count > 0 ? holders->stack[holders->count - 1].element : paragraph;
	for (; event != stop && event != paragraph; event = events[event].parent)
		path[count++] = event;
	while (count > 0)
		holders->stack[holders->count++] = (struct holder){.element = path[--count]};
}

static void unbind(const struct part *part, struct plan *plan, size_t control)
{
	const struct xml_event *events = part->xml->events;
	if (plan->flags[control] & PLAN_WRITTEN)
		return;
	plan->flags[control] |= PLAN_WRITTEN;
	for (size_t i = control + 1; i < events[control].other; i++) {
		if (events[i].kind != XML_START || part_role(part, i) == ROLE_HIDDEN)
			continue;
		if (part->document->reader->is_binding(&events[i]))
			plan->flags[i] |= PLAN_DROPPED;
		else
			i = events[i].other; /* its properties come first, one by one */
	}
}

void plan_bindings(struct part *part, struct plan *plan)
{
	const struct part_state *state = part->state;
	const struct format_reader *reader = part->document->reader;
	for (size_t i = 0; i < state->mark_count && reader->is_binding != NULL; i++) {
		size_t event = state->marks[i].at;
		for (; event != NOWHERE; event = part->xml->events[event].parent)
			if (part->xml->events[event].kind == XML_START &&
				xml_is(&part->xml->events[event], reader->control))
				unbind(part, plan, event);
	}
}

void plan_holders(struct part *part, struct plan *plan, const struct paragraph *paragraph)
{
	const struct part_state *state = part->state;
	struct holders holders = {.part = part, .plan = plan};
	for (size_t i = paragraph->first_mark; i > 0; i = state->marks[i - 1].next) {
		const struct mark *mark = &state->marks[i - 1];
		if (mark->nests == NESTS_NOT || mark->inside == NOWHERE)
			continue;
		move_to(&holders, paragraph->event, mark->inside);
		for (size_t k = 0; k < holders.count; k++)
			take_step(&holders.stack[k], mark->nests);
	}
	while (holders.count > 0)
		pop(&holders);
}

/* Where a statement opens, divides or closes something, in the order of the events. */
struct step {
	size_t event;
	size_t order;
	enum mark_nesting nests;
};

static int compare_steps(const void *a, const void *b)
{
	const struct step *left = a, *right = b;
	if (left->event != right->event)
		return left->event < right->event ? -1 : 1;
	return left->order < right->order ? -1 : left->order > right->order;
}

/* Cells that marks belong to may be left out as well. */
static struct step *find_steps(const struct part *part, const struct plan *plan, size_t *count)
{
	const struct part_state *state = part->state;
	const struct xml_event *events = part->xml->events;
	size_t capacity = state->mark_count + 2 * state->cell_mark_count;
	struct step *steps = arena_array(part->document->arena, capacity, sizeof *steps);
	*count = 0;
	for (size_t i = 0; i < state->mark_count; i++) {
		const struct mark *mark = &state->marks[i];
		if (mark->nests != NESTS_NOT && mark->at != NOWHERE)
			steps[(*count)++] = (struct step){mark->at, i, mark->nests};
	}
	for (size_t i = 0; i < state->cell_mark_count; i++) {
		size_t cell = state->cell_marks[i].cell;
		if (!(plan->flags[cell] & PLAN_CELL) ||
			(i > 0 && state->cell_marks[i - 1].cell == cell))
			continue;
		steps[(*count)++] = (struct step){cell, SIZE_MAX, NESTS_OPENS};
		steps[(*count)++] = (struct step){events[cell].other, SIZE_MAX, NESTS_CLOSES};
	}
	qsort(steps, *count, sizeof *steps, compare_steps);
	return steps;
}

/* What holds the container must end in a paragraph in its place. */
static void hand_end_on(const struct part *part, struct plan *plan, size_t container)
{
	size_t event = container;
	while (event != NOWHERE && plan->flags[event] & PLAN_UNWRAPPED)
		event = part->xml->events[event].parent;
	if (event != NOWHERE && plan->flags[container] & PLAN_END)
		plan->flags[event] |= PLAN_END;
}

void plan_controls(struct part *part, struct plan *plan)
{
	size_t count;
	if (*part->document->reader->control == '\0')
		return;
	const struct step *steps = find_steps(part, plan, &count);
	struct holders *holders = arena_alloc(part->document->arena, sizeof *holders);
	*holders = (struct holders){.part = part, .plan = plan, .among_blocks = true};
	for (size_t i = 0; i < count; i++) {
		move_to(holders, NOWHERE, part->xml->events[steps[i].event].parent);
		for (size_t k = 0; k < holders->count; k++)
			take_step(&holders->stack[k], steps[i].nests);
	}
	while (holders->count > 0)
		pop(holders);
	for (size_t i = 0; i < part->xml->count; i++)
		if (part->xml->events[i].kind == XML_START &&
			part_role(part, i) == ROLE_CONTAINER && plan->flags[i] & PLAN_UNWRAPPED)
			hand_end_on(part, plan, i);
}

void plan_range_nesting(const struct part *part, struct plan *plan)
{
	struct arena *arena = part->document->arena;
	size_t count, depth = 0, branch = 0, at = 0;
	if (plan->range_count == 0)
		return;
	const struct step *steps = find_steps(part, plan, &count);
	size_t *open = arena_array(arena, count + 1, sizeof *open); /* branches, by number */
	size_t *around = arena_array(arena, plan->range_count, sizeof *around);
	for (size_t i = 0; i < plan->range_count; i++) {
		for (; at < count && steps[at].event < plan->ranges[i].event; at++) {
			if (steps[at].nests == NESTS_OPENS)
				open[++depth] = ++branch;
			else if (steps[at].nests == NESTS_DIVIDES)
				open[depth] = depth > 0 ? ++branch : 0;
			else
				depth -= depth > 0;
		}
		around[i] = open[depth];
	}
	for (size_t i = 0; i < plan->range_count; i++) {
		const struct range_end *range = &plan->ranges[i];
		if (range->begins && around[i] != around[plan_first_range(plan, range->partner)])
			plan_drop_range(part, plan, range);
	}
}
