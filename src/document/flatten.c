#include "document/flatten.h"

#include <stdlib.h>

/* A part as pieces: its events are written in order, with marks and cuts as the plan says. */

/* The marks around a paragraph's content, the ones made last outermost. */
static void put_arounds(struct flatten *flatten, const struct paragraph *paragraph, bool begin)
{
	const struct around *arounds = flatten->part->state->arounds;
	if (begin) {
		for (size_t i = paragraph->first_around; i > 0; i = arounds[i - 1].next)
			pieces_add(&flatten->pieces, PIECE_MARK)->mark = arounds[i - 1].begin_id;
		return;
	}
	size_t count = 0;
	for (size_t i = paragraph->first_around; i > 0; i = arounds[i - 1].next)
		count++;
	size_t *indices = arena_array(flatten->pieces.arena, count, sizeof *indices);
	size_t at = count;
	for (size_t i = paragraph->first_around; i > 0; i = arounds[i - 1].next)
		indices[--at] = i - 1;
	for (size_t i = 0; i < count; i++)
		pieces_add(&flatten->pieces, PIECE_MARK)->mark = arounds[indices[i]].end_id;
}

/* The paragraph that begins at an event, or NULL. */
static const struct paragraph *paragraph_at(const struct flatten *flatten, size_t event)
{
	const struct part_state *state = flatten->part->state;
	size_t index = part_paragraph_from(state, event);
	if (index == state->paragraph_count || state->paragraphs[index].event != event)
		return NULL;
	return &state->paragraphs[index];
}

/* Writes a paragraph's start and properties; returns the event to go on with. */
static size_t put_paragraph_start(struct flatten *flatten, size_t event)
{
	struct buf *out = flatten_bytes(flatten);
	const struct paragraph *paragraph = paragraph_at(flatten, event);
	if (!flatten->part->property) {
		unsigned level = flatten->reader->heading_level(
			flatten->part->document, flatten->part->xml, event);
		if (level > 0)
			pieces_add(&flatten->pieces, PIECE_HEADING)->level = level;
	}
	size_t end = flatten->events[event].other;
	flatten_start(flatten, event);
	if (end == event + 1 && paragraph->first_around == 0 && flatten->plan->first[end] == 0) {
		buf_puts(out, "/>");
		return end + 1;
	}
	buf_putc(out, '>');
	flatten->after_mark = false;
	event++;
	if (paragraph->first_around == 0)
		return event;
	size_t properties = part_properties(flatten->part, paragraph->event);
	if (properties != NOWHERE) {
		event = flatten->events[properties].other + 1;
		serial_events(out, flatten->part, properties, event, false, ROLE_OTHER);
	}
	put_arounds(flatten, paragraph, true);
	return event;
}

/* True if the element is written without the touched elements around it, or not at all. */
static bool needs_no_surroundings(const struct flatten *flatten, size_t event, enum role role)
{
	const struct xml_event *start = &flatten->events[event];
	if (role == ROLE_RESIDUE)
		return true;
	return role == ROLE_NOTHING && start->other == event + 1 &&
	       (flatten->reader->mixed || part_role(flatten->part, start->parent) != ROLE_RUN);
}

/* A cell that marks belong to is written by whoever knows what they say. */
static size_t put_cell_start(struct flatten *flatten, size_t event)
{
	const struct xml_event *events = flatten->events;
	const char *properties = flatten->reader->cell_properties;
	pieces_add(&flatten->pieces, PIECE_CELL_BEGIN)->cell =
		&plan_cell(flatten->part, event)->cell;
	size_t next = event + 1;
	while (events[next].kind == XML_TEXT)
		next++;
	if (properties != NULL && events[next].kind == XML_START &&
		xml_is(&events[next], properties))
		return events[next].other + 1;
	return event + 1;
}

