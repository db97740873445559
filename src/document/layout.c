#include "document/output.h"

#include "base/utf8.h"

#include <string.h>

/* ------------------------------------------------------------ widths of columns */

enum {
	CHARACTER_TWIPS = 112, /* of an average letter at 11 points */
	MARGIN_TWIPS = 240,    /* both sides of a cell */
	SHORT_LINE = 14,       /* characters; a date or an amount is not broken */
	LONGEST_WORD = 22,     /* characters; longer ones may be broken */
	LONGEST_LINE = 90      /* characters; more makes a column no wider */
};

/* What a cell would like: characters of its longest line and of its longest word. */
struct wish {
	size_t line, word;
};

static void measure_runs(const struct markup_run *run, struct wish *wish)
{
	size_t line = 0, word = 0;
	for (; run != NULL; run = run->next) {
		if (run->kind != MARKUP_TEXT) {
			line = word = run->kind == MARKUP_PICTURE ? line + LONGEST_WORD : 0;
		} else {
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
		struct wish inner = {0, 0};
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
	}
}

unsigned layout_span(
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
			unsigned span = layout_span(table, &row->cells[j], column);
			if (span == 1)
				measure_blocks(row->cells[j].blocks, 0, &wishes[column]);
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

void layout_columns(
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
		least[i] = (double)(word * CHARACTER_TWIPS + MARGIN_TWIPS);
		most[i] = (double)(line * CHARACTER_TWIPS + MARGIN_TWIPS);
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

bool layout_row_fits(const struct markup_row *row)
{
	enum { MOST_CHARACTERS = 900, MOST_BLOCKS = 20 };
	size_t characters = 0, blocks = 0;
	for (size_t i = 0; i < row->cell_count; i++) {
		for (const struct markup_block *block = row->cells[i].blocks; block != NULL;
			block = block->next) {
			if (block->kind != MARKUP_PARAGRAPH || ++blocks > MOST_BLOCKS)
				return false;
			for (const struct markup_run *run = block->runs; run != NULL; run = run->next) {
				characters += run->length;
				if (run->kind == MARKUP_PICTURE || characters > MOST_CHARACTERS)
					return false;
			}
		}
	}
	return true;
}

/* -------------------------------------------------------------------- numbers */

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

void layout_number(struct buf *out, unsigned number, unsigned depth)
{
	if (depth % 3 == 0 || number == 0 || number > 4000)
		buf_printf(out, "%u", number);
	else if (depth % 3 == 1)
		put_letters(out, number);
	else
		put_roman(out, number);
}

/* ------------------------------------------------------------------ addresses */

static const char *scheme_end(const char *address)
{
	const char *at = address;
	while ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z'))
		at++;
	while (at > address && ((*at >= '0' && *at <= '9') || *at == '+' || *at == '-' || *at == '.'))
		at++;
	return at > address && *at == ':' ? at + 1 : NULL;
}

bool layout_address_usable(const char *address)
{
	if (address == NULL || address[0] == '\0')
		return false;
	const char *rest = scheme_end(address);
	if (rest == NULL || strncmp(rest, "//", 2) != 0)
		return rest == NULL || rest[0] != '\0';
	/* an authority is a host and at most a port; what else some program reads into it is not
	 * worth a document that Word calls damaged */
	const char *host = rest + 2;
	size_t length = strcspn(host, "/?#");
	const char *at = memrchr(host, '@', length);
	if (at != NULL) {
		length -= (size_t)(at + 1 - host);
		host = at + 1;
	}
	const char *colon = memchr(host, ':', length);
	size_t host_length = colon == NULL ? length : (size_t)(colon - host);
	if (host_length == 0 || host_length > 255 || strcspn(host, " \"'<>[]\\^`{|}%") < host_length)
		return strncmp(address, "file:", 5) == 0 && length == 0;
	if (colon == NULL)
		return true;
	size_t digits = strspn(colon + 1, "0123456789");
	return digits <= 4 && digits == length - host_length - 1;
}

static bool is_hex(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
		(byte >= 'A' && byte <= 'F');
}

void layout_address(struct buf *out, const char *address)
{
	bool fragment = false;
	for (const char *at = address; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		bool escape = byte <= ' ' || byte == 0x7f || strchr("\"<>[]\\^`{|}", byte) != NULL ||
			(byte == '%' && !(is_hex(at[1]) && is_hex(at[2]))) || (byte == '#' && fragment);
		fragment = fragment || byte == '#';
		if (escape)
			buf_printf(out, "%%%02X", byte);
		else
			buf_putc(out, (char)byte);
	}
}

/* ------------------------------------------------------- blocks as one line */

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

static void line_list(struct line *line, const struct markup_block *list, unsigned depth)
{
	for (size_t i = 0; i < list->item_count; i++) {
		struct buf label;
		buf_init(&label, line->arena);
		if (list->ordered) {
			layout_number(&label, list->start + (unsigned)i, depth);
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
		} else if (block->runs != NULL) {
			line_break(line, between);
			for (const struct markup_run *run = block->runs; run != NULL; run = run->next)
				line->sink->run(line->sink->user, run);
			line->begun = true;
		}
	}
}

void layout_line(
	struct arena *arena, const struct markup_block *blocks, const struct line_sink *sink)
{
	struct line line = {arena, sink, false};
	line_blocks(&line, blocks, 0, "\n");
}
