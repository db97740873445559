#include "markup/internal.h"

#include "base/i18n.h"

#include <stdint.h>

static bool is_end(const struct reader *reader)
{
	return reader->at >= reader->count ||
	       (reader->events[reader->at].kind < EVENT_STYLE && !reader->events[reader->at].enter);
}

/* The index of the event that leaves the block that the event before at entered. */
static size_t find_end(const struct reader *reader)
{
	size_t nesting = 1, at = reader->at;

	for (; at < reader->count; at++) {
		if (reader->events[at].kind >= EVENT_STYLE)
			continue;
		if (reader->events[at].enter)
			nesting++;
		else if (--nesting == 0)
			break;
	}
	return at;
}

static struct markup_block *new_block(const struct reader *reader, enum markup_block_kind kind)
{
	struct markup_block *block = arena_alloc(reader->arena, sizeof(*block));

	block->kind = kind;
	return block;
}

/* Steps into a list or quotation; false, behind it, where that is too deep. */
static bool enter_nesting(struct reader *reader)
{
	struct place place;

	if (reader->depth < MARKUP_MAX_DEPTH) {
		reader->depth++;
		return true;
	}
	place = reader_place(reader,
		reader->events[reader_find_offset(reader, reader->at, reader->count - 1)].offset);
	report_error(reader->report, &place, "markup-depth",
		tr("lists or quotations are nested more than %d deep"), MARKUP_MAX_DEPTH);
	reader->at = find_end(reader) + 1;
	return false;
}

static struct markup_block *read_quote(struct reader *reader)
{
	struct markup_block *quote;
	size_t first = reader->at;

	if (!enter_nesting(reader))
		return NULL;
	quote = new_block(reader, MARKUP_QUOTE);
	quote->blocks = tree_read(reader);
	warn_quote(reader, first, reader->at);
	reader->at++;
	reader->depth--;
	return quote->blocks ? quote : NULL;
}

static struct markup_block *read_list(struct reader *reader, const struct event *event)
{
	struct markup_block *list;
	size_t capacity = 0, event_capacity = 0;
	size_t *item_events = NULL; /* the index of each item's first event */

	if (!enter_nesting(reader))
		return NULL;
	list = new_block(reader, MARKUP_LIST);
	list->ordered = event->delimiter == '.' || event->delimiter == ')';
	list->delimiter = list->ordered ? event->delimiter : '\0';
	list->tight = event->flag;
	list->start = list->ordered ? event->number : 0;
	while (!is_end(reader)) {
		size_t count = list->item_count;

		list->items = arena_grow(
			reader->arena, list->items, count, &capacity, sizeof(*list->items));
		item_events = arena_grow(
			reader->scratch, item_events, count, &event_capacity, sizeof(*item_events));
		reader->at++; /* into the item */
		item_events[count] = reader->at;
		list->items[count].blocks = tree_read(reader);
		list->item_count++;
		reader->at++; /* out of it */
	}
	warn_list(reader, list, event->delimiter, item_events);
	reader->at++;
	reader->depth--;
	return list;
}

static void read_row(struct reader *reader, struct markup_block *table, struct markup_row *row)
{
	row->cells = arena_array(reader->arena, table->column_count, sizeof(*row->cells));
	while (!is_end(reader)) {
		const struct event *event = &reader->events[reader->at++];

		if (row->cell_count < table->column_count) {
			struct markup_cell *cell = &row->cells[row->cell_count];

			table->aligns[row->cell_count++] = (enum markup_align)event->number;
			cell->span = 1;
			reader->in_cell = true;
			cell->blocks = tree_read(reader);
			reader->in_cell = false;
		}
		reader->at = find_end(reader) + 1;
	}
	reader->at++;
}

static struct markup_block *read_table(struct reader *reader, const struct event *event)
{
	struct markup_block *table = new_block(reader, MARKUP_TABLE);
	size_t first = reader->at;

	table->column_count = event->number;
	table->aligns = arena_array(reader->arena, table->column_count, sizeof(*table->aligns));
	table->rows = arena_array(reader->arena, event->length, sizeof(*table->rows));
	while (!is_end(reader)) {
		reader->at++;
		if (table->row_count < event->length) {
			table->rows[table->row_count].heading = table->row_count == 0;
			read_row(reader, table, &table->rows[table->row_count++]);
		} else {
			reader->at = find_end(reader) + 1;
		}
	}
	table_check(reader, first, reader->at, table->column_count);
	access_table(reader, table, first);
	reader->at++;
	return table;
}

/* A block of one line or several, of which only those remain that print something. */
static struct markup_block *read_leaf(struct reader *reader, const struct event *event)
{
	struct markup_block *block;
	size_t first = reader->at;

	switch (event->kind) {
	case EVENT_HEADING:
		block = new_block(reader, MARKUP_HEADING);
		block->level = event->number;
		block->runs = inline_read(reader);
		if (!warn_heading(reader, first, reader->at) && block->runs)
			access_heading(reader, block->level, first);
		break;
	case EVENT_CODE_BLOCK:
		block = new_block(reader, MARKUP_CODE_BLOCK);
		block->runs = inline_read_code(reader);
		if (!event->flag)
			warn_code(reader, first, reader->at);
		break;
	default:
		block = new_block(reader, MARKUP_PARAGRAPH);
		block->runs = inline_read(reader);
		warn_paragraph(reader, first, reader->at);
	}
	return block->runs ? block : NULL;
}

static struct markup_block *read_block(struct reader *reader)
{
	const struct event *event = &reader->events[reader->at];
	struct markup_block *block;

	/* In a tight list, and in a cell, text stands in no paragraph of its own. */
	if (event->kind >= EVENT_STYLE)
		return read_leaf(reader, event);
	reader->at++;
	switch (event->kind) {
	case EVENT_QUOTE:
		return read_quote(reader);
	case EVENT_LIST:
		return read_list(reader, event);
	case EVENT_TABLE:
		return read_table(reader, event);
	case EVENT_RULE:
		reader->at = find_end(reader) + 1;
		return new_block(reader, MARKUP_RULE);
	default:
		block = read_leaf(reader, event);
		reader->at = find_end(reader) + 1;
		return block;
	}
}

struct markup_block *tree_read(struct reader *reader)
{
	struct markup_block *first = NULL;
	struct markup_block **link = &first;
	struct access_line *line = NULL;

	while (!is_end(reader)) {
		size_t begin = reader->at;
		struct markup_block *block = read_block(reader);

		if (block) {
			line = access_block(reader, line, block, begin);
			*link = block;
			link = &block->next;
		}
	}
	return first;
}
