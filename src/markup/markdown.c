#include "markup/markup.h"

#include <string.h>

/* Blocks as Markdown (CommonMark 0.30 and tables), which markup_parse() reads as the same blocks. */

struct writing {
	struct buf *out;
	struct buf prefix; /* what each new line begins with: indentation, "> " */
	unsigned heading;  /* the level that headings of level 1 are one below; 0 for none */
	unsigned latest;   /* level of the latest one */
	bool cell;         /* on the line of a table's row */
	bool begins;       /* nothing stands on the line yet, so that text could become a block */
};

static void put_blocks(struct writing *writing, const struct markup_block *block, bool tight);

static void new_line(struct writing *writing)
{
	if (writing->cell) {
		buf_puts(writing->out, "<br>");
		return;
	}
	buf_putc(writing->out, '\n');
	buf_append(writing->out, writing->prefix.data, writing->prefix.length);
	writing->begins = true;
}

static void blank_line(struct writing *writing)
{
	if (!writing->cell) {
		size_t length = writing->prefix.length;
		while (length > 0 && writing->prefix.data[length - 1] == ' ')
			length--;
		buf_putc(writing->out, '\n');
		buf_append(writing->out, writing->prefix.data, length);
	}
	new_line(writing);
}

/* How many bytes of text at the beginning of a line would make it another block but for a
 * backslash behind them; SIZE_MAX if it would not. */
static size_t block_mark(const char *text, size_t length)
{
	size_t digits = 0;
	if (length == 0)
		return SIZE_MAX;
	if (text[0] == '#' || text[0] == '>' || text[0] == '=')
		return 0;
	if ((text[0] == '-' || text[0] == '+') &&
		(length == 1 || text[1] == ' ' || text[1] == '\t' || text[1] == '-'))
		return 0;
	while (digits < length && digits < 10 && text[digits] >= '0' && text[digits] <= '9')
		digits++;
	if (digits > 0 && digits < length && (text[digits] == '.' || text[digits] == ')') &&
		(digits + 1 == length || text[digits + 1] == ' '))
		return digits;
	return SIZE_MAX;
}

static bool is_punctuation(const struct writing *writing, const char *text, size_t i, size_t length)
{
	char byte = text[i];
	if (byte == '|')
		return writing->cell;
	if (byte == '&')
		return i + 1 < length && text[i + 1] != ' ';
	if (byte == '!')
		return i + 1 < length && text[i + 1] == '[';
	return byte != '\0' && strchr("\\*_`[]<~", byte) != NULL;
}

static void put_text(struct writing *writing, const char *text, size_t length)
{
	size_t i = 0;
	/* blanks at the beginning of a line mean nothing or too much */
	while (writing->begins && i < length && (text[i] == ' ' || text[i] == '\t'))
		i++;
	size_t mark = writing->begins ? block_mark(text + i, length - i) : SIZE_MAX;
	size_t marked = mark == SIZE_MAX ? SIZE_MAX : i + mark;
	if (i < length)
		writing->begins = false;
	for (; i < length; i++) {
		if (text[i] == '\n') {
			buf_putc(writing->out, ' ');
			continue;
		}
		if (i == marked || is_punctuation(writing, text, i, length))
			buf_putc(writing->out, '\\');
		buf_putc(writing->out, text[i]);
	}
}

static void put_code(struct writing *writing, const struct markup_run *run)
{
	size_t longest = 0, ticks = 0;
	for (size_t i = 0; i < run->length; i++) {
		ticks = run->text[i] == '`' ? ticks + 1 : 0;
		longest = ticks > longest ? ticks : longest;
	}
	bool room = run->length > 0 && (run->text[0] == '`' || run->text[run->length - 1] == '`');
	for (size_t i = 0; i <= longest; i++)
		buf_putc(writing->out, '`');
	buf_puts(writing->out, room ? " " : "");
	buf_append(writing->out, run->text, run->length);
	buf_puts(writing->out, room ? " " : "");
	for (size_t i = 0; i <= longest; i++)
		buf_putc(writing->out, '`');
	writing->begins = false;
}

static const struct {
	unsigned style;
	const char *open, *close;
} styles[] = {{MARKUP_UNDERLINE, "<u>", "</u>"}, {MARKUP_STRIKE, "~~", "~~"},
	{MARKUP_BOLD, "**", "**"}, {MARKUP_ITALIC, "*", "*"}};
enum { STYLES = sizeof styles / sizeof styles[0] };

