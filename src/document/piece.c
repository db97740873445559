#include "document/reading.h"

#include <stdlib.h>
#include <string.h>

/*
 * A part as pieces: its events are written in order, with marks and cuts as the plan says. Runs
 * and links that the plan has touched are written lazily: their start tags wait until there is
 * something to put into them, so that one that lost all it held is not written at all, and one
 * that a mark splits is begun again only if something follows.
 */

struct flatten {
	struct part *part;
	const struct format_reader *reader;
	const struct xml_event *events;
	const struct plan *plan;
	struct pieces pieces;
	struct shells shells;
	size_t lazy[XML_MAX_DEPTH + 1]; /* touched elements around, outermost first */
	size_t lazy_count;
	size_t open_count; /* how many of them, from the outermost, are written */
	bool after_mark;   /* a blank here would be lost to ODF's collapsing of blanks */
};

static struct buf *bytes_of_pieces(struct flatten *flatten)
{
	return &flatten->pieces.bytes;
}

static void put_end_tag(struct flatten *flatten, size_t event)
{
	struct buf *out = bytes_of_pieces(flatten);
	buf_puts(out, "</");
	buf_puts(out, flatten->events[event].name);
	buf_putc(out, '>');
}

static void put_root_declarations(struct flatten *flatten)
{
	struct buf *out = bytes_of_pieces(flatten);
	const struct xml_document *xml = flatten->part->xml;
	for (size_t i = 0; i < xml->declared_count; i++) {
		const char *uri = xml->declared[i].uri;
		buf_puts(out, " xmlns:");
		buf_puts(out, xml->declared[i].prefix);
		buf_puts(out, "=\"");
		xml_escape_attribute(out, uri, strlen(uri));
		buf_putc(out, '"');
	}
}

/* A start tag without its end; ids are pieces of their own. */
static void put_start(struct flatten *flatten, size_t event)
{
	struct buf *out = bytes_of_pieces(flatten);
	const struct xml_event *start = &flatten->events[event];
	buf_putc(out, '<');
	buf_puts(out, start->name);
	if (start->parent == NOWHERE)
		put_root_declarations(flatten);
	for (size_t i = 0; i < start->attribute_count; i++) {
		const struct xml_attribute *attribute = &start->attributes[i];
		if (flatten->reader->is_noise(start, attribute))
			continue;
		buf_putc(out, ' ');
		buf_puts(out, attribute->name);
		buf_puts(out, "=\"");
		if (flatten->reader->is_unique_id(start, attribute))
			pieces_add_id(&flatten->pieces, attribute->value, attribute->length);
		else if (strcmp(attribute->name, "mc:Ignorable") == 0)
			serial_ignorable(out, flatten->part, attribute->value);
		else
			xml_escape_attribute(out, attribute->value, attribute->length);
		buf_putc(out, '"');
	}
}

static void open_lazy(struct flatten *flatten, size_t count)
{
	struct buf *out = bytes_of_pieces(flatten);
	for (; flatten->open_count < count; flatten->open_count++) {
		size_t event = flatten->lazy[flatten->open_count];
		if (part_role(flatten->part, event) == ROLE_TEXT) {
			buf_puts(out, flatten->reader->text_open);
			continue;
		}
		put_start(flatten, event);
		buf_putc(out, '>');
		size_t properties = part_properties(flatten->part, event);
		if (properties != NOWHERE)
			serial_events(out, flatten->part, properties,
				flatten->events[properties].other + 1, false, ROLE_OTHER);
	}
}

/* Everything that something here stands in is written. */
static void open_all(struct flatten *flatten)
{
	open_lazy(flatten, flatten->lazy_count);
}

/* Ends the runs inside an element that are open, so that what follows stands between runs. */
static void close_runs(struct flatten *flatten, size_t element)
{
	size_t keep = flatten->lazy_count;
	while (keep > 0 && flatten->lazy[keep - 1] > element)
		keep--;
	while (flatten->open_count > keep)
		put_end_tag(flatten, flatten->lazy[--flatten->open_count]);
	open_lazy(flatten, keep);
}

