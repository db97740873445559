#include "document/reading.h"

#include <stdlib.h>
#include <string.h>

/*
 * Paragraphs joined before anything else is done with them: the part's events are made anew
 * without the end of the one and the beginning of the other. What begins or ends between them, a
 * list or its items in ODT, does so behind the joined paragraph.
 */

enum fate { STAYS, GOES, MOVES };

/* What becomes of an event. */
struct placing {
	enum fate fate;
	size_t adopter; /* the paragraph that takes it in, or NOWHERE */
	size_t place;   /* its index afterwards */
	/* Of paragraphs: */
	size_t head; /* the one that it comes to be part of, or NOWHERE */
	size_t next; /* the one that is joined to it, or NOWHERE */
	/* Of lists and items: */
	size_t left; /* elements that stay in it */
};

struct joining {
	struct part *part;
	const struct xml_event *events;
	struct placing *placings; /* of each event */
	struct xml_document *joined;
	struct paragraph_join
		*joins; /* first with the events of the paragraph and of what follows */
	size_t join_count;
};

/* True for the beginning or end of what holds paragraphs and gives way when they are joined. */
static bool gives_way(const struct part *part, size_t event)
{
	const struct xml_event *events = part->xml->events;
	enum role role =
		part_role(part, events[event].kind == XML_END ? events[event].other : event);
	return role == ROLE_LIST || role == ROLE_ITEM;
}

/* True for what stands between paragraphs that are joined and comes into the one. */
static bool is_beside(const struct part *part, size_t element)
{
	enum role role = part_role(part, element);
	return role == ROLE_NOTHING || role == ROLE_RESIDUE;
}

/* The paragraph that ends right before an event, or NOWHERE. */
static size_t paragraph_before(const struct part *part, size_t event)
{
	const struct xml_event *events = part->xml->events;
	for (size_t at = event - 1; at != NOWHERE; at--) {
		if (events[at].kind == XML_TEXT || gives_way(part, at))
			continue;
		if (events[at].kind == XML_START)
			return NOWHERE;
		at = events[at].other;
		if (part_role(part, at) == ROLE_PARAGRAPH)
			return at;
		if (!is_beside(part, at))
			return NOWHERE;
	}
	return NOWHERE;
}

/* The paragraph that begins right after one, or NOWHERE. */
static size_t paragraph_after(const struct part *part, size_t event)
{
	const struct xml_event *events = part->xml->events;
	for (size_t at = events[event].other + 1; at < part->xml->count; at++) {
		if (events[at].kind == XML_TEXT || gives_way(part, at))
			continue;
		if (events[at].kind == XML_END)
			return NOWHERE;
		if (part_role(part, at) == ROLE_PARAGRAPH)
			return at;
		if (!is_beside(part, at))
			return NOWHERE;
		at = events[at].other;
	}
	return NOWHERE;
}

static void plan_join(struct joining *joining, size_t first, size_t second)
{
	const struct xml_event *events = joining->events;
	struct placing *placings = joining->placings;
	/* the end of a section would go with the properties of what is joined */
	if (placings[second].head != NOWHERE || part_ends_section(joining->part, second))
		return;
	placings[second].head = placings[first].head != NOWHERE ? placings[first].head : first;
	placings[first].next = second;
	placings[events[first].other].fate = GOES;
	placings[second].fate = GOES;
	joining->join_count++;
	for (size_t i = events[first].other + 1; i < second; i++) {
		if (events[i].kind == XML_TEXT) {
			placings[i].fate = GOES; /* a blank that would come to mean something */
		} else if (gives_way(joining->part, i)) {
			placings[i].fate = MOVES;
		} else {
			placings[i].adopter = first;
			i = events[i].other;
		}
	}
	size_t properties = part_properties(joining->part, second);
	for (size_t i = properties; i != NOWHERE && i <= events[properties].other; i++)
		placings[i].fate = GOES;
}

/* Lists and items whose paragraphs have all been joined to one before them. */
static void drop_emptied(struct joining *joining)
{
	const struct xml_event *events = joining->events;
	struct placing *placings = joining->placings;
	for (size_t i = joining->part->xml->count; i-- > 1;) {
		struct placing *placing = &placings[i];
		if (events[i].kind != XML_START)
			continue;
		if (placing->fate == MOVES && placing->left == 0) {
			placing->fate = GOES;
			placings[events[i].other].fate = GOES;
		}
		if (placing->fate != GOES && placing->adopter == NOWHERE)
			placings[events[i].parent].left++;
	}
}

static void add_event(struct joining *joining, size_t event)
{
	const struct xml_event *events = joining->events;
	struct placing *placings = joining->placings;
	struct xml_document *joined = joining->joined;
	size_t at = joined->count++;
	struct xml_event *added = &joined->events[at];
	*added = events[event];
	if (added->kind == XML_END) {
		size_t start = placings[added->other].place;
		added->name = joined->events[start].name;
		added->parent = joined->events[start].parent;
		added->other = start;
		joined->events[start].other = at;
		return;
	}
	size_t parent = placings[event].adopter;
	if (parent == NOWHERE)
		parent = added->parent;
	added->parent = parent == NOWHERE ? NOWHERE : placings[parent].place;
	placings[event].place = at;
}

/* What moves behind the paragraph that others, up to one that ends here, have been joined to. */
static void add_moved(struct joining *joining, size_t last)
{
	const struct placing *placings = joining->placings;
	for (size_t first = placings[last].head; first != last; first = placings[first].next)
		for (size_t i = joining->events[first].other + 1; i < placings[first].next; i++)
			if (placings[i].fate == MOVES)
				add_event(joining, i);
}

static void make_events(struct joining *joining)
{
	const struct xml_document *xml = joining->part->xml;
	struct placing *placings = joining->placings;
	for (size_t i = 0; i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (placings[i].fate == STAYS) {
			add_event(joining, i);
			if (event->kind == XML_END && placings[event->other].head != NOWHERE)
				add_moved(joining, event->other);
		} else if (placings[i].head != NOWHERE) {
			placings[i].place = placings[placings[i].head].place;
			joining->joins[joining->join_count++] =
				(struct paragraph_join){.paragraph = placings[i].place,
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
		join->paragraph = part_paragraph_from(state, join->paragraph);
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
		if (old->shown.kind != PARAGRAPH_TEXT || joining->placings[old->event].fate == GOES)
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
	joining.placings = arena_array(arena, count, sizeof *joining.placings);
	for (size_t i = 0; i < count; i++)
		joining.placings[i].adopter = joining.placings[i].head = joining.placings[i].next =
			NOWHERE;
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
	drop_emptied(&joining);
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
