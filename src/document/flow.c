#include "document/flow.h"

#include "base/utf8.h"

#include <string.h>

enum {
	USUAL_SIZE = 220,
	USUAL_PERCENT = 115, /* a line is higher than its type */
	BOLD_PERCENT = 107,
	CELL_SIDES = 226,  /* the margins of a cell and its line, left and right together */
	TAB_PERCENT = 150, /* of the size of the type, taken together */
	LONGEST = 32767    /* twips, or per cent; Word knows no more */
};

void look_set(struct look *look, enum look_kind kind, long value)
{
	look->value[kind] = value > LONGEST ? LONGEST : value < -LONGEST ? -LONGEST : value;
	look->set |= 1u << kind;
}

void look_complete(struct look *look, const struct look *base)
{
	for (unsigned i = 0; i < LOOK_KINDS; i++)
		if ((base->set & ~look->set & 1u << i) != 0)
			look_set(look, i, base->value[i]);
}

void flow_init(struct flow *flow, struct arena *arena)
{
	*flow = (struct flow){.arena = arena, .page = 1, .cell_ends = 90};
}

static struct flow_cell *open_cell(struct flow *flow)
{
	size_t most = FLOW_NESTING - 1;
	return flow->depth == 0 ? NULL : &flow->cells[flow->depth < most ? flow->depth : most];
}

static long line_height(const struct flow *flow)
{
	const long *value = flow->look.value;
	if (value[LOOK_LINE] < 0)
		return -value[LOOK_LINE];
	return (value[LOOK_SIZE] * USUAL_PERCENT * value[LOOK_LINE] + 5000) / 10000;
}

static void end_line(struct flow *flow)
{
	long height = line_height(flow);
	flow->lines = arena_grow(flow->arena, flow->lines, flow->line_count, &flow->line_capacity,
		sizeof *flow->lines);
	flow->lines[flow->line_count++] = flow->tall > height ? flow->tall : height;
	flow->line = flow->tall = 0;
}

static long room(struct flow *flow)
{
	const struct flow_cell *cell = open_cell(flow);
	long width = cell == NULL ? flow->width : cell->width - CELL_SIDES;
	width -= flow->look.value[LOOK_LEFT] + flow->look.value[LOOK_RIGHT];
	return (width < 300 ? 300 : width) * 100;
}

/* What cannot be broken is at most as wide as a line. */
static long fitting(struct flow *flow, long width)
{
	long most = room(flow);
	return width < most ? width : most;
}

/* The word goes into the line, or begins the next. */
static void end_word(struct flow *flow)
{
	long width = room(flow);
	if (flow->line > 0 && flow->line + flow->word > width)
		end_line(flow);
	for (flow->line += flow->word; flow->line > width;) {
		long left = flow->line - width;
		end_line(flow);
		flow->line = left;
	}
	flow->word = 0;
}

void flow_paragraph_begin(struct flow *flow, const struct look *look)
{
	static const struct look base = {.value = {[LOOK_SIZE] = USUAL_SIZE, [LOOK_LINE] = 100},
		.set = (1u << LOOK_KINDS) - 1};
	flow->look = *look;
	look_complete(&flow->look, &base);
	flow->in_paragraph = true;
	flow->line_count = 0;
	const long *value = flow->look.value;
	flow->line = value[LOOK_LABEL] != 0 ? 0 : value[LOOK_FIRST] * 100;
	flow->word = flow->tall = 0;
}

void flow_text(struct flow *flow, const char *text, size_t length)
{
	if (!flow->in_paragraph)
		return;
	long size = flow->look.value[LOOK_SIZE];
	long widest = room(flow);
	if (flow->look.value[LOOK_BOLD] != 0)
		size = size * BOLD_PERCENT / 100;
	for (size_t i = 0; i < length;) {
		uint32_t letter;
		i += utf8_decode(text + i, length - i, &letter);
		if (letter == '&') {
			const char *end = memchr(text + i, ';', length - i);
			i = end == NULL ? length : (size_t)(end - text) + 1;
		}
		long width = (long)letter_width(letter) * size / 10;
		if (width > widest)
			width = widest;
		if (letter == ' ' || letter == '\n') {
			end_word(flow);
			flow->line += width;
			continue;
		}
		flow->word += width;
		if (letter == '-')
			end_word(flow);
	}
}

void flow_tab(struct flow *flow)
{
	if (!flow->in_paragraph)
		return;
	end_word(flow);
	/* what hangs out ends where the other lines begin */
	flow->line =
		flow->line < 0
			? 0
			: flow->line + fitting(flow, flow->look.value[LOOK_SIZE] * TAB_PERCENT);
}

void flow_line_break(struct flow *flow)
{
	if (!flow->in_paragraph)
		return;
	end_word(flow);
	end_line(flow);
}

