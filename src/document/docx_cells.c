#include "document/docx.h"
#include "document/table_tags.h"

#include <stdlib.h>
#include <string.h>

/* Cells that a template's tags change, and the grid of their table. */

enum { MOST_COLUMNS = 1000 };

/* The order of a cell's properties (ISO/IEC 29500-1, 17.4.66); unlisted ones come last. */
static size_t rank_of(struct bytes name)
{
	static const char *const order[] = {"w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge",
		"w:vMerge", "w:tcBorders", "w:shd"};
	size_t rank = 0;
	while (rank < sizeof order / sizeof order[0] && !bytes_are(name, order[rank]))
		rank++;
	return rank;
}

/* Copies the properties up to those of a rank, leaving out what has that rank itself. */
static void copy_up_to(struct buf *out, struct bytes *rest, size_t rank)
{
	struct fragment element;
	struct bytes next = *rest;
	while (fragment_next(&next, &element) && rank_of(element.name) <= rank) {
		if (rank_of(element.name) < rank)
			bytes_put(out, element.whole);
		*rest = next;
	}
}

static size_t columns_of(const struct marked_cell *cell, const struct cell_changes *changes)
{
	size_t columns = changes->columns > 0 ? changes->columns : cell->columns;
	return changes->times > 0 ? columns * changes->times : columns;
}

void docx_cell_begin(
	struct output *output, const struct marked_cell *cell, const struct cell_changes *changes)
{
	struct buf *out = output->buf;
	struct bytes rest = cell->properties;
	buf_puts(out, "<w:tc><w:tcPr>");
	if (changes->columns > 0 || changes->times > 0) {
		copy_up_to(out, &rest, 2);
		if (columns_of(cell, changes) > 1)
			buf_printf(out, "<w:gridSpan w:val=\"%zu\"/>", columns_of(cell, changes));
	}
	if (changes->merge != CELL_UNMERGED) {
		copy_up_to(out, &rest, 4);
		buf_printf(out, "<w:vMerge w:val=\"%s\"/>",
			changes->merge == CELL_MERGE_FIRST ? "restart" : "continue");
	}
	if (changes->colour != NULL) {
		copy_up_to(out, &rest, 6);
		if (*changes->colour != '\0')
			buf_printf(out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>",
				changes->colour);
	}
	bytes_put(out, rest);
	buf_puts(out, "</w:tcPr>");
}

void docx_cell_end(
	struct output *output, const struct marked_cell *cell, const struct cell_changes *changes)
{
	(void)cell;
	if (changes->merge == CELL_MERGE_MORE)
		docx_writer.container_end(output);
	buf_puts(output->buf, "</w:tc>");
}

static size_t number_of(const struct table_tags *tags, const char *name)
{
	enum { MOST = 1000000 };
	struct bytes value;
	unsigned long number =
		fragment_attribute(tags->tag, name, &value) ? strtoul(value.data, NULL, 10) : 0;
	return number < MOST ? number : MOST;
}

/* The columns of the widest row. */
static size_t widest_row(struct table_tags tags)
{
	size_t most = 0, columns = 0;
	while (table_tags_next(&tags)) {
		if (table_tags_is(&tags, "w:tr"))
			columns = 0;
		else if (table_tags_is(&tags, "w:tc"))
			columns++;
		else if (table_tags_is(&tags, "w:gridSpan") && number_of(&tags, "w:val") > 1)
			columns += number_of(&tags, "w:val") - 1;
		else if (table_tags_is(&tags, "w:gridBefore") ||
			 table_tags_is(&tags, "w:gridAfter"))
			columns += number_of(&tags, "w:val");
		if (columns > most)
			most = columns;
	}
	return most;
}

/* Where the grid's columns stand, how many there are and how wide they are together. */
struct grid {
	const char *start, *end;
	size_t count;
	size_t width_twips;
};

static struct grid find_grid(struct table_tags tags)
{
	struct grid grid = {NULL, NULL, 0, 0};
	while (table_tags_next(&tags) && !table_tags_is(&tags, "w:tr") &&
		!table_tags_is(&tags, "w:tblGridChange") && !table_tags_is(&tags, "/w:tblGrid")) {
		if (!table_tags_is(&tags, "w:gridCol"))
			continue;
		if (grid.count++ == 0)
			grid.start = tags.tag.data;
		grid.end = tags.at;
		grid.width_twips += number_of(&tags, "w:w");
	}
	return grid;
}

/* Writes so many columns that are together as wide as those before, in their proportions. */
static void put_columns(struct buf *out, const struct grid *grid, size_t count)
{
	struct table_tags tags = {.at = grid->start, .end = grid->end, .table = "w:tbl"};
	size_t *widths = arena_array(out->arena, count, sizeof *widths);
	size_t average = grid->width_twips / grid->count, sum = 0;
	for (size_t i = 0; i < count; i++) {
		widths[i] = i < grid->count && table_tags_next(&tags) ? number_of(&tags, "w:w")
								      : average;
		sum += widths[i];
	}
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "<w:gridCol w:w=\"%zu\"/>",
			sum == 0 ? 0 : widths[i] * grid->width_twips / sum);
}

void docx_table_columns(struct output *output, size_t offset)
{
	struct buf *out = output->buf;
	struct table_tags tags = {
		.at = out->data + offset, .end = out->data + out->length, .table = "w:tbl"};
	size_t count = widest_row(tags);
	struct grid grid = find_grid(tags);
	if (count == 0 || count > MOST_COLUMNS || grid.count == 0 || count == grid.count)
		return;
	struct buf table;
	buf_init(&table, output->arena);
	buf_append(&table, tags.at, (size_t)(grid.start - tags.at));
	put_columns(&table, &grid, count);
	buf_append(&table, grid.end, (size_t)(tags.end - grid.end));
	buf_truncate(out, offset);
	buf_append(out, table.data, table.length);
	buf_finish(&table);
}
