#include "markup/internal.h"

#include "base/i18n.h"

#include <stdint.h>
#include <string.h>

enum {
	MAX_BYTES = 1024 * 1024,
	/* md4c 0.4 looks through a paragraph's lines for every bracket, and through brackets within
	 * brackets again. */
	MAX_BRACKETS = 10000,
	MAX_BRACKET_LINES = 500000000,
	MOST_PLACES = 10 * REPORT_CAP
};

struct place reader_place(const struct reader *reader, size_t offset)
{
	struct place nowhere = {0};

	if (!reader->source || !reader->source->locate)
		return nowhere;
	/* Finding a place takes as long as the text before it; what nobody reads needs none. */
	if (report_error_count(reader->report) + report_warning_count(reader->report) > MOST_PLACES)
		return reader->source->locate(reader->source->user, SIZE_MAX);
	if (offset == SIZE_MAX)
		offset = 0;
	return reader->source->locate(reader->source->user, rewrite_origin(reader->text, offset));
}

size_t reader_find_offset(const struct reader *reader, size_t from, size_t limit)
{
	while (from < limit && reader->events[from].offset == SIZE_MAX)
		from++;
	return from;
}

static void report_too_large(const struct reader *reader, size_t offset)
{
	struct place place = reader_place(reader, offset);

	report_error(reader->report, &place, "markup-size",
		tr("the text is too large to be read at once; divide it into several parts"));
}

static bool is_too_large(const char *text, size_t length)
{
	size_t brackets = 0, lines = 0;

	if (length > MAX_BYTES)
		return true;
	for (size_t i = 0; i < length; i++) {
		brackets += text[i] == '[';
		lines += text[i] == '\n' || text[i] == '\r';
	}
	return brackets > MAX_BRACKETS || brackets * lines > MAX_BRACKET_LINES;
}

/* Reports why reading was given up; false if it was. */
static bool check_end(const struct reader *reader, const struct events *events)
{
	struct place place;

	if (events->end == EVENTS_DONE)
		return true;
	place = reader_place(reader, events->end_offset);
	switch (events->end) {
	case EVENTS_DONE:
	case EVENTS_MEMORY:
		arena_fail(reader->arena);
	case EVENTS_DEPTH:
		report_error(reader->report, &place, "markup-depth",
			tr("lists or quotations are nested more than %d deep"), MARKUP_MAX_DEPTH);
		break;
	case EVENTS_SIZE:
		report_too_large(reader, events->end_offset);
		break;
	case EVENTS_COLUMNS:
		report_error(reader->report, &place, "table-columns",
			tr("a table has at most %d columns"), EVENTS_MAX_COLUMNS);
		break;
	}
	return false;
}

struct markup_block *markup_parse(struct arena *arena, struct report *report, const char *text,
	size_t length, const struct markup_source *source)
{
	struct rewrite typed, uncommented, rewritten;
	struct reader reader = {.arena = arena, .report = report, .source = source};
	struct events events;
	struct markup_block *blocks = NULL;
	size_t errors = report_error_count(report);

	if (length == 0)
		return NULL;
	reader.scratch = arena_create_child(arena);
	rewrite_typed(&typed, reader.scratch, "", 0);
	reader.text = &typed;
	if (is_too_large(text, length)) {
		report_too_large(&reader, SIZE_MAX);
	} else {
		rewrite_typed(&typed, reader.scratch, text, length);
		comment_remove(&uncommented, reader.scratch, &typed);
		repair_lines(&rewritten, reader.scratch, &uncommented);
		reader.text = &rewritten;
		events_read(&events, reader.scratch, rewritten.out.data, rewritten.out.length);
		/* md4c does not stop at every callback that fails. */
		arena_check(reader.scratch);
		reader.events = events.items;
		reader.count = events.count;
		if (check_end(&reader, &events))
			blocks = tree_read(&reader);
	}
	arena_destroy(reader.scratch);
	return report_error_count(report) == errors ? blocks : NULL;
}
