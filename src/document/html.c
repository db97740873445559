#include "document/html.h"

#include "document/base64.h"
#include "document/output.h"

#include <string.h>

/* Formatted text as HTML. */

void html_escape(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		switch (text[i]) {
		case '&':
			buf_puts(out, "&amp;");
			break;
		case '<':
			buf_puts(out, "&lt;");
			break;
		case '>':
			buf_puts(out, "&gt;");
			break;
		case '"':
			buf_puts(out, "&#34;");
			break;
		case '\'':
			buf_puts(out, "&#39;");
			break;
		default:
			buf_putc(out, text[i]);
		}
	}
}

static void put_picture(struct buf *out, const struct markup_picture *picture)
{
	buf_printf(out, "<img src=\"data:%s;base64,", picture_media_type(picture->type));
	base64_put(out, picture->data, picture->size);
	buf_puts(out, "\" alt=\"");
	html_escape(out, picture->alt, strlen(picture->alt));
	buf_printf(out, "\" width=\"%u\" height=\"%u\">", picture->width_px, picture->height_px);
}

static const struct {
	unsigned style;
	const char *name;
} styles[] = {{MARKUP_BOLD, "strong"}, {MARKUP_ITALIC, "em"}, {MARKUP_UNDERLINE, "u"},
	{MARKUP_STRIKE, "s"}, {MARKUP_CODE, "code"}};
enum { STYLES = sizeof styles / sizeof styles[0] };

static void put_run(struct buf *out, const struct markup_run *run)
{
	if (run->kind == MARKUP_BREAK) {
		buf_puts(out, "<br>\n");
		return;
	}
	if (run->kind == MARKUP_PICTURE) {
		put_picture(out, run->picture);
		return;
	}
	for (size_t i = 0; i < STYLES; i++) {
		if ((run->style & styles[i].style) != 0)
			buf_printf(out, "<%s>", styles[i].name);
	}
	html_escape(out, run->text, run->length);
	for (size_t i = STYLES; i-- > 0;) {
		if ((run->style & styles[i].style) != 0)
			buf_printf(out, "</%s>", styles[i].name);
	}
}

static void open_link(struct buf *out, const char *address)
{
	struct buf raw;
	buf_init(&raw, out->arena);
	address_put(&raw, address);
	buf_puts(out, "<a href=\"");
	html_escape(out, buf_text(&raw), raw.length);
	buf_puts(out, "\">");
}

void html_put_link(struct buf *out, const char *text, size_t length, const char *address)
{
	open_link(out, address);
	html_escape(out, text, length);
	buf_puts(out, "</a>");
}

static void put_runs(struct buf *out, const struct markup_run *run)
{
	const char *link = NULL;
	for (; run != NULL; run = run->next) {
		const char *wanted = address_usable(run->link) ? run->link : NULL;
		if (wanted != link && link != NULL)
			buf_puts(out, "</a>");
		if (wanted != link && wanted != NULL)
			open_link(out, wanted);
		link = wanted;
		put_run(out, run);
	}
	if (link != NULL)
		buf_puts(out, "</a>");
}

/* What is around the blocks that are being written. */
struct writing {
	struct arena *arena;
	struct buf *out;
	unsigned heading;  /* the level that headings of level 1 are one below */
	unsigned latest;   /* level of the latest heading, so that none is left out */
	unsigned numbered; /* lists around this one */
};

static void put_blocks(struct writing *writing, const struct markup_block *block);

static bool is_one_line(const struct markup_block *block)
{
	return block != NULL && block->kind == MARKUP_PARAGRAPH && block->next == NULL;
}

/* A tight list's item has its first paragraph without tags. */
static void put_item(struct writing *writing, const struct markup_block *block, bool tight)
{
	buf_puts(writing->out, "<li>");
	if (block != NULL && block->kind == MARKUP_PARAGRAPH && (tight || block->next == NULL)) {
		put_runs(writing->out, block->runs);
		block = block->next;
		if (block != NULL)
			buf_putc(writing->out, '\n');
	}
	put_blocks(writing, block);
	buf_puts(writing->out, "</li>\n");
}

static void put_list(struct writing *writing, const struct markup_block *list)
{
	static const char *const types[] = {"", " type=\"a\"", " type=\"i\""};
	struct buf *out = writing->out;
	if (list->ordered) {
		buf_printf(out, "<ol%s", types[writing->numbered % 3]);
		if (list->start != 1)
			buf_printf(out, " start=\"%u\"", list->start);
		buf_puts(out, ">\n");
		writing->numbered++;
	} else {
		buf_puts(out, "<ul>\n");
	}
	for (size_t i = 0; i < list->item_count; i++)
		put_item(writing, list->items[i].blocks, list->tight);
	if (list->ordered)
		writing->numbered--;
	buf_puts(out, list->ordered ? "</ol>\n" : "</ul>\n");
}