static void put_text(struct flatten *flatten, const char *text, size_t length)
{
	struct buf *out = bytes_of_pieces(flatten);
	if (length == 0)
		return;
	open_all(flatten);
	if (flatten->reader->mixed && !flatten->part->property && flatten->after_mark &&
		*text == ' ') {
		flatten->reader->put_spaces(out, 1);
		text++;
		length--;
	}
	flatten->after_mark = false;
	xml_escape(out, text, length);
}

/* The innermost element around that is no run. */
static size_t outside_runs(const struct flatten *flatten, size_t event)
{
	while (part_role(flatten->part, event) == ROLE_RUN ||
		part_role(flatten->part, event) == ROLE_TEXT)
		event = flatten->events[event].parent;
	return event;
}

static struct piece *add_mark_piece(struct flatten *flatten, const struct item *item)
{
	struct mark *mark = &flatten->part->state->marks[item->mark];
	struct piece *piece = pieces_add(&flatten->pieces, PIECE_MARK);
	piece->mark = mark->id;
	mark->placed = true;
	return piece;
}

static const struct shell *shell_of(struct flatten *flatten, const struct item *item)
{
	const struct part_state *state = flatten->part->state;
	return shells_get(&flatten->shells, state->paragraphs[item->paragraph].event, item->inside,
		state->marks[item->mark].lift);
}

/* A mark between runs. */
static void put_mark_between(struct flatten *flatten, const struct item *item)
{
	struct mark *mark = &flatten->part->state->marks[item->mark];
	const struct shell *shell = shell_of(flatten, item);
	mark->parent = outside_runs(flatten, item->inside);
	close_runs(flatten, mark->parent);
	if (mark->lift != LIFT_TEXT) {
		add_mark_piece(flatten, item)->shell = shell;
		return;
	}
	/* Its run is lifted, for the sake of another mark; it gets one of its own. */
	buf_append(bytes_of_pieces(flatten), shell->run_open.data, shell->run_open.length);
	add_mark_piece(flatten, item)->shell = shell;
	buf_append(bytes_of_pieces(flatten), shell->run_close.data, shell->run_close.length);
}

/* A mark in a run. Between the elements of a run, or where there is none, it needs tags around. */
static void put_mark_in_run(struct flatten *flatten, const struct item *item)
{
	struct buf *out = bytes_of_pieces(flatten);
	const struct format_reader *reader = flatten->reader;
	enum role role = part_role(flatten->part, item->inside);
	bool in_text = role == ROLE_TEXT || flatten->part->property;
	bool in_run = role == ROLE_RUN || in_text;
	open_all(flatten);
	flatten->part->state->marks[item->mark].parent = item->inside;
	buf_puts(out, in_run ? "" : reader->run_open);
	buf_puts(out, in_text ? "" : reader->text_open);
	add_mark_piece(flatten, item)->shell = shell_of(flatten, item);
	buf_puts(out, in_text ? "" : reader->text_close);
	buf_puts(out, in_run ? "" : reader->run_close);
}

/* A mark in a paragraph's text. */
static void put_inner_mark(struct flatten *flatten, const struct item *item, bool run_lifted)
{
	enum mark_lift lift = flatten->part->state->marks[item->mark].lift;
	if (run_lifted || (lift != LIFT_TEXT && !flatten->part->property))
		put_mark_between(flatten, item);
	else
		put_mark_in_run(flatten, item);
	flatten->after_mark = true;
}

/* A mark in place of an element. */
static void put_lifted_mark(struct flatten *flatten, size_t element, const struct item *item)
{
	struct mark *mark = &flatten->part->state->marks[item->mark];
	const struct paragraph *paragraph = &flatten->part->state->paragraphs[item->paragraph];
	bool is_value = item->alone || mark->lift == LIFT_BLOCK;
	if (is_value) {
		unsigned level = flatten->reader->heading_level(
			flatten->part->document, flatten->part->xml, paragraph->event);
		if (level > 0)
			pieces_add(&flatten->pieces, PIECE_HEADING)->level = level;
	}
	mark->parent = flatten->events[element].parent;
	const struct shell *shell = NULL;
	if (mark->lift != LIFT_ROW && mark->lift != LIFT_CELL)
		shell = shell_of(flatten, item);
	struct piece *piece = add_mark_piece(flatten, item);
	piece->alone = item->alone;
	piece->shell = shell;
}

