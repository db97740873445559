#include "document/docx.h"

#include <string.h>

/* How a paragraph that is not the template's own looks. */
struct look {
	const char *style;
	bool numbered; /* num and level hold */
	unsigned num, level;
	bool joined; /* to what follows: on one page with it */
	bool no_before, no_after;
	bool has_indent;
	long left, hanging;
	enum markup_align align;
	bool rule;
	bool after_table;
	struct bytes mark; /* w:rPr of the paragraph's end, which the number looks like */
};

static void put_look(struct buf *out, const struct look *look)
{
	static const char *const alignments[] = {NULL, "left", "center", "right"};
	buf_puts(out, "<w:pPr>");
	if (look->style != NULL)
		docx_put_value(out, "w:pStyle", look->style);
	if (look->joined)
		buf_puts(out, "<w:keepNext/>");
	if (look->numbered)
		buf_printf(out, "<w:numPr><w:ilvl w:val=\"%u\"/><w:numId w:val=\"%u\"/></w:numPr>",
			look->level, look->num);
	if (look->rule)
		buf_puts(out, "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" "
			      "w:color=\"auto\"/></w:pBdr>");
	const char *before = look->no_before ? " w:before=\"0\"" : "";
	if (look->after_table)
		before = " w:before=\"120\"";
	if (look->no_before || look->no_after || look->after_table)
		buf_printf(out, "<w:spacing%s%s/>", before, look->no_after ? " w:after=\"0\"" : "");
	if (look->has_indent && look->hanging > 0)
		buf_printf(out, "<w:ind w:left=\"%ld\" w:hanging=\"%ld\"/>", look->left,
			look->hanging);
	else if (look->has_indent)
		buf_printf(out, "<w:ind w:left=\"%ld\" w:firstLine=\"0\"/>", look->left);
	if (look->numbered)
		buf_puts(out, "<w:contextualSpacing w:val=\"0\"/>");
	if (look->align != MARKUP_ALIGN_NONE)
		buf_printf(out, "<w:jc w:val=\"%s\"/>", alignments[look->align]);
	bytes_put(out, look->mark);
	buf_puts(out, "</w:pPr>");
}

static void put_paragraph(struct docx_place *place, const struct look *look,
	struct docx_shell *shell, const struct markup_run *runs, unsigned style)
{
	struct output *output = place->output;
	buf_puts(output->buf, "<w:p>");
	put_look(output->buf, look);
	docx_put_runs(output, shell, runs, style, place->width - place->indent);
	buf_puts(output->buf, "</w:p>");
}

/* Begins a paragraph that looks like the one that the mark stands in. */
static void begin_base_paragraph(struct docx_place *place)
{
	struct output *output = place->output;
	struct docx_shell *shell = place->shell;
	struct bytes properties = place->first ? shell->first : shell->rest;
	if (place->after_table)
		properties = docx_after_table(output, shell);
	buf_puts(output->buf, "<w:p>");
	if (properties.length > 0) {
		buf_puts(output->buf, "<w:pPr>");
		bytes_put(output->buf, properties);
		buf_puts(output->buf, "</w:pPr>");
	}
}

static void put_base_paragraph(struct docx_place *place, const struct markup_block *block)
{
	struct output *output = place->output;
	begin_base_paragraph(place);
	docx_put_runs(output, place->shell, block->runs, 0, place->width - place->indent);
	buf_puts(output->buf, "</w:p>");
}

void docx_paragraph_begin(struct docx_place *place, enum docx_paragraph kind)
{
	const struct docx_shell *shell = place->shell;
	bool breaks_page = place->first && shell->first.length != shell->rest.length;
	if (kind == DOCX_PARAGRAPH_BASE || breaks_page) {
		begin_base_paragraph(place);
		return;
	}
	bool joined = kind == DOCX_PARAGRAPH_JOINED;
	struct look look = {.style = shell->shell->style,
		.joined = joined,
		.no_after = joined,
		.has_indent = shell->has_left,
		.left = shell->left,
		.after_table = place->after_table};
	buf_puts(place->output->buf, "<w:p>");
	put_look(place->output->buf, &look);
}

static struct look look_of_place(const struct docx_place *place)
{
	struct look look = {
		.style = NULL, .align = place->align, .after_table = place->after_table};
	if (place->in_cell) {
		look.style = docx_cell_style(place->output, place->in_heading_row);
		if (look.style == NULL) {
			const char *base = place->shell->shell->style;
			if (base != NULL && docx_style_is_text(place->output, base))
				look.style = base;
			look.no_before = look.no_after = true;
			look.has_indent = true;
		}
	}
	if (place->quoted)
		look.style = docx_style(place->output, DOCX_STYLE_QUOTE);
	if (place->lists > 0) {
		look.style = docx_style(place->output,
			place->list_ordered ? DOCX_STYLE_LIST_NUMBER : DOCX_STYLE_LIST_BULLET);
		look.numbered = true; /* as number 0: none */
		look.no_before = place->tight;
		look.no_after = place->tight && (!place->closing || place->in_cell);
	}
	if (place->indent != 0 || place->lists > 0) {
		look.has_indent = true;
		look.left = place->indent;
	}
	return look;
}