/* Emphasis begins and ends at a letter: blanks at the edges stand outside of it. */
static void put_styled(struct writing *writing, const struct markup_run *run)
{
	size_t from = 0, to = run->length;
	while (from < to && run->text[from] == ' ')
		from++;
	while (to > from && run->text[to - 1] == ' ')
		to--;
	bool styled = to > from && (run->style & (unsigned)~MARKUP_CODE) != 0;
	put_text(writing, run->text, from);
	for (size_t i = 0; styled && i < STYLES; i++) {
		if ((run->style & styles[i].style) != 0)
			buf_puts(writing->out, styles[i].open);
	}
	if (styled)
		writing->begins = false;
	if ((run->style & MARKUP_CODE) != 0)
		put_code(writing, run);
	else
		put_text(writing, run->text + from, to - from);
	for (size_t i = STYLES; styled && i-- > 0;) {
		if ((run->style & styles[i].style) != 0)
			buf_puts(writing->out, styles[i].close);
	}
	if ((run->style & MARKUP_CODE) == 0)
		put_text(writing, run->text + to, run->length - to);
}

static void put_picture(struct writing *writing, const struct markup_picture *picture)
{
	/* The picture itself has no place in a text; what it shows has. */
	if (picture->alt[0] != '\0') {
		put_text(writing, "[", 1);
		put_text(writing, picture->alt, strlen(picture->alt));
		put_text(writing, "]", 1);
	}
}

static void put_address(struct buf *out, const char *address)
{
	for (; *address != '\0'; address++) {
		if (strchr(" <>()\\", *address) != NULL || (unsigned char)*address < ' ')
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)*address);
		else
			buf_putc(out, *address);
	}
}

static void end_link(struct writing *writing, const char *link)
{
	buf_puts(writing->out, "](");
	put_address(writing->out, link);
	buf_putc(writing->out, ')');
}

static void put_runs(struct writing *writing, const struct markup_run *run)
{
	const char *link = NULL;
	for (; run != NULL; run = run->next) {
		if (link != NULL && run->link != link)
			end_link(writing, link);
		if (run->link != NULL && run->link != link) {
			buf_putc(writing->out, '[');
			writing->begins = false;
		}
		link = run->link;
		if (run->kind == MARKUP_PICTURE) {
			put_picture(writing, run->picture);
		} else if (run->kind == MARKUP_TEXT) {
			put_styled(writing, run);
		} else {
			buf_puts(writing->out, writing->cell ? "" : "\\");
			new_line(writing);
		}
	}
	if (link != NULL)
		end_link(writing, link);
}

static void put_list(struct writing *writing, const struct markup_block *list)
{
	for (size_t i = 0; i < list->item_count; i++) {
		size_t before = writing->prefix.length, label = writing->out->length;
		if (list->ordered)
			buf_printf(writing->out, "%u%c ", list->start + (unsigned)i,
				list->delimiter == ')' ? ')' : '.');
		else
			buf_puts(writing->out, "- ");
		for (label = writing->out->length - label; label > 0; label--)
			buf_putc(&writing->prefix, ' ');
		writing->begins = true;
		put_blocks(writing, list->items[i].blocks, list->tight);
		buf_truncate(&writing->prefix, before);
		if (i + 1 == list->item_count)
			break;
		if (list->tight)
			new_line(writing);
		else
			blank_line(writing);
	}
}

static void put_row(struct writing *writing, const struct markup_row *row, size_t columns)
{
	size_t filled = 0;
	writing->cell = true;
	buf_putc(writing->out, '|');
	for (size_t i = 0; row != NULL && i < row->cell_count; i++) {
		buf_putc(writing->out, ' ');
		writing->begins = false;
		put_blocks(writing, row->cells[i].blocks, true);
		buf_puts(writing->out, " |");
		for (unsigned j = 1; j < row->cells[i].span && filled + j < columns; j++)
			buf_puts(writing->out, "  |");
		filled += row->cells[i].span;
	}
	for (; filled < columns; filled++)
		buf_puts(writing->out, "  |");
	writing->cell = false;
}

