#include "document/odt.h"
#include "document/table_tags.h"

#include <stdlib.h>
#include <string.h>

/* Cells that a template's tags change, and the columns of their table. */

enum { MOST_COLUMNS = 1000 };

static size_t columns_of(const struct marked_cell *cell, const struct cell_changes *changes)
{
	size_t columns = changes->columns > 0 ? changes->columns : cell->columns;
	return changes->times > 0 ? columns * changes->times : columns;
}

/* Appends the attributes of a start event, those of one name left out. */
static void put_attributes(struct buf *out, const struct xml_event *start, const char *without)
{
	for (size_t i = 0; i < start->attribute_count; i++) {
		const struct xml_attribute *attribute = &start->attributes[i];
		if (strcmp(attribute->name, without) == 0)
			continue;
		xml_put_attribute(out, attribute->name, attribute->value, attribute->length);
	}
}

static void put_background(struct buf *out, const char *colour)
{
	buf_printf(out, " fo:background-color=\"%s%s\"", *colour == '\0' ? "transparent" : "#",
		colour);
}

/* A cell style like the one of that name but for what is behind the cell. */
static const char *coloured(struct output *output, const char *name, const char *colour)
{
	const struct xml_document *xml = output->part->part->xml;
	size_t style = name == NULL ? SIZE_MAX : odt_automatic_find(output, "table-cell", name);
	bool found = false;
	struct buf rest;
	buf_init(&rest, output->arena);
	if (style == SIZE_MAX) {
		buf_puts(&rest, " style:family=\"table-cell\"");
		if (name != NULL) {
			xml_put_attribute(&rest, "style:parent-style-name", name, strlen(name));
		}
		buf_putc(&rest, '>');
	} else {
		put_attributes(&rest, &xml->events[style], "style:name");
		buf_putc(&rest, '>');
		for (size_t i = style + 1; i < xml->events[style].other; i++) {
			const struct xml_event *event = &xml->events[i];
			if (event->kind == XML_TEXT)
				continue;
			if (event->kind == XML_END) {
				buf_printf(&rest, "</%s>", event->name);
				continue;
			}
			bool ours = !found && xml_is(event, "style:table-cell-properties");
			buf_printf(&rest, "<%s", event->name);
			put_attributes(&rest, event, ours ? "fo:background-color" : "");
			if (ours)
				put_background(&rest, colour);
			found |= ours;
			buf_putc(&rest, '>');
		}
	}
	if (!found) {
		buf_puts(&rest, "<style:table-cell-properties");
		put_background(&rest, colour);
		buf_puts(&rest, "/>");
	}
	return odt_automatic_of(output, "RCel", "style:style", &rest);
}

/* True if the changes, not the template, say it. */
static bool is_replaced(const char *name, const struct cell_changes *changes)
{
	if (strcmp(name, "table:number-columns-spanned") == 0 || strcmp(name, "xml:id") == 0)
		return true;
	if (strcmp(name, "table:number-rows-spanned") == 0)
		return changes->merge != CELL_UNMERGED;
	return strcmp(name, "table:style-name") == 0;
}

void odt_cell_begin(
	struct output *output, const struct marked_cell *cell, const struct cell_changes *changes)
{
	struct buf *out = output->buf;
	bool covered = changes->merge == CELL_MERGE_MORE;
	const char *style = xml_attribute(cell->start, "table:style-name");
	if (changes->colour != NULL)
		style = coloured(output, style, changes->colour);
	buf_printf(out, "<%s", covered ? "table:covered-table-cell" : cell->start->name);
	if (style != NULL) {
		xml_put_attribute(out, "table:style-name", style, strlen(style));
	}
	size_t columns = columns_of(cell, changes);
	bool merged = changes->merge == CELL_MERGE_FIRST;
	if (!covered && (columns > 1 || merged))
		buf_printf(out, " table:number-columns-spanned=\"%zu\"", columns);
	if (merged) /* how many will be known at the table's end */
		buf_puts(out, " table:number-rows-spanned=\"1\"");
	for (size_t i = 0; i < cell->start->attribute_count; i++) {
		const struct xml_attribute *attribute = &cell->start->attributes[i];
		if (is_replaced(attribute->name, changes))
			continue;
		xml_put_attribute(out, attribute->name, attribute->value, attribute->length);
	}
	buf_putc(out, '>');
}