/* The items at an event that is written itself, or would have been. */
static void put_items(struct flatten *flatten, size_t event)
{
	const struct plan *plan = flatten->plan;
	for (size_t i = plan->first[event]; i > 0; i = plan->items[i - 1].next) {
		const struct item *item = &plan->items[i - 1];
		const char *text = flatten->part->state->paragraphs[item->paragraph].shown.text;
		if (item->is_mark) {
			put_inner_mark(flatten, item, false);
		} else if (flatten->events[event].kind == XML_TEXT) {
			put_text(flatten, text + item->start, item->end - item->start);
		} else {
			open_all(flatten);
			flatten->reader->put_spaces(
				bytes_of_pieces(flatten), item->end - item->start);
			flatten->after_mark = false;
		}
	}
}

static void put_ranges(struct flatten *flatten, size_t element, bool begins)
{
	const struct plan *plan = flatten->plan;
	size_t end = flatten->events[element].other;
	for (size_t i = plan_first_range(plan, element);
		i < plan->range_count && plan->ranges[i].event < end; i++) {
		const struct range_end *range = &plan->ranges[i];
		if (range->begins != begins || plan->flags[range->event] & PLAN_DROPPED)
			continue;
		put_start(flatten, range->event);
		buf_puts(bytes_of_pieces(flatten), "/>");
	}
}

/* A paragraph that ends a section stays, emptied, when it is lifted. */
static void put_section_end(struct flatten *flatten, size_t element)
{
	if (part_role(flatten->part, element) != ROLE_PARAGRAPH || flatten->part->property)
		return;
	size_t properties = part_properties(flatten->part, element);
	if (properties == NOWHERE)
		return;
	size_t end = flatten->events[properties].other;
	size_t i = properties + 1;
	while (i < end && (flatten->events[i].kind != XML_START ||
				  part_role(flatten->part, i) != ROLE_SECTION))
		i++;
	if (i == end)
		return;
	struct buf *out = bytes_of_pieces(flatten);
	serial_start(out, flatten->part, element, true);
	buf_putc(out, '>');
	serial_events(out, flatten->part, properties, end + 1, true, ROLE_OTHER);
	put_end_tag(flatten, element);
}

/* How many more fields begin than end in a paragraph that is lifted. */
static int open_fields(const struct flatten *flatten, size_t element)
{
	int open = 0;
	if (flatten->reader->field == NULL || part_role(flatten->part, element) != ROLE_PARAGRAPH ||
		flatten->part->property)
		return 0;
	for (size_t i = element + 1; i < flatten->events[element].other; i++) {
		int field = flatten->events[i].kind == XML_START
				    ? flatten->reader->field(&flatten->events[i])
				    : 0;
		if (field == 1 || field == -1)
			open += field;
	}
	return open;
}

/* The runs of a field that begins or ends elsewhere stay, in a paragraph of their own. */
static void put_fields(struct flatten *flatten, size_t element)
{
	struct buf *out = bytes_of_pieces(flatten);
	serial_start(out, flatten->part, element, true);
	buf_putc(out, '>');
	for (size_t i = element + 1; i < flatten->events[element].other; i++) {
		if (flatten->events[i].kind != XML_START ||
			flatten->reader->field(&flatten->events[i]) == 0)
			continue;
		buf_puts(out, flatten->reader->run_open);
		serial_events(
			out, flatten->part, i, flatten->events[i].other + 1, true, ROLE_OTHER);
		buf_puts(out, flatten->reader->run_close);
		i = flatten->events[i].other;
	}
	put_end_tag(flatten, element);
}