static void put_table(struct writing *writing, const struct markup_block *table)
{
	static const char *const rules[] = {" --- |", " :-- |", " :-: |", " --: |"};
	bool headed = table->row_count > 0 && table->rows[0].heading;
	put_row(writing, headed ? &table->rows[0] : NULL, table->column_count);
	new_line(writing);
	buf_putc(writing->out, '|');
	for (size_t i = 0; i < table->column_count; i++)
		buf_puts(writing->out,
			rules[table->aligns != NULL ? table->aligns[i] : MARKUP_ALIGN_NONE]);
	for (size_t i = headed ? 1 : 0; i < table->row_count; i++) {
		new_line(writing);
		put_row(writing, &table->rows[i], table->column_count);
	}
}

static void put_code_block(struct writing *writing, const struct markup_block *block)
{
	/* a fence longer than any in it could be is not worth the looking: code lines are indented */
	buf_puts(writing->out, "    ");
	for (const struct markup_run *run = block->runs; run != NULL; run = run->next) {
		if (run->kind == MARKUP_TEXT) {
			buf_append(writing->out, run->text, run->length);
		} else if (run->kind == MARKUP_BREAK) {
			new_line(writing);
			buf_puts(writing->out, "    ");
		}
	}
}

static void put_quote(struct writing *writing, const struct markup_block *block)
{
	size_t before = writing->prefix.length;
	buf_puts(writing->out, "> ");
	buf_puts(&writing->prefix, "> ");
	writing->begins = true;
	put_blocks(writing, block->blocks, false);
	buf_truncate(&writing->prefix, before);
}

static void put_heading(struct writing *writing, const struct markup_block *block)
{
	unsigned level = writing->heading + block->level;
	/* below a heading of the template none is left out */
	if (writing->heading > 0 && level > writing->latest + 1)
		level = writing->latest + 1;
	writing->latest = level;
	for (unsigned i = 0; i < (level > 6 ? 6 : level); i++)
		buf_putc(writing->out, '#');
	buf_putc(writing->out, ' ');
	writing->begins = false;
	put_runs(writing, block->runs);
}

/* In a table's cell there is a line only: what blocks hold, apart by breaks. */
static void put_in_cell(struct writing *writing, const struct markup_block *block)
{
	if (block->kind == MARKUP_LIST) {
		for (size_t i = 0; i < block->item_count; i++) {
			if (i > 0)
				new_line(writing);
			put_blocks(writing, block->items[i].blocks, true);
		}
	} else if (block->kind == MARKUP_QUOTE) {
		put_blocks(writing, block->blocks, true);
	} else if (block->kind == MARKUP_FIELD) {
		put_blocks(writing, block->field->content, true);
	} else {
		put_runs(writing, block->runs);
	}
}

static void put_block(struct writing *writing, const struct markup_block *block)
{
	if (writing->cell) {
		put_in_cell(writing, block);
		return;
	}
	switch (block->kind) {
	case MARKUP_PARAGRAPH:
		put_runs(writing, block->runs);
		break;
	case MARKUP_HEADING:
		put_heading(writing, block);
		break;
	case MARKUP_LIST:
		put_list(writing, block);
		break;
	case MARKUP_TABLE:
		put_table(writing, block);
		break;
	case MARKUP_QUOTE:
		put_quote(writing, block);
		break;
	case MARKUP_CODE_BLOCK:
		put_code_block(writing, block);
		break;
	case MARKUP_RULE:
		buf_puts(writing->out, "***");
		break;
	case MARKUP_FIELD:
		put_blocks(writing, block->field->content, false);
		break;
	}
}

/* Two lists of a kind, one right behind the other, would be one. */
static bool would_join(const struct markup_block *block)
{
	const struct markup_block *next = block->next;
	return block->kind == MARKUP_LIST && next != NULL && next->kind == MARKUP_LIST &&
	       block->ordered == next->ordered && block->delimiter == next->delimiter;
}

static void put_blocks(struct writing *writing, const struct markup_block *block, bool tight)
{
	for (; block != NULL; block = block->next) {
		put_block(writing, block);
		if (block->next == NULL)
			break;
		if (would_join(block) && !writing->cell) {
			blank_line(writing);
			buf_puts(writing->out, "<!-- -->");
		}
		if (tight && block->next->kind == MARKUP_LIST)
			new_line(writing);
		else
			blank_line(writing);
	}
}

void markup_to_markdown(struct buf *out, const struct markup_block *blocks, unsigned heading)
{
	struct writing writing = {.out = out, .heading = heading, .latest = heading};
	buf_init(&writing.prefix, out->arena);
	writing.begins = out->length == 0 || out->data[out->length - 1] == '\n';
	put_blocks(&writing, blocks, false);
}
