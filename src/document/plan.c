#include "document/reading.h"

#include <string.h>

/*
 * From marks to what is written. Two kinds of marks: those that stand in place of a whole element
 * (lifted), and those inside a paragraph's text, for which the text is cut into items, stretches
 * that stay and marks between them, each at the event that it came from.
 */

struct planning {
	struct part *part;
	struct part_state *state;
	const struct xml_event *events;
	struct plan *plan;
	size_t index; /* of the paragraph */
	struct paragraph *paragraph;
};

static struct item *add_item(struct planning *planning, size_t event)
{
	struct plan *plan = planning->plan;
	plan->items = arena_grow(planning->part->document->arena, plan->items, plan->item_count,
		&plan->item_capacity, sizeof *plan->items);
	struct item *item = &plan->items[plan->item_count++];
	*item = (struct item){.paragraph = planning->index, .inside = NOWHERE};
	if (plan->last[event] > 0)
		plan->items[plan->last[event] - 1].next = (uint32_t)plan->item_count;
	else
		plan->first[event] = (uint32_t)plan->item_count;
	plan->last[event] = (uint32_t)plan->item_count;
	return item;
}

static struct item *add_mark(
	struct planning *planning, size_t event, const struct mark *mark, size_t inside)
{
	struct item *item = add_item(planning, event);
	item->is_mark = true;
	item->mark = (size_t)(mark - planning->state->marks);
	item->inside = inside;
	planning->state->marks[item->mark].at = event;
	planning->state->marks[item->mark].inside = inside;
	return item;
}

static void add_text(struct planning *planning, size_t event, size_t start, size_t end)
{
	struct item *item = add_item(planning, event);
	item->start = start;
	item->end = end;
}

static const struct mark *first_mark(const struct planning *planning)
{
	size_t first = planning->paragraph->first_mark;
	return first == 0 ? NULL : &planning->state->marks[first - 1];
}

static const struct mark *next_mark(const struct planning *planning, const struct mark *mark)
{
	return mark->next == 0 ? NULL : &planning->state->marks[mark->next - 1];
}

/* What holds this paragraph or table must hold another one at its end. */
static void note_container(struct planning *planning, size_t event)
{
	const struct part *part = planning->part;
	for (event = planning->events[event].parent; event != NOWHERE;
		event = planning->events[event].parent) {
		enum role role = part_role(part, event);
		if (role == ROLE_CELL || role == ROLE_CONTAINER) {
			planning->plan->flags[event] |= PLAN_END;
			return;
		}
	}
}

/* True if the element is all that its parent holds. */
static bool is_only_child(const struct planning *planning, size_t event)
{
	const struct xml_event *events = planning->events;
	size_t parent = events[event].parent;
	size_t before = event - 1, after = events[event].other + 1;
	if (before != parent && events[before].kind == XML_TEXT)
		before--;
	if (events[after].kind == XML_TEXT)
		after++;
	return before == parent && after == events[parent].other;
}

/* The paragraph, or the list item or even list that is there for its sake alone. */
static size_t lifted_element(const struct planning *planning, bool statements_only)
{
	size_t event = planning->paragraph->event;
	if (!statements_only)
		return event;
	for (enum role wanted = ROLE_ITEM;; wanted = wanted == ROLE_ITEM ? ROLE_LIST : ROLE_ITEM) {
		size_t parent = planning->events[event].parent;
		if (parent == NOWHERE || part_role(planning->part, parent) != wanted ||
			!is_only_child(planning, event))
			return event;
		event = parent;
	}
}

static void lift_row(struct planning *planning, const struct mark *mark, enum role role)
{
	size_t element = part_enclosing(planning->part, planning->paragraph->event, role);
	planning->plan->flags[element] |= PLAN_LIFTED;
	add_mark(planning, element, mark, NOWHERE);
	size_t table = part_enclosing(planning->part, element, ROLE_TABLE);
	if (table != NOWHERE)
		planning->plan->flags[table] |= role == ROLE_ROW ? PLAN_TABLE : PLAN_COLUMNS;
}

