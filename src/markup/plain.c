#include "markup/markup.h"

#include "base/buf.h"

#include <string.h>

/* Text as it is, and the way back from blocks to text. */

static struct markup_run *new_run(
	struct arena *arena, enum markup_run_kind kind, const char *text, size_t length)
{
	struct markup_run *run = arena_alloc(arena, sizeof(*run));

	run->kind = kind;
	run->text = arena_strndup(arena, text, length);
	run->length = length;
	return run;
}

struct markup_block *markup_plain(struct arena *arena, const char *text, size_t length)
{
	struct markup_block *block;
	struct markup_run **link;

	/* A text of several lines ends with a line break that means nothing. */
	while (length > 0 && text[length - 1] == '\n')
		length--;
	if (length == 0)
		return NULL;
	block = arena_alloc(arena, sizeof(*block));
	block->kind = MARKUP_PARAGRAPH;
	link = &block->runs;
	for (;;) {
		const char *end = memchr(text, '\n', length);
		size_t line = end ? (size_t)(end - text) : length;

		if (line > 0) {
			*link = new_run(arena, MARKUP_TEXT, text, line);
			link = &(*link)->next;
		}
		if (!end)
			return block;
		*link = new_run(arena, MARKUP_BREAK, "", 0);
		link = &(*link)->next;
		text = end + 1;
		length -= line + 1;
	}
}

static void put_runs(struct buf *out, const struct markup_run *run)
{
	for (; run; run = run->next) {
		if (run->kind == MARKUP_TEXT)
			buf_append(out, run->text, run->length);
		else if (run->kind == MARKUP_BREAK)
			buf_putc(out, '\n');
		else if (run->picture->alt)
			buf_puts(out, run->picture->alt);
	}
}

static void put_blocks(struct buf *out, const struct markup_block *block);

static void put_list(struct buf *out, const struct markup_block *list)
{
	for (size_t i = 0; i < list->item_count; i++) {
		if (i > 0)
			buf_putc(out, '\n');
		put_blocks(out, list->items[i].blocks);
	}
}

static void put_table(struct buf *out, const struct markup_block *table)
{
	for (size_t i = 0; i < table->row_count; i++) {
		const struct markup_row *row = &table->rows[i];

		if (i > 0)
			buf_putc(out, '\n');
		for (size_t j = 0; j < row->cell_count; j++) {
			if (j > 0)
				buf_putc(out, '\t');
			put_blocks(out, row->cells[j].blocks);
		}
	}
}

static void put_blocks(struct buf *out, const struct markup_block *block)
{
	for (; block; block = block->next) {
		switch (block->kind) {
		case MARKUP_LIST:
			put_list(out, block);
			break;
		case MARKUP_TABLE:
			put_table(out, block);
			break;
		case MARKUP_QUOTE:
			put_blocks(out, block->blocks);
			break;
		case MARKUP_FIELD:
			put_blocks(out, block->field->content);
			break;
		default:
			put_runs(out, block->runs);
		}
		if (block->next)
			buf_putc(out, '\n');
	}
}

char *markup_to_text(struct arena *arena, const struct markup_block *blocks)
{
	struct buf out;

	buf_init(&out, arena);
	put_blocks(&out, blocks);
	return buf_copy(&out, arena);
}

static bool runs_are_empty(const struct markup_run *run)
{
	for (; run; run = run->next)
		if (run->kind == MARKUP_PICTURE || run->length > 0)
			return false;
	return true;
}

bool markup_is_empty(const struct markup_block *block)
{
	for (; block; block = block->next) {
		if (block->kind == MARKUP_RULE || block->kind == MARKUP_FIELD ||
			!runs_are_empty(block->runs) || !markup_is_empty(block->blocks))
			return false;
		/* A list shows its bullets, a table its borders. */
		if (block->item_count > 0 || block->row_count > 0)
			return false;
	}
	return true;
}
