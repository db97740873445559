#include "document/text_output.h"

#include "document/html.h"
#include "document/output.h"

#include <string.h>

struct text_output {
	struct arena *arena;
	enum document_kind kind;
	const struct buf *main;
	struct html_place place;
	size_t line_at;   /* Markdown: the bytes that have been looked at */
	unsigned heading; /* Markdown: level of the latest heading */
};

struct text_output *text_output_create(struct arena *arena, enum document_kind kind)
{
	struct text_output *output = arena_alloc(arena, sizeof *output);
	output->arena = arena;
	output->kind = kind;
	return output;
}

void text_output_main(struct text_output *output, const struct buf *main)
{
	output->main = main;
}

/* Looks at what has been written since the last value. */
static void look(struct text_output *output, const struct buf *out)
{
	if (out == output->main && out->length > output->place.at)
		html_place_scan(&output->place, out->data + output->place.at,
			out->length - output->place.at);
}

/* What a value wrote is whole, and need not be looked at. */
static void looked(struct text_output *output, const struct buf *out)
{
	if (out == output->main)
		output->place.at = out->length;
}

/* The level of the heading that the end of a Markdown text stands under (ATX headings). */
static unsigned look_for_heading(struct text_output *output, const struct buf *out)
{
	if (out != output->main)
		return output->heading;
	for (size_t i = output->line_at; i < out->length; i++) {
		if (out->data[i] != '#' || (i > 0 && out->data[i - 1] != '\n'))
			continue;
		unsigned level = 0;
		while (i + level < out->length && out->data[i + level] == '#')
			level++;
		if (level <= 6 && i + level < out->length && out->data[i + level] == ' ')
			output->heading = level;
	}
	return output->heading;
}

static void put_text_with_breaks(struct buf *out, const char *text, size_t length)
{
	while (length > 0) {
		const char *end = memchr(text, '\n', length);
		size_t step = end == NULL ? length : (size_t)(end - text);
		html_escape(out, text, step);
		if (end == NULL)
			return;
		buf_puts(out, "<br>\n");
		text += step + 1;
		length -= step + 1;
	}
}

/* The text without \f and \a, which part the pages and paragraphs of documents. */
static const char *without_parting(struct arena *arena, const char *text, size_t *length)
{
	struct buf kept;
	if (memchr(text, '\f', *length) == NULL && memchr(text, '\a', *length) == NULL)
		return text;
	buf_init(&kept, arena);
	for (size_t i = 0; i < *length; i++)
		if (text[i] != '\f' && text[i] != '\a')
			buf_putc(&kept, text[i]);
	*length = kept.length;
	return buf_text(&kept);
}

void text_output_text(struct text_output *output, struct buf *out, const char *text, size_t length)
{
	text = without_parting(output->arena, text, &length);
	if (output->kind != DOCUMENT_HTML) {
		buf_append(out, text, length);
		return;
	}
	look(output, out);
	if (out != output->main || html_place_is_text_only(&output->place) ||
		output->place.exact > 0)
		html_escape(out, text, length);
	else
		put_text_with_breaks(out, text, length);
	looked(output, out);
}

static void put_html(struct text_output *output, struct buf *out, const struct markup_block *blocks)
{
	const struct html_place *place = &output->place;
	look(output, out);
	if (out != output->main) {
		html_put_blocks(output->arena, out, blocks, place->heading);
	} else if (html_place_is_text_only(place)) {
		const char *text = markup_to_text(output->arena, blocks);
		html_escape(out, text, strlen(text));
	} else if (place->lines > 0) {
		html_put_line(output->arena, out, blocks, place->links == 0);
	} else {
		html_put_blocks(output->arena, out, blocks, place->heading);
	}
	looked(output, out);
}

static void plain_run(void *user, const struct markup_run *run)
{
	struct buf *out = user;
	if (run->kind == MARKUP_BREAK)
		buf_putc(out, '\n');
	else if (run->kind == MARKUP_TEXT)
		buf_append(out, run->text, run->length);
	else
		buf_puts(out, run->picture->alt);
}

static void plain_text(void *user, const char *text)
{
	buf_puts(user, text);
}

static void put_plain(
	struct text_output *output, struct buf *out, const struct markup_block *blocks)
{
	struct line_sink sink = {plain_run, plain_text, out};
	line_put(output->arena, blocks, &sink);
}

void text_output_blocks(
	struct text_output *output, struct buf *out, const struct markup_block *blocks)
{
	if (blocks == NULL)
		return;
	if (output->kind == DOCUMENT_HTML) {
		put_html(output, out, blocks);
	} else if (output->kind == DOCUMENT_MD) {
		markup_to_markdown(out, blocks, look_for_heading(output, out));
		if (out == output->main)
			output->line_at = out->length;
	} else {
		put_plain(output, out, blocks);
	}
}

void text_output_link(struct text_output *output, struct buf *out, const char *text, size_t length,
	const char *address)
{
	if (!address_usable(address) || output->kind == DOCUMENT_TXT) {
		text_output_text(output, out, text, length);
		return;
	}
	if (output->kind == DOCUMENT_MD) {
		struct markup_run run = {
			.kind = MARKUP_TEXT, .text = text, .length = length, .link = address};
		struct markup_block paragraph = {.kind = MARKUP_PARAGRAPH, .runs = &run};
		markup_to_markdown(out, &paragraph, 0);
		return;
	}
	look(output, out);
	if (out == output->main &&
		(html_place_is_text_only(&output->place) || output->place.links > 0))
		html_escape(out, text, length);
	else
		html_put_link(out, text, length, address);
	looked(output, out);
}

void text_output_anchor(struct text_output *output, struct buf *out, const char *name)
{
	if (output->kind == DOCUMENT_HTML)
		buf_puts(out, name);
}

void text_output_page(struct text_output *output, struct buf *out, const char *name)
{
	if (output->kind == DOCUMENT_HTML) {
		buf_putc(out, '#');
		buf_puts(out, name);
	}
}
