#include "document/output.h"

#include "base/utf8.h"

/* How wide the columns of a table are, judged by the text in them; the same in both formats. */

enum {
	EM_TWIPS = 220,      /* the text is taken to have 11 points; mostly it has a little less */
	BOLD_PERCENT = 108,  /* of the width of letters that are not bold */
	MARGIN_TWIPS = 240,  /* both sides of a cell */
	LEAST_WORD = 330,    /* no column is narrower than three letters */
	SHORT_LINE = 1560,   /* a date or an amount is not broken */
	LONGEST_WORD = 2420, /* longer ones may be broken */
	LONGEST_LINE = 9900, /* more makes a column no wider */
	PICTURE_TWIPS = LONGEST_WORD,
	INDENT_TWIPS = 440 /* of a list or a quotation */
};

/* What a cell would like, in twips: the width of its longest line and of its longest word. */
struct wish {
	unsigned line, word;
};

unsigned letter_width(uint32_t letter)
{
	/* clang-format off */
	static const unsigned short ascii[] = {
		/*    ! " # $ % & ' ( ) * + , - . / */
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
		/* 0 … 9 : ; < = > ? */
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
		/* @ A … O */
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		/* P … Z [ \ ] ^ _ */
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
		/* ` a … o */
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
		/* p … z { | } ~ */
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};
	/* clang-format on */
	static const struct {
		uint32_t letter;
		unsigned width;
	} others[] = {{0xa0, 278}, {0xa7, 556}, {0xc5, 667}, {0xc6, 1000}, {0xd8, 778}, {0xe5, 556},
		{0xe6, 889}, {0xe9, 556}, {0xf8, 611}, {0x2013, 556}, {0x2019, 222}, {0x201d, 333},
		{0x2022, 350}};
	enum { USUAL = 600 };
	if (letter >= ' ' && letter - ' ' < sizeof ascii / sizeof *ascii)
		return ascii[letter - ' '];
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i].letter == letter)
			return others[i].width;
	return USUAL;
}

static bool may_break_after(uint32_t letter)
{
	enum { EN_DASH = 0x2013 };
	return letter == ' ' || letter == '\t' || letter == '-' || letter == EN_DASH;
}

static void measure_runs(const struct markup_run *run, bool bold, struct wish *wish)
{
	unsigned line = 0, word = 0;
	for (; run != NULL; run = run->next) {
		if (run->kind == MARKUP_PICTURE)
			line = word = line > LONGEST_LINE ? line : line + PICTURE_TWIPS;
		else if (run->kind != MARKUP_TEXT)
			line = word = 0;
		unsigned em = EM_TWIPS;
		if (bold || (run->style & MARKUP_BOLD) != 0)
			em = em * BOLD_PERCENT / 100;
		for (size_t at = 0; run->kind == MARKUP_TEXT && at < run->length;) {
			uint32_t letter;
			at += utf8_decode(run->text + at, run->length - at, &letter);
			unsigned width = letter_width(letter) * em / 1000;
			line = line > LONGEST_LINE ? line : line + width;
			word = word > LONGEST_WORD ? word : word + width;
			if (letter != ' ' && word > wish->word)
				wish->word = word;
			if (may_break_after(letter))
				word = 0;
			if (line > wish->line)
				wish->line = line;
		}
		if (line > wish->line)
			wish->line = line;
	}
}

static void measure_blocks(
	const struct markup_block *block, bool bold, unsigned indent, struct wish *wish)
{
	for (; block != NULL; block = block->next) {
		struct wish inner = {0};
		measure_runs(block->runs, bold, &inner);
		for (size_t i = 0; i < block->item_count; i++)
			measure_blocks(block->items[i].blocks, bold, INDENT_TWIPS, &inner);
		if (block->kind == MARKUP_QUOTE)
			measure_blocks(block->blocks, bold, INDENT_TWIPS, &inner);
		if (block->kind == MARKUP_TABLE)
			inner.line = LONGEST_LINE;
		if (inner.line + indent > wish->line)
			wish->line = inner.line + indent;
		if (inner.word + indent > wish->word)
			wish->word = inner.word + indent;
	}
}

unsigned columns_span(
	const struct markup_block *table, const struct markup_cell *cell, size_t column)
{
	size_t left = column < table->column_count ? table->column_count - column : 0;
	size_t span = cell->span < 1 ? 1 : cell->span;
	return (unsigned)(span < left ? span : left);
}

bool columns_next_cell(struct row_walk *walk)
{
	const struct markup_block *table = walk->table;
	if (walk->column >= table->column_count)
		return false;
	walk->cell = walk->next < walk->row->cell_count ? &walk->row->cells[walk->next++] : NULL;
	walk->span = walk->cell == NULL ? 1 : columns_span(table, walk->cell, walk->column);
	bool aligned = table->aligns != NULL && walk->span == 1;
	walk->align = aligned ? table->aligns[walk->column] : MARKUP_ALIGN_NONE;
	walk->width = 0;
	for (unsigned i = 0; walk->widths != NULL && i < walk->span; i++)
		walk->width += walk->widths[walk->column + i];
	walk->column += walk->span;
	return true;
}

static struct wish *measure_columns(struct arena *arena, const struct markup_block *table)
{
	struct wish *wishes = arena_array(arena, table->column_count, sizeof *wishes);
	for (size_t i = 0; i < table->row_count; i++) {
		struct row_walk walk = {.table = table, .row = &table->rows[i]};
		while (columns_next_cell(&walk)) {
			if (walk.span == 1 && walk.cell != NULL)
				measure_blocks(walk.cell->blocks, walk.row->heading, 0,
					&wishes[walk.column - 1]);
		}
	}
	return wishes;
}

static unsigned bounded(unsigned length, unsigned least, unsigned most)
{
	return length < least ? least : length > most ? most : length;
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

/* Where the longest words and short lines have no room as they are: type of 10 points is reckoned
 * with, lines are broken between words, and then the longest words give way, so that numbers stay
 * whole as long as they can. */
static void share_scarcity(
	unsigned *widths, const struct wish *wishes, double *least, size_t count, unsigned total)
{
	const double smaller = 10.2 / 11;
	double low = 0, high = LONGEST_WORD + MARGIN_TWIPS;
	for (size_t i = 0; i < count; i++)
		least[i] =
			bounded(wishes[i].word, LEAST_WORD, LONGEST_WORD) * smaller + MARGIN_TWIPS;
	while (high - low > 1) {
		double most = (low + high) / 2, sum = 0;
		for (size_t i = 0; i < count; i++)
			sum += least[i] < most ? least[i] : most;
		if (sum > (double)total)
			high = most;
		else
			low = most;
	}
	for (size_t i = 0; i < count; i++)
		least[i] = least[i] < low ? least[i] : low;
	share(widths, least, count, total);
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
		unsigned word = bounded(wishes[i].word, LEAST_WORD, LONGEST_WORD);
		unsigned line = bounded(wishes[i].line, word, LONGEST_LINE);
		least[i] = (line <= SHORT_LINE ? line : word) + MARGIN_TWIPS;
		most[i] = line + MARGIN_TWIPS;
		least_sum += least[i];
		most_sum += most[i];
		widths[i] = 0;
	}
	if (most_sum <= (double)total) {
		share(widths, most, count, total);
		return;
	}
	if (least_sum >= (double)total) {
		share_scarcity(widths, wishes, least, count, total);
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
