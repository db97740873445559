#include "document/odt.h"

#include <stdlib.h>

/* How wide the template's own tables let a value be. */

/* Every value in a cell asks anew, so the search is short: beyond this the usual guess is made. */
enum { MOST_COLUMNS = 64, MOST_TAGS = 256 };

static unsigned repeated(const struct xml_event *event, const char *attribute)
{
	const char *number = xml_attribute(event, attribute);
	long times = number == NULL ? 1 : strtol(number, NULL, 10);
	return times < 1 ? 1 : times > MOST_COLUMNS ? MOST_COLUMNS : (unsigned)times;
}

/* The number of columns before a cell. */
static unsigned columns_before(const struct xml_document *xml, size_t cell)
{
	unsigned count = 0;
	for (size_t i = xml->events[cell].parent + 1; i < cell && count < MOST_COLUMNS;) {
		const struct xml_event *event = &xml->events[i];
		bool starts = event->kind == XML_START;
		if (starts)
			count += repeated(event, "table:number-columns-repeated");
		i = starts ? event->other + 1 : i + 1;
	}
	return count;
}

/* The width that an automatic style gives a column; 0 if it does not say. */
static long style_width(struct output *output, const struct xml_event *column)
{
	const char *name = xml_attribute(column, "table:style-name");
	size_t style = name == NULL ? SIZE_MAX : odt_automatic_find(output, "table-column", name);
	if (style == SIZE_MAX)
		return 0;
	const struct xml_document *xml = output->part->part->xml;
	for (size_t i = style + 1; i < xml->events[style].other && i < style + MOST_TAGS; i++)
		if (xml->events[i].kind == XML_START &&
			xml_is(&xml->events[i], "style:table-column-properties"))
			return odt_length(xml_attribute(&xml->events[i], "style:column-width"));
	return 0;
}

/* The width of a cell from its table's columns, which stand before the rows; 0 if unknown. */
static long cell_width(struct output *output, const struct xml_document *xml, size_t cell)
{
	unsigned first = columns_before(xml, cell), column = 0;
	unsigned end = first + repeated(&xml->events[cell], "table:number-columns-spanned");
	size_t table = xml->events[cell].parent;
	while (table != SIZE_MAX && !xml_is(&xml->events[table], "table:table"))
		table = xml->events[table].parent;
	long width = 0;
	for (size_t i = table + 1; table != SIZE_MAX && i < table + MOST_TAGS && column < end;
		i++) {
		const struct xml_event *event = &xml->events[i];
		if (i >= xml->events[table].other ||
			(event->kind == XML_START && xml_is(event, "table:table-row")))
			return 0;
		if (event->kind != XML_START || !xml_is(event, "table:table-column"))
			continue;
		unsigned next = column + repeated(event, "table:number-columns-repeated");
		unsigned from = column > first ? column : first, to = next < end ? next : end;
		long one = from < to ? style_width(output, event) : 0;
		if (from < to && one <= 0)
			return 0;
		width += from < to ? one * (long)(to - from) : 0;
		column = next;
	}
	return column < end ? 0 : width;
}

long odt_room(struct output *output, const struct shell *shell)
{
	enum { PADDING = 216, LEAST = 1000, MOST = 100000 };
	long all = odt_of(output)->text_width;
	const struct xml_document *xml = output->part->part->xml;
	const struct shell *inside = output_cell(output, shell);
	if (inside == NULL)
		return all;
	if (inside->cell >= xml->count || !xml_is(&xml->events[inside->cell], "table:table-cell"))
		return all * 9 / 20;
	long room = cell_width(output, xml, inside->cell) - PADDING;
	return room >= LEAST && room <= MOST ? room : all * 9 / 20;
}
