#include "document/odt.h"

#include <string.h>

enum { LEVELS = 10 };

static void put_level(
	struct buf *out, unsigned level, const char *kind, const char *attributes, long base)
{
	buf_printf(out, "<text:list-level-style-%s text:level=\"%u\" %s>", kind, level + 1,
		attributes);
	buf_puts(out, "<style:list-level-properties "
		      "text:list-level-position-and-space-mode=\"label-alignment\">"
		      "<style:list-level-label-alignment text:label-followed-by=\"listtab\" "
		      "text:list-tab-stop-position=\"");
	odt_put_length(out, base + (level + 1) * ODT_LIST_STEP);
	buf_puts(out, "\" fo:text-indent=\"");
	odt_put_length(out, -ODT_LIST_STEP);
	buf_puts(out, "\" fo:margin-left=\"");
	odt_put_length(out, base + (level + 1) * ODT_LIST_STEP);
	buf_printf(out, "\"/></style:list-level-properties></text:list-level-style-%s>", kind);
}

/* A list style whose levels begin at an indent; offset lists around are not numbered. */
static const char *list_style(
	struct output *output, const struct markup_block *list, unsigned offset, long base)
{
	static const char *const bullets[] = {"\xe2\x80\xa2", "\xe2\x80\x93", "\xc2\xb7"};
	static const char *const formats[] = {"1", "a", "i"};
	struct buf rest;
	buf_init(&rest, output->arena);
	buf_putc(&rest, '>');
	for (unsigned level = 0; level < LEVELS; level++) {
		if (!list->ordered)
			put_level(&rest, level, "bullet",
				arena_printf(output->arena, "text:bullet-char=\"%s\"",
					bullets[level % 3]),
				base);
		else
			put_level(&rest, level, "number",
				arena_printf(output->arena,
					"style:num-suffix=\"%c\" style:num-format=\"%s\"",
					list->delimiter == ')' ? ')' : '.',
					formats[(level + 30 - offset) % 3]),
				base);
	}
	return odt_automatic_of(output, "RL", "text:list-style", &rest);
}

void odt_leave_lists(const struct odt_place *place)
{
	for (const struct odt_place *at = place; at != NULL && at->lists > 0; at = at->outer_list)
		buf_puts(at->output->buf, at->in_header ? "</text:list-header></text:list>"
							: "</text:list-item></text:list>");
}

/* The rest of the item goes on in a list header: that is an item without a number. */
static void enter(struct odt_place *place)
{
	if (place->outer_list != NULL && place->outer_list->lists > 0)
		enter(place->outer_list);
	buf_puts(place->output->buf, "<text:list");
	xml_put_attribute(place->output->buf, "text:style-name", place->list_style,
		strlen(place->list_style));
	buf_puts(place->output->buf, " text:continue-numbering=\"true\"><text:list-header>");
	place->in_header = true;
}

void odt_enter_lists(struct odt_place *place)
{
	enter(place);
}

void odt_put_list(struct odt_place *place, const struct markup_block *list)
{
	enum { DEEPEST = LEVELS };
	struct output *output = place->output;
	struct odt_place inner = *place;
	inner.outer_list = place;
	inner.lists++;
	inner.indent += ODT_LIST_STEP;
	long base = place->indent - (long)place->lists * ODT_LIST_STEP;
	unsigned offset = (place->lists - place->numbered) % LEVELS;
	/* the bullets that somebody chose for the template's style are theirs to choose */
	const char *own =
		list->ordered || base != 0 || place->lists > 0
			? NULL
			: odt_own_list_style(output, odt_style(output, ODT_STYLE_LIST_BULLET));
	inner.list_style = own != NULL ? own : list_style(output, list, offset, base);
	inner.numbered += list->ordered ? 1 : 0;
	inner.list_ordered = list->ordered;
	inner.tight = list->tight || (place->lists > 0 && place->tight);
	if (inner.lists > DEEPEST) { /* LibreOffice knows ten levels */
		for (size_t i = 0; i < list->item_count; i++)
			odt_put_blocks(place, list->items[i].blocks);
		return;
	}
	buf_puts(output->buf, "<text:list");
	xml_put_attribute(
		output->buf, "text:style-name", inner.list_style, strlen(inner.list_style));
	buf_putc(output->buf, '>');
	for (size_t i = 0; i < list->item_count; i++) {
		static const struct markup_block nothing = {.kind = MARKUP_PARAGRAPH};
		inner.closing_item =
			i + 1 == list->item_count && (place->lists == 0 || place->closing);
		if (i == 0 && list->ordered && list->start != 1)
			buf_printf(output->buf, "<text:list-item text:start-value=\"%u\">",
				list->start);
		else
			buf_puts(output->buf, "<text:list-item>");
		inner.in_header = false;
		const struct markup_block *blocks = list->items[i].blocks;
		if (blocks == NULL || blocks->kind != MARKUP_PARAGRAPH) {
			struct markup_block first = nothing;
			odt_put_blocks(&inner, &first);
		}
		odt_put_blocks(&inner, blocks);
		buf_puts(
			output->buf, inner.in_header ? "</text:list-header>" : "</text:list-item>");
	}
	buf_puts(output->buf, "</text:list>");
}
