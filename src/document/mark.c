#include "document/reading.h"

#include <stdlib.h>

/* Marks as they are put; what they do to the part is decided when it is flattened. */

bool part_mark(struct part *part, size_t paragraph, size_t start, size_t end, enum mark_lift lift,
	unsigned id)
{
	struct part_state *state = part->state;
	if (paragraph >= state->paragraph_count || start > end)
		return false;
	struct paragraph *holder = &state->paragraphs[paragraph];
	if (end > holder->shown.length)
		return false;
	if (lift == LIFT_ROW && part_enclosing(part, holder->event, ROLE_ROW) == NOWHERE)
		return false;
	if (lift == LIFT_CELL && part_enclosing(part, holder->event, ROLE_CELL) == NOWHERE)
		return false;

	if (part->property || holder->shown.kind != PARAGRAPH_TEXT)
		lift = LIFT_TEXT; /* nothing but text can be there */
	state->marks = arena_grow(part->document->arena, state->marks, state->mark_count,
		&state->mark_capacity, sizeof *state->marks);
	state->marks[state->mark_count++] = (struct mark){.id = id,
		.lift = lift,
		.start = start,
		.end = end,
		.paragraph = paragraph,
		.at = NOWHERE,
		.inside = NOWHERE,
		.parent = NOWHERE};
	if (holder->last_mark > 0)
		state->marks[holder->last_mark - 1].next = state->mark_count;
	else
		holder->first_mark = state->mark_count;
	holder->last_mark = state->mark_count;
	part->touched = true;
	return true;
}

void part_mark_nests(struct part *part, enum mark_nesting nests)
{
	if (part->state->mark_count > 0)
		part->state->marks[part->state->mark_count - 1].nests = nests;
}

void part_mark_bare(struct part *part, size_t paragraph)
{
	if (paragraph < part->state->paragraph_count && !part->property)
		part->state->paragraphs[paragraph].bare = true;
}

bool part_mark_cell(struct part *part, size_t paragraph, unsigned id)
{
	struct part_state *state = part->state;
	if (paragraph >= state->paragraph_count || part->property ||
		state->paragraphs[paragraph].shown.kind != PARAGRAPH_TEXT)
		return false;
	size_t cell = part_enclosing(part, state->paragraphs[paragraph].event, ROLE_CELL);
	if (cell == NOWHERE)
		return false;
	state->cell_marks = arena_grow(part->document->arena, state->cell_marks,
		state->cell_mark_count, &state->cell_mark_capacity, sizeof *state->cell_marks);
	state->cell_marks[state->cell_mark_count++] = (struct cell_mark){.cell = cell, .id = id};
	part->touched = true;
	return true;
}

void part_mark_around(struct part *part, size_t paragraph, unsigned begin_id, unsigned end_id)
{
	struct part_state *state = part->state;
	if (paragraph >= state->paragraph_count || part->property ||
		state->paragraphs[paragraph].shown.kind != PARAGRAPH_TEXT)
		return;
	struct paragraph *holder = &state->paragraphs[paragraph];
	state->arounds = arena_grow(part->document->arena, state->arounds, state->around_count,
		&state->around_capacity, sizeof *state->arounds);
	state->arounds[state->around_count++] = (struct around){
		.begin_id = begin_id, .end_id = end_id, .next = holder->first_around};
	holder->first_around = state->around_count;
	part->touched = true;
}

static const struct mark *find_mark(const struct part *part, unsigned id)
{
	const struct part_state *state = part->state;
	size_t low = 0, high = state->marks_by_id == NULL ? 0 : state->mark_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct mark *mark = &state->marks[state->marks_by_id[middle]];
		if (mark->id == id)
			return mark->placed ? mark : NULL;
		if (mark->id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The nearest element at or around an event that is written. */
static size_t written_at(const struct part *part, size_t event)
{
	while (event != NOWHERE && part->state->plan->flags[event] & PLAN_UNWRAPPED)
		event = part->xml->events[event].parent;
	return event;
}

static size_t depth_of(const struct part *part, size_t event)
{
	size_t depth = 0;
	for (event = written_at(part, event); event != NOWHERE;
		event = written_at(part, part->xml->events[event].parent))
		depth++;
	return depth;
}

bool part_balanced(const struct part *part, unsigned begin_id, unsigned end_id)
{
	const struct mark *begin = find_mark(part, begin_id);
	const struct mark *end = find_mark(part, end_id);
	if (begin == NULL || end == NULL)
		return false;
	const struct paragraph *paragraphs = part->state->paragraphs;
	if (paragraphs[begin->paragraph].shown.kind != PARAGRAPH_TEXT ||
		paragraphs[end->paragraph].shown.kind != PARAGRAPH_TEXT)
		return begin->paragraph == end->paragraph;
	const struct xml_event *events = part->xml->events;
	size_t a = written_at(part, begin->parent), b = written_at(part, end->parent);
	if (depth_of(part, a) != depth_of(part, b))
		return false;
	while (a != b) {
		if (!xml_is(&events[a], events[b].name))
			return false;
		a = written_at(part, events[a].parent);
		b = written_at(part, events[b].parent);
	}
	return true;
}