/* The element that holds the text at an offset directly. */
static size_t holder_at(const struct planning *planning, size_t offset)
{
	const struct paragraph *paragraph = planning->paragraph;
	size_t low = 0, high = paragraph->segment_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct segment *segment = &paragraph->segments[middle];
		if (segment->offset + segment->length <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == paragraph->segment_count)
		return paragraph->event;
	return planning->events[paragraph->segments[low].event].parent;
}

/* True if some mark lifts the paragraph; then all of them stand in its place. */
static bool lift_paragraph(struct planning *planning)
{
	bool lifted = false, statements_only = true;
	for (const struct mark *mark = first_mark(planning); mark != NULL;
		mark = next_mark(planning, mark)) {
		lifted |= mark->lift == LIFT_PARAGRAPH || mark->lift == LIFT_BLOCK;
		statements_only &= mark->lift != LIFT_BLOCK && mark->lift != LIFT_TEXT;
	}
	if (!lifted)
		return false;
	size_t element = lifted_element(planning, statements_only);
	planning->plan->flags[element] |=
		(uint16_t)(PLAN_LIFTED | (statements_only ? 0 : PLAN_VALUE));
	note_container(planning, element);
	for (const struct mark *mark = first_mark(planning); mark != NULL;
		mark = next_mark(planning, mark)) {
		if (mark->lift == LIFT_ROW || mark->lift == LIFT_CELL)
			continue;
		add_mark(planning, element, mark, holder_at(planning, mark->start))->alone =
			mark->lift == LIFT_TEXT;
	}
	return true;
}

/* A value that is all the text of its paragraph stands for the paragraph. */
static bool lift_alone(struct planning *planning)
{
	const struct paragraph *paragraph = planning->paragraph;
	const struct mark *mark = first_mark(planning);
	if (mark == NULL || mark->next != 0 || mark->lift != LIFT_TEXT || !paragraph->simple ||
		paragraph->first_around != 0 || planning->part->property)
		return false;
	const char *text = paragraph->shown.text;
	if (!text_is_blank(text, mark->start) ||
		!text_is_blank(text + mark->end, paragraph->shown.length - mark->end))
		return false;
	/* A tab is blank but not nothing: it may draw the line that a signature goes on. */
	if (memchr(text, '\t', mark->start) != NULL ||
		memchr(text + mark->end, '\t', paragraph->shown.length - mark->end) != NULL)
		return false;
	planning->plan->flags[paragraph->event] |= PLAN_LIFTED | PLAN_VALUE;
	note_container(planning, paragraph->event);
	add_mark(planning, paragraph->event, mark, holder_at(planning, mark->start))->alone = true;
	return true;
}

/* The outermost run around an event that is lifted, or NOWHERE. */
static size_t lifted_run(const struct planning *planning, size_t event)
{
	size_t found = NOWHERE;
	for (; event != planning->paragraph->event; event = planning->events[event].parent)
		if (part_role(planning->part, event) == ROLE_RUN &&
			planning->plan->flags[event] & PLAN_LIFTED)
			found = event;
	return found;
}

/* Marks the runs that LIFT_RUN takes away. Returns whether there are any. */
static bool lift_runs(struct planning *planning)
{
	const struct paragraph *paragraph = planning->paragraph;
	const struct mark *mark = first_mark(planning);
	bool any = false;
	for (size_t i = 0; i < paragraph->segment_count; i++) {
		const struct segment *segment = &paragraph->segments[i];
		while (mark != NULL && (mark->lift != LIFT_RUN || mark->end <= segment->offset))
			mark = next_mark(planning, mark);
		if (mark == NULL)
			break;
		if (mark->start >= segment->offset + segment->length)
			continue;
		size_t event = planning->events[segment->event].parent;
		while (event != paragraph->event && part_role(planning->part, event) != ROLE_RUN)
			event = planning->events[event].parent;
		if (event != paragraph->event) {
			planning->plan->flags[event] |= PLAN_LIFTED;
			any = true;
		}
	}
	return any;
}

/* Runs and links around an event are written only as far as they still hold something. */
static void touch(struct planning *planning, size_t event)
{
	if (planning->paragraph->shown.kind != PARAGRAPH_TEXT)
		return;
	for (event = planning->events[event].parent; event != planning->paragraph->event;
		event = planning->events[event].parent) {
		uint16_t *flags = &planning->plan->flags[event];
		enum role role = part_role(planning->part, event);
		if (*flags & PLAN_TOUCHED)
			return;
		if (role == ROLE_RUN || role == ROLE_TEXT || role == ROLE_LINK ||
			role == ROLE_INSERTION)
			*flags |= PLAN_TOUCHED;
	}
}

