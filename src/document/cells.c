#include "document/reading.h"

#include <stdlib.h>

/* Cells that marks belong to, and the tables around them. */

static int compare_cells(const void *a, const void *b)
{
	const struct cell_mark *left = a, *right = b;
	if (left->cell != right->cell)
		return left->cell < right->cell ? -1 : 1;
	return left->id < right->id ? -1 : left->id > right->id;
}

/* What stands in for a cell's columns after the first goes: it is written anew. */
static void drop_covered(const struct part *part, struct plan *plan, size_t cell)
{
	const struct xml_event *events = part->xml->events;
	const struct format_reader *reader = part->document->reader;
	if (reader->covered_cell == NULL || xml_is(&events[cell], reader->covered_cell))
		return;
	size_t left = reader->cell_columns(part->xml, cell) - 1;
	size_t at = events[cell].other + 1;
	while (left > 0 && events[at].kind != XML_END) {
		if (events[at].kind == XML_TEXT) {
			at++;
			continue;
		}
		if (!xml_is(&events[at], reader->covered_cell))
			return;
		plan->flags[at] |= PLAN_DROPPED;
		at = events[at].other + 1;
		left--;
	}
}

void plan_cells(struct part *part, struct plan *plan)
{
	struct part_state *state = part->state;
	if (state->cell_mark_count == 0)
		return;
	qsort(state->cell_marks, state->cell_mark_count, sizeof *state->cell_marks, compare_cells);
	for (size_t i = 0; i < state->cell_mark_count; i++) {
		size_t cell = state->cell_marks[i].cell;
		if (plan->flags[cell] & (PLAN_CELL | PLAN_LIFTED))
			continue;
		plan->flags[cell] |= PLAN_CELL | PLAN_END;
		drop_covered(part, plan, cell);
		size_t table = part_enclosing(part, cell, ROLE_TABLE);
		if (table != NOWHERE)
			plan->flags[table] |= PLAN_COLUMNS;
	}
}

static size_t first_mark(const struct part_state *state, size_t cell)
{
	size_t low = 0, high = state->cell_mark_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (state->cell_marks[middle].cell < cell)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct bytes read_properties(const struct part *part, size_t cell)
{
	const struct xml_event *events = part->xml->events;
	const char *name = part->document->reader->cell_properties;
	size_t at = cell + 1;
	while (events[at].kind == XML_TEXT)
		at++;
	if (name == NULL || events[at].kind != XML_START || !xml_is(&events[at], name))
		return (struct bytes){"", 0};
	struct buf out;
	buf_init(&out, part->document->arena);
	serial_events(&out, part, at + 1, events[at].other, true, ROLE_OTHER);
	return (struct bytes){buf_text(&out), out.length};
}

struct marked_cell *plan_cell(const struct part *part, size_t cell)
{
	const struct part_state *state = part->state;
	struct arena *arena = part->document->arena;
	size_t first = first_mark(state, cell), end = first;
	while (end < state->cell_mark_count && state->cell_marks[end].cell == cell)
		end++;
	unsigned *marks = arena_array(arena, end - first, sizeof *marks);
	for (size_t i = first; i < end; i++)
		marks[i - first] = state->cell_marks[i].id;
	struct marked_cell *marked = arena_alloc(arena, sizeof *marked);
	*marked = (struct marked_cell){.cell = {.marks = marks, .mark_count = end - first},
		.start = &part->xml->events[cell],
		.properties = read_properties(part, cell),
		.columns = part->document->reader->cell_columns(part->xml, cell)};
	return marked;
}
