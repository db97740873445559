#include "document/docx.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

static const char text_open[] = "<w:t xml:space=\"preserve\">";
static const char text_close[] = "</w:t>";

void docx_put_text(struct buf *out, const char *text, size_t length)
{
	size_t from = 0;
	for (size_t i = 0; i <= length; i++) {
		i += utf8_printable(text + i, length - i);
		bool tab = i < length && text[i] == '\t';
		bool page = i < length && text[i] == '\f';
		bool line = i < length && (text[i] == '\n' || text[i] == '\a');
		bool ignored = i < length && text[i] == '\r';
		if (i < length && !tab && !page && !line && !ignored)
			continue;
		if (i > from)
			xml_escape(out, text + from, i - from);
		if (tab || page || line) {
			buf_puts(out, text_close);
			buf_puts(out, tab    ? "<w:tab/>"
				      : page ? "<w:br w:type=\"page\"/>"
					     : "<w:br/>");
			buf_puts(out, text_open);
		}
		from = i + 1;
	}
}

void docx_put_run(struct output *output, struct docx_shell *shell, unsigned style, const char *text,
	size_t length)
{
	buf_puts(output->buf, "<w:r>");
	bytes_put(output->buf, docx_run_properties(output, shell, style, false));
	buf_puts(output->buf, text_open);
	docx_put_text(output->buf, text, length);
	buf_puts(output->buf, "</w:t></w:r>");
}

void docx_link_begin(struct output *output, const char *address)
{
	if (address[0] == '#') {
		buf_puts(output->buf, "<w:hyperlink w:anchor=\"");
		xml_escape_attribute(output->buf, address + 1, strlen(address + 1));
		buf_puts(output->buf, "\" w:history=\"1\">");
		return;
	}
	struct buf target;
	buf_init(&target, output->arena);
	address_put(&target, address);
	output_use_namespace(output, DOCX_NS_R);
	buf_printf(output->buf, "<w:hyperlink r:id=\"%s\" w:history=\"1\">",
		docx_relate(output, output->part->name, "hyperlink", target.data, true));
}

void docx_link_end(struct output *output)
{
	buf_puts(output->buf, "</w:hyperlink>");
}

/* Word since 2016 shows the SVG of the extension ([MS-ODRAWXML] 2.3.3), other readers the rest. */
static void put_blip(struct buf *out, const struct docx_picture *picture)
{
	buf_printf(out, "<a:blip r:embed=\"%s\"", picture->relationship);
	if (picture->svg == NULL) {
		buf_puts(out, "/>");
		return;
	}
	buf_printf(out,
		"><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\">"
		"<asvg:svgBlip "
		"xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" "
		"r:embed=\"%s\"/></a:ext></a:extLst></a:blip>",
		picture->svg);
}

static void put_drawing(struct output *output, const struct markup_picture *picture, long width)
{
	struct docx_picture added;
	if (!docx_picture(output, picture, &added))
		return;
	struct picture_size size = picture_fit(picture, width * DOCX_EMU_PER_TWIP);
	struct buf *out = output->buf;
	output_use_namespace(output, DOCX_NS_R);
	output_use_namespace(output, DOCX_NS_WP);
	buf_printf(out,
		"<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"
		"<wp:extent cx=\"%ld\" cy=\"%ld\"/><wp:docPr id=\"%u\" name=\"Billede %u\"",
		size.width_emu, size.height_emu, ids_new_number(output, "wp:docPr@id"),
		added.entry->number);
	if (picture->alt != NULL && picture->alt[0] != '\0') {
		xml_put_attribute(out, "descr", picture->alt, strlen(picture->alt));
	}
	buf_printf(out,
		"/><wp:cNvGraphicFramePr>"
		"<a:graphicFrameLocks "
		"xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
		"noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>"
		"<a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">"
		"<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
		"<pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
		"<pic:nvPicPr><pic:cNvPr id=\"0\" name=\"%s\"/><pic:cNvPicPr/></pic:nvPicPr>"
		"<pic:blipFill>",
		added.entry->name);
	put_blip(out, &added);
	buf_printf(out,
		"<a:stretch><a:fillRect/></a:stretch>"
		"</pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
		"<a:ext cx=\"%ld\" cy=\"%ld\"/></a:xfrm>"
		"<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
		"</a:graphicData></a:graphic></wp:inline></w:drawing>",
		size.width_emu, size.height_emu);
}

static void put_run(struct output *output, struct docx_shell *shell, const struct markup_run *run,
	unsigned style, bool linked, long width)
{
	buf_puts(output->buf, "<w:r>");
	bytes_put(output->buf, docx_run_properties(output, shell, run->style | style, linked));
	if (run->kind == MARKUP_BREAK) {
		buf_puts(output->buf, "<w:br/>");
	} else if (run->kind == MARKUP_PICTURE) {
		put_drawing(output, run->picture, width);
	} else {
		buf_puts(output->buf, text_open);
		docx_put_text(output->buf, run->text, run->length);
		buf_puts(output->buf, text_close);
	}
	buf_puts(output->buf, "</w:r>");
}

void docx_put_runs(struct output *output, struct docx_shell *shell, const struct markup_run *runs,
	unsigned style, long width)
{
	const char *open = NULL;
	for (const struct markup_run *run = runs; run != NULL; run = run->next) {
		bool linked =
			output->references == 0 && run->link != NULL && address_usable(run->link);
		const char *link = linked ? run->link : NULL;
		if (link != open && open != NULL)
			docx_link_end(output);
		if (link != open && link != NULL)
			docx_link_begin(output, link);
		open = link;
		put_run(output, shell, run, style, linked, width);
	}
	if (open != NULL)
		docx_link_end(output);
}

void docx_inline_begin(struct output *output, const struct piece *mark)
{
	const struct shell *shell = mark->shell;
	struct buf *out = output->buf;
	switch (mark_standing(mark)) {
	case STANDS_IN_RUN:
		/* a run that nothing was written into is taken back */
		if (out->length >= shell->run_open.length && shell->run_open.length > 0 &&
			memcmp(out->data + out->length - shell->run_open.length,
				shell->run_open.data, shell->run_open.length) == 0)
			buf_truncate(out, out->length - shell->run_open.length);
		else
			bytes_put(out, shell->run_close);
		break;
	case STANDS_ALONE:
		bytes_put(out, shell->paragraph_open);
		bytes_put(out, shell->paragraph_properties);
		break;
	case STANDS_IN_PARAGRAPH:
		break;
	}
}

void docx_inline_end(struct output *output, const struct piece *mark)
{
	enum standing standing = mark_standing(mark);
	if (standing == STANDS_IN_RUN)
		bytes_put(output->buf, mark->shell->run_open);
	else if (standing == STANDS_ALONE)
		bytes_put(output->buf, mark->shell->paragraph_close);
}
