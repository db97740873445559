#include "document/output.h"

#include "base/utf8.h"

/* How wide the columns of a table are, judged by the text in them; the same in both formats. */

enum {
	CHARACTER_TWIPS = 120, /* of an average letter at 11 points */
	BOLD_TWIPS = 135,      /* of a bold one */
	MARGIN_TWIPS = 240,    /* both sides of a cell */
	SHORT_LINE = 14,       /* characters; a date or an amount is not broken */
	LONGEST_WORD = 22,     /* characters; longer ones may be broken */
	LONGEST_LINE = 90      /* characters; more makes a column no wider */
};

/* What a cell would like: characters of its longest line and of its longest word. */
struct wish {
	size_t line, word;
	bool bold;
};

static void measure_runs(const struct markup_run *run, struct wish *wish)
{
	size_t line = 0, word = 0;
	for (; run != NULL; run = run->next) {
		if (run->kind != MARKUP_TEXT) {
			line = word = run->kind == MARKUP_PICTURE ? line + LONGEST_WORD : 0;
		} else {
			wish->bold = wish->bold || (run->style & MARKUP_BOLD) != 0;
			for (size_t at = 0; at < run->length;) {
				uint32_t letter;
				at += utf8_decode(run->text + at, run->length - at, &letter);
				bool breaks = letter == ' ' || letter == '-' || letter == '\t';
				line++;
				word = breaks ? 0 : word + 1;
				if (word > wish->word)
					wish->word = word;
				if (line > wish->line)
					wish->line = line;
			}
		}
		if (line > wish->line)
			wish->line = line;
	}
}

static void measure_blocks(const struct markup_block *block, size_t indent, struct wish *wish)
{
	for (; block != NULL; block = block->next) {
		struct wish inner = {0};
		measure_runs(block->runs, &inner);
		for (size_t i = 0; i < block->item_count; i++)
			measure_blocks(block->items[i].blocks, 4, &inner);
		if (block->kind == MARKUP_QUOTE)
			measure_blocks(block->blocks, 4, &inner);
		if (block->kind == MARKUP_TABLE)
			inner.line = LONGEST_LINE;
		if (inner.line + indent > wish->line)
			wish->line = inner.line + indent;
		if (inner.word + indent > wish->word)
			wish->word = inner.word + indent;
		wish->bold = wish->bold || inner.bold;
	}
}

unsigned columns_span(
	const struct markup_block *table, const struct markup_cell *cell, size_t column)
{
	size_t left = column < table->column_count ? table->column_count - column : 0;
	size_t span = cell->span < 1 ? 1 : cell->span;
	return (unsigned)(span < left ? span : left);
}

static struct wish *measure_columns(struct arena *arena, const struct markup_block *table)
{
	struct wish *wishes = arena_array(arena, table->column_count, sizeof *wishes);
	for (size_t i = 0; i < table->row_count; i++) {
		const struct markup_row *row = &table->rows[i];
		size_t column = 0;
		for (size_t j = 0; j < row->cell_count; j++) {
			unsigned span = columns_span(table, &row->cells[j], column);
			if (span == 1)
				measure_blocks(row->cells[j].blocks, 0, &wishes[column]);
			if (span == 1 && row->heading)
				wishes[column].bold = true;
			column += span;
		}
	}
	return wishes;
}

/* Shares total out in proportion to the weights, all of it. */
static void share(unsigned *widths, const double *weights, size_t count, unsigned total)
{
	double sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += weights[i];
	unsigned given = 0;
	for (size_t i = 0; i < count; i++) {
		unsigned part = sum > 0 ? (unsigned)((double)total * weights[i] / sum)
					: total / (unsigned)count;
		widths[i] += part;
		given += part;
	}
	widths[count - 1] += total - given;
}

void columns_share(
	struct arena *arena, const struct markup_block *table, unsigned total, unsigned *widths)
{
	size_t count = table->column_count;
	const struct wish *wishes = measure_columns(arena, table);
	double *least = arena_array(arena, count, sizeof *least);
	double *most = arena_array(arena, count, sizeof *most);
	double least_sum = 0, most_sum = 0;
	for (size_t i = 0; i < count; i++) {
		size_t word = wishes[i].word < 3 ? 3 : wishes[i].word;
		size_t line = wishes[i].line < word ? word : wishes[i].line;
		if (line <= SHORT_LINE)
			word = line;
		word = word > LONGEST_WORD ? LONGEST_WORD : word;
		line = line > LONGEST_LINE ? LONGEST_LINE : line;
		size_t twips = wishes[i].bold ? BOLD_TWIPS : CHARACTER_TWIPS;
		least[i] = (double)(word * twips + MARGIN_TWIPS);
		most[i] = (double)(line * twips + MARGIN_TWIPS);
		most[i] = most[i] < least[i] ? least[i] : most[i];
		least_sum += least[i];
		most_sum += most[i];
		widths[i] = 0;
	}
	if (most_sum <= (double)total) {
		share(widths, most, count, total);
		return;
	}
	if (least_sum >= (double)total) {
		share(widths, least, count, total);
		return;
	}
	unsigned left = total;
	for (size_t i = 0; i < count; i++) {
		widths[i] = (unsigned)least[i];
		left -= widths[i];
		most[i] -= least[i];
	}
	share(widths, most, count, left);
}

bool columns_row_fits(const struct markup_row *row)
{
	enum { MOST_CHARACTERS = 900, MOST_BLOCKS = 20 };
	size_t characters = 0, blocks = 0;
	for (size_t i = 0; i < row->cell_count; i++) {
		for (const struct markup_block *block = row->cells[i].blocks; block != NULL;
			block = block->next) {
			if (block->kind != MARKUP_PARAGRAPH || ++blocks > MOST_BLOCKS)
				return false;
			for (const struct markup_run *run = block->runs; run != NULL;
				run = run->next) {
				characters += run->length;
				if (run->kind == MARKUP_PICTURE || characters > MOST_CHARACTERS)
					return false;
			}
		}
	}
	return true;
}
