#include "meeting/collecting.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <string.h>

/* What was typed, as texts that say the same in a file. */

static const char blanks[] = " \t\r\n";

const char *collect_trimmed(struct arena *arena, const char *text, size_t length)
{
	while (length > 0 && strchr(blanks, text[length - 1]) != NULL)
		length--;
	while (length > 0 && strchr(blanks, text[0]) != NULL) {
		text++;
		length--;
	}
	return arena_strndup(arena, text, length);
}

static const char *to_markdown(struct arena *arena, const struct markup_block *blocks)
{
	struct buf out;
	buf_init(&out, arena);
	markup_to_markdown(&out, blocks, 0);
	return buf_text(&out);
}

const char *collect_plain(struct arena *arena, const char *text)
{
	if (strstr(text, "{{") == NULL && strstr(text, "{%") == NULL && strstr(text, "{#") == NULL)
		return text;
	struct buf out;
	buf_init(&out, arena);
	for (; *text != '\0'; text++) {
		if (text[0] != '{' || text[1] == '\0' || strchr("{%#", text[1]) == NULL) {
			buf_putc(&out, *text);
			continue;
		}
		buf_printf(&out, "{{ \"{%c\" }}", text[1]);
		text++;
	}
	return buf_text(&out);
}

/* Markdown as this program writes it, so that one text is written in one way. */
static const char *canonical(struct arena *arena, const char *markdown)
{
	struct report *unheard = report_create(arena);
	static const struct markup_source source = {0};
	const struct markup_block *blocks =
		markup_parse(arena, unheard, markdown, strlen(markdown), &source);
	return report_failed(unheard) ? markdown : to_markdown(arena, blocks);
}

const char *collect_line(struct arena *arena, const char *text)
{
	struct buf out;
	buf_init(&out, arena);
	while (*(text += strspn(text, blanks)) != '\0') {
		size_t length = strcspn(text, blanks);
		buf_puts(&out, out.length > 0 ? " " : "");
		buf_append(&out, text, length);
		text += length;
	}
	return buf_text(&out);
}

/* The words alone, whatever stands between them. */
static const char *words_of(struct arena *arena, const struct markup_block *blocks)
{
	return collect_line(arena, markup_to_text(arena, blocks));
}

/* Whether Markdown is read back as what it was written from. */
static bool holds(struct arena *arena, const struct markup_block *blocks, const char *markdown)
{
	struct report *unheard = report_create(arena);
	static const struct markup_source source = {0};
	const struct markup_block *read =
		markup_parse(arena, unheard, markdown, strlen(markdown), &source);
	return !report_failed(unheard) && strcmp(to_markdown(arena, read), markdown) == 0 &&
	       strcmp(words_of(arena, read), words_of(arena, blocks)) == 0;
}

static void strip_runs(struct markup_run *runs)
{
	for (; runs != NULL; runs = runs->next) {
		runs->style = 0;
		runs->link = NULL;
	}
}

static void strip(struct markup_block *block)
{
	for (; block != NULL; block = block->next) {
		strip_runs(block->runs);
		for (size_t i = 0; i < block->item_count; i++)
			strip(block->items[i].blocks);
		for (size_t i = 0; i < block->row_count; i++)
			for (size_t j = 0; j < block->rows[i].cell_count; j++)
				strip(block->rows[i].cells[j].blocks);
	}
}

/* Each line of the words as a paragraph: what Markdown can say of any text. */
static struct markup_block *as_lines(struct arena *arena, const char *text)
{
	struct markup_block *first = NULL, **last = &first;
	while (*text != '\0') {
		size_t length = strcspn(text, "\n");
		*last = markup_plain(arena, text, length);
		if (*last != NULL)
			last = &(*last)->next;
		text += length + (text[length] == '\n' ? 1 : 0);
	}
	return first;
}

const char *collect_markdown(struct arena *arena, struct report *report, const struct place *place,
	struct markup_block *blocks)
{
	const char *markdown = to_markdown(arena, blocks);
	if (holds(arena, blocks, markdown))
		return collect_plain(arena, markdown);
	strip(blocks);
	markdown = to_markdown(arena, blocks);
	if (!holds(arena, blocks, markdown))
		markdown = to_markdown(arena, as_lines(arena, markup_to_text(arena, blocks)));
	report_warning(report, place, "field-format",
		tr("Markdown cannot say how this text looks, so its words alone are taken; look at "
		   "them in the file"));
	return collect_plain(arena, markdown);
}

bool collect_is_same_markdown(struct arena *arena, const char *a, const char *b)
{
	a = utf8_compose(arena, a, strlen(a));
	b = utf8_compose(arena, b, strlen(b));
	return strcmp(a, b) == 0 || strcmp(canonical(arena, a), canonical(arena, b)) == 0;
}
