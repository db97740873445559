#include "document/odt.h"

static const char *table_style(struct output *output, long width, long indent)
{
	struct buf rest;
	buf_init(&rest, output->arena);
	buf_puts(&rest, " style:family=\"table\"><style:table-properties style:width=\"");
	odt_put_length(&rest, width);
	buf_puts(&rest, "\" table:align=\"");
	if (indent == 0) {
		buf_puts(&rest, "margins\"");
	} else {
		buf_puts(&rest, "left\" fo:margin-left=\"");
		odt_put_length(&rest, indent);
		buf_putc(&rest, '"');
	}
	buf_puts(&rest, " fo:margin-top=\"0.1cm\" fo:margin-bottom=\"0.2cm\" "
			"table:border-model=\"collapsing\"/>");
	return odt_automatic_of(output, "RTabel", "style:style", &rest);
}

static const char *column_style(struct output *output, unsigned width)
{
	struct buf rest;
	buf_init(&rest, output->arena);
	buf_puts(&rest, " style:family=\"table-column\"><style:table-column-properties "
			"style:column-width=\"");
	odt_put_length(&rest, (long)width);
	buf_printf(&rest, "\" style:rel-column-width=\"%u*\"/>", width);
	return odt_automatic_of(output, "RKol", "style:style", &rest);
}

static const char *row_style(struct output *output, bool together)
{
	const char *rest = together ? " style:family=\"table-row\"><style:table-row-properties "
				      "fo:keep-together=\"always\"/>"
				    : " style:family=\"table-row\"><style:table-row-properties "
				      "fo:keep-together=\"auto\"/>";
	return odt_automatic(output, "RRk", "style:style", bytes_of(rest));
}

static const char *cell_style(struct output *output, bool heading)
{
	static const char usual[] =
		" fo:padding-left=\"0.19cm\" fo:padding-right=\"0.19cm\" fo:padding-top=\"0.07cm\" "
		"fo:padding-bottom=\"0.07cm\" fo:border=\"0.5pt solid #000000\"";
	const struct odt *odt = odt_of(output);
	const char *look = odt->cell_look != NULL ? odt->cell_look : usual;
	if (heading && odt->heading_cell_look != NULL)
		look = odt->heading_cell_look;
	const char *rest = arena_printf(output->arena,
		" style:family=\"table-cell\"><style:table-cell-properties%s/>", look);
	return odt_automatic(output, "RCel", "style:style", bytes_of(rest));
}

static void put_cell(struct odt_place *place, const struct row_walk *walk)
{
	enum { PADDING = 216 };
	struct output *output = place->output;
	struct buf *out = output->buf;
	buf_printf(out, "<table:table-cell table:style-name=\"%s\" office:value-type=\"string\"",
		cell_style(output, place->in_heading_row));
	if (walk->span > 1)
		buf_printf(out, " table:number-columns-spanned=\"%u\"", walk->span);
	buf_putc(out, '>');
	struct odt_place inner = {.output = output,
		.shell = place->shell,
		.width = (long)walk->width - PADDING,
		.in_cell = true,
		.in_heading_row = place->in_heading_row,
		.align = walk->align,
		.closing_item = true};
	static const struct markup_block nothing = {.kind = MARKUP_PARAGRAPH};
	bool filled = walk->cell != NULL && walk->cell->blocks != NULL;
	odt_put_blocks(&inner, filled ? walk->cell->blocks : &nothing);
	buf_puts(out, "</table:table-cell>");
	for (unsigned i = 1; i < walk->span; i++)
		buf_puts(out, "<table:covered-table-cell/>");
}

static void put_row(struct odt_place *place, const struct markup_block *table,
	const struct markup_row *row, const unsigned *widths)
{
	struct buf *out = place->output->buf;
	buf_printf(out, "<table:table-row table:style-name=\"%s\">",
		row_style(place->output, row->heading || columns_row_fits(row)));
	place->in_heading_row = row->heading;
	struct row_walk walk = {.table = table, .row = row, .widths = widths};
	while (columns_next_cell(&walk))
		put_cell(place, &walk);
	buf_puts(out, "</table:table-row>");
	place->in_heading_row = false;
}

void odt_put_table(struct odt_place *place, const struct markup_block *table)
{
	enum { LEAST_WIDTH = 1000 };
	struct output *output = place->output;
	struct buf *out = output->buf;
	if (table->column_count == 0 || table->row_count == 0)
		return;
	long room = place->width - place->indent;
	unsigned total = room < LEAST_WIDTH ? LEAST_WIDTH : (unsigned)room;
	unsigned *widths = arena_array(output->arena, table->column_count, sizeof *widths);
	columns_share(output->arena, table, total, widths);
	output_use_namespace(output, ODT_NS_TABLE);
	output_use_namespace(output, ODT_NS_OFFICE);
	buf_printf(out, "<table:table table:name=\"Tabel R%u\" table:style-name=\"%s\">",
		ids_new_number(output, "@table:name"),
		table_style(output, (long)total, place->indent));
	for (size_t i = 0; i < table->column_count; i++)
		buf_printf(out, "<table:table-column table:style-name=\"%s\"/>",
			column_style(output, widths[i]));
	size_t row = 0;
	/* a heading alone repeats nothing, and a table needs a row of its own */
	while (row + 1 < table->row_count && table->rows[row].heading) {
		if (row == 0)
			buf_puts(out, "<table:table-header-rows>");
		put_row(place, table, &table->rows[row++], widths);
	}
	if (row > 0)
		buf_puts(out, "</table:table-header-rows>");
	for (; row < table->row_count; row++)
		put_row(place, table, &table->rows[row], widths);
	buf_puts(out, "</table:table>");
}
