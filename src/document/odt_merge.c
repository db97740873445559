#include "document/odt.h"
#include "document/table_tags.h"

#include <stdlib.h>

/*
 * How many rows merged cells take is known once the rows are there: as many as have a covered cell
 * below (OpenDocument 1.3, part 3, 9.1.4 and 19.680). One that nothing covers is an ordinary cell.
 */

enum { MOST_COLUMNS = 1000, MOST_REPEATED = 100000 };

/* A piece of the table that is written anew. */
struct edit {
	const char *from, *to;
	const char *text;
};

/* A cell that takes several rows, at its first column. */
struct merged {
	struct bytes rows; /* the digits that say how many; no data: there is none */
	size_t count;
	size_t columns;
	size_t seen; /* the row it was last found to go on in */
};

struct merging {
	struct arena *arena;
	struct edit *edits;
	size_t edit_count, edit_capacity;
	struct merged *columns;
	size_t row, times; /* that the row is repeated */
	size_t column;
	size_t own; /* columns that the last cell of the row covers itself */
};

static size_t number_of(struct bytes tag, const char *name)
{
	struct bytes value;
	unsigned long number =
		fragment_attribute(tag, name, &value) ? strtoul(value.data, NULL, 10) : 1;
	return number < 1 ? 1 : number > MOST_REPEATED ? MOST_REPEATED : number;
}

static void add_edit(struct merging *merging, const char *from, const char *to, const char *text)
{
	merging->edits = arena_grow(merging->arena, merging->edits, merging->edit_count,
		&merging->edit_capacity, sizeof *merging->edits);
	merging->edits[merging->edit_count++] = (struct edit){from, to, text};
}

static void end_merged(struct merging *merging, struct merged *merged)
{
	if (merged->rows.data != NULL)
		add_edit(merging, merged->rows.data, merged->rows.data + merged->rows.length,
			arena_printf(merging->arena, "%zu", merged->count));
	merged->rows.data = NULL;
}

static void take_cell(struct merging *merging, struct bytes tag)
{
	struct merged *merged = &merging->columns[merging->column];
	size_t columns = number_of(tag, "table:number-columns-spanned");
	end_merged(merging, merged);
	*merged =
		(struct merged){.count = merging->times, .columns = columns, .seen = merging->row};
	if (!fragment_attribute(tag, "table:number-rows-spanned", &merged->rows))
		merged->rows.data = NULL;
	merging->own = columns - 1;
}

/* A cell that is covered by one above it or, if there is none, by nothing. */
static void take_covered(struct merging *merging, struct table_tags *tags)
{
	static const char name[] = "table:covered-table-cell", plain[] = "table:table-cell";
	struct merged *merged = &merging->columns[merging->column];
	if (merging->own > 0) {
		merging->own--;
		return;
	}
	if (merged->rows.data != NULL && merged->seen + 1 == merging->row) {
		merged->count += merging->times;
		merged->seen = merging->row;
		merging->own = merged->columns - 1;
		return;
	}
	add_edit(merging, tags->tag.data + 1, tags->tag.data + sizeof name, plain);
	if (tags->at[-2] == '/')
		return;
	while (table_tags_next(tags)) {
		if (!table_tags_is(tags, "/table:covered-table-cell"))
			continue;
		add_edit(merging, tags->tag.data + 2, tags->tag.data + 1 + sizeof name, plain);
		return;
	}
}

static int compare_edits(const void *a, const void *b)
{
	const struct edit *left = a, *right = b;
	return left->from < right->from ? -1 : left->from > right->from;
}

/* Goes through the rows of a table. */
static void find_edits(struct merging *merging, struct table_tags tags)
{
	while (table_tags_next(&tags)) {
		bool covered = table_tags_is(&tags, "table:covered-table-cell");
		if (table_tags_is(&tags, "table:table-row")) {
			merging->row++;
			merging->times = number_of(tags.tag, "table:number-rows-repeated");
			merging->column = merging->own = 0;
		} else if (covered || table_tags_is(&tags, "table:table-cell")) {
			size_t times = number_of(tags.tag, "table:number-columns-repeated");
			if (merging->column + times > MOST_COLUMNS)
				continue;
			if (covered)
				take_covered(merging, &tags);
			else
				take_cell(merging, tags.tag);
			merging->column += times;
		}
	}
	for (size_t i = 0; i < MOST_COLUMNS; i++)
		end_merged(merging, &merging->columns[i]);
	if (merging->edit_count > 0)
		qsort(merging->edits, merging->edit_count, sizeof *merging->edits, compare_edits);
}

void odt_merge_rows(struct output *output, size_t offset)
{
	struct buf *out = output->buf;
	struct merging merging = {.arena = arena_create_child(output->arena)};
	const char *at = out->data + offset, *end = out->data + out->length;
	merging.columns = arena_array(merging.arena, MOST_COLUMNS, sizeof *merging.columns);
	find_edits(&merging, (struct table_tags){.at = at, .end = end, .table = "table:table"});
	struct buf table;
	buf_init(&table, merging.arena);
	for (size_t i = 0; i < merging.edit_count; i++) {
		buf_append(&table, at, (size_t)(merging.edits[i].from - at));
		buf_puts(&table, merging.edits[i].text);
		at = merging.edits[i].to;
	}
	if (merging.edit_count > 0) {
		buf_append(&table, at, (size_t)(end - at));
		buf_truncate(out, offset);
		buf_append(out, table.data, table.length);
	}
	arena_destroy(merging.arena);
}