/* Where the cutting of a paragraph has come to. */
struct cutting {
	const struct mark *mark; /* the next one */
	size_t end;              /* of the last one's text */
	const struct mark *late; /* one that stands at a later segment than it begins in, or NULL */
	size_t late_segment;
};

/* How many elements around a segment are no runs. */
static size_t depth_at(const struct planning *planning, const struct segment *segment)
{
	size_t depth = 0;
	for (size_t event = planning->events[segment->event].parent;
		event != planning->paragraph->event; event = planning->events[event].parent) {
		enum role role = part_role(planning->part, event);
		depth += role != ROLE_RUN && role != ROLE_TEXT && role != ROLE_INSERTION;
	}
	return depth;
}

static bool is_object(const struct planning *planning, const struct segment *segment)
{
	if (planning->events[segment->event].kind == XML_TEXT)
		return false;
	enum role role = part_role(planning->part, segment->event);
	return role == ROLE_OBJECT || role == ROLE_FIELD || role == ROLE_FIXED;
}

/*
 * The segment that a mark stands at: a value where its text begins, for the looks of that; what
 * opens or closes something outside the links and content controls that begin or end in its text,
 * so that the other end, likewise, stands in the same element.
 */
static size_t segment_of(const struct planning *planning, const struct mark *mark, size_t first)
{
	const struct paragraph *paragraph = planning->paragraph;
	size_t found = first;
	if (mark->lift != LIFT_INLINE)
		return first;
	size_t least = depth_at(planning, &paragraph->segments[first]);
	for (size_t i = first + 1; least > 0 && i < paragraph->segment_count &&
				   paragraph->segments[i].offset < mark->end &&
				   !is_object(planning, &paragraph->segments[i - 1]);
		i++) {
		size_t depth = depth_at(planning, &paragraph->segments[i]);
		if (depth < least) {
			least = depth;
			found = i;
		}
	}
	return found;
}

/* Cuts one segment: items for what stays of it and for the marks that begin in it. */
static void cut_segment(
	struct planning *planning, struct cutting *cutting, size_t index, bool runs_lifted)
{
	const struct segment *segment = &planning->paragraph->segments[index];
	size_t event = segment->event;
	size_t at = segment->offset, end = segment->offset + segment->length;
	size_t run = runs_lifted ? lifted_run(planning, planning->events[event].parent) : NOWHERE;
	size_t inside = run != NOWHERE ? run : planning->events[event].parent;
	bool is_text = planning->events[event].kind == XML_TEXT;
	bool divisible = is_text || part_role(planning->part, event) == ROLE_SPACE;
	bool whole = cutting->end <= at && (cutting->mark == NULL || cutting->mark->start >= end);
	bool rewritten = planning->part->document->reader->mixed && is_text;
	if (whole && run == NOWHERE && !rewritten)
		return;
	if (!whole)
		touch(planning, run != NOWHERE ? run : event);
	if (cutting->late != NULL && cutting->late_segment == index) {
		add_mark(planning, run != NOWHERE ? run : event, cutting->late, inside);
		cutting->late = NULL;
	}
	bool stays = false;
	for (;;) {
		if (at < cutting->end)
			at = cutting->end < end ? cutting->end : end;
		const struct mark *mark = cutting->mark;
		size_t stop = mark != NULL && mark->start < end ? mark->start : end;
		if (stop > at || segment->length == 0) {
			stays = true;
			if (run == NOWHERE && divisible)
				add_text(planning, event, at, stop);
		}
		at = stop;
		if (mark == NULL || mark->start >= end)
			break;
		size_t stands = segment_of(planning, mark, index);
		if (stands == index) {
			add_mark(planning, run != NOWHERE ? run : event, mark, inside);
		} else {
			cutting->late = mark;
			cutting->late_segment = stands;
		}
		cutting->end = mark->end;
		cutting->mark = next_mark(planning, mark);
	}
	enum role role = is_text ? ROLE_TEXT : part_role(planning->part, event);
	if (role == ROLE_SPACE || (!stays && (role == ROLE_TEXT || role == ROLE_TAB ||
						     role == ROLE_BREAK || role == ROLE_CHARACTER)))
		planning->plan->flags[event] |= PLAN_DROPPED;
}

