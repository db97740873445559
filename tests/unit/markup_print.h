#ifndef REFERENT_TESTS_MARKUP_PRINT_H
#define REFERENT_TESTS_MARKUP_PRINT_H

#include "base/buf.h"
#include "markup/markup.h"

/*
 * A tree of blocks as one line: p{text} h2{text} ul{[p{a}][p{b}]} ol3.{…} table:lcr-{(a|b)(c|d)}
 * quote{…} code{…} hr; a loose list has a "+" (where it holds any paragraph). In text: b<…> bold, i<…> italic, u<…>, s<…>, c<…>
 * code, in this order where several; ↵ a line break; [address](…) a link; ![alt WxH] a picture.
 */

static inline void print_blocks(struct buf *out, const struct markup_block *block);

static inline void print_run(struct buf *out, const struct markup_run *run)
{
	size_t open = 0;

	if (run->kind == MARKUP_BREAK) {
		buf_puts(out, "↵");
		return;
	}
	for (unsigned i = 0; i < 5; i++)
		if (run->style & 1U << i)
			buf_putc(out, "biusc"[i]), open++;
	if (open > 0)
		buf_putc(out, '<');
	if (run->kind == MARKUP_PICTURE)
		buf_printf(out, "![%s %ux%u]", run->picture->alt, run->picture->width_px,
			run->picture->height_px);
	else
		buf_append(out, run->text, run->length);
	if (open > 0)
		buf_putc(out, '>');
}

static inline void print_runs(struct buf *out, const struct markup_run *run)
{
	const char *link = NULL;

	for (; run; run = run->next) {
		if (run->link != link && link)
			buf_putc(out, ')');
		if (run->link != link && run->link)
			buf_printf(out, "[%s](", run->link);
		link = run->link;
		print_run(out, run);
	}
	if (link)
		buf_putc(out, ')');
}

static inline bool print_holds_paragraph(const struct markup_block *list)
{
	for (size_t i = 0; i < list->item_count; i++)
		for (const struct markup_block *block = list->items[i].blocks; block;
			block = block->next)
			if (block->kind == MARKUP_PARAGRAPH)
				return true;
	return false;
}

static inline void print_list(struct buf *out, const struct markup_block *list)
{
	if (list->ordered)
		buf_printf(out, "ol%u%c", list->start, list->delimiter);
	else
		buf_puts(out, "ul");
	buf_puts(out, list->tight || !print_holds_paragraph(list) ? "{" : "+{");
	for (size_t i = 0; i < list->item_count; i++) {
		buf_putc(out, '[');
		print_blocks(out, list->items[i].blocks);
		buf_putc(out, ']');
	}
	buf_putc(out, '}');
}

static inline void print_table(struct buf *out, const struct markup_block *table)
{
	buf_puts(out, "table:");
	for (size_t i = 0; i < table->column_count; i++)
		buf_putc(out, "-lcr"[table->aligns[i]]);
	buf_putc(out, '{');
	for (size_t i = 0; i < table->row_count; i++) {
		buf_putc(out, '(');
		for (size_t j = 0; j < table->rows[i].cell_count; j++) {
			const struct markup_block *blocks = table->rows[i].cells[j].blocks;

			if (j > 0)
				buf_putc(out, '|');
			if (blocks && blocks->kind == MARKUP_PARAGRAPH && !blocks->next)
				print_runs(out, blocks->runs);
			else
				print_blocks(out, blocks);
		}
		buf_putc(out, ')');
	}
	buf_putc(out, '}');
}

static inline void print_blocks(struct buf *out, const struct markup_block *block)
{
	for (; block; block = block->next) {
		switch (block->kind) {
		case MARKUP_PARAGRAPH:
			buf_puts(out, "p{");
			print_runs(out, block->runs);
			buf_putc(out, '}');
			break;
		case MARKUP_HEADING:
			buf_printf(out, "h%u{", block->level);
			print_runs(out, block->runs);
			buf_putc(out, '}');
			break;
		case MARKUP_LIST:
			print_list(out, block);
			break;
		case MARKUP_TABLE:
			print_table(out, block);
			break;
		case MARKUP_QUOTE:
			buf_puts(out, "quote{");
			print_blocks(out, block->blocks);
			buf_putc(out, '}');
			break;
		case MARKUP_CODE_BLOCK: {
			/* That it is code is said by the block. */
			buf_puts(out, "code{");
			for (const struct markup_run *run = block->runs; run; run = run->next) {
				struct markup_run plain = *run;

				plain.style &= ~(unsigned)MARKUP_CODE;
				print_run(out, &plain);
			}
			buf_putc(out, '}');
			break;
		}
		case MARKUP_RULE:
			buf_puts(out, "hr");
			break;
		case MARKUP_FIELD:
			buf_printf(out, "%s{", block->field->name);
			print_blocks(out, block->field->content);
			buf_putc(out, '}');
			break;
		}
	}
}

#endif
