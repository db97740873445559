#include "document/output.h"

#include <string.h>

/* Blocks inside a line, where there is room for runs only. */

static void put_letters(struct buf *out, unsigned number)
{
	/* as Word and LibreOffice count: a … z, aa, bb … */
	unsigned letter = (number - 1) % 26, times = (number - 1) / 26 + 1;
	for (unsigned i = 0; i < times && i < 8; i++)
		buf_putc(out, (char)('a' + (int)letter));
}

static void put_roman(struct buf *out, unsigned number)
{
	static const struct {
		unsigned value;
		const char *text;
	} digits[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"},
		{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};
	for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++) {
		for (; number >= digits[i].value; number -= digits[i].value)
			buf_puts(out, digits[i].text);
	}
}

/* A number at a depth of numbered lists, 0 outermost: 3, c, iii. */
static void put_number(struct buf *out, unsigned number, unsigned depth)
{
	if (depth % 3 == 0 || number == 0 || number > 4000)
		buf_printf(out, "%u", number);
	else if (depth % 3 == 1)
		put_letters(out, number);
	else
		put_roman(out, number);
}

struct line {
	struct arena *arena;
	const struct line_sink *sink;
	bool begun; /* something stands before on the line */
};

static void line_blocks(
	struct line *line, const struct markup_block *block, unsigned depth, const char *between);

static void line_break(struct line *line, const char *between)
{
	if (line->begun)
		line->sink->text(line->sink->user, between);
	line->begun = false;
}

static void line_runs(struct line *line, const struct markup_run *run)
{
	for (; run != NULL; run = run->next) {
		struct markup_run alone = *run;
		alone.next = NULL;
		line->sink->run(line->sink->user, &alone);
	}
}

static void line_list(struct line *line, const struct markup_block *list, unsigned depth)
{
	for (size_t i = 0; i < list->item_count; i++) {
		struct buf label;
		buf_init(&label, line->arena);
		if (list->ordered) {
			put_number(&label, list->start + (unsigned)i, depth);
			buf_putc(&label, list->delimiter);
			buf_putc(&label, ' ');
		} else {
			buf_puts(&label, "\xe2\x80\x93 ");
		}
		line_break(line, "\n");
		line->sink->text(line->sink->user, buf_text(&label));
		line_blocks(line, list->items[i].blocks, list->ordered ? depth + 1 : depth, "\n");
		line->begun = true;
	}
}

static void line_table(struct line *line, const struct markup_block *table)
{
	for (size_t i = 0; i < table->row_count; i++) {
		line_break(line, "\n");
		for (size_t j = 0; j < table->rows[i].cell_count; j++) {
			if (j > 0)
				line->sink->text(line->sink->user, "\t");
			line->begun = false;
			line_blocks(line, table->rows[i].cells[j].blocks, 0, " ");
		}
		line->begun = true;
	}
}

static void line_blocks(
	struct line *line, const struct markup_block *block, unsigned depth, const char *between)
{
	for (; block != NULL; block = block->next) {
		if (block->kind == MARKUP_LIST) {
			line_list(line, block, depth);
		} else if (block->kind == MARKUP_TABLE) {
			line_table(line, block);
		} else if (block->kind == MARKUP_QUOTE) {
			line_blocks(line, block->blocks, depth, between);
		} else if (block->kind == MARKUP_FIELD && line->sink->field != NULL) {
			line_break(line, between);
			line->sink->field(line->sink->user, block->field);
			line->begun = true;
		} else if (block->kind == MARKUP_FIELD) {
			line_blocks(line, block->field->content, depth, between);
		} else if (block->runs != NULL) {
			line_break(line, between);
			line_runs(line, block->runs);
			line->begun = true;
		}
	}
}

void line_put(struct arena *arena, const struct markup_block *blocks, const struct line_sink *sink)
{
	struct line line = {arena, sink, false};
	line_blocks(&line, blocks, 0, "\n");
}
