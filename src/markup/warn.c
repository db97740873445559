#include "markup/internal.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* What Markdown makes of a text and its author may not have meant. */

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* The rest of the line on which something begins. */
struct rest {
	const char *text;
	size_t length;
};

static struct rest rest_of_line(const struct reader *reader, size_t offset)
{
	const struct buf *text = &reader->text->out;
	struct line line = line_at(text, offset);

	while (line.end > offset && is_blank(text->data[line.end - 1]))
		line.end--;
	return (struct rest){text->data + offset, line.end - offset};
}

static bool rest_starts_with(struct rest rest, size_t at, const char *word)
{
	size_t length = strlen(word);

	return rest.length - at >= length && memcmp(rest.text + at, word, length) == 0;
}

/* The end of the unit that follows an amount, or at. */
static size_t skip_unit(struct rest rest, size_t at)
{
	static const char *const units[] = {"mio.", "mia.", "t.kr.", "tkr.", "kr.", "pct.", "mio",
		"mia", "tkr", "kr", "pct", "procent", "%", "DKK", "EUR", "euro", "millioner",
		"milliarder", ",-"};
	size_t begin = at;

	while (begin < rest.length && is_blank(rest.text[begin]))
		begin++;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		size_t end = begin + strlen(units[i]);
		uint32_t next = ' ';

		if (!rest_starts_with(rest, begin, units[i]))
			continue;
		if (end < rest.length)
			utf8_decode(rest.text + end, rest.length - end, &next);
		if (!utf8_is_letter(next))
			return end;
	}
	return at;
}

/* The length of an amount at the beginning, "2,4 mio. kr." or "500.000", or 0. */
static size_t amount_length(struct rest rest)
{
	size_t at = 0, decimals = 0, unit;

	while (at < rest.length && (is_digit(rest.text[at]) || (at > 0 && rest.text[at] == '.')))
		at++;
	if (at == 0 || rest.text[at - 1] == '.')
		return 0;
	if (at < rest.length && rest.text[at] == ',') {
		while (at + 1 + decimals < rest.length && is_digit(rest.text[at + 1 + decimals]))
			decimals++;
		if (decimals > 0)
			at += 1 + decimals;
	}
	unit = skip_unit(rest, at);
	if (unit == at)
		return decimals > 0 || at == rest.length || memchr(rest.text, '.', at) ? at : 0;
	return skip_unit(rest, unit);
}

/* Where the text of an item begins, or SIZE_MAX where it does not begin with text. */
static size_t item_text(const struct reader *reader, size_t at)
{
	while (at < reader->at && reader->events[at].kind == EVENT_PARAGRAPH &&
		reader->events[at].enter)
		at++;
	return at < reader->at && reader->events[at].kind == EVENT_TEXT ? reader->events[at].offset
									: SIZE_MAX;
}

/* Where the marker begins that stands before the text at offset on the same line, or SIZE_MAX. */
static size_t marker_before(const struct reader *reader, size_t offset, char last)
{
	const char *text = reader->text->out.data;

	while (offset > 0 && is_blank(text[offset - 1]))
		offset--;
	if (offset == 0 || text[offset - 1] != last)
		return SIZE_MAX;
	offset--;
	while ((last == '.' || last == ')') && offset > 0 && is_digit(text[offset - 1]))
		offset--;
	return offset;
}

/* The length of the first word, without marks for other text. */
static int word_length(struct rest rest)
{
	size_t length = 0;

	while (length < rest.length && length < 60 && !is_blank(rest.text[length]) &&
		(unsigned char)rest.text[length] < MARK_FIRST)
		length++;
	while (length > 0 && length < rest.length &&
		((unsigned char)rest.text[length] & 0xC0) == 0x80)
		length--;
	return (int)length;
}

