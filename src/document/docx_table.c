#include "document/docx.h"

#include <stdlib.h>
#include <string.h>

/* The width that the template gives a cell, in twips; 0 if it does not say. */
static long cell_width(const struct xml_document *xml, size_t cell)
{
	enum { MOST_TAGS = 16 }; /* the width is first or second; every value in a cell asks anew */
	size_t first = cell + 1; /* its properties, if any (ISO/IEC 29500-1, 17.4.65) */
	while (xml->events[first].kind == XML_TEXT)
		first++;
	const struct xml_event *properties = &xml->events[first];
	if (properties->kind != XML_START || !xml_is(properties, "w:tcPr"))
		return 0;
	for (size_t i = first + 1; i < properties->other && i < first + MOST_TAGS; i++) {
		const struct xml_event *width = &xml->events[i];
		if (width->kind != XML_START || !xml_is(width, "w:tcW"))
			continue;
		const char *type = xml_attribute(width, "w:type");
		const char *twips = xml_attribute(width, "w:w");
		bool told = twips != NULL && (type == NULL || strcmp(type, "dxa") == 0);
		return told ? strtol(twips, NULL, 10) : 0;
	}
	return 0;
}

long docx_room(struct output *output, const struct shell *shell)
{
	enum { LEAST = 1000, MOST = 100000 };
	long all = docx_of(output)->text_width;
	const struct xml_document *xml = output->part->part->xml;
	const struct shell *inside = output_cell(output, shell);
	if (inside == NULL)
		return all;
	if (inside->cell >= xml->count || !xml_is(&xml->events[inside->cell], "w:tc"))
		return all * 9 / 20;
	long room = cell_width(xml, inside->cell);
	room -= room <= MOST ? 2 * DOCX_CELL_MARGIN : 0;
	return room >= LEAST && room <= MOST ? room : all * 9 / 20;
}

static void put_cell(struct docx_place *place, const struct row_walk *walk)
{
	struct output *output = place->output;
	struct buf *out = output->buf;
	buf_printf(out, "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/>", walk->width);
	if (walk->span > 1)
		buf_printf(out, "<w:gridSpan w:val=\"%u\"/>", walk->span);
	buf_puts(out, "</w:tcPr>");
	struct docx_place inner = {.output = output,
		.shell = place->shell,
		.width = (long)walk->width - 2 * DOCX_CELL_MARGIN,
		.in_cell = true,
		.in_heading_row = place->in_heading_row,
		.align = walk->align,
		.closing_item = true};
	size_t begin = out->length;
	if (walk->cell != NULL)
		docx_put_blocks(&inner, walk->cell->blocks);
	static const struct markup_block nothing = {.kind = MARKUP_PARAGRAPH};
	struct markup_block last = nothing;
	bool ends_in_paragraph =
		out->length > begin + 6 &&
		bytes_are((struct bytes){out->data + out->length - 6, 6}, "</w:p>");
	if (!ends_in_paragraph)
		docx_put_blocks(&inner, &last);
	buf_puts(out, "</w:tc>");
}

static void put_row(struct docx_place *place, const struct markup_block *table,
	const struct markup_row *row, const unsigned *widths, bool repeated)
{
	struct buf *out = place->output->buf;
	buf_puts(out, "<w:tr>");
	if (repeated || columns_row_fits(row)) {
		buf_puts(out, "<w:trPr><w:cantSplit/>");
		buf_puts(out, repeated ? "<w:tblHeader/></w:trPr>" : "</w:trPr>");
	}
	place->in_heading_row = row->heading;
	struct row_walk walk = {.table = table, .row = row, .widths = widths};
	while (columns_next_cell(&walk))
		put_cell(place, &walk);
	buf_puts(out, "</w:tr>");
}

/* Before its 2013 version Word let a table begin a cell's margin to the left of the text. */
static long table_shift(struct output *output)
{
	struct docx *docx = docx_of(output);
	if (docx->table_shift >= 0)
		return docx->table_shift;
	docx->table_shift = DOCX_CELL_MARGIN;
	const char *name = docx_related(output, docx->main, "settings");
	const struct xml_document *xml =
		name == NULL ? NULL
			     : document_parse(output->document, name,
				       output->document->reader->namespaces,
				       output->document->reader->namespace_count);
	for (size_t i = 0; xml != NULL && i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START || !xml_is(event, "w:compatSetting"))
			continue;
		const char *setting = xml_attribute(event, "w:name");
		const char *value = xml_attribute(event, "w:val");
		if (setting != NULL && value != NULL && strcmp(setting, "compatibilityMode") == 0 &&
			strtol(value, NULL, 10) >= 15)
			docx->table_shift = 0;
	}
	return docx->table_shift;
}

void docx_put_table(struct docx_place *place, const struct markup_block *table)
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
	buf_puts(out, "<w:tbl><w:tblPr>");
	docx_put_value(out, "w:tblStyle", docx_style(output, DOCX_STYLE_TABLE));
	/* what changes the columns may have made the template's cell wider or narrower */
	bool fill = output_cell(output, place->shell->shell) != NULL && place->indent == 0;
	long indent = place->indent + table_shift(output);
	if (fill)
		buf_puts(out, "<w:tblW w:w=\"5000\" w:type=\"pct\"/>");
	else
		buf_printf(out, "<w:tblW w:w=\"%u\" w:type=\"dxa\"/>", total);
	if (indent != 0)
		buf_printf(out, "<w:tblInd w:w=\"%ld\" w:type=\"dxa\"/>", indent);
	buf_printf(out,
		"<w:tblLayout w:type=\"%s\"/><w:tblCellMar>"
		"<w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"%d\" w:type=\"dxa\"/>"
		"<w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"%d\" w:type=\"dxa\"/>"
		"</w:tblCellMar><w:tblLook w:val=\"0%s\" w:firstRow=\"%d\" w:lastRow=\"0\" "
		"w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr>"
		"<w:tblGrid>",
		fill ? "autofit" : "fixed", (int)DOCX_CELL_MARGIN, (int)DOCX_CELL_MARGIN,
		table->rows[0].heading ? "420" : "400", table->rows[0].heading ? 1 : 0);
	for (size_t i = 0; i < table->column_count; i++)
		buf_printf(out, "<w:gridCol w:w=\"%u\"/>", widths[i]);
	buf_puts(out, "</w:tblGrid>");
	bool repeated = true;
	for (size_t i = 0; i < table->row_count; i++) {
		repeated = repeated && table->rows[i].heading && i + 1 < table->row_count;
		put_row(place, table, &table->rows[i], widths, repeated);
	}
	place->in_heading_row = false;
	buf_puts(out, "</w:tbl>");
}
