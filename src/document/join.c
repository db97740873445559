#include "document/reading.h"

#include <stdlib.h>
#include <string.h>

/*
 * Paragraphs joined before anything else is done with them: the part's events are made anew
 * without the end of the one and the beginning of the other.
 */

struct joining {
	struct part *part;
	const struct xml_event *events;
	bool *gone;      /* of each event: it has no place in the joined part */
	size_t *adopted; /* of each event: the paragraph that takes it in, or NOWHERE */
	size_t *places;  /* of each event: its index afterwards */
	struct xml_document *joined;
	struct paragraph_join
		*joins; /* first with the events of the paragraph and of what follows */
	size_t join_count;
};

/* The paragraph that ends right before an event, or NOWHERE. */
static size_t paragraph_before(const struct part *part, size_t event)
{
	const struct xml_event *events = part->xml->events;
	size_t parent = events[event].parent;
	for (size_t at = event - 1; at != parent && at != NOWHERE; at--) {
		if (events[at].kind == XML_TEXT)
			continue;
		at = events[at].other;
		enum role role = part_role(part, at);
		if (role == ROLE_PARAGRAPH)
			return at;
		if (role != ROLE_NOTHING && role != ROLE_RESIDUE)
			return NOWHERE;
	}
	return NOWHERE;
}

/* The paragraph that begins right after one, or NOWHERE. */
static size_t paragraph_after(const struct part *part, size_t event)
{
	const struct xml_event *events = part->xml->events;
	size_t at = events[event].other + 1;
	while (at < part->xml->count && events[at].kind != XML_END) {
		if (events[at].kind == XML_TEXT) {
			at++;
			continue;
		}
		enum role role = part_role(part, at);
		if (role == ROLE_PARAGRAPH)
			return at;
		if (role != ROLE_NOTHING && role != ROLE_RESIDUE)
			return NOWHERE;
		at = events[at].other + 1;
	}
	return NOWHERE;
}

static void plan_join(struct joining *joining, size_t first, size_t second)
{
	const struct xml_event *events = joining->events;
	if (joining->gone[second])
		return;
	joining->gone[events[first].other] = true;
	joining->gone[second] = true;
	joining->join_count++;
	for (size_t i = events[first].other + 1; i < second;) {
		bool is_text = events[i].kind == XML_TEXT;
		joining->gone[i] = is_text; /* a blank that would come to mean something */
		joining->adopted[i] = first;
		i = is_text ? i + 1 : events[i].other + 1;
	}
	size_t properties = part_properties(joining->part, second);
	for (size_t i = properties; i != NOWHERE && i <= events[properties].other; i++)
		joining->gone[i] = true;
}

static void add_event(struct joining *joining, size_t event)
{
	const struct xml_event *events = joining->events;
	struct xml_document *joined = joining->joined;
	size_t at = joined->count++;
	struct xml_event *added = &joined->events[at];
	size_t parent =
		joining->adopted[event] != NOWHERE ? joining->adopted[event] : events[event].parent;
	*added = events[event];
	if (added->kind == XML_END) {
		size_t start = joining->places[added->other];
		added->name = joined->events[start].name;
		added->parent = joined->events[start].parent;
		added->other = start;
		joined->events[start].other = at;
		return;
	}
	added->parent = parent == NOWHERE ? NOWHERE : joining->places[parent];
	joining->places[event] = at;
}

static void make_events(struct joining *joining)
{
	const struct xml_document *xml = joining->part->xml;
	for (size_t i = 0; i < xml->count; i++) {
		if (!joining->gone[i]) {
			add_event(joining, i);
		} else if (xml->events[i].kind == XML_START &&
			   part_role(joining->part, i) == ROLE_PARAGRAPH) {
			size_t first = paragraph_before(joining->part, i);
			joining->places[i] = joining->places[first];
			joining->joins[joining->join_count++] =
				(struct paragraph_join){.paragraph = joining->places[i],
					.offset = joining->joined->count,
					.number = part_place(joining->part, i).paragraph};
		}
	}
}

static int compare_joins(const void *a, const void *b)
{
	const struct paragraph_join *left = a, *right = b;
	if (left->paragraph != right->paragraph)
		return left->paragraph < right->paragraph ? -1 : 1;
	return left->offset < right->offset ? -1 : left->offset > right->offset;
}