static void warn_amounts(struct reader *reader, const struct markup_block *list, char bullet,
	const size_t *item_events)
{
	size_t sentences = 0; /* items that say what the amount is for */

	for (size_t i = 0; i < list->item_count; i++) {
		size_t offset = item_text(reader, item_events[i]);
		struct rest rest = {"", 0};

		if (offset != SIZE_MAX)
			rest = rest_of_line(reader, offset);
		if (amount_length(rest) > 0 && amount_length(rest) < rest.length)
			sentences++;
	}
	if (list->item_count > 1 && sentences == list->item_count)
		return;
	for (size_t i = 0; i < list->item_count; i++) {
		size_t offset = item_text(reader, item_events[i]);
		struct rest rest;
		size_t marker;
		struct place place;

		if (offset == SIZE_MAX)
			continue;
		rest = rest_of_line(reader, offset);
		rest.length = amount_length(rest);
		marker = marker_before(reader, offset, bullet);
		if (rest.length == 0 || marker == SIZE_MAX)
			continue;
		place = reader_place(reader, marker);
		report_warning(reader->report, &place, "markup-list-accident",
			tr("the line becomes a list item; write '%s%.*s'"),
			bullet == '-' ? "−" : "\\+", (int)(rest.length < 60 ? rest.length : 60),
			rest.text);
	}
}

/* "1. kvartal", "2. behandling" as a list of one, but not "1. at sagen godkendes". */
static void warn_ordinal(struct reader *reader, const struct markup_block *list, size_t item_event)
{
	size_t offset = item_text(reader, item_event);
	struct rest rest;
	uint32_t first = 0;
	size_t marker;
	struct place place;

	if (offset == SIZE_MAX)
		return;
	rest = rest_of_line(reader, offset);
	marker = marker_before(reader, offset, list->delimiter);
	if (rest.length == 0 || marker == SIZE_MAX)
		return;
	utf8_decode(rest.text, rest.length, &first);
	if (rest_starts_with(rest, 0, "at "))
		return;
	if (list->start < 1000 && (!utf8_is_letter(first) || utf8_to_upper(first) == first))
		return;
	place = reader_place(reader, marker);
	report_warning(reader->report, &place, "markup-list-accident",
		tr("the line becomes a list item; write '%u\\%c %.*s'"), list->start,
		list->delimiter, word_length(rest), rest.text);
}

void warn_list(struct reader *reader, const struct markup_block *list, char bullet,
	const size_t *item_events)
{
	if (list->ordered && list->item_count == 1 && list->delimiter == '.')
		warn_ordinal(reader, list, item_events[0]);
	if (bullet == '-' || bullet == '+')
		warn_amounts(reader, list, bullet, item_events);
}

/* "> 50 %" is no quotation, "> 1. maj" may be one. */
static bool begins_with_number(struct rest rest)
{
	size_t digits = 0;

	while (digits < rest.length && is_digit(rest.text[digits]))
		digits++;
	return digits > 0 &&
	       !(digits < rest.length && (unsigned char)rest.text[digits] == MARK_STOP);
}

void warn_quote(struct reader *reader, size_t first, size_t limit)
{
	size_t offset = first < limit ? item_text(reader, first) : SIZE_MAX;
	struct rest rest;
	size_t marker;
	struct place place;

	if (offset == SIZE_MAX)
		return;
	rest = rest_of_line(reader, offset);
	marker = marker_before(reader, offset, '>');
	if (!begins_with_number(rest) || marker == SIZE_MAX)
		return;
	place = reader_place(reader, marker);
	report_warning(reader->report, &place, "markup-quote-accident",
		tr("the line becomes a quotation; write '\\> %.*s'"), word_length(rest), rest.text);
}

void warn_code(struct reader *reader, size_t first, size_t limit)
{
	size_t index = reader_find_offset(reader, first, limit);
	struct place place;

	if (index == limit)
		return;
	place = reader_place(reader, reader->events[index].offset);
	report_warning(reader->report, &place, "markup-code-accident",
		tr("four spaces in front make the line a block of code; remove them"));
}

