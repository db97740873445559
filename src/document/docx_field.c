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
	buf_printf(output->buf,
		"<w:r><w:rPr><w:rStyle w:val=\"%s\"/></w:rPr><w:t xml:space=\"preserve\">",
		docx_style(output, style));
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

static void begin_control(struct output *output, const struct markup_field *field)
{
	struct buf *out = output->buf;
	buf_puts(out, "<w:sdt><w:sdtPr><w:alias w:val=\"");
	xml_escape_attribute(out, field->label, strcspn(field->label, ":"));
	buf_printf(out,
		"\"/><w:tag w:val=\"felt_%s\"/><w:id w:val=\"%u\"/>%s</w:sdtPr><w:sdtContent>",
		field->name, ids_new_number(output, "@w:val"),
		field->content == NULL ? "<w:showingPlcHdr/>" : "");
}

static void end_control(struct output *output)
{
	buf_puts(output->buf, "</w:sdtContent></w:sdt>");
}

struct control {
	struct output *output;
	struct docx_shell *shell;
};

static void control_run(void *user, const struct markup_run *run)
{
	struct control *control = user;
	struct markup_run single = *run;
	single.next = NULL;
	docx_put_runs(
		control->output, control->shell, &single, 0, docx_of(control->output)->text_width);
}

static void control_text(void *user, const char *text)
{
	struct control *control = user;
	docx_put_run(control->output, control->shell, 0, text, strlen(text));
}

static void put_line(
	struct output *output, struct docx_shell *shell, const struct markup_field *field)
{
	struct control control = {output, shell};
	struct line_sink sink = {control_run, control_text, &control};
	put_label(output, field);
	put_blank(output);
	begin_control(output, field);
	if (field->content == NULL)
		put_styled(output, DOCX_STYLE_PLACEHOLDER, field->placeholder);
	else
		line_put(output->arena, field->content, &sink);
	end_control(output);
	put_blank(output);
	put_end(output, field);
}

void docx_put_line_field(
	struct output *output, struct docx_shell *shell, const struct markup_field *field)
{
	struct control control = {output, shell};
	struct line_sink sink = {control_run, control_text, &control};
	if (fillable_take(output, field))
		put_line(output, shell, field);
	else
		line_put(output->arena, field->content, &sink);
}

/* A control that begins with a paragraph that holds nothing is one that LibreOffice leaves alone. */
static void put_first(struct output *output)
{
	buf_puts(output->buf,
		"<w:p><w:pPr><w:keepNext/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" "
		"w:lineRule=\"auto\"/><w:rPr><w:vanish/><w:sz "
		"w:val=\"2\"/></w:rPr></w:pPr></w:p>");
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
	begin_control(output, field);
	put_first(output);
	if (field->content == NULL)
		put_placeholder(place, field);
	else
		docx_put_blocks(place, field->content);
	end_control(output);
	docx_paragraph_begin(place, DOCX_PARAGRAPH_PLAIN);
	put_end(output, field);
	buf_puts(output->buf, "</w:p>");
}
