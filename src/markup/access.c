#include "markup/internal.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* What those who listen to a document, or find their way by its headings, cannot make out of it. */

enum { SAID_HEADING = 1, SAID_BOLD = 2, SAID_TABLE = 4, SAID_LINK = 8 };

static struct markup_access *access_of(const struct reader *reader)
{
	return reader->source ? reader->source->access : NULL;
}

/* True the first time. */
static bool say(struct markup_access *access, unsigned what)
{
	bool first = !(access->said & what);

	access->said |= what;
	return first;
}

/* The place of the beginning of the line on which the first text behind an event stands. */
static struct place line_place(const struct reader *reader, size_t first)
{
	const struct buf *text = &reader->text->out;
	size_t index = reader_find_offset(reader, first, reader->at);
	struct line line;

	if (index == reader->at)
		return reader_place(reader, reader->passed);
	line = line_at(text, line_start(text, reader->events[index].offset));
	return reader_place(reader, line_skip_quotes(text, line.start, line.end));
}

static bool is_nested(const struct reader *reader)
{
	return reader->in_cell || reader->depth > 0 || access_of(reader)->in_cell;
}

void access_heading(struct reader *reader, unsigned level, size_t first)
{
	struct markup_access *access = access_of(reader);
	struct place place;

	if (!access || is_nested(reader))
		return;
	if (level > access->level + 1 && say(access, SAID_HEADING)) {
		place = line_place(reader, first);
		report_warning(reader->report, &place, "heading-skipped",
			tr("the heading leaves out a level; write '%.*s' in front of it, at most "
			   "one '#' more than the heading above it"),
			(int)access->level + 1, "######");
	}
	access->level = level;
}

static bool prints(const struct markup_row *row)
{
	for (size_t i = 0; i < row->cell_count; i++)
		if (!markup_is_empty(row->cells[i].blocks))
			return true;
	return false;
}

void access_table(struct reader *reader, const struct markup_block *table, size_t first)
{
	struct markup_access *access = access_of(reader);
	struct place place;

	if (!access || table->row_count < 3 || prints(&table->rows[0]) || !say(access, SAID_TABLE))
		return;
	place = line_place(reader, first);
	report_warning(reader->report, &place, "table-no-heading",
		tr("the table has no headings over its columns; write them into its first row"));
}

void access_picture(struct reader *reader, const char *alt, const struct place *place)
{
	if (access_of(reader) && alt[strspn(alt, " \t")] == '\0')
		report_warning(reader->report, place, "picture-no-alt",
			tr("the picture says nothing to those who cannot see it; write "
			   "'![what it shows](…)'"));
}

/* The words of a link, in lower case and without marks around them. */
static void put_link_text(const struct reader *reader, struct buf *out)
{
	struct buf text;
	char bytes[4];

	buf_init(&text, reader->scratch);
	for (size_t i = reader->at; i < reader->count; i++) {
		const struct event *event = &reader->events[i];

		if (event->kind == EVENT_LINK || event->kind < EVENT_STYLE)
			break;
		if (event->kind > EVENT_PICTURE)
			decode_event(reader, event, &text);
	}
	for (size_t i = 0; i < text.length;) {
		uint32_t letter = 0;
		size_t length = utf8_decode(text.data + i, text.length - i, &letter);

		if (utf8_is_letter(letter))
			buf_append(out, bytes, utf8_encode(utf8_to_lower(letter), bytes));
		else if (out->length > 0 && out->data[out->length - 1] != ' ')
			buf_putc(out, ' ');
		i += length > 0 ? length : 1;
	}
	while (out->length > 0 && out->data[out->length - 1] == ' ')
		buf_truncate(out, out->length - 1);
}

const char *access_link(struct reader *reader)
{
	static const char *const empty[] = {"her", "klik her", "tryk her", "se her", "læs her",
		"læs mere", "læs mere her", "se mere", "se mere her", "link", "dette link",
		"via dette link", "hent", "hent her", "download"};
	struct markup_access *access = access_of(reader);
	struct buf words;

	if (!access || (access->said & SAID_LINK))
		return NULL;
	buf_init(&words, reader->scratch);
	put_link_text(reader, &words);
	for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++)
		if (strcmp(buf_text(&words), empty[i]) == 0 && say(access, SAID_LINK))
			return empty[i];
	return NULL;
}

/* A line in bold that would be a heading if there is text below it. */
struct access_line {
	size_t first; /* its first event */
	const char *words;
};

/* A run that neither prints nor breaks the line is nothing to the question. */
static bool is_blank_run(const struct markup_run *run)
{
	return run->kind == MARKUP_TEXT && strspn(run->text, " ") >= run->length;
}

/* The first line's words where all of it is bold and it reads like a heading, or NULL. */
static const char *bold_words(
	const struct reader *reader, const struct markup_run *runs, const struct markup_run **below)
{
	enum { LONGEST = 100 };
	struct buf words;
	uint32_t first = 0;

	buf_init(&words, reader->scratch);
	for (; runs && runs->kind != MARKUP_BREAK; runs = runs->next) {
		if (runs->kind != MARKUP_TEXT ||
			(!(runs->style & MARKUP_BOLD) && !is_blank_run(runs)))
			return NULL;
		buf_append(&words, runs->text, runs->length);
	}
	*below = runs;
	if (words.length == 0 || words.length > LONGEST)
		return NULL;
	utf8_decode(words.data, words.length, &first);
	return utf8_is_letter(first) && !strchr(".!?;,", words.data[words.length - 1])
		       ? buf_text(&words)
		       : NULL;
}

static bool any_not_bold(const struct markup_run *runs)
{
	for (; runs; runs = runs->next)
		if (runs->kind == MARKUP_TEXT && !(runs->style & MARKUP_BOLD) &&
			!is_blank_run(runs))
			return true;
	return false;
}

static void warn_bold(struct reader *reader, const struct access_line *line)
{
	struct place place;

	if (!say(access_of(reader), SAID_BOLD))
		return;
	place = line_place(reader, line->first);
	report_warning(reader->report, &place, "bold-heading",
		tr("a line in bold is no heading to those who cannot see it; write '# %s' where it "
		   "is one"),
		line->words);
}

struct access_line *access_block(struct reader *reader, struct access_line *line,
	const struct markup_block *block, size_t first)
{
	struct markup_access *access = access_of(reader);
	const struct markup_run *below = NULL;
	const char *words = NULL;
	struct access_line *found = NULL;

	if (!access || is_nested(reader) || (access->said & SAID_BOLD))
		return NULL;
	if (block->kind == MARKUP_PARAGRAPH)
		words = bold_words(reader, block->runs, &below);
	if (words) {
		found = arena_alloc(reader->scratch, sizeof(*found));
		found->words = words;
		found->first = first;
	}
	if (found && any_not_bold(below))
		warn_bold(reader, found);
	else if (line && !found && (block->kind == MARKUP_PARAGRAPH || block->kind == MARKUP_LIST))
		warn_bold(reader, line);
	return below ? NULL : found;
}