static void cut_paragraph(struct planning *planning)
{
	const struct paragraph *paragraph = planning->paragraph;
	struct cutting cutting = {.mark = first_mark(planning)};
	bool runs_lifted = lift_runs(planning);
	for (size_t i = 0; i < paragraph->segment_count; i++)
		cut_segment(planning, &cutting, i, runs_lifted);
	for (; cutting.mark != NULL; cutting.mark = next_mark(planning, cutting.mark))
		add_mark(planning, planning->events[paragraph->event].other, cutting.mark,
			paragraph->event);
}

/* What stands around the marks of a paragraph, and the list item that holds nothing else, goes. */
static void bare_paragraph(struct planning *planning)
{
	size_t event = planning->paragraph->event;
	size_t properties = part_properties(planning->part, event);
	size_t element = lifted_element(planning, true);
	if (part_ends_section(planning->part, event))
		return; /* it stays */
	if (properties != NOWHERE)
		planning->plan->flags[properties] |= PLAN_DROPPED;
	note_container(planning, element);
	for (; event != NOWHERE && event >= element; event = planning->events[event].parent)
		planning->plan->flags[event] |= PLAN_UNWRAPPED;
}

static void plan_paragraph(struct planning *planning)
{
	bool row_lifted = false;
	if (planning->paragraph->attribute > 0)
		return; /* written with its start tag */
	if (planning->paragraph->shown.kind != PARAGRAPH_TEXT) {
		cut_paragraph(planning);
		return;
	}
	for (const struct mark *mark = first_mark(planning); mark != NULL;
		mark = next_mark(planning, mark)) {
		if (mark->lift == LIFT_ROW || mark->lift == LIFT_CELL) {
			lift_row(planning, mark, mark->lift == LIFT_ROW ? ROLE_ROW : ROLE_CELL);
			row_lifted = true;
		}
	}
	if (row_lifted || lift_paragraph(planning) || lift_alone(planning))
		return;
	if (planning->paragraph->bare)
		bare_paragraph(planning);
	cut_paragraph(planning);
	plan_holders(planning->part, planning->plan, planning->paragraph);
}

/* True if what stands right before an element is lifted. */
static bool follows_lifted(const struct planning *planning, size_t event)
{
	const struct xml_event *events = planning->events;
	for (size_t before = event - 1; before != events[event].parent; before--) {
		if (events[before].kind != XML_END)
			continue; /* a blank */
		before = events[before].other;
		if (planning->plan->flags[before] & PLAN_LIFTED)
			return true;
		if (part_role(planning->part, before) != ROLE_NOTHING)
			return false;
	}
	return false;
}

/* A table that loses the paragraph before it may come to stand right behind another one. */
static void plan_tables(struct planning *planning)
{
	for (size_t i = 1; i < planning->part->xml->count; i++)
		if (planning->events[i].kind == XML_START &&
			part_role(planning->part, i) == ROLE_TABLE && follows_lifted(planning, i))
			planning->plan->flags[i] |= PLAN_TABLE;
}

struct plan *plan_make(struct part *part)
{
	struct arena *arena = part->document->arena;
	struct plan *plan = arena_alloc(arena, sizeof *plan);
	plan->flags = arena_array(arena, part->xml->count, sizeof *plan->flags);
	plan->first = arena_array(arena, part->xml->count, sizeof *plan->first);
	plan->last = arena_array(arena, part->xml->count, sizeof *plan->last);
	struct planning planning = {
		.part = part, .state = part->state, .events = part->xml->events, .plan = plan};
	for (size_t i = 0; i < part->state->paragraph_count; i++) {
		planning.index = i;
		planning.paragraph = &part->state->paragraphs[i];
		if (planning.paragraph->first_mark > 0)
			plan_paragraph(&planning);
	}
	plan_tables(&planning);
	plan_cells(part, plan);
	plan_controls(part, plan);
	plan_bindings(part, plan);
	plan_ranges(part, plan);
	part->state->plan = plan;
	return plan;
}
