#include "meeting/closed_mark.h"

#include <string.h>

static const char mark[] = "(lukket)";

static bool is_marked(const struct texts_context *context, bool closed)
{
	return closed && context->meeting->edition == MEETING_INTERNAL;
}

const char *closed_mark_line(const struct texts_context *context, bool closed, const char *line)
{
	return is_marked(context, closed) && line[0] != '\0'
		       ? arena_printf(context->arena, "%s %s", line, mark)
		       : line;
}

struct markup_block *closed_mark_row(
	const struct texts_context *context, bool closed, struct markup_block *blocks)
{
	if (!is_marked(context, closed) || blocks == NULL)
		return blocks;
	struct markup_block *last = blocks;
	while (last->next != NULL)
		last = last->next;
	if (last->kind != MARKUP_PARAGRAPH) {
		last->next = markup_plain(context->arena, mark, strlen(mark));
		return blocks;
	}
	struct markup_run **end = &last->runs;
	while (*end != NULL)
		end = &(*end)->next;
	const char *after = arena_printf(context->arena, " %s", mark);
	struct markup_run *run = arena_alloc(context->arena, sizeof *run);
	*run = (struct markup_run){.kind = MARKUP_TEXT, .text = after, .length = strlen(after)};
	*end = run;
	return blocks;
}

struct markup_block *closed_mark_text(const struct texts_context *context, bool closed,
	const char *what, struct markup_block *blocks)
{
	if (!is_marked(context, closed) || markup_is_empty(blocks))
		return blocks;
	const char *line = arena_printf(context->arena, "(Lukket %s)", what);
	struct markup_block *head = markup_plain(context->arena, line, strlen(line));
	for (struct markup_run *run = head->runs; run != NULL; run = run->next)
		run->style |= MARKUP_ITALIC;
	head->next = blocks;
	return head;
}
