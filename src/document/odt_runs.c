#include "document/odt.h"

#include <string.h>

/*
 * Blanks collapse in ODF (part 3, 6.1.2): of several in a row all but the first are text:s, and so
 * is one whose neighbours are not known.
 */
static void put_blanks(struct buf *out, size_t count, bool open)
{
	if (!open) {
		buf_putc(out, ' ');
		count--;
	}
	if (count == 1)
		buf_puts(out, "<text:s/>");
	else if (count > 1)
		buf_printf(out, "<text:s text:c=\"%zu\"/>", count);
}

static bool is_plain(char byte)
{
	return byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' &&
	       byte != '\a';
}

static bool is_visible(char byte)
{
	return byte > ' ' && byte < 0x7f;
}

/* Whether the byte at text, which is not the first, is a single blank with ASCII on both sides. */
static bool parts_words(const char *text, size_t left)
{
	return *text == ' ' && left > 1 && is_visible(text[1]) && is_visible(text[-1]);
}

void odt_put_text(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		size_t from = i;
		while (i < length &&
			(is_plain(text[i]) || (i > from && parts_words(text + i, length - i))))
			i++;
		if (i > from)
			xml_escape(out, text + from, i - from);
		from = i;
		while (i < length && text[i] == ' ')
			i++;
		if (i > from) {
			char before = out->length > 0 ? out->data[out->length - 1] : '>';
			put_blanks(out, i - from, before == ' ' || before == '>' || i == length);
		} else if (i < length) {
			if (text[i] != '\r')
				buf_puts(out,
					text[i] == '\t' ? "<text:tab/>" : "<text:line-break/>");
			i++;
		}
	}
}

void odt_put_address(struct output *output, struct buf *out, const char *address)
{
	/* A package counts as a folder around its parts (OpenDocument 1.3, part 2, 3.7). */
	if (address_is_relative(address) && *address != '\0' && !output->settings.flat)
		buf_puts(out, "../");
	if (address[0] == '#')
		buf_puts(out, address);
	else
		address_put(out, address);
}

void odt_put_link(struct output *output, const char *target, size_t length, const char *style)
{
	struct buf *out = output->buf;
	output_use_namespace(output, ODT_NS_XLINK);
	buf_puts(out, "<text:a xlink:type=\"simple\"");
	xml_put_attribute(out, "xlink:href", target, length);
	xml_put_attribute(out, "text:style-name", style, strlen(style));
	xml_put_attribute(out, "text:visited-style-name", style, strlen(style));
	buf_putc(out, '>');
}

void odt_link_begin(struct output *output, const char *address)
{
	const char *style = odt_style(output, ODT_STYLE_INTERNET_LINK);
	struct buf target;
	buf_init(&target, output->arena);
	odt_put_address(output, &target, address);
	odt_put_link(output, target.data, target.length, style);
	buf_finish(&target);
}

void odt_link_end(struct output *output)
{
	buf_puts(output->buf, "</text:a>");
}

static void put_frame(struct output *output, const struct markup_picture *picture, long width)
{
	struct output_picture *added;
	const char *name = odt_picture(output, picture, &added);
	struct picture_size size = picture_fit(picture, width * 635);
	static const char graphic[] =
		" style:family=\"graphic\"><style:graphic-properties style:vertical-pos=\"top\" "
		"style:vertical-rel=\"baseline\" fo:margin=\"0cm\" fo:padding=\"0cm\" "
		"fo:border=\"none\"/>";
	const char *style = odt_automatic(
		output, "RG", "style:style", (struct bytes){graphic, sizeof graphic - 1});
	struct buf *out = output->buf;
	output_use_namespace(output, ODT_NS_DRAW);
	output_use_namespace(output, ODT_NS_SVG);
	output_use_namespace(output, ODT_NS_XLINK);
	buf_printf(out,
		"<draw:frame draw:style-name=\"%s\" draw:name=\"Billede R%u\" "
		"text:anchor-type=\"as-char\" svg:width=\"",
		style, ids_new_number(output, "@draw:name"));
	odt_put_length(out, size.width_emu / 635);
	buf_puts(out, "\" svg:height=\"");
	odt_put_length(out, size.height_emu / 635);
	buf_printf(out,
		"\" draw:z-index=\"0\"><draw:image xlink:href=\"%s\" xlink:type=\"simple\" "
		"xlink:show=\"embed\" xlink:actuate=\"onLoad\"/>",
		name);
	if (picture->alt != NULL && picture->alt[0] != '\0') {
		/* not as svg:title too: LibreOffice reads both aloud */
		buf_puts(out, "<svg:desc>");
		xml_escape(out, picture->alt, strlen(picture->alt));
		buf_puts(out, "</svg:desc>");
	}
	buf_puts(out, "</draw:frame>");
}

void odt_put_base_text(
	struct output *output, struct odt_shell *shell, const char *text, size_t length)
{
	if (shell->shell != NULL)
		bytes_put(output->buf, shell->shell->run_open);
	odt_put_text(output->buf, text, length);
	if (shell->shell != NULL)
		bytes_put(output->buf, shell->shell->run_close);
}

void odt_span_begin(struct output *output, const char *style)
{
	buf_puts(output->buf, "<text:span");
	xml_put_attribute(output->buf, "text:style-name", style, strlen(style));
	buf_putc(output->buf, '>');
}

static void put_run(struct output *output, struct odt_shell *shell, const struct markup_run *run,
	unsigned style, long width)
{
	style = (style | run->style) & (ODT_SPAN_STYLES - 1);
	if (run->kind == MARKUP_BREAK) {
		buf_puts(output->buf, "<text:line-break/>");
	} else if (run->kind == MARKUP_PICTURE) {
		put_frame(output, run->picture, width);
	} else if (style == 0) {
		odt_put_base_text(output, shell, run->text, run->length);
	} else {
		odt_span_begin(output, odt_span_style(output, shell, style));
		odt_put_text(output->buf, run->text, run->length);
		buf_puts(output->buf, "</text:span>");
	}
}

void odt_put_runs(struct output *output, struct odt_shell *shell, const struct markup_run *runs,
	unsigned style, long width)
{
	const char *open = NULL;
	bool links = output->references == 0 && !shell->linked;
	for (const struct markup_run *run = runs; run != NULL; run = run->next) {
		bool linked = links && run->link != NULL && address_usable(run->link);
		const char *link = linked ? run->link : NULL;
		if (link != open && open != NULL)
			odt_link_end(output);
		if (link != open && link != NULL)
			odt_link_begin(output, link);
		open = link;
		put_run(output, shell, run, style, width);
	}
	if (open != NULL)
		odt_link_end(output);
}

void odt_inline_begin(struct output *output, const struct piece *mark)
{
	const struct shell *shell = mark->shell;
	struct buf *out = output->buf;
	enum standing standing = mark_standing(mark);
	if (standing == STANDS_ALONE)
		bytes_put(out, shell->paragraph_open);
	if (standing != STANDS_IN_RUN)
		return;
	/* a span that nothing was written into is taken back */
	size_t length = shell->run_open.length;
	if (length > 0 && out->length >= length &&
		memcmp(out->data + out->length - length, shell->run_open.data, length) == 0)
		buf_truncate(out, out->length - length);
	else
		bytes_put(out, shell->run_close);
}

void odt_inline_end(struct output *output, const struct piece *mark)
{
	enum standing standing = mark_standing(mark);
	if (standing == STANDS_IN_RUN)
		bytes_put(output->buf, mark->shell->run_open);
	else if (standing == STANDS_ALONE)
		bytes_put(output->buf, mark->shell->paragraph_close);
}