void odt_cell_end(
	struct output *output, const struct marked_cell *cell, const struct cell_changes *changes)
{
	struct buf *out = output->buf;
	bool covered = changes->merge == CELL_MERGE_MORE;
	buf_printf(out, "</%s>", covered ? "table:covered-table-cell" : cell->start->name);
	for (size_t i = 1; i < columns_of(cell, changes); i++)
		buf_puts(out, "<table:covered-table-cell/>");
}

static size_t repeated(const struct table_tags *tags)
{
	struct bytes value;
	unsigned long number =
		fragment_attribute(tags->tag, "table:number-columns-repeated", &value)
			? strtoul(value.data, NULL, 10)
			: 1;
	return number <= MOST_COLUMNS ? number : MOST_COLUMNS + 1;
}

/* The cells of the widest row, covered ones too. */
static size_t widest_row(struct table_tags tags)
{
	size_t most = 0, cells = 0;
	while (table_tags_next(&tags)) {
		if (table_tags_is(&tags, "table:table-row"))
			cells = 0;
		else if (table_tags_is(&tags, "table:table-cell") ||
			 table_tags_is(&tags, "table:covered-table-cell"))
			cells += repeated(&tags);
		if (cells > most)
			most = cells;
	}
	return most;
}

static void put_column(struct buf *out, const struct table_tags *column, size_t times)
{
	struct bytes style;
	buf_puts(out, "<table:table-column");
	if (fragment_attribute(column->tag, "table:style-name", &style)) {
		buf_puts(out, " table:style-name=\"");
		bytes_put(out, style);
		buf_putc(out, '"');
	}
	if (times > 1)
		buf_printf(out, " table:number-columns-repeated=\"%zu\"", times);
	buf_puts(out, "/>");
}

/* Copies a table, with so many columns; the last one is repeated where there are too few. */
static void put_table(struct buf *out, struct table_tags tags, size_t has, size_t count)
{
	const char *copied = tags.at;
	size_t seen = 0;
	while (seen < has && table_tags_next(&tags)) {
		if (!table_tags_is(&tags, "table:table-column"))
			continue;
		size_t times = repeated(&tags), left = count > seen ? count - seen : 0;
		seen += times;
		buf_append(out, copied, (size_t)(tags.tag.data - copied));
		struct table_tags column = tags;
		if (tags.at[-2] != '/')
			table_tags_next(&tags); /* its end tag */
		copied = tags.at;
		if (seen >= has)
			times = left;
		if (times > left)
			times = left;
		if (times > 0)
			put_column(out, &column, times);
	}
	buf_append(out, copied, (size_t)(tags.end - copied));
}

void odt_table_columns(struct output *output, size_t offset)
{
	struct buf *out = output->buf;
	odt_merge_rows(output, offset);
	struct table_tags tags = {
		.at = out->data + offset, .end = out->data + out->length, .table = "table:table"};
	size_t count = widest_row(tags), has = 0;
	struct table_tags columns = tags;
	while (table_tags_next(&columns) && !table_tags_is(&columns, "table:table-row")) {
		if (table_tags_is(&columns, "table:table-column"))
			has += repeated(&columns);
	}
	if (count == 0 || count > MOST_COLUMNS || has == 0 || has > MOST_COLUMNS || count == has)
		return;
	struct buf table;
	buf_init(&table, output->arena);
	put_table(&table, tags, has, count);
	buf_truncate(out, offset);
	buf_append(out, table.data, table.length);
	buf_finish(&table);
}