static void put_plain_paragraph(struct docx_place *place, const struct markup_block *block)
{
	if (!place->in_cell && !place->quoted && place->lists == 0) {
		put_base_paragraph(place, block);
		return;
	}
	struct look look = look_of_place(place);
	if (place->item_begins) {
		look.num = place->num;
		look.level = place->lists - 1;
		look.hanging = DOCX_LIST_STEP;
		look.mark = docx_run_properties(place->output, place->shell, 0, false);
		/* the bullets that somebody chose for the template's style are theirs to choose */
		if (place->lists == 1 && !place->list_ordered && look.left == DOCX_LIST_STEP &&
			docx_style_is_numbered(place->output, look.style))
			look.numbered = look.has_indent = false;
	}
	put_paragraph(
		place, &look, place->shell, block->runs, place->in_heading_row ? MARKUP_BOLD : 0);
}

static void put_heading(struct docx_place *place, const struct markup_block *block)
{
	struct look look = {
		.style = docx_heading_style(place->output, place->output->heading + block->level)};
	put_paragraph(place, &look, docx_plain_shell(place->output), block->runs, 0);
}

static void put_code(struct docx_place *place, const struct markup_block *block)
{
	struct look look = look_of_place(place);
	look.style = docx_style(place->output, DOCX_STYLE_CODE);
	look.numbered = false;
	put_paragraph(place, &look, docx_plain_shell(place->output), block->runs, 0);
}

static void put_rule(struct docx_place *place)
{
	struct look look = look_of_place(place);
	look.rule = true;
	put_paragraph(place, &look, place->shell, NULL, 0);
}

static bool has_text_first(const struct markup_item *item)
{
	return item->blocks != NULL && item->blocks->kind == MARKUP_PARAGRAPH;
}

static void put_list(struct docx_place *place, const struct markup_block *list)
{
	enum { DEEPEST = 9 };
	struct docx_place inner = *place;
	if (inner.lists < DEEPEST)
		inner.lists++;
	inner.indent += DOCX_LIST_STEP;
	inner.num = docx_new_list(place->output, list, inner.lists - 1, inner.numbered);
	inner.numbered += list->ordered ? 1 : 0;
	inner.list_ordered = list->ordered;
	inner.tight = list->tight || (place->lists > 0 && place->tight);
	for (size_t i = 0; i < list->item_count; i++) {
		const struct markup_item *item = &list->items[i];
		static const struct markup_block nothing = {.kind = MARKUP_PARAGRAPH};
		inner.closing_item =
			i + 1 == list->item_count && (place->lists == 0 || place->closing);
		inner.closing = inner.closing_item && item->blocks == NULL;
		inner.item_begins = true;
		if (!has_text_first(item)) /* the number needs a paragraph to stand in */
			put_plain_paragraph(&inner, &nothing);
		else
			inner.closing = inner.closing_item && item->blocks->next == NULL;
		docx_put_blocks(&inner, item->blocks);
	}
}

static void put_quote(struct docx_place *place, const struct markup_block *quote)
{
	enum { QUOTE_INDENT = 567 };
	struct docx_place inner = *place;
	inner.quoted = true;
	inner.indent += QUOTE_INDENT;
	docx_put_blocks(&inner, quote->blocks);
}

static void put_block(struct docx_place *place, const struct markup_block *block)
{
	switch (block->kind) {
	case MARKUP_PARAGRAPH:
		put_plain_paragraph(place, block);
		break;
	case MARKUP_HEADING:
		put_heading(place, block);
		break;
	case MARKUP_LIST:
		put_list(place, block);
		break;
	case MARKUP_TABLE:
		docx_put_table(place, block);
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
		docx_put_field(place, block->field);
		break;
	}
}

void docx_put_blocks(struct docx_place *place, const struct markup_block *blocks)
{
	for (const struct markup_block *block = blocks; block != NULL; block = block->next) {
		place->closing = place->closing_item && block->next == NULL;
		put_block(place, block);
		place->first = false;
		place->after_table = block->kind == MARKUP_TABLE;
		place->item_begins = false;
		/* one paragraph between two tables, which would be one otherwise */
		if (block->kind == MARKUP_TABLE && block->next != NULL &&
			block->next->kind == MARKUP_TABLE)
			buf_puts(place->output->buf, "<w:p/>");
	}
}

struct line {
	struct output *output;
	struct docx_shell *shell;
};

static void line_run(void *user, const struct markup_run *run)
{
	struct line *line = user;
	docx_put_runs(line->output, line->shell, run, 0, docx_of(line->output)->text_width);
}

static void line_text(void *user, const char *text)
{
	struct line *line = user;
	docx_put_run(line->output, line->shell, 0, text, strlen(text));
}

static void line_field(void *user, const struct markup_field *field)
{
	struct line *line = user;
	docx_put_line_field(line->output, line->shell, field);
}

void docx_put_line(struct output *output, struct docx_shell *shell,
	const struct markup_block *blocks, bool fields)
{
	struct line line = {output, shell};
	struct line_sink sink = {line_run, line_text, &line, fields ? line_field : NULL};
	line_put(output->arena, blocks, &sink);
}

void docx_blocks(struct output *output, const struct piece *mark, const struct markup_block *blocks)
{
	struct docx_shell *shell = docx_shell(output, mark->shell);
	if (mark_standing(mark) != STANDS_ALONE) {
		docx_inline_begin(output, mark);
		docx_put_line(output, shell, blocks, true);
		docx_inline_end(output, mark);
		return;
	}
	struct docx_place place = {.output = output,
		.shell = shell,
		.width = docx_room(output, mark->shell),
		.indent = shell->left,
		.first = true,
		.closing_item = true};
	docx_put_blocks(&place, blocks);
}
