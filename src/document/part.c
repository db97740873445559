#include "document/reading.h"

#include "base/utf8.h"

#include <string.h>

/*
 * The paragraphs of a part: each one's own text joined over the runs that hold it, and where each
 * stretch of it came from.
 */

/* A paragraph being read, or an element inside one whose text is not the paragraph's. */
struct frame {
	size_t end;       /* its end event */
	size_t paragraph; /* index, or NOWHERE for what hides its text */
	struct buf text;
	struct segment *segments;
	size_t segment_count, segment_capacity;
	bool after_blank; /* a blank here collapses into the one before */
};

struct open_table {
	size_t end;
	unsigned number, row, cell;
};

struct reading {
	struct part *part;
	struct arena *arena;
	struct frame frames[READING_MAX_DEPTH];
	size_t frame_count;
	struct open_table tables[READING_MAX_DEPTH];
	size_t table_depth;
	unsigned table_count;
	size_t row_of[READING_MAX_DEPTH]; /* index + 1 of the rows that are open, innermost last */
	size_t row_end[READING_MAX_DEPTH];
	size_t row_depth;
};

bool text_is_blank(const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		uint32_t code_point;
		i += utf8_decode(text + i, length - i, &code_point);
		if (!utf8_is_space(code_point) && !utf8_is_invisible(code_point))
			return false;
	}
	return true;
}

size_t part_paragraph_from(const struct part_state *state, size_t event)
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

size_t part_enclosing(const struct part *part, size_t event, enum role role)
{
	const struct xml_event *events = part->xml->events;
	for (event = events[event].parent; event != NOWHERE; event = events[event].parent)
		if (part_role(part, event) == role)
			return event;
	return NOWHERE;
}

/* The innermost paragraph if text here is its own, or NULL. */
static struct frame *open_paragraph(struct reading *reading)
{
	if (reading->frame_count == 0)
		return NULL;
	struct frame *frame = &reading->frames[reading->frame_count - 1];
	return frame->paragraph == NOWHERE ? NULL : frame;
}

static void add_segment(struct reading *reading, struct frame *frame, size_t event, size_t offset)
{
	frame->segments = arena_grow(reading->arena, frame->segments, frame->segment_count,
		&frame->segment_capacity, sizeof *frame->segments);
	frame->segments[frame->segment_count++] = (struct segment){
		.event = event, .offset = offset, .length = frame->text.length - offset};
}

static bool is_xml_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Blanks as ODF collapses them. */
static void append_collapsed(struct frame *frame, const char *text, size_t length)
{
	size_t i = 0;
	while (i < length) {
		if (is_xml_blank(text[i])) {
			if (!frame->after_blank)
				buf_putc(&frame->text, ' ');
			frame->after_blank = true;
			i++;
			continue;
		}
		size_t start = i;
		while (i < length && !is_xml_blank(text[i]))
			i++;
		buf_append(&frame->text, text + start, i - start);
		frame->after_blank = false;
	}
}

static void read_text(struct reading *reading, size_t event)
{
	const struct xml_event *text = &reading->part->xml->events[event];
	struct frame *frame = open_paragraph(reading);
	if (frame == NULL)
		return;
	const struct format_reader *reader = reading->part->document->reader;
	size_t offset = frame->text.length;
	size_t start = 0, end = text->length;
	if (reading->part->property) {
		buf_append(&frame->text, text->text, text->length);
	} else if (reader->mixed) {
		append_collapsed(frame, text->text, text->length);
	} else if (part_role(reading->part, text->parent) == ROLE_TEXT) {
		/* Blanks at either end count only where the file says so. */
		while (!text->preserve && start < end && is_xml_blank(text->text[start]))
			start++;
		while (!text->preserve && start < end && is_xml_blank(text->text[end - 1]))
			end--;
		buf_append(&frame->text, text->text + start, end - start);
	} else {
		return;
	}
	add_segment(reading, frame, event, offset);
}

/* Appends what an element stands for, and remembers it. */
static void read_character(struct reading *reading, size_t event, uint32_t code_point, size_t count)
{
	struct frame *frame = open_paragraph(reading);
	if (frame == NULL)
		return;
	size_t offset = frame->text.length;
	for (size_t i = 0; i < count; i++)
		buf_put_utf8(&frame->text, code_point);
	frame->after_blank = false;
	add_segment(reading, frame, event, offset);
}

