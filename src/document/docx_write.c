#include "document/docx.h"

#include "document/measure.h"

#include <stdlib.h>
#include <string.h>

static const struct xml_namespace namespaces[DOCX_NAMESPACES] = {
	[DOCX_NS_W] = {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
	[DOCX_NS_R] = {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"},
	[DOCX_NS_WP] = {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
		"wp"},
};

enum { A4_TEXT_WIDTH = 9070, A4_TEXT_HEIGHT = 13720 }; /* twips: 16 and 24.2 cm */

static long attribute_number(const struct xml_event *event, const char *name, long otherwise)
{
	const char *value = xml_attribute(event, name);
	return value == NULL ? otherwise : strtol(value, NULL, 10);
}

static long usable(long length, long otherwise)
{
	return length > 1000 && length < 100000 ? length : otherwise;
}

/* The room between the margins of the last section, which is the document's own. */
static void find_room(const struct output *output, struct docx *docx)
{
	const struct xml_document *xml =
		output->document->part_count > 0 ? output->document->parts[0]->xml : NULL;
	long width = 0, height = 0, across = 0, along = 0;
	for (size_t i = 0; xml != NULL && i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START)
			continue;
		if (xml_is(event, "w:pgSz")) {
			width = attribute_number(event, "w:w", 0);
			height = attribute_number(event, "w:h", 0);
		} else if (xml_is(event, "w:pgMar")) {
			across = attribute_number(event, "w:left", 0) +
				 attribute_number(event, "w:right", 0);
			along = attribute_number(event, "w:top", 0) +
				attribute_number(event, "w:bottom", 0);
		}
	}
	docx->text_width = usable(width - across, A4_TEXT_WIDTH);
	docx->text_height = usable(height - along, A4_TEXT_HEIGHT);
}

static void begin(struct output *output)
{
	struct docx *docx = arena_alloc(output->arena, sizeof *docx);
	output->format_state = docx;
	names_init(&docx->shells, output->arena);
	find_room(output, docx);
	docx->table_shift = -1;
	docx_package_begin(output);
}

static void put_text(
	struct output *output, const struct shell *shell, const char *text, size_t length)
{
	static const char page[] = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
	output_paragraphs(output, shell, text, length, docx_put_text, page);
}

static void write_text(
	struct output *output, const struct piece *mark, const char *text, size_t length)
{
	const struct shell *shell = mark->shell;
	struct buf *out = output->buf;
	enum standing standing = mark_standing(mark);
	if (standing == STANDS_IN_RUN) {
		put_text(output, shell, text, length);
		return;
	}
	docx_inline_begin(output, mark);
	bytes_put(out, shell->run_open);
	put_text(output, shell, text, length);
	bytes_put(out, shell->run_close);
	docx_inline_end(output, mark);
}

static void write_link(struct output *output, const struct piece *mark, const char *text,
	size_t length, const char *address)
{
	struct docx_shell *shell = docx_shell(output, mark->shell);
	docx_inline_begin(output, mark);
	docx_link_begin(output, address);
	buf_puts(output->buf, "<w:r>");
	bytes_put(output->buf, docx_run_properties(output, shell, 0, true));
	buf_puts(output->buf, "<w:t xml:space=\"preserve\">");
	docx_put_text(output->buf, text, length);
	buf_puts(output->buf, "</w:t></w:r>");
	docx_link_end(output);
	docx_inline_end(output, mark);
}

/* The Id of a relationship, or an anchor in the document. */
static void write_address(struct output *output, const char *attribute, const char *address)
{
	struct buf *out = output->buf;
	const char *tag = memrchr(out->data, '<', out->length);
	bool is_link = tag != NULL && strncmp(tag, "<w:hyperlink", 12) == 0;
	if (is_link && *address == '#') {
		xml_put_attribute(out, "w:anchor", address + 1, strlen(address + 1));
		return;
	}
	if (is_link && *address == '\0')
		return;
	struct buf target;
	buf_init(&target, output->arena);
	address_put(&target, address);
	/* a picture's link has to have the attribute */
	buf_printf(out, " %s=\"%s\"", attribute,
		*address == '\0' ? ""
				 : docx_relate(output, output->part->name, "hyperlink",
					   buf_text(&target), true));
}

static bool take_back(size_t *end, const struct buf *buf, const char *text)
{
	size_t length = strlen(text);
	if (*end < length || memcmp(buf->data + *end - length, text, length) != 0)
		return false;
	*end -= length;
	return true;
}

/* True if the buffer up to end closes with an empty element that is no content. */
static bool take_back_marker(size_t *end, const struct buf *buf)
{
	static const char *const markers[] = {"<w:bookmarkEnd ", "<w:bookmarkStart ",
		"<w:proofErr ", "<w:commentRangeEnd ", "<w:permEnd "};
	if (*end < 2 || memcmp(buf->data + *end - 2, "/>", 2) != 0)
		return false;
	const char *tag = memrchr(buf->data, '<', *end);
	for (size_t i = 0; tag != NULL && i < sizeof markers / sizeof markers[0]; i++) {
		if (strncmp(tag, markers[i], strlen(markers[i])) == 0) {
			*end = (size_t)(tag - buf->data);
			return true;
		}
	}
	return false;
}

static void container_end(struct output *output)
{
	struct buf *out = output->buf;
	size_t end = out->length;
	while (take_back_marker(&end, out))
		continue;
	if (!take_back(&end, out, "</w:p>") && !take_back(&end, out, "<w:p/>") &&
		!take_back(&end, out, "</w:sdt>") && !take_back(&end, out, "</w:customXml>"))
		buf_puts(out, "<w:p/>");
}

static void anchor_begin(struct output *output, const char *name)
{
	unsigned number;
	if (anchor_open(output, name, &number))
		buf_printf(
			output->buf, "<w:bookmarkStart w:id=\"%u\" w:name=\"%s\"/>", number, name);
}

static void anchor_end(struct output *output, const char *name)
{
	unsigned number;
	if (anchor_close(output, name, &number))
		buf_printf(output->buf, "<w:bookmarkEnd w:id=\"%u\"/>", number);
}

static void reference_begin(struct output *output, const char *name)
{
	buf_printf(output->buf, "<w:hyperlink w:anchor=\"%s\" w:history=\"1\">", name);
}

static void reference_end(struct output *output, const char *name)
{
	buf_puts(output->buf, "</w:hyperlink>");
}

/* PAGEREF, outside any TOC field, where LibreOffice would keep the cached number. */
static void write_page(struct output *output, const struct piece *mark, const char *name)
{
	struct bytes properties =
		docx_run_properties(output, docx_shell(output, mark->shell), 0, false);
	const char *steps[] = {"<w:fldChar w:fldCharType=\"begin\"/>",
		arena_printf(output->arena,
			"<w:instrText xml:space=\"preserve\"> PAGEREF %s \\h </w:instrText>", name),
		"<w:fldChar w:fldCharType=\"separate\"/>",
		arena_printf(
			output->arena, "<w:t>%s</w:t>", measure_page(output->settings.pages, name)),
		"<w:fldChar w:fldCharType=\"end\"/>"};
	docx_inline_begin(output, mark);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		buf_puts(output->buf, "<w:r>");
		bytes_put(output->buf, properties);
		buf_puts(output->buf, steps[i]);
		buf_puts(output->buf, "</w:r>");
	}
	docx_inline_end(output, mark);
}

static void part_end(struct output *output)
{
	output_declare_namespaces(output->part, namespaces, DOCX_NAMESPACES);
}

static void finish(struct output *output)
{
	docx_styles_finish(output);
	docx_numbering_finish(output);
	docx_notes_finish(output);
	docx_properties_finish(output);
	docx_package_finish(output);
}

const struct format_writer docx_writer = {
	.begin = begin,
	.text = write_text,
	.blocks = docx_blocks,
	.link = write_link,
	.address = write_address,
	.container_end = container_end,
	.cell_begin = docx_cell_begin,
	.cell_end = docx_cell_end,
	.table_columns = docx_table_columns,
	.anchor_begin = anchor_begin,
	.anchor_end = anchor_end,
	.reference_begin = reference_begin,
	.reference_end = reference_end,
	.page = write_page,
	.part_end = part_end,
	.finish = finish,
};
