#include "markup/internal.h"

#include "base/i18n.h"

#include <stdint.h>
#include <string.h>

/*
 * Rows of tables: md4c drops what stands beyond the columns, so each row that might hold more is
 * read once more as a heading that is broad enough.
 */

/* How many cells the row has at most: pipes that are escaped or in code are counted too. */
static size_t count_cells(const char *row, size_t length)
{
	size_t cells = 1;

	while (length > 0 && (row[length - 1] == ' ' || row[length - 1] == '\t'))
		length--;
	if (length > 0 && row[length - 1] == '|')
		length--;
	for (size_t i = 1; i < length; i++)
		cells += row[i] == '|';
	return cells;
}

/* Where in the row's text the first cell beyond the columns begins that holds anything, or
 * SIZE_MAX. */
static size_t find_excess(
	struct reader *reader, const char *row, size_t length, size_t column_count)
{
	size_t columns = count_cells(row, length);
	size_t cell = 0;
	struct arena *scratch;
	struct events events;
	struct buf probe;
	size_t found = SIZE_MAX;

	if (columns <= column_count)
		return SIZE_MAX;
	if (columns > EVENTS_MAX_COLUMNS)
		columns = EVENTS_MAX_COLUMNS;
	scratch = arena_create_child(reader->scratch);
	buf_init(&probe, scratch);
	buf_append(&probe, row, length);
	buf_putc(&probe, '\n');
	for (size_t i = 0; i < columns; i++)
		buf_puts(&probe, "|---");
	buf_puts(&probe, "|\n");
	events_read(&events, scratch, probe.data, probe.length);
	for (size_t i = 0; i < events.count && found == SIZE_MAX; i++) {
		const struct event *event = &events.items[i];

		if (event->kind == EVENT_CELL && event->enter)
			cell++;
		else if (cell > column_count && event->kind >= EVENT_STYLE)
			found = event->offset < length ? event->offset : length - 1;
	}
	arena_destroy(scratch);
	return found;
}

static void report_excess(struct reader *reader, size_t offset, size_t end)
{
	const char *text = reader->text->out.data;
	struct place place = reader_place(reader, offset);
	size_t length = 0;

	while (offset + length < end && length < 60 && text[offset + length] != '|' &&
		(unsigned char)text[offset + length] < MARK_FIRST)
		length++;
	while (length > 0 && (text[offset + length - 1] == ' ' ||
				     ((unsigned char)text[offset + length] & 0xC0) == 0x80))
		length--;
	report_error(reader->report, &place, "table-cells",
		tr("the row has more cells than the table has columns, so that '%.*s' would be "
		   "lost; give "
		   "the heading as many cells, or write '\\|' where no cell ends"),
		(int)length, text + offset);
}

/* Where the line of the heading begins, found from any text in the table; SIZE_MAX without one. */
static size_t find_heading(const struct reader *reader, size_t first, size_t limit)
{
	const struct buf *text = &reader->text->out;
	size_t rows = 0, at = first;

	for (; at < limit; at++) {
		if (reader->events[at].kind == EVENT_ROW && reader->events[at].enter)
			rows++;
		if (reader->events[at].offset != SIZE_MAX)
			break;
	}
	if (at == limit)
		return SIZE_MAX;
	at = line_start(text, reader->events[at].offset);
	/* One line for each row above, and one for the dashes. */
	for (size_t lines = rows > 1 ? rows : 0; lines > 0 && at > 0; lines--)
		at = line_start(text, at - 1);
	return at;
}

void table_check(struct reader *reader, size_t first, size_t limit, size_t column_count)
{
	const struct buf *text = &reader->text->out;
	size_t at = find_heading(reader, first, limit);
	size_t row = 0;

	for (size_t i = first; i < limit && at != SIZE_MAX && at < text->length; i++) {
		struct line line;
		size_t begin, excess;

		if (reader->events[i].kind != EVENT_ROW || !reader->events[i].enter)
			continue;
		line = line_at(text, at);
		begin = line_skip_quotes(text, line.start, line.end);
		excess = find_excess(reader, text->data + begin, line.end - begin, column_count);
		if (excess != SIZE_MAX)
			report_excess(reader, begin + excess, line.end);
		at = line.next;
		if (row++ == 0)
			at = line_at(text, at).next;
	}
}