static void not_simple(struct reading *reading)
{
	struct frame *frame = open_paragraph(reading);
	if (frame != NULL)
		reading->part->state->paragraphs[frame->paragraph].simple = false;
}

static struct frame *push_frame(struct reading *reading, size_t event, size_t paragraph)
{
	struct frame *frame = &reading->frames[reading->frame_count++];
	frame->end = reading->part->xml->events[event].other;
	frame->paragraph = paragraph;
	frame->segments = NULL;
	frame->segment_count = frame->segment_capacity = 0;
	frame->after_blank = true;
	buf_init(&frame->text, reading->arena);
	return frame;
}

static void begin_paragraph(struct reading *reading, size_t event)
{
	struct part *part = reading->part;
	struct part_state *state = part->state;
	state->paragraphs = arena_grow(part->document->arena, state->paragraphs,
		state->paragraph_count, &state->paragraph_capacity, sizeof *state->paragraphs);
	struct paragraph *paragraph = &state->paragraphs[state->paragraph_count];
	*paragraph = (struct paragraph){.event = event, .simple = true};
	struct place *place = &paragraph->shown.place;
	place->file = part->document->file;
	place->part = part->name;
	place->paragraph = (unsigned)state->paragraph_count + 1;
	if (reading->table_depth > 0) {
		const struct open_table *table = &reading->tables[reading->table_depth - 1];
		place->table = table->number;
		place->row = table->row;
		place->cell = table->cell;
	}
	if (reading->row_depth > 0)
		paragraph->shown.row = reading->row_of[reading->row_depth - 1];
	push_frame(reading, event, state->paragraph_count++);
}

static void end_paragraph(struct reading *reading, struct frame *frame)
{
	struct part_state *state = reading->part->state;
	struct arena *arena = reading->part->document->arena;
	struct paragraph *paragraph = &state->paragraphs[frame->paragraph];
	paragraph->shown.length = frame->text.length;
	paragraph->shown.text = frame->text.length == 0 ? "" : buf_copy(&frame->text, arena);
	if (frame->segment_count > 0) {
		struct segment *segments =
			arena_array(arena, frame->segment_count, sizeof *segments);
		memcpy(segments, frame->segments, frame->segment_count * sizeof *segments);
		paragraph->segments = segments;
		paragraph->segment_count = frame->segment_count;
	}
	if (paragraph->shown.row > 0 &&
		!text_is_blank(paragraph->shown.text, paragraph->shown.length))
		state->rows[paragraph->shown.row - 1].filled++;
	buf_finish(&frame->text);
}

static void begin_table(struct reading *reading, size_t event)
{
	/* Two, so that a row with a table in it is never blank otherwise. */
	if (reading->row_depth > 0)
		reading->part->state->rows[reading->row_of[reading->row_depth - 1] - 1].filled += 2;
	reading->tables[reading->table_depth++] = (struct open_table){
		.end = reading->part->xml->events[event].other, .number = ++reading->table_count};
}

static void begin_row(struct reading *reading, size_t event)
{
	struct part_state *state = reading->part->state;
	if (reading->table_depth > 0) {
		reading->tables[reading->table_depth - 1].row++;
		reading->tables[reading->table_depth - 1].cell = 0;
	}
	state->rows = arena_grow(reading->part->document->arena, state->rows, state->row_count,
		&state->row_capacity, sizeof *state->rows);
	state->rows[state->row_count++] = (struct row){0};
	reading->row_end[reading->row_depth] = reading->part->xml->events[event].other;
	reading->row_of[reading->row_depth++] = state->row_count;
}

/* In properties every element that holds text and nothing else is a paragraph. */
static enum role property_role(const struct xml_document *xml, size_t event)
{
	const struct xml_event *start = &xml->events[event];
	if (start->other == event + 2 && xml->events[event + 1].kind == XML_TEXT &&
		!text_is_blank(xml->events[event + 1].text, xml->events[event + 1].length))
		return ROLE_PARAGRAPH;
	return ROLE_OTHER;
}

