#include "document/odt.h"

#include <string.h>

static void begin_paragraph(struct output *output, const char *style)
{
	buf_puts(output->buf, "<text:p");
	if (style != NULL) {
		xml_put_attribute(output->buf, "text:style-name", style, strlen(style));
	}
	buf_putc(output->buf, '>');
}

static void put_paragraph(struct odt_place *place, const char *style, struct odt_shell *shell,
	const struct markup_run *runs, unsigned markup)
{
	struct output *output = place->output;
	begin_paragraph(output, style);
	odt_put_runs(output, shell, runs, markup, place->width - place->indent);
	buf_puts(output->buf, "</text:p>");
}

/* A paragraph that looks like the one that the mark stands in. */
static void put_base_paragraph(struct odt_place *place, const struct markup_block *block)
{
	struct output *output = place->output;
	struct odt_shell *shell = place->shell;
	if (!place->first && shell->rest != NULL) {
		put_paragraph(place, shell->rest, shell, block->runs, 0);
		return;
	}
	bytes_put(output->buf, shell->shell->paragraph_open);
	odt_put_runs(output, shell, block->runs, 0, place->width - place->indent);
	bytes_put(output->buf, shell->shell->paragraph_close);
}

void odt_paragraph_begin(struct odt_place *place, enum odt_paragraph kind)
{
	struct output *output = place->output;
	const struct odt_shell *shell = place->shell;
	if (place->first && (kind == ODT_PARAGRAPH_BASE || shell->rest != NULL)) {
		bytes_put(output->buf, shell->shell->paragraph_open);
	} else if (kind == ODT_PARAGRAPH_BASE) {
		if (shell->rest != NULL)
			begin_paragraph(output, shell->rest);
		else
			bytes_put(output->buf, shell->shell->paragraph_open);
	} else {
		bool joined = kind == ODT_PARAGRAPH_JOINED;
		struct odt_look look = {.parent = shell->named,
			.joined = joined,
			.no_after = joined,
			.has_left = shell->left != 0,
			.left = shell->left};
		begin_paragraph(output, odt_paragraph_style(output, &look));
	}
}

static struct odt_look look_of_place(const struct odt_place *place)
{
	struct odt_look look = {
		.align = place->align, .text_properties = place->shell->text_properties};
	if (place->in_cell) {
		look.parent = odt_cell_style(place->output, place->in_heading_row);
		if (look.parent == NULL) {
			look.parent = place->shell->named;
			look.no_before = look.no_after = look.has_left = true;
		}
	}
	if (place->quoted)
		look.parent = odt_style(place->output, ODT_STYLE_QUOTE);
	if (place->quoted && place->lists == 0) {
		look.has_left = true;
		look.left = place->indent;
	}
	if (place->lists > 0) {
		look.parent = odt_style(place->output,
			place->list_ordered ? ODT_STYLE_LIST_NUMBER : ODT_STYLE_LIST_BULLET);
		look.in_list = true;
		look.has_left = false; /* the list indents */
		look.no_before = place->tight;
		look.no_after = place->tight && (!place->closing || place->in_cell);
	}
	return look;
}

static void put_plain_paragraph(struct odt_place *place, const struct markup_block *block)
{
	if (!place->in_cell && !place->quoted && place->lists == 0) {
		put_base_paragraph(place, block);
		return;
	}
	struct odt_look look = look_of_place(place);
	put_paragraph(place, odt_paragraph_style(place->output, &look), place->shell, block->runs,
		place->in_heading_row ? MARKUP_BOLD : 0);
}

static void put_heading(struct odt_place *place, const struct markup_block *block)
{
	struct output *output = place->output;
	unsigned level = output->heading + block->level;
	level = level < 1 ? 1 : level > 9 ? 9 : level;
	const char *style = odt_heading_style(output, level);
	buf_puts(output->buf, "<text:h");
	xml_put_attribute(output->buf, "text:style-name", style, strlen(style));
	buf_printf(output->buf, " text:outline-level=\"%u\">", level);
	odt_put_runs(output, odt_plain_shell(output), block->runs, 0, place->width);
	buf_puts(output->buf, "</text:h>");
}

