#include "markup/internal.h"

#include "base/date.h"

#include <string.h>

/*
 * What Markdown would make of lines that nobody who writes Danish means. What is put in a mark's
 * place is no worse off in code, where the text is taken from what was typed.
 */

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* The day of the month, "13" of "13. nov.", that a list item would be made of. */
static size_t date_digits(const struct buf *text, size_t offset, size_t end)
{
	size_t after = offset;

	if (date_danish_prefix(text->data + offset, end - offset) == 0)
		return 0;
	while (after < end && is_digit(text->data[after]))
		after++;
	return after < end && text->data[after] == '.' ? after - offset : 0;
}

/* True if the line is made of three or more of this byte and blanks. */
static bool is_thematic(const struct buf *text, size_t begin, size_t end, char byte)
{
	size_t count = line_count(text, begin, end, byte);
	size_t blanks = line_count(text, begin, end, ' ') + line_count(text, begin, end, '\t');

	return count >= 3 && count + blanks == end - begin;
}

/* True if the line has a "-" as bullet right where column says, with text behind it. */
static bool is_dash_item(const struct buf *text, struct line line, size_t column)
{
	size_t begin = line_skip_quotes(text, line.start, line.end);

	return begin - line.start == column && begin < line.end && text->data[begin] == '-' &&
	       line_skip_marker(text, begin, line.end) > begin;
}

/* A lone "-" between two bullets at its own place is an empty bullet; anywhere else a dash. */
static bool is_lone_dash(const struct buf *text, struct line before, struct line line, size_t at)
{
	size_t column = at - line.start;

	if (at == line.end || text->data[at] != '-' ||
		line_skip_blanks(text, at + 1, line.end) != line.end)
		return false;
	if (is_thematic(text, line_skip_quotes(text, line.start, line.end), line.end, '-'))
		return false;
	return !(line.start > 0 && line.next < text->length && is_dash_item(text, before, column) &&
		 is_dash_item(text, line_at(text, line.next), column));
}

/* Copies what begins a line, with a date or lone dash in it made safe; returns where it ends. */
size_t danish_beginning(
	struct rewrite *rewrite, const struct buf *text, struct line before, struct line line)
{
	size_t at = line.start;

	for (;;) {
		size_t begin = line_skip_quotes(text, at, line.end);
		size_t digits = date_digits(text, begin, line.end);
		size_t after;

		rewrite_copy(rewrite, at, begin - at);
		if (digits > 0) {
			rewrite_copy(rewrite, begin, digits);
			rewrite_put(rewrite, begin + digits, (char)MARK_STOP, false);
			return begin + digits + 1;
		}
		if (is_lone_dash(text, before, line, begin)) {
			rewrite_put(rewrite, begin, (char)MARK_DASH, false);
			return begin + 1;
		}
		after = line_skip_marker(text, begin, line.end);
		rewrite_copy(rewrite, begin, after - begin);
		if (after == begin)
			return begin;
		at = after;
	}
}

/*
 * A single "~" is just that ("ca. ~5 mio."), and so is a pair with blanks on both sides. Fences
 * are longer.
 */
size_t danish_tildes(struct rewrite *rewrite, const struct buf *text, struct line line, size_t at)
{
	size_t end = at;
	bool escaped = at > line.start && text->data[at - 1] == '\\';
	bool blank_before = at == line.start || is_blank(text->data[at - 1]);

	while (end < line.end && text->data[end] == '~')
		end++;
	if (escaped || end - at > 2 ||
		(end - at == 2 &&
			!(blank_before && (end == line.end || is_blank(text->data[end]))))) {
		rewrite_copy(rewrite, at, end - at);
		return end;
	}
	while (at < end)
		rewrite_put(rewrite, at++, (char)MARK_TILDE, false);
	return end;
}

size_t danish_star(struct rewrite *rewrite, const struct buf *text, struct line line, size_t at)
{
	bool between = at > line.start && is_digit(text->data[at - 1]) && at + 1 < line.end &&
		       is_digit(text->data[at + 1]);
	if (between)
		rewrite_put(rewrite, at, (char)MARK_STAR, false);
	else
		rewrite_copy(rewrite, at, 1);
	return at + 1;
}