/* Acts on a start event and returns the event to go on with. */
static size_t read_start(struct reading *reading, size_t event)
{
	struct part *part = reading->part;
	const struct format_reader *reader = part->document->reader;
	const struct xml_event *start = &part->xml->events[event];
	enum role role =
		part->property ? property_role(part->xml, event) : reader->role(part->xml, event);
	part->state->roles[event] = (unsigned char)role;
	switch (role) {
	case ROLE_PARAGRAPH:
		not_simple(reading);
		begin_paragraph(reading, event);
		break;
	case ROLE_TAB:
		read_character(reading, event, '\t', 1);
		return start->other;
	case ROLE_BREAK:
		read_character(reading, event, '\n', 1);
		return start->other;
	case ROLE_SPACE:
		read_character(reading, event, ' ', reader->spaces(start));
		return start->other;
	case ROLE_CHARACTER:
		read_character(reading, event, reader->character(start), 1);
		return start->other;
	case ROLE_OBJECT:
		not_simple(reading);
		read_character(reading, event, 0xfffc, 1);
		push_frame(reading, event, NOWHERE);
		break;
	case ROLE_FIELD:
		not_simple(reading);
		read_character(reading, event, 0xfffc, 1);
		break;
	case ROLE_NOTHING:
		push_frame(reading, event, NOWHERE);
		break;
	case ROLE_HIDDEN:
	case ROLE_DELETED:
	case ROLE_RESIDUE:
		return start->other;
	case ROLE_PROPERTIES:
		/* Only to know a section's end in it. */
		for (size_t i = event + 1; i < start->other; i++)
			if (part->xml->events[i].kind == XML_START &&
				reader->role(part->xml, i) == ROLE_SECTION)
				part->state->roles[i] = ROLE_SECTION;
		return start->other;
	case ROLE_TABLE:
		not_simple(reading);
		begin_table(reading, event);
		break;
	case ROLE_ROW:
		begin_row(reading, event);
		break;
	case ROLE_CELL:
		if (reading->table_depth > 0)
			reading->tables[reading->table_depth - 1].cell++;
		break;
	case ROLE_RUN:
	case ROLE_TEXT:
	case ROLE_INSERTION:
		break;
	default:
		not_simple(reading);
		break;
	}
	return event + 1;
}

static void read_end(struct reading *reading, size_t event)
{
	if (reading->frame_count > 0 && reading->frames[reading->frame_count - 1].end == event) {
		struct frame *frame = &reading->frames[--reading->frame_count];
		if (frame->paragraph != NOWHERE)
			end_paragraph(reading, frame);
	}
	if (reading->table_depth > 0 && reading->tables[reading->table_depth - 1].end == event)
		reading->table_depth--;
	if (reading->row_depth > 0 && reading->row_end[reading->row_depth - 1] == event)
		reading->row_depth--;
}

void part_read(struct part *part)
{
	struct arena *arena = part->document->arena;
	struct part_state *state = arena_alloc(arena, sizeof *state);
	state->roles = arena_alloc(arena, part->xml->count);
	part->state = state;

	struct arena *scratch = arena_create_child(arena);
	struct reading *reading = arena_alloc(scratch, sizeof *reading);
	reading->part = part;
	reading->arena = scratch;
	for (size_t i = 0; i < part->xml->count;) {
		switch (part->xml->events[i].kind) {
		case XML_START:
			i = read_start(reading, i);
			continue;
		case XML_END:
			read_end(reading, i);
			break;
		case XML_TEXT:
			read_text(reading, i);
			break;
		}
		i++;
	}
	arena_destroy(scratch);

	for (size_t i = 0; i < state->paragraph_count; i++) {
		struct part_paragraph *shown = &state->paragraphs[i].shown;
		if (shown->row == 0)
			continue;
		size_t own = text_is_blank(shown->text, shown->length) ? 0 : 1;
		shown->row_blank_otherwise = state->rows[shown->row - 1].filled == own;
	}
	part_read_hidden(part);
}

const char *part_name(const struct part *part)
{
	return part->name;
}

size_t part_paragraph_count(const struct part *part)
{
	return part->state->paragraph_count;
}

const struct part_paragraph *part_paragraph(const struct part *part, size_t index)
{
	return &part->state->paragraphs[index].shown;
}