static void put_code(struct odt_place *place, const struct markup_block *block)
{
	struct odt_look look = {.parent = odt_style(place->output, ODT_STYLE_CODE),
		.has_left = place->lists == 0 && place->indent != 0,
		.left = place->indent};
	put_paragraph(place, odt_paragraph_style(place->output, &look),
		odt_plain_shell(place->output), block->runs, 0);
}

static void put_rule(struct odt_place *place)
{
	struct odt_look look = {.parent = place->shell->named, .rule = true};
	put_paragraph(place, odt_paragraph_style(place->output, &look), place->shell, NULL, 0);
}

static void put_quote(struct odt_place *place, const struct markup_block *quote)
{
	enum { QUOTE_INDENT = 567 };
	struct odt_place inner = *place;
	inner.quoted = true;
	inner.indent += QUOTE_INDENT;
	odt_put_blocks(&inner, quote->blocks);
	place->in_header = inner.in_header;
	place->outside = inner.outside;
}

/* Ends or goes on with the lists of the template that the mark stands in. */
static void step_outside(struct odt_place *place, bool outside)
{
	const struct shell *shell = place->shell->shell;
	if (place->lists > 0 || place->in_cell || place->outside == outside)
		return;
	bytes_put(place->output->buf, outside ? shell->lists_close : shell->lists_open);
	place->outside = outside;
}

static void put_block(struct odt_place *place, const struct markup_block *block)
{
	step_outside(place, block->kind == MARKUP_LIST || block->kind == MARKUP_TABLE ||
				    block->kind == MARKUP_FIELD);
	switch (block->kind) {
	case MARKUP_PARAGRAPH:
		put_plain_paragraph(place, block);
		break;
	case MARKUP_HEADING:
		put_heading(place, block);
		break;
	case MARKUP_LIST:
		odt_put_list(place, block);
		break;
	case MARKUP_TABLE:
		/* no list item may hold a table (ODF 1.3, part 3, 5.3.3) */
		if (place->lists > 0)
			odt_leave_lists(place);
		odt_put_table(place, block);
		if (place->lists > 0)
			odt_enter_lists(place);
		break;
	case MARKUP_QUOTE:
		put_quote(place, block);
		break;
	case MARKUP_CODE_BLOCK:
		put_code(place, block);
		break;
	case MARKUP_RULE:
		put_rule(place);
		break;
	case MARKUP_FIELD:
		odt_put_field(place, block->field);
		break;
	}
}

void odt_put_blocks(struct odt_place *place, const struct markup_block *blocks)
{
	for (const struct markup_block *block = blocks; block != NULL; block = block->next) {
		place->closing = place->closing_item && block->next == NULL;
		put_block(place, block);
		place->first = false;
	}
}

struct line {
	struct output *output;
	struct odt_shell *shell;
};

static void line_run(void *user, const struct markup_run *run)
{
	struct line *line = user;
	odt_put_runs(line->output, line->shell, run, 0, odt_of(line->output)->text_width);
}

static void line_text(void *user, const char *text)
{
	struct line *line = user;
	odt_put_base_text(line->output, line->shell, text, strlen(text));
}

static void line_field(void *user, const struct markup_field *field)
{
	struct line *line = user;
	odt_put_line_field(line->output, line->shell, field);
}

void odt_put_line(struct output *output, struct odt_shell *shell, const struct markup_block *blocks,
	bool fields)
{
	struct line line = {output, shell};
	struct line_sink sink = {line_run, line_text, &line, fields ? line_field : NULL};
	line_put(output->arena, blocks, &sink);
}

void odt_blocks(struct output *output, const struct piece *mark, const struct markup_block *blocks)
{
	struct odt_shell *shell = odt_shell(output, mark->shell);
	if (mark_standing(mark) != STANDS_ALONE) {
		odt_inline_begin(output, mark);
		odt_put_line(output, shell, blocks, true);
		odt_inline_end(output, mark);
		return;
	}
	struct odt_place place = {.output = output,
		.shell = shell,
		.width = odt_room(output, mark->shell),
		.indent = shell->left,
		.first = true,
		.closing_item = true};
	odt_put_blocks(&place, blocks);
	step_outside(&place, false);
}