static size_t put_element(struct flatten *flatten, size_t event)
{
	const struct plan *plan = flatten->plan;
	const struct xml_event *start = &flatten->events[event];
	unsigned flags = plan->flags[event];
	enum role role = part_role(flatten->part, event);
	if (flags & PLAN_LIFTED) {
		flatten_lifted(flatten, event);
		return start->other + 1;
	}
	flatten_items(flatten, event);
	if (flags & PLAN_DROPPED)
		return start->other + 1;
	if (flags & PLAN_UNWRAPPED)
		return event + 1;
	if (flags & PLAN_TOUCHED) {
		flatten->lazy[flatten->lazy_count++] = event;
		size_t properties = part_properties(flatten->part, event);
		return properties == NOWHERE ? event + 1 : flatten->events[properties].other + 1;
	}
	if (role == ROLE_RESIDUE && flatten->open_count < flatten->lazy_count)
		return start->other + 1;
	if (!needs_no_surroundings(flatten, event, role))
		flatten_open_all(flatten);
	if (role == ROLE_PARAGRAPH)
		return put_paragraph_start(flatten, event);
	if (role == ROLE_TAB || role == ROLE_BREAK || role == ROLE_SPACE ||
		role == ROLE_CHARACTER || role == ROLE_OBJECT)
		flatten->after_mark = false;
	if (flags & (PLAN_TABLE | PLAN_COLUMNS))
		pieces_add(&flatten->pieces, PIECE_TABLE_BEGIN);
	if (flags & PLAN_CELL)
		return put_cell_start(flatten, event);
	flatten_start(flatten, event);
	if (start->other == event + 1 && !(flags & (PLAN_END | PLAN_TABLE | PLAN_COLUMNS))) {
		buf_puts(flatten_bytes(flatten), "/>");
		return event + 2;
	}
	buf_putc(flatten_bytes(flatten), '>');
	return event + 1;
}

static void put_element_end(struct flatten *flatten, size_t event)
{
	size_t start = flatten->events[event].other;
	unsigned flags = flatten->plan->flags[start];
	flatten_items(flatten, event);
	if (flags & PLAN_UNWRAPPED)
		return;
	if (flags & PLAN_TOUCHED) {
		if (flatten->open_count == flatten->lazy_count) {
			flatten_end_tag(flatten, start);
			flatten->open_count--;
		}
		flatten->lazy_count--;
		return;
	}
	if (flatten->part->state->around_count > 0 &&
		part_role(flatten->part, start) == ROLE_PARAGRAPH)
		put_arounds(flatten, paragraph_at(flatten, start), false);
	if (flags & PLAN_END)
		pieces_add(&flatten->pieces, PIECE_CONTAINER_END);
	if (flags & PLAN_CELL) {
		pieces_add(&flatten->pieces, PIECE_CELL_END)->cell =
			&plan_cell(flatten->part, start)->cell;
		return;
	}
	flatten_end_tag(flatten, start);
	if (flags & PLAN_COLUMNS)
		pieces_add(&flatten->pieces, PIECE_TABLE_COLUMNS);
	if (flags & (PLAN_TABLE | PLAN_COLUMNS))
		pieces_add(&flatten->pieces, PIECE_TABLE_END);
}

static void put_raw_text(struct flatten *flatten, size_t event)
{
	const struct xml_event *text = &flatten->events[event];
	flatten_items(flatten, event);
	if (flatten->plan->first[event] > 0 || flatten->plan->flags[event] & PLAN_DROPPED)
		return;
	/* Blanks between the elements of a run are no text, and no reason to write the run. */
	if (!flatten->reader->mixed && flatten->plan->flags[text->parent] & PLAN_TOUCHED &&
		part_role(flatten->part, text->parent) != ROLE_TEXT)
		return;
	flatten_open_all(flatten);
	xml_escape(flatten_bytes(flatten), text->text, text->length);
}

static int compare_ids(const void *a, const void *b, void *user)
{
	const struct mark *marks = user;
	const size_t *left = a, *right = b;
	unsigned x = marks[*left].id, y = marks[*right].id;
	return x < y ? -1 : x > y;
}

static void sort_marks(struct part *part)
{
	struct part_state *state = part->state;
	state->marks_by_id =
		arena_array(part->document->arena, state->mark_count, sizeof *state->marks_by_id);
	for (size_t i = 0; i < state->mark_count; i++)
		state->marks_by_id[i] = i;
	qsort_r(state->marks_by_id, state->mark_count, sizeof *state->marks_by_id, compare_ids,
		state->marks);
}

const struct piece *part_flatten(struct part *part, size_t *count)
{
	struct arena *arena = part->document->arena;
	struct flatten *flatten = arena_alloc(arena, sizeof *flatten);
	flatten->part = part;
	flatten->reader = part->document->reader;
	flatten->events = part->xml->events;
	flatten->plan = plan_make(part);
	pieces_init(&flatten->pieces, arena);
	shells_init(&flatten->shells, part);
	buf_puts(flatten_bytes(flatten),
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
	for (size_t i = 0; i < part->xml->count;) {
		switch (part->xml->events[i].kind) {
		case XML_START:
			i = put_element(flatten, i);
			continue;
		case XML_END:
			put_element_end(flatten, i);
			break;
		case XML_TEXT:
			put_raw_text(flatten, i);
			break;
		}
		i++;
	}
	sort_marks(part);
	return pieces_finish(&flatten->pieces, count);
}

const struct piece *part_pieces(struct part *part, size_t *count)
{
	*count = 0;
	return part->touched ? part_flatten(part, count) : NULL;
}
