#include "base/utf8.h"
#include "document/docx.h"
#include "document/fillable.h"

#include <string.h>

/*
 * Fields that a person fills in (ISO/IEC 29500-1, 17.5.2 and 17.13.6): a bookmark around the fixed
 * text before and one around that after, which stay wherever somebody types, and a content control
 * between the two.
 */

static void put_styled(struct output *output, enum docx_style style, const char *text)
{
	buf_puts(output->buf, "<w:r><w:rPr>");
	docx_put_value(output->buf, "w:rStyle", docx_style(output, style));
	buf_puts(output->buf, "</w:rPr><w:t xml:space=\"preserve\">");
	docx_put_text(output->buf, text, strlen(text));
	buf_puts(output->buf, "</w:t></w:r>");
}

static void put_blank(struct output *output)
{
	buf_puts(output->buf, "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
}

static void put_fixed(struct output *output, const struct markup_field *field, char which,
	enum docx_style style, const char *text)
{
	unsigned number = ids_new_number(output, "w:bookmark@w:id");
	buf_printf(output->buf, "<w:bookmarkStart w:id=\"%u\" w:name=\"felt_%s_%c\"/>", number,
		field->name, which);
	put_styled(output, style, text);
	buf_printf(output->buf, "<w:bookmarkEnd w:id=\"%u\"/>", number);
}

static void put_label(struct output *output, const struct markup_field *field)
{
	put_fixed(output, field, 'a', DOCX_STYLE_FIELD, field->label);
}

static void put_end(struct output *output, const struct markup_field *field)
{
	put_fixed(output, field, 'b', DOCX_STYLE_FIELD_END, field->end);
}

/* Word takes no titles that are longer than this (MS-OI29500, on 17.5.2.1). */
enum { MOST_TITLE = 64 };

static void put_title(struct buf *out, const struct markup_field *field)
{
	const char *title = field->title != NULL ? field->title : field->label;
	size_t length = field->title != NULL ? strlen(title) : strcspn(title, ":");
	size_t end = 0;
	for (size_t count = 0; count < MOST_TITLE && end < length; count++) {
		uint32_t point;
		end += utf8_decode(title + end, length - end, &point);
	}
	xml_escape_attribute(out, title, end);
}

/*
 * LibreOffice 7.4 makes a line of a control around paragraphs, whatever is typed into it, unless it
 * says that it holds a building block (17.5.2.12): that one it keeps as it is.
 */
static const char paragraphs_control[] =
	"<w:docPartObj><w:docPartGallery w:val=\"Quick Parts\"/></w:docPartObj>";

static void begin_control(
	struct output *output, const struct markup_field *field, const char *content)
{
	struct buf *out = output->buf;
	buf_puts(out, "<w:sdt><w:sdtPr><w:alias w:val=\"");
	put_title(out, field);
	buf_printf(out,
		"\"/><w:tag w:val=\"felt_%s\"/><w:id w:val=\"%u\"/>%s%s</w:sdtPr><w:sdtContent>",
		field->name, ids_new_number(output, "@w:val"),
		field->content == NULL ? "<w:showingPlcHdr/>" : "", content);
}

static void end_control(struct output *output)
{
	buf_puts(output->buf, "</w:sdtContent></w:sdt>");
}

static void put_line(
	struct output *output, struct docx_shell *shell, const struct markup_field *field)
{
	put_label(output, field);
	put_blank(output);
	begin_control(output, field, "");
	if (field->content == NULL)
		put_styled(output, DOCX_STYLE_PLACEHOLDER, field->placeholder);
	else
		docx_put_line(output, shell, field->content, false);
	end_control(output);
	put_blank(output);
	put_end(output, field);
}

void docx_put_line_field(
	struct output *output, struct docx_shell *shell, const struct markup_field *field)
{
	if (fillable_take(output, field))
		put_line(output, shell, field);
	else
		docx_put_line(output, shell, field->content, false);
}

static void put_placeholder(struct docx_place *place, const struct markup_field *field)
{
	docx_paragraph_begin(place, DOCX_PARAGRAPH_BASE);
	put_styled(place->output, DOCX_STYLE_PLACEHOLDER, field->placeholder);
	buf_puts(place->output->buf, "</w:p>");
}

void docx_put_field(struct docx_place *place, const struct markup_field *field)
{
	struct output *output = place->output;
	if (!fillable_take(output, field)) {
		docx_put_blocks(place, field->content);
		return;
	}
	docx_paragraph_begin(place, field->in_line ? DOCX_PARAGRAPH_PLAIN : DOCX_PARAGRAPH_JOINED);
	if (field->in_line) {
		put_line(output, place->shell, field);
		buf_puts(output->buf, "</w:p>");
		return;
	}
	put_label(output, field);
	buf_puts(output->buf, "</w:p>");
	place->first = place->after_table = false;
	begin_control(output, field, paragraphs_control);
	if (field->content == NULL)
		put_placeholder(place, field);
	else
		docx_put_blocks(place, field->content);
	end_control(output);
	docx_paragraph_begin(place, DOCX_PARAGRAPH_PLAIN);
	put_end(output, field);
	buf_puts(output->buf, "</w:p>");
}
