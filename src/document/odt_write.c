#include "document/odt.h"

#include "document/measure.h"

#include <stdlib.h>
#include <string.h>

const struct xml_namespace odt_namespaces[ODT_NAMESPACES] = {
	[ODT_NS_OFFICE] = {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"},
	[ODT_NS_STYLE] = {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"},
	[ODT_NS_TEXT] = {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"},
	[ODT_NS_TABLE] = {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"},
	[ODT_NS_DRAW] = {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"},
	[ODT_NS_FO] = {"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo"},
	[ODT_NS_XLINK] = {"http://www.w3.org/1999/xlink", "xlink"},
	[ODT_NS_SVG] = {"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"},
};

enum { A4_TEXT_TWIPS = 9070 }; /* 16 cm */

void odt_put_length(struct buf *out, long twips)
{
	/* in thousandths of a centimetre: 2540 to 1440 twips */
	long thousandths = (labs(twips) * 2540 + 720) / 1440;
	buf_printf(
		out, "%s%ld.%03ldcm", twips < 0 ? "-" : "", thousandths / 1000, thousandths % 1000);
}

long odt_length(const char *text)
{
	static const struct {
		const char *unit;
		double twips;
	} units[] = {{"cm", 566.929}, {"mm", 56.6929}, {"in", 1440}, {"pt", 20}, {"pc", 240}};
	double value = 0, place = 1;
	const char *at = text;
	bool negative = at != NULL && *at == '-';
	if (at == NULL)
		return 0;
	for (at += negative ? 1 : 0; *at >= '0' && *at <= '9' && value < 1e6; at++)
		value = value * 10 + (*at - '0');
	if (*at == '.') {
		for (at++; *at >= '0' && *at <= '9'; at++)
			value += (*at - '0') * (place /= 10);
	}
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		if (strcmp(at, units[i].unit) == 0 && value * units[i].twips < 1e6)
			return (long)(value * units[i].twips + 0.5) * (negative ? -1 : 1);
	}
	return 0;
}

static const char *attribute(const struct xml_event *event, const char *name)
{
	return event->kind == XML_START ? xml_attribute(event, name) : NULL;
}

/* The page layout of the page "Standard", or of the first one. */
static const char *page_layout(const struct xml_document *xml)
{
	const char *found = NULL;
	for (size_t i = 0; i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		if (event->kind != XML_START || !xml_is(event, "style:master-page"))
			continue;
		const char *name = attribute(event, "style:name");
		if (found == NULL || (name != NULL && strcmp(name, "Standard") == 0))
			found = attribute(event, "style:page-layout-name");
	}
	return found;
}

/* The room between the margins, in twips. */
static long text_width(const struct xml_document *xml)
{
	const char *layout = xml == NULL ? NULL : page_layout(xml);
	for (size_t i = 0; layout != NULL && i < xml->count; i++) {
		const struct xml_event *event = &xml->events[i];
		const char *name = attribute(event, "style:name");
		if (name == NULL || !xml_is(event, "style:page-layout") ||
			strcmp(name, layout) != 0)
			continue;
		for (size_t j = i + 1; j < event->other; j++) {
			const struct xml_event *properties = &xml->events[j];
			if (properties->kind != XML_START ||
				!xml_is(properties, "style:page-layout-properties"))
				continue;
			const char *all = attribute(properties, "fo:margin");
			const char *left = attribute(properties, "fo:margin-left");
			const char *right = attribute(properties, "fo:margin-right");
			long width = odt_length(attribute(properties, "fo:page-width")) -
				     odt_length(left != NULL ? left : all) -
				     odt_length(right != NULL ? right : all);
			return width > 1000 && width < 100000 ? width : A4_TEXT_TWIPS;
		}
	}
	return A4_TEXT_TWIPS;
}

static void begin(struct output *output)
{
	struct odt *odt = arena_alloc(output->arena, sizeof *odt);
	output->format_state = odt;
	names_init(&odt->shells, output->arena);
	odt_styles_begin(output);
	odt->text_width = text_width(odt->styles_xml);
}

/* An empty paragraph that ends a page: as in DOCX, the text behind it begins the next. */
static const char *page_break(struct output *output)
{
	static const char rest[] = " style:family=\"paragraph\"><style:paragraph-properties "
				   "fo:break-after=\"page\"/>";
	const char *style =
		odt_automatic(output, "RP", "style:style", (struct bytes){rest, sizeof rest - 1});
	return arena_printf(output->arena, "<text:p text:style-name=\"%s\"/>", style);
}

static void put_text(
	struct output *output, const struct shell *shell, const char *text, size_t length)
{
	const char *page = memchr(text, '\f', length) == NULL ? "" : page_break(output);
	output_paragraphs(output, shell, text, length, odt_put_text, page);
}

static void write_text(
	struct output *output, const struct piece *mark, const char *text, size_t length)
{
	if (mark_standing(mark) == STANDS_IN_RUN) {
		put_text(output, mark->shell, text, length);
		return;
	}
	odt_inline_begin(output, mark);
	bytes_put(output->buf, mark->shell->run_open);
	put_text(output, mark->shell, text, length);
	bytes_put(output->buf, mark->shell->run_close);
	odt_inline_end(output, mark);
}

static void write_link(struct output *output, const struct piece *mark, const char *text,
	size_t length, const char *address)
{
	struct odt_shell *shell = odt_shell(output, mark->shell);
	odt_inline_begin(output, mark);
	if (!shell->linked)
		odt_link_begin(output, address);
	odt_put_base_text(output, shell, text, length);
	if (!shell->linked)
		odt_link_end(output);
	odt_inline_end(output, mark);
}

static void write_address(struct output *output, const char *attribute, const char *address)
{
	struct buf target;
	buf_init(&target, output->arena);
	/* In a template that a program saved the way out of the package stands there already. */
	if (output->address_is_led && strncmp(address, "../", 3) == 0)
		address_put(&target, address);
	else
		odt_put_address(output, &target, address);
	buf_printf(output->buf, " %s=\"", attribute);
	xml_escape_attribute(output->buf, target.data, target.length);
	buf_putc(output->buf, '"');
	buf_finish(&target);
}

/* Cells, headers and text boxes of ODF may be empty. */
static void container_end(struct output *output)
{
	(void)output;
}

static void anchor_begin(struct output *output, const char *name)
{
	unsigned number;
	if (anchor_open(output, name, &number))
		buf_printf(output->buf, "<text:bookmark-start text:name=\"%s\"/>", name);
}

static void anchor_end(struct output *output, const char *name)
{
	unsigned number;
	if (anchor_close(output, name, &number))
		buf_printf(output->buf, "<text:bookmark-end text:name=\"%s\"/>", name);
}

static void reference_begin(struct output *output, const char *name)
{
	/* without a style of its own it would look like a link to the web */
	const char *style = odt_style(output, ODT_STYLE_INDEX_LINK);
	odt_of(output)->reference_ended = false;
	const char *target = arena_printf(output->arena, "#%s", name);
	odt_put_link(output, target, strlen(target), style);
}

/* A link whose last tab reaches the next line is one that no reader of a PDF is told of. */
static void end_reference(struct output *output)
{
	static const char tab[] = "<text:tab/>", end[] = "</text:a>";
	struct buf *out = output->buf;
	size_t at = out->length;
	if (at >= sizeof tab - 1 &&
		memcmp(out->data + at - (sizeof tab - 1), tab, sizeof tab - 1) == 0)
		at -= sizeof tab - 1;
	if (!odt_of(output)->reference_ended)
		buf_insert(out, at, end, sizeof end - 1);
	odt_of(output)->reference_ended = true;
}

static void reference_end(struct output *output, const char *name)
{
	(void)name;
	end_reference(output);
}

static void write_page(struct output *output, const struct piece *mark, const char *name)
{
	odt_inline_begin(output, mark);
	/* The number is a link by itself: within another one a PDF gets a link that no reader is
	 * told of. */
	if (output->references > 0)
		end_reference(output);
	bytes_put(output->buf, mark->shell->run_open);
	buf_printf(output->buf,
		"<text:bookmark-ref text:reference-format=\"page\" text:ref-name=\"%s\">%s"
		"</text:bookmark-ref>",
		name, measure_page(output->settings.pages, name));
	bytes_put(output->buf, mark->shell->run_close);
	odt_inline_end(output, mark);
}

static void part_end(struct output *output)
{
	odt_automatic_finish(output);
	output_declare_namespaces(output->part, odt_namespaces, ODT_NAMESPACES);
}

static void finish(struct output *output)
{
	odt_styles_finish(output);
	odt_package_finish(output);
}

const struct format_writer odt_writer = {
	.begin = begin,
	.text = write_text,
	.blocks = odt_blocks,
	.link = write_link,
	.address = write_address,
	.container_end = container_end,
	.cell_begin = odt_cell_begin,
	.cell_end = odt_cell_end,
	.table_columns = odt_table_columns,
	.anchor_begin = anchor_begin,
	.anchor_end = anchor_end,
	.reference_begin = reference_begin,
	.reference_end = reference_end,
	.page = write_page,
	.part_end = part_end,
	.finish = finish,
};