bool warn_heading(struct reader *reader, size_t first, size_t limit)
{
	const struct buf *text = &reader->text->out;
	size_t index = reader_find_offset(reader, first, limit);
	size_t begin, next;
	struct line line;
	struct place place;

	if (index == limit)
		return false;
	line = line_at(text, line_start(text, reader->events[index].offset));
	begin = line_skip_quotes(text, line.start, line.end);
	while ((next = line_skip_marker(text, begin, line.end)) != begin)
		begin = next;
	if (begin < line.end && text->data[begin] == '#')
		return false;
	/* The line below the last one that the heading's text stands on makes it one. */
	for (size_t i = index; i < limit; i++)
		if (reader->events[i].offset != SIZE_MAX)
			index = i;
	line = line_at(text, line_start(text, reader->events[index].offset));
	line = line_at(text, line.next);
	begin = line_skip_quotes(text, line.start, line.end);
	place = reader_place(reader, begin);
	report_warning(reader->report, &place, "markup-heading-accident",
		tr("this line makes the text above it a heading; put an empty line between them, "
		   "or write "
		   "'# ' in front of a heading"));
	return true;
}

/* True if the line looks as if it were meant for a table; *sure if nothing else is likely. */
static bool looks_like_row(const struct buf *text, struct line line, bool *sure)
{
	size_t begin = line_skip_quotes(text, line.start, line.end);
	size_t pipes = 0;
	bool apart = false;

	for (size_t i = begin; i < line.end; i++) {
		if (text->data[i] == '\\') {
			i++;
		} else if (text->data[i] == '|') {
			pipes++;
			apart = apart || (i > begin && is_blank(text->data[i - 1]) &&
						 i + 1 < line.end && is_blank(text->data[i + 1]));
		}
	}
	*sure = pipes >= 2 && text->data[begin] == '|';
	return *sure || apart;
}

/* The length of a bullet as Word has them at offset, the blank behind it included, or 0. */
static size_t bullet_length(const struct buf *text, size_t offset, size_t end)
{
	/* The last one is that of the font Symbol. */
	static const char *const bullets[] = {"•", "·", "◦", "▪", "\xEF\x82\xB7"};

	for (size_t i = 0; i < sizeof(bullets) / sizeof(*bullets); i++) {
		size_t length = strlen(bullets[i]);

		if (end - offset > length && is_blank(text->data[offset + length]) &&
			memcmp(text->data + offset, bullets[i], length) == 0)
			return length + 1;
	}
	return 0;
}

/* Once for each text: who pasted one line from Word pasted more. */
static void warn_bullet(struct reader *reader, struct line line)
{
	const struct buf *text = &reader->text->out;
	size_t begin = line_skip_quotes(text, line.start, line.end);
	size_t length = bullet_length(text, begin, line.end);
	size_t words = line_skip_blanks(text, begin + length, line.end);
	struct place place;
	struct rest rest;

	if (length == 0 || words == line.end || reader->bullet_seen)
		return;
	reader->bullet_seen = true;
	rest = rest_of_line(reader, words);
	place = reader_place(reader, begin);
	report_warning(reader->report, &place, "markup-list-accident",
		tr("the line does not become a list item; write '- %.*s'"), word_length(rest),
		rest.text);
}

void warn_paragraph(struct reader *reader, size_t first, size_t limit)
{
	const struct buf *text = &reader->text->out;
	size_t index = reader_find_offset(reader, first, limit);
	size_t last = index, rows = 0, row = 0;
	bool any_sure = false;
	struct line line;
	struct place place;

	if (reader->in_cell || index == limit)
		return;
	for (size_t i = index; i < limit; i++)
		if (reader->events[i].offset != SIZE_MAX)
			last = i;
	for (size_t at = line_start(text, reader->events[index].offset);
		at <= reader->events[last].offset; at = line.next) {
		bool sure;

		line = line_at(text, at);
		warn_bullet(reader, line);
		if (!looks_like_row(text, line, &sure))
			continue;
		if (rows++ == 0)
			row = line_skip_quotes(text, line.start, line.end);
		any_sure = any_sure || sure;
	}
	if (rows < 2 && !any_sure)
		return;
	place = reader_place(reader, row);
	report_warning(reader->report, &place, "markup-no-table",
		tr("the lines of '|' make no table; a table needs a line like '|---|---|' below "
		   "its "
		   "heading, and an empty line in front"));
}