static void put_cell(struct writing *writing, const struct row_walk *walk)
{
	static const char *const aligns[] = {"", "left", "center", "right"};
	const struct markup_block *blocks = walk->cell->blocks;
	struct buf *out = writing->out;
	bool heading = walk->row->heading;
	buf_puts(out, heading ? "<th scope=\"col\"" : "<td");
	if (walk->span > 1)
		buf_printf(out, " colspan=\"%u\"", walk->span);
	if (walk->align != MARKUP_ALIGN_NONE)
		buf_printf(out, " style=\"text-align: %s\"", aligns[walk->align]);
	buf_putc(out, '>');
	if (is_one_line(blocks))
		put_runs(out, blocks->runs);
	else if (heading)
		html_put_line(writing->arena, out, blocks, true);
	else
		put_blocks(writing, blocks);
	buf_puts(out, heading ? "</th>" : "</td>");
}

static void put_row(
	struct writing *writing, const struct markup_block *table, const struct markup_row *row)
{
	struct row_walk walk = {.table = table, .row = row};
	buf_puts(writing->out, "<tr>");
	while (columns_next_cell(&walk) && walk.cell != NULL)
		put_cell(writing, &walk);
	buf_puts(writing->out, "</tr>\n");
}

static void put_table(struct writing *writing, const struct markup_block *table)
{
	struct buf *out = writing->out;
	size_t headings = 0;
	while (headings < table->row_count && table->rows[headings].heading)
		headings++;
	buf_puts(out, "<table>\n");
	for (size_t i = 0; i < table->row_count; i++) {
		if (i == 0 && headings > 0)
			buf_puts(out, "<thead>\n");
		if (i == headings)
			buf_puts(out, headings > 0 ? "</thead>\n<tbody>\n" : "<tbody>\n");
		put_row(writing, table, &table->rows[i]);
	}
	if (table->row_count > headings)
		buf_puts(out, "</tbody>\n");
	else if (headings > 0)
		buf_puts(out, "</thead>\n");
	buf_puts(out, "</table>\n");
}

static void put_heading(struct writing *writing, const struct markup_block *block)
{
	unsigned level = writing->heading + block->level;
	if (level > writing->latest + 1)
		level = writing->latest + 1;
	if (level > 6)
		level = 6;
	writing->latest = level;
	buf_printf(writing->out, "<h%u>", level);
	put_runs(writing->out, block->runs);
	buf_printf(writing->out, "</h%u>\n", level);
}

static void put_code(struct writing *writing, const struct markup_block *block)
{
	buf_puts(writing->out, "<pre><code>");
	for (const struct markup_run *run = block->runs; run != NULL; run = run->next) {
		if (run->kind == MARKUP_BREAK)
			buf_putc(writing->out, '\n');
		else if (run->kind == MARKUP_TEXT)
			html_escape(writing->out, run->text, run->length);
	}
	buf_puts(writing->out, "</code></pre>\n");
}

static void put_block(struct writing *writing, const struct markup_block *block)
{
	struct buf *out = writing->out;
	switch (block->kind) {
	case MARKUP_PARAGRAPH:
		buf_puts(out, "<p>");
		put_runs(out, block->runs);
		buf_puts(out, "</p>\n");
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
		buf_puts(out, "<blockquote>\n");
		put_blocks(writing, block->blocks);
		buf_puts(out, "</blockquote>\n");
		break;
	case MARKUP_CODE_BLOCK:
		put_code(writing, block);
		break;
	case MARKUP_RULE:
		buf_puts(out, "<hr>\n");
		break;
	case MARKUP_FIELD:
		put_blocks(writing, block->field->content);
		break;
	}
}

static void put_blocks(struct writing *writing, const struct markup_block *block)
{
	for (; block != NULL; block = block->next)
		put_block(writing, block);
}

void html_put_blocks(
	struct arena *arena, struct buf *out, const struct markup_block *blocks, unsigned heading)
{
	unsigned level = heading > 0 ? heading : 1;
	struct writing writing = {.arena = arena, .out = out, .heading = level, .latest = level};
	put_blocks(&writing, blocks);
	/* the line that the tag stood on goes on */
	if (out->length > 0 && blocks != NULL && out->data[out->length - 1] == '\n')
		buf_truncate(out, out->length - 1);
}

struct line_writing {
	struct buf *out;
	bool links;
};

static void line_run(void *user, const struct markup_run *run)
{
	const struct line_writing *writing = user;
	struct markup_run alone = *run;
	if (!writing->links)
		alone.link = NULL;
	put_runs(writing->out, &alone);
}

static void line_text(void *user, const char *text)
{
	const struct line_writing *writing = user;
	if (strcmp(text, "\n") == 0)
		buf_puts(writing->out, "<br>\n");
	else
		html_escape(writing->out, text, strlen(text));
}

void html_put_line(
	struct arena *arena, struct buf *out, const struct markup_block *blocks, bool links)
{
	struct line_writing writing = {out, links};
	struct line_sink sink = {line_run, line_text, &writing};
	line_put(arena, blocks, &sink);
}