void flow_object(struct flow *flow, long width, long height)
{
	if (!flow->in_paragraph)
		return;
	end_word(flow);
	flow->word = fitting(flow, width * 100);
	end_word(flow);
	flow->tall = height > flow->tall ? height : flow->tall;
}

/* What is held together from a place on goes to the next page. */
static void turn_page(struct flow *flow)
{
	flow->page++;
	if (flow->held && flow->held_y > 0) {
		flow->y -= flow->held_y;
		for (size_t i = flow->held_place; i < flow->open_place; i++)
			flow->places[i].page = flow->page;
	} else {
		flow->y = flow->after = 0;
	}
	flow->held = false;
}

/* All places that were met since are on this page. */
static void settle_places(struct flow *flow)
{
	for (; flow->open_place < flow->place_count; flow->open_place++)
		flow->places[flow->open_place].page = flow->page;
}

/* The room between what stands last and a paragraph. */
static long gap(const struct flow *flow, long after)
{
	long before = flow->look.value[LOOK_BEFORE];
	return flow->sums ? after + before : after > before ? after : before;
}

/* Holds what comes next to what follows it. */
static void hold(struct flow *flow)
{
	if (flow->held)
		return;
	flow->held = true;
	flow->held_y = flow->y;
	flow->held_place = flow->open_place;
}

/* What a line has above its type stands between lines, and so is not needed at the end of a page. */
static long usable(const struct flow *flow)
{
	const long *value = flow->look.value;
	long lead = value[LOOK_LINE] > 100
			    ? value[LOOK_SIZE] * USUAL_PERCENT * (value[LOOK_LINE] - 100) / 10000
			    : 0;
	return flow->height + lead;
}

/* No line is left alone on a page: two stay together at either end. */
static void put_lines(struct flow *flow)
{
	size_t count = flow->line_count;
	bool keep = flow->look.value[LOOK_KEEP] != 0;
	size_t lead = keep || count < 4 ? count : 2;
	long needed = 0;
	for (size_t i = 0; i < lead; i++)
		needed += flow->lines[i];
	if (flow->y > 0 && flow->y + gap(flow, flow->after) + needed > usable(flow))
		turn_page(flow);
	flow->y += flow->y > 0 ? gap(flow, flow->after) : 0;
	/* from below the gap, which there is none of at the top of a page */
	if (keep)
		hold(flow);
	settle_places(flow);
	for (size_t i = 0; i < count; i++) {
		long next = flow->lines[i];
		if (i + 2 == count && i >= 2)
			next += flow->lines[i + 1];
		if (i >= lead && flow->y + next > usable(flow)) {
			flow->page++;
			flow->y = 0;
		}
		flow->y += flow->lines[i];
	}
	if (!keep)
		flow->held = false;
}

void flow_paragraph_end(struct flow *flow)
{
	if (!flow->in_paragraph)
		return;
	flow->in_paragraph = false;
	end_word(flow);
	if (flow->line > 0 || flow->tall > 0 || flow->line_count == 0)
		end_line(flow);
	flow->lines[0] += flow->look.value[LOOK_ABOVE];
	flow->lines[flow->line_count - 1] += flow->look.value[LOOK_BELOW];
	struct flow_cell *cell = open_cell(flow);
	if (cell != NULL) {
		cell->height +=
			cell->height > 0 ? gap(flow, cell->after) : flow->look.value[LOOK_BEFORE];
		for (size_t i = 0; i < flow->line_count; i++)
			cell->height += flow->lines[i];
		cell->after = flow->look.value[LOOK_AFTER];
		return;
	}
	if (flow->look.value[LOOK_NEW_PAGE] != 0)
		flow_page_break(flow);
	put_lines(flow);
	flow->after = flow->look.value[LOOK_AFTER];
}

void flow_put_row(struct flow *flow, long height)
{
	if (flow->heading_row)
		hold(flow);
	if (flow->whole_row && height <= flow->height && flow->y > 0 &&
		flow->y + height > flow->height) {
		bool repeats = !flow->held;
		turn_page(flow);
		flow->y += repeats ? flow->heading_height : 0;
	}
	settle_places(flow);
	flow->y += height;
	if (flow->y > flow->height) {
		flow->page += (unsigned)((flow->y - 1) / flow->height);
		flow->y = (flow->y - 1) % flow->height + 1;
	}
	if (flow->heading_row)
		flow->heading_height += height;
	else
		flow->held = false;
}

void flow_page_break(struct flow *flow)
{
	flow->held = false;
	if (flow->y > 0 && flow->depth == 0)
		turn_page(flow);
}

void flow_place(struct flow *flow, struct bytes name)
{
	flow->places = arena_grow(flow->arena, flow->places, flow->place_count,
		&flow->place_capacity, sizeof *flow->places);
	flow->places[flow->place_count++] = (struct flow_place){name, flow->page};
}