static size_t paragraph_at(const struct part_state *state, size_t event)
{
	size_t low = 0, high = state->paragraph_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (state->paragraphs[middle].event < event)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t offset_at(const struct paragraph *paragraph, size_t event)
{
	size_t low = 0, high = paragraph->segment_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (paragraph->segments[middle].event < event)
			low = middle + 1;
		else
			high = middle;
	}
	return low < paragraph->segment_count ? paragraph->segments[low].offset
					      : paragraph->shown.length;
}

/* Where in the joined texts the paragraphs begin that have been joined to others. */
static void find_joins(struct joining *joining)
{
	struct part_state *state = joining->part->state;
	for (size_t i = 0; i < joining->join_count; i++) {
		struct paragraph_join *join = &joining->joins[i];
		join->paragraph = paragraph_at(state, join->paragraph);
		join->offset = offset_at(&state->paragraphs[join->paragraph], join->offset);
	}
	qsort(joining->joins, joining->join_count, sizeof *joining->joins, compare_joins);
	state->joins = joining->joins;
	state->join_count = joining->join_count;
	for (size_t i = 0; i < state->join_count; i++) {
		struct part_paragraph *shown = &state->paragraphs[state->joins[i].paragraph].shown;
		if (shown->join_count++ == 0)
			shown->joins = &state->joins[i];
	}
}

/* What is left of the paragraphs is in the order that they had. */
static void count_as_before(const struct joining *joining, const struct part_state *before)
{
	struct part_state *state = joining->part->state;
	size_t at = 0;
	for (size_t i = 0; i < before->paragraph_count; i++) {
		const struct paragraph *old = &before->paragraphs[i];
		if (old->shown.kind != PARAGRAPH_TEXT || joining->gone[old->event])
			continue;
		while (state->paragraphs[at].shown.kind != PARAGRAPH_TEXT)
			at++;
		state->paragraphs[at++].shown.place.paragraph = old->shown.place.paragraph;
	}
	for (size_t i = 0; i < state->paragraph_count; i++)
		if (state->paragraphs[i].shown.kind != PARAGRAPH_TEXT)
			state->paragraphs[i].shown.place =
				part_place(joining->part, state->paragraphs[i].event);
}

void part_join(struct part *part, const unsigned char *joins)
{
	struct arena *arena = part->document->arena;
	const struct part_state *state = part->state;
	size_t count = part->xml->count;
	struct joining joining = {.part = part, .events = part->xml->events};
	joining.gone = arena_array(arena, count, sizeof *joining.gone);
	joining.adopted = arena_array(arena, count, sizeof *joining.adopted);
	joining.places = arena_array(arena, count, sizeof *joining.places);
	memset(joining.adopted, 0xff, count * sizeof *joining.adopted); /* NOWHERE */
	for (size_t i = 0; i < state->paragraph_count && !part->property; i++) {
		size_t event = state->paragraphs[i].event, beside;
		if (state->paragraphs[i].shown.kind != PARAGRAPH_TEXT)
			continue;
		if (joins[i] & JOIN_BEFORE && (beside = paragraph_before(part, event)) != NOWHERE)
			plan_join(&joining, beside, event);
		if (joins[i] & JOIN_AFTER && (beside = paragraph_after(part, event)) != NOWHERE)
			plan_join(&joining, event, beside);
	}
	if (joining.join_count == 0)
		return;
	joining.joins = arena_array(arena, joining.join_count, sizeof *joining.joins);
	joining.join_count = 0;
	joining.joined = arena_alloc(arena, sizeof *joining.joined);
	*joining.joined = *part->xml;
	joining.joined->events = arena_array(arena, count, sizeof *joining.joined->events);
	joining.joined->count = 0;
	make_events(&joining);
	part->xml = joining.joined;
	part_read(part);
	count_as_before(&joining, state);
	find_joins(&joining);
}

/* The index of the first join at or behind an offset of a paragraph. */
static size_t find_join(const struct part_state *state, size_t paragraph, size_t offset)
{
	size_t low = 0, high = state->join_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct paragraph_join *join = &state->joins[middle];
		if (join->paragraph < paragraph ||
			(join->paragraph == paragraph && join->offset < offset))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void part_origin(const struct part *part, size_t paragraph, size_t start, size_t end, size_t *from,
	size_t *to)
{
	const struct part_state *state = part->state;
	size_t after = find_join(state, paragraph, start + 1);
	bool found = after > 0 && state->joins[after - 1].paragraph == paragraph;
	*from = found ? state->joins[after - 1].offset : 0;
	after = find_join(state, paragraph, end);
	found = after < state->join_count && state->joins[after].paragraph == paragraph;
	*to = found ? state->joins[after].offset : state->paragraphs[paragraph].shown.length;
}
