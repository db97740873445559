#include "document/fillable.h"
#include "document/odt.h"

#include <string.h>

/*
 * Fields that a person fills in (OpenDocument 1.3, part 3, 5.4 and 6.2.1): a bookmark around the
 * fixed text before and one around that after, and between the two a section that may be written
 * into, in one that may not.
 */

static void put_styled(struct output *output, enum odt_style style, const char *text)
{
	odt_span_begin(output, odt_style(output, style));
	odt_put_text(output->buf, text, strlen(text));
	buf_puts(output->buf, "</text:span>");
}

static void put_fixed(struct output *output, const struct markup_field *field, char which,
	enum odt_style style, const char *text)
{
	buf_printf(
		output->buf, "<text:bookmark-start text:name=\"felt_%s_%c\"/>", field->name, which);
	put_styled(output, style, text);
	buf_printf(
		output->buf, "<text:bookmark-end text:name=\"felt_%s_%c\"/>", field->name, which);
}

static void put_line(
	struct output *output, struct odt_shell *shell, const struct markup_field *field)
{
	put_fixed(output, field, 'a', ODT_STYLE_FIELD, field->label);
	buf_puts(output->buf, "<text:s/>");
	if (field->content == NULL)
		put_styled(output, ODT_STYLE_PLACEHOLDER, field->placeholder);
	else
		odt_put_line(output, shell, field->content, false);
	buf_puts(output->buf, "<text:s/>");
	put_fixed(output, field, 'b', ODT_STYLE_FIELD_END, field->end);
}

void odt_put_line_field(
	struct output *output, struct odt_shell *shell, const struct markup_field *field)
{
	if (fillable_take(output, field))
		put_line(output, shell, field);
	else
		odt_put_line(output, shell, field->content, false);
}

static void begin_section(
	struct output *output, const struct markup_field *field, const char *name, bool protect)
{
	const char *value = protect ? "true" : "false";
	const char *rest = arena_printf(output->arena,
		" style:family=\"section\"><style:section-properties style:editable=\"false\" "
		"style:protect=\"%s\"/>",
		value);
	const char *style = odt_automatic(output, "RS", "style:style", bytes_of(rest));
	buf_printf(output->buf,
		"<text:section text:style-name=\"%s\" text:name=\"felt_%s%s\" "
		"text:protected=\"%s\">",
		style, field->name, name, value);
}

static void put_placeholder(struct odt_place *place, const struct markup_field *field)
{
	odt_paragraph_begin(place, ODT_PARAGRAPH_BASE);
	put_styled(place->output, ODT_STYLE_PLACEHOLDER, field->placeholder);
	buf_puts(place->output->buf, "</text:p>");
}

void odt_put_field(struct odt_place *place, const struct markup_field *field)
{
	struct output *output = place->output;
	struct buf *out = output->buf;
	if (!fillable_take(output, field)) {
		odt_put_blocks(place, field->content);
		return;
	}
	if (field->in_line) {
		odt_paragraph_begin(place, ODT_PARAGRAPH_PLAIN);
		put_line(output, place->shell, field);
		buf_puts(out, "</text:p>");
		return;
	}
	/* no list item may hold a section (OpenDocument 1.3, part 3, 5.3.3) */
	bool sections = place->lists == 0;
	if (sections)
		begin_section(output, field, "_ramme", true);
	odt_paragraph_begin(place, ODT_PARAGRAPH_JOINED);
	put_fixed(output, field, 'a', ODT_STYLE_FIELD, field->label);
	buf_puts(out, "</text:p>");
	place->first = false;
	if (sections)
		begin_section(output, field, "", false);
	if (field->content == NULL)
		put_placeholder(place, field);
	else
		odt_put_blocks(place, field->content);
	if (sections)
		buf_puts(out, "</text:section>");
	odt_paragraph_begin(place, ODT_PARAGRAPH_PLAIN);
	put_fixed(output, field, 'b', ODT_STYLE_FIELD_END, field->end);
	buf_puts(out, sections ? "</text:p></text:section>" : "</text:p>");
}