static void put_lifted(struct flatten *flatten, size_t element)
{
	const struct plan *plan = flatten->plan;
	bool is_run = part_role(flatten->part, element) == ROLE_RUN;
	int fields = open_fields(flatten, element);
	bool is_value = plan->flags[element] & PLAN_VALUE;
	if (fields < 0)
		put_fields(flatten, element);
	if (is_value)
		put_ranges(flatten, element, true);
	for (size_t i = plan->first[element]; i > 0; i = plan->items[i - 1].next) {
		if (is_run)
			put_inner_mark(flatten, &plan->items[i - 1], true);
		else
			put_lifted_mark(flatten, element, &plan->items[i - 1]);
	}
	if (is_value)
		put_ranges(flatten, element, false);
	if (fields > 0)
		put_fields(flatten, element);
	put_section_end(flatten, element);
}

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
	size_t low = 0, high = state->paragraph_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (state->paragraphs[middle].event < event)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == state->paragraph_count || state->paragraphs[low].event != event)
		return NULL;
	return &state->paragraphs[low];
}

/* Writes a paragraph's start and properties; returns the event to go on with. */
static size_t put_paragraph_start(struct flatten *flatten, size_t event)
{
	struct buf *out = bytes_of_pieces(flatten);
	const struct paragraph *paragraph = paragraph_at(flatten, event);
	if (!flatten->part->property) {
		unsigned level = flatten->reader->heading_level(
			flatten->part->document, flatten->part->xml, event);
		if (level > 0)
			pieces_add(&flatten->pieces, PIECE_HEADING)->level = level;
	}
	size_t end = flatten->events[event].other;
	put_start(flatten, event);
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

static size_t put_element(struct flatten *flatten, size_t event)
{
	const struct plan *plan = flatten->plan;
	const struct xml_event *start = &flatten->events[event];
	unsigned char flags = plan->flags[event];
	enum role role = part_role(flatten->part, event);
	if (flags & PLAN_LIFTED) {
		put_lifted(flatten, event);
		return start->other + 1;
	}
	put_items(flatten, event);
	if (flags & PLAN_DROPPED)
		return start->other + 1;
	if (flags & PLAN_TOUCHED) {
		flatten->lazy[flatten->lazy_count++] = event;
		size_t properties = part_properties(flatten->part, event);
		return properties == NOWHERE ? event + 1 : flatten->events[properties].other + 1;
	}
	if (role == ROLE_RESIDUE && flatten->open_count < flatten->lazy_count)
		return start->other + 1;
	if (!needs_no_surroundings(flatten, event, role))
		open_all(flatten);
	if (role == ROLE_PARAGRAPH)
		return put_paragraph_start(flatten, event);
	if (role == ROLE_TAB || role == ROLE_BREAK || role == ROLE_SPACE ||
		role == ROLE_CHARACTER || role == ROLE_OBJECT)
		flatten->after_mark = false;
	if (flags & PLAN_TABLE)
		pieces_add(&flatten->pieces, PIECE_TABLE_BEGIN);
	put_start(flatten, event);
	if (start->other == event + 1 && !(flags & PLAN_END)) {
		buf_puts(bytes_of_pieces(flatten), "/>");
		return event + 2;
	}
	buf_putc(bytes_of_pieces(flatten), '>');
	return event + 1;
}

static void put_element_end(struct flatten *flatten, size_t event)
{
	size_t start = flatten->events[event].other;
	unsigned char flags = flatten->plan->flags[start];
	put_items(flatten, event);
	if (flags & PLAN_TOUCHED) {
		if (flatten->open_count == flatten->lazy_count) {
			put_end_tag(flatten, start);
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
	put_end_tag(flatten, start);
	if (flags & PLAN_TABLE)
		pieces_add(&flatten->pieces, PIECE_TABLE_END);
}

static void put_raw_text(struct flatten *flatten, size_t event)
{
	const struct xml_event *text = &flatten->events[event];
	put_items(flatten, event);
	if (flatten->plan->first[event] > 0 || flatten->plan->flags[event] & PLAN_DROPPED)
		return;
	/* Blanks between the elements of a run are no text, and no reason to write the run. */
	if (!flatten->reader->mixed && flatten->plan->flags[text->parent] & PLAN_TOUCHED &&
		part_role(flatten->part, text->parent) != ROLE_TEXT)
		return;
	open_all(flatten);
	xml_escape(bytes_of_pieces(flatten), text->text, text->length);
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
	buf_puts(bytes_of_pieces(flatten),
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
